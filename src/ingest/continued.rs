//! Tables that a page break cut in two, made one again: the second part has as many columns, and its first label goes on where the numbering of
//! the first part ends. A header printed again is left out. The parts' cells keep their places in the file.

use std::collections::HashMap;
use std::mem;

use crate::document::{Block, Cell, Document, Format, Site, Table};
use crate::ingest::outline::{Numbering, is_figure, ordinal};
use crate::ingest::wrapped::is_page_number;

/// Rows of a header that is printed again, at most.
const HEADER: u32 = 6;
/// The longest words between two parts, in characters: 续表, a page's number.
const BETWEEN: usize = 12;

/// A part of a table: the table as read, and the rows at its top that repeat the header.
struct Part {
    table: u32,
    header: u32,
}

/// Where a table of those read has gone: which table it is now, and by how many cells its own moved; those before `dropped` are gone.
#[derive(Clone, Copy)]
struct Moved {
    table: u32,
    base: u32,
    dropped: u32,
}

/// Joins the parts in a document whose pages may have cut tables.
pub(super) fn join(document: &mut Document) {
    if !matches!(document.format, Format::Html | Format::Mhtml | Format::Docx | Format::Text) {
        return;
    }
    let groups = groups(document);
    if groups.iter().all(|parts| parts.len() < 2) {
        return;
    }
    let old = mem::take(&mut document.tables);
    let mut moved: HashMap<u32, Moved> = HashMap::new();
    for (number, parts) in (0_u32..).zip(&groups) {
        document.tables.extend(joined(number, parts, &old, &mut moved));
    }
    point_anew(document, &groups, &moved);
}

/// The document's tables in order, each with the parts that go on with it.
fn groups(document: &Document) -> Vec<Vec<Part>> {
    let mut groups: Vec<Vec<Part>> = Vec::new();
    let mut reached: HashMap<Numbering, u32> = HashMap::new();
    let mut open = false;
    for block in &document.blocks {
        match *block {
            Block::Paragraph(at) => {
                let passes = document.paragraphs.get(at as usize).is_none_or(|p| p.cell.is_some() || is_break(p.text.as_str()));
                open &= passes;
            }
            Block::Table(at) => {
                let Some(table) = document.tables.get(at as usize) else { continue };
                let first = groups.last().and_then(|parts| document.tables.get(parts.first()?.table as usize));
                let header = first.filter(|_| open).and_then(|first| goes_on(first, table, &reached));
                if let (Some(header), Some(parts)) = (header, groups.last_mut()) {
                    parts.push(Part { table: at, header });
                } else {
                    groups.push(vec![Part { table: at, header: 0 }]);
                    reached.clear();
                }
                (0..table.rows()).for_each(|row| reached.extend(labels(table, row)));
                open = true;
            }
        }
    }
    groups
}

/// Words that a page break leaves between two parts.
fn is_break(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || is_page_number(text) || (text.chars().count() <= BETWEEN && text.contains('续'))
}

/// The rows of the header that `table` repeats, where it goes on with the table that begins with `first` and whose numbering has `reached`.
fn goes_on(first: &Table, table: &Table, reached: &HashMap<Numbering, u32>) -> Option<u32> {
    let alike = first.cols() == table.cols() && first.hidden == table.hidden && first.inferred == table.inferred;
    let header = (0..HEADER.min(table.rows())).take_while(|row| same_row(first, table, *row)).count();
    let header = u32::try_from(header).ok().filter(|header| alike && *header < table.rows())?;
    let cut = |cell: &Cell| cell.row < header && cell.row.saturating_add(cell.row_span) > header;
    let next = |(style, value): &(Numbering, u32)| reached.get(style).is_some_and(|last| last.checked_add(1) == Some(*value));
    let row = |row: u32| table.row(row).filter_map(|cell| table.cell(cell));
    let figures = row(header).any(|cell| is_figure(cell.text.as_str()) && ordinal(cell.text.as_str()).is_none());
    (figures && !table.cells().iter().any(cut) && labels(table, header).iter().any(next)).then_some(header)
}

/// Whether both tables have the same words in a row, and some.
fn same_row(a: &Table, b: &Table, row: u32) -> bool {
    let words = |table: &Table| -> Vec<(u32, String)> {
        let cells = table.row(row).filter_map(|cell| table.cell(cell));
        cells.map(|cell| (cell.col, cell.text.as_str().split_whitespace().collect())).collect()
    };
    let (a, b) = (words(a), words(b));
    a == b && a.iter().any(|(_, words)| !words.is_empty())
}

/// The numbered labels that open a row.
fn labels(table: &Table, row: u32) -> Vec<(Numbering, u32)> {
    let texts = table.row(row).filter_map(|cell| table.cell(cell)).map(|cell| cell.text.as_str());
    let labels = texts.take_while(|text| text.trim().is_empty() || ordinal(text).is_some() || !is_figure(text));
    labels.filter_map(ordinal).collect()
}

/// One table of its parts; notes where each part's cells went.
fn joined(number: u32, parts: &[Part], old: &[Table], moved: &mut HashMap<u32, Moved>) -> Option<Table> {
    let first = old.get(parts.first()?.table as usize)?;
    let mut cells: Vec<Cell> = Vec::new();
    let mut rows = 0;
    for part in parts {
        let Some(table) = old.get(part.table as usize) else { continue };
        let dropped = table.cells().iter().take_while(|cell| cell.row < part.header).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        moved.insert(part.table, Moved { table: number, base: count(cells.len()), dropped: count(dropped) });
        cells.extend(table.cells().iter().skip(dropped).map(|cell| Cell { row: cell.row - part.header + rows, ..cell.clone() }));
        rows += table.rows() - part.header;
    }
    if parts.len() < 2 {
        return Some(first.clone());
    }
    let table = Table::new(cells, usize::MAX).ok()?;
    Some(table.described_as(first))
}

/// Makes blocks, paragraphs and remarks point at the tables as they are now.
fn point_anew(document: &mut Document, groups: &[Vec<Part>], moved: &HashMap<u32, Moved>) {
    let to = |table: u32, cell: u32| -> Option<(u32, u32)> {
        let moved = moved.get(&table)?;
        Some((moved.table, cell.checked_sub(moved.dropped)? + moved.base))
    };
    let begins: HashMap<u32, u32> =
        groups.iter().filter_map(|parts| parts.first()).zip(0_u32..).map(|(part, now)| (part.table, now)).collect();
    document.blocks.retain_mut(|block| match block {
        Block::Paragraph(_) => true,
        Block::Table(at) => begins.get(at).map(|now| *at = *now).is_some(),
    });
    for (place, block) in (0_u32..).zip(&document.blocks) {
        if let Block::Table(at) = block
            && let Some(table) = document.tables.get_mut(*at as usize)
        {
            table.block = place;
            table.number = at.saturating_add(1);
        }
    }
    for paragraph in document.paragraphs.iter_mut().filter(|paragraph| paragraph.cell.is_some()) {
        let now = paragraph.cell.and_then(|(table, cell)| to(table, cell));
        // Words of a header that is printed again.
        paragraph.hidden |= now.is_none();
        paragraph.cell = now;
    }
    for remark in &mut document.remarks {
        if let Some(Site::Cell { table, cell }) = remark.site {
            remark.site = to(table, cell).map(|(table, cell)| Site::Cell { table, cell });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::Document;
    use crate::ingest::{Limits, read};

    fn page(body: &str) -> Document {
        read("a.html", Arc::from(body.as_bytes()), &Limits::default()).expect("a page")
    }

    fn grid(document: &Document, nth: usize) -> Vec<String> {
        document.tables[nth].cells().iter().map(|cell| format!("{} {}", cell.corner(), cell.text.as_str())).collect()
    }

    const FIRST: &str = "<table><tr><td>项目<td>个人<td>总计<tr><td>一、收入<td>3<td>3<tr><td>（一）准予<td>1<td>1</table>";

    #[test]
    fn the_second_part_goes_on_with_the_numbering() {
        let plain = "<table><tr><td>（二）退回<td>2<td>2<tr><td>四、其他<td>0<td>0</table>";
        let headed = "<table><tr><td>项目<td>个人<td>总计<tr><td>（二）退回<td>2<td>2<tr><td>四、其他<td>0<td>0</table>";
        let last = "<p>五、说明</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
        for part in [plain, headed] {
            for between in ["", "<p>- 4 -</p>", "<p>（续表）</p>", "<p>&nbsp;</p>"] {
                let document = page(&format!("{FIRST}{between}{part}{last}"));
                assert_eq!(document.tables.len(), 2, "{between}");
                let cells = grid(&document, 0);
                assert_eq!(cells[9..], ["A4 （二）退回", "B4 2", "C4 2", "A5 四、其他", "B5 0", "C5 0"], "{between}");
                assert_eq!((document.tables[0].number, document.tables[1].number), (1, 2));
                let source = document.source.as_ref().expect("a page has text");
                let cell = &document.tables[0].cells()[9];
                let span = cell.text.span(0..cell.text.len()).expect("it has a place");
                assert_eq!(source.text().get(span.start as usize..span.end as usize), Some("（二）退回"));
            }
        }
    }

    #[test]
    fn other_tables_stay_apart() {
        for part in [
            "<table><tr><td>（三）退回<td>2<td>2</table>",
            "<table><tr><td>（二）退回<td>2</table>",
            "<table><tr><td>退回<td>2<td>2</table>",
            "<table><tr><td>（二）退回<td>无数<td>无数的</table>",
        ] {
            assert_eq!(page(&format!("{FIRST}{part}")).tables.len(), 2, "{part}");
        }
        let words = format!("{FIRST}<p>以上为第一部分。</p><table><tr><td>（二）退回<td>2<td>2</table>");
        assert_eq!(page(&words).tables.len(), 2);
    }
}
