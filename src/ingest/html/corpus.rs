//! The corpus beside the project, where there is one: trees, places, times, grids.
#![expect(clippy::print_stderr, reason = "a missing corpus is said aloud, and figures are worth seeing")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::document::{Document, Table};
use crate::ingest::Limits;
use crate::ingest::html::oracle::compare;
use crate::ingest::html::read;
use crate::ingest::html::tests::source_text;

fn corpus() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let (mut folders, mut pages) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm")) {
                let bytes = std::fs::read(&path).unwrap();
                let text = encoding_rs::Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(e, _)| e).decode(&bytes).0.into_owned();
                pages.push((path, text));
            }
        }
    }
    pages.sort();
    pages
}

/// Bytes compared by default; `CORPUS_BYTES` in the environment sets another bound on one file.
fn most_bytes() -> usize {
    std::env::var("CORPUS_BYTES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000)
}

#[test]
fn the_corpus_gives_scrapers_tree_and_exact_places() {
    let pages = corpus();
    if pages.is_empty() {
        eprintln!("SKIPPED: no corpus beside the project");
    }
    let (mut files, mut characters) = (0, 0);
    for (path, text) in pages.iter().filter(|(_, text)| text.len() <= most_bytes()) {
        // Trees of hostile depth are quadratic work for the oracle.
        if path.file_name().is_some_and(|n| n.to_string_lossy().contains("deep_") || n.to_string_lossy().contains("formatting_")) {
            continue;
        }
        files += 1;
        characters += compare(text);
    }
    eprintln!("{files} files, {characters} characters");
}

#[test]
fn the_corpus_is_read_in_time() {
    let pages = corpus();
    if pages.is_empty() {
        eprintln!("SKIPPED: no corpus beside the project");
    }
    let mut times = Vec::new();
    for (path, text) in &pages {
        let start = Instant::now();
        let document = page(text);
        times.push((start.elapsed(), path.clone(), document.tables.len(), document.paragraphs.len(), document.remarks.len()));
    }
    times.sort();
    for (time, path, tables, paragraphs, remarks) in times.iter().rev().take(8) {
        eprintln!("{time:?} {} tables {tables} paragraphs {paragraphs} remarks {remarks}", path.display());
    }
    assert!(times.last().is_none_or(|t| t.0.as_secs() < 20), "a page takes too long");
}

fn page(text: &str) -> Document {
    read("x", source_text(text), &Limits::default())
}

fn shown(table: &Table, row: u32, col: u32) -> String {
    let text = table.at(row, col).and_then(|c| table.cell(c)).map_or("", |c| c.text.as_str());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")
}

/// The expanded grids that come with the corpus's Wikipedia tables.
#[test]
fn grids_agree_with_the_expanded_ones() {
    let (mut agree, mut differ, mut absent) = (0, 0, 0);
    for (path, text) in corpus() {
        let Ok(expected) = std::fs::read_to_string(path.with_extension("tsv")) else { continue };
        let page = page(&text);
        let Some(table) = page.tables.first() else {
            absent += 1;
            eprintln!("no data table: {}", path.display());
            continue;
        };
        let difference = expected.lines().zip(0..).find_map(|(line, row)| {
            let cells = line.split('\t').zip(0..);
            let normal = |s: &str| s.replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
            cells.map(|(cell, col)| (normal(cell), shown(table, row, col))).find(|(a, b)| a != b).map(|found| (row, found))
        });
        if let Some((row, (expected, found))) = difference {
            differ += 1;
            eprintln!("{}: row {row}: expected {expected:?}, found {found:?}", path.display());
        } else {
            agree += 1;
        }
    }
    eprintln!("grids: {agree} agree, {differ} differ, {absent} without a data table");
}

/// The cells named by the footing tables' truth, by position on the expanded grid.
#[test]
fn footing_cells_stand_where_they_are_said_to() {
    let Ok(truth) = std::fs::read_to_string(root().join("footing/truth.jsonl")) else {
        eprintln!("SKIPPED: no corpus beside the project");
        return;
    };
    let (mut right, mut wrong, mut absent) = (0, 0, 0);
    for line in truth.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).expect("the truth is JSON");
        let id = entry["id"].as_str().unwrap_or("");
        let Ok(text) = std::fs::read_to_string(root().join(format!("footing/clean/{id}.html"))) else { continue };
        let page = page(&text);
        let Some(table) = page.tables.first() else {
            absent += 1;
            eprintln!("no data table: {id}");
            continue;
        };
        for sum in entry["sums"].as_array().into_iter().flatten() {
            for cell in std::iter::once(&sum["total"]).chain(sum["parts"].as_array().into_iter().flatten()) {
                let at = |key: &str| cell[key].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX);
                let found = shown(table, at("r"), at("c"));
                let expected = cell["text"].as_str().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                if found == expected {
                    right += 1;
                } else {
                    wrong += 1;
                    if wrong <= 20 {
                        eprintln!("{id} {} {}: expected {expected:?}, found {found:?}", at("r"), at("c"));
                    }
                }
            }
        }
    }
    eprintln!("footing: {right} cells right, {wrong} wrong, {absent} files without a data table");
}
