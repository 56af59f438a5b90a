//! Which cells of a workbook hold sentences.

use std::collections::BTreeSet;

use crate::document::{Document, Site, Spot};

/// The cells whose text is a paragraph as well.
pub(super) struct Sentences(BTreeSet<(u32, u32)>);

impl Sentences {
    pub(super) fn of(document: &Document) -> Self {
        Self(document.paragraphs.iter().filter_map(|p| p.cell).collect())
    }

    /// Whether a spot is words of a sentence and not a table's number.
    pub(super) fn hold(&self, spot: &Spot) -> bool {
        match spot.site {
            Site::Paragraph(_) => true,
            Site::Cell { table, cell } => self.0.contains(&(table, cell)),
        }
    }
}
