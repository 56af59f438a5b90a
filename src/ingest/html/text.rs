//! Text as a browser shows it, gathered from text nodes with the place of every character.
//!
//! White space collapses to one space, except that a line break of the source between two Chinese or Japanese characters vanishes. Blocks and `<br>`
//! give one `\n`. A style or `<pre>` may keep it. No-break and ideographic spaces stay. Zero-width characters and soft hyphens are dropped.

use std::ops::Range;

use crate::document::{Span, Text};
use crate::ingest::html::arena::{Arena, NodeId};
use crate::ingest::html::properties::WhiteSpace;
use crate::ingest::raised::{is_mark, raised};

/// Stands between digits and digits raised or lowered beside them (`12<sup>3</sup>`), which are no part of the number. An en space, since
/// no one groups digits with it.
pub(super) const RAISED_BREAK: &str = "\u{2002}";

/// What separates the text so far from the next character.
#[derive(Clone, Copy, Debug)]
enum Gap {
    None,
    /// White space: its place, and whether it holds a line break.
    Space(Span, bool),
    Line,
}

/// Gathers one paragraph's or cell's text.
#[derive(Debug)]
pub(super) struct Gather<'a> {
    arena: &'a Arena,
    text: Text,
    gap: Gap,
    /// A change between raised and plain characters lies behind.
    raised: bool,
    /// Above the line.
    above: bool,
    /// The digits and letters that come now are a note's, above the line behind a number.
    noting: bool,
    /// Where marks above the line end that all of the text is so far.
    lead: Option<u32>,
    /// Index of the transcript's piece read last.
    hint: usize,
}

impl<'a> Gather<'a> {
    /// An empty text.
    pub(super) fn new(arena: &'a Arena) -> Self {
        Self { arena, text: Text::default(), gap: Gap::None, raised: false, above: false, noting: false, lead: None, hint: 0 }
    }

    /// Gives the text, trimmed, and starts anew; `None` where nothing but white space was gathered.
    pub(super) fn finish(&mut self) -> Option<Text> {
        (self.gap, self.raised, self.noting, self.lead) = (Gap::None, false, false, None);
        let text = std::mem::take(&mut self.text);
        let string = text.as_str();
        let text = if string.trim().len() == string.len() { text } else { text.trimmed() };
        (!text.is_empty()).then_some(text)
    }

    /// Whether no character was gathered yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// White space in front of the first word, as gathered so far.
    pub(super) fn leading_blanks(&self) -> impl Iterator<Item = char> + '_ {
        self.text.as_str().chars().take_while(|c| c.is_whitespace())
    }

    /// Whether the next character begins a new line of what was gathered.
    pub(super) fn is_at_line(&self) -> bool {
        matches!(self.gap, Gap::Line)
    }

    /// A block begins or ends, or a line is broken.
    pub(super) fn break_line(&mut self) {
        if !self.text.is_empty() {
            self.gap = Gap::Line;
        }
        (self.raised, self.noting, self.lead) = (false, false, None);
    }

    /// Characters above or below the line begin or end; `above` where those that come now stand above it.
    pub(super) fn break_number(&mut self, above: bool) {
        // One element in another that say the same.
        if self.raised && self.above == above {
            return;
        }
        let marks = || !above && self.lead == Some(0) && is_mark(self.text.as_str());
        self.lead = if above && self.text.is_empty() { Some(0) } else { marks().then(|| self.text.len()) };
        (self.raised, self.above, self.noting) = (true, above, false);
    }

    /// Adds a text node.
    pub(super) fn add(&mut self, node: NodeId, white_space: WhiteSpace) {
        let arena = self.arena;
        for range in arena.text_ranges(node) {
            self.add_range(range, white_space);
        }
    }

    fn add_range(&mut self, range: Range<u32>, white_space: WhiteSpace) {
        let Some(text) = self.arena.transcript.text().get(range.start as usize..range.end as usize) else {
            return;
        };
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let (special, len) = match byte {
                b'\n' | b'\t' | b'\r' | b'\x0C' | b' ' => (true, white_space_len(bytes, at)),
                0xE2 if is_separator(bytes.get(at..).unwrap_or_default()) => (true, 3),
                0xC2 | 0xE2 | 0xEF => (is_zero_width(bytes.get(at..).unwrap_or_default()), char_len(byte)),
                _ => (false, 1),
            };
            if special {
                self.add_words(text, &range, from..at);
                if is_separator(bytes.get(at..).unwrap_or_default()) {
                    self.break_line();
                } else if byte.is_ascii_whitespace() {
                    self.add_white_space(&range, at..at + len, text, white_space);
                }
                from = at + len;
            }
            at += len;
        }
        self.add_words(text, &range, from..bytes.len());
    }

    fn add_words(&mut self, text: &str, base: &Range<u32>, part: Range<usize>) {
        let Some(words) = text.get(part.clone()).filter(|w| !w.is_empty()) else {
            return;
        };
        self.close_gap(words);
        self.push(words, offset(base, &part));
    }

    fn add_white_space(&mut self, base: &Range<u32>, part: Range<usize>, text: &str, kept: WhiteSpace) {
        let white = text.get(part.clone()).unwrap_or("");
        let breaks = white.contains(['\n', '\r']);
        if kept == WhiteSpace::Lines && breaks {
            return self.break_line();
        }
        if kept == WhiteSpace::Kept {
            let indent = white.rfind(['\n', '\r']).map_or(part.start, |at| part.start + at + 1);
            if breaks {
                self.break_line();
            }
            if indent < part.end {
                self.close_gap(" ");
                self.push(text.get(indent..part.end).unwrap_or(""), offset(base, &(indent..part.end)));
            }
            return;
        }
        self.gap = match self.gap {
            Gap::None if self.text.is_empty() => Gap::None,
            Gap::None => self.place(&offset(base, &part)).map_or(Gap::None, |span| Gap::Space(span, breaks)),
            Gap::Space(span, before) => Gap::Space(span, before || breaks),
            Gap::Line => Gap::Line,
        };
    }

    /// Writes what separates the text from the words that come next.
    fn close_gap(&mut self, words: &str) {
        let next = words.chars().next().unwrap_or(' ');
        let raised = std::mem::take(&mut self.raised) && !self.raise_lead(next);
        let is_note = |above: bool| next.is_numeric() || (above && is_mark(words));
        match std::mem::replace(&mut self.gap, Gap::None) {
            Gap::Line => self.text.push_separator("\n"),
            Gap::Space(_, true) if is_wide(next) && self.last().is_some_and(is_wide) => {}
            Gap::Space(span, _) => self.text.push(" ", span),
            Gap::None if raised && is_note(self.above) && self.last().is_some_and(may_precede_digit) => {
                self.noting = self.above;
                if !self.noting {
                    self.text.push_separator(RAISED_BREAK);
                }
            }
            Gap::None => {}
        }
    }

    /// Raises the marks that the text began with, where a number follows them (`<sup>1</sup>38`).
    fn raise_lead(&mut self, next: char) -> bool {
        let raises = self.lead.is_some_and(|end| end > 0 && end == self.text.len()) && next.is_ascii_digit();
        if raises {
            let plain = std::mem::take(&mut self.text);
            for (at, c) in (0_u32..).zip(plain.as_str().chars()) {
                // Marks are plain ASCII: a character is a byte.
                if let Some(place) = plain.span(at..at + 1) {
                    self.text.push(raised(c).encode_utf8(&mut [0; 4]), place);
                }
            }
        }
        raises
    }

    fn last(&self) -> Option<char> {
        self.text.as_str().chars().next_back()
    }

    fn push(&mut self, words: &str, range: Range<u32>) {
        if self.noting {
            return self.push_note(words, &range);
        }
        let transcript = &self.arena.transcript;
        let mut index = transcript.piece_index(range.start, self.hint);
        while let Some((part, source)) = transcript.clipped(index, &range) {
            let local = (part.start - range.start) as usize..(part.end - range.start) as usize;
            // A reference stands for whole characters, so a piece ends on a character.
            self.text.push(words.get(local).unwrap_or(""), source);
            self.hint = index;
            if part.end >= range.end {
                break;
            }
            index += 1;
        }
    }

    /// Writes words above the line, digits and letters as raised ones.
    fn push_note(&mut self, words: &str, range: &Range<u32>) {
        for (at, c) in words.char_indices() {
            let mut buffer = [0; 4];
            let shown = raised(c).encode_utf8(&mut buffer);
            if let Some(place) = self.place(&offset(range, &(at..at + c.len_utf8()))) {
                self.text.push(shown, place);
            }
        }
    }

    /// The source of `range`, up to where markup interrupts it.
    fn place(&mut self, range: &Range<u32>) -> Option<Span> {
        let transcript = &self.arena.transcript;
        let mut index = transcript.piece_index(range.start, self.hint);
        self.hint = index;
        let (_, mut place) = transcript.clipped(index, range)?;
        loop {
            index += 1;
            match transcript.clipped(index, range) {
                Some((_, next)) if next.start == place.end => place.end = next.end,
                _ => return Some(place),
            }
        }
    }
}

fn offset(base: &Range<u32>, part: &Range<usize>) -> Range<u32> {
    let at = |n: usize| base.start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
    at(part.start)..at(part.end)
}

fn white_space_len(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_whitespace()).count()
}

fn char_len(lead: u8) -> usize {
    if lead < 0xE0 { 2 } else { 3 }
}

/// U+00AD, U+200B-200F, U+202A-202E, U+2060-2064, U+2066-2069 and U+FEFF at the start of `bytes`.
fn is_zero_width(bytes: &[u8]) -> bool {
    match *bytes {
        [0xC2, 0xAD, ..] | [0xEF, 0xBB, 0xBF, ..] => true,
        [0xE2, 0x80, last, ..] => matches!(last, 0x8B..=0x8F | 0xAA..=0xAE),
        [0xE2, 0x81, last, ..] => matches!(last, 0xA0..=0xA4 | 0xA6..=0xA9),
        _ => false,
    }
}

/// U+2028 and U+2029, which part lines and paragraphs, at the start of `bytes`.
fn is_separator(bytes: &[u8]) -> bool {
    matches!(*bytes, [0xE2, 0x80, 0xA8 | 0xA9, ..])
}

/// Whether a line of Chinese or Japanese may break beside the character without a space being meant.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        && c != '\u{3000}'
}

fn may_precede_digit(c: char) -> bool {
    c.is_numeric() || matches!(c, '.' | ',')
}
