//! A number beside a rate that one slip turned into what it is: the right one still stands elsewhere in the report.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::facts::{Facts, Number};
use crate::phrase::Phrase;
use crate::rules::check::formula::{Input, with};
use crate::rules::sums::{Slip, slip};
use crate::rules::{Evidence, Interval, Repair};

/// Numbers of a report beyond which none is looked for.
const MOST: usize = 5_000;
/// A smaller number is one slip away from too many others.
const LEAST: i128 = 100;

/// The change of one input to a number of the report that it is one slip away from, with which the rate holds (`holds`); only where there is
/// just one.
pub(super) fn elsewhere(inputs: &[Input], evidence: &[Evidence], facts: &Facts<'_>, holds: impl Fn(&[Input]) -> bool) -> Option<Repair> {
    if facts.numbers.len() > MOST {
        return None;
    }
    let mut found: Option<(usize, i128)> = None;
    for (at, input) in inputs.iter().enumerate() {
        let Some((id, old)) = input.captured.and_then(|(id, _)| Some((id, count(facts.number(id)?)?))) else { continue };
        let label = evidence.iter().position(|used| used.number == Some(id))?;
        for new in facts.numbers.iter().filter_map(count).filter(|new| slip(old, *new, 1) != Slip::None) {
            let value = BigRational::from_integer(BigInt::from(new));
            if found == Some((label, new)) || !holds(&with(inputs, at, value.clone(), Interval::exact(value))) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some((label, new));
        }
    }
    let (label, value) = found?;
    let why = Phrase::new("改成报告中别处的这个数即相符", "this number, which stands elsewhere in the report, would settle it");
    Some(Repair { label, value: value.to_string(), why })
}

/// A whole count of some size, as printed.
fn count(number: &Number) -> Option<i128> {
    number.quantity.is_exact_count().then_some(number.quantity.value.mantissa).filter(|value| *value >= LEAST)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, Verdict, check};

    /// The changes offered for the text's only failure.
    fn repairs(text: &str) -> Vec<String> {
        let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let checked = check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        let failed: Vec<_> =
            checked.iter().filter_map(|c| if let Verdict::Fail(violation) = &c.verdict { Some((c, violation)) } else { None }).collect();
        let [(check, violation)] = &failed[..] else { panic!("{failed:#?}") };
        let printed = |label: usize| document.printed(&check.evidence[label].spot);
        violation.repairs.iter().map(|repair| format!("{} → {}", printed(repair.label), repair.value)).collect()
    }

    #[test]
    fn the_right_number_stands_in_the_table() {
        let table = "\n\n| 学段 | 上年 | 本年 | 增减 |\n|---|---|---|---|\n| 小学 | 31050 | 31940 | 890 |\n| 初中 | 20000 | 20400 | 400 |\n| 合计 | 51050 | 52340 | 1290 |\n";
        let sentence = "在校学生52340人,比上年增加1920人,增长2.5%。";
        assert_eq!(repairs(&format!("{sentence}{table}")), ["1920 → 1290", "2.5% → 3.8%"]);
        assert_eq!(repairs(sentence), ["2.5% → 3.8%"]);
    }
}
