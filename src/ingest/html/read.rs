//! A web page to a document.

use html5ever::{LocalName, local_name};

use crate::document::{Document, Format, Remark, RemarkKind, SourceText};
use crate::ingest::Limits;
use crate::ingest::html::arena::{Arena, NodeId};
use crate::ingest::html::bridge::{self, Bounds, Inside, Page};
use crate::ingest::html::properties::WhiteSpace;
use crate::ingest::html::select::select;
use crate::ingest::html::text::Gather;
use crate::ingest::html::transcript::to_u32;
use crate::ingest::html::{blocks, marks};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};

/// Nodes a page's tree may hold, about 200 bytes each. An ordinary page has one for every 30 bytes.
const MOST_NODES: usize = 1_500_000;
/// Stretches of its text with places of their own.
const MOST_PIECES: usize = 3_000_000;

/// Reads a web page. Whatever it holds gives a document; what a limit kept out is said in its remarks.
pub(in crate::ingest) fn read(name: &str, source: SourceText, limits: &Limits) -> Document {
    let mut document = Document::new(name, Format::Html);
    let page = bridge::parse(source.text(), bounds(limits), marks::is_kept);
    document.title = title(&page.arena);
    document.source = Some(source);
    remark(&mut document, &page);
    blocks::fill(&mut document, &page.arena, &[Arena::DOCUMENT], limits.cells);
    page.state.unseen.remark(&mut document);
    document
}

/// Reads the part of a page that a CSS selector picks.
///
/// # Errors
/// The selector cannot be read or picks nothing, or the page is beyond the limits, where the two trees would differ.
pub(in crate::ingest) fn read_part(name: &str, source: SourceText, limits: &Limits, selector: &str) -> Result<Document, Problem> {
    let mut document = Document::new(name, Format::Html);
    let page = bridge::parse(source.text(), bounds(limits), |_, _| true);
    if page.state.cut || page.state.flattened {
        let message = Phrase::new("页面过大或嵌套过深，不能只读其中一部分", "the page is too large or nests too deep to read a part of it");
        return Err(Problem { kind: ProblemKind::TooLarge, message });
    }
    let roots = select(source.text(), &page.arena, selector)?;
    document.title = title(&page.arena);
    document.source = Some(source);
    remark(&mut document, &page);
    blocks::fill(&mut document, &page.arena, &roots, limits.cells);
    Ok(document)
}

fn bounds(limits: &Limits) -> Bounds {
    Bounds { depth: limits.depth, nodes: MOST_NODES, pieces: MOST_PIECES, deadline: limits.deadline }
}

/// The first `title` in the head.
fn title(arena: &Arena) -> Option<String> {
    let child = |parent: NodeId, name: LocalName| arena.children(parent).find(|&id| arena.html_name(id) == Some(&name));
    let html = child(Arena::DOCUMENT, local_name!("html"))?;
    let title = child(child(html, local_name!("head"))?, local_name!("title"))?;
    let mut gather = Gather::new(arena);
    arena.children(title).for_each(|id| gather.add(id, WhiteSpace::Collapsed));
    gather.finish().map(|text| text.as_str().to_owned())
}

fn remark(document: &mut Document, page: &Page) {
    let source = document.source.as_ref().map_or("", SourceText::text);
    let mut said = Vec::new();
    let mut push = |kind, zh: &str, en: &str| said.push(Remark { kind, message: Phrase::new(zh, en), site: None });
    if page.state.cut {
        push(
            RemarkKind::Unread,
            "页面元素过多，其余部分未读取：请拆分页面",
            "the page holds too many elements and the rest was not read: split it",
        );
    }
    if let Some(at) = memchr::memchr(0, source.as_bytes()) {
        let (line, column) = document.source.as_ref().map_or((1, 1), |source| source.line_column(to_u32(at)));
        push(
            RemarkKind::Encoding,
            &format!("页面含有空字符（首个在第 {line} 行第 {column} 列），已略去，该处文字或数字可能残缺：请重新获取"),
            &format!(
                "the page holds zero bytes (the first at {line}:{column}), which were left out; words or numbers there may be damaged: fetch it again"
            ),
        );
    }
    if page.state.flattened {
        push(
            RemarkKind::Unread,
            "页面嵌套过深，最深处的表格未按表格读取：请检查是否缺少结束标签",
            "the page nests too deep and its deepest tables were not read as tables: look for missing end tags",
        );
    }
    if let Some((inside, at)) = &page.state.broken {
        let message = breaks_off(inside, document.source.as_ref().map_or((1, 1), |source| source.line_column(to_u32(*at))));
        said.push(Remark { kind: RemarkKind::Truncated, message, site: None });
    } else if page.state.ended_in_table == Some(true) && !is_closed(source) {
        push(
            RemarkKind::Truncated,
            "页面在表格中间结束，可能不完整：请重新获取",
            "the page ends inside a table and may be cut off: fetch it again",
        );
    } else if is_left_open(source) {
        push(
            RemarkKind::Truncated,
            "页面没有结束标签（</html>、</body>），可能不完整：请重新获取",
            "the page has no end tag (</html>, </body>) and may be cut off: fetch it again",
        );
    }
    document.remarks.append(&mut said);
}

/// What to say of markup that never ends: everything behind it is unread.
fn breaks_off(inside: &Inside, (line, column): (u32, u32)) -> Phrase {
    let (zh, en) = match inside {
        Inside::Tag => ("标签（如引号未闭合）".to_owned(), "a tag (a quotation mark may be missing)".to_owned()),
        Inside::Comment => ("注释".to_owned(), "a comment".to_owned()),
        Inside::Element(name) => (format!("<{name}>"), format!("<{name}>")),
    };
    Phrase::new(
        format!("页面第 {line} 行第 {column} 列的{zh}没有结束，其后的内容未读取：请补上结束标记，或重新获取页面"),
        format!(
            "the page breaks off inside {en} that begins at {line}:{column}, and what follows was not read: end it there, or fetch the page again"
        ),
    )
}

/// Whether the page says where it starts and never says where it ends.
fn is_left_open(source: &str) -> bool {
    // Every page but a cut one has its end tag near its end, so this is where to look first.
    let holds = |text: &str, tag: &str| {
        memchr::memchr_iter(b'<', text.as_bytes())
            .any(|at| text.as_bytes().get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag.as_bytes())))
    };
    let holds_end = |text: &str| ["</html", "</body"].iter().any(|tag| holds(text, tag));
    let tail = source.char_indices().rev().nth(400).and_then(|(at, _)| source.get(at..)).unwrap_or(source);
    !holds_end(tail) && ["<html", "<body"].iter().any(|tag| holds(source, tag)) && !holds_end(source)
}

/// Whether the source ends with the end tag of the page, whatever else was left open.
fn is_closed(source: &str) -> bool {
    let end = source.trim_end();
    ["</html>", "</body>"]
        .iter()
        .any(|tag| end.len().checked_sub(tag.len()).and_then(|at| end.get(at..)).is_some_and(|e| e.eq_ignore_ascii_case(tag)))
}
