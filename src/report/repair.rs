//! Repairs as people read them: the cell, what it says, what would settle the check.

use std::borrow::Cow;

use crate::findings::Finding;
use crate::phrase::Lang;
use crate::report::words::{REPAIR, Word, labelled};
use crate::rules::Repair;

/// `38 → 44`: the new value is in the style of the old one.
pub(crate) fn change(finding: &Finding, repair: &Repair) -> String {
    let old = finding.labels.get(repair.label).map_or("", |label| label.text.as_str());
    format!("{old} → {}", in_the_style_of(old, &repair.value))
}

/// All changes that a finding offers, after a word for them; `None` where it offers none.
pub(crate) fn offered(finding: &Finding, lang: Lang) -> Option<String> {
    let changes = changes(finding, Word { zh: "，或 ", en: ", or " }.get(lang));
    (!changes.is_empty()).then(|| labelled(REPAIR.get(lang), &changes, lang))
}

/// All changes that a finding offers, each with its cell, with `or` between them.
pub(crate) fn changes(finding: &Finding, or: &str) -> String {
    finding.repairs.iter().map(|repair| placed(finding, repair)).collect::<Vec<_>>().join(or)
}

/// `D25 38 → 44`: the change with its cell, where it has one.
pub(crate) fn placed(finding: &Finding, repair: &Repair) -> String {
    let cell = finding.labels.get(repair.label).and_then(|label| label.location.cell.as_deref());
    cell.map_or_else(|| change(finding, repair), |cell| format!("{cell} {}", change(finding, repair)))
}

/// `value` with the percent sign and the thousands separators of `old`: what a person would print there.
fn in_the_style_of<'a>(old: &str, value: &'a str) -> Cow<'a, str> {
    let mut out = Cow::Borrowed(value);
    if groups(old) && !value.contains(',') {
        out = grouped(value).map_or(out, Cow::Owned);
    }
    let plain = value.ends_with(|c: char| c.is_ascii_digit());
    if let Some(sign) = old.trim_end().chars().next_back().filter(|c| plain && matches!(c, '%' | '％' | '‰')) {
        out.to_mut().push(sign);
    }
    out
}

/// Whether a printed number sets off its thousands with commas.
fn groups(text: &str) -> bool {
    let mut parts = text.split(',');
    let first = parts.next().is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    let three = |part: &str| part.chars().take_while(char::is_ascii_digit).count() == 3;
    first && parts.next().is_some_and(three)
}

/// The digits before the point in groups of three; `None` where there are fewer than four.
fn grouped(value: &str) -> Option<String> {
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let (sign, rest) = value.split_at_checked(start)?;
    let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(len)?;
    if len < 4 {
        return None;
    }
    let mut out = sign.to_owned();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (len - nth).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(after);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::in_the_style_of;

    #[test]
    fn a_repair_is_printed_as_what_it_replaces() {
        for (old, value, new) in [
            ("9.3%", "8.3", "8.3%"),
            ("9.3%", "8.3%", "8.3%"),
            ("９.3％", "8.3", "8.3％"),
            ("1,248", "1284", "1,284"),
            ("1,248", "1,284", "1,284"),
            ("1,248.5", "-1234567.25", "-1,234,567.25"),
            ("1,248", "998", "998"),
            ("348390", "343890", "343890"),
            ("3,5", "1234", "1234"),
            ("", "1234", "1234"),
        ] {
            assert_eq!(in_the_style_of(old, value), new, "{old} -> {value}");
        }
    }
}
