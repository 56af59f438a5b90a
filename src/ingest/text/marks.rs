//! Marks of Markdown that stand around words: headings, code blocks, emphasis of a whole cell.

use super::lines::Line;
use crate::document::{Span, Text};

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

/// The longest emphasis believed, in bytes.
const LONGEST: usize = 300;

/// The words of a line without the marks of strong emphasis inside it: `受理**38**件`. A mark opens where something follows it at once and
/// closes where something stands right before it, as in Markdown; others (`5**`, a footnote's) stay.
pub(super) fn unmarked(line: &Line<'_>) -> Text {
    let mut out = Text::default();
    let mut push = |start: usize, end: usize| {
        let at = line.at.saturating_add(u32::try_from(start).unwrap_or(u32::MAX));
        let words = line.text.get(start..end).unwrap_or("");
        out.push(words, Span { start: at, end: at.saturating_add(u32::try_from(words.len()).unwrap_or(0)) });
    };
    let (mut kept, mut at) = (0, 0);
    while let Some(open) = line.text.get(at..).and_then(|rest| rest.find("**")).map(|found| at + found) {
        match closing(line.text, open) {
            Some(close) => {
                push(kept, open);
                push(open + 2, close);
                (kept, at) = (close + 2, close + 2);
            }
            None => at = open + 2,
        }
    }
    push(kept, line.text.len());
    out
}

/// Where the mark opened at `open` closes.
fn closing(text: &str, open: usize) -> Option<usize> {
    let before = text.get(..open)?.chars().next_back();
    let inner = text.get(open + 2..)?;
    let first = inner.chars().next()?;
    let is_word = |c: char| c.is_alphanumeric();
    if first.is_whitespace() || first == '*' || (!is_word(first) && before.is_some_and(is_word)) {
        return None;
    }
    let len = inner.find('*').filter(|len| (1..LONGEST).contains(len))?;
    let words = inner.get(..len)?;
    let closes = inner.get(len..)?.starts_with("**") && !words.ends_with(char::is_whitespace);
    closes.then_some(open + 2 + len)
}

#[cfg(test)]
mod tests {
    use super::{bare, code_block, heading, unmarked};
    use crate::document::Span;
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

    #[test]
    fn emphasis_inside_lines() {
        let of = |text: &str| unmarked(&lines(text)[0]);
        let found = of("受理**38**件，**同意**18件");
        assert_eq!(found.as_str(), "受理38件，同意18件");
        assert_eq!(found.span(6..11), Some(Span { start: 8, end: 15 }), "38件");
        for text in ["5** 6**", "5**、6**", "**", "a ** b", "****", "**a*b**", "2**3"] {
            assert_eq!(of(text).as_str(), text);
        }
    }
}
