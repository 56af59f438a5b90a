//! What one cell of a data table shows.

use std::collections::HashSet;

use html5ever::local_name;

use crate::document::Text;
use crate::ingest::html::arena::{Arena, Element, Kind, NodeId, Step};
use crate::ingest::html::elements;
use crate::ingest::html::marks::Extent;
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

/// What a cell's surroundings make of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    /// Something around the table is hidden.
    pub hidden: bool,
    /// What is around the table is not visible.
    pub invisible: bool,
    /// Open elements around the table that strike their content out.
    pub struck: u32,
    /// Open elements around the table that keep white space.
    pub verbatim: u32,
}

/// Reads a cell or a caption. Hidden pieces of a cell that is shown are left out; what is visible in an invisible one shows it.
pub(super) fn read(arena: &Arena, cell: NodeId, data: &HashSet<NodeId>, around: Around) -> CellRead {
    let hidden = around.hidden || up_to_table(arena, cell).any(|e| e.marks.hidden);
    let invisible = up_to_table(arena, cell).find_map(|e| e.marks.visible).map_or(around.invisible, |visible| !visible);
    let shown = (!hidden).then(|| read_as(arena, cell, data, around, Seen::Visible(invisible)));
    match shown {
        Some(shown) if !invisible || !shown.text.is_empty() => shown,
        _ => read_as(arena, cell, data, around, Seen::Whole),
    }
}

/// What of a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// All of it: it is hidden.
    Whole,
    /// What is not hidden; whether the cell as such is invisible.
    Visible(bool),
}

fn read_as(arena: &Arena, cell: NodeId, data: &HashSet<NodeId>, around: Around, seen: Seen) -> CellRead {
    let mut reader = Reader {
        data,
        gather: Gather::new(arena),
        hidden: seen == Seen::Whole,
        visible: vec![seen != Seen::Visible(true)],
        verbatim: around.verbatim,
        struck: around.struck + u32::from(up_to_table(arena, cell).skip(1).any(elements::is_struck)),
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

/// The cell, its row, its row group and its table.
fn up_to_table(arena: &Arena, cell: NodeId) -> impl Iterator<Item = &Element> {
    let up_to_table = std::iter::successors(Some(cell), |&id| {
        let is_table = arena.html_name(id) == Some(&local_name!("table"));
        arena.parent(id).filter(|_| !is_table)
    });
    up_to_table.take(4).filter_map(|id| arena.get(id))
}

struct Reader<'a> {
    data: &'a HashSet<NodeId>,
    gather: Gather<'a>,
    hidden: bool,
    /// Whether the cell and the open elements that say so are visible, the innermost last.
    visible: Vec<bool>,
    verbatim: u32,
    /// Open elements that strike their content out.
    struck: u32,
    crossed: Gather<'a>,
    pieces: Vec<Text>,
    /// Indentation of the blocks that are open before the first character.
    indent: MilliPx,
    picture: bool,
}

impl<'a> Reader<'a> {
    fn here(&mut self) -> &mut Gather<'a> {
        if self.struck > 0 { &mut self.crossed } else { &mut self.gather }
    }

    fn text(&mut self, id: NodeId) {
        if !self.hidden && self.visible.last() == Some(&false) {
            return;
        }
        let verbatim = self.verbatim > 0;
        self.here().add(id, verbatim);
    }

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
        } else if let Some(above) = elements::stands_out(element) {
            self.here().break_number(above);
        } else if name.local == local_name!("br") {
            self.here().break_line();
        } else if name.local == local_name!("img") {
            self.picture |= element.marks.extent == Extent::Large;
        }
        self.visible.extend(element.marks.visible);
        self.verbatim += u32::from(elements::keeps_white_space(name));
        self.struck += u32::from(elements::is_struck(element));
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
        if element.marks.visible.is_some() {
            self.visible.pop();
        }
        self.verbatim = self.verbatim.saturating_sub(u32::from(elements::keeps_white_space(&element.name)));
        self.struck = self.struck.saturating_sub(u32::from(elements::is_struck(element)));
        if self.struck == 0 {
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
        CellRead { text, hidden: self.hidden, indent, picture: self.picture, struck: self.pieces }
    }
}
