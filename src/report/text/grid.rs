//! A slice of a table as lines: its header, then row numbers, labels and cells.

use crate::findings::{Slice, SliceCell, SliceRow};
use crate::report::clean::visible;
use crate::report::text::header;
use crate::report::text::shrink::{Plan, Shown, plan};
use crate::report::text::virtual_source::{Gutter, Line, LineMark};
use crate::report::width::{columns, fit, fit_path, pad_end};

/// Rows drawn before the ones without a used cell are left out.
const TALL: usize = 32;

/// How a cell that a check used is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    /// Underlined, with words below.
    pub(crate) underlined: bool,
    /// Between these two characters.
    pub(crate) between: Option<(char, char)>,
}

/// Draws `slice` in `room` columns; `set` says how the cell of a label is set off.
pub(crate) fn lines(slice: &Slice, room: usize, set: &dyn Fn(usize) -> Set) -> Vec<Line> {
    let (stub, paths) = stub(&slice.rows);
    let labels: Vec<String> = paths.iter().map(|p| p.join(" / ")).collect();
    let plan = plan(slice, &labels, room);
    let above = header::lines(slice.caption.as_deref(), &slice.columns, &stub, &plan, room);
    let mut out: Vec<Line> = above.into_iter().map(|line| Line::new(Gutter::Blank, line)).collect();
    let mut skipped = false;
    let mut before: &[String] = &[];
    for (nth, (row, (path, label))) in slice.rows.iter().zip(paths.iter().zip(&labels)).enumerate() {
        if slice.rows.len() > TALL && nth > 0 && row.cells.iter().all(|c| c.label.is_none()) {
            skipped = true;
            continue;
        }
        if (row.gap_before || skipped) && nth > 0 {
            out.push(Line::new(Gutter::Gap, ""));
            before = &[];
        }
        skipped = false;
        let label = if columns(label) <= plan.label { unrepeated(path, before) } else { fit_path(label, plan.label) };
        before = path;
        out.push(row_line(row, &label, &plan, set));
    }
    if skipped {
        out.push(Line::new(Gutter::Gap, ""));
    }
    out
}

/// The outer levels that all rows share, said once above them, and what is left of each row's.
fn stub(rows: &[SliceRow]) -> (String, Vec<Vec<String>>) {
    let paths: Vec<Vec<String>> = rows.iter().map(|r| r.path.iter().map(|l| visible(l).trim().to_owned()).collect()).collect();
    let shared = if paths.len() > 1 { header::shared(&paths) } else { 0 };
    let common = paths.first().and_then(|p| p.get(..shared)).unwrap_or(&[]);
    let stub = if common.is_empty() { String::new() } else { format!("{} /", common.join(" / ")) };
    (stub, paths.into_iter().map(|p| p.get(shared..).unwrap_or(&[]).to_vec()).collect())
}

/// The path with blanks for the outer levels that stand in the row just above.
fn unrepeated(path: &[String], before: &[String]) -> String {
    let most = path.len().min(before.len()).saturating_sub(1);
    let same = path.iter().zip(before).take(most).take_while(|(a, b)| a == b).count();
    let outer: usize = path.iter().take(same).map(|l| columns(l) + 3).sum();
    format!("{}{}", " ".repeat(outer), path.get(same..).unwrap_or(&[]).join(" / "))
}

fn row_line(row: &SliceRow, label: &str, plan: &Plan, set: &dyn Fn(usize) -> Set) -> Line {
    let mut text = pad_end(label, plan.label);
    let mut marks = Vec::new();
    let mut tints = Vec::new();
    // The closing bracket that the next gap begins with.
    let mut open = None;
    for shown in &plan.columns {
        let Shown::Column { index, width } = *shown else {
            close(&mut text, &mut open);
            text.push_str(" …");
            continue;
        };
        let empty = SliceCell::default();
        let cell = row.cells.get(index).unwrap_or(&empty);
        let bracket = cell.label.and_then(|label| set(label).between);
        let mut shown = fit(visible(&cell.text).trim(), width);
        if shown.is_empty() && bracket.is_some() && width > 0 {
            shown.push(' ');
        }
        close(&mut text, &mut open);
        // The second blank of the gap is the one next to the cell, after its padding.
        text.push_str(&" ".repeat(width.saturating_sub(columns(&shown))));
        text.push(bracket.map_or(' ', |(left, _)| left));
        open = bracket.map(|(_, right)| right);
        if let Some(label) = cell.label {
            let (left, right) = bracket.map_or((0, 0), |(left, right)| (left.len_utf8(), right.len_utf8()));
            tints.push(LineMark { start: text.len() - left, end: text.len() + shown.len() + right, label });
        }
        if let Some(label) = cell.label.filter(|&label| set(label).underlined) {
            // A blank that a check counted as a number still gets a place to point at.
            if shown.is_empty() && text.ends_with(' ') {
                marks.push(LineMark { start: text.len() - 1, end: text.len(), label });
            } else {
                marks.push(LineMark { start: text.len(), end: text.len() + shown.len(), label });
            }
        }
        text.push_str(&shown);
    }
    text.extend(open);
    let text = if marks.is_empty() { text.trim_end().to_owned() } else { text };
    Line { gutter: Gutter::Row(row.number), text, marks, tints }
}

/// The first blank of a gap: the closing bracket of the cell before, or a space.
fn close(text: &mut String, open: &mut Option<char>) {
    text.push(open.take().unwrap_or(' '));
}
