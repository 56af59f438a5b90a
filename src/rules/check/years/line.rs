//! A paragraph's characters without white space, and the years in it.

use std::ops::Range;

use crate::document::{Document, Paragraph, Site, Spot};

/// Characters of a paragraph that are looked at.
const LONGEST: usize = 20_000;

/// A paragraph without white space, full-width ASCII made half-width, and where each character stands.
pub(super) struct Line {
    pub(super) site: Site,
    pub(super) chars: Vec<char>,
    at: Vec<Range<usize>>,
}

/// The signs right before 年, by their places in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearSigns {
    pub(super) at: Range<usize>,
    /// The signs, as made uniform.
    pub(super) text: String,
}

const HAN: &str = "〇一二三四五六七八九";

/// The digit that a sign stands for, alone or by likeness.
fn digit(c: char) -> Option<u32> {
    match c {
        '零' | '○' | 'O' | 'o' => Some(0),
        'l' | 'I' => Some(1),
        c => c.to_digit(10).or_else(|| u32::try_from(HAN.chars().position(|han| han == c)?).ok()),
    }
}

/// How a sign is written: Arabic, Chinese, or a letter for a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Han,
    Letter,
}

impl Line {
    /// The visible paragraphs that are not blank, in the order of the document.
    pub(super) fn all(document: &Document) -> impl Iterator<Item = Self> + '_ {
        Self::behind(document, 0)
    }

    /// The same from a paragraph on.
    pub(super) fn behind(document: &Document, first: usize) -> impl Iterator<Item = Self> + '_ {
        let visible = (0..).zip(&document.paragraphs).skip(first).filter(|(_, p)| !p.hidden && !p.text.is_empty());
        visible.map(|(nth, paragraph)| Self::paragraph(nth, paragraph))
    }

    /// Those that may name a year.
    pub(super) fn dated(document: &Document) -> impl Iterator<Item = Self> + '_ {
        let visible = (0..).zip(&document.paragraphs).filter(|(_, p)| !p.hidden && p.text.as_str().contains('年'));
        visible.map(|(nth, paragraph)| Self::paragraph(nth, paragraph))
    }

    fn paragraph(nth: u32, paragraph: &Paragraph) -> Self {
        let site = paragraph.cell.map_or(Site::Paragraph(nth), |(table, cell)| Site::Cell { table, cell });
        Self::of(site, paragraph.text.as_str())
    }

    fn of(site: Site, text: &str) -> Self {
        let mut line = Self { site, chars: Vec::new(), at: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}')).take(LONGEST) {
            let plain = match c {
                '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
                c => c,
            };
            line.chars.push(plain);
            line.at.push(at..at + c.len_utf8());
        }
        line
    }

    /// The text as made uniform, from one place to another.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).map(|chars| chars.iter().collect()).unwrap_or_default()
    }

    /// Where characters stand in the document.
    pub(super) fn spot(&self, range: &Range<usize>) -> Option<Spot> {
        let (first, last) = (self.at.get(range.start)?, self.at.get(range.end.checked_sub(1)?)?);
        Some(Spot::new(self.site, u32::try_from(first.start).ok()?..u32::try_from(last.end).ok()?))
    }

    /// The first place of `words` from `from` on.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<usize> {
        let words: Vec<char> = words.chars().collect();
        let tail = self.chars.get(from..)?;
        tail.windows(words.len().max(1)).position(|window| window == words.as_slice()).map(|at| from + at)
    }

    /// The same where the words begin at most `reach` characters behind `from`.
    pub(super) fn find_near(&self, words: &str, from: usize, reach: usize) -> Option<usize> {
        let wanted: Vec<char> = words.chars().collect();
        let end = self.chars.len().min(from.saturating_add(reach).saturating_add(wanted.len()));
        let tail = self.chars.get(from..end)?;
        tail.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice()).map(|at| from + at)
    }

    /// Whether the characters before `at` open a book title that is not closed: 《关于2019年…》.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let before = self.chars.get(..at).unwrap_or(&[]);
        before.iter().rev().find(|c| matches!(c, '《' | '》' | '〈' | '〉')).is_some_and(|c| matches!(c, '《' | '〈'))
    }

    /// All signs right before 年 of which at least one is a digit.
    pub(super) fn years(&self) -> Vec<YearSigns> {
        let mut found = Vec::new();
        for (end, _) in self.chars.iter().enumerate().filter(|(_, c)| **c == '年') {
            let signs = self.chars.get(..end).unwrap_or(&[]).iter().rev().take_while(|c| digit(**c).is_some()).count();
            let at = end - signs..end;
            let text = self.text(at.clone());
            if text.chars().any(|c| c.is_ascii_digit() || HAN.contains(c)) {
                found.push(YearSigns { at, text });
            }
        }
        found
    }
}

impl YearSigns {
    /// The scripts it is written in, each once.
    pub(super) fn scripts(&self) -> Vec<Script> {
        let mut found = Vec::new();
        for c in self.text.chars() {
            let script = match c {
                '0'..='9' => Script::Arabic,
                'O' | 'o' | 'l' | 'I' => Script::Letter,
                _ => Script::Han,
            };
            if !found.contains(&script) {
                found.push(script);
            }
        }
        found
    }

    /// The four digits it stands for, by likeness where need be.
    pub(super) fn likely(&self) -> Option<u32> {
        (self.text.chars().count() == 4).then(|| self.text.chars().try_fold(0, |year, c| Some(year * 10 + digit(c)?)))?
    }

    /// The year it names without a doubt.
    pub(super) fn year(&self) -> Option<u32> {
        let plain = matches!(self.scripts()[..], [Script::Arabic | Script::Han]);
        self.likely().filter(|year| plain && (1900..2100).contains(year))
    }
}
