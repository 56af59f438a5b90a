//! Reasons to leave a misfit untold: the signature itself may be mistaken on the line.

use crate::rules::sums::evaluate::{Compared, Enters, LISTED, signed};
use crate::rules::sums::found::Found;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::differs;
use crate::rules::sums::sheet::Held;

/// Lines that hold, from which a part that none of them lacks belongs to the sum, and no part that it has is doubted.
const LACKED: usize = 3;

/// Whether the line says that the signature, rather than a figure, is at fault.
pub(super) fn doubtful(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    known.repeats_one()
        || counts_again(rule, known)
        || unproven(plane, rule, line, known)
        || counts_idle(plane, rule, line)
        || leaves_idle(plane, rule, line, known)
        || leaves_another(plane, rule, line, known)
        || gains(plane, rule, line, known)
        || passes_extreme(plane, rule, line)
}

/// Whether a line lacks a part of a sum that no label names which stands on every line where it holds: it is none of its kind. Those parts are
/// looked for once.
pub(super) fn lacks<'p, 's>(plane: &'p Plane<'s>, rule: &Found) -> impl Fn(usize) -> bool + use<'p, 's> {
    let empty = |line: usize, place: usize| plane.at(line, place).held == Held::Empty;
    let held = || rule.lines.iter().filter(|(_, k)| k.weighty() && k.holds());
    let shown = !rule.labelled && held().take(LACKED).count() == LACKED;
    let parts = rule.signature.parts.iter().map(|(place, _)| *place).filter(|_| shown);
    let standing: Vec<usize> = parts.filter(|place| held().all(|(l, _)| !empty(*l, *place))).collect();
    move |line| standing.iter().any(|place| empty(line, *place))
}

/// Whether the parts make a total by its name twice or three times, and few lines hold: they are groups and their members, or these and theirs.
fn counts_again(rule: &Found, known: &Compared) -> bool {
    rule.labelled && rule.holds < LACKED && known.terms > 2 && LISTED.into_iter().any(|times| known.lists(times))
}

/// Whether a part of the line is zero wherever a sum that no label names holds, and a line that fails is right without it: the sum was found
/// with one part too many.
fn counts_idle(plane: &Plane<'_>, rule: &Found, line: usize) -> bool {
    let stands = |line: usize, place: usize| plane.at(line, place).value != 0;
    let held = || rule.lines.iter().filter(|(_, k)| k.weighty() && (k.holds() || k.rounds()));
    let idle = |&&(place, _): &&(usize, Enters)| stands(line, place) && !held().any(|(l, _)| stands(*l, place));
    let right_without = |place: usize, enters: Enters| {
        rule.lines.iter().any(|(l, k)| k.weighty() && stands(*l, place) && k.gap == -signed(plane.at(*l, place).value, enters))
    };
    !rule.labelled && rule.signature.parts.iter().filter(idle).any(|&(place, enters)| right_without(place, enters))
}

/// Whether a place that was left out makes up for the gap, and wherever the sum holds for what rounding seemed to leave, which is mostly nothing:
/// the sum was found with one part too few.
fn leaves_idle(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let others = || rule.lines.iter().filter(|(other, k)| *other != line && k.weighty() && (k.holds() || k.near()));
    let idle = |place: usize| others().all(|(other, k)| i128::from(plane.at(*other, place).value) == k.gap);
    let makes_up = |place: usize| i128::from(plane.at(line, place).value) == known.gap;
    known.gap != 0
        && others().next().is_some()
        && (0..plane.depth()).any(|place| makes_up(place) && idle(place) && !rule.places().any(|own| own == place))
}

/// Whether a part that a label takes away is less than nothing, and the line is right where that adds: interest earned under interest paid.
fn gains(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let deducted = rule.signature.parts.iter().filter(|(_, enters)| *enters == Enters::Deducted);
    deducted.map(|(place, _)| i128::from(plane.at(line, *place).value)).any(|value| value < 0 && known.gap == -2 * value)
}

/// Whether the line is right with the place next to its parts, which was left out, in place of one of them: the greatest of several is dropped,
/// or the least, another one on each line.
fn leaves_another(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let own = |place: usize| rule.places().any(|own| own == place);
    let (first, last) = (rule.places().min().unwrap_or(0), rule.places().max().unwrap_or(0));
    let beside = first.checked_sub(1).into_iter().chain(first..last + 2).filter(|place| !own(*place) && plane.adds(*place));
    let of = |line: usize, place: usize| Some(plane.at(line, place)).filter(|slot| slot.held == Held::Number).map(|slot| slot.value);
    let parts = || rule.signature.parts.iter().map(|(place, _)| *place);
    // Whether a number is the first by this order of those that the total is chosen from.
    let is_dropped = |line: usize, dropped: i64, place: usize, sign: i64| {
        parts().chain([place]).filter_map(|p| of(line, p)).all(|value| dropped.saturating_mul(sign) >= value.saturating_mul(sign))
    };
    let dropped = |place: usize, sign: i64| {
        let left_out = of(line, place);
        let other = left_out.and_then(|left| i64::try_from(i128::from(left) - known.gap).ok());
        let here = other.is_some_and(|other| parts().any(|p| of(line, p) == Some(other)) && is_dropped(line, other, place, sign));
        let mut held = rule.others(line).filter(|(_, k)| k.holds()).peekable();
        here && held.peek().is_some() && held.all(|(l, _)| of(*l, place).is_some_and(|left| is_dropped(*l, left, place, sign)))
    };
    !differs(&rule.signature) && beside.into_iter().any(|place| dropped(place, 1) || dropped(place, -1))
}

/// Whether what is called the greatest or the least of the others stands among the parts and was left out: it may be one of them.
fn passes_extreme(plane: &Plane<'_>, rule: &Found, line: usize) -> bool {
    let (Some((first, _)), Some((last, _))) = (rule.signature.parts.first(), rule.signature.parts.last()) else { return false };
    let total = rule.signature.total;
    let passed = |place: &usize| plane.meaning(*place).extreme && plane.at(line, *place).value != 0;
    (total.min(*first)..total.max(*last)).any(|place| passed(&place))
}

/// Whether a part that is nothing on all lines that hold decides this one: it may not belong to the sum, or with the other sign. A total by
/// its label alone is doubted only where leaving such a part out, or turning its sign, settles it.
fn unproven(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let stands = |line: usize, place: usize| matches!(plane.at(line, place).held, Held::Number | Held::Nil);
    let proven = |place: usize| rule.others(line).any(|(l, _)| stands(*l, place));
    let own = || rule.signature.parts.iter().filter(|&&(place, _)| plane.at(line, place).value != 0);
    let amount = |&(place, enters): &(usize, Enters)| signed(plane.at(line, place).value, enters);
    let amounts: Vec<i128> = own().filter(|(place, _)| !proven(*place)).map(amount).collect();
    if rule.holds >= 2 && !rule.labelled && !amounts.is_empty() {
        return true;
    }
    // A mark for nothing says that it belongs there, and not with which sign.
    let signless = |place: usize| !rule.others(line).any(|(l, _)| plane.at(*l, place).value != 0);
    let turned = |part: &&(usize, Enters)| signless(part.0) && known.gap == -2 * amount(part);
    amounts.iter().any(|amount| known.gap == -amount) || (rule.holds > 0 && own().any(|part| turned(&part)))
}
