//! Findings of any kind that fall on one number: each change that one of them offers for it is tried on the whole report, so that the change
//! that settles them all comes first.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Decimal, Spot};
use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::{Checked, Evidence, Repair, Verdict, Violation};

/// Changes tried in one report.
const TRIED: usize = 12;
/// Numbers of a report beyond which none is tried: every try carries out all checks again.
const NUMBERS: usize = 5_000;

/// A check that failed, known again in another run by its rule and by where it stands.
type Key<'c> = (&'c str, Spot);

/// Tells of checks that failed on one number the change that settles them all, where they offer just one. `settled` are the checks that were
/// weighed together as sums, which needs no try; `again` carries out all checks.
pub(in crate::rules) fn weigh(
    facts: &Facts<'_>,
    checked: &mut [Checked],
    settled: &BTreeSet<usize>,
    again: impl Fn(&Facts<'_>) -> Vec<Checked>,
) {
    if facts.numbers.len() > NUMBERS {
        return;
    }
    let mut settling: BTreeMap<Vec<usize>, Vec<(u32, String)>> = BTreeMap::new();
    let mut tried = 0;
    for (number, sharing) in shared(checked) {
        if sharing.iter().all(|at| settled.contains(at)) {
            continue;
        }
        for (said, value) in offered(checked, number, &sharing) {
            tried += 1;
            if tried > TRIED || facts.document.deadline.is_over() {
                return;
            }
            if settles(facts, number, value, checked, &sharing, &again) {
                settling.entry(sharing.clone()).or_default().push((number, said));
            }
        }
    }
    for (sharing, changes) in settling {
        let [(number, value)] = &changes[..] else { continue };
        for at in &sharing {
            if let Some(check) = checked.get_mut(*at) {
                tell(check, *number, value, sharing.len());
            }
        }
        tell_once(checked, *number, &sharing);
    }
}

/// Checks that fail by one number of a sentence are told by the one that is about it: a share is not to be blamed for the count beside it.
fn tell_once(checked: &mut [Checked], number: u32, sharing: &[usize]) {
    // One that another has told of already tells of nothing itself.
    let is_about = |at: &&usize| {
        let first = checked.get(**at).filter(|check| matches!(check.verdict, Verdict::Fail(_))).and_then(|check| check.evidence.first());
        first.is_some_and(|used| used.prose && used.number == Some(number))
    };
    let Some(&lead) = sharing.iter().find(is_about) else { return };
    let Some(rule) = checked.get(lead).map(|check| check.rule.clone()) else { return };
    for &at in sharing.iter().filter(|at| **at != lead) {
        let Some(other) = checked.get_mut(at) else { continue };
        let why = Phrase::new(format!("{rule} 已报告这个数"), format!("`{rule}` has told of this number"));
        let Verdict::Fail(violation) = std::mem::replace(&mut other.verdict, Verdict::NotApplicable(why)) else { continue };
        let (by, evidence) = (other.rule.clone(), other.evidence.clone());
        if let Some(check) = checked.get_mut(lead) {
            join(check, &by, &violation, evidence);
        }
    }
}

/// Adds to a failed check what another one over the same number says.
fn join(check: &mut Checked, by: &str, other: &Violation, evidence: Vec<Evidence>) {
    let Verdict::Fail(violation) = &mut check.verdict else { return };
    violation.severity = violation.severity.max(other.severity);
    let line = &violation.derivation;
    violation.derivation = Phrase::new(
        format!("{}；{by} 也因此不符：{}", line.zh, other.derivation.zh),
        format!("{}; {by} fails with it: {}", line.en, other.derivation.en),
    );
    for used in evidence {
        if !check.evidence.iter().any(|known| known.spot == used.spot) {
            check.evidence.push(used);
        }
    }
}

/// The numbers that several failed checks name, each with those checks.
fn shared(checked: &[Checked]) -> BTreeMap<u32, Vec<usize>> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, check) in checked.iter().enumerate().filter(|(_, c)| matches!(c.verdict, Verdict::Fail(_))) {
        for number in check.evidence.iter().filter_map(|e| e.number) {
            let known = holders.entry(number).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    holders.retain(|_, checks| checks.len() > 1);
    holders
}

/// The values that the checks offer for a number, as told and as numbers.
fn offered(checked: &[Checked], number: u32, sharing: &[usize]) -> Vec<(String, Decimal)> {
    let mut offered: Vec<(String, Decimal)> = Vec::new();
    for check in sharing.iter().filter_map(|at| checked.get(*at)) {
        let Some(violation) = failed(check) else { continue };
        for repair in violation.repairs.iter().filter(|r| check.evidence.get(r.label).and_then(|e| e.number) == Some(number)) {
            let digits = repair.value.trim_end_matches(['%', '‰']).replace(',', "");
            if let Some(value) = Decimal::parse(&digits)
                && !offered.iter().any(|(_, known)| known.same_value(value))
            {
                offered.push((repair.value.clone(), value));
            }
        }
    }
    offered
}

fn failed(check: &Checked) -> Option<&Violation> {
    match &check.verdict {
        Verdict::Fail(violation) => Some(violation),
        _ => None,
    }
}

fn failures(checked: &[Checked]) -> usize {
    checked.iter().filter(|c| failed(c).is_some()).count()
}

fn key(check: &Checked) -> Option<Key<'_>> {
    Some((check.rule.as_str(), check.evidence.first()?.spot))
}

/// Whether no check on the number fails any more once it has the value, and no other one fails instead.
fn settles(
    facts: &Facts<'_>,
    number: u32,
    value: Decimal,
    checked: &[Checked],
    sharing: &[usize],
    again: impl Fn(&Facts<'_>) -> Vec<Checked>,
) -> bool {
    let mut changed = facts.clone();
    let Some(slot) = changed.numbers.get_mut(number as usize) else { return false };
    slot.quantity.value = value;
    let after = again(&changed);
    let fails = |check: &Checked| after.iter().any(|c| failed(c).is_some() && key(c) == key(check));
    failures(&after) + sharing.len() <= failures(checked) && !sharing.iter().filter_map(|at| checked.get(*at)).any(fails)
}

/// Makes the change the only one that the check tells.
fn tell(check: &mut Checked, number: u32, value: &str, failed: usize) {
    let Some(label) = check.evidence.iter().position(|e| e.number == Some(number)) else { return };
    let Verdict::Fail(violation) = &mut check.verdict else { return };
    if matches!(&violation.repairs[..], [only] if only.label == label && only.value == value) {
        return;
    }
    let why = Phrase::new(format!("改这一处能使 {failed} 处不符都相符"), format!("this single change settles all {failed} failed checks"));
    violation.repairs = vec![Repair { label, value: value.to_owned(), why }];
}
