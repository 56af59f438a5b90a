//! Places, and the fixed words of the stages.

use crate::findings::Location;
use crate::phrase::Lang;
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::text::part;
use crate::report::width::{columns, hanging, pad_end};
use crate::report::words::Word;
pub(super) use crate::report::words::not_quantity;

/// Line and column in the file, then the rest: `表三!D11 三、本年度办理结果 / 4.保护第三方合法权益 × 自然人`.
pub(super) fn place(location: &Location, lang: Lang) -> [String; 2] {
    let line = match (location.line, location.column) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        _ => String::new(),
    };
    let Some(cell) = &location.cell else {
        let paragraph = location.paragraph.map(|n| if lang == Lang::Zh { format!("第 {n} 段") } else { format!("paragraph {n}") });
        return [line, paragraph.unwrap_or_default()];
    };
    let table = match (&location.sheet, location.table) {
        (Some(sheet), _) => format!("{sheet}!"),
        (None, Some(number)) if lang == Lang::Zh => format!("第 {number} 个表 "),
        (None, Some(number)) => format!("table {number} "),
        (None, None) => String::new(),
    };
    let labels = [location.row.join(" / "), location.col.join(" / ")];
    let labels: Vec<&str> = labels.iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
    [line, visible(&format!("{table}{cell}  {}", labels.join(" × "))).trim().to_owned()]
}

/// Numbers with the part each plays and where it stands, a line each.
pub(in crate::report) fn aligned_places<'a>(rows: impl Iterator<Item = (&'a str, &'a str, &'a Location)>, options: &Options) -> String {
    let lang = options.lang;
    let row = |(role, text, at): (&str, &str, &Location)| {
        let [line, rest] = place(at, lang);
        vec![visible(part(role, lang)).into_owned(), visible(text).into_owned(), line, rest]
    };
    aligned(&rows.map(row).collect::<Vec<_>>(), options.width)
}

/// Rows of cells as lines of at most `max` columns, indented, each column as wide as its widest cell but for the last, which wraps; a very wide
/// cell pushes its row.
pub(super) fn aligned(rows: &[Vec<String>], max: usize) -> String {
    const INDENT: usize = 2;
    const WIDEST: usize = 24;
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |n: usize| rows.iter().filter_map(|r| r.get(n)).map(|c| columns(c)).filter(|&w| w <= WIDEST).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let Some((last, before)) = row.split_last() else { continue };
        let mut lead = " ".repeat(INDENT);
        for (cell, &width) in before.iter().zip(&widths) {
            lead.push_str(&pad_end(cell, width));
            // A column that is empty throughout takes no blanks either.
            lead.push_str(if width > 0 || !cell.is_empty() { "  " } else { "" });
        }
        out.push_str(&hanging(&lead, last, columns(&lead), max));
    }
    out
}

/// The word for how a number is qualified; none where it is exact.
pub(super) fn hedge(name: &str, lang: Lang) -> Option<&'static str> {
    let (zh, en) = match name {
        "about" => ("约", "about"),
        "at-least" => ("以上", "at least"),
        "at-most" => ("以内", "at most"),
        _ => return None,
    };
    Some(Word { zh, en }.get(lang))
}
