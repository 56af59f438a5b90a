//! A formula in words: what it gives for the printed numbers, in the scale that the claim was printed in.

use num_rational::BigRational;
use num_traits::{Signed as _, Zero as _};

use crate::facts::{Number, Unit};
use crate::phrase::Phrase;
use crate::rules::bind::Context;
use crate::rules::check::formula::Input;
use crate::rules::check::found::Found;
use crate::rules::message::{Slots, directed};
use crate::rules::scale::Scale;
use crate::rules::{Expr, Repair, Rung, Sign, Violation};

/// The note for a number that was cut or rounded up instead of rounded.
pub(super) fn cut_note(cut: Rung, claim: &Number, value: &BigRational, context: &Context<'_, '_>) -> Phrase {
    let scale = Scale::of(std::iter::once(claim), context.facts);
    let stated = scale.shown(claim);
    let full = scale.digits(value, claim.quantity.value.scale.saturating_add(2));
    match cut {
        Rung::Truncated => {
            Phrase::new(format!("{stated} 是截断的（{full}），没有四舍五入"), format!("{stated} was cut off ({full}), not rounded"))
        }
        _ => Phrase::new(format!("{stated} 是进位的（{full}），没有四舍五入"), format!("{stated} was rounded up ({full})")),
    }
}

/// The disagreement of a stated number with its formula's `value`.
pub(super) fn violation(
    found: &Found<'_>,
    claim: &Number,
    value: &BigRational,
    expr: &Expr,
    inputs: &[Input],
    context: &Context<'_, '_>,
) -> Violation {
    let captured = |input: &Input| context.facts.number(input.captured?.0);
    let scale = Scale::of(std::iter::once(claim).chain(inputs.iter().filter_map(captured)), context.facts);
    let stated = scale.shown(claim);
    let digits = scale.digits(value, claim.quantity.value.scale);
    let computed = format!("{digits}{}", scale.unit());
    let turned = value.is_negative() != claim.quantity.amount().is_negative() && !value.is_zero();
    let slots = Slots::new().with("stated", stated.clone()).with_phrase("computed", directed(&computed, &computed, turned));
    let formula = written(expr, inputs, &scale, context, false);
    let line = if formula == computed { computed } else { format!("{formula} = {computed}") };
    // The label is the digits with their percent sign, so the repair is too.
    let repair = if claim.quantity.unit == Unit::Percent { format!("{digits}{}", scale.unit()) } else { digits };
    let opposite = if turned { Phrase::new("，方向相反", ", the other way") } else { Phrase::default() };
    let repair = Repair { label: 0, value: repair, why: Phrase::new("按其余各数算出", "what the other numbers give") };
    Violation {
        // Where the direction is wrong it is the words that are to be changed.
        repairs: if turned { Vec::new() } else { vec![repair] },
        ..Violation::of(
            found.rule,
            &slots,
            Phrase::new(format!("{line}{}；文中 {stated}", opposite.zh), format!("{line}{}, stated {stated}", opposite.en)),
        )
    }
}

/// The formula with the printed numbers in place of their names.
fn written(expr: &Expr, inputs: &[Input], scale: &Scale<'_>, context: &Context<'_, '_>, inner: bool) -> String {
    match expr {
        Expr::Name(name) => {
            let name = name.written();
            let Some(input) = inputs.iter().find(|input| input.name == name) else { return name };
            let number = input.captured.and_then(|(id, _)| context.facts.number(id));
            number.map_or_else(|| input.printed.clone(), |number| scale.shown(number))
        }
        Expr::Number(number) => number.to_string(),
        Expr::Sum(terms) => {
            let mut out = String::new();
            for (n, (sign, term)) in terms.iter().enumerate() {
                out.push_str(match (n, sign) {
                    (0, Sign::Plus) => "",
                    (_, Sign::Plus) => " + ",
                    (_, Sign::Minus) => " - ",
                });
                out.push_str(&written(term, inputs, scale, context, true));
            }
            if inner { format!("({out})") } else { out }
        }
        Expr::Product(a, b) => format!("{} × {}", written(a, inputs, scale, context, true), written(b, inputs, scale, context, true)),
        Expr::Quotient(a, b) => format!("{} ÷ {}", written(a, inputs, scale, context, true), written(b, inputs, scale, context, true)),
        Expr::Cells(cells) => cells.table.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, Verdict, check};

    /// The derivation and the repaired value of the text's only failure.
    fn failure(text: &str) -> (String, String) {
        let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let checked = check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        let mut found = checked.into_iter().filter_map(|c| match c.verdict {
            Verdict::Fail(violation) => Some(violation),
            _ => None,
        });
        let violation = found.next().expect("one fails");
        assert_eq!(found.next(), None);
        (violation.derivation.en, violation.repairs.first().map(|r| r.value.clone()).unwrap_or_default())
    }

    #[test]
    fn one_scale_needs_no_words_and_several_do() {
        for (text, derivation, repair) in [
            ("经费由142.80万元增加到156.32万元,增加13.62万元。", "156.32 - 142.80 = 13.52, stated 13.62", "13.52"),
            ("投入由1.2亿元增加到1.5亿元,增加1000万元。", "1.5亿元 - 1.2亿元 = 3000万元, stated 1000万元", "3000"),
            (
                "Revenue increased 21% to $1.5 billion from $1.2 million.",
                "($1.5 billion - $1.2 million) ÷ $1.2 million = 124900%, stated 21%",
                "124900%",
            ),
            ("信件由100件增加到113件,增长20%多。", "(113 - 100) ÷ 100 = 13%, stated 20%多", "13%"),
            ("人口由100.00万人增加到101.00万人,增长5‰。", "(101.00 - 100.00) ÷ 100.00 = 10‰, stated 5‰", "10‰"),
            (
                "全年采购2319.21万元,分别为货物122.43万元、工程1387.72万元、服务800.07万元。",
                "122.43 + 1387.72 + 800.07 = 2310.22, stated 2319.21",
                "",
            ),
            ("全年投入1.50亿元,分别为市级7000万元、区级7500万元。", "7000万元 + 7500万元 = 1.45亿元, stated 1.50亿元", ""),
        ] {
            assert_eq!(failure(text), (derivation.to_owned(), repair.to_owned()), "{text}");
        }
    }
}
