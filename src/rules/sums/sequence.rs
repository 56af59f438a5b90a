//! Parts whose labels count up: the quarters of a match, the rounds of a draw, `Q1` to `Q4`.

/// Fewest labels that make a sequence.
const FEWEST: usize = 3;

/// Whether labels count up from one: the same words with the numbers 1, 2, 3, … in the same place.
pub(super) fn counts_up<'l>(labels: impl Iterator<Item = &'l str>) -> bool {
    let mut words = None;
    let mut count = 0;
    for label in labels {
        let Some((before, number, behind)) = parts(label) else { return false };
        count += 1;
        if number != count || *words.get_or_insert((before, behind)) != (before, behind) {
            return false;
        }
    }
    count >= FEWEST
}

/// The words before the only number of a label, the number, the words behind it.
fn parts(label: &str) -> Option<(&str, usize, &str)> {
    let from = label.find(|c: char| c.is_ascii_digit())?;
    let digits = label.get(from..)?.bytes().take_while(u8::is_ascii_digit).count();
    let behind = label.get(from + digits..)?;
    let number = label.get(from..from + digits)?.parse().ok().filter(|_| digits <= 2)?;
    (!behind.contains(|c: char| c.is_ascii_digit())).then_some((label.get(..from)?, number, behind))
}

#[cfg(test)]
mod tests {
    use super::counts_up;

    #[test]
    fn labels_that_count_up_from_one() {
        for labels in ["1 2 3 4", "Q1 Q2 Q3 Q4", "第1轮 第2轮 第3轮", "1Q 2Q 3Q"] {
            assert!(counts_up(labels.split(' ')), "{labels}");
        }
        for labels in ["1 2", "2 3 4", "1 2 4", "Q1 R2 Q3", "2019 2020 2021", "a b c", "1.1 2.1 3.1"] {
            assert!(!counts_up(labels.split(' ')), "{labels}");
        }
    }
}
