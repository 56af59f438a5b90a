//! Text with a line through it: no part of what the page says, but said to be left out.

use crate::document::{Document, Remark, RemarkKind, Site, Text};
use crate::phrase::Phrase;

/// Struck pieces named one by one; the others are counted.
const NAMED: usize = 10;
/// Characters of a piece that are shown.
const SHOWN: usize = 24;

/// One run of struck text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Struck {
    /// Its words, with their places.
    pub text: Text,
    /// The paragraph or cell it was left out of; `None` where nothing else stands there.
    pub site: Option<Site>,
}

/// Says of each piece that it was left out, and where. The document's source must be set.
pub(in crate::ingest) fn remark(document: &mut Document, pieces: &[Struck]) {
    for piece in pieces.iter().take(NAMED) {
        let words = shown(piece.text.as_str());
        let place = piece.text.span(0..piece.text.len()).zip(document.source.as_ref());
        let (line, column) = place.map_or((1, 1), |(span, source)| source.line_column(span.start));
        let message = Phrase::new(
            format!("第 {line} 行第 {column} 列的“{words}”已被划去，未计入"),
            format!("`{words}` at {line}:{column} is struck out and was left out"),
        );
        document.remarks.push(Remark { kind: RemarkKind::Struck, message, site: piece.site });
    }
    let more = pieces.len().saturating_sub(NAMED);
    if more > 0 {
        let message =
            Phrase::new(format!("另有 {more} 处被划去的文字未计入"), format!("{more} more pieces of struck-out text were left out"));
        document.remarks.push(Remark { kind: RemarkKind::Struck, message, site: None });
    }
}

/// The words on one line, long ones cut.
fn shown(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => line,
    }
}
