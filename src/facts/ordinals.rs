//! The numbers of list items and headings: 一、 (一) 1. 一是 第一.

use crate::document::{Site, Spot};
use crate::facts::Normal;
use crate::facts::lexer::{Token, parse_han};

/// How an ordinal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrdinalStyle {
    /// 一、 at the start of a line
    ChineseComma,
    /// 一、 within a line: items of running text, no headings
    ChineseInline,
    /// (一)
    ChineseParen,
    /// 1.
    ArabicDot,
    /// 1、
    ArabicComma,
    /// (1) or 1)
    ArabicParen,
    /// 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// ①
    Circled,
    /// 一是
    ShiIs,
    /// 第一,
    DiYi,
    /// I.
    Roman,
}

impl OrdinalStyle {
    /// The ordinal that a label opens with, and its value from 1: `(二)公用经费`. The label is normalised.
    #[must_use]
    pub fn of(label: &str) -> Option<(Self, u32)> {
        opening(label).map(|opening| (opening.style, opening.value))
    }

    /// How deep items so numbered stand in an outline: an ordinal of a lesser depth ends the lists below it. 一、 (一) 1. (1) are in the order that
    /// GB/T 9704-2012, 7.3.3 sets.
    #[must_use]
    pub fn depth(self) -> u8 {
        match self {
            Self::Part => 0,
            Self::Chapter | Self::Roman => 1,
            Self::Section => 2,
            Self::ChineseComma => 3,
            Self::ChineseParen => 4,
            Self::ArabicDot | Self::ArabicComma => 5,
            Self::ArabicParen => 6,
            Self::Circled => 7,
            Self::ShiIs | Self::DiYi | Self::ChineseInline => 8,
        }
    }
}

/// A normalised label without the ordinal that it opens with, where something stands behind.
pub(crate) fn without_ordinal(label: &str) -> &str {
    let listed = |o: &Opening| !matches!(o.style, OrdinalStyle::ShiIs | OrdinalStyle::DiYi | OrdinalStyle::Part);
    let rest = opening(label).filter(listed).and_then(|o| label.get(o.end..)).map(str::trim_start);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(label)
}

/// One ordinal that opens an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub style: OrdinalStyle,
    /// Its value, from 1.
    pub ordinal: u32,
    /// Where it stands, punctuation included.
    pub spot: Spot,
    /// The paragraph.
    pub paragraph: u32,
    /// Whether it opens the paragraph.
    pub at_paragraph_start: bool,
}

/// An ordinal at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) style: OrdinalStyle,
    pub(super) value: u32,
    /// End of the ordinal, punctuation included.
    pub(super) end: usize,
}

/// The ordinals of one paragraph, in reading order. `tokens` keep links and dates from being read as items.
pub(super) fn collect(paragraph: u32, site: Site, normal: &Normal, tokens: &[Token], out: &mut Vec<Marker>) {
    let text = normal.string.as_str();
    let mut clause = Some(0);
    let mut links = tokens.iter().peekable();
    while let Some(at) = clause {
        while links.next_if(|t| t.extent.end <= at).is_some() {}
        let inside = links.peek().is_some_and(|t| t.extent.start < at);
        let rest = text.get(at..).unwrap_or("");
        let own = |o: &Opening| at == 0 || (inner(o.style, o.value, text, at) && !(o.value > 1 && cites(text.get(..at).unwrap_or(""))));
        let found = if inside { None } else { opening(rest).map(|o| within(o, text, at)).filter(own) };
        let end = at + found.map_or(0, |o| o.end);
        if let Some(found) = found {
            let spot = Spot::new(site, normal.source(at..end));
            out.push(Marker { style: found.style, ordinal: found.value, spot, paragraph, at_paragraph_start: at == 0 });
        }
        clause = next_clause(text, end.max(at));
    }
}

/// The opening as one of running text, where 一、 does not start a line.
fn within(opening: Opening, text: &str, at: usize) -> Opening {
    let starts_line = at == 0 || text.get(..at).unwrap_or("").trim_end_matches(' ').ends_with('\n');
    let inline = opening.style == OrdinalStyle::ChineseComma && !starts_line;
    Opening { style: if inline { OrdinalStyle::ChineseInline } else { opening.style }, ..opening }
}

/// Whether a style may open an item inside a paragraph; which marks may stand before it differs.
fn inner(style: OrdinalStyle, value: u32, text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end_matches(' ');
    match style {
        OrdinalStyle::ShiIs | OrdinalStyle::Circled => true,
        OrdinalStyle::ChineseComma | OrdinalStyle::Part | OrdinalStyle::Chapter | OrdinalStyle::Section | OrdinalStyle::Roman => {
            before.ends_with('\n')
        }
        // 下一步,第一,…: only the first item may follow a comma.
        OrdinalStyle::DiYi | OrdinalStyle::ArabicDot | OrdinalStyle::ArabicParen if value == 1 && follows_lead(before) => true,
        _ => before.ends_with(['。', ';', ':', '!', '?', '\n']),
    }
}

/// Whether a comma ends the few words that lead into a list: 下一步, at the start of a sentence.
fn follows_lead(before: &str) -> bool {
    const LONGEST: usize = 12;
    let Some(lead) = before.strip_suffix(',') else { return false };
    let sentence = lead.rsplit(['。', ';', '!', '?', '\n']).next().unwrap_or("");
    !sentence.contains(',') && (1..=LONGEST).contains(&sentence.chars().count())
}

/// Where the next clause starts after `from`.
fn next_clause(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let bytes = rest.as_bytes();
    for (offset, &byte) in bytes.iter().enumerate() {
        let len = match byte {
            b';' | b':' | b'\n' | b'!' | b'?' | b',' => 1,
            0xE3 if rest.get(offset..).is_some_and(|r| r.starts_with('。')) => '。'.len_utf8(),
            _ => continue,
        };
        let start = offset + len;
        let blank = rest.get(start..)?;
        let start = rest.len() - blank.trim_start_matches([' ', '”', ')']).len();
        return (start < rest.len()).then_some(from + start);
    }
    None
}

/// The ordinal that `text` starts with.
pub(super) fn opening(text: &str) -> Option<Opening> {
    let first = text.chars().next()?;
    match first {
        '0'..='9' => arabic(text),
        '(' => bracketed(text),
        '①'..='⑳' => Some(Opening { style: OrdinalStyle::Circled, value: first as u32 - '①' as u32 + 1, end: first.len_utf8() }),
        '第' => numbered(text),
        'I' | 'V' | 'X' => roman(text),
        _ => chinese(text),
    }
}

fn arabic(text: &str) -> Option<Opening> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let value: u32 = text.get(..len).filter(|d| d.len() <= 2 && !d.starts_with('0'))?.parse().ok()?;
    // 1 .修订指南
    let blank = usize::from(text.get(len..)?.strip_prefix(' ').is_some_and(|rest| rest.starts_with(['.', '、'])));
    let rest = text.get(len + blank..)?;
    let mark = rest.chars().next()?;
    let after = rest.get(mark.len_utf8()..)?;
    let style = match mark {
        '.' if !after.is_empty() && !starts_with_number_part(after) => OrdinalStyle::ArabicDot,
        '、' if !after.is_empty() && !after.starts_with(|c: char| c.is_ascii_digit()) => OrdinalStyle::ArabicComma,
        ')' => OrdinalStyle::ArabicParen,
        _ => return None,
    };
    Some(Opening { style, value, end: len + blank + mark.len_utf8() })
}

/// 1.5 and 1.1.2 are no items, `1.2019年…` is one.
fn starts_with_number_part(after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && !(digits == 4 && after.get(4..).is_some_and(|r| r.starts_with('年')))
}

fn bracketed(text: &str) -> Option<Opening> {
    let close = text.char_indices().take(6).find(|(_, c)| *c == ')').map(|(at, _)| at)?;
    let inside = text.get(1..close)?.trim();
    let end = close + 1;
    if is_clause(text.get(end..)?) {
        return None;
    }
    if inside.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&inside.len()) {
        return Some(Opening { style: OrdinalStyle::ArabicParen, value: inside.parse().ok()?, end });
    }
    Some(Opening { style: OrdinalStyle::ChineseParen, value: han(inside)?, end })
}

/// What follows a bracketed ordinal of a law: 第二十条第(四)项规定. (四)项目建设 is an item.
fn is_clause(rest: &str) -> bool {
    let after = |word, goes_on| rest.strip_prefix(word).is_some_and(|after: &str| !after.starts_with(goes_on));
    after('项', '目') || after('款', '项')
}

/// Whether `before`, up to a colon, ends in an article of a law: the ordinal behind it is the law's own.
fn cites(before: &str) -> bool {
    let Some(mut cited) = before.trim_end_matches(' ').strip_suffix(':') else { return false };
    for word in ["的情形", "所列", "情形", "规定", "的"] {
        cited = cited.strip_suffix(word).unwrap_or(cited);
    }
    let Some(number) = cited.strip_suffix(['条', '款', '项']) else { return false };
    let digits = |c: char| is_numeral(c) || c == '百' || c.is_ascii_digit() || matches!(c, '(' | ')');
    let start = number.trim_end_matches(digits);
    start.len() < number.len() && start.ends_with('第')
}

fn numbered(text: &str) -> Option<Opening> {
    let rest = text.strip_prefix('第')?;
    let len = numerals(rest);
    let digits = rest.get(..len)?;
    let value = han(digits).or_else(|| digits.parse().ok())?;
    let end = '第'.len_utf8() + len;
    let rest = text.get(end..)?;
    for (word, style) in [("部分", OrdinalStyle::Part), ("章", OrdinalStyle::Chapter), ("节", OrdinalStyle::Section)] {
        if rest.starts_with(word) {
            return Some(Opening { style, value, end: end + word.len() });
        }
    }
    // 第二、第三产业 names two things; 第一, and 第一是 open an item.
    let after = rest.strip_prefix([',', '、', '是'])?;
    let listed = rest.starts_with('、') && after.starts_with(is_numeral);
    (!listed && !after.starts_with('第')).then_some(Opening { style: OrdinalStyle::DiYi, value, end: text.len() - after.len() })
}

fn chinese(text: &str) -> Option<Opening> {
    let len = numerals(text);
    let value = han(text.get(..len)?)?;
    let rest = text.get(len..)?;
    if let Some(after) = rest.strip_prefix('是') {
        let again = after.starts_with(|c: char| is_numeral(c));
        return (!again).then_some(Opening { style: OrdinalStyle::ShiIs, value, end: len + '是'.len_utf8() });
    }
    let after = rest.strip_prefix('、')?;
    let list = after.starts_with(is_numeral);
    (!list).then_some(Opening { style: OrdinalStyle::ChineseComma, value, end: len + '、'.len_utf8() })
}

fn roman(text: &str) -> Option<Opening> {
    const NUMERALS: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let len = text.bytes().take(5).take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let value = NUMERALS.iter().position(|n| Some(*n) == text.get(..len))?;
    let opens = text.get(len..)?.starts_with(". ") || text.get(len..)?.starts_with('、');
    let mark = text.get(len..)?.chars().next()?.len_utf8();
    opens.then_some(Opening { style: OrdinalStyle::Roman, value: u32::try_from(value + 1).ok()?, end: len + mark })
}

/// Whether a character is a Chinese numeral of ordinals.
pub(crate) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Bytes of Chinese or ASCII numerals at the start.
fn numerals(text: &str) -> usize {
    text.char_indices().take(5).find(|(_, c)| !is_numeral(*c) && !c.is_ascii_digit()).map_or(0, |(at, _)| at)
}

fn han(run: &str) -> Option<u32> {
    if !run.chars().all(is_numeral) {
        return None;
    }
    parse_han(run).and_then(|v| u32::try_from(v).ok()).filter(|v| (1..=99).contains(v))
}
