//! The conditions of the built-in rules matter: with one left out, an example of the rule comes out otherwise, or the file is refused.

use std::borrow::Cow;

use crossfoot::findings::{Tried, try_example};
use crossfoot::rules::{RuleSet, RuleSource};
use toml::{Table, Value};

/// A rule's file with one thing left out, and what that is.
fn without(rule: &Table) -> Vec<(String, Table)> {
    let mut found = Vec::new();
    for key in ["check", "each", "sums", "rates", "sequence", "years", "rollup", "shifted", "reuse", "across"] {
        let mut changed = rule.clone();
        if changed.remove(key).is_some() {
            found.push((format!("`{key}`"), changed));
        }
    }
    for key in ["from", "to"] {
        let mut changed = rule.clone();
        if changed.get_mut("across").and_then(Value::as_table_mut).is_some_and(|across| across.remove(key).is_some()) {
            found.push((format!("`{key}` of [across]"), changed));
        }
    }
    // Each term of a relation that stands behind a sign.
    if let Some(check) = rule.get("check").and_then(Value::as_str) {
        for (at, sign) in [" + ", " - "].iter().flat_map(|sign| check.match_indices(sign)) {
            let end = check[at + sign.len()..].find(' ').map_or(check.len(), |end| at + sign.len() + end);
            let mut changed = rule.clone();
            changed.insert("check".to_owned(), Value::String(format!("{}{}", &check[..at], &check[end..])));
            found.push((format!("`{}` of the relation", &check[at + 1..end]), changed));
        }
    }
    let claims = rule.get("claim").and_then(Value::as_array).map_or(0, Vec::len);
    for nth in 0..claims {
        let mut changed = rule.clone();
        changed.get_mut("claim").and_then(Value::as_array_mut).map(|list| list.remove(nth));
        found.push((format!("[[claim]] {}", nth + 1), changed));
    }
    found
}

/// Whether the rules with this file in place of the rule's own are refused, or an example of the rule comes out otherwise.
fn is_noticed(sources: &[RuleSource], name: &str, changed: &Table) -> bool {
    let text = changed.to_string();
    let swapped = |source: &RuleSource| {
        let text = if source.name == name { Cow::Owned(text.clone()) } else { source.text.clone() };
        RuleSource { text, ..source.clone() }
    };
    let Ok(rules) = RuleSet::from_sources(&sources.iter().map(swapped).collect::<Vec<_>>()) else { return true };
    let Some(rule) = rules.rules().find(|rule| rule.file == name) else { return true };
    rule.examples.iter().any(|example| try_example(rule, example, &rules) != Tried::Reported)
}

/// Of a hundred claims, how many no example needs: most of them stand in a row of like claims, one a reason of refusal or a kind of applicant,
/// of which the examples show some. Fewer is better.
const IDLE_CLAIMS: usize = 70;

#[test]
fn a_condition_left_out_is_noticed_by_an_example() {
    let sources = RuleSet::builtin_sources();
    let (mut tried, mut tried_claims) = (0, 0);
    let (mut idle, mut claims) = (Vec::new(), Vec::new());
    for source in sources.iter().filter(|source| source.stem() != "pack" && !source.is_lexicon()) {
        let rule: Table = source.text.parse().expect("the built-in files are TOML");
        for (what, changed) in without(&rule) {
            tried += 1;
            tried_claims += usize::from(what.starts_with("[[claim]]"));
            if !is_noticed(&sources, &source.name, &changed) {
                let list = if what.starts_with("[[claim]]") { &mut claims } else { &mut idle };
                list.push(format!("{}: {what}", source.name));
            }
        }
    }
    assert!(tried > 150, "only {tried}");
    assert!(idle.is_empty(), "needed by no example:\n{}", idle.join("\n"));
    let most = tried_claims * IDLE_CLAIMS / 100;
    assert!(claims.len() <= most, "{} of {tried_claims} claims are needed by no example:\n{}", claims.len(), claims.join("\n"));
}
