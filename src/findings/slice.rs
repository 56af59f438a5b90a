//! The part of a table that a finding's cells stand in: their rows, their columns, the labels, nothing else.

use crate::document::{CellRef, Site};
use crate::facts::Facts;
use crate::findings::locate::origin;
use crate::findings::{Slice, SliceCell, SliceRow};
use crate::rules::Evidence;

/// The longest text shown in one cell, in characters.
const MAX_TEXT: usize = 60;

/// A slice of `table` with the cells of the evidence in it; `labels` are the evidence's places in the finding.
pub(super) fn slice(table: u32, used: &[(usize, &Evidence)], facts: &Facts<'_>) -> Option<Slice> {
    let read = facts.document.tables.get(table as usize)?;
    let grid = facts.tables.get(table as usize)?;
    let corner = |e: &Evidence| match e.spot.site {
        Site::Cell { table: t, cell } if t == table => read.cell(cell).map(|c| (c.row, c.col)),
        _ => None,
    };
    let places: Vec<(usize, (u32, u32))> = used.iter().filter_map(|(label, e)| Some((*label, corner(e)?))).collect();
    let lines = |pick: fn(&(u32, u32)) -> u32| {
        let mut lines: Vec<u32> = places.iter().map(|(_, at)| pick(at)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    let (rows, cols) = (lines(|at| at.0), lines(|at| at.1));
    let first_row = *rows.first()?;
    let columns = cols
        .iter()
        .map(|&col| {
            let name: String = CellRef::new(0, col).to_string().chars().take_while(char::is_ascii_alphabetic).collect();
            (name, grid.col_path_at(first_row, col).join(" / "))
        })
        .collect();
    let shown = |row: u32, col: u32| {
        let text = read.at(row, col).and_then(|cell| read.cell(cell)).map(|c| clipped(c.text.as_str())).unwrap_or_default();
        SliceCell { text, label: places.iter().find(|(_, at)| *at == (row, col)).map(|(label, _)| *label) }
    };
    let line = |(n, &row): (usize, &u32)| SliceRow {
        number: row + 1,
        gap_before: n > 0 && rows[n - 1] + 1 < row,
        label: grid.row_path(row).join(" / "),
        cells: cols.iter().map(|&col| shown(row, col)).collect(),
    };
    let first = used.first()?.1;
    let place = origin(first.spot.site, facts.document.span(&first.spot), facts, true);
    Some(Slice { origin: place, columns, rows: rows.iter().enumerate().map(line).collect() })
}

fn clipped(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_TEXT + 1).collect();
    if line.chars().count() > MAX_TEXT { line.chars().take(MAX_TEXT).chain(['…']).collect() } else { line }
}
