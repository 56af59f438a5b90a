//! Words of labels and notes, and where they must stand.

use serde::Deserialize;

use crate::facts::normalise;

/// One list of words and where in a label they must stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    /// The whole label.
    pub(super) is: Vec<String>,
    /// Words that make it another thing.
    pub(super) but: Vec<String>,
    /// Somewhere in it, as a whole word.
    pub(super) has: Vec<String>,
    /// At its beginning, as a whole word.
    pub(super) starts: Vec<String>,
    /// At its end, as a whole word.
    pub(super) ends: Vec<String>,
    /// Somewhere in it, of a language without spaces; then the same at its beginning and at its end.
    pub(super) zh: Vec<String>,
    pub(super) zh_starts: Vec<String>,
    pub(super) zh_ends: Vec<String>,
}

impl Words {
    /// Whether the label is one of the words and no more, or ends in one that may also begin a label of a language without spaces: such a
    /// word is of adding up (本年支出合计), the others may be of size (床位总数).
    pub(super) fn is_all_of(&self, label: &str) -> bool {
        let lists = [&self.is, &self.has, &self.starts, &self.ends, &self.zh, &self.zh_starts];
        let both = |w: &&String| self.zh_starts.contains(w);
        lists.into_iter().flatten().any(|w| w == label) || self.zh_ends.iter().filter(both).any(|w| label.ends_with(w.as_str()))
    }

    /// Whether one of the words stands where it must.
    pub(super) fn found(&self, label: &str) -> bool {
        if self.but.iter().any(|w| label.contains(w.as_str())) {
            return false;
        }
        // 利润总额(亏损以负号填列) ends as it does without the note.
        let bare = without_note(label);
        let ends = |text: &str, w: &String| text.ends_with(w.as_str()) && whole_word_at(text, text.len() - w.len(), w.len());
        self.is.iter().any(|w| w == label || w == bare)
            || self.has.iter().any(|w| whole_word(label, w).is_some())
            || self.starts.iter().any(|w| whole_word(label, w) == Some(0))
            || self.ends.iter().any(|w| ends(label, w) || ends(bare, w))
            || self.zh.iter().any(|w| label.contains(w.as_str()))
            || self.zh_starts.iter().any(|w| label.starts_with(w.as_str()))
            || self.zh_ends.iter().any(|w| label.ends_with(w.as_str()) || bare.ends_with(w.as_str()))
    }
}

/// Whether words speak of a line by its label: 2019 includes Dunoon.
pub(super) fn speaks_of(words: &str, label: &str) -> bool {
    let (words, label) = (normalise(words).to_lowercase(), normalise(label).to_lowercase());
    !label.trim().is_empty() && whole_word(&words, label.trim()).is_some()
}

/// A label without what stands in brackets behind it.
fn without_note(label: &str) -> &str {
    let open = label.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.and_then(|at| label.get(..at)).map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(label)
}

/// Where a word first stands by itself: in a language with spaces, between them.
fn whole_word(label: &str, word: &str) -> Option<usize> {
    label.match_indices(word).map(|(at, _)| at).find(|at| whole_word_at(label, *at, word.len()))
}

fn whole_word_at(label: &str, at: usize, len: usize) -> bool {
    let before = label.get(..at).and_then(|t| t.chars().next_back());
    let after = label.get(at + len..).and_then(|t| t.chars().next());
    let glued = |c: Option<char>| c.is_some_and(spaced);
    let inner = label.get(at..at + len).unwrap_or("");
    let starts = inner.starts_with(spaced);
    let ends = inner.ends_with(spaced);
    !((starts && glued(before)) || (ends && glued(after)))
}

/// Whether a character belongs to a word of a language that puts spaces between words. All scripts without spaces stand behind these.
fn spaced(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{0E00}'
}
