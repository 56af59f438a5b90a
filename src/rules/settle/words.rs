//! What is said of a change.

use crate::phrase::Phrase;
use crate::rules::settle::change::Change;

/// Advice with a remark behind it.
pub(super) fn joined(help: &Phrase, remark: Phrase) -> Phrase {
    if help.zh.is_empty() {
        return remark;
    }
    Phrase::new(format!("{}；{}", help.zh, remark.zh), format!("{}; {}", help.en, remark.en))
}

/// Of a lone failed check whose every repair upsets another check.
pub(super) fn upsetting() -> Phrase {
    Phrase::new(
        "只改一处都会使别的检查不符，可能不止一处有误",
        "any single change upsets another check, so more than one number may be wrong",
    )
}

/// Of failed checks that no change settles together.
pub(super) fn none_settles(count: usize, others: &[&str]) -> Phrase {
    let (zh, en) = (others.join("、"), others.join(", "));
    if count == 2 {
        return Phrase::new(format!("没有哪一处改动能同时消除此处与 {zh} 的不符"), format!("no single change settles both this and {en}"));
    }
    Phrase::new(
        format!("没有哪一处改动能同时消除相关的 {count} 处不符（另见 {zh}）"),
        format!("no single change settles all {count} failed checks over these numbers (see {en})"),
    )
}

/// Of a change that settles every failed check of its cluster; `choices` changes do.
pub(super) fn settles_all(failed: usize, choices: usize, change: &Change) -> Phrase {
    let words = match (failed, choices) {
        (1, 1) => Phrase::new("只有这样改不影响其他检查", "the only single change that upsets no other check"),
        (1, _) => Phrase::new("改这一处即可相符，也不影响别的检查", "this single change would settle it and upsets no other check"),
        (_, 1) => Phrase::new(
            format!("只改这一处，{failed} 处不符都能消除"),
            format!("the only single change that settles all {failed} failed checks"),
        ),
        _ => Phrase::new(
            format!("改这一处能使 {failed} 处不符都相符"),
            format!("one of {choices} single changes that settle all {failed} failed checks"),
        ),
    };
    match change.upsets {
        0 => words,
        upsets => Phrase::new(
            format!("{}，但会使另外 {upsets} 项检查不符", words.zh),
            format!("{}, but upsets {upsets} that {}", words.en, if upsets == 1 { "holds" } else { "hold" }),
        ),
    }
}

/// Of a change that leaves the checks of these rules failed.
pub(super) fn settles_some(unsettled: &[&str]) -> Phrase {
    let (zh, en) = (unsettled.join("、"), unsettled.join(" or "));
    Phrase::new(format!("可使此处相符，但 {zh} 仍不符"), format!("settles this, but not {en}"))
}
