//! The relation that a cell takes part in: a sum that the table shows, else a guess by its place.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::cli::draft::spot::Spotted;
use crate::document::CellRef;
use crate::facts::{Facts, Number, Quantity, Unit};
use crate::phrase::Phrase;
use crate::rules::{Axis, Gap, How, Lexicon, Sign, Sum, sums};

/// The most parts: an expression holds no more names.
const MOST_PARTS: usize = 60;

/// Which line is the sum of which. Invariant: there are two parts at least, and the first is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// Index into the document's tables.
    pub(crate) table: u32,
    /// [`Axis::Row`]: a row is the sum of rows, in every column of `lines`. [`Axis::Column`]: the other way round.
    pub(crate) of: Axis,
    /// Grid row or column of the total.
    pub(crate) total: u32,
    /// Grid rows or columns of the parts.
    pub(crate) parts: Vec<(u32, Sign)>,
    /// Grid columns or rows that the sum is to be tried on, in order; the cell's own is one.
    pub(crate) lines: Vec<u32>,
    /// The table shows it; else it is a guess.
    pub(crate) shown: bool,
}

/// What a relation comes to on a line.
#[derive(Clone, Debug)]
pub(crate) struct Amounts {
    /// The total as printed.
    pub(crate) total: Quantity,
    /// What its parts make.
    pub(crate) computed: BigRational,
    gap: Gap,
    terms: usize,
}

impl Amounts {
    /// Whether the parts make the total, rounding allowed for.
    pub(crate) fn agree(&self) -> bool {
        self.gap.is_rounding()
    }

    /// Whether the line bears the relation out: two parts at least that are not zero make the total.
    fn holds(&self) -> bool {
        self.terms >= 2 && self.agree()
    }
}

impl Relation {
    /// The grid position of a place on a line.
    pub(crate) fn cell(&self, line: u32, place: u32) -> CellRef {
        match self.of {
            Axis::Row => CellRef::new(place, line),
            Axis::Column => CellRef::new(line, place),
        }
    }

    /// What a line comes to; `None` where the total or all parts hold no number.
    pub(crate) fn amounts(&self, line: u32, facts: &Facts<'_>) -> Option<Amounts> {
        let (table, grid) = (facts.document.tables.get(self.table as usize)?, facts.tables.get(self.table as usize)?);
        let number = |place: u32| {
            let at = self.cell(line, place);
            facts.number(grid.number_at(table, at.row, at.col)?)
        };
        let parts: Vec<(&Number, Sign)> = self.parts.iter().filter_map(|(place, sign)| Some((number(*place)?, *sign))).collect();
        let total = number(self.total).filter(|_| !parts.is_empty())?;
        let computed = parts.iter().fold(BigRational::zero(), |sum, (part, sign)| match sign {
            Sign::Plus => sum + part.quantity.amount(),
            Sign::Minus => sum - part.quantity.amount(),
        });
        let printed = parts.iter().map(|(part, _)| &part.quantity).chain([&total.quantity]);
        let gap = Gap::between(&total.quantity.amount(), &computed, printed);
        Some(Amounts {
            total: total.quantity.clone(),
            computed,
            gap,
            terms: parts.iter().filter(|(part, _)| !part.quantity.value.is_zero()).count(),
        })
    }

    /// Every place of the relation, the total first.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.total).chain(self.parts.iter().map(|(place, _)| *place))
    }
}

/// Finds the relation of a cell.
///
/// # Errors
/// Words for the user: there is none, or one with too many parts.
pub(crate) fn relation(facts: &Facts<'_>, spotted: Spotted, lexicon: &Lexicon) -> Result<Relation, Phrase> {
    let found = sums(facts, &[], lexicon).found;
    let ranked = found.iter().filter(|sum| sum.table == spotted.table).filter_map(|sum| Some((rank(sum, spotted.at)?, sum)));
    let best = ranked.max_by_key(|(rank, _)| *rank).map(|(_, sum)| shown(sum));
    let relation = best.or_else(|| guess(facts, spotted)).ok_or_else(|| nothing(spotted.at))?;
    if relation.parts.len() > MOST_PARTS {
        let count = relation.parts.len();
        return Err(Phrase::new(
            format!("这个合计有 {count} 项，一条规则最多写 {MOST_PARTS} 项；这样的合计不用规则也会核对"),
            format!("the sum has {count} parts, and a rule holds {MOST_PARTS}: such a sum is checked without a rule"),
        ));
    }
    Ok(relation)
}

/// How well a sum explains the cell: as its total before as its part, then the lines that show it. `None` where it does not touch the cell.
fn rank(sum: &Sum, at: CellRef) -> Option<(bool, bool, usize, bool)> {
    let (place, line) = if sum.of == Axis::Row { (at.row, at.col) } else { (at.col, at.row) };
    let total = sum.total == place;
    let touches = total || sum.parts.iter().any(|(part, _)| *part == place);
    let usable = sum.how != How::Balance && sum.parts.len() >= 2 && sum.parts.iter().any(|(_, sign)| *sign == Sign::Plus);
    (touches && usable && sum.lines.contains(&line)).then_some((total, sum.holds > 0, sum.holds, sum.of == Axis::Row))
}

fn shown(sum: &Sum) -> Relation {
    let mut parts = sum.parts.clone();
    // A term that is taken away cannot stand first.
    if let Some(first) = parts.iter().position(|(_, sign)| *sign == Sign::Plus) {
        let part = parts.remove(first);
        parts.insert(0, part);
    }
    let mut lines = sum.lines.clone();
    lines.sort_unstable();
    lines.dedup();
    Relation { table: sum.table, of: sum.of, total: sum.total, parts, lines, shown: true }
}

/// The numbers of its kind above it in its column, else those left of it in its row, under the same headings: on its own line, and on the
/// others that bear it out.
fn guess(facts: &Facts<'_>, spotted: Spotted) -> Option<Relation> {
    let Spotted { table, at } = spotted;
    let (read, grid) = (facts.document.tables.get(table as usize)?, facts.tables.get(table as usize)?);
    let percent = |id: u32| facts.number(id).is_some_and(|number| number.quantity.unit == Unit::Percent);
    let own = percent(grid.number_at(read, at.row, at.col)?);
    let alike = |row: u32, col: u32| grid.number_at(read, row, col).is_some_and(|id| percent(id) == own);
    let row_path = |row: u32| grid.row_path_at(read, row, at.col);
    let col_path = |col: u32| grid.col_path_at(at.row, col).to_vec();
    let above = (grid.header_rows()..at.row).filter(|row| alike(*row, at.col) && within(&row_path(at.row), &row_path(*row)));
    let from = grid.stub_cols().max(grid.side(at.col));
    let beside = (from..at.col).filter(|col| alike(at.row, *col) && within(&col_path(at.col), &col_path(*col)));
    let (above, beside): (Vec<u32>, Vec<u32>) = (above.collect(), beside.collect());
    let (of, total, parts, line) =
        if above.len() >= 2 { (Axis::Row, at.row, above, at.col) } else { (Axis::Column, at.col, beside, at.row) };
    let parts: Vec<(u32, Sign)> = parts.into_iter().map(|part| (part, Sign::Plus)).collect();
    let mut relation = Relation { table, of, total, parts, lines: vec![line], shown: false };
    let others = if of == Axis::Row { from..read.cols() } else { grid.header_rows()..read.rows() };
    let mut lines: Vec<u32> =
        others.filter(|&other| other == line || relation.amounts(other, facts).is_some_and(|sum| sum.holds())).collect();
    lines.sort_unstable();
    relation.lines = lines;
    relation.shown = relation.amounts(line, facts).is_some_and(|sum| sum.holds());
    (relation.parts.len() >= 2).then_some(relation)
}

/// Whether a line stands under all headings that another one stands under.
fn within(total: &[String], part: &[String]) -> bool {
    let headings = total.len().saturating_sub(1);
    part.get(..headings).is_some_and(|part| part == &total[..headings])
}

fn nothing(at: CellRef) -> Phrase {
    Phrase::new(
        format!("没有找到包含 {at} 的合计，它的上方和左方也没有两个以上的数；请写出合计所在的单元格"),
        format!("{at} is part of no sum, and no two numbers stand above or left of it: name the cell of a total"),
    )
}
