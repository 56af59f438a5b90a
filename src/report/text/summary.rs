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
        out.push_str(&counts(outcome, options));
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

fn counts(outcome: &Outcome, options: &Options) -> String {
    let sum = Totals::of(outcome);
    match options.lang {
        Lang::Zh => counts_zh(&sum, options.verbose),
        Lang::En => counts_en(&sum, options.verbose),
    }
}

fn counts_zh(sum: &Totals, verbose: bool) -> String {
    let mut out = format!("报告 {} 份", sum.reports);
    if sum.problems > 0 {
        out.push_str(&format!("，其中 {} 份未能审核", sum.problems));
    }
    if sum.problems < sum.reports {
        out.push_str(&match (sum.errors, sum.warnings, sum.notes) {
            (0, 0, 0) => "：未发现不符".to_owned(),
            (errors, warnings, notes) => format!("：{errors} 个错误，{warnings} 个警告，{notes} 个提示"),
        });
    }
    out.push_str(&format!(
        "\n检查：{} 项通过，{} 项不符，{} 项不适用，{} 项无法判定\n",
        sum.pass, sum.fail, sum.not_applicable, sum.undecided
    ));
    out.push_str(&format!("数字：读到 {} 个，其中 {} 个至少经过一项检查\n", sum.numbers, sum.guarded));
    if sum.remarks > 0 && !verbose {
        out.push_str(&format!("备注：{} 条，加 -v 查看\n", sum.remarks));
    }
    out
}

fn counts_en(sum: &Totals, verbose: bool) -> String {
    let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let mut out = many(sum.reports, "report");
    if sum.problems > 0 {
        out.push_str(&format!(", {} not audited", sum.problems));
    }
    if sum.problems < sum.reports {
        out.push_str(&match (sum.errors, sum.warnings, sum.notes) {
            (0, 0, 0) => ": nothing found".to_owned(),
            (errors, warnings, notes) => format!(": {}, {}, {}", many(errors, "error"), many(warnings, "warning"), many(notes, "note")),
        });
    }
    out.push_str(&format!(
        "\nchecks: {} passed, {} failed, {} not applicable, {} undecided\n",
        sum.pass, sum.fail, sum.not_applicable, sum.undecided
    ));
    out.push_str(&format!("numbers: {} read, {} of them guarded by at least one check\n", sum.numbers, sum.guarded));
    if sum.remarks > 0 && !verbose {
        out.push_str(&format!("{}, shown with -v\n", many(sum.remarks, "remark")));
    }
    out
}
