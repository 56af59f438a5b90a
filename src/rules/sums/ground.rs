//! What a total stands on: whether the table itself shows which lines it is the sum of.

use std::collections::BTreeSet;

use crate::rules::sums::evaluate::Signature;
use crate::rules::sums::found::Found;
use crate::rules::sums::plane::Plane;

/// Digits of a total that its parts hardly make by chance.
const TELLING: u32 = 4;

/// The totals of a plane and the places that they speak for.
#[derive(Debug, Default)]
pub(super) struct Ground {
    totals: BTreeSet<usize>,
    consumed: BTreeSet<usize>,
    /// Totals by place and line that their parts make to the last place, of several digits.
    exact: BTreeSet<(usize, usize)>,
}

impl Ground {
    /// By the sums found so far.
    pub(super) fn of(found: &[Found]) -> Self {
        let exact = |f: &Found| {
            let held = f.lines.iter().filter(|(_, known)| known.holds() && known.weighty() && known.long() >= TELLING);
            held.map(|(line, _)| (f.signature.total, *line)).collect::<Vec<_>>()
        };
        Self {
            exact: found.iter().flat_map(exact).collect(),
            totals: found.iter().map(|f| f.signature.total).collect(),
            consumed: found.iter().flat_map(|f| f.signature.parts.iter().map(|(p, _)| *p)).collect(),
        }
    }

    /// Whether a sum found is for this place.
    pub(super) fn is_total(&self, place: usize) -> bool {
        self.totals.contains(&place)
    }

    /// Whether a total of several digits is made to the last place on the line.
    pub(super) fn is_exact(&self, place: usize, line: usize) -> bool {
        self.exact.contains(&(place, line))
    }

    /// Whether a sum found adds this place.
    pub(super) fn is_part(&self, place: usize) -> bool {
        self.consumed.contains(&place)
    }

    /// Whether the parts are all that stands between the total and a natural end: the table's, a heading's, another total's.
    pub(super) fn is_natural(&self, plane: &Plane<'_>, signature: &Signature) -> bool {
        let (Some((first, _)), Some((last, _))) = (signature.parts.first(), signature.parts.last()) else { return false };
        let total = signature.total;
        let counts = |p: &usize| plane.adds(*p) && plane.places.is_filled(*p);
        let part = |p: usize| signature.parts.binary_search_by_key(&p, |(q, _)| *q).is_ok();
        let (inside, beyond): (_, Option<usize>) = if *last < total {
            (*first..total, (0..*first).rev().find(|p| counts(p)))
        } else if *first > total {
            (total + 1..*last + 1, (*last + 1..plane.depth()).find(|p| counts(p)))
        } else {
            return false;
        };
        // A part of a part, and some of a part, stand between as well.
        let left_out = |p: usize| self.is_part(p) || plane.meaning(p).of_which || plane.places.parent(p).is_some_and(part);
        if inside.filter(counts).any(|p| !part(p) && !left_out(p)) {
            return false;
        }
        // A total among the parts, with a part beside it that may be its own.
        let untied = |p: usize| plane.meaning(p).total && !self.is_total(p);
        let plain = |p: usize| part(p) && !plane.meaning(p).total;
        let beside = |p: usize| if *last < total { p.checked_sub(1).is_some_and(plain) } else { plain(p + 1) };
        if signature.parts.iter().any(|&(p, _)| untied(p) && beside(p)) {
            return false;
        }
        let far = if *last < total { *first } else { *last };
        beyond.is_none_or(|p| {
            // Behind a total that is a part stand its own parts.
            (self.is_total(far) && self.is_part(p))
                // So they do behind one without a label.
                || (plane.places.is_bare(far) && !plane.places.is_bare(p))
                || plane.places.group(p) != plane.places.group(far)
                || plane.meaning(p).total
                || plane.meaning(p).net
                || self.is_total(p)
        })
    }
}
