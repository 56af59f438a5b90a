//! What a rule on a sentence's own numbers is given to judge.

use crate::facts::{Facts, Sentence};
use crate::rules::bind::Context;
use crate::rules::check::tally::items::Item;
use crate::rules::{Rule, TallySpec};

/// A sentence under a rule, with the numbers of the paragraph up to its end.
#[derive(Clone, Copy)]
pub(super) struct Case<'c, 's, 'r, 'd> {
    pub(super) rule: &'c Rule,
    pub(super) spec: &'c TallySpec,
    pub(super) sentence: &'s Sentence,
    /// Its own numbers, in order.
    pub(super) items: &'c [Item<'s>],
    /// Those of the sentence before.
    pub(super) before: &'c [Item<'s>],
    /// Those further before, as far as they are kept.
    pub(super) further: &'c [Item<'s>],
    pub(super) context: &'c Context<'r, 'd>,
}

impl<'s, 'r, 'd> Case<'_, 's, 'r, 'd> {
    /// The sentence's text.
    pub(super) fn text(&self) -> &'s str {
        self.sentence.text.as_str()
    }

    /// The document's facts.
    pub(super) fn facts(&self) -> &'r Facts<'d> {
        self.context.facts
    }
}
