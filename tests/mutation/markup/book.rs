//! Workbooks: the whole report on one sheet, or a sheet a table.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::look::Look;
use super::place::{Place, Rendered};
use crate::mutation::paper::{Block, Edits, Grid, Line, Paper, Piece};

/// One sheet being written.
struct Sheet {
    name: String,
    /// The cells of each row, as XML.
    rows: Vec<(usize, String)>,
    merges: Vec<String>,
    next: usize,
}

struct Book<'a> {
    paper: &'a Paper,
    edits: &'a Edits,
    sheets: Vec<Sheet>,
    places: Vec<Option<Place>>,
}

/// The report as a workbook.
pub(crate) fn file(paper: &Paper, edits: &Edits, look: &Look) -> Rendered {
    let mut rng = look.rng.fork(1);
    let apart = rng.chance(40);
    let gap = rng.index(2);
    let wide = rng.chance(60);
    let mut book = Book { paper, edits, sheets: vec![Sheet::new("年度报告")], places: vec![None; paper.marks.len()] };
    for block in &paper.blocks {
        match block {
            Block::Table(grid) if apart => {
                let name = format!("表{}", ["一", "二", "三", "四"][book.sheets.len().min(3)]);
                book.sheets.push(Sheet::new(&name));
                let last = book.sheets.len() - 1;
                book.table(last, grid, 0);
            }
            Block::Table(grid) => book.table(0, grid, gap),
            Block::Title(line) | Block::Heading(line) | Block::Sub(line) | Block::Paragraph(line) | Block::Signature(line) => {
                book.text(line, wide);
            }
        }
    }
    let Book { sheets, places, .. } = book;
    Rendered { name: format!("{}-report.xlsx", paper.year), bytes: packed(&sheets), places }
}

impl Sheet {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: Vec::new(), merges: Vec::new(), next: 1 }
    }
}

/// `A1`, for columns up to Z.
fn a1(row: usize, col: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(col).expect("few columns"));
    format!("{letter}{row}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Book<'_> {
    /// A line in the first column of a sheet's next row.
    fn text(&mut self, line: &Line, wide: bool) {
        let row = self.sheets[0].next;
        let cell = self.cell(0, line, row, 0);
        let sheet = &mut self.sheets[0];
        sheet.rows.push((row, cell));
        sheet.next += 1;
        if wide {
            sheet.merges.push(format!("A{row}:J{row}"));
        }
    }

    fn cell(&mut self, sheet: usize, line: &Line, row: usize, col: usize) -> String {
        let at = a1(row, col);
        for piece in line {
            let Piece::Mark(mark) = piece else { continue };
            let text = self.paper.text(*mark, self.edits).trim().to_owned();
            let place = Place::Cell { sheet: self.sheets[sheet].name.clone(), cell: at.clone(), text: text.clone() };
            self.places[*mark] = (!text.is_empty()).then_some(place);
        }
        let text = self.paper.plain(line, self.edits);
        match text.parse::<u32>() {
            Ok(number) if !text.starts_with('+') => format!("<c r=\"{at}\"><v>{number}</v></c>"),
            _ if text.is_empty() => String::new(),
            _ => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(&text)),
        }
    }

    fn table(&mut self, sheet: usize, grid: &Grid, gap: usize) {
        let top = self.sheets[sheet].next;
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for (n, cells) in grid.iter().enumerate() {
            let row = top + n;
            let (mut col, mut xml) = (0, String::new());
            for cell in cells {
                while taken.contains(&(row, col)) {
                    col += 1;
                }
                xml += &self.cell(sheet, &cell.line, row, col);
                taken.extend((row..row + cell.rows).flat_map(|r| (col..col + cell.cols).map(move |c| (r, c))));
                if cell.rows * cell.cols > 1 {
                    let end = a1(row + cell.rows - 1, col + cell.cols - 1);
                    self.sheets[sheet].merges.push(format!("{}:{end}", a1(row, col)));
                }
            }
            self.sheets[sheet].rows.push((row, xml));
        }
        self.sheets[sheet].next = top + grid.len() + gap;
    }
}

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn joined<T>(list: &[T], xml: impl Fn(&T) -> String) -> String {
    list.iter().map(xml).collect::<Vec<_>>().concat()
}

/// The parts of the package (ECMA-376), zipped.
fn packed(sheets: &[Sheet]) -> Vec<u8> {
    let numbered = || sheets.iter().enumerate().map(|(n, sheet)| (n + 1, sheet));
    let all = |part: &dyn Fn(usize, &Sheet) -> String| numbered().map(|(n, sheet)| part(n, sheet)).collect::<String>();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = all(&|n, _| format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"));
    let named = all(&|n, sheet| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", sheet.name));
    let relations = all(&|n, _| format!("<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"));
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{RELATIONS}\"><sheets>{named}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>")),
    ];
    for (n, sheet) in numbered() {
        let rows = joined(&sheet.rows, |(row, cells)| format!("<row r=\"{row}\">{cells}</row>"));
        let merges = joined(&sheet.merges, |range| format!("<mergeCell ref=\"{range}\"/>"));
        let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
        let xml = format!("<worksheet xmlns=\"{SPREADSHEET}\"><sheetData>{rows}</sheetData>{merges}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), xml));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part can be added");
        zip.write_all(format!("{head}{xml}").as_bytes()).expect("memory takes all bytes");
    }
    zip.finish().expect("the package can be closed").into_inner()
}
