//! Records to paragraphs and tables: one file may hold several exported sheets one below the other.

use super::fields::{Record, Records};
use crate::document::{Cell, Document, Format, Paragraph, Remark, RemarkKind, Site, SourceText, Table};
use crate::ingest::Limits;
use crate::ingest::outline::{Numbering, numbering};
use crate::phrase::Phrase;

/// A lone field with more characters is prose.
const LONG: usize = 60;
/// A lone field without separators inside a table is a row of it up to so many characters.
const SHORT: usize = 20;

/// Reads separated values. Runs of records with two or more filled fields are tables, each starting at row 0; records of one field that
/// reads as prose or a heading are paragraphs; blank records separate. Spans of merged cells are lost in this format: every field is one
/// cell at its own position, blank ones included.
pub(in crate::ingest) fn read(name: &str, source: SourceText, separator: u8, limits: &Limits) -> Document {
    let mut document = Document::new(name, if separator == b'\t' { Format::Tsv } else { Format::Csv });
    let mut records = Records::new(source.text(), separator);
    let mut run = Run { rows: Vec::new(), fields: 0, budget: limits.cells };
    let mut next = records.next();
    while let Some(record) = next {
        next = records.next();
        if run.rows.len().is_multiple_of(1024) && limits.deadline.is_over() {
            break;
        }
        if document.paragraphs.len() >= limits.cells {
            document.remarks.push(unread(
                "段落数超过上限，其后未读取；请拆分文件".to_owned(),
                "too many paragraphs, the rest was not read; split the file".to_owned(),
            ));
            break;
        }
        match place(&record, &run, next.as_ref()) {
            Place::Row => run.push(record),
            Place::Blank => run.finish(&mut document),
            Place::Paragraph => {
                run.finish(&mut document);
                push_paragraph(&mut document, record);
            }
        }
    }
    let cut = run.is_cut(source.text());
    run.finish(&mut document);
    if cut {
        let message = Phrase::new(
            "最后一行字段不全，也没有换行，文件可能不完整；请重新获取",
            "the last line lacks fields and its line break, the file may be cut off; fetch it again",
        );
        document.remarks.push(Remark { kind: RemarkKind::Truncated, message, site: None });
    }
    if records.unclosed {
        let message = Phrase::new(
            "有引号未闭合，其后的引号按普通字符读取；请检查文件是否完整",
            "a quote is never closed, so later quotes were read as plain characters; check that the file is complete",
        );
        document.remarks.push(Remark { kind: RemarkKind::Truncated, message, site: None });
    }
    if records.too_wide {
        document.remarks.push(unread(
            "有的行字段过多，超出部分未读取".to_owned(),
            "some lines have too many fields, the rest of them was not read".to_owned(),
        ));
    }
    document.source = Some(source);
    document
}

fn unread(zh: String, en: String) -> Remark {
    Remark { kind: RemarkKind::Unread, message: Phrase::new(zh, en), site: None }
}

/// Where a record belongs.
enum Place {
    Row,
    Blank,
    Paragraph,
}

fn filled(record: &Record) -> usize {
    record.iter().filter(|f| !f.is_empty()).count()
}

fn place(record: &Record, run: &Run, next: Option<&Record>) -> Place {
    let mut fields = record.iter().enumerate().filter(|(_, f)| !f.is_empty());
    let Some((col, field)) = fields.next() else { return Place::Blank };
    if fields.next().is_some() {
        return Place::Row;
    }
    let words = field.as_str();
    let length = words.chars().count();
    let is_heading = matches!(numbering(words), Some(Numbering::Chinese | Numbering::ChineseBracketed));
    let is_prose = length > LONG || words.ends_with(['。', '！', '？', '；']);
    let in_table = !run.rows.is_empty();
    let table_follows = next.is_some_and(|n| filled(n) >= 2);
    if record.len() == 1 {
        // Without any separator it is no row of a sheet, unless the table plainly goes on around it.
        let same_table = in_table && next.is_some_and(|n| Some(n.len()) == run.rows.last().map(Vec::len) && n.len() > 1);
        return if same_table && !is_heading && length <= SHORT { Place::Row } else { Place::Paragraph };
    }
    if col > 0 {
        return if in_table || table_follows { Place::Row } else { Place::Paragraph };
    }
    if is_prose || (is_heading && !in_table) || !(in_table || table_follows) { Place::Paragraph } else { Place::Row }
}

fn push_paragraph(document: &mut Document, record: Record) {
    if let Some(text) = record.into_iter().find(|f| !f.is_empty()) {
        document.push_paragraph(Paragraph { text, ..Paragraph::default() });
    }
}

/// The rows of the table being read.
struct Run {
    rows: Vec<Record>,
    fields: usize,
    budget: usize,
}

impl Run {
    /// Appends a row. Above the budget only the last row is kept, for telling where the table ends.
    fn push(&mut self, record: Record) {
        self.fields = self.fields.saturating_add(record.len());
        if self.fields > self.budget {
            self.rows.clear();
        }
        self.rows.push(record);
    }

    /// Whether the text breaks off within a row: the last one is shorter than all others and no line break ends it.
    fn is_cut(&self, text: &str) -> bool {
        let Some((last, rows)) = self.rows.split_last() else { return false };
        rows.len() >= 2 && !text.ends_with(['\n', '\r']) && rows.iter().all(|row| row.len() > last.len())
    }

    /// Ends the table: rows without a second filled field anywhere are paragraphs after all.
    fn finish(&mut self, document: &mut Document) {
        let rows = std::mem::take(&mut self.rows);
        let count = std::mem::take(&mut self.fields);
        if count <= self.budget && rows.iter().all(|r| filled(r) < 2) {
            for row in rows {
                push_paragraph(document, row);
            }
            return;
        }
        let number = u32::try_from(document.tables.len() + 1).unwrap_or(u32::MAX);
        let split = split_numbers(&rows);
        let table = if count > self.budget { None } else { Table::new(cells(rows), self.budget).ok() };
        if let Some(mut table) = table {
            self.budget = self.budget.saturating_sub(count);
            table.number = number;
            let index = document.push_table(table);
            say_split(document, index, &split);
        } else {
            document.remarks.push(unread(
                format!("第 {number} 个表格超过单元格上限，未读取；请拆分文件，或用 --max-cells 放宽上限"),
                format!(
                    "what would be table {number} exceeds the cell limit and was not read; split the file or allow more with --max-cells"
                ),
            ));
        }
    }
}

/// Rows of more fields than the header, in which two fields may be one number with a separator of thousands and no quotes around it: row, column
/// and the number.
fn split_numbers(rows: &[Record]) -> Vec<(u32, u32, String)> {
    let used = |row: &Record| row.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
    let header = rows.first().map_or(0, used);
    // Tables of several widths one below the other have no header in their first row.
    if rows.iter().filter(|row| used(row) == header).count() * 2 <= rows.len() {
        return Vec::new();
    }
    let is_number =
        |text: &str, lengths: std::ops::RangeInclusive<usize>| lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let mut found = Vec::new();
    for (row, record) in (0_u32..).zip(rows).filter(|(_, record)| used(record) > header) {
        let pairs = (0_u32..).zip(record.windows(2));
        let split = pairs.filter(|(_, pair)| is_number(pair[0].as_str(), 1..=3) && is_number(pair[1].as_str(), 3..=3));
        found.extend(split.map(|(col, pair)| (row, col, format!("{},{}", pair[0].as_str(), pair[1].as_str()))).next());
    }
    found
}

/// Numbers that may be split, named one by one.
const NAMED: usize = 20;

fn say_split(document: &mut Document, table: u32, split: &[(u32, u32, String)]) {
    for (row, col, number) in split.iter().take(NAMED) {
        let cell = document.tables.get(table as usize).and_then(|table| table.at(*row, *col));
        let message = Phrase::new(
            format!("该行的字段多于表头，“{number}”可能是未加引号的一个数，现读作两格；请给它加上引号"),
            format!("the row has more fields than the header and `{number}` may be one number, but was read as two; put it in quotes"),
        );
        document.remarks.push(Remark { kind: RemarkKind::Unparsed, message, site: cell.map(|cell| Site::Cell { table, cell }) });
    }
    if split.len() > NAMED {
        let more = split.len() - NAMED;
        document.remarks.push(unread(
            format!("另有 {more} 行的字段多于表头，其中的数可能被拆成两格"),
            format!("{more} more rows have more fields than the header, and numbers in them may have been read as two"),
        ));
    }
}

/// The fields as cells; columns right of the last filled one are no part of the table.
fn cells(rows: Vec<Record>) -> Vec<Cell> {
    let used = |row: &Record| row.iter().rposition(|f| !f.is_empty()).map_or(0, |last| last + 1);
    let columns = rows.iter().map(used).max().unwrap_or(0);
    let mut cells = Vec::with_capacity(rows.iter().map(|row| row.len().min(columns)).sum());
    for (row, record) in (0..).zip(rows) {
        cells.extend((0..).zip(record.into_iter().take(columns)).map(|(col, text)| Cell::new(row, col, text)));
    }
    cells
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::document::{Block, Document, Format, Table};
    use crate::ingest::{Limits, read};

    fn document(text: &str) -> Document {
        read("x.csv", text.as_bytes().into(), &Limits::default()).unwrap()
    }

    fn at(table: &Table, row: u32, col: u32) -> &str {
        table.at(row, col).and_then(|c| table.cell(c)).map_or("?", |c| c.text.as_str())
    }

    #[test]
    fn numbers_that_may_be_split_are_said() {
        let read = document("项目,数量\n甲,1,234\n乙,5\n");
        assert_eq!(read.tables.len(), 1);
        let said: Vec<_> = read.remarks.iter().map(|r| (r.kind, r.site)).collect();
        assert_eq!(said, [(crate::document::RemarkKind::Unparsed, Some(crate::document::Site::Cell { table: 0, cell: 3 }))]);
        assert!(document("项目,数量,备注\n甲,1,234\n乙,5,6\n").remarks.is_empty());
    }

    #[test]
    fn a_file_that_breaks_off_in_a_row_is_said() {
        let cut = |text: &str| document(text).remarks.iter().any(|r| r.kind == crate::document::RemarkKind::Truncated);
        assert!(cut("项目,甲,乙\n一,3,4\n二,5,6\n合计,8"));
        for whole in ["项目,甲,乙\n一,3,4\n二,5,6\n合计,8,10", "项目,甲,乙\n一,3,4\n二,5,6\n合计,8\n", "项目,甲\n一,3,4\n合计,8"]
        {
            assert!(!cut(whole), "{whole}");
        }
    }

    #[test]
    fn sheets_one_below_the_other() {
        let text = "\u{feff}某局年报\n一、概况\n\"全年受理38件,办结36件。\"\n二、收费\n甲类,,\n名称,\"本年\n数量\",金额\n规费,21,\"1,204\"\n乙类,,\n罚没,3,40\n三、申请\n,个人,合计\n收到,38,40\n\n办结,36,\n";
        let found = document(text);
        assert_eq!(found.format, Format::Csv);
        let kinds: String = found.blocks.iter().map(|b| if matches!(b, Block::Paragraph(_)) { 'p' } else { 't' }).collect();
        assert_eq!(kinds, "pppptptt");
        let [fees, requests, closed] = &found.tables[..] else { panic!() };
        assert_eq!((fees.rows(), fees.cols(), at(fees, 0, 0), at(fees, 2, 2), at(fees, 1, 1)), (5, 3, "甲类", "1,204", "本年\n数量"));
        assert_eq!((at(requests, 0, 0), at(requests, 1, 1), at(closed, 0, 1)), ("", "38", "36"));
        let source = found.source.as_ref().unwrap();
        let cell = fees.cell(fees.at(2, 2).unwrap()).unwrap();
        let span = cell.text.span(0..cell.text.len()).unwrap();
        assert_eq!(&source.raw()[source.raw_span(span)], b"1,204");
    }

    #[test]
    fn a_line_that_names_the_separator_is_no_row_and_places_stay() {
        for (text, format) in [
            ("sep=;\r\n项目;金额\r\n甲;1,5\r\n乙;2,5\r\n", Format::Csv),
            ("\"sep=;\"\n项目;金额\n甲;1,5\n乙;2,5\n", Format::Csv),
            ("SEP=\t\n项目\t金额\n甲\t1,5\n乙\t2,5\n", Format::Tsv),
            ("sep=|\n项目|金额\n甲|1,5\n乙|2,5\n", Format::Csv),
        ] {
            let found = document(text);
            let [table] = &found.tables[..] else { panic!("{text}: {} tables", found.tables.len()) };
            assert_eq!(
                (found.format, table.rows(), table.cols(), at(table, 0, 0), at(table, 1, 1)),
                (format, 3, 2, "项目", "1,5"),
                "{text}"
            );
            let cell = table.cell(table.at(1, 1).unwrap()).unwrap();
            let source = found.source.as_ref().unwrap();
            let place = cell.text.span(0..cell.text.len()).unwrap();
            assert_eq!(source.line_column(place.start).0, 3, "{text}");
        }
        // No separator is named: these are rows and words.
        assert_eq!(document("sep=,x\n甲,1\n乙,2\n").tables[0].rows(), 3);
        assert!(document("sep=x\n全年平稳。\n").tables.is_empty());
    }

    #[test]
    fn padded_paragraphs_are_not_rows() {
        let found = document("一、概况,,\n全年共受理三十八件。,,\n\n名称,数量,\n甲,3,\n乙,4,\n");
        assert_eq!((found.paragraphs.len(), found.tables.len()), (2, 1));
        assert_eq!((found.tables[0].rows(), found.tables[0].cols()), (3, 2));
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a skipped test must say so")]
    fn the_county_report_lies_as_its_page_does() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county/report.csv");
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("SKIPPED: no fixture at {}", path.display());
            return;
        };
        let found = read("report.csv", bytes.into(), &Limits::default()).unwrap();
        let [actions, requests, suits] = &found.tables[..] else { panic!("{} tables", found.tables.len()) };
        assert_eq!((actions.rows(), actions.cols(), at(actions, 3, 1)), (18, 4, "122"));
        assert_eq!((requests.rows(), requests.cols()), (26, 10));
        assert_eq!([at(requests, 10, 3), at(requests, 24, 3), at(requests, 3, 3), at(requests, 25, 9)], ["8", "38", "38", "0"]);
        assert_eq!((suits.rows(), suits.cols()), (4, 15));
        assert_eq!([at(suits, 3, 1), at(suits, 3, 9), at(suits, 3, 14)], ["2", "10", "1"]);
    }
}
