//! One automaton a pack: which sentence patterns a sentence could fit at all.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

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
    opened_by: Vec<Vec<PatternId>>,
    /// Whether a rule of the pack speaks of two reports.
    across: Vec<bool>,
}

impl Gates {
    /// Collects the gate words of all claims.
    pub(in crate::rules) fn of(pack: &Pack) -> Self {
        let mut words: BTreeMap<&str, Vec<PatternId>> = BTreeMap::new();
        for (rule, claims) in pack.rules.iter().enumerate().filter_map(|(n, r)| Some((n, claims(r)?))) {
            for (claim, spec) in claims.iter().enumerate() {
                for (says, pattern) in spec.says.iter().enumerate() {
                    for word in pattern.gate() {
                        words.entry(word).or_default().push(PatternId { rule, claim, says });
                    }
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words.keys()).ok();
        let across = pack.rules.iter().map(|rule| matches!(rule.check, Check::Across(_))).collect();
        Self { automaton, opened_by: words.into_values().collect(), across }
    }

    /// The patterns that `text` might fit, in the order of their rules.
    pub(super) fn open(&self, text: &str) -> Vec<PatternId> {
        self.opened(text, false)
    }

    /// Those of the rules on two reports.
    pub(super) fn open_across(&self, text: &str) -> Vec<PatternId> {
        self.opened(text, true)
    }

    fn opened(&self, text: &str, across: bool) -> Vec<PatternId> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut open: Vec<PatternId> =
            automaton.find_overlapping_iter(text).filter_map(|m| self.opened_by.get(m.pattern().as_usize())).flatten().copied().collect();
        open.retain(|id| self.across.get(id.rule) == Some(&across));
        open.sort_unstable();
        open.dedup();
        open
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
