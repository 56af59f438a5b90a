//! Shares that follow a list in its order: `网站、公众号分别为60条、40条，占比分别为60%、40%`.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::shares::{is_share, stated, violation};
use crate::rules::check::tally::told::{Told, sum};
use crate::rules::{TallySpec, Verdict};

/// Words by which a run of percentages is one of shares.
const SHARES: [&str; 3] = ["占", "比重", "比例"];

/// The shares of a sentence that stand in a row behind a list of as many counts.
pub(super) fn shares(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let Case { spec, items, .. } = *case;
    let mut told = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let run = rates(spec, items, at);
        if run > 1
            && let Some(parts) = at.checked_sub(run).and_then(|first| items.get(first..at))
            && let Some(rates) = items.get(at..at + run)
            && are_counts(parts)
        {
            told.extend(judge(case, parts, rates, items.get(..at - run).unwrap_or(&[])));
        }
        at += run.max(1);
    }
    told
}

/// How many shares stand in a row from `at` on, nothing but separators between them.
fn rates(spec: &TallySpec, items: &[Item<'_>], at: usize) -> usize {
    let Some(first) = items.get(at).filter(|item| item.percent) else { return 0 };
    let label = first.label();
    if !SHARES.iter().any(|word| label.contains(word)) || spec.apart.iter().any(|word| label.contains(word.as_str())) {
        return 0;
    }
    let bare = |item: &&Item<'_>| item.percent && item.before.trim_matches(['、', ',', '和', '及', '与', ' ']).is_empty();
    1 + items.get(at + 1..).unwrap_or(&[]).iter().take_while(bare).count()
}

/// Whether they count the same things, exactly.
fn are_counts(parts: &[Item<'_>]) -> bool {
    let Some(first) = parts.first() else { return false };
    parts.iter().all(|part| !part.percent && part.is_like(first) && part.is_exact())
}

/// Every share is held to its part and the whole that all shares, or all but one, bear out: a number before the list, or the sum of the list.
fn judge(case: &Case<'_, '_, '_, '_>, parts: &[Item<'_>], rates: &[Item<'_>], before: &[Item<'_>]) -> Vec<Told> {
    let (rule, facts) = (case.rule, case.facts());
    let all: Vec<&Item<'_>> = parts.iter().collect();
    let like = |item: &&Item<'_>| parts.first().is_some_and(|part| item.is_like(part) && item.is_exact());
    let numbers = before.iter().rev().chain(case.before.iter().rev()).filter(like).map(|item| vec![item]);
    let wholes: Vec<Vec<&Item<'_>>> = numbers.chain([all.clone()]).filter(|whole| !sum(whole).is_zero()).collect();
    let fits = |whole: &[&Item<'_>]| -> Vec<bool> {
        let total: BigRational = sum(whole);
        parts.iter().zip(rates).map(|(part, rate)| is_share(rate, &part.amount(), &total)).collect()
    };
    let agreeing = |whole: &[&Item<'_>]| fits(whole).iter().filter(|fit| **fit).count();
    let Some(whole) = wholes.iter().rev().max_by_key(|whole| agreeing(whole)) else { return Vec::new() };
    let agree = agreeing(whole);
    // Two shares, one of them right, say what they are of only where the list makes a number of the text.
    let made = wholes.iter().any(|other| other.len() == 1 && sum(other) == sum(&all)) && sum(whole) == sum(&all);
    if agree < rates.len() && !(agree + 1 == rates.len() && (agree > 1 || made)) {
        return Vec::new();
    }
    let told = parts.iter().zip(rates).zip(fits(whole)).map(|((part, rate), fit)| {
        let verdict = if fit { Verdict::Pass } else { Verdict::Fail(Box::new(violation(rule, rate, part, whole, facts))) };
        stated(rule, rate, part, whole, verdict)
    });
    told.collect()
}
