//! SARIF 2.1.0 (OASIS), for code scanning and viewers.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use crate::findings::{Confidence, Finding, Label, Location, Outcome, ReportOutcome, RuleNote, Severity, SuppressedBy, Suppression};
use crate::phrase::Lang;
use crate::report::words::{name, one_line, part};
use crate::report::{Options, beneath, json as document, place};

/// Where the format is defined; a name, never fetched.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The key of our fingerprint; the number changes when the way of computing it does.
const FINGERPRINT: &str = "crossfoot/v1";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Value,
    language: &'static str,
    column_kind: &'static str,
    invocations: [Value; 1],
    artifacts: Vec<Value>,
    results: Vec<Found>,
}

/// A result; fields in the order a person reads them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Value,
    locations: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Value>,
    properties: Value,
}

/// One run: the rules in force, the files, the findings, and the files that could not be read as notifications.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let mut results = Vec::new();
    for report in &outcome.reports {
        results.extend(report.findings.iter().map(|finding| found(finding, outcome, lang)));
        results.extend(report.suppressed.iter().map(|s| Found {
            baseline_state: (s.suppression.by == SuppressedBy::Baseline).then_some("unchanged"),
            suppressions: vec![suppression(&s.suppression)],
            ..found(&s.finding, outcome, lang)
        }));
    }
    let run = Run {
        tool: tool(outcome, lang),
        language: if lang == Lang::Zh { "zh-CN" } else { "en-US" },
        column_kind: "unicodeCodePoints",
        invocations: [invocation(outcome, lang)],
        artifacts: outcome.reports.iter().map(artifact).collect(),
        results,
    };
    document::write(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

fn tool(outcome: &Outcome, lang: Lang) -> Value {
    let rules: Vec<Value> = outcome.rules.iter().map(|note| rule(note, lang)).collect();
    json!({"driver": {
        "name": document::TOOL.name, "version": document::TOOL.version, "semanticVersion": document::TOOL.version, "rules": rules
    }})
}

fn rule(note: &RuleNote, lang: Lang) -> Value {
    let text = |words: &crate::phrase::Phrase| json!({ "text": message(&without_slots(&one_line(words, lang))) });
    json!({
        "id": note.id,
        "shortDescription": text(&note.title),
        "fullDescription": text(&note.why),
        "help": text(&note.fix),
        "defaultConfiguration": { "level": level(note.severity) },
        "properties": { "tags": [note.pack], "precision": precision(note.confidence), "problem.severity": problem(note.severity) },
    })
}

/// A text as a message string: braces doubled (§3.11.5), and nothing of a report taken for a link (§3.11.6).
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A template read without a finding to fill it.
fn without_slots(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    for (n, part) in template.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if n > 0 => out.extend(["…", rest]),
            _ => out.push_str(part),
        }
    }
    out
}

/// `error` or `warning` stand for a severity; the rest is a recommendation.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "very-high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn invocation(outcome: &Outcome, lang: Lang) -> Value {
    let problems = outcome.reports.iter().filter_map(|report| Some((report, report.problem.as_ref()?)));
    let notifications: Vec<Value> = problems
        .map(|(report, problem)| {
            json!({
                "descriptor": { "id": name(problem.kind) },
                "level": "error",
                "message": { "text": message(&one_line(&problem.message, lang)) },
                "locations": [{ "physicalLocation": { "artifactLocation": artifact_location(&report.path, outcome) } }],
            })
        })
        .collect();
    let successful = notifications.is_empty();
    json!({ "executionSuccessful": successful, "toolExecutionNotifications": notifications })
}

fn artifact(report: &ReportOutcome) -> Value {
    let mut artifact = json!({ "location": { "uri": place::uri(&report.path) } });
    if let Some(encoding) = &report.encoding {
        artifact["encoding"] = json!(encoding);
    }
    if let Some(title) = &report.title {
        artifact["description"] = json!({ "text": title });
    }
    artifact
}

/// The file of a place, by its index among the artifacts: a finding on two reports has places in both.
fn artifact_location(path: &str, outcome: &Outcome) -> Value {
    let mut location = json!({ "uri": place::uri(path) });
    if let Ok(index) = outcome.reports.binary_search_by(|report| (*report.path).cmp(path)) {
        location["index"] = json!(index);
    }
    location
}

fn found(finding: &Finding, outcome: &Outcome, lang: Lang) -> Found {
    let also = finding
        .also
        .iter()
        .map(|also| json!({ "ruleId": also.rule, "message": one_line(&also.message, lang), "fingerprint": also.fingerprint }));
    let rule_index = outcome.rule(&finding.rule).map(|(index, _)| index);
    let repairs = finding.repairs.iter().map(|r| json!({ "label": r.label, "value": r.value, "why": one_line(&r.why, lang) }));
    let mut properties = json!({
        "confidence": finding.confidence,
        "derivation": one_line(&finding.derivation, lang),
        "repairs": repairs.collect::<Vec<_>>(),
    });
    if !finding.also.is_empty() {
        properties["also"] = also.collect();
    }
    Found {
        rule_id: finding.rule.clone(),
        rule_index,
        level: level(finding.severity),
        message: json!({ "text": message(&beneath::all(finding, lang)) }),
        locations: finding.labels.iter().take(1).map(|label| location(label, outcome, lang)).collect(),
        related_locations: finding.labels.iter().enumerate().skip(1).map(|(id, label)| related(id, label, outcome, lang)).collect(),
        partial_fingerprints: json!({ FINGERPRINT: finding.fingerprint }),
        baseline_state: None,
        suppressions: Vec::new(),
        properties,
    }
}

/// A comment is part of the report; the rest stands outside.
fn suppression(suppression: &Suppression) -> Value {
    let kind = if suppression.by == SuppressedBy::Comment { "inSource" } else { "external" };
    let mut out = json!({ "kind": kind, "status": "accepted", "properties": suppression });
    if !suppression.reason.is_empty() {
        out["justification"] = json!(suppression.reason);
    }
    out
}

/// A cell or words the check used beside the primary: `part D8: 18`.
fn related(id: usize, label: &Label, outcome: &Outcome, lang: Lang) -> Value {
    let spot = place::spot(&label.location, lang).map(|spot| format!(" {spot}")).unwrap_or_default();
    let mut related = location(label, outcome, lang);
    related["id"] = json!(id);
    related["message"] = json!({ "text": message(&format!("{}{spot}: {}", part(&label.part, lang), label.text)) });
    related
}

/// The file with the region in it, and the cell or paragraph as a logical place: workbooks and Word documents have that only.
fn location(label: &Label, outcome: &Outcome, lang: Lang) -> Value {
    let at = &label.location;
    let mut physical = json!({ "artifactLocation": artifact_location(&at.path, outcome) });
    if let Some(region) = region(label) {
        physical["region"] = region;
    }
    let mut out = json!({ "physicalLocation": physical });
    if let Some(spot) = place::spot(at, lang) {
        let (name, kind) = at.cell.as_ref().map_or((&spot, "paragraph"), |cell| (cell, "cell"));
        let mut logical = json!({ "name": name, "fullyQualifiedName": spot, "kind": kind });
        if !(at.row.is_empty() && at.col.is_empty()) {
            logical["properties"] = json!({ "row": at.row, "column": at.col });
        }
        out["logicalLocations"] = json!([logical]);
    }
    out
}

/// Line, column and bytes. The end is given only where the words stand in the file as printed, without markup between.
fn region(label: &Label) -> Option<Value> {
    let Location { line: Some(line), column: Some(column), span, .. } = &label.location else { return None };
    let mut region = json!({ "startLine": line, "startColumn": column, "snippet": { "text": label.text } });
    if let Some(span) = span {
        let (length, chars) = (span.end.saturating_sub(span.start), label.text.chars().count());
        region["byteOffset"] = json!(span.start);
        region["byteLength"] = json!(length);
        if length == label.text.len() && chars > 0 {
            region["endColumn"] = json!(u64::from(*column).saturating_add(chars as u64));
        }
    }
    Some(region)
}
