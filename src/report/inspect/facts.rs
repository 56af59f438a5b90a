//! The facts stage: every number with its unit and precision, every table's labels, and what was not taken for a quantity.

use std::io;

use serde::Serialize;

use crate::facts::{Facts, Hedge, Quantity, Unit};
use crate::findings::{Location, location};
use crate::report::{Format, Options, json};
#[cfg(feature = "cli")]
use crate::report::{clean::visible, inspect::words::place};
use crate::rules::Evidence;

#[derive(Serialize)]
struct FactsView<'a> {
    schema: u32,
    path: &'a str,
    numbers: Vec<NumberView<'a>>,
    tables: Vec<GridView>,
    skipped: Vec<SkippedView<'a>>,
}

#[derive(Serialize)]
struct NumberView<'a> {
    text: &'a str,
    value: String,
    power: i8,
    unit: String,
    hedge: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct GridView {
    number: u32,
    sheet: Option<String>,
    caption: Option<String>,
    header_rows: u32,
    stub_cols: u32,
    rows: Vec<Vec<String>>,
    cols: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    text: &'a str,
    why: crate::facts::NotQuantity,
    location: Location,
}

/// Writes the facts of a document.
///
/// # Errors
/// Those of the writer.
pub fn facts(facts: &Facts<'_>, format: Format, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let view = view(facts);
    match format {
        #[cfg(feature = "cli")]
        Format::Text => text(&view, options, out),
        Format::Json => {
            let _ = options;
            json::write(&view, out)
        }
    }
}

fn view<'a>(facts: &'a Facts<'_>) -> FactsView<'a> {
    let at = |spot, prose| location(&Evidence { spot, part: String::new(), prose, number: None }, facts);
    let in_prose = |spot: &crate::document::Spot| match spot.site {
        crate::document::Site::Paragraph(_) => true,
        crate::document::Site::Cell { table, cell } => facts.document.paragraphs.iter().any(|p| p.cell == Some((table, cell))),
    };
    FactsView {
        schema: 1,
        path: &facts.document.path,
        numbers: facts
            .numbers
            .iter()
            .map(|n| NumberView {
                text: facts.document.printed(&n.spot),
                value: n.quantity.value.to_string(),
                power: n.quantity.power,
                unit: unit(&n.quantity),
                hedge: hedge(n.quantity.hedge),
                location: at(n.spot, in_prose(&n.spot)),
            })
            .collect(),
        tables: facts.document.tables.iter().zip(&facts.tables).map(grid).collect(),
        skipped: facts
            .skipped
            .iter()
            .map(|s| SkippedView { text: facts.document.printed(&s.spot), why: s.why, location: at(s.spot, true) })
            .collect(),
    }
}

fn grid((table, grid): (&crate::document::Table, &crate::facts::Grid)) -> GridView {
    GridView {
        number: table.number,
        sheet: table.sheet.clone(),
        caption: grid.caption().map(str::to_owned),
        header_rows: grid.header_rows(),
        stub_cols: grid.stub_cols(),
        rows: (0..table.rows()).map(|row| grid.row_path(row).to_vec()).collect(),
        cols: (0..table.cols()).map(|col| grid.col_path(col).to_vec()).collect(),
    }
}

fn unit(quantity: &Quantity) -> String {
    match &quantity.unit {
        Unit::None => String::new(),
        Unit::Count(word) | Unit::Money(word) => word.to_string(),
        Unit::Percent => "%".to_owned(),
        Unit::PercentagePoint => "percentage points".to_owned(),
        Unit::Times => "times".to_owned(),
    }
}

fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exact => "exact",
        Hedge::About => "about",
        Hedge::AtLeast => "at-least",
        Hedge::AtMost => "at-most",
    }
}

#[cfg(feature = "cli")]
fn text(view: &FactsView<'_>, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}: {} numbers, {} not quantities", visible(view.path), view.numbers.len(), view.skipped.len())?;
    for number in &view.numbers {
        let power = if number.power == 0 { String::new() } else { format!(" × 10^{}", number.power) };
        let hedge = if number.hedge == "exact" { String::new() } else { format!(" ({})", number.hedge) };
        let value = format!("{}{power} {}{hedge}", number.value, number.unit);
        writeln!(out, "  {:<12} = {:<20} {}", visible(number.text), visible(&value), visible(&place(&number.location, options.lang)))?;
    }
    for table in &view.tables {
        let sheet = table.sheet.as_deref().unwrap_or("");
        let caption = table.caption.as_deref().unwrap_or("");
        writeln!(
            out,
            "table {} {}: {} header rows, {} label columns; {}",
            table.number,
            visible(sheet),
            table.header_rows,
            table.stub_cols,
            visible(caption)
        )?;
        for (letter, path) in table.cols.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            let name = crate::document::CellRef::new(0, u32::try_from(letter).unwrap_or(u32::MAX)).to_string();
            writeln!(out, "  {:>4}  {}", name.trim_end_matches('1'), visible(&path.join(" / ")))?;
        }
        for (row, path) in table.rows.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            writeln!(out, "  {:>4}  {}", row + 1, visible(&path.join(" / ")))?;
        }
    }
    writeln!(out, "not quantities:")?;
    for skipped in &view.skipped {
        let why = serde_json::to_value(skipped.why).unwrap_or_default();
        writeln!(
            out,
            "  {:<12} {:<16} {}",
            visible(skipped.text),
            why.as_str().unwrap_or_default(),
            visible(&place(&skipped.location, options.lang))
        )?;
    }
    Ok(())
}
