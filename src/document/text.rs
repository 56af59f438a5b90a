//! Text that knows where each of its characters stands in the file.

use std::ops::Range;

use compact_str::CompactString;
use smallvec::SmallVec;

use crate::document::Span;

/// A stretch of a [`Text`] and the stretch of the decoded file it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Offset in the text's string.
    at: u32,
    /// Length in the text's string; equal to the source's length when verbatim, else the piece is atomic (an entity, a CRLF).
    len: u32,
    /// Where it stands in the decoded file.
    source: Span,
}

/// A string with a map back to the decoded file.
///
/// Invariant: pieces are in ascending order and do not overlap. A text without pieces has no place in a text file (a workbook's cell).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    string: CompactString,
    pieces: SmallVec<[Piece; 1]>,
}

impl Text {
    /// Text that stands in no text file, such as the shown value of a workbook's cell.
    pub fn unmapped(string: impl Into<CompactString>) -> Self {
        Self { string: string.into(), pieces: SmallVec::new() }
    }

    /// Appends `string`, which came from `source`: verbatim where the lengths agree, else as one atomic piece.
    pub fn push(&mut self, string: &str, source: Span) {
        let at = self.len();
        let len = to_u32(string.len());
        if len == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.at + last.len == at
            && last.source.end == source.start
            && last.len == last.source.len()
            && len == source.len()
        {
            last.len += len;
            last.source.end = source.end;
        } else {
            self.pieces.push(Piece { at, len, source });
        }
        self.string.push_str(string);
    }

    /// Appends a separator that has no place in the file (between two blocks of one cell).
    pub fn push_separator(&mut self, string: &str) {
        self.string.push_str(string);
    }

    /// Appends another text with its places.
    pub fn append(&mut self, other: &Self) {
        let base = self.len();
        self.string.push_str(&other.string);
        self.pieces.extend(other.pieces.iter().map(|p| Piece { at: p.at + base, ..*p }));
    }

    /// The string alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Length in bytes of the string.
    #[must_use]
    pub fn len(&self) -> u32 {
        to_u32(self.string.len())
    }

    /// Whether the string is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// The span in the decoded file from the first to the last character of `range`; `None` where no character of it has a place.
    #[must_use]
    pub fn span(&self, range: Range<u32>) -> Option<Span> {
        let first = self.pieces.partition_point(|p| p.at + p.len <= range.start);
        let mut covered = self.pieces[first..].iter().take_while(|p| p.at < range.end);
        let head = covered.next()?;
        let tail = covered.last().unwrap_or(head);
        let start = if head.is_verbatim() { head.source.start + range.start.saturating_sub(head.at) } else { head.source.start };
        let end = if tail.is_verbatim() { tail.source.end - (tail.at + tail.len).saturating_sub(range.end) } else { tail.source.end };
        Some(Span { start, end })
    }

    /// The part `range` with its places. `range` must lie on character boundaries; anything else gives an empty text.
    #[must_use]
    pub fn slice(&self, range: Range<u32>) -> Self {
        let Some(string) = self.string.get(range.start as usize..range.end as usize) else {
            return Self::default();
        };
        let pieces = self.pieces.iter().filter_map(|p| p.clipped(&range)).collect();
        Self { string: string.into(), pieces }
    }

    /// Shortens the text to at most `limit` bytes, on a character's boundary; whether it was longer.
    pub fn cut(&mut self, limit: u32) -> bool {
        let longer = self.len() > limit;
        if longer {
            *self = self.slice(0..(0..=limit).rev().find(|&end| self.string.is_char_boundary(end as usize)).unwrap_or(0));
        }
        longer
    }

    /// The text without leading and trailing white space (no-break and ideographic spaces included).
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let start = self.string.len() - self.string.trim_start().len();
        let end = self.string.trim_end().len().max(start);
        if start == 0 && end == self.string.len() {
            return self.clone();
        }
        self.slice(to_u32(start)..to_u32(end))
    }
}

impl Piece {
    fn is_verbatim(&self) -> bool {
        self.len == self.source.len()
    }

    fn clipped(&self, range: &Range<u32>) -> Option<Self> {
        let start = self.at.max(range.start);
        let end = (self.at + self.len).min(range.end);
        if start >= end {
            return None;
        }
        let source = if self.is_verbatim() {
            Span { start: self.source.start + (start - self.at), end: self.source.start + (end - self.at) }
        } else {
            self.source
        };
        Some(Self { at: start - range.start, len: end - start, source })
    }
}

/// Offsets are 32 bits wide; ingest refuses longer files, so nothing is cut here.
fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::document::Span;

    #[test]
    fn spans_cover_first_to_last_byte_through_entities_and_split_runs() {
        let mut text = Text::default();
        text.push("1,2", Span { start: 10, end: 13 });
        text.push("3", Span { start: 13, end: 18 });
        text.push("4.50", Span { start: 30, end: 34 });
        assert_eq!(text.as_str(), "1,234.50");
        assert_eq!(text.span(0..8), Some(Span { start: 10, end: 34 }));
        assert_eq!(text.span(3..4), Some(Span { start: 13, end: 18 }));
        assert_eq!(text.span(5..6), Some(Span { start: 31, end: 32 }));
        assert_eq!(text.slice(2..6).span(0..4), Some(Span { start: 12, end: 32 }));
    }
}
