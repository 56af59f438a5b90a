//! The README is kept true: its blocks are generated, compared or run. `UPDATE=1 cargo test --test readme` rewrites the generated ones.
#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use crossfoot::cli::exit;
use crossfoot::findings::{Tried, try_example};
use crossfoot::rules::{RuleSet, RuleSource};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh.md";

fn readme(file: &str) -> String {
    fs::read_to_string(root().join(file)).expect("the README is there")
}

/// Compares the part of a file between `<!-- name -->` and `<!-- /name -->` with `wanted`, or rewrites it.
fn hold(file: &str, name: &str, wanted: &str) {
    let text = readme(file);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the part is there") + open.len();
    let end = start + text[start..].find(&close).expect("the part ends");
    if env::var_os("UPDATE").is_some() {
        fs::write(root().join(file), format!("{}{wanted}{}", &text[..start], &text[end..])).expect("the README can be written");
        return;
    }
    assert_eq!(&text[start..end], wanted, "run UPDATE=1 cargo test --test readme");
}

fn crossfoot(args: &[&str], folder: &Path, stdin: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).current_dir(folder).stdin(stdin).env_remove("NO_COLOR").env("LC_ALL", "en_US.UTF-8");
    command.output().expect("the binary runs")
}

/// The finding of a rule as a run prints it, in a fence.
fn printed(paths: &[&str], lang: &str, rule: &str) -> String {
    let args: Vec<&str> = ["check"].into_iter().chain(paths.iter().copied()).chain(["--lang", lang, "-q"]).collect();
    let run = crossfoot(&args, &root(), Stdio::null());
    let printed = String::from_utf8(run.stdout).expect("it is UTF-8");
    let finding = printed.split("\n\n").find(|block| block.contains(&format!("[{rule}]"))).expect("the finding is printed");
    format!("```text\n{}\n```\n", finding.trim_end())
}

#[test]
fn generated_parts_are_true() {
    for (file, lang) in [(ENGLISH, "en"), (CHINESE, "zh")] {
        hold(file, "finding", &printed(&["fixtures/county/clean.html"], lang, "outcomes-total"));
        hold(file, "series", &printed(&["fixtures/county-fixed/clean.html", "fixtures/series/broken"], lang, "carry-forward"));
    }
    let codes = [
        (exit::CLEAN, "nothing at or above `--fail-on` (by default: no error)", "没有达到 `--fail-on` 的不符（默认：没有错误）"),
        (exit::FINDINGS, "findings", "有不符"),
        (
            exit::USAGE,
            "wrong usage, configuration or rule files: nothing was audited; or an output could not be written",
            "用法、配置或规则文件有误，没有审核；或结果无法写出",
        ),
        (
            exit::UNREAD,
            "some input could not be read, and there are no findings; the others were audited",
            "有的文件不能读，其余的已审核，没有不符",
        ),
        (
            exit::BUG,
            "a bug of ours stopped the audit of a file; the others were audited",
            "程序自身出错，有一个文件没有审核完；其余的已审核",
        ),
    ];
    let rows = |row: &dyn Fn(&(u8, &str, &str)) -> String| codes.iter().map(row).collect::<Vec<_>>().join("\n");
    hold(ENGLISH, "exit codes", &format!("| code | meaning |\n|---|---|\n{}\n", rows(&|(code, en, _)| format!("| {code} | {en} |"))));
    hold(CHINESE, "exit codes", &format!("| 退出码 | 含义 |\n|---|---|\n{}\n", rows(&|(code, _, zh)| format!("| {code} | {zh} |"))));
    rule_tables();
}

/// Every built-in rule, in both files.
fn rule_tables() {
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for rule in rules.rules() {
        let severity = serde_json::to_value(rule.severity).expect("a severity is a word");
        let severity = severity.as_str().unwrap_or_default();
        en.push(format!("| `{}` | {severity} | {} | {} |", rule.id, rule.title.en, rule.title.zh));
        let word = match severity {
            "error" => "错误",
            "warning" => "警告",
            _ => "提示",
        };
        zh.push(format!("| `{}` | {word} | {} |", rule.id, rule.title.zh));
    }
    hold(ENGLISH, "rules", &format!("| rule | severity | finds | 所查 |\n|---|---|---|---|\n{}\n", en.join("\n")));
    hold(CHINESE, "rules", &format!("| 规则 | 级别 | 所查 |\n|---|---|---|\n{}\n", zh.join("\n")));
}

/// What must be the same in both files: levels of headings, fenced blocks but for their comments and what is generated, rows of tables.
fn skeleton(file: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut fence: Option<String> = None;
    for line in readme(file).lines() {
        let opens = line.strip_prefix("```");
        match (&fence, opens) {
            (None, Some(language)) => {
                out.push(line.to_owned());
                fence = Some(language.to_owned());
            }
            (Some(_), Some(_)) => fence = None,
            // A finding as printed, in the file's own language.
            (Some(language), None) if language == "text" => {}
            (Some(_), None) => out.push(line.split(" #").next().unwrap_or_default().trim_end().to_owned()),
            (None, None) if line.starts_with('#') => out.push(line.split(' ').next().unwrap_or_default().to_owned()),
            (None, None) if line.starts_with('|') => out.push("|".to_owned()),
            (None, None) => {}
        }
    }
    out
}

#[test]
fn the_chinese_readme_keeps_step() {
    let (english, chinese) = (skeleton(ENGLISH), skeleton(CHINESE));
    for (n, (en, zh)) in english.iter().zip(&chinese).enumerate() {
        assert_eq!(
            en,
            zh,
            "after {:?}: {CHINESE} has the sections, tables and examples of {ENGLISH}, with only prose and comments in Chinese",
            &english[n.saturating_sub(3)..n]
        );
    }
    assert_eq!(english.len(), chinese.len(), "one of the two ends early");
    assert!(readme(ENGLISH).contains("](README.zh.md)") && readme(CHINESE).contains("](README.md)"));
}

/// The fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme(ENGLISH);
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn every_command_runs_with_the_exit_code_it_should() {
    let folder = env::temp_dir().join(format!("crossfoot-readme-{}", std::process::id()));
    fs::create_dir_all(folder.join("my-rules")).expect("a scratch folder");
    write_own_pack(&folder);
    let scratch = beside_fixtures();
    let mut run = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let line = line.split(" #").next().unwrap_or_default().trim();
        if line == "cargo test" {
            continue;
        }
        let rest = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("crossfoot ")).expect("a crossfoot command");
        let (rest, stdin) = match rest.split_once(" < ") {
            Some((rest, file)) => (rest, Stdio::from(fs::File::open(root().join(file)).expect("the input is there"))),
            None => (rest, Stdio::null()),
        };
        let (rest, written) = rest.split_once(" > ").map_or((rest, None), |(rest, file)| (rest, Some(file)));
        let args: Vec<&str> = rest.split_whitespace().map(|arg| arg.trim_matches('\'')).collect();
        let own = args.contains(&"my-rules");
        let output = crossfoot(&args, if own { &folder } else { &scratch }, stdin);
        let clean = rest.contains("county-fixed") || rest.contains("--baseline") || !rest.starts_with("check");
        let wanted = if clean { exit::CLEAN } else { exit::FINDINGS };
        assert_eq!(output.status.code(), Some(i32::from(wanted)), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{line}");
        if let Some(file) = written {
            fs::write(folder.join(file), &output.stdout).expect("the output is written");
        }
        run += 1;
    }
    assert!(run >= 10, "only {run} commands were found");
    for written in ["audit.html", "audit.sarif", "marked.xlsx", "known.json"] {
        assert!(scratch.join(written).is_file(), "{written}");
    }
    fs::remove_dir_all(folder).expect("the scratch folder goes");
    fs::remove_dir_all(scratch).expect("the scratch folder goes");
}

/// A folder of its own for what commands write, with the fixtures in it.
fn beside_fixtures() -> PathBuf {
    let folder = env::temp_dir().join(format!("crossfoot-readme-work-{}", std::process::id()));
    let mut left = vec![PathBuf::from("fixtures")];
    while let Some(below) = left.pop() {
        fs::create_dir_all(folder.join(&below)).expect("a scratch folder");
        for entry in fs::read_dir(root().join(&below)).expect("the fixtures are there") {
            let entry = entry.expect("an entry");
            let name = below.join(entry.file_name());
            if entry.file_type().expect("a type").is_dir() {
                left.push(name);
            } else {
                fs::copy(entry.path(), folder.join(&name)).expect("a copy");
            }
        }
    }
    folder
}

/// The suffixes looked for in folders, as the command says them, stand in the list of formats.
#[test]
fn every_suffix_looked_for_is_a_format_that_is_told() {
    let help = crossfoot(&["check", "--help"], &root(), Stdio::null());
    let help = String::from_utf8(help.stdout).expect("it is UTF-8");
    let words = help.split("searched for ").nth(1).and_then(|rest| rest.split(')').next()).expect("the suffixes");
    let suffixes: Vec<&str> = words.split_whitespace().collect();
    assert!(suffixes.len() > 10, "{suffixes:?}");
    let text = readme(ENGLISH).to_lowercase();
    let formats = text.split("| format | read |").nth(1).and_then(|rest| rest.split("everything else").next()).expect("the list");
    for suffix in suffixes.iter().filter(|suffix| **suffix != "htm") {
        assert!(formats.split(|c: char| !c.is_alphanumeric()).any(|word| word == *suffix), "{suffix}");
    }
}

/// Writes the README's own pack and the report of its example.
fn write_own_pack(folder: &Path) {
    for (name, text) in own_pack() {
        fs::write(folder.join(&name), text).expect("a rule file");
    }
    let rule = own_pack().into_iter().find(|(name, _)| name.ends_with("branches-total.toml")).expect("the rule").1;
    let report = rule.split("\"\"\"").nth(1).expect("the example").replace('!', "");
    fs::write(folder.join("report.md"), report).expect("the report");
}

/// The TOML blocks: each names its file in its first line.
fn own_pack() -> Vec<(String, String)> {
    let named = |block: &String| Some((block.lines().next()?.strip_prefix("# ")?.to_owned(), block.clone()));
    blocks("toml").iter().filter_map(named).collect()
}

#[test]
fn the_own_pack_is_sound_and_its_example_comes_out_as_it_says() {
    let sources: Vec<RuleSource> = own_pack()
        .into_iter()
        .filter(|(name, _)| name.starts_with("my-rules/"))
        .map(|(name, text)| RuleSource { name, pack: "my-rules".to_owned(), text: text.into(), unread: None })
        .collect();
    assert_eq!(sources.len(), 4, "crossfoot.toml is no rule file");
    let rules = RuleSet::from_sources(&sources).expect("the README's pack is sound");
    for name in ["branches-total", "books-lent"] {
        let rule = rules.rule(name).expect("the rule is there");
        assert_eq!(try_example(rule, &rule.examples[0], &rules), Tried::Reported, "{name}");
    }
}

#[test]
fn the_json_sample_has_the_fields_of_the_contract() {
    let sample: serde_json::Value = serde_json::from_str(&blocks("json")[0]).expect("the sample is JSON");
    let output = crossfoot(&["check", "fixtures/county/word.html", "--format", "json"], &root(), Stdio::null());
    let real: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    same_fields(&sample, &real, "");
}

/// Every object of the sample has exactly the fields of the real one at the same place (lists: their first entry).
fn same_fields(sample: &serde_json::Value, real: &serde_json::Value, at: &str) {
    match (sample, real) {
        (serde_json::Value::Object(s), serde_json::Value::Object(r)) => {
            let mut keys: [Vec<&String>; 2] = [s.keys().collect(), r.keys().collect()];
            for list in &mut keys {
                list.sort();
            }
            assert_eq!(keys[0], keys[1], "{at}");
            for (key, value) in s {
                same_fields(value, &r[key], &format!("{at}/{key}"));
            }
        }
        (serde_json::Value::Array(s), serde_json::Value::Array(r)) => {
            if let (Some(s), Some(r)) = (s.first(), r.first()) {
                same_fields(s, r, at);
            }
        }
        _ => {}
    }
}
