//! Digits joined with more digits or letters: dates, times, telephone numbers, ranges, slogans.

use crate::facts::NotQuantity;
use crate::facts::lexer::arabic::integer;
use crate::facts::lexer::calendar;
use crate::facts::lexer::core::{Core, Form, core};
use crate::facts::lexer::scan::{Lexer, digits};

/// Marks that join the two ends of a range.
const DASHES: &[&str] = &["—", "–", "-", "~", "～", "〜", "至"];

/// A compound that starts with `core`: its end and what it is.
pub(super) fn read(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    calendar::date(lexer, core)
        .or_else(|| calendar::time(lexer, core))
        .or_else(|| telephone(lexer, core))
        .or_else(|| dotted(lexer, core))
        .or_else(|| slogan(lexer, core))
        .or_else(|| range(lexer, core))
        .or_else(|| ratio(lexer, core))
}

/// 0854-3922580, 010-12345678-801, 400-123-4567.
fn telephone(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    let rest = lexer.after(core.start);
    let len = rest.bytes().take(32).take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let run = rest.get(..len)?.trim_end_matches('-');
    let mut groups = run.split('-');
    let (area, local) = (groups.next()?, groups.next()?);
    let landline = area.starts_with('0') && matches!(area.len(), 3 | 4) && matches!(local.len(), 7 | 8);
    let service = matches!(area, "400" | "800") && run.len() >= 11;
    let north_american = area.len() == 3 && run.len() == 12 && local.len() == 3;
    (landline || service || north_american).then(|| (core.start + run.len(), NotQuantity::Contact))
}

fn dotted(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    if core.form != Form::Dotted {
        return None;
    }
    let run = lexer.text.get(core.start..core.end)?;
    let parts: Vec<u32> = run.split('.').filter_map(|p| p.parse().ok()).collect();
    let why = if run.matches('.').count() == 3 && parts.len() == 4 && parts.iter().all(|p| *p < 256) {
        NotQuantity::Link
    } else if lexer.opens_item(core.start) {
        NotQuantity::ListNumber
    } else {
        NotQuantity::Malformed
    };
    Some((core.end, why))
}

/// 1+3+N, 6+X, 7×24, 7*24.
fn slogan(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    let mut end = core.end;
    loop {
        let rest = lexer.after(end);
        let Some(mark) = rest.chars().next().filter(|c| matches!(c, '+' | '×' | '*' | '✕')) else { break };
        let rest = rest.get(mark.len_utf8()..)?;
        let len = rest.bytes().take(64).take_while(u8::is_ascii_alphanumeric).count();
        if len == 0 {
            break;
        }
        end += mark.len_utf8() + len;
    }
    (end > core.end).then_some((end, NotQuantity::Name))
}

/// 3-5, 3%-5%, 3至5, $3-$5: two ends of a range.
fn range(lexer: &Lexer<'_>, first: &Core) -> Option<(usize, NotQuantity)> {
    let mut at = first.end;
    at += usize::from(lexer.byte(at) == b'%');
    let rest = lexer.after(at);
    let dash = DASHES.iter().find(|d| rest.starts_with(**d))?;
    at += dash.len();
    at += usize::from(lexer.byte(at) == b'$');
    if !lexer.byte(at).is_ascii_digit() {
        return letters_after_hyphen(lexer, dash, at);
    }
    let second = core(lexer.normal, at);
    let end = second.end + usize::from(lexer.byte(second.end) == b'%');
    Some((end, NotQuantity::Range))
}

/// 10-K, 12-month: digits hyphenated to a word.
fn letters_after_hyphen(lexer: &Lexer<'_>, dash: &str, at: usize) -> Option<(usize, NotQuantity)> {
    let len = lexer.after(at).bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    (dash == "-" && len > 0).then_some((at + len, NotQuantity::Identifier))
}

/// 3:1, 1/3.
fn ratio(lexer: &Lexer<'_>, core: &Core) -> Option<(usize, NotQuantity)> {
    let mark = lexer.byte(core.end);
    if !matches!(mark, b':' | b'/') || lexer.normal.was_wide(core.end) {
        return None;
    }
    let (_, mut end) = integer(lexer, core.end + 1)?;
    while lexer.byte(end) == mark && digits(lexer.after(end + 1)) > 0 {
        end += 1 + digits(lexer.after(end + 1));
    }
    Some((end, NotQuantity::Ratio))
}
