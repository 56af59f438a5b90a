//! Numbers in digits.

use crate::document::Decimal;
use crate::facts::lexer::affix::{self, Head, Tail};
use crate::facts::lexer::compound;
use crate::facts::lexer::context;
use crate::facts::lexer::core::{Core, Form, core, counts_up};
use crate::facts::lexer::scan::{Lexer, Reading, Token, digits};
use crate::facts::{Hedge, NotQuantity, Quantity, Unit};

/// Reads the number that starts at `at` and gives where to go on.
pub(super) fn read(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let core = core(lexer.normal, at);
    if let Some(next) = list_number_before_digits(lexer, &core) {
        return next;
    }
    if let Some((end, why)) = compound::read(lexer, &core) {
        return lexer.skip(at..end, why);
    }
    if let Some(why) = context::before(lexer, &core) {
        return lexer.skip(at..core.end, why);
    }
    let value = match core.form {
        Form::Number(value) => value,
        Form::Ambiguous => return lexer.skip(at..core.end, NotQuantity::Ambiguous),
        Form::Malformed if lexer.text.get(core.start..core.end).is_some_and(counts_up) => {
            return lexer.skip(at..core.end, NotQuantity::ListNumber);
        }
        Form::Dotted | Form::Malformed => return lexer.skip(at..core.end, NotQuantity::Malformed),
    };
    let head = affix::head(lexer, at);
    let tail = affix::tail(lexer.text, core.end);
    if let Some((end, why)) = context::after(lexer, &core, &head, &tail) {
        return lexer.skip(at..end, why);
    }
    let end = tail.extent;
    push(lexer, value, &head, tail);
    end
}

/// Reads `.5` where the point cannot end a sentence.
pub(super) fn read_point(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let opens = lexer.before(at).ends_with([' ', '(', '$', '-', '+', '£', '€']) || at == 0;
    if opens && lexer.byte(at + 1).is_ascii_digit() { read(lexer, at) } else { at + 1 }
}

/// `1.2019年…` and `2.15个部门…` at the start of an item: the number of the item, then the number.
fn list_number_before_digits(lexer: &mut Lexer<'_>, core: &Core) -> Option<usize> {
    let run = lexer.text.get(core.start..core.end)?;
    let (item, rest) = run.split_once('.')?;
    if item.is_empty() || item.len() > 2 || rest.contains(['.', ',']) || !lexer.opens_item(core.start) {
        return None;
    }
    let tail = affix::tail(lexer.text, core.end);
    let whole = matches!(&tail.unit, Unit::Count(c) if c.chars().count() == 1)
        && tail.power == 0
        && !matches!(&tail.unit, Unit::Count(c) if "天米吨克升".contains(&**c));
    let dated = lexer.after(core.end).starts_with(['年', '月']);
    (whole || dated).then(|| lexer.skip(core.start..core.start + item.len(), NotQuantity::ListNumber) + 1)
}

fn push(lexer: &mut Lexer<'_>, value: Decimal, head: &Head, tail: Tail) {
    let unit = match (tail.unit, head.currency) {
        (Unit::None, Some(name)) => Unit::Money(name.into()),
        (unit, _) => unit,
    };
    let quantity = Quantity {
        value: if head.negative { value.negated() } else { value },
        power: tail.power,
        unit,
        hedge: joined(head.hedge, tail.hedge),
    };
    lexer.out.push(Token { spot: head.spot..tail.spot, extent: head.extent..tail.extent, reading: Reading::Quantity(quantity) });
}

/// One hedge of the one before and the one after; two that differ leave "about".
pub(super) fn joined(before: Hedge, after: Hedge) -> Hedge {
    match (before, after) {
        (Hedge::Exact, hedge) | (hedge, Hedge::Exact) => hedge,
        (a, b) if a == b => a,
        _ => Hedge::About,
    }
}

/// The digits at `at` as a small integer, and their end; `None` above nine digits.
pub(super) fn integer(lexer: &Lexer<'_>, at: usize) -> Option<(u32, usize)> {
    let len = digits(lexer.after(at));
    if len == 0 || len > 9 {
        return None;
    }
    let value = lexer.text.get(at..at + len)?.parse().ok()?;
    Some((value, at + len))
}
