//! The document: what ingest gives, whatever the format.

use std::sync::Arc;

use serde::Serialize;

use crate::document::{Cell, Deadline, Site, SourceText, Span, Spot, Table, Text};
use crate::phrase::Phrase;

/// The format a file was found to be in, by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A web page.
    Html,
    /// A web page in a message, as "single file web page" saves it (MHTML, RFC 2557).
    Mhtml,
    /// An Office Open XML workbook (.xlsx, .xlsm).
    Xlsx,
    /// A binary workbook of Excel 97-2003 or older (.xls).
    Xls,
    /// A binary Office Open XML workbook (.xlsb).
    Xlsb,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// A workbook of one XML file, "XML Spreadsheet 2003" (.xml, .xls).
    SpreadsheetMl,
    /// A Word document (.docx, .docm).
    Docx,
    /// Plain text.
    Text,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
}

/// A paragraph of running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, trimmed, line breaks as `\n`.
    pub text: Text,
    /// 1-6 for `h1`-`h6`; `None` for a plain paragraph (which may still be a heading by its numbering).
    pub heading: Option<u8>,
    /// Not shown to the reader.
    pub hidden: bool,
    /// Set where the paragraph is a long text inside a cell of a data table: table and cell index. The paragraph's text is the cell's.
    pub cell: Option<(u32, u32)>,
}

/// A block in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Index into [`Document::paragraphs`].
    Paragraph(u32),
    /// Index into [`Document::tables`].
    Table(u32),
}

/// What ingest saw but could not turn into text or numbers; said in the summary, never skipped in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// The words for it.
    pub message: Phrase,
    /// Where, if it has a place.
    pub site: Option<Site>,
}

/// Kinds of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A table or sheet that exceeded a limit or would not open.
    Unread,
    /// A picture where a table is expected.
    Image,
    /// Lost or garbled characters, or a declared encoding that does not fit.
    Encoding,
    /// A formula without a calculated value, or an error value.
    NoValue,
    /// The file ends early.
    Truncated,
    /// Text with a line through it, which is no part of the report any more.
    Struck,
    /// Words that look like a number and are none.
    Unparsed,
}

/// A report as read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name it is spoken of by, as given.
    pub path: Arc<str>,
    /// Its format, by content.
    pub format: Format,
    /// The decoded file, for text formats; `None` for workbooks and Word.
    pub source: Option<SourceText>,
    /// The `title`, or the title property.
    pub title: Option<String>,
    /// All blocks in reading order.
    pub blocks: Vec<Block>,
    /// The paragraphs, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// The data tables, in reading order.
    pub tables: Vec<Table>,
    /// What could not be read.
    pub remarks: Vec<Remark>,
    /// When the later stages are to give up on it.
    pub deadline: Deadline,
    /// How many cells, numbers and sentences the later stages may keep of it.
    pub room: usize,
}

impl Document {
    /// An empty document.
    pub fn new(path: impl Into<Arc<str>>, format: Format) -> Self {
        Self {
            path: path.into(),
            format,
            source: None,
            title: None,
            blocks: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            remarks: Vec::new(),
            deadline: Deadline::default(),
            room: usize::MAX,
        }
    }

    /// Appends a paragraph as the next block.
    pub fn push_paragraph(&mut self, paragraph: Paragraph) {
        self.blocks.push(Block::Paragraph(index(self.paragraphs.len())));
        self.paragraphs.push(paragraph);
    }

    /// Appends a table as the next block and gives its index.
    pub fn push_table(&mut self, mut table: Table) -> u32 {
        let number = index(self.tables.len());
        table.block = index(self.blocks.len());
        self.blocks.push(Block::Table(number));
        self.tables.push(table);
        number
    }

    /// Shortens every paragraph and cell to at most `limit` bytes, on a character's boundary; gives the sites of those that were longer.
    pub fn cut_texts(&mut self, limit: u32) -> Vec<Site> {
        let mut cut = Vec::new();
        for (number, paragraph) in (0..).zip(&mut self.paragraphs) {
            if paragraph.text.cut(limit) {
                cut.push(Site::Paragraph(number));
            }
        }
        for (number, table) in (0..).zip(&mut self.tables) {
            cut.extend(table.cut_texts(limit).into_iter().map(|cell| Site::Cell { table: number, cell }));
        }
        cut
    }

    /// The tables behind one paragraph and before another. A table's place among the blocks, less the tables before it, is the number of
    /// paragraphs before it.
    pub fn tables_between(&self, before: u32, after: u32) -> impl Iterator<Item = &Table> {
        let paragraphs = |n: usize| self.tables.get(n).map_or(0, |t| (t.block as usize).saturating_sub(n));
        let (mut low, mut high) = (0, self.tables.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if paragraphs(middle) <= before as usize {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..self.tables.len()).take_while(move |n| paragraphs(*n) <= after as usize).filter_map(|n| self.tables.get(n))
    }

    /// The text at a site.
    #[must_use]
    pub fn text(&self, site: Site) -> Option<&Text> {
        match site {
            Site::Paragraph(n) => self.paragraphs.get(n as usize).map(|p| &p.text),
            Site::Cell { table, cell } => self.cell(table, cell).map(|c| &c.text),
        }
    }

    /// A cell by table and cell index.
    #[must_use]
    pub fn cell(&self, table: u32, cell: u32) -> Option<&Cell> {
        self.tables.get(table as usize)?.cell(cell)
    }

    /// The words at a spot, as printed.
    #[must_use]
    pub fn printed(&self, spot: &Spot) -> &str {
        self.text(spot.site).and_then(|t| t.as_str().get(spot.range())).unwrap_or("")
    }

    /// The span of a spot in the decoded file; `None` for workbooks and Word.
    #[must_use]
    pub fn span(&self, spot: &Spot) -> Option<Span> {
        self.text(spot.site)?.span(spot.start..spot.end)
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
