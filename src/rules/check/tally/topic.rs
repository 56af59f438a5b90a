//! What a sentence is about, for rules that look at one topic only.

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::Item;

/// Sentences back that the topic carries, across paragraphs of a section.
const REACH: usize = 12;

/// Whether the nearest topic up to a number, in its sentence or those before it in the paragraph, is the rule's.
pub(super) fn is_about(case: &Case<'_, '_, '_, '_>, item: &Item<'_>) -> bool {
    let Case { spec, sentence, context, .. } = *case;
    let Some(wanted) = spec.topic.as_deref() else { return true };
    let own = context.nearest_topic(sentence.text.get(..item.at.start).unwrap_or(""));
    let all = &context.facts.sentences;
    let at = context.facts.place_of(sentence);
    let before = all.get(at.saturating_sub(REACH)..at).unwrap_or(&[]);
    own.or_else(|| before.iter().rev().find_map(|s| context.nearest_topic(&s.text))) == Some(wanted)
}
