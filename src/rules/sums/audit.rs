//! The sums of every table of a document, judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::accuse::{Doubt, Misfit};
use crate::rules::sums::balance;
use crate::rules::sums::doubt::doubtful;
use crate::rules::sums::evaluate::{Compared, Signature, signed};
use crate::rules::sums::ground::Ground;
use crate::rules::sums::house::House;
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::lone::lone;
use crate::rules::sums::means;
use crate::rules::sums::number::slack;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rate_audit::{self, Tied};
use crate::rules::sums::repair::{Cell, Equation, Judged, groups};
use crate::rules::sums::running;
use crate::rules::sums::select::{Found, select};
use crate::rules::sums::sheet::Sheet;
use crate::rules::sums::sum::{self, Untied};
use crate::rules::sums::violation::{derivation, label, printed, used, violation};
use crate::rules::{Axis, Checked, Rule, Totals, Verdict};

/// Totals named in one remark.
const NAMED: usize = 3;

/// Lines that hold from which the parts of a total are beyond doubt.
const SURE: usize = 3;

/// The rules that sums are reported under: one for totals named as such, one for the others.
type Rules<'r> = [(Totals, &'r Rule)];

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
        let sides: Vec<_> = sides.iter().map(|read| (read, table(rules, facts, read, out))).collect();
        if let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Named) {
            balance::across(rule, facts, &sides, out);
        }
    }
}

/// A table, or one side of it, made ready for the search.
pub(super) struct Read {
    sheet: Sheet,
    rows: Kinds,
    columns: Kinds,
}

impl Read {
    /// Reads the sides of table `index` that hold enough numbers.
    pub(super) fn all(facts: &Facts<'_>, index: u32, lexicon: &Lexicon) -> Vec<Self> {
        let read = |sheet| Self { rows: Kinds::rows(&sheet, facts, lexicon), columns: Kinds::columns(&sheet, facts, lexicon), sheet };
        Sheet::all(facts, index, lexicon).into_iter().map(read).collect()
    }

    /// The table down its columns, then along its rows.
    pub(super) fn planes(&self) -> [Plane<'_>; 2] {
        [Plane::of(Axis::Column, &self.sheet, &self.rows, &self.columns), Plane::of(Axis::Row, &self.sheet, &self.columns, &self.rows)]
    }
}

/// The sums of a plane: those that lines confirm, then totals named as such that none does.
pub(super) fn read(plane: &Plane<'_>) -> Vec<Found> {
    let mut found = select(plane);
    let named = lone(plane, &found);
    found.extend(named);
    found
}

/// Judges a table, or one side of it; gives the cells that failed sums name.
fn table(rules: &Rules<'_>, facts: &Facts<'_>, table: &Read, out: &mut Vec<Checked>) -> BTreeSet<Cell> {
    let mut unknown = false;
    let planes = table.planes();
    let mut read_planes = Vec::new();
    for plane in &planes {
        let mut found = read(plane);
        if facts.document.deadline.is_over() {
            return BTreeSet::new();
        }
        untied(rules, facts, plane, &found, out);
        unknown |= found.iter().any(|rule| rule.labelled && !rule.unknown.is_empty());
        let ground = Ground::of(&found);
        found.extend(balance::within(plane));
        read_planes.push((plane, ground, found));
    }
    let mut house = House::default();
    for_each(&read_planes, |_, plane, rule, line, known| house.note(known, &equation(plane, rule, line, known)));
    let mut judged = Judged::default();
    for_each(&read_planes, |ground, plane, rule, line, known| {
        let equation = equation(plane, rule, line, known);
        let exact = !known.holds() && rule.labelled && house.is_exact(plane, rule, line, known, &equation);
        if known.holds() || (known.rounds() && !exact) {
            judged.satisfied.push(equation);
            return;
        }
        let misfit = Misfit { plane, rule, line, known, exact };
        match misfit.accuses(ground) {
            Ok(()) if !doubtful(plane, rule, line, known) => judged.failed.push(equation),
            Ok(()) => judged.doubted.push((equation, Doubt::Loose)),
            Err(doubt) => judged.doubted.push((equation, doubt)),
        }
    });
    judged.believe_crossings();
    for plane in &planes {
        judged.take_steps(running::steps(plane));
    }
    report(rules, facts, &planes, &judged, out);
    let [down, _] = &planes;
    let mut blamed: BTreeSet<Cell> = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
    if let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Rates) {
        let held = judged.satisfied.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
        let tied = Tied { blamed, held };
        rate_audit::check(rule, facts, down, &tied, out);
        for plane in &planes {
            means::check(rule, facts, plane, &tied.blamed, out);
        }
        blamed = tied.blamed;
    }
    doubts(rules, facts, &table.sheet, &judged, out);
    undecided(rules, &table.sheet, unknown, out);
    blamed
}

/// Visits every line of every sum.
fn for_each<'p>(planes: &[(&'p Plane<'p>, Ground, Vec<Found>)], mut visit: impl FnMut(&Ground, &'p Plane<'p>, &Found, usize, &Compared)) {
    for (plane, ground, found) in planes {
        for rule in found {
            for (line, known) in &rule.lines {
                visit(ground, plane, rule, *line, known);
            }
        }
    }
}

/// Says which totals by name were not tied to parts, and why; one verdict a reason.
fn untied(rules: &Rules<'_>, facts: &Facts<'_>, plane: &Plane<'_>, found: &[Found], out: &mut Vec<Checked>) {
    let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Named) else { return };
    let mut by_reason: BTreeMap<String, (Phrase, Vec<Untied>)> = BTreeMap::new();
    for left in sum::untied(plane, found) {
        by_reason.entry(left.why.en.clone()).or_insert_with(|| (left.why.clone(), Vec::new())).1.push(left);
    }
    for (why, left) in by_reason.into_values() {
        let Some(first) = left.first() else { continue };
        let Some(table) = facts.document.tables.get(first.table as usize) else { continue };
        let (number, count) = (table.number, left.len());
        let sheet = table.sheet.as_deref().map_or_else(String::new, |name| format!("{name} "));
        let said: Vec<&str> = left.iter().map(|u| u.label.as_str()).filter(|l| !l.is_empty()).take(NAMED).collect();
        let more = if count > said.len() { (" 等", ", …") } else { ("", "") };
        let why = Phrase::new(
            format!("{sheet}表 {number} 有 {count} 处合计未能对上（{}{}）：{}", said.join("、"), more.0, why.zh),
            format!(
                "{count} {} in {sheet}table {number} not tied to parts ({}{}): {}",
                if count == 1 { "total" } else { "totals" },
                said.join(", "),
                more.1,
                why.en
            ),
        );
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
    }
}

/// Says which totals by name differ from their parts without being told, and why; one verdict a reason. Those that a finding names are left
/// out.
fn doubts(rules: &Rules<'_>, facts: &Facts<'_>, sheet: &Sheet, judged: &Judged, out: &mut Vec<Checked>) {
    let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Named) else { return };
    let told: BTreeSet<Cell> = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
    let mut by_reason: BTreeMap<Doubt, Vec<&Equation>> = BTreeMap::new();
    for (equation, doubt) in judged.doubted.iter().filter(|(e, _)| e.labelled && e.parts.len() >= 2 && !told.contains(&e.total)) {
        by_reason.entry(*doubt).or_default().push(equation);
    }
    for (doubt, equations) in by_reason {
        let (Some(why), Some(first)) = (doubt.why(), equations.first()) else { continue };
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

/// What was not decided: totals over withheld figures, and rows beyond what is searched.
fn undecided(rules: &Rules<'_>, sheet: &Sheet, unknown: bool, out: &mut Vec<Checked>) {
    let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Named) else { return };
    let mut say =
        |why: Phrase| out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
    if unknown {
        say(Phrase::new("合计或分项中有未公布、隐藏或读不出的数", "a total or a part is withheld, hidden or unreadable"));
    }
    if sheet.unsearched > 0 {
        let rows = sheet.rows;
        say(Phrase::new(
            format!("表格太大，只查了前 {rows} 行的合计"),
            format!("the table is too large: sums were looked for in its first {rows} rows"),
        ));
    }
}

fn report(rules: &Rules<'_>, facts: &Facts<'_>, planes: &[Plane<'_>; 2], judged: &Judged, out: &mut Vec<Checked>) {
    let [Plane { sheet, .. }, _] = planes;
    let rule_for = |labelled: bool| {
        let kind = if labelled { Totals::Named } else { Totals::Unnamed };
        rules.iter().find(|(totals, _)| *totals == kind).map(|(_, rule)| *rule)
    };
    for equation in judged.satisfied.iter().filter(|e| !e.parts.is_empty()) {
        let Some(rule) = rule_for(equation.labelled) else { continue };
        let note = (equation.gap != 0).then(|| Phrase::new("有的合计只在四舍五入后相符", "some totals agree only after rounding"));
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: used(sheet, facts, equation), note });
    }
    for (members, changes) in groups(planes, sheet, judged) {
        let mut equations: Vec<&Equation> = members.iter().filter_map(|n| judged.failed.get(*n)).collect();
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
        sure: known.slipped() || rule.holds >= SURE,
    }
}
