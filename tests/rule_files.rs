//! The user's own rule files: every fault at its place, none of them a consequence of another.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

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
    let path = support::folder("rule-files", name);
    fs::write(path.join("a.html"), "<p>x").expect("written");
    for (name, text) in files {
        let file = path.join("mine").join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("written");
    }
    path
}

/// The exit code, and what was said.
fn said(dir: &Path) -> (i32, String) {
    let (code, _, words) = support::crossfoot(dir, &["check", "a.html", "--rules", "mine"]);
    (code, words)
}

/// The faults of a pack: place and message, then the help beside the carets.
fn faults(name: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let (code, words) = said(&folder(name, files));
    assert_eq!(code, 2, "{words}");
    let lines: Vec<&str> = words.lines().collect();
    let joined = |lines: &[&str]| lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let fault = |block: &[&str]| {
        let at = block.iter().position(|line| line.contains("--> ")).expect("a place");
        let place = block[at].split("mine/").nth(1).unwrap_or("?");
        // Behind the carets, or below them.
        let below = joined(&block[at + 4..]);
        let help = block[at + 3].rsplit_once('^').map_or("", |(_, help)| help.trim());
        let help = if help.is_empty() { below.trim_start_matches("= ") } else { help };
        let message = joined(&block[..at]);
        let help = if help.is_empty() { String::new() } else { format!(" -> {help}") };
        format!("{place} {}{help}", message.trim_start_matches("error: "))
    };
    lines.split(|line| line.is_empty()).filter(|block| block.first().is_some_and(|l| l.starts_with("error: "))).map(fault).collect()
}

#[test]
fn a_sound_pack_is_silent_but_for_an_example_that_does_not_hold() {
    let (code, words) = said(&folder("sound", &[("pack.toml", PACK.as_bytes()), ("letters.toml", RULE.as_bytes())]));
    assert_eq!(code, 0, "{words}");
    assert_eq!(words, "warning: the example at mine/letters.toml:9 does not hold: it says fail and comes out as undecided\n");
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
fn keys_and_signs_that_would_do_nothing() {
    let rule = |from: &str, to: &str| RULE.replace(from, to);
    let told = |name: &str, rule: &str| faults(name, &[("pack.toml", PACK.as_bytes()), ("letters.toml", rule.as_bytes())]);
    assert_eq!(
        told("star", &rule("收到来信{n}件", "(收到|接到)*来信{n}件")),
        ["letters.toml:7:10 a star stands behind […]: what may repeat is written […]*"]
    );
    assert_eq!(
        told("alone", &rule("says  =", "alone = true\nsays  =")),
        ["letters.toml:7:9 `alone` goes with `weak` wordings only -> leave `alone` out, or add `weak = true`"]
    );
    assert_eq!(
        told("kinds", &rule("says  =", "kinds = [\"网上\"]\nsays  =")),
        ["letters.toml:7:9 `kinds` goes with `parts-of` only -> leave `kinds` out"]
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
    let starts =
        ["gbk.toml:1:17 not UTF-8: save the file as UTF-8", "letters.toml:8:1 unknown key `mean`", "sums.toml:4:1 unknown key `fixed`"];
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
    assert!(std::process::Command::new("mkfifo").arg(dir.join("mine/x.toml")).status().expect("it starts").success());
    std::os::unix::fs::symlink("/dev/zero", dir.join("mine/y.toml")).expect("linked");
    let (code, words) = said(&dir);
    assert!(code == 2 && words.contains("a pipe, not a file") && words.contains("a device, not a file"), "{words}");
}

#[test]
fn two_faults_in_two_files_are_both_shown() {
    let pack = PACK.replace("caption =", "captoin =");
    let rule = RULE.replace("[[claim]]\nsays", "[[claim]]\nsasy");
    assert_eq!(
        faults("two", &[("pack.toml", pack.as_bytes()), ("letters.toml", rule.as_bytes())]),
        [
            // That `says` is missing follows from the slip and is not told.
            "letters.toml:7:1 unknown key `sasy` in [[claim]] -> did you mean `says`?",
            "pack.toml:4:1 unknown key `captoin` in [table.letters] -> did you mean `caption`?",
        ]
    );
}

#[test]
fn no_rule_file_lies_unread() {
    let sound = [("letters/pack.toml", PACK.as_bytes()), ("letters/letters.toml", RULE.as_bytes())];
    let stray = "this rule file is in no pack: rule files stand in the pack's own folder, none in folders inside it";
    // In a folder of packs below a pack, and in a pack below it, whatever the file is.
    let more = [("letters/old/letters.toml", &b"x = 1"[..]), ("letters/old/older/pack.toml", b""), ("letters/old/lexicon.toml", b"")];
    let deep = faults("stray-deep", &[&sound[..], &more].concat());
    assert_eq!(deep, ["old/letters.toml:1:1", "old/lexicon.toml:1:1", "old/older/pack.toml:1:1"].map(|at| format!("letters/{at} {stray}")));
    let flat = [("pack.toml", PACK.as_bytes()), ("letters.toml", RULE.as_bytes()), ("more/other.toml", RULE.as_bytes())];
    assert_eq!(faults("stray-flat", &flat), [format!("more/other.toml:1:1 {stray}")]);
    let named = [("pack.toml", PACK.as_bytes()), ("LETTERS.TOML", RULE.as_bytes()), ("crossfoot.toml", b"lang = \"zh\"")];
    assert_eq!(
        faults("stray-named", &named),
        [
            "LETTERS.TOML:1:1 write the suffix .TOML as .toml",
            "crossfoot.toml:1:1 this is the configuration, not a rule: keep rules in a folder of their own",
        ]
    );
    // What editors and version control keep beside the rules is none.
    let hidden = [("pack.toml", PACK.as_bytes()), (".taplo.toml", b"x"), (".git/config.toml", b"x"), ("notes.md", b"x")];
    assert_eq!(said(&folder("hidden", &hidden)), (0, String::new()));
}

#[test]
fn a_pack_has_one_pack_file() {
    let renamed = RULE.replace("letters", "post");
    let files = [("general/pack.toml", PACK.as_bytes()), ("general/letters.toml", RULE.as_bytes())];
    let built_in = faults("built-in-name", &files);
    assert_eq!(
        built_in,
        [
            "general/pack.toml:1:1 `general` is a built-in pack and has its pack.toml -> rename the folder; without a pack.toml its rules join the built-in pack and use its tables and facts"
        ]
    );
    let dir = folder("twice", &[("pack.toml", PACK.as_bytes()), ("letters.toml", RULE.as_bytes())]);
    fs::create_dir_all(dir.join("other/mine")).expect("a folder");
    fs::write(dir.join("other/mine/pack.toml"), PACK).expect("written");
    fs::write(dir.join("other/mine/post.toml"), renamed).expect("written");
    let (code, _, words) = support::crossfoot(&dir, &["check", "a.html", "--rules", "mine", "--rules", "other/mine"]);
    assert!(code == 2 && words.contains("pack `mine` has a pack.toml already: mine/pack.toml"), "{words}");
    assert!(words.contains("other/mine/pack.toml:1:1") && words.contains("rename one of the folders"), "{words}");
}

#[test]
fn rules_without_a_pack_file_join_the_built_in_pack() {
    let rule = r#"
title   = { zh = "甲", en = "a" }
why     = { zh = "甲", en = "a" }
fix     = { zh = "甲", en = "a" }
message = { zh = "{left} {right}", en = "{left} more than {right}" }
each    = "column of applications"
check   = "上年结转 <= 本年新收"
"#;
    let dir = folder("joined", &[("disclosure/carried-less.toml", rule.as_bytes())]);
    let report = support::root().join("fixtures/county-fixed/clean.html");
    let args = ["check", report.to_str().expect("UTF-8"), "--rules", "mine", "--only", "carried-less", "--format", "json"];
    let (code, json, words) = support::crossfoot(&dir, &args);
    assert_eq!((code, words.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["reports"][0]["verdicts"]["pass"].as_u64().is_some_and(|passed| passed > 0), "{json}");
    // A rule that is there already is named at the user's own file.
    let dir = folder("again", &[("disclosure/outcomes-total.toml", rule.as_bytes())]);
    let (code, words) = said(&dir);
    assert!(code == 2 && words.contains("mine/disclosure/outcomes-total.toml:1:1") && words.contains("exists already"), "{words}");
}

#[test]
fn rules_that_say_nothing_are_faults() {
    let rule = |from: &str, to: &str| RULE.replace(from, to).into_bytes();
    let equation = |check: &str| {
        format!(
            "{}each = \"column of letters\"\ncheck = \"{check}\"\n",
            RULE.split("[[claim]]").next().expect("a head").replace("{stated}", "{total}").replace(", not {found}", "")
        )
        .into_bytes()
    };
    for (name, text, words) in [
        ("no-says", rule("says  = \"收到来信{n}件\"", "says = []"), "`says` says nothing here"),
        ("no-means", rule("means = \"received\"", "means = []"), "`means` says nothing here"),
        ("no-number", rule("收到来信{n}件", "收到来信若干件"), "the wording has no number"),
        ("itself", equation("合计 = 合计"), "both sides are the same"),
        ("quotient", equation("新收 / 结转 = 合计"), "cells of a table can only be added and taken away here"),
        (
            "no-each",
            rule("[[claim]]\nsays  = \"收到来信{n}件\"\nmeans = \"received\"", "check = \"新收 = 合计\""),
            "there is a check, but no each",
        ),
    ] {
        let told = faults(name, &[("pack.toml", PACK.as_bytes()), ("letters.toml", &text)]);
        assert!(told.iter().any(|fault| fault.contains(words)), "{name}: {told:?}");
    }
}

#[test]
fn a_table_that_a_pack_only_names_is_searched_for_sums() {
    let dir = folder("named", &[("pack.toml", PACK.as_bytes()), ("letters.toml", RULE.as_bytes())]);
    let table = "## 来信\n\n|  | 上半年 | 下半年 | 总计 |\n|---|---|---|---|\n| 新收 | 12 | 15 | 27 |\n| 结转 | 4 | 5 | 9 |\n| 合计 | 16 | 20 | 46 |\n";
    fs::write(dir.join("b.md"), table).expect("written");
    let (code, out, err) = support::crossfoot(&dir, &["check", "b.md", "--rules", "mine", "-o", "concise", "-q"]);
    assert!(code == 1 && out.contains("total-mismatch"), "{out}{err}");
}
