//! One report of the page.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::Arc;

use crate::document::Document;
use crate::facts::Facts;
use crate::findings::{Location, ReportOutcome, Tick, Ticks, digest, location};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::html::grid::Drawing;
use crate::report::html::marks::Marks;
use crate::report::html::markup::Markup;
use crate::report::html::words::Ui;
use crate::report::html::{blocks, data, list};
use crate::report::words::one_line;
use crate::rules::Checked;

/// Remarks listed of one report.
const REMARKS: usize = 500;

/// A report as drawn, without its document: what the page is put together from.
#[derive(Clone, PartialEq, Eq)]
pub struct Section {
    /// The report's path.
    pub path: Arc<str>,
    /// Its markup, untrusted text escaped.
    pub(super) html: Markup,
}

impl Section {
    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.html.len()
    }
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({}, {} bytes)", self.path, self.html.len())
    }
}

/// What the identifiers of a report's elements begin with.
pub(super) fn prefix(path: &str) -> String {
    format!("r{:016x}", digest([path]))
}

/// Draws a report; `report` is what [`crate::findings::outcome`] made of the same checks. Behind its `own` checks stand those of findings over
/// several reports, as [`crate::findings::linked_checks`] gives them.
#[must_use]
pub fn section(facts: &Facts<'_>, checked: &[Checked], own: usize, report: &ReportOutcome, options: &Options) -> Section {
    let ui = Ui::of(options.lang);
    let ticks = Ticks::of(facts, checked, own, report);
    let prefix = prefix(&report.path);
    let marks = Marks::new(facts, checked, &ticks, &prefix);
    let mut used: Vec<Vec<Option<u32>>> = vec![Vec::new(); report.findings.len()];
    for (check, finding) in checked.iter().zip(&ticks.findings) {
        let Some(at) = *finding else { continue };
        let (Some(used), Some(finding)) = (used.get_mut(at), report.findings.get(at)) else { continue };
        // A finding may be told by several checks, and use numbers of other reports, which have no mark in this one.
        used.resize(finding.labels.len(), None);
        // Several numbers of one cell's text have one place.
        let mut ids: HashMap<Location, VecDeque<Option<u32>>> = HashMap::new();
        for evidence in &check.evidence {
            ids.entry(location(evidence, facts)).or_default().push_back(marks.id(evidence));
        }
        for (label, id) in finding.labels.iter().zip(used) {
            *id = id.or_else(|| ids.get_mut(&label.location).and_then(VecDeque::pop_front).flatten());
        }
    }
    let mut html = Markup::new();
    open(report, &ui, &prefix, Some((facts.document, &ticks)), &mut html);
    aside(report, &ui, &prefix, &used, &mut html);
    let han = facts.document.paragraphs.iter().any(|p| p.text.as_str().chars().any(is_han));
    html.open("article", &[("lang", &if han { "zh-CN" } else { "" })]).raw("\n");
    let left = blocks::write(&Drawing { facts, marks: &marks, ui: &ui }, &mut html);
    if left.blocks > 0 {
        html.element("p", &[("class", &"left")], &ui.blocks_left(left.blocks));
    }
    if left.hidden > 0 {
        html.element("p", &[("class", &"left")], &ui.hidden_left(left.hidden));
    }
    html.raw("</article>\n</div>\n").data("data", &data::checks(checked, &ticks.findings, &marks, options.lang)).raw("</section>\n");
    Section { path: Arc::clone(&report.path), html }
}

/// A report without its document: it could not be read, or the page has no room for it.
pub(super) fn bare(report: &ReportOutcome, lang: Lang) -> Markup {
    let ui = Ui::of(lang);
    let prefix = prefix(&report.path);
    let mut html = Markup::new();
    open(report, &ui, &prefix, None, &mut html);
    if report.problem.is_none() {
        aside(report, &ui, &prefix, &[], &mut html);
        html.raw("<article>").element("p", &[("class", &"left")], ui.no_room).raw("</article>");
    }
    html.raw("</div>\n</section>\n");
    html
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The head of a section, and its columns begun.
fn open(report: &ReportOutcome, ui: &Ui, prefix: &str, drawn: Option<(&Document, &Ticks)>, out: &mut Markup) {
    out.open("section", &[("class", &"report"), ("id", &prefix)]).raw("<header>");
    // A title that opens the report itself is not said twice.
    let opens = |title: &&String| drawn.is_some_and(|(document, _)| document.paragraphs.iter().any(|p| p.text.as_str() == title.trim()));
    match report.title.as_ref().filter(|title| !opens(title)) {
        Some(title) => out.element("h2", &[], title).element("p", &[("class", &"path")], &report.path),
        None => out.element("h2", &[], &report.path),
    };
    if let Some(problem) = &report.problem {
        out.raw("<p class=\"problem\">").element("b", &[], problem.kind.words().get(ui.lang)).raw(" ");
        out.text(&one_line(&problem.message, ui.lang)).raw("</p>");
    }
    if let Some((_, ticks)) = drawn {
        counts(ticks, ui, out);
    }
    out.raw("</header>\n<div class=\"cols\">\n");
}

/// How many numbers have which mark.
fn counts(ticks: &Ticks, ui: &Ui, out: &mut Markup) {
    out.raw("<p class=\"counts\">").text(&ui.numbers(ticks.numbers.len()));
    let marks = [Tick::Tied, Tick::Crossed, Tick::Involved, Tick::Unchecked].map(|tick| ticks.count(tick));
    for (nth, ((class, word, means), count)) in ui.legend.into_iter().zip(marks).enumerate() {
        if nth > 0 {
            out.text(ui.comma());
        }
        out.element("b", &[("class", &if count > 0 { class } else { "" })], &count.to_string()).raw(" ").text(word);
        out.element("span", &[("class", &"dim")], &ui.aside(means));
    }
    out.raw("</p>");
}

/// The findings, and what was not checked.
fn aside(report: &ReportOutcome, ui: &Ui, prefix: &str, marks: &[Vec<Option<u32>>], out: &mut Markup) {
    out.open("aside", &[("aria-label", &ui.findings)]).raw("\n");
    list::write(report, ui, prefix, marks, out);
    list::stood(report, ui, out);
    if !report.remarks.is_empty() {
        out.raw("<details>").element("summary", &[], &ui.remarks(report.remarks.len())).raw("<ul>");
        for remark in report.remarks.iter().take(REMARKS) {
            out.element("li", &[], &one_line(&remark.message, ui.lang));
        }
        out.raw("</ul></details>\n");
    }
    out.raw("</aside>\n");
}
