//! One document through facts and rules to its outcome.

use std::collections::BTreeSet;

use crate::document::{Document, Site, Spot};
use crate::facts::Facts;
use crate::findings::comment::comments;
use crate::findings::fingerprint::fingerprint;
use crate::findings::locate::{self, location};
use crate::findings::passage::passages;
use crate::findings::said::{self, Said};
use crate::findings::slice::slice;
use crate::findings::{Excerpt, Finding, Label, LabelRole, Location, ReportOutcome, VerdictCounts};
use crate::ingest::too_slow;
use crate::phrase::Phrase;
use crate::rules::{Checked, Evidence, RuleSet, Verdict, Violation, check};

/// Audits one document: reads its facts, carries out every check, and turns each disagreement into a finding.
#[must_use]
pub fn audit(document: &Document, rules: &RuleSet) -> ReportOutcome {
    let facts = Facts::of(document);
    outcome(&facts, &check(&facts, rules))
}

/// The outcome of checks already carried out; past the document's deadline a problem alone.
#[must_use]
pub fn outcome(facts: &Facts<'_>, checked: &[Checked]) -> ReportOutcome {
    let document = facts.document;
    if document.deadline.is_over() {
        return ReportOutcome { path: document.path.clone(), problem: Some(too_slow()), ..ReportOutcome::default() };
    }
    let mut found: Vec<(Place, Finding)> = checked.iter().filter_map(|c| finding(c, facts)).collect();
    found.sort_by(|a, b| (&a.0, &a.1.rule, &a.1.fingerprint).cmp(&(&b.0, &b.1.rule, &b.1.fingerprint)));
    let (comments, comment_faults) = comments(document);
    ReportOutcome {
        path: document.path.clone(),
        format: Some(document.format),
        encoding: document.source.as_ref().map(|s| s.encoding().name().to_ascii_lowercase()),
        title: document.title.clone(),
        year_before: None,
        tables: count(document.tables.len()),
        numbers: count(facts.numbers.len()),
        guarded: count(guarded(checked).len()),
        verdicts: counts(checked),
        problem: None,
        remarks: remarks(facts, checked),
        findings: found.into_iter().map(|(_, finding)| finding).collect(),
        suppressed: Vec::new(),
        comments,
        comment_faults,
    }
}

/// Where a finding's primary label stands in reading order.
pub(super) type Place = (u32, Spot);

fn finding(checked: &Checked, facts: &Facts<'_>) -> Option<(Place, Finding)> {
    let Verdict::Fail(violation) = &checked.verdict else {
        return None;
    };
    let primary = checked.evidence.first()?;
    let labels = labels(&checked.evidence, facts);
    let fingerprint = fingerprint(&checked.rule, &labels, &checked.evidence, facts);
    let Violation { severity, confidence, message, help, derivation, repairs } = violation.as_ref().clone();
    let finding = Finding {
        rule: checked.rule.clone(),
        severity,
        confidence,
        path: facts.document.path.clone(),
        message,
        help,
        derivation,
        labels,
        repairs,
        fingerprint,
        also: Vec::new(),
        excerpts: excerpts(&checked.evidence.iter().enumerate().collect::<Vec<_>>(), facts),
    };
    Some(((block_of(primary.spot.site, facts.document), primary.spot), finding))
}

fn labels(evidence: &[Evidence], facts: &Facts<'_>) -> Vec<Label> {
    let label = |(n, used): (usize, &Evidence)| Label {
        role: if n == 0 { LabelRole::Primary } else { LabelRole::Related },
        part: used.part.clone(),
        text: facts.document.printed(&used.spot).to_owned(),
        location: location(used, facts),
    };
    evidence.iter().enumerate().map(label).collect()
}

/// What one excerpt shows: a table's cells, or the numbers in one text.
#[derive(PartialEq, Eq)]
enum Shown {
    Table(u32),
    Text(Site),
}

/// One slice a table, and the passages of each text, in the order of the labels.
pub(super) fn excerpts(evidence: &[(usize, &Evidence)], facts: &Facts<'_>) -> Vec<Excerpt> {
    let mut groups: Vec<(Shown, Vec<(usize, &Evidence)>)> = Vec::new();
    for &(n, used) in evidence {
        let shown = match used.spot.site {
            Site::Cell { table, .. } if !used.prose => Shown::Table(table),
            site => Shown::Text(site),
        };
        match groups.iter_mut().find(|(known, _)| *known == shown) {
            Some((_, group)) => group.push((n, used)),
            None => groups.push((shown, vec![(n, used)])),
        }
    }
    let mut excerpts = Vec::new();
    for (shown, group) in &groups {
        match shown {
            Shown::Table(table) => excerpts.extend(slice(*table, group, facts).map(Excerpt::Slice)),
            Shown::Text(site) => excerpts.extend(passages(*site, group, facts).into_iter().map(Excerpt::Passage)),
        }
    }
    excerpts
}

pub(super) fn block_of(site: Site, document: &Document) -> u32 {
    match site {
        Site::Paragraph(n) => {
            let at = document.blocks.iter().position(|b| *b == crate::document::Block::Paragraph(n));
            at.map_or(u32::MAX, count)
        }
        Site::Cell { table, .. } => document.tables.get(table as usize).map_or(u32::MAX, |t| t.block),
    }
}

/// The numbers that at least one decided check used.
pub(super) fn guarded(checked: &[Checked]) -> BTreeSet<u32> {
    let decided = checked.iter().filter(|c| matches!(c.verdict, Verdict::Pass | Verdict::Fail(_)));
    decided.flat_map(|c| c.evidence.iter().filter_map(|e| e.number)).collect()
}

fn counts(checked: &[Checked]) -> VerdictCounts {
    let mut counts = VerdictCounts::default();
    for check in checked {
        match check.verdict {
            Verdict::Pass => counts.pass += 1,
            Verdict::Fail(_) => counts.fail += 1,
            Verdict::NotApplicable(_) => counts.not_applicable += 1,
            Verdict::Undecided(_) => counts.undecided += 1,
        }
    }
    counts
}

/// What was not read, what passed with a note, and why checks stayed undecided; each sentence once.
fn remarks(facts: &Facts<'_>, checked: &[Checked]) -> Vec<Said> {
    let mut remarks = said::unread(facts);
    for check in checked {
        let claim = check.evidence.first().filter(|evidence| evidence.prose).map(|evidence| location(evidence, facts));
        let place = claim.as_ref().map(place).unwrap_or_default();
        let message = match (&check.verdict, &check.note) {
            (Verdict::Undecided(why), _) => Phrase::new(
                format!("{} 未判定{}：{}", check.rule, place.zh, why.zh),
                format!("{} undecided{}: {}", check.rule, place.en, why.en),
            ),
            (_, Some(note)) => {
                Phrase::new(format!("{}{}：{}", check.rule, place.zh, note.zh), format!("{}{}: {}", check.rule, place.en, note.en))
            }
            _ => continue,
        };
        let said = Said { location: claim, ..Said::of(message) };
        if !remarks.contains(&said) {
            remarks.push(said);
        }
    }
    remarks
}

/// Where the statement stands that a remark is about, as a part of the remark.
fn place(location: &Location) -> Phrase {
    locate::short(location).map_or_else(Phrase::default, |place| Phrase::new(format!("（{place}）"), format!(" at {place}")))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
