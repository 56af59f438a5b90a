//! A tag as the tokenizer reads it, with the attributes that are wanted.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use crate::ingest::html::marks;
use crate::ingest::html::styles::Styles;

/// Attributes a tag may hold; more are left out.
const MOST_ATTRIBUTES: usize = 1000;

/// The tag the tokenizer is reading.
#[derive(Default)]
pub(super) struct TagInHand {
    /// Its name.
    pub(super) name: Vec<u8>,
    /// Whether it is an end tag.
    pub(super) end: bool,
    /// Whether it ends in `/>`.
    pub(super) self_closing: bool,
    /// The attributes that are wanted.
    pub(super) attributes: Vec<Attribute>,
    /// The name of the attribute being read.
    pub(super) attribute: Vec<u8>,
    /// Its value.
    pub(super) value: Vec<u8>,
    /// Whether one is being read.
    pub(super) reading: bool,
}

impl TagInHand {
    /// Begins a tag.
    pub(super) fn start(&mut self, end: bool) {
        self.name.clear();
        self.attributes.clear();
        self.attribute.clear();
        self.value.clear();
        (self.end, self.self_closing, self.reading) = (end, false, false);
    }

    /// Puts the attribute that was read on the tag, if it is wanted and the first of its name.
    pub(super) fn finish_attribute(&mut self, keep: fn(&[u8], &[u8]) -> bool, styles: &Styles) {
        if !std::mem::take(&mut self.reading) || self.end || self.attributes.len() >= MOST_ATTRIBUTES {
            return;
        }
        if keep(&self.name, &self.attribute) {
            self.keep_attribute(styles);
        }
    }

    fn keep_attribute(&mut self, styles: &Styles) {
        let mut value = text(&self.value);
        if self.attribute == b"class" {
            let Some(rules) = styles.of(&text(&self.name), &value) else { return };
            value = Cow::Owned(rules);
        }
        if self.attribute == b"id" {
            let Some(rules) = styles.of_id(&text(&self.name), &value) else { return };
            value = Cow::Owned(rules);
        }
        if self.attribute == b"style" && !marks::is_telling(&self.name, &value) {
            return;
        }
        let name = local_name(&self.attribute);
        if self.attributes.iter().all(|a| a.name.local != name) {
            self.attributes.push(Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(&value) });
        }
    }
}

/// The source is text, but the tokenizer hands on bytes: looked at whole first, which is faster.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// A name as the tree has it.
pub(super) fn local_name(bytes: &[u8]) -> LocalName {
    LocalName::from(&*text(bytes))
}
