//! Cells from stored values: what is stored and what is shown.

use crate::document::{Cell, Decimal, Stored, Text};
use crate::ingest::workbook::numfmt::NumberFormat;

/// A format with what else of a style matters.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// How values show.
    pub(super) format: NumberFormat,
    /// Levels of indentation.
    pub(super) indent: u8,
    /// Whether the font is struck out.
    pub(super) struck: bool,
}

/// The shortest decimal that reads back as a binary number; `Err` holds its scientific notation where that has too many digits.
#[expect(clippy::disallowed_types, reason = "workbooks store binary numbers; this is where they become decimals")]
pub(super) fn decimal(value: f64) -> Result<Decimal, String> {
    if !value.is_finite() {
        return Err("#NUM!".to_owned());
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    Decimal::parse(mantissa)
        .and_then(|m| moved(m, exponent))
        .ok_or_else(|| text.to_uppercase().replacen('E', if exponent < 0 { "E" } else { "E+" }, 1))
}

/// A decimal times a power of ten, if it still fits.
fn moved(mantissa: Decimal, exponent: i32) -> Option<Decimal> {
    let scale = i32::from(mantissa.scale).checked_sub(exponent)?;
    if mantissa.mantissa == 0 {
        return Some(Decimal::new(0, 0));
    }
    if scale >= 0 {
        return Some(Decimal::new(mantissa.mantissa, u8::try_from(scale).ok()?));
    }
    let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
    Some(Decimal::new(mantissa.mantissa.checked_mul(factor)?, 0))
}

/// A written number, with or without an exponent.
pub(super) fn written(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    moved(Decimal::parse(mantissa)?, exponent.trim_start_matches('+').parse().ok()?)
}

/// A cell holding a number, a date or a time.
#[expect(clippy::disallowed_types, reason = "workbooks store binary numbers")]
pub(super) fn number(row: u32, col: u32, value: f64, look: &Look, epoch_1904: bool) -> Cell {
    let (text, stored) = match decimal(value) {
        Ok(exact) => {
            let stored = if look.format.is_date() { Stored::Date } else { Stored::Number(exact) };
            (look.format.number(exact, epoch_1904), stored)
        }
        Err(text) if text.starts_with('#') => (text.clone(), Stored::Error(text)),
        Err(text) => (text, Stored::Text),
    };
    cell(row, col, &text, stored, look)
}

/// A cell holding text.
pub(super) fn text(row: u32, col: u32, value: &str, look: &Look) -> Cell {
    cell(row, col, &look.format.text(value), Stored::Text, look)
}

/// A cell holding a truth value.
pub(super) fn boolean(row: u32, col: u32, value: bool, look: &Look) -> Cell {
    cell(row, col, if value { "TRUE" } else { "FALSE" }, Stored::Bool(value), look)
}

/// A cell holding an error value.
pub(super) fn error(row: u32, col: u32, value: &str, look: &Look) -> Cell {
    cell(row, col, value, Stored::Error(value.to_owned()), look)
}

/// A formula without a calculated value.
pub(super) fn no_value(row: u32, col: u32, look: &Look) -> Cell {
    cell(row, col, "", Stored::NoValue, look)
}

/// A date given in ISO 8601; a time of midnight is left out.
pub(super) fn iso_date(row: u32, col: u32, value: &str, look: &Look) -> Cell {
    let value = value.strip_suffix("T00:00:00").unwrap_or(value);
    cell(row, col, &value.replacen('T', " ", 1), Stored::Date, look)
}

/// A cell with its shown text: trimmed, line breaks as `\n`.
pub(super) fn cell(row: u32, col: u32, shown: &str, stored: Stored, look: &Look) -> Cell {
    let text = if shown.contains('\r') { shown.replace("\r\n", "\n").replace('\r', "\n") } else { shown.to_owned() };
    let own = leading_spaces(&text);
    let trimmed = text.trim();
    let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
    let indent = if stored == Stored::Text { look.indent.saturating_add(own) } else { look.indent };
    Cell { stored: Some(stored), indent, ..Cell::new(row, col, Text::unmapped(text)) }
}

/// Indentation typed as spaces: one level for two narrow or one wide space.
fn leading_spaces(text: &str) -> u8 {
    let halves: usize =
        text.chars().take_while(|c| c.is_whitespace() && *c != '\n').take(64).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    u8::try_from(halves / 2).unwrap_or(u8::MAX)
}

/// The words for an error code of the binary formats.
pub(super) fn error_words(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, cell, decimal, number};
    use crate::document::{Decimal, Stored};

    #[test]
    fn shortest_decimals() {
        for (value, want) in [
            (0.416_4, Decimal::new(4164, 4)),
            (1e21, Decimal::new(1_000_000_000_000_000_000_000, 0)),
            (-0.0, Decimal::new(0, 0)),
            (1.5e-7, Decimal::new(15, 8)),
            (38.0, Decimal::new(38, 0)),
        ] {
            assert_eq!(decimal(value), Ok(want));
        }
        assert_eq!(decimal(1e300), Err("1E+300".to_owned()));
        assert_eq!(decimal(1e-300), Err("1E-300".to_owned()));
        assert_eq!(number(0, 0, 1e308 * 10.0, &Look::default(), false).stored, Some(Stored::Error("#NUM!".to_owned())));
    }

    #[test]
    fn typed_spaces_are_indentation() {
        let made = cell(0, 0, "\u{3000}  其中：\r\n行政许可 ", Stored::Text, &Look::default());
        assert_eq!((made.text.as_str(), made.indent), ("其中：\n行政许可", 2));
    }
}
