//! All facts of a document in one pass over its blocks.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Block, Document, Site, Spot};
use crate::facts::decimals::Decimals;
use crate::facts::lexer::{Reading, Token, lex};
use crate::facts::sentence::split;
use crate::facts::{Grid, Heading, Marker, Normal, NotQuantity, Quantity, Sentence, Skipped, grid, heading, lists, ordinals};

/// A quantity and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it stands for.
    pub quantity: Quantity,
    /// Sign and digits, with `%` or `‰` where printed; without the counter word and the hedges.
    pub spot: Spot,
    /// From the hedge to the unit, in bytes of the same text.
    pub extent: Range<u32>,
}

/// Everything later stages may bind to.
#[derive(Clone, Debug)]
pub struct Facts<'d> {
    /// The document.
    pub document: &'d Document,
    /// All quantities in reading order, in paragraphs and in cells; an id is an index.
    pub numbers: Vec<Number>,
    /// The sentences of visible paragraphs, in reading order.
    pub sentences: Vec<Sentence>,
    /// Sentences with lists read other than printed: see [`Sentence::joins`].
    pub lists: Vec<Sentence>,
    /// One reading a table, parallel to the document's tables.
    pub tables: Vec<Grid>,
    /// The headings in reading order.
    pub headings: Vec<Heading>,
    /// Number-like tokens that are no quantities, with the reason.
    pub skipped: Vec<Skipped>,
    /// Ordinals that open items, in reading order.
    pub markers: Vec<Marker>,
    /// Where the rest of the text was not read for want of room: the first paragraph left out.
    pub cut: Option<u32>,
}

impl<'d> Facts<'d> {
    /// Reads the facts of a document.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        let prose: HashSet<(u32, u32)> = document.paragraphs.iter().filter(|p| !p.hidden).filter_map(|p| p.cell).collect();
        let decimals = Decimals::of(document);
        let mut facts = Self {
            document,
            numbers: Vec::new(),
            sentences: Vec::new(),
            lists: Vec::new(),
            tables: vec![Grid::default(); document.tables.len()],
            headings: Vec::new(),
            skipped: Vec::new(),
            markers: Vec::new(),
            cut: None,
        };
        let mut room = room_for_text(document);
        for block in &document.blocks {
            if document.deadline.is_over() {
                break;
            }
            match *block {
                Block::Paragraph(index) if room == 0 => facts.cut = facts.cut.or(Some(index)),
                Block::Paragraph(index) => room = room.saturating_sub(facts.paragraph(index, decimals)),
                Block::Table(index) => facts.table(index, &prose, decimals),
            }
        }
        facts.lists = lists::of(document, &facts.sentences, &facts.numbers);
        facts
    }

    /// The quantity with index `id`.
    #[must_use]
    pub fn number(&self, id: u32) -> Option<&Number> {
        self.numbers.get(id as usize)
    }

    /// How many sentences stand before one, in reading order: the place of that one or, of a list, of the sentence that opens it.
    #[must_use]
    pub fn place_of(&self, sentence: &Sentence) -> usize {
        self.sentences.partition_point(|s| (s.paragraph, s.start()) < (sentence.paragraph, sentence.start()))
    }

    /// The sentences of a sentence's paragraph that stand before it, in reading order.
    #[must_use]
    pub fn sentences_before(&self, sentence: &Sentence) -> &[Sentence] {
        let from = self.sentences.partition_point(|s| s.paragraph < sentence.paragraph);
        self.sentences.get(from..self.place_of(sentence)).unwrap_or_default()
    }

    /// The last heading up to a paragraph, which may be one itself.
    #[must_use]
    pub fn heading_above(&self, paragraph: u32) -> Option<&Heading> {
        let upto = self.headings.partition_point(|heading| heading.paragraph <= paragraph);
        self.headings.get(..upto)?.last()
    }

    /// The sentence of a sentence's paragraph that stands right behind it.
    #[must_use]
    pub fn sentence_behind(&self, sentence: &Sentence) -> Option<&Sentence> {
        let here = (sentence.paragraph, sentence.start());
        let next = self.sentences.get(self.sentences.partition_point(|s| (s.paragraph, s.start()) <= here))?;
        (next.paragraph == sentence.paragraph).then_some(next)
    }

    /// Reads a paragraph; gives how many tokens and sentences are kept of it.
    fn paragraph(&mut self, index: u32, decimals: Decimals) -> usize {
        let Some(paragraph) = self.document.paragraphs.get(index as usize).filter(|p| !p.hidden && !p.text.is_empty()) else { return 0 };
        let before = self.sentences.len();
        let normal = decimals.with_points(Normal::of_paragraph(paragraph.text.as_str()));
        let site = paragraph.cell.map_or(Site::Paragraph(index), |(table, cell)| Site::Cell { table, cell });
        let tokens = lex(&normal, 0);
        let ids: Vec<Option<u32>> = tokens.iter().map(|token| self.record(site, &normal, token)).collect();
        self.headings.extend(heading::of(index, paragraph, &normal));
        ordinals::collect(index, site, &normal, &tokens, &mut self.markers);
        split(index, site, &normal, &tokens, &ids, &mut self.sentences);
        tokens.len() + self.sentences.len() - before
    }

    fn table(&mut self, index: u32, prose: &HashSet<(u32, u32)>, decimals: Decimals) {
        let document = self.document;
        let Some(table) = document.tables.get(index as usize) else { return };
        let mut record = |site: Site, normal: &Normal, token: &Token| self.record(site, normal, token);
        let grid = grid::read(document, table, index, prose, &mut grid::Sink { decimals, record: &mut record });
        if let Some(slot) = self.tables.get_mut(index as usize) {
            *slot = grid;
        }
    }

    /// Keeps a token; gives the id of a quantity.
    fn record(&mut self, site: Site, normal: &Normal, token: &Token) -> Option<u32> {
        let spot = Spot::new(site, normal.source(token.spot.clone()));
        match &token.reading {
            Reading::Not(why) => {
                self.skipped.push(Skipped { spot, why: *why });
                None
            }
            Reading::Quantity(quantity) => {
                let id = u32::try_from(self.numbers.len()).ok()?;
                self.numbers.push(Number { quantity: quantity.clone(), spot, extent: normal.source(token.extent.clone()) });
                Some(id)
            }
        }
    }
}

/// How many tokens and sentences may be kept of a document's paragraphs, up to the one that exceeds it: what its cells leave of its room, and some
/// in any case.
fn room_for_text(document: &Document) -> usize {
    let cells: usize = document.tables.iter().map(|table| table.cells().len()).sum();
    document.room.saturating_sub(cells).max(document.room / 4)
}

impl Token {
    /// The same digits, said to be no quantity.
    pub(super) fn as_skipped(&self, why: NotQuantity) -> Self {
        let why = match &self.reading {
            Reading::Not(why) => *why,
            Reading::Quantity(_) => why,
        };
        Self { spot: self.spot.clone(), extent: self.extent.clone(), reading: Reading::Not(why) }
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use crate::ingest::{Limits, read};

    #[test]
    fn text_beyond_the_room_is_left_out_from_a_paragraph_on() {
        let page = format!("<p>甲1件。</p><table><tr><th>项<th>数<tr><td>乙<td>2</table>{}", "<p>丙3件，丁4件。</p>".repeat(9));
        let cut_at = |cells| {
            let document = read("a.html", page.clone().into_bytes().into(), &Limits { cells, ..Limits::default() }).unwrap();
            let facts = Facts::of(&document);
            (facts.cut, facts.numbers.len(), facts.sentences.len())
        };
        assert_eq!(cut_at(100), (None, 20, 10));
        // One number and a sentence, then two numbers and a sentence each, beside four cells; the table is read all the same.
        assert_eq!(cut_at(12), (Some(3), 6, 3));
        assert_eq!(cut_at(8), (Some(2), 4, 2));
    }
}
