//! A number and the list of its parts, in whatever words: `全年审核信息3180条,其中文字2210条、图片640条、视频330条`. It is told where the labels leave
//! nothing out, or where the list misses its whole by what one slip of the pen explains.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{OrdinalStyle, PERCENT_FIRST, Unit, placeholder};
use crate::rules::check::alike::without_fields;
use crate::rules::check::breakdown::{are_numbered, are_opposed, are_parallel, covers, divides_a_part, is_far, news};
use crate::rules::check::catchall::{is_rest, names_rest};
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::{Item, holds};
use crate::rules::check::tally::told::{Told, is_evident_slip, makes, sum, told};

/// The longest label of a part, in characters.
const MAX_LABEL: usize = 18;

/// The longest noun between a whole and the colon behind it, in characters.
const NOUN: usize = 6;

/// Units of persons: one person may be of several parts.
const PERSONS: [&str; 3] = ["人", "名", "位"];

/// Words that open another statement.
const ANOTHER: [&str; 9] = ["均", "共", "合计", "总计", "累计", "以上", "另", "全年", "同比"];

/// A part with the words that name it.
struct Part<'i, 's> {
    item: &'i Item<'s>,
    label: String,
}

/// How a list is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// By a colon right behind its whole.
    Whole,
    /// By words that say how it divides its whole: 分别为, 按渠道分; three parts or more are all.
    Divided,
    /// By 其中, a bracket or a colon.
    Among,
    /// By a comma behind a number that is said to be a sum.
    Behind,
    /// By a comma behind what was done, where the parts only name things: only a slip of the pen is told.
    Bare,
}

/// The lists of a sentence with the numbers that they divide.
pub(super) fn lists(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let parts = parts(case);
    let mut told = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let end = (at + 1..parts.len()).find(|next| !goes_on(case, &parts, at, *next)).unwrap_or(parts.len());
        told.extend(group(case, &parts, at, end));
        at = end;
    }
    told
}

/// The counts of a sentence with their labels. Of two that stand together, 集体访12批96人次, both have the label of the first.
fn parts<'i, 's>(case: &Case<'i, 's, '_, '_>) -> Vec<Part<'i, 's>> {
    let mut found: Vec<Part<'i, 's>> = Vec::new();
    for item in case.items.iter().filter(|item| !item.percent) {
        let behind = item.behind(case.text());
        let label = match found.last() {
            Some(last) if item.before.is_empty() => last.label.clone(),
            _ => {
                let before = without_asides(item.before);
                let label = before.rsplit([',', '、', ';', ':', '(', ')', '。']).next().unwrap_or("").trim().trim_start_matches("其中");
                if label.is_empty() { behind.to_owned() } else { label.to_owned() }
            }
        };
        found.push(Part { item, label });
    }
    found
}

/// Whether the list that starts at `at` goes on with the part `next`: with no comma once a sign of lists has parted it, 其中简易320件、普通200件,强制46件.
fn goes_on(case: &Case<'_, '_, '_, '_>, parts: &[Part<'_, '_>], at: usize, next: usize) -> bool {
    let pair = |first: usize| parts.get(first).zip(parts.get(first + 1));
    let by = |first: usize, mark: char| {
        pair(first).and_then(|(one, next)| case.text().get(one.item.at.end..next.item.at.start)).is_some_and(|words| words.contains(mark))
    };
    let Some((one, other)) = next.checked_sub(1).and_then(pair) else { return false };
    // 共86件,文字48件、图片25件: the comma behind the first may part a whole from its list.
    let signed = next > at + 1 && (at..next - 1).any(|first| by(first, '、'));
    follows(case, one, other) && !(signed && by(next - 1, ','))
}

/// Whether a part follows another one in a list: one separator between them, shares and what stands in brackets passed over.
fn follows(case: &Case<'_, '_, '_, '_>, one: &Part<'_, '_>, next: &Part<'_, '_>) -> bool {
    let Some(between) = case.text().get(one.item.at.end..next.item.at.start) else { return false };
    let words = without_asides(between);
    let (share, words) = match words.char_indices().rev().find(|(_, c)| placeholder(*c).is_some()) {
        Some((at, c)) if c >= PERCENT_FIRST => (words.get(..at).unwrap_or(""), words.get(at + c.len_utf8()..).unwrap_or("")),
        Some(_) => return false,
        None => ("", &*words),
    };
    let marks = words.matches([',', '、', ';']).count();
    let joined = marks == 1 || marks == 0 && ["和", "及", "与"].iter().any(|word| words.contains(word));
    let label = words.rsplit([',', '、', ';']).next().unwrap_or("");
    // 征地拆迁11件;城乡规划9件;其他13件;办结量为32件
    let closed = is_rest(&one.label) && RESULTS.iter().any(|word| label.starts_with(word));
    let opens = closed || ANOTHER.iter().any(|word| label.starts_with(word));
    joined
        && one.item.depth == next.item.depth
        && one.item.is_like(next.item)
        && (share.is_empty() || share.contains('占'))
        && !opens
        && !words.contains(['。', ':', '(', ')'])
        && !words.contains("其中")
        && next.label.chars().count() <= MAX_LABEL
        && !next.label.is_empty()
}

/// The list of the parts `at..end`, whose first may be its whole.
fn group(case: &Case<'_, '_, '_, '_>, parts: &[Part<'_, '_>], at: usize, end: usize) -> Option<Told> {
    let listed = parts.get(at..end)?;
    let first = listed.first()?;
    // 动态类1038条(上半年106条、下半年932条),民生类907条: what follows the bracket stands beside the number before it. 微信、微博各4个 are two.
    let behind_bracket = at.checked_sub(1).and_then(|before| parts.get(before)).is_some_and(|last| last.item.depth > first.item.depth);
    if behind_bracket || listed.iter().any(|part| part.label.ends_with('各')) {
        return None;
    }
    let own = at.checked_sub(1).and_then(|before| parts.get(..=before)).into_iter().flatten().rev();
    let before = own.map(|part| part.item).find(|item| item.is_like(first.item) && item.depth <= first.item.depth);
    let opened = opened(case, first, before);
    if let (Some(opened), Some(whole)) = (opened, before.or_else(|| only_before(case, first)))
        && listed.len() > 1
    {
        return judge(case, whole, listed, opened, parts);
    }
    let (whole, rest) = listed.split_first()?;
    let comma = case.text().get(whole.item.at.end..rest.first()?.item.at.start)?.contains([',', ';']);
    let summed =
        holds(&case.spec.total, &whole.label) || speaks_of_all(case, rest) || !ends_with_rest(rest) && is_whole(case, rest, Opened::Behind);
    if rest.len() < 2 || !comma || same_kind(case, whole, rest) {
        return None;
    }
    if summed {
        return judge(case, whole.item, rest, Opened::Behind, parts);
    }
    let done = |label: &str| DONE.iter().any(|verb| label.contains(verb));
    let named = done(&whole.label) && !rest.iter().any(|part| done(&part.label));
    (named && (rest.len() >= FEW || ends_with_rest(rest))).then(|| judge(case, whole.item, rest, Opened::Bare, parts)).flatten()
}

/// What was done with a number of things: 监测发现问题21处,错别字4处,….
const DONE: [&str; 18] = [
    "发布", "推送", "刊发", "发现", "办理", "举办", "开展", "组织", "回复", "公开", "承办", "设立", "设置", "制作", "受理", "编发", "答复",
    "刊登",
];

/// Whether kinds of one thing are told before what all of them are: `困难群众1840户,低保对象861户、特困对象979户均已建档`.
fn speaks_of_all(case: &Case<'_, '_, '_, '_>, listed: &[Part<'_, '_>]) -> bool {
    let labels: Vec<&str> = listed.iter().map(|part| part.label.as_str()).collect();
    let behind = listed.last().map_or("", |last| last.item.behind(case.text()));
    are_parallel(&labels) && ALL.iter().any(|word| behind.starts_with(word))
}

/// Words by which what follows is of all that was listed.
const ALL: [&str; 5] = ["均", "都", "各有", "全部", "全都"];

fn ends_with_rest(listed: &[Part<'_, '_>]) -> bool {
    listed.last().is_some_and(|last| is_rest(&last.label))
}

/// Whether the number before the parts is one of them by its label.
fn same_kind(case: &Case<'_, '_, '_, '_>, whole: &Part<'_, '_>, parts: &[Part<'_, '_>]) -> bool {
    let labels: Vec<&str> = std::iter::once(whole).chain(parts).map(|part| part.label.as_str()).collect();
    let has = |label: &str, words: &Vec<String>| words.iter().any(|word| label.contains(word.as_str()));
    let sibling = case.spec.exhaustive.iter().any(|set| {
        let of =
            |label: &str| set.labels.iter().enumerate().filter(|(_, words)| has(label, words)).map(|(kind, _)| kind).collect::<Vec<_>>();
        matches!(of(&whole.label)[..], [own] if parts.iter().all(|part| !of(&part.label).is_empty() && !of(&part.label).contains(&own)))
    });
    sibling || are_parallel(&labels) || is_rest(&whole.label)
}

/// Words of what came of a matter, and of its coming in.
const RESULTS: [&str; 3] = ["结果", "办结", "答复"];
const CAME_IN: [&str; 5] = ["受理", "收到", "接收", "新收", "接到"];

/// The one number of its kind in the sentence before, where the list starts its own sentence.
fn only_before<'i, 's>(case: &Case<'i, 's, '_, '_>, first: &Part<'_, '_>) -> Option<&'i Item<'s>> {
    let mut like = case.before.iter().filter(|item| item.is_like(first.item));
    // (2)申请渠道:…: an item of its own.
    let item = OrdinalStyle::of(case.text()).is_some();
    let only = like.next().filter(|_| like.next().is_none() && !item);
    // 受理31件。办理结果中,予以公开16件,…: what came of those handled, who may be fewer.
    let results = case.text().get(..first.item.at.start).is_some_and(|words| RESULTS.iter().any(|word| words.contains(word)));
    let came_in = |item: &Item<'_>| CAME_IN.iter().any(|word| item.label().contains(word));
    only.filter(|whole| {
        !is_told_apart(case, whole) && case.items.first().is_some_and(|item| item.id == first.item.id) && !(results && came_in(whole))
    })
}

/// Whether the number of the sentence before is last year's, or a share of something itself: 自然人提出48件,占新收申请的94.1%。按提交方式统计:….
fn is_told_apart(case: &Case<'_, '_, '_, '_>, whole: &Item<'_>) -> bool {
    let is_share = |at: Option<usize>| at.and_then(|at| case.before.get(at)).is_some_and(|item| item.percent && item.before.contains('占'));
    let at = case.before.iter().position(|item| item.id == whole.id);
    // 网络渠道占新收总量的69%,计9件
    let of_share = is_share(at.and_then(|at| at.checked_sub(1))) && whole.before.starts_with([',', '(', '、']);
    holds(&case.spec.open, whole.label()) || of_share || is_share(at.map(|at| at + 1))
}

/// How the words between a whole and its first part open the list; `None` where they do not.
fn opened(case: &Case<'_, '_, '_, '_>, first: &Part<'_, '_>, whole: Option<&Item<'_>>) -> Option<Opened> {
    let start = whole.map_or(0, |whole| whole.at.end);
    let words = case.text().get(start..first.item.at.start)?;
    let says = |known: &[&str]| known.iter().any(|word| words.contains(word));
    // 复议5件(维持3件),诉讼6件: the bracket of the whole has closed.
    if words.matches(')').count() > words.matches('(').count() || words.contains('。') {
        return None;
    }
    // 某部门:收到20件,办结19件;乡镇:收到6件: the colon is that of the next name.
    if words.find(':').is_some_and(|at| words[..at].contains(';')) {
        return None;
    }
    let colon = words.find(':').is_some_and(|at| words[..at].chars().count() <= NOUN);
    if colon && !words.contains("其中") {
        return Some(Opened::Whole);
    }
    if says(&["分别为", "分别是", "包括", "具体为", "如下", "分为"])
        || words.contains("按") && says(&["分", "看"])
        || says(&["从", "分"]) && words.contains("看")
    {
        return Some(Opened::Divided);
    }
    says(&["其中", ":", "中,"]).then_some(Opened::Among).or_else(|| words.contains('(').then_some(Opened::Among))
}

fn judge(case: &Case<'_, '_, '_, '_>, whole: &Item<'_>, listed: &[Part<'_, '_>], opened: Opened, all: &[Part<'_, '_>]) -> Option<Told> {
    let Case { rule, .. } = *case;
    let facts = case.facts();
    let items: Vec<&Item<'_>> = listed.iter().map(|part| part.item).collect();
    if makes(whole, &items) {
        return Some(told(rule, whole, &items, facts));
    }
    // 顺延答复4件。从时间看,上半年61件,下半年3件: what is far from the number of the sentence before is none of its parts.
    if !case.items.iter().any(|item| item.id == whole.id) && is_far(&sum(&items), &whole.amount()) {
        return None;
    }
    let exact = whole.is_exact() && items.iter().all(|item| item.is_exact()) && !whole.amount().is_zero();
    let labels: Vec<&str> = listed.iter().map(|part| part.label.as_str()).collect();
    let claimed = exact
        && !is_made_otherwise(case, whole, &items, all)
        && (opened == Opened::Whole && are_parallel(&labels) || !divides_a_part(&items.iter().map(|item| item.amount()).collect::<Vec<_>>()))
        // 5个平台,浏览21万次、下载63万次: two parts above the number say that it is not their whole.
        && items.iter().filter(|item| item.amount() > whole.amount()).count() < 2
        && is_clean(case, whole, listed)
        && if opened == Opened::Bare {
            is_evident_slip(whole, &items)
        } else {
            is_whole(case, listed, opened) && !(opened == Opened::Whole && is_far(&sum(&items), &whole.amount()))
                || is_slip(case, whole, listed, opened)
        };
    claimed.then(|| told(rule, whole, &items, facts))
}

/// Whether another number before the list, two of them, or the first parts or those behind it with them say that it divides something else.
fn is_made_otherwise(case: &Case<'_, '_, '_, '_>, whole: &Item<'_>, items: &[&Item<'_>], all: &[Part<'_, '_>]) -> bool {
    let first = items.first().map_or(0, |item| item.at.start);
    let last = items.last().map_or(0, |item| item.at.end);
    let own = all.iter().map(|part| part.item).filter(|item| item.at.start < first && item.is_like(whole));
    let before: Vec<BigRational> = own.chain(case.before.iter().filter(|item| item.is_like(whole))).map(Item::amount).collect();
    let made = |sum: &BigRational| {
        before.contains(sum)
            || before
                .iter()
                .enumerate()
                .any(|(n, one)| before.iter().skip(n + 1).any(|other| one + other == *sum || (one - other).abs() == *sum))
    };
    let prefixes = (2..=items.len()).filter_map(|end| items.get(..end)).map(sum);
    let listed = sum(items);
    let behind = || all.iter().map(|part| part.item).filter(|item| item.at.start >= last && item.is_like(whole));
    // 建议3件;提案20件;合计23件: the list has its own total.
    if behind().any(|item| item.amount() == listed) {
        return true;
    }
    let goes_on = behind().scan(listed, |sum, item| {
        *sum += item.amount();
        Some(sum.clone())
    });
    prefixes.chain(goes_on).any(|sum| made(&sum))
}

/// Whether no word says that some parts are left out, counted twice or of another time, and the sentence goes on with no more of them.
fn is_clean(case: &Case<'_, '_, '_, '_>, whole: &Item<'_>, listed: &[Part<'_, '_>]) -> bool {
    let (text, spec) = (case.text(), case.spec);
    let (Some(first), Some(last)) = (listed.first(), listed.last()) else { return false };
    let own = case.items.iter().any(|item| item.id == whole.id);
    let start = if own { whole.at.start - whole.label().len() } else { 0 };
    let words = text.get(start..last.item.at.end).unwrap_or("");
    let tail = text.get(last.item.at.end..).unwrap_or("");
    let clause = tail.split(['。', ';']).next().unwrap_or("");
    let goes_on = case
        .items
        .iter()
        .any(|item| item.at.start > last.item.at.start && item.at.start < last.item.at.end + clause.len() && item.is_like(whole));
    let apart = holds(&spec.apart, whole.label()) || listed.iter().any(|part| holds(&spec.apart, &part.label));
    !holds(&spec.open, &without_fields(words))
        && !apart
        && !tail.starts_with('等')
        && !goes_on
        && !names_rest(clause)
        && !first.label.is_empty()
}

/// Whether labels, or the words that open the list, leave nothing out.
fn is_whole(case: &Case<'_, '_, '_, '_>, listed: &[Part<'_, '_>], opened: Opened) -> bool {
    let spec = case.spec;
    let text = case.text();
    let labels: Vec<&str> = listed.iter().map(|part| part.label.trim()).collect();
    let head = listed.first().and_then(|first| text.get(..first.item.at.start)).unwrap_or("");
    let head = head.strip_suffix(labels.first().copied().unwrap_or("")).unwrap_or(head);
    let is_set = |labels: &[&str]| {
        spec.exhaustive.iter().any(|set| {
            let known: Vec<&str> = set.labels.iter().flatten().chain(&spec.parts).map(String::as_str).collect();
            let news: Vec<Vec<String>> = labels.iter().map(|label| news(label, &known, head)).collect();
            let common = |word: &String| news.iter().all(|other| other.contains(word));
            let narrowed = if set.of.is_some() {
                news.iter().any(|news| !news.is_empty())
            } else {
                news.first().is_some_and(|first| first.iter().any(common))
            };
            covers(labels, set, text) && !narrowed
        })
    };
    opened == Opened::Whole
        || opened == Opened::Divided && labels.len() >= FEW
        || ends_with_rest(listed)
        || are_numbered(&labels)
        || are_opposed(&labels)
        || is_set(&labels)
}

/// Whether one slip of the pen explains that the parts miss their whole: a small gap, or one digit that no chance puts there. Persons and what is
/// published may be of several parts.
fn is_slip(case: &Case<'_, '_, '_, '_>, whole: &Item<'_>, listed: &[Part<'_, '_>], opened: Opened) -> bool {
    let items: Vec<&Item<'_>> = listed.iter().map(|part| part.item).collect();
    let labels: Vec<&str> = listed.iter().map(|part| part.label.as_str()).collect();
    let (amount, made) = (whole.amount(), sum(&items));
    let gap = (&made - &amount).abs();
    let within = |share: i32| &gap * BigRational::from_integer(BigInt::from(share)) <= amount;
    let persons = matches!(&whole.number.quantity.unit, Unit::Count(unit) if PERSONS.contains(&unit.as_ref()));
    let shared = made > amount && labels.iter().any(|label| holds(&case.spec.overlap, &without_fields(label)));
    if persons && !are_parallel(&labels) {
        return false;
    }
    if shared {
        return is_evident_slip(whole, &items) && within(NEAR);
    }
    // Two things that one number counts need not be all of it.
    if listed.len() < FEW && !are_parallel(&labels) {
        return is_evident_slip(whole, &items);
    }
    // 160条,其中学习强国27条、新华网60条、…: 其中 may leave out some that are few.
    let near = if made < amount && opened == Opened::Among { within(SHORT) } else { within(NEAR) };
    // More than there is, of what is of one part only.
    made > amount && opened == Opened::Among && !persons || near || is_evident_slip(whole, &items)
}

/// Parts from which a list that nearly makes its whole is one.
const FEW: usize = 3;

/// A gap of at most one in so many is small.
const NEAR: i32 = 8;

/// A list under 其中 that leaves out more than one in so many may be meant to.
const SHORT: i32 = 30;
