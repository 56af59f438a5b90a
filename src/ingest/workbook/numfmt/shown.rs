//! The format of a cell: which section applies, and the sign.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::document::Decimal;
use crate::ingest::workbook::numfmt::code::{Condition, Section, Token, sections};
use crate::ingest::workbook::numfmt::date::date;
use crate::ingest::workbook::numfmt::digits::Digits;
use crate::ingest::workbook::numfmt::number::{general, number};

/// A number-format code, ready to show values. Copies share what was read.
#[derive(Clone, Debug)]
pub(in crate::ingest::workbook) struct NumberFormat {
    /// Sections for numbers.
    numbers: Arc<[Section]>,
    /// The section for text, if the code has one.
    text: Option<Arc<Section>>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self::new("General")
    }
}

impl NumberFormat {
    /// Reads a code. Anything that is no code shows as General.
    pub(in crate::ingest::workbook) fn new(code: &str) -> Self {
        let mut numbers = sections(code);
        numbers.truncate(4);
        let text = if numbers.len() == 4 || numbers.last().is_some_and(|s| s.has(&Token::Text)) { numbers.pop() } else { None };
        if numbers.is_empty() {
            numbers = sections("General");
        }
        Self { numbers: numbers.into(), text: text.map(Arc::new) }
    }

    /// Whether numbers show as dates or times.
    pub(in crate::ingest::workbook) fn is_date(&self) -> bool {
        self.numbers.first().is_some_and(Section::is_date)
    }

    /// What a number shows as, trimmed of the padding the code asks for.
    pub(in crate::ingest::workbook) fn number(&self, value: Decimal, epoch_1904: bool) -> String {
        let digits = Digits::new(value);
        let Some((section, signed)) = self.section(value) else { return String::new() };
        let sign = if signed && digits.negative { "-" } else { "" };
        if section.is_date() {
            return date(section, value, epoch_1904).unwrap_or_else(|| format!("{sign}{}", general(&digits.unsigned())));
        }
        let shown = number(section, &digits.unsigned());
        // What rounds to zero shows no minus.
        let sign = if shown.bytes().any(|b| (b'1'..=b'9').contains(&b)) || section.numerals > 0 { sign } else { "" };
        format!("{sign}{shown}").trim().to_owned()
    }

    /// What a text shows as.
    pub(in crate::ingest::workbook) fn text(&self, text: &str) -> String {
        let Some(section) = self.text.as_ref().filter(|s| s.tokens.iter().all(|t| matches!(t, Token::Literal(_) | Token::Text))) else {
            return text.to_owned();
        };
        let mut out = String::new();
        for token in &section.tokens {
            match token {
                Token::Literal(piece) => out.push_str(piece),
                _ => out.push_str(text),
            }
        }
        out
    }

    /// The section for a value, and whether a minus is printed before it.
    fn section(&self, value: Decimal) -> Option<(&Section, bool)> {
        let [first, rest @ ..] = &self.numbers[..] else { return None };
        let Some(second) = rest.first() else { return Some((first, true)) };
        if first.condition.is_some() || second.condition.is_some() {
            return Some(self.conditional(value, first, second));
        }
        match value.mantissa.signum() {
            -1 => Some((second, false)),
            0 => Some((rest.get(1).unwrap_or(first), false)),
            _ => Some((first, false)),
        }
    }

    fn conditional<'a>(&'a self, value: Decimal, first: &'a Section, second: &'a Section) -> (&'a Section, bool) {
        let holds = |s: &Section| s.condition.as_ref().is_some_and(|c| c.holds(value));
        let only_negative = |s: &Section| s.condition.as_ref().is_some_and(Condition::only_negative);
        if holds(first) || (first.condition.is_none() && value.mantissa > 0) {
            (first, !only_negative(first))
        } else if holds(second) || second.condition.is_none() && (value.mantissa < 0 || self.numbers.len() < 3) {
            let negatives_left = first.condition.as_ref().is_some_and(Condition::all_but_negative);
            (second, !(only_negative(second) || (second.condition.is_none() && negatives_left)))
        } else {
            (self.numbers.get(2).unwrap_or(second), true)
        }
    }
}

impl Condition {
    fn holds(&self, value: Decimal) -> bool {
        let order = value.compare(self.bound);
        match self.operator.as_str() {
            "<" => order == Ordering::Less,
            "<=" => order != Ordering::Greater,
            "=" => order == Ordering::Equal,
            "<>" => order != Ordering::Equal,
            ">=" => order != Ordering::Less,
            _ => order == Ordering::Greater,
        }
    }

    fn only_negative(&self) -> bool {
        self.operator.starts_with('<') && self.operator != "<>" && self.bound.mantissa <= 0
    }

    fn all_but_negative(&self) -> bool {
        self.operator.starts_with('>') && self.bound.is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;
    use crate::document::Decimal;

    fn shown(value: &str, code: &str) -> String {
        NumberFormat::new(code).number(Decimal::parse(value).unwrap(), false)
    }

    #[track_caller]
    fn check(cases: &[(&str, &str, &str)]) {
        for (value, code, want) in cases {
            assert_eq!(shown(value, code), *want, "{value} as {code}");
        }
    }

    #[test]
    fn places_percent_and_thousands() {
        check(&[
            ("1.005", "0.00", "1.01"),
            ("0.285", "0%", "29%"),
            ("0.4164", "0.00%", "41.64%"),
            ("1234567", "#,##0,", "1,235"),
            ("1234567.891", "#,##0.00", "1,234,567.89"),
            ("12", "#,##0", "12"),
            ("0", "#,##0", "0"),
            ("0", "#", ""),
            ("0.5", "#.##", ".5"),
            ("5", "#.##", "5."),
            ("7", "000", "007"),
            ("1234", "000-0000", "000-1234"),
            ("-5", "\"$\"#,##0", "-$5"),
            ("0.30000000000000004", "General", "0.3"),
            ("2.5", "?0.0?", "2.5"),
            ("1500", "0.0,\"k\"", "1.5k"),
        ]);
    }

    #[test]
    fn ten_thousands() {
        check(&[
            ("12345678", "0!.0,\"万\"", "1234.6万"),
            ("251000", "0\"万元\"", "251000万元"),
            ("98", "0!.0000", "0.0098"),
            ("3", "[DBNum1]General", "三"),
            ("123", "[DBNum2][$-804]General", "壹佰贰拾叁"),
            ("2019", "[DBNum1]0", "二〇一九"),
            ("5", "#\"件\"", "5件"),
        ]);
    }

    #[test]
    fn sections_by_sign_and_condition() {
        check(&[
            ("-1234", "#,##0_);(#,##0)", "(1,234)"),
            ("1234", "#,##0_);(#,##0)", "1,234"),
            ("-1234.5", "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "(1,234.50)"),
            ("0", "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "-"),
            ("0", "0;-0;\"无\"", "无"),
            ("-3", "0;;", ""),
            ("3", ";;;", ""),
            ("-3", "0.0", "-3.0"),
            ("-0.001", "0.00", "0.00"),
            ("120", "[>=100]0\"多\";0.0", "120多"),
            ("99", "[>=100]0\"多\";0.0", "99.0"),
            ("-5", "[>=100]0\"多\";0.0", "-5.0"),
            ("-5", "[Red][<0](0);0", "(5)"),
            ("-5", "[Color 3]0;[Red]-0", "-5"),
            ("58", "\"增\"0;\"减\"0", "增58"),
            ("-215", "\"增\"0;\"减\"0", "减215"),
            ("1036", "+0;-0;0", "+1036"),
        ]);
        assert_eq!(NumberFormat::new("_(@_)").text("无"), " 无 ");
        assert_eq!(NumberFormat::new("0;-0;0;@\"年\"").text("2019"), "2019年");
        assert_eq!(NumberFormat::new("0.00").text("无"), "无");
    }

    #[test]
    fn general() {
        check(&[
            ("123456789012", "General", "123456789012"),
            ("0.3333333333333333", "General", "0.333333333"),
            ("12345678.12345", "General", "12345678.12"),
            ("0.00001", "General", "0.00001"),
            ("0.00001234567", "General", "1.23457E-05"),
            ("100000000000000000000000", "General", "1E+23"),
            ("-0.5", "General", "-0.5"),
            ("42", "@", "42"),
            ("42", "G/通用格式\"次\"", "42次"),
            ("42", "General\" cases\"", "42 cases"),
            ("-7", "", "-7"),
        ]);
    }

    #[test]
    fn scientific_and_fractions() {
        check(&[
            ("12345", "0.00E+00", "1.23E+04"),
            ("0.00012345", "0.00E+00", "1.23E-04"),
            ("99999", "0.00E+00", "1.00E+05"),
            ("12345", "##0.0E+0", "12.3E+3"),
            ("0", "0.00E+00", "0.00E+00"),
            ("5.25", "# ?/?", "5 1/4"),
            ("0.25", "# ?/?", "1/4"),
            ("5", "# ?/?", "5"),
            ("5.25", "?/?", "21/4"),
            ("0.375", "# ?/8", "3/8"),
            ("0.5", "# ??/100", "50/100"),
            ("3.14159265358979", "# ??/??", "3 1/7"),
        ]);
    }

    #[test]
    fn dates_and_times() {
        check(&[
            ("43831", "yyyy-mm-dd", "2020-01-01"),
            ("43831", "yyyy\"年\"m\"月\"d\"日\"", "2020年1月1日"),
            ("43831.75", "yyyy/m/d h:mm", "2020/1/1 18:00"),
            ("43831.75", "h:mm AM/PM", "6:00 PM"),
            ("43831.75", "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
            ("1.5", "[h]:mm:ss", "36:00:00"),
            ("0.000011574074", "mm:ss.000", "00:01.000"),
            ("60", "yyyy-mm-dd", "1900-02-29"),
            ("1", "yyyy-mm-dd", "1900-01-01"),
            ("61", "yyyy-mm-dd", "1900-03-01"),
            ("43831", "dddd, mmmm d, yyyy", "Wednesday, January 1, 2020"),
            ("43831", "aaaa", "星期三"),
            ("43831", "[$-804]yyyy.mm.dd", "2020.01.01"),
            ("-1", "yyyy-mm-dd", "-1"),
            ("99999999", "yyyy-mm-dd", "99999999"),
            ("43831", "[DBNum1]yyyy\"年\"", "二〇二〇年"),
        ]);
        assert_eq!(NumberFormat::new("yyyy-mm-dd").number(Decimal::new(42369, 0), true), "2020-01-01");
        assert!(NumberFormat::new("[h]:mm").is_date() && !NumberFormat::new("0.00E+00").is_date());
    }

    #[test]
    fn no_code_and_no_value_panics() {
        let values = ["0", "-0.5", "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001"];
        let pieces = ["0", "#", "?", ".", ",", "E+", "/", "%", "@", "General", "yyyy", "[h]", "[DBNum1]", ";", "\"", "[>1]", "ss", "AM/PM"];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    for value in values {
                        shown(value, &format!("{a}{b}{c}"));
                        shown(value, &format!("{c}0{a}.{b}0"));
                    }
                }
            }
        }
    }
}
