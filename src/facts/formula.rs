//! What labels write of how their numbers are made of others: `3=1+2`, `(1)+(2)`, `⑤=③-④`, `结余(C=A-B)`.

use crate::facts::ordinals::is_numeral;

/// Characters of a label that are looked at.
const LONGEST: usize = 120;
/// Terms of a formula at most.
const TERMS: usize = 40;

/// A sum that a label writes out. Invariant: two terms at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The mark before the equals sign: that of the label's own line. Without one it may be no formula: `15-24` an age, `(1)-(3)` a range,
    /// `(A)+(B)` what has both.
    pub(crate) of: Option<String>,
    /// The marks of other lines, and whether each is taken away.
    pub(crate) terms: Vec<(String, bool)>,
}

/// The formula in a normalised label; `None` where there is none, or one that also multiplies or divides.
pub(crate) fn formula(label: &str) -> Option<Formula> {
    let text: Vec<char> = label.chars().take(LONGEST).collect();
    (0..text.len()).filter(|&at| at == 0 || text.get(at - 1).is_some_and(|c| begins_after(*c))).find_map(|at| formula_at(&text, at))
}

/// The marks by which a formula may call a line with this normalised label: the whole label, a number in brackets at either end, an ordinal in
/// front, what stands before an equals sign.
pub(crate) fn marks(label: &str) -> Vec<String> {
    let text: Vec<char> = label.chars().take(LONGEST).collect();
    let written = formula(label);
    let plain = written.is_none();
    let mut found: Vec<String> = written.and_then(|f| f.of).into_iter().collect();
    if let Some(first) = term(&text, 0) {
        let ends = skip_spaces(&text, first.end);
        let listed = matches!(text.get(ends), Some('、' | '.')) && !text.get(ends + 1).is_some_and(char::is_ascii_digit);
        if listed || (plain && (first.closed || ends >= text.len())) {
            found.push(first.mark);
        }
    }
    let last = (0..text.len()).rev().find_map(|at| term(&text, at).filter(|t| t.closed && t.end == text.len()));
    found.extend(last.filter(|_| plain).map(|t| t.mark));
    found.sort_unstable();
    found.dedup();
    found
}

/// The mark of its line that is all a normalised label holds, alone or with how the line is made: 3, (3), 3=1+2, 4=3/2*100%; nothing for (1)+(2),
/// which leaves it out. `None` for a label that says more: a row of marks under the header names nothing.
pub(crate) fn number_of_line(label: &str) -> Option<String> {
    let text: Vec<char> = label.chars().take(LONGEST).collect();
    let is_made = |c: &char| {
        c.is_ascii_digit() || c.is_ascii_uppercase() || is_numeral(*c) || ('①'..='⑳').contains(c) || " ()[]+-*/×÷%=".contains(*c)
    };
    let whole = |first: &Term| {
        let end = skip_spaces(&text, first.end);
        end == text.len() || (text.get(end) == Some(&'=') && text.iter().skip(end).all(is_made))
    };
    let made = || formula(label).filter(|_| !text.iter().any(|c| c.is_alphabetic() && !c.is_ascii()));
    term(&text, 0).filter(whole).map(|t| t.mark).or_else(|| made().map(|f| f.of.unwrap_or_default()))
}

/// Whether what follows this character may be a formula.
fn begins_after(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '=' | '*' | '/' | '×' | '÷'))
}

fn formula_at(text: &[char], start: usize) -> Option<Formula> {
    let first = term(text, start)?;
    let equals = skip_spaces(text, first.end);
    let (of, mut last) = match text.get(equals) {
        Some('=') => (Some(first.mark.clone()), term(text, skip_spaces(text, equals + 1))?),
        _ => (None, first),
    };
    let mut terms = vec![(last.mark.clone(), false)];
    while terms.len() < TERMS {
        let sign = skip_spaces(text, last.end);
        let taken = match text.get(sign) {
            Some('+') => false,
            Some('-' | '−' | '–' | '—') => true,
            _ => break,
        };
        last = term(text, skip_spaces(text, sign + 1))?;
        terms.push((last.mark.clone(), taken));
    }
    (terms.len() >= 2 && ends_there(text, last.end)).then_some(Formula { of, terms })
}

/// Whether a formula may end there: at the end of the label, or in front of a bracket behind which nothing is multiplied.
fn ends_there(text: &[char], end: usize) -> bool {
    let at = skip_spaces(text, end);
    let after = if matches!(text.get(at), Some(')' | ']')) { Some(skip_spaces(text, at + 1)) } else { None };
    at >= text.len() || after.is_some_and(|next| !matches!(text.get(next), Some('*' | '/' | '×' | '÷' | '%' | '+' | '-')))
}

/// The mark of a line as it stands in a formula.
struct Term {
    mark: String,
    end: usize,
    /// In brackets or a ring.
    closed: bool,
}

fn term(text: &[char], at: usize) -> Option<Term> {
    match text.get(at)? {
        '(' | '[' => {
            let inner = bare(text, skip_spaces(text, at + 1))?;
            let close = skip_spaces(text, inner.end);
            matches!(text.get(close), Some(')' | ']')).then_some(Term { end: close + 1, closed: true, ..inner })
        }
        _ => bare(text, at),
    }
}

/// Up to four digits, two letters or three Chinese numerals with nothing of their kind beside them, or one digit in a ring.
fn bare(text: &[char], at: usize) -> Option<Term> {
    const KINDS: [(Is, usize); 3] = [(|c| c.is_ascii_digit(), 4), (|c| c.is_ascii_uppercase(), 2), (is_numeral, 3)];
    let first = text.get(at)?;
    if ('①'..='⑳').contains(first) {
        return Some(Term { mark: first.to_string(), end: at + 1, closed: true });
    }
    let lone = text.get(at + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
    let known = KINDS.into_iter().find(|(is, _)| is(*first));
    let (is, most) = known.or_else(|| (first.is_ascii_lowercase() && lone).then_some(((|c| c.is_ascii_lowercase()) as Is, 1)))?;
    let rest = text.get(at..)?;
    let len = rest.iter().take_while(|c| is(**c)).count();
    let next = rest.get(len);
    let glued = next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '/' | '*' | '×' | '÷'))
        || (next == Some(&'.') && rest.get(len + 1).is_some_and(char::is_ascii_digit));
    let padded = *first == '0';
    (len <= most && !glued && !padded).then(|| Term { mark: rest.iter().take(len).collect(), end: at + len, closed: false })
}

/// Whether a character is of a kind.
type Is = fn(char) -> bool;

fn skip_spaces(text: &[char], from: usize) -> usize {
    from + text.iter().skip(from).take_while(|c| **c == ' ').count()
}

#[cfg(test)]
mod tests {
    use super::{formula, marks, number_of_line};

    fn shown(label: &str) -> Option<String> {
        let found = formula(label)?;
        let equals = found.of.is_some();
        let mut shown = found.of.map_or_else(String::new, |of| of + "=");
        for (mark, taken) in &found.terms {
            shown.push(if *taken { '-' } else { '+' });
            shown.push_str(mark);
        }
        Some(shown + if equals { "" } else { "?" })
    }

    #[test]
    fn sums_written_in_labels() {
        for (label, expected) in [
            ("3=1+2", "3=+1+2"),
            ("结余(C=A-B)", "C=+A-B"),
            ("Overall (1)+(2)", "+1+2?"),
            ("⑤=③-④", "⑤=+③-④"),
            ("二、营业利润(4=1-2-3)", "4=+1-2-3"),
            ("利润(4=1-2)(亏损以负号填列)", "4=+1-2"),
            ("(三)=(一)+(二)", "三=+一+二"),
            ("Change (B-A)", "+B-A?"),
            ("2002-1999", "+2002-1999?"),
            ("7 = 3 + 4 + 5", "7=+3+4+5"),
        ] {
            assert_eq!(shown(label).as_deref(), Some(expected), "{label}");
        }
    }

    #[test]
    fn what_is_no_sum() {
        for label in
            ["5=4/3", "7=(5-4)/4*100%", "合计", "COVID-19", "2020-01-05", "A5-B12 roads", "3=1", "x+", "5-6 grade", "1.5-2.5", "6=3*2"]
        {
            assert_eq!(shown(label), None, "{label}");
        }
    }

    #[test]
    fn lines_are_called_by_their_marks() {
        for (label, expected) in [
            ("1", vec!["1"]),
            ("(2)", vec!["2"]),
            ("3=1+2", vec!["3"]),
            ("一、营业收入", vec!["一"]),
            ("1. Revenue", vec!["1"]),
            ("EU countries (1)", vec!["1"]),
            ("预算数(A)", vec!["A"]),
            ("Overall (1)+(2)", vec![]),
            ("三、利润(6=4+5)", vec!["6", "三"]),
            ("Total", vec![]),
            ("1.5 tonnes", vec![]),
        ] {
            assert_eq!(marks(label), expected, "{label}");
        }
        let own = |label: &str| number_of_line(label);
        for (label, mark) in [("1", "1"), ("(2)", "2"), ("3=1+2", "3"), ("C", "C"), ("4=3/2*100%", "4"), ("5=(4-3)÷3", "5")] {
            assert_eq!(own(label).as_deref(), Some(mark), "{label}");
        }
        assert!(["1. Revenue", "Total", "结余(C=A-B)", "栏次", "-1", "4=revenue/2"].into_iter().all(|label| own(label).is_none()));
    }
}
