//! From a pattern as written to its parts.

use std::collections::BTreeMap;

use crate::facts::{normalise, unit_length};
use crate::rules::pattern::compiled::{CaptureKind, Name, PatternError};
use crate::rules::pattern::item::Item;

/// Counters that may be written behind a capture of any kind for the reader's eye.
const COUNTERS: [char; 18] = ['件', '条', '例', '项', '宗', '起', '次', '个', '篇', '份', '期', '人', '名', '户', '家', '部', '张', '元'];

/// The fault of a `<name>` that no word list has.
pub(super) const NO_LIST: (&str, &str) = ("没有这个词表", "no word list of this name");

/// How deep brackets may nest.
const MAX_DEPTH: usize = 8;

/// The parts of a pattern and the names it captures.
pub(super) fn parse(written: &str, words: &BTreeMap<String, Vec<String>>) -> Result<(Vec<Item>, Vec<Name>), PatternError> {
    let mut parser = Parser { text: written, at: 0, words, names: Vec::new(), depth: 0 };
    let items = parser.sequence()?;
    if let Some(c) = parser.peek() {
        let end = parser.at + c.len_utf8();
        return Err(PatternError { span: parser.at..end, message: ("多余的括号", "a bracket without its opening one") });
    }
    Ok((items, parser.names))
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    words: &'p BTreeMap<String, Vec<String>>,
    names: Vec<Name>,
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
            '(' => {
                let options = self.options(start, ')')?;
                if self.peek() == Some('*') {
                    let message =
                        ("* 只能写在 […] 之后：可有可无、可重复的用 […]*", "a star stands behind […]: what may repeat is written […]*");
                    return Err(PatternError { span: start..self.at + 1, message });
                }
                Ok(Item::Choice(options))
            }
            '{' => self.capture(start),
            '<' => self.word_list(start),
            _ => Ok(Item::Gap),
        }
    }

    fn options(&mut self, start: usize, close: char) -> Result<Vec<Vec<Item>>, PatternError> {
        if self.depth >= MAX_DEPTH {
            return Err(PatternError { span: start..self.at, message: ("括号最多嵌套 8 层", "brackets nest at most 8 deep") });
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
        let endings = [
            ("..", CaptureKind::Rest),
            ("…", CaptureKind::Words),
            ("倍", CaptureKind::Times),
            ("年", CaptureKind::Year),
            ("百分点", CaptureKind::Points),
            ("%", CaptureKind::Percent),
        ];
        let passed = match inside {
            "" => Some(Item::PassedNumber),
            "%" => Some(Item::PassedPercent),
            _ => None,
        };
        if let Some(item) = passed {
            return Ok(item);
        }
        let ending = endings.iter().find_map(|(end, kind)| Some((inside.strip_suffix(end)?, *kind)));
        let (name, kind) = ending.unwrap_or((inside, CaptureKind::Number));
        let repeated = self.names.iter().any(|n| n.text == name && (n.kind != CaptureKind::Words || kind != CaptureKind::Words));
        if name.is_empty() || repeated {
            return Err(PatternError { span: start..self.at, message: ("名称为空或重复", "the name is empty or used twice") });
        }
        self.names.push(Name { text: name.to_owned(), kind });
        // A number takes its unit with it, whatever that is; the signs that are no unit of the lexicon's are left out all the same.
        let unit = if kind == CaptureKind::Number { unit_length(self.text.get(self.at..).unwrap_or("")) } else { 0 };
        let sign = self.peek().filter(|c| COUNTERS.contains(c)).map_or(0, char::len_utf8);
        self.at += unit.max(sign);
        Ok(Item::Capture(self.names.len() - 1, kind))
    }

    fn word_list(&mut self, start: usize) -> Result<Item, PatternError> {
        let name = self.until(start, '>')?;
        let Some(words) = self.words.get(name) else {
            return Err(PatternError { span: start..self.at, message: NO_LIST });
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

/// Normalised as the sentences are; a blank beside a Latin word or sign at either end stays, since a number or a choice follows or precedes it.
fn normalised_literal(literal: &str) -> String {
    if literal.trim().is_empty() {
        return " ".to_owned();
    }
    let inner = normalise(literal.trim());
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
    let before = if literal.starts_with(' ') && latin(inner.chars().next()) { " " } else { "" };
    let after = if literal.ends_with(' ') && latin(inner.chars().last()) { " " } else { "" };
    format!("{before}{inner}{after}")
}
