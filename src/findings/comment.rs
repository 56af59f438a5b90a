//! `<!-- crossfoot-ignore RULE: reason (until 2026-12-31) -->`: a finding let stand by a comment in the report itself.

use std::ops::Range;

use crate::document::{Block, Document, SourceText, Span};
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
                let covers = covered(blocks, index(body_at + end + "-->".len()), source);
                found.push(Comment { rule, reason, until, line: source.line_column(index(start)).0, covers });
            }
            Err(fault) => {
                let help = Phrase::new(
                    "写法：<!-- crossfoot-ignore 规则：理由 (until 2026-12-31) -->，until 可省略",
                    "write <!-- crossfoot-ignore RULE: reason (until 2026-12-31) -->; until may be left out",
                );
                faults.push(RuleProblem::at(&document.path, text, &(start..body_at + end + "-->".len()), fault, Some(help)));
            }
        }
    }
    (found, faults)
}

/// Rule, reason and end of a comment's words.
fn parse(words: &str) -> Result<(String, String, Option<String>), Phrase> {
    let (rule, rest) = words.split_once([':', '：']).ok_or_else(|| Phrase::new("这条说明没有写理由", "this comment gives no reason"))?;
    let (rule, rest) = (rule.trim(), rest.trim());
    if rule.is_empty() || rule.contains(char::is_whitespace) {
        return Err(Phrase::new("冒号前应为一条规则的名称", "the name of one rule must stand before the colon"));
    }
    let (reason, until) = match rest.rsplit_once(['(', '（']) {
        Some((reason, tail)) if tail.trim_start().starts_with("until") => {
            let day = tail.trim_start().trim_start_matches("until").trim().trim_end_matches([')', '）']).trim();
            if !is_day(day) {
                return Err(Phrase::new(format!("“{day}”不是日期"), format!("`{day}` is no date")));
            }
            (reason.trim(), Some(day.to_owned()))
        }
        _ => (rest, None),
    };
    if reason.is_empty() {
        return Err(Phrase::new("这条说明没有写理由", "this comment gives no reason"));
    }
    Ok((rule.to_owned(), reason.to_owned(), until))
}

/// Whether the words are a day as in `2026-12-31`. Such days compare as words do.
#[must_use]
pub fn is_day(words: &str) -> bool {
    let parts: Vec<&str> = words.split('-').collect();
    let number = |at: usize, width: usize| {
        let part = parts.get(at).filter(|part| part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))?;
        part.parse::<u32>().ok()
    };
    parts.len() == 3
        && number(0, 4).is_some()
        && number(1, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(2, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// The extents of all blocks in the decoded text.
fn extents(document: &Document) -> Vec<Span> {
    let extent = |block: &Block| match block {
        Block::Paragraph(n) => {
            let text = &document.paragraphs.get(*n as usize)?.text;
            text.span(0..text.len())
        }
        Block::Table(n) => {
            let cells = document.tables.get(*n as usize)?.cells().iter().filter_map(|cell| cell.text.span(0..cell.text.len()));
            cells.reduce(|a, b| Span { start: a.start.min(b.start), end: a.end.max(b.end) })
        }
    };
    document.blocks.iter().filter_map(extent).collect()
}

/// The block that a comment ending at `end` stands in or before, in bytes of the file.
fn covered(blocks: &[Span], end: u32, source: &SourceText) -> Range<usize> {
    let block = blocks.iter().filter(|block| block.end > end).min_by_key(|block| (block.start, u32::MAX - block.end));
    block.map_or(0..0, |block| source.raw_span(*block))
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{comments, is_day, parse};
    use crate::ingest::{Limits, read};

    #[test]
    fn a_comment_has_rule_reason_and_perhaps_an_end() {
        let ok = |words: &str| parse(words).map(|(rule, reason, until)| format!("{rule}|{reason}|{}", until.unwrap_or_default()));
        assert_eq!(ok(" share: rounded (by hand) "), Ok("share|rounded (by hand)|".to_owned()));
        assert_eq!(ok("share：已更正（until 2026-12-31）"), Ok("share|已更正|2026-12-31".to_owned()));
        for bad in ["share", "share:", "share: (until 2026-12-31)", "share: x (until tomorrow)", ": x", "a b: x"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(is_day("2026-02-29") && !is_day("2026-13-01") && !is_day("26-1-1"));
    }

    #[test]
    fn it_covers_the_block_it_stands_in_or_before() {
        let page = "<p>one 1</p><!-- crossfoot-ignore share: because --><p>two 2</p><table><tr><td>a<td>3<tr><td>b<td>\
                    <!-- crossfoot-ignore share: because -->4</table><!-- crossfoot-ignore share -->";
        let document = read("a.html", page.as_bytes().into(), &Limits::default()).expect("it is read");
        let (found, faults) = comments(&document);
        let covered: Vec<&str> = found.iter().map(|c| &page[c.covers.clone()]).collect();
        assert_eq!(covered[0], "two 2");
        assert!(covered[1].starts_with('a') && covered[1].ends_with('4'), "{covered:?}");
        assert_eq!((found.len(), faults.len(), faults[0].message.en.as_str()), (2, 1, "this comment gives no reason"));
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
