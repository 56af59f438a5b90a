//! What a pattern is made of, and the expression of each part.

use std::fmt::Write as _;

use crate::rules::pattern::compiled::CaptureKind;

/// The longest gap `…` may stand for, in characters.
const GAP: usize = 24;

/// How often `[…]*` may repeat.
pub(super) const MAX_TIMES: usize = 6;

/// Any placeholder that is no percentage.
const NUMBER: &str = r"[\x{F0000}-\x{FFFFD}]";

/// Any percentage's placeholder.
const PERCENT: &str = r"[\x{100000}-\x{10FFFD}]";

/// Regex group names must be ASCII; a pattern's need not be.
pub(super) fn group_name(index: usize) -> String {
    format!("v{index}")
}

#[derive(Debug)]
pub(super) enum Item {
    Literal(String),
    Optional(Vec<Vec<Self>>),
    Repeated(Vec<Vec<Self>>),
    Choice(Vec<Vec<Self>>),
    Capture(usize, CaptureKind),
    PassedNumber,
    PassedPercent,
    Gap,
}

impl Item {
    pub(super) fn render(&self, out: &mut String) {
        match self {
            Self::Literal(text) => render_literal(text, out),
            Self::Optional(options) => render_options(options, out, "?"),
            Self::Repeated(options) => render_options(options, out, &format!("{{0,{MAX_TIMES}}}")),
            Self::Choice(options) => render_options(options, out, ""),
            Self::Capture(n, kind) => write_group(out, *n, *kind),
            Self::PassedNumber => out.push_str(NUMBER),
            Self::PassedPercent => out.push_str(PERCENT),
            Self::Gap => out.push_str(&gap()),
        }
    }

    /// Whether it is a list with numbers that are passed over.
    pub(super) fn repeats_numbers(&self) -> bool {
        let passes = |item: &Self| matches!(item, Self::PassedNumber | Self::PassedPercent);
        matches!(self, Self::Repeated(options) if options.iter().flatten().any(passes))
    }

    /// The words of which one must occur where this item matches; empty when nothing is certain.
    fn certain_words(&self) -> Vec<String> {
        match self {
            Self::Literal(text) => certain_piece(text).map(str::to_owned).into_iter().collect(),
            Self::Choice(options) => {
                let words: Vec<Vec<String>> = options.iter().map(|option| gates(option).into_iter().next().unwrap_or_default()).collect();
                if words.iter().any(Vec::is_empty) { Vec::new() } else { words.concat() }
            }
            _ => Vec::new(),
        }
    }
}

/// A blank beside a sign may be missing, and one before a bracket need not be written; one beside a word or alone may not be missing.
fn render_literal(text: &str, out: &mut String) {
    let chars: Vec<char> = text.chars().collect();
    let sign = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_punctuation);
    for (n, c) in chars.iter().enumerate() {
        if *c == '(' && n.checked_sub(1).and_then(|n| chars.get(n)) != Some(&' ') {
            out.push_str(" ?");
        }
        out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        if *c == ' ' && (sign(n.checked_sub(1)) || sign(n.checked_add(1))) {
            out.push('?');
        }
    }
}

/// A blank may be left between a quotation mark and the number behind it.
fn write_group(out: &mut String, index: usize, kind: CaptureKind) {
    let gap = gap();
    let class = match kind {
        CaptureKind::Number | CaptureKind::Times | CaptureKind::Points => NUMBER,
        CaptureKind::Percent => PERCENT,
        CaptureKind::Rest => ".*",
        CaptureKind::Words => gap.as_str(),
        CaptureKind::Year => "(?:19|20)[0-9]{2}年",
    };
    // Writing to a string cannot fail.
    let _ = write!(out, " ?(?P<{}>{class})", group_name(index));
}

/// The expression for `…`. A comma before a year belongs to a date.
fn gap() -> String {
    const STOP: &str = r",;:。!?\x{F0000}-\x{10FFFD}";
    format!("(?:[A-Za-z]+|, (?:19|20)[0-9]{{2}}|其[^中A-Za-z{STOP}]|[^其A-Za-z{STOP}]){{0,{GAP}}}?")
}

fn render_options(options: &[Vec<Item>], out: &mut String, suffix: &str) {
    out.push_str("(?:");
    for (n, option) in options.iter().enumerate() {
        if n > 0 {
            out.push('|');
        }
        for item in option {
            item.render(out);
        }
    }
    out.push(')');
    out.push_str(suffix);
}

/// The longest piece of a literal that holds no blank that may be missing, no bracket that one may stand before and no end of a sentence.
fn certain_piece(text: &str) -> Option<&str> {
    let sign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
    let mut before = None;
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let behind = at + c.len_utf8();
        let after = text[behind..].chars().next();
        if c == '(' || c == '。' || (c == ' ' && (sign(before) || sign(after))) {
            pieces.push(&text[start..at]);
            start = behind;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces.into_iter().filter(|piece| !piece.is_empty()).max_by_key(|piece| piece.chars().count())
}

/// How many sets of words one pattern asks for; more would not keep out much more.
const SETS: usize = 4;

/// Sets of words: one of each occurs wherever the items match. The set whose shortest word is longest, the rarest, comes first; signs, which
/// occur everywhere, stand only where there is nothing else.
pub(super) fn gates(items: &[Item]) -> Vec<Vec<String>> {
    let weight = |word: &String| word.chars().filter(|c| !c.is_ascii_punctuation()).count();
    let shortest = |words: &Vec<String>| words.iter().map(weight).min().unwrap_or(0);
    let mut sets: Vec<Vec<String>> = items.iter().map(Item::certain_words).filter(|words| !words.is_empty()).collect();
    sets.sort_by_key(|words| std::cmp::Reverse(shortest(words)));
    let telling = sets.iter().take(SETS).filter(|words| shortest(words) > 0).count();
    sets.truncate(telling.max(1));
    sets
}

/// How many numbers and how many percentages stand wherever the items match, at least.
pub(super) fn needs(items: &[Item]) -> Counted {
    let mut needed = Counted::default();
    for item in items {
        let more = match item {
            Item::PassedPercent | Item::Capture(_, CaptureKind::Percent) => Counted { numbers: 0, percents: 1 },
            Item::PassedNumber | Item::Capture(_, CaptureKind::Number | CaptureKind::Times | CaptureKind::Points) => {
                Counted { numbers: 1, percents: 0 }
            }
            Item::Choice(options) => options.iter().map(|option| needs(option)).reduce(Counted::least).unwrap_or_default(),
            _ => Counted::default(),
        };
        needed = needed.with(more);
    }
    needed
}

/// How many placeholders of each kind a text holds, or a pattern needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) struct Counted {
    numbers: usize,
    percents: usize,
}

impl Counted {
    /// Those of a sentence.
    pub(in crate::rules) fn of(text: &str) -> Self {
        let is_percent = |c: &char| ('\u{100000}'..='\u{10FFFD}').contains(c);
        let is_number = |c: &char| ('\u{F0000}'..='\u{FFFFD}').contains(c);
        Self { numbers: text.chars().filter(is_number).count(), percents: text.chars().filter(is_percent).count() }
    }

    /// Those of both.
    pub(in crate::rules) fn with(self, other: Self) -> Self {
        Self { numbers: self.numbers + other.numbers, percents: self.percents + other.percents }
    }

    fn least(self, other: Self) -> Self {
        Self { numbers: self.numbers.min(other.numbers), percents: self.percents.min(other.percents) }
    }

    /// Whether it is as many as needed, of each kind.
    pub(in crate::rules) fn suffices(self, needed: Self) -> bool {
        self.numbers >= needed.numbers && self.percents >= needed.percents
    }
}
