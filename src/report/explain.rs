//! A rule explained from its own file: what it says, why it matters, what to do, and its examples.

use std::fmt::Write as _;

use crate::phrase::Lang;
use crate::rules::{Check, Each, Meaning, Rule};

/// The whole explanation of a rule.
#[must_use]
pub fn explain(rule: &Rule, lang: Lang) -> String {
    let mut out = String::new();
    let [why, fix, checks, says, examples] = match lang {
        Lang::Zh => ["为什么", "怎么办", "核对", "识别的说法", "示例"],
        Lang::En => ["why", "what to do", "checks", "wordings understood", "examples"],
    };
    let severity = serde_json::to_value(rule.severity).unwrap_or_default();
    let severity = severity.as_str().unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} ({severity}, rules/{}/{}.toml)\n{}\n", rule.id, rule.pack, rule.id, rule.title.get(lang));
    let _ = writeln!(out, "{why}:\n  {}\n{fix}:\n  {}\n", rule.why.get(lang), rule.fix.get(lang));
    for line in relations(rule, lang) {
        let _ = writeln!(out, "{checks}: {line}");
    }
    let wordings = wordings(rule);
    if !wordings.is_empty() {
        let _ = writeln!(out, "{says}:");
        wordings.iter().for_each(|w| {
            let _ = writeln!(out, "  {w}");
        });
    }
    let _ = writeln!(out, "\n{examples}:");
    for example in &rule.examples {
        let _ = writeln!(out, "  {}: {}", example.verdict, example.shows);
        for line in example.report.trim().lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

fn relations(rule: &Rule, lang: Lang) -> Vec<String> {
    match &rule.check {
        Check::Equation(equation) => {
            let each = match (equation.each, lang) {
                (Each::Column, Lang::Zh) => "每一列",
                (Each::Row, Lang::Zh) => "每一行",
                (Each::ColumnGroup, Lang::Zh) => "每一组列",
                (Each::RowGroup, Lang::Zh) => "每一组行",
                (Each::Column, Lang::En) => "each column",
                (Each::Row, Lang::En) => "each row",
                (Each::ColumnGroup, Lang::En) => "each group of columns",
                (Each::RowGroup, Lang::En) => "each group of rows",
            };
            vec![format!("{each} ({}): {} = {}", equation.table, equation.left, equation.right)]
        }
        Check::Claims(claims) => {
            let mut lines: Vec<String> = claims
                .iter()
                .map(|claim| match &claim.meaning {
                    Meaning::Readings(readings) => {
                        let names: Vec<&str> = readings.iter().map(|(name, _)| name.as_str()).collect();
                        format!("n = {}", names.join(if lang == Lang::Zh { " 或 " } else { " or " }))
                    }
                    Meaning::Formula { claim, expr } => format!("{claim} = {expr}"),
                    Meaning::Breakdown { whole, parts, .. } => format!("{whole} = sum {parts}"),
                })
                .collect();
            lines.dedup();
            lines
        }
        Check::Sequence(_) | Check::Sums(_) => Vec::new(),
    }
}

fn wordings(rule: &Rule) -> Vec<&str> {
    match &rule.check {
        Check::Claims(claims) => claims.iter().flat_map(|claim| &claim.says).map(crate::rules::Pattern::written).collect(),
        Check::Equation(_) | Check::Sequence(_) | Check::Sums(_) => Vec::new(),
    }
}
