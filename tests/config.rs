//! `crossfoot.toml` and what it changes, through the built command.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const REPORT: &str = "## 一览\n\n| 项目 | 数 | 量 |\n|---|---|---|\n| 甲 | 12 | 5 |\n| 乙 | 7 | 6 |\n| 丙 | 4 | 9 |\n| 丁 | 3 | 8 |\n| 合计 | 29 | 28 |\n\n工作：一是学；三是做。\n";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("config").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("sub/deep")).expect("a folder");
    fs::write(path.join("a.md"), REPORT).expect("written");
    for (name, text) in files {
        fs::write(path.join(name), text).expect("written");
    }
    path
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C").current_dir(dir).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

/// The exit code, and each finding's severity and rule.
fn found(dir: &Path, args: &[&str]) -> (i32, Vec<String>) {
    let (code, out, err) = run(dir, &[&["check", "--format", "concise", "-q"], args].concat());
    assert_ne!(code, 2, "{err}");
    (code, out.lines().filter_map(|l| Some(l.split_once(": ")?.1.split(' ').next()?.to_owned())).collect())
}

#[test]
fn the_file_says_what_is_checked_and_options_win() {
    let dir = folder("rules", &[]);
    assert_eq!(found(&dir, &["a.md"]), (1, vec!["error[total-mismatch]".to_owned(), "error[skipped-ordinal]".to_owned()]));
    fs::write(dir.join("crossfoot.toml"), "[severity]\nskipped-ordinal = \"off\"\ntotal-mismatch = \"warning\"\n").expect("written");
    let warning = || vec!["warning[total-mismatch]".to_owned()];
    assert_eq!(found(&dir, &["a.md"]), (0, warning()));
    assert_eq!(found(&dir, &["a.md", "--fail-on", "warning"]), (1, warning()));
    assert_eq!(found(&dir, &["a.md", "--severity", "total-mismatch=note"]), (0, vec!["note[total-mismatch]".to_owned()]));
    assert_eq!(found(&dir, &["a.md", "--only", "total-mismatch", "--skip", "total-mismatch"]), (0, vec![]));
    assert_eq!(found(&dir, &["a.md", "--no-config", "--only", "skipped-ordinal"]), (1, vec!["error[skipped-ordinal]".to_owned()]));
    fs::write(dir.join("other.toml"), "fail-on = \"never\"\n").expect("written");
    assert_eq!(found(&dir, &["a.md", "--config", "other.toml"]).0, 0);
}

#[test]
fn the_nearest_file_upward_counts_alone_and_its_paths_are_its_own() {
    let dir = folder("nearest", &[("crossfoot.toml", "fail-on = \"never\"\nexclude = [\"/a.md\"]\n"), ("sub/b.md", REPORT)]);
    let deep = dir.join("sub/deep");
    assert_eq!(found(&deep, &["../b.md"]).0, 0);
    let (code, _, err) = run(&deep, &["check", "../b.md", "../../a.md"]);
    assert_eq!((code, err.as_str()), (0, "note: 1 file was left out by exclude\n"));
    fs::write(dir.join("sub/crossfoot.toml"), "").expect("written");
    assert_eq!(found(&deep, &["../b.md"]).0, 1);
    assert_eq!(found(&deep, &["../b.md", "../../a.md", "--exclude", "b.md"]).0, 1);
}

#[test]
fn every_value_is_shown_with_its_origin() {
    let text = "# ours\nlang = \"en\"\nexclude = [\n  \"drafts/\",\n  \"old\",\n]\n[severity]\nshare = \"off\"\n[limits]\nmax-unpacked = \"1024k\"\nmax-time = 9\n\
        [lexicon.total]\nis = [\"Summe\"]\n[[ignore]]\nrule = \"share\"\nrow = \"合计\"\nreason = \"x\"\nuntil = 2999-12-31\n";
    let dir = folder("shown", &[("crossfoot.toml", text)]);
    let (code, out, _) = run(&dir.join("sub"), &["config", "--skip", "breakdown"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("settings_with_origins", out);
    out.parse::<toml::Table>().expect("it is TOML");
}

#[test]
fn all_faults_are_said_at_once_and_nothing_is_audited() {
    let text = "langs = \"en\"\nexclude = [\"a{\"]\n[severity]\nchange-rat = \"off\"\n";
    let dir = folder("faults", &[("crossfoot.toml", text)]);
    let (code, out, err) = run(&dir, &["check", "a.md", "--skip", "shar"]);
    assert_eq!((code, out.as_str()), (2, ""));
    for words in [
        "error: no rule is named `shar`; did you mean `share`?",
        "error: unknown key `langs` in crossfoot.toml\n --> crossfoot.toml:1:1\n  |\n1 | langs = \"en\"\n  | ^^^^^ did you mean `lang`?",
        "--> crossfoot.toml:2:12",
        "--> crossfoot.toml:4:1\n  |\n4 | change-rat = \"off\"\n  | ^^^^^^^^^^ did you mean `change-rate`?",
        "3 problems in 1 file, nothing was audited",
    ] {
        assert!(err.contains(words), "{words}\n{err}");
    }
    assert_eq!(run(&dir, &["check", "a.md", "--config", "gone.toml"]).0, 2);
    assert_eq!(run(&dir, &["config"]).0, 2);
    let (_, _, err) = run(&dir, &["check", "a.md", "--no-config", "--severity", "share=of"]);
    assert!(err.contains("did you mean `off`?"), "{err}");
}

/// The run with the day given, as seconds since 1970.
fn on_day(dir: &Path, day: &str, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C").env("SOURCE_DATE_EPOCH", day).current_dir(dir).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

/// 2026-12-31 and the day after, at midnight.
const LAST: &str = "1798675200";
const AFTER: &str = "1798761600";

#[test]
fn findings_stand_with_a_reason_and_until_their_day() {
    let report = REPORT.replace("工作", "<!-- crossfoot-ignore skipped-ordinal: as printed -->\n\n工作");
    let entry = "[[ignore]]\nrule = \"total-mismatch\"\npath = \"*.md\"\nrow = [\"合计\"]\ncolumn = [\"数\"]\nreason = \"approved\"\nuntil = 2026-12-31\n";
    let dir = folder("ignore", &[("a.md", &report), ("crossfoot.toml", entry)]);
    let (code, out, err) = on_day(&dir, LAST, &["check", "a.md", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert!(value["findings"].as_array().is_some_and(Vec::is_empty), "{out}");
    let by = |n: usize| value["suppressed"][n]["suppression"].clone();
    assert_eq!(by(0), serde_json::json!({"by": "configuration", "place": "crossfoot.toml:1", "reason": "approved", "until": "2026-12-31"}));
    assert_eq!(by(1), serde_json::json!({"by": "comment", "place": "a.md:11", "reason": "as printed", "until": null}));
    let (_, out, _) = on_day(&dir, LAST, &["check", "a.md", "--format", "sarif"]);
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let results = value["runs"][0]["results"].as_array().expect("results").clone();
    let kinds: Vec<_> =
        results.iter().map(|r| (r["suppressions"][0]["kind"].clone(), r["suppressions"][0]["justification"].clone())).collect();
    assert_eq!(kinds, [("external".into(), "approved".into()), ("inSource".into(), "as printed".into())]);
    let (_, out, _) = on_day(&dir, LAST, &["check", "a.md"]);
    assert!(out.contains("not counted: 2 ignored with a reason, 0 in the baseline; shown with -v"), "{out}");
    let (_, out, _) = on_day(&dir, LAST, &["check", "a.md", "-v"]);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "not counted in a.md: - total-mismatch 9:8: ",
        " - configuration crossfoot.toml:1: approved (until 2026-12-31) ",
        " - skipped-ordinal 13:",
        " - comment a.md:11: as printed ",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (code, _, err) = on_day(&dir, AFTER, &["check", "a.md"]);
    assert_eq!(
        (code, err.as_str()),
        (
            1,
            "warning: what crossfoot.toml:1 ignores lapsed on 2026-12-31; it covered 1 finding: correct the report, or write a new day and reason\n"
        )
    );
}

#[test]
fn what_cannot_be_ignored_is_said() {
    let report = REPORT.replace("工作", "<!-- crossfoot-ignore skipped-ordinal -->\n\n工作");
    let dir = folder("ignore-faults", &[("a.md", &report)]);
    let (code, _, err) = run(&dir, &["check", "a.md"]);
    assert_eq!(code, 1);
    assert!(err.contains("warning: this comment lets nothing stand: it gives no reason\n  --> a.md:11:1\n"), "{err}");
    // A warning alone leaves the exit code as it is.
    fs::write(dir.join("b.md"), "<!-- crossfoot-ignore share -->\n\n没有\n").expect("written");
    let (code, _, err) = run(&dir, &["check", "b.md"]);
    assert!(code == 0 && !err.contains("error"), "{err}");
    fs::write(dir.join("crossfoot.toml"), "[[ignore]]\nrule = \"shar\"\nuntil = \"soon\"\n[[ignore]]\nreason = \" \"\n").expect("written");
    let (code, _, err) = run(&dir, &["check", "a.md"]);
    assert_eq!(code, 2);
    for words in [
        "`reason` is missing",
        "crossfoot.toml:3:9",
        "`until` takes a day, such as 2026-12-31",
        "`rule` or `fingerprint` is missing",
        "4 | [[ignore]]\n  | ^^^^^^^^^^\n  = add rule = \"NAME\", as in error[NAME]",
        "say why it may stand",
        "no rule is named `shar`",
        "5 problems in 1 file",
    ] {
        assert!(err.contains(words), "{words}\n{err}");
    }
}

#[test]
fn known_findings_stand_until_a_value_changes() {
    let dir = folder("baseline", &[]);
    let (code, out, _) = run(&dir, &["baseline", "write", "a.md"]);
    assert_eq!((code, out.as_str()), (0, "crossfoot-baseline.json: 2 findings written\n"));
    fs::write(dir.join("crossfoot.toml"), "baseline = \"crossfoot-baseline.json\"\n").expect("written");
    // Rows above do not matter, nor where the command is run.
    fs::write(dir.join("a.md"), format!("新的一段。\n\n{REPORT}")).expect("written");
    let (code, out, err) = run(&dir.join("sub"), &["check", "../a.md"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("not counted: 0 ignored with a reason, 2 in the baseline"), "{out}");
    let (_, out, _) = run(&dir, &["check", "a.md", "--format", "sarif"]);
    assert_eq!(out.matches("\"baselineState\": \"unchanged\"").count(), 2);
    fs::write(dir.join("a.md"), REPORT.replace("| 29 |", "| 30 |")).expect("written");
    let (code, _, err) = run(&dir, &["check", "a.md"]);
    let gone = "note: 1 of the findings in crossfoot-baseline.json is gone: remove with crossfoot baseline prune\n";
    assert_eq!((code, err.as_str()), (1, gone));
    assert_eq!(run(&dir, &["baseline", "prune", "a.md"]).1, "crossfoot-baseline.json: 1 removed, 1 kept\n");
    assert_eq!(run(&dir, &["check", "a.md"]).2, "");
    fs::write(dir.join("crossfoot-baseline.json"), "[]").expect("written");
    let (code, _, err) = run(&dir, &["check", "a.md"]);
    assert_eq!(code, 2);
    assert!(err.contains("crossfoot-baseline.json is no baseline file"), "{err}");
}

#[test]
fn the_rules_in_force_are_listed() {
    let dir = folder("list", &[("crossfoot.toml", "[severity]\nshare = \"off\"\nbreakdown = \"note\"\n")]);
    let (code, out, _) = run(&dir, &["rules", "list"]);
    assert_eq!(code, 0);
    assert!(!out.contains("general/share ") && out.contains("note    general/breakdown"), "{out}");
    assert_eq!(run(&dir, &["rules", "list", "--only", "outcomes-total", "--lang", "zh"]).1.lines().count(), 1);
}

#[test]
fn examples_are_tried_and_what_is_wrong_is_shown_on_the_report() {
    let rule = r#"
title   = { zh = "甲", en = "a" }
why     = { zh = "甲", en = "a" }
fix     = { zh = "甲", en = "a" }
message = { zh = "{found}前缺{missing}", en = "{missing} before {found}" }
[sequence]
styles = ["一是"]
[[example]]
shows = "as it should be"
report = "工作：一是学；!三是!做。"
[[example]]
report = "工作：!一是!学；!三是!做。"
[[example]]
report = "工作：一是学；三是!做!。"
[[example]]
verdict = "pass"
report = "工作：一是学；三是做。"
"#;
    let dir = folder("try", &[]);
    fs::create_dir_all(dir.join("mine")).expect("a folder");
    fs::write(dir.join("mine/skipped.toml"), rule).expect("written");
    let (code, out, err) = run(&dir, &["rules", "test", "--rules", "mine"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!("tried_examples", out);
    let (code, out, _) = run(&dir, &["rules", "test", "--only", "share", "--no-config"]);
    assert_eq!((code, out.contains(" 0 wrong")), (0, true), "{out}");
}

#[test]
fn shells_and_manuals_are_served() {
    let dir = folder("shells", &[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, out, _) = run(&dir, &["completions", shell]);
        assert!(code == 0 && out.contains("fail-on"), "{shell}");
    }
    let (code, out, _) = run(&dir, &["man"]);
    assert!(code == 0 && out.starts_with(".ie") && out.contains(".SH CHECK"), "{}", out.get(..200).unwrap_or(""));
}

#[test]
fn a_new_rule_works_as_it_stands_and_overwrites_nothing() {
    let dir = folder("new", &[]);
    let (code, out, _) = run(&dir, &["rules", "new", "mine/branches-total"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("wrote mine/branches-total.toml\n"), "{out}");
    let (code, out, err) = run(&dir, &["rules", "test", "--rules", "mine"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.ends_with("2 examples, 0 wrong\n"), "{out}");
    let (code, _, err) = run(&dir, &["rules", "new", "mine/branches-total"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: mine/branches-total.toml exists"), "{err}");
    for bad in ["name", "mine/Name", "mine/pack", "mine/a--b"] {
        assert_eq!(run(&dir, &["rules", "new", bad]).0, 2, "{bad}");
    }
}

#[test]
fn patterns_hold_for_reports_outside_of_the_folder() {
    let dir = folder("outside", &[("sub/ignore.toml", "[[ignore]]\nrule = \"total-mismatch\"\npath = \"../a.md\"\nreason = \"known\"\n")]);
    let sub = dir.join("sub");
    for glob in ["*.md", "../a.md", "../*.md"] {
        let (code, out, err) = run(&sub, &["check", "../a.md", "--exclude", glob]);
        assert_eq!((code, err.as_str()), (0, "note: 1 file was left out by exclude\n"), "{glob}: {out}");
    }
    assert_eq!(found(&sub, &["../a.md", "--exclude", "../b.md"]).1.len(), 2);
    assert_eq!(found(&sub, &["../a.md", "--config", "ignore.toml"]).1, ["error[skipped-ordinal]"]);
}

#[test]
fn a_baseline_forgets_reports_that_are_gone_and_is_written_over_baselines_only() {
    let dir = folder("forgets", &[("b.md", REPORT)]);
    assert_eq!(run(&dir, &["baseline", "write", "a.md", "b.md"]).1, "crossfoot-baseline.json: 4 findings written\n");
    fs::remove_file(dir.join("b.md")).expect("removed");
    assert_eq!(run(&dir, &["baseline", "prune", "a.md"]).1, "crossfoot-baseline.json: 2 removed, 2 kept\n");
    for (file, words) in [("a.md", "a.md is one of the reports"), ("notes.txt", "notes.txt is no baseline file")] {
        fs::write(dir.join("notes.txt"), "mine").expect("written");
        let (code, _, err) = run(&dir, &["baseline", "write", "a.md", "--baseline", file]);
        assert!(code == 2 && err.contains(words), "{err}");
    }
    assert_eq!(fs::read_to_string(dir.join("a.md")).expect("there"), REPORT);
    assert_eq!(fs::read_to_string(dir.join("notes.txt")).expect("there"), "mine");
}

#[test]
fn outputs_spare_what_the_run_is_made_of() {
    let dir = folder("spared", &[("crossfoot.toml", "rules = [\"mine\"]\nbaseline = \"known.json\"\n")]);
    fs::create_dir_all(dir.join("mine")).expect("a folder");
    fs::write(dir.join("mine/pack.toml"), "title = { zh = \"甲\", en = \"a\" }\n").expect("written");
    fs::write(dir.join("known.json"), "{\"schema\": 1, \"findings\": []}").expect("written");
    for file in ["mine/pack.toml", "crossfoot.toml", "known.json"] {
        let before = fs::read(dir.join(file)).expect("there");
        let (code, _, err) = run(&dir, &["check", "a.md", "-o", &format!("json={file}")]);
        assert!(code == 2 && err.contains("is a rule file, the configuration or the baseline"), "{err}");
        assert_eq!(fs::read(dir.join(file)).expect("there"), before);
    }
}

#[test]
fn a_rule_left_out_leaves_what_it_would_have_told_undecided() {
    let table = "| Item | 2022 | 2023 |\n|---|---|---|\n| Pay | 12,345 | 13,456 |\n| Travel | 2,345 | 2,567 |\n| Rent | 876 | 912 |\n";
    let off = [format!("{table}| Total | 9,876 | 11,345 |\n"), format!("{table}| Total | 19,876 | 21,345 |\n")];
    let dir = folder("left-out", &[("unlike.md", &off[0]), ("lacks.md", &off[1])]);
    for (file, rule, told) in [("unlike.md", "total-unlike-parts", "note"), ("lacks.md", "total-off-throughout", "warning")] {
        assert_eq!(found(&dir, &[file]), (0, vec![format!("{told}[{rule}]")]));
        let (code, out, err) = run(&dir, &["check", file, "--skip", rule, "-v", "--lang", "en"]);
        let undecided = (out + &err).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(code == 0 && undecided.contains("1 total in table 1 not tied to parts (Total)"), "{undecided}");
    }
}
