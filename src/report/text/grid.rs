//! A slice of a table as lines: grid letters, header labels, then row numbers, labels and cells.

use crate::findings::{Slice, SliceCell, SliceRow};
use crate::report::clean::visible;
use crate::report::text::shrink::{GAP, Plan, Shown, plan};
use crate::report::text::virtual_source::{Gutter, Line, LineMark};
use crate::report::text::width::{columns, fit, fit_path, pad_end, pad_start};

/// Rows drawn before the ones without a used cell are left out.
const TALL: usize = 32;

/// Draws `slice` in `room` columns. Cells with a label are marked for underlining where `underlined` says so, else put in brackets.
pub(crate) fn lines(slice: &Slice, room: usize, underlined: &dyn Fn(usize) -> bool) -> Vec<Line> {
    let (common, labels) = labels(&slice.rows);
    let plan = plan(slice, &labels, room);
    let mut out = vec![Line::new(Gutter::Blank, header(&plan, "", |index| slice.columns.get(index).map_or("", |c| &c.0)))];
    if !common.is_empty() || slice.columns.iter().any(|c| !c.1.trim().is_empty()) {
        out.push(Line::new(Gutter::Blank, header(&plan, common, |index| slice.columns.get(index).map_or("", |c| &c.1))));
    }
    let mut skipped = false;
    for (nth, (row, label)) in slice.rows.iter().zip(labels).enumerate() {
        if slice.rows.len() > TALL && nth > 0 && row.cells.iter().all(|c| c.label.is_none()) {
            skipped = true;
            continue;
        }
        if (row.gap_before || skipped) && nth > 0 {
            out.push(Line::new(Gutter::Gap, ""));
        }
        skipped = false;
        out.push(row_line(row, label, &plan, underlined));
    }
    if skipped {
        out.push(Line::new(Gutter::Gap, ""));
    }
    out
}

/// The outer levels that all rows share, said once above them, and what is left of each label.
fn labels(rows: &[SliceRow]) -> (&str, Vec<&str>) {
    let all: Vec<&str> = rows.iter().map(|r| r.label.as_str()).collect();
    let first = all.first().copied().unwrap_or("");
    let shares = |end: usize| all.len() > 1 && all.iter().all(|l| l.get(..end) == first.get(..end));
    let common = first.match_indices(" / ").map(|(at, join)| at + join.len()).take_while(|&end| shares(end)).last().unwrap_or(0);
    (first.get(..common).unwrap_or("").trim_end(), all.into_iter().map(|l| l.get(common..).unwrap_or(l)).collect())
}

fn header<'a>(plan: &Plan, label: &str, text: impl Fn(usize) -> &'a str) -> String {
    let mut out = pad_end(&fit(&visible(label), plan.label), plan.label);
    for shown in &plan.columns {
        out.push_str(&" ".repeat(GAP));
        match *shown {
            Shown::Column { index, width } => out.push_str(&pad_start(&fit_path(&visible(text(index)), width), width)),
            Shown::Elided => out.push('…'),
        }
    }
    out.trim_end().to_owned()
}

fn row_line(row: &SliceRow, label: &str, plan: &Plan, underlined: &dyn Fn(usize) -> bool) -> Line {
    let mut text = pad_end(&fit_path(&visible(label), plan.label), plan.label);
    let mut marks = Vec::new();
    let mut open = false;
    for shown in &plan.columns {
        let Shown::Column { index, width } = *shown else {
            close(&mut text, &mut open);
            text.push_str(" …");
            continue;
        };
        let empty = SliceCell::default();
        let cell = row.cells.get(index).unwrap_or(&empty);
        let bracket = cell.label.is_some_and(|l| !underlined(l));
        let mut shown = fit(visible(&cell.text).trim(), width);
        if shown.is_empty() && bracket && width > 0 {
            shown.push(' ');
        }
        close(&mut text, &mut open);
        // The second blank of the gap is the one next to the cell, after its padding.
        text.push_str(&" ".repeat(width.saturating_sub(columns(&shown))));
        text.push(if bracket { '[' } else { ' ' });
        open = bracket;
        if let Some(label) = cell.label.filter(|_| !bracket) {
            // A blank that a check counted as a number still gets a place to point at.
            if shown.is_empty() && text.ends_with(' ') {
                marks.push(LineMark { start: text.len() - 1, end: text.len(), label });
            } else {
                marks.push(LineMark { start: text.len(), end: text.len() + shown.len(), label });
            }
        }
        text.push_str(&shown);
    }
    if open {
        text.push(']');
    }
    Line { gutter: Gutter::Row(row.number), text: if marks.is_empty() { text.trim_end().to_owned() } else { text }, marks }
}

/// The first blank of a gap: the closing bracket of the cell before, or a space.
fn close(text: &mut String, open: &mut bool) {
    text.push(if *open { ']' } else { ' ' });
    *open = false;
}
