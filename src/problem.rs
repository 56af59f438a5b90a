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

impl ProblemKind {
    /// The kind in a word or two.
    #[must_use]
    pub fn words(self) -> Phrase {
        match self {
            Self::Unreadable => Phrase::new("无法读取", "unreadable"),
            Self::Empty => Phrase::new("没有内容", "empty"),
            Self::Unsupported => Phrase::new("不支持的格式", "unsupported"),
            Self::TooLarge => Phrase::new("超出限制", "too large"),
            Self::TooSlow => Phrase::new("超过时限", "too slow"),
            Self::Encrypted => Phrase::new("有密码", "encrypted"),
            Self::Internal => Phrase::new("程序错误", "internal error"),
        }
    }
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
