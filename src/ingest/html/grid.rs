//! The HTML standard's algorithm for forming a table: which cell of the markup stands where on the grid.
//!
//! <https://html.spec.whatwg.org/multipage/tables.html#forming-a-table>, with two differences that browsers share: a row
//! span ends with its row group, and the first `thead` stands on top wherever it is written.

use html5ever::local_name;

use crate::ingest::html::arena::{Arena, NodeId};

/// A cell element's place on the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The `td` or `th`.
    pub node: NodeId,
    /// 0-based row of the top-left corner.
    pub row: u32,
    /// 0-based column of the top-left corner.
    pub col: u32,
    /// Rows covered.
    pub rows: u32,
    /// Columns covered.
    pub cols: u32,
}

/// What a cell costs against a row more that one covers: a few bytes in an index.
pub(super) const PER_CELL: usize = 4;

/// The parts of a table element.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The cells in the order of the grid's rows.
    pub slots: Vec<Slot>,
    /// The first caption.
    pub caption: Option<NodeId>,
    /// What the grid costs: [`PER_CELL`] a cell, and one for every row more that it covers.
    pub cost: usize,
}

/// Forms the table at `table`; `None` where it would cost more than `budget`.
pub(super) fn form(arena: &Arena, table: NodeId, budget: usize) -> Option<Grid> {
    let mut former = Former { arena, budget, grid: Grid::default(), row: 0, carried: Vec::new() };
    for group in groups(arena, table, &mut former.grid.caption) {
        former.group(&group)?;
    }
    Some(former.grid)
}

/// The rows of each row group; those of the first `thead` first and of `tfoot` last. Rows outside a group, which a parser never makes, form one by themselves.
fn groups(arena: &Arena, table: NodeId, caption: &mut Option<NodeId>) -> Vec<Vec<NodeId>> {
    let (mut groups, mut feet, mut loose) = (Vec::new(), Vec::new(), Vec::new());
    let mut head = None;
    for child in arena.children(table) {
        match arena.html_name(child) {
            Some(&local_name!("thead")) if head.is_none() => head = Some(rows(arena, child)),
            Some(&local_name!("thead") | &local_name!("tbody")) => {
                groups.push(std::mem::take(&mut loose));
                groups.push(rows(arena, child));
            }
            Some(&local_name!("tfoot")) => feet.push(rows(arena, child)),
            Some(&local_name!("tr")) => loose.push(child),
            Some(&local_name!("caption")) if caption.is_none() => *caption = Some(child),
            _ => {}
        }
    }
    groups.push(loose);
    groups.append(&mut feet);
    head.into_iter().chain(groups).collect()
}

fn rows(arena: &Arena, group: NodeId) -> Vec<NodeId> {
    arena.children(group).filter(|&child| arena.html_name(child) == Some(&local_name!("tr"))).collect()
}

/// Columns taken by a cell from a row above, up to but without row `until`.
#[derive(Clone, Copy)]
struct Carried {
    start: u32,
    end: u32,
    until: u32,
}

struct Former<'a> {
    arena: &'a Arena,
    budget: usize,
    grid: Grid,
    /// The grid row being filled.
    row: u32,
    /// Cells of earlier rows that reach into this one, by column. Each one counts as a stretch, so the budget bounds the work.
    carried: Vec<Carried>,
}

impl Former<'_> {
    fn group(&mut self, rows: &[NodeId]) -> Option<()> {
        let end = self.row.saturating_add(u32::try_from(rows.len()).ok()?);
        for &row in rows {
            self.fill(row, end)?;
            self.row += 1;
        }
        self.carried.clear();
        Some(())
    }

    fn fill(&mut self, row: NodeId, group_end: u32) -> Option<()> {
        let current = self.row;
        self.carried.retain(|c| c.until > current);
        let mut fresh = Vec::new();
        let (mut col, mut next) = (0_u32, 0);
        for cell in self.arena.children(row) {
            if !matches!(self.arena.html_name(cell), Some(&local_name!("td") | &local_name!("th"))) {
                continue;
            }
            // Past every column that a cell from above has taken.
            while let Some(taken) = self.carried.get(next).filter(|c| c.start <= col) {
                col = col.max(taken.end);
                next += 1;
            }
            let marks = self.arena.get(cell).map(|e| e.marks).unwrap_or_default();
            let left = group_end.saturating_sub(current).max(1);
            let rows = if marks.rowspan == 0 { left } else { u32::from(marks.rowspan).min(left) };
            let cols = u32::from(marks.colspan.max(1));
            self.grid.cost = self.grid.cost.saturating_add(PER_CELL + rows.saturating_sub(1) as usize);
            if self.grid.cost > self.budget {
                return None;
            }
            self.grid.slots.push(Slot { node: cell, row: current, col, rows, cols });
            let end = col.saturating_add(cols);
            if rows > 1 {
                fresh.push(Carried { start: col, end, until: current + rows });
            }
            col = end;
        }
        if !fresh.is_empty() {
            self.carried.append(&mut fresh);
            self.carried.sort_by_key(|c| c.start);
        }
        Some(())
    }
}
