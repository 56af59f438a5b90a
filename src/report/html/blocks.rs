//! The report's own paragraphs and tables in reading order.

use crate::document::{Block, Paragraph, Site};
use crate::report::html::grid::{Drawing, cut};
use crate::report::html::markup::Markup;

/// Bytes of a report drawn before blocks without findings are left out.
const ROOM: usize = 6 << 20;
/// The longest paragraph shown, in bytes.
const TEXT: usize = 200_000;

/// What is not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// Paragraphs and tables beyond the room.
    pub(super) blocks: usize,
    /// Paragraphs that the report hides from its reader.
    pub(super) hidden: usize,
}

/// Appends all blocks, as far as there is room.
pub(super) fn write(drawing: &Drawing<'_>, out: &mut Markup) -> Left {
    let document = drawing.facts.document;
    let begun = out.len();
    let mut left = Left::default();
    for block in &document.blocks {
        let brief = out.len() - begun > ROOM;
        match *block {
            Block::Paragraph(index) => {
                let Some(paragraph) = document.paragraphs.get(index as usize) else { continue };
                // A cell's own text stands in its table.
                if paragraph.cell.is_some() || paragraph.text.is_empty() {
                    continue;
                }
                let site = Site::Paragraph(index);
                if paragraph.hidden {
                    left.hidden += 1;
                } else if brief && !drawing.marks.is_failed(site) {
                    left.blocks += 1;
                } else {
                    write_paragraph(drawing, paragraph, site, out);
                }
            }
            Block::Table(index) => {
                let Some(table) = document.tables.get(index as usize) else { continue };
                let cells = u32::try_from(table.cells().len()).unwrap_or(u32::MAX);
                let failed = |cell: u32| drawing.marks.is_failed(Site::Cell { table: index, cell });
                if brief && !(0..cells).any(failed) {
                    left.blocks += 1;
                } else {
                    drawing.table(index, table, brief, out);
                }
            }
        }
    }
    left
}

fn write_paragraph(drawing: &Drawing<'_>, paragraph: &Paragraph, site: Site, out: &mut Markup) {
    const LEVELS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let level = paragraph.heading.map(|level| LEVELS.get(usize::from(level.clamp(1, 6)) - 1).copied().unwrap_or("h6"));
    let tag = if level.is_some() { "h3" } else { "p" };
    out.open(tag, &[("class", &level.unwrap_or(""))]);
    let text = paragraph.text.as_str();
    let shown = cut(text, TEXT);
    drawing.marks.write(site, shown, out);
    if shown.len() < text.len() {
        out.raw("…");
    }
    out.close(tag).raw("\n");
}
