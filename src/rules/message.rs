//! Message templates and the figures put into them.

use std::ops::Range;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed as _;

use crate::phrase::Phrase;
use crate::rules::{Check, Link, Meaning, Statement, Tally, Totals, Years};

/// The names that the templates of a check kind may use.
pub(super) fn slots_of(check: &Check) -> Vec<&'static str> {
    match check {
        Check::Equation(_) => vec!["line", "left", "right", "gap"],
        Check::Years(Years::Garbled) => vec!["found"],
        Check::Years(Years::Report) => vec!["place", "found", "year"],
        Check::Years(Years::Stale { .. }) => vec!["found", "year"],
        Check::Sequence(_) => vec!["found", "before", "missing"],
        Check::Across(across) => match &across.link {
            Link::Equation(_) => vec!["line", "left", "right", "gap", "year"],
            Link::Reuse(_) => vec!["section", "share", "year", "stale"],
            Link::Claims { states, .. } => {
                let before = states.iter().any(|states| matches!(states, Statement::Before));
                let change = states.iter().any(|states| matches!(states, Statement::Change { .. }));
                let own = [(before && !change).then_some("found"), (change && !before).then_some("computed")];
                ["stated", "words", "year"].into_iter().chain(own.into_iter().flatten()).collect()
            }
        },
        Check::Shifted(_) => vec!["line", "way"],
        Check::Tally(spec) if matches!(spec.of, Tally::Shares | Tally::Changes | Tally::Portions) => vec!["stated", "computed"],
        Check::Tally(_) => vec!["whole", "sum", "gap", "more"],
        Check::Rollup(_) => vec!["line", "left", "right", "gap", "count"],
        Check::Sums(Totals::Rates) => vec!["line", "rate", "amount", "base", "computed"],
        Check::Sums(Totals::Throughout | Totals::Unlike) => vec!["line", "count", "lines", "fault"],
        Check::Sums(_) => vec!["line", "total", "made", "sum", "gap", "holds", "fails", "others"],
        Check::Claims(claims) => {
            let mut all = claims.iter().map(|claim| match claim.meaning {
                Meaning::Readings(_) | Meaning::AtMost(_) => vec!["stated", "words", "found"],
                Meaning::Formula { .. } => vec!["stated", "computed"],
                Meaning::Holds { .. } => vec!["words", "found"],
                Meaning::Breakdown(_) | Meaning::Parts(_) => vec!["whole", "sum", "gap", "more"],
            });
            let first = all.next().unwrap_or_default();
            all.fold(first, |known, more| known.into_iter().filter(|slot| more.contains(slot)).collect())
        }
    }
}

/// The `{name}`s of a template: the name, and the bytes from brace to brace. A brace that is never closed has no name.
pub(super) fn slots_in(template: &str) -> Vec<(Option<&str>, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = template.get(from..).and_then(|rest| rest.find('{')).map(|at| from + at) {
        let Some(close) = template.get(open..).and_then(|rest| rest.find('}')).map(|at| open + at) else {
            found.push((None, open..open + 1));
            break;
        };
        found.push((template.get(open + 1..close), open..close + 1));
        from = close + 1;
    }
    found
}

/// The names a template may use, with their words.
pub(super) struct Slots(Vec<(&'static str, Phrase)>);

impl Slots {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// A slot with the same words in both languages.
    pub(super) fn with(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with_phrase(name, Phrase::same(text))
    }

    pub(super) fn with_phrase(mut self, name: &'static str, words: Phrase) -> Self {
        self.0.push((name, words));
        self
    }

    /// The template with every `{name}` filled in; words put in are never read as templates.
    pub(super) fn fill(&self, template: &Phrase) -> Phrase {
        Phrase { zh: self.fill_one(&template.zh, |p| &p.zh), en: self.fill_one(&template.en, |p| &p.en) }
    }

    fn fill_one(&self, template: &str, pick: impl Fn(&Phrase) -> &str) -> String {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let tail = &rest[open + 1..];
            let slot = tail.find('}').and_then(|close| Some((close, self.0.iter().find(|(name, _)| *name == &tail[..close])?)));
            if let Some((close, (_, words))) = slot {
                out.push_str(pick(words));
                rest = &tail[close + 1..];
            } else {
                out.push('{');
                rest = tail;
            }
        }
        out.push_str(rest);
        out
    }
}

/// An exact amount with at most `places` decimals, rounded half away from zero, trailing zeros kept.
pub(super) fn amount(value: &BigRational, places: u8) -> String {
    let scaled = value * BigRational::from_integer(BigInt::from(10).pow(u32::from(places)));
    let rounded = scaled.round().to_integer();
    let digits = rounded.abs().to_string();
    let places = usize::from(places);
    let digits = if digits.len() <= places { format!("{}{digits}", "0".repeat(places + 1 - digits.len())) } else { digits };
    let sign = if rounded.is_negative() { "-" } else { "" };
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A difference in words, `shown` its size: `多 6`, `2 less`.
pub(super) fn apart(value: &BigRational, shown: &str) -> Phrase {
    let (zh, en) = if value.is_negative() { ("少", "less") } else { ("多", "more") };
    Phrase::new(format!("{zh} {shown}"), format!("{shown} {en}"))
}

/// What the numbers give, in the direction that the words have, or said to be the other one: a fall of 11 % is no growth of -11 %.
pub(in crate::rules) fn directed(zh: &str, en: &str, turned: bool) -> Phrase {
    if !turned {
        return Phrase::new(zh, en);
    }
    let [zh, en] = [zh, en].map(|text| text.replace('-', ""));
    Phrase::new(format!("{zh}（方向相反）"), format!("{en} the other way"))
}

#[cfg(test)]
mod tests {
    use super::{Slots, amount, slots_in};
    use crate::phrase::Phrase;
    use num_bigint::BigInt;
    use num_rational::BigRational;

    #[test]
    fn words_put_in_are_not_templates() {
        let slots = Slots::new().with("a", "{b}").with("b", "x");
        assert_eq!(slots.fill(&Phrase::new("{a} {b} {c}", "{a")), Phrase::new("{b} x {c}", "{a"));
    }

    #[test]
    fn slots_are_found_with_their_places() {
        assert_eq!(slots_in("共{a}项,{ b}"), [(Some("a"), 3..6), (Some(" b"), 10..14)]);
        assert_eq!(slots_in("}{}{a"), [(Some(""), 1..3), (None, 3..4)]);
    }

    #[test]
    fn amounts_round_half_away_from_zero() {
        let value = |n: i64, d: i64| BigRational::new(BigInt::from(n), BigInt::from(d));
        assert_eq!(amount(&value(-5, 1000), 2), "-0.01");
        assert_eq!(amount(&value(52500, 1232), 2), "42.61");
        assert_eq!(amount(&value(44, 1), 0), "44");
    }
}
