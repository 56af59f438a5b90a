//! A signature tried on one line.

use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;
use crate::rules::sums::slip::one_digit_gap;

/// First digits of a gap that may be one slip, and how much less than the last of them the rest must be to be noise.
const TELLING: u32 = 4;
const NOISE: i128 = 10_000;

/// Parts whose decimals are zero from which those of the line are taken to be filled up.
const FILLED: usize = 4;
/// Parts that are not zero, from which what a line's figures have in common shows what they are rounded to.
const ENOUGH: usize = 4;
/// Places looked at for coarser rounding than the printed one.
const COARSER: u32 = 3;

/// How a part enters a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Enters {
    /// Added as printed.
    Added,
    /// Taken away as printed.
    Taken,
    /// Its label says that it is taken away, whatever sign it is printed with.
    Deducted,
}

/// Which place is the sum of which others. Invariant: `parts` ascend and do not hold `total`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Signature {
    /// The place of the total.
    pub(super) total: usize,
    /// The places of its parts.
    pub(super) parts: Vec<(usize, Enters)>,
}

/// What a signature comes to on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Nothing to compare: no total, no parts.
    Idle,
    /// A cell is unreadable, or one is withheld that the others leave room for.
    Unknown,
    /// Compared.
    Known(Compared),
}

/// A comparison. All amounts are on the sheet's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// Printed minus computed.
    pub(super) gap: i128,
    /// The printed total.
    pub(super) total: i128,
    /// All cells are multiples of five units, not all of ten.
    pub(super) fives: bool,
    /// Parts that are not zero.
    pub(super) terms: usize,
    /// Parts whose cell is blank.
    pub(super) blanks: usize,
    /// The coarsest unit that the total or a part is printed to, or is taken to be rounded to.
    pub(super) unit: i128,
    /// The grain that the total and all parts keep to.
    pub(super) grain: i128,
    /// The power of ten that the total and all parts of this line keep to, where they are enough to tell: a year in whole thousands, printed
    /// with the decimal of the years around it. Else the unit.
    pub(super) granule: i128,
    /// The finest unit that the total or a part is printed to: a spreadsheet drops the zeros behind the point.
    pub(super) fine: i128,
    /// The first part that is not zero, as it enters.
    pub(super) first: i128,
    /// The least part and the greatest, as they enter; 0 counts.
    pub(super) ends: (i128, i128),
    /// Most telling digits of a part.
    pub(super) telling: u32,
}

impl Compared {
    /// Whether the figures agree to the last place.
    pub(super) fn holds(&self) -> bool {
        self.gap == 0
    }

    /// Whether rounding of the parts and the total explains the gap.
    pub(super) fn rounds(&self) -> bool {
        self.terms >= 2 && self.gap.abs() <= slack(self.terms, self.unit)
    }

    /// Whether rounding at its worst could explain the gap.
    pub(super) fn near(&self) -> bool {
        self.terms >= 2 && self.gap.abs() <= worst(self.terms, self.unit)
    }

    /// Whether the gap is of the order of rounding, though more than printed digits allow: the total was computed from unrounded figures.
    pub(super) fn close(&self) -> bool {
        self.holds() || self.gap.abs() <= worst(self.terms, self.unit).saturating_mul(4)
    }

    /// Whether one wrong digit, or two swapped ones, explain the gap, rounding allowed for.
    pub(super) fn slipped(&self) -> bool {
        let one = |gap: i128| one_digit_gap(gap) || (gap % 9 == 0 && one_digit_gap(gap / 9));
        let allowed = slack(self.terms, 1).min(3);
        let within = |unit: i128| {
            let large = self.gap.abs() > unit.saturating_mul(60);
            large && (1..=allowed).any(|n| one_digit_gap(self.gap + n * unit) || one_digit_gap(self.gap - n * unit))
        };
        one(self.gap) || within(self.unit) || within(self.fine) || one(without_noise(self.gap))
    }

    /// Whether the total lies on the far side of every part, as a total of parts of one sign must;
    /// false where the signs differ.
    pub(super) fn spans(&self) -> bool {
        let (least, greatest) = self.ends;
        (least == 0 && self.total >= greatest) || (greatest == 0 && self.total <= least)
    }

    /// Whether it says anything: two parts at least.
    pub(super) fn weighty(&self) -> bool {
        self.terms >= 2
    }
}

/// A gap of many digits without what binary arithmetic leaves behind its first ones.
fn without_noise(gap: i128) -> i128 {
    let step = power(digits(gap).saturating_sub(TELLING));
    let whole = (gap + step / 2 * gap.signum()) / step * step;
    if (gap - whole).abs() < step / NOISE { whole } else { gap }
}

/// How a part's printed value enters.
pub(super) fn signed(value: i64, enters: Enters) -> i128 {
    let value = i128::from(value);
    match enters {
        Enters::Added => value,
        Enters::Taken => -value,
        Enters::Deducted => -value.abs(),
    }
}

/// What a signature comes to on the lines of amounts among these, where there is something to compare.
pub(super) fn compared(plane: &Plane<'_>, signature: &Signature, within: impl Fn(usize) -> bool) -> Vec<(usize, Compared)> {
    let known = |line: usize| match fit(plane, signature, line) {
        Fit::Known(known) => Some((line, known)),
        Fit::Idle | Fit::Unknown => None,
    };
    (0..plane.len()).filter(|&line| plane.class(line).amounts && within(line)).filter_map(known).collect()
}

/// Tries a signature on a line.
pub(super) fn fit(plane: &Plane<'_>, signature: &Signature, line: usize) -> Fit {
    let total = plane.at(line, signature.total);
    match total.held {
        Held::Number => {}
        Held::Withheld | Held::Unknown => return Fit::Unknown,
        Held::Nil | Held::Empty => return Fit::Idle,
    }
    let mut known = Compared {
        gap: i128::from(total.value),
        total: i128::from(total.value),
        fives: false,
        terms: 0,
        blanks: 0,
        unit: 1,
        grain: 1,
        granule: 1,
        fine: 1,
        first: 0,
        ends: (0, 0),
        telling: 0,
    };
    let mut withheld = false;
    let (mut unit, mut grain, mut fine) = (total.unit, total.grain, total.unit);
    for &(place, enters) in &signature.parts {
        let part = plane.at(line, place);
        match part.held {
            Held::Unknown => return Fit::Unknown,
            Held::Withheld => withheld = true,
            Held::Empty => known.blanks += 1,
            Held::Nil => {}
            Held::Number => {
                known.gap -= signed(part.value, enters);
                known.terms += usize::from(part.value != 0);
                if part.value != 0 {
                    unit = unit.max(part.unit);
                    fine = fine.min(part.unit);
                    grain = grain.min(part.grain);
                    if known.first == 0 {
                        known.first = signed(part.value, enters);
                    }
                    let value = signed(part.value, enters);
                    known.ends = (known.ends.0.min(value), known.ends.1.max(value));
                    known.telling = known.telling.max(telling_digits(i128::from(part.value)));
                }
            }
        }
    }
    // Where the others make the total, what is not told is nothing.
    if withheld && known.gap != 0 {
        return Fit::Unknown;
    }
    if known.terms == 0 {
        return Fit::Idle;
    }
    // Decimals that are all zero were filled up: the figures are rounded to whole ones.
    let one = i64::try_from(power(u32::from(plane.sheet.scale))).unwrap_or(i64::MAX);
    if unit < one && known.terms >= FILLED && multiples(plane, signature, line, one) {
        unit = one;
    }
    known.unit = i128::from(unit);
    let by = |step: i64| multiples(plane, signature, line, unit.saturating_mul(step));
    known.fives = known.terms >= 3 && by(5) && !by(10);
    known.grain = i128::from(grain);
    known.fine = i128::from(fine);
    let steps = (1..=COARSER).take_while(|&n| known.terms >= ENOUGH && by(10_i64.pow(n)));
    known.granule = known.unit.saturating_mul(power(steps.last().unwrap_or(0)));
    Fit::Known(known)
}

/// Whether the total and all parts are multiples of a step.
fn multiples(plane: &Plane<'_>, signature: &Signature, line: usize, step: i64) -> bool {
    let fits = |place: usize| step > 0 && plane.at(line, place).value % step == 0;
    fits(signature.total) && signature.parts.iter().all(|(place, _)| fits(*place))
}
