//! Number formats and shared strings of a binary package.

use std::collections::HashMap;
use std::io::Read;

use crate::ingest::workbook::content::Look;
use crate::ingest::workbook::numfmt::{Formats, builtin};
use crate::ingest::workbook::rich::{Face, Faces, Rich};
use crate::ingest::workbook::sheet::{MOST_STRINGS, MOST_STYLES};
use crate::ingest::workbook::xlsb::records::{Fields, Records};

/// `BrtFmt`: a number format's identifier and code.
const FORMAT: u16 = 0x2C;
/// `BrtFont`: a font.
const FONT: u16 = 0x2B;
/// `BrtBeginCellXFs` and `BrtEndCellXFs`.
const CELL_XFS: (u16, u16) = (0x269, 0x26A);
/// `BrtXF`: a cell's formatting.
const XF: u16 = 0x2F;
/// `BrtSSTItem`: a shared string.
const STRING: u16 = 0x13;

/// The looks of a styles part, by style index, and its fonts; as far as the part can be read.
pub(super) fn looks(input: impl Read) -> (Vec<Look>, Faces) {
    let mut records = Records::new(input);
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut fonts = Faces::default();
    let mut in_cells = false;
    let mut known = Formats::default();
    let mut out = Vec::new();
    while let Ok(Some((kind, fields))) = records.next() {
        match kind {
            FORMAT => {
                if let (Some(id), Some((code, _))) = (fields.u16(0), fields.string(2)) {
                    codes.insert(u32::from(id), code);
                }
            }
            FONT => fonts.push(Face::of(fields.u16(2).unwrap_or(0), fields.u16(6).unwrap_or(0))),
            kind if kind == CELL_XFS.0 => in_cells = true,
            kind if kind == CELL_XFS.1 => break,
            XF if in_cells && out.len() < MOST_STYLES => {
                let id = u32::from(fields.u16(2).unwrap_or(0));
                let code = codes.get(&id).map(String::as_str).or_else(|| builtin(id)).unwrap_or("General");
                let struck = fields.u16(4).is_some_and(|font| fonts.get(font).struck == Some(true));
                out.push(Look { format: known.get(code), indent: fields.u8(11).unwrap_or(0), struck });
            }
            _ => {}
        }
    }
    (out, fonts)
}

/// Shared strings, and the runs of those of which a cell does not show all words in a row, by index.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// The words.
    pub(super) words: Vec<String>,
    /// The runs.
    pub(super) rich: HashMap<usize, Rich>,
}

/// Bytes that texts in runs may take.
const MOST_RUNS: usize = 32 << 20;

/// The shared strings, as far as the part can be read.
pub(super) fn strings(input: impl Read, fonts: &Faces) -> Strings {
    let mut records = Records::new(input);
    let mut out = Strings::default();
    let mut room = MOST_RUNS;
    while let Ok(Some((kind, fields))) = records.next() {
        if kind == STRING {
            // The cells of those beyond are told as unreadable.
            if out.words.len() == MOST_STRINGS {
                break;
            }
            if let Some(rich) = runs(fields, 0, fonts) {
                let Some(left) = room.checked_sub(rich.cost()) else { break };
                room = left;
                out.rich.insert(out.words.len(), rich);
            }
            out.words.push(fields.string(1).map(|(s, _)| s).unwrap_or_default());
        }
    }
    out
}

/// The runs of the rich string at an offset ([MS-XLSB] 2.5.121 `RichStr`), where a cell does not show all its words in a row.
pub(super) fn runs(fields: Fields<'_>, at: usize, fonts: &Faces) -> Option<Rich> {
    if fields.u8(at)? & 1 == 0 || !fonts.tell() {
        return None;
    }
    let (text, end) = fields.string(at + 1)?;
    let count = usize::try_from(fields.u32(end)?).ok()?;
    let run = |n: usize| Some((fields.u16(end + 4 + n * 4)?, fields.u16(end + 6 + n * 4)?));
    fonts.runs(&text, (0..count).map_while(run))
}
