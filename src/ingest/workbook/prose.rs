//! Which cells of a sheet are running text, and where the sheet's title stands.

use crate::document::{Cell, Paragraph, Stored, Table};
use crate::ingest::outline::is_sentence;

/// The paragraphs of a table, by whether they stand before or after its first row of several cells.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// Index of the caption's cell.
    pub(super) caption: Option<u32>,
    /// Paragraphs before the first row of several cells.
    pub(super) before: Vec<Paragraph>,
    /// The other paragraphs.
    pub(super) after: Vec<Paragraph>,
}

/// Finds the prose of a sheet's table, which will have index `number`.
///
/// A cell is prose when it holds a sentence, or text that stands alone on its row.
pub(super) fn prose(table: &Table, number: u32) -> Prose {
    let mut out = Prose::default();
    let mut seen_data = false;
    let mut first_row = true;
    let mut start = 0;
    for row in table.cells().chunk_by(|a, b| a.row == b.row) {
        let filled = row.iter().filter(|c| !c.text.is_empty()).count();
        for (index, cell) in (start..).zip(row) {
            if filled == 1 && first_row && is_words(cell) {
                out.caption = Some(index);
            }
            if is_words(cell) && (filled == 1 || is_sentence(cell.text.as_str())) {
                let paragraph = Paragraph { text: cell.text.clone(), heading: None, hidden: cell.hidden, cell: Some((number, index)) };
                if seen_data || filled > 1 { out.after.push(paragraph) } else { out.before.push(paragraph) }
            }
        }
        start += u32::try_from(row.len()).unwrap_or(u32::MAX - start);
        first_row &= filled == 0;
        seen_data |= filled > 1;
    }
    if !seen_data {
        out.caption = None;
    }
    out
}

/// Whether a cell holds text that is not just a number.
fn is_words(cell: &Cell) -> bool {
    matches!(cell.stored, Some(Stored::Text)) && cell.text.as_str().chars().any(char::is_alphabetic)
}
