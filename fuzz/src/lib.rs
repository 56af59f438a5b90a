//! What the fuzz targets share. Packages are given as their parts one after another, so that a change of a byte is a change of the
//! content, not of a checksum.

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use crossfoot::facts::Facts;
use crossfoot::findings;
use crossfoot::ingest::{Limits, read as ingest};
use crossfoot::rules::{RuleSet, RuleSource};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Stands between the parts of a package, or the files of a rule pack.
pub const BETWEEN: &[u8] = b"\n@@@\n";

/// The parts of a workbook that the reader looks at, in the order of the input.
pub const XLSX: &[&str] = &[
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "docProps/core.xml",
];
/// Of a binary workbook.
pub const XLSB: &[&str] =
    &["xl/worksheets/sheet1.bin", "xl/sharedStrings.bin", "xl/styles.bin", "xl/workbook.bin", "xl/_rels/workbook.bin.rels"];
/// Of an OpenDocument spreadsheet.
pub const ODS: &[&str] = &["content.xml", "mimetype", "META-INF/manifest.xml", "meta.xml"];
/// Of a Word document.
pub const DOCX: &[&str] = &[
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
    "_rels/.rels",
    "[Content_Types].xml",
];

/// Reads a file of any format. It may be refused; it must not fall over.
pub fn read(bytes: &[u8]) {
    let _ = ingest("fuzz", bytes.into(), &Limits::default());
}

/// The numbers and sentences of a text, standing in a paragraph and in a cell.
pub fn lex(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!("<p>{escaped}</p><table><tr><th>项目<th>{escaped}<th>数量<tr><td>合计<td>{escaped}<td>3</table>");
    if let Ok(document) = ingest("fuzz.html", page.into_bytes().into(), &Limits::default()) {
        let facts = Facts::of(&document);
        for number in &facts.numbers {
            assert!(!document.printed(&number.spot).is_empty(), "a number stands somewhere");
        }
    }
}

/// A pack of rule files; the first is the pack's own.
pub fn decode(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let between = String::from_utf8_lossy(BETWEEN);
    let source = |(n, part): (usize, &str)| RuleSource {
        name: if n == 0 { "rules/fuzz/pack.toml".to_owned() } else { format!("rules/fuzz/rule-{n}.toml") },
        pack: "fuzz".to_owned(),
        text: part.to_owned().into(),
        unread: None,
    };
    let sources: Vec<RuleSource> = text.split(&*between).enumerate().map(source).collect();
    if let Err(problems) = RuleSet::from_sources(&sources) {
        assert!(!problems.is_empty(), "what is refused is refused with a reason");
    }
}

/// The whole way of a file, from bytes to findings.
pub fn audit(bytes: &[u8]) {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    let rules = RULES.get_or_init(|| RuleSet::builtin().expect("the built-in rules are sound"));
    if let Ok(document) = ingest("fuzz", bytes.into(), &Limits::default()) {
        let _ = findings::audit(&document, rules);
    }
}

/// A package whose parts are those of the input, under the given names.
#[must_use]
pub fn package(bytes: &[u8], names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in names.iter().zip(split(bytes)) {
        zip.start_file(*name, stored).expect("the names differ");
        zip.write_all(part).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// A compound file whose workbook stream is the input.
#[must_use]
pub fn compound(bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes it");
    file.create_stream("/Workbook").and_then(|mut stream| stream.write_all(bytes)).expect("memory takes it");
    file.flush().expect("memory takes it");
    file.into_inner().into_inner()
}

/// The parts of the input.
fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|w| w == BETWEEN) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after.get(BETWEEN.len()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}
