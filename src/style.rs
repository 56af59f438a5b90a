//! Computed figures in the style of printed ones: thousands set off alike, the same mark before the decimals, the same sign behind.

use std::borrow::Cow;

/// `value`, a plain decimal, as a person would print it in the place of `old`: with its marks, its percent sign, and its way to write what is
/// less than nothing.
pub(crate) fn in_the_style_of<'a>(old: &str, value: &'a str) -> Cow<'a, str> {
    if let Some((open, close)) = minus_of(old)
        && let Some(amount) = value.strip_prefix('-')
    {
        return Cow::Owned(format!("{open}{}{close}", marked_like(old, amount)));
    }
    let mut out = marked_like(old, value);
    let plain = value.ends_with(|c: char| c.is_ascii_digit());
    if let Some(sign) = old.trim_end().chars().next_back().filter(|c| plain && matches!(c, '%' | '％' | '‰')) {
        out.to_mut().push(sign);
    }
    out
}

/// What stands before and behind a number that is less than nothing and is printed without a minus: `(5,515)`, `△38`.
fn minus_of(printed: &str) -> Option<(char, &'static str)> {
    let text = printed.trim();
    let open = text.chars().next()?;
    match open {
        '(' if text.ends_with(')') => Some((open, ")")),
        '（' if text.ends_with('）') => Some((open, "）")),
        '△' | '▲' | '▼' => Some((open, "")),
        _ => None,
    }
}

/// `value`, a plain decimal, with the marks of `old` between its thousands and before its decimals; unchanged where `old` does not show them.
pub(crate) fn marked_like<'a>(old: &str, value: &'a str) -> Cow<'a, str> {
    let marks = Marks::of(old);
    if marks == Marks::default() || value.contains(',') {
        return Cow::Borrowed(value);
    }
    Cow::Owned(marks.set(value))
}

/// The marks of a printed number.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Marks {
    /// Between the thousands.
    group: Option<char>,
    /// A comma stands before the decimals.
    comma: bool,
}

impl Marks {
    /// Told from one number: `1,248.5`, `1.248,5`, `1’248`, `1 248`, `1,248`, `3,5`; one point before three digits tells nothing.
    fn of(printed: &str) -> Self {
        let is_mark = |c: char| matches!(c, ',' | '.' | '\'' | '\u{2019}' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}');
        let number = printed.trim_matches(|c: char| !c.is_ascii_digit());
        let marks: Vec<char> = number.chars().filter(|c| is_mark(*c)).collect();
        let behind = number.chars().rev().take_while(char::is_ascii_digit).count();
        match marks[..] {
            [] | ['.'] => Self::default(),
            [',', .., '.'] => Self { group: Some(','), comma: false },
            [group, .., ','] if group != ',' => Self { group: Some(group), comma: true },
            [','] if behind != 3 => Self { group: None, comma: true },
            [group, ..] => Self { group: Some(group), comma: false },
        }
    }

    fn set(self, value: &str) -> String {
        let start = value.find(|c: char| c.is_ascii_digit()).unwrap_or(value.len());
        let (sign, rest) = value.split_at(start);
        let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(len);
        let mut out = sign.to_owned();
        for (nth, digit) in digits.chars().enumerate() {
            if let Some(group) = self.group.filter(|_| nth > 0 && (len - nth).is_multiple_of(3)) {
                out.push(group);
            }
            out.push(digit);
        }
        match after.strip_prefix('.').filter(|_| self.comma) {
            Some(decimals) => out.extend([",", decimals]),
            None => out.push_str(after),
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::in_the_style_of;

    #[test]
    fn a_figure_is_printed_like_another() {
        for (old, value, new) in [
            ("9.3%", "8.3", "8.3%"),
            ("9.3%", "8.3%", "8.3%"),
            ("９.３％", "8.3", "8.3％"),
            ("1,248", "1284", "1,284"),
            ("1,248", "1,284", "1,284"),
            ("$1,248.5", "-1234567.25", "-1,234,567.25"),
            ("1,248", "998", "998"),
            ("348390", "343890", "343890"),
            ("3,5", "1234.5", "1234,5"),
            ("1.248,5", "1234567.25", "1.234.567,25"),
            ("1.248.500", "1234567", "1.234.567"),
            ("1.248", "1284.5", "1284.5"),
            ("1’248", "1284", "1’284"),
            ("1'248.50", "1284.25", "1'284.25"),
            ("8\u{A0}696,44", "8698.44", "8\u{A0}698,44"),
            ("12 5", "1284", "1 284"),
            ("(5,515)", "-5585", "(5,585)"),
            ("(5,515)", "5585", "5,585"),
            ("△38", "-44", "△44"),
            ("", "1234", "1234"),
        ] {
            assert_eq!(in_the_style_of(old, value), new, "{old} -> {value}");
        }
    }
}
