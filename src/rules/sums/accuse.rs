//! Whether a misfit is told, and if not, why not.

use crate::phrase::Phrase;
use crate::rules::Axis;
use crate::rules::sums::balance;
use crate::rules::sums::coarse;
use crate::rules::sums::evaluate::{Compared, Enters};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::ground::Ground;
use crate::rules::sums::misprint::{misprinted, part_misprinted, plays, total_misprinted};
use crate::rules::sums::number::{digits, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::select::{differs, is_off_the_hundred, support};
use crate::rules::sums::sheet::Held;

/// Digits that must agree on other lines where the table shows which parts a total has.
const SHOWN: u32 = 3;
/// The same where they are all items of a numbered list.
const LISTED: u32 = 2;
/// The same where it does not show them.
const HIDDEN: u32 = 8;
/// Digits that must agree on the other lines of a named result from which parts are taken away that no label says are.
const ALONE: u32 = 4;
/// Lines that a line is compared with.
const LINES: usize = 400;
/// Lines that hold on a sum that no label names, for each that is told whatever its gap.
const MANY: usize = 6;
/// How many times as large the parts of one line may be as those of another like it.
const ALIKE: i128 = 4;

/// Why a misfit is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// What is added up is no amount.
    Rate,
    /// The sum may not be meant on the line.
    Loose,
    /// Rounding may explain the gap.
    Rounding,
    /// All figures of the line are round: if they are rounded, that explains the gap.
    Round,
    /// Several parts may have counted the same thing.
    Shared,
    /// A note says that the total is of more than its parts.
    Wider,
    /// The gap is another number of the table.
    Missing,
    /// A part is blank.
    Blank,
    /// Too little speaks for the parts.
    Thin,
}

impl Doubt {
    /// Whether something may be amiss, and not only the sum be mistaken.
    pub(super) fn is_said(self) -> bool {
        !matches!(self, Self::Rate | Self::Loose)
    }

    /// The reason in words.
    pub(super) fn words(self) -> Phrase {
        match self {
            Self::Rate => Phrase::new("这些数是比率，未必相加", "these are rates, which need not add up"),
            Self::Loose => Phrase::new("在这里未必是这几项的合计", "it need not be the sum of these figures there"),
            Self::Rounding => Phrase::new("四舍五入可能造成这一差额", "rounding may explain the difference"),
            Self::Round => Phrase::new(
                "这些数都是整十、整百或 5 的倍数，若经四舍五入，可有此差",
                "all these figures are round ones, and if they are rounded, that explains the difference",
            ),
            Self::Shared => Phrase::new(
                "同一对象可以归入几项，合计未必是各项之和",
                "one thing may stand under several of them, so that the total need not be their sum",
            ),
            Self::Wider => {
                Phrase::new("表的说明提到这里的数还含未列出的部分", "a note says that the figures there include what is not listed")
            }
            Self::Missing => Phrase::new(
                "相差的数正好是表中另一个数，可能有一项没有算在内",
                "the difference is another number of the table, so a part may be missing from the sum",
            ),
            Self::Blank => Phrase::new("有分项为空", "a part is blank"),
            Self::Thin => Phrase::new("没有足够的其他行列证实它由这几项相加", "too few other lines confirm that these are its parts"),
        }
    }
}

/// A misfit of a rule on a line.
pub(super) struct Misfit<'a> {
    pub(super) plane: &'a Plane<'a>,
    pub(super) rule: &'a Found,
    pub(super) line: usize,
    pub(super) known: &'a Compared,
    /// The table's figures are exact, so that rounding explains nothing.
    pub(super) exact: bool,
}

impl Misfit<'_> {
    /// Whether it is firm enough to be told.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn accuses(&self, ground: &Ground) -> Result<(), Doubt> {
        let Self { plane, rule, line, known, exact } = *self;
        if plane.lines.meaning(line).change {
            return Err(Doubt::Rate);
        }
        if rule.how == How::Balance {
            return self.balances();
        }
        if rule.how == How::Formula {
            let shown = self.slipped() || (rule.holds >= 3 && rule.fails == 1);
            return if (!exact && self.rounds()) || self.is_round() || self.is_turned() || self.is_clamped() || !shown {
                Err(Doubt::Loose)
            } else {
                Ok(())
            };
        }
        if !plane.class(line).amounts {
            match self.of_rates() {
                Some(true) if self.is_round() => return Err(Doubt::Round),
                Some(true) => return Ok(()),
                Some(false) => return Err(Doubt::Rate),
                None => {}
            }
        }
        if self.is_stray() || self.has_other_parts(ground) || self.has_other_shares() || self.may_share() {
            return Err(Doubt::Loose);
        }
        if self.is_said_to_share() {
            return Err(Doubt::Shared);
        }
        if !exact && self.rounds() {
            return Err(Doubt::Rounding);
        }
        if self.is_round() {
            return Err(Doubt::Round);
        }
        let slipped = self.slipped();
        if !slipped && self.may_be_on_several() {
            return Err(Doubt::Shared);
        }
        if self.is_said_to_include(slipped) {
            return Err(Doubt::Wider);
        }
        if self.are_some() {
            return Err(Doubt::Loose);
        }
        if differs(&rule.signature) {
            let meaning = plane.meaning(rule.signature.total);
            let named = rule.labelled && !meaning.closing;
            let shown = rule.holds >= 3 || (named && self.support() >= ALONE);
            return if shown && rule.fails == 1 && slipped && !self.is_clamped() { Ok(()) } else { Err(Doubt::Loose) };
        }
        if !rule.labelled && self.is_clamped() {
            return Err(Doubt::Loose);
        }
        if (known.blanks > 0 || self.is_withheld()) && !slipped {
            return Err(Doubt::Blank);
        }
        if self.belongs() && !(slipped && rule.holds >= 3) {
            return Err(Doubt::Missing);
        }
        let few = slipped && rule.fails <= 1 + rule.holds / 4 && self.is_sizable() && self.is_whole(ground);
        let told = if exact && known.near() { few && (self.support() > 0 || self.stands(ground)) } else { few || self.firm(ground) };
        if told { Ok(()) } else { Err(Doubt::Thin) }
    }

    /// Whether one slip of one cell explains the gap.
    pub(super) fn slipped(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        known.slipped() && misprinted(plane, &rule.signature, line, known, plays(plane, &rule.lines, line))
    }

    /// Whether the total is misprinted, and no average of the parts.
    fn has_misprinted_total(&self) -> bool {
        !self.is_among() && total_misprinted(self.known)
    }

    /// Whether the total lies among the parts, none of which is negative, as an average of them does.
    fn is_among(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let amounts = || rule.signature.parts.iter().map(|(p, _)| i128::from(plane.at(line, *p).value)).filter(|amount| *amount != 0);
        known.ends.0 == 0 && amounts().any(|amount| amount <= known.total) && amounts().any(|amount| amount >= known.total)
    }

    /// Whether two totals that are one amount by their names are held to it: what is owned and what is owed always, what comes in and what goes
    /// out where another line balances or the table carries over what is left, and never where the gap is what a line beside them says, as a
    /// surplus or a loss does.
    fn balances(&self) -> Result<(), Doubt> {
        let Self { plane, rule, line, known, .. } = *self;
        if !plane.class(line).amounts || known.gap.abs() <= known.unit {
            return Err(Doubt::Rounding);
        }
        if balance::is_beside(plane, line, known.gap, &rule.signature) {
            return Err(Doubt::Missing);
        }
        let law = plane.meaning(rule.signature.total).uses.is_some_and(|sides| balance::is_law(sides, plane));
        if law || rule.holds > 0 || (rule.fails == 1 && self.slipped()) { Ok(()) } else { Err(Doubt::Thin) }
    }

    /// Whether the total is one that parts could have: beyond all of them but for one that is misprinted, or of figures long enough to tell it from
    /// an average. A slip makes a short mean the sum of a few all too easily.
    fn is_sizable(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let long = digits(known.total / known.unit.max(1));
        let spans = known.spans() && known.gap.abs() < known.total.abs();
        let but_for_one = || known.ends.0 == 0 && part_misprinted(plane, &rule.signature, line, known, false);
        // With no line to confirm it, it may be the mean of any figures that it lies among.
        let mean = rule.holds == 0 && rule.how != How::Code && !spans && self.is_among();
        let confirmed = || rule.holds > 0 && self.support() >= SHOWN;
        (long >= 3 && !mean) || rule.holds >= 3 || spans || but_for_one() || confirmed()
    }

    /// Whether a total by its name has all that stands beside it for its parts, or other lines show which it has.
    fn is_whole(&self, ground: &Ground) -> bool {
        let Self { plane, rule, .. } = *self;
        rule.how != How::Label || rule.holds == 0 || self.support() >= ALONE || ground.is_natural(plane, &rule.signature)
    }

    /// Whether a mark for nothing may stand for what is withheld: it is the only one, or a zero is printed elsewhere, and the gap is of the sign that
    /// an amount there would leave.
    fn is_withheld(&self) -> bool {
        let Self { known, .. } = *self;
        let marked = known.dashes == 1 || (known.dashes > 0 && known.zeros > 0);
        marked && known.gap.signum() == known.total.signum()
    }

    /// Whether the difference stops at nothing where it would be less, as arrears do: on this line, or on those that it is the total of.
    fn is_clamped(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let stops = |l: usize, k: &Compared| {
            let none = |&(p, enters): &(usize, Enters)| {
                let slot = plane.at(l, p);
                enters == Enters::Added && slot.held == Held::Number && slot.value == 0 && k.gap < 0
            };
            (k.total == 0 && k.gap > 0) || (rule.signature.parts.len() == 2 && rule.signature.parts.iter().any(none))
        };
        let others: i128 = rule.lines.iter().filter(|(l, k)| *l != line && stops(*l, k)).map(|(_, k)| k.gap).sum();
        stops(line, known) || (others != 0 && others == known.gap)
    }

    /// On a line of rates: what they say; `None` where they say as much as amounts.
    fn of_rates(&self) -> Option<bool> {
        let Self { plane, rule, line, known, .. } = *self;
        let class = plane.class(line);
        let good = |(l, k): &&(usize, Compared)| plane.class(*l) == class && k.weighty() && (k.holds() || k.near());
        if rule.how == How::Run {
            return Some(self.is_no_hundred());
        }
        if rule.labelled && is_off_the_hundred(plane, line, known) {
            return Some(true);
        }
        let (good, bad) = (rule.lines.iter().filter(good).count(), rule.lines.iter().filter(|(_, k)| !k.holds() && !k.near()).count());
        let hundred = |k: &Compared| (k.holds() || k.rounds()) && k.total == plane.sheet.hundred();
        if class.percent && known.slipped() && bad == 1 && rule.lines.iter().any(|(l, k)| plane.class(*l) == class && hundred(k)) {
            return Some(true);
        }
        let shares = known.telling >= 3 || rule.lines.iter().any(|(_, k)| k.holds() && telling_digits(k.total) == 1);
        let known_well =
            |(l, k): &(usize, Compared)| plane.class(*l) == class && (k.holds() || k.rounds()) && k.weighty() && k.telling >= 4;
        if !class.percent && rule.labelled && bad == 1 && known.slipped() && rule.lines.iter().any(known_well) {
            return Some(true);
        }
        let same = |(l, k): &(usize, Compared)| plane.class(*l) == class && k.holds() && k.weighty() && k.telling >= 3;
        if class.percent && rule.labelled && bad == 1 && known.slipped() && !known.close() && rule.lines.iter().any(same) {
            return Some(true);
        }
        (good < 3 || good < 3 * bad || (class.percent && !shares)).then_some(false)
    }

    /// Whether rounding, of whatever kind, may explain the gap.
    fn rounds(&self) -> bool {
        let Self { plane, rule, known, .. } = *self;
        let between = |k: &Compared| k.near() && !k.rounds();
        if known.near() && (known.gap.abs() < known.unit.saturating_mul(4) || rule.lines.iter().filter(|(_, k)| between(k)).count() > 1) {
            return true;
        }
        if self.adds_roundings() {
            return true;
        }
        let inexact = plane.sheet.rounded || rule.lines.iter().any(|(_, k)| k.gap != 0 && (k.near() || k.close()) && k != known);
        if inexact && known.gap.abs() <= worst(known.terms, known.unit).saturating_add(known.unit) {
            return true;
        }
        // A line in whole thousands among others with a decimal.
        let coarser = inexact && known.granule > known.unit && rule.lines.iter().any(|(_, k)| k.granule < known.granule);
        if coarser && known.gap.abs() <= worst(known.terms, known.granule) {
            return true;
        }
        // Official statistics round to fives at random.
        if known.gap.abs() == 5 * known.unit && known.fives {
            return true;
        }
        known.close() && rule.lines.iter().filter(|(_, k)| k.close() && !k.near() && !k.holds()).count() >= 3
    }

    /// Whether the line is the total of the others, and the gap that of them together, each of which rounding explains.
    fn adds_roundings(&self) -> bool {
        let Self { rule, line, known, .. } = *self;
        let others = || rule.lines.iter().filter(|(l, _)| *l != line).map(|(_, k)| k);
        others().filter(|k| k.gap != 0).count() > 1
            && others().all(Compared::near)
            && others().map(|k| k.gap).sum::<i128>() == known.gap
            && others().map(|k| k.total).sum::<i128>() == known.total
    }

    /// Whether the figures are rounded more coarsely than they are printed, though the table says nothing of it, and that would explain the gap.
    fn is_round(&self) -> bool {
        coarse::explains(self.plane, self.rule, self.line, self.known)
    }

    /// Whether a row of few digits stands in a section where the rule holds on no row: a section of changes in per cent, say.
    fn is_stray(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let group = plane.lines.group(line);
        let held = |(l, k): &(usize, Compared)| plane.lines.group(*l) == group && k.weighty() && (k.holds() || k.rounds());
        plane.axis == Axis::Row && rule.holds >= 2 && digits(known.total / known.unit.max(1)) < 3 && !rule.lines.iter().any(held)
    }

    /// Whether other parts make the total to the last place, and these do on no line.
    fn has_other_parts(&self, ground: &Ground) -> bool {
        let Self { rule, line, .. } = *self;
        ground.is_exact(rule.signature.total, line) && !rule.lines.iter().any(|(_, k)| k.weighty() && k.holds())
    }

    /// Whether the gap is a number of the same line or of the totals: a part that was left out.
    fn belongs(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let slipped = known.slipped();
        let is_gap = |value: i64| i128::from(value).abs() == known.gap.abs();
        let along = (0..plane.depth())
            .filter(|p| !(slipped && rule.signature.parts.iter().any(|(q, _)| q == p)))
            .any(|p| is_gap(plane.at(line, p).value));
        // A hundred per cent is no part of an amount.
        let across = (0..plane.len()).filter(|l| plane.class(*l).amounts).any(|l| is_gap(plane.at(l, rule.signature.total).value));
        digits(known.gap) >= 3 && (along || across)
    }

    /// Whether the difference is there but for its sign: stated without it, or of a cost that is printed with a minus already; or whether
    /// nothing is stated where there is less than nothing, as a tax due is.
    fn is_turned(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let taken = |(p, enters): &(usize, Enters)| *enters == Enters::Taken && plane.at(line, *p).value < 0;
        let clamped = known.total == 0 && known.gap > 0;
        known.gap == 2 * known.total || clamped || rule.signature.parts.iter().any(taken)
    }

    /// Digits that agree on the other lines of the rule.
    pub(super) fn support(&self) -> u32 {
        support(self.plane, self.rule.others(self.line).take(LINES).map(|(_, k)| k))
    }

    /// Whether so much speaks for the parts that any gap is told: other lines hold on them, or the table shows nothing else.
    fn firm(&self, ground: &Ground) -> bool {
        let Self { plane, rule, known, .. } = *self;
        if !rule.labelled {
            let many = rule.holds >= MANY && rule.fails * MANY <= rule.holds;
            return many && !self.is_stock() && self.support() >= 2 * HIDDEN && (known.spans() || self.is_alike());
        }
        let size: i128 = rule.signature.parts.iter().map(|&(p, _)| i128::from(plane.at(self.line, p).value).abs()).sum();
        // Above all of them and half of their sum at most: as well an index, or the most of all.
        let average = known.gap.abs().saturating_mul(2) >= size && known.total.abs() <= size && !self.has_misprinted_total();
        // Rows of one kind that hold show a sum, where a column among others may be of averages.
        let rows = plane.axis == Axis::Row && rule.holds >= MANY && rule.fails == 1;
        if average && !rows {
            return false;
        }
        if known.spans() && rule.holds >= 3 && rule.fails * 3 <= rule.holds {
            return true;
        }
        if rule.fails != 1 || self.is_stock() {
            return false;
        }
        let natural = ground.is_natural(plane, &rule.signature);
        let listed = natural && plane.places.are_numbered(&rule.signature.parts);
        let least = if listed {
            LISTED
        } else if natural {
            SHOWN
        } else {
            HIDDEN
        };
        let vouched = rule.holds >= 1 && self.support() >= least && (known.spans() || self.is_alike());
        vouched || self.stands(ground) || self.goes_on(ground)
    }

    /// Whether the total is one of the parts: what is there at the end of the year is what was there at the end of its last quarter.
    fn is_stock(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        rule.signature.parts.iter().any(|(p, _)| i128::from(plane.at(line, *p).value) == known.total)
    }

    /// Whether the parts are as many and of the size that they have on a line that holds: a line of shares or codes among amounts is not.
    fn is_alike(&self) -> bool {
        let Self { plane, rule, line, known, .. } = *self;
        let size = |l: usize| -> i128 { rule.signature.parts.iter().map(|&(p, _)| i128::from(plane.at(l, p).value).abs()).sum() };
        let own = size(line);
        let alike = |other: i128| own <= other.saturating_mul(ALIKE) && other <= own.saturating_mul(ALIKE);
        let same = |(l, k): &&(usize, Compared)| *l != line && plane.class(*l) == plane.class(line) && k.holds() && k.terms >= known.terms;
        rule.lines.iter().filter(same).take(LINES).any(|(l, _)| alike(size(*l)))
    }

    /// Whether a total stands below the only numbers it can be the sum of, and no other line of amounts speaks against it: they reach from
    /// it to a natural end. A label that names more than the adding up (total electors) may be of a thing of its own size, and where
    /// it or the parts come to half as much again, some are not listed, or they are groups and their members; unless the total is misprinted.
    fn stands(&self, ground: &Ground) -> bool {
        let Self { plane, rule, known, line, .. } = *self;
        let silent = |l: usize| {
            !plane.class(l).amounts
                || plane.at(l, rule.signature.total).value == 0
                || rule.lines.iter().any(|(other, k)| *other == l && k.holds())
        };
        let (sum, total) = ((known.total - known.gap).abs(), known.total.abs());
        let within = total.saturating_mul(2) <= sum.saturating_mul(3) && sum.saturating_mul(2) <= total.saturating_mul(3);
        plane.axis == Axis::Column
            && !plane.sheet.selected
            && rule.how != How::Support
            && plane.meaning(rule.signature.total).total
            && rule.signature.parts.len() >= 3
            && rule.signature.parts.last().is_some_and(|(p, _)| *p < rule.signature.total)
            && known.terms >= 3
            && known.blanks == 0
            && (0..plane.len()).all(|l| l == line || silent(l))
            && plane.meaning(rule.signature.total).plain
            && ((known.spans() && within) || self.has_misprinted_total())
            && !self.is_mixed()
            && ground.is_natural(plane, &rule.signature)
    }

    /// Whether the parts may not be one list: some are items and some parts of them, or a labelled place between them and the total holds nothing.
    fn is_mixed(&self) -> bool {
        let Self { plane, rule, line, .. } = *self;
        let total = rule.signature.total;
        let first = rule.signature.parts.first().map_or(total, |(p, _)| *p);
        let aside = |p: usize| plane.meaning(p).of_which || plane.places.under(p).is_some_and(|item| item != total);
        let untold = |p: usize| match plane.at(line, p).held {
            Held::Nil => true,
            Held::Empty => !plane.places.is_bare(p),
            _ => false,
        };
        (first..total).any(|p| aside(p) || untold(p))
    }
}
