//! Packs of the user's own: which reports they are for.

use std::sync::Arc;

use crossfoot::findings::audit;
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::{RuleSet, RuleSource};

const RULE: &str = r#"severity = "error"
title    = { zh = "合格与不合格之和不等于采样", en = "passed and failed do not make taken" }
why      = { zh = "每份样品或合格或不合格", en = "each sample passed or failed" }
each     = "row of samples"
check    = "passed + failed = taken"
message  = { zh = "“{line}”相加为 {left}，采样写为 {right}", en = "{line}: passed and failed make {left}; taken is given as {right}" }
fix      = { zh = "核对采样数", en = "check the samples taken" }
"#;

/// How many findings a pack gives on a table of samples in a report with this title.
fn found(applies: &str, title: &str) -> usize {
    let pack = format!(
        "title = {{ zh = \"水质年报\", en = \"water quality report\" }}\n{applies}\n[table.samples]\ncaption = [\"Samplings\"]\n\
         rows = [\"north = North\", \"total = All districts\"]\ncolumns = [\"taken = Taken\", \"passed = Passed\", \"failed = Failed\"]\n"
    );
    let mut sources = RuleSet::builtin_sources();
    for (name, text) in [("pack.toml", pack), ("samples-balance.toml", RULE.to_owned())] {
        sources.push(RuleSource { name: format!("own/{name}"), pack: "own".to_owned(), text: text.into(), unread: None });
    }
    let rules = RuleSet::from_sources(&sources).expect("sound");
    let page = format!(
        "<h1>{title}</h1><table><tr><th>Site<th>Taken<th>Passed<th>Failed<tr><td>North<td>10<td>5<td>2<tr><td>All districts<td>20<td>10<td>4</table>"
    );
    let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is a page");
    audit(&document, &rules).findings.iter().filter(|finding| finding.rule == "samples-balance").count()
}

#[test]
fn a_small_table_alone_does_not_make_another_report_one_of_the_family() {
    let applies = "applies = [\"Water quality report\"]";
    assert_eq!(found(applies, "Annual bird report"), 0);
    assert_eq!(found(applies, "Water quality report 2023"), 2);
    assert_eq!(found(applies, "Samplings by district"), 2, "the table's caption names it");
    assert_eq!(found("", "Annual bird report"), 2, "a pack that names no family is for every report");
}
