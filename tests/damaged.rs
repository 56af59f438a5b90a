//! Properties of every reader that no damage to a file takes away: it does not fall over, a table's cells lie each in its own place, and every place
//! lies in the file.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use crossfoot::document::{Document, Site, Table, Text};
use crossfoot::facts::Facts;
use crossfoot::ingest::{Limits, read};
use proptest::prelude::*;
use support::{bytes, root};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One change to a file's bytes, at a share of its length in thousandths.
#[derive(Clone, Debug)]
enum Damage {
    /// Another byte there.
    Byte(usize, u8),
    /// The rest is gone.
    Cut(usize),
    /// So many bytes are gone.
    Hole(usize, usize),
    /// So many bytes stand there twice.
    Twice(usize, usize),
    /// Words put in.
    Words(usize, &'static str),
}

const WORDS: [&str; 12] = [
    "<td rowspan=0 colspan=1001>",
    "</table>",
    "<table>",
    "\u{FFFD}",
    "\"",
    "999999999999",
    " val=\"4294967295\"",
    "<!--",
    "&#x110000;",
    "\r",
    "|",
    "一万亿件",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0..1000_usize;
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        1 => at.clone().prop_map(Damage::Cut),
        2 => (at.clone(), 1..600_usize).prop_map(|(at, count)| Damage::Hole(at, count)),
        2 => (at.clone(), 1..600_usize).prop_map(|(at, count)| Damage::Twice(at, count)),
        4 => (at, prop::sample::select(&WORDS[..])).prop_map(|(at, words)| Damage::Words(at, words)),
    ]
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |share: usize, bytes: &[u8]| share * bytes.len() / 1000;
        match *self {
            Self::Byte(share, byte) => {
                let at = place(share, bytes);
                bytes.iter_mut().skip(at).take(1).for_each(|old| *old = byte);
            }
            Self::Cut(share) => bytes.truncate(place(share, bytes)),
            Self::Hole(share, count) => {
                let at = place(share, bytes);
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Self::Twice(share, count) => {
                let at = place(share, bytes);
                let again = bytes[at..(at + count).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            Self::Words(share, words) => {
                let at = place(share, bytes);
                bytes.splice(at..at, words.bytes());
            }
        }
    }
}

/// A fixture, or the county's tables in a format that no fixture is in.
fn original(name: &str) -> Vec<u8> {
    match name {
        "made.xlsb" => binary_workbook(&county()),
        "made.xml" => spreadsheet_2003(&county()),
        _ => bytes(&root().join("fixtures/county").join(name)),
    }
}

/// Row, column and text of every cell of the county's largest table.
fn county() -> Vec<(u32, u32, String)> {
    let report = read("report.csv", bytes(&root().join("fixtures/county/report.csv")).into(), &Limits::default()).expect("a report");
    let table = report.tables.iter().max_by_key(|table| table.cells().len()).expect("a table");
    table.cells().iter().map(|cell| (cell.row, cell.col, cell.text.as_str().to_owned())).collect()
}

/// An XML Spreadsheet 2003: numbers as such, and a mark and a comment to each cell.
fn spreadsheet_2003(cells: &[(u32, u32, String)]) -> Vec<u8> {
    let mut out = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s\"><Font ss:StrikeThrough=\"1\"/></Style></Styles>\
        <Worksheet ss:Name=\"a\"><Table>"
        .to_owned();
    for (at, (row, col, text)) in cells.iter().enumerate() {
        if at == 0 || cells[at - 1].0 != *row {
            out.push_str(if at == 0 { "" } else { "</Row>" });
            let opened = format!("<Row ss:Index=\"{}\">", row + 1);
            out.push_str(&opened);
        }
        let kind = if text.parse::<u32>().is_ok() { "Number" } else { "String" };
        let merge = if at % 7 == 0 { " ss:MergeDown=\"1\"" } else { "" };
        let cell = format!(
            "<Cell ss:Index=\"{}\"{merge}><ss:Data ss:Type=\"{kind}\">{text}</ss:Data><Comment><Data>1</Data></Comment></Cell>",
            col + 1
        );
        out.push_str(&cell);
    }
    out.push_str("</Row></Table></Worksheet></Workbook>");
    out.into_bytes()
}

/// A record of a binary workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let low = |value: usize| u8::try_from(value & 0x7F).expect("seven bits");
    let mut out = if kind < 128 { vec![low(kind.into())] } else { vec![low(kind.into()) | 0x80, low(usize::from(kind) >> 7)] };
    out.extend(if data.len() < 128 { vec![low(data.len())] } else { vec![low(data.len()) | 0x80, low(data.len() >> 7)] });
    out.extend(data);
    out
}

/// A string of a binary workbook.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u32::try_from(units.len()).expect("short").to_le_bytes();
    count.into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
}

/// An .xlsb workbook whose parts are stored as they are.
fn binary_workbook(cells: &[(u32, u32, String)]) -> Vec<u8> {
    let numbers = |list: &[u32]| list.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let mut sheet = Vec::new();
    for (at, (row, col, text)) in cells.iter().enumerate() {
        if at == 0 || cells[at - 1].0 != *row {
            sheet.extend(record(0, &[numbers(&[*row, 0]), vec![0; 4]].concat()));
        }
        sheet.extend(match text.parse::<u32>() {
            Ok(number) => record(2, &numbers(&[*col, 0, number << 2 | 2])),
            Err(_) => record(6, &[numbers(&[*col, 0]), wide(text)].concat()),
        });
    }
    sheet.extend(record(0x92, &[]));
    sheet.extend(record(0xB0, &numbers(&[0, 1, 0, 0])));
    let listed = record(0x9C, &[numbers(&[0, 1]), wide("r1"), wide("a")].concat());
    let relation = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("xl/workbook.bin", &listed[..]), ("xl/_rels/workbook.bin.rels", relation.as_bytes()), ("xl/worksheets/sheet1.bin", &sheet)]
    {
        writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

/// The formats that no fixture is in hold what they were made from.
#[test]
fn made_workbooks_hold_the_table() {
    for name in ["made.xlsb", "made.xml"] {
        let document = read(name, original(name).into(), &Limits::default()).expect("it is sound");
        let read: Vec<_> = document.tables.iter().flat_map(Table::cells).map(|cell| cell.text.as_str().to_owned()).collect();
        let wanted = county().into_iter().filter(|(_, _, text)| !text.is_empty());
        let covered = |text: &String| !read.contains(text);
        assert!(document.tables.len() == 1 && read.len() > 50, "{name}: {}", read.len());
        assert_eq!(wanted.map(|(_, _, text)| text).filter(covered).count(), 0, "{name}");
        assert!(!read.iter().any(|text| text.ends_with("\n1")), "{name}: no comment is part of a cell");
    }
}

/// A fixture with damage: to its bytes, or to those of one part of the package that it is.
fn damaged(name: &str, part: Option<&str>, damages: &[Damage]) -> Vec<u8> {
    let mut whole = original(name);
    let Some(part) = part else {
        for damage in damages {
            damage.apply(&mut whole);
        }
        return whole;
    };
    let mut archive = ZipArchive::new(Cursor::new(whole)).expect("a package");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("it unpacks");
        if name == part {
            for damage in damages {
                damage.apply(&mut content);
            }
        }
        writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a part");
        writer.write_all(&content).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

/// Every cell is the one found at its corner, all that it is found at is its own, and no two have one corner.
fn is_a_grid(table: &Table) {
    let mut corners = HashSet::new();
    for (index, cell) in (0_u32..).zip(table.cells()) {
        assert!(corners.insert((cell.row, cell.col)), "two cells at {}", cell.corner());
        assert!(cell.row_span > 0 && cell.col_span > 0, "{cell:?}");
        assert!(cell.row + cell.row_span <= table.rows() && cell.col + cell.col_span <= table.cols(), "{cell:?} lies in the grid");
        let found = table.at(cell.row, cell.col).and_then(|found| table.cell(found).map(|at| (found, at)));
        let covers = found.is_some_and(|(found, at)| found == index || (at.row, at.col) < (cell.row, cell.col));
        assert!(covers, "{cell:?} or one placed before it is found at its corner");
    }
    for row in 0..table.rows() {
        for index in table.row(row) {
            let cell = table.cell(index).expect("a cell of the table");
            assert!((cell.row..cell.row + cell.row_span).contains(&row), "{cell:?} covers row {row}");
        }
    }
}

/// Every text and every number has its place in the file of so many bytes; where the file says the very same, it stands there.
fn has_its_places(document: &Document, length: usize) {
    let Some(source) = &document.source else { return };
    let place = |text: &Text| {
        if let Some(span) = text.span(0..text.len()) {
            assert!(span.start <= span.end && source.text().get(span.start as usize..span.end as usize).is_some(), "{text:?}");
            let raw = source.raw_span(span);
            assert!(raw.start <= raw.end && raw.end <= length, "{raw:?} of {length}");
        }
    };
    document.paragraphs.iter().for_each(|paragraph| place(&paragraph.text));
    document.tables.iter().flat_map(Table::cells).for_each(|cell| place(&cell.text));
    for number in &Facts::of(document).numbers {
        let span = document.span(&number.spot).unwrap_or_else(|| panic!("{number:?} has a place"));
        let (stands, printed) = (&source.text()[span.start as usize..span.end as usize], document.printed(&number.spot));
        assert!(stands == printed || stands.len() != printed.len(), "{printed:?} stands there, not {stands:?}");
        let text = document.text(number.spot.site).expect("a text").as_str();
        assert!(text.get(number.spot.range()).is_some_and(|words| !words.is_empty()), "{:?}", number.spot);
    }
    for remark in &document.remarks {
        let site = remark.site.filter(|site| *site != Site::Paragraph(u32::MAX));
        assert!(site.is_none_or(|site| document.text(site).is_some()), "{remark:?} has a place");
    }
}

fn holds(name: &str, part: Option<&str>, damages: &[Damage]) {
    let bytes = damaged(name, part, damages);
    let length = bytes.len();
    if let Ok(document) = read(name, bytes.into(), &Limits::default()) {
        document.tables.iter().for_each(is_a_grid);
        has_its_places(&document, length);
    }
}

/// A test of one form of the county report.
macro_rules! form {
    ($test:ident, $cases:literal, $name:literal, $part:expr) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: $cases, failure_persistence: None, ..ProptestConfig::default() })]
            #[test]
            fn $test(damages in prop::collection::vec(damage(), 1..6)) {
                holds($name, $part, &damages);
            }
        }
    };
}

form!(pages, 32, "clean.html", None);
form!(pages_in_utf16, 16, "utf16.html", None);
form!(pages_in_gb18030, 6, "word.html", None);
form!(messages, 4, "word.mht", None);
form!(separated_values, 32, "report.csv", None);
form!(texts, 32, "report.txt", None);
form!(texts_of_a_cell_a_line, 32, "opened.txt", None);
form!(old_workbooks, 24, "report.xls", None);
form!(workbooks, 24, "report.xlsx", Some("xl/worksheets/sheet3.xml"));
form!(strings_of_workbooks, 12, "report.xlsx", Some("xl/sharedStrings.xml"));
form!(binary_workbooks, 16, "made.xlsb", Some("xl/worksheets/sheet1.bin"));
form!(packages_of_binary_workbooks, 16, "made.xlsb", None);
form!(spreadsheets_of_2003, 16, "made.xml", None);
form!(packages, 24, "report.xlsx", None);
form!(open_workbooks, 4, "report.ods", Some("content.xml"));
form!(documents, 24, "office.docx", Some("word/document.xml"));

/// Digits as they are printed, with separators of thousands or not.
fn printed(value: i64, scale: u8, grouped: bool) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = usize::from(scale) + 1);
    let (whole, rest) = digits.split_at(digits.len() - usize::from(scale));
    let mut out = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if grouped && nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if scale > 0 {
        out.extend([".", rest]);
    }
    if value < 0 { format!("-{out}") } else { out }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_number_reads_as_the_value_it_was_printed_from(value in -999_999_999_i64..1_000_000_000, scale in 0_u8..4, grouped: bool) {
        let digits = printed(value, scale, grouped);
        let page = format!("<table><tr><th>项目<th>金额<tr><td>甲<td>{digits}</table>");
        let document = read("a.html", page.into_bytes().into(), &Limits::default()).expect("a page");
        let facts = Facts::of(&document);
        let [number] = &facts.numbers[..] else { panic!("one number in {digits}: {:?}", facts.numbers) };
        let read = number.quantity.value;
        prop_assert_eq!((read.mantissa, read.scale), (i128::from(value), scale));
        prop_assert_eq!(document.printed(&number.spot), digits);
    }
}
