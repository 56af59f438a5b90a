//! One cell element: its value attributes and its shown text.

use quick_xml::events::BytesStart;

use crate::document::{Cell, Decimal, Stored};
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::numfmt::NumberFormat;
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
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    /// Whether a line goes through the cell, and through each open span.
    struck: Vec<bool>,
    /// The words with a line through them.
    crossed: String,
}

impl CellText {
    /// A cell from its element.
    pub(super) fn new(e: &BytesStart<'_>, struck: bool) -> Self {
        let at_least_one = |name| xml::number(e, name).unwrap_or(1).max(1);
        Self {
            value: value(e),
            formula: xml::attribute(e, "formula").map(|f| plain_formula(&f).to_owned()),
            repeated: at_least_one("number-columns-repeated"),
            row_span: at_least_one("number-rows-spanned"),
            col_span: at_least_one("number-columns-spanned"),
            text: String::new(),
            paragraphs: 0,
            in_paragraph: false,
            struck: vec![struck],
            crossed: String::new(),
        }
    }

    /// An element opens inside the cell; `count` is the `text:c` attribute, `struck` whether its style puts a line through it.
    pub(super) fn open(&mut self, name: &str, count: Option<u32>, struck: bool) {
        match name {
            "span" => self.struck.push(struck),
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "s" if self.in_paragraph => {
                for _ in 0..count.unwrap_or(1).min(1000) {
                    self.text.push(' ');
                }
            }
            "tab" if self.in_paragraph => self.text.push('\t'),
            "line-break" if self.in_paragraph => self.text.push('\n'),
            _ => {}
        }
    }

    /// An element closes inside the cell.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.in_paragraph = false,
            "span" if self.struck.len() > 1 => self.struck.truncate(self.struck.len() - 1),
            _ => {}
        }
    }

    /// Where characters go now.
    pub(super) fn sink(&mut self) -> Option<&mut String> {
        let crossed = self.struck.contains(&true);
        self.in_paragraph.then_some(if crossed { &mut self.crossed } else { &mut self.text })
    }

    /// The words with a line through them, where there are any.
    pub(super) fn crossed(&self) -> Option<&str> {
        Some(self.crossed.trim()).filter(|words| !words.is_empty())
    }

    /// The cell at a position; `None` where it is blank.
    pub(super) fn finish(self, row: u32, col: u32) -> Option<Cell> {
        let look = Look::default();
        if !self.crossed.trim().is_empty() && self.text.trim().is_empty() {
            return None;
        }
        let has_text = self.paragraphs > 0;
        let shown = self.text;
        let is_error = self.formula.is_some() && looks_like_error(&shown);
        let mut cell = match self.value {
            Value::Error => content::error(row, col, &shown, &look),
            Value::Text(_) | Value::None if is_error => content::error(row, col, shown.trim(), &look),
            Value::None if self.formula.is_some() && !has_text => content::no_value(row, col, &look),
            Value::None if shown.trim().is_empty() => return None,
            Value::None => content::cell(row, col, &shown, Stored::Text, &look),
            Value::Text(stored) => {
                content::cell(row, col, if has_text { &shown } else { stored.as_deref().unwrap_or("") }, Stored::Text, &look)
            }
            Value::Number(value) | Value::Percentage(value) if has_text => {
                content::cell(row, col, &shown, value.map_or(Stored::Text, Stored::Number), &look)
            }
            Value::Number(Some(value)) => numeric(row, col, value, "General"),
            Value::Percentage(Some(value)) => numeric(row, col, value, "0.00%"),
            Value::Number(None) | Value::Percentage(None) => content::no_value(row, col, &look),
            Value::Date(stored) if !has_text => content::iso_date(row, col, &stored, &look),
            Value::Date(_) => content::cell(row, col, &shown, Stored::Date, &look),
            Value::Bool(stored) if !has_text => content::boolean(row, col, stored, &look),
            Value::Bool(stored) => content::cell(row, col, &shown, Stored::Bool(stored), &look),
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
