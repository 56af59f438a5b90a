//! Shares of a whole that the sentence names: every whole of the sentence is tried, and a share fails only where the others, or the words, say
//! which one is meant.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::done;
use crate::rules::check::tally::items::Item;
use crate::rules::check::tally::parallel;
use crate::rules::check::tally::told::{Told, one_digit_more, sum};
use crate::rules::check::tally::wholes::{closing, come_in, divided};
use crate::rules::ladder::rung;
use crate::rules::message::Slots;
use crate::rules::pattern::unsays;
use crate::rules::scale::Scale;
use crate::rules::sums::{Slip, slip};
use crate::rules::{Checked, Gap, Interval, Repair, Rule, Rung, TallySpec, Verdict, Violation};

/// Shares of other parts that must agree before they say what the whole is.
const AGREEING: usize = 2;

/// A stated share and the number it is of.
pub(super) struct Share<'i, 's> {
    pub(super) rate: &'i Item<'s>,
    pub(super) part: &'i Item<'s>,
    /// The words between 占 and the rate: of what.
    pub(super) base: String,
    /// The rate bears the part's name: 办结率.
    pub(super) named: bool,
}

/// The shares of a sentence.
pub(super) fn shares(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let found: Vec<Share<'_, '_>> = (0..case.items.len()).filter_map(|at| share(case.spec, case.text(), case.items, at)).collect();
    let judged = found.iter().filter_map(|share| judge(case, share, &found));
    judged.chain(parallel::shares(case)).collect()
}

/// The share that a percentage states, and its part.
fn share<'i, 's>(spec: &TallySpec, text: &str, items: &'i [Item<'s>], at: usize) -> Option<Share<'i, 's>> {
    let rate = items.get(at).filter(|item| item.percent)?;
    let clause = rate.label();
    if spec.apart.iter().any(|word| clause.contains(word.as_str())) {
        return None;
    }
    let counts = || items.iter().take(at).filter(|item| !item.percent);
    let near = || items.get(at.checked_sub(1)?).filter(|item| !item.percent);
    // 征地拆迁30件(21.7%)
    let inside = text.get(rate.at.end..).is_some_and(|behind| behind.starts_with(')'));
    if rate.before == "(" && inside {
        return Some(Share { rate, part: near()?, base: String::new(), named: false });
    }
    // 建议占36.4%(4件): the part stands behind.
    // 网站发布量占37.1%,为278条
    let aside = |item: &&Item<'_>| !item.percent && matches!(item.before, "" | "(" | ",为" | ",共" | ",计" | ",有" | ",即");
    let behind = || items.get(at + 1).filter(aside);
    if let Some((name, base)) = clause.split_once('占') {
        let part = match strip(name, &spec.beside) {
            _ if behind().is_some() => behind()?,
            "" => near()?,
            "前者" => counts().rev().nth(1)?,
            "后者" => counts().next_back()?,
            name => only(counts().filter(|item| is_named(text, item, name, &spec.beside)))?,
        };
        let base = strip(base, &spec.beside).to_owned();
        return Some(Share { rate, part, base, named: false });
    }
    let name = spec.total.iter().find_map(|word| strip_verbs(clause).strip_suffix(word.as_str()))?;
    let name = strip(name, &spec.beside);
    // 非常满意200人,满意85人,…满意率95%: of several degrees together.
    let by_degree =
        |item: &Item<'_>| item.label().split_once(name).is_some_and(|(lead, _)| DEGREES.iter().any(|word| lead.ends_with(word)));
    if counts().any(by_degree) {
        return None;
    }
    // 办结率98%,办结544件; 办复率98%(已办复277件), but not (已办复277件,未到期13件): the others are left out.
    let lone =
        |item: &Item<'_>| !(item.before.starts_with('(') && text.get(item.at.end..).is_some_and(|rest| rest.starts_with([',', '、'])));
    let next = || items.get(at + 1).filter(|item| !item.percent && lone(item) && done::says_just(strip_verbs(item.label()), name));
    let part = part_of(spec, text, &counts().collect::<Vec<_>>(), name).or_else(next)?;
    Some(Share { rate, part, base: String::new(), named: true })
}

/// The part that a rate's name says: by the name itself, by words that mean the same, or by a longer form of it (网办率 of what is 可网上办理).
fn part_of<'i, 's>(spec: &TallySpec, text: &str, counts: &[&'i Item<'s>], name: &str) -> Option<&'i Item<'s>> {
    if name.chars().count() < 2 {
        return None;
    }
    let by = |says: &dyn Fn(&Item<'s>) -> bool| undivided(text, counts.iter().copied().filter(|item| says(item)));
    let means = |item: &Item<'_>| {
        let label = item.label().trim_end_matches(['的', '了']);
        let same = spec.classes.iter().filter(|words| words.iter().any(|word| word == name)).flatten();
        same.filter_map(|word| label.strip_suffix(word.as_str())).any(|lead| !unsays(lead))
    };
    let longer = |item: &Item<'_>| {
        let label = item.label();
        label.chars().count() <= name.chars().count() + LONGER && name.chars().all(|c| label.contains(c)) && !unsays(label)
    };
    let in_time = |item: &Item<'_>| item.before.contains("其中") && done::is_in_time(item.behind(text), name);
    by(&|item| is_named(text, item, name, &spec.beside)).or_else(|| by(&means)).or_else(|| by(&longer)).or_else(|| by(&in_time))
}

/// By how many characters what a rate's name is short for may be longer.
const LONGER: usize = 4;

/// The only one of the numbers, or the first where the others divide it: 被采用672条,其中省级采用154条、市级采用518条.
fn undivided<'i, 's>(text: &str, mut found: impl Iterator<Item = &'i Item<'s>>) -> Option<&'i Item<'s>> {
    let first = found.next()?;
    let Some(next) = found.next() else { return Some(first) };
    let between = text.get(first.at.end..next.at.start).unwrap_or("");
    ["其中", "包括", "包含", "("].iter().any(|word| between.contains(word)).then_some(first)
}

/// Words of a degree before a name.
const DEGREES: [&str; 5] = ["基本", "非常", "比较", "较", "很"];

fn strip_verbs(clause: &str) -> &str {
    clause.trim_end_matches(['为', '达', '到', '约', '是', '有'])
}

/// The words without known ones at either end.
fn strip<'t>(words: &'t str, known: &[String]) -> &'t str {
    let mut words = words.trim();
    // The longest first: 案件 is not 件.
    let rest = |words: &'t str| {
        let rests = known.iter().filter_map(|word| words.strip_prefix(word.as_str()).or_else(|| words.strip_suffix(word.as_str())));
        rests.min_by_key(|rest| rest.len())
    };
    while let Some(rest) = rest(words) {
        words = rest;
    }
    words
}

fn only<'i, T>(mut found: impl Iterator<Item = &'i T>) -> Option<&'i T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether the words right before or behind a number have a name.
fn is_named(text: &str, item: &Item<'_>, name: &str, known: &[String]) -> bool {
    let core = strip(name, known);
    let says = |words: &str| words.split_once(core).is_some_and(|(lead, _)| core.is_empty() || !unsays(lead));
    says(item.label()) || says(item.behind(text))
}

/// Whether a part of a whole is printed as this share.
pub(super) fn is_share(rate: &Item<'_>, part: &BigRational, whole: &BigRational) -> bool {
    if whole.is_zero() {
        return false;
    }
    let value = part / whole * BigRational::from_integer(BigInt::from(100));
    rung(&rate.number.quantity, &value, &Interval::exact(value.clone())) != Rung::Inconsistent
}

fn judge(case: &Case<'_, '_, '_, '_>, share: &Share<'_, '_>, all: &[Share<'_, '_>]) -> Option<Told> {
    let Case { rule, items, before: earlier, .. } = *case;
    let (text, facts) = (case.text(), case.facts());
    // What is said to be the sum of all may stand behind: 占37.1%,为278条;全部渠道合计750条.
    let totals =
        |item: &Item<'_>| TOTALS.iter().any(|word| strip_verbs(item.label()).ends_with(word)) || item.label().starts_with("以上共");
    let closing = closing(items, share, totals);
    let is_closing = |item: &Item<'_>| closing.is_some_and(|closing| closing.id == item.id);
    let behind = |item: &Item<'_>| item.at.start > share.rate.at.start && totals(item);
    let told_by = |item: &&Item<'_>| {
        item.at.start < share.rate.at.start || share.part.at.start > share.rate.at.start && behind(item) || is_closing(item)
    };
    let before: Vec<&Item<'_>> = items.iter().filter(|item| item.is_like(share.part)).filter(told_by).collect();
    let others =
        before.iter().copied().chain(earlier.iter().filter(|item| item.is_like(share.part))).filter(|item| item.id != share.part.id);
    // 提案79件,占总数的98.8%,建议2件,以上共80件: of the total, whatever the list makes.
    let of_total = items.iter().filter(|item| item.is_like(share.part) && behind(item));
    if let Some(whole) = others.clone().chain(of_total).find(|whole| is_share(share.rate, &share.part.amount(), &whole.amount())) {
        return Some(told(rule, share, whole, Verdict::Pass));
    }
    let listed: Vec<&Item<'_>> = all.iter().map(|other| other.part).filter(|part| part.is_like(share.part)).collect();
    // 受理480件,答复460件,答复率100%: but one part is all of itself. 来信40件,办结率100%,共办结50件
    let apart = before.iter().filter(|item| item.id != share.part.id).count();
    let one_of_one = share.named && listed.len() == 1 && apart == 1;
    let done = done::whole_before(case, share, before.len());
    if done.is_none() && !one_of_one && is_share(share.rate, &share.part.amount(), &sum(&listed)) {
        return None;
    }
    // Other shares of the sentence say what all of them are of.
    let agreeing = |whole: &Item<'_>| {
        let same = all.iter().filter(|other| other.rate.id != share.rate.id && other.part.id != whole.id && other.part.is_like(whole));
        same.filter(|other| is_share(other.rate, &other.part.amount(), &whole.amount())).count()
    };
    let borne_out = others.clone().map(|whole| (agreeing(whole), whole)).max_by_key(|(agree, _)| *agree);
    let misfits = |whole: &Item<'_>| all.iter().filter(|other| other.part.id != whole.id).count() - agreeing(whole);
    let whole = borne_out.filter(|(agree, whole)| *agree >= AGREEING && misfits(whole) == 1).map(|(_, whole)| whole);
    let whole = whole.or(closing).or_else(|| come_in(case, share));
    let whole = whole.or_else(|| divided(share, &before, earlier)).or(done);
    let whole = whole.or_else(|| meant(case, share, &before, &listed, agreeing).filter(|_| !follows_otherwise(share, items)));
    let Some(whole) = whole else {
        return of_list(case, share, all, &listed).or_else(|| with_rest(case, share, all, before.len()));
    };
    if is_share(share.rate, &share.part.amount(), &whole.amount()) {
        return Some(told(rule, share, whole, Verdict::Pass));
    }
    if is_of_unnamed(share, whole, all) || is_cumulative(share, whole, &before) {
        return None;
    }
    let meant = asked(share, &whole.amount());
    // 整改到位571处 of 188, 整改率91%: nothing else is told that it could be of.
    let alone = share.named && apart == 1 && !MORE.iter().any(|word| text.contains(word));
    let of_done = done.is_some_and(|done| done.id == whole.id);
    let possible =
        share.part.amount() <= whole.amount() || of_done || meant.is_some() || alone || slips_of(share, &whole.amount()) != (false, false);
    if !possible || !share.part.is_exact() || !whole.is_exact() || whole.amount().is_zero() {
        return None;
    }
    let mut violation = violation(rule, share.rate, share.part, &[whole], facts);
    if let Some(meant) = meant.filter(|_| share.part.amount() > whole.amount()) {
        violation.repairs =
            vec![Repair { label: 1, value: meant.to_string(), why: Phrase::new("按占比算出", "what the share asks for") }];
    }
    Some(told(rule, share, whole, Verdict::Fail(Box::new(violation))))
}

/// A share of a list whose whole is not told: the other shares all follow from what its parts make, or all of them together make a hundred.
fn of_list(case: &Case<'_, '_, '_, '_>, share: &Share<'_, '_>, all: &[Share<'_, '_>], listed: &[&Item<'_>]) -> Option<Told> {
    let total = sum(listed);
    let follows = |other: &Share<'_, '_>| {
        other.base.is_empty() && !other.named && other.part.is_like(share.part) && is_share(other.rate, &other.part.amount(), &total)
    };
    let others = || all.iter().filter(|other| other.rate.id != share.rate.id);
    let alike = share.base.is_empty() && !share.named && listed.len() == all.len() && listed.iter().all(|part| part.is_exact());
    // One share in whole per cent agrees with the sum of two by chance.
    let enough = others().count() >= AGREEING || others().all(|other| is_fine(other.rate));
    let shown = alike && others().count() > 0 && enough && others().all(follows);
    // 42条占75.00%,140条占25.00%: one of the parts is wrong, so that no share follows. Told once, of the first.
    let made = alike && all.len() > 1 && make_a_hundred(all) && all.iter().all(|other| is_fine(other.rate) && !follows(other));
    let first = all.first().is_some_and(|first| first.rate.id == share.rate.id);
    (shown || made && first).then(|| {
        let mut violation = violation(case.rule, share.rate, share.part, listed, case.facts());
        if made {
            violation.repairs.clear();
        }
        stated(case.rule, share.rate, share.part, listed, Verdict::Fail(Box::new(violation)))
    })
}

/// The share of the one number before it, where everything else stands right behind: `67件,占比44.97%;其他合计82件`.
fn with_rest(case: &Case<'_, '_, '_, '_>, share: &Share<'_, '_>, all: &[Share<'_, '_>], before: usize) -> Option<Told> {
    let mut behind = case.items.iter().filter(|item| item.at.start > share.rate.at.start && item.is_like(share.part));
    let (rest, None) = (behind.next()?, behind.next()) else { return None };
    let left =
        ["其他", "其余"].iter().filter_map(|word| rest.label().strip_prefix(word)).any(|noun| strip(noun, &case.spec.beside).is_empty());
    let certain =
        before == 1 && left && all.len() == 1 && share.base.is_empty() && !share.named && share.part.is_exact() && rest.is_exact();
    let whole = [share.part, rest];
    let fits = is_share(share.rate, &share.part.amount(), &sum(&whole));
    let fail = || Verdict::Fail(Box::new(violation(case.rule, share.rate, share.part, &whole, case.facts())));
    certain.then(|| stated(case.rule, share.rate, share.part, &whole, if fits { Verdict::Pass } else { fail() }))
}

/// Whether a percentage is printed with a digit behind the point or more.
pub(super) fn is_fine(rate: &Item<'_>) -> bool {
    rate.number.quantity.value.scale > 0
}

/// Whether the shares of a list make a hundred, the rounding of each allowed for.
fn make_a_hundred(all: &[Share<'_, '_>]) -> bool {
    let hundred = BigRational::from_integer(BigInt::from(100));
    let rates: Vec<&Item<'_>> = all.iter().map(|share| share.rate).collect();
    Gap::between(&hundred, &sum(&rates), rates.iter().map(|rate| &rate.number.quantity)).is_rounding()
}

/// Whether the number taken for the whole is a part itself, and the whole that its own share asks for is that of this share too:
/// 调解33件,调解率44%;纠错5件,纠错率6.7%, both of 75.
fn is_of_unnamed(share: &Share<'_, '_>, whole: &Item<'_>, all: &[Share<'_, '_>]) -> bool {
    let Some(own) = all.iter().find(|other| other.part.id == whole.id && !other.rate.amount().is_zero()) else { return false };
    let asked = own.part.amount() * BigRational::from_integer(BigInt::from(100)) / own.rate.amount();
    let near = [asked.floor(), asked.ceil()];
    near.iter().any(|of_all| is_share(own.rate, &own.part.amount(), of_all) && is_share(share.rate, &share.part.amount(), of_all))
}

/// Whether the parts up to the share's own are together this share of the whole: 优秀10个、良好20个、合格8个,合格率95%.
fn is_cumulative(share: &Share<'_, '_>, whole: &Item<'_>, before: &[&Item<'_>]) -> bool {
    let Some(own) = before.iter().position(|item| item.id == share.part.id) else { return false };
    let rows = (0..own).filter_map(|first| before.get(first..=own));
    rows.filter(|row| row.iter().all(|item| item.id != whole.id)).any(|row| is_share(share.rate, &sum(row), &whole.amount()))
}

/// Whether one slip parts the rate as printed from the one that the part has of a whole, 29.5% for 92.5%, and whether one parts the part from what
/// the rate asks for.
pub(super) fn slips_of(share: &Share<'_, '_>, whole: &BigRational) -> (bool, bool) {
    let scale = share.rate.number.quantity.value.scale;
    let hundred = BigRational::from_integer(BigInt::from(100));
    let whole_number = |value: BigRational| i128::try_from(value.round().to_integer()).ok();
    let digits = |rate: BigRational| whole_number(rate * BigRational::from_integer(BigInt::from(10).pow(u32::from(scale))));
    let slips = |stated: Option<i128>, asked: Option<i128>| {
        is_fine(share.rate) && stated.zip(asked).is_some_and(|(a, b)| slip(a, b, 1) != Slip::None)
    };
    let rate = slips(digits(share.rate.amount()), digits(share.part.amount() / whole * &hundred));
    let part = slips(whole_number(share.part.amount()), whole_number(share.rate.amount() * whole / &hundred));
    (rate, part)
}

/// Counts on either side of what a rate asks for that are tried.
const MOST_ASKED: i128 = 20;

/// The part that a rate by the part's name asks for, where it is one slip away from the stated one: 办结8642件 of 7061, 办结率96.9%.
pub(super) fn asked(share: &Share<'_, '_>, whole: &BigRational) -> Option<i128> {
    let count = |value: &BigRational| i128::try_from(value.round().to_integer()).ok();
    let stated = count(&share.part.amount()).filter(|_| share.named)?;
    let asked = count(&(share.rate.amount() / BigRational::from_integer(BigInt::from(100)) * whole))?;
    let fits = |part: &i128| is_share(share.rate, &BigRational::from_integer(BigInt::from(*part)), whole);
    let slipped = |part: &i128| slip(*part, stated, 1) == Slip::Likely || one_digit_more(stated, *part);
    // 97.4% of 4901 is any of 4772 to 4775.
    let places = BigInt::from(10).pow(u32::from(share.rate.number.quantity.value.scale) + 2);
    let slack = count(&(whole / BigRational::from_integer(places)))?.min(MOST_ASKED) + 1;
    (asked.saturating_sub(slack)..=asked.saturating_add(slack)).filter(fits).find(slipped)
}

/// Whether a sentence states one percentage and no other.
pub(super) fn has_one_rate(case: &Case<'_, '_, '_, '_>) -> bool {
    case.items.iter().filter(|item| item.percent).count() == 1
}

/// Whether no other rate stands in the same part of a sentence with semicolons.
fn is_alone(text: &str, share: &Share<'_, '_>, items: &[Item<'_>]) -> bool {
    let start = text.get(..share.rate.at.start).and_then(|before| before.rfind(';')).map_or(0, |at| at + 1);
    let end = text.get(share.rate.at.end..).and_then(|behind| behind.find(';')).map_or(text.len(), |at| share.rate.at.end + at);
    items.iter().filter(|item| item.percent && (start..end).contains(&item.at.start)).count() == 1
}

/// Whether the share follows from two other counts of the sentence.
fn follows_otherwise(share: &Share<'_, '_>, items: &[Item<'_>]) -> bool {
    let counts = || items.iter().filter(|item| !item.percent);
    counts().any(|part| {
        counts().any(|whole| part.id != whole.id && part.is_like(whole) && is_share(share.rate, &part.amount(), &whole.amount()))
    })
}

/// The whole that the words themselves mean: the one number that the sentence opens with, `37件申请中,…27件,占比…`, that right before the part
/// whose rate is named, or the one that the listed parts make.
fn meant<'i, 's>(
    case: &Case<'_, '_, '_, '_>,
    share: &Share<'_, '_>,
    before: &[&'i Item<'s>],
    listed: &[&Item<'_>],
    agreeing: impl Fn(&Item<'_>) -> usize,
) -> Option<&'i Item<'s>> {
    let text = case.text();
    let first = *before.first()?;
    let only_rate = is_alone(text, share, case.items);
    let says_all = ALL.iter().chain(&TOTALS).any(|word| first.label().contains(word));
    // 建议提案共11件,建议占36.4%(4件): the part stands behind, and one number is said to be all.
    if share.part.at.start > share.rate.at.start {
        return Some(first).filter(|_| before.len() == 1 && share.base.is_empty() && (share.named && only_rate || says_all));
    }
    let part = before.iter().position(|item| item.id == share.part.id)?;
    let clause = text.get(first.at.end..)?.split([',', ';', ':', '。']).next()?;
    let opens = clause.ends_with('中') && share.base.is_empty() && (part == 1 || agreeing(first) > 0);
    // 收到申请48件,办结46件,按时办结率100%: of those that were due.
    let due = || ON_TIME.iter().any(|word| text.contains(word)) || !is_just(share);
    let beside = share.named && part == 1 && (share.rate.amount() != BigRational::from_integer(BigInt::from(100)) || only_rate && !due());
    // 原创505条,转发162条,合计667条,原创率75.71%
    let summed = before.iter().skip(part + 1).copied().find(|item| TOTALS.contains(&strip_verbs(item.label())));
    if let Some(total) = summed.filter(|_| share.named && part == 0) {
        return Some(total);
    }
    let divided =
        listed.len() > 1 && sum(listed) == first.amount() && listed.iter().all(|part| part.id != first.id) && share.base.is_empty();
    let made = before.len() > 2 && sum(before.get(1..)?) == first.amount() && part > 0 && share.base.is_empty();
    // 账号总数4个,微信类2个,占50%: the only other number, and it is said to be all.
    let only = before.len() == 2 && part == 1 && share.base.is_empty() && !MORE.iter().any(|word| text.contains(word));
    (opens || beside || divided || made || only && says_all).then_some(first)
}

/// Words of a rate of what was due, or of some that are left aside.
const ON_TIME: [&str; 17] = [
    "申请", "按时", "按期", "及时", "限时", "如期", "未到", "期限", "正在", "不含", "无效", "撤回", "其余", "尚未", "主办", "并案", "当年",
];

/// Whether the part is told by just the name of its rate: `答复460件,答复率100%`, not 现场答复300件.
fn is_just(share: &Share<'_, '_>) -> bool {
    let name = strip_verbs(share.rate.label());
    let part = share.part.label().trim_start_matches(['已', '均', '共', '全', '部']);
    name.strip_suffix('率').is_some_and(|name| part == name)
}

/// Words of a number that is all there is.
const ALL: [&str; 3] = ["总数", "总量", "全年新收"];

/// Words by which a part may hold more than its whole.
const MORE: [&str; 5] = ["结转", "上年", "往年", "历年", "含"];

/// Labels of the total of what stands before it.
const TOTALS: [&str; 4] = ["合计", "共计", "总计", "累计"];

fn told(rule: &Rule, share: &Share<'_, '_>, whole: &Item<'_>, verdict: Verdict) -> Told {
    stated(rule, share.rate, share.part, &[whole], verdict)
}

/// What is told of a share, its part and the numbers that make its whole.
pub(super) fn stated(rule: &Rule, rate: &Item<'_>, part: &Item<'_>, whole: &[&Item<'_>], verdict: Verdict) -> Told {
    let wholes = whole.iter().filter(|item| item.id != part.id).map(|item| item.used("whole"));
    let evidence = [rate.used("rate"), part.used("part")].into_iter().chain(wholes).collect();
    Told { checked: Checked { rule: rule.id.clone(), verdict, evidence, note: None }, terms: Vec::new() }
}

/// The disagreement of a share with its part and the numbers that make its whole.
pub(super) fn violation(rule: &Rule, rate: &Item<'_>, part: &Item<'_>, whole: &[&Item<'_>], facts: &Facts<'_>) -> Violation {
    let scale = Scale::of([rate.number].into_iter(), facts);
    let value = part.amount() / sum(whole) * BigRational::from_integer(BigInt::from(100));
    let digits = format!("{}{}", scale.digits(&value, rate.number.quantity.value.scale), scale.unit());
    let (stated, computed) = (scale.shown(rate.number), digits);
    let counts = Scale::of(whole.iter().map(|item| item.number).chain([part.number]), facts);
    let terms: Vec<String> = whole.iter().map(|item| counts.shown(item.number)).collect();
    let base = if terms.len() > 1 { format!("({})", terms.join(" + ")) } else { terms.concat() };
    let line = format!("{} ÷ {base} = {computed}", counts.shown(part.number));
    let slots = Slots::new().with("stated", stated.clone()).with("computed", computed.clone());
    let repair = Repair { label: 0, value: computed, why: Phrase::new("按其余各数算出", "what the other numbers give") };
    let said = Phrase::new(format!("{line}；文中 {stated}"), format!("{line}, stated {stated}"));
    Violation { repairs: vec![repair], ..Violation::of(rule, &slots, said) }
}
