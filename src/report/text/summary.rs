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
            let lead = words::lead(&format!("{}[{kind}]", words::severity(Severity::Error).get(options.lang)), options.lang);
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

/// The remarks under the path of their report; neighbours that begin with the same words before a colon say them once.
fn remarks(outcome: &Outcome, options: &Options, pen: Pen) -> String {
    let mut out = String::new();
    for report in outcome.reports.iter().filter(|r| !r.remarks.is_empty()) {
        let path = visible(&report.path);
        let heading = match options.lang {
            Lang::Zh => format!("{path} 的备注"),
            Lang::En => format!("remarks on {path}"),
        };
        out.push_str(&paragraph(&words::lead(&heading, options.lang), "", 0, Tone::Help, pen));
        let said: Vec<String> = report.remarks.iter().map(|r| one_line(r, options.lang)).collect();
        for group in said.chunk_by(|a, b| matches!((topic(a), topic(b)), (Some(a), Some(b)) if a.0 == b.0)) {
            let indent = match group.first().and_then(|first| topic(first)) {
                Some((topic, _)) if group.len() > 1 => {
                    out.push_str(&paragraph("-", &words::lead(topic, options.lang), 2, Tone::Help, pen));
                    4
                }
                _ => 2,
            };
            for remark in group {
                let text = if indent > 2 { topic(remark).map_or("", |t| t.1) } else { remark };
                out.push_str(&paragraph("-", text, indent, Tone::Help, pen));
            }
        }
        out.push('\n');
    }
    out
}

/// What stands before the first colon of a remark, and after it.
fn topic(remark: &str) -> Option<(&str, &str)> {
    let wide = remark.split_once('：');
    let narrow = remark.split_once(": ");
    match (wide, narrow) {
        (Some(wide), Some(narrow)) => Some(if wide.0.len() < narrow.0.len() { wide } else { narrow }),
        (wide, narrow) => wide.or(narrow),
    }
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
    compared: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Totals {
    fn of(outcome: &Outcome) -> Self {
        let mut sum = Self { reports: outcome.reports.len(), ..Self::default() };
        for report in &outcome.reports {
            let VerdictCounts { pass, fail, not_applicable, undecided } = report.verdicts;
            sum.compared += usize::from(report.year_before.is_some());
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
    let lines = match options.lang {
        Lang::Zh => counts_zh(&sum, options.verbose),
        Lang::En => counts_en(&sum, options.verbose),
    };
    let draw = |(lead, text): (String, String)| paragraph(&words::lead(&lead, options.lang), &text, 0, Tone::Help, pen);
    lines.into_iter().map(draw).collect()
}

/// The run, the checks, the numbers, the remarks.
fn counts_zh(sum: &Totals, verbose: bool) -> Vec<(String, String)> {
    let reports = match sum.problems {
        0 => format!("报告 {} 份", sum.reports),
        problems => format!("报告 {} 份（{problems} 份未能审核）", sum.reports),
    };
    let found: Vec<String> = [(sum.errors, "个错误"), (sum.warnings, "个警告"), (sum.notes, "个提示")]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let found = match found.as_slice() {
        [] if sum.problems == sum.reports => "没有审核任何报告".to_owned(),
        [] => "未发现不符".to_owned(),
        found => found.join("，"),
    };
    let checks = format!("{} 项通过，{} 项不符，{} 项不适用，{} 项未判定", sum.pass, sum.fail, sum.not_applicable, sum.undecided);
    let numbers = format!("读到 {} 个，其中 {} 个至少经过一项检查", sum.numbers, sum.guarded);
    let mut out = vec![(reports, found), ("检查".to_owned(), checks), ("数字".to_owned(), numbers)];
    if sum.compared > 0 {
        out.push(("年度".to_owned(), format!("{} 份与同一单位上一年的报告核对", sum.compared)));
    }
    if sum.undecided > 0 {
        out.push(("未判定".to_owned(), "所需的数缺失或无法确定，不作结论".to_owned()));
    }
    if sum.remarks > 0 && !verbose {
        let reasons = if sum.undecided > 0 { "（含未判定的原因）" } else { "" };
        out.push(("备注".to_owned(), format!("{} 条{reasons}，加 -v 查看", sum.remarks)));
    }
    out
}

/// The run, the checks, the numbers, the remarks.
fn counts_en(sum: &Totals, verbose: bool) -> Vec<(String, String)> {
    let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let reports = match sum.problems {
        0 => many(sum.reports, "report"),
        problems => format!("{} ({problems} not audited)", many(sum.reports, "report")),
    };
    let found: Vec<String> = [(sum.errors, "error"), (sum.warnings, "warning"), (sum.notes, "note")]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| many(*n, word))
        .collect();
    let found = match found.as_slice() {
        [] if sum.problems == sum.reports => "nothing was audited".to_owned(),
        [] => "nothing found".to_owned(),
        found => found.join(", "),
    };
    let checks = format!("{} passed, {} failed, {} not applicable, {} undecided", sum.pass, sum.fail, sum.not_applicable, sum.undecided);
    let numbers = format!("{} read, {} of them used by at least one check", sum.numbers, sum.guarded);
    let mut out = vec![(reports, found), ("checks".to_owned(), checks), ("numbers".to_owned(), numbers)];
    if sum.compared > 0 {
        out.push(("years".to_owned(), format!("{} compared with the same body's of the year before", many(sum.compared, "report"))));
    }
    if sum.undecided > 0 {
        out.push(("undecided".to_owned(), "a number is missing or its meaning unsure, so nothing is claimed".to_owned()));
    }
    if sum.remarks > 0 && !verbose {
        let reasons = if sum.undecided > 0 { " (with the reasons for undecided checks)" } else { "" };
        out.push(("remarks".to_owned(), format!("{}{reasons}, shown with -v", sum.remarks)));
    }
    out
}
