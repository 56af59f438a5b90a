//! What is left of a whole: `收到856条,已回复801条,其余55条正在办理`.

use crate::rules::TallySpec;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::{Item, between, holds, names};
use crate::rules::check::tally::told::{Told, gap, is_near, makes, sum, told};

/// Numbers before a rest that are looked at.
const MOST: usize = 16;

/// What is said of a rest that goes on next year, with what of it was there before.
const GOES_ON: [&str; 5] = ["结转", "转入", "转至", "顺延", "继续办理"];

/// Words of a number that came in.
const COMES_IN: [&str; 6] = ["收到", "新收", "受理", "接收", "收集", "共"];
/// Words of a number that is done with.
const DONE: [&str; 9] = ["办结", "答复", "回复", "办理", "处理", "解决", "完成", "已", "整改"];

/// The rests of a sentence, each with the whole and the parts before it.
pub(super) fn rests(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let spec = case.spec;
    let is_rest = |item: &&Item<'_>| !item.percent && spec.total.iter().any(|word| names_rest(item.label(), word, spec));
    case.items.iter().filter(is_rest).filter_map(|rest| told_rest(case, rest)).collect()
}

/// Whether a label is a word for what is left, with no more than a few known words behind it.
fn names_rest(label: &str, word: &str, spec: &TallySpec) -> bool {
    let Some((head, mut tail)) = label.split_once(word) else { return false };
    while let Some(rest) = spec.beside.iter().find_map(|known| tail.strip_prefix(known.as_str())) {
        tail = rest;
    }
    tail.is_empty() && (head.is_empty() || head.ends_with('外'))
}

fn told_rest(case: &Case<'_, '_, '_, '_>, rest: &Item<'_>) -> Option<Told> {
    let Case { rule, spec, items, before: earlier, .. } = *case;
    let (text, facts) = (case.text(), case.facts());
    let mut before: Vec<&Item<'_>> = items.iter().filter(|item| item.at.start < rest.at.start && item.depth == rest.depth).collect();
    let mut beyond: Vec<&Item<'_>> = Vec::new();
    // 年末存量 of a section of its own.
    if let Some(border) = before.iter().rposition(|item| between(text, item, rest).is_some_and(|words| words.contains([';', '。']))) {
        // 受理48件;申请渠道方面,在线18件,当面14件,其余16件: its whole may stand before the border.
        beyond.extend(before.drain(..=border).filter(|item| item.is_like(rest)));
    }
    before.retain(|item| item.is_like(rest) && !holds(&spec.apart, item.label()));
    let before = before.get(before.len().saturating_sub(MOST)..).unwrap_or(&[]);
    let parts = |first: usize| parts(before, first, rest);
    let wholes = |first: usize| {
        let own = before.iter().take(first).copied().chain(beyond.iter().rev().copied());
        own.chain(earlier.iter().filter(|item| item.is_like(rest)))
    };
    // Every stretch of parts before the rest, with every whole before it.
    for first in 0..before.len() {
        let parts = parts(first);
        if let Some(whole) = wholes(first).find(|whole| makes(whole, &parts)) {
            return Some(told(rule, whole, &parts, facts));
        }
        // 新收62件、结转4件,办结60件,其余6件
        let sum = sum(&parts);
        if before.iter().take(first).zip(before.iter().take(first).skip(1)).any(|(a, b)| a.amount() + b.amount() == sum) {
            return None;
        }
    }
    // 图片解读12篇,视频解读2篇,其余12篇为文字解读,共26篇: the total stands behind.
    let all = parts(0);
    let last = all.last().map_or(0, |rest| rest.at.start);
    if items.iter().any(|item| item.at.start > last && item.depth == rest.depth && item.is_like(rest) && makes(item, &all)) {
        return None;
    }
    let pairs = (1..before.len()).flat_map(|first| (0..first).map(move |whole| (whole, first)));
    let likely = pairs.filter(|(whole, first)| may_be_whole(before, (*whole, *first), text)).map(|(whole, first)| (before[whole], first));
    let (whole, first) = likely.min_by_key(|(whole, first)| gap(whole, &parts(*first)))?;
    let parts = parts(first);
    // 新收342件,办结346件,其余14件结转下年度: what was carried in is not told.
    let goes_on = GOES_ON.iter().any(|word| rest.clause_behind(text).contains(word));
    if goes_on && parts.iter().any(|part| part.amount() > whole.amount()) {
        return None;
    }
    // 其中公开37件,不予公开12件,其余16件: all of them parts of what the words or the sentence before told.
    if holds_any(&["其中", "中,", "除予", "除去", "除了", ",除"], whole.before) || whole.before.starts_with('除') {
        return None;
    }
    // 年内答复153件:不予公开42件,…,其余1060件: no rest is more than its whole.
    let above = before.first().filter(|_| opens(before, 0, text) && rest.amount() > before[0].amount());
    if let Some(whole) = above.filter(|whole| earlier.iter().all(|item| !item.is_like(rest) || item.amount() <= whole.amount())) {
        return Some(told(rule, whole, &self::parts(before, 1, rest), facts));
    }
    // 更新信息共117条,57条发布于网站,42条发布于公众号,其余18条: parts named behind are all of it.
    let told_behind = first == 1 && before.iter().skip(1).all(|part| part.is_named_behind(text)) && holds(&spec.parts, whole.label());
    let certain = told_behind || before.len() == 2 && whole.amount() >= parts.first()?.amount();
    (certain || is_near(whole, &parts)).then(|| told(rule, whole, &parts, facts))
}

/// Whether the words behind a number open a list of its parts.
fn opens(before: &[&Item<'_>], whole: usize, text: &str) -> bool {
    let (Some(number), Some(part)) = (before.get(whole), before.get(whole + 1)) else { return false };
    let words = text.get(number.at.end..part.at.start).unwrap_or("");
    [":", "其中", "中,", "除"].iter().any(|word| words.contains(word))
}

/// Whether a number may be the whole of the parts from `first` on, and not one of them: 工作动态5504条,通知公告3518条,…,剩下的1148条为规划计划.
fn may_be_whole(before: &[&Item<'_>], (whole, first): (usize, usize), text: &str) -> bool {
    let (Some(number), Some(part)) = (before.get(whole), before.get(first)) else { return false };
    // 4件系网上申请,25件系信函申请,其余7件: what names itself behind is one of the parts.
    if number.is_named_behind(text) {
        return false;
    }
    // 当年新收的申请有62件来自网络,29件通过邮政寄送,其余13件: so is one whose neighbour is told alike.
    if names(number.behind(text)) && part.label().is_empty() {
        return false;
    }
    if opens(before, whole, text) {
        return true;
    }
    // 网上323件、信函260件,其余165件: told in one breath with the next, it is one of the parts.
    let behind = before.get(whole + 1).and_then(|next| text.get(number.at.end..next.at.start)).unwrap_or("");
    if behind.trim_start_matches(['件', '条', '个']).starts_with('、') && !came_in(number.label()) {
        return false;
    }
    // 渠道分为三类:网上提交7件,邮寄申请2件,其余1件
    let listed = number.before.ends_with(&format!(":{}", number.label())) && !holds_any(&COMES_IN, number.label());
    // 不予处理 is what came of some, not what was done with all.
    let done = holds_any(&DONE, part.label()) && !holds_any(&["不予", "其他"], part.label());
    let skips = first > whole + 1 && !done;
    whole == 0 && !listed && !skips && !are_alike(number.label(), part.label())
}

/// Whether a label says that all of them came in, and not how: 新收申请, but not 新收申请网上平台.
fn came_in(label: &str) -> bool {
    const THINGS: [&str; 8] = ["申请", "工单", "诉求", "来信", "信息", "件", "政府", "公开"];
    let mut label = label;
    while let Some(rest) = THINGS.iter().find_map(|word| label.strip_suffix(word)) {
        label = rest;
    }
    COMES_IN.iter().any(|word| label.ends_with(word))
}

fn holds_any(words: &[&str], label: &str) -> bool {
    words.iter().any(|word| label.contains(word))
}

/// Whether two labels end alike: 图片形式解读, 视频形式解读.
fn are_alike(one: &str, other: &str) -> bool {
    let end = |label: &str| -> Option<(char, char)> {
        let mut last = label.chars().rev();
        Some((last.next()?, last.next()?))
    };
    end(one).is_some_and(|ends| end(other) == Some(ends))
}

/// The numbers from `first` on, and the rest.
fn parts<'i, 's>(before: &[&'i Item<'s>], first: usize, rest: &'i Item<'s>) -> Vec<&'i Item<'s>> {
    before.iter().skip(first).copied().chain([rest]).collect()
}
