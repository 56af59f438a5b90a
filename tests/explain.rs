//! `explain` for a finding: by place and by fingerprint, with why its rule applied and by whose word it is as bad as it is.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::crossfoot;
use unicode_width::UnicodeWidthStr as _;

const REPORT: &str = "## Loans\n\n| | Books |\n|---|---|\n| North | 120 |\n<!-- crossfoot-ignore share: of another table -->\n| South | 80 |\n| Total | 190 |\n";

/// A new folder with the report.
fn folder(name: &str) -> PathBuf {
    let path = support::folder("explain", name);
    fs::write(path.join("report.md"), REPORT).expect("written");
    path
}

#[test]
fn a_finding_is_explained_by_its_place_or_its_fingerprint() {
    let dir = folder("found");
    fs::write(dir.join("crossfoot.toml"), "[severity]\ntotal-mismatch = \"warning\"\n").expect("written");
    let (code, out, err) = crossfoot(&dir, &["explain", "report.md:8:11"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("by_place", out);
    for place in ["report.md:8", "report.md:1!B4", "report.md:B4", "report.md"] {
        assert_eq!(crossfoot(&dir, &["explain", place]).1, out, "{place}");
    }
    let (_, json, _) = crossfoot(&dir, &["check", "report.md", "--format", "json"]);
    fs::write(dir.join("run.json"), &json).expect("written");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let fingerprint = json["findings"][0]["fingerprint"].as_str().expect("it has one");
    for args in [["explain", fingerprint, "report.md"], ["explain", fingerprint, "run.json"], ["explain", &fingerprint[..8], "run.json"]] {
        assert_eq!(crossfoot(&dir, &args).1, out, "{args:?}");
    }
    let (code, _, err) = crossfoot(&dir, &["explain", "report.md:5:3"]);
    assert!(code == 2 && err.starts_with("error: there is no such finding; there are:\n  report.md:8:11  total-mismatch  "), "{err}");
    let (code, _, err) = crossfoot(&dir, &["explain", fingerprint]);
    assert!(code == 2 && err.starts_with("error: "), "{err}");
}

#[test]
fn a_finding_that_does_not_count_says_why() {
    let dir = folder("stands");
    let ignored = REPORT.replace("crossfoot-ignore share: of another table", "crossfoot-ignore total-mismatch: as approved");
    fs::write(dir.join("report.md"), ignored).expect("written");
    // Between two rows, the comment parts no table and lets the finding in it stand.
    assert_eq!(crossfoot(&dir, &["check", "report.md", "-q"]).0, 0);
    let (code, out, _) = crossfoot(&dir, &["explain", "report.md:8:11"]);
    assert!(code == 0 && out.contains("it does not count:\n  comment report.md:6: as approved\n"), "{out}");
}

#[test]
fn real_findings_fit_80_columns_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for lang in ["zh", "en"] {
        for file in ["fixtures/county/clean.html", "fixtures/county/report.xlsx"] {
            let (code, out, err) = crossfoot(root, &["explain", file, "--lang", lang]);
            assert_eq!((code, err.as_str()), (0, ""));
            let wide: Vec<&str> = out.lines().filter(|line| line.width() > 80).collect();
            assert!(wide.is_empty(), "{wide:#?}");
            let findings = out.matches("[[ignore]]").count();
            let grounds = out.matches(if lang == "zh" { "为什么用于此处：" } else { "why it applies here:" }).count();
            // A skipped ordinal has none: nothing had to be bound.
            assert!(findings == 7 && grounds == 6, "{file}: {findings} findings, {grounds} with their grounds");
        }
    }
}

#[test]
fn what_we_wrote_ourselves_is_not_audited() {
    let dir = folder("own");
    fs::copy(support::root().join("fixtures/county/report.xlsx"), dir.join("report.xlsx")).expect("copied");
    let outputs = [
        "html=audit.html",
        "csv=audit.csv",
        "markdown=audit.md",
        "json=audit.json",
        "jsonl=lines.txt",
        "concise=concise.txt",
        "text=text.txt",
        "statistics=statistics.txt",
    ];
    let outputs: Vec<&str> = outputs.iter().flat_map(|output| ["-o", output]).collect();
    assert_eq!(crossfoot(&dir, &[&["check", "report.md"], &outputs[..]].concat()).0, 1);
    assert_eq!(crossfoot(&dir, &["check", "report.xlsx", "-o", "xlsx=marked.xlsx"]).0, 1);
    fs::remove_file(dir.join("report.xlsx")).expect("removed");
    let (code, out, err) = crossfoot(&dir, &["check", ".", "audit.json", "--format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.ends_with("1 report: 1 error\n"), "{out}");
    let told = "note: left out, as crossfoot wrote them: audit.csv, audit.md, concise.txt, lines.txt, marked.xlsx, statistics.txt, text.txt, audit.json\n";
    assert!(err.contains(told), "{err}");
}

#[test]
fn a_finding_of_a_users_rule_names_its_own_file() {
    let dir = folder("own-rule");
    fs::create_dir_all(dir.join("my-rules")).expect("a folder");
    let pack = "title = { zh = \"甲\", en = \"a\" }\n[table.loans]\ncaption = [\"Loans\"]\nrows = [\"north = North\", \"south = South\", \"total = Total\"]\ncolumns = [\"books = Books\"]\n";
    fs::write(dir.join("my-rules/pack.toml"), pack).expect("written");
    let words = "{ zh = \"分馆之和应等于总计\", en = \"the branches make the total\" }";
    let rule = format!(
        "title = {words}\nwhy = {words}\nfix = {words}\nmessage = {{ zh = \"{{left}} {{right}}\", en = \"{{left}}, not {{right}}\" }}\n\
         each = \"column of loans\"\ncheck = \"north + south = total\"\n"
    );
    fs::write(dir.join("my-rules/branches.toml"), rule).expect("written");
    let (code, out, err) = crossfoot(&dir, &["explain", "report.md:8:11", "--rules", "my-rules"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    for words in [
        "my-rules/branches.toml: the branches make the total",
        "each column of table loans: north + south = total",
        "table 1 was taken for `loans` (Loans) by its caption and labels",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let (_, out, _) = crossfoot(&dir, &["explain", "branches", "--rules", "my-rules"]);
    assert!(out.contains("--> my-rules/branches.toml\n"), "{out}");
}

#[test]
fn a_finding_on_two_years_says_whose_reports_they_are() {
    let reports = ["fixtures/series/broken/2020.txt", "fixtures/county-fixed/clean.html"];
    let (code, out, err) = crossfoot(support::root(), &["explain", "fixtures/series/broken/2020.txt:81:1", reports[1]]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for (report, year) in reports.iter().zip(["2020", "2019"]) {
        assert!(out.contains(&format!("{report} was taken for the report of `青溪县` on {year}")), "{out}");
    }
    assert!(out.contains("was taken for `applications`"), "{out}");
}
