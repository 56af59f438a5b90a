//! The document stage as JSON.

use std::io;

use serde::Serialize;

use crate::document::{Block, Cell, Document, Format, Paragraph, RemarkKind, Site, Spot, Stored, Table, Text};
use crate::findings::RawSpan;
use crate::phrase::Lang;
use crate::report::inspect::document::place;
use crate::report::json;

#[derive(Serialize)]
struct DocumentView<'a> {
    schema: u32,
    path: &'a str,
    format: Format,
    encoding: Option<&'static str>,
    title: Option<&'a str>,
    blocks: Vec<BlockView>,
    paragraphs: Vec<ParagraphView<'a>>,
    tables: Vec<TableView<'a>>,
    remarks: Vec<RemarkView<'a>>,
}

/// `{"paragraph": 3}` or `{"table": 0}`: an index into the lists that follow.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum BlockView {
    Paragraph(u32),
    Table(u32),
}

#[derive(Serialize)]
struct ParagraphView<'a> {
    text: &'a str,
    heading: Option<u8>,
    hidden: bool,
    /// Set for a long text in a cell of a table: index of the table, A1 name of the cell.
    cell: Option<(u32, String)>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct TableView<'a> {
    number: u32,
    sheet: Option<&'a str>,
    hidden: bool,
    caption: Option<&'a str>,
    rows: u32,
    cols: u32,
    cells: Vec<CellView<'a>>,
}

#[derive(Serialize)]
struct CellView<'a> {
    cell: String,
    rows: u32,
    cols: u32,
    text: &'a str,
    #[serde(flatten)]
    place: Place,
    header: bool,
    hidden: bool,
    stored: Option<StoredView<'a>>,
    formula: Option<&'a str>,
}

/// Bytes of the original file, 1-based line and column in characters; all null in workbooks.
#[derive(Serialize)]
struct Place {
    span: Option<RawSpan>,
    line: Option<u32>,
    column: Option<u32>,
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
enum StoredView<'a> {
    Number(String),
    Text,
    Bool(bool),
    Date,
    Error(&'a str),
    NoValue,
}

#[derive(Serialize)]
struct RemarkView<'a> {
    kind: RemarkKind,
    message: &'a str,
}

pub(super) fn write(document: &Document, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let view = DocumentView {
        schema: 1,
        path: &document.path,
        format: document.format,
        encoding: document.source.as_ref().map(|s| s.encoding().name()),
        title: document.title.as_deref(),
        blocks: document.blocks.iter().copied().map(block).collect(),
        paragraphs: (0..).zip(&document.paragraphs).map(|(n, p)| paragraph(document, n, p)).collect(),
        tables: (0..).zip(&document.tables).map(|(n, t)| table(document, n, t)).collect(),
        remarks: document.remarks.iter().map(|r| RemarkView { kind: r.kind, message: r.message.get(lang) }).collect(),
    };
    json::write(&view, out)
}

fn block(block: Block) -> BlockView {
    match block {
        Block::Paragraph(n) => BlockView::Paragraph(n),
        Block::Table(n) => BlockView::Table(n),
    }
}

fn paragraph<'a>(document: &Document, index: u32, paragraph: &'a Paragraph) -> ParagraphView<'a> {
    let cell = paragraph.cell.and_then(|(table, cell)| Some((table, document.cell(table, cell)?.corner().to_string())));
    ParagraphView {
        text: paragraph.text.as_str(),
        heading: paragraph.heading,
        hidden: paragraph.hidden,
        cell,
        place: place_of(document, Site::Paragraph(index), paragraph.text.len()),
    }
}

fn table<'a>(document: &Document, index: u32, table: &'a Table) -> TableView<'a> {
    TableView {
        number: table.number,
        sheet: table.sheet.as_deref(),
        hidden: table.hidden,
        caption: table.caption.as_ref().map(Text::as_str),
        rows: table.rows(),
        cols: table.cols(),
        cells: (0..).zip(table.cells()).map(|(n, c)| cell(document, Site::Cell { table: index, cell: n }, c)).collect(),
    }
}

fn cell<'a>(document: &Document, site: Site, cell: &'a Cell) -> CellView<'a> {
    CellView {
        cell: cell.corner().to_string(),
        rows: cell.row_span,
        cols: cell.col_span,
        text: cell.text.as_str(),
        place: place_of(document, site, cell.text.len()),
        header: cell.header,
        hidden: cell.hidden,
        stored: cell.stored.as_ref().map(stored),
        formula: cell.formula.as_deref(),
    }
}

fn stored(stored: &Stored) -> StoredView<'_> {
    match stored {
        Stored::Number(number) => StoredView::Number(number.to_string()),
        Stored::Text => StoredView::Text,
        Stored::Bool(value) => StoredView::Bool(*value),
        Stored::Date => StoredView::Date,
        Stored::Error(error) => StoredView::Error(error),
        Stored::NoValue => StoredView::NoValue,
    }
}

fn place_of(document: &Document, site: Site, len: u32) -> Place {
    let raw = document.span(&Spot::new(site, 0..len)).and_then(|span| Some(document.source.as_ref()?.raw_span(span)));
    let place = place(document, site, len);
    Place { span: raw.map(|r| RawSpan { start: r.start, end: r.end }), line: place.map(|p| p.0), column: place.map(|p| p.1) }
}
