//! Shares of what the tables count, in whatever order a sentence tells them: behind their counts, in a list of their own, beside a name alone.

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::portions::judge::Judge;
use crate::rules::check::tally::portions::read::portions;
use crate::rules::check::tally::told::Told;
use crate::rules::check::tally::topic::is_about;

/// The shares of a sentence that is about the rule's topic.
pub(in crate::rules::check::tally) fn found(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    if !case.items.iter().any(|item| item.percent) {
        return Vec::new();
    }
    let portions = portions(case.spec, case.text(), case.items).into_iter().filter(|portion| is_about(case, portion.rate));
    portions.filter_map(|portion| Judge(case).told(&portion)).collect()
}
