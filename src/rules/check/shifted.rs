//! Rows whose figures all stand one column beside their own: moved back, every column adds up again.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::CellRef;
use crate::facts::{CellValue, Number};
use crate::phrase::Phrase;
use crate::rules::bind::{Bound, Context};
use crate::rules::message::Slots;
use crate::rules::{Check, Checked, Each, Equation, Evidence, Expr, Order, Rule, Sign, Verdict, Violation};

/// Columns that fail as printed and add up once the row is moved: one alone could be any slip.
const MENDED: usize = 2;

/// A row found to be shifted: its finding, and the failed checks that say nothing more, by their places.
pub(super) struct Shifted {
    pub finding: Checked,
    pub explains: Vec<usize>,
}

/// A row's figures moved by one column: what each declared column then holds; `None` where that is lost.
struct Moved {
    right: bool,
    values: Vec<Option<BigRational>>,
}

/// Looks for shifted rows in the rule's tables; `checked` are the verdicts so far.
pub(super) fn check(rule: &Rule, tables: &[String], context: &Context<'_, '_>, checked: &mut Vec<Checked>) -> Vec<Shifted> {
    let mut found = Vec::new();
    for name in tables {
        let relations: Vec<(&str, &Equation)> = context.pack.rules.iter().filter_map(|rule| relation(rule, name)).collect();
        let verdict = match context.table(name) {
            Err(why) => Verdict::NotApplicable(why),
            Ok(bound) => {
                let sheet = Sheet { bound, context, relations: &relations };
                let shifted: Vec<Shifted> = sheet.rows().filter_map(|row| sheet.shifted(rule, row, checked)).collect();
                let none = shifted.is_empty();
                found.extend(shifted);
                if !none {
                    continue;
                }
                Verdict::Pass
            }
        };
        checked.push(Checked { rule: rule.id.clone(), verdict, evidence: Vec::new(), note: None });
    }
    found
}

/// A rule's equation, where it holds in each column of the table.
fn relation<'r>(rule: &'r Rule, table: &String) -> Option<(&'r str, &'r Equation)> {
    match &rule.check {
        Check::Equation(spec) if spec.order == Order::Equal && spec.each == Each::Column && spec.tables.contains(table) => {
            Some((&rule.id, spec))
        }
        _ => None,
    }
}

/// A bound table with the equations that hold in its columns.
struct Sheet<'c, 'r, 'd> {
    bound: &'c Bound<'r>,
    context: &'c Context<'r, 'd>,
    relations: &'c [(&'r str, &'r Equation)],
}

impl Sheet<'_, '_, '_> {
    fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.bound.rows.iter().flatten().copied()
    }

    fn number(&self, row: u32, col: u32) -> Option<(u32, &Number)> {
        let facts = self.context.facts;
        let (table, grid) = (facts.document.tables.get(self.bound.table as usize)?, facts.tables.get(self.bound.table as usize)?);
        let id = grid.number_at(table, row, col)?;
        Some((id, facts.number(id)?))
    }

    fn amount(&self, row: u32, col: u32) -> BigRational {
        self.number(row, col).map_or_else(BigRational::zero, |(_, number)| number.quantity.amount())
    }

    fn is_blank(&self, row: u32, col: u32) -> bool {
        let index = self.bound.table as usize;
        let facts = self.context.facts;
        let (Some(table), Some(grid)) = (facts.document.tables.get(index), facts.tables.get(index)) else { return false };
        table.at(row, col).is_none_or(|cell| *grid.value(cell) == CellValue::Blank)
    }

    /// The finding on a row, if it is shifted.
    fn shifted(&self, rule: &Rule, row: u32, checked: &[Checked]) -> Option<Shifted> {
        let cols: Vec<u32> = self.bound.cols.iter().copied().collect::<Option<_>>()?;
        let moved =
            [true, false].into_iter().filter_map(|right| self.moved(row, &cols, right)).find(|moved| self.mends(row, &cols, moved))?;
        let beyond = cols.last().map(|last| last + 1);
        let figures = cols.iter().copied().chain(beyond).filter_map(|col| self.number(row, col));
        let evidence: Vec<Evidence> =
            figures.map(|(id, number)| Evidence { spot: number.spot, part: "part".to_owned(), prose: false, number: Some(id) }).collect();
        let line =
            self.bound.spec.rows.iter().zip(&self.bound.rows).find(|(_, at)| **at == Some(row)).map(|(label, _)| label.path.join("/"));
        let way = if moved.right { Phrase::new("右", "right") } else { Phrase::new("左", "left") };
        let slots = Slots::new().with("line", line.unwrap_or_default()).with_phrase("way", way);
        let first = CellRef::new(row, *cols.first()?);
        let derivation = Phrase::new(
            format!("从 {first} 起移回一列，各列的勾稽关系全部成立"),
            format!("moved back by one column from {first} on, every column adds up"),
        );
        let violation = Violation::of(rule, &slots, derivation);
        let own: Vec<u32> = evidence.iter().filter_map(|used| used.number).collect();
        let finding = Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None };
        Some(Shifted { finding, explains: self.explained(&own, checked) })
    }

    /// The row moved back, where a blank at its end shows room for that. The figure that left the table stands behind it, or is lost.
    fn moved(&self, row: u32, cols: &[u32], right: bool) -> Option<Moved> {
        let (first, last) = (*cols.first()?, *cols.last()?);
        if !self.is_blank(row, if right { first } else { last }) {
            return None;
        }
        let value = |from: Option<&u32>| from.map(|col| self.amount(row, *col));
        let values = (0..cols.len()).map(|nth| match (right, nth + 1 == cols.len()) {
            (true, true) => self.number(row, last + 1).map(|(_, number)| number.quantity.amount()),
            (true, false) => value(cols.get(nth + 1)),
            (false, _) => nth.checked_sub(1).and_then(|nth| value(cols.get(nth))),
        });
        Some(Moved { right, values: values.collect() })
    }

    /// Whether some columns fail as printed, and none once the row is moved.
    fn mends(&self, row: u32, cols: &[u32], moved: &Moved) -> bool {
        let mut failed = 0;
        for (_, equation) in self.relations {
            let names = || equation.left.names().chain(equation.right.names());
            if !names().any(|name| self.bound.rows_of(Some(name)).contains(&row)) {
                continue;
            }
            for (col, value) in cols.iter().zip(&moved.values) {
                let printed = self.gap(equation, *col, None);
                failed += usize::from(printed.is_some_and(|gap| !gap.is_zero()));
                let Some(value) = value else { continue };
                if self.gap(equation, *col, Some((row, value))).is_none_or(|gap| !gap.is_zero()) {
                    return false;
                }
            }
        }
        failed >= MENDED
    }

    /// By how much the sides of an equation differ in a column, perhaps with another value in a row.
    fn gap(&self, equation: &Equation, col: u32, instead: Option<(u32, &BigRational)>) -> Option<BigRational> {
        Some(self.side(&equation.left, col, instead)? - self.side(&equation.right, col, instead)?)
    }

    fn side(&self, expr: &Expr, col: u32, instead: Option<(u32, &BigRational)>) -> Option<BigRational> {
        match expr {
            Expr::Name(name) => {
                let rows = self.bound.rows_of(Some(name));
                let value =
                    |row: u32| instead.filter(|(other, _)| *other == row).map_or_else(|| self.amount(row, col), |(_, value)| value.clone());
                // A line that the form leaves out holds nothing.
                Some(rows.into_iter().map(value).sum())
            }
            Expr::Sum(terms) => terms.iter().try_fold(BigRational::zero(), |sum, (sign, term)| {
                let value = self.side(term, col, instead)?;
                Some(if *sign == Sign::Plus { sum + value } else { sum - value })
            }),
            Expr::Number(number) => Some(number.to_rational()),
            Expr::Product(..) | Expr::Quotient(..) | Expr::Cells(_) => None,
        }
    }

    /// The failed checks of the columns' equations in this table, and those on cells of the row.
    fn explained(&self, own: &[u32], checked: &[Checked]) -> Vec<usize> {
        let in_table = |used: &Evidence| matches!(used.spot.site, crate::document::Site::Cell { table, .. } if table == self.bound.table);
        let tells = |check: &Checked| {
            let of_columns = self.relations.iter().any(|(id, _)| *id == check.rule) && check.evidence.iter().all(in_table);
            of_columns || check.evidence.iter().all(|used| used.number.is_some_and(|id| own.contains(&id)))
        };
        let failed =
            checked.iter().enumerate().filter(|(_, check)| matches!(check.verdict, Verdict::Fail(_)) && !check.evidence.is_empty());
        failed.filter(|(_, check)| tells(check)).map(|(at, _)| at).collect()
    }
}
