//! What several tests need.
#![allow(dead_code, reason = "every test binary uses its own part")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossfoot::document::Document;
use crossfoot::ingest::{Limits, read};

/// The forms of the county report, in `fixtures/county` and `fixtures/county-fixed`.
pub(crate) const FORMS: [&str; 9] =
    ["clean.html", "word.html", "cms.html", "utf16.html", "report.xlsx", "report.xls", "report.ods", "report.txt", "report.csv"];

/// The package's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the package, or of the folder beside it.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A text file of the package.
pub(crate) fn text(path: &str) -> String {
    String::from_utf8(bytes(&root().join(path))).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file of the package as read, under its path in the package.
pub(crate) fn document(path: &str) -> Document {
    let bytes: Arc<[u8]> = bytes(&root().join(path)).into();
    read(path, bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{path}: {problem}"))
}

/// A file or folder that only a developer has, beside the package; says so loudly when it is absent.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    // Past the test runner's capture, which hides what a passing test prints.
    let _ = writeln!(std::io::stderr(), "SKIPPED: no {name} beside the project");
    None
}

/// All files under a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder's entry").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A new, empty folder of a test; `area` is the test file's.
pub(crate) fn folder(area: &str, name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(area).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

/// The real command in a folder: its exit code, standard output, standard error.
#[cfg(feature = "cli")]
pub(crate) fn crossfoot(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C").current_dir(dir).stdin(std::process::Stdio::null());
    let output = command.output().expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("no signal"), text(&output.stdout), text(&output.stderr))
}

/// A source file.
pub(crate) struct Source {
    /// Its path under `src/`, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
    /// Its first line of tests, 0-based; the number of lines where it has none.
    pub(crate) tests: usize,
}

impl Source {
    /// Numbered lines that are neither comments nor tests.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().take(self.tests).map(|(n, line)| (n + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Every file under `src/`; of a module declared under `#[cfg(test)]` all lines are tests.
pub(crate) fn sources() -> Vec<Source> {
    let root = root().join("src");
    let mut sources: Vec<Source> = Vec::new();
    let mut test_modules: Vec<String> = Vec::new();
    for path in files(&root) {
        let text = String::from_utf8(bytes(&path)).expect("source files are UTF-8");
        let path = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let lines: Vec<&str> = text.lines().collect();
        let mut tests = lines.len();
        for (n, pair) in lines.windows(2).enumerate().filter(|(_, pair)| pair[0].trim() == "#[cfg(test)]") {
            match pair[1].trim().strip_prefix("mod ").and_then(|name| name.strip_suffix(';')) {
                Some(name) => test_modules.push(format!("{}{name}", path.strip_suffix("mod.rs").unwrap_or(""))),
                None => tests = tests.min(n),
            }
        }
        sources.push(Source { path, text, tests });
    }
    let is_test = |path: &str| {
        test_modules.iter().filter_map(|module| path.strip_prefix(module.as_str())).any(|rest| rest == ".rs" || rest.starts_with('/'))
    };
    for source in sources.iter_mut().filter(|s| is_test(&s.path)) {
        source.tests = 0;
    }
    sources
}
