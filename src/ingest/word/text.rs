//! The characters of one paragraph, as its runs come in.

use crate::ingest::raised::raised_digit;

/// Stands between digits and digits raised or lowered beside them, which are no part of the number; as in web pages.
const RAISED_BREAK: char = '\u{2002}';

/// A text in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Gather {
    text: String,
    /// A change between raised and plain characters lies behind.
    raised: bool,
    /// Above the line.
    above: bool,
    /// The digits that come now are a note's, above the line behind a number.
    noting: bool,
}

impl Gather {
    /// Appends characters. Soft hyphens and zero-width characters are dropped; tabs and blanks stay as typed.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars().filter(|c| !is_invisible(*c)) {
            if std::mem::take(&mut self.raised)
                && c.is_numeric()
                && self.text.ends_with(|last: char| last.is_numeric() || ",.".contains(last))
            {
                self.noting = self.above;
                if !self.noting {
                    self.text.push(RAISED_BREAK);
                }
            }
            self.text.push(raised_digit(c).filter(|_| self.noting).unwrap_or(c));
        }
    }

    /// A line is broken.
    pub(super) fn break_line(&mut self) {
        (self.raised, self.noting) = (false, false);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Characters above or below the line begin or end; `above` where those that come now stand above it.
    pub(super) fn break_number(&mut self, above: bool) {
        (self.raised, self.above, self.noting) = (true, above, false);
    }

    /// The text, trimmed, and how many half-width blanks it began with.
    pub(super) fn finish(self) -> (String, u32) {
        let lead = self.text.chars().take_while(|c| c.is_whitespace() && *c != '\n');
        let halves: u32 = lead.take(64).map(|c| if matches!(c, '\u{3000}' | '\t') { 2 } else { 1 }).sum();
        let trimmed = self.text.trim();
        let text = if trimmed.len() == self.text.len() { self.text } else { trimmed.to_owned() };
        (text, halves)
    }
}

/// Soft hyphen, zero-width characters, direction marks, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::Gather;

    #[test]
    fn raised_digits_are_no_part_of_a_number() {
        let mut text = Gather::default();
        text.push("\u{3000} 1\u{AD}2");
        text.break_number(true);
        text.push("3");
        text.break_number(false);
        text.push("件");
        text.break_line();
        text.push("4");
        text.break_number(false);
        text.push("5 ");
        assert_eq!(text.finish(), ("12³件\n4\u{2002}5".to_owned(), 3));
    }
}
