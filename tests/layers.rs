//! The way of the data, held: a stage uses only the stages before it, modules only list, and the library without the command touches
//! no files, threads or processes.

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use support::{Source, sources};

/// The stages in the order of the data. The two files before them hold what all stages share.
const STAGES: [&str; 9] = ["phrase", "problem", "document", "ingest", "facts", "rules", "findings", "report", "cli"];

/// Lines of the longest file.
const LONGEST: usize = 450;

/// The position of a file's stage; `lib.rs` and `main.rs` stand above all.
fn stage(path: &str) -> Option<usize> {
    let name = path.split('/').next().unwrap_or(path);
    STAGES.iter().position(|stage| name == *stage || (path == format!("{stage}.rs")))
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

static PATHS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcrate::(?:\{(?P<list>.*)|(?P<one>\w+))"));
static MEMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|,)\s*(\w+)"));
static INNER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{[^{}]*\}"));

/// The stages a line names: `crate::facts::…`, and every member of `crate::{facts::…, rules}`; members of inner lists are no stages.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for fit in PATHS.captures_iter(line) {
        found.extend(fit.name("one").map(|one| one.as_str().to_owned()));
        if let Some(list) = fit.name("list") {
            found.extend(MEMBERS.captures_iter(&INNER.replace_all(list.as_str(), "")).map(|m| m[1].to_owned()));
        }
    }
    found
}

/// Numbered lines without comments, tests included.
fn lines(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.text.lines().enumerate().map(|(n, line)| (n + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn upward(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        let Some(own) = stage(&source.path) else { continue };
        for (n, line) in lines(source) {
            for name in named(line) {
                match STAGES.iter().position(|stage| *stage == name) {
                    Some(used) if used <= own => {}
                    Some(_) => wrong.push(format!("src/{}:{n}: {} uses the later stage {name}", source.path, STAGES[own])),
                    None => wrong.push(format!("src/{}:{n}: {name} is no stage", source.path)),
                }
            }
        }
    }
    wrong
}

#[test]
fn a_stage_uses_only_earlier_ones() {
    let sources = sources();
    assert!(sources.len() > 100, "the sources are read");
    let wrong = upward(&sources);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_later_stage_would_be_noticed() {
    let noticed =
        |path: &str, text: &str| upward(&[Source { path: path.to_owned(), text: text.to_owned(), tests: text.lines().count() }]).len();
    assert_eq!(noticed("facts/a.rs", "use crate::document::{Cell, Text};\nuse crate::facts::x;\n// crate::cli\n"), 0);
    assert_eq!(noticed("facts/a.rs", "use crate::rules::Rule;"), 1);
    assert_eq!(noticed("facts/a.rs", "use crate::{document::{Cell, rules}, report};"), 1);
    assert_eq!(noticed("document/deep/a.rs", "fn f(_: &crate::findings::Finding, _: crate::cli::X) {}"), 2);
    assert_eq!(noticed("problem.rs", "use crate::phrase::Phrase;\nuse crate::util::x;"), 1);
}

#[test]
fn src_holds_the_stages_and_nothing_else() {
    let top: BTreeSet<String> = sources().iter().map(|s| s.path.split('/').next().unwrap_or_default().to_owned()).collect();
    let folders = STAGES.iter().filter(|s| !["phrase", "problem"].contains(s)).map(|s| (*s).to_owned());
    let wanted: BTreeSet<String> = ["lib.rs", "main.rs", "phrase.rs", "problem.rs"].map(str::to_owned).into_iter().chain(folders).collect();
    assert_eq!(top, wanted, "a new file belongs to a stage; a new stage belongs to the order in this test");
}

#[test]
fn modules_only_list() {
    let lists = |line: &str| {
        let starts = ["mod ", "pub mod ", "pub use ", "pub(crate) use ", "pub(super) use ", "pub(in ", "use ", "#[cfg(", "}", "    "];
        line.trim().is_empty() || starts.iter().any(|start| line.starts_with(start))
    };
    let mut wrong = Vec::new();
    let body = pattern(r"\b(fn|struct|enum|impl|const|static|trait|type|macro_rules)\b");
    for source in sources().iter().filter(|s| s.path == "lib.rs" || s.path.ends_with("/mod.rs")) {
        for (n, line) in lines(source).filter(|(_, line)| !lists(line) || body.is_match(line)) {
            wrong.push(format!("src/{}:{n}: {line}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources()
        .iter()
        .map(|s| (s.text.lines().count(), &s.path))
        .filter(|(n, _)| *n > LONGEST)
        .map(|(n, p)| format!("src/{p}: {n}"))
        .collect();
    assert!(long.is_empty(), "more than {LONGEST} lines: {long:?}");
}

/// Without its `cli` feature the library is a function of bytes: it can run where there is no system to speak of.
#[test]
fn the_library_touches_no_files_threads_or_processes() {
    let system = pattern(r"\bstd::(fs|thread|process|net|env|os)\b|\bstd::io::(stdin|stdout|stderr)\b|\brayon::|\bindicatif::|\bclap::");
    let optional = |s: &Source| s.path == "main.rs" || s.path.starts_with("cli/") || s.path == "ingest/open.rs";
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !optional(s)) {
        for (n, line) in source.code().filter(|(_, line)| system.is_match(line) && !line.contains("cfg_attr(feature = \"cli\"")) {
            wrong.push(format!("src/{}:{n}: {line}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_touches_the_system_is_behind_the_cli_feature() {
    let gated = |path: &str, module: &str| {
        let text = support::text(path);
        let gate = format!("#[cfg(feature = \"cli\")]\n{module}");
        assert!(text.contains(&gate), "{path} lists `{module}` without its feature");
    };
    gated("src/lib.rs", "pub mod cli;");
    gated("src/ingest/mod.rs", "mod open;");
}
