//! The number that a sentence's counts are parts of: the table's, or that of a few cases told apart.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::Spot;
use crate::facts::{Sentence, Unit, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::found::{Found, number_at};
use crate::rules::check::governed::is_governed_otherwise;
use crate::rules::check::scope::clause_start;
use crate::rules::{Checked, Verdict};

/// The numbers of sentences that are known to be counts of the table's, with the cells that they agree with; none where they disagree.
#[derive(Default)]
pub(super) struct Known(BTreeMap<u32, Option<Vec<Spot>>>);

impl Known {
    /// Takes in a number that was decided.
    pub(super) fn add(&mut self, number: Option<u32>, checked: &Checked) {
        let cells = match checked.verdict {
            Verdict::Pass => Some(cells(checked).collect()),
            Verdict::Fail(_) => None,
            Verdict::Undecided(_) | Verdict::NotApplicable(_) => return,
        };
        if let Some(number) = number {
            self.0.insert(number, cells);
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&Option<Vec<Spot>>> {
        self.0.get(&number)
    }
}

/// The cells that a check set its number against.
pub(super) fn cells(checked: &Checked) -> impl Iterator<Item = Spot> {
    checked.evidence.iter().filter(|used| !used.prose).map(|used| used.spot)
}

/// Why a claim may be a part of another whole than the table's: what it is told as a part of is none of the wholes that the pack names, nor `known`
/// to be a count of the table's itself.
pub(super) fn other_whole(found: &Found<'_>, checked: &Checked, known: &Known, context: &Context<'_, '_>) -> Option<Phrase> {
    let scope = &context.pack.scope;
    if !found.claim.topic.as_ref().is_some_and(|topic| scope.whole_topic.contains(topic)) {
        return None;
    }
    let wholes = wholes(context);
    // The numbers that the claim's own wording takes in are none of them.
    let own: BTreeSet<u32> = found.fit.captures.iter().filter_map(|(_, at)| number_at(found.sentence, at)).collect();
    let mut earlier = counts_before(found.sentence, found.number, context);
    earlier.retain(|(id, _)| !own.contains(id) && !is_published(*id, found.number, context));
    let amounts: Vec<BigRational> = earlier.iter().map(|(_, amount)| amount.clone()).collect();
    if wholes.is_empty() {
        return None;
    }
    let unknown = |stated: BigRational| earlier.iter().any(|(id, amount)| known.get(*id).is_none() && *amount >= stated);
    let unknown = || !makes_any(&amounts, &wholes, 1) && found.number.and_then(|id| count(id, context)).is_some_and(unknown);
    (unknown() || is_governed_otherwise(found, checked, known, &wholes, context)).then(|| {
        Phrase::new(
            "句中它前面的总数不是表中的总数，说的可能只是其中一部分",
            "the total before it in the sentence is none of the table's, so it may speak of some cases only",
        )
    })
}

/// Whether a number counts what was published, in another unit than the claim's own: `公开信息1826条、办结申请47件`.
pub(super) fn is_published(id: u32, own: Option<u32>, context: &Context<'_, '_>) -> bool {
    let unit = |id: u32| context.facts.number(id).map(|number| &number.quantity.unit);
    let published = |unit: &Unit| matches!(unit, Unit::Count(word) if matches!(&**word, "条" | "篇"));
    unit(id).is_some_and(published) && own.is_some_and(|own| unit(own) != unit(id))
}

/// Whether the sentence, up to `number`, divides one of the wholes among several: `各部门收到18件,各街道收到8件` of 26. What follows speaks of all.
pub(super) fn divides_whole(sentence: &Sentence, number: Option<u32>, context: &Context<'_, '_>) -> bool {
    let text = &sentence.text;
    let places = text.char_indices().filter(|(_, c)| placeholder(*c).is_some());
    let named: BTreeSet<u32> = places
        .filter(|(at, _)| tells_intake(&text[clause_start(text, *at)..*at], context))
        .filter_map(|(at, c)| number_at(sentence, &(at..at + c.len_utf8())))
        .collect();
    let before = counts_before(sentence, number, context).into_iter().filter(|(id, _)| named.contains(id));
    let amounts: Vec<BigRational> = before.map(|(_, amount)| amount).collect();
    amounts.len() > 1 && makes_any(&amounts, &wholes(context), 2)
}

/// Whether the last intake that the sentence tells before `number` is one of the wholes: `各部门收到26件` of 26. What follows speaks of all.
pub(super) fn states_whole(sentence: &Sentence, number: Option<u32>, context: &Context<'_, '_>) -> bool {
    let text = &sentence.text;
    let place = |id: u32| text.char_indices().find(|(at, c)| number_at(sentence, &(*at..at + c.len_utf8())) == Some(id)).map(|(at, _)| at);
    let words = |at: usize| text[clause_start(text, at)..at].rsplit(|c| placeholder(c).is_some()).next().unwrap_or("");
    let verbs = &context.pack.scope.intake;
    let told = |id: u32| place(id).is_some_and(|at| verbs.iter().any(|verb| words(at).contains(verb.as_str())));
    let last = counts_before(sentence, number, context).into_iter().rev().find(|(id, _)| told(*id));
    last.is_some_and(|(_, amount)| wholes(context).contains(&amount))
}

/// Whether the words before a number say that something came in, or whose it is: `各街道8件`, not `予以公开8件`.
fn tells_intake(words: &str, context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    scope.intake.iter().any(|verb| words.contains(verb.as_str()))
        || scope.partial.first_in(words).is_some()
        || scope.bodies.iter().any(|body| words.contains(body.as_str()))
}

/// The amounts of the pack's wholes, where the tables have them.
fn wholes(context: &Context<'_, '_>) -> Vec<BigRational> {
    let facts = context.pack.scope.wholes.iter().filter_map(|name| context.fact(name).ok());
    facts.filter(Operand::has_amount).map(|fact| fact.sum(context.facts)).collect()
}

/// The counts of a sentence before one of its numbers.
fn counts_before(sentence: &Sentence, number: Option<u32>, context: &Context<'_, '_>) -> Vec<(u32, BigRational)> {
    let before = sentence.numbers.iter().copied().take_while(|id| Some(*id) != number);
    before.filter(|id| is_of_things(*id, context)).filter_map(|id| Some((id, count(id, context)?))).collect()
}

/// Whether a number counts what the tables do: the 三 of 三类内部事务信息 and 三安全一稳定 is part of a name.
pub(super) fn is_of_things(id: u32, context: &Context<'_, '_>) -> bool {
    context.facts.number(id).is_some_and(|number| match &number.quantity.unit {
        Unit::Count(word) => context.pack.scope.counts_in(word),
        Unit::None => context.facts.document.printed(&number.spot).starts_with(|c: char| c.is_ascii_digit()),
        _ => true,
    })
}

pub(super) fn count(id: u32, context: &Context<'_, '_>) -> Option<BigRational> {
    context.facts.number(id).filter(|n| n.quantity.is_exact_count()).map(|n| n.quantity.amount())
}

/// The most numbers of a sentence that are added up.
const MOST: usize = 32;

/// Whether `least` or more of the numbers in a row, added up, are one of the wholes: `网络申请18件,信函6件,当面12件,均已答复,其中…`.
fn makes_any(numbers: &[BigRational], wholes: &[BigRational], least: usize) -> bool {
    let numbers = numbers.get(..MOST).unwrap_or(numbers);
    (0..numbers.len()).any(|first| begins_with_any(numbers.get(first..).unwrap_or(&[]), wholes, least))
}

/// Whether the first `least` or more of the numbers, added up, are one of the wholes.
pub(super) fn begins_with_any(numbers: &[BigRational], wholes: &[BigRational], least: usize) -> bool {
    let mut sum = BigRational::zero();
    (1..).zip(numbers).any(|(count, number)| {
        sum += number;
        count >= least && wholes.contains(&sum)
    })
}
