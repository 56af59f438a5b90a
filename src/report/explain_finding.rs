//! A finding explained: what it says, why its rule applied, what stands for what, how bad it is and by whose word, how to let it stand.

use std::fmt::Write as _;

use crate::findings::{Finding, Suppression};
use crate::phrase::{Lang, Phrase};
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::explain::relations;
use crate::report::inspect::aligned_places;
use crate::report::text::one;
use crate::report::width::hanging;
use crate::report::words::{self, one_line};
use crate::rules::Rule;

/// What is known of a finding beside itself.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Its rule.
    pub rule: &'a Rule,
    /// What tied the rule to the report.
    pub grounds: &'a [Phrase],
    /// By whose word it is as bad as it is.
    pub grade: Phrase,
    /// Why it does not count, where it does not.
    pub suppression: Option<&'a Suppression>,
}

/// The explanation, in lines of at most the width.
#[must_use]
pub fn explain_finding(explained: &Explained<'_>, options: &Options) -> String {
    let (lang, finding) = (options.lang, explained.finding);
    let mut out = one(finding, options);
    let zh = lang == Lang::Zh;
    let mut section = |head: &str, lines: &[String]| {
        out.extend([head, if zh { "：\n" } else { ":\n" }]);
        for line in lines {
            out.push_str(&hanging("  ", line, 4, options.width));
        }
        out.push('\n');
    };
    let why = one_line(&explained.rule.why, lang);
    let mut rule = vec![format!("{}{}{}", visible(&explained.rule.file), if zh { "：" } else { ": " }, why)];
    rule.extend(relations(explained.rule, lang));
    section(if zh { "依据的规则" } else { "the rule" }, &rule);
    if !explained.grounds.is_empty() {
        let lines: Vec<String> = explained.grounds.iter().map(|words| one_line(words, lang)).collect();
        section(if zh { "为什么用于此处" } else { "why it applies here" }, &lines);
    }
    section(if zh { "严重程度" } else { "how bad" }, &[one_line(&explained.grade, lang)]);
    if let Some(suppression) = explained.suppression {
        section(if zh { "不计入" } else { "it does not count" }, &[words::suppression(suppression, lang)]);
    }
    out.push_str(if zh { "用到的数：\n" } else { "what stands for what:\n" });
    let rows = finding.labels.iter().map(|label| (label.part.as_str(), label.text.as_str(), &label.location));
    out.push_str(&aligned_places(rows, options));
    if explained.suppression.is_none() {
        out.push('\n');
        out.push_str(if zh { "要保留不改，在 crossfoot.toml 中写：\n" } else { "to let it stand, in crossfoot.toml:\n" });
        let reason = if zh { "理由" } else { "why it may stand" };
        let (rule, fingerprint) = (finding.rule.as_str(), finding.fingerprint.as_str());
        // Writing to a string cannot fail.
        let _ = write!(out, "  [[ignore]]\n  rule        = \"{rule}\"\n  fingerprint = \"{fingerprint}\"\n  reason      = \"{reason}\"\n");
    }
    out
}
