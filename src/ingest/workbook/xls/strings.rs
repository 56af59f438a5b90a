//! Strings of both generations: code-page bytes (BIFF5) and Unicode with an optional one-byte form (BIFF8).

use std::collections::HashMap;

use encoding_rs::Encoding;

use crate::ingest::workbook::rich::Rich;
use crate::ingest::workbook::sheet::MOST_STRINGS;
use crate::ingest::workbook::xls::fonts::Fonts;
use crate::ingest::workbook::xls::records::{Record, u16, u32};

/// How strings are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Writing {
    /// BIFF5: bytes of a code page.
    CodePage(&'static Encoding),
    /// BIFF8: UTF-16, its high bytes left out where they are all zero.
    Unicode,
}

impl Writing {
    /// A string at `at` that is preceded by its length in `width` (1 or 2) bytes.
    pub(super) fn string(self, data: &[u8], at: usize, width: usize) -> Option<String> {
        let count = if width == 1 { usize::from(*data.get(at)?) } else { usize::from(u16(data, at)?) };
        let at = at + width;
        match self {
            Self::CodePage(encoding) => {
                let bytes = data.get(at..)?;
                let bytes = bytes.get(..count).unwrap_or(bytes);
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Self::Unicode => {
                let flags = *data.get(at)?;
                let skip = 1 + if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
                let mut reader = Continued { segments: vec![data], segment: 0, at: at.checked_add(skip)? };
                Some(reader.characters(count, flags & 1 != 0))
            }
        }
    }

    /// The string of a record that may be continued, as the value of a formula is.
    pub(super) fn continued(self, record: &Record<'_>) -> Option<String> {
        match self {
            Self::CodePage(_) => self.string(record.data, 0, 2),
            Self::Unicode => Continued { segments: record.segments(), segment: 0, at: 0 }.string().map(|(text, _)| text),
        }
    }
}

/// The encoding of a code page number; Windows Latin 1 where it is unknown.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 | 54936 => encoding_rs::GB18030,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        866 => encoding_rs::IBM866,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 | 32768 => encoding_rs::MACINTOSH,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// The shared strings ([MS-XLS] 2.4.265), as far as they can be read, and the runs of those of which a cell does not show all words in a row.
pub(super) fn shared(record: &Record<'_>, fonts: &Fonts) -> (Vec<String>, HashMap<usize, Rich>) {
    let mut reader = Continued { segments: record.segments(), segment: 0, at: 8 };
    let (mut strings, mut rich) = (Vec::new(), HashMap::new());
    let fonts = Some(fonts).filter(|fonts| fonts.tell());
    let mut room = MOST_RUNS;
    // The cells of those beyond are told as unreadable.
    while let Some((string, runs)) = if strings.len() < MOST_STRINGS { reader.string() } else { None } {
        if let Some(found) = fonts.filter(|_| !runs.is_empty()).and_then(|fonts| fonts.rich(&string, &runs)) {
            let Some(left) = room.checked_sub(found.cost()) else { break };
            room = left;
            rich.insert(strings.len(), found);
        }
        strings.push(string);
    }
    (strings, rich)
}

/// Bytes that texts in runs may take.
const MOST_RUNS: usize = 32 << 20;

/// A reader across the continuations of a record.
struct Continued<'a> {
    segments: Vec<&'a [u8]>,
    segment: usize,
    at: usize,
}

impl<'a> Continued<'a> {
    /// What is left of the segment in hand, or of the next one.
    fn left(&mut self) -> Option<&'a [u8]> {
        loop {
            let segment: &'a [u8] = self.segments.get(self.segment)?;
            match segment.get(self.at..) {
                Some(left) if !left.is_empty() => return Some(left),
                _ => {
                    self.at = self.at.saturating_sub(segment.len());
                    self.segment += 1;
                }
            }
        }
    }

    /// Takes `N` bytes, which never straddle two segments in files as written.
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let left = self.left()?;
        let bytes = left.get(..N)?.try_into().ok()?;
        self.at += N;
        Some(bytes)
    }

    /// The runs of a string: where each begins, and its font.
    fn runs(&mut self, count: usize) -> Vec<(u16, u16)> {
        let run = |four: [u8; 4]| Some((u16(&four, 0)?, u16(&four, 2)?));
        (0..count).map_while(|_| self.take::<4>().and_then(run)).collect()
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 {
            let Some(left) = self.left() else { return };
            let step = left.len().min(count);
            self.at += step;
            count -= step;
        }
    }

    /// A string with its formatting runs; its phonetic guide is passed over ([MS-XLS] 2.5.293).
    fn string(&mut self) -> Option<(String, Vec<(u16, u16)>)> {
        let count = u16(&self.take::<2>()?, 0)?;
        let [flags] = self.take::<1>()?;
        let runs = if flags & 8 != 0 { usize::from(u16(&self.take::<2>()?, 0)?) } else { 0 };
        let guide = if flags & 4 != 0 { u32(&self.take::<4>()?, 0)? as usize } else { 0 };
        let text = self.characters(usize::from(count), flags & 1 != 0);
        let runs = self.runs(runs);
        self.skip(guide);
        Some((text, runs))
    }

    /// Characters, each continuation stating anew whether they are wide.
    fn characters(&mut self, mut count: usize, mut wide: bool) -> String {
        let mut units: Vec<u16> = Vec::new();
        let mut segment = self.segment;
        while count > 0 {
            let Some(left) = self.left() else { break };
            if self.segment != segment {
                segment = self.segment;
                if let [flags] = left.get(..1).unwrap_or_default() {
                    wide = flags & 1 != 0;
                    self.at += 1;
                    continue;
                }
            }
            let width = if wide { 2 } else { 1 };
            let step = count.min(left.len() / width);
            if step == 0 {
                self.at += left.len();
                continue;
            }
            let (run, _) = left.split_at(step * width);
            if wide {
                units.extend(run.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])));
            } else {
                units.extend(run.iter().map(|&b| u16::from(b)));
            }
            self.at += step * width;
            count -= step;
        }
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Writing, shared};
    use crate::ingest::workbook::xls::fonts::Fonts;
    use crate::ingest::workbook::xls::records::Records;

    #[test]
    fn shared_strings_run_on_through_continuations() {
        // 8 bytes of counts; "ab" narrow, of which "b" stands in a wide continuation; then "制" with one formatting run.
        let mut stream = vec![0xFC, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, b'a'];
        stream.extend([0x3C, 0, 14, 0, 1, b'b', 0, 1, 0, 9, 1, 0, 0x36, 0x52, 0, 0, 0, 0]);
        stream.extend([0x0A, 0, 0, 0]);
        let record = Records::new(&stream).next().unwrap();
        assert_eq!(shared(&record, &Fonts::default()).0, ["ab", "制"]);
    }

    #[test]
    fn code_pages_and_short_strings() {
        assert_eq!(Writing::CodePage(encoding_rs::GB18030).string(&[2, 0xBA, 0xCF], 0, 1).as_deref(), Some("合"));
        assert_eq!(Writing::Unicode.string(&[2, 0, 0, b'o', b'k'], 0, 2).as_deref(), Some("ok"));
        assert_eq!(Writing::Unicode.string(&[2], 0, 2), None);
    }
}
