//! A cell that is a number and words that the lexicon of units does not have: `50W`, `38.06 GiB`; or a number and, a blank behind it, that of a
//! note: `122,484 2`. One cell alone proves neither; a column of them does.

use crate::facts::lexer::cell::{CellReading, number_before};
use crate::facts::lexer::scan::{Reading, is_one_of};
use crate::facts::{Hedge, Normal, Unit};

/// Longest words behind a number that may be its unit, in characters; how many there are at most.
const LONGEST: usize = 14;
const WORDS: usize = 2;
/// Units of one letter right behind the digits. Other letters there are of items and classes: `3A`, `1H`.
const LETTERS: [&str; 9] = ["W", "V", "B", "J", "N", "L", "l", "g", "t"];
/// What stands behind numbers and is no unit: ordinals, months, times of day, words that join.
const OTHERS: [&str; 36] = [
    "st", "nd", "rd", "th", "am", "pm", "a.m.", "p.m.", "of", "to", "and", "or", "by", "vs", "x", "jan", "january", "feb", "february",
    "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july", "aug", "august", "sep", "sept", "oct", "nov", "dec", "e",
];

/// A number with what stands behind it.
pub(in crate::facts) struct Measured {
    /// The number, in that unit.
    pub(in crate::facts) reading: CellReading,
    /// What stands behind it, as printed.
    pub(in crate::facts) behind: String,
}

/// Reads a normalised cell so.
pub(in crate::facts) fn measured(normal: &Normal) -> Option<Measured> {
    let text = normal.string.as_str();
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\'');
    let words = text.get(digits..)?.find(|c: char| !of_number(c)).map_or(text.len(), |at| digits + at);
    let from = if words < text.len() { words } else { text.rfind(' ')? + 1 };
    let (behind, head) = (text.get(from..)?, text.get(..from)?.trim_end_matches(' '));
    let is_unit = words < text.len() && is_unit(behind, head.len() < from);
    if !is_unit && !is_note(head, behind) {
        return None;
    }
    let CellReading::Number { mut token, rest, .. } = number_before(normal, head.len())? else { return None };
    let Reading::Quantity(quantity) = &mut token.reading else { return None };
    if rest != head.len() || quantity.unit != Unit::None || quantity.hedge != Hedge::Exact {
        return None;
    }
    if is_unit {
        quantity.unit = Unit::Count(behind.into());
    }
    token.extent.end = text.len();
    Some(Measured { reading: CellReading::Number { token, rest: text.len(), year: false }, behind: behind.to_owned() })
}

/// Whether the words may be a unit.
fn is_unit(words: &str, apart: bool) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{0530}' || matches!(c, '°' | '²' | '³' | '/' | '.' | '·' | '0'..='9');
    let is_word = |word: &str| word.starts_with(|c: char| c.is_alphabetic()) && word.chars().all(is_letter) && !is_one_of(word, &OTHERS);
    let alone = !apart && words.chars().count() == 1 && !LETTERS.contains(&words);
    words.chars().count() <= LONGEST && words.split(' ').count() <= WORDS && words.split(' ').all(is_word) && !alone
}

/// Whether a number with commas is followed by that of a note.
fn is_note(head: &str, behind: &str) -> bool {
    (1..=2).contains(&behind.len()) && behind.bytes().all(|b| b.is_ascii_digit()) && head.contains(',')
}
