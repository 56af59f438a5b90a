//! Small workbooks for tests, written part by part and record by record.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;

use crate::document::{Cell, Document, Format, Table};
use crate::ingest::Limits;
use crate::ingest::workbook::read;
use crate::problem::Problem;

/// A package of parts, which are stored as they are.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Arc<[u8]> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner().into()
}

/// Relationships: identifier, type's last word, target.
pub(super) fn relations(list: &[(&str, &str, &str)]) -> String {
    let mut out = "<Relationships>".to_owned();
    for (id, kind, target) in list {
        let kind = format!("http://x/relationships/{kind}");
        let relation = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        out.push_str(&relation);
    }
    out + "</Relationships>"
}

/// Reads a sample.
pub(super) fn open(bytes: Arc<[u8]>, format: Format) -> Result<Document, Problem> {
    read("sample", bytes, format, &Limits::default())
}

/// A cell as one line: its name, spans above one by one, text, stored value, `hidden`, and `=` before its formula.
pub(super) fn line(cell: &Cell) -> String {
    let span = if cell.row_span + cell.col_span > 2 { format!(" {}x{}", cell.row_span, cell.col_span) } else { String::new() };
    let stored = match &cell.stored {
        Some(crate::document::Stored::Number(value)) => format!(" {value}"),
        Some(other) => format!(" {other:?}"),
        None => String::new(),
    };
    let formula = cell.formula.as_ref().map(|f| format!(" ={f}")).unwrap_or_default();
    format!("{}{span} [{}]{stored}{}{formula}", cell.corner(), cell.text.as_str(), if cell.hidden { " hidden" } else { "" })
}

/// All cells of a table as lines.
pub(super) fn lines(table: &Table) -> Vec<String> {
    table.cells().iter().map(line).collect()
}
