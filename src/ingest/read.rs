//! The one way from bytes to a document.

use std::sync::Arc;

use crate::document::{Document, Format, Remark, RemarkKind};
use crate::ingest::decode::{Decoded, TextKind, decode, decode_labelled};
use crate::ingest::sniff::{Content, sniff};
use crate::ingest::too_slow::too_slow;
use crate::ingest::{Limits, continued, damage, delimited, html, mhtml, text, word, workbook};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};

/// The most bytes of any file: offsets are 32 bits wide, and decoding can triple the bytes.
const MOST_BYTES: u64 = (u32::MAX / 3) as u64;

/// Reads a file's bytes into a document. `name` is what the file is spoken of by; the format is found by content.
///
/// # Errors
/// A [`Problem`] when the file is empty, of no known format, damaged beyond reading, encrypted or above a limit.
pub fn read(name: &str, bytes: Arc<[u8]>, limits: &Limits) -> Result<Document, Problem> {
    if bytes.len() as u64 > limits.bytes.min(MOST_BYTES) {
        return Err(too_large(limits));
    }
    let document = match sniff(&bytes)? {
        Content::Word => word::read(name, &bytes, limits),
        Content::Workbook(format) => workbook::read(name, bytes, format, limits),
        Content::Message => read_message(name, &bytes, limits, None),
        Content::Text(kind) => read_text(name, bytes, kind, limits),
    };
    within(document, limits)
}

/// The document, unless damage or a limit left nothing of it: then the first remark of that kind is the problem.
fn held(document: Document) -> Result<Document, Problem> {
    let lost = document.remarks.iter().find(|r| document.blocks.is_empty() && matches!(r.kind, RemarkKind::Unread | RemarkKind::Truncated));
    let Some(Phrase { zh, en }) = lost.map(|remark| &remark.message) else {
        return Ok(document);
    };
    Err(Problem::new(ProblemKind::Unreadable, format!("没有读到任何内容：{zh}"), format!("nothing could be read: {en}")))
}

/// As [`read`], but of a web page only the parts that a CSS selector picks, such as `#content`; their places stay those of the whole file.
///
/// # Errors
/// As [`read`]; and when the selector cannot be read or picks nothing.
pub fn read_part(name: &str, bytes: Arc<[u8]>, limits: &Limits, selector: &str) -> Result<Document, Problem> {
    if bytes.len() as u64 > limits.bytes.min(MOST_BYTES) {
        return Err(too_large(limits));
    }
    match sniff(&bytes)? {
        Content::Text(TextKind::Html) => within(read_page(name, decode(bytes, TextKind::Html), limits, Some(selector)), limits),
        Content::Message => within(read_message(name, &bytes, limits, Some(selector)), limits),
        _ => read(name, bytes, limits),
    }
}

/// The document with its overlong texts cut, held to its deadline from now on. Past the deadline whatever came of it is thrown away: a part
/// that was given up looks like a damaged one.
fn within(document: Result<Document, Problem>, limits: &Limits) -> Result<Document, Problem> {
    if limits.deadline.is_over() {
        return Err(too_slow());
    }
    let mut document = document?;
    document.deadline = limits.deadline;
    document.room = limits.cells;
    continued::join(&mut document);
    cut_texts(&mut document, limits.text);
    damage::remark(&mut document);
    held(document)
}

/// Reads a page, or the parts of it that a selector picks.
fn read_page(name: &str, decoded: Decoded, limits: &Limits, selector: Option<&str>) -> Result<Document, Problem> {
    let mut document = match selector {
        Some(selector) => html::read_part(name, decoded.source, limits, selector)?,
        None => html::read(name, decoded.source, limits),
    };
    document.remarks.splice(0..0, decoded.remarks);
    Ok(document)
}

/// Reads the page in a message. Its places are bytes of the file, and lines and columns of the page.
fn read_message(name: &str, bytes: &Arc<[u8]>, limits: &Limits, selector: Option<&str>) -> Result<Document, Problem> {
    let archive = mhtml::unpack(bytes, limits)?;
    let decoded = decode_labelled(archive.bytes, TextKind::Html, archive.charset.as_deref());
    let decoded = Decoded { source: decoded.source.transferred(archive.transfer), ..decoded };
    let mut document = read_page(name, decoded, limits, selector)?;
    document.format = Format::Mhtml;
    if archive.cut {
        let message = Phrase::new(
            "网页存档在末尾的分隔行之前结束，可能不完整：请重新获取",
            "the web archive ends before its last boundary and may be cut off: fetch it again",
        );
        document.remarks.push(Remark { kind: RemarkKind::Truncated, message, site: None });
    }
    Ok(document)
}

fn read_text(name: &str, bytes: Arc<[u8]>, kind: TextKind, limits: &Limits) -> Result<Document, Problem> {
    let decoded = decode(bytes, kind);
    if decoded.source.text().trim().is_empty() {
        return Err(Problem::new(ProblemKind::Empty, "文件没有内容", "the file is empty"));
    }
    if kind == TextKind::Html {
        return read_page(name, decoded, limits, None);
    }
    let separator = delimited::separator(decoded.source.text());
    let separator = separator.filter(|separator| *separator != b'\t' || !text::has_ragged_tabs(decoded.source.text()));
    let mut document = match separator {
        Some(separator) => delimited::read(name, decoded.source, separator, limits),
        None => text::read(name, decoded.source, limits),
    };
    document.remarks.splice(0..0, decoded.remarks);
    Ok(document)
}

/// Cut texts that are named one by one.
const MOST_NAMED: usize = 20;

/// Cuts paragraphs and cells to the limit, and says so.
fn cut_texts(document: &mut Document, limit: u32) {
    let cut = document.cut_texts(limit);
    let mut say = |message, site| document.remarks.push(Remark { kind: RemarkKind::Unread, message, site });
    for site in cut.iter().take(MOST_NAMED) {
        let message = Phrase::new(
            format!("一段文字超过 {limit} 字节的上限，其余部分未读取；请分段，或用 --max-text 放宽上限"),
            format!(
                "a text is longer than the limit of {limit} bytes, the rest of it was not read; split it or allow more with --max-text"
            ),
        );
        say(message, Some(*site));
    }
    let more = cut.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        let message = Phrase::new(
            format!("另有 {more} 段文字超过 {limit} 字节的上限，其余部分未读取"),
            format!("{more} more texts are longer than the limit of {limit} bytes, the rest of them was not read"),
        );
        say(message, None);
    }
}

/// The problem with a file above the byte limit.
#[must_use]
pub fn too_large(limits: &Limits) -> Problem {
    let limit = limits.bytes.min(MOST_BYTES);
    let (zh, en) = match limit >> 20 {
        0 => (format!("{limit} 字节"), format!("{limit} bytes")),
        mebibytes => (format!("{mebibytes} MiB"), format!("{mebibytes} MiB")),
    };
    let (more_zh, more_en) =
        if limit < MOST_BYTES { ("，或用 --max-bytes 放宽上限", " or allow more with --max-bytes") } else { ("", "") };
    Problem::new(
        ProblemKind::TooLarge,
        format!("文件超过 {zh}的上限；请拆分后检查{more_zh}"),
        format!("the file is above the limit of {en}; split it and check the parts{more_en}"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::document::{Format, Site};
    use crate::ingest::Limits;
    use crate::problem::ProblemKind;

    #[test]
    fn text_files_and_problems() {
        let limits = Limits::default();
        let text = read("a.txt", "一、概况\n收到 38 件".as_bytes().into(), &limits).unwrap();
        assert_eq!((text.format, text.paragraphs.len(), text.source.is_some()), (Format::Text, 2, true));
        assert_eq!(read("a", "项目\t数\n甲\t3\n".as_bytes().into(), &limits).unwrap().format, Format::Tsv);
        assert_eq!(read("a", Vec::new().into(), &limits).unwrap_err().kind, ProblemKind::Empty);
        let small = Limits { bytes: 3, ..limits };
        assert_eq!(read("a", b"abcd"[..].into(), &small).unwrap_err().kind, ProblemKind::TooLarge);
        let short = read("a", "一、概况\n共收到数字 12345 件申请。".as_bytes().into(), &Limits { text: 9, ..limits }).unwrap();
        assert_eq!(short.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["一、概", "共收到"]);
        assert_eq!(short.remarks.iter().filter_map(|r| r.site).collect::<Vec<_>>(), [Site::Paragraph(0), Site::Paragraph(1)]);
        let few = Limits { cells: 3, ..limits };
        for table in ["a,b\n1,2\n3,4", "a | b\n1 | 2\n3 | 4", "a |\nb | |\n1 |\n2 | |\n3 |\n4 |"] {
            let said = read("a", table.as_bytes().into(), &few).map_or(true, |document| !document.remarks.is_empty());
            assert!(said, "{table}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn any_bytes_give_a_document_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read("x", bytes.into(), &Limits::default());
        }

        #[test]
        fn any_drawn_table_gives_cells_in_place(text in "([ab一、(二)1.0-9数|,\"\t ;。-]{0,9}\r?\n){0,20}") {
            if let Ok(document) = read("x", text.clone().into_bytes().into(), &Limits::default()) {
                for cell in document.tables.iter().flat_map(crate::document::Table::cells).filter(|c| !c.text.is_empty()) {
                    let span = cell.text.span(0..cell.text.len()).unwrap();
                    prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
                }
            }
        }
    }
}
