//! Sums nobody declared, over the tables that no pack has bound.

use crate::document::Inferred;
use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::{Check, Checked, Rule, RuleSet, Totals, Verdict, sums};

/// Carries out the rules of kind [`Check::Sums`]; `covered` are the tables left to packs.
pub(super) fn check(facts: &Facts<'_>, rules: &RuleSet, covered: &[u32], out: &mut Vec<Checked>) {
    let declared: Vec<(Totals, &Rule)> = rules
        .rules()
        .filter_map(|rule| match &rule.check {
            Check::Sums(totals) => Some((*totals, rule)),
            _ => None,
        })
        .collect();
    let Some((_, first)) = declared.first() else { return };
    let mut left = covered.to_vec();
    for (at, table) in (0_u32..).zip(&facts.document.tables).filter(|(at, table)| table.inferred != Inferred::No && !covered.contains(at)) {
        let why = Phrase::new(
            format!("第 {} 个表没有表线，行列是从文字推出的，没有在其中查找合计", table.number),
            format!(
                "table {} has no lines, so its rows and columns are inferred from the text; no sums were looked for in it",
                table.number
            ),
        );
        out.push(Checked { rule: first.id.clone(), verdict: Verdict::Undecided(why), evidence: Vec::new(), note: None });
        left.push(at);
    }
    sums::check(&declared, facts, &left, rules.lexicon(), out);
}
