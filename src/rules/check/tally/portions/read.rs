//! Which part each share of a sentence is of.

use std::ops::Range;

use crate::facts::{PERCENT_FIRST, Unit, placeholder};
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::items::{Item, without};
use crate::rules::{Expr, TallySpec};

/// What a share is the share of.
pub(super) enum Part<'i, 's, 'r> {
    /// A count of the sentence.
    Count(&'i Item<'s>),
    /// The last counts before it together: of these, the nearest first, as many as fit.
    Sum(Vec<&'i Item<'s>>),
    /// What each of the names joined before it stands for, each reading with its whole, and the words of the clause before the first.
    Named(Vec<Vec<&'r Expr>>, String),
}

/// A share as a sentence states it.
pub(super) struct Portion<'i, 's, 'r> {
    pub(super) rate: &'i Item<'s>,
    pub(super) part: Part<'i, 's, 'r>,
    /// The words between 占 and the share: of what.
    pub(super) base: String,
    /// The first count of the list that its part stands in.
    pub(super) listed: Option<&'i Item<'s>>,
}

/// The shares of a sentence.
pub(super) fn portions<'i, 's, 'r>(spec: &'r TallySpec, text: &str, items: &'i [Item<'s>]) -> Vec<Portion<'i, 's, 'r>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let run = items.iter().enumerate().skip(at).take_while(|(n, item)| *n == at || is_next(item)).filter(|(_, item)| item.is_rate());
        let run = run.count();
        match items.get(at) {
            // 占比11.8%的17件: of the count behind it.
            Some(rate) if rate.is_rate() && opens_count(text, rate) => at += 1,
            Some(rate) if rate.is_rate() && !spec.apart.iter().any(|word| rate.before.contains(word.as_str())) => {
                if run > 1 {
                    found.extend(parallel(spec, text, items, at, run));
                } else {
                    found.extend(single(spec, items, at));
                }
                at += run.max(1);
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether a count follows that a rate is said of.
fn opens_count(text: &str, rate: &Item<'_>) -> bool {
    let behind = text.get(rate.at.end..).and_then(|behind| behind.strip_prefix('的'));
    behind.and_then(|behind| behind.chars().next()).is_some_and(|c| placeholder(c).is_some() && c < PERCENT_FIRST)
}

impl Item<'_> {
    fn is_rate(&self) -> bool {
        self.percent && self.number.quantity.unit == Unit::Percent
    }
}

/// Whether a rate goes on the list of the one before it: nothing but a separator between.
fn is_next(item: &Item<'_>) -> bool {
    item.is_rate()
        && !item.before.is_empty()
        && item.before.chars().all(|c| ['、', ',', '和', '及', '与', ' ', '以', '分', '别'].contains(&c))
}

/// 网络、信函、当面分别为20件、30件、50件,占比分别为20%、30%、50%; 自然人、法人分别占92%和8%.
fn parallel<'i, 's, 'r>(spec: &'r TallySpec, text: &str, items: &'i [Item<'s>], at: usize, run: usize) -> Vec<Portion<'i, 's, 'r>> {
    let rates = items.get(at..at + run).unwrap_or(&[]);
    let Some(first) = rates.first() else { return Vec::new() };
    let Some((head, base)) = split(spec, first.before) else { return Vec::new() };
    let base = base.to_owned();
    let clause = head.trim_end_matches([',', ';']);
    let clause = clause.rsplit([',', ';', ':', '。', '(']).next().unwrap_or("");
    let subjects = names(spec, clause);
    if subjects.len() == run {
        let lead = subjects.first().map_or("", |name| &clause[..name.at.start]).to_owned();
        let portion = |(rate, name): (&'i Item<'s>, Name<'r>)| Portion {
            rate,
            part: Part::Named(vec![name.exprs], lead.clone()),
            base: base.clone(),
            listed: None,
        };
        return rates.iter().zip(subjects).map(portion).collect();
    }
    let counts = counts(text, items, at);
    let Some(parts) = counts.len().checked_sub(run).and_then(|from| counts.get(from..)) else { return Vec::new() };
    let listed = parts.first().copied();
    rates.iter().zip(parts).map(|(rate, part)| Portion { rate, part: Part::Count(part), base: base.clone(), listed }).collect()
}

/// The counts of one kind right before a share, back to a full stop or a share.
fn counts<'i, 's>(text: &str, items: &'i [Item<'s>], at: usize) -> Vec<&'i Item<'s>> {
    let mut found: Vec<&Item<'_>> = Vec::new();
    for item in items.iter().take(at).rev() {
        let like = found.last().is_none_or(|next| item.is_like(next));
        let parted = found.last().is_some_and(|next| text.get(item.at.end..next.at.start).is_none_or(|words| words.contains(['。', ';'])));
        if item.percent || !like || parted {
            break;
        }
        found.push(item);
    }
    found.reverse();
    found
}

/// The words before 占, and those behind it up to the share; `None` where it is no share by these words.
fn split<'t>(spec: &TallySpec, before: &'t str) -> Option<(&'t str, &'t str)> {
    let (at, word) = spec
        .total
        .iter()
        .filter_map(|word| before.rfind(word.as_str()).map(|at| (at, word)))
        .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
    Some((before.get(..at)?, before.get(at + word.len()..)?))
}

fn single<'i, 's, 'r>(spec: &'r TallySpec, items: &'i [Item<'s>], at: usize) -> Option<Portion<'i, 's, 'r>> {
    let rate = items.get(at)?;
    // 公开31件(含部分公开5件)占63.3%: of the number before the bracket.
    let near = items.get(..at)?.iter().rev().find(|item| item.depth <= rate.depth).filter(|item| !item.percent);
    let Some((head, base)) = split(spec, rate.before) else {
        // 予以公开24件(38.1%)
        if rate.before == "(" {
            return near.map(|part| Portion { rate, part: Part::Count(part), base: String::new(), listed: None });
        }
        let part = joined(spec, rate.label()).filter(|_| is_named_rate(spec, rate.label()))?;
        return Some(Portion { rate, part, base: String::new(), listed: None });
    };
    let base = base.to_owned();
    if spec.open.iter().any(|word| head.ends_with(word.as_str()) || base.starts_with(word.as_str())) {
        let mut counts: Vec<&Item<'_>> = items.iter().take(at).rev().take_while(|item| !item.percent).collect();
        counts.truncate(MOST);
        return (counts.len() > 1).then_some(Portion { rate, part: Part::Sum(counts), base, listed: None });
    }
    // 62件由自然人提出,占91%: of the count. 以自然人为主,占87%: of the name.
    // 公开类答复(含部分公开)占
    let head = &*without_asides(head);
    let (noun, behind) = head.split_once([',', ';', ':', '。', '(']).unwrap_or((head, ""));
    let last = behind.trim_end_matches([',', '(']).rsplit([',', ';', ':', '。', '(']).next().unwrap_or("");
    let own =
        if near.is_some() { last } else { head.trim_end_matches([',', '(']).rsplit([',', ';', ':', '。', '(']).next().unwrap_or("") };
    let part = match (joined(spec, own), near) {
        (Some(named), _) => named,
        // 互联网申请占30%,其中互联网申请20件
        (None, None) => Part::Count(told_behind(spec, own, items.get(at..)?)?),
        (None, Some(near)) if noun.chars().count() <= NOUN && last.trim().is_empty() => Part::Count(near),
        _ => return None,
    };
    Some(Portion { rate, part, base, listed: None })
}

/// The count behind a share that bears the same name.
fn told_behind<'i, 's>(spec: &TallySpec, name: &str, items: &'i [Item<'s>]) -> Option<&'i Item<'s>> {
    let name = without(name, &spec.beside);
    let named = |item: &&Item<'_>| !item.percent && item.label().contains(name);
    items.iter().find(named).filter(|_| name.chars().count() > 1)
}

/// The last names of the words that are joined to each other: 不予公开、无法提供.
fn joined<'i, 's, 'r>(spec: &'r TallySpec, words: &str) -> Option<Part<'i, 's, 'r>> {
    let names = names(spec, words);
    let mut from = names.len().checked_sub(1)?;
    while let (Some(before), Some(next)) = (from.checked_sub(1).and_then(|at| names.get(at)), names.get(from)) {
        let between = words.get(before.at.end..next.at.start).unwrap_or("");
        if between.is_empty() || !between.chars().all(|c| ['、', '和', '及', '与', '或', '以', '者'].contains(&c)) {
            break;
        }
        from -= 1;
    }
    let lead = names.get(from).and_then(|first| words.get(..first.at.start)).unwrap_or("").to_owned();
    Some(Part::Named(names.into_iter().skip(from).map(|name| name.exprs).collect(), lead))
}

/// The most counts that a share is tried on together.
const MOST: usize = 6;

/// The longest noun behind a count before its share, in characters.
const NOUN: usize = 12;

/// Whether words end in the name of a rate: 办结率为.
fn is_named_rate(spec: &TallySpec, label: &str) -> bool {
    without(label, &spec.beside).ends_with('率')
}

/// A name in the words, and what it stands for.
struct Name<'r> {
    at: Range<usize>,
    exprs: Vec<&'r Expr>,
}

/// The names in the words, in order: of two that overlap the longer.
fn names<'r>(spec: &'r TallySpec, words: &str) -> Vec<Name<'r>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let all = spec.means.iter().flat_map(|(_, _, names)| names);
        let length = all.filter(|name| rest.starts_with(name.as_str())).map(String::len).max();
        if let Some(name) = length.and_then(|length| rest.get(..length)) {
            let stands = spec.means.iter().filter(|(_, _, names)| names.iter().any(|known| known == name));
            found.push(Name { at: at..at + name.len(), exprs: stands.map(|(_, expr, _)| expr).collect() });
        }
        at += length.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    found
}
