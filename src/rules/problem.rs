//! What is wrong in a rule file, at its exact place.

use std::fmt;
use std::ops::Range;

use crate::phrase::Phrase;

/// A fault in a rule file. Invariant: `line` and `column` are 1-based, the column counted in characters, and `source_line` is that line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The rule file, as given.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
    /// Characters to mark, at least 1.
    pub width: usize,
    /// The line's text.
    pub source_line: String,
    /// What is wrong.
    pub message: Phrase,
    /// What to do, where something can be said.
    pub help: Option<Phrase>,
}

impl RuleProblem {
    /// Places a fault at `span` of the file's text.
    #[must_use]
    pub fn at(file: &str, source: &str, span: &Range<usize>, message: Phrase, help: Option<Phrase>) -> Self {
        let start = floor_boundary(source, span.start);
        let line_start = source[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |n| start + n);
        let end = floor_boundary(source, span.end).clamp(start, line_end);
        Self {
            file: file.to_owned(),
            line: source[..line_start].matches('\n').count() + 1,
            column: source[line_start..start].chars().count() + 1,
            width: source[start..end].chars().count().max(1),
            source_line: source[line_start..line_end].trim_end().to_owned(),
            message,
            help,
        }
    }
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message.en)
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
