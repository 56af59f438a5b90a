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

/// The text after `lead`, in lines of at most `max` columns, those that follow the first indented by `hang`. Where `lead` leaves too little room
/// for words, they begin below it.
pub(crate) fn hanging(lead: &str, text: &str, hang: usize, max: usize) -> String {
    /// Less room than this, or than a third of the whole, is none.
    const LEAST: usize = 24;
    /// How far words are indented that begin below their lead.
    const BELOW: usize = 8;
    let taken = columns(lead);
    if taken + columns(text) <= max {
        return format!("{lead}{text}").trim_end().to_owned() + "\n";
    }
    let below = max.saturating_sub(hang.max(taken)) < LEAST.min(max / 3);
    let hang = if below { hang.min(BELOW) } else { hang };
    let rest = max.saturating_sub(hang);
    let mut lines = if below { wrap_after(lead.trim_end(), max, rest) } else { Vec::new() };
    let parts = wrap_after(text, if below { rest } else { max.saturating_sub(taken) }, rest);
    lines.extend(parts);
    let indented = |(nth, line): (usize, &String)| match nth {
        0 if below => format!("{}\n", line.trim_end()),
        0 => format!("{lead}{line}").trim_end().to_owned() + "\n",
        _ => format!("{}{line}", " ".repeat(hang)).trim_end().to_owned() + "\n",
    };
    lines.iter().enumerate().map(indented).collect()
}

/// Every line of a message in at most `max` columns; what follows one of them is indented further than it.
pub(crate) fn hung(message: &str, max: usize) -> String {
    let line = |line: &str| hanging("", line, line.len() - line.trim_start_matches(' ').len() + 2, max);
    message.split('\n').map(line).collect()
}

/// Whether a cell holds a figure, which must not be shortened as words are.
pub(crate) fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || "+-−.,%() ".contains(c))
}

/// Lowers the widest by one until all fit or none can give way; the first may be so many times as wide as the others before it does. Each entry
/// is a width and its floor.
pub(crate) fn lower(widths: &mut [(usize, usize)], room: usize) {
    const FIRST_SHARE: usize = 3;
    let mut total: usize = widths.iter().map(|w| w.0).sum();
    while total > room {
        let Some((_, widest)) =
            widths.iter_mut().enumerate().filter(|(_, w)| w.0 > w.1).max_by_key(|(nth, w)| if *nth == 0 { w.0 / FIRST_SHARE } else { w.0 })
        else {
            return;
        };
        widest.0 -= 1;
        total -= 1;
    }
}

/// The text in lines of at most `max` columns, broken at blanks and beside CJK characters, never before a closing mark, and
/// within a word only where it is longer than a line.
pub(crate) fn wrap(text: &str, max: usize) -> Vec<String> {
    wrap_after(text, max, max)
}

/// As [`wrap`], the first line of at most `first` columns.
fn wrap_after(text: &str, first: usize, max: usize) -> Vec<String> {
    let room = |lines: &[String]| if lines.len() == 1 { first.max(2) } else { max.max(2) };
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let width = columns(piece.trim_end());
        if used > 0 && used + width > room(&lines) {
            lines.push(String::new());
            used = 0;
        }
        for c in piece.chars() {
            if used + char_columns(c) > room(&lines) {
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
    use super::{columns, fit, fit_end, fit_path, hanging, hung, pad_end, pad_start, wrap};

    #[test]
    fn lines_break_at_blanks_and_between_chinese_characters() {
        assert_eq!(wrap("the total of 38", 9), ["the total", "of 38"]);
        assert_eq!(wrap("各项相加，应等于38件", 8), ["各项相", "加，应等", "于38件"]);
        assert_eq!(wrap("abcdefgh", 5), ["abcde", "fgh"]);
        assert_eq!((wrap("", 5), wrap("中", 1)), (vec![String::new()], vec!["中".to_owned()]));
    }

    #[test]
    fn words_hang_after_their_lead_or_below_it() {
        assert_eq!(hanging("- ", "the total of 38 items", 4, 80), "- the total of 38 items\n");
        assert_eq!(
            hanging("- ", "the sum of the parts of the table makes 38", 4, 24),
            "- the sum of the parts\n    of the table makes\n    38\n"
        );
        assert_eq!(
            hanging("合计  第 1 个表 B3  ", "没有与它相关的关系", 20, 24),
            "合计  第 1 个表 B3\n        没有与它相关的关\n        系\n"
        );
        assert_eq!(hanging("", "one", 2, usize::MAX), "one\n");
        assert_eq!(hung("one two three\n\n  four five", 10), "one two\n  three\n\n  four\n    five\n");
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
