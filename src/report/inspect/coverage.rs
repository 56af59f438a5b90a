//! The coverage stage: which checks guard each number, and why the others are guarded by none.

use std::io;

use serde::Serialize;

use crate::facts::Facts;
use crate::findings::{Coverage, Covered, Location, Share, Tick, location};
use crate::phrase::Lang;
use crate::report::inspect::Form;
use crate::report::{Options, json};
#[cfg(feature = "cli")]
use crate::report::{clean::visible, inspect::words, width::hanging};

#[derive(Serialize)]
struct CoverageView<'a> {
    schema: u32,
    path: &'a str,
    text: ShareView,
    cells: ShareView,
    tables: Vec<TableView>,
    numbers: Vec<NumberView<'a>>,
}

#[derive(Serialize)]
struct ShareView {
    numbers: u32,
    guarded: u32,
    /// Of those guarded, how many by bounds alone.
    bounded: u32,
    /// Of those guarded, how many no check would tell of if they alone were wrong.
    silent: u32,
}

#[derive(Serialize)]
struct TableView {
    table: u32,
    sheet: Option<String>,
    numbers: u32,
    guarded: u32,
    bounded: u32,
    silent: u32,
}

#[derive(Serialize)]
struct NumberView<'a> {
    text: &'a str,
    location: Location,
    mark: &'static str,
    guards: Vec<GuardView<'a>>,
    /// Whether a check tells that it is wrong, or would if it alone were; null where that was not tried.
    told: Option<bool>,
    reasons: Vec<ReasonView<'a>>,
}

#[derive(Serialize)]
struct GuardView<'a> {
    rule: &'a str,
    verdict: &'static str,
    kind: &'static str,
}

#[derive(Serialize)]
struct ReasonView<'a> {
    rule: Option<&'a str>,
    why: &'a str,
}

/// Writes every number with the checks that guard it, or why none does.
///
/// # Errors
/// Those of the writer.
pub fn coverage(facts: &Facts<'_>, coverage: &Coverage, form: Form, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let table = |(at, share): (&u32, &Share)| {
        let table = facts.document.tables.get(*at as usize);
        let Share { numbers, guarded, bounded, silent } = *share;
        TableView {
            table: table.map_or(0, |t| t.number),
            sheet: table.and_then(|t| t.sheet.as_deref()).map(str::to_owned),
            numbers,
            guarded,
            bounded,
            silent,
        }
    };
    let view = CoverageView {
        schema: 1,
        path: &facts.document.path,
        text: share(coverage.text),
        cells: share(coverage.cells()),
        tables: coverage.tables.iter().map(table).collect(),
        numbers: coverage.numbers.iter().map(|covered| number(covered, facts, options.lang)).collect(),
    };
    match form {
        #[cfg(feature = "cli")]
        Form::Text => text(&view, options, out),
        Form::Json => json::write(&view, out),
    }
}

fn share(share: Share) -> ShareView {
    let Share { numbers, guarded, bounded, silent } = share;
    ShareView { numbers, guarded, bounded, silent }
}

fn number<'a>(covered: &'a Covered, facts: &'a Facts<'_>, lang: Lang) -> NumberView<'a> {
    let guard = |guard: &'a crate::findings::Guard| GuardView {
        rule: &guard.rule,
        verdict: if guard.holds { "pass" } else { "fail" },
        kind: if guard.bound { "bound" } else { "equal" },
    };
    NumberView {
        text: facts.document.printed(&covered.number.spot),
        location: location(&covered.number, facts),
        mark: match covered.tick {
            Tick::Unchecked => "unchecked",
            Tick::Tied => "tied",
            Tick::Involved => "involved",
            Tick::Crossed => "crossed",
        },
        guards: covered.guards.iter().map(guard).collect(),
        told: covered.told,
        reasons: covered.reasons.iter().map(|(rule, why)| ReasonView { rule: rule.as_deref(), why: why.get(lang) }).collect(),
    }
}

#[cfg(feature = "cli")]
fn text(view: &CoverageView<'_>, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    writeln!(out, "{}\n", visible(view.path))?;
    write!(out, "{}", share_line(say("表中", "tables"), &view.cells, options))?;
    for table in &view.tables {
        let TableView { table: number, numbers, guarded, bounded, silent, .. } = *table;
        let sheet = table.sheet.as_deref().map(|sheet| format!("{}!", visible(sheet))).unwrap_or_default();
        let name = match lang {
            Lang::Zh => format!("  {sheet}第 {number} 个表"),
            Lang::En => format!("  {sheet}table {number}"),
        };
        write!(out, "{}", share_line(&name, &ShareView { numbers, guarded, bounded, silent }, options))?;
    }
    write!(out, "{}", share_line(say("文中", "text"), &view.text, options))?;
    let is_guarded = |number: &&NumberView<'_>| !number.guards.is_empty();
    if view.numbers.iter().any(|number| is_guarded(&number) && number.told.is_none()) {
        let untried = say(
            "数太多，没有逐个试改：有检查的数写错了是否都会指出，这里不能保证",
            "too many numbers to change each: whether a wrong one would be told was not tried",
        );
        write!(out, "{}", hanging("", untried, 2, options.width))?;
    }
    let (used, open): (Vec<&NumberView<'_>>, Vec<_>) = view.numbers.iter().partition(is_guarded);
    let (silent, guarded): (Vec<&NumberView<'_>>, Vec<_>) = used.into_iter().partition(|number| number.told == Some(false));
    let mut list = |head: &str, numbers: &[&NumberView<'_>], said: &dyn Fn(&NumberView<'_>, Lang) -> String| {
        let rows: Vec<Vec<String>> = numbers.iter().map(|number| row(number, &said(number, lang), lang)).collect();
        write!(out, "\n{}{}", hanging("", head, 2, options.width), words::aligned(&rows, options.width))
    };
    list(say("没有检查的数（原文、行:列、位置、原因）：", "not guarded (as printed, line:column, place, why):"), &open, &reasons)?;
    if !silent.is_empty() {
        let head = say(
            "有检查，但单独写错时不会指出的数（原文、行:列、位置、规则）：",
            "guarded, but not told of where one alone is wrong (as printed, line:column, place, rules):",
        );
        list(head, &silent, &guards)?;
    }
    list(say("有检查的数（原文、行:列、位置、规则）：", "guarded (as printed, line:column, place, rules):"), &guarded, &guards)
}

/// How many numbers a part of the report has, and how many of them are guarded.
#[cfg(feature = "cli")]
fn share_line(name: &str, share: &ShareView, options: &Options) -> String {
    let ShareView { numbers, guarded, bounded, silent } = share;
    let percent = if *numbers == 0 { 100 } else { u64::from(*guarded) * 100 / u64::from(*numbers) };
    let said = match (options.lang, silent) {
        (Lang::Zh, 0) => format!("{name}：{numbers} 个数，{guarded} 个有检查（{percent}%），其中 {bounded} 个只受上下限约束"),
        (Lang::Zh, _) => {
            format!(
                "{name}：{numbers} 个数，{guarded} 个有检查（{percent}%），其中 {bounded} 个只受上下限约束，{silent} 个单独写错时不会指出"
            )
        }
        (Lang::En, 0) => format!("{name}: {numbers} numbers, {guarded} guarded ({percent}%), {bounded} of those by a bound alone"),
        (Lang::En, _) => {
            format!(
                "{name}: {numbers} numbers, {guarded} guarded ({percent}%), {bounded} of those by a bound alone, {silent} not told of if they alone were wrong"
            )
        }
    };
    hanging("", &said, 4, options.width)
}

#[cfg(feature = "cli")]
fn row(number: &NumberView<'_>, said: &str, lang: Lang) -> Vec<String> {
    let [line, rest] = words::place(&number.location, lang);
    vec![visible(number.text).into_owned(), line, rest, visible(said).into_owned()]
}

#[cfg(feature = "cli")]
fn guards(number: &NumberView<'_>, lang: Lang) -> String {
    let marked = |guard: &GuardView<'_>| match (guard.verdict, lang) {
        ("fail", Lang::Zh) => format!("{}（不符）", guard.rule),
        ("fail", Lang::En) => format!("{} (fails)", guard.rule),
        _ => guard.rule.to_owned(),
    };
    let all: Vec<String> = number.guards.iter().map(marked).collect();
    all.join(if lang == Lang::Zh { "、" } else { ", " })
}

#[cfg(feature = "cli")]
fn reasons(number: &NumberView<'_>, lang: Lang) -> String {
    let said = |reason: &ReasonView<'_>| match (reason.rule, lang) {
        (Some(rule), Lang::Zh) => format!("{rule}：{}", reason.why),
        (Some(rule), Lang::En) => format!("{rule}: {}", reason.why),
        (None, _) => reason.why.to_owned(),
    };
    number.reasons.iter().map(said).collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
}
