//! What rows and columns hold: amounts, rates, codes; by their labels and by their numbers.

use std::collections::BTreeMap;

use crate::facts::{Facts, OrdinalStyle, is_year};
use crate::rules::Axis;
use crate::rules::sums::closing::closings;
use crate::rules::sums::codes::{begins, code, codes_before_names};
use crate::rules::sums::complement::are_complements;
use crate::rules::sums::declared::{Declared, declared};
use crate::rules::sums::degrees::degrees;
use crate::rules::sums::evaluate::{Enters, Signature};
use crate::rules::sums::labels::{Naming, named, naming, row_path};
use crate::rules::sums::lexicon::{Lexicon, Meaning, Meanings};
use crate::rules::sums::number::power;
use crate::rules::sums::parents::{set_parents, set_under};
use crate::rules::sums::series::blocks;
use crate::rules::sums::sheet::{Held, Sheet};

/// The greatest step between neighbouring years of a row.
const APART: u64 = 10;

/// One row or column. A sheet may be a million of them: it is kept small.
#[expect(clippy::struct_excessive_bools, reason = "a line may be several of these at once")]
#[derive(Clone, Debug, Default)]
pub(super) struct Kind {
    /// What its own label says.
    pub(super) meaning: Meaning,
    /// Its innermost label.
    pub(super) label: Box<str>,
    /// A row without a label of its own: what stands in `label` is the heading that it stands under.
    pub(super) bare: bool,
    /// It stands below one that is taken away, and nothing says that the taking away has ended.
    pub(super) less_on: bool,
    /// The code in its labels: 22102, 04.1, 31-33.
    pub(super) code: Option<Box<str>>,
    /// Whether its numbers are mostly percentages.
    pub(super) percent: bool,
    /// Whether its numbers are whole ones.
    whole: bool,
    /// Whether its numbers are years, or the running numbers of a list.
    pub(super) counts: bool,
    /// The power of ten of the last place that most of its numbers are printed to.
    pub(super) ulp: u8,
    /// How many numbers it holds.
    pub(super) numbers: u32,
    /// Whether it holds a number, or what stands for one that is not told: `about 12`, a mark for what is withheld, words among numbers.
    pub(super) filled: bool,
    /// A stretch of places that belong together: the panel of a column, the section of a row.
    pub(super) group: u32,
    /// The place of the item that it is a sub-item of by its ordinal: that of 一、 for (一).
    pub(super) parent: Option<u32>,
    /// The place of the item above that its indentation puts it under.
    pub(super) under: Option<u32>,
    /// What its label writes that it is made of.
    declared: Option<Box<Declared>>,
}

impl Kind {
    /// Whether its numbers may be added up, were they not percentages.
    pub(super) fn adds(&self) -> bool {
        !self.counts && !self.meaning.code && !self.meaning.distinct && (!self.meaning.rate || self.meaning.total)
    }
}

/// All rows, or all columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    places: Vec<Kind>,
    /// Which places name at the end of a time what which others name at its beginning: those, then these.
    closings: Vec<(usize, usize)>,
    /// Of columns in blocks that are divided alike, which may be the sum of which.
    blocks: Vec<Signature>,
}

impl Kinds {
    /// The rows of a sheet.
    pub(super) fn rows(sheet: &Sheet, facts: &Facts<'_>, lexicon: &Lexicon) -> Self {
        let (mut group, mut of_changes) = (0, false);
        let mut kinds = Vec::with_capacity(sheet.rows);
        let mut labels = Vec::with_capacity(sheet.rows);
        let mut meanings = Meanings::of_table(lexicon);
        for (row, at) in (0..sheet.rows).zip(sheet.first_row..) {
            let path = &row_path(sheet, facts, at)[..];
            let naming = naming(sheet, facts, at);
            let named = named(path, naming);
            let label: Box<str> = named.last().map(|label| label.as_str().into()).unwrap_or_default();
            let mut kind = numbers(sheet, Axis::Row, row);
            kind.meaning = whole(named, &mut meanings);
            kind.meaning.rate |= kind.meaning.rate_by_name && !is_of_amounts(sheet, row);
            kind.bare = kind.numbers > 0 && naming == Naming::None;
            // A row called Year below those of its months is their total, and one called Idaho, ID no identifier.
            kind.meaning.code &= kind.whole && path.len() == 1;
            if kind.numbers == 0 && !(0..sheet.columns.len()).any(|c| sheet.at(row, c).held != Held::Empty) && !label.is_empty() {
                group += 1;
                of_changes = kind.meaning.change;
            }
            kind.meaning.change |= of_changes;
            labels.push(if kind.numbers > 0 { path.to_vec() } else { Vec::new() });
            kinds.push(Kind { label, group, code: code(path).map(Into::into), ..kind });
        }
        for (kind, code) in kinds.iter_mut().zip(codes_before_names(sheet, facts)) {
            kind.code = kind.code.take().or(code.map(Into::into));
        }
        set_degrees(sheet, Axis::Row, &mut kinds);
        set_spreads(&mut kinds);
        set_parents(&mut kinds);
        set_under(&mut kinds, &labels);
        carry_less(&mut kinds);
        Self { places: kinds, ..Self::default() }.with_labels(&labels)
    }

    /// The columns of a sheet.
    pub(super) fn columns(sheet: &Sheet, facts: &Facts<'_>, lexicon: &Lexicon) -> Self {
        let Some(grid) = facts.tables.get(sheet.table as usize) else { return Self::default() };
        let mut meanings = Meanings::of_table(lexicon);
        let kind = |(at, &(from, to)): (usize, &(u32, u32))| {
            let paths = (from..=to).map(|col| grid.col_path(col));
            let path = paths.max_by_key(|p| p.len()).unwrap_or(&[]);
            let kind = numbers(sheet, Axis::Column, at);
            let label = path.last().map(|label| label.as_str().into()).unwrap_or_default();
            let mut meaning = whole(path, &mut meanings);
            meaning.rate |= meaning.rate_by_name;
            Kind { meaning, label, group: grid.panel(from), ..kind }
        };
        let table = facts.document.tables.get(sheet.table as usize);
        let labels = |&(from, to): &(u32, u32)| {
            let names = (from..=to).map(|col| grid.col_path(col)).max_by_key(|p| p.len()).unwrap_or(&[]);
            let number = table.and_then(|table| (from..=to).find_map(|col| grid.numbering(table, col)));
            names.iter().cloned().chain(number).collect::<Vec<String>>()
        };
        let labels: Vec<Vec<String>> = sheet.columns.iter().map(labels).collect();
        let mut kinds: Vec<Kind> = sheet.columns.iter().enumerate().map(kind).collect();
        set_degrees(sheet, Axis::Column, &mut kinds);
        set_spreads(&mut kinds);
        Self { places: kinds, blocks: blocks(&labels), ..Self::default() }.with_labels(&labels)
    }

    /// Takes down what the labels of the places write of their own making, and of one another.
    fn with_labels(mut self, labels: &[Vec<String>]) -> Self {
        for (opening, place) in closings(labels) {
            if let Some(kind) = self.places.get_mut(place) {
                kind.meaning.closing = true;
                self.closings.push((opening, place));
            }
        }
        for (place, declared) in declared(labels) {
            if let Some(kind) = self.places.get_mut(place) {
                kind.declared = Some(Box::new(declared));
            }
        }
        self
    }

    /// Every place whose label writes what it is made of, with the parts, and whether with an equals sign.
    pub(super) fn declared(&self) -> impl Iterator<Item = (Signature, bool)> + '_ {
        self.places.iter().enumerate().filter_map(|(total, kind)| {
            let Declared { parts, sure } = kind.declared.as_deref().cloned()?;
            Some((Signature { total, parts }, sure))
        })
    }

    /// Every place that names what there is at the end of a time, as the sum of what there was at its beginning and all that came and went between.
    pub(super) fn roll_forwards(&self) -> Vec<Signature> {
        let between = |opening: usize, total: usize| {
            // What a change is of may be called price or rate.
            let places = (opening..total).filter(|p| self.is_filled(*p) && !self.percent(*p) && !self.names(*p));
            let parts: Vec<_> = places.map(|p| (p, self.enters(p))).collect();
            let plain = parts.iter().all(|(p, _)| (*p == opening || !self.meaning(*p).is_result()) && self.group(*p) == self.group(total));
            (parts.len() > 2 && plain && self.adds(total)).then_some(Signature { total, parts })
        };
        self.closings.iter().filter_map(|(opening, total)| between(*opening, *total)).collect()
    }

    fn get(&self, at: usize) -> Option<&Kind> {
        self.places.get(at)
    }

    /// What the label at `at` says.
    pub(super) fn meaning(&self, at: usize) -> Meaning {
        self.get(at).map(|k| k.meaning).unwrap_or_default()
    }

    /// How it enters a sum, by its label.
    pub(super) fn enters(&self, at: usize) -> Enters {
        if self.meaning(at).less { Enters::Deducted } else { Enters::Added }
    }

    /// Whether it stands below one that is taken away, and nothing says that the taking away has ended.
    pub(super) fn less_on(&self, at: usize) -> bool {
        self.get(at).is_some_and(|k| k.less_on)
    }

    /// Whether it has no label of its own.
    pub(super) fn is_bare(&self, at: usize) -> bool {
        self.get(at).is_none_or(|k| k.bare || k.label.is_empty())
    }

    /// Whether its numbers may be added up among others that may be percentages as well: shares add up to a hundred.
    pub(super) fn adds_as_share(&self, at: usize) -> bool {
        self.get(at).is_some_and(Kind::adds)
    }

    /// Whether its numbers may be added up.
    pub(super) fn adds(&self, at: usize) -> bool {
        self.get(at).is_some_and(|k| !k.percent && k.adds())
    }

    /// Whether its numbers name lines and count nothing: years, ranks, codes.
    pub(super) fn names(&self, at: usize) -> bool {
        self.get(at).is_some_and(|k| k.counts || k.meaning.code)
    }

    /// Whether its numbers are percentages.
    pub(super) fn percent(&self, at: usize) -> bool {
        self.get(at).is_some_and(|k| k.percent)
    }

    /// The last place most of its numbers are printed to.
    pub(super) fn ulp(&self, at: usize) -> u8 {
        self.get(at).map_or(0, |k| k.ulp)
    }

    /// Its stretch.
    pub(super) fn group(&self, at: usize) -> u32 {
        self.get(at).map_or(0, |k| k.group)
    }

    /// Whether the code of `total` begins the codes of all parts.
    pub(super) fn parent_of(&self, total: usize, parts: &[(usize, Enters)]) -> bool {
        let code = |at: usize| self.get(at).and_then(|k| k.code.as_deref());
        let Some(own) = code(total) else { return false };
        parts.iter().all(|(part, _)| code(*part).is_some_and(|c| begins(own, c)))
    }

    /// The place of the item that this one is a sub-item of by its ordinal.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.get(at).and_then(|k| k.parent).map(|parent| parent as usize)
    }

    /// The place of the item above that its indentation puts it under.
    pub(super) fn under(&self, at: usize) -> Option<usize> {
        self.get(at).and_then(|k| k.under).map(|under| under as usize)
    }

    /// Every item with those of its sub-items that stand right below it, two at least.
    pub(super) fn outline(&self) -> Vec<Signature> {
        let mut parts: BTreeMap<usize, Vec<(usize, Enters)>> = BTreeMap::new();
        for (at, kind) in self.places.iter().enumerate() {
            if let Some(parent) = kind.parent {
                parts.entry(parent as usize).or_default().push((at, self.enters(at)));
            }
        }
        parts.into_iter().filter(|(_, parts)| parts.len() >= 2).map(|(total, parts)| Signature { total, parts }).collect()
    }

    /// Whether the ordinals of their labels count these places up from one.
    pub(super) fn are_numbered(&self, parts: &[(usize, Enters)]) -> bool {
        let ordinals: Vec<_> = parts.iter().map_while(|(place, _)| OrdinalStyle::of(self.label(*place))).collect();
        let one_style = ordinals.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        ordinals.len() == parts.len() && one_style && ordinals.iter().zip(1..).all(|((_, ordinal), n)| *ordinal == n)
    }

    /// The sums that blocks of columns divided alike may make.
    pub(super) fn blocks(&self) -> &[Signature] {
        &self.blocks
    }

    /// Every place with the two right below it, or right above it, of which one denies the other by its label.
    pub(super) fn complements(&self) -> Vec<Signature> {
        let filled: Vec<(usize, &Kind)> = self.places.iter().enumerate().filter(|(_, kind)| kind.filled && kind.adds()).collect();
        let mut found = Vec::new();
        for three in filled.windows(3) {
            let [(a, first), (b, middle), (c, last)] = three else { continue };
            if first.group != last.group {
                continue;
            }
            let parts = |a: usize, b: usize| vec![(a, Enters::Added), (b, Enters::Added)];
            if are_complements(&middle.label, &last.label) {
                found.push(Signature { total: *a, parts: parts(*b, *c) });
            }
            if are_complements(&first.label, &middle.label) && last.meaning.is_result() {
                found.push(Signature { total: *c, parts: parts(*a, *b) });
            }
        }
        found
    }

    /// Every place above one that names some of it, with as many of the places from there on as may be more of the same, each way one.
    pub(super) fn of_which(&self, most: usize) -> Vec<Signature> {
        let mut found = Vec::new();
        for (total, pair) in self.places.windows(2).enumerate() {
            let [above, first] = pair else { continue };
            if !first.meaning.of_which || above.meaning.of_which || !above.filled {
                continue;
            }
            let more = (total + 1..self.places.len()).take_while(|at| self.group(*at) == above.group && self.adds(*at));
            let run: Vec<(usize, Enters)> = more.take(most).map(|at| (at, self.enters(at))).collect();
            found.extend((2..=run.len()).rev().map(|n| Signature { total, parts: run.get(..n).unwrap_or_default().to_vec() }));
        }
        found
    }

    /// Every place whose code begins those of places right below it, with those of the next level.
    pub(super) fn code_tree(&self) -> Vec<Signature> {
        let mut open: Vec<(usize, &str, Vec<usize>)> = Vec::new();
        let mut found = Vec::new();
        let close = |(total, _, parts): (usize, &str, Vec<usize>), found: &mut Vec<Signature>| {
            if parts.len() >= 2 {
                found.push(Signature { total, parts: parts.into_iter().map(|p| (p, Enters::Added)).collect() });
            }
        };
        for (at, code) in self.places.iter().enumerate().filter_map(|(at, k)| Some((at, k.code.as_deref()?))) {
            while let Some(node) = open.pop_if(|(_, outer, _)| !begins(outer, code)) {
                close(node, &mut found);
            }
            if let Some((_, _, parts)) = open.last_mut() {
                parts.push(at);
            }
            open.push((at, code, Vec::new()));
        }
        while let Some(node) = open.pop() {
            close(node, &mut found);
        }
        found
    }

    /// Its label.
    pub(super) fn label(&self, at: usize) -> &str {
        self.get(at).map_or("", |k| &*k.label)
    }

    /// Whether it holds a number, or what stands for one that is not told: never nothing, whatever it is.
    pub(super) fn is_filled(&self, at: usize) -> bool {
        self.get(at).is_some_and(|k| k.filled)
    }

    /// How many numbers it holds.
    pub(super) fn numbers(&self, at: usize) -> u32 {
        self.get(at).map_or(0, |k| k.numbers)
    }
}

/// Marks the rows that follow one that is taken away, up to one that is added, that is itself a result, or that has an ordinal: a statement
/// says 减 once, before the first of several.
fn carry_less(kinds: &mut [Kind]) {
    let (mut on, mut group) = (false, 0);
    for kind in kinds {
        let meaning = kind.meaning;
        let ends = meaning.added || meaning.total || meaning.net || kind.group != group || OrdinalStyle::of(&kind.label).is_some();
        on = meaning.less || (on && !ends);
        group = kind.group;
        kind.less_on = on && !meaning.less;
    }
}

/// The innermost label decides; the outer ones only say that it is a rate, or counts things.
fn whole(path: &[String], meanings: &mut Meanings<'_>) -> Meaning {
    let mut own = path.last().map(|label| meanings.of(label)).unwrap_or_default();
    for label in path.iter().rev().skip(1) {
        let outer = meanings.of(label);
        own.rate |= outer.rate || outer.rate_by_name;
        own.change |= outer.change;
        own.distinct |= outer.distinct;
        own.counted |= outer.counted;
    }
    own
}

/// Whether a row that is called a rate holds amounts: a number in the thousands and no percentage.
fn is_of_amounts(sheet: &Sheet, row: usize) -> bool {
    let thousand = power(u32::from(sheet.scale) + 3);
    let slots = || (0..sheet.columns.len()).map(|col| sheet.at(row, col)).filter(|slot| slot.held == Held::Number);
    slots().any(|slot| i128::from(slot.value).abs() >= thousand) && !slots().any(|slot| slot.percent)
}

/// Takes those that are called extremes and are none for what they are: amounts like the others.
fn set_degrees(sheet: &Sheet, axis: Axis, kinds: &mut [Kind]) {
    for (place, beside) in degrees(sheet, axis, kinds) {
        if let Some(Kind { meaning, .. }) = kinds.get_mut(place) {
            (meaning.rate, meaning.extreme) = (false, !beside);
        }
    }
}

/// Takes SD beside Mean, and SE beside CV, for what they say of an average: alone, SE may be a place.
fn set_spreads(kinds: &mut [Kind]) {
    let averages = kinds.iter().filter(|kind| kind.meaning.average).count();
    let spreads = kinds.iter().filter(|kind| kind.meaning.spread).count();
    if averages > 0 || spreads > 1 {
        for kind in kinds {
            kind.meaning.rate |= kind.meaning.spread;
        }
    }
}

fn numbers(sheet: &Sheet, axis: Axis, at: usize) -> Kind {
    let len = if axis == Axis::Row { sheet.columns.len() } else { sheet.rows };
    let (mut numbers, mut percent, mut years) = (0_u32, 0_u32, 0_u32);
    let (mut running, mut filled, mut jumps) = (true, false, false);
    let mut last = None;
    let mut ends = (None, false);
    let mut ulps = [0_u32; 24];
    let unit = 10_i64.checked_pow(u32::from(sheet.scale)).unwrap_or(1);
    for n in 0..len {
        let slot = if axis == Axis::Row { sheet.at(at, n) } else { sheet.at(n, at) };
        filled |= matches!(slot.held, Held::Number | Held::Withheld | Held::Unknown);
        if slot.held != Held::Number {
            continue;
        }
        numbers += 1;
        if let Some(count) = ulps.get_mut(usize::from(slot.ulp)) {
            *count += 1;
        }
        percent += u32::from(slot.percent);
        ends = (ends.0.or(Some(slot.percent)), slot.percent);
        let whole = u32::from(slot.ulp) == u32::from(sheet.scale);
        jumps |= last.replace(slot.value / unit).is_some_and(|last: i64| last.abs_diff(slot.value / unit) > APART);
        years += u32::from(whole && !slot.grouped && u32::try_from(slot.value / unit).is_ok_and(is_year));
        running &= whole && slot.value / unit == i64::from(numbers);
    }
    // A row of years is one of a header, with steps of some; amounts that look like years hardly keep so close.
    let dated = years == numbers && !(axis == Axis::Row && jumps);
    let counts = numbers >= 2 && (dated || (running && numbers >= 4 && axis == Axis::Column));
    let ulp = (0_u8..).zip(ulps).max_by_key(|(ulp, count)| (*count, 255 - ulp)).map_or(0, |(ulp, _)| ulp);
    // A column often shows the sign in its first and last number only.
    let percent = 2 * percent > numbers || (axis == Axis::Column && ends == (Some(true), true));
    let whole = ulps.get(usize::from(sheet.scale)) == Some(&numbers);
    Kind { percent, whole, counts, ulp, numbers, filled, ..Kind::default() }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_million_rows_are_kept_small() {
        assert!(size_of::<Kind>() <= 96, "{} bytes a row", size_of::<Kind>());
    }
}
