//! Tables whose columns are ruled by dashes, as pandoc's simple and multiline tables, reStructuredText and many an office's plain text draw them:
//! `------  ----` below the header, words and figures below the dashes of their column.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::lines::{Line, raw};
use super::stacked;
use crate::document::Cell;

/// Lines of a header at most.
const MOST_HEADER: usize = 5;
/// Lines between two across the page at most.
const MOST_ROWS: usize = 10_000;

/// A table and how many lines it takes.
pub(super) struct Ruled {
    /// Its cells; `None` where they are too many.
    pub cells: Option<Vec<Cell>>,
    pub count: usize,
}

/// Finds such tables in a file.
pub(super) struct Finder<'a> {
    source: &'a str,
    /// Up to here lines were read for a table in vain: each would be read again for every rule among them.
    barred: u32,
}

/// Lines that may be read in vain again.
const SHORT: usize = 100;

impl<'a> Finder<'a> {
    /// For the tables of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, barred: 0 }
    }

    /// The table that begins at the first of `lines`: with its header, with a line above it, or, where a line closes it, with its rows. `None` where
    /// some words run across the gaps between the columns.
    ///
    /// Of more than `most` cells none are read.
    pub(super) fn table(&mut self, lines: &[Line<'a>], most: usize) -> Option<Ruled> {
        if lines.first()?.at < self.barred {
            return None;
        }
        let Frame { columns, header, body, across } = self.frame(lines)?;
        let source = self.source;
        let cut = |line: &Line<'a>| fields(&raw(source, line), &columns);
        let header: Vec<Vec<Line<'_>>> = lines.get(header)?.iter().map(cut).collect::<Option<_>>()?;
        let room = (most / columns.len().max(1)).saturating_sub(1);
        let Body { stretches, count, over } = match body_of(lines, body, (across, room), &cut) {
            Ok(found) => found,
            Err(at) => {
                self.barred = lines.get(at).filter(|_| at > SHORT).map_or(self.barred, |line| line.at);
                return None;
            }
        };
        if over {
            return Some(Ruled { cells: None, count });
        }
        let rows: Vec<_> = stretches.iter().filter(|stretch| !stretch.is_empty()).flat_map(|stretch| stacked::rows(stretch)).collect();
        if rows.is_empty() {
            return None;
        }
        let top = (!header.is_empty()).then(|| stacked::joined(&header));
        let mut cells = Vec::new();
        for (row, (stacked, header)) in (0..).zip(top.iter().map(|row| (row, true)).chain(rows.iter().map(|row| (row, false)))) {
            cells.extend((0..).zip(stacked).map(|(col, lines)| Cell { header, ..Cell::new(row, col, stacked::text(lines)) }));
        }
        Some(Ruled { cells: Some(cells), count })
    }

    /// How the lines of a table that begins here lie.
    fn frame(&self, lines: &[Line<'a>]) -> Option<Frame> {
        let ruled = |line: Option<&Line<'a>>| {
            line.filter(|line| is_rule(line.text)).map(|line| columns(raw(self.source, line).text)).filter(|columns| columns.len() > 1)
        };
        let from = usize::from(is_rule(lines.first()?.text));
        let below = lines.get(from..)?;
        let is_row = |line: &Line<'_>| !line.text.is_empty() && !is_rule(line.text);
        let above = below.iter().take(MOST_HEADER + 1).take_while(|line| is_row(line)).count();
        let columns = ruled(below.get(above)).filter(|_| above > 0)?;
        let headed = Frame { columns, header: from..from + above, body: from + above + 1, across: from == 1 };
        // Below a rule of columns rows may follow at once; the next one closes the table then.
        match ruled(lines.first()) {
            None => Some(headed),
            Some(first) if first != headed.columns => None,
            Some(_) if below.get(above + 1).is_some_and(is_row) => Some(Frame { across: false, ..headed }),
            Some(_) => Some(Frame { header: 0..0, body: 1, across: false, ..headed }),
        }
    }
}

/// How the lines of a table lie.
struct Frame {
    columns: Vec<Range<usize>>,
    header: Range<usize>,
    /// Where the rows begin.
    body: usize,
    /// A line across the page stands above it.
    across: bool,
}

/// The lines of a table below its header.
struct Body<'a> {
    /// Each may be one row; each line is cut into its fields.
    stretches: Vec<Vec<Vec<Line<'a>>>>,
    /// Where the table ends.
    count: usize,
    /// There are more lines than there is room for: they are left out.
    over: bool,
}

/// The lines from `body` on, `room` of them at most. Between two lines across the page blank lines part them;
/// elsewhere each line is a row, and the first blank one ends the table.
///
/// # Errors
/// The first line that cannot be cut.
fn body_of<'a>(
    lines: &[Line<'a>],
    body: usize,
    (across, room): (bool, usize),
    cut: &impl Fn(&Line<'a>) -> Option<Vec<Line<'a>>>,
) -> Result<Body<'a>, usize> {
    // Where nothing closes the page's width, the table ends as others do.
    let is_across = |line: &Line<'_>| is_rule(line.text) && !line.text.contains(' ');
    let close = lines.iter().skip(body).take(if across { MOST_ROWS } else { 0 }).position(is_across).map(|at| body + at);
    let mut found = Body { stretches: vec![Vec::new()], count: lines.len(), over: false };
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate().skip(body) {
        let blank = line.text.is_empty();
        if close == Some(at) || (blank && close.is_none()) {
            found.count = at + usize::from(close.is_some());
            return Ok(found);
        }
        if found.over {
            continue;
        }
        if blank || is_rule(line.text) || close.is_none() {
            found.stretches.push(Vec::new());
        }
        if blank || is_rule(line.text) {
            continue;
        }
        let fields = cut(line).ok_or(at)?;
        taken += 1;
        found.over = taken > room;
        if found.over {
            found.stretches.clear();
        } else if let Some(last) = found.stretches.last_mut() {
            last.push(fields);
        }
    }
    Ok(found)
}

/// Whether a line is made of dashes, or of equals signs, alone: one run across the page, or one over each column.
fn is_rule(text: &str) -> bool {
    let Some(mark @ (b'-' | b'=')) = text.bytes().next() else { return false };
    text.bytes().all(|b| b == mark || b == b' ') && text.split_ascii_whitespace().all(|run| run.len() >= 2) && text.len() >= 3
}

/// The columns of the page that each run of a rule takes.
fn columns(rule: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in rule.bytes().enumerate().filter(|(_, b)| !b.is_ascii_whitespace()) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// The fields of a line, cut at a blank in each gap between two columns; `None` where a gap has none, or a tab hides where things stand.
fn fields<'a>(line: &Line<'a>, columns: &[Range<usize>]) -> Option<Vec<Line<'a>>> {
    let gaps: Vec<Range<usize>> = columns.windows(2).map(|pair| pair[0].end..pair[1].start).collect();
    let mut cuts: Vec<Option<usize>> = vec![None; gaps.len()];
    let (mut column, mut gap) = (0, 0);
    for (at, c) in line.text.char_indices() {
        if c == '\t' {
            return None;
        }
        while gaps.get(gap).is_some_and(|gap| gap.end <= column) {
            gap += 1;
        }
        if c.is_whitespace() && gaps.get(gap).is_some_and(|gap| gap.contains(&column)) {
            cuts.get_mut(gap)?.get_or_insert(at);
        }
        column += c.width().unwrap_or(0);
    }
    // Beyond its end a line is blank.
    for (cut, gap) in cuts.iter_mut().zip(&gaps) {
        if cut.is_none() && gap.end > column {
            *cut = Some(line.text.len());
        }
    }
    let cuts: Vec<usize> = cuts.into_iter().collect::<Option<_>>()?;
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    Some(starts.zip(cuts.iter().copied().chain([line.text.len()])).map(|(start, end)| line.part(start, end)).collect())
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use crate::ingest::text::lines::lines;

    /// The rows' fields between bars, `#` before a header, and how many lines they take.
    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let found = Finder::new(text).table(&lines(text), 1000)?;
        let cells = found.cells.expect("a small table");
        for cell in &cells {
            let (start, words) = (cell.text.span(0..cell.text.len()), cell.text.as_str());
            let place = start.map_or("", |s| &text[s.start as usize..s.end as usize]);
            assert!(words.is_empty() || words.contains('\n') || place == words, "{words:?} stands at {place:?}");
        }
        let mut rows: Vec<String> = Vec::new();
        for cell in &cells {
            let words = cell.text.as_str().replace('\n', "/");
            if cell.col == 0 {
                rows.push(if cell.header { format!("# {words}") } else { words });
            } else if let Some(row) = rows.last_mut() {
                *row = format!("{row}|{words}");
            }
        }
        Some((rows, found.count))
    }

    fn rows(text: &str) -> Vec<String> {
        read(text).map(|(rows, _)| rows).unwrap_or_default()
    }

    #[test]
    fn simple_tables() {
        let simple = "  Right     Left     Center\n-------     ------ ----------\n     12     a         1,234\n    123     b b            5\n\nWords.\n";
        assert_eq!(read(simple), Some((["# Right|Left|Center", "12|a|1,234", "123|b b|5"].map(Into::into).to_vec(), 4)));
        let bare = "-------     ------\n     12     a\n    123\n-------     ------\n\nWords.";
        assert_eq!(read(bare), Some((["12|a", "123|"].map(Into::into).to_vec(), 4)));
        let framed = "====  =====\nitem    n\n====  =====\na         3\nb        14\n====  =====\n";
        assert_eq!(read(framed), Some((["# item|n", "a|3", "b|14"].map(Into::into).to_vec(), 6)));
    }

    #[test]
    fn offices_rule_off_their_totals_and_stack_their_headers() {
        let text = "Kind of       Received\ncase           in 2023\n------------  --------\nLetters            120\nVisits               7\n------------  --------\nTotal              127\n";
        assert_eq!(rows(text), ["# Kind of/case|Received/in 2023", "Letters|120", "Visits|7", "Total|127"]);
        // A Chinese character is two columns wide.
        let chinese = "项目            件数\n------------  ------\n来信             120\n来访及其他        12\n合计             132";
        assert_eq!(rows(chinese), ["# 项目|件数", "来信|120", "来访及其他|12", "合计|132"]);
    }

    #[test]
    fn multiline_tables() {
        let text = "-------------------------------\n Kind      Number  Remark\n of case\n--------- ------- -------------\n Letters       12 Words that\n                   go on.\n\n Visits         5 None\n-------------------------------\n\nWords.";
        assert_eq!(
            read(text),
            Some((["# Kind/of case|Number|Remark", "Letters|12|Words that/go on.", "Visits|5|None"].map(Into::into).to_vec(), 9))
        );
        // Figures below each other are rows of their own, blank lines between them or not.
        let text =
            "----------------\nItem     1999\n------- -------\nA             1\nB             3\n\nTotal         4\n----------------\n";
        assert_eq!(rows(text), ["# Item|1999", "A|1", "B|3", "Total|4"]);
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "Title\n-----\nWords.",
            "Some words that run on over the gap.\n------ ------\n1      2\n",
            "a      b\n------ ------\n1 and more of it 2\n",
            "a      b\n------ ------\n\nWords.",
            "------ ------\na b c\n",
            "- - -\na b\n",
            "a\tb\n-- --\n1\t2",
            "---\ntitle: a\n---\n",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn of_too_large_a_table_nothing_is_read() {
        let text = format!("a  b\n-- --\n{}\nWords.", "1  2\n".repeat(5));
        let read = |most| Finder::new(&text).table(&lines(&text), most).map(|found| (found.cells.map(|cells| cells.len()), found.count));
        assert_eq!([read(12), read(11), read(0)], [Some((Some(12), 7)), Some((None, 7)), Some((None, 7))]);
    }
}
