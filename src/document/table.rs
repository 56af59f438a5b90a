//! A table on its full grid.

use thiserror::Error;

use crate::document::{Cell, Text};

/// Why cells do not form a table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// The expanded spans cover more grid slots than allowed.
    #[error("the table covers more than {limit} grid positions")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
}

/// Where a cell lies on one grid row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    start: u32,
    end: u32,
    cell: u32,
}

/// How a table's grid came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inferred {
    /// It was drawn or marked up.
    #[default]
    No,
    /// One cell a line: where a row ends, and which cells are blank, is inferred.
    Cells,
    /// Rows of equally many figures: rows and figures are sure, the columns have no names.
    Runs,
}

/// A table: its cells, each once, and an index from grid positions to cells.
///
/// Invariant: cells are ordered by row, then column, and where spans overlap the cell placed first wins the position.
#[derive(Clone, Debug, Default)]
pub struct Table {
    cells: Vec<Cell>,
    /// The stretches of all rows, row by row, and where each row's start; one more for the end.
    stretches: Vec<Stretch>,
    starts: Vec<u32>,
    cols: u32,
    /// The workbook's sheet it stands on.
    pub sheet: Option<String>,
    /// Whether that sheet is hidden.
    pub hidden: bool,
    /// 1-based number among the document's data tables (within its sheet for a workbook).
    pub number: u32,
    /// The `caption`, the sheet's title row, or nothing.
    pub caption: Option<Text>,
    /// Index into the document's blocks where the table stands.
    pub block: u32,
    /// Whether, and how, its grid was inferred from a text without lines.
    pub inferred: Inferred,
}

impl Table {
    /// Orders the cells and indexes the grid.
    ///
    /// # Errors
    /// [`TableError::TooLarge`] when the row stretches would exceed `limit`.
    pub fn new(mut cells: Vec<Cell>, limit: usize) -> Result<Self, TableError> {
        cells.sort_by_key(|c| (c.row, c.col));
        let slots: usize = cells.iter().map(|c| c.row_span as usize).sum();
        let rows = cells.iter().map(|c| c.row.saturating_add(c.row_span)).max().unwrap_or(0);
        if slots > limit || rows as usize > limit {
            return Err(TableError::TooLarge { limit });
        }
        let cols = cells.iter().map(|c| c.col.saturating_add(c.col_span)).max().unwrap_or(0);
        let (stretches, starts) = index(&cells, rows as usize, slots);
        Ok(Self { cells, stretches, starts, cols, ..Self::default() })
    }

    /// The same cells with what the other table says of itself: its sheet, number and caption.
    #[must_use]
    pub fn described_as(self, other: &Self) -> Self {
        let Self { cells, stretches, starts, cols, .. } = self;
        let Self { sheet, hidden, number, caption, block, inferred, .. } = other;
        Self {
            cells,
            stretches,
            starts,
            cols,
            sheet: sheet.clone(),
            hidden: *hidden,
            number: *number,
            caption: caption.clone(),
            block: *block,
            inferred: *inferred,
        }
    }

    /// The stretches of a grid row.
    fn stretches(&self, row: u32) -> &[Stretch] {
        let at = |row: usize| self.starts.get(row).map(|start| *start as usize);
        let (Some(start), Some(end)) = (at(row as usize), at(row as usize + 1)) else { return &[] };
        self.stretches.get(start..end).unwrap_or_default()
    }

    /// The cells, by row, then column.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Grid rows.
    #[must_use]
    pub fn rows(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Grid columns.
    #[must_use]
    pub fn cols(&self) -> u32 {
        self.cols
    }

    /// Shortens every cell's text to at most `limit` bytes; gives the indices of those that were longer.
    pub fn cut_texts(&mut self, limit: u32) -> Vec<u32> {
        (0..).zip(&mut self.cells).filter_map(|(number, cell)| cell.text.cut(limit).then_some(number)).collect()
    }

    /// The index of the cell that covers a grid position.
    #[must_use]
    pub fn at(&self, row: u32, col: u32) -> Option<u32> {
        let stretches = self.stretches(row);
        let upto = stretches.partition_point(|s| s.start <= col);
        stretches[..upto].iter().rev().find(|s| s.end > col).map(|s| s.cell)
    }

    /// The cell with index `cell`.
    #[must_use]
    pub fn cell(&self, cell: u32) -> Option<&Cell> {
        self.cells.get(cell as usize)
    }

    /// Indices of the cells on a grid row, left to right, spanned ones included.
    pub fn row(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.stretches(row).iter().map(|s| s.cell)
    }
}

/// The stretches of `cells` by row, from left to right, and where each of the `rows` starts: counted first, so that each has its exact room.
fn index(cells: &[Cell], rows: usize, slots: usize) -> (Vec<Stretch>, Vec<u32>) {
    let covered = |cell: &Cell| cell.row as usize..cell.row.saturating_add(cell.row_span) as usize;
    let mut starts = vec![0_u32; rows + 1];
    for row in cells.iter().flat_map(covered) {
        if let Some(next) = starts.get_mut(row + 1) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut stretches = vec![Stretch { start: 0, end: 0, cell: 0 }; slots];
    for (number, cell) in (0_u32..).zip(cells) {
        let stretch = Stretch { start: cell.col, end: cell.col.saturating_add(cell.col_span), cell: number };
        for row in covered(cell) {
            if let Some(at) = next.get_mut(row)
                && let Some(slot) = stretches.get_mut(*at as usize)
            {
                *slot = stretch;
                *at += 1;
            }
        }
    }
    for pair in starts.windows(2) {
        if let Some(row) = stretches.get_mut(pair[0] as usize..pair[1] as usize) {
            row.sort_by_key(|s| (s.start, s.cell));
        }
    }
    (stretches, starts)
}
