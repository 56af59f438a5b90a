//! Lists of words: those that texts are searched for, all at once, and those that texts may begin with.

use std::collections::HashSet;
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

/// Words that a text may begin with. An empty word is none.
#[derive(Debug, Default)]
pub struct Beginnings {
    words: HashSet<String>,
    /// Bytes of the longest word.
    longest: usize,
}

impl Beginnings {
    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether this is one of the words.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The bytes of the longest word that the text begins with.
    #[must_use]
    pub fn longest_of(&self, text: &str) -> Option<usize> {
        let ends = (1..=self.longest.min(text.len())).rev();
        ends.into_iter().find(|end| text.get(..*end).is_some_and(|start| self.words.contains(start)))
    }
}

impl FromIterator<String> for Beginnings {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let words: HashSet<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Self { words, longest }
    }
}

/// What numbers may be about: topics by name, each with its words, and one automaton over the words of all.
#[derive(Debug, Default)]
pub struct Topics {
    names: Vec<String>,
    /// The place of the topic that each word names.
    topic_of: Vec<usize>,
    automaton: Option<AhoCorasick>,
}

impl Topics {
    /// The names, in their declared order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The topic whose words end last in the text; of two that end together the one whose name sorts last.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let found = self.automaton.as_ref()?.find_overlapping_iter(text).filter(|m| !m.is_empty());
        let topic = |pattern: usize| self.names.get(*self.topic_of.get(pattern)?).map(String::as_str);
        found.filter_map(|m| Some((m.end(), topic(m.pattern().as_usize())?))).max().map(|(_, name)| name)
    }
}

impl FromIterator<(String, Vec<String>)> for Topics {
    fn from_iter<I: IntoIterator<Item = (String, Vec<String>)>>(topics: I) -> Self {
        let (mut names, mut topic_of, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (name, words) in topics {
            topic_of.extend(words.iter().map(|_| names.len()));
            all.extend(words);
            names.push(name);
        }
        let automaton = (!all.is_empty()).then(|| AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&all).ok()).flatten();
        Self { names, topic_of, automaton }
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, Topics, WordList};

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
    fn the_nearest_topic_is_that_of_the_word_that_ends_last() {
        let topic = |name: &str, words: &[&str]| (name.to_owned(), words.iter().map(|word| (*word).to_owned()).collect());
        let topics: Topics = [topic("a", &["申请", "公开申请"]), topic("b", &["复议", "公开"])].into_iter().collect();
        assert_eq!(topics.nearest("申请和复议各一"), Some("b"));
        assert_eq!(topics.nearest("复议、公开申请各一"), Some("a"));
        assert_eq!(topics.nearest("各一"), None);
        assert_eq!(topics.names(), ["a", "b"]);
        assert_eq!(Topics::default().nearest("申请"), None);
    }

    #[test]
    fn the_longest_word_that_opens_a_text_counts() {
        let words: Beginnings = ["本", "本街道", "", "全年"].iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(words.longest_of("本街道新收"), Some("本街道".len()));
        assert_eq!(words.longest_of("本街新收"), Some("本".len()));
        assert_eq!(words.longest_of("我街道"), None);
        assert_eq!(words.longest_of(""), None);
        assert!(words.contains("全年") && !words.contains("全") && !words.contains(""));
        assert!(Beginnings::default().is_empty() && Beginnings::default().longest_of("全年").is_none());
    }
}
