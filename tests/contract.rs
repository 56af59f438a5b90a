//! What the formats promise together: one run is the same findings in each, the JSON keeps its schema, and a baseline knows a finding again
//! wherever its rows have moved.
#![cfg(feature = "cli")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use support::{crossfoot, folder, root};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How often each rule is told.
type Tally = BTreeMap<String, usize>;

fn tally<'a>(rules: impl Iterator<Item = &'a str>) -> Tally {
    let mut found = Tally::new();
    rules.for_each(|rule| *found.entry(rule.to_owned()).or_default() += 1);
    found
}

/// What stands between the two marks, wherever the first does.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(inner, _)| inner))
}

fn values<'v>(list: &'v Value, key: &'v str) -> impl Iterator<Item = &'v str> {
    list.as_array().into_iter().flatten().filter_map(move |entry| entry[key].as_str())
}

#[test]
fn every_format_of_one_run_holds_the_same_findings() {
    let dir = folder("contract", "formats");
    let names = ["text", "statistics", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"];
    let outputs: Vec<String> = names.iter().map(|name| format!("{name}={}", dir.join(name).display())).collect();
    let mut args = vec!["check", "fixtures/county/clean.html", "fixtures/county/report.xlsx", "fixtures/series/broken/2020.txt"];
    args.extend(outputs.iter().flat_map(|output| ["-o", output]));
    assert_eq!(crossfoot(root(), &args).0, 1);
    let said = |name: &str| fs::read_to_string(dir.join(name)).expect("written");
    let json: Value = serde_json::from_str(&said("json")).expect("JSON");
    let findings = &json["findings"];
    let wanted = tally(values(findings, "rule"));
    assert!(wanted.values().sum::<usize>() > 15, "{wanted:?}");
    let sarif: Value = serde_json::from_str(&said("sarif")).expect("JSON");
    let gitlab: Value = serde_json::from_str(&said("gitlab")).expect("JSON");
    let lines: Vec<Value> = said("jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let lines: Value = lines.into_iter().filter(|line| line["type"] == "finding").collect();
    let csv = said("csv");
    let mut rows = csv::ReaderBuilder::new().from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = rows.headers().expect("heads").clone();
    let column = |name: &str| heads.iter().position(|head| head == name).expect("a column");
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    let (text, concise, github, junit, html) = (said("text"), said("concise"), said("github"), said("junit"), said("html"));
    let markdown = said("markdown");
    let told = |text: &str| tally(["error[", "warning[", "note["].iter().flat_map(|open| between(text, open, "]")));
    let counted = said("statistics");
    let counted: Tally = counted
        .lines()
        .filter_map(|line| line.split_whitespace().collect::<Vec<_>>().get(..3).map(|f| (f[2].to_owned(), f[0].parse().ok())))
        .filter_map(|(rule, count)| Some((rule, count?)))
        .filter(|(rule, _)| wanted.contains_key(rule))
        .collect();
    let shown = [
        ("jsonl", tally(values(&lines, "rule"))),
        ("sarif", tally(values(&sarif["runs"][0]["results"], "ruleId"))),
        ("gitlab", tally(values(&gitlab, "check_name"))),
        ("csv", tally(rows.iter().filter_map(|row| row.get(column("rule"))))),
        ("concise", told(&concise)),
        (
            "text",
            tally(
                text.lines()
                    .filter_map(|line| ["error[", "warning[", "note["].iter().find_map(|l| line.strip_prefix(l))?.split(']').next()),
            ),
        ),
        ("github", tally(between(&github, "title=", "::"))),
        ("junit", tally(between(&junit, "<testcase name=\"", " ").filter(|rule| wanted.contains_key(*rule)))),
        ("html", tally(between(&html, "data-rule=\"", "\""))),
        (
            "markdown",
            tally(
                markdown
                    .lines()
                    .filter(|line| line.starts_with("| "))
                    .filter_map(|line| line.trim_end_matches([' ', '|']).rsplit("| ").next().filter(|rule| wanted.contains_key(*rule))),
            ),
        ),
        ("statistics", counted),
    ];
    for (name, shown) in shown {
        assert_eq!(shown, wanted, "{name}");
    }
    // Where a format carries the fingerprint, it is the same.
    let mut fingerprints: Vec<&str> = values(findings, "fingerprint").collect();
    fingerprints.sort_unstable();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let in_sarif = results.iter().filter_map(|result| result["partialFingerprints"]["crossfoot/v1"].as_str());
    let in_csv = rows.iter().filter_map(|row| row.get(column("fingerprint")));
    for mut others in [in_sarif.collect::<Vec<_>>(), in_csv.collect(), values(&lines, "fingerprint").collect()] {
        others.sort_unstable();
        assert_eq!(others, fingerprints);
    }
}

/// The fields of a value that its schema does not name, wherever they stand.
fn unnamed(value: &Value, schema: &Value, whole: &Value, path: &str, found: &mut Vec<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => whole.pointer(reference.trim_start_matches('#')).expect("the reference leads somewhere"),
        None => schema,
    };
    if let Some(either) = schema["anyOf"].as_array() {
        if !value.is_null() {
            unnamed(value, &either[0], whole, path, found);
        }
        return;
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(key) {
            Some(schema) => unnamed(inner, schema, whole, &format!("{path}/{key}"), found),
            None => found.push(format!("{path}/{key}")),
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        unnamed(inner, &schema["items"], whole, path, found);
    }
}

#[test]
fn the_json_keeps_the_schema_that_is_published() {
    let schema: Value = serde_json::from_str(&crossfoot(root(), &["rules", "schema", "json"]).1).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let dir = folder("contract", "schema");
    let baseline = dir.join("known.json").display().to_string();
    crossfoot(root(), &["baseline", "write", "fixtures/county/report.ods", "--baseline", &baseline]);
    let stands = "| | Books |\n|---|---|\n| North | 120 |\n<!-- crossfoot-ignore total-mismatch: as approved (until 2999-01-01) -->\n| South | 80 |\n| Total | 190 |\n";
    fs::write(dir.join("stands.md"), stands).expect("written");
    let stands = dir.join("stands.md").display().to_string();
    let (mut findings, mut suppressed, mut problems) = (0, 0, 0);
    for lang in ["zh", "en"] {
        let args =
            ["check", "fixtures", &stands, "no-such-file.html", "Cargo.lock", "--baseline", &baseline, "--format", "json", "--lang", lang];
        let json: Value = serde_json::from_str(&crossfoot(root(), &args).1).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&json).take(5).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut unknown = Vec::new();
        unnamed(&json, &schema, &schema, "", &mut unknown);
        assert!(unknown.is_empty(), "fields that the schema does not name: {unknown:?}");
        let count = |key: &str| json[key].as_array().map_or(0, Vec::len);
        (findings, suppressed) = (count("findings"), count("suppressed"));
        problems = json["reports"].as_array().into_iter().flatten().filter(|report| !report["problem"].is_null()).count();
    }
    assert!(findings > 50 && suppressed > 7 && problems > 0, "{findings} {suppressed} {problems}");
    // It is no schema of anything.
    assert!(!validator.is_valid(&json!({ "schema": 2 })));
}

const LABELS: [&str; 4] = ["North branch", "South branch", "East branch", "Total"];

const FILMS: [u32; 4] = [60, 40, 20, 120];

/// A workbook of one sheet: `above` rows of words, then a table.
fn workbook(above: usize, books: [u32; 4]) -> Vec<u8> {
    let cell = |name: String, value: &str| match value.parse::<u32>() {
        Ok(number) => format!("<c r=\"{name}\"><v>{number}</v></c>"),
        Err(_) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    let mut rows: Vec<Vec<String>> = (0..above).map(|nth| vec![format!("note {}", ["a", "b", "c"][nth % 3])]).collect();
    rows.push(vec!["Branch".to_owned(), "Books".to_owned(), "Films".to_owned()]);
    rows.extend(
        LABELS.iter().zip(books).zip(FILMS).map(|((label, books), films)| vec![(*label).to_owned(), books.to_string(), films.to_string()]),
    );
    let row = |(at, cells): (usize, &Vec<String>)| {
        let cells = cells.iter().zip(["A", "B", "C"]).map(|(value, column)| cell(format!("{column}{}", at + 1), value));
        format!("<row r=\"{}\">{}</row>", at + 1, cells.collect::<String>())
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let (main, relations) = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    );
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{types}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Loans\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("its text");
    }
    writer.finish().expect("a package").into_inner()
}

/// The same table in a page.
fn page(above: usize, books: [u32; 4]) -> Vec<u8> {
    let row = |((label, books), films): ((&&str, u32), u32)| format!("<tr><td>{label}<td>{books}<td>{films}");
    let rows: String = LABELS.iter().zip(books).zip(FILMS).map(row).collect();
    let notes = "<tr><td colspan=3>a note".repeat(above);
    format!("<p>A note.</p><table>{notes}<tr><th>Branch<th>Books<th>Films{rows}</table>").into_bytes()
}

fn fingerprints(dir: &Path, name: &str) -> Vec<String> {
    let (_, json, _) = crossfoot(dir, &["check", name, "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    values(&json["findings"], "fingerprint").map(str::to_owned).collect()
}

#[test]
fn a_finding_is_known_again_below_twenty_more_rows_and_not_with_another_value() {
    type Write = fn(usize, [u32; 4]) -> Vec<u8>;
    let known = [121, 83, 47, 231];
    for (name, write) in [("loans.xlsx", workbook as Write), ("loans.html", page)] {
        let dir = folder("contract", name);
        let put = |above, books| fs::write(dir.join(name), write(above, books)).expect("written");
        put(0, known);
        let before = fingerprints(&dir, name);
        assert!(!before.is_empty(), "{name}: the total is wrong");
        assert_eq!(crossfoot(&dir, &["baseline", "write", name]).0, 0);
        let counts = || crossfoot(&dir, &["check", name, "--baseline", "crossfoot-baseline.json"]).0;
        assert_eq!(counts(), 0, "{name}");
        put(20, known);
        assert_eq!(fingerprints(&dir, name), before, "{name}");
        assert_eq!(counts(), 0, "{name}: rows above do not make it new");
        put(20, [121, 83, 47, 229]);
        assert_eq!(fingerprints(&dir, name), before, "{name}: it is the same finding");
        assert_eq!(counts(), 1, "{name}: with another value it counts again");
    }
}

/// The county report without its errors, with one cell of its table changed.
fn county(row: &str, from: &str, to: &str) -> String {
    let page = support::text("fixtures/county-fixed/clean.html");
    let (before, rest) = page.split_once(row).expect("the row");
    format!("{before}{row}{}", rest.replacen(from, to, 1))
}

#[test]
fn one_wrong_number_is_one_finding_whatever_checks_it_fails() {
    let dir = folder("contract", "causes");
    fs::write(dir.join("a.html"), county("4.保护第三方合法权益", ">8<", ">6<")).expect("written");
    let check = |more: &[&str]| crossfoot(&dir, &[&["check", "a.html"], more].concat());
    let json: Value = serde_json::from_str(&check(&["--format", "json"]).1).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    // It is about the number that is wrong, not about a total that misses it.
    let primary = &findings[0]["labels"][0];
    assert_eq!(
        (&primary["role"], &primary["text"], findings[0]["repairs"].as_array().map(Vec::len)),
        (&"primary".into(), &"6".into(), Some(1))
    );
    assert!(findings[0]["help"].as_str().is_some_and(|help| help.starts_with("check D11 first; ")), "{}", findings[0]["help"]);
    let also: Vec<&str> = values(&findings[0]["also"], "rule").collect();
    assert!(!also.is_empty() && json["reports"][0]["verdicts"]["fail"] == also.len() + 1, "{also:?}");
    assert!(findings[0]["help"].as_str().is_some_and(|help| help.contains("for the same reason")), "{findings:#?}");
    // The places of all of them are named, each once.
    let labels: Vec<String> = findings[0]["labels"].as_array().expect("labels").iter().map(|label| label["location"].to_string()).collect();
    let distinct: std::collections::BTreeSet<&String> = labels.iter().collect();
    assert!(labels.len() == distinct.len() && labels.len() >= 8, "{labels:?}");
    let (_, text, _) = check(&["--lang", "en"]);
    assert!(also.iter().all(|rule| text.contains(&format!("  also: {rule}: "))), "{text}");
    // Every format with room for it says so, not the terminal alone.
    for format in ["sarif", "github", "gitlab", "junit", "markdown", "html"] {
        let (_, said, _) = check(&["--lang", "en", "--format", format]);
        assert!(
            also.iter().all(|rule| said.contains(&format!("also: {rule}: ")) || said.contains(&format!("<b>also: </b>{rule}: "))),
            "{format}: {said}"
        );
    }
    let (_, csv, _) = check(&["--lang", "en", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let last = rows.headers().expect("heads").iter().next_back().map(str::to_owned);
    let row = rows.records().next().expect("a row").expect("a record");
    assert!(last.as_deref() == Some("also") && also.iter().all(|rule| row[row.len() - 1].contains(&format!("{rule}: "))), "{csv}");
    // Each is known by itself: what lets the first stand leaves the others, and the baseline holds all of them.
    let rule = findings[0]["rule"].as_str().expect("a rule");
    let config = format!("[[ignore]]\nrule = \"{rule}\"\npath = \"a.html\"\nreason = \"as filed\"\n");
    fs::write(dir.join("crossfoot.toml"), config).expect("written");
    let left: Value = serde_json::from_str(&check(&["--format", "json"]).1).expect("JSON");
    assert_eq!(left["findings"].as_array().map(Vec::len), Some(1), "{left}");
    assert_ne!(left["findings"][0]["rule"], findings[0]["rule"]);
    let written = crossfoot(&dir, &["baseline", "write", "a.html", "--no-config"]).1;
    assert!(written.ends_with(&format!(": {} findings written\n", also.len() + 1)), "{written}");
}
