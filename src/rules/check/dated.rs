//! Which of two numbers is the earlier year's: words before them may turn the order round that a wording took for granted.

use crate::facts::placeholder;
use crate::rules::Scope;
use crate::rules::check::period::last_year;
use crate::rules::pattern::Fit;

/// Whether a wording takes a number for an earlier time's that the words before it date as late as another one of its numbers, or later: by
/// `…年{old}`, 2023 in `2022年55件、2023年62件` is no year before.
pub(super) fn turned_round(fit: &Fit, earlier: &str, text: &str, scope: &Scope) -> bool {
    let Some(old) = fit.capture(earlier) else { return false };
    let before = lead(text, old.start);
    if is_now(before, scope) {
        return true;
    }
    let Some(year) = last_year(before) else { return false };
    let others = fit.captures.iter().filter(|(name, at)| name != earlier && at.start != old.start);
    others.filter_map(|(_, at)| last_year(lead(text, at.start))).any(|other| other <= year)
}

/// The words between a number and the one before it.
fn lead(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let behind = before.char_indices().rev().find(|(_, c)| placeholder(*c).is_some());
    &before[behind.map_or(0, |(at, c)| at + c.len_utf8())..]
}

/// Whether the clause right before a number opens with words of the report's own time: `今年91件`, not `上年全年91件`.
fn is_now(before: &str, scope: &Scope) -> bool {
    let clause = before.rsplit([',', ';', '、']).next().unwrap_or(before).trim_start();
    scope.now.iter().any(|word| clause.starts_with(word.as_str()))
}
