//! The claims stage: what each sentence was read to say, what it was tied to, and why not.

use std::io;

use serde::Serialize;

use crate::facts::Facts;
use crate::findings::{Location, location};
use crate::phrase::Lang;
use crate::report::{Format, Options, json};
#[cfg(feature = "cli")]
use crate::report::{clean::visible, inspect::words::place};
use crate::rules::{Check, Checked, RuleSet, Verdict};

#[derive(Serialize)]
struct ClaimsView<'a> {
    schema: u32,
    path: &'a str,
    claims: Vec<ClaimView<'a>>,
}

#[derive(Serialize)]
struct ClaimView<'a> {
    rule: &'a str,
    verdict: &'static str,
    why: String,
    used: Vec<UsedView<'a>>,
}

#[derive(Serialize)]
struct UsedView<'a> {
    part: &'a str,
    text: &'a str,
    location: Location,
}

/// Writes every statement that was understood, with its verdict.
///
/// # Errors
/// Those of the writer.
pub fn claims(
    facts: &Facts<'_>,
    checked: &[Checked],
    rules: &RuleSet,
    format: Format,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let from_sentences = |c: &&Checked| rules.rule(&c.rule).is_some_and(|rule| !matches!(rule.check, Check::Equation(_) | Check::Sums(_)));
    let claims = checked.iter().filter(from_sentences).map(|c| view(c, facts, options.lang)).collect();
    let view = ClaimsView { schema: 1, path: &facts.document.path, claims };
    match format {
        #[cfg(feature = "cli")]
        Format::Text => text(&view, options, out),
        Format::Json => json::write(&view, out),
    }
}

fn view<'a>(checked: &'a Checked, facts: &'a Facts<'_>, lang: Lang) -> ClaimView<'a> {
    let (verdict, why) = match &checked.verdict {
        Verdict::Pass => ("pass", checked.note.as_ref().map(|n| n.get(lang).to_owned()).unwrap_or_default()),
        Verdict::Fail(violation) => ("fail", violation.derivation.get(lang).to_owned()),
        Verdict::NotApplicable(why) => ("not-applicable", why.get(lang).to_owned()),
        Verdict::Undecided(why) => ("undecided", why.get(lang).to_owned()),
    };
    let used =
        checked.evidence.iter().map(|e| UsedView { part: &e.part, text: facts.document.printed(&e.spot), location: location(e, facts) });
    ClaimView { rule: &checked.rule, verdict, why, used: used.collect() }
}

#[cfg(feature = "cli")]
fn text(view: &ClaimsView<'_>, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}: {} claims", visible(view.path), view.claims.len())?;
    for claim in &view.claims {
        let why = if claim.why.is_empty() { String::new() } else { format!(": {}", visible(&claim.why)) };
        writeln!(out, "{:<15} {}{why}", claim.verdict, claim.rule)?;
        for used in &claim.used {
            writeln!(out, "    {:<8} {:<10} {}", used.part, visible(used.text), visible(&place(&used.location, options.lang)))?;
        }
    }
    Ok(())
}
