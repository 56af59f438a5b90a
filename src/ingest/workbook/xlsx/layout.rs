//! What calamine's cell stream leaves out: hidden rows and columns, merged areas, and whether there are formulas at all.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::document::CellRef;
use crate::ingest::package::is_damage;
use crate::ingest::workbook::rich::Rich;
use crate::ingest::workbook::sheet::{Area, Lines, Lost, MOST_COLUMNS, MOST_ROWS};
use crate::ingest::workbook::xlsx::runs::{RunReader, Texts};
use crate::ingest::xml;

/// A worksheet's layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Rows that are not shown.
    pub(super) hidden_rows: Lines,
    /// Columns that are not shown.
    pub(super) hidden_columns: Lines,
    /// Merged areas.
    pub(super) merges: Vec<Area>,
    /// Whether any cell has a formula.
    pub(super) formulas: bool,
    /// Texts that are struck out or raised in part, by row and column.
    pub(super) rich: HashMap<(u32, u32), Rich>,
    /// Whether a reader may misread it: a position is none that a sheet has, or the declared size ends before it begins, a value is in several
    /// pieces, of which it takes the first, or a cell holds more than its formula and value, which it does not expect.
    pub(super) mends: bool,
    /// Whether the part is not what its checksum says, or could not be unpacked to its end.
    pub(super) damaged: bool,
}

/// Reads a worksheet part's layout in one pass, as far as the part can be read and up to `limit` cells and merged areas; `texts` are the
/// shared strings that are struck out or raised in part.
pub(super) fn layout(input: impl BufRead, limit: usize, texts: &Texts) -> Layout {
    let mut out = Layout::default();
    let mut texts = Cells::new(texts);
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut next_row = 0_u32;
    let mut cells = 0_usize;
    loop {
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => {
                out.damaged = is_damage(&error);
                break;
            }
        };
        if let Event::Start(e) = &event {
            out.mends |= stands_nowhere(e);
        }
        if cells > limit {
            // Only positions matter now: blank cells count for no reader's limit.
            if matches!(event, Event::Eof) {
                break;
            }
            buffer.clear();
            continue;
        }
        texts.take(&event, next_row.saturating_sub(1), &mut out.rich);
        out.mends |= texts.odd;
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    let row = xml::number(&e, "r").filter(|r| *r <= MOST_ROWS).and_then(|r| r.checked_sub(1)).unwrap_or(next_row);
                    if xml::flag(&e, "hidden") || is_nothing(&e, "ht") {
                        out.hidden_rows.add(row, row);
                    }
                    next_row = row.saturating_add(1);
                }
                "c" => cells += 1,
                "f" => out.formulas = true,
                "col" if xml::flag(&e, "hidden") || is_nothing(&e, "width") => {
                    if let Some((first, last)) = columns(&e) {
                        out.hidden_columns.add(first, last);
                    }
                }
                "mergeCell" if out.merges.len() < limit => out.merges.extend(xml::attribute(&e, "ref").and_then(|r| area(&r))),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    out
}

/// What the cells of these ordinals, counted from 1 in the order of the part without those at positions that no sheet has, are named.
pub(super) fn names(input: impl BufRead, ordinals: &[usize]) -> Lost {
    let mut lost = Lost::default();
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let (mut next_row, mut next_col, mut ordinal, mut nowhere) = (0_u32, 0_u32, 0_usize, false);
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(e) if e.local_name().as_ref() == "row" => {
                nowhere = places(&e).iter().any(|name| is_beyond(name));
                let row = xml::number(&e, "r").filter(|_| !nowhere).and_then(|r| r.checked_sub(1)).unwrap_or(next_row);
                (next_row, next_col) = (row.saturating_add(1), 0);
            }
            Event::Start(e) if e.local_name().as_ref() == "c" => {
                let names = places(&e);
                let left_out = names.iter().any(|name| is_beyond(name)) || (nowhere && names.is_empty());
                ordinal += usize::from(!left_out);
                let at = xml::attribute(&e, "r").and_then(|name| position(&name));
                let (row, col) = at.unwrap_or((next_row.saturating_sub(1), next_col));
                next_col = col.saturating_add(1);
                if !left_out && ordinals.binary_search(&ordinal).is_ok() {
                    lost.add(&CellRef::new(row, col).to_string());
                }
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    lost
}

/// Where in a sheet's data the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Outside,
    Cell,
    Value,
}

/// Follows the texts of a sheet's cells.
struct Cells<'a> {
    texts: &'a Texts,
    /// The open cell's column, and whether it holds the index of a shared string.
    col: u32,
    next_col: u32,
    indexed: bool,
    at: At,
    /// Whether the open cell's value is text.
    text: bool,
    /// Whether a cell is odd.
    odd: bool,
    /// The index being read.
    index: Option<String>,
    /// The text being read that stands in the cell itself.
    inline: Option<RunReader>,
}

impl<'a> Cells<'a> {
    fn new(texts: &'a Texts) -> Self {
        Self { texts, col: 0, next_col: 0, at: At::Outside, text: false, odd: false, indexed: false, index: None, inline: None }
    }

    /// Takes an event in a row; a text that is struck out or raised in part goes to `rich`.
    fn take(&mut self, event: &Event<'_>, row: u32, out: &mut HashMap<(u32, u32), Rich>) {
        if let Some(reader) = &mut self.inline {
            match event {
                Event::End(e) if e.local_name().as_ref() == "is" => {
                    let rich = self.inline.take().and_then(|text| text.finish(self.texts.cells_strike));
                    out.extend(rich.map(|rich| ((row, self.col), rich)));
                }
                other => reader.take(other),
            }
            return;
        }
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => self.next_col = 0,
                "c" => {
                    let named = xml::attribute(e, "r").and_then(|name| position(&name));
                    self.col = named.map_or(self.next_col, |(_, col)| col);
                    self.next_col = self.col.saturating_add(1);
                    (self.at, self.text) = (At::Cell, is_text(e));
                    self.indexed = !self.texts.shared.is_empty() && xml::attribute(e, "t").as_deref() == Some("s");
                }
                "v" => {
                    self.at = At::Value;
                    self.index = self.indexed.then(String::new);
                }
                "is" => self.inline = Some(RunReader::default()),
                "f" => {}
                _ => self.odd |= self.at != At::Outside,
            },
            // Of text, calamine takes all pieces but these.
            Event::CData(_) => self.odd |= self.at == At::Value,
            Event::Comment(_) | Event::PI(_) | Event::GeneralRef(_) => self.odd |= self.at == At::Value && !self.text,
            Event::Text(text) => {
                let padded = || text.starts_with(is_blank) || text.ends_with(is_blank);
                self.odd |= self.at == At::Value && !self.text && padded();
                if let Some(index) = self.index.as_mut().filter(|index| index.len() < 20) {
                    index.push_str(text);
                }
            }
            Event::End(e) if e.local_name().as_ref() == "c" => self.at = At::Outside,
            Event::End(e) if e.local_name().as_ref() == "v" => {
                self.at = At::Cell;
                let index = self.index.take().and_then(|index| index.trim().parse().ok());
                out.extend(index.and_then(|index: u32| self.texts.shared.get(&index)).map(|rich| ((row, self.col), rich.clone())));
            }
            _ => {}
        }
    }
}

/// Whether a height or width is none.
fn is_nothing(e: &BytesStart<'_>, name: &str) -> bool {
    xml::attribute(e, name).is_some_and(|size| size.contains('0') && size.trim().bytes().all(|b| matches!(b, b'0' | b'.')))
}

fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// Whether a cell's value is text that stands in it.
pub(super) fn is_text(e: &BytesStart<'_>) -> bool {
    let mut attributes = e.attributes();
    attributes.with_checks(false).filter_map(Result::ok).any(|a| a.key.as_ref() == "t" && a.value == "str")
}

/// Whether a row, a cell or the declared size names a position that no sheet has.
fn stands_nowhere(e: &BytesStart<'_>) -> bool {
    match e.local_name().as_ref() {
        "row" | "c" => places(e).iter().any(|name| is_beyond(name)),
        "dimension" => xml::attribute(e, "ref").is_some_and(|r| {
            let reversed = || r.split_once(':').and_then(|(from, to)| Some((position(from)?, position(to)?)));
            r.split(':').any(is_beyond) || reversed().is_some_and(|(from, to)| from.0 > to.0 || from.1 > to.1)
        }),
        _ => false,
    }
}

/// The positions that a row or cell names, whatever the prefix.
pub(super) fn places(e: &BytesStart<'_>) -> Vec<String> {
    let mut attributes = e.attributes();
    let named = attributes.with_checks(false).filter_map(Result::ok).filter(|a| a.key.local_name().as_ref() == "r");
    named.map(|a| a.value.trim().to_owned()).collect()
}

/// Whether the A1 name of a cell, or the number of a row, is one that no sheet has.
pub(super) fn is_beyond(name: &str) -> bool {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (col, row) = name.split_at(letters);
    let col = || col.bytes().fold(0, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    letters > 3 || row.len() > 7 || col() > MOST_COLUMNS || row.parse::<u32>().is_ok_and(|row| row > MOST_ROWS)
}

fn columns(element: &BytesStart<'_>) -> Option<(u32, u32)> {
    let first = xml::number(element, "min")?.checked_sub(1)?;
    let last = xml::number(element, "max")?.checked_sub(1)?;
    Some((first, last))
}

/// An area from its A1 reference: `B2:C5`.
fn area(reference: &str) -> Option<Area> {
    let (from, to) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
    Some(Area { top: top.min(bottom), left: left.min(right), bottom: top.max(bottom), right: left.max(right) })
}

/// 0-based row and column of an A1 name.
fn position(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut col = 0_u32;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|v| *v < 26)?;
        col = col.checked_mul(26)?.checked_add(u32::from(value) + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, col.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::ingest::workbook::sheet::Area;
    use crate::ingest::workbook::xlsx::runs::Texts;

    #[test]
    fn hidden_lines_merges_and_formulas() {
        let xml = r#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/><x:col min="5" max="5" hidden="0"/><x:col min="7" max="7" width="0"/></x:cols>
            <x:sheetData><x:row/><x:row hidden="true"/><x:row r="5" ht="0.0"/><x:row r="6" ht="10"/><x:row r="9" hidden="1"><x:c r="A9"><x:f>A1</x:f></x:c></x:row></x:sheetData>
            <x:mergeCells><x:mergeCell ref="A1:XFD1048576"/><x:mergeCell ref="oops"/></x:mergeCells></x:worksheet>"#;
        let mut got = layout(xml.as_bytes(), 10, &Texts::default());
        got.hidden_rows.settle();
        got.hidden_columns.settle();
        assert_eq!((0..20).filter(|&r| got.hidden_rows.contains(r)).collect::<Vec<_>>(), [1, 4, 8]);
        assert_eq!((0..20).filter(|&c| got.hidden_columns.contains(c)).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!(got.merges, [Area { top: 0, left: 0, bottom: 1_048_575, right: 16_383 }]);
        assert!(got.formulas && !got.mends);
    }

    #[test]
    fn positions_no_sheet_has() {
        let cells = ["<c r='A99999999'/>", "<c r='ABCD1'/>", "<c r='XFE1'/>", "<c r='A1048577'/>", "<c x:r='A1' r='A99999999999'/>"];
        let rows = ["<row r='4294967295'>", "<row r='231999999999940'>", "<c/><c/><c/><row r='231999999999940'>"];
        let sizes = ["<dimension ref='A1:B99999999'/>", "<dimension ref='B9:A1'/>"];
        for xml in cells.iter().chain(&rows).chain(&sizes) {
            assert!(layout(xml.as_bytes(), 2, &Texts::default()).mends, "{xml}");
        }
        assert!(!layout("<c r='XFD1048576'/><dimension ref='A1'/>".as_bytes(), 10, &Texts::default()).mends);
    }
}
