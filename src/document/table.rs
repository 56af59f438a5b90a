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
    index: Vec<Vec<Stretch>>,
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
        let mut index: Vec<Vec<Stretch>> = vec![Vec::new(); rows as usize];
        for (number, cell) in (0_u32..).zip(&cells) {
            for row in cell.row..cell.row.saturating_add(cell.row_span) {
                index[row as usize].push(Stretch { start: cell.col, end: cell.col.saturating_add(cell.col_span), cell: number });
            }
        }
        for row in &mut index {
            row.sort_by_key(|s| (s.start, s.cell));
        }
        Ok(Self { cells, index, cols, ..Self::default() })
    }

    /// The cells, by row, then column.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Grid rows.
    #[must_use]
    pub fn rows(&self) -> u32 {
        u32::try_from(self.index.len()).unwrap_or(u32::MAX)
    }

    /// Grid columns.
    #[must_use]
    pub fn cols(&self) -> u32 {
        self.cols
    }

    /// The index of the cell that covers a grid position.
    #[must_use]
    pub fn at(&self, row: u32, col: u32) -> Option<u32> {
        let stretches = self.index.get(row as usize)?;
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
        self.index.get(row as usize).into_iter().flatten().map(|s| s.cell)
    }
}
