//! Codes in labels, and which of them begin others.

use std::collections::BTreeSet;

use crate::facts::{CellValue, Facts, normalise};
use crate::rules::sums::sheet::Sheet;

/// Codes from which a column holds codes.
const FEWEST: usize = 3;

/// Digits from which a code says by itself which codes it begins; a shorter one may be the number of a line.
const LONG: usize = 3;

/// The code among labels: 22102, 04.1, 31-33; a long one rather than a short one.
pub(super) fn code(path: &[String]) -> Option<String> {
    let is_code = |label: &&String| {
        let parts = |mark: char| label.split(mark).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        label.len() <= 12 && (parts('.') || (parts('-') && range(label).is_some()))
    };
    path.iter().filter(is_code).find(|label| label.len() >= LONG).or_else(|| path.iter().find(is_code)).cloned()
}

/// The code of every row, of a first column that reads as numbers but holds a code of its own before most names.
pub(super) fn codes_before_names(sheet: &Sheet, facts: &Facts<'_>) -> Vec<Option<String>> {
    let index = sheet.table as usize;
    let (Some(grid), Some(table)) = (facts.tables.get(index), facts.document.tables.get(index)) else { return Vec::new() };
    let read = |row: u32| {
        let mut cells = table.row(row).filter(|cell| table.cell(*cell).is_some_and(|cell| cell.col >= sheet.side));
        let (first, second) = (table.cell(cells.next()?)?, cells.next()?);
        let is_name = *grid.value(second) == CellValue::Text && table.cell(second)?.text.as_str().chars().any(char::is_alphabetic);
        (is_name && first.col == sheet.side && first.text.as_str().len() <= 12).then(|| code(&[normalise(first.text.as_str())]))
    };
    let rows: Vec<Option<Option<String>>> = (0..sheet.rows).zip(sheet.first_row..).map(|(_, row)| read(row)).collect();
    let names = rows.iter().flatten().count();
    let codes: Vec<&String> = rows.iter().flatten().flatten().collect();
    let own: BTreeSet<&String> = codes.iter().copied().collect();
    if codes.len() < FEWEST || own.len() < codes.len() || codes.len() * 2 < names {
        return Vec::new();
    }
    rows.into_iter().map(Option::flatten).collect()
}

/// Whether a code begins another, as that of a group does those of its members: 221 begins 22102, 04 begins 04.1, 31-33 begins 311 and 332.
pub(super) fn begins(outer: &str, inner: &str) -> bool {
    if let Some((first, last)) = range(outer) {
        let begin = inner.get(..first.len()).filter(|_| inner.len() > first.len() && range(inner).is_none());
        return begin.is_some_and(|begin| (first..=last).contains(&begin));
    }
    let plain = outer.len() >= LONG && !outer.contains('.');
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.') || (plain && !rest.is_empty()))
}

/// The first and the last of the codes of a range, of as many digits.
fn range(code: &str) -> Option<(&str, &str)> {
    code.split_once('-').filter(|(first, last)| first.len() == last.len() && first < last && !last.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::{begins, code};

    #[test]
    fn codes_begin_those_of_their_members() {
        for (outer, inner) in [("221", "22102"), ("04", "04.1"), ("4", "4.12"), ("04.1", "04.1.3"), ("31-33", "311"), ("31-33", "3329")] {
            assert!(begins(outer, inner), "{outer} {inner}");
        }
        for (outer, inner) in
            [("22", "22102"), ("04.1", "04.11"), ("1", "11"), ("31-33", "341"), ("31-33", "31-33"), ("44-45", "48-49"), ("221", "221")]
        {
            assert!(!begins(outer, inner), "{outer} {inner}");
        }
    }

    #[test]
    fn a_long_code_is_found_behind_a_short_one() {
        let of = |path: &[&str]| code(&path.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["5", "22101", "教育"]).as_deref(), Some("22101"));
        assert_eq!(of(&["04", "Health"]).as_deref(), Some("04"));
        assert_eq!([of(&["1.", "5-"]), of(&["33-31"]), of(&["3a"])], [None, None, None]);
    }
}
