//! The stages joined: a source in, an outcome out.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::bounds::Bounds;
use crate::cli::series::Series;
use crate::document::{Document, RemarkKind};
use crate::facts::Facts;
use crate::findings::{self, Kept, ReportOutcome};
use crate::ingest::{self, Limits};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};
use crate::rules::{RuleSet, check, check_carrying};

/// Something to audit.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A file, spoken of as given.
    File(PathBuf),
    /// Bytes in hand.
    Bytes { name: Arc<str>, bytes: Arc<[u8]> },
    /// A place that could not be looked at.
    Failed { name: Arc<str>, problem: Problem },
}

impl Source {
    /// What it is spoken of by; a name that is not UTF-8 with replacement characters.
    pub(crate) fn name(&self) -> Arc<str> {
        match self {
            // A line that begins with `::` is a command to whoever runs a workflow.
            Self::File(path) if path.as_os_str().as_encoded_bytes().starts_with(b"::") => format!("./{}", path.to_string_lossy()).into(),
            Self::File(path) => path.to_string_lossy().into(),
            Self::Bytes { name, .. } | Self::Failed { name, .. } => Arc::clone(name),
        }
    }
}

/// What a run does with each source; a test puts its own in place.
pub(crate) struct Pipeline<'a> {
    /// While others are audited too; `None` where that would take too much memory.
    pub(crate) beside: &'a (dyn Fn(&Source) -> Option<ReportOutcome> + Sync),
    /// While nothing else is.
    pub(crate) alone: &'a (dyn Fn(&Source) -> ReportOutcome + Sync),
}

/// Reads a source into a document; `select` picks parts of a web page.
///
/// # Errors
/// A [`Problem`] when it cannot be read.
pub(crate) fn document(source: &Source, bounds: &Bounds, select: Option<&str>) -> Result<Document, Problem> {
    let limits = &bounds.start();
    let bytes = match source {
        Source::File(path) => ingest::load(path, limits)?,
        Source::Bytes { bytes, .. } => Arc::clone(bytes),
        Source::Failed { problem, .. } => return Err(problem.clone()),
    };
    match select {
        Some(selector) => ingest::read_part(&source.name(), bytes, limits, selector),
        None => ingest::read(&source.name(), bytes, limits),
    }
}

/// How each source is audited.
pub(crate) struct Audit<'a> {
    pub(crate) bounds: &'a Bounds,
    /// Picks parts of web pages.
    pub(crate) select: Option<&'a str>,
    pub(crate) rules: &'a RuleSet,
    /// Keeps what the reports of other years need.
    pub(crate) series: Option<&'a Series>,
}

impl Audit<'_> {
    /// Reads a source into a document.
    ///
    /// # Errors
    /// A [`Problem`] when it cannot be read.
    pub(crate) fn read(&self, source: &Source) -> Result<Document, Problem> {
        document(source, self.bounds, self.select)
    }

    /// Reads and audits a source; a problem stands in the outcome. The document lives no longer than this.
    pub(crate) fn run(&self, source: &Source) -> ReportOutcome {
        match self.read(source) {
            Ok(document) => self.outcome(source, &Facts::of(&document)),
            Err(problem) => failed(source.name(), problem),
        }
    }

    /// As [`Self::run`]; `None` where the report is no ordinary one but takes much memory. Several such at once would take many times as much.
    pub(crate) fn run_ordinary(&self, source: &Source) -> Option<ReportOutcome> {
        let bounds = self.bounds.ordinary();
        if bounds == *self.bounds {
            return Some(self.run(source));
        }
        let document = match document(source, &bounds, self.select) {
            Ok(document) => document,
            // What is beyond a limit and leaves nothing to audit may be said to be unreadable.
            Err(problem) if matches!(problem.kind, ProblemKind::TooLarge | ProblemKind::Unreadable) => return None,
            Err(problem) => return Some(failed(source.name(), problem)),
        };
        let facts = Facts::of(&document);
        let whole = facts.cut.is_none() && document.remarks.iter().all(|remark| remark.kind != RemarkKind::Unread);
        whole.then(|| self.outcome(source, &facts))
    }

    fn outcome(&self, source: &Source, facts: &Facts<'_>) -> ReportOutcome {
        let Some(series) = self.series else { return findings::outcome(facts, &check(facts, self.rules)) };
        let (checked, carried) = check_carrying(facts, self.rules);
        let outcome = findings::outcome(facts, &checked);
        if outcome.problem.is_none() {
            series.keep(source, Kept::new(carried, &checked));
        }
        outcome
    }
}

/// The outcome of a source that could not be audited.
pub(crate) fn failed(path: Arc<str>, problem: Problem) -> ReportOutcome {
    ReportOutcome { path, problem: Some(problem), ..ReportOutcome::default() }
}

/// Everything `reader` gives, up to the limit.
///
/// # Errors
/// A [`Problem`] when reading fails or the limit is exceeded.
pub(crate) fn bounded(reader: impl Read, limits: &Limits) -> Result<Arc<[u8]>, Problem> {
    let mut bytes = Vec::new();
    reader.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > limits.bytes {
        return Err(ingest::too_large(limits));
    }
    Ok(bytes.into())
}

/// The problem of an error of the system's, in words.
pub(crate) fn unreadable(error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => Phrase::new("没有这个文件，请核对路径", "no such file: check the path"),
        io::ErrorKind::PermissionDenied => Phrase::new("没有读取权限", "no permission to read it"),
        io::ErrorKind::IsADirectory => Phrase::new("这是文件夹，不是文件", "a folder, not a file"),
        _ => Phrase::new(format!("无法读取：{error}"), format!("cannot be read: {error}")),
    };
    Problem { kind: ProblemKind::Unreadable, message }
}
