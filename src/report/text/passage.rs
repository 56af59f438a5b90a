//! A passage of running text on one line, cut around the words used.

use crate::findings::Passage;
use crate::report::clean::shown;
use crate::report::text::virtual_source::{Gutter, Line, LineMark};
use crate::report::text::width::columns;

/// Characters looked at; a passage is a few hundred.
const LONGEST: usize = 4_000;

/// One character as it will be shown.
struct Glyph {
    at: usize,
    text: String,
    width: usize,
    kept: bool,
}

/// The passage in `room` columns.
pub(crate) fn line(passage: &Passage, room: usize) -> Line {
    let mut glyphs = glyphs(passage);
    let cut_after = passage.cut_after || passage.text.chars().nth(LONGEST).is_some();
    grow(&mut glyphs, room, passage.cut_before, cut_after);
    join(&glyphs, passage, cut_after)
}

fn glyphs(passage: &Passage) -> Vec<Glyph> {
    let kept = |at: usize| passage.marks.iter().any(|m| m.start <= at && at < m.end);
    let glyph = |(at, c): (usize, char)| {
        let mut text = String::new();
        shown(c, &mut text);
        Glyph { at, width: columns(&text), text, kept: kept(at) }
    };
    passage.text.char_indices().take(LONGEST).map(glyph).collect()
}

/// Keeps one more character left, then right, of every kept stretch as long as all fits.
fn grow(glyphs: &mut [Glyph], room: usize, cut_before: bool, cut_after: bool) {
    if total(glyphs.iter().map(|_| true), glyphs, cut_before, cut_after) <= room {
        for glyph in glyphs.iter_mut() {
            glyph.kept = true;
        }
        return;
    }
    if let (false, Some(first)) = (glyphs.iter().any(|g| g.kept), glyphs.first_mut()) {
        first.kept = true;
    }
    loop {
        let mut changed = false;
        for forward in [false, true] {
            for index in frontier(glyphs, forward) {
                let fits = {
                    let flags = glyphs.iter().enumerate().map(|(i, g)| g.kept || i == index);
                    total(flags, glyphs, cut_before, cut_after) <= room
                };
                if let (true, Some(glyph)) = (fits, glyphs.get_mut(index)) {
                    glyph.kept = true;
                    changed = true;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

/// The characters just right (or left) of a kept stretch.
fn frontier(glyphs: &[Glyph], forward: bool) -> Vec<usize> {
    let pairs = glyphs.windows(2).enumerate();
    pairs
        .filter_map(|(i, pair)| match pair {
            [a, b] if forward && a.kept && !b.kept => Some(i + 1),
            [a, b] if !forward && !a.kept && b.kept => Some(i),
            _ => None,
        })
        .collect()
}

/// Columns of the kept characters and of the `…` between them.
fn total(flags: impl Iterator<Item = bool>, glyphs: &[Glyph], cut_before: bool, cut_after: bool) -> usize {
    let mut sum = 0;
    let mut last = true;
    for (flag, glyph) in flags.zip(glyphs) {
        sum += if flag { glyph.width } else { usize::from(last) };
        last = flag;
    }
    sum + usize::from(cut_before) + usize::from(cut_after)
}

fn join(glyphs: &[Glyph], passage: &Passage, cut_after: bool) -> Line {
    let mut text = String::new();
    let mut marks: Vec<LineMark> = Vec::new();
    if passage.cut_before {
        text.push('…');
    }
    let mut last = !passage.cut_before;
    for glyph in glyphs {
        if !glyph.kept {
            if last {
                text.push('…');
            }
            last = false;
            continue;
        }
        last = true;
        let mark = passage.marks.iter().enumerate().find(|(_, m)| m.start <= glyph.at && glyph.at < m.end);
        let start = text.len();
        text.push_str(&glyph.text);
        if let Some((nth, mark)) = mark {
            let begins = mark.start == glyph.at || passage.text.get(mark.start..glyph.at).is_none();
            match marks.last_mut().filter(|_| !begins && nth < passage.marks.len()) {
                Some(open) if open.label == mark.label && open.end == start => open.end = text.len(),
                _ => marks.push(LineMark { start, end: text.len(), label: mark.label }),
            }
        }
    }
    if cut_after && last {
        text.push('…');
    }
    Line { gutter: Gutter::Blank, text, marks }
}
