//! Candidates: from every number of a line walk outward until the running sum is the number itself.

use std::collections::BTreeMap;

use crate::rules::sums::evaluate::{Enters, Signature};
use crate::rules::sums::number::slack;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::{Held, Slot};

/// Places walked from a would-be total.
const REACH: usize = 256;
/// Lines that candidates are looked for on.
const SAMPLED: usize = 12;
/// Places without an amount that a sum found is also tried with.
const ZEROS: usize = 8;
/// Candidates kept for one pass: as many as there are places, at least and at most.
const KEPT: usize = 600;
const MOST_KEPT: usize = 40_000;

/// The form of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// All parts added.
    Sum,
    /// All added but those whose label says less.
    Less,
    /// The farthest part minus the others.
    FarMinusRest,
    /// The nearest part minus the others.
    NearMinusRest,
}

/// A candidate by positions among the visible places: total, farthest part, form.
type Key = (usize, usize, Form);

/// The signatures that hold on some sampled line, with the number of those lines; most first.
pub(super) fn mine(plane: &Plane<'_>, visible: &[usize]) -> Vec<Signature> {
    let mut found: BTreeMap<Key, u32> = BTreeMap::new();
    let less: Vec<bool> = visible.iter().map(|&place| plane.meaning(place).less).collect();
    for line in sample(plane) {
        let slots: Vec<Slot> = visible.iter().map(|&place| plane.at(line, place)).collect();
        let mut add = |key: Key| *found.entry(key).or_default() += 1;
        // Without negative numbers a running sum never comes back.
        let rises = slots.iter().zip(&less).all(|(slot, less)| slot.value >= 0 && !less);
        let greatest = slots.iter().map(|s| i128::from(s.value)).max().filter(|_| rises);
        for total in 0..slots.len() {
            if total.is_multiple_of(256) && plane.sheet.deadline.is_over() {
                break;
            }
            walk(&slots, &less, greatest, total, (0..total).rev().take(REACH), &mut add);
            walk(&slots, &less, greatest, total, (total + 1..slots.len()).take(REACH), &mut add);
        }
    }
    let mut ranked: Vec<(u32, Key)> = found.into_iter().map(|(key, lines)| (lines, key)).collect();
    ranked.sort_by_key(|(lines, key)| (u32::MAX - lines, *key));
    ranked.truncate(visible.len().clamp(KEPT, MOST_KEPT));
    ranked.into_iter().map(|(_, key)| signature(visible, &less, key)).collect()
}

/// Lines of amounts, evenly spread.
fn sample(plane: &Plane<'_>) -> Vec<usize> {
    let lines: Vec<usize> = (0..plane.len()).filter(|&line| plane.lines.numbers(line) >= 3).collect();
    let step = lines.len().div_ceil(SAMPLED).max(1);
    lines.into_iter().step_by(step).collect()
}

/// Walks from a would-be total; `greatest`: the greatest number of a line that has no negative ones.
fn walk(
    slots: &[Slot],
    less: &[bool],
    greatest: Option<i128>,
    total: usize,
    order: impl Iterator<Item = usize>,
    add: &mut impl FnMut(Key),
) {
    let Some(wanted) = slots.get(total).filter(|s| s.held == Held::Number && s.value != 0) else { return };
    let target = i128::from(wanted.value);
    let (mut sum, mut with_less, mut terms, mut any_less) = (0_i128, 0_i128, 0_usize, false);
    let mut near = None;
    let mut zeros = 0;
    let (mut unit, mut grain) = (wanted.unit, wanted.grain);
    for at in order {
        let Some(slot) = slots.get(at) else { break };
        match slot.held {
            Held::Unknown => break,
            Held::Empty | Held::Nil | Held::Number if slot.value == 0 => {
                // A zero here may be a part elsewhere.
                if (1..=ZEROS).contains(&zeros) {
                    add((total, at, Form::Sum));
                    zeros += 1;
                }
                continue;
            }
            Held::Empty | Held::Nil => continue,
            Held::Number => {}
        }
        let value = i128::from(slot.value);
        let rest = sum;
        sum += value;
        terms += 1;
        unit = unit.max(slot.unit);
        grain = grain.min(slot.grain);
        let deducted = less.get(at).copied().unwrap_or(false);
        any_less |= deducted && value > 0;
        with_less += if deducted { -value.abs() } else { value };
        let nearest = *near.get_or_insert(value);
        if terms < 2 {
            continue;
        }
        // A whole number's last place is not known to be rounded; decimals are.
        let tolerance = slack(terms, i128::from(unit.max(grain)));
        let meets = |sum: i128| (sum - target).abs() <= tolerance;
        if meets(sum) {
            add((total, at, Form::Sum));
            zeros = 1;
        } else {
            zeros = 0;
        }
        if any_less && meets(with_less) {
            add((total, at, Form::Less));
        }
        if meets(value - rest) {
            add((total, at, Form::FarMinusRest));
        }
        if terms > 2 && meets(nearest - (sum - nearest)) || terms == 2 && meets(nearest - value) {
            add((total, at, Form::NearMinusRest));
        }
        // Neither the sum, nor the nearest less the rest, nor a farther number less the rest can meet it any more.
        let margin = tolerance.saturating_add(16 * i128::from(unit.max(grain)));
        if greatest.is_some_and(|most| sum > target + margin && 2 * nearest - sum < target - margin && most - sum < target - margin) {
            break;
        }
    }
}

fn signature(visible: &[usize], less: &[bool], (total, far, form): Key) -> Signature {
    let (from, to) = if far < total { (far, total) } else { (total + 1, far + 1) };
    let near = if far < total { total.saturating_sub(1) } else { total + 1 };
    let enters = |at: usize| match form {
        Form::Less if less.get(at).copied().unwrap_or(false) => Enters::Deducted,
        Form::Sum | Form::Less => Enters::Added,
        Form::FarMinusRest if at == far => Enters::Added,
        Form::NearMinusRest if at == near => Enters::Added,
        Form::FarMinusRest | Form::NearMinusRest => Enters::Taken,
    };
    let parts = (from..to).filter_map(|at| Some((*visible.get(at)?, enters(at)))).collect();
    Signature { total: visible.get(total).copied().unwrap_or(0), parts }
}
