//! The year of the title, of the sentence that presents the report, of the period it covers: all the same one.

use std::collections::BTreeMap;

use crate::document::Spot;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::years::stale::Stated;
use crate::rules::check::years::support::support;
use crate::rules::check::years::witness::{Place, Witness, witnesses};
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Rule, Verdict, Violation};

/// Other places shown beside the one that differs.
const SHOWN: usize = 3;

/// The year that most places name; years before statements that agree with the tables count, each once however many numbers stand behind
/// it, and so does what else speaks for one. `None` where none is named or two as often.
pub(super) fn consensus(witnesses: &[Witness], stated: &[Stated], support: &[(Spot, u32)]) -> Option<u32> {
    let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
    let mut places: Vec<(Place, u32)> = witnesses.iter().map(|w| (w.place, w.year)).collect();
    places.dedup();
    let mut said: BTreeMap<Spot, u32> = stated.iter().filter(|s| s.agrees).filter_map(|s| s.year).collect();
    said.extend(support.iter().copied());
    for year in places.into_iter().map(|(_, year)| year).chain(said.into_values()) {
        *votes.entry(year).or_default() += 1;
    }
    let most = votes.values().copied().max()?;
    let best: Vec<u32> = votes.iter().filter(|(_, count)| **count == most).map(|(year, _)| *year).collect();
    // Where it is one against one, what names the report counts for more than what it says.
    let mut named = best.iter().copied().filter(|year| best.len() == 1 || witnesses.iter().any(|w| w.year == *year));
    named.next().filter(|_| named.next().is_none())
}

/// One check a place; places that name two years equally often are one check together.
pub(super) fn check(rule: &Rule, context: &Context<'_, '_>, stated: &[Stated], out: &mut Vec<Checked>) {
    let (witnesses, periods) = witnesses(context);
    let mut push = |verdict, evidence| out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
    if witnesses.is_empty() {
        return push(Verdict::NotApplicable(Phrase::new("报告没有写明年份", "the report does not name its year")), Vec::new());
    }
    let mut told = Vec::new();
    for [from, to] in periods.iter().filter(|[from, to]| from.year != to.year) {
        told.extend([from.spot, to.spot]);
        push(fail(rule, to, from.year), vec![evidence(to), evidence(from)]);
    }
    let support = support(context);
    let Some(year) =
        consensus(&witnesses, stated, &support).or_else(|| context.year.filter(|own| witnesses.iter().any(|w| w.year == *own)))
    else {
        return push(
            Verdict::Undecided(Phrase::new("各处年份不同", "the places name several years")),
            witnesses.iter().map(evidence).collect(),
        );
    };
    let agreeing: Vec<&Witness> = witnesses.iter().filter(|w| w.year == year).collect();
    for witness in witnesses.iter().filter(|w| w.year != year) {
        if told.contains(&witness.spot) {
            continue;
        }
        told.push(witness.spot);
        let mut used = vec![evidence(witness)];
        used.extend(agreeing.iter().take(SHOWN).map(|w| evidence(w)));
        used.extend(support.iter().filter(|(_, own)| agreeing.is_empty() && *own == year).map(|(spot, _)| at(*spot)));
        push(fail(rule, witness, year), used);
    }
    if told.is_empty() {
        push(Verdict::Pass, agreeing.into_iter().map(evidence).collect());
    }
}

fn evidence(witness: &Witness) -> Evidence {
    at(witness.spot)
}

fn at(spot: Spot) -> Evidence {
    Evidence { spot, part: "year".to_owned(), prose: true, number: None }
}

fn fail(rule: &Rule, witness: &Witness, year: u32) -> Verdict {
    let place = match witness.place {
        Place::Title => Phrase::new("标题", "the title"),
        Place::Presented => Phrase::new("正文", "the text"),
        Place::Period => Phrase::new("统计期限", "the period covered"),
    };
    let slots = Slots::new().with_phrase("place", place.clone()).with("found", witness.year.to_string()).with("year", year.to_string());
    Verdict::Fail(Box::new(Violation::of(
        rule,
        &slots,
        Phrase::new(
            format!("{}写 {} 年，别处写 {year} 年", place.zh, witness.year),
            format!("{} says {}, other places say {year}", place.en, witness.year),
        ),
    )))
}
