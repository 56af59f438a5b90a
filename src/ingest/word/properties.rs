//! What `pPr`, `rPr`, `trPr` and `tcPr` say, as far as it matters.

use quick_xml::events::BytesStart;

use crate::ingest::word::styles::{ListRef, is_on, value};
use crate::ingest::xml;

/// More columns than any table has in Word (63); other programs write more.
const MOST_SPAN: u32 = 1000;

/// A paragraph's own properties.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphProperties {
    /// Its style.
    pub(super) style: Option<String>,
    /// Its outline level, from 0.
    pub(super) outline: Option<u8>,
    /// Its list.
    pub(super) list: ListRef,
    /// Left and first-line indentation in twentieths of a point.
    pub(super) indent: i32,
    /// The mark at its end is hidden, and with it its number.
    pub(super) mark_hidden: bool,
    /// The mark at its end was deleted, so that the next paragraph joins.
    pub(super) mark_deleted: bool,
}

impl ParagraphProperties {
    /// An element in `pPr`.
    pub(super) fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "pStyle" => self.style = Some(value(e)),
            "outlineLvl" => self.outline = value(e).trim().parse().ok(),
            "numId" => self.list.list = value(e).trim().parse().ok(),
            "ilvl" => self.list.level = value(e).trim().parse().ok(),
            "ind" => {
                let twips = |name: &str| xml::attribute(e, name).and_then(|v| v.trim().parse::<i32>().ok());
                let left = twips("left").or_else(|| twips("start")).unwrap_or(0);
                let first = twips("firstLine").unwrap_or(0).saturating_sub(twips("hanging").unwrap_or(0));
                self.indent = left.saturating_add(first);
            }
            _ => {}
        }
    }

    /// An element in the `rPr` of `pPr`.
    pub(super) fn take_mark(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "vanish" => self.mark_hidden = is_on(e),
            "del" | "moveFrom" => self.mark_deleted = true,
            _ => {}
        }
    }
}

/// A run's own properties.
#[derive(Clone, Debug, Default)]
pub(super) struct RunProperties {
    /// Its character style.
    pub(super) style: Option<String>,
    /// Whether it is hidden, where it says.
    pub(super) hidden: Option<bool>,
    /// Whether it stands on the line, where it says.
    pub(super) level: Option<Level>,
    /// Whether a line goes through it, where it says.
    pub(super) struck: Option<bool>,
    /// Its font, if that is one of symbols.
    pub(super) symbol_font: Option<String>,
}

/// Where characters stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    /// On the line.
    #[default]
    Line,
    /// Above it, as a note's number.
    Above,
    /// Below it, as an index.
    Below,
}

impl Level {
    /// That of a `vertAlign`; one on the line leaves characters where a `position` has moved them.
    pub(super) fn aligned(so_far: Option<Self>, e: &BytesStart<'_>) -> Option<Self> {
        match value(e).as_str() {
            "baseline" => so_far.or(Some(Self::Line)),
            "subscript" => Some(Self::Below),
            _ => Some(Self::Above),
        }
    }

    /// That of a `position`, which moves characters up or down by halves of a point; less than two points are only a matter of looks.
    pub(super) fn moved(e: &BytesStart<'_>) -> Option<Self> {
        match value(e).trim().parse::<i32>().ok()? {
            4.. => Some(Self::Above),
            ..=-4 => Some(Self::Below),
            _ => None,
        }
    }
}

impl RunProperties {
    /// An element in `rPr`.
    pub(super) fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "rStyle" => self.style = Some(value(e)),
            "vanish" => self.hidden = Some(is_on(e)),
            "vertAlign" => self.level = Level::aligned(self.level, e),
            "position" => self.level = Level::moved(e).or(self.level),
            "strike" | "dstrike" => self.struck = Some(is_on(e) || self.struck == Some(true)),
            "rFonts" => {
                let font = xml::attribute(e, "ascii").or_else(|| xml::attribute(e, "hAnsi")).unwrap_or_default();
                let lower = font.to_ascii_lowercase();
                self.symbol_font = (lower == "symbol" || lower.starts_with("wingdings")).then_some(font);
            }
            _ => {}
        }
    }
}

/// A table row's properties.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowProperties {
    /// Grid columns left empty before its first cell.
    pub(super) before: u32,
    /// Grid columns left empty after its last cell.
    pub(super) after: u32,
    /// A header that is repeated on every page.
    pub(super) header: bool,
    /// Not shown.
    pub(super) hidden: bool,
    /// Deleted.
    pub(super) deleted: bool,
}

impl RowProperties {
    /// An element in `trPr`.
    pub(super) fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        let count = || xml::number(e, "val").unwrap_or(0).min(MOST_SPAN);
        match name {
            "gridBefore" => self.before = count(),
            "gridAfter" => self.after = count(),
            "tblHeader" => self.header = is_on(e),
            "hidden" => self.hidden = is_on(e),
            "del" => self.deleted = true,
            _ => {}
        }
    }
}

/// How a cell takes part in a merged one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not at all.
    #[default]
    None,
    /// It is the first.
    Restart,
    /// It belongs to the one before.
    Continue,
}

/// A table cell's properties.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellProperties {
    /// Grid columns it covers, at least 1.
    pub(super) span: u32,
    /// Merging with the cell above.
    pub(super) vertical: Merge,
    /// Merging with the cell to the left, as older files have it.
    pub(super) horizontal: Merge,
    /// Deleted.
    pub(super) deleted: bool,
}

impl Default for CellProperties {
    fn default() -> Self {
        Self { span: 1, vertical: Merge::None, horizontal: Merge::None, deleted: false }
    }
}

impl CellProperties {
    /// An element in `tcPr`.
    pub(super) fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        let merge = || if value(e) == "restart" { Merge::Restart } else { Merge::Continue };
        match name {
            "gridSpan" => self.span = xml::number(e, "val").unwrap_or(1).clamp(1, MOST_SPAN),
            "vMerge" => self.vertical = merge(),
            "hMerge" => self.horizontal = merge(),
            "cellDel" => self.deleted = true,
            _ => {}
        }
    }
}
