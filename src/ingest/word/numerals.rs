//! Numbers of list levels in the writings Word knows (`ST_NumberFormat`, ECMA-376 part 1, 17.18.59).

/// How a level writes its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Writing {
    /// 1, 2, 3: also what stands for every writing not known here.
    #[default]
    Decimal,
    /// 01, 02
    TwoDigits,
    /// I, II
    UpperRoman,
    /// i, ii
    LowerRoman,
    /// A, B
    UpperLetter,
    /// a, b
    LowerLetter,
    /// 一, 十一, 一百二十三
    Chinese,
    /// 一, 一〇, 一二三
    ChineseDigits,
    /// 壹, 拾壹
    ChineseLegal,
    /// 甲, 乙
    Stems,
    /// 子, 丑
    Branches,
    /// ①
    Circled,
    /// ⑴
    Bracketed,
    /// ⒈
    Stopped,
    /// １
    FullWidth,
    /// A mark that is the same for every item.
    Bullet,
    /// Nothing.
    None,
}

impl Writing {
    /// The writing with a name of the standard.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::TwoDigits,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
                Self::Chinese
            }
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => Self::ChineseDigits,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegal,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// `number` in this writing; a writing that does not reach so far gives decimal digits.
    pub(super) fn write(self, number: u32) -> String {
        let decimal = || number.to_string();
        match self {
            Self::Decimal => decimal(),
            Self::TwoDigits => format!("{number:02}"),
            Self::UpperRoman => roman(number).unwrap_or_else(decimal),
            Self::LowerRoman => roman(number).map_or_else(decimal, |r| r.to_ascii_lowercase()),
            Self::UpperLetter => letters(number).unwrap_or_else(decimal),
            Self::LowerLetter => letters(number).map_or_else(decimal, |l| l.to_ascii_lowercase()),
            Self::Chinese => chinese(number, "零一二三四五六七八九", ["", "十", "百", "千"]),
            Self::ChineseLegal => chinese(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
            Self::ChineseDigits => by_digit(number, "〇一二三四五六七八九"),
            Self::FullWidth => by_digit(number, "０１２３４５６７８９"),
            Self::Stems => nth(number, "甲乙丙丁戊己庚辛壬癸").unwrap_or_else(decimal),
            Self::Branches => nth(number, "子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(decimal),
            Self::Circled => enclosed(number, '①').unwrap_or_else(decimal),
            Self::Bracketed => enclosed(number, '⑴').unwrap_or_else(decimal),
            Self::Stopped => enclosed(number, '⒈').unwrap_or_else(decimal),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn nth(number: u32, list: &str) -> Option<String> {
    list.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

fn enclosed(number: u32, first: char) -> Option<String> {
    let offset = number.checked_sub(1).filter(|n| *n < 20)?;
    char::from_u32(first as u32 + offset).map(String::from)
}

fn by_digit(number: u32, digits: &str) -> String {
    number.to_string().chars().filter_map(|c| digits.chars().nth(c.to_digit(10)? as usize)).collect()
}

/// A to Z, then AA to ZZ, AAA …, as Word counts; at most eight letters.
fn letters(number: u32) -> Option<String> {
    let at = number.checked_sub(1)?;
    let letter = char::from(b'A' + u8::try_from(at % 26).ok()?);
    let times = at / 26 + 1;
    (times <= 8).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, part) in PARTS {
        while rest >= value {
            out.push_str(part);
            rest -= value;
        }
    }
    Some(out)
}

/// With place names up to 9,999; a leading ten has no one before it.
fn chinese(number: u32, digits: &str, places: [&str; 4]) -> String {
    if number > 9_999 {
        return number.to_string();
    }
    let digit = |n: u32| digits.chars().nth(n as usize).unwrap_or('零');
    let text = number.to_string();
    let mut out = String::new();
    let mut zero = false;
    for (at, c) in text.chars().enumerate() {
        let n = c.to_digit(10).unwrap_or(0);
        let place = places.get(text.len() - 1 - at).copied().unwrap_or("");
        if n == 0 {
            zero = true;
            continue;
        }
        if zero && !out.is_empty() {
            out.push(digit(0));
        }
        zero = false;
        if !(n == 1 && out.is_empty() && text.len() == 2) {
            out.push(digit(n));
        }
        out.push_str(place);
    }
    if out.is_empty() { digit(0).to_string() } else { out }
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn writings() {
        for (name, numbers) in [
            ("decimal", [(1, "1"), (12, "12"), (0, "0")]),
            ("decimalZero", [(1, "01"), (12, "12"), (100, "100")]),
            ("chineseCounting", [(10, "十"), (21, "二十一"), (105, "一百零五")]),
            ("chineseCountingThousand", [(1, "一"), (110, "一百一十"), (0, "零")]),
            ("chineseLegalSimplified", [(11, "拾壹"), (20, "贰拾"), (1, "壹")]),
            ("ideographDigital", [(10, "一〇"), (3, "三"), (123, "一二三")]),
            ("ideographTraditional", [(1, "甲"), (10, "癸"), (11, "11")]),
            ("decimalEnclosedCircleChinese", [(1, "①"), (20, "⑳"), (21, "21")]),
            ("decimalEnclosedParen", [(1, "⑴"), (2, "⑵"), (0, "0")]),
            ("upperRoman", [(4, "IV"), (1990, "MCMXC"), (4000, "4000")]),
            ("lowerLetter", [(1, "a"), (27, "aa"), (0, "0")]),
            ("decimalFullWidth", [(1, "１"), (10, "１０"), (2, "２")]),
            ("bullet", [(1, ""), (2, ""), (3, "")]),
            ("something", [(1, "1"), (2, "2"), (3, "3")]),
        ] {
            for (number, written) in numbers {
                assert_eq!(Writing::named(name).write(number), written, "{name} {number}");
            }
        }
    }
}
