//! Telling separated values from prose, and by which separator.

use super::fields::{Record, Records};

/// Bytes looked at.
const SAMPLE: usize = 1 << 20;
/// A longer field is prose.
const LONG: usize = 80;

/// The separator of separated values, or `None` for prose. Inferred: most records with several fields stand next to one with the same
/// number of fields, and they do not read like sentences. Of several separators the one that explains most records is taken.
pub(in crate::ingest) fn separator(text: &str) -> Option<u8> {
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
    for record in Records::new(sample, separator) {
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
    let is_regular = regular * 10 >= several * 7 && sentences * 10 <= several * 3;
    if is_regular { regular } else { 0 }
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
            ("a,b\n", None),
            ("", None),
        ] {
            assert_eq!(separator(text), expected, "{text}");
        }
    }
}
