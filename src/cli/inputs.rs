//! From the paths given to the sources to audit: files, folders, patterns, standard input.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};

use crate::cli::config::Exclude;
use crate::cli::pipeline::{Source, bounded, unreadable};
use crate::ingest::{Limits, no_file};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};
use crate::report::{MARKED, TELLING, is_own_output, is_page};

/// Suffixes looked for in folders; a file given by name is read whatever it is called.
pub(crate) const SUFFIXES: [&str; 16] =
    ["html", "htm", "xhtml", "mht", "mhtml", "docx", "docm", "xls", "xlsx", "xlsm", "xlsb", "ods", "txt", "md", "csv", "tsv"];

/// What was found, and the paths that gave nothing.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) sources: Vec<Source>,
    /// Folders without a report, as given.
    pub(crate) empty: Vec<String>,
    /// Patterns that match no file, as given.
    pub(crate) unmatched: Vec<Arc<str>>,
    /// Files in folders that were not looked at, by suffix.
    pub(crate) passed_over: BTreeMap<String, usize>,
    /// Files left out because a pattern of `exclude` covers them.
    pub(crate) excluded: usize,
    /// Files that we wrote ourselves.
    pub(crate) own: Vec<String>,
    /// Entries of folders that are no reports, and what they are: linked folders, pipes, sockets, devices, pages written here.
    pub(crate) no_reports: Vec<(String, Phrase)>,
    seen: BTreeSet<PathBuf>,
}

/// Finds the sources, in a fixed order, each file once. Standard input is read at once, within the limits.
pub(crate) fn find(paths: &[PathBuf], stdin: &mut dyn Read, stdin_name: &str, limits: &Limits) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            if inputs.seen.insert(path.clone()) {
                inputs.sources.push(read_stdin(stdin, stdin_name, limits));
            }
        } else if path.is_dir() {
            inputs.walk(path, path, None);
        } else if let (false, Some((base, pattern))) = (path.exists(), pattern(path)) {
            match OverrideBuilder::new(&base).add(&format!("/{pattern}")).and_then(|b| b.build()) {
                Ok(glob) if base.is_dir() => inputs.walk(path, &base, Some(glob)),
                Ok(_) => inputs.unmatched.push(path.to_string_lossy().into()),
                Err(_) => inputs.add(path.clone()),
            }
        } else {
            inputs.add(path.clone());
        }
    }
    inputs
}

impl Inputs {
    /// Makes the unmatched patterns problems of their own: where other paths gave something, they must not pass unseen.
    pub(crate) fn blame_unmatched(&mut self) {
        for name in std::mem::take(&mut self.unmatched) {
            let problem = Problem::new(ProblemKind::Unreadable, "没有文件符合这个模式", "no file matches this pattern");
            self.sources.push(Source::Failed { name, problem });
        }
    }

    /// Leaves out the files that the patterns cover, also those given by name: hooks name every file.
    pub(crate) fn leave_out(&mut self, exclude: &Exclude) {
        let before = self.sources.len();
        self.sources.retain(|source| !matches!(source, Source::File(path) if exclude.covers(path)));
        self.excluded = before - self.sources.len();
    }

    /// Leaves out what we wrote, in whatever format: what they show is the audit of a report, not a report.
    pub(crate) fn leave_out_own(&mut self) {
        let own = &mut self.own;
        self.sources.retain(|source| {
            let Source::File(path) = source else { return true };
            let ours = ends(path).is_some_and(|(head, tail)| is_own_output(&head, &tail));
            if ours {
                own.push(source.name().to_string());
            }
            !ours
        });
    }

    fn add(&mut self, path: PathBuf) {
        if self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            self.sources.push(Source::File(path));
        }
    }

    /// Adds what lies below `base`; `given` is the path to name if that is nothing. Nothing is skipped but hidden files and folders:
    /// a report that version control ignores is still a report.
    fn walk(&mut self, given: &Path, base: &Path, glob: Option<Override>) {
        let any_suffix = glob.is_some();
        let mut builder = WalkBuilder::new(base);
        builder.standard_filters(false).sort_by_file_path(Path::cmp);
        // Not the walker's own option: a pattern would override it.
        builder.filter_entry(|entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b"."));
        if let Some(glob) = glob {
            builder.overrides(glob);
        }
        let mut found = false;
        for entry in builder.build() {
            match entry {
                Ok(entry) => found |= self.entry(&entry, any_suffix),
                Err(error) => {
                    found = true;
                    self.sources.push(failed(given, &error));
                }
            }
        }
        if !found && any_suffix {
            self.unmatched.push(given.to_string_lossy().into());
        } else if !found {
            self.empty.push(given.to_string_lossy().into_owned());
        }
    }

    /// Adds an entry of a folder if it is a file that is looked for, or a link that would be one if it led anywhere.
    fn entry(&mut self, entry: &DirEntry, any_suffix: bool) -> bool {
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
        let suffix = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let wanted = any_suffix || SUFFIXES.contains(&suffix.as_str());
        match fs::metadata(path).map(|m| no_file(m.file_type())) {
            Ok(Some(_)) if entry.file_type().is_some_and(|kind| kind.is_dir()) || entry.depth() == 0 => false,
            Ok(Some(what)) => {
                let link = entry.path_is_symlink() && path.is_dir();
                let what = if link { Phrase::new("链接的文件夹", "a linked folder") } else { what };
                self.no_reports.push((path.to_string_lossy().into_owned(), what));
                false
            }
            // It was there a moment ago.
            Err(_) if fs::symlink_metadata(path).is_err() => false,
            Ok(None) if wanted && is_own(path) => {
                let what = Phrase::new("crossfoot 写出的页面", "a page that crossfoot wrote");
                self.no_reports.push((path.to_string_lossy().into_owned(), what));
                false
            }
            Ok(None) | Err(_) if wanted => {
                self.add(path.to_owned());
                true
            }
            Ok(None) | Err(_) => {
                *self.passed_over.entry(suffix).or_default() += 1;
                false
            }
        }
    }
}

/// Whether a file is the marked page of an earlier run: it repeats a report, findings and all.
fn is_own(path: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(512).read_to_end(&mut beginning));
    read.is_ok() && is_page(&String::from_utf8_lossy(&beginning))
}

/// The first and the last bytes of an ordinary file.
fn ends(path: &Path) -> Option<(Vec<u8>, Vec<u8>)> {
    let long = fs::metadata(path).ok().filter(fs::Metadata::is_file)?.len();
    let mut file = fs::File::open(path).ok()?;
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    file.by_ref().take(u64::try_from(TELLING).unwrap_or(u64::MAX)).read_to_end(&mut head).ok()?;
    file.seek(SeekFrom::Start(long.saturating_sub(MARKED.len() as u64))).ok()?;
    file.take(MARKED.len() as u64).read_to_end(&mut tail).ok()?;
    Some((head, tail))
}

/// A pattern the shell did not expand: the folder before its first wildcard, and the rest.
fn pattern(path: &Path) -> Option<(PathBuf, String)> {
    let text = path.to_str()?;
    let first = text.find(['*', '?', '[', '{'])?;
    let (base, rest) = match text.get(..first)?.rfind('/') {
        Some(slash) => (text.get(..=slash)?, text.get(slash + 1..)?),
        None => (".", text),
    };
    Some((PathBuf::from(base), rest.to_owned()))
}

fn failed(given: &Path, error: &ignore::Error) -> Source {
    let problem = error.io_error().map_or_else(
        || Problem::new(ProblemKind::Unreadable, format!("无法读取：{error}"), format!("cannot be read: {error}")),
        unreadable,
    );
    let name = match error {
        ignore::Error::WithPath { path, .. } => path.to_string_lossy().into(),
        ignore::Error::WithDepth { err, .. } => match err.as_ref() {
            ignore::Error::WithPath { path, .. } => path.to_string_lossy().into(),
            _ => given.to_string_lossy().into(),
        },
        _ => given.to_string_lossy().into(),
    };
    Source::Failed { name, problem }
}

fn read_stdin(stdin: &mut dyn Read, name: &str, limits: &Limits) -> Source {
    match bounded(stdin, limits) {
        Ok(bytes) => Source::Bytes { name: name.into(), bytes },
        Err(problem) => Source::Failed { name: name.into(), problem },
    }
}
