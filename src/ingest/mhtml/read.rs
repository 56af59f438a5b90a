//! From a message to the page in it.

use std::sync::Arc;

use crate::document::Transfer;
use crate::ingest::Limits;
use crate::ingest::mhtml::message::{Message, Part};
use crate::problem::{Problem, ProblemKind};

/// The page of a message: the decoded bytes of its part.
#[derive(Debug)]
pub(in crate::ingest) struct Archive {
    /// The page's bytes.
    pub(in crate::ingest) bytes: Arc<[u8]>,
    /// The encoding the message names for them.
    pub(in crate::ingest) charset: Option<String>,
    /// Where the bytes stand in the file.
    pub(in crate::ingest) transfer: Transfer,
    /// The message ends early.
    pub(in crate::ingest) cut: bool,
}

/// Finds and decodes the page of a message: the part it names to start with, else the first page in it. Where that only frames others (a
/// workbook's sheets), those are read one behind the other.
///
/// # Errors
/// Unsupported when no part is a page; too large when it is above the limit of decoded bytes.
pub(in crate::ingest) fn unpack(file: &Arc<[u8]>, limits: &Limits) -> Result<Archive, Problem> {
    let message = Message::read(file);
    let pages: Vec<&Part> =
        message.parts.iter().filter(|p| matches!(p.media_type.as_str(), "text/html" | "application/xhtml+xml")).collect();
    let named = || pages.iter().find(|p| message.start.is_some() && p.id == message.start);
    let Some(first) = named().or_else(|| pages.first()) else {
        return Err(no_page());
    };
    let (mut bytes, mut transfer) = decoded(file, &[first], limits)?;
    if is_frameset(&bytes) && pages.len() > 1 {
        let framed: Vec<&Part> = pages.iter().filter(|p| *p != first && !is_tab_strip(p)).copied().collect();
        (bytes, transfer) = decoded(file, &framed, limits)?;
    }
    Ok(Archive { bytes: bytes.into(), charset: first.charset.clone(), transfer, cut: message.cut })
}

fn decoded(file: &Arc<[u8]>, parts: &[&Part], limits: &Limits) -> Result<(Vec<u8>, Transfer), Problem> {
    let mut transfer = Transfer::new(Arc::clone(file));
    let mut bytes = Vec::new();
    // No transfer encoding grows, so the bodies' lengths bound what they decode to.
    if parts.iter().map(|p| p.body.len() as u64).sum::<u64>() > limits.expanded_bytes {
        return Err(Problem::new(
            ProblemKind::TooLarge,
            "单个文件网页过大；请另存为普通网页（HTML）后检查",
            "the web archive is too large; save it as a plain web page (HTML) and check that",
        ));
    }
    for part in parts {
        transfer.push(part.body.clone(), part.transfer, &mut bytes);
        bytes.push(b'\n');
        transfer.skip(1);
    }
    Ok((bytes, transfer))
}

fn is_frameset(bytes: &[u8]) -> bool {
    bytes.windows(9).any(|w| w.eq_ignore_ascii_case(b"<frameset"))
}

/// The page with a workbook's sheet names, which holds nothing else.
fn is_tab_strip(part: &Part) -> bool {
    part.location.as_deref().is_some_and(|l| l.to_ascii_lowercase().contains("tabstrip"))
}

fn no_page() -> Problem {
    Problem::new(
        ProblemKind::Unsupported,
        "文件是邮件或网页存档，但其中没有网页；请把报告另存为网页（HTML）、.docx 或 .xlsx 后检查",
        "the file is a message or web archive without a page; save the report as HTML, .docx or .xlsx and check that",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Format, Site, Spot};
    use crate::ingest::{Limits, read};
    use crate::problem::ProblemKind;

    #[test]
    fn a_page_and_the_bytes_of_its_numbers() {
        let file = "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <html><meta charset=3Dutf-8><p>=CA=D5=\r\n=B5=BD 1,2=33=\r\n4=BC=FE</p></html>\r\n--x--\r\n";
        let document = read("a.mht", file.as_bytes().into(), &Limits::default()).unwrap();
        assert_eq!((document.format, document.paragraphs[0].text.as_str()), (Format::Mhtml, "收到 1,234件"));
        let at = |from: u32, to: u32| {
            let source = document.source.as_ref().unwrap();
            let span = document.span(&Spot::new(Site::Paragraph(0), from..to)).unwrap();
            (&file[source.raw_span(span)], source.line_column(span.start))
        };
        assert_eq!(at(7, 12), ("1,2=33=\r\n4", (1, 33)), "bytes of the file, line and column of the page");
        assert_eq!(at(0, 6).0, "=CA=D5=\r\n=B5=BD");
    }

    #[test]
    fn framed_sheets_and_messages_without_a_page() {
        let part = |name: &str, body: &str| format!("--x\nContent-Type: text/html\nContent-Location: file:///{name}\n\n{body}\n");
        let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
        let sheet = |n: u32| format!("<html><table><tr><td>项目<td>数<tr><td>甲<td>{n}</table></html>");
        let file = [
            head,
            &part("main.htm", "<html><frameset rows=\"1\"></frameset></html>"),
            &part("tabstrip.htm", "<html><p>Sheet1</html>"),
            &part("sheet001.htm", &sheet(1)),
            &part("sheet002.htm", &sheet(2)),
            "--x--\n",
        ]
        .concat();
        let document = read("a.mht", file.as_bytes().into(), &Limits::default()).unwrap();
        assert_eq!((document.tables.len(), document.paragraphs.len()), (2, 0));
        let source = document.source.as_ref().unwrap();
        let spans: Vec<&str> =
            document.tables.iter().map(|t| &file[source.raw_span(t.cells().last().unwrap().text.span(0..1).unwrap())]).collect();
        assert_eq!(spans, ["1", "2"]);
        let mail = format!("{head}--x\nContent-Type: image/png\n\nx\n--x--\n");
        let refused = |text: &str| read("a", Arc::from(text.as_bytes()), &Limits::default()).unwrap_err().kind;
        assert_eq!(refused(&mail), ProblemKind::Unsupported);
        assert_eq!(refused("MIME-Version: 1.0\nSubject: 年报\n\n收到 38 件"), ProblemKind::Unsupported);
    }
}
