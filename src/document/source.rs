//! The decoded text of a file and the way back to its raw bytes, lines and columns.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding};

use crate::document::Transfer;

/// A half-open range of bytes in the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A point where a fresh decoder could start: its offset in the decoded text and in the raw file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Offset in the decoded text.
    pub decoded: u32,
    /// Offset in the raw bytes.
    pub raw: u32,
}

/// A text file as read: raw bytes, decoded text, and checkpoints between the two.
///
/// Invariant: checkpoints ascend, and the first is the offset just after a byte order mark (decoded 0).
#[derive(Clone, Debug)]
pub struct SourceText {
    raw: Arc<[u8]>,
    text: String,
    encoding: &'static Encoding,
    checkpoints: Vec<Checkpoint>,
    line_starts: Vec<u32>,
    /// Whether the text is the raw bytes after the byte order mark, unchanged. A malformed sequence is never longer than the U+FFFD that
    /// replaces it, so for UTF-8 equal lengths mean equal offsets.
    identical: bool,
    /// Where the raw bytes stand in the file, when they are the decoded body of a message.
    transfer: Option<Box<Transfer>>,
}

impl SourceText {
    /// Joins what the decoder found. `checkpoints` must hold the invariant above.
    #[must_use]
    pub fn new(raw: Arc<[u8]>, text: String, encoding: &'static Encoding, checkpoints: Vec<Checkpoint>) -> Self {
        let after_bom = checkpoints.first().map_or(0, |c| c.raw as usize);
        let identical = encoding == encoding_rs::UTF_8 && raw.len().checked_sub(after_bom) == Some(text.len());
        let line_starts = line_starts(&text);
        Self { raw, text, encoding, checkpoints, line_starts, identical, transfer: None }
    }

    /// The same text, whose raw bytes were decoded from a file by `transfer`: [`Self::raw_span`] gives bytes of that file.
    #[must_use]
    pub fn transferred(self, transfer: Transfer) -> Self {
        Self { transfer: Some(Box::new(transfer)), ..self }
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes the text was decoded from: the file's, or a message body's.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The encoding that was used.
    #[must_use]
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// The bytes of the file that `span` was decoded from.
    #[must_use]
    pub fn raw_span(&self, span: Span) -> Range<usize> {
        let raw = self.raw_offset(span.start)..self.raw_offset(span.end);
        self.transfer.as_ref().map_or(raw.clone(), |transfer| transfer.locate(raw))
    }

    /// 1-based line, and 1-based column counted in characters, of a decoded offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(before.chars().count()).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// The raw offset of a decoded offset. An offset inside a character counts as the character's start.
    fn raw_offset(&self, decoded: u32) -> usize {
        let index = self.checkpoints.partition_point(|c| c.decoded <= decoded).saturating_sub(1);
        let Some(from) = self.checkpoints.get(index) else {
            return (decoded as usize).min(self.raw.len());
        };
        let wanted = decoded.saturating_sub(from.decoded) as usize;
        let start = (from.raw as usize).min(self.raw.len());
        if self.identical {
            (start + wanted).min(self.raw.len())
        } else if self.encoding == encoding_rs::ISO_2022_JP {
            self.walk_stateful(start, wanted)
        } else {
            self.walk(start, wanted)
        }
    }

    /// Counts `wanted` bytes of text from `start`, one character at a time. Every character boundary is a fresh decoder's start in the
    /// encodings without shift states.
    fn walk(&self, start: usize, wanted: usize) -> usize {
        let (mut at, mut produced) = (start, 0);
        let ascii = self.encoding.is_ascii_compatible();
        while produced < wanted && at < self.raw.len() {
            let rest = self.raw.get(at..).unwrap_or(&[]);
            // A decoder for each character is dear, and markup is nearly all ASCII.
            let plain = ascii && rest.first().is_some_and(u8::is_ascii);
            let (consumed, written) = if plain { (1, 1) } else { next_char(self.encoding, rest) };
            if produced + written > wanted {
                break;
            }
            at += consumed;
            produced += written;
        }
        at
    }

    /// The same with one decoder fed a byte at a time, for ISO-2022-JP: the escape sequence before a character belongs to it.
    fn walk_stateful(&self, start: usize, wanted: usize) -> usize {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut buffer = [0_u8; 32];
        let (mut at, mut boundary, mut produced) = (start, start, 0);
        while produced < wanted && at < self.raw.len() {
            let last = at + 1 == self.raw.len();
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(self.raw.get(at..=at).unwrap_or(&[]), &mut buffer, last);
            at += read;
            produced += written;
            if written > 0 {
                boundary = at;
            }
            if let DecoderResult::Malformed(_, after) = result {
                produced += REPLACEMENT;
                boundary = at.saturating_sub(usize::from(after));
                if last && read == 0 && written == 0 {
                    break;
                }
            }
        }
        boundary
    }
}

/// Bytes of U+FFFD in UTF-8.
const REPLACEMENT: usize = 3;

/// The raw length and the UTF-8 length of the first character of `raw`, which starts at a character boundary; malformed bytes count as
/// one U+FFFD over the length the Encoding Standard gives them.
fn next_char(encoding: &'static Encoding, raw: &[u8]) -> (usize, usize) {
    let mut buffer = [0_u8; 16];
    let longest = raw.len().min(4);
    for len in 1..=longest {
        let part = raw.get(..len).unwrap_or(&[]);
        let (result, _, written) = encoding.new_decoder_without_bom_handling().decode_to_utf8_without_replacement(part, &mut buffer, true);
        if result == DecoderResult::InputEmpty && written > 0 {
            return (len, written);
        }
    }
    let part = raw.get(..longest).unwrap_or(&[]);
    match encoding.new_decoder_without_bom_handling().decode_to_utf8_without_replacement(part, &mut buffer, true).0 {
        DecoderResult::Malformed(bad, _) => (usize::from(bad).clamp(1, longest.max(1)), REPLACEMENT),
        _ => (1, REPLACEMENT),
    }
}

/// Offsets of the first byte of every line; a line ends at `\n`, `\r\n` or a lone `\r`.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n') {
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Checkpoint, SourceText, Span};

    fn utf8(raw: &[u8]) -> SourceText {
        let text = String::from_utf8_lossy(raw).into_owned();
        SourceText::new(Arc::from(raw), text, encoding_rs::UTF_8, vec![Checkpoint { decoded: 0, raw: 0 }])
    }

    #[test]
    fn every_line_break_starts_a_line() {
        let source = utf8("a\r\nb\rc\n数3".as_bytes());
        let positions: Vec<_> = [0, 3, 5, 7, 10].map(|at| source.line_column(at)).into();
        assert_eq!(positions, [(1, 1), (2, 1), (3, 1), (4, 1), (4, 2)]);
        assert_eq!(source.line_column(900), (4, 1), "past the end: the last line");
    }

    #[test]
    fn malformed_bytes_do_not_shift_what_follows() {
        let source = utf8(b"1\xff,0\xe6\x95\xb0\xe6\x95<5>\xe6");
        assert_eq!(source.text(), "1\u{fffd},0数\u{fffd}<5>\u{fffd}");
        let raw = |word: &str| {
            let at = u32::try_from(source.text().find(word).unwrap()).unwrap();
            source.raw_span(Span { start: at, end: at + u32::try_from(word.len()).unwrap() })
        };
        assert_eq!((raw(",0"), raw("数"), raw("5"), raw("1\u{fffd}")), (2..4, 4..7, 10..11, 0..2));
        assert_eq!(source.raw_span(Span { start: 0, end: 999 }), 0..13);
    }
}
