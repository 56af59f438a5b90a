//! The settings of a run, each with where it comes from.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::cli::args::FailOn;
use crate::cli::bounds::{BoundOptions, Bounds};
use crate::cli::config::{Entry, Family};
use crate::phrase::{Lang, Phrase};
use crate::rules::Severity;

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nobody said otherwise.
    #[default]
    Default,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`.
    Environment,
    /// A configuration file's 1-based line.
    File(PathBuf, usize),
    /// An option of the command line.
    Option(&'static str),
}

impl Origin {
    /// In words.
    pub(crate) fn words(&self) -> Phrase {
        match self {
            Self::Default => Phrase::new("默认", "default"),
            Self::Environment => Phrase::new("环境变量", "environment"),
            Self::File(path, line) => Phrase::same(format!("{}:{line}", path.display())),
            Self::Option(name) => Phrase::same(*name),
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// Everything that can be set.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The configuration file.
    pub(crate) file: Option<PathBuf>,
    pub(crate) lang: Setting<Lang>,
    pub(crate) fail_on: Setting<FailOn>,
    pub(crate) series: Setting<bool>,
    pub(crate) select: Setting<Option<String>>,
    pub(crate) exclude: Vec<Setting<String>>,
    pub(crate) baseline: Setting<Option<PathBuf>>,
    /// Findings let stand.
    pub(crate) ignore: Vec<Entry>,
    /// Parents and their children.
    pub(crate) rollups: Vec<Setting<Family>>,
    pub(crate) rules: Vec<Setting<PathBuf>>,
    /// In the order of [`crate::cli::bounds::BOUNDS`].
    pub(crate) limits: [Setting<u64>; 6],
    /// Words for labels: list, place and word.
    pub(crate) lexicon: Vec<Setting<(String, String, String)>>,
    /// Rules' names with their severities, `None` for off; a later one counts.
    pub(crate) severity: Vec<Setting<(String, Option<Severity>)>>,
    /// The rules in force are these alone, unless empty.
    pub(crate) only: Vec<String>,
    /// The patterns of `exclude`, ready for use.
    pub(crate) excluded: Exclude,
}

impl Settings {
    /// The limits, but where an option says otherwise.
    pub(crate) fn bounds(&self, options: &BoundOptions) -> Bounds {
        Bounds::new(self.limits.each_ref().map(|limit| limit.value)).with(options)
    }

    /// The severity that was set for a rule, and by whose word; `None` where the rule's own stands.
    pub(crate) fn graded_by(&self, rule: &str) -> Option<(Option<Severity>, &Origin)> {
        if !(self.only.is_empty() || self.only.iter().any(|name| name == rule)) {
            return Some((None, &Origin::Option("--only")));
        }
        let set = self.severity.iter().rev().find(|setting| setting.value.0 == rule)?;
        Some((set.value.1, &set.origin))
    }

    /// The severity of a rule that by itself has `own`; `None` when it is off.
    pub(crate) fn grade(&self, rule: &str, own: Severity) -> Option<Severity> {
        self.graded_by(rule).map_or(Some(own), |(grade, _)| grade)
    }
}

/// Patterns of files to leave out, each with the folder it is relative to.
#[derive(Debug, Default)]
pub(crate) struct Exclude(Vec<(PathBuf, Gitignore)>);

impl Exclude {
    /// Adds the patterns that are relative to `root`.
    fn add(&mut self, root: &Path, globs: Gitignore) {
        self.0.push((real(root), globs));
    }

    /// Adds patterns written relative to `root`. Those that lead out of it, `../old/*.html`, hold from the root of the file system.
    ///
    /// # Errors
    /// The pattern's place among the others and its fault; the others are taken all the same.
    pub(super) fn add_lines<'g>(&mut self, root: &Path, lines: impl Iterator<Item = &'g str>) -> Vec<(usize, ignore::Error)> {
        let (mut inside, mut outside) = (GitignoreBuilder::new(""), GitignoreBuilder::new(""));
        let mut faults = Vec::new();
        let mut any = false;
        for (at, line) in lines.enumerate() {
            any = true;
            let added = match led_out(line, root) {
                Some(line) => outside.add_line(None, &line),
                None => inside.add_line(None, line),
            };
            faults.extend(added.err().map(|error| (at, error)));
        }
        if any {
            for (root, builder) in [(root, inside), (Path::new("/"), outside)] {
                self.add(root, builder.build().unwrap_or_else(|_| Gitignore::empty()));
            }
        }
        faults
    }

    /// Whether a file is left out. One that lies outside of the folder is held to the patterns by its full path: `*.html` means every one.
    pub(crate) fn covers(&self, path: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let path = real(path);
        let covered = |(root, globs): &(PathBuf, Gitignore)| {
            let inside = path.strip_prefix(root).or_else(|_| path.strip_prefix("/"));
            inside.is_ok_and(|inside| globs.matched_path_or_any_parents(inside, false).is_ignore())
        };
        self.0.iter().any(covered)
    }
}

/// A pattern that leads out of the folder it is relative to, from the root of the file system.
fn led_out(line: &str, root: &Path) -> Option<String> {
    let (not, mut rest) = line.strip_prefix('!').map_or(("", line), |rest| ("!", rest));
    if !rest.starts_with("../") {
        return None;
    }
    let mut folder = real(root);
    while let Some(up) = rest.strip_prefix("../") {
        rest = up;
        folder.pop();
    }
    Some(format!("{not}{}/{rest}", folder.display()))
}

/// The path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
