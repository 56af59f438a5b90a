//! A last part that takes in everything else: 其他, 其他各类信息, 公告栏等其他方式.

use std::ops::Range;

use crate::facts::{Number, Sentence, placeholder};
use crate::rules::check::found::number_at;
use crate::rules::check::period::without_asides;

/// Parts from which a list that ends with everything else is a whole one.
pub(super) const FEW: usize = 3;

/// How the label of such a part begins.
const REST: [&str; 6] = ["其他", "其它", "其余", "余下", "other", "remaining"];

/// Words before the number of what is left: 其余58条.
pub(super) const LEFT: [&str; 5] = ["其余", "余下", "剩余", "另有", "另外"];

/// What may stand before it: 通过其他方式公开.
const BY: [&str; 10] = ["通过", "利用", "经", "以", "面向", "针对", "对", "涉及", "属于", "关于"];

/// What such a label may name; 其他处理 and 其他组织 are kinds of their own.
const REST_OF: [&str; 64] = [
    "渠道", "方式", "途径", "形式", "平台", "载体", "类别", "类型", "种类", "类", "方面", "领域", "内容", "信息", "事项", "动态", "栏目",
    "资料", "材料", "各", "种", "政府", "政务", "主动", "公开", "法定", "媒体", "发布", "推送", "等", "分别", "依次", "为", "的", "更新",
    "数量", "条数", "数", "量", "申请", "版块", "板块", "专栏", "人员", "工作", "同志", "单位", "部门", "企业", "群众", "问题", "活动",
    "会议", "文件", "费用", "支出", "经费", "地区", "乡镇", "街道", "因素", "原因", "主题", "场所",
];

/// What may be done in every other way: 电话及其他方式答复.
const DONE: [&str; 6] = ["答复", "回复", "办理", "反馈", "提交", "公开"];

/// What such a label names that is a kind of its own, whatever the list is of.
const KINDS: [&str; 6] = ["处理", "组织", "结果", "情形", "决定", "机关"];

/// Whether the last listed part is everything else.
pub(super) fn ends_with_rest(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> bool {
    let Some((label, behind)) = last(sentence, rest, listed) else { return false };
    is_rest(&label)
        || is_rest_of(&label, sentence.text.get(..rest.start).unwrap_or(""))
        || REST.iter().any(|word| word.is_ascii() && behind.starts_with(word))
}

/// Whether it is everything else of what the words before the list name: 面向学校开展培训19场,中小学6场、其他学校8场.
pub(super) fn ends_with_rest_of(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> bool {
    last(sentence, rest, listed).is_some_and(|(label, _)| is_rest_of(&label, sentence.text.get(..rest.start).unwrap_or("")))
}

/// The label of the last listed part, without asides (其他类信息(含人事、采购等内容)), and the words behind its number.
fn last<'s>(sentence: &'s Sentence, rest: &Range<usize>, listed: &[(u32, &Number)]) -> Option<(String, &'s str)> {
    let (last, _) = listed.last()?;
    let mark = |at: &Range<usize>| number_at(sentence, at) == Some(*last);
    let holes = sentence.text[rest.clone()].char_indices().filter(|(_, c)| placeholder(*c).is_some());
    let at = holes.map(|(at, c)| rest.start + at..rest.start + at + c.len_utf8()).find(mark)?;
    let separators = [',', '、', ';', ':'];
    let before = sentence.text[rest.start..at.start].rsplit(|c| placeholder(c).is_some()).next().unwrap_or("");
    let before = without_asides(before);
    let label = before.rsplit(separators).next().unwrap_or("").to_owned();
    Some((label, sentence.text[at.end..].split(separators).next().unwrap_or("").trim_start()))
}

/// Whether a label is everything else of what the words before the list name: 政策解读50条,其中…其他解读31条.
fn is_rest_of(label: &str, head: &str) -> bool {
    let label = label.trim().trim_start_matches(['及', '和', '与', '以']).trim_end_matches(['为', '的', '共', '有', ' ']);
    let noun = REST.iter().find_map(|word| label.strip_prefix(word)).map(|noun| noun.trim_start_matches(['类', '各', '的']));
    // 其他形式培训 of the 培训 before
    let noun = noun
        .map(|noun| ["形式", "方式", "渠道"].iter().find_map(|way| noun.strip_prefix(way)).filter(|noun| !noun.is_empty()).unwrap_or(noun));
    // 来信90封。其中,咨询类来信27封,其他类来信63封
    let head = head.trim_end_matches([',', ':']).trim_end_matches("其中").trim_end_matches(['。', ';']);
    let clause = head.rsplit(['。', ';']).next().unwrap_or(head);
    noun.is_some_and(|noun| noun.chars().count() > 1 && !KINDS.iter().any(|kind| noun.contains(kind)) && clause.contains(noun))
}

/// Whether a label means everything else.
pub(super) fn is_rest(label: &str) -> bool {
    // 3.其他类
    let label = label.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '(' | ')' | '①'..='⑳'));
    let label = label.trim_start_matches(['及', '和', '与', '以', '“']).trim_start_matches("and ");
    let label = label.trim_end_matches(['为', '是', '的', '共', '有', '占', '”', ' ']);
    let label = BY.iter().find_map(|word| label.strip_prefix(word)).unwrap_or(label);
    // 其他方式答复: what is done in every other way.
    let done =
        |label: &str| DONE.iter().find_map(|verb| label.strip_suffix(verb)).filter(|way| way.ends_with(['式', '道', '径'])).map(str::len);
    let label = done(label).and_then(|end| label.get(..end)).unwrap_or(label);
    // 公告栏等其他方式, 应主动公开的其他信息
    let label = ["等", "的", "及", "和", "、", "或"]
        .iter()
        .filter_map(|word| label.rsplit_once(word))
        .find(|(_, rest)| names_rest(rest))
        .map_or(label, |(_, rest)| rest);
    REST.iter().filter_map(|word| label.strip_prefix(word)).any(|mut rest| {
        while let Some(shorter) = REST_OF.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter;
        }
        rest.is_empty()
    })
}

/// Whether the words speak of a rest.
pub(super) fn names_rest(words: &str) -> bool {
    REST.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::rules::check::catchall::is_rest;

    #[test]
    fn what_is_everything_else() {
        for label in [
            "其他",
            "及其他信息",
            "其他各类信息",
            "公告栏等其他方式",
            "“应主动公开的其他信息”",
            "其他法定主动公开内容",
            "其他渠道分别为",
            "其他类",
        ] {
            assert!(is_rest(label), "{label}");
        }
        for label in ["其他处理", "其他组织", "其他结果", "信息", "部门其他领导"] {
            assert!(!is_rest(label), "{label}");
        }
    }
}
