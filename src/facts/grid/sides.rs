//! Tables printed in two sides (income, amount, expenditure, amount): each side has rows of its own.

use std::collections::HashSet;

use crate::document::Table;
use crate::facts::grid::Grid;
use crate::facts::normalise;

/// Labels below which a column of words is no side's.
const FEWEST: usize = 3;

/// The label columns of every side but the first, each first and one past the last: columns of words among the numbers in which hardly a
/// label stands twice, before numbers under a header that the first side's numbers have too, or under the header of the first side's labels.
pub(super) fn sides(table: &Table, grid: &Grid) -> Vec<(u32, u32)> {
    let Some(&(first_end, _)) = grid.panels.first() else { return Vec::new() };
    let first = headers(grid, grid.stub_cols, first_end);
    let ends = grid.panels.iter().skip(1).map(|(from, _)| *from).chain([table.cols()]);
    let is_side = |((from, to), end): (&(u32, u32), u32)| {
        let repeated = headers(grid, *to, end).iter().any(|header| first.contains(header));
        let spanned = || spans(grid, 0, grid.stub_cols) && spans(grid, *from, *to);
        let twin = || grid.col_path(0).last().is_some_and(|own| grid.col_path(*from).last() == Some(own)) && !repeats(table, grid, *from);
        ((repeated || spanned() || twin()) && distinct(table, grid, *from)).then_some((*from, *to))
    };
    grid.panels.iter().zip(ends).filter_map(is_side).collect()
}

/// The innermost header labels of some columns.
fn headers(grid: &Grid, from: u32, to: u32) -> HashSet<&str> {
    (from..to).filter_map(|col| grid.col_path(col).last()).map(String::as_str).filter(|label| !label.is_empty()).collect()
}

/// Whether one header stands over the labels from `from` and over the numbers from `to`.
fn spans(grid: &Grid, from: u32, to: u32) -> bool {
    !grid.col_path(from).is_empty() && grid.col_path(from) == grid.col_path(to)
}

/// Whether a column repeats the labels of the first on most rows.
fn repeats(table: &Table, grid: &Grid, col: u32) -> bool {
    let text = |row, col| table.at(row, col).and_then(|cell| table.cell(cell)).map(|cell| normalise(cell.text.as_str()));
    let labels = |row: &u32| text(*row, col).is_some_and(|label| !label.is_empty());
    let (labelled, same) = (grid.header_rows..table.rows())
        .filter(labels)
        .fold((0, 0), |(all, same), row| (all + 1, same + u32::from(text(row, 0) == text(row, col))));
    2 * same > labelled
}

/// Whether the labels of a column are enough and four in five of them differ.
fn distinct(table: &Table, grid: &Grid, col: u32) -> bool {
    let text = |row| table.at(row, col).and_then(|cell| table.cell(cell)).map(|cell| normalise(cell.text.as_str()));
    let labels: Vec<String> = (grid.header_rows..table.rows()).filter_map(text).filter(|label| !label.is_empty()).collect();
    let different: HashSet<&String> = labels.iter().collect();
    labels.len() >= FEWEST && different.len() * 5 >= labels.len() * 4
}
