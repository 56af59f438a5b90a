//! Finding the lines of a table drawn with vertical bars, and splitting them at the bars.

use super::cells::padded;
use super::lines::Line;
use super::ragged::is_ragged;

/// How the bars are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A line is a row: `| a | b |` or `a | b`.
    Rows,
    /// A line is a row of the cells that begin in it, padded with bars to the table's width: `a | b | ||`. Which rows and columns a cell
    /// covered is lost.
    Padded,
    /// A line is a cell: `a |`, with runs of bars for blank cells and for the ends of rows.
    Cells,
}

/// The table that starts at the first of `lines`: its layout and how many lines it takes. Inferred: consecutive lines that all hold a bar,
/// at least two; when most hold several cells a line is a row, when most hold one cell and a bar behind it a line is a cell.
pub(super) fn block(lines: &[Line<'_>]) -> Option<(Layout, usize)> {
    let count = lines.iter().take_while(|l| l.text.contains('|') || is_frame(l.text)).count();
    if count < 2 {
        return None;
    }
    let (mut rows, mut cells) = (0, 0);
    for line in lines.get(..count)? {
        let texts = line.text.split('|').filter(|part| !part.trim().is_empty()).count();
        if texts >= 2 || (texts == 1 && line.text.starts_with('|')) {
            rows += 1;
        } else if texts == 1 && line.text.ends_with('|') {
            cells += 1;
        }
    }
    if cells > rows {
        Some((Layout::Cells, count))
    } else if rows >= 2 {
        let drawn = lines.get(..count)?;
        let framed = || without_frame(drawn).is_some_and(|rows| is_padded(&rows) && is_ragged(&padded(&rows).rows));
        let layout = if is_padded(drawn) || framed() { Layout::Padded } else { Layout::Rows };
        Some((layout, count))
    } else {
        None
    }
}

/// Whether every row but the last has the same number of bars and some end in a run of them, as page-to-text converters pad.
fn is_padded(lines: &[Line<'_>]) -> bool {
    let bars = |line: &Line<'_>| line.text.matches('|').count();
    let Some((last, rows)) = lines.split_last() else { return false };
    let Some(width) = rows.first().map(bars) else { return false };
    // A bar at the start of a line closes a blank cell here: a frame would give all lines one.
    rows.first().is_some_and(|line| !line.text.starts_with('|'))
        && rows.iter().all(|line| bars(line) == width && line.text.ends_with('|') && !is_frame(line.text))
        && bars(last) <= width
        && !is_frame(last.text)
        && rows.iter().any(|line| line.text.ends_with("| ||") || line.text.ends_with("|||"))
}

/// The lines without the bar in front, where all have one: `| a | b | ||`. Such rows are padded only where they also lost their merged cells;
/// else a bar behind another closes a blank cell.
pub(super) fn without_frame<'a>(lines: &[Line<'a>]) -> Option<Vec<Line<'a>>> {
    lines.iter().map(|line| line.text.starts_with('|').then(|| line.part(1, line.text.len()))).collect()
}

/// A line that only draws: `|---|:-:|`, `+---+---+`, `+===+===+`.
pub(super) fn is_frame(text: &str) -> bool {
    text.len() >= 3 && text.contains(['-', '=']) && text.contains(['|', '+']) && text.chars().all(|c| "|+-=: ".contains(c))
}

/// The parts of a line between its bars, trimmed; an escaped bar (`\|`) does not split. The part behind the last bar is there even when empty.
pub(super) fn split<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, byte) in line.text.bytes().enumerate() {
        if byte == b'|' && !escaped {
            parts.push(line.part(start, at));
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    parts.push(line.part(start, line.text.len()));
    parts
}

/// The fields of a row: a bar at the end of the line closes the last one.
pub(super) fn fields<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let mut parts = split(line);
    if line.text.ends_with('|') {
        parts.pop();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Layout, block};
    use crate::ingest::text::lines::lines;

    #[test]
    fn layouts_are_told_apart() {
        let of = |text: &str| block(&lines(text));
        assert_eq!(of("| a | b |\n|---|---|\n| 1 | 2 |\nend"), Some((Layout::Rows, 3)));
        assert_eq!(of("a | b\n1 | 2\n"), Some((Layout::Rows, 2)));
        assert_eq!(of("a |\nb | ||\n1 |\n|||"), Some((Layout::Cells, 4)));
        assert_eq!(of("a | ||\nb | 1 | 2 |\n3 | 4 |"), Some((Layout::Padded, 3)));
        let framed = "| (a+b) | who | |||\n| one | two | all |||\n| i | 5 | 3 | 8 ||\n| ii | 1.x | 3 | 0 | 3 |\n| 2.y | 2 | 1 | 3 ||";
        assert_eq!(of(framed), Some((Layout::Padded, 5)), "framed, and merged cells lost");
        assert_eq!(of("| a | b | c |\n| 1 | 2 | 3 |\n| 4 |||"), Some((Layout::Rows, 3)), "framed, with blank cells");
        assert_eq!(of("a | b ||\nc | 1 | 2 |\n3 | 4 |"), Some((Layout::Rows, 3)), "a blank third column");
        assert_eq!(of("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\nend"), Some((Layout::Rows, 5)));
        assert_eq!(of("home | news | contact\nprose"), None);
        assert_eq!(of("prose"), None);
    }
}
