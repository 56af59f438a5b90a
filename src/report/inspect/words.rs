//! A location in one line.

use crate::findings::Location;
use crate::phrase::Lang;

/// `表三!D11 三、本年度办理结果 / 4.保护第三方合法权益 × 自然人`, `12:34`.
pub(super) fn place(location: &Location, lang: Lang) -> String {
    let line = match (location.line, location.column) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        _ => String::new(),
    };
    let Some(cell) = &location.cell else {
        return line;
    };
    let table = match (&location.sheet, location.table) {
        (Some(sheet), _) => format!("{sheet}!"),
        (None, Some(number)) if lang == Lang::Zh => format!("第 {number} 个表 "),
        (None, Some(number)) => format!("table {number} "),
        (None, None) => String::new(),
    };
    let labels = [location.row.join(" / "), location.col.join(" / ")];
    let labels: Vec<&str> = labels.iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
    format!("{line} {table}{cell} {}", labels.join(" × ")).trim().to_owned()
}
