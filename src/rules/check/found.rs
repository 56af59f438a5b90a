//! A wording found in a sentence, and which of two overlapping ones counts.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Spot;
use crate::facts::{Sentence, Unit, placeholder};
use crate::rules::bind::Context;
use crate::rules::check::dated::turned_round;
use crate::rules::check::gates::PatternId;
use crate::rules::check::names::is_of_the_number_before;
use crate::rules::check::only::says_only;
use crate::rules::pattern::{CaptureKind, Fit};
use crate::rules::{ClaimSpec, Meaning, Rule};

/// Digits that bear out a loose wording, zeros apart: so many do not agree by chance.
pub(super) const WITNESSES: usize = 3;

/// A wording found in a sentence.
pub(super) struct Found<'r> {
    pub rule: &'r Rule,
    pub claim: &'r ClaimSpec,
    pub fit: Fit,
    /// The sentence, or two joined, that the wording stands in.
    pub sentence: &'r Sentence,
    /// The number the claim is about, by its id in the facts; `None` for words that state something without one.
    pub number: Option<u32>,
    /// Its bytes in the sentence; the end of the words where there is no number.
    pub at: Range<usize>,
    /// A wording of the claim's `unless` stands in the sentence.
    pub excused: bool,
    /// The words alone do not bind firmly: so many digits beside the number must agree with the table before a misfit counts. 0 for firm ones.
    pub asks: usize,
}

pub(super) fn is_reading(found: &Found<'_>) -> bool {
    matches!(found.claim.meaning, Meaning::Readings(_))
}

/// Whether a wording stands in an item with a line of its own.
pub(super) fn is_item(found: &Found<'_>) -> bool {
    found.sentence.line_start(found.at.start) > 0
}

/// The words of a sentence's section up to `end`: since the last semicolon, and what opens the list whose item has a line of its own there.
pub(super) fn section(sentence: &Sentence, end: usize) -> Cow<'_, str> {
    let since = |words: &str| words.rfind(';').map_or(0, |at| at + 1);
    let before = sentence.text.get(..end).unwrap_or("");
    let own = &before[since(before)..];
    let opener = sentence.opener();
    if opener.is_empty() || opener.len() + own.len() > before.len() {
        return Cow::Borrowed(own);
    }
    Cow::Owned(format!("{}{own}", &opener[since(opener)..]))
}

/// The wordings of a sentence, of those that the words met in it leave open.
pub(super) fn found<'r>(
    context: &Context<'r, '_>,
    open: &[PatternId],
    sentence: &'r Sentence,
    keep: impl Fn(&Fit) -> bool,
) -> Vec<Found<'r>> {
    let mut all = Vec::new();
    for id in open {
        let Some((rule, claim, pattern)) = id.resolve(context.pack) else { continue };
        let dated = |fit: &Fit| !claim.earlier.as_ref().is_some_and(|name| turned_round(fit, name, &sentence.text, &context.pack.scope));
        let open = |fit: &Fit| keep(fit) && fits_units(fit, sentence, context) && dated(fit);
        let fits: Vec<Fit> = pattern.fits(&sentence.text).into_iter().filter(open).collect();
        // The same for all fits of a sentence.
        let (asks, excused) = if fits.is_empty() { continue } else { (asks(claim, sentence), is_excused(claim, sentence)) };
        for fit in fits {
            let captured = match &claim.meaning {
                Meaning::Holds { .. } => {
                    // What the words are about may be named within them.
                    let at = fit.range.end..fit.range.end;
                    all.push(Found { rule, claim, fit, sentence, number: None, at, asks, excused });
                    continue;
                }
                Meaning::Parts(_) => {
                    let (at, number) = (fit.range.start..fit.range.start, first_number(sentence, &fit));
                    all.extend(number.map(|number| Found { rule, claim, fit, sentence, number: Some(number), at, asks, excused }));
                    continue;
                }
                Meaning::AtMost(_) => fit.capture("n"),
                Meaning::Readings(_) => fit.number(),
                Meaning::Formula { claim, .. } => fit.capture(claim),
                Meaning::Breakdown(list) => fit.capture(&list.whole),
            };
            let Some(at) = captured.cloned() else { continue };
            if let Some(number) = number_at(sentence, &at).filter(|id| {
                counts_cases(*id, claim, context)
                    && !counts_terms(*id, sentence, &at, context)
                    && says_only(&claim.only, &fit, sentence, &at, context)
            }) {
                all.push(Found { rule, claim, fit, sentence, number: Some(number), at, asks, excused });
            }
        }
    }
    all
}

/// How many digits must bear a wording out.
fn asks(claim: &ClaimSpec, sentence: &Sentence) -> usize {
    let doubtful = || claim.doubt.iter().any(|pattern| pattern.occurs(&sentence.text));
    if claim.weak || doubtful() { WITNESSES } else { 0 }
}

/// Whether the sentence has words by which the claim speaks of something else.
pub(super) fn is_excused(claim: &ClaimSpec, sentence: &Sentence) -> bool {
    claim.unless.iter().any(|pattern| pattern.occurs(&sentence.text))
}

/// The wording for the message: as printed, or the label and its number out of a parallel list.
pub(super) fn said(found: &Found<'_>, context: &Context<'_, '_>) -> String {
    let (document, sentence) = (context.facts.document, found.sentence);
    if !sentence.is_rewritten() {
        return document.printed(&sentence.spot(found.fit.range.clone())).to_owned();
    }
    let number = found.number.and_then(|id| context.facts.number(id));
    let printed = number.map_or("", |n| document.printed(&Spot::new(n.spot.site, n.extent.clone())));
    let label = sentence.text.get(found.fit.range.start..found.at.start).unwrap_or("");
    format!("{label}{printed}")
}

/// Whether every captured number is of the kind that the wording asks for: 倍 and 百分点 are no amounts.
pub(super) fn fits_units(fit: &Fit, sentence: &Sentence, context: &Context<'_, '_>) -> bool {
    fit.captures.iter().zip(&fit.kinds).all(|((_, at), kind)| {
        let number = || number_at(sentence, at).and_then(|id| context.facts.number(id));
        let unit = || number().map_or(&Unit::None, |n| &n.quantity.unit);
        match kind {
            CaptureKind::Number => !matches!(unit(), Unit::Times | Unit::PercentagePoint),
            CaptureKind::Times => *unit() == Unit::Times,
            CaptureKind::Points => *unit() == Unit::PercentagePoint,
            CaptureKind::Percent | CaptureKind::Rest | CaptureKind::Words | CaptureKind::Year => true,
        }
    })
}

/// Whether a number read against the pack's tables is whole, and in a unit that they count: 平均答复3天 states no cases.
pub(super) fn counts_cases(id: u32, claim: &ClaimSpec, context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    let Some(number) =
        context.facts.number(id).filter(|_| !scope.units.is_empty() && matches!(claim.meaning, Meaning::Readings(_) | Meaning::AtMost(_)))
    else {
        return true;
    };
    if claim.money {
        return matches!(number.quantity.unit, Unit::Money(_));
    }
    let whole = number.quantity.amount().is_integer();
    whole
        && match &number.quantity.unit {
            Unit::None => true,
            Unit::Count(unit) => scope.counts_in(unit),
            _ => false,
        }
}

/// Words behind a number of terms that are added up.
const ADDED: [&str; 6] = ["相加", "合计", "共计", "总计", "之和", "加起来"];

/// Whether a number says how many terms a sum has: `行政复议、行政诉讼两项相加为18件`.
fn counts_terms(id: u32, sentence: &Sentence, at: &Range<usize>, context: &Context<'_, '_>) -> bool {
    let of_terms = |unit: &Unit| matches!(unit, Unit::Count(unit) if ["项", "者", "类"].contains(&unit.as_ref()));
    let behind = sentence.text.get(at.end..).unwrap_or("");
    context.facts.number(id).is_some_and(|n| of_terms(&n.quantity.unit)) && ADDED.iter().any(|word| behind.starts_with(word))
}

/// The first number of the list that a wording opens.
fn first_number(sentence: &Sentence, fit: &Fit) -> Option<u32> {
    let text = sentence.text.get(fit.captures.first()?.1.clone())?;
    text.chars().find_map(placeholder).and_then(|n| sentence.numbers.get(n).copied())
}

/// The number whose placeholder stands at `at`.
pub(super) fn number_at(sentence: &Sentence, at: &Range<usize>) -> Option<u32> {
    let c = sentence.text.get(at.clone())?.chars().next()?;
    sentence.numbers.get(placeholder(c)?).copied()
}

/// Of several readings of one number against the tables, the one whose wording starts first, then runs longest, counts:
/// 不同意公开 is not 同意公开. A loose one, and one that the sentence excuses, counts only where there is no other.
pub(super) fn keep_longest(found: &mut Vec<Found<'_>>) {
    let place = |f: &Found<'_>| (f.number, f.at.start);
    // 2件属于内部事务,3件属于过程性信息: a name behind the number before is that one's. Of two alike, the one whose matter is named nearer.
    let key = |f: &Found<'_>| {
        (f.asks > 0 || f.excused || is_of_the_number_before(f), f.fit.range.start, usize::MAX - f.fit.range.end, f.asks, f.rule.id.clone())
    };
    let keys: Vec<_> = found.iter().map(|f| is_reading(f).then(|| (place(f), key(f)))).collect();
    let best = |of| keys.iter().flatten().filter(|(place, _)| *place == of).map(|(_, key)| key).min();
    let mut kept = keys.iter().map(|own| own.as_ref().is_none_or(|(place, key)| best(*place) == Some(key)));
    found.retain(|_| kept.next().unwrap_or(true));
}
