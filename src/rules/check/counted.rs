//! What a report announces and can be counted in it: its top headings, the items of a list.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::document::Site;
use crate::facts::{Facts, Marker, Number, OrdinalStyle};
use crate::phrase::Phrase;
use crate::rules::Evidence;
use crate::rules::bind::Context;
use crate::rules::check::found::Found;
use crate::rules::check::missing_item::named_otherwise;

/// How many top-level headings the report has: those on lines of their own, and those that open a paragraph (`六、其他:无。`).
pub(super) fn headings(context: &Context<'_, '_>) -> Result<usize, Phrase> {
    let facts = context.facts;
    let own_line =
        facts.headings.iter().filter(|h| h.style == Some(OrdinalStyle::ChineseComma)).filter_map(|h| Some((h.paragraph, h.ordinal?)));
    let opens = |m: &&Marker| {
        let paragraph = facts.document.paragraphs.get(m.paragraph as usize);
        m.style == OrdinalStyle::ChineseComma && paragraph.is_some() && m.spot.start == 0
    };
    let run_in = facts.markers.iter().filter(opens).map(|m| (m.paragraph, m.ordinal));
    let mut found: Vec<(u32, u32)> = own_line.chain(run_in).collect();
    found.sort_unstable();
    found.dedup();
    let mut ordinals: Vec<u32> = found.into_iter().map(|(_, ordinal)| ordinal).collect();
    let listed = ordinals.len();
    ordinals.sort_unstable();
    ordinals.dedup();
    let unbroken = ordinals.iter().zip(1..).all(|(have, want)| *have == want);
    if ordinals.len() < 2 || ordinals.len() != listed || !unbroken {
        return Err(Phrase::new("没有读到连续的“一、二、三、”标题", "no unbroken run of numbered headings was read"));
    }
    Ok(listed)
}

/// Markers looked at around a list.
const MOST_MARKERS: usize = 500;

/// Words that add an item without a number at the head of a clause, and those that end a list with more.
const MORE: [&str; 5] = ["此外", "另外", "最后", "还有", "其他"];
const OPEN: [&str; 2] = ["等。", "等;"];

/// How many items the list has that opens behind the claim's number: `三个方面:一是…;二是…`, or in the paragraphs below where the number's
/// words end their own. Each is evidence.
///
/// # Errors
/// No list opens there, its numbers are not in order, or it is not certain where it ends.
pub(super) fn items(found: &Found<'_>, context: &Context<'_, '_>, evidence: &mut Vec<Evidence>) -> Result<usize, Phrase> {
    let facts = context.facts;
    let number = found.number.and_then(|id| facts.number(id)).ok_or_else(unlisted)?;
    let here = |m: &&Marker| m.paragraph == found.sentence.paragraph && m.spot.site == number.spot.site;
    let from = facts.markers.partition_point(|m| m.paragraph < found.sentence.paragraph);
    let behind = facts.markers.get(from..).unwrap_or_default().iter().take_while(here).position(|m| m.spot.start >= number.extent.end);
    let next = || facts.markers.partition_point(|m| m.paragraph <= found.sentence.paragraph);
    let at = behind.map_or_else(next, |behind| from + behind);
    let (before, rest) = facts.markers.split_at_checked(at).ok_or_else(unlisted)?;
    if behind.is_some() && rest.first().is_some_and(|first| tells_by_itself(number, first, facts)) {
        return Err(unlisted());
    }
    let listed = if behind.is_some() { listed(rest)? } else { below(number, found.sentence.paragraph, rest, facts)? };
    let count = BigRational::from_integer(BigInt::from(listed.len()));
    let stated = number.quantity.amount();
    // Items that are paragraphs of their own end with theirs.
    let runs_on = || behind.is_some() && (goes_on(&listed, context) || follows_on_lines(&listed, rest));
    let doubtful = || swallows(&stated, &listed, before, facts) || behind.is_some() && refers_back(number, facts) || runs_on();
    if stated != count && doubtful() {
        return Err(Phrase::new("分不清清单到哪里为止", "where the list ends is not certain"));
    }
    let marker = |m: &&Marker| Evidence { spot: m.spot, part: "marker".to_owned(), prose: true, number: None };
    evidence.extend(listed.iter().map(marker));
    Ok(listed.len())
}

/// Whether words stand behind the colon of a number, before the first item: `问题有2个：更新慢、解读少。改进措施：一是…`.
fn tells_by_itself(number: &Number, first: &Marker, facts: &Facts<'_>) -> bool {
    let text = facts.document.text(number.spot.site).map_or("", |t| t.as_str());
    let words = text.get(number.extent.end as usize..first.spot.start as usize).unwrap_or("");
    words.split_once([':', '\u{FF1A}']).is_some_and(|(_, told)| !told.trim().is_empty())
}

fn unlisted() -> Phrase {
    Phrase::new("其后没有读到从一开始的清单", "no list that starts at one was read behind it")
}

/// The items of the list that the first of these markers opens. Items of another style in its paragraph are lists inside an item; behind its
/// paragraph only 一是 and 第一 go on, as a number there may belong to the list around it.
fn listed(markers: &[Marker]) -> Result<Vec<&Marker>, Phrase> {
    let first = markers.first().filter(|m| m.ordinal == 1).ok_or_else(unlisted)?;
    let runs_on = matches!(first.style, OrdinalStyle::ShiIs | OrdinalStyle::DiYi);
    let mut listed = vec![first];
    for marker in markers.iter().skip(1) {
        let inside = marker.paragraph == first.paragraph;
        if !inside && (!runs_on || marker.style.depth() < first.style.depth()) {
            break;
        }
        match (marker.style == first.style, marker.ordinal) {
            (false, _) => {}
            (true, ordinal) if ordinal as usize == listed.len() + 1 => listed.push(marker),
            (true, 1) if !inside || listed.len() > 1 => break,
            _ => return Err(Phrase::new("清单的序号不连续", "the numbers of the list are not in order")),
        }
    }
    if listed.len() < 2 { Err(unlisted()) } else { Ok(listed) }
}

/// Most characters between the number and the end of its paragraph where a list below is announced.
const LONGEST_TAIL: usize = 16;

/// The items of the list whose paragraphs start right below the one that the number's words end: `以下两个方面:`, (一)…, (二)….
fn below<'f>(number: &Number, paragraph: u32, markers: &'f [Marker], facts: &Facts<'_>) -> Result<Vec<&'f Marker>, Phrase> {
    let text = facts.document.text(number.spot.site).map_or("", |t| t.as_str());
    let tail = text.get(number.extent.end as usize..).unwrap_or("").trim_end().trim_end_matches([':', '\u{FF1A}', '。']);
    let ends = tail.chars().count() <= LONGEST_TAIL && !tail.contains(['。', ';', '\u{FF1B}', '\n']);
    let opens = |m: &&Marker| m.at_paragraph_start && m.ordinal == 1 && m.paragraph == paragraph + 1;
    let first = markers.first().filter(opens).filter(|_| ends && matches!(number.spot.site, Site::Paragraph(_))).ok_or_else(unlisted)?;
    let own =
        markers.iter().take_while(|m| m.style.depth() >= first.style.depth()).filter(|m| m.style == first.style && m.at_paragraph_start);
    // The next one of its style opens another list.
    let listed: Vec<&Marker> = own.enumerate().take_while(|(nth, m)| *nth == 0 || m.ordinal > 1).map(|(_, m)| m).collect();
    let in_order = listed.iter().zip(1..).all(|(m, ordinal)| m.ordinal == ordinal);
    match listed.len() {
        0 | 1 => Err(unlisted()),
        _ if in_order => Ok(listed),
        _ => Err(Phrase::new("清单的序号不连续", "the numbers of the list are not in order")),
    }
}

/// Whether the next item stands in a later paragraph.
fn follows_on_lines(listed: &[&Marker], markers: &[Marker]) -> bool {
    let Some(last) = listed.last() else { return false };
    let later = markers.iter().take(MOST_MARKERS).find(|m| m.paragraph > last.paragraph && m.style == last.style);
    later.is_some_and(|m| m.ordinal == last.ordinal + 1)
}

/// Whether the items beyond the stated ones may be those of a list around this one, which was open before it.
fn swallows(stated: &BigRational, listed: &[&Marker], before: &[Marker], facts: &Facts<'_>) -> bool {
    let Some(style) = listed.first().map(|m| m.style) else { return false };
    // Items of this paragraph are of a list that was opened in it, or of one that goes on in the next.
    let paragraph = listed.first().map(|m| m.paragraph);
    let inside = listed.iter().all(|m| Some(m.paragraph) == paragraph);
    let open = before.iter().rev().take(MOST_MARKERS).take_while(|m| m.style.depth() >= style.depth()).find(|m| m.style == style);
    open.filter(|outer| !inside || Some(outer.paragraph) == paragraph).filter(|outer| !is_all_there(outer, before, facts)).is_some_and(
        |outer| {
            let next = outer.ordinal as usize + 1;
            next <= listed.len() && BigRational::from_integer(BigInt::from(next)) > *stated
        },
    )
}

/// Whether the words before a number speak of what was announced before: `针对这两个问题:一是…`.
fn refers_back(number: &Number, facts: &Facts<'_>) -> bool {
    let text = facts.document.text(number.spot.site).map_or("", |t| t.as_str());
    let before = text.get(..number.extent.start as usize).unwrap_or("");
    ["针对", "这", "上述", "以上", "该", "围绕", "抓实"].iter().any(|word| before.ends_with(word))
}

/// Whether an item is the last of as many as were announced right before the first: `存在两个问题:一是…;二是…。`.
fn is_all_there(last: &Marker, markers: &[Marker], facts: &Facts<'_>) -> bool {
    let near = markers.iter().rev().take(MOST_MARKERS).filter(|m| m.style == last.style && m.spot.site == last.spot.site);
    let Some(first) = near.into_iter().find(|m| m.ordinal == 1) else { return false };
    let text = facts.document.text(first.spot.site).map_or("", |t| t.as_str());
    let announced = facts.numbers.iter().filter(|n| n.spot.site == first.spot.site && n.extent.end <= first.spot.start);
    announced.max_by_key(|n| n.extent.end).is_some_and(|number| {
        let words = text.get(number.extent.end as usize..first.spot.start as usize).unwrap_or("。");
        let opens = words.chars().count() <= LONGEST_TAIL && words.contains([':', '\u{FF1A}']) && !words.contains('。');
        opens && number.quantity.amount() == BigRational::from_integer(BigInt::from(last.ordinal))
    })
}

/// Whether the paragraph of the last item goes on with an item in other words.
fn goes_on(listed: &[&Marker], context: &Context<'_, '_>) -> bool {
    let Some(last) = listed.last() else { return false };
    let site = match last.spot.site {
        Site::Paragraph(_) => Site::Paragraph(last.paragraph),
        cell @ Site::Cell { .. } => cell,
    };
    // Another list of the paragraph is none of its items.
    let markers = &context.facts.markers;
    let own = markers.get(markers.partition_point(|m| m.paragraph < last.paragraph)..).unwrap_or_default();
    let next = own.iter().skip_while(|m| m.spot != last.spot).skip(1).take(MOST_MARKERS).find(|m| m.ordinal == 1);
    let next = next.filter(|m| m.spot.site == last.spot.site).map(|m| m.spot.start as usize);
    let text = context.facts.document.text(site).map_or("", |t| t.as_str());
    let text = text.get(last.spot.end as usize..next.unwrap_or(text.len())).unwrap_or("");
    let text = crate::facts::normalise(text);
    // 与群众需求相比还有差距 adds nothing.
    let more = |clause: &str| MORE.iter().any(|word| clause.trim_start().starts_with(word));
    text.split([',', ';', '。', ':']).any(more)
        || OPEN.iter().any(|word| text.contains(word))
        || (last.ordinal + 1..last.ordinal + 3).any(|ordinal| named_otherwise(ordinal, &[&text]))
}
