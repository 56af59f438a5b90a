//! A parent's table against the sum of its children's, cell by cell.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::document::Spot;
use crate::facts::{Hedge, Quantity};
use crate::phrase::Phrase;
use crate::rules::across::cells::{Cell, Sheet};
use crate::rules::across::compare::{Linked, Report, bare, fail, within};
use crate::rules::across::{Carried, Figure};
use crate::rules::message::{Slots, amount};
use crate::rules::{Check, Gap, LabelSpec, Pack, Rule, RuleSet, TableSpec, Verdict};

/// Terms written out in a sum; more are only counted.
const WRITTEN: usize = 24;

/// The pack's rule on parents and children, and the tables it speaks of.
pub(in crate::rules) fn rollup_rules(pack: &Pack) -> impl Iterator<Item = (&Rule, &[String])> {
    pack.rules.iter().filter_map(|rule| match &rule.check {
        Check::Rollup(tables) => Some((rule, tables.as_slice())),
        _ => None,
    })
}

/// Carries out every rule on a parent's report and its children's, or says why that cannot be done. `own`: the parent counts more than they do.
#[must_use]
pub fn add_up(parent: &Carried, children: &Result<Vec<&Carried>, Phrase>, own: bool, rules: &RuleSet) -> Vec<Linked> {
    let mut linked = Vec::new();
    let Some(pack) = rules.packs().nth(parent.pack) else { return linked };
    for (nth, (rule, tables)) in rollup_rules(pack).enumerate() {
        let children = match children {
            Ok(children) => children,
            Err(why) => {
                linked.push(bare(rule, Verdict::Undecided(why.clone())));
                continue;
            }
        };
        for (table, name) in tables.iter().enumerate() {
            let Some(spec) = pack.tables.iter().find(|spec| spec.name == *name) else { continue };
            let sheet = |carried: &'_ Carried| carried.cells.get(nth).and_then(|tables| tables.get(table)).cloned();
            // A form without the table has nothing to add up.
            let Some(Ok(sum)) = sheet(parent) else { continue };
            let parts: Result<Vec<(&Carried, Sheet)>, Phrase> = children
                .iter()
                .map(|child| match sheet(child) {
                    Some(Ok(part)) => Ok((*child, part)),
                    Some(Err(why)) => Err(within(&why, child)),
                    None => Err(within(&Phrase::new("没有这张表", "there is no such table"), child)),
                })
                .collect();
            match parts {
                Ok(parts) => Table { rule, spec, parent, sum: &sum, parts: &parts, own }.judge(&mut linked),
                Err(why) => linked.push(bare(rule, Verdict::Undecided(why))),
            }
        }
    }
    linked
}

/// One declared table of the parent and of all its children.
struct Table<'c> {
    rule: &'c Rule,
    spec: &'c TableSpec,
    parent: &'c Carried,
    sum: &'c Sheet,
    parts: &'c [(&'c Carried, Sheet)],
    own: bool,
}

/// A cell's check, and by how much it differs.
struct Judged<'c> {
    cell: &'c Cell,
    linked: Linked,
    difference: BigRational,
}

impl Table<'_> {
    fn judge(&self, out: &mut Vec<Linked>) {
        let mut judged: Vec<Judged<'_>> = self.sum.cells.iter().filter_map(|cell| self.cell(cell)).collect();
        self.leave_totals_to_their_parts(&mut judged);
        // Two declared tables may hold the same printed cell: that of decisions and that of all powers.
        let known: BTreeSet<Spot> = out.iter().filter_map(|linked| linked.evidence.first()).map(|(_, used)| used.spot).collect();
        judged.retain(|judged| judged.linked.evidence.first().is_none_or(|(_, used)| !known.contains(&used.spot)));
        out.extend(judged.into_iter().map(|judged| judged.linked));
    }

    /// The children's cells in the order of the children; `None` where one has no such line.
    fn below(&self, cell: &Cell) -> Vec<Option<&Cell>> {
        self.parts.iter().map(|(_, part)| part.at(cell.row, cell.col)).collect()
    }

    fn cell<'c>(&'c self, cell: &'c Cell) -> Option<Judged<'c>> {
        let below = self.below(cell);
        let known = || below.iter().flatten();
        let filled = |cell: &Cell| cell.value.as_ref().map_or(true, |figure| figure.quantity.is_some());
        if !filled(cell) && !known().any(|cell| filled(cell)) {
            return None;
        }
        let made = known().map(|cell| cell.amount()).sum::<BigRational>();
        let difference = cell.amount() - &made;
        let verdict = self.verdict(cell, &below, &made);
        let figure = |cell: &Cell| cell.value.clone().ok();
        let mut evidence: Vec<_> = figure(cell).map(|figure| (Report::Own, figure.evidence("total", false))).into_iter().collect();
        let parts = (0..).zip(&below).filter_map(|(nth, cell)| Some((Report::Part(nth), figure((*cell)?)?.evidence("part", false))));
        evidence.extend(parts);
        Some(Judged { cell, linked: Linked { rule: self.rule.id.clone(), verdict, evidence }, difference })
    }

    fn verdict(&self, cell: &Cell, below: &[Option<&Cell>], made: &BigRational) -> Verdict {
        if let Err(why) = &cell.value {
            return Verdict::Undecided(within(why, self.parent));
        }
        for ((child, _), cell) in self.parts.iter().zip(below) {
            if let Some(Err(why)) = cell.map(|cell| &cell.value) {
                return Verdict::Undecided(within(why, child));
            }
        }
        let figures = || std::iter::once(cell).chain(below.iter().copied().flatten()).filter_map(|cell| cell.value.as_ref().ok());
        let quantities = || figures().filter_map(|figure| figure.quantity.as_ref());
        let gap = Gap::between(&cell.amount(), made, quantities());
        if gap.is_rounding() || (self.own && !gap.difference.is_negative()) {
            return Verdict::Pass;
        }
        if let Some(why) = self.unsure(cell, below) {
            return Verdict::Undecided(why);
        }
        if quantities().any(|quantity| quantity.hedge != Hedge::Exact) {
            return Verdict::Undecided(Phrase::new("其中有约数，不能精确相加", "some of the figures are approximate"));
        }
        let figures: Vec<&Figure> = below.iter().copied().flatten().filter_map(|cell| cell.value.as_ref().ok()).collect();
        self.disagreement(cell, &figures, made, &gap)
    }

    /// What may hold the difference: a blank, a line that is missing, a number of an unknown line.
    fn unsure(&self, cell: &Cell, below: &[Option<&Cell>]) -> Option<Phrase> {
        let blank = || Phrase::new(format!("“{}”空着", self.line(cell)), format!("`{}` is blank", self.line(cell)));
        let missing = || Phrase::new(format!("没有“{}”", self.line(cell)), format!("there is no `{}`", self.line(cell)));
        if cell.blank {
            return Some(within(&blank(), self.parent));
        }
        if let Some(why) = &self.sum.stray {
            return Some(within(why, self.parent));
        }
        self.parts.iter().zip(below).find_map(|((child, part), cell)| match cell {
            None => Some(within(&missing(), child)),
            Some(cell) if cell.blank => Some(within(&blank(), child)),
            Some(_) => part.stray.as_ref().map(|why| within(why, child)),
        })
    }

    /// What the declaration calls a cell.
    fn line(&self, cell: &Cell) -> String {
        let name = |labels: &[LabelSpec], at: usize| labels.get(at).map(|label| label.path.join("/"));
        [name(&self.spec.rows, cell.row), name(&self.spec.columns, cell.col)].into_iter().flatten().collect::<Vec<_>>().join(" × ")
    }

    fn disagreement(&self, cell: &Cell, figures: &[&Figure], made: &BigRational, gap: &Gap) -> Verdict {
        let all = || figures.iter().copied().chain(cell.value.as_ref().ok()).filter_map(|figure| figure.quantity.as_ref());
        let places = |quantity: &Quantity| i16::from(quantity.value.scale) - i16::from(quantity.power);
        let scale = all().map(places).max().unwrap_or(0).try_into().unwrap_or(0);
        let (stated, computed, apart) = (amount(&cell.amount(), scale), amount(made, scale), amount(&gap.difference.abs(), scale));
        let (zh, en) = if gap.difference.is_negative() { ("少", "less") } else { ("多", "more") };
        let slots = Slots::new()
            .with("line", self.line(cell))
            .with("left", stated.clone())
            .with("right", computed.clone())
            .with("count", self.parts.len().to_string())
            .with_phrase("gap", Phrase::new(format!("{zh} {apart}"), format!("{apart} {en}")));
        let terms: Vec<String> =
            figures.iter().filter(|figure| !figure.amount().is_zero()).map(|figure| amount(&figure.amount(), scale)).collect();
        let more = terms.len().saturating_sub(WRITTEN);
        let sum = terms.iter().take(WRITTEN).map(String::as_str).collect::<Vec<_>>().join(" + ");
        let sum = match (terms.is_empty(), more) {
            (true, _) => Phrase::same("0"),
            (_, 0) => Phrase::same(sum),
            (_, more) => Phrase::new(format!("{sum} + 另 {more} 项"), format!("{sum} + {more} more")),
        };
        let derivation =
            Phrase::new(format!("{} = {computed}；表中为 {stated}", sum.zh), format!("{} = {computed}, stated {stated}", sum.en));
        fail(self.rule, &slots, derivation)
    }

    /// A total that differs by as much as the lines it adds up says nothing more than they do.
    fn leave_totals_to_their_parts(&self, judged: &mut [Judged<'_>]) {
        let is_total = |labels: &[LabelSpec], at: usize| {
            labels.get(at).and_then(|label| label.path.last()).is_some_and(|last| self.spec.totals.contains(last))
        };
        let fails = |judged: &Judged<'_>| matches!(judged.linked.verdict, Verdict::Fail(_));
        let group = |at: usize| self.spec.columns.get(at).map(|label| &label.path[..label.path.len().saturating_sub(1)]);
        let wrong: Vec<(usize, usize, BigRational)> = judged
            .iter()
            .filter(|judged| fails(judged))
            .map(|judged| (judged.cell.row, judged.cell.col, judged.difference.clone()))
            .collect();
        // The nearest lines first: a total adds up the run of lines before it, however far that reaches.
        let makes = |parts: &mut dyn Iterator<Item = &(usize, usize, BigRational)>, difference: &BigRational| {
            let sums = parts.scan(BigRational::zero(), |sum, (.., gap)| {
                *sum += gap;
                Some(sum.clone())
            });
            sums.into_iter().any(|sum| sum == *difference)
        };
        for judged in judged.iter_mut().filter(|judged| fails(judged)) {
            let (row, col) = (judged.cell.row, judged.cell.col);
            let above = wrong.iter().rev().filter(|(r, c, _)| *c == col && *r < row && !is_total(&self.spec.rows, *r));
            let beside = wrong.iter().rev().filter(|(r, c, _)| {
                *r == row && *c < col && !is_total(&self.spec.columns, *c) && (!self.spec.rows.is_empty() || group(*c) == group(col))
            });
            let explained = (is_total(&self.spec.rows, row) && makes(&mut { above }, &judged.difference))
                || (is_total(&self.spec.columns, col) && makes(&mut { beside }, &judged.difference));
            if explained {
                let why = Phrase::new("差额已见于它所合计的各项", "the difference is that of the lines it adds up");
                judged.linked.verdict = Verdict::NotApplicable(why);
            }
        }
    }
}
