//! The report's bytes depend on the files alone: not on the order they are named in, nor on how many are audited at a time.
#![cfg(feature = "cli")]
#![allow(clippy::panic, clippy::print_stderr, reason = "a test may stop, and says what it skips")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs of the built command; each has its own order and number of threads. An unoptimised build takes its time over each.
const RUNS: u64 = if cfg!(debug_assertions) { 12 } else { 100 };

/// The fixtures that read fast enough to be read in every run.
const SUFFIXES: [&str; 3] = ["txt", "csv", "html"];

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| SUFFIXES.iter().any(|s| e == *s)))
        .collect();
    files.sort();
    files
}

/// The next number of a linear congruential generator: the same runs every time.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn shuffled(files: &[PathBuf], seed: u64) -> Vec<PathBuf> {
    let mut left = files.to_vec();
    let mut state = seed;
    let mut order = Vec::new();
    while !left.is_empty() {
        let at = usize::try_from(next(&mut state)).expect("31 bits") % left.len();
        order.push(left.swap_remove(at));
    }
    order
}

fn report(files: &[PathBuf], threads: u64, format: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(["check", "--quiet", "--format", format, "--threads", &threads.to_string()])
        .args(files)
        .env_clear()
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1), "the county's report has findings");
    output.stdout
}

#[test]
fn every_run_gives_the_same_bytes() {
    let files = fixtures();
    assert!(files.len() > 4, "{files:?}");
    let expected = ["json", "text"].map(|format| report(&files, 1, format));
    assert!(!expected[0].is_empty() && !expected[1].is_empty());
    for run in 0..RUNS {
        let format = usize::from(run % 4 == 3);
        let got = report(&shuffled(&files, run), run % 8 + 1, ["json", "text"][format]);
        assert!(got == expected[format], "run {run} differs");
    }
}
