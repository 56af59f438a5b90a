//! Tables that look as if a sum were wrong and are right, and for each a twin with one digit changed that is found at the changed cell.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::Arc;

use crossfoot::findings::{Finding, Severity, audit};
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::{RuleSet, RuleSource};

mod support;
use support::{files, root, text};

/// A fixture, the cell that its twin changes, the text there, the twin's text, and whether the change can only be that cell's.
const TWINS: [(&str, &str, &str, &str, bool); 21] = [
    ("adjustment-on-one-line", "E3", "20,970,000", "20,910,000", false),
    ("base-five-rounding", "B8", "5,790", "5,990", true),
    ("base-three-rounding", "D4", "7,266", "7,666", true),
    ("double-counting-breakdown", "B10", "548", "578", true),
    ("edgar-cells", "H6", "6,109", "6,709", false),
    ("income-beside-spending", "D6", "57.21", "97.21", false),
    ("long-sum-off-by-a-cent", "C29", "1525.79", "1575.79", true),
    ("of-which-lines", "B7", "1,684", "1,384", false),
    ("part-told-roughly", "C5", "3,960", "3,160", false),
    ("percent-beside-amounts", "D4", "2377", "2177", false),
    ("percentage-changes-below", "F4", "130", "150", true),
    ("product-called-total", "D6", "2,625", "2,425", false),
    ("repeated-ranks", "E2", "87.9", "81.9", true),
    ("roll-forward", "B5", "12,864", "12,564", true),
    ("selected-lines", "D4", "5,072", "5,012", false),
    ("shares-of-one-column", "B3", "1,745", "1,715", true),
    ("suppressed-cells", "D4", "755", "765", false),
    ("two-ends-of-a-year", "E5", "4779", "4719", false),
    ("two-part-sets", "C2", "3,204", "3,264", true),
    ("unit-beside-labels", "E5", "66.2", "26.2", false),
    ("year-column", "B4", "1,151", "1,181", false),
];

fn findings(name: &str, html: &str) -> Vec<Finding> {
    findings_by(&RuleSet::builtin().expect("the built-in rules are sound"), name, html)
}

fn findings_by(rules: &RuleSet, name: &str, html: &str) -> Vec<Finding> {
    let bytes: Arc<[u8]> = html.as_bytes().into();
    let document = read(name, bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    let mut found = audit(&document, rules).findings;
    found.retain(|f| f.severity >= Severity::Warning);
    found
}

fn source(name: &str) -> String {
    text(&format!("fixtures/sums/{name}.html"))
}

#[test]
fn every_fixture_has_a_twin() {
    let stem = |path: &std::path::PathBuf| path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
    let found: BTreeSet<String> = files(&root().join("fixtures/sums")).iter().map(stem).collect();
    assert_eq!(found, TWINS.iter().map(|t| t.0.to_owned()).collect());
}

#[test]
fn what_adds_up_is_let_be() {
    for (name, ..) in TWINS {
        let found = findings(name, &source(name));
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn one_digit_changed_is_found_at_its_cell() {
    let mut wrong: Vec<String> = Vec::new();
    for (name, cell, old, new, alone) in TWINS {
        let clean = source(name);
        let (from, to) = (format!(">{old}<"), format!(">{new}<"));
        assert_eq!(clean.matches(&from).count(), 1, "{name}: {old} stands once");
        let found = findings(name, &clean.replace(&from, &to));
        let [finding] = &found[..] else {
            wrong.push(format!("{name}: {} findings", found.len()));
            continue;
        };
        let at = |label: usize| finding.labels.get(label).and_then(|l| l.location.cell.clone()).unwrap_or_default();
        let repairs: Vec<(String, &str)> = finding.repairs.iter().map(|r| (at(r.label), r.value.as_str())).collect();
        let value = old.replace([',', '('], "");
        let names = |(c, v): &(String, &str)| c == cell && v.trim_start_matches('-') == value;
        let sure = at(0) == cell && repairs.first().is_some_and(names);
        if !(if alone { sure } else { repairs.iter().any(names) }) {
            wrong.push(format!("{name}: not {cell} = {value} but {} and {repairs:?}", at(0)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_another_language_make_a_total() {
    let page = "<table><tr><th>Posten<th>Betrag</tr><tr><td>Personal<td>12.040</tr><tr><td>Miete<td>3.860</tr><tr><td>Reisen<td>2.150</tr>\
        <tr><td>Summe<td>18.950</tr></table>";
    let page = page.replace('.', ",");
    assert!(findings("budget", &page).is_empty(), "no word of it is built in");
    let mut sources = RuleSet::builtin_sources();
    let text = "[total]\nstarts = [\"Summe\"]\n".into();
    sources.push(RuleSource { name: "mine/lexicon.toml".to_owned(), pack: "mine".to_owned(), text, unread: None });
    let rules = RuleSet::from_sources(&sources).expect("sound");
    let found = findings_by(&rules, "budget", &page);
    assert!(found.len() == 1 && found[0].rule == "total-mismatch", "{found:?}");
}
