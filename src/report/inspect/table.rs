//! A table as an aligned grid, with what its cells know beside their text.

use std::io;

use crate::document::{Cell, Stored, Table};
use crate::report::clean::visible;
use crate::report::width::{columns, fit, pad_end};

/// Columns of a cell in the grid; longer text is shortened here and whole in the JSON form.
const CELL: usize = 24;
/// Grid positions drawn of one table; the rest is counted.
const POSITIONS: usize = 500_000;

/// The heading, the grid, then one line for each cell that is more than its text.
pub(super) fn write(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let mut head = format!("\ntable {}", table.number);
    if let Some(sheet) = &table.sheet {
        head = format!("{head} on {}", visible(sheet));
    }
    let hidden = if table.hidden { ", hidden" } else { "" };
    writeln!(out, "{head}: {} rows, {} columns{hidden}", table.rows(), table.cols())?;
    if let Some(caption) = &table.caption {
        writeln!(out, "caption: {}", visible(caption.as_str()))?;
    }
    grid(table, out)?;
    for cell in table.cells() {
        let notes = notes(cell);
        if !notes.is_empty() {
            writeln!(out, "  {}: {}", cell.corner(), notes.join(", "))?;
        }
    }
    writeln!(out)
}

fn grid(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let cols = table.cols() as usize;
    let rows = (table.rows() as usize).min(POSITIONS / cols.max(1));
    let gutter = table.rows().to_string().len().max(2);
    let letters: Vec<String> = (0..table.cols()).take(POSITIONS).map(letter).collect();
    let mut widths: Vec<usize> = letters.iter().map(String::len).collect();
    for cell in table.cells().iter().filter(|c| (c.row as usize) < rows) {
        if let Some(width) = widths.get_mut(cell.col as usize) {
            *width = (*width).max(columns(&visible(cell.text.as_str())).min(CELL));
        }
    }
    let line = |head: &str, cells: &mut dyn Iterator<Item = String>, out: &mut dyn io::Write| -> io::Result<()> {
        let cells: Vec<String> = cells.zip(&widths).map(|(text, &width)| pad_end(&fit(&text, width), width)).collect();
        writeln!(out, "{head:>gutter$} │ {} │", cells.join(" │ "))
    };
    line("", &mut letters.iter().cloned(), out)?;
    for (row, shown) in (0..table.rows()).zip(1..=rows) {
        line(&shown.to_string(), &mut (0..table.cols()).map(|col| position(table, row, col)), out)?;
    }
    let left = table.rows() as usize - rows;
    if left > 0 {
        writeln!(out, "{:>gutter$} │ {left} more rows", "⋮")?;
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

fn notes(cell: &Cell) -> Vec<String> {
    let mut notes = Vec::new();
    if cell.row_span > 1 || cell.col_span > 1 {
        notes.push(format!("covers {} × {}", cell.row_span, cell.col_span));
    }
    if cell.header {
        notes.push("header".to_owned());
    }
    if cell.hidden {
        notes.push("hidden".to_owned());
    }
    match &cell.stored {
        None | Some(Stored::Text) => {}
        Some(Stored::Number(number)) if number.to_string() == cell.text.as_str() => {}
        Some(Stored::Number(number)) => notes.push(format!("stored {number}")),
        Some(Stored::Bool(value)) => notes.push(format!("stored {value}")),
        Some(Stored::Date) => notes.push("a date".to_owned()),
        Some(Stored::Error(error)) => notes.push(format!("error {}", visible(error))),
        Some(Stored::NoValue) => notes.push("never calculated".to_owned()),
    }
    if let Some(formula) = &cell.formula {
        notes.push(format!("={}", visible(formula)));
    }
    notes
}
