//! Decimal digits as a string, rounded the way a spreadsheet rounds what it shows.

use crate::document::Decimal;

/// More places than any cell shows; bounds the work a hostile code can ask for.
const MOST_PLACES: i32 = 120;

/// `figures × 10^-scale` with a sign apart. Invariant: `figures` holds ASCII digits, without leading zeros unless it is `0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// Below zero.
    pub(super) negative: bool,
    figures: String,
    scale: i32,
}

impl Digits {
    /// The decimal as the spreadsheet sees it: 15 significant digits, the rest rounded half away from zero.
    pub(super) fn new(value: Decimal) -> Self {
        let mut out =
            Self { negative: value.mantissa < 0, figures: value.mantissa.unsigned_abs().to_string(), scale: i32::from(value.scale) };
        let extra = i32::try_from(out.figures.len()).unwrap_or(0) - 15;
        if extra > 0 {
            let places = out.scale - extra;
            let rounded = out.at_places(places);
            out.figures = rounded;
            out.scale = places;
        }
        out.normalise();
        out
    }

    /// A whole number.
    pub(super) fn whole(value: u64) -> Self {
        Self { negative: false, figures: value.to_string(), scale: 0 }
    }

    fn normalise(&mut self) {
        while self.figures.len() > 1 && self.figures.ends_with('0') && self.scale > 0 {
            self.figures.pop();
            self.scale -= 1;
        }
        if self.figures == "0" {
            self.scale = 0;
        }
    }

    /// Whether the amount is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.figures == "0"
    }

    /// The same amount without its sign.
    pub(super) fn unsigned(&self) -> Self {
        Self { negative: false, ..self.clone() }
    }

    /// The amount times `10^power`.
    pub(super) fn shifted(&self, power: i32) -> Self {
        if self.is_zero() { self.clone() } else { Self { scale: self.scale.saturating_sub(power), ..self.clone() } }
    }

    /// The power of ten of the first digit: 0 for 1 to 9, -1 for 0.1 to 0.9.
    pub(super) fn magnitude(&self) -> i32 {
        i32::try_from(self.figures.len()).unwrap_or(i32::MAX).saturating_sub(self.scale).saturating_sub(1)
    }

    /// Whether nothing but zeros follows the point.
    pub(super) fn is_whole(&self) -> bool {
        self.scale <= 0
            || self.at_places(0).parse::<u128>().ok() == self.figures.parse::<u128>().ok().and_then(|d| whole_part(d, self.scale))
    }

    /// Whole and fractional digits, rounded half away from zero to `places` places. The whole part of 0.5 is `0`.
    pub(super) fn rounded(&self, places: i32) -> (String, String) {
        let places = places.clamp(0, MOST_PLACES);
        let mut all = self.at_places(places);
        let fraction = usize::try_from(places).unwrap_or(0);
        if all.len() <= fraction {
            all.insert_str(0, &"0".repeat(fraction + 1 - all.len()));
        }
        let tail = all.split_off(all.len() - fraction);
        (all, tail)
    }

    /// The digits of the amount times `10^places`, rounded to a whole number.
    fn at_places(&self, places: i32) -> String {
        let drop = self.scale.saturating_sub(places);
        if drop <= 0 {
            let zeros = usize::try_from(drop.saturating_neg().min(400)).unwrap_or(0);
            return if self.is_zero() { self.figures.clone() } else { format!("{}{}", self.figures, "0".repeat(zeros)) };
        }
        let drop = usize::try_from(drop).unwrap_or(usize::MAX);
        if drop > self.figures.len() {
            return "0".to_owned();
        }
        let (kept, rest) = self.figures.split_at(self.figures.len() - drop);
        let up = rest.bytes().next().is_some_and(|b| b >= b'5');
        match (kept.is_empty(), up) {
            (true, false) => "0".to_owned(),
            (true, true) => "1".to_owned(),
            (false, false) => kept.to_owned(),
            (false, true) => increment(kept),
        }
    }
}

/// `digits` without its last `scale` digits, if those are zeros.
fn whole_part(digits: u128, scale: i32) -> Option<u128> {
    let unit = 10_u128.checked_pow(u32::try_from(scale).ok()?)?;
    digits.is_multiple_of(unit).then(|| digits / unit)
}

fn increment(digits: &str) -> String {
    let nines = digits.len() - digits.trim_end_matches('9').len();
    let (head, _) = digits.split_at(digits.len() - nines);
    let mut out = match head.as_bytes().last() {
        None => "1".to_owned(),
        Some(&last) => format!("{}{}", &head[..head.len() - 1], char::from(last + 1)),
    };
    out.push_str(&"0".repeat(nines));
    out
}

#[cfg(test)]
mod tests {
    use super::Digits;
    use crate::document::Decimal;

    fn rounded(text: &str, places: i32) -> String {
        let (whole, fraction) = Digits::new(Decimal::parse(text).unwrap()).rounded(places);
        format!("{whole}.{fraction}")
    }

    #[test]
    fn rounds_half_away_from_zero_on_the_decimal() {
        for (text, places, want) in [
            ("1.005", 2, "1.01"),
            ("0.285", 2, "0.29"),
            ("2.5", 0, "3."),
            ("99.995", 2, "100.00"),
            ("0.004", 2, "0.00"),
            ("0.5", 0, "1."),
            ("0.05", 0, "0."),
            ("12", 3, "12.000"),
            ("0.30000000000000004", 16, "0.3000000000000000"),
        ] {
            assert_eq!(rounded(text, places), want, "{text} to {places}");
        }
    }

    #[test]
    fn magnitudes_and_whole_numbers() {
        for (text, magnitude, whole) in [("1", 0, true), ("0.1", -1, false), ("1234.5", 3, false), ("10.00", 1, true)] {
            let digits = Digits::new(Decimal::parse(text).unwrap());
            assert_eq!((digits.magnitude(), digits.is_whole()), (magnitude, whole), "{text}");
        }
    }
}
