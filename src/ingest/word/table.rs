//! Tables: rows of cells that say how many grid columns they cover and whether they go on from the row above (ECMA-376 part 1, 17.4).

use std::collections::{BTreeMap, HashMap};

use crate::document::{Cell, Text};
use crate::ingest::layout::TableCount;
use crate::ingest::word::flow::Item;
use crate::ingest::word::paragraph::Read;
use crate::ingest::word::properties::{CellProperties, Merge, RowProperties};

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    cells: Vec<Cell>,
    /// What cells hold that is more than one plain paragraph, by index; the text of the others stands in the cell.
    items: BTreeMap<usize, Vec<Item>>,
    /// Cells of the open row.
    row: Vec<(CellProperties, Vec<Item>)>,
    /// Properties of the open row.
    pub(super) row_properties: RowProperties,
    /// Properties of the open cell.
    pub(super) cell_properties: CellProperties,
    next_row: u32,
    /// Merged cells that the row above was part of: by first column, their width and index.
    above: HashMap<u32, (u32, usize)>,
    /// Only header rows so far.
    in_header: bool,
    seen_row: bool,
}

/// A table as read.
#[derive(Debug)]
pub(super) struct Finished {
    /// Its cells on the grid.
    pub(super) cells: Vec<Cell>,
    /// Corners of the cells that hold nothing but a large picture.
    pub(super) pictures: Vec<(u32, u32)>,
    /// What was counted of it.
    count: TableCount,
    /// Whether it holds data; else its cells may hold sentences.
    pub(super) is_data: bool,
}

impl OpenTable {
    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        self.row_properties = RowProperties::default();
        self.row.clear();
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        self.cell_properties = CellProperties::default();
    }

    /// The open cell ends with what it holds.
    pub(super) fn end_cell(&mut self, items: Vec<Item>) {
        let properties = self.cell_properties;
        match self.row.last_mut() {
            _ if properties.deleted => {}
            Some((before, held)) if properties.horizontal == Merge::Continue => {
                before.span = before.span.saturating_add(properties.span);
                held.extend(items);
            }
            _ => self.row.push((properties, items)),
        }
    }

    /// The open row ends. Gives how many positions it takes.
    pub(super) fn end_row(&mut self) -> usize {
        let row = std::mem::take(&mut self.row);
        let properties = self.row_properties;
        if properties.deleted {
            return 0;
        }
        let cost = row.len() + 2;
        self.in_header = properties.header && (self.in_header || !self.seen_row);
        self.seen_row = true;
        let number = self.next_row;
        self.next_row = number.saturating_add(1);
        let above = std::mem::take(&mut self.above);
        let mut col = self.blank(number, 0, properties.before);
        for (cell, items) in row {
            let continued = above.get(&col).filter(|(span, _)| cell.vertical == Merge::Continue && *span == cell.span);
            if let Some(&(span, index)) = continued {
                if let Some(first) = self.cells.get_mut(index) {
                    first.row_span = first.row_span.saturating_add(1);
                }
                self.above.insert(col, (span, index));
            } else {
                if cell.vertical != Merge::None {
                    self.above.insert(col, (cell.span, self.cells.len()));
                }
                self.push(number, col, cell.span, items);
            }
            col = col.saturating_add(cell.span);
        }
        self.blank(number, col, properties.after);
        cost
    }

    /// Grid columns without a cell; gives the next column.
    fn blank(&mut self, row: u32, col: u32, span: u32) -> u32 {
        if span > 0 {
            self.push(row, col, span, Vec::new());
        }
        col.saturating_add(span)
    }

    fn push(&mut self, row: u32, col: u32, span: u32, items: Vec<Item>) {
        let mut cell =
            Cell { col_span: span, header: self.in_header, hidden: self.row_properties.hidden, ..Cell::new(row, col, Text::default()) };
        match plain(items) {
            Ok(read) => {
                cell.indent = read.indent;
                cell.text = Text::unmapped(read.text);
            }
            Err(items) => drop(self.items.insert(self.cells.len(), items)),
        }
        self.cells.push(cell);
    }

    /// What the table gives to the flow it stands in: itself and the tables inside it; or, when it only arranges what it holds, all of that.
    pub(super) fn finish(mut self) -> Vec<Item> {
        let count = self.counted();
        let is_data = count.is_data();
        if !is_data && count.is_roomy() {
            return self.flattened();
        }
        let mut pictures = Vec::new();
        let mut nested = Vec::new();
        for (index, items) in std::mem::take(&mut self.items) {
            if let Some(cell) = self.cells.get_mut(index)
                && fill(cell, items, &mut nested)
            {
                pictures.push((cell.row, cell.col));
            }
        }
        let table = Finished { cells: self.cells, pictures, count, is_data };
        let mut out = vec![Item::Table(Box::new(table))];
        out.append(&mut nested);
        out
    }

    /// Everything the cells hold, in their order.
    fn flattened(mut self) -> Vec<Item> {
        let mut out = Vec::new();
        for (index, cell) in self.cells.into_iter().enumerate() {
            match self.items.remove(&index) {
                Some(items) => out.extend(items),
                None if cell.text.is_empty() => {}
                None => {
                    let text = cell.text.as_str().to_owned();
                    out.push(Item::Paragraph(Read { text, indent: cell.indent, ..Read::default() }));
                }
            }
        }
        out
    }

    /// Counts what tells data from layout.
    fn counted(&self) -> TableCount {
        let mut count = TableCount::new(false);
        let mut row = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            if cell.row != row {
                count.end_row();
                row = cell.row;
            }
            count.begin_cell();
            count.add(cell.text.as_str());
            for item in self.items.get(&index).into_iter().flatten() {
                match item {
                    Item::Paragraph(read) => count.add(&read.text),
                    Item::Table(table) => count.add_nested(&table.count, true),
                }
            }
        }
        count.end_row();
        count
    }
}

/// The paragraph of a cell that holds nothing else: no heading, no hidden text, no picture. An empty cell has an empty one.
fn plain(mut items: Vec<Item>) -> Result<Read, Vec<Item>> {
    if items.len() > 1 {
        return Err(items);
    }
    match items.pop() {
        None => Ok(Read::default()),
        Some(Item::Paragraph(read)) if read.heading.is_none() && read.concealed.is_empty() && read.pictures == 0 => Ok(read),
        Some(item) => Err(vec![item]),
    }
}

/// Gives a cell the text of its paragraphs and sets the tables in it apart; whether it holds pictures and no text.
fn fill(cell: &mut Cell, items: Vec<Item>, nested: &mut Vec<Item>) -> bool {
    let mut text = String::new();
    let mut pictures = 0;
    for item in items {
        match item {
            Item::Table(_) => nested.push(item),
            Item::Paragraph(read) => {
                pictures += read.pictures;
                if read.text.is_empty() {
                    continue;
                }
                if text.is_empty() {
                    cell.indent = read.indent;
                } else {
                    text.push('\n');
                }
                text.push_str(&read.text);
            }
        }
    }
    let is_picture = pictures > 0 && text.is_empty();
    cell.text = Text::unmapped(text);
    is_picture
}

#[cfg(test)]
mod tests {
    use super::OpenTable;
    use crate::ingest::word::flow::Item;
    use crate::ingest::word::paragraph::Read;
    use crate::ingest::word::properties::{CellProperties, Merge, RowProperties};

    fn row(table: &mut OpenTable, properties: RowProperties, cells: &[(&str, u32, Merge)]) {
        table.begin_row();
        table.row_properties = properties;
        for (text, span, vertical) in cells {
            table.begin_cell();
            table.cell_properties = CellProperties { span: *span, vertical: *vertical, ..CellProperties::default() };
            table.end_cell(vec![Item::Paragraph(Read { text: (*text).to_owned(), ..Read::default() })]);
        }
        table.end_row();
    }

    #[test]
    fn merged_cells_lie_on_the_grid() {
        use Merge::{Continue, None as No, Restart};
        let mut table = OpenTable::default();
        let plain = RowProperties::default();
        row(&mut table, RowProperties { header: true, ..plain }, &[("甲", 2, Restart), ("乙", 1, No)]);
        row(&mut table, plain, &[("", 2, Continue), ("1", 1, Restart)]);
        row(&mut table, RowProperties { deleted: true, ..plain }, &[("x", 3, No)]);
        row(&mut table, plain, &[("孤", 1, Continue), ("2", 1, No), ("", 1, Continue)]);
        row(&mut table, RowProperties { before: 1, after: 1, ..plain }, &[("3", 1, No)]);
        let Some(Item::Table(found)) = table.finish().pop() else { panic!("a table") };
        let shown: Vec<String> =
            found.cells.iter().map(|c| format!("{} {}x{} {}", c.corner(), c.col_span, c.row_span, c.text.as_str())).collect();
        assert_eq!(shown, ["A1 2x2 甲", "C1 1x1 乙", "C2 1x2 1", "A3 1x1 孤", "B3 1x1 2", "A4 1x1 ", "B4 1x1 3", "C4 1x1 "]);
        assert_eq!(found.cells.iter().filter(|c| c.header).count(), 2);
    }
}
