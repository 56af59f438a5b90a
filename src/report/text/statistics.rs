//! How many findings each rule and each report has, in place of the findings.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::findings::{Outcome, ReportOutcome};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::text::summary;
use crate::report::text::words::{Word, one_line};
use crate::report::width::{columns, fit, pad_end, pad_start};

const COUNT: Word = Word { zh: "不符", en: "findings" };
const STOOD: Word = Word { zh: "不计入", en: "not counted" };
const REPORTS: Word = Word { zh: "报告", en: "reports" };
const RULE: Word = Word { zh: "规则", en: "rule" };
const UNDECIDED: Word = Word { zh: "未判定", en: "undecided" };
const NUMBERS: Word = Word { zh: "数字", en: "numbers" };
const GUARDED: Word = Word { zh: "已核", en: "checked" };
const REPORT: Word = Word { zh: "报告", en: "report" };

/// Writes a table of the rules that found something, one of the reports they found it in (of all with `verbose`), then what a
/// summary holds. The most findings come first.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let options = Options { width: options.width.max(40), ..options.clone() };
    out.write_all(rules(outcome, &options).as_bytes())?;
    out.write_all(reports(outcome, &options).as_bytes())?;
    out.write_all(summary::render(outcome, &options).as_bytes())
}

/// What one rule found.
#[derive(Default)]
struct Found<'a> {
    findings: usize,
    stood: usize,
    reports: BTreeSet<&'a str>,
}

fn rules(outcome: &Outcome, options: &Options) -> String {
    let mut found: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for report in &outcome.reports {
        for finding in &report.findings {
            let entry = found.entry(&finding.rule).or_default();
            entry.findings += 1;
            entry.reports.insert(&report.path);
        }
        for stands in &report.suppressed {
            let entry = found.entry(&stands.finding.rule).or_default();
            entry.stood += 1;
            entry.reports.insert(&report.path);
        }
    }
    let mut found: Vec<(&str, Found<'_>)> = found.into_iter().collect();
    found.sort_by_key(|(_, found)| std::cmp::Reverse((found.findings, found.stood)));
    let stood = found.iter().any(|(_, found)| found.stood > 0);
    let row = |(rule, found): &(&str, Found<'_>)| {
        let title = outcome.rule(rule).map(|(_, note)| one_line(&note.title, options.lang)).unwrap_or_default();
        let counts = [Some(found.findings), stood.then_some(found.stood), Some(found.reports.len())];
        (counts.into_iter().flatten().map(|count| count.to_string()).collect(), visible(rule).into_owned(), title)
    };
    let heads: &[Word] = if stood { &[COUNT, STOOD, REPORTS] } else { &[COUNT, REPORTS] };
    table(heads, RULE, &found.iter().map(row).collect::<Vec<_>>(), options)
}

fn reports(outcome: &Outcome, options: &Options) -> String {
    let mut shown: Vec<&ReportOutcome> = outcome.reports.iter().filter(|report| options.verbose || !report.findings.is_empty()).collect();
    shown.sort_by_key(|report| std::cmp::Reverse(report.findings.len()));
    let row = |report: &&ReportOutcome| {
        let counts = [report.verdicts.undecided, report.numbers, report.guarded].map(|count| count.to_string());
        let counts = std::iter::once(report.findings.len().to_string()).chain(counts).collect();
        (counts, visible(&report.path).into_owned(), String::new())
    };
    let rows: Vec<_> = shown.iter().map(row).collect();
    table(&[COUNT, UNDECIDED, NUMBERS, GUARDED], REPORT, &rows, options)
}

/// Counts, a name, and what more there is to say of it.
type Row = (Vec<String>, String, String);

/// The rows under their heads; nothing where there are none. Words are cut to the width, names, which are there to copy, are not.
fn table(heads: &[Word], name: Word, rows: &[Row], options: &Options) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let lang: Lang = options.lang;
    let widths: Vec<usize> = (0..heads.len())
        .map(|nth| {
            let counts = rows.iter().filter_map(|(counts, ..)| counts.get(nth)).map(|count| columns(count));
            counts.chain(heads.get(nth).map(|head| columns(head.get(lang)))).max().unwrap_or(0)
        })
        .collect();
    let left = options.width.saturating_sub(widths.iter().map(|width| width + 2).sum());
    let names = rows.iter().map(|(_, name, _)| columns(name)).max().unwrap_or(0);
    let mut out = String::new();
    let mut line = |counts: &[String], name: &str, words: &str| {
        let mut text = String::new();
        for (count, width) in counts.iter().zip(&widths) {
            text.extend([pad_start(count, *width).as_str(), "  "]);
        }
        let room = left.saturating_sub(names + 2);
        if words.is_empty() || room < 8 {
            text.push_str(name);
        } else {
            text.extend([pad_end(name, names).as_str(), "  ", fit(words, room).as_ref()]);
        }
        out.extend([text.trim_end(), "\n"]);
    };
    line(&heads.iter().map(|head| head.get(lang).to_owned()).collect::<Vec<_>>(), name.get(lang), "");
    for (counts, name, words) in rows {
        line(counts, name, words);
    }
    out.push('\n');
    out
}
