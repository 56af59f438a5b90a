//! The walk over a part with text: the document itself, footnotes, endnotes.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::NsReader;

use crate::ingest::word::fields::Fields;
use crate::ingest::word::flow::{Flow, Item};
use crate::ingest::word::met::{Budget, Met, Stop};
use crate::ingest::word::names::{Space, Tag, is_silent, space};
use crate::ingest::word::paragraph::Sheet;
use crate::ingest::word::properties::RunProperties;
use crate::ingest::word::table::OpenTable;
use crate::ingest::xml;

/// Tables in cells of tables beyond this depth are read as the text they hold.
const MOST_NESTED: usize = 20;
/// What a paragraph outside tables and a table cost beside cells, measured in cells: memory for the one, time for the other.
const PARAGRAPH_COST: usize = 2;
const TABLE_COST: usize = 8;

/// A note with its identifier, or the body without one.
pub(super) type Told = (Option<String>, Vec<Item>);

/// The walk.
pub(super) struct Walk<'s> {
    pub(super) sheet: &'s mut Sheet,
    budget: &'s mut Budget,
    /// What was met on the way.
    pub(super) met: Met,
    pub(super) tags: Vec<Tag>,
    /// Open elements of a subtree that is passed over.
    pub(super) skipped: usize,
    pub(super) flows: Vec<Flow>,
    tables: Vec<OpenTable>,
    pub(super) runs: Vec<RunProperties>,
    /// The open fields.
    pub(super) fields: Fields,
    pub(super) text: String,
    /// A drawing is open that could hold a table, and has not shown a picture or a chart yet.
    pub(super) large: bool,
    note: Option<String>,
    told: Vec<Told>,
}

impl<'s> Walk<'s> {
    /// A walk that counts lists on and takes from the budget.
    pub(super) fn new(sheet: &'s mut Sheet, budget: &'s mut Budget) -> Self {
        Self {
            sheet,
            budget,
            met: Met::default(),
            tags: Vec::new(),
            skipped: 0,
            flows: vec![Flow::default()],
            tables: Vec::new(),
            runs: Vec::new(),
            fields: Fields::default(),
            text: String::new(),
            large: false,
            note: None,
            told: Vec::new(),
        }
    }

    /// Reads a part as far as it can be read: the body, and every note.
    pub(super) fn read(mut self, input: impl BufRead) -> (Vec<Told>, Met) {
        let mut reader = NsReader::from_reader(input);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_comments = false;
        let mut buffer = Vec::new();
        while self.met.stop.is_none() {
            buffer.clear();
            match reader.read_resolved_event_into(&mut buffer) {
                Ok((found, Event::Start(e))) => self.start(space(&found), &e),
                Ok((_, Event::End(_))) => self.end(),
                Ok((_, Event::Text(t))) => self.characters(&t.xml10_content()),
                Ok((_, Event::CData(t))) => self.characters(&t.xml10_content()),
                Ok((_, Event::GeneralRef(r))) if matches!(self.tags.last(), Some(Tag::Text(_) | Tag::Code)) && self.skipped == 0 => {
                    xml::push_reference(&mut self.text, &r);
                }
                Ok((_, Event::DocType(_))) => self.met.stop = Some(Stop::Entities),
                Ok((_, Event::Eof)) => break,
                Ok(_) => {}
                Err(_) => self.met.stop = Some(Stop::Damage),
            }
        }
        if !self.tags.is_empty() {
            self.met.stop.get_or_insert(Stop::Damage);
        }
        while !self.tags.is_empty() {
            self.skipped = 0;
            self.end();
        }
        self.met.open_codes += u32::from(self.fields.close_codes());
        let rest = self.flows.pop().unwrap_or_default().finish(self.sheet);
        self.told.push((None, rest));
        (self.told, self.met)
    }

    fn start(&mut self, space: Space, e: &BytesStart<'_>) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if self.tags.len() >= self.budget.depth {
            self.met.too_deep = true;
            self.skipped = 1;
            return;
        }
        let name = e.local_name();
        let tag = match space {
            Space::Word => self.word(name.as_ref(), e),
            Space::Math => self.math(name.as_ref()),
            Space::Compatibility => self.alternative(name.as_ref()),
            Space::Drawing => Some(self.drawing(name.as_ref(), e)),
            Space::Legacy => Some(self.legacy(name.as_ref(), e)),
            Space::Other => Some(self.graphic(name.as_ref())),
        };
        match tag {
            Some(tag) => self.tags.push(tag),
            None => self.skipped = 1,
        }
    }

    /// What an element of `WordprocessingML` does and is; `None` to pass over it.
    fn word(&mut self, name: &str, e: &BytesStart<'_>) -> Option<Tag> {
        let parent = self.tags.last().copied();
        match (parent, name) {
            (Some(Tag::ParagraphProperties), "rPr") => return Some(Tag::MarkProperties),
            (Some(Tag::MarkProperties), _) => {
                let paragraph = self.flow().paragraph();
                paragraph.properties.take_mark(name, e);
                return Some(Tag::Plain);
            }
            (Some(Tag::RunProperties), _) => {
                if let Some(run) = self.runs.last_mut() {
                    run.take(name, e);
                }
                return Some(Tag::Plain);
            }
            (Some(Tag::RowProperties), _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_properties.take(name, e);
                }
                self.met.changes += u32::from(matches!(name, "ins" | "del"));
                return Some(Tag::Plain);
            }
            (Some(Tag::CellProperties), _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell_properties.take(name, e);
                }
                return Some(Tag::Plain);
            }
            _ => {}
        }
        self.met.changes += u32::from(matches!(name, "ins" | "del" | "moveFrom"));
        if is_silent(name) {
            return None;
        }
        if self.in_paragraph_properties() {
            self.flow().paragraph().properties.take(name, e);
            return Some(if name == "pPr" { Tag::ParagraphProperties } else { Tag::Plain });
        }
        Some(self.content(parent, name, e))
    }

    /// Whether the element stands in a paragraph's properties, lists' levels included.
    fn in_paragraph_properties(&self) -> bool {
        self.tags.iter().rev().take(2).any(|tag| *tag == Tag::ParagraphProperties)
    }

    fn content(&mut self, parent: Option<Tag>, name: &str, e: &BytesStart<'_>) -> Tag {
        match name {
            "p" => {
                let Self { flows, sheet, .. } = self;
                flows.last_mut().into_iter().for_each(|flow| flow.begin(sheet));
                self.met.open_codes += u32::from(self.fields.close_codes());
                Tag::Paragraph
            }
            "pPr" if parent == Some(Tag::Paragraph) => Tag::ParagraphProperties,
            "r" => {
                self.runs.push(RunProperties::default());
                Tag::Run
            }
            "rPr" if parent == Some(Tag::Run) => Tag::RunProperties,
            "t" => {
                self.text.clear();
                Tag::Text(xml::attribute(e, "space").is_some_and(|s| s == "preserve"))
            }
            "instrText" => {
                self.text.clear();
                Tag::Code
            }
            "tbl" | "tr" | "tc" | "trPr" | "tcPr" => self.table(name),
            "txbxContent" => {
                self.flows.push(Flow::default());
                Tag::Flow
            }
            "footnote" | "endnote" if parent == Some(Tag::Plain) && self.tags.len() == 1 => {
                self.note = xml::attribute(e, "id");
                self.flows.push(Flow::default());
                self.met.found = true;
                Tag::Flow
            }
            "body" => {
                self.met.found = true;
                Tag::Plain
            }
            _ => {
                self.mark(name, e);
                Tag::Plain
            }
        }
    }

    /// A piece of a table, where such a piece can stand.
    fn table(&mut self, name: &str) -> Tag {
        let around = self.tags.iter().rev().find(|tag| matches!(tag, Tag::Table | Tag::Row | Tag::Cell | Tag::Flow)).copied();
        let parent = self.tags.last().copied();
        match (name, around) {
            ("tbl", Some(Tag::Table | Tag::Row)) => Tag::Plain,
            ("tbl", _) if self.tables.len() >= MOST_NESTED => {
                self.met.too_deep = true;
                Tag::Plain
            }
            ("tbl", _) => {
                self.tables.push(OpenTable::default());
                Tag::Table
            }
            ("tr", Some(Tag::Table)) => {
                self.tables.last_mut().into_iter().for_each(OpenTable::begin_row);
                Tag::Row
            }
            ("tc", Some(Tag::Row)) => {
                self.tables.last_mut().into_iter().for_each(OpenTable::begin_cell);
                self.flows.push(Flow::default());
                Tag::Cell
            }
            ("trPr", _) if parent == Some(Tag::Row) => Tag::RowProperties,
            ("tcPr", _) if parent == Some(Tag::Cell) => Tag::CellProperties,
            _ => Tag::Plain,
        }
    }

    /// The first alternative is taken, which is the one newer programs show; the others say the same again.
    fn alternative(&mut self, name: &str) -> Option<Tag> {
        if name == "AlternateContent" {
            return Some(Tag::Alternatives(false));
        }
        match self.tags.last_mut() {
            Some(Tag::Alternatives(taken)) => (!std::mem::replace(taken, true)).then_some(Tag::Plain),
            _ => Some(Tag::Plain),
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(tag) = self.tags.pop() else { return };
        let Self { flows, tables, sheet, .. } = self;
        match tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::ParagraphProperties => flows.last_mut().into_iter().for_each(|flow| flow.paragraph().settle(sheet)),
            Tag::Run => self.end_run(),
            Tag::RunProperties => self.end_run_properties(),
            Tag::Text(keeps) => self.end_text(keeps),
            Tag::Code => self.fields.add_code(&self.text),
            Tag::FormulaPart => self.sink().into_iter().for_each(|text| text.break_number(false)),
            Tag::Cell => {
                let items = flows.pop().unwrap_or_default().finish(sheet);
                if let Some(table) = tables.last_mut() {
                    table.end_cell(items);
                }
            }
            Tag::Row => {
                let cost = tables.last_mut().map_or(0, OpenTable::end_row);
                self.spend(cost, 0);
            }
            Tag::Table => {
                let items = tables.pop().map(OpenTable::finish).unwrap_or_default();
                if let Some(flow) = flows.last_mut() {
                    flow.append(items, sheet);
                }
                self.spend(TABLE_COST, 0);
            }
            Tag::Flow => {
                let items = flows.pop().unwrap_or_default().finish(sheet);
                match self.note.take() {
                    Some(id) if flows.len() == 1 => self.told.push((Some(id), items)),
                    note => {
                        self.note = note;
                        if let Some(flow) = flows.last_mut() {
                            flow.anchor(items);
                        }
                    }
                }
            }
            Tag::Plain | Tag::MarkProperties | Tag::RowProperties | Tag::CellProperties | Tag::Alternatives(_) => {}
        }
    }

    fn end_paragraph(&mut self) {
        let in_table = !self.tables.is_empty();
        let Self { flows, sheet, .. } = self;
        let Some(flow) = flows.last_mut() else { return };
        let first = flow.is_empty();
        flow.end(sheet);
        // A cell's first paragraph becomes the cell, which its row pays for.
        self.spend(if in_table { usize::from(!first) } else { PARAGRAPH_COST }, 0);
    }

    /// The innermost flow.
    pub(super) fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// Takes from the budget.
    pub(super) fn spend(&mut self, cells: usize, text: usize) {
        let left = (self.budget.cells.checked_sub(cells), self.budget.text.checked_sub(text));
        if let (Some(cells), Some(text)) = left {
            (self.budget.cells, self.budget.text) = (cells, text);
        } else {
            self.met.stop = Some(Stop::Limit);
        }
    }
}
