//! What one cell of a data table shows.

use std::collections::HashSet;

use html5ever::local_name;
use smallvec::SmallVec;

use crate::document::Text;
use crate::ingest::html::arena::{Arena, Element, Kind, NodeId, Step};
use crate::ingest::html::elements;
use crate::ingest::html::marks::Extent;
use crate::ingest::html::open::Open;
use crate::ingest::html::properties::MilliPx;
use crate::ingest::html::text::Gather;

/// One level of indentation.
const LEVEL: MilliPx = 12_000;

/// A cell as read.
#[derive(Debug, Default)]
pub(super) struct CellRead {
    /// Its text, blocks separated by `\n`, nested data tables and struck text left out.
    pub text: Text,
    /// Not shown: the cell, its row or something around the table is hidden.
    pub hidden: bool,
    /// Levels of indentation, roughly.
    pub indent: u8,
    /// Holds a large picture.
    pub picture: bool,
    /// The struck pieces.
    pub struck: Vec<Text>,
}

/// Reads a cell or a caption. Hidden pieces of a cell that is shown are left out; what is visible in an invisible one shows it.
pub(super) fn read(arena: &Arena, cell: NodeId, data: &HashSet<NodeId>, around: &Open) -> CellRead {
    let mut open = around.clone();
    for element in down_to_row(arena, cell) {
        open.enter(element);
    }
    let mut inside = open.clone();
    arena.get(cell).into_iter().for_each(|element| inside.enter(element));
    let shown = (!inside.is_hidden()).then(|| read_as(arena, cell, data, open.clone(), false));
    match shown {
        Some(shown) if !inside.is_invisible() || !shown.text.is_empty() => shown,
        _ => read_as(arena, cell, data, open, true),
    }
}

/// Reads what of a cell is shown, or the `whole` of it: it is hidden.
fn read_as(arena: &Arena, cell: NodeId, data: &HashSet<NodeId>, open: Open, whole: bool) -> CellRead {
    let mut reader = Reader {
        data,
        gather: Gather::new(arena),
        whole,
        open,
        crossed: Gather::new(arena),
        pieces: Vec::new(),
        indent: 0,
        picture: false,
    };
    let mut walk = arena.walk(cell);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match (arena.kind(id), arena.get(id)) {
                (Kind::Text(..), _) => reader.text(id),
                (_, Some(element)) if reader.leaves_out(id, element) => walk.leave_out(id),
                (_, Some(element)) => reader.enter(element),
                _ => {}
            },
            Step::Leave(id) => arena.get(id).into_iter().for_each(|element| reader.leave(element)),
        }
    }
    reader.finish()
}

/// The table of a cell, its row group and its row.
fn down_to_row(arena: &Arena, cell: NodeId) -> impl Iterator<Item = &Element> {
    let up_to_table = std::iter::successors(Some(cell), |&id| {
        let is_table = arena.html_name(id) == Some(&local_name!("table"));
        arena.parent(id).filter(|_| !is_table)
    });
    let around: SmallVec<[&Element; 3]> = up_to_table.take(4).skip(1).filter_map(|id| arena.get(id)).collect();
    around.into_iter().rev()
}

struct Reader<'a> {
    data: &'a HashSet<NodeId>,
    gather: Gather<'a>,
    /// What is not shown is read as well.
    whole: bool,
    /// The elements open around the cell and in it.
    open: Open,
    crossed: Gather<'a>,
    pieces: Vec<Text>,
    /// Indentation of the blocks that are open before the first character.
    indent: MilliPx,
    picture: bool,
}

impl<'a> Reader<'a> {
    fn here(&mut self) -> &mut Gather<'a> {
        if self.open.is_struck() { &mut self.crossed } else { &mut self.gather }
    }

    fn text(&mut self, id: NodeId) {
        if self.whole || !self.open.is_invisible() {
            let white_space = self.open.white_space();
            self.here().add(id, white_space);
        }
    }

    fn leaves_out(&mut self, id: NodeId, element: &Element) -> bool {
        if self.data.contains(&id) {
            self.gather.break_line();
            return true;
        }
        elements::is_silent(&element.name) || (element.marks.hidden && !self.whole)
    }

    fn enter(&mut self, element: &Element) {
        let name = &element.name;
        if elements::is_block(element) {
            self.gather.break_line();
            if self.gather.is_empty() {
                self.indent = self.indent.saturating_add(element.marks.indent);
            }
        } else if let Some(above) = elements::stands_out(element) {
            self.here().break_number(above);
        } else if name.local == local_name!("br") {
            self.here().break_line();
        } else if name.local == local_name!("img") {
            self.picture |= element.marks.extent == Extent::Large;
        }
        self.open.enter(element);
    }

    fn leave(&mut self, element: &Element) {
        if elements::is_block(element) {
            self.gather.break_line();
            if self.gather.is_empty() {
                self.indent = self.indent.saturating_sub(element.marks.indent);
            }
        } else if elements::stands_out(element).is_some() {
            self.here().break_number(false);
        }
        self.open.leave(element);
        if !self.open.is_struck() {
            self.pieces.extend(self.crossed.finish());
        }
    }

    fn finish(mut self) -> CellRead {
        let blanks = self.gather.leading_blanks().map(|c| if c == '\u{3000}' { 16_000 } else { 8000 });
        let indent = blanks.fold(self.indent, MilliPx::saturating_add);
        let levels = indent.saturating_add(LEVEL / 2).max(0) / LEVEL;
        let text = self.gather.finish().unwrap_or_default();
        let indent = if text.is_empty() { 0 } else { u8::try_from(levels).unwrap_or(u8::MAX) };
        self.pieces.extend(self.crossed.finish());
        CellRead { text, hidden: self.whole, indent, picture: self.picture, struck: self.pieces }
    }
}
