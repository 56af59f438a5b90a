//! Amounts on a sheet's scale as people read them.

use crate::document::Decimal;

/// An amount with the decimals of a printed place: `ulp` is the power of ten of that place on the scale.
pub(super) fn shown(value: i128, scale: u8, ulp: u8) -> String {
    let mut decimal = Decimal::new(value, scale);
    let keep = scale.saturating_sub(ulp);
    while decimal.scale > keep && decimal.mantissa % 10 == 0 {
        decimal = Decimal::new(decimal.mantissa / 10, decimal.scale - 1);
    }
    decimal.to_string()
}

/// `10^n`, the largest that fits for a larger `n`.
pub(super) fn power(n: u32) -> i128 {
    10_i128.checked_pow(n).unwrap_or(i128::MAX)
}

/// Decimal digits of an amount; 0 has none.
pub(super) fn digits(value: i128) -> u32 {
    value.unsigned_abs().checked_ilog10().map_or(0, |n| n + 1)
}

/// The greatest gap that rounding of `terms` addends and their total to `unit` can make at all.
pub(super) fn worst(terms: usize, unit: i128) -> i128 {
    (i128::try_from(terms).unwrap_or(i128::MAX).saturating_add(1) / 2).saturating_mul(unit)
}

/// Digits before the trailing zeros: what a round number tells.
pub(super) fn telling_digits(value: i128) -> u32 {
    let mut rest = value;
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
    }
    digits(rest)
}

/// The greatest gap that rounding of `terms` addends and their total to `unit` makes: three standard deviations of a sum
/// of `terms + 1` independent errors of variance 1/12 each, and never more than all of them at their worst, `(terms + 1) / 2`.
pub(super) fn slack(terms: usize, unit: i128) -> i128 {
    let n = i128::try_from(terms).unwrap_or(i128::MAX).saturating_add(1);
    GRADED.get(terms).copied().unwrap_or_else(|| graded(n)).saturating_mul(unit)
}

/// [`slack`] in units by addends, for as many as are walked often.
const GRADED: [i128; 300] = {
    let mut table = [0; 300];
    let (mut at, mut errors) = (0, 1);
    while at < table.len() {
        table[at] = graded(errors);
        at += 1;
        errors += 1;
    }
    table
};

const fn graded(n: i128) -> i128 {
    // 3·sqrt(n/12) = sqrt(0.75·n)
    let graded = (n.saturating_mul(3) / 4).isqrt();
    if graded < n / 2 { graded } else { n / 2 }
}

/// A gap that is written as `said`, with the sign that says which way it is.
pub(super) fn with_sign(gap: i128, said: String) -> String {
    if gap > 0 { format!("+{said}") } else { said }
}

#[cfg(test)]
mod tests {
    use super::{shown, slack};

    #[test]
    fn places_as_printed() {
        assert_eq!(shown(1250, 2, 0), "12.50");
        assert_eq!(shown(1200, 2, 2), "12");
        assert_eq!(shown(1250, 2, 2), "12.5");
    }

    #[test]
    fn slack_grows_with_the_root_of_the_addends() {
        assert_eq!([2, 3, 5, 11, 27].map(|n| slack(n, 1)), [1, 1, 2, 3, 4]);
    }
}
