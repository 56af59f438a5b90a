//! The one way from a Word document's bytes to a document.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Block, Document, Format, Paragraph, Remark, RemarkKind, Site, Table, Text};
use crate::ingest::Limits;
use crate::ingest::outline::is_sentence;
use crate::ingest::package::{Package, ambiguous};
use crate::ingest::picture;
use crate::ingest::word::body::Walk;
use crate::ingest::word::flow::Item;
use crate::ingest::word::met::{Budget, Met, NoteKind, Stop};
use crate::ingest::word::numbering::Numbering;
use crate::ingest::word::paragraph::{Read, Sheet};
use crate::ingest::word::refusal::{damaged, declares_entities, refused};
use crate::ingest::word::styles::Styles;
use crate::ingest::word::table::Finished;
use crate::phrase::Phrase;
use crate::problem::Problem;

/// Struck pieces named one by one, and the characters of a piece that are shown.
const NAMED: usize = 10;
const SHOWN: usize = 24;

/// Reads a Word document: the body, then the notes it refers to in their order. Headers, footers, comments and tables of contents give nothing.
///
/// # Errors
/// A [`Problem`] when the file is encrypted, damaged beyond opening, or above a limit.
pub(in crate::ingest) fn read(name: &str, bytes: &Arc<[u8]>, limits: &Limits) -> Result<Document, Problem> {
    let mut package = Package::open(bytes, limits).map_err(refused)?;
    let main = package.main_part("word/document.xml");
    package.check_narrow(&main).map_err(refused)?;
    let parts = Parts::of(&mut package, &main);
    let mut sheet = Sheet {
        styles: package.part(&parts.styles).map(Styles::read).unwrap_or_default(),
        numbering: package.part(&parts.numbering).map(Numbering::read).unwrap_or_default(),
        ..Sheet::default()
    };
    let room = |share: u64| usize::try_from(limits.expanded_bytes / share).unwrap_or(usize::MAX);
    let mut budget = Budget { cells: limits.cells, text: room(8), depth: limits.depth };
    let input = package.part(&main).ok_or_else(|| damaged("document.xml"))?;
    let (mut told, mut met) = Walk::new(&mut sheet, &mut budget).read(input);
    if met.stop == Some(Stop::Entities) {
        return Err(declares_entities());
    }
    if !met.found {
        return Err(damaged("document.xml"));
    }
    let mut assembly = Assembly { document: Document::new(name, Format::Docx), limits, announced: Vec::new() };
    assembly.document.remarks.extend(package.ambiguous.then(ambiguous));
    assembly.document.title = package.title().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    assembly.push(told.pop().map(|(_, items)| items).unwrap_or_default());
    let mut notes = HashMap::new();
    for (kind, part) in [(NoteKind::Foot, &parts.footnotes), (NoteKind::End, &parts.endnotes)] {
        if !met.notes.iter().any(|(k, _)| *k == kind) {
            continue;
        }
        let Some(input) = package.part(part) else { continue };
        let (told, also) = Walk::new(&mut sheet, &mut budget).read(input);
        met.join(&also);
        notes.extend(told.into_iter().filter_map(|(id, items)| Some(((kind, id?), items))));
    }
    for reference in std::mem::take(&mut met.notes) {
        assembly.push(notes.remove(&reference).unwrap_or_default());
    }
    assembly.remark_on(&met);
    Ok(assembly.document)
}

/// Names of the parts beside the main one.
struct Parts {
    styles: String,
    numbering: String,
    footnotes: String,
    endnotes: String,
}

impl Parts {
    fn of(package: &mut Package, main: &str) -> Self {
        let relations = package.relations(main);
        let find = |kind: &str| {
            let least = relations.values().filter(|r| r.kind == kind).map(|r| r.target.as_str()).min();
            least.map_or_else(|| format!("word/{kind}.xml"), str::to_owned)
        };
        Self { styles: find("styles"), numbering: find("numbering"), footnotes: find("footnotes"), endnotes: find("endnotes") }
    }
}

/// A document in the making.
struct Assembly<'a> {
    document: Document,
    limits: &'a Limits,
    /// The paragraphs that announce a table and that a picture follows at once.
    announced: Vec<Site>,
}

impl Assembly<'_> {
    fn push(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Paragraph(read) => self.paragraph(read),
                Item::Table(table) => self.table(*table),
            }
        }
    }

    fn paragraph(&mut self, read: Read) {
        for (text, hidden) in [(read.text, false), (read.concealed, true)] {
            if !text.is_empty() {
                let heading = read.heading.filter(|_| !hidden);
                self.document.push_paragraph(Paragraph { text: Text::unmapped(text), heading, hidden, cell: None });
            }
        }
        if read.pictures > 0 {
            self.picture();
        }
    }

    /// A picture, in the paragraph told last or right behind it.
    fn picture(&mut self) {
        let Some(Block::Paragraph(last)) = self.document.blocks.last().copied() else { return };
        let site = Site::Paragraph(last);
        if self.document.text(site).is_some_and(|text| picture::announces(text.as_str())) && self.announced.last() != Some(&site) {
            self.announced.push(site);
        }
    }

    /// Adds a table; where it holds no data, the sentences in its cells are paragraphs too.
    fn table(&mut self, found: Finished) {
        let number = u32::try_from(self.document.tables.len()).unwrap_or(u32::MAX);
        let Ok(mut table) = Table::new(found.cells, self.limits.cells) else {
            self.remark(
                RemarkKind::Unread,
                "表格过大，未读取：请拆分该表",
                "a table covers too many grid positions and was not read: split it",
            );
            return;
        };
        table.number = number.saturating_add(1);
        let sentences: Vec<Paragraph> = (0..)
            .zip(table.cells())
            .filter(|(_, cell)| !found.is_data && is_sentence(cell.text.as_str()))
            .map(|(index, cell)| Paragraph { text: cell.text.clone(), heading: None, hidden: cell.hidden, cell: Some((number, index)) })
            .collect();
        let picture = found.pictures.first().and_then(|(row, col)| table.at(*row, *col));
        self.document.push_table(table);
        for paragraph in sentences {
            self.document.push_paragraph(paragraph);
        }
        if let Some(cell) = picture {
            self.document.remarks.push(picture::in_cells(found.pictures.len(), Some(Site::Cell { table: number, cell })));
        }
    }

    fn remark(&mut self, kind: RemarkKind, zh: impl Into<String>, en: impl Into<String>) {
        self.document.remarks.push(Remark { kind, message: Phrase::new(zh, en), site: None });
    }

    /// Says what was met and not read.
    fn remark_on(&mut self, met: &Met) {
        if matches!(met.stop, Some(Stop::Damage | Stop::Entities)) {
            self.remark(
                RemarkKind::Truncated,
                "文档在中间损坏，其后的内容未读取：请用 Word 或 WPS 打开并另存",
                "the document is damaged part-way and the rest was not read: open it in a word processor and save it again",
            );
        }
        if met.stop == Some(Stop::Limit) {
            self.remark(
                RemarkKind::Unread,
                "文档的文字或表格超过上限，其余部分未读取：请拆分文档",
                "the document holds more text or cells than the limit and the rest was not read: split it",
            );
        }
        if met.too_deep {
            self.remark(
                RemarkKind::Unread,
                "表格或内容嵌套过深，最深处未按表格读取：请减少嵌套",
                "tables or other content nest too deep and the deepest were not read as tables: nest them less",
            );
        }
        if self.document.tables.is_empty() && met.pictures > 0 {
            let count = met.pictures;
            self.remark(
                RemarkKind::Image,
                format!("文档没有表格，但有 {count} 张图片：图片里的数字未读取，请改用文字表格"),
                format!("the document has no table, and numbers in its pictures ({count}) are not read: use a table of text"),
            );
        } else {
            self.document.remarks.extend(std::mem::take(&mut self.announced).into_iter().map(picture::announced));
        }
        if met.workbooks > 0 {
            let count = met.workbooks;
            self.remark(
                RemarkKind::Unread,
                format!("文档嵌有 {count} 个工作表对象，其中的数字未读取：请改用 Word 表格"),
                format!("embedded worksheets ({count}) were not read: turn them into tables of the document"),
            );
        }
        if met.chunks > 0 {
            let count = met.chunks;
            self.remark(
                RemarkKind::Unread,
                format!("文档引用了 {count} 个其他格式的部分，未读取：请用 Word 打开并另存"),
                format!("inserted parts in other formats ({count}) were not read: open the document in a word processor and save it again"),
            );
        }
        if met.open_codes > 0 {
            let count = met.open_codes;
            self.remark(
                RemarkKind::Unread,
                format!("有 {count} 段的域代码没有结束，其后的文字可能未读取：请用 Word 打开并另存"),
                format!("field codes that never end (paragraphs: {count}), text behind them may be unread: open the document in a word processor and save it again"),
            );
        }
        self.remark_on_fields(&met.uncalculated);
        self.remark_on_struck(&met.struck);
        if met.changes > 0 {
            let count = met.changes;
            self.remark(
                RemarkKind::Unread,
                format!("文档有 {count} 处修订，按全部接受读取，删去的文字未读取：发布前请接受或拒绝修订"),
                format!("read with all tracked changes ({count}) accepted, deleted text left out: settle them before publication"),
            );
        }
    }

    /// Says which fields were never calculated, by their codes.
    fn remark_on_fields(&mut self, codes: &[String]) {
        for code in codes.iter().take(NAMED) {
            let words = shortened(code);
            self.remark(
                RemarkKind::NoValue,
                format!("域“{words}”没有结果，其内容未读取：请更新域并保存"),
                format!("the field `{words}` was never calculated and was not read: update the document's fields and save it"),
            );
        }
        let more = codes.len().saturating_sub(NAMED);
        if more > 0 {
            self.remark(
                RemarkKind::NoValue,
                format!("另有 {more} 个域没有结果，未读取"),
                format!("{more} more fields were never calculated and were not read"),
            );
        }
    }

    /// Says of struck-out text that it was left out: the first pieces by their words, the others by their number.
    fn remark_on_struck(&mut self, pieces: &[String]) {
        for piece in pieces.iter().take(NAMED) {
            let words = shortened(piece);
            self.remark(RemarkKind::Struck, format!("“{words}”已被划去，未计入"), format!("`{words}` is struck out and was left out"));
        }
        let more = pieces.len().saturating_sub(NAMED);
        if more > 0 {
            self.remark(
                RemarkKind::Struck,
                format!("另有 {more} 处被划去的文字未计入"),
                format!("{more} more pieces of struck-out text were left out"),
            );
        }
    }
}

/// The first words of a text, on one line.
fn shortened(text: &str) -> String {
    let mut words: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    words.push_str(if text.chars().nth(SHOWN).is_some() { "…" } else { "" });
    words
}
