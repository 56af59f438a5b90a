//! The small part of a report that a person needs to see to understand a finding.

use crate::phrase::Phrase;

/// A table slice or a passage of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excerpt {
    /// A few rows and columns of a table.
    Slice(Slice),
    /// A few words of running text.
    Passage(Passage),
}

impl Excerpt {
    /// Says of each label which one it is now.
    pub(super) fn relabel(&mut self, now: &impl Fn(usize) -> usize) {
        match self {
            Self::Slice(slice) => {
                for cell in slice.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell.label = cell.label.map(now);
                }
            }
            Self::Passage(passage) => {
                for mark in &mut passage.marks {
                    mark.label = now(mark.label);
                }
            }
        }
    }

    /// Whether it shows a label.
    pub(super) fn shows(&self, label: usize) -> bool {
        match self {
            Self::Slice(slice) => slice.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.label == Some(label)),
            Self::Passage(passage) => passage.marks.iter().any(|mark| mark.label == label),
        }
    }

    /// Where it stands.
    pub(super) fn origin_mut(&mut self) -> &mut Phrase {
        match self {
            Self::Slice(slice) => &mut slice.origin,
            Self::Passage(passage) => &mut passage.origin,
        }
    }
}

/// A virtual small table: the header labels and the cells used, nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Where it stands: `a.html:120:34 › table 2` or `a.xlsx › 表三`.
    pub origin: Phrase,
    /// The table's title, where it has one.
    pub caption: Option<String>,
    /// One entry a column shown.
    pub columns: Vec<SliceColumn>,
    /// One entry a row shown.
    pub rows: Vec<SliceRow>,
}

/// One column of a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SliceColumn {
    /// Its grid letter: `D`.
    pub letter: String,
    /// Its header labels, outermost first.
    pub path: Vec<String>,
}

/// One row of a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SliceRow {
    /// 1-based grid row number.
    pub number: u32,
    /// Rows between the one before and this one are left out.
    pub gap_before: bool,
    /// The row's labels, outermost first.
    pub path: Vec<String>,
    /// One cell a column shown, in the order of `columns`.
    pub cells: Vec<SliceCell>,
}

/// One cell of a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SliceCell {
    /// The shown text.
    pub text: String,
    /// Index into the finding's labels, where the check used this cell.
    pub label: Option<usize>,
}

/// A window of a sentence around the words used; never longer than a few hundred characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands: `a.html:120:34`, `a.xlsx › 总体情况!A12`.
    pub origin: Phrase,
    /// The words, on one line.
    pub text: String,
    /// Text was left out before it.
    pub cut_before: bool,
    /// Text was left out after it.
    pub cut_after: bool,
    /// The words used, as byte ranges of `text`, in ascending order.
    pub marks: Vec<Mark>,
}

/// Marked words of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte in the passage's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Index into the finding's labels.
    pub label: usize,
}
