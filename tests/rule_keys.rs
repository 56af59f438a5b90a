//! One character changed in any key of a rule file: the fault is shown at the key, with the right one beside it.

use crossfoot::rules::{RuleSet, RuleSource};
use toml::de::{DeTable, DeValue};

/// Tables whose keys are the author's own names.
const OWN_NAMES: [&str; 4] = ["words", "topic", "fact", "table"];

/// Every key of the closed vocabulary with its place.
fn keys(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let table = DeTable::parse(text).expect("the built-in files are TOML");
    let mut found = Vec::new();
    let mut tables = vec![(table.get_ref(), false)];
    while let Some((table, own)) = tables.pop() {
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let inner_own = !own && OWN_NAMES.contains(&name.as_str());
            match value.get_ref() {
                DeValue::Table(inner) => tables.push((inner, inner_own)),
                DeValue::Array(items) => tables.extend(items.iter().filter_map(|i| Some((i.get_ref().as_table()?, false)))),
                _ => {}
            }
            if !own {
                found.push((name, key.span()));
            }
        }
    }
    found
}

/// The text with a character of the key replaced, left out or doubled, in turn.
fn changed(text: &str, at: &std::ops::Range<usize>, nth: usize) -> String {
    let place = at.start + nth % at.len();
    let (before, after) = (&text[..place], &text[place + 1..]);
    let old = &text[place..=place];
    match nth % 3 {
        0 => format!("{before}{}{after}", if old == "q" { "z" } else { "q" }),
        1 if at.len() > 1 => format!("{before}{after}"),
        _ => format!("{before}{old}{old}{after}"),
    }
}

/// 1-based line, and column in characters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    (text[..at].matches('\n').count() + 1, text[start..at].chars().count() + 1)
}

#[test]
fn a_slip_in_a_key_is_shown_where_it_is() {
    let sources = RuleSet::builtin_sources();
    let (mut tried, mut right, mut seen, mut wrong) = (0_usize, 0_usize, std::collections::BTreeSet::new(), Vec::new());
    for (nth, source) in sources.iter().enumerate() {
        for (key, at) in keys(&source.text) {
            // The same key in the same file again would only try the same again.
            if !seen.insert((nth, key.clone())) {
                continue;
            }
            let text = changed(&source.text, &at, tried);
            let mutant = RuleSource { text: text.clone().into(), ..source.clone() };
            let pack = sources.iter().filter(|s| s.pack == source.pack && s.stem() == "pack" && s.name != source.name);
            let files: Vec<RuleSource> = pack.cloned().chain([mutant]).collect();
            let problems = RuleSet::from_sources(&files).err().unwrap_or_default();
            let (line, column) = place(&text, at.start);
            let meant = format!("did you mean `{key}`?");
            tried += 1;
            let told = |p: &crossfoot::rules::RuleProblem| {
                (p.file.as_str(), p.line, p.column) == (&source.name, line, column) && p.help.as_ref().is_some_and(|help| help.en == meant)
            };
            if problems.iter().any(told) {
                right += 1;
            } else {
                wrong.push(format!("{}:{line}:{column} {key}: {problems:?}", source.name));
            }
        }
    }
    assert!(tried > 150, "only {tried} keys found");
    assert!(right * 100 >= tried * 95, "{right} of {tried}\n{}", wrong.join("\n"));
}
