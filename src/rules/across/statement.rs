//! A sentence about the year before, judged by the reports of both years.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Quantity, Unit};
use crate::phrase::Phrase;
use crate::rules::across::carried::{Figure, Figures, Stated, Term};
use crate::rules::across::compare::{Linked, Pair, Report, across, fail, fits, within};
use crate::rules::across::{Carried, Link, Statement};
use crate::rules::ladder::rung;
use crate::rules::message::{Slots, amount, directed};
use crate::rules::{Evidence, Expr, Interval, Meaning, Rule, Rung, Sign, Verdict};

/// One reading of what a sentence speaks of: its name, and its figures in both reports.
struct Reading<'r> {
    name: &'r str,
    now: Term,
    before: Term,
}

/// Judges one statement; `known` are the amounts each report keeps, and `term` gives one of them.
pub(super) fn judge(
    rule: &Rule,
    stated: &Stated,
    known: &[&Expr],
    term: &dyn Fn(&Carried, usize) -> Term,
    pair: Pair<'_>,
) -> Option<Linked> {
    let Link::Claims { wordings, states } = &across(rule)?.link else { return None };
    let (wording, statement) = (wordings.get(stated.place.1)?, states.get(stated.place.1)?);
    let Meaning::Readings(means) = &wording.meaning else { return None };
    let reading = |(name, expr): &'_ (String, Expr)| -> Option<(usize, usize)> {
        let nth = known.iter().position(|known| *known == expr)?;
        Some((means.iter().position(|(other, _)| other == name)?, nth))
    };
    let readings: Vec<Reading<'_>> = means
        .iter()
        .filter_map(reading)
        .filter_map(|(at, nth)| Some(Reading { name: &means.get(at)?.0, now: term(pair.own, nth), before: term(pair.before, nth) }))
        .collect();
    let part = if matches!(statement, Statement::Change { .. }) { "rate" } else { "claim" };
    let mut linked =
        Linked { rule: rule.id.clone(), verdict: Verdict::Pass, evidence: vec![(Report::Own, stated.figure.evidence(part, true))] };
    if let Some(why) = &stated.excuse {
        linked.verdict = Verdict::NotApplicable(why.clone());
        return Some(linked);
    }
    let verdict = match statement {
        Statement::Before => last_year(rule, stated, &readings, pair, &mut linked.evidence),
        Statement::Change { expr, .. } => change(rule, stated, expr, &readings, pair, &mut linked.evidence),
    };
    linked.verdict = match (verdict, &stated.doubt) {
        (Verdict::Fail(_), Some(why)) => Verdict::Undecided(why.clone()),
        (verdict, _) => verdict,
    };
    Some(linked)
}

fn add(evidence: &mut Vec<(Report, Evidence)>, report: Report, figures: &Figures, part: &str) {
    for figure in &figures.cells {
        let used = figure.evidence(part, false);
        if !evidence.iter().any(|(known, other)| *known == report && other.spot == used.spot) {
            evidence.push((report, used));
        }
    }
}

/// The stated number is the amount of the year before in some reading.
fn last_year(rule: &Rule, stated: &Stated, readings: &[Reading<'_>], pair: Pair<'_>, evidence: &mut Vec<(Report, Evidence)>) -> Verdict {
    let mut tried: Vec<(&str, &Figures)> = Vec::new();
    let mut why_not = None;
    for reading in readings {
        match &reading.before {
            Ok(figures) if fits(&stated.figure, figures) => {
                add(evidence, Report::Before, figures, "year-before");
                return Verdict::Pass;
            }
            Ok(figures) if tried.iter().all(|(_, known)| known.sum() != figures.sum()) => tried.push((reading.name, figures)),
            Ok(_) => {}
            Err(why) => why_not = Some(within(why, pair.before)),
        }
    }
    if let Some(why) = why_not {
        return Verdict::Undecided(why);
    }
    let values: Vec<String> = tried.iter().map(|(_, figures)| amount(&figures.sum(), 0)).collect();
    let lines: Vec<String> = tried.iter().zip(&values).map(|((name, _), value)| format!("{name} {value}")).collect();
    let (printed, year) = (&stated.figure.printed, pair.year_before());
    let slots = Slots::new()
        .with("stated", printed.to_string())
        .with("words", stated.words.to_string())
        .with_phrase("found", Phrase::new(values.join(" 或 "), values.join(" or ")))
        .with_phrase("year", year.clone());
    for (_, figures) in &tried {
        add(evidence, Report::Before, figures, "year-before");
    }
    let derivation = Phrase::new(
        format!("文中 {printed}；{}报告：{}", year.zh, lines.join("，")),
        format!("the text says {printed}; the report of {}: {}", year.en, lines.join(", ")),
    );
    fail(rule, &slots, derivation)
}

/// The stated change follows from the amounts of both years in some reading.
fn change(
    rule: &Rule,
    stated: &Stated,
    expr: &Expr,
    readings: &[Reading<'_>],
    pair: Pair<'_>,
    evidence: &mut Vec<(Report, Evidence)>,
) -> Verdict {
    let Some(quantity) = &stated.figure.quantity else {
        return Verdict::Undecided(Phrase::new("数没有读出", "the number was not read"));
    };
    if let Some(now) = &stated.now {
        evidence.push((Report::Own, now.evidence("new", true)));
    }
    let mut tried: Vec<(&Figures, &Figures, BigRational)> = Vec::new();
    let mut why_not = None;
    for reading in readings {
        let (now, before) = match (&reading.now, &reading.before) {
            (Ok(now), Ok(before)) => (now, before),
            (Err(why), _) => {
                why_not = Some(within(why, pair.own));
                continue;
            }
            (_, Err(why)) => {
                why_not = Some(within(why, pair.before));
                continue;
            }
        };
        if stated.now.as_ref().is_some_and(|printed| !fits(printed, now)) {
            continue;
        }
        let Some(value) = value(expr, &now.sum(), &before.sum()) else {
            why_not = Some(Phrase::new("上一年为零，谈不上幅度", "the year before was zero, so there is no rate"));
            continue;
        };
        let value = if quantity.unit == Unit::Percent { value * BigRational::from_integer(BigInt::from(100)) } else { value };
        if rung(quantity, &value, &Interval::exact(value.clone())) != Rung::Inconsistent {
            add(evidence, Report::Own, now, "table");
            add(evidence, Report::Before, before, "year-before");
            return Verdict::Pass;
        }
        if tried.iter().all(|(_, _, known)| *known != value) {
            tried.push((now, before, value));
        }
    }
    match (why_not, tried.first()) {
        (Some(why), _) => Verdict::Undecided(why),
        (None, None) => Verdict::Undecided(Phrase::new("文中本年的数与表不符", "this year's number in the text is not the table's")),
        (None, Some(_)) => {
            for (now, before, _) in &tried {
                add(evidence, Report::Own, now, "table");
                add(evidence, Report::Before, before, "year-before");
            }
            changed(rule, stated, quantity, expr, &tried, pair)
        }
    }
}

/// The disagreement of a stated change with what both reports give.
fn changed(
    rule: &Rule,
    stated: &Stated,
    quantity: &Quantity,
    expr: &Expr,
    tried: &[(&Figures, &Figures, BigRational)],
    pair: Pair<'_>,
) -> Verdict {
    let unit = match quantity.unit {
        Unit::Percent => "%",
        Unit::Times => "倍",
        _ => "",
    };
    let shown = |value: &BigRational| format!("{}{unit}", amount(value, quantity.value.scale));
    let lines: Vec<String> =
        tried.iter().map(|(now, before, value)| format!("{} = {}", written(expr, now, before, false), shown(value))).collect();
    let values: Vec<String> = tried.iter().map(|(_, _, value)| shown(value)).collect();
    let opposite = tried.iter().all(|(_, _, value)| value.is_negative() != quantity.amount().is_negative() && !value.is_zero());
    let (zh, en) = if opposite { ("，方向相反", ", the other way") } else { ("", "") };
    let printed = &stated.figure.printed;
    let slots = Slots::new()
        .with("stated", printed.to_string())
        .with("words", stated.words.to_string())
        .with_phrase("computed", directed(&values.join(" 或 "), &values.join(" or "), opposite))
        .with_phrase("year", pair.year_before());
    let derivation =
        Phrase::new(format!("{}{zh}；文中 {printed}", lines.join("，")), format!("{}{en}, stated {printed}", lines.join(", ")));
    fail(rule, &slots, derivation)
}

/// The expression over this year's and last year's amount; `None` on a division by zero.
fn value(expr: &Expr, now: &BigRational, before: &BigRational) -> Option<BigRational> {
    match expr {
        Expr::Name(name) if name.written() == "now" => Some(now.clone()),
        Expr::Name(_) => Some(before.clone()),
        Expr::Number(number) => Some(number.to_rational()),
        Expr::Sum(terms) => terms.iter().try_fold(BigRational::zero(), |sum, (sign, term)| {
            let value = value(term, now, before)?;
            Some(if *sign == Sign::Plus { sum + value } else { sum - value })
        }),
        Expr::Product(a, b) => Some(value(a, now, before)? * value(b, now, before)?),
        Expr::Quotient(a, b) => {
            let divisor = value(b, now, before)?;
            (!divisor.is_zero()).then(|| value(a, now, before)).flatten().map(|dividend| dividend / divisor)
        }
        Expr::Cells(_) => None,
    }
}

/// The expression with both amounts in place of their names.
fn written(expr: &Expr, now: &Figures, before: &Figures, inner: bool) -> String {
    let places = |figures: &Figures| {
        let places = |figure: &Figure| figure.quantity.as_ref().map_or(0, |q| q.value.scale);
        figures.cells.iter().map(places).max().unwrap_or(0)
    };
    match expr {
        Expr::Name(name) => {
            let figures = if name.written() == "now" { now } else { before };
            amount(&figures.sum(), places(figures))
        }
        Expr::Sum(terms) => {
            let mut out = String::new();
            for (n, (sign, term)) in terms.iter().enumerate() {
                out.push_str(match (n, sign) {
                    (0, Sign::Plus) => "",
                    (_, Sign::Plus) => " + ",
                    (_, Sign::Minus) => " - ",
                });
                out.push_str(&written(term, now, before, true));
            }
            if inner { format!("({out})") } else { out }
        }
        Expr::Product(a, b) => format!("{} × {}", written(a, now, before, true), written(b, now, before, true)),
        Expr::Quotient(a, b) => format!("{} ÷ {}", written(a, now, before, true), written(b, now, before, true)),
        Expr::Number(_) | Expr::Cells(_) => expr.to_string(),
    }
}
