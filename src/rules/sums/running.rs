//! Running totals: a line that adds up another one place by place, the year to date beside the month, the balance beside the payments.

use crate::rules::sums::number::{telling_digits, worst};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Equation;
use crate::rules::sums::sheet::{Held, Slot};
use crate::rules::sums::slip::is_slip;

/// Places that hold from which a line is believed to run.
const FEWEST: usize = 3;
/// Digits that agree on them together.
const DIGITS: u32 = 9;
/// Lines of a plane that are paired.
const LINES: usize = 24;
/// Places of a line.
const PLACES: usize = 2000;

/// The steps of one running total: from each of its places to the next.
struct Steps {
    holding: Vec<Equation>,
    failing: Vec<Equation>,
}

/// The steps of every running total of a plane: those that hold, and those that do not on a line that runs elsewhere.
pub(super) fn steps(plane: &Plane<'_>) -> (Vec<Equation>, Vec<Equation>) {
    let (mut holding, mut failing) = (Vec::new(), Vec::new());
    let lines: Vec<usize> =
        (0..plane.len()).filter(|&line| plane.class(line).amounts && plane.lines.numbers(line) > 3).take(LINES).collect();
    for &running in &lines {
        // A line has one making.
        let best = lines.iter().filter(|&&line| line != running).filter_map(|&line| between(plane, line, running));
        if let Some(steps) = best.max_by_key(|steps| steps.holding.len()) {
            holding.extend(steps.holding);
            failing.extend(steps.failing);
        }
    }
    (holding, failing)
}

/// The steps by which `running` adds up `line`; `None` where it does not.
fn between(plane: &Plane<'_>, line: usize, running: usize) -> Option<Steps> {
    let number = |line: usize, place: usize| Some(plane.at(line, place)).filter(|slot| slot.held == Held::Number);
    let both = |place: usize| Some((place, number(line, place)?, number(running, place)?));
    let own = |place: &usize| plane.adds(*place) && !plane.meaning(*place).total && plane.places.numbers(*place) > 0;
    let places: Vec<Option<(usize, Slot, Slot)>> = (0..plane.depth()).filter(own).map(both).take(PLACES).collect();
    let (mut holding, mut failing, mut tell, mut agreed) = (Vec::new(), Vec::new(), 0, 0);
    for pair in places.windows(2) {
        // Across a place without a number nothing can be said.
        let [Some((before, _, last)), Some((at, amount, after))] = pair else { continue };
        // A year that begins anew.
        if after.value == amount.value || plane.places.group(*before) != plane.places.group(*at) {
            continue;
        }
        let gap = i128::from(after.value) - i128::from(last.value) - i128::from(amount.value);
        let unit = i128::from(after.unit.max(last.unit).max(amount.unit));
        let parts = [(plane.spot(running, *before), 1), (plane.spot(line, *at), 1)];
        let (total, slack) = (plane.spot(running, *at), worst(2, unit));
        let step = Equation { total, parts: parts.to_vec(), gap, slack, labelled: false, holds: 0, fails: 0, sure: true };
        let (size, telling) = (i128::from(amount.value).abs(), telling_digits(i128::from(amount.value)));
        // What is no more than rounding says nothing.
        if size <= step.slack.saturating_mul(5) {
            continue;
        }
        if gap.abs() <= step.slack {
            if telling >= 2 && last.value != 0 {
                tell += 1;
                agreed += telling;
            }
            holding.push(step);
        } else {
            failing.push(step);
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
    if tell < FEWEST || agreed < DIGITS || !upset {
        return None;
    }
    let (holds, fails) = (holding.len(), failing.len());
    for step in holding.iter_mut().chain(&mut failing) {
        (step.holds, step.fails) = (holds, fails);
    }
    Some(Steps { holding, failing })
}
