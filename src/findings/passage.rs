//! The words around the numbers a finding uses in running text.

use std::ops::Range;

use crate::document::Site;
use crate::facts::Facts;
use crate::findings::locate::origin;
use crate::findings::{Mark, Passage};
use crate::rules::Evidence;

/// Characters shown before the first and after the last mark.
const AROUND: usize = 36;

/// Marks further apart than this, in characters, get passages of their own.
const APART: usize = 90;

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
            text.get(last.spot.end as usize..mark.1.spot.start as usize).is_none_or(|gap| gap.chars().take(APART + 1).count() <= APART)
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
    let window = window(text, first.spot.start as usize..last.spot.end as usize);
    // Every control character is one byte, as is the blank that takes its place: offsets stay.
    let line: String = text.get(window.clone())?.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect();
    let marks = group
        .iter()
        .map(|(label, e)| Mark { start: e.spot.start as usize - window.start, end: e.spot.end as usize - window.start, label: *label })
        .collect();
    Some(Passage {
        origin: origin(site, facts.document.span(&first.spot), facts, false),
        cut_before: window.start > 0,
        cut_after: window.end < text.len(),
        text: line,
        marks,
    })
}

/// The marks' range widened to the sentence's ends, at most [`AROUND`] characters each way.
fn window(text: &str, marks: Range<usize>) -> Range<usize> {
    let before = &text[..marks.start];
    let after = &text[marks.end..];
    let is_end = |c: char| matches!(c, '。' | '!' | '?' | '\u{FF01}' | '\u{FF1F}' | '\n');
    let start = before.char_indices().rev().take(AROUND).take_while(|(_, c)| !is_end(*c)).last().map_or(marks.start, |(at, _)| at);
    let mut end = marks.end;
    for (at, c) in after.char_indices().take(AROUND) {
        end = marks.end + at + c.len_utf8();
        if is_end(c) {
            break;
        }
    }
    start..end
}
