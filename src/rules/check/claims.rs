//! Sentences that state a number: which wordings fit, which of two overlapping ones counts, and what moves one out of reach.

use std::ops::Range;

use crate::facts::{Sentence, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::gates::Gates;
use crate::rules::check::{breakdown, formula, reading};
use crate::rules::pattern::Fit;
use crate::rules::{Checked, ClaimSpec, Evidence, Meaning, Rule, Verdict};

/// A wording found in a sentence.
pub(super) struct Found<'r> {
    pub rule: &'r Rule,
    pub claim: &'r ClaimSpec,
    pub fit: Fit,
    /// The number the claim is about: id in the facts, and its bytes in the sentence.
    pub number: u32,
    pub at: Range<usize>,
}

/// Tries all claims of a pack on all sentences. A parallel list is read label by label against the tables.
pub(super) fn check(context: &Context<'_, '_>, gates: &Gates, out: &mut Vec<Checked>) {
    let sentences = &context.facts.sentences;
    for (index, sentence) in sentences.iter().enumerate().filter(|(_, s)| !s.numbers.is_empty()) {
        let before = Before::of(context, index);
        let mut done = Vec::new();
        check_sentence(&before, context, gates, sentence, |_| true, &mut done, out);
        if let Some(listed) = sentence.distributed() {
            check_sentence(&before, context, gates, &listed, is_reading, &mut done, out);
        }
    }
}

/// Tries the claims that `of_kind` admits on one sentence; `done` holds the numbers already claimed, by rule.
fn check_sentence<'r>(
    before: &Before<'_>,
    context: &Context<'r, '_>,
    gates: &Gates,
    sentence: &Sentence,
    of_kind: fn(&Found<'_>) -> bool,
    done: &mut Vec<(u32, &'r str)>,
    out: &mut Vec<Checked>,
) {
    let mut found = found(context, gates, sentence);
    let label = is_row_label(sentence, context);
    found.retain(|f| of_kind(f) && !(label && is_reading(f)) && before.admits(f, sentence, context));
    keep_longest(&mut found);
    found.sort_by_key(|f| (f.at.start, f.rule.id.clone()));
    let mut now = Vec::new();
    let mut body: Option<Phrase> = None;
    for item in &found {
        // One number may count for two labels of a list, once each.
        let key = (item.number, item.rule.id.as_str());
        if done.contains(&key) || now.contains(&key) {
            continue;
        }
        now.push(key);
        let same: Vec<&Found<'_>> = found.iter().filter(|f| f.number == item.number && f.rule.id == item.rule.id).collect();
        let mut checked = best(&same, sentence, context);
        // What a body received it also granted and refused: `教育局收到6件,予以公开4件`.
        let subject = subject(item, sentence, context);
        if let (Subject::Unnamed, Some(why), Verdict::Fail(_), Some(_)) = (&subject, &body, &checked.verdict, &item.claim.topic) {
            checked.verdict = Verdict::NotApplicable(why.clone());
        }
        match subject {
            Subject::Other(why) if checked.verdict != Verdict::Pass => body = Some(why),
            Subject::Other(_) | Subject::Own => body = None,
            Subject::Unnamed => {}
        }
        out.push(checked);
    }
    done.extend(now);
}

/// Whether a sentence is a label of one of the pack's tables: a long one reads like prose, and `其他处理2.申请人…` like a count.
fn is_row_label(sentence: &Sentence, context: &Context<'_, '_>) -> bool {
    let document = context.facts.document;
    let cell = document.paragraphs.get(sentence.paragraph as usize).and_then(|p| p.cell);
    cell.is_some_and(|(table, cell)| document.cell(table, cell).is_some_and(|cell| context.is_bound_row(table, cell.row)))
}

/// Whose number a claim states.
enum Subject {
    /// No body is named right before its words.
    Unnamed,
    /// The reporting organ, or all it reports for.
    Own,
    /// Another body, or perhaps only a part of what the table covers.
    Other(Phrase),
}

fn subject(found: &Found<'_>, sentence: &Sentence, context: &Context<'_, '_>) -> Subject {
    let text = &sentence.text;
    let before = &text[clause_start(text, found.fit.range.start)..found.fit.range.start];
    if let Some(body) = other_body(before, context) {
        return Subject::Other(Phrase::new(format!("说的是“{body}”的数"), format!("it speaks of `{body}`")));
    }
    if names_part(before, context) {
        return Subject::Other(part_only());
    }
    let own = context.pack.scope.own.iter().any(|word| before.contains(word.as_str()));
    if own { Subject::Own } else { Subject::Unnamed }
}

/// Whether the words name a body that may be a part only: 市直各部门 may, 全市各部门 may not.
fn names_part(before: &str, context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    let named = scope.partial.iter().filter(|word| !context.is_titled(word)).find_map(|word| before.split_once(word.as_str()));
    named.is_some_and(|(head, tail)| !scope.own.iter().any(|word| head.contains(word.as_str()) || tail.contains(word.as_str())))
}

fn part_only() -> Phrase {
    Phrase::new("可能只是表中所含一部分单位的数", "it may be the number of only some of the bodies that the table covers")
}

/// Where the comma clause that holds `at` starts.
fn clause_start(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().find(|(_, c)| [',', ';', ':', '、'].contains(c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// What stands before a sentence in its paragraph, and the heading above: it says what a number is about.
struct Before<'f> {
    heading: &'f str,
    /// The short sentence without numbers that opens the paragraph: a heading that runs in.
    opening: &'f str,
    sentences: Vec<&'f Sentence>,
}

impl<'f> Before<'f> {
    /// How many sentences back a topic carries.
    const REACH: usize = 2;
    /// The longest heading that runs in, in characters.
    const OPENING: usize = 40;

    fn of(context: &Context<'f, '_>, index: usize) -> Self {
        let sentences = &context.facts.sentences;
        let paragraph = sentences[index].paragraph;
        let near = &sentences[index.saturating_sub(Self::REACH)..index];
        let upto = context.facts.headings.partition_point(|h| h.paragraph <= paragraph);
        let heading = context.facts.headings[..upto].last().map_or("", |h| h.text.as_str());
        let first = sentences[..index].iter().rev().take_while(|s| s.paragraph == paragraph).last();
        let opening = first.filter(|s| s.numbers.is_empty() && s.text.chars().count() <= Self::OPENING).map_or("", |s| s.text.as_str());
        Self { heading, opening, sentences: near.iter().filter(|s| s.paragraph == paragraph).collect() }
    }

    /// Whether the claim's topic is the nearest and its context words are there. The sentences before count only where the claim's words
    /// open the sentence at hand: `其中维持2件`.
    fn admits(&self, found: &Found<'_>, sentence: &Sentence, context: &Context<'_, '_>) -> bool {
        let upto = &sentence.text[..found.at.start];
        let carried: Vec<&str> = if leads(&sentence.text[..found.fit.range.start]) {
            self.sentences.iter().rev().map(|s| s.text.as_str()).collect()
        } else {
            Vec::new()
        };
        let with = &found.claim.with;
        let mut texts = std::iter::once(upto).chain(carried);
        let above = [self.opening, self.heading];
        if !with.is_empty() && !texts.clone().chain(above).any(|text| with.iter().any(|words| words.occurs(text))) {
            return false;
        }
        let Some(wanted) = &found.claim.topic else {
            return true;
        };
        // Behind another number the sentence has a topic of its own, named or not: `查询申请230件,办结230件`.
        let first = !upto.chars().any(|c| placeholder(c).is_some());
        let topic = texts.find_map(|text| context.nearest_topic(text));
        let topic = topic.or_else(|| above.iter().filter(|_| first).find_map(|text| context.nearest_topic(text)));
        topic.is_some_and(|topic| topic == wanted)
    }
}

/// Whether nothing of its own stands before a claim's words.
fn leads(before: &str) -> bool {
    let words = before.trim_start_matches("其中").trim_matches([',', ':', ';', '、', '(', '“', '”']);
    words.is_empty() || ["均", "已", "共", "全部", "被", "依法", "经审理", "经审查", "作出", "结果", "提起", "发生"].contains(&words)
}

fn found<'r>(context: &Context<'r, '_>, gates: &Gates, sentence: &Sentence) -> Vec<Found<'r>> {
    let mut all = Vec::new();
    for id in gates.open(&sentence.text) {
        let Some((rule, claim, pattern)) = id.resolve(context.pack) else { continue };
        for fit in pattern.fits(&sentence.text) {
            let name = match &claim.meaning {
                Meaning::Readings(_) => fit.captures.first().map(|(name, _)| name.clone()),
                Meaning::Formula { claim, .. } => Some(claim.clone()),
                Meaning::Breakdown { whole, .. } => Some(whole.clone()),
            };
            let captured = name.and_then(|name| fit.captures.iter().find(|(n, _)| *n == name).map(|(_, at)| at.clone()));
            let Some(at) = captured else { continue };
            if let Some(number) = number_at(sentence, &at) {
                all.push(Found { rule, claim, fit, number, at });
            }
        }
    }
    all
}

/// The number whose placeholder stands at `at`.
pub(super) fn number_at(sentence: &Sentence, at: &Range<usize>) -> Option<u32> {
    let c = sentence.text.get(at.clone())?.chars().next()?;
    sentence.numbers.get(placeholder(c)?).copied()
}

fn is_reading(found: &Found<'_>) -> bool {
    matches!(found.claim.meaning, Meaning::Readings(_))
}

/// Of several readings of one number against the tables, the one whose wording starts first, then runs longest, counts:
/// 不同意公开 is not 同意公开.
fn keep_longest(found: &mut Vec<Found<'_>>) {
    let key = |f: &Found<'_>| (f.fit.range.start, usize::MAX - f.fit.range.end);
    let best: Vec<(usize, (usize, usize), String)> =
        found.iter().filter(|f| is_reading(f)).map(|f| (f.at.start, key(f), f.rule.id.clone())).collect();
    found.retain(|f| {
        !is_reading(f)
            || best
                .iter()
                .filter(|(at, _, _)| *at == f.at.start)
                .min_by(|a, b| (a.1, &a.2).cmp(&(b.1, &b.2)))
                .is_some_and(|top| top.1 == key(f) && top.2 == f.rule.id)
    });
}

/// The verdict of all wordings of one rule that claim one number: it fails only when none fits. A wording that cannot accuse does not excuse either.
fn best(same: &[&Found<'_>], sentence: &Sentence, context: &Context<'_, '_>) -> Checked {
    let mut verdicts: Vec<(&Found<'_>, Checked)> = same.iter().map(|found| (*found, judge(found, sentence, context))).collect();
    let rank = |(found, checked): &(&Found<'_>, Checked)| match checked.verdict {
        Verdict::Pass => 0,
        Verdict::NotApplicable(_) => 1,
        Verdict::Undecided(_) if !found.claim.weak => 2,
        Verdict::Fail(_) => 3,
        Verdict::Undecided(_) => 4,
    };
    verdicts.sort_by_key(rank);
    verdicts.swap_remove(0).1
}

fn judge(found: &Found<'_>, sentence: &Sentence, context: &Context<'_, '_>) -> Checked {
    let (verdict, evidence, note) = match out_of_reach(found, sentence, context) {
        Some(why) => (Verdict::NotApplicable(why), stated(found, context), None),
        None => match &found.claim.meaning {
            Meaning::Readings(readings) => reading::judge(found, readings, sentence, context),
            Meaning::Formula { expr, .. } => formula::judge(found, expr, sentence, context),
            Meaning::Breakdown { .. } => breakdown::judge(found, sentence, context),
        },
    };
    let verdict = match verdict {
        Verdict::Fail(_) if is_partial(found, sentence, &evidence, context) => Verdict::Undecided(part_only()),
        Verdict::Fail(_) if found.claim.weak => {
            Verdict::Undecided(Phrase::new("句中没有写明它由哪些数算出", "the wording does not say which numbers it comes from"))
        }
        verdict => verdict,
    };
    Checked { rule: found.rule.id.clone(), verdict, evidence, note }
}

/// Whether the claim may state the number of a part of what the table covers: such words stand before it, and the table has more.
fn is_partial(found: &Found<'_>, sentence: &Sentence, evidence: &[Evidence], context: &Context<'_, '_>) -> bool {
    let facts = context.facts;
    let text = &sentence.text;
    let before = &text[clause_start(text, found.fit.range.start)..found.fit.range.start];
    let amount = |id: Option<u32>| id.and_then(|id| facts.number(id)).map(|n| n.quantity.amount());
    let table = evidence.iter().filter(|e| !e.prose).filter_map(|e| amount(e.number)).max();
    is_reading(found) && names_part(before, context) && amount(Some(found.number)) < table
}

/// The stated number alone, where nothing was compared.
fn stated(found: &Found<'_>, context: &Context<'_, '_>) -> Vec<Evidence> {
    let number = context.facts.number(found.number);
    number.map(|n| Evidence { spot: n.spot, part: "claim".to_owned(), prose: true, number: Some(found.number) }).into_iter().collect()
}

/// Scope, period and other words by which the sentence speaks of something else.
fn out_of_reach(found: &Found<'_>, sentence: &Sentence, context: &Context<'_, '_>) -> Option<Phrase> {
    let text = &sentence.text;
    let before = &text[..found.at.start];
    let section = &before[before.rfind(';').map_or(0, |n| n + 1)..];
    let spoken = without_asides(section);
    let clause_start = clause_start(text, found.fit.range.start);
    let clause = &text[clause_start..found.fit.range.end];
    let scope = &context.pack.scope;
    if let Some(fit) = found.claim.unless.iter().find_map(|pattern| pattern.fits(text).into_iter().next()) {
        let words = context.facts.document.printed(&sentence.spot(fit.range)).trim_start_matches([',', '\u{FF0C}', '、', ':', '\u{FF1A}']);
        return Some(Phrase::new(
            format!("句中有“{words}”，说的不是表中的数"),
            format!("the sentence says `{words}`, so it speaks of something else than the table"),
        ));
    }
    let clause_words = found.claim.not.iter().chain(scope.clause.iter().filter(|_| !found.claim.anywhere));
    let word =
        clause_words.clone().find(|w| clause.contains(w.as_str())).or_else(|| scope.sentence.iter().find(|w| spoken.contains(w.as_str())));
    if let Some(body) = other_body(&text[clause_start..found.fit.range.start], context) {
        return Some(Phrase::new(format!("说的是“{body}”的数"), format!("it speaks of `{body}`")));
    }
    if let Some(word) = word {
        return Some(Phrase::new(
            format!("句中有“{word}”，说的不是表中的数"),
            format!("the sentence says `{word}`, so it speaks of something else than the table"),
        ));
    }
    let year = last_year(&spoken)?;
    let report = context.year?;
    (year != report).then(|| Phrase::new(format!("说的是{year}年"), format!("it speaks of {year}")))
}

/// Words that may stand between a body's name and what it did.
const ADVERBS: [&str; 10] = ["共", "共计", "全年", "年内", "分别", "已", "依法", "新", "总计", "合计"];

/// The characters of a body's name that are looked at.
const NAME: usize = 3;

/// A body named right before the claim's words that is not the reporting organ.
fn other_body(before: &str, context: &Context<'_, '_>) -> Option<String> {
    let scope = &context.pack.scope;
    let mut name = before;
    while let Some(rest) = ADVERBS.iter().find_map(|adverb| name.strip_suffix(adverb)) {
        name = rest;
    }
    let body = scope.bodies.iter().filter(|end| name.ends_with(end.as_str())).max_by_key(|end| end.len())?;
    let dated =
        name.rfind(['年', '度', '内', '日', '月', '期']).and_then(|at| Some(at + name[at..].chars().next()?.len_utf8())).unwrap_or(0);
    let start = name.char_indices().rev().take(NAME.max(body.chars().count() + 1)).last().map_or(0, |(at, _)| at);
    let tail = &name[start.max(dated.min(name.len() - body.len()))..];
    // 街道收到: no name of its own, so the one that reports.
    if tail == body {
        return None;
    }
    let own = scope.own.iter().any(|word| tail.contains(word.as_str())) || context.is_titled(tail);
    (!own).then(|| tail.to_owned())
}

/// The text without what stands in closed brackets: `(含2022年结转2件)` does not move what follows to that year.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    for c in text.chars() {
        if c == '(' {
            open.push(out.len());
        } else if c == ')'
            && let Some(start) = open.pop()
        {
            out.truncate(start);
            continue;
        }
        out.push(c);
    }
    out
}

/// Words before a year that set another one beside it: `比2022年的30件增长`.
const BESIDE: [&str; 6] = ["比", "较", "与", "同", "由", "从"];

/// The last year named before a number, other than one that is only compared with.
fn last_year(text: &str) -> Option<u32> {
    let mut rest = text;
    while let Some(at) = rest.rfind('年') {
        let digits = rest[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let compared = BESIDE.iter().any(|word| rest[..at - digits].ends_with(word));
        if digits == 4 && !compared {
            return rest[at - 4..at].parse().ok();
        }
        rest = &rest[..at];
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{last_year, leads, without_asides};
    use crate::document::Paragraph;
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::RuleSet;

    #[test]
    fn years_compared_with_and_years_in_closed_brackets_do_not_date_a_number() {
        assert_eq!(last_year("2023年收到"), Some(2023));
        assert_eq!(last_year("2023年收到,比2022年的"), Some(2023));
        assert_eq!(last_year(&without_asides("2023年收到(含2022年结转),答复")), Some(2023));
        assert_eq!(last_year(&without_asides("2023年收到(含2022年结转")), Some(2022));
    }

    #[test]
    fn a_row_label_is_no_statement() {
        let text = "\
政府信息公开工作年度报告

## 三、收到和处理政府信息公开申请情况

|  | 自然人 | 总计 |
|---|---|---|
| 一、本年新收政府信息公开申请数量 | 3 | 3 |
| (六)其他处理1.申请人无正当理由逾期不补正 | 1 | 1 |
| (六)其他处理2.申请人逾期未按收费通知要求缴纳费用 |  |  |
| (七)总计 | 3 | 3 |
";
        let mut document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let label = |c: &crate::document::Cell| c.text.as_str().contains("其他处理2");
        let cell = document.tables[0].cells().iter().position(label).expect("the label");
        let text = document.tables[0].cells()[cell].text.clone();
        let place = Some((0, u32::try_from(cell).expect("small")));
        document.push_paragraph(Paragraph { text, cell: place, ..Paragraph::default() });
        let checked = crate::rules::check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        assert!(checked.iter().all(|c| !c.rule.ends_with("-count")), "{checked:?}");
    }

    #[test]
    fn words_that_open_a_sentence() {
        assert!(leads("") && leads("其中,") && leads("其中:已"));
        assert!(!leads("热线受理诉求,"));
    }
}
