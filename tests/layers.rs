//! The stages use only earlier stages, and only two places touch files, threads or processes.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages in order; `problem` and `style` stand beside `phrase`, before the rest.
const STAGES: [&str; 10] = ["phrase", "problem", "style", "document", "ingest", "facts", "rules", "findings", "report", "cli"];
const LOOSE: [&str; 5] = ["lib.rs", "main.rs", "phrase.rs", "problem.rs", "style.rs"];
const MAX_LINES: usize = 450;

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: its path below `src`, with `/`, and its text.
fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![src()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(src()).expect("below src").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a source file is text")));
            }
        }
    }
    found.sort();
    assert!(found.len() > 100, "only {} source files found", found.len());
    found
}

/// The lines outside comments and before the file's test module.
fn code(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.windows(2).position(|w| w[0].trim() == "#[cfg(test)]" && w[1].trim_start().starts_with("mod tests {"));
    let shown = &lines[..tests.unwrap_or(lines.len())];
    shown.iter().map(|line| line.split("//").next().unwrap_or("")).collect()
}

/// The modules declared behind `#[cfg(test)]`, as paths below `src`.
fn test_only(files: &[(String, String)]) -> Vec<String> {
    let mut names = Vec::new();
    for (name, text) in files {
        let folder = name.strip_suffix("mod.rs").unwrap_or("");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("#[cfg(test)]")) {
            if let Some(module) = pair[1].strip_prefix("mod ").and_then(|m| m.strip_suffix(';')) {
                names.push(format!("{folder}{module}.rs"));
            }
        }
    }
    names
}

fn stage_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name).trim_end_matches(".rs")
}

fn check(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

/// The stages named after `crate::`: one, or those of a brace list, nested lists and line breaks included.
fn first_segments(rest: &str) -> Vec<String> {
    let word = |s: &str| s.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut found) = (1, vec![word(list)]);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => found.push(word(&list[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found.retain(|w| !w.is_empty());
    found
}

#[test]
fn a_stage_uses_only_earlier_ones() {
    let order = |stage: &str| STAGES.iter().position(|s| *s == stage);
    let files = files();
    let tests = test_only(&files);
    let (mut faults, mut paths) = (Vec::new(), 0);
    for (name, text) in files.iter().filter(|(name, _)| !tests.contains(name)) {
        let Some(own) = order(stage_of(name)) else { continue };
        let text = code(text).join("\n");
        for (at, _) in text.match_indices("crate::") {
            let rest = &text[at + "crate::".len()..];
            let used = first_segments(rest);
            for stage in used {
                paths += 1;
                match order(&stage) {
                    Some(n) if n <= own => {}
                    _ => faults.push(format!("{name} uses {stage}")),
                }
            }
        }
    }
    assert!(paths > 200, "only {paths} paths read");
    check("a stage uses a later one", &faults);
}

#[test]
fn mod_files_only_list() {
    let found: Vec<String> = files()
        .iter()
        .filter(|(name, text)| name.ends_with("mod.rs") && code(text).iter().any(|l| l.split_whitespace().any(|w| w == "fn")))
        .map(|(name, _)| name.clone())
        .collect();
    assert!(found.is_empty(), "mod.rs lists modules and holds no fn: {found:?}");
}

#[test]
fn files_stay_short() {
    let long = files().into_iter().filter(|(_, text)| text.lines().count() > MAX_LINES).map(|(name, _)| name).collect::<Vec<_>>();
    check("longer than 450 lines", &long);
}

#[test]
fn every_file_belongs_to_a_stage() {
    let strays = files()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| match name.split_once('/') {
            Some((folder, _)) => !STAGES.contains(&folder),
            None => !LOOSE.contains(&name.as_str()),
        })
        .collect::<Vec<_>>();
    check("outside the stages", &strays);
}

#[test]
fn only_the_command_and_open_touch_the_system() {
    let files = files();
    let tests = test_only(&files);
    let mut faults = Vec::new();
    for (name, text) in &files {
        if name.starts_with("cli/") || ["ingest/open.rs", "main.rs"].contains(&name.as_str()) || tests.contains(name) {
            continue;
        }
        let text = code(text).join("\n");
        for module in ["fs", "thread", "process"] {
            if text.contains(&format!("std::{module}")) {
                faults.push(format!("{name} uses std::{module}"));
            }
        }
        for list in text.split("std::{").skip(1) {
            let list = list.split('}').next().unwrap_or("");
            faults.extend(
                list.split(',').map(str::trim).filter(|w| ["fs", "thread", "process"].contains(w)).map(|w| format!("{name}: std::{w}")),
            );
        }
    }
    check("files, threads or processes outside src/cli and src/ingest/open.rs", &faults);
}
