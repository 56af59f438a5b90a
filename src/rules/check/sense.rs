//! Which of its meanings a number agrees with, where the numbers beside it say which one is meant: `自然人120件,法人29件`, 120 being the new ones and
//! 29 only those handled; `办结150件,予以公开…`, the outcomes making the 153 that were handled.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::rules::bind::{Context, Operand};
use crate::rules::check::explained::first_name;
use crate::rules::check::found::{Found, WITNESSES};
use crate::rules::check::whole::count;
use crate::rules::check::{names, reading};
use crate::rules::{Checked, Meaning, Verdict};

/// A reading that agrees with the table: the amounts of its meanings, and the first of them that is its own.
struct Sense<'f, 'r> {
    found: &'f Found<'r>,
    at: usize,
    stated: BigRational,
    means: Vec<Option<BigRational>>,
    own: usize,
}

/// Fails the readings of a paragraph that fit only a later meaning of theirs, where the numbers of the same sentence are of the first.
pub(super) fn hold_to_first(readings: &[(&Found<'_>, usize)], out: &mut [Checked], context: &Context<'_, '_>) {
    let senses: Vec<Sense<'_, '_>> = readings
        .iter()
        .filter(|(_, at)| out.get(*at).is_some_and(|check| check.verdict == Verdict::Pass))
        .filter_map(|(found, at)| sense(found, *at, context))
        .collect();
    for one in senses.iter().filter(|one| one.own > 0) {
        if let (true, Some(check)) = (is_of_the_first(one, &senses, context), out.get_mut(one.at)) {
            let Meaning::Readings(means) = &one.found.claim.meaning else { continue };
            let (verdict, evidence, note) = reading::judge(one.found, means.get(..1).unwrap_or(means), context);
            if matches!(verdict, Verdict::Fail(_)) {
                (check.verdict, check.evidence, check.note) = (verdict, evidence, note);
            }
        }
    }
}

fn sense<'f, 'r>(found: &'f Found<'r>, at: usize, context: &Context<'_, '_>) -> Option<Sense<'f, 'r>> {
    let Meaning::Readings(means) = &found.claim.meaning else { return None };
    let stated = found.number.and_then(|id| count(id, context))?;
    let readings = names::readings(found, means, context);
    let amount = |operand: Operand| operand.has_amount().then(|| operand.sum(context.facts));
    let means: Vec<Option<BigRational>> = readings.iter().map(|(_, expr)| context.operand(expr).ok().and_then(amount)).collect();
    let own = means.iter().position(|amount| amount.as_ref() == Some(&stated))?;
    Some(Sense { found, at, stated, means, own })
}

fn is_of_the_first(one: &Sense<'_, '_>, all: &[Sense<'_, '_>], context: &Context<'_, '_>) -> bool {
    let beside = || all.iter().filter(|other| std::ptr::eq(other.found.sentence, one.found.sentence) && other.at != one.at);
    let scope = &context.pack.scope;
    let is_whole = |sense: &Sense<'_, '_>| first_name(sense.found).is_some_and(|name| scope.wholes.iter().any(|whole| whole == name));
    if is_whole(one) {
        let behind: Vec<&Sense<'_, '_>> =
            beside().filter(|other| other.found.at.start > one.found.at.start).take_while(|other| !is_whole(other)).collect();
        return behind.iter().any(|part| part.found.rule.id == one.found.rule.id) && make_the_first(one, &behind);
    }
    // What the same wordings of one rule count side by side is of one stage.
    let same = || beside().filter(|other| other.found.rule.id == one.found.rule.id && first_name(other.found) != first_name(one.found));
    let same = || same().filter(|other| !is_whole(other) && other.means.len() == one.means.len());
    let tells = |other: &&Sense<'_, '_>| other.means.get(one.own) != other.means.first();
    // One that tells the meanings apart bears it out; where the later meaning takes in more, so do all that are what they say first.
    let is_told = same().filter(tells).any(|other| other.own == 0);
    let takes_in_more = one.means.first().cloned().flatten().is_some_and(|first| first < one.stated);
    let bears_out = |other: &&Sense<'_, '_>| other.own == 0 && (takes_in_more || same().filter(tells).any(|told| told.at == other.at));
    let witnesses = beside().filter(bears_out).map(|other| other.stated.to_integer().to_string().len());
    // 直接起诉13件(维持7件),复议后起诉7件(维持4件): one name told twice is divided.
    if beside().any(|other| other.found.rule.id == one.found.rule.id && first_name(other.found) == first_name(one.found)) {
        return false;
    }
    // 同意公开65件,其中部分公开13件: the later meaning holds what stands beside it.
    let holds = |other: &Sense<'_, '_>| {
        let makes = one.means.first().cloned().flatten().is_some_and(|first| first + &other.stated == one.stated);
        makes && is_within(one, other)
    };
    let is_alone = !same().any(holds) && same().filter(tells).all(|other| other.own == 0);
    is_told && is_alone && witnesses.sum::<usize>() >= WITNESSES && !is_staged(one, all, context)
}

/// Whether words between two numbers say that the first holds the other, or the other stands first: `同意公开65件,其中部分公开13件`.
fn is_within(one: &Sense<'_, '_>, other: &Sense<'_, '_>) -> bool {
    let between = one.found.sentence.text.get(one.found.at.end..other.found.at.start);
    between.is_none_or(|words| words.contains(['(', '含']) || words.contains("其中") || words.contains("包括"))
}

/// Whether the counts right behind a whole make its first meaning: all that it can be divided into is there.
fn make_the_first(one: &Sense<'_, '_>, parts: &[&Sense<'_, '_>]) -> bool {
    let Some(Some(first)) = one.means.first() else { return false };
    let mut sum = BigRational::zero();
    parts.iter().enumerate().any(|(n, part)| {
        sum += &part.stated;
        n > 0 && sum == *first && part.own == 0
    })
}

/// Whether a word of another stage stands between the number and the one before it: `自然人120件,办结法人申请29件`.
fn is_staged(one: &Sense<'_, '_>, all: &[Sense<'_, '_>], context: &Context<'_, '_>) -> bool {
    let text = &one.found.sentence.text;
    let ends = all.iter().filter(|other| std::ptr::eq(other.found.sentence, one.found.sentence)).map(|other| other.found.at.end);
    let Some(since) = ends.filter(|end| *end <= one.found.at.start).max() else { return false };
    let words = text.get(since..one.found.at.end).unwrap_or("");
    let scope = &context.pack.scope;
    scope.stages.iter().chain(&scope.intake).any(|word| words.contains(word.as_str()))
}
