//! Records and fields of RFC 4180 text, each field with its exact place.

use crate::document::{Span, Text};

/// One record: its fields, quotes removed, trimmed.
pub(super) type Record = Vec<Text>;

/// Reads records one by one. As the `csv` crate does, a quote counts only at a field's start, text behind a closing quote is kept, and
/// `\n`, `\r\n` and a lone `\r` end a record. Blank lines are records of one empty field, a line that names the separator is none.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    /// Set when a quoted field never closes: from there on quotes are ordinary characters, or the rest of the file would be one field.
    pub unclosed: bool,
    /// Set when a record has more fields than are kept.
    pub too_wide: bool,
}

/// Fields of one record that are kept; four times a workbook's columns.
const MOST_FIELDS: usize = 65_536;

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        Self { text, separator, at: named(text).map_or(0, |(_, end)| end), unclosed: false, too_wide: false }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn push(&self, field: &mut Text, start: usize, end: usize) {
        field.push(self.text.get(start..end).unwrap_or(""), span(start, end));
    }

    /// Reads the field at `self.at`, leaving `self.at` on the separator, the line break or the end.
    fn field(&mut self) -> Text {
        let mut field = Text::default();
        if self.byte(self.at) == Some(b'"') && !self.unclosed {
            if let Some(after) = self.quoted(&mut field) {
                self.at = after;
            } else {
                self.unclosed = true;
                field = Text::default();
            }
        } else if let Some(after) = self.formula() {
            self.push(&mut field, self.at, after);
            self.at = after;
        }
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let len = rest.iter().position(|b| *b == self.separator || matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        self.push(&mut field, self.at, self.at + len);
        self.at += len;
        held(field.trimmed())
    }

    /// The offset behind a field at `self.at` that is a formula of a text alone, `="1,234"`: separators within its quotes are its own.
    fn formula(&self) -> Option<usize> {
        let text = self.text.get(self.at..)?.strip_prefix("=\"")?;
        let stop = text.bytes().position(|b| matches!(b, b'"' | b'\n' | b'\r'))?;
        let ends = |b: &u8| *b == self.separator || matches!(b, b'\n' | b'\r');
        let held = text.as_bytes().get(stop) == Some(&b'"') && text.as_bytes().get(stop + 1).is_none_or(ends);
        held.then_some(self.at + 2 + stop + 1)
    }

    /// The quoted part at `self.at`; the offset behind its closing quote, or `None` when it never closes.
    fn quoted(&self, field: &mut Text) -> Option<usize> {
        let mut start = self.at + 1;
        loop {
            let rest = self.text.as_bytes().get(start..)?;
            let stop = start + rest.iter().position(|b| matches!(b, b'"' | b'\r'))?;
            self.push(field, start, stop);
            match (self.byte(stop), self.byte(stop + 1)) {
                (Some(b'"'), Some(b'"')) => {
                    field.push("\"", span(stop, stop + 2));
                    start = stop + 2;
                }
                (Some(b'"'), _) => return Some(stop + 1),
                (_, Some(b'\n')) => {
                    field.push("\n", span(stop, stop + 2));
                    start = stop + 2;
                }
                _ => {
                    field.push("\n", span(stop, stop + 1));
                    start = stop + 1;
                }
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut record = vec![self.field()];
        while self.byte(self.at) == Some(self.separator) {
            self.at += 1;
            let field = self.field();
            if record.len() < MOST_FIELDS {
                record.push(field);
            } else {
                self.too_wide = true;
            }
        }
        self.at += if self.byte(self.at) == Some(b'\r') && self.byte(self.at + 1) == Some(b'\n') { 2 } else { 1 };
        Some(record)
    }
}

/// The separator that a first line names for spreadsheet programs (`sep=;`), and where the next line begins.
pub(super) fn named(text: &str) -> Option<(u8, usize)> {
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or((0, text), |rest| ('\u{feff}'.len_utf8(), rest));
    let line = rest.split(['\n', '\r']).next()?;
    let end = mark + line.len();
    let line = line.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(line);
    let (name, separator) = line.split_at_checked("sep=".len())?;
    let [separator] = *separator.as_bytes() else { return None };
    let is_named = name.eq_ignore_ascii_case("sep=") && (separator == b'\t' || (separator.is_ascii_punctuation() && separator != b'"'));
    let behind = if text.get(end..)?.starts_with("\r\n") { end + 2 } else { (end + 1).min(text.len()) };
    is_named.then_some((separator, behind))
}

/// What a spreadsheet program shows of a field: of `="007"`, a formula that keeps a code from becoming a number, the text in it.
fn held(field: Text) -> Text {
    let inner = field.as_str().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if inner.is_some_and(|inner| !inner.contains('"')) { field.slice(2..field.len() - 1) } else { field }
}

fn span(start: usize, end: usize) -> Span {
    Span { start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Records;
    use crate::document::Span;

    fn words(text: &str, separator: u8) -> Vec<Vec<String>> {
        Records::new(text, separator).map(|r| r.iter().map(|f| f.as_str().to_owned()).collect()).collect()
    }

    #[test]
    fn fields_have_exact_spans_through_quotes() {
        let text = "项目,\"1,204\"\r\n\"a \"\"b\"\" 38\", c \r\n";
        assert_eq!(words(text, b','), [["项目", "1,204"], ["a \"b\" 38", "c"]]);
        let records: Vec<_> = Records::new(text, b',').collect();
        assert_eq!(records[0][1].span(0..5), Some(Span { start: 8, end: 13 }));
        let quoted = &records[1][0];
        assert_eq!(quoted.span(6..8), Some(Span { start: 25, end: 27 }), "38");
        assert_eq!(quoted.span(2..3), Some(Span { start: 19, end: 21 }), "the doubled quote");
        assert_eq!(records[1][1].span(0..1), Some(Span { start: 30, end: 31 }));
    }

    #[test]
    fn a_quote_that_never_closes_does_not_swallow_the_file() {
        let mut records = Records::new("a,\"b\n1,2\n\"3\",4\n", b',');
        let rows: Vec<usize> = records.by_ref().map(|r| r.len()).collect();
        // The quote on line 1 closes at line 3's, as the format says; nothing is lost.
        assert_eq!(rows, [3]);
        let mut records = Records::new("a,\"b\n1,2\n", b',');
        assert_eq!(records.by_ref().map(|r| r.len()).collect::<Vec<_>>(), [2, 2]);
        assert!(records.unclosed);
    }

    #[test]
    fn formulas_that_hold_a_text_show_it() {
        let text = "=\"007\",\"=\"\"38\"\"\",=\"a\"&\"b\",=\",=\"\",=1+2\n";
        assert_eq!(words(text, b','), [["007", "38", "=\"a\"&\"b\"", "=\"", "", "=1+2"]]);
        let records: Vec<_> = Records::new(text, b',').collect();
        assert_eq!(records[0][0].span(0..3), Some(Span { start: 2, end: 5 }));
    }

    #[test]
    fn a_formula_that_holds_a_text_may_hold_separators() {
        let text = "item,code,n\na,=\"007\",1\nb,=\"1,234\",2\nc,=\"1,5,6\nd,=\"a\"&\"b,c\"\n";
        let expected =
            [&["item", "code", "n"][..], &["a", "007", "1"], &["b", "1,234", "2"], &["c", "=\"1", "5", "6"], &["d", "=\"a\"&\"b", "c\""]];
        assert_eq!(words(text, b','), expected);
        let records: Vec<_> = Records::new(text, b',').collect();
        let start = u32::try_from(text.find("1,234").unwrap()).unwrap();
        assert_eq!(records[2][1].span(0..5), Some(Span { start, end: start + 5 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        /// The csv crate reads the same fields from everything it writes itself.
        #[test]
        fn agrees_with_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a-c\"', ;\n数3]{0,6}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let trimmed: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|f| f.trim().to_owned()).collect()).collect();
            prop_assert_eq!(words(&text, b','), trimmed);
        }
    }
}
