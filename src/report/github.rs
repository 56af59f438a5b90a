//! GitHub's workflow commands: each finding becomes an annotation on its line.

use std::io;

use crate::findings::{Finding, Outcome, Severity};
use crate::report::clean::visible;
use crate::report::words::{name, one_line};
use crate::report::{Options, beneath, place};

/// One `::error` (`::warning`, `::notice`) command a finding or problem.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    for report in &outcome.reports {
        for found in &report.findings {
            writeln!(out, "{}", finding(found, options))?;
        }
        if let Some(problem) = &report.problem {
            let file = property(&path(&report.path));
            let (kind, message) = (property(&name(problem.kind)), data(&one_line(&problem.message, options.lang)));
            writeln!(out, "::error file={file},title={kind}::{message}")?;
        }
    }
    Ok(())
}

fn finding(finding: &Finding, options: &Options) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let location = finding.labels.first().map(|label| &label.location);
    let at = location.and_then(|at| at.line.zip(at.column)).map(|(line, column)| format!(",line={line},col={column}"));
    let (file, rule) = (property(&path(&finding.path)), property(&visible(&finding.rule)));
    let properties = format!("file={file}{},title={rule}", at.unwrap_or_default());
    let spot = location.and_then(|at| place::spot(at, options.lang)).map(|spot| format!("{}: ", visible(&spot))).unwrap_or_default();
    format!("::{command} {properties}::{}", data(format!("{spot}{}", beneath::all(finding, options.lang)).trim_end()))
}

/// A path from the checkout's root.
fn path(path: &str) -> String {
    visible(path.strip_prefix("./").unwrap_or(path)).into_owned()
}

/// What follows the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
