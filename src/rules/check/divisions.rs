//! Wholes that a paragraph is known to divide into certain parts: a share of such a part is a share of that whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::check::found::{Found, number_at};
use crate::rules::{Checked, Evidence, Expr, Meaning, Verdict};

/// Shares of other parts that must agree before they say what the whole is.
const AGREEING: usize = 2;

/// The parts of each whole, by ids of numbers: lists that add up, and the parts whose stated shares agree.
#[derive(Default)]
pub(super) struct Divisions {
    lists: BTreeMap<u32, BTreeSet<u32>>,
    shares: BTreeMap<u32, BTreeSet<u32>>,
}

impl Divisions {
    /// What the checks of a paragraph that passed say.
    pub(super) fn of<'c>(checked: impl Iterator<Item = &'c Checked>) -> Self {
        let mut divisions = Self::default();
        for check in checked.filter(|check| check.verdict == Verdict::Pass) {
            let all =
                |part: &str| check.evidence.iter().filter(|used| used.part == part && used.prose).filter_map(|used| used.number).collect();
            let (wholes, parts): (Vec<u32>, Vec<u32>) = (all("whole"), all("part"));
            let [whole] = wholes[..] else { continue };
            let is_share = check.evidence.iter().any(|used: &Evidence| used.part == "rate");
            let known = if is_share { &mut divisions.shares } else { &mut divisions.lists };
            known.entry(whole).or_default().extend(parts);
        }
        divisions
    }

    /// Whether a claim that divides a part by a whole has both from a list that adds up, or from one with other shares that agree.
    pub(super) fn bear_out(&self, found: &Found<'_>) -> bool {
        let Meaning::Formula { expr: Expr::Quotient(part, whole), .. } = &found.claim.meaning else { return false };
        let id = |name: &Expr| {
            let Expr::Name(name) = name else { return None };
            number_at(found.sentence, found.fit.capture(&name.written())?)
        };
        let (Some(part), Some(whole)) = (id(part), id(whole)) else { return false };
        let others = |parts: &BTreeSet<u32>| parts.iter().filter(|other| **other != part).count();
        self.lists.get(&whole).is_some_and(|parts| parts.contains(&part))
            || self.shares.get(&whole).is_some_and(|parts| others(parts) >= AGREEING)
    }
}
