//! One rule on what sentences' own numbers make, over all sentences.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::rules::check::tally::items::items;
use crate::rules::check::tally::told::Told;
use crate::rules::check::tally::{rests, shares, totals};
use crate::rules::settle::Balance;
use crate::rules::{Checked, Rule, Tally, TallySpec, Verdict};

/// Numbers beyond which a sentence is a table in disguise.
const MOST: usize = 64;

/// Checks every sentence; what an earlier check has told of stays with that one.
pub(in crate::rules::check) fn check(
    rule: &Rule,
    spec: &TallySpec,
    facts: &Facts<'_>,
    out: &mut Vec<Checked>,
    balances: &mut Vec<Balance>,
) {
    let mut before = Vec::new();
    let mut paragraph = None;
    for sentence in &facts.sentences {
        if facts.document.deadline.is_over() {
            return;
        }
        if paragraph != Some(sentence.paragraph) {
            (before, paragraph) = (Vec::new(), Some(sentence.paragraph));
        }
        let own = if sentence.numbers.len() > MOST { Vec::new() } else { items(sentence, facts) };
        let found = match spec.of {
            Tally::Totals => totals::totals(rule, spec, sentence, &own, facts),
            Tally::Rests => rests::rests(rule, spec, sentence, &own, &before, facts),
            Tally::Shares => shares::shares(rule, spec, sentence, &own, &before, facts),
        };
        for Told { checked, terms } in found {
            if is_known(&checked, out) {
                continue;
            }
            let decided = matches!(checked.verdict, Verdict::Pass | Verdict::Fail(_)) && !terms.is_empty();
            balances.extend(decided.then(|| Balance { check: out.len(), any_of: vec![terms] }));
            out.push(checked);
        }
        before = own;
    }
}

/// Whether another check has come to a verdict on just these numbers.
fn is_known(checked: &Checked, out: &[Checked]) -> bool {
    let numbers = |check: &Checked| check.evidence.iter().filter_map(|used| used.number).collect::<BTreeSet<u32>>();
    let own = numbers(checked);
    let decided = |check: &&Checked| matches!(check.verdict, Verdict::Pass | Verdict::Fail(_));
    out.iter().filter(decided).any(|check| check.evidence.iter().all(|used| used.prose) && numbers(check) == own)
}
