//! Counts over all reports of a run.

use crate::findings::{Outcome, Severity, SuppressedBy, VerdictCounts};
use crate::phrase::Lang;
use crate::report::words::labelled;

/// Sums over all reports.
#[derive(Default)]
pub(crate) struct Totals {
    pub(crate) reports: usize,
    pub(crate) problems: usize,
    pub(crate) remarks: usize,
    pub(crate) numbers: u64,
    pub(crate) guarded: u64,
    pub(crate) pass: u64,
    pub(crate) fail: u64,
    pub(crate) not_applicable: u64,
    pub(crate) undecided: u64,
    pub(crate) compared: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
    /// Findings let stand by comments and configuration, and by the baseline.
    pub(crate) suppressed: usize,
    pub(crate) baselined: usize,
}

impl Totals {
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let mut sum = Self { reports: outcome.reports.len(), ..Self::default() };
        for report in &outcome.reports {
            let VerdictCounts { pass, fail, not_applicable, undecided } = report.verdicts;
            sum.compared += usize::from(report.year_before.is_some());
            sum.problems += usize::from(report.problem.is_some());
            sum.remarks += report.remarks.len();
            let baselined = report.suppressed.iter().filter(|s| s.suppression.by == SuppressedBy::Baseline).count();
            sum.baselined += baselined;
            sum.suppressed += report.suppressed.len() - baselined;
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

    /// The run, the checks, the numbers, the remarks: a lead word and what follows.
    pub(crate) fn lines(&self, lang: Lang, verbose: bool) -> Vec<(String, String)> {
        match lang {
            Lang::Zh => counts_zh(self, verbose),
            Lang::En => counts_en(self, verbose),
        }
    }

    /// `2 reports: 7 errors`.
    pub(crate) fn headline(&self, lang: Lang) -> String {
        let (lead, text) = self.lines(lang, true).swap_remove(0);
        labelled(&lead, &text, lang)
    }
}

/// How many reports, and how many findings of each severity, in a few words: `2 reports: 7 errors`.
#[must_use]
pub fn headline(outcome: &Outcome, lang: Lang) -> String {
    Totals::of(outcome).headline(lang)
}

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
    if sum.suppressed + sum.baselined > 0 {
        out.push((
            "不计入".to_owned(),
            format!("{} 处已注明理由保留，{} 处已在基线中{}", sum.suppressed, sum.baselined, if verbose { "" } else { "，加 -v 查看" }),
        ));
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
    if sum.suppressed + sum.baselined > 0 {
        out.push((
            "not counted".to_owned(),
            format!(
                "{} ignored with a reason, {} in the baseline{}",
                sum.suppressed,
                sum.baselined,
                if verbose { "" } else { "; shown with -v" }
            ),
        ));
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
