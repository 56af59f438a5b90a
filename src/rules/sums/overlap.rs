//! Parts that may share what they count, or be some of it only: answers of which several could be given, persons who come in two ways.

use crate::rules::sums::accuse::Misfit;
use crate::rules::sums::found::How;
use crate::rules::sums::number::{power, shown, worst};
use crate::rules::sums::sheet::Held;
use crate::rules::sums::words::speaks_of;

/// Digits that agree on other lines, from which the parts of a total that names what it counts share nothing, though no slip makes the gap; and from
/// which an item that is not called a total is the sum of its sub-items.
const TOTAL: u32 = 4;
const ITEM: u32 = 6;
/// Which part of a hundred shares come to beyond it at most where only one answer could be given.
const MUCH: i128 = 5;

impl Misfit<'_> {
    /// Whether the shares beside them say that the parts overlap, or that the list is not whole: those of the same total come to more than a
    /// hundred, or to less, or are all right by the printed total and not by the sum of the parts.
    pub(super) fn has_other_shares(&self) -> bool {
        let Self { plane, rule, line, .. } = *self;
        let hundred = plane.sheet.hundred();
        let shares = |l: &usize| plane.is_of_rates(*l) && i128::from(plane.at(*l, rule.signature.total).value) == hundred;
        (0..plane.len())
            .filter(|other| *other != line)
            .filter(shares)
            .any(|shares| self.is_off_hundred(shares) || self.are_shares_of_total(shares))
    }

    /// Whether the shares on another line come to more than a hundred where the parts come to more than their total, or both to less.
    fn is_off_hundred(&self, shares: usize) -> bool {
        let Self { plane, rule, known, .. } = *self;
        let parts = rule.signature.parts.iter().map(|(place, _)| plane.at(shares, *place)).filter(|slot| slot.held == Held::Number);
        let (sum, unit) = parts.fold((0, 1), |(sum, unit), slot| (sum + i128::from(slot.value), unit.max(i128::from(slot.unit))));
        let off: i128 = plane.sheet.hundred() - sum;
        off.signum() == known.gap.signum() && off.abs() > worst(known.terms, unit)
    }

    /// Whether the shares on another line are those of the parts in the printed total, and not in their sum.
    fn are_shares_of_total(&self, shares: usize) -> bool {
        let Self { line, known, .. } = *self;
        self.are_shares(shares, line, known.total) && !self.are_shares(shares, line, known.total - known.gap)
    }

    /// Whether each number on one line is the share in a whole that the part on another line makes.
    fn are_shares(&self, shares: usize, amounts: usize, whole: i128) -> bool {
        let Self { plane, rule, .. } = *self;
        rule.signature.parts.iter().all(|(place, _)| {
            let (part, share) = (plane.at(amounts, *place), plane.at(shares, *place));
            let off = i128::from(part.value).saturating_mul(plane.sheet.hundred()) - i128::from(share.value).saturating_mul(whole);
            share.held == Held::Number && off.abs().saturating_mul(2) <= i128::from(share.unit).saturating_mul(whole.abs())
        })
    }

    /// Whether the total is no less than any part and less than all of them, as that of things is which the parts share.
    fn is_between(&self) -> bool {
        let known = self.known;
        known.gap < 0 && known.ends.0 >= 0 && known.total >= known.ends.1
    }

    /// Whether shares that are all of a whole come to less than their hundred, or to a little more by a slip: where several answers could be given
    /// they come to much more. Not where a note says that they could, or where the amounts beside them make them right.
    pub(super) fn is_no_hundred(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let whole = |amounts: usize| i128::from(plane.at(amounts, rule.signature.total).value);
        let right =
            |amounts: &usize| plane.class(*amounts).amounts && whole(*amounts) != 0 && self.are_shares(line, *amounts, whole(*amounts));
        let told = known.gap > 0 || (self.slipped() && known.gap.abs().saturating_mul(MUCH) <= known.total);
        told && !plane.sheet.shared && !(0..plane.len()).any(|amounts| right(&amounts))
    }

    /// Whether a note says that the parts share what they count, and the total is one of such parts.
    pub(super) fn is_said_to_share(&self) -> bool {
        self.plane.sheet.shared && self.is_between()
    }

    /// Whether the label of the numbers or a note says that what they count may stand on several lines, as persons, countries and sites do, and the
    /// total is one of such parts.
    pub(super) fn may_be_on_several(&self) -> bool {
        let Self { plane, line, .. } = *self;
        (plane.sheet.several || plane.lines.meaning(line).several) && self.is_between()
    }

    /// Whether words or shares beside the figures say that the total counts what its parts share, or what is not listed.
    pub(super) fn counts_otherwise(&self) -> bool {
        self.has_other_shares() || self.may_share() || self.is_said_to_share() || self.may_be_on_several() || self.is_said_to_include(false)
    }

    /// Whether a note says of the line, unless it `slipped`, or of just as much as is missing, that it is included though not listed, and the total
    /// is of more than its parts.
    pub(super) fn is_said_to_include(&self, slipped: bool) -> bool {
        let Self { plane, line, known, .. } = *self;
        let (label, gap) = (plane.lines.label(line), shown(known.gap.abs(), plane.sheet.scale, 0));
        let said = |note: &str| (!slipped && speaks_of(note, label)) || speaks_of(&note.replace(',', ""), &gap);
        known.gap.signum() == known.total.signum() && plane.sheet.inclusions.iter().any(|note| said(note))
    }

    /// Whether parts that are called some of their total, or are of a table that lists some only, leave something of it.
    pub(super) fn are_some(&self) -> bool {
        let Self { plane, rule, known, .. } = *self;
        let some = || rule.signature.parts.iter().any(|(place, _)| plane.meaning(*place).of_which);
        known.gap.signum() == known.total.signum() && (some() || (rule.how == How::Code && plane.sheet.open))
    }

    /// Whether a total of whole numbers that names what it counts may be one of things that the parts share: few other lines say that nothing is
    /// shared.
    pub(super) fn may_share(&self) -> bool {
        let Self { plane, rule, known, .. } = *self;
        let total = rule.signature.total;
        let meaning = plane.meaning(total);
        let whole = known.fine >= power(u32::from(plane.sheet.scale));
        let sub_items = || rule.signature.parts.iter().all(|(place, _)| plane.places.parent(*place) == Some(total));
        let few = || if meaning.is_result() { !self.slipped() && self.support() < TOTAL } else { sub_items() && self.support() < ITEM };
        whole && self.is_between() && !meaning.plain && few()
    }
}
