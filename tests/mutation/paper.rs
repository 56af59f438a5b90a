//! A report before it has a file format: blocks of words, and marks where a number or words can be changed.

use super::class::Class;
use super::number::Shape;

/// A cell of the form's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Row and column of table 2, counted over its numbers.
    Two(usize, usize),
    /// Row of table 3 (0 一, 1 二, then the outcomes, 七 and 四) and column (six kinds of applicants, 总计).
    Three(usize, usize),
    /// Column of table 4.
    Four(usize),
}

/// How a marked piece can be changed.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// It is never changed.
    None,
    /// A number; `accept` are values that would be right too, in another reading. `far` asks for a change beyond rounding.
    Number { value: u64, accept: Vec<u64>, shape: Shape, far: bool },
    /// A year.
    Year(u64),
    /// Words, each of the list wrong.
    Words(Vec<String>),
    /// An ordinal: the list's identity, and the marks of all higher ordinals as they read when one is left out.
    Ordinal { list: usize, next: String },
}

/// A place where something can be changed.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// What a change here is called; `None` where nothing in the report could tell it.
    pub(crate) class: Option<Class>,
    /// As printed in the consistent report.
    pub(crate) text: String,
    pub(crate) change: Change,
    /// The cell this is, or the cells the words speak of.
    pub(crate) about: Vec<Role>,
    /// Whether this is itself the one cell of `about`.
    pub(crate) cell: bool,
}

/// Words, or the index of a mark.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Words(String),
    Mark(usize),
}

/// A run of words and marks.
pub(crate) type Line = Vec<Piece>;

/// A cell with its spans.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) line: Line,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) head: bool,
}

/// Rows of the cells that start in them.
pub(crate) type Grid = Vec<Vec<Cell>>;

/// What follows what.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Title(Line),
    /// A heading of a section.
    Heading(Line),
    /// A heading within a section, on a line of its own.
    Sub(Line),
    Paragraph(Line),
    Table(Grid),
    /// The name and date at the end.
    Signature(Line),
}

/// The whole report.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) blocks: Vec<Block>,
    pub(crate) marks: Vec<Mark>,
    /// The agency's name, for the chrome of a page.
    pub(crate) agency: String,
    pub(crate) year: u64,
    /// `2019` or `2021`.
    pub(crate) form: u64,
}

/// New texts of marks.
pub(crate) type Edits = Vec<(usize, String)>;

impl Paper {
    /// What a mark reads after the edits.
    pub(crate) fn text<'a>(&'a self, mark: usize, edits: &'a Edits) -> &'a str {
        edits.iter().find(|(at, _)| *at == mark).map_or(&self.marks[mark].text, |(_, text)| text)
    }

    /// The characters of a line with the mark each belongs to.
    pub(crate) fn chars(&self, line: &Line, edits: &Edits) -> Vec<(char, Option<usize>)> {
        let piece = |piece: &Piece| -> Vec<(char, Option<usize>)> {
            match piece {
                Piece::Words(words) => words.chars().map(|c| (c, None)).collect(),
                Piece::Mark(mark) => self.text(*mark, edits).chars().map(|c| (c, Some(*mark))).collect(),
            }
        };
        line.iter().flat_map(piece).collect()
    }

    /// The words of a line.
    pub(crate) fn plain(&self, line: &Line, edits: &Edits) -> String {
        self.chars(line, edits).into_iter().map(|(c, _)| c).collect()
    }

    /// The lines of all blocks, cell by cell.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| -> Vec<&Line> {
            match block {
                Block::Title(line) | Block::Heading(line) | Block::Sub(line) | Block::Paragraph(line) | Block::Signature(line) => {
                    vec![line]
                }
                Block::Table(grid) => grid.iter().flatten().map(|cell| &cell.line).collect(),
            }
        })
    }
}
