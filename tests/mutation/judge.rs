//! Whether the findings name what was changed.

use std::sync::Arc;

use crossfoot::findings::{Finding, Label, ReportOutcome, audit};
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::RuleSet;

use super::markup::{Place, Rendered};
use super::mutate::Mutant;
use super::paper::Paper;

/// What became of a mutant.
pub(crate) struct Judgement {
    /// Rules of the findings that name the changed number, its cell, or a cell that changed words speak of.
    pub(crate) found: Vec<String>,
    /// Findings that share no number with the changed ones or with a finding that names them.
    pub(crate) strays: Vec<String>,
    pub(crate) remarks: Vec<String>,
}

/// The findings on a file.
pub(crate) fn outcome(file: &Rendered, rules: &RuleSet) -> ReportOutcome {
    let bytes: Arc<[u8]> = Arc::from(&file.bytes[..]);
    let document = read(&file.name, bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{}: {problem}", file.name));
    audit(&document, rules)
}

/// Judges the findings on a mutant.
pub(crate) fn judge(paper: &Paper, mutant: &Mutant, file: &Rendered, rules: &RuleSet) -> Judgement {
    let outcome = outcome(file, rules);
    let changed = mutant.edits.iter().map(|(mark, _)| *mark);
    let told = paper.marks.iter().enumerate().filter(|(_, mark)| mark.cell && mark.about.iter().any(|role| mutant.about.contains(role)));
    let aims: Vec<&Place> = changed.chain(told.map(|(n, _)| n)).filter_map(|mark| file.places[mark].as_ref()).collect();
    let names = |finding: &&Finding| finding.labels.iter().any(|label| aims.iter().any(|aim| aim.holds(label)));
    let (hits, rest): (Vec<&Finding>, Vec<&Finding>) = outcome.findings.iter().partition(names);
    let shared = |label: &Label| hits.iter().flat_map(|hit| &hit.labels).any(|other| other.location == label.location);
    let strays = rest.into_iter().filter(|finding| !finding.labels.iter().any(shared));
    Judgement {
        // Another year makes other sentences speak of another year: all of them are tied to it.
        strays: if mutant.class.is_year() { vec![] } else { strays.map(said).collect() },
        found: hits.iter().map(|finding| finding.rule.clone()).collect(),
        remarks: outcome.remarks.iter().map(|remark| remark.message.zh.clone()).collect(),
    }
}

/// A finding in one line.
pub(crate) fn said(finding: &Finding) -> String {
    let labels: Vec<String> = finding.labels.iter().map(|label| format!("{}={}", label.part, label.text)).collect();
    format!("{} [{:?}] {} | {} | {}", finding.rule, finding.severity, finding.message.zh, finding.derivation.zh, labels.join(" "))
}
