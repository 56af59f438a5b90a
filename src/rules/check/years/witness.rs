//! What a report says of its own year: its title, the period it covers, the sentence that presents it.

use crate::document::Spot;
use crate::facts::normalise;
use crate::rules::bind::Context;
use crate::rules::check::years::line::{Line, YearSigns};
use crate::rules::check::years::own::BACK;

/// How many paragraphs at the start may say what the report is.
const OPENING: usize = 60;
/// Characters of a line that can be a title.
const TITLE: usize = 80;
/// Characters that may stand between the two ends of a period, and between a year and the report's name.
const REACH: usize = 24;
/// Characters of a sentence looked at on either side of a period.
const SENTENCE: usize = 200;
/// Characters of 年度报告.
const NAME: usize = 4;
/// Words before a year that set another one beside it.
const BESIDE: [&str; 7] = ["比", "较", "与", "同", "对比", "上年", "去年"];

/// Where a year is named for the report's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A line that is the report's title.
    Title,
    /// A sentence that presents the report by its name.
    Presented,
    /// Either end of the period it covers.
    Period,
}

/// One naming of the report's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Witness {
    pub(super) place: Place,
    pub(super) year: u32,
    pub(super) spot: Spot,
}

/// Every naming of the report's own year, in reading order; a period that ends before it begins stands beside them.
pub(super) fn witnesses(context: &Context<'_, '_>) -> (Vec<Witness>, Vec<[Witness; 2]>) {
    let family: Vec<String> = context.pack.applies.iter().map(|name| normalise(name)).collect();
    let mut found = Vec::new();
    let mut periods = Vec::new();
    for (nth, line) in Line::all(context.facts.document).take(OPENING).enumerate() {
        named(&line, nth, &family, context.year, &mut found);
        period(&line, &mut periods);
    }
    titles_of_one_report(&mut found);
    found.extend(periods.iter().flatten().cloned());
    (found, periods)
}

/// The year beside the report's name.
fn named(line: &Line, nth: usize, family: &[String], own: Option<u32>, found: &mut Vec<Witness>) {
    let years = line.years();
    let short = line.chars.len() <= TITLE && !line.chars.contains(&'。');
    let place = if short && nth < 20 { Place::Title } else { Place::Presented };
    if let Some(year) = years.iter().find(|year| is_presented(line, year)) {
        found.extend(witness(line, year, Place::Presented));
    }
    if let Some(year) = years.iter().find(|year| is_presented_below(line, year, own)) {
        found.extend(witness(line, year, Place::Presented));
    }
    // 政府信息公开工作2024年度报告: the year stands within the name.
    if let Some(year) = years.iter().find(|year| family.iter().any(|name| is_within(line, year, name))) {
        found.extend(witness(line, year, place));
        return;
    }
    let Some(at) = family.iter().filter_map(|name| unquoted(line, name)).min() else { return };
    let before = years.iter().rev().find(|year| year.at.end < at && at - year.at.end <= REACH);
    let behind = || years.iter().find(|year| short && year.at.start > at && year.at.start - at <= REACH);
    let Some(year) = before.or_else(behind) else { return };
    let between = line.text(year.at.end.min(at)..at.max(year.at.end));
    let joined = !between.contains(['，', ',', '。', '；', ';', '、']);
    let compared = BESIDE.iter().any(|word| line.text(0..year.at.start).ends_with(word));
    if !joined || compared {
        return;
    }
    found.extend(witness(line, year, place));
}

/// Whether a name goes on behind a year that stands within it, its first words right before.
fn is_within(line: &Line, year: &YearSigns, name: &str) -> bool {
    let before = line.text(year.at.start.saturating_sub(REACH)..year.at.start);
    let behind = |from: usize| line.text(from.min(line.chars.len())..(from + REACH).min(line.chars.len()));
    let splits = name.char_indices().map(|(at, _)| at).skip(1);
    let goes_on = |at: usize| {
        let (head, tail) = name.split_at(at);
        before.ends_with(head) && [year.at.end, year.at.end + 1].iter().any(|from| behind(*from).starts_with(tail))
    };
    splits.into_iter().any(goes_on) && !line.is_quoted(year.at.start)
}

/// A year of a line as a witness; `None` where it names none.
fn witness(line: &Line, year: &YearSigns, place: Place) -> Option<Witness> {
    Some(Witness { place, year: year.year()?, spot: line.spot(&(year.at.start..year.at.end + 1))? })
}

/// Whether the line presents the report under this year, without its full name: `现向社会公布本机关2024年度报告`.
fn is_presented(line: &Line, year: &YearSigns) -> bool {
    let before = line.text(year.at.start.saturating_sub(REACH)..year.at.start);
    let clause = before.rsplit(['，', ',', '。', '；', ';']).next().unwrap_or(&before);
    let behind = line.text(year.at.end..(year.at.end + NAME).min(line.chars.len()));
    let ends = line.chars.get(year.at.end + NAME).is_none_or(|c| matches!(c, '。' | '，' | ',' | '；' | ';'));
    let presented = ends && clause.starts_with('现') && ["公布", "发布", "公开"].iter().any(|verb| clause.contains(verb));
    presented && ["本机关", "我"].iter().any(|own| clause.contains(own)) && behind == "年度报告" && !line.is_quoted(year.at.start)
}

/// Whether the line says that what the year brought is reported below, under a year far from the report's: `现将本局2032年政府信息公开工作情况报告如下`.
/// One near it is a stale year.
fn is_presented_below(line: &Line, year: &YearSigns, own: Option<u32>) -> bool {
    let far = own.zip(year.year()).is_some_and(|(own, year)| year + BACK < own || year > own + 1);
    let before = line.text(year.at.start.saturating_sub(REACH)..year.at.start);
    let clause = before.rsplit(['，', ',', '。', '；', ';']).next().unwrap_or(&before);
    let behind = line.text(year.at.end..(year.at.end + 2 * REACH).min(line.chars.len()));
    let told = behind.split(['。', '：', ':']).next().unwrap_or("");
    let below = ["报告如下", "公布如下", "总结如下", "汇报如下", "说明如下"].iter().any(|words| told.contains(words));
    far && below
        && told.contains("信息公开")
        && (clause.starts_with("现将") || clause.starts_with("现就"))
        && !line.is_quoted(year.at.start)
}

/// Where a name stands outside the title of another document: the form that a report follows bears it too.
fn unquoted(line: &Line, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = line.find(name, from) {
        if !line.is_quoted(at) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Titles of several years are a list of links; they say nothing of this report.
fn titles_of_one_report(found: &mut Vec<Witness>) {
    let mut years: Vec<u32> = found.iter().filter(|w| w.place == Place::Title).map(|w| w.year).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() > 1 {
        found.retain(|witness| witness.place != Place::Title);
    }
}

/// So many signs behind a year and its 年.
fn day(line: &Line, year: &YearSigns, length: usize) -> String {
    let upto = |at: usize| at.min(line.chars.len());
    line.text(upto(year.at.end + 1)..upto(year.at.end + 1 + length))
}

/// Whether a period is told from its end: `数据截至2023年12月31日，统计期限自2023年1月1日起`.
fn is_told_from_its_end(line: &Line, to: &YearSigns, from: &YearSigns) -> bool {
    const OWN: [&str; 4] = ["统计期限", "统计时限", "统计时段", "统计期间"];
    let between = line.text((to.at.end + 7).min(from.at.start)..from.at.start);
    let until = line.text(to.at.start.saturating_sub(2)..to.at.start);
    let ends =
        day(line, from, 6).strip_prefix("1月1日起").is_some_and(|rest| rest.is_empty() || rest.starts_with(['。', '，', ',', '；', ';']));
    let named = OWN
        .iter()
        .any(|word| between.trim_start_matches(['，', ',']).strip_prefix(word).is_some_and(|rest| rest == "自" || rest == "为自"));
    day(line, to, 6) == "12月31日" && (until == "截至" || until == "截止") && named && ends
}

/// Both ends of a period from New Year's day to the last of December, where the sentence says that it is the one covered.
fn period(line: &Line, found: &mut Vec<[Witness; 2]>) {
    const WORDS: [&str; 8] = ["统计", "时限", "期限", "时段", "期间", "所列数据", "数据", "本报告"];
    let years = line.years();
    for (n, from) in years.iter().enumerate() {
        if day(line, from, 4) != "1月1日" {
            continue;
        }
        let forward = line.find_near("12月31日", from.at.end, REACH);
        let before =
            n.checked_sub(1).and_then(|before| years.get(before)).filter(|to| forward.is_none() && is_told_from_its_end(line, to, from));
        let Some(end) = before.map(|to| to.at.end + 1).or(forward) else { continue };
        let to = before.or_else(|| years.get(n + 1).filter(|to| to.at.end + 1 == end)).unwrap_or(from);
        let first = from.at.start.min(to.at.start);
        let start = line.chars.get(..first).unwrap_or(&[]).iter().rposition(|c| *c == '。').map_or(0, |at| at + 1);
        let stop = line.chars.get(end..).unwrap_or(&[]).iter().position(|c| *c == '。').map_or(line.chars.len(), |at| end + at);
        let sentence = line.text(start.max(from.at.start.saturating_sub(SENTENCE))..stop.min(end + SENTENCE));
        let lead = line.text(from.at.start.saturating_sub(REACH)..from.at.start);
        let compared = BESIDE.iter().any(|word| lead.ends_with(word));
        if compared || line.is_quoted(from.at.start) || !WORDS.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        if let (Some(from), Some(to)) = (witness(line, from, Place::Period), witness(line, to, Place::Period)) {
            found.push([from, to]);
        }
    }
}
