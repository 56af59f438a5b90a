//! Text measured and fitted in terminal columns: a CJK character takes two.

use unicode_width::UnicodeWidthChar;

/// Columns of a text, character by character, as miette measures.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// Columns of one character; 0 for combining marks.
pub(crate) fn char_columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text, or as much of its beginning as fits with `…` in `max` columns.
pub(crate) fn fit(text: &str, max: usize) -> String {
    if columns(text) <= max {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += char_columns(c);
        if used + 1 > max {
            break;
        }
        out.push(c);
    }
    if max > 0 {
        out.push('…');
    }
    out
}

/// The text, or `…` and as much of its end as fits in `max` columns.
pub(crate) fn fit_end(text: &str, max: usize) -> String {
    if columns(text) <= max {
        return text.to_owned();
    }
    let mut used = 1;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += char_columns(c);
        if used > max {
            break;
        }
        start = at;
    }
    format!("…{}", text.get(start..).unwrap_or(""))
}

/// A label path (`outer / inner`) in `max` columns: outer levels give way first, as the innermost tells rows apart.
pub(crate) fn fit_path(text: &str, max: usize) -> String {
    if columns(text) <= max {
        return text.to_owned();
    }
    let mut rest = text;
    while let Some((_, inner)) = rest.split_once(" / ") {
        rest = inner;
        if columns(rest) + 2 <= max {
            return format!("…/{rest}");
        }
    }
    fit(rest, max)
}

/// Pads on the right to `width` columns.
pub(crate) fn pad_end(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Pads on the left to `width` columns.
pub(crate) fn pad_start(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::{columns, fit, fit_end, fit_path, pad_end, pad_start};

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(columns("合计38"), 6);
        assert_eq!(
            (fit("结转下年度", 6), fit("结转下年度", 7), fit("结转下年度", 10)),
            ("结转…".into(), "结转下…".into(), "结转下年度".into())
        );
        assert_eq!(fit_end("归档/2023年报.html", 12), "…23年报.html");
        assert_eq!((pad_end("合计", 6), pad_start("合计", 6)), ("合计  ".into(), "  合计".into()));
    }

    #[test]
    fn outer_levels_give_way_first() {
        let path = "三、本年度办理结果 / (三)不予公开 / 4.保护";
        assert_eq!(fit_path(path, 40), "…/(三)不予公开 / 4.保护");
        assert_eq!(fit_path(path, 12), "…/4.保护");
        assert_eq!((fit_path(path, 6), fit_path(path, 5)), ("4.保护".into(), "4.保…".into()));
    }
}
