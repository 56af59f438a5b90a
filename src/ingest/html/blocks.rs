//! Paragraphs and tables in document order.

use std::collections::HashSet;

use html5ever::{LocalName, QualName, local_name, ns};

use crate::document::{Block, Cell, Document, Paragraph, Remark, RemarkKind, Site, Table, Text};
use crate::ingest::html::arena::{Arena, Element, Kind, NodeId, Step};
use crate::ingest::html::grid::{self, Grid};
use crate::ingest::html::marks::Extent;
use crate::ingest::html::open::Open;
use crate::ingest::html::properties::WhiteSpace;
use crate::ingest::html::text::Gather;
use crate::ingest::html::{cell, elements, layout};
use crate::ingest::outline::{Numbering, numbering};
use crate::ingest::picture;
use crate::ingest::struck::{self, Struck};
use crate::ingest::wrapped::join_lines;
use crate::phrase::Phrase;

/// Fills `document`, whose source is set, with the paragraphs and tables under `roots`. `cells` bounds the cells of all its tables,
/// and with them the rows that cells cover.
pub(super) fn fill(document: &mut Document, arena: &Arena, roots: &[NodeId], cells: usize) {
    let mut flow = Flow {
        document,
        arena,
        data: layout::data_tables(arena),
        budget: cells.saturating_mul(grid::PER_CELL),
        shown: Gather::new(arena),
        concealed: Gather::new(arena),
        crossed: Gather::new(arena),
        pieces: Vec::new(),
        placed: 0,
        open: Open::default(),
        links: 0,
        heading: None,
        told: Vec::new(),
        pictures: 0,
        announced: Vec::new(),
    };
    for root in roots {
        flow.run(*root);
    }
    let (pictures, mut announced, mut pieces) = (flow.pictures, flow.announced, flow.pieces);
    if let Some(numbers) = join_lines(document) {
        let moved = |site| match site {
            Site::Paragraph(old) => numbers.get(old as usize).map_or(site, |new| Site::Paragraph(*new)),
            Site::Cell { .. } => site,
        };
        for piece in &mut pieces {
            piece.site = piece.site.map(moved);
        }
        announced = announced.into_iter().map(moved).collect();
    }
    struck::remark(document, &pieces);
    if document.tables.is_empty() && pictures > 0 {
        let message = Phrase::new(
            format!("页面没有表格，但有 {pictures} 张图片：图片里的数字未读取，请改用文字表格"),
            format!("the page has no table but {pictures} pictures: numbers in pictures are not read, use a table of text"),
        );
        document.remarks.push(Remark { kind: RemarkKind::Image, message, site: None });
        return;
    }
    document.remarks.extend(announced.into_iter().map(picture::announced));
}

/// The narrowest indent of a paragraph, in columns.
const INDENT: usize = 2;

/// The walk over a page.
struct Flow<'a, 'd> {
    document: &'d mut Document,
    arena: &'a Arena,
    data: HashSet<NodeId>,
    budget: usize,
    shown: Gather<'a>,
    /// Text inside hidden elements: a paragraph of its own, so that it never joins what the reader sees.
    concealed: Gather<'a>,
    /// Text inside struck elements, and the pieces it made so far; `placed` of them know their paragraph or cell.
    crossed: Gather<'a>,
    pieces: Vec<Struck>,
    placed: usize,
    /// The open elements.
    open: Open,
    /// Open links: a picture in one is a button.
    links: u32,
    heading: Option<u8>,
    /// For each open table, whether its text is already told, as a data table's cells.
    told: Vec<bool>,
    pictures: u32,
    /// The paragraphs that announce a table and that a picture follows at once.
    announced: Vec<Site>,
}

impl<'a> Flow<'a, '_> {
    fn run(&mut self, root: NodeId) {
        let arena = self.arena;
        let mut walk = arena.walk(root);
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) => match (arena.kind(id), arena.get(id)) {
                    (Kind::Text(..), _) => self.text(id),
                    (_, Some(element)) if elements::is_silent(&element.name) => walk.leave_out(id),
                    (_, Some(element)) => self.enter(id, element),
                    _ => {}
                },
                Step::Leave(id) => arena.get(id).into_iter().for_each(|element| self.leave(element)),
            }
        }
        self.flush();
    }

    /// Whether the text here is already told, as a data table's cells.
    fn is_told(&self) -> bool {
        self.told.last().copied().unwrap_or(false)
    }

    fn is_hidden(&self) -> bool {
        self.open.is_hidden() || self.open.is_invisible()
    }

    fn gather(&mut self) -> &mut Gather<'a> {
        match (self.is_hidden(), self.open.is_struck()) {
            (false, false) => &mut self.shown,
            (false, true) => &mut self.crossed,
            (true, _) => &mut self.concealed,
        }
    }

    fn text(&mut self, id: NodeId) {
        if !self.is_told() {
            let white_space = self.open.white_space();
            let breaks = self.shown.is_at_line() && !self.is_hidden() && white_space == WhiteSpace::Collapsed;
            if breaks && begins_paragraph(self.arena, id) {
                self.flush();
            }
            self.gather().add(id, white_space);
        }
    }

    fn end_struck(&mut self) {
        if let Some(text) = self.crossed.finish() {
            self.pieces.push(Struck { text, site: None });
        }
    }

    fn enter(&mut self, id: NodeId, element: &Element) {
        let name = &element.name;
        if is_html(name, &local_name!("table")) {
            self.flush();
            let told = if self.data.contains(&id) { self.table(id) } else { self.is_told() };
            self.told.push(told);
        }
        if !self.is_told() {
            if is_html(name, &local_name!("br")) {
                self.gather().break_line();
            } else if elements::is_block(element) {
                self.flush();
            } else if let Some(above) = elements::stands_out(element) {
                self.gather().break_number(above);
            } else if is_html(name, &local_name!("img")) && element.marks.extent != Extent::Small && self.links == 0 {
                self.pictures += 1;
                self.picture();
            }
        }
        self.open.enter(element);
        self.links += u32::from(is_html(name, &local_name!("a")));
        self.heading = elements::heading_level(name).or(self.heading);
    }

    fn leave(&mut self, element: &Element) {
        let name = &element.name;
        if !self.is_told() {
            if elements::is_block(element) {
                self.flush();
            } else if elements::stands_out(element).is_some() {
                self.gather().break_number(false);
            }
        }
        self.open.leave(element);
        if !self.open.is_struck() {
            self.end_struck();
        }
        self.links = self.links.saturating_sub(u32::from(is_html(name, &local_name!("a"))));
        if elements::heading_level(name).is_some() {
            self.heading = None;
        }
        if is_html(name, &local_name!("table")) {
            self.told.pop();
        }
    }

    /// A picture that stands by itself behind words that announce a table.
    fn picture(&mut self) {
        if !self.shown.is_empty() || self.is_hidden() {
            return;
        }
        let Some(Block::Paragraph(last)) = self.document.blocks.last().copied() else { return };
        let site = Site::Paragraph(last);
        if self.document.text(site).is_some_and(|text| picture::announces(text.as_str())) && self.announced.last() != Some(&site) {
            self.announced.push(site);
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let heading = self.heading;
        self.end_struck();
        let next = u32::try_from(self.document.paragraphs.len()).unwrap_or(u32::MAX);
        let site = (!self.shown.is_empty()).then_some(Site::Paragraph(next));
        self.pieces.iter_mut().skip(self.placed).for_each(|piece| piece.site = site);
        self.placed = self.pieces.len();
        for (text, hidden) in [(self.shown.finish(), false), (self.concealed.finish(), true)] {
            if let Some(text) = text {
                self.document.push_paragraph(Paragraph { text, heading, hidden, cell: None });
            }
        }
    }

    /// Tells a data table; `false` where it is too large, so that its text flows as paragraphs.
    fn table(&mut self, id: NodeId) -> bool {
        let Some(built) = grid::form(self.arena, id, self.budget).and_then(|grid| self.build(&grid)) else {
            let message = Phrase::new(
                "表格的单元格或合并的行过多，未按表格读取：请减少 rowspan，拆分该表，或用 --max-cells 放宽上限",
                "a table has too many cells or rows covered by them and was read as plain text: reduce its row spans, split it or allow more with --max-cells",
            );
            self.document.remarks.push(Remark { kind: RemarkKind::Unread, message, site: None });
            return false;
        };
        let Built { table, pictures, struck } = built;
        let index = self.document.push_table(table);
        let document = &*self.document;
        let site = |(row, col)| {
            let cell = document.tables.get(index as usize).and_then(|t| t.at(row, col));
            cell.map(|cell| Site::Cell { table: index, cell })
        };
        self.pieces.extend(struck.into_iter().map(|(text, at)| Struck { text, site: site(at) }));
        self.placed = self.pieces.len();
        if let Some(site) = pictures.first().map(|at| site(*at)) {
            self.document.remarks.push(picture::in_cells(pictures.len(), site));
        }
        true
    }

    fn build(&mut self, grid: &Grid) -> Option<Built> {
        let (mut pictures, mut struck) = (Vec::new(), Vec::new());
        let mut cells = Vec::with_capacity(grid.slots.len());
        for slot in &grid.slots {
            let read = cell::read(self.arena, slot.node, &self.data, &self.open);
            struck.extend(read.struck.into_iter().filter(|_| !read.hidden).map(|text| (text, (slot.row, slot.col))));
            if read.picture && read.text.is_empty() {
                pictures.push((slot.row, slot.col));
            }
            let header = self.arena.html_name(slot.node) == Some(&local_name!("th"));
            cells.push(Cell {
                row: slot.row,
                col: slot.col,
                row_span: slot.rows,
                col_span: slot.cols,
                text: read.text,
                header,
                hidden: read.hidden,
                indent: read.indent,
                stored: None,
                formula: None,
            });
        }
        let mut table = Table::new(cells, self.budget).ok()?;
        self.budget = self.budget.saturating_sub(grid.cost);
        table.number = u32::try_from(self.document.tables.len()).unwrap_or(u32::MAX).saturating_add(1);
        table.caption = grid.caption.map(|node| cell::read(self.arena, node, &self.data, &self.open).text);
        table.caption = table.caption.take().filter(|text| !text.is_empty());
        Some(Built { table, pictures, struck })
    }
}

/// A data table with what was left out of its cells.
struct Built {
    table: Table,
    /// The corners of the cells that hold nothing but a large picture.
    pictures: Vec<(u32, u32)>,
    /// Struck text, and the corner of the cell it stands in.
    struck: Vec<(Text, (u32, u32))>,
}

/// Whether a line broken by `<br>` begins a paragraph here: it is indented by no-break or ideographic spaces, or numbered as a heading is.
fn begins_paragraph(arena: &Arena, id: NodeId) -> bool {
    let text: String =
        arena.text_ranges(id).filter_map(|range| arena.transcript.text().get(range.start as usize..range.end as usize)).collect();
    let line = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let indent: usize = line
        .chars()
        .map_while(|c| [('\u{a0}', 1), ('\u{2003}', 2), ('\u{3000}', 2)].iter().find(|(blank, _)| *blank == c))
        .map(|(_, wide)| wide)
        .sum();
    indent >= INDENT || matches!(numbering(line), Some(Numbering::Chinese | Numbering::ChineseBracketed))
}

fn is_html(name: &QualName, local: &LocalName) -> bool {
    name.local == *local && name.ns == ns!(html)
}
