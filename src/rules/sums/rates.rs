//! Columns of changes, shares and amounts per unit, and whether a row's figure agrees with the cells it comes from.

use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::number::{digits, power};
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::{Held, Sheet, Slot};

/// Columns looked back over from a column of rates.
const BACK: usize = 8;
/// Columns beyond which nothing is looked for.
const WIDEST: usize = 80;
/// Rows tried.
const SAMPLED: usize = 60;
/// Rows called a total that shares are tried against.
const TOTALS: usize = 6;
/// Digits of a rate that agree by chance no more.
const FINE: u32 = 4;
/// Rows that must agree at least, for what rests on it.
pub(super) const SURE: usize = 3;
/// Rows that must agree where no label says that a column holds differences, and how many of ten.
const UNNAMED: (usize, usize) = (10, 9);

/// How a column of rates comes from its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `(amount - base) / base`.
    Change,
    /// `amount / base`.
    Share,
    /// `amount - base`.
    Difference,
}

/// On which side of a whole its shares stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// What a rate is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    /// Another column, in the same row.
    Column(usize),
    /// The same column, in a row called a total.
    Row(usize),
    /// The same column, in the row that is a hundred per cent: of the rows above it, or of those below.
    Whole(usize, Side),
}

/// A column of rates computed from a column of amounts and a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    /// How it is computed.
    pub(super) form: Form,
    /// The column of the rates.
    pub(super) column: usize,
    /// 100 for percentages, 1 for plain ratios.
    pub(super) times: i128,
    /// The column says that it holds differences.
    named: bool,
    amount: usize,
    base: Base,
}

/// A row's rate beside what its amounts make.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// `rate × base - times × amount`, on both scales.
    gap: i128,
    /// Half a unit of the rate's last place, a little more to let printing off, in units of `gap`.
    half: i128,
    /// What rounding of the amounts to their last places comes to, in units of `gap`.
    effect: i128,
    /// Only the sign differs.
    turned: bool,
    /// Digits of the rate.
    pub(super) digits: u32,
    /// Those are of its amounts: it has fewer itself.
    short: bool,
    /// Whether the amounts are precise enough to say what the rate must be.
    pub(super) clear: bool,
}

impl Reading {
    /// Whether rate and amounts agree, the amounts taken as exact.
    pub(super) fn exact(&self) -> bool {
        self.gap.abs() <= self.half
    }

    /// The same with amounts that are known to be exact.
    pub(super) fn of_exact(self) -> Self {
        Self { effect: 0, clear: true, ..self }
    }

    /// Whether they agree, and this says something: within what rounding leaves open, or to more digits than it bears out.
    pub(super) fn good(&self) -> bool {
        let within = self.digits >= 2 && self.clear && self.gap.abs() <= self.half.saturating_add(self.effect);
        within || (self.digits >= FINE && self.exact())
    }

    /// Whether they differ by more than rounding or cutting of any of them makes, one unit of the rate's last place: by more yet where the amounts
    /// have few digits.
    pub(super) fn bad(&self) -> bool {
        let times = if self.clear { 2 } else { 4 };
        let unit = self.half.saturating_mul(20) / 11;
        !self.turned && self.gap.abs() > unit.saturating_add(self.effect.saturating_mul(times))
    }
}

/// The rates that hold on most rows of a sheet, on `least` rows at least; a column that says what it is needs no more than every second.
pub(super) fn rates(sheet: &Sheet, rows: &Kinds, columns: &Kinds, least: usize) -> Vec<Rate> {
    let mut found = Vec::new();
    let sampled: Vec<usize> = (0..sheet.rows).step_by(sheet.rows.div_ceil(SAMPLED).max(1)).collect();
    let totals: Vec<usize> = (0..sheet.rows).filter(|&r| rows.meaning(r).total && rows.numbers(r) > 0).take(TOTALS).collect();
    for column in 0..sheet.columns.len().min(WIDEST) {
        let forms = forms(columns, column);
        if forms.is_empty() {
            continue;
        }
        let near = column.saturating_sub(BACK)..column;
        // The row that is a hundred of itself is what the others are shares of, whatever it is called.
        let is_whole = |r: &usize| i128::from(sheet.at(*r, column).value) == sheet.hundred() && !totals.contains(r);
        let first = (0..sheet.rows).find(|r| sheet.at(*r, column).held == Held::Number);
        let side = |whole: usize| if first < Some(whole) { Side::Above } else { Side::Below };
        let wholes: Vec<usize> = (0..sheet.rows).filter(is_whole).take(TOTALS).collect();
        let bases = |amount: usize| {
            let beside = near.clone().filter(move |b| *b != amount).map(Base::Column);
            beside.chain(totals.iter().map(|r| Base::Row(*r))).chain(wholes.iter().map(|r| Base::Whole(*r, side(*r))))
        };
        for (amount, base) in near.clone().flat_map(|amount| bases(amount).map(move |base| (amount, base))) {
            let fits = |form: Form| form == Form::Share || matches!(base, Base::Column(_));
            for &(form, times) in forms.iter().filter(|(form, _)| fits(*form)) {
                let named = form == Form::Difference && columns.meaning(column).difference;
                let candidate = Rate { form, column, times, named, amount, base };
                let telling_amounts =
                    |row: usize| form != Form::Difference || candidate.cells(row).iter().all(|&(r, c)| sheet.at(r, c).value != 0);
                let readings: Vec<(usize, Reading)> =
                    sampled.iter().filter_map(|&row| Some((row, candidate.reading(sheet, row, None)?))).collect();
                let good = readings.iter().filter(|(_, r)| r.exact() || r.good()).count();
                let telling = readings.iter().filter(|(row, r)| r.good() && telling_amounts(*row)).count();
                let (least, most) = match (named || form != Form::Difference, least < SURE) {
                    (false, _) => UNNAMED,
                    (true, true) => (least, 5),
                    (true, false) => (least, 7),
                };
                let firm = readings.iter().filter(|(_, r)| r.good() && !r.short).count();
                if telling >= least && (firm >= least || telling >= SURE) && good * 10 >= readings.len() * most {
                    found.push(candidate);
                }
            }
        }
    }
    found
}

/// What the numbers of a column may come from, by its label and its signs.
fn forms(columns: &Kinds, column: usize) -> &'static [(Form, i128)] {
    let meaning = columns.meaning(column);
    if columns.percent(column) || meaning.rate {
        &[(Form::Change, 100), (Form::Change, 1), (Form::Share, 100), (Form::Share, 1)]
    } else if meaning.difference || columns.adds(column) {
        &[(Form::Difference, 1)]
    } else {
        &[]
    }
}

/// Readings of a row's rates that `new` in the cell would put right, less those that it would put wrong.
pub(super) fn witnesses(rates: &[Rate], sheet: &Sheet, cell: Cell, new: i128) -> i128 {
    let mut sum = 0;
    for rate in rates.iter().filter(|r| r.uses(cell)) {
        let is_base = matches!(rate.base, Base::Row(row) | Base::Whole(row, _) if row == cell.0);
        let rows = if is_base { 0..sheet.rows.min(SAMPLED) } else { cell.0..cell.0 + 1 };
        let mut shift = 0_i128;
        for row in rows {
            let before = rate.reading(sheet, row, None).map(|r| r.exact());
            let after = rate.reading(sheet, row, Some((cell, new))).map(|r| r.exact());
            shift += match (before, after) {
                (Some(false), Some(true)) => 1,
                (Some(true), Some(false)) => -1,
                _ => 0,
            };
        }
        sum += shift.signum();
    }
    sum
}

/// Digits of a rate that say which other row it is of.
const TELLING: u32 = 3;

impl Rate {
    /// Whether a row's share is one of another row than the column's base: turnout of the electors among shares of the votes.
    pub(super) fn is_of_another_row(&self, sheet: &Sheet, row: usize) -> bool {
        if matches!(self.base, Base::Column(_)) {
            return false;
        }
        let others = (0..sheet.rows).take(SAMPLED).filter(|other| *other != row).map(|other| Self { base: Base::Row(other), ..*self });
        others
            .filter_map(|rate| rate.reading(sheet, row, None))
            .any(|reading| reading.digits >= TELLING && reading.clear && reading.exact())
    }

    /// The cells of the amount and the base of a row's rate.
    pub(super) fn cells(&self, row: usize) -> [Cell; 2] {
        let base = match self.base {
            Base::Column(column) => (row, column),
            Base::Row(total) | Base::Whole(total, _) => (total, self.amount),
        };
        [(row, self.amount), base]
    }

    /// The same rate in per cent instead of as a fraction, or the other way.
    pub(super) fn rescaled(self) -> Self {
        Self { times: if self.times == 100 { 1 } else { 100 }, ..self }
    }

    fn uses(&self, cell: Cell) -> bool {
        self.amount == cell.1 || self.base == Base::Column(cell.1)
    }

    /// A row's rate beside its amounts; `None` where a cell is missing or the base is not positive.
    pub(super) fn reading(&self, sheet: &Sheet, row: usize, instead: Option<(Cell, i128)>) -> Option<Reading> {
        let slot = |(row, column): Cell| Some(sheet.at(row, column)).filter(|s: &Slot| s.held == Held::Number);
        let value = |cell: Cell, slot: Slot| instead.filter(|(at, _)| *at == cell).map_or(i128::from(slot.value), |(_, new)| new);
        let [amount_at, base_at] = self.cells(row);
        if matches!(self.base, Base::Whole(whole, side) if (row > whole) == (side == Side::Above)) {
            return None;
        }
        let rate = slot((row, self.column))?;
        let (amount_slot, base_slot) = (slot(amount_at)?, slot(base_at)?);
        let (amount, base) = (value(amount_at, amount_slot), value(base_at, base_slot));
        // Of a hundred a share is the amount itself: another column of shares.
        if matches!(self.base, Base::Row(_) | Base::Whole(..)) && base == sheet.hundred() {
            return None;
        }
        if amount_slot.percent || amount_at == base_at || (base <= 0 && self.form != Form::Difference) {
            return None;
        }
        let unit = |slot: Slot| i128::from(slot.unit);
        let printed = i128::from(rate.value);
        let told = digits(printed / unit(rate).max(1));
        let loose = unit(amount_slot) + unit(base_slot);
        if self.form == Form::Difference {
            // A row that repeats one value is of years or headers.
            if amount == base && base == printed {
                return None;
            }
            let gap = printed.checked_sub(amount - base)?;
            let turned = printed.checked_add(amount - base)? == 0;
            // Rates are close to each other: what they differ by has fewer digits than they have themselves.
            let digits = if self.named { told.max(digits(amount / unit(amount_slot).max(1)).min(2)) } else { told };
            return Some(Reading { gap, half: unit(rate) / 2, effect: loose / 2, turned, digits, short: digits > told, clear: true });
        }
        let (over, loose) = if self.form == Form::Change { (amount - base, loose) } else { (amount, unit(amount_slot)) };
        let hundred = self.times.checked_mul(power(u32::from(sheet.scale)))?;
        let (product, computed) = (printed.checked_mul(base)?, hundred.checked_mul(over)?);
        let gap = product.checked_sub(computed)?;
        let one = power(u32::from(sheet.scale));
        // A spreadsheet may print zeros behind the point of a number rounded to a whole.
        let step = if self.times == 1 && printed % one == 0 { one.max(unit(rate)) } else { unit(rate) };
        let half = base.checked_mul(step)?.checked_mul(11)? / 20;
        // An amount per unit is of things counted one by one, unless the table rounds.
        let exact = self.times == 1 && !sheet.rounded && unit(amount_slot) == one && unit(base_slot) == one;
        let loosened = hundred.checked_mul(loose)?.checked_add(printed.abs().checked_mul(unit(base_slot))?)? / 2;
        let effect = if exact { 0 } else { loosened };
        let turned = product.checked_add(computed)?.abs() <= half.saturating_add(effect);
        Some(Reading { gap, half, effect, turned, digits: told, short: false, clear: effect <= half.saturating_mul(10) })
    }

    /// What the amounts make the rate of a row, in whole units of its last place.
    pub(super) fn computed(&self, sheet: &Sheet, row: usize) -> Option<i128> {
        let [amount, base] = self.cells(row).map(|(r, c)| i128::from(sheet.at(r, c).value));
        if self.form == Form::Difference {
            return Some(amount - base);
        }
        let over = if self.form == Form::Change { amount - base } else { amount };
        let step = i128::from(sheet.at(row, self.column).unit).max(1).checked_mul(base).filter(|s| *s > 0)?;
        let exact = self.times.checked_mul(power(u32::from(sheet.scale)))?.checked_mul(over)?;
        let rounded = (exact.checked_mul(2)?.checked_add(step.checked_mul(exact.signum())?)?) / step.checked_mul(2)?;
        rounded.checked_mul(i128::from(sheet.at(row, self.column).unit))
    }
}
