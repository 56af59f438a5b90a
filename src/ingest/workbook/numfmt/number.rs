//! Numbers by their section: plain, scientific, fractions and General.

use crate::ingest::workbook::numfmt::code::{Section, Token};
use crate::ingest::workbook::numfmt::digits::Digits;
use crate::ingest::workbook::numfmt::hanzi;

/// What `section` shows for `value`, sign apart (the caller prints it).
pub(super) fn number(section: &Section, value: &Digits) -> String {
    if section.has(&Token::General) || section.has(&Token::Text) {
        return general_section(section, value);
    }
    let shown = if section.has(&Token::Exponent(true)) {
        scientific(section, value)
    } else if section.has(&Token::Slash) {
        fraction(section, value)
    } else {
        plain(&section.tokens, section.grouped, &scaled(section, value))
    };
    hanzi::one_by_one(&shown, section.numerals)
}

fn scaled(section: &Section, value: &Digits) -> Digits {
    value.shifted(section.percent * 2 - section.thousands * 3)
}

fn general_section(section: &Section, value: &Digits) -> String {
    let value = scaled(section, value);
    let text = hanzi::with_places(&general(&value), section.numerals);
    let mut out = String::new();
    for token in &section.tokens {
        match token {
            Token::Literal(piece) => out.push_str(piece),
            Token::General | Token::Text => out.push_str(&text),
            _ => {}
        }
    }
    out
}

/// The General format in a wide column: at most eleven characters for fractions, whole numbers in full, else scientific.
pub(super) fn general(value: &Digits) -> String {
    let magnitude = value.magnitude();
    if value.is_zero() {
        return "0".to_owned();
    }
    if (10..20).contains(&magnitude) || ((0..20).contains(&magnitude) && value.is_whole()) {
        return value.rounded(0).0;
    }
    if magnitude >= 20 || (magnitude < -4 && !value.shifted(10).is_whole()) {
        return general_scientific(value);
    }
    let places = if magnitude < -4 { 10 } else { 9 - magnitude.max(0) };
    let (whole, fraction) = value.rounded(places);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

fn general_scientific(value: &Digits) -> String {
    let mut exponent = value.magnitude();
    let (mut whole, mut fraction) = value.shifted(exponent.saturating_neg()).rounded(5);
    if whole.len() > 1 {
        exponent += 1;
        (whole, fraction) = value.shifted(exponent.saturating_neg()).rounded(5);
    }
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{whole}{point}{fraction}E{sign}{:02}", exponent.unsigned_abs())
}

fn places(tokens: &[Token]) -> (i32, i32) {
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let count = |part: &[Token]| i32::try_from(part.iter().filter(|t| matches!(t, Token::Digit(_))).count()).unwrap_or(i32::MAX);
    (count(tokens.get(..point).unwrap_or_default()), count(tokens.get(point..).unwrap_or_default()))
}

/// Digits laid into the placeholders of `tokens`, with everything else printed where it stands.
fn plain(tokens: &[Token], grouped: bool, value: &Digits) -> String {
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let (_, fraction_places) = places(tokens);
    let (whole, fraction) = value.rounded(fraction_places);
    let mut out = whole_part(tokens.get(..point).unwrap_or_default(), grouped, &whole);
    out.push_str(&fraction_part(tokens.get(point..).unwrap_or_default(), &fraction));
    out
}

/// The whole digits from the right; the first placeholder takes all that are left.
fn whole_part(tokens: &[Token], grouped: bool, whole: &str) -> String {
    let mut digits: Vec<char> = if whole == "0" { Vec::new() } else { whole.chars().collect() };
    let mut left = tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let mut reversed: Vec<char> = Vec::new();
    let mut printed = 0_usize;
    let mut put = |reversed: &mut Vec<char>, digit: char| {
        if grouped && printed > 0 && printed.is_multiple_of(3) {
            reversed.push(if digit == ' ' { ' ' } else { ',' });
        }
        printed += 1;
        reversed.push(digit);
    };
    for token in tokens.iter().rev() {
        match token {
            Token::Literal(piece) => reversed.extend(piece.chars().rev()),
            Token::Digit(kind) => {
                left -= 1;
                match (digits.pop(), kind) {
                    (Some(digit), _) => put(&mut reversed, digit),
                    (None, '0') => put(&mut reversed, '0'),
                    (None, '?') => put(&mut reversed, ' '),
                    (None, _) => {}
                }
                while left == 0
                    && let Some(digit) = digits.pop()
                {
                    put(&mut reversed, digit);
                }
            }
            _ => {}
        }
    }
    reversed.iter().rev().collect()
}

fn fraction_part(tokens: &[Token], fraction: &str) -> String {
    let significant = fraction.trim_end_matches('0').len();
    let mut out = String::new();
    let mut digits = fraction.chars().enumerate();
    for token in tokens {
        match token {
            Token::Point => out.push('.'),
            Token::Literal(piece) => out.push_str(piece),
            Token::Digit(kind) => match (digits.next(), kind) {
                (Some((at, digit)), _) if at < significant => out.push(digit),
                (_, '0') => out.push('0'),
                (_, '?') => out.push(' '),
                _ => {}
            },
            _ => {}
        }
    }
    out
}

fn scientific(section: &Section, value: &Digits) -> String {
    let at = section.tokens.iter().position(|t| matches!(t, Token::Exponent(_))).unwrap_or(section.tokens.len());
    let mantissa = section.tokens.get(..at).unwrap_or_default();
    let after = section.tokens.get(at + 1..).unwrap_or_default();
    let value = scaled(section, value);
    let (whole_places, fraction_places) = places(mantissa);
    let step = whole_places.max(1);
    let magnitude = if value.is_zero() { 0 } else { value.magnitude() };
    let mut exponent = magnitude.div_euclid(step).saturating_mul(step);
    let rounded = value.shifted(exponent.saturating_neg()).rounded(fraction_places).0;
    if i32::try_from(rounded.len()).unwrap_or(i32::MAX) > step {
        exponent = exponent.saturating_add(step);
    }
    let mut out = plain(mantissa, section.grouped, &value.shifted(exponent.saturating_neg()));
    let always = matches!(section.tokens.get(at), Some(Token::Exponent(true)));
    out.push('E');
    out.push_str(if exponent < 0 {
        "-"
    } else if always {
        "+"
    } else {
        ""
    });
    let whole = Digits::whole(u64::from(exponent.unsigned_abs())).rounded(0).0;
    out.push_str(&whole_part(after, false, &whole));
    if whole == "0" && !after.contains(&Token::Digit('0')) {
        out.push('0');
    }
    out
}

/// Mixed or improper fractions; the best denominator that fits the placeholders, or the one written in the code.
fn fraction(section: &Section, value: &Digits) -> String {
    let slash = section.tokens.iter().position(|t| *t == Token::Slash).unwrap_or(0);
    let (before, after) = section.tokens.split_at(slash);
    let groups = before.split(|t| !matches!(t, Token::Digit(_))).filter(|g| !g.is_empty()).count();
    let value = scaled(section, value);
    let (whole, tail) = value.rounded(15);
    let (Ok(whole), Ok(part)) = (whole.parse::<u128>(), tail.parse::<u128>()) else { return general(&value) };
    let (numerator, denominator) = match denominator(after) {
        Denominator::Fixed(d) => (rounded_ratio(part, d), d),
        Denominator::UpTo(most) => nearest(part, most),
    };
    let (whole, numerator) = if groups > 1 {
        (whole + numerator / denominator, numerator % denominator)
    } else {
        return format!("{}/{denominator}", whole.saturating_mul(denominator) + numerator);
    };
    match (whole, numerator) {
        (whole, 0) => whole.to_string(),
        (0, n) => format!("{n}/{denominator}"),
        (whole, n) => format!("{whole} {n}/{denominator}"),
    }
}

enum Denominator {
    Fixed(u128),
    UpTo(u128),
}

/// The unit that fractional parts are counted in: 15 places.
const UNIT: u128 = 1_000_000_000_000_000;

fn denominator(after: &[Token]) -> Denominator {
    let mut text = String::new();
    for token in after {
        match token {
            Token::Literal(piece) => text.push_str(piece.trim()),
            Token::Digit(kind) => text.push(*kind),
            _ => {}
        }
    }
    match text.parse::<u128>() {
        Ok(fixed) if (1..=100_000).contains(&fixed) => Denominator::Fixed(fixed),
        _ => Denominator::UpTo(match text.chars().filter(|c| "#?0".contains(*c)).count() {
            0 | 1 => 9,
            2 => 99,
            3 => 999,
            _ => 9999,
        }),
    }
}

fn rounded_ratio(part: u128, denominator: u128) -> u128 {
    (part * denominator * 2 + UNIT) / (UNIT * 2)
}

/// The last convergent of the continued fraction of `part / UNIT` whose denominator is at most `most`.
fn nearest(part: u128, most: u128) -> (u128, u128) {
    let (mut p0, mut q0, mut p1, mut q1) = (1_u128, 0_u128, 0_u128, 1_u128);
    let (mut a, mut b) = (UNIT, part);
    while b != 0 {
        let term = a / b;
        let q2 = term.saturating_mul(q1).saturating_add(q0);
        if q2 > most {
            break;
        }
        let p2 = term.saturating_mul(p1).saturating_add(p0);
        (p0, q0, p1, q1) = (p1, q1, p2, q2);
        (a, b) = (b, a % b);
    }
    (p1, q1)
}
