//! All rules over one document.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, Unit};
use crate::phrase::Phrase;
use crate::rules::across::{Carried, carried};
use crate::rules::bind::Context;
use crate::rules::check::shifted::{self, Shifted};
use crate::rules::check::{claims, equation, sequence, sums, tally, years};
use crate::rules::settle::{settle, weigh};
use crate::rules::{Check, Checked, Evidence, Rule, RuleSet, Tally, Verdict};

/// Carries out every check of every pack that applies to the document. The order is fixed: by pack, rule, then place; the sums
/// found in tables that no pack has bound come last.
#[must_use]
pub fn check(facts: &Facts<'_>, rules: &RuleSet) -> Vec<Checked> {
    weighed(facts, rules, None)
}

/// The same, and what the document keeps for the reports of the years beside it: one entry a pack that compares years.
#[must_use]
pub fn check_carrying(facts: &Facts<'_>, rules: &RuleSet) -> (Vec<Checked>, Vec<Carried>) {
    keeping(facts, rules, !rules.rollups().is_empty())
}

/// The same, its cells kept too: what an example of a rule on parents and children needs, which no configuration names.
pub(crate) fn check_adding(facts: &Facts<'_>, rules: &RuleSet) -> (Vec<Checked>, Vec<Carried>) {
    keeping(facts, rules, true)
}

fn keeping(facts: &Facts<'_>, rules: &RuleSet, rolls_up: bool) -> (Vec<Checked>, Vec<Carried>) {
    let mut kept = Keep { carried: Vec::new(), rolls_up };
    (weighed(facts, rules, Some(&mut kept)), kept.carried)
}

/// What is kept for other reports.
struct Keep {
    carried: Vec<Carried>,
    /// Cells are to be added up.
    rolls_up: bool,
}

fn weighed(facts: &Facts<'_>, rules: &RuleSet, kept: Option<&mut Keep>) -> Vec<Checked> {
    let (mut checked, settled) = carry_out(facts, rules, kept);
    weigh(facts, &mut checked, &settled, |changed| carry_out(changed, rules, None).0);
    checked
}

/// The checks, and the places of those whose sums were weighed together already.
fn carry_out(facts: &Facts<'_>, rules: &RuleSet, mut kept: Option<&mut Keep>) -> (Vec<Checked>, BTreeSet<usize>) {
    let mut checked = Vec::new();
    let mut balances = Vec::new();
    let mut covered = Vec::new();
    let mut moved = Vec::new();
    for (nth, (pack, gates)) in rules.gated().enumerate() {
        if facts.document.deadline.is_over() {
            break;
        }
        let Some(context) = Context::of(pack, facts) else { continue };
        for rule in &pack.rules {
            if facts.document.deadline.is_over() {
                break;
            }
            match &rule.check {
                Check::Equation(spec) => equation::check(rule, spec, &context, &mut checked, &mut balances),
                Check::Sequence(spec) => sequence::check(rule, spec, facts, &mut checked),
                Check::Claims(_)
                | Check::Years(_)
                | Check::Sums(_)
                | Check::Across(_)
                | Check::Rollup(_)
                | Check::Shifted(_)
                | Check::Tally(_) => {}
            }
        }
        for rule in &pack.rules {
            if let Check::Shifted(tables) = &rule.check {
                moved.extend(shifted::check(rule, tables, &context, &mut checked));
            }
        }
        let mut stated = Vec::new();
        claims::check(&context, gates, &mut checked, &mut balances, &mut stated);
        for rule in &pack.rules {
            if let Check::Tally(spec) = &rule.check {
                tally::check(rule, spec, &context, &mut checked, &mut balances);
            }
            if let Check::Years(kind) = &rule.check {
                years::check(rule, kind, &context, &stated, &mut checked);
            }
        }
        // A table that a pack only names, for what sentences repeat of it, is searched for sums like any other.
        let tied: BTreeSet<&str> = pack.rules.iter().flat_map(tables_tied).collect();
        covered.extend(context.bound_tables_named(|name| tied.contains(name)));
        if let Some(kept) = &mut kept {
            kept.carried.extend(carried(nth, &context, gates, kept.rolls_up));
        }
    }
    heed_tables(facts, rules, &mut checked);
    sums::check(facts, rules, &covered, &mut checked);
    settle(facts, &balances, &mut checked);
    tell_shifted(moved, &mut checked);
    let settled = balances.iter().map(|balance| balance.check).collect();
    (checked, settled)
}

/// The tables whose cells a rule ties to each other.
fn tables_tied(rule: &Rule) -> impl Iterator<Item = &str> {
    let tables = match &rule.check {
        Check::Equation(equation) => equation.tables.as_slice(),
        _ => &[],
    };
    tables.iter().map(String::as_str)
}

/// A row that stands one column off is told once: the sums that fail by it say nothing more.
fn tell_shifted(moved: Vec<Shifted>, checked: &mut Vec<Checked>) {
    for Shifted { finding, explains } in moved {
        let rule = &finding.rule;
        let why = Phrase::new(format!("由 {rule} 报告"), format!("`{rule}` tells of it"));
        for at in explains {
            if let Some(check) = checked.get_mut(at) {
                check.verdict = Verdict::NotApplicable(why.clone());
            }
        }
        checked.push(finding);
    }
}

/// What the table bears out is right, whatever the numbers beside it make: a rate, or every number of a list. A stated rate that several rules
/// find wrong is told by the first of them: the pack's own, which knows the tables.
fn heed_tables(facts: &Facts<'_>, rules: &RuleSet, checked: &mut [Checked]) {
    let stated = |check: &Checked| check.evidence.first().filter(|used| used.prose).and_then(|used| used.number);
    let is_rate = |id: u32| facts.number(id).is_some_and(|number| number.quantity.unit == Unit::Percent);
    // A number within its bounds may be wrong all the same.
    let only_bound = |check: &Checked| rules.rule(&check.rule).is_some_and(Rule::only_bounds);
    let by_table = |check: &&Checked| check.verdict == Verdict::Pass && check.evidence.iter().any(|used| !used.prose) && !only_bound(check);
    let by_some_table = |check: &Checked| check.evidence.iter().any(|used| !used.prose);
    let right: BTreeMap<u32, String> =
        checked.iter().filter(by_table).filter_map(|check| Some((stated(check)?, check.rule.clone()))).collect();
    // A total said to be one is wrong by its own list.
    let adds_up =
        |check: &Checked| matches!(rules.rule(&check.rule).map(|rule| &rule.check), Some(Check::Tally(spec)) if spec.of == Tally::Totals);
    // 收到50件,公开31件,占63.3%,不公开18件,占36.7%: shares are of the whole that they are of, the table's number may be another.
    let by_shares = |check: &Checked| adds_up(check) && check.evidence.iter().any(|used| used.part == "rate");
    let decided: BTreeSet<u32> = checked.iter().filter(|check| by_some_table(check)).filter_map(&stated).collect();
    let mut told: BTreeMap<u32, String> = BTreeMap::new();
    let mut told_lists: BTreeMap<Vec<u32>, String> = BTreeMap::new();
    for check in checked {
        let (Some(id), Verdict::Fail(_)) = (stated(check), &check.verdict) else { continue };
        let is_right = |used: &Evidence| used.prose && used.number.is_some_and(|id| right.contains_key(&id));
        // A whole that no rule knows is not the one that the table's numbers are parts of.
        let known = stated(check).is_some_and(|id| decided.contains(&id));
        let all_right = || check.evidence.len() > 2 && check.evidence.iter().skip(usize::from(!known)).all(is_right);
        let why = if is_rate(id) {
            match (right.get(&id), told.get(&id)) {
                (Some(rule), _) => Phrase::new(format!("按 {rule}，这个比率与表相符"), format!("`{rule}` ties this rate to the table")),
                (_, Some(rule)) if *rule != check.rule => {
                    Phrase::new(format!("{rule} 已报告这个比率"), format!("`{rule}` has told of this rate"))
                }
                _ => {
                    told.insert(id, check.rule.clone());
                    continue;
                }
            }
        } else if all_right() && !adds_up(check) || by_shares(check) && right.contains_key(&id) {
            Phrase::new("句中各数都与表相符", "each of the numbers agrees with the table")
        } else {
            let listed: Vec<u32> = check.evidence.iter().filter(|used| used.part == "part").filter_map(|used| used.number).collect();
            match told_lists.get(&listed) {
                Some(rule) if *rule != check.rule => {
                    Phrase::new(format!("{rule} 已报告这份清单"), format!("`{rule}` has told of this list"))
                }
                _ => {
                    told_lists.extend((listed.len() > 1).then(|| (listed, check.rule.clone())));
                    continue;
                }
            }
        };
        check.verdict = Verdict::NotApplicable(why);
    }
}
