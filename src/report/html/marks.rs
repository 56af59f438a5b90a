//! Numbers and words of the report's texts, each wrapped in an element that says what became of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Site, Spot};
use crate::facts::{Facts, NotQuantity};
use crate::findings::{Tick, Ticks};
use crate::report::html::markup::Markup;
use crate::report::words::name;
use crate::rules::{Checked, Evidence, Verdict};

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A number, or words that a check used: its mark.
    Mark(u32),
    /// Digits that are no quantity.
    Skipped(NotQuantity),
}

/// A run of characters of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    start: u32,
    end: u32,
    kind: Kind,
}

/// All marked runs of a document. A mark's id is the number's, or follows the last number's for words.
pub(super) struct Marks<'a> {
    facts: &'a Facts<'a>,
    ticks: &'a Ticks,
    /// Ordered by site, then start, the longer of two first.
    runs: Vec<(Site, Run)>,
    words: BTreeMap<Spot, u32>,
    /// The findings whose primary place a mark is, as numbered on the page.
    primaries: BTreeMap<u32, Vec<usize>>,
    /// Marks in words (not numbers) that a finding uses.
    failed: BTreeSet<u32>,
    /// What the identifiers of this report's elements begin with.
    prefix: &'a str,
}

impl<'a> Marks<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, checked: &[Checked], ticks: &'a Ticks, prefix: &'a str) -> Self {
        let mut marks = Self {
            facts,
            ticks,
            runs: Vec::with_capacity(facts.numbers.len()),
            words: BTreeMap::new(),
            primaries: BTreeMap::new(),
            failed: BTreeSet::new(),
            prefix,
        };
        for (id, number) in (0_u32..).zip(&facts.numbers) {
            marks.add(number.spot, Kind::Mark(id));
        }
        for skipped in &facts.skipped {
            marks.add(skipped.spot, Kind::Skipped(skipped.why));
        }
        for ((check, finding), primary) in checked.iter().zip(&ticks.findings).zip(&ticks.primaries) {
            if matches!(check.verdict, Verdict::Pass | Verdict::Fail(_)) {
                marks.add_words(check, *finding, *primary);
            }
        }
        marks.runs.sort_by_key(|(site, run)| (*site, run.start, u32::MAX - run.end));
        marks
    }

    fn add(&mut self, spot: Spot, kind: Kind) {
        self.runs.push((spot.site, Run { start: spot.start, end: spot.end, kind }));
    }

    /// The runs of the text at a site.
    fn at(&self, site: Site) -> impl Iterator<Item = &Run> {
        let first = self.runs.partition_point(|(at, _)| *at < site);
        self.runs[first..].iter().take_while(move |(at, _)| *at == site).map(|(_, run)| run)
    }

    fn add_words(&mut self, check: &Checked, finding: Option<usize>, primary: Option<usize>) {
        for (nth, used) in check.evidence.iter().enumerate() {
            if used.number.is_none() && !self.words.contains_key(&used.spot) {
                let id = u32::try_from(self.facts.numbers.len() + self.words.len()).unwrap_or(u32::MAX);
                self.words.insert(used.spot, id);
                self.add(used.spot, Kind::Mark(id));
            }
            if let (Some(id), Some(finding)) = (self.id(used), finding) {
                self.failed.insert(id);
                let known = self.primaries.get(&id).is_some_and(|known| known.contains(&(finding + 1)));
                if primary == Some(nth) && !known {
                    self.primaries.entry(id).or_default().push(finding + 1);
                }
            }
        }
    }

    /// The mark of what a check used.
    pub(super) fn id(&self, used: &Evidence) -> Option<u32> {
        used.number.or_else(|| self.words.get(&used.spot).copied())
    }

    /// Whether a finding uses something in the text at a site.
    pub(super) fn is_failed(&self, site: Site) -> bool {
        let failed = |run: &Run| matches!(run.kind, Kind::Mark(id) if self.failed.contains(&id));
        self.at(site).any(failed)
    }

    /// Whether the text at a site holds a number.
    pub(super) fn any(&self, site: Site) -> bool {
        self.at(site).next().is_some()
    }

    /// Appends the text at a site, its runs as elements: nested where one lies in another; of two that merely overlap the later is
    /// left out.
    pub(super) fn write(&self, site: Site, text: &str, out: &mut Markup) {
        let mut at = 0;
        let mut open: Vec<(u32, &'static str)> = Vec::new();
        for run in self.at(site) {
            while let Some((end, tag)) = open.pop_if(|(end, _)| *end <= run.start) {
                out.lines(text.get(at..end as usize).unwrap_or("")).close(tag);
                at = end as usize;
            }
            if open.last().is_some_and(|(end, _)| run.end > *end) || text.len() < run.end as usize {
                continue;
            }
            out.lines(text.get(at..run.start as usize).unwrap_or(""));
            at = run.start as usize;
            open.push((run.end, self.open(run.kind, out)));
        }
        while let Some((end, tag)) = open.pop() {
            out.lines(text.get(at..end as usize).unwrap_or("")).close(tag);
            at = end as usize;
        }
        out.lines(text.get(at..).unwrap_or(""));
    }

    /// Appends a run's opening tag; gives its name.
    fn open(&self, kind: Kind, out: &mut Markup) -> &'static str {
        let id = match kind {
            Kind::Skipped(why) => {
                out.open("i", &[("data-q", &name(why))]);
                return "i";
            }
            Kind::Mark(id) => id,
        };
        let class = match self.ticks.numbers.get(id as usize) {
            Some(Tick::Tied) => "t",
            Some(Tick::Crossed) => "x",
            Some(Tick::Involved) => "v",
            Some(Tick::Unchecked) => "g",
            None if self.primaries.contains_key(&id) => "x w",
            None if self.failed.contains(&id) => "v w",
            None => "t w",
        };
        let findings = self.primaries.get(&id).map(|findings| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        let anchor = findings.as_ref().map(|_| anchor(self.prefix, id)).unwrap_or_default();
        out.open("b", &[("class", &class), ("data-n", &id), ("data-k", &findings.unwrap_or_default()), ("id", &anchor)]);
        "b"
    }
}

/// The identifier of the element of a finding's primary place.
pub(super) fn anchor(prefix: &str, id: u32) -> String {
    format!("{prefix}n{id}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Kind, Marks, Run};
    use crate::document::Site;
    use crate::facts::{Facts, NotQuantity};
    use crate::findings::Ticks;
    use crate::ingest::{Limits, read};
    use crate::report::html::markup::Markup;

    #[test]
    fn runs_nest_and_never_cross() {
        let document = read("a.txt", Arc::from("x".as_bytes()), &Limits::default()).expect("it is text");
        let facts = Facts::of(&document);
        let ticks = Ticks::default();
        let mut marks = Marks::new(&facts, &[], &ticks, "r");
        let site = Site::Paragraph(0);
        let run = |start, end, kind| Run { start, end, kind };
        let year = Kind::Skipped(NotQuantity::Year);
        let runs =
            [run(0, 5, Kind::Mark(0)), run(1, 3, year), run(2, 7, Kind::Mark(1)), run(6, 6, Kind::Mark(2)), run(8, 99, Kind::Mark(3))];
        marks.runs = runs.into_iter().map(|run| (site, run)).collect();
        let mut out = Markup::new();
        marks.write(site, "ab\ndef<h", &mut out);
        assert_eq!(
            out.as_str(),
            "<b class=\"t w\" data-n=\"0\">a<i data-q=\"year\">b<br></i>de</b>f<b class=\"t w\" data-n=\"2\"></b>&lt;h"
        );
    }
}
