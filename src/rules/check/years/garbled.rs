//! Years with a digit too many, and years in two scripts: 202020年, 20223年, 2O23年, 二0二三年.

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::check::years::line::{Line, Script, YearSigns};
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Rule, Severity, Verdict, Violation};

/// The years that a garbled one may stand for.
const LIKELY: std::ops::Range<u32> = 1990..2050;

/// One check a garbled year; a report without one passes.
pub(super) fn check(rule: &Rule, facts: &Facts<'_>, out: &mut Vec<Checked>) {
    let (mut read, mut wrong) = (false, false);
    for line in Line::dated(facts.document) {
        for year in line.years() {
            read |= year.year().is_some();
            let Some(severity) = fault(&year, &line, rule.severity) else { continue };
            let Some(spot) = line.spot(&(year.at.start..year.at.end + 1)) else { continue };
            let printed = facts.document.printed(&spot);
            // 图2 2024年
            if stand_apart(printed) {
                continue;
            }
            wrong = true;
            let slots = Slots::new().with("found", printed);
            let verdict = Verdict::Fail(Box::new(Violation { severity, ..Violation::of(rule, &slots, reason(&year)) }));
            let evidence = vec![Evidence { spot, part: "year".to_owned(), prose: true, number: None }];
            out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
        }
    }
    if !wrong {
        let none = Phrase::new("文中没有年份", "no year is named");
        let verdict = if read { Verdict::Pass } else { Verdict::NotApplicable(none) };
        out.push(Checked { rule: rule.id.clone(), verdict, evidence: Vec::new(), note: None });
    }
}

/// Whether a space parts a year without a fault from the digits before it.
fn stand_apart(printed: &str) -> bool {
    let last =
        printed.trim_end_matches('年').rsplit(char::is_whitespace).next().filter(|last| last.len() + '年'.len_utf8() < printed.len());
    last.is_some_and(|last| last.len() == 4 && last.parse().is_ok_and(|year| LIKELY.contains(&year)))
}

/// How bad a year is written; `None` where nothing is wrong with it, or it is no year at all.
fn fault(year: &YearSigns, line: &Line, severity: Severity) -> Option<Severity> {
    let before = year.at.start.checked_sub(1).and_then(|at| line.chars.get(at));
    let further = year.at.start.checked_sub(2).and_then(|at| line.chars.get(at));
    let joined = before.is_some_and(|c| matches!(c, '.' | ',' | '-' | '/')) && further.is_some_and(char::is_ascii_digit);
    if joined || before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '十' | '百' | '千' | '万')) {
        return None;
    }
    match year.scripts()[..] {
        [Script::Arabic] => (has_digits_too_many(&year.text) || is_swapped(year, line)).then_some(severity),
        [Script::Han | Script::Letter] => None,
        // A 0 or O among Chinese digits is typed for 〇 so often that it is no more than untidy.
        _ if year.text.chars().all(|c| !c.is_ascii_digit() && !matches!(c, 'l' | 'I') || c == '0') => {
            is_likely(year).then_some(Severity::Note)
        }
        _ => is_likely(year).then_some(severity),
    }
}

fn is_likely(year: &YearSigns) -> bool {
    year.likely().is_some_and(|year| LIKELY.contains(&year))
}

/// Whether a year comes out once one or two digits are left out: 20223, 202023.
fn has_digits_too_many(text: &str) -> bool {
    let digits: Vec<char> = text.chars().collect();
    let without = |skip: &[usize]| {
        let left: String = digits.iter().enumerate().filter(|(at, _)| !skip.contains(at)).map(|(_, c)| *c).collect();
        left.parse().is_ok_and(|year| LIKELY.contains(&year))
    };
    match digits.len() {
        5 => (0..5).any(|at| without(&[at])) && !text.ends_with("00"),
        6 => (0..5).any(|at| without(&[at, at + 1])) && (text.starts_with("20") || text.starts_with("19")) && !text.ends_with("00"),
        _ => false,
    }
}

/// Four digits that no year has, before a month or 年度: 2203年1月.
fn is_swapped(year: &YearSigns, line: &Line) -> bool {
    let Some(value) = year.likely() else { return false };
    let behind = line.chars.get(year.at.end + 1..).unwrap_or(&[]);
    let month = behind.iter().take_while(|c| c.is_ascii_digit()).count();
    let dated = (1..3).contains(&month) && behind.get(month) == Some(&'月');
    (2100..3000).contains(&value) && (dated || behind.first() == Some(&'度'))
}

fn reason(year: &YearSigns) -> Phrase {
    match year.scripts()[..] {
        [Script::Arabic] if year.text.len() != 4 => {
            let count = year.text.len();
            Phrase::new(format!("年份有 {count} 位数字，应为 4 位"), format!("the year has {count} digits, not 4"))
        }
        [Script::Arabic] => Phrase::new("没有这样的年份", "there is no such year"),
        _ => Phrase::new("年份混用了不同的数字写法", "the year mixes digits of different scripts"),
    }
}
