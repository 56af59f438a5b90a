//! XML changed in place: what is not touched keeps every byte.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::report::escape::markup;

/// A part is not well-formed, or not what its place promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// A start tag and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Bytes of the tag.
    pub(super) span: Range<usize>,
    /// The element has no content and no end tag.
    pub(super) empty: bool,
}

/// A tag of either end.
#[derive(Clone, Debug)]
pub(super) enum Piece<'a> {
    /// `<a …>` or `<a …/>`, at the depth of the element (the root is 0).
    Open(Tag<'a>, usize),
    /// `</a>`: its local name, bytes, and the depth of the element.
    Close(String, Range<usize>, usize),
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> String {
        self.start.local_name().as_ref().to_owned()
    }

    /// The prefix with its colon; empty without one.
    pub(super) fn prefix(&self) -> String {
        let name = self.start.name().as_ref().to_owned();
        name.rfind(':').and_then(|colon| name.get(..=colon)).unwrap_or("").to_owned()
    }

    /// The unescaped value of the attribute with a local name.
    pub(super) fn attribute(&self, local: &str) -> Option<String> {
        let found = self.start.attributes().with_checks(false).filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == local)?;
        let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
    }

    /// The tag with some attributes set; all others as they were.
    pub(super) fn with(&self, changes: &[(&str, String)]) -> String {
        let mut out = format!("<{}", self.start.name().as_ref());
        let mut put = |name: &str, value: &str| {
            let quote = if value.contains('"') { '\'' } else { '"' };
            out.extend([" ", name, "="]);
            out.push(quote);
            out.push_str(value);
            out.push(quote);
        };
        for attribute in self.start.attributes().with_checks(false).filter_map(Result::ok) {
            let name: &str = attribute.key.as_ref();
            if !changes.iter().any(|(changed, _)| *changed == name) {
                put(name, &attribute.value);
            }
        }
        for (name, value) in changes {
            put(name, &markup(value));
        }
        out.push_str(if self.empty { "/>" } else { ">" });
        out
    }
}

/// All tags of a part, in order.
///
/// # Errors
/// The part is not well-formed.
pub(super) fn pieces(xml: &str, mut each: impl FnMut(Piece<'_>) -> Result<(), Malformed>) -> Result<(), Malformed> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        let from = position(&reader)?;
        let event = reader.read_event().map_err(|_| Malformed)?;
        let span = from..position(&reader)?;
        match event {
            Event::Start(start) => {
                each(Piece::Open(Tag { start, span, empty: false }, depth))?;
                depth += 1;
            }
            Event::Empty(start) => each(Piece::Open(Tag { start, span, empty: true }, depth))?,
            Event::End(end) => {
                depth = depth.checked_sub(1).ok_or(Malformed)?;
                each(Piece::Close(end.local_name().as_ref().to_owned(), span, depth))?;
            }
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Malformed) },
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Malformed> {
    usize::try_from(reader.buffer_position()).map_err(|_| Malformed)
}

/// Replacements of byte ranges, made together.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, at: Range<usize>, with: impl Into<String>) {
        self.0.push((at, with.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The text with all replacements made. Insertions come before what is replaced at their place, and keep their order; of two that overlap the later is dropped.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(at, _)| (at.start, at.end));
        let mut out = String::with_capacity(text.len() + self.0.iter().map(|(_, with)| with.len()).sum::<usize>());
        let mut done = 0;
        for (at, with) in &self.0 {
            if at.start < done {
                continue;
            }
            out.push_str(text.get(done..at.start).unwrap_or(""));
            out.push_str(with);
            done = at.end;
        }
        out.push_str(text.get(done..).unwrap_or(""));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Edits, Piece, pieces};

    #[test]
    fn a_tag_keeps_what_is_not_changed() {
        let xml = "<x:c r='A1' s=\"5\" note='say \"a&amp;b\"'/>";
        let mut shown = String::new();
        pieces(xml, |piece| {
            if let Piece::Open(tag, 0) = piece {
                shown = tag.with(&[("s", "7".to_owned())]);
                assert_eq!((tag.local(), tag.prefix(), tag.attribute("note")), ("c".into(), "x:".into(), Some("say \"a&b\"".into())));
            }
            Ok(())
        })
        .expect("well-formed");
        assert_eq!(shown, "<x:c r=\"A1\" note='say \"a&amp;b\"' s=\"7\"/>");
        assert!(pieces("<a><b></a>", |_| Ok(())).is_err() && pieces("<a>", |_| Ok(())).is_err());
    }

    #[test]
    fn edits_are_made_together() {
        let mut edits = Edits::default();
        edits.replace(4..5, "Y");
        edits.insert(0, "<");
        edits.insert(4, "+");
        edits.insert(6, ">");
        assert_eq!(edits.apply("abcdef"), "<abcd+Yf>");
    }
}
