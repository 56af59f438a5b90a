//! Totals by name that are tied to nothing, and why: whole places, and single lines of those that sums are found for.

use std::collections::{BTreeMap, BTreeSet};

use crate::phrase::Phrase;
use crate::rules::sums::evaluate::{Fit, fit};
use crate::rules::sums::found::Found;
use crate::rules::sums::judge::Searched;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sheet::Held;

/// Why a total is tied to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is nothing that is added up.
    Rate,
    /// There are not two parts.
    Few,
    /// It or a number beside it is not told.
    Withheld,
    /// No run beside it makes it.
    NoRun,
    /// Its parts hold no number there.
    Bare,
    /// Its parts do not make it there, and the numbers are of another kind than where they do.
    Unlike,
}

impl Why {
    /// The reason in words.
    pub(super) fn words(self) -> Phrase {
        match self {
            Self::Rate => Phrase::new("是比率、年份或代码，不是相加得来的", "a rate, a year or a code, nothing that is added up"),
            Self::Few => Phrase::new("旁边没有两项以上的分项", "there are not two parts beside it"),
            Self::Withheld => {
                Phrase::new("合计或旁边的数有未公布、隐藏或读不出的", "the total or a number beside it is withheld, hidden or unreadable")
            }
            Self::NoRun => Phrase::new("旁边连续的几个数加起来都不是它", "no run of the numbers beside it adds up to it"),
            Self::Bare => Phrase::new("各分项在这里没有数", "its parts hold no numbers there"),
            Self::Unlike => Phrase::new(
                "各分项在这里加起来不是它，而这些数与相符之处的数不同类",
                "its parts do not make it there, where the numbers are of another kind than where they do",
            ),
        }
    }
}

/// A total by name that is tied to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// Its place.
    pub(super) place: usize,
    /// The lines; none where it is tied on no line at all.
    pub(super) lines: Vec<usize>,
    /// Why.
    pub(super) why: Why,
}

/// What is left of a plane: every number under the name of a total that no sum was compared on.
pub(super) fn left(searched: &Searched<'_>) -> Vec<Left> {
    let plane = searched.plane;
    let mut found: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
    for rule in searched.found.iter().filter(|rule| rule.labelled) {
        found.entry(rule.signature.total).or_default().push(rule);
    }
    let known: BTreeSet<usize> = searched.found.iter().map(|rule| rule.signature.total).collect();
    let named = |place: &usize| plane.meaning(*place).is_result() && plane.places.is_filled(*place) && !known.contains(place);
    let around = Around::of(plane);
    let whole = (0..plane.depth()).filter(named).map(|place| Left { place, lines: Vec::new(), why: around.why(plane, place) });
    let lines = found.into_iter().take_while(|_| !plane.is_late()).flat_map(|(place, rules)| {
        let mut by_reason: BTreeMap<Why, Vec<usize>> = BTreeMap::new();
        for line in 0..plane.len() {
            if let Some(why) = on_line(plane, line, place, &rules) {
                by_reason.entry(why).or_default().push(line);
            }
        }
        by_reason.into_iter().map(move |(why, lines)| Left { place, lines, why })
    });
    whole.chain(lines).collect()
}

/// What stands beside the totals of a plane. Found once: a table may have as many totals as rows.
struct Around {
    /// Parts that a total could have.
    parts: usize,
    /// Whether a number is not told anywhere.
    untold: bool,
}

impl Around {
    fn of(plane: &Plane<'_>) -> Self {
        let is_part = |at: &usize| plane.adds(*at) && plane.places.is_filled(*at) && !plane.meaning(*at).total;
        Self { parts: (0..plane.depth()).filter(is_part).count(), untold: (0..plane.depth()).any(|at| untold(plane, at)) }
    }

    /// Why a total has no sum at all.
    fn why(&self, plane: &Plane<'_>, total: usize) -> Why {
        if !plane.adds(total) {
            Why::Rate
        } else if self.parts < 2 {
            Why::Few
        } else if self.untold {
            Why::Withheld
        } else {
            Why::NoRun
        }
    }
}

/// Whether a number of the place is not told.
fn untold(plane: &Plane<'_>, at: usize) -> bool {
    (0..plane.len()).any(|line| matches!(plane.at(line, at).held, Held::Withheld | Held::Unknown))
}

/// Why none of a total's sums was compared on a line; `None` where one was, or where no total stands.
fn on_line(plane: &Plane<'_>, line: usize, total: usize, rules: &[&Found]) -> Option<Why> {
    let held = plane.at(line, total).held;
    let compared = |rule: &&Found| rule.lines.binary_search_by_key(&line, |(l, _)| *l).is_ok();
    if matches!(held, Held::Empty | Held::Nil) || rules.iter().any(compared) {
        return None;
    }
    let fits = || rules.iter().map(|rule| fit(plane, &rule.signature, line));
    Some(if held != Held::Number || fits().any(|fit| fit == Fit::Unknown) {
        Why::Withheld
    } else if !plane.class(line).amounts || plane.lines.meaning(line).change {
        Why::Rate
    } else if fits().all(|fit| fit == Fit::Idle) {
        Why::Bare
    } else {
        Why::Unlike
    })
}
