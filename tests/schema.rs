//! The JSON Schemas for editors: every file of ours is valid by them, and they know the keys that the decoder knows, no more and no fewer.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crossfoot::rules::{RuleSet, RuleSource};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

const KINDS: [&str; 4] = ["rule", "pack", "lexicon", "config"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A schema as the command prints it.
fn schema(kind: &str, lang: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    let output = command.args(["rules", "schema", kind, "--lang", lang]).env_clear().stdin(Stdio::null()).output().expect("it starts");
    serde_json::from_slice(&output.stdout).expect("the schema is JSON")
}

fn validator(kind: &str) -> Validator {
    jsonschema::validator_for(&schema(kind, "en")).expect("the schema is one")
}

/// A TOML file as the JSON that editors hold to a schema.
fn json_of(text: &str) -> Value {
    fn value(toml: toml::Value) -> Value {
        match toml {
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, inner)| (key, value(inner))).collect::<Map<_, _>>().into(),
            other => serde_json::to_value(other).expect("the rest is the same in both"),
        }
    }
    value(toml::Value::Table(text.parse().expect("TOML")))
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('/').next() {
        Some("pack.toml") => "pack",
        Some("lexicon.toml") => "lexicon",
        Some("crossfoot.toml") => "config",
        _ => "rule",
    }
}

/// Every file of ours: the built-in rules and lexicon, the blocks of the README, the draft of `rules new`.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = RuleSet::builtin_sources().into_iter().map(|s| (s.name, s.text.into_owned())).collect();
    files.push(("rules/lexicon.toml".to_owned(), fs::read_to_string(root().join("rules/lexicon.toml")).expect("the lexicon")));
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    for block in readme.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")) {
        let name = block
            .0
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# "))
            .filter(|name| Path::new(name).extension().is_some_and(|e| e == "toml"));
        files.push((name.unwrap_or("crossfoot.toml").to_owned(), block.0.to_owned()));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema-draft");
    let _ = fs::remove_dir_all(&folder);
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    assert!(command.args(["rules", "new"]).arg(folder.join("some-rule")).stdout(Stdio::null()).status().expect("it starts").success());
    for name in ["some-rule.toml", "pack.toml"] {
        files.push((name.to_owned(), fs::read_to_string(folder.join(name)).expect("it was written")));
    }
    files
}

#[test]
fn every_file_of_ours_is_valid() {
    let validators = KINDS.map(|kind| (kind, validator(kind)));
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (name, text) in files() {
        let (_, validator) = validators.iter().find(|(kind, _)| *kind == kind_of(&name)).expect("a schema");
        let value = json_of(&text);
        faults.extend(validator.iter_errors(&value).map(|error| format!("{name}: {error} at {}", error.instance_path())));
        seen += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen > 50, "only {seen} files");
}

#[test]
fn what_the_decoder_refuses_is_invalid() {
    let rule = RuleSet::builtin_sources().into_iter().find(|s| s.stem() == "outcomes-total").expect("the rule").text.into_owned();
    let validator = validator("rule");
    for (what, broken) in [
        ("a misspelt key", rule.replace("each ", "eech ")),
        ("a severity that is none", rule.replace("\"error\"", "\"fatal\"")),
        ("no reason", rule.replace("why ", "# ")),
        ("one language", rule.replacen("zh = ", "# ", 1).replace("title    = { #", "title    = { en = \"x\" } #")),
        ("two checks", format!("{rule}\n[sums]\ntotals = \"named\"\n")),
        ("a table without a name", rule.replace("column of applications", "columns of applications")),
    ] {
        assert_ne!(broken, rule, "{what}");
        assert!(!validator.is_valid(&json_of(&broken)), "{what}");
    }
}

/// A key of a schema: the tables it stands in, each with whether it is written as `[[…]]`, and its name.
struct Known {
    tables: Vec<(String, bool)>,
    name: String,
}

/// All keys of a schema; a table of the author's own names has one called `own`.
fn keys(schema: &Value, tables: &[(String, bool)], found: &mut Vec<Known>) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        found.push(Known { tables: tables.to_vec(), name: name.clone() });
        let below = |list: bool| [tables, &[(name.clone(), list)]].concat();
        match inner["type"].as_str() {
            // Words in both languages.
            Some("object") if inner["properties"].get("zh").is_some() && inner["properties"].get("en").is_some() => {}
            Some("object") if inner["additionalProperties"].is_object() => {
                found.push(Known { tables: below(false), name: "own".to_owned() });
                keys(&inner["additionalProperties"], &[below(false), vec![("own".to_owned(), false)]].concat(), found);
            }
            Some("object") => keys(inner, &below(false), found),
            Some("array") => keys(&inner["items"], &below(true), found),
            _ => {}
        }
    }
}

/// A value that no key takes, to be found again.
const WRONG: &str = "1979.25";

/// A file in which the key has a value that it cannot take, and beside it what the decoder needs to come so far.
fn broken(kind: &str, known: &Known, across: bool) -> String {
    let own_table: Vec<&str> = known.tables.iter().map(|(name, _)| name.as_str()).collect();
    let mut lines = Vec::new();
    let mut line = |words: &str| lines.push(words.to_owned());
    if kind == "rule" && own_table.is_empty() && known.name == "check" {
        line("each = \"column of x\"");
    }
    if across || known.name == "reuse" || own_table == ["reuse"] {
        line("across = { from = 2020 }");
    }
    if let Some((_, list)) = known.tables.last() {
        let path = own_table.join(".");
        line(&if *list { format!("[[{path}]]") } else { format!("[{path}]") });
    }
    if own_table == ["claim"] {
        let meanings = ["means", "check", "at-most", "holds", "parts-of"];
        for (key, value) in [("says", "they lent {n} books {parts..}"), ("check", "n = sum parts")] {
            let other = meanings.contains(&known.name.as_str()) && key == "check";
            if known.name != key && !other && !(across && key == "check") {
                line(&format!("{key} = \"{value}\""));
            }
        }
    }
    if own_table == ["example"] && known.name != "report" {
        line("report = \"x\"");
    }
    if own_table == ["reuse"] && known.name != "share" {
        line("share = \"80%\"");
    }
    if own_table == ["ignore"] && known.name != "rule" {
        line("rule = \"share\"");
    }
    line(&format!("{} = {WRONG}", known.name));
    if kind == "rule" && (known.name == "across" || own_table == ["across"]) {
        line("[[claim]]\nsays = \"they lent {n} books\"\nmeans = \"before.lent\"");
    }
    lines.join("\n") + "\n"
}

/// The faults of a text as the decoder says them: line, column, message.
fn decoded(kind: &str, text: &str) -> Vec<(usize, usize, String)> {
    if kind == "config" {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema.crossfoot.toml");
        fs::write(&file, text).expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
        let output = command.args(["config", "--config"]).arg(&file).env_clear().env("LC_ALL", "C").output().expect("it starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        let lines: Vec<&str> = said.lines().collect();
        let fault = |pair: &[&str]| {
            let message = pair[0].strip_prefix("error: ")?;
            let mut place = pair[1].rsplit(':');
            let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
            Some((line, column, message.to_owned()))
        };
        return lines.windows(2).filter_map(fault).collect();
    }
    let name = if kind == "rule" { "some-rule" } else { kind };
    let source = RuleSource { name: format!("mine/{name}.toml"), pack: "mine".to_owned(), text: text.to_owned().into(), unread: None };
    let problems = RuleSet::from_sources(&[source]).err().unwrap_or_default();
    problems.into_iter().map(|p| (p.line, p.column, p.message.en)).collect()
}

/// The other way round, a key that the decoder reads and no list has, stops every debug build (`Fields::get`).
#[test]
fn every_key_of_a_schema_is_one_that_the_decoder_reads() {
    let (mut tried, mut unread) = (0, Vec::new());
    for kind in KINDS {
        let mut schema = schema(kind, "en");
        let mut all = Vec::new();
        if kind == "rule" {
            let mut claims = Vec::new();
            keys(&json!({ "properties": { "claim": schema["then"]["properties"]["claim"] } }), &[], &mut claims);
            all.extend(claims.into_iter().map(|known| (known, true)));
            schema["properties"]["claim"] = schema["else"]["properties"]["claim"].clone();
        }
        let mut found = Vec::new();
        keys(&schema, &[], &mut found);
        all.extend(found.into_iter().map(|known| (known, false)));
        for (known, across) in all {
            let text = broken(kind, &known, across && !known.tables.is_empty());
            let at = text.find(WRONG).expect("it is there");
            let line = text[..at].matches('\n').count() + 1;
            let column = at - text[..at].rfind('\n').map_or(0, |n| n + 1) + 1;
            let faults = decoded(kind, &text);
            tried += 1;
            if !faults.iter().any(|(l, c, message)| (*l, *c) == (line, column) && !message.starts_with("unknown key")) {
                unread.push(format!("{kind} {:?} {}:\n{text}{faults:?}", known.tables, known.name));
            }
        }
    }
    assert!(unread.is_empty(), "{} of {tried}\n{}", unread.len(), unread.join("\n\n"));
    assert!(tried > 200, "only {tried} keys");
}

#[test]
fn both_languages_say_the_same() {
    fn words(value: &Value, path: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, inner)| match key.as_str() {
                "description" if inner.is_string() => out.push(path.to_owned()),
                _ => words(inner, &format!("{path}/{key}"), out),
            }),
            Value::Array(list) => list.iter().for_each(|inner| words(inner, path, out)),
            _ => {}
        }
    }
    for kind in KINDS {
        let described = ["zh", "en"].map(|lang| {
            let mut out = Vec::new();
            words(&schema(kind, lang), "", &mut out);
            out
        });
        assert!(described[0] == described[1] && described[0].len() > 8, "{kind}");
        let chinese = schema(kind, "zh").to_string();
        assert!(chinese.contains("“") || chinese.chars().any(|c| ('\u{4E00}'..'\u{9FFF}').contains(&c)), "{kind}");
    }
}
