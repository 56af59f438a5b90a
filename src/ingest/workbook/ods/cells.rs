//! One cell element: its value attributes and its shown text.

use quick_xml::events::BytesStart;

use crate::document::{Cell, Decimal, Stored};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::numfmt::NumberFormat;
use crate::ingest::workbook::rich::{Face, Height, Rich};
use crate::ingest::xml;

/// The value a cell element states.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    None,
    Number(Option<Decimal>),
    Percentage(Option<Decimal>),
    Date(String),
    Bool(bool),
    Text(Option<String>),
    Error,
}

/// A cell element that is being read.
#[derive(Debug)]
pub(super) struct CellText {
    value: Value,
    formula: Option<String>,
    /// How many columns it stands for.
    pub(super) repeated: u32,
    /// Rows it spans.
    pub(super) row_span: u32,
    /// Columns it spans.
    pub(super) col_span: u32,
    text: Rich,
    /// Whether the last character shown is a blank, or there is none; the same of struck-out ones.
    blank: [bool; 2],
    paragraphs: usize,
    in_paragraph: bool,
    /// The fonts of the cell and of each open span.
    faces: Vec<Face>,
}

impl CellText {
    /// A cell from its element.
    pub(super) fn new(e: &BytesStart<'_>, face: Face) -> Self {
        let at_least_one = |name| xml::number(e, name).unwrap_or(1).max(1);
        Self {
            value: value(e),
            formula: xml::attribute(e, "formula").map(|f| plain_formula(&f).to_owned()),
            repeated: at_least_one("number-columns-repeated"),
            row_span: at_least_one("number-rows-spanned"),
            col_span: at_least_one("number-columns-spanned"),
            text: Rich::default(),
            blank: [true; 2],
            paragraphs: 0,
            in_paragraph: false,
            faces: vec![face],
        }
    }

    /// An element opens inside the cell; `count` is the `text:c` attribute, `face` the font of its style.
    pub(super) fn open(&mut self, name: &str, count: Option<u32>, face: Face) {
        match name {
            "span" => {
                self.faces.push(face);
                self.text.open(self.face());
            }
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.typed("\n");
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
                self.text.open(self.face());
            }
            "s" if self.in_paragraph => {
                for _ in 0..count.unwrap_or(1).min(1000) {
                    self.typed(" ");
                }
            }
            "tab" if self.in_paragraph => self.typed("\t"),
            "line-break" if self.in_paragraph => self.typed("\n"),
            _ => {}
        }
    }

    /// An element closes inside the cell.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.in_paragraph = false,
            "span" if self.faces.len() > 1 => {
                self.faces.truncate(self.faces.len() - 1);
                self.text.open(self.face());
            }
            _ => {}
        }
    }

    /// The font of what comes now: struck out where any around it is, raised as the innermost that is.
    fn face(&self) -> Face {
        let struck = self.faces.iter().any(|face| face.struck == Some(true));
        let raised = self.faces.iter().rev().map(|face| face.height).find(|height| *height != Height::Level);
        Face { struck: Some(struck), height: raised.unwrap_or_default() }
    }

    /// Blanks and line breaks that stand as elements of their own.
    fn typed(&mut self, blank: &str) {
        if let Some(words) = self.text.last() {
            words.push_str(blank);
        }
        self.ends_blank(blank != "\t");
    }

    fn ends_blank(&mut self, blank: bool) {
        let struck = usize::from(self.face().struck == Some(true));
        if let Some(last) = self.blank.get_mut(struck) {
            *last = blank;
        }
    }

    /// Characters, every run of XML white space as one space.
    pub(super) fn push(&mut self, text: &str) {
        if !self.in_paragraph {
            return;
        }
        let struck = usize::from(self.face().struck == Some(true));
        let mut blank = self.blank.get(struck) == Some(&true);
        let Some(words) = self.text.last() else { return };
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' if blank => {}
                ' ' | '\t' | '\n' | '\r' => {
                    words.push(' ');
                    blank = true;
                }
                _ => {
                    words.push(c);
                    blank = false;
                }
            }
        }
        self.ends_blank(blank);
    }

    /// The cell at a position, and the words with a line through them; no cell where it is blank.
    pub(super) fn finish(self, row: u32, col: u32) -> (Option<Cell>, String) {
        let (shown, struck) = if self.text.tells(false) { self.text.parted(false) } else { (self.text.plain(), String::new()) };
        let gone = !struck.trim().is_empty() && shown.trim().is_empty();
        (if gone { None } else { self.made(row, col, &shown) }, struck)
    }

    fn made(self, row: u32, col: u32, shown: &str) -> Option<Cell> {
        let look = Look::default();
        let has_text = self.paragraphs > 0;
        let is_error = self.formula.is_some() && looks_like_error(shown);
        let mut cell = match self.value {
            Value::Error => content::error(row, col, shown, &look),
            Value::Text(_) | Value::None if is_error => content::error(row, col, shown.trim(), &look),
            Value::None if self.formula.is_some() && !has_text => content::no_value(row, col, &look),
            Value::None if shown.trim().is_empty() => return None,
            Value::None => content::cell(row, col, shown, Stored::Text, &look),
            Value::Text(stored) => {
                content::cell(row, col, if has_text { shown } else { stored.as_deref().unwrap_or("") }, Stored::Text, &look)
            }
            Value::Number(value) | Value::Percentage(value) if has_text => {
                content::cell(row, col, shown, value.map_or(Stored::Text, Stored::Number), &look)
            }
            Value::Number(Some(value)) => numeric(row, col, value, "General"),
            Value::Percentage(Some(value)) => numeric(row, col, value, "0.00%"),
            Value::Number(None) | Value::Percentage(None) => content::no_value(row, col, &look),
            Value::Date(stored) if !has_text => content::iso_date(row, col, &stored, &look),
            Value::Date(_) => content::cell(row, col, shown, Stored::Date, &look),
            Value::Bool(stored) if !has_text => content::boolean(row, col, stored, &look),
            Value::Bool(stored) => content::cell(row, col, shown, Stored::Bool(stored), &look),
        };
        cell.formula = self.formula.map(String::into_boxed_str);
        Some(cell)
    }
}

fn numeric(row: u32, col: u32, value: Decimal, code: &str) -> Cell {
    let shown = NumberFormat::new(code).number(value, false);
    content::cell(row, col, &shown, Stored::Number(value), &Look::default())
}

fn value(e: &BytesStart<'_>) -> Value {
    let (mut kind, mut error) = (String::new(), false);
    for attribute in e.attributes().with_checks(false).filter_map(Result::ok) {
        if attribute.key.local_name().as_ref() != "value-type" {
            continue;
        }
        let value: &str = &attribute.value;
        error |= value == "error";
        if kind.is_empty() || !attribute.key.as_ref().starts_with("calcext") {
            value.clone_into(&mut kind);
        }
    }
    if error {
        return Value::Error;
    }
    let number = || xml::attribute(e, "value").and_then(|v| content::written(&v));
    match kind.as_str() {
        "float" | "currency" => Value::Number(number()),
        "percentage" => Value::Percentage(number()),
        "date" => Value::Date(xml::attribute(e, "date-value").unwrap_or_default()),
        "time" => Value::Date(xml::attribute(e, "time-value").unwrap_or_default()),
        "boolean" => Value::Bool(xml::attribute(e, "boolean-value").is_some_and(|v| v == "true")),
        "string" => Value::Text(xml::attribute(e, "string-value")),
        _ => Value::None,
    }
}

/// Error values have no type of their own in the standard; they show as `#DIV/0!`, `#N/A` or `Err:502`.
fn looks_like_error(shown: &str) -> bool {
    let shown = shown.trim();
    matches!(shown, "#N/A" | "#NAME?")
        || (shown.starts_with('#') && shown.ends_with('!'))
        || shown.strip_prefix("Err:").is_some_and(|n| n.parse::<u32>().is_ok())
}

/// A formula without its dialect (`of:=`) and equals sign.
fn plain_formula(formula: &str) -> &str {
    let bare = formula.split_once('=').filter(|(dialect, _)| dialect.is_empty() || dialect.ends_with(':'));
    bare.map_or(formula, |(_, rest)| rest)
}
