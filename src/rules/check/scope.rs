//! What moves a claim out of reach: another body, period or part than the table's.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::facts::{Sentence, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, is_excused, is_item, is_reading, section};
use crate::rules::check::period::{other_time, without_asides, without_year_end};
use crate::rules::check::whole::{divides_whole, states_whole};
use crate::rules::pattern::CaptureKind;
use crate::rules::{Evidence, Expr, Meaning, Reach, Scope};

/// Whether a sentence is a label of one of the pack's tables: a long one reads like prose, and `其他处理2.申请人…` like a count.
pub(super) fn is_row_label(sentence: &Sentence, context: &Context<'_, '_>) -> bool {
    let document = context.facts.document;
    let cell = document.paragraphs.get(sentence.paragraph as usize).and_then(|p| p.cell);
    cell.is_some_and(|(table, cell)| document.cell(table, cell).is_some_and(|cell| context.is_bound_row(table, cell.row)))
}

/// Whose number a claim states.
pub(super) enum Subject {
    /// No body is named right before its words.
    Unnamed,
    /// The reporting organ, or all it reports for.
    Own,
    /// Another body, or perhaps only a part of what the table covers.
    Other(Phrase),
}

pub(super) fn subject(found: &Found<'_>, context: &Context<'_, '_>) -> Subject {
    let text = &found.sentence.text;
    let before = &text[clause_start(text, found.fit.range.start)..found.fit.range.start];
    if let Some(body) = other_body(before, context) {
        return Subject::Other(of_body(&body));
    }
    if names_part(before, context) {
        return Subject::Other(part_only());
    }
    let own = context.pack.scope.own.iter().any(|word| before.contains(word.as_str()));
    if own {
        return Subject::Own;
    }
    named_before(&text[..clause_start(text, found.fit.range.start)], context)
        .map_or(Subject::Unnamed, |body| Subject::Other(of_body(&body)))
}

/// What opens the list that a claim is an item of; empty for any other claim.
fn opener<'f>(found: &'f Found<'_>) -> &'f str {
    if is_item(found) { found.sentence.opener() } else { "" }
}

/// The clauses of such words.
fn clauses(words: &str) -> impl DoubleEndedIterator<Item = &str> {
    words.split([',', ';', ':', '。']).filter(|clause| !clause.is_empty())
}

fn of_body(body: &str) -> Phrase {
    Phrase::new(format!("说的是“{body}”的数"), format!("it speaks of `{body}`"))
}

/// Why a list is one of another body or a part, by what opens it: `县教育局办理情况如下:`, `各乡镇办理情况如下:`.
fn opened_for(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let bodies = &context.pack.scope.bodies;
    clauses(opener(found)).find_map(|clause| {
        let ends = clause.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut named = ends.map(|end| &clause[..end]).filter(|named| bodies.iter().any(|body| named.ends_with(body.as_str())));
        let other = named.find_map(|named| other_body(named, context));
        other.as_deref().map(of_body).or_else(|| names_part(clause, context).then(part_only))
    })
}

/// The body that the clause right before says it is about: `收到申请最多的是县自然资源局,`.
fn named_before(before: &str, context: &Context<'_, '_>) -> Option<String> {
    let clause = before.strip_suffix(',')?.rsplit([',', ';', ':', '。']).next()?;
    let body = other_body(clause.rsplit(['是', '为']).next().filter(|name| name.len() < clause.len())?, context)?;
    Some(body)
}

/// Sentences back that a body is carried on from.
const CARRIED: usize = 2;

/// Why a clause that names nobody may be about another body or a part: the nearest clause before it that names one does. Words that tell of an
/// intake of their own are only carried on within their sentence, or behind 其中.
pub(super) fn carried_subject(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let sentence = found.sentence;
    let text = &sentence.text;
    let before = &text[..clause_start(text, found.fit.range.start)];
    let section = section(sentence, before.len());
    let section = without_asides(&section);
    let intake = context.pack.scope.intake.iter().any(|verb| text[found.fit.range.clone()].contains(verb.as_str()));
    let carries = section.len() == before.len() && (!intake || text.starts_with("其中"));
    let earlier = if carries { context.facts.sentences_before(sentence) } else { &[] };
    // What was said of another subject, applications or reviews, names nobody for this one.
    let earlier = earlier.iter().rev().filter(|s| context.nearest_topic(&s.text) == found.claim.topic.as_deref());
    let is_all = |sentence: &Sentence, upto: Option<u32>| divides_whole(sentence, upto, context) || states_whole(sentence, upto, context);
    if is_all(sentence, found.number) {
        return None;
    }
    let near = earlier.take(CARRIED).take_while(|s| !is_all(s, None));
    let earlier: Vec<Cow<'_, str>> = near.map(|s| without_asides(&s.text)).collect();
    let texts = std::iter::once(&section).chain(&earlier);
    texts.into_iter().find_map(|text| names_partial(text, context)).filter(|partial| *partial).map(|_| part_only())
}

/// Whether the last clause of a text that names a body names another one than the reporting organ, or a part; `None` where none names any.
fn names_partial(text: &str, context: &Context<'_, '_>) -> Option<bool> {
    let clauses: Vec<&str> = text.split([',', ':', ';']).collect();
    clauses.into_iter().rev().find_map(|clause| {
        let at = context.pack.scope.intake.iter().filter_map(|verb| clause.find(verb.as_str())).min()?;
        let named = &clause[..at];
        if names_part(named, context) || other_body(named, context).is_some() {
            return Some(true);
        }
        context.pack.scope.own.iter().any(|word| named.contains(word.as_str())).then_some(false)
    })
}

/// Whether the words name a body that may be a part only: 市直各部门 may, 全市各部门 may not.
pub(super) fn names_part(before: &str, context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    // 我办收到: the office alone, where the title names the government.
    let office = |word: &String| word.chars().count() == 1 && ["我", "本"].iter().any(|own| before.contains(&format!("{own}{word}")));
    if context.is_of_government() && scope.bodies.iter().any(|word| office(word) && !context.is_titled(word)) {
        return true;
    }
    if scope.partial.first_in(before).is_none() {
        return false;
    }
    let mut named = scope.partial.iter().filter_map(|word| Some((word, before.split_once(word.as_str())?)));
    // 局机关 in a report of a 局 is the body itself.
    let own_seat =
        |word: &str, head: &str| word == "机关" && scope.bodies.iter().any(|body| head.ends_with(body.as_str()) && context.is_titled(body));
    named
        .find(|(word, (head, _))| !context.is_titled(word) && !own_seat(word, head))
        // 县政府本级 is not 本县政府; 县直各部门 are those of the county itself, unless its townships stand beside them.
        .map(|(word, (head, tail))| (head, tail.strip_prefix("本级").unwrap_or(tail), word.ends_with(['直', '级']) && !names_below(tail)))
        .is_some_and(|(head, tail, own_level)| {
            let own = |text: &str| scope.own.iter().any(|word| text.contains(word.as_str()));
            !own(head) && (own_level || !own(tail))
        })
}

/// Whether bodies of the level below are named: with the departments they are the whole.
fn names_below(text: &str) -> bool {
    ["乡", "镇", "街道", "县区", "县市", "区县", "县("].iter().any(|word| text.contains(word))
}

pub(super) fn part_only() -> Phrase {
    Phrase::new("可能只是表中所含一部分单位的数", "it may be the number of only some of the bodies that the table covers")
}

/// Where the comma clause that holds `at` starts.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().find(|(_, c)| [',', ';', ':', '、'].contains(c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether the claim may state the number of a part of what the table covers: such words stand before it, and the table has more.
pub(super) fn is_partial(found: &Found<'_>, evidence: &[Evidence], context: &Context<'_, '_>) -> bool {
    let text = &found.sentence.text;
    let before = &text[clause_start(text, found.fit.range.start)..found.fit.range.start];
    is_reading(found) && names_part(before, context) && beside_the_table(found, evidence, context) == Ordering::Less
}

/// How a claim's number stands to the largest that the tables have for it.
fn beside_the_table(found: &Found<'_>, evidence: &[Evidence], context: &Context<'_, '_>) -> Ordering {
    let amount = |id: Option<u32>| id.and_then(|id| context.facts.number(id)).map(|n| n.quantity.amount());
    let table = evidence.iter().filter(|e| !e.prose).filter_map(|e| amount(e.number)).max();
    amount(found.number).cmp(&table)
}

/// Whether the claim may state the number of all bodies of a field, of which the report's is one: 全市教育系统 in the report of a bureau, whose table
/// has less.
pub(super) fn is_of_field(found: &Found<'_>, evidence: &[Evidence], context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    let before = found.sentence.text.get(..found.fit.range.start).unwrap_or("");
    let clause = before.rsplit([',', ';', ':', '。']).next().unwrap_or(before);
    let named = scope.wide.first_in(clause).is_some() && scope.field.first_in(clause).is_some();
    named && is_reading(found) && !context.is_of_government() && beside_the_table(found, evidence, context) == Ordering::Greater
}

/// Scope, period and other words by which the sentence speaks of something else; a year other than the report's.
pub(super) fn out_of_reach(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    if let Some(why) = opened_for(found, context).or_else(|| other_reach(found, context)) {
        return Some(why);
    }
    if keeps_to_itself(found) {
        return None;
    }
    // A year that the wording names is the one before the report's, or the one behind it.
    let text = &found.sentence.text;
    let before = found.fit.year(text).filter(|named| context.year.is_some_and(|report| named + 1 != report));
    let behind = found.fit.next_year(text).filter(|named| context.year.is_some_and(|report| *named != report + 1));
    if let Some(named) = before.or(behind) {
        return Some(Phrase::new(format!("说的是{named}年"), format!("it speaks of {named}")));
    }
    other_time(found, context)
}

/// Whether the claim ties numbers of its own sentence only, which must agree whatever year they are of.
fn keeps_to_itself(found: &Found<'_>) -> bool {
    match &found.claim.meaning {
        Meaning::Breakdown(_) => true,
        Meaning::Formula { expr, .. } => expr.leaves().into_iter().all(|leaf| match leaf {
            // The items of a list right behind the number are there whatever year they plan for.
            Expr::Name(name) => name.written() == "items" || found.fit.capture(&name.written()).is_some(),
            leaf => matches!(leaf, Expr::Number(_)),
        }),
        Meaning::Readings(_) | Meaning::AtMost(_) | Meaning::Parts(_) | Meaning::Holds { .. } => false,
    }
}

/// Words by which the sentence speaks of something else, years apart.
pub(super) fn other_reach(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let text = &found.sentence.text;
    let section = section(found.sentence, found.at.start);
    let told = without_asides(&section);
    let scope = &context.pack.scope;
    let spoken = without_beside(&without_year_end(&told), scope);
    let clause_start = clause_start(text, found.fit.range.start);
    // 办结申请(含上年结转)47件: what an aside says moves no count of a table.
    let clause = spoken_clause(found, clause_start);
    let clause = &*if is_reading(found) { without_asides(clause) } else { Cow::Borrowed(clause) };
    let behind = &text[found.fit.range.end..];
    let behind = &behind[..behind.find([',', ';', ':', '。']).unwrap_or(behind.len())];
    if found.excused
        && let Some(fit) =
            found.claim.unless.iter().filter(|pattern| pattern.may_fit(text)).find_map(|pattern| pattern.fits(text).into_iter().next())
    {
        let words =
            context.facts.document.printed(&found.sentence.spot(fit.range)).trim_start_matches([',', '\u{FF0C}', '、', ':', '\u{FF1A}']);
        return Some(Phrase::new(
            format!("句中有“{words}”，说的不是表中的数"),
            format!("the sentence says `{words}`, so it speaks of something else than the table"),
        ));
    }
    // 征地领域申请较多。全年办结21件: the words of the clause alone say nothing of which.
    let bare = || context.facts.sentences_before(found.sentence).last().filter(|before| before.numbers.is_empty());
    if !found.claim.only.is_empty() && bare().is_some_and(|before| is_excused(found.claim, before)) {
        return Some(Phrase::new("前一句可能只说一部分", "the sentence before may speak of a part only"));
    }
    // 制发公文597件。其中…482件不予公开
    if text.starts_with("其中") && excused_before(found, context) {
        return Some(Phrase::new("前一句说的不是表中的数", "the sentence before speaks of something else than the table"));
    }
    // 全年累计, 复议机关转送: what holds such a word and moves nothing.
    let moved = || {
        let clause = without_beside(clause, scope);
        scope.clause.iter().find(|word| names_alone(&clause, word))
    };
    // 上年,本局新收7件: a clause of that word alone before it.
    let last = text[..clause_start].strip_suffix(',').and_then(|before| before.rsplit([',', ';', ':', '。']).next()).unwrap_or("");
    let alone =
        || scope.clause.iter().filter(|_| found.claim.reach == Reach::Clause).find(|word| last.trim_end_matches('度') == word.as_str());
    let may_move = found.claim.reach == Reach::Clause && scope.clause.first_in(clause).is_some();
    let opened = clauses(opener(found)).next_back().unwrap_or("");
    let opened_otherwise = || scope.clause.iter().filter(|_| found.claim.reach == Reach::Clause).find(|w| names_alone(opened, w));
    let own = found.claim.not.iter().find(|w| names_alone(clause, w)).or_else(|| may_move.then(moved).flatten());
    let word = own.or_else(opened_otherwise).or_else(alone).map(String::as_str);
    // 上半年收到32件,下半年收到4件,全年合计收到36件
    let all_year = scope.all_year.first_in(&text[clause_start..found.fit.range.end]).is_some();
    let sentence = || {
        scope
            .sentence
            .iter()
            .filter(|_| found.claim.reach != Reach::AllYear)
            .find(|word| spoken.contains(word.as_str()) && !(all_year && scope.part_year.contains(word)))
    };
    let word = word.or_else(|| sentence().map(String::as_str)).or_else(|| moved_behind(behind, scope));
    let body = other_body(&text[clause_start..found.fit.range.start], context);
    if let Some(body) = body.or_else(|| named_before(&text[..clause_start], context)) {
        return Some(of_body(&body));
    }
    word.map(|word| {
        Phrase::new(
            format!("句中有“{word}”，说的不是表中的数"),
            format!("the sentence says `{word}`, so it speaks of something else than the table"),
        )
    })
}

/// Whether the sentence before, in the same paragraph, has words by which the claim speaks of something else.
fn excused_before(found: &Found<'_>, context: &Context<'_, '_>) -> bool {
    // 收到公民、法人提出的申请50件。其中法人4件: a sentence about the claim's own subject excuses nothing.
    let other = |text: &str| context.nearest_topic(text) != found.claim.topic.as_deref();
    let before = context.facts.sentences_before(found.sentence).last().filter(|before| other(&before.text));
    before.is_some_and(|before| is_excused(found.claim, before))
}

/// The comma clause of a claim's words: from the bracket that they stand in, and up to the list that they open.
fn spoken_clause<'f>(found: &'f Found<'_>, start: usize) -> &'f str {
    let text = &found.sentence.text;
    let before = &text[start..found.fit.range.start];
    let open = before.rfind('(').filter(|at| !before[*at..].contains(')')).map_or(start, |at| start + at + 1);
    let list = found.fit.captures.iter().zip(&found.fit.kinds).find(|(_, kind)| **kind == CaptureKind::Rest).map(|((_, at), _)| at.start);
    &text[open..list.unwrap_or(found.fit.range.end)]
}

/// The word right behind a claim that moves it, other than within one that does not: `a year` in `a year ago`.
fn moved_behind<'s>(behind: &str, scope: &'s Scope) -> Option<&'s str> {
    scope.behind.first_in(behind)?;
    scope.behind.first_in(&without_beside(behind, scope))
}

/// The text without what holds a word of the scope and moves nothing: 备案审查, 全年累计.
fn without_beside(text: &str, scope: &Scope) -> String {
    scope.beside.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), ""))
}

/// The longest words between a word and the 等 that ends its list, in characters: `平台、信函窗口等`.
const LISTED: usize = 8;

/// Whether the word stands in the clause other than as one of several: `通过网络、信函等方式` is by any way.
fn names_alone(clause: &str, word: &str) -> bool {
    let listed = |behind: &str| behind.chars().take(LISTED).take_while(|c| placeholder(*c).is_none() && *c != ',').any(|c| c == '等');
    clause.match_indices(word).any(|(at, _)| !listed(&clause[at + word.len()..]))
}

/// Words that may stand between a body's name and what it did.
const ADVERBS: [&str; 10] = ["共", "共计", "全年", "年内", "分别", "已", "依法", "新", "总计", "合计"];

/// The characters of a body's name that are looked at: 应急管理局 is not 市场监督管理局.
const NAME: usize = 4;

/// A body named right before the claim's words that is not the reporting organ.
fn other_body(before: &str, context: &Context<'_, '_>) -> Option<String> {
    let scope = &context.pack.scope;
    let mut name = before;
    while let Some(rest) = ADVERBS.iter().find_map(|adverb| name.strip_suffix(adverb)) {
        name = rest;
    }
    // 县直各部门及乡镇: parts of what the table covers.
    let unnamed = |rest: &str| rest.is_empty() || rest.ends_with(['各', '及', '和', '与', '、', '直', '级']);
    if scope.partial.iter().any(|word| name.strip_suffix(word.as_str()).is_some_and(unnamed)) {
        return None;
    }
    let body = scope.bodies.iter().filter(|end| name.ends_with(end.as_str())).max_by_key(|end| end.len())?;
    let dated =
        name.rfind(['年', '度', '内', '日', '月', '期']).and_then(|at| Some(at + name[at..].chars().next()?.len_utf8())).unwrap_or(0);
    let start = name.char_indices().rev().take(NAME.max(body.chars().count() + 1)).last().map_or(0, |(at, _)| at);
    let tail = &name[start.max(dated.min(name.len() - body.len()))..];
    // 向管委会提出: whom they turned to.
    let tail = tail.rsplit('向').next().unwrap_or(tail);
    // 街道收到, 学院收到: no name of its own, so the one that reports.
    let level = ['县', '区', '市', '镇', '乡', '省', '州', '旗', '村', '街'];
    if tail == body || name == tail && tail.chars().count() == body.chars().count() + 1 && !tail.starts_with(level) {
        return None;
    }
    let own = scope.own.iter().any(|word| tail.contains(word.as_str())) || context.is_titled(tail) || context.is_short_for_titled(tail);
    (!own).then(|| tail.to_owned())
}
