//! The fonts of a workbook, and text in runs of them.

use crate::ingest::workbook::rich::{Face, Height, Rich};
use crate::ingest::workbook::xls::records::u16;

/// The fonts, in the order of their records.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<Face>);

impl Fonts {
    /// Adds a `Font` record ([MS-XLS] 2.4.122).
    pub(super) fn add(&mut self, data: &[u8]) {
        let height = match u16(data, 8) {
            Some(1) => Height::Above,
            Some(2) => Height::Below,
            _ => Height::Level,
        };
        self.0.push(Face { struck: Some(u16(data, 2).is_some_and(|flags| flags & 8 != 0)), height });
    }

    /// The font of an index. None has the index 4: those behind it are counted one too far.
    pub(super) fn face(&self, index: u16) -> Face {
        self.0.get(usize::from(if index > 4 { index - 1 } else { index })).copied().unwrap_or_default()
    }

    /// The runs of a text, where a cell does not show all its words in a row; `starts` are where each run begins, counted in UTF-16 units,
    /// with its font.
    pub(super) fn rich(&self, text: &str, starts: &[(u16, u16)]) -> Option<Rich> {
        let cells_strike = self.0.iter().any(|face| face.struck == Some(true));
        let mut rich = Rich::default();
        rich.open(Face::default());
        let (mut starts, mut unit) = (starts.iter().peekable(), 0_usize);
        for c in text.chars() {
            while let Some((_, font)) = starts.next_if(|(at, _)| usize::from(*at) <= unit) {
                rich.open(self.face(*font));
            }
            if let Some(words) = rich.last() {
                words.push(c);
            }
            unit += c.len_utf16();
        }
        Some(rich).filter(|rich| rich.tells(cells_strike))
    }

    /// Whether any font says what a reader of numbers must know.
    pub(super) fn tell(&self) -> bool {
        self.0.iter().any(|face| face.struck == Some(true) || face.height != Height::Level)
    }
}
