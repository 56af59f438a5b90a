//! The cells of a report's tables, kept to be added up with those of other reports.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::{CellRef, Site, Spot};
use crate::facts::{CellValue, Facts};
use crate::phrase::Phrase;
use crate::rules::Sign;
use crate::rules::across::Figure;
use crate::rules::bind::{Bound, Context};

/// A cell where a declared row and a declared column cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Cell {
    /// The row's place in the declaration; 0 in a table of one row.
    pub row: usize,
    /// The column's.
    pub col: usize,
    /// What stands there, or why that cannot be counted.
    pub value: Result<Figure, Phrase>,
    /// Nothing stands there: a zero perhaps, perhaps not.
    pub blank: bool,
}

/// All cells of one declared table, or why there are none.
pub(in crate::rules) type Cells = Result<Sheet, Phrase>;

/// The declared lines of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Sheet {
    /// By row, then column.
    pub cells: Box<[Cell]>,
    /// A number among them that belongs to no declared line.
    pub stray: Option<Phrase>,
}

impl Sheet {
    /// The cell of a declared row and column.
    pub(super) fn at(&self, row: usize, col: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&(row, col), |cell| (cell.row, cell.col)).ok()?;
        self.cells.get(at)
    }
}

impl Cell {
    /// What it counts with.
    pub(super) fn amount(&self) -> BigRational {
        self.value.as_ref().map_or_else(|_| BigRational::zero(), Figure::amount)
    }
}

/// The cells of a table by its name in the pack.
pub(super) fn cells(table: &str, context: &Context<'_, '_>) -> Cells {
    let bound = context.table(table)?;
    let mut found = Vec::new();
    for (row, at) in bound.rows.iter().enumerate() {
        let Some(at) = at else { continue };
        for (col, to) in bound.cols.iter().enumerate() {
            found.extend(to.and_then(|to| cell((row, col), (*at, to), bound, context)));
        }
    }
    Ok(Sheet { cells: found.into(), stray: stray(bound, context.facts) })
}

fn cell((row, col): (usize, usize), (at, to): (u32, u32), bound: &Bound<'_>, context: &Context<'_, '_>) -> Option<Cell> {
    let facts = context.facts;
    let index = facts.document.tables.get(bound.table as usize)?.at(at, to)?;
    let value = *facts.tables.get(bound.table as usize)?.value(index);
    let figure = context.crossing(bound, &[at], &[to], Sign::Plus).map(|operand| {
        let number = operand.cells.first().and_then(|cell| Some((cell.number, facts.number(cell.number)?)));
        match number {
            Some((id, number)) => Figure::of(number, id, Sign::Plus, facts.document.printed(&number.spot)),
            None => empty(Site::Cell { table: bound.table, cell: index }, facts),
        }
    });
    Some(Cell { row, col, value: figure, blank: value == CellValue::Blank })
}

/// A cell without a number, for something to point at.
fn empty(site: Site, facts: &Facts<'_>) -> Figure {
    let text = facts.document.text(site).map_or("", |text| text.as_str());
    let spot = Spot::new(site, 0..u32::try_from(text.len()).unwrap_or(u32::MAX));
    Figure { sign: Sign::Plus, quantity: None, spot, number: None, printed: text.into() }
}

fn stray(bound: &Bound<'_>, facts: &Facts<'_>) -> Option<Phrase> {
    let (table, grid) = (facts.document.tables.get(bound.table as usize)?, facts.tables.get(bound.table as usize)?);
    let rows = bound.stray_rows.iter().flat_map(|&row| bound.cols.iter().flatten().map(move |&col| (row, col)));
    let cols = bound.stray_cols.iter().flat_map(|&col| bound.rows.iter().flatten().map(move |&row| (row, col)));
    let (row, col) = rows.chain(cols).find(|&(row, col)| grid.number_at(table, row, col).is_some())?;
    let at = CellRef::new(row, col);
    Some(Phrase::new(format!("{at} 的数不知属于哪一项"), format!("the number at {at} belongs to no known line")))
}
