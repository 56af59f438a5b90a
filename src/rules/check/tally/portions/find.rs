//! Shares of what the tables count, in whatever order a sentence tells them: behind their counts, in a list of their own, beside a name alone.

use crate::facts::Sentence;
use crate::rules::bind::Context;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::portions::judge::Judge;
use crate::rules::check::tally::portions::read::portions;
use crate::rules::check::tally::told::Told;
use crate::rules::check::tally::topic::is_about;
use crate::rules::{Rule, TallySpec};

/// The shares of a sentence that is about the rule's topic; `earlier` are the numbers of the sentence before.
pub(in crate::rules::check::tally) fn found(
    rule: &Rule,
    spec: &TallySpec,
    sentence: &Sentence,
    items: &[Item<'_>],
    earlier: &[Item<'_>],
    context: &Context<'_, '_>,
) -> Vec<Told> {
    if !items.iter().any(|item| item.percent) {
        return Vec::new();
    }
    let judge = Judge { rule, spec, text: sentence.text.as_str(), items, earlier, context };
    let about = |item: &Item<'_>| is_about(spec, sentence, item, context);
    portions(spec, sentence.text.as_str(), items)
        .into_iter()
        .filter(|portion| about(portion.rate))
        .filter_map(|portion| judge.told(&portion))
        .collect()
}
