//! The labels of a document's tables, reduced to what matters for comparison once for all declared tables.

use std::ops::Range;

use crate::document::Table;
use crate::facts::{Facts, Grid};
use crate::rules::bind::labels::{Essence, essence};

/// The most grid rows or columns a declared table may have in print; longer tables are of another kind.
const MAX_LINES: u32 = 300;

/// A line's own label, and all labels it stands under joined.
pub(super) type Label = (Essence, Essence);

/// A table that may be one a pack declares.
pub(in crate::rules) struct Printed<'d> {
    /// Index into the document's tables.
    pub(super) number: u32,
    pub(super) table: &'d Table,
    pub(super) grid: &'d Grid,
    /// What stands above it.
    pub(super) caption: Option<Essence>,
    /// One for each grid row.
    pub(super) rows: Vec<Label>,
    /// One for each grid column.
    pub(super) cols: Vec<Label>,
    /// The rows under each header, and that header's labels of the columns behind the row labels; empty where there is one header.
    pub(super) bands: Vec<(Range<u32>, Vec<Label>)>,
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
                caption: grid.caption().map(essence),
                bands: bands(table, grid),
                rows: (0..table.rows()).map(|row| label(grid.row_path(row))).collect(),
                cols: (0..table.cols()).map(|col| label(grid.col_path(col))).collect(),
            })
            .collect()
    }
}

fn bands(table: &Table, grid: &Grid) -> Vec<(Range<u32>, Vec<Label>)> {
    let starts: Vec<u32> = grid.bands().map(|first| first.max(grid.header_rows())).collect();
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([table.rows()]);
    let labels = |from: u32| (grid.stub_cols()..table.cols()).map(|col| label(grid.col_path_at(from, col))).collect();
    starts.iter().zip(ends).map(|(&from, to)| (from..to, labels(from))).collect()
}

/// The label of a path.
fn label(path: &[String]) -> Label {
    (path.last().map(|last| essence(last)).unwrap_or_default(), essence(&path.concat()))
}
