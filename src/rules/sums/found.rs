//! A sum found: a signature taken for a rule of the table, with what it comes to on every line.

use crate::rules::sums::evaluate::{Compared, Enters, Fit, Signature, fit};
use crate::rules::sums::plane::Plane;

/// How a sum was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the codes of its parts, which begin with the code of the total.
    Code,
    /// By the ordinals of its parts, which make them its sub-items.
    Outline,
    /// By its label, which writes it out: 3=1+2.
    Formula,
    /// By its label and the lines it holds on.
    Label,
    /// By the lines it holds on alone.
    Support,
    /// By its label and the run of numbers beside it, though it holds on no line.
    Run,
    /// By the labels of two totals that are one amount: the total of the uses and its one part, that of the sources.
    Balance,
}

/// A signature taken for a rule of the table, and what it comes to on every line.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The signature.
    pub(super) signature: Signature,
    /// Line and comparison, for lines where there is something to compare.
    pub(super) lines: Vec<(usize, Compared)>,
    /// Lines with a withheld or unreadable cell.
    pub(super) unknown: Vec<usize>,
    /// Lines with two parts at least on which it holds.
    pub(super) holds: usize,
    /// Lines of a class on which it holds elsewhere, and fails here.
    pub(super) fails: usize,
    /// Digits that agree, over all lines: how unlikely chance is.
    pub(super) weight: u32,
    /// A label says that the total is one.
    pub(super) labelled: bool,
    /// How it was found.
    pub(super) how: How,
}

impl Found {
    /// A signature that a label asks for, tried on the lines of amounts among these; what holds and fails is not counted yet.
    pub(super) fn along(plane: &Plane<'_>, signature: Signature, how: How, within: impl Fn(usize) -> bool) -> Self {
        let mut found = Self { signature, lines: Vec::new(), unknown: Vec::new(), holds: 0, fails: 0, weight: 0, labelled: true, how };
        for line in (0..plane.len()).filter(|&line| plane.class(line).amounts && within(line)) {
            match fit(plane, &found.signature, line) {
                Fit::Known(known) => found.lines.push((line, known)),
                Fit::Unknown => found.unknown.push(line),
                Fit::Idle => {}
            }
        }
        found
    }

    /// With its lines counted: those that hold, and those that do not even come near.
    pub(super) fn counted(self, holds: impl Fn(&Compared) -> bool) -> Self {
        let count = |is: &dyn Fn(&Compared) -> bool| self.lines.iter().filter(|(_, known)| is(known)).count();
        let (holds, fails) = (count(&holds), count(&|known: &Compared| !known.holds() && !known.near()));
        Self { holds, fails, ..self }
    }

    /// The lines but one that hold, rounding allowed for, with two parts at least.
    pub(super) fn others(&self, but: usize) -> impl Iterator<Item = &(usize, Compared)> {
        self.lines.iter().filter(move |(line, known)| *line != but && known.weighty() && (known.holds() || known.rounds()))
    }

    /// Whether the last of its two parts, which stand below a total that no label names, is what another one goes on to take the others from: sales,
    /// excise, net sales, less costs.
    pub(super) fn goes_on_with(&self, next: &Self, place: usize) -> bool {
        let left = self.how == How::Support && !self.follows() && self.signature.parts.len() == 2;
        let is_left = left && self.signature.parts.last().is_some_and(|(last, _)| *last == place);
        let [(first, Enters::Added), rest @ ..] = &next.signature.parts[..] else { return false };
        is_left && *first == place && next.follows() && rest.iter().all(|(_, enters)| *enters == Enters::Taken)
    }

    /// The total and the parts.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.signature.parts.iter().map(|(place, _)| *place).chain([self.signature.total])
    }

    /// Whether the total stands behind its parts.
    pub(super) fn follows(&self) -> bool {
        self.signature.parts.first().is_some_and(|(part, _)| *part < self.signature.total)
    }
}
