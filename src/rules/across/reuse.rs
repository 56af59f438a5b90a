//! Text of a report's sections that stands in the report of the year before: what is kept of it, and how much of a section it makes.

use std::ops::Range;

use crate::document::{Site, Spot};
use crate::facts::{Facts, Heading, OrdinalStyle};
use crate::phrase::Phrase;
use crate::rules::across::compare::{Linked, Pair, Report, bare, fail};
use crate::rules::across::model::ReuseSpec;
use crate::rules::across::tiles::{Glyph, NUMBER, RUN, Tile, glyphs, tiles};
use crate::rules::across::title::year_of;
use crate::rules::message::Slots;
use crate::rules::{Evidence, Rule, Verdict};

/// Bytes of one report's text that are kept: a hundred pages.
const MOST: usize = 300_000;

/// Sentences of one text that stand behind each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Piece {
    site: Site,
    /// Where it begins there.
    at: u32,
    text: Box<str>,
}

/// What stands under one heading, down to the next one of any level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Prose {
    heading: Box<str>,
    /// 1 for 一、, 2 for (一).
    level: u8,
    pieces: Vec<Piece>,
    /// The report is longer than what is kept: the rest of this is missing.
    cut: bool,
}

/// The sections' text, without the sentences that the rule leaves out.
pub(super) fn prose(spec: &ReuseSpec, facts: &Facts<'_>) -> Vec<Prose> {
    let numbered = facts.headings.iter().any(|heading| heading.ordinal.is_some());
    let mut found: Vec<Prose> = Vec::new();
    let mut kept = 0;
    for (nth, heading) in facts.headings.iter().enumerate() {
        let end = facts.headings.get(nth + 1).map_or(facts.document.paragraphs.len(), |next| next.paragraph as usize);
        let mut section = Prose { heading: words(heading, facts), level: level(heading), pieces: Vec::new(), cut: false };
        if numbered && heading.ordinal.is_none() {
            section.heading = Box::default();
        }
        for index in heading.paragraph as usize + 1..end {
            if kept > MOST {
                section.cut = true;
                break;
            }
            pieces(index, spec, facts, &mut section.pieces);
            kept += section
                .pieces
                .iter()
                .rev()
                .take_while(|piece| piece.site == site(index, facts))
                .map(|piece| piece.text.len())
                .sum::<usize>();
        }
        section.pieces.shrink_to_fit();
        found.push(section);
    }
    found
}

fn level(heading: &Heading) -> u8 {
    match heading.style {
        Some(OrdinalStyle::ChineseComma) => 1,
        Some(OrdinalStyle::ChineseParen) => 2,
        _ => heading.level,
    }
}

/// The heading as printed.
fn words(heading: &Heading, facts: &Facts<'_>) -> Box<str> {
    let printed = facts.document.paragraphs.get(heading.paragraph as usize).map_or("", |paragraph| paragraph.text.as_str());
    printed.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

fn site(index: usize, facts: &Facts<'_>) -> Site {
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    let cell = facts.document.paragraphs.get(index).and_then(|paragraph| paragraph.cell);
    cell.map_or(Site::Paragraph(number), |(table, cell)| Site::Cell { table, cell })
}

/// The sentences of a paragraph that count. Words without a sentence's end are labels, links and lists of files.
fn pieces(index: usize, spec: &ReuseSpec, facts: &Facts<'_>, out: &mut Vec<Piece>) {
    let Some(paragraph) = facts.document.paragraphs.get(index).filter(|paragraph| !paragraph.hidden) else { return };
    let text = paragraph.text.as_str();
    let ends = |c: char| matches!(c, '。' | '；' | ';' | '！' | '？' | '!' | '?');
    if !text.contains(ends) && !text.contains(". ") && !text.ends_with('.') {
        return;
    }
    let site = site(index, facts);
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for sentence in text.split_inclusive(|c| ends(c) || c == '\n') {
        let range = at..at + sentence.len();
        at = range.end;
        let plain: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
        if spec.skip.iter().any(|words| plain.contains(words.as_str())) {
            out.extend(open.take().and_then(|open| piece(site, text, open)));
            continue;
        }
        open = Some(open.map_or(range.start, |open| open.start)..range.end);
    }
    out.extend(open.and_then(|open| piece(site, text, open)));
}

fn piece(site: Site, text: &str, range: Range<usize>) -> Option<Piece> {
    Some(Piece { site, at: u32::try_from(range.start).ok()?, text: text.get(range)?.into() })
}

/// A section with those below it.
struct Section<'c> {
    heading: &'c str,
    level: u8,
    pieces: Vec<&'c Piece>,
    cut: bool,
}

fn section(prose: &[Prose], nth: usize) -> Option<Section<'_>> {
    let own = prose.get(nth)?;
    let below = prose.iter().skip(nth + 1).take_while(|other| other.level > own.level && !other.heading.is_empty());
    let all = || std::iter::once(own).chain(below.clone());
    Some(Section {
        heading: &own.heading,
        level: own.level,
        pieces: all().flat_map(|prose| &prose.pieces).collect(),
        cut: all().any(|prose| prose.cut),
    })
}

fn all_glyphs(pieces: &[&Piece]) -> Vec<Glyph> {
    let mut found = Vec::new();
    for (nth, piece) in (0..).zip(pieces) {
        glyphs(&piece.text, nth, &mut found);
    }
    found
}

/// Every section that is long enough; one that is copied stands for those below it.
pub(super) fn judge(rule: &Rule, spec: &ReuseSpec, own: &[Prose], before: &[Prose], pair: Pair<'_>, out: &mut Vec<Linked>) {
    let theirs: Vec<&Piece> = before.iter().flat_map(|prose| &prose.pieces).collect();
    let other = all_glyphs(&theirs);
    let mut told: Option<u8> = None;
    let mut long_enough = false;
    for nth in 0..own.len() {
        let Some(section) = section(own, nth) else { continue };
        if told.is_some_and(|level| section.level > level) || section.heading.is_empty() {
            continue;
        }
        told = None;
        let glyphs = all_glyphs(&section.pieces);
        if section.cut {
            let (zh, en) =
                (format!("“{}”太长，没有全部比较", section.heading), format!("`{}` is too long to be compared", section.heading));
            out.push(bare(rule, Verdict::Undecided(Phrase::new(zh, en))));
            continue;
        }
        if glyphs.len() < spec.least as usize {
            continue;
        }
        long_enough = true;
        let tiles = tiles(&glyphs, &other);
        let copied: usize = tiles.iter().map(|tile| tile.own.len()).sum();
        if copied * 100 < glyphs.len() * spec.share as usize {
            out.push(bare(rule, Verdict::Pass));
            continue;
        }
        told = Some(section.level);
        let both = Both { own: (&section.pieces, &glyphs), before: (&theirs, &other), tiles: &tiles, pair };
        out.push(both.linked(rule, section.heading, copied));
    }
    if !long_enough {
        out.push(bare(rule, Verdict::NotApplicable(Phrase::new("没有一节长到足以比较", "no section is long enough to compare"))));
    }
}

/// A copied section beside the report it was copied from.
struct Both<'c> {
    own: (&'c [&'c Piece], &'c [Glyph]),
    before: (&'c [&'c Piece], &'c [Glyph]),
    tiles: &'c [Tile],
    pair: Pair<'c>,
}

impl Both<'_> {
    fn linked(&self, rule: &Rule, heading: &str, copied: usize) -> Linked {
        let (share, stale) = (copied * 100 / self.own.1.len().max(1), self.stale());
        let mut years: Vec<&str> = stale.iter().map(|(year, _)| year.as_str()).collect();
        years.sort_unstable();
        years.dedup();
        let unchanged = match years[..] {
            [] => Phrase::default(),
            _ => Phrase::new(
                format!("，其中{}没有改", years.iter().map(|year| format!("“{year}年”")).collect::<Vec<_>>().join("、")),
                format!(", where {} was left as it was", years.join(" and ")),
            ),
        };
        let slots = Slots::new()
            .with("section", heading.to_owned())
            .with("share", format!("{share}%"))
            .with_phrase("year", self.pair.year_before())
            .with_phrase("stale", unchanged);
        let length = self.own.1.len();
        let derivation = Phrase::new(
            format!("全节 {length} 字，其中 {copied} 字在上一年报告中连续 {RUN} 字以上相同（数字不论）"),
            format!("of {length} characters, {copied} stand in the earlier report in runs of {RUN} and more, whatever the numbers"),
        );
        let verdict = fail(rule, &slots, derivation);
        let copied = self.spots(true).into_iter().flat_map(|spot| self.around(spot, &stale));
        let own = copied.map(|spot| (Report::Own, evidence(spot, "copied")));
        let years = stale.iter().map(|(_, spot)| (Report::Own, evidence(*spot, "stale-year")));
        let before = self.spots(false).into_iter().map(|spot| (Report::Before, evidence(spot, "year-before")));
        Linked { rule: rule.id.clone(), verdict, evidence: own.chain(years).chain(before).collect() }
    }

    /// What was copied, from the first to the last common character of each text, in the order of the texts.
    fn spots(&self, own: bool) -> Vec<Spot> {
        let (pieces, glyphs) = if own { self.own } else { self.before };
        let ranges = self.tiles.iter().map(|tile| if own { tile.own.clone() } else { tile.other..tile.other + tile.own.len() });
        let mut found: Vec<(Site, u32, u32)> = Vec::new();
        for glyph in ranges.flat_map(|range| glyphs.get(range).unwrap_or(&[])) {
            let Some(piece) = pieces.get(glyph.piece as usize) else { continue };
            let (start, end) = (piece.at + glyph.start, piece.at + glyph.end);
            match found.iter_mut().find(|(site, ..)| *site == piece.site) {
                Some((_, from, to)) => (*from, *to) = ((*from).min(start), (*to).max(end)),
                None => found.push((piece.site, start, end)),
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(site, from, to)| Spot::new(site, from..to)).collect()
    }

    /// A spot without the years in it, which are named by themselves.
    fn around(&self, spot: Spot, years: &[(String, Spot)]) -> Vec<Spot> {
        let mut found = Vec::new();
        let mut from = spot.start;
        for (_, year) in years.iter().filter(|(_, year)| year.site == spot.site && spot.start <= year.start && year.end <= spot.end) {
            found.push(Spot::new(spot.site, from..year.start));
            from = year.end;
        }
        found.push(Spot::new(spot.site, from..spot.end));
        found.retain(|part| self.own.1.iter().any(|glyph| self.is_in(glyph, part)));
        found
    }

    fn is_in(&self, glyph: &Glyph, spot: &Spot) -> bool {
        let Some(piece) = self.own.0.get(glyph.piece as usize) else { return false };
        piece.site == spot.site && spot.start <= piece.at + glyph.start && piece.at + glyph.end <= spot.end
    }

    /// Years that the earlier report has at the same place: its own, or the one it looked forward to. A month or a version is no year of account.
    fn stale(&self) -> Vec<(String, Spot)> {
        let known = [self.pair.before.identity.year, self.pair.own.identity.year];
        let printed = |(pieces, glyphs): (&[&Piece], &[Glyph]), at: usize| -> Option<(String, Spot)> {
            let glyph = glyphs.get(at).filter(|glyph| glyph.c == NUMBER)?;
            let piece = pieces.get(glyph.piece as usize)?;
            let digits = piece.text.get(glyph.start as usize..glyph.end as usize)?;
            Some((digits.to_owned(), Spot::new(piece.site, piece.at + glyph.start..piece.at + glyph.end)))
        };
        let mut found = Vec::new();
        for tile in self.tiles {
            for (nth, at) in tile.own.clone().enumerate() {
                let (Some((year, spot)), Some((theirs, _))) = (printed(self.own, at), printed(self.before, tile.other + nth)) else {
                    continue;
                };
                let rest: String = self.own.1.get(at + 1..).unwrap_or(&[]).iter().take(4).map(|glyph| glyph.c).collect();
                if year == theirs && known.contains(&year_of(&year)) && year_of(&year).is_some() && of_account(&rest) {
                    found.push((year, spot));
                }
            }
        }
        found
    }
}

/// Whether the words behind a number make it a year that is accounted for; `#` is a number.
fn of_account(rest: &str) -> bool {
    rest.strip_prefix('年').is_some_and(|rest| !["#月", "以来", "起", "版", "修"].iter().any(|other| rest.starts_with(other)))
}

fn evidence(spot: Spot, part: &str) -> Evidence {
    Evidence { spot, part: part.to_owned(), prose: true, number: None }
}
