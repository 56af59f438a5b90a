//! Results of two numbers that stand anywhere above or below them: a margin under the revenue and the expenses that it is of, all costs of those
//! who pay another tuition.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::rules::Axis;
use crate::rules::sums::evaluate::{Compared, Enters, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::mine::sample;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::support;
use crate::rules::sums::sheet::Held;

/// Places that are looked at, at most.
const PLACES: usize = 100;
/// Lines on which such a sum holds to the last place, and their digits: any two of many numbers make a third one on some line.
const LINES: usize = 3;
const DIGITS: u32 = 14;

/// The sums and differences of two places of which one is in no other sum, down the columns.
pub(super) fn apart(plane: &Plane<'_>, accepted: &[Found]) -> Vec<Found> {
    let places: Vec<usize> = (0..plane.depth()).filter(|&p| plane.adds(p) && plane.places.numbers(p) as usize >= LINES).collect();
    if plane.axis == Axis::Row || places.len() > PLACES {
        return Vec::new();
    }
    let mut tied: BTreeSet<usize> = accepted.iter().flat_map(Found::places).collect();
    let mut found = Vec::new();
    for total in places.iter().rev().copied() {
        if plane.is_late() {
            break;
        }
        if tied.contains(&total) {
            continue;
        }
        let pairs = pairs(plane, &places, total).into_iter().filter(|(_, lines)| *lines >= LINES);
        let mut sums: Vec<Found> = pairs.filter_map(|(parts, _)| shown(plane, total, parts)).collect();
        sums.sort_by_key(|f| (usize::MAX - f.holds, total.abs_diff(f.signature.parts.first().map_or(0, |(p, _)| *p))));
        if let Some(sum) = sums.into_iter().next() {
            tied.extend(sum.places());
            found.push(sum);
        }
    }
    found
}

/// Two places and how each enters, ascending.
type Pair = [(usize, bool); 2];

/// The pairs of places that make the number at `total` on some of the lines looked at, with how many those are; true is taken away.
fn pairs(plane: &Plane<'_>, places: &[usize], total: usize) -> BTreeMap<Pair, usize> {
    let mut pairs: BTreeMap<Pair, usize> = BTreeMap::new();
    for line in sample(plane).into_iter().filter(|line| plane.class(*line).amounts) {
        let amount =
            |place: usize| Some(plane.at(line, place)).filter(|s| s.held == Held::Number && s.value != 0).map(|s| i128::from(s.value));
        let Some(wanted) = amount(total) else { continue };
        let amounts: Vec<(usize, i128)> = places.iter().filter(|p| **p != total).filter_map(|&p| Some((p, amount(p)?))).collect();
        let mut holders: HashMap<i128, Vec<usize>> = HashMap::new();
        for (place, value) in &amounts {
            holders.entry(*value).or_default().push(*place);
        }
        for &(place, value) in &amounts {
            for &other in holders.get(&(wanted - value)).into_iter().flatten().filter(|other| **other > place) {
                *pairs.entry([(place, false), (other, false)]).or_default() += 1;
            }
            for &other in holders.get(&(value - wanted)).into_iter().flatten().filter(|other| **other != place) {
                let mut pair = [(place, false), (other, true)];
                pair.sort_unstable();
                *pairs.entry(pair).or_default() += 1;
            }
        }
    }
    pairs
}

/// The sum where enough lines hold on it, one at most fails, and few are off by rounding.
fn shown(plane: &Plane<'_>, total: usize, parts: Pair) -> Option<Found> {
    let enters = |taken: bool| if taken { Enters::Taken } else { Enters::Added };
    let signature = Signature { total, parts: parts.map(|(place, taken)| (place, enters(taken))).to_vec() };
    let exact = |known: &Compared| known.weighty() && known.holds();
    let found = Found { labelled: false, ..Found::along(plane, signature, How::Support, |_| true).counted(exact) };
    let held = found.lines.iter().filter(|(_, known)| exact(known)).map(|(_, known)| known);
    let most = found.holds >= LINES && found.fails <= 1 && found.holds * 2 > found.lines.len();
    (most && support(plane, held) >= DIGITS).then_some(found)
}
