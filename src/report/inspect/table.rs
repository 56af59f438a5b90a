//! A table as an aligned grid, with what its cells know beside their text.

use std::collections::BTreeMap;
use std::io;

use crate::document::{Cell, Stored, Table};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::text::labelled;
use crate::report::width::{columns, fit, hanging, is_figure, lower, pad_end};

/// Columns of a cell in the grid; longer text is shortened here and whole in the JSON form.
const CELL: usize = 24;
/// Words of a cell are not shortened below this.
const LEAST: usize = 3;
/// Grid positions drawn of one table; the rest is counted.
const POSITIONS: usize = 500_000;

/// The heading, the grid, then one line for each cell that is more than its text.
pub(super) fn write(table: &Table, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let (number, rows, cols) = (table.number, table.rows(), table.cols());
    let sheet = table.sheet.as_deref().map(|sheet| visible(sheet).into_owned());
    let name = match (sheet, lang) {
        (Some(sheet), Lang::Zh) => format!("工作表 {sheet} 第 {number} 个表"),
        (None, Lang::Zh) => format!("第 {number} 个表"),
        (Some(sheet), Lang::En) => format!("table {number} on {sheet}"),
        (None, Lang::En) => format!("table {number}"),
    };
    let (size, hidden, caption) = match lang {
        Lang::Zh => (format!("{rows} 行 {cols} 列"), "，隐藏", "标题"),
        Lang::En => (format!("{rows} rows, {cols} columns"), ", hidden", "caption"),
    };
    let hidden = if table.hidden { hidden } else { "" };
    writeln!(out, "\n{}", labelled(&name, &format!("{size}{hidden}"), lang))?;
    if let Some(words) = &table.caption {
        write!(out, "{}", hanging("", &labelled(caption, &visible(words.as_str()), lang), 2, options.width))?;
    }
    grid(table, options, out)?;
    // Cells of which the same is to be said share a line.
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for cell in table.cells() {
        let notes = notes(cell, lang);
        if notes.is_empty() {
            continue;
        }
        let notes = notes.join(if lang == Lang::Zh { "，" } else { ", " });
        let at = *index.entry(notes.clone()).or_insert_with(|| {
            said.push((notes, Vec::new()));
            said.len() - 1
        });
        if let Some((_, cells)) = said.get_mut(at) {
            cells.push(cell.corner().to_string());
        }
    }
    for (notes, cells) in said {
        write!(out, "{}", hanging("  ", &labelled(&cells.join(" "), &notes, lang), 4, options.width))?;
    }
    writeln!(out)
}

/// The grid; in too narrow a window words give way to numbers, and what still is too wide is left so.
fn grid(table: &Table, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let cols = table.cols() as usize;
    let rows = (table.rows() as usize).min(POSITIONS / cols.max(1));
    let gutter = table.rows().to_string().len().max(2);
    let letters: Vec<String> = (0..table.cols()).take(POSITIONS).map(letter).collect();
    let mut widths: Vec<(usize, usize)> = letters.iter().map(|letter| (letter.len(), letter.len().max(LEAST))).collect();
    for cell in table.cells().iter().filter(|c| (c.row as usize) < rows) {
        if let Some((width, floor)) = widths.get_mut(cell.col as usize) {
            let own = columns(&visible(cell.text.as_str())).min(CELL);
            *width = (*width).max(own);
            *floor = if is_figure(cell.text.as_str()) { (*floor).max(own) } else { *floor };
        }
    }
    // ` │ ` before each and ` │` at the end.
    let room = options.width.saturating_sub(gutter + 2 + 3 * widths.len());
    lower(&mut widths, room);
    let line = |head: &str, cells: &mut dyn Iterator<Item = String>, out: &mut dyn io::Write| -> io::Result<()> {
        let cells: Vec<String> = cells.zip(&widths).map(|(text, &(width, _))| pad_end(&fit(&text, width), width)).collect();
        writeln!(out, "{head:>gutter$} │ {} │", cells.join(" │ "))
    };
    line("", &mut letters.iter().cloned(), out)?;
    for (row, shown) in (0..table.rows()).zip(1..=rows) {
        line(&shown.to_string(), &mut (0..table.cols()).map(|col| position(table, row, col)), out)?;
    }
    let left = table.rows() as usize - rows;
    if left > 0 {
        let left = if options.lang == Lang::Zh { format!("另有 {left} 行") } else { format!("{left} more rows") };
        writeln!(out, "{:>gutter$} │ {left}", "⋮")?;
    }
    Ok(())
}

/// The text at a grid position; `←` and `↑` where a cell further left or up covers it.
fn position(table: &Table, row: u32, col: u32) -> String {
    let Some(cell) = table.at(row, col).and_then(|index| table.cell(index)) else {
        return String::new();
    };
    match (cell.row == row, cell.col == col) {
        (true, true) => visible(cell.text.as_str()).into_owned(),
        (true, false) => "←".to_owned(),
        (false, _) => "↑".to_owned(),
    }
}

fn letter(col: u32) -> String {
    crate::document::CellRef::new(0, col).to_string().trim_end_matches('1').to_owned()
}

fn notes(cell: &Cell, lang: Lang) -> Vec<String> {
    let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    let mut notes = Vec::new();
    if cell.row_span > 1 || cell.col_span > 1 {
        let (rows, cols) = (cell.row_span, cell.col_span);
        notes.push(say(&format!("占 {rows} 行 {cols} 列"), &format!("covers {rows} × {cols}")));
    }
    if cell.header {
        notes.push(say("表头", "header"));
    }
    if cell.hidden {
        notes.push(say("隐藏", "hidden"));
    }
    match &cell.stored {
        None | Some(Stored::Text) => {}
        Some(Stored::Number(number)) if number.to_string() == cell.text.as_str() => {}
        Some(Stored::Number(number)) => notes.push(say(&format!("存储值 {number}"), &format!("stored {number}"))),
        Some(Stored::Bool(value)) => notes.push(say(&format!("存储值 {value}"), &format!("stored {value}"))),
        Some(Stored::Date) => notes.push(say("日期", "a date")),
        Some(Stored::Error(error)) => notes.push(say(&format!("出错 {}", visible(error)), &format!("error {}", visible(error)))),
        Some(Stored::NoValue) => notes.push(say("从未计算", "never calculated")),
    }
    if let Some(formula) = &cell.formula {
        notes.push(format!("={}", visible(formula)));
    }
    notes
}
