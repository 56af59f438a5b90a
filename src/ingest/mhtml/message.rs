//! The parts of a message (RFC 2046, 5.1).

use std::ops::Range;

use crate::document::TransferEncoding;
use crate::ingest::mhtml::headers::{Headers, line};

/// Parts within parts beyond this depth are not looked into.
const MOST_NESTED: usize = 8;
/// More parts than any saved page has.
const MOST_PARTS: usize = 10_000;

/// A part that holds no further parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// `text/html`
    pub(super) media_type: String,
    /// The encoding its header names.
    pub(super) charset: Option<String>,
    /// Its identifier, with angle brackets.
    pub(super) id: Option<String>,
    /// Its address.
    pub(super) location: Option<String>,
    /// How its bytes were written down.
    pub(super) transfer: TransferEncoding,
    /// Its body in the file.
    pub(super) body: Range<usize>,
}

/// A message: its parts in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// The parts, those within parts included.
    pub(super) parts: Vec<Part>,
    /// Identifier of the part to show first.
    pub(super) start: Option<String>,
    /// The message ends before its last boundary.
    pub(super) cut: bool,
}

impl Message {
    /// Finds the parts of a message.
    pub(super) fn read(file: &[u8]) -> Self {
        let mut found = Self::default();
        let mut open = vec![(0..file.len(), 0)];
        while let Some((range, depth)) = open.pop() {
            let (headers, body) = Headers::read(file, &range);
            let body = body..range.end;
            let media_type = headers.media_type().unwrap_or_else(|| "text/plain".to_owned());
            let boundary = headers.parameter("boundary").filter(|b| media_type.starts_with("multipart/") && !b.is_empty());
            if let (Some(boundary), true) = (boundary, depth < MOST_NESTED) {
                found.start = found.start.or_else(|| headers.parameter("start"));
                let (ranges, closed) = split(file, &body, &boundary);
                found.cut |= !closed;
                open.extend(ranges.into_iter().rev().map(|range| (range, depth + 1)));
            } else if found.parts.len() < MOST_PARTS {
                found.parts.push(Part {
                    media_type,
                    charset: headers.parameter("charset"),
                    id: headers.get("content-id").map(str::to_owned),
                    location: headers.get("content-location").map(str::to_owned),
                    transfer: transfer(headers.get("content-transfer-encoding").unwrap_or("")),
                    body,
                });
            }
        }
        found
    }
}

fn transfer(name: &str) -> TransferEncoding {
    match name.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => TransferEncoding::QuotedPrintable,
        "base64" => TransferEncoding::Base64,
        _ => TransferEncoding::Identity,
    }
}

/// The ranges between the lines that start with two hyphens and the boundary, and whether the last of these was found. The line break
/// before a boundary belongs to it.
fn split(file: &[u8], body: &Range<usize>, boundary: &str) -> (Vec<Range<usize>>, bool) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut at = body.start;
    while at < body.end {
        let (text, next) = line(file, at, body.end);
        if let Some(rest) = text.strip_prefix(b"--").and_then(|t| t.strip_prefix(boundary.as_bytes()))
            && (rest.trim_ascii().is_empty() || rest.starts_with(b"--"))
        {
            if let Some(start) = start {
                ranges.push(start..before_break(file, start, at));
            }
            if rest.starts_with(b"--") {
                return (ranges, true);
            }
            start = Some(next);
        }
        at = next;
    }
    ranges.extend(start.map(|start| start..body.end));
    (ranges, false)
}

fn before_break(file: &[u8], start: usize, at: usize) -> usize {
    let text = file.get(start..at).unwrap_or_default();
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    start + text.strip_suffix(b"\r").unwrap_or(text).len()
}

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::document::TransferEncoding;

    #[test]
    fn parts_within_parts() {
        let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"; start=\"<b>\"\r\n\r\npreamble\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
            --y\r\n\r\nplain\r\n--y\r\nContent-Type: text/html; charset=gbk\r\nContent-ID: <b>\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n<p>--x\r\n--xx\r\n--y--\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--x--\r\nafter";
        let message = Message::read(file.as_bytes());
        assert_eq!((message.start.as_deref(), message.cut), (Some("<b>"), false));
        let parts: Vec<_> = message.parts.iter().map(|p| (p.media_type.as_str(), p.transfer, &file[p.body.clone()])).collect();
        assert_eq!(
            parts,
            [
                ("text/plain", TransferEncoding::Identity, "plain"),
                ("text/html", TransferEncoding::QuotedPrintable, "<p>--x\r\n--xx"),
                ("image/png", TransferEncoding::Base64, "QUJD"),
            ]
        );
        let cut = Message::read(&file.as_bytes()[..file.len() - 30]);
        assert!(cut.cut && cut.parts.len() == 3);
    }
}
