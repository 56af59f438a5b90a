//! Tables with one row a line: Markdown, framed ASCII tables, simple `a | b` lines.

use super::bars::{fields, is_frame};
use super::inline::inline;
use super::lines::Line;
use super::marks::bare;
use super::stacked;
use crate::document::{Cell, Text};

/// The rows of a table drawn whole.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Their cells.
    pub cells: Vec<Cell>,
    /// Struck-out pieces of them, with row and column.
    pub struck: Vec<(u32, u32, Text)>,
}

/// The cells of the lines, one grid row a line or, in a grid table, one between two lines that only draw. Those are no rows. The row above a Markdown
/// rule is the header, and so are those above `+===+`.
pub(super) fn cells(lines: &[Line<'_>]) -> Drawn {
    let double = below_header(lines);
    if let Some(header) = double.filter(|header| parts_rows(lines.get(header + 1..).unwrap_or_default())) {
        return Drawn { cells: grid(lines, header), struck: Vec::new() };
    }
    let mut found = Drawn::default();
    let markdown = lines.get(1).is_some_and(|line| is_frame(line.text) && line.text.contains('|') && !line.text.contains('+'));
    let unframed = if markdown { None } else { unframed(lines) };
    let mut row = 0;
    for (at, line) in lines.iter().enumerate() {
        if is_frame(line.text) {
            if (row == 1 && line.text.contains('|')) || double == Some(at) {
                for cell in &mut found.cells {
                    cell.header = true;
                }
            }
            continue;
        }
        let parts = fields(line);
        let outer = usize::from(line.text.starts_with('|') && unframed.is_none_or(|width| parts.len() > width));
        for (col, part) in (0..).zip(parts.into_iter().skip(outer)) {
            let bare = bare(&part);
            let text = if markdown && bare.text.contains(['\\', '~', '<', '&', '[']) {
                let read = inline(&bare);
                found.struck.extend(read.struck.into_iter().map(|text| (row, col, text)));
                read.text
            } else {
                bare.to_text()
            };
            found.cells.push(Cell::new(row, col, text));
        }
        row += 1;
    }
    found
}

/// The line `+===+===+` that parts a header from the rows below it.
fn below_header(lines: &[Line<'_>]) -> Option<usize> {
    let is_row = |line: &Line<'_>| !is_frame(line.text);
    let (first, last) = (lines.iter().position(is_row)?, lines.iter().rposition(is_row)?);
    let double = |at: &usize| lines.get(*at).is_some_and(|line| is_frame(line.text) && line.text.contains('=') && line.text.contains('+'));
    (first..last).find(double)
}

/// Whether lines that only draw part rows, as in the grid tables of pandoc and reStructuredText, so that a row may take several lines.
fn parts_rows(lines: &[Line<'_>]) -> bool {
    lines.split(|line| is_frame(line.text)).filter(|stretch| !stretch.is_empty()).count() > 1
}

/// The cells of a grid table; the rows above the line `header` are its header.
fn grid(lines: &[Line<'_>], header: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut row = 0;
    let (above, below) = lines.split_at(header);
    for (part, header) in [(above, true), (below, false)] {
        for stretch in part.split(|line| is_frame(line.text)).filter(|stretch| !stretch.is_empty()) {
            let fields: Vec<Vec<Line<'_>>> = stretch.iter().map(inner).collect();
            for stacked in stacked::rows(&fields) {
                cells.extend((0..).zip(&stacked).map(|(col, lines)| Cell { header, ..Cell::new(row, col, stacked::text(lines)) }));
                row += 1;
            }
        }
    }
    cells
}

/// The fields of a line that bars frame.
fn inner<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let outer = usize::from(line.text.starts_with('|'));
    fields(line).into_iter().skip(outer).map(|part| bare(&part)).collect()
}

/// The most fields of a row without a bar in front, where there is one: a bar in front of another then closes a blank field, unless that would
/// be one field too many.
fn unframed(lines: &[Line<'_>]) -> Option<usize> {
    let rows = lines.iter().filter(|line| !is_frame(line.text) && !line.text.starts_with('|'));
    rows.map(|line| fields(line).len()).max()
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::document::Span;
    use crate::ingest::text::lines::lines;

    #[test]
    fn markdown_rows() {
        let text = "| 项目 | 件数 |\n|:---|---:|\n| 受理 | 38 |\n| 办结 |  |\n";
        let found = cells(&lines(text)).cells;
        let grid: Vec<_> = found.iter().map(|c| (c.row, c.col, c.text.as_str(), c.header)).collect();
        let expected = [
            (0, 0, "项目", true),
            (0, 1, "件数", true),
            (1, 0, "受理", false),
            (1, 1, "38", false),
            (2, 0, "办结", false),
            (2, 1, "", false),
        ];
        assert_eq!(grid, expected);
        let at = u32::try_from(text.find("38").unwrap()).unwrap();
        assert_eq!(found[3].text.span(0..2), Some(Span { start: at, end: at + 2 }));
        let plain: Vec<_> = cells(&lines("a | b | c\n1 || 3")).cells.iter().map(|c| (c.row, c.col)).collect();
        assert_eq!(plain, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]);
    }

    #[test]
    fn markup_in_cells_of_markdown_alone() {
        let text = |text: &str| cells(&lines(text)).cells.iter().map(|c| c.text.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(text("| a | b |\n|---|---|\n| x | ~~9~~ 8&minus; |"), ["a", "b", "x", "8−"]);
        assert_eq!(text("a | b\nx | ~~9~~ 8&minus;"), ["a", "b", "x", "~~9~~ 8&minus;"]);
        let struck = cells(&lines("| a | b |\n|---|---|\n| x | ~~9~~ 8 |")).struck;
        assert_eq!(struck.iter().map(|(row, col, text)| (*row, *col, text.as_str())).collect::<Vec<_>>(), [(1, 1, "9")]);
    }

    #[test]
    fn a_bar_in_front_closes_a_blank_field_where_other_rows_have_none() {
        let at = |text: &str| cells(&lines(text)).cells.iter().map(|c| (c.row, c.col, c.text.as_str().to_owned())).collect::<Vec<_>>();
        let cell = |row, col, text: &str| (row, col, text.to_owned());
        let plain = at("办理 | 同意 | 3\n| 拒绝 | 1\n结转 |  | 2");
        assert_eq!(plain[3..6], [cell(1, 0, ""), cell(1, 1, "拒绝"), cell(1, 2, "1")]);
        assert_eq!(at("办理 | 3\n| 拒绝 | 1 |")[2..], [cell(1, 0, "拒绝"), cell(1, 1, "1")]);
        assert_eq!(at("项目 | 数 | 注\n|---|---|---|\n| 拒绝 | 1")[3..], [cell(1, 0, "拒绝"), cell(1, 1, "1")]);
    }

    #[test]
    fn grid_tables_have_rows_between_their_lines() {
        let text = "+-----+-----+-------+\n| 项目 | 数 | 说明 |\n|      | 件 |      |\n+=====+=====+=======+\n| 来信 | 12 | 含   |\n|      |    | 网上 |\n+-----+-----+-------+\n| 来访 | 5  |      |\n+-----+-----+-------+\n";
        let found = cells(&lines(text)).cells;
        let grid: Vec<_> = found.iter().map(|c| (c.row, c.col, c.text.as_str(), c.header)).collect();
        let expected = [
            (0, 0, "项目", true),
            (0, 1, "数\n件", true),
            (0, 2, "说明", true),
            (1, 0, "来信", false),
            (1, 1, "12", false),
            (1, 2, "含\n网上", false),
            (2, 0, "来访", false),
            (2, 1, "5", false),
            (2, 2, "", false),
        ];
        assert_eq!(grid, expected);
        let place = |n: usize, range| found[n].text.span(range).map(|s| &text[s.start as usize..s.end as usize]);
        assert_eq!((place(5, 4..10), place(4, 0..2)), (Some("网上"), Some("12")));
    }

    #[test]
    fn figures_below_each_other_are_rows_of_their_own() {
        let rows = |text: &str| cells(&lines(text)).cells.iter().map(|c| (c.row, c.text.as_str().to_owned())).collect::<Vec<_>>();
        let row = |row, text: &str| (row, text.to_owned());
        let drawn = "+---+---+\n| a | n |\n+===+===+\n| b | 3 |\n| c | 4 |\n+---+---+\n| d | 7 |\n+---+---+";
        assert_eq!(rows(drawn)[2..], [row(1, "b"), row(1, "3"), row(2, "c"), row(2, "4"), row(3, "d"), row(3, "7")]);
        // One stretch below the header: lines are rows, as of any table with lines around it alone.
        let outline = "+---+---+\n| a | n |\n+===+===+\n| b | x |\n| c | y |\n+---+---+";
        let header = |text: &str| cells(&lines(text)).cells.iter().filter(|c| c.header).count();
        assert_eq!([header(outline), header("|===\n|a |b\n|c |3\n|==="), header("+===+\n| a |\n| 3 |\n+===+")], [2, 0, 0]);
        assert_eq!(rows(outline)[2..], [row(1, "b"), row(1, "x"), row(2, "c"), row(2, "y")]);
    }
}
