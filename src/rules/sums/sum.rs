//! The sums found in a document, for people who ask what was found and why something was not.

use crate::facts::Facts;
use crate::rules::sums::audit::{Read, read};
use crate::rules::sums::evaluate::Enters;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::{Found, How};
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
    /// Lines on which it holds, rounding allowed for.
    pub holds: usize,
    /// Lines on which it fails.
    pub fails: usize,
    /// Lines with a withheld or unreadable cell: undecided.
    pub unknown: usize,
}

/// The sums of all tables but the `covered` ones, in reading order.
#[must_use]
pub fn sums(facts: &Facts<'_>, covered: &[u32]) -> Vec<Sum> {
    let mut out = Vec::new();
    for index in (0_u32..).take(facts.tables.len()).filter(|n| !covered.contains(n)) {
        if let Some(read) = Read::of(facts, index) {
            for plane in &read.planes() {
                out.extend(self::read(plane).iter().map(|found| sum(plane, found)));
            }
        }
    }
    out
}

fn sum(plane: &Plane<'_>, found: &Found) -> Sum {
    let sheet = plane.sheet;
    let grid_line = |at: usize| match plane.axis {
        Axis::Column => sheet.first_row.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)),
        Axis::Row => sheet.columns.get(at).map_or(0, |(from, _)| *from),
    };
    let sign = |enters: Enters| if enters == Enters::Added { Sign::Plus } else { Sign::Minus };
    Sum {
        table: sheet.table,
        of: if plane.axis == Axis::Column { Axis::Row } else { Axis::Column },
        total: grid_line(found.signature.total),
        label: plane.places.label(found.signature.total).to_owned(),
        parts: found.signature.parts.iter().map(|&(at, enters)| (grid_line(at), sign(enters))).collect(),
        how: found.how,
        holds: found.holds,
        fails: found.fails,
        unknown: found.unknown.len(),
    }
}
