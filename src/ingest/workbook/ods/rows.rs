//! Rows and columns with their repeats, which are only laid out where they hold something.

use quick_xml::events::BytesStart;

use crate::document::{Cell, CellRef};
use crate::ingest::workbook::ods::cells::CellText;
use crate::ingest::workbook::rich::Face;
use crate::ingest::workbook::sheet::{Area, Budget, Loss, MOST_COLUMNS, MOST_ROWS, Sheet};
use crate::ingest::xml;

/// A sheet that is being read.
#[derive(Debug)]
pub(super) struct Rows {
    /// What has been read of it.
    pub(super) sheet: Sheet,
    /// The open cell.
    pub(super) cell: Option<CellText>,
    next_column: u32,
    row: u32,
    row_repeated: u32,
    col: u32,
    pending: Vec<Cell>,
    merges: Vec<Area>,
    full: bool,
}

impl Rows {
    /// An empty sheet.
    pub(super) fn new(sheet: Sheet) -> Self {
        Self { sheet, cell: None, next_column: 0, row: 0, row_repeated: 1, col: 0, pending: Vec::new(), merges: Vec::new(), full: false }
    }

    /// What the open cell is named.
    pub(super) fn place(&self) -> String {
        CellRef::new(self.row, self.col).to_string()
    }

    /// A column element.
    pub(super) fn column(&mut self, e: &BytesStart<'_>) {
        let repeated = xml::number(e, "number-columns-repeated").unwrap_or(1).max(1);
        let last = self.next_column.saturating_add(repeated - 1);
        if is_hidden(e) {
            self.sheet.hidden_columns.add(self.next_column, last);
        }
        self.next_column = last.saturating_add(1);
    }

    /// A row element opens.
    pub(super) fn open_row(&mut self, e: &BytesStart<'_>) {
        self.row_repeated = xml::number(e, "number-rows-repeated").unwrap_or(1).max(1);
        self.col = 0;
        self.cell = None;
        if is_hidden(e) {
            self.sheet.hidden_rows.add(self.row, self.row.saturating_add(self.row_repeated - 1));
        }
    }

    /// A cell element opens; `face` is the font of its style.
    pub(super) fn open_cell(&mut self, e: &BytesStart<'_>, face: Face) {
        self.cell = Some(CellText::new(e, face));
    }

    /// The open cell ends.
    pub(super) fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (repeated, row_span, col_span) = (cell.repeated, cell.row_span, cell.col_span);
        let next = self.col.saturating_add(repeated);
        if (row_span > 1 || col_span > 1) && self.col < MOST_COLUMNS {
            self.merges.push(Area {
                top: self.row,
                left: self.col,
                bottom: self.row.saturating_add(row_span - 1),
                right: self.col.saturating_add(col_span - 1),
            });
        }
        let (made, struck) = cell.finish(self.row, self.col);
        if !struck.trim().is_empty() {
            self.sheet.struck.add(CellRef::new(self.row, self.col), &struck);
        }
        if let Some(cell) = made {
            for col in self.col..next.min(MOST_COLUMNS) {
                self.pending.push(Cell { col, ..cell.clone() });
            }
            let first = self.col.max(MOST_COLUMNS);
            self.lose(CellRef::new(self.row, first), next.saturating_sub(first) as usize, self.row_repeated);
        }
        self.col = next;
    }

    /// Notes so many cells, repeated in so many rows, as beyond the sheet.
    fn lose(&mut self, first: CellRef, cells: usize, rows: u32) {
        let count = cells.saturating_mul(rows as usize);
        if count > 0 {
            self.sheet.lost.add_all(count, &first.to_string());
        }
    }

    /// The open row ends: its cells are laid out as often as it repeats.
    pub(super) fn close_row(&mut self, budget: &mut Budget) {
        let next = self.row.saturating_add(self.row_repeated);
        if !self.pending.is_empty() {
            'rows: for row in self.row..next.min(MOST_ROWS) {
                for cell in &self.pending {
                    if self.full || !budget.take(cell) {
                        self.full = true;
                        break 'rows;
                    }
                    self.sheet.cells.push(Cell { row, ..cell.clone() });
                }
            }
            let first = self.row.max(MOST_ROWS);
            let col = self.pending.first().map_or(0, |cell| cell.col);
            self.lose(CellRef::new(first, col), self.pending.len(), next.saturating_sub(first));
            self.pending.clear();
        }
        self.sheet.merges.append(&mut self.merges);
        self.row = next;
        self.row_repeated = 1;
    }

    /// The sheet, with whatever of an unfinished row there is.
    pub(super) fn finish(mut self, budget: &mut Budget) -> Sheet {
        self.close_cell();
        self.close_row(budget);
        if self.full {
            self.sheet.losses.push(Loss::Limit);
        }
        self.sheet
    }
}

fn is_hidden(e: &BytesStart<'_>) -> bool {
    xml::attribute(e, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}
