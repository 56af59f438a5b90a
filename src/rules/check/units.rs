//! Which numbers of a sentence can be set against each other: what they count, as far as the words say.
//!
//! A unit that the lexicon does not know stays what it is: an opaque word. Two of them that differ make two kinds.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed as _;

use crate::facts::{Quantity, Unit};

/// Words looked at behind an English number: `210 active wells`.
const WORDS: usize = 3;

/// Words that multiply what they count.
const MULTIPLIERS: [&str; 6] = ["dozen", "score", "gross", "pair", "couple", "打"];

/// English words behind a number that are no noun it counts.
const NOT_NOUNS: [&str; 80] = [
    "a",
    "about",
    "after",
    "against",
    "ago",
    "all",
    "also",
    "an",
    "and",
    "annually",
    "are",
    "as",
    "at",
    "because",
    "before",
    "between",
    "both",
    "but",
    "by",
    "compared",
    "down",
    "driven",
    "due",
    "during",
    "each",
    "earlier",
    "ended",
    "ending",
    "for",
    "from",
    "had",
    "has",
    "have",
    "if",
    "in",
    "is",
    "it",
    "its",
    "last",
    "mainly",
    "more",
    "nearly",
    "of",
    "on",
    "or",
    "our",
    "over",
    "overall",
    "per",
    "previously",
    "primarily",
    "prior",
    "recently",
    "reflecting",
    "respectively",
    "resulting",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "this",
    "though",
    "through",
    "to",
    "today",
    "under",
    "until",
    "up",
    "versus",
    "was",
    "were",
    "when",
    "where",
    "which",
    "while",
    "with",
];

/// Characters behind a Chinese number that begin something else than a counter.
const NOT_COUNTERS: &str = "增减升降上下提缩压扩至到变为的了和与及同比较由从占等左余多约近共其中仅已再又并均都是有达涨跌回攀精削调突飞直大猛稳小略去今本累另且而则以在按将被向最即含计";

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    unit: Unit,
    /// The nouns behind it, singular and lower case; of a Chinese counter the first character.
    words: Vec<String>,
}

impl Kind {
    /// What `quantity` counts; `rest` is the sentence behind it.
    pub(super) fn of(quantity: &Quantity, rest: &str) -> Self {
        let words = match &quantity.unit {
            Unit::None => nouns(rest),
            Unit::Count(word) if word.is_ascii() => word.split(' ').map(singular).collect(),
            Unit::Count(word) => word.chars().next().map(String::from).into_iter().collect(),
            Unit::Money(_) | Unit::Percent | Unit::PercentagePoint | Unit::Times => Vec::new(),
        };
        Self { unit: quantity.unit.clone(), words }
    }

    /// A plain amount of whatever it is set against: a count of headings, a fact of a table.
    pub(super) fn bare() -> Self {
        Self { unit: Unit::None, words: Vec::new() }
    }

    /// Whether nothing says what is counted.
    pub(super) fn is_bare(&self) -> bool {
        self.unit == Unit::None && self.words.is_empty()
    }

    /// Whether some noun says what is counted.
    pub(super) fn is_named(&self) -> bool {
        !self.words.is_empty()
    }

    /// Two numbers can be set against each other: the same unit, or a bare number beside a count.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let units = match (&self.unit, &other.unit) {
            (Unit::None | Unit::Count(_), Unit::None) | (Unit::None, Unit::Count(_)) => true,
            (Unit::Count(a), Unit::Count(b)) => working(a) == working(b),
            (a, b) => a == b,
        };
        units && self.multiplier() == other.multiplier() && (self.shares_word(other) || self.words.is_empty() || other.words.is_empty())
    }

    /// A part can be set against its whole. English counts staff of employees and women of members; measures are neither.
    pub(super) fn is_part_of(&self, whole: &Self) -> bool {
        let english = |kind: &Self| match &kind.unit {
            Unit::Count(word) => word.is_ascii(),
            Unit::None => kind.words.iter().all(|word| word.is_ascii()),
            _ => false,
        };
        if english(self) && english(whole) {
            let measured = self.is_measured() || whole.is_measured();
            return self.multiplier() == whole.multiplier() && (!measured || self.fits(whole));
        }
        self.fits(whole)
    }

    fn shares_word(&self, other: &Self) -> bool {
        self.words.iter().any(|word| other.words.contains(word))
    }

    fn multiplier(&self) -> Option<&str> {
        self.words.iter().map(String::as_str).find(|word| MULTIPLIERS.contains(word))
    }

    fn is_measured(&self) -> bool {
        matches!(&self.unit, Unit::Count(word) if is_measure(word))
    }
}

/// 个工作日 and 个法定工作日 count the same things.
fn working(counter: &str) -> &str {
    let counter = counter.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(counter);
    counter.strip_prefix("法定").unwrap_or(counter)
}

/// Whether an English unit measures time, length, area or weight.
fn is_measure(unit: &str) -> bool {
    const TIMES: [&str; 9] = ["seconds", "minutes", "hours", "days", "working days", "weeks", "months", "quarters", "years"];
    TIMES.contains(&unit) || matches!(unit, "kg" | "km" | "hectares" | "tonnes" | "tons")
}

/// The nouns at the start of `rest`; of a Chinese counter the first character.
fn nouns(rest: &str) -> Vec<String> {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let Some(first) = rest.chars().next().filter(|c| c.is_alphabetic()) else { return Vec::new() };
    if !first.is_ascii() {
        return if NOT_COUNTERS.contains(first) { Vec::new() } else { vec![first.to_string()] };
    }
    let mut found = Vec::new();
    let mut at = 0;
    for _ in 0..WORDS {
        let tail = rest.get(at..).unwrap_or("");
        let word = tail.get(..tail.bytes().take_while(u8::is_ascii_alphabetic).count()).unwrap_or("");
        let name = word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with(|c: char| c.is_ascii_lowercase());
        if word.is_empty() || name || NOT_NOUNS.contains(&word) {
            break;
        }
        found.push(singular(word));
        at += word.len();
        match tail.as_bytes().get(word.len()) {
            Some(b' ' | b'-') => at += 1,
            _ => break,
        }
    }
    found
}

fn singular(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => word,
    }
}

/// In 由320.5增加到352.6亿元 and "from 2.4 to 3.0 million" the scale word may be meant for both.
pub(super) fn shares_scale(a: &Quantity, b: &Quantity) -> bool {
    let small = |q: &Quantity| q.power == 0 && q.amount().abs() < BigRational::from_integer(BigInt::from(1000));
    (small(a) && b.power > 2) || (small(b) && a.power > 2)
}

#[cfg(test)]
mod tests {
    use super::{Kind, nouns};
    use crate::document::Decimal;
    use crate::facts::{Quantity, Unit};

    fn kind(unit: Unit, rest: &str) -> Kind {
        Kind::of(&Quantity { unit, ..Quantity::plain(Decimal::new(5, 0)) }, rest)
    }

    #[test]
    fn nouns_behind_a_number() {
        for (rest, expected) in [
            (" active wells, up", &["active", "well"][..]),
            (" TEU in", &["teu"]),
            (" last year", &[]),
            (" (2022)", &[]),
            (" December", &[]),
            (" full-time employees", &["full", "time", "employee"]),
            ("筐增加到", &["筐"]),
            ("增加到", &[]),
            ("", &[]),
        ] {
            assert_eq!(nouns(rest), expected, "{rest}");
        }
    }

    #[test]
    fn unknown_words_that_differ_are_two_kinds() {
        let bare = |rest| kind(Unit::None, rest);
        let count = |word: &str| kind(Unit::Count(word.into()), "");
        assert!(bare(" wells").fits(&bare(" active wells")) && bare(" wells").fits(&bare("")));
        assert!(!bare(" wells").fits(&bare(" boxes")) && !bare(" wells").fits(&count("people")));
        assert!(!bare(" dozen").fits(&bare("")), "a dozen is no bare number");
        assert!(!bare("筐").fits(&bare("箱")) && bare("筐").fits(&bare("增加")) && !bare("筐").fits(&count("件")));
        assert!(count("个工作日").fits(&count("个法定工作日")) && !count("人").fits(&count("人次")));
        assert!(count("women").is_part_of(&count("members")) && !count("days").is_part_of(&count("members")));
        assert!(bare(" teachers").is_part_of(&bare(" staff")) && !bare(" teachers").is_part_of(&bare(" dozen eggs")));
    }
}
