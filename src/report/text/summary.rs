//! After the findings: files with problems, remarks, and the counts.

use crate::findings::{Outcome, Severity, VerdictCounts};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::text::frame::{Pen, Tone, paragraph};
use crate::report::text::words::{self, one_line};

/// Problems and remarks by file, then the summary unless quiet.
pub(crate) fn render(outcome: &Outcome, options: &Options) -> String {
    let pen = Pen { color: options.color, width: options.width };
    let mut out = String::new();
    for report in &outcome.reports {
        if let Some(problem) = &report.problem {
            let kind = serde_json::to_value(problem.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
            let lead = words::lead(&format!("{}[{kind}]", words::ERROR.get(options.lang)), options.lang);
            let text = format!("{}: {}", visible(&report.path), one_line(&problem.message, options.lang));
            out.push_str(&paragraph(&lead, &text, 0, Tone::Finding(Severity::Error), pen));
            out.push('\n');
        }
    }
    if options.verbose {
        out.push_str(&remarks(outcome, options, pen));
    }
    if !options.quiet {
        out.push_str(&counts(outcome, options, pen));
    }
    out
}

fn remarks(outcome: &Outcome, options: &Options, pen: Pen) -> String {
    let mut out = String::new();
    for report in outcome.reports.iter().filter(|r| !r.remarks.is_empty()) {
        out.push_str(&visible(&report.path));
        out.push('\n');
        for remark in &report.remarks {
            let lead = words::lead(words::REMARK.get(options.lang), options.lang);
            out.push_str(&paragraph(&lead, &one_line(remark, options.lang), 2, Tone::Help, pen));
        }
        out.push('\n');
    }
    out
}

/// Sums over all reports.
#[derive(Default)]
struct Totals {
    reports: usize,
    problems: usize,
    remarks: usize,
    numbers: u64,
    guarded: u64,
    pass: u64,
    fail: u64,
    not_applicable: u64,
    undecided: u64,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Totals {
    fn of(outcome: &Outcome) -> Self {
        let mut sum = Self { reports: outcome.reports.len(), ..Self::default() };
        for report in &outcome.reports {
            let VerdictCounts { pass, fail, not_applicable, undecided } = report.verdicts;
            sum.problems += usize::from(report.problem.is_some());
            sum.remarks += report.remarks.len();
            sum.numbers += u64::from(report.numbers);
            sum.guarded += u64::from(report.guarded);
            sum.pass += u64::from(pass);
            sum.fail += u64::from(fail);
            sum.not_applicable += u64::from(not_applicable);
            sum.undecided += u64::from(undecided);
        }
        for finding in outcome.findings() {
            match finding.severity {
                Severity::Error => sum.errors += 1,
                Severity::Warning => sum.warnings += 1,
                Severity::Note => sum.notes += 1,
            }
        }
        sum
    }
}

/// One paragraph a line: its lead word and what follows.
fn counts(outcome: &Outcome, options: &Options, pen: Pen) -> String {
    let sum = Totals::of(outcome);
    let mut lines = match options.lang {
        Lang::Zh => counts_zh(&sum),
        Lang::En => counts_en(&sum),
    };
    if options.verbose || sum.remarks == 0 {
        lines.truncate(3);
    }
    let draw = |(lead, text): (String, String)| paragraph(&words::lead(&lead, options.lang), &text, 0, Tone::Help, pen);
    lines.into_iter().map(draw).collect()
}

/// The run, the checks, the numbers, the remarks.
fn counts_zh(sum: &Totals) -> Vec<(String, String)> {
    let reports = match sum.problems {
        0 => format!("报告 {} 份", sum.reports),
        problems => format!("报告 {} 份（{problems} 份未能审核）", sum.reports),
    };
    let found = match (sum.errors, sum.warnings, sum.notes) {
        (0, 0, 0) if sum.problems == sum.reports => "没有审核任何报告".to_owned(),
        (0, 0, 0) => "未发现不符".to_owned(),
        (errors, warnings, notes) => format!("{errors} 个错误，{warnings} 个警告，{notes} 个提示"),
    };
    let checks = format!("{} 项通过，{} 项不符，{} 项不适用，{} 项无法判定", sum.pass, sum.fail, sum.not_applicable, sum.undecided);
    let numbers = format!("读到 {} 个，其中 {} 个至少经过一项检查", sum.numbers, sum.guarded);
    let remarks = format!("{} 条，加 -v 查看", sum.remarks);
    vec![(reports, found), ("检查".to_owned(), checks), ("数字".to_owned(), numbers), ("备注".to_owned(), remarks)]
}

/// The run, the checks, the numbers, the remarks.
fn counts_en(sum: &Totals) -> Vec<(String, String)> {
    let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let reports = match sum.problems {
        0 => many(sum.reports, "report"),
        problems => format!("{} ({problems} not audited)", many(sum.reports, "report")),
    };
    let found = match (sum.errors, sum.warnings, sum.notes) {
        (0, 0, 0) if sum.problems == sum.reports => "nothing was audited".to_owned(),
        (0, 0, 0) => "nothing found".to_owned(),
        (errors, warnings, notes) => format!("{}, {}, {}", many(errors, "error"), many(warnings, "warning"), many(notes, "note")),
    };
    let checks = format!("{} passed, {} failed, {} not applicable, {} undecided", sum.pass, sum.fail, sum.not_applicable, sum.undecided);
    let numbers = format!("{} read, {} of them guarded by at least one check", sum.numbers, sum.guarded);
    let remarks = format!("{}, shown with -v", sum.remarks);
    vec![(reports, found), ("checks".to_owned(), checks), ("numbers".to_owned(), numbers), ("remarks".to_owned(), remarks)]
}
