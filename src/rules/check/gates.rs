//! One automaton a pack: which sentence patterns a sentence could fit at all.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rules::pattern::Counted;
use crate::rules::{Check, ClaimSpec, Link, Pack, Pattern, Rule};

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
    /// For each word the sets that hold it.
    sets: Vec<Vec<(PatternId, u8)>>,
    /// Whether a rule of the pack speaks of two reports.
    across: Vec<bool>,
}

impl Gates {
    /// Collects the gate words of all claims.
    pub(in crate::rules) fn of(pack: &Pack) -> Self {
        let mut words: BTreeMap<&str, Vec<(PatternId, u8)>> = BTreeMap::new();
        for (rule, claims) in pack.rules.iter().enumerate().filter_map(|(n, r)| Some((n, claims(r)?))) {
            for (claim, spec) in claims.iter().enumerate() {
                for (says, pattern) in spec.says.iter().enumerate() {
                    for (set, list) in (0..).zip(pattern.gates()) {
                        for word in list {
                            words.entry(word).or_default().push((PatternId { rule, claim, says }, set));
                        }
                    }
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words.keys()).ok();
        let across = pack.rules.iter().map(|rule| matches!(rule.check, Check::Across(_))).collect();
        Self { automaton, sets: words.into_values().collect(), across }
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
    pub(super) fn open(&self, met: &Met, pack: &Pack) -> Vec<PatternId> {
        self.opened(met, pack, false)
    }

    /// Those of the rules on two reports.
    pub(super) fn open_across(&self, met: &Met, pack: &Pack) -> Vec<PatternId> {
        self.opened(met, pack, true)
    }

    fn opened(&self, met: &Met, pack: &Pack, across: bool) -> Vec<PatternId> {
        let mut sets: Vec<(PatternId, u8)> = met.words.iter().filter_map(|word| self.sets.get(*word)).flatten().copied().collect();
        sets.retain(|(id, _)| self.across.get(id.rule) == Some(&across));
        sets.sort_unstable();
        sets.dedup();
        let opens = |id: &PatternId, count: usize| {
            id.resolve(pack).is_some_and(|(.., pattern)| pattern.gates().len() == count && met.counted.suffices(pattern.needs()))
        };
        sets.chunk_by(|a, b| a.0 == b.0).filter_map(|same| same.first().map(|(id, _)| *id).filter(|id| opens(id, same.len()))).collect()
    }
}

/// What of a pack's words occurs in a text, and how many numbers do.
#[derive(Debug)]
pub(super) struct Met {
    /// By their places in the automaton, in order.
    words: Vec<usize>,
    counted: Counted,
}

impl Met {
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
        let claim = claims(rule)?.get(self.claim)?;
        Some((rule, claim, claim.says.get(self.says)?))
    }
}

fn claims(rule: &Rule) -> Option<&[ClaimSpec]> {
    match &rule.check {
        Check::Claims(claims) => Some(claims),
        Check::Across(across) => match &across.link {
            Link::Claims { wordings, .. } => Some(wordings),
            Link::Equation(_) => None,
        },
        Check::Equation(_) | Check::Sequence(_) | Check::Sums(_) | Check::Years(_) => None,
    }
}
