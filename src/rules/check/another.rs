//! Whether a claim that does not follow from its inputs follows from other amounts that the words allow: then the wording may have bound the wrong one.

use num_rational::BigRational;

use crate::facts::{Quantity, Unit};
use crate::rules::bind::Context;
use crate::rules::check::formula::{Input, evaluate, with};
use crate::rules::check::found::Found;
use crate::rules::check::rough::Rough;
use crate::rules::ladder::rung;
use crate::rules::{Expr, Interval, NamePath, Rung};

/// The most other numbers of a sentence that are tried in place of an input.
const MAX_OTHERS: usize = 24;

/// Whether the claim follows when one of the captured inputs is another amount that the words allow, or when its base is printed beside it: then
/// it does not speak against the numbers.
pub(super) fn fits_another(found: &Found<'_>, claim: &Quantity, expr: &Expr, inputs: &[Input], context: &Context<'_, '_>) -> bool {
    let factor = if claim.unit == Unit::Percent { 100 } else { 1 };
    let follows = |expr: &Expr, inputs: &[Input]| {
        let rung = evaluate(expr, inputs, factor).map(|(value, allowed)| rung(claim, &value, &allowed));
        matches!(rung, Some(Rung::Exact | Rung::Rounded | Rung::InputsRounded))
    };
    let others = others(found, inputs, context);
    let rough = Rough::of(claim, expr, inputs, factor);
    let may_follow =
        |n: usize, value: &BigRational, allowed: &Interval| rough.as_ref().is_none_or(|rough| rough.may_follow(n, value, allowed));
    let captured = |n: usize| Some((n, inputs.get(n)?.captured?.0));
    let replaced = (0..inputs.len()).filter_map(captured).any(|(n, id)| {
        let Some(unit) = context.facts.number(id).map(|number| &number.quantity.unit) else { return false };
        let lists = list_sums(found, id, inputs, context).into_iter().map(|sum| (sum.clone(), Interval::exact(sum)));
        let printed = others.iter().filter(|other| other.unit == *unit).map(|other| (other.amount(), Interval::of(other)));
        let mut tried = printed.take(MAX_OTHERS).chain(lists);
        tried.any(|(value, allowed)| may_follow(n, &value, &allowed) && follows(expr, &with(inputs, n, value, allowed)))
    });
    replaced || follows_with_base(expr, inputs, &others, |expr, inputs| Rough::of(claim, expr, inputs, factor), follows)
}

/// Whether the claim follows with one of the other numbers for a computed divisor.
fn follows_with_base(
    expr: &Expr,
    inputs: &[Input],
    others: &[&Quantity],
    rough: impl Fn(&Expr, &[Input]) -> Option<Rough>,
    follows: impl Fn(&Expr, &[Input]) -> bool,
) -> bool {
    let mut ready: Option<Option<Rough>> = None;
    others.iter().take(MAX_OTHERS).any(|base| {
        let Some((expr, inputs)) = with_base(expr, inputs, base) else { return false };
        let Some(last) = inputs.last() else { return false };
        let rough = ready.get_or_insert_with(|| rough(&expr, &inputs));
        let may_follow = rough.as_ref().is_none_or(|rough| rough.may_follow(inputs.len() - 1, &last.value, &last.allowed));
        may_follow && follows(&expr, &inputs)
    })
}

/// The numbers of the sentence that the formula does not use, then those of the sentence before it in the paragraph: it may have named the whole.
fn others<'f>(found: &Found<'_>, inputs: &[Input], context: &Context<'f, '_>) -> Vec<&'f Quantity> {
    let before = context.facts.sentences_before(found.sentence).last();
    let ids = found.sentence.numbers.iter().chain(before.iter().flat_map(|s| &s.numbers));
    ids.filter(|id| !is_used(**id, found, inputs)).filter_map(|id| context.facts.number(*id)).map(|number| &number.quantity).collect()
}

/// Whether the formula uses a number.
fn is_used(id: u32, found: &Found<'_>, inputs: &[Input]) -> bool {
    Some(id) == found.number || inputs.iter().any(|input| input.captured.is_some_and(|(number, _)| number == id))
}

/// The sums of the numbers in one unit that end with this one: behind a list without its whole, `网络94件,邮寄136件,现场127件,较上年…`, all of them
/// are compared.
fn list_sums(found: &Found<'_>, last: u32, inputs: &[Input], context: &Context<'_, '_>) -> Vec<BigRational> {
    let numbers = &found.sentence.numbers;
    let Some(end) = context.facts.number(last).map(|number| &number.quantity) else { return Vec::new() };
    let before = numbers.iter().position(|id| *id == last).map_or(&[][..], |at| &numbers[..at]);
    let free = before.iter().rev().take(MAX_OTHERS).take_while(|id| !is_used(**id, found, inputs));
    let listed = free.map_while(|id| context.facts.number(*id)).map(|number| &number.quantity).take_while(|q| q.unit == end.unit);
    let running = listed.scan(end.amount(), |sum, quantity| {
        *sum += quantity.amount();
        Some(sum.clone())
    });
    running.collect()
}

/// The name that a base printed in the sentence takes in a formula.
const BASE: &str = "base";

/// The formula with a computed divisor replaced by a number, where it has one: the base of `同比增加35件,增长32.7%（上年为107件）` stands there.
fn with_base(expr: &Expr, inputs: &[Input], base: &Quantity) -> Option<(Expr, Vec<Input>)> {
    let Expr::Quotient(part, divisor) = expr else { return None };
    let Expr::Sum(_) = **divisor else { return None };
    let kind = inputs.first()?.kind.clone();
    let (value, allowed) = (base.amount(), Interval::of(base));
    let input = Input { name: BASE.to_owned(), captured: None, kind, value, allowed, printed: String::new() };
    let expr = Expr::Quotient(part.clone(), Box::new(Expr::Name(NamePath::parse(BASE))));
    Some((expr, inputs.iter().cloned().chain([input]).collect()))
}
