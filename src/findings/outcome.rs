//! What an audit of many files gives.

use std::sync::Arc;

use serde::Serialize;

use crate::document::Format;
use crate::findings::{Comment, Finding, Said, Suppressed};
use crate::phrase::Phrase;
use crate::problem::Problem;
use crate::rules::{Confidence, Rule, RuleProblem, RuleSet, Severity};

/// How many checks ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerdictCounts {
    /// The figures agree.
    pub pass: u32,
    /// They do not.
    pub fail: u32,
    /// The check has nothing to say about this report.
    pub not_applicable: u32,
    /// A role could not be bound, so nothing is claimed.
    pub undecided: u32,
}

/// One file's audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportOutcome {
    /// The file, as given.
    pub path: Arc<str>,
    /// Its format; `None` when it could not be read.
    pub format: Option<Format>,
    /// The encoding used, for text formats.
    pub encoding: Option<String>,
    /// The report's title.
    pub title: Option<String>,
    /// Data tables.
    pub tables: u32,
    /// Numbers read that stand for a quantity.
    pub numbers: u32,
    /// Of those, how many at least one decided check used.
    pub guarded: u32,
    /// Checks by verdict.
    pub verdicts: VerdictCounts,
    /// Why the file was not audited.
    pub problem: Option<Problem>,
    /// What was not read, and every check that stayed undecided: said, not skipped. Severity-free remarks, in reading order.
    pub remarks: Vec<Said>,
    /// The report of the year before that this one was compared with.
    pub year_before: Option<Arc<str>>,
    /// The findings, in the order of their places; those on two reports come last.
    pub findings: Vec<Finding>,
    /// Findings that do not count, and why.
    pub suppressed: Vec<Suppressed>,
    /// The comments in it that let findings stand.
    pub comments: Vec<Comment>,
    /// Such comments that cannot be read.
    pub comment_faults: Vec<RuleProblem>,
}

/// What a format that lists rules says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// Its identifier.
    pub id: String,
    /// Its pack.
    pub pack: String,
    /// How bad its findings are.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong, in a few words.
    pub title: Phrase,
    /// Why it matters.
    pub why: Phrase,
    /// What to do.
    pub fix: Phrase,
}

/// A run over many files. Invariant: reports are ordered by path, whatever order they were audited in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// One entry a file.
    pub reports: Vec<ReportOutcome>,
    /// The rules in force, by pack, then identifier; empty where nobody asked for them.
    pub rules: Vec<RuleNote>,
}

impl Outcome {
    /// Orders the reports by path.
    #[must_use]
    pub fn new(mut reports: Vec<ReportOutcome>) -> Self {
        reports.sort_by(|a, b| a.path.cmp(&b.path));
        Self { reports, rules: Vec::new() }
    }

    /// The same with the rules that were in force.
    #[must_use]
    pub fn with_rules(mut self, rules: &RuleSet) -> Self {
        let note = |rule: &Rule| RuleNote {
            id: rule.id.clone(),
            pack: rule.pack.clone(),
            severity: rule.severity,
            confidence: rule.confidence,
            title: rule.title.clone(),
            why: rule.why.clone(),
            fix: rule.fix.clone(),
        };
        self.rules = rules.rules().map(note).collect();
        self
    }

    /// The rule with this identifier, and its place in `rules`.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<(usize, &RuleNote)> {
        self.rules.iter().enumerate().find(|(_, rule)| rule.id == id)
    }

    /// All findings, by path, then place.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.reports.iter().flat_map(|r| &r.findings)
    }
}
