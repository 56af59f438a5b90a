//! The parts of a binary package.

use std::sync::Arc;

use crate::ingest::package::Package;
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::refusal::{damaged, refused};
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
pub(in crate::ingest::workbook) fn read(bytes: &Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let mut package = Package::open(bytes, book.limits).map_err(refused)?;
    book.look_at(&package);
    if let Some(title) = package.title() {
        book.set_title(&title);
    }
    let main = package.main_part("xl/workbook.bin");
    let relations = package.relations(&main);
    let (sheets, epoch_1904) = list(&mut package, &main)?;
    let find =
        |kind: &str, fallback: &str| relations.values().find(|r| r.kind == kind).map_or_else(|| fallback.to_owned(), |r| r.target.clone());
    let (styles_part, strings_part) = (find("styles", "xl/styles.bin"), find("sharedStrings", "xl/sharedStrings.bin"));
    let (looks, fonts) = package.part(&styles_part).map(looks).unwrap_or_default();
    let strings = package.part(&strings_part).map(|part| strings(part, &fonts)).unwrap_or_default();
    let shared = Shared { strings, looks, fonts, epoch_1904 };
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

#[cfg(test)]
mod tests {
    use crate::document::{Format, RemarkKind};
    use crate::ingest::workbook::samples::{lines, open, package, relations};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let byte = |value: u16| u8::try_from(value).unwrap();
        let mut out = if kind < 128 { vec![byte(kind)] } else { vec![byte(kind & 0x7F | 0x80), byte(kind >> 7)] };
        out.push(u8::try_from(data.len()).unwrap());
        out.extend(data);
        out
    }

    fn numbers(list: &[u32]) -> Vec<u8> {
        list.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = numbers(&[u32::try_from(units.len()).unwrap()]);
        out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        out
    }

    fn join(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    #[test]
    fn formats_merges_and_hidden_lines() {
        let workbook = record(0x9C, &join(&[&numbers(&[1, 1]), &wide("r1"), &wide("表")]));
        let xf = |format: u16, indent: u8| {
            // The third look has a font with a line through it.
            let font = u8::from(indent == 5);
            record(0x2F, &join(&[&[0, 0], &format.to_le_bytes(), &[font, 0, 0, 0, 0, 0, 0, indent, 0, 0, 0, 0]]))
        };
        let styles = join(&[
            &record(0x2B, &[200, 0, 0, 0]),
            &record(0x2B, &[200, 0, 8, 0]),
            &record(0x2C, &join(&[&[164, 0], &wide("0.00%")])),
            &xf(0, 0),
            &record(0x269, &[1, 0, 0, 0]),
            &xf(0, 0),
            &xf(164, 3),
            &xf(0, 5),
            &record(0x26A, &[]),
        ]);
        let strings = record(0x13, &join(&[&[0], &wide("合计")]));
        let row = |number: u32, hidden: bool| record(0, &join(&[&numbers(&[number, 0]), &[0, 0, 0, if hidden { 0x10 } else { 0 }]]));
        let sheet = join(&[
            &record(0x3C, &join(&[&numbers(&[3, 3, 0, 0]), &[1, 0]])),
            &row(0, false),
            &record(7, &numbers(&[0, 0, 0])),
            &record(5, &join(&[&numbers(&[1, 1]), &0.4164_f64.to_le_bytes()])),
            &record(2, &numbers(&[3, 0, 38 << 2 | 2])),
            &record(2, &numbers(&[4, 2, 5 << 2 | 2])),
            &row(1, true),
            &record(11, &join(&[&numbers(&[0, 0]), &[7]])),
            &record(7, &numbers(&[1, 0, 99])),
            &record(0x92, &[]),
            &record(0xB0, &numbers(&[0, 5, 0, 0])),
        ]);
        let bytes = package(&[
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", relations(&[("r1", "worksheet", "worksheets/sheet1.bin")]).as_bytes()),
            ("xl/styles.bin", &styles),
            ("xl/sharedStrings.bin", &strings),
            ("xl/worksheets/sheet1.bin", &sheet),
        ]);
        let document = open(bytes, Format::Xlsb).unwrap();
        assert!(document.tables[0].hidden);
        assert_eq!(
            lines(&document.tables[0]),
            ["A1 2x1 [合计] Text hidden", "B1 [41.64%] 0.4164 hidden", "D1 [38] 38 hidden", "A2 [#DIV/0!] Error(\"#DIV/0!\") hidden ="]
        );
        assert_eq!(
            document.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(),
            [RemarkKind::Unread, RemarkKind::Struck, RemarkKind::NoValue]
        );
    }

    #[test]
    fn struck_runs_are_left_out_and_marks_raised() {
        let font = |flags: u8, script: u8| record(0x2B, &[200, 0, flags, 0, 0, 0, script, 0]);
        let rich = |text: &str, runs: &[(u16, u16)]| {
            let pairs: Vec<u8> = runs.iter().flat_map(|(at, font)| [at.to_le_bytes(), font.to_le_bytes()].concat()).collect();
            join(&[&[1], &wide(text), &numbers(&[u32::try_from(runs.len()).unwrap()]), &pairs])
        };
        let strings = record(0x13, &rich("381件", &[(2, 1), (3, 0)]));
        let sheet = join(&[
            &record(0, &join(&[&numbers(&[0, 0]), &[0, 0, 0, 0]])),
            &record(7, &numbers(&[0, 0, 0])),
            &record(0x3E, &join(&[&numbers(&[1, 0]), &rich("9938", &[(0, 2), (2, 0)])])),
            &record(0x92, &[]),
        ]);
        let bytes = package(&[
            ("xl/workbook.bin", &record(0x9C, &join(&[&numbers(&[0, 1]), &wide("r1"), &wide("a")]))),
            ("xl/_rels/workbook.bin.rels", relations(&[("r1", "worksheet", "worksheets/sheet1.bin")]).as_bytes()),
            ("xl/styles.bin", &join(&[&font(0, 0), &font(0, 1), &font(8, 0)])),
            ("xl/sharedStrings.bin", &strings),
            ("xl/worksheets/sheet1.bin", &sheet),
        ]);
        let document = open(bytes, Format::Xlsb).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [38¹件] Text", "B1 [38] Text"]);
        assert_eq!(document.remarks[0].message.en, "`99` in B1 of sheet \"a\" is struck out and was left out");
    }

    #[test]
    fn far_cells_cost_nothing_and_those_beyond_a_sheet_are_named() {
        let workbook = record(0x9C, &join(&[&numbers(&[0, 1]), &wide("r1"), &wide("a")]));
        let row = |number: u32| record(0, &join(&[&numbers(&[number, 0]), &[0, 0, 0, 0]]));
        let cell = |col: u32| record(2, &numbers(&[col, 0, 1 << 2 | 2]));
        let sheet = join(&[
            &row(0),
            &cell(0),
            &row(1_048_575),
            &cell(16_383),
            &cell(16_384),
            &row(1_048_576),
            &cell(0),
            &row(u32::MAX),
            &cell(1),
            &record(0x92, &[]),
        ]);
        let bytes = package(&[
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", relations(&[("r1", "worksheet", "worksheets/sheet1.bin")]).as_bytes()),
            ("xl/worksheets/sheet1.bin", &sheet),
        ]);
        let document = open(bytes, Format::Xlsb).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [1] 1", "XFD1048576 [1] 1"]);
        let said = "3 cells of sheet \"a\" stand where no sheet has a place (XFE1048576, A1048577, B4294967296) and were left out";
        assert_eq!(document.remarks.iter().map(|r| r.message.en.as_str()).collect::<Vec<_>>(), [said]);
    }
}
