//! Reasons to leave a misfit untold: the signature itself may be mistaken on the line.

use crate::rules::sums::evaluate::{Compared, signed};
use crate::rules::sums::found::Found;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;

/// Whether the line says that the signature, rather than a figure, is at fault.
pub(super) fn doubtful(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    known.repeats_one() || unproven(plane, rule, line, known)
}

/// Whether a part that is nothing on all lines that hold decides this one: it may not belong to the sum, or with the other sign. A total by
/// its label alone is doubted only where leaving such a part out, or turning its sign, settles it.
fn unproven(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let held = || rule.lines.iter().filter(|(l, k)| *l != line && k.weighty() && (k.holds() || k.rounds()));
    let proven = |place: usize| held().any(|(l, _)| matches!(plane.at(*l, place).held, Held::Number | Held::Nil));
    let unproven = rule.signature.parts.iter().filter(|&&(place, _)| plane.at(line, place).value != 0 && !proven(place));
    let amounts: Vec<i128> = unproven.map(|&(place, enters)| signed(plane.at(line, place).value, enters)).collect();
    if rule.holds >= 2 && !rule.labelled && !amounts.is_empty() {
        return true;
    }
    amounts.iter().any(|amount| known.gap == -amount || (rule.holds > 0 && known.gap == -2 * amount))
}
