//! The record stream of a binary part ([MS-XLSB] 2.1.4), and fields of a record that may be cut short.

use std::io::Read;

/// A part's records.
pub(super) struct Records<R> {
    input: R,
    data: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// The records of `input`.
    pub(super) fn new(input: R) -> Self {
        Self { input, data: Vec::new() }
    }

    /// The next record's type and data; `Ok(None)` at the end, `Err` where the part ends inside a record.
    pub(super) fn next(&mut self) -> Result<Option<(u16, Fields<'_>)>, ()> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(first & 0x7F);
        if first & 0x80 != 0 {
            kind |= u16::from(self.byte()?.ok_or(())? & 0x7F) << 7;
        }
        let mut len = 0_u64;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or(())?;
            len |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        let read = self.input.by_ref().take(len).read_to_end(&mut self.data).map_err(drop)?;
        if read as u64 == len { Ok(Some((kind, Fields(&self.data)))) } else { Err(()) }
    }

    fn byte(&mut self) -> Result<Option<u8>, ()> {
        let mut byte = [0];
        let read = self.input.read(&mut byte).map_err(drop)?;
        Ok((read == 1).then_some(byte[0]))
    }
}

/// A record's data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl Fields<'_> {
    /// The byte at an offset.
    pub(super) fn u8(&self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    /// The 16-bit number at an offset.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.array(at)?))
    }

    /// The 32-bit number at an offset.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.array(at)?))
    }

    /// The binary number at an offset.
    #[expect(clippy::disallowed_types, reason = "workbooks store binary numbers; they become decimals at once")]
    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.array(at)?))
    }

    /// The compressed number at an offset ([MS-XLSB] 2.5.122 `RkNumber`).
    #[expect(clippy::disallowed_types, reason = "workbooks store binary numbers; they become decimals at once")]
    pub(super) fn rk(&self, at: usize) -> Option<f64> {
        Some(rk(self.u32(at)?))
    }

    /// The string at an offset (`XLWideString`) and the offset after it; a null string is empty.
    pub(super) fn string(&self, at: usize) -> Option<(String, usize)> {
        let count = self.u32(at)?;
        let start = at.checked_add(4)?;
        if count == u32::MAX {
            return Some((String::new(), start));
        }
        let end = start.checked_add(usize::try_from(count).ok()?.checked_mul(2)?)?;
        let units = self.0.get(start..end)?.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]]));
        Some((char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect(), end))
    }

    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }
}

/// A number compressed to 30 bits, and perhaps divided by a hundred, as both binary formats have it.
#[expect(clippy::disallowed_types, reason = "workbooks store binary numbers; they become decimals at once")]
pub(in crate::ingest::workbook) fn rk(bits: u32) -> f64 {
    let value = if bits & 2 != 0 { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Records, rk};

    #[test]
    fn records_and_their_ends() {
        let mut records = Records::new(&[0x80, 0x01, 2, 7, 8, 0x05, 0x80][..]);
        assert_eq!(records.next().map(|r| r.map(|(kind, f)| (kind, f.0.to_vec()))), Ok(Some((128, vec![7, 8]))));
        assert!(records.next().is_err());
        assert!(matches!(Records::new(&[][..]).next(), Ok(None)));
        assert!(Records::new(&[1, 0xFF, 0xFF, 0xFF, 0x7F, 0][..]).next().is_err());
    }

    #[test]
    fn numbers_and_strings() {
        assert_eq!(
            [rk(0x3FF0_0000), rk(100 << 2 | 2), rk(4164 << 2 | 3), rk(0xFFFF_FFFE)].map(|v| v.to_string()),
            ["1", "100", "41.64", "-1"]
        );
        assert_eq!(Fields(&[1, 0, 0, 0, 0x36, 0x52]).string(0), Some(("制".to_owned(), 6)));
        assert_eq!(Fields(&[0xFE, 0xFF, 0xFF, 0xFF, 0]).string(0), None);
    }
}
