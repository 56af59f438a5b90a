//! A stated whole and the parts listed behind it.
//!
//! 其中 opens a full breakdown or a mere subset, and subsets may overlap (women, party members): a misfit is claimed only where the words say that the
//! list is complete (分别为, 其他 as the last part, shares that make a hundred), where one part alone or parts that share nothing exceed the
//! whole, or where three or more parts exceed the whole by so little that only a slip explains it. A first stretch of the parts that adds up is a breakdown of its own (two divisions of one whole in a row).

use std::collections::BTreeSet;
use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Facts, Hedge, Number, Sentence, Unit, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::alike::{same_publications, same_things};
use crate::rules::check::catchall::{ends_with_rest, is_rest, names_rest};
use crate::rules::check::found::{Found, number_at};
use crate::rules::check::period::without_asides;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::sums::{Slip, slip};
use crate::rules::{BreakdownSpec, Confidence, Evidence, Exhaustive, Gap, Interval, Rule, Severity, Verdict, Violation};

/// The longest label between two parts, in characters.
const MAX_LABEL: usize = 24;

/// Parts from which a list that slightly exceeds its whole is taken for a full one.
const FULL_LIST: usize = 3;

/// Parts that exceed the whole by at most one in so many are a slip rather than overlapping.
const SLIP: i32 = 50;

/// A list misses its whole by very little: by at most one in so many.
const LITTLE: i128 = 100;

/// One wrong digit explains a gap of at most one in so many of a large whole.
const NEAR: i128 = 50;

/// A whole that few sums are one slip away from.
const LARGE: i128 = 1000;

/// Parts whose words do not overlap exceed the whole by at most one in so many; more says that another whole is meant.
const APART: i32 = 2;

/// Units of persons: one person may be of several parts.
const PERSONS: [&str; 6] = ["人", "名", "位", "persons", "people", "members"];

/// Units of things that are of one part only.
const THINGS: [&str; 3] = ["个", "家", "台"];

/// The verdict, what it used, and nothing to note.
pub(super) fn judge(found: &Found<'_>, spec: &BreakdownSpec, context: &Context<'_, '_>) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let (facts, sentence) = (context.facts, found.sentence);
    let rest = found.fit.capture(&spec.parts).cloned();
    let (Some(whole), Some(rest)) = (found.number.and_then(|id| facts.number(id)), rest) else {
        return (Verdict::Undecided(Phrase::new("数没有读出", "the number was not read")), Vec::new(), None);
    };
    if closes_before(sentence.text.get(found.at.end..rest.start).unwrap_or("")) {
        let why = Phrase::new("清单在总数的括号之外", "the list stands outside the brackets of the whole");
        return (Verdict::NotApplicable(why), Vec::new(), None);
    }
    let (ids, ended) = list(sentence, &rest, &spec.until);
    let count = ids.len();
    let ids: Vec<(u32, &Number)> = ids.into_iter().filter_map(|id| Some((id, facts.number(id)?))).collect();
    let listed = alike(sentence, &rest, whole, &ids);
    let mut evidence = vec![Evidence { spot: whole.spot, part: "whole".to_owned(), prose: true, number: found.number }];
    if listed.len() < 2 {
        return (Verdict::NotApplicable(Phrase::new("后面不是分项清单", "no list of parts follows")), evidence, None);
    }
    let used = adding_up(whole, &listed);
    let taken = used.unwrap_or(listed.len());
    evidence.extend(listed[..taken].iter().map(|(id, n)| Evidence {
        spot: n.spot,
        part: "part".to_owned(),
        prose: true,
        number: Some(*id),
    }));
    if used.is_some() {
        return (Verdict::Pass, evidence, None);
    }
    let sum = sum(&listed);
    let others = other_wholes(found, whole, context.facts);
    if others.iter().any(|other| sum == *other || (sum > whole.quantity.amount() && sum < *other)) {
        let why = Phrase::new("所列各项可能是句中另一个数的分项", "the parts may be those of another number of the sentence");
        return (Verdict::NotApplicable(why), evidence, None);
    }
    // 网络申请1件,邮寄10件,当面1件。按申请人分,…: a list in a sentence of its own divides what the one before is about.
    if !others.is_empty() && sentence.text.get(found.at.end..rest.start).is_some_and(|between| between.contains('。')) {
        let why = Phrase::new(
            "前一句有几个数，分不清清单分的是哪一个",
            "the sentence before has several numbers, so which of them the list divides is not certain",
        );
        return (Verdict::Undecided(why), evidence, None);
    }
    let labels = labels(found, &rest, &listed);
    let says_so = says_so(found, &rest, &listed, &labels, spec, facts) || exceeds(whole, &listed, &sum, &labels, spec);
    let slip = !says_so && is_slip(found, &rest, whole, &listed, &labels, spec);
    if !says_so && !slip {
        return (
            Verdict::NotApplicable(Phrase::new("所列可能不全，也可能重叠", "the list may name only some parts, or parts that overlap")),
            evidence,
            None,
        );
    }
    if listed.iter().map(|(_, n)| *n).chain([whole]).any(|n| n.quantity.hedge != Hedge::Exact) {
        return (Verdict::Undecided(Phrase::new("总数或分项是约数", "the whole or a part is approximate")), evidence, None);
    }
    if goes_on(sentence, &rest, &listed, ended && listed.len() == count) {
        let why =
            Phrase::new("句中后面还有数，分不清清单到哪里为止", "the sentence goes on with numbers, so where the list ends is not certain");
        return (Verdict::Undecided(why), evidence, None);
    }
    let parts: Vec<&Number> = listed.iter().map(|(_, n)| *n).collect();
    let mut violation = violation(found.rule, whole, &parts, &sum, context.facts);
    if slip {
        violation.severity = violation.severity.min(Severity::Warning);
        violation.confidence = Confidence::Medium;
    }
    (Verdict::Fail(Box::new(violation)), evidence, None)
}

/// The first parts that count what the whole does. What is published may be counted by the kind, 信息100条 as 文件40件 and 其他信息60条, where the
/// parts make the whole or the last of three is everything else.
fn alike<'n>(sentence: &Sentence, rest: &Range<usize>, whole: &Number, ids: &[(u32, &'n Number)]) -> Vec<(u32, &'n Number)> {
    let first = |same: fn(&Unit, &Unit) -> bool| -> Vec<(u32, &'n Number)> {
        ids.iter().copied().take_while(|(_, n)| same(&n.quantity.unit, &whole.quantity.unit)).collect()
    };
    let (listed, mixed) = (first(same_things), first(same_publications));
    let last = mixed.last().is_some_and(|(_, last)| same_things(&last.quantity.unit, &whole.quantity.unit));
    let made = adding_up(whole, &mixed) == Some(mixed.len()) || mixed.len() >= FULL_LIST && last && ends_with_rest(sentence, rest, &mixed);
    if mixed.len() > listed.len() && made { mixed } else { listed }
}

/// Whether a bracket closes that was open before these words, or the one that they begin with closes in the middle of a list: `24篇(条)、省级213篇`.
fn closes_before(between: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(['、', '和', '及', '与']);
    if between
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
        .is_some_and(|(aside, rest)| !aside.contains('(') && goes_on(rest))
    {
        return true;
    }
    let mut open = 0_usize;
    between.chars().any(|c| match c {
        '(' => {
            open += 1;
            false
        }
        ')' if open == 0 => true,
        ')' => {
            open -= 1;
            false
        }
        _ => false,
    })
}

/// A smaller whole is one slip away from too many sums.
const LEAST: i128 = 100;

/// Words by which a list names only some parts.
const SOME: [&str; 8] = ["主要", "重点", "部分", "尤其", "特别", "包含了", "涉及", "such as"];

/// Whether three or more parts miss their whole by what one slip explains: by very little, or so that one number with two digits swapped, or ten
/// times too large or too small, settles it. A list that leaves something out, or whose parts overlap, misses it by any amount.
fn is_slip(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
) -> bool {
    let text = found.sentence.text.get(found.fit.range.start..rest.end).unwrap_or("");
    let persons = matches!(&whole.quantity.unit, Unit::Count(unit) if PERSONS.contains(&unit.as_ref()));
    if listed.len() < FULL_LIST || persons || is_open(found.sentence, rest, listed) || SOME.iter().any(|word| text.contains(word)) {
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

/// Whether the words say that the list is complete.
fn says_so(
    found: &Found<'_>,
    rest: &Range<usize>,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
    facts: &Facts<'_>,
) -> bool {
    let sentence = found.sentence;
    let head = sentence.text.get(found.fit.range.start..rest.start).unwrap_or("");
    let closed = spec.complete.iter().any(|word| head.contains(word.as_str()))
        || spec.exhaustive.iter().any(|set| covers(labels, set, &sentence.text));
    // 网站、公众号、其他渠道分别为…: the names come first.
    let last = labels.len() == listed.len() && labels.last().is_some_and(|label| is_rest(label));
    closed && !is_open(sentence, rest, listed)
        || last
        || ends_with_rest(sentence, rest, listed)
        || shares_make_all(sentence, rest, listed, facts)
}

/// Whether the parts exceed the whole as parts of it cannot: one alone does, they share nothing, or three or more do by little or by words
/// that do not overlap.
fn exceeds(whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let amount = whole.quantity.amount();
    let gap = sum - &amount;
    if !gap.is_positive() {
        return false;
    }
    let within = |share: i32| &gap * BigRational::from_integer(BigInt::from(share)) <= amount;
    let many = listed.len() >= FULL_LIST;
    let unit = |known: &[&str]| matches!(&whole.quantity.unit, Unit::Count(unit) if known.contains(&unit.as_ref()));
    // What is published may be of several parts, an account or a body is of one.
    let distinct = (!overlap(labels, spec) || unit(&THINGS)) && !unit(&PERSONS);
    // 咨询类、投诉类: classes of one division.
    let classes = labels.len() > 1 && labels.iter().all(|label| label.ends_with('类')) && within(APART);
    let above = listed.iter().any(|(_, part)| part.quantity.amount() > amount);
    above || classes || are_disjoint(labels, &spec.disjoint) || many && within(SLIP) || many && distinct && within(APART)
}

/// Whether the labels are those of a set that leaves nothing out of what the sentence speaks of, each once.
pub(super) fn covers(labels: &[&str], set: &Exhaustive, text: &str) -> bool {
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

/// What else in the sentence the parts may belong to: the numbers of the same unit before the whole, and each of them with the whole.
/// `收到30件,上年结转2件,其中…` may go on to divide the first, or both together.
fn other_wholes(found: &Found<'_>, whole: &Number, facts: &Facts<'_>) -> Vec<BigRational> {
    let before = &found.sentence.text[..found.at.start];
    let ids = before.chars().filter_map(placeholder).filter_map(|n| found.sentence.numbers.get(n).copied());
    let earlier = ids.filter_map(|id| facts.number(id)).filter(|n| n.quantity.unit == whole.quantity.unit);
    earlier.flat_map(|n| [n.quantity.amount(), n.quantity.amount() + whole.quantity.amount()]).collect()
}

/// What the sentence says behind the last listed part; `None` where that part is not among its numbers.
fn tail<'s>(sentence: &'s Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Option<&'s str> {
    let text = &sentence.text[rest.clone()];
    let last = listed.last().map(|(id, _)| *id);
    let is_last = |(at, c): &(usize, char)| number_at(sentence, &(rest.start + at..rest.start + at + c.len_utf8())) == last;
    let (at, c) = text.char_indices().filter(|(_, c)| placeholder(*c).is_some()).find(is_last)?;
    text.get(at + c.len_utf8()..)
}

/// Whether the list ends with 等: it names only some parts.
pub(super) fn is_open(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> bool {
    tail(sentence, rest, listed).is_none_or(|tail| tail.starts_with('等'))
}

/// Whether numbers, or a rest without one (其余由丁科办理), follow the last listed part: the list may have been read only in part.
fn goes_on(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)], ended: bool) -> bool {
    let Some(tail) = tail(sentence, rest, listed) else { return true };
    let counts = tail.chars().any(|c| placeholder(c).is_some() && c < crate::facts::PERCENT_FIRST);
    counts && !ended || names_rest(tail)
}

/// The numbers of a clean list: each behind a short label and one separator; percentages between them are passed over. A list in brackets ends
/// with its bracket. And whether what follows plainly opens another statement: by its first word, by a closing bracket, by a number without
/// a label behind labelled ones, or by a semicolon where commas part the list: `维持5起、纠正2起;发生行政诉讼18起`.
pub(super) fn list(sentence: &Sentence, rest: &Range<usize>, until: &[String]) -> (Vec<u32>, bool) {
    let text = &sentence.text[rest.clone()];
    let mut found = Vec::new();
    let mut since = 0;
    let (mut bracket, mut labelled, mut commas) = (false, false, false);
    for (at, c) in text.char_indices().filter(|(_, c)| placeholder(*c).is_some()) {
        let mut between = &text[since..at];
        if since > 0 && !bracket && between.starts_with(')') {
            return (found, true);
        }
        if bracket {
            between = between.strip_prefix(')').unwrap_or(between);
        }
        let percent = c >= crate::facts::PERCENT_FIRST;
        bracket = percent && matches!(between.trim_start(), "(" | "(占");
        let separators = if bracket { Some(1) } else { separators(between) };
        let label = between.trim_start_matches([',', '、', ';', ' ']);
        // 网上可办2940条,网上可办率91.11%: a rate goes on about the part before it.
        if percent && label.contains('率') && !label.contains('占') {
            break;
        }
        let bare = labelled && !percent && between.starts_with(',') && label.is_empty();
        let semicolon = between.starts_with(';');
        if since > 0 && (bare || !percent && semicolon && commas || until.iter().any(|word| label.starts_with(word.as_str()))) {
            return (found, true);
        }
        if !separators.is_some_and(|n| n == 1 || (since == 0 && n == 0)) {
            break;
        }
        labelled |= since == 0 && !label.is_empty();
        commas |= since > 0 && !percent && !semicolon;
        since = at + c.len_utf8();
        let place = rest.start + at..rest.start + since;
        found.extend(number_at(sentence, &place).filter(|_| !percent));
    }
    (found, false)
}

/// The label of each listed part, or, where the names come first (手册、折页分别为), its name.
pub(super) fn labels<'s>(found: &Found<'s>, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Vec<&'s str> {
    let beside = labels_beside(found, rest, listed);
    if !beside.iter().skip(1).all(|label| label.is_empty()) {
        return beside;
    }
    let head = found.sentence.text.get(found.at.end..rest.start).unwrap_or("");
    let names: Vec<&str> = head.split([',', '、', ':', '和', '及', '与']).collect();
    names.get(names.len().saturating_sub(listed.len())..).filter(|names| names.len() == listed.len()).map_or(beside, <[&str]>::to_vec)
}

/// The words before each listed part, from the separator on.
fn labels_beside<'s>(found: &Found<'s>, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Vec<&'s str> {
    let sentence = found.sentence;
    // The wording may have taken in the first label's words.
    let text = sentence.text.get(found.at.end..rest.end).unwrap_or("");
    let mut since = 0;
    let mut labels = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| placeholder(*c).is_some()) {
        let end = at + c.len_utf8();
        let id = number_at(sentence, &(found.at.end + at..found.at.end + end));
        if listed.iter().any(|(known, _)| Some(*known) == id) {
            labels.push(text[since..at].rsplit([',', '、', ';', ':', '(', '。']).next().unwrap_or(""));
        }
        since = end;
    }
    labels
}

/// Whether every part has a label that no other one has, all of them of parts that share nothing.
fn are_disjoint(labels: &[&str], disjoint: &[String]) -> bool {
    let names = |label: &&str| disjoint.iter().filter(|word| label.contains(word.as_str())).max_by_key(|word| word.len());
    let kinds: BTreeSet<&String> = labels.iter().filter_map(names).collect();
    labels.len() > 1 && kinds.len() == labels.len()
}

/// How many separators stand between two parts; `None` where something else than a label does.
fn separators(between: &str) -> Option<usize> {
    const MARKS: [char; 3] = [',', '、', ';'];
    let words = ["和", "及", "与", " and ", " plus "];
    let between = &*without_asides(between);
    let trimmed = between.trim_matches(|c: char| c == ' ' || MARKS.contains(&c));
    let label = trimmed.strip_suffix(" and").unwrap_or(trimmed).trim_matches(|c: char| c == ' ' || MARKS.contains(&c));
    let latin = label.chars().filter(char::is_ascii_alphabetic).count();
    let long = latin > 2 * MAX_LABEL || label.chars().count() - latin > MAX_LABEL;
    let closes = between.matches(')').count() > between.matches('(').count();
    if long || closes || between.contains("其中") || label.contains([',', ';', '。', ':', '?']) {
        return None;
    }
    let marks = between.matches(MARKS).count();
    if marks > 0 { Some(marks) } else { Some(usize::from(words.iter().any(|word| between.contains(word)))) }
}

/// How many of the first parts make the whole, if any number of at least two does.
fn adding_up(whole: &Number, listed: &[(u32, &Number)]) -> Option<usize> {
    let numbers: Vec<&Number> = listed.iter().map(|(_, number)| *number).collect();
    (2..=listed.len()).rev().find(|&n| amounts_to(whole, &numbers[..n]))
}

/// Whether parts make a whole, its hedge and the rounding of each allowed for.
pub(super) fn amounts_to(whole: &Number, parts: &[&Number]) -> bool {
    let sum = parts.iter().fold(BigRational::zero(), |sum, part| sum + part.quantity.amount());
    let hedged = Interval::of(&whole.quantity).meets(&Interval::exact(sum.clone()));
    let quantities = parts.iter().copied().chain([whole]).map(|number| &number.quantity);
    hedged || Gap::between(&whole.quantity.amount(), &sum, quantities).is_rounding()
}

pub(super) fn sum(listed: &[(u32, &Number)]) -> BigRational {
    listed.iter().fold(BigRational::zero(), |sum, (_, number)| sum + number.quantity.amount())
}

/// The disagreement of a whole with its parts.
pub(super) fn violation(rule: &Rule, whole: &Number, listed: &[&Number], sum: &BigRational, facts: &Facts<'_>) -> Violation {
    let all = || std::iter::once(whole).chain(listed.iter().copied());
    let scale = Scale::of(all(), facts);
    let stated = scale.shown(whole);
    let total = format!("{}{}", scale.sum(sum, all()), scale.unit());
    let terms: Vec<String> = listed.iter().map(|n| scale.shown(n)).collect();
    let gap = whole.quantity.amount() - sum;
    let relation = if gap.is_negative() { Phrase::new("多出", "more") } else { Phrase::new("少了", "less") };
    let slots = Slots::new()
        .with("whole", stated.clone())
        .with("sum", total.clone())
        .with("gap", format!("{}{}", scale.sum(&gap.abs(), all()), scale.unit()))
        .with_phrase("more", relation);
    let line = format!("{} = {total}", terms.join(" + "));
    Violation::of(rule, &slots, Phrase::new(format!("{line}；文中 {stated}"), format!("{line}, stated {stated}")))
}
