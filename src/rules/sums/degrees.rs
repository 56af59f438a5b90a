//! High and Low that are no greatest and no least of the others, but degrees of a scale: findings by how grave they are.

use std::ops::Range;

use crate::rules::Axis;
use crate::rules::sums::kinds::Kind;
use crate::rules::sums::sheet::{Held, Sheet};

/// The places that are called extremes and are amounts like those beside them. They stand among the parts of a total, and one of those is
/// another degree, or they are no extremes by their numbers, or the total counts them. With whether a total stands beside them: without one they
/// are degrees by the one between them, and what they make is not said.
pub(super) fn degrees(sheet: &Sheet, axis: Axis, kinds: &[Kind]) -> Vec<(usize, bool)> {
    if !kinds.iter().any(|kind| kind.meaning.extreme) {
        return Vec::new();
    }
    let lines = if axis == Axis::Row { sheet.columns.len() } else { sheet.rows };
    let at = |line: usize, place: usize| if axis == Axis::Row { sheet.at(place, line) } else { sheet.at(line, place) };
    let amount = |line: usize, place: usize| Some(at(line, place)).filter(|slot| slot.held == Held::Number).map(|slot| slot.value);
    let mut found = Vec::new();
    for stretch in runs(kinds) {
        let run = Run { kinds, stretch, amount: &amount };
        let beside = run.is_beside_a_total();
        if run.parts_extremes() || (beside && run.is_scale()) || beside && (0..lines).any(|line| run.speaks(line)) {
            found.extend(run.extremes().map(|place| (place, beside)));
        }
    }
    found
}

/// The stretches between totals and headings that hold an extreme and a part.
fn runs(kinds: &[Kind]) -> Vec<Range<usize>> {
    let ends = |at: usize| kinds.get(at).is_some_and(|kind| kind.filled && kind.meaning.is_result());
    let (mut found, mut from) = (Vec::new(), 0);
    for at in 0..=kinds.len() {
        let group = |at: usize| kinds.get(at).map(|kind| kind.group);
        let is_end = at == kinds.len() || ends(at);
        if !is_end && (at == from || group(at) == group(from)) {
            continue;
        }
        let run = from..at;
        let own = kinds.get(run.clone()).unwrap_or_default();
        if own.iter().any(|kind| kind.meaning.extreme) && own.iter().any(|kind| kind.filled && kind.adds() && !kind.percent) {
            found.push(run);
        }
        from = if is_end { at + 1 } else { at };
    }
    found
}

/// A stretch of places.
struct Run<'a> {
    kinds: &'a [Kind],
    stretch: Range<usize>,
    /// The number on a line at a place.
    amount: &'a dyn Fn(usize, usize) -> Option<i64>,
}

impl Run<'_> {
    fn places(&self, is: impl Fn(&Kind) -> bool) -> impl Iterator<Item = usize> {
        self.stretch.clone().filter(move |at| self.kinds.get(*at).is_some_and(&is))
    }

    fn extremes(&self) -> impl Iterator<Item = usize> {
        self.places(|kind| kind.meaning.extreme)
    }

    /// The numbers of the other places on a line.
    fn others(&self, line: usize) -> impl Iterator<Item = i64> {
        self.places(|kind| kind.adds() && !kind.percent).filter_map(move |at| (self.amount)(line, at))
    }

    /// Whether a total ends or begins it.
    fn is_beside_a_total(&self) -> bool {
        let ends = |at: usize| self.kinds.get(at).is_some_and(|kind| kind.filled && kind.meaning.is_result());
        ends(self.stretch.end) || self.stretch.start.checked_sub(1).is_some_and(ends)
    }

    /// Whether a degree stands between two extremes: high, medium, low.
    fn parts_extremes(&self) -> bool {
        let own = self.kinds.get(self.stretch.clone()).unwrap_or_default();
        own.windows(3).any(|three| matches!(three, [a, b, c] if a.meaning.extreme && b.meaning.degree && c.meaning.extreme))
    }

    /// Whether another place is a degree by its label.
    fn is_scale(&self) -> bool {
        self.places(|kind| kind.meaning.degree).next().is_some()
    }

    /// Whether a line shows that they are no extremes: one of them lies between the others, or a total is the sum of all.
    fn speaks(&self, line: usize) -> bool {
        let own = || self.extremes().filter_map(|at| (self.amount)(line, at));
        let (least, greatest) = (self.others(line).min(), self.others(line).max());
        if own().any(|value| least.is_some_and(|least| value > least) && greatest.is_some_and(|greatest| value < greatest)) {
            return true;
        }
        let sum: i128 = own().chain(self.others(line)).map(i128::from).sum();
        let totals = [self.stretch.start.checked_sub(1), Some(self.stretch.end)].into_iter().flatten();
        let total = |at: usize| self.kinds.get(at).filter(|kind| kind.meaning.is_result()).and_then(|_| (self.amount)(line, at));
        sum != 0 && own().count() > 0 && totals.filter_map(total).any(|total| i128::from(total) == sum)
    }
}
