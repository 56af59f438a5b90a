//! One paragraph, from its properties and runs to its text.

use crate::ingest::gather::Gather;
use crate::ingest::word::numbering::{Counters, Label, Numbering};
use crate::ingest::word::properties::ParagraphProperties;
use crate::ingest::word::styles::Styles;

/// What paragraphs inherit and how their lists are counted.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The styles.
    pub(super) styles: Styles,
    /// The lists.
    pub(super) numbering: Numbering,
    /// How far the lists have been counted.
    pub(super) counters: Counters,
}

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    /// What it says of itself.
    pub(super) properties: ParagraphProperties,
    /// What the reader sees of it.
    pub(super) shown: Gather,
    /// Its hidden text.
    pub(super) concealed: Gather,
    /// Pictures large enough to hold a table.
    pub(super) pictures: u32,
    label: Option<Label>,
}

/// A paragraph as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// What the reader sees, with its automatic number; may be empty.
    pub(super) text: String,
    /// Its hidden text; mostly empty.
    pub(super) concealed: String,
    /// 1-6 for headings.
    pub(super) heading: Option<u8>,
    /// Levels of indentation.
    pub(super) indent: u8,
    /// Pictures large enough to hold a table.
    pub(super) pictures: u32,
}

/// One level of indentation in twentieths of a point: 12 pixels, as in web pages.
const LEVEL: i32 = 180;

impl OpenParagraph {
    /// The paragraph that follows it when its mark was deleted: with its text, and properties of its own.
    pub(super) fn followed(self) -> Self {
        Self { properties: ParagraphProperties::default(), label: None, ..self }
    }

    /// Its properties are complete: its number is counted.
    pub(super) fn settle(&mut self, sheet: &mut Sheet) {
        let own = &self.properties;
        let Sheet { styles, numbering, counters } = sheet;
        let by_style = styles.list(own.style.as_deref());
        let Some(list) = own.list.list.or(by_style.map(|(_, list)| list.list.unwrap_or(0))).filter(|list| *list > 0) else {
            return;
        };
        if own.mark_deleted || own.mark_hidden {
            return;
        }
        let of_style = || by_style.and_then(|(style, list)| list.level.or_else(|| numbering.level_of_style(list.list?, style, styles)));
        let level = own.list.level.or_else(of_style).unwrap_or(0);
        self.label = counters.next(list, level, numbering, styles);
    }

    /// The finished paragraph. Lines of a table of contents give nothing: they are copies.
    pub(super) fn finish(self, styles: &Styles) -> Read {
        let style = self.properties.style.as_deref();
        if style.is_some_and(|style| styles.is_contents(style)) {
            return Read::default();
        }
        let (text, blanks) = self.shown.finish();
        let indent = self.properties.indent.saturating_add(i32::try_from(blanks).unwrap_or(0).saturating_mul(LEVEL / 2));
        let levels = indent.saturating_add(LEVEL / 2).max(0) / LEVEL;
        let outline = self.properties.outline.or_else(|| styles.outline(style)).filter(|level| *level < 9);
        Read {
            text: self.label.map_or_else(|| text.clone(), |label| joined(&label, &text)),
            concealed: self.concealed.finish().0,
            heading: outline.map(|level| level.saturating_add(1).min(6)),
            indent: if text.is_empty() { 0 } else { u8::try_from(levels).unwrap_or(u8::MAX) },
            pictures: self.pictures,
        }
    }
}

/// A number and the text behind it; what stands between them is a blank, or nothing where that joins no digits.
fn joined(label: &Label, text: &str) -> String {
    let digits = label.text.ends_with(|c: char| c.is_ascii_digit() || c == '.') && text.starts_with(|c: char| c.is_ascii_digit());
    let gap = if text.is_empty() || (label.close && !digits) { "" } else { " " };
    format!("{}{gap}{text}", label.text)
}
