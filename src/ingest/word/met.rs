//! What a walk is allowed and what it meets beside text.

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum NoteKind {
    /// At the foot of the page.
    Foot,
    /// At the end.
    End,
}

/// What is still allowed, over all parts of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Positions of tables.
    pub(super) cells: usize,
    /// Bytes of text.
    pub(super) text: usize,
    /// Open elements.
    pub(super) depth: usize,
}

/// Why a part was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// More cells or text than the limit.
    Limit,
    /// It ends early or is damaged from some point on.
    Damage,
    /// It declares entities, which no office program writes.
    Entities,
}

/// What was met beside text.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    /// The notes referred to, in order.
    pub(super) notes: Vec<(NoteKind, String)>,
    /// Tracked insertions, deletions and moves.
    pub(super) changes: u32,
    /// Pictures large enough to hold a table, outside tables too.
    pub(super) pictures: u32,
    /// Embedded workbooks, of which only a picture is shown.
    pub(super) workbooks: u32,
    /// Parts in other formats that Word would insert.
    pub(super) chunks: u32,
    /// Paragraphs with a field's code that is never closed: text behind it may have been taken for code.
    pub(super) open_codes: u32,
    /// The codes of fields that show something and have no result.
    pub(super) uncalculated: Vec<String>,
    /// Struck-out text: each run of it.
    pub(super) struck: Vec<String>,
    /// Whether the last character met was struck out.
    pub(super) striking: bool,
    /// Elements nest deeper than the limit.
    pub(super) too_deep: bool,
    /// Why the rest was not read.
    pub(super) stop: Option<Stop>,
    /// A body or notes were found at all.
    pub(super) found: bool,
}

impl Met {
    /// Adds what another part met.
    pub(super) fn join(&mut self, other: &Self) {
        self.changes = self.changes.saturating_add(other.changes);
        self.workbooks = self.workbooks.saturating_add(other.workbooks);
        self.chunks = self.chunks.saturating_add(other.chunks);
        self.open_codes = self.open_codes.saturating_add(other.open_codes);
        self.uncalculated.extend_from_slice(&other.uncalculated);
        self.struck.extend_from_slice(&other.struck);
        self.too_deep |= other.too_deep;
        self.stop = self.stop.or(other.stop);
    }
}
