//! The facts stage: every number with its unit and precision, every table's labels, and what was not taken for a quantity.

use std::io;

use serde::Serialize;

use crate::facts::{Facts, Hedge, Quantity, Unit};
use crate::findings::{Location, location};
use crate::report::inspect::Form;
use crate::report::inspect::sentences::Sentences;
use crate::report::{Options, json};
use crate::rules::Evidence;
#[cfg(feature = "cli")]
use crate::{
    phrase::Lang,
    report::{clean::visible, inspect::words, width::hanging},
};

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
pub fn facts(facts: &Facts<'_>, form: Form, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let view = view(facts);
    match form {
        #[cfg(feature = "cli")]
        Form::Text => text(&view, options, out),
        Form::Json => {
            let _ = options;
            json::write(&view, out)
        }
    }
}

fn view<'a>(facts: &'a Facts<'_>) -> FactsView<'a> {
    let at = |spot, prose| location(&Evidence { spot, part: String::new(), prose, number: None }, facts);
    let sentences = Sentences::of(facts.document);
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
                location: at(n.spot, sentences.hold(&n.spot)),
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
    let (path, numbers, skipped) = (visible(view.path), view.numbers.len(), view.skipped.len());
    let (read, not) = match options.lang {
        Lang::Zh => (
            format!("读到 {numbers} 个数（原文、读作、行:列、表中位置）："),
            format!("不作数量的 {skipped} 处（原文、原因、行:列、位置）："),
        ),
        Lang::En => (
            format!("{numbers} numbers (as printed, as read, line:column, place in a table):"),
            format!("{skipped} not taken for quantities (as printed, reason, line:column, place):"),
        ),
    };
    let fitted = |words: &str| hanging("", words, 2, options.width);
    write!(out, "{path}\n\n{}", fitted(&read))?;
    let rows: Vec<Vec<String>> = view.numbers.iter().map(|n| number_row(n, options.lang)).collect();
    write!(out, "{}", words::aligned(&rows, options.width))?;
    for table in &view.tables {
        labels(table, options, out)?;
    }
    write!(out, "\n{}", fitted(&not))?;
    let row = |s: &SkippedView<'_>| {
        let why = serde_json::to_value(s.why).unwrap_or_default();
        let why = words::not_quantity(why.as_str().unwrap_or_default(), options.lang).to_owned();
        let [line, rest] = words::place(&s.location, options.lang);
        vec![visible(s.text).into_owned(), why, line, rest]
    };
    write!(out, "{}", words::aligned(&view.skipped.iter().map(row).collect::<Vec<_>>(), options.width))
}

#[cfg(feature = "cli")]
fn number_row(number: &NumberView<'_>, lang: Lang) -> Vec<String> {
    let power = if number.power == 0 { String::new() } else { format!(" × 10^{}", number.power) };
    let unit = match (number.unit.as_str(), lang) {
        ("percentage points", Lang::Zh) => "个百分点",
        ("times", Lang::Zh) => "倍",
        (unit, _) => unit,
    };
    let hedge = words::hedge(number.hedge, lang).map(|word| format!("({word})")).unwrap_or_default();
    let value = [format!("{}{power}", number.value), visible(unit).into_owned(), hedge];
    let value: Vec<String> = value.into_iter().filter(|part| !part.is_empty()).collect();
    let [line, rest] = words::place(&number.location, lang);
    vec![visible(number.text).into_owned(), value.join(" "), line, rest]
}

/// The labels of a table's columns and rows, as the checks look for them.
#[cfg(feature = "cli")]
fn labels(table: &GridView, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let name = match (&table.sheet, lang) {
        (Some(sheet), _) => visible(sheet).into_owned(),
        (None, Lang::Zh) => format!("第 {} 个表", table.number),
        (None, Lang::En) => format!("table {}", table.number),
    };
    let caption = table.caption.as_deref().map(|caption| format!(" {}", visible(caption))).unwrap_or_default();
    let shape = match lang {
        Lang::Zh => format!("表头 {} 行，项目名 {} 列", table.header_rows, table.stub_cols),
        Lang::En => format!("{} header rows, {} label columns", table.header_rows, table.stub_cols),
    };
    write!(out, "\n{}  {shape}\n", hanging("", &format!("{name}{caption}"), 2, options.width))?;
    let letter = |col: usize| {
        let name = crate::document::CellRef::new(0, u32::try_from(col).unwrap_or(u32::MAX)).to_string();
        name.trim_end_matches('1').to_owned()
    };
    let cols = table.cols.iter().enumerate().map(|(col, path)| (letter(col), path));
    let rows = table.rows.iter().enumerate().map(|(row, path)| ((row + 1).to_string(), path));
    for (head, path) in cols.chain(rows).filter(|(_, path)| !path.is_empty()) {
        write!(out, "{}", hanging(&format!("  {head:>4}  "), &visible(&path.join(" / ")), 8, options.width))?;
    }
    Ok(())
}
