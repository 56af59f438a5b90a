//! Lists that read as one sentence other than as printed: their items have lines of their own, `办理结果如下：` and below it `1.予以公开20件；`,
//! their numbers stand in brackets, `网上申请（20件）、信函申请（5件）`, or behind colons, `图片类：107条、音视频类：25条`, or what their whole is set
//! against stands before them.

use std::ops::Range;

use crate::document::Document;
use crate::facts::compared;
use crate::facts::ordinals::{OrdinalStyle, opening};
use crate::facts::{Number, PERCENT_FIRST, Sentence, placeholder};

/// The longest item, in characters: longer ones are paragraphs of their own.
const LONGEST: usize = 160;

/// The most items of a list.
const MOST: usize = 24;

/// Sentences behind an opener that are looked at.
const REACH: usize = 60;

/// Marks that open an item and say no number.
const DASHES: [char; 10] = ['—', '-', '–', '·', '•', '●', '◆', '■', '▪', '*'];

/// The lists of a document, each with the sentence that it is part of. A list has two items or more with a number.
pub(super) fn of(document: &Document, sentences: &[Sentence], numbers: &[Number]) -> Vec<Sentence> {
    let in_cell = |sentence: &Sentence| document.paragraphs.get(sentence.paragraph as usize).is_none_or(|p| p.cell.is_some());
    let opens = |sentence: &Sentence| !in_cell(sentence) && opens(&sentence.text);
    let openers = sentences.iter().enumerate().filter(|(_, sentence)| opens(sentence));
    let lines =
        openers.take_while(|_| !document.deadline.is_over()).filter_map(|(at, opener)| list(document, opener, sentences.get(at + 1..)?));
    let otherwise = sentences.iter().filter_map(unbracketed).chain(sentences.iter().filter_map(without_colons));
    lines.chain(otherwise).chain(compared::of(sentences, numbers)).collect()
}

/// A sentence without the brackets around its numbers, where several stand in some by themselves or with their share.
fn unbracketed(sentence: &Sentence) -> Option<Sentence> {
    let text = sentence.text.as_str();
    let (mut ranges, mut from, mut brackets) = (Vec::new(), 0, 0);
    for (open, _) in text.match_indices('(') {
        // 网上(20件)、信函(18件)申请,其中征地(21件): the last of the list is no whole of another one.
        if brackets > 0 && text.get(from..open).is_some_and(|words| words.contains("其中")) {
            break;
        }
        let Some(inside) = text.get(open + 1..).and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside) else { break };
        if open > from && is_number(inside) {
            let close = open + 1 + inside.len();
            ranges.extend([from..open, open + 1..close]);
            (from, brackets) = (close + 1, brackets + 1);
        }
    }
    let rest = text.get(from..).unwrap_or("");
    ranges.push(from..from + if brackets > 0 { rest.find("其中").unwrap_or(rest.len()) } else { rest.len() });
    if brackets > 1 { of_ranges(sentence, ranges) } else { None }
}

/// The stretches of a sentence that are not empty, read as one.
fn of_ranges(sentence: &Sentence, ranges: Vec<Range<usize>>) -> Option<Sentence> {
    Sentence::of_parts(ranges.into_iter().filter(|range| !range.is_empty()).map(|range| (sentence, range)))
}

/// The longest name before a colon and its number, in characters.
const NAME: usize = 14;

/// What stands before the name of a part.
const PARTS: [char; 7] = [',', '、', ';', ':', '(', '。', '为'];

/// A sentence without the colons between names and their numbers, where two or more have one: `即财政信息:4448条、重点领域:2062条`.
fn without_colons(sentence: &Sentence) -> Option<Sentence> {
    let text = sentence.text.as_str();
    let (mut ranges, mut from, mut named) = (Vec::new(), 0, 0);
    for (at, _) in text.match_indices(':') {
        let (before, behind) = (text.get(from..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let name = before.rsplit(|c: char| PARTS.contains(&c) || placeholder(c).is_some()).next().unwrap_or("");
        let is_name = !name.trim().is_empty() && name.chars().count() <= NAME && !OPENS.contains(&name.trim());
        let counted = behind.chars().next().is_some_and(|c| placeholder(c).is_some() && c < PERCENT_FIRST);
        if is_name && counted {
            ranges.push(from..at);
            (from, named) = (at + 1, named + 1);
        }
    }
    ranges.push(from..text.len());
    if named > 1 { of_ranges(sentence, ranges) } else { None }
}

/// What opens a list and is no name of a part.
const OPENS: [&str; 6] = ["其中", "共", "合计", "共计", "总计", "如下"];

/// Whether a bracket holds a number and nothing else but what share it is: `20件,占41.7%`.
fn is_number(inside: &str) -> bool {
    let mut words = inside.split([',', '、']);
    let is_count = |c: char| placeholder(c).is_some() && c < PERCENT_FIRST;
    let counts = words.next().is_some_and(|number| number.chars().count() == 1 && number.chars().all(is_count));
    let share = words.next().is_none_or(|share| share.trim_start_matches(['占', '比', '为']).chars().all(|c| c >= PERCENT_FIRST));
    counts && share && words.next().is_none()
}

/// Whether a sentence announces a list: it ends with a colon, or with 如下.
fn opens(text: &str) -> bool {
    let text = text.trim_end_matches('。');
    text.ends_with(':') || text.ends_with("如下")
}

/// Whether an opener says that all of something follows, not some of one item.
fn lists_all(text: &str) -> bool {
    ["如下", "分别", "包括", "以下", "具体", "情况", "分为", "构成", "组成", "结果"].iter().any(|word| text.contains(word))
        && !text.contains("其中")
}

/// A line of a list.
struct Item<'s> {
    sentence: &'s Sentence,
    mark: Mark,
    /// The words behind its mark and before its stop.
    words: Range<usize>,
    /// Whether its stop says that the list goes on.
    goes_on: bool,
    /// Whether it has no stop at all.
    bare: bool,
}

/// What opens an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Ordinal(OrdinalStyle, u32),
    Dash,
    None,
}

impl Mark {
    /// Whether an item so marked may be the first.
    fn starts(self) -> bool {
        match self {
            Self::Ordinal(style, value) => value == 1 && style.depth() > OrdinalStyle::ChineseComma.depth(),
            Self::Dash | Self::None => true,
        }
    }

    /// Whether both are ordinals of one style, or dashes.
    fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Ordinal(style, _), Self::Ordinal(own, _)) => style == own,
            (Self::Dash, Self::Dash) => true,
            _ => false,
        }
    }

    /// Whether the next item of the same list is so marked.
    fn follows(self, before: &Item<'_>, bare: bool) -> bool {
        match (before.mark, self) {
            (Self::Ordinal(style, last), Self::Ordinal(own, value)) => own == style && value == last + 1,
            (Self::Dash, Self::Dash) => true,
            (Self::None, Self::None) => before.goes_on || before.bare && bare,
            _ => false,
        }
    }
}

/// The list that a sentence opens with its items, as one sentence.
fn list(document: &Document, opener: &Sentence, behind: &[Sentence]) -> Option<Sentence> {
    let mut items: Vec<Item<'_>> = Vec::new();
    let (mut last, own) = (opener, item(opener));
    for sentence in behind.iter().take(REACH) {
        let paragraph = document.paragraphs.get(sentence.paragraph as usize)?;
        let apart = sentence.paragraph != last.paragraph;
        let behind_table = || document.tables_between(last.paragraph, sentence.paragraph).next().is_some();
        if apart && (paragraph.heading.is_some() || paragraph.cell.is_some() || behind_table()) {
            break;
        }
        let item = item(sentence);
        // What an item's line says further is its own: 1.公开动态20条。其中原创10条。
        let new_line = apart || item.mark != Mark::None || !last.text.ends_with(['。', '!', '?', '”', ')']);
        last = sentence;
        if !new_line {
            continue;
        }
        // An item's own list, which nothing sets apart from the list that goes on behind it.
        if item.bare && item.mark == Mark::None && !lists_all(&opener.text) || own.mark.is_like(item.mark) {
            break;
        }
        let fits = items.last().map_or(item.mark.starts(), |before| item.mark.follows(before, item.bare));
        let long = item.words.len() > LONGEST * '一'.len_utf8() || items.len() == MOST;
        if !fits || long || opens(&sentence.text) {
            break;
        }
        items.push(item);
    }
    let counted =
        |item: &&Item<'_>| item.sentence.text.get(item.words.clone()).is_some_and(|words| words.chars().any(|c| placeholder(c).is_some()));
    if items.iter().filter(counted).count() < 2 {
        return None;
    }
    let end = opener.text.trim_end_matches(['。', ':']).len();
    let stops = (1..=items.len()).map(|n| if n == items.len() { "。" } else { ";" });
    let lines = items.iter().zip(stops).map(|(item, stop)| (item.sentence, item.words.clone(), stop));
    Sentence::of_lines(std::iter::once((opener, 0..end, ":")).chain(lines))
}

/// A sentence as an item.
fn item(sentence: &Sentence) -> Item<'_> {
    let text = sentence.text.as_str();
    let ordinal = opening(text);
    let rest = ordinal.map_or(text, |ordinal| text.get(ordinal.end..).unwrap_or(""));
    let words = rest.trim_start_matches(DASHES).trim_start();
    let mark = match ordinal {
        Some(ordinal) => Mark::Ordinal(ordinal.style, ordinal.value),
        None if words.len() < rest.len() => Mark::Dash,
        None => Mark::None,
    };
    let start = text.len() - words.len();
    let end = start + words.trim_end_matches(['。', ';', ',', '、']).len();
    let stop = text.get(end..).unwrap_or("");
    Item { sentence, mark, words: start..end, goes_on: stop.starts_with([';', ',', '、']), bare: stop.is_empty() }
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::facts::tests::as_printed;
    use crate::ingest::{Limits, read};

    /// The lists of a page, a number as the words that it is printed as.
    fn lists(body: &str) -> Vec<String> {
        let document = read("a.html", body.as_bytes().to_vec().into(), &Limits::default()).unwrap();
        Facts::of(&document).lists.iter().map(|sentence| as_printed(&document, sentence)).collect()
    }

    #[test]
    fn items_with_lines_of_their_own_are_one_sentence_with_what_opens_them() {
        let told = ["办理结果:予以公开20件;部分公开5件;其他。"];
        for body in [
            "<p>办理结果：</p><p>1.予以公开20件；</p><p>2.部分公开5件。</p><p>3.其他。</p><p>上年3件。</p>",
            "<p>办理结果：</p><ul><li>予以公开20件<li>部分公开5件<li>其他</ul><h2>四、其他3件</h2>",
            "<p>办理结果：<br>——予以公开20件。其中全部10件。<br>——部分公开5件。<br>——其他。</p>",
            "<p>办理结果：</p><p>予以公开20件；</p><p>部分公开5件；</p><p>其他。</p><p>上年3件。</p>",
        ] {
            assert_eq!(lists(body), told, "{body}");
        }
        assert_eq!(lists("<p>情况如下。</p><p>一是共2件，</p><p>二是３件</p>"), ["情况如下:共2件;３件。"]);
    }

    #[test]
    fn one_number_another_list_or_what_stands_behind_a_table_is_no_item() {
        for body in [
            "<p>办理结果：</p><p>1.予以公开20件；</p><p>2.其他。</p>",
            "<p>办理结果：</p><p>1.予以公开20件；</p><p>3.部分公开5件。</p>",
            "<p>办理结果：</p><p>2.予以公开20件；</p><p>3.部分公开5件。</p>",
            "<p>办理结果：</p><p>予以公开20件。</p><p>部分公开5件。</p>",
            "<p>办理结果：</p><p>予以公开20件；</p><table><tr><td>甲<td>1</table><p>部分公开5件；</p>",
            "<p>办理结果如下图</p><p>予以公开20件；</p><p>部分公开5件；</p>",
            "<table><tr><th>甲<th>乙<tr><td><p>办理结果：<p>予以公开20件；<p>部分公开5件；<td>2</table>",
        ] {
            assert_eq!(lists(body), [] as [&str; 0], "{body}");
        }
        let nested = "<p>结果：</p><p>1.公开2件；</p><p>2.不予公开3件，其中：</p><p>（1）秘密1件；</p><p>（2）事务2件。</p>";
        assert_eq!(lists(nested), ["2.不予公开3件,其中:秘密1件;事务2件。"]);
    }

    #[test]
    fn numbers_in_brackets_read_as_without() {
        let told = "网上20件、信函5件,占20%、当面１件,共26件。";
        assert_eq!(lists("<p>网上（20件）、信函（5件，占20%）、当面（１件），共26件。</p>"), [told]);
        for body in ["<p>网上（20件）、信函5件。</p>", "<p>网上（20件居多）、信函（约5件）（含邮政）。</p>", "<p>网上（2件、信函（5件</p>"]
        {
            assert_eq!(lists(body), [] as [&str; 0], "{body}");
        }
    }

    #[test]
    fn names_with_colons_before_their_numbers_read_as_without() {
        let told = "信息6510条,即财政信息4448条、重点领域2062条。";
        assert_eq!(lists("<p>信息6510条，即财政信息：4448条、重点领域：2062条。</p>"), [told]);
        for body in [
            "<p>信息6510条，即财政信息：4448条。</p>",
            "<p>合计：5件，其中：3件网上、2件当面。</p>",
            "<p>比例：40%，占比：60%。</p>",
            "<p>时间：上午，地点：县城。</p>",
        ] {
            assert_eq!(lists(body), [] as [&str; 0], "{body}");
        }
    }
}
