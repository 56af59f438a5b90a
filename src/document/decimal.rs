//! Exact decimal numbers that keep how many places were printed.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;

/// `mantissa × 10^-scale`, exact. Two decimals are equal when both fields are; compare amounts with [`Decimal::same_value`] or [`Decimal::to_rational`].
///
/// Packed to eight bytes, so that a million cells and their numbers do not carry the alignment of `i128`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(Rust, packed(8))]
pub struct Decimal {
    /// All digits as one integer.
    pub mantissa: i128,
    /// Digits after the point as printed.
    pub scale: u8,
}

impl Decimal {
    /// A decimal of its parts.
    #[must_use]
    pub fn new(mantissa: i128, scale: u8) -> Self {
        Self { mantissa, scale }
    }

    /// Reads `-12.30`, `7`, `.5`: ASCII digits with at most one point and a leading minus. `None` for anything else or above 38 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + fraction.len() == 0 || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut mantissa: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
        }
        let scale = u8::try_from(fraction.len()).ok()?;
        Some(Self { mantissa: if negative { -mantissa } else { mantissa }, scale })
    }

    /// The exact value.
    #[must_use]
    pub fn to_rational(self) -> BigRational {
        if self.scale == 0 {
            return BigRational::from_integer(BigInt::from(self.mantissa));
        }
        BigRational::new(BigInt::from(self.mantissa), BigInt::from(10).pow(u32::from(self.scale)))
    }

    /// Whether both stand for the same amount, however printed: 1.50 and 1.5 do.
    #[must_use]
    pub fn same_value(self, other: Self) -> bool {
        self.compare(other) == Ordering::Equal
    }

    /// Orders by amount.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        let (own, others) = (self.mantissa, other.mantissa);
        if self.scale == other.scale { own.cmp(&others) } else { self.to_rational().cmp(&other.to_rational()) }
    }

    /// The same amount with the sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: self.mantissa.checked_neg().unwrap_or(self.mantissa), scale: self.scale }
    }

    /// Whether the amount is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let mut digits = self.mantissa.unsigned_abs().to_string();
        if digits.len() <= scale {
            digits = format!("{}{digits}", "0".repeat(scale + 1 - digits.len()));
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn printed_places_survive() {
        for text in ["0", "-0.05", "41.64", "12.30", "170141183460469231731687303715884105727"] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-", ".", "1.2.3", "1,2", "１", "1e5"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert!(Decimal::new(150, 2).same_value(Decimal::new(15, 1)));
    }
}
