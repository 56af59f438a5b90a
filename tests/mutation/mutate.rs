//! One change to a report for each class of error.

use super::class::Class;
use super::number::Shape;
use super::paper::{Change, Edits, Mark, Paper, Role};
use super::rng::Rng;

/// A report with one change.
pub(crate) struct Mutant {
    pub(crate) class: Class,
    pub(crate) edits: Edits,
    /// Cells that the changed words speak of; naming one of them is as good.
    pub(crate) about: Vec<Role>,
}

/// One mutant of each class that the report has a place for.
pub(crate) fn mutants(paper: &Paper, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for class in Class::ALL {
        let mutant = match class {
            Class::Moved => moved(paper, rng),
            Class::GarbledYear => garbled(paper, rng),
            class => changed(paper, *class, rng),
        };
        mutants.extend(mutant);
    }
    mutants
}

/// The mutant in which one number of a table is another one.
pub(crate) fn cell(paper: &Paper, mark: usize, rng: &mut Rng) -> Option<Mutant> {
    let Change::Number { value, accept, shape, far } = &paper.marks[mark].change else { return None };
    let text = shape.print(other(*value, accept, shape, *far, rng)?);
    Some(Mutant { class: paper.marks[mark].class.unwrap_or(Class::Table2), edits: vec![(mark, text)], about: vec![] })
}

fn marks(paper: &Paper, keep: impl Fn(&Mark) -> bool) -> Vec<usize> {
    paper.marks.iter().enumerate().filter(|(_, mark)| keep(mark)).map(|(n, _)| n).collect()
}

fn changed(paper: &Paper, class: Class, rng: &mut Rng) -> Option<Mutant> {
    let places = marks(paper, |mark| mark.class == Some(class));
    if places.is_empty() {
        return None;
    }
    let at = *rng.pick(&places);
    let mark = &paper.marks[at];
    match &mark.change {
        Change::None => None,
        Change::Year(year) => Some(Mutant { class, edits: vec![(at, (year - 1).to_string())], about: vec![] }),
        Change::Number { .. } => cell(paper, at, rng),
        Change::Words(wrong) => Some(Mutant { class, edits: vec![(at, rng.pick(wrong).clone())], about: mark.about.clone() }),
        Change::Ordinal { list: own, .. } => {
            let tail = paper.marks.iter().enumerate().skip(at).filter_map(|(n, mark)| match &mark.change {
                Change::Ordinal { list, next } if list == own => Some((n, next.clone())),
                _ => None,
            });
            Some(Mutant { class, edits: tail.collect(), about: vec![] })
        }
    }
}

/// The mark of a cell.
fn at(paper: &Paper, role: Role) -> Option<usize> {
    paper.marks.iter().position(|mark| mark.cell && mark.about == [role])
}

/// Some applications of one row told of another kind of applicant; the row's total stays.
fn moved(paper: &Paper, rng: &mut Rng) -> Option<Mutant> {
    let mut filled = marks(paper, |mark| {
        let inner = matches!(mark.about[..], [Role::Three(_, 0..6)]);
        mark.cell && inner && matches!(mark.change, Change::Number { value: 1.., .. })
    });
    rng.shuffle(&mut filled);
    let from = *filled.first()?;
    let [Role::Three(row, col)] = paper.marks[from].about[..] else { return None };
    let to = at(paper, Role::Three(row, (col + 1 + rng.index(5)) % 6))?;
    let (Change::Number { value: old, shape, .. }, Change::Number { value: new, .. }) =
        (&paper.marks[from].change, &paper.marks[to].change)
    else {
        return None;
    };
    // A cell left blank could not be named.
    let gone = rng.range(1, *old);
    if gone == *old && matches!(shape, Shape::Cell { zero, .. } if *zero != "0") {
        return None;
    }
    let edits = vec![(from, shape.print(old - gone)), (to, shape.print(new + gone))];
    Some(Mutant { class: Class::Moved, edits, about: vec![] })
}

/// 2023 as 202023, 20223, 20023.
fn garbled(paper: &Paper, rng: &mut Rng) -> Option<Mutant> {
    let years = marks(paper, |mark| matches!(mark.change, Change::Year(_)));
    if years.is_empty() {
        return None;
    }
    let at = *rng.pick(&years);
    let year = &paper.marks[at].text;
    let text = match rng.below(3) {
        0 => format!("20{year}"),
        1 => format!("{}{}", &year[..3], &year[2..]),
        _ => format!("200{}", &year[2..]),
    };
    Some(Mutant { class: Class::GarbledYear, edits: vec![(at, text)], about: vec![] })
}

/// Another number than `value`, by one of the slips that people make; never one that would be right too.
fn other(value: u64, accept: &[u64], shape: &Shape, far: bool, rng: &mut Rng) -> Option<u64> {
    let blank = matches!(shape, Shape::Cell { zero, .. } if *zero != "0");
    let near = |n: u64| far && n.abs_diff(value) * 20 < value.max(20);
    let vanishes = |n: u64| blank && n == 0;
    let is_right = |n: u64| n == value || accept.contains(&n);
    let mut slips: Vec<u64> = (0..12).map(|_| slip(value, matches!(shape, Shape::Decimal { .. }), rng)).collect();
    slips.extend((1..30).map(|n| value + n + if far { value / 7 } else { 0 }));
    slips.into_iter().find(|n| ![is_right(*n), near(*n), vanishes(*n)].contains(&true))
}

fn slip(value: u64, decimal: bool, rng: &mut Rng) -> u64 {
    let digits: Vec<u8> = value.to_string().into_bytes();
    let number = |digits: &[u8]| digits.iter().fold(0_u64, |n, d| n.saturating_mul(10).saturating_add(u64::from(d - b'0')));
    let at = rng.index(digits.len());
    let mut changed = digits.clone();
    match rng.below(if decimal { 6 } else { 8 }) {
        // Neighbouring digits swapped.
        0 | 1 if digits.len() > 1 => {
            let at = at.min(digits.len() - 2);
            changed.swap(at, at + 1);
            number(&changed)
        }
        // Another digit.
        2..4 => {
            changed[at] = b'0' + u8::try_from(rng.below(10)).expect("a digit");
            number(&changed)
        }
        4 => value + rng.range(2, 12),
        5 => value.saturating_sub(rng.range(1, 9)),
        // A digit left out, or typed twice.
        6 if digits.len() > 1 => {
            changed.remove(at);
            number(&changed)
        }
        6 => value + 1,
        _ => {
            changed.insert(at, digits[at]);
            number(&changed)
        }
    }
}
