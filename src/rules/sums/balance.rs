//! Totals that are one amount by what they are: all that comes in and all that goes out, all that is owned and all that is owed.

use std::collections::BTreeSet;

use crate::facts::{Facts, Grid};
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::evaluate::{Compared, Enters, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::number::{power, shown};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::{Held, Sheet};
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Axis, Checked, Repair, Rule, Verdict, Violation};
use crate::style::marked_like;

/// The balances down the columns of a plane: each total of uses with the nearest total of sources.
pub(super) fn within(plane: &Plane<'_>) -> Vec<Found> {
    if plane.axis == Axis::Row {
        return Vec::new();
    }
    let places = |is: fn(&Plane<'_>, usize) -> bool| -> Vec<usize> {
        (0..plane.depth()).filter(|&p| plane.places.numbers(p) > 0 && is(plane, p)).collect()
    };
    let (uses, sources) = (places(|plane, p| plane.meaning(p).uses), places(|plane, p| plane.meaning(p).sources));
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for total in uses {
        if plane.is_late() {
            break;
        }
        let nearest = sources.iter().filter(|p| !taken.contains(*p)).min_by_key(|p| p.abs_diff(total));
        let Some(&source) = nearest else { break };
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

/// Judges the balances between the sides of a table but those over the `blamed` cells of each, which failed sums already name.
pub(super) fn across(rule: &Rule, facts: &Facts<'_>, sides: &[(&[Plane<'_>; 2], BTreeSet<Cell>)], out: &mut Vec<Checked>) {
    if sides.len() < 2 {
        return;
    }
    let sides = || sides.iter().map(|([down, _], blamed)| (down, blamed)).enumerate();
    for (here, (uses, blamed_here)) in sides() {
        for (_, (sources, blamed_there)) in sides().filter(|(there, _)| *there != here) {
            for (own, other) in pairs(facts, uses, sources) {
                if blamed_here.contains(&own) || blamed_there.contains(&other) {
                    continue;
                }
                out.extend(judge(rule, facts, (uses, own), (sources, other)));
            }
        }
    }
}

/// The cells of a total of uses on one side and of the total of sources on the other, under the same header.
fn pairs(facts: &Facts<'_>, uses: &Plane<'_>, sources: &Plane<'_>) -> Vec<(Cell, Cell)> {
    let Some(grid) = facts.tables.get(uses.sheet.table as usize) else { return Vec::new() };
    let only = |plane: &Plane<'_>, is: fn(&Plane<'_>, usize) -> bool| {
        let mut places = (0..plane.depth()).filter(|&p| plane.places.numbers(p) > 0 && is(plane, p));
        places.next().filter(|_| places.next().is_none())
    };
    let rows = (only(uses, |plane, p| plane.meaning(p).uses), only(sources, |plane, p| plane.meaning(p).sources));
    let (Some(own), Some(other)) = rows else { return Vec::new() };
    let alike = |a: usize, b: usize| header(grid, uses.sheet, a) == header(grid, sources.sheet, b);
    let column = |a: usize| {
        let mut same = (0..sources.len()).filter(|b| alike(a, *b));
        same.next().filter(|_| same.next().is_none())
    };
    let amounts = (0..uses.len()).filter(|a| uses.class(*a).amounts);
    amounts.filter_map(|a| Some((uses.spot(a, own), sources.spot(column(a)?, other)))).collect()
}

/// The innermost header over a logical column.
fn header<'g>(grid: &'g Grid, sheet: &Sheet, col: usize) -> Option<&'g String> {
    sheet.columns.get(col).and_then(|(from, _)| grid.col_path(*from).last())
}

/// Whether two cells hold one amount; `None` where one of them is no number.
fn judge(rule: &Rule, facts: &Facts<'_>, (uses, own): (&Plane<'_>, Cell), (sources, other): (&Plane<'_>, Cell)) -> Option<Checked> {
    let (a, b) = (Amount::of(uses.sheet, own)?, Amount::of(sources.sheet, other)?);
    let cells = [(uses.sheet, own, "total"), (sources.sheet, other, "part")];
    let named = cells.into_iter().filter_map(|(sheet, cell, part)| evidence(sheet, facts, cell, part)).collect();
    let checked = |verdict| Checked { rule: rule.id.clone(), verdict, evidence: named, note: None };
    let scale = a.scale.max(b.scale);
    let gap = a.at(scale).0 - b.at(scale).0;
    if a.value != 0 && gap == 2 * a.at(scale).0 {
        return None;
    }
    if gap.abs() < a.at(scale).1.max(b.at(scale).1) {
        return Some(checked(Verdict::Pass));
    }
    let (stated, twin) = (printed(uses.sheet, facts, own), printed(sources.sheet, facts, other));
    let said = marked_like(stated, &shown(gap, scale, scale)).into_owned();
    let slots = Slots::new()
        .with("line", label(uses.sheet, facts, own))
        .with("total", stated)
        .with_phrase("made", equals(sources.places.label(other.0)))
        .with("sum", twin)
        .with("gap", if gap > 0 { format!("+{said}") } else { said });
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
