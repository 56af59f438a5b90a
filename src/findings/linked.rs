//! What findings over several reports use of one of them, for a format that shows the report itself: its own checks know nothing of it.

use std::collections::HashMap;

use crate::facts::Facts;
use crate::findings::{Finding, Location, Outcome, RawSpan, location};
use crate::rules::{Checked, Evidence, Verdict, Violation};

/// The findings that use numbers of several reports.
#[must_use]
pub fn linked(outcome: &Outcome) -> Vec<&Finding> {
    let is_linked = |finding: &&Finding| finding.labels.iter().any(|label| label.location.path != finding.path);
    outcome.reports.iter().flat_map(|report| &report.findings).filter(is_linked).collect()
}

/// Those of the `linked` findings that use numbers of this report, each as a failed check of what it uses here, in the order used. Findings of
/// another report stand among them: what they use here is involved.
#[must_use]
pub fn linked_checks(facts: &Facts<'_>, linked: &[&Finding]) -> Vec<Checked> {
    let path = &facts.document.path;
    let is_here = |finding: &&&Finding| finding.labels.iter().any(|label| label.location.path == *path);
    let mut found = linked.iter().filter(is_here).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    let places = places(facts);
    found.filter_map(|finding| checked(finding, path, &places)).collect()
}

/// Where a number stands: its bytes, or its sheet and cell, or its paragraph; and the number as printed.
type Place = (Option<RawSpan>, Option<String>, Option<String>, Option<u32>, String);

fn place(at: &Location, text: &str) -> Place {
    (at.span, at.sheet.clone(), at.cell.clone(), at.paragraph, text.to_owned())
}

/// Every number of a report by where it stands.
fn places(facts: &Facts<'_>) -> HashMap<Place, Evidence> {
    // A number in a cell may be one of a sentence there.
    let evidence = |(id, number): (u32, &crate::facts::Number)| {
        [true, false].map(|prose| {
            let used = Evidence { spot: number.spot, part: String::new(), prose, number: Some(id) };
            (place(&location(&used, facts), facts.document.printed(&number.spot)), used)
        })
    };
    (0_u32..).zip(&facts.numbers).flat_map(evidence).collect()
}

fn checked(finding: &Finding, path: &str, places: &HashMap<Place, Evidence>) -> Option<Checked> {
    let here = finding.labels.iter().filter(|label| &*label.location.path == path);
    let used = here.map(|label| {
        let known = places.get(&place(&label.location, &label.text))?;
        Some(Evidence { part: label.part.clone(), ..known.clone() })
    });
    let violation = Violation {
        severity: finding.severity,
        confidence: finding.confidence,
        message: finding.message.clone(),
        help: finding.help.clone(),
        derivation: finding.derivation.clone(),
        repairs: Vec::new(),
    };
    Some(Checked {
        rule: finding.rule.clone(),
        verdict: Verdict::Fail(Box::new(violation)),
        evidence: used.collect::<Option<_>>()?,
        note: None,
    })
}
