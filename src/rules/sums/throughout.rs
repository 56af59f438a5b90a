//! Totals by name that the parts beside them make on no line, or on few: a part was left out of the table, or entered twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Axis;
use crate::rules::sums::accuse::Misfit;
use crate::rules::sums::evaluate::{Compared, Enters, LISTED, Signature};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::ground::Ground;
use crate::rules::sums::judge::Searched;
use crate::rules::sums::lone::runs;
use crate::rules::sums::number::{slack, telling_digits};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::sections::{is_named, of_total};
use crate::rules::sums::select::differs;

/// Lines that a total must be off on: on one alone a figure is as likely to be wrong.
pub(super) const FEWEST: usize = 2;
/// Parts from which a total behind them is taken for that of all of them, though the table has others before them or the total is called more.
const PARTS: usize = 3;
/// Digits that a part entered twice must have on all lines together, so that no other part is the same by chance.
const TWICE: u32 = 5;
/// A gap of at most one in so many is small.
const NEAR: i128 = 10;
/// How many times as large as another a part may be where their average is told.
const ALIKE: i128 = 4;
/// Items of a group looked at.
const GROUP: usize = 12;
/// Totals tried in one plane, at most and at least, and cells looked at for all of them.
const TRIED: usize = 64;
const FEWEST_TRIED: usize = 4;
const LOOKED_AT: usize = 4_000_000;

/// What is amiss with the parts of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// One is missing, or more.
    LeftOut,
    /// They make another number, and only the total's name says that it is their sum.
    Unlike,
    /// The part at this place repeats the one before it, and without it the total is right.
    Twice(usize),
}

/// A total that is off throughout.
#[derive(Debug)]
pub(super) struct Off {
    /// The total and the parts that stand beside it.
    pub(super) signature: Signature,
    /// The lines that it is off on, at least one.
    pub(super) lines: Vec<(usize, Compared)>,
    /// What is amiss.
    pub(super) fault: Fault,
}

/// The totals of a plane that are off throughout.
pub(super) fn throughout(searched: &Searched<'_>) -> Vec<Off> {
    let plane = searched.plane;
    // With the balances, which the search is done without.
    let known = Ground::of(&searched.found);
    let named = |place: &usize| plane.adds(*place) && plane.meaning(*place).is_result() && !known.is_total(*place);
    let tried = (LOOKED_AT / (plane.depth() * plane.len()).max(1)).clamp(FEWEST_TRIED, TRIED);
    let totals = (0..plane.depth()).filter(named).take(tried).take_while(|_| !plane.is_late());
    let unlike = unlike(searched);
    let mut by_total: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
    for found in &searched.found {
        by_total.entry(found.signature.total).or_default().push(found);
    }
    let missed = totals.flat_map(|total| match of_groups(plane, &by_total, total) {
        Some(signature) => groups(plane, &known, &by_total, &signature),
        None => off(searched, &known, total).into_iter().collect(),
    });
    let repeated = searched.found.iter().filter(|found| found.labelled && found.how != How::Balance);
    let made = searched.found.iter().filter(|found| is_named(found) && found.holds >= FEWEST);
    let groups = made.flat_map(|found| groups(plane, &known, &by_total, &found.signature));
    let mut all: Vec<Off> = missed.chain(repeated.filter_map(|found| repeats_first(plane, found))).chain(groups).collect();
    all.extend(unlike.filter(|unlike| !all.iter().any(|off| off.signature.total == unlike.signature.total)));
    all
}

/// The groups of a total that their items do not make though those of its other groups do: of two groups at least, or of one where the items are
/// set under their group.
fn groups(plane: &Plane<'_>, known: &Ground, by_total: &BTreeMap<usize, Vec<&Found>>, total: &Signature) -> Vec<Off> {
    // Where every part is made by its items, none of them lacks any.
    if total.parts.iter().all(|(part, _)| known.is_total(*part)) {
        return Vec::new();
    }
    let of_items = |found: &&&Found| {
        let items = !differs(&found.signature) && !found.signature.parts.iter().any(|(item, _)| is_of(total, *item));
        items && found.fails == 0 && found.holds >= FEWEST
    };
    let others: Vec<&&Found> = total.parts.iter().filter_map(|(part, _)| by_total.get(part)).flatten().filter(of_items).collect();
    let Some(follows) = others.first().map(|found| found.follows()) else { return Vec::new() };
    let set_under = |group: &Signature| group.parts.iter().all(|(item, _)| plane.places.under(*item) == Some(group.total));
    let is_total = |place: usize| known.is_total(place);
    let own = of_total(plane, total, follows, is_total).into_iter().filter(|group| !is_total(group.total));
    own.filter(|group| others.len() >= FEWEST || set_under(group)).filter_map(|group| lacking(plane, group)).collect()
}

/// Whether a place is the total or one of its parts.
fn is_of(total: &Signature, place: usize) -> bool {
    place == total.total || total.parts.iter().any(|(part, _)| *part == place)
}

/// A group whose items leave some of it on every line, no more than they make: the other groups show that all items are listed.
fn lacking(plane: &Plane<'_>, group: Signature) -> Option<Off> {
    let (first, last) = (group.parts.first()?.0.min(group.total), group.parts.last()?.0.max(group.total));
    let whole = |place: usize| (plane.places.is_filled(place) || plane.places.is_bare(place)) && !plane.meaning(place).of_which;
    if plane.sheet.selected || plane.sheet.open || plane.sheet.shared || !(first..=last).all(whole) {
        return None;
    }
    let lines = compared(plane, &group)?;
    let lacks = |known: &Compared| !known.close() && leaves(known, 1);
    let off = lines.len() >= FEWEST && lines.iter().all(|(_, known)| lacks(known)) && !lines.iter().all(|(_, known)| known.slipped());
    off.then_some(Off { signature: group, lines, fault: Fault::LeftOut })
}

/// A total that its parts make, where the one before the first of them, which would be one more, is the same by name and in every number.
fn repeats_first(plane: &Plane<'_>, found: &Found) -> Option<Off> {
    let Signature { total, parts } = &found.signature;
    let (first, enters) = *parts.first().filter(|(first, _)| first < total)?;
    let again = (0..first).rev().find(|place| plane.places.is_filled(*place))?;
    let named = !plane.places.is_bare(first) && plane.places.label(first) == plane.places.label(again);
    let alike = named && plane.places.group(first) == plane.places.group(again) && !plane.meaning(first).is_result();
    if !alike || found.holds < FEWEST || !same(plane, first, again) || digits(plane, first) < TWICE {
        return None;
    }
    let signature = Signature { total: *total, parts: std::iter::once((again, enters)).chain(parts.iter().copied()).collect() };
    let off: Vec<(usize, Compared)> = compared(plane, &signature)?.into_iter().filter(|(_, known)| !known.holds()).collect();
    (!off.is_empty()).then_some(Off { signature, lines: off, fault: Fault::Twice(first) })
}

/// Whether two places hold the same on every line.
fn same(plane: &Plane<'_>, first: usize, again: usize) -> bool {
    (0..plane.len()).all(|line| plane.at(line, first).value == plane.at(line, again).value)
}

/// The telling digits of a place on all lines of amounts together.
fn digits(plane: &Plane<'_>, at: usize) -> u32 {
    let amounts = (0..plane.len()).filter(|line| plane.class(*line).amounts);
    amounts.map(|line| telling_digits(plane.at(line, at).value.into())).sum()
}

/// How a total is off, by the runs of parts beside it that reach to a natural end, the shortest first.
fn off(searched: &Searched<'_>, known: &Ground, total: usize) -> Option<Off> {
    let Searched { plane, ground, .. } = searched;
    let natural: Vec<Signature> = runs(plane, known, total, |_| false).into_iter().filter(|s| ground.is_natural(plane, s)).collect();
    let behind = |s: &&Signature| s.parts.last().is_some_and(|(last, _)| *last < total);
    natural
        .iter()
        .find_map(|signature| twice(plane, signature))
        .or_else(|| natural.iter().filter(behind).find_map(|signature| left_out(searched, signature)))
}

/// The lines of amounts, compared; `None` where a number is not told on one of them.
fn compared(plane: &Plane<'_>, signature: &Signature) -> Option<Vec<(usize, Compared)>> {
    told(&along(plane, signature))
}

/// A signature tried on the lines that hold no changes.
fn along(plane: &Plane<'_>, signature: &Signature) -> Found {
    Found::along(plane, signature.clone(), How::Run, |line| !plane.lines.meaning(line).change)
}

/// The lines that say something; `None` where a number is not told on one of them.
fn told(found: &Found) -> Option<Vec<(usize, Compared)>> {
    let telling = |(_, known): &&(usize, Compared)| known.weighty() && !known.repeats_one();
    found.unknown.is_empty().then(|| found.lines.iter().filter(telling).copied().collect())
}

/// Whether a part stands twice, one right behind the other, and the total is right without one of them.
fn twice(plane: &Plane<'_>, signature: &Signature) -> Option<Off> {
    let lines = compared(plane, signature)?;
    let value = |line: usize, place: usize| i128::from(plane.at(line, place).value);
    let makes_up = |place: usize| {
        let settled = |(line, known): &(usize, Compared)| (known.gap + value(*line, place)).abs() <= slack(known.terms, known.unit);
        lines.iter().all(settled)
    };
    let repeats = signature.parts.windows(2).filter_map(|pair| match pair {
        [(first, Enters::Added), (again, Enters::Added)] if same(plane, *first, *again) => Some(*again),
        _ => None,
    });
    let again = repeats.into_iter().find(|place| digits(plane, *place) >= TWICE && makes_up(*place))?;
    let off: Vec<(usize, Compared)> = lines.into_iter().filter(|(line, _)| value(*line, again) != 0).collect();
    Some(Off { signature: signature.clone(), lines: off, fault: Fault::Twice(again) })
}

/// Whether the parts leave something of a total that they are all of, by where they stand.
fn left_out(searched: &Searched<'_>, signature: &Signature) -> Option<Off> {
    let Searched { plane, ground, .. } = searched;
    let meaning = plane.meaning(signature.total);
    if !meaning.total || meaning.net || plane.sheet.selected || plane.sheet.open || holds_untold(plane, signature) {
        return None;
    }
    let off: Vec<(usize, Compared)> =
        compared(plane, signature)?.into_iter().filter(|(_, known)| !known.holds() && !known.near()).collect();
    let vouched = vouched(searched, &off);
    let lacks = |known: &Compared| !known.close() && if is_mixed(known) { vouched && is_of_their_size(known) } else { leaves(known, 2) };
    // A total that stands among its parts is that of a section of its own.
    let repeated = |(line, known): &(usize, Compared)| {
        known.total != 0 && signature.parts.iter().any(|(place, _)| i128::from(plane.at(*line, *place).value) == known.total)
    };
    let all = off.len() >= FEWEST && off.iter().all(|(_, known)| lacks(known)) && !off.iter().any(repeated);
    let added = signature.parts.iter().all(|(place, enters)| *enters == Enters::Added && !plane.meaning(*place).of_which);
    let single = |place: usize| !plane.meaning(place).is_result() && !ground.is_total(place);
    let adjacent = signature.parts.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a + 1 == *b));
    let items = adjacent && signature.parts.iter().all(|(place, _)| single(*place));
    let first = signature.parts.first().map_or(0, |(first, _)| *first);
    let whole = plane.axis == Axis::Column && meaning.plain && !(0..first).any(|place| plane.places.is_filled(place));
    let enough = (signature.parts.len() >= PARTS && meaning.plain) || (items && (vouched || whole));
    (all && added && enough && !holds_groups(plane, signature, &off)).then(|| Off {
        signature: signature.clone(),
        lines: off,
        fault: Fault::LeftOut,
    })
}

/// The only total of a plane, plainly called one, that no sum found confirms, where it is neither what all other places make nor an average of
/// them: however far off, it is said. They may share what they count, so that they make more.
fn unlike(searched: &Searched<'_>) -> Option<Off> {
    let Searched { plane, found, .. } = searched;
    let mut named = (0..plane.depth()).filter(|place| plane.adds(*place) && plane.meaning(*place).is_result());
    let total = named.next().filter(|_| named.next().is_none() && found.iter().all(|f| f.how == How::Run && f.holds == 0))?;
    let signature = runs(plane, &Ground::default(), total, |_| false).into_iter().next()?;
    let lines = plain_lines(searched, &signature)?;
    let behind = signature.parts.last().is_some_and(|(last, _)| *last < total);
    let sum = |(line, known): &(usize, Compared)| {
        known.total != 0 && !known.is_greatest() && !is_average(plane, &signature, *line, known.total) && (behind || known.gap < 0)
    };
    // On one line a small gap is told as a misprint, or is none.
    let apart = lines.len() >= FEWEST || lines.iter().any(|(_, known)| known.gap.abs().saturating_mul(NEAR) > known.total.abs());
    (lines.iter().all(sum) && apart).then_some(Off { signature, lines, fault: Fault::Unlike })
}

/// The lines of a list and its total where it is off on every one of them, and nothing in the table explains that.
fn plain_lines(searched: &Searched<'_>, signature: &Signature) -> Option<Vec<(usize, Compared)>> {
    let plane = searched.plane;
    if !is_whole_list(searched, signature) {
        return None;
    }
    let rule = along(plane, signature);
    let lines = told(&rule)?;
    let off = |(line, known): &(usize, Compared)| {
        let misfit = Misfit { plane, rule: &rule, line: *line, known, exact: false };
        !known.close() && known.blanks == 0 && !misfit.counts_otherwise()
    };
    let explained = || {
        LISTED.into_iter().any(|times| lines.iter().all(|(_, known)| known.lists(times)))
            || holds_groups(plane, signature, &lines)
            || is_run(plane, signature, &lines)
    };
    (lines.iter().all(off) && !explained()).then_some(lines)
}

/// Whether a total lies among parts of one size, as an average or an index of them does.
fn is_average(plane: &Plane<'_>, signature: &Signature, line: usize, total: i128) -> bool {
    let values = || signature.parts.iter().map(|(place, _)| i128::from(plane.at(line, *place).value));
    let (least, greatest) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    (least..=greatest).contains(&total) && (least < 0 || greatest <= least.saturating_mul(ALIKE))
}

/// Whether the parts are all that a flat list holds beside its total: single items, each with a name and a number, none set under another.
fn is_whole_list(searched: &Searched<'_>, signature: &Signature) -> bool {
    let Searched { plane, ground, .. } = searched;
    let (sheet, places, total) = (plane.sheet, plane.places, signature.total);
    let list = plane.meaning(total).plain && signature.parts.len() >= PARTS;
    let listed = |(place, enters): &(usize, Enters)| {
        let meaning = plane.meaning(*place);
        let single = !meaning.is_result() && !meaning.of_which && !ground.is_total(*place) && *enters == Enters::Added;
        single && !places.is_bare(*place) && places.under(*place).is_none() && places.parent(*place).is_none()
    };
    let all = (0..plane.depth()).filter(|place| places.is_filled(*place) || !places.is_bare(*place)).count() == signature.parts.len() + 1;
    list && all && !sheet.selected && !sheet.open && signature.parts.iter().all(listed)
}

/// Whether what the total is off by is some of its parts, one behind the other, on every line, once or twice: they are parts of a part, or stand for
/// what was left out, or are taken away though no sign says so.
fn is_run(plane: &Plane<'_>, signature: &Signature, lines: &[(usize, Compared)]) -> bool {
    let parts = &signature.parts;
    let value = |line: usize, place: usize| i128::from(plane.at(line, place).value);
    let sum =
        |line: usize, from: usize, to: usize| -> i128 { parts.get(from..to).into_iter().flatten().map(|(p, _)| value(line, *p)).sum() };
    let is = |gap: i128, made: i128, known: &Compared| (gap - made).abs() <= slack(signature.parts.len(), known.unit);
    let makes = |from: usize, to: usize| {
        let all = |times: i128| lines.iter().all(|(line, known)| is(known.gap.abs(), times * sum(*line, from, to).abs(), known));
        all(1) || all(2)
    };
    (0..parts.len()).any(|from| (from + 1..=parts.len().min(from + GROUP)).any(|to| makes(from, to)))
}

/// A total that groups which are made by their items, and one more place which is not, make on all lines: it is that place which is off.
fn of_groups(plane: &Plane<'_>, by_total: &BTreeMap<usize, Vec<&Found>>, total: usize) -> Option<Signature> {
    let tops: BTreeSet<usize> = by_total.range(..total).map(|(place, _)| *place).collect();
    let lines: Vec<usize> = (0..plane.len()).filter(|line| plane.class(*line).amounts && plane.at(*line, total).value != 0).collect();
    if tops.is_empty() || lines.len() < FEWEST {
        return None;
    }
    let value = |line: usize, place: usize| i128::from(plane.at(line, place).value);
    let left = |line: usize| value(line, total) - tops.iter().map(|place| value(line, *place)).sum::<i128>();
    let lefts: Vec<(usize, i128)> = lines.iter().map(|line| (*line, left(*line))).collect();
    let makes_up = |place: &usize| lefts.iter().all(|(line, left)| value(*line, *place) == *left);
    let one = (0..total).filter(|place| plane.adds(*place) && !tops.contains(place)).find(makes_up)?;
    let mut parts: Vec<(usize, Enters)> = tops.into_iter().chain([one]).map(|place| (place, Enters::Added)).collect();
    parts.sort_unstable();
    Some(Signature { total, parts })
}

/// Whether a place between the parts and the total has a name and no number: `other`, `…`, what is not told.
fn holds_untold(plane: &Plane<'_>, signature: &Signature) -> bool {
    let first = signature.parts.first().map_or(signature.total, |(first, _)| *first);
    (first..signature.total).any(|place| !plane.places.is_filled(place) && !plane.places.is_bare(place))
}

/// Whether a part is made by those right behind it, or right before it, on every line: a group stands among its own items.
fn holds_groups(plane: &Plane<'_>, signature: &Signature, off: &[(usize, Compared)]) -> bool {
    let value = |line: usize, place: usize| i128::from(plane.at(line, place).value);
    let made = |group: usize, items: &[(usize, Enters)]| {
        off.iter().all(|(line, known)| {
            let sum: i128 = items.iter().map(|(place, _)| value(*line, *place)).sum();
            (value(*line, group) - sum).abs() <= slack(items.len(), known.unit)
        })
    };
    let parts = &signature.parts;
    let is_group = |at: usize, group: usize| {
        let behind = (at + 3..=parts.len().min(at + 1 + GROUP)).any(|to| made(group, parts.get(at + 1..to).unwrap_or_default()));
        let before = (at.saturating_sub(GROUP)..at.saturating_sub(1)).any(|from| made(group, parts.get(from..at).unwrap_or_default()));
        behind || before
    };
    parts.iter().enumerate().any(|(at, (place, _))| is_group(at, *place))
}

/// Whether the parts are of both signs.
fn is_mixed(known: &Compared) -> bool {
    known.ends.0 < 0 && known.ends.1 > 0
}

/// Whether a total beyond all of its parts, which are of one sign, is more than they make, by one of so many `shares` of that at most.
fn leaves(known: &Compared, shares: i128) -> bool {
    let sum = (known.total - known.gap).abs();
    known.spans() && known.gap.signum() == known.total.signum() && known.gap.abs().saturating_mul(shares) <= sum
}

/// Whether what is missing is no more than the greatest part.
fn is_of_their_size(known: &Compared) -> bool {
    known.gap.abs() <= known.ends.0.abs().max(known.ends.1)
}

/// Whether another total of the plane is made to the last place on most of these lines, by parts before it.
fn vouched(searched: &Searched<'_>, off: &[(usize, Compared)]) -> bool {
    let holds = |found: &Found, line: usize| found.lines.iter().any(|(l, known)| *l == line && known.holds() && known.weighty());
    let on_most = |found: &Found| off.iter().filter(|(line, _)| holds(found, *line)).count() * 2 > off.len();
    let plain = |found: &&Found| found.labelled && found.follows() && found.how != How::Balance;
    searched.found.iter().filter(plain).any(on_most)
}
