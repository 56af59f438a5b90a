//! The rate of what was done with the number that the sentence before tells: `收到来信97封(咨询29封、建议68封)。已办结85封,办结率97.9%`.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::shares::{Share, asked, has_one_rate, is_fine, is_share, slips_of};
use crate::rules::check::tally::told::sum;

/// Verbs of what is done with what came in.
const DONE: [&str; 6] = ["办结", "答复", "回复", "办复", "反馈", "办理"];

/// Words before a rate that is of all of them, without a name of its own.
const OF_ALL: [&str; 4] = ["占总数", "占总量", "占全部", "占总件数"];

/// Words beside such a verb that name nothing.
const PLAIN: [&str; 17] =
    ["截至", "目前", "年底", "年末", "全年", "本年度", "本年", "年内", "当年", "已", "均", "共", "全部", "完成", "的", "按期", "按时"];

/// How a sentence goes on that leaves some of them aside.
const ASIDE: [&str; 6] = ["另", "其余", "剩余", "尚有", "还有", "余"];

/// Whether words behind a number say that what a rate names was done in time: `534件在规定时限内办结,按时办结率85.9%`.
pub(super) fn is_in_time(behind: &str, name: &str) -> bool {
    let verb = ["按时", "按期"].iter().find_map(|word| name.strip_prefix(word)).filter(|verb| DONE.contains(verb));
    verb.is_some_and(|verb| ["时限内", "期限内"].iter().any(|word| behind.split_once(word).is_some_and(|(_, tail)| tail.contains(verb))))
}

/// The number of what came in right behind a rate: `按时办结744件,办结率99.9%,全年受理总量为745件`.
fn received_behind<'i, 's>(case: &Case<'i, 's, '_, '_>, share: &Share<'_, '_>) -> Option<&'i Item<'s>> {
    let next = case.items.iter().find(|item| item.at.start > share.rate.at.start)?;
    // 热线受理总量1200件 is of another source.
    let label = plain(next.label());
    let received = ["受理总量", "受理量", "受理总数", "收件总量", "来件总量"].contains(&label.trim_end_matches(['为', '是', '达']));
    (share.named && received && next.is_like(share.part)).then_some(next)
}

/// A label without words that name nothing.
fn plain(label: &str) -> String {
    PLAIN.iter().fold(label.to_owned(), |label, word| label.replace(word, ""))
}

/// Whether a label says no more than a verb: 已办复.
pub(super) fn says_just(label: &str, verb: &str) -> bool {
    label == verb || plain(label) == verb
}

/// What a rate of what was done is of, though its own sentence does not tell it before: what came in, right behind the rate, or the one number of
/// the sentence before, or the one whose parts are all others there, where a sentence of no noun of its own says how many of them are done and at
/// what rate, and what parts the two is a slip: `收到来信97封(咨询29封、建议68封)。已办结85封,办结率97.9%`.
pub(super) fn whole_before<'i, 's>(case: &Case<'i, 's, '_, '_>, share: &Share<'_, '_>, before: usize) -> Option<&'i Item<'s>> {
    received_behind(case, share).or_else(|| {
        let of_all = share.named || OF_ALL.iter().any(|word| share.rate.label().contains(word));
        let bare = of_all && before == 1 && has_one_rate(case) && DONE.contains(&plain(share.part.label()).as_str());
        let opens = bare && case.text().starts_with(share.part.before) && !leaves_some(case);
        let (whole, alone) = opens.then(|| counted_before(case, share)).flatten()?;
        is_of_it(share, whole, alone).then_some(whole)
    })
}

/// Whether the next sentence tells of some that are left aside: `另有20件未到办理期限`.
fn leaves_some(case: &Case<'_, '_, '_, '_>) -> bool {
    let next = case.facts().sentence_behind(case.sentence);
    next.is_some_and(|next| ASIDE.iter().any(|word| next.text.starts_with(word)))
}

/// The number that the sentence before tells alone, or that its parts make, and whether a list that makes it says that nothing else came in.
fn counted_before<'i, 's>(case: &Case<'i, 's, '_, '_>, share: &Share<'_, '_>) -> Option<(&'i Item<'s>, bool)> {
    let like = |item: &&Item<'_>| item.is_like(share.part);
    // 收到623封(上年876封),咨询515封,其他108封: what is told aside of the first is none of its parts.
    let all: Vec<&'i Item<'s>> = case.before.iter().filter(like).collect();
    let parts: Vec<&'i Item<'s>> = all.iter().copied().filter(|item| item.depth == 0).collect();
    let earlier = if parts.len() > 2 { parts } else { all };
    let (first, rest) = earlier.split_first()?;
    // 2024件,上年为1403件,多621件,其中咨询359件、…: the parts are told last.
    let divided = rest.is_empty() || (0..rest.len()).any(|at| rest.get(at..).is_some_and(|parts| sum(parts) == first.amount()));
    // 64件。其中建议29件,提案35件。已办结59件: the sentence before that.
    let of_them = case.further.iter().rev().filter(like).find(|whole| whole.amount() == sum(&earlier));
    let whole = of_them.or_else(|| divided.then_some(*first))?;
    // 收到来信97封、来访50批。共办结146件, or 来信22件。留言97件(29、68)。已办结117件: of both.
    let alone = !rest.is_empty() && !case.further.iter().any(|item| like(&item));
    Some((whole, alone && share.part.number.quantity.unit == whole.number.quantity.unit))
}

/// Whether a part and its rate are of a number that came in: they fit it, or a slip parts them from it. Where it is `alone`, nothing else came in.
fn is_of_it(share: &Share<'_, '_>, whole: &Item<'_>, alone: bool) -> bool {
    let (part, rate) = (share.part.amount(), share.rate.amount());
    let hundred = BigRational::from_integer(BigInt::from(100));
    let above = part > whole.amount();
    let telling = is_telling(share.rate, &whole.amount());
    let (of_rate, of_part) = slips_of(share, &whole.amount());
    let asked = asked(share, &whole.amount()).is_some();
    // 按期办结3528件,按期办结率98.3%: of those due, and more were not due than came in. 办结率100%: so too, but 已办结8241件 of 8421 are a slip.
    let on_time = ["按期", "按时"].iter().any(|word| share.part.label().contains(word));
    let whole_rate = rate == hundred;
    let of_more = &part * &hundred > &rate * whole.amount() * BigRational::from_integer(BigInt::from(2));
    let slipped = if above {
        asked || of_rate || of_part || telling && alone
    } else if on_time || whole_rate {
        asked && (telling || whole_rate && !on_time) || of_rate && of_more
    } else {
        asked || of_rate || of_part
    };
    // 办结率160%; 已回复75件 of 54, 回复率92.6%
    let beyond = share.named && !above && rate > hundred;
    // 收到1453件,…。已办结1453件,办结率70%: that so many were done says of what.
    let same = share.named && !on_time && part == whole.amount() && is_count_of_many(whole);
    is_share(share.rate, &part, &whole.amount()) || slipped || beyond || same
}

/// Whether another count is hardly as much by chance.
fn is_count_of_many(whole: &Item<'_>) -> bool {
    whole.amount() >= BigRational::from_integer(BigInt::from(MANY))
}

/// A count from which two are hardly the same by chance.
const MANY: u32 = 20;

/// Whether so few counts of a whole have a percentage as printed that one that has it is hardly by chance: 91.67% of 60.
fn is_telling(rate: &Item<'_>, whole: &BigRational) -> bool {
    let digits = u32::from(rate.number.quantity.value.scale) + 1;
    is_fine(rate) && *whole <= BigRational::from_integer(BigInt::from(10).pow(digits))
}
