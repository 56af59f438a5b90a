//! Whether a share follows from what the tables, or the sentence, count.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::Unit;
use crate::phrase::Phrase;
use crate::rules::bind::Operand;
use crate::rules::check::lead::narrows;
use crate::rules::check::period::{several_years, without_year_end};
use crate::rules::check::tally::amount::Amount;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::{Item, years};
use crate::rules::check::tally::portions::read::{Part, Portion};
use crate::rules::check::tally::shares::is_share;
use crate::rules::check::tally::told::Told;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Checked, Expr, Repair, Verdict, Violation};

/// The shares of one sentence under a rule.
pub(super) struct Judge<'j, 'i, 's, 'r, 'd>(pub(super) &'j Case<'i, 's, 'r, 'd>);

/// A part and the whole it may be of.
struct Pair {
    part: Amount,
    whole: Amount,
}

impl Pair {
    fn value(&self) -> Option<BigRational> {
        (!self.whole.value.is_zero()).then(|| &self.part.value / &self.whole.value * BigRational::from_integer(BigInt::from(100)))
    }

    fn makes(&self, rate: &Item<'_>) -> bool {
        is_share(rate, &self.part.value, &self.whole.value)
    }
}

impl Judge<'_, '_, '_, '_, '_> {
    /// The verdict on a share; `None` where nothing says what it is of.
    pub(super) fn told(&self, portion: &Portion<'_, '_, '_>) -> Option<Told> {
        let rate = portion.rate;
        // All of those due, or all but a few.
        if rate.amount() == BigRational::from_integer(BigInt::from(100)) {
            return None;
        }
        let (pairs, certain) = self.pairs(portion);
        if let Some(pair) = pairs.iter().find(|pair| pair.makes(rate)) {
            return Some(self.verdict(rate, pair, Verdict::Pass));
        }
        if !certain
            || self.is_apart(rate)
            || self.is_within(portion)
            || self.is_of_less(portion, &pairs)
            || self.is_of_more(portion, &pairs)
            || self.is_explained(portion)
            || !rate.is_exact()
        {
            return None;
        }
        let off = |pair: &&Pair| pair.value().map(|value| (value - rate.amount()).abs());
        let nearest = pairs.iter().filter(|pair| pair.value().is_some()).min_by_key(off)?;
        let fault = self.violation(rate, nearest, &pairs)?;
        Some(self.verdict(rate, nearest, Verdict::Fail(Box::new(fault))))
    }

    /// Whether the words before a share speak of another year, of a part of this one, or of a part of the bodies.
    fn is_apart(&self, rate: &Item<'_>) -> bool {
        let words = self.text_before(rate);
        let scope = &self.0.context.pack.scope;
        let other_year = years(words).any(|(year, _)| self.0.context.year.is_some_and(|report| report != year));
        let words = without_year_end(words);
        other_year
            || several_years(&words).is_some()
            || scope.sentence.first_in(&words).is_some()
            || self.0.context.is_of_government() && scope.narrow.first_in(&words).is_some()
    }

    /// Whether the words open a smaller whole than the tables': 自然人申请中,…占80%; 占网络申请的…; 某局收到的18件申请中.
    fn is_within(&self, portion: &Portion<'_, '_, '_>) -> bool {
        let of_kind = |words: &str| self.kinds().any(|word| words.contains(word.as_str()));
        let words = self.text_before(portion.rate);
        let opens = words.rsplit_once("中,").is_some_and(|(lead, _)| {
            let start = lead.rfind(['。', ';', ',']).map_or(0, |at| at + 1);
            let counted = self.0.items.iter().find(|item| item.at.start >= start && item.at.end <= lead.len());
            let other_count = counted.is_some_and(|item| !item.percent && self.wholes("").iter().all(|whole| whole.value != item.amount()));
            other_count || lead.get(start..).is_some_and(of_kind)
        });
        opens || of_kind(&portion.base)
    }

    /// Whether the words before the name that a share is of, or the number before it, narrow it to a part of the tables': 公安局自然人申请占90%,
    /// 征地类申请30件,自然人申请占90%.
    fn is_of_less(&self, portion: &Portion<'_, '_, '_>, pairs: &[Pair]) -> bool {
        let Part::Named(_, lead) = &portion.part else { return false };
        let wholes = self.wholes("");
        let known = |amount: &BigRational| {
            wholes.iter().any(|whole| whole.value == *amount)
                || pairs.iter().any(|pair| pair.part.value == *amount || pair.whole.value == *amount)
        };
        let before =
            self.0.items.iter().filter(|item| !item.percent && item.at.end <= portion.rate.at.start && item.depth == portion.rate.depth);
        let mut run = before.rev().scan(BigRational::zero(), |sum, item| {
            *sum += item.amount();
            Some(sum.clone())
        });
        narrows(lead, self.0.context) || run.clone().next().is_some() && !run.any(|sum| known(&sum))
    }

    /// Whether counts stand before a rate that is only named, and none of them is what the tables have: 行政应诉60件,胜诉率95%.
    fn is_of_more(&self, portion: &Portion<'_, '_, '_>, pairs: &[Pair]) -> bool {
        let known = |item: &Item<'_>| pairs.iter().any(|pair| item.amount() == pair.part.value || item.amount() == pair.whole.value);
        let mut counts = self.0.items.iter().filter(|item| !item.percent && item.at.end <= portion.rate.at.start).peekable();
        matches!(portion.part, Part::Named(..)) && counts.peek().is_some() && !counts.any(known)
    }

    /// The parts and wholes that a share may be of, and whether the words are certain of one of them.
    fn pairs(&self, portion: &Portion<'_, '_, '_>) -> (Vec<Pair>, bool) {
        let facts = self.0.context.facts;
        match &portion.part {
            Part::Named(exprs, _) => {
                let pairs = self.quotients(exprs);
                let certain = !pairs.is_empty();
                (pairs, certain)
            }
            Part::Count(item) => {
                let part = Amount::told(item, "part", facts);
                let wholes = self.wholes(&portion.base);
                let certain = !wholes.is_empty() && (self.is_known(item) || portion.listed.is_some_and(|first| self.is_known(first)));
                (wholes.into_iter().map(|whole| Pair { part: part.clone(), whole }).collect(), certain)
            }
            Part::Sum(items) => {
                let wholes = self.wholes(&portion.base);
                let sums = (2..=items.len()).filter_map(|last| Amount::together(items.get(..last)?, "part", facts));
                let pairs = sums.flat_map(|part| wholes.iter().map(move |whole| Pair { part: part.clone(), whole: whole.clone() }));
                let certain = !wholes.is_empty() && items.iter().take(2).any(|item| self.is_known(item));
                (pairs.collect(), certain)
            }
        }
    }

    /// What a share may be of: what its words name, or else all that the rule allows.
    fn wholes(&self, base: &str) -> Vec<Amount> {
        let named = self.0.spec.wholes.iter().filter(|(_, _, words)| words.iter().any(|word| base.contains(word.as_str())));
        let named: Vec<&Expr> = named.map(|(_, expr, _)| expr).collect();
        // 不予公开的申请中,…占…: of those named before, or of all.
        let before = self.0.spec.wholes.iter().filter(|(_, _, words)| words.iter().any(|word| self.0.text().contains(word.as_str())));
        let all = || self.0.spec.whole.iter().map(|(_, expr)| expr).chain(before.map(|(_, expr, _)| expr)).collect();
        let exprs: Vec<&Expr> = if named.is_empty() { all() } else { named };
        exprs.into_iter().filter_map(|expr| self.amount(expr, "whole")).collect()
    }

    fn amount(&self, expr: &Expr, part: &str) -> Option<Amount> {
        let operand = self.0.context.operand(expr).ok().filter(Operand::has_amount)?;
        Some(Amount::of_tables(&operand, part, self.0.context.facts))
    }

    /// The shares that names stand for; of several names the parts of each whole together.
    fn quotients(&self, names: &[Vec<&Expr>]) -> Vec<Pair> {
        let split = |expr: &&Expr| if let Expr::Quotient(part, whole) = *expr { Some((part.clone(), whole.clone())) } else { None };
        let Some((first, rest)) = names.split_first() else { return Vec::new() };
        let pairs = first.iter().filter_map(split).filter_map(|(part, whole)| {
            let mut sum = self.amount(&part, "part")?;
            for name in rest {
                let (part, _) = name.iter().filter_map(split).find(|(_, other)| *other == whole)?;
                sum = sum.plus(self.amount(&part, "part")?);
            }
            Some(Pair { part: sum, whole: self.amount(&whole, "whole")? })
        });
        pairs.collect()
    }

    /// Whether the words around a count name a kind that the tables know.
    fn is_known(&self, item: &Item<'_>) -> bool {
        // 完成79家单位的改造: the tables count no bodies.
        if matches!(&item.number.quantity.unit, Unit::Count(unit) if !self.0.context.pack.scope.counts_in(unit)) {
            return false;
        }
        let wholes = self.0.spec.wholes.iter().flat_map(|(_, _, words)| words);
        let behind = item.clause_behind(self.0.text());
        self.kinds().chain(wholes).any(|word| item.before.contains(word.as_str()) || behind.contains(word.as_str()))
    }

    /// The words for the kinds that the tables count.
    fn kinds(&self) -> impl Iterator<Item = &String> {
        self.0.spec.parts.iter().chain(self.0.spec.means.iter().flat_map(|(_, _, words)| words))
    }

    /// The words of the sentence before a number.
    fn text_before(&self, item: &Item<'_>) -> &str {
        self.0.text().get(..item.at.start).unwrap_or("")
    }

    /// Whether two counts of the text, or one of them and a whole, make the share all the same: it is then of something else.
    fn is_explained(&self, portion: &Portion<'_, '_, '_>) -> bool {
        let rate = portion.rate;
        let counts = || self.0.items.iter().chain(self.0.before).filter(|item| !item.percent);
        let parts: Vec<&Item<'_>> = match &portion.part {
            Part::Count(item) => vec![*item],
            Part::Sum(_) => Vec::new(),
            Part::Named(..) => counts().collect(),
        };
        let makes = |part: &Item<'_>, whole: &Item<'_>| part.id != whole.id && is_share(rate, &part.amount(), &whole.amount());
        parts.iter().any(|part| counts().any(|whole| makes(part, whole)))
    }

    fn verdict(&self, rate: &Item<'_>, pair: &Pair, verdict: Verdict) -> Told {
        let evidence = std::iter::once(rate.used("rate")).chain(pair.part.used.clone()).chain(pair.whole.used.clone()).collect();
        Told { checked: Checked { rule: self.0.rule.id.clone(), verdict, evidence, note: None }, terms: Vec::new() }
    }

    /// The disagreement with the pair that comes nearest, and the others that do not make the share either.
    fn violation(&self, rate: &Item<'_>, pair: &Pair, tried: &[Pair]) -> Option<Violation> {
        /// Others that are told.
        const MOST: usize = 3;
        let scale = Scale::of(std::iter::once(rate.number), self.0.context.facts);
        let made = |pair: &Pair| Some(format!("{}{}", scale.digits(&pair.value()?, rate.number.quantity.value.scale), scale.unit()));
        let computed = made(pair)?;
        let stated = scale.shown(rate.number);
        let slots = Slots::new().with("stated", stated.clone()).with("computed", computed.clone());
        let wrapped = |shown: &str| if shown.contains(" + ") && !shown.starts_with('(') { format!("({shown})") } else { shown.to_owned() };
        let shown = |pair: &Pair| Some(format!("{} ÷ {} = {}", wrapped(&pair.part.shown), wrapped(&pair.whole.shown), made(pair)?));
        let line = shown(pair)?;
        let mut others: Vec<String> = tried.iter().filter_map(shown).filter(|other| *other != line).collect();
        let mut seen = std::collections::BTreeSet::new();
        others.retain(|other| seen.insert(other.clone()));
        others.truncate(MOST);
        let (zh, en) = match others.as_slice() {
            [] => <_>::default(),
            others => (format!("；也试过 {}", others.join("、")), format!("; tried too: {}", others.join(", "))),
        };
        let repair = Repair { label: 0, value: computed, why: Phrase::new("按其余各数算出", "what the other numbers give") };
        let said = Phrase::new(format!("{line}；文中 {stated}{zh}"), format!("{line}, stated {stated}{en}"));
        Some(Violation { repairs: vec![repair], ..Violation::of(self.0.rule, &slots, said) })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, Verdict, check};

    #[test]
    fn every_base_that_was_tried_is_told() {
        let page = "<h1>政府信息公开工作年度报告</h1><p>收到政府信息公开申请50件。申请人以自然人为主，占75%。</p>
            <h2>三、收到和处理政府信息公开申请情况</h2><table><tr><th>办理结果<th>自然人<th>商业企业<th>总计
            <tr><td>一、本年新收政府信息公开申请数量<td>40<td>10<td>50<tr><td>二、上年结转政府信息公开申请数量<td>2<td>0<td>2
            <tr><td>(一)予以公开<td>39<td>10<td>49<tr><td>(七)总计<td>39<td>10<td>49<tr><td>四、结转下年度继续办理<td>3<td>0<td>3</table>";
        let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is HTML");
        let checked = check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        let said: Vec<_> = checked
            .iter()
            .filter_map(|check| match &check.verdict {
                Verdict::Fail(violation) if check.rule == "application-share" => Some(violation.derivation.clone()),
                _ => None,
            })
            .collect();
        let [said] = &said[..] else { unreachable!("one share is wrong: {said:?}") };
        assert_eq!(said.en, "39 ÷ 49 = 80%, stated 75%; tried too: 40 ÷ 50 = 80%, (40 + 2) ÷ (50 + 2) = 81%");
        assert_eq!(said.zh, "39 ÷ 49 = 80%；文中 75%；也试过 40 ÷ 50 = 80%、(40 + 2) ÷ (50 + 2) = 81%");
    }
}
