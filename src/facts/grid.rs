//! What a table's grid means: header rows, label columns, label paths, and the value of every cell.

use crate::document::Table;

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing, or only white space.
    #[default]
    Blank,
    /// A mark for nothing: - — / …
    Dash,
    /// A withheld value: x, F, (D), ***.
    Suppressed,
    /// A quantity: id into [`crate::facts::Facts::numbers`].
    Number(u32),
    /// Words.
    Text,
    /// Number-like but unreadable, or an error value.
    Error,
}

/// The reading of one table.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    header_rows: u32,
    stub_cols: u32,
    values: Vec<CellValue>,
    caption: Option<String>,
}

impl Grid {
    /// Rows at the top that hold labels only.
    #[must_use]
    pub fn header_rows(&self) -> u32 {
        self.header_rows
    }

    /// Columns at the left that hold labels only.
    #[must_use]
    pub fn stub_cols(&self) -> u32 {
        self.stub_cols
    }

    /// What the cell with index `cell` holds; blank for an index out of range.
    #[must_use]
    pub fn value(&self, cell: u32) -> &CellValue {
        self.values.get(cell as usize).unwrap_or(&CellValue::Blank)
    }

    /// The labels of a row, outermost first.
    #[must_use]
    pub fn row_path(&self, row: u32) -> &[String] {
        let _ = (self, row);
        &[]
    }

    /// The labels of a column by the header rows at the top, outermost first.
    #[must_use]
    pub fn col_path(&self, col: u32) -> &[String] {
        let _ = (self, col);
        &[]
    }

    /// The labels of a column by the header rows that govern `row` (a table may repeat or change them half-way).
    #[must_use]
    pub fn col_path_at(&self, row: u32, col: u32) -> &[String] {
        let _ = row;
        self.col_path(col)
    }

    /// The table's caption, else the nearest heading or short paragraph before it, else its sheet's name.
    #[must_use]
    pub fn caption(&self) -> Option<&str> {
        self.caption.as_deref()
    }

    /// The id of the quantity in the cell that covers a grid position.
    #[must_use]
    pub fn number_at(&self, table: &Table, row: u32, col: u32) -> Option<u32> {
        match self.value(table.at(row, col)?) {
            CellValue::Number(id) => Some(*id),
            _ => None,
        }
    }
}
