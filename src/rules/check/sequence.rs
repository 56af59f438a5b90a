//! Ordinals in running text: 一是, 二是, 四是 skips one.

use std::collections::BTreeMap;

use crate::document::Spot;
use crate::facts::{Facts, Marker, OrdinalStyle};
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Rule, SequenceSpec, Verdict, Violation};

/// The widest gap that is a slip; more is another list. Bare figures number forms and notes as well, whose items may stand apart.
fn most_missing(style: OrdinalStyle) -> u32 {
    match style {
        OrdinalStyle::ShiIs | OrdinalStyle::DiYi => 2,
        _ => 1,
    }
}

/// A run of ordinals of one style: where it stands now.
struct Run<'f> {
    last: &'f Marker,
    length: u32,
    gaps: Vec<(&'f Marker, &'f Marker)>,
}

/// Follows the rule's styles through the document; every list of at least two items is one check.
pub(super) fn check(rule: &Rule, spec: &SequenceSpec, facts: &Facts<'_>, out: &mut Vec<Checked>) {
    let mut open: BTreeMap<OrdinalStyle, Run<'_>> = BTreeMap::new();
    let mut closed: Vec<Run<'_>> = Vec::new();
    for marker in facts.markers.iter().filter(|m| !in_table(m, facts)) {
        let deeper: Vec<OrdinalStyle> = open.keys().copied().filter(|style| depth(*style) > depth(marker.style)).collect();
        closed.extend(deeper.iter().filter_map(|style| open.remove(style)));
        if !spec.styles.contains(&marker.style) {
            continue;
        }
        if open.get_mut(&marker.style).is_some_and(|run| follows(run, marker, facts)) {
            continue;
        }
        closed.extend(open.remove(&marker.style));
        if marker.ordinal == 1 {
            open.insert(marker.style, Run { last: marker, length: 1, gaps: Vec::new() });
        }
    }
    closed.extend(open.into_values());
    closed.sort_by_key(|run| run.last.spot);
    for run in closed.iter().filter(|run| run.length > 1) {
        report(rule, run, facts, out);
    }
}

/// Takes the marker into the run when it is the next one, a repeated one, or a slip further on.
fn follows<'f>(run: &mut Run<'f>, marker: &'f Marker, facts: &Facts<'_>) -> bool {
    let last = run.last.ordinal;
    if marker.ordinal <= 1 || marker.ordinal < last {
        return false;
    }
    let missing = marker.ordinal.saturating_sub(last + 1);
    if missing > most_missing(marker.style) || (missing > 0 && run.length < least_length(marker.style)) {
        return false;
    }
    if missing > 0 && !named_otherwise(run.last, marker, facts) {
        run.gaps.push((run.last, marker));
    }
    run.length += 1;
    run.last = marker;
    true
}

/// Items a list must have shown before a gap counts: bare figures open many things that are no list.
fn least_length(style: OrdinalStyle) -> u32 {
    match style {
        OrdinalStyle::ShiIs | OrdinalStyle::DiYi => 1,
        _ => 2,
    }
}

/// Outline depth: an ordinal of a lesser depth ends the lists below it.
fn depth(style: OrdinalStyle) -> u8 {
    match style {
        OrdinalStyle::Chapter | OrdinalStyle::Roman => 0,
        OrdinalStyle::ChineseComma => 1,
        OrdinalStyle::ChineseParen => 2,
        OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma => 3,
        OrdinalStyle::ArabicParen => 4,
        OrdinalStyle::Circled => 5,
        OrdinalStyle::ShiIs | OrdinalStyle::DiYi => 6,
    }
}

/// Items inside a data table's rows are labels, not a list in running text.
fn in_table(marker: &Marker, facts: &Facts<'_>) -> bool {
    let cell = facts.document.paragraphs.get(marker.paragraph as usize).and_then(|p| p.cell);
    cell.and_then(|(table, _)| facts.tables.get(table as usize)).is_some_and(|grid| grid.stub_cols() > 0)
}

/// Where a clause ends, in half and full width.
const CLAUSE_ENDS: [char; 12] = ['。', ';', '\u{FF1B}', ',', '\u{FF0C}', ':', '\u{FF1A}', '\n', '!', '\u{FF01}', '?', '\u{FF1F}'];

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The missing item may be there in other words (三要, 第三): its numeral opens a clause between the two.
fn named_otherwise(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    let between = between(before, after, facts);
    (before.ordinal + 1..after.ordinal).all(|ordinal| {
        let chinese = NUMERALS.get(ordinal as usize - 1).copied().unwrap_or("\u{0}");
        let arabic = ordinal.to_string();
        between.iter().any(|text| {
            text.split(CLAUSE_ENDS).map(|clause| clause.trim_start().trim_start_matches(['第', '(', '\u{FF08}'])).any(|clause| {
                clause.starts_with(chinese)
                    || (clause.starts_with(&arabic) && !clause[arabic.len()..].starts_with(|c: char| c.is_ascii_digit()))
            })
        })
    })
}

fn between<'f>(before: &Marker, after: &Marker, facts: &'f Facts<'_>) -> Vec<&'f str> {
    let text = |paragraph: u32| facts.document.paragraphs.get(paragraph as usize).map_or("", |p| p.text.as_str());
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
    parts.push(cut(text(after.paragraph), None, Some(after.spot)));
    parts
}

fn report(rule: &Rule, run: &Run<'_>, facts: &Facts<'_>, out: &mut Vec<Checked>) {
    if run.gaps.is_empty() {
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: Vec::new(), note: None });
    }
    for (before, after) in &run.gaps {
        let printed = facts.document.printed(&after.spot);
        let previous = facts.document.printed(&before.spot);
        let missing: Vec<String> = (before.ordinal + 1..after.ordinal).map(|ordinal| in_style(ordinal, after)).collect();
        let slots = Slots::new()
            .with("found", printed)
            .with("before", previous)
            .with_phrase("missing", Phrase::new(missing.join("、"), missing.join(", ")));
        let verdict = Verdict::Fail(Box::new(Violation {
            severity: rule.severity,
            confidence: rule.confidence,
            message: slots.fill(&rule.message),
            help: slots.fill(&rule.fix),
            derivation: Phrase::new(
                format!("{previous} → {printed}，缺 {}", missing.join("、")),
                format!("{previous} → {printed}, without {}", missing.join(", ")),
            ),
            repairs: Vec::new(),
        }));
        let evidence = vec![Evidence { spot: after.spot, part: "marker".to_owned(), prose: true, number: None }];
        out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
    }
}

/// The missing ordinal as the list writes its ordinals.
fn in_style(ordinal: u32, like: &Marker) -> String {
    let chinese = || match ordinal {
        1..=10 => NUMERALS[ordinal as usize - 1].to_owned(),
        11..=19 => format!("十{}", NUMERALS[ordinal as usize - 11]),
        _ => ordinal.to_string(),
    };
    match like.style {
        OrdinalStyle::ShiIs => format!("{}是", chinese()),
        OrdinalStyle::DiYi => format!("第{}", chinese()),
        OrdinalStyle::ChineseComma => format!("{}、", chinese()),
        OrdinalStyle::ChineseParen => format!("({})", chinese()),
        OrdinalStyle::ArabicDot | OrdinalStyle::Roman => format!("{ordinal}."),
        OrdinalStyle::ArabicComma => format!("{ordinal}、"),
        OrdinalStyle::ArabicParen => format!("({ordinal})"),
        OrdinalStyle::Chapter => format!("第{}", chinese()),
        OrdinalStyle::Circled => char::from_u32(0x245F + ordinal).map(String::from).unwrap_or_default(),
    }
}
