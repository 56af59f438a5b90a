//! From the compound file to its sheets.

use std::io::{Cursor, Read};
use std::sync::Arc;

use crate::ingest::package::OLE;
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::refusal::{damaged, encrypted};
use crate::ingest::workbook::sheet::Sheet;
use crate::ingest::workbook::xls::globals::globals;
use crate::ingest::workbook::xls::worksheet::worksheet;
use crate::problem::Problem;

/// Reads an .xls workbook of Excel 5 to 2003.
///
/// # Errors
/// Encrypted, damaged beyond opening, or of a generation before Excel 5.
pub(in crate::ingest::workbook) fn read(bytes: &Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let stream = stream(bytes, book.limits.expanded_bytes)?;
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::sync::Arc;

    use crate::document::{Format, RemarkKind};
    use crate::ingest::workbook::samples::{lines, open};
    use crate::problem::ProblemKind;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut out = kind.to_le_bytes().to_vec();
        out.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        out.extend(data);
        out
    }

    fn words(list: &[u16]) -> Vec<u8> {
        list.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    fn cell(kind: u16, at: [u16; 3], data: &[u8]) -> Vec<u8> {
        record(kind, &[&words(&at)[..], data].concat())
    }

    fn file(name: &str, stream: &[u8]) -> Arc<[u8]> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap().write_all(stream).unwrap();
        file.into_inner().into_inner().into()
    }

    fn workbook(version: u16, globals: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Arc<[u8]> {
        let mut stream = record(0x0809, &words(&[version, 5]));
        stream.extend(globals.concat());
        let at = u32::try_from(stream.len() + 4 + 6 + name.len() + 4).unwrap();
        stream.extend(record(0x85, &[&at.to_le_bytes()[..], &[0, 0], name].concat()));
        stream.extend(record(0x0A, &[]));
        stream.extend(record(0x0809, &words(&[version, 16])));
        stream.extend(sheet.concat());
        stream.extend(record(0x0A, &[]));
        file(if version == 0x0600 { "/Workbook" } else { "/Book" }, &stream)
    }

    #[test]
    fn biff8_formats_merges_hidden_lines_and_formulas() {
        let globals = [
            record(0x041E, &[&words(&[164, 5])[..], &[0], b"0.00%"].concat()),
            record(0xE0, &words(&[0, 0, 0, 0, 0])),
            record(0xE0, &words(&[0, 164, 0, 0, 2])),
            record(0xFC, &[&[0; 8][..], &words(&[2]), &[1], &words(&[0x5408, 0x8BA1])].concat()),
        ];
        let sheet = [
            record(0x7D, &words(&[3, 3, 0, 0, 1])),
            record(0x0208, &words(&[2, 0, 0, 0, 0, 0, 0x20, 0])),
            cell(0xFD, [0, 0, 1], &[0, 0, 0, 0]),
            cell(0x0203, [0, 1, 1], &0.4164_f64.to_le_bytes()),
            cell(
                0xBD,
                [0, 2, 0],
                &[&(38_u32 << 2 | 2).to_le_bytes()[..], &words(&[0]), &(5_u32 << 2 | 2).to_le_bytes(), &words(&[3])].concat(),
            ),
            cell(0x06, [1, 0, 0], &[&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF][..], &[0; 8]].concat()),
            record(0x0207, &[&words(&[2])[..], &[0], b"ok"].concat()),
            cell(0x06, [1, 1, 0], &[&[2, 0, 7, 0, 0, 0, 0xFF, 0xFF][..], &[0; 8]].concat()),
            cell(0x0205, [2, 0, 0], &[1, 0]),
            cell(0xFD, [2, 1, 0], &[9, 0, 0, 0]),
            record(0xE5, &words(&[1, 0, 0, 2, 3])),
            record(0x0809, &words(&[0x0600, 32])),
            cell(0x0203, [9, 9, 0], &1.0_f64.to_le_bytes()),
            record(0x0A, &[]),
        ];
        let document = open(workbook(0x0600, &globals, &[2, 1, 0x68, 0x88, 0x09, 0x4E], &sheet), Format::Xls).unwrap();
        assert_eq!(document.tables[0].sheet.as_deref(), Some("表三"));
        assert_eq!(
            lines(&document.tables[0]),
            [
                "A1 [合计] Text",
                "B1 [41.64%] 0.4164",
                "C1 1x2 [38] 38",
                "D1 [5] 5 hidden",
                "A2 [ok] Text =",
                "B2 [#DIV/0!] Error(\"#DIV/0!\") =",
                "A3 [TRUE] Bool(true) hidden",
            ]
        );
        assert_eq!(document.tables[0].cells()[0].indent, 2);
        assert_eq!(document.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(), [RemarkKind::Unread, RemarkKind::NoValue]);
    }

    #[test]
    fn struck_cells_are_left_out_and_said() {
        let font = |flags: u16| record(0x31, &words(&[200, flags]));
        let globals = [
            [font(0), font(0), font(0), font(0), font(8)].concat(),
            record(0xE0, &words(&[3, 0, 0, 0, 0])),
            record(0xE0, &words(&[5, 0, 0, 0, 0])),
        ];
        let number = |col: u16, format: u16| cell(0x027E, [0, col, format], &(u32::from(col) << 2 | 2).to_le_bytes());
        let document = open(workbook(0x0600, &globals, &[1, 0, b'a'], &[number(1, 0), number(2, 1), number(3, 9)]), Format::Xls).unwrap();
        assert_eq!(lines(&document.tables[0]), ["B1 [1] 1", "D1 [3] 3"]);
        assert_eq!(document.remarks[0].message.en, "`2` in C1 of sheet \"a\" is struck out and was left out");
    }

    #[test]
    fn struck_runs_are_left_out_and_marks_raised() {
        let font = |flags: u16, height: u16| record(0x31, &words(&[200, flags, 0, 400, height]));
        let string = |text: &[u8], runs: &[u16]| {
            let count = u16::try_from(runs.len() / 2).unwrap();
            [&words(&[u16::try_from(text.len()).unwrap()])[..], &[8], &words(&[count]), text, &words(runs)].concat()
        };
        let strings = [string(b"381", &[2, 1]), string(b"9938", &[0, 2, 2, 0]), string(b"9938", &[2, 0])].concat();
        let globals = [
            [font(0, 0), font(0, 1), font(8, 0)].concat(),
            record(0xE0, &words(&[0, 0, 0, 0, 0])),
            record(0xE0, &words(&[2, 0, 0, 0, 0])),
            record(0xFC, &[&[0; 8][..], &strings].concat()),
        ];
        let shared = |col: u16, format: u16, index: u8| cell(0xFD, [0, col, format], &[index, 0, 0, 0]);
        let label = cell(0xD6, [0, 3, 0], &[&words(&[3])[..], &[0], b"201", &words(&[1, 2, 1])].concat());
        let sheet = [shared(0, 0, 0), shared(1, 0, 1), shared(2, 1, 2), label];
        let document = open(workbook(0x0600, &globals, &[1, 0, b'a'], &sheet), Format::Xls).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [38¹] Text", "B1 [38] Text", "C1 [38] Text", "D1 [20¹] Text"]);
        let old = [0x42, 0xE0].map(|kind| record(kind, &words(&[if kind == 0x42 { 936 } else { 0 }, 0, 0, 0])));
        let globals = [[font(0, 0), font(0, 1)].concat(), old.concat()];
        let label = cell(0xD6, [0, 0, 0], &[&words(&[3])[..], b"201", &[1, 2, 1]].concat());
        let document = open(workbook(0x0500, &globals, &[1, b'a'], &[label]), Format::Xls).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [20¹] Text"]);
    }

    #[test]
    fn far_cells_cost_nothing_and_those_beyond_a_sheet_are_named() {
        let number = |row: u16, col: u16| cell(0x0203, [row, col, 0], &1.0_f64.to_le_bytes());
        let far = [number(0, 0), number(u16::MAX, 16_383), number(3, 16_384), number(u16::MAX, u16::MAX)];
        let document = open(workbook(0x0600, &[], &[1, 0, b'a'], &far), Format::Xls).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [1] 1", "XFD65536 [1] 1"]);
        let said = "2 cells of sheet \"a\" stand where no sheet has a place (XFE4, CRXP65536) and were left out";
        assert_eq!(document.remarks.iter().map(|r| r.message.en.as_str()).collect::<Vec<_>>(), [said]);
    }

    #[test]
    fn biff5_code_pages() {
        let globals = [record(0x42, &words(&[936]))];
        let sheet = [cell(0x0204, [0, 0, 0], &[2, 0, 0xBA, 0xCF]), cell(0x0204, [1, 0, 0], &[4, 0, 0xBA, 0xCF, 0xBC, 0xC6])];
        let document = open(workbook(0x0500, &globals, &[2, 0xB1, 0xED], &sheet), Format::Xls).unwrap();
        assert_eq!(document.tables[0].sheet.as_deref(), Some("表"));
        assert_eq!(lines(&document.tables[0]), ["A1 [合] Text", "A2 [合计] Text"]);
    }

    #[test]
    fn encrypted_old_and_damaged_files() {
        let password = workbook(0x0600, &[record(0x2F, &words(&[1, 1, 1]))], &[1, 0, b'a'], &[]);
        assert_eq!(open(password, Format::Xls).unwrap_err().kind, ProblemKind::Encrypted);
        assert_eq!(open(file("/EncryptedPackage", b"x"), Format::Xls).unwrap_err().kind, ProblemKind::Encrypted);
        assert_eq!(open(file("/EncryptedPackage", b"x"), Format::Xlsx).unwrap_err().kind, ProblemKind::Encrypted);
        let old = record(0x09, &words(&[2, 16]));
        assert_eq!(open(old.into(), Format::Xls).unwrap_err().kind, ProblemKind::Unsupported);
        for damaged in [&b""[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\x09\x08\x04\x00\x00\x06\x05\x00"] {
            assert_eq!(open(damaged.into(), Format::Xls).unwrap_err().kind, ProblemKind::Unreadable);
        }
    }
}
