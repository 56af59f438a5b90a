//! A first look at whether a claim can follow from its inputs: most that are tried miss it by far, and fractions that are never reduced tell so
//! at a small part of what exact ones cost.

use num_rational::BigRational;
use num_traits::ToPrimitive as _;

use crate::facts::Quantity;
use crate::rules::check::formula::Input;
use crate::rules::{Expr, Interval, NamePath, Sign};

/// A fraction, not reduced, with a divisor above zero.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    fn of(exact: &BigRational) -> Option<Self> {
        Some(Self { above: exact.numer().to_i128()?, below: exact.denom().to_i128()? })
    }

    fn plus(self, other: Self, sign: Sign) -> Option<Self> {
        let (a, b) = (self.above.checked_mul(other.below)?, other.above.checked_mul(self.below)?);
        let above = if sign == Sign::Plus { a.checked_add(b) } else { a.checked_sub(b) }?;
        Some(Self { above, below: self.below.checked_mul(other.below)? })
    }

    fn times(self, other: Self) -> Option<Self> {
        Some(Self { above: self.above.checked_mul(other.above)?, below: self.below.checked_mul(other.below)? })
    }

    fn over(self, other: Self) -> Option<Self> {
        let turn = |n: i128| if other.above < 0 { n.checked_neg() } else { Some(n) };
        let (above, below) = (turn(self.above.checked_mul(other.below)?)?, turn(self.below.checked_mul(other.above)?)?);
        (below != 0).then_some(Self { above, below })
    }

    fn is_below(self, other: Self) -> Option<bool> {
        Some(self.above.checked_mul(other.below)? < other.above.checked_mul(self.below)?)
    }
}

/// A printed amount with the least and the greatest that it may stand for.
#[derive(Clone, Copy, Debug)]
struct Spread {
    value: Fraction,
    low: Fraction,
    high: Fraction,
}

impl Spread {
    fn of(value: &BigRational, allowed: &Interval) -> Option<Self> {
        Some(Self { value: Fraction::of(value)?, low: Fraction::of(allowed.low.as_ref()?)?, high: Fraction::of(allowed.high.as_ref()?)? })
    }
}

/// A formula with its inputs by number.
#[derive(Debug)]
enum Step {
    Input(usize),
    Number(Fraction),
    Sum(Vec<(Sign, Self)>),
    Product(Box<Self>, Box<Self>),
    Quotient(Box<Self>, Box<Self>),
}

impl Step {
    fn of(expr: &Expr, number: &impl Fn(&NamePath) -> Option<usize>) -> Option<Self> {
        let boxed = |expr: &Expr| Self::of(expr, number).map(Box::new);
        Some(match expr {
            Expr::Name(name) => Self::Input(number(name)?),
            Expr::Number(decimal) => Self::Number(Fraction::of(&decimal.to_rational())?),
            Expr::Sum(terms) => Self::Sum(terms.iter().map(|(sign, term)| Some((*sign, Self::of(term, number)?))).collect::<Option<_>>()?),
            Expr::Product(a, b) => Self::Product(boxed(a)?, boxed(b)?),
            Expr::Quotient(a, b) => Self::Quotient(boxed(a)?, boxed(b)?),
            Expr::Cells(_) => return None,
        })
    }

    fn at(&self, input: &impl Fn(usize) -> Option<Fraction>) -> Option<Fraction> {
        match self {
            Self::Input(number) => input(*number),
            Self::Number(number) => Some(*number),
            Self::Sum(terms) => {
                let zero = Fraction { above: 0, below: 1 };
                terms.iter().try_fold(zero, |sum, (sign, term)| sum.plus(term.at(input)?, *sign))
            }
            Self::Product(a, b) => a.at(input)?.times(b.at(input)?),
            Self::Quotient(a, b) => a.at(input)?.over(b.at(input)?),
        }
    }
}

/// A claim and its formula, made ready for tries with other inputs.
#[derive(Debug)]
pub(super) struct Rough {
    step: Step,
    inputs: Vec<Spread>,
    factor: Fraction,
    /// The least and greatest value that can agree with the claim on any rung, with room to spare; open where there is none.
    least: Option<Fraction>,
    most: Option<Fraction>,
}

impl Rough {
    /// `None` where the formula or its amounts are beyond such fractions.
    pub(super) fn of(claim: &Quantity, expr: &Expr, inputs: &[Input], factor: i32) -> Option<Self> {
        let step = Step::of(expr, &|name| {
            let written = name.written();
            inputs.iter().position(|input| input.name == written)
        })?;
        let inputs = inputs.iter().map(|input| Spread::of(&input.value, &input.allowed)).collect::<Option<_>>()?;
        let (amount, unit, range) = (claim.amount(), claim.ulp(), Interval::of(claim));
        let least = match range.low {
            Some(low) => Some(Fraction::of(&low.min(&amount - &unit))?),
            None => None,
        };
        let most = match range.high {
            Some(high) => Some(Fraction::of(&high.max(amount + unit))?),
            None => None,
        };
        Some(Self { step, inputs, factor: Fraction { above: factor.into(), below: 1 }, least, most })
    }

    /// Whether the claim may follow with another amount for the input of a number; `false` only where it cannot.
    pub(super) fn may_follow(&self, number: usize, value: &BigRational, allowed: &Interval) -> bool {
        let Some(other) = Spread::of(value, allowed) else { return true };
        self.misses(number, other) != Some(true)
    }

    /// Whether all values miss the claim; `None` where a number is too large to tell, or there is no value.
    fn misses(&self, number: usize, other: Spread) -> Option<bool> {
        let spread = |n: usize| if n == number { Some(other) } else { self.inputs.get(n).copied() };
        let value =
            |pick: &dyn Fn(usize, Spread) -> Fraction| self.step.at(&|n| spread(n).map(|spread| pick(n, spread)))?.times(self.factor);
        let printed = value(&|_, spread| spread.value)?;
        let (mut low, mut high) = (printed, printed);
        for corner in 0..1_u32.checked_shl(u32::try_from(self.inputs.len()).ok()?)? {
            let here = value(&|n, spread| if corner >> n & 1 == 0 { spread.low } else { spread.high })?;
            low = if here.is_below(low)? { here } else { low };
            high = if high.is_below(here)? { here } else { high };
        }
        let under = self.least.map_or(Some(false), |least| high.is_below(least))?;
        let over = self.most.map_or(Some(false), |most| most.is_below(low))?;
        Some(under || over)
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use num_rational::BigRational;
    use proptest::prelude::*;

    use super::Rough;
    use crate::document::Decimal;
    use crate::facts::{Hedge, Quantity, Unit};
    use crate::rules::check::formula::{Input, evaluate, with};
    use crate::rules::check::units::Kind;
    use crate::rules::ladder::rung;
    use crate::rules::{Expr, Interval, NamePath, Rung, Sign};

    fn name(name: &str) -> Expr {
        Expr::Name(NamePath::parse(name))
    }

    fn quotient(part: Expr, divisor: Expr) -> Expr {
        Expr::Quotient(Box::new(part), Box::new(divisor))
    }

    fn input(name: &str, quantity: &Quantity) -> Input {
        let (value, allowed) = (quantity.amount(), Interval::of(quantity));
        Input { name: name.to_owned(), captured: None, kind: Kind::bare(), value, allowed, printed: String::new() }
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        let hedge = prop::sample::select(vec![Hedge::Exact, Hedge::Exact, Hedge::Exact, Hedge::About, Hedge::AtLeast, Hedge::AtMost]);
        (-20_i128..400, 0_u8..3, prop::sample::select(vec![0_i8, 0, 4]), hedge, any::<bool>()).prop_map(
            |(mantissa, scale, power, hedge, percent)| {
                let unit = if percent { Unit::Percent } else { Unit::None };
                Quantity { value: Decimal::new(mantissa, scale), power, unit, hedge }
            },
        )
    }

    proptest! {
        #[test]
        fn what_it_rules_out_does_not_follow(claim in quantity(), old in quantity(), new in quantity(), other in quantity(), share in any::<bool>(), at in 0..2_usize) {
            let growth = quotient(Expr::Sum(vec![(Sign::Plus, name("new")), (Sign::Minus, name("old"))]), name("old"));
            let expr = if share { quotient(name("new"), name("old")) } else { growth };
            let factor = if claim.unit == Unit::Percent { 100 } else { 1 };
            let inputs = [input("new", &new), input("old", &old)];
            let (value, allowed) = (other.amount(), Interval::of(&other));
            let may = Rough::of(&claim, &expr, &inputs, factor).is_none_or(|rough| rough.may_follow(at, &value, &allowed));
            let exact = evaluate(&expr, &with(&inputs, at, value, allowed), factor).map(|(value, allowed)| rung(&claim, &value, &allowed));
            let follows = matches!(exact, Some(Rung::Exact | Rung::Rounded | Rung::InputsRounded));
            prop_assert!(may || !follows, "{exact:?}");
        }
    }

    #[test]
    fn far_values_are_ruled_out_and_near_ones_are_not() {
        let count = |n: i64| BigRational::from_integer(BigInt::from(n));
        let plain = |n: i128| Quantity::plain(Decimal::new(n, 0));
        let claim = Quantity { unit: Unit::Percent, ..Quantity::plain(Decimal::new(500, 1)) };
        let inputs = [input("new", &plain(9)), input("old", &plain(10))];
        let rough = Rough::of(&claim, &quotient(name("new"), name("old")), &inputs, 100).unwrap();
        let may = |at: usize, n: i64| rough.may_follow(at, &count(n), &Interval::exact(count(n)));
        assert_eq!([may(0, 5), may(0, 8), may(1, 18), may(1, 11), may(1, 0)], [true, false, true, false, true]);
        let huge = BigRational::from_integer(BigInt::from(10).pow(60));
        assert!(rough.may_follow(0, &huge, &Interval::exact(huge.clone())), "too large to tell");
    }
}
