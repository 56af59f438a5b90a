//! A stated number that follows from others: a change rate, a share, an announced count.
//!
//! The formula is evaluated at every corner of its inputs' intervals. Rates and shares are monotone in each input as long as no divisor changes
//! its sign, so the corners bound them exactly.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{OrdinalStyle, Quantity, Sentence, Unit};
use crate::phrase::Phrase;
use crate::rules::Repair;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, number_at};
use crate::rules::ladder::rung;
use crate::rules::message::{self, Slots};
use crate::rules::{Evidence, Expr, Interval, Rung, Sign, Verdict, Violation};

/// The most inputs a formula may have: corners double with each.
const MAX_INPUTS: usize = 8;

/// The most other numbers of a sentence that are tried in place of an input.
const MAX_OTHERS: usize = 24;

/// An input by name: its printed value and what it may stand for.
#[derive(Clone)]
struct Input {
    name: String,
    /// Its number in the facts, where the sentence gives it.
    number: Option<u32>,
    unit: Unit,
    value: BigRational,
    allowed: Interval,
    printed: String,
}

type Judged = (Verdict, Vec<Evidence>, Option<Phrase>);

/// The verdict, what it used, and a note where the number was cut instead of rounded.
pub(super) fn judge(found: &Found<'_>, expr: &Expr, context: &Context<'_, '_>) -> Judged {
    let (facts, sentence) = (context.facts, found.sentence);
    let Some(claim) = facts.number(found.number) else {
        return undecided(Phrase::new("数没有读出", "the number was not read"));
    };
    let mut evidence =
        vec![Evidence { spot: claim.spot, part: part_of(&claim.quantity).to_owned(), prose: true, number: Some(found.number) }];
    let inputs = match inputs(found, expr, sentence, context, &mut evidence) {
        Ok(inputs) => inputs,
        Err(why) => return (Verdict::Undecided(why), evidence, None),
    };
    if let Some(why) = misfit(&claim.quantity, expr, &inputs) {
        return (Verdict::Undecided(why), evidence, None);
    }
    let factor = if claim.quantity.unit == Unit::Percent { 100 } else { 1 };
    let Some((value, allowed)) = evaluate(expr, &inputs, factor) else {
        return (Verdict::Undecided(Phrase::new("算式没有确定的值", "the formula has no definite value")), evidence, None);
    };
    match rung(&claim.quantity, &value, &allowed) {
        Rung::Exact | Rung::Rounded | Rung::InputsRounded => (Verdict::Pass, evidence, None),
        cut @ (Rung::Truncated | Rung::RoundedUp) => {
            (Verdict::Pass, evidence, Some(cut_note(cut, &claim.quantity, &value, facts.document.printed(&claim.spot))))
        }
        Rung::Inconsistent if fits_another(found, &claim.quantity, expr, &inputs, context) => {
            (Verdict::Undecided(Phrase::new("它合于句中另一个数", "it agrees with another number of the sentence")), evidence, None)
        }
        Rung::Inconsistent => {
            let stated = facts.document.printed(&claim.spot);
            let violation = violation(found, stated, &claim.quantity, &value, expr, &inputs);
            (Verdict::Fail(Box::new(violation)), evidence, None)
        }
    }
}

/// Why the claim cannot be set against its formula: another kind of quantity, or a rate on a negative base.
fn misfit(claim: &Quantity, expr: &Expr, inputs: &[Input]) -> Option<Phrase> {
    let relative = matches!(expr, Expr::Quotient(..));
    let negative = |input: &Input| input.value.is_negative();
    if relative && inputs.iter().any(negative) {
        return Some(Phrase::new("基数为负，幅度没有意义", "a rate on a negative base means nothing"));
    }
    let same = relative || claim.unit == Unit::PercentagePoint || inputs.iter().all(|input| same_kind(&input.unit, &claim.unit));
    (!same).then(|| Phrase::new("几个数的单位不同", "the numbers are in different units"))
}

/// Whether the claim follows when one of the captured inputs is another number of the sentence: then the wording may have bound the wrong one.
fn fits_another(found: &Found<'_>, claim: &Quantity, expr: &Expr, inputs: &[Input], context: &Context<'_, '_>) -> bool {
    let factor = if claim.unit == Unit::Percent { 100 } else { 1 };
    let used = |id: u32| id == found.number || inputs.iter().any(|input| input.number == Some(id));
    let others: Vec<&Quantity> =
        found.sentence.numbers.iter().filter(|id| !used(**id)).filter_map(|id| context.facts.number(*id)).map(|n| &n.quantity).collect();
    (0..inputs.len()).filter(|n| inputs[*n].number.is_some()).any(|n| {
        others.iter().filter(|other| inputs[n].unit == other.unit).take(MAX_OTHERS).any(|other| {
            let mut tried = inputs.to_vec();
            tried[n].value = other.amount();
            tried[n].allowed = Interval::of(other);
            let rung = evaluate(expr, &tried, factor).map(|(value, allowed)| rung(claim, &value, &allowed));
            matches!(rung, Some(Rung::Exact | Rung::Rounded | Rung::InputsRounded))
        })
    })
}

fn undecided(why: Phrase) -> Judged {
    (Verdict::Undecided(why), Vec::new(), None)
}

fn part_of(claim: &Quantity) -> &'static str {
    if claim.unit == Unit::Percent { "rate" } else { "claim" }
}

fn cut_note(cut: Rung, claim: &Quantity, value: &BigRational, stated: &str) -> Phrase {
    let full = message::amount(value, claim.value.scale.saturating_add(2));
    match cut {
        Rung::Truncated => {
            Phrase::new(format!("{stated} 是截断的（{full}），没有四舍五入"), format!("{stated} was cut off ({full}), not rounded"))
        }
        _ => Phrase::new(format!("{stated} 是进位的（{full}），没有四舍五入"), format!("{stated} was rounded up ({full})")),
    }
}

/// The formula's inputs: captured numbers, `headings`, or facts of the pack.
fn inputs(
    found: &Found<'_>,
    expr: &Expr,
    sentence: &Sentence,
    context: &Context<'_, '_>,
    evidence: &mut Vec<Evidence>,
) -> Result<Vec<Input>, Phrase> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut first: Option<&Quantity> = None;
    let share = matches!(expr, Expr::Quotient(a, b) if matches!((&**a, &**b), (Expr::Name(_), Expr::Name(_))));
    let kind = if share { part_of_whole } else { same_kind };
    for name in names(expr) {
        if inputs.iter().any(|input| input.name == name) {
            continue;
        }
        let captured = found.fit.captures.iter().find(|(n, _)| *n == name).and_then(|(_, at)| number_at(sentence, at));
        if let Some(id) = captured {
            let number = context.facts.number(id).ok_or_else(|| Phrase::new("数没有读出", "the number was not read"))?;
            let known = *first.get_or_insert(&number.quantity);
            if !kind(&known.unit, &number.quantity.unit) || shares_scale(known, &number.quantity) {
                return Err(Phrase::new("几个数的单位不同", "the numbers are in different units"));
            }
            evidence.push(Evidence { spot: number.spot, part: name.clone(), prose: true, number: Some(id) });
            let printed = context.facts.document.printed(&number.spot).to_owned();
            let quantity = &number.quantity;
            let (unit, value, allowed) = (quantity.unit.clone(), quantity.amount(), Interval::of(quantity));
            inputs.push(Input { name, number: Some(id), unit, value, allowed, printed });
        } else if name == "headings" {
            let count = headings(context)?;
            let value = BigRational::from_integer(BigInt::from(count));
            let (allowed, printed) = (Interval::exact(value.clone()), count.to_string());
            inputs.push(Input { name, number: None, unit: Unit::None, allowed, value, printed });
        } else {
            let operand = context.operand(&Expr::Name(crate::rules::NamePath::parse(&name)))?;
            evidence.extend(operand.evidence(&name, context.facts));
            let (value, allowed) = (operand.sum(context.facts), operand.interval(context.facts));
            inputs.push(Input { name, number: None, unit: Unit::None, value, allowed, printed: message::terms(&operand, context.facts) });
        }
    }
    if inputs.len() > MAX_INPUTS { Err(Phrase::new("算式的数太多", "the formula has too many inputs")) } else { Ok(inputs) }
}

/// Two numbers can be set against each other: the same unit, or a bare number beside a count.
fn same_kind(a: &Unit, b: &Unit) -> bool {
    match (a, b) {
        (Unit::None | Unit::Count(_), Unit::None) | (Unit::None, Unit::Count(_)) => true,
        // 个工作日 and 个法定工作日 count the same things.
        (Unit::Count(a), Unit::Count(b)) if !a.is_ascii() => a == b || a.chars().next() == b.chars().next(),
        _ => a == b,
    }
}

/// English counts staff of employees and women of members; days are neither.
fn part_of_whole(a: &Unit, b: &Unit) -> bool {
    match (a, b) {
        (Unit::Count(a), Unit::Count(b)) if a.is_ascii() && b.is_ascii() => a == b || !(is_time(a) || is_time(b)),
        _ => same_kind(a, b),
    }
}

/// In 由320.5增加到352.6亿元 and "from 2.4 to 3.0 million" the scale word may be meant for both.
fn shares_scale(a: &Quantity, b: &Quantity) -> bool {
    let small = |q: &Quantity| q.power == 0 && q.amount().abs() < BigRational::from_integer(BigInt::from(1000));
    (small(a) && b.power > 2) || (small(b) && a.power > 2)
}

/// Whether an English unit measures time.
fn is_time(unit: &str) -> bool {
    matches!(unit, "seconds" | "minutes" | "hours" | "days" | "working days" | "weeks" | "months" | "quarters" | "years")
}

/// How many top-level headings the report has: those on lines of their own, and those that open a paragraph (`六、其他:无。`).
fn headings(context: &Context<'_, '_>) -> Result<usize, Phrase> {
    let facts = context.facts;
    let own_line =
        facts.headings.iter().filter(|h| h.style == Some(OrdinalStyle::ChineseComma)).filter_map(|h| Some((h.paragraph, h.ordinal?)));
    let opens = |m: &&crate::facts::Marker| {
        let paragraph = facts.document.paragraphs.get(m.paragraph as usize);
        m.style == OrdinalStyle::ChineseComma && paragraph.is_some() && m.spot.start == 0
    };
    let run_in = facts.markers.iter().filter(opens).map(|m| (m.paragraph, m.ordinal));
    let mut found: Vec<(u32, u32)> = own_line.chain(run_in).collect();
    found.sort_unstable();
    found.dedup();
    let mut ordinals: Vec<u32> = found.into_iter().map(|(_, ordinal)| ordinal).collect();
    let listed = ordinals.len();
    ordinals.sort_unstable();
    ordinals.dedup();
    let unbroken = ordinals.iter().zip(1..).all(|(have, want)| *have == want);
    if ordinals.len() < 2 || ordinals.len() != listed || !unbroken {
        return Err(Phrase::new("没有读到连续的“一、二、三、”标题", "no unbroken run of numbered headings was read"));
    }
    Ok(listed)
}

fn names(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Name(name) => vec![name.written()],
        Expr::Sum(terms) => terms.iter().flat_map(|(_, term)| names(term)).collect(),
        Expr::Product(a, b) | Expr::Quotient(a, b) => [names(a), names(b)].concat(),
        Expr::Cells(_) | Expr::Number(_) => Vec::new(),
    }
}

/// The value at the printed numbers, and the least and greatest over all corners; `None` on a division by zero or an unbounded input.
fn evaluate(expr: &Expr, inputs: &[Input], factor: i32) -> Option<(BigRational, Interval)> {
    let factor = BigRational::from_integer(BigInt::from(factor));
    let at_printed: Vec<&BigRational> = inputs.iter().map(|input| &input.value).collect();
    let value = value_of(expr, inputs, &at_printed)? * &factor;
    if inputs.iter().all(|input| input.allowed.is_exact()) {
        return Some((value.clone(), Interval::exact(value)));
    }
    let (mut low, mut high) = (value.clone(), value.clone());
    for corner in 0..1_u32 << inputs.len() {
        let mut at = Vec::with_capacity(inputs.len());
        for (bit, input) in inputs.iter().enumerate() {
            at.push(if corner >> bit & 1 == 0 { input.allowed.low.as_ref()? } else { input.allowed.high.as_ref()? });
        }
        let here = value_of(expr, inputs, &at)? * &factor;
        low = low.min(here.clone());
        high = high.max(here);
    }
    Some((value, Interval { low: Some(low), high: Some(high) }))
}

fn value_of(expr: &Expr, inputs: &[Input], at: &[&BigRational]) -> Option<BigRational> {
    match expr {
        Expr::Name(name) => {
            let written = name.written();
            inputs.iter().position(|input| input.name == written).and_then(|n| at.get(n)).map(|v| (*v).clone())
        }
        Expr::Number(number) => Some(number.to_rational()),
        Expr::Sum(terms) => terms.iter().try_fold(BigRational::zero(), |sum, (sign, term)| {
            let value = value_of(term, inputs, at)?;
            Some(if *sign == Sign::Plus { sum + value } else { sum - value })
        }),
        Expr::Product(a, b) => Some(value_of(a, inputs, at)? * value_of(b, inputs, at)?),
        Expr::Quotient(a, b) => {
            let divisor = value_of(b, inputs, at)?;
            (!divisor.is_zero()).then(|| value_of(a, inputs, at)).flatten().map(|dividend| dividend / divisor)
        }
        Expr::Cells(_) => None,
    }
}

fn violation(found: &Found<'_>, stated: &str, claim: &Quantity, value: &BigRational, expr: &Expr, inputs: &[Input]) -> Violation {
    let percent = if claim.unit == Unit::Percent { "%" } else { "" };
    let computed = format!("{}{percent}", message::amount(value, claim.value.scale));
    let slots = Slots::new().with("stated", stated).with("computed", computed.clone());
    let formula = written(expr, inputs, false);
    let line = if formula == computed { computed.clone() } else { format!("{formula} = {computed}") };
    let opposite = if value.is_negative() != claim.amount().is_negative() && !value.is_zero() {
        Phrase::new("，方向相反", ", the other way")
    } else {
        Phrase::default()
    };
    Violation {
        severity: found.rule.severity,
        confidence: found.rule.confidence,
        message: slots.fill(&found.rule.message),
        help: slots.fill(&found.rule.fix),
        derivation: Phrase::new(format!("{line}{}；文中 {stated}", opposite.zh), format!("{line}{}, stated {stated}", opposite.en)),
        repairs: vec![Repair { label: 0, value: computed, why: Phrase::new("按其余各数算出", "what the other numbers give") }],
    }
}

/// The formula with the printed numbers in place of their names.
fn written(expr: &Expr, inputs: &[Input], inner: bool) -> String {
    match expr {
        Expr::Name(name) => {
            let name = name.written();
            inputs.iter().find(|input| input.name == name).map(|input| input.printed.clone()).unwrap_or(name)
        }
        Expr::Number(number) => number.to_string(),
        Expr::Sum(terms) => {
            let mut out = String::new();
            for (n, (sign, term)) in terms.iter().enumerate() {
                out.push_str(match (n, sign) {
                    (0, Sign::Plus) => "",
                    (_, Sign::Plus) => " + ",
                    (_, Sign::Minus) => " - ",
                });
                out.push_str(&written(term, inputs, true));
            }
            if inner { format!("({out})") } else { out }
        }
        Expr::Product(a, b) => format!("{} × {}", written(a, inputs, true), written(b, inputs, true)),
        Expr::Quotient(a, b) => format!("{} ÷ {}", written(a, inputs, true), written(b, inputs, true)),
        Expr::Cells(cells) => cells.table.clone(),
    }
}
