//! Text in runs of their own font: `38` struck out beside `44` is no `3844`, and a note's mark above the line no digit of `38¹`.

use crate::ingest::gather::Gather;

/// Where a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Height {
    /// On the line.
    #[default]
    Level,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// What a font says of the text in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// Whether a line goes through it; `None` where the cell's font decides.
    pub(super) struck: Option<bool>,
    /// Where it stands.
    pub(super) height: Height,
}

impl Face {
    /// That of a font record of the binary formats: its flags, and whether it stands above (1) or below (2) the line.
    pub(super) fn of(flags: u16, script: u16) -> Self {
        let height = match script {
            1 => Height::Above,
            2 => Height::Below,
            _ => Height::Level,
        };
        Self { struck: Some(flags & 8 != 0), height }
    }
}

/// All fonts of a workbook of the binary formats, in the order of their records, and what they say together.
#[derive(Debug, Default)]
pub(super) struct Faces {
    all: Vec<Face>,
    strike: bool,
    tell: bool,
}

impl Faces {
    /// Adds one.
    pub(super) fn push(&mut self, face: Face) {
        self.strike |= face.struck == Some(true);
        self.tell |= self.strike || face.height != Height::Level;
        self.all.push(face);
    }

    /// That of an index; of one that is not there, a plain one.
    pub(super) fn get(&self, index: u16) -> Face {
        self.all.get(usize::from(index)).copied().unwrap_or_default()
    }

    /// Whether any of them strikes out or raises text, or sets it below the line.
    pub(super) fn tell(&self) -> bool {
        self.tell
    }

    /// The runs of a text; `starts` are where each begins, counted in UTF-16 units, with the index of its font. `None` where a cell shows all
    /// words in a row, whatever the fonts say of whole cells.
    pub(super) fn runs(&self, text: &str, starts: impl Iterator<Item = (u16, u16)>) -> Option<Rich> {
        let mut rich = Rich::default();
        rich.open(Face::default());
        let (mut starts, mut unit) = (starts.peekable(), 0_usize);
        for c in text.chars() {
            while let Some((_, font)) = starts.next_if(|(at, _)| usize::from(*at) <= unit) {
                rich.open(self.get(font));
            }
            if let Some(words) = rich.last() {
                words.push(c);
            }
            unit += c.len_utf16();
        }
        Some(rich).filter(|rich| rich.tells(self.strike))
    }
}

/// A text of several runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    runs: Vec<(String, Face)>,
}

impl Rich {
    /// A run begins.
    pub(super) fn open(&mut self, face: Face) {
        self.runs.push((String::new(), face));
    }

    /// The words of the run that began last.
    pub(super) fn last(&mut self) -> Option<&mut String> {
        self.runs.last_mut().map(|(words, _)| words)
    }

    /// Whether a cell shows something else than all words in a row: a run is struck out or raised, or, where `cells_strike` says that the
    /// fonts of whole cells may be struck out, one is expressly not.
    pub(super) fn tells(&self, cells_strike: bool) -> bool {
        self.runs.iter().any(|(_, face)| face.height != Height::Level || face.struck.is_some_and(|struck| struck || cells_strike))
    }

    /// All words in a row.
    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|(words, _)| words.as_str()).collect()
    }

    /// About how many bytes it takes.
    pub(super) fn cost(&self) -> usize {
        self.runs.iter().map(|(words, _)| words.len() + 64).sum()
    }

    /// What is shown and what is struck out, in a cell whose own font is struck out or not.
    pub(super) fn parted(&self, cell_struck: bool) -> (String, String) {
        let (mut shown, mut struck) = (Gather::default(), String::new());
        let mut height = Height::Level;
        for (words, face) in &self.runs {
            if face.struck.unwrap_or(cell_struck) {
                struck.push_str(words);
                continue;
            }
            if face.height != height {
                height = face.height;
                shown.break_number(height == Height::Above);
            }
            shown.push(words);
        }
        (shown.untrimmed(), struck)
    }
}

#[cfg(test)]
mod tests {
    use super::{Face, Height, Rich};

    #[test]
    fn runs_are_parted_and_marks_raised() {
        let mut rich = Rich::default();
        let face = |struck, height| Face { struck, height };
        for (words, face) in [
            ("9", face(Some(true), Height::Level)),
            ("3", face(None, Height::Level)),
            ("8", face(Some(false), Height::Level)),
            ("1", face(Some(false), Height::Above)),
            ("件", face(None, Height::Level)),
        ] {
            rich.open(face);
            rich.last().unwrap().push_str(words);
        }
        let pair = |shown: &str, struck: &str| (shown.to_owned(), struck.to_owned());
        assert_eq!([rich.parted(false), rich.parted(true)], [pair("38¹件", "9"), pair("8¹", "93件")]);
        let mut plain = Rich::default();
        plain.open(face(Some(false), Height::Level));
        assert_eq!([plain.tells(false), plain.tells(true), rich.tells(false)], [false, true, true]);
    }
}
