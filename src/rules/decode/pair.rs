//! `[across]`: a rule on a report and the one of the year before, whose rows, columns and facts are named `before.…`.

use std::ops::Range;

use toml::de::DeTable;

use crate::phrase::Phrase;
use crate::rules::across::{Across, Link, LinkedEquation, LinkedTerm, ReuseSpec, Statement};
use crate::rules::decode::claim_keys::CLAIM_ACROSS;
use crate::rules::decode::fields::{Fields, File, suggestion};
use crate::rules::decode::keys::{ACROSS, REUSE};
use crate::rules::decode::pack::{Lists, PackFile, check_name, check_tables};
use crate::rules::decode::rule::{check_facts, find, patterns, topic};
use crate::rules::decode::shape::Shape;
use crate::rules::{ClaimSpec, Each, Expr, Meaning, NamePath, NamedYear, Pattern, Reach, Sign, expr};

/// What a name of the year before begins with.
const BEFORE: &str = "before.";
/// The names of a change: the amount in this report and in the one before.
const CHANGE: [&str; 2] = ["now", "before"];

/// Characters from which a section is looked at, where the rule does not say.
const LEAST: u32 = 200;

/// Reads the rule's relation or claims.
pub(super) fn across(fields: &Fields<'_, '_>, pack: &PackFile, lists: &Lists, file: &mut File<'_>) -> Option<Across> {
    let (table, span) = fields.table("across", file)?;
    let years = Fields::of(table, span, &ACROSS, file);
    let (from, to) = (year("from", &years, file), year("to", &years, file));
    let link = if fields.has("each") {
        Link::Equation(equation(fields, pack, file)?)
    } else if let Some((table, span)) = fields.table("reuse", file) {
        Link::Reuse(reuse(table, span, file)?)
    } else {
        let mut link = (Vec::new(), Vec::new());
        for (table, span) in fields.tables("claim", file) {
            if let Some((wording, states)) = claim(table, &span, pack, lists, file) {
                link.0.push(wording);
                link.1.push(states);
            }
        }
        Link::Claims { wordings: link.0, states: link.1 }
    };
    Some(Across { from, to, link })
}

/// How much of a section may be last year's.
fn reuse(table: &DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> Option<ReuseSpec> {
    let fields = Fields::of(table, span, &REUSE, file);
    let (share, at) = fields.required("share", file)?;
    let hundredths = share.strip_suffix('%').and_then(|digits| digits.parse().ok()).filter(|share| (1..=100).contains(share));
    if hundredths.is_none() {
        let message = Phrase::new(format!("“share”不能是“{share}”"), format!("`share` cannot be `{share}`"));
        file.report(&at, message, Some(Phrase::new("写百分数，如 80%", "write per cent, such as 80%")));
    }
    let least = match fields.get("least") {
        None => Some(LEAST),
        Some(value) => {
            let least = value.get_ref().as_integer().and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
            if least.is_none() {
                file.report(
                    &value.span(),
                    Phrase::new("“least”应为字数，如 200", "`least` takes a number of characters, such as 200"),
                    None,
                );
            }
            least
        }
    };
    let skip = fields.words("skip", file).iter().map(|words| words.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    Some(ReuseSpec { share: hundredths?, least: least?, skip })
}

fn year(key: &str, fields: &Fields<'_, '_>, file: &mut File<'_>) -> Option<u32> {
    let value = fields.get(key)?;
    let year = value.get_ref().as_integer().and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
    if year.is_none() {
        let message = Phrase::new(format!("“{key}”应为年份，如 2022"), format!("`{key}` takes a year, such as 2022"));
        file.report(&value.span(), message, None);
    }
    year
}

/// The tables that a rule names.
pub(super) fn tables(shape: &'static Shape, table: &DeTable<'_>, span: Range<usize>, pack: &PackFile, file: &mut File<'_>) -> Vec<String> {
    let fields = Fields::of(table, span, shape, file);
    if !fields.has("tables") {
        fields.required("tables", file);
    }
    let known: Vec<&str> = pack.tables.iter().map(|spec| spec.name.as_str()).collect();
    let named = fields.strings("tables", file);
    for (name, place) in named.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        file.report_unknown(place, Phrase::new(format!("没有名为“{name}”的表"), format!("no table is named `{name}`")), name, &known);
    }
    named.into_iter().map(|(name, _)| name).collect()
}

fn equation(fields: &Fields<'_, '_>, pack: &PackFile, file: &mut File<'_>) -> Option<LinkedEquation> {
    let (each_text, each_span) = fields.required("each", file)?;
    let (relation, span) = fields.required("check", file)?;
    let forms = [("column of ", Each::Column), ("row of ", Each::Row)];
    let Some((tables, each)) = forms.iter().find_map(|(start, each)| Some((each_text.strip_prefix(start)?, *each))) else {
        let message = Phrase::new(format!("看不懂“{each_text}”"), format!("cannot read `{each_text}`"));
        file.report(&each_span, message, Some(Phrase::new("例如 row of documents", "for example: row of documents")));
        return None;
    };
    let tables: Vec<String> = tables.split(',').map(|name| name.trim().to_owned()).collect();
    for name in &tables {
        if !pack.tables.iter().any(|spec| spec.name == *name) {
            let known: Vec<&str> = pack.tables.iter().map(|spec| spec.name.as_str()).collect();
            let (zh, en) = suggestion(name, &known);
            let message = Phrase::new(format!("没有名为“{name}”的表"), format!("no table is named `{name}`"));
            file.report(&each_span, message, Some(Phrase::new(zh, en)));
            return None;
        }
    }
    let sides = expr::parse_equation(&relation).map_err(|error| {
        let place = file.inside(&span, &relation, &error.span);
        file.report(&place, Phrase::new(error.message.0, error.message.1), None);
    });
    let (left, right) = sides.ok()?;
    let (left, right) = (terms(&left, &relation, &span, file)?, terms(&right, &relation, &span, file)?);
    for spec in pack.tables.iter().filter(|spec| tables.contains(&spec.name)) {
        let labels = if each == Each::Column { &spec.rows } else { &spec.columns };
        for term in left.iter().chain(&right) {
            let place = file.inside(&span, &relation, &find(&relation, &term.name.written()));
            check_name(&term.name, labels, &place, file);
        }
    }
    if left.iter().chain(&right).all(|term| !term.before) {
        let message = Phrase::new("没有一项出自上一年的报告", "no term stands in the report of the year before");
        file.report(&span, message, Some(Phrase::new("上一年的项写作 before.名称", "write its terms as before.name")));
    }
    Some(LinkedEquation { tables, each, left, right })
}

/// Names added and taken away.
fn terms(side: &Expr, relation: &str, span: &Range<usize>, file: &mut File<'_>) -> Option<Vec<LinkedTerm>> {
    let term = |sign: Sign, part: &Expr| match part {
        Expr::Name(name) => {
            let (before, name) = split(name);
            Some(LinkedTerm { sign, before, name })
        }
        _ => None,
    };
    let found: Option<Vec<LinkedTerm>> = match side {
        Expr::Sum(parts) => parts.iter().map(|(sign, part)| term(*sign, part)).collect(),
        part => term(Sign::Plus, part).map(|term| vec![term]),
    };
    if found.is_none() {
        let place = file.inside(span, relation, &find(relation, &side.to_string()));
        file.report(&place, Phrase::new("这里只能写名称的和差", "only sums and differences of names can stand here"), None);
    }
    found
}

/// Whether the name is one of the year before, and the name itself.
fn split(name: &NamePath) -> (bool, NamePath) {
    let written = name.written();
    match written.strip_prefix(BEFORE) {
        Some(rest) => (true, NamePath::parse(rest)),
        None => (false, name.clone()),
    }
}

fn claim(table: &DeTable<'_>, span: &Range<usize>, pack: &PackFile, lists: &Lists, file: &mut File<'_>) -> Option<(ClaimSpec, Statement)> {
    let fields = Fields::of(table, span.clone(), &CLAIM_ACROSS, file);
    let says = patterns("says", &fields, lists, file);
    for key in ["says", "means"] {
        fields.needs(key, file);
    }
    let states = if fields.has("check") { change(&fields, &says, file)? } else { Statement::Before };
    let readings = readings(&fields, pack, matches!(states, Statement::Before), file);
    let not = fields.words("not", file).iter().map(|w| crate::facts::normalise(w)).collect();
    let with = patterns("with", &fields, lists, file);
    let unless = patterns("unless", &fields, lists, file);
    let topic = topic(&fields, pack, file);
    let wording = ClaimSpec {
        says,
        not,
        only: Vec::new(),
        unless,
        doubt: Vec::new(),
        earlier: None,
        names: NamedYear::Any,
        topic,
        with,
        reach: Reach::Anywhere,
        meaning: Meaning::Readings(readings),
        weak: false,
        alone: false,
        money: false,
    };
    Some((wording, states))
}

/// `rate = (now - before) / before`.
fn change(fields: &Fields<'_, '_>, says: &[Pattern], file: &mut File<'_>) -> Option<Statement> {
    let (text, place) = fields.string("check", file)?;
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
    for name in expr.names().map(NamePath::written).filter(|name| !CHANGE.contains(&name.as_str())) {
        let at = file.inside(&place, &text, &find(&text, &name));
        let message = Phrase::new(format!("这里不能写“{name}”"), format!("`{name}` cannot stand here"));
        file.report(&at, message, Some(Phrase::new("可用 now 与 before", "write now and before")));
    }
    if let Some(pattern) = says.iter().find(|pattern| !pattern.captures(&claim)) {
        let written = pattern.written();
        let message = Phrase::new(format!("句式“{written}”里没有“{claim}”"), format!("the wording `{written}` has no `{claim}`"));
        file.report(&place, message, None);
    }
    Some(Statement::Change { claim, expr })
}

/// The amounts a sentence may speak of; where it states the one of the year before, each name begins with `before.`.
fn readings(fields: &Fields<'_, '_>, pack: &PackFile, before: bool, file: &mut File<'_>) -> Vec<(String, Expr)> {
    let mut found = Vec::new();
    for (text, place) in fields.strings("means", file) {
        let parsed = match expr::parse(&text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = file.inside(&place, &text, &error.span);
                file.report(&at, Phrase::new(error.message.0, error.message.1), None);
                continue;
            }
        };
        let own = parsed.names().any(|name| split(name).0 != before);
        if own {
            let message = if before {
                Phrase::new("这里应写上一年的数：before.名称", "amounts of the year before stand here: before.name")
            } else {
                Phrase::new("这里写本年的名称，不带 before", "names of this year stand here, without before")
            };
            file.report(&place, message, None);
            continue;
        }
        let expr = stripped(&parsed);
        check_tables(&expr, &pack.tables, &place, file);
        check_facts(&expr, &text, &place, pack, file);
        found.push((text.replace(BEFORE, ""), expr));
    }
    found
}

/// The expression with `before.` taken off its names.
fn stripped(expr: &Expr) -> Expr {
    match expr {
        Expr::Name(name) => Expr::Name(split(name).1),
        Expr::Sum(parts) => Expr::Sum(parts.iter().map(|(sign, part)| (*sign, stripped(part))).collect()),
        other => other.clone(),
    }
}
