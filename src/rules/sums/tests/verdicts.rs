use crate::document::{Cell, Document, Format, Table, Text};
use crate::facts::Facts;
use crate::rules::{Checked, RuleSet, Severity, Verdict, Violation, check};

/// A document of one table, its cells parted by bars.
pub(super) fn document(rows: &[&str]) -> Document {
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(rows) {
        for (col, text) in (0..).zip(line.split('|')) {
            cells.push(Cell::new(row, col, Text::unmapped(text.trim())));
        }
    }
    let mut document = Document::new("t", Format::Html);
    document.push_table(Table::new(cells, 10_000).expect("small"));
    document
}

/// The verdicts on one table.
pub(super) fn checked(rows: &[&str]) -> Vec<Checked> {
    check(&Facts::of(&document(rows)), &RuleSet::builtin().expect("sound"))
}

pub(super) fn violations(rows: &[&str]) -> Vec<Violation> {
    let failed = |c: Checked| match c.verdict {
        Verdict::Fail(violation) => Some(*violation),
        _ => None,
    };
    checked(rows).into_iter().filter_map(failed).collect()
}

/// The lines that hold of a table without a violation; the totals that hold are passed once more each.
pub(super) fn passes(rows: &[&str]) -> usize {
    assert_eq!(violations(rows), []);
    checked(rows)
        .iter()
        .filter(|c| c.verdict == Verdict::Pass && !["total-off-throughout", "total-unlike-parts"].contains(&&*c.rule))
        .count()
}

/// Why nothing is claimed of a table.
pub(super) fn reasons(rows: &[&str]) -> Vec<String> {
    let undecided = |c: Checked| match c.verdict {
        Verdict::Undecided(why) => Some(why.en),
        _ => None,
    };
    checked(rows).into_iter().filter_map(undecided).collect()
}

#[test]
fn one_cell_breaks_a_row_and_a_column_and_is_named_once() {
    let found = violations(&[
        "Region | Men | Women | Total",
        "North | 1,204 | 1,311 | 2,515",
        "South | 2,240 | 2,118 | 4,358",
        "East | 8,871 | 3,905 | 7,776",
        "West | 1,502 | 1,447 | 2,949",
        "Total | 8,817 | 8,781 | 17,598",
    ]);
    let repairs: Vec<&str> = found.iter().filter_map(|v| v.repairs.first()).map(|r| r.value.as_str()).collect();
    assert_eq!(repairs, ["3871"], "{found:?}");
}

#[test]
fn a_total_of_totals_counts_each_part_once() {
    let table = [
        "项目 | 2022年 | 2023年",
        "人员经费 | 1204 | 1310",
        "公用经费 | 386 | 402",
        "基本支出小计 | 1590 | 1712",
        "专项一 | 2150 | 2377",
        "专项二 | 940 | 871",
        "项目支出小计 | 3090 | 3248",
        "支出总计 | 4680 | 4960",
    ];
    assert_eq!(passes(&table), 6);
    let mut wrong = table;
    wrong[7] = "支出总计 | 4680 | 4860";
    assert_eq!(violations(&wrong).len(), 1);
}

#[test]
fn a_large_gap_in_a_named_total_is_told() {
    let found = violations(&[
        "Item | 2021 | 2022 | 2023 | 2024",
        "Salaries | 12,040 | 12,310 | 13,002 | 13,377",
        "Rent | 3,866 | 4,021 | 4,150 | 4,377",
        "Total | 15,906 | 16,331 | 17,152 | 91,433",
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_is_no_sum_is_let_be() {
    let selected = ["Country | 2022 | 2023", "World total | 98,120 | 99,480", "China | 31,402 | 32,170", "Japan | 4,018 | 4,102"];
    let product = ["Item | Quantity | Price | Total", "Pens | 120 | 3 | 360", "Paper | 40 | 25 | 1,000", "Ink | 15 | 48 | 720"];
    let years = ["Year | Births | Deaths", "2019 | 1,204 | 980", "2020 | 1,180 | 1,023", "2021 | 1,151 | 1,007"];
    let average = ["Town | Rooms | Average price", "A | 120 | 41.5", "B | 340 | 38.2", "C | 95 | 52.7", "Total | 555 | 41.4"];
    for table in [&selected[..], &product, &years, &average] {
        assert_eq!(violations(table), [], "{table:?}");
    }
}

#[test]
fn shares_beside_amounts_and_two_breakdowns_of_one_total() {
    let shares = ["Kind | Count | %", "A | 1,240 | 41.9", "B | 980 | 33.1", "C | 741 | 25.0", "Total | 2,961 | 100.0"];
    passes(&shares);
    let breakdowns = [
        "Applicants | 2022 | 2023",
        "Total | 2,961 | 3,204",
        "Men | 1,502 | 1,611",
        "Women | 1,459 | 1,593",
        "Under 30 | 1,118 | 1,240",
        "30 and over | 1,843 | 1,964",
    ];
    passes(&breakdowns);
}

#[test]
fn opening_and_changes_make_the_closing() {
    let table = [
        "Movement | Goodwill | Software",
        "Opening balance | 12,040 | 3,310",
        "Additions | 1,204 | 866",
        "Less: disposals | 380 | 121",
        "Total at the end of the year | 12,864 | 4,055",
    ];
    assert_eq!(passes(&table), 2);
}

#[test]
fn parts_follow_their_codes() {
    let found = violations(&[
        "科目编码 | 科目名称 | 决算数",
        "301 | 工资福利支出 | 53.84",
        "30101 | 基本工资 | 14.12",
        "30102 | 津贴补贴 | 39.27",
        "302 | 商品和服务支出 | 6.03",
        "30201 | 办公费 | 3.78",
        "30202 | 印刷费 | 2.25",
    ]);
    let repairs: Vec<&str> = found.iter().flat_map(|v| &v.repairs).map(|r| r.value.as_str()).collect();
    assert!(repairs.contains(&"39.72"), "two digits swapped: {found:?}");
}

#[test]
fn two_unnamed_sums_off_by_one_amount_where_they_cross_are_told_once() {
    let table = [
        "Region | Staff | Men | Women",
        "Country | 8,492 | 4,279 | 4,213",
        "North | 2,515 | 1,204 | 1,311",
        "South | 4,358 | 2,240 | 2,118",
        "East | 1,619 | 835 | 784",
    ];
    assert_eq!(violations(&table), []);
    let mut wrong = table;
    wrong[3] = "South | 4,358 | 3,797 | 2,118";
    let found = violations(&wrong);
    let repairs: Vec<&str> = found.iter().flat_map(|v| &v.repairs).map(|r| r.value.as_str()).collect();
    assert_eq!(repairs, ["2240"], "{found:?}");
}

#[test]
fn a_wrong_amount_is_told_by_its_sum_and_not_again_by_its_share() {
    let found = violations(&[
        "Kind | Count | Share",
        "A | 1,240 | 31.0%",
        "B | 930 | 24.5%",
        "C | 741 | 18.5%",
        "D | 603 | 15.1%",
        "E | 437 | 10.9%",
        "Total | 4,001 | 100.0%",
    ]);
    let first: Vec<&str> = found.iter().filter_map(|v| v.repairs.first()).map(|r| r.value.as_str()).collect();
    assert_eq!(first, ["980"], "{found:?}");
}

/// The first repair or the cell accused of every violation, as words of its message.
pub(super) fn messages(rows: &[&str]) -> Vec<String> {
    violations(rows).into_iter().map(|v| v.message.en).collect()
}

#[test]
fn a_total_that_closes_a_plain_list_is_told_whatever_its_gap() {
    for (stated, told) in [("318", false), ("319", true), ("331", true), ("381", true), ("400", true)] {
        let last = format!("合计 | {stated}");
        let table = ["季度 | 接待批次", "一季度 | 71", "二季度 | 84", "三季度 | 90", "四季度 | 73", last.as_str()];
        assert_eq!(violations(&table).len(), usize::from(told), "{stated}");
    }
}

#[test]
fn one_column_that_adds_up_vouches_for_its_neighbour() {
    for (stated, told) in [("1046", false), ("1047", true), ("1065", true), ("1233", true), ("9999", true), ("900", true)] {
        let last = format!("合计 | 318 | {stated}");
        let table = [
            "季度 | 接待批次 | 接待人次",
            "一季度 | 71 | 233",
            "二季度 | 84 | 275",
            "三季度 | 90 | 298",
            "四季度 | 73 | 240",
            last.as_str(),
        ];
        assert_eq!(violations(&table).len(), usize::from(told), "{stated}");
    }
}

#[test]
fn too_little_to_tell_is_a_note() {
    let listed = ["Item | Amount", "Chicago | 161", "Midwest | 196", "Boston | 149", "Total | 331"];
    let [note] = &violations(&listed)[..] else { panic!("one note") };
    assert_eq!((note.severity, note.derivation.en.as_str()), (Severity::Note, "161 + 196 + 149 = 506, stated 331"));
    assert_eq!(reasons(&listed), [""; 0], "said once");
}

#[test]
fn a_finding_speaks_of_the_cell_it_points_at() {
    let found = messages(&[
        "科目 | 2023年 | 2024年",
        "教育 | 89650 | 93200",
        "卫生 | 47890 | 49030",
        "农业 | 58340 | 60110",
        "支出合计 | 195880 | 206840",
        "上解支出 | 4210 | 4350",
        "还本支出 | 9800 | 8600",
        "支出总计 | 209890 | 215290",
    ]);
    assert_eq!(found, ["支出合计 / 2024年 is given as 206840; its parts make 202340, a difference of +4500"]);
}

#[test]
fn a_sum_that_no_label_names_is_told_at_any_gap_where_many_lines_hold() {
    let rows: Vec<String> = (1..10).map(|n| format!("Town {n} | {} | {} | {}", n * 1367 + 418, n * 731 + 205, n * 636 + 213)).collect();
    let table = |last: &'static str| {
        let mut lines = vec!["Town | Staff | Men | Women"];
        lines.extend(rows.iter().map(String::as_str));
        lines.push(last);
        violations(&lines).len()
    };
    assert_eq!([table("Town X | 4,112 | 2,050 | 2,062"), table("Town X | 5,395 | 2,050 | 2,062")], [0, 1]);
    assert_eq!(table("Vacant | 2,062 | 2,050 | 2,062"), 0, "the total is one of its parts");
}

#[test]
fn a_subtotal_closes_what_stands_above_it() {
    let found = messages(&[
        "Loans | 2019 | 2018",
        "Agreement A | - | 7",
        "Agreement B | - | 19",
        "Equipment notes | 88 | 241",
        "Subtotal | 88 | 336",
        "Less: current portion | 88 | 179",
        "Long-term portion | - | 88",
    ]);
    assert_eq!(found, ["Subtotal / 2018 is given as 336; its parts make 267, a difference of +69"]);
}

/// What is said of the table as it is, and with one cell in place of another.
pub(super) fn told(table: &[&str], old: &str, new: &str) -> Vec<String> {
    assert_eq!(messages(table), [""; 0], "{table:?}");
    let changed: Vec<String> = table.iter().map(|row| row.replacen(old, new, 1)).collect();
    assert!(changed.iter().zip(table).filter(|(a, b)| a != *b).count() == 1, "{old} stands once");
    messages(&changed.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn rates_of_a_small_table_follow_from_what_its_header_says() {
    let shares = ["类别 | 件数 | 占比", "教育 | 120 | 40.0%", "医疗 | 93 | 31.0%", "住房 | 87 | 29.0%", "合计 | 300 | 100%"];
    assert_eq!(told(&shares, "31.0%", "33.0%"), ["医疗 / 占比 is given as 33.0%; 93 and 300 make it 31.0"]);
    let changes =
        ["项目 | 2024年 | 2023年 | 同比增长", "税收 | 1310 | 1204 | 8.8%", "非税 | 402 | 386 | 4.1%", "债务 | 2377 | 2150 | 10.6%"];
    assert_eq!(told(&changes, "10.6%", "12.6%").len(), 1);
    let english =
        ["Item | 2022 | 2023 | Change", "Fares | 214.9 | 231.4 | 7.7%", "Retail | 91.2 | 98.7 | 8.2%", "Grants | 55.4 | 61.0 | 10.1%"];
    assert_eq!(told(&english, "10.1%", "15.1%").len(), 1);
}

#[test]
fn a_subtotal_that_its_own_parts_and_the_total_above_it_contradict_is_the_one_to_change() {
    let found = violations(&[
        "科目编码 | 项目 | 2023年 | 2024年",
        "204 | 公共安全支出 | 15420 | 15890",
        "205 | 教育支出 | 89650 | 91000",
        "20501 | 教育管理事务 | 2150 | 2240",
        "20502 | 普通教育 | 80200 | 83360",
        "20503 | 职业教育 | 7300 | 7600",
        "208 | 社会保障和就业支出 | 61300 | 65120",
        " | 支出合计 | 166370 | 174210",
    ]);
    let [only] = &found[..] else { panic!("{found:?}") };
    assert_eq!(only.message.en, "教育支出 / 2024年 is given as 91000; its parts make 93200, a difference of -2200");
    assert_eq!(only.repairs.first().map(|r| r.value.as_str()), Some("93200"));
}

#[test]
fn a_unit_behind_the_labels_is_no_name() {
    let found = messages(&[
        "指标 | 单位 | 2022 | 2023",
        "货运总量 | 万吨 | 1240 | 1518",
        "公路 | 万吨 | 830 | 1021",
        "水路 | 万吨 | 251 | 302",
        "铁路 | 万吨 | 159 | 175",
    ]);
    assert_eq!(found, ["货运总量 / 2023 is given as 1518; its parts make 1498, a difference of +20"]);
}

#[test]
fn what_is_there_at_the_end_is_no_sum() {
    let stock = ["月份 | 新增 | 期末在册", "1月 | 3012 | 33024", "2月 | 2133 | 35157", "3月 | 1501 | 36658", "合计 | 6646 | 36658"];
    assert_eq!(messages(&stock), [""; 0]);
}

#[test]
fn a_total_of_groups_stands_where_their_members_do_not() {
    let assets = [
        "Assets | 2018 | 2019",
        "Land | 3,120 | 3,120",
        "Buildings | 4,871 | 5,302",
        "Gross | 7,991 | 8,422",
        "Less accumulated depreciation | (2,344) | (2,790)",
    ];
    let with = |net: &'static str| [&assets[..], &[net]].concat();
    assert_eq!(messages(&with("Property, net | 5,647 | 5,632")), [""; 0]);
    assert_eq!(messages(&with("Property, net | 5,647 | 6,155")).len(), 1);
    let doubled = [
        "Containers | 2002 | 2003",
        "Reclaimed | 1,512 | 910",
        "Thrown away | 3,000 | 702",
        "Total fibreboard | 4,512 | 1,612",
        "Reclaimed | 34 | 0",
        "Beyond repair | 0 | 0",
        "Total plastic | 34 | 0",
        "Total containers | 4,546 | 1,612",
    ];
    assert_eq!(messages(&doubled), [""; 0]);
}

#[test]
fn a_total_is_named_by_the_first_words_of_a_row_whose_first_cell_is_a_number() {
    let found = messages(&[
        "Rank | Code | Description | Exports | Imports",
        "1 | 87 | Motor vehicles | 7,835 | 28,950",
        "2 | 44 | Wood | 1,138 | 7,711",
        "3 | 39 | Plastics | 1,741 | 2,587",
        " | | Total | 10,714 | 41,248",
    ]);
    assert_eq!(found, ["Total / Imports is given as 41,248; its parts make 39,248, a difference of +2,000"]);
}

#[test]
fn a_column_of_its_own_decimals_is_held_to_the_parts_its_neighbour_shows() {
    let shares =
        ["City | Stays | Share %", "A | 2870 | 47.4", "B | 1745 | 28.8", "C | 962 | 15.9", "D | 478 | 7.9", "Total | 6855 | 100.0"];
    let values = ["Item | Number | Value", "A | 12 | 41.25", "B | 8 | 30.50", "C | 24 | 67.10", "D | 6 | 25.15", "Total | 90 | 164.00"];
    let large = ["City | Stays | Share %", "A | 2870 | 47.4", "B | 1745 | 28.8", "C | 962 | 15.9", "D | 478 | 7.9", "Total | 9417 | 100.0"];
    // A gap of a hundred is no part left out for the hundred per cent beside it.
    let hundred =
        ["City | Stays | Share %", "A | 2870 | 47.4", "B | 1745 | 28.8", "C | 962 | 15.9", "D | 478 | 7.9", "Total | 6155 | 100.0"];
    for table in [&shares, &values, &large, &hundred] {
        assert_eq!(violations(table).len(), 1, "{table:?}");
    }
    // The dearest, the mean, and each stop once.
    for column in ["4.20 | 3.10 | 5.00 | 5.00", "4.20 | 3.10 | 5.00 | 4.10", "8.50 | 7.25 | 9.00 | 16.10"] {
        let mut cells = column.split('|');
        let mut table: Vec<String> = vec!["Route | Trips | Fare".to_owned()];
        for (name, trips) in [("A", 120), ("B", 85), ("C", 64), ("Total", 269)] {
            table.push(format!("{name} | {trips} | {}", cells.next().unwrap_or_default()));
        }
        assert_eq!(violations(&table.iter().map(String::as_str).collect::<Vec<_>>()), [], "{column}");
    }
}

#[test]
fn two_amounts_that_might_be_years_are_amounts() {
    let table = ["Item | EUR | USD", "A | 1250 | 1311", "B | 640 | 672", "C | 2870 | 3013", "D | 1940 | 2037", "Total | 6700 | 7033"];
    assert_eq!(passes(&table), 2);
    let wrong = ["Item | EUR | USD", "A | 1250 | 1311", "B | 640 | 672", "C | 2870 | 3013", "D | 1940 | 2037", "Total | 6690 | 7033"];
    assert_eq!(violations(&wrong), [], "a ten off among tens may be rounding");
    let wrong = wrong.map(|row| if row.starts_with("Total") { "Total | 6790 | 7033" } else { row });
    assert_eq!(violations(&wrong).len(), 1);
}

#[test]
fn one_line_that_agrees_vouches_for_a_short_total_on_the_next() {
    let leases = [
        "| Operating | Finance",
        "2021 | 138 | 6",
        "2022 | 135 | 6",
        "2023 | 861 | 56",
        "Total payments | 1,134 | 68",
        "Less: interest | (279) | (9)",
        "Total liabilities | 855 | 59",
    ];
    assert_eq!(told(&leases, "| 59", "| 89"), ["Total liabilities / Finance is given as 89; its parts make 59, a difference of +30"]);
}

#[test]
fn a_total_by_its_code_may_fall_among_its_parts() {
    let table = [
        "科目编码 | 科目名称 | 决算数",
        "301 | 工资福利支出 | 95.36",
        "30101 | 基本工资 | 14.12",
        "30102 | 津贴补贴 | 39.72",
        "30107 | 绩效工资 | 16.34",
        "30109 | 职业年金缴费 | 7.48",
        "30113 | 住房公积金 | 17.70",
    ];
    assert_eq!(violations(&table), []);
    assert_eq!(told(&table, "95.36", "25.36"), ["工资福利支出 / 决算数 is given as 25.36; its parts make 95.36, a difference of -70.00"]);
}

#[test]
fn a_column_a_little_off_in_several_sums_is_no_column_of_other_numbers() {
    let table = [
        "Item | 2000 | 2001 | 2002 | 2003 | 2004",
        "Total | 3,356 | 1,470 | 5,459 | 6,359 | 8,620",
        "Acquired | 3,227 | 1,380 | 4,352 | 5,021 | 7,272",
        "Established | 129 | 90 | 1,107 | 1,338 | 1,348",
        "Investors | 1,051 | 231 | 1,365 | 2,787 | 3,417",
        "Affiliates | 2,305 | 1,239 | 4,094 | 3,572 | 5,203",
        "Latin America | 840 | 952 | 487 | 607 | 829",
        "South | 534 | 431 | 103 | 182 | 382",
        "Other | 306 | 521 | 344 | 425 | 447",
        "Asia | 700 | 800 | 905 | 770 | 712",
        "Japan | 330 | 420 | 401 | 310 | 260",
        "Rest | 370 | 380 | 504 | 460 | 452",
    ];
    let found = messages(&table.map(|row| row.replace("5,459", "5,449")).each_ref().map(String::as_str));
    assert!(found.iter().any(|message| message.starts_with("Total / 2002 is given as 5,449")), "{found:?}");
}
