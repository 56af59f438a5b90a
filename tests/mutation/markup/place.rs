//! A written file, and where its marks stand.

use std::ops::Range;

use crossfoot::findings::Label;

/// Where a mark ended up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Its bytes in the file.
    Bytes(Range<usize>),
    /// Its cell in a workbook, and what it prints there.
    Cell { sheet: String, cell: String, text: String },
}

impl Place {
    /// Whether a finding's label is on it.
    pub(crate) fn holds(&self, label: &Label) -> bool {
        match self {
            Self::Bytes(bytes) => label.location.span.is_some_and(|span| span.start < bytes.end && bytes.start < span.end),
            Self::Cell { sheet, cell, text } => {
                let here = label.location.sheet.as_ref() == Some(sheet) && label.location.cell.as_ref() == Some(cell);
                here && label.text.contains(text.as_str())
            }
        }
    }
}

/// A file, and the place of each mark in it.
pub(crate) struct Rendered {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// By mark; `None` for one that prints nothing.
    pub(crate) places: Vec<Option<Place>>,
}
