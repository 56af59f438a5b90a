//! Text with widths, spaces and signs made uniform, and the way back.
//!
//! - Full-width ASCII becomes ASCII: digits, letters, `（）％＋－．` and also `，；：！？`. `。、《》“”` stay.
//! - White space of any kind (no-break, ideographic, thin) goes where a CJK character or a full-width sign stands on either side,
//!   else becomes one space; so `3119 件` reads `3119件` and `38 40` stays two numbers. Zero-width characters go.
//! - Minus sign and typographic hyphens become `-`, `’` between digits becomes `'`, `∶` becomes `:`, `￥` becomes `¥`, private-use characters U+FFFD.
//!
//! Patterns and labels that are compared with normalised text go through [`normalise`] as well.

use std::ops::Range;
use std::sync::Arc;

/// A stretch of normalised text and what it was made from; linear where both lengths agree, else atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: u32,
    len: u32,
    source: u32,
    source_len: u32,
}

/// Maps offsets of normalised text back to the text it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    pieces: Vec<Piece>,
}

/// Normalised text with a map back to the text it was made from.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The normalised string.
    pub string: String,
    origin: Arc<Origin>,
}

/// What stands beside white space decides whether it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Start,
    Cjk,
    Other,
}

enum Fold {
    Keep(Class),
    To(char, Class),
    Space,
    Drop,
}

impl Normal {
    /// Normalises a label or a cell: a line break is white space like any other.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Folder::new(text).run(false)
    }

    /// Normalises running text: a line break that ends a line on purpose stays as `\n`, one that only wraps a full line is white space.
    #[must_use]
    pub fn of_paragraph(text: &str) -> Self {
        Folder::new(text).run(true)
    }

    /// Where a byte range of the normalised string stands in the text it was made from.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<u32> {
        self.origin.source(range)
    }

    pub(super) fn origin(&self) -> Arc<Origin> {
        Arc::clone(&self.origin)
    }

    /// Whether the one-byte character at `at` was printed full-width.
    pub(super) fn was_wide(&self, at: usize) -> bool {
        self.origin.piece(at).is_some_and(|p| p.len == 1 && p.source_len == 3)
    }
}

impl Origin {
    fn piece(&self, at: usize) -> Option<&Piece> {
        let index = self.pieces.partition_point(|p| p.at as usize <= at);
        self.pieces.get(index.checked_sub(1)?)
    }

    pub(super) fn source(&self, range: Range<usize>) -> Range<u32> {
        let start = self.piece(range.start).map_or(0, |p| {
            let into = to_u32(range.start).saturating_sub(p.at);
            if into >= p.len {
                p.source + p.source_len
            } else if p.len == p.source_len {
                p.source + into
            } else {
                p.source
            }
        });
        if range.end <= range.start {
            return start..start;
        }
        let end = self.piece(range.end - 1).map_or(0, |p| {
            let into = to_u32(range.end).saturating_sub(p.at).min(p.len);
            if p.len == p.source_len { p.source + into } else { p.source + p.source_len }
        });
        start..end.max(start)
    }
}

/// The normalised form alone, for patterns and labels that are compared with normalised text.
#[must_use]
pub fn normalise(text: &str) -> String {
    Normal::of(text).string
}

struct Folder<'t> {
    text: &'t str,
    out: String,
    pieces: Vec<Piece>,
    /// Start of the verbatim run not yet copied.
    run: usize,
    last: Class,
}

impl<'t> Folder<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, out: String::with_capacity(text.len()), pieces: Vec::new(), run: 0, last: Class::Start }
    }

    fn run(mut self, keep_breaks: bool) -> Normal {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut space: Option<usize> = None;
        while let Some(&byte) = bytes.get(at) {
            let (fold, len) = fold_at(self.text, at, byte);
            match fold {
                Fold::Space => {
                    space.get_or_insert(at);
                }
                Fold::Drop => {
                    if space.is_none() {
                        self.flush(at);
                        self.run = at + len;
                    }
                }
                Fold::Keep(class) => {
                    if let Some(from) = space.take() {
                        self.gap(from, at, class, keep_breaks);
                    }
                    self.last = class;
                }
                Fold::To(to, class) => {
                    if let Some(from) = space.take() {
                        self.gap(from, at, class, keep_breaks);
                    }
                    self.flush(at);
                    let mut buffer = [0; 4];
                    self.push(to.encode_utf8(&mut buffer), at, len);
                    self.run = at + len;
                    self.last = class;
                }
            }
            at += len;
        }
        self.flush(space.unwrap_or(at));
        Normal { string: self.out, origin: Arc::new(Origin { pieces: self.pieces }) }
    }

    /// White space `from..to` before a character of class `next`.
    fn gap(&mut self, from: usize, to: usize, next: Class, keep_breaks: bool) {
        let space = self.text.get(from..to).unwrap_or("");
        let hard = keep_breaks && self.last != Class::Start && space.contains('\n') && self.breaks_line(from, to);
        let keep = hard || (self.last == Class::Other && next == Class::Other);
        if keep && !hard && space == " " {
            return;
        }
        self.flush(from);
        if keep {
            self.push(if hard { "\n" } else { " " }, from, to - from);
        }
        self.run = to;
    }

    /// Whether a line break ends a line on purpose: the line before it is short or finished, or an item opens after it.
    fn breaks_line(&self, from: usize, to: usize) -> bool {
        let before = self.text.get(..from).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let width: usize = line.chars().rev().take(80).map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let finished = line.ends_with(['。', '!', '?', '\u{FF01}', '\u{FF1F}', ':', '\u{FF1A}', ';', '\u{FF1B}', '.', '”']);
        let next = self.text.get(to..).unwrap_or("");
        let opens = next.starts_with(|c: char| "一二三四五六七八九十(\u{FF08}①②③④⑤⑥⑦⑧⑨•●■第".contains(c))
            || (next.starts_with(|c: char| c.is_ascii_digit())
                && next.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', '、', '\u{FF0E}', ')', '\u{FF09}']));
        width < 56 || finished || opens
    }

    fn flush(&mut self, upto: usize) {
        if let Some(run) = self.text.get(self.run..upto)
            && !run.is_empty()
        {
            self.push(run, self.run, run.len());
        }
        self.run = upto;
    }

    fn push(&mut self, string: &str, source: usize, source_len: usize) {
        let piece = Piece { at: to_u32(self.out.len()), len: to_u32(string.len()), source: to_u32(source), source_len: to_u32(source_len) };
        self.pieces.push(piece);
        self.out.push_str(string);
    }
}

/// How the character at `at` folds, and its length in bytes.
fn fold_at(text: &str, at: usize, byte: u8) -> (Fold, usize) {
    match byte {
        b'\t'..=b'\r' | b' ' => (Fold::Space, 1),
        0..=0x7F => (Fold::Keep(Class::Other), 1),
        // U+4000 to U+9FFF: all Han.
        0xE4..=0xE9 => (Fold::Keep(Class::Cjk), 3),
        _ if groups_digits(text, at) => (Fold::To('\'', Class::Other), 3),
        _ => text.get(at..).and_then(|t| t.chars().next()).map_or((Fold::Drop, 1), |c| (fold(c), c.len_utf8())),
    }
}

/// Whether a raised comma at `at` stands between digits: `1’510`.
fn groups_digits(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let digits = after.strip_prefix('\u{2019}').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    digits && before.ends_with(|c: char| c.is_ascii_digit())
}

fn fold(c: char) -> Fold {
    match c {
        '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Fold::Space
        }
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {
            Fold::Drop
        }
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{FE63}' => Fold::To('-', Class::Other),
        '\u{2236}' => Fold::To(':', Class::Other),
        '\u{FE6A}' => Fold::To('%', Class::Other),
        '\u{FFE5}' => Fold::To('¥', Class::Other),
        '\u{FFE1}' => Fold::To('£', Class::Other),
        '\u{FF61}' => Fold::To('。', Class::Cjk),
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
            Fold::To(ascii, if ascii.is_ascii_alphanumeric() { Class::Other } else { Class::Cjk })
        }
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Fold::To(char::REPLACEMENT_CHARACTER, Class::Other),
        _ if is_cjk(c) => Fold::Keep(Class::Cjk),
        _ => Fold::Keep(Class::Other),
    }
}

/// CJK ideographs, kana, hangul and CJK punctuation.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{20000}'..='\u{3FFFF}')
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Normal, normalise};

    #[test]
    fn widths_spaces_and_signs() {
        for (from, to) in [
            ("3119 件", "3119件"),
            ("38 40", "38 40"),
            ("３８，４００．５％", "38,400.5%"),
            ("三 、本\u{A0}年 / 度", "三、本年/度"),
            ("a  b\u{2003}c", "a b c"),
            ("\u{2212}3", "-3"),
            (" \u{FEFF}x\u{200B}y ", "xy"),
            ("\u{F0000}1", "\u{FFFD}1"),
            ("本年新\n制作数量", "本年新制作数量"),
            ("note\n5", "note 5"),
            ("1’510 firms’ 5", "1'510 firms’ 5"),
        ] {
            assert_eq!(normalise(from), to);
        }
    }

    #[test]
    fn every_offset_maps_back() {
        let text = "共（３８） 件\u{200B}，占 12.5 %";
        let normal = Normal::of(text);
        assert_eq!(normal.string, "共(38)件,占12.5 %");
        let at = |needle: &str| {
            let start = normal.string.find(needle).unwrap();
            let range = normal.source(start..start + needle.len());
            &text[range.start as usize..range.end as usize]
        };
        assert_eq!(at("38"), "３８");
        assert_eq!(at("件"), "件");
        assert_eq!(at("12.5 %"), "12.5 %");
        assert_eq!(at("(38)件,"), "（３８） 件\u{200B}，");
    }

    #[test]
    fn a_wrapped_line_is_joined_and_a_short_one_is_not() {
        let wrapped = "全年共收到政府信息公开申请三千一百一十九件其中网络申请占\n38%";
        assert!(!Normal::of_paragraph(wrapped).string.contains('\n'));
        assert_eq!(Normal::of_paragraph("一、总体情况\n2019年").string, "一、总体情况\n2019年");
    }
}
