//! Whether the numbers of a change agree, and which of them does not.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Facts, Number, Quantity, Unit};
use crate::phrase::Phrase;
use crate::rules::check::tally::amount::Amount;
use crate::rules::check::tally::changes::group::Change;
use crate::rules::check::tally::changes::roles::Way;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::told::Told;
use crate::rules::ladder::rung;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Checked, Evidence, Interval, Repair, Rule, Rung, Sign, Verdict, Violation};

/// What a change has come to, as far as the words are certain of it.
pub(super) struct Now {
    pub(super) amount: Amount,
    pub(super) certain: bool,
}

/// A change with the amounts it is set against.
struct Tried<'c, 'i, 's> {
    change: &'c Change<'i, 's>,
    old: Option<Amount>,
    difference: Option<Amount>,
}

/// The verdict on a change; `None` where too few of its numbers are told.
pub(super) fn judge(rule: &Rule, change: &Change<'_, '_>, now: &[Now], facts: &Facts<'_>) -> Option<Told> {
    let told = |item: Option<&Item<'_>>, part: &str| item.map(|item| Amount::told(item, part, facts));
    let tried = Tried { change, old: told(change.old, "old"), difference: told(change.difference, "change") };
    let measured = [change.rate.is_some(), change.difference.is_some(), change.old.is_some()].into_iter().filter(|told| *told).count();
    if measured < 2 {
        return None;
    }
    if let Some(now) = now.iter().find(|now| tried.agrees(Some(&now.amount))) {
        return Some(verdict(rule, tried.used(Some(&now.amount)), Verdict::Pass));
    }
    let alone = measured == 3;
    match now.iter().find(|now| now.certain) {
        // 比上年的50件增加12件,增长24%
        None if alone && tried.agrees(None) => Some(verdict(rule, tried.used(None), Verdict::Pass)),
        None if alone => Some(tried.fails(rule, None, facts)),
        None => None,
        Some(now) => Some(tried.fails(rule, Some(&now.amount), facts)),
    }
}

fn verdict(rule: &Rule, evidence: Vec<Evidence>, verdict: Verdict) -> Told {
    Told { checked: Checked { rule: rule.id.clone(), verdict, evidence, note: None }, terms: Vec::new() }
}

/// One of the numbers of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Rate,
    Difference,
    Old,
    Now,
}

impl Tried<'_, '_, '_> {
    /// Whether all numbers told agree with each other.
    fn agrees(&self, now: Option<&Amount>) -> bool {
        self.agree_without(now, None)
    }

    /// The same, one of them left out.
    fn agree_without(&self, now: Option<&Amount>, left_out: Option<Side>) -> bool {
        let there = |side: Side| left_out != Some(side);
        let old = self.old.as_ref().filter(|_| there(Side::Old));
        let now = now.filter(|_| there(Side::Now));
        let difference = self.difference.as_ref().filter(|_| there(Side::Difference));
        let rate = self.change.rate.filter(|_| there(Side::Rate)).map(|item| item.number);
        let by_difference = difference.and(self.change.difference).is_none_or(|item| self.is_moved(&item.number.quantity, old, now));
        let by_rate = rate.is_none_or(|rate| match (old, now, difference) {
            (Some(old), Some(now), _) => self.is_rate(rate, Some(old), Some(now), None),
            (old, now, Some(difference)) if old.is_some() || now.is_some() => self.is_rate(rate, old, now, Some(difference)),
            _ => true,
        });
        by_difference && by_rate
    }

    fn is_moved(&self, stated: &Quantity, old: Option<&Amount>, now: Option<&Amount>) -> bool {
        let (Some(old), Some(now)) = (old, now) else { return true };
        let (low, high) = if self.change.way == Way::Up { (old, now) } else { (now, old) };
        let allowed = high.allowed.plus(&low.allowed, Sign::Minus);
        rung(stated, &(&high.value - &low.value), &allowed) != Rung::Inconsistent
    }

    /// The rate from two of the three amounts, with what their digits allow.
    fn rate(
        &self,
        old: Option<&Amount>,
        now: Option<&Amount>,
        difference: Option<&Amount>,
        times: &BigRational,
    ) -> Option<(BigRational, Interval)> {
        let up = self.change.way == Way::Up;
        let of = |base: &BigRational, moved: BigRational| (!base.is_zero()).then(|| moved / base * times);
        let from = |old: Option<&BigRational>, now: Option<&BigRational>, moved: Option<&BigRational>| match (old, now, moved) {
            (Some(old), Some(now), None) => of(old, if up { now - old } else { old - now }),
            (Some(old), _, Some(moved)) => of(old, moved.clone()),
            (None, Some(now), Some(moved)) => of(&if up { now - moved } else { now + moved }, moved.clone()),
            _ => None,
        };
        let amounts = [old, now, difference];
        let value = from(old.map(|a| &a.value), now.map(|a| &a.value), difference.map(|a| &a.value))?;
        let (mut low, mut high) = (value.clone(), value.clone());
        for corner in 0..8_u8 {
            let ends: Vec<Option<&BigRational>> = amounts
                .iter()
                .enumerate()
                .map(|(bit, amount)| {
                    amount.and_then(|a| if corner >> bit & 1 == 0 { a.allowed.low.as_ref() } else { a.allowed.high.as_ref() })
                })
                .collect();
            if ends.iter().zip(&amounts).any(|(end, amount)| end.is_none() && amount.is_some()) {
                return Some((value, Interval { low: None, high: None }));
            }
            let here = from(ends.first().copied().flatten(), ends.get(1).copied().flatten(), ends.get(2).copied().flatten())?;
            low = low.min(here.clone());
            high = high.max(here);
        }
        Some((value, Interval { low: Some(low), high: Some(high) }))
    }

    fn is_rate(&self, rate: &Number, old: Option<&Amount>, now: Option<&Amount>, difference: Option<&Amount>) -> bool {
        let value = self.rate(old, now, difference, &factor(rate));
        value.is_some_and(|(value, allowed)| rung(&rate.quantity, &value, &allowed) != Rung::Inconsistent)
    }

    /// What the check used, the number found wrong first.
    fn used(&self, now: Option<&Amount>) -> Vec<Evidence> {
        let rate = self.change.rate.map(|item| item.used("rate"));
        let amounts = [self.difference.as_ref(), self.old.as_ref(), now];
        rate.into_iter().chain(amounts.into_iter().flatten().flat_map(|amount| amount.used.clone())).collect()
    }

    /// The disagreement, laid to the number without which the others agree.
    fn fails(&self, rule: &Rule, now: Option<&Amount>, facts: &Facts<'_>) -> Told {
        let told = [self.change.rate.is_some(), self.difference.is_some(), self.old.is_some(), now.is_some()];
        let enough = told.into_iter().filter(|told| *told).count() > 3;
        let sides = [Side::Difference, Side::Rate, Side::Old, Side::Now];
        let odd = sides.into_iter().find(|side| enough && self.agree_without(now, Some(*side)));
        let item = match odd {
            Some(Side::Difference) => self.change.difference,
            Some(Side::Old) => self.change.old,
            _ => self.change.rate.or(self.change.difference),
        };
        let mut evidence = self.used(now);
        let primary = item.map(|item| item.id);
        evidence.sort_by_key(|used| used.number != primary || !used.prose);
        let fault = item.and_then(|item| self.violation(rule, item, odd, now, facts));
        let undecided = || Verdict::Undecided(Phrase::new("算式没有确定的值", "the formula has no definite value"));
        verdict(rule, evidence, fault.map_or_else(undecided, |fault| Verdict::Fail(Box::new(fault))))
    }

    fn violation(&self, rule: &Rule, item: &Item<'_>, odd: Option<Side>, now: Option<&Amount>, facts: &Facts<'_>) -> Option<Violation> {
        let up = self.change.way == Way::Up;
        let (old, difference) = (self.old.as_ref(), self.difference.as_ref());
        let signed = |plus: &Amount, sign: &str, minus: &Amount| format!("{} {sign} {}", plus.shown, minus.shown);
        let is_rate = self.change.rate.is_some_and(|rate| rate.id == item.id);
        let (value, line) = match (is_rate, odd, old, now, difference) {
            (true, Some(Side::Now), Some(old), _, Some(moved)) | (true, _, Some(old), None, Some(moved)) => {
                (self.rate(Some(old), None, Some(moved), &factor(item.number))?.0, format!("{} ÷ {}", moved.shown, old.shown))
            }
            (true, _, Some(old), Some(now), _) => {
                let moved = if up { signed(now, "-", old) } else { signed(old, "-", now) };
                (self.rate(Some(old), Some(now), None, &factor(item.number))?.0, format!("({moved}) ÷ {}", old.shown))
            }
            (true, _, None, Some(now), Some(moved)) => {
                // A change of all there is, or of more, is of something else.
                if up && now.value <= moved.value {
                    return None;
                }
                let base = signed(now, if up { "-" } else { "+" }, moved);
                (self.rate(None, Some(now), Some(moved), &factor(item.number))?.0, format!("{} ÷ ({base})", moved.shown))
            }
            (false, Some(Side::Old), _, Some(now), Some(moved)) => {
                (if up { &now.value - &moved.value } else { &now.value + &moved.value }, signed(now, if up { "-" } else { "+" }, moved))
            }
            (false, _, Some(old), Some(now), _) => {
                let value = if up { &now.value - &old.value } else { &old.value - &now.value };
                (value, if up { signed(now, "-", old) } else { signed(old, "-", now) })
            }
            _ => return None,
        };
        Some(fault(rule, item, &value, &line, self.change.way, odd != Some(Side::Old), facts))
    }
}

fn factor(rate: &Number) -> BigRational {
    BigRational::from_integer(BigInt::from(if rate.quantity.unit == Unit::Times { 1 } else { 100 }))
}

/// The disagreement in words; a `measured` change has a direction, and says so where it is the other one.
fn fault(rule: &Rule, item: &Item<'_>, value: &BigRational, line: &str, way: Way, measured: bool, facts: &Facts<'_>) -> Violation {
    let scale = Scale::of(std::iter::once(item.number), facts);
    let digits = scale.digits(&value.abs(), item.number.quantity.value.scale);
    let percent = item.number.quantity.unit == Unit::Percent;
    let (stated, plain) = (scale.shown(item.number), if percent { format!("{digits}{}", scale.unit()) } else { digits });
    let turned = measured && value.is_negative();
    let other = match way {
        Way::Up => Phrase::new(format!("减少 {plain}"), format!("{plain} less")),
        Way::Down => Phrase::new(format!("增加 {plain}"), format!("{plain} more")),
    };
    let computed = if turned { other } else { Phrase::same(plain.clone()) };
    let slots = Slots::new().with("stated", stated.clone()).with_phrase("computed", computed);
    let repair = Repair { label: 0, value: plain.clone(), why: Phrase::new("按其余各数算出", "what the other numbers give") };
    let sign = if value.is_negative() { "-" } else { "" };
    let said = Phrase::new(format!("{line} = {sign}{plain}；文中 {stated}"), format!("{line} = {sign}{plain}, stated {stated}"));
    // Where the direction is wrong it is the words that are to be changed.
    Violation { repairs: if turned { Vec::new() } else { vec![repair] }, ..Violation::of(rule, &slots, said) }
}
