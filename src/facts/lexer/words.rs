//! Latin words: links, and names with digits in them.

use crate::facts::NotQuantity;
use crate::facts::lexer::scan::Lexer;
use crate::facts::units;

/// Reads the word at `at` and gives where to go on: past a link or an identifier, else right after the word.
pub(super) fn read(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let bytes = lexer.text.as_bytes();
    let mut end = at;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        end += 1;
    }
    let rest = bytes.get(end..).unwrap_or_default();
    match rest.first() {
        Some(b':') if rest.starts_with(b"://") => link(lexer, at),
        Some(b'.') if end - at == 3 && lexer.text.get(at..end).is_some_and(|w| w.eq_ignore_ascii_case("www")) => link(lexer, at),
        Some(b'@') => link(lexer, at),
        Some(b'0'..=b'9') if !is_currency(lexer, at, end) => identifier(lexer, at, end),
        Some(b'-' | b'_') if rest.get(1).is_some_and(u8::is_ascii_digit) && !is_currency(lexer, at, end) => identifier(lexer, at, end),
        _ => end,
    }
}

fn is_currency(lexer: &Lexer<'_>, start: usize, end: usize) -> bool {
    lexer.text.get(start..end).is_some_and(|word| units::currency_before(word).is_some_and(|(len, _)| len == word.len()))
}

fn link(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let rest = lexer.text.as_bytes().get(at..).unwrap_or_default();
    let len = rest.iter().take_while(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\'' | b'`')).count();
    let text = lexer.text.get(at..at + len).unwrap_or("").trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let end = at + text.len();
    if text.bytes().any(|b| b.is_ascii_digit()) { lexer.skip(at..end, NotQuantity::Link) } else { end }
}

fn identifier(lexer: &mut Lexer<'_>, at: usize, end: usize) -> usize {
    let rest = lexer.text.as_bytes().get(end..).unwrap_or_default();
    let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    if rest.get(len) == Some(&b'@') {
        return link(lexer, at);
    }
    let text = lexer.text.get(at..end + len).unwrap_or("").trim_end_matches(['.', '-', '_']);
    let version = text.bytes().take(2).collect::<Vec<_>>().first().is_some_and(|b| matches!(b, b'v' | b'V')) && end - at == 1;
    lexer.skip(at..at + text.len(), if version { NotQuantity::Version } else { NotQuantity::Identifier })
}
