//! The sums stage: every sum found in the tables, the lines it holds and fails on, and how it was found.

use std::io;

use serde::Serialize;

use crate::facts::Facts;
#[cfg(feature = "cli")]
use crate::report::clean::visible;
use crate::report::inspect::Form;
use crate::report::{Options, json};
use crate::rules::{Axis, How, Sign, Sum};

#[derive(Serialize)]
struct SumsView<'a> {
    schema: u32,
    path: &'a str,
    sums: Vec<SumView<'a>>,
}

#[derive(Serialize)]
struct SumView<'a> {
    table: u32,
    of: &'static str,
    total: u32,
    label: &'a str,
    parts: Vec<PartView>,
    how: &'static str,
    holds: usize,
    fails: usize,
    undecided: usize,
}

#[derive(Serialize)]
struct PartView {
    at: u32,
    sign: &'static str,
}

/// Writes every sum found. Rows and columns are 0-based grid positions; tables are numbered from 1.
///
/// # Errors
/// Those of the writer.
pub fn sums(facts: &Facts<'_>, sums: &[Sum], form: Form, _options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let view = SumsView { schema: 1, path: &facts.document.path, sums: sums.iter().map(view).collect() };
    match form {
        #[cfg(feature = "cli")]
        Form::Text => text(&view, out),
        Form::Json => json::write(&view, out),
    }
}

fn view(sum: &Sum) -> SumView<'_> {
    let sign = |sign: Sign| if sign == Sign::Plus { "+" } else { "-" };
    SumView {
        table: sum.table.saturating_add(1),
        of: if sum.of == Axis::Row { "rows" } else { "columns" },
        total: sum.total,
        label: &sum.label,
        parts: sum.parts.iter().map(|&(at, s)| PartView { at, sign: sign(s) }).collect(),
        how: match sum.how {
            How::Code => "code",
            How::Label => "label",
            How::Support => "support",
            How::Run => "run",
        },
        holds: sum.holds,
        fails: sum.fails,
        undecided: sum.unknown,
    }
}

#[cfg(feature = "cli")]
fn text(view: &SumsView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}: {} sums", visible(view.path), view.sums.len())?;
    for sum in &view.sums {
        let parts: Vec<String> = sum.parts.iter().map(|p| format!("{}{}", p.sign, p.at + 1)).collect();
        let counts = format!("{} hold, {} fail, {} undecided, by {}", sum.holds, sum.fails, sum.undecided, sum.how);
        writeln!(out, "table {} {} {} = {}  {}  ({counts})", sum.table, sum.of, sum.total + 1, parts.join(" "), visible(sum.label))?;
    }
    Ok(())
}
