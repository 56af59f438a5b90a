//! Where a piece of a report stands.

use std::fmt;
use std::ops::Range;

/// A grid position, 0-based. Its display is the A1 name: `CellRef { row: 10, col: 3 }` is `D11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// 0-based row.
    pub row: u32,
    /// 0-based column.
    pub col: u32,
}

impl CellRef {
    /// The position at 0-based `row` and `col`.
    #[must_use]
    pub fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = [0_u8; 8];
        let mut at = letters.len();
        let mut rest = u64::from(self.col) + 1;
        while rest > 0 && at > 0 {
            at -= 1;
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters[at] = b'A' + digit;
            rest = (rest - 1) / 26;
        }
        let name = std::str::from_utf8(&letters[at..]).unwrap_or("?");
        write!(f, "{name}{}", u64::from(self.row) + 1)
    }
}

/// A piece of the document that holds text: a paragraph, or one cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// Index into [`crate::document::Document::paragraphs`].
    Paragraph(u32),
    /// A table (index into [`crate::document::Document::tables`]) and a cell of it (index into [`crate::document::Table::cells`]).
    Cell {
        /// The table.
        table: u32,
        /// The cell within it.
        cell: u32,
    },
}

/// An exact run of text: `start..end` in bytes of the [`crate::document::Text`] at `site`.
/// Invariant: both ends are character boundaries of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The piece that holds the run.
    pub site: Site,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Spot {
    /// The run `range` of the text at `site`.
    #[must_use]
    pub fn new(site: Site, range: Range<u32>) -> Self {
        Self { site, start: range.start, end: range.end }
    }

    /// The run as a byte range.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[cfg(test)]
mod tests {
    use super::CellRef;

    #[test]
    fn a1_names() {
        for (row, col, name) in [(0, 0, "A1"), (10, 3, "D11"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")] {
            assert_eq!(CellRef::new(row, col).to_string(), name);
        }
    }
}
