//! A list and the total behind it, `集中授课5期、跟班学习2期,共7期`, or a number and the parts of it that each have a share.

use num_rational::BigRational;

use crate::facts::{Facts, Unit, placeholder};
use crate::rules::check::alike::{are_things, without_fields};
use crate::rules::check::breakdown::{are_numbered, covers, news};
use crate::rules::check::catchall::{FEW, is_rest};
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::bracketed::bracketed;
use crate::rules::check::tally::case::Case;
use crate::rules::check::tally::items::{Item, UNIT, between, holds, names};
use crate::rules::check::tally::shares::is_share;
use crate::rules::check::tally::told::{Told, gap, is_close, is_evident_slip, is_near, makes, sum, told};
use crate::rules::{Rule, TallySpec};

/// The longest label of a part, in characters.
pub(super) const MAX_LABEL: usize = 24;

/// What may stand between the word for a total and its number.
const LINKS: [char; 6] = ['有', '为', '达', '到', '是', '约'];

/// The totals of a sentence, each with its list.
pub(super) fn totals(case: &Case<'_, '_, '_, '_>) -> Vec<Told> {
    let Case { rule, spec, items, .. } = *case;
    let (text, facts) = (case.text(), case.facts());
    let behind = (0..items.len()).filter_map(|at| behind(spec, text, items, at, rule, facts));
    let bracketed = (0..items.len()).filter_map(|at| bracketed(spec, text, items, at, rule, facts));
    behind.chain(bracketed).chain(shared(items, rule, facts)).collect()
}

/// A number and the list behind it, each part with its share: shares that all follow from the parts' own sum say that it is the whole.
fn shared(items: &[Item<'_>], rule: &Rule, facts: &Facts<'_>) -> Option<Told> {
    let first = items.windows(2).position(|pair| matches!(pair, [part, rate] if !part.percent && rate.percent))?;
    let nearest = items.get(first.checked_sub(1)?)?;
    let pairs: Vec<(&Item<'_>, &Item<'_>)> = items
        .get(first..)?
        .chunks_exact(2)
        .map_while(|pair| match pair {
            [part, rate] if part.is_like(nearest) && rate.percent && rate.label().contains('占') => Some((part, rate)),
            _ => None,
        })
        .collect();
    let parts: Vec<&Item<'_>> = pairs.iter().map(|(part, _)| *part).collect();
    let total = sum(&parts);
    // 网站发布30条,新媒体40条;网站信息中动态10条,占33.3%,…: a list may divide a number further before it.
    let whole = items[..first].iter().rev().find(|item| item.is_like(nearest) && item.amount() == total).unwrap_or(nearest);
    let hundred = BigRational::from_integer(100.into());
    let all = pairs.iter().fold(BigRational::from_integer(0.into()), |all, (_, rate)| all + rate.amount());
    let follows = pairs.iter().all(|(part, rate)| is_share(rate, &part.amount(), &total));
    let large = parts.iter().all(|part| part.amount() <= whole.amount());
    let whole_list = parts.len() > 1 && large && follows && (&hundred - all) * &hundred <= hundred;
    whole_list.then(|| {
        let mut told = told(rule, whole, &parts, facts);
        told.checked.evidence.extend(pairs.iter().map(|(_, rate)| rate.used("rate")));
        told
    })
}

/// Whether a number is said to be a total, by the words right before it and by nothing else in its clause.
fn is_total(spec: &TallySpec, item: &Item<'_>) -> bool {
    let label = item.label().trim_end_matches(LINKS);
    let head = spec.total.iter().filter_map(|word| label.strip_suffix(word.as_str())).min_by_key(|head| head.len());
    // 三种解读产品共计162期, but not 收到申请共62件.
    head.is_some_and(|head| head.is_empty() || spec.beside.iter().any(|word| head.starts_with(word.as_str())))
}

/// Whether a number says how many parts the total behind it in its clause has: `三种解读产品共计162期`.
fn counts(spec: &TallySpec, counter: &Item<'_>, total: &Item<'_>) -> bool {
    let words = total.before.trim_end_matches(LINKS);
    // 四个栏目共发布信息4611条: what they are may stand behind the verb.
    let things = spec.parts.iter().filter(|word| word.chars().count() > 1);
    let bare = things.filter_map(|word| words.strip_suffix(word.as_str())).min_by_key(|head| head.len()).unwrap_or(words);
    let ends = spec.total.iter().any(|word| words.ends_with(word.as_str()) || bare.ends_with(word.as_str()));
    ends && !words.contains([',', '、', ';', ':', '(', ')', '。']) && !counter.percent && !counter.is_like(total)
}

/// A total and the list before it.
fn behind(spec: &TallySpec, text: &str, items: &[Item<'_>], at: usize, rule: &Rule, facts: &Facts<'_>) -> Option<Told> {
    let total = items.get(at).filter(|item| !item.percent)?;
    let counter = at.checked_sub(1).and_then(|before| items.get(before)).filter(|counter| counts(spec, counter, total));
    // 自然人占95.9%,共165件: how many that share is.
    let shared = at.checked_sub(1).and_then(|before| items.get(before)).filter(|rate| rate.percent);
    if shared.and_then(|rate| rate.label().split_once('占')).is_some_and(|(name, _)| !name.is_empty()) {
        return None;
    }
    if is_each_counted(items, at) {
        return None;
    }
    let certain = counter.is_some() || is_total(spec, total);
    let (mut parts, mut bounded) = listed_before(spec, text, items, total, counter);
    // 访谈20期,领导参加11期,科室参加9期,两项共20期: the last two.
    if let Some(beyond) = counter.and_then(Item::count).and_then(|count| parts.len().checked_sub(count)).filter(|n| *n > 0) {
        parts.drain(..beyond);
        bounded = true;
    }
    let means = if certain { Some(Means::Total) } else { means_total(spec, text, total, &parts) }?;
    // 一季度12件,上半年累计30件: a running total is no part.
    if parts.iter().any(|part| part.label().trim_end_matches(LINKS).ends_with("累计")) {
        return None;
    }
    if is_of_them(items, at, &parts) || does_another(spec, text, total, &parts) || text.contains("同时") && sum(&parts) > total.amount() {
        return None;
    }
    // 三种解读产品共计162期: of three.
    if counter.is_some_and(|counter| counter.amount() != BigRational::from_integer(parts.len().into())) {
        return None;
    }
    // A、B、C分别有1个、18个、403个,合计422个: all of the list, whatever the last two make.
    let labels: Vec<&str> = parts.iter().map(|part| part.label()).collect();
    let one_row = are_one_row(&parts);
    let all = one_row || parts.first().is_some_and(|first| first.before.contains("分别")) || are_numbered(&labels);
    let firsts = if all { 1 } else { parts.len().saturating_sub(1) };
    let suffixes = || (0..firsts).filter_map(|first| parts.get(first..));
    if let Some(parts) = suffixes().find(|parts| makes(total, parts)) {
        return Some(told(rule, total, parts, facts));
    }
    if !one_row && is_made_otherwise(items, total) || is_made_of_more(items, total, parts.len()) {
        return None;
    }
    let nearest = suffixes().min_by_key(|parts| gap(total, parts))?;
    // With a part above its total, a list that starts where its sentence does is the whole list all the same.
    let above = parts.iter().any(|part| part.amount() > total.amount());
    // So is one that one slip parts from its total.
    let slipped = |parts: &[&Item<'_>]| is_near(total, parts) || is_evident_slip(total, parts);
    let nearest = if bounded && (above || slipped(&parts)) { parts.as_slice() } else { nearest };
    let whole_list = bounded && nearest.len() == parts.len();
    let claimed = match means {
        Means::Total => whole_list || is_near(total, nearest),
        Means::Noun => {
            // 微信公众号2个、政务微博2个、抖音号3个,账号总数8个: each is one, and there are no more.
            let own = !tells_of_others(total.label()) && !nearest.iter().any(|part| tells_of_others(part.before));
            let one = gap(total, nearest) <= BigRational::from_integer(1.into());
            let things = nearest.len() >= FEW && are_things(&total.number.quantity.unit) && one && own;
            // 专题讲座3场、跟班学习5场、以会代训6场,培训总数为14场: told in one breath right before it.
            let row = one_row && own && !counts_more(text, total) && !are_things(&total.number.quantity.unit) && is_close(total, nearest);
            whole_list && (above || things || row || is_little(total, nearest) || is_evident_slip(total, nearest))
        }
        Means::Loose => whole_list && makes_it(spec, text, total, nearest),
        Means::OfAnother => whole_list && (is_near(total, nearest) || is_evident_slip(total, nearest)),
    };
    claimed.then(|| told(rule, total, nearest, facts))
}

/// Whether the word for a total stands beside each name of a row: `予以公开共38件,部分公开共6件,不予公开共2件`.
fn is_each_counted(items: &[Item<'_>], at: usize) -> bool {
    let counted = |item: &Item<'_>| item.label().trim_end_matches(LINKS).strip_suffix('共').is_some_and(|name| !name.is_empty());
    // 属于三类内部事务信息共3件: the number in a name is none of the row.
    let Some((before, total, behind)) = items.split_at_checked(at).and_then(|(before, rest)| Some((before, rest.first()?, rest.get(1..)?)))
    else {
        return false;
    };
    let beside = [before.iter().rev().find(|item| item.is_like(total)), behind.iter().find(|item| item.is_like(total))];
    counted(total) && beside.into_iter().flatten().any(counted)
}

/// Whether three or more parts are told in one breath, `文字材料9件、图解3件、视频1件`: none of them stands apart.
fn are_one_row(parts: &[&Item<'_>]) -> bool {
    parts.len() >= FEW && parts.iter().skip(1).all(|part| part.before.contains('、') && !part.before.contains([',', ';']))
}

/// Whether a total is said to be of more than the list: 全县培训总数15场, 培训总数15场(含网络培训1场).
fn counts_more(text: &str, total: &Item<'_>) -> bool {
    let aside = text.get(total.at.end..).is_some_and(|behind| behind.starts_with("(含") || behind.starts_with("(包括"));
    aside || ["全县", "全市", "全区", "全省", "县乡", "各级", "市县"].iter().any(|word| total.label().contains(word))
}

/// Words of a change, or of what others have: the row before is no list of all there are.
const OTHERS: [&str; 13] = ["新增", "新注册", "清理", "僵尸", "新开", "关停", "注销", "归并", "整合", "变更", "优化", "转载", "部门"];

fn tells_of_others(words: &str) -> bool {
    OTHERS.iter().any(|word| words.contains(word))
}

/// Whether a label names just what one of the parts is a kind of: 解读材料, of which 文字解读 is one.
fn are_of_kind(parts: &[&Item<'_>], label: &str) -> bool {
    const BESIDE: [&str; 10] = ["政策", "材料", "作品", "产品", "各类", "全年", "发布", "合计", "共计", "总计"];
    let noun = BESIDE.iter().fold(label.trim_end_matches(LINKS).to_owned(), |label, word| label.replace(word, ""));
    let kind = |part: &Item<'_>| !noun.is_empty() && part.label().len() > noun.len() && part.label().ends_with(&noun);
    parts.iter().any(|part| kind(part)) && !parts.iter().any(|part| tells_of_others(part.before))
}

/// Words that make a number a total wherever they stand in its clause.
pub(super) const SUMMED: [&str; 4] = ["共", "合计", "总计", "累计"];

/// Words by which a number is that of the list before it, whatever it counts.
const ABOVE: [&str; 6] = ["以上共", "以上合计", "以上累计", "以上总计", "上述共", "前述共"];

/// Words that can only be of a sum.
const SUMS: [&str; 3] = ["合计", "共计", "总计"];

/// Words by which the number of a clause may be that of all told before it.
const ALL_YEAR: [&str; 4] = ["全年", "年度", "年内", "全县"];

/// How surely a number is the total of the list before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Means {
    /// By the words right before it: 合计86篇.
    Total,
    /// By a word of its clause that says nothing else than the list does: `线上4次、线下2次,全年共培训6次`.
    Loose,
    /// The same beside a verb of its own: 共覆盖12个.
    OfAnother,
    /// By a noun of a total: `入库文件总量324件`. It may count more than the list does.
    Noun,
}

/// Whether a number is a total by a word of its clause that says little else than the list before it.
fn means_total(spec: &TallySpec, text: &str, total: &Item<'_>, parts: &[&Item<'_>]) -> Option<Means> {
    let label = total.label();
    // 19条为工作动态,全年合计98条: the name of the last part stands behind it.
    let closed = total.before.starts_with([',', ';']) || parts.last().is_some_and(|last| is_called_behind(last, text));
    let first = parts.first().filter(|_| parts.len() > 1 && closed)?;
    let list = text.get(first.at.start - first.label().len()..total.at.start - label.len())?;
    // 会议5条,动态9条,以上共发布门户网站信息14条
    if ABOVE.iter().any(|word| label.starts_with(word)) {
        return Some(Means::Total);
    }
    if names_total(spec, label) {
        // 文字解读12件、视频解读3件,解读总数15件: what all the parts are.
        let noun = label.split('总').next().unwrap_or("");
        let names = text.get(first.at.start - first.before.len()..total.at.start - label.len()).unwrap_or(list);
        let shared = !noun.is_empty() && names.matches(noun).count() >= parts.len();
        return Some(if shared { Means::Total } else { Means::Noun });
    }
    // 开展6场专题培训、4场以会代训,全年培训10场: all that the names behind the numbers are of.
    let named = parts.iter().all(|part| part.label().chars().count() <= VERB && part.behind(text).chars().count() > UNIT);
    let all_named = named && ALL_YEAR.iter().any(|word| label.starts_with(word));
    let summed = SUMMED.iter().chain(&ALL_YEAR).any(|word| label.contains(word));
    let known: Vec<&str> = spec.parts.iter().chain(&spec.total).map(String::as_str).chain(ALL_YEAR).collect();
    // 新收138件、结转10件,共办结144件: what was done with them is another number.
    let handled = HANDLED.iter().any(|act| first.label().contains(act));
    let another = !handled && HANDLED.iter().any(|act| label.contains(act));
    let news = news(label, &known, list);
    let opens = SUMMED.iter().any(|word| label.trim_start_matches("全年").starts_with(word));
    // 咨询88件、投诉32件、求助7件,信箱年度来信合计127件; 文字解读39篇、图解93篇,解读材料共计132篇
    if !another
        && (are_one_row(parts) || are_of_kind(parts, label))
        && SUMS.iter().any(|word| label.trim_end_matches(LINKS).ends_with(word))
    {
        return Some(Means::OfAnother);
    }
    let to_rest = opens && parts.len() >= FEW && parts.last().is_some_and(|last| is_rest(last.label()));
    let few = to_rest || opens && news.len() == 1 && news.iter().all(|word| word.chars().count() <= VERB);
    match (summed && !another, news.is_empty()) {
        (true, true) if all_named => Some(Means::OfAnother),
        (true, true) => Some(Means::Loose),
        (true, false) if few => Some(Means::OfAnother),
        _ => None,
    }
}

/// Whether the words behind a number name it: `剩下的58条为工作动态`, `192条求助留言得到回应`.
fn is_called_behind(part: &Item<'_>, text: &str) -> bool {
    // 491条咨询留言、192条求助留言得到回应
    let bare = part.label().is_empty() && part.behind(text).chars().count() > UNIT;
    let left = || LEFT.iter().any(|word| part.label().starts_with(word));
    part.is_named_behind(text) || bare || (is_rest(part.label()) || left()) && names(part.behind(text))
}

/// Whether a label ends with a noun of a total, 总访问量 or 入库总量, and is of no longer time than the list.
fn names_total(spec: &TallySpec, label: &str) -> bool {
    let label = label.trim_end_matches(LINKS).trim_start_matches("全年");
    label.contains('总') && label.ends_with(['量', '数', '额']) && !holds(&spec.apart, label) && !label.contains("截至")
}

/// A gap of at most one in so many is a slip in a list whose total may count more.
const LITTLE: i32 = 20;

fn is_little(total: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    gap(total, parts) * BigRational::from_integer(LITTLE.into()) <= total.amount()
}

/// The longest verb of its own in the clause of a total, in characters.
const VERB: usize = 2;

/// Words before the number of what is left: 剩下的58条为工作动态.
const LEFT: [&str; 4] = ["剩下", "剩余", "余下", "其余"];

/// Verbs that all say that something was made public.
const PUBLISHED: [&str; 4] = ["公开", "发布", "更新", "推送"];

/// What is done with what came in.
const HANDLED: [&str; 8] = ["办结", "办理", "办复", "答复", "回复", "处理", "整改", "采纳"];

/// Whether a list leaves nothing out of such a total: by its labels, by its last one, or by how little it misses it.
fn makes_it(spec: &TallySpec, text: &str, total: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let labels: Vec<&str> = parts.iter().map(|part| part.label()).collect();
    let summed = SUMMED.iter().any(|word| total.label().contains(word));
    let whole = spec.exhaustive.iter().any(|set| covers(&labels, set, text)) || labels.last().is_some_and(|last| is_rest(last));
    let above = parts.iter().any(|part| part.amount() > total.amount());
    whole
        || summed
            && (above
                || is_near(total, parts)
                || is_evident_slip(total, parts)
                || sum(parts) > total.amount() && !overlaps(spec, total, parts))
}

/// Whether numbers of its kind in a row before a total make it, wherever the row begins and ends: `64条、63条,其中62条不重复计数,合计127条`.
fn is_made_otherwise(items: &[Item<'_>], total: &Item<'_>) -> bool {
    let like: Vec<&Item<'_>> = items.iter().filter(|item| item.at.start < total.at.start && item.is_like(total)).collect();
    let count = like.len();
    let ends = |first: usize| (first + 2..=count).map(move |end| (first, end));
    let made =
        |like: &[&Item<'_>]| (0..like.len()).flat_map(ends).any(|(first, end)| like.get(first..end).is_some_and(|row| makes(total, row)));
    // 网站400条,其中原创300条;公众号200条,共600条
    let apart: Vec<&Item<'_>> = like.iter().copied().filter(|item| !item.label().starts_with("其中")).collect();
    made(&like) || made(&apart)
}

/// Whether the numbers of its kind right before a total make it with more of them than its list has: what opens another list may be a part's name.
fn is_made_of_more(items: &[Item<'_>], total: &Item<'_>, parts: usize) -> bool {
    let like: Vec<&Item<'_>> = items.iter().filter(|item| item.at.start < total.at.start && item.is_like(total)).collect();
    (0..like.len().saturating_sub(parts)).any(|first| like.get(first..).is_some_and(|row| makes(total, row)))
}

/// Whether the rate behind a total says that it is a part of the list: `文件40件、公告60件,共公开80件,公开率80%`.
fn is_of_them(items: &[Item<'_>], at: usize, parts: &[&Item<'_>]) -> bool {
    let Some((total, rate)) = items.get(at).zip(items.get(at + 1)) else { return false };
    let hundred = BigRational::from_integer(100.into());
    rate.percent && rate.amount() < hundred && rate.label().contains('率') && is_share(rate, &total.amount(), &sum(parts))
}

/// Whether the total is of what was done, and the list of what was done before that: `受理投诉12件、举报15件,共办理25件`.
fn does_another(spec: &TallySpec, text: &str, total: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let label = total.label().trim_end_matches(LINKS);
    let verbs = || spec.total.iter().filter_map(|word| word.strip_prefix('共')).filter(|verb| verb.chars().count() == 2);
    let Some(own) = verbs().find(|verb| label.ends_with(verb)) else { return false };
    // 发布动态193条、公告154条,共公开347条: to publish is to make public.
    let alike = |verb: &str| is_total(spec, total) && PUBLISHED.contains(&verb) && PUBLISHED.contains(&own);
    // 开展6场专题培训,全年培训6场: the name behind says it.
    let names_it = |part: &Item<'_>| part.before.contains(own) || part.behind(text).contains(own);
    let done = |part: &Item<'_>| !names_it(part) && verbs().any(|verb| part.before.contains(verb) && !alike(verb));
    parts.iter().any(|part| done(part))
}

/// The numbers of one kind right before a total, and whether the list starts where its sentence or section does.
fn listed_before<'i, 's>(
    spec: &TallySpec,
    text: &str,
    items: &'i [Item<'s>],
    total: &'i Item<'s>,
    counter: Option<&'i Item<'s>>,
) -> (Vec<&'i Item<'s>>, bool) {
    let mut parts: Vec<&Item<'_>> = Vec::new();
    let mut next = counter.unwrap_or(total);
    let end = next.at.start;
    for item in items.iter().rev().filter(|item| item.at.start < end && !item.percent && item.depth <= total.depth) {
        let Some(words) = between(text, item, next).filter(|_| item.depth == total.depth) else { break };
        let label = words.rsplit([',', '、', ';']).next().unwrap_or("");
        // 建议303件、提案70件合计373件: the word for a total stands right behind the last part.
        let summed = parts.is_empty() && spec.total.iter().any(|word| *word == words.trim());
        let parted = summed || words.contains([',', '、', ';', '和', '及', '与']);
        let long = label.chars().filter(|c| placeholder(*c).is_none()).count() > MAX_LABEL;
        if !item.is_like(total) && !is_counted_too(text, total, item)
            || !parted
            || long
            || opens_another(&words)
            || label.ends_with('各')
            || holds(&spec.open, &named(&without_asides(&words), label))
        {
            break;
        }
        if is_total(spec, item) {
            break;
        }
        parts.push(item);
        next = item;
    }
    parts.reverse();
    let bounded = parts.first().is_some_and(|first| {
        let earlier = items.iter().filter(|item| item.at.start < first.at.start && item.is_like(first)).count();
        earlier == 0 || first.before.contains([';', '。', ':'])
    });
    (parts, bounded)
}

/// Whether words between two numbers end a list: with a full stop, or with a colon other than that of the next label, `703条;应急管理信息:687条`.
fn opens_another(words: &str) -> bool {
    let colon = words.find(':');
    words.contains('。')
        || colon.is_some_and(|at| !words[..at].contains([',', '、', ';']) || words[at + 1..].contains([':', ',', '、', ';']))
}

/// Whether a total says in brackets that it counts what another number counts: `合计51场(篇)`.
fn is_counted_too(text: &str, total: &Item<'_>, item: &Item<'_>) -> bool {
    let inside = text.get(total.at.end..).and_then(|behind| behind.split_once('(')).filter(|(unit, _)| unit.chars().count() <= 2);
    let named = inside.and_then(|(_, rest)| rest.split_once(')')).map_or("", |(named, _)| named);
    let unit = &item.number.quantity.unit;
    !item.percent && named.split(['、', '/', ',']).any(|name| *unit == Unit::Count(name.into()))
}

/// The words with 广播等其他方式 as the one part that it is, 重点领域 as a field like others, 主要负责人 as a person, 规划计划 as a kind of papers, and
/// 另有其他, where the next part is so labelled, as 其他.
pub(super) fn named(words: &str, label: &str) -> String {
    let known =
        [("等其他", "其他"), ("等其它", "其它"), ("重点领域", "领域"), ("主要负责", "负责"), ("规划计划", "规划"), ("计划总结", "总结")];
    let words = known.iter().fold(words.to_owned(), |words, (from, to)| words.replace(from, to));
    if label.trim().starts_with("另有其他") { words.replace("另有其他", "其他") } else { words }
}

/// Whether parts that exceed their whole may hold the same things.
pub(super) fn overlaps(spec: &TallySpec, whole: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    sum(parts) > whole.amount() && parts.iter().any(|part| holds(&spec.overlap, &without_fields(part.before)))
}
