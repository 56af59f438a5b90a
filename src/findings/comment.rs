//! `<!-- crossfoot-ignore RULE: reason (until 2026-12-31) -->`: a finding let stand by a comment in the report itself.

use std::ops::Range;

use crate::document::{Block, Document, SourceText, Span};
use crate::findings::day::last_day;
use crate::phrase::Phrase;
use crate::rules::RuleProblem;

const WORD: &str = "crossfoot-ignore";

/// Comments that are read, and those at fault that are told. A file of nothing else would take hours.
const MOST: usize = 1_000;
const MOST_FAULTS: usize = 100;

/// A comment that lets findings of one rule stand in the paragraph or table that it stands in or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The rule's name, as written.
    pub rule: String,
    /// Why; not empty.
    pub reason: String,
    /// The last day it holds, as `2026-12-31`; `None` for ever.
    pub until: Option<String>,
    /// 1-based line in the decoded text.
    pub line: u32,
    /// The bytes of the original file it speaks of; empty where nothing follows.
    pub covers: Range<usize>,
    /// Those are a heading's.
    pub heading: bool,
}

/// The comments of a document, and those that cannot be read: they let nothing stand.
pub(super) fn comments(document: &Document) -> (Vec<Comment>, Vec<RuleProblem>) {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    let Some(source) = &document.source else { return (found, faults) };
    let text = source.text();
    let mut blocks = None;
    for (at, _) in text.match_indices(WORD) {
        let before = text.get(..at).unwrap_or("").trim_end();
        let body = text.get(at + WORD.len()..).unwrap_or("");
        if !before.ends_with("<!--") {
            continue;
        }
        let Some(end) = body.find("-->") else { break };
        let start = before.len() - "<!--".len();
        let body_at = at + WORD.len();
        if found.len() >= MOST || faults.len() >= MOST_FAULTS {
            let fault = Phrase::new("这样的说明过多，自此以下的不起作用", "too many such comments: from here on they let nothing stand");
            faults.push(RuleProblem::at(&document.path, text, &(start..body_at + end + "-->".len()), fault, None));
            break;
        }
        match parse(body.get(..end).unwrap_or("")) {
            Ok((rule, reason, until)) => {
                let blocks = blocks.get_or_insert_with(|| extents(document));
                let (covers, heading) = covered(blocks, index(body_at + end + "-->".len()), source);
                found.push(Comment { rule, reason, until, line: source.line_column(index(start)).0, covers, heading });
            }
            Err(Phrase { zh, en }) => {
                let fault = Phrase::new(format!("这条说明不起作用：{zh}"), format!("this comment lets nothing stand: {en}"));
                let help = Phrase::new(
                    "写法：<!-- crossfoot-ignore 规则：理由（有效期至2026年12月31日） -->，期限可省略",
                    "write <!-- crossfoot-ignore RULE: reason (until 2026-12-31) -->; until may be left out",
                );
                faults.push(RuleProblem::at(&document.path, text, &(start..body_at + end + "-->".len()), fault, Some(help)));
            }
        }
    }
    (found, faults)
}

fn no_reason() -> Phrase {
    Phrase::new("没有写理由", "it gives no reason")
}

/// Rule, reason and end of a comment's words.
fn parse(words: &str) -> Result<(String, String, Option<String>), Phrase> {
    let (rule, rest) = words.split_once([':', '：']).ok_or_else(no_reason)?;
    let (rule, rest) = (rule.trim(), rest.trim());
    if rule.is_empty() || rule.contains(char::is_whitespace) {
        return Err(Phrase::new("冒号前应为一条规则的名称", "before the colon must stand the name of one rule"));
    }
    let (reason, until) = last_day(rest)?;
    if reason.is_empty() {
        return Err(no_reason());
    }
    Ok((rule.to_owned(), reason.to_owned(), until))
}

/// The extents of all blocks in the decoded text, and whether each is a heading.
fn extents(document: &Document) -> Vec<(Span, bool)> {
    let extent = |block: &Block| match block {
        Block::Paragraph(n) => {
            let paragraph = document.paragraphs.get(*n as usize)?;
            Some((paragraph.text.span(0..paragraph.text.len())?, paragraph.heading.is_some()))
        }
        Block::Table(n) => {
            let cells = document.tables.get(*n as usize)?.cells().iter().filter_map(|cell| cell.text.span(0..cell.text.len()));
            let extent = cells.reduce(|a, b| Span { start: a.start.min(b.start), end: a.end.max(b.end) });
            extent.map(|extent| (extent, false))
        }
    };
    document.blocks.iter().filter_map(extent).collect()
}

/// The block that a comment ending at `end` stands in or before, in bytes of the file, and whether it is a heading.
fn covered(blocks: &[(Span, bool)], end: u32, source: &SourceText) -> (Range<usize>, bool) {
    let block = blocks.iter().filter(|(block, _)| block.end > end).min_by_key(|(block, _)| (block.start, u32::MAX - block.end));
    block.map_or((0..0, false), |(block, heading)| (source.raw_span(*block), *heading))
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{comments, parse};
    use crate::ingest::{Limits, read};

    #[test]
    fn a_comment_has_rule_reason_and_perhaps_an_end() {
        let ok = |words: &str| parse(words).map(|(rule, reason, until)| format!("{rule}|{reason}|{}", until.unwrap_or_default()));
        assert_eq!(ok(" share: rounded (by hand) "), Ok("share|rounded (by hand)|".to_owned()));
        assert_eq!(ok("share：已更正（until 2026-12-31）"), Ok("share|已更正|2026-12-31".to_owned()));
        for bad in ["share", "share:", "share: (until 2026-12-31)", "share: x (until tomorrow)", ": x", "a b: x"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn it_covers_the_block_it_stands_in_or_before() {
        let page = "<p>one 1</p><!-- crossfoot-ignore share: because --><p>two 2</p><!-- crossfoot-ignore share: because --><h2>Three</h2><table><tr><td>a<td>3<tr><td>b<td>\
                    <!-- crossfoot-ignore share: because -->4</table><!-- crossfoot-ignore share -->";
        let document = read("a.html", page.as_bytes().into(), &Limits::default()).expect("it is read");
        let (found, faults) = comments(&document);
        let covered: Vec<&str> = found.iter().map(|c| &page[c.covers.clone()]).collect();
        assert_eq!(covered[0], "two 2");
        assert_eq!(found.iter().map(|c| c.heading).collect::<Vec<_>>(), [false, true, false]);
        assert!(covered[2].starts_with('a') && covered[2].ends_with('4'), "{covered:?}");
        assert_eq!(
            (found.len(), faults.len(), faults[0].message.en.as_str()),
            (3, 1, "this comment lets nothing stand: it gives no reason")
        );
    }

    #[test]
    fn a_file_of_comments_is_told_once_they_are_too_many() {
        let read = |comment: &str| {
            let page = format!("<p>one 1</p>{}", comment.repeat(2_000));
            let document = read("a.html", page.into_bytes().into(), &Limits::default()).expect("it is read");
            let (found, faults) = comments(&document);
            (found.len(), faults.len(), faults.last().map(|fault| fault.message.en.clone()).unwrap_or_default())
        };
        let told = "too many such comments: from here on they let nothing stand".to_owned();
        assert_eq!(read("<!-- crossfoot-ignore share: because -->"), (1_000, 1, told.clone()));
        assert_eq!(read("<!-- crossfoot-ignore share -->"), (0, 101, told));
        assert_eq!(read("<!-- crossfoot-ignore share: never closed "), (0, 0, String::new()));
    }
}
