//! Runs of rich text, which calamine joins: struck-out words and marks of notes among them.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};

use crate::ingest::package::Package;
use crate::ingest::workbook::rich::{Face, Height, Rich};
use crate::ingest::xml;

/// Reads the runs of one `si` or `is` element, event by event.
#[derive(Debug, Default)]
pub(super) struct RunReader {
    rich: Rich,
    in_run: bool,
    /// What the open run's properties say.
    face: Face,
    in_text: bool,
    /// Inside the pronunciation of a word.
    spoken: bool,
}

impl RunReader {
    /// Takes an event inside the element.
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(e) => self.start(e),
            Event::End(e) => match e.local_name().as_ref() {
                "t" => self.in_text = false,
                "r" => self.in_run = false,
                "rPh" => self.spoken = false,
                _ => {}
            },
            Event::Text(text) => self.words(|out| out.push_str(&text.xml10_content())),
            Event::CData(text) => self.words(|out| out.push_str(text)),
            Event::GeneralRef(reference) => self.words(|out| xml::push_reference(out, reference)),
            _ => {}
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "r" => (self.in_run, self.face) = (true, Face::default()),
            "rPr" => self.face.struck = Some(false),
            "strike" if self.in_run => {
                let on = xml::attribute(e, "val").is_none_or(|v| matches!(v.trim(), "1" | "true"));
                self.face.struck = Some(on);
            }
            "vertAlign" if self.in_run => {
                self.face.height = match xml::attribute(e, "val").as_deref() {
                    Some("superscript") => Height::Above,
                    Some("subscript") => Height::Below,
                    _ => Height::Level,
                };
            }
            "rPh" => self.spoken = true,
            "t" if !self.spoken => {
                self.in_text = true;
                self.rich.open(if self.in_run { self.face } else { Face::default() });
            }
            _ => {}
        }
    }

    fn words(&mut self, push: impl FnOnce(&mut String)) {
        if let Some(words) = self.rich.last().filter(|_| self.in_text) {
            push(words);
        }
    }

    /// The text, if a cell shows something else than all its words in a row.
    pub(super) fn finish(self, cells_strike: bool) -> Option<Rich> {
        Some(self.rich).filter(|rich| rich.tells(cells_strike))
    }
}

/// The texts in runs of a workbook.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The shared strings of which a cell does not show all words in a row, by index.
    pub(super) shared: HashMap<u32, Rich>,
    /// Whether the fonts of whole cells may be struck out.
    pub(super) cells_strike: bool,
}

impl Texts {
    /// The texts of the parts with the shared strings and the styles; of at most `room` bytes.
    pub(super) fn of(package: &mut Package, strings: &str, styles: &str, room: usize) -> Self {
        let cells_strike = package.part(styles).is_some_and(|part| mentions(part, &[b"strike"]));
        let words: &[&[u8]] = if cells_strike { &[b"rPr"] } else { &[b"strike", b"vertAlign"] };
        let telling = package.part(strings).is_some_and(|part| mentions(part, words));
        let shared = package.part(strings).filter(|_| telling).map_or_else(HashMap::new, |input| read(input, cells_strike, room));
        Self { shared, cells_strike }
    }
}

/// Whether one of the words is anywhere in the part: in most none is, and they need not be parsed a second time.
fn mentions(mut input: impl Read, words: &[&[u8]]) -> bool {
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(1);
    let mut buffer = vec![0; 64 << 10];
    let mut kept = 0;
    while let Ok(count) = input.read(buffer.get_mut(kept..).unwrap_or_default()) {
        let filled = buffer.get(..kept + count).unwrap_or_default();
        if count == 0 {
            return false;
        }
        if words.iter().any(|word| memchr::memmem::find(filled, word).is_some()) {
            return true;
        }
        let tail = filled.len().min(longest - 1);
        let from = filled.len() - tail;
        buffer.copy_within(from..from + tail, 0);
        kept = tail;
    }
    false
}

fn read(input: impl BufRead, cells_strike: bool, mut room: usize) -> HashMap<u32, Rich> {
    let mut out = HashMap::new();
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let (mut index, mut open) = (0_u32, None::<RunReader>);
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match &event {
            Event::Start(e) if e.local_name().as_ref() == "si" => open = Some(RunReader::default()),
            Event::End(e) if e.local_name().as_ref() == "si" => {
                if let Some(rich) = open.take().and_then(|text| text.finish(cells_strike)) {
                    let Some(left) = room.checked_sub(rich.cost()) else { break };
                    room = left;
                    out.insert(index, rich);
                }
                index = index.saturating_add(1);
            }
            Event::Eof => break,
            other => open.iter_mut().for_each(|reader| reader.take(other)),
        }
        buffer.clear();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{mentions, read};

    #[test]
    fn runs_are_parted_by_their_own_font_or_the_cells() {
        let xml = "<sst><si><t>1</t></si><si><r><rPr><strike/></rPr><t>3&amp;8</t></r><r><rPr><b/></rPr><t>44</t></r><rPh><t>x</t></rPh></si>\
            <si><r><rPr><strike val=\"0\"/></rPr><t>5</t></r></si><si><r><t>6</t></r><r><rPr><x:strike val=\"1\"/></rPr><t>7</t></r></si>\
            <si><r><t>38</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si></sst>";
        let found = read(xml.as_bytes(), false, 1000);
        let parted = |index, struck| found.get(&index).map(|rich| rich.parted(struck));
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!([parted(0, true), parted(1, true), parted(2, true)], [None, pair("44", "3&8"), None]);
        assert_eq!([parted(3, false), parted(3, true), parted(4, false)], [pair("6", "7"), pair("", "67"), pair("38¹", "")]);
        let struck = read(xml.as_bytes(), true, 1000);
        assert_eq!(struck.get(&2).map(|rich| rich.parted(true)), pair("5", ""));
        assert!(read(xml.as_bytes(), false, 10).is_empty());
    }

    #[test]
    fn a_word_is_found_across_reads() {
        let text = format!("{}<strike/>", "x".repeat((64 << 10) - 3));
        assert!(mentions(text.as_bytes(), &[b"vertAlign", b"strike"]));
        assert!(!mentions("str ike".as_bytes(), &[b"strike"]));
    }
}
