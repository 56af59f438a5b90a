//! Sentences whose quantities are each one private-use character.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Site, Spot};
use crate::facts::lexer::{Reading, Token};
use crate::facts::normal::Origin;
use crate::facts::{Normal, Unit};

/// First placeholder of a quantity that is no percentage.
pub const NUMBER_FIRST: char = '\u{F0000}';
/// Last placeholder of a quantity that is no percentage.
pub const NUMBER_LAST: char = '\u{FFFFD}';
/// First placeholder of a percentage.
pub const PERCENT_FIRST: char = '\u{100000}';
/// Last placeholder of a percentage.
pub const PERCENT_LAST: char = '\u{10FFFD}';

/// The index within its sentence's numbers that a placeholder stands for; `None` for any other character.
#[must_use]
pub fn placeholder(c: char) -> Option<usize> {
    let code = c as usize;
    match c {
        NUMBER_FIRST..=NUMBER_LAST => Some(code - NUMBER_FIRST as usize),
        PERCENT_FIRST..=PERCENT_LAST => Some(code - PERCENT_FIRST as usize),
        _ => None,
    }
}

/// The placeholder of the `index`-th quantity. A sentence, or two joined, holds fewer quantities than there are placeholders: it is cut long before.
fn mark(first: char, index: usize) -> char {
    u32::try_from(index).ok().and_then(|index| char::from_u32(first as u32 + index)).unwrap_or(first)
}

/// A placeholder with another index; any other character as it is.
fn moved(c: char, index: impl Fn(usize) -> usize) -> char {
    match placeholder(c) {
        Some(own) if c < PERCENT_FIRST => mark(NUMBER_FIRST, index(own)),
        Some(own) => mark(PERCENT_FIRST, index(own)),
        None => c,
    }
}

/// A text whose quantities stand behind `first` others.
fn shifted(text: &str, first: usize) -> impl Iterator<Item = char> + '_ {
    text.chars().map(move |c| moved(c, |index| index + first))
}

/// Past this many bytes a sentence ends at the next semicolon, then at the next comma, then anywhere: a list without full stops stays bounded.
const LONG: [usize; 3] = [4_000, 8_000, 16_000];

/// A placeholder in a sentence's text and the normalised bytes it stands for.
#[derive(Clone, Copy, Debug)]
struct Hole {
    at: usize,
    start: usize,
    end: usize,
}

/// A sentence of a visible paragraph.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Index into the document's paragraphs.
    pub paragraph: u32,
    /// Normalised words; every quantity, hedge and unit included, is one placeholder.
    pub text: String,
    /// Ids of the quantities, in order: the k-th placeholder stands for the k-th id.
    pub numbers: Vec<u32>,
    site: Site,
    origin: Arc<Origin>,
    base: usize,
    holes: Vec<Hole>,
    place: Place,
}

/// Where the words of a sentence stand other than one behind the other in its paragraph.
#[derive(Clone, Debug)]
enum Place {
    /// As printed.
    Own,
    /// A list in other words: every range of the text is shown as the whole list.
    Rewritten(Spot),
    /// Pieces of sentences, each with the offset in the text that its own first byte has. Invariant: not empty, in order.
    Pieces { pieces: Vec<(usize, Sentence)>, lines: bool },
}

impl Sentence {
    /// The same sentence in other words; `list` is the byte range of this one's text that was rewritten.
    pub(super) fn rewritten(&self, text: String, list: Range<usize>) -> Self {
        Self { text, place: Place::Rewritten(self.spot(list)), ..self.clone() }
    }

    /// Where it starts in its paragraph: sentences of one paragraph are in this order.
    #[must_use]
    pub fn start(&self) -> usize {
        self.base
    }

    /// Whether the text is in other words than printed: see [`Sentence::distributed`].
    #[must_use]
    pub fn is_rewritten(&self) -> bool {
        matches!(self.place, Place::Rewritten(_))
    }

    /// Where the line starts that an offset of the text stands in: 0 other than in a list whose items have lines of their own.
    #[must_use]
    pub fn line_start(&self, at: usize) -> usize {
        match &self.place {
            Place::Pieces { pieces, lines: true } => pieces.iter().map(|(from, _)| *from).rfind(|from| *from <= at).unwrap_or(0),
            _ => 0,
        }
    }

    /// What opens a list whose items have lines of their own; empty for any other sentence.
    #[must_use]
    pub fn opener(&self) -> &str {
        match &self.place {
            Place::Pieces { pieces, lines: true } => pieces.get(1).and_then(|(from, _)| self.text.get(..*from)).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether words of the text are printed with something between them that is left out here: the end of a line, a bracket.
    #[must_use]
    pub fn joins(&self, range: &Range<usize>) -> bool {
        let Place::Pieces { pieces, .. } = &self.place else { return false };
        pieces.iter().any(|(from, _)| range.start < *from && *from < range.end)
    }

    /// Where a byte range of `text` stands: in the paragraph, or in the cell the paragraph is the text of.
    /// A placeholder stands for its whole extent.
    #[must_use]
    pub fn spot(&self, range: Range<usize>) -> Spot {
        match &self.place {
            Place::Own => {}
            Place::Rewritten(list) => return *list,
            Place::Pieces { pieces, .. } => {
                let held = |at: usize| pieces.iter().rfind(|(from, _)| *from <= at).or(pieces.first());
                let within = |at: usize| held(at).map(|(from, piece)| piece.spot(range.start.max(*from) - from..range.end - from));
                // Words across lines are shown as those of the first.
                if let (Some(first), Some(last)) = (within(range.start), within(range.end.saturating_sub(1).max(range.start))) {
                    return if first.site == last.site { Spot { end: last.end.max(first.end), ..first } } else { first };
                }
            }
        }
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let start = (0..=start).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let end = (end..self.text.len()).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.text.len());
        Spot::new(self.site, self.origin.source(self.normal(start, false)..self.normal(end, true)))
    }

    /// The ids of the numbers that stand in some of its words, in order.
    pub(crate) fn ids_in<'t>(&'t self, words: &'t str) -> impl Iterator<Item = u32> + 't {
        words.chars().filter_map(placeholder).filter_map(|n| self.numbers.get(n).copied())
    }

    /// This sentence and the next one of its paragraph as one, for wordings that run across the full stop.
    #[must_use]
    pub fn joined(&self, next: &Self) -> Self {
        let gap = next.normal(0, false).saturating_sub(self.normal(self.text.len(), true));
        let offset = self.text.len() + gap;
        let mut text = String::with_capacity(offset + next.text.len());
        text.push_str(&self.text);
        text.extend(std::iter::repeat_n(' ', gap));
        text.extend(shifted(&next.text, self.numbers.len()));
        let holes = next.holes.iter().map(|hole| Hole { at: hole.at + offset, ..*hole });
        Self {
            paragraph: self.paragraph,
            text,
            numbers: [self.numbers.as_slice(), &next.numbers].concat(),
            site: self.site,
            place: Place::Own,
            origin: Arc::clone(&self.origin),
            base: self.base,
            holes: self.holes.iter().copied().chain(holes).collect(),
        }
    }

    /// Sentences whose lines stand apart as one: the byte range of each that counts, and the mark that it ends with. The first one says where it
    /// stands.
    pub(super) fn of_lines<'s>(lines: impl IntoIterator<Item = (&'s Self, Range<usize>, &'static str)>) -> Option<Self> {
        Self::of_pieces(lines, true)
    }

    /// Ranges of sentences one behind the other, without what stands between them.
    pub(super) fn of_parts<'s>(parts: impl IntoIterator<Item = (&'s Self, Range<usize>)>) -> Option<Self> {
        Self::of_pieces(parts.into_iter().map(|(sentence, range)| (sentence, range, "")), false)
    }

    fn of_pieces<'s>(parts: impl IntoIterator<Item = (&'s Self, Range<usize>, &'static str)>, lines: bool) -> Option<Self> {
        let (mut text, mut numbers, mut pieces) = (String::new(), Vec::new(), Vec::new());
        for (sentence, range, end) in parts {
            let piece = sentence.cut(range);
            pieces.push((text.len(), piece.clone()));
            text.extend(shifted(&piece.text, numbers.len()));
            text.push_str(end);
            numbers.extend(piece.numbers);
        }
        let first = pieces.first().map(|(_, piece)| piece.clone())?;
        Some(Self { text, numbers, place: Place::Pieces { pieces, lines }, ..first })
    }

    /// Some of its words as a sentence.
    fn cut(&self, range: Range<usize>) -> Self {
        let words = self.text.get(range.clone()).unwrap_or("");
        let skipped = self.text.get(..range.start).unwrap_or("").chars().filter_map(placeholder).count();
        let text = words.chars().map(|c| moved(c, |index| index.saturating_sub(skipped))).collect();
        let held = |hole: &&Hole| range.contains(&hole.at);
        let holes = self.holes.iter().filter(held).map(|hole| Hole { at: hole.at - range.start, ..*hole }).collect();
        Self { text, numbers: self.ids_in(words).collect(), holes, base: self.normal(range.start, false), ..self.clone() }
    }

    /// The normalised offset of an offset of `text`; `end` says which side of a placeholder is meant.
    fn normal(&self, offset: usize, end: bool) -> usize {
        let before = self.holes.partition_point(|h| if end { h.at < offset } else { h.at <= offset });
        let Some(hole) = before.checked_sub(1).and_then(|index| self.holes.get(index)) else {
            return self.base + offset;
        };
        let after = hole.at + NUMBER_FIRST.len_utf8();
        match offset.checked_sub(after) {
            Some(past) => hole.end + past,
            None if end => hole.end,
            None => hole.start,
        }
    }
}

/// Cuts a paragraph into sentences, its quantities (those with an id) replaced by placeholders.
pub(super) fn split(paragraph: u32, site: Site, normal: &Normal, tokens: &[Token], ids: &[Option<u32>], out: &mut Vec<Sentence>) {
    let text = normal.string.as_str();
    let mut open = Open::new(0);
    let mut at = 0;
    for (token, id) in tokens.iter().zip(ids) {
        at = cut(normal, at, token.extent.start, &mut open, |open, end| out.extend(open.close(paragraph, site, normal, end)));
        if let (Reading::Quantity(quantity), Some(id)) = (&token.reading, id) {
            open.replace(text, token.extent.clone(), *id, quantity.unit == Unit::Percent);
        }
        at = token.extent.end.max(at);
    }
    cut(normal, at, text.len(), &mut open, |open, end| out.extend(open.close(paragraph, site, normal, end)));
    out.extend(open.close(paragraph, site, normal, text.len()));
}

/// Ends sentences between `at` and `limit`, where a token stands or the text ends; gives where it stopped.
fn cut(normal: &Normal, mut at: usize, limit: usize, open: &mut Open, mut close: impl FnMut(Open, usize)) -> usize {
    let text = normal.string.as_str();
    let bytes = text.as_bytes();
    while let Some(ahead) = bytes.get(at..limit) {
        let overlong = open.len(limit) > LONG[2];
        let Some(step) = ahead.iter().position(|b| overlong || matches!(b, b'\n' | b'!' | b'?' | b'.' | b';' | b',' | 0xE3)) else { break };
        at += step;
        if let Some(end) = boundary(text, at, open.len(at)) {
            close(std::mem::replace(open, Open::new(end)), end);
            at = end;
        } else {
            at += 1;
        }
    }
    at.max(limit)
}

/// A sentence in the making.
struct Open {
    base: usize,
    copied: usize,
    text: String,
    numbers: Vec<u32>,
    holes: Vec<Hole>,
}

impl Open {
    fn new(base: usize) -> Self {
        Self { base, copied: base, text: String::new(), numbers: Vec::new(), holes: Vec::new() }
    }

    fn len(&self, at: usize) -> usize {
        self.text.len() + at.saturating_sub(self.copied)
    }

    fn replace(&mut self, text: &str, extent: Range<usize>, id: u32, percent: bool) {
        self.text.push_str(text.get(self.copied..extent.start).unwrap_or(""));
        let first = if percent { PERCENT_FIRST } else { NUMBER_FIRST };
        self.holes.push(Hole { at: self.text.len(), start: extent.start, end: extent.end });
        self.text.push(mark(first, self.numbers.len()));
        self.numbers.push(id);
        self.copied = extent.end;
    }

    fn close(mut self, paragraph: u32, site: Site, normal: &Normal, end: usize) -> Option<Sentence> {
        self.text.push_str(normal.string.get(self.copied..end).unwrap_or(""));
        let lead = self.text.len() - self.text.trim_start().len();
        self.text.drain(..lead);
        self.text.truncate(self.text.trim_end().len());
        for hole in &mut self.holes {
            hole.at -= lead.min(hole.at);
        }
        let keep = !self.text.is_empty();
        keep.then(|| Sentence {
            paragraph,
            text: self.text,
            numbers: self.numbers,
            site,
            origin: normal.origin(),
            base: self.base + lead,
            holes: self.holes,
            place: Place::Own,
        })
    }
}

/// The end of the sentence that ends with the character at `at`, closing quotes and brackets included. `len`: bytes of the sentence so far.
fn boundary(text: &str, at: usize, len: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let after = match *bytes.get(at)? {
        b'\n' => return Some(at + 1),
        b'!' | b'?' if !inside_word(bytes, at) => at + 1,
        b'.' if ends_english(text, at) => at + 1,
        0xE3 if text.get(at..).is_some_and(|t| t.starts_with('。')) => at + '。'.len_utf8(),
        b';' if len > LONG[0] => return Some(at + 1),
        b',' if len > LONG[1] => return Some(at + 1),
        _ if len > LONG[2] && text.is_char_boundary(at) && at > 0 => return Some(at),
        _ => return None,
    };
    let rest = text.get(after..)?;
    let closing = rest.trim_start_matches(['”', '’', '」', '』', ')', '》', '"', '!', '?']);
    Some(text.len() - closing.len())
}

fn inside_word(bytes: &[u8], at: usize) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'='));
    word(at.checked_sub(1)) && word(at.checked_add(1))
}

/// A full stop with a space and a capital after it, and no abbreviation before it.
fn ends_english(text: &str, at: usize) -> bool {
    const ABBREVIATIONS: &[&str] =
        &["No", "Nos", "Mr", "Mrs", "Ms", "Dr", "St", "vs", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "approx", "al", "Fig", "pp"];
    let rest = text.get(at + 1..).unwrap_or("");
    let opens = rest
        .strip_prefix(' ')
        .is_some_and(|r| r.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '(' | '$')));
    if !opens {
        return false;
    }
    let before = text.get(..at).unwrap_or("");
    let start = before.len() - before.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
    let word = before.get(start..).unwrap_or("");
    let initial = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    !initial && !ABBREVIATIONS.contains(&word)
}
