//! A rule file: one rule, whole.

use std::ops::Range;

use crate::facts::OrdinalStyle;
use crate::phrase::Phrase;
use crate::rules::decode::claim_keys::CLAIM;
use crate::rules::decode::equation;
use crate::rules::decode::example::examples;
use crate::rules::decode::fields::{Fields, File, suggestion};
use crate::rules::decode::keys::{RATES, ROLLUP, RULE, SEQUENCE, SHIFTED, STYLES, SUMS, YEARS};
use crate::rules::decode::pack::{Lists, PackFile, check_tables, lists};
use crate::rules::decode::template::template;
use crate::rules::model::COUNTED;
use crate::rules::{
    BreakdownSpec, Check, ClaimSpec, Exhaustive, Expr, Meaning, NamePath, NamedYear, PartsSpec, Pattern, Reach, Rule, SequenceSpec, Totals,
    Years, expr,
};
use crate::rules::{Confidence, Severity};

/// Reads a rule; `id` is the file's stem. `None` when it declares no usable check (the reasons are in the file's problems).
pub(in crate::rules) fn rule(id: &str, pack_name: &str, pack: &PackFile, file: &mut File<'_>) -> Option<Rule> {
    let table = file.parse()?;
    let fields = Fields::of(&table, 0..0, &RULE, file);
    let severity = fields.choice("severity", &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)], file);
    let confidence =
        fields.choice("confidence", &[("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)], file);
    let mut known = pack.words.clone();
    known.extend(lists("words", &fields, file));
    let check = check(&fields, pack, &known, file);
    let examples = examples(&fields, file);
    let [message, fix] = ["message", "fix"].map(|key| template(key, &fields, check.as_ref(), file));
    if !is_kebab(id) {
        let message = Phrase::new(
            format!("规则文件名“{id}”应为小写字母、数字和连字符"),
            format!("the file's name `{id}` must be lower case words joined by hyphens"),
        );
        file.report(&(0..1), message, None);
    }
    Some(Rule {
        id: id.to_owned(),
        pack: pack_name.to_owned(),
        file: file.name.to_owned(),
        severity: severity.unwrap_or(Severity::Error),
        confidence: confidence.unwrap_or(Confidence::High),
        title: fields.phrase("title", file),
        why: fields.phrase("why", file),
        fix,
        message,
        check: check?,
        examples,
    })
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty() && id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

fn check(fields: &Fields<'_, '_>, pack: &PackFile, lists: &Lists, file: &mut File<'_>) -> Option<Check> {
    if fields.has("across") && ["each", "claim", "reuse"].into_iter().filter(|k| fields.has(k)).count() == 1 {
        return super::pair::across(fields, pack, lists, file).map(Check::Across);
    }
    // Sections are compared only beside `[across]`.
    let kinds: Vec<&str> = RULE.one_of.iter().flat_map(|set| set.iter().copied()).filter(|kind| *kind != "reuse").collect();
    let there = kinds.iter().filter(|kind| fields.has(kind)).count();
    if there == 0 && fields.means_any(&kinds) {
        return None;
    }
    if there == 0 && (fields.has("check") || fields.has("across")) {
        let (zh, en) = if fields.has("across") {
            (
                "比较两年还须写 [[claim]]，或 each 与 check，或 [reuse]",
                "two years are compared by [[claim]], by each and check, or by [reuse]",
            )
        } else {
            ("有 check 而没有 each", "there is a check, but no each")
        };
        let help = Phrase::new(
            "each 说对哪个表的各行或各列检查，如 each = \"column of 表名\"，写在文件开头",
            "each says over what: each = \"column of TABLE\", at the top of the file",
        );
        let place = fields.get(if fields.has("check") { "check" } else { "across" }).map_or(0..1, toml::Spanned::span);
        file.report(&place, Phrase::new(zh, en), Some(help));
        return None;
    }
    if there != 1 {
        let message = Phrase::new("规则应恰有一种检查", "a rule needs exactly one check");
        let help = Phrase::new(
            "写 each 与 check，或 [[claim]]，或 [sequence]，或 [sums]，或 [rates]，或 [years]，或 [tally]，或 [rollup]，或 [shifted]，或 [across] 下的 [reuse]",
            "write each and check, or [[claim]], or [sequence], or [sums], or [rates], or [years], or [tally], or [rollup], or [shifted], or [reuse] beside [across]",
        );
        file.report(&(0..1), message, Some(help));
        return None;
    }
    if fields.has("each") {
        return equation::equation(fields, pack, file).map(Check::Equation);
    }
    if let Some((table, span)) = fields.table("sequence", file) {
        return Some(Check::Sequence(sequence(table, span, file)));
    }
    if let Some((table, span)) = fields.table("sums", file) {
        return sums(table, span, file).map(Check::Sums);
    }
    if let Some((table, span)) = fields.table("rates", file) {
        Fields::of(table, span, &RATES, file);
        return Some(Check::Sums(Totals::Rates));
    }
    if let Some((table, span)) = fields.table("years", file) {
        return years(table, span, file).map(Check::Years);
    }
    if let Some((table, span)) = fields.table("tally", file) {
        return super::tally::tally(table, span, pack, lists, file).map(Check::Tally);
    }
    if let Some((table, span)) = fields.table("rollup", file) {
        return Some(Check::Rollup(super::pair::tables(&ROLLUP, table, span, pack, file)));
    }
    if let Some((table, span)) = fields.table("shifted", file) {
        return Some(Check::Shifted(super::pair::tables(&SHIFTED, table, span, pack, file)));
    }
    let claims = fields.tables("claim", file).into_iter().filter_map(|(table, span)| claim(table, span, pack, lists, file)).collect();
    Some(Check::Claims(claims))
}

pub(super) fn find(text: &str, word: &str) -> Range<usize> {
    text.find(word).map_or(0..text.len(), |at| at..at + word.len())
}

fn sums(table: &toml::de::DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> Option<Totals> {
    let fields = Fields::of(table, span, &SUMS, file);
    fields.required("totals", file)?;
    fields.choice(
        "totals",
        &[("named", Totals::Named), ("unnamed", Totals::Unnamed), ("throughout", Totals::Throughout), ("unlike", Totals::Unlike)],
        file,
    )
}

fn years(table: &toml::de::DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> Option<Years> {
    let fields = Fields::of(table, span, &YEARS, file);
    let own = fields.strings("own", file);
    fields.required("that-are", file)?;
    let words = own.iter().map(|(text, _)| crate::facts::normalise(text)).collect();
    let kinds = [("garbled", Years::Garbled), ("the-reports", Years::Report), ("stale", Years::Stale { own: words })];
    let years = fields.choice("that-are", &kinds, file)?;
    if let (Years::Garbled | Years::Report, Some((_, at))) = (&years, own.first()) {
        let message = Phrase::new("“own”只用于 that-are = \"stale\"", "`own` goes with that-are = \"stale\" only");
        file.report(at, message, Some(Phrase::new("删去“own”", "leave `own` out")));
    }
    Some(years)
}

fn sequence(table: &toml::de::DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> SequenceSpec {
    // In the order of the specimens.
    const KINDS: [OrdinalStyle; 11] = [
        OrdinalStyle::ShiIs,
        OrdinalStyle::DiYi,
        OrdinalStyle::ArabicDot,
        OrdinalStyle::ArabicComma,
        OrdinalStyle::ArabicParen,
        OrdinalStyle::ChineseParen,
        OrdinalStyle::ChineseComma,
        OrdinalStyle::Circled,
        OrdinalStyle::Part,
        OrdinalStyle::Chapter,
        OrdinalStyle::Section,
    ];
    let fields = Fields::of(table, span, &SEQUENCE, file);
    let mut styles = Vec::new();
    for (text, place) in fields.strings("styles", file) {
        if let Some((_, style)) = STYLES.iter().zip(KINDS).find(|(specimen, _)| **specimen == text) {
            styles.push(style);
            if style == OrdinalStyle::ChineseComma {
                styles.push(OrdinalStyle::ChineseInline);
            }
        } else {
            let (zh, en) = suggestion(&text, &STYLES);
            let message = Phrase::new(format!("不认识序号样式“{text}”"), format!("unknown ordinal style `{text}`"));
            file.report(&place, message, Some(Phrase::new(zh, en)));
        }
    }
    SequenceSpec { styles }
}

fn claim(table: &toml::de::DeTable<'_>, span: Range<usize>, pack: &PackFile, lists: &Lists, file: &mut File<'_>) -> Option<ClaimSpec> {
    let fields = Fields::of(table, span, &CLAIM, file);
    let says = patterns("says", &fields, lists, file);
    fields.needs("says", file);
    fields.filled(&["says", "means", "at-most", "parts-of"], file);
    let [not, only] = ["not", "only"].map(|key| -> Vec<String> {
        fields.strings(key, file).into_iter().flat_map(|(text, place)| listed(&text, &place, lists, file)).collect()
    });
    let with = patterns("with", &fields, lists, file);
    let unless = patterns("unless", &fields, lists, file);
    let doubt = patterns("doubt", &fields, lists, file);
    let topic = topic(&fields, pack, file);
    let earlier = earlier(&fields, &says, file);
    let meaning = meaning(&fields, pack, lists, &says, file)?;
    let flags = ["weak", "alone", "anywhere", "all-year", "money", "onward"];
    let [weak, alone, anywhere, all_year, money, onward] = flags.map(|key| fields.flag(key, file));
    if let Some(place) = fields.get("alone").map(toml::Spanned::span).filter(|_| !weak) {
        let message = Phrase::new("“alone”只用于“weak”的说法", "`alone` goes with `weak` wordings only");
        file.report(&place, message, Some(Phrase::new("删去“alone”，或加上“weak = true”", "leave `alone` out, or add `weak = true`")));
    }
    let reach = match (anywhere, all_year) {
        (_, true) => Reach::AllYear,
        (true, false) => Reach::Anywhere,
        (false, false) => Reach::Clause,
    };
    let names = if onward { NamedYear::Next } else { NamedYear::Any };
    Some(ClaimSpec { says, not, only, unless, doubt, earlier, topic, with, reach, names, meaning, weak, alone, money })
}

/// The sentence patterns under `key`; the faulty ones are reported and left out.
pub(super) fn patterns(key: &str, fields: &Fields<'_, '_>, lists: &Lists, file: &mut File<'_>) -> Vec<Pattern> {
    let mut found = Vec::new();
    for (text, place) in spelled_out(fields.strings(key, file), lists) {
        match Pattern::compile(&text, lists) {
            Ok(pattern) if file.checks_patterns && !pattern.is_buildable() => {
                let help = Phrase::new("减少互相嵌套的 […]*", "nest fewer […]* in each other");
                file.report(&place, Phrase::new("这个句式过于庞大", "this pattern is too large"), Some(help));
            }
            Ok(pattern) => found.push(pattern),
            Err(error) if error.is_unknown_list() && file.pack_unread => {}
            Err(error) => {
                let at = file.inside(&place, &text, &error.span);
                file.report(&at, Phrase::new(error.message.0, error.message.1), None);
            }
        }
    }
    found
}

/// What is written, where `<list>` alone stands for the patterns, or the sets of labels, that the pack gives under that name.
fn spelled_out(written: Vec<(String, Range<usize>)>, lists: &Lists) -> Vec<(String, Range<usize>)> {
    let shared = |text: &str| text.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).and_then(|name| lists.get(name));
    let spell = |(text, place): (String, Range<usize>)| match shared(&text) {
        Some(all) => all.iter().map(|one| (one.clone(), place.clone())).collect(),
        None => vec![(text, place)],
    };
    written.into_iter().flat_map(spell).collect()
}

pub(super) fn topic(fields: &Fields<'_, '_>, pack: &PackFile, file: &mut File<'_>) -> Option<String> {
    let (name, place) = fields.string("topic", file)?;
    if pack.topics.names().contains(&name) {
        return Some(name);
    }
    let known: Vec<&str> = pack.topics.names().iter().map(String::as_str).collect();
    file.report_unknown(&place, Phrase::new(format!("没有名为“{name}”的主题"), format!("no topic is named `{name}`")), &name, &known);
    None
}

/// The name under `earlier`, where every wording captures it.
fn earlier(fields: &Fields<'_, '_>, says: &[Pattern], file: &mut File<'_>) -> Option<String> {
    let (name, place) = fields.string("earlier", file)?;
    let absent = says.iter().find(|pattern| !pattern.captures(&name));
    if let Some(pattern) = absent {
        let written = pattern.written();
        let message = Phrase::new(format!("句式“{written}”里没有“{name}”"), format!("the wording `{written}` has no `{name}`"));
        file.report(&place, message, Some(Phrase::new("在句式里写 {名称}", "capture it with {name}")));
    }
    Some(name)
}

fn meaning(fields: &Fields<'_, '_>, pack: &PackFile, lists: &Lists, says: &[Pattern], file: &mut File<'_>) -> Option<Meaning> {
    let to_rest = fields.flag("to-rest", file);
    let kind = fields.one_of(CLAIM.one_of.first()?, file)?;
    for key in ["to-rest", "kinds"] {
        if let Some(place) = fields.get(key).map(toml::Spanned::span).filter(|_| kind != "parts-of") {
            let message = Phrase::new(format!("“{key}”只用于“parts-of”"), format!("`{key}` goes with `parts-of` only"));
            file.report(&place, message, Some(Phrase::new(format!("删去“{key}”"), format!("leave `{key}` out"))));
        }
    }
    match kind {
        "means" => {
            numbered(fields, says, file);
            Some(Meaning::Readings(readings("means", fields, pack, says, file)))
        }
        "at-most" => Some(Meaning::AtMost(readings("at-most", fields, pack, says, file))),
        "holds" => holds(fields, pack, file),
        "parts-of" => {
            let wholes = readings("parts-of", fields, pack, says, file);
            let [kinds, until] = ["kinds", "until"].map(|key| -> Vec<String> {
                fields.strings(key, file).into_iter().flat_map(|(text, place)| listed(&text, &place, lists, file)).collect()
            });
            Some(Meaning::Parts(PartsSpec { wholes, exhaustive: exhaustive(fields, lists, file), to_rest, kinds, until }))
        }
        _ => relation(fields, pack, lists, says, file),
    }
}

/// Reports wordings without the number that the claim is about.
fn numbered(fields: &Fields<'_, '_>, says: &[Pattern], file: &mut File<'_>) {
    for pattern in says.iter().filter(|pattern| !pattern.has_number()) {
        let place = fields.strings("says", file).into_iter().find(|(text, _)| text == pattern.written()).map_or(0..1, |(_, place)| place);
        let message = Phrase::new("句式里没有数", "the wording has no number");
        file.report(&place, message, Some(Phrase::new("数写作 {n}", "write the number as {n}")));
    }
}

/// The relation between a sentence's own numbers, or between one and the list behind it.
fn relation(fields: &Fields<'_, '_>, pack: &PackFile, lists: &Lists, says: &[Pattern], file: &mut File<'_>) -> Option<Meaning> {
    let (text, place) = fields.string("check", file)?;
    if let Some((whole, parts)) = text.split_once(" = sum ") {
        return Some(Meaning::Breakdown(breakdown(whole, parts, fields, lists, file)));
    }
    let (claim, expr) = match expr::parse_equation(&text) {
        Ok((Expr::Name(claim), expr)) => (claim.written(), expr),
        Ok(_) => {
            file.report(&place, Phrase::new("等号左边应为句中的一个数", "the left side must be one number of the sentence"), None);
            return None;
        }
        Err(error) => {
            let at = file.inside(&place, &text, &error.span);
            file.report(&at, Phrase::new(error.message.0, error.message.1), None);
            return None;
        }
    };
    check_captures(&claim, &expr, pack, says, &place, file);
    Some(Meaning::Formula { claim, expr })
}

fn breakdown(whole: &str, parts: &str, fields: &Fields<'_, '_>, lists: &Lists, file: &mut File<'_>) -> BreakdownSpec {
    let mut words = |key: &str| -> Vec<String> {
        let written = fields.strings(key, file);
        written.into_iter().flat_map(|(text, place)| listed(&text, &place, lists, file)).collect()
    };
    let [complete, disjoint, overlap, plain, until] = ["complete", "disjoint", "overlap", "plain", "until"].map(&mut words);
    let exhaustive = exhaustive(fields, lists, file);
    let (whole, parts) = (whole.trim().to_owned(), parts.trim().to_owned());
    let closed = fields.flag("closed", file);
    BreakdownSpec { whole, parts, complete, disjoint, overlap, exhaustive, plain, until, closed }
}

/// The sets of labels under `exhaustive`.
pub(super) fn exhaustive(fields: &Fields<'_, '_>, lists: &Lists, file: &mut File<'_>) -> Vec<Exhaustive> {
    let sets = spelled_out(fields.strings("exhaustive", file), lists);
    let mut set = |(text, place): (String, Range<usize>)| {
        let (of, labels) = text.split_once(':').map_or((None, text.as_str()), |(of, labels)| (Some(of.trim().to_owned()), labels));
        Exhaustive { of, labels: labels.split('+').map(|label| listed(label, &place, lists, file)).collect() }
    };
    sets.into_iter().map(&mut set).collect()
}

/// A word, or the words of the pack's list where it is written as `<list>`.
pub(super) fn listed(text: &str, place: &Range<usize>, lists: &Lists, file: &mut File<'_>) -> Vec<String> {
    let text = text.trim();
    let Some(name) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        return vec![crate::facts::normalise(text)];
    };
    if !lists.contains_key(name) && !file.pack_unread {
        let known: Vec<&str> = lists.keys().map(String::as_str).collect();
        file.report_unknown(
            place,
            Phrase::new(format!("没有名为“{name}”的词表"), format!("no list of words is named `{name}`")),
            name,
            &known,
        );
    }
    lists.get(name).into_iter().flatten().map(|word| crate::facts::normalise(word)).collect()
}

/// `复议总计 = 0`: facts on the left, a number on the right.
fn holds(fields: &Fields<'_, '_>, pack: &PackFile, file: &mut File<'_>) -> Option<Meaning> {
    let (text, place) = fields.string("holds", file)?;
    match expr::parse_equation(&text) {
        Ok((expr, Expr::Number(value))) => {
            check_tables(&expr, &pack.tables, &place, file);
            check_facts(&expr, &text, &place, pack, file);
            let name = text.rsplit_once('=').map_or(text.as_str(), |(name, _)| name).trim().to_owned();
            Some(Meaning::Holds { name, expr, value })
        }
        Ok(_) => {
            file.report(&place, Phrase::new("等号右边应为一个数", "the right side must be a number, such as 0"), None);
            None
        }
        Err(error) => {
            let at = file.inside(&place, &text, &error.span);
            file.report(&at, Phrase::new(error.message.0, error.message.1), None);
            None
        }
    }
}

/// Every name of a formula must be captured by each wording, or be a fact.
fn check_captures(claim: &str, expr: &Expr, pack: &PackFile, says: &[Pattern], place: &Range<usize>, file: &mut File<'_>) {
    let mut wanted: Vec<String> = expr.names().map(NamePath::written).collect();
    wanted.push(claim.to_owned());
    for name in wanted {
        let known = file.pack_unread || COUNTED.contains(&name.as_str()) || pack.facts.iter().any(|(fact, _)| *fact == name);
        let absent = says.iter().find(|pattern| !pattern.captures(&name));
        if let (false, Some(pattern)) = (known, absent) {
            let written = pattern.written();
            let message = Phrase::new(format!("句式“{written}”里没有“{name}”"), format!("the wording `{written}` has no `{name}`"));
            file.report(
                place,
                message,
                Some(Phrase::new("在句式里写 {名称}，或用 pack.toml 中的事实名", "capture it with {name}, or use a fact of pack.toml")),
            );
        }
    }
}

/// The amounts under `key`; a limit may also be a number that every wording captures.
pub(super) fn readings(key: &str, fields: &Fields<'_, '_>, pack: &PackFile, says: &[Pattern], file: &mut File<'_>) -> Vec<(String, Expr)> {
    let mut found = Vec::new();
    for (text, place) in fields.strings(key, file) {
        let captured = key == "at-most" && !says.is_empty() && says.iter().all(|pattern| pattern.captures(&text));
        match expr::parse(&text) {
            Ok(expr) if captured => found.push((text, expr)),
            Ok(expr) => {
                check_tables(&expr, &pack.tables, &place, file);
                check_facts(&expr, &text, &place, pack, file);
                found.push((text, expr));
            }
            Err(error) => {
                let at = file.inside(&place, &text, &error.span);
                file.report(&at, Phrase::new(error.message.0, error.message.1), None);
            }
        }
    }
    found
}

pub(super) fn check_facts(expr: &Expr, text: &str, place: &Range<usize>, pack: &PackFile, file: &mut File<'_>) {
    for name in expr.names() {
        let written = name.written();
        if pack.facts.iter().any(|(fact, _)| *fact == written) {
            continue;
        }
        let known: Vec<&str> = pack.facts.iter().map(|(fact, _)| fact.as_str()).collect();
        let at = file.inside(place, text, &find(text, &written));
        let message = Phrase::new(format!("没有名为“{written}”的事实"), format!("no fact is named `{written}`"));
        file.report_unknown(&at, message, &written, &known);
    }
}
