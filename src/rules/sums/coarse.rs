//! Figures rounded more coarsely than they are printed, told by their columns, which keep to a grain, or by the figures of one line: those of a
//! sum all end in 00, or in 00 and 50, or the greater a figure is, the earlier its zeros begin, and those of the total earlier than those of its parts.

use crate::rules::sums::evaluate::{Compared, Signature};
use crate::rules::sums::found::Found;
use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;
use crate::rules::sums::slip::{Slip, slip};

/// How unlikely it must be that figures keep to a grain by chance, one in so many.
const CHANCE: i128 = 1000;
/// Zeros from which figures that have the more of them the greater they are, and totals that have more than their parts, are no chance.
const GRADED: u32 = 5;
const COARSER: u32 = 3;
/// Digits that figures rounded to so many have, at least and at most, and zeros behind them from which that is no chance.
const DIGITS: std::ops::RangeInclusive<u32> = 2..=4;
const TOLD: u32 = 4;
/// Figures from which a grain is believed, and grains that the greatest of them has.
const FEWEST: usize = 4;
const STEPS_OF_ALL: i128 = 10;
/// Grains that people round to, times each power of ten up to one.
const STEPS: [i128; 4] = [5, 10, 20, 25];
const TENS_TRIED: u32 = 9;
/// How many times as much figures must not have in common that are rounded to a grain.
const COUNTED: [i128; 2] = [3, 7];
/// Digits that a total rounded to zeros still tells, and digits of a figure at most.
const TELLING: u32 = 2;
const LONGEST: usize = 40;
/// Other lines of a sum asked.
const LINES: usize = 400;

/// Whether the figures of a misfit are rounded, by their columns or by themselves, and as much as that may make is as much as the gap.
pub(super) fn explains(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    if columns_keep_to_a_grain(rule, known) {
        return true;
    }
    let figures = Figures::of(plane, &rule.signature, line, known);
    let off = figures.off_grain(known.gap);
    if off.is_none() && figures.keep_to_a_grain(plane, known) {
        return true;
    }
    if figures.significant(off.is_some()).is_some_and(|rounded| rounded.reaches(known.gap)) {
        return true;
    }
    // Small figures may be rounded to less than the others.
    if off.is_some_and(|at| !figures.is_short(at)) {
        return false;
    }
    figures.graded().is_some_and(|rounded| rounded.reaches(known.gap)) || has_coarse_total(plane, rule, line, known, &figures)
}

/// Whether the columns of the figures keep to a grain, and that makes the gap.
fn columns_keep_to_a_grain(rule: &Found, known: &Compared) -> bool {
    let steps = known.grain / known.unit.max(1);
    let shown = |k: &Compared| k != known && k.gap != 0 && k.gap.abs() <= worst(k.terms, k.grain);
    steps > 1
        && known.gap % known.grain == 0
        && known.gap.abs() <= reach(steps, known, known.grain, rule.lines.iter().any(|(_, k)| shown(k)))
}

/// As far as rounding to a grain goes: at its worst where it is at random or `shown` by another line, and else in all likelihood. Tens and
/// hundreds are the nearest ones, others may be taken at random.
fn reach(steps: i128, known: &Compared, grain: i128, shown: bool) -> i128 {
    let nearest = power(digits(steps).saturating_sub(1)) == steps;
    if nearest && !shown { slack(known.terms, grain) } else { worst(known.terms, grain) }
}

/// Whether the total is rounded more coarsely than its parts, and right but for that: its label says so, or its zeros are too many for chance,
/// with those of other such totals or where no slip makes the gap, and no other total is exact but by chance.
fn has_coarse_total(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared, figures: &Figures) -> bool {
    let rounded =
        |figures: &Figures, gap: i128| figures.coarse_total().filter(|rounded| rounded.reaches(gap)).map_or(0, |rounded| rounded.coarser());
    let own = rounded(figures, known.gap);
    if own == 0 || plane.meaning(rule.signature.total).approximate {
        return own > 0;
    }
    let mut zeros = own + u32::from(slip(known.total, known.total - known.gap, figures.unit) == Slip::None);
    for (other, known) in rule.lines.iter().filter(|(other, known)| *other != line && known.weighty()).take(LINES) {
        let figures = Figures::of(plane, &rule.signature, *other, known);
        if known.holds() && figures.coarse_total().is_none_or(|rounded| rounded.coarser() > 1) {
            return false;
        }
        zeros += if known.holds() { 0 } else { rounded(&figures, known.gap) };
    }
    zeros >= COARSER
}

/// The figures of a sum on a line that are not zero, without their signs, in units of the finest printed place.
struct Figures {
    parts: Vec<i128>,
    total: i128,
    /// The finest printed place, on the sheet's scale.
    unit: i128,
    /// Zeros that rounding may have made, at most: behind the point of printed decimals it stops at whole ones.
    most: u32,
}

impl Figures {
    fn of(plane: &Plane<'_>, signature: &Signature, line: usize, known: &Compared) -> Self {
        let unit = known.fine.max(1);
        let slots = signature.parts.iter().map(|(place, _)| plane.at(line, *place));
        let parts = slots.filter(|slot| slot.held == Held::Number && slot.value != 0).map(|slot| i128::from(slot.value).abs() / unit);
        let one = power(u32::from(plane.sheet.scale));
        let most = if unit < one { digits(one / unit).saturating_sub(1) } else { u32::MAX };
        Self { parts: parts.collect(), total: known.total.abs() / unit, unit, most }
    }

    fn all(&self) -> impl Iterator<Item = &i128> + Clone {
        self.parts.iter().chain(Some(&self.total).filter(|total| **total != 0))
    }

    /// Whether all are rounded to one grain, and that makes the gap.
    fn keep_to_a_grain(&self, plane: &Plane<'_>, known: &Compared) -> bool {
        let steps = grain(&self.all(), 1);
        // No one rounds a thousand to hundreds, or money to half a unit, and of few figures it is hard to say.
        let whole = steps.saturating_mul(self.unit) % power(u32::from(plane.sheet.scale)) == 0;
        let fine = whole && self.all().count() >= FEWEST && self.all().any(|figure| *figure >= steps.saturating_mul(STEPS_OF_ALL));
        steps > 1 && fine && known.gap.abs() <= reach(steps, known, steps.saturating_mul(self.unit), false)
    }

    /// One figure off a grain that all others keep to, which is no chance, and on it but for the gap, is misprinted.
    fn off_grain(&self, gap: i128) -> Option<usize> {
        let (own, gap) = (grain(&self.all(), 1), gap / self.unit);
        let is_off = |(at, figure): &(usize, &i128)| {
            let others = self.all().enumerate().filter(|(n, _)| n != at).map(|(_, figure)| figure);
            let coarser = grain(&others, own);
            coarser > own && [*figure + gap, *figure - gap].iter().any(|mended| mended % coarser == 0)
        };
        self.all().enumerate().find(is_off).map(|(at, _)| at)
    }

    /// Whether no figure has fewer digits than this one, and most have more.
    fn is_short(&self, at: usize) -> bool {
        let own = self.all().nth(at).map_or(0, |figure| digits(*figure));
        let longer = self.all().filter(|figure| digits(**figure) > own).count();
        self.all().all(|figure| digits(*figure) >= own) && 2 * longer > self.all().count()
    }

    /// Each rounded to as many digits as the longest of them tells; `None` where it is chance that none tells more, or where one is `off` a grain
    /// that all others keep to and half of them tell less.
    fn significant(&self, off: bool) -> Option<Rounded> {
        let most = self.all().map(|figure| telling_digits(*figure)).max().filter(|most| DIGITS.contains(most))?;
        let beyond = |figure: &i128| digits(*figure).saturating_sub(most).min(self.most);
        let long = self.all().filter(|figure| digits(**figure) >= most);
        let (all, short) = (long.clone().count(), long.filter(|figure| telling_digits(**figure) < most).count());
        let told = self.all().map(beyond).sum::<u32>() >= TOLD && !(off && 2 * short >= all);
        told.then(|| Rounded { parts: self.parts.iter().map(beyond).collect(), total: beyond(&self.total), unit: self.unit })
    }

    /// Each rounded to as many zeros as all those have that are as long or longer; the total to as many more as it has digits more. `None` where
    /// that is chance.
    fn graded(&self) -> Option<Rounded> {
        let parts: Vec<u32> = self.zeros_by_length().map(|zeros| zeros.min(self.most)).collect();
        let longest = self.parts.iter().map(|part| digits(*part)).max()?;
        let most = parts.iter().max()?.saturating_add(digits(self.total).saturating_sub(longest));
        let total = self.zeros_of_total();
        let common = parts.iter().min()?.min(&total);
        let graded: u32 = parts.iter().chain([&total]).map(|zeros| zeros - common).sum();
        (self.parts.len() > FEWEST && graded >= GRADED && total <= most).then_some(Rounded { parts, total, unit: self.unit })
    }

    /// All parts rounded to one power of ten, and the total to a coarser one; `None` where it has no more zeros.
    fn coarse_total(&self) -> Option<Rounded> {
        let zeros = self.parts.iter().map(|part| trailing(*part)).min()?.min(self.most);
        let total = self.zeros_of_total();
        (total > zeros).then(|| Rounded { parts: vec![zeros; self.parts.len()], total, unit: self.unit })
    }

    /// Of each part, the least zeros of those that are as long or longer.
    fn zeros_by_length(&self) -> impl Iterator<Item = u32> + '_ {
        let mut least = [u32::MAX; LONGEST];
        let length = |part: &i128| (digits(*part) as usize).min(LONGEST - 1);
        for part in &self.parts {
            if let Some(shorter) = least.get_mut(..=length(part)) {
                for zeros in shorter {
                    *zeros = (*zeros).min(trailing(*part));
                }
            }
        }
        self.parts.iter().map(move |part| least.get(length(part)).copied().unwrap_or(0))
    }

    /// The zeros that the total is rounded to: no one leaves a single digit.
    fn zeros_of_total(&self) -> u32 {
        trailing(self.total).min(digits(self.total).saturating_sub(TELLING)).min(self.most)
    }
}

/// What the figures of a sum are rounded to: so many zeros.
struct Rounded {
    parts: Vec<u32>,
    total: u32,
    unit: i128,
}

impl Rounded {
    /// By how many zeros the total is rounded more coarsely than its parts.
    fn coarser(&self) -> u32 {
        self.total.saturating_sub(self.parts.iter().copied().max().unwrap_or(0))
    }

    /// Whether it makes the gap in all likelihood: of the parts three standard deviations, and of the total half its step.
    fn reaches(&self, gap: i128) -> bool {
        let square = |zeros: u32| power(zeros).saturating_mul(power(zeros));
        let parts = self.parts.iter().fold(0_i128, |sum, zeros| sum.saturating_add(square(*zeros)));
        // 3·sqrt(n/12) = sqrt(0.75·n)
        let graded = |sum: i128| (sum.saturating_mul(3) / 4).isqrt();
        let most = graded(parts.saturating_add(square(self.total))).min(power(self.total) / 2 + graded(parts));
        gap.abs() <= most.saturating_mul(self.unit)
    }
}

/// Trailing zeros; none of 0.
fn trailing(figure: i128) -> u32 {
    digits(figure).saturating_sub(telling_digits(figure))
}

/// The grain that people round to, 5, 10, 20, 25, 50, 100, … times a finer one: the coarsest that all the figures keep to, where that is no chance;
/// else the finer one.
fn grain<'f>(figures: &(impl Iterator<Item = &'f i128> + Clone), finer: i128) -> i128 {
    let kept = figures.clone().fold(0, |grain, figure| common(grain, *figure));
    let chance = |step: i128| figures.clone().fold(1_i128, |chance, _| chance.saturating_mul(step));
    let tens = (0..TENS_TRIED).map(power).flat_map(|ten| STEPS.map(|step| step * ten));
    // Figures in sixes or dozens are counted so, and not rounded.
    let counted = |step: i128| COUNTED.iter().any(|more| kept != 0 && kept % finer.saturating_mul(step).saturating_mul(*more) == 0);
    let fits = tens.filter(|step| kept % finer.saturating_mul(*step) == 0 && chance(*step) >= CHANCE && !counted(*step));
    fits.max().map_or(finer, |step| finer.saturating_mul(step))
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
    use super::Figures;

    fn figures(parts: &[i128], total: i128) -> Figures {
        Figures { parts: parts.to_vec(), total, unit: 1, most: u32::MAX }
    }

    #[test]
    fn the_zeros_of_greater_figures_begin_earlier() {
        let mixed = figures(&[8_500, 77_000, 88_000, 15_000, 5_000, 400], 194_000);
        assert_eq!(mixed.zeros_by_length().collect::<Vec<_>>(), [2, 3, 3, 3, 2, 2]);
        assert!(mixed.graded().is_none(), "four zeros more than all have are too few");
        let mixed = figures(&[8_500, 77_000, 88_000, 15_000, 5_000, 400, 23_000], 217_000).graded().expect("graded");
        assert!(mixed.reaches(1_700) && !mixed.reaches(2_000));
        assert!(figures(&[1_200, 350, 80, 45], 1_670).graded().is_none(), "round prices");
    }

    #[test]
    fn a_total_rounded_more_coarsely_than_its_parts() {
        let total = figures(&[16_281, 5_704, 54_126], 76_100).coarse_total().expect("coarser");
        assert_eq!(total.coarser(), 2);
        assert!(total.reaches(51) && !total.reaches(-52));
        assert!(figures(&[140, 160], 300).coarse_total().is_none(), "a single digit left is no rounding");
    }

    #[test]
    fn figures_of_three_digits() {
        let three = figures(&[5_090, 2_250, 8_240], 15_600).significant(false).expect("three digits");
        assert!(three.reaches(65) && !three.reaches(66));
        assert!(figures(&[17_700, 5_021], 8_490).significant(false).is_none(), "one figure tells four digits, and too few zeros are left");
        assert!(figures(&[7_200, 4_600, 4_110], 15_900).significant(true).is_none(), "hundreds, and one misprinted");
        assert!(figures(&[300, 40], 7).significant(false).is_none());
    }

    #[test]
    fn decimals_that_are_printed_are_meant() {
        let cents = Figures { parts: vec![40_012, 83_951], total: 124_000, unit: 1, most: 2 }.coarse_total().expect("whole ones");
        assert!(cents.reaches(37) && !cents.reaches(61));
    }
}
