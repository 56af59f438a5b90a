//! A workbook without what calamine's cell stream stumbles over: cells at places that no sheet has, which it would put at a wrong place; values
//! in several pieces, of which it takes the first; what programs add to a cell; sheets of kinds that it does not know.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Write};
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesStart, BytesText, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::ingest::package::{Bytes, Package, Part};
use crate::ingest::workbook::sheet::Lost;
use crate::ingest::workbook::xlsx::layout::{is_beyond, is_text, places};
use crate::ingest::workbook::xlsx::parts::Listed;
use crate::ingest::xml;

/// A mended package.
pub(super) struct Mended {
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// What was left out, by worksheet part.
    pub(super) lost: HashMap<String, Lost>,
}

/// A part being written anew.
type Out = ZipWriter<Cursor<Vec<u8>>>;

/// The package with the parts of these `sheets` mended; `None` where it cannot be written anew.
pub(super) fn mend(bytes: &Arc<[u8]>, package: &mut Package, sheets: &[Listed]) -> Option<Mended> {
    let mut lost = HashMap::new();
    let parts: Vec<&str> = sheets.iter().filter(|sheet| sheet.is_known()).map(|sheet| sheet.part.as_str()).collect();
    let bytes = rewrite(bytes, package, &parts, |part, input, out| {
        lost.insert(part.to_owned(), copy(input, out)?);
        Ok(())
    })?;
    Some(Mended { bytes, lost })
}

/// The package without sheets of unknown kinds in its workbook part; `None` where it cannot be written anew.
pub(super) fn without_unknown(bytes: &Arc<[u8]>, package: &mut Package, main: &str, sheets: &[Listed]) -> Option<Arc<[u8]>> {
    let known: Vec<&str> = sheets.iter().filter(|sheet| sheet.is_known()).map(|sheet| sheet.relation.as_str()).collect();
    rewrite(bytes, package, &[main], |_, input, out| {
        let mut reader = xml::reader(input);
        let mut writer = Writer::new(out);
        let mut buffer = Vec::new();
        let mut leaves = false;
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            let is_sheet = |name: &str| name == "sheet";
            match &event {
                Event::Eof => break,
                Event::Decl(_) => {}
                Event::Start(e) if is_sheet(e.local_name().as_ref()) && !known.contains(&&*xml::attribute(e, "id").unwrap_or_default()) => {
                    leaves = true;
                }
                Event::End(e) if leaves && is_sheet(e.local_name().as_ref()) => leaves = false,
                other => writer.write_event(other.borrow())?,
            }
            buffer.clear();
        }
        Ok(())
    })
}

/// The package with some parts written anew.
fn rewrite(
    bytes: &Arc<[u8]>,
    package: &mut Package,
    parts: &[&str],
    mut write: impl FnMut(&str, Part<'_>, &mut Out) -> io::Result<()>,
) -> Option<Arc<[u8]>> {
    let mut archive: ZipArchive<Bytes> = ZipArchive::new(Cursor::new(Arc::clone(bytes))).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let wanted = parts.iter().find(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name.trim_start_matches('/')));
        match wanted.and_then(|part| Some((part, package.part(part)?))) {
            Some((part, input)) => {
                drop(entry);
                writer.start_file(name, options).ok()?;
                write(part, input, &mut writer).ok()?;
            }
            None => writer.raw_copy_file(entry).ok()?,
        }
    }
    Some(writer.finish().ok()?.into_inner().into())
}

/// Writes a worksheet part as far as it can be read, without its declared size and cells beyond; a row beyond loses its number, and its cells
/// keep their own names. Values are put in one piece, and what else is in a cell beside its formula and value is left out.
fn copy(input: impl BufRead, out: impl Write) -> io::Result<Lost> {
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut copier = Copier { writer: Writer::new(out), lost: Lost::default(), nowhere: None, left_out: 0, at: At::Sheet, value: None };
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        if matches!(event, Event::Eof) {
            break;
        }
        copier.take(&event)?;
        buffer.clear();
    }
    Ok(copier.lost)
}

/// Where the copy of a worksheet part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Outside cells.
    Sheet,
    /// In a cell; whether its value is text, whose blanks count.
    Cell(bool),
    /// In a cell's formula or own text.
    Inside(bool),
}

struct Copier<W> {
    writer: Writer<W>,
    lost: Lost,
    /// The number of the open row, where it is one that no sheet has.
    nowhere: Option<String>,
    /// Elements open that are left out.
    left_out: u32,
    at: At,
    /// The value that is being read.
    value: Option<String>,
}

impl<W: Write> Copier<W> {
    fn take(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            // What follows is UTF-8, whatever the part was.
            Event::Decl(_) => Ok(()),
            Event::Start(_) if self.left_out > 0 => {
                self.left_out += 1;
                Ok(())
            }
            Event::End(_) if self.left_out > 0 => {
                self.left_out -= 1;
                Ok(())
            }
            _ if self.left_out > 0 => Ok(()),
            Event::Start(e) => self.start(e),
            Event::End(e) => self.end(e.local_name().as_ref(), event),
            other => {
                let Some(value) = &mut self.value else { return self.writer.write_event(other.borrow()) };
                match other {
                    Event::Text(text) => value.push_str(&text.xml10_content()),
                    Event::CData(text) => value.push_str(text),
                    Event::GeneralRef(reference) => xml::push_reference(value, reference),
                    _ => {}
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> io::Result<()> {
        let name = e.local_name();
        match (name.as_ref(), self.at) {
            ("row", At::Sheet) => {
                self.nowhere = places(e).into_iter().find(|name| is_beyond(name));
                let bare = || Event::Start(BytesStart::new(e.name().as_ref()).into_owned());
                let row = if self.nowhere.is_some() { bare() } else { Event::Start(e.borrow()) };
                self.writer.write_event(row)?;
            }
            ("c", At::Sheet) => {
                let names = places(e);
                let unnamed = names.is_empty();
                let beyond = names.into_iter().find(|name| is_beyond(name)).or_else(|| self.nowhere.clone().filter(|_| unnamed));
                if let Some(name) = beyond {
                    self.lost.add(&name);
                    self.left_out = 1;
                } else {
                    self.at = At::Cell(is_text(e));
                    self.writer.write_event(Event::Start(e.borrow()))?;
                }
            }
            ("v", At::Cell(_)) => {
                self.value = Some(String::new());
                self.writer.write_event(Event::Start(e.borrow()))?;
            }
            ("f" | "is", At::Cell(text)) => {
                self.at = At::Inside(text);
                self.writer.write_event(Event::Start(e.borrow()))?;
            }
            ("dimension", At::Sheet) | (_, At::Cell(_)) => self.left_out = 1,
            _ => self.writer.write_event(Event::Start(e.borrow()))?,
        }
        Ok(())
    }

    fn end(&mut self, name: &str, event: &Event<'_>) -> io::Result<()> {
        match (name, self.at) {
            ("c", _) => self.at = At::Sheet,
            ("v", At::Cell(text)) => {
                let value = self.value.take().unwrap_or_default();
                let value = if text { value.as_str() } else { value.trim() };
                self.writer.write_event(Event::Text(BytesText::new(value)))?;
            }
            ("f" | "is", At::Inside(text)) => self.at = At::Cell(text),
            _ => {}
        }
        self.writer.write_event(event.borrow())
    }
}

#[cfg(test)]
mod tests {
    use super::copy;

    #[test]
    fn values_are_put_in_one_piece() {
        let xml = "<c r='A1'><v>1<!-- x -->2</v><extLst><ext><v>9</v></ext></extLst></c><c><v><![CDATA[ 34]]></v></c><c><v>&#53;6</v></c>\
            <c t='str'><f>A1<!-- --></f><v> &lt;a<![CDATA[&]]> </v></c><c><is><t>x<!-- --></t></is></c>";
        let mut out = Vec::new();
        copy(xml.as_bytes(), &mut out).unwrap();
        let want = "<c r='A1'><v>12</v></c><c><v>34</v></c><c><v>56</v></c>\
            <c t='str'><f>A1<!-- --></f><v> &lt;a&amp; </v></c><c><is><t>x<!-- --></t></is></c>";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[test]
    fn only_what_stands_nowhere_is_left_out() {
        let xml = r#"<?xml version="1.0" encoding="utf-16"?><x:worksheet><x:dimension ref="B9:A1"/><x:sheetData><x:row r="231999999999940" s="1">
            <x:c r="A2"><x:v>1 &amp; 2</x:v></x:c><x:c><x:is><x:t>x</x:t></x:is></x:c></x:row><x:row r="3"><x:c r="XFE3"/><x:c><x:v>5</x:v></x:c></x:row>"#;
        let mut out = Vec::new();
        let lost = copy(xml.as_bytes(), &mut out).unwrap();
        assert_eq!(lost.told, ["231999999999940", "XFE3"]);
        let want = r#"<x:worksheet><x:sheetData><x:row>
            <x:c r="A2"><x:v>1 &amp; 2</x:v></x:c></x:row><x:row r="3"><x:c><x:v>5</x:v></x:c></x:row>"#;
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }
}
