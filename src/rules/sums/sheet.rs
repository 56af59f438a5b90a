//! A table's numbers as one matrix of integers on a common scale, in logical columns.

use std::ops::Range;

use crate::document::Deadline;
use crate::facts::{CellValue, Facts, Hedge, Unit};
use crate::rules::sums::labels::unit_label;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::notes::notes;
use crate::rules::sums::number::{digits, power};

/// Decimals kept at most.
const DEEPEST: i32 = 12;
/// Digits kept at most; decimals beyond are rounded away.
const LONGEST: i32 = 17;
/// Grid columns one number's cell may span.
const WIDEST: u32 = 8;
/// Slots searched at most; a larger table is searched in its first rows only.
const LARGEST: usize = 3_000_000;

/// Header cells read for the unit.
const HEADER_CELLS: usize = 200;
/// Grains looked for, coarsest first.
const GRAINS: [i64; 5] = [1000, 100, 10, 5, 3];
/// How many times a grain what numbers have in common must not be: then they are counted so.
const COUNTED: [i64; 2] = [3, 7];
/// Numbers of a table that are all multiples of five, from which that is no chance.
const MANY: usize = 24;
/// Numbers of a column below which no grain is told.
const FEWEST: usize = 6;

/// What a place of the matrix holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing.
    #[default]
    Empty,
    /// A mark for nothing: counts as zero.
    Nil,
    /// A mark for what is withheld, not available or does not apply: nothing, or anything.
    Withheld,
    /// Hidden, hedged or unreadable.
    Unknown,
    /// A number.
    Number,
}

/// One place of the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// The amount times ten to the sheet's scale; 0 unless `held` is a number.
    pub(super) value: i64,
    /// One unit of the last printed place.
    pub(super) unit: i64,
    /// What the number may be rounded to: its last printed place, or a coarser grain that its whole column keeps to.
    pub(super) grain: i64,
    /// Id in the facts, for a number.
    pub(super) number: u32,
    /// Power of ten of the last printed place, on the sheet's scale.
    pub(super) ulp: u8,
    /// Its thousands are set off.
    pub(super) grouped: bool,
    /// A percentage.
    pub(super) percent: bool,
    /// What is there.
    pub(super) held: Held,
}

#[expect(clippy::struct_excessive_bools, reason = "a table may be several of these at once")]
/// The matrix of one table. Invariant: `slots` holds `rows × columns.len()` entries, row by row.
pub(super) struct Sheet {
    /// Index into the document's tables.
    pub(super) table: u32,
    /// Grid row of the matrix's first row.
    pub(super) first_row: u32,
    /// Rows.
    pub(super) rows: usize,
    /// The first grid column of the side of the table that it is.
    pub(super) side: u32,
    /// First and last grid column of every logical column.
    pub(super) columns: Vec<(u32, u32)>,
    /// Decimals of the common scale.
    pub(super) scale: u8,
    /// The table says that its figures are rounded to thousands, millions, 万元.
    pub(super) rounded: bool,
    /// Every one of its many numbers is a multiple of five units: official statistics round so.
    pub(super) fives: bool,
    /// Its caption says that things are counted one by one.
    pub(super) counted: bool,
    /// Its caption says that it lists some lines of many.
    pub(super) selected: bool,
    /// Words beside it say that one thing may be counted in several of its lines.
    pub(super) shared: bool,
    /// Words beside it say that one thing may stand on several of its lines.
    pub(super) several: bool,
    /// The notes beside it by which something includes what is not listed.
    pub(super) inclusions: Vec<Box<str>>,
    /// Words beside it say that its total is of more than what it lists, or no sum of it.
    pub(super) open: bool,
    /// The label that most rows share, behind their own: the unit they are in.
    pub(super) unit: Option<String>,
    /// Rows left out because the table is too large.
    pub(super) unsearched: u32,
    /// When the search is given up.
    pub(super) deadline: Deadline,
    slots: Vec<Slot>,
}

impl Sheet {
    /// The matrices of table `index`, one for each side it is printed in; none for a side of fewer than three numbers.
    pub(super) fn all(facts: &Facts<'_>, index: u32, lexicon: &Lexicon) -> Vec<Self> {
        let starts: Vec<u32> = facts.tables.get(index as usize).map(|grid| grid.sides().collect()).unwrap_or_default();
        let ends = starts.iter().skip(1).copied().chain([u32::MAX]);
        starts.iter().zip(ends).filter_map(|(from, to)| Self::of(facts, index, *from..to, lexicon)).collect()
    }

    fn of(facts: &Facts<'_>, index: u32, side: Range<u32>, lexicon: &Lexicon) -> Option<Self> {
        let table = facts.document.tables.get(index as usize)?;
        let grid = facts.tables.get(index as usize)?;
        let first_row = grid.header_rows().min(table.rows());
        let numbers = || {
            (0_u32..).zip(table.cells()).filter_map(|(n, cell)| match grid.value(n) {
                CellValue::Number(id) if cell.col_span <= WIDEST && cell.row >= first_row && side.contains(&cell.col) => Some((cell, *id)),
                _ => None,
            })
        };
        if numbers().take(3).count() < 3 {
            return None;
        }
        let columns = columns(numbers().map(|(cell, _)| (cell.row, cell.col, cell.col.saturating_add(cell.col_span - 1))));
        let rows = (table.rows() - first_row) as usize;
        let searched = rows.min(LARGEST / columns.len().max(1));
        let quantities = || numbers().filter_map(|(_, id)| facts.number(id)).map(|n| &n.quantity);
        let whole = quantities().map(|q| i32::try_from(digits(q.value.mantissa)).unwrap_or(0) - places(q)).max().unwrap_or(0);
        let scale = quantities().map(places).max().unwrap_or(0).clamp(0, (LONGEST - whole).clamp(0, DEEPEST));
        let notes = notes(facts, index);
        let mut sheet = Self {
            table: index,
            side: side.start,
            first_row,
            rows: searched,
            slots: vec![Slot::default(); searched * columns.len()],
            columns,
            scale: u8::try_from(scale).unwrap_or(0),
            rounded: rounded(facts, index, lexicon),
            fives: false,
            counted: grid.caption().is_some_and(|caption| lexicon.says_counted(caption)),
            selected: grid.caption().is_some_and(|caption| lexicon.says_selected(caption)),
            shared: notes.iter().any(|note| lexicon.says_shared(note)),
            several: notes.iter().any(|note| lexicon.says_several(note)),
            inclusions: notes.iter().filter(|note| lexicon.says_includes(note)).map(|note| Box::from(*note)).collect(),
            open: notes.iter().any(|note| lexicon.says_open(note)),
            unit: None,
            unsearched: u32::try_from(rows - searched).unwrap_or(u32::MAX),
            deadline: facts.document.deadline,
        };
        for (n, cell) in (0_u32..).zip(table.cells()).filter(|(_, cell)| side.contains(&cell.col)) {
            let slot = match grid.value(n) {
                CellValue::Number(id) => number(facts, *id, scale, cell.hidden),
                CellValue::Dash => Slot { held: Held::Nil, ..Slot::default() },
                CellValue::Suppressed => Slot { held: Held::Withheld, ..Slot::default() },
                CellValue::Error => Slot { held: Held::Unknown, ..Slot::default() },
                CellValue::Blank | CellValue::Text => continue,
            };
            sheet.put(cell.row, cell.col, cell.col.saturating_add(cell.col_span - 1), slot);
        }
        sheet.put_words(facts, side);
        sheet.find_grains();
        sheet.fives = sheet.keeps_to_fives();
        sheet.unit = unit_label(&sheet, table, grid);
        Some(sheet)
    }

    /// Words in a column of numbers, in a row that holds some or has a label of its own, stand for an amount that is not known. Elsewhere they
    /// are the header of what follows.
    fn put_words(&mut self, facts: &Facts<'_>, side: Range<u32>) {
        let index = self.table as usize;
        let (Some(table), Some(grid)) = (facts.document.tables.get(index), facts.tables.get(index)) else { return };
        let numbered = |row: usize| (0..self.columns.len()).any(|col| self.at(row, col).held == Held::Number);
        let labelled = |at: u32| !grid.row_path_at(table, at, side.start).is_empty();
        let lines: Vec<bool> = (0..self.rows).zip(self.first_row..).map(|(row, at)| numbered(row) || labelled(at)).collect();
        for (n, cell) in (0_u32..).zip(table.cells()).filter(|(_, cell)| side.contains(&cell.col) && cell.col_span == 1) {
            let row = cell.row.checked_sub(self.first_row).map(|row| row as usize);
            if *grid.value(n) == CellValue::Text && row.is_some_and(|row| lines.get(row) == Some(&true)) {
                self.put(cell.row, cell.col, cell.col, Slot { held: Held::Unknown, ..Slot::default() });
            }
        }
    }

    fn put(&mut self, row: u32, from: u32, to: u32, slot: Slot) {
        let Some(row) = row.checked_sub(self.first_row).map(|r| r as usize).filter(|r| *r < self.rows) else { return };
        let at = self.columns.partition_point(|(_, last)| *last < to.min(from.saturating_add(WIDEST)));
        let Some((first, _)) = self.columns.get(at) else { return };
        if *first > to {
            return;
        }
        let width = self.columns.len();
        if let Some(place) = self.slots.get_mut(row * width + at)
            && (place.held != Held::Number && (place.held != Held::Nil || slot.held == Held::Number))
        {
            *place = slot;
        }
    }

    /// Coarser rounding: official statistics round to 5, 10 or 100, or at random to a multiple of 3 or 5. A column that keeps to such a grain in
    /// all but one of its numbers is rounded to it; columns of few numbers are looked at together.
    fn find_grains(&mut self) {
        let count = |col: usize| (0..self.rows).filter(|row| self.tells(*row, col)).count();
        let (long, short): (Vec<usize>, Vec<usize>) = (0..self.columns.len()).partition(|col| count(*col) >= FEWEST);
        let long = long.into_iter().map(|col| (vec![col], FEWEST));
        for (columns, least) in long.chain([(short, 2 * FEWEST)]).collect::<Vec<_>>() {
            let Some(step) = self.grain_of(&columns, least) else { continue };
            for (row, &col) in (0..self.rows).flat_map(|row| columns.iter().map(move |col| (row, col))) {
                if let Some(slot) = self.slots.get_mut(row * self.columns.len() + col) {
                    slot.grain = slot.grain.max(step);
                }
            }
        }
    }

    /// Whether there are many numbers, all multiples of five units.
    fn keeps_to_fives(&self) -> bool {
        let numbers = || self.slots.iter().filter(|slot| slot.held == Held::Number && slot.value != 0);
        numbers().count() >= MANY && numbers().all(|slot| slot.value % slot.unit.saturating_mul(5).max(1) == 0)
    }

    /// Whether a number other than zero stands there.
    fn tells(&self, row: usize, col: usize) -> bool {
        let slot = self.at(row, col);
        slot.held == Held::Number && slot.value != 0
    }

    /// The coarsest grain that all but one of the numbers of these columns keep to, where there are enough of them.
    fn grain_of(&self, columns: &[usize], least: usize) -> Option<i64> {
        let places = || (0..self.rows).flat_map(|row| columns.iter().map(move |col| (row, *col)));
        let numbers = || places().filter(|(row, col)| self.tells(*row, *col)).map(|(row, col)| self.at(row, col));
        let count = numbers().count();
        let unit = numbers().map(|s| s.unit).min().filter(|_| count >= least)?;
        let keeps = |step: &i64| numbers().filter(|s| s.value % step != 0).count() <= usize::from(count >= 2 * FEWEST);
        // No one rounds money to half a unit.
        let one = 10_i64.checked_pow(u32::from(self.scale)).unwrap_or(1);
        let whole = |step: &i64| unit >= one || step % one == 0;
        let step = GRAINS.into_iter().filter_map(|grain| unit.checked_mul(grain)).filter(whole).find(keeps)?;
        // What comes in sixes or dozens is counted so, and not rounded.
        let counted = |more: &i64| step.checked_mul(*more).is_some_and(|step| keeps(&step));
        let halves = [2].iter().filter(|_| step / unit == 3);
        (!COUNTED.iter().chain(halves).any(counted)).then_some(step)
    }

    /// A hundred on the common scale: what shares of a whole come to in per cent.
    pub(super) fn hundred(&self) -> i128 {
        100 * power(u32::from(self.scale))
    }

    /// The slot at a matrix row and logical column; empty out of range.
    pub(super) fn at(&self, row: usize, col: usize) -> Slot {
        if col >= self.columns.len() {
            return Slot::default();
        }
        self.slots.get(row * self.columns.len() + col).copied().unwrap_or_default()
    }
}

/// Whether the caption or a header says so.
fn rounded(facts: &Facts<'_>, index: u32, lexicon: &Lexicon) -> bool {
    let says_rounded = |words: &str| lexicon.says_rounded(words);
    let (Some(table), Some(grid)) = (facts.document.tables.get(index as usize), facts.tables.get(index as usize)) else { return false };
    let header = table.cells().iter().take_while(|c| c.row <= grid.header_rows()).take(HEADER_CELLS);
    grid.caption().is_some_and(says_rounded) || header.map(|c| c.text.as_str()).filter(|t| t.len() < 200).any(says_rounded)
}

fn places(quantity: &crate::facts::Quantity) -> i32 {
    i32::from(quantity.value.scale) - i32::from(quantity.power)
}

fn number(facts: &Facts<'_>, id: u32, scale: i32, hidden: bool) -> Slot {
    let unknown = Slot { held: Held::Unknown, ..Slot::default() };
    let Some(number) = facts.number(id) else { return unknown };
    let quantity = &number.quantity;
    let shift = scale - places(quantity);
    let scaled = |shift: u32| 10_i128.checked_pow(shift)?.checked_mul(quantity.value.mantissa);
    let rounded = |by: u32| {
        let step = 10_i128.checked_pow(by)?;
        Some((quantity.value.mantissa + step / 2 * quantity.value.mantissa.signum()) / step)
    };
    let value = if shift >= 0 { scaled(shift.unsigned_abs()) } else { rounded(shift.unsigned_abs()) };
    let value = value.and_then(|v| i64::try_from(v).ok()).filter(|v| v.unsigned_abs() < 1 << 62);
    match (value, u8::try_from(shift.max(0))) {
        (Some(value), Ok(ulp)) if !hidden && quantity.hedge == Hedge::Exact => Slot {
            value,
            unit: 10_i64.checked_pow(u32::from(ulp)).unwrap_or(1),
            grain: 10_i64.checked_pow(u32::from(ulp)).unwrap_or(1),
            number: id,
            ulp,
            grouped: facts.document.printed(&number.spot).contains([',', '\u{a0}', '\u{2009}', '\u{202f}']),
            percent: matches!(quantity.unit, Unit::Percent | Unit::PercentagePoint),
            held: Held::Number,
        },
        _ => unknown,
    }
}

/// Grid columns that hold one column of numbers: a filing puts `$` and `)` into cells of their own, so that numbers of one column stand a
/// column apart. Columns whose numbers overlap are one, unless a row has two numbers there: then the last grid column decides.
fn columns(numbers: impl Iterator<Item = (u32, u32, u32)>) -> Vec<(u32, u32)> {
    let mut spans: Vec<(u32, u32, u32)> = numbers.map(|(row, from, to)| (from, to, row)).collect();
    spans.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for &(from, to, _) in &spans {
        match joined.last_mut() {
            Some((_, last)) if from <= *last => *last = (*last).max(to),
            _ => joined.push((from, to)),
        }
    }
    let mut crowded: Vec<(usize, u32)> = Vec::new();
    let mut seen: Vec<(u32, usize)> = spans.iter().map(|(from, _, row)| (*row, joined.partition_point(|(_, last)| last < from))).collect();
    seen.sort_unstable();
    for pair in seen.windows(2) {
        if let [a, b] = pair
            && a == b
        {
            crowded.push((a.1, a.0));
        }
    }
    crowded.sort_unstable();
    let mut out = Vec::new();
    for (at, &(from, to)) in joined.iter().enumerate() {
        if crowded.binary_search_by_key(&at, |(c, _)| *c).is_ok() {
            let mut ends: Vec<u32> = spans.iter().filter(|(f, _, _)| *f >= from && *f <= to).map(|(_, t, _)| *t).collect();
            ends.sort_unstable();
            ends.dedup();
            out.extend(ends.into_iter().map(|end| (end, end)));
        } else {
            out.push((from, to));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn numbers_beside_a_currency_sign_share_a_column() {
        // `| $ | 53,304 |` over `| 30,783 (spans both) |`, and two plain columns.
        let numbers = [(0, 2, 2), (1, 1, 2), (0, 4, 4), (1, 4, 4)];
        assert_eq!(columns(numbers.into_iter()), [(1, 2), (4, 4)]);
        let crowded = [(0, 1, 1), (0, 2, 2), (1, 1, 2)];
        assert_eq!(columns(crowded.into_iter()), [(1, 1), (2, 2)]);
    }
}
