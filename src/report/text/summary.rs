//! After the findings: files with problems, remarks, and the counts.

use crate::findings::{Outcome, Severity};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::place;
use crate::report::text::frame::{Pen, Tone, paragraph};
use crate::report::text::words::{self, one_line};
use crate::report::totals::Totals;
use crate::report::words::{labelled, name, suppression};

/// Problems and remarks by file, then the summary unless quiet.
pub(crate) fn render(outcome: &Outcome, options: &Options) -> String {
    let pen = Pen { color: options.color, width: options.width };
    let mut out = String::new();
    for report in &outcome.reports {
        if let Some(problem) = &report.problem {
            let kind = name(problem.kind);
            let lead = words::lead(&format!("{}[{kind}]", words::severity(Severity::Error).get(options.lang)), options.lang);
            let text = format!("{}: {}", visible(&report.path), one_line(&problem.message, options.lang));
            out.push_str(&paragraph(&lead, &text, 0, Tone::Finding(Severity::Error), pen));
            out.push('\n');
        }
    }
    if options.verbose {
        out.push_str(&remarks(outcome, options, pen));
        out.push_str(&suppressed(outcome, options, pen));
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
        let said: Vec<String> = report.remarks.iter().map(|said| one_line(&said.message, options.lang)).collect();
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

/// The findings that do not count, under the path of their report, each with what lets it stand.
fn suppressed(outcome: &Outcome, options: &Options, pen: Pen) -> String {
    let lang = options.lang;
    let mut out = String::new();
    for report in outcome.reports.iter().filter(|r| !r.suppressed.is_empty()) {
        let path = visible(&report.path);
        let heading = match lang {
            Lang::Zh => format!("{path} 中不计入的不符"),
            Lang::En => format!("not counted in {path}"),
        };
        out.push_str(&paragraph(&words::lead(&heading, lang), "", 0, Tone::Help, pen));
        for stands in &report.suppressed {
            let place = stands.finding.labels.first().map(|label| place::within(&label.location, lang)).unwrap_or_default();
            let rule = format!("{} {}", visible(&stands.finding.rule), visible(&place));
            let said = labelled(rule.trim_end(), &one_line(&stands.finding.message, lang), lang);
            out.push_str(&paragraph("-", &said, 2, Tone::Help, pen));
            out.push_str(&paragraph("-", &suppression(&stands.suppression, lang), 4, Tone::Help, pen));
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

/// One paragraph a line: its lead word and what follows.
fn counts(outcome: &Outcome, options: &Options, pen: Pen) -> String {
    let draw = |(lead, text): (String, String)| paragraph(&words::lead(&lead, options.lang), &text, 0, Tone::Help, pen);
    Totals::of(outcome).lines(options.lang, options.verbose).into_iter().map(draw).collect()
}
