//! Which tables hold data and which only arrange the page.
//!
//! A table is *layout* when
//! 1. its role is `presentation` or `none`; or
//! 2. fewer than two of its cells hold text of their own, unless that is one number and the table stands inside no other; or
//! 3. most of its text stands in cells around other data tables, or such cells are not outnumbered by short ones; or
//! 4. it has one column and fewer than two cells that are a number and nothing else; or
//! 5. long cells hold four fifths of its text, and no two rows pair a number with another short cell.
//!
//! Else it holds *data* when two of its rows pair short cells, or two cells are short and none is long. Text in a layout table flows with the
//! page (or with the cell around it), as if the table were not there.

/// Characters above which a cell is not short.
const SHORT: u32 = 80;
/// Characters above which a cell is long.
const LONG: u32 = 200;

/// What is counted of the cell being read.
#[derive(Debug, Default)]
struct CellCount {
    /// Characters of its own, white space and nested data tables left out.
    own: u32,
    /// Characters under it, nested data tables included.
    all: u32,
    digits: bool,
    /// Holds characters that are no part of a plain number.
    words: bool,
    around_data: bool,
}

/// What is counted of an open table.
#[derive(Debug, Default)]
pub(in crate::ingest) struct TableCount {
    cell: CellCount,
    in_cell: bool,
    cells_in_row: u32,
    short_in_row: u32,
    numbers_in_row: u32,
    widest: u32,
    filled: u32,
    short: u32,
    long: u32,
    around: u32,
    /// Cells that hold other data tables and no text of their own.
    bare: u32,
    /// Cells with a long text, around other tables or not.
    roomy: u32,
    numbers: u32,
    paired_rows: u32,
    number_rows: u32,
    all: u32,
    in_long: u32,
    in_around: u32,
    presentation: bool,
}

impl TableCount {
    /// An empty table; `presentation` is what its markup says of itself.
    pub(in crate::ingest) fn new(presentation: bool) -> Self {
        Self { presentation, ..Self::default() }
    }

    /// A cell begins.
    pub(in crate::ingest) fn begin_cell(&mut self) {
        self.end_cell();
        self.in_cell = true;
    }

    /// Text of the open cell; outside cells it counts for nothing.
    pub(in crate::ingest) fn add(&mut self, text: &str) {
        if !self.in_cell {
            return;
        }
        let cell = &mut self.cell;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            cell.own = cell.own.saturating_add(1);
            cell.all = cell.all.saturating_add(1);
            cell.digits |= c.is_ascii_digit();
            cell.words |= !c.is_ascii_digit() && !matches!(c, '.' | ',' | '%' | '+' | '-' | '(' | ')' | '$' | '¥' | '￥' | '€' | '£');
        }
    }

    /// A table inside the open cell has ended.
    pub(in crate::ingest) fn add_nested(&mut self, inner: &Self, is_data: bool) {
        self.cell.all = self.cell.all.saturating_add(inner.all);
        if is_data || inner.around > 0 {
            self.cell.around_data = true;
        } else {
            self.cell.own = self.cell.own.saturating_add(inner.all);
            self.cell.digits |= inner.numbers > 0;
            self.cell.words |= inner.numbers != 1 || inner.filled != 1;
        }
    }

    /// The open cell ends.
    pub(in crate::ingest) fn end_cell(&mut self) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = std::mem::take(&mut self.cell);
        self.cells_in_row += 1;
        self.all = self.all.saturating_add(cell.all);
        let is_number = cell.digits && !cell.words && cell.own <= 24;
        self.numbers += u32::from(is_number);
        self.numbers_in_row += u32::from(is_number);
        self.filled += u32::from(cell.own > 0 || cell.around_data);
        self.roomy += u32::from(cell.own > LONG);
        if cell.around_data {
            self.around += 1;
            self.bare += u32::from(cell.own == 0);
            self.in_around = self.in_around.saturating_add(cell.all);
        } else if cell.own > LONG {
            self.long += 1;
            self.in_long = self.in_long.saturating_add(cell.own);
        } else if cell.own > 0 && cell.own <= SHORT {
            self.short += 1;
            self.short_in_row += 1;
        }
    }

    /// The open row ends, and with it its last cell.
    pub(in crate::ingest) fn end_row(&mut self) {
        self.end_cell();
        self.widest = self.widest.max(std::mem::take(&mut self.cells_in_row));
        let short = std::mem::take(&mut self.short_in_row);
        let numbers = std::mem::take(&mut self.numbers_in_row);
        self.paired_rows += u32::from(short >= 2);
        self.number_rows += u32::from(short >= 2 && numbers >= 1);
    }

    /// Whether the table holds data.
    pub(in crate::ingest) fn is_data(&self) -> bool {
        if self.presentation || self.filled < 2 {
            return false;
        }
        if self.around > 0 && (self.in_around > self.all / 2 || self.short <= self.around) {
            return false;
        }
        if self.widest < 2 && self.numbers < 2 {
            return false;
        }
        if self.number_rows >= 2 {
            return true;
        }
        if self.in_long > self.all / 5 * 4 {
            return false;
        }
        self.paired_rows >= 2 || (self.short >= 2 && self.long == 0)
    }

    /// Whether one cell holds a number and the others nothing.
    pub(in crate::ingest) fn is_lone_number(&self) -> bool {
        !self.presentation && self.filled == 1 && self.numbers == 1 && self.around == 0
    }

    /// Whether a cell holds a long text, or the table nothing but other data tables: more than labels and lines.
    pub(in crate::ingest) fn is_roomy(&self) -> bool {
        self.roomy > 0 || (self.bare > 0 && self.bare == self.filled)
    }
}
