//! A list that leaves nothing out of what a table counts, its whole not given beside it.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Signed as _;

use crate::facts::{Facts, Hedge, Number, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::breakdown::{covers, is_open, labels, list, sum, tail, used};
use crate::rules::check::catchall::{FEW, LEFT, is_rest, names_rest};
use crate::rules::check::found::Found;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Exhaustive, PartsSpec, Verdict, Violation};

type Judged = (Verdict, Vec<Evidence>, Option<Phrase>);

/// The verdict, what it used, and nothing to note. It fails only where the labels are a set that leaves nothing out and make none of the wholes.
pub(super) fn judge(found: &Found<'_>, spec: &PartsSpec, context: &Context<'_, '_>) -> Judged {
    let (facts, sentence) = (context.facts, found.sentence);
    let own = found.fit.range.start..sentence.text.len();
    let clause_words = &context.pack.scope.clause;
    let behind_names = found.fit.captures.iter().map(|(_, at)| at.start..sentence.text.len()).next();
    // 传真12件,现场窗口77件,…: a list that begins in the middle of another one.
    let before = sentence.text.get(..found.fit.range.start).unwrap_or("");
    let row = before.rsplit(['。', ':']).next().unwrap_or(before);
    let last = row.split([',', '、', ';']).rfind(|part| part.contains(|c| placeholder(c).is_some()));
    if last.is_some_and(|part| is_one_more(part, spec)) {
        return (Verdict::NotApplicable(Phrase::new("前面还有一类", "another kind stands before the list")), Vec::new(), None);
    }
    // The labels stand beside the numbers, or all of them before: 网络、信函、当面分别为18件、6件、2件.
    for rest in std::iter::once(own).chain(behind_names) {
        let (ids, _) = list(sentence, &rest, &spec.until);
        let listed: Vec<(u32, &Number)> = ids.into_iter().filter_map(|id| Some((id, facts.number(id)?))).collect();
        let all = labels(found, &rest, &listed);
        // What the list goes on with may be its whole: 网上18件、信函6件、当面2件,共收到26件.
        for parts in (1..=listed.len()).rev().filter_map(|end| listed.get(..end)) {
            // 网上456件,信函108件,以其他方式申请的278件, or 传真2件: not the three alone.
            if all.get(parts.len()).is_some_and(|next| names_rest(next) || is_one_more(next, spec)) {
                continue;
            }
            // 网上15条,邮寄17条,现场35条,其余58条为电子邮件
            if leaves_some(tail(sentence, &rest, parts).unwrap_or("")) {
                continue;
            }
            let named = labels(found, &rest, parts);
            // 网络申请增加8件, 网络答复30件: not the channels of what came in.
            let apart =
                |label: &&str| found.claim.not.iter().any(|word| label.contains(word.as_str())) || clause_words.first_in(label).is_some();
            if named.iter().any(apart) {
                continue;
            }
            let to_rest =
                spec.to_rest && rest.start > found.fit.range.start && named.len() >= FEW && named.last().is_some_and(|last| is_rest(last));
            // Of two kinds nothing may be left untaken: 网络36件、书面8件、当面4件.
            let all_taken = parts.len() == listed.len();
            let covered = |set: &Exhaustive| (set.labels.len() >= FEW || all_taken) && covers(&named, set, &sentence.text);
            let of_kinds = all_taken && are_of_kinds(&named, &spec.kinds);
            if (to_rest || of_kinds || spec.exhaustive.iter().any(covered)) && !is_open(sentence, &rest, parts) {
                return set_against(parts, found, spec, context);
            }
        }
    }
    let why = Phrase::new("所列不是全部的几类", "the list is none that leaves nothing out");
    (Verdict::NotApplicable(why), Vec::new(), None)
}

/// Whether a label is of the kinds that the whole is divided into.
fn is_one_more(label: &str, spec: &PartsSpec) -> bool {
    spec.exhaustive.iter().flat_map(|set| set.labels.iter().flatten()).any(|word| label.contains(word.as_str()))
}

/// Whether every label has one of these words, and none stands twice.
fn are_of_kinds(named: &[&str], kinds: &[String]) -> bool {
    let is_kind = |label: &&str| kinds.iter().any(|kind| label.contains(kind.as_str()));
    named.len() > 1 && named.iter().all(is_kind) && named.iter().collect::<BTreeSet<_>>().len() == named.len()
}

/// Whether the list goes on with one more part, or with what is left: `,其余58条`, `及传真申请41件`.
fn leaves_some(tail: &str) -> bool {
    let next = tail.trim_start_matches([',', '、', ';', ' ']);
    let counts = next.split([',', '、', ';', '。']).next().unwrap_or("").contains(|c| placeholder(c).is_some());
    let joined = ["及", "和", "与", "以及"].iter().any(|word| tail.starts_with(word));
    // 网上30件,信函10件,其余为当面申请
    LEFT.iter().any(|word| next.starts_with(word)) || counts && (joined || next.starts_with("还有"))
}

fn set_against(listed: &[(u32, &Number)], found: &Found<'_>, spec: &PartsSpec, context: &Context<'_, '_>) -> Judged {
    let facts = context.facts;
    let mut evidence: Vec<Evidence> = used(listed).collect();
    if listed.iter().any(|(_, n)| n.quantity.hedge != Hedge::Exact) {
        return (Verdict::Undecided(Phrase::new("分项是约数", "a part is approximate")), evidence, None);
    }
    let total = sum(listed);
    let is_part = |id: &u32| listed.iter().any(|(part, _)| part == id);
    let others = found.sentence.numbers.iter().filter(|id| !is_part(id));
    if states(&total, others, facts) {
        let why = Phrase::new("它们是句中另一个数的分项", "they are the parts of another number of the sentence");
        return (Verdict::NotApplicable(why), evidence, None);
    }
    let mut tried: Vec<(&str, Operand)> = Vec::new();
    for (name, expr) in &spec.wholes {
        match context.operand(expr) {
            Ok(operand) if operand.has_amount() && operand.sum(facts) == total => {
                evidence.extend(operand.evidence("table", facts));
                return (Verdict::Pass, evidence, None);
            }
            Ok(operand) if operand.has_amount() => tried.push((name, operand)),
            Ok(_) => return (Verdict::Undecided(Phrase::new("表中相应的格空着", "the cells it speaks of are blank")), evidence, None),
            Err(why) => return (Verdict::Undecided(why), evidence, None),
        }
    }
    // 检查发现问题37个。按类型统计,…: the sentence before may have told their whole.
    let before = facts.sentences_before(found.sentence).last().into_iter().flat_map(|s| &s.numbers);
    if states(&total, before, facts) {
        let why = Phrase::new("它们是前一句中一个数的分项", "they are the parts of a number of the sentence before");
        return (Verdict::NotApplicable(why), evidence, None);
    }
    let Some((name, whole)) = tried.into_iter().next() else { return (Verdict::Undecided(Phrase::default()), evidence, None) };
    evidence.extend(whole.evidence("table", facts));
    (Verdict::Fail(Box::new(violation(found, listed, name, &whole, context))), evidence, None)
}

/// Whether one of these numbers is a count of so many.
fn states<'n>(total: &BigRational, mut numbers: impl Iterator<Item = &'n u32>, facts: &Facts<'_>) -> bool {
    numbers.any(|id| facts.number(*id).is_some_and(|n| n.quantity.is_exact_count() && n.quantity.amount() == *total))
}

fn violation(found: &Found<'_>, listed: &[(u32, &Number)], name: &str, whole: &Operand, context: &Context<'_, '_>) -> Violation {
    let facts = context.facts;
    let parts = || listed.iter().map(|(_, n)| *n);
    let scale = Scale::of(parts(), facts);
    let (total, stated) = (sum(listed), scale.total(whole));
    let gap = &total - whole.sum(facts);
    let relation = if gap.is_positive() { Phrase::new("多", "more") } else { Phrase::new("少", "less") };
    let shown = scale.sum(&total, parts());
    let slots = Slots::new()
        .with("sum", shown.clone())
        .with("whole", stated.clone())
        .with("gap", scale.sum(&gap.abs(), parts()))
        .with_phrase("more", relation);
    let terms: Vec<String> = parts().map(|n| scale.shown(n)).collect();
    let line = format!("{} = {shown}", terms.join(" + "));
    Violation::of(
        found.rule,
        &slots,
        Phrase::new(format!("{line}；{name}：{}", scale.sum_line(whole)), format!("{line}; {name}: {}", scale.sum_line(whole))),
    )
}
