//! What is said of a table's figures: in its caption and header, in the paragraphs next to it, in rows that hold nothing but words.

use crate::document::{Block, Document, Paragraph, Table};
use crate::facts::Facts;

/// Paragraphs before a table and behind it that may be its notes, and bytes of such a note at most.
const NEAR: usize = 3;
const LONGEST: usize = 480;
/// The last rows of a table, which may be its notes, and cells of its header.
const ROWS: u32 = 6;
const HEADER: usize = 200;

/// The caption, the words of the header and the notes of table `index`.
pub(super) fn notes<'f>(facts: &'f Facts<'_>, index: u32) -> Vec<&'f str> {
    let (Some(table), Some(grid)) = (facts.document.tables.get(index as usize), facts.tables.get(index as usize)) else {
        return Vec::new();
    };
    let at = table.block as usize;
    let blocks = &facts.document.blocks;
    let before = near(facts.document, blocks.get(..at).unwrap_or_default().iter().rev());
    let behind = near(facts.document, blocks.get(at + 1..).unwrap_or_default().iter()).take_while(|paragraph| paragraph.heading.is_none());
    let paragraphs = before.chain(behind).map(|paragraph| paragraph.text.as_str());
    let rows = (table.rows().saturating_sub(ROWS)..table.rows()).filter_map(|row| lone_words(table, row));
    let header = table.cells().iter().take_while(|cell| cell.row < grid.header_rows()).take(HEADER).map(|cell| cell.text.as_str());
    grid.caption().into_iter().chain(header).chain(paragraphs).chain(rows).filter(|note| note.len() <= LONGEST).collect()
}

/// The first paragraphs that are shown, up to a table.
fn near<'d>(document: &'d Document, blocks: impl Iterator<Item = &'d Block>) -> impl Iterator<Item = &'d Paragraph> {
    let paragraphs = blocks.map_while(|block| match *block {
        Block::Paragraph(index) => document.paragraphs.get(index as usize),
        Block::Table(_) => None,
    });
    paragraphs.filter(|paragraph| !paragraph.hidden && paragraph.cell.is_none()).take(NEAR)
}

/// The words of a row where nothing else stands.
fn lone_words(table: &Table, row: u32) -> Option<&str> {
    let mut filled = table.row(row).filter_map(|cell| table.cell(cell)).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    filled.next().filter(|_| filled.next().is_none())
}
