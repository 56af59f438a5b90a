//! Counts of all the classes that divide what a table counts: by whatever words each is named, `以信函方式寄送的76件,通过网络在线提交的33件`.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::phrase::Phrase;
use crate::rules::bind::Operand;
use crate::rules::check::catchall::LEFT;
use crate::rules::check::lead::narrows;
use crate::rules::check::tally::amount::Amount;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::{Item, holds, last_clause};
use crate::rules::check::tally::told::{self, Told};
use crate::rules::check::tally::topic::is_about;
use crate::rules::message::{Slots, amount};
use crate::rules::{Checked, Rule, TallySpec, Verdict, Violation};

/// The lists of a sentence that hold every class.
pub(super) fn classes(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let Case { spec, items, .. } = *case;
    let text = case.text();
    if spec.classes.is_empty() || holds(&spec.apart, text) {
        return Vec::new();
    }
    let mut lists: Vec<Vec<&Item<'_>>> = vec![Vec::new()];
    for item in items.iter().filter(|item| !item.percent) {
        let like = lists.last().and_then(|list| list.last()).is_none_or(|last| item.is_like(last));
        let fits = class(spec, text, item).is_some() || is_further(spec, item) || is_further_behind(spec, text, item);
        match lists.last_mut() {
            Some(list) if fits && like => list.push(item),
            _ => lists.push(if fits { vec![item] } else { Vec::new() }),
        }
    }
    let whole =
        |list: &Vec<&Item<'_>>| (0..spec.classes.len()).all(|wanted| list.iter().any(|item| class(spec, text, item) == Some(wanted)));
    let lists = lists.into_iter().filter(whole);
    let about = |list: &Vec<&Item<'_>>| list.first().is_some_and(|first| is_about(case, first));
    lists.filter(about).filter_map(|list| told(case, &list)).collect()
}

/// What is sent the other way: 网络答复30件.
const ANSWERS: [&str; 3] = ["答复", "回复", "送达"];

/// Whether a number is what a class has more or less than at another time, 网络申请增加8件, or what went out by it.
fn is_change(case: &Case<'_, '_, '_, '_>, item: &Item<'_>) -> bool {
    let [before, _] = words(case.text(), item);
    case.context.pack.scope.clause.first_in(before).is_some() || ANSWERS.iter().any(|word| item.label().ends_with(word))
}

/// Whether the words before the first class name a part of what the tables count: 自然人网络申请25件, 12月收到网络申请3件.
fn is_of_less(case: &Case<'_, '_, '_, '_>, first: &Item<'_>) -> bool {
    let [before, _] = words(case.text(), first);
    let Some(at) = case.spec.classes.iter().flat_map(|known| known.iter()).filter_map(|word| before.find(word.as_str())).min() else {
        return false;
    };
    let lead = before.get(..at).unwrap_or("");
    let scope = &case.context.pack.scope;
    narrows(lead, case.context) || scope.sentence.first_in(lead).is_some()
}

/// The longest words behind the name of a further class, in characters.
const NEAR: usize = 3;

/// What may stand before such a class: 以其他方式申请的2件, 及传真申请41件.
const BY: [&str; 10] = ["以及", "以", "通过", "采用", "采取", "经", "及", "和", "与", "还有"];

/// What may stand between a number and the name of such a class behind it: 11件为传真申请.
const IS: [&str; 10] = ["件", "均", "都", "全部", "为", "是", "系", "属", "由", "的"];

/// Whether the words behind a number name such a class, or those before it the rest of all: `其余17份为传真申请`.
fn is_further_behind(spec: &TallySpec, text: &str, item: &Item<'_>) -> bool {
    let mut behind = item.behind(text);
    while let Some(rest) = IS.iter().find_map(|word| behind.strip_prefix(word)) {
        behind = rest;
    }
    let label = item.label();
    let unnamed = label.is_empty() || label == "其中" || LEFT.contains(&label);
    unnamed && spec.parts.iter().any(|word| behind.starts_with(word.as_str()))
}

/// Whether a number is of a class that need not be there: 其他2件, but not 其他组织2件.
fn is_further(spec: &TallySpec, item: &Item<'_>) -> bool {
    let label = last_clause(item.before.trim_end_matches([':', '('])).trim().trim_start_matches("其中");
    let label = BY.iter().find_map(|word| label.strip_prefix(word)).unwrap_or(label);
    // 按渠道分传真12件
    let behind = spec.parts.iter().filter_map(|word| label.rsplit_once(word.as_str())).map(|(_, behind)| behind);
    behind.min_by_key(|rest| rest.len()).is_some_and(|rest| rest.chars().count() <= NEAR && !rest.contains("组织"))
}

/// The words of its clause before a number, and those behind it.
fn words<'t>(text: &'t str, item: &Item<'t>) -> [&'t str; 2] {
    // 邮寄:37件;当面提交:27件
    let before = item.before.trim_end_matches(':').rsplit([',', '、', ';', ':', ')', '。']).next().unwrap_or("");
    [before, item.behind(text)]
}

/// The class that a number is of, where its words name one only: those before it, or else those behind it.
fn class(spec: &TallySpec, text: &str, item: &Item<'_>) -> Option<usize> {
    for words in words(text, item) {
        let mut named = spec.classes.iter().enumerate().filter(|(_, known)| holds(known, words)).map(|(nth, _)| nth);
        if let Some(first) = named.next() {
            return named.next().is_none().then_some(first);
        }
    }
    None
}

fn told(case: &Case<'_, '_, '_, '_>, list: &[&Item<'_>]) -> Option<Told> {
    let Case { rule, spec, context, .. } = *case;
    let facts = case.facts();
    let operands = spec.whole.iter().filter_map(|(_, expr)| context.operand(expr).ok()).filter(Operand::has_amount);
    let wholes: Vec<Amount> = operands.map(|operand| Amount::of_tables(&operand, "whole", facts)).collect();
    let list = without_whole(list, spec.classes.len(), &wholes);
    // 传真:13件, read as a telephone number: a class that was not counted.
    let since = list.first().and_then(|first| case.text().get(first.at.start..)).unwrap_or("");
    if since.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let sum = Amount::together(list, "part", facts)?;
    let gap = |whole: &&Amount| (&whole.value - &sum.value).abs();
    let nearest = wholes.iter().min_by_key(gap)?;
    let fits = nearest.value == sum.value;
    // 县政府办公室收到21件:网上…: a whole of its own, which the tables need not have.
    let of_another = case.items.iter().chain(case.before).any(|item| !item.percent && item.amount() == sum.value);
    let exact = list.iter().all(|item| item.is_exact());
    let of_less = || list.iter().any(|item| is_change(case, item)) || list.first().is_some_and(|first| is_of_less(case, first));
    if !fits && (of_another || !exact || sum.value.is_zero() || of_less()) {
        return None;
    }
    let verdict = if fits { Verdict::Pass } else { Verdict::Fail(Box::new(violation(rule, &sum, nearest))) };
    let evidence = [sum.used, nearest.used.clone()].concat();
    Some(Told { checked: Checked { rule: rule.id.clone(), verdict, evidence, note: None }, terms: Vec::new() })
}

/// The list without the whole that it divides, where its words name a class too: `通过网站等渠道收到26件,网上13件,信函6件,当面7件`.
fn without_whole<'l, 'i, 's>(list: &'l [&'i Item<'s>], classes: usize, wholes: &[Amount]) -> &'l [&'i Item<'s>] {
    match list.split_first() {
        Some((first, parts)) if parts.len() >= classes => {
            let made = told::sum(parts);
            let is_whole = made == first.amount() || wholes.iter().any(|whole| whole.value == first.amount() || whole.value == made);
            if is_whole { parts } else { list }
        }
        _ => list,
    }
}

fn violation(rule: &Rule, sum: &Amount, whole: &Amount) -> Violation {
    let shown = |value: &BigRational| amount(value, 0);
    let gap = &sum.value - &whole.value;
    let relation = if gap.is_negative() { Phrase::new("少了", "less") } else { Phrase::new("多出", "more") };
    let slots = Slots::new()
        .with("whole", shown(&whole.value))
        .with("sum", shown(&sum.value))
        .with("gap", shown(&gap.abs()))
        .with_phrase("more", relation);
    let line = format!("{} = {}", sum.shown, shown(&sum.value));
    let table = shown(&whole.value);
    Violation::of(rule, &slots, Phrase::new(format!("{line}；表中 {table}"), format!("{line}, {table} in the table")))
}
