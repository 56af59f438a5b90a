//! What each number of a sentence is in a change: the earlier one, the one it has come to, by how much, by what rate.

use crate::facts::Unit;
use crate::rules::TallySpec;
use crate::rules::check::tally::items::{Item, holds, last_clause, without, year_in};

/// Which way a number has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// What a number is by the words right before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 增长12%, 增加1.2倍
    Rate(Way),
    /// 增加12件
    Difference(Way),
    /// 上年的50件
    Old,
    /// 增加到62件
    New,
    Other,
}

/// The roles of a sentence's numbers; `year` is the report's, where it is known.
pub(super) fn roles(spec: &TallySpec, items: &[Item<'_>], year: Option<u32>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(items.len());
    for item in items {
        let before = items.get(roles.len().wrapping_sub(1)).zip(roles.last().copied());
        roles.push(role(spec, item, before, year));
    }
    // 由50件增加到62件
    for at in 1..roles.len() {
        let from = |item: &Item<'_>| item.label().starts_with(['由', '从']) || item.label().contains(['由', '从']) && item.depth == 0;
        if roles.get(at) == Some(&Role::New) && roles.get(at - 1) == Some(&Role::Other) && items.get(at - 1).is_some_and(from) {
            roles[at - 1] = Role::Old;
        }
    }
    roles
}

fn role(spec: &TallySpec, item: &Item<'_>, before: Option<(&Item<'_>, Role)>, year: Option<u32>) -> Role {
    let label = item.label();
    let unit = &item.number.quantity.unit;
    let by_rate = item.percent && *unit != Unit::PercentagePoint || *unit == Unit::Times;
    if ends_at(label) && way(spec, label.trim_end_matches('了').trim_end_matches(TO), false).is_some() {
        return Role::New;
    }
    let stem = without(label, &spec.beside);
    // 增减率-5.7%: its sign says the way; without one it may be either.
    if SIGNED.iter().any(|name| stem.ends_with(name)) {
        let signed = item.number.quantity.value.mantissa < 0;
        return if signed && by_rate { Role::Rate(Way::Up) } else { Role::Other };
    }
    if let Some(way) = way(spec, stem, true) {
        return if by_rate { Role::Rate(way) } else { Role::Difference(way) };
    }
    let aside = label.is_empty() && item.before.ends_with('(');
    match before {
        // 下降0.3个百分点(98.8%)
        Some((before, Role::Difference(_))) if aside && before.number.quantity.unit == Unit::PercentagePoint => Role::Old,
        // 增加12件(24%)
        Some((_, Role::Difference(way))) if by_rate && aside => Role::Rate(way),
        _ if *unit != Unit::Times && is_earlier(spec, item, year) => Role::Old,
        _ => Role::Other,
    }
}

/// Words between a verb of change and what it has come to.
const TO: [char; 4] = ['到', '至', '为', '成'];

fn ends_at(label: &str) -> bool {
    label.trim_end_matches('了').ends_with(TO)
}

/// Names of a change that its sign says the way of: 增减率-5.7%.
const SIGNED: [&str; 4] = ["增减", "变动", "变化", "涨跌"];

/// The way that the words end in, `names` also by its name: 增幅, 下降率.
fn way(spec: &TallySpec, stem: &str, names: bool) -> Option<Way> {
    let ends = |words: &[String]| {
        let met = words.iter().filter(|word| stem.ends_with(word.as_str()));
        met.filter(|word| names || !word.ends_with(['幅', '率', '速'])).map(String::len).max()
    };
    match (ends(&spec.total), ends(&spec.down)) {
        (None, None) => None,
        (up, down) => Some(if up > down { Way::Up } else { Way::Down }),
    }
}

/// Words before a year that something is compared with.
pub(super) const COMPARED: [char; 6] = ['比', '较', '同', '与', '由', '从'];

/// The longest stretch between a word for last year and the number that is last year's, in characters.
const NEAR: usize = 14;

/// Whether the words say that a number is an earlier year's.
fn is_earlier(spec: &TallySpec, item: &Item<'_>, year: Option<u32>) -> bool {
    let own = item.label();
    // 较上年(44件)增加6件
    let opened = item.before.strip_suffix(own).and_then(|before| before.strip_suffix('('));
    let aside = opened.filter(|_| without(own, &spec.beside).is_empty());
    let label = aside.map_or(own, last_clause);
    if aside.is_some()
        && !spec.earlier.iter().any(|word| label.ends_with(word.as_str()))
        && year_in(label).is_none_or(|(_, end)| end < label.len())
    {
        return false;
    }
    // 上年结转4件
    if holds(&spec.apart, label) {
        return false;
    }
    let named = spec.earlier.iter().filter_map(|word| label.rfind(word.as_str()).map(|at| at + word.len())).max();
    let dated = year_in(label).filter(|(named, _)| match year {
        Some(year) => *named < year,
        None => item.before.ends_with('(') || label.starts_with(COMPARED) || item.depth > 0,
    });
    let end = named.into_iter().chain(dated.map(|(_, end)| end)).max();
    end.and_then(|end| label.get(end..)).is_some_and(|rest| rest.chars().count() <= NEAR)
}
