//! A stated whole and the parts listed behind it.
//!
//! 其中 opens a full breakdown or a mere subset. The list is complete when it adds up, or when its words say so; parts that exceed the whole are wrong
//! either way, unless a first stretch of them adds up (two divisions of one whole in a row), or another number of the sentence may be what they divide.

use std::ops::Range;

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Facts, Number, Quantity, Sentence, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::claims::{Found, number_at};
use crate::rules::message::{self, Slots};
use crate::rules::{Evidence, Gap, Interval, Meaning, Verdict, Violation};

/// The longest label between two parts, in characters.
const MAX_LABEL: usize = 24;

/// Parts from which a list opened by `其中:` is taken for a full one.
const FULL_LIST: usize = 4;

/// The verdict, what it used, and nothing to note.
pub(super) fn judge(found: &Found<'_>, sentence: &Sentence, context: &Context<'_, '_>) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let facts = context.facts;
    let Meaning::Breakdown { parts, complete, until, .. } = &found.claim.meaning else {
        return (Verdict::NotApplicable(Phrase::new("后面不是分项清单", "no list of parts follows")), Vec::new(), None);
    };
    let rest = found.fit.captures.iter().find(|(name, _)| name == parts).map(|(_, at)| at.clone());
    let (Some(whole), Some(rest)) = (facts.number(found.number), rest) else {
        return (Verdict::Undecided(Phrase::new("数没有读出", "the number was not read")), Vec::new(), None);
    };
    let List { numbers, even } = list(sentence, &rest, until);
    let listed: Vec<(u32, &Number)> = numbers
        .into_iter()
        .filter_map(|id| Some((id, facts.number(id)?)))
        .take_while(|(_, n)| n.quantity.unit == whole.quantity.unit)
        .collect();
    let mut evidence = vec![Evidence { spot: whole.spot, part: "whole".to_owned(), prose: true, number: Some(found.number) }];
    if listed.len() < 2 {
        return (Verdict::NotApplicable(Phrase::new("后面不是分项清单", "no list of parts follows")), evidence, None);
    }
    let others = other_wholes(found, whole, sentence, facts);
    let used = adding_up(whole, &listed);
    let taken = used.unwrap_or(listed.len());
    evidence.extend(listed[..taken].iter().map(|(id, n)| Evidence {
        spot: n.spot,
        part: "part".to_owned(),
        prose: true,
        number: Some(*id),
    }));
    if used.is_some() {
        return (Verdict::Pass, evidence, None);
    }
    let sum = sum(&listed);
    let over = sum > whole.quantity.amount();
    if others.iter().any(|other| sum == *other || (over && sum < *other)) {
        return (
            Verdict::NotApplicable(Phrase::new(
                "所列各项可能是句中另一个数的分项",
                "the parts may be those of another number of the sentence",
            )),
            evidence,
            None,
        );
    }
    let head = &sentence.text[found.at.end..rest.start];
    let opens_full_list = head.ends_with(':') && listed.len() >= FULL_LIST;
    if !over && !opens_full_list && !complete.iter().any(|word| head.contains(word.as_str())) {
        return (Verdict::NotApplicable(Phrase::new("其中所列可能不全", "the list may name only some of the parts")), evidence, None);
    }
    if !even {
        return (Verdict::Undecided(Phrase::new("分不清清单到哪里为止", "where the list ends is not certain")), evidence, None);
    }
    if !Interval::of(&whole.quantity).is_exact() {
        return (Verdict::Undecided(Phrase::new("总数是约数", "the whole is approximate")), evidence, None);
    }
    let verdict = Verdict::Fail(Box::new(violation(found, whole, &listed, &sum, context)));
    (verdict, evidence, None)
}

/// What else in the sentence the parts may belong to: the numbers of the same unit before the whole, and each of them with the whole.
/// `收到30件,上年结转2件,其中…` may go on to divide the first, or both together.
fn other_wholes(found: &Found<'_>, whole: &Number, sentence: &Sentence, facts: &Facts<'_>) -> Vec<BigRational> {
    let before = &sentence.text[..found.at.start];
    let ids = before.chars().filter_map(placeholder).filter_map(|n| sentence.numbers.get(n).copied());
    let earlier = ids.filter_map(|id| facts.number(id)).filter(|n| n.quantity.unit == whole.quantity.unit);
    earlier.flat_map(|n| [n.quantity.amount(), n.quantity.amount() + whole.quantity.amount()]).collect()
}

/// The numbers of a list, and whether the same mark separates them throughout (the last may follow 和).
struct List {
    numbers: Vec<u32>,
    even: bool,
}

/// The numbers of a clean list: each behind a short label and one separator; percentages between them are passed over.
fn list(sentence: &Sentence, rest: &Range<usize>, until: &[String]) -> List {
    let text = &sentence.text[rest.clone()];
    let mut found = Vec::new();
    let mut marks: Vec<char> = Vec::new();
    let mut since = 0;
    // A list that a bracket opens ends where the bracket closes.
    let bracketed = sentence.text[..rest.start].rfind('(').is_some_and(|open| !sentence.text[open..rest.start].contains(')'));
    let mut depth = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| placeholder(*c).is_some()) {
        let between = &text[since..at];
        depth += between.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum::<i32>();
        if bracketed && depth < 0 {
            break;
        }
        let first = found.is_empty();
        let separators = between.chars().filter(|c| matches!(c, ',' | '、' | ';')).count();
        let inner = between.trim_matches([',', '、', ';', '和', '及', '与']);
        if between.contains("其中")
            || between.chars().count() > MAX_LABEL
            || inner.contains([',', ';', '。'])
            || (!first && until.iter().any(|word| inner.starts_with(word.as_str())))
            || (!first && separators != 1 && !between.starts_with(['和', '及', '与']))
        {
            break;
        }
        since = at + c.len_utf8();
        if text[since..].trim_start_matches([',', '(']).starts_with("其中") {
            break;
        }
        if !first && c < crate::facts::PERCENT_FIRST {
            marks.extend(between.chars().next().filter(|c| [',', '、', ';'].contains(c)));
        }
        let place = rest.start + at..rest.start + since;
        match number_at(sentence, &place) {
            Some(number) if c < crate::facts::PERCENT_FIRST => found.push(number),
            _ => {}
        }
    }
    List { numbers: found, even: marks.windows(2).all(|pair| pair.first() == pair.last()) }
}

/// How many of the first parts make the whole, if any number of at least two does.
fn adding_up(whole: &Number, listed: &[(u32, &Number)]) -> Option<usize> {
    (2..=listed.len()).rev().find(|&n| {
        let quantities: Vec<&Quantity> = listed[..n].iter().map(|(_, number)| &number.quantity).chain([&whole.quantity]).collect();
        let hedged = Interval::of(&whole.quantity).meets(&Interval::exact(sum(&listed[..n])));
        hedged || Gap::between(&whole.quantity.amount(), &sum(&listed[..n]), quantities.into_iter()).is_rounding()
    })
}

fn sum(listed: &[(u32, &Number)]) -> BigRational {
    listed.iter().fold(BigRational::zero(), |sum, (_, number)| sum + number.quantity.amount())
}

fn violation(found: &Found<'_>, whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, context: &Context<'_, '_>) -> Violation {
    let document = context.facts.document;
    let stated = document.printed(&whole.spot);
    let places = message::places(listed.iter().map(|(_, n)| *n).chain([whole]));
    let total = message::amount(sum, places);
    let terms: Vec<&str> = listed.iter().map(|(_, n)| document.printed(&n.spot)).collect();
    let gap = whole.quantity.amount() - sum;
    let relation = if gap.is_negative() { Phrase::new("多出", "more") } else { Phrase::new("少了", "less") };
    let slots = Slots::new()
        .with("whole", stated)
        .with("sum", total.clone())
        .with("gap", message::amount(&gap.abs(), places))
        .with_phrase("more", relation);
    let line = format!("{} = {total}", terms.join(" + "));
    Violation {
        severity: found.rule.severity,
        confidence: found.rule.confidence,
        message: slots.fill(&found.rule.message),
        help: slots.fill(&found.rule.fix),
        derivation: Phrase::new(format!("{line}；文中 {stated}"), format!("{line}, stated {stated}")),
        repairs: Vec::new(),
    }
}
