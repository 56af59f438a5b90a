//! The records of one sheet.

use crate::document::{Cell, CellRef};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::rich::Rich;
use crate::ingest::workbook::sheet::{Area, Budget, Loss, Sheet};
use crate::ingest::workbook::xls::globals::Globals;
use crate::ingest::workbook::xls::records::{Record, Records, f64, u16, u32};
use crate::ingest::workbook::xlsb::rk;

/// Reads a sheet's records into `sheet`. What cannot be read is noted there; `None` where no sheet starts here.
pub(super) fn worksheet(stream: &[u8], globals: &Globals, sheet: &mut Sheet, budget: &mut Budget) -> Option<()> {
    let mut records = Records::new(stream);
    if records.next()?.kind != 0x0809 {
        return None;
    }
    let mut reader = Worksheet { globals, sheet, budget, pending: None, full: false };
    // Embedded charts bring cell records of their own.
    let mut nested = 0_u32;
    loop {
        let Some(record) = records.next() else {
            reader.sheet.losses.push(Loss::Broken);
            break;
        };
        match record.kind {
            0x0809 => nested += 1,
            0x0A if nested == 0 => break,
            0x0A => nested -= 1,
            _ if nested == 0 && reader.record(&record).is_none() => {
                let at = position(record.data).map_or_else(|| "?".to_owned(), |(row, col, _)| CellRef::new(row, col).to_string());
                reader.sheet.unread.add(&at);
            }
            _ => {}
        }
    }
    if reader.full {
        reader.sheet.losses.push(Loss::Limit);
    }
    Some(())
}

struct Worksheet<'a> {
    globals: &'a Globals,
    sheet: &'a mut Sheet,
    budget: &'a mut Budget,
    /// The formula cell whose text comes in a record of its own.
    pending: Option<(u32, u32, u16)>,
    full: bool,
}

impl Worksheet<'_> {
    /// Takes one record in; `None` where a cell's record is cut short or points nowhere.
    fn record(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0203 => {
                let at = position(data)?;
                self.number(at, f64(data, 6)?);
            }
            0x027E => {
                let at = position(data)?;
                self.number(at, rk(u32(data, 6)?));
            }
            0xBD => self.numbers(data)?,
            0x0204 | 0xD6 => {
                let at = position(data)?;
                let text = self.globals.writing.string(data, 6, 2)?;
                let rich = if record.kind == 0xD6 { self.globals.label_runs(data, &text) } else { None };
                self.text(at, &text, rich.as_ref(), false);
            }
            0xFD => {
                let at = position(data)?;
                let globals = self.globals;
                let index = u32(data, 6)? as usize;
                let text = globals.strings.get(index)?;
                self.text(at, text, globals.rich.get(&index), false);
            }
            0x0205 => {
                let at = position(data)?;
                let made = truth_or_error(at, *data.get(6)?, *data.get(7)? != 0, self.look(at.2));
                self.push(made, at.2);
            }
            0x06 | 0x0206 | 0x0406 => self.formula(data)?,
            0x0207 => {
                if let Some(at) = self.pending.take() {
                    let text = self.globals.writing.continued(record)?;
                    self.text(at, &text, None, true);
                }
            }
            0x0208 if u16(data, 12).is_some_and(|flags| flags & 0x20 != 0) || is_flat(data) => {
                let row = u32::from(u16(data, 0)?);
                self.sheet.hidden_rows.add(row, row);
            }
            0x7D if u16(data, 8).is_some_and(|flags| flags & 1 != 0) || u16(data, 4) == Some(0) => {
                self.sheet.hidden_columns.add(u32::from(u16(data, 0)?), u32::from(u16(data, 2)?));
            }
            0xE5 => self.sheet.merges.extend(data.get(2..)?.chunks_exact(8).filter_map(area)),
            _ => {}
        }
        Some(())
    }

    fn look(&self, format: u16) -> &Look {
        static PLAIN: std::sync::LazyLock<Look> = std::sync::LazyLock::new(Look::default);
        self.globals.looks.get(usize::from(format)).unwrap_or(&PLAIN)
    }

    #[expect(clippy::disallowed_types, reason = "workbooks store binary numbers")]
    fn number(&mut self, (row, col, format): (u32, u32, u16), value: f64) {
        let made = content::number(row, col, value, self.look(format), self.globals.epoch_1904);
        self.push(made, format);
    }

    fn text(&mut self, (row, col, format): (u32, u32, u16), text: &str, rich: Option<&Rich>, formula: bool) {
        let made = content::text(row, col, text, self.look(format));
        self.push_rich(if formula { computed(made) } else { made }, rich, format);
    }

    /// `MulRk`: one row's numbers side by side, each with its format.
    fn numbers(&mut self, data: &[u8]) -> Option<()> {
        let (row, first) = (u32::from(u16(data, 0)?), u32::from(u16(data, 2)?));
        let last = data.len().checked_sub(2)?;
        for (col, pair) in (first..).zip(data.get(4..last)?.chunks_exact(6)) {
            self.number((row, col, u16(pair, 0)?), rk(u32(pair, 2)?));
        }
        Some(())
    }

    /// `Formula` with its last calculated value ([MS-XLS] 2.5.133).
    fn formula(&mut self, data: &[u8]) -> Option<()> {
        let (row, col, format) = position(data)?;
        self.pending = None;
        let made = if u16(data, 12)? == 0xFFFF {
            let value = *data.get(8)?;
            match *data.get(6)? {
                0 => {
                    self.pending = Some((row, col, format));
                    return Some(());
                }
                1 => truth_or_error((row, col, format), value, false, self.look(format)),
                2 => truth_or_error((row, col, format), value, true, self.look(format)),
                _ if gives_number(data.get(22..).unwrap_or_default()) => content::no_value(row, col, self.look(format)),
                _ => content::text(row, col, "", self.look(format)),
            }
        } else {
            content::number(row, col, f64(data, 6)?, self.look(format), self.globals.epoch_1904)
        };
        self.push(computed(made), format);
        Some(())
    }

    fn push(&mut self, cell: Cell, format: u16) {
        self.push_rich(cell, None, format);
    }

    fn push_rich(&mut self, mut cell: Cell, rich: Option<&Rich>, format: u16) {
        let globals = self.globals;
        let plain = Look::default();
        let look = globals.looks.get(usize::from(format)).unwrap_or(&plain);
        if !self.sheet.struck.leave_out(&mut cell, rich, look) {
            return;
        }
        if !self.full && self.budget.take(&cell) {
            self.sheet.cells.push(cell);
        } else {
            self.full = true;
        }
    }
}

/// Whether a row was given a height of nothing.
fn is_flat(data: &[u8]) -> bool {
    u16(data, 6) == Some(0) && u16(data, 12).is_some_and(|flags| flags & 0x40 != 0)
}

fn truth_or_error((row, col, _): (u32, u32, u16), value: u8, error: bool, look: &Look) -> Cell {
    if error { content::error(row, col, content::error_words(value), look) } else { content::boolean(row, col, value != 0, look) }
}

/// Whether the tokens of a formula ([MS-XLS] 2.5.198) end with arithmetic, or with a sum, mean, least, greatest or rounded value. A blank text is no
/// value of such a formula: a program that does not calculate wrote it.
fn gives_number(tokens: &[u8]) -> bool {
    match *tokens {
        [.., 0x22 | 0x42 | 0x62, _, 0 | 4..=7, 0] | [.., 0x21 | 0x41 | 0x61, 27, 0] | [.., 0x19, 0x10, _, _] => true,
        [.., last] => matches!(last, 0x03..=0x07 | 0x12..=0x14),
        [] => false,
    }
}

/// Marks a cell as a formula's. Its text is stored as tokens, which are not read back into words.
fn computed(cell: Cell) -> Cell {
    Cell { formula: Some(Box::from("")), ..cell }
}

/// Row, column and format index of a cell record.
fn position(data: &[u8]) -> Option<(u32, u32, u16)> {
    Some((u32::from(u16(data, 0)?), u32::from(u16(data, 2)?), u16(data, 4)?))
}

fn area(data: &[u8]) -> Option<Area> {
    let at = |offset| u16(data, offset).map(u32::from);
    let (top, bottom, left, right) = (at(0)?, at(2)?, at(4)?, at(6)?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::gives_number;

    #[test]
    fn formulas_that_give_numbers() {
        let sum = [0x25, 0, 0, 1, 0, 0, 0xC0, 0, 0xC0, 0x19, 0x10, 0, 0];
        for tokens in [&[0x1E, 1, 0, 0x1E, 1, 0, 0x03][..], &[0x1E, 1, 0, 0x42, 1, 4, 0], &[0x1E, 1, 0, 0x1E, 2, 0, 0x41, 27, 0], &sum] {
            assert!(gives_number(tokens), "{tokens:?}");
        }
        // A cell, a text, two texts joined, IF.
        for tokens in [&[0x44, 0, 0, 0, 0xC0][..], &[0x17, 1, 0, b'x'], &[0x17, 0, 0, 0x17, 0, 0, 0x08], &[0x1D, 1, 0x42, 3, 1, 0], &[]] {
            assert!(!gives_number(tokens), "{tokens:?}");
        }
    }
}
