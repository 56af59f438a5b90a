//! What is written on which cell.

use std::collections::BTreeMap;

use crate::document::CellRef;
use crate::findings::{ReportOutcome, Severity};
use crate::phrase::Lang;
use crate::report::beneath;
use crate::report::words::severity;
use crate::report::xlsx::sheet::position;

/// The colour behind a cell. A graver one takes precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// Used by a check that failed.
    Part,
    /// A note is about it.
    Note,
    /// A warning is about it.
    Warning,
    /// An error is about it.
    Error,
}

impl Ground {
    /// Red, green and blue in hexadecimal.
    pub(super) fn color(self) -> &'static str {
        match self {
            Self::Error => "FFC7CE",
            Self::Warning => "FFD9A8",
            Self::Note => "CFE2FF",
            Self::Part => "FFF4C2",
        }
    }
}

impl From<Severity> for Ground {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

/// The cells of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetNotes {
    pub(super) grounds: BTreeMap<CellRef, Ground>,
    /// A comment's text for each cell that a finding is about.
    pub(super) notes: BTreeMap<CellRef, String>,
}

/// The longest comment, in characters; a spreadsheet cell holds no more either.
const LONGEST: usize = 30_000;

/// By sheet, what the findings of a report say of its cells.
pub(super) fn by_sheet(report: &ReportOutcome, lang: Lang) -> BTreeMap<String, SheetNotes> {
    let mut sheets: BTreeMap<String, SheetNotes> = BTreeMap::new();
    for finding in &report.findings {
        for (nth, label) in finding.labels.iter().enumerate() {
            let (Some(sheet), Some(at)) = (&label.location.sheet, label.location.cell.as_deref().and_then(position)) else { continue };
            let sheet = sheets.entry(sheet.clone()).or_default();
            let own = if nth == 0 { Ground::from(finding.severity) } else { Ground::Part };
            let ground = sheet.grounds.entry(at).or_insert(own);
            *ground = own.max(*ground);
            if nth > 0 {
                continue;
            }
            let note = sheet.notes.entry(at).or_default();
            if !note.is_empty() {
                note.push_str("\n\n");
            }
            note.extend([severity(finding.severity).get(lang), "[", &finding.rule, "] ", &beneath::all(finding, lang)]);
            if let Some((end, _)) = note.char_indices().nth(LONGEST) {
                note.truncate(end);
            }
        }
    }
    sheets
}
