//! Plain text to a document.

use super::bars::{Layout, block, is_frame};
use super::cells::Row;
use super::comments::without_comments;
use super::lines::{Line, lines_up_to};
use super::marks::code_block;
use super::paragraphs::paragraphs;
use super::{bars, cells, forms, grid, ragged, rows, ruled, runs, tabs};
use crate::document::{Cell, Document, Format, Inferred, Remark, RemarkKind, Site, SourceText, Table};
use crate::ingest::Limits;
use crate::ingest::struck::{self, Struck};
use crate::ingest::wrapped::wrap_width;
use crate::phrase::Phrase;

/// Lines of a file; as sentences with a number or two, about a kilobyte each.
const MOST_LINES: usize = 500_000;
/// Bytes of its lines: beyond any report, and as prose up to twenty times as much in memory.
const MOST_BYTES: usize = 16 << 20;
/// Lines looked at for rows that lost their merged cells.
const RAGGED_WITHIN: usize = 10_000;

/// Reads plain text: tables drawn with bars, everything else as paragraphs. Fenced code is no text.
pub(in crate::ingest) fn read(name: &str, source: SourceText, limits: &Limits) -> Document {
    let mut document = Document::new(name, Format::Text);
    let (lines, cut) = lines_up_to(source.text(), MOST_LINES, MOST_BYTES);
    let lines = without_comments(lines);
    let wrap = wrap_width(lines.iter().filter(|l| !l.text.contains('|')).map(|l| l.text));
    let mut prose = 0;
    let mut fenced = true;
    let mut at = 0;
    let mut budget = limits.cells;
    let mut struck = Vec::new();
    let mut finder = ruled::Finder::new(source.text());
    while at < lines.len() && !limits.deadline.is_over() {
        let rest = lines.get(at..).unwrap_or(&[]);
        let code = if fenced { code_block(rest) } else { None };
        // A fence that nothing closes is none, and neither are those after it: each would look through the rest again.
        fenced &= code != Some(0);
        if let Some(code) = code.filter(|code| *code > 0) {
            push_paragraphs(&mut document, lines.get(prose..at).unwrap_or(&[]), wrap);
            at += code;
            prose = at;
            continue;
        }
        let tabbed = tabs::rows(source.text(), rest);
        if !tabbed.is_empty() {
            let count = tabbed.len();
            if tabs::is_table(&tabbed) {
                push_prose(&mut document, lines.get(prose..at).unwrap_or(&[]), wrap, &mut budget);
                push_tabbed(&mut document, tabbed, &mut budget);
                prose = at + count;
            }
            at += count;
            continue;
        }
        if let Some(ruled) = finder.table(rest, budget) {
            push_prose(&mut document, lines.get(prose..at).unwrap_or(&[]), wrap, &mut budget);
            push_cells(&mut document, ruled.cells, Inferred::No, &mut budget);
            at += ruled.count;
            prose = at;
            continue;
        }
        let starts = begins(rest);
        let unquoted = unquoted(rest);
        let rest = if unquoted.is_empty() { rest } else { &unquoted };
        let Some((layout, count)) = starts.then(|| block(rest)).flatten() else {
            // The whole run is no table, so its later lines need no look.
            let run = if starts { rest.iter().take_while(|l| l.text.contains('|')).count().max(1) } else { 1 };
            at += run;
            continue;
        };
        push_prose(&mut document, lines.get(prose..at).unwrap_or(&[]), wrap, &mut budget);
        struck.extend(push_table(&mut document, layout, rest.get(..count).unwrap_or(&[]), &mut budget));
        at += count;
        prose = at;
    }
    push_prose(&mut document, lines.get(prose..).unwrap_or(&[]), wrap, &mut budget);
    if cut {
        let mebibytes = MOST_BYTES >> 20;
        document.remarks.push(unread(
            format!("文字超过 {MOST_LINES} 行或 {mebibytes} MiB 的上限，其后未读取；请拆分文件"),
            format!("the file has more than {MOST_LINES} lines or {mebibytes} MiB of text, the rest was not read; split the file"),
        ));
    }
    document.source = Some(source);
    remark_html(&mut document);
    struck::remark(&mut document, &struck);
    document
}

/// Whether a table drawn with bars may begin here: with a bar, or with a line above the first.
fn begins(lines: &[Line<'_>]) -> bool {
    let holds_bar = |line: Option<&Line<'_>>| line.is_some_and(|line| line.text.contains('|'));
    holds_bar(lines.first()) || (lines.first().is_some_and(|line| is_frame(line.text)) && holds_bar(lines.get(1)))
}

/// The lines of a table that is quoted, each without the mark in front: `> | a | b |`.
fn unquoted<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let quoted = lines.iter().take_while(|line| line.text.starts_with('>') && line.text.contains('|'));
    quoted.map(|line| line.part(line.text.len() - line.text.trim_start_matches(['>', ' ']).len(), line.text.len())).collect()
}

/// Says where a table of HTML stands in the text: its numbers are words here.
fn remark_html(document: &mut Document) {
    let holds = |text: &str| text.split('<').skip(1).any(|tag| tag.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("table")));
    let Some((at, _)) = (0_u32..).zip(&document.paragraphs).find(|(_, paragraph)| holds(paragraph.text.as_str())) else { return };
    let message = Phrase::new(
        "文中有 HTML 表格，其内容按文字读取，未按表格核对：请改用竖线表格，或将文件另存为网页",
        "the text holds a table in HTML, which was read as words and not checked as a table: draw it with bars, or save the file as a page",
    );
    document.remarks.push(Remark { kind: RemarkKind::Unread, message, site: Some(Site::Paragraph(at)) });
}

fn unread(zh: String, en: String) -> Remark {
    Remark { kind: RemarkKind::Unread, message: Phrase::new(zh, en), site: None }
}

fn push_paragraphs(document: &mut Document, lines: &[Line<'_>], wrap: Option<usize>) {
    for paragraph in paragraphs(lines, wrap) {
        document.push_paragraph(paragraph);
    }
}

/// Paragraphs, and the tables among them that lost their lines.
fn push_prose(document: &mut Document, lines: &[Line<'_>], wrap: Option<usize>, budget: &mut usize) {
    let mut at = 0;
    for found in without_lines(lines, *budget) {
        push_paragraphs(document, lines.get(at..found.start).unwrap_or(&[]), wrap);
        push_cells(document, found.cells, found.inferred, budget);
        at = found.end;
    }
    push_paragraphs(document, lines.get(at..).unwrap_or(&[]), wrap);
}

/// The tables that lost their lines, in order: forms of small tables, and runs of figures outside of them; those of more cells than the budget
/// without them.
fn without_lines(lines: &[Line<'_>], budget: usize) -> Vec<runs::Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let between = |from: usize, to: usize| {
        let moved = move |table: runs::Found| runs::Found { start: table.start + from, end: table.end + from, ..table };
        runs::tables(lines.get(from..to).unwrap_or(&[]), budget).into_iter().map(moved)
    };
    for form in forms::forms(lines) {
        found.extend(between(at, form.start));
        at = form.end;
        found.push(form);
    }
    found.extend(between(at, lines.len()));
    found
}

/// Appends a table with the next number; one above the cell limit becomes a remark. Gives what is struck out in it.
fn push_table(document: &mut Document, layout: Layout, lines: &[Line<'_>], budget: &mut usize) -> Vec<Struck> {
    let mut struck = Vec::new();
    let bars: usize = lines.iter().map(|l| l.text.matches('|').count() + 1).sum();
    let mut inferred = Inferred::No;
    let cells: Option<Vec<Cell>> = match layout {
        _ if bars > budget.saturating_mul(2) => None,
        Layout::Rows if lost_merged_cells(lines) => {
            inferred = Inferred::Cells;
            grid::cells(&ragged::cut(ragged::between_bars(lines)), *budget)
        }
        Layout::Rows => {
            let drawn = rows::cells(lines);
            struck = drawn.struck;
            Some(drawn.cells).filter(|cells| cells.len() <= *budget)
        }
        Layout::Cells => {
            inferred = Inferred::Cells;
            grid::cells(&cells::cut(lines), *budget)
        }
        Layout::Padded => {
            inferred = Inferred::Cells;
            let rows = bars::without_frame(lines);
            grid::cells(&cells::padded(rows.as_deref().unwrap_or(lines)), *budget)
        }
    };
    let tables = document.tables.len();
    push_cells(document, cells, inferred, budget);
    let Some(table) = document.tables.get(tables) else { return Vec::new() };
    let number = u32::try_from(tables).unwrap_or(u32::MAX);
    let site = |row, col| table.at(row, col).map(|cell| Site::Cell { table: number, cell });
    struck.into_iter().map(|(row, col, text)| Struck { text, site: site(row, col) }).collect()
}

/// Whether lines of `a | b` are what is left of a table with merged cells. A line that only draws, or a bar in front, is of a table drawn whole.
fn lost_merged_cells(lines: &[Line<'_>]) -> bool {
    !lines.iter().any(|line| is_frame(line.text) || line.text.starts_with('|')) && ragged::is_ragged(&ragged::between_bars(lines))
}

/// Appends a table of fields between tabs.
fn push_tabbed(document: &mut Document, rows: Vec<Row<'_>>, budget: &mut usize) {
    let fields: usize = rows.iter().map(|row| row.cells.len()).sum();
    if fields > *budget {
        push_cells(document, None, Inferred::No, budget);
    } else if ragged::is_ragged(&rows) {
        push_cells(document, grid::cells(&ragged::cut(rows), *budget), Inferred::Cells, budget);
    } else {
        push_cells(document, Some(tabs::cells(&rows)), Inferred::No, budget);
    }
}

/// Whether the text holds a table of fields between tabs that lost its merged cells, so that its lines are not yet its rows.
pub(in crate::ingest) fn has_ragged_tabs(text: &str) -> bool {
    let (lines, _) = lines_up_to(text, RAGGED_WITHIN, MOST_BYTES);
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        let rows = tabs::rows(text, rest);
        if tabs::is_table(&rows) && ragged::is_ragged(&rows) {
            return true;
        }
        at += rows.len().max(1);
    }
    false
}

/// Appends a table of these cells; `None`, or more cells than the budget has left, become a remark.
fn push_cells(document: &mut Document, cells: Option<Vec<Cell>>, inferred: Inferred, budget: &mut usize) {
    let number = u32::try_from(document.tables.len() + 1).unwrap_or(u32::MAX);
    let used = cells.as_ref().map_or(0, Vec::len);
    match cells.and_then(|cells| Table::new(cells, *budget).ok()) {
        Some(mut table) => {
            *budget = budget.saturating_sub(used);
            table.number = number;
            table.inferred = inferred;
            document.push_table(table);
        }
        None => document.remarks.push(unread(
            format!("第 {number} 个表格超过单元格上限，未读取；请拆分文件，或用 --max-cells 放宽上限"),
            format!("what would be table {number} exceeds the cell limit and was not read; split the file or allow more with --max-cells"),
        )),
    }
}
