//! The findings beside the report.

use crate::findings::{Finding, ReportOutcome};
use crate::phrase::Lang;
use crate::report::beneath::others;
use crate::report::html::marks::anchor;
use crate::report::html::markup::Markup;
use crate::report::html::section::prefix as section;
use crate::report::html::words::Ui;
use crate::report::place;
use crate::report::repair::placed;
use crate::report::words::{ALSO, confidence, name, one_line, part, severity, suppression};

/// Findings listed of one report.
const MOST: usize = 2_000;

/// Cells and words named of one finding.
const USED: usize = 12;

/// Appends the list. `marks` holds the mark of every label of every finding, where the report is drawn.
pub(super) fn write(report: &ReportOutcome, ui: &Ui, prefix: &str, marks: &[Vec<Option<u32>>], out: &mut Markup) {
    if report.findings.is_empty() {
        let (class, words) = if report.guarded == 0 { ("left", ui.unguarded) } else { ("none", ui.none) };
        out.element("p", &[("class", &class)], words);
        return;
    }
    out.raw("<ol class=\"findings\">\n");
    for (at, finding) in report.findings.iter().enumerate().take(MOST) {
        item(finding, at + 1, ui, prefix, marks.get(at).map_or(&[], Vec::as_slice), out);
    }
    out.raw("</ol>\n");
    if report.findings.len() > MOST {
        out.element("p", &[("class", &"left")], &ui.findings_left(report.findings.len() - MOST));
    }
}

fn item(finding: &Finding, number: usize, ui: &Ui, prefix: &str, marks: &[Option<u32>], out: &mut Markup) {
    let lang = ui.lang;
    let grade = name(finding.severity);
    let own = format!("{prefix}f{number}");
    let target = marks.first().copied().flatten().map_or_else(|| own.clone(), |id| anchor(prefix, id));
    out.open("li", &[("class", &grade), ("id", &own), ("data-k", &number), ("data-rule", &finding.rule), ("data-sev", &grade)]);
    out.open("a", &[("class", &"go"), ("href", &format!("#{target}"))]).raw("<span class=\"head\">");
    out.element("span", &[("class", &"sev")], severity(finding.severity).get(lang)).raw(" ");
    out.element("span", &[("class", &"rule")], &finding.rule).raw("</span>");
    out.element("span", &[("class", &"msg")], &one_line(&finding.message, lang)).close("a");
    line("eq", Some(&ui.lead(ui.why)), &one_line(&finding.derivation, lang), out);
    for repair in &finding.repairs {
        let why = ui.aside(&one_line(&repair.why, lang));
        line("fix", Some(&ui.lead(ui.repair)), &format!("{}{why}", placed(finding, repair)), out);
    }
    for other in others(finding, lang) {
        line("help", Some(&ui.lead(ALSO.get(lang))), &other, out);
    }
    if let Some(word) = confidence(finding.confidence) {
        line("sure", Some(&ui.lead(ui.sure)), word.get(lang), out);
    }
    line("help", Some(&ui.lead(ui.help)), &one_line(&finding.help, lang), out);
    let location = finding.labels.first().map(|label| &label.location);
    let place = location.map(|at| place::said(at, lang)).unwrap_or_default();
    let spot = location.and_then(|at| place::spot(at, lang)).filter(|spot| *spot != place);
    let at: Vec<String> = [Some(place), spot, location.map(place::labels)].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    line("at", None, &at.join(" · "), out);
    used(finding, lang, marks, out);
    out.raw("</li>\n");
}

/// Appends the findings that do not count, each with what lets it stand.
pub(super) fn stood(report: &ReportOutcome, ui: &Ui, out: &mut Markup) {
    if report.suppressed.is_empty() {
        return;
    }
    out.raw("<details class=\"stood\">").element("summary", &[], &ui.stood(report.suppressed.len())).raw("<ul>");
    for stands in report.suppressed.iter().take(MOST) {
        out.raw("<li>").element("span", &[("class", &"rule")], &stands.finding.rule).raw(" ");
        out.text(&one_line(&stands.finding.message, ui.lang));
        line("at", None, &suppression(&stands.suppression, ui.lang), out);
        out.raw("</li>\n");
    }
    out.raw("</ul></details>\n");
    if report.suppressed.len() > MOST {
        out.element("p", &[("class", &"left")], &ui.findings_left(report.suppressed.len() - MOST));
    }
}

/// A line of a finding, if it says anything.
fn line(class: &'static str, lead: Option<&str>, text: &str, out: &mut Markup) {
    if text.trim().is_empty() {
        return;
    }
    out.open("p", &[("class", &class)]);
    if let Some(lead) = lead {
        out.element("b", &[], lead);
    }
    out.text(text).close("p");
}

/// The cells and words of the equation, each to jump to, and those of other reports with their files.
fn used(finding: &Finding, lang: Lang, marks: &[Option<u32>], out: &mut Markup) {
    if finding.labels.len() < 2 {
        return;
    }
    out.raw("<p class=\"used\">");
    for (nth, label) in finding.labels.iter().enumerate().take(USED) {
        let at = &label.location;
        if let Some(mark) = marks.get(nth).copied().flatten() {
            let cell = at.cell.as_deref().map(|cell| format!(" {cell}")).unwrap_or_default();
            out.open("button", &[("type", &"button"), ("data-to", &mark)]).text(part(&label.part, lang)).text(&cell).raw(" ");
            out.element("b", &[], &label.text).close("button");
        } else if at.path != finding.path {
            // A number of another report: the page leads to that one.
            let file = [at.path.to_string(), place::spot(at, lang).unwrap_or_else(|| place::within(at, lang))].join(" ");
            out.open("a", &[("href", &format!("#{}", section(&at.path)))]).text(part(&label.part, lang)).raw(" ");
            out.element("b", &[], &label.text).raw(" ").element("span", &[("class", &"dim")], file.trim_end()).close("a");
        }
    }
    if finding.labels.len() > USED {
        out.raw("…");
    }
    out.raw("</p>");
}
