//! The Word files beside the project: what pandoc reads of them, and that none of them stops us.
#![allow(clippy::print_stderr, reason = "a skipped test must say so")]

use std::path::{Path, PathBuf};

use crate::document::{Document, Table};
use crate::ingest::{Limits, read};

fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/docx");
    root.is_dir().then_some(root).or_else(|| {
        eprintln!("SKIPPED: no corpus beside the project");
        None
    })
}

fn files(root: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut open = vec![root.to_owned()];
    let mut out = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|e| e == suffix) {
                out.push(entry);
            }
        }
    }
    out.sort();
    out
}

/// A word of pandoc's native form: a name, a bracket or comma, or a string.
#[derive(Debug, PartialEq)]
enum Word {
    Name(String),
    Mark(char),
    Text(String),
}

fn words(native: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut chars = native.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '"' {
            out.push(Word::Text(string(&mut chars)));
        } else if c.is_alphanumeric() || c == '-' {
            let mut name = String::from(c);
            while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || ".-_'".contains(*c)) {
                name.push(c);
            }
            out.push(Word::Name(name));
        } else if !c.is_whitespace() {
            out.push(Word::Mark(c));
        }
    }
    out
}

/// The rest of a Haskell string literal.
fn string(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some(d) if d.is_ascii_digit() => {
                    let mut code = d.to_digit(10).unwrap();
                    while let Some(d) = chars.next_if(char::is_ascii_digit) {
                        code = code * 10 + d.to_digit(10).unwrap();
                    }
                    out.extend(char::from_u32(code));
                }
                Some('&') | None => {}
                Some('n') => out.push('\n'),
                Some(c) => out.push(c),
            },
            _ => out.push(c),
        }
    }
    out
}

/// A table of the native form: columns, and of each row the cells as (rows, columns, text without white space).
#[derive(Debug, Default)]
struct Native {
    columns: usize,
    rows: Vec<Vec<(u32, u32, String)>>,
}

/// The tables of a native document that hold no other tables; strings inside cells are their text.
fn native_tables(words: &[Word]) -> Vec<Native> {
    let is = |at: usize, name: &str| words.get(at) == Some(&Word::Name(name.to_owned()));
    let count = |at: usize| match words.get(at) {
        Some(Word::Name(n)) => n.parse::<u32>().unwrap(),
        other => panic!("a number, not {other:?}"),
    };
    let mut found: Vec<Native> = Vec::new();
    let mut in_head = false;
    for at in 0..words.len() {
        if is(at, "Table") {
            found.push(Native::default());
            in_head = true;
        } else if is(at, "TableHead") {
            in_head = false;
        }
        let Some(table) = found.last_mut() else { continue };
        if in_head && (is(at, "ColWidth") || is(at, "ColWidthDefault")) {
            table.columns += 1;
        } else if is(at, "Row") {
            table.rows.push(Vec::new());
        } else if is(at, "RowSpan") {
            let (rows, columns) = (count(at + 1), count(at + 5));
            assert!(is(at + 4, "ColSpan"));
            table.rows.last_mut().unwrap().push((rows, columns, String::new()));
        } else if is(at, "TableFoot") {
            // What follows is no cell's text.
            table.rows.push(Vec::new());
        } else if let (true, Some(Word::Text(text))) = (is(at.wrapping_sub(1), "Str"), words.get(at))
            && let Some((_, _, cell)) = table.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    for table in &mut found {
        table.rows.retain(|row| !row.is_empty());
    }
    found
}

/// What differs between a table of ours and pandoc's.
fn difference(ours: &Table, theirs: &Native) -> Option<String> {
    if (ours.rows() as usize, ours.cols() as usize) != (theirs.rows.len(), theirs.columns) {
        return Some(format!("{}x{}, not {}x{}", ours.rows(), ours.cols(), theirs.rows.len(), theirs.columns));
    }
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut cells = ours.cells().iter();
    for (row, line) in (0..).zip(&theirs.rows) {
        for (rows, columns, text) in line {
            let cell = cells.next()?;
            if (cell.row, cell.row_span, cell.col_span, squeezed(cell.text.as_str())) != (row, *rows, *columns, text.clone()) {
                return Some(format!("{} {:?}, not {text:?} {rows}x{columns}", cell.corner(), cell.text.as_str()));
            }
        }
    }
    cells.next().map(|cell| format!("{} more", cell.corner()))
}

#[test]
fn tables_are_those_pandoc_reads() {
    let Some(root) = corpus() else { return };
    let (mut compared, mut tables) = (0, 0);
    let mut wrong = Vec::new();
    for path in files(&root, "native") {
        let Ok(bytes) = std::fs::read(path.with_extension("docx")) else { continue };
        let theirs = native_tables(&words(&std::fs::read_to_string(&path).unwrap()));
        let ours = read("x", bytes.into(), &Limits::default()).unwrap();
        compared += 1;
        tables += theirs.len();
        if ours.tables.len() != theirs.len() {
            wrong.push(format!("{}: {} tables, not {}", path.display(), ours.tables.len(), theirs.len()));
        }
        for (ours, theirs) in ours.tables.iter().zip(&theirs) {
            wrong.extend(difference(ours, theirs).map(|what| format!("{}: {what}", path.display())));
        }
    }
    eprintln!("{compared} files with a native form, {tables} tables");
    assert!(compared > 5 && wrong.is_empty(), "{compared} files\n{}", wrong.join("\n"));
}

#[test]
fn every_file_is_read_or_refused_in_time() {
    let Some(root) = corpus() else { return };
    let mut slow = Vec::new();
    let mut read_ones = 0;
    for path in files(&root, "docx").into_iter().chain(files(&root.join("../fuzz"), "docx")) {
        let bytes = std::fs::read(&path).unwrap();
        let start = std::time::Instant::now();
        let outcome: Result<Document, _> = read("x", bytes.into(), &Limits::default());
        read_ones += usize::from(outcome.is_ok());
        if start.elapsed().as_secs() >= 5 {
            slow.push(path);
        }
    }
    assert!(slow.is_empty() && read_ones > 90, "{read_ones} read, slow: {slow:?}");
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
}

/// The package with one of its XML parts damaged: bytes changed, or a stretch of it left out, doubled or moved.
fn mutant(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        let mut content = Vec::new();
        let _ = std::io::Read::read_to_end(&mut part, &mut content);
        parts.push((part.name().unwrap().into_owned(), content));
    }
    let victims: Vec<usize> = (0..parts.len()).filter(|&i| parts[i].0.starts_with("word/") && parts[i].0.contains(".xml")).collect();
    let victim = &mut parts[*victims.get(random.below(victims.len()))?].1;
    // Tags are cut whole as often as not, so that the damage gets past the parser.
    let tags: Vec<usize> = victim.iter().enumerate().filter(|(_, b)| **b == b'<').map(|(at, _)| at).collect();
    for _ in 0..=random.below(4) {
        let mut place = |tags: &[usize], len: usize| {
            if tags.is_empty() || random.below(4) == 0 { random.below(len) } else { tags[random.below(tags.len())] }
        };
        let (from, to) = (place(&tags, victim.len()).min(victim.len()), place(&tags, victim.len()).min(victim.len()));
        let range = from.min(to)..from.max(to).min(from.min(to) + 400);
        match random.below(4) {
            0 => drop(victim.drain(range)),
            1 => {
                let copy = victim[range].to_vec();
                let at = to.min(victim.len());
                victim.splice(at..at, copy);
            }
            2 => {
                let piece: Vec<u8> = victim.drain(range).collect();
                let at = random.below(victim.len());
                victim.splice(at..at, piece);
            }
            _ => {
                if let Some(byte) = victim.get_mut(from) {
                    *byte = b"<>/\"9&\xff\0"[random.below(8)];
                }
            }
        }
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in &parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).ok()?;
        std::io::Write::write_all(&mut zip, content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

#[test]
#[ignore = "reads the corpus beside the project for minutes"]
fn mutants_do_not_panic() {
    let Some(root) = corpus() else { return };
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut tried, mut read_ones) = (0, 0);
    for path in files(&root, "docx") {
        let bytes = std::fs::read(&path).unwrap();
        for _ in 0..if bytes.len() < 100_000 { 60 } else { 10 } {
            let Some(damaged) = mutant(&bytes, &mut random) else { break };
            let start = std::time::Instant::now();
            let document = read("x", damaged.into(), &Limits::default());
            tried += 1;
            read_ones += usize::from(document.is_ok());
            assert!(start.elapsed().as_secs() < 4, "{}", path.display());
        }
    }
    eprintln!("{tried} mutants, {read_ones} read");
    assert!(tried > 4_000);
}
