//! A compiled pattern and the places where it fits.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::iter::Searcher;

use crate::rules::pattern::item::{Counted, Item, MAX_TIMES, gates, group_name, needs};
use crate::rules::pattern::parser;

/// A compiled sentence pattern. The regex is built on first use: most packs' patterns never meet a candidate sentence.
#[derive(Debug)]
pub struct Pattern {
    written: String,
    expression: String,
    regex: OnceLock<Option<Regex>>,
    names: Vec<Name>,
    gates: Vec<Vec<String>>,
    needs: Counted,
    crosses: bool,
    lists: bool,
}

/// A captured name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) kind: CaptureKind,
}

/// What a name stands for in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptureKind {
    /// A count or a measure.
    Number,
    /// A percentage.
    Percent,
    /// A number of times.
    Times,
    /// Percentage points.
    Points,
    /// The rest of the sentence.
    Rest,
    /// Words.
    Words,
    /// A year of four digits, 年 included.
    Year,
}

/// A fault in a pattern: where in its text, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte range in the pattern's text.
    pub span: Range<usize>,
    /// What is wrong, Chinese and English.
    pub message: (&'static str, &'static str),
}

impl PatternError {
    /// Whether a `<name>` refers to a word list that is not there.
    pub(in crate::rules) fn is_unknown_list(&self) -> bool {
        self.message == parser::NO_LIST
    }
}

/// The name under which a wording captures the year behind its own.
const NEXT_YEAR: &str = "next";

/// A place where a pattern fits a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// The captured names and their bytes.
    pub captures: Vec<(String, Range<usize>)>,
    /// The same captures' kinds.
    pub kinds: Vec<CaptureKind>,
}

impl Fit {
    /// The bytes of what was captured under a name.
    #[must_use]
    pub fn capture(&self, name: &str) -> Option<&Range<usize>> {
        self.captures.iter().find(|(captured, _)| captured == name).map(|(_, at)| at)
    }

    /// The year of four digits that the wording itself names, other than as the next one.
    #[must_use]
    pub fn year(&self, text: &str) -> Option<u32> {
        self.year_of(text, |name| name != NEXT_YEAR)
    }

    /// The year of four digits that the wording names as the one behind its own: `{next年}`.
    #[must_use]
    pub fn next_year(&self, text: &str) -> Option<u32> {
        self.year_of(text, |name| name == NEXT_YEAR)
    }

    fn year_of(&self, text: &str, is_wanted: impl Fn(&str) -> bool) -> Option<u32> {
        let mut years = self.captures.iter().zip(&self.kinds).filter(|(_, kind)| **kind == CaptureKind::Year);
        let ((_, at), _) = years.find(|((name, _), _)| is_wanted(name))?;
        text.get(at.start..at.start + 4)?.parse().ok()
    }

    /// The bytes of the first number that was captured, whatever year or words were captured before it.
    #[must_use]
    pub fn number(&self) -> Option<&Range<usize>> {
        let is_number = |kind: &CaptureKind| !matches!(kind, CaptureKind::Year | CaptureKind::Words | CaptureKind::Rest);
        self.captures.iter().zip(&self.kinds).find(|(_, kind)| is_number(kind)).map(|((_, at), _)| at)
    }
}

impl Pattern {
    /// Compiles `written`; `words` are the word lists `<name>` may refer to.
    pub(in crate::rules) fn compile(written: &str, words: &BTreeMap<String, Vec<String>>) -> Result<Self, PatternError> {
        let (items, names) = parser::parse(written, words)?;
        let gates = gates(&items);
        if gates.is_empty() {
            return Err(PatternError {
                span: 0..written.len(),
                message: ("句式须含固定的字词", "a pattern needs some words that always occur"),
            });
        }
        let mut expression = String::new();
        for item in &items {
            item.render(&mut expression);
        }
        let (crosses, lists) = (written.contains('。'), items.iter().any(Item::repeats_numbers));
        let needs = needs(&items);
        Ok(Self { written: written.to_owned(), expression, regex: OnceLock::new(), names, gates, needs, crosses, lists })
    }

    /// Whether its expression can be built: brackets that repeat brackets multiply. Builds it.
    pub(in crate::rules) fn is_buildable(&self) -> bool {
        self.regex().is_some()
    }

    fn regex(&self) -> Option<&Regex> {
        // Sentences are short and seldom met twice: an automaton that is built while it searches costs more time than it saves. It would also
        // double the expression and be kept for every pattern and thread, most of the memory of a run.
        let build = || Regex::builder().configure(Config::new().hybrid(false)).build(&self.expression).ok();
        self.regex.get_or_init(build).as_ref()
    }

    /// Whether it reads on behind the end of a sentence.
    #[must_use]
    pub(in crate::rules) fn crosses(&self) -> bool {
        self.crosses
    }

    /// The pattern as written in the rule.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether the pattern captures `name`.
    #[must_use]
    pub fn captures(&self, name: &str) -> bool {
        self.names.iter().any(|n| n.text == name)
    }

    /// Whether it captures a number.
    pub(in crate::rules) fn has_number(&self) -> bool {
        self.names.iter().any(|name| !matches!(name.kind, CaptureKind::Year | CaptureKind::Words | CaptureKind::Rest))
    }

    /// Sets of words: of each at least one occurs in every sentence the pattern fits. There is at least one set.
    pub(in crate::rules) fn gates(&self) -> &[Vec<String>] {
        &self.gates
    }

    /// The numbers that stand in every sentence the pattern fits.
    pub(in crate::rules) fn needs(&self) -> Counted {
        self.needs
    }

    /// All places where the pattern fits, left to right. Two overlap only where a list `[…]*` is read up to each of its items, or
    /// where one stands in the list `{parts..}` of another.
    #[must_use]
    pub fn fits(&self, text: &str) -> Vec<Fit> {
        let Some(regex) = self.regex() else {
            return Vec::new();
        };
        // What a search needs beside the expression is let go with it: kept for every pattern, it would add up.
        let mut cache = regex.create_cache();
        let mut found = regex.create_captures();
        let mut fits = Vec::new();
        let mut searcher = Searcher::new(Input::new(text));
        let mut within = 0;
        loop {
            let next = searcher.advance(|input| {
                regex.search_captures_with(&mut cache, input, &mut found);
                Ok(found.get_match())
            });
            if next.is_none() {
                break;
            }
            let Some(fit) = self.fit(&found) else { continue };
            // 复议8件,其中…;诉讼5件,其中…: a list that goes on to the end of the sentence may hold the next one.
            if let Some(rest) = fit.rest().filter(|_| within < MOST_LISTS) {
                within += 1;
                searcher = Searcher::new(Input::new(text).range(rest..));
            }
            let (start, mut cut) = (fit.range.start, fit.last());
            fits.push(fit);
            for _ in 0..if self.lists { MAX_TIMES } else { 0 } {
                let before = text.get(..cut).unwrap_or("");
                let input = Input::new(before).range(start.min(before.len())..);
                regex.search_captures_with(&mut cache, &input, &mut found);
                let Some(fit) = self.fit(&found).filter(|fit| fit.range.start == start) else { break };
                cut = fit.last();
                fits.push(fit);
            }
        }
        fits.retain(|fit| fit.agrees(text));
        fits
    }

    /// Whether the pattern fits anywhere.
    pub(in crate::rules) fn occurs(&self, text: &str) -> bool {
        self.may_fit(text)
            && self
                .regex()
                .is_some_and(|regex| regex.search_half_with(&mut regex.create_cache(), &Input::new(text).earliest(true)).is_some())
    }

    /// Whether all is there that the pattern cannot do without.
    pub(in crate::rules) fn may_fit(&self, text: &str) -> bool {
        self.gates.iter().all(|set| set.iter().any(|word| text.contains(word.as_str()))) && Counted::of(text).suffices(self.needs)
    }

    /// What was found; `None` where nothing was.
    fn fit(&self, found: &Captures) -> Option<Fit> {
        let whole = found.get_match()?.range();
        let captured: Vec<(usize, Range<usize>)> =
            (0..self.names.len()).filter_map(|n| Some((n, found.get_group_by_name(&group_name(n))?.range()))).collect();
        let kinds = captured.iter().map(|(n, _)| self.names[*n].kind).collect();
        let named = captured.into_iter().map(|(n, at)| (self.names[n].text.clone(), at)).collect();
        Some(Fit { range: whole, captures: named, kinds })
    }
}

impl Fit {
    /// Where the list starts that takes in the rest of the sentence, behind the number that it divides.
    fn rest(&self) -> Option<usize> {
        let rest = self.captures.iter().zip(&self.kinds).find(|(_, kind)| **kind == CaptureKind::Rest);
        rest.map(|((_, at), _)| at.start).filter(|_| self.captures.len() > 1)
    }

    /// Where its last capture starts: up to there the text is looked at again, so that a list is read up to the item before.
    fn last(&self) -> usize {
        self.captures.iter().map(|(_, at)| at.start).max().unwrap_or(0)
    }

    /// Whether words kept under one name are the same: the later ones end the first ones, verbs like 为 aside.
    fn agrees(&self, text: &str) -> bool {
        let words = |at: &Range<usize>| {
            let kept = text.get(at.clone()).unwrap_or("").trim();
            kept.trim_end_matches(['为', '是', '共', '有', '达', '约', '数', '额', '的', '了']).to_owned()
        };
        let kept: Vec<(&str, String)> = self
            .captures
            .iter()
            .zip(&self.kinds)
            .filter(|(_, k)| **k == CaptureKind::Words)
            .map(|((n, at), _)| (n.as_str(), words(at)))
            .collect();
        kept.iter().all(|(name, later)| {
            let first = kept.iter().find(|(n, _)| n == name).map_or("", |(_, first)| first.as_str());
            later.chars().count() > 1 && first.strip_suffix(later.as_str()).is_some_and(|lead| !unsays(lead))
        })
    }
}

/// Lists within the lists of a sentence that are looked for.
const MOST_LISTS: usize = 4;

/// Words before a name by which it is not done yet: 正在整改, 持续整改, 待办理.
const ONGOING: [&str; 8] = ["在", "持续", "继续", "待", "拟", "推进", "限期", "抓紧"];

/// Whether words before a name make it say the opposite: 不合格10家 is no part of 合格率, nor are 未整改5个 and 正在整改8个 of 整改率.
pub(in crate::rules) fn unsays(lead: &str) -> bool {
    lead.contains(['不', '未', '非', '无', '没', '免']) || lead.ends_with("基本") || ONGOING.iter().any(|word| lead.ends_with(word))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Pattern;

    fn compile(text: &str) -> Pattern {
        let words = BTreeMap::from([("down".to_owned(), vec!["减少".to_owned(), "缩减".to_owned()])]);
        Pattern::compile(text, &words).expect("the pattern is well formed")
    }

    #[test]
    fn optional_choice_gap_and_counter() {
        let pattern = compile("[不]同意公开(答复|决定){n}件");
        let text = "其中不同意公开答复\u{F0003},";
        let fits = pattern.fits(text);
        assert_eq!(fits.len(), 1);
        assert_eq!(&text[fits[0].range.clone()], "不同意公开答复\u{F0003}");
        assert_eq!(fits[0].captures[0].0, "n");
        assert!(compile("受理…申请{n}").fits("受理依申请\u{F0000}").len() == 1);
        assert!(compile("受理…公开{n}").fits("受理,公开\u{F0000}").is_empty());
    }

    #[test]
    fn a_unit_of_any_kind_may_stand_behind_a_number() {
        for written in ["借出{n}册", "借出{n}人次", "借出{n}", "借出{n}平方公里"] {
            assert_eq!(compile(written).fits("共借出\u{F0003},").len(), 1, "{written}");
        }
        for written in ["lent {n} days to", "lent {n} applications to", "lent {n} to"] {
            assert_eq!(compile(written).fits("we lent \u{F0003} to").len(), 1, "{written}");
        }
        // What is no unit stays a word of the wording.
        assert!(compile("lent {n} oddities").fits("we lent \u{F0003}").is_empty());
        assert!(compile("借出{n}好书").fits("借出\u{F0003}").is_empty());
    }

    #[test]
    fn percent_and_count_are_told_apart() {
        assert!(compile("率{p%}").fits("率\u{F0000}").is_empty());
        assert_eq!(compile("<down>率[为]{p%}").fits("缩减率为\u{100001}").len(), 1);
    }

    #[test]
    fn faults_are_placed() {
        let none = BTreeMap::new();
        assert_eq!(Pattern::compile("申请[受理{n}", &none).map(|_| ()).map_err(|e| e.span), Err(6..7));
        assert_eq!(Pattern::compile("<no>{n}", &none).map(|_| ()).map_err(|e| e.span), Err(0..4));
        assert!(Pattern::compile("{a}{b}", &none).is_err());
        assert!(Pattern::compile("申请)", &none).is_err());
    }

    #[test]
    fn deep_brackets_are_refused() {
        for open in ["[", "(", "[[", "([", "{", "<", "…[", "a("] {
            let error = Pattern::compile(&open.repeat(100_000), &BTreeMap::new()).map(|_| ()).expect_err("unclosed");
            assert!(error.span.end <= 40, "{open}: {error:?}");
        }
    }

    #[test]
    fn a_list_may_hold_the_next_one_with_its_whole() {
        let pattern = compile("{whole},其中{parts..}");
        let text = "复议\u{F0000},其中维持\u{F0001};诉讼\u{F0002},其中维持\u{F0003}。";
        let wholes = |fits: &[super::Fit]| fits.iter().map(|fit| text[fit.captures[0].1.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(wholes(&pattern.fits(text)), ["\u{F0000}", "\u{F0002}"]);
        // A list without a whole is one.
        assert_eq!(compile("维持{parts..}").fits(text).len(), 1);
    }
}
