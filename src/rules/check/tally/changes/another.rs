//! Changes of something else than of the number that a sentence gives: of an earlier year, of a part, of what was added.

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::changes::group::{Change, subject};
use crate::rules::check::tally::changes::roles::COMPARED;
use crate::rules::check::tally::items::{Item, year_in};

/// Words beside what has come to a number.
const ADDED: [&str; 4] = ["新增", "新建", "新开", "新设"];

/// Whether a change is none of the number that it would be set against.
pub(super) fn is_of_another(case: &Case<'_, '_, '_, '_>, change: &Change<'_, '_>) -> bool {
    let Some(measure) = change.measure() else { return true };
    is_added(change) || is_of_part(case, change, measure) || is_dated_earlier(case, measure) || is_last_years(case, measure)
}

/// 去年1.2万人,今年新增3000人: what came to it, not what it came to.
fn is_added(change: &Change<'_, '_>) -> bool {
    let mut told = change.old.into_iter().chain(change.difference).chain(change.now.iter().copied());
    told.any(|item| ADDED.iter().any(|word| item.label().contains(word)))
}

/// 公开1200条,其中公众号增加80条: of what the words behind 其中 name.
fn is_of_part(case: &Case<'_, '_, '_, '_>, change: &Change<'_, '_>, measure: &Item<'_>) -> bool {
    let head = case.text().get(..measure.at.start).unwrap_or("");
    let Some(opened) = head.rfind("其中").filter(|at| !subject(case.spec, &head[*at..]).is_empty()) else { return false };
    change.old.into_iter().chain(change.now.first().copied()).any(|item| item.at.start < opened)
}

/// 2022年增加10件,增长25%;2023年…: an earlier year's own change.
fn is_dated_earlier(case: &Case<'_, '_, '_, '_>, measure: &Item<'_>) -> bool {
    let label = measure.label();
    year_in(label).is_some_and(|(year, end)| {
        let compared = label.get(..end).is_some_and(|dated| dated.contains(COMPARED));
        !compared && case.context.year.is_some_and(|report| year < report)
    })
}

/// 去年申请量增加10件,增长25%,…: last year's own, unless this year's number is named beside it.
fn is_last_years(case: &Case<'_, '_, '_, '_>, measure: &Item<'_>) -> bool {
    let (spec, text) = (case.spec, case.text());
    let (head, tail) = text.split_at_checked(measure.at.start).unwrap_or((text, ""));
    let part = head.rsplit([';', '。']).next().unwrap_or("").trim();
    let end = text.len() - tail.len() + tail.find([';', '。']).unwrap_or(tail.len());
    let this_year = |words: &str| spec.overlap.iter().any(|word| words.contains(word.as_str()));
    let told = |item: &Item<'_>| item.at.start > measure.at.start && item.at.start < end && !item.percent && this_year(item.before);
    spec.earlier.iter().any(|word| part.starts_with(word.as_str())) && !this_year(part) && !case.items.iter().any(told)
}
