//! What Markdown writes inside a cell: escapes, references to characters, struck text, line breaks, notes, links.

use quick_xml::escape::resolve_html5_entity;

use super::lines::Line;
use crate::document::{Span, Text};
use crate::ingest::raised::raised;

/// A cell as a reader of the rendered table sees it.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Its text.
    pub text: Text,
    /// The struck-out pieces, which are no part of it.
    pub struck: Vec<Text>,
}

/// The longest piece of markup believed, in bytes.
const LONGEST: usize = 2000;
/// More than the longest name of a character has bytes.
const LONGEST_NAME: usize = 40;

/// What a piece of markup stands for.
enum Piece<'a> {
    /// These characters.
    Shown(String),
    /// A part of the line: the words of a link.
    Part(usize, usize),
    /// A part of the line that is struck out.
    Struck(usize, usize),
    /// Nothing: a tag.
    Nothing,
    /// A note's mark.
    Mark(&'a str),
}

/// Reads a cell.
pub(super) fn inline(cell: &Line<'_>) -> Inline {
    let mut out = Inline::default();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = cell.text.get(at..).and_then(|rest| rest.find(['\\', '~', '<', '&', '['])) {
        let start = at + found;
        let Some((piece, len)) = piece(cell.text, start) else {
            at = start + 1;
            continue;
        };
        push(&mut out.text, cell, kept, start);
        let end = start + len;
        match piece {
            Piece::Shown(words) => out.text.push(&words, span(cell, start, end)),
            Piece::Part(from, to) => push(&mut out.text, cell, from, to),
            Piece::Struck(from, to) => out.struck.push(cell.part(from, to).to_text()),
            Piece::Nothing => {}
            Piece::Mark(words) => {
                let marks: String = words.chars().map(raised).collect();
                out.text.push(&marks, span(cell, start, end));
            }
        }
        (kept, at) = (end, end);
    }
    push(&mut out.text, cell, kept, cell.text.len());
    out.text = out.text.trimmed();
    out
}

fn push(text: &mut Text, cell: &Line<'_>, start: usize, end: usize) {
    text.push(cell.text.get(start..end).unwrap_or(""), span(cell, start, end));
}

fn span(cell: &Line<'_>, start: usize, end: usize) -> Span {
    let at = |n: usize| cell.at.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
    Span { start: at(start), end: at(end) }
}

/// The markup at `start` of a line, and how many bytes it takes; `None` where the characters stand for themselves.
fn piece(text: &str, start: usize) -> Option<(Piece<'_>, usize)> {
    let rest = text.get(start..)?;
    match rest.as_bytes().first()? {
        b'\\' => {
            let next = rest.as_bytes().get(1).copied().filter(u8::is_ascii_punctuation)?;
            Some((Piece::Shown(char::from(next).to_string()), 2))
        }
        b'~' => {
            let inner = within(rest.strip_prefix("~~")?, "~~")?;
            Some((Piece::Struck(start + 2, start + 2 + inner.len()), inner.len() + 4))
        }
        b'<' => tag(rest, start),
        b'&' => {
            let name = within(rest.get(1..)?, ";").filter(|name| name.len() < LONGEST_NAME)?;
            Some((Piece::Shown(reference(name)?), name.len() + 2))
        }
        _ => {
            let words = within(rest.get(1..)?, "]")?;
            let len = words.len() + 2;
            if let Some(mark) = words.strip_prefix('^') {
                return Some((Piece::Mark(mark), len));
            }
            let picture = text.get(..start).is_some_and(|before| before.ends_with('!'));
            let target = within(rest.get(len..)?.strip_prefix('(')?, ")").filter(|_| !picture)?;
            Some((Piece::Part(start + 1, start + 1 + words.len()), len + target.len() + 2))
        }
    }
}

/// What stands before the next `end`, if that is something and not too long.
fn within<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let limit = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at))?;
    text.get(..limit)?.split_once(end).map(|(inner, _)| inner).filter(|inner| !inner.is_empty())
}

/// The character of a reference without its `&` and `;`.
fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let code = hex.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    // A soft hyphen is shown where a line breaks only.
    if name == "shy" {
        return Some(String::new());
    }
    resolve_html5_entity(name).map(str::to_owned)
}

/// A tag of HTML at the start of `rest`, which stands at `start` of the line; struck and raised text with what it holds.
fn tag(rest: &str, start: usize) -> Option<(Piece<'_>, usize)> {
    let inner = within(rest.get(1..)?, ">")?;
    let len = inner.len() + 2;
    let name = inner.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next()?.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if !inner.starts_with('/') && is_hidden(inner) {
        let end = format!("</{name}>");
        let again = format!("<{name}");
        let held = rest.get(len..).and_then(|behind| within(behind, &end)).filter(|held| !held.contains(&again));
        return Some((Piece::Nothing, len + held.map_or(0, |held| held.len() + end.len())));
    }
    match name.as_str() {
        "br" => return Some((Piece::Shown("\n".to_owned()), len)),
        "del" | "s" | "strike" | "sup" if !inner.starts_with('/') => {
            let end = format!("</{name}>");
            if let Some(held) = within(rest.get(len..)?, &end).filter(|held| !held.contains('<')) {
                let whole = len + held.len() + end.len();
                let piece = if name == "sup" { Piece::Mark(held) } else { Piece::Struck(start + len, start + len + held.len()) };
                return Some((piece, whole));
            }
        }
        _ => {}
    }
    Some((Piece::Nothing, len))
}

/// Whether the element of a tag, given without its brackets, is not shown.
fn is_hidden(tag: &str) -> bool {
    let mut rest = tag.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    while !rest.is_empty() {
        let (name, behind) = rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()));
        let (value, next) = match behind.trim_start().strip_prefix('=').map(str::trim_start) {
            None => ("", behind),
            Some(value) => match value.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                Some(quote) => value.get(1..).and_then(|inner| inner.split_once(quote)).unwrap_or((value, "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            },
        };
        let style = || value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let hides = |one: &str| matches!(one.trim_end_matches("!important"), "display:none" | "visibility:hidden" | "mso-hide:all");
        if name.eq_ignore_ascii_case("hidden") || (name.eq_ignore_ascii_case("style") && style().split(';').any(hides)) {
            return true;
        }
        // What is no attribute, such as a lone sign, is passed over.
        rest = if next.len() < rest.len() { next.trim_start() } else { "" };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::inline;
    use crate::document::{Span, Text};
    use crate::ingest::text::lines::lines;

    #[test]
    fn cells_read_as_they_are_shown() {
        for (written, shown) in [
            ("\\-5", "-5"),
            ("1\\_000 c\\|d \\n", "1_000 c|d \\n"),
            ("&minus;6&nbsp;", "−6"),
            ("&#x38;&#51; &x; & &;", "83 &x; & &;"),
            ("1&numsp;234 1&shy;5 &frac12; &ge;3 &NegativeThinSpace;", "1\u{2007}234 15 ½ ≥3 \u{200b}"),
            ("3<br>2<BR />1", "3\n2\n1"),
            ("[7](http://x/9)", "7"),
            ("![5](a.png) [x] []", "![5](a.png) [x] []"),
            ("1[^2] 38<sup>1</sup>", "1² 38¹"),
            ("<b>5</b> <span class='a'>6</span> a < b <http://x>", "5 6 a < b <http://x>"),
            ("~5 ~~ 6", "~5 ~~ 6"),
            ("<span hidden>9</span>8 <b CLASS=a HIDDEN=''>7 <i>6</i></b>5", "8 5"),
            ("<i style='color:red; Display : none'>9</i>8 <i style=\"visibility:hidden\">7</i>6", "8 6"),
            ("<b class='hidden'>9</b>8 <b data-hidden title='a hidden'>7</b>6", "98 76"),
        ] {
            assert_eq!(inline(&lines(written)[0]).text.as_str(), shown, "{written}");
        }
    }

    #[test]
    fn struck_text_is_left_out_and_places_stay() {
        let found = inline(&lines("~~9~~ 8<del>7</del>6")[0]);
        let struck: Vec<&str> = found.struck.iter().map(Text::as_str).collect();
        assert_eq!((found.text.as_str(), struck), ("86", vec!["9", "7"]));
        assert_eq!(found.text.span(0..1), Some(Span { start: 6, end: 7 }));
        assert_eq!(found.struck[0].span(0..1), Some(Span { start: 2, end: 3 }));
    }
}
