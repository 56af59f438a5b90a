//! The annotated copy of a workbook: what is marked, and that nothing else changes.

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use crossfoot::document::Document;
use crossfoot::facts::Facts;
use crossfoot::findings::{ReportOutcome, outcome};
use crossfoot::ingest::{Limits, read};
use crossfoot::phrase::{Lang, Phrase};
use crossfoot::report::annotate;
use crossfoot::rules::{RuleSet, check};
use zip::ZipArchive;

fn audited(document: &Document) -> ReportOutcome {
    let facts = Facts::of(document);
    outcome(&facts, &check(&facts, &RuleSet::builtin().expect("the built-in rules are sound")))
}

fn county() -> (Vec<u8>, ReportOutcome) {
    let path = "fixtures/county/report.xlsx";
    (support::bytes(&support::root().join(path)), audited(&support::document(path)))
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let name = part.name().expect("UTF-8").into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("it unpacks");
            (name, content)
        })
        .collect()
}

fn part(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).cloned().unwrap_or_default()).expect("UTF-8")
}

/// Every table's cells and every figure's findings: all that an audit sees.
fn seen(bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let bytes: Arc<[u8]> = bytes.into();
    let document = read("fixtures/county/report.xlsx", bytes, &Limits::default()).expect("it opens");
    let cells = document
        .tables
        .iter()
        .flat_map(|table| table.cells().iter().map(|cell| (cell.corner().to_string(), cell.text.as_str().to_owned())))
        .collect();
    (cells, audited(&document).findings.into_iter().map(|finding| finding.fingerprint).collect())
}

#[test]
fn flagged_cells_are_commented_and_the_rest_is_kept() {
    let (bytes, report) = county();
    let copy = annotate(&bytes, &report, Lang::En).expect("a sound workbook");
    let (before, after) = (parts(&bytes), parts(&copy));
    let changed: Vec<&str> =
        before.iter().filter(|(name, content)| after.get(*name) != Some(content)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        changed,
        ["[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"]
    );
    let comments = part(&after, "xl/comments2.xml");
    assert!(comments.contains("<comment ref=\"D25\"") && comments.contains("[outcomes-total]"), "{comments}");
    assert!(comments.contains("fix: D11 8 → 2, or D25 38 → 44"), "{comments}");
    assert_eq!(seen(&copy), seen(&bytes));
}

#[test]
fn a_comments_words_are_text() {
    let (bytes, mut report) = county();
    for finding in &mut report.findings {
        finding.message = Phrase::new("x", "=1+1</t><script>\u{0}\u{b}&");
    }
    let comments = part(&parts(&annotate(&bytes, &report, Lang::En).expect("a sound workbook")), "xl/comments2.xml");
    assert!(comments.contains("=1+1&lt;/t&gt;&lt;script&gt;") && !comments.contains(['\u{0}', '\u{b}']), "{comments}");
}

#[test]
fn what_is_no_workbook_is_a_problem() {
    let (bytes, report) = county();
    assert!(annotate(b"PK", &report, Lang::En).is_err());
    let other = ReportOutcome { format: None, ..report };
    assert!(annotate(&bytes, &other, Lang::En).is_err_and(|problem| problem.message.en.contains("-o html")));
}
