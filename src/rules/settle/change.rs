//! Changes of one number, weighed by the failed checks they settle and the others they upset.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Signed as _;

use crate::facts::{Facts, Hedge, Number};
use crate::rules::scale::Scale;
use crate::rules::settle::Balance;
use crate::rules::settle::words;
use crate::rules::{Checked, Repair, Verdict};

/// Failed checks looked at; a report with more has another fault than single numbers.
const MOST_FAILED: usize = 64;
/// Numbers of one check that are tried.
const MOST_TRIED: usize = 128;
/// Changes told of one finding.
const TOLD: usize = 3;

/// A change of one number.
pub(super) struct Change {
    number: u32,
    value: BigRational,
    /// The failed checks it settles, by their places among the balances; never empty.
    settles: BTreeSet<usize>,
    /// How many checks that hold it would upset.
    pub(super) upsets: usize,
}

/// The balances of a report, and where each number stands in them.
struct Web<'w, 'd> {
    facts: &'w Facts<'d>,
    balances: &'w [Balance],
    failed: BTreeSet<usize>,
    holders: BTreeMap<u32, Vec<usize>>,
}

/// Adds to every failed check what single changes would settle it with the failed checks it shares numbers with, or that none does.
pub(in crate::rules) fn settle(facts: &Facts<'_>, balances: &[Balance], checked: &mut [Checked]) {
    let fails = |balance: &Balance| checked.get(balance.check).is_some_and(|check| matches!(check.verdict, Verdict::Fail(_)));
    let failed: BTreeSet<usize> = (0..).zip(balances).filter(|(_, balance)| fails(balance)).map(|(at, _)| at).take(MOST_FAILED).collect();
    if failed.is_empty() {
        return;
    }
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, balance) in balances.iter().enumerate() {
        for number in balance.numbers().collect::<BTreeSet<u32>>() {
            holders.entry(number).or_default().push(at);
        }
    }
    let web = Web { facts, balances, failed, holders };
    let rules: Vec<String> = checked.iter().map(|check| check.rule.clone()).collect();
    for &at in &web.failed {
        let Some(balance) = balances.get(at) else { continue };
        if let Some(check) = checked.get_mut(balance.check) {
            tell(&web, at, balance, &rules, check);
        }
    }
}

/// The repairs and the advice of one failed check.
fn tell(web: &Web<'_, '_>, at: usize, balance: &Balance, rules: &[String], check: &mut Checked) {
    let mut changes = web.changes(at, balance);
    let cluster: BTreeSet<usize> = balance.numbers().flat_map(|number| web.failed_with(number)).collect();
    let most = changes.iter().map(|change| change.settles.len()).max().unwrap_or(0);
    let all = most == cluster.len();
    let rule = |at: &usize| web.balances.get(*at).and_then(|balance| rules.get(balance.check)).map_or("", String::as_str);
    changes.retain(|change| change.settles.len() == most);
    let least = changes.iter().map(|change| change.upsets).min().unwrap_or(0);
    if cluster.len() > 1 && !all && most == 1 {
        changes.retain(|change| web.failed_with(change.number).count() > 1);
    } else {
        changes.retain(|change| change.upsets == least);
    }
    changes.sort_by_key(|change| (change.upsets, change.number));
    let Verdict::Fail(violation) = &mut check.verdict else { return };
    if cluster.len() == 1 {
        if least > 0 {
            violation.help = words::joined(&violation.help, words::upsetting());
            return;
        }
        if changes.len() > 2 {
            return;
        }
    } else if !all {
        let others: Vec<&str> = names(cluster.iter().filter(|other| **other != at).map(&rule));
        violation.help = words::joined(&violation.help, words::none_settles(cluster.len(), &others));
    }
    let count = changes.len();
    for change in changes.iter().take(TOLD) {
        let label = check.evidence.iter().position(|used| used.number == Some(change.number));
        let number = web.facts.number(change.number);
        let (Some(label), Some(number)) = (label, number) else { continue };
        let why = if all {
            words::settles_all(cluster.len(), count, change)
        } else {
            words::settles_some(&names(cluster.iter().filter(|other| !change.settles.contains(*other)).map(&rule)))
        };
        let repair = Repair { label, value: digits(&change.value, number, web.facts), why };
        if !violation.repairs.iter().any(|known| known.label == repair.label && known.value == repair.value) {
            violation.repairs.push(repair);
        }
    }
}

/// Rule names, each once, in order.
fn names<'r>(rules: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
    let mut found: Vec<&str> = Vec::new();
    for rule in rules {
        if !found.contains(&rule) {
            found.push(rule);
        }
    }
    found
}

impl Web<'_, '_> {
    /// The failed checks that hold a number.
    fn failed_with(&self, number: u32) -> impl Iterator<Item = usize> + '_ {
        let holders = self.holders.get(&number).map_or(&[][..], Vec::as_slice);
        holders.iter().copied().filter(|at| self.failed.contains(at))
    }

    /// Every change of one number that settles this failed check.
    fn changes(&self, at: usize, balance: &Balance) -> Vec<Change> {
        let numbers: BTreeSet<u32> = balance.numbers().collect();
        let sums = balance.sums(self.facts);
        let mut changes = Vec::new();
        for number in numbers.into_iter().take(MOST_TRIED) {
            let mut tried: Vec<BigRational> = Vec::new();
            for value in balance.values(number, &sums, self.facts) {
                if !tried.contains(&value) && self.facts.number(number).is_some_and(|known| is_printable(&value, known)) {
                    changes.push(self.change(at, number, value.clone()));
                    tried.push(value);
                }
            }
        }
        changes
    }

    fn change(&self, at: usize, number: u32, value: BigRational) -> Change {
        let mut settles = BTreeSet::from([at]);
        let mut upsets = 0;
        for &holder in self.holders.get(&number).into_iter().flatten() {
            let holds = self.balances.get(holder).is_some_and(|balance| balance.holds(self.facts, Some((number, &value))));
            match (self.failed.contains(&holder), holds) {
                (true, true) => _ = settles.insert(holder),
                (false, false) => upsets += 1,
                _ => {}
            }
        }
        Change { number, value, settles, upsets }
    }
}

/// Whether a value could stand where the number does: with its decimals, and not below zero unless the number is.
fn is_printable(value: &BigRational, number: &Number) -> bool {
    let quantity = &number.quantity;
    let old = quantity.amount();
    let whole = (value / quantity.ulp()).is_integer();
    whole && *value != old && quantity.hedge == Hedge::Exact && (!value.is_negative() || old.is_negative())
}

/// The value as it would be printed in the number's place.
fn digits(value: &BigRational, number: &Number, facts: &Facts<'_>) -> String {
    Scale::of([number].into_iter(), facts).digits(value, number.quantity.value.scale)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, Verdict, check};

    /// Of each failed check: its rule, its repairs (`printed → value (why)`), its advice.
    fn told(text: &str, rows: &[(&str, &str)], columns: &str) -> Vec<(String, Vec<String>, String)> {
        let zeros = "| 0 ".repeat(columns.split('|').count());
        let blank = |labels: &[&str]| labels.iter().map(|label| format!("| {label} {zeros}|\n")).collect::<Vec<_>>().concat();
        let [before, behind] = [
            blank(&["(二)部分公开 | "]),
            blank(&["(四)无法提供 | 1.本机关不掌握相关政府信息", "(五)不予处理 | 2.重复申请", "(六)其他处理 | "]),
        ];
        let row = |(label, cells): &(&str, &str)| {
            let around = if *label == PROTECTED { [before.as_str(), behind.as_str()] } else { ["", ""] };
            format!("{}| {label} | {cells} |\n{}", around[0], around[1])
        };
        let rows: String = rows.iter().map(row).collect();
        let rule = "|---".repeat(columns.split('|').count() + 2);
        let report =
            format!("政府信息公开工作年度报告\n\n{text}\n\n## 三、收到和处理政府信息公开申请情况\n\n|  |  | {columns} |\n{rule}|\n{rows}");
        let document = read("a.txt", Arc::from(report.as_bytes()), &Limits::default()).expect("it is text");
        let facts = Facts::of(&document);
        let checked = check(&facts, &RuleSet::builtin().expect("the built-in rules are sound"));
        let failed = checked.iter().filter_map(|check| {
            let Verdict::Fail(violation) = &check.verdict else { return None };
            let printed = |label: usize| check.evidence.get(label).map_or("", |used| document.printed(&used.spot));
            let repairs = violation.repairs.iter().map(|r| format!("{} → {} ({})", printed(r.label), r.value, r.why.en));
            Some((check.rule.clone(), repairs.collect(), violation.help.en.clone()))
        });
        failed.collect()
    }

    const NEW: &str = "一、本年新收政府信息公开申请数量 | ";
    const CARRIED_IN: &str = "二、上年结转政府信息公开申请数量 | ";
    const GRANTED: &str = "(一)予以公开 | ";
    const PROTECTED: &str = "(三)不予公开 | 4.保护第三方合法权益";
    const TOTAL: &str = "(七)总计 | ";
    const CARRIED_OVER: &str = "四、结转下年度继续办理 | ";

    #[test]
    fn no_single_change_settles_both() {
        let rows = [(NEW, "38"), (CARRIED_IN, "2"), (GRANTED, "18"), (PROTECTED, "26"), (TOTAL, "38"), (CARRIED_OVER, "0")];
        let told = told("", &rows, "自然人");
        let [(balance, first, help), (outcomes, second, other)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((balance.as_str(), outcomes.as_str()), ("applications-balance", "outcomes-total"));
        assert_eq!(first[..], ["38 → 40 (settles this, but not outcomes-total)"]);
        assert_eq!(second[..], ["38 → 44 (settles this, but not applications-balance)"]);
        assert!(help.ends_with("; no single change settles both this and outcomes-total"), "{help}");
        assert!(other.ends_with("; no single change settles both this and applications-balance"), "{other}");
    }

    #[test]
    fn one_cell_settles_its_row_its_column_and_the_sentence() {
        let rows = [
            (NEW, "38 | 2 | 40"),
            (GRANTED, "18 | 1 | 19"),
            (PROTECTED, "12 | 1 | 21"),
            (TOTAL, "38 | 2 | 40"),
            (CARRIED_OVER, "0 | 0 | 0"),
        ];
        let told = told("全年受理依申请公开40件,不予公开21件。", &rows, "自然人 | 商业企业 | 总计");
        assert_eq!(told.iter().map(|(rule, ..)| rule.as_str()).collect::<Vec<_>>(), ["applicants-total", "outcomes-total"]);
        for (rule, repairs, _) in &told {
            assert_eq!(repairs[..], ["12 → 20 (the only single change that settles all 2 failed checks)"], "{rule}");
        }
    }

    #[test]
    fn one_number_settles_the_cell_and_the_rate_it_is_set_against() {
        let rows = [
            (NEW, "78 | 78"),
            (CARRIED_IN, "3 | 3"),
            (GRANTED, "81 | 81"),
            (PROTECTED, "0 | 0"),
            (TOTAL, "81 | 81"),
            (CARRIED_OVER, "0 | 0"),
        ];
        let told = told("2023年全县新收政府信息公开申请87件,同比增加17件,增长27.87%。", &rows, "自然人 | 总计");
        let [(rule, repairs, _)] = &told[..] else { panic!("{told:?}") };
        assert_eq!(rule, "received-count");
        assert_eq!(repairs[..], ["87 → 78 (this single change settles all 2 failed checks)"]);
    }

    #[test]
    fn a_number_that_others_confirm_is_not_the_one_to_change() {
        let rows = [
            (NEW, "40 | 40"),
            (CARRIED_IN, "0 | 0"),
            (GRANTED, "40 | 40"),
            (PROTECTED, "0 | 0"),
            (TOTAL, "40 | 40"),
            (CARRIED_OVER, "0 | 0"),
        ];
        let told = told("全年受理依申请公开50件。", &rows, "自然人 | 总计");
        let sentence = told.iter().find(|(rule, ..)| rule == "received-count").expect("it fails");
        assert_eq!(sentence.1[..], ["50 → 40 (the only single change that upsets no other check)"]);
    }

    #[test]
    fn moved_between_columns_takes_two_changes() {
        let rows = [
            (NEW, "38 | 2 | 40"),
            (CARRIED_IN, "0 | 0 | 0"),
            (GRANTED, "37 | 3 | 40"),
            (PROTECTED, "0 | 0 | 0"),
            (TOTAL, "38 | 2 | 40"),
            (CARRIED_OVER, "0 | 0 | 0"),
        ];
        let told = told("", &rows, "自然人 | 商业企业 | 总计");
        assert_eq!(told.len(), 2, "{told:?}");
        for (_, repairs, help) in &told {
            assert!(
                repairs.is_empty() && help.ends_with("; any single change upsets another check, so more than one number may be wrong"),
                "{told:?}"
            );
        }
    }
}
