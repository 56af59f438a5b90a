//! Averages that are not the mean of the numbers beside them, where other lines show that they are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::sums::number::{shown, slack};
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::Cell;
use crate::rules::sums::sheet::Held;
use crate::rules::sums::violation::{evidence, label, printed};
use crate::rules::{Checked, Confidence, Evidence, Repair, Rule, Severity, Verdict, Violation};
use crate::style::in_the_style_of;

/// Lines that must agree before another one is held to the same.
const FEWEST: usize = 2;
/// Of how many lines an average must be the mean, and of how many of these.
const MOSTLY: (usize, usize) = (2, 3);
/// Places averaged at most.
const MOST: usize = 256;
/// Averages tried in one plane.
const TRIED: usize = 40;
/// Numbers shown in a message; the others are left out.
const SHOWN: usize = 4;

/// A line's average beside the mean of its numbers.
struct Mean {
    line: usize,
    /// `n × printed - sum`.
    gap: i128,
    sum: i128,
    /// Numbers.
    n: i128,
    /// What rounding of the average comes to, and what that of the numbers does where they are printed to less than it, in units of `gap`.
    own: i128,
    slack: i128,
    /// Whether it is the mean of those numbers that are not zero: what was not done is no nought.
    without_zeros: bool,
    /// The numbers differ by enough for an agreement to say something.
    telling: bool,
}

/// Judges the averages of a plane but those over the `blamed` cells, which failed sums already name.
pub(super) fn check(rule: &Rule, facts: &Facts<'_>, plane: &Plane<'_>, blamed: &BTreeSet<Cell>, out: &mut Vec<Checked>) {
    let averages = |p: &usize| plane.meaning(*p).average && plane.places.numbers(*p) > 0;
    for place in (0..plane.depth()).filter(averages).take(TRIED) {
        let [before, behind] = parts(plane, place);
        let judged = [before, behind].map(|parts| (judge(plane, place, &parts), parts));
        let Some(((good, bad), parts)) = judged.into_iter().max_by_key(|((good, _), _)| good.len()) else { continue };
        let cells = |line: usize| std::iter::once(place).chain(parts.iter().copied()).map(move |p| plane.spot(line, p));
        for mean in &good {
            let evidence = cells(mean.line).filter_map(|cell| evidence(plane.sheet, facts, cell, "rate")).collect();
            out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence, note: None });
        }
        let telling = good.iter().filter(|m| m.telling).count();
        if telling < FEWEST || bad.len() * FEWEST > telling {
            continue;
        }
        for mean in bad.iter().filter(|mean| !cells(mean.line).any(|cell| blamed.contains(&cell))) {
            let Some((violation, evidence)) = violation(rule, facts, plane, place, &parts, mean) else { continue };
            out.push(Checked { rule: rule.id.clone(), verdict: Verdict::Fail(Box::new(violation)), evidence, note: None });
        }
    }
}

/// The numbers before an average and those behind it, each up to a natural end.
fn parts(plane: &Plane<'_>, at: usize) -> [Vec<usize>; 2] {
    let plain = |p: usize| {
        let meaning = plane.meaning(p);
        !(meaning.total || meaning.average || meaning.difference || meaning.change || meaning.code)
    };
    let run = |order: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for p in order.filter(|p| plane.places.numbers(*p) > 0) {
            if found.first().is_some_and(|first| plane.places.group(*first) != plane.places.group(p)) || found.len() == MOST {
                break;
            }
            if plain(p) {
                found.push(p);
            } else if !found.is_empty() {
                break;
            }
        }
        found.sort_unstable();
        found
    };
    [run(&mut (0..at).rev()), run(&mut (at + 1..plane.depth()))]
}

/// The lines on which the average is the mean, and those on which it is not.
fn judge(plane: &Plane<'_>, at: usize, parts: &[usize]) -> (Vec<Mean>, Vec<Mean>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    // The average of rates is often weighted, and so may be that of a line that does not say what it holds.
    let plain = |line: &usize| plane.class(*line).amounts && !plane.lines.label(*line).is_empty();
    let mut means: Vec<Mean> = (0..plane.len()).filter(plain).filter_map(|line| mean(plane, line, at, parts)).collect();
    // Of the printed numbers where most lines agree to the last place, and else of unrounded ones.
    let agree =
        |slack: fn(&Mean) -> i128| means.iter().filter(|mean| mean.gap.abs() <= slack(mean)).count() * MOSTLY.1 >= means.len() * MOSTLY.0;
    if agree(|mean| mean.own) {
        for mean in &mut means {
            mean.slack = mean.own;
        }
    } else if !agree(|mean| mean.slack) {
        return (good, bad);
    }
    for mean in means {
        if mean.gap.abs() <= mean.slack {
            good.push(mean);
        } else if mean.gap.abs() > mean.slack.saturating_mul(3) && !mean.without_zeros {
            bad.push(mean);
        }
    }
    // A column of other decimals may hold ratios, whose average is that of what they are taken of.
    bad.retain(|mean: &Mean| good.iter().any(|other: &Mean| plane.class(other.line) == plane.class(mean.line)));
    (good, bad)
}

/// A line's average beside its numbers; `None` where one of them is missing.
fn mean(plane: &Plane<'_>, line: usize, at: usize, parts: &[usize]) -> Option<Mean> {
    let average = plane.at(line, at);
    if average.held != Held::Number || parts.len() < 2 {
        return None;
    }
    let (mut sum, mut unit, mut ends, mut zeros) = (0_i128, 0_i128, (i128::MAX, i128::MIN), 0_i128);
    for &p in parts {
        let slot = plane.at(line, p);
        if slot.held != Held::Number {
            return None;
        }
        let value = i128::from(slot.value);
        zeros += i128::from(value == 0);
        (sum, unit, ends) = (sum + value, unit.max(i128::from(slot.unit)), (ends.0.min(value), ends.1.max(value)));
    }
    let n = i128::try_from(parts.len()).ok()?;
    let own = i128::from(average.unit);
    // Half a unit of the average.
    let half = n * own * 11 / 20;
    let wide = if own < unit { half.max(slack(parts.len(), unit)) } else { half };
    let gap = n * i128::from(average.value) - sum;
    let without_zeros = zeros > 0 && ((n - zeros) * i128::from(average.value) - sum).abs() <= wide;
    Some(Mean { line, gap, sum, n, own: half, slack: wide, without_zeros, telling: ends.1 - ends.0 >= 4 * own.max(1) })
}

fn violation(
    rule: &Rule,
    facts: &Facts<'_>,
    plane: &Plane<'_>,
    at: usize,
    parts: &[usize],
    mean: &Mean,
) -> Option<(Violation, Vec<Evidence>)> {
    let sheet = plane.sheet;
    let cell: Cell = plane.spot(mean.line, at);
    let slot = plane.at(mean.line, at);
    let step = i128::from(slot.unit).max(1).checked_mul(mean.n).filter(|s| *s > 0)?;
    let whole = (mean.sum * 2 + step * mean.sum.signum()) / (step * 2) * i128::from(slot.unit).max(1);
    let stated = &*printed(sheet, facts, cell);
    let like = |value: i128, ulp: u8| in_the_style_of(stated, &shown(value, sheet.scale, ulp)).into_owned();
    let computed = like(whole, slot.ulp);
    let part = |p: &usize| plane.spot(mean.line, *p);
    let mut used = vec![evidence(sheet, facts, cell, "rate")?];
    used.extend(parts.iter().filter_map(|p| evidence(sheet, facts, part(p), "part")));
    let printed_parts: Vec<Cow<'_, str>> = parts.iter().map(|p| printed(sheet, facts, part(p))).collect();
    let (last, first) = printed_parts.split_last()?;
    let some = |by: &str, more: &str| {
        let shown: Vec<&str> = first.iter().take(SHOWN).map(|part| &**part).collect();
        format!("{}{}", shown.join(by), if first.len() > SHOWN { more } else { "" })
    };
    let slots = Slots::new()
        .with("line", label(sheet, facts, cell))
        .with("rate", stated)
        .with_phrase("amount", Phrase::new(some("、", "……"), some(", ", ", …")))
        .with("base", &**last)
        .with("computed", computed.clone());
    let sum = like(mean.sum, 0);
    let terms = format!("{sum} / {} = {computed}", mean.n);
    let violation = Violation {
        severity: rule.severity.min(Severity::Warning),
        confidence: rule.confidence.min(Confidence::Medium),
        repairs: vec![Repair {
            label: 0, value: computed, why: Phrase::new("各数都无误时", "if the figures it comes from are right")
        }],
        ..Violation::of(rule, &slots, Phrase::new(format!("{terms}；表中为 {stated}"), format!("{terms}, stated {stated}")))
    };
    Some((violation, used))
}
