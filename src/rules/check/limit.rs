//! A stated number that can be no more than others: a part of what the tables count, or of another number of its sentence.

use num_rational::BigRational;

use crate::facts::Number;
use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::found::{Found, number_at, said};
use crate::rules::check::units::Kind;
use crate::rules::check::whole::begins_with_any;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Expr, Interval, Verdict, Violation};

/// What a number may not exceed.
struct Limit<'l> {
    name: &'l str,
    allowed: Interval,
    evidence: Vec<Evidence>,
    shown: String,
}

/// The verdict, what it used, and nothing to note. It fails only when the number is above every limit.
pub(super) fn judge(found: &Found<'_>, limits: &[(String, Expr)], context: &Context<'_, '_>) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let Some(number) = found.number.and_then(|id| context.facts.number(id)) else {
        return (Verdict::Undecided(Phrase::new("数没有读出", "the number was not read")), Vec::new(), None);
    };
    let mut evidence = vec![Evidence { spot: number.spot, part: "claim".to_owned(), prose: true, number: found.number }];
    let mut tried: Vec<Limit<'_>> = Vec::new();
    let mut why_not = None;
    for (name, expr) in limits {
        match limit(name, expr, found, number, context) {
            Ok(limit) if is_within(number, &limit) => {
                evidence.extend(limit.evidence);
                return (Verdict::Pass, evidence, None);
            }
            Ok(limit) => tried.push(limit),
            Err(why) => why_not = Some(why),
        }
    }
    for limit in &tried {
        let fresh = limit.evidence.iter().filter(|e| !evidence.iter().any(|known| known.spot == e.spot)).cloned().collect::<Vec<_>>();
        evidence.extend(fresh);
    }
    match why_not {
        Some(why) => (Verdict::Undecided(why), evidence, None),
        None => (Verdict::Fail(Box::new(violation(found, number, &tried, context))), evidence, None),
    }
}

fn is_within(number: &Number, limit: &Limit<'_>) -> bool {
    match (Interval::of(&number.quantity).low, &limit.allowed.high) {
        (Some(low), Some(high)) => low <= *high,
        _ => true,
    }
}

/// A number that the wording captured, or an amount of the tables.
fn limit<'l>(name: &'l str, expr: &Expr, found: &Found<'_>, number: &Number, context: &Context<'_, '_>) -> Result<Limit<'l>, Phrase> {
    let (facts, sentence) = (context.facts, found.sentence);
    let captured = found.fit.capture(name);
    if let Some(at) = captured {
        let unread = || Phrase::new("数没有读出", "the number was not read");
        let id = number_at(sentence, at).ok_or_else(unread)?;
        let whole = facts.number(id).ok_or_else(unread)?;
        let behind = |at: usize| sentence.text.get(at..).unwrap_or("");
        if !Kind::of(&number.quantity, behind(found.at.end)).is_part_of(&Kind::of(&whole.quantity, behind(at.end))) {
            return Err(Phrase::new("几个数的单位不同", "the numbers are in different units"));
        }
        if makes_earlier(found, at.start, context) {
            let why = "括号里的各项相加是句中更前面的一个数";
            return Err(Phrase::new(why, "the parts in brackets make another number, further before"));
        }
        let evidence = vec![Evidence { spot: whole.spot, part: "whole".to_owned(), prose: true, number: Some(id) }];
        let shown = facts.document.printed(&whole.spot).to_owned();
        return Ok(Limit { name, allowed: Interval::of(&whole.quantity), evidence, shown });
    }
    let operand: Operand = context.operand(expr)?;
    if !operand.has_amount() {
        return Err(Phrase::new("表中相应的格空着", "the cells it speaks of are blank"));
    }
    let scale = Scale::of(operand.numbers(facts).map(|(_, n)| n), facts);
    Ok(Limit { name, allowed: operand.interval(facts), evidence: operand.evidence("table", facts), shown: scale.sum_line(&operand) })
}

/// Whether the number and those behind it, up to the closing bracket, make one of the numbers before the whole: `新收30件,上年结转2件(其中网上18件、
/// 信函12件)`.
fn makes_earlier(found: &Found<'_>, whole: usize, context: &Context<'_, '_>) -> bool {
    let text = &found.sentence.text;
    let amounts = |part: &str| -> Vec<BigRational> {
        found.sentence.ids_in(part).filter_map(|id| context.facts.number(id)).map(|number| number.quantity.amount()).collect()
    };
    let inside = text.get(found.at.start..).unwrap_or("");
    let inside = amounts(inside.split(')').next().unwrap_or(""));
    begins_with_any(&inside, &amounts(text.get(..whole).unwrap_or("")), 2)
}

fn violation(found: &Found<'_>, number: &Number, tried: &[Limit<'_>], context: &Context<'_, '_>) -> Violation {
    let stated = Scale::of([number].into_iter(), context.facts).shown(number);
    let values: Vec<&str> = tried.iter().map(|limit| limit.shown.rsplit("= ").next().unwrap_or_default()).collect();
    let slots = Slots::new()
        .with("stated", stated.clone())
        .with("words", said(found, context))
        .with_phrase("found", Phrase::new(values.join(" 或 "), values.join(" or ")));
    let lines = |colon: &str, joint: &str| -> String {
        tried.iter().map(|limit| format!("{}{colon}{}", limit.name, limit.shown)).collect::<Vec<_>>().join(joint)
    };
    Violation::of(
        found.rule,
        &slots,
        Phrase::new(format!("文中 {stated}；{}", lines("\u{FF1A}", "\u{FF1B}")), format!("the text says {stated}; {}", lines(": ", "; "))),
    )
}
