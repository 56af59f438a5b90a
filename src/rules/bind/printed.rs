//! The labels of a document's tables, reduced to what matters for comparison once for all declared tables.

use crate::document::Table;
use crate::facts::{Facts, Grid};
use crate::rules::bind::labels::essence;

/// The most grid rows or columns a declared table may have in print; longer tables are of another kind.
const MAX_LINES: u32 = 300;

/// A line's own label, and all labels it stands under joined.
pub(super) type Label = (String, String);

/// A table that may be one a pack declares.
pub(in crate::rules) struct Printed<'d> {
    /// Index into the document's tables.
    pub(super) number: u32,
    pub(super) table: &'d Table,
    pub(super) grid: &'d Grid,
    /// One for each grid row.
    pub(super) rows: Vec<Label>,
    /// One for each grid column.
    pub(super) cols: Vec<Label>,
}

impl<'d> Printed<'d> {
    /// The document's visible tables of moderate size.
    pub(in crate::rules) fn all(facts: &'d Facts<'_>) -> Vec<Self> {
        let tables = (0_u32..).zip(facts.document.tables.iter().zip(&facts.tables));
        tables
            .filter(|(_, (table, _))| !table.hidden && table.rows() <= MAX_LINES && table.cols() <= MAX_LINES)
            .map(|(number, (table, grid))| Self {
                number,
                table,
                grid,
                rows: (0..table.rows()).map(|row| label(grid.row_path(row))).collect(),
                cols: (0..table.cols()).map(|col| label(grid.col_path(col))).collect(),
            })
            .collect()
    }
}

/// The label of a path.
pub(super) fn label(path: &[String]) -> Label {
    (path.last().map(|last| essence(last)).unwrap_or_default(), essence(&path.concat()))
}
