//! Tables with one row a line: Markdown, framed ASCII tables, simple `a | b` lines.

use super::bars::{fields, is_frame};
use super::lines::Line;
use super::marks::bare;
use crate::document::Cell;

/// The cells of the lines, one grid row a line; lines that only draw are no rows. The row above a Markdown rule is the header.
pub(super) fn cells(lines: &[Line<'_>]) -> Vec<Cell> {
    let mut found: Vec<Cell> = Vec::new();
    let mut row = 0;
    for line in lines {
        if is_frame(line.text) {
            if row == 1 && line.text.contains('|') {
                for cell in &mut found {
                    cell.header = true;
                }
            }
            continue;
        }
        let outer = usize::from(line.text.starts_with('|'));
        found.extend((0..).zip(fields(line).into_iter().skip(outer)).map(|(col, part)| Cell::new(row, col, bare(&part).to_text())));
        row += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::document::Span;
    use crate::ingest::text::lines::lines;

    #[test]
    fn markdown_rows() {
        let text = "| 项目 | 件数 |\n|:---|---:|\n| 受理 | 38 |\n| 办结 |  |\n";
        let found = cells(&lines(text));
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
        let plain: Vec<_> = cells(&lines("a | b | c\n1 || 3")).iter().map(|c| (c.row, c.col)).collect();
        assert_eq!(plain, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]);
    }
}
