//! Which rows and columns of a table hold labels: found by what the cells hold, not by where they stand.

use std::collections::BTreeSet;

use crate::document::Table;
use crate::facts::Hedge;
use crate::facts::grid::paths::column_numbers;
use crate::facts::grid::untold::{divides_nothing, tells_nothing};
use crate::facts::lexer::{CellReading, Reading};

/// What one cell is to the shape of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Mark,
    Text,
    /// A number, with its value where that is a whole one without unit.
    Number(Option<i64>),
    /// Four bare digits that may be a year.
    Year(i64),
}

/// One cell, read by itself.
pub(super) struct Piece {
    pub(super) reading: CellReading,
    pub(super) kind: Kind,
}

impl Piece {
    /// Whether it is a number that is meant as a bound.
    fn is_bound(&self) -> bool {
        let CellReading::Number { token, .. } = &self.reading else { return false };
        matches!(&token.reading, Reading::Quantity(quantity) if matches!(quantity.hedge, Hedge::AtLeast | Hedge::AtMost))
    }
}

/// The parts of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Rows at the top that hold labels only.
    pub(super) header: u32,
    /// Columns at the left that hold labels only.
    pub(super) stub: u32,
    /// Whether a column holds numbers, by column, up to the widest looked at.
    pub(super) numeric: Vec<bool>,
    /// Stretches of label columns to the right of number columns.
    pub(super) panels: Vec<(u32, u32)>,
}

/// Rows looked at to tell label columns from number columns.
const SAMPLE: usize = 400;
/// Rows of a column that say the same on average, from which it holds no labels.
const MANY: usize = 4;
/// Most label columns looked for.
const WIDEST_STUB: u32 = 12;

/// What a row holds, spanned cells counted once.
#[derive(Clone, Copy, Debug, Default)]
struct RowStats {
    numbers: u32,
    /// Numbers that are bounds: `65 and over`.
    bounds: u32,
    years: u32,
    texts: u32,
    header_cells: u32,
    filled: u32,
}

pub(super) fn shape(table: &Table, pieces: &[Piece]) -> Shape {
    let first_body = first_numeric_row(table, pieces);
    let sample: Vec<u32> = match first_body {
        Some(first) => (first..table.rows()).filter(|&row| stats(table, pieces, row).numbers > 0).take(SAMPLE).collect(),
        None => (0..table.rows()).filter(|&row| stats(table, pieces, row).years > 0).take(SAMPLE).collect(),
    };
    let stub = stub_columns(table, pieces, &sample, first_body.unwrap_or(0));
    let header = match first_body {
        Some(first) => trimmed_header(table, pieces, first, stub),
        None => header_without_numbers(table, pieces, stub),
    };
    let numeric = numeric_columns(table, pieces, &sample, stub);
    let panels = panels(table, pieces, &sample, stub, &numeric);
    Shape { header, stub, numeric, panels }
}

fn stats(table: &Table, pieces: &[Piece], row: u32) -> RowStats {
    let mut stats = RowStats::default();
    let mut last = None;
    for cell in table.row(row) {
        if last == Some(cell) {
            continue;
        }
        last = Some(cell);
        let Some(kind) = pieces.get(cell as usize).map(|p| p.kind) else { continue };
        match kind {
            Kind::Blank => continue,
            Kind::Number(_) => stats.numbers += 1,
            Kind::Year(_) => stats.years += 1,
            Kind::Text => stats.texts += 1,
            Kind::Mark => {}
        }
        stats.bounds += u32::from(pieces.get(cell as usize).is_some_and(Piece::is_bound));
        stats.filled += 1;
        stats.header_cells += u32::from(table.cell(cell).is_some_and(|c| c.header));
    }
    stats
}

/// The first row that holds data: a number that is neither a year in a header nor one of a row of column numbers, or what stands for numbers that
/// are not told.
fn first_numeric_row(table: &Table, pieces: &[Piece]) -> Option<u32> {
    let (mut header_years, mut headed, mut marked) = (false, false, false);
    for row in 0..table.rows() {
        let stats = stats(table, pieces, row);
        let all_header = stats.filled > 0 && stats.header_cells == stats.filled;
        let amounts = table.row(row).any(|cell| pieces.get(cell as usize).is_some_and(|p| p.kind == Kind::Number(None)));
        // Groups by size in the first row that holds more than a title, unless the header is marked as such and ends above it: under 18, 18-64,
        // 65 and over.
        let below = marked && stats.header_cells == 0;
        let groups = !headed && !below && stats.texts > 0 && stats.numbers == stats.bounds && stats.filled >= 3;
        marked |= all_header;
        headed |= stats.filled > 1;
        if stats.numbers > 0 && !groups && (amounts || !(all_header && row == 0)) && !counts_columns(table, pieces, row) {
            return Some(row);
        }
        // A second row of years under a header that has some is data that happens to look like years.
        if stats.years > 0 && stats.numbers == 0 && !all_header {
            let labelled = stats.texts > 0 && (header_years || (divides_nothing(table, pieces, row) && !steps(table, pieces, row)));
            if labelled && row > 0 {
                return Some(row);
            }
            header_years = true;
        }
        let silent = stats.numbers == 0 && stats.years == 0 && !all_header;
        if silent && divides_nothing(table, pieces, row) && tells_nothing(table, pieces, row, 1) {
            return Some(row);
        }
    }
    None
}

/// Whether the years of a row follow each other: those of a header, whatever stands above.
fn steps(table: &Table, pieces: &[Piece], row: u32) -> bool {
    let years = years(table, pieces, row);
    years.len() > 1 && years.windows(2).all(|pair| matches!(pair, [a, b] if a.abs_diff(*b) == 1))
}

/// What may be years in a row.
pub(super) fn years(table: &Table, pieces: &[Piece], row: u32) -> Vec<i64> {
    let year = |cell: u32| match pieces.get(cell as usize).map(|piece| piece.kind) {
        Some(Kind::Year(year)) => Some(year),
        _ => None,
    };
    table.row(row).filter_map(year).collect()
}

/// A row that numbers the columns 1, 2, 3, … from left to right, and may say how one is made of others: `3=1+2`.
fn counts_columns(table: &Table, pieces: &[Piece], row: u32) -> bool {
    let numbers = column_numbers(table, pieces, row).unwrap_or_default();
    numbers.len() >= 3 && numbers.iter().zip(1..).all(|((_, mark), n)| *mark == n.to_string())
}

/// What a column holds in the sampled rows.
#[derive(Debug, Default)]
struct ColumnStats {
    numbers: u32,
    years: u32,
    texts: u32,
    values: Vec<i64>,
}

fn column(table: &Table, pieces: &[Piece], rows: &[u32], col: u32) -> ColumnStats {
    let mut stats = ColumnStats::default();
    for &row in rows {
        match table.at(row, col).and_then(|cell| pieces.get(cell as usize)).map(|p| p.kind) {
            Some(Kind::Number(value)) => {
                stats.numbers += 1;
                stats.values.extend(value);
            }
            Some(Kind::Year(value)) => {
                stats.years += 1;
                stats.values.push(value);
            }
            Some(Kind::Text) => stats.texts += 1,
            _ => {}
        }
    }
    stats
}

fn stub_columns(table: &Table, pieces: &[Piece], rows: &[u32], first_body: u32) -> u32 {
    let mut stub = 0;
    for col in 0..table.cols().min(WIDEST_STUB) {
        let stats = column(table, pieces, rows, col);
        let numeric = stats.numbers + stats.years;
        if numeric == 0 && stats.texts == 0 {
            continue;
        }
        let labels = stats.texts > 0 && stats.texts >= 4 * numeric;
        if !labels && !is_index(table, pieces, rows, col, &stats, first_body) {
            break;
        }
        stub = col + 1;
    }
    if stub == table.cols() { 0 } else { stub }
}

/// A column of row numbers, years or codes.
fn is_index(table: &Table, pieces: &[Piece], rows: &[u32], col: u32, stats: &ColumnStats, first_body: u32) -> bool {
    if rows.len() < 2 {
        return false;
    }
    let years = stats.numbers == 0 && stats.values.windows(2).all(|w| w.first() != w.get(1));
    if years && col == 0 {
        return true;
    }
    let coded = (0..first_body.min(20)).any(|row| {
        table.at(row, col).and_then(|cell| table.cell(cell)).is_some_and(|c| {
            let text = c.text.as_str();
            ["编码", "代码", "序号", "编号", "行次", "Code", "code"].iter().any(|w| text.contains(w))
                || matches!(text.trim(), "No." | "No" | "#" | "类" | "款" | "项")
        })
    });
    if coded {
        return true;
    }
    let counts =
        stats.texts == 0 && stats.values.len() == rows.len() && stats.values.windows(2).all(|w| matches!(w, [a, b] if *b == *a + 1));
    let next = column(table, pieces, rows, col + 1);
    counts && next.texts > 0 && next.numbers == 0
}

/// The header ends above trailing rows that hold no label over the data columns, and above a label across all columns.
fn trimmed_header(table: &Table, pieces: &[Piece], first: u32, stub: u32) -> u32 {
    let mut header = first;
    while header > 0 {
        let row = header - 1;
        let labels = table.row(row).any(|cell| {
            let over_data = table.cell(cell).is_some_and(|c| c.col.saturating_add(c.col_span) > stub && c.col_span < table.cols());
            over_data && pieces.get(cell as usize).is_some_and(|p| matches!(p.kind, Kind::Text | Kind::Year(_) | Kind::Number(_)))
        });
        if labels {
            return header;
        }
        header = row;
    }
    // Nothing but titles above: one row of them is no header.
    0
}

fn header_without_numbers(table: &Table, pieces: &[Piece], stub: u32) -> u32 {
    let marked = (0..table.rows()).take_while(|&row| {
        let stats = stats(table, pieces, row);
        stats.filled > 0 && stats.header_cells == stats.filled
    });
    let marked = u32::try_from(marked.count()).unwrap_or(u32::MAX);
    if marked > 0 && marked < table.rows() {
        return marked;
    }
    let _ = stub;
    let labelled = (0..table.rows()).take(8).take_while(|&row| {
        let stats = stats(table, pieces, row);
        stats.texts + stats.years > 1
            && !table.row(row).any(|cell| pieces.get(cell as usize).is_some_and(|p| matches!(p.kind, Kind::Blank | Kind::Mark)))
    });
    u32::try_from(labelled.count()).unwrap_or(1).clamp(1, table.rows().saturating_sub(1).max(1)).min(table.rows())
}

fn numeric_columns(table: &Table, pieces: &[Piece], rows: &[u32], stub: u32) -> Vec<bool> {
    let mut numeric = vec![false; table.cols().min(20_000) as usize];
    for &row in rows {
        for cell in table.row(row) {
            if !pieces.get(cell as usize).is_some_and(|p| matches!(p.kind, Kind::Number(_) | Kind::Year(_))) {
                continue;
            }
            let Some(col) = table.cell(cell).map(|c| c.col) else { continue };
            if col >= stub
                && let Some(slot) = numeric.get_mut(col as usize)
            {
                *slot = true;
            }
        }
    }
    numeric
}

/// Whether a column says but one or two things of many rows, as one of marks or of states does: these are no labels.
fn says_little(table: &Table, rows: &[u32], col: u32) -> bool {
    let text = |row: &u32| table.at(*row, col).and_then(|cell| table.cell(cell)).map(|cell| cell.text.as_str().trim());
    let said: Vec<&str> = rows.iter().filter_map(text).filter(|text| !text.is_empty()).collect();
    said.len() >= MANY && said.iter().collect::<BTreeSet<_>>().len() * MANY <= said.len()
}

/// Columns that hold words in most sampled rows, between a number column and another.
fn panels(table: &Table, pieces: &[Piece], rows: &[u32], stub: u32, numeric: &[bool]) -> Vec<(u32, u32)> {
    let mut panels: Vec<(u32, u32)> = Vec::new();
    let mut seen_number = false;
    let last = numeric.iter().rposition(|n| *n).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    for col in stub..last.min(200) {
        seen_number |= numeric.get(col as usize).is_some_and(|n| *n);
        if !seen_number || stub == 0 {
            continue;
        }
        let stats = column(table, pieces, rows, col);
        if stats.numbers + stats.years > 0 || 2 * (stats.texts as usize) < rows.len() || says_little(table, rows, col) {
            continue;
        }
        match panels.last_mut() {
            Some((_, to)) if *to == col => *to = col + 1,
            _ => panels.push((col, col + 1)),
        }
    }
    panels
}
