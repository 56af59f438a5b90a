//! One cell element: its position, look and value.

use quick_xml::events::BytesStart;

use crate::document::{Cell, Stored};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::rich::{Face, Height, Rich};
use crate::ingest::xml;

/// The type a value is said to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Date,
    Bool,
    Error,
    Text,
}

/// A cell that is being read.
#[derive(Debug)]
pub(super) struct OpenCell {
    /// Its style's identifier.
    pub(super) style: Option<String>,
    /// Columns and rows merged into it.
    pub(super) across: u32,
    /// Rows merged into it.
    pub(super) down: u32,
    formula: Option<String>,
    kind: Option<Kind>,
    in_data: bool,
    /// Inside a comment, which has `Data` of its own.
    in_comment: bool,
    text: Rich,
    /// The elements open in the data that change its font.
    fonts: Vec<Font>,
}

/// An element in a cell's data that changes the font of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Font {
    Struck,
    Above,
    Below,
    /// Another one: what is in it has a font of its own.
    Other,
}

impl Font {
    fn of(name: &str) -> Option<Self> {
        match name {
            "S" => Some(Self::Struck),
            "Sup" => Some(Self::Above),
            "Sub" => Some(Self::Below),
            "B" | "I" | "U" | "Font" | "Span" => Some(Self::Other),
            _ => None,
        }
    }
}

impl OpenCell {
    /// A cell from its element.
    pub(super) fn new(e: &BytesStart<'_>, style: Option<String>) -> Self {
        Self {
            style: xml::attribute(e, "StyleID").or(style),
            across: xml::number(e, "MergeAcross").unwrap_or(0),
            down: xml::number(e, "MergeDown").unwrap_or(0),
            formula: xml::attribute(e, "Formula").map(|f| f.trim_start_matches('=').to_owned()),
            kind: None,
            in_data: false,
            in_comment: false,
            text: Rich::default(),
            fonts: Vec::new(),
        }
    }

    /// An element opens inside the cell.
    pub(super) fn open(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "Comment" => self.in_comment = true,
            "Data" if !self.in_comment => self.open_data(e),
            _ if self.in_data => {
                if let Some(font) = Font::of(name) {
                    self.fonts.push(font);
                    self.text.open(self.face());
                }
            }
            _ => {}
        }
    }

    /// An element closes inside the cell.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "Comment" => self.in_comment = false,
            "Data" if !self.in_comment => self.in_data = false,
            _ if self.in_data && Font::of(name).is_some() => {
                self.fonts.pop();
                self.text.open(self.face());
            }
            _ => {}
        }
    }

    /// The font of what comes now.
    fn face(&self) -> Face {
        let struck = (!self.fonts.is_empty()).then(|| self.fonts.contains(&Font::Struck));
        let raised = self.fonts.iter().rev().find_map(|font| match font {
            Font::Above => Some(Height::Above),
            Font::Below => Some(Height::Below),
            _ => None,
        });
        Face { struck, height: raised.unwrap_or_default() }
    }

    fn open_data(&mut self, e: &BytesStart<'_>) {
        self.in_data = true;
        self.text.open(self.face());
        self.kind = Some(match xml::attribute(e, "Type").as_deref() {
            Some("Number") => Kind::Number,
            Some("DateTime") => Kind::Date,
            Some("Boolean") => Kind::Bool,
            Some("Error") => Kind::Error,
            _ => Kind::Text,
        });
    }

    /// Where characters go now.
    pub(super) fn sink(&mut self) -> Option<&mut String> {
        if self.in_data { self.text.last() } else { None }
    }

    /// The cell at a position with all its words, and its runs where it does not show all of them in a row; `None` where it is blank.
    pub(super) fn finish(self, row: u32, col: u32, look: &Look) -> Option<(Cell, Option<Rich>)> {
        let text = self.text.plain();
        let text = text.as_str();
        let mut cell = match self.kind {
            None if self.formula.is_some() => content::no_value(row, col, look),
            None => return None,
            Some(Kind::Number) => match content::written(text) {
                Some(value) if look.format.is_date() => content::cell(row, col, &look.format.number(value, false), Stored::Date, look),
                Some(value) => content::cell(row, col, &look.format.number(value, false), Stored::Number(value), look),
                None => content::text(row, col, text, look),
            },
            Some(Kind::Date) => content::iso_date(row, col, text.trim_end_matches(".000"), look),
            Some(Kind::Bool) => content::boolean(row, col, matches!(text.trim(), "1" | "True" | "TRUE"), look),
            Some(Kind::Error) => content::error(row, col, text.trim(), look),
            Some(Kind::Text) => content::text(row, col, text, look),
        };
        cell.formula = self.formula.map(String::into_boxed_str);
        let rich = Some(self.text).filter(|text| cell.stored == Some(Stored::Text) && text.tells(look.struck));
        Some((cell, rich))
    }
}

/// The format code of a style, which may be one of the names that stand for some.
pub(super) fn code(named: &str) -> &str {
    match named {
        "" | "General Number" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Currency" => "\"$\"#,##0.00",
        "Euro Currency" => "[$€-2]#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "General Date" => "yyyy/m/d h:mm",
        "Short Date" | "Medium Date" | "Long Date" => "yyyy/m/d",
        "Short Time" | "Medium Time" | "Long Time" => "h:mm:ss",
        other => other,
    }
}
