//! All facts of a document in one pass.

use std::ops::Range;

use crate::document::{Document, Spot};
use crate::facts::{Grid, Heading, Marker, Quantity, Sentence, Skipped};

/// A quantity and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it stands for.
    pub quantity: Quantity,
    /// Sign and digits, with `%` or `‰` where printed; without the counter word and the hedges.
    pub spot: Spot,
    /// From the hedge to the unit, in bytes of the same text.
    pub extent: Range<u32>,
}

/// Everything later stages may bind to.
#[derive(Clone, Debug)]
pub struct Facts<'d> {
    /// The document.
    pub document: &'d Document,
    /// All quantities in reading order, in paragraphs and in cells; an id is an index.
    pub numbers: Vec<Number>,
    /// The sentences of visible paragraphs, in reading order.
    pub sentences: Vec<Sentence>,
    /// One reading a table, parallel to the document's tables.
    pub tables: Vec<Grid>,
    /// The headings in reading order.
    pub headings: Vec<Heading>,
    /// Number-like tokens that are no quantities, with the reason.
    pub skipped: Vec<Skipped>,
    /// Ordinals that open items, in reading order.
    pub markers: Vec<Marker>,
}

impl<'d> Facts<'d> {
    /// Reads the facts of a document.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        Self {
            document,
            numbers: Vec::new(),
            sentences: Vec::new(),
            tables: vec![Grid::default(); document.tables.len()],
            headings: Vec::new(),
            skipped: Vec::new(),
            markers: Vec::new(),
        }
    }

    /// The quantity with index `id`.
    #[must_use]
    pub fn number(&self, id: u32) -> Option<&Number> {
        self.numbers.get(id as usize)
    }
}
