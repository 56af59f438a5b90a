//! A group of failed equations as one finding.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::kinds::row_path;
use crate::rules::sums::number::shown;
use crate::rules::sums::repair::{Cell, Change, Equation, TELLING};
use crate::rules::sums::sheet::{Held, Sheet};
use crate::rules::{Confidence, Evidence, Repair, Rule, Violation};

/// Repairs told at most.
const TOLD: usize = 3;

/// What a cell is printed as.
pub(super) fn printed<'f>(sheet: &Sheet, facts: &'f Facts<'_>, cell: Cell) -> &'f str {
    let slot = sheet.at(cell.0, cell.1);
    match slot.held {
        Held::Number => facts.number(slot.number).map_or("", |n| facts.document.printed(&n.spot)),
        _ => "",
    }
}

/// The evidence of a cell; `None` for a cell without a number.
pub(super) fn evidence(sheet: &Sheet, facts: &Facts<'_>, cell: Cell, part: &str) -> Option<Evidence> {
    let slot = sheet.at(cell.0, cell.1);
    let number = facts.number(slot.number).filter(|_| slot.held == Held::Number)?;
    Some(Evidence { spot: number.spot, part: part.to_owned(), prose: false, number: Some(slot.number) })
}

/// The cells of an equation, the total first.
pub(super) fn used(sheet: &Sheet, facts: &Facts<'_>, equation: &Equation) -> Vec<Evidence> {
    let total = evidence(sheet, facts, equation.total, "total");
    total.into_iter().chain(equation.parts.iter().filter_map(|(cell, _)| evidence(sheet, facts, *cell, "part"))).collect()
}

/// The finding's words and the cells it names, the primary first.
pub(super) fn violation(
    rule: &Rule,
    sheet: &Sheet,
    facts: &Facts<'_>,
    equations: &[&Equation],
    changes: &[Change],
) -> Option<(Violation, Vec<Evidence>)> {
    let only = match changes {
        [one] => Some(one),
        [one, next, ..] if one.breaks < next.breaks || favoured(one, next) => Some(one),
        _ => None,
    };
    let of_lead = |e: &&&Equation| only.is_some_and(|c| c.cell == e.total);
    let first = equations.iter().find(of_lead).or(equations.first())?;
    let lead = only.map_or(first.total, |c| c.cell);
    let mut cells: Vec<Cell> = vec![lead];
    let mut seen = BTreeSet::from([lead]);
    cells.extend(equations.iter().flat_map(|e| e.cells()).map(|(cell, _)| cell).filter(|cell| seen.insert(*cell)));
    let is_total = |cell: Cell| equations.iter().any(|e| e.total == cell);
    let named: Vec<(Cell, Evidence)> = cells
        .iter()
        .filter_map(|&cell| Some((cell, evidence(sheet, facts, cell, if is_total(cell) { "total" } else { "part" })?)))
        .collect();
    let likely = changes.first().map(|c| c.slip);
    let repairs = changes
        .iter()
        .filter(|c| Some(c.slip) == likely)
        .take(TOLD)
        .filter_map(|c| {
            let next = changes.iter().find(|other| other.cell != c.cell);
            repair(sheet, c, &named, equations.len(), only.map(|only| (only, next.is_some_and(|next| only.breaks >= next.breaks))))
        })
        .collect();
    let total = sheet.at(first.total.0, first.total.1);
    let ulp = first.parts.iter().map(|(c, _)| sheet.at(c.0, c.1)).filter(|s| s.held == Held::Number).map(|s| s.ulp).min();
    let ulp = ulp.unwrap_or(total.ulp).min(total.ulp);
    let computed = shown(i128::from(total.value) - first.gap, sheet.scale, ulp);
    let gap = shown(first.gap, sheet.scale, ulp);
    let slots = Slots::new()
        .with("total", printed(sheet, facts, first.total))
        .with("sum", computed)
        .with("gap", if first.gap > 0 { format!("+{gap}") } else { gap })
        .with("line", label(sheet, facts, first.total))
        .with("holds", first.holds.to_string())
        .with("fails", first.fails.to_string());
    let lines: Vec<Phrase> = equations.iter().map(|e| derivation(sheet, facts, e)).collect();
    let join = |pick: fn(&Phrase) -> &str, by: &str| lines.iter().map(pick).collect::<Vec<_>>().join(by);
    let violation = Violation {
        severity: rule.severity,
        confidence: if equations.iter().any(|e| e.sure) { rule.confidence } else { rule.confidence.min(Confidence::Medium) },
        message: slots.fill(&rule.message),
        help: slots.fill(&rule.fix),
        derivation: Phrase::new(join(|p| &p.zh, "；"), join(|p| &p.en, "; ")),
        repairs,
    };
    Some((violation, named.into_iter().map(|(_, e)| e).collect()))
}

/// Whether the rest of the table speaks clearly for one change.
fn favoured(one: &Change, next: &Change) -> bool {
    one.breaks == next.breaks && one.slip >= next.slip && one.favour.saturating_sub(next.favour) >= TELLING
}

/// A change as a repair; `only`: the one that is preferred, and whether the rest of the table prefers it rather than other sums.
fn repair(sheet: &Sheet, change: &Change, named: &[(Cell, Evidence)], equations: usize, only: Option<(&Change, bool)>) -> Option<Repair> {
    let label = named.iter().position(|(cell, _)| *cell == change.cell)?;
    let ulp = sheet.at(change.cell.0, change.cell.1).ulp;
    let why = match only.filter(|(only, _)| only.cell == change.cell) {
        Some((_, false)) if equations > 1 => Phrase::new(
            format!("只改这一处就能使 {equations} 处不符都相符"),
            format!("the only single change that settles all {equations} failed checks"),
        ),
        Some((_, false)) => Phrase::new("只有改这一处不会使别的合计不符", "the only single change that upsets no other sum"),
        Some((_, true)) => {
            Phrase::new("改这一处即可相符，与表中其他数也最相合", "this single change would settle it, and fits the rest of the table best")
        }
        None => Phrase::new("改这一处即可相符", "this single change would settle it"),
    };
    Some(Repair { label, value: shown(change.value, sheet.scale, ulp), why })
}

/// `18 + 8 - 2 = 24, stated 25`.
pub(super) fn derivation(sheet: &Sheet, facts: &Facts<'_>, equation: &Equation) -> Phrase {
    let mut terms = String::new();
    let mut least = sheet.at(equation.total.0, equation.total.1).ulp;
    for (cell, sign) in &equation.parts {
        let slot = sheet.at(cell.0, cell.1);
        if slot.held != Held::Number {
            continue;
        }
        least = least.min(slot.ulp);
        let minus = (*sign < 0) != (slot.value < 0);
        let digits = shown(i128::from(slot.value).abs(), sheet.scale, slot.ulp);
        terms.push_str(match (terms.is_empty(), minus) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        terms.push_str(&digits);
    }
    let total = sheet.at(equation.total.0, equation.total.1);
    let sum = shown(i128::from(total.value) - equation.gap, sheet.scale, least);
    let stated = printed(sheet, facts, equation.total);
    Phrase::new(format!("{terms} = {sum}；表中为 {stated}"), format!("{terms} = {sum}, stated {stated}"))
}

/// The labels of a cell: its row's and its column's.
pub(super) fn label(sheet: &Sheet, facts: &Facts<'_>, cell: Cell) -> String {
    let Some(grid) = facts.tables.get(sheet.table as usize) else { return String::new() };
    let (row, col) = cell;
    let grid_row = sheet.first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
    let grid_col = sheet.columns.get(col).map_or(0, |(from, _)| *from);
    let own = |path: &[String]| path.last().cloned().unwrap_or_default();
    let (row, col) = (own(&row_path(sheet, facts, grid_row)), own(grid.col_path_at(grid_row, grid_col)));
    match (row.is_empty(), col.is_empty()) {
        (false, false) => format!("{row} / {col}"),
        (false, true) => row,
        _ => col,
    }
}
