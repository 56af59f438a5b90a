//! One pass over the content part.

use std::collections::HashSet;
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::ods::cells::CellText;
use crate::ingest::workbook::ods::rows::Rows;
use crate::ingest::workbook::package::{Package, title};
use crate::ingest::workbook::read::{damaged, encrypted};
use crate::ingest::workbook::sheet::{Loss, Sheet};
use crate::ingest::workbook::xml;
use crate::problem::Problem;

/// Reads an .ods or .fods spreadsheet.
///
/// # Errors
/// Encrypted, damaged beyond opening, or too large when unpacked.
pub(in crate::ingest::workbook) fn read(bytes: Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if text.trim_ascii_start().starts_with(b"<") {
        return content(text, book);
    }
    let mut package = Package::open(&bytes, book.limits)?;
    let manifest = package.bytes("META-INF/manifest.xml").unwrap_or_default();
    if package.part("encrypted-package").is_some() || manifest.windows(15).any(|w| w == b"encryption-data") {
        return Err(encrypted());
    }
    if let Some(title) = package.part("meta.xml").and_then(title) {
        book.set_title(&title);
    }
    let input = package.part("content.xml").ok_or_else(|| damaged("content.xml"))?;
    content(input, book)
}

/// Elements whose tables and texts are not the sheet's.
fn is_aside(name: &str) -> bool {
    matches!(name, "tracked-changes" | "dde-links" | "annotation" | "shapes" | "frame" | "custom-shape" | "g" | "forms" | "consolidation")
}

fn content(input: impl BufRead, book: &mut Book<'_>) -> Result<(), Problem> {
    let mut pass = Pass { hidden_styles: HashSet::new(), style: None, sheet: None };
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut sheets = 0_usize;
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => event,
        };
        match event {
            Event::Start(e) => {
                if is_aside(e.local_name().as_ref()) {
                    let name = e.name().as_ref().to_owned();
                    skip(&mut reader, &name);
                } else {
                    sheets += usize::from(e.local_name().as_ref() == "table" && pass.sheet.is_none());
                    pass.start(&e);
                }
            }
            Event::End(e) => pass.end(e.local_name().as_ref(), book),
            Event::Text(t) => pass.text(|out| push_collapsed(out, &t.xml10_content())),
            Event::GeneralRef(r) => pass.text(|out| xml::push_reference(out, &r)),
            _ => {}
        }
    }
    if let Some((mut rows, _)) = pass.sheet.take() {
        rows.sheet.losses.push(Loss::Broken);
        let sheet = rows.finish(&mut book.budget);
        book.push(sheet);
    }
    if sheets == 0 { Err(damaged("content.xml")) } else { Ok(()) }
}

/// Appends characters with every run of XML white space as one space; typed runs stand as elements of their own.
fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if out.ends_with([' ', '\n']) || out.is_empty() => {}
            ' ' | '\t' | '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
}

/// Passes over an element with all it holds.
fn skip<R: BufRead>(reader: &mut Reader<R>, name: &str) {
    let mut buffer = Vec::new();
    let mut depth = 1_usize;
    while depth > 0 {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.name().as_ref() == name => depth += 1,
            Ok(Event::End(e)) if e.name().as_ref() == name => depth -= 1,
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What the pass holds between events.
struct Pass {
    /// Table styles that hide the sheet.
    hidden_styles: HashSet<String>,
    /// The style being defined.
    style: Option<String>,
    /// The open sheet, and how deep tables nest in its cells.
    sheet: Option<(Rows, usize)>,
}

impl Pass {
    fn start(&mut self, e: &BytesStart<'_>) {
        let name = e.local_name();
        let name = name.as_ref();
        let Some((rows, nested)) = self.sheet.as_mut() else {
            match name {
                "style" => self.style = xml::attribute(e, "name"),
                "table-properties" if xml::attribute(e, "display").is_some_and(|d| d == "false") => {
                    self.hidden_styles.extend(self.style.take());
                }
                "table" => {
                    let hidden = xml::attribute(e, "style-name").is_some_and(|s| self.hidden_styles.contains(&s));
                    let sheet = Sheet { name: xml::attribute(e, "name").unwrap_or_default(), hidden, ..Sheet::default() };
                    self.sheet = Some((Rows::new(sheet), 0));
                }
                _ => {}
            }
            return;
        };
        if name == "table" || name == "sub-table" {
            *nested += 1;
        }
        if *nested > 0 {
            return;
        }
        match name {
            "table-column" => rows.column(e),
            "table-row" => rows.open_row(e),
            "table-cell" | "covered-table-cell" => rows.open_cell(e),
            _ => {
                if let Some(cell) = rows.cell.as_mut() {
                    cell.open(name, xml::number(e, "c"));
                }
            }
        }
    }

    fn end(&mut self, name: &str, book: &mut Book<'_>) {
        let Some((rows, nested)) = self.sheet.as_mut() else { return };
        if *nested > 0 {
            *nested -= usize::from(name == "table" || name == "sub-table");
            return;
        }
        match name {
            "table" => {
                if let Some((rows, _)) = self.sheet.take() {
                    let sheet = rows.finish(&mut book.budget);
                    book.push(sheet);
                }
            }
            "table-row" => rows.close_row(&mut book.budget),
            "table-cell" | "covered-table-cell" => rows.close_cell(),
            _ => {
                if let Some(cell) = rows.cell.as_mut() {
                    cell.close(name);
                }
            }
        }
    }

    fn text(&mut self, push: impl FnOnce(&mut String)) {
        if let Some((rows, 0)) = self.sheet.as_mut()
            && let Some(text) = rows.cell.as_mut().and_then(CellText::sink)
        {
            push(text);
        }
    }
}
