//! Rates that do not follow from the amounts beside them, where the other rows of the column show how they are computed.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::number::{digits, power, shown};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rates::{Form, Rate, rates};
use crate::rules::sums::repair::Cell;
use crate::rules::sums::slip::{self, Slip};
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Checked, Confidence, Evidence, Repair, Rule, Severity, Verdict, Violation};
use crate::style::marked_like;

/// Rows that must agree before another one is held to the same.
const FEWEST: usize = 4;
/// Rows that agree for each beyond the first that does not.
const EACH: usize = 8;
/// Rows that agree below which a finding is less sure.
const FIRM: usize = 8;
/// Digits of the rates that agree which tell, in a table of few rows, how they are computed.
const DIGITS: u32 = 5;
/// A rate beyond this many bases is printed as a rule of thumb, if at all.
const LARGEST: i64 = 10;

/// The cells of a table by what its sums say of them.
pub(super) struct Tied {
    /// Failed sums name them already.
    pub(super) blamed: BTreeSet<Cell>,
    /// They are in sums that hold.
    pub(super) held: BTreeSet<Cell>,
}

/// Judges the rates of a table but those over blamed cells.
pub(super) fn check(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, Tied { blamed, held }: &Tied, out: &mut Vec<Checked>) {
    let found = rates(plane.sheet, plane.places, plane.lines, 1);
    let mut columns: BTreeMap<usize, Vec<Rate>> = BTreeMap::new();
    for rate in found {
        columns.entry(rate.column).or_default().push(rate);
    }
    let mut wrong: BTreeMap<usize, Vec<Rate>> = BTreeMap::new();
    let (mut thin, mut hinted) = (BTreeSet::new(), BTreeSet::new());
    for ways in columns.into_values() {
        let judged = ways.iter().map(|rate| (rate, rows(plane, rate)));
        let Some((rate, (good, bad))) = judged.max_by_key(|(_, (good, bad))| (good.len() * 3).saturating_sub(bad.len() * 4)) else {
            continue;
        };
        for row in &good {
            let cells = std::iter::once((*row, rate.column)).chain(rate.cells(*row));
            let evidence = cells.filter_map(|cell| evidence(plane.sheet, facts, cell, "rate")).collect();
            out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence, note: None });
        }
        match weigh(plane, rate, &good, &bad) {
            Weight::Light => continue,
            Weight::Hint => {
                hinted.insert(rate.column);
            }
            Weight::Enough => {}
        }
        if good.len() < FIRM {
            thin.insert(rate.column);
        }
        let otherwise = |row: usize| ways.iter().any(|w| w.reading(plane.sheet, row, None).is_some_and(|r| r.good()));
        let named = |row: usize| rate.cells(row).iter().any(|cell| blamed.contains(cell)) || blamed.contains(&(row, rate.column));
        for row in bad.into_iter().filter(|row| !otherwise(*row) && !named(*row)) {
            wrong.entry(row).or_default().push(*rate);
        }
    }
    for (row, rates) in wrong {
        let Some((mut violation, evidence)) = violation(rule, facts, plane, row, &rates, held) else { continue };
        if rates.iter().all(|rate| thin.contains(&rate.column)) {
            violation.confidence = violation.confidence.min(Confidence::Medium);
        }
        // A plain fraction may be of anything; a percentage says more of itself, and so does an amount per unit.
        let one = 10_i64.pow(u32::from(plane.sheet.scale.min(12)));
        let fraction = |rate: &Rate| plane.sheet.at(row, rate.column).value.abs() < one || rate.form == Form::Change;
        let plain = |rate: &Rate| rate.times == 1 && rate.form != Form::Difference && fraction(rate);
        if rates.iter().all(|rate| plain(rate) || hinted.contains(&rate.column)) {
            violation.severity = violation.severity.min(Severity::Note);
            violation.confidence = Confidence::Low;
        }
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None });
    }
}

/// How much the rows that agree say for one that does not.
enum Weight {
    /// Too little to hold another row to it.
    Light,
    /// Enough for a note.
    Hint,
    /// Enough.
    Enough,
}

/// Weighs the rows that agree against those that do not: in a table of few rows the digits that agree, and what the column says of itself.
fn weigh(plane: &Plane<'_>, rate: &Rate, good: &[usize], bad: &[usize]) -> Weight {
    if bad.is_empty() || (good.len() >= FEWEST && (bad.len() == 1 || good.len() >= EACH * bad.len())) {
        return if good.len() >= FEWEST { Weight::Enough } else { Weight::Light };
    }
    let meaning = plane.lines.meaning(rate.column);
    let declared = meaning.rate || meaning.change || meaning.difference;
    let digits: u32 = good.iter().filter_map(|row| rate.reading(plane.sheet, *row, None)).map(|r| r.digits).sum();
    match (bad.len(), good.len()) {
        (1, 3) if digits >= DIGITS => Weight::Enough,
        (1, 2) if digits >= DIGITS && declared => Weight::Enough,
        (1, 1 | 2) if declared => Weight::Hint,
        _ => Weight::Light,
    }
}

/// Rows where the rate agrees, and rows where it does not.
fn rows(plane: &Plane<'_>, rate: &Rate) -> (Vec<usize>, Vec<usize>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let amounts = |row: &usize| !plane.places.meaning(*row).rate && !plane.places.meaning(*row).of_which;
    let one = 10_i64.pow(u32::from(plane.sheet.scale.min(12)));
    let most = if rate.times == 100 { one.saturating_mul(100 * LARGEST) } else { i64::MAX };
    // A row in per cent among fractions, or the other way, is another way to print it.
    let other = rate.rescaled();
    let scaled = |row: usize| other.reading(plane.sheet, row, None).is_some_and(|r| r.exact() || r.good());
    let precise = is_precise(plane, rate);
    for row in (0..plane.sheet.rows).filter(amounts) {
        match rate.reading(plane.sheet, row, None).map(|reading| if precise { reading.of_exact() } else { reading }) {
            Some(reading) if reading.good() => good.push(row),
            Some(reading)
                if reading.bad()
                    && !scaled(row)
                    && plane.sheet.at(row, rate.column).value.abs() < most
                    && !rate.is_of_another_row(plane.sheet, row) =>
            {
                bad.push(row);
            }
            _ => {}
        }
    }
    (good, bad)
}

/// Whether rates printed to more digits than the amounts could bear out agree with them all the same: they were computed from the printed
/// amounts, which are exact.
fn is_precise(plane: &Plane<'_>, rate: &Rate) -> bool {
    let fine = (0..plane.sheet.rows).filter_map(|row| rate.reading(plane.sheet, row, None)).filter(|reading| !reading.clear);
    let (exact, all) = fine.fold((0, 0), |(exact, all), reading| (exact + usize::from(reading.exact()), all + 1));
    exact >= FEWEST && exact * 10 >= all * 7
}

/// One finding for a row: the amount that all its wrong rates share, or the rate.
fn violation(
    rule: &Rule,
    facts: &Facts<'_>,
    plane: &Plane<'_>,
    row: usize,
    rates: &[Rate],
    held: &BTreeSet<Cell>,
) -> Option<(Violation, Vec<Evidence>)> {
    let sheet = plane.sheet;
    let first = rates.first()?;
    let shared = first.cells(row).into_iter().find(|cell| rates.len() > 1 && rates.iter().all(|r| r.cells(row).contains(cell)));
    let mut cells: Vec<(Cell, &str)> = shared.map(|cell| (cell, "amount")).into_iter().collect();
    for rate in rates {
        let [amount, base] = rate.cells(row);
        cells.extend([((row, rate.column), "rate"), (amount, "amount"), (base, "base")]);
    }
    let mut named: Vec<Cell> = Vec::new();
    let mut used = Vec::new();
    for (cell, part) in cells {
        if !named.contains(&cell) {
            used.push(evidence(sheet, facts, cell, part)?);
            named.push(cell);
        }
    }
    let value = |rate: &Rate| {
        let (slot, stated) = (sheet.at(row, rate.column), &*printed(sheet, facts, (row, rate.column)));
        Some(marked_like(stated, &shown(rate.computed(sheet, row)?, sheet.scale, slot.ulp)).into_owned())
    };
    let repairs = if shared.is_some() {
        Vec::new()
    } else {
        let why = Phrase::new("两个原数都无误时", "if the two figures it comes from are right");
        let rate = Repair { label: 0, value: value(first)?, why };
        let free = first.cells(row).into_iter().filter(|cell| !held.contains(cell));
        let other = |cell: Cell| {
            let (label, value) = (named.iter().position(|own| *own == cell)?, slipped(plane, first, row, cell)?);
            let why = Phrase::new("率和另一个原数都无误时", "if the rate and the other figure are right");
            Some(Repair { label, value: shown(value, sheet.scale, sheet.at(cell.0, cell.1).ulp), why })
        };
        std::iter::once(rate).chain(free.filter_map(other)).collect()
    };
    let [amount, base] = first.cells(row).map(|cell| printed(sheet, facts, cell));
    let slots = Slots::new()
        .with("line", label(sheet, facts, (row, first.column)))
        .with("rate", printed(sheet, facts, (row, first.column)))
        .with("amount", amount)
        .with("base", base)
        .with("computed", value(first)?);
    let lines: Vec<Phrase> = rates.iter().filter_map(|rate| Some(derivation(facts, plane, row, rate, &value(rate)?))).collect();
    let join = |pick: fn(&Phrase) -> &str, by: &str| lines.iter().map(pick).collect::<Vec<_>>().join(by);
    let violation = Violation { repairs, ..Violation::of(rule, &slots, Phrase::new(join(|p| &p.zh, "；"), join(|p| &p.en, "; "))) };
    Some((violation, used))
}

/// The one value, a wrong digit away from what a cell holds, with which the rate of a row agrees; `None` where there are several.
fn slipped(plane: &Plane<'_>, rate: &Rate, row: usize, cell: Cell) -> Option<i128> {
    let slot = plane.sheet.at(cell.0, cell.1);
    let (old, unit) = (i128::from(slot.value), slip::unit(slot.ulp));
    let places = (0..digits(old / unit)).map(|place| unit.saturating_mul(power(place)));
    let changed = places.flat_map(|step| (-9..=9).map(move |by: i128| old + by * step));
    let fits = |new: &i128| {
        slip::slip(old, *new, unit) == Slip::Digit && rate.reading(plane.sheet, row, Some((cell, *new))).is_some_and(|r| r.exact())
    };
    let mut found = changed.filter(fits);
    found.next().filter(|_| found.next().is_none())
}

/// `(2377 - 2150) / 2150 = 10.6%, stated 12.6%`.
fn derivation(facts: &Facts<'_>, plane: &Plane<'_>, row: usize, rate: &Rate, computed: &str) -> Phrase {
    let print = |cell| printed(plane.sheet, facts, cell);
    let [amount, base] = rate.cells(row).map(print);
    let stated = print((row, rate.column));
    let sign = if rate.times == 100 { "%" } else { "" };
    let terms = match rate.form {
        Form::Change => format!("({amount} - {base}) / {base} = {computed}{sign}"),
        Form::Share => format!("{amount} / {base} = {computed}{sign}"),
        Form::Difference => format!("{amount} - {base} = {computed}"),
    };
    Phrase::new(format!("{terms}；表中为 {stated}"), format!("{terms}, stated {stated}"))
}
