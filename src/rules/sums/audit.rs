//! The sums of every table of a document, judged.

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::evaluate::{Compared, Signature, signed};
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::lone::lone;
use crate::rules::sums::number::{digits, slack};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::{Equation, groups};
use crate::rules::sums::select::{Found, differs, select};
use crate::rules::sums::sheet::Sheet;
use crate::rules::sums::slip::one_digit_gap;
use crate::rules::sums::violation::{used, violation};
use crate::rules::{Axis, Checked, Rule, Totals, Verdict};

/// The rules that sums are reported under: one for totals named as such, one for the others.
type Rules<'r> = [(Totals, &'r Rule)];

/// Finds and judges the sums of all tables but the `covered` ones.
pub(in crate::rules) fn check(rules: &Rules<'_>, facts: &Facts<'_>, covered: &[u32], out: &mut Vec<Checked>) {
    for index in (0_u32..).take(facts.tables.len()).filter(|n| !covered.contains(n)) {
        if facts.document.tables.get(index as usize).is_some_and(|t| t.hidden) {
            continue;
        }
        if let Some(sheet) = Sheet::of(facts, index) {
            table(rules, facts, &sheet, out);
        }
    }
}

fn table(rules: &Rules<'_>, facts: &Facts<'_>, sheet: &Sheet, out: &mut Vec<Checked>) {
    let (rows, columns) = (Kinds::rows(sheet, facts), Kinds::columns(sheet, facts));
    let down = Plane { axis: Axis::Column, sheet, places: &rows, lines: &columns };
    let across = Plane { axis: Axis::Row, sheet, places: &columns, lines: &rows };
    let (mut failed, mut satisfied) = (Vec::new(), Vec::new());
    for plane in [&down, &across] {
        let mut found = select(plane);
        let named = lone(plane, &found);
        found.extend(named);
        for rule in &found {
            for (line, known) in &rule.lines {
                let equation = equation(plane, rule, *line, known);
                if known.holds() || known.rounds() {
                    satisfied.push(equation);
                } else if accuses(plane, rule, *line, known) {
                    failed.push(equation);
                }
            }
        }
    }
    report(rules, facts, sheet, &failed, &satisfied, out);
}

fn report(rules: &Rules<'_>, facts: &Facts<'_>, sheet: &Sheet, failed: &[Equation], satisfied: &[Equation], out: &mut Vec<Checked>) {
    let rule_for = |labelled: bool| {
        let kind = if labelled { Totals::Named } else { Totals::Unnamed };
        rules.iter().find(|(totals, _)| *totals == kind).map(|(_, rule)| *rule)
    };
    for equation in satisfied.iter().filter(|e| e.parts.len() >= 2) {
        let Some(rule) = rule_for(equation.labelled) else { continue };
        let note = (equation.gap != 0).then(|| Phrase::new("有的合计只在四舍五入后相符", "some totals agree only after rounding"));
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: used(sheet, facts, equation), note });
    }
    for (members, changes) in groups(sheet, failed, satisfied) {
        let mut equations: Vec<&Equation> = members.iter().filter_map(|n| failed.get(*n)).collect();
        equations.sort_by_key(|e| !e.labelled);
        let Some(rule) = rule_for(equations.iter().any(|e| e.labelled)) else { continue };
        let Some((violation, evidence)) = violation(rule, sheet, facts, &equations, &changes) else { continue };
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None });
    }
}

fn equation(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> Equation {
    let Signature { total, parts } = &rule.signature;
    let sign = |place: usize, enters| {
        let value = plane.at(line, place).value;
        if signed(value, enters) == i128::from(value) { 1 } else { -1 }
    };
    Equation {
        total: plane.spot(line, *total),
        parts: parts.iter().map(|&(place, enters)| (plane.spot(line, place), sign(place, enters))).collect(),
        gap: known.gap,
        slack: slack(known.terms, known.unit),
        labelled: rule.labelled,
        holds: rule.holds,
        fails: rule.fails,
    }
}

/// Whether a misfit is firm enough to be told.
fn accuses(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    if plane.places.percent(rule.signature.total) != plane.at(line, rule.signature.total).percent {
        return false;
    }
    let slipped = one_digit_gap(known.gap) || (known.gap % 9 == 0 && one_digit_gap(known.gap / 9));
    let belongs = digits(known.gap) >= 3 && (0..plane.depth()).any(|p| i128::from(plane.at(line, p).value).abs() == known.gap.abs());
    let firm = rule.labelled && rule.holds >= 3 && rule.fails * 4 <= rule.holds;
    if differs(&rule.signature) {
        return rule.holds >= 3 && rule.fails == 1 && slipped;
    }
    if known.blanks > 0 && !slipped {
        return false;
    }
    if belongs && !(slipped && rule.holds >= 3) {
        return false;
    }
    (slipped && rule.fails <= 1 + rule.holds / 4) || firm
}
