//! Reads one table: its cells one by one, its shape, then its values and paths.

use std::collections::HashSet;

use crate::document::{Block, Document, Inferred, Site, Stored, Table};
use crate::facts::decimals::Decimals;
use crate::facts::grid::measures::read_measures;
use crate::facts::grid::paths::paths;
use crate::facts::grid::shape::{Kind, Piece, Shape, shape};
use crate::facts::grid::sides::sides;
use crate::facts::grid::{CellValue, Grid};
use crate::facts::lexer::{CellReading, Reading, Token, garbled, lex, read_cell};
use crate::facts::{Normal, NotQuantity, Unit, normalise};

/// Blocks looked back over for a caption.
const BACK: usize = 12;
/// Longest paragraph that can name a table, in characters.
const SHORT: usize = 60;

/// How cells are read, and where their tokens go.
pub(in crate::facts) struct Sink<'r> {
    /// The mark before the decimals.
    pub(in crate::facts) decimals: Decimals,
    /// Keeps a token and gives the id of a quantity.
    pub(in crate::facts) record: &'r mut dyn FnMut(Site, &Normal, &Token) -> Option<u32>,
}

impl Sink<'_> {
    fn normal(&self, text: &str) -> Normal {
        self.decimals.with_points(Normal::of(text))
    }

    /// Records a cell that looks like a number and is none, whole. An error value has no digits and is said by the reader of the workbook.
    fn garbled(&mut self, text: &str, site: Site) {
        let normal = self.normal(text);
        if normal.string.bytes().any(|b| b.is_ascii_digit()) {
            let all = 0..normal.string.len();
            let token = Token { spot: all.clone(), extent: all, reading: Reading::Not(NotQuantity::Malformed) };
            (self.record)(site, &normal, &token);
        }
    }

    /// Records the number-like tokens of a label. What looks like a damaged number there is a list (`3,4,5`).
    fn label(&mut self, text: &str, site: Site) {
        let normal = self.normal(text);
        for token in lex(&normal, 0) {
            let listed = matches!(token.reading, Reading::Not(NotQuantity::Malformed | NotQuantity::Ambiguous));
            let token = if listed { Token { reading: Reading::Not(NotQuantity::Label), ..token } } else { token };
            (self.record)(site, &normal, &token.as_skipped(NotQuantity::Label));
        }
    }

    /// Records the number-like tokens of a cell that is no value.
    fn unread(&mut self, text: &str, site: Site, why: NotQuantity) {
        if !text.bytes().any(|b| b.is_ascii_digit() || b >= 0xE3) {
            return;
        }
        let normal = self.normal(text);
        for token in lex(&normal, 0) {
            (self.record)(site, &normal, &token.as_skipped(why));
        }
    }
}

/// Reads a table. `prose` holds the cells whose text is also a paragraph.
pub(in crate::facts) fn read(document: &Document, table: &Table, index: u32, prose: &HashSet<(u32, u32)>, sink: &mut Sink<'_>) -> Grid {
    let mut pieces: Vec<Piece> = table.cells().iter().map(|cell| piece(cell.text.as_str(), cell.stored.as_ref(), sink)).collect();
    percent_signs(table, &mut pieces);
    read_measures(table, &mut pieces, &|text| sink.normal(text));
    let shape = shape(table, &pieces);
    let found = paths(table, &pieces, &shape);
    let among = Among::of(table, &pieces, &shape);
    let mut values = Vec::with_capacity(pieces.len());
    for (number, (cell, piece)) in (0_u32..).zip(table.cells().iter().zip(&pieces)) {
        if number.is_multiple_of(1024) && document.deadline.is_over() {
            break;
        }
        let label = cell.row < shape.header
            || cell.col < shape.stub
            || (matches!(piece.kind, Kind::Year(_)) && found.sub_headers.binary_search(&cell.row).is_ok());
        let site = Site::Cell { table: index, cell: number };
        let taken = prose.contains(&(index, number));
        let label = label || shape.panels.iter().any(|(from, to)| (*from..*to).contains(&cell.col));
        let text = cell.text.as_str();
        if !label && !taken && piece.reading == CellReading::Text && among.contains(cell.row, cell.col) && garbled(&sink.normal(text)) {
            sink.garbled(text, site);
            values.push(CellValue::Error);
            continue;
        }
        values.push(value(text, piece, site, label, taken, sink));
    }
    let caption = caption(document, table, &shape, found.title);
    let mut grid = Grid {
        header_rows: shape.header,
        stub_cols: shape.stub,
        values,
        caption,
        rows: found.rows,
        bands: found.bands,
        numbering: found.numbering,
        panels: shape.panels,
        sides: Vec::new(),
    };
    grid.sides = sides(table, &grid);
    grid
}

/// Where numbers are expected: rows that hold some, and columns that do.
struct Among<'s> {
    rows: HashSet<u32>,
    columns: &'s [bool],
}

impl<'s> Among<'s> {
    fn of(table: &Table, pieces: &[Piece], shape: &'s Shape) -> Self {
        let numbers = table.cells().iter().zip(pieces).filter(|(_, piece)| matches!(piece.kind, Kind::Number(_)));
        Self { rows: numbers.map(|(cell, _)| cell.row).collect(), columns: &shape.numeric }
    }

    fn contains(&self, row: u32, col: u32) -> bool {
        self.rows.contains(&row) && self.columns.get(col as usize) == Some(&true)
    }
}

/// A percent sign in a cell of its own belongs to the number to its left. A year has none: beside it the sign is the name of a column of
/// numbers, and no column of signs.
fn percent_signs(table: &Table, pieces: &mut [Piece]) {
    if !pieces.iter().any(|piece| matches!(piece.reading, CellReading::Spacer)) {
        return;
    }
    let numbers: HashSet<u32> =
        table.cells().iter().zip(&*pieces).filter(|(_, p)| matches!(p.kind, Kind::Number(_))).map(|(cell, _)| cell.col).collect();
    for number in 0..pieces.len() {
        if !matches!(pieces.get(number), Some(Piece { reading: CellReading::Spacer, .. })) {
            continue;
        }
        let Some(cell) = table.cells().get(number).filter(|c| c.text.as_str().contains(['%', '\u{FF05}'])) else { continue };
        let left = cell.col.checked_sub(1).and_then(|col| table.at(cell.row, col)).and_then(|left| pieces.get_mut(left as usize));
        if let Some(Piece { reading: CellReading::Number { token, .. }, kind }) = left
            && let Reading::Quantity(quantity) = &mut token.reading
            && quantity.unit == Unit::None
            && (!matches!(kind, Kind::Year(_)) || !numbers.contains(&cell.col))
        {
            quantity.unit = Unit::Percent;
            *kind = Kind::Number(None);
        }
    }
}

fn piece(text: &str, stored: Option<&Stored>, sink: &Sink<'_>) -> Piece {
    let reading = match stored {
        Some(Stored::Error(_) | Stored::NoValue) => CellReading::Error,
        Some(Stored::Date | Stored::Bool(_)) => CellReading::Text,
        _ if text.is_empty() => CellReading::Blank,
        _ if text.len() > 200 => CellReading::Text,
        _ => read_cell(&sink.normal(text)),
    };
    let kind = match &reading {
        CellReading::Blank | CellReading::Spacer => Kind::Blank,
        CellReading::Dash | CellReading::Suppressed | CellReading::Error => Kind::Mark,
        CellReading::Text => Kind::Text,
        CellReading::Number { token, year, .. } => number_kind(token, *year),
    };
    Piece { reading, kind }
}

fn number_kind(token: &Token, year: bool) -> Kind {
    let Reading::Quantity(quantity) = &token.reading else { return Kind::Text };
    let value = i64::try_from(quantity.value.mantissa)
        .ok()
        .filter(|_| quantity.value.scale == 0 && quantity.power == 0 && quantity.unit == Unit::None);
    match value {
        Some(value) if year => Kind::Year(value),
        value => Kind::Number(value),
    }
}

fn value(text: &str, piece: &Piece, site: Site, label: bool, taken: bool, sink: &mut Sink<'_>) -> CellValue {
    match &piece.reading {
        CellReading::Blank | CellReading::Spacer => CellValue::Blank,
        CellReading::Dash if !label => CellValue::Dash,
        CellReading::Suppressed if !label => CellValue::Suppressed,
        CellReading::Dash | CellReading::Suppressed => CellValue::Text,
        CellReading::Error => {
            if label {
                sink.label(text, site);
            } else {
                sink.garbled(text, site);
            }
            CellValue::Error
        }
        CellReading::Text => {
            if label && !taken && text.bytes().any(|b| b.is_ascii_digit()) {
                sink.label(text, site);
            } else if !taken {
                sink.unread(text, site, NotQuantity::Label);
            }
            CellValue::Text
        }
        CellReading::Number { token, rest, .. } => {
            let normal = sink.normal(text);
            if label {
                (sink.record)(site, &normal, &token.as_skipped(NotQuantity::Label));
                return CellValue::Text;
            }
            let id = (sink.record)(site, &normal, token);
            for noted in lex(&normal, *rest) {
                (sink.record)(site, &normal, &noted);
            }
            id.map_or(CellValue::Text, CellValue::Number)
        }
    }
}

fn caption(document: &Document, table: &Table, shape: &Shape, title: Option<String>) -> Option<String> {
    if let Some(text) = &table.caption
        && !text.is_empty()
    {
        return Some(normalise(text.as_str()));
    }
    title
        .filter(|_| shape.header > 0 && table.inferred != Inferred::Runs)
        .or_else(|| before(document, table))
        .or_else(|| table.sheet.clone())
}

/// The nearest heading or short paragraph before a table; past another table only a heading.
fn before(document: &Document, table: &Table) -> Option<String> {
    let mut past_table = false;
    for block in document.blocks.get(..table.block as usize)?.iter().rev().take(BACK) {
        let paragraph = match *block {
            Block::Table(_) => {
                past_table = true;
                continue;
            }
            Block::Paragraph(index) => document.paragraphs.get(index as usize)?,
        };
        if paragraph.hidden || paragraph.cell.is_some() || paragraph.text.len() > 4 * 200 {
            continue;
        }
        let text = normalise(paragraph.text.as_str());
        let numbered = crate::facts::ordinals::opening(&text).is_some();
        let short = !text.is_empty() && text.chars().count() <= SHORT && !text.ends_with('。') && !text.starts_with("单位");
        if short && (paragraph.heading.is_some() || numbered || !past_table) {
            return Some(text);
        }
    }
    None
}
