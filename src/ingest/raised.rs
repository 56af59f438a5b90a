//! Digits and letters above the line.

/// The raised form of a digit or small letter: a note's mark at a number (`38<sup>1</sup>`) is no part of it. Others stay as they are.
pub(in crate::ingest) fn raised(c: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LETTERS: [char; 26] =
        ['ᵃ', 'ᵇ', 'ᶜ', 'ᵈ', 'ᵉ', 'ᶠ', 'ᵍ', 'ʰ', 'ⁱ', 'ʲ', 'ᵏ', 'ˡ', 'ᵐ', 'ⁿ', 'ᵒ', 'ᵖ', 'q', 'ʳ', 'ˢ', 'ᵗ', 'ᵘ', 'ᵛ', 'ʷ', 'ˣ', 'ʸ', 'ᶻ'];
    let letter = || u8::try_from(c).ok().filter(u8::is_ascii_lowercase).and_then(|c| LETTERS.get(usize::from(c - b'a')));
    c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).or_else(letter).copied().unwrap_or(c)
}

/// Whether words above the line are marks of notes: numbers of one or two digits and single letters, parted by commas. `th` is an ending.
pub(in crate::ingest) fn is_mark(words: &str) -> bool {
    let number = |m: &str| m.len() <= 2 && m.bytes().all(|b| b.is_ascii_digit());
    let letter = |m: &str| m.len() == 1 && m.bytes().all(|b| b.is_ascii_lowercase());
    words.trim_end_matches(',').split(',').map(str::trim).all(|m| !m.is_empty() && (number(m) || letter(m)))
}

#[cfg(test)]
mod tests {
    use super::{is_mark, raised};

    #[test]
    fn marks_and_endings() {
        assert_eq!("1a2z件".chars().map(raised).collect::<String>(), "¹ᵃ²ᶻ件");
        assert_eq!(["1", "12", "a", "a,b", "1, c,"].map(is_mark), [true; 5]);
        assert_eq!(["", "th", "123", "A", "件", "a,,b", "-1"].map(is_mark), [false; 7]);
    }
}
