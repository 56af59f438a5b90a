//! A sheet as its reader found it, before it becomes a table.

use crate::document::{Cell, CellRef, Deadline};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::rich::Rich;

/// Rows of the largest sheet any workbook format allows; positions past it are damage.
pub(super) const MOST_ROWS: u32 = 1 << 20;
/// Columns of the largest sheet.
pub(super) const MOST_COLUMNS: u32 = 1 << 14;

/// Cells between two looks at the clock.
const LOOK: usize = 1024;

/// A rectangle of positions, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    /// First row.
    pub(super) top: u32,
    /// First column.
    pub(super) left: u32,
    /// Last row.
    pub(super) bottom: u32,
    /// Last column.
    pub(super) right: u32,
}

/// Rows or columns, as runs of `first..=last`.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<(u32, u32)>);

impl Lines {
    /// Adds a run. Runs may come in any order and overlap.
    pub(super) fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
            _ if first <= last => self.0.push((first, last)),
            _ => {}
        }
    }

    /// Brings the runs in order, so that [`Self::contains`] can search them.
    pub(super) fn settle(&mut self) {
        self.0.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for &(first, last) in &self.0 {
            match out.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
                _ => out.push((first, last)),
            }
        }
        self.0 = out;
    }

    /// Whether a line is in a run; only after [`Self::settle`].
    pub(super) fn contains(&self, line: u32) -> bool {
        let upto = self.0.partition_point(|&(first, _)| first <= line);
        upto.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|&(_, last)| last >= line)
    }
}

/// What was left out of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// More cells or text than allowed.
    Limit,
    /// The sheet's data end early or are damaged from some cell on.
    Broken,
    /// Its cells are of styles that the workbook does not have.
    Styles,
    /// Its part of the package is not what its checksum says.
    Checksum,
}

/// A sheet's content.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Its cells, each one by one, in any order; blank ones may be left out.
    pub(super) cells: Vec<Cell>,
    /// Merged areas.
    pub(super) merges: Vec<Area>,
    /// Hidden rows.
    pub(super) hidden_rows: Lines,
    /// Hidden columns.
    pub(super) hidden_columns: Lines,
    /// Cells at places that no sheet has, which were left out.
    pub(super) lost: Lost,
    /// Cells that could not be read.
    pub(super) unread: Lost,
    /// Which of the cells in the order of the file, counted from 1, could not be read, where no place is known yet.
    pub(super) bad: Vec<usize>,
    /// What could not be read.
    pub(super) losses: Vec<Loss>,
    /// What is struck out and was left out.
    pub(super) struck: Struck,
    /// Text boxes with numbers that lie on it.
    pub(super) boxes: Struck,
    /// Pictures that lie on it.
    pub(super) pictures: usize,
}

/// Shared strings of a workbook that are read: none has more than it has cells, and those are limited.
pub(super) const MOST_STRINGS: usize = 2_000_000;
/// Styles of cells that are read, twice as many as a spreadsheet program takes.
pub(super) const MOST_STYLES: usize = 131_072;

/// Cells left out of a sheet that are named.
const MOST_NAMED: usize = 5;

/// Cells left out of a sheet, because no sheet has their place or their content cannot be read.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// What the first of them are named, or the rows that they stand in.
    pub(super) told: Vec<String>,
    /// How many there are.
    pub(super) count: usize,
}

impl Lost {
    /// Adds a cell.
    pub(super) fn add(&mut self, name: &str) {
        self.add_all(1, name);
    }

    /// Adds so many cells, the first of them by its name.
    pub(super) fn add_all(&mut self, count: usize, name: &str) {
        self.count = self.count.saturating_add(count);
        if self.told.len() < MOST_NAMED {
            self.told.push(name.chars().filter(|c| !c.is_control()).take(MOST_TOLD).collect());
        }
    }
}

/// Struck-out words that are told one by one.
const MOST_TOLD: usize = 20;

/// Struck-out words of a sheet, or those that lie in boxes on it.
#[derive(Debug, Default)]
pub(super) struct Struck {
    /// The first of them, with the cell's A1 name.
    pub(super) told: Vec<(CellRef, String)>,
    /// How many more there are.
    pub(super) more: usize,
}

impl Struck {
    /// Leaves out of a cell what is struck out, and raises its marks of notes; `false` where nothing is left of it. `rich` are its runs,
    /// where it does not show all its words in a row.
    pub(super) fn leave_out(&mut self, cell: &mut Cell, rich: Option<&Rich>, look: &Look) -> bool {
        let (shown, words) = match rich {
            Some(rich) => rich.parted(look.struck),
            None if look.struck => (String::new(), cell.text.as_str().to_owned()),
            None => return true,
        };
        if !words.trim().is_empty() {
            self.add(cell.corner(), &words);
        } else if rich.is_none() {
            return true;
        }
        *cell = Cell { formula: cell.formula.take(), ..content::text(cell.row, cell.col, &shown, look) };
        !cell.text.is_empty()
    }

    /// Adds the words of a cell.
    pub(super) fn add(&mut self, at: CellRef, words: &str) {
        if self.told.len() < MOST_TOLD {
            let words = words.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
            self.told.push((at, words.take(MOST_TOLD).collect()));
        } else {
            self.more += 1;
        }
    }
}

/// What is still allowed, over all sheets of a workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
    deadline: Deadline,
}

impl Budget {
    /// So many cells, and so many bytes of text in them, by a deadline.
    pub(super) fn new(cells: usize, text: usize, deadline: Deadline) -> Self {
        Self { cells, text, deadline }
    }

    /// How many cells are left.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// Takes a cell off; `false` when nothing is left, of the budget or of the time.
    pub(super) fn take(&mut self, cell: &Cell) -> bool {
        let text = cell.text.as_str().len() + cell.formula.as_ref().map_or(0, |f| f.len());
        let (Some(cells), Some(text)) = (self.cells.checked_sub(1), self.text.checked_sub(text)) else {
            return false;
        };
        (self.cells, self.text) = (cells, text);
        !cells.is_multiple_of(LOOK) || !self.deadline.is_over()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_in_any_order() {
        let mut lines = Lines::default();
        for (first, last) in [(5, 5), (6, 9), (1, 2), (8, 20), (30, 29)] {
            lines.add(first, last);
        }
        lines.settle();
        let held: Vec<u32> = (0..40).filter(|&l| lines.contains(l)).collect();
        assert_eq!(held, [1, 2].into_iter().chain(5..=20).collect::<Vec<_>>());
    }
}
