//! Sums that labels write out by the numbers of other lines: `3=1+2` over a column, `四、利润(4=1-2-3)` beside a row.

use std::collections::BTreeMap;

use crate::facts::{Formula, formula, marks};
use crate::rules::sums::evaluate::Enters;

/// What the label of a line says that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    /// Places of the parts, ascending.
    pub(super) parts: Vec<(usize, Enters)>,
    /// Written with an equals sign.
    pub(super) sure: bool,
}

/// The places whose labels write what they are made of, where each mark is that of one other place. `labels` holds those of every place.
pub(super) fn declared(labels: &[Vec<String>]) -> Vec<(usize, Declared)> {
    let written = labels.iter().enumerate().filter_map(|(at, own)| Some((at, own.iter().rev().find_map(|label| formula(label))?)));
    let written: Vec<(usize, Formula)> = written.collect();
    if written.is_empty() {
        return Vec::new();
    }
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, own) in labels.iter().enumerate() {
        for mark in own.iter().flat_map(|label| marks(label)) {
            let known = bearers.entry(mark).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    let made = |(total, formula): (usize, Formula)| {
        let part = |(mark, taken): &(String, bool)| match bearers.get(mark)?[..] {
            [place] if place != total => Some((place, if *taken { Enters::Taken } else { Enters::Added })),
            _ => None,
        };
        let mut parts = formula.terms.iter().map(part).collect::<Option<Vec<_>>>()?;
        parts.sort_unstable();
        let twice = parts.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
        (!twice).then_some((total, Declared { parts, sure: formula.of.is_some() }))
    };
    written.into_iter().filter_map(made).collect()
}
