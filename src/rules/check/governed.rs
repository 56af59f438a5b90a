//! What a count is told as a part of, by the numbers right before it: `收到50件,其中延期8件,予以公开5件`.

use std::ops::Range;

use num_rational::BigRational;

use crate::document::{Site, Spot};
use crate::rules::bind::Context;
use crate::rules::check::found::Found;
use crate::rules::check::period::without_asides;
use crate::rules::check::scope::clause_start;
use crate::rules::check::tally::{Item, items};
use crate::rules::check::whole::{Known, begins_with_any, cells, count, is_of_things, is_published};
use crate::rules::{Checked, Meaning};

/// Words by which what follows a number is of it: `7件,其中自然人6件`, `2件,均为自然人`.
const OF_IT: [&str; 4] = ["其中", "中,", "均", "("];

/// Whether the nearest number that the claim's can be a part of is neither one of the `wholes` nor a count of the table's that holds it.
/// A list that makes one of the wholes is done with.
pub(super) fn is_governed_otherwise(
    found: &Found<'_>,
    checked: &Checked,
    known: &Known,
    wholes: &[BigRational],
    context: &Context<'_, '_>,
) -> bool {
    // 其中征地类30件,自然人申请占90%: a share of what is only named is of the nearest number as well.
    let stated = found.number.and_then(|id| count(id, context));
    if stated.is_none() && !is_share_of_named(found) {
        return false;
    }
    let earlier = earlier(found, context);
    for (at, one) in earlier.iter().enumerate().rev() {
        let run: Vec<BigRational> = earlier.iter().skip(at).map(Item::amount).collect();
        if begins_with_any(&run, wholes, 1) {
            return false;
        }
        let next = earlier.get(at + 1).map_or(found.at.start, |next| next.at.start);
        match known.get(one.id) {
            // Told as the table's, and not what the table has.
            Some(None) => return false,
            Some(Some(of)) => {
                let between = without_asides(found.sentence.text.get(one.at.end..next).unwrap_or("")).into_owned();
                let opens = next == found.at.start && OF_IT.iter().any(|word| between.contains(word));
                let row = |spot: &Spot| row(spot, context);
                return opens && !cells(checked).any(|cell| of.iter().any(|known| row(known) == row(&cell)));
            }
            None if stated.as_ref().is_none_or(|stated| one.amount() >= *stated) => return true,
            None => {}
        }
    }
    false
}

/// Whether a claim states a share whose part the sentence only names.
fn is_share_of_named(found: &Found<'_>) -> bool {
    let rate = |(name, _): &&(String, Range<usize>)| matches!(&found.claim.meaning, Meaning::Formula { claim, .. } if claim == name);
    matches!(found.claim.meaning, Meaning::Formula { .. }) && found.fit.captures.iter().all(|captured| rate(&captured))
}

/// The row of a cell: blank zeros may have it told from another column.
fn row(cell: &Spot, context: &Context<'_, '_>) -> Option<(u32, u32)> {
    match cell.site {
        Site::Cell { table, cell } => context.facts.document.cell(table, cell).map(|cell| (table, cell.row)),
        Site::Paragraph(_) => None,
    }
}

/// The counts before the claim's number since the last semicolon: those in brackets closed since, and what was more or less than another time, are
/// no wholes.
fn earlier<'f>(found: &'f Found<'_>, context: &'f Context<'_, '_>) -> Vec<Item<'f>> {
    let text = &found.sentence.text;
    let before = text.get(..found.at.start).unwrap_or("");
    let since = before.rfind(';').map_or(0, |at| at + 1);
    let open = |at: usize| {
        let behind = before.get(at..).unwrap_or("");
        behind.find(')').is_none_or(|close| behind.find('(').is_some_and(|open| open <= close))
    };
    let changes = |at: usize| context.pack.scope.clause.first_in(before.get(clause_start(before, at)..at).unwrap_or("")).is_some();
    let mut earlier = items(found.sentence, context.facts);
    let own = |item: &Item<'_>| found.fit.captures.iter().any(|(_, at)| at.start == item.at.start);
    earlier.retain(|item| (since..found.at.start).contains(&item.at.start) && !own(item));
    // 收到209件,除4件结转下年外,均已答复,其中予以公开67件
    let left_out = |item: &Item<'_>| {
        text.get(clause_start(text, item.at.start)..item.at.start).is_some_and(|words| words.ends_with('除'))
            && item.clause_behind(text).ends_with('外')
    };
    earlier.retain(|item| {
        open(item.at.start)
            && !left_out(item)
            && !changes(item.at.start)
            && is_of_things(item.id, context)
            && !is_published(item.id, found.number, context)
            && count(item.id, context).is_some()
    });
    earlier
}
