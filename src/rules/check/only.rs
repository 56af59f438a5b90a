//! Whether the clause of a number holds no word but those that a claim names: then nothing in it can narrow or move what the number counts.

use std::ops::Range;

use crate::facts::{Sentence, placeholder};
use crate::rules::bind::Context;
use crate::rules::check::lead::{NAME, behind_unit, year};
use crate::rules::pattern::Fit;

/// The longest clause that is taken apart, in characters.
const CLAUSE: usize = 60;

/// Words that join two numbers of a sentence: the clause of each ends there.
const JOINS: [&str; 6] = ["、", "以及", "和", "及", "与", "并"];

/// Whether the clause of the number, up to the nearest signs, brackets and other numbers, holds all of the wording and nothing but `words`, years
/// and the name of the reporting body. Holds of any clause where no words are named. A clause in brackets, or one that another number stands in,
/// is none.
pub(super) fn says_only(words: &[String], fit: &Fit, sentence: &Sentence, at: &Range<usize>, context: &Context<'_, '_>) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = sentence.text.as_str();
    let (Some(upto), Some(from)) = (text.get(..at.start), text.get(at.end..)) else { return false };
    let counted = behind_unit(from, context);
    let (Some(before), Some(behind)) = (clause_before(upto, context), clause_behind(counted)) else { return false };
    let end = text.len() - counted.len() + behind.len();
    let holds = fit.range.start >= at.start - before.len() && fit.range.end <= end;
    holds && is_made_of(before.trim(), words, context) && is_made_of(behind.trim(), words, context)
}

/// The words of the clause before a number; `None` where a bracket or an unjoined number opens it.
fn clause_before<'t>(text: &'t str, context: &Context<'_, '_>) -> Option<&'t str> {
    let opens = |c: char| [',', ';', ':', '。', '('].contains(&c) || is_number(c);
    let Some((start, sign)) = text.char_indices().rev().find(|(_, c)| opens(*c)) else { return Some(text) };
    let words = &text[start + sign.len_utf8()..];
    match sign {
        '(' => None,
        sign if is_number(sign) => joined(behind_unit(words, context)),
        _ => Some(words),
    }
}

/// The words behind a number that are still its own; `None` where another number follows unjoined.
fn clause_behind(text: &str) -> Option<&str> {
    if joined(text).is_some() {
        return Some("");
    }
    let ends = |c: char| [',', ';', ':', '。', '(', ')', '!', '?'].contains(&c) || is_number(c);
    let end = text.char_indices().find(|(_, c)| ends(*c));
    match end {
        Some((_, sign)) if is_number(sign) => None,
        Some((end, _)) => Some(&text[..end]),
        None => Some(text),
    }
}

/// What stands behind the word that joins it to the number before.
fn joined(words: &str) -> Option<&str> {
    JOINS.iter().find_map(|join| words.strip_prefix(join))
}

fn is_number(c: char) -> bool {
    placeholder(c).is_some()
}

/// Whether the text can be cut into words, years and the body's own name.
fn is_made_of(text: &str, words: &[String], context: &Context<'_, '_>) -> bool {
    if text.chars().count() > CLAUSE {
        return false;
    }
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        let (true, Some(rest)) = (reached[at], text.get(at..)) else { continue };
        let known = words.iter().filter(|word| !word.is_empty() && rest.starts_with(word.as_str())).map(String::len);
        for length in known.chain(year(rest)).chain(names(rest, context)) {
            reached[at + length] = true;
        }
    }
    reached[text.len()]
}

/// The bytes of each start of the text, of two characters or more, that is a name of the title and no word that leads to any number.
fn names<'t>(text: &'t str, context: &'t Context<'_, '_>) -> impl Iterator<Item = usize> + 't {
    let ends = text.char_indices().take_while(|(_, c)| c.is_alphabetic()).map(|(at, c)| at + c.len_utf8()).take(NAME).skip(1);
    let is_word = |name: &str| context.pack.scope.lead.contains(name);
    ends.filter(move |end| !is_word(&text[..*end]) && context.is_titled(&text[..*end]))
}
