//! The claims stage: what each sentence was read to say, what it was tied to, and why not.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::facts::{Facts, Number};
use crate::findings::{Location, location};
use crate::phrase::Lang;
use crate::report::inspect::Form;
use crate::report::inspect::sentences::Sentences;
use crate::report::{Options, json};
#[cfg(feature = "cli")]
use crate::report::{
    clean::visible,
    inspect::words,
    text::{labelled, part},
    width::hanging,
    words as words_of,
};
use crate::rules::{Check, Checked, Evidence, RuleSet, Verdict};

#[derive(Serialize)]
struct ClaimsView<'a> {
    schema: u32,
    path: &'a str,
    claims: Vec<ClaimView<'a>>,
    /// The numbers that no check came to a verdict on, whether it binds sentences or tables.
    unchecked: Vec<NumberView<'a>>,
}

#[derive(Serialize)]
struct NumberView<'a> {
    text: &'a str,
    location: Location,
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
    form: Form,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let from_sentences = |c: &&Checked| rules.rule(&c.rule).is_some_and(|rule| !matches!(rule.check, Check::Equation(_) | Check::Sums(_)));
    let claims = checked.iter().filter(from_sentences).map(|c| view(c, facts, options.lang)).collect();
    let view = ClaimsView { schema: 1, path: &facts.document.path, claims, unchecked: unchecked(facts, checked) };
    match form {
        #[cfg(feature = "cli")]
        Form::Text => text(&view, options, out),
        Form::Json => json::write(&view, out),
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

fn unchecked<'a>(facts: &'a Facts<'_>, checked: &[Checked]) -> Vec<NumberView<'a>> {
    let decided = checked.iter().filter(|c| matches!(c.verdict, Verdict::Pass | Verdict::Fail(_)));
    let used: BTreeSet<u32> = decided.flat_map(|c| c.evidence.iter().filter_map(|e| e.number)).collect();
    let sentences = Sentences::of(facts.document);
    let unused = (0..).zip(&facts.numbers).filter(|(id, _)| !used.contains(id));
    let view = |(id, number): (u32, &'a Number)| {
        let evidence = Evidence { spot: number.spot, part: String::new(), prose: sentences.hold(&number.spot), number: Some(id) };
        NumberView { text: facts.document.printed(&number.spot), location: location(&evidence, facts) }
    };
    unused.map(view).collect()
}

#[cfg(feature = "cli")]
fn text(view: &ClaimsView<'_>, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let (claims, numbers) = (view.claims.len(), view.unchecked.len());
    let (head, left) = match lang {
        Lang::Zh => (format!("读懂 {claims} 处说法："), format!("没有经过任何检查的数 {numbers} 个（原文、行:列、位置）：")),
        Lang::En => (
            format!("{claims} statements understood:"),
            format!("{numbers} numbers that no check came to a verdict on (as printed, line:column, place):"),
        ),
    };
    let fitted = |words: &str| hanging("", words, 2, options.width);
    writeln!(out, "{}\n\n{head}", visible(view.path))?;
    for claim in &view.claims {
        let rule = format!("{} {}", words_of::verdict(claim.verdict, lang), claim.rule);
        let why = visible(&claim.why);
        let head = if why.is_empty() { rule } else { labelled(&rule, &why, lang) };
        write!(out, "\n{}", fitted(&head))?;
        let row = |used: &UsedView<'_>| {
            let [line, rest] = words::place(&used.location, lang);
            vec![visible(part(used.part, lang)).into_owned(), visible(used.text).into_owned(), line, rest]
        };
        write!(out, "{}", words::aligned(&claim.used.iter().map(row).collect::<Vec<_>>(), options.width))?;
    }
    write!(out, "\n{}", fitted(&left))?;
    let row = |number: &NumberView<'_>| {
        let [line, rest] = words::place(&number.location, lang);
        vec![visible(number.text).into_owned(), line, rest]
    };
    write!(out, "{}", words::aligned(&view.unchecked.iter().map(row).collect::<Vec<_>>(), options.width))
}
