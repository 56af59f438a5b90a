//! The formulas of a sheet, shared ones written out.

use std::collections::HashMap;

use calamine::{Xlsx, XlsxError, XlsxFormulaMetadata, expand_shared_formula};

use crate::ingest::Limits;
use crate::ingest::package::Bytes;

/// Single cells that may be unreadable before the sheet is given up.
pub(super) const MOST_BAD_CELLS: usize = 10_000;

/// A formula as stored: its own text, or the index of the shared one.
enum Formula {
    Own(String),
    Shared(usize),
}

/// The formulas of a sheet.
#[derive(Default)]
pub(super) struct Formulas {
    cells: HashMap<(u32, u32), Formula>,
    shared: HashMap<usize, (String, (u32, u32))>,
}

impl Formulas {
    /// The formula of a cell, taken out.
    pub(super) fn text(&mut self, at: (u32, u32)) -> Option<String> {
        match self.cells.remove(&at)? {
            Formula::Own(text) => Some(text),
            Formula::Shared(index) => {
                let Some((template, anchor)) = self.shared.get(&index) else { return Some(String::new()) };
                Some(expand_shared_formula(template, *anchor, at).unwrap_or_else(|_| template.clone()))
            }
        }
    }
}

/// Reads the formulas of a sheet, as far as it can be read.
pub(super) fn formulas(workbook: &mut Xlsx<Bytes>, name: &str, limits: &Limits) -> Formulas {
    let mut out = Formulas::default();
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return out };
    let mut bad = 0;
    while out.cells.len() < limits.cells && (!out.cells.len().is_multiple_of(1024) || !limits.deadline.is_over()) {
        match cells.next_cell_with_formula_metadata() {
            Ok(None) => break,
            Err(error) => {
                bad += 1;
                if is_fatal(&error) || bad > MOST_BAD_CELLS {
                    break;
                }
            }
            Ok(Some(record)) => match record.formula {
                Some(XlsxFormulaMetadata::Normal { formula }) => {
                    out.cells.insert(record.pos, Formula::Own(formula));
                }
                Some(XlsxFormulaMetadata::Shared { shared_index, formula, .. }) => {
                    out.cells.insert(record.pos, Formula::Own(formula.clone()));
                    out.shared.insert(shared_index, (formula, record.pos));
                }
                Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                    out.cells.insert(record.pos, Formula::Shared(shared_index));
                }
                _ => {}
            },
        }
    }
    out
}

/// After these the stream cannot go on.
pub(super) fn is_fatal(error: &XlsxError) -> bool {
    matches!(error, XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::Encoding(_))
}
