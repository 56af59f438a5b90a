//! One line a finding, for editors, `grep` and programs that read lines: `path:line:column: severity[rule] message`.

use std::io;

use crate::findings::Outcome;
use crate::report::clean::visible;
use crate::report::totals::Totals;
use crate::report::words::{name, one_line};
use crate::report::{Options, place};

/// A line a finding, a line a problem, and last the counts unless quiet. The severity is always the English word, as tools look for it.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in outcome.findings() {
        let place = finding.labels.first().map_or_else(|| finding.path.to_string(), |label| place::full(&label.location, options.lang));
        let (severity, rule, message) = (name(finding.severity), visible(&finding.rule), one_line(&finding.message, options.lang));
        writeln!(out, "{}: {severity}[{rule}] {message}", visible(&place))?;
    }
    for report in &outcome.reports {
        if let Some(problem) = &report.problem {
            writeln!(out, "{}: error[{}] {}", visible(&report.path), name(problem.kind), one_line(&problem.message, options.lang))?;
        }
    }
    if !options.quiet {
        writeln!(out, "{}", Totals::of(outcome).headline(options.lang))?;
    }
    Ok(())
}
