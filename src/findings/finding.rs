//! The finding: everything any output format needs, computed once.

use std::sync::Arc;

use serde::Serialize;

use crate::findings::Excerpt;
use crate::phrase::Phrase;
use crate::rules::{Confidence, Repair, Severity};

/// Whether a label is the finding's own place or evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelRole {
    /// The place the finding is about; exactly one a finding, the first.
    Primary,
    /// A cell or words the check used.
    Related,
}

/// A half-open range of bytes of the original file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RawSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Where a label stands, in every form of address its format has (JSON version 1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Location {
    /// The file, as given.
    pub path: Arc<str>,
    /// Bytes in the original file; `None` for workbooks and Word.
    pub span: Option<RawSpan>,
    /// 1-based line of the decoded text.
    pub line: Option<u32>,
    /// 1-based column in characters.
    pub column: Option<u32>,
    /// The workbook's sheet.
    pub sheet: Option<String>,
    /// 1-based table number among the data tables (within the sheet for workbooks).
    pub table: Option<u32>,
    /// The A1 name of the cell.
    pub cell: Option<String>,
    /// Row labels, outermost first.
    pub row: Vec<String>,
    /// Column labels, outermost first.
    pub col: Vec<String>,
    /// 1-based number of the paragraph among those that are not blank, where that is all the address there is (Word).
    pub paragraph: Option<u32>,
}

/// A number or words a check used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Primary or related.
    pub role: LabelRole,
    /// What it is in the check: `total`, `part`, `claim`, `whole`, `rate`, `old`, `new`, `marker`.
    pub part: String,
    /// Exactly as printed.
    pub text: String,
    /// Where.
    pub location: Location,
}

/// A finding that is told with another one, since the same change settles both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Its rule.
    pub rule: String,
    /// What is wrong, in one line.
    pub message: Phrase,
    /// Its own identity.
    pub fingerprint: String,
}

/// A disagreement, with all its evidence. Invariant: `labels` is not empty and only the first is primary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's identifier.
    pub rule: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// The file.
    pub path: Arc<str>,
    /// What is wrong, in one line: lower case, no final stop.
    pub message: Phrase,
    /// What to do.
    pub help: Phrase,
    /// The arithmetic: `18 + 8 + 10 = 36, stated 38`.
    pub derivation: Phrase,
    /// Every cell and every number in words that the check used, the primary first.
    pub labels: Vec<Label>,
    /// Changes that would settle it.
    pub repairs: Vec<Repair>,
    /// Stable identity: rule and logical addresses, never offsets.
    pub fingerprint: String,
    /// Findings of the same root cause that are told with it; see [`crate::findings::join_causes`].
    pub also: Vec<Also>,
    /// What a person is shown: small slices of tables and sentences, with the labels marked.
    pub excerpts: Vec<Excerpt>,
}
