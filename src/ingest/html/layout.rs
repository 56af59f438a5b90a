//! Finds the data tables of a page.

use std::collections::HashSet;

use html5ever::local_name;

use crate::ingest::html::arena::{Arena, Kind, NodeId, Step};
use crate::ingest::html::elements;
use crate::ingest::layout::TableCount;

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
            open.push(TableCount::new(arena.get(id).is_some_and(|e| e.marks.presentation)));
        }
        Some(&local_name!("td") | &local_name!("th")) => {
            if let Some(table) = open.last_mut() {
                table.begin_cell();
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
            let is_data = table.is_data() || (open.is_empty() && table.is_lone_number());
            if is_data {
                data.insert(id);
            }
            if let Some(outer) = open.last_mut() {
                outer.add_nested(&table, is_data);
            }
        }
        _ => {}
    }
}

fn count(arena: &Arena, id: NodeId, table: &mut TableCount) {
    for range in arena.text_ranges(id) {
        table.add(arena.transcript.text().get(range.start as usize..range.end as usize).unwrap_or(""));
    }
}
