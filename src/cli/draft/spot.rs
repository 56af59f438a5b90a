//! `report.xlsx#表三!D25`: a cell as people name it on the command line.

use std::path::{Path, PathBuf};

use crate::document::CellRef;
use crate::facts::{CellValue, Facts, normalise};
use crate::phrase::Phrase;

/// Tables listed where a cell is not named well enough.
const MOST_LISTED: usize = 12;

/// A cell named: the file, and behind `#` the table (unless there is but one) and the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) file: PathBuf,
    /// A sheet, a table's number, or words of its caption.
    table: Option<String>,
    cell: Option<CellRef>,
    /// Words of its text instead of a cell.
    pub(crate) words: Option<String>,
}

/// A cell found. Invariant: it holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spotted {
    /// Index into the document's tables.
    pub(crate) table: u32,
    /// 0-based grid position of the cell's top-left corner.
    pub(crate) at: CellRef,
}

/// Takes apart what is written; a file may have `#` in its name, a sheet `!`.
pub(crate) fn parse(given: &str) -> Result<Named, Phrase> {
    let splits =
        given.match_indices(['#', '＃']).map(|(at, mark)| (given.get(..at).unwrap_or(""), given.get(at + mark.len()..).unwrap_or("")));
    let whole = Path::new(given).is_file().then_some((given, ""));
    let found = splits.rev().find(|(file, _)| Path::new(file).is_file()).or(whole);
    let (file, place) = found.ok_or_else(|| {
        let file = given.split(['#', '＃']).next().unwrap_or(given);
        Phrase::new(format!("没有文件 {file}；{}", how().zh), format!("there is no file {file}; {}", how().en))
    })?;
    if let Some(words) = words(place) {
        return Ok(Named { file: file.into(), table: None, cell: None, words: Some(words.to_owned()) });
    }
    let (table, cell) = match place.rsplit_once(['!', '！']) {
        Some((table, cell)) => (Some(unquoted(table)), cell),
        None => (None, place),
    };
    let cell = if place.is_empty() {
        None
    } else {
        let no_cell = || {
            let words = format!("“{cell}”不是单元格的名字；{}", how().zh);
            Phrase::new(words, format!("`{cell}` names no cell; {}", how().en))
        };
        Some(read_cell(cell).ok_or_else(no_cell)?)
    };
    Ok(Named { file: file.into(), table: table.filter(|table| !table.is_empty()), cell, words: None })
}

/// What stands between quotation marks.
fn words(place: &str) -> Option<&str> {
    let pairs = [('"', '"'), ('“', '”'), ('「', '」')];
    pairs.iter().find_map(|(open, close)| place.trim().strip_prefix(*open)?.strip_suffix(*close)).filter(|words| !words.trim().is_empty())
}

fn how() -> Phrase {
    Phrase::new(
        "写成 FILE#SHEET!D25（工作表）、FILE#2!D25（第 2 个表）、FILE#CAPTION!D25（标题中的字）或 FILE#“正文中带数的几个字”",
        "write FILE#SHEET!D25, FILE#2!D25 (of table 2), FILE#CAPTION!D25, or words of the text: FILE#\"they lent 190 books\"",
    )
}

/// A sheet's name as spreadsheets quote it.
fn unquoted(table: &str) -> String {
    let table = table.trim();
    let inner = table.strip_prefix('\'').and_then(|t| t.strip_suffix('\''));
    inner.map_or_else(|| table.to_owned(), |inner| inner.replace("''", "'"))
}

/// `D25`, `$d$25`.
fn read_cell(text: &str) -> Option<CellRef> {
    let text = normalise(text).replace('$', "").to_ascii_uppercase();
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    let fits = (1..=6).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let row: u32 = number.parse().ok()?;
    let col = letters.bytes().try_fold(0_u32, |col, b| col.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1)).filter(|_| fits)?;
    Some(CellRef::new(row.checked_sub(1)?, col.checked_sub(1)?))
}

impl Named {
    /// Finds the cell in the report.
    ///
    /// # Errors
    /// Words for the user, with the tables there are: no such table, several, or a cell without a number.
    pub(crate) fn find(&self, facts: &Facts<'_>) -> Result<Spotted, Phrase> {
        let tables = self.tables(facts);
        let Some(cell) = self.cell else {
            return Err(listing(&Phrase::new("请写出单元格", "name a cell"), &tables, facts));
        };
        let here = tables.iter().filter_map(|&table| number_in(table, cell, facts)).collect::<Vec<_>>();
        match (here[..].first(), here.len(), tables.len()) {
            (Some(spotted), 1, _) => Ok(*spotted),
            (_, _, 0) => {
                let table = self.table.as_deref().unwrap_or_default();
                let words = Phrase::new(format!("没有表“{table}”"), format!("there is no table `{table}`"));
                Err(listing(&words, &all(facts), facts))
            }
            (None, _, 1) => Err(no_number(tables.first().copied().unwrap_or(0), cell, facts)),
            (None, ..) => {
                Err(listing(&Phrase::new(format!("{cell} 处都没有数"), format!("no table has a number at {cell}")), &tables, facts))
            }
            _ => {
                let words = Phrase::new(
                    format!("有 {} 个表在 {cell} 处有数；请写出是哪个表", here.len()),
                    format!("{} tables have a number at {cell}: say which", here.len()),
                );
                Err(listing(&words, &here.iter().map(|spotted| spotted.table).collect::<Vec<_>>(), facts))
            }
        }
    }

    /// The tables that the words may mean: a sheet's, the one of this number, those whose caption is or holds them.
    fn tables(&self, facts: &Facts<'_>) -> Vec<u32> {
        let Some(table) = &self.table else { return all(facts) };
        let wanted = squeezed(table);
        let document = facts.document;
        let sheet = |n: &u32| document.tables.get(*n as usize).and_then(|t| t.sheet.as_deref()).map(squeezed);
        let caption = |n: &u32| facts.tables.get(*n as usize).and_then(|grid| grid.caption()).map(squeezed);
        let numbered = |n: &u32| sheet(n).is_none() && document.tables.get(*n as usize).is_some_and(|t| t.number.to_string() == wanted);
        let nth = |n: &u32| sheet(n).is_some() && wanted.parse() == Ok(n + 1);
        let tests: [&dyn Fn(&u32) -> bool; 5] = [
            &|n| sheet(n).is_some_and(|sheet| sheet == wanted),
            &numbered,
            &|n| caption(n).is_some_and(|caption| caption == wanted),
            &|n| caption(n).is_some_and(|caption| caption.contains(&wanted)),
            &nth,
        ];
        let found = |test: &&dyn Fn(&u32) -> bool| all(facts).into_iter().filter(|n| test(n)).collect::<Vec<_>>();
        tests.iter().map(found).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

fn all(facts: &Facts<'_>) -> Vec<u32> {
    (0_u32..).take(facts.tables.len()).collect()
}

fn squeezed(text: &str) -> String {
    normalise(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

pub(super) fn number_in(table: u32, at: CellRef, facts: &Facts<'_>) -> Option<Spotted> {
    let read = facts.document.tables.get(table as usize)?;
    let cell = read.at(at.row, at.col)?;
    let number = matches!(facts.tables.get(table as usize)?.value(cell), CellValue::Number(_));
    number.then_some(Spotted { table, at: read.cell(cell)?.corner() })
}

fn no_number(table: u32, at: CellRef, facts: &Facts<'_>) -> Phrase {
    let read = facts.document.tables.get(table as usize);
    let text = read.and_then(|read| read.cell(read.at(at.row, at.col)?)).map(|cell| normalise(cell.text.as_str())).unwrap_or_default();
    let last = read.filter(|read| read.rows() > 0 && read.cols() > 0).map(|read| CellRef::new(read.rows() - 1, read.cols() - 1));
    let last = last.map(|last| last.to_string()).unwrap_or_default();
    if text.is_empty() {
        return Phrase::new(format!("{at} 处是空的；这个表到 {last} 为止"), format!("{at} is blank; the table ends at {last}"));
    }
    Phrase::new(format!("{at} 处没有数，而是“{text}”"), format!("{at} holds no number but `{text}`"))
}

/// The fault, how to name a cell, and the tables to choose from, a line each.
fn listing(fault: &Phrase, tables: &[u32], facts: &Facts<'_>) -> Phrase {
    let line = |&table: &u32| {
        let read = facts.document.tables.get(table as usize)?;
        let name = read.sheet.clone().unwrap_or_else(|| read.number.to_string());
        let caption = facts.tables.get(table as usize)?.caption().filter(|caption| *caption != name).unwrap_or_default();
        let last = CellRef::new(read.rows().checked_sub(1)?, read.cols().checked_sub(1)?);
        Some(format!("\n#{name}!A1:{last}  {}", caption.chars().take(40).collect::<String>()))
    };
    let lines: String = tables.iter().take(MOST_LISTED).filter_map(line).collect();
    let more = if tables.len() > MOST_LISTED { "\n…" } else { "" };
    let none = tables.is_empty();
    let (zh, en) = if none { ("报告里没有表", "the report has no table") } else { ("可选的表：", "the tables there are:") };
    Phrase::new(format!("{}；{}\n{zh}{lines}{more}", fault.zh, how().zh), format!("{}; {}\n{en}{lines}{more}", fault.en, how().en))
}

#[cfg(test)]
mod tests {
    use super::{read_cell, unquoted};

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let named = |text: &str| read_cell(text).map(|at| at.to_string());
        assert_eq!(["D25", "$d$25", "ａ１", "AA10"].map(named), ["D25", "D25", "A1", "AA10"].map(|name| Some(name.to_owned())));
        for wrong in ["", "D", "25", "D0", "D25x", "1D", "ABCDEFG1", "D99999999999", "表三"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
        assert_eq!(
            (unquoted("'Sheet 1'"), unquoted("'It''s'"), unquoted("表三")),
            ("Sheet 1".to_owned(), "It's".to_owned(), "表三".to_owned())
        );
    }
}
