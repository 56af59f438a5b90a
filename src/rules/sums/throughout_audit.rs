//! Totals that are off throughout, told.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::audit::{Rules, rule_for};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::judge::Searched;
use crate::rules::sums::number::{shown, with_sign};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::{Cell, Equation};
use crate::rules::sums::throughout::{FEWEST, Fault, Off};
use crate::rules::sums::violation::{derivation, evidence, first_of, printed};
use crate::rules::{Axis, Checked, Confidence, Evidence, Rule, Totals, Verdict, Violation};
use crate::style::in_the_style_of;

/// Lines whose arithmetic is told; the number of all of them is.
const TOLD: usize = 6;

/// Tells the totals that are off throughout or unlike their parts, each under its rule, and passes those that their parts make on several lines.
pub(super) fn check(
    rules: &Rules<'_>,
    facts: &Facts<'_>,
    searched: &[Searched<'_>],
    off: &[(&Searched<'_>, Off)],
    blamed: &BTreeSet<Cell>,
    out: &mut Vec<Checked>,
) {
    for one in searched {
        out.extend(one.found.iter().filter_map(|found| {
            let kind = if found.holds < FEWEST { Totals::Unlike } else { Totals::Throughout };
            pass(rule_for(rules, kind)?, facts, one.plane, found)
        }));
    }
    out.extend(off.iter().filter_map(|(one, off)| tell(rule_for(rules, kind(off))?, facts, one.plane, off, blamed)));
}

/// The kind of rule that tells of a total.
pub(super) fn kind(off: &Off) -> Totals {
    if off.fault == Fault::Unlike { Totals::Unlike } else { Totals::Throughout }
}

/// A total by its label that its parts make: none of them is missing.
fn pass(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, found: &Found) -> Option<Checked> {
    if !found.labelled || found.how == How::Balance || found.holds == 0 {
        return None;
    }
    let held = found.lines.iter().filter(|(_, known)| known.holds() || known.rounds());
    let totals = held.take(TOLD).map(|(line, _)| plane.spot(*line, found.signature.total));
    let evidence = totals.filter_map(|cell| evidence(plane.sheet, facts, cell, "total")).collect();
    Some(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence, note: None })
}

/// A total that is off throughout, unless a failed sum names one of its cells.
fn tell(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, off: &Off, blamed: &BTreeSet<Cell>) -> Option<Checked> {
    let equations: Vec<Equation> = off.lines.iter().map(|(line, known)| Equation::of(plane, &off.signature, *line, known)).collect();
    if equations.iter().flat_map(Equation::cells).any(|(cell, _)| blamed.contains(&cell)) {
        return None;
    }
    let told = equations.get(..TOLD.min(equations.len())).unwrap_or_default();
    let evidence = cells(facts, plane, off, told);
    let lines: Vec<Phrase> = told.iter().map(|equation| derivation(plane.sheet, facts, equation)).collect();
    let join = |pick: fn(&Phrase) -> &str, by: &str| lines.iter().map(pick).collect::<Vec<_>>().join(by);
    let violation = Violation {
        confidence: if matches!(off.fault, Fault::Twice(_)) { rule.confidence } else { rule.confidence.min(Confidence::Medium) },
        ..Violation::of(rule, &slots(facts, plane, off, told), Phrase::new(join(|p| &p.zh, "；"), join(|p| &p.en, "; ")))
    };
    Some(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None })
}

/// The cells, the primary first: of a part entered twice its second entry, else the total.
fn cells(facts: &Facts<'_>, plane: &Plane<'_>, off: &Off, told: &[Equation]) -> Vec<Evidence> {
    let repeated = match off.fault {
        Fault::Twice(again) => off.lines.iter().take(TOLD).map(|(line, _)| plane.spot(*line, again)).collect(),
        Fault::LeftOut | Fault::Unlike => Vec::new(),
    };
    let totals: Vec<Cell> = told.iter().map(|equation| equation.total).collect();
    let parts = told.iter().flat_map(|equation| equation.parts.iter().map(|(cell, _)| *cell));
    let mut seen = BTreeSet::new();
    let ordered = repeated.into_iter().chain(totals.iter().copied()).chain(parts).filter(|cell| seen.insert(*cell));
    let part = |cell: &Cell| if totals.contains(cell) { "total" } else { "part" };
    ordered.filter_map(|cell| evidence(plane.sheet, facts, cell, part(&cell))).collect()
}

fn slots(facts: &Facts<'_>, plane: &Plane<'_>, off: &Off, told: &[Equation]) -> Slots {
    let count = off.lines.len();
    let lines = match (plane.axis, count) {
        (Axis::Column, 1) => Phrase::new("列", "column"),
        (Axis::Column, _) => Phrase::new("列", "columns"),
        (Axis::Row, 1) => Phrase::new("行", "row"),
        (Axis::Row, _) => Phrase::new("行", "rows"),
    };
    let (part_zh, part_en) = if plane.axis == Axis::Column { ("一行", "a row") } else { ("一列", "a column") };
    let said = |say: &dyn Fn(&Equation) -> String| first_of(&told.iter().map(say).collect::<Vec<_>>(), count);
    let fault = match off.fault {
        Fault::Twice(again) => {
            let name = plane.places.label(again);
            Phrase::new(format!("“{name}”列了两次，去掉一次即相符"), format!("{name} stands twice, and without one of the two it agrees"))
        }
        Fault::Unlike => {
            let by = said(&|equation| with_sign(equation.gap, gap(facts, plane, equation)));
            Phrase::new(format!("合计减各项之和得 {}", by.zh), format!("the difference is {}", by.en))
        }
        Fault::LeftOut => {
            let by = said(&|equation| gap(facts, plane, equation));
            Phrase::new(
                format!("各项共少 {}，可能漏列了{part_zh}", by.zh),
                format!("they lack {}, as if {part_en} had been left out", by.en),
            )
        }
    };
    let total = plane.places.label(off.signature.total);
    Slots::new().with("line", total).with("count", count.to_string()).with_phrase("lines", lines).with_phrase("fault", fault)
}

/// What the parts lack, written like the total.
fn gap(facts: &Facts<'_>, plane: &Plane<'_>, equation: &Equation) -> String {
    let (row, col) = equation.total;
    let stated = &*printed(plane.sheet, facts, equation.total);
    in_the_style_of(stated, &shown(equation.gap, plane.sheet.scale, plane.sheet.at(row, col).ulp)).into_owned()
}
