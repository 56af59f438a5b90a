//! All rules over one document.

use crate::facts::Facts;
use crate::rules::bind::Context;
use crate::rules::check::{claims, equation, sequence, sums};
use crate::rules::{Check, Checked, RuleSet};

/// Carries out every check of every pack that applies to the document. The order is fixed: by pack, rule, then place; the sums
/// found in tables that no pack has bound come last.
#[must_use]
pub fn check(facts: &Facts<'_>, rules: &RuleSet) -> Vec<Checked> {
    let mut checked = Vec::new();
    let mut covered = Vec::new();
    for (pack, gates) in rules.gated() {
        let Some(context) = Context::of(pack, facts) else { continue };
        for rule in &pack.rules {
            match &rule.check {
                Check::Equation(spec) => equation::check(rule, spec, &context, &mut checked),
                Check::Sequence(spec) => sequence::check(rule, spec, facts, &mut checked),
                Check::Claims(_) | Check::Sums(_) => {}
            }
        }
        claims::check(&context, gates, &mut checked);
        covered.extend(context.bound_tables());
    }
    sums::check(facts, rules, &covered, &mut checked);
    checked
}
