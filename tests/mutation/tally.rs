//! Many reports, their mutants, and the table of what was found.

use std::collections::BTreeMap;
use std::fmt::Write;

use crossfoot::rules::RuleSet;

use super::build::{build, pair};
use super::class::Class;
use super::judge::{judge, outcome, said};
use super::markup::{Look, render};
use super::mutate::{Mutant, cell, mutants};
use super::paper::{Change, Edits, Paper, Piece, Role};
use super::rng::Rng;
use super::series;

/// The unchanged report of a seed and its mutants as files, named after the class.
pub(crate) fn samples(seed: u64) -> Vec<(String, Vec<u8>)> {
    let paper = build(seed);
    let rng = Rng::new(seed);
    let look = Look::new(rng.fork(20));
    let file = |name: &str, edits: &Edits| {
        let file = render(&paper, edits, &look);
        (format!("{name}-{}", file.name), file.bytes)
    };
    let mutants = mutants(&paper, &mut rng.fork(21));
    let named = mutants.iter().map(|mutant| file(&format!("{:?}", mutant.class), &mutant.edits));
    let years = pair(seed).map(|paper| render(&paper, &Edits::new(), &look));
    let years = years.into_iter().map(|file| (format!("pair-{}", file.name), file.bytes));
    std::iter::once(file("clean", &Edits::new())).chain(named).chain(years).collect()
}

/// Figures of one class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    pub(crate) mutants: u64,
    pub(crate) found: u64,
    pub(crate) strays: u64,
    /// What was missed or stray, in context.
    pub(crate) misses: Vec<String>,
    pub(crate) stray_lines: Vec<String>,
}

/// Figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) reports: u64,
    /// Seeds of unchanged reports with a finding, and what was said.
    pub(crate) flagged: Vec<u64>,
    pub(crate) alarms: Vec<String>,
    pub(crate) classes: BTreeMap<Class, Score>,
    /// Mutants and those found, for single cells.
    pub(crate) cells: BTreeMap<(u64, Role), (u64, u64)>,
}

/// How much of each report is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// At most so many classes of mutants a report.
    pub(crate) classes: usize,
    /// Single cells a report, for the guard map.
    pub(crate) cells: usize,
    /// Whether every fourth report is followed by one of the next year.
    pub(crate) pairs: bool,
}

impl Tally {
    /// Generates, mutates and judges the report of a seed.
    pub(crate) fn report(&mut self, seed: u64, effort: Effort, rules: &RuleSet) {
        let paper = build(seed);
        let rng = Rng::new(seed);
        let look = Look::new(rng.fork(20));
        self.reports += 1;
        let clean = outcome(&render(&paper, &Edits::new(), &look), rules);
        if !clean.findings.is_empty() {
            self.flagged.push(seed);
            let line = |finding| format!("{seed} {:?} {}", look.markup, said(finding));
            self.alarms.extend(clean.findings.iter().map(line));
            return;
        }
        let mut mutants = mutants(&paper, &mut rng.fork(21));
        rng.fork(22).shuffle(&mut mutants);
        // With little effort the text, where wordings vary, goes before the sums of the tables, which do not.
        mutants.sort_by_key(|mutant| mutant.class.is_sum());
        for mutant in mutants.iter().take(effort.classes) {
            self.mutant(seed, &paper, mutant, &look, rules);
        }
        if effort.pairs && seed.is_multiple_of(4) {
            self.pair(seed, &look, rules);
        }
        self.guards(&paper, &look, effort.cells, &mut rng.fork(23), rules);
    }

    fn mutant(&mut self, seed: u64, paper: &Paper, mutant: &Mutant, look: &Look, rules: &RuleSet) {
        let file = render(paper, &mutant.edits, look);
        let judgement = judge(paper, mutant, &file, rules);
        let score = self.classes.entry(mutant.class).or_default();
        score.mutants += 1;
        let context = || format!("{seed} {:?} {}", look.markup, context(paper, &mutant.edits));
        if judgement.found.is_empty() {
            let about: Vec<&String> = judgement.remarks.iter().take(6).collect();
            score.misses.push(format!("{} | {about:?}", context()));
        } else {
            score.found += 1;
        }
        if !judgement.strays.is_empty() {
            score.strays += 1;
            score.stray_lines.extend(judgement.strays.iter().map(|stray| format!("{} | {stray}", context())));
        }
    }

    /// Two years in a row, and changes that the other year contradicts.
    fn pair(&mut self, seed: u64, look: &Look, rules: &RuleSet) {
        let papers = pair(seed);
        let files = |edited: usize, edits: &Edits| {
            let none = Edits::new();
            [0, 1].map(|n| render(&papers[n], if n == edited { edits } else { &none }, look))
        };
        self.reports += 1;
        let clean = series::findings(&files(0, &Edits::new()), rules);
        if !clean.is_empty() {
            self.flagged.push(seed);
            self.alarms.extend(clean.iter().map(|finding| format!("{seed} (two years) {:?} {}", look.markup, said(finding))));
            return;
        }
        for (at, mutant) in series::mutants(&papers, &mut Rng::new(seed).fork(24)) {
            let files = files(at, &mutant.edits);
            let found = series::findings(&files, rules).iter().any(|finding| series::names(finding, &mutant, at, &files));
            let score = self.classes.entry(mutant.class).or_default();
            score.mutants += 1;
            score.found += u64::from(found);
            if !found {
                score.misses.push(format!("{seed} {:?} {}", look.markup, context(&papers[at], &mutant.edits)));
            }
        }
    }

    /// Some single cells changed, whatever their class.
    fn guards(&mut self, paper: &Paper, look: &Look, count: usize, rng: &mut Rng, rules: &RuleSet) {
        let cells: Vec<usize> = paper.marks.iter().enumerate().filter(|(_, mark)| mark.cell).map(|(n, _)| n).collect();
        for _ in 0..count {
            let mark = *rng.pick(&cells);
            let Some(mutant) = cell(paper, mark, rng) else { continue };
            let judgement = judge(paper, &mutant, &render(paper, &mutant.edits, look), rules);
            let role = paper.marks[mark].about[0];
            let entry = self.cells.entry((paper.form, role)).or_default();
            entry.0 += 1;
            entry.1 += u64::from(!judgement.found.is_empty());
        }
    }

    /// Adds another run's figures.
    pub(crate) fn merge(&mut self, other: Self) {
        self.reports += other.reports;
        self.flagged.extend(other.flagged);
        self.alarms.extend(other.alarms);
        for (class, score) in other.classes {
            let own = self.classes.entry(class).or_default();
            own.mutants += score.mutants;
            own.found += score.found;
            own.strays += score.strays;
            own.misses.extend(score.misses);
            own.stray_lines.extend(score.stray_lines);
        }
        for (cell, (mutants, found)) in other.cells {
            let own = self.cells.entry(cell).or_default();
            own.0 += mutants;
            own.1 += found;
        }
    }

    /// The classes found less often than their floor.
    pub(crate) fn fallen(&self) -> Vec<&'static str> {
        let is_low = |(class, score): &(&Class, &Score)| score.found * 100 < class.floor() * score.mutants;
        self.classes.iter().filter(is_low).map(|(class, _)| class.label()).collect()
    }

    /// The table of classes.
    pub(crate) fn table(&self) -> String {
        let mut out = format!(
            "unchanged reports: {} of {} flagged\n\n{:<36} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
            self.flagged.len(),
            self.reports,
            "class",
            "mutants",
            "found",
            "missed",
            "strays",
            "found %"
        );
        let mut total = Score::default();
        for class in Class::ALL {
            let score = self.classes.get(class).cloned().unwrap_or_default();
            let note = if class.floor() == 0 { "  (no floor: not checked by a rule yet)" } else { "" };
            let _ = writeln!(out, "{}{note}", row(class.label(), &score));
            total.mutants += score.mutants;
            total.found += score.found;
            total.strays += score.strays;
        }
        let _ = writeln!(out, "{}", row("all", &total));
        out
    }

    /// The cells that no mutation reveals, and why.
    pub(crate) fn guard_map(&self) -> String {
        let (mut tried, mut silent) = (0, Vec::new());
        for ((form, role), (mutants, found)) in &self.cells {
            tried += 1;
            if *found == 0 {
                silent.push(format!("  {form} {:<24} {mutants:>4} mutants: {}", name(*role), why(*role)));
            }
        }
        format!("guard map: {} of {tried} cells tried revealed by no mutation\n{}\n", silent.len(), silent.join("\n"))
    }
}

fn row(label: &str, score: &Score) -> String {
    let missed = score.mutants - score.found;
    let percent = score.found * 1000 / score.mutants.max(1);
    format!("{label:<36} {:>8} {:>8} {missed:>8} {:>8} {:>6}.{}", score.mutants, score.found, score.strays, percent / 10, percent % 10)
}

fn name(role: Role) -> String {
    match role {
        Role::Two(row, col) => format!("table 2 row {} number {}", row + 1, col + 1),
        Role::Three(row, col) => format!("table 3 row {} column {}", row + 1, col + 1),
        Role::Four(col) => format!("table 4 column {}", col + 1),
    }
}

fn why(role: Role) -> &'static str {
    match role {
        Role::Two(..) => "the form has no relation for it; only a sentence or another year's report repeats it",
        Role::Three(_, 6) | Role::Four(_) => "its line was not read, or too few mutants",
        Role::Three(..) => "its column was not read, or too few mutants",
    }
}

/// The words around the first edit: `…申请【38→45】件…`.
fn context(paper: &Paper, edits: &Edits) -> String {
    let Some((mark, new)) = edits.first() else { return String::new() };
    let old = &paper.marks[*mark];
    if old.cell {
        return format!("{} 【{}→{new}】", old.about.first().map_or(String::new(), |role| name(*role)), old.text);
    }
    let holds = |line: &&Vec<Piece>| line.iter().any(|piece| matches!(piece, Piece::Mark(n) if n == mark));
    let Some(line) = paper.lines().find(holds) else { return String::new() };
    let chars = paper.chars(line, &Edits::new());
    let start = chars.iter().position(|(_, n)| *n == Some(*mark)).unwrap_or(0);
    let end = chars.iter().rposition(|(_, n)| *n == Some(*mark)).map_or(start, |n| n + 1);
    let text = |range: &[(char, Option<usize>)]| range.iter().map(|(c, _)| *c).collect::<String>();
    let before = text(&chars[start.saturating_sub(60)..start]);
    let behind = text(&chars[end..(end + 30).min(chars.len())]);
    let kind = if matches!(old.change, Change::Words(_)) { "words " } else { "" };
    format!("{kind}{before}【{}→{new}】{behind}", old.text)
}
