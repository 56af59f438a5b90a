//! Tables that lost their lines, as text taken out of a PDF shows them: every row is a run of figures, on one line behind its label or one
//! figure a line below it; labels wrapped over several lines stand before and behind. The columns' labels are not told apart, so only a
//! reader that knows how many columns there are can name them.

use std::collections::BTreeMap;

use super::lines::Line;
use crate::document::{Cell, Inferred, Text};
use crate::ingest::outline::{Numbering, numbering};
use crate::ingest::wrapped::is_page_number;

/// Figures that make a row.
const RUN: usize = 3;
/// Rows that make a table; fewer do when each has [`WIDE`] figures.
const ROWS: usize = 3;
/// Figures that make a table of a single row.
const WIDE: usize = 7;
/// Lines of words between two rows, and above the first.
const GAP: usize = 20;
/// The longest line of a label or a header, in characters.
const LABEL: usize = 64;

/// A row: its lines, the words before its figures on the same line, and the figures.
struct Row<'a> {
    first: usize,
    last: usize,
    label: Option<Line<'a>>,
    figures: Vec<Line<'a>>,
}

impl Row<'_> {
    /// Whether its figures stand one a line.
    fn is_stacked(&self) -> bool {
        self.last > self.first
    }
}

/// A table found in lines `start..end`.
pub(super) struct Found {
    /// First line, headers included.
    pub start: usize,
    /// One past the last line.
    pub end: usize,
    /// Its cells: labels in the first column, figures behind; `None` where they are more than the budget.
    pub cells: Option<Vec<Cell>>,
    /// What of it is inferred: nothing, where all rows have labels and the line above names all columns.
    pub inferred: Inferred,
}

/// The tables among lines without bars, in order; those of more than `budget` cells without them.
pub(super) fn tables(lines: &[Line<'_>], budget: usize) -> Vec<Found> {
    let blanks = with_blanks(lines);
    if blanks.is_some() || !is_spaced(lines) {
        return tight(lines, blanks, budget);
    }
    let kept: Vec<(usize, Line<'_>)> = lines.iter().copied().enumerate().filter(|(_, line)| !line.text.is_empty()).collect();
    let at = |nth: usize| kept.get(nth).map_or(lines.len(), |(at, _)| *at);
    let close: Vec<Line<'_>> = kept.iter().map(|(_, line)| *line).collect();
    let found = tight(&close, None, budget).into_iter();
    found.map(|table| Found { start: at(table.start), end: table.end.checked_sub(1).map_or(0, |last| at(last) + 1), ..table }).collect()
}

/// How many cells a row has, where every cell has its line, the blank ones too: most runs of figures and blank lines right behind a line of words
/// are then equally long.
fn with_blanks(lines: &[Line<'_>]) -> Option<usize> {
    let mut lengths: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    let (mut at, mut all) = (0, 0);
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|line| line.text.is_empty() || is_entry(line.text));
        let (length, figures) = (run.clone().count(), run.filter(|line| !line.text.is_empty()).count());
        if length >= RUN && figures > 0 {
            let of_length = lengths.entry(length).or_default();
            *of_length = (of_length.0 + 1, of_length.1 || figures < length);
            all += 1;
        }
        at += length.max(1);
    }
    let behind = lines
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if is_words(a) && !a.text.is_empty() && !is_entry(a.text) && is_entry(b.text)));
    let (width, (rows, blank)) = lengths.into_iter().max_by_key(|(_, (rows, _))| *rows)?;
    (rows >= ROWS && blank && 3 * rows >= 2 * all && behind.take(ROWS).count() == ROWS).then_some(width)
}

/// Whether blank lines stand between the cells, as where each was a paragraph: a figure is more often followed by a blank line and another
/// figure than by a figure.
fn is_spaced(lines: &[Line<'_>]) -> bool {
    let amount = |at: usize| lines.get(at).is_some_and(|line| is_entry(line.text));
    let blank = |at: usize| lines.get(at).is_some_and(|line| line.text.is_empty());
    let (mut tight, mut spaced) = (0_usize, 0_usize);
    for at in (0..lines.len()).filter(|at| amount(*at)) {
        tight += usize::from(amount(at + 1));
        spaced += usize::from(blank(at + 1) && amount(at + 2));
    }
    spaced > tight
}

/// The tables among lines, a blank one ending a header; `blanks`: it is a cell, and rows have so many.
fn tight(lines: &[Line<'_>], blanks: Option<usize>, budget: usize) -> Vec<Found> {
    let mut rows = rows(lines, blanks).into_iter().peekable();
    let mut found = Vec::new();
    let mut floor = 0;
    while let Some(first) = rows.next() {
        let width = first.figures.len();
        let mut table = vec![first];
        while let Some(next) = rows.next_if(|next| {
            let above = table.last().map_or(0, |row: &Row<'_>| row.last + 1);
            next.figures.len() == width && is_gap(lines.get(above..next.first).unwrap_or(&[]))
        }) {
            table.push(next);
        }
        if table.len() < ROWS && width < WIDE {
            continue;
        }
        let start = header(lines, floor, &table);
        let end = footer(lines, &table);
        floor = end;
        let named = start < table.first().map_or(0, |row| row.first) && names_above(lines, &table).is_some();
        let whole = named && table.iter().all(|row| row.label.is_some() && !row.is_stacked());
        let inferred = if whole { Inferred::No } else { Inferred::Runs };
        let fits = table.len().saturating_mul(width) <= budget;
        found.push(Found { start, end, cells: fits.then(|| cells(lines, start, end, &table)), inferred });
    }
    found
}

/// Lines of at least [`RUN`] figures at their end, and stretches of as many lines that are a figure each, or blank where those are cells.
fn rows<'a>(lines: &[Line<'a>], blanks: Option<usize>) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let blank = |line: &&Line<'_>| blanks.is_some() && at > 0 && line.text.is_empty();
        let mut stack = lines.iter().skip(at).take_while(|line| is_entry(line.text) || blank(line)).count();
        let cells = lines.get(at..at + stack).unwrap_or(&[]);
        // A blank line behind the last cell is none.
        if let Some(width) = blanks.filter(|width| *width < stack && cells.iter().skip(*width).all(|line| line.text.is_empty())) {
            stack = width;
        }
        let is_filled = blanks == Some(stack) || cells.iter().any(|line| !line.text.is_empty());
        if stack >= RUN && is_filled {
            let figures = lines.iter().skip(at).take(stack).copied().collect();
            found.push(Row { first: at, last: at + stack - 1, label: None, figures });
        } else if let Some((label, figures)) = run(line) {
            found.push(Row { first: at, last: at, label, figures });
        }
        at += stack.max(1);
    }
    name_by_year(&mut found);
    found
}

/// Takes the year that opens a line of figures for its label where the line above or below opens with the year beside it.
fn name_by_year(rows: &mut [Row<'_>]) {
    let year = |row: &Row<'_>| {
        let first = row.figures.first().filter(|_| row.label.is_none() && !row.is_stacked() && row.figures.len() > RUN)?;
        first.text.parse::<u32>().ok().filter(|year| first.text.len() == 4 && (1900..2100).contains(year))
    };
    let years: Vec<Option<u32>> = rows.iter().map(year).collect();
    let beside = |at: usize, other: Option<usize>| {
        let other = other.and_then(|other| *years.get(other)?);
        other.zip(years.get(at).copied().flatten()).is_some_and(|(a, b)| a.abs_diff(b) == 1)
    };
    for (at, row) in rows.iter_mut().enumerate() {
        if beside(at, at.checked_sub(1)) || beside(at, at.checked_add(1)) {
            row.label = Some(row.figures.remove(0));
        }
    }
}

/// The words before the figures that end a line, and those figures.
fn run<'a>(line: &Line<'a>) -> Option<(Option<Line<'a>>, Vec<Line<'a>>)> {
    if is_page_number(line.text) {
        return None;
    }
    let mut figures = Vec::new();
    let mut end = line.text.len();
    while end > 0 {
        let before = line.text[..end].trim_end();
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        if !is_entry(&before[start..]) {
            break;
        }
        figures.push(line.part(start, before.len()));
        end = start;
    }
    figures.reverse();
    let label = line.part(0, end);
    (figures.len() >= RUN).then_some((Some(label).filter(|label| !label.text.is_empty()), figures))
}

/// An amount, with a counter word and a remark in brackets perhaps, or a sign that stands where there is none.
fn is_entry(text: &str) -> bool {
    const COUNTERS: [&str; 14] = ["件", "宗", "条", "项", "次", "起", "个", "份", "例", "笔", "人", "人次", "件次", "元"];
    let bare = text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '('])).map_or(text, |(bare, _)| bare);
    let digits = COUNTERS.iter().find_map(|counter| bare.strip_suffix(counter)).unwrap_or(bare);
    is_amount(digits.trim_end()) || matches!(text, "-" | "--" | "—" | "——" | "－" | "–" | "/" | "／" | "\\")
}

/// Digits with separators, sign and percent; no unit, no year.
fn is_amount(text: &str) -> bool {
    let sign = |c: char| matches!(c, ',' | '.' | '，' | '．' | '%' | '％' | '-' | '+' | '−');
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    text.contains(digit) && text.len() <= 24 && text.chars().all(|c| digit(c) || sign(c))
}

fn is_words(line: &Line<'_>) -> bool {
    line.text.chars().count() <= LABEL && !line.text.contains('。')
}

fn is_gap(lines: &[Line<'_>]) -> bool {
    lines.len() <= GAP && lines.iter().all(is_words)
}

/// Where the header above the first row starts: below a heading, a blank line or prose.
fn header(lines: &[Line<'_>], floor: usize, table: &[Row<'_>]) -> usize {
    let Some(first) = table.first() else { return floor };
    // The line above figures one a line is their label, numbered or not.
    let own = first.first.saturating_sub(usize::from(first.is_stacked() && first.first > floor));
    let above = lines.get(floor..own).unwrap_or(&[]);
    let is_header = |line: &&Line<'_>| is_words(line) && !line.text.is_empty() && numbering(line.text) != Some(Numbering::Chinese);
    own - above.iter().rev().take(GAP).take_while(is_header).count()
}

/// One past the last line: a label of the last row may go on below it, but only where figures stand alone on their line.
fn footer(lines: &[Line<'_>], table: &[Row<'_>]) -> usize {
    let Some(last) = table.last() else { return 0 };
    let end = last.last + 1;
    let goes_on = last.label.is_none() && !last.is_stacked();
    let is_label = |line: &&Line<'_>| is_words(line) && !line.text.is_empty() && numbering(line.text).is_none();
    end + if goes_on { lines.iter().skip(end).take(1).take_while(is_label).count() } else { 0 }
}

/// Header lines as rows of their own, then every row with its label. Figures alone on their line are labelled by the words before and behind;
/// other lines of words become rows without figures.
fn cells(lines: &[Line<'_>], start: usize, end: usize, table: &[Row<'_>]) -> Vec<Cell> {
    let mut found = Vec::new();
    let mut row = 0_u32;
    let mut free = start;
    // Where labels are numbered, one without its number is the middle of a label that takes several lines.
    let numbered = table.iter().any(|run| run.label.is_some_and(|label| numbering(label.text).is_some()));
    for (n, run) in table.iter().enumerate() {
        let gap = lines.get(free..run.first).unwrap_or(&[]);
        let next = table.get(n + 1).map_or(end, |next| next.first);
        let behind = lines.get(run.last + 1..next).unwrap_or(&[]);
        let label = match (run.label, run.is_stacked()) {
            (Some(label), _) if numbered && numbering(label.text).is_none() => {
                let tail = behind.iter().take_while(|line| numbering(line.text).is_none());
                free = run.last + 1 + tail.clone().count();
                joined(gap.iter().chain([&label]).chain(tail))
            }
            (Some(label), _) => {
                let names = if n == 0 && !gap.is_empty() { names_above(lines, table) } else { None };
                words(&mut found, &mut row, gap.get(..gap.len() - usize::from(names.is_some())).unwrap_or(&[]));
                if let Some(names) = names {
                    found.extend((0_u32..).zip(names).map(|(col, name)| Cell::new(row, col, name.to_text())));
                    row += 1;
                }
                label.to_text()
            }
            (None, true) => {
                let (loose, own) = gap.split_at(gap.len().saturating_sub(if n == 0 { 1 } else { gap.len() }));
                words(&mut found, &mut row, loose);
                joined(own.iter())
            }
            (None, false) if n == 0 => {
                words(&mut found, &mut row, gap);
                joined(behind.iter())
            }
            (None, false) => joined(gap.iter().chain(behind)),
        };
        let shared = table.get(n + 1).is_some_and(|next| next.label.is_none());
        let own = if run.label.is_some() || run.is_stacked() || shared { run.last + 1 } else { next };
        free = free.max(own);
        found.push(Cell::new(row, 0, label));
        found.extend((1_u32..).zip(&run.figures).map(|(col, figure)| Cell::new(row, col, figure.to_text())));
        row += 1;
    }
    found
}

/// The names of the label's column and of each figure's, where the line above the first row has just as many words.
fn names_above<'a>(lines: &[Line<'a>], table: &[Row<'_>]) -> Option<Vec<Line<'a>>> {
    let run = table.first().filter(|run| run.label.is_some())?;
    let line = lines.get(run.first.checked_sub(1)?)?;
    let mut names = Vec::new();
    for word in line.text.split_whitespace() {
        let at = names.last().map_or(0, |last: &Line<'_>| (last.at - line.at) as usize + last.text.len());
        let start = at + line.text.get(at..)?.find(word)?;
        names.push(line.part(start, start + word.len()));
    }
    (names.len() == run.figures.len() + 1 && !names.iter().any(|name| is_entry(name.text))).then_some(names)
}

/// Lines of words, each a row of its own.
fn words(found: &mut Vec<Cell>, row: &mut u32, lines: &[Line<'_>]) {
    for line in lines.iter().filter(|line| !line.text.is_empty() && !is_page_number(line.text)) {
        found.push(Cell::new(*row, 0, line.to_text()));
        *row += 1;
    }
}

fn joined<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>) -> Text {
    let mut text = Text::default();
    for line in lines.filter(|line| !is_page_number(line.text)) {
        text.push(line.text, line.span());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::tables;
    use crate::ingest::text::lines::lines;

    fn shown(text: &str) -> Vec<(usize, usize, Vec<String>)> {
        let lines = lines(text);
        let show = |cell: &crate::document::Cell| format!("{} {}", cell.corner(), cell.text.as_str());
        tables(&lines, usize::MAX).into_iter().map(|t| (t.start, t.end, t.cells.iter().flatten().map(show).collect())).collect()
    }

    #[test]
    fn runs_of_figures_on_a_line() {
        let found = shown("三、收支\n来源 个人\n单位\n一、收入 3 0 3\n（二）退回\n1 0 1\n的款项\n（七）总计 4 0 4\n四、其他\n全年平稳。");
        let expected = [
            "A1 来源 个人",
            "A2 单位",
            "A3 一、收入",
            "B3 3",
            "C3 0",
            "D3 3",
            "A4 （二）退回的款项",
            "B4 1",
            "C4 0",
            "D4 1",
            "A5 （七）总计",
            "B5 4",
            "C5 0",
            "D5 4",
        ];
        assert_eq!(found, [(1, 8, expected.map(str::to_owned).to_vec())]);
    }

    #[test]
    fn figures_one_a_line() {
        let found = shown("三、收支\n个人\n合计\n一、收入\n3\n0\n3\n二、退回\n的款项\n1\n0\n1\n总计\n4\n0\n4\n四、其他");
        let [(start, end, cells)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((*start, *end), (1, 16));
        let expected = [
            "A1 个人",
            "A2 合计",
            "A3 一、收入",
            "B3 3",
            "C3 0",
            "D3 3",
            "A4 二、退回的款项",
            "B4 1",
            "C4 0",
            "D4 1",
            "A5 总计",
            "B5 4",
            "C5 0",
            "D5 4",
        ];
        assert_eq!(cells[..], expected);
    }

    #[test]
    fn a_paragraph_for_each_cell() {
        let apart = |text: &str| text.replace('\n', "\n\n");
        let close = shown("三、收支\n个人\n合计\n一、收入\n3\n-\n3\n二、退回\n1\n0\n1\n总计\n4\n/\n4\n四、其他\n全年平稳。");
        let spaced = shown(&apart("三、收支\n个人\n合计\n一、收入\n3\n-\n3\n二、退回\n1\n0\n1\n总计\n4\n/\n4\n四、其他\n全年平稳。"));
        let [(1, 15, cells)] = &close[..] else { panic!("{close:?}") };
        assert_eq!(spaced, [(2, 29, cells.clone())]);
        assert!(cells.contains(&"C5 /".to_owned()) && cells.contains(&"A3 一、收入".to_owned()), "{cells:?}");
    }

    #[test]
    fn blank_cells_keep_their_lines() {
        let text =
            "三、收支\n个人\n合计\n一、收入\n3\n\n3\n二、退回\n1\n\n\n三项\n\n\n\n四项\n\n1\n1\n总计\n4\n1\n5\n\n四、其他\n全年平稳。";
        let [(_, _, cells)] = &shown(text)[..] else { panic!("{:?}", shown(text)) };
        for cell in ["A3 一、收入", "B3 3", "C3 ", "D3 3", "A4 二、退回", "D4 ", "A5 三项", "B5 ", "B6 ", "C6 1", "A7 总计", "B7 4", "D7 5"]
        {
            assert!(cells.contains(&cell.to_owned()), "{cell}: {cells:?}");
        }
    }

    #[test]
    fn counters_and_remarks_stand_behind_figures() {
        let [(_, _, cells)] =
            &shown("三、收支\n个人\n一、收入\n3件\n0\n13（其中网上2件）\n二、退回\n1件\n0\n1 件\n总计\n4件\n0\n14件\n四、其他")[..]
        else {
            panic!("no table")
        };
        assert!(cells.contains(&"D2 13（其中网上2件）".to_owned()), "{cells:?}");
    }

    #[test]
    fn years_are_labels_and_the_line_above_names_the_columns() {
        let found = shown("收支情况\n年份 男 女 合计\n2019 5 5 10\n2020 3 1 4\n合计 8 6 14");
        let [(0, 5, cells)] = &found[..] else { panic!("{found:?}") };
        let expected = ["A1 收支情况", "A2 年份", "B2 男", "C2 女", "D2 合计", "A3 2019", "B3 5", "C3 5", "D3 10", "A4 2020"];
        assert_eq!(cells[..10], expected);
        let amounts = shown("2019 1500 519 0\n2035 1500 535 0\n甲 4054 3000 1054 0\n");
        assert!(amounts.iter().all(|(_, _, cells)| cells.iter().any(|c| c == "B1 2019")), "{amounts:?}");
    }

    #[test]
    fn prose_is_no_table() {
        assert!(shown("2023 年收到 3 件\n电话 025 1234 5678\n- 3 -\n全年 1204 1100 104 件。").is_empty());
    }
}
