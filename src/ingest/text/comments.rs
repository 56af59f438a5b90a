//! Comments of Markdown, `<!-- … -->`: no part of the text. Those that let findings stand are read from the source as it is.

use super::lines::Line;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The lines without comments. A line that is all comment goes where it stands between rows of a table, which it would part, and is blank
/// elsewhere, as it ends a paragraph; one that nothing closes is text.
pub(super) fn without_comments(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    if !lines.iter().any(|line| line.text.contains(OPEN)) {
        return lines;
    }
    let last_close = lines.iter().rposition(|line| line.text.contains(CLOSE));
    let mut kept: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let closes = last_close.is_some_and(|last| at <= last);
        let Some(end) = line.text.starts_with(OPEN).then_some(()).filter(|()| closes).and_then(|()| end_of(&lines, at)) else {
            kept.push(without_tail(line));
            at += 1;
            continue;
        };
        let rest = lines.get(end).map(after).filter(|rest| !rest.text.is_empty());
        let is_row = |line: Option<&Line<'_>>| line.is_some_and(|line| line.text.contains('|'));
        let between = is_row(kept.last()) && is_row(rest.as_ref().or(lines.get(end + 1)));
        if !between {
            kept.push(Line { text: "", at: line.at });
        }
        kept.extend(rest);
        at = end + 1;
    }
    kept
}

/// The line that closes the comment that `from` opens with.
fn end_of(lines: &[Line<'_>], from: usize) -> Option<usize> {
    let opened = lines.get(from)?.text.get(OPEN.len()..)?;
    if opened.contains(CLOSE) {
        return Some(from);
    }
    lines.iter().skip(from + 1).position(|line| line.text.contains(CLOSE)).map(|more| from + 1 + more)
}

/// What stands behind the first comment's end on its last line.
fn after<'a>(line: &Line<'a>) -> Line<'a> {
    let end = line.text.find(CLOSE).map_or(line.text.len(), |at| at + CLOSE.len());
    line.part(end, line.text.len())
}

/// The line without a comment at its end, as behind a row: `| a | 3 | <!-- … -->`.
fn without_tail<'a>(line: &Line<'a>) -> Line<'a> {
    match line.text.ends_with(CLOSE).then(|| line.text.rfind(OPEN)).flatten() {
        Some(start) => line.part(0, start),
        None => *line,
    }
}

#[cfg(test)]
mod tests {
    use super::without_comments;
    use crate::ingest::text::lines::lines;

    fn kept(text: &str) -> Vec<&str> {
        without_comments(lines(text)).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_comment_is_no_text_and_parts_no_table() {
        assert_eq!(kept("| a | 1 |\n<!-- x: y -->\n| b | 2 |\n"), ["| a | 1 |", "| b | 2 |"]);
        assert_eq!(kept("| a | 1 |\n<!-- x\ny | z -->\n| b | 2 | <!-- z -->\n"), ["| a | 1 |", "| b | 2 |"]);
        assert_eq!(kept("one\n<!-- 12 items -->\ntwo"), ["one", "", "two"]);
        assert_eq!(kept("one <!-- a --> two\n<!-- b --> three"), ["one <!-- a --> two", "", "three"]);
        assert_eq!(kept("<!-- never closed\n3 items"), ["<!-- never closed", "3 items"]);
        assert_eq!(kept("--> a\n<!-- b"), ["--> a", "<!-- b"]);
    }
}
