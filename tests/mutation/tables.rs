//! The three tables of the form, as grids of marked cells.

use super::class::Class;
use super::figures::{Amount, Figures, Kind};
use super::number::Shape;
use super::paper::{Cell, Change, Grid, Line, Mark, Piece, Role};
use super::writer::Writer;

const REASONS: [&str; 16] = [
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
];
const OTHERS: [&str; 3] = [
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
];
const APPLICANTS: [&str; 5] = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
const RESULTS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

fn head(text: impl Into<String>, rows: usize, cols: usize) -> Cell {
    Cell { line: vec![Piece::Words(text.into())], rows, cols, head: true }
}

/// A number in a cell.
fn number(w: &mut Writer, value: u64, class: Option<Class>, role: Role, shape: Shape) -> Cell {
    let text = shape.print(value);
    let change = Change::Number { value, accept: vec![value], shape, far: false };
    let line: Line = vec![w.mark(Mark { class, text, change, about: vec![role], cell: true })];
    Cell { line, rows: 1, cols: 1, head: false }
}

fn count_shape(w: &Writer) -> Shape {
    Shape::Cell { zero: w.house.zero, commas: w.house.cell_commas }
}

fn total_shape(w: &Writer) -> Shape {
    Shape::Cell { zero: w.house.zero_total, commas: w.house.cell_commas }
}

/// Whether a total is printed: a blank one beside numbers is no error.
fn shows_total(w: &Writer, value: u64) -> bool {
    value > 0 || w.house.zero_total == "0"
}

/// A label as an office retypes it.
fn label(w: &mut Writer, text: &str) -> String {
    let text = w.punctuated(text);
    if !w.house.typos || w.rng.chance(85) {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    match w.rng.below(5) {
        0 => text.replacen('.', "、", 1),
        1 => text.chars().filter(|c| !matches!(c, '“' | '”')).collect(),
        2 if chars.len() > 9 => {
            let gone = w.rng.range(4, 7);
            chars.iter().enumerate().filter(|(n, _)| *n as u64 != gone).map(|(_, c)| c).collect()
        }
        3 => text.replace("政府信息公开申请", "信息公开申请"),
        _ => text.replacen('.', ". ", 1),
    }
}

/// Table 3.
pub(crate) fn three(w: &mut Writer, f: &Figures) -> Grid {
    let mut rows = header(w);
    let handled = f.handled_row();
    for row in 0..f.three.len() {
        let mut cells = if w.house.flat { flat(w, f, row) } else { labels(w, f, row) };
        let row_total = !w.house.no_totals && shows_total(w, f.three[row][6]);
        for (col, value) in f.three[row].iter().enumerate() {
            let class = match (row, col) {
                (_, 6) => Class::RowTotal,
                (0 | 1, _) => Class::Intake,
                (row, _) if row == handled => Class::HandledCell,
                (row, _) if row == handled + 1 => Class::CarriedOutCell,
                _ => Class::Outcome,
            };
            let is_total = col == 6 || row == handled;
            let shape = if is_total { total_shape(w) } else { count_shape(w) };
            let column_total = shows_total(w, f.three[handled][col]);
            let checked = if col == 6 { row_total } else { row_total || column_total };
            let mut cell = number(w, *value, checked.then_some(class), Role::Three(row, col), shape);
            if w.house.cell_units && *value > 0 {
                cell.line.push(Piece::Words("件".to_owned()));
            }
            if col == 6 && w.house.no_totals {
                cell.line.truncate(1);
                blank(w, &mut cell);
            }
            cells.push(cell);
        }
        rows.push(cells);
    }
    rows
}

/// One column of labels: the group's name stands in front of each of its reasons.
fn flat(w: &mut Writer, f: &Figures, row: usize) -> Vec<Cell> {
    let cells = labels(w, f, row);
    let text = |cell: &Cell| match &cell.line[..] {
        [Piece::Words(words)] => words.clone(),
        _ => String::new(),
    };
    let kind = Kind::ALL.into_iter().find(|kind| f.rows(*kind).contains(&row));
    let group = kind.filter(|kind| f.rows(*kind).len() > 1).map_or(String::new(), |kind| w.punctuated(group(kind)));
    let own = cells.last().map_or(String::new(), text);
    vec![head(format!("{group}{own}"), 1, 1)]
}

fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Granted => "（一）予以公开",
        Kind::Partly => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        Kind::Refused => "（三）不予公开",
        Kind::Unavailable => "（四）无法提供",
        Kind::Unprocessed => "（五）不予处理",
        Kind::Other => "（六）其他处理",
    }
}

/// Leaves a cell empty whatever its number.
fn blank(w: &mut Writer, cell: &mut Cell) {
    if let [Piece::Mark(mark)] = cell.line[..] {
        w.marks[mark].text.clear();
        w.marks[mark].change = Change::None;
    }
}

/// The header rows, with or without the row 申请人情况.
fn header(w: &mut Writer) -> Grid {
    let corner = w.punctuated("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
    let organisations = *w.rng.pick(&["法人或其他组织", "法人或其他组织", "法人或者其他组织", "法人和其他组织"]);
    let total = if w.house.typos { *w.rng.pick(&["总计", "合计", "总 计"]) } else { "总计" };
    let second = [head("自然人", 2, 1), head(organisations, 1, 5), head(total, 2, 1)];
    let third: Vec<Cell> = APPLICANTS.iter().map(|kind| head(*kind, 1, 1)).collect();
    if w.house.flat {
        return vec![[vec![head(corner, 2, 1)], second.into()].concat(), third];
    }
    if w.rng.chance(12) {
        return vec![[vec![head(corner, 2, 3)], second.into()].concat(), third];
    }
    vec![vec![head(corner, 3, 3), head("申请人情况", 1, 7)], second.into(), third]
}

fn labels(w: &mut Writer, f: &Figures, row: usize) -> Vec<Cell> {
    let outcomes = 2..f.handled_row();
    let mut cells = Vec::new();
    match row {
        0 => return vec![head(label(w, "一、本年新收政府信息公开申请数量"), 1, 3)],
        1 => return vec![head(label(w, "二、上年结转政府信息公开申请数量"), 1, 3)],
        row if row == f.handled_row() + 1 => return vec![head(label(w, "四、结转下年度继续办理"), 1, 3)],
        row if row == f.handled_row() => return vec![head(w.punctuated("（七）总计"), 1, 2)],
        2 => cells.push(head("三、本年度办理结果", outcomes.len() + 1, 1)),
        _ => {}
    }
    let kind = Kind::ALL.into_iter().find(|kind| f.rows(*kind).contains(&row)).expect("a row of an outcome");
    let name = group(kind);
    let rows = f.rows(kind);
    if rows.len() == 1 {
        let name = label(w, name);
        cells.push(head(name, 1, 2));
        return cells;
    }
    if row == rows.start {
        cells.push(head(w.punctuated(name), rows.len(), 1));
    }
    let at = row - rows.start;
    let text = match kind {
        Kind::Refused => REASONS[at],
        Kind::Unavailable => REASONS[8 + at],
        Kind::Unprocessed => REASONS[11 + at],
        _ => OTHERS[at],
    };
    cells.push(head(label(w, text), 1, 1));
    cells
}

/// Table 4.
pub(crate) fn four(w: &mut Writer, f: &Figures) -> Grid {
    let five = |rows: usize| RESULTS.iter().map(move |result| head(*result, rows, 1));
    let first = vec![head("行政复议", 1, 5), head("行政诉讼", 1, 10)];
    let second = five(2).chain([head("未经复议直接起诉", 1, 5), head("复议后起诉", 1, 5)]).collect();
    let third = five(1).chain(five(1)).collect();
    let cell = |(col, value): (usize, &u64)| {
        let is_total = col % 5 == 4;
        let (class, shape) = if is_total { (Class::CaseTotal, total_shape(w)) } else { (Class::CaseResult, count_shape(w)) };
        let checked = shows_total(w, f.four[col / 5 * 5 + 4]);
        number(w, *value, checked.then_some(class), Role::Four(col), shape)
    };
    let data = f.four.iter().enumerate().map(cell).collect();
    vec![first, second, third, data]
}

/// Table 2 in the form's layout; which of its cells the text names is settled later.
pub(crate) fn two(w: &mut Writer, f: &Figures) -> Grid {
    let sections: &[(&str, &[&str], &[&str])] = if f.form_two == 2019 {
        &[
            ("第二十条第（一）项", &["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"], &["规章", "规范性文件"]),
            ("第二十条第（五）项", &["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], &["许可", "其他"]),
            ("第二十条第（六）项", &["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], &["处罚", "强制"]),
            ("第二十条第（八）项", &["信息内容", "上一年项目数量", "本年增/减"], &["收费"]),
            ("第二十条第（九）项", &["信息内容", "采购项目数量", "采购总金额"], &["采购"]),
        ]
    } else {
        &[
            ("第二十条第（一）项", &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], &["规章", "规范性文件"]),
            ("第二十条第（五）项", &["信息内容", "本年处理决定数量"], &["许可"]),
            ("第二十条第（六）项", &["信息内容", "本年处理决定数量"], &["处罚", "强制"]),
            ("第二十条第（八）项", &["信息内容", "本年收费金额（单位：万元）"], &["收费"]),
        ]
    };
    let mut grid = Grid::new();
    for (clause, heads, keys) in sections {
        grid.push(vec![head(w.punctuated(clause), 1, 4)]);
        let last = heads.len() - 1;
        let width = 4 - last;
        let row = heads.iter().enumerate().map(|(n, text)| head(w.punctuated(text), 1, if n == last { width } else { 1 }));
        grid.push(row.collect());
        for key in *keys {
            let row = f.two.iter().position(|matter| matter.key == *key).expect("a matter of the form");
            let matter = &f.two[row];
            let mut cells = vec![head(matter.label, 1, 1)];
            for (col, amount) in matter.amounts.iter().enumerate() {
                let mut cell = amount_cell(w, *amount, Role::Two(row, col), f.form_two);
                cell.cols = if col + 1 == matter.amounts.len() { width } else { 1 };
                cells.push(cell);
            }
            grid.push(cells);
        }
    }
    grid
}

fn amount_cell(w: &mut Writer, amount: Amount, role: Role, form: u64) -> Cell {
    match amount {
        Amount::Count(n) => {
            let shape = count_shape(w);
            number(w, n, Some(Class::Table2), role, shape)
        }
        Amount::Change(n) => {
            let signs = if n < 0 { ["减", "-"] } else { ["增", "+"] };
            let sign = signs[w.rng.index(2)];
            number(w, n.unsigned_abs(), Some(Class::Table2), role, Shape::Signed(sign))
        }
        Amount::Money(n) => {
            let behind = if form == 2019 { "万元" } else { "" };
            number(w, n, Some(Class::Table2), role, Shape::Decimal { places: 2, behind })
        }
    }
}
