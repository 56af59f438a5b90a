//! Sentences from templates and numbers, with a mark on every number.

use std::collections::BTreeMap;

use super::class::Class;
use super::grammar::{Node, parse};
use super::number::{Digits, Shape, percent};
use super::paper::{Change, Line, Mark, Piece, Role};
use super::rng::Rng;

/// What one report does the same everywhere.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub(crate) struct House {
    /// ASCII punctuation instead of full-width.
    pub(crate) half: bool,
    pub(crate) digits: Digits,
    /// A blank on both sides of a number.
    pub(crate) spaced: bool,
    /// The measure word of applications.
    pub(crate) unit: &'static str,
    /// The measure word of reviews and lawsuits.
    pub(crate) case: &'static str,
    /// Decimals of shares and rates.
    pub(crate) places: usize,
    /// What a table prints for zero, and for a total of zero.
    pub(crate) zero: &'static str,
    pub(crate) zero_total: &'static str,
    /// One column of labels in table 3 instead of three.
    pub(crate) flat: bool,
    /// The column 总计 of table 3 left blank.
    pub(crate) no_totals: bool,
    pub(crate) cell_commas: bool,
    /// The report has a neighbour of the year before or after, so that nothing is said of other years at random.
    pub(crate) series: bool,
    /// A measure word behind every number of table 3.
    pub(crate) cell_units: bool,
    /// Labels of the form retyped by hand.
    pub(crate) typos: bool,
}

impl House {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let digits = match rng.below(20) {
            0..14 => Digits::Plain,
            14..17 => Digits::Commas,
            17 | 18 => Digits::Han,
            _ => Digits::Wide,
        };
        let zero = rng.word(&["0", "0", "0", "0", "0", "", "", "\u{a0}", "/", "-", "—"]);
        Self {
            half: rng.chance(30),
            digits,
            spaced: rng.chance(20),
            unit: rng.word(&["件", "件", "件", "件", "条", "宗", "份", "件次", "起", "项", "例"]),
            case: rng.word(&["件", "件", "件", "起", "例", "次", "宗"]),
            places: rng.index(3),
            zero,
            zero_total: if rng.chance(60) { "0" } else { zero },
            flat: rng.chance(8),
            no_totals: rng.chance(4),
            cell_commas: rng.chance(10),
            series: false,
            cell_units: rng.chance(4),
            typos: rng.chance(35),
        }
    }
}

/// A number that templates can name.
#[derive(Clone, Debug)]
struct Slot {
    value: u64,
    unit: String,
    class: Option<Class>,
    accept: Vec<u64>,
    shape: Shape,
    about: Vec<Role>,
    far: bool,
}

/// Writes lines; what it knows by name is numbers and words.
pub(crate) struct Writer {
    pub(crate) rng: Rng,
    pub(crate) house: House,
    pub(crate) marks: Vec<Mark>,
    slots: BTreeMap<String, Slot>,
    words: BTreeMap<String, String>,
    lists: usize,
}

impl Writer {
    pub(crate) fn new(rng: Rng, house: House) -> Self {
        Self { rng, house, marks: Vec::new(), slots: BTreeMap::new(), words: BTreeMap::new(), lists: 0 }
    }

    /// Names words, themselves a template.
    pub(crate) fn word(&mut self, name: &str, template: impl Into<String>) {
        self.words.insert(name.to_owned(), template.into());
    }

    fn add(&mut self, name: &str, value: u64, unit: &str, class: Option<Class>, shape: Shape) -> &mut Slot {
        let slot = Slot { value, unit: unit.to_owned(), class, accept: vec![value], shape, about: Vec::new(), far: false };
        self.slots.insert(name.to_owned(), slot);
        self.slots.get_mut(name).expect("just added")
    }

    /// Names a number of applications; `accept` are values that are right as well.
    pub(crate) fn count(&mut self, name: &str, value: u64, class: impl Into<Option<Class>>, accept: &[u64]) {
        let (unit, shape) = (self.house.unit, Shape::Count(self.house.digits));
        self.add(name, value, unit, class.into(), shape).accept.extend(accept);
    }

    /// Names a number of reviews or lawsuits.
    pub(crate) fn case(&mut self, name: &str, value: u64, class: impl Into<Option<Class>>, accept: &[u64]) {
        let (unit, shape) = (self.house.case, Shape::Count(self.house.digits));
        self.add(name, value, unit, class.into(), shape).accept.extend(accept);
    }

    /// Names a number of things with a measure word of their own.
    pub(crate) fn things(&mut self, name: &str, value: u64, unit: &str, class: impl Into<Option<Class>>) {
        let shape = Shape::Count(self.house.digits);
        self.add(name, value, unit, class.into(), shape);
    }

    /// Says which cells a number repeats.
    pub(crate) fn about(&mut self, name: &str, roles: &[Role]) {
        self.slots.get_mut(name).expect("a known number").about.extend(roles);
    }

    /// Changes of this number have to go beyond what rounding hides.
    pub(crate) fn far(&mut self, name: &str) {
        self.slots.get_mut(name).expect("a known number").far = true;
    }

    /// Names an amount of 万元 in hundredths.
    pub(crate) fn money(&mut self, name: &str, hundredths: u64, class: impl Into<Option<Class>>) {
        self.add(name, hundredths, "万元", class.into(), Shape::Decimal { places: 2, behind: "" });
    }

    /// Names a percentage: `part` of `whole`, and of other wholes that it may be read of.
    pub(crate) fn share(&mut self, name: &str, part: u64, whole: u64, others: &[u64], class: impl Into<Option<Class>>) {
        let places = self.house.places;
        let wholes = others.iter().chain([&whole]).filter(|whole| **whole > 0);
        let accept: Vec<u64> = wholes.map(|whole| percent(part, *whole, places)).collect();
        let near: Vec<u64> = accept.iter().flat_map(|rate| [rate.saturating_sub(1), *rate, rate + 1]).collect();
        let slot = self.add(name, percent(part, whole.max(1), places), "", class.into(), Shape::Decimal { places, behind: "%" });
        slot.accept.extend(near);
    }

    /// A line from one of the templates.
    pub(crate) fn one(&mut self, templates: &[&str]) -> Line {
        let template = *self.rng.pick(templates);
        self.say(template)
    }

    /// A line from a template.
    pub(crate) fn say(&mut self, template: &str) -> Line {
        let mut line = Vec::new();
        self.nodes(&parse(template), &mut line, 0);
        line
    }

    fn nodes(&mut self, nodes: &[Node], line: &mut Line, depth: usize) {
        assert!(depth < 24, "words name themselves");
        for node in nodes {
            match node {
                Node::Words(words) => line.push(Piece::Words(self.punctuated(words))),
                Node::Slot { name, unit } => self.slot(name, unit.as_deref(), line, depth),
                Node::Either(choices) => {
                    let choice = self.rng.index(choices.len());
                    self.nodes(&choices[choice], line, depth + 1);
                }
                Node::Maybe(inner) => {
                    if self.rng.chance(50) {
                        self.nodes(inner, line, depth + 1);
                    }
                }
            }
        }
    }

    fn slot(&mut self, name: &str, unit: Option<&str>, line: &mut Line, depth: usize) {
        if let Some(range) = name.strip_prefix('=') {
            let digits = self.between(range).to_string();
            line.push(Piece::Words(digits));
        } else if let Some(range) = name.strip_prefix('#') {
            let value = self.between(range);
            let shape = Shape::Count(self.house.digits);
            self.number(Slot { value, unit: String::new(), class: None, accept: vec![], shape, about: vec![], far: false }, unit, line);
        } else if let Some(slot) = self.slots.get(name).cloned() {
            self.number(slot, unit, line);
        } else {
            let template = self.words.get(name).unwrap_or_else(|| panic!("nothing is called {name}")).clone();
            self.nodes(&parse(&template), line, depth + 1);
        }
    }

    fn between(&mut self, range: &str) -> u64 {
        let (low, high) = range.split_once('-').expect("a range");
        self.rng.range(low.parse().expect("a number"), high.parse().expect("a number"))
    }

    fn number(&mut self, slot: Slot, unit: Option<&str>, line: &mut Line) {
        let mut shape = slot.shape;
        if matches!(shape, Shape::Count(Digits::Han)) && slot.value >= 100 {
            shape = Shape::Count(Digits::Plain);
        }
        let pad = if self.house.spaced && matches!(shape, Shape::Count(Digits::Plain | Digits::Commas)) { " " } else { "" };
        let unit = unit.unwrap_or(&slot.unit);
        let text = shape.print(slot.value);
        let change = match slot.class {
            _ if matches!(shape, Shape::Year) => Change::Year(slot.value),
            Some(_) => Change::Number { value: slot.value, accept: slot.accept, shape, far: slot.far },
            None => Change::None,
        };
        line.push(Piece::Words(pad.to_owned()));
        let mark = self.mark(Mark { class: slot.class, text, change, about: slot.about, cell: false });
        line.push(mark);
        line.push(Piece::Words(format!("{pad}{unit}")));
    }

    /// Adds a mark.
    pub(crate) fn mark(&mut self, mark: Mark) -> Piece {
        self.marks.push(mark);
        Piece::Mark(self.marks.len() - 1)
    }

    /// Words that can be changed to wrong ones.
    pub(crate) fn words(&mut self, class: Class, right: &str, wrong: &[&str], about: &[Role]) -> Piece {
        let wrong = wrong.iter().map(|words| self.punctuated(words)).collect();
        let text = self.punctuated(right);
        self.mark(Mark { class: Some(class), text, change: Change::Words(wrong), about: about.to_vec(), cell: false })
    }

    /// A number of a new list's ordinals.
    pub(crate) fn list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// Names a year; of a class where a stale one would contradict something.
    pub(crate) fn year(&mut self, name: &str, year: u64, class: Option<Class>) {
        self.add(name, year, "", class, Shape::Year);
    }

    /// The words with the house's punctuation.
    pub(crate) fn punctuated(&self, words: &str) -> String {
        if !self.house.half {
            return words.to_owned();
        }
        let half = |c| match c {
            '，' => ',',
            '；' => ';',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            c => c,
        };
        words.chars().map(half).collect()
    }
}

/// The words of a template without choices, as a piece.
pub(crate) fn plain(words: &str) -> Piece {
    Piece::Words(words.to_owned())
}
