//! The words of `rules/lexicon.toml`, by which labels say what their numbers are.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::facts::normalise;

/// The file as embedded.
const SOURCE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/lexicon.toml"));

/// One list of words and where in a label they must stand.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Words {
    is: Vec<String>,
    /// Words that make it another thing.
    but: Vec<String>,
    en: Vec<String>,
    en_starts: Vec<String>,
    en_ends: Vec<String>,
    zh: Vec<String>,
    zh_starts: Vec<String>,
    zh_ends: Vec<String>,
}

/// All lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lexicon {
    total: Words,
    net: Words,
    less: Words,
    of_which: Words,
    rate: Words,
    change: Words,
    code: Words,
    rounded: Words,
}

/// What a label says of the numbers on its line.
#[expect(clippy::struct_excessive_bools, reason = "a label may say several of these at once")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// It names the sum of other lines.
    pub(super) total: bool,
    /// It names what is left after additions and deductions.
    pub(super) net: bool,
    /// It is taken away though shown without a sign.
    pub(super) less: bool,
    /// It names some of the parts only.
    pub(super) of_which: bool,
    /// A rate, an average, a price: never added up.
    pub(super) rate: bool,
    /// A relative change: not even the parts of a hundred.
    pub(super) change: bool,
    /// A year, a code, a rank.
    pub(super) code: bool,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| toml::from_str(SOURCE).unwrap_or_default())
}

/// What a label means.
pub(super) fn meaning(label: &str) -> Meaning {
    let label = essence(label);
    if label.is_empty() {
        return Meaning::default();
    }
    let lexicon = lexicon();
    let total = lexicon.total.found(&label);
    Meaning {
        total,
        net: lexicon.net.found(&label),
        less: lexicon.less.found(&label),
        of_which: lexicon.of_which.found(&label),
        rate: lexicon.rate.found(&label) || lexicon.change.found(&label),
        change: lexicon.change.found(&label),
        code: lexicon.code.found(&label),
    }
}

/// Whether the words say that the figures are rounded to a larger unit.
pub(super) fn says_rounded(words: &str) -> bool {
    lexicon().rounded.found(&essence(words))
}

impl Words {
    fn found(&self, label: &str) -> bool {
        if self.but.iter().any(|w| label.contains(w.as_str())) {
            return false;
        }
        self.is.iter().any(|w| w == label)
            || self.en.iter().any(|w| whole_word(label, w).is_some())
            || self.en_starts.iter().any(|w| whole_word(label, w) == Some(0))
            || self.en_ends.iter().any(|w| label.ends_with(w.as_str()) && whole_word_at(label, label.len() - w.len(), w.len()))
            || self.zh.iter().any(|w| label.contains(w.as_str()))
            || self.zh_starts.iter().any(|w| label.starts_with(w.as_str()))
            || self.zh_ends.iter().any(|w| label.ends_with(w.as_str()))
    }
}

/// Lower case, one line, without a list number in front or notes and colons behind.
fn essence(label: &str) -> String {
    let lower = normalise(label).to_lowercase();
    let mut text = lower.trim();
    for open in ["(", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] {
        if let Some(rest) = text.strip_prefix(open)
            && let Some((number, after)) = rest.split_once(['、', ')', '.'])
            && number.chars().count() <= 3
            && !after.is_empty()
            && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        {
            text = after.trim_start();
            break;
        }
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < text.len()
        && let Some(rest) = digits.strip_prefix(['.', '、'])
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        text = rest.trim_start();
    }
    text = text.trim_start_matches(['-', '—', '*', '+', ' ']);
    let mut end = text.trim_end_matches([':', ' ', '.', ';', '*', ',']);
    if end.ends_with(')')
        && let Some(open) = end.rfind('(')
        && open > 0
        && end.len() - open <= 5
    {
        end = end.get(..open).unwrap_or(end).trim_end();
    }
    end.to_owned()
}

fn whole_word(label: &str, word: &str) -> Option<usize> {
    label.match_indices(word).map(|(at, _)| at).find(|at| whole_word_at(label, *at, word.len()))
}

fn whole_word_at(label: &str, at: usize, len: usize) -> bool {
    let before = label.get(..at).and_then(|t| t.chars().next_back());
    let after = label.get(at + len..).and_then(|t| t.chars().next());
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let inner = label.get(at..at + len).unwrap_or("");
    let starts = inner.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends = inner.ends_with(|c: char| c.is_ascii_alphanumeric());
    !((starts && glued(before)) || (ends && glued(after)))
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, SOURCE, meaning};

    #[test]
    fn the_embedded_file_is_sound() {
        assert!(toml::from_str::<Lexicon>(SOURCE).is_ok_and(|l| !l.total.is.is_empty()));
    }

    #[test]
    fn totals_in_both_languages() {
        for label in
            ["合  计", "总计", "(七)总计", "本年支出合计", "Total", "Total assets:", "Sub-total", "Male total", "7. Total", "Total (2)"]
        {
            assert!(meaning(label).total, "{label}");
        }
        for label in ["Totally", "Average", "合计率", "Weighted total return index"] {
            assert!(!meaning(label).total || meaning(label).rate, "{label}");
        }
    }

    #[test]
    fn lines_that_are_not_added() {
        for label in ["% of sales", "平均价格", "增长率", "Rate per 1,000", "Diluted"] {
            assert!(meaning(label).rate, "{label}");
        }
        assert!(meaning("Less: current portion").less);
        assert!(meaning("其中:女性").of_which);
    }
}
