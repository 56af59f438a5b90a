//! One pass over the file.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::document::CellRef;
use crate::ingest::decode::{TextKind, decode};
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::content::Look;
use crate::ingest::workbook::numfmt::Formats;
use crate::ingest::workbook::refusal::damaged;
use crate::ingest::workbook::sheet::{Area, Budget, Loss, MOST_COLUMNS, MOST_ROWS, MOST_STYLES, Sheet};
use crate::ingest::workbook::xml2003::cells::{OpenCell, code};
use crate::ingest::xml;
use crate::problem::Problem;

/// Reads an XML Spreadsheet 2003.
///
/// # Errors
/// Damaged before its first sheet.
pub(in crate::ingest::workbook) fn read(bytes: Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let decoded = decode(bytes, TextKind::Html);
    book.remark_on(decoded.remarks);
    let mut reader = xml::reader(decoded.source.text().as_bytes());
    let mut pass = Pass::default();
    let mut buffer = Vec::new();
    let mut sheets = 0_usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => {
                sheets += usize::from(e.local_name().as_ref() == "Worksheet");
                pass.start(&e);
            }
            Ok(Event::End(e)) => pass.end(e.local_name().as_ref(), book),
            Ok(Event::Text(t)) => pass.text(|out| out.push_str(&t.xml10_content())),
            Ok(Event::CData(t)) => pass.text(|out| out.push_str(&t.xml10_content())),
            Ok(Event::GeneralRef(r)) => pass.text(|out| xml::push_reference(out, &r)),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if let Some(mut open) = pass.sheet.take() {
        open.sheet.losses.push(Loss::Broken);
        book.push(open.sheet);
    }
    if sheets == 0 { Err(damaged("Workbook")) } else { Ok(()) }
}

/// What the pass holds between events.
#[derive(Default)]
struct Pass {
    looks: HashMap<String, Look>,
    formats: Formats,
    style: Option<String>,
    sheet: Option<Open>,
}

/// A sheet that is being read.
struct Open {
    sheet: Sheet,
    row: u32,
    col: u32,
    /// Rows the open row stands for.
    repeated: u32,
    row_style: Option<String>,
    next_column: u32,
    cell: Option<OpenCell>,
    full: bool,
    /// The words of its `Visible` option, and whether they are being read.
    visible: String,
    in_visible: bool,
}

impl Pass {
    fn start(&mut self, e: &BytesStart<'_>) {
        let name = e.local_name();
        match (name.as_ref(), &mut self.sheet) {
            ("Worksheet", sheet) => *sheet = Some(Open::new(xml::attribute(e, "Name").unwrap_or_default())),
            (name, Some(open)) => open.start(name, e),
            ("Style", None) if self.looks.len() < MOST_STYLES => {
                let id = xml::attribute(e, "ID").unwrap_or_default();
                let parent = xml::attribute(e, "Parent").unwrap_or_else(|| "Default".to_owned());
                let look = self.looks.get(&parent).cloned().unwrap_or_default();
                self.looks.insert(id.clone(), look);
                self.style = Some(id);
            }
            (name, None) => {
                let Some(look) = self.style.as_ref().and_then(|id| self.looks.get_mut(id)) else { return };
                match name {
                    "NumberFormat" => look.format = self.formats.get(code(xml::attribute(e, "Format").as_deref().unwrap_or(""))),
                    "Font" => look.struck = xml::flag(e, "StrikeThrough"),
                    "Alignment" => look.indent = xml::number(e, "Indent").and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str, book: &mut Book<'_>) {
        match name {
            "Style" => self.style = None,
            "Worksheet" => {
                if let Some(mut open) = self.sheet.take() {
                    if open.full {
                        open.sheet.losses.push(Loss::Limit);
                    }
                    open.sheet.hidden = matches!(open.visible.trim(), "SheetHidden" | "SheetVeryHidden");
                    book.push(open.sheet);
                }
            }
            _ => {
                if let Some(open) = &mut self.sheet {
                    open.end(name, &self.looks, &mut book.budget);
                }
            }
        }
    }

    fn text(&mut self, push: impl FnOnce(&mut String)) {
        let Some(open) = &mut self.sheet else { return };
        match open.cell.as_mut().and_then(OpenCell::sink) {
            Some(text) => push(text),
            None if open.in_visible => push(&mut open.visible),
            None => {}
        }
    }
}

impl Open {
    fn new(name: String) -> Self {
        Self {
            sheet: Sheet { name, ..Sheet::default() },
            row: 0,
            col: 0,
            repeated: 1,
            row_style: None,
            next_column: 0,
            cell: None,
            full: false,
            visible: String::new(),
            in_visible: false,
        }
    }

    fn start(&mut self, name: &str, e: &BytesStart<'_>) {
        // Positions are counted from 1 and may leave some out.
        let index = || xml::number(e, "Index").and_then(|n| n.checked_sub(1));
        match name {
            "Column" => {
                let first = index().unwrap_or(self.next_column);
                let last = first.saturating_add(xml::number(e, "Span").unwrap_or(0));
                if xml::flag(e, "Hidden") {
                    self.sheet.hidden_columns.add(first, last);
                }
                self.next_column = last.saturating_add(1);
            }
            "Row" => {
                self.row = index().unwrap_or(self.row).max(self.row);
                self.repeated = xml::number(e, "Span").unwrap_or(0).saturating_add(1);
                if xml::flag(e, "Hidden") {
                    self.sheet.hidden_rows.add(self.row, self.row.saturating_add(self.repeated - 1));
                }
                (self.col, self.row_style) = (0, xml::attribute(e, "StyleID"));
            }
            "Cell" => {
                self.col = index().unwrap_or(self.col).max(self.col);
                self.cell = Some(OpenCell::new(e, self.row_style.clone()));
            }
            "Visible" => self.in_visible = true,
            _ => self.cell.iter_mut().for_each(|cell| cell.open(name, e)),
        }
    }

    fn end(&mut self, name: &str, looks: &HashMap<String, Look>, budget: &mut Budget) {
        match name {
            "Row" => self.row = self.row.saturating_add(self.repeated),
            "Cell" => self.close_cell(looks, budget),
            "Visible" => self.in_visible = false,
            _ => self.cell.iter_mut().for_each(|cell| cell.close(name)),
        }
    }

    fn close_cell(&mut self, looks: &HashMap<String, Look>, budget: &mut Budget) {
        let Some(cell) = self.cell.take() else { return };
        let (row, col) = (self.row, self.col);
        let (right, bottom) = (col.saturating_add(cell.across), row.saturating_add(cell.down));
        self.col = right.saturating_add(1);
        if row >= MOST_ROWS || col >= MOST_COLUMNS {
            self.sheet.lost.add(&CellRef::new(row, col).to_string());
            return;
        }
        if cell.across.max(cell.down) > 0 {
            self.sheet.merges.push(Area { top: row, left: col, bottom, right });
        }
        let plain = Look::default();
        let look = cell.style.as_ref().and_then(|id| looks.get(id)).or_else(|| looks.get("Default")).unwrap_or(&plain);
        let Some((mut made, rich)) = cell.finish(row, col, look) else { return };
        if !self.sheet.struck.leave_out(&mut made, rich.as_ref(), look) {
            return;
        }
        if self.full || !budget.take(&made) {
            self.full = true;
        } else {
            self.sheet.cells.push(made);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format, RemarkKind};
    use crate::ingest::workbook::samples::lines;
    use crate::ingest::{Limits, read};

    fn document(body: &str) -> Document {
        let file = format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"Default\"/>\
             <Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style>\
             <Style ss:ID=\"s\"><Font ss:StrikeThrough=\"1\"/></Style></Styles>{body}"
        );
        read("a.xls", file.as_bytes().into(), &Limits::default()).unwrap()
    }

    #[test]
    fn positions_merges_formats_and_hidden_lines() {
        let found = document(
            r#"<Worksheet ss:Name="表三"><Table><Column ss:Index="3" ss:Hidden="1"/>
            <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">合计 &amp; 其他</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row>
            <Row ss:Index="4"><Cell ss:StyleID="p"><Data ss:Type="Number">0.4164</Data></Cell>
            <Cell ss:Index="4" ss:Formula="=SUM(A1:A2)"><Data ss:Type="Number">1.5E3</Data></Cell>
            <Cell ss:StyleID="s"><Data ss:Type="Number">9</Data></Cell><Cell ss:Formula="=A1"/></Row>
            <Row ss:Hidden="1"><Cell><ss:Data ss:Type="String"><B>粗</B>体</ss:Data></Cell><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell>
            <Cell><Data ss:Type="DateTime">2020-01-05T00:00:00.000</Data></Cell></Row></Table></Worksheet>
            <Worksheet ss:Name="草稿"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table>
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#,
        );
        assert_eq!(found.format, Format::SpreadsheetMl);
        assert_eq!(
            lines(&found.tables[0]),
            [
                "A1 1x2 [合计 & 其他] Text",
                "C1 [5] 5 hidden",
                "A4 [41.64%] 0.4164",
                "D4 [1500] 1500 =SUM(A1:A2)",
                "F4 [] NoValue =A1",
                "A5 [粗体] Text hidden",
                "B5 [#DIV/0!] Error(\"#DIV/0!\") hidden",
                "C5 [2020-01-05] Date hidden",
            ]
        );
        assert!(found.tables[1].hidden);
        assert_eq!(
            found.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(),
            [RemarkKind::Struck, RemarkKind::NoValue, RemarkKind::NoValue]
        );
    }

    #[test]
    fn comments_are_no_part_of_a_value() {
        let found = document(
            r#"<Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="Number">18</Data><Comment ss:Author="x"><ss:Data
            xmlns="http://www.w3.org/TR/REC-html40"><B>2019</B></ss:Data></Comment></Cell>
            <Cell><Comment><ss:Data>99</ss:Data></Comment><Data ss:Type="Number">11</Data></Cell>
            <Cell><Comment><Data ss:Type="String">only</Data></Comment></Cell></Row></Table></Worksheet></Workbook>"#,
        );
        assert_eq!(lines(&found.tables[0]), ["A1 [18] 18", "B1 [11] 11"]);
    }

    #[test]
    fn struck_runs_are_left_out_and_marks_raised() {
        let found = document(
            r#"<Worksheet ss:Name="a"><Table><Row><Cell><ss:Data ss:Type="String">38<Sup>1</Sup></ss:Data></Cell>
            <Cell><ss:Data ss:Type="String"><S>99</S><Font html:Color="x">38</Font></ss:Data></Cell>
            <Cell ss:StyleID="s"><ss:Data ss:Type="String">7<Font>8</Font></ss:Data></Cell></Row></Table></Worksheet></Workbook>"#,
        );
        assert_eq!(lines(&found.tables[0]), ["A1 [38¹] Text", "B1 [38] Text", "C1 [8] Text"]);
        let said: Vec<&str> = found.remarks.iter().map(|r| r.message.en.as_str()).collect();
        let word = |word, at| format!("`{word}` in {at} of sheet \"a\" is struck out and was left out");
        assert_eq!(said, [word(99, "B1"), word(7, "C1")]);
    }

    #[test]
    fn cut_files_and_positions_past_the_sheet_are_said() {
        let cell = "<Cell><Data ss:Type=\"Number\">1</Data></Cell>";
        let cut = document(&format!("<Worksheet ss:Name=\"a\"><Table><Row>{cell}{cell}"));
        assert_eq!((cut.tables[0].cells().len(), cut.remarks[0].kind), (2, RemarkKind::Truncated));
        let far = document(&format!(
            "<Worksheet ss:Name=\"a\"><Table><Row>{cell}</Row><Row ss:Index=\"4294967295\" ss:Span=\"4294967295\">{cell}</Row></Table></Worksheet></Workbook>"
        ));
        assert_eq!((far.tables[0].cells().len(), far.remarks[0].kind), (1, RemarkKind::Unread));
        assert!(far.remarks[0].message.en.contains("(A4294967295) and was left out"), "{:?}", far.remarks);
        let two = document(&format!(
            "<Worksheet ss:Name=\"a\"><Table><Row>{cell}</Row><Row ss:Index=\"1048576\"><Cell ss:Index=\"16384\"><Data ss:Type=\"Number\">2</Data></Cell>{cell}</Row></Table></Worksheet></Workbook>"
        ));
        assert_eq!(lines(&two.tables[0]), ["A1 [1] 1", "XFD1048576 [2] 2"]);
        assert!(two.remarks[0].message.en.contains("(XFE1048576) and was left out"), "{:?}", two.remarks);
        let wide = document(
            "<Worksheet ss:Name=\"a\"><Table><Row><Cell ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"><Data ss:Type=\"Number\">1</Data></Cell></Row></Table></Worksheet>",
        );
        assert_eq!(wide.tables[0].cells().len(), 1);
    }
}
