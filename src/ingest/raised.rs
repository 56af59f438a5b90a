//! Digits above the line.

/// The raised form of a digit: a note's number behind a number (`38<sup>1</sup>`) is no digit of it.
pub(in crate::ingest) fn raised_digit(c: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).and_then(|digit| RAISED.get(digit as usize)).copied()
}
