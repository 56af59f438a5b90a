//! The fixed words of the report, in both languages.

use crate::phrase::Lang;
pub(crate) use crate::report::words::{ALSO, REPAIR, Word, confidence, labelled, one_line, part, severity};

/// Leads the arithmetic, the missing ordinal, the two counts: what the finding rests on.
pub(crate) const WHY: Word = Word { zh: "依据", en: "why" };
pub(crate) const HELP: Word = Word { zh: "建议", en: "help" };
pub(crate) const SURE: Word = Word { zh: "可信度", en: "confidence" };
/// Explains the brackets of a table, at the foot of its frame.
pub(crate) const LEGEND: Word = Word { zh: "[ ] 参与核对的数", en: "[ ] used by the check" };
/// Explains the two kinds of brackets of a relation, be it an equation or a bound.
pub(crate) const SIDES: Word = Word { zh: "[ ] 与 { } 是所核对的两边", en: "[ ] and { } are the two sides of the check" };

/// A lead word with its colon, as each language sets it.
pub(crate) fn lead(word: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{word}："),
        Lang::En => format!("{word}:"),
    }
}

/// Brackets around an aside.
pub(crate) fn brackets(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => ("（", "）"),
        Lang::En => (" (", ")"),
    }
}
