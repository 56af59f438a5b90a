//! Rows of a table that lost its merged cells: what they covered below and behind their first row and column is not there, so a field's place in
//! its line is not its column.

use super::bars::fields;
use super::cells::{Cut, Row};
use super::grid::{Role, role};
use super::lines::Line;
use crate::ingest::outline::is_figure;

/// The rows of lines with bars between their fields and none in front of the first.
pub(super) fn between_bars<'a>(lines: &[Line<'a>]) -> Vec<Row<'a>> {
    let row = |line: &Line<'a>| {
        let cells = fields(line).into_iter().map(|part| (!part.text.is_empty()).then_some(part)).collect();
        Row { cells, padded: false }
    };
    lines.iter().map(row).collect()
}

/// Whether the rows lost their merged cells: all rows of figures have as many fields behind their labels, but not as many labels, or the
/// rows of the header are shorter than they are; and no field of the header is blank, as it would be in a sheet's copy.
pub(super) fn is_ragged(rows: &[Row<'_>]) -> bool {
    let labels = |row: &Row<'_>| row.cells.iter().take_while(|c| c.is_some_and(|c| !is_figure(c.text))).count();
    let header = rows.iter().take_while(|row| role(row) == Role::Header).count();
    let (header, body) = rows.split_at(header);
    let blank = |row: &Row<'_>| row.cells.iter().any(Option::is_none);
    let body: Vec<(usize, usize)> = body.iter().filter(|row| role(row) == Role::Body).map(|row| (labels(row), row.cells.len())).collect();
    let data = |(labels, fields): &(usize, usize)| fields - labels;
    let (Some(first), Some(width)) = (body.first(), body.iter().map(data).max()) else { return false };
    let even = width >= 2 && body.iter().filter(|row| data(row) == width).count() * 3 >= body.len() * 2;
    let nested = body.iter().any(|row| row.0 != first.0) && body.iter().all(|row| row.0 > 0);
    let stacked = header.len() >= 2 && header.iter().any(|row| row.cells.len() < header.last().map_or(0, |last| last.cells.len()));
    even && !header.iter().any(blank) && (nested || stacked)
}

/// Takes every line for a row of the cells that begin in it.
pub(super) fn cut(mut rows: Vec<Row<'_>>) -> Cut<'_> {
    for row in &mut rows {
        let blank = row.cells.iter().rev().take_while(|c| c.is_none()).count();
        row.cells.truncate(row.cells.len() - blank);
    }
    rows.retain(|row| !row.cells.is_empty());
    Cut { rows, width: None }
}

#[cfg(test)]
mod tests {
    use super::{between_bars, cut, is_ragged};
    use crate::document::Table;
    use crate::ingest::text::grid;
    use crate::ingest::text::lines::lines;

    #[test]
    fn bars_between_fields_that_lost_their_merged_cells() {
        let text = "(甲等于乙) | 来源 |\n个人 | 单位 | 合计 |\n一、收入 | 5 | 3 | 8 |\n二、办理 | 1.同意 | 3 | 0 | 3 |\n2.拒绝 | 2 | 1 | 3 |\n三、结转 | 0 | 2 | 2 |";
        let rows = between_bars(&lines(text));
        assert!(is_ragged(&rows));
        let table = Table::new(grid::cells(&cut(rows), 1000).expect("a small table"), 1000).expect("a small table");
        let at = |text: &str| table.cells().iter().filter(|c| c.text.as_str() == text).map(|c| c.col).collect::<Vec<_>>();
        assert_eq!((at("合计"), at("8"), at("3")), (vec![4], vec![4], vec![3, 2, 4, 4]));
        assert!(!is_ragged(&between_bars(&lines("项目 | 甲 | 乙 |\n来信 | 1 | 2 |\n来访 | 3 | 4 |"))));
    }
}
