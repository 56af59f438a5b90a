//! The sums of every table of a document, judged.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::sums::doubt::doubtful;
use crate::rules::sums::evaluate::{Compared, Signature, signed};
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::lone::lone;
use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::rate_audit;
use crate::rules::sums::repair::{Equation, Judged, groups};
use crate::rules::sums::select::{Found, differs, select};
use crate::rules::sums::sheet::Sheet;
use crate::rules::sums::sum::{self, Untied};
use crate::rules::sums::violation::{used, violation};
use crate::rules::{Axis, Checked, Rule, Totals, Verdict};

/// Totals named in one remark.
const NAMED: usize = 3;

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
        if let Some(read) = Read::of(facts, index, lexicon) {
            table(rules, facts, &read, out);
        }
    }
}

/// A table made ready for the search.
pub(super) struct Read {
    sheet: Sheet,
    rows: Kinds,
    columns: Kinds,
}

impl Read {
    /// Reads table `index`; `None` where it holds too few numbers.
    pub(super) fn of(facts: &Facts<'_>, index: u32, lexicon: &Lexicon) -> Option<Self> {
        let sheet = Sheet::of(facts, index, lexicon)?;
        Some(Self { rows: Kinds::rows(&sheet, facts, lexicon), columns: Kinds::columns(&sheet, facts, lexicon), sheet })
    }

    /// The table down its columns, then along its rows.
    pub(super) fn planes(&self) -> [Plane<'_>; 2] {
        [
            Plane { axis: Axis::Column, sheet: &self.sheet, places: &self.rows, lines: &self.columns },
            Plane { axis: Axis::Row, sheet: &self.sheet, places: &self.columns, lines: &self.rows },
        ]
    }
}

/// The sums of a plane: those that lines confirm, then totals named as such that none does.
pub(super) fn read(plane: &Plane<'_>) -> Vec<Found> {
    let mut found = select(plane);
    let named = lone(plane, &found);
    found.extend(named);
    found
}

fn table(rules: &Rules<'_>, facts: &Facts<'_>, table: &Read, out: &mut Vec<Checked>) {
    let (mut failed, mut satisfied, mut doubted) = (Vec::new(), Vec::new(), Vec::new());
    let mut unknown = false;
    let planes = table.planes();
    for plane in &planes {
        let found = read(plane);
        if facts.document.deadline.is_over() {
            return;
        }
        untied(rules, facts, plane, &found, out);
        for rule in &found {
            unknown |= rule.labelled && !rule.unknown.is_empty();
            for (line, known) in &rule.lines {
                let equation = equation(plane, rule, *line, known);
                if known.holds() || known.rounds() {
                    satisfied.push(equation);
                } else if accuses(plane, rule, *line, known) && !doubtful(plane, rule, *line, known) {
                    failed.push(equation);
                } else {
                    doubted.push(equation);
                }
            }
        }
    }
    let mut judged = Judged { failed, doubted, satisfied };
    judged.believe_crossings();
    report(rules, facts, &planes, &judged, out);
    let [down, _] = &planes;
    if let Some((_, rule)) = rules.iter().find(|(totals, _)| *totals == Totals::Rates) {
        let blamed = judged.failed.iter().flat_map(|e| e.cells().map(|(cell, _)| cell)).collect();
        rate_audit::check(rule, facts, down, &blamed, out);
    }
    undecided(rules, &table.sheet, unknown, out);
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
    for equation in judged.satisfied.iter().filter(|e| e.parts.len() >= 2) {
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
    }
}

/// Whether a row of few digits stands in a section where the rule holds on no row: a section of changes in per cent, say.
fn stray_section(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let group = plane.lines.group(line);
    let held = |(l, k): &(usize, Compared)| plane.lines.group(*l) == group && k.weighty() && (k.holds() || k.rounds());
    plane.axis == Axis::Row && rule.holds >= 2 && digits(known.total / known.unit.max(1)) < 3 && !rule.lines.iter().any(held)
}

/// Whether a misfit is firm enough to be told.
fn accuses(plane: &Plane<'_>, rule: &Found, line: usize, known: &Compared) -> bool {
    let class = plane.class(line);
    if plane.lines.meaning(line).change {
        return false;
    }
    if !class.amounts {
        let good = |(l, k): &&(usize, Compared)| plane.class(*l) == class && k.weighty() && (k.holds() || k.near());
        let (good, bad) = (rule.lines.iter().filter(good).count(), rule.lines.iter().filter(|(_, k)| !k.holds() && !k.near()).count());
        let hundred = |k: &Compared| k.holds() && k.total == 100 * power(u32::from(plane.sheet.scale));
        if class.percent && known.slipped() && bad == 1 && rule.lines.iter().any(|(l, k)| plane.class(*l) == class && hundred(k)) {
            return true;
        }
        let shares = known.telling >= 3 || rule.lines.iter().any(|(_, k)| k.holds() && telling_digits(k.total) == 1);
        let known_well =
            |(l, k): &(usize, Compared)| plane.class(*l) == class && (k.holds() || k.rounds()) && k.weighty() && k.telling >= 4;
        if !class.percent && rule.labelled && bad == 1 && known.slipped() && rule.lines.iter().any(known_well) {
            return true;
        }
        let same = |(l, k): &(usize, Compared)| plane.class(*l) == class && k.holds() && k.weighty() && k.telling >= 3;
        if class.percent && rule.labelled && bad == 1 && known.slipped() && !known.close() && rule.lines.iter().any(same) {
            return true;
        }
        if good < 3 || good < 3 * bad || (class.percent && !shares) {
            return false;
        }
    }
    let between = |k: &Compared| k.near() && !k.rounds();
    if known.near() && (known.gap.abs() < known.unit.saturating_mul(4) || rule.lines.iter().filter(|(_, k)| between(k)).count() > 1) {
        return false;
    }
    let inexact = plane.sheet.rounded || rule.lines.iter().any(|(_, k)| k.gap != 0 && (k.near() || k.close()) && k != known);
    if inexact && known.gap.abs() <= worst(known.terms, known.unit).saturating_add(known.unit) {
        return false;
    }
    if known.grain > known.unit && known.gap % known.grain == 0 && known.gap.abs() <= worst(known.terms, known.grain) {
        return false;
    }
    // Official statistics round to fives at random.
    if known.gap.abs() == 5 * known.unit && known.fives {
        return false;
    }
    if known.close() && rule.lines.iter().filter(|(_, k)| k.close() && !k.near()).count() >= 3 {
        return false;
    }
    let slipped = known.slipped();
    if stray_section(plane, rule, line, known) {
        return false;
    }
    let is_gap = |value: i64| i128::from(value).abs() == known.gap.abs();
    let along = (0..plane.depth())
        .filter(|p| !(slipped && rule.signature.parts.iter().any(|(q, _)| q == p)))
        .any(|p| is_gap(plane.at(line, p).value));
    let across = (0..plane.len()).any(|l| is_gap(plane.at(l, rule.signature.total).value));
    let belongs = digits(known.gap) >= 3 && (along || across);
    let firm = rule.labelled && known.spans() && rule.holds >= 3 && rule.fails * 3 <= rule.holds;
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
