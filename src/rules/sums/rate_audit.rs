//! Rates that do not follow from the amounts beside them, where the other rows of the column show how they are computed.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::number::shown;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rates::{Form, Rate, rates};
use crate::rules::sums::repair::Cell;
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Checked, Confidence, Evidence, Repair, Rule, Severity, Verdict, Violation};

/// Rows that must agree before another one is held to the same.
const FEWEST: usize = 4;
/// Rows that agree for each beyond the first that does not.
const EACH: usize = 8;
/// Rows that agree below which a finding is less sure.
const FIRM: usize = 8;
/// A rate beyond this many bases is printed as a rule of thumb, if at all.
const LARGEST: i64 = 10;

/// Judges the rates of a table but those over the `blamed` cells, which failed sums already name.
pub(super) fn check(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, blamed: &BTreeSet<Cell>, out: &mut Vec<Checked>) {
    let found = rates(plane.sheet, plane.places, plane.lines);
    let mut columns: BTreeMap<usize, Vec<Rate>> = BTreeMap::new();
    for rate in found {
        columns.entry(rate.column).or_default().push(rate);
    }
    let mut wrong: BTreeMap<usize, Vec<Rate>> = BTreeMap::new();
    let mut thin = BTreeSet::new();
    for ways in columns.into_values() {
        let judged = ways.iter().map(|rate| (rate, rows(plane, rate)));
        let Some((rate, (good, bad))) = judged.max_by_key(|(_, (good, bad))| good.len().saturating_sub(bad.len() * 2)) else { continue };
        for row in &good {
            let cells = std::iter::once((*row, rate.column)).chain(rate.cells(*row));
            let evidence = cells.filter_map(|cell| evidence(plane.sheet, facts, cell, "rate")).collect();
            out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence, note: None });
        }
        if good.len() < FEWEST || (bad.len() > 1 && good.len() < EACH * bad.len()) {
            continue;
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
        let Some((mut violation, evidence)) = violation(rule, facts, plane, row, &rates) else { continue };
        if rates.iter().all(|rate| thin.contains(&rate.column)) {
            violation.confidence = violation.confidence.min(Confidence::Medium);
        }
        // A plain fraction may be of anything; a percentage says more of itself.
        if rates.iter().all(|rate| rate.times == 1) {
            violation.severity = violation.severity.min(Severity::Note);
            violation.confidence = Confidence::Low;
        }
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None });
    }
}

/// Rows where the rate agrees, and rows where it does not.
fn rows(plane: &Plane<'_>, rate: &Rate) -> (Vec<usize>, Vec<usize>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let amounts = |row: &usize| !plane.places.meaning(*row).rate && !plane.places.percent(*row);
    let most =
        LARGEST.saturating_mul(i64::try_from(rate.times).unwrap_or(100)).saturating_mul(10_i64.pow(u32::from(plane.sheet.scale.min(12))));
    // A row in per cent among fractions, or the other way, is another way to print it.
    let other = rate.rescaled();
    let scaled = |row: usize| other.reading(plane.sheet, row, None).is_some_and(|r| !r.bad());
    for row in (0..plane.sheet.rows).filter(amounts) {
        match rate.reading(plane.sheet, row, None) {
            Some(reading) if reading.good() => good.push(row),
            Some(reading) if reading.bad() && !scaled(row) && plane.sheet.at(row, rate.column).value.abs() < most => bad.push(row),
            _ => {}
        }
    }
    (good, bad)
}

/// One finding for a row: the amount that all its wrong rates share, or the rate.
fn violation(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, row: usize, rates: &[Rate]) -> Option<(Violation, Vec<Evidence>)> {
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
        let slot = sheet.at(row, rate.column);
        Some(shown(rate.computed(sheet, row)?, sheet.scale, slot.ulp))
    };
    let repairs = if shared.is_some() {
        Vec::new()
    } else {
        let why = Phrase::new("两个原数都无误时", "if the two figures it comes from are right");
        vec![Repair { label: 0, value: value(first)?, why }]
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
    let violation = Violation {
        severity: rule.severity,
        confidence: rule.confidence,
        message: slots.fill(&rule.message),
        help: slots.fill(&rule.fix),
        derivation: Phrase::new(join(|p| &p.zh, "；"), join(|p| &p.en, "; ")),
        repairs,
    };
    Some((violation, used))
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
    };
    Phrase::new(format!("{terms}；表中为 {stated}"), format!("{terms}, stated {stated}"))
}
