//! One rule on what sentences' own numbers make, over all sentences.

use std::collections::{BTreeSet, HashSet};

use crate::rules::bind::Context;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::items;
use crate::rules::check::tally::told::Told;
use crate::rules::check::tally::{changes, classes, lists, portions, rests, shares, totals};
use crate::rules::settle::Balance;
use crate::rules::{Checked, Rule, Tally, TallySpec, Verdict};

/// Numbers beyond which a sentence is a table in disguise.
const MOST: usize = 64;

/// The numbers that a check has come to a verdict on.
type Numbers = BTreeSet<u32>;

/// Checks every sentence; what an earlier check has told of stays with that one.
pub(in crate::rules::check) fn check(
    rule: &Rule,
    spec: &TallySpec,
    context: &Context<'_, '_>,
    out: &mut Vec<Checked>,
    balances: &mut Vec<Balance>,
) {
    let facts = context.facts;
    let mut known: HashSet<Numbers> = out.iter().filter(|check| is_of_text(check)).map(numbers).collect();
    let (mut before, mut further) = (Vec::new(), Vec::new());
    let mut paragraph = None;
    // Two sentences as one say nothing new here: what was told before a sentence is looked at anyway.
    let lists = facts.lists.iter().filter(|list| !list.text.trim_end_matches('。').contains('。'));
    for sentence in facts.sentences.iter().chain(lists) {
        if facts.document.deadline.is_over() {
            return;
        }
        if paragraph != Some(sentence.paragraph) {
            (before, further, paragraph) = (Vec::new(), Vec::new(), Some(sentence.paragraph));
        }
        let own = if sentence.numbers.len() > MOST { Vec::new() } else { items(sentence, facts) };
        let case = Case { rule, spec, sentence, items: &own, before: &before, further: &further, context };
        let found = match spec.of {
            Tally::Totals => totals::totals(&case),
            Tally::Rests => rests::rests(&case),
            Tally::Changes => changes::found(&case),
            Tally::Classes => classes::classes(&case),
            Tally::Portions => portions::found(&case),
            Tally::Shares => shares::shares(&case),
            Tally::Lists => lists::lists(&case),
        };
        for Told { checked, terms } in found {
            let own = numbers(&checked);
            if known.contains(&own)
                || matches!(spec.of, Tally::Portions | Tally::Changes) && is_told(&checked, out)
                || spec.of == Tally::Lists && is_claimed(&own, out)
            {
                continue;
            }
            if is_decided(&checked) {
                known.insert(own);
                balances.extend((!terms.is_empty()).then(|| Balance { check: out.len(), any_of: vec![terms] }));
            }
            out.push(checked);
        }
        further.append(&mut before);
        further.drain(..further.len().saturating_sub(MOST));
        before = own;
    }
}

fn numbers(check: &Checked) -> Numbers {
    check.evidence.iter().filter_map(|used| used.number).collect()
}

/// Whether another rule finds fault with all of the numbers, or with all but one.
fn is_claimed(own: &Numbers, out: &[Checked]) -> bool {
    let shared = |check: &Checked| numbers(check).intersection(own).count() + 1 >= own.len();
    out.iter().any(|check| matches!(check.verdict, Verdict::Fail(_)) && shared(check))
}

/// Whether another rule has come to a verdict on the rate that a check is about.
fn is_told(checked: &Checked, out: &[Checked]) -> bool {
    let stated = |check: &Checked| check.evidence.first().filter(|used| used.prose).and_then(|used| used.number);
    let rate = stated(checked);
    out.iter().any(|check| check.rule != checked.rule && is_decided(check) && stated(check) == rate)
}

fn is_decided(check: &Checked) -> bool {
    matches!(check.verdict, Verdict::Pass | Verdict::Fail(_))
}

/// Whether a check has come to a verdict on numbers of the text alone.
fn is_of_text(check: &Checked) -> bool {
    is_decided(check) && check.evidence.iter().all(|used| used.prose)
}
