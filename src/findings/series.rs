//! Reports of one body and consecutive years, each against the one before, and parents against their children: what disagrees becomes a finding
//! of the later report, or of the parent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::Document;
use crate::facts::Facts;
use crate::findings::audit::{Place, block_of, excerpts, guarded};
use crate::findings::fingerprint::linked_fingerprint;
use crate::findings::locate::location;
use crate::findings::{Excerpt, Finding, Label, LabelRole, Outcome, ReportOutcome, Said, outcome};
use crate::ingest::too_slow;
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};
use crate::rules::{
    Carried, Checked, Evidence, Family, Linked, Report, RuleSet, Verdict, add_up, check_carrying, compare, families, series,
};

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

/// A report set against the one of the year before, or against its children's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The later report's place in the list given, or the parent's.
    pub own: usize,
    /// The earlier report's.
    pub before: Option<usize>,
    /// The children's.
    pub children: Vec<usize>,
    /// Every check on them.
    pub linked: Vec<Linked>,
}

/// All comparisons of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparisons {
    /// The pairs, by the later report's path; behind them the parents with their children.
    pub pairs: Vec<Comparison>,
    /// What keeps reports from being compared, by their places in the list given.
    remarks: Vec<(usize, Phrase)>,
}

impl Comparisons {
    /// With those of another kind behind them.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.pairs.extend(other.pairs);
        self.remarks.extend(other.remarks);
        self
    }
}

/// Audits documents by themselves, year against year, and parents against children.
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
    let comparisons = compare_years(&kept, rules).and(roll_up(&kept, rules));
    let find = |pair: &Comparison| pair.findings(&|at| documents.get(at), &reports);
    let found = comparisons.pairs.iter().map(find).collect();
    join(&mut reports, &mut kept, comparisons, found);
    Outcome::new(reports)
}

/// What all reports keep, each with its report's place in the list given.
fn all_carried(kept: &[Kept]) -> (Vec<usize>, Vec<&Carried>) {
    kept.iter().enumerate().flat_map(|(nth, kept)| kept.carried.iter().map(move |carried| (nth, carried))).unzip()
}

/// Compares all reports of one body and consecutive years; `kept` holds one entry a report.
#[must_use]
pub fn compare_years(kept: &[Kept], rules: &RuleSet) -> Comparisons {
    let (whose, reports) = all_carried(kept);
    let found = series(&reports);
    let whose = |at: usize| whose.get(at).copied();
    let pair = |pair: &crate::rules::Consecutive| {
        let linked = compare(reports.get(pair.before)?, reports.get(pair.own)?, rules);
        Some(Comparison { own: whose(pair.own)?, before: whose(pair.before), children: Vec::new(), linked })
    };
    Comparisons {
        pairs: found.pairs.iter().filter_map(pair).collect(),
        remarks: found.remarks.into_iter().filter_map(|(at, said)| Some((whose(at)?, said))).collect(),
    }
}

/// Holds every parent's report to the sum of its children's, as the rules' rollups say.
#[must_use]
pub fn roll_up(kept: &[Kept], rules: &RuleSet) -> Comparisons {
    let (whose, reports) = all_carried(kept);
    let pair = |family: Family| {
        let own = rules.rollups().get(family.rollup)?.own;
        let children =
            family.children.map(|children| children.into_iter().filter_map(|at| Some((*whose.get(at)?, *reports.get(at)?))).unzip());
        let (places, children): (Vec<usize>, Result<Vec<&Carried>, Phrase>) = match children {
            Ok((places, children)) => (places, Ok(children)),
            Err(why) => (Vec::new(), Err(why)),
        };
        let linked = add_up(reports.get(family.parent)?, &children, own, rules);
        Some(Comparison { own: *whose.get(family.parent)?, before: None, children: places, linked })
    };
    Comparisons { pairs: families(rules.rollups(), &reports).into_iter().filter_map(pair).collect(), remarks: Vec::new() }
}

impl Comparison {
    /// Whether something disagrees, so that the documents are needed to show it.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.linked.iter().any(|linked| matches!(linked.verdict, Verdict::Fail(_)))
    }

    /// The places of all its reports in the list given.
    pub fn reports(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.own).chain(self.before).chain(self.children.iter().copied())
    }

    fn place(&self, report: Report) -> Option<usize> {
        match report {
            Report::Own => Some(self.own),
            Report::Before => self.before,
            Report::Part(nth) => self.children.get(nth as usize).copied(),
        }
    }

    /// The findings; `document` gives the report at a place, `reports` are the outcomes of all. The documents may have been read a second time.
    ///
    /// # Errors
    /// A [`Problem`] when a document is not what it was when it was audited: places would be wrong.
    pub fn findings<'d>(
        &self,
        document: &dyn Fn(usize) -> Option<&'d Document>,
        reports: &[ReportOutcome],
    ) -> Result<Vec<Finding>, Problem> {
        if !self.fails() {
            return Ok(Vec::new());
        }
        let mut read: BTreeMap<usize, Facts<'d>> = BTreeMap::new();
        for at in self.reports() {
            let Some(document) = document(at) else { return Ok(Vec::new()) };
            let facts = Facts::of(document);
            if facts.document.deadline.is_over() {
                return Err(too_slow());
            }
            if let Some(problem) = reports.get(at).and_then(|report| changed(&facts, report)) {
                return Err(problem);
            }
            read.insert(at, facts);
        }
        Ok(linked_findings(&self.linked, &|report| self.place(report).and_then(|at| read.get(&at))))
    }
}

/// The facts of one of the reports that a check is about.
type Of<'f, 'd> = dyn Fn(Report) -> Option<&'f Facts<'d>> + 'f;

/// The findings of checks on several reports, in the order of their places in the one they are about.
#[must_use]
pub fn linked_findings<'f, 'd: 'f>(linked: &[Linked], facts: &Of<'f, 'd>) -> Vec<Finding> {
    let mut found: Vec<(Place, Finding)> = linked.iter().filter_map(|check| finding(check, facts)).collect();
    found.sort_by(|a, b| (&a.0, &a.1.rule, &a.1.fingerprint).cmp(&(&b.0, &b.1.rule, &b.1.fingerprint)));
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn finding<'f, 'd: 'f>(linked: &Linked, facts: &Of<'f, 'd>) -> Option<(Place, Finding)> {
    let Verdict::Fail(violation) = &linked.verdict else { return None };
    let (_, primary) = linked.evidence.iter().find(|(report, _)| *report == Report::Own)?;
    let all: Vec<&Facts<'d>> = linked.evidence.iter().map(|(report, _)| facts(*report)).collect::<Option<_>>()?;
    let own = facts(Report::Own)?;
    let label = |(n, ((_, used), facts)): (usize, (&(Report, Evidence), &&Facts<'d>))| Label {
        role: if n == 0 { LabelRole::Primary } else { LabelRole::Related },
        part: used.part.clone(),
        text: facts.document.printed(&used.spot).to_owned(),
        location: location(used, facts),
    };
    let labels: Vec<Label> = linked.evidence.iter().zip(&all).enumerate().map(label).collect();
    let finding = Finding {
        rule: linked.rule.clone(),
        severity: violation.severity,
        confidence: violation.confidence,
        path: Arc::clone(&own.document.path),
        message: violation.message.clone(),
        help: violation.help.clone(),
        derivation: violation.derivation.clone(),
        fingerprint: linked_fingerprint(&linked.rule, &labels, &linked.evidence, &all),
        labels,
        repairs: violation.repairs.clone(),
        also: Vec::new(),
        excerpts: shown(linked, facts),
    };
    Some(((block_of(primary.spot.site, own.document), primary.spot), finding))
}

/// Children whose cells are shown; all are named.
const CHILDREN: usize = 12;

/// The excerpts of each report, those of the one that the finding is about first.
fn shown<'f, 'd: 'f>(linked: &Linked, facts: &Of<'f, 'd>) -> Vec<Excerpt> {
    let mut reports: Vec<Report> = vec![Report::Own];
    for (report, _) in &linked.evidence {
        if !reports.contains(report) {
            reports.push(*report);
        }
    }
    let one = |report: &Report| -> Vec<Excerpt> {
        let used = linked.evidence.iter().enumerate().filter(|(_, (of, _))| of == report);
        facts(*report).map(|facts| excerpts(&drawn(used.map(|(n, (_, evidence))| (n, evidence))), facts)).unwrap_or_default()
    };
    reports.iter().take(CHILDREN + 1).flat_map(one).collect()
}

/// Runs of words that are shown of each kind in one report; all are named.
const RUNS: usize = 3;

/// The evidence that is shown: every number, the first of many runs of words.
fn drawn<'e>(used: impl Iterator<Item = (usize, &'e Evidence)>) -> Vec<(usize, &'e Evidence)> {
    let mut runs: BTreeMap<&str, usize> = BTreeMap::new();
    let mut drawn = Vec::new();
    for (n, evidence) in used {
        let known = runs.entry(&evidence.part).or_default();
        *known += usize::from(evidence.number.is_none() && evidence.prose);
        if *known <= RUNS {
            drawn.push((n, evidence));
        }
    }
    drawn
}

/// Puts the comparisons' verdicts, findings and remarks into the reports. `found` holds each pair's findings, or why its files could not be read
/// a second time.
pub fn join(reports: &mut [ReportOutcome], kept: &mut [Kept], comparisons: Comparisons, found: Vec<Result<Vec<Finding>, Problem>>) {
    for (at, said) in comparisons.remarks {
        if let Some(report) = reports.get_mut(at) {
            report.remarks.push(Said::of(said));
        }
    }
    for (pair, found) in comparisons.pairs.iter().zip(found) {
        guard(pair, reports, kept);
        let before = pair.before.and_then(|at| reports.get(at)).map(|report| Arc::clone(&report.path));
        let Some(own) = reports.get_mut(pair.own) else { continue };
        own.year_before = before.or(own.year_before.take());
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
    for at in pair.reports() {
        let (Some(report), Some(kept)) = (reports.get_mut(at), kept.get_mut(at)) else { continue };
        let used = decided().flat_map(|linked| &linked.evidence).filter(|(side, _)| pair.place(*side) == Some(at));
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
                let said = Said::of(Phrase::new(format!("{rule} 未判定：{}", why.zh), format!("{rule} undecided: {}", why.en)));
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
