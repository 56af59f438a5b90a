//! What a draft says of its table: the caption, the rows and columns by name.

use crate::cli::draft::names::{self, Line};
use crate::cli::draft::relation::Relation;
use crate::document::Table;
use crate::facts::{CellValue, Facts, Grid};
use crate::phrase::Phrase;
use crate::rules::{Axis, FoundTable, Sign};

/// Lines of a table that a pack can declare: longer tables are of another kind.
const MOST_LINES: u32 = 300;
/// Rows written down although the relation does not reach them.
const MOST_ROWS: usize = 40;

/// A table in names. Invariant: `rows` hold every row of the relation and `columns` every column.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// What rules call the table.
    pub(crate) name: String,
    /// What stands above it, whole.
    pub(crate) caption: Option<String>,
    /// The rows, from the top; without names in a table of one.
    pub(crate) rows: Vec<Line>,
    /// The columns, from the left.
    pub(crate) columns: Vec<Line>,
    /// Rows need no names: there is but one.
    pub(crate) one_row: bool,
    /// Cells of the relation are blank.
    pub(crate) blanks: bool,
    /// The pack declares the table already.
    pub(crate) declared: bool,
}

/// Names what the relation needs, by the pack's own declaration where it covers that.
///
/// # Errors
/// Words for the user: the table is too long for a pack.
pub(crate) fn plan(facts: &Facts<'_>, relation: &Relation, known: &[FoundTable], names: &[&str]) -> Result<Plan, Phrase> {
    let (Some(table), Some(grid)) = (facts.document.tables.get(relation.table as usize), facts.tables.get(relation.table as usize)) else {
        return Err(Phrase::new("没有这个表", "there is no such table"));
    };
    if table.rows() > MOST_LINES || table.cols() > MOST_LINES {
        let rows = table.rows();
        return Err(Phrase::new(
            format!("这个表有 {rows} 行，规则只用于 {MOST_LINES} 行列以内的表；更大的表中的合计不用规则也会核对"),
            format!(
                "the table has {rows} rows, and rules are for tables of up to {MOST_LINES}: sums in larger ones are checked without a rule"
            ),
        ));
    }
    if table.hidden {
        return Err(Phrase::new("这个表是隐藏的，规则只核对读者看得到的表", "the table is hidden, and rules are for what readers see"));
    }
    let (rows, columns) = grid_lines(relation, table, grid);
    let one_row = relation.of == Axis::Column && (grid.header_rows()..table.rows()).filter(|row| numeric(table, grid, *row)).count() == 1;
    let blanks = rows.iter().any(|&row| columns.iter().any(|&col| is_blank(table, grid, row, col)));
    let caption = grid.caption().map(str::to_owned);
    let declared = known.iter().filter(|found| found.table == relation.table).find_map(|found| {
        let rows = if found.rows.iter().all(|(_, name)| name.is_empty()) { None } else { named(&rows, &found.rows) };
        Some((found.name.clone(), rows?, named(&columns, &found.columns)?))
    });
    if let Some((name, rows, columns)) = declared {
        return Ok(Plan { name, caption, rows, columns, one_row: false, blanks, declared: true });
    }
    let first = rows.first().copied().unwrap_or(0);
    let row_paths: Vec<(u32, Vec<String>)> =
        rows.iter().map(|&row| (row, grid.row_path_at(table, row, columns.first().copied().unwrap_or(0)))).collect();
    Ok(Plan {
        name: names::table(caption.as_deref().map(lasting).unwrap_or_default(), names),
        caption,
        rows: names::lines(row_paths.iter().map(|(row, path)| (*row, path.as_slice())), "row"),
        columns: names::lines(columns.iter().map(|&col| (col, grid.col_path_at(first, col))), "column"),
        one_row,
        blanks,
        declared: false,
    })
}

/// The part of a caption that next year's report will have too: what stands before or behind the year, whichever is longer.
pub(crate) fn lasting(caption: &str) -> &str {
    let bytes = caption.as_bytes();
    let year = |at: usize| {
        let digits = bytes
            .get(at..at + 4)
            .is_some_and(|four| four.iter().all(u8::is_ascii_digit) && (four.starts_with(b"19") || four.starts_with(b"20")));
        let alone = at.checked_sub(1).and_then(|n| bytes.get(n)).is_none_or(|b| !b.is_ascii_digit())
            && bytes.get(at + 4).is_none_or(|b| !b.is_ascii_digit());
        digits && alone
    };
    let edge = |c: char| !c.is_alphanumeric();
    let (mut best, mut rest) = ("", caption);
    while !rest.is_empty() {
        let from = caption.len() - rest.len();
        let at = (from..caption.len()).find(|&at| year(at)).unwrap_or(caption.len());
        let piece = caption.get(from..at).unwrap_or("").trim_matches(edge);
        if piece.chars().count() > best.chars().count() {
            best = piece;
        }
        rest = caption.get(at + 4..).unwrap_or("");
        rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
    }
    if best.chars().count() < 2 { caption } else { best }
}

/// The grid rows and columns that the table's declaration names: between the relation's, every row with numbers, for one that is not
/// declared makes a sum doubtful.
fn grid_lines(relation: &Relation, table: &Table, grid: &Grid) -> (Vec<u32>, Vec<u32>) {
    let ends = || (relation.places().min().unwrap_or(0), relation.places().max().unwrap_or(0));
    let places: Vec<u32> = relation.places().collect();
    match relation.of {
        Axis::Row => {
            let all: Vec<u32> =
                (grid.header_rows()..table.rows()).filter(|row| numeric(table, grid, *row) || places.contains(row)).collect();
            let (first, last) = ends();
            let near = |row: &u32| all.len() <= MOST_ROWS || (first..=last).contains(row);
            (all.iter().copied().filter(near).collect(), relation.lines.clone())
        }
        Axis::Column => {
            let (first, last) = ends();
            let filled = |col: &u32| relation.lines.iter().any(|&row| grid.number_at(table, row, *col).is_some());
            (relation.lines.clone(), (first..=last).filter(|col| places.contains(col) || filled(col)).collect())
        }
    }
}

fn numeric(table: &Table, grid: &Grid, row: u32) -> bool {
    (0..table.cols()).any(|col| grid.number_at(table, row, col).is_some())
}

fn is_blank(table: &Table, grid: &Grid, row: u32, col: u32) -> bool {
    table.at(row, col).is_none_or(|cell| matches!(grid.value(cell), CellValue::Blank | CellValue::Dash))
}

/// The names that a declaration has for these lines; `None` where it lacks one.
fn named(wanted: &[u32], known: &[(u32, String)]) -> Option<Vec<Line>> {
    let name = |&at: &u32| {
        let (_, name) = known.iter().find(|(line, _)| *line == at)?;
        Some(Line { at, name: name.clone(), label: String::new() })
    };
    wanted.iter().map(name).collect()
}

impl Plan {
    /// What rules call a place of the relation.
    pub(crate) fn place(&self, of: Axis, at: u32) -> &str {
        let lines = if of == Axis::Row { &self.rows } else { &self.columns };
        lines.iter().find(|line| line.at == at).map_or("?", |line| line.name.as_str())
    }

    /// `column of loans`.
    pub(crate) fn each(&self, relation: &Relation) -> String {
        format!("{} of {}", if relation.of == Axis::Row { "column" } else { "row" }, self.name)
    }

    /// `north + south = total`.
    pub(crate) fn check(&self, relation: &Relation) -> String {
        let mut out = String::new();
        for (nth, (part, sign)) in relation.parts.iter().enumerate() {
            out.push_str(match (nth, sign) {
                (0, _) => "",
                (_, Sign::Plus) => " + ",
                (_, Sign::Minus) => " - ",
            });
            out.push_str(self.place(relation.of, *part));
        }
        format!("{out} = {}", self.place(relation.of, relation.total))
    }
}

#[cfg(test)]
mod tests {
    use super::lasting;

    #[test]
    fn a_caption_outlives_its_year() {
        let captions =
            ["2023年各馆借阅量", "Loans by branch, 2023", "全市2023年度借阅情况表", "表3", "2023", "1999-2003 totals by region", "120345"];
        let wanted = ["各馆借阅量", "Loans by branch", "借阅情况表", "表3", "2023", "totals by region", "120345"];
        assert_eq!(captions.map(lasting), wanted);
    }
}
