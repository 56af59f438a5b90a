//! `crossfoot.toml` and what it changes, through the built command.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const REPORT: &str = "## 一览\n\n| 项目 | 数 | 量 |\n|---|---|---|\n| 甲 | 12 | 5 |\n| 乙 | 7 | 6 |\n| 丙 | 4 | 9 |\n| 合计 | 24 | 20 |\n\n工作：一是学；三是做。\n";

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
    let text = "# ours\nlang = \"en\"\nexclude = [\n  \"drafts/\",\n  \"old\",\n]\n[severity]\nshare = \"off\"\n";
    let dir = folder("shown", &[("crossfoot.toml", text)]);
    let (code, out, _) = run(&dir.join("sub"), &["config", "--skip", "breakdown"]);
    let expected = r#"lang = "en"                 # ../crossfoot.toml:2
fail-on = "error"           # default
series = true               # default
exclude = [                 # ../crossfoot.toml:4
  "drafts/",                # ../crossfoot.toml:4
  "old",                    # ../crossfoot.toml:5
]                           # ../crossfoot.toml:5
rules = []                  # default
severity.share = "off"      # ../crossfoot.toml:8
severity.breakdown = "off"  # --skip
"#;
    assert_eq!((code, out.as_str()), (0, expected));
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
