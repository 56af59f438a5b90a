//! A stated whole and the parts listed behind it.
//!
//! 其中 opens a full breakdown or a mere subset, and subsets may overlap (women, party members): a misfit is claimed only where the words say that the
//! list is complete (分别为, 其他 as the last part, shares that make a hundred), where one part alone or parts that share nothing exceed the
//! whole, or where three or more parts exceed the whole by so little that only a slip explains it. A first stretch of the parts that adds up is a breakdown of its own (two divisions of one whole in a row).

use std::ops::Range;

use num_rational::BigRational;

use crate::facts::{Facts, Hedge, Number, Sentence, Unit, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::alike::{same_publications, same_things};
use crate::rules::check::breakdown::amounts::{adding_up, amounts_to, divided_parts, is_far, sum, used, violation};
use crate::rules::check::breakdown::complete::{
    are_accounts, are_all_accounts, are_areas, are_parallel, covers, exceeds, is_slip, is_small, says_so, shares_make_all, two_exceed,
};
use crate::rules::check::breakdown::list::{goes_on, is_one_row, labels as labels_of, list, speaks_of_others, times};
use crate::rules::check::breakdown::others::other_wholes;
use crate::rules::check::breakdown::signs::{Signs, signs};
use crate::rules::check::catchall::{ends_with_rest, is_rest};
use crate::rules::check::found::Found;
use crate::rules::{BreakdownSpec, Confidence, Evidence, Exhaustive, Severity, Verdict};

/// Numbers before a list that are taken for more of it.
const MOST_BEFORE: usize = 12;

/// Parts from which a list that slightly exceeds its whole is taken for a full one.
pub(super) const FULL_LIST: usize = 3;

/// The verdict, what it used, and nothing to note.
pub(in crate::rules::check) fn judge(
    found: &Found<'_>,
    spec: &BreakdownSpec,
    context: &Context<'_, '_>,
) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let (facts, sentence) = (context.facts, found.sentence);
    let rest = found.fit.capture(&spec.parts).cloned();
    let (Some(whole), Some(rest)) = (found.number.and_then(|id| facts.number(id)), rest) else {
        return (Verdict::Undecided(Phrase::new("数没有读出", "the number was not read")), Vec::new(), None);
    };
    if closes_before(sentence.text.get(found.at.end..rest.start).unwrap_or("")) {
        let why = Phrase::new("清单在总数的括号之外", "the list stands outside the brackets of the whole");
        return (Verdict::NotApplicable(why), Vec::new(), None);
    }
    let (ids, ended) = list(sentence, &rest, &spec.until);
    let ids = of_one_kind(whole, ids.into_iter().filter_map(|id| Some((id, facts.number(id)?))).collect());
    let count = ids.len();
    let (number, whole, listed) = counted_as(found, &rest, whole, &ids, facts);
    let mut evidence = vec![Evidence { spot: whole.spot, part: "whole".to_owned(), prose: true, number }];
    if listed.len() < 2 {
        return (Verdict::NotApplicable(Phrase::new("后面不是分项清单", "no list of parts follows")), evidence, None);
    }
    if spec.closed && (is_item(found) || is_one_of_them(own_label(found), &labels_of(found, &rest, &listed), spec)) {
        let why = Phrase::new("取作总数的数自己是一个分项", "the number taken for the whole is an item of a list itself");
        return (Verdict::NotApplicable(why), evidence, None);
    }
    let labels = labels_of(found, &rest, &listed);
    if let Some(verdict) = told_of_each(found, spec, &rest, whole, &listed, facts) {
        evidence.extend(used(&listed));
        return (verdict, evidence, None);
    }
    let closed = ends_with_rest(sentence, &rest, &listed);
    let made = making(sentence, &rest, whole, &listed, (&labels, closed), spec);
    evidence.extend(used(&listed[..made.unwrap_or(listed.len())]));
    if made.is_some() {
        // 复议2件,被纠错1件,提起诉讼1件: small numbers agree by chance.
        let by_chance = spec.closed && is_small(whole) && !says_so(found, &rest, &listed, &labels, spec, facts);
        let verdict = if by_chance { Verdict::NotApplicable(may_be_some()) } else { Verdict::Pass };
        return (verdict, evidence, None);
    }
    if counts_its_parts(whole, &listed) {
        let why = Phrase::new("取作总数的数说的是分几项", "the number taken for the whole says how many parts there are");
        return (Verdict::NotApplicable(why), evidence, None);
    }
    let labelled: Vec<(&Number, &str)> = listed.iter().map(|(_, n)| *n).zip(labels.iter().copied()).collect();
    let ways = signs((whole, sentence.text.get(..found.at.start).unwrap_or("")), &labelled);
    if ways == Signs::Settled {
        return (Verdict::Pass, evidence, None);
    }
    if let Some(why) = none_of_its_parts(whole, &listed, (label_beside(found), labels.as_slice()), (&ways, closed), spec) {
        return (Verdict::NotApplicable(why), evidence, None);
    }
    let sum = sum(&listed);
    let others = other_wholes(found, number, whole, context.facts);
    if let Some(why) = of_another(found, &rest, whole, &listed, (&sum, &others, closed), facts) {
        return (Verdict::NotApplicable(why), evidence, None);
    }
    if let Some(verdict) = of_sentence_before(found, sentence.text.get(found.at.end..rest.start).unwrap_or(""), whole, &sum, &others) {
        return (verdict, evidence, None);
    }
    let open = !spec.closed;
    let says_so = says_so(found, &rest, &listed, &labels, spec, facts)
        || are_all_accounts(found, &rest, whole, &listed, &labels, spec)
        || open && exceeds(whole, &listed, &sum, &labels, spec);
    let slip = !says_so
        && (open || are_parallel(&labels))
        && (is_slip(found, &rest, whole, &listed, &labels, spec) || two_exceed(whole, &listed, &sum, &labels, spec));
    if !says_so && !slip {
        return (Verdict::NotApplicable(may_be_some()), evidence, None);
    }
    if !are_exact(whole, &listed) {
        return (Verdict::Undecided(Phrase::new("总数或分项是约数", "the whole or a part is approximate")), evidence, None);
    }
    let ends = closed || ended && listed.len() == count || speaks_of_others(sentence, &rest, whole, &listed, facts);
    if goes_on(sentence, &rest, &listed, ends, closed || is_named_rest(&labels)) {
        let why =
            Phrase::new("句中后面还有数，分不清清单到哪里为止", "the sentence goes on with numbers, so where the list ends is not certain");
        return (Verdict::Undecided(why), evidence, None);
    }
    let parts: Vec<&Number> = listed.iter().map(|(_, n)| *n).collect();
    let mut violation = violation(found.rule, whole, &parts, &sum, context.facts);
    if slip {
        violation.severity = violation.severity.min(Severity::Warning);
        violation.confidence = Confidence::Medium;
    }
    (Verdict::Fail(Box::new(violation)), evidence, None)
}

/// Whether the name behind the last part is everything else: 8件为社会保障,10件系其他.
fn is_named_rest(labels: &[&str]) -> bool {
    labels.last().is_some_and(|label| is_rest(label.trim_start_matches(['系', '为', '是', '属', '于'])))
}

/// Whether a number says how many parts follow it, which are counted in another unit: 三个平台中,微信46条、微博16条、网站32条.
fn counts_its_parts(whole: &Number, listed: &[(u32, &Number)]) -> bool {
    let count = BigRational::from_integer(listed.len().into());
    whole.quantity.amount() == count && listed.iter().all(|(_, part)| !same_things(&part.quantity.unit, &whole.quantity.unit))
}

/// How many of the first parts make the whole, the rest being of another division of it. A list that ends with everything else is one whole list,
/// 年报13条、概况25条、其他2条; so are accounts of several platforms, and parts told in one row.
fn making(
    sentence: &Sentence,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    (labels, closed): (&[&str], bool),
    spec: &BreakdownSpec,
) -> Option<usize> {
    let made = adding_up(whole, listed)?;
    let but_one = made + 1 == listed.len() && (closed || are_areas(labels));
    // 人大建议60件、政协提案60件、主办100件: the first two are all there are.
    let divided = || labels.get(..made).is_some_and(|first| spec.exhaustive.iter().any(|set| covers(first, set, &sentence.text)));
    let one_row = || is_one_row(sentence, rest, listed) && adding_up(whole, listed.get(2..).unwrap_or(&[])).is_none() && !divided();
    (made == listed.len() || !(but_one || are_accounts(whole, labels, spec) || one_row())).then_some(made)
}

/// Why parts that miss a whole may be those of another number: of the sentence, of one before it, or of none that is told.
fn of_another(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    (sum, others, closed): (&BigRational, &[BigRational], bool),
    facts: &Facts<'_>,
) -> Option<Phrase> {
    // A list that ends with everything else makes its whole, whichever that is.
    if others.iter().any(|other| sum == other || (!closed && *sum > whole.quantity.amount() && sum < other)) {
        return Some(Phrase::new("所列各项可能是句中另一个数的分项", "the parts may be those of another number of the sentence"));
    }
    // 出具答复书37份。其中予以公开15件,占45.45%,…: the shares are of the parts' own sum, and the parts are counted in another unit.
    let other_unit = listed.first().is_some_and(|(_, part)| part.quantity.unit != whole.quantity.unit);
    if other_unit && shares_make_all(found.sentence, rest, listed, facts) {
        return Some(Phrase::new(
            "各项的占比以它们自己的合计为准，单位也与总数不同",
            "the shares are of what the parts make, which are counted in another unit",
        ));
    }
    of_number_before(found, rest.start, whole, sum, facts).or_else(|| of_another_total(found.sentence, whole, listed, facts))
}

/// Whether a list in a sentence of its own makes another number that was told before: 受理376件。网上收到208件。按内容分,养老60件,….
fn of_number_before(found: &Found<'_>, list: usize, whole: &Number, sum: &BigRational, facts: &Facts<'_>) -> Option<Phrase> {
    let parted = found.sentence.text.get(found.at.end..list).is_some_and(|words| words.contains('。'));
    let earlier = facts.sentences_before(found.sentence).iter().flat_map(|sentence| &sentence.numbers).filter_map(|id| facts.number(*id));
    let makes = |number: &Number| {
        let unit = &number.quantity.unit;
        !matches!(unit, Unit::Percent) && same_things(unit, &whole.quantity.unit) && number.quantity.amount() == *sum
    };
    (parted && earlier.into_iter().any(makes))
        .then(|| Phrase::new("所列各项可能是前文另一个数的分项", "the parts may be those of another number told before"))
}

/// What becomes of a list of which one number counts for several names: `微信和微博各4个,其他14个`. `None` where each counts for one.
fn told_of_each(
    found: &Found<'_>,
    spec: &BreakdownSpec,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    facts: &Facts<'_>,
) -> Option<Verdict> {
    let times = times(found.sentence, rest, listed).filter(|times| times.iter().any(|times| *times != 1))?;
    // 抖音133条。主动公开信息185条,包括…各73条: the list is of its own sentence.
    let lead = found.sentence.text.get(found.at.end..).unwrap_or("").split(|c| placeholder(c).is_some()).next().unwrap_or("");
    if lead.contains('。') {
        return Some(Verdict::NotApplicable(may_be_some()));
    }
    let counted = || times.iter().zip(listed).flat_map(|(times, part)| std::iter::repeat_n(*part, *times));
    let all: Vec<(u32, &Number)> = counted().collect();
    let parts: Vec<&Number> = counted().map(|(_, number)| number).collect();
    if amounts_to(whole, &parts) {
        return Some(Verdict::Pass);
    }
    let exact = are_exact(whole, listed);
    let said = found.sentence.text.get(found.fit.range.start..found.fit.range.end).unwrap_or("");
    let complete = spec.complete.iter().any(|word| said.contains(word.as_str()));
    let whole_list = exact && (complete || sum(&all) > whole.quantity.amount());
    let violation = || Verdict::Fail(Box::new(violation(found.rule, whole, &parts, &sum(&all), facts)));
    Some(if whole_list { violation() } else { Verdict::NotApplicable(may_be_some()) })
}

/// Whether a whole and its parts are printed as exact numbers.
fn are_exact(whole: &Number, listed: &[(u32, &Number)]) -> bool {
    listed.iter().map(|(_, part)| *part).chain([whole]).all(|number| number.quantity.hedge == Hedge::Exact)
}

/// What becomes of a list in a sentence of its own: `网络申请1件,邮寄10件,当面1件。按申请人分,…` divides what the one before is about. What makes less than
/// half or more than twice the number before, where nothing says that it is of that one, is of something else.
fn of_sentence_before(found: &Found<'_>, between: &str, whole: &Number, sum: &BigRational, others: &[BigRational]) -> Option<Verdict> {
    const OF_IT: [&str; 4] = ["其中", "按", "从", "具体"];
    let (_, own) = between.rsplit_once('。')?;
    // 收到50件。其中网上19件、信函31件。其中自然人46件、法人4件: of what the list before divides.
    if is_item(found) {
        let why = Phrase::new("取作总数的数自己是一个分项", "the number taken for the whole is an item of a list itself");
        return Some(Verdict::NotApplicable(why));
    }
    if !OF_IT.iter().any(|word| own.trim_start().starts_with(word)) && is_far(sum, &whole.quantity.amount()) {
        let why = Phrase::new("前一句的数与这份清单相去太远", "the number of the sentence before is far from what the list makes");
        return Some(Verdict::NotApplicable(why));
    }
    let several = Phrase::new(
        "前一句有几个数，分不清清单分的是哪一个",
        "the sentence before has several numbers, so which of them the list divides is not certain",
    );
    (!others.is_empty()).then_some(Verdict::Undecided(several))
}

/// Whether the number taken for a whole is itself told as a part: 其中指南41条,制度33条,…,其他10条.
fn is_item(found: &Found<'_>) -> bool {
    found.sentence.text[..found.at.start].rsplit(';').next().unwrap_or("").contains("其中")
}

/// Whether the number taken for a whole is one more of the kinds that the parts are: 来信30件,来访10件,来电20件.
fn is_one_of_them(own: &str, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let has = |text: &str, words: &Vec<String>| words.iter().any(|word| text.contains(word.as_str()));
    let beside = |set: &Exhaustive| {
        let mut own = set.labels.iter().enumerate().filter(|(_, words)| has(own, words));
        let (Some((kind, _)), None) = (own.next(), own.next()) else { return false };
        let listed = |label: &&str| set.labels.iter().enumerate().any(|(other, words)| other != kind && has(label, words));
        labels.len() < set.labels.len() && labels.iter().all(listed)
    };
    spec.exhaustive.iter().any(beside)
}

/// Of parts that are each counted in two ways, those in the whole's own: 线上培训1次56人次、线下培训2次100人次.
fn of_one_kind<'n>(whole: &Number, ids: Vec<(u32, &'n Number)>) -> Vec<(u32, &'n Number)> {
    let unit = |at: usize| ids.get(at).map(|(_, n)| &n.quantity.unit);
    let turns = ids.len() > 3 && ids.len().is_multiple_of(2) && unit(0) != unit(1) && (2..ids.len()).all(|at| unit(at) == unit(at - 2));
    if !turns {
        return ids;
    }
    ids.into_iter().filter(|(_, n)| n.quantity.unit == whole.quantity.unit).collect()
}

pub(in crate::rules::check) fn may_be_some() -> Phrase {
    Phrase::new("所列可能不全，也可能重叠", "the list may name only some parts, or parts that overlap")
}

/// Whether the numbers of their unit that the sentence tells right behind the listed parts make the whole with them: `共800条,目录200条,其他栏目500
/// 条,另有100条`.
fn goes_on_to_make(sentence: &Sentence, whole: &Number, listed: &[(u32, &Number)], facts: &Facts<'_>) -> bool {
    let Some((last, _)) = listed.last() else { return false };
    let behind = sentence.numbers.iter().skip_while(|id| *id != last).skip(1).filter_map(|id| facts.number(*id));
    let like = behind.filter(|n| n.quantity.unit == whole.quantity.unit && n.quantity.is_exact_count());
    let mut made = sum(listed);
    like.take(FULL_LIST).any(|next| {
        made += next.quantity.amount();
        made == whole.quantity.amount()
    })
}

/// Why a list may be of another total of the sentence: one with the numbers before it, or its own whole with those told next.
fn of_another_total(sentence: &Sentence, whole: &Number, listed: &[(u32, &Number)], facts: &Facts<'_>) -> Option<Phrase> {
    if is_of_longer_list(sentence, whole, listed, facts) {
        return Some(Phrase::new("连同前面的数才是句中的总数", "with the numbers told before they make a total of the sentence"));
    }
    goes_on_to_make(sentence, whole, listed, facts)
        .then(|| Phrase::new("加上句中接着说的数就是总数", "with the numbers told next they make the whole"))
}

/// Whether the number taken for a whole and the parts behind it are, with those before, one list whose total the sentence tells behind it:
/// `动态552条,公告856条,解读1024条,预决算920条,共3352条`.
fn is_of_longer_list(sentence: &Sentence, whole: &Number, listed: &[(u32, &Number)], facts: &Facts<'_>) -> bool {
    let (Some((first, _)), Some((last, _))) = (listed.first(), listed.last()) else { return false };
    let like = |id: &&u32| facts.number(**id).is_some_and(|n| n.quantity.unit == whole.quantity.unit && n.quantity.is_exact_count());
    let amount = |id: &u32| facts.number(*id).map(|n| n.quantity.amount());
    let behind = sentence.numbers.iter().skip_while(|id| *id != last).skip(1).filter(like);
    let totals: Vec<BigRational> = behind.filter_map(amount).collect();
    let before: Vec<&u32> = sentence.numbers.iter().take_while(|id| *id != first).filter(like).collect();
    let mut made = sum(listed);
    before.into_iter().rev().take(MOST_BEFORE).filter_map(amount).any(|earlier| {
        made += earlier;
        totals.contains(&made)
    })
}

/// Why a list that misses its whole may be none of its parts, or not all of them.
fn none_of_its_parts(
    whole: &Number,
    listed: &[(u32, &Number)],
    (own, labels): (&str, &[&str]),
    (ways, closed): (&Signs, bool),
    spec: &BreakdownSpec,
) -> Option<Phrase> {
    if *ways == Signs::Mixed {
        return Some(Phrase::new("各项有增有减，所列可能不全", "some parts have grown and others shrunk, and the list may name only some"));
    }
    if *ways == Signs::Changes {
        return Some(Phrase::new("所列各项是增减的数，总数不是", "the parts are changes, which the whole is not"));
    }
    let amounts: Vec<BigRational> = listed.iter().map(|(_, part)| part.quantity.amount()).collect();
    // 44条,22条,22条: by chance, where the list makes too much without it as well, or is a whole one and misses its whole all the same.
    let (all, stated) = (sum(listed), whole.quantity.amount());
    // What makes less than its whole makes it no better without one of its parts.
    let explains = |part: BigRational| &all - &part == stated || !closed && all > stated && &all - part < stated;
    // 公开留言60条,咨询类留言27条,其他类留言33条: the others are of the first.
    let first =
        closed && amounts.split_first().is_some_and(|(first, rest)| rest.len() > 1 && [first, &stated].contains(&&rest.iter().sum()));
    if first || divided_parts(&amounts).any(explains) && !are_parallel(labels) && !are_accounts(whole, labels, spec) {
        return Some(Phrase::new("所列有几项是前一项的分项", "some of the parts are those of the one before them"));
    }
    // 网站发布3028条,微信4947条,其他737条: one beside the others; so is one with a label like theirs.
    let apart = own.is_empty() || !are_parallel(&[&[own], labels].concat());
    let larger = || listed.iter().any(|(_, part)| part.quantity.amount() > whole.quantity.amount());
    let beside = spec.closed && (!apart || larger());
    beside.then(|| Phrase::new("所列有一项多于取作总数的数", "one listed exceeds the number taken for the whole"))
}

/// The label of the whole, where it may be one beside those of the list: `账号8个:微信类账号2个,…` has its list behind a colon.
fn label_beside<'f>(found: &'f Found<'_>) -> &'f str {
    let parted = found.sentence.text.get(found.at.end..).is_some_and(|behind| behind.starts_with(':'));
    if parted { "" } else { own_label(found) }
}

/// The words of its clause before a whole.
pub(super) fn own_label<'f>(found: &'f Found<'_>) -> &'f str {
    found.sentence.text.get(..found.at.start).unwrap_or("").rsplit([',', '、', ';', ':', '。', '(']).next().unwrap_or("")
}

/// The whole that a list divides, with its id, and the parts that count what it does: 培训12场,覆盖399人次,其中线下9场,线上3场 divides the first.
fn counted_as<'n>(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &'n Number,
    ids: &[(u32, &'n Number)],
    facts: &'n Facts<'_>,
) -> (Option<u32>, &'n Number, Vec<(u32, &'n Number)>) {
    let sentence = found.sentence;
    // 变更事项6项。从申请方式看,网上29件次、…: a list in a sentence of its own counts what that one is of.
    let together = !sentence.text.get(found.at.end..rest.start).unwrap_or("").contains('。');
    let listed = alike(sentence, rest, (whole, together), ids);
    let unit = ids.first().map(|(_, first)| &first.quantity.unit).filter(|unit| **unit != Unit::None);
    if let Some(unit) = unit.filter(|_| listed.is_empty() && ids.len() > 1) {
        let clause = sentence.text[..found.at.start].rsplit(['。', ';']).next().unwrap_or("");
        let before = sentence.ids_in(clause).filter_map(|id| Some((id, facts.number(id)?)));
        let like: Vec<(u32, &Number)> = before.filter(|(_, n)| n.quantity.unit == *unit).collect();
        if let [(id, other)] = like[..] {
            return (Some(id), other, alike(sentence, rest, (other, together), ids));
        }
    }
    (found.number, whole, listed)
}

/// The first parts that count what the whole does. What is published may be counted by the kind, 信息100条 as 文件40件 and 其他信息60条, where the
/// parts make the whole or the last of three is everything else.
fn alike<'n>(
    sentence: &Sentence,
    rest: &Range<usize>,
    (whole, together): (&Number, bool),
    ids: &[(u32, &'n Number)],
) -> Vec<(u32, &'n Number)> {
    let first = |same: fn(&Unit, &Unit) -> bool| -> Vec<(u32, &'n Number)> {
        ids.iter().copied().take_while(|(_, n)| same(&n.quantity.unit, &whole.quantity.unit)).collect()
    };
    let (listed, mixed) = (first(same_things), first(same_publications));
    let last = mixed.last().is_some_and(|(_, last)| same_things(&last.quantity.unit, &whole.quantity.unit));
    let made = adding_up(whole, &mixed) == Some(mixed.len())
        || mixed.len() >= FULL_LIST && (last && ends_with_rest(sentence, rest, &mixed) || listed.is_empty());
    if together && mixed.len() > listed.len() && made { mixed } else { listed }
}

/// Whether a bracket closes that was open before these words, or the one that they begin with closes in the middle of a list: `24篇(条)、省级213篇`.
fn closes_before(between: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(['、', '和', '及', '与']);
    if between
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
        .is_some_and(|(aside, rest)| !aside.contains('(') && goes_on(rest))
    {
        return true;
    }
    let mut open = 0_usize;
    between.chars().any(|c| match c {
        '(' => {
            open += 1;
            false
        }
        ')' if open == 0 => true,
        ')' => {
            open -= 1;
            false
        }
        _ => false,
    })
}
