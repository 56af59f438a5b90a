//! What an element's attributes say to a reader of numbers: spans, visibility, indentation, picture size. Everything else is dropped.

use html5ever::{Attribute, local_name};

use crate::ingest::html::properties::{MilliPx, Property, WhiteSpace, declarations, is_gap, is_line_through, length, raised};

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
    /// Not shown, whatever it holds: `hidden`, `display:none`, `mso-hide:all`; a piece of a line also where it is of no size, see-through or out of
    /// sight.
    pub hidden: bool,
    /// What `visibility` says; unlike `hidden`, what it holds may say otherwise.
    pub visible: Option<bool>,
    /// Where the style takes it out of the line: above it (true); below it or apart from the text beside it, by margins, floating or absolute
    /// position, or as a table's cell (false).
    pub out: Option<bool>,
    /// `display` makes a block of it.
    pub block: bool,
    /// Whether a line strikes the text out, where the style says so or says otherwise.
    pub struck: Option<bool>,
    /// What becomes of the white space in it, where the style says so.
    pub white_space: Option<WhiteSpace>,
    /// `role="presentation"` or `none`.
    pub presentation: bool,
    /// Left margin, padding and first line indent, together.
    pub indent: MilliPx,
    /// Declared size of a picture.
    pub extent: Extent,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            colspan: 1,
            rowspan: 1,
            hidden: false,
            visible: None,
            out: None,
            block: false,
            struck: None,
            white_space: None,
            presentation: false,
            indent: 0,
            extent: Extent::Unknown,
        }
    }
}

/// Whether an attribute has a say in the tree or in [`Marks`]. `font` in SVG leaves the drawing by its attributes, `input` stays in a table by its type.
pub(super) fn is_kept(tag: &[u8], attribute: &[u8]) -> bool {
    match attribute {
        b"colspan" | b"rowspan" | b"hidden" | b"style" | b"class" | b"id" | b"role" => true,
        b"type" | b"value" => tag == b"input",
        b"src" | b"srcdoc" => tag == b"iframe",
        b"width" | b"height" => tag == b"img",
        b"color" | b"face" | b"size" => tag == b"font",
        b"encoding" => tag == b"annotation-xml",
        _ => false,
    }
}

/// Whether a `style` says anything [`Marks`] keeps. Word writes a style on every run; most of them are dropped here.
pub(super) fn is_telling(tag: &[u8], style: &str) -> bool {
    declarations(style).any(|(property, value, _)| match Property::of(property) {
        Some(Property::Width | Property::Height) => tag == b"img",
        Some(property @ (Property::Size | Property::Opacity | Property::Color)) => property.is_faint(value),
        Some(_) => true,
        None => false,
    })
}

/// Whether a declaration is one that [`Marks`] takes from a rule for a class: those that hide, strike out, raise and keep white space.
pub(super) fn is_read_of_class(declaration: &str) -> bool {
    let property = declarations(declaration).next().and_then(|(property, ..)| Property::of(property));
    property.is_some_and(|property| {
        matches!(
            property,
            Property::Display
                | Property::Visibility
                | Property::MsoHide
                | Property::Decoration
                | Property::MsoStrike
                | Property::Vertical
                | Property::WhiteSpace
                | Property::MsoRaise
        )
    })
}

impl Marks {
    /// Reads the attributes of an element that holds a piece of a line (`run`), or of another one. `class` and `id` hold the
    /// declarations of the page's rules for it; those of `id` overrule the others and are overruled by those of `style`.
    pub(super) fn of(attributes: &[Attribute], run: bool) -> Self {
        let mut marks = Self::default();
        let mut style = Style::default();
        for name in [local_name!("class"), local_name!("id")] {
            if let Some(rules) = attributes.iter().find(|attribute| attribute.name.local == name) {
                marks.read_style(&mut style, &rules.value);
            }
        }
        for attribute in attributes {
            let value: &str = &attribute.value;
            match attribute.name.local {
                local_name!("colspan") => marks.colspan = integer(value).filter(|&n| n > 0).map_or(1, |n| cap(n, 1000)),
                local_name!("rowspan") => marks.rowspan = integer(value).map_or(1, |n| cap(n, 65534)),
                local_name!("hidden") => style.hides[ATTRIBUTE] = true,
                local_name!("role") => marks.presentation = matches!(value.trim(), "presentation" | "none"),
                local_name!("width") => marks.extent = extent(marks.extent, length(value), 200_000),
                local_name!("height") => marks.extent = extent(marks.extent, length(value), 80_000),
                local_name!("style") => marks.read_style(&mut style, value),
                _ => {}
            }
        }
        marks.settle(&style, run);
        marks
    }

    /// Takes over what a second `<html>` or `<body>` tag adds.
    pub(super) fn add(&mut self, other: Self) {
        self.hidden |= other.hidden;
        self.visible = other.visible.or(self.visible);
    }

    fn read_style(&mut self, style: &mut Style, declared: &str) {
        for (property, value, important) in declarations(declared) {
            let is = |word: &str| value.eq_ignore_ascii_case(word);
            let Some(property) = Property::of(property) else { continue };
            if !style.takes(property, important) {
                continue;
            }
            match property {
                Property::Display => {
                    style.display = Some(is("none"));
                    self.block = is("block") || is("table") || is("flex") || is("grid") || is("list-item");
                    style.apart[CELL] = is("table-cell");
                }
                Property::Visibility => self.visible = visibility(value),
                Property::WhiteSpace => self.white_space = WhiteSpace::of(value),
                Property::MsoHide => style.hides[MSO] = is("all"),
                Property::Indent | Property::Left => {
                    self.indent = self.indent.saturating_add(length(value).unwrap_or(0));
                    style.apart[GAP] |= matches!(property, Property::Left) && is_gap(value);
                }
                Property::Right => style.apart[GAP] |= is_gap(value),
                Property::Float => style.apart[FLOATS] = is("left") || is("right"),
                Property::Position => (style.apart[PLACED], style.relative) = (is("absolute") || is("fixed"), is("relative")),
                Property::Size => style.faint[0] = property.is_faint(value),
                Property::Opacity => style.faint[1] = property.is_faint(value),
                Property::Color => style.faint[2] = property.is_faint(value),
                Property::Away => style.away |= length(value).is_some_and(|away| away <= AWAY),
                Property::Top => {
                    style.top = length(value);
                    style.away |= style.top.is_some_and(|away| away <= AWAY);
                }
                Property::Vertical => self.out = raised(value),
                Property::MsoRaise => self.out = length(value).filter(|up| *up != 0).map(|up| up > 0),
                Property::Decoration => self.struck = Some(is_line_through(value)),
                Property::MsoStrike => self.struck = Some(self.struck == Some(true) || !is("none")),
                Property::Width => self.extent = extent(self.extent, length(value), 200_000),
                Property::Height => self.extent = extent(self.extent, length(value), 80_000),
            }
        }
    }

    /// Draws together what the declarations say.
    fn settle(&mut self, style: &Style, run: bool) {
        let [attribute, mso] = style.hides;
        let faint = style.faint.contains(&true) || (style.away && style.apart[PLACED]);
        self.hidden = style.display.unwrap_or(attribute) || mso || (run && faint);
        let moved = style.top.filter(|top| style.relative && *top != 0).map(|top| top < 0);
        self.out = self.out.or(moved).or(style.apart.contains(&true).then_some(false));
    }
}

/// The declarations of an element so far, where more than one has a say. Of two of one property the last wins, but an important one over others.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    /// `display`: whether none.
    display: Option<bool>,
    /// What else hides it: the `hidden` attribute, which a `display` overrules, and `mso-hide`.
    hides: [bool; 2],
    /// What parts it from the text beside it.
    apart: [bool; 4],
    relative: bool,
    top: Option<MilliPx>,
    /// Size, opacity and colour that show nothing.
    faint: [bool; 3],
    /// Far beyond the upper or left edge.
    away: bool,
    /// The properties that an important declaration has settled, a bit each.
    settled: u32,
}

/// Where a piece is out of sight: a thousand pixels beyond an edge.
const AWAY: MilliPx = -1_000_000;

const ATTRIBUTE: usize = 0;
const MSO: usize = 1;
const GAP: usize = 0;
const FLOATS: usize = 1;
const PLACED: usize = 2;
const CELL: usize = 3;

impl Style {
    /// Whether a declaration has a say beside those before it.
    fn takes(&mut self, property: Property, important: bool) -> bool {
        let bit = 1_u32 << property as u32;
        let takes = important || self.settled & bit == 0;
        self.settled |= if important { bit } else { 0 };
        takes
    }
}

/// What a value of `visibility` says; one that hands on what is around it says nothing.
fn visibility(value: &str) -> Option<bool> {
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    if is("visible") { Some(true) } else { (is("hidden") || is("collapse")).then_some(false) }
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

#[cfg(test)]
mod tests {
    use super::{Extent, Marks, Style, extent, integer, is_telling};
    use crate::ingest::html::properties::length;

    fn styled(style: &str) -> Marks {
        let (mut marks, mut read) = (Marks::default(), Style::default());
        marks.read_style(&mut read, style);
        marks.settle(&read, true);
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
        for style in ["display:none", "color:red; DISPLAY : None !important", "mso-hide:all"] {
            assert!(styled(style).hidden && is_telling(b"p", style), "{style}");
        }
        assert!(!styled("display:block;visibility:visible").hidden);
        assert!(is_telling(b"p", "visibility:hidden"));
        let said = ["visibility:hidden", "visibility:Collapse", "visibility:visible", "visibility:inherit", "display:none"];
        assert_eq!(said.map(|style| styled(style).visible), [Some(false), Some(false), Some(true), None, None]);
        assert!(!is_telling(b"span", "font-family:宋体;mso-ascii-font-family:Calibri;font-size:10.5pt"));
    }

    #[test]
    fn the_last_declaration_wins_but_important_ones() {
        assert!(!styled("display:none;display:table-row").hidden);
        assert!(!styled("display:inline !important;display:none").hidden);
        assert!(styled("display:none!important;display:block").hidden);
        assert_eq!(styled("visibility:hidden;visibility:visible").visible, Some(true));
    }

    #[test]
    fn styles_that_show_nothing() {
        for style in [
            "font-size:0",
            "font-size: 0.0pt",
            "opacity:0",
            "opacity:0.00",
            "color:transparent",
            "color:rgba(0, 0, 0, 0)",
            "position:absolute;left:-9999px",
            "position:fixed;top:-5000px",
        ] {
            assert!(styled(style).hidden && is_telling(b"span", style), "{style}");
        }
        for style in
            ["font-size:0;font-size:12px", "opacity:0.5", "color:rgb(0,0,0)", "left:-9999px", "color:rgba(0,0,0,.5)", "font-size:larger"]
        {
            assert!(!styled(style).hidden, "{style}");
        }
        assert!(!is_telling(b"span", "font-size:10.5pt;color:black;opacity:1"));
    }

    #[test]
    fn styles_that_raise_and_part() {
        let raised =
            ["vertical-align:super", "vertical-align: 4pt", "vertical-align:30%", "position:relative;top:-3pt", "mso-text-raise:3.0pt"];
        assert_eq!(raised.map(|style| styled(style).out), [Some(true); 5]);
        let lowered = ["vertical-align:sub", "vertical-align:-2px", "position:relative;top:3px"];
        assert_eq!(lowered.map(|style| styled(style).out), [Some(false); 3]);
        let level = ["vertical-align:middle", "vertical-align:baseline", "top:-3pt", "vertical-align:super;vertical-align:top"];
        assert_eq!(level.map(|style| styled(style).out), [None; 4]);
        let apart = ["margin-left:20px", "padding-right:1em", "float:right", "position:absolute", "display:table-cell"];
        assert_eq!(apart.map(|style| styled(style).out), [Some(false); 5]);
        let joined = ["margin-left:1px", "text-indent:2em", "float:none", "position:relative", "letter-spacing:3px"];
        assert_eq!(joined.map(|style| styled(style).out), [None; 5]);
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
