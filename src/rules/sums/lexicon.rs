//! The words by which labels say what their numbers are: those of `rules/lexicon.toml`, and those that a folder of rules adds.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::facts::{normalise, without_ordinal};
use crate::rules::sums::words::Words;

/// The file as embedded.
const SOURCE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/lexicon.toml"));

/// All words, by what they say. They are in the form that labels are compared in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lexicon {
    total: Words,
    net: Words,
    less: Words,
    added: Words,
    of_which: Words,
    rest: Words,
    rate: Words,
    rate_by_name: Words,
    extreme: Words,
    degree: Words,
    change: Words,
    difference: Words,
    average: Words,
    distinct: Words,
    code: Words,
    counted: Words,
    selected: Words,
    rounded: Words,
    approximate: Words,
    shared: Words,
    several: Words,
    includes: Words,
    open: Words,
    spread: Words,
    wider: Words,
    sources: Words,
    uses: Words,
    income: Words,
    spending: Words,
    carried: Words,
    owed: Words,
    owned: Words,
}

/// Two sides that come to one amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    /// Where money comes from, and where it goes, as far as the table says.
    Funds,
    /// The same of a budget.
    Budget,
    /// What is owed, the owners' part with it, and what is owned: by its nature one amount.
    Balance,
}

/// What a label says of the numbers on its line.
#[expect(clippy::struct_excessive_bools, reason = "a label may say several of these at once")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// It names the sum of other lines.
    pub(super) total: bool,
    /// It names what is left after additions and deductions.
    pub(super) net: bool,
    /// It names at the end of a time what another label names at its beginning.
    pub(super) closing: bool,
    /// It is taken away though shown without a sign.
    pub(super) less: bool,
    /// It is added again after others that are taken away.
    pub(super) added: bool,
    /// It names some of the parts only.
    pub(super) of_which: bool,
    /// It names all of a whole that is not listed by itself.
    pub(super) rest: bool,
    /// A rate, an average, a price: never added up.
    pub(super) rate: bool,
    /// A rate by a word that stands in the names of amounts as well: business rates, what a lower rate saves.
    pub(super) rate_by_name: bool,
    /// The greatest or the least of the others, for all its label says: a rate as well.
    pub(super) extreme: bool,
    /// A degree of a scale.
    pub(super) degree: bool,
    /// A relative change: not even the parts of a hundred.
    pub(super) change: bool,
    /// What one figure is more than another.
    pub(super) difference: bool,
    /// The mean of the numbers beside it.
    pub(super) average: bool,
    /// Each thing counted once, so that the parts overlap: never added up, whatever else its label says.
    pub(super) distinct: bool,
    /// What it counts may stand on several lines.
    pub(super) several: bool,
    /// A year, a code, a rank.
    pub(super) code: bool,
    /// It is rounded, by its own label.
    pub(super) approximate: bool,
    /// How far the numbers that an average is of lie apart: never added up beside one.
    pub(super) spread: bool,
    /// Things counted one by one: whole numbers, which no one rounds.
    pub(super) counted: bool,
    /// The total of what there is to spend, or of what is owed: the same amount as the total of the uses.
    pub(super) sources: Option<Sides>,
    /// The total of what is spent, or owned.
    pub(super) uses: Option<Sides>,
    /// It is carried over from a year to the next.
    pub(super) carried: bool,
    /// It says nothing but that it is the sum, or ends in a word of adding up: it is no size of a thing that its neighbours are parts of.
    pub(super) plain: bool,
}

impl Meaning {
    /// Whether it names the sum of other lines, or what is left of them.
    pub(super) fn is_result(self) -> bool {
        self.total || self.net || self.closing
    }
}

impl Lexicon {
    /// The built-in words.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| toml::from_str(SOURCE).unwrap_or_default())
    }

    /// Adds a word to a list at a place in the label; false where there is none of that name, or where nothing of the word is left
    /// in the form that labels are compared in.
    pub(in crate::rules) fn add(&mut self, list: &str, place: &str, word: &str) -> bool {
        let word = normalise(word).to_lowercase().trim().to_owned();
        let list = match list {
            "total" => &mut self.total,
            "net" => &mut self.net,
            "less" => &mut self.less,
            "added" => &mut self.added,
            "of_which" => &mut self.of_which,
            "rest" => &mut self.rest,
            "rate" => &mut self.rate,
            "rate_by_name" => &mut self.rate_by_name,
            "extreme" => &mut self.extreme,
            "degree" => &mut self.degree,
            "change" => &mut self.change,
            "difference" => &mut self.difference,
            "average" => &mut self.average,
            "distinct" => &mut self.distinct,
            "code" => &mut self.code,
            "counted" => &mut self.counted,
            "selected" => &mut self.selected,
            "rounded" => &mut self.rounded,
            "approximate" => &mut self.approximate,
            "shared" => &mut self.shared,
            "several" => &mut self.several,
            "includes" => &mut self.includes,
            "open" => &mut self.open,
            "spread" => &mut self.spread,
            "wider" => &mut self.wider,
            "sources" => &mut self.sources,
            "uses" => &mut self.uses,
            "income" => &mut self.income,
            "spending" => &mut self.spending,
            "carried" => &mut self.carried,
            "owed" => &mut self.owed,
            "owned" => &mut self.owned,
            _ => return false,
        };
        let words = match place {
            "is" => &mut list.is,
            "but" => &mut list.but,
            "has" => &mut list.has,
            "starts" => &mut list.starts,
            "ends" => &mut list.ends,
            "zh" => &mut list.zh,
            "zh_starts" => &mut list.zh_starts,
            "zh_ends" => &mut list.zh_ends,
            _ => return false,
        };
        let says = !word.is_empty();
        if says {
            words.push(word);
        }
        says
    }

    /// What a label means.
    pub(super) fn meaning(&self, label: &str) -> Meaning {
        let counted = self.says_counted(label);
        let label = essence(label);
        if label.is_empty() {
            return Meaning { counted, ..Meaning::default() };
        }
        let distinct = self.distinct.found(&label);
        Meaning {
            total: !distinct && self.total.found(&label),
            net: !distinct && self.net.found(&label),
            closing: false,
            less: self.less.found(&label),
            added: self.added.found(&label),
            of_which: self.of_which.found(&label),
            rest: self.rest.found(&label),
            rate: self.rate.found(&label) || self.change.found(&label) || self.extreme.found(&label),
            rate_by_name: self.rate_by_name.found(&label),
            extreme: self.extreme.found(&label),
            degree: self.degree.found(&label),
            change: self.change.found(&label),
            difference: self.difference.found(&label),
            average: self.average.found(&label),
            distinct,
            several: self.several.found(&label),
            code: self.code.found(&label),
            approximate: self.approximate.found(&label),
            spread: self.spread.found(&label),
            counted,
            sources: side(&label, [&self.sources, &self.income, &self.owed]),
            uses: side(&label, [&self.uses, &self.spending, &self.owned]),
            carried: self.carried.found(&label),
            plain: !distinct && self.total.is_all_of(&label) && !self.wider.found(&label),
        }
    }

    /// Whether the words say that things are counted one by one. A unit in brackets counts too.
    pub(super) fn says_counted(&self, words: &str) -> bool {
        says(&self.counted, words)
    }

    /// Whether the words say that only some of many lines are listed.
    pub(super) fn says_selected(&self, words: &str) -> bool {
        self.selected.found(&essence(words))
    }

    /// Whether the words say that one thing may be counted on several lines.
    pub(super) fn says_shared(&self, words: &str) -> bool {
        says(&self.shared, words)
    }

    /// Whether the words say that what is counted may stand on several lines.
    pub(super) fn says_several(&self, words: &str) -> bool {
        says(&self.several, words)
    }

    /// Whether the words say that something includes what is not listed.
    pub(super) fn says_includes(&self, words: &str) -> bool {
        says(&self.includes, words)
    }

    /// Whether the words say that a total is of more than what is listed, or no sum of it.
    pub(super) fn says_open(&self, words: &str) -> bool {
        says(&self.open, words)
    }

    /// Whether the words say that the figures are rounded to a larger unit.
    pub(super) fn says_rounded(&self, words: &str) -> bool {
        self.rounded.found(&essence(words))
    }
}

/// Whether words, whatever their case and width, hold one of a list.
fn says(list: &Words, words: &str) -> bool {
    list.found(normalise(words).to_lowercase().trim())
}

/// Which sides a label names the total of one of.
fn side(label: &str, words: [&Words; 3]) -> Option<Sides> {
    let named = words.iter().zip([Sides::Funds, Sides::Budget, Sides::Balance]).find(|(words, _)| words.found(label));
    named.map(|(_, sides)| sides)
}

/// Labels that are kept with their meanings.
const MOST_KEPT: usize = 10_000;

/// The meanings of one table's labels, of which many stand in it again and again.
pub(super) struct Meanings<'l> {
    lexicon: &'l Lexicon,
    known: HashMap<String, Meaning>,
}

impl<'l> Meanings<'l> {
    /// Those of a table of which nothing is known yet.
    pub(super) fn of_table(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, known: HashMap::new() }
    }

    /// What a label means.
    pub(super) fn of(&mut self, label: &str) -> Meaning {
        if let Some(meaning) = self.known.get(label) {
            return *meaning;
        }
        let meaning = self.lexicon.meaning(label);
        if self.known.len() < MOST_KEPT {
            self.known.insert(label.to_owned(), meaning);
        }
        meaning
    }
}

/// A label without the rate behind it: a tax of 20 % is an amount.
fn without_rate(label: &str) -> &str {
    let Some(number) = label.strip_suffix('%').map(str::trim_end) else { return label };
    let rest = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let named = rest.len() < number.len() && rest.ends_with([' ', '@']) && rest.chars().any(char::is_alphabetic);
    if named { rest.trim_end() } else { label }
}

/// Lower case, one line, without a list number in front or notes and colons behind.
fn essence(label: &str) -> String {
    let lower = without_ordinal(normalise(label).trim()).to_lowercase();
    let text = lower.trim_start_matches(['-', '—', '*', '+', ' ']);
    let mut end = text.trim_end_matches([':', ' ', '.', ';', '*', ',']);
    if end.ends_with(')')
        && let Some(open) = end.rfind('(')
        && open > 0
        && end.len() - open <= 5
        && !end.contains(['%', '‰'])
    {
        end = end.get(..open).unwrap_or(end).trim_end();
    }
    without_rate(end).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Meaning, SOURCE};
    use crate::rules::decode::lexicon_keys;

    fn meaning(label: &str) -> Meaning {
        Lexicon::builtin().meaning(label)
    }

    #[test]
    fn every_list_and_place_takes_words() {
        let mut lexicon = Lexicon::default();
        let (lists, places) = lexicon_keys();
        for list in lists {
            assert!(places.iter().all(|place| lexicon.add(list, place, "Ｘ")));
        }
        assert!(lexicon.rounded.is == ["x"] && lexicon.of_which.zh_ends == ["x"]);
        assert!(!lexicon.add("total", "is", " ") && !lexicon.add("total", "en", "x") && !lexicon.add("totals", "is", "x"));
    }

    #[test]
    fn words_of_another_language() {
        let mut lexicon = Lexicon::builtin().clone();
        assert!(
            lexicon.add("total", "ends", "Summe")
                && lexicon.add("of_which", "starts", "davon")
                && lexicon.add("rate", "has", "Ausgaben je")
        );
        assert!(lexicon.meaning("Summe:").total && lexicon.meaning("3. Gesamte Summe").total && lexicon.meaning("davon Männer").of_which);
        assert!(!lexicon.meaning("Zwischensumme").total && !lexicon.meaning("ÜberSumme").total && lexicon.meaning("Total").total);
    }

    #[test]
    fn the_embedded_file_is_sound() {
        assert!(toml::from_str::<Lexicon>(SOURCE).is_ok_and(|l| !l.total.is.is_empty()));
    }

    fn is_rate(label: &str) -> bool {
        meaning(label).rate || meaning(label).rate_by_name
    }

    #[test]
    fn totals_in_both_languages() {
        for label in
            ["合  计", "总计", "(七)总计", "本年支出合计", "Total", "Total assets:", "Sub-total", "Male total", "7. Total", "Total (2)"]
        {
            assert!(meaning(label).total, "{label}");
        }
        for label in ["Totally", "Average", "合计率", "Weighted total return index"] {
            assert!(!meaning(label).total || is_rate(label), "{label}");
        }
    }

    #[test]
    fn lines_that_are_not_added() {
        for label in ["% of sales", "平均价格", "增长率", "Rate per 1,000", "Diluted"] {
            assert!(is_rate(label), "{label}");
        }
        for label in ["独立用户总数", "参会人数(去重)", "Unique visitors", "Total distinct users"] {
            assert!(meaning(label).distinct, "{label}");
        }
        assert!(meaning("Less: current portion").less);
        assert!(meaning("其中:女性").of_which);
    }
}
