//! A stated number against the cells it may mean: it fails only when no reading fits.

use num_traits::Zero as _;

use crate::facts::{Facts, Number};
use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::found::{Found, said};
use crate::rules::check::names;
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Expr, Interval, Verdict, Violation};

/// The verdict, what it used, and nothing to note.
pub(super) fn judge(found: &Found<'_>, readings: &[(String, Expr)], context: &Context<'_, '_>) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let facts = context.facts;
    let Some(number) = found.number.and_then(|id| facts.number(id)) else {
        return (Verdict::Undecided(Phrase::new("数没有读出", "the number was not read")), Vec::new(), None);
    };
    let mut evidence = vec![Evidence { spot: number.spot, part: "claim".to_owned(), prose: true, number: found.number }];
    let mut tried: Vec<(&str, Operand)> = Vec::new();
    let mut why_not = None;
    let readings = names::readings(found, readings, context);
    for (n, (name, expr)) in readings.iter().enumerate() {
        match context.operand(expr) {
            // Only the first reading must be filled in: four results left blank beside their total say nothing new.
            Ok(operand) if !operand.has_amount() => {
                if n == 0 {
                    why_not = Some(Phrase::new("表中相应的格空着", "the cells it speaks of are blank"));
                }
            }
            Ok(operand) if agrees(number, &operand, found, facts) => {
                evidence.extend(operand.evidence("table", facts));
                return (Verdict::Pass, evidence, None);
            }
            // A second reading with the same amount adds nothing an auditor needs to see.
            Ok(operand) if tried.iter().any(|(_, known)| known.sum(facts) == operand.sum(facts)) => {}
            Ok(operand) if found.claim.money => tried.push((name, operand.printed_in(number.quantity.power, facts))),
            Ok(operand) => tried.push((name, operand)),
            Err(why) => why_not = Some(why),
        }
    }
    if let Some(why) = why_not {
        return (Verdict::Undecided(why), evidence, None);
    }
    for (_, operand) in &tried {
        let more = operand.evidence("table", facts);
        evidence.extend(more.into_iter().filter(|e| !evidence.iter().any(|known| known.spot == e.spot)).collect::<Vec<_>>());
    }
    let verdict = Verdict::Fail(Box::new(violation(found, number, &tried, context)));
    (verdict, evidence, None)
}

/// Powers of ten that amounts are printed in: 元, 万元, 亿元.
const SCALES: [i8; 3] = [0, 4, 8];

/// Whether the cells may amount to the stated number; an amount of money whose cell prints no unit, in any of the usual ones.
fn agrees(number: &Number, operand: &Operand, found: &Found<'_>, facts: &Facts<'_>) -> bool {
    let stated = Interval::of(&number.quantity);
    if !found.claim.money {
        return stated.meets(&operand.interval(facts));
    }
    let amount = operand.clone().printed_in(0, facts).sum(facts);
    // 0.00 is as little in 亿元 as in the stated scale, and what is told to be none is no amount of 元 rounded off.
    let own = [number.quantity.power];
    let scales: &[i8] = match (amount.is_zero(), number.quantity.value.is_zero()) {
        (true, _) => &own,
        (false, true) => &SCALES[1..],
        (false, false) => &SCALES,
    };
    scales.iter().any(|&power| {
        let cells = operand.clone().printed_in(power, facts).interval(facts);
        // 821.37 is not 821.36, though their roundings touch.
        stated.meets(&cells) && (stated.is_exact() || cells.is_exact() || stated.low != cells.high && stated.high != cells.low)
    })
}

fn violation(found: &Found<'_>, number: &Number, tried: &[(&str, Operand)], context: &Context<'_, '_>) -> Violation {
    let facts = context.facts;
    let cells = tried.iter().flat_map(|(_, operand)| operand.numbers(facts)).map(|(_, n)| n);
    let scale = Scale::of(cells.chain([number]), facts);
    let stated = scale.shown(number);
    let found_values: Vec<String> = tried.iter().map(|(_, operand)| scale.total(operand)).collect();
    let words = said(found, context);
    let slots = Slots::new()
        .with("stated", stated.clone())
        .with("words", words)
        .with_phrase("found", Phrase::new(found_values.join(" 或 "), found_values.join(" or ")));
    let lines = |colon: &str, joint: &str, blank: &str| -> String {
        let left_blank = |operand: &Operand| if operand.cells.is_empty() { blank } else { "" }.to_owned();
        let line = |(name, operand): &(&str, Operand)| format!("{name}{colon}{}{}", scale.sum_line(operand), left_blank(operand));
        tried.iter().map(line).collect::<Vec<String>>().join(joint)
    };
    Violation::of(
        found.rule,
        &slots,
        Phrase::new(
            format!("文中 {stated}；{}", lines("\u{FF1A}", "\u{FF1B}", "（格空着）")),
            format!("the text says {stated}; {}", lines(": ", "; ", " (left blank)")),
        ),
    )
}
