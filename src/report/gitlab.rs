//! GitLab's code quality report.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::findings::{Finding, Outcome, Severity, digest};
use crate::report::beneath::also;
use crate::report::words::{name, one_line};
use crate::report::{Options, json, place};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// One issue a finding or problem. The fingerprint is the finding's own with that of its file, numbered where they repeat: GitLab takes
/// equal ones for one issue.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut issues = Vec::new();
    for report in &outcome.reports {
        for finding in &report.findings {
            issues.push(issue(finding, options));
        }
        if let Some(problem) = &report.problem {
            let kind = name(problem.kind);
            issues.push(Issue {
                description: one_line(&problem.message, options.lang),
                fingerprint: format!("{:016x}", digest([&*report.path, &*kind])),
                check_name: kind,
                severity: "major",
                location: Place { path: path(&report.path), lines: Lines { begin: 1 } },
            });
        }
    }
    for issue in &mut issues {
        let times = seen.entry(issue.fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            issue.fingerprint = format!("{}-{times}", issue.fingerprint);
        }
    }
    json::write(&issues, out)
}

fn issue(finding: &Finding, options: &Options) -> Issue {
    let location = finding.labels.first().map(|label| &label.location);
    let spot = location.and_then(|at| place::spot(at, options.lang)).map(|spot| format!("{spot}: ")).unwrap_or_default();
    let message = one_line(&finding.message, options.lang);
    let why: Vec<String> = std::iter::once(one_line(&finding.derivation, options.lang)).chain(also(finding, options.lang)).collect();
    Issue {
        description: format!("{spot}{message} ({})", why.join("; ")),
        check_name: finding.rule.clone(),
        fingerprint: format!("{:016x}{}", digest([&*finding.path]), finding.fingerprint),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Place { path: path(&finding.path), lines: Lines { begin: location.and_then(|at| at.line).unwrap_or(1) } },
    }
}

fn path(path: &str) -> String {
    path.strip_prefix("./").unwrap_or(path).to_owned()
}
