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

/// A sum that holds on every line.
struct Made {
    signature: Signature,
    /// Digits that agree on all lines together.
    told: u32,
}

/// The totals of found groups that hold to the last place on every line of amounts.
pub(super) fn nested(plane: &Plane<'_>, visible: &[usize]) -> Vec<Signature> {
    let lines: Vec<usize> = sample(plane).into_iter().filter(|&line| plane.class(line).amounts).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let backwards: Vec<usize> = visible.iter().rev().copied().collect();
    let mut found = Vec::new();
    for order in [visible, &backwards] {
        let (tops, groups) = folded(plane, &lines, order);
        if groups.is_empty() {
            continue;
        }
        let told: BTreeMap<usize, u32> = groups.iter().map(|group| (group.signature.total, group.told)).collect();
        let turned: Vec<usize> = tops.iter().rev().copied().collect();
        for order in [&tops, &turned] {
            let (_, totals) = folded(plane, &lines, order);
            // A result that is no group has parts of its own, which are looked for first.
            let open = |part: usize| !told.contains_key(&part) && plane.meaning(part).is_result();
            let is_told = |s: &Made| {
                let groups: Vec<u32> = s.signature.parts.iter().filter_map(|(part, _)| told.get(part)).copied().collect();
                !s.signature.parts.iter().any(|(part, _)| open(*part))
                    && !groups.is_empty()
                    && groups.iter().sum::<u32>().saturating_add(s.told) >= TOLD
            };
            found.extend(totals.into_iter().filter(is_told).map(|made| made.signature));
        }
    }
    found
}

/// The places without the members of the groups that they follow, and those groups.
fn folded(plane: &Plane<'_>, lines: &[usize], order: &[usize]) -> (Vec<usize>, Vec<Made>) {
    let (mut tops, mut groups) = (Vec::new(), Vec::new());
    let mut rest = order;
    while let [place, behind @ ..] = rest {
        let made = if plane.is_late() { None } else { made(plane, lines, *place, behind) };
        let members = made.as_ref().map_or(0, |made| made.signature.parts.len());
        groups.extend(made);
        tops.push(*place);
        rest = behind.get(members..).unwrap_or_default();
    }
    (tops, groups)
}

/// A place as the sum of those behind it: of the fewest that make it up on every line, two at least.
fn made(plane: &Plane<'_>, lines: &[usize], total: usize, behind: &[usize]) -> Option<Made> {
    let mut left: Vec<i128> = lines.iter().map(|&line| plane.at(line, total).value.into()).collect();
    if left.iter().all(|value| *value == 0) {
        return None;
    }
    for (nth, &part) in behind.iter().take(REACH).enumerate() {
        let mut overdrawn = false;
        for (left, &line) in left.iter_mut().zip(lines) {
            let value = i128::from(plane.at(line, part).value);
            *left -= value;
            overdrawn |= *left < 0 && value > 0;
        }
        if overdrawn {
            return None;
        }
        if nth > 0 && left.iter().all(|left| *left == 0) {
            let mut parts: Vec<(usize, Enters)> = behind.iter().take(nth + 1).map(|&part| (part, Enters::Added)).collect();
            parts.sort_unstable();
            let signature = Signature { total, parts };
            return digits_told(plane, &signature).map(|told| Made { signature, told });
        }
    }
    None
}

/// The digits that agree on all lines of amounts together; `None` where on one of them the sum does not hold to the last place.
fn digits_told(plane: &Plane<'_>, signature: &Signature) -> Option<u32> {
    let found = Found::along(plane, signature.clone(), How::Support, |line| !plane.lines.names(line));
    let holds = found.lines.iter().all(|(_, known)| known.holds());
    let told = found.lines.iter().filter(|(_, known)| known.weighty()).map(|(_, known)| digits(known.total / known.unit.max(1)));
    holds.then(|| told.sum())
}
