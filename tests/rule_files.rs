//! The user's own rule files: every fault at its place, none of them a consequence of another.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PACK: &str = r#"
title = { zh = "来信", en = "letters" }
[table.letters]
caption = ["来信"]
rows = ["新收", "结转", "合计"]
columns = ["总计"]
[fact]
received = "letters[新收, 总计]"
"#;

const RULE: &str = r#"
title   = { zh = "甲", en = "a" }
why     = { zh = "甲", en = "a" }
fix     = { zh = "甲", en = "a" }
message = { zh = "来信 {stated}", en = "letters {stated}, not {found}" }
[[claim]]
says  = "收到来信{n}件"
means = "received"
[[example]]
report = "收到来信!5!件。"
"#;

/// A pack of these files in a new folder, and a report.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rule-files").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("mine")).expect("a folder");
    fs::write(path.join("a.html"), "<p>x").expect("written");
    for (name, text) in files {
        fs::write(path.join("mine").join(name), text).expect("written");
    }
    path
}

/// The exit code, and what was said.
fn said(dir: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(["check", "a.html", "--rules", "mine"]).env_clear().env("LC_ALL", "C").current_dir(dir).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    (output.status.code().expect("no signal"), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The faults of a pack: place and message, then the help beside the carets.
fn faults(name: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let (code, words) = said(&folder(name, files));
    assert_eq!(code, 2, "{words}");
    let lines: Vec<&str> = words.lines().collect();
    let fault = |at: usize, line: &str| {
        let place = lines.get(at + 1).and_then(|l| l.split("mine/").nth(1)).unwrap_or("?");
        let help = lines.get(at + 4).and_then(|l| l.rsplit_once('^')).map_or("", |(_, help)| help);
        format!("{place} {}{}", line.trim_start_matches("error: "), if help.is_empty() { String::new() } else { format!(" ->{help}") })
    };
    lines.iter().enumerate().filter(|(_, l)| l.starts_with("error: ")).map(|(at, line)| fault(at, line)).collect()
}

#[test]
fn a_sound_pack_is_silent_but_for_an_example_that_does_not_hold() {
    let (code, words) = said(&folder("sound", &[("pack.toml", PACK.as_bytes()), ("letters.toml", RULE.as_bytes())]));
    assert_eq!(code, 0, "{words}");
    assert_eq!(words, "warning: the example at line 9 of mine/letters.toml does not hold: it says fail and comes out as undecided\n");
}

#[test]
fn slots_that_the_check_does_not_fill() {
    let rule = RULE.replace("letters {stated}, not {found}", "letters {state}, not {line} or {foun");
    let fix = rule.replace("fix     = { zh = \"甲\"", "fix     = { zh = \"改{lin}\"");
    assert_eq!(
        faults("slots", &[("pack.toml", PACK.as_bytes()), ("letters.toml", fix.as_bytes())]),
        [
            "letters.toml:4:20 this kind of check fills no `{lin}` -> there are {stated}, {words}, {found}",
            "letters.toml:5:47 this kind of check fills no `{state}` -> did you mean `stated`? there are {stated}, {words}, {found}",
            "letters.toml:5:60 this kind of check fills no `{line}` -> there are {stated}, {words}, {found}",
            "letters.toml:5:70 this brace is not closed",
        ]
    );
}

#[test]
fn words_for_labels() {
    let lexicon = "[totl]\nis = [\"Summe\"]\n[less]\nstart = [\"abzüglich\"]\nends = [\" \", 3]\n";
    assert_eq!(
        faults("lexicon-faults", &[("lexicon.toml", lexicon.as_bytes())]),
        [
            "lexicon.toml:1:2 unknown key `totl` in lexicon.toml -> did you mean `total`?",
            "lexicon.toml:4:1 unknown key `start` in [less] -> did you mean `starts`?",
            "lexicon.toml:5:9 an empty word -> leave it out, or write a word of the label",
            "lexicon.toml:5:14 `ends` takes a string, not integer",
        ]
    );
    let (code, words) = said(&folder("lexicon", &[("lexicon.toml", b"[total]\nis = [\"Summe\"]\n")]));
    assert_eq!((code, words.as_str()), (0, ""));
}

#[test]
fn one_syntax_error_is_one_fault() {
    let broken = RULE.replace("why     = {", "why     = {{");
    assert_eq!(faults("syntax", &[("pack.toml", PACK.as_bytes()), ("letters.toml", broken.as_bytes())]).len(), 1);
    // A pack that cannot be read says nothing of the names its rules use.
    let pack = PACK.replace("title = {", "title = ");
    let found = faults("syntax-pack", &[("pack.toml", pack.as_bytes()), ("letters.toml", RULE.as_bytes())]);
    assert!(found.len() == 1 && found[0].starts_with("pack.toml:2:"), "{found:?}");
    let equation = "each = \"column of letters\"\ncheck = \"新收 + 结转 = 合计\"\ntitle = { zh = \"甲\", en = \"a\" }\nwhy = { zh = \"甲\", en = \"a\" }\n\
        fix = { zh = \"甲\", en = \"a\" }\nmessage = { zh = \"甲\", en = \"a\" }\n";
    assert_eq!(faults("syntax-pack-2", &[("pack.toml", pack.as_bytes()), ("sums.toml", equation.as_bytes())]).len(), 1);
}

#[test]
fn a_fact_is_made_of_cells_not_of_facts() {
    let pack = format!("{PACK}twice = \"letters[结转, 总计] + sent\"\nsent = \"twice\"\n");
    let rule = RULE.replace("\"received\"", "\"sent\"");
    let found = faults("circle", &[("pack.toml", pack.as_bytes()), ("letters.toml", rule.as_bytes())]);
    let said: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(
        said,
        [
            "pack.toml:9:28 a fact is made of cells, and `sent` names none -> write table[row, column]",
            "pack.toml:10:9 a fact is made of cells, and `twice` names none -> write table[row, column]",
        ]
    );
}

#[test]
fn a_file_that_is_not_utf_8_hides_no_other_fault() {
    let found = faults(
        "encoding",
        &[
            ("pack.toml", PACK.as_bytes()),
            ("gbk.toml", b"title = { zh = \"\xbc\xd7\", en = \"a\" }"),
            ("letters.toml", RULE.replace("means", "mean").as_bytes()),
            ("sums.toml", RULE.replace("fix  ", "fixed").as_bytes()),
        ],
    );
    let starts = [
        "gbk.toml:1:17 not UTF-8: save the file as UTF-8",
        "letters.toml:6:1 exactly one of",
        "letters.toml:8:1 unknown key `mean`",
        "sums.toml:1:1 `fix` is missing",
        "sums.toml:4:1 unknown key `fixed`",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    assert!(found.iter().zip(starts).all(|(fault, start)| fault.starts_with(start)), "{found:#?}");
}

#[test]
fn marks_of_examples() {
    for (report, verdict, fault) in [
        ("收到来信!5件。", "fail", "letters.toml:10:15 this `!` has no partner"),
        ("收到!!来信5件。", "fail", "letters.toml:10:13 nothing stands between these marks"),
        ("收到来信5件。", "fail", "letters.toml:10:11 nothing is marked with `!…!`"),
        ("收到来信!5!件。", "pass", "letters.toml:10:15 an example that is pass has no `!`"),
    ] {
        let rule = RULE.replace("收到来信!5!件。", report) + &format!("verdict = \"{verdict}\"\n");
        let found = faults("marks", &[("pack.toml", PACK.as_bytes()), ("letters.toml", rule.as_bytes())]);
        assert!(found.len() == 1 && found[0].starts_with(fault), "{found:?}");
    }
}

#[test]
fn what_would_never_end_is_a_fault() {
    let long = RULE.replace("means = \"received\"", &format!("check = \"n = {}\"", vec!["n"; 10_000].join(" * ")));
    let found = faults("long", &[("pack.toml", PACK.as_bytes()), ("letters.toml", long.as_bytes())]);
    assert_eq!(found, ["letters.toml:8:270 an expression holds at most 64 names and numbers"]);
    let wide = RULE.replace("收到来信{n}件", &format!("收到来信{{n}}件{}…{{}}甲{}", "[".repeat(7), "]*".repeat(7)));
    let found = faults("wide", &[("pack.toml", PACK.as_bytes()), ("letters.toml", wide.as_bytes())]);
    assert_eq!(found, ["letters.toml:7:9 this pattern is too large -> nest fewer […]* in each other"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_rules_is_a_fault() {
    let dir = folder("pipe", &[("pack.toml", PACK.as_bytes())]);
    assert!(Command::new("mkfifo").arg(dir.join("mine/x.toml")).status().expect("it starts").success());
    std::os::unix::fs::symlink("/dev/zero", dir.join("mine/y.toml")).expect("linked");
    let (code, words) = said(&dir);
    assert!(code == 2 && words.contains("a pipe, not a file") && words.contains("a device, not a file"), "{words}");
}
