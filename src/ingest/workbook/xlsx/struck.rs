//! Struck-out stretches of rich text, which calamine joins with the others: `38` struck beside `44` would read `3844`.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};

use crate::ingest::package::Package;
use crate::ingest::xml;

/// A text of several runs, at least one of them struck out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// Each run's words and whether it is struck out; `None` where the cell's font decides.
    runs: Vec<(String, Option<bool>)>,
}

impl Rich {
    /// What is shown and what is struck out, in a cell whose own font is struck out or not.
    pub(super) fn parted(&self, cell_struck: bool) -> (String, String) {
        let (mut shown, mut struck) = (String::new(), String::new());
        for (words, own) in &self.runs {
            if own.unwrap_or(cell_struck) { &mut struck } else { &mut shown }.push_str(words);
        }
        (shown, struck)
    }
}

/// Reads the runs of one `si` or `is` element, event by event.
#[derive(Debug, Default)]
pub(super) struct RunReader {
    rich: Rich,
    in_run: bool,
    /// What the open run's properties say; `None` where it has none.
    struck: Option<bool>,
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
            "r" => (self.in_run, self.struck) = (true, None),
            "rPr" => self.struck = Some(false),
            "strike" if self.in_run => {
                let on = xml::attribute(e, "val").is_none_or(|v| matches!(v.trim(), "1" | "true"));
                self.struck = Some(on);
            }
            "rPh" => self.spoken = true,
            "t" if !self.spoken => {
                self.in_text = true;
                self.rich.runs.push((String::new(), if self.in_run { self.struck } else { None }));
            }
            _ => {}
        }
    }

    fn words(&mut self, push: impl FnOnce(&mut String)) {
        if let Some((words, _)) = self.rich.runs.last_mut().filter(|_| self.in_text) {
            push(words);
        }
    }

    /// The text, if any of it is struck out.
    pub(super) fn finish(self) -> Option<Rich> {
        self.rich.runs.iter().any(|(_, struck)| *struck == Some(true)).then_some(self.rich)
    }
}

/// The shared strings that are struck out in part, by index; of at most `room` bytes.
pub(super) fn shared(package: &mut Package, part: &str, room: usize) -> HashMap<u32, Rich> {
    let mentions = package.part(part).is_some_and(mentions_strike);
    package.part(part).filter(|_| mentions).map_or_else(HashMap::new, |input| read(input, room))
}

/// Whether the word is anywhere in the part: in most it is not, and they need not be parsed a second time.
fn mentions_strike(mut input: impl Read) -> bool {
    const WORD: &[u8] = b"strike";
    let mut buffer = vec![0; 64 << 10];
    let mut kept = 0;
    while let Ok(count) = input.read(buffer.get_mut(kept..).unwrap_or_default()) {
        let filled = buffer.get(..kept + count).unwrap_or_default();
        if count == 0 {
            return false;
        }
        if filled.windows(WORD.len()).any(|window| window == WORD) {
            return true;
        }
        let tail = filled.len().min(WORD.len() - 1);
        let from = filled.len() - tail;
        buffer.copy_within(from..from + tail, 0);
        kept = tail;
    }
    false
}

fn read(input: impl BufRead, mut room: usize) -> HashMap<u32, Rich> {
    let mut out = HashMap::new();
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let (mut index, mut open) = (0_u32, None::<RunReader>);
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match &event {
            Event::Start(e) if e.local_name().as_ref() == "si" => open = Some(RunReader::default()),
            Event::End(e) if e.local_name().as_ref() == "si" => {
                if let Some(rich) = open.take().and_then(RunReader::finish) {
                    let Some(left) = room.checked_sub(rich.runs.iter().map(|(words, _)| words.len() + 64).sum()) else { break };
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
    use super::{mentions_strike, read};

    #[test]
    fn runs_are_parted_by_their_own_font_or_the_cells() {
        let xml = "<sst><si><t>1</t></si><si><r><rPr><strike/></rPr><t>3&amp;8</t></r><r><rPr><b/></rPr><t>44</t></r><rPh><t>x</t></rPh></si>\
            <si><r><rPr><strike val=\"0\"/></rPr><t>5</t></r></si><si><r><t>6</t></r><r><rPr><x:strike val=\"1\"/></rPr><t>7</t></r></si></sst>";
        let found = read(xml.as_bytes(), 1000);
        let parted = |index, struck| found.get(&index).map(|rich| rich.parted(struck));
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!([parted(0, true), parted(1, true), parted(2, true)], [None, pair("44", "3&8"), None]);
        assert_eq!([parted(3, false), parted(3, true)], [pair("6", "7"), pair("", "67")]);
        assert!(read(xml.as_bytes(), 10).is_empty());
    }

    #[test]
    fn the_word_is_found_across_reads() {
        let text = format!("{}<strike/>", "x".repeat((64 << 10) - 3));
        assert!(mentions_strike(text.as_bytes()));
        assert!(!mentions_strike("str ike".as_bytes()));
    }
}
