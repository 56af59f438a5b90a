//! Subtotals that no word names: the parts of a total by its name, where the numbers between them are theirs.

use std::collections::BTreeSet;

use crate::rules::sums::evaluate::Signature;
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::{differs, support};

/// Digits that must agree on a line before the numbers between two parts are taken for those of one.
const SHOWN: u32 = 3;
/// Items of a section at least.
const ITEMS: usize = 2;

/// Takes the sections of totals by their names for sums by name: those that were found by the lines they hold on alone, and those that hold on
/// one line and fail on another.
pub(super) fn sections(plane: &Plane<'_>, found: &mut Vec<Found>) {
    let totals: BTreeSet<usize> = found.iter().map(|f| f.signature.total).collect();
    let named: Vec<Signature> = found
        .iter()
        .filter(|f| is_named(f))
        .flat_map(|f| of_total(plane, &f.signature, f.follows(), |place| totals.contains(&place)))
        .collect();
    for signature in named {
        match found.iter_mut().find(|f| f.signature == signature) {
            Some(known) => (known.labelled, known.how) = (true, How::Label),
            None if totals.contains(&signature.total) => {}
            None => found.extend(shown(plane, signature)),
        }
    }
}

/// Whether it is a total by its name, of parts that are all added, and holds on some line.
pub(super) fn is_named(found: &Found) -> bool {
    found.labelled && found.how != How::Balance && !differs(&found.signature) && found.holds > 0
}

/// The sections of a total: each of its parts with the numbers up to the next part, all of them before theirs where it `follows` them, else behind.
pub(super) fn of_total(plane: &Plane<'_>, total: &Signature, follows: bool, is_total: impl Fn(usize) -> bool) -> Vec<Signature> {
    let ends: Vec<usize> = total.parts.iter().map(|(place, _)| *place).chain([total.total]).collect();
    let section = |part: usize| {
        let open = |place: &usize| {
            !ends.contains(place)
                && plane.places.group(*place) == plane.places.group(part)
                && !is_total(*place)
                && !plane.meaning(*place).is_result()
        };
        let counts = |place: &usize| plane.adds(*place) && plane.places.is_filled(*place);
        let mut items: Vec<usize> = if follows {
            (0..part).rev().take_while(open).filter(counts).collect()
        } else {
            (part + 1..plane.depth()).take_while(open).filter(counts).collect()
        };
        items.sort_unstable();
        let parts = items.into_iter().map(|place| (place, plane.places.enters(place))).collect::<Vec<_>>();
        (parts.len() >= ITEMS).then_some(Signature { total: part, parts })
    };
    // A part of a name is found by that.
    let plain = total.parts.iter().map(|(place, _)| *place).filter(|place| !plane.meaning(*place).is_result());
    plain.filter_map(section).collect()
}

/// The signature where it holds on a line to the last place, and fails on one at most.
fn shown(plane: &Plane<'_>, signature: Signature) -> Option<Found> {
    let found = Found::along(plane, signature, How::Label, |_| true).counted(|known| known.weighty() && known.holds());
    let held = found.lines.iter().filter(|(_, known)| known.weighty() && known.holds()).map(|(_, known)| known);
    (found.fails <= 1 && found.holds > 0 && support(plane, held) >= SHOWN).then_some(found)
}
