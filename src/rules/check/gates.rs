//! One automaton a pack: which sentence patterns a sentence could fit at all.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rules::pattern::Counted;
use crate::rules::{Check, ClaimSpec, Pack, Pattern, Rule};

/// A pattern's place in its pack: rule, claim, wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) struct PatternId {
    rule: usize,
    claim: usize,
    says: usize,
}

/// The automaton over the words that patterns cannot do without.
#[derive(Debug)]
pub(in crate::rules) struct Gates {
    automaton: Option<AhoCorasick>,
    /// For each word the patterns whose rarest set holds it, by their places among all.
    opened_by: Vec<Vec<usize>>,
    /// One a pattern, in the order of the rules.
    all: Vec<Gate>,
}

/// What must be met before a pattern is tried, its rarest set of words aside.
#[derive(Debug)]
struct Gate {
    id: PatternId,
    /// The words of its other sets.
    others: Vec<Vec<usize>>,
    needs: Counted,
    /// Whether its rule speaks of two reports.
    across: bool,
}

impl Gate {
    fn opens(&self, met: &Met) -> bool {
        let occurs = |word: &usize| met.words.binary_search(word).is_ok();
        met.counted.suffices(self.needs) && self.others.iter().all(|set| set.iter().any(occurs))
    }
}

impl Gates {
    /// Collects the gate words of all claims.
    pub(in crate::rules) fn of(pack: &Pack) -> Self {
        let patterns = || all_patterns(pack);
        let words: BTreeSet<&str> = patterns().flat_map(|(_, p)| p.gates().iter().flatten()).map(String::as_str).collect();
        let places: BTreeMap<&str, usize> = words.iter().copied().zip(0..).collect();
        let place = |word: &String| places.get(word.as_str()).copied();
        let mut opened_by: Vec<Vec<usize>> = words.iter().map(|_| Vec::new()).collect();
        let mut gates = Vec::new();
        for (id, pattern) in patterns() {
            let Some((rarest, others)) = pattern.gates().split_first() else { continue };
            for word in rarest.iter().filter_map(place) {
                if let Some(opened) = opened_by.get_mut(word) {
                    opened.push(gates.len());
                }
            }
            let across = pack.rules.get(id.rule).is_some_and(|rule| matches!(rule.check, Check::Across(_)));
            let others = others.iter().map(|set| set.iter().filter_map(place).collect()).collect();
            gates.push(Gate { id, others, needs: pattern.needs(), across });
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).ok();
        Self { automaton, opened_by, all: gates }
    }

    /// What of the words occurs in a text.
    pub(super) fn met(&self, text: &str) -> Met {
        let mut words: Vec<usize> = Vec::new();
        if let Some(automaton) = &self.automaton {
            words.extend(automaton.find_overlapping_iter(text).map(|m| m.pattern().as_usize()));
        }
        words.sort_unstable();
        words.dedup();
        Met { words, counted: Counted::of(text) }
    }

    /// The patterns that a text might fit, in the order of their rules.
    pub(super) fn open(&self, met: &Met) -> Vec<PatternId> {
        self.opened(met, false)
    }

    /// Those of the rules on two reports.
    pub(super) fn open_across(&self, met: &Met) -> Vec<PatternId> {
        self.opened(met, true)
    }

    fn opened(&self, met: &Met, across: bool) -> Vec<PatternId> {
        let mut open: Vec<usize> = met.words.iter().filter_map(|word| self.opened_by.get(*word)).flatten().copied().collect();
        open.sort_unstable();
        open.dedup();
        let gates = open.into_iter().filter_map(|at| self.all.get(at));
        gates.filter(|gate| gate.across == across && gate.opens(met)).map(|gate| gate.id).collect()
    }
}

/// The wordings of a pack's claims, in the order of their rules.
fn all_patterns(pack: &Pack) -> impl Iterator<Item = (PatternId, &Pattern)> {
    let claims = pack.rules.iter().enumerate().filter_map(|(rule, r)| Some((rule, r.claims()?)));
    let specs = claims.flat_map(|(rule, claims)| claims.iter().enumerate().map(move |(claim, spec)| (rule, claim, spec)));
    specs
        .flat_map(|(rule, claim, spec)| spec.says.iter().enumerate().map(move |(says, pattern)| (PatternId { rule, claim, says }, pattern)))
}

/// What of a pack's words occurs in a text, and how many numbers do.
#[derive(Debug)]
pub(super) struct Met {
    /// By their places in the automaton, in order.
    words: Vec<usize>,
    counted: Counted,
}

impl Met {
    /// Whether a number stands in the text.
    pub(super) fn has_number(&self) -> bool {
        self.counted != Counted::default()
    }

    /// What occurs in two sentences taken as one: no word runs over the end of a sentence.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let mut words = [self.words.as_slice(), &next.words].concat();
        words.sort_unstable();
        words.dedup();
        Self { words, counted: self.counted.with(next.counted) }
    }
}

impl PatternId {
    /// The rule's and the claim's places.
    pub(super) fn place(self) -> (usize, usize) {
        (self.rule, self.claim)
    }

    /// The rule, claim and pattern themselves.
    pub(super) fn resolve<'p>(&self, pack: &'p Pack) -> Option<(&'p Rule, &'p ClaimSpec, &'p Pattern)> {
        let rule = pack.rules.get(self.rule)?;
        let claim = rule.claims()?.get(self.claim)?;
        Some((rule, claim, claim.says.get(self.says)?))
    }
}
