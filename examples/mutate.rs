//! The long run of the mutation harness: `cargo run --release --example mutate -- COUNT SEED [DETAILS]`, or `-- FOLDER/ SEED…` to
//! write the reports of those seeds and their mutants.
#![allow(clippy::print_stdout, clippy::panic, reason = "a tool of ours that prints a table and fails by panicking")]

use std::thread;

use crossfoot::rules::{RuleSet, RuleSource};
use mutation::{Effort, Tally};

#[path = "../tests/mutation/mod.rs"]
mod mutation;

/// Writes the reports of the seeds and all their mutants into a folder.
fn write(folder: &str, seeds: impl Iterator<Item = u64>) {
    for seed in seeds {
        for (name, bytes) in mutation::samples(seed) {
            std::fs::write(format!("{folder}/{seed}-{name}"), bytes).expect("the folder can be written");
        }
    }
}

/// The built-in rules, or those of the folder that `CROSSFOOT_RULES` names: a wording is tried without a build.
fn rules() -> RuleSet {
    let Ok(folder) = std::env::var("CROSSFOOT_RULES") else {
        return RuleSet::builtin().expect("the built-in rules are sound");
    };
    let mut files: Vec<std::path::PathBuf> = Vec::new();
    for pack in std::fs::read_dir(folder).expect("the folder of packs").flatten().filter(|entry| entry.path().is_dir()) {
        files.extend(std::fs::read_dir(pack.path()).expect("a pack").flatten().map(|file| file.path()));
    }
    files.sort();
    let source = |path: &std::path::PathBuf| RuleSource {
        name: path.display().to_string(),
        pack: path.parent().and_then(|pack| pack.file_name()).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        text: std::fs::read_to_string(path).expect("a rule file").into(),
        unread: None,
    };
    RuleSet::from_sources(&files.iter().map(source).collect::<Vec<_>>()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if let Some(folder) = arguments.next_if(|first| first.contains('/')) {
        return write(&folder, arguments.filter_map(|seed| seed.parse().ok()));
    }
    let mut number = |default: u64| arguments.next().map_or(default, |text| text.parse().expect("COUNT SEED are numbers"));
    let (count, seed) = (number(200), number(1));
    let details: usize = usize::try_from(number(0)).expect("a number of lines");
    let effort = Effort { classes: usize::MAX, cells: 12, pairs: true };
    let threads = thread::available_parallelism().map_or(1, usize::from) as u64;
    let part = |thread: u64| {
        let rules = rules();
        let mut tally = Tally::default();
        (seed..seed + count).filter(|n| n % threads == thread).for_each(|n| tally.report(n, effort, &rules));
        tally
    };
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        for part in parts {
            tally.merge(part.join().expect("no report stops the run"));
        }
    });
    println!("{}\n{}", tally.table(), tally.guard_map());
    println!("below the floors of the small run: {:?}", tally.fallen());
    for alarm in &tally.alarms {
        println!("false alarm: {alarm}");
    }
    for (class, score) in &tally.classes {
        for line in score.misses.iter().take(details) {
            println!("missed [{}]: {line}", class.label());
        }
        for line in score.stray_lines.iter().take(details) {
            println!("stray [{}]: {line}", class.label());
        }
    }
}
