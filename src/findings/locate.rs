//! A spot to its address in every form its format has.

use crate::document::{Site, Span};
use crate::facts::Facts;
use crate::findings::{Label, Location, RawSpan};
use crate::phrase::Phrase;
use crate::rules::Evidence;

/// The address of a piece of evidence. A number in running text has no cell, except in a workbook, where the sentence stands in one.
#[must_use]
pub fn location(evidence: &Evidence, facts: &Facts<'_>) -> Location {
    let document = facts.document;
    let mut location = Location { path: document.path.clone(), ..Location::default() };
    if let (Some(source), Some(span)) = (&document.source, document.span(&evidence.spot)) {
        let raw = source.raw_span(span);
        let (line, column) = source.line_column(span.start);
        location.span = Some(RawSpan { start: raw.start, end: raw.end });
        (location.line, location.column) = (Some(line), Some(column));
    }
    let (table, cell) = match evidence.spot.site {
        Site::Cell { table, cell } => (table, cell),
        Site::Paragraph(index) => {
            location.paragraph = document.source.is_none().then(|| index.saturating_add(1));
            return location;
        }
    };
    let (Some(read), Some(place)) = (document.tables.get(table as usize), document.cell(table, cell)) else {
        return location;
    };
    if evidence.prose && document.source.is_some() {
        return location;
    }
    location.sheet.clone_from(&read.sheet);
    location.table = Some(read.number);
    location.cell = Some(place.corner().to_string());
    if let (false, Some(grid)) = (evidence.prose, facts.tables.get(table as usize)) {
        location.row = grid.row_path_at(read, place.row, place.col);
        location.col = grid.col_path_at(place.row, place.col).to_vec();
    }
    location
}

/// The number that a label of a finding names, in the facts of its report read once more; `None` for words and blank cells.
#[must_use]
pub fn evidence_at(label: &Label, facts: &Facts<'_>) -> Option<Evidence> {
    (0..).zip(&facts.numbers).find_map(|(id, number)| {
        let used = |prose| Evidence { spot: number.spot, part: label.part.clone(), prose, number: Some(id) };
        let same = |used: &Evidence| facts.document.printed(&used.spot) == label.text && location(used, facts) == label.location;
        [used(false), used(true)].into_iter().find(same)
    })
}

/// `12:31`, `表三!D25`: a place within its file, where it has one.
pub(super) fn short(location: &Location) -> Option<String> {
    match (location.line, location.column, &location.sheet, &location.cell) {
        (Some(line), Some(column), _, _) => Some(format!("{line}:{column}")),
        (_, _, Some(sheet), Some(cell)) => Some(format!("{sheet}!{cell}")),
        _ => None,
    }
}

/// A place within its file in words, where it has one; cells and paragraphs of a Word document have no shorter name.
pub(super) fn named(location: &Location) -> Option<Phrase> {
    if let Some(place) = short(location) {
        return Some(Phrase::same(place));
    }
    match (location.table, &location.cell, location.paragraph) {
        (Some(table), Some(cell), _) => Some(Phrase::new(format!("第 {table} 个表 {cell}"), format!("table {table} {cell}"))),
        (_, _, Some(paragraph)) => Some(Phrase::new(format!("第 {paragraph} 段"), format!("paragraph {paragraph}"))),
        _ => None,
    }
}

/// The heading of an excerpt: the file, where in it, and the table or cell.
pub(super) fn origin(site: Site, span: Option<Span>, facts: &Facts<'_>, slice: bool) -> Phrase {
    let document = facts.document;
    let mut place = document.path.to_string();
    if let (Some(source), Some(span)) = (&document.source, span) {
        let (line, column) = source.line_column(span.start);
        place = format!("{place}:{line}:{column}");
    }
    let (table, cell) = match site {
        Site::Cell { table, cell } => (table, cell),
        Site::Paragraph(index) if document.source.is_none() => {
            let number = index.saturating_add(1);
            return Phrase::new(format!("{place} › 第 {number} 段"), format!("{place} › paragraph {number}"));
        }
        Site::Paragraph(_) => return Phrase::same(place),
    };
    let Some(read) = document.tables.get(table as usize) else {
        return Phrase::same(place);
    };
    match (&read.sheet, slice) {
        (Some(sheet), true) => Phrase::same(format!("{place} › {sheet}")),
        (Some(sheet), false) => {
            let corner = read.cell(cell).map(|c| c.corner().to_string()).unwrap_or_default();
            Phrase::same(format!("{place} › {sheet}!{corner}"))
        }
        (None, true) => Phrase::new(format!("{place} › 第 {} 个表", read.number), format!("{place} › table {}", read.number)),
        (None, false) if document.source.is_none() => {
            let corner = read.cell(cell).map(|c| c.corner().to_string()).unwrap_or_default();
            Phrase::new(format!("{place} › 第 {} 个表 {corner}", read.number), format!("{place} › table {} {corner}", read.number))
        }
        (None, false) => Phrase::same(place),
    }
}
