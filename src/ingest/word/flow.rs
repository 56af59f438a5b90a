//! Flows of paragraphs and tables: the body, a cell, a text box, a note.

use crate::ingest::word::paragraph::{OpenParagraph, Read, Sheet};
use crate::ingest::word::table::Finished;

/// A piece of a flow, in reading order.
#[derive(Debug)]
pub(super) enum Item {
    /// A paragraph.
    Paragraph(Read),
    /// A table.
    Table(Box<Finished>),
}

/// A flow being read.
#[derive(Debug, Default)]
pub(super) struct Flow {
    items: Vec<Item>,
    open: Option<OpenParagraph>,
    /// What the open paragraph anchors: its text boxes, told after it.
    anchored: Vec<Item>,
}

impl Flow {
    /// The paragraph that text goes to: one is opened where text stands outside any.
    pub(super) fn paragraph(&mut self) -> &mut OpenParagraph {
        self.open.get_or_insert_default()
    }

    /// The style that the open paragraph names.
    pub(super) fn style(&self) -> Option<&str> {
        self.open.as_ref().and_then(|open| open.properties.style.as_deref())
    }

    /// Whether nothing was told yet.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// A paragraph begins; it takes over the text of one whose mark was deleted.
    pub(super) fn begin(&mut self, styles: &Sheet) {
        let joins = self.open.as_ref().is_some_and(|open| open.properties.mark_deleted);
        if !joins {
            self.flush(styles);
        }
        self.open = Some(self.open.take().map(OpenParagraph::followed).unwrap_or_default());
    }

    /// A paragraph ends, unless its mark was deleted.
    pub(super) fn end(&mut self, styles: &Sheet) {
        if self.open.as_ref().is_some_and(|open| !open.properties.mark_deleted) {
            self.flush(styles);
        }
    }

    fn flush(&mut self, styles: &Sheet) {
        if let Some(open) = self.open.take() {
            let read = open.finish(&styles.styles);
            if read != Read::default() {
                // Most cells hold one paragraph; room for more would be most of their cost.
                self.items.reserve_exact(usize::from(self.items.is_empty()));
                self.items.push(Item::Paragraph(read));
            }
        }
        self.items.append(&mut self.anchored);
    }

    /// Puts what an inner flow or table gave behind what was told so far.
    pub(super) fn append(&mut self, items: Vec<Item>, styles: &Sheet) {
        self.flush(styles);
        if self.items.is_empty() {
            self.items = items;
        } else {
            self.items.extend(items);
        }
    }

    /// Puts a text box behind the paragraph it is anchored in.
    pub(super) fn anchor(&mut self, items: Vec<Item>) {
        self.anchored.extend(items);
    }

    /// All of it.
    pub(super) fn finish(mut self, styles: &Sheet) -> Vec<Item> {
        self.flush(styles);
        self.items
    }
}
