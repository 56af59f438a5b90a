//! Which candidates are rules of the table: those that hold on most lines, or that a label asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::Axis;
use crate::rules::sums::doubt::lacks;
use crate::rules::sums::evaluate::{Compared, Enters, Fit, Signature, fit};
use crate::rules::sums::found::{Found, How};
use crate::rules::sums::ground::Ground;
use crate::rules::sums::mine::mine;
use crate::rules::sums::misprint::total_misprinted;
use crate::rules::sums::nested::nested;
use crate::rules::sums::number::{digits, power, slack, telling_digits, worst};
use crate::rules::sums::plane::{Class, Plane};
use crate::rules::sums::sequence::counts_up;

/// Passes: totals of totals of totals.
const LEVELS: usize = 5;

/// Weight beyond which a rule is not in doubt.
const ENOUGH: u32 = 300;
/// Lines that hold, and parts, from which a line of other decimals is held to a sum as well.
const OTHERS: usize = 3;
/// Digits of a total from which two parts are enough, where it is off by less than its first digit.
const LONG: u32 = 4;
/// Lines behind one that names some of a part, less one, that may be more of the same.
const MORE: usize = 3;
/// Digits that agree on the lines of a class together, where no line has two by itself: counts of a few each.
const SMALL: u32 = 4;
/// Digits that agree on the lines of a sum without a name, and lines that say as much, and as many for each on which it fails.
const NEEDED: u32 = 5;
const SURE: usize = 6;
/// Parts from which a total of a hundred is one of shares.
const SHARES: usize = 4;
/// Parts from which the last row of a table is their total by its name, however few digits say so.
const SHORTEST: usize = 3;
/// Lines tried before the rest.
const TASTED: usize = 48;

/// The rules of a plane, inner totals first.
pub(super) fn select(plane: &Plane<'_>) -> Vec<Found> {
    let holds = |p: &usize| plane.places.is_filled(*p);
    let mut visible: Vec<usize> = (0..plane.depth()).filter(|&p| plane.adds(p)).filter(holds).collect();
    let mut shares: Vec<usize> = (0..plane.depth()).filter(|&p| plane.places.adds_as_share(p)).filter(holds).collect();
    let mut accepted = Accepted::default();
    plane.places.outline().into_iter().filter_map(|s| outlined(plane, s, true)).for_each(|found| accepted.push(found));
    for found in plane.places.of_which(MORE + 1).into_iter().filter_map(|s| outlined(plane, s, false)) {
        if !accepted.clashes(&found, 0) {
            accepted.push(found);
        }
    }
    let mut before = 0;
    for level in 0..LEVELS {
        let taken = accepted.parts(before);
        visible.retain(|place| !taken.contains(place));
        shares.retain(|place| !taken.contains(place));
        let mut candidates = mine(plane, &visible);
        candidates.extend(nested(plane, &visible));
        if level == 0 {
            candidates.extend(plane.places.code_tree());
            candidates.extend(plane.places.blocks().iter().filter(|s| s.parts.iter().all(|(p, _)| visible.contains(p))).cloned());
        }
        for whole in without_of_which(plane, &visible) {
            candidates.extend(mine(plane, &whole));
        }
        if shares.len() > visible.len() {
            candidates.extend(mine(plane, &shares).into_iter().filter(|s| plane.meaning(s.total).total));
        }
        let mut ranked: Vec<Found> = candidates.into_iter().take_while(|_| !plane.is_late()).filter_map(|s| judge(plane, s)).collect();
        if level == 0 {
            ranked.extend(plane.places.declared().filter_map(|(s, sure)| written(plane, s, sure)));
        }
        let behind = ranked.iter().filter(|f| f.labelled && f.follows()).count() * 2 >= ranked.iter().filter(|f| f.labelled).count();
        ranked.sort_by_cached_key(|f| rank(plane, f, behind));
        before = accepted.found.len();
        for candidate in ranked {
            if !accepted.clashes(&candidate, before) {
                accepted.push(candidate);
            }
        }
        if accepted.found.len() == before || plane.is_late() {
            break;
        }
    }
    accepted.found
}

/// The visible places without those that name some of the one above them: the first of them says so, the next ones may be more of them.
fn without_of_which(plane: &Plane<'_>, visible: &[usize]) -> Vec<Vec<usize>> {
    let skipped = |more: usize| {
        let mut left = 0;
        let mut keep = |&place: &usize| {
            left = if plane.meaning(place).of_which { more + 1 } else { left };
            let aside = left > 0;
            left = left.saturating_sub(1);
            !aside
        };
        visible.iter().copied().filter(|place| keep(place)).collect::<Vec<usize>>()
    };
    let any = visible.iter().any(|place| plane.meaning(*place).of_which);
    (0..if any { MORE } else { 0 }).map(skipped).collect()
}

/// The rules taken so far.
#[derive(Default)]
struct Accepted {
    found: Vec<Found>,
    /// The rules that each place is the total or a part of.
    related: BTreeMap<usize, Vec<usize>>,
}

impl Accepted {
    fn push(&mut self, found: Found) {
        for place in found.places() {
            self.related.entry(place).or_default().push(self.found.len());
        }
        self.found.push(found);
    }

    /// The parts of the rules from the one at `from` on.
    fn parts(&self, from: usize) -> BTreeSet<usize> {
        self.found.iter().skip(from).flat_map(|f| f.signature.parts.iter().map(|(place, _)| *place)).collect()
    }

    /// Whether a candidate contradicts them: the same cells in another order, a total with two makings, a part of two totals.
    fn clashes(&self, candidate: &Found, level: usize) -> bool {
        let own: BTreeSet<usize> = candidate.places().collect();
        let near: BTreeSet<usize> = own.iter().filter_map(|place| self.related.get(place)).flatten().copied().collect();
        near.into_iter().filter_map(|n| Some((n, self.found.get(n)?))).any(|(n, other)| {
            let same_total = other.signature.total == candidate.signature.total;
            let goes_on = |place: usize| other.goes_on_with(candidate, place) || candidate.goes_on_with(other, place);
            let ours = |place: usize| candidate.signature.parts.iter().any(|(part, _)| *part == place) && !goes_on(place);
            let shared = other.signature.parts.iter().filter(|(place, _)| ours(*place)).count();
            let mutual = candidate.signature.parts.iter().any(|(p, _)| *p == other.signature.total)
                && other.signature.parts.iter().any(|(p, _)| *p == candidate.signature.total);
            let another_side = same_total && shared == 0 && other.follows() != candidate.follows() && candidate.labelled;
            mutual
                || (same_total && !another_side && (n >= level || shared > 0))
                || (n >= level && shared > 0)
                || other.places().collect::<BTreeSet<usize>>() == own
        })
    }
}

/// An item that is the sum of its sub-items on some line, and on no other fails, or on one of three; or, where they are all of them by their
/// ordinals, that is `one` of them wherever it is anything, the others being nothing.
fn outlined(plane: &Plane<'_>, signature: Signature, one: bool) -> Option<Found> {
    let found = Found::along(plane, signature, How::Outline, |_| true).counted(|known| known.weighty() && known.holds());
    let is_one = one && !found.lines.is_empty() && found.lines.iter().all(|(_, known)| known.holds());
    (is_one || found.holds > 2 * found.fails).then_some(found)
}

/// A sum that a label writes out, of lines of one kind. With an equals sign it is believed unless it fails on more lines than it holds on, and
/// on a single line as well; without one where two lines show it.
fn written(plane: &Plane<'_>, signature: Signature, sure: bool) -> Option<Found> {
    let alike = signature.parts.iter().all(|(part, _)| plane.places.percent(*part) == plane.places.percent(signature.total));
    let found = Found::along(plane, signature, How::Formula, |_| true).counted(|known| known.holds() || known.rounds());
    let Found { holds, fails, ref lines, .. } = found;
    let enough = if sure { holds >= fails || lines.len() == 1 } else { holds >= 2 && holds > fails };
    (alike && enough).then_some(found)
}

/// Best first; `behind`: most totals of the table follow their parts.
fn rank(plane: &Plane<'_>, f: &Found, behind: bool) -> (u8, usize, bool, usize, usize, bool, u32, usize, Signature) {
    let gross = f.lines.iter().filter(|(_, known)| !known.close() && !known.slipped()).count();
    let class = match (f.how, differs(&f.signature)) {
        (How::Code | How::Outline | How::Formula | How::Balance, _) => 0,
        (How::Label | How::Run, false) => 1,
        (How::Support, false) => 2,
        (_, true) => 3,
    };
    let partial = f.labelled && f.fails > 0 && !Ground::default().is_natural(plane, &f.signature);
    let weight = u32::MAX - f.weight;
    let len = f.signature.parts.len();
    (class, gross, f.follows() != behind, usize::MAX - f.holds, f.fails, partial, weight, len, f.signature.clone())
}

/// Whether parts are taken away that no label says are.
pub(super) fn differs(signature: &Signature) -> bool {
    signature.parts.iter().any(|(_, enters)| *enters == Enters::Taken)
}

/// Tries a signature on all lines; `None` where it is no rule.
pub(super) fn judge(plane: &Plane<'_>, signature: Signature) -> Option<Found> {
    let meaning = plane.meaning(signature.total);
    let coded = plane.places.parent_of(signature.total, &signature.parts);
    if hopeless(plane, &signature) {
        return None;
    }
    // That the years of two rows make that of a third says nothing of their amounts.
    let lines = (0..plane.len()).filter(|line| !plane.lines.names(*line));
    let fits: Vec<(usize, Fit)> = lines.map(|line| (line, fit(plane, &signature, line))).collect();
    let is_whole = !differs(&signature)
        && fits.iter().any(|(line, fit)| matches!(fit, Fit::Known(k) if k.terms >= SHARES && makes_whole(plane, *line, k)));
    let named = meaning.is_result() || coded;
    let labelled = named || is_whole || closes_sequence(plane, &signature);
    let least = if is_bottom(plane, &signature) { 1 } else { 2 };
    let mut found = Found {
        lines: Vec::new(),
        unknown: Vec::new(),
        holds: 0,
        fails: 0,
        weight: 0,
        labelled,
        how: if coded {
            How::Code
        } else if labelled {
            How::Label
        } else {
            How::Support
        },
        signature,
    };
    let parts_labelled = found.signature.parts.iter().all(|(p, _)| !plane.places.is_bare(*p));
    let unlabelled_row = parts_labelled && plane.places.is_bare(found.signature.total);
    let mut panel = None;
    let mut fresh = 0;
    let mut bare = 0;
    // A coarser grain is believed where the whole table keeps to fives, or sums show it: two lines that agree no closer, or one in round
    // hundreds, unless another line agrees to the last place in figures that are not so round.
    let coarse = |k: &Compared| k.gap != 0 && k.gap.abs() <= worst(k.terms, k.grain);
    let fine = |k: &Compared| k.grain < k.unit.saturating_mul(100);
    let grained = plane.sheet.fives
        || fits.iter().filter(|(_, fit)| matches!(fit, Fit::Known(k) if coarse(k))).count() >= 2
        || (fits.iter().any(|(_, fit)| matches!(fit, Fit::Known(k) if coarse(k) && !fine(k)))
            && !fits.iter().any(|(_, fit)| matches!(fit, Fit::Known(k) if k.holds() && k.weighty() && fine(k))));
    for (line, fit) in fits {
        let fit = match fit {
            // Cells that all keep to a grain differ by whole grains; where they do not, some cell is off it.
            Fit::Known(known) if grained && known.gap % known.grain.max(1) == 0 => {
                Fit::Known(Compared { unit: known.unit.max(known.grain), ..known })
            }
            fit => fit,
        };
        match fit {
            Fit::Idle => bare += usize::from(plane.at(line, found.signature.total).value != 0),
            Fit::Unknown => found.unknown.push(line),
            Fit::Known(known) if known.repeats_one() => {}
            Fit::Known(known) => {
                let good = known.holds() || known.rounds();
                // A few small numbers come near another one by chance, where no word says that it is their sum.
                if good && known.weighty() && (named || known.holds() || weight(plane, &known, false) > 0) {
                    found.holds += 1;
                    // Beyond that much, more says no more.
                    if found.weight < ENOUGH && !found.lines.iter().any(|(_, other)| repeats(&known, other)) {
                        found.weight += weight(plane, &known, found.labelled || unlabelled_row);
                        fresh += usize::from(known.holds() && digits(known.total / known.unit.max(1)) >= 2);
                    }
                    panel.get_or_insert(plane.lines.group(line));
                }
                found.lines.push((line, known));
            }
        }
    }
    keep_lines_of_a_kind(plane, &mut found, panel);
    found.fails = found.lines.iter().filter(|(_, known)| !known.near() && !known.holds()).count();
    let differs = differs(&found.signature);
    // Small numbers say little on a line, and enough on many: games won, drawn and lost.
    if !differs && fresh >= SURE && fresh >= SURE * found.fails {
        found.weight = found.weight.max(NEEDED);
    }
    let needed = match (found.labelled, unlabelled_row, differs) {
        (true, _, false) => least,
        (false, true, false) => 3,
        (_, _, false) => NEEDED,
        (true, _, true) => 4,
        (false, _, true) => 7,
    };
    let most = if found.holds + found.fails == 2 { found.holds >= 1 } else { found.holds * 10 >= (found.holds + found.fails) * 6 };
    let covers = found.labelled || bare <= found.holds;
    (found.holds > 0 && covers && most && found.weight >= needed).then_some(found)
}

/// Whether the parts count up by their labels and the total stands right behind the last of them.
fn closes_sequence(plane: &Plane<'_>, signature: &Signature) -> bool {
    let Signature { total, parts } = signature;
    plane.axis == Axis::Row
        && parts.last().is_some_and(|(last, _)| last + 1 == *total)
        && parts.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a + 1 == *b))
        && !differs(signature)
        && counts_up(parts.iter().map(|(part, _)| plane.places.label(*part)))
        && !counts_up(parts.iter().map(|(part, _)| *part).chain([*total]).map(|place| plane.places.label(place)))
}

/// Whether it is what stands at the end of all numbers and is called nothing but their total.
fn is_bottom(plane: &Plane<'_>, signature: &Signature) -> bool {
    let Signature { total, parts } = signature;
    let filled = |place: &usize| plane.places.is_filled(*place);
    plane.axis == Axis::Column
        && plane.meaning(*total).plain
        && parts.len() >= SHORTEST
        && !differs(signature)
        && !(total + 1..plane.depth()).any(|place| filled(&place))
        && (0..*total).filter(filled).count() == parts.len()
}

/// Keeps the lines that the rule may speak for: of its panel, and of a class on which it holds elsewhere.
fn keep_lines_of_a_kind(plane: &Plane<'_>, found: &mut Found, panel: Option<u32>) {
    if plane.axis == Axis::Column {
        // Another panel has other rows.
        found.lines.retain(|(line, known)| known.holds() || panel.is_none_or(|p| plane.lines.group(*line) == p));
    }
    let lacks = lacks(plane, found);
    found.lines.retain(|(line, known)| known.holds() || !lacks(*line));
    let mut told: Vec<(Class, u32, u32)> = Vec::new();
    for (line, known) in found.lines.iter().filter(|(_, k)| k.weighty() && (k.holds() || k.near())) {
        let (class, digits) = (plane.class(*line), weight(plane, known, true));
        match told.iter_mut().find(|(other, ..)| *other == class) {
            Some((_, most, sum)) => (*most, *sum) = ((*most).max(digits), sum.saturating_add(digits)),
            None => told.push((class, digits, digits)),
        }
    }
    let enough = if is_bottom(plane, &found.signature) { 1 } else { SMALL };
    let classes: Vec<Class> = told.into_iter().filter(|(_, most, sum)| *most >= 2 || *sum >= enough).map(|(class, ..)| class).collect();
    // A column of other decimals than those that hold is one more of amounts where a slip is all that parts it from the sum, and where the
    // total is no average of it and no greatest. Shares that make a hundred say so of any gap.
    let (labelled, full) = (found.labelled, found.lines.iter().any(|(line, k)| makes_whole(plane, *line, k)));
    let other = |line: usize, k: &Compared| {
        let most = if full { 2 } else { OTHERS };
        let enough = k.terms >= most || (k.terms == 2 && k.is_close_but_for(LONG));
        let beyond = k.spans() || (k.long() >= LONG && total_misprinted(k));
        labelled && plane.class(line).amounts && enough && k.blanks == 0 && beyond && !k.is_greatest() && (full || k.slipped())
    };
    let kept = |line: usize, k: &Compared| {
        classes.contains(&plane.class(line)) || other(line, k) || (labelled && is_off_the_hundred(plane, line, k))
    };
    let lines: Vec<(usize, Compared)> =
        found.lines.iter().copied().filter(|(line, known)| known.holds() || known.near() || kept(*line, known)).collect();
    found.lines = lines;
    // Relative changes do not add up: where they happen to, it is no witness, and where not, no fault.
    found.lines.retain(|(line, known)| known.holds() || !plane.lines.meaning(*line).change);
}

/// Whether shares of a whole make it on a line: a hundred, or one with decimals. None of them is less than nothing.
fn makes_whole(plane: &Plane<'_>, line: usize, known: &Compared) -> bool {
    let (hundred, one) = (plane.sheet.hundred(), power(u32::from(plane.sheet.scale)));
    let whole = known.total == hundred || (known.total == one && known.fine < one);
    plane.is_of_rates(line) && whole && known.ends.0 >= 0 && known.weighty() && (known.holds() || known.near())
}

/// Whether shares make a hundred that their total is not: whatever it is of, they are all of it.
pub(super) fn is_off_the_hundred(plane: &Plane<'_>, line: usize, known: &Compared) -> bool {
    let hundred = plane.sheet.hundred();
    plane.class(line).percent
        && known.terms >= SHARES
        && known.parts_make(hundred)
        && known.total != hundred
        && known.slipped()
        && !known.near()
}

/// Whether a signature fails on nearly all of a number of lines from all over a long table.
fn hopeless(plane: &Plane<'_>, signature: &Signature) -> bool {
    if plane.len() < 4 * TASTED {
        return false;
    }
    let tried = (0..plane.len()).step_by(plane.len() / TASTED).map(|line| fit(plane, signature, line));
    let (mut good, mut bad) = (0, 0);
    for fit in tried {
        match fit {
            Fit::Known(known) if known.holds() || known.near() => good += 1,
            Fit::Known(_) => bad += 1,
            Fit::Idle | Fit::Unknown => {}
        }
    }
    bad >= TASTED / 2 && good * 10 < good + bad
}

/// Whether a line that holds is in proportion to another that does: it says nothing new.
fn repeats(known: &Compared, other: &Compared) -> bool {
    other.terms == known.terms
        && (other.holds() || other.rounds())
        && other.total.saturating_mul(known.first) == known.total.saturating_mul(other.first)
}

/// How unlikely it is that lines of a labelled total agree by chance: the digits of those that say something new.
pub(super) fn support<'k>(plane: &Plane<'_>, holds: impl Iterator<Item = &'k Compared>) -> u32 {
    let mut told: Vec<&Compared> = Vec::new();
    let mut sum = 0_u32;
    for known in holds {
        if sum < ENOUGH && !told.iter().any(|other| repeats(known, other)) {
            sum += weight(plane, known, true);
            told.push(known);
        }
    }
    sum
}

/// The digits of the total that agreement explains.
fn weight(plane: &Plane<'_>, known: &Compared, labelled: bool) -> u32 {
    let telling = telling_digits(known.total).max(known.telling);
    if !labelled && telling < 2 {
        return 0;
    }
    let printed = digits(known.total / known.unit.max(1)).min(telling);
    let choices = 2 * slack(known.terms, 1) + 1;
    // Within wide slack almost any run of numbers fits.
    if !known.holds() && !labelled && known.total.abs() / known.unit.max(1) < choices.saturating_mul(20) {
        return 0;
    }
    // Shares of a whole make a hundred, or as much as their rounding leaves of it.
    let hundred = labelled && known.terms >= SHARES && known.total == plane.sheet.hundred();
    let spent = if known.holds() || hundred { 0 } else { digits(choices) };
    printed.saturating_sub(spent).min(6)
}
