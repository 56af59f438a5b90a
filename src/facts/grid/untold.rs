//! Rows of data that hold no number at all: `North | withheld | withheld`.

use std::collections::BTreeSet;

use crate::document::Table;
use crate::facts::grid::shape::{Kind, Piece};
use crate::facts::{normalise, units};

/// The cell that begins in a column of a row and stands over no other column.
fn own(table: &Table, row: u32, col: u32) -> Option<u32> {
    table.at(row, col).filter(|at| table.cell(*at).is_some_and(|cell| cell.row == row && cell.col_span == 1))
}

fn kind(pieces: &[Piece], cell: u32) -> Option<Kind> {
    pieces.get(cell as usize).map(|piece| piece.kind)
}

/// Whether the first cell of a row holds words of its own.
pub(super) fn begins_with_words(table: &Table, pieces: &[Piece], row: u32) -> bool {
    own(table, row, 0).and_then(|cell| kind(pieces, cell)) == Some(Kind::Text)
}

/// Whether a row begins with a label of its own, and stands under columns that have each a name of their own wherever it holds anything: it is
/// no second level of their header, which would need something to divide.
pub(super) fn divides_nothing(table: &Table, pieces: &[Piece], row: u32) -> bool {
    let Some(above) = row.checked_sub(1) else { return false };
    if !begins_with_words(table, pieces, row) {
        return false;
    }
    let mut names = BTreeSet::new();
    let mut filled = 0;
    for col in 1..table.cols() {
        let Some(cell) = table.at(row, col).filter(|cell| kind(pieces, *cell) != Some(Kind::Blank)) else { continue };
        let name = own(table, above, col).filter(|name| matches!(kind(pieces, *name), Some(Kind::Text | Kind::Year(_))));
        let (Some(name), Some(_)) = (name.and_then(|name| table.cell(name)), own(table, row, col).filter(|at| *at == cell)) else {
            return false;
        };
        filled += 1;
        names.insert(name.text.as_str());
    }
    filled > 0 && names.len() == filled
}

/// Whether nothing from a column of a row on is told: marks, or the same words in all cells, which are no unit.
pub(super) fn tells_nothing(table: &Table, pieces: &[Piece], row: u32, from: u32) -> bool {
    let mut said = BTreeSet::new();
    let mut filled = false;
    for cell in (from..table.cols()).filter_map(|col| own(table, row, col)) {
        match kind(pieces, cell) {
            Some(Kind::Mark) => filled = true,
            Some(Kind::Text) => {
                said.insert(table.cell(cell).map(|c| normalise(c.text.as_str())).unwrap_or_default());
            }
            Some(Kind::Blank) | None => {}
            Some(Kind::Number(_) | Kind::Year(_)) => return false,
        }
    }
    said.len() <= 1 && (filled || !said.is_empty()) && !said.iter().any(|words| measures(words))
}

/// Whether words over a column may say what its numbers are measured in, or how.
fn measures(words: &str) -> bool {
    let signs = words.contains(['%', '‰', '$', '€', '£', '¥', '(', '[', '/', '元', '数', '量', '额', ':']);
    let unit = |word: &str| units::english(word).is_some() || units::counter(word).is_some_and(|(_, len)| len == word.len());
    let column =
        ["number", "numbers", "no.", "count", "total", "value", "amount", "cost", "actual", "budget", "estimate", "million", "thousand"];
    let lower = words.to_lowercase();
    signs || lower.split(' ').any(|word| unit(word) || column.contains(&word)) || lower.chars().count() < 2
}
