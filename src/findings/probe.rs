//! Whether a wrong number would be told: it is changed alone, and the checks are carried out again.

use std::collections::BTreeSet;

use crate::document::Decimal;
use crate::facts::Facts;
use crate::rules::{Checked, RuleSet, Verdict, check};

/// Numbers times those tried, beyond which none is: every trial is an audit of its own.
const MOST: usize = 100_000;

/// For each number that a decided check uses, whether one tells that it is wrong, or would if it alone were; `None` for the others, and for all
/// where there are too many to try.
pub(super) fn told(facts: &Facts<'_>, checked: &[Checked], rules: &RuleSet) -> Vec<Option<bool>> {
    let mut told = vec![None; facts.numbers.len()];
    let used = |fails: bool| -> BTreeSet<u32> {
        let decided = checked.iter().filter(|check| match check.verdict {
            Verdict::Fail(_) => fails,
            Verdict::Pass => !fails,
            _ => false,
        });
        decided.flat_map(|check| &check.evidence).filter_map(|used| used.number).collect()
    };
    let failed = used(true);
    let agreeing: Vec<u32> = used(false).difference(&failed).copied().collect();
    if agreeing.len() * facts.numbers.len() > MOST {
        return told;
    }
    for id in failed {
        told.iter_mut().skip(id as usize).take(1).for_each(|told| *told = Some(true));
    }
    for id in agreeing {
        if facts.document.deadline.is_over() {
            break;
        }
        told.iter_mut().skip(id as usize).take(1).for_each(|told| *told = Some(would_tell(facts, rules, id)));
    }
    told
}

fn would_tell(facts: &Facts<'_>, rules: &RuleSet, id: u32) -> bool {
    let Some(number) = facts.numbers.get(id as usize) else { return false };
    let told = |value: Decimal| {
        let mut changed = facts.clone();
        changed.numbers.iter_mut().skip(id as usize).take(1).for_each(|number| number.quantity.value = value);
        let uses = |check: &Checked| check.evidence.iter().any(|used| used.number == Some(id));
        check(&changed, rules).iter().any(|check| matches!(check.verdict, Verdict::Fail(_)) && uses(check))
    };
    misprints(number.quantity.value).into_iter().any(told)
}

/// The number with its first digit wrong, its last one, one too many, one too few.
fn misprints(value: Decimal) -> Vec<Decimal> {
    let (mantissa, scale) = (value.mantissa, value.scale);
    let digits = mantissa.unsigned_abs().checked_ilog10().unwrap_or(0);
    let first = 10_i128.checked_pow(digits).unwrap_or(1);
    let other = |place: i128| {
        let digit = mantissa.abs() / place % 10;
        let step = if digit == 9 { -place } else { place };
        mantissa.abs() + step
    };
    let longer = mantissa.abs().checked_mul(10).and_then(|longer| longer.checked_add(1));
    let changed = [Some(other(first)), Some(other(1)), longer, Some(mantissa.abs() / 10)];
    let signed = changed.into_iter().flatten().map(|size| Decimal::new(if mantissa < 0 { -size } else { size }, scale));
    let mut found: Vec<Decimal> = Vec::new();
    for changed in signed.filter(|changed| *changed != value) {
        if !found.contains(&changed) {
            found.push(changed);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::misprints;
    use crate::document::Decimal;

    #[test]
    fn a_digit_is_wrong_or_one_too_many_or_too_few() {
        let of = |text: &str| misprints(Decimal::parse(text).expect("digits")).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(of("38"), ["48", "39", "381", "3"]);
        assert_eq!(of("-9.5"), ["-8.5", "-9.6", "-95.1", "-0.9"]);
        assert_eq!(of("0"), ["1"]);
        assert_eq!(of("7"), ["8", "71", "0"]);
    }
}
