//! Label paths of rows and columns.

use crate::document::Table;
use crate::facts::formula::number_of_line;
use crate::facts::grid::shape::{Kind, Piece, Shape, years};
use crate::facts::grid::untold::{begins_with_words, tells_nothing};
use crate::facts::normalise;

/// Longest label kept, in characters.
const LONGEST: usize = 200;
/// Header rows that make a path; of a longer preamble the last ones.
const DEEPEST: usize = 8;
/// Bytes of labels kept for one table, by its rows and at most: a label that spans everything is repeated in every path.
const BUDGET_ROW: usize = 128;
const BUDGET: (usize, usize) = (64 << 10, 32 << 20);

/// Column labels that govern the rows from `first_row` on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) first_row: u32,
    /// First column of a stretch of columns, and the labels they share.
    stretches: Vec<(u32, Vec<String>)>,
}

impl Band {
    pub(super) fn path(&self, col: u32) -> &[String] {
        let index = self.stretches.partition_point(|(start, _)| *start <= col);
        index.checked_sub(1).and_then(|i| self.stretches.get(i)).map_or(&[], |(_, path)| path.as_slice())
    }

    /// The paths that header rows `rows` give the columns.
    fn of(table: &Table, pieces: &[Piece], rows: &[u32], first_row: u32, budget: &mut usize) -> Self {
        let mut cuts: Vec<u32> = vec![0];
        for &row in rows {
            for cell in table.row(row).filter_map(|c| table.cell(c)) {
                cuts.push(cell.col);
                cuts.push(cell.col.saturating_add(cell.col_span));
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        let within = |col| {
            let path = column_path(table, pieces, rows, col);
            (col, spend(path, budget))
        };
        let stretches = cuts.into_iter().map(within).collect();
        Self { first_row, stretches }
    }
}

/// The path, or nothing once the budget is used up.
fn spend(path: Vec<String>, budget: &mut usize) -> Vec<String> {
    let cost: usize = path.iter().map(String::len).sum();
    if let Some(left) = budget.checked_sub(cost) {
        *budget = left;
        path
    } else {
        Vec::new()
    }
}

fn column_path(table: &Table, pieces: &[Piece], rows: &[u32], col: u32) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    let mut last = None;
    for cell in rows.iter().filter_map(|&row| table.at(row, col)) {
        if last.replace(cell) != Some(cell) {
            push(&mut path, label(table, pieces, cell));
        }
    }
    path
}

fn push(path: &mut Vec<String>, label: Option<String>) {
    // Two code columns may hold the same digits; the same words twice are one label.
    if let Some(label) = label
        && (path.last() != Some(&label) || label.bytes().all(|b| b.is_ascii_digit()))
    {
        path.push(label);
    }
}

/// A cell's words on one line; `None` where it holds none.
pub(super) fn label(table: &Table, pieces: &[Piece], cell: u32) -> Option<String> {
    let kind = pieces.get(cell as usize)?.kind;
    let text = normalise(table.cell(cell)?.text.as_str());
    // A lone sign over a column names it; beside a number it belongs to that.
    if matches!(kind, Kind::Blank | Kind::Mark) && !matches!(text.as_str(), "%" | "‰") {
        return None;
    }
    let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    Some(text.get(..cut).unwrap_or("").to_owned())
}

/// What a row below the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Data,
    /// One label across the data columns.
    Section(u32),
    /// One label in the stub that ends with a colon, nothing beside it.
    Group(u32),
    /// Labels over the number columns.
    SubHeader,
}

/// Everything the paths of a table need.
pub(super) struct Paths {
    pub(super) rows: Vec<Vec<String>>,
    pub(super) bands: Vec<Band>,
    /// The row of the header that numbers the columns.
    pub(super) numbering: Option<u32>,
    /// The lone label above the header.
    pub(super) title: Option<String>,
    /// Rows below the header that hold labels only.
    pub(super) sub_headers: Vec<u32>,
}

pub(super) fn paths(table: &Table, pieces: &[Piece], shape: &Shape) -> Paths {
    let kinds: Vec<RowKind> = kinds(table, pieces, shape);
    let sectioned = kinds.iter().any(|k| matches!(k, RowKind::Section(_)));
    let mut out = Paths { rows: Vec::new(), bands: Vec::new(), numbering: None, title: None, sub_headers: Vec::new() };
    let (mut header, lone) = header_rows(table, pieces, shape.header);
    if let [.., above, last] = header[..]
        && numbers_columns(table, pieces, above, last)
    {
        out.numbering = header.pop();
    }
    let mut budget = (BUDGET.0 + BUDGET_ROW * table.rows() as usize + BUDGET_ROW * table.cols() as usize).min(BUDGET.1);
    out.bands.push(Band::of(table, pieces, &header, 0, &mut budget));
    let above = lone.last().copied();
    out.title = lone.first().and_then(|&cell| label(table, pieces, cell));
    // A table of sections opens with one: its first row is no title.
    let mut section = above.filter(|_| sectioned).and_then(|cell| label(table, pieces, cell));
    let mut state = Labels::default();
    out.rows.resize_with(shape.header as usize, Vec::new);
    let mut pending: Vec<u32> = Vec::new();
    for (row, kind) in (shape.header..).zip(&kinds) {
        let mut path: Vec<String> = Vec::new();
        match *kind {
            RowKind::Section(cell) => {
                section = label(table, pieces, cell);
                state = Labels::default();
                push(&mut path, section.clone());
            }
            RowKind::SubHeader => {
                pending.push(row);
                out.sub_headers.push(row);
            }
            RowKind::Data | RowKind::Group(_) => {
                if !pending.is_empty() {
                    out.bands.push(Band::of(table, pieces, &pending, row, &mut budget));
                    pending.clear();
                }
                push(&mut path, section.clone());
                state.row(table, pieces, shape.stub, row, *kind, &mut path);
            }
        }
        out.rows.push(spend(path, &mut budget));
    }
    out
}

/// Labels carried from row to row.
#[derive(Default)]
struct Labels {
    group: Option<String>,
    /// Labels with less indentation than the row at hand, outermost first.
    indented: Vec<(u8, String)>,
}

impl Labels {
    fn row(&mut self, table: &Table, pieces: &[Piece], stub: u32, row: u32, kind: RowKind, path: &mut Vec<String>) {
        if let RowKind::Group(cell) = kind {
            self.group = label(table, pieces, cell);
        }
        push(path, self.group.clone());
        let mut last = None;
        for cell in table.row(row) {
            let Some(found) = table.cell(cell).filter(|c| c.col < stub) else { break };
            if last.replace(cell) == Some(cell) {
                continue;
            }
            let own = label(table, pieces, cell);
            if found.col == 0
                && let Some(own) = &own
            {
                while self.indented.last().is_some_and(|(indent, _)| *indent >= found.indent) {
                    self.indented.pop();
                }
                for (_, outer) in &self.indented {
                    push(path, Some(outer.clone()));
                }
                if self.indented.len() < DEEPEST {
                    self.indented.push((found.indent, own.clone()));
                }
            }
            push(path, own);
        }
    }
}

/// The header rows that give paths, and the lone labels above them (titles, notes on units).
fn header_rows(table: &Table, pieces: &[Piece], header: u32) -> (Vec<u32>, Vec<u32>) {
    let mut rows = Vec::new();
    let mut lone = Vec::new();
    for row in (0..header).rev().take(DEEPEST) {
        let mut cells = filled(table, pieces, row);
        let (first, second) = (cells.next(), cells.next());
        match (first, second) {
            (Some(cell), None) if is_title(table, cell, row, header, !rows.is_empty()) => lone.push(cell),
            (Some(_), _) => rows.push(row),
            (None, _) => {}
        }
    }
    rows.reverse();
    lone.reverse();
    (rows, lone)
}

/// Whether a row only numbers the columns that the row above it names, each by itself: 1, 2, 3=1+2; A, B, C.
fn numbers_columns(table: &Table, pieces: &[Piece], above: u32, row: u32) -> bool {
    let Some(numbers) = column_numbers(table, pieces, row) else { return false };
    let first = numbers.iter().any(|(_, mark)| ["1", "A", "a", "①", "一"].contains(&mark.as_str()));
    let mut names = Vec::new();
    for (col, _) in &numbers {
        let name = table.at(above, *col);
        let told = name.and_then(|name| label(table, pieces, name)).is_some_and(|name| number_of_line(&name).is_none());
        if !told || names.contains(&name) {
            return false;
        }
        names.push(name);
    }
    numbers.len() >= 3 && first
}

/// The columns of a row that only numbers them, with their marks; `None` where a cell but the first, which may say what the row is (栏次), holds
/// anything else.
pub(super) fn column_numbers(table: &Table, pieces: &[Piece], row: u32) -> Option<Vec<(u32, String)>> {
    let mut numbers = Vec::new();
    for cell in filled(table, pieces, row) {
        let (Some(found), Some(own)) = (table.cell(cell), label(table, pieces, cell)) else { continue };
        // A workbook takes what is typed as (1) for -1.
        let typed = own.strip_prefix('-').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        match number_of_line(typed.unwrap_or(&own)) {
            Some(mark) => numbers.push((found.col, mark)),
            None if found.col == 0 => {}
            None => return None,
        }
    }
    Some(numbers)
}

/// A lone label that spans the table, or stands above a fuller header row, speaks of the whole table.
fn is_title(table: &Table, cell: u32, row: u32, header: u32, header_below: bool) -> bool {
    let Some(found) = table.cell(cell) else { return false };
    let wide = found.col_span >= table.cols() && table.cols() > 1;
    wide || (header_below && row + 1 < header && found.col_span == 1 && found.row_span == 1)
}

/// The distinct cells of a row that hold something.
fn filled<'t>(table: &'t Table, pieces: &'t [Piece], row: u32) -> impl Iterator<Item = u32> + 't {
    let mut last = None;
    table.row(row).filter(move |cell| {
        let fresh = last.replace(*cell) != Some(*cell);
        fresh && pieces.get(*cell as usize).is_some_and(|p| p.kind != Kind::Blank)
    })
}

fn kinds(table: &Table, pieces: &[Piece], shape: &Shape) -> Vec<RowKind> {
    let numeric = shape.numeric.iter().filter(|n| **n).count();
    let mut kinds = Vec::new();
    for row in shape.header..table.rows() {
        let after_section = matches!(kinds.last(), Some(RowKind::Section(_) | RowKind::SubHeader)) || (row == shape.header && row == 0);
        let headed = matches!(kinds.last(), Some(RowKind::SubHeader));
        kinds.push(kind(table, pieces, shape, row, numeric, after_section, headed));
    }
    kinds
}

/// Whether the table's header begins anew at `row`: its first label is again that of the header, and labels alone stand behind it. So a lone label
/// above it heads a section also where its cells are not merged.
fn heads_anew(table: &Table, pieces: &[Piece], shape: &Shape, row: u32) -> bool {
    let name = |row| table.at(row, 0).and_then(|cell| label(table, pieces, cell));
    let head = shape.header.checked_sub(1).and_then(name);
    let mut words = filled(table, pieces, row).skip(1).peekable();
    head.is_some()
        && head == name(row)
        && words.peek().is_some()
        && words.all(|c| pieces.get(c as usize).is_some_and(|p| p.kind == Kind::Text))
}

fn kind(table: &Table, pieces: &[Piece], shape: &Shape, row: u32, numeric: usize, after_section: bool, headed: bool) -> RowKind {
    let mut cells = filled(table, pieces, row);
    if let (Some(cell), None) = (cells.next(), cells.next())
        && pieces.get(cell as usize).is_some_and(|p| p.kind == Kind::Text)
        && let Some(found) = table.cell(cell)
    {
        let end = found.col.saturating_add(found.col_span);
        let across = found.col_span > 1 && end > shape.stub && found.row_span == 1;
        if across && found.col < shape.stub.max(1) {
            return RowKind::Section(cell);
        }
        if found.col == 0 && shape.stub > 0 && found.row_span == 1 && heads_anew(table, pieces, shape, row + 1) {
            return RowKind::Section(cell);
        }
        if found.col < shape.stub && found.row_span == 1 && found.text.as_str().trim_end().ends_with([':', '\u{FF1A}']) {
            return RowKind::Group(cell);
        }
    }
    let mut labels = 0;
    let (mut words, mut dated) = (0, 0);
    for cell in filled(table, pieces, row) {
        let Some(found) = table.cell(cell) else { continue };
        let end = found.col.saturating_add(found.col_span).min(u32::try_from(shape.numeric.len()).unwrap_or(u32::MAX));
        let over = (found.col..end).filter(|&col| shape.numeric.get(col as usize).is_some_and(|n| *n)).count();
        let kind = pieces.get(cell as usize).map(|p| p.kind);
        dated += usize::from(over > 0 && matches!(kind, Some(Kind::Year(_))));
        words += usize::from(over > 0 && kind == Some(Kind::Text));
        match kind {
            Some(Kind::Text | Kind::Year(_)) if over > 0 && found.row == row => labels += over,
            Some(Kind::Text | Kind::Blank) | None if over == 0 => {}
            _ => return RowKind::Data,
        }
    }
    // A label, and the same words in place of each number: they are not told.
    if shape.stub > 0 && begins_with_words(table, pieces, row) && tells_nothing(table, pieces, row, shape.stub) {
        return RowKind::Data;
    }
    // One number behind a label, below a row that names its column: a count that looks like a year.
    if headed && dated == 1 && words == 0 {
        return RowKind::Data;
    }
    if words == 0 && are_amounts(table, pieces, shape, row, dated) {
        return RowKind::Data;
    }
    let enough = if after_section { labels >= 1 && 2 * labels >= numeric.min(2) } else { labels >= 2 && 2 * labels >= numeric };
    if enough { RowKind::SubHeader } else { RowKind::Data }
}

/// Whether the years of a row, so many of them over numbers, are amounts that look like years: far apart, each behind a label of its own panel; or
/// such as no header has side by side, behind a label of their own and below a header that names the columns.
fn are_amounts(table: &Table, pieces: &[Piece], shape: &Shape, row: u32, dated: usize) -> bool {
    let years = years(table, pieces, row);
    if years.windows(2).any(is_far) && is_named_in_panels(table, pieces, shape, row) {
        return true;
    }
    let is_text = |cell: &u32| pieces.get(*cell as usize).is_some_and(|piece| piece.kind == Kind::Text);
    let headed = dated > 1 && shape.header > 0 && shape.stub > 0 && !is_run(&years);
    headed && filled(table, pieces, row).filter(is_text).count() == 1 && begins_with_words(table, pieces, row) && !names_time(table, row)
}

/// Whether every panel has a label in the row.
fn is_named_in_panels(table: &Table, pieces: &[Piece], shape: &Shape, row: u32) -> bool {
    let is_text = |col: u32| table.at(row, col).and_then(|cell| pieces.get(cell as usize)).is_some_and(|piece| piece.kind == Kind::Text);
    !shape.panels.is_empty() && shape.panels.iter().all(|&(from, to)| (from..to).any(is_text))
}

/// Whether the first cell of a row speaks of time, as that of a row of years does.
fn names_time(table: &Table, row: u32) -> bool {
    const WORDS: [&str; 14] =
        ["year", "ended", "ending", "fiscal", "period", "date", "as of", "as at", "quarter", "month", "年", "月", "期", "日"];
    let label = table.at(row, 0).and_then(|cell| table.cell(cell)).map_or_else(String::new, |cell| cell.text.as_str().to_lowercase());
    WORDS.iter().any(|word| label.contains(word))
}

/// Whether years follow each other as those of a header do: one by one, in even steps, or in round ones.
fn is_run(years: &[i64]) -> bool {
    let steps: Vec<i64> = years.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)).collect();
    let one_way = steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    let by_one = steps.iter().all(|step| step.abs() == 1);
    let even = steps.len() > 1 && steps.windows(2).all(|pair| pair.first() == pair.last());
    let round = years.iter().all(|year| year % 5 == 0);
    let up = steps.iter().all(|step| *step > 0);
    one_way && (by_one || even || round && up)
}

/// Whether two years are neither the same nor next to each other.
fn is_far(pair: &[i64]) -> bool {
    matches!(pair, [a, b] if a.abs_diff(*b) > 1)
}
