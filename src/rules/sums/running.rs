//! Running totals: a line that adds up another one place by place, the year to date beside the month, the balance beside the payments.

use std::mem;

use crate::rules::sums::number::{telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Equation;
use crate::rules::sums::sheet::{Held, Slot};
use crate::rules::sums::slip::is_slip;

/// Places that hold from which a line is believed to run.
const FEWEST: usize = 3;
/// Digits that agree on them together.
const DIGITS: u32 = 9;
/// Steps that one wrong number upsets at most.
const MOST: usize = 2;
/// Lines of a plane that are paired.
const LINES: usize = 24;
/// Places of a line.
const PLACES: usize = 2000;

/// The steps of one running total: from each of its places to the next.
struct Steps {
    holding: Vec<Equation>,
    failing: Vec<Equation>,
}

/// The lines that a running total adds up, each with its sign: one, or what comes in and what goes out, of which a place may have one only.
type Moves<'m> = &'m [(usize, i8)];

/// The steps of every running total of a plane: those that hold, and those that do not on a line that runs elsewhere.
pub(super) fn steps(plane: &Plane<'_>) -> (Vec<Equation>, Vec<Equation>) {
    let (mut holding, mut failing) = (Vec::new(), Vec::new());
    let amounts: Vec<usize> = (0..plane.len()).filter(|&line| plane.class(line).amounts && plane.lines.numbers(line) > 0).collect();
    let lines: Vec<usize> = amounts.iter().copied().filter(|&line| plane.lines.numbers(line) > 3).take(LINES).collect();
    for &running in &lines {
        // A line has one making.
        let alone = lines.iter().filter(|&&line| line != running).filter_map(|&line| between(plane, &[(line, 1)], running));
        let both = amounts.windows(3).filter(|three| three.last() == Some(&running)).flat_map(|three| match *three {
            [a, b, _] => [[(a, 1), (b, -1)], [(a, -1), (b, 1)]].into_iter().filter_map(|pair| between(plane, &pair, running)).collect(),
            _ => Vec::new(),
        });
        if let Some(steps) = alone.chain(both).max_by_key(|steps| steps.holding.len()) {
            holding.extend(steps.holding);
            failing.extend(steps.failing);
        }
    }
    (holding, failing)
}

/// What a running total comes to at a place, and what it adds up there.
struct At {
    place: usize,
    after: Slot,
    amounts: Vec<(usize, i8, Slot)>,
}

impl At {
    fn of(plane: &Plane<'_>, moves: Moves<'_>, running: usize, at: usize) -> Option<Self> {
        let number = |line: usize| Some(plane.at(line, at)).filter(|slot| slot.held == Held::Number);
        let told = |line: usize| !matches!(plane.at(line, at).held, Held::Withheld | Held::Unknown);
        let amounts: Vec<_> = moves.iter().filter_map(|&(line, sign)| Some((line, sign, number(line)?))).collect();
        // Of two, either may be blank, and both where the first balance is brought forward.
        let all = moves.iter().all(|(line, _)| told(*line)) && (moves.len() > 1 || !amounts.is_empty());
        Some(Self { place: at, after: number(running).filter(|_| all)?, amounts })
    }

    /// What is added, less what is taken away.
    fn amount(&self) -> i128 {
        self.amounts.iter().map(|(_, sign, slot)| i128::from(*sign) * i128::from(slot.value)).sum()
    }

    fn unit(&self) -> i128 {
        self.amounts.iter().map(|(_, _, slot)| slot.unit).chain([self.after.unit]).max().unwrap_or(1).into()
    }

    /// The step to here from the place before; `None` where it says nothing.
    fn step(&self, plane: &Plane<'_>, running: usize, before: &Self) -> Option<Equation> {
        let (after, last, amount) = (i128::from(self.after.value), i128::from(before.after.value), self.amount());
        // A year that begins anew; and in a ledger, the sums of a month or a page, which leave the balance as it is.
        let anew = after == amount || (self.amounts.len() != 1 && after == last);
        if self.amounts.is_empty() || anew || plane.places.group(before.place) != plane.places.group(self.place) {
            return None;
        }
        let unit = self.unit().max(before.after.unit.into());
        let amounts = self.amounts.iter().map(|&(line, sign, _)| (plane.spot(line, self.place), sign));
        let parts: Vec<_> = std::iter::once((plane.spot(running, before.place), 1)).chain(amounts).collect();
        let slack = worst(parts.len(), unit);
        let (total, gap) = (plane.spot(running, self.place), after - last - amount);
        // What is no more than rounding says nothing.
        let tells = amount.abs() > slack.saturating_mul(5);
        tells.then_some(Equation { total, parts, gap, slack, labelled: false, holds: 0, fails: 0, sure: true })
    }
}

/// The steps by which `running` adds up the others; `None` where it does not.
fn between(plane: &Plane<'_>, lines: Moves<'_>, running: usize) -> Option<Steps> {
    let own = |place: &usize| plane.adds(*place) && !plane.meaning(*place).total && plane.places.numbers(*place) > 0;
    let places = (0..plane.depth()).filter(own).map(|place| At::of(plane, lines, running, place)).take(PLACES);
    let (mut holding, mut failing, mut tell, mut agreed) = (Vec::new(), Vec::new(), 0, 0);
    let mut last: Option<At> = None;
    for next in places {
        // Across a place without a number nothing can be said.
        let before = mem::replace(&mut last, next);
        let (Some(before), Some(at)) = (&before, &last) else { continue };
        let Some(step) = at.step(plane, running, before) else { continue };
        let telling = telling_digits(at.amount());
        if step.gap.abs() <= step.slack {
            if telling >= 2 && before.after.value != 0 {
                tell += 1;
                agreed += telling;
            }
            holding.push(step);
        } else {
            failing.push(step);
            // Most pairs of lines have nothing to do with each other.
            if failing.len() > MOST {
                return None;
            }
        }
    }
    // One wrong amount upsets its own place, one wrong running total its own and the next. What was left out or revised is seldom one slip away.
    let upset = match &failing[..] {
        [] => true,
        [one] => is_slip(one.gap),
        [one, next] => is_slip(one.gap) && one.gap == -next.gap && next.parts.iter().any(|(cell, _)| *cell == one.total),
        _ => false,
    };
    // Two that make up for each other agree across both.
    if let [one, next] = &failing[..]
        && one.gap == -next.gap
    {
        tell += 1;
        agreed += telling_digits(one.gap);
    }
    // A ledger is exact; what rounding seems to leave is something else that comes or goes.
    let rounded = lines.len() > 1 && holding.iter().any(|step| step.gap != 0);
    if tell < FEWEST || agreed < DIGITS || !upset || rounded {
        return None;
    }
    let (holds, fails) = (holding.len(), failing.len());
    for step in holding.iter_mut().chain(&mut failing) {
        (step.holds, step.fails) = (holds, fails);
    }
    Some(Steps { holding, failing })
}
