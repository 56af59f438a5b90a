//! A small run of the mutation harness; `cargo run --release --example mutate -- COUNT SEED` is the long one.
#![allow(clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and prints its figures")]

use std::thread;

use crossfoot::rules::RuleSet;
use mutation::{Class, Effort, Tally, samples};

#[path = "mutation/mod.rs"]
mod mutation;

/// Reports of the small run.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=40;

#[test]
fn one_changed_number_is_found_and_named() {
    let effort = Effort { classes: Class::ALL.len(), cells: 0, pairs: true };
    let half = |odd: u64| {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let mut tally = Tally::default();
        SEEDS.filter(|seed| seed % 2 == odd).for_each(|seed| tally.report(seed, effort, &rules));
        tally
    };
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let halves = [0, 1].map(|odd| scope.spawn(move || half(odd)));
        for half in halves {
            tally.merge(half.join().expect("no report stops the run"));
        }
    });
    println!("{}\n{}", tally.table(), tally.guard_map());
    assert_eq!(tally.flagged, 0, "{}", tally.alarms.join("\n"));
    let short = |class: &&Class| {
        tally.classes.get(class).map_or(0, |score| score.found * 100)
            < class.floor() * tally.classes.get(class).map_or(0, |score| score.mutants)
    };
    let fallen: Vec<&str> = Class::ALL.iter().filter(short).map(|class| class.label()).collect();
    assert!(fallen.is_empty(), "{fallen:?}\n{}", tally.table());
}

/// Equal seeds give equal files, and a mutant is its report but for the change.
#[test]
fn a_mutant_differs_from_its_report() {
    for seed in 1..=4 {
        let (once, again) = (samples(seed), samples(seed));
        assert_eq!(once, again);
        let (clean, mutants) = once.split_first().expect("the report");
        assert!(mutants.len() > 10);
        for (name, bytes) in mutants {
            let same = clean.1.iter().zip(bytes).take_while(|(a, b)| a == b).count();
            let same_end = clean.1.iter().rev().zip(bytes.iter().rev()).take_while(|(a, b)| a == b).count();
            assert!(*bytes != clean.1, "{name} is the report itself");
            assert!(same + same_end > clean.1.len() / 3, "{name} changes most of the file");
        }
    }
}
