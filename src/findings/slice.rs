//! The part of a table that a finding's cells stand in: their rows, their columns, the labels, nothing else.

use crate::document::{CellRef, Site, Table};
use crate::facts::{Facts, Grid};
use crate::findings::locate::origin;
use crate::findings::{Slice, SliceCell, SliceColumn, SliceRow};
use crate::rules::Evidence;

/// The longest text shown in one cell, in characters.
const MAX_TEXT: usize = 60;

/// Rows, and columns, shown at most: the first half of those used and the last, and that of the first cell used.
const MOST: usize = 40;

/// A slice of `table` with the cells of the evidence in it; `labels` are the evidence's places in the finding. Of a long sum the middle is left
/// out.
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
        let primary = lines.first().copied();
        lines.sort_unstable();
        lines.dedup();
        let (head, tail) = (MOST / 2, lines.len().saturating_sub(MOST / 2));
        let near = |(n, line): &(usize, u32)| *n < head || *n >= tail || Some(*line) == primary;
        lines.into_iter().enumerate().filter(near).map(|(_, line)| line).collect::<Vec<u32>>()
    };
    let (rows, cols) = (lines(|at| at.0), lines(|at| at.1));
    let first_row = *rows.first()?;
    let columns = cols
        .iter()
        .map(|&col| {
            let letter: String = CellRef::new(0, col).to_string().chars().take_while(char::is_ascii_alphabetic).collect();
            SliceColumn { letter, path: grid.col_path_at(first_row, col).to_vec() }
        })
        .collect();
    let shown = |row: u32, col: u32| {
        let text = read.at(row, col).and_then(|cell| read.cell(cell)).map(|c| clipped(c.text.as_str())).unwrap_or_default();
        SliceCell { text, label: places.iter().find(|(_, at)| *at == (row, col)).map(|(label, _)| *label) }
    };
    let side = cols.first().copied().filter(|first| cols.last().is_some_and(|last| grid.side(*first) == grid.side(*last)));
    let line = |(n, &row): (usize, &u32)| SliceRow {
        number: row + 1,
        gap_before: n > 0 && rows[n - 1] + 1 < row,
        path: side.map_or_else(|| grid.row_path(row).to_vec(), |col| grid.row_path_at(read, row, col)),
        cells: cols.iter().map(|&col| shown(row, col)).collect(),
    };
    let first = used.first()?.1;
    let place = origin(first.spot.site, facts.document.span(&first.spot), facts, true);
    let caption = title(grid, read).map(clipped);
    Some(Slice { origin: place, caption, columns, rows: rows.iter().enumerate().map(line).collect() })
}

/// The table's title, unless it is the sheet's name, or that of a section, which says nothing of the other rows.
fn title<'a>(grid: &'a Grid, table: &Table) -> Option<&'a str> {
    let is_section = |title: &str| (0..table.rows()).any(|row| grid.row_path(row).first().is_some_and(|label| label == title));
    grid.caption().filter(|title| table.sheet.as_deref() != Some(*title) && !is_section(title))
}

fn clipped(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_TEXT + 1).collect();
    if line.chars().count() > MAX_TEXT { line.chars().take(MAX_TEXT).chain(['…']).collect() } else { line }
}
