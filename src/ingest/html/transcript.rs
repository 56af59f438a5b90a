//! Every decoded character of a page in the order the tokenizer gave it, and where each stands in the source.

use std::ops::Range;

use crate::document::Span;

/// A stretch of the transcript and its place in the source: verbatim where the lengths agree, else atomic (a character reference, a CRLF).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Offset in the transcript.
    pub at: u32,
    /// Length in the transcript.
    pub len: u32,
    /// Where it stands in the source.
    pub source: Span,
}

impl Piece {
    fn end(&self) -> u32 {
        self.at + self.len
    }

    fn is_verbatim(&self) -> bool {
        self.len == self.source.len()
    }
}

/// The characters between tags, run after run.
///
/// The tree builder may hold characters back (in a table) and drop some (leading white space, a line feed after `<pre>`), but it never
/// reorders them. So text that comes out of it is found again from a moving cursor, which keeps spans exact for foster-parented text too.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    text: String,
    pieces: Vec<Piece>,
    /// Bytes of the run not yet handed to the tree builder. The tokenizer may split a character between two chunks.
    run: Vec<u8>,
    /// How far the source is accounted for.
    source_at: usize,
    /// Where text coming out of the tree builder is looked for.
    cursor: usize,
}

impl Transcript {
    /// The transcript's text, runs already handed over.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many stretches have a place of their own.
    pub(super) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Says that markup was consumed up to `position`.
    pub(super) fn resume_at(&mut self, position: usize) {
        self.source_at = position;
    }

    /// Takes a chunk of characters that the tokenizer gave with its reader standing at `position`.
    pub(super) fn take(&mut self, chunk: &[u8], source: &[u8], position: usize) {
        if chunk.is_empty() {
            return;
        }
        let place = locate(chunk, source, self.source_at, position);
        self.source_at = place.end;
        let at = to_u32(self.text.len() + self.run.len());
        let (len, source) = (to_u32(chunk.len()), Span { start: to_u32(place.start), end: to_u32(place.end) });
        self.run.extend_from_slice(chunk);
        if let Some(last) = self.pieces.last_mut()
            && last.end() == at
            && last.source.end == source.start
            && last.is_verbatim()
            && len == source.len()
        {
            last.len += len;
            last.source.end = source.end;
        } else {
            self.pieces.push(Piece { at, len, source });
        }
    }

    /// Ends the run and gives its characters; `None` where there are none.
    pub(super) fn finish_run(&mut self) -> Option<&str> {
        if self.run.is_empty() {
            return None;
        }
        let start = self.text.len();
        match std::str::from_utf8(&self.run) {
            Ok(run) => self.text.push_str(run),
            // The source is UTF-8 and runs end at ASCII, so this does not happen; a run that is not text is left out rather than misplaced.
            Err(_) => self.text.extend(std::iter::repeat_n('\u{1A}', self.run.len())),
        }
        self.run.clear();
        self.text.get(start..)
    }

    /// Finds text that came out of the tree builder.
    pub(super) fn find(&mut self, text: &str) -> Option<Range<u32>> {
        let rest = self.text.get(self.cursor..)?;
        let skipped = if rest.starts_with(text) { 0 } else { rest.find(text)? };
        let start = self.cursor + skipped;
        self.cursor = start + text.len();
        Some(to_u32(start)..to_u32(self.cursor))
    }

    /// Index of the first piece that ends after `at`, looked for near `hint` first: text is mostly read in order.
    pub(super) fn piece_index(&self, at: u32, hint: usize) -> usize {
        let fits = |index: usize| {
            let before = index.checked_sub(1).and_then(|i| self.pieces.get(i)).is_none_or(|p| p.end() <= at);
            before && self.pieces.get(index).is_some_and(|p| p.end() > at)
        };
        if fits(hint) {
            hint
        } else if fits(hint + 1) {
            hint + 1
        } else {
            self.pieces.partition_point(|p| p.end() <= at)
        }
    }

    /// The part of piece `index` inside `range`: its text range and its place.
    pub(super) fn clipped(&self, index: usize, range: &Range<u32>) -> Option<(Range<u32>, Span)> {
        let piece = self.pieces.get(index)?;
        let (start, end) = (piece.at.max(range.start), piece.end().min(range.end));
        if start >= end {
            return None;
        }
        let source = if piece.is_verbatim() {
            Span { start: piece.source.start + (start - piece.at), end: piece.source.start + (end - piece.at) }
        } else {
            piece.source
        };
        Some((start..end, source))
    }
}

/// Where `chunk` stands, given that the source is accounted for up to `from` and read up to `position`.
fn locate(chunk: &[u8], source: &[u8], from: usize, position: usize) -> Range<usize> {
    let position = position.min(source.len());
    let from = from.min(position);
    let consumed = source.get(from..position).unwrap_or_default();
    if consumed == chunk {
        return from..position;
    }
    if chunk == b"\n" && consumed.ends_with(b"\r") {
        let followed = source.get(position) == Some(&b'\n');
        return position - 1..position + usize::from(followed);
    }
    if chunk == "\u{FFFD}".as_bytes() && consumed.ends_with(&[0]) {
        return position - 1..position;
    }
    if consumed.first() == Some(&b'&') {
        return from..position;
    }
    // Below: the tokenizer dropped markup without a token (`</>`, the marks of CDATA), or its position is one short (`&` at the end).
    if consumed.ends_with(chunk) {
        return position - chunk.len()..position;
    }
    if let Some(reference) = consumed.iter().rposition(|&b| b == b'&') {
        return from + reference..position;
    }
    // The start of what turns out to be no end tag (`</td` in a script) is given in two chunks, both after it was read.
    if source.get(from..from + chunk.len()) == Some(chunk) {
        return from..from + chunk.len();
    }
    from..position
}

/// Offsets are 32 bits wide; ingest refuses longer files, so nothing is cut here.
pub(super) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn places_of_chunks() {
        // A verbatim chunk, a reference, one that ends in the digit it stands for, CR, CRLF, text after a dropped `</>`, `&` at the end.
        assert_eq!(locate(b"abc", b"abc<", 0, 3), 0..3);
        assert_eq!(locate(b"&", b"x&amp;y", 1, 6), 1..6);
        assert_eq!(locate(b"0", b"&#x30 ", 0, 5), 0..5);
        assert_eq!(locate(b"\n", b"a\rb", 1, 2), 1..2);
        assert_eq!(locate(b"\n", b"a\r\nb", 1, 2), 1..3);
        assert_eq!(locate(b"x", b"</>x", 0, 4), 3..4);
        assert_eq!(locate(b"<", b"</>&lt<", 0, 6), 3..6);
        assert_eq!(locate(b"&", b"a&", 1, 1), 1..2);
        assert_eq!(locate(b"</", b"</td", 0, 4), 0..2);
    }
}
