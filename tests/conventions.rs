//! How we write: messages, rule files, snapshots, code.

mod support;

use std::collections::BTreeSet;

use crossfoot::phrase::Phrase;
use crossfoot::rules::{Check, Link, Meaning, Order, Rule, RuleSet, Tally, Totals, Years};
use regex::Regex;
use support::{files, root, sources, text};

fn rules() -> RuleSet {
    RuleSet::builtin().expect("the built-in rules are sound")
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// What is wrong with a phrase's two wordings.
fn faults(phrase: &Phrase) -> Vec<&'static str> {
    let slots = pattern(r"\{[^}]*\}");
    let chinese = pattern(r"[\p{Han}][,;:?!]|[,;:?!]\p{Han}");
    let mut faults = Vec::new();
    let english = phrase.en.trim_start_matches(['`', '"']);
    let mut first = english.chars();
    // CSV, JSON: a name in capitals is no sentence's start.
    let name = english.chars().take(2).filter(char::is_ascii_uppercase).count() == 2;
    if first.next().is_some_and(char::is_uppercase) && !name {
        faults.push("the English starts in upper case");
    }
    if phrase.en.ends_with('.') && !phrase.en.ends_with("…") {
        faults.push("the English ends with a stop");
    }
    if phrase.zh.ends_with('。') {
        faults.push("the Chinese ends with a stop");
    }
    if chinese.is_match(&slots.replace_all(&phrase.zh, "数")) {
        faults.push("half-width punctuation beside Chinese");
    }
    if phrase.en.chars().any(|c| matches!(c, '\u{FF0C}' | '\u{FF1B}' | '\u{FF1A}' | '。')) {
        faults.push("Chinese punctuation in English");
    }
    if phrase.zh.is_empty() != phrase.en.is_empty() {
        faults.push("one language is missing");
    }
    faults
}

#[test]
fn faults_of_wording_are_noticed() {
    let sound = [("表中没有“{a}”，缺 {b}：见表三", "`{a}` is missing; see table 3"), ("共 3 个", "CSV files have none"), ("", "")];
    for (zh, en) in sound {
        assert!(faults(&Phrase::new(zh, en)).is_empty(), "{zh} {en}");
    }
    for (zh, en) in
        [("共三个", "Three"), ("共三个", "three."), ("共三个。", "three"), ("有,无", "a"), ("{a}:有", "a"), ("有", "a，b"), ("有", "")]
    {
        assert_eq!(faults(&Phrase::new(zh, en)).len(), 1, "{zh} {en}");
    }
}

#[test]
fn rules_speak_both_languages_well() {
    let rules = rules();
    let mut wrong = Vec::new();
    for rule in rules.rules() {
        for (what, phrase) in [("title", &rule.title), ("why", &rule.why), ("fix", &rule.fix), ("message", &rule.message)] {
            assert!(!phrase.zh.is_empty() && !phrase.en.is_empty(), "{}: no {what}", rule.id);
            wrong.extend(faults(phrase).into_iter().map(|fault| format!("{} {what}: {fault}: {phrase:?}", rule.id)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every `Phrase::new("…", "…")` and `Problem::new(kind, "…", "…")` of the sources, `format!` included.
#[test]
fn words_in_the_sources_do_too() {
    let string = r#"(?:format!\(\s*)?"((?:[^"\\]|\\.)*)"[^"]*?"#;
    let both = pattern(&format!(r"(?:Phrase::new|Problem::new)\(\s*(?:ProblemKind::\w+,\s*)?{string},\s*{string}[,)]"));
    let mut wrong = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let code = source.code().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        for fit in both.captures_iter(&code) {
            seen += 1;
            let phrase = Phrase::new(&fit[1], &fit[2]);
            wrong.extend(faults(&phrase).into_iter().map(|fault| format!("src/{}: {fault}: {phrase:?}", source.path)));
        }
    }
    assert!(seen > 40, "the phrases are found: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The slots a check kind fills, read from its source file.
fn filled(kind: &str) -> BTreeSet<String> {
    let slot = pattern(r#"\.with(?:_phrase)?\(\s*"(\w+)""#);
    let slots: BTreeSet<String> = slot.captures_iter(&text(&format!("src/rules/{kind}.rs"))).map(|fit| fit[1].to_owned()).collect();
    assert!(!slots.is_empty(), "{kind}.rs fills slots");
    slots
}

fn kinds(rule: &Rule) -> Vec<&'static str> {
    match &rule.check {
        Check::Equation(equation) if equation.order == Order::Equal => vec!["check/equation"],
        Check::Equation(_) => vec!["check/order"],
        Check::Sequence(_) => vec!["check/sequence"],
        Check::Years(Years::Garbled) => vec!["check/years/garbled"],
        Check::Years(Years::Report) => vec!["check/years/report"],
        Check::Years(Years::Stale { .. }) => vec!["check/years/stale"],
        Check::Sums(Totals::Rates) => vec!["sums/rate_audit"],
        Check::Sums(Totals::Throughout | Totals::Unlike) => vec!["sums/throughout_audit"],
        Check::Sums(_) => vec!["sums/violation"],
        Check::Across(across) => match across.link {
            Link::Equation(_) => vec!["across/relation"],
            Link::Claims { .. } => vec!["across/statement"],
            Link::Reuse(_) => vec!["across/reuse"],
        },
        Check::Shifted(_) => vec!["check/shifted"],
        Check::Tally(spec) if spec.of == Tally::Shares => vec!["check/tally/shares"],
        Check::Tally(spec) if spec.of == Tally::Classes => vec!["check/tally/classes"],
        Check::Tally(spec) if spec.of == Tally::Portions => vec!["check/tally/portions/judge"],
        Check::Tally(spec) if spec.of == Tally::Changes => vec!["check/tally/changes/judge"],
        Check::Tally(_) => vec!["check/breakdown/amounts"],
        Check::Rollup(_) => vec!["across/added"],
        Check::Claims(claims) => claims
            .iter()
            .map(|claim| match claim.meaning {
                Meaning::Readings(_) => "check/reading",
                Meaning::AtMost(_) => "check/limit",
                Meaning::Formula { .. } => "check/derivation",
                Meaning::Breakdown { .. } => "check/breakdown/amounts",
                Meaning::Parts(_) => "check/parts",
                Meaning::Holds { .. } => "check/hold",
            })
            .collect(),
    }
}

#[test]
fn every_slot_of_a_message_is_one_its_check_fills() {
    let slot = pattern(r"\{([^}]*)\}");
    for rule in rules().rules() {
        for kind in kinds(rule) {
            let known = filled(kind);
            for words in [&rule.message.zh, &rule.message.en, &rule.fix.zh, &rule.fix.en] {
                for fit in slot.captures_iter(words) {
                    assert!(known.contains(&fit[1]), "{}: a {kind} check fills {known:?}, not {}", rule.id, &fit[0]);
                }
            }
        }
    }
}

#[test]
fn rule_identifiers_are_kebab_case_and_unique() {
    let name = pattern(r"^[a-z]+(-[a-z0-9]+)+$|^[a-z]+$");
    let rules = rules();
    let ids: Vec<&str> = rules.rules().map(|r| r.id.as_str()).collect();
    assert!(ids.iter().all(|id| name.is_match(id)), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(rules.packs().all(|pack| name.is_match(&pack.name)));
}

/// A file under `rules/` that is no rule of a pack would be ignored in silence.
#[test]
fn every_file_under_rules_is_read() {
    let mut known: Vec<String> = RuleSet::builtin_sources().into_iter().map(|s| s.name).collect();
    known.push("rules/lexicon.toml".to_owned()); // the words of sums, embedded by rules/sums/lexicon.rs
    known.sort();
    let found: Vec<String> =
        files(&root().join("rules")).iter().map(|p| p.strip_prefix(root()).expect("below").to_string_lossy().replace('\\', "/")).collect();
    assert_eq!(found, known);
}

#[test]
fn every_rule_shows_a_broken_a_clean_and_an_idle_report() {
    for rule in rules().rules() {
        for verdicts in [&["fail"][..], &["pass"], &["not-applicable", "undecided"]] {
            assert!(
                rule.examples.iter().any(|e| verdicts.contains(&e.verdict.as_str())),
                "{} lacks an example that is {verdicts:?}",
                rule.id
            );
        }
        for example in &rule.examples {
            let marked = example.report.matches('!').count();
            assert_eq!(example.verdict == "fail", marked > 0, "{}:{}: only a broken report has marks", rule.id, example.line);
            assert!(marked.is_multiple_of(2) && !example.shows.is_empty(), "{}:{}", rule.id, example.line);
        }
    }
}

/// Whether a test's source names the snapshot, in full or by a template such as `"{stage}_{lang}"` whose fillings stand in it too.
fn takes(test: &str, snapshot: &str) -> bool {
    let slot = pattern(r"\\\{[^}]*\\\}");
    pattern("\"([\\w{}-]+)\"").captures_iter(test).any(|literal| {
        let template = format!("^{}$", slot.replace_all(&regex::escape(&literal[1]), "(.+)"));
        let fit = pattern(&template).captures(snapshot);
        fit.is_some_and(|fit| fit.iter().skip(1).flatten().all(|filling| test.contains(filling.as_str())))
    })
}

#[test]
fn no_snapshot_is_orphaned() {
    assert!(takes("f(\"wide\")", "wide") && takes("for id in [\"share\"] { f(\"explain_{id}_en\") }", "explain_share_en"));
    assert!(!takes("f(\"wide\")", "wider") && !takes("format!(\"{id}\")", "wide"));
    for path in files(&root().join("tests/snapshots")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (test, snapshot) = name.strip_suffix(".snap").and_then(|n| n.split_once("__")).expect("test__name.snap: accept or remove it");
        assert!(takes(&text(&format!("tests/{test}.rs")), snapshot), "{name}: no test takes it");
    }
}

#[test]
fn nothing_in_the_sources_stops_the_audit() {
    let stops = pattern(r"\.unwrap\(\)|\bpanic!\(|\btodo!\(|\bunimplemented!\(|\bdbg!\(|\.expect\(\x22\x22\)|\bprocess::exit\b");
    let mut wrong = Vec::new();
    for source in sources() {
        for (n, line) in source.code().filter(|(_, line)| stops.is_match(line)) {
            wrong.push(format!("src/{}:{n}: {line}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
