//! The cells a name stands for, and what they amount to.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::{Site, Spot};
use crate::facts::{CellValue, Facts, Number, Quantity, Unit, pow10};
use crate::phrase::Phrase;
use crate::rules::bind::Bound;
use crate::rules::{Evidence, Interval, LabelSpec, Sign};

/// A filled cell of an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) struct BoundCell {
    /// Whether the term adds or takes away.
    pub sign: Sign,
    /// Its number.
    pub number: u32,
}

/// The cells of one term: those filled, and how many are blank.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Operand {
    /// Filled cells, in reading order.
    pub cells: Vec<BoundCell>,
    /// Blank cells, those with a dash included.
    pub blanks: usize,
    /// Those among them that are surely zero: a dash, or a blank whose line has its total printed in a table whose blanks are zero.
    pub zeros: usize,
    /// A blank cell belongs to a declared total.
    pub blank_total: bool,
    /// Power of ten that the column is printed in and its cells do not say: 4 for 万元.
    pub power: i8,
}

/// Why a name has no amount.
pub(in crate::rules) type Unbound = Phrase;

impl Operand {
    /// Joins another term's cells.
    pub(in crate::rules) fn extend(&mut self, other: Self) {
        self.cells.extend(other.cells);
        self.blanks += other.blanks;
        self.zeros += other.zeros;
        self.blank_total |= other.blank_total;
    }

    /// Whether it has an amount: some cell is filled, or all blanks are surely zero.
    pub(in crate::rules) fn has_amount(&self) -> bool {
        !self.cells.is_empty() || (self.blanks > 0 && self.blanks == self.zeros)
    }

    /// The same cells with their signs turned when `sign` is minus.
    pub(in crate::rules) fn signed(mut self, sign: Sign) -> Self {
        if sign == Sign::Minus {
            for cell in &mut self.cells {
                cell.sign = if cell.sign == Sign::Plus { Sign::Minus } else { Sign::Plus };
            }
        }
        self
    }

    /// The same cells, in units of this power of ten where they print none.
    pub(in crate::rules) fn printed_in(mut self, power: i8, facts: &Facts<'_>) -> Self {
        let bare = self.numbers(facts).all(|(_, number)| number.quantity.unit == Unit::None && number.quantity.power == 0);
        self.power = if bare { power } else { 0 };
        self
    }

    /// The exact sum of the printed amounts.
    pub(in crate::rules) fn sum(&self, facts: &Facts<'_>) -> BigRational {
        let sum = self.numbers(facts).fold(BigRational::zero(), |sum, (sign, number)| match sign {
            Sign::Plus => sum + number.quantity.amount(),
            Sign::Minus => sum - number.quantity.amount(),
        });
        sum * pow10(i32::from(self.power))
    }

    /// What the printed amounts may stand for, together.
    pub(in crate::rules) fn interval(&self, facts: &Facts<'_>) -> Interval {
        let power = self.power;
        let allowed = |number: &Number| {
            let quantity = &number.quantity;
            Interval::of(&Quantity { power: quantity.power.saturating_add(power), ..quantity.clone() })
        };
        self.numbers(facts).fold(Interval::exact(BigRational::zero()), |sum, (sign, number)| sum.plus(&allowed(number), sign))
    }

    /// Its numbers with their signs.
    pub(in crate::rules) fn numbers<'f>(&'f self, facts: &'f Facts<'_>) -> impl Iterator<Item = (Sign, &'f Number)> {
        self.cells.iter().filter_map(|cell| Some((cell.sign, facts.number(cell.number)?)))
    }

    /// Its cells as evidence for the part they play.
    pub(in crate::rules) fn evidence(&self, part: &str, facts: &Facts<'_>) -> Vec<Evidence> {
        let spot = |cell: &BoundCell| -> Option<Spot> { Some(facts.number(cell.number)?.spot) };
        self.cells
            .iter()
            .filter_map(|cell| Some(Evidence { spot: spot(cell)?, part: part.to_owned(), prose: false, number: Some(cell.number) }))
            .collect()
    }
}

/// The operand at the crossings of `rows` and `cols`, each cell once.
///
/// # Errors
/// A cell that holds words, a withheld or an unreadable value cannot be counted.
pub(in crate::rules) fn at(bound: &Bound<'_>, rows: &[u32], cols: &[u32], facts: &Facts<'_>) -> Result<Operand, Unbound> {
    let mut operand = Operand::default();
    let mut seen = Vec::new();
    for (row, col) in rows.iter().flat_map(|&row| cols.iter().map(move |&col| (row, col))) {
        let Some(table) = facts.document.tables.get(bound.table as usize) else { continue };
        let Some(cell) = table.at(row, col) else {
            operand.blanks += 1;
            operand.zeros += usize::from(is_totalled(bound, row, col, facts));
            operand.blank_total |= is_total(bound, row, col);
            continue;
        };
        if seen.contains(&cell) {
            continue;
        }
        seen.push(cell);
        let value = facts.tables.get(bound.table as usize).map(|grid| *grid.value(cell));
        operand.zeros +=
            usize::from(value == Some(CellValue::Dash) || (value == Some(CellValue::Blank) && is_totalled(bound, row, col, facts)));
        match value {
            Some(CellValue::Number(number)) => operand.cells.push(BoundCell { sign: Sign::Plus, number }),
            Some(CellValue::Blank | CellValue::Dash) | None => {
                operand.blanks += 1;
                let dash = value == Some(CellValue::Dash) && adds_up_nothing(bound, row, col, facts);
                let zero = dash || bound.spec.blank_is_zero && totals_nothing(bound, row, col, facts);
                operand.blank_total |= is_total(bound, row, col) && !zero;
            }
            Some(CellValue::Text | CellValue::Suppressed | CellValue::Error) => return Err(unreadable(facts, bound.table, cell)),
        }
    }
    Ok(operand)
}

/// Whether no other cell of its row, or of its column, holds an amount: a dash there is a zero, not a total left out.
fn adds_up_nothing(bound: &Bound<'_>, row: u32, col: u32, facts: &Facts<'_>) -> bool {
    let (in_row, in_column) = amounts_beside(bound, row, col, facts);
    !in_row || !in_column
}

/// Whether nothing that a total adds up is an amount: the row's cells for a total column's, the column's for a total row's. Where blanks are zeros
/// it is one of them.
fn totals_nothing(bound: &Bound<'_>, row: u32, col: u32, facts: &Facts<'_>) -> bool {
    let (in_row, in_column) = amounts_beside(bound, row, col, facts);
    let spec = bound.spec;
    !(is_total_line(bound, &spec.rows, &bound.rows, row) && in_column || is_total_line(bound, &spec.columns, &bound.cols, col) && in_row)
}

/// Whether another cell of its row, and one of its column, holds an amount.
fn amounts_beside(bound: &Bound<'_>, row: u32, col: u32, facts: &Facts<'_>) -> (bool, bool) {
    let (Some(table), Some(grid)) = (facts.document.tables.get(bound.table as usize), facts.tables.get(bound.table as usize)) else {
        return (true, true);
    };
    let amount = |row: u32, col: u32| {
        let number = grid.number_at(table, row, col).and_then(|id| facts.number(id));
        number.is_some_and(|number| !number.quantity.amount().is_zero())
    };
    let mut cols = bound.cols.iter().flatten();
    let mut rows = bound.rows.iter().flatten();
    (cols.any(|other| *other != col && amount(row, *other)), rows.any(|other| *other != row && amount(*other, col)))
}

fn is_total(bound: &Bound<'_>, row: u32, col: u32) -> bool {
    let spec = bound.spec;
    is_total_line(bound, &spec.rows, &bound.rows, row) || is_total_line(bound, &spec.columns, &bound.cols, col)
}

/// Whether a line is a declared total.
fn is_total_line(bound: &Bound<'_>, labels: &[LabelSpec], found: &[Option<u32>], line: u32) -> bool {
    let is_total = |label: &LabelSpec| label.path.last().is_some_and(|last| bound.spec.totals.contains(last));
    labels.iter().zip(found).any(|(label, at)| *at == Some(line) && is_total(label))
}

/// Whether a cell is no total itself and the total of its column or of its group of columns is printed.
fn is_totalled(bound: &Bound<'_>, row: u32, col: u32, facts: &Facts<'_>) -> bool {
    let (Some(table), Some(grid)) = (facts.document.tables.get(bound.table as usize), facts.tables.get(bound.table as usize)) else {
        return false;
    };
    if !bound.spec.blank_is_zero || is_total(bound, row, col) {
        return false;
    }
    let group = bound.spec.columns.iter().zip(&bound.cols).find(|(_, at)| **at == Some(col)).map(|(label, _)| group(label));
    let is_total = |label: &LabelSpec| label.path.last().is_some_and(|last| bound.spec.totals.contains(last));
    let rows = bound.spec.rows.iter().zip(&bound.rows).filter(|(label, _)| is_total(label)).filter_map(|(_, at)| Some(((*at)?, col)));
    let cols = bound.spec.columns.iter().zip(&bound.cols);
    let cols = cols.filter(|(label, _)| is_total(label) && Some(self::group(label)) == group).filter_map(|(_, at)| Some((row, (*at)?)));
    rows.chain(cols).any(|(row, col)| grid.number_at(table, row, col).is_some())
}

/// The groups a label stands in.
fn group(label: &LabelSpec) -> &[String] {
    &label.path[..label.path.len().saturating_sub(1)]
}

fn unreadable(facts: &Facts<'_>, table: u32, cell: u32) -> Unbound {
    let place = facts.document.cell(table, cell).map(|c| c.corner().to_string()).unwrap_or_default();
    let text = facts.document.text(Site::Cell { table, cell }).map(|t| t.as_str().chars().take(20).collect::<String>()).unwrap_or_default();
    Phrase::new(format!("{place} 的“{text}”不能当作数来计算"), format!("{place} holds `{text}`, which cannot be counted"))
}
