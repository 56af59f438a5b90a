//! Which cell is wrong: failed equations over the same cells are joined, and the cell is looked for that settles them all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Axis;
use crate::rules::sums::accuse::Doubt;
use crate::rules::sums::evaluate::{Compared, Signature, signed};
use crate::rules::sums::expect::favour;
use crate::rules::sums::found::Found;
use crate::rules::sums::number::{slack, telling_digits};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rates::{SURE, rates, witnesses};
use crate::rules::sums::sheet::{Held, Sheet, Slot};
use crate::rules::sums::slip::{Slip, slip, unit};

/// Digits that two equal numbers hardly share by chance.
const FOUR: u32 = 4;
/// Values tried on either side of the wanted one.
const MOST_TRIED: i128 = 30;
/// The weight of a fact that hardly leaves a choice, in thousandths of a natural logarithm.
pub(super) const TELLING: i128 = 5000;

/// Lines that hold from which the parts of a total are beyond doubt.
const BEYOND_DOUBT: usize = 3;
/// How many such facts speak against another total of shares than a hundred.
const WHOLE: i128 = 4;
/// Cells of one equation whose change is tried.
const CANDIDATES: usize = 400;
/// Groups whose changes are weighed by the rest of the table.
const WEIGHED: usize = 500;
/// Rows above and below a cell that are searched for a value.
const AROUND: usize = 1000;

/// A cell of the matrix: row and logical column.
pub(super) type Cell = (usize, usize);

/// One equation: the total is the sum of the parts.
#[derive(Clone, Debug)]
pub(super) struct Equation {
    /// The total's cell.
    pub(super) total: Cell,
    /// Part cells and how they enter: 1 or -1.
    pub(super) parts: Vec<(Cell, i8)>,
    /// Printed minus computed.
    pub(super) gap: i128,
    /// What that gap may be by rounding.
    pub(super) slack: i128,
    /// A label says that the total is one.
    pub(super) labelled: bool,
    /// Lines that hold under the same signature.
    pub(super) holds: usize,
    /// Lines that fail.
    pub(super) fails: usize,
    /// One slip explains the gap, or several lines hold: the parts are hardly mistaken.
    pub(super) sure: bool,
}

/// The equations of a table by what became of them.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Firm enough to be told.
    pub(super) failed: Vec<Equation>,
    /// They fail too, but the signature may be mistaken.
    pub(super) doubted: Vec<(Equation, Doubt)>,
    /// They hold, rounding allowed for.
    pub(super) satisfied: Vec<Equation>,
}

impl Judged {
    /// Believes doubted equations that cross: two sums, down a column and along a row, or of a total and of a total it is part of, both off
    /// by the same amount at the cell they share, by more than rounding makes.
    pub(super) fn believe_crossings(&mut self) {
        let mut at: BTreeMap<(Cell, i128), Vec<usize>> = BTreeMap::new();
        let doubted = self.doubted.iter().map(|(e, _)| e).enumerate().filter(|(_, e)| e.is_large() && e.holds > 0);
        for (n, equation) in doubted {
            for change in equation.changes() {
                at.entry(change).or_default().push(n);
            }
        }
        let mut believed: Vec<usize> = Vec::new();
        for ((cell, _), sharing) in &at {
            let equations: Vec<&Equation> = sharing.iter().filter_map(|n| self.doubted.get(*n)).map(|(e, _)| e).collect();
            let both = |is: fn(&Equation, Cell) -> bool| equations.iter().any(|e| is(e, *cell)) && !equations.iter().all(|e| is(e, *cell));
            if both(|e, _| e.is_along()) || (equations.iter().all(|e| e.labelled) && both(|e, cell| e.total == cell)) {
                believed.extend(sharing);
            }
        }
        believed.extend(self.seconded());
        believed.sort_unstable();
        believed.dedup();
        for n in believed.into_iter().rev() {
            self.failed.push(self.doubted.swap_remove(n).0);
        }
    }

    /// Takes in the steps of running totals, that hold and that fail, but those of cells that sums already tie in the same way.
    pub(super) fn take_steps(&mut self, (holding, failing): (Vec<Equation>, Vec<Equation>)) {
        let fresh = |told: &[Equation], steps: Vec<Equation>| {
            let known: BTreeSet<(Cell, &[(Cell, i8)])> = told.iter().map(|e| (e.total, &e.parts[..])).collect();
            steps.into_iter().filter(|step| !known.contains(&(step.total, &step.parts[..]))).collect::<Vec<Equation>>()
        };
        let (holding, failing) = (fresh(&self.satisfied, holding), fresh(&self.failed, failing));
        self.satisfied.extend(holding);
        self.failed.extend(failing);
    }

    /// Doubted equations that a failed total by name seconds: the same change of a cell settles both, where the one is a total of which the
    /// other is a part, or the one runs along the row and the other down the column.
    fn seconded(&self) -> Vec<usize> {
        let mut told: BTreeMap<(Cell, i128), Vec<&Equation>> = BTreeMap::new();
        for equation in self.failed.iter().filter(|e| e.labelled) {
            for change in equation.changes() {
                told.entry(change).or_default().push(equation);
            }
        }
        let seconds = |e: &Equation, (cell, _): (Cell, i128), by: &Equation| {
            if e.labelled { (by.total == cell) != (e.total == cell) } else { e.holds >= 3 && by.is_along() != e.is_along() }
        };
        let crosses =
            |e: &Equation| e.changes().any(|change| told.get(&change).is_some_and(|by| by.iter().any(|by| seconds(e, change, by))));
        let doubted = self.doubted.iter().enumerate();
        doubted.filter(|(_, (e, _))| e.holds > 0 && e.is_large() && crosses(e)).map(|(n, _)| n).collect()
    }
}

/// A change of one cell that settles equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The cell.
    pub(super) cell: Cell,
    /// Its new value.
    pub(super) value: i128,
    /// Failed equations settled.
    pub(super) settles: usize,
    /// Satisfied equations it would break.
    pub(super) breaks: usize,
    /// How much it looks like a slip.
    pub(super) slip: Slip,
    /// It is the total of a settled equation.
    pub(super) total: bool,
    /// It closes the gap to the last place, not only within rounding.
    pub(super) exact: bool,
    /// How much the other lines of the table speak for it, in thousandths of a natural logarithm.
    pub(super) favour: i128,
}

impl Equation {
    /// A rule on one of its lines.
    pub(super) fn along(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> Self {
        let Found { labelled, holds, fails, .. } = *rule;
        Self { labelled, holds, fails, sure: known.slipped() || holds >= BEYOND_DOUBT, ..Self::of(plane, &rule.signature, line, known) }
    }

    /// A sum by a label on one line that no other is known to confirm.
    pub(super) fn of(plane: &Plane<'_>, signature: &Signature, line: usize, known: &Compared) -> Self {
        let sign = |place: usize, enters| {
            let value = plane.at(line, place).value;
            if signed(value, enters) == i128::from(value) { 1 } else { -1 }
        };
        Self {
            total: plane.spot(line, signature.total),
            parts: signature.parts.iter().map(|&(place, enters)| (plane.spot(line, place), sign(place, enters))).collect(),
            gap: known.gap,
            slack: slack(known.terms, known.unit),
            labelled: true,
            holds: 0,
            fails: 1,
            sure: known.slipped(),
        }
    }

    /// Whether the gap is more than rounding makes.
    fn is_large(&self) -> bool {
        self.gap.abs() > self.slack.saturating_mul(4) && self.gap.abs() > 4
    }

    /// Whether it runs along a row.
    pub(super) fn is_along(&self) -> bool {
        self.parts.first().is_some_and(|((row, _), _)| *row == self.total.0)
    }

    /// All cells with the sign of `total - parts`.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Cell, i8)> + '_ {
        std::iter::once((self.total, 1)).chain(self.parts.iter().map(|(cell, sign)| (*cell, -sign)))
    }

    /// What each cell would have to change by to close the gap.
    pub(super) fn changes(&self) -> impl Iterator<Item = (Cell, i128)> + '_ {
        self.cells().map(|(cell, sign)| (cell, -self.gap * i128::from(sign)))
    }

    /// What the cell must change by to close the gap; `None` where it is not in the equation.
    fn change(&self, cell: Cell) -> Option<i128> {
        self.changes().find(|(c, _)| *c == cell).map(|(_, delta)| delta)
    }
}

/// Groups of failed equations with one root cause, and the changes that would settle each, best first.
pub(super) fn groups(planes: &[Plane<'_>], sheet: &Sheet, judged: &Judged) -> Vec<(Vec<usize>, Vec<Change>)> {
    let Judged { failed, doubted, satisfied } = judged;
    let mut guarded: BTreeMap<Cell, usize> = BTreeMap::new();
    for (cell, _) in satisfied.iter().flat_map(Equation::cells) {
        *guarded.entry(cell).or_default() += 1;
    }
    let mut by_cell: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (n, equation) in failed.iter().enumerate() {
        for (cell, _) in equation.cells() {
            by_cell.entry(cell).or_default().push(n);
        }
    }
    let rates =
        if failed.is_empty() { Vec::new() } else { planes.first().map(|p| rates(sheet, p.places, p.lines, SURE)).unwrap_or_default() };
    // Where every sum that holds holds to the digit, rounding explains no part of a gap.
    let rounds = satisfied.iter().any(|e| e.gap != 0);
    let mut open: Vec<bool> = vec![true; failed.len()];
    let mut out = Vec::new();
    // The cell that settles most goes first, so that no lesser one takes an equation from it.
    let most = |n: usize| {
        let cells = failed.get(n).map(|e| e.cells().map(|(cell, _)| cell).collect::<Vec<_>>()).unwrap_or_default();
        let holders = |cell: &Cell| by_cell.get(cell).map_or(&[][..], Vec::as_slice);
        let shared = cells.iter().filter(|cell| holders(cell).len() > 1);
        shared.map(|cell| settled(failed, &open, n, *cell, holders(cell)).len()).max().unwrap_or(1)
    };
    let mut order: Vec<(usize, usize)> = (0..failed.len()).map(|n| (usize::MAX - most(n), n)).collect();
    order.sort_unstable();
    for (_, first) in order {
        if !open.get(first).copied().unwrap_or(false) {
            continue;
        }
        let Some(equation) = failed.get(first) else { continue };
        let mut changes: Vec<Change> = Vec::new();
        for cell in candidates(sheet, equation) {
            let holders = by_cell.get(&cell).map_or(&[][..], Vec::as_slice);
            let change = change(sheet, failed, &open, first, cell, holders, rounds);
            changes.extend(change.map(|change| Change { breaks: change.breaks + guarded.get(&cell).copied().unwrap_or(0), ..change }));
        }
        // A table with more faults than that is not weighed number by number.
        for change in changes.iter_mut().filter(|_| out.len() < WEIGHED) {
            let old = i128::from(sheet.at(change.cell.0, change.cell.1).value);
            change.favour = favour(planes, change.cell, old, change.value);
            change.favour += TELLING * witnesses(&rates, sheet, change.cell, change.value);
            change.favour += TELLING * repeats(sheet, change.cell, old, change.value);
            change.favour += TELLING * seconded(doubted, change.cell, change.value - old);
            change.favour += grain(sheet.at(change.cell.0, change.cell.1), change.value);
            if change.total {
                change.favour += apart(equation.parts.len()) + whole(planes, sheet, change.cell, old);
            }
        }
        changes.sort_by_key(|c| (usize::MAX - c.settles, c.breaks, Reverse(c.slip), Reverse(c.favour), !c.total, c.cell));
        let best = changes.first().copied();
        let settled: Vec<usize> = match best {
            Some(best) => settled(failed, &open, first, best.cell, by_cell.get(&best.cell).map_or(&[][..], Vec::as_slice)),
            None => vec![first],
        };
        changes.retain(|c| best.is_some_and(|b| c.settles == b.settles));
        for n in &settled {
            if let Some(slot) = open.get_mut(*n) {
                *slot = false;
            }
        }
        out.push((settled, changes));
    }
    out
}

/// The cells of an equation whose change is tried: of a long one the total, and the parts that one slip away settle it.
fn candidates(sheet: &Sheet, equation: &Equation) -> Vec<Cell> {
    if equation.parts.len() <= CANDIDATES {
        return equation.cells().map(|(cell, _)| cell).collect();
    }
    let slips = |(cell, sign): &(Cell, i8)| {
        let slot = sheet.at(cell.0, cell.1);
        let old = i128::from(slot.value);
        slot.held == Held::Number && slip(old, old - equation.gap * i128::from(*sign), unit(slot.ulp)) != Slip::None
    };
    let parts = equation.cells().skip(1).filter(slips).take(CANDIDATES).map(|(cell, _)| cell);
    std::iter::once(equation.total).chain(parts).collect()
}

/// A total is set apart from its parts: by itself it is as likely to be wrong as all of them together. The logarithm of their number.
fn apart(parts: usize) -> i128 {
    i128::from(parts.max(1).ilog2()) * 693
}

/// Shares make a hundred: where their total says so, it is one of them that is wrong.
fn whole(planes: &[Plane<'_>], sheet: &Sheet, cell: Cell, old: i128) -> i128 {
    let of_shares = |plane: &Plane<'_>| plane.is_of_rates(if plane.axis == Axis::Column { cell.1 } else { cell.0 });
    if old == sheet.hundred() && planes.iter().any(of_shares) { -WHOLE * TELLING } else { 0 }
}

/// Doubted equations that a change of the cell by `delta` settles exactly.
fn seconded(doubted: &[(Equation, Doubt)], cell: Cell, delta: i128) -> i128 {
    let settled = doubted.iter().filter(|(e, _)| e.change(cell) == Some(delta)).count();
    i128::try_from(settled.min(3)).unwrap_or(0)
}

/// The open equations that the cell's change settles together with the first.
fn settled(failed: &[Equation], open: &[bool], first: usize, cell: Cell, holders: &[usize]) -> Vec<usize> {
    let Some((delta, slack)) = failed.get(first).and_then(|e| Some((e.change(cell)?, e.slack))) else { return vec![first] };
    let agrees = |n: &usize| {
        failed.get(*n).and_then(|e| e.change(cell).map(|d| (d - delta).abs() <= slack.max(e.slack))).unwrap_or(false)
            && open.get(*n).copied().unwrap_or(false)
    };
    holders.iter().copied().filter(agrees).collect()
}

/// The value within `slack` of the wanted one, in whole units of the cell's last place, that one wrong digit explains; else the one nearest
/// to it.
fn nearest(old: i128, wanted: i128, slack: i128, slot: Slot) -> (i128, Slip) {
    let unit = unit(slot.ulp);
    let base = if wanted % unit == 0 { wanted } else { (wanted + unit / 2 * wanted.signum()) / unit * unit };
    let reach = (slack / unit).min(MOST_TRIED);
    let tried = (0..=reach).flat_map(|n| [base + n * unit, base - n * unit]);
    let ranked = tried.map(|value| (value, slip(old, value, unit)));
    ranked.min_by_key(|(value, slip)| (*slip != Slip::Digit, (value - wanted).abs())).unwrap_or((wanted, Slip::None))
}

/// Whether a telling value stands elsewhere in the same row or column: 1 for the new one, -1 for the old one.
fn repeats(sheet: &Sheet, cell: Cell, old: i128, new: i128) -> i128 {
    let holds = |value: i128| {
        let is = |row: usize, col: usize| (row, col) != cell && i128::from(sheet.at(row, col).value) == value;
        let near = cell.0.saturating_sub(AROUND)..cell.0.saturating_add(AROUND).min(sheet.rows);
        telling_digits(value) >= FOUR
            && ((0..sheet.columns.len()).any(|col| is(cell.0, col)) || near.into_iter().any(|row| is(row, cell.1)))
    };
    i128::from(holds(new)) - i128::from(holds(old))
}

/// How a change fits the grain that the cell's column keeps to.
fn grain(slot: Slot, value: i128) -> i128 {
    let (grain, old) = (i128::from(slot.grain), i128::from(slot.value));
    if grain <= i128::from(slot.unit) {
        return 0;
    }
    match (old % grain == 0, value % grain == 0) {
        (false, true) => TELLING,
        (true, false) => -TELLING,
        _ => 0,
    }
}

fn change(sheet: &Sheet, failed: &[Equation], open: &[bool], first: usize, cell: Cell, holders: &[usize], rounds: bool) -> Option<Change> {
    let delta = failed.get(first)?.change(cell)?;
    let slot = sheet.at(cell.0, cell.1);
    if slot.held != Held::Number {
        return None;
    }
    let all = settled(failed, open, first, cell, holders);
    let old = i128::from(slot.value);
    // Several equations that ask for one value leave rounding nothing to explain.
    let agree = all.len() > 1 && all.iter().all(|n| failed.get(*n).and_then(|e| e.change(cell)) == Some(delta));
    let slack = if agree || !rounds { 0 } else { all.iter().filter_map(|n| failed.get(*n)).map(|e| e.slack).max().unwrap_or(0) };
    let (value, slip) = nearest(old, old + delta, slack, slot);
    let total = all.iter().any(|n| failed.get(*n).is_some_and(|e| e.total == cell));
    // An equation that fails and stays failed counts as one that was broken.
    let left = holders.len().saturating_sub(all.len());
    Some(Change { cell, value, settles: all.len(), breaks: left, slip, total, exact: value == old + delta, favour: 0 })
}
