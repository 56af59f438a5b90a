//! Number formats and shared strings of a binary package.

use std::collections::HashMap;
use std::io::Read;

use crate::ingest::workbook::content::Look;
use crate::ingest::workbook::numfmt::{Formats, builtin};
use crate::ingest::workbook::sheet::{MOST_STRINGS, MOST_STYLES};
use crate::ingest::workbook::xlsb::records::Records;

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

/// The looks of a styles part, by style index; as far as the part can be read.
pub(super) fn looks(input: impl Read) -> Vec<Look> {
    let mut records = Records::new(input);
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut struck_fonts: Vec<bool> = Vec::new();
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
            FONT => struck_fonts.push(fields.u16(2).is_some_and(|flags| flags & 8 != 0)),
            kind if kind == CELL_XFS.0 => in_cells = true,
            kind if kind == CELL_XFS.1 => break,
            XF if in_cells && out.len() < MOST_STYLES => {
                let id = u32::from(fields.u16(2).unwrap_or(0));
                let code = codes.get(&id).map(String::as_str).or_else(|| builtin(id)).unwrap_or("General");
                let struck = fields.u16(4).is_some_and(|font| struck_fonts.get(usize::from(font)) == Some(&true));
                out.push(Look { format: known.get(code), indent: fields.u8(11).unwrap_or(0), struck });
            }
            _ => {}
        }
    }
    out
}

/// The shared strings, as far as the part can be read.
pub(super) fn strings(input: impl Read) -> Vec<String> {
    let mut records = Records::new(input);
    let mut out = Vec::new();
    while let Ok(Some((kind, fields))) = records.next() {
        if kind == STRING {
            // The cells of those beyond are told as unreadable.
            if out.len() == MOST_STRINGS {
                break;
            }
            out.push(fields.string(1).map(|(s, _)| s).unwrap_or_default());
        }
    }
    out
}
