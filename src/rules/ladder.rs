//! What printed numbers allow: intervals, and the rungs of agreement from exact to inconsistent.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Hedge, Quantity};
use crate::rules::Sign;

/// The amounts a printed number may stand for; `None` is unbounded. Both ends belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least amount.
    pub low: Option<BigRational>,
    /// The greatest amount.
    pub high: Option<BigRational>,
}

/// How far a stated number agrees with a computed one; the first rung that holds is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// The same amount.
    Exact,
    /// The computed amount rounds to the stated digits.
    Rounded,
    /// It was cut, not rounded.
    Truncated,
    /// It was rounded up.
    RoundedUp,
    /// It agrees once the inputs' own rounding is allowed for.
    InputsRounded,
    /// No reading of the printed digits agrees.
    Inconsistent,
}

/// The gap between a total and its parts: `stated - computed`, and the slack their printed precision allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Stated minus computed.
    pub difference: BigRational,
    /// The greatest gap that rounding alone could make; zero for counts.
    pub slack: BigRational,
}

fn half() -> BigRational {
    BigRational::new(BigInt::from(1), BigInt::from(2))
}

impl Interval {
    /// One amount.
    #[must_use]
    pub fn exact(amount: BigRational) -> Self {
        Self { low: Some(amount.clone()), high: Some(amount) }
    }

    /// What a printed quantity may stand for: a plain count is exact; anything else half a unit of its last place either way, unless a hedge opens it.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Self {
        let amount = quantity.amount();
        if quantity.is_exact_count() {
            return Self::exact(amount);
        }
        let reach = match quantity.hedge {
            Hedge::Exact => quantity.ulp() * half(),
            Hedge::About => last_step(quantity) * half(),
            Hedge::AtLeast => return Self { low: Some(amount), high: None },
            Hedge::AtMost => return Self { low: None, high: Some(amount) },
        };
        Self { low: Some(&amount - &reach), high: Some(amount + reach) }
    }

    /// The sum or difference with another interval; subtracting swaps the other's ends.
    #[must_use]
    pub fn plus(&self, other: &Self, sign: Sign) -> Self {
        let join = |a: &Option<BigRational>, b: &Option<BigRational>, minus: bool| match (a, b) {
            (Some(a), Some(b)) => Some(if minus { a - b } else { a + b }),
            _ => None,
        };
        match sign {
            Sign::Plus => Self { low: join(&self.low, &other.low, false), high: join(&self.high, &other.high, false) },
            Sign::Minus => Self { low: join(&self.low, &other.high, true), high: join(&self.high, &other.low, true) },
        }
    }

    /// Whether the two have an amount in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let below = |low: &Option<BigRational>, high: &Option<BigRational>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(&self.low, &other.high) && below(&other.low, &self.high)
    }

    /// Whether it is one amount.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

/// The step that an approximate number was rounded to: one unit of its last non-zero digit, 3200 → 100; five where that is a five behind
/// another digit, 3250 → 50.
fn last_step(quantity: &Quantity) -> BigRational {
    let mut unit = quantity.ulp();
    let mut rest = quantity.value.mantissa;
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        unit *= BigRational::from_integer(BigInt::from(10));
    }
    if rest.unsigned_abs() > 10 && rest % 5 == 0 { unit * BigRational::from_integer(BigInt::from(5)) } else { unit }
}

/// The rung on which a stated measure agrees with what was computed, given as the least and greatest amount the inputs allow and the amount of their printed values.
#[must_use]
pub fn rung(stated: &Quantity, computed: &BigRational, allowed: &Interval) -> Rung {
    let amount = stated.amount();
    let unit = stated.ulp();
    let difference = computed - &amount;
    if difference.is_zero() {
        return Rung::Exact;
    }
    let stated_range = Interval::of(stated);
    if stated.hedge != Hedge::Exact {
        return if stated_range.meets(allowed) { Rung::Rounded } else { Rung::Inconsistent };
    }
    if difference.abs() <= &unit * half() {
        return Rung::Rounded;
    }
    let towards_zero = if amount.is_negative() { -difference.clone() } else { difference.clone() };
    if towards_zero.is_positive() && towards_zero < unit {
        return Rung::Truncated;
    }
    if towards_zero.is_negative() && -towards_zero < unit {
        return Rung::RoundedUp;
    }
    if !allowed.is_exact() && stated_range.meets(allowed) { Rung::InputsRounded } else { Rung::Inconsistent }
}

impl Gap {
    /// The gap between a stated side and a computed side of printed quantities. Each number that is not an exact count may be off by half a unit of its last place.
    #[must_use]
    pub fn between<'q>(stated: &BigRational, computed: &BigRational, printed: impl Iterator<Item = &'q Quantity>) -> Self {
        let slack = printed.filter(|q| !q.is_exact_count()).fold(BigRational::zero(), |slack, q| slack + q.ulp() * half());
        Self { difference: stated - computed, slack }
    }

    /// Whether rounding explains it.
    #[must_use]
    pub fn is_rounding(&self) -> bool {
        self.difference.abs() <= self.slack
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, Interval, Rung, rung};
    use crate::document::Decimal;
    use crate::facts::{Hedge, Quantity, Unit};
    use crate::rules::Sign;
    use num_bigint::BigInt;
    use num_rational::BigRational;

    fn percent(text: &str) -> Quantity {
        Quantity { unit: Unit::Percent, ..Quantity::plain(Decimal::parse(text).expect("digits")) }
    }

    fn ratio(a: i64, b: i64) -> BigRational {
        BigRational::new(BigInt::from(a * 100), BigInt::from(b))
    }

    fn exactly(text: &str, value: &BigRational) -> Rung {
        rung(&percent(text), value, &Interval::exact(value.clone()))
    }

    #[test]
    fn rungs_in_order() {
        assert_eq!(exactly("50", &ratio(1, 2)), Rung::Exact);
        assert_eq!(exactly("80.47", &ratio(3262 - 637, 3262)), Rung::Rounded);
        assert_eq!(exactly("4.34", &ratio(4348, 100_000)), Rung::Truncated);
        assert_eq!(exactly("33.4", &ratio(1, 3)), Rung::RoundedUp);
        assert_eq!(exactly("41.64", &ratio(1232 - 707, 1232)), Rung::Inconsistent);
    }

    #[test]
    fn a_subtracted_interval_swaps_its_ends() {
        let a = Interval { low: Some(ratio(1, 100)), high: Some(ratio(2, 100)) };
        let b = Interval { low: Some(ratio(5, 100)), high: None };
        assert_eq!(a.plus(&b, Sign::Minus), Interval { low: None, high: Some(ratio(-3, 100)) });
    }

    #[test]
    fn hedges_open_one_side() {
        let at_least = Quantity { hedge: Hedge::AtLeast, ..Quantity::plain(Decimal::new(80, 0)) };
        assert!(Interval::of(&at_least).meets(&Interval::exact(ratio(86, 100))));
        assert!(!Interval::of(&at_least).meets(&Interval::exact(ratio(79, 100))));
    }

    #[test]
    fn about_means_the_last_step_that_was_kept() {
        for (printed, low, high) in [("3200", 3150, 3250), ("25", 23, 27), ("15", 13, 17), ("5", 5, 5), ("18", 18, 18)] {
            let about = Interval::of(&Quantity { hedge: Hedge::About, ..Quantity::plain(Decimal::parse(printed).expect("digits")) });
            let allows = |n: i64| about.meets(&Interval::exact(BigRational::from_integer(BigInt::from(n))));
            assert!(allows(low) && allows(high) && !allows(low - 1) && !allows(high + 1), "{printed}");
        }
    }

    #[test]
    fn counts_have_no_slack() {
        let parts = [Quantity::plain(Decimal::new(18, 0)), Quantity::plain(Decimal::new(20, 0))];
        let gap = Gap::between(&ratio(37, 100), &ratio(38, 100), parts.iter());
        assert!(!gap.is_rounding());
        let measures = [Quantity::plain(Decimal::new(181, 1)), Quantity::plain(Decimal::new(200, 1))];
        let gap = Gap::between(
            &BigRational::new(BigInt::from(381), BigInt::from(10)),
            &BigRational::new(BigInt::from(382), BigInt::from(10)),
            measures.iter(),
        );
        assert!(gap.is_rounding());
    }
}
