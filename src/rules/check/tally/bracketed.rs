//! A number and the list of its parts in the brackets behind it: `75件建议提案(人大建议30件、政协提案45件)`.

use num_rational::BigRational;
use num_traits::Signed as _;

use crate::facts::{Facts, placeholder};
use crate::rules::check::alike::are_things;
use crate::rules::check::breakdown::are_named_above;
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::items::{Item, holds};
use crate::rules::check::tally::told::{Told, is_evident_slip, is_near, makes, sum, told};
use crate::rules::check::tally::totals::{MAX_LABEL, SUMMED, named, overlaps};
use crate::rules::{Rule, TallySpec};

/// The longest noun between a number and the bracket that divides it, in characters.
const NOUN: usize = 10;

/// Parts that exceed their whole by at most one in so many may hold a slip.
const QUARTER: i32 = 4;

/// Words that open a list of some parts only.
const SOME_OF_IT: [&str; 4] = ["其中", "含", "包含", "包括"];

/// A number and the list in the brackets behind it.
pub(super) fn bracketed(spec: &TallySpec, text: &str, items: &[Item<'_>], at: usize, rule: &Rule, facts: &Facts<'_>) -> Option<Told> {
    let whole = items.get(at).filter(|item| !item.percent)?;
    // 75件建议提案(人大建议30件、政协提案45件)
    let (noun, inside) = text.get(whole.at.end..)?.split_once('(')?;
    if noun.chars().count() > NOUN || noun.contains(|c: char| placeholder(c).is_some() || [',', '、', ';', ':', '。', ')'].contains(&c)) {
        return None;
    }
    let close = text.len().checked_sub(inside.len())? + closing(inside)?;
    let listed: Vec<&Item<'_>> = items.iter().skip(at + 1).take_while(|item| item.at.start < close).collect();
    let parts: Vec<&Item<'_>> = listed.iter().copied().filter(|item| !item.percent).collect();
    let unnamed = named_behind(text, &parts);
    let plain = parts.iter().all(|part| part.depth == whole.depth + 1 && part.is_like(whole) && (unnamed || labelled(part)));
    let own = named(
        &without_asides(inside.get(..close + inside.len() - text.len()).unwrap_or(inside)),
        parts.last().map_or("", |last| last.label()),
    );
    // 60条(40条为图文,20条为视频,30条属原创): another division behind the first.
    let again = || (2..parts.len()).any(|end| parts.get(..end).is_some_and(|first| makes(whole, first)));
    if parts.len() < 2 || !plain || unnamed && again() || holds(&spec.open, &own) || holds(&spec.apart, &own) {
        return None;
    }
    // 新收30件,上年结转2件(网上18件、信函14件): the parts of both.
    let total = sum(&parts);
    let earlier = items.iter().take(at).filter(|item| item.is_like(whole)).map(Item::amount);
    let of_another = !makes(whole, &parts) && earlier.into_iter().any(|other| other == total || other + whole.amount() == total);
    // 复议案件50件(维持30件、撤销5件、调解10件),正在审理5件: the list leaves out what is told behind it.
    let beyond =
        items.iter().filter(|item| item.at.start > close && item.is_like(whole)).any(|item| &total + item.amount() == whole.amount());
    // 共发布132条(微博34条、微信98条): the sum of what the brackets name, and of nothing else.
    let summed = SUMMED.iter().any(|word| whole.label().contains(word)) && !SOME_OF_IT.iter().any(|word| inside.starts_with(word));
    let slipped =
        summed && (is_slip_above(whole, &total) && !text.contains("同步") || is_evident_slip(whole, &parts) && total < whole.amount());
    let told = (!of_another && !beyond && (slipped || !overlaps(spec, whole, &parts))).then(|| told(rule, whole, &parts, facts));
    let labels: Vec<&str> = parts.iter().map(|part| part.label()).collect();
    let above = parts.iter().any(|part| part.amount() > whole.amount());
    // 发布会、访谈共5场(发布会3场、访谈2场): the clause names just its parts.
    let clause = text.get(..whole.at.start).and_then(|before| before.rsplit([',', ';', '。', ':']).next()).unwrap_or("");
    // 共发布1320条(网站980条、公众号200条) may leave out what is told elsewhere.
    // 账号3个(公众号1个;视频号1个): an account is of one platform.
    let certain = above || slipped || parts.len() > 2 || are_things(&whole.number.quantity.unit) || are_named_above(&labels, clause);
    told.filter(|_| makes(whole, &parts) || is_near(whole, &parts) || certain)
}

/// Whether parts exceed their whole as by a slip: what two of them both published makes more by much, and mostly by whole tens.
fn is_slip_above(whole: &Item<'_>, total: &BigRational) -> bool {
    let excess = total - whole.amount();
    let times = |n: i32| BigRational::from_integer(n.into());
    excess.is_positive() && &excess * times(QUARTER) <= whole.amount() && !(excess / times(10)).is_integer()
}

/// Whether one short label and one separator stand before a part.
fn labelled(part: &Item<'_>) -> bool {
    // 各县(区)454件
    let before = part.before.strip_prefix('(').unwrap_or(part.before);
    let before = without_asides(before.rsplit_once('(').filter(|(_, tail)| !tail.contains(')')).map_or(before, |(_, tail)| tail));
    let label = before.rsplit([',', '、', ';']).next().unwrap_or("").trim();
    !label.is_empty() && label.chars().count() <= MAX_LABEL && !part.before.contains(['。', ':'])
}

/// Whether the name of each part stands behind its number, `(6条为政策文件,18条为规划计划)`, and nothing before it.
fn named_behind(text: &str, parts: &[&Item<'_>]) -> bool {
    let says = |part: &Item<'_>| {
        let name = part.behind(text);
        LINKS.iter().any(|link| name.starts_with(*link)) && name.chars().count() <= MAX_LABEL
    };
    parts.iter().all(|part| part.label().is_empty() && says(part))
}

/// Words between a number and the name behind it.
const LINKS: [char; 3] = ['为', '是', '属'];

/// Where the bracket closes that is open at the start of the text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        (open == 0).then_some(at)
    })
}
