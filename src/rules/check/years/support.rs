//! What speaks for a year without naming it as the report's: the day it is signed on, the year that its sentences open with.

use std::collections::BTreeMap;

use crate::document::Spot;
use crate::rules::bind::Context;
use crate::rules::check::years::line::Line;

/// Months after the end of a year in which its report is signed.
const SOON: std::ops::RangeInclusive<u32> = 1..=3;
/// Paragraphs at the end that may hold the signature.
const CLOSING: usize = 40;

/// The years spoken for, each kind of sign once, and where.
pub(super) fn support(context: &Context<'_, '_>) -> Vec<(Spot, u32)> {
    signed(context).into_iter().chain(opened(context)).collect()
}

/// The year before that of the last line that is nothing but a date in the first months of a year.
fn signed(context: &Context<'_, '_>) -> Option<(Spot, u32)> {
    let document = context.facts.document;
    let first = document.paragraphs.len().saturating_sub(CLOSING);
    let date = |line: Line| {
        let [year] = &line.years()[..] else { return None };
        let (value, rest) = (year.year().filter(|_| year.at.start == 0)?, line.text(year.at.end + 1..line.chars.len()));
        let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
        day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
        SOON.contains(&month.parse().ok()?).then_some(())?;
        Some((line.spot(&(year.at.start..year.at.end + 1))?, value - 1))
    };
    Line::behind(document, first).filter_map(date).last()
}

/// The year that most sentences open with which name no other: `2022年,共征收……`; `None` where two are named as often.
fn opened(context: &Context<'_, '_>) -> Option<(Spot, u32)> {
    let mut opened: BTreeMap<u32, (usize, Spot)> = BTreeMap::new();
    for sentence in context.facts.sentences.iter().filter(|sentence| !sentence.is_rewritten()) {
        let Some((digits, behind)) = sentence.text.split_once('年') else { continue };
        let year = digits.parse().ok().filter(|year| digits.len() == 4 && (1990..2100).contains(year));
        let says = !behind.contains('年') && behind.contains(['件', '次', '个', '条', '未', '无']);
        if let Some(year) = year.filter(|_| says) {
            opened.entry(year).or_insert((0, sentence.spot(0..digits.len() + '年'.len_utf8()))).0 += 1;
        }
    }
    let most = opened.values().map(|(count, _)| *count).max()?;
    let mut best = opened.into_iter().filter(|(_, (count, _))| *count == most);
    best.next().filter(|_| best.next().is_none()).map(|(year, (_, spot))| (spot, year))
}
