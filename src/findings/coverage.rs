//! Which checks guard each number of a report, and why the others are guarded by none.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Site, Spot};
use crate::facts::Facts;
use crate::findings::probe::told;
use crate::findings::{Tick, Ticks, outcome};
use crate::phrase::Phrase;
use crate::rules::{Checked, Evidence, Rule, RuleSet, Verdict};

/// A decided check that used a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guard {
    /// The rule's identifier.
    pub rule: String,
    /// The check holds.
    pub holds: bool,
    /// The rule only bounds the number: many wrong values would pass too.
    pub bound: bool,
}

/// What is known of one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The number as evidence: where it stands, and whether in running text.
    pub number: Evidence,
    /// What the checks made of it.
    pub tick: Tick,
    /// The decided checks that used it, by rule, each once.
    pub guards: Vec<Guard>,
    /// Whether a check tells that it is wrong, or would if it alone were; `None` where that was not tried.
    pub told: Option<bool>,
    /// Of a number without a guard: why the checks that looked at it came to no verdict, by rule; one nameless reason where none did.
    pub reasons: Vec<(Option<String>, Phrase)>,
}

/// How many numbers, and how many of them are guarded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Numbers read.
    pub numbers: u32,
    /// Of those, how many a decided check used.
    pub guarded: u32,
    /// Of those guarded, how many by bounds alone.
    pub bounded: u32,
    /// Of those guarded, how many no check would tell of if they alone were wrong; 0 where that was not tried.
    pub silent: u32,
}

/// Every number of a report with its guards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// One entry a number, parallel to [`Facts::numbers`].
    pub numbers: Vec<Covered>,
    /// The cells of each table that holds numbers, by the table's place in the document.
    pub tables: BTreeMap<u32, Share>,
    /// The numbers of running text.
    pub text: Share,
}

impl Coverage {
    /// The coverage of a report by its checks.
    #[must_use]
    pub fn of(facts: &Facts<'_>, checked: &[Checked], rules: &RuleSet) -> Self {
        let ticks = Ticks::of(facts, checked, checked.len(), &outcome(facts, checked));
        let prose = prose_cells(facts.document);
        let mut guards: Vec<BTreeSet<Guard>> = vec![BTreeSet::new(); facts.numbers.len()];
        let mut reasons: Vec<Vec<(Option<String>, Phrase)>> = vec![Vec::new(); facts.numbers.len()];
        for check in checked {
            let bound = rules.rule(&check.rule).is_some_and(Rule::only_bounds);
            for id in check.evidence.iter().filter_map(|used| used.number) {
                let (Some(guards), Some(reasons)) = (guards.get_mut(id as usize), reasons.get_mut(id as usize)) else { continue };
                match &check.verdict {
                    Verdict::Pass | Verdict::Fail(_) => {
                        guards.insert(Guard { rule: check.rule.clone(), holds: check.verdict == Verdict::Pass, bound });
                    }
                    Verdict::NotApplicable(why) | Verdict::Undecided(why) => {
                        let reason = (Some(check.rule.clone()), why.clone());
                        if !reasons.contains(&reason) {
                            reasons.push(reason);
                        }
                    }
                }
            }
        }
        let mut coverage = Self::default();
        for (((id, number), guards), reasons) in (0..).zip(&facts.numbers).zip(guards).zip(reasons) {
            let prose = in_prose(&number.spot, &prose);
            let tick = ticks.numbers.get(id as usize).copied().unwrap_or_default();
            let number = Evidence { spot: number.spot, part: String::new(), prose, number: Some(id) };
            coverage.push(number, tick, guards.into_iter().collect(), reasons);
        }
        coverage
    }

    /// The same, after every number that a check agrees with was changed alone to see whether one would tell.
    #[must_use]
    pub fn tried(mut self, facts: &Facts<'_>, checked: &[Checked], rules: &RuleSet) -> Self {
        for (covered, told) in self.numbers.iter_mut().zip(told(facts, checked, rules)) {
            covered.told = told;
            if told == Some(false) && !covered.guards.is_empty() {
                share(&mut self.tables, &mut self.text, &covered.number).silent += 1;
            }
        }
        self
    }

    fn push(&mut self, number: Evidence, tick: Tick, guards: Vec<Guard>, mut reasons: Vec<(Option<String>, Phrase)>) {
        let share = share(&mut self.tables, &mut self.text, &number);
        share.numbers += 1;
        share.guarded += u32::from(!guards.is_empty());
        share.bounded += u32::from(!guards.is_empty() && guards.iter().all(|guard| guard.bound));
        if !guards.is_empty() {
            reasons.clear();
        } else if reasons.is_empty() {
            reasons.push((None, if number.prose { unread() } else { unrelated() }));
        }
        self.numbers.push(Covered { number, tick, guards, told: None, reasons });
    }

    /// The cells of all tables together.
    #[must_use]
    pub fn cells(&self) -> Share {
        self.tables.values().fold(Share::default(), |sum, share| Share {
            numbers: sum.numbers + share.numbers,
            guarded: sum.guarded + share.guarded,
            bounded: sum.bounded + share.bounded,
            silent: sum.silent + share.silent,
        })
    }
}

/// The share that a number counts in: its table's, or that of the text.
fn share<'s>(tables: &'s mut BTreeMap<u32, Share>, text: &'s mut Share, number: &Evidence) -> &'s mut Share {
    match number.spot.site {
        Site::Cell { table, .. } if !number.prose => tables.entry(table).or_default(),
        _ => text,
    }
}

fn unread() -> Phrase {
    Phrase::new("没有规则读懂它在句中说什么", "no rule's wording says what it counts")
}

fn unrelated() -> Phrase {
    Phrase::new(
        "没有与它相关的合计或勾稽关系，正文也没有读到说它的句子",
        "no total and no relation holds it, and no sentence was read that states it",
    )
}

/// The cells whose text is a paragraph as well.
fn prose_cells(document: &Document) -> BTreeSet<(u32, u32)> {
    document.paragraphs.iter().filter_map(|p| p.cell).collect()
}

fn in_prose(spot: &Spot, cells: &BTreeSet<(u32, u32)>) -> bool {
    match spot.site {
        Site::Paragraph(_) => true,
        Site::Cell { table, cell } => cells.contains(&(table, cell)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Coverage, Share};
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, check};

    fn coverage<T>(page: &str, look: impl Fn(&Coverage, &[&str]) -> T) -> T {
        let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is HTML");
        let facts = Facts::of(&document);
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let printed: Vec<&str> = facts.numbers.iter().map(|number| document.printed(&number.spot)).collect();
        look(&Coverage::of(&facts, &check(&facts, &rules), &rules), &printed)
    }

    #[test]
    fn each_number_has_its_guards_or_a_reason() {
        let page = "<h1>2019年政府信息公开工作年度报告</h1><p>另有 9 件。2018年受理依申请公开7件。</p>
            <h2>二、主动公开政府信息情况</h2><table><tr><th>信息内容<th>本年新制作数量<th>本年新公开数量<th>对外公开总数量
            <tr><td>规章<td>0<td>0<td>0<tr><td>规范性文件<td>122<td>32<td>32</table>
            <h2>三、收到和处理政府信息公开申请情况</h2>
            <table><tr><th>办理结果<th>自然人<th>总计<tr><td>一、本年新收政府信息公开申请数量<td>12<td>12
            <tr><td>(一)予以公开<td>7<td>7<tr><td>(三)不予公开4.保护第三方合法权益<td>5<td>5<tr><td>(七)总计<td>12<td>13</table>";
        coverage(page, |coverage, printed| {
            let of = |text: &str| printed.iter().position(|p| *p == text).and_then(|at| coverage.numbers.get(at)).expect("it is read");
            assert_eq!(of("9").reasons.iter().map(|(rule, _)| rule.is_none()).collect::<Vec<_>>(), [true]);
            assert!(of("7").guards.is_empty() && of("7").reasons[0].0.as_deref() == Some("received-count"), "{:?}", of("7"));
            assert!(of("122").guards.is_empty() && !of("122").number.prose);
            assert!(of("32").guards.iter().all(|guard| guard.bound && guard.holds), "{:?}", of("32"));
            let thirteen: Vec<(&str, bool)> = of("13").guards.iter().map(|guard| (guard.rule.as_str(), guard.holds)).collect();
            assert!(thirteen.contains(&("applicants-total", false)), "{thirteen:?}");
            assert_eq!(coverage.tables.get(&0), Some(&Share { numbers: 6, guarded: 4, bounded: 4, silent: 0 }));
            assert_eq!(coverage.tables.get(&1), Some(&Share { numbers: 8, guarded: 8, bounded: 0, silent: 0 }));
            assert_eq!(coverage.text, Share { numbers: 2, guarded: 0, bounded: 0, silent: 0 });
            assert_eq!(coverage.cells(), Share { numbers: 14, guarded: 12, bounded: 4, silent: 0 });
        });
    }
}
