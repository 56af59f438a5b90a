//! The characters of a paragraph or cell, as its runs come in.

use crate::ingest::raised::{is_mark, raised};

/// Stands between digits and digits raised or lowered beside them, which are no part of the number; as in web pages.
const RAISED_BREAK: char = '\u{2002}';

/// A text in the making.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Gather {
    text: String,
    /// A change between raised and plain characters lies behind.
    raised: bool,
    /// Above the line.
    above: bool,
    /// The digits and letters that come now are a note's, above the line behind a number.
    noting: bool,
    /// Where marks above the line end that all of the text is so far.
    lead: Option<usize>,
}

impl Gather {
    /// Appends characters. Soft hyphens and zero-width characters are dropped; tabs and blanks stay as typed.
    pub(in crate::ingest) fn push(&mut self, words: &str) {
        let mark = self.above && is_mark(words.trim());
        for c in words.chars().filter(|c| !is_invisible(*c)) {
            if c != ' '
                && std::mem::take(&mut self.raised)
                && !self.raise_lead(c)
                && (c.is_numeric() || mark)
                && self.text.ends_with(|last: char| last.is_numeric() || ",.".contains(last))
            {
                self.noting = self.above;
                if !self.noting {
                    self.text.push(RAISED_BREAK);
                }
            }
            self.text.push(if self.noting { raised(c) } else { c });
        }
    }

    /// Raises the marks that the text began with, where a number follows them.
    fn raise_lead(&mut self, next: char) -> bool {
        let raises = self.lead.is_some_and(|end| end > 0 && end == self.text.trim_end().len()) && next.is_ascii_digit();
        if raises {
            self.text = self.text.chars().map(raised).collect();
        }
        raises
    }

    /// A line is broken.
    pub(in crate::ingest) fn break_line(&mut self) {
        (self.raised, self.noting, self.lead) = (false, false, None);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Characters above or below the line begin or end; `above` where those that come now stand above it.
    pub(in crate::ingest) fn break_number(&mut self, above: bool) {
        let marks = || !above && self.lead == Some(0) && is_mark(&self.text);
        self.lead = if above && self.text.is_empty() { Some(0) } else { marks().then_some(self.text.len()) };
        (self.raised, self.above, self.noting) = (true, above, false);
    }

    /// The text as it came, blanks and all.
    pub(in crate::ingest) fn untrimmed(self) -> String {
        self.text
    }

    /// The text, trimmed, and how many half-width blanks it began with.
    pub(in crate::ingest) fn finish(self) -> (String, u32) {
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

    #[test]
    fn marks_of_letters_and_marks_in_front_are_raised() {
        let read = |runs: &[(bool, &str)]| {
            let mut text = Gather::default();
            for (above, words) in runs {
                text.break_number(*above);
                text.push(words);
            }
            text.finish().0
        };
        assert_eq!(read(&[(false, "38"), (true, "a"), (false, " ")]), "38ᵃ");
        assert_eq!(read(&[(false, "25"), (true, "th")]), "25th");
        assert_eq!(read(&[(true, "1"), (false, "38")]), "¹38");
        assert_eq!(read(&[(true, "a"), (false, " 380")]), "ᵃ 380");
        assert_eq!(read(&[(true, "1"), (false, "/2")]), "1/2");
    }
}
