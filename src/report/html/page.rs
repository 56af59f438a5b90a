//! The page put together: a policy that lets nothing but our own style and script in, the sections, and the words for the script.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json};

use crate::findings::{Outcome, ReportOutcome, RuleNote};
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::html::markup::Markup;
use crate::report::html::section::{Section, bare, prefix};
use crate::report::html::words::Ui;
use crate::report::totals::Totals;
use crate::report::words::{name, one_line, severity};
use crate::rules::Severity;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// SHA-256 of the style and the script, by which the policy knows them. A test says the new ones after a change.
const STYLE_HASH: &str = "sha256-QvpL034M9819ikT27NQrbmbpaBURUmgE36At0TqjQJU=";
const SCRIPT_HASH: &str = "sha256-mInUEiZL78+rpF/90ovChJEd09mkPbMeHlPgo75Ybeo=";

/// What the head of every page says of who wrote it.
const GENERATOR: &str = "<meta name=\"generator\" content=\"crossfoot\">";

/// Whether a file that begins so is a page that was written here.
#[must_use]
pub fn is_page(beginning: &str) -> bool {
    beginning.contains(GENERATOR)
}

/// Writes the page. `sections` are those drawn; every other report of the outcome is listed with its findings.
///
/// # Errors
/// Those of the writer.
pub fn page(outcome: &Outcome, sections: &[Section], options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let ui = Ui::of(options.lang);
    let mut head = Markup::new();
    let headline = Totals::of(outcome).headline(options.lang);
    begin(&ui, &headline, &mut head);
    top(outcome, &ui, &headline, &mut head);
    if outcome.reports.len() > 1 {
        reports(outcome, &ui, &mut head);
    }
    head.raw("<main>\n");
    out.write_all(head.as_str().as_bytes())?;
    let drawn: BTreeMap<&str, &Section> = sections.iter().map(|section| (&*section.path, section)).collect();
    for report in &outcome.reports {
        match drawn.get(&*report.path) {
            Some(section) => out.write_all(section.html.as_str().as_bytes())?,
            None => out.write_all(bare(report, options.lang).as_str().as_bytes())?,
        }
    }
    let mut foot = Markup::new();
    foot.raw("</main>\n<svg id=\"wires\" aria-hidden=\"true\"></svg>\n<div id=\"bar\" hidden><div id=\"eq\"></div><div id=\"chips\"></div><div id=\"steps\">");
    for (id, sign, word) in [("prev", "↑", ui.previous), ("next", "↓", ui.next), ("back", "≡", ui.back), ("clear", "×", ui.close)] {
        foot.element("button", &[("type", &"button"), ("id", &id), ("title", &word), ("aria-label", &word)], sign);
    }
    foot.raw("</div></div>\n<div id=\"tip\" role=\"tooltip\" hidden></div>\n").data("page", &data(outcome, &ui));
    foot.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    out.write_all(foot.as_str().as_bytes())
}

fn begin(ui: &Ui, headline: &str, out: &mut Markup) {
    let lang = if ui.lang == Lang::Zh { "zh-CN" } else { "en" };
    let policy = format!(
        "default-src 'none'; style-src '{STYLE_HASH}'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'; frame-src 'none'"
    );
    out.raw("<!DOCTYPE html>\n").open("html", &[("lang", &lang)]).raw("\n<head>\n<meta charset=\"utf-8\">\n").raw(GENERATOR).raw("\n");
    out.open("meta", &[("http-equiv", &"Content-Security-Policy"), ("content", &policy)]);
    out.raw(
        "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
    );
    out.element("title", &[], &format!("crossfoot · {headline}")).raw("\n<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
}

/// The bar at the top: the counts, what the marks mean, the filters (shown by the script, as they need it).
fn top(outcome: &Outcome, ui: &Ui, headline: &str, out: &mut Markup) {
    out.raw("<header id=\"top\">\n<h1>crossfoot</h1> ").element("p", &[("class", &"sum")], headline).raw("\n<p class=\"legend\">\n");
    for (class, word, means) in ui.legend {
        out.open("button", &[("type", &"button"), ("aria-pressed", &"true"), ("data-s", &class), ("title", &means)]);
        out.element("b", &[("class", &class)], "").text(word).raw("</button>\n");
    }
    out.raw("</p>\n<form id=\"filter\" hidden>\n");
    for grade in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = outcome.findings().filter(|finding| finding.severity == grade).count();
        if count > 0 {
            let key = name(grade);
            out.open("label", &[("class", &key)]).raw("<input type=\"checkbox\" checked value=\"").text(&key).raw("\"> ");
            out.text(severity(grade).get(ui.lang)).raw(" ").text(&count.to_string()).raw("</label>\n");
        }
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in outcome.findings() {
        *rules.entry(&finding.rule).or_default() += 1;
    }
    out.open("select", &[("aria-label", &ui.rule)]).raw("<option value=\"\">").text(ui.all_rules).raw("</option>");
    for (rule, count) in rules {
        let title = outcome.rule(rule).map(|(_, note)| format!(" {}", one_line(&note.title, ui.lang))).unwrap_or_default();
        out.element("option", &[("value", &rule)], &format!("{rule}{title} ({count})"));
    }
    out.raw("</select>\n").open("input", &[("type", &"search"), ("placeholder", &ui.search), ("aria-label", &ui.search)]);
    out.raw(" <output></output>\n</form>\n");
    guide(ui, out);
    out.raw("</header>\n");
}

/// How the page is read and used, folded.
fn guide(ui: &Ui, out: &mut Markup) {
    out.open("details", &[("id", &"guide")]).raw("<summary>").text(ui.guide);
    out.element("span", &[("class", &"keys")], ui.keys).raw("</summary><dl>\n");
    for (seen, means) in ui.guides {
        out.element("dt", &[], seen).element("dd", &[], means).raw("\n");
    }
    out.raw("</dl></details>\n");
}

/// The list of reports: those with findings first, then those that could not be read.
fn reports(outcome: &Outcome, ui: &Ui, out: &mut Markup) {
    out.open("nav", &[("aria-label", &ui.reports)]).raw("<ol>\n");
    let mut reports: Vec<&ReportOutcome> = outcome.reports.iter().collect();
    reports.sort_by_key(|report| (report.findings.is_empty(), report.problem.is_none()));
    for report in reports {
        out.raw("<li>").element("a", &[("href", &format!("#{}", prefix(&report.path)))], &report.path).raw(" ");
        match (&report.problem, report.findings.len()) {
            (Some(problem), _) => out.element("span", &[("class", &"error")], problem.kind.words().get(ui.lang)),
            (None, 0) if report.guarded == 0 => out.raw("<b class=\"g\"></b>"),
            (None, 0) => out.raw("<b class=\"t\"></b>"),
            (None, count) => out.element("b", &[("class", &"x")], &count.to_string()),
        };
        out.raw("</li>\n");
    }
    out.raw("</ol></nav>\n");
}

/// The script's words, and each rule's title and what it is about.
fn data(outcome: &Outcome, ui: &Ui) -> Value {
    let said = |rule: &RuleNote| json!([one_line(&rule.title, ui.lang), one_line(&rule.why, ui.lang)]);
    let rules: serde_json::Map<String, Value> = outcome.rules.iter().map(|rule| (rule.id.clone(), said(rule))).collect();
    json!({ "words": ui.script(), "rules": rules })
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::{SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH};

    /// Base64 (RFC 4648) of a SHA-256, as policies write it.
    fn hash(text: &str) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::from("sha256-");
        for three in Sha256::digest(text.as_bytes()).chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            for nth in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * nth)) as usize & 63];
                out.push(if nth > three.len() { '=' } else { char::from(letter) });
            }
        }
        out
    }

    #[test]
    fn the_policy_knows_the_style_and_the_script() {
        assert_eq!((STYLE_HASH, SCRIPT_HASH), (&*hash(STYLE), &*hash(SCRIPT)));
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        for part in [STYLE, SCRIPT] {
            assert!(!part.contains("</") && !part.contains("<!--") && !part.contains("url(") && !part.contains("://"));
        }
    }
}
