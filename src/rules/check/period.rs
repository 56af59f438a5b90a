//! The year and the part of it that a number is of.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::facts::placeholder;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, section};
use crate::rules::{Reach, WordList};

/// Why the words before a claim's number, or the clause it stands in, speak of another time than the report's year.
pub(super) fn other_time(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let section = without_asides(&section(found.sentence, found.at.start)).into_owned();
    let part = || part_of_year(&section, &context.pack.scope.all_year).filter(|_| found.claim.reach != Reach::AllYear);
    if let Some(why) = several_years(&section).or_else(part) {
        return Some(why);
    }
    let report = context.year?;
    let year = last_year(&section)
        .filter(|year| *year != report && !carries_on(&section, report) && found.fit.next_year(&found.sentence.text) != Some(*year))
        .or_else(|| compared_year(found, context).filter(|year| *year != report))?;
    Some(Phrase::new(format!("说的是{year}年"), format!("it speaks of {year}")))
}

/// Whether the year right before a number is the next one, to which it was carried: `结转2024年4件` of 2023.
fn carries_on(text: &str, report: u32) -> bool {
    let Some((before, _)) = text.rsplit_once(&format!("{}年", report.saturating_add(1))) else { return false };
    let before = before.trim_end_matches(['至', '到', '入', '在']);
    ["转", "转结", "转接", "延", "延续"].iter().any(|word| before.ends_with(word))
}

/// Several years in a row: `2021年、2022年、2023年分别收到…`, `2019年至2023年`.
pub(super) fn several_years(text: &str) -> Option<Phrase> {
    static YEARS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("((?:19|20)[0-9]{2})年?度?[、和及与至到—~-]+((?:19|20)[0-9]{2})年").ok());
    let several = YEARS.as_ref()?.captures_iter(text).any(|found| found.get(1).map(|y| y.as_str()) != found.get(2).map(|y| y.as_str()));
    several.then(|| Phrase::new("说的是几年的数", "it speaks of several years"))
}

/// A stretch of months other than the whole year, unless a later clause says that the whole year is meant.
fn part_of_year(text: &str, all_year: &WordList) -> Option<Phrase> {
    static MONTHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("([0-9]{1,2})月(?:[0-9]{1,2}日)?[至到—~-]+(?:[0-9]{4}年|当年)?([0-9]{1,2})月(?:[0-9]{1,2}日|底|末)?").ok()
    });
    let part = MONTHS.as_ref()?.captures_iter(text).filter(|found| (&found[1], &found[2]) != ("1", "12")).last()?;
    let behind = text.get(part.get(0)?.end()..).unwrap_or("");
    all_year.first_in(behind).is_none().then(|| {
        let months = part.get(0).map_or("", |found| found.as_str());
        Phrase::new(format!("说的是{months}的数"), format!("it speaks of {months}"))
    })
}

/// The year before a number whose clause sets it beside another one: `与2022年收到55件相比`.
fn compared_year(found: &Found<'_>, context: &Context<'_, '_>) -> Option<u32> {
    let text = &found.sentence.text;
    let behind = text.get(found.at.end..)?.split([',', ';', '。']).next()?;
    if !context.pack.scope.compared.iter().any(|word| behind.ends_with(word.as_str())) {
        return None;
    }
    let before = text.get(..found.at.start)?.rsplit(|c| placeholder(c).is_some() || [',', ';', '。'].contains(&c)).next()?;
    let year = before.rfind('年')?;
    before.get(year.checked_sub(4)?..year)?.parse().ok()
}

/// The text without `截至年底`, `截至12月31日`: the tables are of that day too.
pub(super) fn without_year_end(text: &str) -> Cow<'_, str> {
    const ENDS: [&str; 6] = ["年底", "年末", "年终", "12月31日", "12月底", "12月末"];
    if !text.contains('截') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('截') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let day = rest.strip_prefix("截至").or_else(|| rest.strip_prefix("截止"));
        let day = day.map(|day| day.strip_prefix(['到', '本', '当', '至']).unwrap_or(day));
        let day = day.map(|day| dated(day).filter(|day| ENDS.iter().any(|end| day.starts_with(end))).unwrap_or(day));
        let behind = day.and_then(|day| ENDS.iter().find_map(|end| day.strip_prefix(end)).or_else(|| to_date(day)));
        rest = behind.unwrap_or_else(|| {
            out.push('截');
            &rest['截'.len_utf8()..]
        });
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What follows `目前` where it says of which year the number is: `截至目前,2023年制发…`.
fn to_date(day: &str) -> Option<&str> {
    let rest = day.strip_prefix("目前")?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    behind_year(rest).map(|_| rest)
}

/// What follows the year that a text starts with, from 年 on.
fn behind_year(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(digits..).filter(|rest| digits == 4 && rest.starts_with('年'))
}

/// What follows a year that a text starts with, from 年 on where the day is named by it: `2023年底`, else behind it: `2023年12月31日`.
fn dated(text: &str) -> Option<&str> {
    let rest = behind_year(text)?;
    let behind = rest.strip_prefix('年').unwrap_or(rest).trim_start_matches('度');
    Some(if rest.starts_with("年底") || rest.starts_with("年末") || rest.starts_with("年终") { rest } else { behind })
}

/// The text without what stands in closed brackets: `(含2022年结转2件)` does not move what follows to that year.
pub(super) fn without_asides(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    for c in text.chars() {
        if c == '(' {
            open.push(out.len());
        } else if c == ')'
            && let Some(start) = open.pop()
        {
            out.truncate(start);
            continue;
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// Words before a year that set another one beside it, or that carry a part on to it: `比2022年的30件增长`, `结转到2025年`.
const BESIDE: [&str; 14] = ["比", "较", "与", "同", "由", "从", "而", "结转", "转入", "转接", "转至", "转到", "顺延至", "延续至"];

/// Whether a year behind these words is set beside another one.
pub(super) fn is_compared(before: &str) -> bool {
    BESIDE.iter().any(|word| before.ends_with(word))
}

/// Whether a year before these words says only where a part comes from: `包括2022年结转4件`.
pub(super) fn is_carried(behind: &str) -> bool {
    let behind = behind.strip_prefix(['度', '末', '底']).unwrap_or(behind);
    CARRIED.iter().chain(&["同期"]).any(|word| behind.starts_with(word))
}

/// What is said of applications that came in before the year.
const CARRIED: [&str; 14] =
    ["结转", "转结", "转入", "转接", "遗留", "未办结", "未办完", "未答复", "跨年", "转来", "待办", "延续", "顺延", "留存"];

/// Whether the words tell of what was carried in.
pub(super) fn tells_carried(words: &str) -> bool {
    CARRIED.iter().any(|word| words.contains(word))
}

/// The last year named before a number, other than one that is only compared with.
pub(super) fn last_year(text: &str) -> Option<u32> {
    let mut rest = text;
    while let Some(at) = rest.rfind('年') {
        let digits = rest[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let behind = &text[at + '年'.len_utf8()..];
        if digits == 4 && !is_compared(&rest[..at - digits]) && !is_carried(behind) {
            return rest[at - 4..at].parse().ok();
        }
        rest = &rest[..at];
    }
    None
}
