//! Merged areas: spans for the top-left cells, blanks and hidden leftovers below them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::document::{Cell, Text};
use crate::ingest::workbook::sheet::Area;

/// What became of a sheet's merged areas.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// Areas left out because they overlap an earlier one.
    pub(super) overlapping: usize,
    /// Areas left out because they cover more rows than allowed.
    pub(super) over_limit: usize,
}

/// Applies merged areas to cells that are ordered by row, then column, one cell a position.
///
/// Areas are cut to the used range; `limit` bounds the rows they cover together. A merged area whose corner is blank gets a blank cell.
/// Cells under a merge are not shown: blank ones go, others are marked hidden.
pub(super) fn merge(cells: &mut Vec<Cell>, areas: Vec<Area>, mut limit: usize) -> Merged {
    let mut out = Merged::default();
    let Some(last_row) = cells.last().map(|c| c.row) else { return out };
    let last_col = cells.iter().map(|c| c.col).max().unwrap_or(0);
    let mut areas: Vec<Area> = areas
        .into_iter()
        .filter(|a| a.top <= last_row && a.left <= last_col)
        .map(|a| Area { bottom: a.bottom.min(last_row), right: a.right.min(last_col), ..a })
        .filter(|a| a.bottom > a.top || a.right > a.left)
        .collect();
    areas.sort_unstable();
    areas.dedup();
    let mut open = Open::default();
    let mut corners = Vec::new();
    for area in areas {
        let rows = (area.bottom - area.top) as usize + 1;
        if !open.admit(area) {
            out.overlapping += 1;
        } else if rows > limit {
            out.over_limit += 1;
        } else {
            limit -= rows;
            if let Some(corner) = span(cells, area) {
                corners.push(corner);
            }
        }
    }
    cells.retain(|c| c.row_span > 0);
    cells.extend(corners);
    cells.sort_by_key(|c| (c.row, c.col));
    out
}

/// Spans the corner's cell over the area and covers the others; gives a blank corner cell where there is none.
/// A blank cell to be dropped has its row span set to 0.
fn span(cells: &mut [Cell], area: Area) -> Option<Cell> {
    let (row_span, col_span) = (area.bottom - area.top + 1, area.right - area.left + 1);
    let mut corner = true;
    for row in area.top..=area.bottom {
        let from = cells.partition_point(|c| (c.row, c.col) < (row, area.left));
        for cell in cells.iter_mut().skip(from).take_while(|c| c.row == row && c.col <= area.right) {
            if (cell.row, cell.col) == (area.top, area.left) {
                (cell.row_span, cell.col_span) = (row_span, col_span);
                corner = false;
            } else if cell.text.is_empty() && cell.formula.is_none() {
                cell.row_span = 0;
            } else {
                cell.hidden = true;
            }
        }
    }
    corner.then(|| Cell { row_span, col_span, ..Cell::new(area.top, area.left, Text::default()) })
}

/// The areas that reach the row in hand, which never overlap: by first column, with last column and last row.
#[derive(Default)]
struct Open {
    columns: BTreeMap<u32, (u32, u32)>,
    ends: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Open {
    /// Takes in an area unless it overlaps one that is open. Areas come ordered by their first row.
    fn admit(&mut self, area: Area) -> bool {
        while let Some(&Reverse((bottom, left))) = self.ends.peek()
            && bottom < area.top
        {
            self.ends.pop();
            self.columns.remove(&left);
        }
        let clear = self.columns.range(..=area.right).next_back().is_none_or(|(_, &(right, _))| right < area.left);
        if clear {
            self.columns.insert(area.left, (area.right, area.bottom));
            self.ends.push(Reverse((area.bottom, area.left)));
        }
        clear
    }
}

#[cfg(test)]
mod tests {
    use super::{Merged, merge};
    use crate::document::{Cell, Text};
    use crate::ingest::workbook::sheet::Area;

    fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area { top, left, bottom, right }
    }

    fn cells(at: &[(u32, u32, &str)]) -> Vec<Cell> {
        at.iter().map(|&(row, col, text)| Cell::new(row, col, Text::unmapped(text))).collect()
    }

    fn shape(cells: &[Cell]) -> Vec<(u32, u32, u32, u32, bool)> {
        cells.iter().map(|c| (c.row, c.col, c.row_span, c.col_span, c.hidden)).collect()
    }

    #[test]
    fn spans_are_cut_to_the_used_range_and_cover_what_is_under_them() {
        let mut all = cells(&[(0, 0, "a"), (0, 1, ""), (1, 0, "under"), (2, 3, "z")]);
        assert_eq!(merge(&mut all, vec![area(0, 0, 1_048_575, 1)], 100), Merged::default());
        assert_eq!(shape(&all), [(0, 0, 3, 2, false), (1, 0, 1, 1, true), (2, 3, 1, 1, false)]);
    }

    #[test]
    fn blank_corners_become_cells_and_overlaps_are_left_out() {
        let mut all = cells(&[(0, 1, "a"), (3, 3, "z")]);
        let merged = merge(&mut all, vec![area(1, 0, 2, 2), (area(2, 2, 3, 3)), area(3, 0, 3, 1)], 100);
        assert_eq!(merged, Merged { overlapping: 1, over_limit: 0 });
        assert_eq!(shape(&all), [(0, 1, 1, 1, false), (1, 0, 2, 3, false), (3, 0, 1, 2, false), (3, 3, 1, 1, false)]);
    }

    #[test]
    fn rows_under_merges_are_bounded() {
        let mut all = cells(&[(0, 0, "a"), (50, 5, "z")]);
        assert_eq!(merge(&mut all, vec![area(0, 0, 50, 0), area(0, 1, 50, 1)], 60), Merged { overlapping: 0, over_limit: 1 });
    }
}
