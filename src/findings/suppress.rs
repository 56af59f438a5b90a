//! Findings let stand: by a comment in the report, by an entry of the configuration, by the baseline.

use serde::Serialize;

use crate::findings::{Comment, Finding, Outcome};
use crate::phrase::Phrase;
use crate::rules::suggestion;

/// What lets a finding stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuppressedBy {
    /// A comment in the report.
    Comment,
    /// An entry of the configuration.
    Configuration,
    /// The baseline: it was there before.
    Baseline,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suppression {
    /// What says so.
    pub by: SuppressedBy,
    /// Where that stands: a file and line, or the baseline's path.
    pub place: String,
    /// Why; empty for the baseline.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
}

/// A finding that does not count, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding, whole.
    pub finding: Finding,
    /// Why it does not count.
    pub suppression: Suppression,
}

/// An entry of the configuration. Invariant: `rule` or `fingerprint` is given, and `reason` is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignore {
    /// The rule's name.
    pub rule: Option<String>,
    /// The finding's fingerprint.
    pub fingerprint: Option<String>,
    /// Row labels that the finding's own cell must have, white space aside.
    pub row: Vec<String>,
    /// Column labels likewise.
    pub column: Vec<String>,
    /// Why.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
    /// File and line of the entry.
    pub place: String,
}

impl Ignore {
    fn matches(&self, finding: &Finding) -> bool {
        let at = finding.labels.first().map(|label| &label.location);
        let has = |wanted: &[String], path: Option<&Vec<String>>| {
            wanted.iter().all(|label| path.is_some_and(|path| path.iter().any(|part| squeezed(part) == squeezed(label))))
        };
        self.rule.as_ref().is_none_or(|rule| *rule == finding.rule)
            && self.fingerprint.as_ref().is_none_or(|fingerprint| *fingerprint == finding.fingerprint)
            && has(&self.row, at.map(|at| &at.row))
            && has(&self.column, at.map(|at| &at.col))
    }
}

/// The labels of the findings that an entry names by its rule or fingerprint and path, but not by its labels.
fn near_misses(ignore: &Ignore, outcome: &Outcome, covers: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    if ignore.row.is_empty() && ignore.column.is_empty() {
        return Vec::new();
    }
    let named = Ignore { row: Vec::new(), column: Vec::new(), ..ignore.clone() };
    let reports = outcome.reports.iter().filter(|report| covers(&report.path));
    let missed = reports.flat_map(|report| &report.findings).filter(|finding| named.matches(finding) && !ignore.matches(finding));
    let places = missed.filter_map(|finding| finding.labels.first()).map(|label| &label.location);
    places.map(|at| (at.row.join(" / "), at.col.join(" / "))).filter(|(row, column)| !row.is_empty() || !column.is_empty()).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn comment_matches(comment: &Comment, finding: &Finding, path: &str) -> bool {
    let at = finding.labels.first().map(|label| &label.location);
    let span = at.filter(|at| &*at.path == path).and_then(|at| at.span);
    comment.rule == finding.rule && span.is_some_and(|span| comment.covers.start <= span.start && span.end <= comment.covers.end)
}

/// How often an entry or comment was used, and whether it could have been.
struct Use<'a> {
    rule: Option<&'a str>,
    until: Option<&'a str>,
    place: String,
    applies: bool,
    used: usize,
    /// Row and column labels of the findings that it would have covered but for its `row` or `column`.
    near: &'a [(String, String)],
    /// The comment that it is.
    comment: Option<&'a Comment>,
}

/// Moves the findings that comments and `ignores` let stand on the day `today` out of the reports' findings, and says what was lapsed or
/// unused. `covers` says whether an entry speaks of a report's path; `known` are the names of all rules, in force or not.
pub fn suppress(
    outcome: &mut Outcome,
    ignores: &[Ignore],
    covers: &dyn Fn(usize, &str) -> bool,
    known: &[&str],
    today: &str,
) -> Vec<Phrase> {
    let holds = |until: Option<&String>| until.is_none_or(|until| today <= until.as_str());
    let mut notices = Vec::new();
    let entry = |ignore: &'_ Ignore| (ignore.rule.clone(), ignore.until.clone(), ignore.place.clone());
    let mut entries: Vec<(usize, bool)> = ignores.iter().map(|_| (0, false)).collect();
    let near: Vec<_> = ignores.iter().enumerate().map(|(nth, ignore)| near_misses(ignore, outcome, &|path| covers(nth, path))).collect();
    let in_force: Vec<String> = outcome.rules.iter().map(|rule| rule.id.clone()).collect();
    for report in &mut outcome.reports {
        let path = report.path.clone();
        let mut comments: Vec<usize> = vec![0; report.comments.len()];
        let mut kept = Vec::new();
        for (used, nth) in entries.iter_mut().zip(0..) {
            used.1 |= report.problem.is_none() && covers(nth, &path);
        }
        for finding in std::mem::take(&mut report.findings) {
            let comment = report.comments.iter().position(|c| comment_matches(c, &finding, &path));
            let ignore = ignores.iter().enumerate().position(|(nth, i)| i.matches(&finding) && covers(nth, &path));
            let mut by = None;
            if let Some((nth, comment)) = comment.and_then(|nth| Some((nth, report.comments.get(nth)?))) {
                comments.iter_mut().skip(nth).take(1).for_each(|used| *used += 1);
                by = holds(comment.until.as_ref()).then(|| Suppression {
                    by: SuppressedBy::Comment,
                    place: format!("{path}:{}", comment.line),
                    reason: comment.reason.clone(),
                    until: comment.until.clone(),
                });
            }
            if let (None, Some((nth, ignore))) = (&by, ignore.and_then(|nth| Some((nth, ignores.get(nth)?)))) {
                entries.iter_mut().skip(nth).take(1).for_each(|used| used.0 += 1);
                by = holds(ignore.until.as_ref()).then(|| Suppression {
                    by: SuppressedBy::Configuration,
                    place: ignore.place.clone(),
                    reason: ignore.reason.clone(),
                    until: ignore.until.clone(),
                });
            }
            match by {
                Some(suppression) => report.suppressed.push(Suppressed { finding, suppression }),
                None => kept.push(finding),
            }
        }
        report.findings = kept;
        for (comment, used) in report.comments.iter().zip(comments) {
            let place = format!("{path}:{}", comment.line);
            let (rule, until) = (Some(comment.rule.as_str()), comment.until.as_deref());
            let entry = Use { rule, until, place, applies: true, used, near: &[], comment: Some(comment) };
            notices.extend(notice(&entry, known, &in_force, today));
        }
    }
    for ((ignore, near), (used, applies)) in ignores.iter().zip(&near).zip(entries) {
        let (rule, until, place) = entry(ignore);
        let entry = Use { rule: rule.as_deref(), until: until.as_deref(), place, applies, used, near, comment: None };
        notices.extend(notice(&entry, known, &in_force, today));
    }
    notices
}

/// What is to be said of an entry: unknown rule, lapsed, unused. One whose rule is off or whose reports were not audited is not unused.
fn notice(entry: &Use<'_>, known: &[&str], in_force: &[String], today: &str) -> Option<Phrase> {
    let place = &entry.place;
    if let Some(rule) = entry.rule.filter(|rule| !known.contains(rule)) {
        let (zh, en) = suggestion(rule, known);
        return Some(Phrase::new(
            format!("警告：{place} 忽略的规则“{rule}”不存在；{zh}"),
            format!("warning: {place} ignores `{rule}`, which is no rule; {en}"),
        ));
    }
    if let Some(until) = entry.until.filter(|until| today > *until) {
        let (zh, en) = match entry.used {
            0 => ("已没有它所涉及的不符，请删去".to_owned(), "it covers nothing any more: remove it".to_owned()),
            used => (
                format!("涉及 {used} 处不符；请更正报告，或改写期限和理由"),
                format!("it covered {used} finding{}: correct the report, or write a new day and reason", if used == 1 { "" } else { "s" }),
            ),
        };
        return Some(Phrase::new(
            format!("警告：{place} 的忽略已于 {until} 到期，{zh}"),
            format!("warning: what {place} ignores lapsed on {until}; {en}"),
        ));
    }
    if let (0, Some((row, column))) = (entry.used, entry.near.first()) {
        let count = entry.near.len();
        let (more_zh, more_en) = if count > 1 { (format!("等 {count} 处"), format!(" and {} more", count - 1)) } else { <_>::default() };
        return Some(Phrase::new(
            format!("警告：{place} 的忽略没有用到：所写的 row、column 不是不符之处的标目；该处的行为“{row}”，列为“{column}”{more_zh}"),
            format!(
                "warning: {place} ignores nothing: no finding has its `row` and `column`; there is row `{row}`, column `{column}`{more_en}"
            ),
        ));
    }
    let ran = entry.rule.is_none_or(|rule| in_force.iter().any(|id| id == rule));
    (entry.used == 0 && entry.applies && ran).then(|| unused(place, entry.comment))
}

/// What is said of an entry or comment that was of no use.
fn unused(place: &str, comment: Option<&Comment>) -> Phrase {
    match comment {
        Some(comment) if comment.heading => Phrase::new(
            format!("警告：{place} 的忽略只管它后面的标题；请移到标题之后，紧挨着要忽略的表或段落"),
            format!(
                "warning: {place} covers only the heading behind it: move it after the heading, right before the table or paragraph it is meant for"
            ),
        ),
        Some(comment) if comment.covers.is_empty() => Phrase::new(
            format!("警告：{place} 的忽略后面没有内容；请移到要忽略的表或段落之前"),
            format!("warning: {place} has nothing behind it to cover: move it right before the table or paragraph it is meant for"),
        ),
        _ => Phrase::new(
            format!("警告：{place} 的忽略没有用到，请删去"),
            format!("warning: {place} ignores nothing that was found: remove it"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ignore, suppress};
    use crate::findings::{Outcome, SuppressedBy, audit};
    use crate::ingest::{Limits, read};
    use crate::rules::RuleSet;

    const PAGE: &str = "<p>工作：一是学；三是做。</p><!-- crossfoot-ignore skipped-ordinal: 原文如此 (until 2026-06-30) -->\
                        <p>工作：一是学；三是做。</p><!-- crossfoot-ignore skiped: x --><!-- crossfoot-ignore share: x --><p>完。</p>";

    fn tried(ignores: &[Ignore], today: &str) -> (usize, Vec<SuppressedBy>, Vec<String>) {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let document = read("a.html", PAGE.as_bytes().into(), &Limits::default()).expect("it is read");
        let mut outcome = Outcome::new(vec![audit(&document, &rules)]).with_rules(&rules);
        let known: Vec<&str> = rules.rules().map(|rule| rule.id.as_str()).collect();
        let said = suppress(&mut outcome, ignores, &|_, path| path == "a.html", &known, today);
        let by = outcome.reports[0].suppressed.iter().map(|s| s.suppression.by).collect();
        (outcome.reports[0].findings.len(), by, said.into_iter().map(|p| p.en).collect())
    }

    #[test]
    fn a_comment_lets_one_place_stand_until_its_day() {
        let unused = "warning: a.html:1 ignores nothing that was found: remove it";
        let unknown = "warning: a.html:1 ignores `skiped`, which is no rule";
        let (found, by, said) = tried(&[], "2026-06-30");
        assert_eq!((found, by), (1, vec![SuppressedBy::Comment]));
        assert!(said.len() == 2 && said[0].starts_with(unknown) && said[1] == unused, "{said:?}");
        let (found, by, said) = tried(&[], "2026-07-01");
        assert_eq!((found, by), (2, vec![]));
        assert_eq!(
            said[0],
            "warning: what a.html:1 ignores lapsed on 2026-06-30; it covered 1 finding: correct the report, or write a new day and reason"
        );
    }

    #[test]
    fn a_comment_before_a_heading_is_told_where_to_stand() {
        let page = "<!-- crossfoot-ignore share: x --><h2>二、表</h2><p>完。</p><!-- crossfoot-ignore share: x -->";
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let document = read("a.html", page.as_bytes().into(), &Limits::default()).expect("it is read");
        let mut outcome = Outcome::new(vec![audit(&document, &rules)]).with_rules(&rules);
        let said = suppress(&mut outcome, &[], &|_, _| true, &["share"], "2026-06-30");
        assert_eq!(
            said.iter().map(|words| words.en.as_str()).collect::<Vec<_>>(),
            [
                "warning: a.html:1 covers only the heading behind it: move it after the heading, right before the table or paragraph it is meant for",
                "warning: a.html:1 has nothing behind it to cover: move it right before the table or paragraph it is meant for",
            ]
        );
    }

    #[test]
    fn an_entry_lets_stand_what_it_names() {
        let ignore = |rule: &str| Ignore { rule: Some(rule.into()), reason: "x".into(), place: "c.toml:3".into(), ..Ignore::default() };
        let (found, by, _) = tried(&[ignore("skipped-ordinal")], "2026-06-30");
        assert_eq!((found, by), (0, vec![SuppressedBy::Configuration, SuppressedBy::Comment]));
        let (found, _, said) = tried(&[Ignore { row: vec!["合计".into()], ..ignore("skipped-ordinal") }], "2026-06-30");
        assert_eq!((found, said[2].as_str()), (1, "warning: c.toml:3 ignores nothing that was found: remove it"));
    }

    #[test]
    fn an_entry_with_another_label_is_told_those_there_are() {
        let page = "<table><tr><th>项目<th>数<th>量<tr><td>甲<td>12<td>5<tr><td>乙<td>7<td>6<tr><td>丙<td>4<td>9<tr><td>丁<td>3<td>8\
                    <tr><td>合计<td>29<td>28</table>";
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let document = read("a.html", page.as_bytes().into(), &Limits::default()).expect("it is read");
        let mut outcome = Outcome::new(vec![audit(&document, &rules)]).with_rules(&rules);
        let entry =
            Ignore { rule: Some("total-mismatch".into()), row: vec!["总计".into()], place: "c.toml:3".into(), ..Ignore::default() };
        let said = suppress(&mut outcome, &[entry], &|_, _| true, &["total-mismatch"], "2026-06-30");
        assert_eq!(
            said.iter().map(|words| words.en.as_str()).collect::<Vec<_>>(),
            ["warning: c.toml:3 ignores nothing: no finding has its `row` and `column`; there is row `合计`, column `数`"]
        );
    }
}
