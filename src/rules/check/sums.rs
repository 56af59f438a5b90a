//! Sums nobody declared, over the tables that no pack has bound.

use crate::facts::Facts;
use crate::rules::{Check, Checked, Rule, RuleSet, Totals, sums};

/// Carries out the rules of kind [`Check::Sums`]; `covered` are the tables left to packs.
pub(super) fn check(facts: &Facts<'_>, rules: &RuleSet, covered: &[u32], out: &mut Vec<Checked>) {
    let declared: Vec<(Totals, &Rule)> = rules
        .rules()
        .filter_map(|rule| match &rule.check {
            Check::Sums(totals) => Some((*totals, rule)),
            _ => None,
        })
        .collect();
    if !declared.is_empty() {
        sums::check(&declared, facts, covered, out);
    }
}
