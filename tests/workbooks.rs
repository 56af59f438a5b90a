//! The annotated copy of a workbook: what is marked, and that nothing else changes.

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use crossfoot::document::{Document, Format};
use crossfoot::facts::Facts;
use crossfoot::findings::{Finding, ReportOutcome, outcome};
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

/// A finding on the first cell of every sheet, one in its middle and its last, each with the next cell.
fn flagged(document: &Document, like: &Finding) -> ReportOutcome {
    let mut findings = Vec::new();
    for table in &document.tables {
        let Some(sheet) = &table.sheet else { continue };
        let cells = table.cells();
        for at in [0, cells.len() / 2, cells.len().saturating_sub(1)] {
            let mut finding = like.clone();
            finding.labels.truncate(2);
            for (label, cell) in finding.labels.iter_mut().zip(cells.iter().skip(at)) {
                label.location.sheet = Some(sheet.clone());
                label.location.cell = Some(cell.corner().to_string());
            }
            findings.push(finding);
        }
    }
    ReportOutcome { format: Some(document.format), findings, ..ReportOutcome::default() }
}

/// Whether a part may change: what lists parts, formats, comments with their drawings, and sheets.
fn touched(name: &str) -> bool {
    let name = name.to_lowercase();
    ["[content_types].xml", "styles", "comment", "vmldrawing", ".vml", "sheet", "workbook.xml.rels"].iter().any(|part| name.contains(part))
}

#[test]
fn the_corpus_annotated_keeps_what_it_has() {
    let Some(folder) = support::shared("corpus/excel") else { return };
    let like = county().1.findings.into_iter().find(|finding| finding.labels.len() > 2).expect("a sum");
    let (mut marked, mut refused) = (0, Vec::new());
    for path in support::files(&folder) {
        let bytes = support::bytes(&path);
        let Ok(document) = read("a.xlsx", bytes.as_slice().into(), &Limits::default()) else { continue };
        // Large ones take their time and hold nothing new.
        if document.format != Format::Xlsx || bytes.len() > 60_000 || document.tables.is_empty() {
            continue;
        }
        let Ok(copy) = annotate(&bytes, &flagged(&document, &like), Lang::En) else {
            refused.push(path);
            continue;
        };
        marked += 1;
        let (before, after) = (parts(&bytes), parts(&copy));
        for (name, content) in &before {
            assert!(after.get(name).is_some_and(|now| now == content || touched(name)), "{}: {name}", path.display());
        }
        let again = read("a.xlsx", copy.into(), &Limits::default()).expect("the copy opens");
        let texts = |document: &Document| -> Vec<Vec<String>> {
            document.tables.iter().map(|table| table.cells().iter().map(|cell| cell.text.as_str().to_owned()).collect()).collect()
        };
        assert_eq!(texts(&again), texts(&document), "{}", path.display());
    }
    // Two are packages that spreadsheet programs repair: names with backslashes, relations to nothing.
    assert!(marked > 100 && refused.len() <= 2, "{marked} marked, not these: {refused:#?}");
}
