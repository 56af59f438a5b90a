//! What stands right before and right after the digits: sign, currency, hedge, percent sign, scale and unit.

use crate::facts::lexer::hedge;
use crate::facts::lexer::scan::{Lexer, word_at};
use crate::facts::{Hedge, Unit, units};

/// What stands before the digits.
pub(super) struct Head {
    /// Where the extent starts: hedge or currency.
    pub(super) extent: usize,
    /// Where sign and digits start.
    pub(super) spot: usize,
    pub(super) negative: bool,
    pub(super) currency: Option<&'static str>,
    pub(super) hedge: Hedge,
}

/// Sign, currency and hedge before `start`, in running text.
pub(super) fn head(lexer: &Lexer<'_>, start: usize) -> Head {
    let floor = lexer.floor();
    let mut head = Head { extent: start, spot: start, negative: false, currency: None, hedge: Hedge::Exact };
    sign(lexer, &mut head);
    let before = lexer.text.get(floor..head.extent).unwrap_or("");
    let spaced = before.strip_suffix(' ').unwrap_or(before);
    if let Some((len, name)) = units::currency_before(spaced)
        && !(name.len() == 3 && spaced.len() > len && glued(spaced, len))
    {
        head.currency = Some(name);
        head.extent -= len + (before.len() - spaced.len());
        if head.spot == start {
            let digits_at = head.spot;
            sign(lexer, &mut head);
            head.spot = if head.negative { head.extent } else { digits_at };
        }
    }
    let before = lexer.text.get(floor..head.extent).unwrap_or("");
    if let Some((hedge, len)) = hedge::before(before) {
        head.hedge = hedge;
        head.extent -= len;
    }
    head
}

/// Whether a currency code is only the end of a longer word.
fn glued(before: &str, len: usize) -> bool {
    before.get(..before.len() - len).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

fn sign(lexer: &Lexer<'_>, head: &mut Head) {
    let before = lexer.text.get(lexer.floor()..head.extent).unwrap_or("");
    let Some(rest) = before.strip_suffix(['-', '+']) else { return };
    if rest.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '%' | ')' | '—'))
        || (rest.is_empty() && lexer.floor() > 0)
    {
        return;
    }
    head.negative = before.ends_with('-');
    head.extent -= 1;
    head.spot = head.extent;
}

/// What stands after the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// End of digits or percent sign.
    pub(super) spot: usize,
    /// End of unit and hedge.
    pub(super) extent: usize,
    pub(super) power: i8,
    pub(super) unit: Unit,
    pub(super) hedge: Hedge,
}

/// Percent sign, scale, unit and hedge from `at` on in `text`.
pub(super) fn tail(text: &str, at: usize) -> Tail {
    let mut tail = Tail { spot: at, extent: at, power: 0, unit: Unit::None, hedge: Hedge::Exact };
    let rest = text.get(at..).unwrap_or("");
    let spaced = rest.strip_prefix(' ').unwrap_or(rest);
    let gap = rest.len() - spaced.len();
    if let Some((hedge, len, power)) = hedged_percent(rest) {
        (tail.hedge, tail.unit, tail.power) = (hedge, Unit::Percent, power);
        tail.spot = at + len;
        tail.extent = tail.spot;
    } else if let Some((len, power)) = percent_sign(spaced) {
        tail.unit = Unit::Percent;
        tail.power = power;
        tail.spot = at + gap + len;
        tail.extent = tail.spot;
    } else if spaced.starts_with(|c: char| c.is_ascii_alphabetic()) {
        english(text, &mut tail);
    } else if gap == 0 {
        chinese(text, &mut tail);
    }
    if let Some((hedge, len)) = hedge::after(text.get(tail.extent..).unwrap_or(""), &tail.unit) {
        tail.hedge = hedge;
        tail.extent += len;
    }
    tail
}

/// `多%` and `余%` in 20多%: the hedge, the length, the power of ten against percent.
fn hedged_percent(rest: &str) -> Option<(Hedge, usize, i8)> {
    let after = rest.strip_prefix(['多', '余', '来', '几'])?;
    let (len, power) = percent_sign(after)?;
    Some((Hedge::AtLeast, rest.len() - after.len() + len, power))
}

/// `%` or `‰` at the start of `rest`: its length and its power of ten against percent.
pub(super) fn percent_sign(rest: &str) -> Option<(usize, i8)> {
    match rest.chars().next()? {
        '%' => Some((1, 0)),
        '‰' => Some(('‰'.len_utf8(), -1)),
        _ => None,
    }
}

fn more(text: &str, tail: &mut Tail) {
    let rest = text.get(tail.extent..).unwrap_or("");
    if let Some(after) = rest.strip_prefix(['余', '多', '来', '+']) {
        let needs_unit = !rest.starts_with('余');
        if !needs_unit || after.starts_with(['万', '亿']) || units::counter(after).is_some() {
            tail.hedge = Hedge::AtLeast;
            tail.extent += rest.len() - after.len();
        }
    }
}

fn chinese(text: &str, tail: &mut Tail) {
    more(text, tail);
    scale(text, tail);
    if tail.hedge == Hedge::Exact {
        more(text, tail);
    }
    let rest = text.get(tail.extent..).unwrap_or("");
    if let Some((unit, len)) = units::counter(rest) {
        tail.unit = unit;
        tail.extent += len;
    }
}

fn scale(text: &str, tail: &mut Tail) {
    for _ in 0..3 {
        let rest = text.get(tail.extent..).unwrap_or("");
        let Some(c) = rest.chars().next() else { return };
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        let power = match c {
            '万' => 4,
            '亿' => 8,
            '千' if !after.starts_with(['克', '米', '瓦', '伏', '焦']) => 3,
            '百' if !after.starts_with("分") => 2,
            '十' if after.starts_with(['万', '亿', '余', '多', '几']) => 1,
            _ => return,
        };
        tail.power += power;
        tail.extent += c.len_utf8();
    }
}

fn english(text: &str, tail: &mut Tail) {
    let mut end = tail.extent;
    for _ in 0..3 {
        let rest = text.get(end..).unwrap_or("");
        let gap = usize::from(rest.starts_with(' '));
        let word = word_at(rest.get(gap..).unwrap_or(""));
        let Some(power) = scale_word(word, gap) else { break };
        tail.power = tail.power.saturating_add(power);
        end += gap + word.len();
        tail.extent = end;
    }
    let rest = text.get(end..).unwrap_or("");
    let Some(rest) = rest.strip_prefix(' ').or(Some(rest)) else { return };
    let at = text.len() - rest.len();
    if let Some((unit, power, len)) = english_unit(rest) {
        tail.unit = unit;
        tail.power = tail.power.saturating_add(power);
        tail.extent = at + len;
    }
}

fn scale_word(word: &str, gap: usize) -> Option<i8> {
    let power = match word.to_ascii_lowercase().as_str() {
        "hundred" => 2,
        "thousand" => 3,
        "million" | "mn" | "mln" | "millions" => 6,
        "m" if gap == 0 => 6,
        "billion" | "bn" | "billions" => 9,
        "trillion" | "tn" => 12,
        _ => return None,
    };
    Some(power)
}

fn english_unit(rest: &str) -> Option<(Unit, i8, usize)> {
    const PHRASES: &[(&str, Unit, i8)] = &[
        ("percentage points", Unit::PercentagePoint, 0),
        ("percentage point", Unit::PercentagePoint, 0),
        ("basis points", Unit::PercentagePoint, -2),
        ("per cent", Unit::Percent, 0),
        ("percent", Unit::Percent, 0),
        ("pct", Unit::Percent, 0),
    ];
    for (phrase, unit, power) in PHRASES {
        let ends = !rest.as_bytes().get(phrase.len()).is_some_and(u8::is_ascii_alphanumeric);
        if ends && rest.get(..phrase.len()).is_some_and(|r| r.eq_ignore_ascii_case(phrase)) {
            return Some((unit.clone(), *power, phrase.len()));
        }
    }
    let word = word_at(rest);
    if word.is_empty() || rest.as_bytes().get(word.len()).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if is_working_day(word, rest) {
        let len = word.len() + 1 + word_at(rest.get(word.len() + 1..)?).len();
        return Some((Unit::Count("working days".into()), 0, len));
    }
    units::english(word).map(|unit| (unit, 0, word.len()))
}

fn is_working_day(word: &str, rest: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "working" | "business")
        && rest.get(word.len()..).and_then(|r| r.strip_prefix(' ')).is_some_and(|r| matches!(word_at(r), "day" | "days"))
}
