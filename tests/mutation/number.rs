//! How numbers are printed.

/// The forms of a whole number in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    Plain,
    /// Commas between thousands.
    Commas,
    /// Chinese numerals below a hundred.
    Han,
    /// Full-width digits.
    Wide,
}

/// How one number is printed.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Count(Digits),
    Year,
    /// A mantissa with decimals and a sign behind: 12.5 %.
    Decimal {
        places: usize,
        behind: &'static str,
    },
    /// A cell of a table: what stands for zero, and commas or not.
    Cell {
        zero: &'static str,
        commas: bool,
    },
    /// 增58, +58, 58: a change by a signed number, the value being its size.
    Signed(&'static str),
}

const HAN: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number below a hundred in Chinese.
pub(crate) fn han(n: u64) -> String {
    let digit = |n: u64| HAN[usize::try_from(n).expect("a digit")];
    match n {
        0..10 => digit(n).to_owned(),
        10..100 => {
            let tens = if n < 20 { "" } else { digit(n / 10) };
            let ones = if n.is_multiple_of(10) { "" } else { digit(n % 10) };
            format!("{tens}十{ones}")
        }
        _ => n.to_string(),
    }
}

fn commas(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `n` with `places` decimals.
pub(crate) fn decimal(n: u64, places: usize) -> String {
    if places == 0 {
        return n.to_string();
    }
    let digits = format!("{n:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{whole}.{part}")
}

impl Shape {
    /// The number as printed.
    pub(crate) fn print(&self, n: u64) -> String {
        match self {
            Self::Cell { zero, .. } if n == 0 => (*zero).to_owned(),
            Self::Year | Self::Count(Digits::Plain) | Self::Cell { commas: false, .. } => n.to_string(),
            Self::Count(Digits::Commas) | Self::Cell { commas: true, .. } => commas(n),
            Self::Count(Digits::Han) if n == 2 => "两".to_owned(),
            Self::Count(Digits::Han) => han(n),
            Self::Count(Digits::Wide) => {
                n.to_string().bytes().map(|b| char::from_u32(0xff10 + u32::from(b - b'0')).expect("a wide digit")).collect()
            }
            Self::Decimal { places, behind } => format!("{}{behind}", decimal(n, *places)),
            Self::Signed(sign) => format!("{sign}{n}"),
        }
    }
}

/// `part / whole` in units of 10^-places per cent, rounded half up.
pub(crate) fn percent(part: u64, whole: u64, places: usize) -> u64 {
    let scale = 100 * 10_u64.pow(u32::try_from(places).expect("a few"));
    (2 * part * scale + whole) / (2 * whole)
}
