//! A file being written, which remembers where every mark ends up.

use std::ops::Range;

use super::place::{Place, Rendered};
use crate::mutation::paper::{Edits, Line, Paper};

/// The encodings written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Utf8,
    Utf8Bom,
    Gb18030,
    Utf16,
}

/// Text so far, in UTF-8.
pub(crate) struct Pen<'a> {
    pub(crate) paper: &'a Paper,
    pub(crate) edits: &'a Edits,
    pub(crate) out: String,
    places: Vec<Option<Range<usize>>>,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(paper: &'a Paper, edits: &'a Edits) -> Self {
        Self { paper, edits, out: String::new(), places: vec![None; paper.marks.len()] }
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A character, as `text`, of a mark.
    pub(crate) fn char(&mut self, text: &str, mark: Option<usize>) {
        let start = self.out.len();
        self.out.push_str(text);
        if let Some(mark) = mark {
            let place = &mut self.places[mark];
            let start = place.as_ref().map_or(start, |place| place.start);
            *place = Some(start..self.out.len());
        }
    }

    /// The characters of a line, each with its mark.
    pub(crate) fn chars(&self, line: &Line) -> Vec<(char, Option<usize>)> {
        self.paper.chars(line, self.edits)
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, line: &Line) {
        let mut buffer = [0; 4];
        for (c, mark) in self.chars(line) {
            self.char(c.encode_utf8(&mut buffer), mark);
        }
    }

    /// The file in an encoding.
    pub(crate) fn file(self, name: &str, coding: Coding) -> Rendered {
        let mut cuts: Vec<usize> = self.places.iter().flatten().flat_map(|place| [place.start, place.end]).collect();
        cuts.extend([0, self.out.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut bytes: Vec<u8> = match coding {
            Coding::Utf8Bom => vec![0xef, 0xbb, 0xbf],
            Coding::Utf16 => vec![0xff, 0xfe],
            Coding::Utf8 | Coding::Gb18030 => vec![],
        };
        let mut at: Vec<(usize, usize)> = vec![(0, bytes.len())];
        for pair in cuts.windows(2) {
            bytes.extend(encoded(&self.out[pair[0]..pair[1]], coding));
            at.push((pair[1], bytes.len()));
        }
        let map = |cut: usize| at[at.partition_point(|(from, _)| *from < cut)].1;
        let places = self.places.iter().map(|place| place.as_ref().map(|p| Place::Bytes(map(p.start)..map(p.end)))).collect();
        Rendered { name: format!("{}-{name}", self.paper.year), bytes, places }
    }
}

fn encoded(text: &str, coding: Coding) -> Vec<u8> {
    match coding {
        Coding::Utf8 | Coding::Utf8Bom => text.as_bytes().to_vec(),
        Coding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        Coding::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    }
}
