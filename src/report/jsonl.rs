//! JSON lines: the objects of JSON version 1, one a line, each with its `type`, so that a long run can be read as it comes.

use std::io;

use serde::Serialize;

use crate::findings::Outcome;
use crate::report::Options;
use crate::report::json::{self, FindingView, ReportView, SCHEMA, SuppressedView, TOOL, Tool};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Run { schema: u32, tool: Tool },
    Report(ReportView<'a>),
    Finding(FindingView<'a>),
    Suppressed(SuppressedView<'a>),
}

/// A line for the run, then for each report one, followed by its findings and those that do not count.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    json::write_line(&Line::Run { schema: SCHEMA, tool: TOOL }, out)?;
    for report in &outcome.reports {
        json::write_line(&Line::Report(json::report(report, options.lang)), out)?;
        for finding in &report.findings {
            json::write_line(&Line::Finding(json::finding(finding, options.lang)), out)?;
        }
        for suppressed in &report.suppressed {
            json::write_line(&Line::Suppressed(json::suppressed(suppressed, options.lang)), out)?;
        }
    }
    Ok(())
}
