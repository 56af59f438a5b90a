//! Two reports of one body, the one of the year after the other: each rule on both, and its verdict.

use std::collections::BTreeMap;

use crate::phrase::Phrase;
use crate::rules::across::carried::{Figure, Figures, Stated, Term, equations, readings, reuses};
use crate::rules::across::{Across, Carried, relation, reuse, statement};
use crate::rules::message::Slots;
use crate::rules::{Check, Evidence, Interval, Pack, Rule, RuleSet, Verdict, Violation};

/// Which of the two reports a piece of evidence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// The one of the year before.
    Before,
    /// The one that the check is about: the later one, or the parent's.
    Own,
    /// A child's, by its place among the children.
    Part(u32),
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
                (Ok(mine), Ok(theirs)) => relation::lines(rule, equation, mine, theirs, pair, &mut linked),
                (Err(why), _) => linked.push(bare(rule, Verdict::Undecided(within(why, own)))),
                (_, Err(why)) => linked.push(bare(rule, Verdict::Undecided(within(why, before)))),
            }
        }
    }
    statements(pack, pair, &mut linked);
    for (nth, (rule, spec)) in reuses(pack).enumerate() {
        match (outside(rule, own), own.prose.get(nth), before.prose.get(nth)) {
            (Some(verdict), ..) => linked.push(bare(rule, verdict)),
            (None, Some(mine), Some(theirs)) => reuse::judge(rule, spec, mine, theirs, pair, &mut linked),
            (None, ..) => {}
        }
    }
    linked
}

pub(super) fn bare(rule: &Rule, verdict: Verdict) -> Linked {
    Linked { rule: rule.id.clone(), verdict, evidence: Vec::new() }
}

/// The disagreement in the rule's words.
pub(super) fn fail(rule: &Rule, slots: &Slots, derivation: Phrase) -> Verdict {
    Verdict::Fail(Box::new(Violation::of(rule, slots, derivation)))
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
