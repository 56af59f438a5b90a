//! Gaps that one slip of the pen explains: a wrong digit, two swapped digits.

use crate::rules::sums::number::power;

/// How well a change from `old` to `new` looks like a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Slip {
    /// Neither.
    None,
    /// Two adjacent digits swapped, a digit dropped or doubled, or the sign.
    Likely,
    /// One digit replaced.
    Digit,
}

/// What turns `old` into `new`, both whole multiples of `unit`.
pub(in crate::rules) fn slip(old: i128, new: i128, unit: i128) -> Slip {
    if unit <= 0 || old % unit != 0 || new % unit != 0 || old == new {
        return Slip::None;
    }
    let (old, new) = (old / unit, new / unit);
    if old == -new {
        return Slip::Likely;
    }
    if (old < 0) != (new < 0) && old != 0 && new != 0 {
        return Slip::None;
    }
    let (a, b) = (digits(old), digits(new));
    if a.len() == b.len() {
        let wrong: Vec<usize> = (0..a.len()).filter(|&n| a.get(n) != b.get(n)).collect();
        return match wrong[..] {
            [_] => Slip::Digit,
            [i, j] if j == i + 1 && a.get(i) == b.get(j) && a.get(j) == b.get(i) => Slip::Likely,
            _ => Slip::None,
        };
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() == short.len() + 1 && short.len() > 1 {
        for skip in 0..long.len() {
            let rest = long.iter().enumerate().filter(|(n, _)| *n != skip).map(|(_, d)| d);
            if rest.eq(short.iter()) {
                return Slip::Likely;
            }
        }
    }
    Slip::None
}

fn digits(value: i128) -> Vec<u8> {
    value.unsigned_abs().to_string().into_bytes()
}

/// Whether a gap is what one slip makes: one digit's worth, or that of two swapped neighbours, `9k × 10^n`.
pub(super) fn is_slip(gap: i128) -> bool {
    one_digit_gap(gap) || (gap % 9 == 0 && one_digit_gap(gap / 9))
}

/// Whether a gap is one digit's worth: `k × 10^n` with one digit `k`.
pub(super) fn one_digit_gap(gap: i128) -> bool {
    let mut rest = gap.unsigned_abs();
    while rest != 0 && rest.is_multiple_of(10) {
        rest /= 10;
    }
    (1..10).contains(&rest)
}

/// The place of ten of the last digit printed.
pub(super) fn unit(ulp: u8) -> i128 {
    power(u32::from(ulp))
}

#[cfg(test)]
mod tests {
    use super::{Slip, one_digit_gap, slip};

    #[test]
    fn slips() {
        assert_eq!(slip(22_465, 22_565, 1), Slip::Digit);
        assert_eq!(slip(22_645, 22_465, 1), Slip::Likely);
        assert_eq!(slip(2_245, 22_245, 1), Slip::Likely);
        assert_eq!(slip(-38, 38, 1), Slip::Likely);
        assert_eq!(slip(38, 44, 1), Slip::None);
        assert_eq!(slip(960, 1_060, 1), Slip::None);
        assert!(one_digit_gap(-3_000) && !one_digit_gap(3_100));
    }
}
