//! Tables whose rows are lines of fields between tabs, as a page copied from a browser shows them: a merged cell leaves nothing in the rows
//! and columns that it covered below and behind its first.

use super::cells::Row;
use super::lines::{Line, raw};
use crate::document::Cell;
use crate::ingest::outline::is_figure;

/// A longer field is prose.
const LONG: usize = 80;

/// Consecutive lines with a tab and without prose, one a row; the first with words on both sides of one.
pub(super) fn rows<'a>(source: &'a str, lines: &[Line<'a>]) -> Vec<Row<'a>> {
    let is_prose = |c: &Line<'_>| c.text.chars().count() > LONG || c.text.ends_with(['。', '；', '！', '？']);
    if !lines.first().is_some_and(|line| line.text.contains('\t')) {
        return Vec::new();
    }
    let is_row = |row: &Row<'_>| row.cells.len() >= 2 && !row.cells.iter().flatten().any(is_prose);
    lines.iter().map_while(|line| Some(fields(source, line)).filter(is_row)).collect()
}

/// Whether rows are a table's. Inferred: there are two at least; some have three fields, or the first has none but labels; some hold figures.
pub(super) fn is_table(rows: &[Row<'_>]) -> bool {
    let texts = |row: &Row<'_>| row.cells.iter().flatten().count();
    let figures = |row: &Row<'_>| row.cells.iter().flatten().filter(|c| is_figure(c.text)).count();
    rows.len() >= 2
        && rows.iter().any(|row| figures(row) > 0)
        && (rows.iter().any(|row| row.cells.len() >= 3) || rows.first().is_some_and(|row| texts(row) == 2 && figures(row) == 0))
}

/// The fields of a line. What stands around the line's words counts: a tab there closes or opens a blank field.
fn fields<'a>(source: &'a str, line: &Line<'a>) -> Row<'a> {
    let whole = raw(source, line);
    let mut next = 0;
    let cells = whole.text.split('\t').map(|field| {
        let from = next;
        next += field.len() + 1;
        Some(whole.part(from, from + field.len())).filter(|field| !field.text.is_empty())
    });
    Row { cells: cells.collect(), padded: false }
}

/// The cells of rows that lost nothing: each field at its own position.
pub(super) fn cells(rows: &[Row<'_>]) -> Vec<Cell> {
    let cell = |row: u32, col: u32, field: &Option<Line<'_>>| Cell::new(row, col, field.map_or_else(Default::default, Line::to_text));
    let row = |(at, row): (u32, &Row<'_>)| (0..).zip(&row.cells).map(|(col, field)| cell(at, col, field)).collect::<Vec<_>>();
    (0..).zip(rows).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{cells, is_table, rows};
    use crate::document::Table;
    use crate::ingest::text::grid;
    use crate::ingest::text::lines::lines;
    use crate::ingest::text::ragged::{cut, is_ragged};

    fn shape(text: &str) -> Option<(bool, Vec<String>)> {
        let rows = rows(text, &lines(text));
        if !is_table(&rows) {
            return None;
        }
        let ragged = is_ragged(&rows);
        let cells = if ragged { grid::cells(&cut(rows), 1000).unwrap() } else { cells(&rows) };
        let table = Table::new(cells, 1000).unwrap();
        let shown = table.cells().iter().filter(|c| !c.text.is_empty());
        Some((ragged, shown.map(|c| format!("{} {}x{} {}", c.corner(), c.col_span, c.row_span, c.text.as_str())).collect()))
    }

    #[test]
    fn rows_that_lost_their_merged_cells() {
        let text = "(甲等于乙)\t来源\n个人\t单位和团体\t合计\n国有\t民营\n一、收入\t5\t1\t2\t8\n二、办理\t(一)同意\t3\t0\t0\t3\n(二)拒绝\t1.重复\t2\t1\t\t3\n2.无据\t\t\t\t\n三、结转\t\t\t2\t2\n";
        let (ragged, found) = shape(text).unwrap();
        assert!(ragged);
        let expected =
            ["A1 3x3 (甲等于乙)", "D1 4x1 来源", "D2 1x2 个人", "E2 2x1 单位和团体", "G2 1x2 合计", "E3 1x1 国有", "F3 1x1 民营"];
        assert_eq!(found[..7], expected);
        for cell in [
            "A5 1x3 二、办理",
            "B5 2x1 (一)同意",
            "G5 1x1 3",
            "B6 1x2 (二)拒绝",
            "C6 1x1 1.重复",
            "D6 1x1 2",
            "G6 1x1 3",
            "C7 1x1 2.无据",
            "A8 3x1 三、结转",
            "F8 1x1 2",
        ] {
            assert!(found.iter().any(|f| f == cell), "{cell}: {found:#?}");
        }
    }

    #[test]
    fn a_header_alone_may_have_lost_them() {
        let (ragged, found) = shape("甲类\t乙类\n好\t坏\t合计\t一\t二\n1\t2\t3\t4\t5").unwrap();
        assert!(ragged);
        assert_eq!(found[..3], ["A1 3x1 甲类", "D1 2x1 乙类", "A2 1x1 好"]);
    }

    #[test]
    fn fields_in_their_places() {
        let (ragged, found) = shape("\t男\t女\n东\t1\t\n\t\t2").unwrap();
        assert_eq!(
            (ragged, found),
            (false, vec!["B1 1x1 男".into(), "C1 1x1 女".into(), "A2 1x1 东".into(), "B2 1x1 1".into(), "C3 1x1 2".into()])
        );
        assert_eq!(shape("项目\t件数\n受理\t38").map(|(ragged, _)| ragged), Some(false));
        assert_eq!(shape("一、概述\t1\n二、数据\t3\n"), None, "a table of contents");
        assert_eq!(shape("1.\t全年受理38件。\t好\n2.\t3\t4"), None, "prose");
    }
}
