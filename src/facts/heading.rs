//! Headings, by markup or by their numbering.

use crate::facts::OrdinalStyle;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Index into the document's paragraphs.
    pub paragraph: u32,
    /// Outline depth from 1: `h1` or 一、 1, `h2` or (一) 2, 1. 3.
    pub level: u8,
    /// Its ordinal, where it has one.
    pub ordinal: Option<u32>,
    /// How the ordinal is written.
    pub style: Option<OrdinalStyle>,
    /// The normalised label without its ordinal.
    pub text: String,
}
