//! Markdown, for a job's summary or a comment: one table a report.

use std::io;

use crate::findings::{Finding, Outcome};
use crate::phrase::Lang;
use crate::report::beneath::also;
use crate::report::escape::markdown;
use crate::report::repair::changes;
use crate::report::totals::Totals;
use crate::report::words::{name, one_line, severity};
use crate::report::{Options, place};

/// What the heading begins with.
pub(super) const TITLE: &str = "## crossfoot · ";

/// A heading with the counts, then each report that has findings or a problem.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let totals = Totals::of(outcome);
    writeln!(out, "{TITLE}{}", markdown(&totals.headline(lang)))?;
    if !options.quiet {
        writeln!(out)?;
        for (lead, text) in totals.lines(lang, true).into_iter().skip(1) {
            writeln!(out, "- {}: {}", markdown(&lead), markdown(&text))?;
        }
    }
    let heads = match lang {
        Lang::Zh => ["", "位置", "不符", "依据", "可改", "建议", "规则"],
        Lang::En => ["", "place", "finding", "why", "fix", "help", "rule"],
    };
    for report in &outcome.reports {
        if report.problem.is_none() && report.findings.is_empty() {
            continue;
        }
        writeln!(out, "\n### {}\n", markdown(&report.path))?;
        if let Some(problem) = &report.problem {
            writeln!(out, "{}: {}", markdown(&name(problem.kind)), markdown(&one_line(&problem.message, lang)))?;
        }
        if !report.findings.is_empty() {
            writeln!(out, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()))?;
        }
        for finding in &report.findings {
            writeln!(out, "| {} |", row(finding, lang).join(" | "))?;
        }
    }
    Ok(())
}

fn row(finding: &Finding, lang: Lang) -> [String; 7] {
    let location = finding.labels.first().map(|label| &label.location);
    let within = location.map(|at| place::within(at, lang)).unwrap_or_default();
    let spot = location.and_then(|at| place::spot(at, lang)).filter(|spot| *spot != within);
    let place: Vec<String> = [Some(within).filter(|place| !place.is_empty()), spot].into_iter().flatten().collect();
    let why: Vec<String> =
        [one_line(&finding.derivation, lang)].into_iter().filter(|why| !why.is_empty()).chain(also(finding, lang)).collect();
    [
        severity(finding.severity).get(lang).to_owned(),
        markdown(&place.join(", ")),
        markdown(&one_line(&finding.message, lang)),
        markdown(&why.join("; ")),
        markdown(&changes(finding, "; ")),
        markdown(&one_line(&finding.help, lang)),
        markdown(&finding.rule),
    ]
}
