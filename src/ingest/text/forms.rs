//! Small tables of a form that lost their lines, one below the other: each begins with the same words over its labels' column, then the names of
//! its columns, on one line or one a line; below stand rows of a label and one figure a column.

use super::lines::Line;
use super::runs::Found;
use crate::document::{Cell, Inferred};
use crate::ingest::outline::{Numbering, is_figure, numbering};
use crate::ingest::wrapped::is_page_number;

/// Columns of figures at most.
const COLUMNS: usize = 6;
/// The longest name or label, in characters.
const NAME: usize = 24;
/// Lines of words between two of the tables.
const GAP: usize = 3;
/// Tables that make a form: by one alone nothing shows that it is a table.
const TABLES: usize = 2;

/// A table: where it begins and ends among the lines, its header, and its rows.
struct Small<'a> {
    start: usize,
    end: usize,
    names: Vec<Line<'a>>,
    rows: Vec<Vec<Line<'a>>>,
}

/// The forms among lines without bars, in order.
pub(super) fn forms(lines: &[Line<'_>]) -> Vec<Found> {
    let kept: Vec<(usize, Line<'_>)> =
        lines.iter().copied().enumerate().filter(|(_, line)| !line.text.is_empty() && !is_page_number(line.text)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < kept.len() {
        let tables = run(&kept, at);
        let (Some(first), Some(last)) = (tables.first(), tables.last()) else {
            at += 1;
            continue;
        };
        if tables.len() >= TABLES {
            let place = |nth: usize| kept.get(nth).map_or(lines.len(), |(at, _)| *at);
            let start = titles(&kept, at, first.start);
            let end = last.end.checked_sub(1).map_or(0, |nth| place(nth) + 1);
            found.push(Found { start: place(start), end, cells: Some(cells(&kept, start, &tables)), inferred: Inferred::No });
        }
        at = last.end;
    }
    found
}

/// The table that begins at `at` and those below it that begin with the same words.
fn run<'a>(lines: &[(usize, Line<'a>)], at: usize) -> Vec<Small<'a>> {
    let Some(first) = small(lines, at, None) else { return Vec::new() };
    let corner = first.names.first().map_or("", |name| name.text).to_owned();
    let mut tables = vec![first];
    while let Some(end) = tables.last().map(|table| table.end) {
        let between = |from: usize| lines.get(end..from).is_some_and(|lines| lines.iter().all(|(_, line)| is_title(line.text)));
        let next = (end..=end + GAP).take_while(|from| between(*from)).find_map(|from| small(lines, from, Some(&corner)));
        let Some(next) = next else { break };
        tables.push(next);
    }
    tables
}

/// Words that may stand over a small table: 第二十条第（一）项.
fn is_title(text: &str) -> bool {
    is_name(text) && numbering(text) != Some(Numbering::Chinese)
}

/// The first title above a form: only the line right above it, not what stood there before.
fn titles(lines: &[(usize, Line<'_>)], floor: usize, start: usize) -> usize {
    let above =
        start.checked_sub(1).and_then(|at| lines.get(at)).filter(|(_, line)| is_title(line.text) && !line.text.contains(['：', ':']));
    if start > floor || above.is_none() { start } else { start - 1 }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= NAME && !text.contains(['。', '，', '；', ';', '|', '\t']) && !is_figure(text)
}

/// A table that begins at `at`, with these words if given.
fn small<'a>(lines: &[(usize, Line<'a>)], at: usize, corner: Option<&str>) -> Option<Small<'a>> {
    let names = on_one_line(lines.get(at)?.1);
    let (names, from) = if names.len() >= 2 { (names, at + 1) } else { one_a_line(lines, at)? };
    let opens = corner.is_none_or(|corner| names.first().is_some_and(|name| name.text == corner));
    if !opens || names.len() < 2 || names.len() > COLUMNS + 1 || !names.iter().all(|name| is_name(name.text)) {
        return None;
    }
    let mut rows = Vec::new();
    let mut end = from;
    while let Some((row, next)) = row(lines, end, names.len()) {
        // The next table's header has as many words as a row has cells, but none is a figure.
        rows.push(row);
        end = next;
    }
    (!rows.is_empty()).then_some(Small { start: at, end, names, rows })
}

/// The words of a line, each by itself.
fn on_one_line(line: Line<'_>) -> Vec<Line<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in line.text.split_whitespace() {
        let Some(start) = line.text.get(at..).and_then(|rest| rest.find(word)).map(|found| at + found) else { break };
        words.push(line.part(start, start + word.len()));
        at = start + word.len();
    }
    words
}

/// Names one a line: as many lines of words as stand above the first figure, without the first row's label.
fn one_a_line<'a>(lines: &[(usize, Line<'a>)], at: usize) -> Option<(Vec<Line<'a>>, usize)> {
    let words = lines.get(at..)?.iter().take(COLUMNS + 3).take_while(|(_, line)| is_name(line.text)).count();
    let count = words.checked_sub(1)?;
    Some((lines.get(at..at + count)?.iter().map(|(_, line)| *line).collect(), at + count))
}

/// A row of `width` cells: a label and figures, on one line or one a line; and where the next one begins.
fn row<'a>(lines: &[(usize, Line<'a>)], at: usize, width: usize) -> Option<(Vec<Line<'a>>, usize)> {
    let of = |cells: &[Line<'a>]| {
        cells.len() == width
            && cells.split_first().is_some_and(|(label, rest)| is_name(label.text) && rest.iter().all(|cell| is_figure(cell.text)))
    };
    let words = on_one_line(lines.get(at)?.1);
    if of(&words) {
        return Some((words, at + 1));
    }
    let stacked: Vec<Line<'a>> = lines.get(at..at + width)?.iter().map(|(_, line)| *line).collect();
    let more = lines.get(at + width).is_some_and(|(_, line)| is_figure(line.text));
    (of(&stacked) && !more).then_some((stacked, at + width))
}

fn cells(lines: &[(usize, Line<'_>)], start: usize, tables: &[Small<'_>]) -> Vec<Cell> {
    let width = tables.iter().map(|table| table.names.len()).max().unwrap_or(1);
    let mut found = Vec::new();
    let mut row = 0_u32;
    let mut at = start;
    for table in tables {
        for (_, title) in lines.get(at..table.start).unwrap_or(&[]) {
            found.push(Cell { col_span: u32::try_from(width).unwrap_or(1), ..Cell::new(row, 0, title.to_text()) });
            row += 1;
        }
        for cells in std::iter::once(&table.names).chain(&table.rows) {
            found.extend((0_u32..).zip(cells).map(|(col, cell)| Cell::new(row, col, cell.to_text())));
            row += 1;
        }
        at = table.end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::forms;
    use crate::ingest::text::lines::lines;

    const FORM: &str = "二、公开情况\n第（一）项\n内容 制发 废止 有效\n规章 2 1 12\n文件 50 - 420\n第（五）项\n内容 决定数量\n许可 1573\n- 2 -\n\
                        第（六）项\n内容 决定数量\n处罚 26\n强制 3\n三、申请情况\n全年平稳。";

    fn shown(text: &str) -> Vec<(usize, usize, Vec<String>)> {
        let lines = lines(text);
        let show = |cell: &crate::document::Cell| format!("{} {}", cell.corner(), cell.text.as_str());
        forms(&lines).into_iter().map(|t| (t.start, t.end, t.cells.iter().flatten().map(show).collect())).collect()
    }

    #[test]
    fn small_tables_with_one_corner_are_one_form() {
        let found = shown(FORM);
        let [(1, 13, cells)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(cells[..6], ["A1 第（一）项", "A2 内容", "B2 制发", "C2 废止", "D2 有效", "A3 规章"]);
        assert!(
            cells.contains(&"C4 -".to_owned()) && cells.contains(&"B7 1573".to_owned()) && cells.contains(&"B11 3".to_owned()),
            "{cells:?}"
        );
    }

    #[test]
    fn one_cell_a_line_is_the_same_form() {
        let stacked = FORM.replace(' ', "\n").replace("-\n2\n-", "- 2 -");
        let (line, cell) = (shown(FORM), shown(&stacked));
        assert_eq!(line[0].2, cell[0].2);
    }

    #[test]
    fn words_and_figures_of_running_text_are_none() {
        assert!(shown("联系人 电话\n张某 12345\n地址 邮编\n县城 223100\n全年平稳。").is_empty());
        assert!(shown("内容 数量\n许可 15\n全年平稳，群众满意。\n内容很多。").is_empty());
    }
}
