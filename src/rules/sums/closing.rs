//! What one thing comes to at two times: `Population at 1 January` and, behind the births and deaths, `Population at 31 December`.

use std::collections::BTreeMap;

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

/// The places whose labels name what an earlier place names, at another end of a time, with two places between them at least.
pub(super) fn closings(labels: &[Vec<String>]) -> Vec<usize> {
    let mut first: BTreeMap<String, (usize, &[String])> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, own) in labels.iter().enumerate() {
        let Some(stem) = stem(own) else { continue };
        match first.get(&stem) {
            Some((before, other)) if at - before > 2 && *other != &own[..] => found.push(at),
            _ => {}
        }
        first.insert(stem, (at, own));
    }
    found
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

    fn of(labels: &[&str]) -> Vec<usize> {
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
        ] {
            assert_eq!(of(&labels), [3], "{labels:?}");
        }
        for labels in [
            ["Revenue 2021", "Costs 2021", "Tax 2021", "Revenue 2022"],
            ["Population", "Births", "Deaths", "Population"],
            ["Population at 1 January", "Births", "Deaths", "Households at 31 December"],
        ] {
            assert_eq!(of(&labels), [0; 0], "{labels:?}");
        }
    }
}
