//! What a cell may be expected to hold by the lines most like its own: last year's column, the neighbouring region.
//!
//! Two lines are alike when the ratio of their numbers hardly varies from place to place. The cell's value is then expected to be the other
//! line's times that ratio, about as closely as the ratio varies. All shares are in thousandths; evidence in thousandths of a natural logarithm.

use crate::rules::Axis;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::Held;

/// Lines compared with.
const LINES: usize = 40;
/// Places compared.
const PLACES: usize = 400;
/// Fewest places that make two lines comparable.
const FEWEST: usize = 1;
/// Fixed point of ratios.
const ONE: i128 = 1_000_000;

/// How much more likely `new` is than `old` in a cell, by the line most like its own along each axis; positive speaks for `new`.
pub(super) fn favour(planes: &[Plane<'_>], cell: Cell, old: i128, new: i128) -> i128 {
    let nearest = planes.iter().filter_map(|plane| expectation(plane, cell)).min_by_key(|(_, spread)| *spread);
    nearest.map_or(0, |(expected, spread)| {
        let off = |value: i128| {
            let larger = value.abs().max(expected.abs()).max(1);
            ((value - expected).abs().saturating_mul(1000) / larger).min(1000)
        };
        (off(old) - off(new)) * 1000 / spread
    })
}

/// The value expected in a cell and the spread of the ratio it rests on.
fn expectation(view: &Plane<'_>, cell: Cell) -> Option<(i128, i128)> {
    let (row, col) = cell;
    let (line, place) = if view.axis == Axis::Column { (col, row) } else { (row, col) };
    let class = view.class(line);
    let from = line.saturating_sub(LINES / 2);
    let others = (from..view.len()).take(LINES).filter(|&other| other != line && view.class(other) == class);
    others
        .filter_map(|other| {
            let there = view.at(other, place);
            if there.held != Held::Number || there.value == 0 {
                return None;
            }
            let (ratio, spread) = likeness(view, line, other, place)?;
            Some((i128::from(there.value).saturating_mul(ratio) / ONE, spread))
        })
        .min_by_key(|(_, spread)| *spread)
}

/// The middle ratio of two lines over all places but one, and how far half of the ratios stray from it.
fn likeness(plane: &Plane<'_>, line: usize, other: usize, but: usize) -> Option<(i128, i128)> {
    let mut ratios: Vec<i128> = Vec::new();
    let start = but.saturating_sub(PLACES / 2);
    for place in (start..plane.depth()).take(PLACES).filter(|p| *p != but) {
        let (a, b) = (plane.at(line, place), plane.at(other, place));
        let alike = a.held == Held::Number && b.held == Held::Number && a.value != 0 && b.value != 0 && (a.value < 0) == (b.value < 0);
        if alike {
            ratios.push(i128::from(a.value) * ONE / i128::from(b.value));
        }
    }
    if ratios.len() < FEWEST {
        return None;
    }
    let middle = median(&mut ratios)?.max(1);
    let mut strays: Vec<i128> = ratios.iter().map(|r| (r - middle).abs() * 1000 / middle.max(*r).max(1)).collect();
    // Few ratios say little of how closely they keep together.
    let unsure = 300 / i128::try_from(ratios.len()).unwrap_or(i128::MAX);
    Some((middle, (median(&mut strays)? + unsure).clamp(20, 500)))
}

fn median(values: &mut [i128]) -> Option<i128> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}
