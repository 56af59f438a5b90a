//! Sentences that speak of the year before: its figures, and how this year's changed. What they say waits for that year's report.

use crate::facts::Number;
use crate::phrase::Phrase;
use crate::rules::across::{Figure, Link, Stated, Statement};
use crate::rules::bind::Context;
use crate::rules::check::before::Before;
use crate::rules::check::found::{Found, counts_cases, fits_units, is_excused, number_at};
use crate::rules::check::gates::{Gates, PatternId};
use crate::rules::check::lead::unknown_lead;
use crate::rules::check::period::{last_year, without_asides};
use crate::rules::check::scope::{Subject, clause_start, is_row_label, subject};
use crate::rules::pattern::{CaptureKind, Fit};
use crate::rules::{Check, Sign};

/// The captured name of this year's amount.
const NOW: &str = "now";

/// What the sentences of a report of `year` say of the year before.
pub(in crate::rules) fn stated(context: &Context<'_, '_>, gates: &Gates, year: Option<u32>) -> Vec<Stated> {
    let mut said = Vec::new();
    for (index, sentence) in context.facts.sentences.iter().enumerate() {
        let open = gates.open_across(&gates.met(&sentence.text));
        if open.is_empty() || is_row_label(sentence, context) {
            continue;
        }
        let before = Before::of(context, index);
        for id in open {
            let Some((rule, claim, pattern)) = id.resolve(context.pack) else { continue };
            let Some(statement) = statement(id, context) else { continue };
            for fit in pattern.fits(&sentence.text).into_iter().filter(|fit| fits_units(fit, sentence, context)) {
                let Some(at) = captured(&fit, statement) else { continue };
                let Some(number) = number_at(sentence, &at) else { continue };
                let now = fit.capture(NOW).and_then(|at| number_at(sentence, at));
                let spoken = fit.year(&sentence.text);
                let found = Found { rule, claim, fit, sentence, number: Some(number), at, asks: 0, excused: is_excused(claim, sentence) };
                let counted = if matches!(statement, Statement::Before) { Some(number) } else { now };
                let last = spoken.is_none_or(|spoken| year.is_none_or(|year| spoken + 1 == year));
                if last && before.admits(&found, context) == Some(true) && counted.is_none_or(|id| counts_cases(id, claim, context)) {
                    said.extend(of(id, &found, number, now, context, year));
                }
            }
        }
    }
    said
}

fn statement<'r>(id: PatternId, context: &Context<'r, '_>) -> Option<&'r Statement> {
    let (rule, claim) = id.place();
    let Check::Across(across) = &context.pack.rules.get(rule)?.check else { return None };
    let Link::Claims { states, .. } = &across.link else { return None };
    states.get(claim)
}

/// Where the stated number stands.
fn captured(fit: &Fit, statement: &Statement) -> Option<std::ops::Range<usize>> {
    let mut captures = fit.captures.iter().zip(&fit.kinds);
    let wanted = match statement {
        Statement::Before => captures.find(|(_, kind)| **kind == CaptureKind::Number),
        Statement::Change { claim, .. } => captures.find(|((name, _), _)| name == claim),
    };
    wanted.map(|((_, at), _)| at.clone())
}

fn of(id: PatternId, found: &Found<'_>, own: u32, now: Option<u32>, context: &Context<'_, '_>, year: Option<u32>) -> Option<Stated> {
    let facts = context.facts;
    let figure = |id: u32, number: &Number| Figure::of(number, id, Sign::Plus, facts.document.printed(&number.spot));
    Some(Stated {
        place: id.place(),
        figure: figure(own, facts.number(own)?),
        words: facts.document.printed(&found.sentence.spot(found.fit.range.clone())).into(),
        now: now.and_then(|id| Some(figure(id, facts.number(id)?))),
        excuse: excuse(found, context, year),
        doubt: unknown_lead(found, context),
    })
}

/// Why the sentence says nothing of the tables: another body, a part, a plan, another year. Words of comparison are no excuse here.
fn excuse(found: &Found<'_>, context: &Context<'_, '_>, year: Option<u32>) -> Option<Phrase> {
    let text = &found.sentence.text;
    let scope = &context.pack.scope;
    let (start, end) = (found.fit.range.start, found.fit.range.end);
    let clause = clause_start(text, start);
    let section = &text[..found.at.start];
    let spoken = without_asides(&section[section.rfind(';').map_or(0, |n| n + 1)..]);
    let behind = &text[end..];
    let behind = &behind[..behind.find([',', ';', ':', '。']).unwrap_or(behind.len())];
    if let Subject::Other(why) = subject(found, context) {
        return Some(why);
    }
    let unless = found
        .claim
        .unless
        .iter()
        .filter(|pattern| pattern.may_fit(text))
        .find_map(|pattern| pattern.fits(text).into_iter().next())
        .map(|fit| context.facts.document.printed(&found.sentence.spot(fit.range)).to_owned());
    let word = unless
        .or_else(|| found.claim.not.iter().find(|word| text[clause..end].contains(word.as_str())).cloned())
        .or_else(|| scope.clause.first_in(&text[clause..start]).map(str::to_owned))
        .or_else(|| scope.sentence.iter().filter(|word| !word.ends_with("同期")).find(|word| spoken.contains(word.as_str())).cloned())
        .or_else(|| scope.behind.first_in(behind).map(str::to_owned));
    if let Some(word) = word {
        return Some(Phrase::new(
            format!("句中有“{word}”，说的不是表中的数"),
            format!("the sentence says `{word}`, so it speaks of something else than the table"),
        ));
    }
    let (named, own) = (last_year(&without_asides(&text[..start]))?, year?);
    (named != own).then(|| Phrase::new(format!("说的是{named}年"), format!("it speaks of {named}")))
}
