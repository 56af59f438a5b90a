//! The workbook's own records: sheets, shared strings, formats.

use std::collections::HashMap;

use crate::ingest::workbook::content::Look;
use crate::ingest::workbook::numfmt::{Formats, builtin};
use crate::ingest::workbook::refusal::{damaged, encrypted};
use crate::ingest::workbook::rich::Rich;
use crate::ingest::workbook::sheet::MOST_STYLES;
use crate::ingest::workbook::xls::fonts::Fonts;
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
    /// Those of which a cell does not show all words in a row, by index.
    pub(super) rich: HashMap<usize, Rich>,
    /// The fonts.
    pub(super) fonts: Fonts,
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
    let mut out = Globals {
        writing,
        strings: Vec::new(),
        rich: HashMap::new(),
        fonts: Fonts::default(),
        looks: Vec::new(),
        epoch_1904: false,
        sheets: Vec::new(),
    };
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut formats: Vec<(u16, u8, u16)> = Vec::new();
    while let Some(record) = records.next() {
        let data = record.data;
        match record.kind {
            0x0A => break,
            0x2F if u16(data, 0) != Some(0) || data.len() > 2 => return Err(encrypted()),
            0x42 if !unicode => out.writing = Writing::CodePage(code_page(u16(data, 0).unwrap_or(1252))),
            0x22 => out.epoch_1904 = u16(data, 0) == Some(1),
            // Fonts stand before the strings.
            0xFC => (out.strings, out.rich) = shared(&record, &out.fonts),
            0x041E => {
                if let (Some(id), Some(code)) = (u16(data, 0), out.writing.string(data, 2, if unicode { 2 } else { 1 })) {
                    codes.insert(id, code);
                }
            }
            0x31 => out.fonts.add(data),
            0xE0 => {
                let indent = if unicode { data.get(8).map_or(0, |b| b & 15) } else { 0 };
                formats.push((u16(data, 2).unwrap_or(0), indent, u16(data, 0).unwrap_or(0)));
            }
            0x85 => out.sheets.extend(listed(data, out.writing)),
            _ => {}
        }
    }
    let code = |id: u16| codes.get(&id).map(String::as_str).or_else(|| builtin(u32::from(id))).unwrap_or("General");
    let struck = |font: u16| out.fonts.face(font).struck == Some(true);
    let mut known = Formats::default();
    let look = |&(id, indent, font): &(u16, u8, u16)| Look { format: known.get(code(id)), indent, struck: struck(font) };
    out.looks = formats.iter().take(MOST_STYLES).map(look).collect();
    Ok(out)
}

impl Globals {
    /// The runs of a cell's own text, which follow it in an `RString` record ([MS-XLS] 2.4.268 and as Excel 5 wrote it).
    pub(super) fn label_runs(&self, data: &[u8], text: &str) -> Option<Rich> {
        if !self.fonts.tell() {
            return None;
        }
        let count = usize::from(u16(data, 6)?);
        let starts: Vec<(u16, u16)> = match self.writing {
            Writing::CodePage(_) => {
                let runs = data.get(8 + count..)?;
                let pairs = runs.get(1..)?.chunks_exact(2).take(usize::from(*runs.first()?));
                // Places are counted in bytes; those of the text as decoded agree only where each is one.
                if text.chars().count() != count {
                    return None;
                }
                pairs.map(|pair| (u16::from(pair[0]), u16::from(pair[1]))).collect()
            }
            Writing::Unicode => {
                let wide = usize::from(*data.get(8)? & 1 != 0);
                let runs = data.get(9 + count * (1 + wide)..)?;
                let pairs = runs.get(2..)?.chunks_exact(4).take(usize::from(u16(runs, 0)?));
                pairs.filter_map(|pair| Some((u16(pair, 0)?, u16(pair, 2)?))).collect()
            }
        };
        self.fonts.rich(text, &starts)
    }
}

/// `BoundSheet8` ([MS-XLS] 2.4.28).
fn listed(data: &[u8], writing: Writing) -> Option<Listed> {
    let at = usize::try_from(u32(data, 0)?).ok()?;
    let mut name = writing.string(data, 6, 1)?;
    name.retain(|c| c != '\0');
    Some(Listed { name, hidden: data.get(4)? & 3 != 0, worksheet: *data.get(5)? == 0, at })
}
