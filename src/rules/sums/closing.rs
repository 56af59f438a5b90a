//! What one thing comes to at two times: `Population at 1 January` and, behind the births and deaths, `Population at 31 December`; `2016 net
//! revenue` and, behind what it changed by, `2017 net revenue`.

use std::collections::BTreeMap;

use crate::facts::is_year;

/// Words of months, by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words that say at which end of a time something is counted.
const ENDS: [&str; 12] =
    ["start", "beginning", "begin", "open", "opening", "initial", "end", "ending", "close", "closing", "final", "finish"];
/// Words that go with them, and with dates.
const GLUE: [&str; 12] = ["at", "on", "as", "of", "the", "in", "year", "period", "month", "quarter", "fiscal", "financial"];
/// The same in Chinese, longest first.
const CHINESE: [&str; 21] = [
    "上年年末",
    "本年年末",
    "上年末",
    "本年末",
    "去年末",
    "上期末",
    "本期末",
    "年初",
    "年末",
    "年底",
    "期初",
    "期末",
    "期间",
    "月初",
    "月末",
    "季初",
    "季末",
    "本年",
    "上年",
    "本期",
    "上期",
];
/// Those of them that say no end by themselves.
const PERIODS: [&str; 5] = ["期间", "本年", "上年", "本期", "上期"];

/// The places whose labels name what an earlier place names, at another end of a time or a year later, behind that place: two stand between
/// them at least.
pub(super) fn closings(labels: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut found = at_ends(labels);
    found.extend(a_year_later(labels));
    found
}

/// Those of a time, by words and dates.
fn at_ends(labels: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<String, (usize, &[String])> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, own) in labels.iter().enumerate() {
        let Some(stem) = stem(own) else { continue };
        match first.get(&stem) {
            Some((before, other)) if at - before > 2 && *other != &own[..] => found.push((*before, at)),
            _ => {}
        }
        first.insert(stem, (at, own));
    }
    found
}

/// Those of two years that follow each other, where no label between them names one: those would be of the years as well.
fn a_year_later(labels: &[Vec<String>]) -> Vec<(usize, usize)> {
    let dated: Vec<(usize, Option<(u32, String)>)> =
        labels.iter().enumerate().filter(|(_, own)| own.iter().any(|label| names_year(label))).map(|(at, own)| (at, year(own))).collect();
    let follows = |pair: &[(usize, Option<(u32, String)>)]| match pair {
        [(before, Some((year, what))), (at, Some((next, same)))] if at - before > 2 && year + 1 == *next && what == same => {
            Some((*before, *at))
        }
        _ => None,
    };
    dated.windows(2).filter_map(follows).collect()
}

fn names_year(label: &str) -> bool {
    label.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4 && run.parse().is_ok_and(is_year))
}

/// The one year that the labels of a place name, and all their other words; `None` where those are none.
fn year(labels: &[String]) -> Option<(u32, String)> {
    let [own] = labels else { return None };
    let mut words: Vec<&str> = own.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_own = |word: &&str| word.len() == 4 && word.parse().is_ok_and(is_year);
    let at = words.iter().position(&is_own)?;
    let year = words.remove(at).parse().ok()?;
    (!words.is_empty() && !words.iter().any(&is_own)).then(|| (year, words.join(" ").to_lowercase()))
}

/// The labels of a place without the end of a time that they name; `None` where they name none.
fn stem(labels: &[String]) -> Option<String> {
    let mut text = labels.join(" ").to_lowercase();
    let mut timed = false;
    for word in CHINESE {
        if text.contains(word) {
            timed |= !PERIODS.contains(&word);
            text = text.replace(word, " ");
        }
    }
    for date in text.clone().split(|c: char| !(c.is_ascii_digit() || matches!(c, '年' | '月' | '日'))) {
        if date.contains('月') && date.ends_with('日') && date.starts_with(|c: char| c.is_ascii_digit()) {
            timed = true;
            text = text.replace(date, " ");
        }
    }
    let (mut stem, mut day, mut month) = (Vec::new(), false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let is_month = word.get(..3).is_some_and(|start| MONTHS.contains(&start)) && word.bytes().all(|b| b.is_ascii_alphabetic());
        if digits > 0 && digits == word.len() {
            day |= digits <= 2;
        } else if is_month {
            month = true;
        } else if ENDS.contains(&word) {
            timed = true;
        } else if !GLUE.contains(&word) {
            stem.push(word);
        }
    }
    (timed || (day && month)).then(|| stem.join(" "))
}

#[cfg(test)]
mod tests {
    use super::closings;

    fn of(labels: &[&str]) -> Vec<(usize, usize)> {
        closings(&labels.iter().map(|label| vec![(*label).to_owned()]).collect::<Vec<_>>())
    }

    #[test]
    fn one_thing_at_two_times() {
        for labels in [
            ["Population at 1 January", "Births", "Deaths", "Population at 31 December"],
            ["Staff, start of year", "Hired", "Left", "Staff, end of year"],
            ["Opening stock of timber", "Cut", "Sold", "Closing stock of timber"],
            ["在岗职工年初人数", "增加", "减少", "在岗职工年末人数"],
            ["1月1日在院人数", "入院", "出院", "12月31日在院人数"],
            ["Inmates on 1 July 2022", "Received", "Released", "Inmates on 30 June 2023"],
            ["2016 net revenue", "Price", "Volume", "2017 net revenue"],
        ] {
            assert_eq!(of(&labels), [(0, 3)], "{labels:?}");
        }
        for labels in [
            ["Revenue 2021", "Costs 2021", "Tax 2021", "Revenue 2022"],
            ["Population", "Births", "Deaths", "Population"],
            ["2016 net revenue", "Price", "Volume", "2018 net revenue"],
            ["2016 net revenue", "2016 price effect", "Volume", "2017 net revenue"],
            ["Population at 1 January", "Births", "Deaths", "Households at 31 December"],
        ] {
            assert_eq!(of(&labels), [(0, 0); 0], "{labels:?}");
        }
    }
}
