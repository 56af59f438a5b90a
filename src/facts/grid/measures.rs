//! Columns of numbers in a unit that the lexicon does not have: what stands behind the number is the same down the column.

use std::collections::BTreeMap;

use crate::document::Table;
use crate::facts::Normal;
use crate::facts::grid::shape::{Kind, Piece};
use crate::facts::lexer::{CellReading, Measured, measured};

/// Cells of a column that prove a unit, or the number of a note.
const PROOF: usize = 2;
/// Longest text of such a cell, in bytes.
const LONGEST: usize = 40;

/// Reads the cells of such columns as numbers. In the first column they are names: doses, sizes.
pub(super) fn read_measures(table: &Table, pieces: &mut [Piece], normal: &dyn Fn(&str) -> Normal) {
    let mut found: BTreeMap<(u32, String), Vec<(usize, Measured)>> = BTreeMap::new();
    for (number, (cell, piece)) in table.cells().iter().zip(&*pieces).enumerate() {
        let text = cell.text.as_str();
        let open = matches!(piece.reading, CellReading::Text | CellReading::Error) && cell.stored.is_none();
        let short = text.len() <= LONGEST && text.bytes().any(|b| b.is_ascii_digit());
        if let Some(one) = (cell.col > 0 && cell.col_span == 1 && open && short).then(|| measured(&normal(text))).flatten() {
            found.entry((cell.col, one.behind.clone())).or_default().push((number, one));
        }
    }
    for (number, one) in found.into_values().filter(|cells| cells.len() >= PROOF).flatten() {
        if let Some(piece) = pieces.get_mut(number) {
            *piece = Piece { reading: one.reading, kind: Kind::Number(None) };
        }
    }
}
