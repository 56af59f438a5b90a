//! Two labels that divide a whole, since one denies the other: valid and invalid votes, 有效票 and 无效票.

/// What a word is denied by, in front of it.
const DENIALS: [&str; 9] = ["un", "in", "non-", "non", "not ", "dis", "im", "ir", "il"];
/// The same in Chinese: a sign that takes the place of another, or stands where there is none.
const CHINESE: [(&str, &str); 5] = [("无", "有"), ("未", "已"), ("未", ""), ("非", ""), ("不", "")];
/// Fewest letters of a word that is denied.
const FEWEST: usize = 4;

/// Whether one of two labels denies the other.
pub(super) fn are_complements(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    !a.is_empty() && !b.is_empty() && (denies(&a, &b) || denies(&b, &a))
}

fn denies(denied: &str, plain: &str) -> bool {
    let (before, denied, plain) = without_shared(denied, plain);
    // The words that differ begin where both begin, or behind a blank.
    let begins = before.is_empty() || before.ends_with([' ', '(', '-', '/']);
    let english = || {
        DENIALS.iter().any(|no| denied.strip_prefix(no) == Some(plain) && plain.chars().take_while(|c| c.is_alphabetic()).count() >= FEWEST)
    };
    let chinese = || {
        CHINESE
            .iter()
            .any(|(no, yes)| denied.strip_prefix(no).is_some_and(|rest| plain.strip_prefix(yes) == Some(rest) && !rest.is_empty()))
    };
    (begins && english()) || chinese()
}

/// What two labels begin with alike, up to the last word begun, and what each goes on with.
fn without_shared<'l>(a: &'l str, b: &'l str) -> (&'l str, &'l str, &'l str) {
    let mut at = a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at);
    // `invalid` and `in valid form` share their first letters only.
    if a.get(..at).is_some_and(|same| same.ends_with(|c: char| c.is_ascii_alphabetic())) {
        at = a.get(..at).and_then(|same| same.rfind(' ')).map_or(0, |blank| blank + 1);
    }
    (a.get(..at).unwrap_or(""), a.get(at..).unwrap_or(""), b.get(at..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::are_complements;

    #[test]
    fn a_label_and_its_denial() {
        for (a, b) in [
            ("Valid votes", "Invalid votes"),
            ("Ungültige Stimmzettel", "Gültige Stimmzettel"),
            ("Papers valid", "Papers invalid"),
            ("有效票", "无效票"),
            ("已办结", "未办结"),
            ("Smokers", "Non-smokers"),
            ("Paid hours", "Unpaid hours"),
        ] {
            assert!(are_complements(a, b) && are_complements(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("Valid votes", "Invalid ballots"),
            ("Votes", "Votes"),
            ("", "不"),
            ("Act", "Impact"),
            ("Men", "Women"),
            ("Port", "Import fees"),
            ("Total", "In total"),
        ] {
            assert!(!are_complements(a, b), "{a} {b}");
        }
    }
}
