//! Whether one wrong cell, misprinted as people misprint, explains a misfit.

use crate::rules::sums::evaluate::{Compared, Enters, Signature, signed};
use crate::rules::sums::number::{digits, power};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;
use crate::rules::sums::slip::{Slip, slip};

/// Whether the total or a part of a misfit becomes what the others ask for by one slip: the shape of the gap alone says less, as no digit of a
/// mean of 32 makes it a sum of 234.
/// `plays`: the figures are rounded, so that the other cells may have added to the gap of the slip.
pub(super) fn misprinted(plane: &Plane<'_>, signature: &Signature, line: usize, known: &Compared, plays: bool) -> bool {
    let total = |gap: i128| slip(known.total, known.total - gap, known.fine.max(1)) != Slip::None;
    known.gaps(plays).any(total) || part_misprinted(plane, signature, line, known, plays)
}

/// The same of the parts alone.
pub(super) fn part_misprinted(plane: &Plane<'_>, signature: &Signature, line: usize, known: &Compared, plays: bool) -> bool {
    let part = |&(place, enters): &(usize, Enters), gap: i128| {
        let slot = plane.at(line, place);
        let printed = i128::from(slot.value);
        let wanted = signed(slot.value, enters) + gap;
        let new = match enters {
            Enters::Added => wanted,
            Enters::Taken => -wanted,
            Enters::Deducted => wanted.abs() * if printed < 0 { -1 } else { 1 },
        };
        slot.held == Held::Number && printed != 0 && slip(printed, new, known.fine.max(1)) != Slip::None
    };
    known.gaps(plays).any(|gap| signature.parts.iter().any(|p| part(p, gap)))
}

/// Whether the table says, or another line of a sum shows, that figures are rounded.
pub(super) fn plays(plane: &Plane<'_>, lines: &[(usize, Compared)], line: usize) -> bool {
    plane.sheet.rounded || lines.iter().any(|(l, k)| *l != line && k.gap != 0 && k.near())
}

/// Digits that a total must have to be told from an average of its parts by one of them.
const DIGITS: u32 = 3;
/// Powers of ten that a total in another unit than its parts may be off by.
const POWERS: std::ops::RangeInclusive<u32> = 1..=6;

/// Whether the total becomes the sum of its parts by one slip, or is in another unit.
pub(super) fn total_misprinted(known: &Compared) -> bool {
    let (total, sum, unit) = (known.total, known.total - known.gap, known.fine.max(1));
    let scaled = |ten: i128| total.checked_mul(ten) == Some(sum) || sum.checked_mul(ten) == Some(total);
    digits(total / unit) >= DIGITS && (slip(total, sum, unit) != Slip::None || POWERS.map(power).any(scaled))
}
