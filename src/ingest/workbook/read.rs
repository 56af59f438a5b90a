//! The one way from a workbook's bytes to a document.

use std::sync::Arc;

use crate::document::{Document, Format};
use crate::ingest::Limits;
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::{ods, xls, xlsb, xlsx, xml2003};
use crate::problem::{Problem, ProblemKind};

/// Reads a workbook whose `format` the caller has found by content.
///
/// Every sheet gives one table whose positions are the sheet's own; chart sheets and macro modules give nothing.
///
/// # Errors
/// A [`Problem`] when the file is encrypted, damaged beyond opening, above a limit, or not a workbook format at all.
pub(in crate::ingest) fn read(name: &str, bytes: Arc<[u8]>, format: Format, limits: &Limits) -> Result<Document, Problem> {
    let mut book = Book::new(Document::new(name, format), limits);
    match format {
        Format::Xlsx => xlsx::read(&bytes, &mut book)?,
        Format::Xlsb => xlsb::read(&bytes, &mut book)?,
        Format::Xls => xls::read(&bytes, &mut book)?,
        Format::Ods => ods::read(&bytes, &mut book)?,
        Format::SpreadsheetMl => xml2003::read(bytes, &mut book)?,
        Format::Docx | Format::Html | Format::Mhtml | Format::Text | Format::Csv | Format::Tsv => {
            return Err(Problem::new(
                ProblemKind::Unsupported,
                "这不是工作簿，请按其内容选择格式",
                "this is no workbook, read it as what it holds",
            ));
        }
    }
    Ok(book.finish())
}
