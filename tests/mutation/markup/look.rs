//! Which format a report comes in, and the traits of that format.

use super::pen::Coding;
use super::place::Rendered;
use super::{book, html, text};
use crate::mutation::paper::{Edits, Paper};
use crate::mutation::rng::Rng;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Markup {
    /// A page with headings and plain tables.
    Plain,
    /// As word processors export pages.
    Word,
    /// As sites publish, in layout tables with navigation and counters.
    Cms,
    /// Text with a table's row a line, cells between bars.
    Bars,
    /// Text with a table's cell a line.
    Cells,
    /// A workbook.
    Book,
}

/// The traits of one file; equal looks give equal files but for the edits.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    pub(crate) markup: Markup,
    pub(crate) coding: Coding,
    /// Where runs are broken, what the chrome says.
    pub(crate) rng: Rng,
}

impl Look {
    pub(crate) fn new(mut rng: Rng) -> Self {
        let markup =
            *rng.pick(&[Markup::Plain, Markup::Word, Markup::Word, Markup::Cms, Markup::Cms, Markup::Bars, Markup::Cells, Markup::Book]);
        let coding = match markup {
            Markup::Word => *rng.pick(&[Coding::Gb18030, Coding::Gb18030, Coding::Utf8, Coding::Utf16]),
            Markup::Cms | Markup::Plain => *rng.pick(&[Coding::Utf8, Coding::Utf8, Coding::Utf8, Coding::Gb18030, Coding::Utf8Bom]),
            Markup::Book => Coding::Utf8,
            Markup::Bars | Markup::Cells => *rng.pick(&[Coding::Utf8, Coding::Utf8, Coding::Utf8, Coding::Gb18030]),
        };
        Self { markup, coding, rng }
    }
}

/// The report as a file.
pub(crate) fn render(paper: &Paper, edits: &Edits, look: &Look) -> Rendered {
    match look.markup {
        Markup::Plain | Markup::Word | Markup::Cms => html::page(paper, edits, look),
        Markup::Bars | Markup::Cells => text::file(paper, edits, look),
        Markup::Book => book::file(paper, edits, look),
    }
}
