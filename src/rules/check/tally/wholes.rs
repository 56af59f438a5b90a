//! Numbers that a share may be of though they are not told right before it.

use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::shares::Share;
use crate::rules::check::tally::told::sum;

/// The total behind a list that one of its first parts is a share of: `网站发布136条,占总数的25.42%,公众号发布135条,栏目264条,总计535条`.
pub(super) fn closing<'i, 's>(items: &'i [Item<'s>], share: &Share<'_, '_>, totals: impl Fn(&Item<'_>) -> bool) -> Option<&'i Item<'s>> {
    // 总数的, 全部 are taken off the base as words that name nothing.
    let of_all = !share.named && share.base.is_empty();
    let like: Vec<&Item<'_>> = items.iter().filter(|item| item.is_like(share.part)).collect();
    let part = like.iter().position(|item| item.id == share.part.id)?;
    let at = (part + 1..like.len()).find(|at| like.get(*at).is_some_and(|item| totals(item))).filter(|_| of_all)?;
    let total = *like.get(at)?;
    // 转载30条,占总数10%,原创70条,合计100条,微博200条,总计300条: of which total is not certain.
    if like.iter().skip(at + 1).any(|item| totals(item)) {
        return None;
    }
    (0..=part).any(|first| like.get(first..at).is_some_and(|row| sum(row) == total.amount())).then_some(total)
}

/// Words of what came in, in what a share is said to be of and in the label of that.
const CAME_IN: [&str; 6] = ["新收", "收到", "受理", "接收", "申请数量", "申请总量"];

/// Words of more than one body, in what a share is said to be of.
const WIDER: [&str; 7] = ["全县", "全市", "全区", "全省", "全州", "全镇", "全部门"];

/// The one number told before of what came in, where a share is said to be of that: `收到申请40件。征地类12件,占全年新收申请的30%`.
pub(super) fn come_in<'i, 's>(case: &Case<'i, 's, '_, '_>, share: &Share<'_, '_>) -> Option<&'i Item<'s>> {
    let says = |text: &str| CAME_IN.iter().any(|word| text.contains(word));
    let before = case.items.iter().filter(|item| item.at.start < share.rate.at.start && item.id != share.part.id);
    let of_them = |item: &&Item<'_>| item.is_like(share.part) && says(item.label()) && !item.label().contains(['上', '去']);
    let mut found = case.further.iter().chain(case.before).chain(before).filter(of_them);
    // 县住建局受理24件,…,占全县受理总数的12.5%
    let of_applications = !case.text().contains("分别")
        && says(&share.base)
        && share.rate.label().contains("申请")
        && !WIDER.iter().any(|word| share.base.contains(word));
    let first = found.next().filter(|_| of_applications)?;
    found.all(|item| item.amount() == first.amount()).then_some(first)
}

/// The number of the sentence before that all counts before the share make: it was divided, and this is the share of one of its parts.
pub(super) fn divided<'i, 's>(share: &Share<'_, '_>, before: &[&Item<'s>], earlier: &'i [Item<'s>]) -> Option<&'i Item<'s>> {
    let parts = before.len() > 1 && share.base.is_empty();
    // 公开97件;无法提供30件。复议11件、诉讼19件,占…: only the number that the sentence before opens with.
    earlier.iter().find(|whole| whole.is_like(share.part)).filter(|whole| parts && whole.amount() == sum(before))
}
