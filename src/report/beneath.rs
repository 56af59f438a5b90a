//! What stands under a finding's message in every report that has room for lines.

use crate::findings::Finding;
use crate::phrase::Lang;
use crate::report::clean::visible;
use crate::report::repair::offered;
use crate::report::words::{ALSO, labelled, one_line};

/// The message and what stands under it.
pub(crate) fn all(finding: &Finding, lang: Lang) -> String {
    std::iter::once(one_line(&finding.message, lang)).chain(beneath(finding, lang)).collect::<Vec<_>>().join("\n")
}

/// The arithmetic, the changes that would settle it, the other checks that the same change settles, and the advice: a line each, none empty.
pub(crate) fn beneath(finding: &Finding, lang: Lang) -> Vec<String> {
    let line = |words| Some(one_line(words, lang));
    let fix = offered(finding, lang).map(|fix| visible(&fix).into_owned());
    let lines = [line(&finding.derivation), fix].into_iter().chain(also(finding, lang).map(Some)).chain([line(&finding.help)]);
    lines.flatten().filter(|line| !line.is_empty()).collect()
}

/// Each check that the same change settles, after a word for it: `also row-total: 38 is given, its parts make 44`.
pub(crate) fn also(finding: &Finding, lang: Lang) -> impl Iterator<Item = String> + '_ {
    others(finding, lang).map(move |other| labelled(ALSO.get(lang), &other, lang))
}

/// The same without the word.
pub(crate) fn others(finding: &Finding, lang: Lang) -> impl Iterator<Item = String> + '_ {
    finding.also.iter().map(move |also| labelled(&visible(&also.rule), &one_line(&also.message, lang), lang))
}
