//! The labels of a table's rows, as far as they are names.

use std::collections::BTreeMap;
use std::mem;

use crate::document::Table;
use crate::facts::{CellValue, Facts, Grid, normalise};
use crate::rules::sums::sheet::{Held, Sheet};

/// Bytes of a label at most, where it is taken from among the numbers.
const LONGEST: usize = 120;

/// The labels of a grid row, without the unit behind them. Where the table has no column of labels, because its first one holds numbers as
/// well, the first words of the row before its last number stand for them.
pub(super) fn row_path(sheet: &Sheet, facts: &Facts<'_>, at: u32) -> Vec<String> {
    let table = sheet.table as usize;
    let (Some(grid), Some(table)) = (facts.tables.get(table), facts.document.tables.get(table)) else { return Vec::new() };
    match &grid.row_path_at(table, at, sheet.side)[..] {
        [] => {}
        [outer @ .., last] if !outer.is_empty() && sheet.unit.as_ref() == Some(last) => return outer.to_vec(),
        path => return path.to_vec(),
    }
    let mut words = None;
    let is_beyond = |cell: &u32| table.cell(*cell).is_some_and(|cell| cell.col >= sheet.side);
    for cell in table.row(at).filter(is_beyond) {
        match grid.value(cell) {
            CellValue::Text if words.is_none() => words = table.cell(cell).map(|c| c.text.as_str()).filter(|t| t.len() <= LONGEST),
            CellValue::Number(_) if words.is_some() => return words.map(normalise).into_iter().collect(),
            _ => {}
        }
    }
    Vec::new()
}

/// The innermost label that most rows share: the unit they are in, in a column of its own behind the labels.
pub(super) fn unit_label(sheet: &Sheet, table: &Table, grid: &Grid) -> Option<String> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    let (mut labelled, mut filled) = (0_usize, 0_usize);
    for (row, at) in (0..sheet.rows).zip(sheet.first_row..) {
        filled += usize::from((0..sheet.columns.len()).any(|col| sheet.at(row, col).held != Held::Empty));
        if let [_, .., last] = &mut grid.row_path_at(table, at, sheet.side)[..] {
            labelled += 1;
            *shared.entry(mem::take(last)).or_default() += 1;
        }
    }
    let most = shared.into_iter().max_by_key(|(_, rows)| *rows);
    most.filter(|(_, rows)| *rows >= 3 && rows * 2 > labelled && *rows * 2 > filled).map(|(label, _)| label)
}

/// The labels of a grid row that are names: a line number in a column of its own is none.
pub(super) fn row_names(sheet: &Sheet, facts: &Facts<'_>, at: u32) -> Vec<String> {
    let path = row_path(sheet, facts, at);
    named(&path, naming(sheet, facts, at)).to_vec()
}

/// The labels of a row that has words of its own without the line numbers behind them.
pub(super) fn named(path: &[String], naming: Naming) -> &[String] {
    let is_number = |label: &String| naming == Naming::Own && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
    let end = path.iter().rposition(|label| !is_number(label)).map_or(path.len(), |at| at + 1);
    path.get(..end).unwrap_or(path)
}

/// What a row of a side says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Nothing.
    None,
    /// A number or a code, or words that it shares with other rows.
    Shared,
    /// Words of its own.
    Own,
}

/// The words of a row of a side.
pub(super) fn naming(sheet: &Sheet, facts: &Facts<'_>, at: u32) -> Naming {
    let table = sheet.table as usize;
    let (Some(grid), Some(table)) = (facts.tables.get(table), facts.document.tables.get(table)) else { return Naming::None };
    let texts = table.row(at).filter(|cell| *grid.value(*cell) == CellValue::Text).filter_map(|cell| table.cell(cell));
    let texts = texts.filter(|cell| grid.side(cell.col) == sheet.side);
    texts.fold(Naming::None, |so_far, cell| {
        let own = cell.row_span == 1 && cell.text.as_str().chars().any(char::is_alphabetic);
        if own || so_far == Naming::Own { Naming::Own } else { Naming::Shared }
    })
}
