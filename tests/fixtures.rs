//! The county report: seven errors, found in every one of its nine forms, and none in its corrected twin.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use crossfoot::document::Document;
use crossfoot::findings::{Finding, LabelRole, Outcome, Severity, audit};
use crossfoot::ingest::{Limits, read};
use crossfoot::phrase::Lang;
use crossfoot::report::{Format, Options, render};
use crossfoot::rules::RuleSet;
use serde::Deserialize;
use serde_json::Value;
use support::{FORMS, bytes, document, shared, text};

/// `expected.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    finding: Vec<ExpectedFinding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    rule: String,
    cells: Vec<ExpectedCell>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedCell {
    table: String,
    cell: String,
    text: String,
}

/// What a finding names: its rule, its cells (table, A1 name, text) and its words, each sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    rule: String,
    cells: Vec<(String, String, String)>,
    words: Vec<String>,
}

fn named(rule: &str, mut cells: Vec<(String, String, String)>, mut words: Vec<String>) -> Named {
    cells.sort();
    words.sort();
    Named { rule: rule.to_owned(), cells, words }
}

fn expected() -> Vec<Named> {
    let expected: Expected = toml::from_str(&text("fixtures/county/expected.toml")).expect("expected.toml");
    let one = |f: ExpectedFinding| named(&f.rule, f.cells.into_iter().map(|c| (c.table, c.cell, c.text)).collect(), f.words);
    let mut all: Vec<Named> = expected.finding.into_iter().map(one).collect();
    all.sort();
    all
}

/// The two tables of the report that checks use, by the sheet and number a location gives: told by size and labels.
fn tables(document: &Document) -> BTreeMap<(Option<String>, u32), &'static str> {
    let mut found = BTreeMap::new();
    for (name, rows, cols, label) in [("applications", 26, 10, "申请人情况"), ("litigation", 4, 15, "未经复议直接起诉")] {
        let like = |t: &&crossfoot::document::Table| {
            (t.rows(), t.cols()) == (rows, cols) && !t.hidden && t.cells().iter().any(|c| c.text.as_str() == label)
        };
        let mut all = document.tables.iter().filter(like);
        let table = all.next().unwrap_or_else(|| panic!("{}: no {name}", document.path));
        assert!(all.next().is_none(), "{}: two tables are like {name}", document.path);
        found.insert((table.sheet.clone(), table.number), name);
    }
    found
}

fn outcome(document: &Document) -> Outcome {
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    Outcome::new(vec![audit(document, &rules)])
}

fn json(outcome: &Outcome) -> Value {
    let mut out = Vec::new();
    render(Format::Json, outcome, &Options { lang: Lang::En, ..Options::default() }, &mut out).expect("a Vec takes all bytes");
    serde_json::from_slice(&out).expect("JSON")
}

/// A number that is a cell of a known table is a cell; any other is a word, wherever a workbook keeps its sentence.
fn of_finding(finding: &Finding, tables: &BTreeMap<(Option<String>, u32), &'static str>) -> Named {
    let (mut cells, mut words) = (Vec::new(), Vec::new());
    for label in &finding.labels {
        let place = label.location.table.and_then(|number| tables.get(&(label.location.sheet.clone(), number)));
        match (place, &label.location.cell) {
            (Some(table), Some(cell)) => cells.push(((*table).to_owned(), cell.clone(), label.text.clone())),
            _ => words.push(label.text.clone()),
        }
    }
    named(&finding.rule, cells, words)
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a string, not {value}")).to_owned()
}

fn of_json(finding: &Value, tables: &BTreeMap<(Option<String>, u32), &'static str>) -> Named {
    let (mut cells, mut words) = (Vec::new(), Vec::new());
    for label in finding["labels"].as_array().expect("labels") {
        let place = &label["location"];
        let number = place["table"].as_u64().map(|n| u32::try_from(n).expect("a small number"));
        let table = number.and_then(|number| tables.get(&(place["sheet"].as_str().map(str::to_owned), number)));
        match table {
            Some(table) => cells.push(((*table).to_owned(), string(&place["cell"]), string(&label["text"]))),
            None => words.push(string(&label["text"])),
        }
    }
    named(&string(&finding["rule"]), cells, words)
}

fn grave(outcome: &Outcome) -> Vec<&Finding> {
    outcome.findings().filter(|f| f.severity >= Severity::Warning).collect()
}

#[test]
fn every_form_gives_the_seven_errors_and_nothing_else() {
    for form in FORMS {
        let document = document(&format!("fixtures/county/{form}"));
        let (outcome, tables) = (outcome(&document), tables(&document));
        let mut found: Vec<Named> = grave(&outcome).into_iter().map(|f| of_finding(f, &tables)).collect();
        found.sort();
        assert_eq!(found, expected(), "{form}");
        assert!(grave(&outcome).iter().all(|f| f.severity == Severity::Error), "{form}: all seven are errors");
    }
}

#[test]
fn the_corrected_report_gives_none_in_any_form() {
    for form in FORMS {
        let document = document(&format!("fixtures/county-fixed/{form}"));
        let outcome = outcome(&document);
        let found: Vec<String> = grave(&outcome).iter().map(|f| format!("{}: {}", f.rule, f.message.en)).collect();
        assert!(found.is_empty(), "{form}: {found:#?}");
        let verdicts = outcome.reports[0].verdicts;
        assert!(verdicts.pass > 30 && verdicts.fail == 0, "{form}: {verdicts:?}");
    }
}

/// Fields of the contract, in its order. Others may follow; none of these may go.
const TOP: [&str; 4] = ["schema", "tool", "reports", "findings"];
const REPORT: [&str; 9] = ["path", "format", "encoding", "title", "tables", "numbers", "guarded", "verdicts", "problem"];
const VERDICTS: [&str; 4] = ["pass", "fail", "not_applicable", "undecided"];
const FINDING: [&str; 10] = ["rule", "severity", "confidence", "path", "message", "help", "derivation", "labels", "repairs", "fingerprint"];
const LABEL: [&str; 4] = ["role", "part", "text", "location"];
const LOCATION: [&str; 9] = ["path", "span", "line", "column", "sheet", "table", "cell", "row", "col"];

fn has_fields(value: &Value, fields: &[&str], what: &str) {
    let object = value.as_object().unwrap_or_else(|| panic!("{what} is an object"));
    for field in fields {
        assert!(object.contains_key(*field), "{what} has no `{field}`");
    }
}

#[test]
fn json_says_the_same_in_the_fields_of_the_contract() {
    for form in FORMS {
        let path = format!("fixtures/county/{form}");
        let document = document(&path);
        let (json, tables) = (json(&outcome(&document)), tables(&document));
        has_fields(&json, &TOP, "the document");
        assert_eq!((json["schema"].as_u64(), json["tool"]["name"].as_str()), (Some(1), Some("crossfoot")));
        let report = &json["reports"][0];
        has_fields(report, &REPORT, "a report");
        has_fields(&report["verdicts"], &VERDICTS, "verdicts");
        assert_eq!((report["path"].as_str(), report["problem"].is_null()), (Some(path.as_str()), true));
        assert_eq!(report["verdicts"]["fail"], 7, "{form}");
        let workbook = report["encoding"].is_null();
        let findings = json["findings"].as_array().expect("findings");
        for finding in findings {
            has_fields(finding, &FINDING, "a finding");
            let labels = finding["labels"].as_array().expect("labels");
            let roles: Vec<&str> = labels.iter().map(|l| l["role"].as_str().expect("a role")).collect();
            assert!(roles.iter().enumerate().all(|(n, role)| *role == if n == 0 { "primary" } else { "related" }), "{roles:?}");
            for label in labels {
                has_fields(label, &LABEL, "a label");
                has_fields(&label["location"], &LOCATION, "a location");
                let place = &label["location"];
                assert_eq!(place["path"], path.as_str());
                let in_file = [&place["span"], &place["line"], &place["column"]];
                assert!(in_file.iter().all(|v| v.is_null() == workbook), "{form}: {place}");
                assert_eq!(place["sheet"].is_null(), !workbook, "{form}: {place}");
                assert!(!workbook || !place["cell"].is_null(), "{form}: in a workbook a sentence stands in a cell too");
            }
            for repair in finding["repairs"].as_array().expect("repairs") {
                has_fields(repair, &["label", "value", "why"], "a repair");
                assert!(labels.get(usize::try_from(repair["label"].as_u64().expect("an index")).expect("small")).is_some());
            }
        }
        let mut found: Vec<Named> = findings.iter().map(|f| of_json(f, &tables)).collect();
        found.sort();
        assert_eq!(found, expected(), "{form}");
    }
}

/// A finding without its concrete places. A CSV file says nothing of merged cells, so its label paths lack the groups.
fn abstracted(finding: &Finding, paths: bool) -> Finding {
    let mut finding = finding.clone();
    finding.path = "".into();
    finding.excerpts.clear();
    for label in &mut finding.labels {
        let location = &mut label.location;
        location.path = "".into();
        (location.span, location.line, location.column) = (None, None, None);
        (location.sheet, location.table, location.cell) = (None, None, None);
        if !paths {
            (location.row, location.col) = (Vec::new(), Vec::new());
        }
    }
    if !paths {
        finding.fingerprint.clear();
    }
    finding
}

#[test]
fn findings_of_all_forms_are_equal_but_for_their_concrete_places() {
    let findings = |form: &str, paths: bool| -> Vec<Finding> {
        outcome(&document(&format!("fixtures/county/{form}"))).findings().map(|f| abstracted(f, paths)).collect()
    };
    for form in FORMS {
        let paths = form != "report.csv";
        for (found, wanted) in findings(form, paths).iter().zip(&findings("clean.html", paths)) {
            assert_eq!(found, wanted, "{form}");
        }
        assert_eq!(findings(form, paths).len(), findings("clean.html", paths).len(), "{form}");
    }
}

#[test]
fn label_paths_of_a_csv_file_are_those_of_the_page_without_some_groups() {
    let (page, csv) = (outcome(&document("fixtures/county/clean.html")), outcome(&document("fixtures/county/report.csv")));
    let labels = |outcome: &Outcome| -> Vec<(Vec<String>, Vec<String>)> {
        outcome.findings().flat_map(|f| &f.labels).map(|l| (l.location.row.clone(), l.location.col.clone())).collect()
    };
    for (page, csv) in labels(&page).iter().zip(&labels(&csv)) {
        for (full, short) in [(&page.0, &csv.0), (&page.1, &csv.1)] {
            assert_eq!(full.last(), short.last());
            let mut rest = full.iter();
            assert!(short.iter().all(|label| rest.any(|l| l == label)), "{short:?} is not {full:?} with groups left out");
        }
    }
}

#[test]
fn a_second_audit_gives_the_same_bytes() {
    for form in FORMS {
        let path = format!("fixtures/county/{form}");
        assert_eq!(json(&outcome(&document(&path))), json(&outcome(&document(&path))), "{form}");
    }
}

#[test]
fn every_finding_has_one_primary_label_and_an_identity_of_its_own() {
    for form in FORMS {
        let outcome = outcome(&document(&format!("fixtures/county/{form}")));
        let mut identities: Vec<&str> = outcome.findings().map(|f| f.fingerprint.as_str()).collect();
        identities.sort_unstable();
        identities.dedup();
        assert_eq!(identities.len(), outcome.findings().count(), "{form}");
        for finding in outcome.findings() {
            let primary = finding.labels.iter().filter(|l| l.role == LabelRole::Primary).count();
            assert!(primary == 1 && finding.labels[0].role == LabelRole::Primary, "{form}: {}", finding.rule);
        }
    }
}

/// The published report whose figures the county report has.
#[test]
fn the_published_report_gives_the_same_seven() {
    let Some(path) = shared("reports/county-2019.txt") else { return };
    let document = read("county-2019.txt", bytes(Path::new(&path)).into(), &Limits::default()).expect("it is text");
    let outcome = outcome(&document);
    let in_any_table = |mut one: Named| {
        one.cells.iter_mut().for_each(|cell| cell.0.clear());
        one.cells.sort();
        one
    };
    let of = |finding: &Finding| {
        let cells = finding.labels.iter().filter_map(|l| Some((String::new(), l.location.cell.clone()?, l.text.clone())));
        let words = finding.labels.iter().filter(|l| l.location.cell.is_none()).map(|l| l.text.clone());
        named(&finding.rule, cells.collect(), words.collect())
    };
    let mut found: Vec<Named> = grave(&outcome).into_iter().map(of).collect();
    found.sort();
    let mut wanted: Vec<Named> = expected().into_iter().map(in_any_table).collect();
    wanted.sort();
    assert_eq!(found, wanted);
}
