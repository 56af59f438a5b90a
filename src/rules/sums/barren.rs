//! Lines on which nothing adds up though the table's sums hold on the others: indices, growth, factors beside amounts.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Axis;
use crate::rules::sums::evaluate::{Compared, Fit, fit};
use crate::rules::sums::mine::mine;
use crate::rules::sums::plane::Plane;

/// Fewest and most lines, and most places, of a plane that is looked at.
const LINES: std::ops::RangeInclusive<usize> = 4..=60;
const PLACES: usize = 200;
/// Candidates tried.
const TRIED: usize = 120;
/// Totals that must all fail on a line, each of which holds on as many other lines at least.
const TOTALS: usize = 3;
const WITNESSES: usize = 3;

/// Of every line, whether it is one.
pub(super) fn barren(plane: &Plane<'_>) -> Vec<bool> {
    let mut barren = vec![false; plane.len()];
    if plane.axis == Axis::Row || !LINES.contains(&plane.len()) || plane.depth() > PLACES {
        return barren;
    }
    let visible: Vec<usize> = (0..plane.depth()).filter(|&p| plane.adds(p) && plane.places.numbers(p) > 0).collect();
    let mut totals: BTreeMap<usize, Total> = BTreeMap::new();
    for signature in mine(plane, &visible).into_iter().take(TRIED) {
        let known = |line: usize| match fit(plane, &signature, line) {
            Fit::Known(known) if known.weighty() => Some((line, Comes::of(&known))),
            _ => None,
        };
        let lines: Vec<(usize, Comes)> = (0..plane.len()).filter_map(known).collect();
        if lines.iter().filter(|(_, comes)| *comes == Comes::Up).count() < WITNESSES {
            continue;
        }
        let total = totals.entry(signature.total).or_default();
        if total.places.is_empty() {
            total.places = signature.parts.iter().map(|(place, _)| *place).chain([signature.total]).collect();
        }
        for (line, comes) in lines {
            let best = total.lines.entry(line).or_insert(comes);
            *best = comes.max(*best);
        }
    }
    for (line, barren) in barren.iter_mut().enumerate() {
        let told: Vec<(&Total, Comes)> = totals.values().filter_map(|total| Some((total, *total.lines.get(&line)?))).collect();
        // One wrong number may upset several sums that it is in, and a sum may be a little off.
        let shared = told.iter().map(|(total, _)| total.places.clone()).reduce(|a, b| &a & &b).unwrap_or_default();
        let nowhere = told.iter().filter(|(_, comes)| *comes == Comes::Nowhere).count() >= TOTALS;
        *barren = nowhere && shared.is_empty() && told.iter().all(|(_, comes)| *comes != Comes::Up);
    }
    barren
}

/// What a total by its several makings comes to.
#[derive(Default)]
struct Total {
    /// It and the parts of its best making.
    places: BTreeSet<usize>,
    /// The lines where one of its makings was compared, and how near the best came.
    lines: BTreeMap<usize, Comes>,
}

/// How near parts come to their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Comes {
    /// Not even to all but a twentieth of it.
    Nowhere,
    /// To all but a twentieth.
    Near,
    /// To it, rounding allowed for.
    Up,
}

impl Comes {
    fn of(known: &Compared) -> Self {
        match known {
            known if known.holds() || known.near() => Self::Up,
            known if known.gap.abs().saturating_mul(20) <= known.total.abs() => Self::Near,
            _ => Self::Nowhere,
        }
    }
}
