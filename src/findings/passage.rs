//! The words around the numbers a finding uses in running text.

use std::ops::Range;

use crate::document::Site;
use crate::facts::Facts;
use crate::findings::locate::origin;
use crate::findings::{Mark, Passage};
use crate::rules::Evidence;

/// Characters shown at most before the first and after the last mark.
const AROUND: usize = 60;

/// Marks further apart than this, in characters, get passages of their own.
const APART: usize = 90;

/// Characters marked at most: a longer run is marked where it begins.
const MARKED: usize = 40;

/// Passages of the text at `site`, with the evidence marked.
pub(super) fn passages(site: Site, used: &[(usize, &Evidence)], facts: &Facts<'_>) -> Vec<Passage> {
    let Some(text) = facts.document.text(site) else {
        return Vec::new();
    };
    let mut marks: Vec<(usize, &Evidence)> = used.to_vec();
    marks.sort_by_key(|(_, e)| e.spot.start);
    let text = text.as_str();
    let mut groups: Vec<Vec<(usize, &Evidence)>> = Vec::new();
    for mark in marks {
        let near = groups.last().and_then(|g| g.last()).is_some_and(|(_, last)| {
            text.get(marked(last, text).end..mark.1.spot.start as usize).is_none_or(|gap| gap.chars().take(APART + 1).count() <= APART)
        });
        match groups.last_mut() {
            Some(group) if near => group.push(mark),
            _ => groups.push(vec![mark]),
        }
    }
    groups.iter().filter_map(|group| passage(site, text, group, facts)).collect()
}

fn passage(site: Site, text: &str, group: &[(usize, &Evidence)], facts: &Facts<'_>) -> Option<Passage> {
    let (first, last) = (group.first()?.1, group.last()?.1);
    let window = window(text, first.spot.start as usize..marked(last, text).end);
    // Every control character is one byte, as is the blank that takes its place: offsets stay.
    let line: String = text.get(window.clone())?.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect();
    let marks = group
        .iter()
        .map(|(label, e)| (marked(e, text), *label))
        .map(|(at, label)| Mark { start: at.start - window.start, end: at.end - window.start, label })
        .collect();
    Some(Passage {
        origin: origin(site, facts.document.span(&first.spot), facts, false),
        cut_before: window.start > 0,
        cut_after: window.end < text.len(),
        text: line,
        marks,
    })
}

/// What of the text is marked.
fn marked(evidence: &Evidence, text: &str) -> Range<usize> {
    let spot = evidence.spot.range();
    let end = text.get(spot.clone()).and_then(|words| words.char_indices().nth(MARKED)).map_or(spot.end, |(at, _)| spot.start + at);
    spot.start..end
}

/// The marks' range widened to the sentence's ends; if they are more than [`AROUND`] characters away, to the furthest clause within
/// reach, else to whole words and numbers.
fn window(text: &str, marks: Range<usize>) -> Range<usize> {
    let before = text.get(..marks.start).unwrap_or("");
    let after = text.get(marks.end..).unwrap_or("");
    let mut start = marks.start;
    let mut clause = None;
    for (nth, (at, c)) in before.char_indices().rev().enumerate() {
        if is_end(c) || nth == AROUND {
            let whole = if is_end(c) { start } else { clause.unwrap_or_else(|| word_start(text, start)) };
            return whole..window_end(after, marks.end);
        }
        if is_comma(c, text.get(start..).and_then(|t| t.chars().next())) {
            clause = Some(start);
        }
        start = at;
    }
    0..window_end(after, marks.end)
}

fn window_end(after: &str, base: usize) -> usize {
    let mut clause = None;
    let mut word = None;
    let mut chars = after.char_indices().peekable();
    let mut nth = 0;
    while let Some((at, c)) = chars.next() {
        let end = base + at + c.len_utf8();
        if is_end(c) {
            return end;
        }
        if nth == AROUND {
            return clause.or(word).unwrap_or(base + at);
        }
        let next = chars.peek().map(|(_, next)| *next);
        if is_comma(c, next) {
            clause = Some(end);
        }
        if next.is_none_or(|next| !joins(c, next)) {
            word = Some(end);
        }
        nth += 1;
    }
    base + after.len()
}

/// The first boundary of a word at or after `start`.
fn word_start(text: &str, start: usize) -> usize {
    let mut last = text.get(..start).and_then(|t| t.chars().next_back());
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        if last.is_none_or(|last| !joins(last, c)) {
            return start + at;
        }
        last = Some(c);
    }
    start
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\u{FF01}' | '\u{FF1F}' | '\n')
}

/// Whether a clause ends with `c`; a comma within a number is none.
fn is_comma(c: char, next: Option<char>) -> bool {
    matches!(c, '\u{FF0C}' | '\u{FF1B}' | '\u{FF1A}')
        || (matches!(c, ',' | ';' | ':') && next.is_none_or(|next| !next.is_ascii_alphanumeric()))
}

/// Whether two neighbours belong to one word or number.
fn joins(a: char, b: char) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-');
    part(a) && part(b)
}

#[cfg(test)]
mod tests {
    use super::window;

    fn cut<'a>(text: &'a str, mark: &str) -> &'a str {
        let at = text.find(mark).expect("it is there");
        &text[window(text, at..at + mark.len())]
    }

    #[test]
    fn a_sentence_is_shown_whole() {
        assert_eq!(cut("一是办件38件。二是办件44件，均已办结。三是", "44"), "二是办件44件，均已办结。");
        assert_eq!(cut("办件44件", "44"), "办件44件");
    }

    #[test]
    fn a_long_sentence_is_cut_between_clauses() {
        let long = "的".repeat(40);
        let text = format!("甲{long}，乙{long}，丙38件，丁{long}，戊{long}。");
        assert_eq!(cut(&text, "38"), format!("乙{long}，丙38件，丁{long}，"));
    }

    #[test]
    fn a_long_clause_is_cut_between_words_and_numbers() {
        let (before, after) = ("1234.56 ".repeat(20), " 1234.56%".repeat(20));
        let text = format!("{before}X{after}");
        let shown = cut(&text, "X");
        assert!(shown.trim().starts_with("1234.56 ") && shown.trim().ends_with(" 1234.56%"), "{shown}");
    }
}
