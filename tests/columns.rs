//! What a person sees in a terminal of 80 columns: no line of any command is wider.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crossfoot::phrase::Lang;
use crossfoot::report::{Options, explain};
use crossfoot::rules::RuleSet;
use unicode_width::UnicodeWidthStr as _;

/// The lines of a command, of both streams, that are wider than the 80 columns it is told it has.
fn wide(dir: &Path, args: &[&str], lang: &str) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", lang).env("COLUMNS", "80").current_dir(dir).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
    assert!(!text.is_empty(), "{args:?} says something");
    text.lines().filter(|line| line.width() > 80).map(|line| format!("{args:?} {line}")).collect()
}

/// In both languages.
fn fits(dir: &Path, commands: &[&[&str]]) {
    let wide: Vec<String> =
        commands.iter().flat_map(|args| ["C", "zh_CN.UTF-8"].into_iter().flat_map(move |lang| wide(dir, args, lang))).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn help_fits() {
    let commands: [&[&str]; 15] = [
        &[],
        &["check"],
        &["inspect"],
        &["explain"],
        &["baseline"],
        &["baseline", "write"],
        &["baseline", "prune"],
        &["rules"],
        &["rules", "list"],
        &["rules", "test"],
        &["rules", "schema"],
        &["rules", "new"],
        &["completions"],
        &["man"],
        &["config"],
    ];
    for option in ["--help", "-h"] {
        let asked: Vec<Vec<&str>> = commands.iter().map(|command| [command, &[option][..]].concat()).collect();
        fits(support::root(), &asked.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }
    fits(support::root(), &[&["check", "a.html", "--format", "jsno"], &["check", "--severity", "share=wrong", "a.html"], &["chekc"]]);
}

#[test]
fn rules_fit() {
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    for lang in [Lang::Zh, Lang::En] {
        let options = Options { lang, ..Options::default() };
        let explained: Vec<String> = rules.rules().map(|rule| explain(rule, None, &options)).collect();
        let wide: Vec<&str> = explained.iter().flat_map(|text| text.lines()).filter(|line| line.width() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
    fits(support::root(), &[&["rules", "list"], &["explain", "share"], &["explain", "no-such"], &["rules", "test", "--only", "share"]]);
}

#[test]
fn stages_fit() {
    for file in ["fixtures/county/clean.html", "fixtures/sums/roll-forward.html"] {
        for stage in ["document", "facts", "claims", "sums", "coverage"] {
            for lang in ["C", "zh_CN.UTF-8"] {
                let mut wide = wide(support::root(), &["inspect", file, "--stage", stage], lang);
                // A grid of many columns is left as wide as its numbers are.
                wide.retain(|line| !(stage == "document" && line.contains(" │ ")));
                assert!(wide.is_empty(), "{wide:#?}");
            }
        }
    }
}

#[test]
fn notices_and_faults_fit() {
    let dir = support::folder("columns", "notices");
    let rules = dir.join("my-rules-that-have-a-long-name");
    fs::create_dir_all(&rules).expect("a folder");
    let write = |name: &str, text: &str| fs::write(dir.join(name), text).expect("written");
    write("notes-on-the-report.pdf", "x");
    write("another-file.rtf", "x");
    write(
        "a-report.html",
        "<!-- crossfoot-ignore total-mismatch --><h2>二、表</h2><!-- crossfoot-ignore share: x --><h2>三</h2><p>没有</p>",
    );
    fits(&dir, &[&["check", "."], &["check", ".", "-v"], &["check", "gone.html"], &["config"]]);
    fits(
        &dir,
        &[
            &["check", ".", "--rules", "my-rules-that-have-a-long-name"],
            &["check", ".", "--rules", "no-such-folder-of-rules-anywhere-here"],
        ],
    );
    fs::write(rules.join("branches-total.toml"), "severity = \"error\"\nunknown = 3\n").expect("written");
    fits(&dir, &[&["check", ".", "--rules", "my-rules-that-have-a-long-name"]]);
    fits(
        &dir,
        &[&["baseline", "write", "a-report.html", "--baseline", "the-findings-that-were-there-when-the-archive-was-taken-over.json"]],
    );
    write("crossfoot.toml", "[[ignore]]\nrow = [\"合计\"]\nreason = \"x\"\n");
    fits(&dir, &[&["check", "."]]);
    let reason = "as it was approved by the council in its meeting, with the words of the county left as they are";
    write("crossfoot.toml", &format!("[[ignore]]\nrule = \"share\"\nrow = [\"合计\"]\nreason = \"{reason}\"\n"));
    fits(&dir, &[&["config"], &["check", "."]]);
}
