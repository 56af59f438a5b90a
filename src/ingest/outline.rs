//! Signs that a piece of text is a numbered heading, a figure or a total: what layout can be inferred from where no markup says it.

/// Shorter texts are labels unless they stand alone.
const SENTENCE: usize = 12;
/// Longer texts are prose even without a stop.
const LONG: usize = 40;

/// A style of numbering at the start of a heading or a label. Which level a style stands for is the document's own matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::ingest) enum Numbering {
    /// `一、`
    Chinese,
    /// `（一）`
    ChineseBracketed,
    /// `1.` `1、`
    Arabic,
    /// `（1）` `1)`
    ArabicBracketed,
    /// `①`
    Circled,
}

/// The numbering `text` starts with.
pub(in crate::ingest) fn numbering(text: &str) -> Option<Numbering> {
    let text = text.trim_start();
    let (bracketed, rest) = match text.strip_prefix(['(', '（']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let first = rest.chars().next()?;
    if !bracketed && ('①'..='⑳').contains(&first) {
        return Some(Numbering::Circled);
    }
    let (chinese, after) = if is_chinese_digit(first) {
        (true, strip_up_to(rest, 4, is_chinese_digit))
    } else if first.is_ascii_digit() {
        (false, strip_up_to(rest, 3, |c| c.is_ascii_digit()))
    } else {
        return None;
    };
    let after = after.trim_start();
    let close = after.chars().next()?;
    let next = after.chars().nth(1);
    match (chinese, bracketed, close) {
        (true, true, ')' | '）') => Some(Numbering::ChineseBracketed),
        (false, _, ')' | '）') => Some(Numbering::ArabicBracketed),
        (true, false, '、' | '．') => Some(Numbering::Chinese),
        (false, false, '、') => Some(Numbering::Arabic),
        (false, false, '.' | '．') if next.is_none_or(|c| !c.is_ascii_digit()) => Some(Numbering::Arabic),
        _ => None,
    }
}

/// The numbering `text` starts with, and its number.
pub(in crate::ingest) fn ordinal(text: &str) -> Option<(Numbering, u32)> {
    let style = numbering(text)?;
    let digits: String = text.trim_start_matches(['(', '（', ' ', '\u{a0}', '\u{3000}']).chars().take(4).collect();
    let first = digits.chars().next()?;
    let value = match style {
        Numbering::Circled => u32::from(first) - u32::from('①') + 1,
        Numbering::Arabic | Numbering::ArabicBracketed => {
            digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?
        }
        Numbering::Chinese | Numbering::ChineseBracketed => {
            let digits = digits.chars().take_while(|c| is_chinese_digit(*c));
            digits.fold(0_u32, |sum, c| match "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok())
            {
                Some(digit) => sum + digit,
                None if c == '十' => sum.max(1) * 10,
                None => sum,
            })
        }
    };
    Some((style, value))
}

fn is_chinese_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

/// `text` without up to `most` leading characters of a kind.
fn strip_up_to(text: &str, most: usize, kind: fn(char) -> bool) -> &str {
    let count = text.chars().take(most).take_while(|c| kind(*c)).count();
    text.char_indices().nth(count).and_then(|(at, _)| text.get(at..)).unwrap_or("")
}

/// Whether a cell holds an amount or stands for none (`-`, `/`, `无`): digits with a short sign or word before (`增58`) and a short unit
/// behind (`45.3万元`). A year (`2019年`) is a label.
pub(in crate::ingest) fn is_figure(text: &str) -> bool {
    let text = text.trim();
    if matches!(text, "-" | "--" | "—" | "——" | "–" | "－" | "/" | "…" | "*" | "无") {
        return true;
    }
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let before = text.chars().take_while(|c| !is_digit(*c)).count();
    let rest: Vec<char> = text.chars().skip(before).collect();
    if before > 2 || rest.is_empty() || text.starts_with('第') || (numbering(text).is_some() && text.chars().any(char::is_alphabetic)) {
        return false;
    }
    let inside = |c: char| is_digit(c) || matches!(c, ',' | '，' | '.' | '．' | ' ' | '\u{a0}' | '%' | '％' | '‰' | ')' | '）');
    let unit: Vec<char> = rest.into_iter().skip_while(|c| inside(*c)).collect();
    unit.len() <= 4 && unit.first() != Some(&'年') && !unit.iter().any(|c| is_digit(*c))
}

/// Whether a label names a total.
pub(in crate::ingest) fn is_total(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = text.to_lowercase();
    ["总计", "合计", "小计", "共计", "总数", "總計", "合計", "小計"].iter().any(|word| text.contains(word)) || lower.contains("total")
}

/// Whether a cell holds a sentence rather than a label: long, or with a stop in it.
pub(in crate::ingest) fn is_sentence(text: &str) -> bool {
    let length = text.chars().count();
    let stops = |c: char| "。；！？，：…;!?".contains(c);
    let spaced_stop = text.contains(". ") || text.contains(", ") || text.ends_with('.');
    length > LONG || (length >= SENTENCE && (text.contains(stops) || spaced_stop))
}

#[cfg(test)]
mod tests {
    use super::{Numbering, is_figure, numbering, ordinal};

    #[test]
    fn numberings() {
        for (text, expected) in [
            ("一、总体情况", Some(Numbering::Chinese)),
            ("十二、附则", Some(Numbering::Chinese)),
            ("（三）不予公开", Some(Numbering::ChineseBracketed)),
            ("(一)予以公开", Some(Numbering::ChineseBracketed)),
            ("3.其他", Some(Numbering::Arabic)),
            ("1、其他", Some(Numbering::Arabic)),
            ("（2）其他", Some(Numbering::ArabicBracketed)),
            ("②其他", Some(Numbering::Circled)),
            ("3.5", None),
            ("一是加强", None),
            ("2019年", None),
            ("", None),
            ("（", None),
        ] {
            assert_eq!(numbering(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinals_have_their_number() {
        for (text, value) in [("一、总体", 1), ("（十二）附则", 12), ("二十、其他", 20), ("3.其他", 3), ("（2）其他", 2), ("②其他", 2)]
        {
            assert_eq!(ordinal(text).map(|(_, value)| value), Some(value), "{text}");
        }
        assert_eq!(ordinal("总计"), None);
    }

    #[test]
    fn figures() {
        for text in ["0", "1,204", "-3", "增58", "减 215", "45503.48万元", "(3)", "３８", "41.6%", "—", "/", "+1036", "22 件"] {
            assert!(is_figure(text), "{text}");
        }
        for text in ["", "一、本年新收", "1.属于国家秘密", "1.重复", "2019年", "第3季度", "规章", "政策解读52次以上情况"]
        {
            assert!(!is_figure(text), "{text}");
        }
    }
}
