//! The fixed words of the report, in both languages.

use crate::findings::Confidence;
use crate::phrase::{Lang, Phrase};
use crate::report::clean::visible;
pub(crate) use crate::report::words::{Word, severity};

/// Leads the arithmetic, the missing ordinal, the two counts: what the finding rests on.
pub(crate) const WHY: Word = Word { zh: "依据", en: "why" };
pub(crate) const HELP: Word = Word { zh: "建议", en: "help" };
pub(crate) const REPAIR: Word = Word { zh: "可改", en: "fix" };
pub(crate) const SURE: Word = Word { zh: "可信度", en: "confidence" };
/// Explains the brackets of a table, at the foot of its frame.
pub(crate) const LEGEND: Word = Word { zh: "[ ] 参与核对的数", en: "[ ] used by the check" };
/// Explains the two kinds of brackets of an equation.
pub(crate) const SIDES: Word = Word { zh: "[ ] 与 { } 各自相加，应当相等", en: "[ ] and { } should add up to the same" };

/// A lead word with its colon, as each language sets it.
pub(crate) fn lead(word: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{word}："),
        Lang::En => format!("{word}:"),
    }
}

/// A lead word with its colon and what follows; a full-width colon brings its own blank.
pub(crate) fn labelled(word: &str, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{word}：{text}"),
        Lang::En => format!("{word}: {text}"),
    }
}

/// Brackets around an aside.
pub(crate) fn brackets(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => ("（", "）"),
        Lang::En => (" (", ")"),
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
        "old" => ("原数", "before"),
        "new" => ("现数", "after"),
        "marker" => ("序号", "marker"),
        "table" => ("表中", "table"),
        "this-year" => ("本年", "now"),
        "year-before" => ("上年", "before"),
        other => return other,
    };
    Word { zh, en }.get(lang)
}

/// A phrase in `lang`, on one line, with control characters made visible.
#[must_use]
pub fn one_line(phrase: &Phrase, lang: Lang) -> String {
    visible(phrase.get(lang)).trim().to_owned()
}
