//! How bad, how sure, and what would settle it.

use serde::{Deserialize, Serialize};

use crate::phrase::Phrase;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong as printed.
    Error,
}

/// How sure the finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A suspicion.
    Low,
    /// Likely.
    Medium,
    /// Certain as far as the printed figures go.
    High,
}

/// A single change that would settle the finding's checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Index into the finding's labels.
    pub label: usize,
    /// The value that would agree.
    pub value: String,
    /// Why.
    pub why: Phrase,
}
