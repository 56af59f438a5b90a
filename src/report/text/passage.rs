//! A passage of running text, cut around the words used: by whole clauses where they fit, never within a word or number.

use std::ops::Range;

use crate::findings::Passage;
use crate::report::clean::shown;
use crate::report::text::virtual_source::{Gutter, Line, LineMark};
use crate::report::width::columns;

/// Characters looked at; a passage is a few hundred.
const LONGEST: usize = 4_000;
/// Lines drawn at most before the words between two marks are left out.
const LINES: usize = 3;

/// One character as it will be shown.
struct Glyph {
    at: usize,
    c: char,
    text: String,
    width: usize,
    /// Index into the passage's marks.
    mark: Option<usize>,
    kept: bool,
}

/// The passage in lines of `room` columns.
pub(crate) fn lines(passage: &Passage, room: usize) -> Vec<Line> {
    let mut glyphs = glyphs(passage);
    let cut_after = passage.cut_after || passage.text.chars().nth(LONGEST).is_some();
    let inside = Cut { before: passage.cut_before, after: cut_after };
    let window = window(&glyphs, room, inside);
    if width(&glyphs, &window, inside) <= room.saturating_mul(LINES).saturating_sub(2 * LINES) {
        glyphs.iter_mut().enumerate().for_each(|(n, g)| g.kept = window.contains(&n));
    } else {
        grow(&mut glyphs, room, inside);
    }
    wrapped(&glyphs, passage, inside, room)
}

/// Whether the passage leaves out text at its ends.
#[derive(Clone, Copy, Debug)]
struct Cut {
    before: bool,
    after: bool,
}

fn glyphs(passage: &Passage) -> Vec<Glyph> {
    let glyph = |(at, c): (usize, char)| {
        let mut text = String::new();
        shown(c, &mut text);
        let mark = passage.marks.iter().position(|m| m.start <= at && at < m.end);
        Glyph { at, c, width: columns(&text), text, mark, kept: mark.is_some() }
    };
    passage.text.char_indices().take(LONGEST).map(glyph).collect()
}

/// Whether a clause may begin after `c`.
fn ends_clause(c: char, next: Option<char>) -> bool {
    match c {
        '，' | '。' | '；' | '：' | '！' | '？' => true,
        ',' | ';' | ':' => next.is_none_or(|next| !next.is_ascii_alphanumeric()),
        '.' | '!' | '?' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// The clauses the marks stand in, and as many whole clauses around them as fit on one line.
fn window(glyphs: &[Glyph], room: usize, cut: Cut) -> Range<usize> {
    let mut edges: Vec<usize> = vec![0];
    let after = |n: usize| glyphs.get(n + 1).map(|g| g.c);
    edges.extend(glyphs.iter().enumerate().filter(|(n, g)| ends_clause(g.c, after(*n))).map(|(n, _)| n + 1));
    edges.push(glyphs.len());
    edges.dedup();
    let first = glyphs.iter().position(|g| g.mark.is_some()).unwrap_or(0);
    let last = glyphs.iter().rposition(|g| g.mark.is_some()).map_or(first, |n| n + 1);
    let mut from = edges.iter().rposition(|&e| e <= first).unwrap_or(0);
    let mut to = edges.iter().position(|&e| e >= last).unwrap_or(edges.len().saturating_sub(1));
    let range = |from: usize, to: usize| edges.get(from).copied().unwrap_or(0)..edges.get(to).copied().unwrap_or(glyphs.len());
    loop {
        let earlier = from.checked_sub(1).filter(|&from| width(glyphs, &range(from, to), cut) <= room);
        from = earlier.unwrap_or(from);
        let later = Some(to + 1).filter(|&to| to < edges.len() && width(glyphs, &range(from, to), cut) <= room);
        to = later.unwrap_or(to);
        if earlier.is_none() && later.is_none() {
            return range(from, to);
        }
    }
}

/// Columns of a window with the `…` at its ends.
fn width(glyphs: &[Glyph], window: &Range<usize>, cut: Cut) -> usize {
    let inner: usize = glyphs.get(window.clone()).unwrap_or(&[]).iter().map(|g| g.width).sum();
    inner + usize::from(cut.before || window.start > 0) + usize::from(cut.after || window.end < glyphs.len())
}

/// Whether two neighbours belong to one word or number.
fn together(a: char, b: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    let inner = |c: char| matches!(c, '.' | ',' | '%' | '-' | '\'');
    (word(a) && (word(b) || inner(b))) || (inner(a) && word(b) && a != '%')
}

/// Keeps one more word left, then right, of every kept stretch as long as all fits on one line.
fn grow(glyphs: &mut [Glyph], room: usize, cut: Cut) {
    loop {
        let mut changed = false;
        for forward in [false, true] {
            for word in frontier(glyphs, forward) {
                let fits = total(glyphs.iter().enumerate().map(|(i, g)| g.kept || word.contains(&i)), glyphs, cut) <= room;
                if fits {
                    glyphs.iter_mut().enumerate().filter(|(i, _)| word.contains(i)).for_each(|(_, g)| g.kept = true);
                    changed = true;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

/// The words just right (or left) of the kept stretches.
fn frontier(glyphs: &[Glyph], forward: bool) -> Vec<Range<usize>> {
    let joined = |i: usize| matches!((glyphs.get(i), glyphs.get(i + 1)), (Some(a), Some(b)) if !a.kept && !b.kept && together(a.c, b.c));
    let word = |(i, pair): (usize, &[Glyph])| match pair {
        [a, b] if forward && a.kept && !b.kept => Some(i + 1..(i + 1..glyphs.len()).find(|&n| !joined(n)).unwrap_or(i + 1) + 1),
        [a, b] if !forward && !a.kept && b.kept => Some((0..i).rev().find(|&n| !joined(n)).map_or(0, |n| n + 1)..i + 1),
        _ => None,
    };
    glyphs.windows(2).enumerate().filter_map(word).collect()
}

/// Columns of the kept characters and of the `…` between them.
fn total(flags: impl Iterator<Item = bool>, glyphs: &[Glyph], cut: Cut) -> usize {
    let mut sum = 0;
    let mut last = true;
    for (flag, glyph) in flags.zip(glyphs) {
        sum += if flag { glyph.width } else { usize::from(last) };
        last = flag;
    }
    sum + usize::from(cut.before) + usize::from(cut.after)
}

/// The kept characters in lines; a word, a number and a mark stay whole unless longer than a line.
fn wrapped(glyphs: &[Glyph], passage: &Passage, cut: Cut, room: usize) -> Vec<Line> {
    let mut page = Page { lines: vec![Line::new(Gutter::Blank, "")], used: 0, room: room.max(4) };
    let mut last = !cut.before;
    if cut.before {
        page.put("…", 1, None);
    }
    let mut rest = glyphs;
    while let Some(first) = rest.first() {
        let stays = |pair: &[Glyph]| matches!(pair, [a, b] if clings(a, b));
        let len = rest.windows(2).take_while(|pair| stays(pair) && pair.iter().all(|g| g.kept == first.kept)).count() + 1;
        let (word, later) = rest.split_at(len);
        rest = later;
        if !first.kept {
            if last {
                page.put("…", 1, None);
            }
            last = false;
            continue;
        }
        last = true;
        page.reserve(word.iter().map(|g| g.width).sum());
        for glyph in word {
            let mark = glyph.mark.and_then(|n| passage.marks.get(n)).map(|m| (m.label, m.start == glyph.at));
            page.put(&glyph.text, glyph.width, mark);
        }
    }
    if cut.after && last {
        page.put("…", 1, None);
    }
    page.lines
}

/// Whether no line may break between two neighbours: in a mark, a word, or a number and its unit, before a closing mark, after an
/// opening one.
fn clings(a: &Glyph, b: &Glyph) -> bool {
    (a.mark.is_some() && a.mark == b.mark)
        || together(a.c, b.c)
        || (a.c.is_ascii_digit() && b.width == 2)
        || "，。；：！？、）”》%,.;:!?)".contains(b.c)
        || "（“《(".contains(a.c)
}

/// Lines being filled.
struct Page {
    lines: Vec<Line>,
    used: usize,
    room: usize,
}

impl Page {
    /// Starts a line if so many columns do not fit on this one.
    fn reserve(&mut self, width: usize) {
        if self.used > 0 && self.used + width > self.room {
            self.lines.push(Line::new(Gutter::Blank, ""));
            self.used = 0;
        }
    }

    /// One character; `mark` holds its label and whether the mark begins here.
    fn put(&mut self, text: &str, width: usize, mark: Option<(usize, bool)>) {
        self.reserve(width);
        let Some(line) = self.lines.last_mut() else { return };
        let start = line.text.len();
        line.text.push_str(text);
        self.used += width;
        let end = line.text.len();
        let Some((label, begins)) = mark else { return };
        match line.marks.last_mut().filter(|open| !begins && open.label == label && open.end == start) {
            Some(open) => open.end = end,
            None => line.marks.push(LineMark { start, end, label }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::findings::{Mark, Passage};
    use crate::report::width::columns;

    fn shown(text: &str, marks: &[&str], room: usize) -> Vec<String> {
        let mark = |(label, word): (usize, &&str)| {
            let start = text.find(word).expect("it is there");
            Mark { start, end: start + word.len(), label }
        };
        let passage = Passage { text: text.into(), marks: marks.iter().enumerate().map(mark).collect(), ..Passage::default() };
        let drawn = lines(&passage, room);
        for line in &drawn {
            assert!(columns(&line.text) <= room, "{}", line.text);
            for mark in &line.marks {
                assert_eq!(line.text.get(mark.start..mark.end), marks.get(mark.label).copied(), "{}", line.text);
            }
        }
        assert_eq!(drawn.iter().map(|l| l.marks.len()).sum::<usize>(), marks.len());
        drawn.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn whole_clauses_on_one_line() {
        assert_eq!(shown("压缩至80.47%；材料由1232项减到707项，下同。", &["1232"], 30), ["…材料由1232项减到707项，下同。"]);
        assert_eq!(shown("办件38件,同意20件,不予10件", &["20"], 14), ["…同意20件,…"]);
    }

    #[test]
    fn a_clause_longer_than_a_line_wraps_between_words() {
        assert_eq!(shown("本年收到的材料由1232项减到707项", &["707"], 24), ["本年收到的材料由1232项减", "到707项"]);
    }

    #[test]
    fn marks_far_apart_keep_their_words() {
        let text = format!("由1,234条{}增至1,668条{}", "的".repeat(80), "的".repeat(80));
        let found = shown(&text, &["1,234", "1,668"], 40);
        assert!(found.len() == 1 && found[0].contains("的…的"), "{found:?}");
    }
}
