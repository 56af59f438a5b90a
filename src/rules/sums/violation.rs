//! A group of failed equations as one finding.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::balance;
use crate::rules::sums::labels::row_names;
use crate::rules::sums::number::{shown, with_sign};
use crate::rules::sums::repair::{Cell, Change, Equation, TELLING};
use crate::rules::sums::sheet::{Held, Sheet, Slot};
use crate::rules::{Confidence, Evidence, Repair, Rule, Violation};
use crate::style::{in_the_style_of, marked_like};

/// Terms of a long sum written out at its start, and at its end.
const TERMS: usize = 20;
/// Rows whose names a row's is held to.
const LOOKED: usize = 1000;
/// Repairs told at most; how many more there are is said.
const TOLD: usize = 5;

/// What a cell is printed as; a bracket that a cell of its own closes is closed.
pub(super) fn printed<'f>(sheet: &Sheet, facts: &'f Facts<'_>, cell: Cell) -> Cow<'f, str> {
    let slot = sheet.at(cell.0, cell.1);
    let printed = match slot.held {
        Held::Number => facts.number(slot.number).map_or("", |n| facts.document.printed(&n.spot)),
        _ => "",
    };
    if printed.starts_with('(') && !printed.contains(')') { Cow::Owned(format!("{printed})")) } else { Cow::Borrowed(printed) }
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
    let (told, more) = told(changes);
    let mut repairs: Vec<Repair> = told
        .into_iter()
        .filter_map(|c| {
            let next = changes.iter().find(|other| other.cell != c.cell);
            repair(sheet, c, &named, equations.len(), only.map(|only| (only, next.is_some_and(|next| only.breaks >= next.breaks))))
        })
        .collect();
    if let Some(last) = repairs.last_mut().filter(|_| more > 0) {
        let Phrase { zh, en } = &last.why;
        last.why = Phrase::new(format!("{zh}；另有 {more} 处改一处也可相符"), format!("{en}; so would one of {more} more numbers"));
    }
    let slots = figures(sheet, facts, first, lead).with("holds", first.holds.to_string()).with("fails", first.fails.to_string());
    let others = match first.holds {
        1 => Phrase::new("另一行列", "the other line"),
        n => Phrase::new(format!("其余 {n} 行列"), format!("the other {n} lines")),
    };
    let slots = slots.with_phrase("others", others);
    let lines: Vec<Phrase> = equations.iter().map(|e| derivation(sheet, facts, e)).collect();
    let join = |pick: fn(&Phrase) -> &str, by: &str| lines.iter().map(pick).collect::<Vec<_>>().join(by);
    let violation = Violation {
        confidence: if equations.iter().any(|e| e.sure) { rule.confidence } else { rule.confidence.min(Confidence::Medium) },
        repairs,
        ..Violation::of(rule, &slots, Phrase::new(join(|p| &p.zh, "；"), join(|p| &p.en, "; ")))
    };
    Some((violation, named.into_iter().map(|(_, e)| e).collect()))
}

/// What the message says of the cell that it is about: the total against its parts, or a part against what the others leave for it.
fn figures(sheet: &Sheet, facts: &Facts<'_>, equation: &Equation, lead: Cell) -> Slots {
    let part = equation.parts.iter().find(|(cell, _)| *cell == lead);
    let cell = part.map_or(equation.total, |(cell, _)| *cell);
    let gap = part.map_or(equation.gap, |(_, sign)| -equation.gap * i128::from(*sign));
    let own = sheet.at(cell.0, cell.1);
    let ulps = equation.cells().map(|(c, _)| sheet.at(c.0, c.1)).filter(|s| s.held == Held::Number).map(|s| s.ulp);
    let ulp = ulps.min().unwrap_or(own.ulp);
    let made = if let ([(other, _)], None) = (&equation.parts[..], part) {
        balance::equals(&row_label(sheet, facts, other.0))
    } else if part.is_none() && equation.parts.iter().all(|(_, sign)| *sign > 0) {
        Phrase::new("各项之和为", "its parts make")
    } else {
        Phrase::new("按其余各数应为", "the other figures make it")
    };
    let stated = &*printed(sheet, facts, cell);
    let marks = grouped(sheet, facts, equation);
    let like = |value: i128| marked_like(&marks, &in_the_style_of(stated, &shown(value, sheet.scale, ulp))).into_owned();
    let said = marked_like(&marks, &marked_like(stated, &shown(gap, sheet.scale, ulp))).into_owned();
    Slots::new()
        .with("total", stated)
        .with_phrase("made", made)
        .with("sum", like(i128::from(own.value) - gap))
        .with("gap", with_sign(gap, said))
        .with("line", label(sheet, facts, cell))
}

/// The changes worth telling: those that look as much like a slip as the best, and always that of the total, which needs no slip. With the
/// number of all the others.
fn told(changes: &[Change]) -> (Vec<&Change>, usize) {
    let likely = changes.first().map(|c| c.slip);
    let mut told: Vec<&Change> = changes.iter().filter(|c| Some(c.slip) == likely).collect();
    told.truncate(TOLD);
    let total = changes.iter().find(|c| c.total && changes.first().is_some_and(|best| c.breaks == best.breaks));
    if let Some(total) = total.filter(|_| !told.iter().any(|c| c.total)) {
        told.truncate(TOLD - 1);
        told.push(total);
    }
    let more = changes.len() - told.len();
    (told, more)
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
            format!("只改这一处，{equations} 处不符都能消除"),
            format!("the only single change that settles all {equations} failed checks"),
        ),
        Some((_, false)) => Phrase::new("只有这样改不影响其他合计", "the only single change that upsets no other sum"),
        Some((_, true)) => {
            Phrase::new("改这一处即可相符，与表中其他数也最相合", "this single change would settle it, and fits the rest of the table best")
        }
        None => Phrase::new("改这一处即可相符", "this single change would settle it"),
    };
    let why = if change.exact {
        why
    } else {
        Phrase::new(format!("{}，已计四舍五入", why.zh), format!("{}, rounding allowed for", why.en))
    };
    Some(Repair { label, value: shown(change.value, sheet.scale, ulp), why })
}

/// The first of `count` things that are said, and whether there are more.
pub(super) fn first_of(said: &[String], count: usize) -> Phrase {
    let more = if count > said.len() { (" 等", ", …") } else { ("", "") };
    Phrase::new(said.join("、") + more.0, said.join(", ") + more.1)
}

/// The first number of an equation whose thousands are set off, as printed; a shorter total does not show how. Empty where there is none.
fn grouped<'f>(sheet: &Sheet, facts: &'f Facts<'_>, equation: &Equation) -> Cow<'f, str> {
    let is_grouped = |cell: &Cell| sheet.at(cell.0, cell.1).grouped;
    let first = equation.cells().map(|(cell, _)| cell).find(is_grouped);
    first.map_or_else(Cow::default, |cell| printed(sheet, facts, cell))
}

/// `18 + 8 - 2 = 24, stated 25`; the middle of a long sum is left out.
pub(super) fn derivation(sheet: &Sheet, facts: &Facts<'_>, equation: &Equation) -> Phrase {
    let stated = &*printed(sheet, facts, equation.total);
    let marks = grouped(sheet, facts, equation);
    let like = |value: i128, ulp: u8| marked_like(&marks, &in_the_style_of(stated, &shown(value, sheet.scale, ulp))).into_owned();
    let mut terms = String::new();
    let mut least = sheet.at(equation.total.0, equation.total.1).ulp;
    let numbers = equation.parts.iter().map(|(cell, sign)| (sheet.at(cell.0, cell.1), *sign)).filter(|(slot, _)| slot.held == Held::Number);
    let mut signed: Vec<(Slot, bool)> = numbers.map(|(slot, sign)| (slot, (sign < 0) != (slot.value < 0))).collect();
    // A difference is written from what it is taken from.
    if let Some(first) = signed.iter().position(|(_, minus)| !minus) {
        let first = signed.remove(first);
        signed.insert(0, first);
    }
    least = signed.iter().map(|(slot, _)| slot.ulp).fold(least, u8::min);
    let one = signed.len() == 1;
    let (head, tail) = (TERMS, signed.len().saturating_sub(TERMS));
    for (n, (slot, minus)) in signed.into_iter().enumerate() {
        if (head..tail).contains(&n) {
            if n == head {
                terms.push_str(" + …");
            }
            continue;
        }
        let digits = like(i128::from(slot.value).abs(), slot.ulp);
        terms.push_str(match (terms.is_empty(), minus) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        });
        terms.push_str(&digits);
    }
    let total = sheet.at(equation.total.0, equation.total.1);
    if one && equation.gap != 0 {
        return Phrase::new(format!("{terms} ≠ {stated}"), format!("{terms} ≠ {stated}"));
    }
    let sum = like(i128::from(total.value) - equation.gap, least);
    Phrase::new(format!("{terms} = {sum}；表中为 {stated}"), format!("{terms} = {sum}, stated {stated}"))
}

/// The name of a matrix row: its innermost label, with as many of those around it as no other row has.
fn row_label(sheet: &Sheet, facts: &Facts<'_>, row: usize) -> String {
    let names = |row: usize| row_names(sheet, facts, sheet.first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)));
    let own = names(row);
    let others = (0..sheet.rows.min(LOOKED)).filter(|n| own.len() > 1 && *n != row).map(names);
    apart(&own, others)
}

/// The innermost of some labels, with as many of those around it as part it from the others; alone where nothing does.
fn apart(own: &[String], others: impl Iterator<Item = Vec<String>>) -> String {
    let Some(last) = own.last() else { return String::new() };
    let twins: Vec<Vec<String>> = others.filter(|other| other.last() == Some(last) && other != own).collect();
    let tail = |n: usize| own.get(own.len() - n..).unwrap_or_default();
    let parted = (1..=own.len()).map(tail).find(|tail| !twins.iter().any(|twin| twin.ends_with(tail)));
    parted.map_or_else(|| last.clone(), |tail| tail.join(" / "))
}

/// The labels of a cell: its row's and its column's.
pub(super) fn label(sheet: &Sheet, facts: &Facts<'_>, cell: Cell) -> String {
    let Some(grid) = facts.tables.get(sheet.table as usize) else { return String::new() };
    let grid_row = sheet.first_row.saturating_add(u32::try_from(cell.0).unwrap_or(u32::MAX));
    let path = |col: usize| sheet.columns.get(col).map_or(&[][..], |(from, _)| grid.col_path_at(grid_row, *from));
    let others = (0..sheet.columns.len()).filter(|col| *col != cell.1).map(|col| path(col).to_vec());
    let (row, col) = (row_label(sheet, facts, cell.0), apart(path(cell.1), others));
    match (row.is_empty(), col.is_empty()) {
        (false, false) => format!("{row} / {col}"),
        (false, true) => row,
        _ => col,
    }
}
