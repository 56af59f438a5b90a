//! Columns of changes and shares, and whether a cell agrees with them: witnesses to which of two readings of a cell is right.

use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::{Held, Sheet, Slot};

/// Columns looked back over from a column of rates.
const BACK: usize = 8;
/// Columns beyond which nothing is looked for.
const WIDEST: usize = 80;
/// Rows tried.
const SAMPLED: usize = 60;
/// Rows that must agree at least.
const FEWEST: usize = 3;

/// How a column of percentages comes from two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `(new - old) / old`.
    Change,
    /// `part / whole`.
    Share,
}

/// A column of percentages computed from two columns of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    form: Form,
    first: usize,
    second: usize,
    percent: usize,
}

/// The rates that hold on most rows of a sheet.
pub(super) fn rates(sheet: &Sheet, columns: &Kinds) -> Vec<Rate> {
    let mut found = Vec::new();
    let rows: Vec<usize> = (0..sheet.rows).step_by(sheet.rows.div_ceil(SAMPLED).max(1)).collect();
    for rate in (0..sheet.columns.len().min(WIDEST)).filter(|&c| columns.percent(c) || columns.meaning(c).rate) {
        let near = rate.saturating_sub(BACK)..rate;
        for (first, second) in near.clone().flat_map(|a| near.clone().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            for form in [Form::Change, Form::Share] {
                let candidate = Rate { form, first, second, percent: rate };
                let said: Vec<bool> = rows.iter().filter_map(|&row| candidate.agrees(sheet, row, None)).collect();
                let good = said.iter().filter(|agrees| **agrees).count();
                if good >= FEWEST && good * 10 >= said.len() * 7 {
                    found.push(candidate);
                }
            }
        }
    }
    found
}

/// Readings of a row's rates that `new` in the cell would put right, less those that it would put wrong.
pub(super) fn witnesses(rates: &[Rate], sheet: &Sheet, cell: Cell, new: i128) -> i128 {
    let mut sum = 0;
    for rate in rates.iter().filter(|r| r.first == cell.1 || r.second == cell.1) {
        let before = rate.agrees(sheet, cell.0, None);
        let after = rate.agrees(sheet, cell.0, Some((cell.1, new)));
        sum += match (before, after) {
            (Some(false), Some(true)) => 1,
            (Some(true), Some(false)) => -1,
            _ => 0,
        };
    }
    sum
}

impl Rate {
    /// Whether the rate of a row agrees with its two amounts, to the digits printed; `None` where one is missing.
    fn agrees(&self, sheet: &Sheet, row: usize, instead: Option<(usize, i128)>) -> Option<bool> {
        let slot = |col: usize| Some(sheet.at(row, col)).filter(|s: &Slot| s.held == Held::Number);
        let amount = |col: usize| match instead {
            Some((at, value)) if at == col => Some(value),
            _ => slot(col).map(|s| i128::from(s.value)),
        };
        let (first, second, rate) = (amount(self.first)?, amount(self.second)?, slot(self.percent)?);
        slot(self.first)?;
        slot(self.second)?;
        if second == 0 {
            return None;
        }
        let over = match self.form {
            Form::Change => first - second,
            Form::Share => first,
        };
        let hundred = 10_i128.checked_pow(u32::from(sheet.scale) + 2)?;
        let gap = i128::from(rate.value).checked_mul(second)?.checked_sub(hundred.checked_mul(over)?)?;
        Some(gap.abs() <= second.abs().checked_mul(i128::from(rate.unit))? * 11 / 20)
    }
}
