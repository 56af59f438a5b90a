//! The whole report: findings, problems, remarks, summary.

use std::io;

use crate::findings::Outcome;
use crate::report::Options;
use crate::report::text::{finding, summary};

/// Writes every finding, then problems, remarks and the summary.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let options = Options { width: options.width.max(40), ..options.clone() };
    for finding in outcome.findings() {
        out.write_all(finding::render(finding, &options).as_bytes())?;
    }
    out.write_all(summary::render(outcome, &options).as_bytes())
}
