//! Whether an item that a list of ordinals lacks is there all the same: in other words, in a table between, or further on.

use std::ops::RangeInclusive;

use crate::document::{Cell, Spot};
use crate::facts::{Facts, Marker, OrdinalStyle, unit_length};
use crate::rules::check::sequence::{in_table, is_heading};

/// The missing item may be there in other words, in a table between, or further on, out of order.
pub(super) fn found_elsewhere(before: &Marker, after: &Marker, mut missing: RangeInclusive<u32>, facts: &Facts<'_>) -> bool {
    let between = between(before, after, facts);
    let inner = holds_a_list(&between);
    let chapters = are_chapters(before, after, facts);
    let named = |ordinal| {
        if chapters {
            is_chapter(ordinal, &between)
        } else {
            named_otherwise(ordinal, &between) && !(inner && after.style != OrdinalStyle::ShiIs)
        }
    };
    missing.all(|ordinal| named(ordinal) || comes_later(ordinal, after, facts))
}

/// Whether two items are the chapters of a report: 一、总体情况.
fn are_chapters(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    after.style == OrdinalStyle::ChineseComma && is_heading(before, facts) && is_heading(after, facts)
}

/// Whether the text of an item has a list of its own: 一是…;二是….
fn holds_a_list(between: &[&str]) -> bool {
    let first = |clause: &str| {
        let clause = clause.trim_start();
        let figure = clause.trim_start_matches(['(', '\u{FF08}']).strip_prefix('1');
        clause.starts_with("一是") || clause.starts_with("第一") || figure.is_some_and(|rest| rest.starts_with([')', '\u{FF09}', '.']))
    };
    between.iter().any(|text| text.split(CLAUSE_ENDS).any(first))
}

/// Whether the item stands further on, before the next list of the style starts.
fn comes_later(ordinal: u32, after: &Marker, facts: &Facts<'_>) -> bool {
    let from = facts.markers.partition_point(|m| m.paragraph < after.paragraph);
    let rest = facts.markers[from..].iter().filter(|m| m.style == after.style && m.spot != after.spot);
    let later = rest.filter(|m| m.paragraph > after.paragraph || m.spot.start > after.spot.start);
    later.filter(|m| !in_table(m, facts)).take_while(|m| m.ordinal != 1).any(|m| m.ordinal == ordinal)
}

/// Where a clause ends, in half and full width.
const CLAUSE_ENDS: [char; 13] = ['、', '。', ';', '\u{FF1B}', ',', '\u{FF0C}', ':', '\u{FF1A}', '\n', '!', '\u{FF01}', '?', '\u{FF1F}'];

pub(super) const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Whether an item is there in other words (三要, 第三): its numeral opens a clause.
pub(super) fn named_otherwise(ordinal: u32, between: &[&str]) -> bool {
    let chinese = NUMERALS.get(ordinal as usize - 1).copied().unwrap_or("\u{0}");
    let arabic = ordinal.to_string();
    between.iter().any(|text| {
        text.split(CLAUSE_ENDS).map(|clause| clause.trim_start().trim_start_matches(['第', '(', '\u{FF08}'])).any(|clause| {
            // 三要加强培训 and 3.加强培训, but neither 3件复议纠正 nor 第二十条
            let more = |c: char| c.is_ascii_digit() || NUMERALS.iter().any(|n| n.contains(c));
            let item = |rest: &str| !rest.starts_with(more) && unit_length(rest) == 0;
            clause.strip_prefix(chinese).is_some_and(item) || clause.strip_prefix(&*arabic).is_some_and(item)
        })
    })
}

/// The longest chapter heading, in characters.
const HEADING: usize = 30;

/// Whether a chapter is there in other words: its numeral opens a short text of its own, in no brackets.
fn is_chapter(ordinal: u32, between: &[&str]) -> bool {
    let is_short = |text: &&&str| text.chars().count() <= HEADING && !text.trim_start().starts_with(['(', '\u{FF08}']);
    let opened: Vec<&str> = between.iter().filter(is_short).filter_map(|text| text.trim_start().split(CLAUSE_ENDS).next()).collect();
    named_otherwise(ordinal, &opened)
}

/// The text between two markers, cells of tables included.
pub(super) fn between<'f>(before: &Marker, after: &Marker, facts: &'f Facts<'_>) -> Vec<&'f str> {
    let document = facts.document;
    let text = |paragraph: u32| document.paragraphs.get(paragraph as usize).map_or("", |p| p.text.as_str());
    let cut = |text: &'f str, from: Option<Spot>, to: Option<Spot>| {
        let start = from.map_or(0, |s| s.end as usize);
        let end = to.map_or(text.len(), |s| s.start as usize);
        text.get(start..end).unwrap_or("")
    };
    if before.paragraph == after.paragraph {
        return vec![cut(text(before.paragraph), Some(before.spot), Some(after.spot))];
    }
    let mut parts = vec![cut(text(before.paragraph), Some(before.spot), None)];
    parts.extend((before.paragraph + 1..after.paragraph).map(text));
    // The paragraphs before a table are as many as its place among the blocks less the tables before it.
    // A chapter may stand at the top of its own table; 三、本年度办理结果 in a row of it is none.
    let chapters = are_chapters(before, after, facts);
    for table in facts.document.tables_between(before.paragraph, after.paragraph) {
        let heads = |cell: &&Cell| !chapters || cell.row < TOP_ROWS || cell.col_span >= table.cols();
        parts.extend(table.cells().iter().filter(heads).map(|cell| cell.text.as_str()));
    }
    parts.push(cut(text(after.paragraph), None, Some(after.spot)));
    parts
}

/// Rows of a table whose cells may be a heading over it.
const TOP_ROWS: u32 = 2;
