//! Whether a list names all parts of its whole, each once: by its words, its shares, or by how little it misses the whole.

use std::collections::BTreeSet;
use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::{Facts, Number, Sentence, Unit, placeholder};
use crate::rules::check::breakdown::judge::FULL_LIST;
use crate::rules::check::breakdown::list::{is_open, tail};
use crate::rules::check::catchall::{ends_with_rest, is_rest};
use crate::rules::check::found::Found;
use crate::rules::sums::{Slip, slip};
use crate::rules::{BreakdownSpec, Exhaustive, Gap};

/// Parts that exceed the whole by at most one in so many are a slip rather than overlapping.
const SLIP: i32 = 50;

/// A list misses its whole by very little: by at most one in so many.
const LITTLE: i128 = 100;

/// One wrong digit explains a gap of at most one in so many of a large whole.
const NEAR: i128 = 50;

/// A whole that few sums are one slip away from.
const LARGE: i128 = 1000;

/// A smaller whole is one slip away from too many sums.
const LEAST: i128 = 100;

/// Parts whose words do not overlap exceed the whole by at most one in so many; more says that another whole is meant.
const APART: i32 = 2;

/// Units of persons: one person may be of several parts.
const PERSONS: [&str; 6] = ["人", "名", "位", "persons", "people", "members"];

/// Units of things that are of one part only.
const THINGS: [&str; 3] = ["个", "家", "台"];

/// Units of what is held, sent or handled once: of one kind only.
const EVENTS: [&str; 7] = ["场", "次", "期", "件", "起", "批", "场次"];

/// Words by which a list names only some parts.
const SOME: [&str; 8] = ["主要", "重点", "部分", "尤其", "特别", "包含了", "涉及", "such as"];

/// Whether the words say that the list is complete.
pub(super) fn says_so(
    found: &Found<'_>,
    rest: &Range<usize>,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
    facts: &Facts<'_>,
) -> bool {
    let sentence = found.sentence;
    let head = sentence.text.get(found.fit.range.start..rest.start).unwrap_or("");
    let before = sentence.text.get(..found.at.start).unwrap_or("");
    let clause = before.rsplit([',', ';', '。', ':']).next().unwrap_or(before);
    let closed = spec.complete.iter().any(|word| head.contains(word.as_str()))
        || spec.exhaustive.iter().any(|set| covers(labels, set, &sentence.text))
        || are_named_above(labels, clause)
        || are_levels(labels, clause);
    // 网站、公众号、其他渠道分别为…: the names come first.
    let last = labels.len() == listed.len() && labels.last().is_some_and(|label| is_rest(label));
    closed && !is_open(sentence, rest, listed)
        || last
        || ends_with_rest(sentence, rest, listed)
        || shares_make_all(sentence, rest, listed, facts)
}

/// Whether the clause before a whole names just its parts, joined: `汉文网站和蒙古文网站共发布7939条,其中汉文网站546条,蒙古文网站7393条`.
fn are_named_above(labels: &[&str], clause: &str) -> bool {
    let mut places: Vec<Range<usize>> = Vec::new();
    for label in labels {
        let label = label.trim().trim_start_matches("其中");
        let Some(at) = clause.find(label).filter(|_| label.chars().count() > 1) else { return false };
        places.push(at..at + label.len());
    }
    places.sort_by_key(|at| at.start);
    let joined = |pair: &[Range<usize>]| match pair {
        [a, b] => clause.get(a.end..b.start).is_some_and(|words| ["和", "、", "及", "与", "以及"].contains(&words)),
        _ => true,
    };
    // 甲网、乙网、丙网共…: the list is as long as the one above.
    let first = places.first().map_or(0, |at| at.start);
    places.len() > 1 && places.windows(2).all(joined) && !clause.get(..first).unwrap_or("").ends_with(['、', '和', '及', '与'])
}

/// Whether the parts are the levels that the clause before the whole announces: `三级人大代表建议145件,其中自治区级9件、市级33件、县级103件`.
fn are_levels(labels: &[&str], clause: &str) -> bool {
    let announced = match labels.len() {
        2 => ["两级", "二级"],
        3 => ["三级", "3级"],
        4 => ["四级", "4级"],
        _ => return false,
    };
    are_distinct(labels) && labels.iter().all(|label| label.trim().ends_with('级')) && announced.iter().any(|word| clause.contains(word))
}

/// Whether no two labels are the same.
fn are_distinct(labels: &[&str]) -> bool {
    labels.iter().collect::<BTreeSet<_>>().len() == labels.len()
}

/// Whether the labels name areas, each another: 东城区、西城区、泗水县, with the level above them.
fn are_areas(labels: &[&str]) -> bool {
    const ENDS: [char; 9] = ['区', '县', '市', '州', '旗', '镇', '乡', '盟', '级'];
    let names: BTreeSet<&str> = labels.iter().map(|label| label.trim()).collect();
    labels.len() > 2 && names.len() == labels.len() && names.iter().all(|name| name.chars().count() > 1 && name.ends_with(ENDS))
}

/// Whether the labels are those of a set that leaves nothing out of what the sentence speaks of, each once.
pub(in crate::rules::check) fn covers(labels: &[&str], set: &Exhaustive, text: &str) -> bool {
    if set.of.as_ref().is_some_and(|word| !text.contains(word.as_str())) {
        return false;
    }
    let set = &set.labels;
    let of = |label: &&str| set.iter().position(|words| words.iter().any(|word| label.contains(word.as_str())));
    let met: BTreeSet<Option<usize>> = labels.iter().map(of).collect();
    labels.len() == set.len() && met.len() == set.len() && !met.contains(&None)
}

/// Whether a percentage stands behind every listed part and together they make a hundred, rounding allowed for.
fn shares_make_all(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)], facts: &Facts<'_>) -> bool {
    let Some(last) = listed.last() else { return false };
    let tail = tail(sentence, rest, &[*last]).unwrap_or("");
    let end = tail.char_indices().filter(|(_, c)| placeholder(*c).is_some()).nth(1).map_or(tail.len(), |(at, _)| at);
    let text = sentence.text.get(rest.start..rest.end - tail.len() + end).unwrap_or("");
    let mut shares = Vec::new();
    let mut parts = 0;
    for c in text.chars().filter(|c| placeholder(*c).is_some()) {
        if c < crate::facts::PERCENT_FIRST {
            parts += 1;
        } else if let Some(share) = placeholder(c).and_then(|n| sentence.numbers.get(n)).and_then(|id| facts.number(*id)) {
            shares.push(&share.quantity);
        }
    }
    let sum = shares.iter().fold(BigRational::zero(), |sum, share| sum + share.amount());
    let hundred = BigRational::from_integer(BigInt::from(100));
    parts == listed.len() && shares.len() == parts && Gap::between(&hundred, &sum, shares.into_iter()).is_rounding()
}

/// Whether the parts exceed the whole as parts of it cannot: one alone does, they share nothing, or three or more do by little or by words
/// that do not overlap.
pub(super) fn exceeds(whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let amount = whole.quantity.amount();
    if *sum <= amount {
        return false;
    }
    let within = |share: i32| exceeds_little(&amount, sum, share);
    let many = listed.len() >= FULL_LIST;
    // What is published may be of several parts, an account or a body is of one.
    let distinct = (!overlap(labels, spec) || is_counted_in(whole, &THINGS)) && !is_counted_in(whole, &PERSONS);
    // 咨询类、投诉类: classes of one division.
    let classes = labels.len() > 1 && labels.iter().all(|label| label.ends_with('类')) && within(APART);
    let above = listed.iter().any(|(_, part)| part.quantity.amount() > amount);
    above
        || classes
        || are_areas(labels)
        || are_disjoint(labels, &spec.disjoint)
        || many && within(SLIP)
        || many && distinct && within(APART)
}

/// Whether two parts are more than their whole as two kinds of one thing cannot be: 季度检查9次、专项检查4次 of 11.
pub(super) fn two_exceed(whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let amount = whole.quantity.amount();
    let little = *sum > amount && exceeds_little(&amount, sum, APART);
    listed.len() == 2 && little && is_counted_in(whole, &EVENTS) && !overlap(labels, spec) && are_parallel(labels)
}

/// Whether parts exceed their whole by at most one in so many.
fn exceeds_little(amount: &BigRational, sum: &BigRational, share: i32) -> bool {
    (sum - amount) * BigRational::from_integer(BigInt::from(share)) <= *amount
}

/// Whether a number's unit is one of these.
fn is_counted_in(number: &Number, units: &[&str]) -> bool {
    matches!(&number.quantity.unit, Unit::Count(unit) if units.contains(&unit.as_ref()))
}

/// Whether labels are kinds of the same thing: 企业专场、群众专场; 部署会、调度会; 市级、县级.
fn are_parallel(labels: &[&str]) -> bool {
    const NOUN: usize = 2;
    const KINDS: [char; 4] = ['会', '班', '课', '展'];
    let tail = |label: &str| -> Option<String> {
        let count = label.chars().count();
        (count > NOUN).then(|| label.chars().skip(count - NOUN).collect())
    };
    let same = |ends: &[Option<String>]| ends.iter().all(Option::is_some) && ends.windows(2).all(|pair| pair[0] == pair[1]);
    let ends: Vec<Option<String>> = labels.iter().map(|label| tail(label.trim())).collect();
    let levels = labels.iter().all(|label| label.ends_with('级'));
    let kinds = KINDS.iter().any(|kind| labels.iter().all(|label| label.trim().ends_with(*kind)));
    labels.len() > 1 && are_distinct(labels) && (levels || kinds || same(&ends))
}

/// Whether every part has a label that no other one has, all of them of parts that share nothing.
fn are_disjoint(labels: &[&str], disjoint: &[String]) -> bool {
    let names = |label: &&str| disjoint.iter().filter(|word| label.contains(word.as_str())).max_by_key(|word| word.len());
    let kinds: BTreeSet<&String> = labels.iter().filter_map(names).collect();
    labels.len() > 1 && kinds.len() == labels.len()
}

/// Whether three or more parts miss their whole by what one slip explains: by very little, or so that one number with two digits swapped, or ten
/// times too large or too small, settles it. A list that leaves something out, or whose parts overlap, misses it by any amount.
pub(super) fn is_slip(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
) -> bool {
    let text = found.sentence.text.get(found.fit.range.start..rest.end).unwrap_or("");
    if listed.len() < FULL_LIST
        || is_counted_in(whole, &PERSONS)
        || is_open(found.sentence, rest, listed)
        || SOME.iter().any(|word| text.contains(word))
    {
        return false;
    }
    let count = |number: &Number| number.quantity.is_exact_count().then_some(number.quantity.value.mantissa);
    let parts: Option<Vec<i128>> = listed.iter().map(|(_, part)| count(part)).collect();
    let (Some(total), Some(parts)) = (count(whole).filter(|total| *total >= LEAST), parts) else { return false };
    let Some(sum) = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part)) else { return false };
    let gap = total - sum;
    let within = |share: i128| gap.abs().saturating_mul(share) <= total;
    let overlap = gap < 0 && overlap(labels, spec);
    let tenfold = |old: i128, new: i128| old.checked_mul(10) == Some(new) || new.checked_mul(10) == Some(old);
    let swapped = |old: i128, new: i128| old.to_string().len() == new.to_string().len() && slip(old, new, 1) == Slip::Likely;
    let likely = |old: i128, new: i128| {
        let told = old >= LEAST && new >= 0 && (!overlap || total >= LARGE);
        told && (swapped(old, new) || tenfold(old, new))
    };
    let digit = |old: i128, new: i128| new >= 0 && slip(old, new, 1) == Slip::Digit && !overlap && total >= LARGE && within(NEAR);
    let explains = |old: i128, new: i128| likely(old, new) || digit(old, new);
    within(LITTLE) && !overlap || explains(total, sum) || parts.iter().any(|part| explains(*part, part + gap))
}

/// Whether the words of a list's parts may speak of the same things.
fn overlap(labels: &[&str], spec: &BreakdownSpec) -> bool {
    labels.iter().any(|label| spec.overlap.iter().any(|word| label.contains(word.as_str())))
}
