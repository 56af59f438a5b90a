//! Whether a table's figures are exact: counted one by one, or proven so by the sums of the table that agree to the last place.

use std::collections::BTreeSet;

use crate::rules::sums::evaluate::Compared;
use crate::rules::sums::found::Found;
use crate::rules::sums::number::power;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::{Cell, Equation};

/// How likely it is that a sum of so many rounded parts agrees to the last place, as the negative natural logarithm in thousandths: the sum
/// of `n + 1` independent errors, each even within half a unit, lies within half a unit.
const CHANCE: [i64; 13] = [0, 0, 288, 405, 513, 598, 649, 718, 775, 827, 874, 918, 959];
/// That of a thousandth: so unlikely must it be that a table of rounded figures shows none of it.
const EXACT: i64 = 6900;
/// The same where two sums that cross are off by the same at the cell that they share: that of a hundredth.
const CROSSED: i64 = 4600;

/// How unlikely it is that rounding makes more than three standard deviations of its sum, in the same measure, and the least that other sums
/// must say then.
const BEYOND: i64 = 4000;
const LEAST: i64 = 1200;

/// Parts of a whole that are printed as they are: amounts of money have hundredths. What has more places was computed.
const CENTS: i128 = 100;

/// How the sums of a table agree.
#[derive(Debug, Default)]
pub(super) struct House {
    /// The negative logarithm of the chance that rounded figures would agree as exactly as those of the table do.
    exact: i64,
    /// The sums that agree only after rounding.
    rounded: Vec<Equation>,
}

impl House {
    /// Takes down how a sum agrees.
    pub(super) fn note(&mut self, known: &Compared, equation: &Equation) {
        if known.gap == 0 && known.terms >= 2 {
            self.exact += CHANCE.get(known.terms).or(CHANCE.last()).copied().unwrap_or(0);
        } else if known.gap != 0 && known.close() {
            self.rounded.push(equation.clone());
        }
    }

    /// Whether a misfit within rounding is a misfit all the same: the figures are whole counts, or the other sums show that nothing is rounded.
    pub(super) fn is_exact(&self, plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared, equation: &Equation) -> bool {
        if plane.sheet.rounded || !plane.class(line).amounts || known.grain > known.unit || known.unit != known.fine || known.fives {
            return false;
        }
        // One wrong cell may upset several sums.
        let own = changes(equation);
        if self.rounded.iter().any(|other| changes(other).is_disjoint(&own)) {
            return false;
        }
        let one = power(u32::from(plane.sheet.scale));
        let whole = known.unit == one;
        let least = if self.crosses(equation) || (whole && known.fine == one) { CROSSED } else { EXACT };
        let least = if known.near() && !known.rounds() { (least - BEYOND).max(LEAST) } else { least };
        let counted = plane.sheet.counted || plane.lines.meaning(line).counted || plane.places.meaning(rule.signature.total).counted;
        (whole && counted) || (self.exact >= least && known.unit.saturating_mul(CENTS) >= one)
    }

    /// Whether another sum, the other way, is off by the same at a cell that both share and that is not the total of both.
    fn crosses(&self, equation: &Equation) -> bool {
        let own = changes(equation);
        let at_shared =
            |other: &Equation| changes(other).intersection(&own).any(|(cell, _)| *cell != equation.total || *cell != other.total);
        self.rounded.iter().any(|other| other.is_along() != equation.is_along() && at_shared(other))
    }
}

/// What each cell would have to change by to close the gap.
fn changes(equation: &Equation) -> BTreeSet<(Cell, i128)> {
    equation.changes().collect()
}
