//! Words without a number that say what the tables must hold: 未发生行政复议 with a review in table 4.

use crate::document::Decimal;
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, said};
use crate::rules::message::Slots;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Expr, Interval, Verdict, Violation};

/// The verdict, what it used, and nothing to note.
pub(super) fn judge(
    found: &Found<'_>,
    name: &str,
    expr: &Expr,
    value: Decimal,
    context: &Context<'_, '_>,
) -> (Verdict, Vec<Evidence>, Option<Phrase>) {
    let facts = context.facts;
    let spot = found.sentence.spot(found.fit.range.clone());
    let mut evidence = vec![Evidence { spot, part: "claim".to_owned(), prose: true, number: None }];
    let operand = match context.operand(expr) {
        Ok(operand) if operand.has_amount() => operand,
        Ok(_) => {
            let why = Phrase::new("表中相应的格空着", "the cells it speaks of are blank");
            return (Verdict::Undecided(why), evidence, None);
        }
        Err(why) => return (Verdict::Undecided(why), evidence, None),
    };
    evidence.extend(operand.evidence("table", facts));
    if Interval::exact(value.to_rational()).meets(&operand.interval(facts)) {
        return (Verdict::Pass, evidence, None);
    }
    let scale = Scale::of(operand.numbers(facts).map(|(_, n)| n), facts);
    let slots = Slots::new().with("words", said(found, context)).with("found", scale.total(&operand));
    let line = scale.sum_line(&operand);
    let violation = Violation::of(
        found.rule,
        &slots,
        Phrase::new(
            format!("按文字，{name}应为 {value}；表中为 {line}"),
            format!("by the words, {name} is {value}; the table makes it {line}"),
        ),
    );
    (Verdict::Fail(Box::new(violation)), evidence, None)
}
