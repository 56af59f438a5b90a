//! Places as tools and people name them.

use std::fmt::Write as _;

use crate::findings::Location;
use crate::phrase::Lang;

/// Where in its file: `120:34`, `表三!D11`, `table 2 D11`, `paragraph 12`, or nothing.
pub(crate) fn within(location: &Location, lang: Lang) -> String {
    match (location.line, location.column) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        (Some(line), None) => line.to_string(),
        (None, _) => spot(location, lang).or_else(|| location.sheet.clone()).unwrap_or_default(),
    }
}

/// Where in its file, in words where it is a line: `line 120, column 34`.
pub(crate) fn said(location: &Location, lang: Lang) -> String {
    match (location.line, location.column, lang) {
        (Some(line), Some(column), Lang::Zh) => format!("第 {line} 行第 {column} 字"),
        (Some(line), None, Lang::Zh) => format!("第 {line} 行"),
        (Some(line), Some(column), Lang::En) => format!("line {line}, column {column}"),
        (Some(line), None, Lang::En) => format!("line {line}"),
        (None, ..) => within(location, lang),
    }
}

/// The file and where in it: `a.html:120:34`, `a.xlsx:表三!D11`, `a.docx:paragraph 12`.
pub(crate) fn full(location: &Location, lang: Lang) -> String {
    match within(location, lang) {
        place if place.is_empty() => location.path.to_string(),
        place => format!("{}:{place}", location.path),
    }
}

/// Where a reader of the report looks, as far as it has such places: the cell with its sheet or table (`表三!D11`, `table 2 D11`), or
/// the paragraph where there is no line.
pub(crate) fn spot(location: &Location, lang: Lang) -> Option<String> {
    match (&location.cell, &location.sheet, location.table) {
        (Some(cell), Some(sheet), _) => Some(format!("{sheet}!{cell}")),
        (Some(cell), None, Some(table)) if lang == Lang::Zh => Some(format!("第 {table} 个表 {cell}")),
        (Some(cell), None, Some(table)) => Some(format!("table {table} {cell}")),
        (Some(cell), None, None) => Some(cell.clone()),
        (None, ..) => location.paragraph.map(|number| paragraph(number, lang)),
    }
}

/// `paragraph 12`.
pub(crate) fn paragraph(number: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {number} 段"),
        Lang::En => format!("paragraph {number}"),
    }
}

/// The labels of the cell's row and column: `本年度办理结果 / 总计 × 自然人`.
pub(crate) fn labels(location: &Location) -> String {
    let paths = [location.row.join(" / "), location.col.join(" / ")];
    let said: Vec<&str> = paths.iter().map(String::as_str).filter(|path| !path.is_empty()).collect();
    said.join(" × ")
}

/// A path as a URI reference (RFC 3986): relative as given, absolute ones as `file:`.
pub(crate) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{full, uri};
    use crate::findings::Location;
    use crate::phrase::Lang;

    #[test]
    fn a_line_where_there_is_one_else_the_sheets_cell() {
        let at = |line, sheet: Option<&str>, cell: Option<&str>| {
            let location = Location {
                path: "a".into(),
                line,
                column: line,
                sheet: sheet.map(str::to_owned),
                cell: cell.map(str::to_owned),
                ..Location::default()
            };
            full(&location, Lang::En)
        };
        assert_eq!(at(Some(3), None, Some("D1")), "a:3:3");
        assert_eq!((at(None, Some("表三"), Some("D1")), at(None, None, None)), ("a:表三!D1".to_owned(), "a".to_owned()));
    }

    #[test]
    fn a_word_document_has_paragraphs_and_numbered_tables() {
        let words = Location { path: "a.docx".into(), paragraph: Some(12), ..Location::default() };
        assert_eq!((full(&words, Lang::En), full(&words, Lang::Zh)), ("a.docx:paragraph 12".to_owned(), "a.docx:第 12 段".to_owned()));
        let cell = Location { table: Some(2), cell: Some("D25".to_owned()), ..words };
        assert_eq!((full(&cell, Lang::En), full(&cell, Lang::Zh)), ("a.docx:table 2 D25".to_owned(), "a.docx:第 2 个表 D25".to_owned()));
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("./归档/a b%.html"), "%E5%BD%92%E6%A1%A3/a%20b%25.html");
        assert_eq!((uri("/x/a:b?#"), uri("c\\d")), ("file:///x/a%3Ab%3F%23".to_owned(), "c/d".to_owned()));
    }
}
