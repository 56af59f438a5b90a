//! `JUnit`'s XML: a suite a report, a failed case a finding, a skipped one a finding that does not count, one passed case where there is none.

use std::io;

use crate::findings::{Finding, Outcome, ReportOutcome, Suppression};
use crate::phrase::Lang;
use crate::report::beneath::beneath;
use crate::report::escape::markup;
use crate::report::words::{labelled, name, one_line, severity, suppression};
use crate::report::{Options, place};

/// Writes the suites. Times are zero: the same outcome gives the same bytes.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let failures = outcome.findings().count();
    let errors = outcome.reports.iter().filter(|report| report.problem.is_some()).count();
    let tests: usize = outcome.reports.iter().map(cases).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"crossfoot\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"0\">")?;
    for report in &outcome.reports {
        suite(report, options, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// Findings, those that do not count among them; one where there is none.
fn cases(report: &ReportOutcome) -> usize {
    (report.findings.len() + report.suppressed.len()).max(1)
}

fn suite(report: &ReportOutcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let path = markup(&report.path);
    let (tests, failures, errors) = (cases(report), report.findings.len(), u8::from(report.problem.is_some()));
    let skipped = report.suppressed.len();
    writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\">"
    )?;
    if let Some(problem) = &report.problem {
        let (kind, message) = (name(problem.kind), markup(&one_line(&problem.message, options.lang)));
        writeln!(out, "    <testcase name=\"{kind}\" classname=\"{path}\" file=\"{path}\" time=\"0\">")?;
        writeln!(out, "      <error type=\"{kind}\" message=\"{message}\"/>")?;
        writeln!(out, "    </testcase>")?;
    } else if report.findings.is_empty() && report.suppressed.is_empty() {
        let passed = report.verdicts.pass;
        let case = if options.lang == Lang::Zh { format!("{passed} 项检查通过") } else { format!("{passed} checks passed") };
        writeln!(out, "    <testcase name=\"{case}\" classname=\"{path}\" file=\"{path}\" time=\"0\"/>")?;
    }
    for finding in &report.findings {
        case(finding, None, options, out)?;
    }
    for stands in &report.suppressed {
        case(&stands.finding, Some(&stands.suppression), options, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(finding: &Finding, stands: Option<&Suppression>, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let (path, rule) = (markup(&finding.path), markup(&finding.rule));
    let location = finding.labels.first().map(|label| &label.location);
    let line = location.and_then(|at| at.line).map(|line| format!(" line=\"{line}\"")).unwrap_or_default();
    let place = location.map(|at| place::full(at, options.lang)).unwrap_or_default();
    let spot = location.and_then(|at| place::spot(at, options.lang)).unwrap_or_default();
    let case = if spot.is_empty() { location.map(|at| place::within(at, options.lang)).unwrap_or_default() } else { spot.clone() };
    writeln!(out, "    <testcase name=\"{rule} {}\" classname=\"{path}\" file=\"{path}\"{line} time=\"0\">", markup(&case))?;
    if let Some(stands) = stands {
        let why = labelled(&one_line(&finding.message, options.lang), &suppression(stands, options.lang), options.lang);
        writeln!(out, "      <skipped message=\"{}\"/>", markup(&why))?;
        return writeln!(out, "    </testcase>");
    }
    let message = markup(&one_line(&finding.message, options.lang));
    write!(out, "      <failure type=\"{}\" message=\"{message}\">", markup(severity(finding.severity).get(options.lang)))?;
    let beside = if place.ends_with(&spot) { String::new() } else { spot };
    let lines = [place, beside].into_iter().filter(|line| !line.is_empty()).chain(beneath(finding, options.lang));
    let lines: Vec<String> = lines.map(|line| markup(&line)).collect();
    writeln!(out, "{}</failure>", lines.join("\n"))?;
    writeln!(out, "    </testcase>")
}
