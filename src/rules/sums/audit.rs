//! The sums of every table of a document, judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::accuse::Doubt;
use crate::rules::sums::balance;
use crate::rules::sums::judge::{Read, Searched, judge, search};
use crate::rules::sums::left::{Left, Why, left};
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::means;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::products;
use crate::rules::sums::rate_audit::{self, Tied};
use crate::rules::sums::repair::{Cell, Equation, Judged, groups};
use crate::rules::sums::sheet::Sheet;
use crate::rules::sums::throughout::{Off, throughout};
use crate::rules::sums::throughout_audit;
use crate::rules::sums::violation::{derivation, first_of, label, printed, used, violation};
use crate::rules::{Checked, Rule, Totals, Verdict};

/// Totals named in one remark.
const NAMED: usize = 3;

/// The rules that sums are reported under: at most one for each kind of total.
pub(super) type Rules<'r> = [(Totals, &'r Rule)];

/// The rule for a kind of total; `None` where there is none.
pub(super) fn rule_for<'r>(rules: &Rules<'r>, kind: Totals) -> Option<&'r Rule> {
    rules.iter().find(|(totals, _)| *totals == kind).map(|(_, rule)| *rule)
}

/// Finds and judges the sums of all tables but the `covered` ones.
pub(in crate::rules) fn check(rules: &Rules<'_>, facts: &Facts<'_>, covered: &[u32], lexicon: &Lexicon, out: &mut Vec<Checked>) {
    for index in (0_u32..).take(facts.tables.len()).filter(|n| !covered.contains(n)) {
        if facts.document.tables.get(index as usize).is_some_and(|t| t.hidden) {
            continue;
        }
        if facts.document.deadline.is_over() {
            break;
        }
        let sides = Read::all(facts, index, lexicon);
        let planes: Vec<[Plane<'_>; 2]> = sides.iter().map(Read::planes).collect();
        let sides: Vec<_> = planes.iter().map(|side| (side, table(rules, facts, side, out))).collect();
        if let Some(rule) = rule_for(rules, Totals::Named) {
            balance::across(rule, facts, &sides, out);
        }
    }
}

/// Judges a table, or one side of it; gives the cells that failed sums name.
fn table(rules: &Rules<'_>, facts: &Facts<'_>, planes: &[Plane<'_>; 2], out: &mut Vec<Checked>) -> BTreeSet<Cell> {
    let Some(searched) = search(planes, &facts.document.deadline) else { return BTreeSet::new() };
    let judged = judge(&searched);
    report(rules, facts, planes, &judged, out);
    let [down, _] = planes;
    let mut blamed: BTreeSet<Cell> = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
    let off = searched.iter().flat_map(|one| throughout(one).into_iter().map(move |off| (one, off)));
    // What no rule tells is not told.
    let off: Vec<(&Searched<'_>, Off)> = off.filter(|(_, off)| rule_for(rules, throughout_audit::kind(off)).is_some()).collect();
    throughout_audit::check(rules, facts, &searched, &off, &blamed, out);
    if let Some(rule) = rule_for(rules, Totals::Rates) {
        let held = judged.satisfied.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
        let tied = Tied { blamed, held };
        rate_audit::check(rule, facts, down, &tied, out);
        products::check(rule, facts, down, &tied, out);
        for plane in planes {
            means::check(rule, facts, plane, &tied.blamed, out);
        }
        blamed = tied.blamed;
    }
    if let Some(rule) = rule_for(rules, Totals::Named) {
        for one in &searched {
            let told: Vec<usize> =
                off.iter().filter(|(other, _)| other.plane.axis == one.plane.axis).map(|(_, o)| o.signature.total).collect();
            untied(rule, facts, one, &told, out);
        }
        let named = off.iter().flat_map(|(one, off)| off.lines.iter().map(|(line, _)| one.plane.spot(*line, off.signature.total)));
        doubts(rule, facts, down.sheet, &judged, &named.collect(), out);
        unsearched(rule, down.sheet, out);
    }
    blamed
}

/// Says which totals by name but the `told` ones were not tied to parts, and why; one verdict a reason. Rates beside amounts are no sums, and
/// nothing is amiss.
fn untied(rule: &Rule, facts: &Facts<'_>, searched: &Searched<'_>, told: &[usize], out: &mut Vec<Checked>) {
    let plane = searched.plane;
    // Of each reason: the totals it is of, and the names of the first.
    let mut by_reason: BTreeMap<Why, (usize, Vec<String>)> = BTreeMap::new();
    for Left { place: total, lines, why } in left(searched) {
        if (why == Why::Rate && !lines.is_empty()) || told.contains(&total) {
            continue;
        }
        let (count, names) = by_reason.entry(why).or_default();
        *count += lines.len().max(1);
        let room = NAMED.saturating_sub(names.len());
        match lines[..] {
            [] => names.extend(Some(plane.places.label(total).to_owned()).filter(|_| room > 0)),
            _ => names.extend(lines.iter().take(room).map(|line| label(plane.sheet, facts, plane.spot(*line, total)))),
        }
        names.retain(|name| !name.is_empty());
    }
    let Some(table) = facts.document.tables.get(plane.sheet.table as usize) else { return };
    let (number, sheet) = (table.number, table.sheet.as_deref().map_or_else(String::new, |name| format!("{name} ")));
    for (why, (count, said)) in by_reason {
        let why = why.words();
        let said = first_of(&said, count);
        let totals = if count == 1 { "total" } else { "totals" };
        let why = Phrase::new(
            format!("{sheet}表 {number} 有 {count} 处合计未能对上（{}）：{}", said.zh, why.zh),
            format!("{count} {totals} in {sheet}table {number} not tied to parts ({}): {}", said.en, why.en),
        );
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
    }
}

/// Says which totals by name differ from their parts without being told, and why; one verdict a reason. Those that a finding names, as the
/// `named` ones are, are left out.
fn doubts(rule: &Rule, facts: &Facts<'_>, sheet: &Sheet, judged: &Judged, named: &BTreeSet<Cell>, out: &mut Vec<Checked>) {
    let failed = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell));
    let told: BTreeSet<Cell> = failed.chain(named.iter().copied()).collect();
    let mut by_reason: BTreeMap<Doubt, Vec<&Equation>> = BTreeMap::new();
    for (equation, doubt) in
        judged.doubted.iter().filter(|(e, doubt)| doubt.is_said() && e.labelled && e.parts.len() >= 2 && !told.contains(&e.total))
    {
        by_reason.entry(*doubt).or_default().push(equation);
    }
    for (doubt, equations) in by_reason {
        let (why, Some(first)) = (doubt.words(), equations.first()) else { continue };
        let (said, stated) = (label(sheet, facts, first.total), printed(sheet, facts, first.total));
        let sum = derivation(sheet, facts, first);
        let more = equations.len() - 1;
        let (more_zh, more_en) = match more {
            0 => (String::new(), String::new()),
            _ => (format!("（另有 {more} 处）"), format!(" (and {more} more)")),
        };
        let why = Phrase::new(
            format!("“{said}”写为 {stated}，与各项之和不同{more_zh}，未作结论：{}；{}", why.zh, sum.zh),
            format!("{said} is given as {stated}, which is not the sum of its parts{more_en}; not decided: {}; {}", why.en, sum.en),
        );
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
    }
}

/// Says which rows lie beyond what is searched.
fn unsearched(rule: &Rule, sheet: &Sheet, out: &mut Vec<Checked>) {
    if sheet.unsearched > 0 {
        let rows = sheet.rows;
        let why = Phrase::new(
            format!("表格太大，只查了前 {rows} 行的合计"),
            format!("the table is too large: sums were looked for in its first {rows} rows"),
        );
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
    }
}

/// Names the totals that agree only after rounding.
fn after_rounding(sheet: &Sheet, facts: &Facts<'_>, judged: &Judged) -> Option<Phrase> {
    let totals: BTreeSet<Cell> = judged.satisfied.iter().filter(|e| e.gap != 0 && !e.parts.is_empty()).map(|e| e.total).collect();
    let named: Vec<String> = totals.iter().take(NAMED).map(|cell| label(sheet, facts, *cell)).collect();
    let (count, named) = (totals.len(), first_of(&named, totals.len()));
    let agree = if count == 1 { "total agrees" } else { "totals agree" };
    (count > 0).then(|| {
        Phrase::new(
            format!("有 {count} 处合计只在四舍五入后相符（{}）", named.zh),
            format!("{count} {agree} only after rounding ({})", named.en),
        )
    })
}

fn report(rules: &Rules<'_>, facts: &Facts<'_>, planes: &[Plane<'_>; 2], judged: &Judged, out: &mut Vec<Checked>) {
    let [Plane { sheet, .. }, _] = planes;
    let rule_of = |labelled: bool| rule_for(rules, if labelled { Totals::Named } else { Totals::Unnamed });
    let mut rounded = after_rounding(sheet, facts, judged);
    for equation in judged.satisfied.iter().filter(|e| !e.parts.is_empty()) {
        let Some(rule) = rule_of(equation.labelled) else { continue };
        let note = if equation.gap == 0 { None } else { rounded.take() };
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: used(sheet, facts, equation), note });
    }
    for (members, changes) in groups(planes, sheet, judged) {
        let mut equations: Vec<&Equation> = members.iter().filter_map(|n| judged.failed.get(*n)).collect();
        equations.sort_by_key(|e| !e.labelled);
        let Some(rule) = rule_of(equations.iter().any(|e| e.labelled)) else { continue };
        let Some((violation, evidence)) = violation(rule, sheet, facts, &equations, &changes) else { continue };
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None });
    }
}
