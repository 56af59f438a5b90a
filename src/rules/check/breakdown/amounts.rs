//! What the parts of a whole come to, and by how much they miss it.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Facts, Number};
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Gap, Interval, Rule, Violation};

/// How many of the first parts make the whole, if any number of at least two does.
pub(super) fn adding_up(whole: &Number, listed: &[(u32, &Number)]) -> Option<usize> {
    let numbers: Vec<&Number> = listed.iter().map(|(_, number)| *number).collect();
    (2..=listed.len()).rev().find(|&n| amounts_to(whole, &numbers[..n]))
}

/// Whether parts make a whole, its hedge and the rounding of each allowed for.
pub(in crate::rules::check) fn amounts_to(whole: &Number, parts: &[&Number]) -> bool {
    let sum = parts.iter().fold(BigRational::zero(), |sum, part| sum + part.quantity.amount());
    let hedged = Interval::of(&whole.quantity).meets(&Interval::exact(sum.clone()));
    let quantities = parts.iter().copied().chain([whole]).map(|number| &number.quantity);
    hedged || Gap::between(&whole.quantity.amount(), &sum, quantities).is_rounding()
}

/// What a check says that it used of a list.
pub(in crate::rules::check) fn used(listed: &[(u32, &Number)]) -> impl Iterator<Item = Evidence> {
    listed.iter().map(|(id, n)| Evidence { spot: n.spot, part: "part".to_owned(), prose: true, number: Some(*id) })
}

pub(in crate::rules::check) fn sum(listed: &[(u32, &Number)]) -> BigRational {
    listed.iter().fold(BigRational::zero(), |sum, (_, number)| sum + number.quantity.amount())
}

/// Whether what a list makes is less than half of a number or more than twice it.
pub(in crate::rules::check) fn is_far(made: &BigRational, stated: &BigRational) -> bool {
    *made > stated + stated || made + made < *stated
}

/// Whether two or more right behind one of the amounts of a list make it: 直接起诉4件,维持3件,纠正1件.
pub(in crate::rules::check) fn divides_a_part(amounts: &[BigRational]) -> bool {
    divided_parts(amounts).next().is_some()
}

/// The amounts of a list that two or more right behind them make.
pub(super) fn divided_parts(amounts: &[BigRational]) -> impl Iterator<Item = BigRational> + '_ {
    // Where none is less than nothing, no more of them come back to what they have passed.
    let rises = !amounts.iter().any(BigRational::is_negative);
    let made = move |at: usize, part: &BigRational| {
        let running = amounts.iter().skip(at + 1).scan(BigRational::zero(), |sum, amount| {
            *sum += amount;
            Some(sum.clone())
        });
        running.take_while(|sum| !rises || sum <= part).skip(1).any(|sum| sum == *part)
    };
    amounts.iter().enumerate().filter(move |(at, part)| made(*at, part)).map(|(_, part)| part.clone())
}

/// The disagreement of a whole with its parts.
pub(in crate::rules::check) fn violation(
    rule: &Rule,
    whole: &Number,
    listed: &[&Number],
    sum: &BigRational,
    facts: &Facts<'_>,
) -> Violation {
    let all = || std::iter::once(whole).chain(listed.iter().copied());
    let scale = Scale::of(all(), facts);
    let stated = scale.shown(whole);
    let total = format!("{}{}", scale.sum(sum, all()), scale.unit());
    let terms: Vec<String> = listed.iter().map(|n| scale.shown(n)).collect();
    let gap = whole.quantity.amount() - sum;
    let relation = if gap.is_negative() { Phrase::new("多出", "more") } else { Phrase::new("少了", "less") };
    let slots = Slots::new()
        .with("whole", stated.clone())
        .with("sum", total.clone())
        .with("gap", format!("{}{}", scale.sum(&gap.abs(), all()), scale.unit()))
        .with_phrase("more", relation);
    let line = format!("{} = {total}", terms.join(" + "));
    Violation::of(rule, &slots, Phrase::new(format!("{line}；文中 {stated}"), format!("{line}, stated {stated}")))
}

#[cfg(test)]
mod tests {
    use num_rational::BigRational;

    use super::divides_a_part;

    #[test]
    fn two_behind_a_part_that_make_it_are_its_own() {
        let divides = |amounts: &[i64]| divides_a_part(&amounts.iter().map(|n| BigRational::from_integer((*n).into())).collect::<Vec<_>>());
        assert!(divides(&[4, 3, 1]) && divides(&[9, 4, 3, 1]) && divides(&[9, 4, 3, 1, 8]) && divides(&[5, 0, 5]));
        assert!(!divides(&[4, 4]) && !divides(&[3, 1, 4]) && !divides(&[4, 3, 2]) && !divides(&[4]) && !divides(&[]));
        assert!(divides(&[2, 5, -4, 1]), "less than nothing brings them back");
    }
}
