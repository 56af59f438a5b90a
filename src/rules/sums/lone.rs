//! A total named as such that no line confirms: its parts are the run beside it, up to a natural end.

use std::collections::BTreeSet;

use crate::rules::Axis;
use crate::rules::sums::evaluate::{Compared, Enters, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::ground::Ground;
use crate::rules::sums::lexicon::Meaning;
use crate::rules::sums::misprint::{misprinted, plays};
use crate::rules::sums::number::digits;
use crate::rules::sums::partly::without_parts_of_parts;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::{judge, support};

/// Ends of runs tried for one total.
const BOUNDARIES: usize = 12;
/// Panels side by side that are looked into.
const PANELS: usize = 4;
/// Digits that a total must have in units of the grain its parts keep to, for one slip to prove it wrong where no other line confirms the sum.
const TELLING: u32 = 4;
/// Digits of other lines that must agree where one slip does not prove it.
const SUPPORT: u32 = 2;
/// Parts that a total without a name must have more of at least.
const MANY: usize = 4;
/// Totals tried in one plane, at most and at least, and places looked at for all of them.
const TRIED: usize = 400;
const FEWEST_TRIED: usize = 8;
const LOOKED_AT: usize = 8_000_000;

/// Labelled totals without a rule, each with the parts it most likely has: those whose gap one slip explains.
pub(super) fn lone(plane: &Plane<'_>, accepted: &[Found]) -> Vec<Found> {
    let known = Ground::of(accepted);
    let tied = |out: &[Found], total: usize| known.is_total(total) || out.iter().any(|f| f.signature.total == total);
    let mut out: Vec<Found> = Vec::new();
    for signature in plane.places.code_tree() {
        if !tied(&out, signature.total) {
            out.extend(slipped(plane, &signature).map(|found| Found { how: How::Code, ..found }));
        }
    }
    for signature in plane.places.outline() {
        if !tied(&out, signature.total) {
            out.extend(slipped(plane, &signature));
        }
    }
    for signature in plane.places.complements() {
        if !tied(&out, signature.total) {
            out.extend(slipped(plane, &signature));
        }
    }
    for signature in plane.places.roll_forwards() {
        if !tied(&out, signature.total) && !signature.parts.iter().any(|(part, _)| known.is_total(*part)) {
            // A gap of few digits looks like one wrong digit by chance, and no other line speaks for the parts.
            let far = |found: &Found| found.lines.iter().all(|(_, k)| k.holds() || digits(k.gap / k.unit.max(1)) > SUPPORT);
            out.extend(slipped(plane, &signature).filter(far));
        }
    }
    // What is there at the end of a time has been looked at with all that came and went.
    let by_name = |meaning: Meaning| meaning.total || (meaning.net && !meaning.closing);
    let named = |p: &usize| plane.adds(*p) && by_name(plane.meaning(*p)) && !known.is_total(*p);
    for total in (0..plane.depth()).filter(named).take((LOOKED_AT / plane.depth().max(1)).clamp(FEWEST_TRIED, TRIED)) {
        if plane.is_late() {
            break;
        }
        if tied(&out, total) {
            continue;
        }
        let mut candidates = runs(plane, &known, total, |_| false);
        if (0..plane.depth()).any(|p| plane.meaning(p).of_which) {
            let of_all: Vec<Signature> = candidates.iter().flat_map(|s| without_parts_of_parts(plane, s)).collect();
            candidates.extend(runs(plane, &known, total, |p| plane.meaning(p).of_which));
            candidates.extend(of_all);
        }
        if (0..plane.depth()).any(|p| plane.places.under(p).is_some()) {
            candidates.extend(runs(plane, &known, total, |p| plane.places.under(p).is_some_and(|item| item != total)));
        }
        let held = candidates.iter().find_map(|s| judge(plane, s.clone()));
        let best = held.or_else(|| candidates.iter().filter_map(|s| slipped(plane, s)).min_by_key(|f| f.signature.parts.len()));
        out.extend(best.or_else(|| plain(plane, total, &candidates)));
    }
    if accepted.is_empty() && out.is_empty() {
        out.extend(unnamed(plane));
    }
    out
}

/// In a table without any other sum: its last amount, or its first one, as the total of all the others though no word says so. They must come
/// so close to it, but for one digit, that it can be nothing else.
fn unnamed(plane: &Plane<'_>) -> Option<Found> {
    let places: Vec<usize> = (0..plane.depth()).filter(|place| plane.places.is_filled(*place)).collect();
    let plain =
        |place: &usize| plane.adds(*place) && plane.places.group(*place) == plane.places.group(places.first().copied().unwrap_or(0));
    if plane.axis != Axis::Column || plane.sheet.selected || places.len() <= MANY || !places.iter().all(plain) {
        return None;
    }
    let sum = |total: usize| {
        let parts = places.iter().filter(|place| **place != total).map(|&place| (place, plane.places.enters(place))).collect();
        slipped(plane, &Signature { total, parts })
    };
    let close = |found: &Found| {
        let sure = |k: &Compared| digits(k.total / k.unit.max(k.grain).max(1)) > TELLING && k.spans() && k.gap.abs() <= k.total.abs() / 10;
        found.lines.iter().all(|(_, k)| k.holds() || (k.slipped() && k.blanks == 0 && sure(k)))
    };
    let ends = [places.last(), places.first()].into_iter().flatten();
    ends.filter_map(|&total| sum(total)).find(close)
}

/// The runs of places before and behind a total, up to each natural end, without those that are some of a part only.
pub(super) fn runs(plane: &Plane<'_>, known: &Ground, total: usize, partly: impl Fn(usize) -> bool) -> Vec<Signature> {
    let before: Vec<usize> = (0..total).rev().collect();
    let behind: Vec<usize> = (total + 1..plane.depth()).collect();
    let mut found = Vec::new();
    for order in [before, behind] {
        let mut parts: Vec<(usize, Enters)> = Vec::new();
        let mut group = order.first().map(|&p| plane.places.group(p));
        for &place in &order {
            if group != Some(plane.places.group(place)) {
                group = Some(plane.places.group(place));
                keep(&mut found, total, &parts);
            }
            if !plane.adds(place) || !plane.places.is_filled(place) {
                continue;
            }
            let nested = plane.places.parent(place).is_some_and(|parent| parent != total);
            if known.is_part(place) || nested || partly(place) {
                continue;
            }
            let subtotal = plane.meaning(place).total || known.is_total(place);
            if subtotal {
                keep(&mut found, total, &parts);
            }
            if subtotal && !known.is_total(place) {
                // Its own parts may be those beyond it.
                parts.clear();
                break;
            }
            parts.push((place, plane.places.enters(place)));
        }
        keep(&mut found, total, &parts);
    }
    found
}

fn keep(found: &mut Vec<Signature>, total: usize, parts: &[(usize, Enters)]) {
    if parts.len() >= 2 && found.len() < BOUNDARIES {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        found.push(Signature { total, parts });
    }
}

/// A total below the only run of numbers that it can be the sum of.
fn plain(plane: &Plane<'_>, total: usize, candidates: &[Signature]) -> Option<Found> {
    let [only] = candidates else { return None };
    if !plane.meaning(total).total || only.parts.last().is_none_or(|(p, _)| *p > total) {
        return None;
    }
    let found = Found::along(plane, only.clone(), How::Run, |_| true).counted(Compared::holds);
    (found.lines.len() == 1 && found.fails == 1).then_some(found)
}

/// The signature as a rule where it fails on one line by a slip and no other line of amounts contradicts it.
fn slipped(plane: &Plane<'_>, signature: &Signature) -> Option<Found> {
    let panels: BTreeSet<u32> = match plane.axis {
        Axis::Row => BTreeSet::from([0]),
        Axis::Column => (0..plane.len()).map(|l| plane.lines.group(l)).collect(),
    };
    panels.into_iter().take(PANELS).find_map(|panel| slipped_in(plane, panel, signature))
}

/// The same within one panel: another one has other rows.
fn slipped_in(plane: &Plane<'_>, panel: u32, signature: &Signature) -> Option<Found> {
    let within = |l: usize| plane.axis == Axis::Row || plane.lines.group(l) == panel;
    let near = |known: &Compared| known.weighty() && (known.holds() || known.near());
    let found = Found::along(plane, signature.clone(), How::Run, within).counted(near);
    let (holds, fails): (Vec<_>, Vec<_>) = found.lines.iter().partition(|(_, k)| k.holds() || k.near());
    let [&(line, ref known)] = fails[..] else { return None };
    // In round figures almost any gap looks like one wrong digit.
    let telling = digits(known.total / known.unit.max(known.grain).max(1));
    let firm = known.terms >= 2
        && telling >= TELLING
        && known.slipped()
        && misprinted(plane, signature, line, known, plays(plane, &found.lines, line));
    if !firm && support(plane, holds.iter().map(|(_, k)| k)) < SUPPORT {
        return None;
    }
    Some(found)
}
