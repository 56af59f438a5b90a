//! The last day that something is let stand: as ISO 8601 writes it, or as people do.

use std::sync::LazyLock;

use regex::Regex;

use crate::phrase::Phrase;

/// A day, or the end of a month or year, which is its last day.
const DAY: &str = r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年(?:\d{1,2}月(?:\d{1,2}[日号]|[底末])?|[底末]))";

/// What stands before the words for a last day: a mark, a blank, or nothing. `数据至2025年6月30日` says of what day the numbers are.
const APART: &str = r"(?:^|[\s,，;；。、:：(（])";

static LAST: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let ways = [
        format!(r"(?:有效期限?[为是]?[至到]|有效期限?截[至止]|有效[至到])\s*({DAY})\s*(?:为?止)?\s*[)）。.]*"),
        format!(r"\b(?:valid )?until ({DAY})\s*[)）。.]*$"),
        format!(r"{APART}[至到]\s*({DAY})\s*(?:为?止|有效)?\s*[)）。.]*$"),
        format!(r"{APART}({DAY})\s*(?:为?止|以?前有效|到期|失效)\s*[)）。.]*$"),
    ];
    ways.iter().filter_map(|way| Regex::new(way).ok()).collect()
});

/// Words that nothing but a last day may follow.
static OPENS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:[(（]\s*(?:valid )?until|有效期限?[至到])\s*([^)）。]*)").ok());

/// The day that the words are, as `2026-12-31`. Such days compare as words do.
#[must_use]
pub fn day(words: &str) -> Option<String> {
    let numbers: Vec<&str> = words.split(|c: char| "-/.年月日号底末".contains(c)).filter(|part| !part.is_empty()).collect();
    let number = |at: usize, most: usize| numbers.get(at).filter(|part| part.len() <= most).and_then(|part| part.parse::<u32>().ok());
    let year =
        number(0, 4).filter(|_| numbers.first().is_some_and(|year| year.len() == 4) && words.starts_with(|c: char| c.is_ascii_digit()))?;
    let (month, day) = match (numbers.as_slice(), words.contains('年')) {
        ([_, _, _], _) => (number(1, 2)?, number(2, 2)?),
        ([_, _], true) => (number(1, 2)?, last_of(year, number(1, 2)?)),
        ([_], true) if words.ends_with(['底', '末']) => (12, 31),
        _ => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The last day of a month in the Gregorian calendar.
fn last_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A reason without the last day where that stands at its end, and that day.
///
/// # Errors
/// Words for the user: where a last day should stand is none.
pub(super) fn last_day(reason: &str) -> Result<(&str, Option<String>), Phrase> {
    let reason = reason.trim();
    for found in LAST.iter().filter_map(|way| way.captures(reason)) {
        let (Some(whole), Some(last)) = (found.get(0), found.get(1).and_then(|words| day(words.as_str()))) else { continue };
        if whole.end() < reason.len() {
            return Ok((reason, Some(last)));
        }
        let before = reason.get(..whole.start()).unwrap_or("");
        return Ok((before.trim_end().trim_end_matches(['(', '（', ',', '，', ';', '；']).trim_end(), Some(last)));
    }
    match OPENS.as_ref().and_then(|opens| opens.captures(reason)).and_then(|found| found.get(1)) {
        Some(none) => {
            let words = none.as_str().trim();
            Err(Phrase::new(format!("“{words}”不是日期"), format!("`{words}` is no date")))
        }
        None => Ok((reason, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::{day, last_day};

    #[test]
    fn days_are_read_as_they_are_written() {
        for (words, read) in [
            ("2026-12-31", "2026-12-31"),
            ("2026-1-2", "2026-01-02"),
            ("2025/6/30", "2025-06-30"),
            ("2025年6月30日", "2025-06-30"),
            ("2025年6月", "2025-06-30"),
            ("2024年2月底", "2024-02-29"),
            ("2025年底", "2025-12-31"),
        ] {
            assert_eq!(day(words).as_deref(), Some(read), "{words}");
        }
        for words in ["2026-13-01", "26-1-1", "2026-12", "2026", "2026-01-32", "tomorrow", ""] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn the_last_day_stands_at_the_end_of_the_reason() {
        for words in [
            "原文如此 (until 2025-06-30)",
            "原文如此（until 2025-06-30）",
            "原文如此, valid until 2025-06-30",
            "原文如此，有效期至2025年6月30日",
            "原文如此（有效期至2025年6月30日）",
            "原文如此 有效期至 2025-06-30 止。",
            "原文如此（有效期到2025年6月底）",
            "原文如此，至2025年6月30日为止",
            "原文如此（至2025年6月30日）",
            "原文如此；2025年6月30日前有效",
            "原文如此（2025年6月30日到期）",
        ] {
            assert_eq!(last_day(words), Ok(("原文如此", Some("2025-06-30".to_owned()))), "{words}");
        }
        let more = "有效期至2025年6月30日，已报批";
        assert_eq!(last_day(more), Ok((more, Some("2025-06-30".to_owned()))));
        for words in [
            "数据截至2025年6月30日",
            "2024年1月1日至2025年6月30日",
            "rounded (by hand)",
            "until the council meets",
            "统计到2025年6月30日为止",
        ] {
            assert_eq!(last_day(words), Ok((words, None)), "{words}");
        }
        for words in ["原文如此 (until tomorrow)", "原文如此（有效期至明年）"] {
            assert!(last_day(words).is_err(), "{words}");
        }
    }
}
