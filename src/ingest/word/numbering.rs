//! Automatic numbers of list paragraphs: what Word prints before them and no file holds as text (ECMA-376 part 1, 17.9).

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::ingest::word::numerals::Writing;
use crate::ingest::word::styles::{Styles, is_on, value};
use crate::ingest::xml;

/// Levels of a list.
const LEVELS: usize = 9;
/// More lists than any document has.
const MOST_LISTS: usize = 50_000;
/// The longest label believed, in characters.
const LONGEST: usize = 60;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    writing: Writing,
    /// `%1.%2.`
    text: String,
    /// The level (from 1) after which this one starts anew; 0 for never. `None`: after any higher one.
    restart: Option<u32>,
    /// All numbers of the label in decimal digits.
    legal: bool,
    style: Option<String>,
    /// Nothing stands between the label and the text.
    close: bool,
}

/// What a list looks like.
#[derive(Clone, Debug, Default)]
struct Pattern {
    levels: [Level; LEVELS],
    /// The numbering style whose list is meant instead.
    link: Option<String>,
}

/// A list: a pattern and what it changes.
#[derive(Clone, Debug, Default)]
struct List {
    pattern: u32,
    starts: [Option<u32>; LEVELS],
    levels: HashMap<u8, Level>,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<u32, Pattern>,
    lists: HashMap<u32, List>,
}

/// A paragraph's printed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// `一、`
    pub(super) text: String,
    /// Nothing stands between it and the paragraph's text.
    pub(super) close: bool,
}

/// What is open while the part is read.
#[derive(Default)]
struct Open {
    pattern: Option<(u32, Pattern)>,
    list: Option<(u32, List)>,
    level: Option<(u8, Level)>,
    overridden: u8,
}

impl Numbering {
    /// Reads a numbering part as far as it can be read.
    pub(super) fn read(input: impl BufRead) -> Self {
        let mut found = Self::default();
        let mut open = Open::default();
        let mut reader = xml::reader(input);
        let mut buffer = Vec::new();
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(e) => open.start(&e),
                Event::End(e) => open.end(e.local_name().as_ref(), &mut found),
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        found
    }

    /// The pattern of a list, through one link to a numbering style.
    fn pattern(&self, list: &List, styles: &Styles) -> Option<(u32, &Pattern)> {
        let own = self.patterns.get(&list.pattern)?;
        let Some(link) = &own.link else {
            return Some((list.pattern, own));
        };
        let target = self.lists.get(&styles.numbering_style(link)?)?;
        Some((target.pattern, self.patterns.get(&target.pattern)?))
    }

    /// The level of a list that is bound to a paragraph style.
    pub(super) fn level_of_style(&self, list: u32, style: &str, styles: &Styles) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let (_, pattern) = self.pattern(list, styles)?;
        let at = pattern.levels.iter().position(|level| level.style.as_deref() == Some(style))?;
        u8::try_from(at).ok()
    }
}

impl Open {
    fn start(&mut self, e: &BytesStart<'_>) {
        let name = e.local_name();
        match name.as_ref() {
            "abstractNum" => self.pattern = xml::number(e, "abstractNumId").map(|id| (id, Pattern::default())),
            "num" => self.list = xml::number(e, "numId").map(|id| (id, List::default())),
            "lvlOverride" => self.overridden = level_number(e),
            "lvl" => self.level = Some((level_number(e), Level::default())),
            "numStyleLink" => {
                if let Some((_, pattern)) = self.pattern.as_mut() {
                    pattern.link = Some(value(e));
                }
            }
            "abstractNumId" => {
                if let (Some((_, list)), Ok(id)) = (self.list.as_mut(), value(e).trim().parse()) {
                    list.pattern = id;
                }
            }
            "startOverride" => {
                if let Some((_, list)) = self.list.as_mut()
                    && let Some(start) = list.starts.get_mut(usize::from(self.overridden))
                {
                    *start = value(e).trim().parse().ok();
                }
            }
            other => {
                if let Some((_, level)) = self.level.as_mut() {
                    level.property(other, e);
                }
            }
        }
    }

    fn end(&mut self, name: &str, found: &mut Numbering) {
        match name {
            "lvl" => {
                let Some((number, level)) = self.level.take() else { return };
                if let Some((_, list)) = self.list.as_mut() {
                    list.levels.insert(number, level);
                } else if let Some((_, pattern)) = self.pattern.as_mut()
                    && let Some(slot) = pattern.levels.get_mut(usize::from(number))
                {
                    *slot = level;
                }
            }
            "abstractNum" => {
                if let Some((id, pattern)) = self.pattern.take().filter(|_| found.patterns.len() < MOST_LISTS) {
                    found.patterns.entry(id).or_insert(pattern);
                }
            }
            "num" => {
                if let Some((id, list)) = self.list.take().filter(|_| found.lists.len() < MOST_LISTS) {
                    found.lists.entry(id).or_insert(list);
                }
            }
            _ => {}
        }
    }
}

/// The `ilvl` of an element; past the last level there is none to match it.
fn level_number(e: &BytesStart<'_>) -> u8 {
    xml::number(e, "ilvl").and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX)
}

impl Level {
    fn property(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "start" => self.start = value(e).trim().parse().ok(),
            // A writing of one's own stands beside a plain one for older programs, which is the one read.
            "numFmt" if value(e) != "custom" => self.writing = Writing::named(&value(e)),
            "lvlText" => self.text = value(e),
            "lvlRestart" => self.restart = value(e).trim().parse().ok(),
            "isLgl" => self.legal = is_on(e),
            "pStyle" => self.style = Some(value(e)),
            "suff" => self.close = value(e) == "nothing",
            _ => {}
        }
    }
}

/// How far every list has been counted. Lists with the same pattern count together.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, u8)>,
}

impl Counters {
    /// Counts a paragraph at `level` of list `list` and gives its label; `None` where it has none to print.
    pub(super) fn next(&mut self, list: u32, level: u8, numbering: &Numbering, styles: &Styles) -> Option<Label> {
        let found = numbering.lists.get(&list)?;
        let (id, pattern) = numbering.pattern(found, styles)?;
        let level = level.min(8);
        let counts = self.counts.entry(id).or_default();
        let at = |n: usize| u8::try_from(n).ok().and_then(|n| found.levels.get(&n)).or_else(|| pattern.levels.get(n));
        let first = |n: usize| found.starts.get(n).copied().flatten().or_else(|| at(n).and_then(|l| l.start)).unwrap_or(1);
        let own = usize::from(level);
        let starts_anew = found.starts.get(own).is_some_and(Option::is_some) && self.started.insert((list, level));
        let slot = counts.get_mut(own)?;
        *slot = Some(match *slot {
            Some(count) if !starts_anew => count.saturating_add(1),
            _ => first(own),
        });
        for deeper in own + 1..LEVELS {
            let stays = at(deeper).and_then(|l| l.restart).is_some_and(|after| after == 0 || own + 1 > after as usize);
            if let Some(slot) = counts.get_mut(deeper).filter(|_| !stays) {
                *slot = None;
            }
        }
        let look = at(own)?;
        if look.writing == Writing::Bullet {
            return None;
        }
        let number = |n: usize| counts.get(n).copied().flatten().unwrap_or_else(|| first(n));
        let written = |n: usize| at(n).map_or(Writing::Decimal, |l| if look.legal { Writing::Decimal } else { l.writing }).write(number(n));
        let text = filled(&look.text, written);
        let text = text.trim();
        (!text.is_empty()).then(|| Label { text: text.to_owned(), close: look.close })
    }
}

/// `%1` to `%9` of a level's text replaced by the levels' numbers.
fn filled(pattern: &str, written: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().take(LONGEST).peekable();
    while let Some(c) = chars.next() {
        let level = if c == '%' { chars.peek().and_then(|d| d.to_digit(10)).filter(|d| *d > 0) } else { None };
        match level {
            Some(level) => {
                chars.next();
                out.push_str(&written(level as usize - 1));
            }
            // Marks typed in a symbol font say nothing.
            None if ('\u{E000}'..='\u{F8FF}').contains(&c) => {}
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Counters, Numbering};
    use crate::ingest::word::styles::Styles;

    const LISTS: &str = r#"<w:numbering>
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
        <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>
      </w:abstractNum>
      <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="mine"/></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
    </w:numbering>"#;

    #[test]
    fn labels_as_word_counts() {
        let numbering = Numbering::read(LISTS.as_bytes());
        let styles = Styles::read(&b"<w:styles><w:style w:type='numbering' w:styleId='mine'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"[..]);
        let mut counters = Counters::default();
        let mut label = |list, level| {
            counters.next(list, level, &numbering, &styles).map_or_else(|| "-".to_owned(), |l| format!("{}{}", l.text, l.close))
        };
        let found = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 0), (3, 0), (9, 0)]
            .map(|(list, level)| label(list, level));
        let expected = [
            "一、true",
            "（一）false",
            "（二）false",
            "1.1false",
            "二、true",
            "（一）false",
            "2.2false",
            "-",
            "五、true",
            "六、true",
            "七、true",
            "-",
        ];
        assert_eq!(found, expected);
    }
}
