//! What one cell of a data table shows.

use std::collections::HashSet;

use html5ever::local_name;

use crate::document::Text;
use crate::ingest::html::arena::{Arena, Element, Kind, NodeId, Step};
use crate::ingest::html::elements;
use crate::ingest::html::marks::{Extent, MilliPx};
use crate::ingest::html::text::Gather;

/// One level of indentation.
const LEVEL: MilliPx = 12_000;

/// A cell as read.
#[derive(Debug, Default)]
pub(super) struct CellRead {
    /// Its text, blocks separated by `\n`, nested data tables left out.
    pub text: Text,
    /// Not shown: the cell, its row or something around the table is hidden.
    pub hidden: bool,
    /// Levels of indentation, roughly.
    pub indent: u8,
    /// Holds a large picture.
    pub picture: bool,
}

/// Reads a cell or a caption. Hidden pieces of a cell that is shown are left out.
pub(super) fn read(arena: &Arena, cell: NodeId, data: &HashSet<NodeId>, hidden: bool, verbatim: u32) -> CellRead {
    let mut reader =
        Reader { data, gather: Gather::new(arena), hidden: hidden || is_hidden(arena, cell), verbatim, indent: 0, picture: false };
    let mut walk = arena.walk(cell);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match (arena.kind(id), arena.get(id)) {
                (Kind::Text(..), _) => reader.gather.add(id, reader.verbatim > 0),
                (_, Some(element)) if reader.leaves_out(id, element) => walk.leave_out(id),
                (_, Some(element)) => reader.enter(element),
                _ => {}
            },
            Step::Leave(id) => arena.get(id).into_iter().for_each(|element| reader.leave(element)),
        }
    }
    reader.finish()
}

/// Whether the cell, its row, its row group or its table is hidden.
fn is_hidden(arena: &Arena, cell: NodeId) -> bool {
    let up_to_table = std::iter::successors(Some(cell), |&id| {
        let is_table = arena.html_name(id) == Some(&local_name!("table"));
        arena.parent(id).filter(|_| !is_table)
    });
    up_to_table.take(4).any(|id| arena.get(id).is_some_and(|e| e.marks.hidden))
}

struct Reader<'a> {
    data: &'a HashSet<NodeId>,
    gather: Gather<'a>,
    hidden: bool,
    verbatim: u32,
    /// Indentation of the blocks that are open before the first character.
    indent: MilliPx,
    picture: bool,
}

impl Reader<'_> {
    fn leaves_out(&mut self, id: NodeId, element: &Element) -> bool {
        if self.data.contains(&id) {
            self.gather.break_line();
            return true;
        }
        elements::is_silent(&element.name) || (element.marks.hidden && !self.hidden)
    }

    fn enter(&mut self, element: &Element) {
        let name = &element.name;
        if elements::is_block(element) {
            self.gather.break_line();
            if self.gather.is_empty() {
                self.indent = self.indent.saturating_add(element.marks.indent);
            }
        } else if elements::is_raised(name) {
            self.gather.break_number();
        } else if name.local == local_name!("br") {
            self.gather.break_line();
        } else if name.local == local_name!("img") {
            self.picture |= element.marks.extent == Extent::Large;
        }
        self.verbatim += u32::from(elements::keeps_white_space(name));
    }

    fn leave(&mut self, element: &Element) {
        if elements::is_block(element) {
            self.gather.break_line();
            if self.gather.is_empty() {
                self.indent = self.indent.saturating_sub(element.marks.indent);
            }
        } else if elements::is_raised(&element.name) {
            self.gather.break_number();
        }
        self.verbatim = self.verbatim.saturating_sub(u32::from(elements::keeps_white_space(&element.name)));
    }

    fn finish(mut self) -> CellRead {
        let blanks = self.gather.leading_blanks().map(|c| if c == '\u{3000}' { 16_000 } else { 8000 });
        let indent = blanks.fold(self.indent, MilliPx::saturating_add);
        let levels = indent.saturating_add(LEVEL / 2).max(0) / LEVEL;
        let text = self.gather.finish().unwrap_or_default();
        let indent = if text.is_empty() { 0 } else { u8::try_from(levels).unwrap_or(u8::MAX) };
        CellRead { text, hidden: self.hidden, indent, picture: self.picture }
    }
}
