//! A declared table found in the document, by its caption and labels together.

use crate::document::{Inferred, Table};
use crate::facts::{CellValue, Facts, Grid};
use crate::rules::bind::align::align;
use crate::rules::bind::band;
use crate::rules::bind::labels::{Essence, behind_its_groups, essence, likeness};
use crate::rules::bind::printed::{Label, Printed};
use crate::rules::{LabelSpec, NamePath, TableSpec};

/// A declared table with the grid rows and columns it was found at.
#[derive(Debug)]
pub(in crate::rules) struct Bound<'r> {
    /// The declaration.
    pub spec: &'r TableSpec,
    /// Index into the document's tables.
    pub table: u32,
    /// Grid row of each declared row; of the one data row where none is declared.
    pub rows: Vec<Option<u32>>,
    /// Grid column of each declared column.
    pub cols: Vec<Option<u32>>,
    /// Grid rows among the found ones that hold numbers and match no declared row.
    pub stray_rows: Vec<u32>,
    /// Grid columns likewise.
    pub stray_cols: Vec<u32>,
}

impl Bound<'_> {
    /// Grid rows that `name` covers, and whether it covers a declared row at all. `None`: the one data row.
    pub(in crate::rules) fn rows_of(&self, name: Option<&NamePath>) -> Vec<u32> {
        match name {
            None => self.rows.iter().flatten().copied().collect(),
            Some(name) => covered(name, &self.spec.rows, &self.rows),
        }
    }

    /// The declared row that `row` covers and the printed table does not reach: it begins behind it, or ends before.
    pub(in crate::rules) fn beyond(&self, row: &NamePath) -> Option<&LabelSpec> {
        let first = self.rows.iter().position(Option::is_some)?;
        let last = self.rows.iter().rposition(Option::is_some)?;
        self.spec
            .rows
            .iter()
            .enumerate()
            .find(|(at, label)| !(first..=last).contains(at) && row.covers(&label.path))
            .map(|(_, label)| label)
    }

    /// A cell with a number in a line nobody declared that may belong to what `row` and `col` cover: a line of that group was not found.
    pub(in crate::rules) fn doubtful(&self, row: Option<&NamePath>, col: &NamePath, facts: &Facts<'_>) -> Option<(u32, u32)> {
        let rows = self.stray_rows.iter().flat_map(|&row| self.cols_of(col).into_iter().map(move |col| (row, col)));
        let rows = rows.filter(|_| row.is_some_and(|name| misses(name, &self.spec.rows, &self.rows)));
        let cols = self.stray_cols.iter().flat_map(|&col| self.rows_of(row).into_iter().map(move |row| (row, col)));
        let cols = cols.filter(|_| misses(col, &self.spec.columns, &self.cols));
        let (table, grid) = (facts.document.tables.get(self.table as usize)?, facts.tables.get(self.table as usize)?);
        rows.chain(cols).find(|&(row, col)| grid.number_at(table, row, col).is_some())
    }

    /// Whether the whole lines that these cells stand in are blank: the rows, or in a table of one row the group of columns.
    pub(in crate::rules) fn is_line_blank(&self, rows: &[u32], cols: &[u32], facts: &Facts<'_>) -> bool {
        let (Some(table), Some(grid)) = (facts.document.tables.get(self.table as usize), facts.tables.get(self.table as usize)) else {
            return false;
        };
        let group = |label: &LabelSpec| label.path.first().cloned();
        let lines = || self.spec.columns.iter().zip(&self.cols).filter_map(|(label, at)| Some((label, (*at)?)));
        let groups: Vec<Option<String>> = lines().filter(|(_, at)| cols.contains(at)).map(|(label, _)| group(label)).collect();
        let one_row = self.spec.rows.is_empty();
        let wide: Vec<u32> = lines().filter(|(label, _)| !one_row || groups.contains(&group(label))).map(|(_, at)| at).collect();
        let blank = |row: u32, col: u32| table.at(row, col).is_none_or(|cell| matches!(grid.value(cell), CellValue::Blank));
        rows.iter().all(|row| wide.iter().all(|col| blank(*row, *col)))
    }

    /// Grid columns that `name` covers.
    pub(in crate::rules) fn cols_of(&self, name: &NamePath) -> Vec<u32> {
        covered(name, &self.spec.columns, &self.cols)
    }
}

/// Whether `name` covers a declared line that was not found.
fn misses(name: &NamePath, labels: &[LabelSpec], found: &[Option<u32>]) -> bool {
    labels.iter().zip(found).any(|(label, at)| at.is_none() && name.covers(&label.path))
}

fn covered(name: &NamePath, labels: &[LabelSpec], found: &[Option<u32>]) -> Vec<u32> {
    labels.iter().zip(found).filter(|(label, _)| name.covers(&label.path)).filter_map(|(_, at)| *at).collect()
}

/// Finds the declared table among the document's visible tables; `None` when no table is like it.
pub(in crate::rules) fn bind<'r, 'p, 't: 'p>(spec: &'r TableSpec, tables: impl Iterator<Item = &'p Printed<'t>>) -> Option<Bound<'r>> {
    let wanted = Wanted::of(spec);
    let mut best: Option<(u32, Bound<'r>)> = None;
    for printed in tables {
        for (score, bound) in candidate(&wanted, printed).into_iter().chain(band::candidate(&wanted, printed)) {
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best = Some((score, bound));
            }
        }
    }
    best.map(|(_, bound)| bound)
}

/// A declaration with its labels in the form that they are compared in.
pub(super) struct Wanted<'r> {
    pub(super) spec: &'r TableSpec,
    caption: Vec<Essence>,
    pub(super) rows: Vec<Wordings>,
    pub(super) columns: Vec<Wordings>,
}

impl<'r> Wanted<'r> {
    fn of(spec: &'r TableSpec) -> Self {
        let caption = spec.caption.iter().map(|caption| essence(caption)).collect();
        Self { spec, caption, rows: essences(&spec.rows), columns: essences(&spec.columns) }
    }
}

fn candidate<'r>(wanted: &Wanted<'r>, printed: &Printed<'_>) -> Option<(u32, Bound<'r>)> {
    let Printed { number, table, grid, .. } = *printed;
    let spec = wanted.spec;
    let is_captioned = |caption: &Essence| wanted.caption.iter().any(|w| caption.contains(w) || likeness(caption, w) >= 800);
    let captioned = printed.caption.as_ref().is_some_and(is_captioned);
    let (rows, row_share) = match_rows(wanted, printed);
    let (cols, col_share) = match_columns(wanted, printed, captioned || is_told(wanted, printed, row_share));
    if col_share < if captioned { 500 } else { 600 } {
        return None;
    }
    if row_share < if captioned { 400 } else { 600 } {
        return None;
    }
    let score = col_share + row_share + if captioned { 300 } else { 0 };
    let stray_rows = if spec.rows.is_empty() {
        Vec::new()
    } else {
        strays(&rows, table.rows(), |row| has_number(table, grid, (0..table.cols()).map(|col| (row, col))))
    };
    let stray_cols = strays(&cols, table.cols(), |col| has_number(table, grid, (grid.header_rows()..table.rows()).map(|row| (row, col))));
    Some((score, Bound { spec, table: number, rows, cols, stray_rows, stray_cols }))
}

/// Whether a grid of runs without a caption is surely the declared table: nearly all its rows are found, or where none is declared the words
/// above its figures are the names of the columns.
fn is_told(wanted: &Wanted<'_>, printed: &Printed<'_>, row_share: u32) -> bool {
    const NEARLY: u32 = 850;
    let Printed { table, grid, .. } = *printed;
    if table.inferred != Inferred::Runs {
        return false;
    }
    if !wanted.rows.is_empty() {
        return row_share >= NEARLY;
    }
    let above = (0..table.rows()).take_while(|row| !has_number(table, grid, (0..table.cols()).map(|col| (*row, col))));
    let words: Vec<&str> =
        above.filter_map(|row| table.at(row, 0)).filter_map(|cell| table.cell(cell)).map(|cell| cell.text.as_str()).collect();
    let words = essence(&words.concat());
    let named = wanted.columns.iter().filter(|(names, _)| names.iter().any(|name| words.contains(name))).count();
    share(named, wanted.columns.len()) >= NEARLY
}

/// Columns right of the labels against the declared ones; and the share matched, of the fewer, in thousandths.
fn match_columns(wanted: &Wanted<'_>, printed: &Printed<'_>, told: bool) -> (Vec<Option<u32>>, u32) {
    let Printed { table, grid, .. } = *printed;
    // A grid of runs has no header over its columns; those with numbers follow the labels, however many columns the labels seem to take.
    let numeric = |col: &u32| has_number(table, grid, (0..table.rows()).map(|row| (row, *col)));
    let first = if table.inferred == Inferred::Runs { (0..table.cols()).find(numeric).unwrap_or(0) } else { grid.stub_cols() };
    let printed = printed.cols.get(first as usize..).unwrap_or(&[]);
    let wanted = &wanted.columns;
    let found = align(wanted.len(), printed.len(), |d, p| alike(&wanted[d], &printed[p]));
    let matched = found.iter().flatten().count();
    let mut cols: Vec<Option<u32>> = found.iter().map(|at| at.and_then(|p| u32::try_from(p).ok()).map(|p| p + first)).collect();
    // A header that cannot be read column by column still says how many there are: the order of the form decides.
    let counted = printed.len() == wanted.len();
    if counted && (matched * 2 >= wanted.len() || (table.inferred == Inferred::Runs && told)) {
        cols = (first..table.cols()).map(Some).collect();
        return (cols, 1000);
    }
    (cols, share(matched, wanted.len().min(printed.len().max(1))))
}

fn match_rows(wanted: &Wanted<'_>, printed: &Printed<'_>) -> (Vec<Option<u32>>, u32) {
    let Printed { table, grid, .. } = *printed;
    let body: Vec<u32> = (grid.header_rows()..table.rows()).collect();
    if wanted.spec.rows.is_empty() {
        let numeric: Vec<u32> = body.into_iter().filter(|&row| has_number(table, grid, (0..table.cols()).map(|col| (row, col)))).collect();
        return match numeric[..] {
            [row] => (vec![Some(row)], 1000),
            _ => (vec![None], 0),
        };
    }
    let printed = printed.rows.get(grid.header_rows() as usize..).unwrap_or(&[]);
    let wanted = &wanted.rows;
    let mut found = align(wanted.len(), printed.len(), |d, p| alike(&wanted[d], &printed[p]));
    let matched = found.iter().flatten().count();
    let numeric = |p: usize| has_number(table, grid, (0..table.cols()).map(|col| (body[p], col)));
    fill_between(&mut found, &(0..printed.len()).filter(|p| numeric(*p)).collect::<Vec<_>>());
    let rows = found.iter().map(|at| at.and_then(|p| body.get(p).copied())).collect();
    (rows, share(matched, wanted.len().min(printed.len().max(1))))
}

/// Between two known lines the order of the form decides, where as many lines with numbers were printed there as declared: labels that a
/// page break tore apart, or that were misspelt beyond likeness.
fn fill_between(found: &mut [Option<usize>], numeric: &[usize]) {
    let mut last: Option<usize> = None;
    let mut at = 0;
    while at < found.len() {
        let missing = found[at..].iter().take_while(|line| line.is_none()).count();
        let next = found.get(at + missing).copied().flatten();
        if missing > 0
            && let (Some(above), Some(below)) = (last, next)
        {
            let between: Vec<usize> = numeric.iter().copied().filter(|p| above < *p && *p < below).collect();
            if between.len() == missing {
                found[at..at + missing].iter_mut().zip(between).for_each(|(line, p)| *line = Some(p));
            }
        }
        last = next.or(last);
        at += missing + 1;
    }
}

/// The printed wordings of a declared label, alone and with its groups in front (a table of one label column), and its groups' names joined.
pub(super) type Wordings = (Vec<Essence>, Essence);

fn essences(labels: &[LabelSpec]) -> Vec<Wordings> {
    let wordings = |label: &LabelSpec| {
        let groups = label.path[..label.path.len().saturating_sub(1)].concat();
        let alone = label.printed.iter().map(|p| essence(p));
        let grouped = label.printed.iter().filter(|_| !groups.is_empty()).map(|p| essence(&format!("{groups}{p}")));
        alone.chain(grouped).collect()
    };
    labels.iter().map(|label| (wordings(label), essence(&label.path.concat()))).collect()
}

/// The label itself decides; the groups it stands in break ties.
pub(super) fn alike(wanted: &Wordings, printed: &Label) -> u32 {
    let own = wanted.0.iter().map(|w| likeness(w, &printed.0).max(behind_its_groups(w, &printed.0))).max().unwrap_or(0);
    if own == 0 {
        return 0;
    }
    let groups = likeness(&wanted.1, &printed.1);
    (own * 9 + groups) / 10
}

pub(super) fn share(matched: usize, of: usize) -> u32 {
    u32::try_from(matched * 1000 / of.max(1)).unwrap_or(0)
}

/// Lines between the first and the last found one that hold numbers and were not found.
pub(super) fn strays(found: &[Option<u32>], lines: u32, numeric: impl Fn(u32) -> bool) -> Vec<u32> {
    let taken: Vec<u32> = found.iter().flatten().copied().collect();
    let (Some(&first), Some(&last)) = (taken.iter().min(), taken.iter().max()) else {
        return Vec::new();
    };
    (first..last.min(lines)).filter(|line| !taken.contains(line) && numeric(*line)).collect()
}

pub(super) fn has_number(table: &Table, grid: &Grid, mut at: impl Iterator<Item = (u32, u32)>) -> bool {
    at.any(|(row, col)| table.at(row, col).is_some_and(|cell| matches!(grid.value(cell), CellValue::Number(_))))
}
