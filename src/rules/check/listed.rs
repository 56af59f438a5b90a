//! What the lists of a report say, read other than printed: with what opens them, and without the brackets around their numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::bind::Context;
use crate::rules::check::before::Before;
use crate::rules::check::found::{Found, found, is_item, is_reading, keep_longest};
use crate::rules::check::gates::Gates;
use crate::rules::pattern::Fit;

/// What a wording states: a rule on a number.
pub(super) type Statement = (Option<u32>, String);

pub(super) fn statement(found: &Found<'_>) -> Statement {
    (found.number, found.rule.id.clone())
}

/// The firm wordings of a report's lists.
pub(super) struct Listed<'r> {
    found: Vec<Found<'r>>,
    /// The wordings of each number, by their place.
    of: BTreeMap<Option<u32>, Vec<usize>>,
    /// What items seem to state by themselves, where what opens the list is about another matter.
    elsewhere: BTreeSet<Statement>,
}

impl<'r> Listed<'r> {
    pub(super) fn of(context: &Context<'r, '_>, gates: &Gates) -> Self {
        let (mut all, mut elsewhere) = (Vec::new(), BTreeSet::new());
        for list in &context.facts.lists {
            if context.facts.document.deadline.is_over() {
                break;
            }
            let before = Before::of(context, context.facts.place_of(list));
            let open = gates.open(&gates.met(&list.text));
            let beyond = |fit: &Fit| list.joins(&(0..fit.range.end));
            let mut own = Vec::new();
            for one in found(context, &open, list, beyond).into_iter().filter(|one| one.number.is_some() && !leaps(one)) {
                let stated = statement(&one);
                match before.admitted(one, context) {
                    Some(one) => own.push(one),
                    None => elsewhere.extend((list.line_start(list.text.len()) > 0).then_some(stated)),
                }
            }
            keep_longest(&mut own);
            all.extend(own.into_iter().filter(|one| one.asks == 0));
        }
        for one in &all {
            elsewhere.remove(&statement(one));
        }
        let mut of: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for (at, one) in all.iter().enumerate() {
            of.entry(one.number).or_default().push(at);
        }
        Self { found: all, of, elsewhere }
    }

    /// Whether a list says what the sentence as printed does not say firmly, of which it holds a piece only, or of which what opens the list says
    /// more.
    pub(super) fn says_more(&self, found: &Found<'_>) -> bool {
        let same = self.of.get(&found.number).into_iter().flatten().filter_map(|at| self.found.get(*at));
        let more = |list: &Found<'_>| {
            // Under the heading of another matter an item may seem to be of that one.
            let other = is_reading(list) && is_reading(found) && is_item(list);
            list.rule.id == found.rule.id && (found.asks > 0 || joins(list)) || other
        };
        self.elsewhere.contains(&statement(found)) && is_reading(found) || same.into_iter().any(more)
    }

    /// The wordings that sentences as printed have not told firmly, list by list.
    pub(super) fn left(self, firm: &BTreeSet<Statement>) -> Vec<Found<'r>> {
        self.found.into_iter().filter(|found| joins(found) || !firm.contains(&statement(found))).collect()
    }
}

/// Whether a wording takes in words that are printed apart, or stands in an item that what opens the list speaks of.
fn joins(found: &Found<'_>) -> bool {
    found.sentence.joins(&found.fit.range) || is_item(found)
}

/// Whether a reading of one number takes words of several lines for one clause: `依申请公开情况如下:` and `某镇收到申请6件`.
fn leaps(found: &Found<'_>) -> bool {
    is_reading(found) && found.sentence.line_start(found.fit.range.start) != found.sentence.line_start(found.at.start)
}
