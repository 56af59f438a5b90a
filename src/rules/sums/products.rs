//! Amounts that are not the product of two numbers before them, where the other rows show that they are: a quantity times its price.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::number::{digits, power, shown};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rate_audit::Tied;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::{Held, Sheet, Slot};
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Checked, Confidence, Evidence, Repair, Rule, Severity, Verdict, Violation};
use crate::style::in_the_style_of;

/// Columns looked back over from a product, and those beyond which nothing is looked for.
const BACK: usize = 6;
const WIDEST: usize = 80;
/// Rows tried before the rest.
const SAMPLED: usize = 60;
/// Rows that must agree to the last place, for each that would but for rounding, and for each of several that do not.
const FEWEST: usize = 4;
const EACH: usize = 8;
/// Digits of a product from which its agreeing says something.
const TELLING: u32 = 3;

/// Three columns of which the last is the product of the others.
#[derive(Clone, Copy)]
struct Product {
    factors: [usize; 2],
    column: usize,
}

/// How a row's product is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It is that of the factors, rounded to its last place.
    Exact,
    /// It would be, were a factor printed to more places.
    Rounded,
    /// It is another number.
    Bad,
}

/// Judges the products of a table's rows but those over cells that failed sums already name.
pub(super) fn check(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, tied: &Tied, out: &mut Vec<Checked>) {
    let (sheet, columns) = (plane.sheet, plane.lines);
    // In the row of a total stand sums, and averages.
    let rows: Vec<usize> = (0..sheet.rows).filter(|row| !plane.meaning(*row).is_result()).collect();
    let sampled: Vec<usize> = rows.iter().copied().step_by(rows.len().div_ceil(SAMPLED).max(1)).collect();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for product in (2..sheet.columns.len().min(WIDEST)).flat_map(|column| candidates(columns, column)) {
        if taken.contains(&product.column) || plane.is_late() || !holds(sheet, product, &sampled) || !holds(sheet, product, &rows) {
            continue;
        }
        taken.insert(product.column);
        let usual = usual(sheet, product, &rows);
        let is_reduced = |row: usize| product.beside().any(|column| !usual.contains(&column) && stands(sheet, row, column));
        for &row in &rows {
            let cells = product.cells(row);
            let verdict = match fit(sheet, product, row) {
                Some(Fit::Exact | Fit::Rounded) => Verdict::Pass,
                Some(Fit::Bad) if !cells.iter().any(|cell| tied.blamed.contains(cell)) && !is_reduced(row) => {
                    let Some(violation) = violation(rule, facts, sheet, product, row, tied) else { continue };
                    Verdict::Fail(Box::new(violation))
                }
                _ => continue,
            };
            let evidence: Vec<Evidence> =
                cells.iter().zip(["rate", "part", "part"]).filter_map(|(cell, part)| evidence(sheet, facts, *cell, part)).collect();
            out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
        }
    }
}

/// The pairs of columns before an amount that it may be the product of, the nearest first.
fn candidates(columns: &Kinds, column: usize) -> Vec<Product> {
    let counts = |at: &usize| !columns.percent(*at) && !columns.names(*at) && columns.numbers(*at) > 0;
    if !columns.adds(column) {
        return Vec::new();
    }
    let near: Vec<usize> = (column.saturating_sub(BACK)..column).rev().filter(counts).collect();
    let pairs = near.iter().enumerate().flat_map(|(n, second)| near.iter().skip(n + 1).map(|first| [*first, *second]));
    pairs.map(|factors| Product { factors, column }).collect()
}

/// Whether the product holds to the last place on rows enough, and on nearly all of those that tell.
fn holds(sheet: &Sheet, product: Product, rows: &[usize]) -> bool {
    let fits: Vec<Fit> = rows.iter().filter_map(|row| fit(sheet, product, *row)).collect();
    let count = |fit: Fit| fits.iter().filter(|own| **own == fit).count();
    let (exact, bad) = (count(Fit::Exact), count(Fit::Bad));
    exact >= FEWEST && count(Fit::Rounded) * FEWEST <= exact && (bad <= 1 || bad * EACH <= exact)
}

impl Product {
    /// The columns before it that are none of its factors.
    fn beside(self) -> impl Iterator<Item = usize> {
        (self.column.saturating_sub(BACK)..self.column).filter(move |column| !self.factors.contains(column))
    }

    /// The cells of a row: the product, then its factors.
    fn cells(self, row: usize) -> [Cell; 3] {
        let [first, second] = self.factors;
        [(row, self.column), (row, first), (row, second)]
    }
}

/// The columns before the product that hold something on some row that agrees: what stands in another one on a row that does not is a discount,
/// or a surcharge.
fn usual(sheet: &Sheet, product: Product, rows: &[usize]) -> BTreeSet<usize> {
    let agreeing = rows.iter().filter(|row| fit(sheet, product, **row) == Some(Fit::Exact));
    agreeing.flat_map(|row| product.beside().filter(|column| stands(sheet, *row, *column))).collect()
}

/// Whether a number other than zero stands there, or what cannot be read.
fn stands(sheet: &Sheet, row: usize, column: usize) -> bool {
    let slot = sheet.at(row, column);
    slot.held == Held::Unknown || slot.value != 0
}

/// How a row's product is; `None` where a number is missing, or where it says nothing: of a one, or of few digits.
fn fit(sheet: &Sheet, product: Product, row: usize) -> Option<Fit> {
    let one = power(u32::from(sheet.scale));
    let slots = product.cells(row).map(|(row, column)| sheet.at(row, column));
    let [own, first, second] = slots;
    let value = |slot: Slot| i128::from(slot.value);
    if slots.iter().any(|slot| slot.held != Held::Number || slot.value <= 0 || slot.percent) || value(first) == one || value(second) == one
    {
        return None;
    }
    if digits(value(own) / i128::from(own.unit).max(1)) < TELLING {
        return None;
    }
    let gap = value(first).checked_mul(value(second))?.checked_sub(value(own).checked_mul(one)?)?.abs();
    let half = i128::from(own.unit).checked_mul(one)? / 2;
    // A whole number is counted, a price may have more places than are printed.
    let loose = |slot: Slot| if i128::from(slot.unit) < one { i128::from(slot.unit) } else { 0 };
    let effect = value(first).checked_mul(loose(second))?.checked_add(value(second).checked_mul(loose(first))?)? / 2;
    Some(if gap <= half {
        Fit::Exact
    } else if gap <= half.saturating_add(effect) {
        Fit::Rounded
    } else {
        Fit::Bad
    })
}

/// The value that makes the product right at one of its cells, in whole units of its last place; `None` where no such value does.
fn mended(sheet: &Sheet, product: Product, row: usize, at: usize) -> Option<i128> {
    let one = power(u32::from(sheet.scale));
    let [own, first, second] = product.cells(row).map(|(row, column)| i128::from(sheet.at(row, column).value));
    let (over, under) = match at {
        0 => (first.checked_mul(second)?, one),
        1 => (own.checked_mul(one)?, second),
        _ => (own.checked_mul(one)?, first),
    };
    let cell = product.cells(row).get(at).copied()?;
    let step = under.checked_mul(i128::from(sheet.at(cell.0, cell.1).unit).max(1)).filter(|step| *step > 0)?;
    let whole = over.checked_mul(2)?.checked_add(step)? / step.checked_mul(2)?;
    (at == 0 || whole.checked_mul(step)? == over).then(|| whole.checked_mul(step / under)).flatten()
}

fn violation(rule: &Rule, facts: &Facts<'_>, sheet: &Sheet, product: Product, row: usize, tied: &Tied) -> Option<Violation> {
    let cells = product.cells(row);
    let [own, first, second] = cells.map(|cell| printed(sheet, facts, cell));
    let like = |at: usize| {
        let cell = cells.get(at)?;
        Some(
            in_the_style_of(
                &printed(sheet, facts, *cell),
                &shown(mended(sheet, product, row, at)?, sheet.scale, sheet.at(cell.0, cell.1).ulp),
            )
            .into_owned(),
        )
    };
    let computed = like(0)?;
    let why = |at: usize| match at {
        0 => Phrase::new("两个因数都无误时", "if both factors are right"),
        _ => Phrase::new("乘积与另一个因数都无误时", "if the product and the other factor are right"),
    };
    let mut repairs: Vec<Repair> = (0..3).filter_map(|at| Some(Repair { label: at, value: like(at)?, why: why(at) })).collect();
    // A product that a sum confirms is hardly the wrong one.
    if cells.first().is_some_and(|cell| tied.held.contains(cell)) && repairs.len() > 1 {
        repairs.rotate_left(1);
    }
    let slots = Slots::new()
        .with("line", label(sheet, facts, cells[0]))
        .with("rate", &*own)
        .with("amount", &*first)
        .with("base", &*second)
        .with("computed", computed.clone());
    let terms = format!("{first} × {second} = {computed}");
    // A price may be one of several, or reduced without a word.
    Some(Violation {
        severity: rule.severity.min(Severity::Note),
        confidence: rule.confidence.min(Confidence::Medium),
        repairs,
        ..Violation::of(rule, &slots, Phrase::new(format!("{terms}；表中为 {own}"), format!("{terms}, stated {own}")))
    })
}
