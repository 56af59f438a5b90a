//! Tables as page-to-text converters print them, one cell or one row a line: cutting the sequence of cells into rows.
//!
//! Such a converter writes every cell as its words and a bar, and pads each row with bars to the table's width, so that every row has the
//! same number of bars. Blank cells end up as bars on a line of their own, padding as bars on the last cell's line; blank cells at the end
//! of a row cannot be told from its padding. The last row is not padded.

use std::collections::BTreeMap;

use super::bars::split;
use super::lines::Line;
use crate::ingest::outline::is_figure;

/// The most bars of a row that begins with a bar on a line of its own.
const MOST_OPENED: usize = 256;

/// One row: its cells from the left, without the blank ones at its end.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// The cells; `None` for a blank one.
    pub cells: Vec<Option<Line<'a>>>,
    /// Whether the bars behind the last cell are padding (on its own line), not blank cells.
    pub padded: bool,
}

/// The rows of a table and the width all rows were padded to.
pub(super) struct Cut<'a> {
    /// From the top.
    pub rows: Vec<Row<'a>>,
    /// Bars a row, when they prove to be constant: an upper bound of the columns.
    pub width: Option<usize>,
}

/// One line: its words and the bars behind them.
struct Unit<'a> {
    texts: Vec<Line<'a>>,
    blanks: usize,
}

impl Unit<'_> {
    fn slots(&self) -> usize {
        self.texts.len() + self.blanks
    }
}

/// Cuts lines into rows: by the constant number of bars where there is one, else after every run of bars and where a label follows a
/// figure.
pub(super) fn cut<'a>(lines: &[Line<'a>]) -> Cut<'a> {
    let units: Vec<Unit<'a>> = lines.iter().map(unit).collect();
    if let Some(width) = opened_width(&units) {
        return opened(units, width);
    }
    let width = constant_width(&units);
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut row = Row::default();
    let mut slots = 0;
    for unit in units {
        let starts_anew = width.is_none() && unit.texts.first().is_some_and(|t| follows_figure(&row, t));
        if starts_anew {
            push(&mut rows, &mut row);
        }
        slots += unit.slots();
        row.padded = unit.blanks > 0 && !unit.texts.is_empty();
        // Blanks behind the last words never become cells, so a long run of bars costs nothing until words follow it.
        let (texts, blanks) = (unit.texts, unit.blanks);
        row.cells.extend(texts.into_iter().map(Some));
        let ends = width.map_or(blanks > 0, |width| slots >= width);
        if ends {
            push(&mut rows, &mut row);
            slots = 0;
        } else {
            row.cells.extend(std::iter::repeat_n(None, blanks.min(width.unwrap_or(0))));
        }
    }
    push(&mut rows, &mut row);
    if width.is_none() {
        part_header(&mut rows);
    }
    Cut { rows, width }
}

/// The bars of a row where every row begins with a bar on a line of its own: the fewest by which all of them do.
fn opened_width(units: &[Unit<'_>]) -> Option<usize> {
    let is_open = |unit: &Unit<'_>| unit.texts.is_empty() && unit.blanks == 1;
    if !units.first().is_some_and(is_open) {
        return None;
    }
    (3..=MOST_OPENED).find(|width| {
        let mut slots = 0;
        units.iter().all(|unit| {
            let sound = slots > 0 || is_open(unit);
            slots = if slots + unit.slots() == *width { 0 } else { slots + unit.slots() };
            sound && slots < *width
        })
    })
}

/// The rows of `width` bars each, the one that opens them left out.
fn opened(units: Vec<Unit<'_>>, width: usize) -> Cut<'_> {
    let mut rows = Vec::new();
    let mut row = Row::default();
    let mut slots = 0;
    for unit in units {
        let opens = slots == 0;
        slots = (slots + unit.slots()) % width;
        row.padded = unit.blanks > 0 && !unit.texts.is_empty();
        let blanks = if slots == 0 || opens { 0 } else { unit.blanks };
        row.cells.extend(unit.texts.into_iter().map(Some).chain(std::iter::repeat_n(None, blanks)));
        if slots == 0 {
            push(&mut rows, &mut row);
        }
    }
    push(&mut rows, &mut row);
    Cut { rows, width: Some(width - 1) }
}

/// Takes every line for a row: its cells, then the bars that pad it.
pub(super) fn padded<'a>(lines: &[Line<'a>]) -> Cut<'a> {
    let row = |line: &Line<'a>| {
        let mut parts = split(line);
        parts.pop();
        let width = parts.len();
        let blanks = parts.iter().rev().take_while(|p| p.text.is_empty()).count();
        parts.truncate(width - blanks);
        // Blank cells are written with blanks between their bars.
        let bars = line.text.len() - line.text.trim_end_matches('|').len();
        let row =
            Row { cells: parts.into_iter().map(|p| (!p.text.is_empty()).then_some(p)).collect(), padded: blanks > 1 && bars >= blanks };
        (row, width)
    };
    let rows: Vec<(Row<'a>, usize)> = lines.iter().map(row).collect();
    let width = rows.iter().map(|(_, width)| *width).max();
    Cut { rows: rows.into_iter().map(|(row, _)| row).filter(|row| !row.cells.is_empty()).collect(), width }
}

/// Without a constant width nothing ends a header row, so that it runs into the first row below. The cells by which the first row exceeds
/// all others are the header, if they are labels.
fn part_header(rows: &mut Vec<Row<'_>>) {
    let longest = rows.iter().skip(1).map(|r| r.cells.len()).max().unwrap_or(0);
    let Some(first) = rows.first_mut() else { return };
    let excess = first.cells.len().saturating_sub(longest);
    let is_labels = first.cells.iter().take(excess).all(|c| c.is_some_and(|c| !is_figure(c.text)));
    if longest >= 2 && (2..=longest).contains(&excess) && is_labels {
        let rest = first.cells.split_off(excess);
        let below = Row { cells: rest, padded: std::mem::take(&mut first.padded) };
        rows.insert(1, below);
    }
}

fn unit<'a>(line: &Line<'a>) -> Unit<'a> {
    let mut parts = split(line);
    // The part behind the last bar is no cell unless it has words.
    if parts.last().is_some_and(|p| p.text.is_empty()) {
        parts.pop();
    }
    let blanks = parts.iter().rev().take_while(|p| p.text.is_empty()).count();
    parts.truncate(parts.len() - blanks);
    Unit { texts: parts, blanks }
}

fn push<'a>(rows: &mut Vec<Row<'a>>, row: &mut Row<'a>) {
    let mut done = std::mem::take(row);
    while done.cells.last().is_some_and(Option::is_none) {
        done.cells.pop();
    }
    if !done.cells.is_empty() {
        rows.push(done);
    }
}

fn follows_figure(row: &Row<'_>, text: &Line<'_>) -> bool {
    row.cells.last().is_some_and(|c| c.is_some_and(|c| is_figure(c.text))) && !is_figure(text.text)
}

/// The number of bars every row has: the most frequent sum from one run of bars to the next by which all rows end where a line ends.
/// A divisor of it is better when by it every row below starts with a label, as tables with a blank last column in every other row show.
fn constant_width(units: &[Unit<'_>]) -> Option<usize> {
    let mut sums: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sum = 0;
    for unit in units {
        sum += unit.slots();
        if unit.blanks > 0 {
            *sums.entry(sum).or_default() += 1;
            sum = 0;
        }
    }
    let mut candidates: Vec<(usize, usize)> = sums.into_iter().filter(|(width, _)| *width >= 2).collect();
    candidates.sort_by_key(|(width, count)| std::cmp::Reverse((*count, *width)));
    let width = candidates.into_iter().take(8).map(|(width, _)| width).find(|width| row_starts(units, *width).is_some())?;
    let divisor = (2..=width / 2).take(64).find(|d| {
        width % d == 0 && row_starts(units, *d).is_some_and(|starts| starts.iter().all(|start| start.is_some_and(|s| !is_figure(s.text))))
    });
    Some(divisor.unwrap_or(width))
}

/// The first cell of every row when rows have `width` slots; `None` where a row would end inside a line.
fn row_starts<'a>(units: &[Unit<'a>], width: usize) -> Option<Vec<Option<Line<'a>>>> {
    let mut starts = Vec::new();
    let mut slots = 0;
    for unit in units {
        if slots == 0 {
            starts.push(unit.texts.first().copied());
        }
        slots += unit.slots();
        match slots.cmp(&width) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => slots = 0,
            std::cmp::Ordering::Greater => return None,
        }
    }
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::ingest::text::lines::lines;

    fn rows(text: &str) -> (Vec<String>, Option<usize>) {
        let lines = lines(text);
        let cut = cut(&lines);
        let words = |row: &super::Row<'_>| {
            let cells: Vec<&str> = row.cells.iter().map(|c| c.map_or("·", |c| c.text)).collect();
            cells.join(" ") + if row.padded { "+" } else { "" }
        };
        (cut.rows.iter().map(words).collect(), cut.width)
    }

    #[test]
    fn rows_end_by_the_constant_number_of_bars() {
        // Blank cells inside a row do not end it, and a full row needs no run of bars.
        let (found, width) = rows("种类 |\n数量 | |||\n甲 |\n3 |\n|\n5 |\n|\n乙 |\n1 |\n2 |\n3 |\n4 |\n丙 |\n||||\n丁 |\n6 |");
        assert_eq!(found, ["种类 数量+", "甲 3 · 5", "乙 1 2 3 4", "丙", "丁 6"]);
        assert_eq!(width, Some(5));
    }

    #[test]
    fn rows_that_begin_with_a_bar_of_their_own() {
        let (found, width) = rows("|\n种类 |\n数量 | ||\n|\n甲 |\n3 |\n|\n5 |\n|\n乙 |\n|\n2 |\n|\n|\n丙 |\n6 | ||");
        assert_eq!(found, ["种类 数量+", "甲 3 · 5", "乙 · 2", "丙 6+"]);
        assert_eq!(width, Some(4));
    }

    #[test]
    fn rows_of_a_line_each_are_padded_with_bars_that_touch() {
        let lines = lines("种类 | ||\n甲 | 3 | |\n乙 | | |\n丙 | | 4 |\n丁 | 5 |");
        let cut = super::padded(&lines);
        let shown: Vec<(usize, bool)> = cut.rows.iter().map(|row| (row.cells.len(), row.padded)).collect();
        assert_eq!((shown, cut.width), (vec![(1, true), (2, false), (1, false), (3, false), (2, false)], Some(3)));
    }

    #[test]
    fn a_blank_column_in_every_other_row_does_not_double_the_width() {
        let (found, width) = rows("甲 |\n1 |\n2 |\n乙 |\n3 |\n|\n丙 |\n1 |\n2 |\n丁 |\n3 |\n|");
        assert_eq!((found.len(), width), (4, Some(3)));
    }

    #[test]
    fn without_a_constant_width_labels_start_rows() {
        let (found, width) = rows("甲 |\n1 |\n2 |\n乙 |\n3 |\n4 |");
        assert_eq!((found, width), (vec!["甲 1 2".to_owned(), "乙 3 4".to_owned()], None));
    }
}
