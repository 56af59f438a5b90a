//! Which mark opens the decimals in a document: the point, or the comma as in most of Europe (`1.510,5`).

use std::collections::BTreeSet;

use crate::document::Document;
use crate::facts::Normal;

/// Cells that only decimal commas explain, from which a document is taken to print them.
const FEWEST: usize = 3;
/// Longest cell that is looked at, in bytes.
const LONGEST: u32 = 24;

/// The mark before the decimals; the other one groups the digits in threes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Decimals {
    /// `1,510.5`
    #[default]
    Point,
    /// `1.510,5`
    Comma,
}

impl Decimals {
    /// Told from the cells of all tables. One cell that only a decimal point explains decides for the point.
    pub(super) fn of(document: &Document) -> Self {
        let mut seen = Seen::default();
        for table in document.tables.iter().filter(|t| !t.hidden) {
            seen.columns.clear();
            for cell in table.cells().iter().filter(|c| c.text.len() <= LONGEST) {
                if digits(cell.text.as_str()).is_some_and(|run| seen.only_a_point_explains(run, cell.col)) {
                    return Self::Point;
                }
            }
        }
        seen.verdict()
    }

    /// The text with decimal points, whichever mark it was printed with; no offset changes.
    pub(super) fn with_points(self, mut normal: Normal) -> Normal {
        if self == Self::Point || !normal.string.contains([',', '.']) {
            return normal;
        }
        let mut out = String::with_capacity(normal.string.len());
        let mut rest = normal.string.as_str();
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (words, from) = rest.split_at(at);
            let (run, after) = from.split_at(run(from));
            out.push_str(words);
            match Reading::of(run, b'.', b',') {
                Some(_) => out.extend(run.chars().map(swapped)),
                None => out.push_str(run),
            }
            rest = after;
        }
        out.push_str(rest);
        normal.string = out;
        normal
    }
}

/// How many cells speak for what.
#[derive(Default)]
struct Seen {
    /// `12,5`, `1.510,5`, `1.234.567`: only with decimal commas.
    comma: usize,
    /// `1,234`: grouped digits, or decimals behind a comma.
    grouped_by_comma: usize,
    /// `1.234`: grouped digits, or decimals behind a point.
    grouped_by_point: usize,
    /// `312` below `1.234` in one column: needs no grouping, and decimals it would have.
    short: usize,
    /// `12345`: would be grouped where digits are.
    long: usize,
    /// Columns of the table at hand with `1.234` in them.
    columns: BTreeSet<u32>,
}

impl Seen {
    /// Counts a run in a column; whether it reads with a decimal point only.
    fn only_a_point_explains(&mut self, run: &str, col: u32) -> bool {
        match (Reading::of(run, b',', b'.'), Reading::of(run, b'.', b',')) {
            (Some(_), None) => return true,
            (None, Some(_)) => self.comma += 1,
            (Some(Reading::Grouped), Some(_)) => self.grouped_by_comma += 1,
            (Some(_), Some(Reading::Grouped)) => {
                self.grouped_by_point += 1;
                self.columns.insert(col);
            }
            (Some(_), Some(_)) if run.len() <= 3 => self.short += usize::from(self.columns.contains(&col)),
            (Some(_), Some(_)) => self.long += usize::from(run.len() > 4),
            (None, None) => {}
        }
        false
    }

    fn verdict(&self) -> Decimals {
        let decimals = self.comma >= FEWEST && self.comma > self.grouped_by_comma;
        let groups = self.grouped_by_comma == 0 && self.grouped_by_point >= FEWEST && self.short > 0 && self.long == 0;
        if decimals || (self.comma == 0 && groups) { Decimals::Comma } else { Decimals::Point }
    }
}

/// How a run of digits and marks reads with one mark for groups and the other for decimals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Digits, with decimals or several groups.
    Plain,
    /// One mark, of groups, before three digits: the other way round they would be decimals.
    Grouped,
}

impl Reading {
    fn of(run: &str, group: u8, point: u8) -> Option<Self> {
        let (whole, fraction) = run.split_once(point as char).unwrap_or((run, "0"));
        let mut groups = whole.split(group as char);
        let head = groups.next().unwrap_or("");
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let tail: Vec<&str> = groups.collect();
        let in_threes = tail.is_empty() || (head.len() <= 3 && !head.starts_with('0') && tail.iter().all(|g| g.len() == 3));
        let reads = all_digits(head) && in_threes && tail.iter().all(|g| all_digits(g)) && all_digits(fraction);
        reads.then_some(if tail.len() == 1 && !run.contains(point as char) { Self::Grouped } else { Self::Plain })
    }
}

/// The digits and marks of a cell that holds one number and at most a sign, a bracket or a unit of one character.
fn digits(text: &str) -> Option<&str> {
    let from = text.trim().trim_start_matches(['-', '+', '(', '$', '€', '£', '\u{2212}']).trim_start();
    let (run, after) = from.split_at(run(from));
    (!run.is_empty() && after.trim().chars().count() <= 1).then_some(run)
}

/// How long the run of digits and marks at the start of `text` is; it ends with a digit.
fn run(text: &str) -> usize {
    let end = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    text.get(..end).unwrap_or("").trim_end_matches([',', '.']).len()
}

fn swapped(c: char) -> char {
    match c {
        ',' => '.',
        '.' => ',',
        other => other,
    }
}
