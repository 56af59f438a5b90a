//! Words that the text of several commands shares.

use crate::findings::{SuppressedBy, Suppression};
use crate::phrase::{Lang, Phrase};
use crate::report::clean::visible;
use crate::rules::{Confidence, Severity};

/// A fixed word in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

/// Leads a change that would settle a finding.
pub(crate) const REPAIR: Word = Word { zh: "可改", en: "fix" };
/// Leads a finding that the same change settles.
pub(crate) const ALSO: Word = Word { zh: "同一处引起", en: "also" };

impl Word {
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// The word for a severity.
pub(crate) fn severity(severity: Severity) -> Word {
    match severity {
        Severity::Error => Word { zh: "错误", en: "error" },
        Severity::Warning => Word { zh: "警告", en: "warning" },
        Severity::Note => Word { zh: "提示", en: "note" },
    }
}

/// The word for a verdict as rule files write it; another speaks for itself.
#[must_use]
pub fn verdict(verdict: &str, lang: Lang) -> &str {
    let (zh, en) = match verdict {
        "fail" => ("不符", "fails"),
        "pass" => ("通过", "passes"),
        "not-applicable" => ("不适用", "not applicable"),
        "undecided" => ("未判定", "undecided"),
        other => return other,
    };
    Word { zh, en }.get(lang)
}

/// A lead word with its colon and what follows; a full-width colon brings its own blank.
pub(crate) fn labelled(word: &str, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{word}：{text}"),
        Lang::En => format!("{word}: {text}"),
    }
}

/// The word for a confidence below high; a high one goes without saying.
pub(crate) fn confidence(confidence: Confidence) -> Option<Word> {
    match confidence {
        Confidence::High => None,
        Confidence::Medium => Some(Word { zh: "中，请人工核对", en: "medium, check by hand" }),
        Confidence::Low => Some(Word { zh: "低，仅为疑点，请人工核对", en: "low, a suspicion: check by hand" }),
    }
}

/// What a label is called under its cell; a part that is unknown here speaks for itself.
pub(crate) fn part(part: &str, lang: Lang) -> &str {
    let (zh, en) = match part {
        "total" => ("合计", "total"),
        "part" => ("分项", "part"),
        "claim" => ("正文", "text"),
        "whole" => ("总数", "whole"),
        "rate" => ("比率", "rate"),
        "amount" => ("数额", "amount"),
        "base" => ("基数", "base"),
        "change" => ("增减", "change"),
        "times" => ("倍数", "times"),
        "points" => ("百分点", "points"),
        "old" => ("原数", "before"),
        "new" => ("现数", "after"),
        "left" => ("左边", "left side"),
        "right" => ("右边", "right side"),
        "said-before" => ("前文", "said before"),
        "marker" => ("序号", "marker"),
        "table" => ("表中", "table"),
        "this-year" => ("本年", "now"),
        "year-before" => ("上年", "before"),
        "copied" => ("相同", "the same"),
        "stale-year" => ("旧年份", "stale year"),
        "year" => ("年份", "year"),
        "occasions" => ("次数", "how often"),
        "each" => ("每次", "each"),
        "done" => ("已办", "done"),
        "pending" => ("未办", "pending"),
        "first" => ("前一段", "first part"),
        "second" => ("后一段", "second part"),
        "q1" => ("一季度", "first quarter"),
        "q2" => ("二季度", "second quarter"),
        "q3" => ("三季度", "third quarter"),
        "q4" => ("四季度", "fourth quarter"),
        other => return other,
    };
    Word { zh, en }.get(lang)
}

/// A phrase in `lang`, on one line, with control characters made visible.
#[must_use]
pub fn one_line(phrase: &Phrase, lang: Lang) -> String {
    visible(phrase.get(lang)).trim().to_owned()
}

/// What lets a finding stand: where that is said, why, and until when.
pub(crate) fn suppression(suppression: &Suppression, lang: Lang) -> String {
    let by = match suppression.by {
        SuppressedBy::Comment => Word { zh: "注释", en: "comment" },
        SuppressedBy::Configuration => Word { zh: "配置", en: "configuration" },
        SuppressedBy::Baseline => Word { zh: "基线", en: "baseline" },
    };
    let mut out = format!("{} {}", by.get(lang), visible(&suppression.place));
    if !suppression.reason.is_empty() {
        out = labelled(&out, visible(&suppression.reason).trim(), lang);
    }
    if let Some(until) = &suppression.until {
        let end = if lang == Lang::Zh { format!("（至 {until}）") } else { format!(" (until {until})") };
        out.push_str(&end);
    }
    out
}

/// The name that JSON has for a grade or kind.
pub(crate) fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Why a number-like token is no quantity, by the name its JSON has.
pub(crate) fn not_quantity(name: &str, lang: Lang) -> &str {
    let (zh, en) = match name {
        "document-number" => ("文号", "document number"),
        "contact" => ("电话或邮编", "phone or postal number"),
        "date" => ("日期", "date"),
        "year" => ("年份", "year"),
        "time" => ("时刻", "time of day"),
        "article" => ("法条序号", "article of a law"),
        "ordinal" => ("序数", "ordinal"),
        "list-number" => ("列表编号", "list number"),
        "version" => ("版本号", "version"),
        "name" => ("名称的一部分", "part of a name"),
        "identifier" => ("代号", "identifier"),
        "link" => ("网址", "link"),
        "range" => ("范围", "range"),
        "ratio" => ("比或分数", "ratio or fraction"),
        "indefinite" => ("虚指", "indefinite"),
        "label" => ("表头或项目名中的数字", "in a label"),
        "ambiguous" => ("读法不唯一", "ambiguous"),
        "malformed" => ("数字写法有误", "malformed number"),
        other => return other,
    };
    Word { zh, en }.get(lang)
}
