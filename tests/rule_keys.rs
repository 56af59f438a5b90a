//! One character changed in any key of a rule file: the fault is shown at the key, with the right one beside it.

use crossfoot::rules::{RuleSet, RuleSource};
use toml::de::{DeTable, DeValue};

/// Tables whose keys are the author's own names.
const OWN_NAMES: [&str; 9] = ["words", "topic", "name", "fact", "table", "rollup", "means", "classes", "wholes"];

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

/// What came of the slips: how many were tried, and those that were not shown where they are.
#[derive(Default)]
struct Score {
    tried: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Counts a slip in the key at `at` of `text`; `told` are the places and suggestions that were shown.
    fn count(&mut self, name: &str, text: &str, key: &str, at: &std::ops::Range<usize>, told: &[(usize, usize, String)]) {
        let (line, column) = place(text, at.start);
        self.tried += 1;
        if !told.iter().any(|(l, c, help)| (*l, *c) == (line, column) && help.starts_with(&format!("did you mean `{key}`?"))) {
            self.wrong.push(format!("{name}:{line}:{column} {key}: {told:?}"));
        }
    }

    /// At least 95 of 100 were shown.
    #[expect(clippy::print_stdout, reason = "the figure, for whoever asks with --nocapture")]
    fn hold(&self, what: &str, least: usize) {
        let right = self.tried - self.wrong.len();
        println!("{what}: {right} of {} slips shown at their place with the right key", self.tried);
        assert!(self.tried > least, "{what}: only {} keys found", self.tried);
        assert!(right * 100 >= self.tried * 95, "{what}: {right} of {}\n{}", self.tried, self.wrong.join("\n"));
    }
}

/// The faults of rule files: line, column, help.
fn faults(files: &[RuleSource], name: &str) -> Vec<(usize, usize, String)> {
    let problems = RuleSet::from_sources(files).err().unwrap_or_default();
    let here = problems.into_iter().filter(|p| p.file == name);
    here.map(|p| (p.line, p.column, p.help.map(|help| help.en).unwrap_or_default())).collect()
}

#[test]
fn a_slip_in_a_key_is_shown_where_it_is() {
    let mut sources = RuleSet::builtin_sources();
    let lexicon = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/lexicon.toml")).expect("the lexicon");
    sources.push(RuleSource { name: "mine/lexicon.toml".to_owned(), pack: "mine".to_owned(), text: lexicon.into(), unread: None });
    let (mut rules, mut packs, mut lexicon) = (Score::default(), Score::default(), Score::default());
    for source in &sources {
        let score = match source.stem() {
            "pack" => &mut packs,
            "lexicon" => &mut lexicon,
            _ => &mut rules,
        };
        let mut seen = std::collections::BTreeSet::new();
        for (key, at) in keys(&source.text) {
            // The same key in the same file again would only try the same again; a lexicon has few keys in many tables.
            if source.stem() != "lexicon" && !seen.insert(key.clone()) {
                continue;
            }
            let text = changed(&source.text, &at, score.tried);
            let mutant = RuleSource { text: text.into(), ..source.clone() };
            let pack = sources.iter().filter(|s| s.pack == source.pack && s.stem() == "pack" && s.name != source.name);
            let files: Vec<RuleSource> = pack.cloned().chain([mutant]).collect();
            score.count(&source.name, &source.text, &key, &at, &faults(&files, &source.name));
        }
    }
    rules.hold("rule files", 150);
    packs.hold("pack.toml", 20);
    lexicon.hold("lexicon.toml", 40);
}

/// Every key that a configuration may have.
#[cfg(feature = "cli")]
const CONFIG: &str = "lang = \"en\"
fail-on = \"warning\"
exclude = [\"drafts/\"]
rules = []
series = true
select = \"#content\"
baseline = \"known.json\"

[severity]
share = \"off\"

[limits]
max-bytes = \"1G\"
max-unpacked = \"1G\"
max-cells = 1000
max-depth = 100
max-text = \"1M\"
max-time = 300

[lexicon.total]
is = [\"Summe\"]
has = [\"insgesamt\"]

[lexicon.of_which]
starts = [\"davon\"]
zh_ends = [\"其中\"]

[rollup]
\"青溪县人民政府\" = { children = [\"towns/*.html\"], own = true }

[[ignore]]
rule = \"share\"
fingerprint = \"0123456789abcdef\"
path = \"a/*.html\"
row = [\"合计\"]
column = \"件数\"
reason = \"joint applications count twice\"
until = 2999-12-31
";

#[cfg(feature = "cli")]
#[test]
fn a_slip_in_a_key_of_the_configuration_is_shown_where_it_is() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let told = |text: &str| -> Vec<(usize, usize, String)> {
        std::fs::write(folder.join("keys.toml"), text).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_crossfoot"));
        let output = command.args(["config", "--config", "keys.toml"]).current_dir(folder).env_clear().env("LC_ALL", "C").output();
        let said = String::from_utf8(output.expect("it starts").stderr).expect("UTF-8");
        let lines: Vec<&str> = said.lines().collect();
        let fault = |shown: &[&str]| {
            let mut place = shown[0].trim_start().strip_prefix("--> ")?.rsplit(':');
            let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
            Some((line, column, shown[3].rsplit_once("^ ").map_or("", |(_, help)| help).to_owned()))
        };
        lines.windows(4).filter_map(fault).collect()
    };
    assert!(told(CONFIG).is_empty());
    let mut score = Score::default();
    for (key, at) in keys(CONFIG) {
        if key != "share" {
            score.count("crossfoot.toml", CONFIG, &key, &at, &told(&changed(CONFIG, &at, score.tried)));
        }
    }
    score.hold("crossfoot.toml", 25);
}
