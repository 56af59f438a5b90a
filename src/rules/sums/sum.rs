//! The sums found in a document, for people who ask what was found and why something was not.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::audit::{Read, read};
use crate::rules::sums::balance;
use crate::rules::sums::evaluate::Enters;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::{Found, How};
use crate::rules::sums::sheet::Held;
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
    /// Lines on which it fails.
    pub fails: usize,
    /// Lines with a withheld or unreadable cell: undecided.
    pub unknown: usize,
}

/// A row or column called a total that was not tied to parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untied {
    /// Index into the document's tables.
    pub table: u32,
    /// [`Axis::Row`]: a row. [`Axis::Column`]: a column.
    pub of: Axis,
    /// Grid row or column, 0-based.
    pub at: u32,
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
            for plane in &read.planes() {
                let mut found = self::read(plane);
                out.untied.extend(untied(plane, &found));
                found.extend(balance::within(plane));
                out.found.extend(found.iter().map(|found| sum(plane, found)));
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

/// The totals by name of a plane that no sum found is for, each with the reason.
pub(super) fn untied(plane: &Plane<'_>, found: &[Found]) -> Vec<Untied> {
    let totals: BTreeSet<usize> = found.iter().map(|f| f.signature.total).collect();
    let named = |at: &usize| plane.meaning(*at).total && plane.places.is_filled(*at) && !totals.contains(at);
    let parts = (0..plane.depth()).filter(|&at| plane.adds(at) && plane.places.is_filled(at) && !plane.meaning(at).total).count();
    let withheld = |at: usize| (0..plane.len()).any(|line| matches!(plane.at(line, at).held, Held::Withheld | Held::Unknown));
    let why = |at: usize| {
        if !plane.adds(at) {
            Phrase::new("是比率、年份或代码，不是相加得来的", "a rate, a year or a code, nothing that is added up")
        } else if parts < 2 {
            Phrase::new("旁边没有两项以上的分项", "there are not two parts beside it")
        } else if withheld(at) || (0..plane.depth()).any(withheld) {
            Phrase::new("合计或旁边的数有未公布、隐藏或读不出的", "the total or a number beside it is withheld, hidden or unreadable")
        } else {
            Phrase::new("旁边连续的几个数加起来都不是它", "no run of the numbers beside it adds up to it")
        }
    };
    (0..plane.depth())
        .filter(named)
        .map(|at| Untied {
            table: plane.sheet.table,
            of: kind(plane),
            at: grid_line(plane, at),
            label: plane.places.label(at).to_owned(),
            why: why(at),
        })
        .collect()
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
        fails: found.fails,
        unknown: found.unknown.len(),
    }
}
