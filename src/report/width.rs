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

/// The text in lines of at most `max` columns, broken at blanks and beside CJK characters, never before a closing mark, and
/// within a word only where it is longer than a line.
pub(crate) fn wrap(text: &str, max: usize) -> Vec<String> {
    let max = max.max(2);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let width = columns(piece.trim_end());
        if used > 0 && used + width > max {
            lines.push(String::new());
            used = 0;
        }
        for c in piece.chars() {
            if used + char_columns(c) > max {
                if c == ' ' {
                    continue;
                }
                lines.push(String::new());
                used = 0;
            }
            used += char_columns(c);
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What stays together on a line: a word with its blanks, a CJK character, each with the marks that cling to them.
fn pieces(text: &str) -> Vec<&str> {
    let clings = |c: char| "，。；：、！？）》”’」』】〕%,.;:!?)]}…".contains(c) || char_columns(c) == 0;
    let opens = |c: char| "（《“‘「『【〔([{".contains(c);
    let mut out = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let narrow = |c: char| c != ' ' && char_columns(c) < 2;
        let joined = last.is_none_or(|l| opens(l) || clings(c) || (c == ' ' && l != ' ') || (narrow(l) && narrow(c)));
        if !joined {
            out.extend(text.get(start..at));
            start = at;
        }
        last = Some(c);
    }
    out.extend(text.get(start..));
    out
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
    use super::{columns, fit, fit_end, fit_path, pad_end, pad_start, wrap};

    #[test]
    fn lines_break_at_blanks_and_between_chinese_characters() {
        assert_eq!(wrap("the total of 38", 9), ["the total", "of 38"]);
        assert_eq!(wrap("各项相加，应等于38件", 8), ["各项相", "加，应等", "于38件"]);
        assert_eq!(wrap("abcdefgh", 5), ["abcde", "fgh"]);
        assert_eq!((wrap("", 5), wrap("中", 1)), (vec![String::new()], vec!["中".to_owned()]));
    }

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
