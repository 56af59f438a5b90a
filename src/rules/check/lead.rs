//! What stands between the start of a clause and a claim's words: only known words leave the number to the whole that the table covers.

use crate::facts::placeholder;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::Found;
use crate::rules::check::period::without_year_end;
use crate::rules::check::scope::{clause_start, names_part};
use crate::rules::{Meaning, Pack};

/// Why a claim may speak of a part of what the table covers: words stand before it that the pack's `lead` does not know.
pub(super) fn unknown_lead(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let words = unknown_words(found, context)?;
    Some(Phrase::new(
        format!("句中有“{words}”，不能确定说的是全部"),
        format!("the sentence says `{words}`, so it may speak of a part only"),
    ))
}

/// Whether the unknown words before a claim may name a part: a month, a field, a body, a kind of people.
pub(super) fn is_narrowed(found: &Found<'_>, context: &Context<'_, '_>) -> bool {
    unknown_words(found, context).is_some_and(|words| names_less(&words, context))
}

/// Whether the words of a clause before what it counts may name a part: `其中自然人` before 网络申请, `乡镇申请中` before 自然人.
pub(super) fn narrows(lead: &str, context: &Context<'_, '_>) -> bool {
    let lead = lead.rsplit(')').next().unwrap_or(lead);
    let lead = without_year_end(lead);
    let less = || left(&lead, context).is_some_and(|words| names_less(words, context));
    !context.pack.scope.lead.is_empty() && less() || names_part(&lead, context)
}

fn names_less(words: &str, context: &Context<'_, '_>) -> bool {
    let narrowing = &context.pack.scope.narrowing;
    narrowing.is_empty() || narrowing.iter().any(|word| words.contains(word.as_str()))
}

fn unknown_words(found: &Found<'_>, context: &Context<'_, '_>) -> Option<String> {
    if context.pack.scope.lead.is_empty() || found.claim.topic.is_none() || !covers_a_whole(found) {
        return None;
    }
    let text = &found.sentence.text;
    let start = found.fit.range.start;
    let clause = clause_start(text, start);
    let bracket = |c: char| c == '(' || placeholder(c).is_some();
    let behind = text[clause..start].char_indices().rev().find(|(_, c)| bracket(*c));
    let lead = &text[behind.map_or(clause, |(at, c)| clause + at + c.len_utf8())..start];
    let lead = lead.rsplit(')').next().unwrap_or(lead);
    let lead = if behind.is_some() { behind_unit(lead, context) } else { lead };
    // 截至12月31日办结: the tables' own day.
    left(&without_year_end(lead), context).map(str::to_owned)
}

/// Whether all clauses of the words before a claim are made of words that the pack's `lead` knows, numbers and what they count apart:
/// `按时办结4件,`.
pub(super) fn says_nothing_new(before: &str, context: &Context<'_, '_>) -> bool {
    // A year of its own is news.
    if context.pack.scope.lead.is_empty() || before.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let known = |words: &str| left(words.trim(), context).is_none();
    let mut stretches = before.split(|c| placeholder(c).is_some());
    let first = stretches.next().unwrap_or("");
    let counted = stretches.map(|words| behind_unit(words, context));
    std::iter::once(first).chain(counted).flat_map(|words| words.split([',', ':', ';', '、'])).all(known)
}

/// The words behind what a number counts, which they start with.
pub(super) fn behind_unit<'t>(words: &'t str, context: &Context<'_, '_>) -> &'t str {
    let unit = context.pack.scope.units.iter().filter(|unit| words.starts_with(unit.as_str())).map(String::len).max();
    &words[unit.unwrap_or(0)..]
}

/// What is left of the words once what the pack and the title know is taken off.
fn left<'t>(words: &'t str, context: &Context<'_, '_>) -> Option<&'t str> {
    unknown(words, context.pack, |body| context.is_titled(body) || context.is_short_for_titled(body))
}

/// Whether the claim sets its words against the tables.
fn covers_a_whole(found: &Found<'_>) -> bool {
    matches!(found.claim.meaning, Meaning::Readings(_) | Meaning::AtMost(_) | Meaning::Parts(_) | Meaning::Holds { .. })
}

/// The longest name of a body that the title is searched for, in characters.
pub(super) const NAME: usize = 20;

/// What is left of the words once years, the pack's known words and the report's own body are taken off the front.
fn unknown<'t>(lead: &'t str, pack: &Pack, is_titled: impl Fn(&str) -> bool) -> Option<&'t str> {
    // ——予以公开20件: a mark of the item.
    let mut rest = lead.trim_start_matches('—');
    while !rest.is_empty() {
        let known = pack.scope.lead.longest_of(rest);
        let known =
            known.or_else(|| year(rest)).or_else(|| own_name(rest, &is_titled).filter(|end| !runs_on(rest, *end, pack, &is_titled)));
        match known {
            Some(length) => rest = &rest[length..],
            None => return Some(rest),
        }
    }
    None
}

/// The bytes of `2023年` at the start.
pub(super) fn year(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4 && text[digits..].starts_with('年')).then_some(digits + '年'.len_utf8())
}

/// The bytes of the longest start of the text, of two characters or more, that the title holds. A line of the title may state the period: 12月 is
/// no name.
fn own_name(text: &str, is_titled: impl Fn(&str) -> bool) -> Option<usize> {
    let ends = text.char_indices().take_while(|(_, c)| !c.is_ascii_digit()).map(|(at, c)| at + c.len_utf8()).take(NAME).skip(1);
    ends.filter(|end| is_titled(&text[..*end])).last()
}

/// Whether a body of another name begins like the own one: 柳河乡 where the title names 柳河镇.
fn runs_on(text: &str, end: usize, pack: &Pack, is_titled: impl Fn(&str) -> bool) -> bool {
    // 某某局办理 is no 局办.
    if pack.scope.intake.iter().any(|verb| text[end..].starts_with(verb.as_str())) {
        return false;
    }
    let bodies = pack.scope.bodies.iter().filter(|body| text[end..].starts_with(body.as_str()));
    bodies.map(|body| end + body.len()).any(|end| !is_titled(&text[..end]))
}

#[cfg(test)]
mod tests {
    use super::unknown;
    use crate::rules::{Pack, RuleSet};

    fn left<'t>(lead: &'t str, pack: &Pack) -> Option<&'t str> {
        unknown(lead, pack, |body| {
            "青溪县住房和城乡建设局2023年政府信息公开工作年度报告，统计期限自2023年1月1日至2023年12月31日".contains(body)
        })
    }

    #[test]
    fn years_known_words_and_the_own_name_are_the_whole() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let pack = rules.packs().find(|pack| !pack.scope.lead.is_empty()).expect("the disclosure pack");
        for whole in [
            "",
            "2023年",
            "2023年度全县各级行政机关共",
            "全年",
            "青溪县住房和城乡建设局2023年",
            "其中",
            "报告期内我局",
            "本年度通过各种渠道共",
        ] {
            assert_eq!(left(whole, pack), None, "{whole}");
        }
        for (part, words) in [
            ("12月", "12月"),
            ("1月至6月", "1月至6月"),
            ("12月份", "12月份"),
            ("青溪乡", "青溪乡"),
            ("教育类", "教育类"),
            ("女性提交的", "女性提交的"),
            ("全年教育领域", "教育领域"),
        ] {
            assert_eq!(left(part, pack), Some(words));
        }
    }
}
