//! What a check says.

use crate::document::Spot;
use crate::phrase::Phrase;
use crate::rules::message::Slots;
use crate::rules::{Confidence, Repair, Rule, Severity};

/// A number or words that a check used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands.
    pub spot: Spot,
    /// What it is in the check: `total`, `part`, `claim`, `whole`, `rate`, `old`, `new`, `marker`.
    pub part: String,
    /// It stands in running text, also where that text is a workbook's cell.
    pub prose: bool,
    /// Its number in [`crate::facts::Facts::numbers`], if it is one.
    pub number: Option<u32>,
}

/// The four verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The figures agree.
    Pass,
    /// They do not.
    Fail(Box<Violation>),
    /// The check has nothing to say here, and why.
    NotApplicable(Phrase),
    /// A role could not be bound, and why; nothing is claimed.
    Undecided(Phrase),
}

/// A disagreement, before it becomes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Phrase,
    /// The arithmetic.
    pub derivation: Phrase,
    /// Changes that would settle it; labels index the evidence.
    pub repairs: Vec<Repair>,
}

impl Violation {
    /// In the rule's own words, as bad and as sure as the rule says, with nothing that would settle it.
    pub(super) fn of(rule: &Rule, slots: &Slots, derivation: Phrase) -> Self {
        let (message, help) = (slots.fill(&rule.message), slots.fill(&rule.fix));
        Self { severity: rule.severity, confidence: rule.confidence, message, help, derivation, repairs: Vec::new() }
    }
}

/// One check carried out: the rule's identifier, its verdict, and everything it used, the primary first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The rule's identifier.
    pub rule: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What it used.
    pub evidence: Vec<Evidence>,
    /// Worth saying although it passed: a rate that was cut instead of rounded.
    pub note: Option<Phrase>,
}
