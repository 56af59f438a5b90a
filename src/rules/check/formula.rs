//! A stated number that follows from others: a change rate, a share, an announced count.
//!
//! The formula is evaluated at every corner of its inputs' intervals. Rates and shares are monotone in each input as long as no divisor changes
//! its sign, so the corners bound them exactly.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Number, Quantity, Sentence, Unit, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::alike::are_persons;
use crate::rules::check::another::fits_another;
use crate::rules::check::counted::{headings, items};
use crate::rules::check::derivation::{cut_note, violation};
use crate::rules::check::divisions::Divisions;
use crate::rules::check::elsewhere::elsewhere;
use crate::rules::check::found::{Found, number_at};
use crate::rules::check::period::last_year;
use crate::rules::check::restated::restated;
use crate::rules::check::units::{Kind, shares_scale};
use crate::rules::ladder::rung;
use crate::rules::model::{BEFORE, COUNTED, DAYS};
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Expr, Interval, NamePath, Rung, Sign, Verdict};

/// The most inputs a formula may have: corners double with each.
const MAX_INPUTS: usize = 8;

/// An input by name: its printed value and what it may stand for.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) name: String,
    /// Its number in the facts and where it stands in the sentence, where the sentence gives it.
    pub(super) captured: Option<(u32, usize)>,
    pub(super) kind: Kind,
    pub(super) value: BigRational,
    pub(super) allowed: Interval,
    /// The digits as printed, or a formula of cells.
    pub(super) printed: String,
}

type Judged = (Verdict, Vec<Evidence>, Option<Phrase>);

/// The verdict, what it used, and a note where the number was cut instead of rounded.
pub(super) fn judge(found: &Found<'_>, expr: &Expr, divisions: &Divisions, context: &Context<'_, '_>) -> Judged {
    let (facts, sentence) = (context.facts, found.sentence);
    let Some(claim) = found.number.and_then(|id| facts.number(id)) else {
        return undecided(Phrase::new("数没有读出", "the number was not read"));
    };
    let asks_before = expr.names().any(|name| name.written() == BEFORE);
    let before = if asks_before { restated(found, context) } else { None };
    if asks_before && before.is_none() {
        let why = Phrase::new("报告中只说了这一次", "the report says it only once");
        return (Verdict::NotApplicable(why), Vec::new(), None);
    }
    let mut evidence = vec![Evidence { spot: claim.spot, part: part_of(&claim.quantity).to_owned(), prose: true, number: found.number }];
    let inputs = match inputs(found, expr, before, context, &mut evidence) {
        Ok(inputs) => inputs,
        Err(why) => return (Verdict::Undecided(why), evidence, None),
    };
    let kind = Kind::of(&claim.quantity, behind(sentence, found.at.end));
    if let Some(why) = misfit(&claim.quantity, &kind, expr, &inputs, context) {
        return (Verdict::Undecided(why), evidence, None);
    }
    let factor = if claim.quantity.unit == Unit::Percent { 100 } else { 1 };
    let Some((value, allowed)) = evaluate(expr, &inputs, factor) else {
        return (Verdict::Undecided(Phrase::new("算式没有确定的值", "the formula has no definite value")), evidence, None);
    };
    match rung(&claim.quantity, &value, &allowed) {
        Rung::Exact | Rung::Rounded | Rung::InputsRounded => (Verdict::Pass, evidence, None),
        cut @ (Rung::Truncated | Rung::RoundedUp) => (Verdict::Pass, evidence, Some(cut_note(cut, claim, &value, context))),
        Rung::Inconsistent if !divisions.bear_out(found) && fits_another(found, &claim.quantity, expr, &inputs, context) => {
            (Verdict::Undecided(Phrase::new("它合于句中另一个数", "it agrees with another number of the sentence")), evidence, None)
        }
        Rung::Inconsistent if exceeds_whole(&claim.quantity, &value, expr, factor) => {
            let why = Phrase::new(
                "部分多于取作总数的数，总数可能没有认对",
                "the part exceeds the number taken for its whole, which may be another",
            );
            (Verdict::Undecided(why), evidence, None)
        }
        Rung::Inconsistent if is_turned_round(sentence, &inputs) => {
            let why = Phrase::new("取作前一数的年份在后", "the number taken for the earlier one is of the later year");
            (Verdict::Undecided(why), evidence, None)
        }
        Rung::Inconsistent if is_source(sentence, &inputs) => {
            let why = Phrase::new(
                "前一个数没有单位，from 后的数可能是来源而不是基数",
                "the first number has no unit, so the one after `from` may be its source and not its base",
            );
            (Verdict::Undecided(why), evidence, None)
        }
        Rung::Inconsistent => {
            let mut violation = violation(found, claim, &value, expr, &inputs, context);
            let holds = |inputs: &[Input]| {
                let tried = evaluate(expr, inputs, factor);
                tried.is_some_and(|(value, allowed)| rung(&claim.quantity, &value, &allowed) != Rung::Inconsistent)
            };
            if claim.quantity.unit == Unit::Percent
                && let Some(repair) = elsewhere(&inputs, &evidence, facts, holds)
            {
                violation.repairs.insert(0, repair);
            }
            (Verdict::Fail(Box::new(violation)), evidence, None)
        }
    }
}

/// Why the claim cannot be set against its formula: another kind of quantity, or a rate on a negative base.
fn misfit(claim: &Quantity, kind: &Kind, expr: &Expr, inputs: &[Input], context: &Context<'_, '_>) -> Option<Phrase> {
    // 每期3天,共培训400人次: what is had each time is what the total counts.
    if matches!(expr, Expr::Product(..)) {
        let quantity = |input: &Input| Some(&context.facts.number(input.captured?.0)?.quantity.unit);
        // 每期参训21人,共培训189人次: who came each time, counted each time.
        let persons = |input: &Input| quantity(input).is_some_and(|unit| are_persons(unit) && are_persons(&claim.unit));
        return (!inputs.iter().any(|input| input.kind.fits(kind) || persons(input))).then(other_units);
    }
    let relative = matches!(expr, Expr::Quotient(..));
    let negative = |input: &Input| input.value.is_negative();
    if relative && inputs.iter().any(negative) {
        return Some(Phrase::new("基数为负，幅度没有意义", "a rate on a negative base means nothing"));
    }
    let same = relative || claim.unit == Unit::PercentagePoint || inputs.iter().all(|input| input.kind.fits(kind));
    (!same).then(other_units)
}

/// Whether a part would be more than the whole it is set against, though the stated share is not: `建议74件、提案103件，A类132件，占74.6%`.
fn exceeds_whole(claim: &Quantity, value: &BigRational, expr: &Expr, factor: i32) -> bool {
    let all = BigRational::from_integer(factor.into());
    let share = matches!(expr, Expr::Quotient(part, _) if !matches!(**part, Expr::Sum(_)));
    share && *value > all && claim.amount() <= all
}

fn other_units() -> Phrase {
    Phrase::new("几个数的单位不同", "the numbers are in different units")
}

/// The sentence from `at` on.
fn behind(sentence: &Sentence, at: usize) -> &str {
    sentence.text.get(at..).unwrap_or("")
}

/// Whether a bare number comes before "from" and a named one behind it: in "output rose 5% to 210 from 180 wells" the wells may be what it
/// comes from. "Up from 180 wells" can only be the base.
fn is_source(sentence: &Sentence, inputs: &[Input]) -> bool {
    let places = || inputs.iter().filter_map(|input| Some((&input.kind, input.captured?.1)));
    let from = |at: usize| {
        let before = sentence.text.get(..at).unwrap_or("").trim_end().to_ascii_lowercase();
        before.strip_suffix("from").is_some_and(|rest| !["up", "down"].iter().any(|word| rest.trim_end().ends_with(word)))
    };
    places().any(|(kind, at)| kind.is_named() && from(at) && places().any(|(other, earlier)| other.is_bare() && earlier < at))
}

/// Whether the number taken for the earlier one is of a later year: `2022年上半年24件,2023年上半年28件,同比增长16.67%`.
fn is_turned_round(sentence: &Sentence, inputs: &[Input]) -> bool {
    let year = |name: &str| {
        let at = inputs.iter().find(|input| input.name == name)?.captured?.1;
        last_year(sentence.text.get(..at)?.rsplit(|c| placeholder(c).is_some()).next()?)
    };
    matches!((year("old"), year("new")), (Some(old), Some(new)) if old > new)
}

/// The inputs with another amount for one of them.
pub(super) fn with(inputs: &[Input], at: usize, value: BigRational, allowed: Interval) -> Vec<Input> {
    let mut inputs = inputs.to_vec();
    if let Some(input) = inputs.get_mut(at) {
        input.value = value;
        input.allowed = allowed;
    }
    inputs
}

fn undecided(why: Phrase) -> Judged {
    (Verdict::Undecided(why), Vec::new(), None)
}

fn part_of(claim: &Quantity) -> &'static str {
    if claim.unit == Unit::Percent { "rate" } else { "claim" }
}

/// The formula's inputs: captured numbers, `headings`, what the report said `before`, or facts of the pack.
fn inputs(
    found: &Found<'_>,
    expr: &Expr,
    before: Option<(u32, &Number)>,
    context: &Context<'_, '_>,
    evidence: &mut Vec<Evidence>,
) -> Result<Vec<Input>, Phrase> {
    let sentence = found.sentence;
    let mut inputs: Vec<Input> = Vec::new();
    let mut first: Option<(&Quantity, Kind)> = None;
    let claim = found.number.and_then(|id| context.facts.number(id)).map(|number| &number.quantity);
    let share = matches!(expr, Expr::Quotient(a, b) if matches!((&**a, &**b), (Expr::Name(_), Expr::Name(_))));
    let fits = if share { Kind::is_part_of } else { Kind::fits };
    // 12期,每期40人
    let product = matches!(expr, Expr::Product(..));
    for name in expr.names().map(NamePath::written) {
        if inputs.iter().any(|input| input.name == name) {
            continue;
        }
        let captured = found.fit.capture(&name).and_then(|at| Some((number_at(sentence, at)?, at)));
        if let Some((id, at)) = captured {
            let number = context.facts.number(id).ok_or_else(|| Phrase::new("数没有读出", "the number was not read"))?;
            let quantity = &number.quantity;
            let kind = Kind::of(quantity, behind(sentence, at.end));
            let (known, known_kind) = first.get_or_insert_with(|| (quantity, kind.clone()));
            if !product && (!fits(known_kind, &kind) || shares_scale(known, quantity)) {
                return Err(other_units());
            }
            evidence.push(Evidence { spot: number.spot, part: name.clone(), prose: true, number: Some(id) });
            let printed = context.facts.document.printed(&number.spot).to_owned();
            let (value, allowed) = (quantity.amount(), Interval::of(quantity));
            inputs.push(Input { name, captured: Some((id, at.start)), kind, value, allowed, printed });
        } else if name == DAYS {
            let [value, most] = [365, 366].map(|days| BigRational::from_integer(BigInt::from(days)));
            let allowed = Interval { low: Some(value.clone()), high: Some(most) };
            inputs.push(Input { name, captured: None, kind: Kind::bare(), allowed, printed: value.to_string(), value });
        } else if let (BEFORE, Some((id, number))) = (name.as_str(), before) {
            evidence.push(Evidence { spot: number.spot, part: BEFORE.to_owned(), prose: true, number: Some(id) });
            let printed = context.facts.document.printed(&number.spot).to_owned();
            // Two amounts in one unit are not each other's rounding; 0.06万元 and 612元 may be.
            let value = number.quantity.amount();
            let as_fine = claim.is_some_and(|claim| claim.power == number.quantity.power);
            let allowed = if as_fine { Interval::exact(value.clone()) } else { Interval::of(&number.quantity) };
            inputs.push(Input { name, captured: None, kind: Kind::of(&number.quantity, ""), value, allowed, printed });
        } else if COUNTED.contains(&name.as_str()) {
            let count = if name == "items" { items(found, context, evidence)? } else { headings(context)? };
            let value = BigRational::from_integer(BigInt::from(count));
            let (allowed, printed) = (Interval::exact(value.clone()), count.to_string());
            inputs.push(Input { name, captured: None, kind: Kind::bare(), allowed, value, printed });
        } else {
            let operand = context.operand(&Expr::Name(NamePath::parse(&name)))?;
            evidence.extend(operand.evidence(&name, context.facts));
            let (value, allowed) = (operand.sum(context.facts), operand.interval(context.facts));
            let printed = Scale::of(operand.numbers(context.facts).map(|(_, n)| n), context.facts).terms(&operand);
            inputs.push(Input { name, captured: None, kind: Kind::bare(), value, allowed, printed });
        }
    }
    if inputs.len() > MAX_INPUTS { Err(Phrase::new("算式的数太多", "the formula has too many inputs")) } else { Ok(inputs) }
}

/// The value at the printed numbers, and the least and greatest over all corners; `None` on a division by zero or an unbounded input.
pub(super) fn evaluate(expr: &Expr, inputs: &[Input], factor: i32) -> Option<(BigRational, Interval)> {
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
