//! The number that a sentence's counts are parts of: the table's, or that of a few cases told apart.

use std::collections::BTreeSet;

use num_rational::BigRational;

use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::found::Found;

/// Why a claim may be a part of another whole than the table's: a number before it is none of the wholes that the pack names, nor `known` to be a
/// count of the table's itself.
pub(super) fn other_whole(found: &Found<'_>, known: &BTreeSet<u32>, context: &Context<'_, '_>) -> Option<Phrase> {
    let scope = &context.pack.scope;
    if !found.claim.topic.as_ref().is_some_and(|topic| scope.whole_topic.contains(topic)) {
        return None;
    }
    let count = |id: &u32| context.facts.number(*id).filter(|n| n.quantity.is_exact_count());
    let stated = found.number.as_ref().and_then(count)?.quantity.amount();
    let earlier: Vec<u32> = found.sentence.numbers.iter().copied().take_while(|id| Some(*id) != found.number).collect();
    let wholes: Vec<BigRational> = scope
        .wholes
        .iter()
        .filter_map(|name| context.fact(name).ok())
        .filter(Operand::has_amount)
        .map(|fact| fact.sum(context.facts))
        .collect();
    let amounts = || earlier.iter().filter_map(|id| Some((id, count(id)?.quantity.amount())));
    if wholes.is_empty() || amounts().any(|(_, amount)| wholes.contains(&amount)) {
        return None;
    }
    let other = amounts().any(|(id, amount)| !known.contains(id) && amount >= stated);
    other.then(|| {
        Phrase::new(
            "句中它前面的总数不是表中的总数，说的可能只是其中一部分",
            "the total before it in the sentence is none of the table's, so it may speak of some cases only",
        )
    })
}
