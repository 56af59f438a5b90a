//! A workbook without the cells at places that no sheet has: reading one would put it at a wrong place.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Write};
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::ingest::package::Package;
use crate::ingest::workbook::sheet::Lost;
use crate::ingest::workbook::xlsx::layout::{is_beyond, places};
use crate::ingest::xml;

/// A mended package.
pub(super) struct Mended {
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// What was left out, by worksheet part.
    pub(super) lost: HashMap<String, Lost>,
}

/// The package with these worksheet `parts` mended; `None` where it cannot be written anew.
pub(super) fn mend(bytes: &Arc<[u8]>, package: &mut Package, parts: &[String]) -> Option<Mended> {
    let mut archive = ZipArchive::new(Cursor::new(Arc::clone(bytes))).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut lost = HashMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let sheet = parts.iter().find(|part| part.trim_start_matches('/').eq_ignore_ascii_case(name.trim_start_matches('/')));
        match sheet.and_then(|part| Some((part, package.part(part)?))) {
            Some((part, input)) => {
                drop(entry);
                writer.start_file(name, options).ok()?;
                lost.insert(part.clone(), copy(input, &mut writer).ok()?);
            }
            None => writer.raw_copy_file(entry).ok()?,
        }
    }
    Some(Mended { bytes: writer.finish().ok()?.into_inner().into(), lost })
}

/// Writes a worksheet part as far as it can be read, without its declared size and cells beyond; a row beyond loses its number, and its cells
/// keep their own names.
fn copy(input: impl BufRead, out: impl Write) -> io::Result<Lost> {
    let mut reader = xml::reader(input);
    let mut writer = Writer::new(out);
    let mut buffer = Vec::new();
    let mut lost = Lost::default();
    // The number of the open row, where it is one that no sheet has.
    let mut nowhere: Option<String> = None;
    let mut left_out = 0_u32;
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match &event {
            Event::Eof => break,
            // What follows is UTF-8, whatever the part was.
            Event::Decl(_) => {}
            Event::Start(_) if left_out > 0 => left_out += 1,
            Event::End(_) if left_out > 0 => left_out -= 1,
            _ if left_out > 0 => {}
            Event::Start(e) if e.local_name().as_ref() == "dimension" => left_out = 1,
            Event::Start(e) if e.local_name().as_ref() == "row" => {
                nowhere = places(e).into_iter().find(|name| is_beyond(name));
                let bare = || Event::Start(BytesStart::new(e.name().as_ref()).into_owned());
                writer.write_event(if nowhere.is_some() { bare() } else { event.borrow() })?;
            }
            Event::Start(e) if e.local_name().as_ref() == "c" => {
                let names = places(e);
                let unnamed = names.is_empty();
                let beyond = names.into_iter().find(|name| is_beyond(name)).or_else(|| nowhere.clone().filter(|_| unnamed));
                match beyond {
                    Some(name) => {
                        lost.add(&name);
                        left_out = 1;
                    }
                    None => writer.write_event(event.borrow())?,
                }
            }
            other => writer.write_event(other.borrow())?,
        }
        buffer.clear();
    }
    Ok(lost)
}

#[cfg(test)]
mod tests {
    use super::copy;

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
