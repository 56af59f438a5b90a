//! A declared table within a larger one: a form prints several small tables below each other, each under a header of its own.

use crate::rules::bind::Bound;
use crate::rules::bind::align::align;
use crate::rules::bind::printed::{Label, Printed};
use crate::rules::bind::table::{Wanted, alike, has_number, share, strays};

/// Grid rows under one header, and the declared columns found in it.
struct Band {
    rows: std::ops::Range<u32>,
    cols: Vec<Option<u32>>,
}

/// The declared table in those parts of `table` whose header holds all its columns at the same places.
pub(super) fn candidate<'r>(wanted: &Wanted<'r>, printed: &Printed<'_>) -> Option<(u32, Bound<'r>)> {
    if wanted.rows.is_empty() || printed.bands.len() < 2 {
        return None;
    }
    let bands = bands(wanted, printed);
    let mut best: Option<(u32, Bound<'r>)> = None;
    for (nth, band) in bands.iter().enumerate() {
        if bands[..nth].iter().any(|earlier| earlier.cols == band.cols) {
            continue;
        }
        let same: Vec<u32> = bands.iter().filter(|other| other.cols == band.cols).flat_map(|other| other.rows.clone()).collect();
        if let Some((score, bound)) = within(wanted, printed, &same, &band.cols)
            && best.as_ref().is_none_or(|(top, _)| score > *top)
        {
            best = Some((score, bound));
        }
    }
    best
}

/// The bands whose header holds all declared columns.
fn bands(wanted: &Wanted<'_>, printed: &Printed<'_>) -> Vec<Band> {
    let first = printed.grid.stub_cols();
    let read = |(rows, labels): &(std::ops::Range<u32>, Vec<Label>)| {
        let found = align(wanted.columns.len(), labels.len(), |d, p| alike(&wanted.columns[d], &labels[p]));
        let cols: Vec<Option<u32>> = found.iter().map(|at| at.and_then(|p| u32::try_from(p).ok()).map(|p| p + first)).collect();
        cols.iter().all(Option::is_some).then_some(Band { rows: rows.clone(), cols })
    };
    printed.bands.iter().filter_map(read).collect()
}

/// The declared rows among the grid rows `body`.
fn within<'r>(wanted: &Wanted<'r>, printed: &Printed<'_>, body: &[u32], cols: &[Option<u32>]) -> Option<(u32, Bound<'r>)> {
    let Printed { number, table, grid, .. } = *printed;
    let (spec, wanted) = (wanted.spec, &wanted.rows);
    let lines: Vec<&Label> = body.iter().filter_map(|row| printed.rows.get(*row as usize)).collect();
    let found = align(wanted.len(), lines.len(), |d, p| alike(&wanted[d], lines[p]));
    let matched = found.iter().flatten().count();
    if matched == 0 {
        return None;
    }
    let rows: Vec<Option<u32>> = found.iter().map(|at| at.and_then(|p| body.get(p).copied())).collect();
    let numeric = |row: u32| has_number(table, grid, (0..table.cols()).map(|col| (row, col)));
    let stray_rows = strays(&rows, table.rows(), |row| body.contains(&row) && numeric(row));
    let score = 1000 + share(matched, wanted.len());
    Some((score, Bound { spec, table: number, rows, cols: cols.to_vec(), stray_rows, stray_cols: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::document::Document;
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::RuleSet;
    use crate::rules::bind::Context;

    /// Every cell of the pack's small tables with a number: `powers[行政许可, 增减] = 增58`.
    fn cells(document: &Document) -> Vec<String> {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let pack = rules.packs().find(|pack| pack.name == "disclosure").expect("the disclosure pack");
        let facts = Facts::of(document);
        let context = Context::of(pack, &facts).expect("a report of the family");
        let mut found = Vec::new();
        for spec in pack.tables.iter().filter(|spec| !["applications", "litigation"].contains(&spec.name.as_str())) {
            let Ok(bound) = context.table(&spec.name) else { continue };
            let table = &document.tables[bound.table as usize];
            let rows = spec.rows.iter().zip(&bound.rows).filter_map(|(label, at)| Some((label.path.join("/"), (*at)?)));
            for (row, at) in rows {
                for (label, col) in spec.columns.iter().zip(&bound.cols) {
                    let id = facts.tables[bound.table as usize].number_at(table, at, col.expect("every column is bound"));
                    let printed = id.and_then(|id| facts.number(id)).map_or("", |number| document.printed(&number.spot));
                    found.push(format!("{}[{row}, {}] = {printed}", spec.name, label.path.join("/")));
                }
            }
        }
        found
    }

    const FORM_2019: [&str; 26] = [
        "decisions[行政许可, 处理决定] = 9191",
        "decisions[对外管理服务, 处理决定] = 2456",
        "decisions[行政处罚, 处理决定] = 103528",
        "decisions[行政强制, 处理决定] = 1859",
        "documents-2019[规章, 新制作] = 0",
        "documents-2019[规章, 新公开] = 0",
        "documents-2019[规章, 对外公开] = 0",
        "documents-2019[规范性文件, 新制作] = 122",
        "documents-2019[规范性文件, 新公开] = 32",
        "documents-2019[规范性文件, 对外公开] = 32",
        "fee-items[行政事业性收费, 上一年] = 21",
        "fee-items[行政事业性收费, 增减] = 增7",
        "penalties[行政处罚, 处理决定] = 103528",
        "penalties[行政强制, 处理决定] = 1859",
        "powers[行政许可, 上一年] = 212",
        "powers[行政许可, 增减] = 增58",
        "powers[行政许可, 处理决定] = 9191",
        "powers[对外管理服务, 上一年] = 479",
        "powers[对外管理服务, 增减] = 增17",
        "powers[对外管理服务, 处理决定] = 2456",
        "powers[行政处罚, 上一年] = 2533",
        "powers[行政处罚, 增减] = 减215",
        "powers[行政处罚, 处理决定] = 103528",
        "powers[行政强制, 上一年] = 168",
        "powers[行政强制, 增减] = 减27",
        "powers[行政强制, 处理决定] = 1859",
    ];

    #[test]
    fn table_2_of_the_form_of_2019_is_bound_in_every_format() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county");
        for name in
            ["clean.html", "word.html", "cms.html", "utf16.html", "report.xlsx", "report.xls", "report.ods", "report.txt", "report.csv"]
        {
            let bytes = std::fs::read(folder.join(name)).expect("the fixture");
            let document = read(name, Arc::from(bytes), &Limits::default()).expect("it is a report");
            let found = cells(&document);
            let (procurement, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|cell| cell.starts_with("procurement"));
            assert_eq!(rest, FORM_2019, "{name}");
            assert_eq!(procurement[0], "procurement[政府集中采购, 采购项目] = 210", "{name}");
        }
    }

    #[test]
    fn table_2_of_the_form_of_2021_is_bound() {
        let page = "<h1>青溪县人民政府2022年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table>
            <tr><td colspan=4>第二十条第（一）项
            <tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
            <tr><td>规章<td>2<td>1<td>12
            <tr><td>行政规范性文件<td>50<td>227<td>420
            <tr><td colspan=4>第二十条第（五）项
            <tr><td>信息内容<td colspan=3>本年处理决定数量
            <tr><td>行政许可<td colspan=3>1573
            <tr><td colspan=4>第二十条第（六）项
            <tr><td>信息内容<td colspan=3>本年处理决定数量
            <tr><td>行政处罚<td colspan=3>2676
            <tr><td>行政强制<td colspan=3>29
            <tr><td colspan=4>第二十条第（八）项
            <tr><td>信息内容<td colspan=3>本年收费金额（单位：万元）
            <tr><td>行政事业性收费<td colspan=3>727.25
            </table>";
        let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is a page");
        assert_eq!(
            cells(&document),
            [
                "decisions[行政许可, 处理决定] = 1573",
                "decisions[行政处罚, 处理决定] = 2676",
                "decisions[行政强制, 处理决定] = 29",
                "documents[规章, 制发] = 2",
                "documents[规章, 废止] = 1",
                "documents[规章, 现行有效] = 12",
                "documents[规范性文件, 制发] = 50",
                "documents[规范性文件, 废止] = 227",
                "documents[规范性文件, 现行有效] = 420",
                "fees[行政事业性收费, 收费金额] = 727.25",
                "penalties[行政处罚, 处理决定] = 2676",
                "penalties[行政强制, 处理决定] = 29",
            ]
        );
    }
}
