//! Dates and times by their section.

use crate::document::Decimal;
use crate::ingest::workbook::numfmt::code::{Section, Token};
use crate::ingest::workbook::numfmt::hanzi;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const HAN_WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
/// 31 December 9999, the last day a workbook can hold.
const LAST_DAY: i128 = 2_958_465;
/// Days between the two epochs a workbook may count from.
const DAYS_1904: i128 = 1462;
const DAY: i128 = 86_400;

/// A moment taken apart.
struct Moment {
    serial: i128,
    year: i128,
    month: i128,
    day: i128,
    /// Units of `10^-places` seconds since midnight.
    units: i128,
    per_second: i128,
    /// The same since the epoch.
    total: i128,
}

/// What a date section shows for a serial number of days; `None` before the epoch or past the year 9999.
pub(super) fn date(section: &Section, value: Decimal, epoch_1904: bool) -> Option<String> {
    let places = subsecond_places(&section.tokens);
    let moment = Moment::new(value, places, epoch_1904)?;
    let twelve = section.tokens.iter().any(|t| matches!(t, Token::Half(..)));
    let mut out = String::new();
    let mut tokens = section.tokens.iter().enumerate().peekable();
    while let Some((at, token)) = tokens.next() {
        match token {
            Token::Literal(piece) => out.push_str(piece),
            Token::Half(am, pm) => out.push_str(if moment.units / moment.per_second < DAY / 2 { am } else { pm }),
            Token::Date('m', count) if *count <= 2 && is_minute(&section.tokens, at) => {
                out.push_str(&padded(moment.units / moment.per_second / 60 % 60, *count));
            }
            Token::Date(letter, count) => out.push_str(&moment.part(*letter, *count, twelve)),
            Token::Elapsed(letter, count) => out.push_str(&moment.elapsed(*letter, *count)),
            Token::Point if places > 0 => {
                let width = places as usize;
                out.push('.');
                out.push_str(&padded(moment.units % moment.per_second, width));
                while tokens.next_if(|(_, t)| matches!(t, Token::Digit(_))).is_some() {}
            }
            Token::Point => out.push('.'),
            Token::Slash => out.push('/'),
            _ => {}
        }
    }
    Some(hanzi::one_by_one(&out, section.numerals))
}

/// Zeros after a point that follows seconds.
fn subsecond_places(tokens: &[Token]) -> u32 {
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let zeros = tokens.iter().skip(point + 1).take_while(|t| matches!(t, Token::Digit(_))).count();
    u32::try_from(zeros.min(6)).unwrap_or(0)
}

/// `m` means minutes right after hours or right before seconds.
fn is_minute(tokens: &[Token], at: usize) -> bool {
    let unit = |t: &Token| match t {
        Token::Date(letter, _) | Token::Elapsed(letter, _) => Some(*letter),
        _ => None,
    };
    let before = tokens.get(..at).and_then(|s| s.iter().rev().find_map(unit));
    let after = tokens.get(at + 1..).and_then(|s| s.iter().find_map(unit));
    before == Some('h') || after == Some('s')
}

fn padded(value: i128, width: usize) -> String {
    format!("{value:0width$}")
}

impl Moment {
    fn new(value: Decimal, places: u32, epoch_1904: bool) -> Option<Self> {
        if value.mantissa < 0 || value.scale > 30 {
            return None;
        }
        let per_second = 10_i128.checked_pow(places)?;
        let denominator = 10_i128.checked_pow(u32::from(value.scale))?;
        let scaled = value.mantissa.checked_mul(DAY)?.checked_mul(per_second)?.checked_mul(2)?;
        let total = scaled.checked_add(denominator)? / denominator.checked_mul(2)?;
        let serial = total / (DAY * per_second) + if epoch_1904 { DAYS_1904 } else { 0 };
        if serial > LAST_DAY {
            return None;
        }
        let (year, month, day) = civil(serial);
        Some(Self { serial, year, month, day, units: total % (DAY * per_second), per_second, total })
    }

    fn part(&self, letter: char, count: usize, twelve: bool) -> String {
        let seconds = self.units / self.per_second;
        let hour = seconds / 3600;
        match (letter, count) {
            ('y', 1 | 2) => padded(self.year % 100, 2),
            ('y' | 'e', _) => self.year.to_string(),
            ('b', 1 | 2) => padded((self.year + 543) % 100, 2),
            ('b', _) => (self.year + 543).to_string(),
            ('m', 1 | 2) => padded(self.month, count),
            ('m', 3) => name(&MONTHS, self.month - 1).chars().take(3).collect(),
            ('m', 5) => name(&MONTHS, self.month - 1).chars().take(1).collect(),
            ('m', _) => name(&MONTHS, self.month - 1).to_owned(),
            ('d', 1 | 2) => padded(self.day, count),
            ('d', 3) => name(&WEEKDAYS, self.weekday()).chars().take(3).collect(),
            ('d', _) => name(&WEEKDAYS, self.weekday()).to_owned(),
            ('a', 3) => name(&HAN_WEEKDAYS, self.weekday()).to_owned(),
            ('a', 4) => format!("星期{}", name(&HAN_WEEKDAYS, self.weekday())),
            ('a', _) => "a".repeat(count),
            ('h', _) if twelve => padded(if hour % 12 == 0 { 12 } else { hour % 12 }, count.min(2)),
            ('h', _) => padded(hour, count.min(2)),
            _ => padded(seconds % 60, count.min(2)),
        }
    }

    fn elapsed(&self, letter: char, count: usize) -> String {
        let seconds = self.total / self.per_second;
        padded(
            seconds
                / match letter {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                },
            count.min(12),
        )
    }

    fn weekday(&self) -> i128 {
        (self.serial + 6) % 7
    }
}

fn name<'a>(names: &[&'a str], index: i128) -> &'a str {
    usize::try_from(index).ok().and_then(|i| names.get(i)).copied().unwrap_or("")
}

/// Year, month and day of a serial number in the 1900 system, with its day 0 and its 29 February 1900.
fn civil(serial: i128) -> (i128, i128, i128) {
    match serial {
        0 => return (1900, 1, 0),
        60 => return (1900, 2, 29),
        _ => {}
    }
    let days = if serial < 60 { serial + 1 } else { serial } - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i128::from(month <= 2), month, day)
}
