//! A relation between two reports, line by line of the table it speaks of.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::Hedge;
use crate::phrase::Phrase;
use crate::rules::across::carried::{Figure, Figures, Line};
use crate::rules::across::compare::{Linked, Pair, Report, bare, fail, within};
use crate::rules::across::{Carried, LinkedEquation};
use crate::rules::message::{Slots, amount};
use crate::rules::{Gap, Rule, Verdict};

/// Every declared line that either report has.
pub(super) fn lines(rule: &Rule, equation: &LinkedEquation, own: &[Line], before: &[Line], pair: Pair<'_>, out: &mut Vec<Linked>) {
    let mut labels: Vec<usize> = own.iter().chain(before).map(|line| line.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut judged: Vec<Judged> = Vec::new();
    for label in labels {
        let find = |lines: &'_ [Line]| lines.iter().position(|line| line.label == label);
        judged.extend(match (find(own).and_then(|at| own.get(at)), find(before).and_then(|at| before.get(at))) {
            (Some(mine), Some(theirs)) => Some(line(rule, equation, mine, theirs, pair)),
            (Some(alone), None) => Some(Judged::undecided(rule, missing(alone, pair.before))),
            (None, Some(alone)) => Some(Judged::undecided(rule, missing(alone, pair.own))),
            (None, None) => None,
        });
    }
    leave_totals_to_their_parts(&mut judged);
    out.extend(judged.into_iter().map(|judged| judged.linked));
}

/// A line's check, and by how much its sides differ.
struct Judged {
    linked: Linked,
    total: bool,
    difference: BigRational,
}

impl Judged {
    fn undecided(rule: &Rule, why: Phrase) -> Self {
        Self { linked: bare(rule, Verdict::Undecided(why)), total: false, difference: BigRational::zero() }
    }

    fn fails(&self) -> bool {
        matches!(self.linked.verdict, Verdict::Fail(_))
    }
}

/// A total that differs by as much as the lines it adds up says nothing more than they do.
fn leave_totals_to_their_parts(judged: &mut [Judged]) {
    let parts: Vec<&Judged> = judged.iter().filter(|judged| !judged.total && judged.fails()).collect();
    let sum = parts.iter().fold(BigRational::zero(), |sum, judged| sum + &judged.difference);
    if parts.is_empty() {
        return;
    }
    for total in judged.iter_mut().filter(|judged| judged.total && judged.fails() && judged.difference == sum) {
        let why = Phrase::new("差额已见于它所合计的各项", "the difference is that of the lines it adds up");
        total.linked.verdict = Verdict::NotApplicable(why);
    }
}

fn missing(line: &Line, carried: &Carried) -> Phrase {
    let label = &line.printed;
    within(&Phrase::new(format!("没有“{label}”"), format!("there is no `{label}`")), carried)
}

/// A term of the relation as bound: where it stands, and whether it is what the report states.
struct Bound<'c> {
    report: Report,
    stated: bool,
    figures: &'c Figures,
}

fn line(rule: &Rule, equation: &LinkedEquation, own: &Line, before: &Line, pair: Pair<'_>) -> Judged {
    let (mut mine, mut theirs) = (own.own.iter(), before.before.iter());
    let mut bound: Vec<Bound<'_>> = Vec::new();
    for (stated, term) in equation.terms() {
        let (report, next, carried) =
            if term.before { (Report::Before, theirs.next(), pair.before) } else { (Report::Own, mine.next(), pair.own) };
        match next {
            Some(Ok(figures)) => bound.push(Bound { report, stated, figures }),
            Some(Err(why)) => return Judged::undecided(rule, within(why, carried)),
            None => {}
        }
    }
    let verdict = judge(rule, &bound, own, pair);
    let mut evidence = Vec::new();
    for term in &bound {
        let part = match (term.report, term.stated) {
            (Report::Before, _) => "year-before",
            (_, true) => "this-year",
            (_, false) => "part",
        };
        evidence.extend(term.figures.cells.iter().map(|figure| (term.report, figure.evidence(part, false))));
    }
    let sum = |stated: bool| bound.iter().filter(|term| term.stated == stated).map(|term| term.figures.sum()).sum::<BigRational>();
    let linked = Linked { rule: rule.id.clone(), verdict, evidence };
    Judged { linked, total: own.total, difference: sum(true) - sum(false) }
}

fn judge(rule: &Rule, bound: &[Bound<'_>], own: &Line, pair: Pair<'_>) -> Verdict {
    let figures = |stated: bool| bound.iter().filter(move |term| term.stated == stated).flat_map(|term| term.figures.cells.iter());
    let all = || figures(true).chain(figures(false));
    if all().all(|figure| figure.quantity.is_none()) {
        let label = &own.printed;
        return Verdict::NotApplicable(Phrase::new(format!("“{label}”没有填数"), format!("`{label}` holds no numbers")));
    }
    let sum = |stated: bool| figures(stated).map(Figure::amount).sum::<BigRational>();
    let (left, right) = (sum(true), sum(false));
    let quantities = || all().filter_map(|figure| figure.quantity.as_ref());
    let gap = Gap::between(&left, &right, quantities());
    if gap.is_rounding() {
        return Verdict::Pass;
    }
    let unsure = bound.iter().find_map(|term| Some((term.report, term.figures.unsure.as_ref()?)));
    if let Some((report, why)) = unsure {
        return Verdict::Undecided(within(why, if report == Report::Own { pair.own } else { pair.before }));
    }
    if quantities().any(|quantity| quantity.hedge != Hedge::Exact) {
        return Verdict::Undecided(Phrase::new("其中有约数，不能精确相加", "some of the figures are approximate"));
    }
    let places = quantities().map(|q| i16::from(q.value.scale) - i16::from(q.power)).max().unwrap_or(0).try_into().unwrap_or(0);
    let (stated, computed, apart) = (amount(&left, places), amount(&right, places), amount(&gap.difference.abs(), places));
    let (zh, en) = if gap.difference.is_negative() { ("少", "less") } else { ("多", "more") };
    let slots = Slots::new()
        .with("line", own.printed.to_string())
        .with("left", stated.clone())
        .with("right", computed.clone())
        .with_phrase("gap", Phrase::new(format!("{zh} {apart}"), format!("{apart} {en}")))
        .with_phrase("year", pair.year_before());
    let sum = added(figures(false));
    let derivation = if figures(false).nth(1).is_none() {
        let year = pair.year_before();
        Phrase::new(
            format!("{}报告为 {computed}；本年为 {stated}", year.zh),
            format!("{computed} in the report of {}, {stated} in this one", year.en),
        )
    } else {
        Phrase::new(format!("{sum} = {computed}；表中为 {stated}"), format!("{sum} = {computed}, stated {stated}"))
    };
    fail(rule, &slots, derivation)
}

/// `597 + 50 - 227`: amounts with the sign they count with, so that 减215 is taken away.
fn added<'f>(figures: impl Iterator<Item = &'f Figure>) -> String {
    let mut out = String::new();
    for (n, figure) in figures.enumerate() {
        let value = figure.amount();
        out.push_str(match (n, value.is_negative()) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        let places = figure.quantity.as_ref().map_or(0, |q| i16::from(q.value.scale) - i16::from(q.power));
        out.push_str(&amount(&value.abs(), places.try_into().unwrap_or(0)));
    }
    out
}
