//! The number that a sentence's counts are parts of: the table's, or that of a few cases told apart.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Zero as _;

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
    let before: Vec<u32> = found.sentence.numbers.iter().copied().take_while(|id| Some(*id) != found.number).collect();
    let wholes: Vec<BigRational> = scope
        .wholes
        .iter()
        .filter_map(|name| context.fact(name).ok())
        .filter(Operand::has_amount)
        .map(|fact| fact.sum(context.facts))
        .collect();
    let amounts = || before.iter().filter_map(|id| Some((id, count(id)?.quantity.amount())));
    let earlier: Vec<BigRational> = amounts().map(|(_, amount)| amount).collect();
    if wholes.is_empty() || makes_any(&earlier, &wholes) {
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

/// The most numbers of a sentence that are added up.
const MOST: usize = 32;

/// Whether one of the numbers, or several in a row added up, are one of the wholes: `网络申请18件,信函6件,当面12件,均已答复,其中…`.
fn makes_any(numbers: &[BigRational], wholes: &[BigRational]) -> bool {
    let numbers = numbers.get(..MOST).unwrap_or(numbers);
    (0..numbers.len()).any(|first| {
        let mut sum = BigRational::zero();
        numbers.iter().skip(first).any(|number| {
            sum += number;
            wholes.contains(&sum)
        })
    })
}
