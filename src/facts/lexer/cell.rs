//! A cell of a table as one value.

use crate::document::Decimal;
use crate::facts::lexer::affix::{percent_sign, tail};
use crate::facts::lexer::arabic::joined;
use crate::facts::lexer::calendar::is_year;
use crate::facts::lexer::core::{Form, core, counts_up, grouped, plain};
use crate::facts::lexer::hedge;
use crate::facts::lexer::scan::{Reading, Token, digits};
use crate::facts::{Hedge, Normal, Quantity, Unit, units};

/// What a cell's text is, taken by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::facts) enum CellReading {
    Blank,
    /// A mark that belongs to the number in the next cell: `$`, `)`, `%`.
    Spacer,
    Dash,
    Suppressed,
    Text,
    Error,
    /// One number; `rest` is where a note in brackets starts. `year`: four bare digits that may be a year.
    Number {
        token: Token,
        rest: usize,
        year: bool,
    },
}

/// Reads a normalised cell.
pub(in crate::facts) fn read_cell(normal: &Normal) -> CellReading {
    let text = normal.string.as_str();
    match text.len() {
        0 => return CellReading::Blank,
        1..=12 => {
            if let Some(mark) = mark(text) {
                return mark;
            }
        }
        _ => {}
    }
    if text.starts_with('#') {
        return if is_error(text) { CellReading::Error } else { CellReading::Text };
    }
    // A number stands within the first few characters, or this is a label.
    if !text.bytes().take(24).any(|b| b.is_ascii_digit()) {
        return CellReading::Text;
    }
    number(normal).unwrap_or_else(|| if looks_numeric(text) && !counts_up(text) { CellReading::Error } else { CellReading::Text })
}

fn mark(text: &str) -> Option<CellReading> {
    // SEC tables print `$ —` for nothing, and its bracket or percent sign may follow.
    let bare = text.trim_start_matches(['$', '€', '£', '¥', ' ']).trim_end_matches(['%', ' ']);
    if !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '…' | '\\' | '一')) && text != "一"
    {
        return Some(if bare.contains('…') { CellReading::Suppressed } else { CellReading::Dash });
    }
    match text {
        "n.m." | "NM" | "nil" | "Nil" | "无" | "不适用" => Some(CellReading::Dash),
        // What is not available may be anything; where the parts beside it make the total, it is nothing.
        "N/A" | "n/a" | "NA" | "n.a." | "x" | "X" | "F" | "(D)" | "(S)" | "(X)" | "(x)" | "D" | "S" | "c" | "[c]" | "[x]" | "[z]"
        | "[u]" | "[low]" | "." | ".." | "..." | ":" | "*" | "**" | "***" | "****" | "†" | "suppressed" => Some(CellReading::Suppressed),
        "$" | ")" | "%" | ")%" | "(" | "€" | "£" | "¥" | "$(" | "元" | "万元" => Some(CellReading::Spacer),
        _ => None,
    }
}

fn is_error(text: &str) -> bool {
    text.bytes().all(|b| b == b'#')
        || ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"].contains(&text)
}

/// Longest text that is taken for a damaged number, in bytes.
const GARBLED: usize = 24;

/// Whether words that stand where a number is due look like a damaged one: digits with letters that pass for digits (`1O5`, `l2`), marks of
/// lost characters or stray punctuation among them. Ranges, dates and names are none.
pub(in crate::facts) fn garbled(normal: &Normal) -> bool {
    let text = normal.string.as_str();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let mark =
        |c: char| matches!(c, ',' | '.' | '%' | '(' | ')' | '$' | '+' | ' ' | '?' | '!' | ';' | '\'' | '`' | '_' | '|' | '。' | '、');
    let alike = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let (mut letters, mut strays) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii_digit()) {
        match c {
            _ if alike(c) => letters += 1,
            char::REPLACEMENT_CHARACTER => strays += 1,
            _ if is_power(c) => strays += 1,
            '-' if text.starts_with('-') && strays == 0 => {}
            _ if mark(c) => strays += usize::from(!matches!(c, '(' | ')' | ' ' | '.')),
            _ => return false,
        }
    }
    text.len() <= GARBLED && !counts_up(text) && digits > 0 && letters <= digits && letters + strays > 0
}

/// Nothing but signs of numbers, and two separators that fit no number; a date is words.
fn looks_numeric(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b',' | b'.' | b'(' | b')' | b'%' | b'$' | b'+' | b'-' | b' '))
        && text.bytes().any(|b| b.is_ascii_digit())
        && (text.contains(',') || text.contains("..") || text.matches('.').count() == 2)
        && !dotted_date(text)
}

fn dotted_date(text: &str) -> bool {
    let mut parts = text.split('.').map(str::parse::<u32>);
    matches!((parts.next(), parts.next(), parts.next(), parts.next()), (Some(Ok(y)), Some(Ok(1..=12)), Some(Ok(1..=31)), None) if is_year(y))
}

/// Sign, currency and hedge at the start of a cell.
struct Prefix {
    at: usize,
    sign_at: Option<usize>,
    negative: bool,
    open: bool,
    currency: Option<&'static str>,
    hedge: Hedge,
}

fn prefix(text: &str) -> Prefix {
    // The mark of a note may stand in front.
    let at = text.len() - text.trim_start_matches(is_raised).len();
    let mut p = Prefix { at, sign_at: None, negative: false, open: false, currency: None, hedge: Hedge::Exact };
    for _ in 0..8 {
        let rest = text.get(p.at..).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        if c == ' ' {
            p.at += 1;
        } else if let Some((len, negative)) = sign(rest).filter(|_| p.sign_at.is_none() || !p.negative) {
            p.sign_at.get_or_insert(p.at);
            p.negative = negative;
            p.open |= c == '(';
            p.at += len;
        } else if let Some((len, name)) = units::currency_at(rest).filter(|_| p.currency.is_none()) {
            p.currency = Some(name);
            p.at += len;
        } else if c.is_ascii_digit() || c == '.' {
            break;
        } else if let Some((hedge, len)) = hedge_prefix(text, p.at) {
            p.hedge = hedge;
            p.at += len;
        } else {
            break;
        }
    }
    p
}

fn sign(rest: &str) -> Option<(usize, bool)> {
    const SIGNS: &[(&str, bool)] = &[
        ("增加", false),
        ("减少", true),
        ("上升", false),
        ("下降", true),
        ("增", false),
        ("减", true),
        ("-", true),
        ("–", true),
        ("+", false),
        ("(", true),
        ("△", true),
        ("▲", true),
        ("▼", true),
    ];
    SIGNS.iter().find(|(s, _)| rest.starts_with(s)).map(|(s, negative)| (s.len(), *negative))
}

/// A hedge that ends where the digits start.
fn hedge_prefix(text: &str, at: usize) -> Option<(Hedge, usize)> {
    let len = text.get(at..)?.bytes().take(32).position(|b| b.is_ascii_digit())?;
    let words = text.get(at..at + len)?;
    hedge::before(words).filter(|(_, taken)| *taken == words.len())
}

fn number(normal: &Normal) -> Option<CellReading> {
    number_before(normal, normal.string.len())
}

/// The number that all of a cell before `end` is.
pub(super) fn number_before(normal: &Normal, end: usize) -> Option<CellReading> {
    let text = normal.string.get(..end)?;
    let p = prefix(text);
    let (value, digits_end) = digits_at(normal, p.at)?;
    let mut end = digits_end;
    let mut closed = false;
    if p.open {
        let rest = text.get(end..)?;
        let inner = percent_sign(rest).map_or(0, |(len, _)| len);
        let after = rest.get(inner..)?.trim_start_matches(' ');
        if after.starts_with(')') {
            let close = text.len() - after.len() + 1;
            closed = true;
            if inner == 0 {
                end = close;
            }
        } else if !after.is_empty() {
            return None;
        }
    }
    let mut t = tail(text, end);
    if closed && end == digits_end {
        let close = text.get(t.extent..)?.find(')')?;
        t.extent += close + 1;
        t.spot = t.extent;
    }
    let power = exponent(text, &mut t);
    let dangling = !p.open && p.sign_at.is_none() && closes_elsewhere(text, t.extent);
    if dangling {
        t.extent += 1;
        t.spot = t.extent;
    }
    let rest_at = note(text, t.extent)?;
    let run = text.get(p.at..digits_end)?;
    let bare = p.sign_at.is_none() && p.currency.is_none() && t.extent == digits_end;
    if bare && run.len() > 1 && run.starts_with('0') && value.scale == 0 && run.bytes().any(|b| b != b'0') {
        return None;
    }
    let unit = match (t.unit, p.currency) {
        (Unit::None, Some(name)) => Unit::Money(name.into()),
        // 2023年 in a cell is a year, not a length of time.
        (Unit::Count(word), _) if matches!(&*word, "年" | "月" | "日") => return None,
        (unit, _) => unit,
    };
    let noted = if text.get(t.extent..).is_some_and(hedge::is_noted) { Hedge::About } else { Hedge::Exact };
    let quantity = Quantity {
        value: if p.negative || dangling { value.negated() } else { value },
        power: t.power.saturating_add(power),
        unit,
        hedge: joined(joined(p.hedge, t.hedge), noted),
    };
    let spot = p.sign_at.unwrap_or(p.at)..t.spot;
    let year = bare && run.len() == 4 && run.parse().is_ok_and(is_year);
    let token = Token { spot, extent: 0..t.extent, reading: Reading::Quantity(quantity) };
    Some(CellReading::Number { token, rest: rest_at, year })
}

/// `65.4%)`, `1,215)`: the bracket was opened in the cell before. `1)` is the number of an item.
fn closes_elsewhere(text: &str, at: usize) -> bool {
    text.get(at..) == Some(")") && (at > 3 || text.contains(['.', '%']))
}

/// The digits at `at`, with commas or spaces in groups of three, and their end.
fn digits_at(normal: &Normal, at: usize) -> Option<(Decimal, usize)> {
    let text = normal.string.as_str();
    let rest = text.get(at..)?;
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let spaced = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'.' | b',')).count();
    let run = rest.get(..spaced)?.trim_end();
    if run.contains(' ')
        && grouped(run)
        && let Form::Number(value) = plain(run)
    {
        return Some((value, at + run.len()));
    }
    let core = core(normal, at);
    let run = text.get(at..core.end)?;
    match core.form {
        Form::Number(value) => Some((value, core.end)),
        Form::Ambiguous => match plain(run) {
            Form::Number(value) => Some((value, core.end)),
            _ => None,
        },
        _ => None,
    }
}

/// `E+05` right after the digits.
fn exponent(text: &str, t: &mut super::affix::Tail) -> i8 {
    let rest = text.get(t.extent..).unwrap_or("");
    let Some(sign) = rest.strip_prefix(['E', 'e']).filter(|_| t.unit == Unit::None) else { return 0 };
    let len = digits(sign.get(1..).unwrap_or(""));
    if !sign.starts_with(['+', '-']) || len == 0 || len > 2 {
        return 0;
    }
    let power: i8 = sign.get(1..=len).and_then(|d| d.parse().ok()).unwrap_or(0);
    t.extent += 2 + len;
    t.spot = t.extent;
    if sign.starts_with('-') { -power } else { power }
}

/// A digit or letter above the line.
fn is_raised(c: char) -> bool {
    is_power(c)
        || matches!(
            c,
            'ᵃ'
                ..='ᵏ'
                    | 'ᶜ'
                    | 'ᶠ'
                    | 'ʰ'
                    | 'ⁱ'
                    | 'ʲ'
                    | 'ˡ'
                    | 'ᵐ'
                    | 'ⁿ'
                    | 'ᵒ'
                    | 'ᵖ'
                    | 'ʳ'
                    | 'ˢ'
                    | 'ᵗ'
                    | 'ᵘ'
                    | 'ᵛ'
                    | 'ʷ'
                    | 'ˣ'
                    | 'ʸ'
                    | 'ᶻ'
        )
}

fn is_power(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰'..='⁹')
}

/// A letter behind a number that is a flag of statistics (revised, provisional, estimated) or, behind a long number, the mark of a note: `3a` may
/// be an item, and `5k`, `3m` are units.
fn is_flag(letter: &str, number: &str) -> bool {
    let long = number.len() > 3 && number.bytes().filter(u8::is_ascii_digit).count() >= 3;
    match letter.as_bytes() {
        [b'r' | b'p' | b'e' | b'b' | b'R' | b'P' | b'E' | b'f'] => true,
        [b'a' | b'c' | b'd' | b'i' | b'n' | b's' | b'u' | b'z'] => long,
        _ => false,
    }
}

/// The number of a note, a blank behind the value: `1,234 1/`, `1,234 2)`.
fn is_numbered(note: &str) -> bool {
    note.strip_suffix(['/', ')']).is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Where a note starts after the value; `None` where words follow that are no note.
fn note(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start_matches(' ');
    let from = text.len() - trimmed.len();
    let marks = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '#' | '^' | '⁎' | '①'..='⑳') || is_raised(c);
    let list = |c: char| marks(c) || c == ',';
    let marked = if trimmed.starts_with(marks) { trimmed.trim_start_matches(list) } else { trimmed };
    // 10³ is a power of ten or a number with a note, and nothing tells which.
    if text.get(..at) == Some("10") && marked.len() < trimmed.len() && trimmed.starts_with(is_power) {
        return None;
    }
    if marked.is_empty() || is_flag(marked, text.get(..at)?) || (trimmed.len() < rest.len() && is_numbered(marked)) {
        return Some(text.len());
    }
    let bracketed = (marked.starts_with('(') && marked.ends_with(')')) || (marked.starts_with('[') && marked.ends_with(']'));
    bracketed.then_some(from)
}
