//! From the compound file to its sheets.

use std::io::{Cursor, Read};
use std::sync::Arc;

use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::package::OLE;
use crate::ingest::workbook::read::{damaged, encrypted};
use crate::ingest::workbook::sheet::Sheet;
use crate::ingest::workbook::xls::globals::globals;
use crate::ingest::workbook::xls::worksheet::worksheet;
use crate::problem::Problem;

/// Reads an .xls workbook of Excel 5 to 2003.
///
/// # Errors
/// Encrypted, damaged beyond opening, or of a generation before Excel 5.
pub(in crate::ingest::workbook) fn read(bytes: Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let stream = stream(&bytes, book.limits.expanded_bytes)?;
    let globals = globals(&stream)?;
    if globals.sheets.is_empty() {
        return Err(damaged("Workbook"));
    }
    for listed in globals.sheets.iter().filter(|s| s.worksheet) {
        let mut sheet = Sheet { name: listed.name.clone(), hidden: listed.hidden, ..Sheet::default() };
        match stream.get(listed.at..).and_then(|records| worksheet(records, &globals, &mut sheet, &mut book.budget)) {
            Some(()) => book.push(sheet),
            None => book.unread_sheet(&listed.name),
        }
    }
    Ok(())
}

/// The workbook stream of a compound file; the bytes themselves where they are a bare stream.
fn stream(bytes: &Arc<[u8]>, limit: u64) -> Result<Vec<u8>, Problem> {
    if !bytes.starts_with(&OLE) {
        return Ok(bytes.to_vec());
    }
    let mut file = cfb::CompoundFile::open(Cursor::new(Arc::clone(bytes))).map_err(|_| damaged("OLE"))?;
    if file.exists("/EncryptedPackage") {
        return Err(encrypted());
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n)).ok_or_else(|| damaged("Workbook"))?;
    let input = file.open_stream(name).map_err(|_| damaged("Workbook"))?;
    let mut out = Vec::new();
    // A stream that breaks off is read as far as it goes; its sheets say so.
    let _ = input.take(limit).read_to_end(&mut out);
    Ok(out)
}
