//! Ordinals in running text: 一是, 二是, 四是 skips one.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::document::{Site, Table};
use crate::facts::{Facts, Marker, OrdinalStyle};
use crate::phrase::Phrase;
use crate::rules::check::missing_item::{NUMERALS, between, found_elsewhere};
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Rule, SequenceSpec, Verdict, Violation};

/// The widest gap that is a slip; more is another list.
const MAX_MISSING: u32 = 2;

/// A run of ordinals of one style: where it stands now.
struct Run<'f> {
    last: &'f Marker,
    /// The ordinal of the last item: its own, or the one it should have.
    at: u32,
    length: u32,
    gaps: Vec<Gap<'f>>,
    /// Where the run stood that this one opened in, and in which paragraph: it may go on behind.
    outer: Option<(u32, u32)>,
}

/// Two items of a run, and the ordinals that are missing behind the first; none stands before the first item.
struct Gap<'f> {
    before: Option<&'f Marker>,
    after: &'f Marker,
    missing: RangeInclusive<u32>,
}

/// Chapters looked for in the whole report, and whether they were found: each is looked for once.
type Named = BTreeMap<(OrdinalStyle, u32), bool>;

/// Follows the rule's styles through the document; every list of at least two items is one check.
pub(super) fn check(rule: &Rule, spec: &SequenceSpec, facts: &Facts<'_>, out: &mut Vec<Checked>) {
    let mut open: BTreeMap<OrdinalStyle, Run<'_>> = BTreeMap::new();
    let mut closed: Vec<Run<'_>> = Vec::new();
    let mut named = Named::new();
    let markers: Vec<&Marker> = facts.markers.iter().filter(|m| !in_table(m, facts) && is_item(m, facts)).collect();
    for (at, &marker) in markers.iter().enumerate() {
        let rest = markers.get(at + 1..).unwrap_or_default();
        let deeper: Vec<OrdinalStyle> = open.keys().copied().filter(|style| style.depth() > marker.style.depth()).collect();
        closed.extend(deeper.iter().filter_map(|style| open.remove(style)));
        if !spec.styles.contains(&marker.style) {
            continue;
        }
        let anew = open.get(&marker.style).is_some_and(|run| begins_anew(run, marker, rest, facts));
        if !anew
            && open
                .get_mut(&marker.style)
                .is_some_and(|run| is_misnumbered(run, marker, rest, facts) || follows(run, marker, rest, facts, &mut named))
        {
            continue;
        }
        let outer = open.remove(&marker.style);
        let stood = outer.as_ref().map(|run| (run.at, run.last.paragraph));
        let first = outer.as_ref().is_none_or(|run| run.last.paragraph != marker.paragraph) && is_first_misnumbered(marker, rest, facts);
        closed.extend(outer);
        if first {
            let gap = Gap { before: None, after: marker, missing: 1..=1 };
            open.insert(marker.style, Run { last: marker, at: 1, length: 1, gaps: vec![gap], outer: stood });
            continue;
        }
        if marker.ordinal == 1 || is_titled(marker.style) {
            open.insert(marker.style, Run { last: marker, at: marker.ordinal, length: 1, gaps: Vec::new(), outer: stood });
        }
    }
    closed.extend(open.into_values());
    closed.sort_by_key(|run| run.last.spot);
    for run in closed.iter().filter(|run| run.length > 1) {
        report(rule, run, facts, out);
    }
}

/// Whether a list of another paragraph has come to its end before a marker that begins its own under another ordinal than the first.
fn begins_anew(run: &Run<'_>, marker: &Marker, rest: &[&Marker], facts: &Facts<'_>) -> bool {
    run.at > 1 && run.at + 1 != marker.ordinal && run.last.paragraph != marker.paragraph && is_first_misnumbered(marker, rest, facts)
}

/// Takes the marker into the run when it is the next one, a repeated one, a slip further on, or the last one under another ordinal.
fn follows<'f>(run: &mut Run<'f>, marker: &'f Marker, rest: &[&Marker], facts: &Facts<'_>, named: &mut Named) -> bool {
    let last = run.at;
    if marker.ordinal == last && is_repeated(run, marker, rest, facts) || is_last_misnumbered(run, marker, rest, facts) {
        run.take(marker, last + 1, last + 1..=last + 1, facts);
        return true;
    }
    if marker.ordinal <= 1 || marker.ordinal < last {
        return false;
    }
    let missing = marker.ordinal.saturating_sub(last + 1);
    if missing > 0 && !is_slip(missing, run, marker, facts, named) {
        return false;
    }
    run.take(marker, marker.ordinal, last + 1..=marker.ordinal - 1, facts);
    true
}

impl<'f> Run<'f> {
    /// Takes the marker as the item of an ordinal; what is missing before it is a gap, unless the report has it elsewhere.
    fn take(&mut self, marker: &'f Marker, ordinal: u32, missing: RangeInclusive<u32>, facts: &Facts<'_>) {
        let before = self.last;
        if !missing.is_empty() && one_after_the_other(before, marker, facts) && !found_elsewhere(before, marker, missing.clone(), facts) {
            self.gaps.push(Gap { before: Some(before), after: marker, missing });
        }
        self.length += 1;
        self.last = marker;
        self.at = ordinal;
    }
}

/// Takes the marker into the run when it stands in the next one's place under another ordinal: (三), (六), (五) is (四) misnumbered.
fn is_misnumbered<'f>(run: &mut Run<'f>, marker: &'f Marker, rest: &[&Marker], facts: &Facts<'_>) -> bool {
    let due = run.at + 1;
    let behind = next_of_style(marker, rest.iter().copied(), facts);
    let skips = behind.is_some_and(|next| next.ordinal == due + 1 && one_after_the_other(marker, next, facts));
    let wrong = marker.ordinal != due && skips && !in_latin(marker, facts);
    if wrong {
        run.take(marker, due, due..=due, facts);
    }
    wrong
}

/// The widest gap before the last of several items.
const FAR: u32 = 9;

/// Whether the marker is the last item under another ordinal than the next one, `1.…;2.…;6.…。`, `4.平台建设`, `3.监督保障`: an item in a line
/// or three that open paragraphs stand before it, and none behind.
fn is_last_misnumbered(run: &Run<'_>, marker: &Marker, rest: &[&Marker], facts: &Facts<'_>) -> bool {
    let far = marker.ordinal > run.at + MAX_MISSING && marker.ordinal <= run.at + FAR;
    let back = (2..run.at).contains(&marker.ordinal);
    let behind = next_of_style(marker, rest.iter().copied(), facts);
    let is_last = behind.is_none_or(|next| next.ordinal == 1);
    let heads = run.length > 2
        && opens_paragraph(run.last)
        && opens_paragraph(marker)
        && run.outer.is_none_or(|(outer, _)| outer + 1 != marker.ordinal);
    let in_line = are_sentences(run.last, marker, facts);
    is_figure(marker.style) && is_last && (far || back) && (heads || in_line) && !in_latin(marker, facts) && !are_ranks(marker, facts)
}

/// Whether a list begins with this marker under another ordinal than the first: 二是…;二是…;三是…. The two items behind it have theirs.
fn is_first_misnumbered(marker: &Marker, rest: &[&Marker], facts: &Facts<'_>) -> bool {
    if marker.ordinal == 1 || is_titled(marker.style) || in_latin(marker, facts) {
        return false;
    }
    let follows = |m: &&&Marker| m.style.depth() <= marker.style.depth();
    let mut behind = rest.iter().filter(follows).take_while(|m| m.style == marker.style);
    let (Some(second), third) = (behind.next(), behind.next()) else { return false };
    let in_line = |m: &Marker| m.paragraph == marker.paragraph;
    let heads = |m: &Marker| opens_paragraph(marker) && opens_paragraph(m);
    // Two paragraphs alone, (二)…(二)…: nothing stands between them.
    let two = marker.style == OrdinalStyle::ChineseParen
        && third.is_none_or(|third| third.ordinal == 1)
        && marker.ordinal == 2
        && are_neighbours(marker, second, facts);
    let third = third.filter(|third| third.ordinal == 3);
    let alone = matches!(marker.style, OrdinalStyle::ShiIs | OrdinalStyle::DiYi) || are_sentences(marker, second, facts);
    second.ordinal == 2
        && one_after_the_other(marker, second, facts)
        && (in_line(second) && (third.is_some_and(|third| in_line(third)) || alone)
            || heads(second) && (two || third.is_some_and(|third| heads(third))))
}

/// The next marker of running text in this one's style, up to one of a lesser depth.
fn next_of_style<'m>(marker: &Marker, behind: impl Iterator<Item = &'m Marker>, facts: &Facts<'_>) -> Option<&'m Marker> {
    let within = |m: &&Marker| m.style.depth() >= marker.style.depth();
    behind.take_while(within).find(|m| m.style == marker.style && !in_table(m, facts))
}

/// Whether the last item has the ordinal of the one before it, 二是…;二是…, in one paragraph or at the start of two. A run around this one may
/// go on with it.
fn is_repeated(run: &Run<'_>, marker: &Marker, rest: &[&Marker], facts: &Facts<'_>) -> bool {
    let within = match marker.style {
        OrdinalStyle::ChineseComma | OrdinalStyle::Roman | OrdinalStyle::Circled => false,
        style if is_figure(style) => !are_ranks(marker, facts),
        style => !is_titled(style),
    };
    // Figures that open paragraphs begin anew more often than the others.
    let head = match marker.style {
        OrdinalStyle::ChineseParen | OrdinalStyle::ShiIs => true,
        style if is_figure(style) => run.length > 2,
        // 五、存在的主要问题, 五、其他需要报告的事项
        OrdinalStyle::ChineseComma => run.length > 2 && is_heading(run.last, facts) && is_heading(marker, facts),
        _ => false,
    };
    let heads = head && opens_paragraph(run.last) && opens_paragraph(marker);
    let behind = next_of_style(marker, rest.iter().copied(), facts);
    let is_last = behind.is_none_or(|next| next.ordinal == 1);
    let together = (within && run.last.paragraph == marker.paragraph) || heads;
    // A lone item and another lone one: 一是…。一是…, (一)…(一).
    let lone = run.length == 1
        && marker.ordinal == 1
        && (matches!(marker.style, OrdinalStyle::ShiIs | OrdinalStyle::DiYi | OrdinalStyle::ChineseParen)
            || is_figure(marker.style) && are_sentences(run.last, marker, facts));
    // A list within one line goes on with none of another paragraph.
    let goes_on = run.outer.is_some_and(|(outer, paragraph)| outer + 1 == marker.ordinal && (heads || paragraph == marker.paragraph));
    is_last && together && (run.length > 1 || lone) && !goes_on && !in_latin(marker, facts)
}

/// Whether the text tells places in a contest, of which two may be one: 2.县财政局95分;2.县教育局95分.
fn are_ranks(marker: &Marker, facts: &Facts<'_>) -> bool {
    const WORDS: [&str; 7] = ["排名", "名次", "得分", "前三", "前五", "前十", "并列"];
    let text = facts.document.text(marker.spot.site).map_or("", |text| text.as_str());
    WORDS.iter().any(|word| text.contains(word))
}

/// 1. and 1、.
fn is_figure(style: OrdinalStyle) -> bool {
    matches!(style, OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma)
}

/// 第一部分, 第一章, 第一节: the ordinals of headings alone.
fn is_titled(style: OrdinalStyle) -> bool {
    matches!(style, OrdinalStyle::Part | OrdinalStyle::Chapter | OrdinalStyle::Section)
}

/// Whether the marker opens an item: a chapter that a sentence speaks of is none.
fn is_item(marker: &Marker, facts: &Facts<'_>) -> bool {
    !is_titled(marker.style) || is_heading(marker, facts)
}

pub(super) fn is_heading(marker: &Marker, facts: &Facts<'_>) -> bool {
    facts.headings.binary_search_by_key(&marker.paragraph, |h| h.paragraph).is_ok()
}

/// Whether so many missing items can be a slip. Bare figures open many things that are no list, forms and quoted clauses leave out what does not apply.
fn is_slip(missing: u32, run: &Run<'_>, marker: &Marker, facts: &Facts<'_>, named: &mut Named) -> bool {
    match marker.style {
        OrdinalStyle::ShiIs | OrdinalStyle::DiYi | OrdinalStyle::ChineseInline => missing <= MAX_MISSING,
        OrdinalStyle::ArabicDot | OrdinalStyle::ArabicParen if in_latin(marker, facts) => missing == 1 && run.length > 2,
        // Two headings in a row are enough, as long as nothing else in the report is the missing one.
        style if is_titled(style) => {
            let before = marker.ordinal.saturating_sub(1);
            missing == 1 && !*named.entry((style, before)).or_insert_with(|| is_named(before, marker, facts))
        }
        _ if missing == 1 && run.length == 1 => {
            are_neighbours(run.last, marker, facts)
                || are_sentences(run.last, marker, facts)
                || is_told_twice(run.last, marker, facts)
                || are_heads(run.last, marker, facts)
        }
        _ => missing == 1 && run.length > 1,
    }
}

/// Whether two items open paragraphs and the next one has the second's ordinal again, in another paragraph: (一), (三), (三), (四) is (二) misnumbered.
fn is_told_twice(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    let from = facts.markers.partition_point(|m| m.paragraph <= after.paragraph);
    let next = facts.markers.get(from..).unwrap_or(&[]).iter().find(|m| m.style == after.style);
    opens_paragraph(before) && opens_paragraph(after) && next.is_some_and(|next| opens_paragraph(next) && next.ordinal == after.ordinal)
}

/// Whether two items are the (一) and (三) that open paragraphs of Chinese text with others between, the last two of their section.
fn are_heads(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    let head = |marker: &Marker| marker.style == OrdinalStyle::ChineseParen && opens_paragraph(marker) && !in_latin(marker, facts);
    let from = facts.markers.partition_point(|m| m.paragraph <= after.paragraph);
    let next = next_of_style(after, facts.markers.get(from..).unwrap_or_default().iter(), facts);
    let last = next.is_none_or(|next| next.ordinal == 1);
    head(before) && head(after) && last
}

/// Whether it opens a paragraph of running text.
fn opens_paragraph(marker: &Marker) -> bool {
    marker.at_paragraph_start && matches!(marker.spot.site, Site::Paragraph(_))
}

/// Whether any text of the report holds this ordinal in the marker's style, in Chinese or Arabic numerals.
fn is_named(ordinal: u32, like: &Marker, facts: &Facts<'_>) -> bool {
    let words = in_style(ordinal, like);
    let word = words.trim_start_matches(|c: char| c == '第' || NUMERALS.iter().any(|n| n.contains(c)) || c.is_ascii_digit());
    let arabic = format!("第{ordinal}{word}");
    let holds = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        text.contains(&words) || text.contains(&arabic)
    };
    let document = facts.document;
    let cells = document.tables.iter().flat_map(Table::cells).map(|c| c.text.as_str());
    document.paragraphs.iter().map(|p| p.text.as_str()).chain(cells).any(holds)
}

/// Whether two items open paragraphs right behind each other: nothing stands between that could be the missing one.
fn are_neighbours(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    let first = |paragraph: u32| facts.markers.partition_point(|m| m.paragraph < paragraph);
    opens_paragraph(before)
        && opens_paragraph(after)
        && after.paragraph == before.paragraph + 1
        && facts.document.tables_between(before.paragraph, after.paragraph).next().is_none()
        && !in_latin(after, facts)
        && first(after.paragraph) == first(before.paragraph) + 1
}

/// Whether two items are sentences of one paragraph, the second right behind the first: `1.健全机制。3.优化栏目。`
fn are_sentences(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    const ENDS: [char; 4] = ['。', ';', '\u{FF1B}', '!'];
    let between = between(before, after, facts);
    let [text] = between.as_slice() else { return false };
    let text = text.trim();
    before.paragraph == after.paragraph && !in_latin(after, facts) && text.ends_with(ENDS) && text.matches(ENDS).count() == 1
}

/// Whether the item that the marker opens is in Latin script.
fn in_latin(marker: &Marker, facts: &Facts<'_>) -> bool {
    let text = facts.document.text(marker.spot.site).and_then(|t| t.as_str().get(marker.spot.end as usize..)).unwrap_or("");
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_ascii())
}

/// Whether two markers stand in one line of reading: cells side by side are laid out in space.
fn one_after_the_other(before: &Marker, after: &Marker, facts: &Facts<'_>) -> bool {
    let cell = |marker: &Marker| facts.document.paragraphs.get(marker.paragraph as usize).and_then(|p| p.cell);
    match (cell(before), cell(after)) {
        (None, None) => true,
        (Some(a), Some(b)) if a == b => true,
        (Some((table, a)), Some((other, b))) => {
            let column = |cell| facts.document.cell(table, cell).map(|c| c.col);
            table == other && column(a) == column(b)
        }
        _ => false,
    }
}

/// Items inside a data table's rows are labels, not a list in running text.
pub(super) fn in_table(marker: &Marker, facts: &Facts<'_>) -> bool {
    let cell = facts.document.paragraphs.get(marker.paragraph as usize).and_then(|p| p.cell);
    cell.and_then(|(table, _)| facts.tables.get(table as usize)).is_some_and(|grid| grid.stub_cols() > 0)
}

fn report(rule: &Rule, run: &Run<'_>, facts: &Facts<'_>, out: &mut Vec<Checked>) {
    if run.gaps.is_empty() {
        out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: Vec::new(), note: None });
    }
    for Gap { before, after, missing } in &run.gaps {
        let printed = facts.document.printed(&after.spot);
        // The first item stands behind none.
        let previous = before.map(|before| facts.document.printed(&before.spot));
        let (zh, en) = previous.map_or(("开头", "the start"), |printed| (printed, printed));
        let quoted = previous.map_or_else(|| Phrase::new(zh, en), |_| Phrase::new(format!("“{zh}”"), format!("`{en}`")));
        let missing: Vec<String> = missing.clone().map(|ordinal| in_style(ordinal, after)).collect();
        let slots = Slots::new()
            .with("found", printed)
            .with_phrase("before", quoted)
            .with_phrase("missing", Phrase::new(missing.join("、"), missing.join(", ")));
        let verdict = Verdict::Fail(Box::new(Violation::of(
            rule,
            &slots,
            Phrase::new(
                format!("{zh} → {printed}，缺 {}", missing.join("、")),
                format!("{en} → {printed}, without {}", missing.join(", ")),
            ),
        )));
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
        OrdinalStyle::ChineseComma | OrdinalStyle::ChineseInline => format!("{}、", chinese()),
        OrdinalStyle::ChineseParen => format!("({})", chinese()),
        OrdinalStyle::ArabicDot | OrdinalStyle::Roman => format!("{ordinal}."),
        OrdinalStyle::ArabicComma => format!("{ordinal}、"),
        OrdinalStyle::ArabicParen => format!("({ordinal})"),
        OrdinalStyle::DiYi => format!("第{}", chinese()),
        OrdinalStyle::Part => format!("第{}部分", chinese()),
        OrdinalStyle::Chapter => format!("第{}章", chinese()),
        OrdinalStyle::Section => format!("第{}节", chinese()),
        OrdinalStyle::Circled => char::from_u32(0x245F + ordinal).map(String::from).unwrap_or_default(),
    }
}
