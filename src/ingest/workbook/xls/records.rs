//! The record stream ([MS-XLS] 2.1.4), and fields of a record that may be cut short.

/// A record: its type, its data and its continuations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// The type.
    pub(super) kind: u16,
    /// The data of the record itself.
    pub(super) data: &'a [u8],
    /// Where in the stream its continuations start.
    pub(super) rest: &'a [u8],
}

/// The records of a stream from some place on.
pub(super) struct Records<'a> {
    stream: &'a [u8],
}

/// `Continue`: more data of the record before.
const CONTINUE: u16 = 0x3C;

impl<'a> Records<'a> {
    /// The records of `stream`.
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { stream }
    }

    /// The next record; `None` at the end or where it is cut short.
    pub(super) fn next(&mut self) -> Option<Record<'a>> {
        let (head, rest) = self.stream.split_at_checked(4)?;
        let kind = u16(head, 0)?;
        let (data, rest) = rest.split_at_checked(usize::from(u16(head, 2)?))?;
        self.stream = rest;
        Some(Record { kind, data, rest })
    }
}

impl<'a> Record<'a> {
    /// The data followed by that of each continuation.
    pub(super) fn segments(&self) -> Vec<&'a [u8]> {
        let mut out = vec![self.data];
        let mut rest = Records::new(self.rest);
        while let Some(next) = rest.next() {
            if next.kind != CONTINUE {
                break;
            }
            out.push(next.data);
        }
        out
    }
}

/// The 16-bit number at an offset.
pub(super) fn u16(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array(data, at)?))
}

/// The 32-bit number at an offset.
pub(super) fn u32(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array(data, at)?))
}

/// The binary number at an offset.
#[expect(clippy::disallowed_types, reason = "workbooks store binary numbers; they become decimals at once")]
pub(super) fn f64(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(array(data, at)?))
}

fn array<const N: usize>(data: &[u8], at: usize) -> Option<[u8; N]> {
    data.get(at..at.checked_add(N)?)?.try_into().ok()
}
