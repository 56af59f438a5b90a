//! What can be wrong with a file of the user's, apart from its numbers.

use serde::Serialize;
use thiserror::Error;

use crate::phrase::Phrase;

/// The kinds of problem with an input file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The file could not be opened or its content is damaged.
    Unreadable,
    /// The file has no content.
    Empty,
    /// A format crossfoot does not read.
    Unsupported,
    /// A limit on bytes, cells or nesting was exceeded.
    TooLarge,
    /// The time for the file ran out before it was read and checked.
    TooSlow,
    /// The file is protected by a password.
    Encrypted,
    /// A bug of ours: the file made a stage panic.
    Internal,
}

/// A file that could not be audited, with the reason in words that say what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", message.en)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The reason and the remedy.
    pub message: Phrase,
}

impl Problem {
    /// A problem with its wording in both languages.
    pub fn new(kind: ProblemKind, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kind, message: Phrase::new(zh, en) }
    }
}
