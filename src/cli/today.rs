//! The one place that asks for the day.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC, as `2026-12-31`; that of `SOURCE_DATE_EPOCH` (seconds since 1970) where it is set, so that a run can be repeated.
pub(crate) fn today() -> String {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<u64>().ok());
    let seconds = given.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()));
    day(seconds / 86_400)
}

/// A number of days since 1970-01-01 in the proleptic Gregorian calendar.
fn day(days: u64) -> String {
    // Years are counted from March, so that the leap day is the last; a cycle is 400 years.
    let days = days.min(3_000_000) + 719_468;
    let (cycle, of_cycle) = (days / 146_097, days % 146_097);
    let year_of_cycle = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{of_month:02}", year_of_cycle + cycle * 400 + next)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_have_their_dates() {
        for (days, date) in [(0, "1970-01-01"), (58, "1970-02-28"), (11_016, "2000-02-29"), (20_818, "2026-12-31"), (20_819, "2027-01-01")]
        {
            assert_eq!(day(days), date);
        }
    }
}
