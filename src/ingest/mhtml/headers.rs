//! Header fields of a message or a part of one (RFC 5322, 2.2; RFC 2045, 5.1).

use std::ops::Range;

/// More bytes or fields than any real header has.
const MOST_BYTES: usize = 256 << 10;
const MOST_FIELDS: usize = 500;

/// The fields of one header: lower-case names, values with their folds undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads the header at the start of `range`; gives where the body starts.
    pub(super) fn read(file: &[u8], range: &Range<usize>) -> (Self, usize) {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut at = range.start;
        while at < range.end && at - range.start < MOST_BYTES && fields.len() < MOST_FIELDS {
            let (line, next) = line(file, at, range.end);
            at = next;
            if line.is_empty() {
                return (Self(fields), at);
            }
            let text = String::from_utf8_lossy(line);
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        (Self(fields), at)
    }

    /// A field's value.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The media type, in lower case: `text/html`.
    pub(super) fn media_type(&self) -> Option<String> {
        Some(self.get("content-type")?.split(';').next()?.trim().to_ascii_lowercase())
    }

    /// A parameter of the media type.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let mut rest = self.get("content-type")?.split_once(';')?.1;
        while !rest.trim().is_empty() {
            let (key, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let (value, after) = if let Some(quoted) = behind.strip_prefix('"') {
                unquoted(quoted)
            } else {
                let end = behind.find(';').unwrap_or(behind.len());
                (behind.get(..end)?.trim().to_owned(), behind.get(end..)?)
            };
            if key.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after.trim_start().trim_start_matches(';');
        }
        None
    }
}

/// A quoted string's value, and what stands behind it.
fn unquoted(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (out, text.get(at + 1..).unwrap_or("")),
            '\\' => out.extend(chars.next().map(|(_, c)| c)),
            c => out.push(c),
        }
    }
    (out, "")
}

/// The line at `at` without its line break, and where the next one starts.
pub(super) fn line(file: &[u8], at: usize, end: usize) -> (&[u8], usize) {
    let rest = file.get(at..end).unwrap_or_default();
    let len = rest.iter().position(|b| *b == b'\n');
    let line = rest.get(..len.unwrap_or(rest.len())).unwrap_or_default();
    (line.strip_suffix(b"\r").unwrap_or(line), at + len.map_or(rest.len(), |len| len + 1))
}

/// Whether lower-case text starts like a message: nothing but header fields up to the first blank line, one of them MIME's.
pub(in crate::ingest) fn is_message(head: &str) -> bool {
    let mut is_mime = false;
    for (n, line) in head.lines().enumerate() {
        if line.trim().is_empty() {
            break;
        }
        let name = line.split(':').next().unwrap_or("");
        let is_field = line.len() > name.len() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
        if !(is_field || (n > 0 && line.starts_with([' ', '\t']))) {
            return false;
        }
        is_mime |= name == "mime-version" || (name == "content-type" && (line.contains("multipart/") || line.contains("text/html")));
    }
    is_mime
}

#[cfg(test)]
mod tests {
    use super::{Headers, is_message};

    #[test]
    fn folded_fields_and_parameters() {
        let file = b"MIME-Version: 1.0\r\nContent-Type: Multipart/Related;\r\n\ttype=\"text/html\"; start = <a@b> ;\r\n boundary=\"a\\\"; b\"\r\n\r\nbody";
        let (headers, body) = Headers::read(file, &(0..file.len()));
        assert_eq!(&file[body..], b"body");
        assert_eq!(headers.media_type().as_deref(), Some("multipart/related"));
        let parameters = ["type", "start", "boundary", "x"].map(|name| headers.parameter(name));
        assert_eq!(parameters, [Some("text/html".to_owned()), Some("<a@b>".to_owned()), Some("a\"; b".to_owned()), None]);
        let (headers, body) = Headers::read(b"Content-Type: text/html; charset", &(0..32));
        assert_eq!((headers.parameter("charset"), body), (None, 32));
    }

    #[test]
    fn messages() {
        assert!(is_message("from: <saved by blink>\nsubject: =?utf-8?b?5bm0?=\n\tx\nmime-version: 1.0\n\n<html>"));
        assert!(is_message("content-type: text/html; charset=gb2312\n\n"));
        for text in ["from: me", "mime-version is\n", "<html>\nmime-version: 1.0", "总数：38\nmime-version: 1.0", ""] {
            assert!(!is_message(text), "{text}");
        }
    }
}
