//! The verdict on a whole and the numbers that make it.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Facts, Number};
use crate::phrase::Phrase;
use crate::rules::check::breakdown::{amounts_to, violation};
use crate::rules::check::tally::items::Item;
use crate::rules::settle::Terms;
use crate::rules::sums::{Slip, slip};
use crate::rules::{Checked, Rule, Sign, Verdict};

/// A whole, the numbers that should make it, and what that comes to.
pub(super) struct Told {
    pub(super) checked: Checked,
    /// The whole less its parts.
    pub(super) terms: Terms,
}

/// A gap of at most one in so many may be a slip in a list whose borders are not certain.
const NEAR: i32 = 5;

/// Whether parts make their whole, rounding allowed for.
pub(super) fn makes(whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let numbers: Vec<&Number> = parts.iter().map(|part| part.number).collect();
    amounts_to(whole.number, &numbers)
}

pub(super) fn sum(parts: &[&Item<'_>]) -> BigRational {
    parts.iter().fold(BigRational::zero(), |sum, part| sum + part.amount())
}

/// By how much parts miss their whole.
pub(super) fn gap(whole: &Item<'_>, parts: &[&Item<'_>]) -> BigRational {
    (sum(parts) - whole.amount()).abs()
}

/// Whether the gap is small beside the whole.
pub(super) fn is_close(whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    is_small(&gap(whole, parts), whole)
}

fn is_small(gap: &BigRational, whole: &Item<'_>) -> bool {
    gap * BigRational::from_integer(NEAR.into()) <= whole.amount()
}

/// Whether one slip of the pen, or a gap that is small beside the whole, may be what keeps parts from making their whole.
pub(super) fn is_near(whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let (amount, sum) = (whole.amount(), sum(parts));
    let gap = &sum - &amount;
    if is_small(&gap.abs(), whole) {
        return true;
    }
    let count = |value: &BigRational| value.is_integer().then(|| i128::try_from(value.to_integer()).ok()).flatten();
    let slipped = |old: &BigRational, new: &BigRational| match (count(old), count(new)) {
        (Some(old), Some(new)) if new >= 0 => slip(old, new, 1) == Slip::Likely || one_digit_more(old, new) || one_digit_more(new, old),
        _ => false,
    };
    slipped(&amount, &sum) || parts.iter().any(|part| slipped(&part.amount(), &(part.amount() - &gap)))
}

/// Whether one digit of the whole or of a part explains why the parts miss it, where they are no small numbers.
fn is_one_digit(whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let count = |value: &BigRational| value.is_integer().then(|| i128::try_from(value.to_integer()).ok()).flatten();
    let gap = sum(parts) - whole.amount();
    let digit = |old: &BigRational, new: &BigRational| match (count(old), count(new)) {
        (Some(old), Some(new)) => old.max(new) >= LARGE && new > 0 && slip(old, new, 1) == Slip::Digit,
        _ => false,
    };
    digit(&whole.amount(), &sum(parts)) || parts.iter().any(|part| digit(&part.amount(), &(part.amount() - &gap)))
}

/// Whether one digit explains the gap and no chance does: the last digits agree, those that are noughts in all the numbers aside.
pub(super) fn is_evident_slip(whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let gap = gap(whole, parts);
    let agreeing = digits_agreeing(whole, parts, &gap);
    is_one_digit(whole, parts) && (agreeing > 1 || agreeing > 0 && &gap + &gap <= whole.amount())
}

/// How many last digits a sum and its whole have in common beyond those that are noughts in all the numbers.
fn digits_agreeing(whole: &Item<'_>, items: &[&Item<'_>], gap: &BigRational) -> usize {
    let ten = BigRational::from_integer(10.into());
    let noughts = |value: &BigRational| {
        let mut value = value.clone();
        let mut count = 0_usize;
        while !value.is_zero() && (&value / &ten).is_integer() {
            value /= &ten;
            count += 1;
        }
        count
    };
    let common =
        items.iter().map(|item| item.amount()).chain([whole.amount()]).filter(|value| !value.is_zero()).map(|value| noughts(&value)).min();
    noughts(gap).saturating_sub(common.unwrap_or(0))
}

/// A number in which one digit in so many is no chance.
const LARGE: i128 = 100;

/// Whether a digit dropped from one number makes the other: 75 and 7.
pub(super) fn one_digit_more(long: i128, short: i128) -> bool {
    let (long, short) = (long.to_string(), short.to_string());
    long.len() == short.len() + 1 && (0..long.len()).any(|at| format!("{}{}", &long[..at], &long[at + 1..]) == short)
}

/// The check of a whole against its parts.
pub(super) fn told(rule: &Rule, whole: &Item<'_>, parts: &[&Item<'_>], facts: &Facts<'_>) -> Told {
    let exact = whole.is_exact() && parts.iter().all(|part| part.is_exact());
    let verdict = if makes(whole, parts) {
        Verdict::Pass
    } else if exact {
        let numbers: Vec<&Number> = parts.iter().map(|part| part.number).collect();
        Verdict::Fail(Box::new(violation(rule, whole.number, &numbers, &sum(parts), facts)))
    } else {
        Verdict::Undecided(Phrase::new("总数或分项是约数", "the whole or a part is approximate"))
    };
    let terms = std::iter::once((Sign::Plus, whole.id)).chain(parts.iter().map(|part| (Sign::Minus, part.id))).collect();
    let evidence = std::iter::once(whole.used("whole")).chain(parts.iter().map(|part| part.used("part"))).collect();
    Told { checked: Checked { rule: rule.id.clone(), verdict, evidence, note: None }, terms }
}
