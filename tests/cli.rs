//! The built command: exit codes, paths, streams. What a finding looks like is in `report.rs`.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn crossfoot(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C");
    command
}

fn output(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().expect("it starts");
    (status.code().expect("no signal"), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

/// A new empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn paths(json: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let reports = value["reports"].as_array().expect("reports");
    reports.iter().map(|r| r["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn usage_is_2_and_help_is_0() {
    for (args, code) in [
        (&["--help"][..], 0),
        (&["check", "--help"], 0),
        (&["--version"], 0),
        (&[], 2),
        (&["check"], 2),
        (&["check", "a.html", "--threads", "0"], 2),
        (&["check", "a.html", "--colour"], 2),
        (&["check", "a.html", "--rules", "no/such/folder"], 2),
        (&["check", "no/such/*.html"], 2),
        (&["explain", "no-such-rule"], 2),
    ] {
        assert_eq!(output(&mut crossfoot(args)).0, code, "{args:?}");
    }
}

#[test]
fn a_bad_selector_is_2_whatever_the_files_and_marked() {
    let dir = folder("selector");
    fs::write(dir.join("a.html"), "<p>3").expect("written");
    for path in ["a.html", "gone.html"] {
        let (code, out, err) = output(crossfoot(&["check", path, "--select", "div > > p"]).current_dir(&dir));
        assert_eq!((code, out.as_str()), (2, ""));
        let expected = "error: the value of --select is no CSS selector\n --> --select:1:5\n  |\n1 | div > > p\n  |     ^ write one such as #content\n";
        assert_eq!(err, expected);
    }
    assert_eq!(output(crossfoot(&["check", "a.html", "--select", "#none"]).current_dir(&dir)).0, 3);
}

#[test]
fn an_empty_folder_is_2_and_says_what_was_looked_for() {
    let empty = folder("empty");
    fs::write(empty.join("notes.pdf"), "x").expect("written");
    let (code, out, err) = output(&mut crossfoot(&["check", &empty.to_string_lossy()]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no report found in") && err.contains("xhtml"), "{err}");
}

#[test]
fn a_missing_path_is_3_and_named_and_the_others_are_audited() {
    let dir = folder("missing");
    fs::write(dir.join("there.html"), "").expect("written");
    let (code, out, _) = output(crossfoot(&["check", "gone.html", "there.html", "--format", "json"]).current_dir(&dir));
    assert_eq!((code, paths(&out)), (3, vec!["gone.html".to_owned(), "there.html".to_owned()]));
    let (code, out, _) = output(crossfoot(&["check", "gone.html", "--lang", "zh"]).current_dir(&dir));
    assert_eq!(code, 3);
    assert!(out.starts_with("错误[unreadable]：gone.html: 文件不存在"), "{out}");
}

#[test]
fn folders_and_patterns_are_searched_in_order_and_each_file_once() {
    let dir = folder("search");
    fs::create_dir_all(dir.join("sub/.hidden")).expect("folders");
    for name in ["b.html", "A.XLSX", "sub/c.csv", "sub/d.pdf", ".e.html", "sub/.hidden/f.html", "sub/g.html"] {
        fs::write(dir.join(name), "").expect("written");
    }
    fs::write(dir.join(".gitignore"), "*.html").expect("written");
    let list = |args: &[&str]| {
        let mut all = vec!["check", "--format", "json"];
        all.extend(args);
        paths(&output(crossfoot(&all).current_dir(&dir)).1)
    };
    assert_eq!(list(&["."]), ["A.XLSX", "b.html", "sub/c.csv", "sub/g.html"]);
    assert_eq!(list(&["sub", "./b.html", "b.html", "sub/g.html"]), ["./b.html", "sub/c.csv", "sub/g.html"]);
    assert_eq!(list(&["*.html"]), ["b.html"]);
    assert_eq!(list(&["**/*.html"]), ["b.html", "sub/g.html"]);
    assert_eq!(list(&["sub/*.pdf"]), ["sub/d.pdf"]);
    assert_eq!(list(&["b.html", "*.ods"]), ["*.ods", "b.html"]);
}

#[test]
fn standard_input_has_the_name_given() {
    let mut child = crossfoot(&["check", "-", "--stdin-name", "年报.html", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(b"").expect("written");
    let done = child.wait_with_output().expect("it ends");
    assert_eq!((done.status.code(), paths(&String::from_utf8_lossy(&done.stdout))), (Some(3), vec!["年报.html".to_owned()]));
}

#[test]
fn a_closed_pipe_is_no_error() {
    for args in [
        &["check", "gone.html"][..],
        &["check", "gone.html", "--format", "json"],
        &["check", "gone.html", "-o", "sarif"],
        &["--help"],
        &["check", "--help"],
        &["explain", "x"],
        &["config"],
        &["rules", "list"],
        &["completions", "bash"],
        &["man"],
    ] {
        let expected = output(&mut crossfoot(args)).0;
        let mut child = crossfoot(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let done = child.wait_with_output().expect("it ends");
        assert_eq!(done.status.code(), Some(expected), "{args:?}");
        assert!(!String::from_utf8_lossy(&done.stderr).contains("panicked"), "{args:?}");
    }
}

#[test]
fn several_formats_of_one_run_go_to_their_files() {
    let dir = folder("output");
    let args = ["check", "gone.html", "-o", "json=out.json", "-o", "sarif=out.sarif", "-o", "concise", "--lang", "en"];
    let (code, out, err) = output(crossfoot(&args).current_dir(&dir));
    assert_eq!((code, err.as_str()), (3, "wrote out.json, out.sarif\n"));
    assert!(out.starts_with("gone.html: error[unreadable] there is no such file"), "{out}");
    assert_eq!(paths(&fs::read_to_string(dir.join("out.json")).expect("written")), ["gone.html"]);
    assert!(fs::read_to_string(dir.join("out.sarif")).expect("written").contains("\"2.1.0\""));
    let (code, out, err) = output(crossfoot(&["check", "gone.html", "-o", "json=out.json", "--lang", "en"]).current_dir(&dir));
    assert_eq!((code, out.as_str(), err.as_str()), (3, "", "1 report (1 not audited): nothing was audited; wrote out.json\n"));
    assert_eq!(output(crossfoot(&["check", "gone.html", "-o", "json=out.json", "-q"]).current_dir(&dir)).2, "");
    assert_eq!(fs::read_dir(&dir).expect("a folder").count(), 2, "no temporary files");
}

#[test]
fn an_output_that_cannot_be_written_is_2_and_said_before_the_audit() {
    let dir = folder("no-output");
    fs::write(dir.join("a.html"), "<p>收到3件</p>").expect("written");
    for (args, words) in [
        (&["-o", "json=no/such/out.json"][..], "no/such/out.json cannot be written: its folder does not exist"),
        (&["-o", "json=."], ". is a folder: name a file in it"),
        (&["-o", "csv=a.html"], "a.html is one of the reports, or the folder of one: it is not to be overwritten"),
        (&["-o", "csv=./sub/../a.html"], "folder does not exist"),
        (&["-o", "csv=x", "-o", "json=x"], "two formats would be written to x"),
        (&["-o", "csv", "--format", "json"], "only one format can go to standard output"),
        (&["-o", "out.json"], "say which format to write to the file: -o json=out.json"),
        (&["-o", "sarfi=x"], "did you mean `sarif`?"),
    ] {
        let mut command = crossfoot(&["check", "a.html", "--lang", "en"]);
        let (code, out, err) = output(command.args(args).current_dir(&dir));
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(words), "{args:?}: {err}");
    }
    assert_eq!(fs::read_dir(&dir).expect("a folder").count(), 1, "nothing was written");
    assert_eq!(fs::read_to_string(dir.join("a.html")).expect("there"), "<p>收到3件</p>");
}

#[cfg(unix)]
#[test]
fn an_output_may_be_a_device_or_a_link() {
    let dir = folder("devices");
    fs::write(dir.join("real.json"), "old").expect("written");
    std::os::unix::fs::symlink("real.json", dir.join("link.json")).expect("a link");
    let (code, _, err) = output(crossfoot(&["check", "gone.html", "-o", "json=/dev/null", "-o", "jsonl=link.json"]).current_dir(&dir));
    assert_eq!(code, 3, "{err}");
    assert!(fs::symlink_metadata(dir.join("link.json")).expect("there").is_symlink());
    assert!(fs::read_to_string(dir.join("real.json")).expect("there").starts_with("{\"type\":\"run\""));
    let (code, _, err) = output(crossfoot(&["check", "gone.html", "-o", "json=/dev/full", "--lang", "en"]).current_dir(&dir));
    assert_eq!(code, 2);
    assert!(err.contains("cannot write /dev/full"), "{err}");
}

#[test]
fn colour_only_when_asked_for() {
    let colored = |args: &[&str]| output(crossfoot(args).env("TERM", "xterm-256color")).1.contains('\u{1b}');
    assert!(colored(&["check", "gone.html", "--color", "always"]));
    assert!(!colored(&["check", "gone.html"]));
    assert!(!colored(&["check", "gone.html", "--color", "never"]));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf_8_survives() {
    use std::os::unix::ffi::OsStrExt;
    let dir = folder("bytes");
    let name = std::ffi::OsStr::from_bytes(b"\xc4\xea\xb1\xa8.html");
    fs::write(dir.join(name), "").expect("written");
    let (code, out, _) = output(crossfoot(&["check", ".", "--format", "json"]).current_dir(&dir));
    assert_eq!((code, paths(&out).len()), (3, 1));
    let (code, out, _) = output(crossfoot(&["check", "--format", "json"]).arg(name).current_dir(&dir));
    assert_eq!((code, paths(&out).len()), (3, 1));
    assert!(!out.contains("no such file"), "{out}");
}

/// A named pipe nobody writes to would hold up the run for ever; a device never ends.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_said_and_the_others_are_audited() {
    let dir = folder("no-files");
    fs::write(dir.join("there.html"), "<p>3").expect("written");
    assert!(Command::new("mkfifo").arg(dir.join("pipe.html")).status().expect("it starts").success());
    for (link, target) in
        [("loop.html", "loop.html"), ("gone.html", "nowhere"), ("zero.html", "/dev/zero"), ("linked", "."), ("same.html", "there.html")]
    {
        std::os::unix::fs::symlink(target, dir.join(link)).expect("linked");
    }
    let _socket = std::os::unix::net::UnixListener::bind(dir.join("s.html")).expect("bound");
    let reasons = |args: &[&str]| {
        let (code, out, err) = output(crossfoot(&[&["check", "--format", "json"], args].concat()).current_dir(&dir));
        let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let reports = value["reports"].as_array().expect("reports").clone();
        let reason =
            |r: &serde_json::Value| format!("{}: {}", r["path"].as_str().unwrap_or(""), r["problem"]["message"].as_str().unwrap_or("ok"));
        (code, reports.iter().map(reason).collect::<Vec<_>>(), err)
    };
    let (code, said, _) = reasons(&["pipe.html", "s.html", "zero.html", "/dev/null", "loop.html", "gone.html", "there.html"]);
    let expected = [
        "/dev/null: a device, not a file",
        "gone.html: there is no such file; check the path",
        "loop.html: a link that leads back to itself; check the path",
        "pipe.html: a pipe, not a file; send what it holds to standard input and give - as the path",
        "s.html: a socket, not a file",
        "there.html: ok",
        "zero.html: a device, not a file",
    ];
    assert_eq!((code, said), (3, expected.map(str::to_owned).to_vec()));
    let (code, said, err) = reasons(&["."]);
    let expected = [
        "gone.html: there is no such file; check the path",
        "loop.html: a link that leads back to itself; check the path",
        "same.html: ok",
    ];
    assert_eq!((code, said), (3, expected.map(str::to_owned).to_vec()));
    let passed_over = "linked (a linked folder), pipe.html (a pipe), s.html (a socket), zero.html (a device)";
    assert!(err.contains(&format!("note: passed over in folders, as no reports: {passed_over}")), "{err}");
}

/// An archive may hold the pages of earlier runs; they repeat their reports.
#[test]
fn marked_pages_in_a_folder_are_no_reports() {
    let dir = folder("own-pages");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county/clean.html"), dir.join("report.html")).expect("a copy");
    let check = |path: &str| output(crossfoot(&["check", path, "--no-config", "-o", "concise", "-o", "html=audit.html"]).current_dir(&dir));
    for round in 0..2 {
        let (code, out, err) = check(".");
        assert!(code == 1 && out.ends_with("1 report: 7 errors\n"), "{out}{err}");
        assert_eq!(err.contains("as no reports: audit.html (a page that crossfoot wrote)"), round > 0, "{err}");
    }
    // Nor is one that is named: what it shows is the audit of a report.
    let (code, out, err) = output(crossfoot(&["check", "audit.html", "--no-config", "-o", "concise"]).current_dir(&dir));
    let told = "error: nothing was audited: crossfoot itself wrote audit.html; audit the original\n";
    assert_eq!((code, out.as_str(), err.as_str()), (2, "", told));
    let (code, _, err) = output(crossfoot(&["check", "audit.html", "report.html", "--no-config"]).current_dir(&dir));
    assert!(code == 1 && err.contains("note: left out, as crossfoot wrote them: audit.html"), "{err}");
}

#[test]
fn files_passed_over_in_a_folder_are_counted_aloud() {
    let dir = folder("passed-over");
    for name in ["a.html", "b.pptx", "c.PPTX", "d.pdf", "e"] {
        fs::write(dir.join(name), "").expect("written");
    }
    let (code, _, err) = output(&mut crossfoot(&["check", &dir.to_string_lossy(), "--lang", "en"]));
    assert_eq!(code, 3);
    assert!(err.contains("other files in folders were not looked at: 4 (by suffix: - 1, pdf 1, pptx 2)"), "{err}");
    let (_, _, err) = output(&mut crossfoot(&["check", &dir.to_string_lossy(), "-q"]));
    assert_eq!(err, "");
}

#[test]
fn statistics_count_in_place_of_listing() {
    let dir = folder("statistics");
    let list = "工作：一是学；三是做。\n";
    for (name, text) in [("a.md", list.to_owned()), ("b.md", format!("{list}\n{list}")), ("c.md", "工作：一是学。".to_owned())] {
        fs::write(dir.join(name), text).expect("written");
    }
    let (code, out, _) = output(crossfoot(&["check", ".", "--statistics", "-q"]).current_dir(&dir));
    let wanted = "findings  reports  rule\n       3        2  skipped-ordinal  an ordinal is skipped\n\n\
                  findings  undecided  numbers  checked  report\n       2          0        0        0  b.md\n       1          0        0        0  a.md\n\n";
    assert_eq!((code, out.as_str()), (1, wanted));
    let (code, same, _) = output(crossfoot(&["check", ".", "-o", "statistics", "-q"]).current_dir(&dir));
    assert_eq!((code, same), (1, out));
    assert_eq!(output(crossfoot(&["check", ".", "--statistics", "--format", "json"]).current_dir(&dir)).0, 2);
}

#[test]
fn no_link_is_written_where_links_are_off_whatever_the_path() {
    let dir = folder("links");
    fs::write(dir.join("a.md"), "工作：一是学；三是做。\n").expect("written");
    let path = dir.join("a.md");
    let path = path.to_str().expect("UTF-8");
    let (code, out, _) = output(crossfoot(&["check", path, "--color", "never"]).env("NO_COLOR", "1"));
    assert!(code == 1 && !out.contains('\u{1b}'), "{out:?}");
    let (_, _, err) = output(&mut crossfoot(&["explain", "nosuch.html:1:1", "--lang", "en"]));
    assert_eq!(err, "error: there is no file nosuch.html\n");
}
