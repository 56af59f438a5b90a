//! The small source miette is given instead of the report's own: a few short lines, each with what stands in its gutter.

use miette::{MietteError, SourceCode, SourceSpan, SpanContents};

/// What stands left of a line's bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gutter {
    /// Nothing.
    Blank,
    /// A row number of the table.
    Row(u32),
    /// Rows are left out here.
    Gap,
    /// The line is no text but the start of another excerpt, with its origin.
    Title(String),
}

/// One line. Invariant: marks ascend, do not overlap, and lie on character boundaries of `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) gutter: Gutter,
    pub(crate) text: String,
    pub(crate) marks: Vec<LineMark>,
    /// Bytes to be coloured where these are more than the marks: cells with their brackets. They ascend and do not overlap.
    pub(crate) tints: Vec<LineMark>,
}

impl Line {
    /// A line without marks.
    pub(crate) fn new(gutter: Gutter, text: impl Into<String>) -> Self {
        Self { gutter, text: text.into(), marks: Vec::new(), tints: Vec::new() }
    }
}

/// Bytes of a line to be underlined or coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineMark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Index into the finding's labels.
    pub(crate) label: usize,
}

/// The lines as miette reads them: one text, numbered from `first_line`, always shown whole.
#[derive(Debug)]
pub(crate) struct VirtualSource {
    pub(crate) text: String,
    pub(crate) name: String,
    /// Added to miette's 1-based line numbers.
    pub(crate) first_line: usize,
}

impl SourceCode for VirtualSource {
    fn read_span<'a>(&'a self, _: &SourceSpan, _: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Whole { source: self, span: (0, self.text.len()).into() }))
    }
}

struct Whole<'a> {
    source: &'a VirtualSource,
    span: SourceSpan,
}

impl<'a> SpanContents<'a> for Whole<'a> {
    fn data(&self) -> &'a [u8] {
        self.source.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn line(&self) -> usize {
        self.source.first_line
    }

    fn column(&self) -> usize {
        0
    }

    fn line_count(&self) -> usize {
        self.source.text.lines().count()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.source.name)
    }
}
