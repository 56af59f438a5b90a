//! What one file may cost: beyond a limit it is named, with what to do, and the others are audited.
#![cfg(feature = "cli")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A report with one error, that every run here must find.
const SOUND: &str = "工作：一是学；三是做。\n";

fn folder(name: &str, file: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limits").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    fs::write(path.join("z.txt"), SOUND).expect("written");
    fs::write(path.join(file), bytes).expect("written");
    path
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C").current_dir(dir).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

/// What is said of the file and of the sound report beside it, with the limit and without it.
fn with_and_without(dir: &Path, file: &str, limit: &[&str]) -> [Value; 2] {
    [limit, &[]].map(|limit| {
        let (code, out, _) = run(dir, &[&["check", file, "z.txt", "--format", "json", "--fail-on", "error"], limit].concat());
        let value: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((code, value["reports"][1]["path"].as_str()), (1, Some("z.txt")), "the other file is audited");
        assert!(value["findings"].as_array().is_some_and(|all| all.iter().any(|f| f["path"] == "z.txt")), "{out}");
        value["reports"][0].clone()
    })
}

/// A file just over the limit is not read, alone with exit code 3; at the limit it is.
fn refused(dir: &Path, file: &str, option: &str, (over, at): (&str, &str), kind: &str, words: &str) {
    let (code, out, _) = run(dir, &["check", file, "--format", "json", option, over]);
    let value: Value = serde_json::from_str(&out).expect("JSON");
    let problem = &value["reports"][0]["problem"];
    assert_eq!((code, problem["kind"].as_str()), (3, Some(kind)), "{out}");
    assert!(problem["message"].to_string().contains(words), "{problem}");
    assert_eq!(with_and_without(dir, file, &[option, over])[0]["problem"], *problem);
    assert!(with_and_without(dir, file, &[option, at])[0]["problem"].is_null(), "{option} {at}");
}

/// What lies beyond the limit is said in a remark; at the limit nothing is.
fn remarked(dir: &Path, file: &str, option: &str, (over, at): (&str, &str), words: &str) {
    let [cut, whole] = with_and_without(dir, file, &[option, over]);
    assert!(cut["problem"].is_null() && cut["remarks"].to_string().contains(words), "{cut}");
    assert!(!whole["remarks"].to_string().contains(words), "{whole}");
    let [enough, _] = with_and_without(dir, file, &[option, at]);
    assert!(!enough["remarks"].to_string().contains(words), "{enough}");
}

#[test]
fn a_file_of_too_many_bytes_is_refused() {
    let dir = folder("bytes", "a.txt", &[b'x'; 200]);
    refused(&dir, "a.txt", "--max-bytes", ("199", "200"), "too-large", "above the limit of 199 bytes");
}

#[test]
fn a_workbook_or_document_that_unpacks_to_too_much_is_refused() {
    for file in ["report.xlsx", "report.docx"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county").join(file);
        let Ok(bytes) = fs::read(path) else { continue };
        let dir = folder("unpacked", file, &bytes);
        refused(&dir, file, "--max-unpacked", ("4k", "16M"), "too-large", "unpack to more than the limit");
    }
}

#[test]
fn cells_beyond_the_limit_are_said() {
    let dir = folder("cells", "a.md", "| a | b |\n|---|---|\n| 1 | 2 |\n\nthen\n\n| c | d |\n|---|---|\n| 3 | 4 |\n".as_bytes());
    remarked(&dir, "a.md", "--max-cells", ("7", "16"), "cell limit");
}

#[test]
fn numbers_and_sentences_beyond_the_limit_are_said_with_their_place() {
    let dir = folder("numbers", "a.txt", "甲类收到3件。\n".repeat(5).as_bytes());
    remarked(&dir, "a.txt", "--max-cells", ("4", "10"), "3:1: the text holds too many numbers and sentences");
}

#[test]
fn a_large_report_is_audited_as_it_is_alone() {
    let text = format!("{SOUND}{}\n{SOUND}", " ".repeat(5 << 20));
    let dir = folder("large", "a.txt", text.as_bytes());
    let report = |args: &[&str]| {
        let (code, out, _) = run(&dir, &[&["check", "--format", "json", "a.txt"], args].concat());
        let value: Value = serde_json::from_str(&out).expect("JSON");
        let own = |finding: &&Value| finding["path"] == "a.txt";
        let findings: Vec<Value> = value["findings"].as_array().into_iter().flatten().filter(own).cloned().collect();
        (code, value["reports"][0].clone(), findings)
    };
    let alone = report(&[]);
    assert_eq!((alone.0, alone.2.len()), (1, 2), "{alone:?}");
    assert_eq!(report(&["z.txt", "--threads", "2"]), alone);
}

#[test]
fn elements_inside_each_other_beyond_the_limit_are_said() {
    let dir = folder("depth", "a.html", format!("<p>a 3</p>{}<p>x", "<div>".repeat(40)).as_bytes());
    remarked(&dir, "a.html", "--max-depth", ("20", "60"), "nest");
}

#[test]
fn texts_beyond_the_limit_are_said_with_their_place() {
    let dir = folder("text", "a.txt", "x".repeat(201).as_bytes());
    remarked(&dir, "a.txt", "--max-text", ("200", "201"), "--max-text");
}

#[test]
fn a_file_that_takes_too_long_is_named_and_has_no_findings() {
    let mut page = String::from("<table><tr><td>合计<td>3<td>1<td>1</table><table>");
    for row in 0..300_000_u32 {
        write!(page, "<tr><td>{row}<td>{}<td>1<td>2<td>3", row * 7 % 1000).expect("a string takes all");
    }
    let dir = folder("time", "a.html", page.as_bytes());
    let (code, out, _) = run(&dir, &["check", "a.html", "z.txt", "--format", "json", "--max-time", "1"]);
    let value: Value = serde_json::from_str(&out).expect("JSON");
    let report = &value["reports"][0];
    assert_eq!((report["path"].as_str(), report["problem"]["kind"].as_str()), (Some("a.html"), Some("too-slow")), "{report}");
    let by: Vec<&str> = value["findings"].as_array().expect("findings").iter().filter_map(|f| f["path"].as_str()).collect();
    assert_eq!((code, by), (1, vec!["z.txt"]));
    let (code, _, err) = run(&dir, &["inspect", "a.html", "--max-time", "1"]);
    assert!(code == 3 && err.starts_with("a.html: reading and checking took longer than allowed"), "{err}");
    assert_eq!(run(&dir, &["check", "a.html", "-q", "--max-time", "1"]).0, 3);
}

#[test]
fn a_limit_that_is_none_is_2_and_told() {
    let dir = folder("wrong", "a.txt", b"x");
    for (option, value, words) in [
        ("--max-bytes", "12Q", "write a whole number of bytes, such as 65536, 64k, 16M or 1G"),
        ("--max-unpacked", "1.5G", "write a whole number of bytes"),
        ("--max-text", "0", "write 1 to 4294967295"),
        ("--max-cells", "many", "write a whole number"),
        ("--max-depth", "5", "write 8 to 4096"),
        ("--max-time", "0", "write 1 to 4294967295"),
    ] {
        let (code, out, err) = run(&dir, &["check", "a.txt", option, value]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(words) && err.contains(option), "{err}");
    }
}

#[test]
fn the_configuration_limits_and_an_option_wins() {
    let dir = folder("file", "a.txt", &[b'x'; 2000]);
    fs::write(dir.join("crossfoot.toml"), "[limits]\nmax-bytes = \"1k\"\n").expect("written");
    assert_eq!(run(&dir, &["check", "a.txt"]).0, 3);
    assert_eq!(run(&dir, &["check", "a.txt", "--max-bytes", "2k"]).0, 0);
    let wrong = "[limits]\nmax-byte = 5\nmax-bytes = \"1X\"\nmax-depth = 3\nmax-time = true\n";
    fs::write(dir.join("crossfoot.toml"), wrong).expect("written");
    let (code, _, err) = run(&dir, &["check", "a.txt"]);
    assert_eq!(code, 2);
    for words in [
        "unknown key `max-byte` in [limits]\n --> crossfoot.toml:2:1\n  |\n2 | max-byte = 5\n  | ^^^^^^^^ did you mean `max-bytes`?",
        "`max-bytes` cannot be this\n --> crossfoot.toml:3:13\n  |\n3 | max-bytes = \"1X\"\n  |             ^^^^\n  = write a whole number of bytes",
        "^ write 8 to 4096",
        "not boolean",
    ] {
        assert!(err.contains(words), "{words}\n{err}");
    }
}
