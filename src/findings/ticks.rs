//! What the checks made of every number, for a format that shows the report itself.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use crate::facts::Facts;
use crate::findings::{Finding, Location, RawSpan, ReportOutcome, location};
use crate::rules::{Checked, Verdict};

/// An auditor's mark at a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tick {
    /// No check came to a verdict on it.
    #[default]
    Unchecked,
    /// At least one check that used it passed, and none failed.
    Tied,
    /// A check that used it failed, though the finding is about another place.
    Involved,
    /// A finding is about it.
    Crossed,
}

/// The marks of a report, and how they came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// One mark a number, parallel to [`Facts::numbers`].
    pub numbers: Vec<Tick>,
    /// For each check, the finding it became: an index into [`ReportOutcome::findings`].
    pub findings: Vec<Option<usize>>,
    /// For each check, which of what it used its finding is about.
    pub primaries: Vec<Option<usize>>,
}

impl Ticks {
    /// Marks the numbers of a report by its checks; `report` is what [`crate::findings::outcome`] made of the same. Behind the first `own` checks
    /// stand those of findings over several reports, of which another report may have the finding.
    #[must_use]
    pub fn of(facts: &Facts<'_>, checked: &[Checked], own: usize, report: &ReportOutcome) -> Self {
        let findings = became(facts, checked, report);
        let primaries: Vec<Option<usize>> =
            checked.iter().zip(&findings).map(|(check, finding)| primary(check, *finding, facts, report)).collect();
        let mut numbers = vec![Tick::default(); facts.numbers.len()];
        for (at, (check, finding)) in checked.iter().zip(&findings).enumerate() {
            for (nth, used) in check.evidence.iter().enumerate() {
                let is_primary = primaries.get(at).copied().flatten() == Some(nth);
                let Some(mark) = used.number.and_then(|id| numbers.get_mut(id as usize)) else { continue };
                let tick = match (&check.verdict, finding) {
                    (Verdict::Fail(_), Some(_)) if is_primary => Tick::Crossed,
                    (Verdict::Fail(_), Some(_)) => Tick::Involved,
                    (Verdict::Fail(_), None) if at >= own => Tick::Involved,
                    (Verdict::Pass, _) => Tick::Tied,
                    _ => Tick::Unchecked,
                };
                *mark = tick.max(*mark);
            }
        }
        Self { numbers, findings, primaries }
    }

    /// How many numbers have this mark.
    #[must_use]
    pub fn count(&self, tick: Tick) -> usize {
        self.numbers.iter().filter(|mark| **mark == tick).count()
    }
}

/// The finding of each failed check: the same rule and the same places. Findings of equal places go to equal checks in order; one that is told
/// with others has their places too.
fn became(facts: &Facts<'_>, checked: &[Checked], report: &ReportOutcome) -> Vec<Option<usize>> {
    let mut left: HashMap<Key, VecDeque<usize>> = HashMap::new();
    for (at, finding) in report.findings.iter().enumerate() {
        let rules = std::iter::once(&finding.rule).chain(finding.also.iter().map(|also| &also.rule));
        let places = if finding.also.is_empty() { 1 } else { finding.labels.len() };
        let keys: BTreeSet<Key> =
            rules.flat_map(|rule| finding.labels.iter().take(places).map(|label| key(rule, &label.location))).collect();
        for key in keys {
            left.entry(key).or_default().push_back(at);
        }
    }
    let mut find = |check: &Checked| {
        let (Verdict::Fail(_), Some(primary)) = (&check.verdict, check.evidence.first()) else { return None };
        let place = location(primary, facts);
        let candidates = left.get_mut(&key(&check.rule, &place))?;
        let places: Vec<Location> = check.evidence.iter().map(|used| location(used, facts)).collect();
        // What a finding uses of other reports is none of this one's.
        let here = |place: &&Location| place.path == facts.document.path;
        let told = |finding: &Finding| {
            let labels = finding.labels.iter().map(|label| &label.location).filter(here);
            if finding.also.is_empty() {
                labels.eq(&places)
            } else {
                let labels: HashSet<&Location> = labels.collect();
                places.iter().all(|place| labels.contains(place))
            }
        };
        let nth = candidates.iter().position(|at| report.findings.get(*at).is_some_and(told))?;
        let at = candidates.get(nth).copied();
        if at.and_then(|at| report.findings.get(at)).is_some_and(|finding| finding.also.is_empty()) {
            candidates.remove(nth);
        }
        at
    };
    checked.iter().map(&mut find).collect()
}

/// Which of what a check used its finding is about; `None` where the finding is about a number that it shares with another check.
fn primary(check: &Checked, finding: Option<usize>, facts: &Facts<'_>, report: &ReportOutcome) -> Option<usize> {
    let about = &report.findings.get(finding?)?.labels.first()?.location;
    check.evidence.iter().position(|used| location(used, facts) == *about)
}

/// What is told apart quickly: the rule, and where the primary stands.
type Key = (String, Option<RawSpan>, Option<String>, Option<String>);

fn key(rule: &str, place: &Location) -> Key {
    (rule.to_owned(), place.span, place.sheet.clone(), place.cell.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Tick, Ticks};
    use crate::facts::Facts;
    use crate::findings::outcome;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, check};

    #[test]
    fn each_number_has_the_gravest_mark_of_its_checks() {
        let page = "<h1>政府信息公开工作年度报告</h1><p>另有 9 件。</p><h2>三、收到和处理政府信息公开申请情况</h2>
            <table><tr><th>办理结果<th>自然人<th>总计<tr><td>一、本年新收政府信息公开申请数量<td>12<td>12
            <tr><td>(一)予以公开<td>7<td>7<tr><td>(三)不予公开4.保护第三方合法权益<td>5<td>5<tr><td>(七)总计<td>12<td>13</table>";
        let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is HTML");
        let facts = Facts::of(&document);
        let checked = check(&facts, &RuleSet::builtin().expect("the built-in rules are sound"));
        let report = outcome(&facts, &checked);
        let ticks = Ticks::of(&facts, &checked, checked.len(), &report);
        let printed: Vec<(&str, Tick)> =
            facts.numbers.iter().zip(&ticks.numbers).map(|(number, tick)| (document.printed(&number.spot), *tick)).collect();
        assert_eq!(printed.first(), Some(&("9", Tick::Unchecked)));
        assert_eq!(printed.last(), Some(&("13", Tick::Crossed)));
        assert!(printed.contains(&("5", Tick::Tied)) && printed.contains(&("12", Tick::Involved)), "{printed:?}");
        let mut became: Vec<usize> = ticks.findings.iter().flatten().copied().collect();
        became.sort_unstable();
        assert_eq!(became, (0..report.findings.len()).collect::<Vec<_>>(), "every finding once");
        assert_eq!(ticks.count(Tick::Crossed) + ticks.count(Tick::Involved) + ticks.count(Tick::Tied) + 1, facts.numbers.len());
    }
}
