//! The report for people, drawn by miette from small virtual sources.

mod finding;
mod frame;
mod grid;
mod passage;
mod shrink;
mod summary;
mod virtual_source;
mod width;
mod words;

use std::io;

use crate::findings::Outcome;
use crate::report::Options;

pub(crate) use width::{columns, fit, pad_end};
pub use words::one_line;

/// Writes every finding, then problems, remarks and the summary.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let options = Options { width: options.width.max(40), ..*options };
    for finding in outcome.findings() {
        out.write_all(finding::render(finding, &options).as_bytes())?;
    }
    out.write_all(summary::render(outcome, &options).as_bytes())
}
