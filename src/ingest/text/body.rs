//! Placing the rows below the header: labels by their outline level, figures behind them.

use super::cells::Row;
use super::lines::Line;
use crate::document::{Cell, Text};
use crate::ingest::outline::{Numbering, is_figure, is_total, numbering};

/// More levels of labels than this are not believed.
const MOST_LEVELS: usize = 8;

/// The label columns at a table's left, as far as the labels tell.
#[derive(Debug, Default)]
pub(super) struct Stub {
    /// Numbering styles by level, in the order in which they first stand.
    styles: Vec<Numbering>,
    /// Whether levels come from numbering; otherwise from how many labels a row has.
    outlined: bool,
    /// Columns it takes.
    pub columns: usize,
}

/// A row's labels and the cells behind them.
pub(super) struct Parts<'a> {
    /// The leading cells that are no figures.
    pub labels: Vec<Line<'a>>,
    /// The rest, blank ones as `None`.
    pub data: Vec<Option<Line<'a>>>,
}

/// Splits a body row: labels are the cells before the first figure or blank.
pub(super) fn parts<'a>(row: &Row<'a>) -> Parts<'a> {
    let labels: Vec<Line<'a>> = row.cells.iter().map_while(|c| c.filter(|c| !is_figure(c.text))).collect();
    let data = row.cells.iter().skip(labels.len()).copied().collect();
    Parts { labels, data }
}

impl Stub {
    /// Infers the stub: with two or more numbering styles among the labels (一、 （一） 1.) each style is a level and a column; otherwise it is
    /// as wide as the row with the most labels.
    pub(super) fn of(rows: &[&Parts<'_>]) -> Self {
        let mut stub = Self::default();
        for label in rows.iter().flat_map(|r| &r.labels) {
            if let Some(style) = numbering(label.text)
                && !stub.styles.contains(&style)
            {
                stub.styles.push(style);
            }
        }
        stub.outlined = stub.styles.len() >= 2;
        let most = rows.iter().map(|r| r.labels.len()).max().unwrap_or(0);
        stub.columns = most.min(MOST_LEVELS);
        if stub.outlined {
            let deepest = rows.iter().flat_map(|r| stub.levels(&r.labels, true)).max().unwrap_or(0);
            stub.columns = (deepest + 1).max(stub.columns).min(MOST_LEVELS);
        }
        stub
    }

    /// The column each label of a row starts in, ascending. `nested`: a row above has all levels, so that a shorter row continues it.
    fn levels(&self, labels: &[Line<'_>], nested: bool) -> Vec<usize> {
        let missing = self.columns.saturating_sub(labels.len());
        let whole = !nested || labels.first().is_some_and(|l| is_total(l.text));
        let mut next = if self.outlined || whole { 0 } else { missing };
        let mut levels = Vec::new();
        for label in labels {
            let style = if self.outlined { numbering(label.text) } else { None };
            let own = style.and_then(|s| self.styles.iter().position(|known| *known == s));
            let level = own.unwrap_or(next).max(levels.last().map_or(0, |l| l + 1));
            levels.push(level);
            next = level + 1;
        }
        levels
    }

    /// The cells of consecutive body rows, the first at grid row `top`. Labels span to the next label or to the first data column; a label
    /// with another behind it spans the rows down to the next label of its level or above. Blank data cells are cells too.
    pub(super) fn place(&self, rows: &[&Parts<'_>], top: u32, columns: usize) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut nested = false;
        for (row, parts) in (top..).zip(rows) {
            let levels = self.levels(&parts.labels, nested);
            nested |= parts.labels.len() >= self.columns;
            let highest = levels.first().copied().unwrap_or(0);
            open.retain(|(level, _)| *level < highest);
            for (_, cell) in &open {
                if let Some(cell) = cells.get_mut(*cell) {
                    cell.row_span += 1;
                }
            }
            let stub = self.columns.max(levels.last().map_or(0, |l| l + 1));
            for (at, (label, level)) in parts.labels.iter().zip(&levels).enumerate() {
                let end = levels.get(at + 1).copied().unwrap_or(stub);
                if at + 1 < levels.len() {
                    open.push((*level, cells.len()));
                }
                cells.push(Cell { col_span: to_u32(end - level), ..Cell::new(row, to_u32(*level), label.to_text()) });
            }
            for col in stub..columns.max(stub + parts.data.len()) {
                let text = parts.data.get(col - stub).copied().flatten().map_or_else(Text::default, Line::to_text);
                cells.push(Cell::new(row, to_u32(col), text));
            }
        }
        cells
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
