//! The parts of a binary package.

use std::sync::Arc;

use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::package::Package;
use crate::ingest::workbook::read::damaged;
use crate::ingest::workbook::sheet::Sheet;
use crate::ingest::workbook::xlsb::records::Records;
use crate::ingest::workbook::xlsb::styles::{looks, strings};
use crate::ingest::workbook::xlsb::worksheet::{Shared, worksheet};
use crate::problem::Problem;

/// `BrtWbProp`: the workbook's properties.
const PROPERTIES: u16 = 0x99;
/// `BrtBundleSh`: a sheet.
const SHEET: u16 = 0x9C;

/// A sheet as the workbook part lists it.
struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// Reads an .xlsb workbook.
///
/// # Errors
/// Encrypted, damaged beyond opening, or too large when unpacked.
pub(in crate::ingest::workbook) fn read(bytes: Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let mut package = Package::open(&bytes, book.limits)?;
    if let Some(title) = package.title() {
        book.set_title(&title);
    }
    let main = package.main_part("xl/workbook.bin");
    let relations = package.relations(&main);
    let (sheets, epoch_1904) = list(&mut package, &main)?;
    let find =
        |kind: &str, fallback: &str| relations.values().find(|r| r.kind == kind).map_or_else(|| fallback.to_owned(), |r| r.target.clone());
    let (styles_part, strings_part) = (find("styles", "xl/styles.bin"), find("sharedStrings", "xl/sharedStrings.bin"));
    let looks = package.part(&styles_part).map(looks).unwrap_or_default();
    let strings = package.part(&strings_part).map(strings).unwrap_or_default();
    let shared = Shared { strings, looks, epoch_1904 };
    for listed in sheets {
        let relation = relations.get(&listed.relation);
        if relation.is_some_and(|r| r.kind != "worksheet") {
            continue;
        }
        let mut sheet = Sheet { name: listed.name, hidden: listed.hidden, ..Sheet::default() };
        match relation.and_then(|r| package.part(&r.target)) {
            Some(input) => {
                worksheet(input, &shared, &mut sheet, &mut book.budget);
                book.push(sheet);
            }
            None => book.unread_sheet(&sheet.name),
        }
    }
    Ok(())
}

fn list(package: &mut Package, main: &str) -> Result<(Vec<Listed>, bool), Problem> {
    let mut records = Records::new(package.part(main).ok_or_else(|| damaged("workbook.bin"))?);
    let (mut sheets, mut epoch_1904) = (Vec::new(), false);
    while let Ok(Some((kind, fields))) = records.next() {
        match kind {
            PROPERTIES => epoch_1904 = fields.u8(0).is_some_and(|flags| flags & 1 != 0),
            SHEET => {
                let Some((relation, at)) = fields.string(8) else { continue };
                let Some((name, _)) = fields.string(at) else { continue };
                sheets.push(Listed { name, hidden: fields.u32(0).is_some_and(|state| state != 0), relation });
            }
            _ => {}
        }
    }
    if sheets.is_empty() { Err(damaged("workbook.bin")) } else { Ok((sheets, epoch_1904)) }
}
