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
    let lines = lines(plane, &places);
    let mut tied: BTreeSet<usize> = accepted.iter().flat_map(Found::places).collect();
    let mut found = Vec::new();
    for total in places.iter().rev().copied() {
        if plane.is_late() {
            break;
        }
        if tied.contains(&total) {
            continue;
        }
        let pairs = pairs(&lines, total).into_iter().filter(|(_, lines)| *lines >= LINES);
        let sums = pairs.filter_map(|(parts, _)| shown(plane, total, parts));
        let near = |f: &Found| total.abs_diff(f.signature.parts.first().map_or(0, |(p, _)| *p));
        if let Some(sum) = sums.min_by_key(|f| (usize::MAX - f.holds, near(f))) {
            tied.extend(sum.places());
            found.push(sum);
        }
    }
    found
}

/// A line of amounts: what it holds other than nothing, and which places hold how much.
struct Line {
    amounts: BTreeMap<usize, i128>,
    holders: HashMap<i128, Vec<usize>>,
}

/// The lines looked at.
fn lines(plane: &Plane<'_>, places: &[usize]) -> Vec<Line> {
    let line = |line: usize| {
        let held = |place: &usize| Some(plane.at(line, *place)).filter(|slot| slot.held == Held::Number && slot.value != 0);
        let amounts: BTreeMap<usize, i128> = places.iter().filter_map(|place| Some((*place, held(place)?.value.into()))).collect();
        let mut holders: HashMap<i128, Vec<usize>> = HashMap::new();
        for (place, value) in &amounts {
            holders.entry(*value).or_default().push(*place);
        }
        Line { amounts, holders }
    };
    sample(plane).into_iter().filter(|line| plane.class(*line).amounts).map(line).collect()
}

/// Two places and how each enters, ascending.
type Pair = [(usize, bool); 2];

/// The pairs of places that make the number at `total` on some of the lines, with how many those are; true is taken away.
fn pairs(lines: &[Line], total: usize) -> BTreeMap<Pair, usize> {
    let mut pairs: BTreeMap<Pair, usize> = BTreeMap::new();
    for Line { amounts, holders } in lines {
        let Some(wanted) = amounts.get(&total) else { continue };
        let holding = |amount: i128| holders.get(&amount).into_iter().flatten().copied().filter(|place| *place != total);
        for (&place, value) in amounts.iter().filter(|(place, _)| **place != total) {
            for other in holding(wanted - value).filter(|other| *other > place) {
                *pairs.entry([(place, false), (other, false)]).or_default() += 1;
            }
            for other in holding(value - wanted).filter(|other| *other != place) {
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
