//! Figures rounded more coarsely than they are printed, told by the figures of one line: those of a sum all end in 00, or in 00 and 50, or no
//! figure has more than three digits before its zeros.

use crate::rules::sums::evaluate::{Compared, Signature};
use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;

/// How unlikely it must be that figures keep to a grain by chance, one in so many, and how many times ten that is.
const CHANCE: i128 = 1000;
const TENS: u32 = 4;
/// Figures from which a grain is believed, and grains that the greatest of them has.
const FEWEST: usize = 4;
const STEPS_OF_ALL: i128 = 10;
/// Grains that people round to, times each power of ten up to one.
const STEPS: [i128; 4] = [5, 10, 20, 25];
const TENS_TRIED: u32 = 9;
/// Digits that figures rounded to so many have, at least and at most.
const DIGITS: std::ops::RangeInclusive<u32> = 2..=4;

/// Whether the figures of a misfit are rounded by themselves, and as much as that may make is as much as the gap.
pub(super) fn explains(plane: &Plane<'_>, signature: &Signature, line: usize, known: &Compared) -> bool {
    let places = signature.parts.iter().map(|(place, _)| *place).chain([signature.total]);
    let slots = places.map(|place| plane.at(line, place)).filter(|slot| slot.held == Held::Number && slot.value != 0);
    let unit = known.fine.max(1);
    let figures: Vec<i128> = slots.map(|slot| i128::from(slot.value).abs()).collect();
    let gap = known.gap.abs();
    let grain = grain(&figures.iter(), unit);
    // One figure off a grain that all others keep to, which is no chance, and on it but for the gap, is misprinted.
    let off_grain = |at: usize| {
        let others = figures.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, figure)| figure);
        let coarser = self::grain(&others, grain);
        let mended = figures.get(at).is_some_and(|f| [f + known.gap, f - known.gap].iter().any(|mended| mended % coarser == 0));
        coarser > grain && mended
    };
    // No one rounds a thousand to hundreds, or money to half a unit, and of few figures it is hard to say.
    let whole = grain % power(u32::from(plane.sheet.scale)) == 0;
    let fine = whole && figures.len() >= FEWEST && figures.iter().any(|figure| *figure >= grain.saturating_mul(STEPS_OF_ALL));
    // Tens and hundreds are the nearest ones, others may be taken at random.
    let most = if power(digits(grain / unit).saturating_sub(1)) == grain / unit { slack } else { worst };
    let by_grain = grain > unit && fine && gap <= most(known.terms, grain);
    let off = (0..figures.len()).any(off_grain);
    (by_grain && !off) || gap <= significant(&figures, unit, off)
}

/// The grain that people round to, 5, 10, 20, 25, 50, 100, … units: the coarsest that all the figures keep to, where that is no chance; else the
/// unit.
fn grain<'f>(figures: &(impl Iterator<Item = &'f i128> + Clone), unit: i128) -> i128 {
    let kept = figures.clone().fold(0, |grain, figure| common(grain, *figure));
    let fits = |step: &i128| kept % step == 0 && figures.clone().fold(1_i128, |chance, _| chance.saturating_mul(step / unit)) >= CHANCE;
    let tens = (0..TENS_TRIED).map(power).flat_map(|ten| STEPS.map(|step| step * ten)).map(|steps| unit.saturating_mul(steps));
    tens.filter(fits).max().unwrap_or(unit)
}

/// The greatest gap that rounding each figure to as many digits as the longest of them tells can make; 0 where it is chance that none tells more,
/// or where one is `off` a grain that all others keep to and half of them tell less.
fn significant(figures: &[i128], unit: i128, off: bool) -> i128 {
    let Some(most) = figures.iter().map(|figure| telling_digits(*figure / unit)).max().filter(|most| DIGITS.contains(most)) else {
        return 0;
    };
    let beyond = |figure: &i128| digits(*figure / unit).saturating_sub(most);
    let long = figures.iter().filter(|figure| digits(*figure / unit) >= most);
    let (all, short) = (long.clone().count(), long.filter(|figure| telling_digits(*figure / unit) < most).count());
    if figures.iter().map(beyond).sum::<u32>() < TENS || (off && 2 * short >= all) {
        return 0;
    }
    figures.iter().map(|figure| power(beyond(figure)).saturating_mul(unit)).sum::<i128>() / 2
}

/// The greatest common divisor; of 0 and a number, the number.
const fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn figures_of_three_digits() {
        assert_eq!(significant(&[17_700, 5_020, 8_490, 4_180, 4], 1, false), 65);
        assert_eq!(significant(&[17_700, 5_021, 8_490], 1, false), 0, "one figure tells four digits, and too few zeros are left");
        assert_eq!(significant(&[7_200, 4_600, 4_110, 15_900], 1, true), 0, "hundreds, and one misprinted");
        assert_eq!(significant(&[300, 40, 7], 1, false), 0);
    }
}
