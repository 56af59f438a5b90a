//! By how much a number has changed, in whatever order a sentence tells it: what it was, what it is, the difference, the rate.

use std::collections::BTreeSet;

use crate::facts::Unit;
use crate::rules::TallySpec;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::lead::says_nothing_new;
use crate::rules::check::period::several_years;
use crate::rules::check::tally::amount::Amount;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::changes::another::is_of_another;
use crate::rules::check::tally::changes::group::{Change, changes};
use crate::rules::check::tally::changes::judge::{Now, judge};
use crate::rules::check::tally::changes::roles::{COMPARED, roles};
use crate::rules::check::tally::items::{Item, years};
use crate::rules::check::tally::told::{Told, sum};
use crate::rules::check::tally::topic::is_about;

/// The most numbers before a change that are added up to what it may be of.
const MOST: usize = 8;

/// The changes of a sentence, each set against what the text, or the tables by the words of the rule, have it come to.
pub(in crate::rules::check::tally) fn found(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let Case { rule, spec, items, context, .. } = *case;
    let text = case.text();
    // 较2022年增长20%,较2021年增长50%: what goes with which year is not certain.
    let several = bases(spec, text, context.year) > 1 || several_years(text).is_some();
    if context.pack.scope.sentence.first_in(text).is_some() || spec.total.is_empty() || several {
        return Vec::new();
    }
    let roles = roles(spec, items, context.year);
    let changes = changes(spec, text, items, &roles);
    let about = |change: &&Change<'_, '_>| change.measure().is_some_and(|item| is_about(case, item));
    let named = |change: &&Change<'_, '_>| spec.means.is_empty() || !tables(spec, change, context).is_empty();
    let judged = changes.iter().filter(|change| !is_of_another(case, change)).filter(about).filter(named);
    judged.filter_map(|change| judge(rule, change, &now(case, change), context.facts)).collect()
}

/// How many years a text compares with; 上年 is the one before the report's.
fn bases(spec: &TallySpec, text: &str, report: Option<u32>) -> usize {
    let compared = |end: usize| {
        let clause = text.get(..end).and_then(|words| words.rsplit([',', '、', ';', '(', ')', '。']).next());
        clause.is_some_and(|clause| clause.contains(COMPARED) || clause.contains('是'))
    };
    let last = report.map(|year| year.saturating_sub(1));
    let named = years(text).filter(|(_, end)| compared(*end)).map(|(year, _)| Some(year));
    let by_word = spec.earlier.iter().any(|word| text.match_indices(word.as_str()).any(|(at, _)| text[..at].ends_with(COMPARED)));
    named.chain(by_word.then_some(last)).collect::<BTreeSet<_>>().len()
}

/// What a change may have come to.
fn now(case: &Case<'_, '_, '_, '_>, change: &Change<'_, '_>) -> Vec<Now> {
    let (text, facts) = (case.text(), case.facts());
    let stem = stem(&change.subject);
    let about = |item: &Item<'_>| change.subject.is_empty() || names(text, item, stem);
    let mut found: Vec<Now> = Vec::new();
    for (nth, item) in change.now.iter().enumerate() {
        let certain = nth == 0 && (change.reached || about(item));
        found.push(Now { amount: Amount::told(item, "new", facts), certain });
    }
    for last in 2..=change.now.len().min(MOST) {
        let parts = change.now.get(..last).unwrap_or(&[]);
        found.extend(Amount::together(parts, "new", facts).map(|amount| Now { amount, certain: false }));
    }
    let told = tables(case.spec, change, case.context);
    let by_tables = !told.is_empty();
    found.extend(told.iter().map(|operand| Now { amount: Amount::of_tables(operand, "new", facts), certain: true }));
    if change.now.is_empty() && !by_tables {
        let measure = change.difference.or(change.old);
        let like_measure = |item: &&Item<'_>| measure.is_some_and(|measure| item.is_like(measure));
        let like: Vec<&Item<'_>> = case.before.iter().filter(like_measure).collect();
        let all = sum(&like);
        // 微信100条、网站50条,合计150条: the one that the others make.
        // 收到138件,其中自然人128件: the one before 其中.
        let divided = like.get(1).is_some_and(|next| next.before.contains("其中"));
        let opens = |item: &Item<'_>| divided && like.first().is_some_and(|first| first.id == item.id);
        let is_whole = |item: &Item<'_>| like.len() < 2 || opens(item) || item.amount() + item.amount() == all;
        let about = stem.is_empty() || case.before.iter().any(|item| item.before.contains(stem));
        let told = like.iter().map(|item| Now { amount: Amount::told(item, "new", facts), certain: about && is_whole(item) });
        found.extend(told);
        // 收到7件,…。同意4件,…。比上年的10件下降30%: of a number told further before.
        let further = case.further.iter().filter(like_measure);
        found.extend(further.map(|item| Now { amount: Amount::told(item, "new", facts), certain: false }));
    }
    found
}

/// The amounts of the tables that the words of a change name.
fn tables(spec: &TallySpec, change: &Change<'_, '_>, context: &Context<'_, '_>) -> Vec<Operand> {
    // Points and rates are none of the tables'.
    if change.difference.or(change.old).is_some_and(|item| item.percent || item.number.quantity.unit == Unit::PercentagePoint) {
        return Vec::new();
    }
    // 申请量 and 全市申请量, but not 网上申请量.
    let alone = |word: &String| {
        let rest = change.subject.split_once(word.as_str());
        rest.is_some_and(|(before, behind)| says_nothing_new(before, context) && says_nothing_new(behind, context))
    };
    let named = spec.means.iter().filter(|(_, _, words)| words.iter().any(alone));
    named.filter_map(|(_, expr, _)| context.operand(expr).ok()).filter(Operand::has_amount).collect()
}

/// The noun of `公开总量`, by which a number before it is known to be of the same.
fn stem(subject: &str) -> &str {
    const AMOUNTS: [&str; 9] = ["总量", "总数", "数量", "件数", "总额", "人数", "次数", "量", "数"];
    AMOUNTS.iter().find_map(|amount| subject.strip_suffix(amount)).unwrap_or(subject)
}

/// Whether the words around a number hold the noun.
fn names(text: &str, item: &Item<'_>, stem: &str) -> bool {
    !stem.is_empty() && (item.label().contains(stem) || item.clause_behind(text).contains(stem))
}
