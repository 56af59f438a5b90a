//! The records of a worksheet part.

use std::io::Read;

use crate::document::{Cell, CellRef};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::rich::{Faces, Rich};
use crate::ingest::workbook::sheet::{Area, Budget, Loss, MOST_ROWS, Sheet};
use crate::ingest::workbook::xlsb::records::{Fields, Records};
use crate::ingest::workbook::xlsb::styles::{Strings, runs};

const ROW: u16 = 0x00;
const SHEET_DATA_END: u16 = 0x92;
const COLUMNS: u16 = 0x3C;
const MERGED: u16 = 0xB0;
/// `BrtCellIsst`: a shared string.
const SHARED: u16 = 7;
/// `BrtCellRString`: a text in runs.
const RICH: u16 = 0x3E;

/// What cells refer to.
pub(super) struct Shared {
    /// Shared strings.
    pub(super) strings: Strings,
    /// Looks by style index.
    pub(super) looks: Vec<Look>,
    /// The fonts.
    pub(super) fonts: Faces,
    /// Whether dates count from 1904.
    pub(super) epoch_1904: bool,
}

/// Reads a worksheet part into `sheet`. What cannot be read is noted there.
pub(super) fn worksheet(input: impl Read, shared: &Shared, sheet: &mut Sheet, budget: &mut Budget) {
    let mut records = Records::new(input);
    let (mut row, mut data_ended, mut full) = (0, false, false);
    loop {
        let (kind, fields) = match records.next() {
            Ok(Some(record)) => record,
            Ok(None) if data_ended => break,
            Ok(None) | Err(()) => {
                sheet.losses.push(Loss::Broken);
                break;
            }
        };
        match kind {
            ROW => {
                row = fields.u32(0).unwrap_or(MOST_ROWS);
                if fields.u8(11).is_some_and(|flags| flags & 0x10 != 0 || (flags & 0x20 != 0 && fields.u16(8) == Some(0))) {
                    sheet.hidden_rows.add(row, row);
                }
            }
            2..=11 | RICH => match cell(kind, fields, row, shared) {
                Some(mut made) => {
                    let (own, plain) = (own_runs(kind, fields, shared), Look::default());
                    let rich = own.as_ref().or_else(|| shared_runs(kind, fields, shared));
                    if !sheet.struck.leave_out(&mut made, rich, look(fields, shared).unwrap_or(&plain)) {
                    } else if !full && budget.take(&made) {
                        sheet.cells.push(made);
                    } else {
                        full = true;
                    }
                }
                None => sheet.unread.add(&fields.u32(0).map_or_else(|| "?".to_owned(), |col| CellRef::new(row, col).to_string())),
            },
            SHEET_DATA_END => data_ended = true,
            COLUMNS if fields.u16(16).is_some_and(|flags| flags & 1 != 0) || fields.u32(8) == Some(0) => {
                if let (Some(first), Some(last)) = (fields.u32(0), fields.u32(4)) {
                    sheet.hidden_columns.add(first, last);
                }
            }
            MERGED => sheet.merges.extend(area(fields)),
            _ => {}
        }
    }
    if full {
        sheet.losses.push(Loss::Limit);
    }
}

fn area(fields: Fields<'_>) -> Option<Area> {
    let (top, bottom, left, right) = (fields.u32(0)?, fields.u32(4)?, fields.u32(8)?, fields.u32(12)?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

/// The look that a cell record names.
fn look<'s>(fields: Fields<'_>, shared: &'s Shared) -> Option<&'s Look> {
    shared.looks.get((fields.u32(4)? & 0x00FF_FFFF) as usize)
}

/// The runs of the text in a cell record.
fn own_runs(kind: u16, fields: Fields<'_>, shared: &Shared) -> Option<Rich> {
    if kind == RICH { runs(fields, 8, &shared.fonts) } else { None }
}

/// Those of the shared string that a cell record names.
fn shared_runs<'s>(kind: u16, fields: Fields<'_>, shared: &'s Shared) -> Option<&'s Rich> {
    if kind == SHARED { shared.strings.rich.get(&(fields.u32(8)? as usize)) } else { None }
}

/// A cell record ([MS-XLSB] 2.4: `BrtCellRk` to `BrtFmlaError`, `BrtCellRString`); `None` where it is cut short or points nowhere.
fn cell(kind: u16, fields: Fields<'_>, row: u32, shared: &Shared) -> Option<Cell> {
    let col = fields.u32(0)?;
    let plain = Look::default();
    let look = look(fields, shared).unwrap_or(&plain);
    let mut made = match kind {
        2 => content::number(row, col, fields.rk(8)?, look, shared.epoch_1904),
        3 | 11 => content::error(row, col, content::error_words(fields.u8(8)?), look),
        4 | 10 => content::boolean(row, col, fields.u8(8)? != 0, look),
        5 | 9 => content::number(row, col, fields.f64(8)?, look, shared.epoch_1904),
        6 | 8 => content::text(row, col, &fields.string(8)?.0, look),
        SHARED => content::text(row, col, shared.strings.words.get(fields.u32(8)? as usize)?, look),
        _ => content::text(row, col, &fields.string(9)?.0, look),
    };
    if (8..=11).contains(&kind) {
        // The formula's text is stored as tokens, which are not read back into words.
        made.formula = Some(Box::from(""));
    }
    Some(made)
}
