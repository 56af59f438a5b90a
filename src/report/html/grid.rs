//! A table drawn on its grid, with column letters and row numbers, merged cells merged.

use crate::document::{Cell, CellRef, Site, Stored, Table};
use crate::facts::{CellValue, Facts};
use crate::report::html::marks::Marks;
use crate::report::html::markup::Markup;
use crate::report::html::words::Ui;

/// Grid positions drawn of one table before rows without findings are left out.
const POSITIONS: usize = 60_000;
/// Rows drawn in any case: the head with its labels.
const HEAD: usize = 40;
/// The longest text shown of a cell, in bytes.
const TEXT: usize = 20_000;
/// A cell with a text longer than this, in bytes, is drawn wide.
const LONG: u32 = 240;
/// The longest formula shown, in characters.
const FORMULA: usize = 200;

/// One table to draw.
pub(super) struct Drawing<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) marks: &'a Marks<'a>,
    pub(super) ui: &'a Ui,
}

impl Drawing<'_> {
    /// Appends the table; `brief` leaves out every row without findings but for the head.
    pub(super) fn table(&self, index: u32, table: &Table, brief: bool, out: &mut Markup) {
        let rows = self.rows(index, table, brief);
        let cols = columns(table);
        let name = table_name(table, self.ui);
        out.open("figure", &[]).open("figcaption", &[]).text(&name);
        if table.hidden {
            out.raw(" ").text(self.ui.hidden);
        }
        // A workbook's title row stands in the grid.
        if let Some(words) = table.caption.as_ref().filter(|_| table.sheet.is_none()) {
            out.raw(" ").text(words.as_str());
        }
        out.raw("</figcaption><div class=\"wide\">").open("table", &[("data-t", &name)]).raw("<thead><tr><td></td>");
        let mut next = 0;
        for &col in &cols {
            out.element("th", &[("scope", &"col"), ("class", &if col > next { "cut" } else { "" })], &letter(col));
            next = col + 1;
        }
        out.raw("</tr></thead><tbody>");
        let mut state = State { covered: vec![0; cols.len()], drawn: vec![false; table.cells().len()] };
        let mut next = 0;
        for (nth, &row) in rows.iter().enumerate() {
            let number = (u64::from(row) + 1).to_string();
            out.raw("<tr>").element("th", &[("scope", &"row"), ("class", &if row > next { "cut" } else { "" })], &number);
            next = row + 1;
            self.row(nth, &Shown { table, index, rows: &rows, cols: &cols }, &mut state, out);
            out.raw("</tr>");
        }
        out.raw("</tbody></table></div>");
        let left = filled(table).count().saturating_sub(rows.len());
        if left > 0 {
            out.element("p", &[("class", &"left")], &self.ui.rows_left(left));
        }
        out.raw("</figure>\n");
    }

    /// The rows to draw: those with cells; of a large table the head and those a finding uses, with their neighbours.
    fn rows(&self, index: u32, table: &Table, brief: bool) -> Vec<u32> {
        let filled: Vec<u32> = filled(table).collect();
        let width = columns(table).len().max(1);
        let most = if brief { HEAD } else { (POSITIONS / width).max(HEAD) };
        if filled.len() <= most {
            return filled;
        }
        let used = |row: u32| table.row(row).any(|cell| self.marks.is_failed(Site::Cell { table: index, cell }));
        let used: Vec<bool> = filled.iter().map(|row| used(*row)).collect();
        let near = |nth: usize| (nth.saturating_sub(1)..=nth + 1).any(|n| used.get(n).is_some_and(|used| *used));
        filled.iter().enumerate().filter(|(nth, _)| *nth < most || near(*nth)).take(most * 2).map(|(_, row)| *row).collect()
    }

    /// Appends the cells of the `nth` row shown. A cell is drawn where its first position is shown; where cells overlap, what is left
    /// of the later one stays empty.
    fn row(&self, nth: usize, shown: &Shown<'_>, state: &mut State, out: &mut Markup) {
        let Some(&row) = shown.rows.get(nth) else { return };
        let mut col = 0;
        while col < shown.cols.len() {
            if state.is_covered(nth, col) {
                col += 1;
                continue;
            }
            let first = shown.at(row, col).filter(|cell| state.drawn.get(*cell as usize) == Some(&false));
            let Some((number, cell)) = first.and_then(|number| Some((number, shown.table.cell(number)?))) else {
                out.raw("<td></td>");
                col += 1;
                continue;
            };
            let free = |c: &usize| !state.is_covered(nth, *c) && shown.at(row, *c) == Some(number);
            let wide = (col..shown.cols.len()).take_while(free).count().max(1);
            let whole = |row: &u32| (col..col + wide).all(|c| shown.at(*row, c) == Some(number));
            let tall = shown.rows.iter().skip(nth).take_while(|row| whole(row)).count().max(1);
            state.draw(number, (nth, tall), (col, wide));
            self.cell(cell, Site::Cell { table: shown.index, cell: number }, (wide, tall), out);
            col += wide;
        }
    }

    fn cell(&self, cell: &Cell, site: Site, (wide, tall): (usize, usize), out: &mut Markup) {
        let tag = if cell.header { "th" } else { "td" };
        let span = |n: usize| if n > 1 { n.to_string() } else { String::new() };
        let formula = cell.formula.as_ref().map(|formula| format!("={}", formula.chars().take(FORMULA).collect::<String>()));
        let name = if self.marks.any(site) { cell.corner().to_string() } else { String::new() };
        out.open(
            tag,
            &[
                ("colspan", &span(wide)),
                ("rowspan", &span(tall)),
                ("class", &self.classes(cell, site).join(" ")),
                ("data-a", &name),
                ("data-f", &formula.unwrap_or_default()),
            ],
        );
        let text = cell.text.as_str();
        let cut = cut(text, TEXT);
        self.marks.write(site, cut, out);
        if cut.len() < text.len() {
            out.raw("…");
        }
        out.close(tag);
    }

    fn classes(&self, cell: &Cell, site: Site) -> Vec<String> {
        let mut classes = Vec::new();
        let grid = match site {
            Site::Cell { table, .. } => self.facts.tables.get(table as usize),
            Site::Paragraph(_) => None,
        };
        let value = match (grid, site) {
            (Some(grid), Site::Cell { cell, .. }) => Some(grid.value(cell)),
            _ => None,
        };
        if !cell.header && grid.is_some_and(|grid| cell.row < grid.header_rows() || cell.col < grid.stub_cols()) {
            classes.push("lab".to_owned());
        }
        if cell.text.len() > LONG {
            classes.push("long".to_owned());
        }
        if matches!(value, Some(CellValue::Number(_) | CellValue::Dash | CellValue::Suppressed)) {
            classes.push("num".to_owned());
        }
        if cell.hidden {
            classes.push("hid".to_owned());
        }
        if matches!(cell.stored, Some(Stored::Error(_) | Stored::NoValue)) {
            classes.push("err".to_owned());
        }
        if cell.indent > 0 {
            classes.push(format!("i{}", cell.indent.min(8)));
        }
        classes
    }
}

/// The part of a table that is drawn.
struct Shown<'a> {
    table: &'a Table,
    index: u32,
    rows: &'a [u32],
    cols: &'a [u32],
}

impl Shown<'_> {
    /// The cell at a grid row and a column shown.
    fn at(&self, row: u32, col: usize) -> Option<u32> {
        self.cols.get(col).and_then(|col| self.table.at(row, *col))
    }
}

/// What is drawn already.
struct State {
    /// For each column, the first row below the cell above.
    covered: Vec<usize>,
    /// For each cell, whether it is drawn.
    drawn: Vec<bool>,
}

impl State {
    fn is_covered(&self, nth: usize, col: usize) -> bool {
        self.covered.get(col).is_some_and(|until| *until > nth)
    }

    fn draw(&mut self, cell: u32, (nth, tall): (usize, usize), (col, wide): (usize, usize)) {
        for until in self.covered.iter_mut().skip(col).take(wide) {
            *until = nth + tall;
        }
        if let Some(drawn) = self.drawn.get_mut(cell as usize) {
            *drawn = true;
        }
    }
}

/// The rows that hold cells.
fn filled(table: &Table) -> impl Iterator<Item = u32> {
    (0..table.rows()).filter(|row| table.row(*row).next().is_some())
}

/// The columns that hold cells.
fn columns(table: &Table) -> Vec<u32> {
    let mut cols: Vec<u32> = Vec::new();
    for cell in table.cells() {
        // A cell merged over thousands of empty columns is drawn over the first and those that others fill.
        cols.push(cell.col);
        if cell.col_span <= 64 {
            cols.extend(cell.col..cell.col.saturating_add(cell.col_span));
        }
    }
    cols.sort_unstable();
    cols.dedup();
    cols.truncate(4_096);
    cols
}

/// `表三`, `table 2`, as findings name it.
pub(super) fn table_name(table: &Table, ui: &Ui) -> String {
    table.sheet.clone().unwrap_or_else(|| ui.table(table.number))
}

fn letter(col: u32) -> String {
    CellRef::new(0, col).to_string().trim_end_matches('1').to_owned()
}

/// The beginning of a text, at most so many bytes.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}
