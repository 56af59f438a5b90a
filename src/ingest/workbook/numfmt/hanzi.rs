//! Chinese numerals for `[DBNum1]`, `[DBNum2]` and `[DBNum3]` codes.

/// The ten digits of a level.
fn digits(level: u8) -> Option<[char; 10]> {
    match level {
        1 => Some(['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']),
        2 => Some(['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']),
        3 => Some(['０', '１', '２', '３', '４', '５', '６', '７', '８', '９']),
        _ => None,
    }
}

/// Replaces each ASCII digit by the numeral of `level`.
pub(super) fn one_by_one(text: &str, level: u8) -> String {
    let Some(numerals) = digits(level) else { return text.to_owned() };
    text.chars().map(|c| c.to_digit(10).and_then(|d| numerals.get(d as usize)).copied().unwrap_or(c)).collect()
}

/// Writes a General number with place names: 1234 is 一千二百三十四. Above 16 whole digits the digits are replaced one by one.
pub(super) fn with_places(text: &str, level: u8) -> String {
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let plain = level > 2 || whole.is_empty() || whole.len() > 16 || !whole.bytes().all(|b| b.is_ascii_digit());
    let (Some(numerals), false) = (digits(level), plain) else { return one_by_one(text, level) };
    let small = if level == 2 { ["", "拾", "佰", "仟"] } else { ["", "十", "百", "千"] };
    let mut out = String::from(sign);
    let (mut zero, mut filled) = (false, false);
    for (index, byte) in whole.bytes().enumerate() {
        let place = whole.len() - 1 - index;
        let digit = usize::from(byte - b'0');
        if digit == 0 {
            zero = true;
        } else {
            if zero && out.len() > sign.len() {
                out.push(numerals[0]);
            }
            zero = false;
            filled = true;
            out.push(numerals[digit.min(9)]);
            out.push_str(small[place % 4]);
        }
        if place % 4 == 0 {
            out.push_str(if filled { ["", "万", "亿", "兆"].get(place / 4).copied().unwrap_or("") } else { "" });
            filled = false;
        }
    }
    if out.len() == sign.len() {
        out.push(numerals[0]);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(&one_by_one(fraction, level));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{one_by_one, with_places};

    #[test]
    fn numerals() {
        assert_eq!(one_by_one("2019", 1), "二〇一九");
        for (text, level, want) in [
            ("123", 1, "一百二十三"),
            ("1005", 1, "一千〇五"),
            ("10", 1, "一十"),
            ("100000", 1, "一十万"),
            ("12345678", 2, "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌"),
            ("100000001", 1, "一亿〇一"),
            ("0", 1, "〇"),
            ("-3.05", 1, "-三.〇五"),
            ("12", 3, "１２"),
        ] {
            assert_eq!(with_places(text, level), want, "{text}");
        }
    }
}
