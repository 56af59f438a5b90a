//! The numbers of one change: by how much, by what rate, since what, to what.

use crate::facts::{Unit, placeholder};
use crate::rules::TallySpec;
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::changes::roles::{Role, Way};
use crate::rules::check::tally::items::{Item, without, year_in};

/// One change that a sentence tells of.
pub(super) struct Change<'i, 's> {
    pub(super) way: Way,
    pub(super) rate: Option<&'i Item<'s>>,
    pub(super) difference: Option<&'i Item<'s>>,
    pub(super) old: Option<&'i Item<'s>>,
    /// What may have come of it, the likeliest first.
    pub(super) now: Vec<&'i Item<'s>>,
    /// The words say that the first of these has.
    pub(super) reached: bool,
    /// Words of its own between that number and the change: what has changed.
    pub(super) subject: String,
}

impl<'i, 's> Change<'i, 's> {
    /// By how much, or else by what rate.
    pub(super) fn measure(&self) -> Option<&'i Item<'s>> {
        self.difference.or(self.rate)
    }
}

/// The changes of a sentence.
pub(super) fn changes<'i, 's>(spec: &TallySpec, text: &str, items: &'i [Item<'s>], roles: &[Role]) -> Vec<Change<'i, 's>> {
    let mut found = Vec::new();
    let (mut at, mut since) = (0, 0);
    while at < items.len() {
        let Some(Role::Rate(way) | Role::Difference(way)) = roles.get(at).copied() else {
            at += 1;
            continue;
        };
        let end = partner(spec, text, items, roles, at).map_or(at + 1, |next| next + 1);
        found.extend(change(spec, text, items, roles, way, at..end, since));
        since = end;
        at = end;
    }
    found
}

/// The other measure of the same change: 增加12件,增长24%.
fn partner(spec: &TallySpec, text: &str, items: &[Item<'_>], roles: &[Role], at: usize) -> Option<usize> {
    let first = items.get(at)?;
    let mut next = at + 1;
    // 增加12件(上年50件),增长24%
    while roles.get(next) == Some(&Role::Old) && items.get(next).is_some_and(|item| item.depth > first.depth) {
        next += 1;
    }
    let other = items.get(next)?;
    let pair = match (roles.get(at)?, roles.get(next)?) {
        (Role::Difference(a), Role::Rate(b)) | (Role::Rate(a), Role::Difference(b)) => a == b,
        _ => false,
    };
    let words = without_asides(text.get(first.at.end..other.at.start)?).into_owned();
    let near = !words.contains(['。', ';']) && subject(spec, &words).is_empty();
    (pair && near && other_base(spec, first) == other_base(spec, other) || pair && other.before.ends_with('(')).then_some(next)
}

/// Another time than the year before, by the words right before a number: 比年初, 环比.
fn other_base<'s>(spec: &'s TallySpec, item: &Item<'_>) -> Option<&'s String> {
    spec.open.iter().find(|word| item.before.contains(word.as_str()))
}

fn change<'i, 's>(
    spec: &TallySpec,
    text: &str,
    items: &'i [Item<'s>],
    roles: &[Role],
    way: Way,
    own: std::ops::Range<usize>,
    since: usize,
) -> Option<Change<'i, 's>> {
    let first = items.get(own.start)?;
    // 较预算数1500万元减少…; 分别增长11.1%、24%: of another base, or of several things.
    if other_base(spec, first).is_some() || first.before.contains("分别") {
        return None;
    }
    let measure =
        |rate: bool| own.clone().find(|at| matches!(roles.get(*at), Some(Role::Rate(_))) == rate && roles.get(*at) != Some(&Role::Old));
    let (rate, difference) = (measure(true).and_then(|at| items.get(at)), measure(false).and_then(|at| items.get(at)));
    let by_points = difference.is_some_and(|item| item.number.quantity.unit == Unit::PercentagePoint);
    let fits = |item: &Item<'_>| match difference {
        Some(_) if by_points => item.percent && item.number.quantity.unit == Unit::Percent,
        Some(difference) => item.is_like(difference),
        None => !item.percent && item.number.quantity.unit != Unit::Times,
    };
    let is_old = |at: &usize| roles.get(*at) == Some(&Role::Old) && items.get(*at).is_some_and(fits);
    let inside = own.clone().find(is_old);
    let before = (since..own.start).rev().find(is_old);
    let behind =
        Some(own.end).filter(is_old).filter(|at| items.get(*at).is_some_and(|item| stands_behind(text, items.get(own.end - 1), item)));
    // 比去年翻番(去年30篇),阅读量增长3倍(去年30万): the one in its own brackets.
    let own_aside = behind.filter(|at| items.get(*at).is_some_and(|item| item.depth > first.depth && item.before.contains('(')));
    let old = inside.or(own_aside).or(before).or(behind).and_then(|at| items.get(at));
    let like = |item: &&Item<'_>| fits(item) && old.is_none_or(|old| by_points || item.is_like(old));
    let candidate = |at: usize| items.get(at).filter(|_| matches!(roles.get(at), Some(Role::Other | Role::New))).filter(like);
    let reached = (since..own.start).rev().filter(|at| roles.get(*at) == Some(&Role::New)).find_map(candidate);
    let reached = reached.or_else(|| candidate(own.end).filter(|item| comes_to(spec, item)));
    let mut now: Vec<&Item<'_>> = reached.into_iter().collect();
    let place = |item: &&Item<'_>| item.depth <= first.depth || old.is_none();
    now.extend((since..own.start).rev().filter_map(candidate).filter(place));
    if now.is_empty() {
        now.extend((0..since).rev().filter_map(candidate).filter(place));
    }
    let start = now.first().filter(|item| item.at.end <= first.at.start).map_or(0, |item| item.at.end);
    let words = text.get(start..first.at.start).unwrap_or("");
    // What the number itself counts: 62件申请,
    let words = if start == 0 { words } else { words.split_once([',', ';', ':', '(']).map_or(words, |(_, rest)| rest) };
    let subject = subject(spec, &without_asides(words));
    Some(Change { way, rate, difference, old, now, reached: reached.is_some(), subject })
}

/// Whether an earlier number stands right behind a change: `增长24%(上年50件)`, `下降2%,上年为63件`.
fn stands_behind(text: &str, last: Option<&Item<'_>>, item: &Item<'_>) -> bool {
    let Some(words) = last.and_then(|last| text.get(last.at.end..item.at.start)) else { return false };
    // 较上年决算数1400万元减少…: of the next change.
    !words.contains(['。', ';']) && !item.label().starts_with(['比', '较', '与', '同']) && !item.label().contains(['由', '从'])
}

/// The longest words between a change and what it came to, in characters.
const NEAR: usize = 8;

/// Whether the words say that a number behind a change is what it came to: 增长24%,达62件.
fn comes_to(spec: &TallySpec, item: &Item<'_>) -> bool {
    let label = item.label();
    let opens = spec.overlap.iter().any(|word| label.ends_with(word.as_str()) || label.starts_with(word.as_str()));
    opens && without(label, &spec.beside).chars().count() <= NEAR
}

/// The words that name what has changed: what is left once the words of comparing are taken away.
pub(super) fn subject(spec: &TallySpec, words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let lists = [&spec.total, &spec.down, &spec.earlier, &spec.beside, &spec.overlap];
        let known = lists.into_iter().flatten().filter(|word| rest.starts_with(word.as_str())).map(String::len).max();
        let dated = || year_in(rest.get(..7)?).map(|(_, end)| end);
        let length = known.or_else(dated).unwrap_or_else(|| {
            if c.is_alphanumeric() && placeholder(c).is_none() {
                out.push(c);
            }
            c.len_utf8()
        });
        rest = rest.get(length..).unwrap_or("");
    }
    out
}
