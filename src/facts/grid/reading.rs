//! The reading of one table, as later stages see it.

use crate::document::Table;
use crate::facts::grid::paths::Band;
use crate::facts::normalise;

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing, only white space, or a mark that belongs to the number beside it (`$`, `)`).
    #[default]
    Blank,
    /// A mark for nothing: - — /
    Dash,
    /// A mark for a value that is withheld or not available: x, F, (D), ***, …, n/a.
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
    pub(super) header_rows: u32,
    pub(super) stub_cols: u32,
    pub(super) values: Vec<CellValue>,
    pub(super) caption: Option<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) bands: Vec<Band>,
    /// The header row that only numbers the columns.
    pub(super) numbering: Option<u32>,
    /// Columns of labels between number columns: first, and one past the last.
    pub(super) panels: Vec<(u32, u32)>,
    /// Those of them that make a side of the table.
    pub(super) sides: Vec<(u32, u32)>,
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

    /// The labels of a row, outermost first: the section it stands in, then its label cells from left to right.
    #[must_use]
    pub fn row_path(&self, row: u32) -> &[String] {
        self.rows.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// The labels of the number at `row` and `col`: in a table printed in two sides (item, amount, item, amount) those of its own side, else
    /// [`Grid::row_path`].
    #[must_use]
    pub fn row_path_at(&self, table: &Table, row: u32, col: u32) -> Vec<String> {
        let Some((from, to)) = self.side_labels(col) else {
            return self.row_path(row).to_vec();
        };
        let labels = (from..to).filter_map(|label| table.at(row, label).and_then(|cell| table.cell(cell)));
        labels.map(|cell| normalise(cell.text.as_str())).filter(|label| !label.is_empty()).collect()
    }

    /// The label columns of the side that a column stands in; `None` in the first.
    fn side_labels(&self, col: u32) -> Option<(u32, u32)> {
        self.sides.iter().rev().find(|(from, _)| *from <= col).copied()
    }

    /// The first grid column of the side of the table that a column stands in.
    #[must_use]
    pub fn side(&self, col: u32) -> u32 {
        self.side_labels(col).map_or(0, |(from, _)| from)
    }

    /// The first grid column of each side of the table; one, 0, where it is not printed in sides.
    pub fn sides(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(0).chain(self.sides.iter().map(|(from, _)| *from))
    }

    /// Which of several panels side by side a column stands in, counted from 0.
    #[must_use]
    pub fn panel(&self, col: u32) -> u32 {
        u32::try_from(self.panels.partition_point(|(from, _)| *from <= col)).unwrap_or(u32::MAX)
    }

    /// The labels of a column by the header rows at the top, outermost first.
    #[must_use]
    pub fn col_path(&self, col: u32) -> &[String] {
        self.bands.first().map_or(&[], |band| band.path(col))
    }

    /// What the header row that numbers the columns says of one: 3, or how it is made, `3=1+2`. No part of its name.
    #[must_use]
    pub fn numbering(&self, table: &Table, col: u32) -> Option<String> {
        let cell = table.cell(table.at(self.numbering?, col)?)?;
        Some(normalise(cell.text.as_str())).filter(|label| !label.is_empty())
    }

    /// The labels of a column by the header rows that govern `row`: a table may repeat or change them half-way.
    #[must_use]
    pub fn col_path_at(&self, row: u32, col: u32) -> &[String] {
        let index = self.bands.partition_point(|band| band.first_row <= row);
        self.bands.get(index.saturating_sub(1)).map_or(&[], |band| band.path(col))
    }

    /// The first row under each header: one for a table with a single header, more where it repeats or changes half-way.
    pub fn bands(&self) -> impl Iterator<Item = u32> + '_ {
        self.bands.iter().map(|band| band.first_row)
    }

    /// The table's caption, else its title row, else the nearest heading or short paragraph before it, else its sheet's name.
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
