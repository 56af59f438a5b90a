//! Which tables hold data and which only arrange the page.
//!
//! A table is *layout* when
//! 1. its role is `presentation` or `none`; or
//! 2. fewer than two of its cells hold text of their own; or
//! 3. most of its text stands in cells around other data tables, or such cells are not outnumbered by short ones; or
//! 4. it has one column and fewer than two cells that are a number and nothing else; or
//! 5. long cells hold four fifths of its text, and no two rows pair a number with another short cell.
//!
//! Else it holds *data* when two of its rows pair short cells, or two cells are short and none is long. Text in a layout table flows with the
//! page (or with the cell around it), as if the table were not there.

use std::collections::HashSet;

use html5ever::local_name;

use crate::ingest::html::arena::{Arena, Kind, NodeId, Step};
use crate::ingest::html::elements;

/// Characters above which a cell is not short.
const SHORT: u32 = 80;
/// Characters above which a cell is long.
const LONG: u32 = 200;

/// What is counted of the cell being read.
#[derive(Default)]
struct CellCount {
    /// Characters of its own, white space and nested data tables left out.
    own: u32,
    /// Characters under it, nested data tables included.
    all: u32,
    digits: bool,
    /// Holds characters that are no part of a plain number.
    words: bool,
    around_data: bool,
}

/// What is counted of an open table.
#[derive(Default)]
struct TableCount {
    cell: CellCount,
    in_cell: bool,
    cells_in_row: u32,
    short_in_row: u32,
    numbers_in_row: u32,
    widest: u32,
    filled: u32,
    short: u32,
    long: u32,
    around: u32,
    numbers: u32,
    paired_rows: u32,
    number_rows: u32,
    all: u32,
    in_long: u32,
    in_around: u32,
    presentation: bool,
}

impl TableCount {
    fn end_cell(&mut self) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = std::mem::take(&mut self.cell);
        self.cells_in_row += 1;
        self.all = self.all.saturating_add(cell.all);
        let is_number = cell.digits && !cell.words && cell.own <= 24;
        self.numbers += u32::from(is_number);
        self.numbers_in_row += u32::from(is_number);
        self.filled += u32::from(cell.own > 0 || cell.around_data);
        if cell.around_data {
            self.around += 1;
            self.in_around = self.in_around.saturating_add(cell.all);
        } else if cell.own > LONG {
            self.long += 1;
            self.in_long = self.in_long.saturating_add(cell.own);
        } else if cell.own > 0 && cell.own <= SHORT {
            self.short += 1;
            self.short_in_row += 1;
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.widest = self.widest.max(std::mem::take(&mut self.cells_in_row));
        let short = std::mem::take(&mut self.short_in_row);
        let numbers = std::mem::take(&mut self.numbers_in_row);
        self.paired_rows += u32::from(short >= 2);
        self.number_rows += u32::from(short >= 2 && numbers >= 1);
    }

    fn is_data(&self) -> bool {
        if self.presentation || self.filled < 2 {
            return false;
        }
        if self.around > 0 && (self.in_around > self.all / 2 || self.short <= self.around) {
            return false;
        }
        if self.widest < 2 && self.numbers < 2 {
            return false;
        }
        if self.number_rows >= 2 {
            return true;
        }
        if self.in_long > self.all / 5 * 4 {
            return false;
        }
        self.paired_rows >= 2 || (self.short >= 2 && self.long == 0)
    }
}

/// Finds the data tables of a page, nested ones included, in one walk.
pub(super) fn data_tables(arena: &Arena) -> HashSet<NodeId> {
    let mut data = HashSet::new();
    let mut open: Vec<TableCount> = Vec::new();
    let mut struck = 0_u32;
    let mut walk = arena.walk(Arena::DOCUMENT);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match arena.kind(id) {
                Kind::Text(..) => open.last_mut().into_iter().filter(|_| struck == 0).for_each(|table| count(arena, id, table)),
                Kind::Element(_) if elements::is_silent(arena.name(id)) => walk.leave_out(id),
                Kind::Element(_) => {
                    struck += u32::from(arena.get(id).is_some_and(elements::is_struck));
                    enter(arena, id, &mut open);
                }
                Kind::Root | Kind::Other => {}
            },
            Step::Leave(id) => {
                struck = struck.saturating_sub(u32::from(arena.get(id).is_some_and(elements::is_struck)));
                leave(arena, id, &mut open, &mut data);
            }
        }
    }
    data
}

fn enter(arena: &Arena, id: NodeId, open: &mut Vec<TableCount>) {
    match arena.html_name(id) {
        Some(&local_name!("table")) => {
            let presentation = arena.get(id).is_some_and(|e| e.marks.presentation);
            open.push(TableCount { presentation, ..TableCount::default() });
        }
        Some(&local_name!("td") | &local_name!("th")) => {
            if let Some(table) = open.last_mut() {
                table.end_cell();
                table.in_cell = true;
            }
        }
        _ => {}
    }
}

fn leave(arena: &Arena, id: NodeId, open: &mut Vec<TableCount>, data: &mut HashSet<NodeId>) {
    match arena.html_name(id) {
        Some(&local_name!("td") | &local_name!("th")) => open.last_mut().into_iter().for_each(TableCount::end_cell),
        Some(&local_name!("tr")) => open.last_mut().into_iter().for_each(TableCount::end_row),
        Some(&local_name!("table")) => {
            let Some(mut table) = open.pop() else { return };
            table.end_row();
            let is_data = table.is_data();
            if is_data {
                data.insert(id);
            }
            if let Some(outer) = open.last_mut() {
                outer.cell.all = outer.cell.all.saturating_add(table.all);
                if is_data || table.around > 0 {
                    outer.cell.around_data = true;
                } else {
                    outer.cell.own = outer.cell.own.saturating_add(table.all);
                    outer.cell.digits |= table.numbers > 0;
                    outer.cell.words |= table.numbers != 1 || table.filled != 1;
                }
            }
        }
        _ => {}
    }
}

fn count(arena: &Arena, id: NodeId, table: &mut TableCount) {
    if !table.in_cell {
        return;
    }
    let cell = &mut table.cell;
    for range in arena.text_ranges(id) {
        let text = arena.transcript.text().get(range.start as usize..range.end as usize).unwrap_or("");
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            cell.own = cell.own.saturating_add(1);
            cell.all = cell.all.saturating_add(1);
            cell.digits |= c.is_ascii_digit();
            cell.words |= !c.is_ascii_digit() && !matches!(c, '.' | ',' | '%' | '+' | '-' | '(' | ')' | '$' | '¥' | '￥' | '€' | '£');
        }
    }
}
