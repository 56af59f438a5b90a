//! Examples for a draft: the report's own table as a reader of the rule sees it, with what the finding must name between marks.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::draft::plan::Plan;
use crate::cli::draft::relation::Relation;
use crate::document::{CellRef, Table};
use crate::facts::{Facts, Grid, normalise};

/// An example: what it shows, its report with marks, and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// It is the report's table as it stands; else one number is changed.
    pub(crate) as_printed: bool,
    /// The rule must find a fault in it.
    pub(crate) fails: bool,
    /// The report.
    pub(crate) report: String,
}

/// A table drawn for examples.
pub(crate) struct Sketch<'a> {
    facts: &'a Facts<'a>,
    relation: &'a Relation,
    plan: &'a Plan,
    read: &'a Table,
    grid: &'a Grid,
}

impl<'a> Sketch<'a> {
    /// `None` where the document lacks the table.
    pub(crate) fn of(facts: &'a Facts<'a>, relation: &'a Relation, plan: &'a Plan) -> Option<Self> {
        let table = facts.document.tables.get(relation.table as usize)?;
        Some(Self { facts, relation, plan, read: table, grid: facts.tables.get(relation.table as usize)? })
    }

    /// The lines on which the relation fails as printed.
    fn failing(&self) -> Vec<u32> {
        self.relation.lines.iter().copied().filter(|line| self.fails_on(*line)).collect()
    }

    fn fails_on(&self, line: u32) -> bool {
        self.relation.amounts(line, self.facts).is_some_and(|amounts| !amounts.agree())
    }

    /// The table as printed, and once more with its total made wrong or right on the lines given.
    pub(crate) fn examples(&self, own: u32) -> Vec<Drawn> {
        let failing = self.failing();
        let as_printed = self.drawn(&BTreeMap::new(), &failing);
        let printed = Drawn { as_printed: true, fails: !failing.is_empty(), report: as_printed };
        let changed = if failing.is_empty() {
            self.wrong(own).map(|changes| Drawn { as_printed: false, fails: true, report: self.drawn(&changes, &[own]) })
        } else {
            self.right(&failing).map(|changes| Drawn { as_printed: false, fails: false, report: self.drawn(&changes, &[]) })
        };
        [Some(printed), changed].into_iter().flatten().collect()
    }

    /// The total of a line with another first digit.
    fn wrong(&self, line: u32) -> Option<BTreeMap<CellRef, String>> {
        let at = self.relation.cell(line, self.relation.total);
        let text = self.printed(at);
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let digit = text.get(first..)?.chars().next()?.to_digit(10)?;
        let mut other = text.clone();
        other.replace_range(first..=first, &(digit % 9 + 1).to_string());
        Some(BTreeMap::from([(at, other)]))
    }

    /// The totals as their parts make them; `None` where one cannot be written in the digits there are.
    fn right(&self, failing: &[u32]) -> Option<BTreeMap<CellRef, String>> {
        let change = |line: &u32| {
            let amounts = self.relation.amounts(*line, self.facts)?;
            let steps = amounts.computed / amounts.total.ulp();
            if !steps.is_integer() {
                return None;
            }
            let places = usize::from(amounts.total.value.scale);
            let digits = steps.to_integer().to_string();
            let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, rest) = padded.split_at(padded.len() - places);
            let text = if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
            Some((self.relation.cell(*line, self.relation.total), text))
        };
        failing.iter().map(change).collect()
    }

    /// What a cell shows, on one line, without a mark of ours.
    fn printed(&self, at: CellRef) -> String {
        let cell = self.read.at(at.row, at.col).and_then(|cell| self.read.cell(cell));
        cell.map(|cell| plain(cell.text.as_str())).unwrap_or_default()
    }

    /// The table under its caption, with marks around the numbers of these lines.
    fn drawn(&self, changes: &BTreeMap<CellRef, String>, marked: &[u32]) -> String {
        let marks: BTreeSet<CellRef> =
            marked.iter().flat_map(|&line| self.relation.places().map(move |place| self.relation.cell(line, place))).collect();
        self.table(changes, &marks)
    }

    /// The table under its caption, with marks around the numbers of these cells.
    pub(crate) fn table(&self, changes: &BTreeMap<CellRef, String>, marks: &BTreeSet<CellRef>) -> String {
        let first = self.plan.columns.first().map_or(0, |column| column.at);
        let paths: Vec<Vec<String>> = self.plan.rows.iter().map(|row| self.grid.row_path_at(self.read, row.at, first)).collect();
        let stub = paths.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut out = self.plan.caption.as_ref().map_or_else(String::new, |caption| format!("## {}\n\n", plain(caption)));
        self.header(stub, &mut out);
        for (row, path) in self.plan.rows.iter().zip(&paths) {
            let labels = (0..stub).map(|nth| path.get(nth).map(|label| escaped(&plain(label))).unwrap_or_default());
            let cells = self.plan.columns.iter().map(|column| {
                let at = CellRef::new(row.at, column.at);
                let text = changes.get(&at).cloned().unwrap_or_else(|| self.printed(at));
                let number = self.grid.number_at(self.read, at.row, at.col);
                if marks.contains(&at) { self.marked(&text, number, changes.contains_key(&at)) } else { escaped(&text) }
            });
            line(labels.chain(cells), &mut out);
        }
        out
    }

    /// The labels of the columns, a line a level, and the line below them.
    fn header(&self, stub: usize, out: &mut String) {
        let first = self.plan.rows.first().map_or(0, |row| row.at);
        let paths: Vec<&[String]> = self.plan.columns.iter().map(|column| self.grid.col_path_at(first, column.at)).collect();
        let levels = paths.iter().map(|path| path.len()).max().unwrap_or(0).max(1);
        for level in 0..levels {
            let labels = paths.iter().map(|path| path.get(level).map(|label| escaped(&plain(label))).unwrap_or_default());
            line((0..stub).map(|_| String::new()).chain(labels), out);
        }
        out.push_str(&"|---".repeat(stub + paths.len()));
        out.push_str("|\n");
    }

    /// The number of a cell between marks, without what stands around it.
    fn marked(&self, text: &str, number: Option<u32>, changed: bool) -> String {
        let Some(number) = number.and_then(|id| self.facts.number(id)) else { return escaped(text) };
        let spot = plain(self.facts.document.printed(&number.spot));
        match text.find(&spot).filter(|_| !spot.is_empty() && !changed) {
            Some(at) => {
                let (before, rest) = text.split_at(at);
                format!("{}!{spot}!{}", escaped(before), escaped(rest.get(spot.len()..).unwrap_or("")))
            }
            None => around_digits(text),
        }
    }
}

/// Marks from the sign or first digit to the last digit or percent sign.
fn around_digits(text: &str) -> String {
    let inner = |c: char| c.is_ascii_digit() || c == '%' || c == '‰';
    let first = text.find(|c: char| c.is_ascii_digit() || c == '-');
    let last = text.char_indices().rev().find(|(_, c)| inner(*c)).map(|(at, c)| at + c.len_utf8());
    match (first, last) {
        (Some(first), Some(last)) if first < last => {
            let (head, tail) = text.split_at(last);
            let (before, number) = head.split_at(first);
            format!("{}!{number}!{}", escaped(before), escaped(tail))
        }
        _ => escaped(text),
    }
}

fn line(cells: impl Iterator<Item = String>, out: &mut String) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(&cell);
        if !cell.is_empty() {
            out.push(' ');
        }
    }
    out.push_str("|\n");
}

/// Words on one line; `!` is a mark in examples, and its full-width twin counts the same in labels.
fn plain(text: &str) -> String {
    normalise(text).replace('!', "！")
}

/// A cell's words with its bars kept from parting it.
fn escaped(text: &str) -> String {
    let mut out = text.replace('\\', "＼").replace("](", "]\\(").replace("[^", "[\\^");
    for mark in ["|", "<", "&", "~"] {
        out = out.replace(mark, &format!("\\{mark}"));
    }
    out
}
