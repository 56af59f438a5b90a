//! What an element's attributes say to a reader of numbers: spans, visibility, indentation, picture size. Everything else is dropped.

use html5ever::{Attribute, local_name};

/// Milli-pixels: lengths are compared, never added up far, so integers do.
pub(super) type MilliPx = i32;

/// How large a picture is declared to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Extent {
    /// Nothing is declared.
    #[default]
    Unknown,
    /// Smaller than a table could be read in: an icon, a spacer, a rule.
    Small,
    /// Large enough to hold a table.
    Large,
}

/// The digest of an element's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// Columns covered, 1 to 1000.
    pub colspan: u16,
    /// Rows covered, 1 to 65534; 0 for all that follow in the row group.
    pub rowspan: u16,
    /// Not shown: `hidden`, `display:none`, `visibility:hidden`, `mso-hide:all`.
    pub hidden: bool,
    /// `display` makes a block of it.
    pub block: bool,
    /// Whether a line strikes the text out, where the style says so or says otherwise.
    pub struck: Option<bool>,
    /// `role="presentation"` or `none`.
    pub presentation: bool,
    /// Left margin, padding and first line indent, together.
    pub indent: MilliPx,
    /// Declared size of a picture.
    pub extent: Extent,
}

impl Default for Marks {
    fn default() -> Self {
        Self { colspan: 1, rowspan: 1, hidden: false, block: false, struck: None, presentation: false, indent: 0, extent: Extent::Unknown }
    }
}

/// Whether an attribute has a say in the tree or in [`Marks`]. `font` in SVG leaves the drawing by its attributes, `input` stays in a table by its type.
pub(super) fn is_kept(tag: &[u8], attribute: &[u8]) -> bool {
    match attribute {
        b"colspan" | b"rowspan" | b"hidden" | b"style" | b"role" => true,
        b"type" => tag == b"input",
        b"width" | b"height" => tag == b"img",
        b"color" | b"face" | b"size" => tag == b"font",
        b"encoding" => tag == b"annotation-xml",
        _ => false,
    }
}

/// Whether a `style` says anything [`Marks`] keeps. Word writes a style on every run; most of them are dropped here.
pub(super) fn is_telling(tag: &[u8], style: &str) -> bool {
    declarations(style).any(|(property, _)| match Property::of(property) {
        Some(Property::Width | Property::Height) => tag == b"img",
        Some(_) => true,
        None => false,
    })
}

impl Marks {
    /// Reads the attributes.
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut marks = Self::default();
        for attribute in attributes {
            let value: &str = &attribute.value;
            match attribute.name.local {
                local_name!("colspan") => marks.colspan = integer(value).filter(|&n| n > 0).map_or(1, |n| cap(n, 1000)),
                local_name!("rowspan") => marks.rowspan = integer(value).map_or(1, |n| cap(n, 65534)),
                local_name!("hidden") => marks.hidden = true,
                local_name!("role") => marks.presentation = matches!(value.trim(), "presentation" | "none"),
                local_name!("width") => marks.extent = extent(marks.extent, length(value), 200_000),
                local_name!("height") => marks.extent = extent(marks.extent, length(value), 80_000),
                local_name!("style") => marks.read_style(value),
                _ => {}
            }
        }
        marks
    }

    /// Takes over what a second `<html>` or `<body>` tag adds.
    pub(super) fn add(&mut self, other: Self) {
        self.hidden |= other.hidden;
    }

    fn read_style(&mut self, style: &str) {
        for (property, value) in declarations(style) {
            let is = |word: &str| value.eq_ignore_ascii_case(word);
            match Property::of(property) {
                Some(Property::Display) => {
                    self.hidden |= is("none");
                    self.block |= is("block") || is("table") || is("flex") || is("grid") || is("list-item");
                }
                Some(Property::Visibility) => self.hidden |= is("hidden") || is("collapse"),
                Some(Property::MsoHide) => self.hidden |= is("all"),
                Some(Property::Indent) => self.indent = self.indent.saturating_add(length(value).unwrap_or(0)),
                Some(Property::Decoration) => self.struck = Some(is_line_through(value)),
                Some(Property::MsoStrike) => self.struck = Some(self.struck == Some(true) || !is("none")),
                Some(Property::Width) => self.extent = extent(self.extent, length(value), 200_000),
                Some(Property::Height) => self.extent = extent(self.extent, length(value), 80_000),
                None => {}
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Property {
    Display,
    Visibility,
    MsoHide,
    /// `text-decoration` and `text-decoration-line`.
    Decoration,
    /// Word's `text-line-through`, as in `double`.
    MsoStrike,
    Indent,
    Width,
    Height,
}

impl Property {
    fn of(name: &str) -> Option<Self> {
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        match name.len() {
            5 if is("width") => Some(Self::Width),
            6 if is("height") => Some(Self::Height),
            7 if is("display") => Some(Self::Display),
            8 if is("mso-hide") => Some(Self::MsoHide),
            10 if is("visibility") => Some(Self::Visibility),
            11 if is("margin-left") || is("text-indent") => Some(Self::Indent),
            12 if is("padding-left") => Some(Self::Indent),
            15 if is("text-decoration") => Some(Self::Decoration),
            17 if is("text-line-through") => Some(Self::MsoStrike),
            20 if is("text-decoration-line") => Some(Self::Decoration),
            _ => None,
        }
    }
}

/// Whether a value of `text-decoration` holds `line-through` among its words.
fn is_line_through(value: &str) -> bool {
    value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("line-through"))
}

/// The declarations of a style, `!important` taken off.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.split_once('!').map_or(value, |(value, _)| value);
        Some((property.trim_ascii(), value.trim_ascii()))
    })
}

/// The standard's rules for parsing non-negative integers: leading white space and a plus sign pass, whatever follows the digits is ignored.
fn integer(value: &str) -> Option<u32> {
    let value = value.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}']);
    let (value, negative) = match value.as_bytes().first() {
        Some(b'+') => (&value[1..], false),
        Some(b'-') => (&value[1..], true),
        _ => (value, false),
    };
    let digits = value.bytes().take_while(u8::is_ascii_digit);
    let number = digits.fold(None, |sum: Option<u32>, d| Some(sum.unwrap_or(0).saturating_mul(10).saturating_add(u32::from(d - b'0'))));
    number.filter(|&n| !negative || n == 0)
}

fn cap(n: u32, most: u16) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX).min(most)
}

fn extent(so_far: Extent, length: Option<MilliPx>, least: MilliPx) -> Extent {
    match length {
        None => so_far,
        Some(length) if length < least => Extent::Small,
        Some(_) if so_far == Extent::Small => Extent::Small,
        Some(_) => Extent::Large,
    }
}

/// A CSS or attribute length. Percentages and unknown units are no length.
fn length(value: &str) -> Option<MilliPx> {
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

#[cfg(test)]
mod tests {
    use super::{Extent, Marks, extent, integer, is_telling, length};

    fn styled(style: &str) -> Marks {
        let mut marks = Marks::default();
        marks.read_style(style);
        marks
    }

    #[test]
    fn span_numbers_are_read_as_the_standard_says() {
        for (value, number) in
            [("3", Some(3)), (" \t2x", Some(2)), ("+4", Some(4)), ("-1", None), ("-0", Some(0)), ("abc", None), ("", None)]
        {
            assert_eq!(integer(value), number, "{value:?}");
        }
        assert_eq!(integer("99999999999999"), Some(u32::MAX));
    }

    #[test]
    fn styles_that_hide() {
        for style in ["display:none", "color:red; DISPLAY : None !important", "visibility:hidden", "mso-hide:all"] {
            assert!(styled(style).hidden && is_telling(b"p", style), "{style}");
        }
        assert!(!styled("display:block;visibility:visible").hidden);
        assert!(!is_telling(b"span", "font-family:宋体;mso-ascii-font-family:Calibri;font-size:10.5pt"));
    }

    #[test]
    fn styles_that_strike_out() {
        for style in [
            "text-decoration:line-through",
            "text-decoration : red Underline LINE-THROUGH !important",
            "text-decoration-line: overline line-through",
            "text-line-through:double",
        ] {
            assert!(styled(style).struck == Some(true) && is_telling(b"span", style), "{style}");
        }
        assert_eq!(styled("text-decoration:underline").struck, Some(false));
        assert_eq!(styled("text-line-through:none").struck, Some(false));
        assert_eq!(styled("color:red").struck, None);
    }

    #[test]
    fn lengths() {
        assert_eq!(length("10.5pt"), Some(13_996));
        assert_eq!(length("-2em"), Some(-32_000));
        assert_eq!(length(".5px"), Some(500));
        assert_eq!(length("50%"), None);
        assert_eq!(length("auto"), None);
        assert_eq!(length("99999999999999999999px"), None);
        assert_eq!(styled("margin-left:24px;text-indent:-12px").indent, 12_000);
        assert_eq!(extent(extent(Extent::Unknown, length("600"), 200_000), length("1"), 80_000), Extent::Small);
    }
}
