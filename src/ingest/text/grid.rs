//! From rows of cells without spans to a grid.

use super::body::{Parts, Stub, parts};
use super::cells::{Cut, Row};
use super::header::solve;
use super::lines::Line;
use crate::document::Cell;
use crate::ingest::outline::{is_figure, numbering};

/// What a row is for the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// One cell over the whole width.
    Band,
    /// Labels only.
    Header,
    /// Labels and figures.
    Body,
}

/// Inferred: a row with a figure, with a numbered label, or whose one label is followed by blank cells is a body row; one label and
/// nothing but padding is a band over the whole width; other rows are headers.
pub(super) fn role(row: &Row<'_>) -> Role {
    let texts = row.cells.iter().flatten().count();
    let has_figure = row.cells.iter().flatten().any(|c| is_figure(c.text));
    let is_numbered = row.cells.first().is_some_and(|c| c.is_some_and(|c| numbering(c.text).is_some()));
    if has_figure || (is_numbered && !row.padded) {
        Role::Body
    } else if texts == 1 {
        if row.padded { Role::Band } else { Role::Body }
    } else {
        Role::Header
    }
}

/// The cells of the table on their grid, or `None` when the grid would have more than `limit` positions.
pub(super) fn cells(cut: &Cut<'_>, limit: usize) -> Option<Vec<Cell>> {
    let roles: Vec<Role> = cut.rows.iter().map(role).collect();
    let body: Vec<Parts<'_>> = cut.rows.iter().map(parts).collect();
    let with_role = |wanted: Role| roles.iter().zip(&body).filter(move |(role, _)| **role == wanted).map(|(_, parts)| parts);
    // A table of labels only has no stub to tell.
    let stub = Stub::of(&with_role(Role::Body).collect::<Vec<_>>());
    let data = data_columns(cut, &roles, &stub, with_role(Role::Body).map(|p| p.data.len()).max().unwrap_or(0));
    let widest = cut.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let columns = (stub.columns + data).max(if roles.contains(&Role::Body) { 0 } else { widest }).max(1);
    if cut.rows.len().checked_mul(columns.max(widest))? > limit {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(role) = roles.get(at) {
        let run = roles.iter().skip(at).take_while(|r| *r == role).count();
        let top = to_u32(at);
        match role {
            Role::Band => {
                let bands = cut.rows.iter().skip(at).take(run).filter_map(|r| r.cells.first().copied().flatten());
                let band = |(row, line): (u32, Line<'_>)| Cell { col_span: to_u32(columns), ..Cell::new(row, 0, line.to_text()) };
                found.extend((top..).zip(bands).map(band));
            }
            Role::Header => {
                let rows: Vec<&Row<'_>> = cut.rows.iter().skip(at).take(run).collect();
                found.extend(header(&rows, top, stub.columns, data));
            }
            Role::Body => {
                let rows: Vec<&Parts<'_>> = body.iter().skip(at).take(run).collect();
                found.extend(stub.place(&rows, top, stub.columns + data));
            }
        }
        at += run;
    }
    Some(found)
}

/// Data columns: the widest row of figures; more where the width of all rows allows it and the first header's labels need it.
fn data_columns(cut: &Cut<'_>, roles: &[Role], stub: &Stub, widest: usize) -> usize {
    let header = roles.iter().zip(&cut.rows).skip_while(|(r, _)| **r == Role::Band).take_while(|(r, _)| **r == Role::Header);
    let mut counts: Vec<usize> = header.map(|(_, row)| row.cells.iter().flatten().count()).collect();
    if stub.columns > 0
        && let Some(first) = counts.first_mut()
    {
        *first -= 1;
    }
    let Some(&last) = counts.last() else { return widest };
    // Each upper row has at least one parent.
    let most = last + counts.iter().rev().skip(1).map(|n| n.saturating_sub(1)).sum::<usize>();
    let padded = cut.width.and_then(|w| w.checked_sub(stub.columns)).filter(|w| (last..=most).contains(w));
    padded.unwrap_or(last).max(widest)
}

/// The cells of consecutive header rows. With label columns below, the first cell is the corner above them.
fn header(rows: &[&Row<'_>], top: u32, stub: usize, data: usize) -> Vec<Cell> {
    let mut lines: Vec<Vec<Line<'_>>> = rows.iter().map(|r| r.cells.iter().flatten().copied().collect()).collect();
    let mut found = Vec::new();
    let first = lines.first_mut();
    if stub > 0
        && let Some(first) = first
        && first.len() >= 2
    {
        let corner = first.remove(0);
        found.push(Cell { row_span: to_u32(rows.len()), col_span: to_u32(stub), ..Cell::new(top, 0, corner.to_text()) });
    }
    let labels: Vec<Vec<&str>> = lines.iter().map(|r| r.iter().map(|l| l.text).collect()).collect();
    let solved = if rows.len() > 1 { solve(&labels, data) } else { None };
    for (at, row) in lines.iter().enumerate() {
        for (nth, line) in row.iter().enumerate() {
            let cell = Cell::new(top + to_u32(at), to_u32(stub + nth), line.to_text());
            let place = solved.as_ref().and_then(|s| s.get(at)).and_then(|r| r.get(nth));
            found.push(match place {
                Some(p) => Cell { col: to_u32(stub) + p.col, row_span: p.rows, col_span: p.cols, ..cell },
                // One label alone over several columns spans them; more labels than that are taken from the left.
                None if row.len() == 1 && rows.len() == 1 => Cell { col_span: to_u32(data.max(1)), ..cell },
                None => cell,
            });
        }
    }
    found
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::cells;
    use crate::document::{Document, Table};
    use crate::ingest::text::cells::cut;
    use crate::ingest::text::lines::lines;
    use crate::ingest::{Limits, read};

    fn table(text: &str) -> Table {
        Table::new(cells(&cut(&lines(text)), 10_000).unwrap(), 10_000).unwrap()
    }

    /// `A1 columns×rows words` of every cell with words.
    fn shape(table: &Table) -> Vec<String> {
        let shown = table.cells().iter().filter(|c| !c.text.is_empty());
        shown.map(|c| format!("{} {}x{} {}", c.corner(), c.col_span, c.row_span, c.text.as_str())).collect()
    }

    #[test]
    fn an_outlined_stub_under_a_solved_header() {
        let text = "(甲等于乙) |\n来源 | |||||\n个人 |\n单位和团体 |\n合计 | ||||\n国有 |\n民营 | |||||\n一、收入 |\n5 |\n|||||\n\
                    二、办理 |\n(一)同意 |\n3 |\n||||\n(二)拒绝 |\n1.重复 |\n|||||\n2.无据 |\n2 |\n|||||\n三、结转 |\n1 |\n2 |\n3 |\n4 |";
        let found = table(text);
        assert_eq!((found.rows(), found.cols()), (8, 7));
        let expected = [
            "A1 3x3 (甲等于乙)",
            "D1 4x1 来源",
            "D2 1x2 个人",
            "E2 2x1 单位和团体",
            "G2 1x2 合计",
            "E3 1x1 国有",
            "F3 1x1 民营",
            "A4 3x1 一、收入",
            "D4 1x1 5",
            "A5 1x3 二、办理",
            "B5 2x1 (一)同意",
            "D5 1x1 3",
            "B6 1x2 (二)拒绝",
            "C6 1x1 1.重复",
            "C7 1x1 2.无据",
            "D7 1x1 2",
            "A8 3x1 三、结转",
            "D8 1x1 1",
            "E8 1x1 2",
            "F8 1x1 3",
            "G8 1x1 4",
        ];
        assert_eq!(shape(&found), expected);
        assert_eq!(found.at(6, 6).and_then(|c| found.cell(c)).map(|c| c.text.is_empty()), Some(true), "blank cells are cells");
    }

    #[test]
    fn bands_and_short_headers_keep_their_rows() {
        let text = "甲部分 | |||\n名称 |\n数量 |\n金额 | |\n规则 |\n3 |\n4 | |\n乙部分 | |||\n名称 |\n数量 | ||\n收费 |\n增7 | ||";
        assert_eq!(
            shape(&table(text)),
            [
                "A1 3x1 甲部分",
                "A2 1x1 名称",
                "B2 1x1 数量",
                "C2 1x1 金额",
                "A3 1x1 规则",
                "B3 1x1 3",
                "C3 1x1 4",
                "A4 3x1 乙部分",
                "A5 1x1 名称",
                "B5 2x1 数量",
                "A6 1x1 收费",
                "B6 1x1 增7"
            ]
        );
    }

    #[test]
    fn labels_without_numbers_nest_by_their_count() {
        let text = "地区 |\n种类 |\n数 |\n东 |\n甲 |\n1 |\n乙 |\n2 |\n西 |\n甲 |\n3 |\n合计 |\n6 |";
        let found = table(text);
        assert!(
            shape(&found).ends_with(&["A4 1x1 西".into(), "B4 1x1 甲".into(), "C4 1x1 3".into(), "A5 2x1 合计".into(), "C5 1x1 6".into()]),
            "{:#?}",
            shape(&found)
        );
    }

    #[allow(clippy::print_stderr, reason = "a skipped test must say so")]
    fn county() -> Option<Document> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports/county-2019.txt");
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("SKIPPED: no report at {}", path.display());
            return None;
        };
        Some(read("county", bytes.into(), &Limits::default()).unwrap())
    }

    #[test]
    fn a_published_report_lies_on_its_form() {
        let Some(document) = county() else { return };
        let at = |table: &Table, row: u32, col: u32| {
            table.at(row, col).and_then(|c| table.cell(c)).map(|c| format!("{}:{}", c.corner(), c.text.as_str())).unwrap_or_default()
        };
        let [actions, requests, suits] = &document.tables[..] else { panic!("{} tables", document.tables.len()) };
        assert_eq!((requests.rows(), requests.cols()), (26, 10));
        for (row, col, expected) in [(10, 3, "D11:8"), (24, 3, "D25:38"), (3, 3, "D4:38"), (25, 9, "J26:0")] {
            assert_eq!(at(requests, row, col), expected);
        }
        assert_eq!((suits.rows(), suits.cols()), (4, 15));
        for (row, col, expected) in [(3, 1, "B4:2"), (3, 9, "J4:10"), (3, 14, "O4:1"), (0, 4, "A1:行政复议"), (0, 14, "F1:行政诉讼")]
        {
            assert_eq!(at(suits, row, col), expected);
        }
        assert_eq!((at(suits, 1, 9), at(suits, 1, 14)), ("F2:未经复议直接起诉".into(), "K2:复议后起诉".into()));
        assert_eq!((actions.rows(), actions.cols(), at(actions, 3, 1)), (18, 4, "B4:122".into()));
        assert_eq!(document.tables.iter().map(|t| t.number).collect::<Vec<_>>(), [1, 2, 3]);
        let source = document.source.as_ref().unwrap();
        for cell in document.tables.iter().flat_map(Table::cells).filter(|c| !c.text.is_empty()) {
            let span = cell.text.span(0..cell.text.len()).unwrap();
            assert_eq!(&source.text()[span.start as usize..span.end as usize], cell.text.as_str());
        }
    }
}
