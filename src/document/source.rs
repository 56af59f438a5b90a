//! The decoded text of a file and the way back to its raw bytes, lines and columns.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::Encoding;

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
}

impl SourceText {
    /// Joins what the decoder found. `checkpoints` must hold the invariant above.
    #[must_use]
    pub fn new(raw: Arc<[u8]>, text: String, encoding: &'static Encoding, checkpoints: Vec<Checkpoint>) -> Self {
        let breaks = memchr_lines(&text);
        Self { raw, text, encoding, checkpoints, line_starts: breaks }
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's bytes.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The encoding that was used.
    #[must_use]
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// The raw bytes that `span` was decoded from.
    #[must_use]
    pub fn raw_span(&self, span: Span) -> Range<usize> {
        self.raw_offset(span.start)..self.raw_offset(span.end)
    }

    /// 1-based line, and 1-based column counted in characters, of a decoded offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(before.chars().count()).unwrap_or(u32::MAX).saturating_add(1))
    }

    fn raw_offset(&self, decoded: u32) -> usize {
        let index = self.checkpoints.partition_point(|c| c.decoded <= decoded).saturating_sub(1);
        let Some(from) = self.checkpoints.get(index) else {
            return decoded as usize;
        };
        let wanted = (decoded - from.decoded) as usize;
        let start = from.raw as usize;
        if self.encoding == encoding_rs::UTF_8 {
            return start + wanted;
        }
        start + self.raw_length(start, wanted)
    }

    /// How many raw bytes from `start` decode to `wanted` bytes of text: a fresh decoder fed one byte at a time.
    fn raw_length(&self, start: usize, wanted: usize) -> usize {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut buffer = [0_u8; 16];
        let mut produced = 0;
        for (index, byte) in self.raw[start..].iter().enumerate() {
            if produced >= wanted {
                return index;
            }
            let (_, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut buffer, false);
            produced += written;
        }
        self.raw.len() - start
    }
}

fn memchr_lines(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    starts.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
    starts
}
