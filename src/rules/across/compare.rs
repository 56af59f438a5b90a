//! Two reports of one body, the one of the year after the other: each rule on both, and its verdict.

use std::collections::BTreeMap;

use num_traits::Signed as _;

use crate::facts::Hedge;
use crate::phrase::Phrase;
use crate::rules::across::carried::{Figure, Figures, Line, Stated, Term, equations, readings};
use crate::rules::across::statement;
use crate::rules::across::{Across, Carried, LinkedEquation};
use crate::rules::message::{Slots, amount};
use crate::rules::{Check, Evidence, Gap, Interval, Pack, Rule, RuleSet, Verdict, Violation};

/// Which of the two reports a piece of evidence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// The one of the year before.
    Before,
    /// The later one, which the check is about.
    Own,
}

/// One check carried out on two reports: like [`crate::rules::Checked`], with the report that each piece of evidence stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The rule's identifier.
    pub rule: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What it used, the primary first, in the later report.
    pub evidence: Vec<(Report, Evidence)>,
}

/// The two reports and what both keep, for one rule.
#[derive(Clone, Copy)]
pub(super) struct Pair<'c> {
    pub before: &'c Carried,
    pub own: &'c Carried,
}

impl Pair<'_> {
    /// The year of the earlier report in words.
    pub(super) fn year_before(&self) -> Phrase {
        let year = self.before.identity.year.or(self.own.identity.year.map(|year| year.saturating_sub(1)));
        year.map_or_else(|| Phrase::new("上一年", "the year before"), |year| Phrase::new(format!("{year}年"), year.to_string()))
    }
}

/// Carries out every rule on two reports of one body; `before` is the one of the year before `own`. Both were made with `rules`. The order is
/// that of the rules, then of the lines and sentences.
#[must_use]
pub fn compare(before: &Carried, own: &Carried, rules: &RuleSet) -> Vec<Linked> {
    let mut linked = Vec::new();
    let Some(pack) = rules.packs().nth(own.pack).filter(|_| own.pack == before.pack) else {
        return linked;
    };
    let pair = Pair { before, own };
    for (nth, (rule, equation)) in equations(pack).enumerate() {
        if let Some(verdict) = outside(rule, own) {
            linked.push(bare(rule, verdict));
            continue;
        }
        let both = own.relations.get(nth).into_iter().flatten().zip(before.relations.get(nth).into_iter().flatten());
        for (mine, theirs) in both {
            match (mine, theirs) {
                (Ok(mine), Ok(theirs)) => lines(rule, equation, mine, theirs, pair, &mut linked),
                (Err(why), _) => linked.push(bare(rule, Verdict::Undecided(within(why, own)))),
                (_, Err(why)) => linked.push(bare(rule, Verdict::Undecided(within(why, before)))),
            }
        }
    }
    statements(pack, pair, &mut linked);
    linked
}

fn bare(rule: &Rule, verdict: Verdict) -> Linked {
    Linked { rule: rule.id.clone(), verdict, evidence: Vec::new() }
}

/// The verdict on a report of a year that the rule does not speak of.
fn outside(rule: &Rule, own: &Carried) -> Option<Verdict> {
    let across = across(rule)?;
    let year = own.identity.year.filter(|year| !across.covers(*year))?;
    Some(Verdict::NotApplicable(Phrase::new(
        format!("{year} 年的报告不适用这一关系"),
        format!("the relation does not hold for reports of {year}"),
    )))
}

pub(super) fn across(rule: &Rule) -> Option<&Across> {
    match &rule.check {
        Check::Across(across) => Some(across),
        _ => None,
    }
}

/// A reason with the file it lies in.
pub(super) fn within(why: &Phrase, carried: &Carried) -> Phrase {
    Phrase::new(format!("{} 中{}", carried.path, why.zh), format!("in {}, {}", carried.path, why.en))
}

/// Every declared line that either report has.
fn lines(rule: &Rule, equation: &LinkedEquation, own: &[Line], before: &[Line], pair: Pair<'_>, out: &mut Vec<Linked>) {
    let mut labels: Vec<usize> = own.iter().chain(before).map(|line| line.label).collect();
    labels.sort_unstable();
    labels.dedup();
    for label in labels {
        let find = |lines: &'_ [Line]| lines.iter().position(|line| line.label == label);
        match (find(own).and_then(|at| own.get(at)), find(before).and_then(|at| before.get(at))) {
            (Some(mine), Some(theirs)) => out.push(line(rule, equation, mine, theirs, pair)),
            (Some(alone), None) => out.push(bare(rule, Verdict::Undecided(missing(alone, pair.before)))),
            (None, Some(alone)) => out.push(bare(rule, Verdict::Undecided(missing(alone, pair.own)))),
            (None, None) => {}
        }
    }
}

fn missing(line: &Line, carried: &Carried) -> Phrase {
    let label = &line.printed;
    within(&Phrase::new(format!("没有“{label}”"), format!("there is no `{label}`")), carried)
}

/// A term of the relation as bound: where it stands, and whether it is what the report states.
struct Bound<'c> {
    report: Report,
    stated: bool,
    figures: &'c Figures,
}

fn line(rule: &Rule, equation: &LinkedEquation, own: &Line, before: &Line, pair: Pair<'_>) -> Linked {
    let (mut mine, mut theirs) = (own.own.iter(), before.before.iter());
    let mut bound: Vec<Bound<'_>> = Vec::new();
    for (stated, term) in equation.terms() {
        let (report, next, carried) =
            if term.before { (Report::Before, theirs.next(), pair.before) } else { (Report::Own, mine.next(), pair.own) };
        match next {
            Some(Ok(figures)) => bound.push(Bound { report, stated, figures }),
            Some(Err(why)) => return bare(rule, Verdict::Undecided(within(why, carried))),
            None => {}
        }
    }
    let verdict = judge(rule, &bound, own, pair);
    let mut evidence = Vec::new();
    for term in &bound {
        let part = match (term.report, term.stated) {
            (Report::Before, _) => "year-before",
            (Report::Own, true) => "this-year",
            (Report::Own, false) => "part",
        };
        evidence.extend(term.figures.cells.iter().map(|figure| (term.report, figure.evidence(part, false))));
    }
    Linked { rule: rule.id.clone(), verdict, evidence }
}

fn judge(rule: &Rule, bound: &[Bound<'_>], own: &Line, pair: Pair<'_>) -> Verdict {
    let figures = |stated: bool| bound.iter().filter(move |term| term.stated == stated).flat_map(|term| &term.figures.cells);
    let all = || figures(true).chain(figures(false));
    if all().all(|figure| figure.quantity.is_none()) {
        let label = &own.printed;
        return Verdict::NotApplicable(Phrase::new(format!("“{label}”没有填数"), format!("`{label}` holds no numbers")));
    }
    let sum = |stated: bool| figures(stated).map(Figure::amount).sum::<num_rational::BigRational>();
    let (left, right) = (sum(true), sum(false));
    let quantities = || all().filter_map(|figure| figure.quantity.as_ref());
    let gap = Gap::between(&left, &right, quantities());
    if gap.is_rounding() {
        return Verdict::Pass;
    }
    let unsure = bound.iter().find_map(|term| Some((term.report, term.figures.unsure.as_ref()?)));
    if let Some((report, why)) = unsure {
        return Verdict::Undecided(within(why, if report == Report::Own { pair.own } else { pair.before }));
    }
    if quantities().any(|quantity| quantity.hedge != Hedge::Exact) {
        return Verdict::Undecided(Phrase::new("其中有约数，不能精确相加", "some of the figures are approximate"));
    }
    let places = quantities().map(|q| i16::from(q.value.scale) - i16::from(q.power)).max().unwrap_or(0).try_into().unwrap_or(0);
    let (stated, computed, apart) = (amount(&left, places), amount(&right, places), amount(&gap.difference.abs(), places));
    let (zh, en) = if gap.difference.is_negative() { ("少", "less") } else { ("多", "more") };
    let slots = Slots::new()
        .with("line", own.printed.to_string())
        .with("left", stated.clone())
        .with("right", computed.clone())
        .with_phrase("gap", Phrase::new(format!("{zh} {apart}"), format!("{apart} {en}")))
        .with_phrase("year", pair.year_before());
    let sum = added(figures(false));
    let derivation = if figures(false).nth(1).is_none() {
        let year = pair.year_before();
        Phrase::new(
            format!("{}报告为 {computed}；本年为 {stated}", year.zh),
            format!("{computed} in the report of {}, {stated} in this one", year.en),
        )
    } else {
        Phrase::new(format!("{sum} = {computed}；表中为 {stated}"), format!("{sum} = {computed}, stated {stated}"))
    };
    Verdict::Fail(Box::new(Violation {
        severity: rule.severity,
        confidence: rule.confidence,
        message: slots.fill(&rule.message),
        help: slots.fill(&rule.fix),
        derivation,
        repairs: Vec::new(),
    }))
}

/// `597 + 50 - 227`: amounts with the sign they count with, so that 减215 is taken away.
fn added<'f>(figures: impl Iterator<Item = &'f Figure>) -> String {
    let mut out = String::new();
    for (n, figure) in figures.enumerate() {
        let value = figure.amount();
        out.push_str(match (n, value.is_negative()) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        let places = figure.quantity.as_ref().map_or(0, |q| i16::from(q.value.scale) - i16::from(q.power));
        out.push_str(&amount(&value.abs(), places.try_into().unwrap_or(0)));
    }
    out
}

impl Figure {
    /// It as evidence for the part it plays.
    pub(super) fn evidence(&self, part: &str, prose: bool) -> Evidence {
        Evidence { spot: self.spot, part: part.to_owned(), prose, number: self.number }
    }
}

/// What the later report's sentences say; of several wordings of one rule about one number the most favourable counts.
fn statements(pack: &Pack, pair: Pair<'_>, out: &mut Vec<Linked>) {
    let known = readings(pack);
    let term = |carried: &'_ Carried, nth: usize| -> Term {
        carried.readings.get(nth).cloned().unwrap_or_else(|| Err(Phrase::new("没有读到", "it was not read")))
    };
    let mut groups: BTreeMap<(usize, Option<u32>), Vec<&Stated>> = BTreeMap::new();
    for stated in &pair.own.stated {
        groups.entry((stated.place.0, stated.figure.number)).or_default().push(stated);
    }
    for ((rule, _), same) in groups {
        let Some(rule) = pack.rules.get(rule) else { continue };
        if let Some(verdict) = outside(rule, pair.own) {
            out.push(bare(rule, verdict));
            continue;
        }
        let mut judged: Vec<Linked> = same.iter().filter_map(|stated| statement::judge(rule, stated, &known, &term, pair)).collect();
        judged.sort_by_key(|linked| match linked.verdict {
            Verdict::Pass => 0,
            Verdict::NotApplicable(_) => 1,
            Verdict::Undecided(_) => 2,
            Verdict::Fail(_) => 3,
        });
        out.extend(judged.into_iter().next());
    }
}

/// Whether what was printed may stand for what the cells hold.
pub(super) fn fits(figure: &Figure, cells: &Figures) -> bool {
    figure.quantity.as_ref().is_some_and(|quantity| Interval::of(quantity).meets(&cells.interval()))
}
