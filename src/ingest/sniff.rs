//! Which format a file is in, by its content; the file's name says nothing.

use crate::document::Format;
use crate::ingest::container;
use crate::ingest::decode::TextKind;
use crate::ingest::foreign::Foreign;
use crate::ingest::mhtml::is_message;
use crate::problem::{Problem, ProblemKind};

/// What a file's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Content {
    /// A workbook in one of the workbook formats.
    Workbook(Format),
    /// A Word document.
    Word,
    /// A message that may hold a page.
    Message,
    /// Text to decode: a page or anything else.
    Text(TextKind),
}

/// Bytes looked at for signs of a format.
const HEAD: usize = 4096;

/// Zero bytes that damage leaves in a text; they are told with their place.
const STRAY: usize = 4;

/// First bytes of formats crossfoot does not read.
const FOREIGN: [(&[u8], Foreign); 22] = [
    (b"%PDF-", Foreign::Pdf),
    (b"{\\rtf", Foreign::Document("RTF 文档", "an RTF document")),
    (b"\xdb\xa5-", Foreign::Document("Word 2 文档", "a Word 2 document")),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"BM", Foreign::Bitmap),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"\0\0\x01\0", Foreign::Picture),
    (b"\xd7\xcd\xc6\x9a", Foreign::Picture),
    (b"RIFF", Foreign::Other("多媒体文件", "a media file")),
    (b"\x1f\x8b", Foreign::Archive("gzip 压缩包", "a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", Foreign::Archive("7z 压缩包", "a 7z archive")),
    (b"Rar!\x1a\x07", Foreign::Archive("rar 压缩包", "a rar archive")),
    (b"\xfd7zXZ\0", Foreign::Archive("xz 压缩包", "an xz archive")),
    (b"\x28\xb5\x2f\xfd", Foreign::Archive("zstd 压缩包", "a zstd archive")),
    (b"BZh91AY", Foreign::Archive("bzip2 压缩包", "a bzip2 archive")),
    (b"\x7fELF", Foreign::Other("程序", "a program")),
    (b"MZ\x90\0", Foreign::Other("程序", "a program")),
    (b"SQLite format 3\0", Foreign::Other("数据库", "a database")),
    (b"PAR1", Foreign::Other("Parquet 数据", "Parquet data")),
];

/// Finds the format of a file that is not empty.
///
/// # Errors
/// A [`Problem`] that names what the file is and what to do, for everything crossfoot does not read.
pub(in crate::ingest) fn sniff(bytes: &[u8]) -> Result<Content, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) || is_blank_after_mark(bytes) {
        return Err(Problem::new(ProblemKind::Empty, "文件没有内容", "the file is empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return container::zip_format(bytes).map(|format| if format == Format::Docx { Content::Word } else { Content::Workbook(format) });
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return container::ole_format(bytes).map(Content::Workbook);
    }
    if let Some(foreign) = FOREIGN.iter().find(|(magic, foreign)| bytes.starts_with(magic) && foreign.fits(bytes)) {
        return Err(foreign.1.refused());
    }
    if is_bare_biff(bytes) {
        return Err(Problem::new(
            ProblemKind::Unsupported,
            "早期 Excel（4.0 或更早）的工作表不受支持；请用 Excel 或 WPS 打开后另存为 .xlsx",
            "a worksheet of Excel 4 or older is not supported; open it in a spreadsheet program and save it as .xlsx",
        ));
    }
    if is_utf32(bytes) {
        return Err(Problem::new(
            ProblemKind::Unsupported,
            "文件为 UTF-32 编码，不受支持；请另存为 UTF-8 后检查",
            "the file is text in UTF-32, which is not supported; save it as UTF-8 and check that",
        ));
    }
    let head = ascii_head(bytes);
    if is_message(&head) {
        return Ok(Content::Message);
    }
    if head.contains("<office:document") && head.contains("opendocument.spreadsheet") {
        return Ok(Content::Workbook(Format::Ods));
    }
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("<workbook") {
        return Ok(Content::Workbook(Format::SpreadsheetMl));
    }
    if let Some(foreign) = foreign_text(&head) {
        return Err(foreign.refused());
    }
    if let Some(kind) = markup(&head)? {
        return Ok(Content::Text(kind));
    }
    // Pages with stray zero bytes still open in a browser; other text holds hardly any.
    if is_binary(bytes) {
        return Err(Problem::new(
            ProblemKind::Unreadable,
            "文件是无法识别的二进制内容，或已损坏；请确认它是网页、工作簿或文本文件",
            "the file is binary data of an unknown kind, or damaged; check that it is a page, a workbook or a text file",
        ));
    }
    Ok(Content::Text(TextKind::Plain))
}

/// Text in units of four bytes, nearly all of them characters of the basic plane: their upper two bytes are zero, their lower two are not.
fn is_utf32(bytes: &[u8]) -> bool {
    let units = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes).chunks_exact(4);
    let (mut little, mut big, all) = (0, 0, units.len());
    for unit in units {
        match *unit {
            [0xFF, 0xFE, 0, 0] => little += 1,
            [0, 0, 0xFE, 0xFF] => big += 1,
            [a, b, 0, 0] if a | b != 0 => little += 1,
            [0, 0, a, b] if a | b != 0 => big += 1,
            _ => {}
        }
    }
    all >= 2 && bytes.len().is_multiple_of(4) && little.max(big) * 10 >= all * 9
}

fn is_blank_after_mark(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(bytes).is_some_and(|(_, len)| bytes.iter().skip(len).all(|b| *b == 0 || b.is_ascii_whitespace()))
}

/// The first bytes as lower-case ASCII without zero bytes, so that UTF-16 reads like any other text.
fn ascii_head(bytes: &[u8]) -> String {
    let kept = bytes.iter().take(HEAD).filter(|b| **b != 0);
    let text: String = kept.map(|b| if b.is_ascii() { char::from(b.to_ascii_lowercase()) } else { '\u{fffd}' }).collect();
    text.trim_start_matches(|c: char| c == '\u{fffd}' || c.is_whitespace()).to_owned()
}

/// Text formats crossfoot does not read.
fn foreign_text(head: &str) -> Option<Foreign> {
    // Word's own web pages hold the same element in a conditional comment.
    if (!head.contains("<html") && head.contains("<w:worddocument")) || head.contains("progid=\"word.document\"") {
        return Some(Foreign::Document("XML 格式的 Word 文档", "a Word document in XML"));
    }
    if head.contains("<office:document") {
        return Some(Foreign::Document("单文件 OpenDocument 文档", "a flat OpenDocument text"));
    }
    None
}

/// Whether the text is a page: a tag at its very start, or one of the tags that only pages hold further on.
fn markup(head: &str) -> Result<Option<TextKind>, Problem> {
    const PAGES: [&str; 5] = ["<!doctype html", "<html", "<head", "<meta ", "<body"];
    // Markdown may hold these too.
    const PIECES: [&str; 4] = ["<table", "<tr>", "<td>", "<style"];
    let holds = |tags: &[&str]| tags.iter().any(|tag| head.contains(tag));
    if holds(&PAGES) || (holds(&PIECES) && (head.starts_with('<') || !is_markdown(head))) {
        return Ok(Some(TextKind::Html));
    }
    let starts_with_tag = head.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    if starts_with_tag {
        return Ok(Some(TextKind::Html));
    }
    if head.starts_with("<?xml") {
        let page = ["<div", "<p", "<h1", "<title"].iter().any(|tag| head.contains(tag));
        return if page { Ok(Some(TextKind::Html)) } else { Err(Foreign::Other("XML 数据", "XML data").refused()) };
    }
    Ok(None)
}

/// Whether a line is one that only Markdown has: below the header of a table with bars.
fn is_markdown(head: &str) -> bool {
    head.lines()
        .map(str::trim)
        .any(|line| line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t')))
}

/// A BIFF2-BIFF8 stream without its compound file: the BOF record with a plausible length.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4..=16, 0, ..])
}

/// Zero bytes outside UTF-16 but for a few stray ones in plain text, or more than a few control characters.
fn is_binary(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8) {
        return false;
    }
    let head = bytes.get(..bytes.len().min(HEAD * 2)).unwrap_or(bytes);
    let control = |b: &u8| (1..0x20).contains(b) && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let zeros = even + odd;
    let others = head.iter().filter(|b| control(b)).count();
    if (1..=STRAY).contains(&zeros) && others == 0 && zeros * 50 <= head.len() {
        return false;
    }
    if zeros > 0 {
        let one_sided = even.min(odd) * 8 < even.max(odd);
        return zeros < 2 || !one_sided || others * 50 > head.len();
    }
    others * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::{Content, sniff};
    use crate::document::Format;
    use crate::ingest::decode::TextKind;
    use crate::problem::ProblemKind;

    const STRAY_ZERO: &str = "item,number,remark\na,1,none given\nb,2\0,none given either\ntotal,3,\n";

    #[test]
    fn text_files_by_content() {
        let html = Ok(Content::Text(TextKind::Html));
        let plain = Ok(Content::Text(TextKind::Plain));
        for page in [
            "<!DOCTYPE html><p>1",
            "\u{feff}  <table><tr>",
            "<meta charset=gbk>",
            "<?xml version='1.0'?><html>",
            "junk\n<TABLE border=1>",
            "<p>x",
        ] {
            assert_eq!(sniff(page.as_bytes()), html, "{page}");
        }
        for text in ["a,b\n1,2", "一、总体情况", "a < b and b > c", "38", "# t\n<table><tr><td>1\n| a | b |\n|---|:-:|\n", STRAY_ZERO]
        {
            assert_eq!(sniff(text.as_bytes()), plain, "{text}");
        }
        let book = b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>";
        assert_eq!(sniff(book), Ok(Content::Workbook(Format::SpreadsheetMl)));
        let utf16: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16), html);
        let utf16: Vec<u8> = "total, 38\n数据".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16), plain);
    }

    #[test]
    fn everything_else_is_named() {
        let kind = |bytes: &[u8]| sniff(bytes).unwrap_err().kind;
        for empty in [&b" \r\n\t"[..], b"\xef\xbb\xbf\n", b"\xff\xfe"] {
            assert_eq!(kind(empty), ProblemKind::Empty);
        }
        for foreign in [
            &b"%PDF-1.7\n"[..],
            b"{\\rtf1",
            b"\x89PNG\r\n",
            b"\x1f\x8b\x08\x00",
            b"\x09\x08\x10\x00\x00\x06\x05\x00",
            b"<?xml version='1.0'?><feed/>",
        ] {
            assert_eq!(kind(foreign), ProblemKind::Unsupported, "{foreign:?}");
        }
        for text in ["<table><tr><td>合计", "\u{feff}总计,38\n"] {
            let little: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            let big: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            assert_eq!((kind(&little), kind(&big)), (ProblemKind::Unsupported, ProblemKind::Unsupported), "{text}");
        }
        for garbage in [&b"a\0b\0\0\0c"[..], b"\x01\x02\x03\x04\x05abc", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no"] {
            assert_eq!(kind(garbage), ProblemKind::Unreadable, "{garbage:?}");
        }
    }
}
