//! Where the bytes of a decoded MIME body stand in the file (RFC 2045, 6).

use std::ops::Range;
use std::sync::Arc;

/// How a body's bytes were written down (`Content-Transfer-Encoding`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferEncoding {
    /// As they are: 7bit, 8bit, binary.
    Identity,
    /// `=E4=B8=80`
    QuotedPrintable,
    /// `5LiA`
    Base64,
}

/// Decoded bytes between two remembered places, at least.
const STEP: usize = 4096;

/// One body: its decoded bytes from `start` on are those of `file`.
#[derive(Clone, Debug)]
struct Segment {
    encoding: TransferEncoding,
    start: usize,
    file: Range<usize>,
    /// Decoded offset and the place in the file where decoding could start again, ascending.
    checkpoints: Vec<(usize, usize)>,
}

/// One or more bodies of a file, decoded one behind the other, and the way back.
#[derive(Clone, Debug)]
pub struct Transfer {
    file: Arc<[u8]>,
    segments: Vec<Segment>,
    len: usize,
}

impl Transfer {
    /// A transfer of nothing yet.
    #[must_use]
    pub fn new(file: Arc<[u8]>) -> Self {
        Self { file, segments: Vec::new(), len: 0 }
    }

    /// Decodes the body at `range` of the file and appends it to `out`, which holds what was decoded before.
    pub fn push(&mut self, range: Range<usize>, encoding: TransferEncoding, out: &mut Vec<u8>) {
        let end = range.end.min(self.file.len());
        let mut segment = Segment { encoding, start: self.len, file: range.start.min(end)..end, checkpoints: Vec::new() };
        let bytes = Decoder::new(&self.file, segment.file.clone(), encoding);
        let mut next = self.len;
        for decoded in bytes {
            if self.len >= next && decoded.fresh {
                segment.checkpoints.push((self.len, decoded.at.start));
                next = self.len + STEP;
            }
            out.push(decoded.byte);
            self.len += 1;
        }
        self.segments.push(segment);
    }

    /// Leaves out `count` decoded bytes that stand nowhere in the file.
    pub fn skip(&mut self, count: usize) {
        self.len += count;
    }

    /// The bytes of the file that the decoded bytes `range` were written as: from the first to the last, whatever stands between.
    #[must_use]
    pub fn locate(&self, range: Range<usize>) -> Range<usize> {
        let Some(first) = self.place(range.start) else {
            let end = self.segments.last().map_or(0, |s| s.file.end);
            return end..end;
        };
        let last = if range.end > range.start + 1 { self.place(range.end - 1) } else { None };
        let end = if range.is_empty() { first.start } else { last.map_or(first.end, |l| l.end) };
        first.start..end.max(first.start)
    }

    /// The bytes of the file that the decoded byte `at` was written as.
    fn place(&self, at: usize) -> Option<Range<usize>> {
        let segment = self.segments.get(self.segments.partition_point(|s| s.start <= at).checked_sub(1)?)?;
        let nearest = segment.checkpoints.partition_point(|(decoded, _)| *decoded <= at).checked_sub(1)?;
        let &(decoded, from) = segment.checkpoints.get(nearest)?;
        Decoder::new(&self.file, from..segment.file.end, segment.encoding).nth(at - decoded).map(|d| d.at)
    }
}

/// A decoded byte.
struct Decoded {
    byte: u8,
    /// What it was written as.
    at: Range<usize>,
    /// Whether a decoder could start here.
    fresh: bool,
}

/// Decodes a body byte by byte; what the encoding does not allow is passed over (base64) or kept as it is (quoted-printable).
struct Decoder<'a> {
    file: &'a [u8],
    at: usize,
    end: usize,
    encoding: TransferEncoding,
    /// Base64: bits not given yet, how many, and where the first of them stands.
    bits: u32,
    count: u32,
    since: usize,
}

impl<'a> Decoder<'a> {
    fn new(file: &'a [u8], range: Range<usize>, encoding: TransferEncoding) -> Self {
        Self { file, at: range.start, end: range.end.min(file.len()), encoding, bits: 0, count: 0, since: range.start }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        let at = self.at.checked_add(ahead).filter(|at| *at < self.end)?;
        self.file.get(at).copied()
    }

    fn quoted(&mut self) -> Option<Decoded> {
        loop {
            let byte = self.peek(0)?;
            let start = self.at;
            if byte == b'=' {
                if let Some(len) = self.soft_break() {
                    self.at += len;
                    continue;
                }
                if let (Some(high), Some(low)) = (self.peek(1).and_then(hex), self.peek(2).and_then(hex)) {
                    self.at += 3;
                    return Some(Decoded { byte: high << 4 | low, at: start..self.at, fresh: true });
                }
            }
            self.at += 1;
            return Some(Decoded { byte, at: start..self.at, fresh: true });
        }
    }

    /// The length of a `=` at the end of its line, with blanks and the line break behind it.
    fn soft_break(&self) -> Option<usize> {
        let mut ahead = 1;
        while matches!(self.peek(ahead), Some(b' ' | b'\t')) {
            ahead += 1;
        }
        match (self.peek(ahead), self.peek(ahead + 1)) {
            (Some(b'\r'), Some(b'\n')) => Some(ahead + 2),
            (Some(b'\r' | b'\n'), _) => Some(ahead + 1),
            _ => None,
        }
    }

    fn base64(&mut self) -> Option<Decoded> {
        loop {
            let byte = self.peek(0)?;
            let at = self.at;
            self.at += 1;
            let Some(six) = sextet(byte) else {
                if byte == b'=' {
                    (self.bits, self.count) = (0, 0);
                }
                continue;
            };
            let (fresh, start) = (self.count == 6, self.since);
            if self.count == 0 {
                self.since = at;
            }
            self.bits = (self.bits << 6 | u32::from(six)) & 0xFFFF;
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                let decoded = u8::try_from(self.bits >> self.count & 0xFF).unwrap_or(0);
                self.since = at;
                return Some(Decoded { byte: decoded, at: start..at + 1, fresh });
            }
        }
    }
}

impl Iterator for Decoder<'_> {
    type Item = Decoded;

    fn next(&mut self) -> Option<Decoded> {
        match self.encoding {
            TransferEncoding::Identity => {
                let byte = self.peek(0)?;
                self.at += 1;
                Some(Decoded { byte, at: self.at - 1..self.at, fresh: true })
            }
            TransferEncoding::QuotedPrintable => self.quoted(),
            TransferEncoding::Base64 => self.base64(),
        }
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Transfer, TransferEncoding};

    fn decoded(file: &[u8], encoding: TransferEncoding) -> (Vec<u8>, Transfer) {
        let mut transfer = Transfer::new(file.into());
        let mut out = Vec::new();
        transfer.push(0..file.len(), encoding, &mut out);
        (out, transfer)
    }

    #[test]
    fn quoted_printable_and_back() {
        let file = b"a=3D=e4=B8=\r\n=80 = \n38=zz=";
        let (out, transfer) = decoded(file, TransferEncoding::QuotedPrintable);
        assert_eq!(out, "a=一 38=zz=".as_bytes());
        let place = |range| &file[transfer.locate(range)];
        assert_eq!((place(2..5), place(6..8), place(0..1)), (&b"=e4=B8=\r\n=80"[..], &b"38"[..], &b"a"[..]));
        assert_eq!((transfer.locate(6..6), transfer.locate(99..100)), (20..20, file.len()..file.len()));
    }

    #[test]
    fn base64_and_back() {
        // 38 一 44, with a line break and a stray mark inside
        let file = b"Mzgg5L\r\niA!IDQ0Cg==MQ==";
        let (out, transfer) = decoded(file, TransferEncoding::Base64);
        assert_eq!(out, "38 一 44\n1".as_bytes());
        let place = |range| &file[transfer.locate(range)];
        assert_eq!((place(0..2), place(3..6), place(7..9), place(10..11)), (&b"Mzg"[..], &b"5L\r\niA"[..], &b"IDQ0"[1..], &b"MQ"[..]));
    }

    #[test]
    fn far_places_start_from_checkpoints() {
        for (encoding, unit) in [
            (TransferEncoding::Identity, &b"123"[..]),
            (TransferEncoding::QuotedPrintable, b"1=32\n"),
            (TransferEncoding::Base64, b"MTIz\n"),
        ] {
            let file = unit.repeat(5000);
            let (out, transfer) = decoded(&file, encoding);
            assert_eq!(out.len(), 15_000);
            let start = transfer.locate(14_997..15_000).start;
            assert_eq!(start, file.len() - unit.len(), "{encoding:?}");
        }
        let mut transfer = Transfer::new(b"abc=64".as_slice().into());
        let mut out = Vec::new();
        transfer.push(0..2, TransferEncoding::Identity, &mut out);
        transfer.push(2..6, TransferEncoding::QuotedPrintable, &mut out);
        assert_eq!((out.as_slice(), transfer.locate(1..4)), (&b"abcd"[..], 1..6));
    }
}
