//! The digits of one number: grouping commas or apostrophes and one decimal point.

use crate::document::Decimal;
use crate::facts::Normal;

/// How a run of digits, commas and points reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A number.
    Number(Decimal),
    /// Well-formed groups, but the comma is a full-width one: a thousands mark or the comma of a list.
    Ambiguous,
    /// Two or more points, no commas: 3.1.4, 2019.1.1, 10.0.0.1.
    Dotted,
    /// None of these.
    Malformed,
}

/// A run of digits, commas and points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Core {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) form: Form,
}

/// Bytes after which a separator ends the run: no number is that long, and a list of thousands of numbers is read in linear time.
const LONGEST_LIST: usize = 96;

/// The run at `start` (a digit or a leading point). A comma that cannot group digits ends it.
pub(super) fn core(normal: &Normal, start: usize) -> Core {
    let bytes = normal.string.as_bytes();
    let mut end = start;
    let mark = |at: usize| match bytes.get(at) {
        Some(b',' | b'.') => true,
        Some(b'\'') => three_digits(bytes.get(at + 1..).unwrap_or_default()),
        _ => false,
    };
    while bytes.get(end).is_some_and(u8::is_ascii_digit) || (end - start < LONGEST_LIST && mark(end)) {
        end += 1;
    }
    while end > start && !bytes.get(end - 1).is_some_and(u8::is_ascii_digit) {
        end -= 1;
    }
    let run = normal.string.get(start..end).unwrap_or("");
    let end = start + list_comma(normal, start, run).unwrap_or(run.len());
    let run = normal.string.get(start..end).unwrap_or("");
    let end = start + run.trim_end_matches([',', '.']).len();
    let run = normal.string.get(start..end).unwrap_or("");
    Core { start, end, form: form(normal, start, run) }
}

/// Whether just three digits follow, as behind an apostrophe that groups them.
fn three_digits(bytes: &[u8]) -> bool {
    bytes.iter().take(4).take_while(|b| b.is_ascii_digit()).count() == 3
}

/// Where a comma separates two numbers of a list instead of grouping digits.
fn list_comma(normal: &Normal, start: usize, run: &str) -> Option<usize> {
    let first = run.find(',')?;
    let wide = normal.was_wide(start + first) && !normal.was_wide(start);
    let head = run.get(..first)?;
    let cannot_group = head.len() > 3 || head.contains('.') || (wide && !grouped(run));
    cannot_group.then_some(first)
}

fn form(normal: &Normal, start: usize, run: &str) -> Form {
    if !run.contains([',', '\'']) {
        return match run.matches('.').count() {
            0 | 1 => Decimal::parse(run).map_or(Form::Malformed, Form::Number),
            _ if run.contains("..") => Form::Malformed,
            _ => Form::Dotted,
        };
    }
    if !grouped(run) {
        return Form::Malformed;
    }
    let wide = run.bytes().enumerate().any(|(at, b)| b == b',' && normal.was_wide(start + at));
    if wide && !normal.was_wide(start) {
        return Form::Ambiguous;
    }
    plain(run)
}

/// The number of a well-formed run, its grouping marks dropped.
pub(super) fn plain(run: &str) -> Form {
    let digits: String = run.chars().filter(|c| !matches!(c, ',' | ' ' | '\'')).collect();
    Decimal::parse(&digits).map_or(Form::Malformed, Form::Number)
}

/// Whether a run counts places up one by one, as a header does that names columns by their numbers: `3,4,5`. No damage makes such a run.
pub(super) fn counts_up(run: &str) -> bool {
    let places: Option<Vec<u32>> = run.split(',').map(|place| place.parse().ok().filter(|_| place.len() <= 2)).collect();
    places.is_some_and(|places| places.len() >= 3 && places.windows(2).all(|pair| matches!(pair, [a, b] if a + 1 == *b)))
}

/// Whether commas (spaces, apostrophes) group the digits in threes, with at most one point after the last group.
pub(super) fn grouped(run: &str) -> bool {
    let (whole, fraction) = run.split_once('.').unwrap_or((run, "0"));
    let mut groups = whole.split([',', ' ', '\'']);
    let head = groups.next().unwrap_or("");
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    head.len() <= 3 && all_digits(head) && groups.all(|g| g.len() == 3 && all_digits(g)) && all_digits(fraction)
}
