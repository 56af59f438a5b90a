//! Sentences that name another year than the report's, although what they say is this year's.

use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::Spot;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, is_reading};
use crate::rules::check::reading;
use crate::rules::check::scope::{other_reach, without_asides};
use crate::rules::check::years::line::Line;
use crate::rules::check::years::report::consensus;
use crate::rules::check::years::witness::witnesses;
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Meaning, Rule, Verdict, Violation};

/// A number below it may be the same in two years by chance.
const TELLING: u32 = 20;

/// A stated number whose sentence names a year.
#[derive(Clone, Debug)]
pub(in crate::rules::check) struct Dated {
    pub year: u32,
    /// The year's place.
    pub spot: Spot,
    /// Whether this report's tables hold the number.
    pub agrees: bool,
    rule: String,
    amount: BigRational,
    evidence: Vec<Evidence>,
}

/// A statement against the tables whatever year it names; `None` where it names none or speaks of something else for another reason.
pub(in crate::rules::check) fn dated(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Dated> {
    let Meaning::Readings(readings) = &found.claim.meaning else { return None };
    if !is_reading(found) || found.sentence.is_rewritten() || other_reach(found, context).is_some() {
        return None;
    }
    let before = &found.sentence.text[..found.at.start];
    let (year, at) = named_year(before)?;
    if without_asides(before).len() < before.len() && !without_asides(before).contains(&before[at.clone()]) {
        return None;
    }
    let number = context.facts.number(found.number?)?;
    let (verdict, evidence, _) = reading::judge(found, readings, context);
    let agrees = match verdict {
        Verdict::Pass => true,
        Verdict::Fail(_) => false,
        Verdict::NotApplicable(_) | Verdict::Undecided(_) => return None,
    };
    let spot = found.sentence.spot(at);
    Some(Dated { year, spot, agrees, rule: found.rule.id.clone(), amount: number.quantity.amount(), evidence })
}

/// The one year named before a number, 年 included.
fn named_year(text: &str) -> Option<(u32, Range<usize>)> {
    let mut found = None;
    for (at, sign) in text.match_indices('年') {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 4 {
            if found.is_some() {
                return None;
            }
            found = Some((text[at - 4..at].parse().ok()?, at - 4..at + sign.len()));
        }
    }
    found
}

/// One check a year named: it fails where the numbers behind it are this year's, or where the report opens with it.
pub(super) fn check(rule: &Rule, context: &Context<'_, '_>, dated: &[Dated], out: &mut Vec<Checked>) {
    let mut push = |verdict, evidence| out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
    let (witnesses, _) = witnesses(context);
    let Some(year) = consensus(&witnesses, dated) else {
        return push(Verdict::NotApplicable(Phrase::new("报告的年份不明", "the report's year is not certain")), Vec::new());
    };
    let mut named: Vec<Spot> = dated.iter().map(|d| d.spot).collect();
    named.sort_unstable();
    named.dedup();
    for spot in named {
        let same: Vec<&Dated> = dated.iter().filter(|d| d.spot == spot).collect();
        let Some(first) = same.first() else { continue };
        let own = year_at(spot);
        if first.year == year {
            push(Verdict::Pass, vec![own]);
        } else if is_stale(&same, dated, year) {
            let mut evidence = vec![own];
            evidence.extend(witnesses.iter().find(|w| w.year == year).map(|w| year_at(w.spot)));
            for used in same.iter().flat_map(|d| &d.evidence) {
                if !evidence.iter().any(|known| known.spot == used.spot) {
                    evidence.push(Evidence { number: None, ..used.clone() });
                }
            }
            push(
                fail(rule, first.year, year, &Phrase::new("句中的数与本年的表相符", "its numbers are those of this year's tables")),
                evidence,
            );
        }
    }
    if let Some((spot, stale)) = opening(context, year).filter(|(spot, _)| !dated.iter().any(|d| d.spot == *spot)) {
        let other = witnesses.iter().find(|w| w.year == year).map(|w| year_at(w.spot));
        let evidence = [year_at(spot)].into_iter().chain(other).collect();
        push(fail(rule, stale, year, &Phrase::new("总体情况以这一年开头", "the report's own account opens with it")), evidence);
    }
}

fn year_at(spot: Spot) -> Evidence {
    Evidence { spot, part: "year".to_owned(), prose: true, number: None }
}

/// Whether the numbers behind a year are surely this year's: all agree with the tables, one of them telling or two different ones, and no other
/// sentence says the same of the report's own year.
fn is_stale(same: &[&Dated], all: &[Dated], year: u32) -> bool {
    let telling = BigRational::from_integer(BigInt::from(TELLING));
    let agree = same.iter().all(|d| d.agrees && !d.evidence.is_empty());
    let mut amounts: Vec<&BigRational> = same.iter().map(|d| &d.amount).filter(|amount| !amount.is_zero()).collect();
    amounts.sort_unstable();
    amounts.dedup();
    let repeated =
        |d: &&Dated| all.iter().any(|other| other.agrees && other.year == year && other.rule == d.rule && other.amount == d.amount);
    agree && (amounts.len() > 1 || amounts.iter().any(|amount| **amount >= telling)) && !same.iter().any(repeated)
}

/// The year before the report's, where the first paragraph of 总体情况 opens with it and does not name the report's own: 2022年,我县…….
fn opening(context: &Context<'_, '_>, year: u32) -> Option<(Spot, u32)> {
    let heading = context.facts.headings.iter().find(|heading| heading.text.contains("总体情况"))?;
    let line = Line::behind(context.facts.document, heading.paragraph as usize + 1).next()?;
    let years = line.years();
    let first = years.first().filter(|first| first.at.start == 0)?;
    let behind = line.chars.get(first.at.end + 1)?;
    let stale = first.year().filter(|stale| stale + 1 == year)?;
    let named = years.iter().any(|other| other.year() == Some(year));
    let long = line.chars.len() > 40;
    (matches!(behind, ',' | '，') && long && !named).then_some(())?;
    Some((line.spot(&(first.at.start..first.at.end + 1))?, stale))
}

fn fail(rule: &Rule, stale: u32, year: u32, why: &Phrase) -> Verdict {
    let slots = Slots::new().with("found", stale.to_string()).with("year", year.to_string());
    Verdict::Fail(Box::new(Violation {
        severity: rule.severity,
        confidence: rule.confidence,
        message: slots.fill(&rule.message),
        help: slots.fill(&rule.fix),
        derivation: Phrase::new(
            format!("此处写 {stale} 年，报告为 {year} 年；{}", why.zh),
            format!("it says {stale}, the report is of {year}; {}", why.en),
        ),
        repairs: Vec::new(),
    }))
}
