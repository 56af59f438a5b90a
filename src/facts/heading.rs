//! Headings, by markup or by their numbering.

use crate::document::Paragraph;
use crate::facts::ordinals::{OrdinalStyle, opening};
use crate::facts::{Normal, normalise};

/// Longest plain paragraph that can be a heading, in characters.
const LONGEST: usize = 40;

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

/// The heading that a paragraph is, if it is one.
pub(super) fn of(index: u32, paragraph: &Paragraph, normal: &Normal) -> Option<Heading> {
    let text = normal.string.as_str();
    if text.len() > LONGEST * 12 {
        return None;
    }
    let ordinal = opening(text);
    let label = |from: usize| normalise(text.get(from..).unwrap_or("").trim_end_matches('。'));
    if let Some(level) = paragraph.heading {
        let (from, style, value) = ordinal.map_or((0, None, None), |o| (o.end, Some(o.style), Some(o.value)));
        return Some(Heading { paragraph: index, level, ordinal: value, style, text: label(from) });
    }
    let opening = ordinal?;
    let short = text.chars().count() <= LONGEST && !text.contains('\n') && !ends_sentence(text);
    let level = match opening.style {
        OrdinalStyle::ChineseComma | OrdinalStyle::Part | OrdinalStyle::Chapter | OrdinalStyle::Section => 1,
        OrdinalStyle::ChineseParen => 2,
        OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma => 3,
        _ => return None,
    };
    let text = label(opening.end);
    (short && !text.is_empty()).then_some(Heading {
        paragraph: index,
        level,
        ordinal: Some(opening.value),
        style: Some(opening.style),
        text,
    })
}

/// A stop inside or at the end: a sentence, not a label.
fn ends_sentence(text: &str) -> bool {
    text.contains(['。', ';', '!', '?']) || text.ends_with([':', ','])
}
