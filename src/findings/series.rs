//! Reports of one body and consecutive years, each against the one before: what disagrees becomes a finding of the later report.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::Document;
use crate::facts::Facts;
use crate::findings::audit::{Place, block_of, excerpts, guarded};
use crate::findings::fingerprint::linked_fingerprint;
use crate::findings::locate::location;
use crate::findings::{Finding, Label, LabelRole, Outcome, ReportOutcome, outcome};
use crate::ingest::too_slow;
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};
use crate::rules::{Carried, Checked, Evidence, Linked, Report, RuleSet, Verdict, check_carrying, compare, series};

/// What a report keeps for the reports of other years: some figures with their places, not the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The figures, by pack.
    carried: Vec<Carried>,
    /// Of their numbers, those that a check of the report by itself has used.
    guarded: BTreeSet<u32>,
}

impl Kept {
    /// What is kept of a report after its own checks; see [`crate::rules::check_carrying`].
    #[must_use]
    pub fn new(carried: Vec<Carried>, checked: &[Checked]) -> Self {
        let used = if carried.is_empty() { BTreeSet::new() } else { guarded(checked) };
        let guarded = carried.iter().flat_map(Carried::numbers).filter(|id| used.contains(id)).collect();
        Self { carried, guarded }
    }

    /// Whether nothing is kept: the report is of no family that compares years.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.carried.is_empty()
    }
}

/// A report set against the one of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The later report's place in the list given.
    pub own: usize,
    /// The earlier report's.
    pub before: usize,
    /// Every check on the two.
    pub linked: Vec<Linked>,
}

/// All comparisons of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparisons {
    /// The pairs, by the later report's path.
    pub pairs: Vec<Comparison>,
    /// What keeps reports from being compared, by their places in the list given.
    remarks: Vec<(usize, Phrase)>,
}

/// Audits documents by themselves and year against year.
#[must_use]
pub fn audit_series(documents: &[Document], rules: &RuleSet) -> Outcome {
    let audit = |document: &Document| {
        let facts = Facts::of(document);
        let (checked, carried) = check_carrying(&facts, rules);
        let outcome = outcome(&facts, &checked);
        let kept = if outcome.problem.is_none() { Kept::new(carried, &checked) } else { Kept::default() };
        (outcome, kept)
    };
    let (mut reports, mut kept): (Vec<ReportOutcome>, Vec<Kept>) = documents.iter().map(audit).unzip();
    let comparisons = compare_years(&kept, rules);
    let find = |pair: &Comparison| match (documents.get(pair.own), documents.get(pair.before)) {
        (Some(own), Some(before)) => pair.findings(own, before, &reports),
        _ => Ok(Vec::new()),
    };
    let found = comparisons.pairs.iter().map(find).collect();
    join(&mut reports, &mut kept, comparisons, found);
    Outcome::new(reports)
}

/// Compares all reports of one body and consecutive years; `kept` holds one entry a report.
#[must_use]
pub fn compare_years(kept: &[Kept], rules: &RuleSet) -> Comparisons {
    let carried: Vec<(usize, &Carried)> =
        kept.iter().enumerate().flat_map(|(nth, kept)| kept.carried.iter().map(move |carried| (nth, carried))).collect();
    let reports: Vec<&Carried> = carried.iter().map(|(_, carried)| *carried).collect();
    let found = series(&reports);
    let whose = |at: usize| carried.get(at).map(|(nth, _)| *nth);
    let pair = |pair: &crate::rules::Consecutive| {
        let linked = compare(reports.get(pair.before)?, reports.get(pair.own)?, rules);
        Some(Comparison { own: whose(pair.own)?, before: whose(pair.before)?, linked })
    };
    Comparisons {
        pairs: found.pairs.iter().filter_map(pair).collect(),
        remarks: found.remarks.into_iter().filter_map(|(at, said)| Some((whose(at)?, said))).collect(),
    }
}

impl Comparison {
    /// Whether something disagrees, so that both documents are needed to show it.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.linked.iter().any(|linked| matches!(linked.verdict, Verdict::Fail(_)))
    }

    /// The findings; `reports` are the outcomes of all reports. The documents may have been read a second time.
    ///
    /// # Errors
    /// A [`Problem`] when a document is not what it was when it was audited: places would be wrong.
    pub fn findings(&self, own: &Document, before: &Document, reports: &[ReportOutcome]) -> Result<Vec<Finding>, Problem> {
        if !self.fails() {
            return Ok(Vec::new());
        }
        let (own, before) = (Facts::of(own), Facts::of(before));
        if own.document.deadline.is_over() || before.document.deadline.is_over() {
            return Err(too_slow());
        }
        for (at, facts) in [(self.own, &own), (self.before, &before)] {
            if let Some(problem) = reports.get(at).and_then(|report| changed(facts, report)) {
                return Err(problem);
            }
        }
        Ok(linked_findings(&self.linked, &own, &before))
    }
}

/// The findings of checks on two reports, in the order of their places in the later one.
#[must_use]
pub fn linked_findings(linked: &[Linked], own: &Facts<'_>, before: &Facts<'_>) -> Vec<Finding> {
    let mut found: Vec<(Place, Finding)> = linked.iter().filter_map(|check| finding(check, own, before)).collect();
    found.sort_by(|a, b| (&a.0, &a.1.rule, &a.1.fingerprint).cmp(&(&b.0, &b.1.rule, &b.1.fingerprint)));
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn finding(linked: &Linked, own: &Facts<'_>, before: &Facts<'_>) -> Option<(Place, Finding)> {
    let Verdict::Fail(violation) = &linked.verdict else { return None };
    let (_, primary) = linked.evidence.iter().find(|(report, _)| *report == Report::Own)?;
    let facts = |report: Report| if report == Report::Own { own } else { before };
    let label = |(n, (report, used)): (usize, &(Report, Evidence))| Label {
        role: if n == 0 { LabelRole::Primary } else { LabelRole::Related },
        part: used.part.clone(),
        text: facts(*report).document.printed(&used.spot).to_owned(),
        location: location(used, facts(*report)),
    };
    let labels: Vec<Label> = linked.evidence.iter().enumerate().map(label).collect();
    let shown = |wanted: Report| {
        let used = linked.evidence.iter().enumerate().filter(|(_, (report, _))| *report == wanted);
        excerpts(&used.map(|(n, (_, evidence))| (n, evidence)).collect::<Vec<_>>(), facts(wanted))
    };
    let finding = Finding {
        rule: linked.rule.clone(),
        severity: violation.severity,
        confidence: violation.confidence,
        path: Arc::clone(&own.document.path),
        message: violation.message.clone(),
        help: violation.help.clone(),
        derivation: violation.derivation.clone(),
        fingerprint: linked_fingerprint(&linked.rule, &labels, &linked.evidence, own, before),
        labels,
        repairs: violation.repairs.clone(),
        excerpts: [shown(Report::Own), shown(Report::Before)].concat(),
    };
    Some(((block_of(primary.spot.site, own.document), primary.spot), finding))
}

/// Puts the comparisons' verdicts, findings and remarks into the reports. `found` holds each pair's findings, or why its files could not be read
/// a second time.
pub fn join(reports: &mut [ReportOutcome], kept: &mut [Kept], comparisons: Comparisons, found: Vec<Result<Vec<Finding>, Problem>>) {
    for (at, said) in comparisons.remarks {
        if let Some(report) = reports.get_mut(at) {
            report.remarks.push(said);
        }
    }
    for (pair, found) in comparisons.pairs.iter().zip(found) {
        guard(pair, reports, kept);
        let before = reports.get(pair.before).map(|report| Arc::clone(&report.path));
        let Some(own) = reports.get_mut(pair.own) else { continue };
        own.year_before = before;
        tell(pair, own);
        match found {
            Ok(findings) => own.findings.extend(findings),
            Err(problem) => own.problem = own.problem.take().or(Some(problem)),
        }
    }
}

/// Counts the numbers that only the comparison uses as used.
fn guard(pair: &Comparison, reports: &mut [ReportOutcome], kept: &mut [Kept]) {
    let decided = || pair.linked.iter().filter(|linked| matches!(linked.verdict, Verdict::Pass | Verdict::Fail(_)));
    for (at, wanted) in [(pair.own, Report::Own), (pair.before, Report::Before)] {
        let (Some(report), Some(kept)) = (reports.get_mut(at), kept.get_mut(at)) else { continue };
        let used = decided().flat_map(|linked| &linked.evidence).filter(|(side, _)| *side == wanted);
        let fresh = used.filter_map(|(_, evidence)| evidence.number).filter(|id| kept.guarded.insert(*id)).count();
        report.guarded = report.guarded.saturating_add(u32::try_from(fresh).unwrap_or(u32::MAX));
    }
}

/// Counts the verdicts and says why checks stayed undecided.
fn tell(pair: &Comparison, own: &mut ReportOutcome) {
    for linked in &pair.linked {
        let verdicts = &mut own.verdicts;
        match &linked.verdict {
            Verdict::Pass => verdicts.pass += 1,
            Verdict::Fail(_) => verdicts.fail += 1,
            Verdict::NotApplicable(_) => verdicts.not_applicable += 1,
            Verdict::Undecided(why) => {
                verdicts.undecided += 1;
                let rule = &linked.rule;
                let said = Phrase::new(format!("{rule} 未判定：{}", why.zh), format!("{rule} undecided: {}", why.en));
                if !own.remarks.contains(&said) {
                    own.remarks.push(said);
                }
            }
        }
    }
}

/// The problem of a file that is not what it was when it was audited; `None` where it still is.
fn changed(facts: &Facts<'_>, audited: &ReportOutcome) -> Option<Problem> {
    let document = facts.document;
    let is = |count: usize, known: u32| u32::try_from(count).unwrap_or(u32::MAX) == known;
    let same = is(facts.numbers.len(), audited.numbers) && is(document.tables.len(), audited.tables);
    (!same).then(|| {
        Problem::new(
            ProblemKind::Unreadable,
            format!("{} 在审核中被改动，请重新审核", document.path),
            format!("{} changed while it was audited: audit it again", document.path),
        )
    })
}
