//! A whole report on one sheet: its numbered headings (`三、收到和处理…情况`), each on a row of its own, part the tables below each other.

use crate::document::{Cell, Stored};
use crate::ingest::outline::{Numbering, is_figure, numbering};

/// The first rows of the parts after the first that are tables of their own: sections under numbered headings, else what stands apart.
pub(super) fn parts(cells: &[Cell]) -> Vec<u32> {
    let sections = sections(cells);
    if sections.is_empty() { apart(cells) } else { sections }
}

/// A stretch of rows without a blank one between them.
#[derive(Clone, Copy)]
struct Stretch {
    top: u32,
    bottom: u32,
    left: u32,
    right: u32,
    numbers: bool,
}

impl Stretch {
    /// Whether it may be a table by itself.
    fn is_table(&self) -> bool {
        self.numbers && self.bottom > self.top && self.right > self.left
    }

    fn stands_beside(&self, other: &Self) -> bool {
        self.right < other.left || other.right < self.left
    }
}

/// The first rows of tables that stand below another one, behind blank rows, and in none of its columns; `cells` are in order.
fn apart(cells: &[Cell]) -> Vec<u32> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
        let (bottom, right) = (cell.row + cell.row_span.max(1) - 1, cell.col + cell.col_span.max(1) - 1);
        match stretches.last_mut().filter(|last| cell.row <= last.bottom + 1) {
            Some(last) => {
                (last.bottom, last.right) = (last.bottom.max(bottom), last.right.max(right));
                last.left = last.left.min(cell.col);
                last.numbers |= is_number(cell);
            }
            None => stretches.push(Stretch { top: cell.row, bottom, left: cell.col, right, numbers: is_number(cell) }),
        }
    }
    let pairs = stretches.iter().zip(stretches.iter().skip(1));
    pairs.filter(|(above, below)| above.is_table() && below.is_table() && above.stands_beside(below)).map(|(_, below)| below.top).collect()
}

/// The first rows of the sections after the first; `cells` are in order. Only headings that go on counting and stand before or after a row of
/// several cells count: a row label with blank cells beside it (`二、上年结转…`) is no heading.
fn sections(cells: &[Cell]) -> Vec<u32> {
    let rows: Vec<&[Cell]> = cells.chunk_by(|a, b| a.row == b.row).filter(|row| row.iter().any(|c| !c.text.is_empty())).collect();
    let mut cuts = Vec::new();
    let mut last = 0;
    let mut data_before = false;
    for (n, row) in rows.iter().enumerate() {
        data_before |= filled(row).nth(1).is_some();
        let Some(ordinal) = heading(row).filter(|ordinal| *ordinal > last) else { continue };
        let after = rows.get(n + 1..).unwrap_or(&[]);
        if after.first().is_none_or(|next| heading(next).is_some() || filled(next).any(is_number)) {
            continue;
        }
        // Between rows of several cells that are numbered on from it or up to it, it is one of them, its cells blank.
        let above = n.checked_sub(1).and_then(|above| numbered_row(rows.get(above)?));
        if above.is_some_and(|above| above + 1 == ordinal) || after.first().and_then(|next| numbered_row(next)) == Some(ordinal + 1) {
            continue;
        }
        last = ordinal;
        let data_after = after.iter().take_while(|next| heading(next).is_none()).any(|next| filled(next).nth(1).is_some());
        if let Some(first) = row.first().filter(|_| n > 0 && (data_before || data_after)) {
            cuts.push(first.row);
            data_before = false;
        }
    }
    cuts
}

fn filled(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|c| !c.text.is_empty())
}

/// A number as stored, or text that holds an amount or stands for none.
fn is_number(cell: &Cell) -> bool {
    matches!(cell.stored, Some(Stored::Number(_))) || is_figure(cell.text.as_str())
}

/// The ordinal of a heading `一、` that is alone on its row.
fn heading(row: &[Cell]) -> Option<usize> {
    let mut cells = filled(row);
    let (cell, None) = (cells.next()?, cells.next()) else { return None };
    ordinal(cell)
}

/// The ordinal of a row of several cells whose first is numbered `一、`.
fn numbered_row(row: &[Cell]) -> Option<usize> {
    let mut cells = filled(row);
    let first = ordinal(cells.next()?)?;
    cells.next().map(|_| first)
}

fn ordinal(cell: &Cell) -> Option<usize> {
    let text = cell.text.as_str().trim_start();
    let first = text.chars().next().filter(|_| numbering(text) == Some(Numbering::Chinese))?;
    "一二三四五六七八九十".chars().position(|c| c == first).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{parts, sections};
    use crate::document::{Cell, Stored, Text};

    fn sheet(rows: &[&[&str]]) -> Vec<Cell> {
        let cell = |row: usize, col: usize, text: &str| Cell {
            stored: Some(Stored::Text),
            ..Cell::new(u32::try_from(row).expect("small"), u32::try_from(col).expect("small"), Text::unmapped(text))
        };
        let cells = rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, text)| cell(r, c, text)));
        cells.filter(|c| !c.text.is_empty()).collect()
    }

    #[test]
    fn numbered_headings_part_the_tables() {
        let cells = sheet(&[
            &["年度报告"],
            &["一、总体情况"],
            &["全年收到38件。"],
            &["二、主动公开情况"],
            &["项目", "数量"],
            &["规章", "0"],
            &["三、申请情况"],
            &["", "自然人", "总计"],
            &["一、本年新收", "3", "3"],
            &["二、上年结转"],
            &["(一)予以公开", "3", "3"],
            &["四、结转下年"],
            &["四、复议情况"],
            &["结果维持", "总计"],
            &["1", "1"],
            &["五、存在问题"],
            &["无。"],
            &["六、其他"],
            &["无。"],
        ]);
        assert_eq!(sections(&cells), [3, 6, 12, 15]);
    }

    #[test]
    fn a_label_beside_blank_cells_among_numbered_rows_does_not() {
        let rows: &[&[&str]] = &[
            &["三、申请情况"],
            &["", "", "自然人", "总计"],
            &["一、本年新收", "", "3", "3"],
            &["二、上年结转"],
            &["三、本年度办理结果", "(一)予以公开"],
            &["", "(二)部分公开", "3", "3"],
            &["四、结转下年", "", "", "0"],
        ];
        assert!(sections(&sheet(rows)).is_empty());
    }

    #[test]
    fn row_labels_do_not() {
        assert!(
            sections(&sheet(&[&["科目", "金额"], &["一、收入", "3"], &["二、支出"], &["(一)人员", "3万元"], &["三、结余", "0"]]))
                .is_empty()
        );
    }

    #[test]
    fn tables_behind_blank_rows_in_other_columns_stand_apart() {
        let table: [&[&str]; 6] = [&["项", "数"], &["甲", "5"], &[], &[], &["", "", "", "项", "数"], &["", "", "", "合计", "9"]];
        assert_eq!(parts(&sheet(&table)), [4]);
        // A title, a note or columns in common make no table of its own.
        let titled: [&[&str]; 4] = [&["2023年统计表"], &[], &["", "项", "数"], &["", "甲", "5"]];
        let below: [&[&str]; 5] = [&["项", "数"], &["甲", "5"], &[], &["", "数", "率"], &["", "6", "7%"]];
        let noted: [&[&str]; 5] = [&["项", "数"], &["甲", "5"], &[], &["", "", "注", "一"], &["", "", "注", "二"]];
        assert!([parts(&sheet(&titled)), parts(&sheet(&below)), parts(&sheet(&noted))].iter().all(Vec::is_empty));
    }
}
