//! A list of words that texts are searched for, all at once.

use std::ops::Deref;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// Words in their declared order, with the automaton that finds them in one pass over a text. An empty word is never found.
#[derive(Debug, Default)]
pub struct WordList {
    words: Vec<String>,
    /// `None` for no words, and where they are too many for an automaton: then each is searched for alone.
    automaton: Option<AhoCorasick>,
}

impl WordList {
    /// The word declared first of those that occur in the text.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<&str> {
        let Some(automaton) = &self.automaton else {
            return self.words.iter().find(|word| !word.is_empty() && text.contains(word.as_str())).map(String::as_str);
        };
        let first = automaton.find_overlapping_iter(text).filter(|m| !m.is_empty()).map(|m| m.pattern().as_usize()).min()?;
        self.words.get(first).map(String::as_str)
    }

    /// Where the occurrence ends that ends last.
    #[must_use]
    pub fn last_end(&self, text: &str) -> Option<usize> {
        let Some(automaton) = &self.automaton else {
            let ends = self.words.iter().filter(|word| !word.is_empty());
            return ends.filter_map(|word| Some(text.rfind(word.as_str())? + word.len())).max();
        };
        automaton.find_overlapping_iter(text).filter(|m| !m.is_empty()).map(|m| m.end()).max()
    }
}

impl FromIterator<String> for WordList {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        let automaton = (!words.is_empty()).then(|| AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&words).ok()).flatten();
        Self { words, automaton }
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::WordList;

    fn list(words: &[&str]) -> WordList {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_word_declared_first_counts_not_the_one_that_stands_first() {
        let words = list(&["去年", "上年", "年"]);
        assert_eq!(words.first_in("比上年,比去年"), Some("去年"));
        assert_eq!(words.first_in("三年"), Some("年"));
        assert_eq!(words.first_in("三月"), None);
        assert_eq!(list(&[]).first_in("三年"), None);
        assert_eq!(list(&["", "月"]).first_in("三年"), None);
    }

    #[test]
    fn the_last_end_is_of_the_whole_text() {
        let words = list(&["申请", "公开申请表"]);
        assert_eq!(words.last_end("申请和公开申请表各一"), Some("申请和公开申请表".len()));
        assert_eq!(words.last_end("各一"), None);
    }
}
