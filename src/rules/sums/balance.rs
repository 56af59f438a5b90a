//! Totals that are one amount by what they are: all that comes in and all that goes out, all that is owned and all that is owed.

use std::collections::BTreeSet;

use crate::facts::{Facts, Grid};
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::accuse::Doubt;
use crate::rules::sums::evaluate::{Compared, Enters, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::lexicon::Sides;
use crate::rules::sums::number::{power, shown, with_sign};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::{Held, Sheet};
use crate::rules::sums::slip::{Slip, slip};
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Axis, Checked, Repair, Rule, Verdict, Violation};
use crate::style::marked_like;

/// Numbers that follow each other and may be the gap together.
const BESIDE: usize = 2;

/// The balances down the columns of a plane: each total of uses with the nearest total of sources.
pub(super) fn within(plane: &Plane<'_>) -> Vec<Found> {
    if plane.axis == Axis::Row {
        return Vec::new();
    }
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for (total, sides) in (0..plane.depth()).filter_map(|p| Some((p, used(plane, p)?))) {
        if plane.is_late() {
            break;
        }
        let other = |p: &usize| source(plane, *p) == Some(sides) && !taken.contains(p);
        let Some(source) = (0..plane.depth()).filter(other).min_by_key(|p| p.abs_diff(total)) else { continue };
        taken.insert(source);
        let signature = Signature { total, parts: vec![(source, Enters::Added)] };
        let balance = Found::along(plane, signature, How::Balance, |_| true).counted(Compared::holds);
        // A worksheet prints what is owed with a minus.
        if balance.lines.iter().any(|(_, known)| known.total != 0 && known.gap == 2 * known.total) {
            continue;
        }
        let fails = balance.lines.len() - balance.holds;
        found.push(Found { fails, ..balance });
    }
    found
}

/// Which sides a place of amounts is the total of the uses of.
fn used(plane: &Plane<'_>, at: usize) -> Option<Sides> {
    plane.meaning(at).uses.filter(|_| plane.places.numbers(at) > 0 && !plane.meaning(at).rate)
}

/// Which sides a place of amounts is the total of the sources of.
fn source(plane: &Plane<'_>, at: usize) -> Option<Sides> {
    plane.meaning(at).sources.filter(|_| plane.places.numbers(at) > 0 && !plane.meaning(at).rate)
}

/// Whether two sides are one amount by what they are: those of a balance sheet, and of a budget that carries over what it has left.
pub(super) fn is_law(sides: Sides, plane: &Plane<'_>) -> bool {
    sides == Sides::Balance || (0..plane.depth()).any(|at| plane.places.numbers(at) > 0 && plane.meaning(at).carried)
}

/// Whether a gap between two places of a line is a number on it, or the sum of a few that follow each other: what is left over, lost, or owned by
/// others.
pub(super) fn is_beside(plane: &Plane<'_>, line: usize, gap: i128, signature: &Signature) -> bool {
    let between = |p: &usize| *p != signature.total && signature.parts.iter().all(|(part, _)| part != p);
    let amounts: Vec<i128> = (0..plane.depth()).filter(between).map(|p| i128::from(plane.at(line, p).value)).filter(|v| *v != 0).collect();
    let sums = |from: usize| {
        amounts.iter().skip(from).take(BESIDE).scan(0_i128, |sum, amount| {
            *sum += amount;
            Some(*sum)
        })
    };
    (0..amounts.len()).any(|from| sums(from).any(|sum| sum.abs() == gap.abs()))
}

/// Judges the balances between the sides of a table but those over the `blamed` cells of each, which failed sums already name.
pub(super) fn across(rule: &Rule, facts: &Facts<'_>, sides: &[(&[Plane<'_>; 2], BTreeSet<Cell>)], out: &mut Vec<Checked>) {
    if sides.len() < 2 {
        return;
    }
    let sides = || sides.iter().map(|([down, _], blamed)| (down, blamed)).enumerate();
    for (here, (uses, blamed_here)) in sides() {
        for (_, (sources, blamed_there)) in sides().filter(|(there, _)| *there != here) {
            let (kind, pairs) = pairs(facts, uses, sources);
            let even = |(own, other): &(Cell, Cell)| Gap::of((uses.sheet, *own), (sources.sheet, *other)).is_some_and(|gap| gap.is_none());
            let sure = kind.is_some_and(|kind| is_law(kind, uses) || is_law(kind, sources)) || pairs.iter().any(even);
            for (own, other) in pairs {
                if blamed_here.contains(&own) || blamed_there.contains(&other) {
                    continue;
                }
                out.extend(judge(rule, facts, (uses, own), (sources, other), sure));
            }
        }
    }
}

/// The cells of a total of uses on one side and of the total of the same sources on the other, under the same header; and what sides they are.
fn pairs(facts: &Facts<'_>, uses: &Plane<'_>, sources: &Plane<'_>) -> (Option<Sides>, Vec<(Cell, Cell)>) {
    let Some(grid) = facts.tables.get(uses.sheet.table as usize) else { return (None, Vec::new()) };
    let only = |plane: &Plane<'_>, is: fn(&Plane<'_>, usize) -> Option<Sides>| {
        let mut places = (0..plane.depth()).filter_map(|p| Some((p, is(plane, p)?)));
        places.next().filter(|_| places.next().is_none())
    };
    let (Some((own, sides)), Some((other, same))) = (only(uses, used), only(sources, source)) else { return (None, Vec::new()) };
    if sides != same {
        return (None, Vec::new());
    }
    let alike = |a: usize, b: usize| header(grid, uses.sheet, a) == header(grid, sources.sheet, b);
    let column = |a: usize| {
        let mut same = (0..sources.len()).filter(|b| alike(a, *b));
        same.next().filter(|_| same.next().is_none())
    };
    let amounts = (0..uses.len()).filter(|a| uses.class(*a).amounts);
    let cells = amounts.filter_map(|a| Some((uses.spot(a, own), sources.spot(column(a)?, other))));
    (Some(sides), cells.collect())
}

/// The innermost header over a logical column.
fn header<'g>(grid: &'g Grid, sheet: &Sheet, col: usize) -> Option<&'g String> {
    sheet.columns.get(col).and_then(|(from, _)| grid.col_path(*from).last())
}

/// Whether two cells hold one amount; `None` where one of them is no number. If that is not `sure`, only a slip is told.
fn judge(
    rule: &Rule,
    facts: &Facts<'_>,
    (uses, own): (&Plane<'_>, Cell),
    (sources, other): (&Plane<'_>, Cell),
    sure: bool,
) -> Option<Checked> {
    let gap = Gap::of((uses.sheet, own), (sources.sheet, other))?;
    let cells = [(uses.sheet, own, "total"), (sources.sheet, other, "part")];
    let named = cells.into_iter().filter_map(|(sheet, cell, part)| evidence(sheet, facts, cell, part)).collect();
    let checked = |verdict| Checked { rule: rule.id.clone(), verdict, evidence: named, note: None };
    if gap.is_turned() {
        return None;
    }
    if gap.is_none() {
        return Some(checked(Verdict::Pass));
    }
    let beside = gap.is_beside(uses, own) || gap.is_beside(sources, other);
    if beside || !(sure || gap.is_slip()) {
        let why = if beside { Doubt::Missing } else { Doubt::Thin }.words();
        let (a, b) = (label(uses.sheet, facts, own), sources.places.label(other.0));
        let why = Phrase::new(
            format!("“{a}”与“{b}”不等，未作结论：{}", why.zh),
            format!("{a} and {b} are not the same amount; not decided: {}", why.en),
        );
        return Some(checked(Verdict::Undecided(why)));
    }
    let Gap { by: gap, scale, .. } = gap;
    let (stated, twin) = (&*printed(uses.sheet, facts, own), &*printed(sources.sheet, facts, other));
    let said = marked_like(stated, &shown(gap, scale, scale)).into_owned();
    let slots = Slots::new()
        .with("line", label(uses.sheet, facts, own))
        .with("total", stated)
        .with_phrase("made", equals(sources.places.label(other.0)))
        .with("sum", twin)
        .with("gap", with_sign(gap, said));
    let repair = |label, value: &str| Repair {
        label,
        value: value.to_owned(),
        why: Phrase::new("改这一处即可相符", "this single change would settle it"),
    };
    let violation = Violation {
        repairs: vec![repair(0, twin), repair(1, stated)],
        ..Violation::of(rule, &slots, Phrase::new(format!("{twin} ≠ {stated}"), format!("{twin} ≠ {stated}")))
    };
    Some(checked(Verdict::Fail(Box::new(violation))))
}

/// What two totals differ by, on the finer scale of their sheets.
struct Gap {
    /// The first less the second.
    by: i128,
    /// The first total and the second.
    totals: (i128, i128),
    /// The coarser last place of the two.
    unit: i128,
    scale: u8,
}

impl Gap {
    fn of((uses, own): (&Sheet, Cell), (sources, other): (&Sheet, Cell)) -> Option<Self> {
        let (a, b) = (Amount::of(uses, own)?, Amount::of(sources, other)?);
        let scale = a.scale.max(b.scale);
        let ((a, first), (b, second)) = (a.at(scale), b.at(scale));
        Some(Self { by: a - b, totals: (a, b), unit: first.max(second), scale })
    }

    fn is_none(&self) -> bool {
        self.by.abs() < self.unit
    }

    /// Whether only the signs differ.
    fn is_turned(&self) -> bool {
        self.totals.0 != 0 && self.by == 2 * self.totals.0
    }

    fn is_slip(&self) -> bool {
        slip(self.totals.0, self.totals.1, 1) != Slip::None
    }

    /// Whether the gap stands beside one of the totals.
    fn is_beside(&self, plane: &Plane<'_>, cell: Cell) -> bool {
        let finer = power(u32::from(self.scale.saturating_sub(plane.sheet.scale)));
        let (total, line) = cell;
        self.by % finer == 0 && is_beside(plane, line, self.by / finer, &Signature { total, parts: Vec::new() })
    }
}

/// A number on the scale of its own sheet.
struct Amount {
    value: i128,
    unit: i128,
    scale: u8,
}

impl Amount {
    fn of(sheet: &Sheet, (row, col): Cell) -> Option<Self> {
        let slot = sheet.at(row, col);
        (slot.held == Held::Number).then(|| Self { value: slot.value.into(), unit: slot.unit.into(), scale: sheet.scale })
    }

    /// Value and last printed place on a scale of no fewer decimals.
    fn at(&self, scale: u8) -> (i128, i128) {
        let by = power(u32::from(scale.saturating_sub(self.scale)));
        (self.value.saturating_mul(by), self.unit.saturating_mul(by))
    }
}

/// What a message says of the other total, by its label.
pub(super) fn equals(label: &str) -> Phrase {
    Phrase::new(format!("应与之相等的“{label}”为"), format!("{label}, which it must equal, is"))
}
