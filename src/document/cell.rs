//! One cell of a table.

use crate::document::{CellRef, Decimal, Text};

/// What a workbook stores in a cell, beside what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// A number: the shortest decimal that reads back as the stored binary value.
    Number(Decimal),
    /// Text.
    Text,
    /// A truth value.
    Bool(bool),
    /// A date, a time or a duration.
    Date,
    /// An error value such as `#DIV/0!`.
    Error(String),
    /// A formula whose result was never calculated.
    NoValue,
}

/// A cell of the grid. A spanned or merged cell is one cell, named by its top-left corner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// 0-based top-left row on the grid.
    pub row: u32,
    /// 0-based top-left column on the grid.
    pub col: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// What the reader sees, trimmed.
    pub text: Text,
    /// Marked as a header in the source (`th`).
    pub header: bool,
    /// Not shown to the reader (hidden row, column or sheet, `display:none`).
    pub hidden: bool,
    /// Levels of indentation, where the source says so.
    pub indent: u8,
    /// The stored value; `None` outside workbooks.
    pub stored: Option<Stored>,
    /// The formula, without the leading `=`.
    pub formula: Option<Box<str>>,
}

impl Cell {
    /// A one-by-one cell with `text`.
    #[must_use]
    pub fn new(row: u32, col: u32, text: Text) -> Self {
        Self { row, col, row_span: 1, col_span: 1, text, ..Self::default() }
    }

    /// The top-left corner.
    #[must_use]
    pub fn corner(&self) -> CellRef {
        CellRef::new(self.row, self.col)
    }
}
