//! Rows that take several lines: what stands between two drawn lines, or two blank ones, may be one row.

use super::lines::Line;
use crate::document::Text;
use crate::ingest::outline::is_figure;

/// The fields of a row, each with its lines from the top; none for a blank one.
pub(super) type Stacked<'a> = Vec<Vec<Line<'a>>>;

/// The rows of a stretch of lines, each line given by its fields, blank ones empty. They are one row whose words are wrapped, unless two figures
/// stand below each other: then every line is a row.
pub(super) fn rows<'a>(stretch: &[Vec<Line<'a>>]) -> Vec<Stacked<'a>> {
    let columns = stretch.iter().map(Vec::len).max().unwrap_or(0);
    let column = |lines: &[Vec<Line<'a>>], col: usize| -> Vec<Line<'a>> {
        lines.iter().filter_map(|fields| fields.get(col).copied()).filter(|field| !field.text.is_empty()).collect()
    };
    let row = |lines: &[Vec<Line<'a>>]| (0..columns).map(|col| column(lines, col)).collect::<Stacked<'a>>();
    let whole = row(stretch);
    let figures = |lines: &Vec<Line<'_>>| lines.iter().filter(|line| is_figure(line.text)).count();
    if whole.iter().any(|lines| figures(lines) > 1) { stretch.chunks(1).map(row).collect() } else { vec![whole] }
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
