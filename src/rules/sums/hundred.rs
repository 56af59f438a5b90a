//! Shares of a whole that are all listed, since one of them is called the rest: they make the hundred below them or in front of them.

use crate::rules::sums::evaluate::{Enters, Fit, Signature, fit};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;

/// Shares at least, and at most.
const PARTS: std::ops::RangeInclusive<usize> = 3..=100;
/// Totals tried.
const TRIED: usize = 100;

/// The lines of shares whose total is a hundred, each as a sum of its own; not those that `accepted` sums speak of.
pub(super) fn hundreds(plane: &Plane<'_>, accepted: &[Found]) -> Vec<Found> {
    let named = |total: &usize| plane.places.adds_as_share(*total) && plane.meaning(*total).total;
    let known = |total: usize, line: usize| {
        let own = |f: &&Found| f.signature.total == total && f.lines.iter().any(|(l, _)| *l == line);
        accepted.iter().any(|f| own(&f))
    };
    let mut found = Vec::new();
    for total in (0..plane.depth()).filter(named).take(TRIED) {
        let shares = |line: &usize| is_of_shares(plane, *line) && i128::from(plane.at(*line, total).value) == plane.sheet.hundred();
        for line in (0..plane.len()).take_while(|_| !plane.is_late()).filter(shares).filter(|line| !known(total, *line)) {
            found.extend(listed(plane, line, total).and_then(|parts| sum(plane, line, Signature { total, parts })));
        }
    }
    found
}

/// Whether a line holds shares, and no changes.
fn is_of_shares(plane: &Plane<'_>, line: usize) -> bool {
    plane.is_of_rates(line) && !plane.lines.meaning(line).change
}

/// All shares between a total and a natural end, where one of them is the rest and none is of another kind.
fn listed(plane: &Plane<'_>, line: usize, total: usize) -> Option<Vec<(usize, Enters)>> {
    let before = run(plane, line, total, &mut (0..total).rev());
    let parts = if before.is_empty() { run(plane, line, total, &mut (total + 1..plane.depth())) } else { before };
    let is_whole = PARTS.contains(&parts.len()) && parts.iter().any(|(place, _)| plane.meaning(*place).rest);
    let aside = |place: usize| plane.meaning(place).of_which || plane.places.parent(place).is_some() || plane.places.under(place).is_some();
    let is_share = |place: usize| {
        let slot = plane.at(line, place);
        slot.held == Held::Nil || (slot.held == Held::Number && (0..=plane.sheet.hundred()).contains(&slot.value.into()))
    };
    (is_whole && parts.iter().all(|(place, _)| is_share(*place) && !aside(*place))).then_some(parts)
}

/// The places from a total on, up to another total or the end of a section.
fn run(plane: &Plane<'_>, line: usize, total: usize, order: &mut dyn Iterator<Item = usize>) -> Vec<(usize, Enters)> {
    let group = plane.places.group(total);
    let ends = |place: &usize| plane.places.group(*place) != group || plane.meaning(*place).is_result();
    let filled =
        order.filter(|place| plane.places.is_filled(*place)).take_while(|place| !ends(place) && plane.at(line, *place).held != Held::Empty);
    let mut parts: Vec<(usize, Enters)> = filled.map(|place| (place, Enters::Added)).collect();
    parts.sort_unstable();
    parts
}

/// The sum on its one line.
fn sum(plane: &Plane<'_>, line: usize, signature: Signature) -> Option<Found> {
    let Fit::Known(known) = fit(plane, &signature, line) else { return None };
    let holds = known.holds() || known.near();
    Some(Found {
        signature,
        lines: vec![(line, known)],
        unknown: Vec::new(),
        holds: usize::from(holds),
        fails: usize::from(!holds),
        weight: 0,
        labelled: true,
        how: How::Run,
    })
}
