//! A signature tried on one line.

use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::{Held, Slot};
use crate::rules::sums::slip::{is_slip, one_digit_gap};

/// First digits of a gap that may be one slip, and how much less than the last of them the rest must be to be noise.
const TELLING: u32 = 4;
const NOISE: i128 = 10_000;

/// Units that rounding may add to a gap of one slip, at most, and how many times as large the gap must be.
const PLAY: i128 = 3;
const LARGE: i128 = 60;
/// Parts that are not zero, from which what a line's figures have in common shows what they are rounded to.
const ENOUGH: usize = 4;
/// The coarsest rounding looked for, in whole ones or, where it is coarser, in the last printed place.
const GRANULE: i128 = 1000;

/// How often a total is listed in its parts where their own parts stand among them.
pub(super) const LISTED: [i128; 2] = [2, 3];

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
    /// Parts whose cell is a mark for nothing, and whether another one is a zero.
    pub(super) dashes: usize,
    pub(super) zeros: usize,
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
    /// Takes a part that is not zero into account, as it enters.
    fn add(&mut self, part: Slot, value: i128) {
        self.gap -= value;
        self.terms += 1;
        self.unit = self.unit.max(part.unit.into());
        self.fine = self.fine.min(part.unit.into());
        self.grain = self.grain.min(part.grain.into());
        if self.first == 0 {
            self.first = value;
        }
        self.ends = (self.ends.0.min(value), self.ends.1.max(value));
        self.telling = self.telling.max(telling_digits(value));
    }

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
        is_slip(self.gap) || is_slip(without_noise(self.gap)) || self.within_rounding().any(one_digit_gap)
    }

    /// The gaps that one cell alone may leave: the gap itself, without the noise of binary arithmetic, and, if it `plays`, with what rounding adds.
    pub(super) fn gaps(&self, plays: bool) -> impl Iterator<Item = i128> + '_ {
        [self.gap, without_noise(self.gap)].into_iter().chain(self.within_rounding().filter(move |_| plays))
    }

    /// The gaps about a large one that rounding of the other cells may have made it of.
    fn within_rounding(&self) -> impl Iterator<Item = i128> + '_ {
        let allowed = slack(self.terms, 1).min(PLAY);
        let large = [self.unit, self.fine].into_iter().filter(|unit| self.gap.abs() > unit.saturating_mul(LARGE));
        large.flat_map(move |unit| (1..=allowed).flat_map(move |n| [self.gap + n * unit, self.gap - n * unit]))
    }

    /// Whether the total lies on the far side of every part, as a total of parts of one sign must;
    /// false where the signs differ.
    pub(super) fn spans(&self) -> bool {
        let (least, greatest) = self.ends;
        (least == 0 && self.total >= greatest) || (greatest == 0 && self.total <= least)
    }

    /// Whether the total is the greatest part: the most of all is no sum.
    pub(super) fn is_greatest(&self) -> bool {
        self.total == self.ends.0 || self.total == self.ends.1
    }

    /// Digits of the total down to the finest printed place.
    pub(super) fn long(&self) -> u32 {
        digits(self.total / self.fine.max(1))
    }

    /// Whether a total of so many digits is off by a tenth at most.
    pub(super) fn is_close_but_for(&self, long: u32) -> bool {
        self.long() >= long && self.gap.abs().saturating_mul(10) <= self.total.abs()
    }

    /// Whether the line only repeats one value: a rank, a year, a hundred per cent.
    pub(super) fn repeats_one(&self) -> bool {
        let (least, greatest) = self.ends;
        let all = i128::try_from(self.terms).unwrap_or(i128::MAX).saturating_mul(self.total);
        self.terms >= 2 && least >= -self.total.abs() && greatest <= self.total.abs() && self.total - self.gap == all
    }

    /// Whether the parts make the total so many times.
    pub(super) fn lists(&self, times: i128) -> bool {
        self.total.checked_mul(times) == Some(self.total - self.gap)
    }

    /// Whether the parts, none of them negative, come to this, rounding allowed for.
    pub(super) fn parts_make(&self, whole: i128) -> bool {
        self.ends.0 >= 0 && (self.total - self.gap - whole).abs() <= slack(self.terms, self.unit)
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

/// Tries a signature on a line.
pub(super) fn fit(plane: &Plane<'_>, signature: &Signature, line: usize) -> Fit {
    let total = plane.at(line, signature.total);
    match total.held {
        Held::Number => {}
        Held::Withheld | Held::Unknown => return Fit::Unknown,
        Held::Nil | Held::Empty => return Fit::Idle,
    }
    let Some((mut known, withheld)) = added(plane, signature, line, total) else { return Fit::Unknown };
    // Where the others make the total, what is not told is nothing.
    if withheld && known.gap != 0 {
        return Fit::Unknown;
    }
    if known.terms == 0 {
        return Fit::Idle;
    }
    let one = power(u32::from(plane.sheet.scale));
    let coarser = || (1..).map(power).map(|step| known.unit.saturating_mul(step)).take_while(|step| *step <= one.max(known.unit) * GRANULE);
    let kept = coarser().take_while(|&step| known.terms >= ENOUGH && multiples(plane, signature, line, step)).last();
    known.granule = kept.unwrap_or(known.unit);
    // Decimals that are all zero were filled up: the figures are rounded to whole ones.
    if known.granule >= one {
        known.unit = known.unit.max(one);
    }
    let by = |step: i128| multiples(plane, signature, line, known.unit.saturating_mul(step));
    known.fives = known.terms >= 3 && by(5) && !by(10);
    Fit::Known(known)
}

/// The total less its parts, and whether a part is withheld; `None` where one cannot be read.
fn added(plane: &Plane<'_>, signature: &Signature, line: usize, total: Slot) -> Option<(Compared, bool)> {
    let value = i128::from(total.value);
    let (unit, grain) = (i128::from(total.unit), i128::from(total.grain));
    let mut known = Compared {
        gap: value,
        total: value,
        fives: false,
        terms: 0,
        blanks: 0,
        dashes: 0,
        zeros: 0,
        unit,
        grain,
        granule: unit,
        fine: unit,
        first: 0,
        ends: (0, 0),
        telling: 0,
    };
    let mut withheld = false;
    for &(place, enters) in &signature.parts {
        let part = plane.at(line, place);
        match part.held {
            Held::Unknown => return None,
            Held::Withheld => withheld = true,
            Held::Empty => known.blanks += 1,
            Held::Number if part.value != 0 => known.add(part, signed(part.value, enters)),
            Held::Nil => known.dashes += 1,
            Held::Number => known.zeros += 1,
        }
    }
    Some((known, withheld))
}

/// Whether the total and all parts are multiples of a step.
fn multiples(plane: &Plane<'_>, signature: &Signature, line: usize, step: i128) -> bool {
    let fits = |place: usize| step > 0 && i128::from(plane.at(line, place).value) % step == 0;
    fits(signature.total) && signature.parts.iter().all(|(place, _)| fits(*place))
}
