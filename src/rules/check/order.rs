//! Relations of a table that only bound a number: one side no more than the other, or nothing without something.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::bind::Operand;
use crate::rules::message::{self, Slots};
use crate::rules::scale::Scale;
use crate::rules::{Interval, Order, Rule, Verdict, Violation};

/// The verdict on one line, left side first; `doubt` is what keeps a misfit from being a fault.
pub(super) fn judge(
    rule: &Rule,
    order: Order,
    label: &str,
    [left, right]: [&Operand; 2],
    doubt: Option<Phrase>,
    facts: &Facts<'_>,
) -> Verdict {
    let blank = |side: &Operand| side.cells.is_empty() && side.blanks > 0;
    if blank(left) || blank(right) {
        return Verdict::NotApplicable(Phrase::new(format!("“{label}”没有填数"), format!("`{label}` holds no numbers")));
    }
    if holds(order, &left.interval(facts), &right.interval(facts)) {
        return Verdict::Pass;
    }
    if let Some(why) = doubt {
        return Verdict::Undecided(why);
    }
    let (smaller, larger) = (left.sum(facts), right.sum(facts));
    let numbers = || right.numbers(facts).chain(left.numbers(facts)).map(|(_, n)| n);
    let scale = Scale::of(numbers(), facts);
    let amount = |value: &BigRational| format!("{}{}", scale.sum(value, numbers()), scale.unit());
    let gap = &smaller - &larger;
    let slots = Slots::new()
        .with("line", label)
        .with("left", amount(&smaller))
        .with("right", amount(&larger))
        .with_phrase("gap", message::apart(&gap, &amount(&gap.abs())));
    let (left, right) = (scale.sum_line(left), scale.sum_line(right));
    Verdict::Fail(Box::new(Violation::of(rule, &slots, Phrase::new(format!("{left}，而 {right}"), format!("{left}, but {right}")))))
}

/// Whether some amounts that the printed digits may stand for satisfy the relation.
fn holds(order: Order, left: &Interval, right: &Interval) -> bool {
    match order {
        Order::Equal => left.meets(right),
        Order::AtMost => match (&left.low, &right.high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        },
        Order::Needs => left.meets(&Interval::exact(BigRational::zero())) || *right != Interval::exact(BigRational::zero()),
    }
}
