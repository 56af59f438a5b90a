//! Several names before one number: `不予公开、无法提供共24件` counts both together.

use std::borrow::Cow;

use crate::facts::{PERCENT_FIRST, placeholder};
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, is_reading};
use crate::rules::check::tally::{self, UNIT, is_called, last_clause};
use crate::rules::{Expr, NamePath, Sign};

/// Words that say that a name is that of all of a number.
const ALL: [&str; 4] = ["均", "都", "全部", "全"];

/// Words between a share and how many it is.
const COUNTS: [&str; 8] = ["", "计", "共", "共计", "合计", "有", "为", "即"];

/// What a claim's number may be: what its rule says, or the sum of the names joined before it.
pub(super) fn readings<'f>(found: &'f Found<'_>, own: &'f [(String, Expr)], context: &Context<'_, '_>) -> Cow<'f, [(String, Expr)]> {
    let joined = joined(found, context);
    // Words that count things together by themselves, 予以公开和部分公开, may begin with the first of the names.
    let Some(names) = joined.filter(|names| names.len() > 1) else { return Cow::Borrowed(own) };
    let path = |name: &&str| Expr::Name(NamePath::parse(name));
    let sum = Expr::Sum(names.iter().map(|name| (Sign::Plus, path(name))).collect());
    Cow::Owned(vec![(names.join(" + "), sum)])
}

/// The facts whose names stand joined right before a number; `None` where other words part them from it.
fn joined<'r>(found: &Found<'_>, context: &Context<'r, '_>) -> Option<Vec<&'r str>> {
    let pack = context.pack;
    let before = found.sentence.text.get(..found.at.start)?;
    // 18件予以公开或部分公开、2件不予公开: the names before a number are of the one before them.
    let own = before.get(found.fit.range.start.min(found.at.start)..)?;
    if !pack.names.iter().flat_map(|(_, words)| words).any(|word| own.contains(word.as_str())) {
        return None;
    }
    let ends = |c: char| placeholder(c).is_some() || [',', ';', ':', '。', '(', ')'].contains(&c);
    let lead = before.rsplit(ends).next()?;
    let mut names: Vec<&str> = Vec::new();
    // Words since the last name.
    let mut between = String::new();
    let mut at = 0;
    while let Some(rest) = lead.get(at..).filter(|rest| !rest.is_empty()) {
        let starts = pack.names.iter().flat_map(|(fact, words)| words.iter().map(move |word| (fact.as_str(), word.as_str())));
        let met = starts.filter(|(_, word)| rest.starts_with(word)).max_by_key(|(_, word)| word.len());
        if let Some((fact, word)) = met {
            if !names.is_empty() && !pack.scope.joins.iter().any(|join| between.contains(join.as_str())) {
                names.clear();
            }
            if !names.contains(&fact) {
                names.push(fact);
            }
            between.clear();
            at += word.len();
        } else {
            let c = rest.chars().next()?;
            between.push(c);
            at += c.len_utf8();
        }
    }
    // 予以公开、部分公开分别为24件…; 不予公开、无法提供等; 不予公开、无法提供中的3件.
    (!["分别", "各", "等", "中", "由"].iter().any(|word| between.contains(word))).then_some(names)
}

/// How a list begins whose numbers stand before their names.
const LISTS: [&str; 6] = ["分别是", "分别为", "依次是", "依次为", "其中", "包括"];

/// Whether a clause is a number and its name, which the wording found behind `at` is a part of: `1件危及“三安全一稳定”、9件…`.
fn opens_with_its_number(clause: &str, at: usize) -> bool {
    let opens = |head: &str| head.is_empty() || LISTS.iter().any(|word| head.ends_with(word));
    let mut numbers = clause.char_indices().filter(|(_, c)| placeholder(*c).is_some());
    let (Some((first, c)), None) = (numbers.next(), numbers.next()) else { return false };
    let named = clause.get(first + c.len_utf8()..).is_some_and(|name| name.chars().count() > 1);
    named && first < at && opens(clause.get(..first).unwrap_or("").trim())
}

/// Whether the name in a claim's words is that of the number before it, and a comma parts it from its own: `6件为涉密,5件为法律法规禁止公开,4件为…`.
pub(super) fn is_of_the_number_before(found: &Found<'_>) -> bool {
    let text = &found.sentence.text;
    // 4件结果为维持,1件结果为纠正: the wording has its name behind the number.
    let behind = text.get(found.at.end..found.fit.range.end).unwrap_or("");
    if !is_reading(found) || behind.chars().count() > UNIT + 1 {
        return false;
    }
    let own = text.get(found.fit.range.start.min(found.at.start)..found.at.start).unwrap_or("");
    // 法人、其他组织: the mark stands within the name.
    let parts = |at: &usize| !own.get(at + '、'.len_utf8()..).is_some_and(|rest| rest.starts_with("其他组织"));
    let Some(comma) = own.match_indices([',', ';', '、']).map(|(at, _)| at).find(parts) else { return false };
    let upto = text.get(..found.fit.range.start + comma).unwrap_or("");
    let name = last_clause(upto);
    let mut numbers = name.char_indices().filter(|(_, c)| placeholder(*c).is_some()).peekable();
    if numbers.peek().is_some() {
        // 62.5%为自然人申请,计30件: how many that share is.
        let counts = own.get(comma..).is_some_and(|words| COUNTS.contains(&words.trim_start_matches([',', '、'])));
        // 2件属于四类过程性信息: a name may hold a number itself.
        let is_named = |(at, c): (usize, char)| !(c >= PERCENT_FIRST && counts) && name.get(at + c.len_utf8()..).is_some_and(tally::names);
        let within = found.fit.range.start.checked_sub(upto.len() - name.len());
        return numbers.any(is_named) || within.is_some_and(|at| opens_with_its_number(name, at));
    }
    // 13件法律、行政法规禁止公开,14件保护第三方合法权益
    let whole = upto.rsplit([',', ';', ':', '。']).next().unwrap_or(name);
    if found.fit.range.start.checked_sub(upto.len() - whole.len()).is_some_and(|at| opens_with_its_number(whole, at)) {
        return true;
    }
    // 不予公开3件,均为行政查询事项,无法提供21件
    let before = upto.strip_suffix(name).unwrap_or("").trim_end_matches([',', ';', '、', ':', '(', ')', '。']);
    let ends = before.chars().rev().take(UNIT + 1).any(|c| placeholder(c).is_some());
    ends && is_called(ALL.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name))
}
