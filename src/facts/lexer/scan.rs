//! One pass over normalised text.

use std::ops::Range;

use crate::facts::lexer::{arabic, han, words};
use crate::facts::{Normal, NotQuantity, Quantity};

/// A number-like token. Ranges are bytes of the normalised string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::facts) struct Token {
    /// Sign and digits, with a percent sign; without unit and hedge.
    pub(in crate::facts) spot: Range<usize>,
    /// From hedge to unit.
    pub(in crate::facts) extent: Range<usize>,
    /// What it is.
    pub(in crate::facts) reading: Reading,
}

/// What a number-like token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::facts) enum Reading {
    /// A quantity.
    Quantity(Quantity),
    /// None, and why.
    Not(NotQuantity),
}

/// The text being read and the tokens found so far, in order.
pub(super) struct Lexer<'n> {
    pub(super) normal: &'n Normal,
    pub(super) text: &'n str,
    pub(super) out: Vec<Token>,
}

/// All number-like tokens of running text from byte `from` on, in order and without overlap.
pub(in crate::facts) fn lex(normal: &Normal, from: usize) -> Vec<Token> {
    let mut lexer = Lexer { normal, text: &normal.string, out: Vec::new() };
    let bytes = lexer.text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let next = match byte {
            b'0'..=b'9' => arabic::read(&mut lexer, at),
            b'A'..=b'Z' | b'a'..=b'z' => words::read(&mut lexer, at),
            b'.' => arabic::read_point(&mut lexer, at),
            0xE3..=0xE9 if bytes.get(at..at + 3).is_some_and(han::is_numeral_bytes) => han::read(&mut lexer, at),
            0xE3..=0xE9 => at + 3,
            _ => at + 1,
        };
        at = next.max(at + 1);
    }
    lexer.out
}

impl<'n> Lexer<'n> {
    /// The text before `at`; empty off a character boundary.
    pub(super) fn before(&self, at: usize) -> &'n str {
        self.text.get(..at).unwrap_or("")
    }

    /// The text from `at` on; empty off a character boundary.
    pub(super) fn after(&self, at: usize) -> &'n str {
        self.text.get(at..).unwrap_or("")
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Records a token that is no quantity and gives its end.
    pub(super) fn skip(&mut self, range: Range<usize>, why: NotQuantity) -> usize {
        let end = range.end;
        // A hedge or a sign may reach back, never into the token before.
        self.out.push(Token { spot: range.clone(), extent: range, reading: Reading::Not(why) });
        end
    }

    /// Where the token before ends: nothing may reach back over it.
    pub(super) fn floor(&self) -> usize {
        self.out.last().map_or(0, |t| t.extent.end)
    }

    /// Whether an item of a list may open at `at`: at the start, or after a mark that ends a clause.
    pub(super) fn opens_item(&self, at: usize) -> bool {
        let before = self.before(at).trim_end_matches(' ');
        before.is_empty() || before.ends_with(['。', ';', ':', '!', '?', '\n', '、', '”', '》']) && !self.in_latin(at)
    }

    /// Whether `at` stands in Latin prose: the character before (white space aside) is ASCII and the one before that a letter.
    pub(super) fn in_latin(&self, at: usize) -> bool {
        let before = self.before(at).trim_end_matches([' ', '.', ',', ';', ':', '"', '(', ')']);
        before.ends_with(|c: char| c.is_ascii_alphabetic())
    }

    /// The ASCII word that ends at `at`, one space aside; empty where there is none.
    pub(super) fn word_before(&self, at: usize) -> &'n str {
        let before = self.before(at);
        let before = before.strip_suffix(' ').unwrap_or(before);
        let start = before.len() - before.bytes().rev().take(24).take_while(u8::is_ascii_alphabetic).count();
        before.get(start..).unwrap_or("")
    }
}

/// The ASCII word at the start of `rest`, and its length.
pub(super) fn word_at(rest: &str) -> &str {
    let len = rest.bytes().take(24).take_while(u8::is_ascii_alphabetic).count();
    rest.get(..len).unwrap_or("")
}

/// How many ASCII digits `rest` starts with.
pub(super) fn digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether `word` is one of `list`, ASCII case aside.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}
