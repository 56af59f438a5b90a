//! Lines of a text with their places.

use crate::document::{Span, Text};

/// A line without its line break and, but for [`raw`], the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The words; empty for a blank line.
    pub text: &'a str,
    /// Where they start in the decoded file.
    pub at: u32,
}

impl Line<'_> {
    /// The trimmed part `start..end` (byte offsets in the line) as a line of its own; empty where that is no part of it.
    pub(super) fn part(&self, start: usize, end: usize) -> Self {
        let Some(piece) = self.text.get(start..end) else {
            return Self { text: "", at: self.at };
        };
        let lead = piece.len() - piece.trim_start().len();
        Self { text: piece.trim(), at: self.at + to_u32(start + lead) }
    }

    /// Where the line's words stand.
    pub(super) fn span(&self) -> Span {
        Span { start: self.at, end: self.at + to_u32(self.text.len()) }
    }

    /// The line's words with their place.
    pub(super) fn to_text(self) -> Text {
        let mut text = Text::default();
        text.push(self.text, self.span());
        text
    }
}

/// A line of `source` with the white space around its words.
pub(super) fn raw<'a>(source: &'a str, line: &Line<'a>) -> Line<'a> {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{c}');
    let at = line.at as usize;
    let start = source.get(..at).and_then(|before| before.rfind(ends)).map_or(0, |end| end + 1);
    let end = source.get(at..).and_then(|rest| rest.find(ends)).map_or(source.len(), |len| at + len);
    source.get(start..end).map_or(*line, |text| Line { text, at: to_u32(start) })
}

/// The first `most` lines of a file, those that start within its first `bytes`, and whether there are more; `\n`, `\r\n`, a lone `\r` and a form
/// feed end one.
pub(super) fn lines_up_to(text: &str, most: usize, bytes: usize) -> (Vec<Line<'_>>, bool) {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{c}']) {
        let is_second_half = piece == "\n" && start > 0 && text.as_bytes().get(start - 1) == Some(&b'\r');
        if !is_second_half {
            if found.len() >= most || start >= bytes {
                return (found, true);
            }
            found.push(Line { text: piece, at: to_u32(start) }.part(0, piece.len()));
        }
        start += piece.len();
    }
    (found, false)
}

/// All lines of a short text.
#[cfg(test)]
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    lines_up_to(text, usize::MAX, usize::MAX).0
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{lines, lines_up_to};

    #[test]
    fn lines_keep_their_places() {
        let text = "  一 \r\n\r\n数\rb\n";
        let found: Vec<_> = lines(text).into_iter().map(|l| (l.text, l.at)).collect();
        assert_eq!(found, [("一", 2), ("", 9), ("数", 10), ("b", 14)]);
    }

    #[test]
    fn lines_stop_where_they_are_too_many_or_too_long() {
        let cut = |most, bytes| {
            let (found, more) = lines_up_to("aa\nbb\r\ncc\n", most, bytes);
            (found.len(), more)
        };
        assert_eq!([cut(3, 99), cut(2, 99), cut(9, 7), cut(9, 8)], [(3, false), (2, true), (2, true), (3, false)]);
    }
}
