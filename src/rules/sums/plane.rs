//! A sheet seen along one axis: lines that hold a sum each, and places along them.

use crate::rules::Axis;
use crate::rules::sums::barren::barren;
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::lexicon::Meaning;
use crate::rules::sums::sheet::{Sheet, Slot};

/// What the numbers of a line are; a rule of one class says nothing of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// Not rates, years or codes.
    pub(super) amounts: bool,
    /// Percentages.
    pub(super) percent: bool,
    /// The power of ten of the last place that most are printed to.
    pub(super) ulp: u8,
    /// No sum of the table holds on it.
    pub(super) barren: bool,
}

/// The sheet seen along one axis. With [`Axis::Column`] a line is a column and a place is a row: totals stand below or above their parts.
pub(super) struct Plane<'s> {
    /// What a line is.
    pub(super) axis: Axis,
    /// The sheet.
    pub(super) sheet: &'s Sheet,
    /// What the labels and numbers of each place say.
    pub(super) places: &'s Kinds,
    /// The same for each line.
    pub(super) lines: &'s Kinds,
    /// Of each line, whether nothing adds up on it though much does on others.
    barren: Vec<bool>,
}

impl<'s> Plane<'s> {
    /// Sees a sheet along an axis.
    pub(super) fn of(axis: Axis, sheet: &'s Sheet, places: &'s Kinds, lines: &'s Kinds) -> Self {
        let plane = Self { axis, sheet, places, lines, barren: Vec::new() };
        Self { barren: barren(&plane), ..plane }
    }

    /// Whether the time for the file is over: what is found then is thrown away.
    pub(super) fn is_late(&self) -> bool {
        self.sheet.deadline.is_over()
    }

    /// Lines.
    pub(super) fn len(&self) -> usize {
        match self.axis {
            Axis::Column => self.sheet.columns.len(),
            Axis::Row => self.sheet.rows,
        }
    }

    /// Places along a line.
    pub(super) fn depth(&self) -> usize {
        match self.axis {
            Axis::Column => self.sheet.rows,
            Axis::Row => self.sheet.columns.len(),
        }
    }

    /// The slot of a line at a place.
    pub(super) fn at(&self, line: usize, place: usize) -> Slot {
        match self.axis {
            Axis::Column => self.sheet.at(place, line),
            Axis::Row => self.sheet.at(line, place),
        }
    }

    /// Matrix row and logical column of a line's place.
    pub(super) fn spot(&self, line: usize, place: usize) -> (usize, usize) {
        match self.axis {
            Axis::Column => (place, line),
            Axis::Row => (line, place),
        }
    }

    /// What the label of a place says.
    pub(super) fn meaning(&self, place: usize) -> Meaning {
        self.places.meaning(place)
    }

    /// Whether a place may be added up at all.
    pub(super) fn adds(&self, place: usize) -> bool {
        self.places.adds(place)
    }

    /// Whether a line holds shares or other rates, by its numbers or by its label.
    pub(super) fn is_of_rates(&self, line: usize) -> bool {
        self.lines.percent(line) || self.lines.meaning(line).rate
    }

    /// Lines that may be compared: rates with rates, amounts with amounts, and with as many decimals.
    pub(super) fn class(&self, line: usize) -> Class {
        let barren = self.barren.get(line).copied().unwrap_or(false);
        let amounts = self.lines.adds(line) && !barren;
        Class { amounts, percent: self.lines.percent(line), ulp: self.lines.ulp(line), barren }
    }
}
