//! Rows that take several lines: what stands between two drawn lines, or two blank ones, may be one row.

use super::lines::Line;
use crate::document::Text;
use crate::ingest::outline::is_figure;

/// The fields of a row, each with its lines from the top; none for a blank one.
pub(super) type Stacked<'a> = Vec<Vec<Line<'a>>>;

/// The rows of a stretch of lines, each line given by its fields, blank ones empty. They are one row whose words are wrapped, unless two figures
/// stand below each other: then every line is a row.
pub(super) fn rows<'a>(stretch: &[Vec<Line<'a>>]) -> Vec<Stacked<'a>> {
    let whole = joined(stretch);
    let figures = |lines: &Vec<Line<'_>>| lines.iter().filter(|line| is_figure(line.text)).count();
    if whole.iter().any(|lines| figures(lines) > 1) { stretch.chunks(1).map(joined).collect() } else { vec![whole] }
}

/// The lines as one row.
pub(super) fn joined<'a>(lines: &[Vec<Line<'a>>]) -> Stacked<'a> {
    let mut row: Stacked<'a> = Vec::new();
    for fields in lines {
        row.resize_with(row.len().max(fields.len()), Vec::new);
        for (stacked, field) in row.iter_mut().zip(fields).filter(|(_, field)| !field.text.is_empty()) {
            stacked.push(*field);
        }
    }
    row
}

/// The words of a field, its lines below each other.
pub(super) fn text(lines: &[Line<'_>]) -> Text {
    let mut text = Text::default();
    for line in lines {
        if !text.is_empty() {
            text.push_separator("\n");
        }
        text.push(line.text, line.span());
    }
    text
}
