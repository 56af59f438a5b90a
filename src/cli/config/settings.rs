//! The settings of a run, each with where it comes from.

use std::path::{Path, PathBuf};

use ignore::gitignore::Gitignore;

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
    pub(super) fn add(&mut self, root: &Path, globs: Gitignore) {
        self.0.push((real(root), globs));
    }

    /// Whether a file is left out.
    pub(crate) fn covers(&self, path: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let path = real(path);
        let covered = |(root, globs): &(PathBuf, Gitignore)| {
            path.strip_prefix(root).is_ok_and(|inside| globs.matched_path_or_any_parents(inside, false).is_ignore())
        };
        self.0.iter().any(covered)
    }
}

/// The path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
