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
/// Numbers that are added and taken away without a label that says so, at most; and the least result in units of its last place.
const TURNED: usize = 6;
const TELLING: i64 = 100;
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
    /// All added but those whose label says less, and those that follow one.
    LessOn,
    /// The farthest part minus the others.
    FarMinusRest,
    /// The nearest part minus the others.
    NearMinusRest,
    /// Added from the farthest part to before the first position, taken away to before the second, added again.
    Turned(usize, usize),
}

/// A candidate by positions among the visible places: total, farthest part, form.
type Key = (usize, usize, Form);

/// The signatures that hold on some sampled line, with the number of those lines; most first.
pub(super) fn mine(plane: &Plane<'_>, visible: &[usize]) -> Vec<Signature> {
    let less: Vec<bool> = visible.iter().map(|&place| plane.meaning(place).less).collect();
    let less_on: Vec<bool> = visible.iter().map(|&place| plane.meaning(place).less || plane.places.less_on(place)).collect();
    let lines: Vec<Line> = sample(plane).into_iter().map(|line| Line::of(plane, line, visible, &less)).collect();
    let kept = visible.len().clamp(KEPT, MOST_KEPT);
    let mut ranked: Vec<(u32, Key)> = Vec::new();
    for (total, &place) in visible.iter().enumerate() {
        if total.is_multiple_of(256) && plane.sheet.deadline.is_over() {
            break;
        }
        let named = plane.meaning(place).is_result();
        let mut found: BTreeMap<Key, u32> = BTreeMap::new();
        let mut add = |key: Key| *found.entry(key).or_default() += 1;
        for Line { slots, greatest } in &lines {
            let ways = Signs { less: &less, less_on: &less_on, greatest: *greatest };
            walk(slots, &ways, total, (0..total).rev().take(REACH), &mut add);
            walk(slots, &ways, total, (total + 1..slots.len()).take(REACH), &mut add);
            if named {
                turns(slots, total, (0..total).rev(), &mut add);
                turns(slots, total, total + 1..slots.len(), &mut add);
            }
        }
        ranked.extend(found.into_iter().map(|(key, lines)| (lines, key)));
        // No two keys rank the same, so what falls behind now would be left out at the end as well.
        if ranked.len() > 2 * kept {
            keep_best(&mut ranked, kept);
        }
    }
    keep_best(&mut ranked, kept);
    ranked.into_iter().map(|(_, key)| signature(visible, &less, &less_on, key)).collect()
}

/// The first `kept` by the number of lines, then by key, in order.
fn keep_best(ranked: &mut Vec<(u32, Key)>, kept: usize) {
    ranked.sort_unstable_by_key(|(lines, key)| (u32::MAX - lines, *key));
    ranked.truncate(kept);
}

/// A sampled line.
struct Line {
    /// What it holds at each visible place.
    slots: Vec<Slot>,
    /// The greatest number, where there are no negative ones: a running sum then never comes back.
    greatest: Option<i128>,
}

impl Line {
    fn of(plane: &Plane<'_>, line: usize, visible: &[usize], less: &[bool]) -> Self {
        let slots: Vec<Slot> = visible.iter().map(|&place| plane.at(line, place)).collect();
        let rises = slots.iter().zip(less).all(|(slot, less)| slot.value >= 0 && !less);
        let greatest = slots.iter().map(|slot| i128::from(slot.value)).max().filter(|_| rises);
        Self { slots, greatest }
    }
}

/// Lines of amounts from all over, at uneven steps: those of a table often come in turns, a count and a share, a count and a share.
pub(super) fn sample(plane: &Plane<'_>) -> Vec<usize> {
    let lines: Vec<usize> = (0..plane.len()).filter(|&line| plane.lines.numbers(line) >= 3).collect();
    if lines.len() <= SAMPLED {
        return lines;
    }
    let stretch = |n: usize| lines.get(n * lines.len() / SAMPLED..(n + 1) * lines.len() / SAMPLED).unwrap_or_default();
    (0..SAMPLED).map(|n| (n, stretch(n))).filter_map(|(n, own)| own.get(n % own.len().max(1)).copied()).collect()
}

/// What the labels and the numbers of a line say of signs.
struct Signs<'a> {
    /// Places that a label takes away.
    less: &'a [bool],
    /// The same, with those that follow one.
    less_on: &'a [bool],
    /// The greatest number of a line that has no negative ones.
    greatest: Option<i128>,
}

/// Walks from a would-be total.
fn walk(slots: &[Slot], signs: &Signs<'_>, total: usize, order: impl Iterator<Item = usize>, add: &mut impl FnMut(Key)) {
    let Signs { less, less_on, greatest } = *signs;
    let Some(wanted) = slots.get(total).filter(|s| s.held == Held::Number && s.value != 0) else { return };
    let target = i128::from(wanted.value);
    let (mut sum, mut terms) = (0_i128, 0_usize);
    // With the labels' signs: the sum, and whether it is another one.
    let mut labelled = [(0_i128, false); 2];
    let mut near = None;
    let mut zeros = 0;
    let (mut unit, mut grain) = (wanted.unit, wanted.grain);
    for at in order {
        let Some(slot) = slots.get(at) else { break };
        match slot.held {
            Held::Unknown => break,
            Held::Empty | Held::Nil | Held::Withheld | Held::Number if slot.value == 0 => {
                // A zero here may be a part elsewhere.
                if (1..=ZEROS).contains(&zeros) {
                    add((total, at, Form::Sum));
                    zeros += 1;
                }
                continue;
            }
            Held::Empty | Held::Nil | Held::Withheld => continue,
            Held::Number => {}
        }
        let value = i128::from(slot.value);
        let rest = sum;
        sum += value;
        terms += 1;
        unit = unit.max(slot.unit);
        grain = grain.min(slot.grain);
        for ((with_less, any), less) in labelled.iter_mut().zip([less, less_on]) {
            let deducted = less.get(at).copied().unwrap_or(false);
            *any |= deducted && value > 0;
            *with_less += if deducted { -value.abs() } else { value };
        }
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
        let [(with_less, any_less), (with_all, any_more)] = labelled;
        if any_less && meets(with_less) {
            add((total, at, Form::Less));
        }
        if any_more && with_all != with_less && meets(with_all) {
            add((total, at, Form::LessOn));
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

/// Results of which some neighbours are added and some taken away, though no label says so: what was there, what came, what went. Only for
/// what is named as a result, of telling numbers without a sign, and exactly: in a smooth series neighbours often happen to make another one.
fn turns(slots: &[Slot], total: usize, order: impl Iterator<Item = usize>, add: &mut impl FnMut(Key)) {
    let plain = |slot: &Slot| slot.held == Held::Number && slot.value > 0;
    let Some(wanted) = slots.get(total).filter(|s| plain(s) && s.value / s.unit.max(1) >= TELLING) else { return };
    let target = i128::from(wanted.value);
    let mut terms: Vec<(usize, i128)> = Vec::with_capacity(TURNED);
    for at in order {
        match slots.get(at) {
            Some(slot) if plain(slot) => terms.push((at, slot.value.into())),
            Some(slot) if slot.held != Held::Unknown && slot.value == 0 => continue,
            _ => break,
        }
        if terms.len() >= 3 {
            turned(&terms, target, &mut |from, to| add((total, at, Form::Turned(from, to))));
        }
        if terms.len() == TURNED {
            break;
        }
    }
}

/// The stretches of the terms whose taking away meets the target; the first term in reading order is added.
fn turned(terms: &[(usize, i128)], target: i128, found: &mut impl FnMut(usize, usize)) {
    let whole: i128 = terms.iter().map(|(_, value)| value).sum();
    let mut read = [(0, 0); TURNED];
    let read = read.get_mut(..terms.len()).unwrap_or_default();
    read.copy_from_slice(terms);
    read.sort_unstable();
    for from in 1..read.len() {
        let mut taken = 0;
        for to in from + 1..=read.len() {
            taken += read.get(to - 1).map_or(0, |(_, value)| *value);
            // One term less all the others has a form of its own.
            if whole - 2 * taken == target && !(from == 1 && to == read.len()) {
                let place = |n: usize| read.get(n).map_or(usize::MAX, |(at, _)| *at);
                found(place(from), place(to));
            }
        }
    }
}

fn signature(visible: &[usize], less: &[bool], less_on: &[bool], (total, far, form): Key) -> Signature {
    let (from, to) = if far < total { (far, total) } else { (total + 1, far + 1) };
    let near = if far < total { total.saturating_sub(1) } else { total + 1 };
    let enters = |at: usize| match form {
        Form::Less if less.get(at).copied().unwrap_or(false) => Enters::Deducted,
        Form::LessOn if less_on.get(at).copied().unwrap_or(false) => Enters::Deducted,
        Form::Turned(from, to) if (from..to).contains(&at) => Enters::Taken,
        Form::Sum | Form::Less | Form::LessOn | Form::Turned(..) => Enters::Added,
        Form::FarMinusRest if at == far => Enters::Added,
        Form::NearMinusRest if at == near => Enters::Added,
        Form::FarMinusRest | Form::NearMinusRest => Enters::Taken,
    };
    let parts = (from..to).filter_map(|at| Some((*visible.get(at)?, enters(at)))).collect();
    Signature { total: visible.get(total).copied().unwrap_or(0), parts }
}
