//! Sheets to tables, paragraphs and remarks of a document.

use crate::document::{Cell, Document, Remark, RemarkKind, Site, Stored, Table};
use crate::ingest::Limits;
use crate::ingest::package::{Package, ambiguous};
use crate::ingest::workbook::merges::merge;
use crate::ingest::workbook::prose::prose;
use crate::ingest::workbook::sections::parts;
use crate::ingest::workbook::sheet::{Budget, Loss, Lost, MOST_COLUMNS, MOST_ROWS, Sheet, Struck};
use crate::phrase::Phrase;

/// Cells with error values that get a remark of their own, a sheet; the rest are counted in one.
const NAMED_ERRORS: usize = 50;

/// Fewer cells than these beside a picture are its title and notes: the table is the picture.
const FEW: usize = 6;

/// A document in the making, with what it may still hold.
pub(super) struct Book<'a> {
    document: Document,
    /// The limits of the run.
    pub(super) limits: &'a Limits,
    /// What is left of them for cells.
    pub(super) budget: Budget,
}

impl<'a> Book<'a> {
    /// An empty book.
    pub(super) fn new(document: Document, limits: &'a Limits) -> Self {
        let room = |share: u64| usize::try_from(limits.expanded_bytes / share).unwrap_or(usize::MAX);
        Self { document, limits, budget: Budget::new(limits.cells, room(8), limits.deadline) }
    }

    /// Sets the title property.
    pub(super) fn set_title(&mut self, title: &str) {
        let title = title.trim();
        if !title.is_empty() {
            self.document.title = Some(title.to_owned());
        }
    }

    /// Says what is odd about the package around the workbook.
    pub(super) fn look_at(&mut self, package: &Package) {
        if package.ambiguous {
            self.document.remarks.push(ambiguous());
        }
    }

    /// Adds what is to be said of the file as a whole.
    pub(super) fn remark_on(&mut self, remarks: Vec<Remark>) {
        self.document.remarks.extend(remarks);
    }

    /// Says which parts that all sheets share are not what their checksums say.
    pub(super) fn damaged_parts(&mut self, parts: &[String]) {
        for part in parts {
            self.remark(
                RemarkKind::Truncated,
                None,
                format!("工作簿的部件 {part} 与校验和不符，文字或数值可能有误：请重新获取文件"),
                format!(
                    "the part {part} of the workbook does not match its checksum and words or values may be wrong: fetch the file again"
                ),
            );
        }
    }

    /// Says that a sheet would not open.
    pub(super) fn unread_sheet(&mut self, name: &str) {
        self.remark(RemarkKind::Unread, None, format!("工作表“{name}”无法读取"), format!("sheet {name:?} could not be read"));
    }

    /// Adds a sheet as one table, or one for each of its sections, with the paragraphs in its cells. A sheet without any cell adds nothing.
    pub(super) fn push(&mut self, mut sheet: Sheet) {
        let name = std::mem::take(&mut sheet.name);
        let mut cells = tidy(std::mem::take(&mut sheet.cells), &mut sheet.lost);
        self.losses(&name, &sheet.losses);
        self.lost(&name, &sheet.lost);
        self.unread(&name, &sheet.unread);
        self.struck(&name, &sheet.struck);
        self.boxes(&name, &sheet.boxes);
        if sheet.pictures > 0 && cells.len() < FEW {
            let count = sheet.pictures;
            self.remark(
                RemarkKind::Image,
                self.next_cell(&cells),
                format!("工作表“{name}”几乎没有单元格，但有{count}张图片：图片里的数字未读取，请改用单元格"),
                format!("sheet {name:?} has hardly any cells but {count} pictures: numbers in pictures are not read, use cells"),
            );
        }
        if cells.is_empty() {
            return;
        }
        let merged = merge(&mut cells, std::mem::take(&mut sheet.merges), self.limits.cells / 4);
        if merged.overlapping + merged.over_limit > 0 {
            let count = merged.overlapping + merged.over_limit;
            self.remark(
                RemarkKind::Unread,
                None,
                format!("工作表“{name}”有{count}处合并区域互相重叠或过多，未按合并处理"),
                format!("merged areas of sheet {name:?} that overlap or are too many: {count}; they are read as single cells"),
            );
        }
        sheet.hidden_rows.settle();
        sheet.hidden_columns.settle();
        for cell in &mut cells {
            cell.hidden |= sheet.hidden || sheet.hidden_rows.contains(cell.row) || sheet.hidden_columns.contains(cell.col);
        }
        let cuts = parts(&cells);
        for number in 1..=cuts.len() {
            let below = cells.split_off(cuts.get(number - 1).map_or(0, |cut| cells.partition_point(|cell| cell.row < *cut)));
            self.section(std::mem::replace(&mut cells, below), number, &name, sheet.hidden);
        }
        self.section(cells, cuts.len() + 1, &name, sheet.hidden);
    }

    /// The site that the first of these cells will have.
    fn next_cell(&self, cells: &[Cell]) -> Option<Site> {
        let table = u32::try_from(self.document.tables.len()).ok()?;
        (!cells.is_empty()).then_some(Site::Cell { table, cell: 0 })
    }

    /// Adds the `nth` table of a sheet, with the paragraphs in its cells.
    fn section(&mut self, cells: Vec<Cell>, nth: usize, name: &str, hidden: bool) {
        // A blank row costs a stretch too, and a sheet may be all rows.
        let Ok(mut table) = Table::new(cells, self.limits.cells.saturating_add(MOST_ROWS as usize)) else {
            self.losses(name, &[Loss::Limit]);
            return;
        };
        let number = u32::try_from(self.document.tables.len()).unwrap_or(u32::MAX);
        let prose = prose(&table, number);
        table.caption = prose.caption.and_then(|c| table.cell(c)).map(|c| c.text.clone());
        (table.number, table.hidden, table.sheet) = (u32::try_from(nth).unwrap_or(u32::MAX), hidden, Some(name.to_owned()));
        for paragraph in prose.before {
            self.document.push_paragraph(paragraph);
        }
        self.errors(name, number, table.cells());
        self.document.push_table(table);
        for paragraph in prose.after {
            self.document.push_paragraph(paragraph);
        }
    }

    /// The finished document.
    pub(super) fn finish(self) -> Document {
        self.document
    }

    fn remark(&mut self, kind: RemarkKind, site: Option<Site>, zh: String, en: String) {
        self.document.remarks.push(Remark { kind, message: Phrase::new(zh, en), site });
    }

    fn losses(&mut self, name: &str, losses: &[Loss]) {
        for loss in losses {
            let (kind, zh, en) = match loss {
                Loss::Limit => (
                    RemarkKind::Unread,
                    format!("工作表“{name}”的单元格超过上限，其余部分未读取；可用 --max-cells 放宽"),
                    format!(
                        "sheet {name:?} holds more cells or text than the limit allows, the rest is unread; allow more with --max-cells"
                    ),
                ),
                Loss::Broken => (
                    RemarkKind::Truncated,
                    format!("工作表“{name}”的数据不完整，其后的单元格未读取"),
                    format!("the data of sheet {name:?} end early, the cells after that are unread"),
                ),
                Loss::Styles => (
                    RemarkKind::Unread,
                    format!("工作簿缺少工作表“{name}”所用的单元格格式，日期和百分比可能显示为普通数字：请用表格软件打开并另存"),
                    format!(
                        "the workbook lacks styles that cells of sheet {name:?} have, and dates and percentages may read as plain numbers: open it in a spreadsheet program and save it again"
                    ),
                ),
                Loss::Checksum => (
                    RemarkKind::Truncated,
                    format!("工作表“{name}”的数据与校验和不符，数值可能有误：请重新获取文件"),
                    format!("the data of sheet {name:?} do not match their checksum and values may be wrong: fetch the file again"),
                ),
            };
            self.remark(kind, None, zh, en);
        }
    }

    /// Says which cells stand where no sheet has a place.
    fn lost(&mut self, name: &str, lost: &Lost) {
        let count = lost.count;
        if count == 0 {
            return;
        }
        let more = if count > lost.told.len() { (" 等", ", …") } else { ("", "") };
        let (cells, stand, were) = if count == 1 { ("cell", "stands", "was") } else { ("cells", "stand", "were") };
        self.remark(
            RemarkKind::Unread,
            None,
            format!("工作表“{name}”有{count}个单元格的位置超出工作表范围（{}{}），未读取", lost.told.join("、"), more.0),
            format!(
                "{count} {cells} of sheet {name:?} {stand} where no sheet has a place ({}{}) and {were} left out",
                lost.told.join(", "),
                more.1
            ),
        );
    }

    /// Says which cells could not be read.
    fn unread(&mut self, name: &str, unread: &Lost) {
        let count = unread.count;
        if count == 0 {
            return;
        }
        let more = if count > unread.told.len() { (" 等", ", …") } else { ("", "") };
        let cells = if count == 1 { "cell" } else { "cells" };
        self.remark(
            RemarkKind::Unread,
            None,
            format!("工作表“{name}”有{count}个单元格无法读取（{}{}），其内容未知", unread.told.join("、"), more.0),
            format!("{count} {cells} of sheet {name:?} could not be read ({}{})", unread.told.join(", "), more.1),
        );
    }

    /// Says which text boxes were not read.
    fn boxes(&mut self, name: &str, boxes: &Struck) {
        for (at, words) in &boxes.told {
            self.remark(
                RemarkKind::Unread,
                None,
                format!("工作表“{name}”{at}处的文本框（“{words}”）未读取：请把文字写入单元格"),
                format!("the text box at {at} of sheet {name:?} (`{words}`) was not read: put its words in a cell"),
            );
        }
        if boxes.more > 0 {
            let more = boxes.more;
            self.remark(
                RemarkKind::Unread,
                None,
                format!("工作表“{name}”另有{more}个文本框未读取"),
                format!("{more} more text boxes of sheet {name:?} were not read"),
            );
        }
    }

    /// Says what is struck out and was left out.
    fn struck(&mut self, name: &str, struck: &Struck) {
        for (at, words) in &struck.told {
            self.remark(
                RemarkKind::Struck,
                None,
                format!("工作表“{name}”的{at}中“{words}”已被划去，未计入"),
                format!("`{words}` in {at} of sheet {name:?} is struck out and was left out"),
            );
        }
        if struck.more > 0 {
            let more = struck.more;
            self.remark(
                RemarkKind::Struck,
                None,
                format!("工作表“{name}”另有{more}处被划去的文字未计入"),
                format!("{more} more cells of sheet {name:?} have struck-out text that was left out"),
            );
        }
    }

    fn errors(&mut self, name: &str, table: u32, cells: &[Cell]) {
        let mut unnamed = 0_usize;
        let mut named = 0_usize;
        for (index, cell) in (0_u32..).zip(cells) {
            let (zh, en) = match &cell.stored {
                Some(Stored::Error(error)) => (format!("单元格是错误值{error}"), format!("the cell holds the error value {error}")),
                Some(Stored::NoValue) => {
                    ("公式尚未计算，请重新计算并保存".to_owned(), "a formula that was never calculated; recalculate and save".to_owned())
                }
                _ => continue,
            };
            if named < NAMED_ERRORS {
                named += 1;
                self.remark(RemarkKind::NoValue, Some(Site::Cell { table, cell: index }), zh, en);
            } else {
                unnamed += 1;
            }
        }
        if unnamed > 0 {
            self.remark(
                RemarkKind::NoValue,
                None,
                format!("工作表“{name}”另有{unnamed}个单元格是错误值或尚未计算的公式"),
                format!("{unnamed} more cells of sheet {name:?} are error values or formulas never calculated"),
            );
        }
    }
}

/// Orders the cells, one a position (the last wins, as in a spreadsheet program), without blanks and those at positions no sheet has, which are
/// added to the lost ones.
fn tidy(mut cells: Vec<Cell>, lost: &mut Lost) -> Vec<Cell> {
    cells.retain(|c| {
        let blank = c.text.is_empty() && c.formula.is_none() && c.stored != Some(Stored::NoValue);
        let beyond = c.row >= MOST_ROWS || c.col >= MOST_COLUMNS;
        if beyond && !blank {
            lost.add(&c.corner().to_string());
        }
        !beyond && !blank
    });
    cells.sort_by_key(|c| (c.row, c.col));
    cells.dedup_by(|later, earlier| {
        let same = (later.row, later.col) == (earlier.row, earlier.col);
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    cells
}
