//! The longest runs that two texts have in common, white space, punctuation and the digits of numbers aside.

use std::collections::HashMap;
use std::ops::Range;

/// Characters that a run has at least: shorter ones are turns of speech.
pub(super) const RUN: usize = 16;

/// Places in the other text that are tried for one run: a text of one repeated word must not cost its square.
const TRIED: usize = 8;

/// A character that counts. A number is one character, whatever its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    /// The piece of text it stands in.
    pub piece: u32,
    /// Its bytes there.
    pub start: u32,
    pub end: u32,
}

/// What stands for a number.
pub(super) const NUMBER: char = '#';

/// The characters of a text that count; `piece` is its place among the texts that are compared together.
pub(super) fn glyphs(text: &str, piece: u32, out: &mut Vec<Glyph>) {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let c = if digit(c) {
            while let Some(&(next, d)) = chars.peek() {
                let goes_on = digit(d) || (matches!(d, '.' | ',') && text[next + 1..].starts_with(digit));
                if !goes_on {
                    break;
                }
                end = next + d.len_utf8();
                chars.next();
            }
            NUMBER
        } else if c.is_alphanumeric() {
            c.to_lowercase().next().unwrap_or(c)
        } else {
            continue;
        };
        out.push(Glyph { c, piece, start: offset(at), end: offset(end) });
    }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A run of `own` that stands in `other` too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    pub own: Range<usize>,
    /// Where it begins there.
    pub other: usize,
}

/// The runs of `own`, one behind the other, that `other` has too: from the left, the longest first. The time is linear in both.
pub(super) fn tiles(own: &[Glyph], other: &[Glyph]) -> Vec<Tile> {
    let places = places(other);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = own.get(at..at + RUN) {
        let length = |from: usize| own[at..].iter().zip(&other[from..]).take_while(|(a, b)| a.c == b.c).count();
        let tried = places.get(&hash(run)).into_iter().flatten();
        // The first of the longest, so that the result does not depend on how often a run occurs.
        let best = tried.map(|&from| (length(from), from)).fold((0, 0), |best, next| if next.0 > best.0 { next } else { best });
        if best.0 < RUN {
            at += 1;
            continue;
        }
        found.push(Tile { own: at..at + best.0, other: best.1 });
        at += best.0;
    }
    found
}

/// Where each run of [`RUN`] characters begins.
fn places(text: &[Glyph]) -> HashMap<u64, Vec<usize>> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, run) in text.windows(RUN).enumerate() {
        let known = places.entry(hash(run)).or_default();
        if known.len() < TRIED {
            known.push(at);
        }
    }
    places
}

fn hash(run: &[Glyph]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325, |hash, glyph| (hash ^ u64::from(u32::from(glyph.c))).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{Glyph, glyphs, tiles};

    fn of(text: &str) -> Vec<Glyph> {
        let mut found = Vec::new();
        glyphs(text, 0, &mut found);
        found
    }

    #[test]
    fn numbers_spaces_and_signs_do_not_count() {
        let written = |text: &str| of(text).iter().map(|glyph| glyph.c).collect::<String>();
        assert_eq!(written("2022年，我 县收到\n1,234.5件（占２５％）。"), "#年我县收到#件占#");
        let all = of("共 1,234 件");
        assert_eq!((all[1].start, all[1].end), (4, 9));
    }

    #[test]
    fn the_longest_common_runs_are_found_in_order() {
        let (a, b) = ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午", "天地玄黄宇宙洪荒日月盈昃辰宿列张寒");
        let found = tiles(&of(&format!("{b}不同的话{a}")), &of(&format!("{a}别的{b}来")));
        assert_eq!(found.iter().map(|tile| (tile.own.clone(), tile.other)).collect::<Vec<_>>(), [(0..17, 19), (21..38, 0)]);
        assert!(tiles(&of("甲乙丙丁戊"), &of("甲乙丙丁戊")).is_empty(), "too short to tell");
    }

    #[test]
    fn a_text_of_one_word_repeated_takes_linear_time() {
        let long = of(&"政务公开".repeat(100_000));
        assert_eq!(tiles(&long, &long).len(), 1);
    }
}
