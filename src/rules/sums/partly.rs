//! A total over items some of which are followed by what they are made of in part: `of which` lines, with as many more behind each as may belong
//! to it.

use crate::rules::sums::evaluate::{Enters, Signature, signed};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;

/// Places behind one that names some of an item that may name more of it.
const MORE: usize = 3;
/// Ways to leave such places out that are tried.
const WAYS: usize = 1024;

/// The signatures that are left of one when those of its parts are left out that may be parts of a part, and that hold on the first line of amounts.
pub(super) fn without_parts_of_parts(plane: &Plane<'_>, signature: &Signature) -> Vec<Signature> {
    let told = |line: &usize| plane.class(*line).amounts && plane.at(*line, signature.total).held == Held::Number;
    let Some(line) = (0..plane.len()).find(told) else { return Vec::new() };
    let lists = lists(plane, signature, line);
    let ways = lists.iter().fold(1_usize, |ways, list| ways.saturating_mul(list.left_out.len()));
    if lists.is_empty() || ways > WAYS {
        return Vec::new();
    }
    let amount = |&(place, enters): &(usize, Enters)| signed(plane.at(line, place).value, enters);
    let surplus = signature.parts.iter().map(amount).sum::<i128>() - i128::from(plane.at(line, signature.total).value);
    let choices = |mut way: usize| {
        let mut choice = |list: &List| {
            let at = way % list.left_out.len();
            way /= list.left_out.len();
            at
        };
        lists.iter().map(&mut choice).collect::<Vec<usize>>()
    };
    let settles = |choices: &Vec<usize>| lists.iter().zip(choices).filter_map(|(list, at)| list.left_out.get(*at)).sum::<i128>() == surplus;
    (0..ways).map(choices).filter(settles).map(|choices| without(signature, &lists, &choices)).filter(|s| s.parts.len() >= 2).collect()
}

/// A part that names some of the one before it, and those behind it that may name more.
struct List {
    /// Its index among the parts.
    start: usize,
    /// What leaving out it alone, it and the next, … takes away.
    left_out: Vec<i128>,
}

/// The lists among the parts, each up to where it comes to more than its item.
fn lists(plane: &Plane<'_>, signature: &Signature, line: usize) -> Vec<List> {
    let value = |at: usize| signature.parts.get(at).map(|(place, enters)| signed(plane.at(line, *place).value, *enters));
    let is_first = |at: usize| signature.parts.get(at).is_some_and(|(place, _)| plane.meaning(*place).of_which);
    let mut found = Vec::new();
    for start in (1..signature.parts.len()).filter(|at| is_first(*at)) {
        let Some(item) = value(start - 1) else { continue };
        let (mut sum, mut left_out) = (0_i128, Vec::new());
        for at in (start..signature.parts.len()).take(MORE + 1).take_while(|at| *at == start || !is_first(*at)) {
            sum += value(at).unwrap_or(0);
            if at > start && sum.abs() > item.abs() {
                break;
            }
            left_out.push(sum);
        }
        found.push(List { start, left_out });
    }
    found
}

fn without(signature: &Signature, lists: &[List], choices: &[usize]) -> Signature {
    let out = |at: usize| lists.iter().zip(choices).any(|(list, most)| (list.start..=list.start + most).contains(&at));
    let parts = signature.parts.iter().enumerate().filter(|(at, _)| !out(*at)).map(|(_, part)| *part).collect();
    Signature { total: signature.total, parts }
}
