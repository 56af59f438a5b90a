//! The sums found in a document, for people who ask what was found and why something was not.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::accuse::Doubt;
use crate::rules::sums::evaluate::{Enters, Fit, fit};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::judge::{Read, Searched, judge, search};
use crate::rules::sums::left::left;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::{Cell, Equation, Judged};
use crate::rules::{Axis, Sign};

/// A sum found in a table: which row is the sum of which rows in every column, or which column of which columns in every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Index into the document's tables.
    pub table: u32,
    /// [`Axis::Row`]: a row is the sum of rows. [`Axis::Column`]: a column is the sum of columns.
    pub of: Axis,
    /// Grid row or column of the total, 0-based.
    pub total: u32,
    /// Its label; may be empty.
    pub label: String,
    /// Grid rows or columns of the parts, with their signs.
    pub parts: Vec<(u32, Sign)>,
    /// How it was found.
    pub how: How,
    /// The grid columns, of a column's sum the grid rows, that it was tried on: those whose numbers are of one kind, 0-based.
    pub lines: Vec<u32>,
    /// Lines on which it holds, rounding allowed for.
    pub holds: usize,
    /// Those of them that agree only after rounding.
    pub rounded: usize,
    /// Lines on which it fails.
    pub fails: usize,
    /// Lines with a withheld or unreadable cell: undecided.
    pub unknown: usize,
    /// Lines on which its parts do not make it and that are left aside, as their numbers are of another kind than where they do; 0-based like `lines`.
    pub aside: Vec<u32>,
}

/// A row or column called a total that was not tied to parts, or not on some lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untied {
    /// Index into the document's tables.
    pub table: u32,
    /// [`Axis::Row`]: a row. [`Axis::Column`]: a column.
    pub of: Axis,
    /// Grid row or column, 0-based.
    pub at: u32,
    /// The grid columns, of a column the grid rows, on which it was not, 0-based; none where it was tied on no line at all.
    pub lines: Vec<u32>,
    /// Its label.
    pub label: String,
    /// Why it was left alone.
    pub why: Phrase,
}

/// What the search found in a document's tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// The sums, in reading order.
    pub found: Vec<Sum>,
    /// The totals by name that are the total of none of them.
    pub untied: Vec<Untied>,
}

/// The sums of all tables but the `covered` ones, with the words of `lexicon`.
#[must_use]
pub fn sums(facts: &Facts<'_>, covered: &[u32], lexicon: &Lexicon) -> Sums {
    let mut out = Sums::default();
    for index in (0_u32..).take(facts.tables.len()).filter(|n| !covered.contains(n)) {
        for read in Read::all(facts, index, lexicon) {
            let planes = read.planes();
            let Some(searched) = search(&planes, &facts.document.deadline) else { continue };
            let judged = judge(&searched);
            for one in &searched {
                out.untied.extend(untied(one, &judged));
                out.found.extend(one.found.iter().map(|found| sum(one.plane, found)));
            }
        }
    }
    out
}

/// The grid row or column of a place.
fn grid_line(plane: &Plane<'_>, at: usize) -> u32 {
    grid_position(plane, at, plane.axis == Axis::Column)
}

/// The grid row of a sheet's row, or the grid column of its column.
fn grid_position(plane: &Plane<'_>, at: usize, row: bool) -> u32 {
    if row {
        plane.sheet.first_row.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
    } else {
        plane.sheet.columns.get(at).map_or(0, |(from, _)| *from)
    }
}

/// Whether a place is a row or a column.
fn kind(plane: &Plane<'_>) -> Axis {
    if plane.axis == Axis::Column { Axis::Row } else { Axis::Column }
}

/// The totals by name of a plane that are tied to nothing, or differ from their parts without being told, each with the reason.
fn untied(searched: &Searched<'_>, judged: &Judged) -> Vec<Untied> {
    let plane = searched.plane;
    let across = |lines: &[usize]| lines.iter().map(|line| grid_position(plane, *line, plane.axis == Axis::Row)).collect();
    let one = |total: usize, lines: &[usize], why: Phrase| Untied {
        table: plane.sheet.table,
        of: kind(plane),
        at: grid_line(plane, total),
        lines: across(lines),
        label: plane.places.label(total).to_owned(),
        why,
    };
    let told: BTreeSet<Cell> = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
    let satisfied: BTreeSet<(Cell, bool)> = judged.satisfied.iter().map(|e| (e.total, e.is_along())).collect();
    let along = plane.axis == Axis::Row;
    let open = |e: &Equation| e.is_along() == along && !told.contains(&e.total) && !satisfied.contains(&(e.total, along));
    let mut doubted: BTreeMap<(usize, Doubt), Vec<usize>> = BTreeMap::new();
    for (equation, doubt) in judged.doubted.iter().filter(|(e, doubt)| open(e) && (e.labelled || doubt.is_said())) {
        let (row, col) = equation.total;
        let (total, line) = if along { (col, row) } else { (row, col) };
        doubted.entry((total, *doubt)).or_default().push(line);
    }
    let left = left(searched).into_iter().map(|left| one(left.place, &left.lines, left.why.words()));
    left.chain(doubted.into_iter().map(|((total, doubt), lines)| one(total, &lines, doubt.words()))).collect()
}

/// The lines that a sum could be compared on and was not.
fn aside<'p>(plane: &'p Plane<'_>, found: &'p Found) -> impl Iterator<Item = usize> + 'p {
    let tried = |line: &usize| found.lines.binary_search_by_key(line, |(l, _)| *l).is_ok();
    let fails = |line: &usize| matches!(fit(plane, &found.signature, *line), Fit::Known(known) if known.weighty() && !known.near());
    (0..plane.len()).filter(move |line| !tried(line) && plane.class(*line).amounts && fails(line))
}

fn sum(plane: &Plane<'_>, found: &Found) -> Sum {
    let sheet = plane.sheet;
    let grid_line = |at: usize| grid_line(plane, at);
    let across = |line: usize| grid_position(plane, line, plane.axis == Axis::Row);
    let sign = |enters: Enters| if enters == Enters::Added { Sign::Plus } else { Sign::Minus };
    Sum {
        table: sheet.table,
        of: kind(plane),
        total: grid_line(found.signature.total),
        label: plane.places.label(found.signature.total).to_owned(),
        parts: found.signature.parts.iter().map(|&(at, enters)| (grid_line(at), sign(enters))).collect(),
        how: found.how,
        lines: found.lines.iter().map(|(line, _)| across(*line)).collect(),
        holds: found.holds,
        rounded: found.lines.iter().filter(|(_, known)| !known.holds() && known.rounds() && known.weighty()).count().min(found.holds),
        fails: found.fails,
        unknown: found.unknown.len(),
        aside: aside(plane, found).map(across).collect(),
    }
}
