//! Sentences that state a number: every wording tried, one verdict for each number and rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Spot;
use crate::facts::{Sentence, placeholder};
use crate::phrase::Phrase;
use crate::rules::bind::{BoundCell, Context, Operand};
use crate::rules::check::before::Before;
use crate::rules::check::divisions::Divisions;
use crate::rules::check::explained::{explain, made_of_more};
use crate::rules::check::found::{Found, found, is_reading, keep_longest};
use crate::rules::check::gates::{Gates, Met, PatternId};
use crate::rules::check::lead::{narrows, unknown_lead};
use crate::rules::check::listed::{Listed, statement};
use crate::rules::check::scope::{
    Subject, carried_subject, clause_start, is_of_field, is_partial, is_row_label, out_of_reach, part_only, subject,
};
use crate::rules::check::sense::hold_to_first;
use crate::rules::check::untold::Untold;
use crate::rules::check::whole::{Known, divides_whole, other_whole};
use crate::rules::check::witness::hear;
use crate::rules::check::years::{Stated, stated as decided};
use crate::rules::check::{breakdown, formula, hold, limit, names, parts, reading};
use crate::rules::pattern::{CaptureKind, Fit};
use crate::rules::settle::{Balance, Terms, difference};
use crate::rules::{Checked, Evidence, Meaning, NamedYear, Sign, Verdict};

/// Tries all claims of a pack on all sentences. A parallel list is read label by label against the tables.
pub(super) fn check(
    context: &Context<'_, '_>,
    gates: &Gates,
    out: &mut Vec<Checked>,
    balances: &mut Vec<Balance>,
    years: &mut Vec<Stated>,
) {
    let sentences = &context.facts.sentences;
    let in_lists = Listed::of(context, gates);
    let (mut index, mut firm, mut known, mut untold) = (0, BTreeSet::new(), Known::default(), Untold::default());
    for paragraph in sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let met: Vec<Met> = paragraph.iter().map(|sentence| gates.met(&sentence.text)).collect();
        let across: Vec<Vec<PatternId>> = met.windows(2).map(|pair| crossing(pair, context, gates)).collect();
        let joined: Vec<Option<Sentence>> = paragraph.windows(2).zip(&across).map(|(pair, open)| joined(pair, open)).collect();
        let mut all = Vec::new();
        for (n, (sentence, met)) in paragraph.iter().zip(&met).enumerate() {
            if context.facts.document.deadline.is_over() {
                return;
            }
            let before = Before::of(context, index + n);
            let own = found(context, &gates.open(met), sentence, |_| true);
            let label = is_row_label(sentence, context);
            all.extend(own.into_iter().filter(|f| !(label && is_reading(f))).filter_map(|f| before.admitted(f, context)));
            if let (Some(Some(both)), Some(open)) = (joined.get(n), across.get(n)) {
                let across = |fit: &Fit| runs_across(fit, sentence.text.len());
                all.extend(found(context, open, both, across).into_iter().filter_map(|f| before.admitted(f, context)));
            }
        }
        keep_longest(&mut all);
        // Two wordings of one number are one statement.
        let mut stated = BTreeSet::new();
        let dates = |found: &Found<'_>| Some(((found.number, found.rule.id.clone()), decided(found, context)?));
        years.extend(
            all.iter()
                .filter(|found| found.asks == 0)
                .filter_map(dates)
                .filter(|(key, _)| stated.insert(key.clone()))
                .map(|(_, date)| date),
        );
        let lists: Vec<Option<Sentence>> = paragraph.iter().map(Sentence::distributed).collect();
        let listed = listed(&lists, &all, index, context, gates);
        // A parallel list names each of its numbers: the nearest words before one are not its own.
        let again = |found: &Found<'_>| listed.iter().any(|named| named.number == found.number && is_division(named) == is_division(found));
        all.retain(|found| found.asks == 0 && !is_division(found) || !again(found));
        all.retain(|found| !in_lists.says_more(found));
        judge_all(&all, context, (&mut known, &mut untold), out, balances);
        judge_all(&listed, context, (&mut known, &mut untold), out, balances);
        firm.extend(all.iter().filter(|found| found.asks == 0).map(statement));
        index += paragraph.len();
    }
    let in_lists = in_lists.left(&firm);
    for list in in_lists.chunk_by(|a, b| std::ptr::eq(a.sentence, b.sentence)) {
        judge_all(list, context, (&mut known, &mut untold), out, balances);
    }
    untold.settle(out);
}

/// The readings of parallel lists, each number with its own label, other than those that the sentence itself gives firmly; and the divisions that
/// such lists make.
fn listed<'r>(
    lists: &'r [Option<Sentence>],
    known: &[Found<'_>],
    index: usize,
    context: &Context<'r, '_>,
    gates: &Gates,
) -> Vec<Found<'r>> {
    let mut listed = Vec::new();
    for (n, list) in lists.iter().enumerate() {
        let Some(list) = list else { continue };
        let before = Before::of(context, index + n);
        let open = gates.open(&gates.met(&list.text));
        let is_read = |f: &Found<'_>| is_reading(f) || is_division(f);
        let own = found(context, &open, list, |_| true).into_iter().filter(is_read).filter_map(|f| before.admitted(f, context));
        let firm = |f: &Found<'_>| known.iter().any(|known| known.number == f.number && known.asks == 0 && is_reading(known));
        listed.extend(own.filter(|f| is_division(f) || !firm(f)));
    }
    keep_longest(&mut listed);
    listed
}

/// Whether a wording divides a whole of the tables, by the labels of its list.
fn is_division(found: &Found<'_>) -> bool {
    matches!(found.claim.meaning, Meaning::Parts(_))
}

/// Whether a wording starts before the border and ends behind it. A list that starts before it is its own sentence's.
fn runs_across(fit: &Fit, border: usize) -> bool {
    let list_before = fit.captures.iter().zip(&fit.kinds).any(|((_, at), kind)| *kind == CaptureKind::Rest && at.start < border);
    fit.range.start < border && fit.range.end > border && !list_before
}

/// The wordings open to two sentences with numbers taken as one, where one of them may run across their border.
fn crossing(pair: &[Met], context: &Context<'_, '_>, gates: &Gates) -> Vec<PatternId> {
    let [first, next] = pair else { return Vec::new() };
    if !first.has_number() || !next.has_number() {
        return Vec::new();
    }
    let open = gates.open(&first.joined(next));
    let crosses = open.iter().any(|id| id.resolve(context.pack).is_some_and(|(.., pattern)| pattern.crosses()));
    if crosses { open } else { Vec::new() }
}

/// Two sentences as one, where any wording is open to them.
fn joined(pair: &[Sentence], open: &[PatternId]) -> Option<Sentence> {
    let [first, next] = pair else { return None };
    (!open.is_empty()).then(|| first.joined(next))
}

/// One verdict for each number and rule, in reading order. What a body received it also granted and refused: `教育局收到6件,予以公开4件`.
fn judge_all(
    found: &[Found<'_>],
    context: &Context<'_, '_>,
    (known, untold): (&mut Known, &mut Untold),
    out: &mut Vec<Checked>,
    balances: &mut Vec<Balance>,
) {
    let mut groups: BTreeMap<(u32, Option<Spot>, &str), Vec<&Found<'_>>> = BTreeMap::new();
    for item in found {
        // Words without a number stand for themselves, behind all numbers of the paragraph.
        let own = item.number.is_none().then(|| item.sentence.spot(item.fit.range.clone()));
        groups.entry((item.number.unwrap_or(u32::MAX), own, item.rule.id.as_str())).or_default().push(item);
    }
    let mut body: Option<(&Sentence, Phrase)> = None;
    let mut readings = Vec::new();
    for (same, (mut checked, any_of)) in borne_out(groups.into_values().collect(), context) {
        let Some(item) = same.first() else { continue };
        let subject = subject(item, context);
        if let (Subject::Unnamed, Some((sentence, why)), Verdict::Fail(_)) = (&subject, &body, &checked.verdict)
            && std::ptr::eq(*sentence, item.sentence)
            && !divides_whole(sentence, item.number, context)
        {
            checked.verdict = Verdict::NotApplicable(why.clone());
        }
        if let (Subject::Unnamed, Verdict::Fail(_), Some(_)) = (&subject, &checked.verdict, &item.claim.topic)
            && let Some(why) = carried_subject(item, context)
        {
            checked.verdict = Verdict::NotApplicable(why);
        }
        if matches!(checked.verdict, Verdict::Fail(_))
            && let Some(why) = other_whole(item, &checked, known, context)
        {
            checked.verdict = Verdict::Undecided(why);
        }
        if is_reading(item) {
            known.add(item.number, &checked);
        }
        // 乡镇没有不予公开的: words say what they say of their own body.
        if let (Subject::Other(why), Verdict::Fail(_), Meaning::Holds { .. }) = (&subject, &checked.verdict, &item.claim.meaning) {
            checked.verdict = Verdict::NotApplicable(why.clone());
        }
        match subject {
            Subject::Other(why) if checked.verdict != Verdict::Pass => body = Some((item.sentence, why)),
            Subject::Other(_) | Subject::Own => body = None,
            Subject::Unnamed => {}
        }
        if !any_of.is_empty() && matches!(checked.verdict, Verdict::Pass | Verdict::Fail(_)) {
            balances.push(Balance { check: out.len(), any_of });
        }
        if is_reading(item) {
            readings.push((*item, out.len()));
        }
        out.push(checked);
    }
    hear(&readings, out, context);
    hold_to_first(&readings, out, context);
    explain(&readings, out, context);
    untold.add(&readings, out, known, context);
}

/// The wordings of one rule that claim one number, and their verdict.
type Judged<'f, 'r> = (Vec<&'f Found<'r>>, (Checked, Vec<Terms>));

/// The verdict of each group by itself; where it leaves a formula undecided, by what the other groups say of the wholes.
fn borne_out<'f, 'r>(groups: Vec<Vec<&'f Found<'r>>>, context: &Context<'_, '_>) -> Vec<Judged<'f, 'r>> {
    let alone = Divisions::default();
    let mut judged: Vec<Judged<'f, 'r>> = groups.into_iter().map(|same| (same.clone(), best(&same, &alone, context))).collect();
    let divisions = Divisions::of(judged.iter().map(|(_, (checked, _))| checked));
    let is_formula = |same: &[&Found<'_>]| same.first().is_some_and(|found| matches!(found.claim.meaning, Meaning::Formula { .. }));
    for (same, verdict) in &mut judged {
        if is_formula(same) && matches!(verdict.0.verdict, Verdict::Undecided(_)) {
            *verdict = best(same, &divisions, context);
        }
    }
    judged
}

/// The verdict of all wordings of one rule that claim one number: it fails only when none fits. A wording that cannot accuse does not excuse either.
/// And the sums of which one must come to nothing, of the wordings that were decided.
fn best(same: &[&Found<'_>], divisions: &Divisions, context: &Context<'_, '_>) -> (Checked, Vec<Terms>) {
    let mut verdicts: Vec<(&Found<'_>, Checked)> = same.iter().map(|found| (*found, judge(found, divisions, context))).collect();
    let rank = |(found, checked): &(&Found<'_>, Checked)| match checked.verdict {
        Verdict::Pass => 0,
        Verdict::Fail(_) if divisions.bear_out(found) => 1,
        // A list that may leave some out says nothing against a wording that is not so strict.
        Verdict::NotApplicable(_) if matches!(&found.claim.meaning, Meaning::Breakdown(list) if list.closed) => 6,
        // A wording that leaves it open says nothing against one by which the list is whole.
        Verdict::NotApplicable(ref why) if *why == breakdown::may_be_some() && matches!(found.claim.meaning, Meaning::Breakdown(_)) => 4,
        // Where no list follows, the wording is not this one.
        Verdict::NotApplicable(_)
            if matches!(found.claim.meaning, Meaning::Breakdown(_) | Meaning::Parts(_)) && checked.evidence.len() < 2 =>
        {
            5
        }
        // 结转2021年3件 is not what goes on to the year after the report's.
        Verdict::NotApplicable(_) if found.claim.names == NamedYear::Next => 5,
        Verdict::NotApplicable(_) => 1,
        Verdict::Undecided(_) if found.asks == 0 => 2,
        Verdict::Fail(_) => 3,
        Verdict::Undecided(_) => 4,
    };
    verdicts.sort_by_key(rank);
    let decided = verdicts.iter().filter(|(_, checked)| matches!(checked.verdict, Verdict::Pass | Verdict::Fail(_)));
    let any_of = decided.flat_map(|(found, checked)| sums(found, checked, context)).collect();
    (verdicts.swap_remove(0).1, any_of)
}

/// What a decided wording asks: the stated number less each reading, or a whole less its parts.
fn sums(found: &Found<'_>, checked: &Checked, context: &Context<'_, '_>) -> Vec<Terms> {
    let Some(number) = found.number else { return Vec::new() };
    match &found.claim.meaning {
        // Money is set against cells in another scale.
        Meaning::Readings(_) if found.claim.money => Vec::new(),
        Meaning::Readings(readings) => {
            let stated = Operand { cells: vec![BoundCell { sign: Sign::Plus, number }], ..Operand::default() };
            let readings = names::readings(found, readings, context);
            let operands = readings.iter().filter_map(|(_, expr)| context.operand(expr).ok()).filter(Operand::has_amount);
            operands.map(|operand| difference(&stated, &operand)).collect()
        }
        Meaning::Breakdown(_) => {
            let terms = checked.evidence.iter().filter_map(|used| {
                let sign = if used.part == "part" { Sign::Minus } else { Sign::Plus };
                Some((sign, used.number?))
            });
            vec![terms.collect()]
        }
        Meaning::AtMost(_) | Meaning::Parts(_) | Meaning::Formula { .. } | Meaning::Holds { .. } => Vec::new(),
    }
}

/// The verdict of one wording; where the document has the tables twice, by those that it agrees with.
fn judge(found: &Found<'_>, divisions: &Divisions, context: &Context<'_, '_>) -> Checked {
    let checked = judge_in(found, divisions, context);
    let fails = matches!(checked.verdict, Verdict::Fail(_));
    let again = || context.again().map(|again| judge_in(found, divisions, again)).filter(|other| other.verdict == Verdict::Pass);
    fails.then(again).flatten().unwrap_or(checked)
}

fn judge_in(found: &Found<'_>, divisions: &Divisions, context: &Context<'_, '_>) -> Checked {
    let (verdict, evidence, note) = match out_of_reach(found, context) {
        Some(why) => (Verdict::NotApplicable(why), stated(found, context), None),
        None => match &found.claim.meaning {
            Meaning::Readings(readings) => reading::judge(found, readings, context),
            Meaning::AtMost(limits) => limit::judge(found, limits, context),
            Meaning::Formula { expr, .. } => formula::judge(found, expr, divisions, context),
            Meaning::Breakdown(spec) => breakdown::judge(found, spec, context),
            Meaning::Parts(spec) => parts::judge(found, spec, context),
            Meaning::Holds { name, expr, value } => hold::judge(found, name, expr, *value, context),
        },
    };
    let verdict = match verdict {
        Verdict::Fail(violation) if is_reading(found) => made_of_more(found, context).map_or(Verdict::Fail(violation), Verdict::Undecided),
        verdict => verdict,
    };
    let verdict = match verdict {
        Verdict::Fail(_) if is_partial(found, &evidence, context) || is_of_part(found, context) || is_among_some(found, context) => {
            Verdict::Undecided(part_only())
        }
        Verdict::Fail(_) if is_of_field(found, &evidence, context) => Verdict::Undecided(Phrase::new(
            "可能是本机关所在系统各单位的数",
            "it may be the number of all bodies of the field, of which this one's is a part",
        )),
        Verdict::Fail(_) if names::is_of_the_number_before(found) => {
            Verdict::Undecided(Phrase::new("这个名称说的是前一个数", "the name is that of the number before"))
        }
        Verdict::Fail(_) if found.asks > 0 && !divisions.bear_out(found) => unbound(found),
        Verdict::Fail(violation) => unknown_lead(found, context).map_or(Verdict::Fail(violation), Verdict::Undecided),
        verdict => verdict,
    };
    Checked { rule: found.rule.id.clone(), verdict, evidence, note }
}

/// Whether the words before a list of classes, or before a share of what the tables count, name a part of it.
fn is_of_part(found: &Found<'_>, context: &Context<'_, '_>) -> bool {
    let text = &found.sentence.text;
    let lead = || text.get(clause_start(text, found.fit.range.start)..found.fit.range.start).unwrap_or("");
    let of_tables = match &found.claim.meaning {
        Meaning::Parts(_) => true,
        Meaning::Formula { .. } => found.claim.topic.as_ref().is_some_and(|topic| context.pack.scope.whole_topic.contains(topic)),
        _ => false,
    };
    of_tables && narrows(lead(), context)
}

/// Whether a clause before the wording says of which of them it speaks: `征地类申请中,无法提供2件`.
fn is_among_some(found: &Found<'_>, context: &Context<'_, '_>) -> bool {
    const AMONG: [&str; 3] = ["申请中", "申请里", "申请当中"];
    let head = found.sentence.text.get(..clause_start(&found.sentence.text, found.fit.range.start)).unwrap_or("");
    let part = head.rsplit(['。', ';', ':']).next().unwrap_or(head);
    let some = |clause: &str| {
        AMONG.iter().any(|word| clause.ends_with(word)) && !clause.contains(|c: char| placeholder(c).is_some()) && narrows(clause, context)
    };
    is_reading(found) && part.split(',').any(|clause| some(clause.trim()))
}

/// What becomes of a loose wording that misfits. A reading most likely speaks of something else, which is no news.
fn unbound(found: &Found<'_>) -> Verdict {
    if is_reading(found) {
        let why = Phrase::new("句中没有写明它就是表中的数", "the wording does not say firmly that it is the table's number");
        return Verdict::NotApplicable(why);
    }
    Verdict::Undecided(Phrase::new("句中没有写明它由哪些数算出", "the wording does not say which numbers it comes from"))
}

/// The stated number alone, where nothing was compared.
fn stated(found: &Found<'_>, context: &Context<'_, '_>) -> Vec<Evidence> {
    let number = found.number.and_then(|id| context.facts.number(id));
    let spot = if found.number.is_none() { Some(found.sentence.spot(found.fit.range.clone())) } else { number.map(|n| n.spot) };
    spot.map(|spot| Evidence { spot, part: "claim".to_owned(), prose: true, number: found.number }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::Paragraph;
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::RuleSet;
    use crate::rules::check::before::leads;
    use crate::rules::check::period::{last_year, without_asides, without_year_end};

    #[test]
    fn years_compared_with_and_years_in_closed_brackets_do_not_date_a_number() {
        assert_eq!(last_year("2023年收到"), Some(2023));
        assert_eq!(last_year("2023年收到,比2022年的"), Some(2023));
        assert_eq!(last_year("2023年办理,包括2022年度结转"), Some(2023));
        assert_eq!(last_year(&without_asides("2023年收到(含2022年结转),答复")), Some(2023));
        assert_eq!(last_year(&without_asides("2023年收到(含2022年收到")), Some(2022));
    }

    #[test]
    fn the_end_of_the_year_is_the_tables_own_day() {
        assert_eq!(without_year_end("截至年底尚未办结"), "尚未办结");
        assert_eq!(without_year_end("截至6月底,截至12月31日"), "截至6月底,");
    }

    #[test]
    fn a_row_label_is_no_statement() {
        let text = "\
政府信息公开工作年度报告

## 三、收到和处理政府信息公开申请情况

|  | 自然人 | 总计 |
|---|---|---|
| 一、本年新收政府信息公开申请数量 | 3 | 3 |
| (六)其他处理1.申请人无正当理由逾期不补正 | 1 | 1 |
| (六)其他处理2.申请人逾期未按收费通知要求缴纳费用 |  |  |
| (七)总计 | 3 | 3 |
";
        let mut document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let label = |c: &crate::document::Cell| c.text.as_str().contains("其他处理2");
        let cell = document.tables[0].cells().iter().position(label).expect("the label");
        let text = document.tables[0].cells()[cell].text.clone();
        let place = Some((0, u32::try_from(cell).expect("small")));
        document.push_paragraph(Paragraph { text, cell: place, ..Paragraph::default() });
        let checked = crate::rules::check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        assert!(checked.iter().all(|c| !c.rule.ends_with("-count")), "{checked:?}");
    }

    #[test]
    fn words_that_open_a_sentence() {
        assert!(leads("") && leads("其中,") && leads("其中:已"));
        assert!(!leads("热线受理诉求,"));
    }
}
