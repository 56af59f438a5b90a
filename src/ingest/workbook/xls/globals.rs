//! The workbook's own records: sheets, shared strings, formats.

use std::collections::HashMap;

use crate::ingest::workbook::content::Look;
use crate::ingest::workbook::numfmt::{Formats, builtin};
use crate::ingest::workbook::refusal::{damaged, encrypted};
use crate::ingest::workbook::sheet::MOST_STYLES;
use crate::ingest::workbook::xls::records::{Records, u16, u32};
use crate::ingest::workbook::xls::strings::{Writing, code_page, shared};
use crate::problem::{Problem, ProblemKind};

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Whether it is a worksheet, not a chart or a macro module.
    pub(super) worksheet: bool,
    /// Where its records start in the stream.
    pub(super) at: usize,
}

/// What the sheets share.
pub(super) struct Globals {
    /// How strings are written.
    pub(super) writing: Writing,
    /// Shared strings.
    pub(super) strings: Vec<String>,
    /// Looks by format index.
    pub(super) looks: Vec<Look>,
    /// Whether dates count from 1904.
    pub(super) epoch_1904: bool,
    /// The sheets.
    pub(super) sheets: Vec<Listed>,
}

/// Reads the records up to the first end of a substream.
///
/// # Errors
/// Encrypted, of a generation before Excel 5, or no workbook at all.
pub(super) fn globals(stream: &[u8]) -> Result<Globals, Problem> {
    let mut records = Records::new(stream);
    let first = records.next().ok_or_else(|| damaged("Workbook"))?;
    if matches!(first.kind, 0x09 | 0x0209 | 0x0409) {
        return Err(Problem::new(
            ProblemKind::Unsupported,
            "Excel 4.0 及更早版本的工作簿，请另存为 .xlsx 后重试",
            "a workbook of Excel 4.0 or older; save it as .xlsx and retry",
        ));
    }
    if first.kind != 0x0809 {
        return Err(damaged("Workbook"));
    }
    let unicode = u16(first.data, 0) != Some(0x0500);
    let writing = if unicode { Writing::Unicode } else { Writing::CodePage(encoding_rs::WINDOWS_1252) };
    let mut out = Globals { writing, strings: Vec::new(), looks: Vec::new(), epoch_1904: false, sheets: Vec::new() };
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut formats: Vec<(u16, u8, u16)> = Vec::new();
    let mut struck_fonts: Vec<bool> = Vec::new();
    while let Some(record) = records.next() {
        let data = record.data;
        match record.kind {
            0x0A => break,
            0x2F if u16(data, 0) != Some(0) || data.len() > 2 => return Err(encrypted()),
            0x42 if !unicode => out.writing = Writing::CodePage(code_page(u16(data, 0).unwrap_or(1252))),
            0x22 => out.epoch_1904 = u16(data, 0) == Some(1),
            0xFC => out.strings = shared(&record),
            0x041E => {
                if let (Some(id), Some(code)) = (u16(data, 0), out.writing.string(data, 2, if unicode { 2 } else { 1 })) {
                    codes.insert(id, code);
                }
            }
            0x31 => struck_fonts.push(u16(data, 2).is_some_and(|flags| flags & 8 != 0)),
            0xE0 => {
                let indent = if unicode { data.get(8).map_or(0, |b| b & 15) } else { 0 };
                formats.push((u16(data, 2).unwrap_or(0), indent, u16(data, 0).unwrap_or(0)));
            }
            0x85 => out.sheets.extend(listed(data, out.writing)),
            _ => {}
        }
    }
    let code = |id: u16| codes.get(&id).map(String::as_str).or_else(|| builtin(u32::from(id))).unwrap_or("General");
    // No font has the index 4: those behind it are counted one too far.
    let struck = |font: u16| struck_fonts.get(usize::from(if font > 4 { font - 1 } else { font })) == Some(&true);
    let mut known = Formats::default();
    let look = |&(id, indent, font): &(u16, u8, u16)| Look { format: known.get(code(id)), indent, struck: struck(font) };
    out.looks = formats.iter().take(MOST_STYLES).map(look).collect();
    Ok(out)
}

/// `BoundSheet8` ([MS-XLS] 2.4.28).
fn listed(data: &[u8], writing: Writing) -> Option<Listed> {
    let at = usize::try_from(u32(data, 0)?).ok()?;
    let mut name = writing.string(data, 6, 1)?;
    name.retain(|c| c != '\0');
    Some(Listed { name, hidden: data.get(4)? & 3 != 0, worksheet: *data.get(5)? == 0, at })
}
