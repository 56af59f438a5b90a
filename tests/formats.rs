//! The formats for programs, all of the same sample run: what they look like, and that no text of a report leaves its field.
#![cfg(feature = "cli")]

mod samples;

use std::sync::Arc;

use crossfoot::findings::{Location, Outcome, ReportOutcome, Suppressed, SuppressedBy, Suppression};
use crossfoot::phrase::Lang;
use crossfoot::report::{Format, Options, render};
use serde_json::Value;

fn shown_in(lang: Lang, format: Format, outcome: &Outcome) -> String {
    let mut out = Vec::new();
    render(format, outcome, &Options { lang, ..Options::default() }, &mut out).expect("a Vec takes all bytes");
    String::from_utf8(out).expect("the report is UTF-8").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn shown(format: Format) -> String {
    shown_in(Lang::En, format, &samples::run())
}

const ALL: [Format; 11] = [
    Format::Text,
    Format::Statistics,
    Format::Concise,
    Format::Json,
    Format::Jsonl,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Markdown,
    Format::Csv,
];

#[test]
fn each_format_of_the_same_run() {
    insta::assert_snapshot!("statistics", shown(Format::Statistics));
    insta::assert_snapshot!("concise", shown(Format::Concise));
    insta::assert_snapshot!("jsonl", shown(Format::Jsonl));
    insta::assert_snapshot!("sarif", shown(Format::Sarif));
    insta::assert_snapshot!("github", shown(Format::Github));
    insta::assert_snapshot!("gitlab", shown(Format::Gitlab));
    insta::assert_snapshot!("junit", shown(Format::Junit));
    insta::assert_snapshot!("markdown", shown(Format::Markdown));
    insta::assert_snapshot!("csv", shown(Format::Csv));
}

#[test]
fn each_format_in_chinese() {
    insta::assert_snapshot!("statistics_zh", shown_in(Lang::Zh, Format::Statistics, &samples::run()));
    insta::assert_snapshot!("concise_zh", shown_in(Lang::Zh, Format::Concise, &samples::run()));
    insta::assert_snapshot!("markdown_zh", shown_in(Lang::Zh, Format::Markdown, &samples::run()));
    insta::assert_snapshot!("junit_zh", shown_in(Lang::Zh, Format::Junit, &samples::run()));
}

#[test]
fn no_format_writes_what_a_terminal_acts_on() {
    for format in ALL {
        let shown = shown(format);
        let text = shown.trim_start_matches('\u{feff}');
        assert!(!text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{202e}' | '\u{9b}')), "{format:?}");
        assert!(format == Format::Csv || !text.contains('\r'), "{format:?}");
        // Only what is written as JSON or read as plain text may hold a tag.
        let plain = matches!(format, Format::Json | Format::Jsonl | Format::Sarif | Format::Gitlab | Format::Csv);
        assert!(
            plain || matches!(format, Format::Text | Format::Statistics | Format::Concise | Format::Github) || !text.contains("<script"),
            "{format:?}"
        );
    }
}

#[test]
fn every_format_holds_every_finding() {
    let run = samples::run();
    let findings = run.findings().count();
    let json: Value = serde_json::from_str(&shown(Format::Json)).expect("JSON");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(findings));
    let lines: Vec<Value> = shown(Format::Jsonl).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.iter().filter(|line| line["type"] == "finding").count(), findings);
    assert_eq!(lines.iter().filter(|line| line["type"] == "report").count(), run.reports.len());
    let sarif: Value = serde_json::from_str(&shown(Format::Sarif)).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(findings));
    let gitlab: Value = serde_json::from_str(&shown(Format::Gitlab)).expect("JSON");
    assert_eq!(gitlab.as_array().map(Vec::len), Some(findings + 1), "the findings and the problem");
    assert_eq!(shown(Format::Github).lines().filter(|line| line.starts_with("::")).count(), findings + 1);
    assert_eq!(shown(Format::Github).lines().count(), findings + 1, "no text begins a line of its own");
    assert_eq!(shown(Format::Junit).matches("<failure").count(), findings);
    assert_eq!(shown(Format::Markdown).lines().filter(|line| line.starts_with("| ") && !line.starts_with("|  | place")).count(), findings);
    assert_eq!(shown(Format::Concise).lines().count(), findings + 2, "the problem and the counts");
    let csv = shown(Format::Csv);
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as many fields as heads")).collect();
    assert_eq!(rows.len(), findings + 1);
    for field in rows.iter().flatten() {
        assert!(!field.trim_start().starts_with(['=', '+', '@', '-']), "{field}");
    }
}

/// The places of a Word document and of a report of the year before, which have no line or lie in another file.
fn places() -> Outcome {
    let mut finding = samples::sentence();
    let path: Arc<str> = Arc::from("b.docx");
    let at = Location { path: Arc::clone(&path), paragraph: Some(12), ..Location::default() };
    finding.path = Arc::clone(&path);
    for label in &mut finding.labels {
        label.location = at.clone();
    }
    let before = finding.labels.last_mut().expect("a sentence names several numbers");
    before.location = Location { path: Arc::from("a.docx"), table: Some(2), cell: Some("D25".to_owned()), ..Location::default() };
    let report = |path: &str, findings| ReportOutcome { path: Arc::from(path), findings, ..ReportOutcome::default() };
    Outcome::new(vec![report("b.docx", vec![finding]), report("a.docx", Vec::new())])
}

#[test]
fn words_of_a_word_document_are_placed_in_every_format() {
    let en = |format| shown_in(Lang::En, format, &places());
    assert!(en(Format::Concise).starts_with("b.docx:paragraph 12: error["), "{}", en(Format::Concise));
    assert!(shown_in(Lang::Zh, Format::Concise, &places()).starts_with("b.docx:第 12 段: error["));
    for format in [Format::Github, Format::Gitlab, Format::Junit, Format::Markdown] {
        assert!(en(format).contains("paragraph 12"), "{format:?}: {}", en(format));
    }
    let csv = en(Format::Csv);
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let at = reader.headers().expect("heads").iter().position(|head| head == "paragraph").expect("a column of its own");
    assert_eq!(reader.records().next().expect("one line").expect("its fields").get(at), Some("12"));
}

#[test]
fn sarif_names_the_file_of_each_place() {
    let sarif: Value = serde_json::from_str(&shown_in(Lang::En, Format::Sarif, &places())).expect("JSON");
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    let places: Vec<&Value> =
        [&result["locations"], &result["relatedLocations"]].into_iter().flat_map(|list| list.as_array().expect("a list")).collect();
    for place in &places {
        let file = &place["physicalLocation"]["artifactLocation"];
        let index = usize::try_from(file["index"].as_u64().expect("an index")).expect("a small number");
        assert_eq!(run["artifacts"][index]["location"]["uri"], file["uri"]);
    }
    assert_eq!(
        places[0]["logicalLocations"][0],
        serde_json::json!({ "name": "paragraph 12", "fullyQualifiedName": "paragraph 12", "kind": "paragraph" })
    );
    let last = places.last().expect("the other report");
    assert_eq!(
        (&last["logicalLocations"][0]["kind"], &last["physicalLocation"]["artifactLocation"]["uri"]),
        (&"cell".into(), &"a.docx".into())
    );
}

/// A run whose only finding a comment lets stand.
fn stood() -> Outcome {
    let mut run = samples::outcome(vec![samples::sentence()]);
    for report in &mut run.reports {
        let suppression = Suppression {
            by: SuppressedBy::Comment,
            place: "a.html:12".into(),
            reason: "as \"approved\" <b>".into(),
            until: Some("2026-12-31".into()),
        };
        let stands = |finding| Suppressed { finding, suppression: suppression.clone() };
        report.suppressed = std::mem::take(&mut report.findings).into_iter().map(stands).collect();
    }
    run
}

#[test]
fn what_does_not_count_is_said_and_not_counted() {
    let junit = shown_in(Lang::En, Format::Junit, &stood());
    assert!(junit.contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\""), "{junit}");
    assert!(junit.contains("comment a.html:12: as &quot;approved&quot; &lt;b&gt; (until 2026-12-31)\"/>"), "{junit}");
    assert!(!junit.contains("<failure"), "{junit}");
    let csv = shown_in(Lang::Zh, Format::Csv, &stood());
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let row = reader.records().next().expect("a row").expect("as many fields as heads");
    assert_eq!((&row[15], &row[16]), ("comment", "注释 a.html:12：as \"approved\" <b>（至 2026-12-31）"));
    let mut page = Vec::new();
    crossfoot::report::page(&stood(), &[], &Options::default(), &mut page).expect("a Vec takes all bytes");
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(page.contains("<summary>not counted: 1</summary>"), "{page}");
    assert!(page.contains("comment a.html:12: as &quot;approved&quot; &lt;b&gt; (until 2026-12-31)"), "{page}");
}

#[test]
fn fingerprints_of_one_gitlab_report_differ() {
    let twice = samples::outcome(vec![samples::sentence(), samples::sentence()]);
    let issues: Value = serde_json::from_str(&shown_in(Lang::En, Format::Gitlab, &twice)).expect("JSON");
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
}

/// What the published schema asks of the parts we write, and what it cannot say: indices lead to the thing meant.
#[test]
fn sarif_is_sound() {
    let log: Value = serde_json::from_str(&shown(Format::Sarif)).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let artifacts = run["artifacts"].as_array().expect("artifacts");
    for result in run["results"].as_array().expect("results") {
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(rules[usize::try_from(index).expect("small")]["id"], result["ruleId"]);
        }
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(result["partialFingerprints"]["crossfoot/v1"].is_string());
        let related = result["relatedLocations"].as_array().cloned().unwrap_or_default();
        for location in result["locations"].as_array().expect("locations").iter().chain(&related) {
            let artifact = &location["physicalLocation"]["artifactLocation"];
            let index = usize::try_from(artifact["index"].as_u64().expect("an index")).expect("small");
            assert_eq!(artifacts[index]["location"]["uri"], artifact["uri"]);
            let uri = artifact["uri"].as_str().expect("a URI");
            assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
            let region = &location["physicalLocation"]["region"];
            let positive = |key: &str| region[key].as_u64().is_none_or(|n| n >= 1);
            assert!(
                positive("startLine") && positive("startColumn") && region["endColumn"].as_u64() != region["startColumn"].as_u64()
                    || region.is_null()
            );
            let logical = location["logicalLocations"].as_array().is_some_and(|list| !list.is_empty());
            assert!(!region.is_null() || logical, "a place in the file, or a cell of the workbook");
        }
    }
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notifications");
    assert_eq!((run["invocations"][0]["executionSuccessful"].as_bool(), notes.len()), (Some(false), 1));
}
