//! Whether a list names all parts of its whole, each once: by its words, its shares, or by how little it misses the whole.

use std::collections::BTreeSet;
use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::{Facts, Number, Sentence, Unit, placeholder};
use crate::rules::check::alike::{are_things, without_fields};
use crate::rules::check::breakdown::judge::FULL_LIST;
use crate::rules::check::breakdown::list::{is_open, named_first, tail};
use crate::rules::check::catchall::{ends_with_rest, ends_with_rest_of, is_rest};
use crate::rules::check::found::Found;
use crate::rules::check::period::without_asides;
use crate::rules::check::tally::holds;
use crate::rules::sums::{Slip, slip};
use crate::rules::{BreakdownSpec, Exhaustive, Gap};

/// Parts that exceed the whole by at most one in so many are a slip rather than overlapping.
const SLIP: i32 = 50;

/// A list misses its whole by very little: by at most one in so many.
const LITTLE: i128 = 100;

/// One wrong digit explains a gap of at most one in so many of a large whole.
const NEAR: i128 = 50;

/// Numbers of two digits and more may have two of them swapped.
const TWO_DIGITS: i128 = 10;

/// A smaller whole may be what one of several channels published.
const SMALL: i128 = 20;

/// One wrong digit explains an excess over channels that may overlap of at most one in so many.
const APART_BY: i128 = 4;

/// One wrong digit explains a gap of at most one in so many where the parts were named before.
const NAMED: i128 = 10;

/// A whole that few sums are one slip away from.
const LARGE: i128 = 1000;

/// A smaller whole is one slip away from too many sums.
const LEAST: i128 = 100;

/// Parts whose words do not overlap exceed the whole by at most one in so many; more says that another whole is meant.
const APART: i32 = 2;

/// Units of persons: one person may be of several parts.
const PERSONS: [&str; 6] = ["人", "名", "位", "persons", "people", "members"];

/// Units of what is held, sent or handled once: of one kind only.
const EVENTS: [&str; 7] = ["场", "次", "期", "件", "起", "批", "场次"];

/// Words by which a number is said to be the sum of what follows.
const SUMMED: [&str; 4] = ["共", "合计", "总计", "累计"];

/// Words by which a list names only some parts.
const SOME: [&str; 8] = ["主要", "重点", "部分", "尤其", "特别", "包含了", "涉及", "such as"];

/// Words by which the same was published on several channels.
const ALIKE: [&str; 5] = ["同步", "多渠道", "等渠道", "等平台", "多平台"];

/// Whether the words say that the list is complete.
pub(super) fn says_so(
    found: &Found<'_>,
    rest: &Range<usize>,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
    facts: &Facts<'_>,
) -> bool {
    let sentence = found.sentence;
    let head = sentence.text.get(found.fit.range.start..rest.start).unwrap_or("");
    let clause = clause_of(found);
    let persons = listed.first().is_some_and(|(_, part)| is_counted_in(part, &PERSONS));
    let closed = spec.complete.iter().any(|word| head.contains(word.as_str()))
        || spec.exhaustive.iter().any(|set| {
            covers(labels, set, &sentence.text) && divides(labels, set, &spec.plain, sentence.text.get(..rest.start).unwrap_or(""), persons)
        })
        || are_numbered(labels)
        || are_named_above(labels, clause)
        || are_counted_above(labels, clause, sentence, facts)
        || are_counted_above(labels, head.get(found.at.end - found.fit.range.start..).unwrap_or(""), sentence, facts)
        || !spec.closed && are_opposed(labels)
        || are_levels(labels, clause);
    // 网站、公众号、其他渠道分别为…: the names come first.
    let last = labels.len() == listed.len() && labels.last().is_some_and(|label| is_rest(label));
    // 网站发布10条,公众号20条,其他平台5条: without a word that opens the list, the first is one of them unless it is said to be the sum.
    let channel = holds(&spec.overlap, &clause.replace("新媒体", "").replace("平台", ""));
    // “某某”微信号更新169条;动态38条,便民提示122条,其他内容9条: the verb of the whole, and kinds or channels of it behind.
    let done = || ends_with_verb(clause) && !(channel && labels.iter().any(|label| holds(&spec.overlap, label)));
    let summed = !spec.closed || !channel && SUMMED.iter().any(|word| clause.contains(word)) || done();
    closed && !is_open(sentence, rest, listed)
        || summed && (last || ends_with_rest(sentence, rest, listed))
        || ends_with_rest_of(sentence, rest, listed)
        || shares_make_all(sentence, rest, listed, facts)
}

/// The clause before a whole.
fn clause_of<'s>(found: &Found<'s>) -> &'s str {
    let before = found.sentence.text.get(..found.at.start).unwrap_or("");
    before.rsplit([',', ';', '。', ':']).next().unwrap_or(before)
}

/// What is done with all that is published, at the end of the clause before its number.
const VERBS: [&str; 6] = ["发布", "更新", "推送", "公开", "编发", "刊发"];

/// Whether a clause ends with such a verb, or with the plain noun that it takes: 对外发布信息.
fn ends_with_verb(clause: &str) -> bool {
    let clause = clause.trim_end_matches(['为', '量', '了', '达', '共']);
    let clause = ["各类信息", "政府信息", "政务信息", "信息"].iter().find_map(|noun| clause.strip_suffix(noun)).unwrap_or(clause);
    VERBS.iter().any(|verb| clause.ends_with(verb))
}

/// Whether a list tells all accounts there are: 保留账号4个,微信公众号3个、视频号1个.
pub(super) fn are_all_accounts(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
) -> bool {
    let head = found.sentence.text.get(found.at.end..rest.end).unwrap_or("");
    let some = || SOME.iter().any(|word| head.contains(word)) || head.contains("其中") || is_open(found.sentence, rest, listed);
    // 共有账号22个,微信公众号11个,微博8个 may leave some out.
    let clause = clause_of(found);
    let all = ["全部", "保留", "在册", "备案"].iter().any(|word| clause.contains(word));
    let parted = found.sentence.text.get(found.at.end..).is_some_and(|behind| behind.starts_with([';', '(', ':']));
    are_accounts(whole, labels, spec) && (all || parted) && !some()
}

/// Whether the clause before a whole names just its parts, joined: `汉文网站和蒙古文网站共发布7939条,其中汉文网站546条,蒙古文网站7393条`; what is done
/// with each may stand between: `召开发布会、开展调查共38次,其中发布会3次,调查35次`.
pub(in crate::rules::check) fn are_named_above(labels: &[&str], clause: &str) -> bool {
    let labels: Vec<&str> = labels.iter().map(|label| label.trim().trim_start_matches("其中")).collect();
    let joints = ["以及", "、", "和", "及", "与"];
    let mut names = vec![clause];
    for joint in joints {
        names = names.into_iter().flat_map(|name| name.split(joint)).collect();
    }
    let is_named = |(name, label): (&&str, &&str)| label.chars().count() > 1 && name.contains(*label);
    labels.len() > 1 && are_distinct(&labels) && names.len() == labels.len() && names.iter().zip(&labels).all(is_named)
}

/// What a number counts whose words are as many as the parts of a list.
const COUNTERS: [&str; 9] = ["个", "类", "种", "家", "大", "项", "级", "方面", "块"];

/// Whether the clause before a whole, or the words that open its list, say how many parts it has: `四个平台发布2492条,微博…、微信…、抖音…、快手…`.
fn are_counted_above(labels: &[&str], clause: &str, sentence: &Sentence, facts: &Facts<'_>) -> bool {
    let counts =
        |id: &u32| facts.number(*id).is_some_and(|n| is_counted_in(n, &COUNTERS) && n.quantity.amount() == as_amount(labels.len()));
    labels.len() > 1 && are_distinct(labels) && sentence.ids_in(clause).last().is_some_and(|id| counts(&id))
}

fn as_amount(count: usize) -> BigRational {
    BigRational::from_integer(BigInt::from(count))
}

/// Whether two labels are one thing and what is not it: `公开回复263条,不公开回复27条`.
pub(in crate::rules::check) fn are_opposed(labels: &[&str]) -> bool {
    const NOT: [char; 3] = ['不', '未', '非'];
    let [one, other] = labels else { return false };
    let (one, other) = (one.trim(), other.trim());
    let is_denied = |plain: &str, denied: &str| {
        let denies = |(at, c): (usize, char)| {
            NOT.contains(&c)
                && denied.get(..at).zip(denied.get(at + c.len_utf8()..)).is_some_and(|(head, tail)| format!("{head}{tail}") == plain)
        };
        denied.char_indices().any(denies)
    };
    one.chars().count() > 1 && (is_denied(one, other) || is_denied(other, one))
}

/// Whether the parts are the levels that the clause before the whole announces: `三级人大代表建议145件,其中自治区级9件、市级33件、县级103件`.
fn are_levels(labels: &[&str], clause: &str) -> bool {
    let announced = match labels.len() {
        2 => ["两级", "二级"],
        3 => ["三级", "3级"],
        4 => ["四级", "4级"],
        _ => return false,
    };
    are_distinct(labels) && labels.iter().all(|label| label.trim().ends_with('级')) && announced.iter().any(|word| clause.contains(word))
}

/// Whether the parts are the first, the second and so on: `第一期80人次,第二期70人次`.
pub(in crate::rules::check) fn are_numbered(labels: &[&str]) -> bool {
    const SIGNS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let nth = |label: &str| {
        let rest = label.trim().strip_prefix('第')?;
        rest.chars().next().filter(|_| rest.chars().nth(1).is_none_or(|next| !SIGNS.contains(&next) && next != '季'))
    };
    labels.len() > 1 && labels.len() <= SIGNS.len() && labels.iter().zip(SIGNS).all(|(label, sign)| nth(label) == Some(sign))
}

/// Whether no two labels are the same.
fn are_distinct(labels: &[&str]) -> bool {
    labels.iter().collect::<BTreeSet<_>>().len() == labels.len()
}

/// Whether the labels name areas, each another: 东城区、西城区、泗水县, with the level above them.
pub(super) fn are_areas(labels: &[&str]) -> bool {
    const ENDS: [char; 9] = ['区', '县', '市', '州', '旗', '镇', '乡', '盟', '级'];
    let names: BTreeSet<&str> = labels.iter().map(|label| label.trim()).collect();
    labels.len() > 2 && names.len() == labels.len() && names.iter().all(|name| name.chars().count() > 1 && name.ends_with(ENDS))
}

/// Whether the labels are those of a set that leaves nothing out of what the sentence speaks of, each once.
pub(in crate::rules::check) fn covers(labels: &[&str], set: &Exhaustive, text: &str) -> bool {
    if set.of.as_ref().is_some_and(|word| !text.contains(word.as_str())) {
        return false;
    }
    let set = &set.labels;
    let of = |label: &&str| set.iter().position(|words| words.iter().any(|word| label.contains(word.as_str())));
    let met: BTreeSet<Option<usize>> = labels.iter().map(of).collect();
    labels.len() == set.len() && met.len() == set.len() && !met.contains(&None)
}

/// Whether labels that a set of single words covers divide just what the words before the list speak of: nothing else narrows them all, as 硕士 does in
/// 男硕士10人、女硕士20人 of the teachers; and the words before announce as many parts as there are, where they say how many. What narrows one alone,
/// 线上业务培训4次、线下培训2次, is its name; of persons it may be a part.
fn divides(labels: &[&str], set: &Exhaustive, plain: &[String], head: &str, persons: bool) -> bool {
    // 通过网络申请, but not 自然人网络申请: of a set for things of one kind only the words before its own are looked at.
    let many = set.of.is_some();
    let lead = |label: &str| {
        let words = set.labels.iter().flatten().filter_map(|word| label.find(word.as_str()));
        words.min().unwrap_or(label.len())
    };
    let announced = ["三级", "四级", "三类", "四类", "三方", "省、市、"].iter().any(|word| head.contains(word));
    let own = set.labels.iter().flatten().map(String::as_str);
    let known: Vec<&str> = own.chain(plain.iter().map(String::as_str)).collect();
    let more_named = named_before(head) > labels.len();
    // 县政府、各部门: one sign for whose it is.
    let near = |lead: &str| if lead.chars().count() == 1 { String::new() } else { lead.to_owned() };
    let told = |label: &str| -> String { if many { near(&label[..lead(label)]) } else { label.to_owned() } };
    let news: Vec<Vec<String>> =
        labels.iter().map(|label| news(told(label.trim().trim_start_matches("其中")).trim(), &known, head)).collect();
    let narrowed = if many || persons {
        news.iter().any(|news| !news.is_empty())
    } else {
        news.first().is_some_and(|first| first.iter().any(|word| news.iter().all(|other| other.contains(word))))
    };
    !announced && !more_named && !narrowed
}

/// How many names the clause of the last number joins before it: 人大代表、政协委员、群众代表共90人.
fn named_before(head: &str) -> usize {
    let end = head.char_indices().rev().find(|(_, c)| placeholder(*c).is_some()).map_or(head.len(), |(at, _)| at);
    let clause = head[..end].rsplit([',', ';', ':', '。']).next().unwrap_or("");
    clause.split('、').count()
}

/// What a label says beside known words, and those of two or more characters that stand in `head`.
pub(in crate::rules::check) fn news(label: &str, known: &[&str], head: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut left = label;
    while let Some(first) = left.chars().next() {
        let word = known.iter().filter(|word| left.starts_with(**word)).map(|word| word.len()).max().unwrap_or(0);
        let ends = left.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
        let named = ends.take_while(|end| head.contains(&left[..*end])).last().unwrap_or(0);
        match word.max(named) {
            0 if first.is_whitespace() => left = left.trim_start(),
            0 => {
                if let Some(run) = found.last_mut() {
                    run.push(first);
                }
                left = &left[first.len_utf8()..];
            }
            length => {
                found.push(String::new());
                left = &left[length..];
            }
        }
    }
    found.retain(|run| !run.is_empty());
    found
}

/// Whether a percentage stands behind every listed part and together they make a hundred, rounding allowed for.
pub(super) fn shares_make_all(sentence: &Sentence, rest: &Range<usize>, listed: &[(u32, &Number)], facts: &Facts<'_>) -> bool {
    let Some(last) = listed.last() else { return false };
    let tail = tail(sentence, rest, &[*last]).unwrap_or("");
    let end = tail.char_indices().filter(|(_, c)| placeholder(*c).is_some()).nth(1).map_or(tail.len(), |(at, _)| at);
    let text = sentence.text.get(rest.start..rest.end - tail.len() + end).unwrap_or("");
    let mut shares = Vec::new();
    let mut parts = 0;
    for c in text.chars().filter(|c| placeholder(*c).is_some()) {
        if c < crate::facts::PERCENT_FIRST {
            parts += 1;
        } else if let Some(share) = placeholder(c).and_then(|n| sentence.numbers.get(n)).and_then(|id| facts.number(*id)) {
            shares.push(&share.quantity);
        }
    }
    let sum = shares.iter().fold(BigRational::zero(), |sum, share| sum + share.amount());
    let hundred = BigRational::from_integer(BigInt::from(100));
    parts == listed.len() && shares.len() == parts && Gap::between(&hundred, &sum, shares.into_iter()).is_rounding()
}

/// Whether the parts exceed the whole as parts of it cannot: one alone does, they share nothing, or three or more do by little or by words
/// that do not overlap.
pub(super) fn exceeds(whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let amount = whole.quantity.amount();
    if *sum <= amount {
        return false;
    }
    let within = |share: i32| exceeds_little(&amount, sum, share);
    let many = listed.len() >= FULL_LIST;
    // What is published may be of several parts, an account or a body is of one.
    let named = labels.iter().all(|label| !label.trim().is_empty());
    let distinct = named && (!overlap(labels, spec) || are_things(&whole.quantity.unit)) && !is_counted_in(whole, &PERSONS);
    // 咨询类、投诉类: classes of one division.
    let classes = labels.len() > 1 && labels.iter().all(|label| label.ends_with('类')) && within(APART);
    let above = listed.iter().any(|(_, part)| part.quantity.amount() > amount);
    above
        || classes
        || are_areas(labels)
        || are_accounts(whole, labels, spec)
        || are_disjoint(labels, &spec.disjoint)
        || many && within(SLIP)
        || many && distinct && within(APART)
}

/// Whether the parts are accounts of several platforms, counted one by one: 微信公众号1个、政务微博1个、抖音号1个.
pub(super) fn are_accounts(whole: &Number, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let channel = |label: &&str| !label.trim().is_empty() && holds(&spec.overlap, label);
    are_things(&whole.quantity.unit) && are_distinct(labels) && labels.iter().all(channel)
}

/// Whether two parts are more than their whole as two kinds of one thing cannot be: 季度检查9次、专项检查4次 of 11.
pub(super) fn two_exceed(whole: &Number, listed: &[(u32, &Number)], sum: &BigRational, labels: &[&str], spec: &BreakdownSpec) -> bool {
    let amount = whole.quantity.amount();
    let little = *sum > amount && exceeds_little(&amount, sum, APART);
    let once = is_counted_in(whole, &EVENTS) || are_things(&whole.quantity.unit);
    listed.len() == 2 && little && once && !overlap(labels, spec) && are_parallel(labels)
}

/// Whether parts exceed their whole by at most one in so many.
fn exceeds_little(amount: &BigRational, sum: &BigRational, share: i32) -> bool {
    (sum - amount) * BigRational::from_integer(BigInt::from(share)) <= *amount
}

/// Whether a whole is so small that parts make it by chance.
pub(super) fn is_small(whole: &Number) -> bool {
    whole.quantity.is_exact_count() && whole.quantity.value.mantissa < LEAST
}

/// Whether a number's unit is one of these.
fn is_counted_in(number: &Number, units: &[&str]) -> bool {
    matches!(&number.quantity.unit, Unit::Count(unit) if units.contains(&unit.as_ref()))
}

/// Whether labels are kinds of the same thing: 企业专场、群众专场; 部署会、调度会议; 市级、县级; 面向部门、面向乡镇; 机关、直属单位.
pub(in crate::rules::check) fn are_parallel(labels: &[&str]) -> bool {
    const NOUN: usize = 2;
    const KINDS: [char; 7] = ['会', '班', '课', '展', '查', '级', '类'];
    const TOWARDS: [&str; 3] = ["面向", "针对", "涉及"];
    const BODIES: [&str; 10] = ["机关", "单位", "部门", "企业", "乡镇", "街道", "社区", "村", "区", "县"];
    let labels: Vec<String> = labels.iter().map(|label| label.trim().trim_end_matches(['(', ')']).replace("会议", "会")).collect();
    let tail = |label: &String| -> Option<String> {
        let count = label.chars().count();
        (count > NOUN).then(|| label.chars().skip(count - NOUN).collect())
    };
    let ends: Vec<Option<String>> = labels.iter().map(tail).collect();
    let same = ends.iter().all(Option::is_some) && ends.windows(2).all(|pair| pair[0] == pair[1]);
    let kinds = KINDS.iter().any(|kind| labels.iter().all(|label| label.ends_with(*kind)));
    let towards = TOWARDS.iter().any(|way| labels.iter().all(|label| label.starts_with(way)));
    let bodies = labels.iter().all(|label| BODIES.iter().any(|body| without_asides(label).ends_with(body)));
    labels.len() > 1 && labels.iter().collect::<BTreeSet<_>>().len() == labels.len() && (same || kinds || towards || bodies)
}

/// Whether every part has a label that no other one has, all of them of parts that share nothing.
fn are_disjoint(labels: &[&str], disjoint: &[String]) -> bool {
    let names = |label: &&str| disjoint.iter().filter(|word| label.contains(word.as_str())).max_by_key(|word| word.len());
    let kinds: BTreeSet<&String> = labels.iter().filter_map(names).collect();
    labels.len() > 1 && kinds.len() == labels.len()
}

/// Whether three or more parts miss their whole by what one slip explains: by very little, or so that one number with two digits swapped, or ten
/// times too large or too small, settles it. A list that leaves something out, or whose parts overlap, misses it by any amount.
pub(super) fn is_slip(
    found: &Found<'_>,
    rest: &Range<usize>,
    whole: &Number,
    listed: &[(u32, &Number)],
    labels: &[&str],
    spec: &BreakdownSpec,
) -> bool {
    let text = found.sentence.text.get(found.fit.range.start..rest.end).unwrap_or("").replace("重点领域信息", "");
    // 微信1072条、微博117条: two channels of one kind.
    let channels = labels.len() > 1 && labels.iter().all(|label| holds(&spec.overlap, label));
    if listed.len() < FULL_LIST && !are_parallel(labels) && !channels
        || is_counted_in(whole, &PERSONS)
        || is_open(found.sentence, rest, listed)
        || SOME.iter().any(|word| text.contains(word))
        || ALIKE.iter().any(|word| found.sentence.text.contains(word))
    {
        return false;
    }
    let count = |number: &Number| number.quantity.is_exact_count().then_some(number.quantity.value.mantissa);
    let parts: Option<Vec<i128>> = listed.iter().map(|(_, part)| count(part)).collect();
    // Three kinds of one thing and more, that share nothing, have no excess to explain otherwise.
    let shared = overlap(labels, spec);
    let kinds = !shared && labels.len() >= FULL_LIST && are_distinct(labels) && labels.iter().all(|label| !label.is_empty());
    let (Some(total), Some(parts)) = (count(whole), parts) else { return false };
    let Some(sum) = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part)) else { return false };
    let gap = total - sum;
    let least = match (gap < 0, kinds) {
        (true, true) => TWO_DIGITS,
        (true, false) => SMALL,
        (false, _) => LEAST,
    };
    if total < least {
        return false;
    }
    let within = |share: i128| gap.abs().saturating_mul(share) <= total;
    let overlap = gap < 0 && shared;
    let tenfold = |old: i128, new: i128| old.checked_mul(10) == Some(new) || new.checked_mul(10) == Some(old);
    let swapped = |old: i128, new: i128| old.to_string().len() == new.to_string().len() && slip(old, new, 1) == Slip::Likely;
    // What a list leaves out makes such a gap by chance; what it has too much does not.
    let telling = if gap < 0 { TWO_DIGITS } else { LEAST };
    let likely = |old: i128, new: i128| new >= 0 && old >= telling && (swapped(old, new) || tenfold(old, new));
    // What two channels both published makes the parts more by much, and most often leaves one of them as large as the whole.
    let named = !shared && listed.len() >= FULL_LIST && named_first(found, rest, listed).is_some();
    let apart = overlap && total < LARGE && parts.iter().all(|part| part.saturating_mul(20) < total.saturating_mul(19));
    let digit = |old: i128, new: i128| {
        let near = match (apart, kinds && gap < 0 && total >= LEAST) {
            // 10 more, or 50: one digit away from any sum.
            (true, _) => within(APART_BY) && gap % 10 != 0,
            (false, true) => true,
            // 243件,图解、短视频、问答分别是41件、94件、103件: names told one by one leave little out.
            (false, false) if named => within(NAMED),
            (false, false) => total >= LARGE && within(if overlap { LITTLE } else { NEAR }),
        };
        new >= 0 && slip(old, new, 1) == Slip::Digit && near
    };
    let explains = |old: i128, new: i128| likely(old, new) || digit(old, new);
    within(LITTLE) && !overlap || explains(total, sum) || parts.iter().any(|part| explains(*part, part + gap))
}

/// Whether the words of a list's parts may speak of the same things.
fn overlap(labels: &[&str], spec: &BreakdownSpec) -> bool {
    labels.iter().any(|label| holds(&spec.overlap, &without_fields(label)))
}
