//! Marks of Markdown that stand around words: headings, code blocks, emphasis of a whole cell.

use super::lines::Line;

/// A heading's level and words: `## 三、情况 ##`.
pub(super) fn heading<'a>(line: &Line<'a>) -> Option<(u8, Line<'a>)> {
    let marks = line.text.bytes().take_while(|b| *b == b'#').count();
    let level = u8::try_from(marks).ok().filter(|level| (1..=6).contains(level))?;
    let rest = line.text.get(marks..)?;
    if !rest.starts_with([' ', '\t', '\u{3000}']) {
        return None;
    }
    let words = rest.trim_end_matches('#');
    let words = if words.ends_with([' ', '\t']) { words } else { rest };
    let part = line.part(marks, marks + words.len());
    (!part.text.is_empty()).then_some((level, part))
}

/// How many lines from the first on are a code block, fences included; `None` where none starts, 0 where nothing ends it.
pub(super) fn code_block(lines: &[Line<'_>]) -> Option<usize> {
    let (mark, length) = lines.first().and_then(|line| fence(line.text))?;
    let closes = |line: &Line<'_>| {
        fence(line.text).is_some_and(|(other, len)| other == mark && len >= length) && line.text.bytes().all(|b| b == mark)
    };
    Some(lines.iter().skip(1).position(closes).map_or(0, |at| at + 2))
}

/// The mark of a fence and how often it stands.
fn fence(text: &str) -> Option<(u8, usize)> {
    let mark = text.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = text.bytes().take_while(|b| *b == mark).count();
    let info = text.get(length..).unwrap_or("");
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length))
}

/// The words of a cell without the emphasis or code marks around all of them: `**44**`.
pub(super) fn bare<'a>(cell: &Line<'a>) -> Line<'a> {
    let mut cell = *cell;
    for mark in ["**", "__", "*", "_", "`"] {
        let inner = cell.text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        let Some(inner) = inner.filter(|i| !i.is_empty() && !i.contains(mark) && i.trim().len() == i.len()) else { continue };
        cell = cell.part(mark.len(), mark.len() + inner.len());
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::{bare, code_block, heading};
    use crate::ingest::text::lines::lines;

    #[test]
    fn headings() {
        let of = |text: &str| heading(&lines(text)[0]).map(|(level, line)| (level, line.text.to_owned(), line.at));
        assert_eq!(of("## 三、情况 ##"), Some((2, "三、情况".to_owned(), 3)));
        assert_eq!(of("# C#"), Some((1, "C#".to_owned(), 2)));
        for text in ["#1 号", "####### 七", "#", "38 # 44"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn code_blocks() {
        let of = |text: &str| code_block(&lines(text));
        assert_eq!(of("```sh\na | b\n~~~\n``\n````\n38"), Some(5));
        assert_eq!([of("~~~\n1\n~~~"), of("```\n1"), of("```a```\n1\n```"), of("38")], [Some(3), Some(0), None, None]);
    }

    #[test]
    fn cells_in_emphasis() {
        let of = |text: &str| {
            let found = bare(&lines(text)[0]);
            (found.text.to_owned(), found.at)
        };
        assert_eq!(of("**44**"), ("44".to_owned(), 2));
        assert_eq!(of("***44***"), ("44".to_owned(), 3));
        for text in ["**", "***", "** 4 **", "**a** and **b**", "4**", "*"] {
            assert_eq!(of(text).0, text);
        }
    }
}
