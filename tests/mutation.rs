//! A small run of the mutation harness; `cargo run --release --example mutate -- COUNT SEED` is the long one.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use crossfoot::rules::RuleSet;
use mutation::{Class, Effort, Tally};

#[path = "mutation/mod.rs"]
mod mutation;

#[test]
fn one_changed_number_is_found_and_named() {
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    let mut tally = Tally::default();
    for seed in 1..=30 {
        tally.report(seed, Effort { classes: Class::ALL.len(), cells: 0 }, &rules);
    }
    assert_eq!(tally.flagged, 0, "{}", tally.alarms.join("\n"));
}
