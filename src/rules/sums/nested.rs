//! Totals of groups whose members are listed too: each group is the sum of its members, the total the sum of the groups, on every line.
//! No run of neighbours is such a total, and by chance one may come close to it on a line.

use std::collections::BTreeMap;

use crate::rules::sums::evaluate::{Enters, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::mine::sample;
use crate::rules::sums::number::digits;
use crate::rules::sums::plane::Plane;

/// Members of a group at most.
const REACH: usize = 64;
/// Digits that a total and its groups have together on all lines, from which their agreeing is no chance.
const TOLD: u32 = 6;

/// A sum that holds on every line but those where it is at fault.
struct Made {
    signature: Signature,
    /// Digits that agree on all lines together.
    told: u32,
    /// Lines that it fails on.
    faults: usize,
}

/// The totals of found groups that hold to the last place on every line of amounts.
pub(super) fn nested(plane: &Plane<'_>, visible: &[usize]) -> Vec<Signature> {
    let lines: Vec<usize> = sample(plane).into_iter().filter(|&line| plane.class(line).amounts).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let backwards: Vec<usize> = visible.iter().rev().copied().collect();
    let mut found = Vec::new();
    // A group may be misprinted on a line; then only a total by its name speaks for it.
    for (order, faults) in [(visible, 0), (&backwards, 0), (visible, 1), (&backwards, 1)] {
        let (tops, groups) = folded(plane, &lines, order, faults);
        if groups.is_empty() || groups.iter().map(|group| group.faults).sum::<usize>() != faults {
            continue;
        }
        let told: BTreeMap<usize, u32> = groups.iter().map(|group| (group.signature.total, group.told)).collect();
        let turned: Vec<usize> = tops.iter().rev().copied().collect();
        for order in [&tops, &turned] {
            let (_, totals) = folded(plane, &lines, order, 0);
            // A result that is no group has parts of its own, which are looked for first.
            let open = |part: usize| !told.contains_key(&part) && plane.meaning(part).is_result();
            let is_told = |s: &Made| {
                let groups: Vec<u32> = s.signature.parts.iter().filter_map(|(part, _)| told.get(part)).copied().collect();
                let total = s.signature.total;
                (faults == 0 || (plane.meaning(total).total && !told.contains_key(&total)))
                    && !s.signature.parts.iter().any(|(part, _)| open(*part))
                    && !groups.is_empty()
                    && groups.iter().sum::<u32>().saturating_add(s.told) >= TOLD
            };
            found.extend(totals.into_iter().filter(is_told).map(|made| made.signature));
        }
    }
    found
}

/// The places without the members of the groups that they follow, and those groups.
fn folded(plane: &Plane<'_>, lines: &[usize], order: &[usize], faults: usize) -> (Vec<usize>, Vec<Made>) {
    let (mut tops, mut groups) = (Vec::new(), Vec::new());
    let mut rest = order;
    while let [place, behind @ ..] = rest {
        let made = if plane.is_late() { None } else { made(plane, lines, *place, behind, faults) };
        let members = made.as_ref().map_or(0, |made| made.signature.parts.len());
        groups.extend(made);
        tops.push(*place);
        rest = behind.get(members..).unwrap_or_default();
    }
    (tops, groups)
}

/// A place as the sum of those behind it: of the fewest that make it up on every line but so many at most, two at least.
fn made(plane: &Plane<'_>, lines: &[usize], total: usize, behind: &[usize], faults: usize) -> Option<Made> {
    let mut left: Vec<i128> = lines.iter().map(|&line| plane.at(line, total).value.into()).collect();
    if left.iter().all(|value| *value == 0) {
        return None;
    }
    for (nth, &part) in behind.iter().take(REACH).enumerate() {
        let mut overdrawn = 0;
        for (left, &line) in left.iter_mut().zip(lines) {
            let value = i128::from(plane.at(line, part).value);
            *left -= value;
            overdrawn += usize::from(*left < 0 && value > 0);
        }
        if overdrawn > faults {
            return None;
        }
        let failed = left.iter().filter(|left| **left != 0).count();
        if nth > 0 && failed <= faults && failed < lines.len() {
            let mut parts: Vec<(usize, Enters)> = behind.iter().take(nth + 1).map(|&part| (part, Enters::Added)).collect();
            parts.sort_unstable();
            return judged(plane, Signature { total, parts }, faults);
        }
    }
    None
}

/// A signature with the digits that agree on all lines of amounts together; `None` where it does not hold to the last place on more than so many.
fn judged(plane: &Plane<'_>, signature: Signature, most: usize) -> Option<Made> {
    let found = Found::along(plane, signature, How::Support, |line| !plane.lines.names(line));
    let faults = found.lines.iter().filter(|(_, known)| !known.holds()).count();
    let held = found.lines.iter().filter(|(_, known)| known.weighty() && known.holds());
    let told = held.map(|(_, known)| digits(known.total / known.unit.max(1))).sum();
    (faults <= most).then_some(Made { signature: found.signature, told, faults })
}
