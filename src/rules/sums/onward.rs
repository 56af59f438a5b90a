//! Totals that go on from another one: an invoice from its net amount, by the tax.

use crate::rules::Axis;
use crate::rules::sums::accuse::Misfit;
use crate::rules::sums::found::How;
use crate::rules::sums::ground::Ground;
use crate::rules::sums::number::power;

impl Misfit<'_> {
    /// Whether the total goes on from one that its own parts make to the last place, by the few amounts that stand between: an invoice with its
    /// tax. The gap is one of a slip, less than leaving one of them out makes, or taking it away, and more than rounding what is paid does.
    pub(super) fn goes_on(&self, ground: &Ground) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let Some((&(first, _), more)) = rule.signature.parts.split_first() else { return false };
        let amount = |place: usize| i128::from(plane.at(line, place).value).abs();
        let least = more.iter().map(|(place, _)| amount(*place)).min().unwrap_or(0);
        plane.axis == Axis::Column
            && rule.how == How::Run
            && rule.lines.len() == 1
            && plane.meaning(rule.signature.total).total
            && rule.signature.parts.last().is_some_and(|(last, _)| *last < rule.signature.total)
            && ground.is_exact(first, line)
            && known.spans()
            && known.slipped()
            && known.gap.abs().saturating_mul(2) < least
            && (known.gap.abs() >= power(u32::from(plane.sheet.scale)) || known.total % known.fine.saturating_mul(5).max(1) != 0)
            && ground.is_natural(plane, &rule.signature)
    }
}
