//! What stands before a sentence: it says what the sentence's numbers are about.

use std::ops::Range;

use crate::facts::{Sentence, placeholder};
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, WITNESSES, is_reading};
use crate::rules::check::lead::says_nothing_new;
use crate::rules::check::period::without_year_end;
use crate::rules::pattern::CaptureKind;

/// What stands before a sentence in its paragraph, and the heading above: it says what a number is about.
pub(super) struct Before<'f> {
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

    pub(super) fn of(context: &Context<'f, '_>, index: usize) -> Self {
        let sentences = &context.facts.sentences;
        let paragraph = sentences[index].paragraph;
        let near = &sentences[index.saturating_sub(Self::REACH)..index];
        let heading = context.facts.heading_above(paragraph).map_or("", |h| h.text.as_str());
        // Sentences stand in reading order.
        let first = sentences[..index].get(sentences[..index].partition_point(|s| s.paragraph < paragraph));
        let opening = first.filter(|s| s.numbers.is_empty() && s.text.chars().count() <= Self::OPENING).map_or("", |s| s.text.as_str());
        Self { heading, opening, sentences: near.iter().filter(|s| s.paragraph == paragraph).collect() }
    }

    /// The claim, where its topic is the nearest and its context words are there; loosely so where none is named near a number of the tables.
    pub(super) fn admitted<'r>(&self, found: Found<'r>, context: &Context<'_, '_>) -> Option<Found<'r>> {
        if self.admits(&found, context)? {
            return Some(found);
        }
        let mut around = self.sentences.iter().rev().map(|s| s.text.as_str()).chain([self.opening, self.heading]);
        let named = around.find_map(|text| context.nearest_topic(text));
        let wanted = named == found.claim.topic.as_deref() && found.asks == 0;
        let near = if wanted { WITNESSES - 1 } else { WITNESSES };
        let asks = if self.came_of_it(&found, context) { 1 } else { near };
        is_reading(&found).then_some(Found { asks, ..found })
    }

    /// Whether the sentence opens with nothing but a matter that comes of what the sentences before it speak of: `收到申请8件。发生行政复议2件`.
    fn came_of_it(&self, found: &Found<'_>, context: &Context<'_, '_>) -> bool {
        let scope = &context.pack.scope;
        let wanted = found.claim.topic.as_ref().is_some_and(|topic| scope.aftermath.contains(topic));
        if !wanted || found.asks > 0 || !says_nothing_new(unnamed(found, context), context) {
            return false;
        }
        let before = self.sentences.iter().rev().find_map(|s| context.nearest_topic(&s.text));
        before.is_some_and(|topic| scope.whole_topic.iter().any(|whole| whole == topic))
    }

    /// Whether its topic is the nearest; `Some(false)` where none is named near it, `None` where another one is or its context is missing. The
    /// sentences before count only where the claim's words open the sentence at hand, `其中维持2件`, or the sentence goes on with them.
    pub(super) fn admits(&self, found: &Found<'_>, context: &Context<'_, '_>) -> Option<bool> {
        let sentence = found.sentence;
        let upto = &sentence.text[..found.at.start];
        let own = &sentence.text[..found.fit.range.start];
        let reach = if leads(own) || goes_on(&sentence.text, &context.pack.scope.goes_on) {
            Self::REACH
        } else {
            // 年末尚有3件未办结: no word of its own either, right behind the sentence that names what is counted.
            usize::from(found.asks == 0 && says_nothing_new(own, context))
        };
        let ways = &context.pack.scope.goes_on;
        let carried: Vec<&str> = self.sentences.iter().rev().take(reach).map(|s| told_of(&s.text, ways, context)).collect();
        let with = &found.claim.with;
        // 提起行政诉讼6件,结果维持3件: what opens the sentence is of the matter that the ones before speak of, and so are its results.
        let matter: Vec<&str> = if own.contains(|c| placeholder(c).is_some()) && leads(unnamed(found, context)) {
            self.sentences.iter().rev().map(|s| s.text.as_str()).collect()
        } else {
            Vec::new()
        };
        // What a number counts may stand behind it: `收到3件政府信息公开申请`.
        let said = &sentence.text[..found.fit.range.end];
        // What a list is of stands before it: 收到申请26件,主要涉及规划许可9件.
        let rest = found.fit.captures.iter().zip(&found.fit.kinds).find(|(_, kind)| **kind == CaptureKind::Rest);
        let opening = rest.and_then(|((_, at), _)| sentence.text.get(..at.start)).unwrap_or(said);
        let texts = [opening, said].into_iter().chain(carried);
        let above = [self.opening, self.heading];
        let unsaid = !with.is_empty()
            && !texts.clone().chain(matter.iter().copied()).chain(above).any(|text| with.iter().any(|words| words.occurs(text)));
        if unsaid && !is_reading(found) {
            return None;
        }
        let Some(wanted) = &found.claim.topic else {
            return Some(!unsaid);
        };
        // 年内办毕申请47件: of known words only, one of which is the topic's own name.
        if !found.claim.only.is_empty() && sentence.text.get(found.fit.range.clone()).is_some_and(|words| words.contains(wanted.as_str())) {
            return Some(!unsaid);
        }
        // Behind another number the sentence has a topic of its own, named or not: `查询申请230件,办结230件`.
        let line = upto.get(sentence.line_start(found.at.start)..).unwrap_or(upto);
        let first = !line.chars().any(|c| placeholder(c).is_some());
        let rest = rest_of_clauses(&sentence.text, &found.fit.range);
        // 被申请行政复议8件。结果维持4件,结果纠正1件: the second result is of the same matter as the first.
        let topic = texts.chain([rest]).chain(matter).find_map(|text| context.nearest_topic(text));
        // Under the caption of its own table everything is of that table: `本年度新收5件,办结7件`.
        let own = |text: &&&str| first || context.is_captioned(text);
        let topic = topic.or_else(|| above.iter().filter(own).find_map(|text| context.nearest_topic(text)));
        // Nothing says that it is about the family's matter: the numbers beside it must.
        topic.map_or(Some(false), |topic| (topic == wanted).then_some(!unsaid))
    }
}

/// The text behind a claim's words up to the next semicolon or full stop: `维持4件,纠正1件,合计发生行政复议5件` names last what all of it is about.
fn rest_of_clauses<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.end..).and_then(|behind| behind.split([';', '。']).next()).unwrap_or("")
}

/// What stands before the first number of a sentence or the claim's words, without the matter that it names.
fn unnamed<'s>(found: &Found<'s>, context: &Context<'_, '_>) -> &'s str {
    let own = &found.sentence.text[..found.fit.range.start];
    let first = own.find(|c| placeholder(c).is_some()).map_or(own, |at| &own[..at]);
    let matters = &context.pack.scope.matters;
    matters.iter().fold(first, |text, word| text.strip_suffix(word.as_str()).unwrap_or(text))
}

/// Whether a sentence goes on dividing what the one before spoke of: its first clause begins and ends as one of these, `从…看`, `…案件中`, or
/// the sentence begins so, `其中`.
fn goes_on(text: &str, ways: &[String]) -> bool {
    let first = first_clause(text);
    ways.iter().any(|way| match way.split_once('…') {
        Some((start, end)) => first.starts_with(start) && first.ends_with(end),
        None => text.starts_with(way.as_str()),
    })
}

fn first_clause(text: &str) -> &str {
    text.split([',', ':']).next().unwrap_or(text)
}

/// What says what a sentence before is about: the clause that opens it, where it only divides what that names. `从申请途径看,通过网站提交30件`
fn told_of<'t>(text: &'t str, ways: &[String], context: &Context<'_, '_>) -> &'t str {
    let first = first_clause(text);
    if goes_on(text, ways) && context.nearest_topic(first).is_some() { first } else { text }
}

/// Whether nothing of its own stands before a claim's words.
pub(super) fn leads(before: &str) -> bool {
    let before = without_year_end(before);
    let words = before.trim_start_matches("其中").trim_matches([',', ':', ';', '、', '(', '“', '”']);
    words.is_empty()
        || [
            "均",
            "已",
            "共",
            "全部",
            "被",
            "依法",
            "经审理",
            "经审查",
            "经依法审查",
            "经审核",
            "经依法审理",
            "作出",
            "结果",
            "提起",
            "发生",
        ]
        .contains(&words)
}
