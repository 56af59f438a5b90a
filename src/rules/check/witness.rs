//! What the other numbers of a sentence bear out: where they are the table's, a loose wording beside them speaks of the table too.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::document::Site;
use crate::rules::bind::Context;
use crate::rules::check::explained::{first_name, made_of_more};
use crate::rules::check::found::{Found, WITNESSES};
use crate::rules::check::lead::{is_narrowed, unknown_lead};
use crate::rules::check::reading;
use crate::rules::check::scope::{Subject, carried_subject, is_partial, out_of_reach, part_only, subject};
use crate::rules::check::whole::{Known, other_whole};
use crate::rules::{Checked, Expr, Meaning, Verdict};

/// Judges again the loose readings of a paragraph that were set aside. In one sentence one of them may disagree: with more, the sentence
/// speaks of something else than the table.
pub(super) fn hear(readings: &[(&Found<'_>, usize)], out: &mut [Checked], context: &Context<'_, '_>) {
    let verdicts: Vec<Option<Checked>> = readings.iter().map(|(found, at)| borne_out(found, *at, readings, out, context)).collect();
    for ((_, at), checked) in readings.iter().zip(verdicts) {
        if let (Some(checked), Some(slot)) = (checked, out.get_mut(*at)) {
            *slot = checked;
        }
    }
}

/// The failed check of a loose reading that all others of its sentence bear out, or of one whose body may be a part only: where those beside it
/// are the table's, the body is the whole.
fn borne_out(
    found: &Found<'_>,
    at: usize,
    readings: &[(&Found<'_>, usize)],
    out: &[Checked],
    context: &Context<'_, '_>,
) -> Option<Checked> {
    let own = out.get(at)?;
    let partial = matches!(&own.verdict, Verdict::Undecided(why) if *why == part_only());
    let set_aside = found.asks > 0 && matches!(own.verdict, Verdict::NotApplicable(_));
    // Words that nobody listed stand before it, none of them a word of a part.
    let unlisted = matches!(&own.verdict, Verdict::Undecided(why) if unknown_lead(found, context).as_ref() == Some(why));
    if !(partial || set_aside || unlisted && !is_narrowed(found, context)) {
        return None;
    }
    let asks = if partial || unlisted { WITNESSES.max(found.asks) } else { found.asks };
    let Meaning::Readings(means) = &found.claim.meaning else { return None };
    let table = table(own)?;
    let beside = || {
        let same = |other: &&(&Found<'_>, usize)| std::ptr::eq(other.0.sentence, found.sentence) && other.0.number != found.number;
        readings.iter().filter(same).filter_map(|(other, at)| Some((*other, out.get(*at)?)))
    };
    let agrees = |checked: &Checked| checked.verdict == Verdict::Pass;
    let is_said = beside().any(|(other, checked)| agrees(checked) && first_name(other) == first_name(found));
    let others = beside().filter(|(other, checked)| other.rule.id == found.rule.id || self::table(checked) == Some(table));
    let (agreeing, differing): (Vec<_>, Vec<_>) = others.partition(|(_, checked)| agrees(checked));
    let numbers: BTreeSet<u32> = agreeing.iter().filter_map(|(other, _)| other.number).collect();
    let digits: usize = numbers.iter().copied().filter_map(|id| context.facts.number(id)).map(|n| digits(&n.quantity.amount())).sum();
    let enough =
        digits >= asks || !found.claim.weak && digits > 0 && digits + around(found, readings, out, table, context) >= asks + PARAGRAPH;
    let mut known = Known::default();
    for (other, checked) in &agreeing {
        known.add(other.number, checked);
    }
    if is_said || !differing.is_empty() || !enough || speaks_of_less(found, own, partial, &known, context) {
        return None;
    }
    misfit(found, means, context)
}

/// The failed check of a loose reading that was set aside, were it firm; `None` where its sentence leaves it open that it speaks of less.
pub(super) fn judged_alone(found: &Found<'_>, at: usize, (out, known): (&[Checked], &Known), context: &Context<'_, '_>) -> Option<Checked> {
    let own = out.get(at)?;
    let Meaning::Readings(means) = &found.claim.meaning else { return None };
    let set_aside = found.claim.alone && found.asks > 0 && matches!(own.verdict, Verdict::NotApplicable(_));
    if !set_aside || speaks_of_less(found, own, false, known, context) {
        return None;
    }
    misfit(found, means, context)
}

/// The failed check of a reading by itself; `None` where it fits.
fn misfit(found: &Found<'_>, means: &[(String, Expr)], context: &Context<'_, '_>) -> Option<Checked> {
    let (verdict, evidence, note) = reading::judge(found, means, context);
    matches!(verdict, Verdict::Fail(_)).then(|| Checked { rule: found.rule.id.clone(), verdict, evidence, note })
}

/// Digits that the other sentences of a paragraph must have more than its own to bear a number out.
const PARAGRAPH: usize = 3;

/// How many digits the other sentences of a paragraph have that agree with the table; none where any of them differs.
fn around(found: &Found<'_>, readings: &[(&Found<'_>, usize)], out: &[Checked], table: u32, context: &Context<'_, '_>) -> usize {
    let others = readings.iter().filter(|(other, _)| !std::ptr::eq(other.sentence, found.sentence));
    let checks: Vec<(&Found<'_>, &Checked)> =
        others.filter_map(|(other, at)| Some((*other, out.get(*at)?))).filter(|(_, check)| self::table(check) == Some(table)).collect();
    if checks.iter().any(|(_, check)| matches!(check.verdict, Verdict::Fail(_))) {
        return 0;
    }
    let agreeing: BTreeSet<u32> =
        checks.iter().filter(|(_, check)| check.verdict == Verdict::Pass).filter_map(|(other, _)| other.number).collect();
    agreeing.into_iter().filter_map(|id| context.facts.number(id)).map(|n| digits(&n.quantity.amount())).sum()
}

/// Whether other words of the sentence leave it open that the number is the table's; `partial`: that its body may be a part only is known, and refuted.
fn speaks_of_less(found: &Found<'_>, own: &Checked, partial: bool, known: &Known, context: &Context<'_, '_>) -> bool {
    let said = found.sentence.text.get(found.fit.range.clone()).unwrap_or("");
    // 维持、纠正分别为3件、1件.
    found.claim.weak && context.pack.scope.joins.iter().any(|word| said.contains(word.as_str()))
        || made_of_more(found, context).is_some()
        || out_of_reach(found, context).is_some()
        || !partial && matches!(subject(found, context), Subject::Other(_))
        || !partial && is_partial(found, &own.evidence, context)
        || carried_subject(found, context).is_some()
        || is_narrowed(found, context)
        || other_whole(found, own, known, context).is_some()
}

/// The table that a check has set a number against.
fn table(checked: &Checked) -> Option<u32> {
    checked.evidence.iter().filter(|used| !used.prose).find_map(|used| match used.spot.site {
        Site::Cell { table, .. } => Some(table),
        Site::Paragraph(_) => None,
    })
}

/// How many digits an amount has; a zero, which agrees so often by chance, has none.
fn digits(amount: &BigRational) -> usize {
    if amount.is_zero() { 0 } else { amount.abs().to_integer().to_string().len() }
}
