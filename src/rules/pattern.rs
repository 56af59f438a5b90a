//! Sentence patterns: they look like the sentence.
//!
//! | written | means |
//! |---|---|
//! | `[政府信息公开]` | may be missing |
//! | `[共\|计\|为]*` | none, one or several of these, at most six |
//! | `(件\|条)` | one of these |
//! | `{n}` | a number with its hedge and unit, kept under the name `n` |
//! | `{p%}` | a percentage |
//! | `{parts..}` | everything up to the end of the sentence: a list of numbers |
//! | `…` | up to 24 characters within the comma clause, no number among them |
//! | `<down>` | one of the pack's or rule's words of that name |
//!
//! A counter right behind `{n}` (`{n}件`) is read as the unit's place: any counter fits.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use crate::facts::normalise;

/// Counters that may be written behind a number for the reader's eye.
const COUNTERS: [char; 18] = ['件', '条', '例', '项', '宗', '起', '次', '个', '篇', '份', '期', '人', '名', '户', '家', '部', '张', '元'];

/// The longest gap `…` may stand for, in characters.
const GAP: usize = 24;

/// How deep brackets may nest.
const MAX_DEPTH: usize = 8;

/// A compiled sentence pattern. The regex is built on first use: most packs' patterns never meet a candidate sentence.
#[derive(Debug)]
pub struct Pattern {
    written: String,
    expression: String,
    regex: OnceLock<Option<Regex>>,
    names: Vec<String>,
    gate: Vec<String>,
}

/// A fault in a pattern: where in its text, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte range in the pattern's text.
    pub span: Range<usize>,
    /// What is wrong, Chinese and English.
    pub message: (&'static str, &'static str),
}

/// A place where a pattern fits a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// The captured names and their bytes.
    pub captures: Vec<(String, Range<usize>)>,
}

impl Pattern {
    /// Compiles `written`; `words` are the word lists `<name>` may refer to.
    pub(super) fn compile(written: &str, words: &BTreeMap<String, Vec<String>>) -> Result<Self, PatternError> {
        let mut parser = Parser { text: written, at: 0, words, names: Vec::new(), depth: 0 };
        let items = parser.sequence()?;
        if let Some(c) = parser.peek() {
            let end = parser.at + c.len_utf8();
            return Err(PatternError { span: parser.at..end, message: ("多余的括号", "a bracket without its opening one") });
        }
        let gate = gate(&items);
        if gate.is_empty() {
            return Err(PatternError {
                span: 0..written.len(),
                message: ("句式须含固定的字词", "a pattern needs some words that always occur"),
            });
        }
        let mut expression = String::new();
        items.iter().for_each(|item| item.render(&mut expression));
        let names = std::mem::take(&mut parser.names);
        Ok(Self { written: written.to_owned(), expression, regex: OnceLock::new(), names, gate })
    }

    /// The pattern as written in the rule.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The captured names, in order of first use.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Words of which at least one occurs in every sentence the pattern fits.
    pub(super) fn gate(&self) -> &[String] {
        &self.gate
    }

    /// All places where the pattern fits, left to right, not overlapping.
    #[must_use]
    pub fn fits(&self, text: &str) -> Vec<Fit> {
        let Some(regex) = self.regex.get_or_init(|| Regex::new(&self.expression).ok()) else {
            return Vec::new();
        };
        regex.captures_iter(text).filter_map(|found| self.fit(&found)).collect()
    }

    /// Whether the pattern fits anywhere.
    pub(super) fn occurs(&self, text: &str) -> bool {
        self.gate.iter().any(|word| text.contains(word.as_str()))
            && self.regex.get_or_init(|| Regex::new(&self.expression).ok()).as_ref().is_some_and(|regex| regex.is_match(text))
    }

    fn fit(&self, found: &regex::Captures<'_>) -> Option<Fit> {
        let captures = (0..self.names.len()).filter_map(|n| Some((self.names[n].clone(), found.name(&group_name(n))?.range()))).collect();
        Some(Fit { range: found.get(0)?.range(), captures })
    }
}

/// Regex group names must be ASCII; a pattern's need not be.
fn group_name(index: usize) -> String {
    format!("v{index}")
}

#[derive(Debug)]
enum Item {
    Literal(String),
    Optional(Vec<Vec<Item>>),
    Repeated(Vec<Vec<Item>>),
    Choice(Vec<Vec<Item>>),
    Number(usize),
    Percent(usize),
    Rest(usize),
    Gap,
}

impl Item {
    fn render(&self, out: &mut String) {
        match self {
            Self::Literal(text) => out.push_str(&regex::escape(text)),
            Self::Optional(options) => render_options(options, out, "?"),
            Self::Repeated(options) => render_options(options, out, "{0,6}"),
            Self::Choice(options) => render_options(options, out, ""),
            Self::Number(n) => write_group(out, *n, r"[\x{F0000}-\x{FFFFD}]"),
            Self::Percent(n) => write_group(out, *n, r"[\x{100000}-\x{10FFFD}]"),
            Self::Rest(n) => write_group(out, *n, ".*"),
            Self::Gap => {
                // Writing to a string cannot fail.
                let _ = write!(out, r"[^,;:。!?\x{{F0000}}-\x{{10FFFD}}]{{0,{GAP}}}?");
            }
        }
    }

    /// The words of which one must occur where this item matches; empty when nothing is certain.
    fn certain_words(&self) -> Vec<String> {
        match self {
            Self::Literal(text) => vec![text.clone()],
            Self::Choice(options) => {
                let words: Vec<Vec<String>> = options.iter().map(|option| gate(option)).collect();
                if words.iter().any(Vec::is_empty) { Vec::new() } else { words.concat() }
            }
            _ => Vec::new(),
        }
    }
}

/// A blank may be left between a quotation mark and the number behind it.
fn write_group(out: &mut String, index: usize, class: &str) {
    let _ = write!(out, " ?(?P<{}>{class})", group_name(index));
}

fn render_options(options: &[Vec<Item>], out: &mut String, suffix: &str) {
    out.push_str("(?:");
    for (n, option) in options.iter().enumerate() {
        if n > 0 {
            out.push('|');
        }
        option.iter().for_each(|item| item.render(out));
    }
    out.push(')');
    out.push_str(suffix);
}

/// The certain words whose shortest is longest: the rarest gate.
fn gate(items: &[Item]) -> Vec<String> {
    let shortest = |words: &Vec<String>| words.iter().map(|w| w.chars().count()).min().unwrap_or(0);
    items.iter().map(Item::certain_words).max_by_key(shortest).unwrap_or_default()
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    words: &'p BTreeMap<String, Vec<String>>,
    names: Vec<String>,
    depth: usize,
}

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn sequence(&mut self) -> Result<Vec<Item>, PatternError> {
        let mut items = Vec::new();
        let mut literal = String::new();
        while let Some(c) = self.peek() {
            let special = matches!(c, '[' | '(' | '{' | '<' | '…');
            if matches!(c, ']' | ')') || (c == '|' && self.depth > 0) {
                break;
            }
            if !special {
                literal.push(c);
                self.at += c.len_utf8();
                continue;
            }
            flush(&mut literal, &mut items);
            items.push(self.special(c)?);
        }
        flush(&mut literal, &mut items);
        Ok(items)
    }

    fn special(&mut self, c: char) -> Result<Item, PatternError> {
        let start = self.at;
        self.at += c.len_utf8();
        match c {
            '[' => {
                let options = self.options(start, ']')?;
                if self.peek() == Some('*') {
                    self.at += 1;
                    return Ok(Item::Repeated(options));
                }
                Ok(Item::Optional(options))
            }
            '(' => Ok(Item::Choice(self.options(start, ')')?)),
            '{' => self.capture(start),
            '<' => self.word_list(start),
            _ => Ok(Item::Gap),
        }
    }

    fn options(&mut self, start: usize, close: char) -> Result<Vec<Vec<Item>>, PatternError> {
        if self.depth >= MAX_DEPTH {
            return Err(PatternError { span: start..self.at, message: ("括号嵌套过深", "brackets nest too deeply") });
        }
        self.depth += 1;
        let mut options = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            options.push(self.sequence()?);
        }
        self.depth -= 1;
        if self.peek() != Some(close) {
            return Err(PatternError { span: start..start + 1, message: ("这个括号没有闭合", "this bracket is not closed") });
        }
        self.at += 1;
        Ok(options)
    }

    fn capture(&mut self, start: usize) -> Result<Item, PatternError> {
        let inside = self.until(start, '}')?;
        let (name, make): (&str, fn(usize) -> Item) = if let Some(name) = inside.strip_suffix("..") {
            (name, Item::Rest)
        } else if let Some(name) = inside.strip_suffix('%') {
            (name, Item::Percent)
        } else {
            (inside, Item::Number)
        };
        if name.is_empty() || self.names.iter().any(|n| n == name) {
            return Err(PatternError { span: start..self.at, message: ("名称为空或重复", "the name is empty or used twice") });
        }
        self.names.push(name.to_owned());
        if let Some(c) = self.peek()
            && COUNTERS.contains(&c)
        {
            self.at += c.len_utf8();
        }
        Ok(make(self.names.len() - 1))
    }

    fn word_list(&mut self, start: usize) -> Result<Item, PatternError> {
        let name = self.until(start, '>')?;
        let Some(words) = self.words.get(name) else {
            return Err(PatternError { span: start..self.at, message: ("没有这个词表", "no word list of this name") });
        };
        Ok(Item::Choice(words.iter().map(|w| vec![Item::Literal(normalise(w))]).collect()))
    }

    fn until(&mut self, start: usize, close: char) -> Result<&'p str, PatternError> {
        let text = self.text;
        let Some(length) = text[self.at..].find(close) else {
            return Err(PatternError { span: start..start + 1, message: ("这个括号没有闭合", "this bracket is not closed") });
        };
        let inside = &text[self.at..self.at + length];
        self.at += length + close.len_utf8();
        Ok(inside)
    }
}

fn flush(literal: &mut String, items: &mut Vec<Item>) {
    if !literal.is_empty() {
        items.push(Item::Literal(normalised_literal(literal)));
        literal.clear();
    }
}

/// Normalised as the sentences are; a blank beside a Latin word at either end stays, since a number follows or precedes it.
fn normalised_literal(literal: &str) -> String {
    if literal.trim().is_empty() {
        return " ".to_owned();
    }
    let inner = normalise(literal.trim());
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = if literal.starts_with(' ') && latin(inner.chars().next()) { " " } else { "" };
    let after = if literal.ends_with(' ') && latin(inner.chars().last()) { " " } else { "" };
    format!("{before}{inner}{after}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Pattern;

    fn compile(text: &str) -> Pattern {
        let words = BTreeMap::from([("down".to_owned(), vec!["减少".to_owned(), "缩减".to_owned()])]);
        Pattern::compile(text, &words).expect("the pattern is well formed")
    }

    #[test]
    fn optional_choice_gap_and_counter() {
        let pattern = compile("[不]同意公开(答复|决定){n}件");
        let text = "其中不同意公开答复\u{F0003},";
        let fits = pattern.fits(text);
        assert_eq!(fits.len(), 1);
        assert_eq!(&text[fits[0].range.clone()], "不同意公开答复\u{F0003}");
        assert_eq!(fits[0].captures[0].0, "n");
        assert!(compile("受理…申请{n}").fits("受理依申请\u{F0000}").len() == 1);
        assert!(compile("受理…公开{n}").fits("受理,公开\u{F0000}").is_empty());
    }

    #[test]
    fn percent_and_count_are_told_apart() {
        assert!(compile("率{p%}").fits("率\u{F0000}").is_empty());
        assert_eq!(compile("<down>率[为]{p%}").fits("缩减率为\u{100001}").len(), 1);
    }

    #[test]
    fn faults_are_placed() {
        let none = BTreeMap::new();
        assert_eq!(Pattern::compile("申请[受理{n}", &none).map(|_| ()).map_err(|e| e.span), Err(6..7));
        assert_eq!(Pattern::compile("<no>{n}", &none).map(|_| ()).map_err(|e| e.span), Err(0..4));
        assert!(Pattern::compile("{a}{b}", &none).is_err());
        assert!(Pattern::compile("申请)", &none).is_err());
    }
}
