//! Declarations of styles: the properties that [`super::marks`] reads, and what their values mean to it.

use crate::document::Decimal;

/// Milli-pixels: lengths are compared, never added up far, so integers do.
pub(super) type MilliPx = i32;

/// Whether a margin or padding parts a piece from the text beside it: a third of a character or more.
pub(super) fn is_gap(value: &str) -> bool {
    length(value).is_some_and(|length| length >= 5000)
}

/// Where `vertical-align` puts text: above the line or below it.
pub(super) fn raised(value: &str) -> Option<bool> {
    if value.eq_ignore_ascii_case("super") {
        return Some(true);
    }
    if value.eq_ignore_ascii_case("sub") {
        return Some(false);
    }
    let up = value.strip_suffix('%').map_or_else(|| length(value), length)?;
    (up != 0).then_some(up > 0)
}

/// What becomes of the white space of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WhiteSpace {
    /// It collapses to one space.
    #[default]
    Collapsed,
    /// Lines are broken as in the source, the rest collapses.
    Lines,
    /// It stands as written.
    Kept,
}

impl WhiteSpace {
    /// What a value of `white-space` says; one that hands on what is around it says nothing.
    pub(super) fn of(value: &str) -> Option<Self> {
        match value.to_ascii_lowercase().as_str() {
            "normal" | "nowrap" => Some(Self::Collapsed),
            "pre-line" => Some(Self::Lines),
            "pre" | "pre-wrap" | "break-spaces" => Some(Self::Kept),
            _ => None,
        }
    }
}

/// A property that is read.
#[derive(Clone, Copy)]
pub(super) enum Property {
    /// `display`.
    Display,
    /// `visibility`.
    Visibility,
    /// Word's `mso-hide`.
    MsoHide,
    /// `text-decoration` and `text-decoration-line`.
    Decoration,
    /// Word's `text-line-through`, as in `double`.
    MsoStrike,
    /// `text-indent`.
    Indent,
    /// Margin or padding before the content.
    Left,
    /// The same behind it.
    Right,
    /// `float`.
    Float,
    /// `position`.
    Position,
    /// `top`.
    Top,
    /// `left`
    Away,
    /// `font-size`.
    Size,
    /// `opacity`.
    Opacity,
    /// `color`.
    Color,
    /// `vertical-align`.
    Vertical,
    /// Word's `mso-text-raise`, up or down.
    MsoRaise,
    /// `white-space`.
    WhiteSpace,
    /// `width`.
    Width,
    /// `height`.
    Height,
}

impl Property {
    /// That of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        match name.len() {
            3 if is("top") => Some(Self::Top),
            4 if is("left") => Some(Self::Away),
            5 if is("color") => Some(Self::Color),
            5 if is("width") => Some(Self::Width),
            5 if is("float") => Some(Self::Float),
            6 if is("height") => Some(Self::Height),
            7 if is("opacity") => Some(Self::Opacity),
            7 if is("display") => Some(Self::Display),
            9 if is("font-size") => Some(Self::Size),
            8 if is("mso-hide") => Some(Self::MsoHide),
            8 if is("position") => Some(Self::Position),
            10 if is("visibility") => Some(Self::Visibility),
            11 if is("margin-left") => Some(Self::Left),
            11 if is("white-space") => Some(Self::WhiteSpace),
            11 if is("text-indent") => Some(Self::Indent),
            12 if is("padding-left") => Some(Self::Left),
            12 if is("margin-right") => Some(Self::Right),
            13 if is("padding-right") => Some(Self::Right),
            14 if is("vertical-align") => Some(Self::Vertical),
            14 if is("mso-text-raise") => Some(Self::MsoRaise),
            15 if is("text-decoration") => Some(Self::Decoration),
            17 if is("text-line-through") => Some(Self::MsoStrike),
            20 if is("text-decoration-line") => Some(Self::Decoration),
            _ => None,
        }
    }

    /// Whether a size, an opacity or a colour shows nothing.
    pub(super) fn is_faint(self, value: &str) -> bool {
        let nothing = |value: &str| Decimal::parse(value.trim_end_matches('%')).is_some_and(Decimal::is_zero);
        match self {
            Self::Size => length(value) == Some(0) || nothing(value),
            Self::Opacity => nothing(value),
            Self::Color => {
                let alpha = || value.strip_suffix(')').and_then(|inner| inner.rsplit_once([',', '/'])).map(|(_, alpha)| alpha.trim());
                let four = || value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("rgba(")) || value.contains('/');
                value.eq_ignore_ascii_case("transparent") || (four() && alpha().is_some_and(nothing))
            }
            _ => false,
        }
    }
}

/// Whether a value of `text-decoration` holds `line-through` among its words.
pub(super) fn is_line_through(value: &str) -> bool {
    value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("line-through"))
}

/// The declarations of a style, and whether each is important.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (&str, &str, bool)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (value, rank) = value.split_once('!').unwrap_or((value, ""));
        Some((property.trim_ascii(), value.trim_ascii(), rank.trim_ascii().eq_ignore_ascii_case("important")))
    })
}

/// A CSS or attribute length. Percentages and unknown units are no length.
pub(super) fn length(value: &str) -> Option<MilliPx> {
    let value = value.trim_ascii();
    let negative = value.starts_with('-');
    let unsigned = value.strip_prefix(['-', '+']).unwrap_or(value);
    let digits = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, unit) = unsigned.split_at(digits);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole: i64 = if whole.is_empty() && !fraction.is_empty() { 0 } else { whole.parse().ok()? };
    let thousandths: i64 = format!("{:0<3.3}", fraction.get(..3).unwrap_or(fraction)).parse().ok()?;
    // Milli-pixels per unit; 96 pixels an inch, 16 an em.
    let scale: i64 = match unit.trim_ascii().to_ascii_lowercase().as_str() {
        "" | "px" => 1000,
        "pt" => 1333,
        "em" | "rem" | "ic" | "pc" => 16_000,
        "ex" | "ch" => 8000,
        "in" => 96_000,
        "cm" => 37_795,
        "mm" => 3780,
        _ => return None,
    };
    let length = whole.checked_mul(1000)?.checked_add(thousandths)?.checked_mul(scale)? / 1000;
    i32::try_from(if negative { -length } else { length }).ok()
}
