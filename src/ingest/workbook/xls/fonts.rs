//! The fonts of a workbook, and text in runs of them.

use crate::ingest::workbook::rich::{Face, Faces, Rich};
use crate::ingest::workbook::xls::records::u16;

/// The fonts, in the order of their records.
#[derive(Debug, Default)]
pub(super) struct Fonts(Faces);

impl Fonts {
    /// Adds a `Font` record ([MS-XLS] 2.4.122).
    pub(super) fn add(&mut self, data: &[u8]) {
        self.0.push(Face::of(u16(data, 2).unwrap_or(0), u16(data, 8).unwrap_or(0)));
    }

    /// The font of an index. None has the index 4: those behind it are counted one too far.
    pub(super) fn face(&self, index: u16) -> Face {
        self.0.get(in_order(index))
    }

    /// The runs of a text, where a cell does not show all its words in a row; `starts` are where each run begins, counted in UTF-16 units,
    /// with its font.
    pub(super) fn rich(&self, text: &str, starts: &[(u16, u16)]) -> Option<Rich> {
        self.0.runs(text, starts.iter().map(|(at, font)| (*at, in_order(*font))))
    }

    /// Whether any font says what a reader of numbers must know.
    pub(super) fn tell(&self) -> bool {
        self.0.tell()
    }
}

/// Where the font of an index stands in the order of the records.
fn in_order(index: u16) -> u16 {
    if index > 4 { index - 1 } else { index }
}
