//! The numbers of a sentence with the words before each.

use std::ops::Range;

use num_rational::BigRational;

use crate::facts::{Facts, Hedge, Number, PERCENT_FIRST, Sentence, placeholder};
use crate::rules::Evidence;
use crate::rules::check::alike::same_things;
use crate::rules::check::found::number_at;
use crate::rules::check::period::without_asides;

/// A number of a sentence.
pub(in crate::rules::check) struct Item<'s> {
    pub(in crate::rules::check) id: u32,
    pub(in crate::rules::check) number: &'s Number,
    /// Its place in the sentence's text.
    pub(in crate::rules::check) at: Range<usize>,
    /// The words since the number before it.
    pub(in crate::rules::check) before: &'s str,
    /// How many brackets are open around it.
    pub(in crate::rules::check) depth: usize,
    pub(in crate::rules::check) percent: bool,
}

impl Item<'_> {
    /// Its amount.
    pub(in crate::rules::check) fn amount(&self) -> BigRational {
        self.number.quantity.amount()
    }

    /// What a check says that it used.
    pub(in crate::rules::check) fn used(&self, part: &str) -> Evidence {
        Evidence { spot: self.number.spot, part: part.to_owned(), prose: true, number: Some(self.id) }
    }

    /// The words of its own clause before it.
    pub(in crate::rules::check) fn label(&self) -> &str {
        last_clause(self.before).trim()
    }

    /// The words of its clause behind it, up to another number or the end.
    pub(in crate::rules::check) fn behind<'t>(&self, text: &'t str) -> &'t str {
        let clause = self.clause_behind(text);
        clause.split(|c: char| placeholder(c).is_some()).next().unwrap_or(clause)
    }

    /// The rest of its clause in the text of its sentence.
    pub(in crate::rules::check) fn clause_behind<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.end..).unwrap_or("").split([',', '、', ';', '(', ')', '。']).next().unwrap_or("")
    }

    /// Whether no words before it say what it is of and those right behind it do: `4件系网上申请`.
    pub(in crate::rules::check) fn is_named_behind(&self, text: &str) -> bool {
        let label = self.label().trim_end_matches('—');
        let unnamed = label.is_empty() || label == "其中" || self.label().len() > label.len();
        unnamed && names(self.behind(text))
    }

    /// The number as a count of a few things.
    pub(in crate::rules::check) fn count(&self) -> Option<usize> {
        let amount = self.amount();
        amount.is_integer().then(|| usize::try_from(amount.to_integer()).ok()).flatten()
    }

    pub(in crate::rules::check) fn is_exact(&self) -> bool {
        self.number.quantity.hedge == Hedge::Exact
    }

    /// Whether it counts the same things as another number.
    pub(in crate::rules::check) fn is_like(&self, other: &Self) -> bool {
        !self.percent && !other.percent && same_things(&self.number.quantity.unit, &other.number.quantity.unit)
    }
}

/// Words between a number and the name behind it, and characters of a unit before them at most.
const IS: [&str; 8] = ["属于", "系", "为", "是", "属", "来自", "因", "涉及"];
pub(in crate::rules::check) const UNIT: usize = 2;

/// Whether the words name what stands before them: `为涉密`.
pub(in crate::rules::check) fn is_called(words: &str) -> bool {
    IS.iter().find_map(|word| words.strip_prefix(word)).is_some_and(|name| !name.is_empty())
}

/// Whether the words behind a number name it: `件系网上申请`.
pub(in crate::rules::check) fn names(behind: &str) -> bool {
    behind.char_indices().take(UNIT + 1).any(|(at, _)| behind.get(at..).is_some_and(is_called))
}

/// The numbers of a sentence, in order.
pub(in crate::rules::check) fn items<'s>(sentence: &'s Sentence, facts: &'s Facts<'_>) -> Vec<Item<'s>> {
    let text = sentence.text.as_str();
    let (mut found, mut since, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if placeholder(c).is_some() => {
                let place = at..at + c.len_utf8();
                let known = number_at(sentence, &place).and_then(|id| Some((id, facts.number(id)?)));
                if let Some((id, number)) = known {
                    let before = text.get(since..at).unwrap_or("");
                    found.push(Item { id, number, at: place.clone(), before, depth, percent: c >= PERCENT_FIRST });
                }
                since = place.end;
            }
            _ => {}
        }
    }
    found
}

/// The last clause of the words.
pub(in crate::rules::check) fn last_clause(words: &str) -> &str {
    words.rsplit([',', '、', ';', ':', '(', ')', '。']).next().unwrap_or("")
}

/// Whether the words hold a known one.
pub(in crate::rules::check) fn holds(known: &[String], words: &str) -> bool {
    known.iter().any(|word| words.contains(word.as_str()))
}

/// The words without known ones at their end.
pub(super) fn without<'t>(label: &'t str, known: &[String]) -> &'t str {
    let mut label = label.trim();
    while let Some(rest) = known.iter().filter_map(|word| label.strip_suffix(word.as_str())).min_by_key(|rest| rest.len()) {
        label = rest.trim_end();
    }
    label
}

/// The last `2022年` of the words, and where it ends.
pub(super) fn year_in(label: &str) -> Option<(u32, usize)> {
    let at = label.rfind('年')?;
    let year: u32 = label.get(at.checked_sub(4)?..at)?.parse().ok()?;
    (1900..2200).contains(&year).then_some((year, at + '年'.len_utf8()))
}

/// The years that a text names, `2022年`, and where each ends.
pub(in crate::rules::check) fn years(text: &str) -> impl Iterator<Item = (u32, usize)> + '_ {
    text.match_indices('年').filter_map(|(at, sign)| year_in(text.get(..at + sign.len())?))
}

/// The words between two numbers of a sentence, without what stands in brackets; `None` where a bracket opens or closes between them.
pub(in crate::rules::check) fn between(text: &str, first: &Item<'_>, next: &Item<'_>) -> Option<String> {
    let words = without_asides(text.get(first.at.end..next.at.start)?).into_owned();
    (!words.contains(['(', ')'])).then_some(words)
}
