//! One pass over the content part.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::package::{Package, title};
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::ods::rows::Rows;
use crate::ingest::workbook::refusal::{damaged, encrypted, refused};
use crate::ingest::workbook::rich::{Face, Height};
use crate::ingest::workbook::sheet::{Loss, Sheet};
use crate::ingest::xml;
use crate::problem::Problem;

/// Reads an .ods or .fods spreadsheet.
///
/// # Errors
/// Encrypted, damaged beyond opening, or too large when unpacked.
pub(in crate::ingest::workbook) fn read(bytes: &Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if text.trim_ascii_start().starts_with(b"<") {
        return content(text, book);
    }
    let mut package = Package::open(bytes, book.limits).map_err(refused)?;
    book.look_at(&package);
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
    matches!(
        name,
        "tracked-changes"
            | "dde-links"
            | "annotation"
            | "note"
            | "ruby-text"
            | "shapes"
            | "frame"
            | "custom-shape"
            | "g"
            | "forms"
            | "consolidation"
    )
}

fn content(input: impl BufRead, book: &mut Book<'_>) -> Result<(), Problem> {
    let mut pass = Pass { hidden_styles: HashSet::new(), faces: HashMap::new(), style: None, sheet: None };
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
                    let pictures = skip(&mut reader, &name);
                    pass.sheet.iter_mut().for_each(|(rows, _)| rows.sheet.pictures += pictures);
                } else {
                    sheets += usize::from(e.local_name().as_ref() == "table" && pass.sheet.is_none());
                    pass.start(&e);
                }
            }
            Event::End(e) => pass.end(e.local_name().as_ref(), book),
            Event::Text(t) => pass.text(&t.xml10_content()),
            Event::CData(t) => pass.text(&t),
            Event::GeneralRef(r) => {
                let mut character = String::new();
                xml::push_reference(&mut character, &r);
                pass.text(&character);
            }
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

/// Passes over an element with all it holds; gives the number of pictures in it that are not the drawing of an object.
fn skip<R: BufRead>(reader: &mut Reader<R>, name: &str) -> usize {
    let mut buffer = Vec::new();
    let (mut depth, mut pictures) = (1_usize, 0_usize);
    let mut drawn = false;
    while depth > 0 {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => {
                depth += usize::from(e.name().as_ref() == name);
                match e.local_name().as_ref() {
                    "frame" => drawn = false,
                    "object" | "object-ole" => drawn = true,
                    "image" if !drawn => pictures += 1,
                    _ => {}
                }
            }
            Ok(Event::End(e)) if e.name().as_ref() == name => depth -= 1,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    pictures
}

/// Whether text properties put a line through the text; a style of none takes it away.
fn is_struck(e: &BytesStart<'_>) -> bool {
    let says = |name| xml::attribute(e, name).is_some_and(|v| v != "none");
    says("text-line-through-style") || says("text-line-through-type")
}

/// Where text properties put the text: `super 58%`, `-33% 58%`.
fn height(e: &BytesStart<'_>) -> Height {
    let position = xml::attribute(e, "text-position").unwrap_or_default();
    match position.split_ascii_whitespace().next().unwrap_or("") {
        "super" => Height::Above,
        "sub" => Height::Below,
        percent if !percent.bytes().any(|b| matches!(b, b'1'..=b'9')) => Height::Level,
        percent if percent.starts_with('-') => Height::Below,
        _ => Height::Above,
    }
}

/// What the pass holds between events.
struct Pass {
    /// Table styles that hide the sheet.
    hidden_styles: HashSet<String>,
    /// The fonts of styles that put a line through text or raise it.
    faces: HashMap<String, Face>,
    /// The style being defined.
    style: Option<String>,
    /// The open sheet, and how deep tables nest in its cells.
    sheet: Option<(Rows, usize)>,
}

impl Pass {
    fn start(&mut self, e: &BytesStart<'_>) {
        let name = e.local_name();
        let name = name.as_ref();
        let face = |faces: &HashMap<String, Face>| {
            let style = if faces.is_empty() { None } else { xml::attribute(e, "style-name") };
            style.and_then(|style| faces.get(&style)).copied().unwrap_or_default()
        };
        let Some((rows, nested)) = self.sheet.as_mut() else {
            match name {
                "style" => self.style = xml::attribute(e, "name"),
                "table-properties" if xml::attribute(e, "display").is_some_and(|d| d == "false") => {
                    self.hidden_styles.extend(self.style.clone());
                }
                "text-properties" => {
                    let face = Face { struck: Some(is_struck(e)), height: height(e) };
                    if face.struck == Some(true) || face.height != Height::Level {
                        self.faces.extend(self.style.clone().map(|style| (style, face)));
                    }
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
            // What a table in a cell holds has no place among the sheet's rows and columns.
            if *nested == 1 {
                rows.sheet.unread.add(&rows.place());
            }
        }
        if *nested > 0 {
            return;
        }
        match name {
            "table-column" => rows.column(e),
            "table-row" => rows.open_row(e),
            "table-cell" | "covered-table-cell" => rows.open_cell(e, face(&self.faces)),
            _ => {
                if let Some(cell) = rows.cell.as_mut() {
                    cell.open(name, xml::number(e, "c"), face(&self.faces));
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

    fn text(&mut self, words: &str) {
        if let Some((rows, 0)) = self.sheet.as_mut()
            && let Some(cell) = rows.cell.as_mut()
        {
            cell.push(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format, RemarkKind, Site};
    use crate::ingest::workbook::samples::{lines, open, package};
    use crate::problem::ProblemKind;

    fn sheet(table: &str) -> Document {
        let content = format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\">\
             <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>\
             {table}</office:spreadsheet></office:body></office:document-content>"
        );
        open(package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())]), Format::Ods)
            .unwrap()
    }

    #[test]
    fn shown_texts_values_spans_and_repeats() {
        let document = sheet(
            r#"<table:tracked-changes><table:table-cell><text:p>gone</text:p></table:table-cell></table:tracked-changes>
            <table:table table:name="表三"><table:table-column/><table:table-column table:visibility="collapse"/>
            <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="3" table:number-rows-spanned="1">
              <text:p>商业</text:p><text:p>企业<text:s text:c="2"/>&amp;</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>
              <table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
            <table:table-row table:visibility="filter"><table:table-cell office:value-type="percentage" office:value="0.4164"><text:p>41.64%</text:p></table:table-cell>
              <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
              <table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="2"><text:p>5</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell table:formula="of:=SUM([.A1:.A2])"/>
              <table:table-cell office:value-type="string"><text:p>38</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
            <table:table table:name="草稿" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="1e3"/></table:table-row></table:table>"#,
        );
        assert_eq!(
            lines(&document.tables[0]),
            [
                "A1 1x3 [商业\n企业  &] Text",
                "A2 [41.64%] 0.4164 hidden",
                "B2 [#DIV/0!] Error(\"#DIV/0!\") hidden =1/0",
                "C2 [5] 5 hidden",
                "D2 [5] 5 hidden",
                "A3 [] NoValue =SUM([.A1:.A2])",
                "B3 [38] Text hidden",
                "A4 [] NoValue =SUM([.A1:.A2])",
                "B4 [38] Text hidden",
            ]
        );
        assert_eq!(lines(&document.tables[1]), ["A1 [1000] 1000 hidden"]);
        assert!(document.remarks.iter().all(|r| r.kind == RemarkKind::NoValue) && document.remarks.len() == 3);
    }

    #[test]
    fn struck_cells_and_spans_are_left_out_and_said() {
        let content = r#"<office:document-content><office:automatic-styles>
            <style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
            <style:style style:name="ce2" style:family="table-cell"><style:text-properties style:text-line-through-style="none"/></style:style>
            <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style></office:automatic-styles>
            <office:body><office:spreadsheet><table:table table:name="a"><table:table-row>
            <table:table-cell table:style-name="ce1" office:value-type="float" office:value="19"><text:p>19</text:p></table:table-cell>
            <table:table-cell table:style-name="ce2" office:value-type="float" office:value="18"><text:p>18</text:p></table:table-cell>
            <table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">1</text:span><text:span>7</text:span></text:p></table:table-cell>
            </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
        let document = open(package(&[("content.xml", content.as_bytes())]), Format::Ods).unwrap();
        assert_eq!(lines(&document.tables[0]), ["B1 [18] 18", "C1 [7] Text"]);
        assert_eq!(document.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(), [RemarkKind::Struck, RemarkKind::Struck]);
    }

    #[test]
    fn marks_of_notes_are_no_digits() {
        let style = |name: &str, position: &str| {
            format!("<style:style style:name='{name}'><style:text-properties style:text-position='{position}'/></style:style>")
        };
        let cell = |style: &str| {
            format!(
                "<table:table-cell><text:p>约 <text:span text:style-name='{style}'> </text:span>38<text:span text:style-name='{style}'>1</text:span></text:p></table:table-cell>"
            )
        };
        let content = format!(
            "<office:document-content>{}{}{}{}<table:table table:name='a'><table:table-row>{}{}{}{}</table:table-row></table:table></office:document-content>",
            style("T1", "super 58%"),
            style("T2", "33% 58%"),
            style("T3", "-10% 58%"),
            style("T4", "0% 100%"),
            cell("T1"),
            cell("T2"),
            cell("T3"),
            cell("T4")
        );
        let document = open(package(&[("content.xml", content.as_bytes())]), Format::Ods).unwrap();
        let want = ["A1 [约 38¹] Text", "B1 [约 38¹] Text", "C1 [约 38\u{2002}1] Text", "D1 [约 381] Text"];
        assert_eq!(lines(&document.tables[0]), want);
    }

    #[test]
    fn notes_are_no_part_of_a_cell_and_tables_in_cells_are_named() {
        let document = sheet(
            r#"<table:table table:name="a"><table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1<text:note>
            <text:note-citation>2</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></table:table-cell>
            <table:table-cell><table:table table:is-sub-table="true"><table:table-row><table:table-cell office:value-type="float" office:value="9"/>
            </table:table-row></table:table></table:table-cell></table:table-row></table:table>"#,
        );
        assert_eq!(lines(&document.tables[0]), ["A1 [1] 1"]);
        let said: Vec<&str> = document.remarks.iter().map(|r| r.message.en.as_str()).collect();
        assert_eq!(said, ["1 cell of sheet \"a\" could not be read (B1)"]);
    }

    #[test]
    fn a_repeat_bomb_is_cut_and_said() {
        let document = sheet(
            r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">
            <table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>
            </table:table-row></table:table>"#,
        );
        assert!(document.remarks.iter().any(|r| r.kind == RemarkKind::Unread));
    }

    #[test]
    fn far_cells_cost_nothing_and_those_beyond_a_sheet_are_named() {
        let cell = |more: &str| format!("<table:table-cell office:value-type='float' office:value='1' {more}/>");
        let (one, twice) = (cell(""), cell("table:number-columns-repeated='2'"));
        let document = sheet(&format!(
            "<table:table table:name='a'><table:table-row>{one}</table:table-row><table:table-row table:number-rows-repeated='1048574'/>
             <table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='16383'/>{twice}</table:table-row></table:table>"
        ));
        assert_eq!(lines(&document.tables[0]), ["A1 [1] 1", "XFD1048576 [1] 1"]);
        let said = "5 cells of sheet \"a\" stand where no sheet has a place (XFE1048576, XFD1048577, …) and were left out";
        assert_eq!(document.remarks.iter().map(|r| r.message.en.as_str()).collect::<Vec<_>>(), [said]);
    }

    #[test]
    fn a_sheet_that_is_a_picture_is_said() {
        let said = |drawn: &str, cells: usize| {
            let cell = "<table:table-cell office:value-type='float' office:value='1'/>".repeat(cells);
            let document = sheet(&format!(
                "<table:table table:name='a'><table:shapes><draw:frame>{drawn}</draw:frame></table:shapes><table:table-row>{cell}</table:table-row></table:table>"
            ));
            document.remarks.iter().map(|r| (r.kind, r.site)).collect::<Vec<_>>()
        };
        let picture = "<draw:image xlink:href='Pictures/1.png'/>";
        assert_eq!(said(picture, 1), [(RemarkKind::Image, Some(Site::Cell { table: 0, cell: 0 }))]);
        assert_eq!(said(picture, 0), [(RemarkKind::Image, None)]);
        assert_eq!(said(picture, 8), []);
        assert_eq!(said(&format!("<draw:object xlink:href='./Object 1'/>{picture}"), 1), [], "a chart's drawing is none");
    }

    #[test]
    fn encrypted_and_flat_files() {
        let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
        let bytes = package(&[("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", manifest)]);
        assert_eq!(open(bytes, Format::Ods).unwrap_err().kind, ProblemKind::Encrypted);
        let flat = "<office:document><table:table table:name='a'><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>";
        let document = open(flat.as_bytes().into(), Format::Ods).unwrap();
        assert_eq!((lines(&document.tables[0]), document.remarks[0].kind), (vec!["A1 [x] Text".to_owned()], RemarkKind::Truncated));
    }
}
