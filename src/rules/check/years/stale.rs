//! Sentences that name another year than the report's, although what they say is this year's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::Spot;
use crate::facts::placeholder;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, is_reading};
use crate::rules::check::period::{is_carried, is_compared, without_asides};
use crate::rules::check::reading;
use crate::rules::check::scope::other_reach;
use crate::rules::check::years::line::Line;
use crate::rules::check::years::own::{BACK, HISTORY, PLANS, told_of};
use crate::rules::check::years::report::consensus;
use crate::rules::check::years::support::support;
use crate::rules::check::years::witness::witnesses;
use crate::rules::message::Slots;
use crate::rules::{Checked, Evidence, Expr, Meaning, NamedYear, Rule, Verdict, Violation};

/// A number below it may be the same in two years by chance.
const TELLING: u32 = 20;

/// A stated number that the tables decide, whatever year it is of.
#[derive(Clone, Debug)]
pub(in crate::rules::check) struct Stated {
    /// The one year named before it, with its place.
    pub(super) year: Option<(Spot, u32)>,
    /// Whether this report's tables hold the number.
    pub(super) agrees: bool,
    /// The sentence opens with the year, or with words that name nothing before it.
    opens: bool,
    /// What stands beside it says that the year named, another than the report's, is meant.
    meant: bool,
    /// The year into which its own words say that it goes on.
    onward: Option<Onward>,
    rule: String,
    amount: BigRational,
    evidence: Vec<Evidence>,
}

/// The year that a wording of what goes on next year names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Onward {
    spot: Spot,
    year: u32,
    /// It says that it goes there: `结转到2022年`. `结转2022年` may be what came from that year.
    directed: bool,
}

/// A statement against the tables whatever year it names; `None` where it names several or speaks of something else for another reason.
pub(in crate::rules::check) fn stated(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Stated> {
    let Meaning::Readings(readings) = &found.claim.meaning else { return None };
    if !is_reading(found) || found.sentence.is_rewritten() || other_reach(found, context).is_some() {
        return None;
    }
    if let Some(onward) = onward(found) {
        let (agrees, evidence, amount) = set_against(found, readings, context)?;
        return Some(Stated {
            year: None,
            agrees,
            opens: false,
            meant: false,
            onward: Some(onward),
            rule: found.rule.id.clone(),
            amount,
            evidence,
        });
    }
    let (before, behind) = found.sentence.text.split_at(found.at.start);
    // 2022年收到62件,2023年仍为62件
    if context.year.is_some_and(|year| behind.contains(&format!("{year}年")) && !before.contains(&format!("{year}年"))) {
        return None;
    }
    // 2017年办理41件,2018年办理20件: one year of several.
    let report = context.year.unwrap_or_default();
    let of_series = |(year, _, compared): &(u32, Range<usize>, bool)| !compared && *year != report && *year != report.saturating_add(1);
    if named_years(behind.split('。').next().unwrap_or(behind)).iter().any(of_series) {
        return None;
    }
    // 有3件待2024年办结。被申请行政复议5件: a wording across a full stop has the year of neither.
    let own = before.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let named = match &named_years(&before[own..])[..] {
        [] => None,
        [(year, at, false)] => Some((*year, at.start + own..at.end + own)),
        _ => return None,
    };
    if let Some((_, at)) = &named
        && without_asides(before).len() < before.len()
        && !without_asides(before).contains(&before[at.clone()])
    {
        return None;
    }
    // 2021年末未办结的有2件: the end of that year, from which this one began.
    if named
        .as_ref()
        .is_some_and(|(_, at)| before.get(at.end..).is_some_and(|words| words.trim_start_matches('年').starts_with(['末', '底'])))
    {
        return None;
    }
    let (agrees, evidence, amount) = set_against(found, readings, context)?;
    let opens = named.as_ref().is_some_and(|(_, at)| before.get(..at.start).is_some_and(|words| OPENERS.contains(&words)));
    let meant = named.is_some() && is_meant(found, context);
    let year = named.map(|(year, at)| (found.sentence.spot(at), year));
    Some(Stated { year, agrees, opens, meant, onward: None, rule: found.rule.id.clone(), amount, evidence })
}

/// Whether what stands beside a number speaks of the report's own year, so that the other one named before it is meant: `2021年5件,与今年一致`,
/// `2021年5件。2022年20件`.
fn is_meant(found: &Found<'_>, context: &Context<'_, '_>) -> bool {
    let report = context.year.map(|year| format!("{year}年"));
    let (before, behind) = found.sentence.text.split_at(found.at.start);
    let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    // 2021年登记48件(均为本年新收): the name of what came in within the year told of.
    let bare = |words: &str| RECEIVED.iter().fold(words.to_owned(), |words, name| words.replace(name, ""));
    let (before, behind) = (bare(before), bare(behind.split('。').next().unwrap_or(behind)));
    let next = context.facts.sentence_behind(found.sentence).map_or("", |next| next.text.as_str());
    let opens = |report: &String| next.starts_with(report) || THIS.iter().any(|word| next.starts_with(word));
    says(&THIS, &behind)
        || says(&LIKE, &behind)
        || report.is_some_and(|report| opens(&report) || !before.contains(&report) && says(&THIS, &before))
}

/// Whether a number is what the tables have, what it was set against, and its amount; `None` where that is not decided.
fn set_against(found: &Found<'_>, readings: &[(String, Expr)], context: &Context<'_, '_>) -> Option<(bool, Vec<Evidence>, BigRational)> {
    let number = context.facts.number(found.number?)?;
    let (verdict, evidence, _) = reading::judge(found, readings, context);
    let agrees = match verdict {
        Verdict::Pass => true,
        Verdict::Fail(_) => false,
        Verdict::NotApplicable(_) | Verdict::Undecided(_) => return None,
    };
    Some((agrees, evidence, number.quantity.amount()))
}

/// The year that a wording of what goes on next year names itself, unless its clause begins with the year it came from: `2022年结转至2023年`.
fn onward(found: &Found<'_>) -> Option<Onward> {
    let text = &found.sentence.text;
    let before = text.get(..found.fit.range.start)?;
    // 2022年收到、结转至2023年
    let clause = before.rsplit([',', ';', ':', '。']).next().unwrap_or(before);
    let from = clause.contains('年') || LAST.iter().any(|word| clause.contains(word));
    let said = text.get(found.fit.range.clone()).filter(|_| found.claim.names == NamedYear::Next && !from)?;
    let at = found.fit.range.start + said.rfind('年')?;
    let digits = at.checked_sub(4).filter(|start| *start >= found.fit.range.start)?..at;
    let year = text.get(digits.clone())?.parse().ok()?;
    let directed = text.get(..digits.start)?.ends_with(['至', '到', '入']);
    Some(Onward { spot: found.sentence.spot(digits.start..at + '年'.len_utf8()), year, directed })
}

/// Words of the report's own year, and of a number that is the same in it.
const THIS: [&str; 2] = ["今年", "本年"];
const LIKE: [&str; 3] = ["持平", "一致", "相同"];

/// Names of what came in within a year, as the form has them.
const RECEIVED: [&str; 3] = ["本年新收", "本年度新收", "当年新收"];

/// Words that may stand before the year that a sentence opens with.
const OPENERS: [&str; 6] = ["", "据统计,", "经统计,", "截至", "截止", "截止到"];

/// Words of the year before, without 年.
const LAST: [&str; 3] = ["往", "历", "跨"];

/// Characters of a paragraph that gives an account of the year.
const LONG: usize = 30;

/// What names the number before anew, of another year.
const SAME: [&str; 6] = ["这一数字", "该数字", "这个数字", "这一数量", "该数", "此数"];

/// The years named before a number, 年 included, and whether one is compared with: `与2022年的30件基本持平`.
fn named_years(text: &str) -> Vec<(u32, Range<usize>, bool)> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices('年') {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 4
            && !is_carried(&text[at + sign.len()..])
            && let Ok(year) = text[at - 4..at].parse()
        {
            let compared = is_compared(&text[..at - 4]) || (at > 4 && states_its_own(&text[at + sign.len()..]));
            found.push((year, at - 4..at + sign.len(), compared));
        }
    }
    found
}

/// Whether a number stands right behind a year: `收到310件,2022年为418件` sets it beside the number before.
fn states_its_own(behind: &str) -> bool {
    let words = behind.strip_prefix('度').unwrap_or(behind);
    // 2022年这一数字为282件
    let words = SAME.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let words = ["为", "是", "有", "仅", "共"].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    words.starts_with(|c| placeholder(c).is_some())
}

/// One check a year named: it fails where the numbers behind it are this year's, or where the report opens with it.
pub(super) fn check(rule: &Rule, own_words: &[String], context: &Context<'_, '_>, stated: &[Stated], out: &mut Vec<Checked>) {
    let mut push = |verdict, evidence| out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
    let (witnesses, _) = witnesses(context);
    let Some(year) = consensus(&witnesses, stated, &support(context)) else {
        return push(Verdict::NotApplicable(Phrase::new("报告的年份不明", "the report's year is not certain")), Vec::new());
    };
    let own_year = witnesses.iter().find(|w| w.year == year).map(|w| year_at(w.spot));
    let named: BTreeMap<Spot, u32> = stated.iter().filter_map(|s| s.year).collect();
    // Numbers of the tables behind a year say that it is the report's own; others, that it is another.
    let mut settled: BTreeSet<Spot> = BTreeSet::new();
    for (spot, own) in &named {
        let same: Vec<&Stated> = stated.iter().filter(|s| s.year == Some((*spot, *own))).collect();
        let meant = same.iter().any(|s| s.meant);
        let stale = *own != year && !meant && is_stale(&same, stated, year);
        if stale || meant || same.iter().any(|s| !s.agrees) {
            settled.insert(*spot);
        }
        if *own == year {
            push(Verdict::Pass, vec![year_at(*spot)]);
        } else if stale {
            let mut evidence = vec![year_at(*spot)];
            evidence.extend(own_year.clone());
            for used in same.iter().flat_map(|s| &s.evidence) {
                if !evidence.iter().any(|known| known.spot == used.spot) {
                    evidence.push(Evidence { number: None, ..used.clone() });
                }
            }
            push(fail(rule, *own, year, &Phrase::new("句中的数与本年的表相符", "its numbers are those of this year's tables")), evidence);
        }
    }
    for said in stated.iter().filter(|s| s.agrees && !s.amount.is_zero()) {
        let Some(Onward { spot, year: own, directed }) = said.onward else { continue };
        let mut evidence = vec![year_at(spot)];
        if own == year || own < year && directed {
            evidence.extend(own_year.clone());
            evidence.extend(said.evidence.iter().map(|used| Evidence { number: None, ..used.clone() }));
            push(
                fail(
                    rule,
                    own,
                    year + 1,
                    &Phrase::new("转到下一年的，写成了本年或更早", "what goes on next year is said to go on in the year itself or before"),
                ),
                evidence,
            );
        } else {
            push(Verdict::Pass, evidence);
        }
    }
    let opening = opening(context, year).filter(|(spot, _)| !named.contains_key(spot));
    let beside = |spot: Spot| [year_at(spot)].into_iter().chain(own_year.clone()).collect::<Vec<_>>();
    if let Some((spot, stale)) = opening {
        push(fail(rule, stale, year, &Phrase::new("总体情况以这一年开头", "the report's own account opens with it")), beside(spot));
    }
    let elsewhere = |spot: &Spot| opening.is_some_and(|(own, _)| own == *spot) || witnesses.iter().any(|w| w.spot == *spot);
    let known = |spot: &Spot| settled.contains(spot) || elsewhere(spot);
    for (spot, told) in told_of(own_words, context, year).into_iter().filter(|(spot, _)| !known(spot)) {
        push(fail(rule, told, year, &Phrase::new("句中说的是本年的工作", "it tells what was done in the report's own year")), beside(spot));
    }
}

fn year_at(spot: Spot) -> Evidence {
    Evidence { spot, part: "year".to_owned(), prose: true, number: None }
}

/// Whether the numbers behind a year are surely this year's: all agree with the tables, and no other sentence says the same of the report's
/// own year. One of them is telling, or two differ; or the sentence opens with the year before and nothing else is said of any of it.
fn is_stale(same: &[&Stated], all: &[Stated], year: u32) -> bool {
    let telling = BigRational::from_integer(BigInt::from(TELLING));
    let mut amounts: Vec<&BigRational> = same.iter().map(|s| &s.amount).filter(|amount| !amount.is_zero()).collect();
    amounts.sort_unstable();
    amounts.dedup();
    let is_own = |s: &Stated| s.year.is_none_or(|(_, own)| own == year);
    let said = |s: &&Stated| all.iter().any(|other| is_own(other) && other.rule == s.rule);
    let repeated = |s: &&Stated| {
        all.iter()
            .any(|other| other.agrees && other.year.is_some_and(|(_, own)| own == year) && other.rule == s.rule && other.amount == s.amount)
    };
    let opens =
        same.iter().filter(|s| !s.amount.is_zero()).all(|s| s.opens && s.year.is_some_and(|(_, own)| own.abs_diff(year) == 1) && !said(s));
    let tells = amounts.len() > 1 || amounts.iter().any(|amount| **amount >= telling) || opens;
    tells && same.iter().all(|s| s.agrees && !s.evidence.is_empty() && !repeated(s))
}

/// Another year near the report's, where the first paragraph of 总体情况 opens with it and does not name the report's own: 2022年,我县…….
fn opening(context: &Context<'_, '_>, year: u32) -> Option<(Spot, u32)> {
    let heading = context.facts.headings.iter().find(|heading| heading.text.contains("总体情况"))?;
    let line = Line::behind(context.facts.document, heading.paragraph as usize + 1).next()?;
    let years = line.years();
    let first = years.first().filter(|first| first.at.start == 0)?;
    let year_ends = first.at.end + 1 + usize::from(line.chars.get(first.at.end + 1) == Some(&'度'));
    let behind = line.chars.get(year_ends)?;
    let stale = first.year().filter(|stale| (year.saturating_sub(BACK)..=year + 1).contains(stale) && *stale != year)?;
    let named = years.iter().any(|other| other.year() == Some(year));
    // 2023年,我县将坚持…: what is to come. 2020年,我县由两地合并…: what was long before.
    let text: String = line.chars.iter().collect();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let planned = stale > year && says(&PLANS) || stale + 1 < year && (says(&HISTORY) || !says(&["坚持", "贯彻", "按照", "根据"]));
    let long = line.chars.len() > LONG;
    (matches!(behind, ',' | '，') && long && !named && !planned).then_some(())?;
    Some((line.spot(&(first.at.start..first.at.end + 1))?, stale))
}

fn fail(rule: &Rule, stale: u32, year: u32, why: &Phrase) -> Verdict {
    let slots = Slots::new().with("found", stale.to_string()).with("year", year.to_string());
    Verdict::Fail(Box::new(Violation::of(
        rule,
        &slots,
        Phrase::new(format!("此处写 {stale} 年，应为 {year} 年；{}", why.zh), format!("it says {stale} for {year}; {}", why.en)),
    )))
}
