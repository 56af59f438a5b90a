//! Telling separated values from prose, and by which separator.

use super::fields::{Record, Records, named};

/// Bytes looked at.
const SAMPLE: usize = 1 << 20;
/// A longer field is prose.
const LONG: usize = 80;

/// The separator of separated values, or `None` for prose. Inferred: most records with several fields stand next to one with the same
/// number of fields, and they do not read like sentences. Of several separators the one that explains most records is taken. A first line may
/// name it.
pub(in crate::ingest) fn separator(text: &str) -> Option<u8> {
    if let Some((separator, _)) = named(text) {
        return Some(separator);
    }
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or("");
    let (bars, lines) =
        sample.lines().fold((0, 0), |(bars, lines), l| (bars + usize::from(l.contains('|')), lines + usize::from(!l.trim().is_empty())));
    let is_drawn = bars * 2 > lines;
    let is_json = sample.trim_start().starts_with(['{', '[']);
    if is_drawn || is_json {
        return None;
    }
    let counted = [b'\t', b',', b';'].map(|separator| (regular_records(sample, separator), separator));
    let (records, separator) = counted.into_iter().max_by_key(|(records, separator)| (*records, *separator == b'\t'))?;
    (records >= 2).then_some(separator)
}

/// How many records form regular runs; 0 when too many others hold the separator too.
fn regular_records(sample: &str, separator: u8) -> usize {
    // Adjoining quoted fields are no sentence's punctuation.
    let is_quoted = sample.contains(&format!("\"{}\"", char::from(separator)));
    let (mut several, mut regular, mut sentences) = (0_usize, 0_usize, 0_usize);
    let mut before: (usize, bool) = (0, false);
    let mut figures = Figures::default();
    for record in Records::new(sample, separator) {
        figures.look(&record);
        let count = record.len();
        if count < 2 {
            before = (0, false);
            continue;
        }
        several += 1;
        sentences += usize::from(!is_quoted && reads_as_sentence(&record));
        if before.0 == count {
            regular += 1 + usize::from(!before.1);
            before = (count, true);
        } else {
            before = (count, false);
        }
    }
    if figures.are_all() && sentences == 0 {
        return several;
    }
    let is_regular = regular * 10 >= several * 7 && sentences * 10 <= several * 3;
    if is_regular { regular } else { 0 }
}

/// Fields up to the last that is filled.
fn filled_to(record: &Record) -> usize {
    record.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1)
}

/// Whether all rows but the first are a label with figures behind it: no prose, however unlike in length.
#[derive(Default)]
struct Figures {
    records: usize,
    rows: usize,
}

impl Figures {
    fn look(&mut self, record: &Record) {
        if filled_to(record) == 0 {
            return;
        }
        self.records += 1;
        let figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '-' | '+' | ' '));
        let mut fields = record.iter().map(|field| field.as_str().trim());
        let is_label = fields.next().is_some_and(|label| !label.is_empty() && label.chars().count() <= LONG);
        let mut figures = fields.filter(|field| !field.is_empty()).peekable();
        self.rows += usize::from(is_label && figures.peek().is_some() && figures.all(figure));
    }

    /// Three records or more, the first a header.
    fn are_all(&self) -> bool {
        self.records >= 3 && self.rows + 1 >= self.records
    }
}

fn reads_as_sentence(record: &Record) -> bool {
    let ends =
        |text: &str| text.ends_with(['。', '！', '？', '；', '：']) || (text.ends_with(['.', '!', '?', ';', ':']) && text.contains(' '));
    record.last().is_some_and(|f| ends(f.as_str()))
        || record.iter().any(|f| f.as_str().chars().filter(|c| c.is_alphabetic()).count() > LONG && !f.as_str().contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::separator;

    #[test]
    fn values_and_prose() {
        for (text, expected) in [
            ("项目,件数\n受理,38\n", Some(b',')),
            ("a;b;c\n1,5;2,5;3\n2,5;3,5;4\n", Some(b';')),
            ("a\tb\n1,000\t2\n3,000\t4\n", Some(b'\t')),
            ("标题一行\n一、概况\n本年度,共受理38件。\n甲,乙,丙\n1,2,3\n4,5,6\n7,8,9\n3,3,3\n", Some(b',')),
            ("今年以来,我们收到申请三十八件,办结三十六件。\n与去年相比,增加了两件,增幅不大。\n其中,网上两件,信函四件。\n", None),
            ("In 2019, we received 38.\nOf these, 36 were closed.\n", None),
            ("一、总体情况\n收到 38 件\n", None),
            ("\"name\",\"note\"\n\"a\",\"All of it, as they said.\"\n\"b\",\"None of it.\"\n", Some(b',')),
            ("| a, b | 1 |\n| c, d | 2 |\n", None),
            ("[\n  \"a\",\n  \"b\",\n  \"c\",\n]\n", None),
            ("项目,数量\n甲,1,234\n乙,5\n", Some(b',')),
            ("项目,数量,\n甲,5,\n乙,6\n合计,11,\n", Some(b',')),
            ("受理情况\n其中,38\n", None),
            ("a,b\n", None),
            ("", None),
        ] {
            assert_eq!(separator(text), expected, "{text}");
        }
    }
}
