//! The list behind a whole: its numbers, their labels, and where it ends.

use std::ops::Range;

use crate::facts::{Facts, Number, Sentence, Unit, placeholder};
use crate::rules::check::alike::same_publications;
use crate::rules::check::catchall::names_rest;
use crate::rules::check::found::{Found, number_at};
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::is_called;

/// The longest label between two parts, in characters.
const MAX_LABEL: usize = 24;

/// The numbers of a clean list: each behind a short label and one separator, or right behind another one, `线上培训1次56人次`; percentages
/// between them, and what stands in brackets behind a part, are passed over. A list in brackets ends with its bracket. And whether what follows plainly opens another statement: by its first word, by a closing bracket, by a number without
/// a label behind labelled ones, or by a semicolon where commas part the list: `维持5起、纠正2起;发生行政诉讼18起`.
pub(in crate::rules::check) fn list(sentence: &Sentence, rest: &Range<usize>, until: &[String]) -> (Vec<u32>, bool) {
    let text = &sentence.text[rest.clone()];
    let first = text.trim_start_matches("其中").trim_start_matches([',', ':', ' ']);
    let mut found = Vec::new();
    let mut since = 0;
    let (mut depth, mut labelled, mut commas) = (0_usize, false, false);
    let mut before_semicolon = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 && since > 0 => return (found, true),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if placeholder(c).is_none() || depth > 0 && since > 0 {
            continue;
        }
        let between = &text[since..at];
        let percent = c >= crate::facts::PERCENT_FIRST;
        let together = since > 0 && !percent && between.is_empty();
        let separators = if together { Some(1) } else { separators(between) };
        let label = between.trim_start_matches([',', '、', ';', ' ']);
        // 网上可办2940条,网上可办率91.11%: a rate goes on about the part before it.
        if percent && label.contains('率') && !label.contains('占') {
            break;
        }
        // 问题187个,比上年减少38个: what it was more or less than is no part.
        if !percent && is_set_against(label) {
            break;
        }
        // 网站1233条,含文件2条,其他1231条: what a part itself is made of.
        if since > 0 && !percent && WITHIN.iter().any(|word| label.starts_with(word)) {
            break;
        }
        let bare = labelled && !percent && between.starts_with(',') && label.is_empty();
        // 网上57件(占73.1%);邮寄3件: the share in brackets is the part's own.
        let semicolon = without_asides(between).starts_with(';');
        // 39家已整改,6家正在整改: the words behind a number are its own.
        // 办理人大建议12件,办理政协提案18件: what opens the first part as well opens nothing else.
        let ends = |word: &String| label.starts_with(word.as_str()) && !first.starts_with(word.as_str());
        let opens = || between.starts_with([',', '、', ';']) && until.iter().any(ends);
        if since > 0 && (bare || !percent && semicolon && commas || opens()) {
            return (found, true);
        }
        if !separators.is_some_and(|n| n == 1 || (since == 0 && n == 0)) {
            break;
        }
        // 其中办公室收到345件;上年结转210件,本年办结355件: commas behind a semicolon part what it opens.
        if let Some(own) = before_semicolon.filter(|_| since > 0 && !percent && between.starts_with(',')) {
            found.truncate(own);
            return (found, true);
        }
        if semicolon && !percent {
            before_semicolon = before_semicolon.or(Some(found.len()));
        }
        labelled |= since == 0 && !label.is_empty();
        commas |= since > 0 && !percent && !semicolon;
        since = at + c.len_utf8();
        let place = rest.start + at..rest.start + since;
        found.extend(number_at(sentence, &place).filter(|_| !percent));
    }
    (found, false)
}

/// How what a part itself is made of begins.
const WITHIN: [&str; 3] = ["含", "包括", "包含"];

/// How the label of a change begins, that of a number set against another one, and what it must say then.
const CHANGED: [&str; 8] = ["比上", "比去", "较上", "较去", "同比", "环比", "与上年", "与去年"];
const AGAINST: [&str; 7] = ["比", "较", "高于", "低于", "多于", "少于", "超过"];
const OTHER: [&str; 4] = ["上", "去", "前", "年"];

/// Whether a number is by how much another one has changed, or what it was before: `比2020年减少了3场`, `高于上年的638条`.
fn is_set_against(label: &str) -> bool {
    let against = || AGAINST.iter().any(|word| label.starts_with(word)) && OTHER.iter().any(|word| label.contains(word));
    CHANGED.iter().any(|word| label.starts_with(word)) || against()
}

/// How a number is set apart from its rank in a list.
const RANKED: [&str; 6] = ["最多,为", "次之,为", "其次,为", "最少,为", "最多,", "次之,"];

/// How many separators stand between two parts; `None` where something else than a label does.
fn separators(between: &str) -> Option<usize> {
    const MARKS: [char; 3] = [',', '、', ';'];
    let words = ["和", "及", "与", " and ", " plus "];
    // 微信最多,为29篇;网站次之,为25篇: a comma of its own before the number.
    let plain = without_asides(between);
    let between = RANKED.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(&plain);
    let trimmed = between.trim_matches(|c: char| c == ' ' || MARKS.contains(&c));
    let label = trimmed.strip_suffix(" and").unwrap_or(trimmed).trim_matches(|c: char| c == ' ' || MARKS.contains(&c));
    let latin = label.chars().filter(char::is_ascii_alphabetic).count();
    let long = latin > 2 * MAX_LABEL || label.chars().count() - latin > MAX_LABEL;
    let closes = between.matches(')').count() > between.matches('(').count();
    if long || closes || between.contains("其中") || label.contains([',', ';', '。', ':', '?']) {
        return None;
    }
    let marks = between.matches(MARKS).count();
    // 义务教育13条、双随机、一公开监管信息5条: a name with marks of its own, or two that one number counts.
    if marks > 1 && between.matches('、').count() == marks && !["分别", "依次", "各", "均"].iter().any(|word| label.contains(word)) {
        return Some(1);
    }
    if marks > 0 { Some(marks) } else { Some(usize::from(words.iter().any(|word| between.contains(word)))) }
}

/// The label of each listed part, or, where the names come first (手册、折页分别为), its name.
pub(in crate::rules::check) fn labels<'s>(found: &Found<'s>, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Vec<&'s str> {
    let beside = labels_beside(found, rest, listed);
    if !beside.iter().skip(1).all(|label| label.is_empty()) {
        return beside;
    }
    let behind = labels_behind(found.sentence, rest, listed);
    let unnamed = beside.iter().all(|label| label.is_empty()) && behind.iter().all(|label| !label.is_empty());
    // 具体为82条为机构职能类,58条为政策法规类: the words before the first open the list.
    if unnamed || behind.iter().all(|label| is_called(label)) {
        return behind;
    }
    named_first(found, rest, listed).unwrap_or(beside)
}

/// The names of the listed parts where they come first: 手册、折页分别为167份、94份.
pub(super) fn named_first<'s>(found: &Found<'s>, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Option<Vec<&'s str>> {
    if !labels_beside(found, rest, listed).iter().skip(1).all(|label| label.is_empty()) {
        return None;
    }
    let head = found.sentence.text.get(found.at.end..rest.start).unwrap_or("");
    let names: Vec<&str> = head.split([',', '、', ':', '和', '及', '与']).collect();
    names.get(names.len().saturating_sub(listed.len())..).filter(|names| names.len() == listed.len()).map(<[&str]>::to_vec)
}

/// The words behind each listed part, up to the separator: `39家合格,6家不合格`.
fn labels_behind<'s>(sentence: &'s Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Vec<&'s str> {
    let behind = |one: &(u32, &Number)| tail(sentence, rest, &[*one]).unwrap_or("");
    listed
        .iter()
        .map(|one| behind(one).split(|c| placeholder(c).is_some() || [',', '、', ';', '(', ')', '。'].contains(&c)).next().unwrap_or(""))
        .collect()
}

/// The words before each listed part, from the separator on.
fn labels_beside<'s>(found: &Found<'s>, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Vec<&'s str> {
    let sentence = found.sentence;
    // The wording may have taken in the first label's words.
    let text = sentence.text.get(found.at.end..rest.end).unwrap_or("");
    let (mut since, mut before) = (0, "");
    let mut labels = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| placeholder(*c).is_some()) {
        let end = at + c.len_utf8();
        let id = number_at(sentence, &(found.at.end + at..found.at.end + end));
        // 线上培训1次56人次: one label for both.
        before = if since > 0 && since == at { before } else { &text[since..at] };
        if listed.iter().any(|(known, _)| Some(*known) == id) {
            let label = before.rsplit([',', '、', ';', ':', '(', '。']).next().unwrap_or("");
            // 线上、线下分别为4次和1次: what joins two numbers names none.
            let label = if ["和", "及", "与", "以及"].contains(&label.trim()) { "" } else { label };
            labels.push(label.strip_prefix("其中").unwrap_or(label));
        }
        since = end;
    }
    labels
}

/// How many times each listed part counts: once for every name before 各, `县长信箱和在线咨询各11条`; `None` where the list says no such word.
pub(super) fn times(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Option<Vec<usize>> {
    let text = sentence.text.get(rest.clone()).filter(|text| text.contains('各'))?;
    let (mut since, mut times) = (0, Vec::new());
    for (at, c) in text.char_indices().filter(|(_, c)| placeholder(*c).is_some()) {
        let end = at + c.len_utf8();
        let id = number_at(sentence, &(rest.start + at..rest.start + end));
        if listed.iter().any(|(known, _)| Some(*known) == id) {
            let named = text.get(since..at).unwrap_or("").trim_start_matches([',', '、', ';', ' ']).strip_suffix('各');
            // 更新不及时、错别字各10个 are two.
            times.push(named.map_or(1, |names| names.replace("及时", "").split(['、', '和', '及', '与']).count()));
        }
        since = end;
    }
    Some(times)
}

/// What the sentence says behind the last listed part; `None` where that part is not among its numbers.
pub(in crate::rules::check) fn tail<'s>(sentence: &'s Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Option<&'s str> {
    let text = &sentence.text[rest.clone()];
    let last = listed.last().map(|(id, _)| *id);
    let is_last = |(at, c): &(usize, char)| number_at(sentence, &(rest.start + at..rest.start + at + c.len_utf8())) == last;
    let (at, c) = text.char_indices().filter(|(_, c)| placeholder(*c).is_some()).find(is_last)?;
    text.get(at + c.len_utf8()..)
}

/// Whether the list ends with 等: it names only some parts.
pub(in crate::rules::check) fn is_open(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> bool {
    tail(sentence, rest, listed).is_none_or(|tail| tail.starts_with('等'))
}

/// Whether only 、 stands between the listed parts: `文字解读5件、一图读懂2件、短视频3件` goes on with no other division.
pub(super) fn is_one_row(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> bool {
    let Some(end) = tail(sentence, rest, listed).map(|tail| rest.end.saturating_sub(tail.len())) else { return false };
    let words = sentence.text.get(rest.start..end).unwrap_or("");
    listed.len() > 2 && words.matches('、').count() + 1 >= listed.len() && !words.contains([',', ';', '。'])
}

/// Whether numbers, or a rest without one (其余由丁科办理), follow the last listed part: the list may have been read only in part.
pub(super) fn goes_on(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)], ended: bool, closed: bool) -> bool {
    let Some(tail) = tail(sentence, rest, listed) else { return true };
    // 提案25件(线上15件、线下10件): what a bracket divides is told of the last part.
    let tail = &*without_asides(tail);
    let counts = tail.chars().any(|c| placeholder(c).is_some() && c < crate::facts::PERCENT_FIRST);
    // 其他40件系其他情形: what the last part itself is.
    let behind = if closed { tail.find([',', ';', '。', '、']).map_or("", |at| &tail[at..]) } else { tail };
    counts && !ended || names_rest(behind)
}

/// Whether all numbers behind the list, up to the full stop, count other things than the whole: `线下2场、线上4场,培训338人次`.
pub(super) fn speaks_of_others(
    sentence: &Sentence,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    facts: &Facts<'_>,
) -> bool {
    let Some(tail) = tail(sentence, rest, listed).filter(|tail| tail.starts_with([',', ';', '。'])) else { return false };
    let tail = tail.split('。').next().unwrap_or(tail);
    let ids = tail.chars().filter(|c| *c < crate::facts::PERCENT_FIRST).filter_map(placeholder);
    let mut units = ids.filter_map(|n| sentence.numbers.get(n)).filter_map(|id| facts.number(*id)).map(|n| &n.quantity.unit);
    units.all(|unit| matches!(unit, Unit::Count(_)) && !same_publications(unit, &whole.quantity.unit))
}
