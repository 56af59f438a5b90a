//! Sweeps over workbooks nobody here wrote; they need the corpus beside the project and are run by hand:
//! `cargo test --release --lib workbook::corpus -- --ignored --nocapture`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "sweeps tell what they saw")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::document::{Cell, Document, Format, Stored, Table};
use crate::ingest::Limits;
use crate::ingest::workbook::read;
use crate::problem::{Problem, ProblemKind};

fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    root.is_dir().then_some(root).or_else(|| {
        eprintln!("SKIPPED: no corpus beside the project");
        None
    })
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut open = vec![root.to_owned()];
    let mut out = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() { open.push(entry) } else { out.push(entry) }
        }
    }
    out.sort();
    out
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}

fn format(path: &Path, bytes: &[u8]) -> Option<Format> {
    let name = path.to_string_lossy().to_lowercase();
    let extension = name.rsplit('.').next().unwrap_or("");
    if !["xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "fods", "ooxml"].contains(&extension) {
        return None;
    }
    if bytes.starts_with(&[0xD0, 0xCF]) {
        return Some(Format::Xls);
    }
    if bytes.starts_with(b"PK") {
        return Some(if holds(bytes, b"opendocument.spreadsheet") {
            Format::Ods
        } else if holds(bytes, b"workbook.bin") {
            Format::Xlsb
        } else {
            Format::Xlsx
        });
    }
    match extension {
        "fods" | "ods" => Some(Format::Ods),
        "xlsb" => Some(Format::Xlsb),
        "xls" => Some(Format::Xls),
        _ => Some(Format::Xlsx),
    }
}

fn open(path: &Path) -> Option<(Format, std::thread::Result<Result<Document, Problem>>)> {
    let bytes: Arc<[u8]> = std::fs::read(path).unwrap().into();
    let format = format(path, &bytes)?;
    Some((format, std::panic::catch_unwind(|| read("x", bytes, format, &Limits::default()))))
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
#[ignore = "reads the corpus beside the project"]
fn nothing_panics_hangs_or_grows() {
    let Some(root) = corpus() else { return };
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for path in files(&root.join("excel")).into_iter().chain(files(&root.join("fuzz"))) {
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let start = Instant::now();
        let Some((format, outcome)) = open(&path) else { continue };
        let (took, peak) = (start.elapsed().as_millis(), peak_megabytes());
        let outcome = match outcome {
            Err(_) => {
                failures.push(path.clone());
                "PANIC".to_owned()
            }
            Ok(Err(problem)) => format!("{:?}", problem.kind),
            Ok(Ok(document)) if document.remarks.is_empty() => "read".to_owned(),
            Ok(Ok(_)) => "read with remarks".to_owned(),
        };
        if outcome == "Unreadable" && !path.to_string_lossy().contains("/fuzz/") {
            eprintln!("UNREADABLE {}", path.strip_prefix(&root).unwrap().display());
        }
        if took > 2000 || peak > 300 || outcome == "PANIC" || std::env::var_os("CROSSFOOT_EACH").is_some() {
            eprintln!("{outcome}: {took} ms, {peak} MB, {}", path.strip_prefix(&root).unwrap().display());
        }
        if peak > 512 {
            failures.push(path);
        }
        *outcomes.entry(format!("{format:?} {outcome}")).or_default() += 1;
    }
    eprintln!("{outcomes:#?}");
    assert!(failures.is_empty(), "{failures:?}");
}

fn dump_of(path: &Path, dumps: &BTreeMap<String, Vec<PathBuf>>) -> Vec<Vec<PathBuf>> {
    let name = path.file_name().unwrap().to_string_lossy().replace("biff5__", "").replace("crlf__", "").replace("dpi__", "");
    let poi = format!("apachepoi_{name}");
    ["", "2011__", "2013__", "2016__"]
        .into_iter()
        .flat_map(|year| [format!("{year}{name}"), format!("{year}{poi}")])
        .filter_map(|n| dumps.get(&n).cloned())
        .collect()
}

fn grid(path: &Path) -> BTreeMap<(u32, u32), String> {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).replace("\r\n", "\n").replace('\r', "\n");
    let mut out = BTreeMap::new();
    let (mut row, mut col, mut quoted, mut field) = (0, 0, false, String::new());
    for c in text.chars().chain(std::iter::once('\n')) {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                let shown = std::mem::take(&mut field);
                if !shown.trim().is_empty() {
                    out.insert((row, col), shown.trim().to_owned());
                }
                (row, col) = if c == ',' { (row, col + 1) } else { (row + 1, 0) };
            }
            _ => field.push(c),
        }
    }
    out
}

/// A dump starts at the used range, which may start below A1: the offset at which most cells agree.
fn offset(table: &Table, dump: &BTreeMap<(u32, u32), String>) -> (u32, u32) {
    let first = |f: fn(&Cell) -> u32| table.cells().iter().map(f).min().unwrap_or(0).min(40);
    let agree = |down: u32, right: u32| {
        let same = |(at, want): (&(u32, u32), &String)| {
            table.at(at.0 + down, at.1 + right).and_then(|c| table.cell(c)).is_some_and(|c| c.text.as_str() == want)
        };
        dump.iter().filter(|&d| same(d)).count()
    };
    let offsets = (0..=first(|c| c.row)).flat_map(|down| (0..=first(|c| c.col)).map(move |right| (down, right)));
    offsets.max_by_key(|&(down, right)| (agree(down, right), std::cmp::Reverse((down, right)))).unwrap_or((0, 0))
}

/// Equal, wrong and missing numeric cells, and examples of the wrong ones.
fn compare(table: &Table, dump: &BTreeMap<(u32, u32), String>, tally: &mut Tally, name: &str) {
    let (down, right) = offset(table, dump);
    for (&(row, col), want) in dump {
        // A dump's pound and euro signs did not survive its encoding.
        if !want.bytes().any(|b| b.is_ascii_digit()) || want.contains('\u{FFFD}') {
            continue;
        }
        let (row, col) = (row + down, col + right);
        let cell = table.at(row, col).and_then(|c| table.cell(c));
        let numeric = cell.is_none_or(|c| matches!(c.stored, Some(Stored::Number(_) | Stored::Date)));
        if !numeric {
            continue;
        }
        let got = cell.map_or("", |c| c.text.as_str());
        let kind = match cell.map(|c| &c.stored) {
            Some(Some(Stored::Date)) => 1,
            _ => 0,
        };
        if got == want {
            tally.equal[kind] += 1;
        } else {
            tally.wrong[kind] += 1;
            tally.examples.entry(name.to_owned()).or_default().push(format!("{row},{col} {got:?} for {want:?}"));
        }
    }
}

#[derive(Default)]
struct Tally {
    equal: [u32; 2],
    wrong: [u32; 2],
    examples: BTreeMap<String, Vec<String>>,
}

#[test]
#[ignore = "reads the corpus beside the project"]
fn shown_values_are_those_of_a_spreadsheet_program() {
    let Some(root) = corpus() else { return };
    let mut dumps: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in files(&root.join("excel/sheetjs_expected_csv")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (book, _) = name.rsplit_once('.').unwrap();
        dumps.entry(book.to_owned()).or_default().push(path);
    }
    let number = |p: &PathBuf| p.file_stem().and_then(|s| s.to_string_lossy().rsplit('.').next().and_then(|n| n.parse::<u32>().ok()));
    for list in dumps.values_mut() {
        list.sort_by_key(number);
    }
    let mut tally = Tally::default();
    let (mut books, mut unaligned) = (0, Vec::new());
    for path in files(&root.join("excel")) {
        let expected = dump_of(&path, &dumps);
        if expected.is_empty() {
            continue;
        }
        let Some((_, Ok(Ok(document)))) = open(&path) else { continue };
        books += 1;
        for dump in expected {
            let grids: Vec<_> = dump.iter().map(|p| grid(p)).filter(|g| !g.is_empty()).collect();
            let tables: Vec<_> = document.tables.iter().filter(|t| t.cells().iter().any(|c| !c.text.is_empty())).collect();
            if grids.len() != tables.len() {
                unaligned.push(format!("{} {} {}", path.display(), grids.len(), tables.len()));
                continue;
            }
            for (table, grid) in tables.into_iter().zip(&grids) {
                compare(table, grid, &mut tally, &dump[0].file_name().unwrap().to_string_lossy());
            }
        }
    }
    let mut examples: Vec<_> = tally.examples.iter().collect();
    examples.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    for (name, list) in &examples {
        eprintln!("{} {name}: {:?}", list.len(), &list[..list.len().min(4)]);
    }
    eprintln!("books {books}, unaligned {unaligned:#?}");
    eprintln!("numbers {} equal, {} not; dates {} equal, {} not", tally.equal[0], tally.wrong[0], tally.equal[1], tally.wrong[1]);
    assert!(tally.equal[0] * 100 >= (tally.equal[0] + tally.wrong[0]) * 97);
}

#[test]
#[ignore = "reads the corpus beside the project"]
fn encrypted_files_are_called_so() {
    let Some(root) = corpus() else { return };
    for name in ["sheetjs/password_2002_128_enhanced.xls", "sheetjs/password_2002_128_enhrsasc.xls"] {
        let (_, outcome) = open(&root.join("excel").join(name)).unwrap();
        assert_eq!(outcome.unwrap().unwrap_err().kind, ProblemKind::Encrypted, "{name}");
    }
}

#[test]
#[ignore = "prints the workbook named by CROSSFOOT_DUMP"]
fn dump() {
    for path in std::env::var("CROSSFOOT_DUMP").unwrap_or_default().split(':').filter(|p| !p.is_empty()) {
        let Some((_, Ok(outcome))) = open(Path::new(path)) else { continue };
        match outcome {
            Err(problem) => println!("{path}: {problem:?}"),
            Ok(document) => {
                for table in &document.tables {
                    println!(
                        "== {path} {:?} hidden {} caption {:?}",
                        table.sheet,
                        table.hidden,
                        table.caption.as_ref().map(crate::document::Text::as_str)
                    );
                    for cell in table.cells() {
                        println!(
                            "{} {}x{} {:?} {:?}{} {:?}",
                            cell.corner(),
                            cell.row_span,
                            cell.col_span,
                            cell.text.as_str(),
                            cell.stored,
                            if cell.hidden { " hidden" } else { "" },
                            cell.formula
                        );
                    }
                }
                for paragraph in &document.paragraphs {
                    println!("¶ {:?} {:?}", paragraph.cell, paragraph.text.as_str());
                }
                for remark in &document.remarks {
                    println!("! {:?} {}", remark.kind, remark.message.en);
                }
            }
        }
    }
}

/// A small generator; the sweep must be the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % bound.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let (at, kind) = (self.below(bytes.len()), self.below(4));
            match (kind, bytes.get_mut(at)) {
                (0, _) => bytes.truncate(at),
                (1, Some(byte)) => *byte = [0, 1, 0x7F, 0x80, 0xFF, b'9'][at % 6],
                (2, Some(byte)) => *byte ^= 1 << (at % 8),
                _ => bytes.insert(at, b'9'),
            }
        }
    }
}

fn mutant(bytes: &[u8], random: &mut Random) -> Arc<[u8]> {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        // Half of the binary ones are damaged in their records, not in the file system around them.
        let mut out = bytes.to_vec();
        if random.below(2) == 0
            && let Ok(mut file) = cfb::CompoundFile::open(std::io::Cursor::new(bytes))
            && let Ok(mut stream) = file.open_stream("/Workbook")
        {
            out.clear();
            let _ = std::io::Read::read_to_end(&mut stream, &mut out);
        }
        random.damage(&mut out);
        return out.into();
    };
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        let mut content = Vec::new();
        let _ = std::io::Read::read_to_end(&mut part, &mut content);
        parts.push((part.name().unwrap().into_owned(), content));
    }
    let victims: Vec<usize> = (0..parts.len()).filter(|&i| [".xml", ".bin"].iter().any(|e| parts[i].0.ends_with(e))).collect();
    if let Some(&victim) = victims.get(random.below(victims.len())) {
        random.damage(&mut parts[victim].1);
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect();
    crate::ingest::workbook::samples::package(&parts)
}

#[test]
#[ignore = "reads the corpus beside the project"]
fn mutants_do_not_panic() {
    let Some(root) = corpus() else { return };
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut tried: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut panics = Vec::new();
    for path in files(&root.join("excel")) {
        let bytes = std::fs::read(&path).unwrap();
        let Some(format) = format(&path, &bytes).filter(|_| bytes.len() < 60_000) else { continue };
        for _ in 0..25 {
            let damaged = mutant(&bytes, &mut random);
            let start = Instant::now();
            let outcome = std::panic::catch_unwind(|| read("x", Arc::clone(&damaged), format, &Limits::default()));
            let slow = start.elapsed().as_secs() > 4;
            let outcome_slot = usize::from(!matches!(outcome, Ok(Ok(_)))) + usize::from(outcome.is_err());
            tried.entry(format!("{format:?}")).or_default()[outcome_slot] += 1;
            if outcome_slot == 2 || slow {
                panics.push(path.clone());
                std::fs::write(std::env::temp_dir().join(format!("mutant-{}", panics.len())), &damaged).unwrap();
            }
        }
    }
    eprintln!("read, refused, panicked: {tried:?}; peak {} MB", peak_megabytes());
    assert!(panics.is_empty(), "{panics:?}");
}
