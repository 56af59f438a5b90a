//! Dates, years and times of day.

use crate::facts::NotQuantity;
use crate::facts::lexer::arabic::integer;
use crate::facts::lexer::core::{Core, Form};
use crate::facts::lexer::scan::{Lexer, digits, is_one_of, word_at};

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];

/// Whether four digits can be a calendar year of a report.
pub(crate) fn is_year(value: u32) -> bool {
    (1900..=2100).contains(&value)
}

/// A date, a year with its word, or a span of either, that starts with `core`.
pub(super) fn date(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    if core.form == Form::Dotted {
        return dotted_date(lexer, core);
    }
    let (value, end) = integer(lexer, core.start).or_else(|| long_year(lexer, core))?;
    if lexer.byte(core.start) == b'.' || end != core.end && !is_year(value) {
        return None;
    }
    let len = end - core.start;
    let rest = lexer.after(end);
    if rest.starts_with('年') {
        return chinese_year(lexer, core, value, len);
    }
    if rest.starts_with('月') || rest.starts_with('日') {
        return month_or_day(lexer, core.start, value, end);
    }
    if let Some(found) = english_day(lexer, core, value) {
        return Some(found);
    }
    if let Some(end) = month_span(lexer, value, end) {
        return Some((end, NotQuantity::Date));
    }
    if len == 4 && is_year(value) { joined_date(lexer, end) } else { None }
}

/// A year so garbled that it is no small integer.
fn long_year(lexer: &Lexer<'_>, core: &Core) -> Option<(u32, usize)> {
    let end = core.start + digits(lexer.after(core.start));
    (end > core.start && lexer.after(end).starts_with('年')).then_some((u32::MAX, end))
}

fn chinese_year(lexer: &Lexer<'_>, core: &Core, value: u32, len: usize) -> Option<(usize, NotQuantity)> {
    let end = core.start + len;
    let after = end + '年'.len_utf8();
    if len < 4 {
        // 3年 is a length of time, 19年3月 a date.
        let month = integer(lexer, after).filter(|(_, end)| lexer.after(*end).starts_with('月'));
        return month.and_then(|(_, end)| (len == 2).then_some((end + '月'.len_utf8(), NotQuantity::Date)));
    }
    if len > 4 || !(1000..=2200).contains(&value) {
        return Some((end, NotQuantity::Malformed));
    }
    let Some((month, month_end)) = integer(lexer, after) else {
        return Some((after, NotQuantity::Year));
    };
    if !lexer.after(month_end).starts_with('月') {
        return Some((after, NotQuantity::Year));
    }
    month_or_day(lexer, core.start, month, month_end)
}

/// `12月`, `12月31日` or `31日` whose first number ends at `end`; the token starts at `start`.
fn month_or_day(lexer: &Lexer<'_>, start: usize, value: u32, end: usize) -> Option<(usize, NotQuantity)> {
    let why = |fits: bool| if fits { NotQuantity::Date } else { NotQuantity::Malformed };
    if lexer.after(end).starts_with('日') {
        let after = end + '日'.len_utf8();
        let lasting = lexer.after(after).starts_with(['内', '均', '常'])
            || lexer.after(after).starts_with("以内")
            || lexer.before(start).ends_with(['近', '满']);
        return (!lasting && value <= 31).then_some((after, NotQuantity::Date));
    }
    let after = end + '月'.len_utf8();
    let fits = (1..=12).contains(&value);
    if let Some((day, day_end)) = integer(lexer, after)
        && lexer.after(day_end).starts_with(['日', '号'])
    {
        return Some((day_end + '日'.len_utf8(), why(fits && (1..=31).contains(&day))));
    }
    Some((after, why(fits)))
}

/// 1-12月, 1至6月.
fn month_span(lexer: &Lexer<'_>, first: u32, end: usize) -> Option<usize> {
    let dash = ["—", "–", "-", "~", "至"].into_iter().find(|d| lexer.after(end).starts_with(d))?;
    let (second, end) = integer(lexer, end + dash.len())?;
    (first <= 12 && second <= 12 && lexer.after(end).starts_with('月')).then_some(end + '月'.len_utf8())
}

/// 2019-01-01, 2019/1/1, 2019-12, 2019-2020年, 2018—2019; `end` is the end of the year.
fn joined_date(lexer: &Lexer<'_>, end: usize) -> Option<(usize, NotQuantity)> {
    let rest = lexer.after(end);
    let mark = ["——", "—", "–", "-", "/", "~", "至", "到"].into_iter().find(|m| rest.starts_with(m))?;
    let (second, second_end) = integer(lexer, end + mark.len())?;
    let len = second_end - end - mark.len();
    if len == 4 && is_year(second) {
        let year_end = if lexer.after(second_end).starts_with('年') { second_end + '年'.len_utf8() } else { second_end };
        return Some((year_end, NotQuantity::Date));
    }
    if !matches!(mark, "-" | "/" | "–") || len > 2 {
        return None;
    }
    let day = (lexer.after(second_end).starts_with(mark)).then(|| integer(lexer, second_end + mark.len())).flatten();
    let Some((day, day_end)) = day else {
        return (len == 2).then_some((second_end, NotQuantity::Date));
    };
    let fits = (1..=12).contains(&second) && (1..=31).contains(&day);
    Some((day_end, if fits { NotQuantity::Date } else { NotQuantity::Malformed }))
}

/// 2019.1.1, 2019.12.31
fn dotted_date(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    let mut parts = lexer.text.get(core.start..core.end)?.split('.').map(|p| p.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && is_year(year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((core.end, NotQuantity::Date))
}

/// `March 31` and the `, 2024` after it, `31 March`.
fn english_day(lexer: &Lexer<'_>, core: &Core, value: u32) -> Option<(usize, NotQuantity)> {
    let after_month = is_one_of(lexer.word_before(core.start), MONTHS) && lexer.before(core.start).ends_with(' ');
    let rest = lexer.after(core.end);
    let before_month = rest.strip_prefix(' ').is_some_and(|r| is_one_of(word_at(r), MONTHS) && word_at(r) != "may");
    if !(after_month || before_month) {
        return None;
    }
    let (day, year) = (value <= 31, is_year(value));
    if !(day || year) {
        return None;
    }
    let tail = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(',')).unwrap_or("");
    let at = lexer.text.len() - tail.len();
    if day
        && after_month
        && let Some((next, end)) = integer(lexer, at)
        && is_year(next)
        && end - at == 4
    {
        return Some((end, NotQuantity::Date));
    }
    Some((core.end, NotQuantity::Date))
}

/// 8:30, 08:00:00, 8时30分, 9点整.
pub(super) fn time(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    let (hour, end) = integer(lexer, core.start)?;
    if end != core.end || end - core.start > 2 || hour > 24 {
        return None;
    }
    let rest = lexer.after(end);
    if rest.starts_with(':') && digits(lexer.after(end + 1)) == 2 {
        let (minute, mut end) = integer(lexer, end + 1)?;
        if lexer.byte(end) == b':' && digits(lexer.after(end + 1)) == 2 {
            end += 3;
        }
        return (minute < 60).then_some((end, NotQuantity::Time));
    }
    let len = '时'.len_utf8();
    if rest.starts_with('时') {
        return Some((end + len, NotQuantity::Time));
    }
    let after = lexer.after(end + len);
    let clock = rest.starts_with('点') && (after.starts_with(['整', '半', '钟', '前', '至', '到', '—', '-']) || digits(after) > 0);
    clock.then_some((end + len, NotQuantity::Time))
}
