//! The walk inside paragraphs: characters, marks, fields, formulas, pictures.

use quick_xml::events::BytesStart;

use crate::ingest::gather::Gather;
use crate::ingest::word::body::Walk;
use crate::ingest::word::fields::{Shown, code_alone};
use crate::ingest::word::flow::Flow;
use crate::ingest::word::met::NoteKind;
use crate::ingest::word::names::Tag;
use crate::ingest::word::properties::Level;
use crate::ingest::word::symbols::symbol;
use crate::ingest::xml;

/// A picture at least this wide and high could hold a table: 200 by 80 pixels, in English metric units.
const LARGE: (u64, u64) = (200 * 9525, 80 * 9525);

impl Walk<'_> {
    /// Elements that are characters of their own or only mark something.
    pub(super) fn mark(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "tab" | "ptab" => self.put("\t"),
            "noBreakHyphen" => self.put("\u{2011}"),
            "br" | "cr" => {
                if let Some(text) = self.sink() {
                    text.break_line();
                }
            }
            "sym" => {
                let code = xml::attribute(e, "char").and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
                let shown = code.map(|code| symbol(&xml::attribute(e, "font").unwrap_or_default(), code).unwrap_or('\u{FFFD}'));
                if let Some(shown) = shown {
                    self.put(shown.encode_utf8(&mut [0; 4]));
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if name == "footnoteReference" { NoteKind::Foot } else { NoteKind::End };
                self.met.notes.extend(xml::attribute(e, "id").map(|id| (kind, id)));
                if let Some(text) = self.sink() {
                    text.break_number(false);
                }
            }
            "fldChar" => {
                if let Some(code) = self.fields.mark(xml::attribute(e, "fldCharType").as_deref().unwrap_or("")) {
                    self.without_result(&code);
                }
            }
            "altChunk" => self.met.chunks += 1,
            _ => {}
        }
    }

    /// A field ends that has no result: its code may say what it shows, and is told where it shows something else.
    fn without_result(&mut self, code: &str) {
        match code_alone(code) {
            Shown::Nothing => {}
            Shown::Words(words) => self.put(&words),
            Shown::Unknown => self.met.uncalculated.push(code.trim().to_owned()),
        }
    }

    pub(super) fn math(&mut self, name: &str) -> Option<Tag> {
        match name {
            "t" => {
                self.text.clear();
                return Some(Tag::Text(true));
            }
            // A fraction reads as it is typed on a line.
            "den" => self.put("/"),
            "num" | "e" | "sup" | "sub" | "deg" | "lim" | "fName" => {
                if let Some(text) = self.sink() {
                    text.break_number(false);
                }
            }
            _ if name.ends_with("Pr") => return None,
            _ => return Some(Tag::Plain),
        }
        Some(Tag::FormulaPart)
    }

    pub(super) fn drawing(&mut self, name: &str, e: &BytesStart<'_>) -> Tag {
        if name == "extent" {
            let length = |name: &str| xml::attribute(e, name).and_then(|v| v.trim().parse::<u64>().ok()).unwrap_or(0);
            self.large = length("cx") >= LARGE.0 && length("cy") >= LARGE.1;
        }
        Tag::Plain
    }

    /// What a drawing shows: a picture or a chart counts, a shape with text does not.
    pub(super) fn graphic(&mut self, name: &str) -> Tag {
        if matches!(name, "blip" | "chart") && std::mem::take(&mut self.large) {
            self.picture();
        }
        Tag::Plain
    }

    fn picture(&mut self) {
        self.met.pictures += 1;
        self.flow().paragraph().pictures += 1;
    }

    pub(super) fn legacy(&mut self, name: &str, e: &BytesStart<'_>) -> Tag {
        match name {
            "OLEObject" => {
                let excel = xml::attribute(e, "ProgID").is_some_and(|id| id.starts_with("Excel"));
                self.met.workbooks += u32::from(excel);
            }
            "imagedata" => self.picture(),
            _ => {}
        }
        Tag::Plain
    }

    pub(super) fn characters(&mut self, text: &str) {
        if self.skipped == 0 && matches!(self.tags.last(), Some(Tag::Text(_) | Tag::Code)) {
            self.text.push_str(text);
        }
    }

    pub(super) fn end_text(&mut self, keeps: bool) {
        let text = std::mem::take(&mut self.text);
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let kept = if keeps { text.as_str() } else { text.trim_matches(blank) };
        let font = self.runs.last().and_then(|run| run.symbol_font.clone());
        if let Some(font) = font {
            let shown: String = kept.chars().map(|c| shown_in(&font, c)).collect();
            self.put(&shown);
        } else if kept.contains(['\n', '\r', '\t']) {
            self.put(&kept.replace(['\n', '\r', '\t'], " "));
        } else {
            self.put(kept);
        }
        self.text = text;
    }

    fn put(&mut self, words: &str) {
        self.spend(0, words.len());
        if self.is_struck() {
            match self.met.struck.last_mut() {
                Some(last) if self.met.striking => last.push_str(words),
                _ => self.met.struck.push(words.to_owned()),
            }
            self.met.striking = true;
            return;
        }
        self.met.striking &= words.is_empty();
        if let Some(text) = self.sink() {
            text.push(words);
        }
    }

    /// Whether a line goes through what the open run shows.
    fn is_struck(&self) -> bool {
        let Some(run) = self.runs.last() else { return false };
        let styled = || self.sheet.styles.is_struck(self.flows.last().and_then(Flow::style), run.style.as_deref());
        !self.fields.in_code() && run.hidden != Some(true) && run.struck.unwrap_or_else(styled)
    }

    /// The text that characters of the open run go to; `None` in a field's code.
    pub(super) fn sink(&mut self) -> Option<&mut Gather> {
        if self.fields.in_code() {
            return None;
        }
        let Self { flows, runs, sheet, .. } = self;
        let paragraph = flows.last_mut()?.paragraph();
        let run = runs.last();
        let styled = || run.and_then(|run| sheet.styles.is_run_hidden(run.style.as_deref()?));
        let hidden = run
            .and_then(|run| run.hidden)
            .or_else(styled)
            .unwrap_or_else(|| sheet.styles.is_paragraph_hidden(paragraph.properties.style.as_deref()));
        Some(if hidden { &mut paragraph.concealed } else { &mut paragraph.shown })
    }

    /// A run's properties are complete.
    pub(super) fn end_run_properties(&mut self) {
        let Some(run) = self.runs.last_mut() else { return };
        let by_style = || run.style.as_deref().map(|style| self.sheet.styles.level(style)).unwrap_or_default();
        let level = run.level.unwrap_or_else(by_style);
        run.level = Some(level);
        if level != Level::Line {
            self.sink().into_iter().for_each(|text| text.break_number(level == Level::Above));
        }
    }

    /// A run ends.
    pub(super) fn end_run(&mut self) {
        if self.runs.last().is_some_and(|run| !matches!(run.level, None | Some(Level::Line))) {
            self.sink().into_iter().for_each(|text| text.break_number(false));
        }
        self.runs.pop();
    }
}

/// What a typed character looks like in a symbol font; letters are left as they are.
fn shown_in(font: &str, c: char) -> char {
    if ('\u{F000}'..='\u{F0FF}').contains(&c) { symbol(font, u32::from(c)).unwrap_or(c) } else { c }
}
