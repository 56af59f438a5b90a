//! A rule's marked example tried: the finding must name exactly what is marked.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::facts::Facts;
use crate::findings::{Finding, linked_findings, outcome};
use crate::ingest::{Limits, read};
use crate::phrase::Phrase;
use crate::rules::{Carried, Check, Checked, Example, Linked, Report, Rule, RuleSet, Verdict, add_up, check, check_adding, compare};

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// As it says.
    Reported,
    /// The verdict is another: wanted, got.
    OtherVerdict(String, String),
    /// A finding names words that are not marked, or marked words go unnamed.
    WrongPlace {
        /// Named, not marked.
        noisy: Vec<String>,
        /// Marked, not named.
        missing: Vec<String>,
    },
    /// The example could not be read.
    Unreadable(String),
}

/// Reads the example's report as text, carries out all rules, and looks at this one's verdicts alone.
#[must_use]
pub fn try_example(rule: &Rule, example: &Example, rules: &RuleSet) -> Tried {
    if let Some(before) = &example.before {
        return try_several(rule, example, &[before], rules);
    }
    if let Check::Rollup(_) = rule.check {
        return try_several(rule, example, &example.children.iter().map(String::as_str).collect::<Vec<_>>(), rules);
    }
    let (text, marked) = unmarked(&example.report);
    let document = match read("example.txt", Arc::from(text.as_bytes()), &Limits::default()) {
        Ok(document) => document,
        Err(problem) => return Tried::Unreadable(problem.message.en),
    };
    let (got, named) = named(&document, rule, rules);
    if got != example.verdict {
        return Tried::OtherVerdict(example.verdict.clone(), got.to_owned());
    }
    placed(&[compared(&text, &marked, &named)])
}

/// The rule's verdict on a document, and the bytes its findings name.
fn named(document: &Document, rule: &Rule, rules: &RuleSet) -> (&'static str, Vec<Range<usize>>) {
    let facts = Facts::of(document);
    let checked: Vec<Checked> = check(&facts, rules).into_iter().filter(|c| c.rule == rule.id).collect();
    (verdict(&checked), outcome(&facts, &checked).findings.iter().flat_map(spans).collect())
}

/// The example's report with `[12]` around what is marked and named, `-12-` around what is marked and not named, and `+12+` around what is
/// named and not marked. Empty for an example of two reports.
#[must_use]
pub fn marked_up(rule: &Rule, example: &Example, rules: &RuleSet) -> String {
    let (text, marked) = unmarked(&example.report);
    let read = read("example.txt", Arc::from(text.as_bytes()), &Limits::default());
    let (None, Ok(document)) = (&example.before, read) else { return String::new() };
    let (_, named) = named(&document, rule, rules);
    let mut edges: Vec<(usize, u8, &str)> = Vec::new();
    let mut add = |span: &Range<usize>, open: &'static str, close: &'static str| {
        // Where two touch, the first closes before the second opens.
        edges.extend([(span.start, 1, open), (span.end, 0, close)]);
    };
    for span in &marked {
        if named.contains(span) { add(span, "[", "]") } else { add(span, "-", "-") }
    }
    named.iter().filter(|span| !marked.contains(span)).for_each(|span| add(span, "+", "+"));
    edges.sort_unstable();
    edges.dedup();
    let (mut out, mut at) = (String::with_capacity(text.len() + edges.len()), 0);
    for (edge, _, mark) in edges {
        out.push_str(text.get(at..edge).unwrap_or(""));
        out.push_str(mark);
        at = edge;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Why the rule did not decide on the example's report, or has nothing to say of it.
#[must_use]
pub fn why_undecided(rule: &Rule, example: &Example, rules: &RuleSet) -> Option<Phrase> {
    let (text, _) = unmarked(&example.report);
    let document = read("example.txt", Arc::from(text.as_bytes()), &Limits::default()).ok()?;
    let facts = Facts::of(&document);
    let why = |checked: Checked| match checked.verdict {
        Verdict::Undecided(why) | Verdict::NotApplicable(why) => Some(why),
        Verdict::Pass | Verdict::Fail(_) => None,
    };
    check(&facts, rules).into_iter().filter(|checked| checked.rule == rule.id).find_map(why)
}

/// Words named and not marked, and marked and not named.
type Differences = (Vec<String>, Vec<String>);

fn compared(text: &str, marked: &[Range<usize>], named: &[Range<usize>]) -> Differences {
    let words = |from: &[Range<usize>], not_in: &[Range<usize>]| -> Vec<String> {
        from.iter().filter(|span| !not_in.contains(span)).map(|span| text.get((*span).clone()).unwrap_or("?").to_owned()).collect()
    };
    (words(named, marked), words(marked, named))
}

fn placed(differences: &[Differences]) -> Tried {
    let noisy: Vec<String> = differences.iter().flat_map(|(noisy, _)| noisy.clone()).collect();
    let missing: Vec<String> = differences.iter().flat_map(|(_, missing)| missing.clone()).collect();
    if noisy.is_empty() && missing.is_empty() { Tried::Reported } else { Tried::WrongPlace { noisy, missing } }
}

/// The same for a rule on several reports: the others are taken for the report of the year before, or for the children's.
fn try_several(rule: &Rule, example: &Example, others: &[&str], rules: &RuleSet) -> Tried {
    let mut texts = vec![("example.txt".to_owned(), unmarked(&example.report))];
    texts.extend(others.iter().enumerate().map(|(nth, other)| (format!("other-{nth}.txt"), unmarked(other))));
    let mut documents = Vec::new();
    for (name, (text, _)) in &texts {
        match read(name, Arc::from(text.as_bytes()), &Limits::default()) {
            Ok(document) => documents.push(document),
            Err(problem) => return Tried::Unreadable(problem.message.en),
        }
    }
    let facts: Vec<Facts<'_>> = documents.iter().map(Facts::of).collect();
    let carried: Vec<Option<Carried>> = facts.iter().map(|facts| of_pack(rule, check_adding(facts, rules).1, rules)).collect();
    let Some((Some(own), others)) = carried.split_first() else {
        return Tried::Unreadable("no pack applies to the report".to_owned());
    };
    let linked = match (&rule.check, others) {
        (Check::Rollup(_), _) => add_up(own, &Ok(others.iter().flatten().collect()), example.own, rules),
        (_, [Some(before)]) => compare(before, own, rules),
        _ => Vec::new(),
    };
    let linked: Vec<Linked> = linked.into_iter().filter(|linked| linked.rule == rule.id).collect();
    let got = gravest(&linked.iter().map(|linked| &linked.verdict).collect::<Vec<_>>());
    if got != example.verdict {
        return Tried::OtherVerdict(example.verdict.clone(), got.to_owned());
    }
    let findings = linked_findings(&linked, &|report| match report {
        Report::Own => facts.first(),
        Report::Before => facts.get(1),
        Report::Part(nth) => facts.get(nth as usize + 1),
    });
    let named = |path: &str| -> Vec<Range<usize>> { findings.iter().flat_map(|finding| spans_in(finding, Some(path))).collect() };
    placed(&texts.iter().map(|(path, (text, marked))| compared(text, marked, &named(path))).collect::<Vec<_>>())
}

/// What a report keeps for the rules of the rule's own pack.
fn of_pack(rule: &Rule, carried: Vec<Carried>, rules: &RuleSet) -> Option<Carried> {
    carried.into_iter().find(|carried| carried.pack_name(rules) == Some(rule.pack.as_str()))
}

fn spans(finding: &Finding) -> Vec<Range<usize>> {
    spans_in(finding, None)
}

/// The bytes that a finding names, in one file or in all.
fn spans_in(finding: &Finding, path: Option<&str>) -> Vec<Range<usize>> {
    let labels = finding.labels.iter().filter(|label| path.is_none_or(|path| &*label.location.path == path));
    labels.filter_map(|label| label.location.span).map(|span| span.start..span.end).collect()
}

/// The gravest verdict; a rule that found nothing to check does not apply.
fn verdict(checked: &[Checked]) -> &'static str {
    gravest(&checked.iter().map(|checked| &checked.verdict).collect::<Vec<_>>())
}

fn gravest(verdicts: &[&Verdict]) -> &'static str {
    let any = |is: fn(&Verdict) -> bool| verdicts.iter().any(|verdict| is(verdict));
    if any(|v| matches!(v, Verdict::Fail(_))) {
        "fail"
    } else if any(|v| matches!(v, Verdict::Undecided(_))) {
        "undecided"
    } else if any(|v| matches!(v, Verdict::Pass)) {
        "pass"
    } else {
        "not-applicable"
    }
}

/// The text without its `!…!` marks, and the marked byte ranges of it.
fn unmarked(report: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(report.len());
    let mut marked = Vec::new();
    let mut open = None;
    for (n, part) in report.split('!').enumerate() {
        if n > 0 {
            match open.take() {
                None => open = Some(text.len()),
                Some(start) => marked.push(start..text.len()),
            }
        }
        text.push_str(part);
    }
    (text, marked)
}

#[cfg(test)]
mod tests {
    use super::{Tried, try_example, unmarked};
    use crate::rules::RuleSet;

    #[test]
    fn marks_are_taken_out() {
        assert_eq!(unmarked("a!12!b!3!"), ("a12b3".to_owned(), vec![1..3, 4..5]));
    }

    #[test]
    fn every_example_comes_out_as_it_says() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let mut wrong = Vec::new();
        for rule in rules.rules() {
            for example in &rule.examples {
                let tried = try_example(rule, example, &rules);
                if tried != Tried::Reported {
                    wrong.push(format!("{}:{} {}: {tried:?}", rule.id, example.line, example.shows));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_rule_has_a_broken_a_clean_and_an_idle_example() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        for rule in rules.rules() {
            for verdicts in [&["fail"][..], &["pass"], &["not-applicable", "undecided"]] {
                assert!(
                    rule.examples.iter().any(|e| verdicts.contains(&e.verdict.as_str())),
                    "{} lacks an example that is {verdicts:?}",
                    rule.id
                );
            }
        }
    }
}
