//! What stands right before and right after the digits: sign, currency, hedge, percent sign, scale and unit.

use crate::facts::lexer::scan::{Lexer, word_at};
use crate::facts::{Hedge, Unit, units};

/// Words before the digits, longest first.
const HEDGES_BEFORE: &[(&str, Hedge)] = &[
    ("不低于", Hedge::AtLeast),
    ("不少于", Hedge::AtLeast),
    ("不超过", Hedge::AtMost),
    ("不多于", Hedge::AtMost),
    ("不高于", Hedge::AtMost),
    ("超过", Hedge::AtLeast),
    ("多于", Hedge::AtLeast),
    ("高于", Hedge::AtLeast),
    ("突破", Hedge::AtLeast),
    ("至少", Hedge::AtLeast),
    ("不足", Hedge::AtMost),
    ("不到", Hedge::AtMost),
    ("少于", Hedge::AtMost),
    ("低于", Hedge::AtMost),
    ("至多", Hedge::AtMost),
    ("最多", Hedge::AtMost),
    ("将近", Hedge::AtMost),
    ("接近", Hedge::AtMost),
    ("大约", Hedge::About),
    ("约为", Hedge::About),
    ("约占", Hedge::About),
    ("约", Hedge::About),
    ("近", Hedge::AtMost),
    ("超", Hedge::AtLeast),
    ("逾", Hedge::AtLeast),
    ("≥", Hedge::AtLeast),
    ("≤", Hedge::AtMost),
    (">", Hedge::AtLeast),
    ("<", Hedge::AtMost),
    ("~", Hedge::About),
    ("≈", Hedge::About),
];

/// English words before the digits, longest first.
const ENGLISH_BEFORE: &[(&str, Hedge)] = &[
    ("no more than", Hedge::AtMost),
    ("not more than", Hedge::AtMost),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("more than", Hedge::AtLeast),
    ("greater than", Hedge::AtLeast),
    ("fewer than", Hedge::AtMost),
    ("less than", Hedge::AtMost),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("approximately", Hedge::About),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("some", Hedge::About),
    ("circa", Hedge::About),
    ("nearly", Hedge::AtMost),
    ("almost", Hedge::AtMost),
    ("over", Hedge::AtLeast),
    ("exceeding", Hedge::AtLeast),
    ("under", Hedge::AtMost),
    ("below", Hedge::AtMost),
    ("above", Hedge::AtLeast),
];

/// Characters before 约, 近 or 超 that make it part of another word: 节约, 最近.
const NOT_HEDGE: &str = "节合条签预公制违契集履邀特誓简缔隐大婉租毁失相附临靠邻亲最远新赶反高";

/// The hedge that `before` ends with, and its length.
pub(super) fn hedge_before(before: &str) -> Option<(Hedge, usize)> {
    let spaced = before.strip_suffix(' ').unwrap_or(before);
    let gap = before.len() - spaced.len();
    let last = *spaced.as_bytes().last()?;
    if last.is_ascii_alphabetic() {
        let found = ENGLISH_BEFORE.iter().find(|(word, _)| {
            let start = spaced.len().checked_sub(word.len());
            start.is_some_and(|start| {
                let whole = start == 0 || !spaced.as_bytes().get(start - 1).is_some_and(u8::is_ascii_alphanumeric);
                whole && spaced.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
            })
        });
        return found.map(|(word, hedge)| (*hedge, word.len() + gap));
    }
    let (word, hedge) = HEDGES_BEFORE.iter().find(|(word, _)| spaced.ends_with(word))?;
    let part_of_word = matches!(*word, "约" | "近" | "超") && spaced.strip_suffix(word)?.ends_with(|c| NOT_HEDGE.contains(c));
    (!part_of_word).then_some((*hedge, word.len() + gap))
}

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
    if let Some((hedge, len)) = hedge_before(before) {
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
    if let Some((len, power)) = percent_sign(spaced) {
        tail.unit = Unit::Percent;
        tail.power = power;
        tail.spot = at + gap + len;
        tail.extent = tail.spot;
    } else if spaced.starts_with(|c: char| c.is_ascii_alphabetic()) {
        english(text, &mut tail);
    } else if gap == 0 {
        chinese(text, &mut tail);
    }
    suffix_hedge(text, &mut tail);
    tail
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
    if let Some(after) = rest.strip_prefix(['余', '多', '来']) {
        let needs_unit = !rest.starts_with('余');
        if !needs_unit || after.starts_with(['万', '亿']) || units::counter(after).is_some() {
            tail.hedge = Hedge::AtLeast;
            tail.extent += '余'.len_utf8();
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
        let rest = text.get(tail.extent..).unwrap_or("");
        let measured = matches!(&tail.unit, Unit::Times | Unit::Money(_))
            || matches!(&tail.unit, Unit::Count(c) if matches!(&**c, "年" | "个月" | "小时" | "天"));
        if tail.hedge == Hedge::Exact && (rest.starts_with('余') || (measured && rest.starts_with('多'))) {
            tail.hedge = Hedge::AtLeast;
            tail.extent += '余'.len_utf8();
        }
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

fn suffix_hedge(text: &str, tail: &mut Tail) {
    const AFTER: &[(&str, Hedge)] = &[
        ("及以上", Hedge::AtLeast),
        ("以上", Hedge::AtLeast),
        ("及以下", Hedge::AtMost),
        ("以下", Hedge::AtMost),
        ("以内", Hedge::AtMost),
        ("左右", Hedge::About),
        ("上下", Hedge::About),
        (" or more", Hedge::AtLeast),
        (" or less", Hedge::AtMost),
        (" or so", Hedge::About),
    ];
    let rest = text.get(tail.extent..).unwrap_or("");
    if rest.starts_with("以下简称") {
        return;
    }
    if let Some((word, hedge)) = AFTER.iter().find(|(word, _)| rest.starts_with(word)) {
        tail.hedge = *hedge;
        tail.extent += word.len();
    }
}
