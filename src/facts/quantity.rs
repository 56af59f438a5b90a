//! What a printed number stands for.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::document::Decimal;

/// How the words around a number soften it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// None: the number is meant as printed.
    #[default]
    Exact,
    /// 约, 左右, about: within half of the last significant digit.
    About,
    /// 余, 多, 超过, 以上, over, more than, at least: a lower bound.
    AtLeast,
    /// 近, 不足, 不到, nearly, under, at most: an upper bound.
    AtMost,
}

/// What is counted or measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// No unit printed.
    #[default]
    None,
    /// A counter or noun of things: 件, 条, 次, 个, 个工作日, persons.
    Count(Box<str>),
    /// Money, with the currency's word: 元, 万元 (scaled), USD.
    Money(Box<str>),
    /// Percent, ‰ scaled to it.
    Percent,
    /// Percentage points.
    PercentagePoint,
    /// Times as many: 倍, ×.
    Times,
}

/// A number as printed, with everything its words say of it. The amount is `value × 10^power`, counted in `unit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The digits as printed, signed.
    pub value: Decimal,
    /// Power of ten from a scale word or unit (万 4, 亿 8, 千 3, thousand 3, ‰ -1).
    pub power: i8,
    /// The unit.
    pub unit: Unit,
    /// The hedge.
    pub hedge: Hedge,
}

impl Quantity {
    /// A bare count as printed.
    #[must_use]
    pub fn plain(value: Decimal) -> Self {
        Self { value, power: 0, unit: Unit::None, hedge: Hedge::Exact }
    }

    /// The amount, exact.
    #[must_use]
    pub fn amount(&self) -> BigRational {
        if self.power == 0 { self.value.to_rational() } else { self.value.to_rational() * pow10(i32::from(self.power)) }
    }

    /// One unit of the last printed place, scaled.
    #[must_use]
    pub fn ulp(&self) -> BigRational {
        pow10(i32::from(self.power) - i32::from(self.value.scale))
    }

    /// Whether it is a count, exact by nature: no places, no scale word, no hedge, a counter or no unit.
    #[must_use]
    pub fn is_exact_count(&self) -> bool {
        self.value.scale == 0 && self.power == 0 && self.hedge == Hedge::Exact && matches!(self.unit, Unit::None | Unit::Count(_))
    }
}

/// `10^power` as an exact fraction.
#[must_use]
pub fn pow10(power: i32) -> BigRational {
    let magnitude = BigInt::from(10).pow(power.unsigned_abs());
    if power < 0 { BigRational::new(BigInt::from(1), magnitude) } else { BigRational::from_integer(magnitude) }
}
