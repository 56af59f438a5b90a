//! Sums that labels write out, and what else the labels and figures of a whole table say of its sums.

use super::verdicts::{messages, told};

#[test]
fn a_row_of_column_numbers_says_how_columns_are_made() {
    let table = [
        "项目 | 预算数 | 已执行 | 追加 | 调整后 | 结余",
        "栏次 | 1 | 2 | 3 | 4=1+3 | 5=4-2",
        "教育 | 1204 | 1288 | 96 | 1300 | 12",
        "卫生 | 802 | 770 | -31 | 771 | 1",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "| 1300 |", "| 1360 |"), ["教育 / 调整后 is given as 1360; its parts make 1300, a difference of +60"]);
    assert_eq!(told(&table, "| 771 | 1", "| 771 | 7"), ["卫生 / 结余 is given as 7; the other figures make it 1, a difference of +6"]);
}

#[test]
fn a_formula_in_one_column_is_taken_at_its_word() {
    let table = [
        "项目 | 行次 | 金额",
        "一、营业收入 | 1 | 48210",
        "减：营业成本 | 2 | 31005",
        "二、毛利（3=1-2） | 3 | 17205",
        "加：营业外收入 | 4 | 310",
        "减：税费 | 5 | 1204",
        "三、净额（6=3+4-5） | 6 | 16311",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(
        told(&table, "17205", "17805"),
        ["二、毛利(3=1-2) / 金额 is given as 17805; the other figures make it 17205, a difference of +600"]
    );
}

#[test]
fn marks_behind_labels_are_called_by_a_total() {
    let table = [
        "Country | 2004 | 2005 | 2006",
        "EU countries (1) | 110,916 | 120,282 | 131,247",
        "Sweden | 48,227 | 50,495 | 52,375",
        "Germany | 62,689 | 69,787 | 78,872",
        "Other countries (2) | 47,753 | 57,285 | 65,034",
        "Norway | 7,436 | 6,920 | 7,791",
        "Overall (1)+(2) | 158,669 | 177,567 | 196,281",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(
        told(&table, "177,567", "177,867"),
        ["Overall (1)+(2) / 2005 is given as 177,867; its parts make 177,567, a difference of +300"]
    );
}

#[test]
fn what_only_looks_like_a_formula_is_none() {
    let ages = ["Area | 1 | 2 | 3 | 1-3", "North | 120 | 88 | 70 | 41", "South | 99 | 75 | 12 | 55", "East | 14 | 31 | 5 | 60"];
    assert_eq!(messages(&ages), [""; 0]);
    let wrong = ["项目 | 甲(A) | 乙(B) | 丙(C=A+B)", "一 | 120 | 88 | 70", "二 | 99 | 75 | 12", "三 | 14 | 31 | 5"];
    assert_eq!(messages(&wrong), [""; 0], "it holds nowhere: C may be of something else");
}

#[test]
fn columns_on_which_nothing_adds_up_say_nothing_against_the_others() {
    let table = [
        "£000 | 2023 | 2022 | 2021 | Index 2023 | Index 2022 | Factor | Factor 2",
        "Turnover | 53109 | 43825 | 40110 | 121.18 | 109.26 | 0.188 | 0.228",
        "Less: cost of sales | -28054 | -23132 | -21007 | 121.28 | 110.12 | 0.188 | 0.228",
        "Gross profit | 25055 | 20693 | 19103 | 121.08 | 108.32 | 0.188 | 0.228",
        "Distribution | -8663 | -7150 | -6902 | 121.16 | 103.59 | 0.188 | 0.228",
        "Administration | -11813 | -10230 | -9114 | 115.47 | 112.24 | 0.188 | 0.228",
        "Operating profit | 4579 | 3313 | 3087 | 138.21 | 107.32 | 0.188 | 0.228",
        "Interest | -374 | -430 | -388 | 86.98 | 110.82 | 0.188 | 0.228",
        "Profit before tax | 4205 | 2883 | 2699 | 145.86 | 106.82 | 0.188 | 0.228",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "25055", "35055").len(), 1);
}

#[test]
fn shares_of_few_lines_make_a_hundred() {
    let table = [
        "Gender | No visits | 1-3 visits | 4-6 visits | More than 12 visits | Total",
        "Men | 45 | 36 | 11 | 8 | 100",
        "Women | 28 | 42 | 18 | 13 | 100",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "| 36 |", "| 86 |"), ["Men / Total is given as 100; its parts make 150, a difference of -50"]);
}

#[test]
fn groups_by_size_are_a_header() {
    let table = [
        "年龄 | 18岁以下 | 18至64岁 | 65岁以上 | 合计",
        "男 | 120 | 880 | 210 | 1210",
        "女 | 118 | 902 | 260 | 1280",
        "合计 | 238 | 1782 | 470 | 2490",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "| 902 |", "| 942 |").len(), 1);
}

#[test]
fn a_table_that_keeps_to_fives_is_rounded_to_them() {
    let table = [
        " | St. Mary | Holmfield | Moreton | Sandwick",
        "All families | 52,525 | 105,200 | 37,130 | 35,565",
        "Without children at home | 18,105 | 42,445 | 15,930 | 13,740",
        "With children at home | 34,420 | 62,755 | 21,205 | 21,825",
        "One-parent families | 9,775 | 17,365 | 5,815 | 6,765",
        "Male parent | 1,650 | 2,900 | 975 | 1,135",
        "Female parent | 8,125 | 14,470 | 4,845 | 5,625",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(
        told(&table, "105,200", "102,200"),
        ["All families / Holmfield is given as 102,200; its parts make 105,200, a difference of -3,000"]
    );
}

#[test]
fn rates_printed_finer_than_their_amounts_bear_out_are_of_the_amounts_as_printed() {
    let table = [
        "School | Pupils | % of total",
        "Total population | 455112 | 100",
        "Nursery | 8101 | 1.78000",
        "Kindergarten | 6465 | 1.42053",
        "Elementary | 51798 | 11.38137",
        "High school | 25646 | 5.63510",
        "College | 24391 | 5.35934",
        "Not enrolled | 338711 | 74.42366",
    ];
    assert_eq!(told(&table, "25646", "25666").len(), 1);
}

#[test]
fn a_column_of_differences_needs_no_name_where_many_rows_agree() {
    let mut table = vec!["Item | Need | Reserve | Held | Due | Surplus".to_owned()];
    let rows: [(i64, i64, i64); 7] =
        [(240, 31, 271), (1906, 417, 1292), (229, 89, 221), (246, 23, 380), (213, 38, 66), (204, 52, 163), (936, 119, 985)];
    for ((need, reserve, held), (n, name)) in rows.into_iter().chain(rows).zip((0_i64..).zip('A'..)) {
        let (need, held) = (need + n, held + 3 * n);
        table.push(format!("Part {name} | {need} | {reserve} | {held} | {} | {}", 7 * n, held - need));
    }
    let lines: Vec<&str> = table.iter().map(String::as_str).collect();
    assert_eq!(messages(&lines), [""; 0]);
    assert_eq!(told(&lines, "| 1295 | 7 | -612", "| 1295 | 7 | -512"), ["Part B / Surplus is given as -512; 1295 and 1907 make it -612"]);
    assert_eq!(told(&lines[..6], "| 1295 | 7 | -612", "| 1295 | 7 | -512"), [""; 0], "five rows are too few without a name");
}

#[test]
fn a_running_total_adds_up_the_column_beside_it() {
    let table = [
        "月份 | 本月 | 累计 | 同比",
        "1月 | 12044 | 12044 | 3.1",
        "2月 | 11870 | 23914 | -1.2",
        "3月 | 15233 | 39147 | 5.5",
        "4月 | 16020 | 55167 | 4.2",
        "5月 | 17711 | 72878 | 2.2",
        "6月 | 19340 | 92218 | 6.8",
    ];
    assert_eq!(messages(&table), [""; 0]);
    let month = told(&table, "| 16020 |", "| 16080 |");
    assert_eq!(month, ["4月 / 本月 is given as 16080; the pattern of the other 4 lines makes it 16020, a difference of +60"]);
    let running = told(&table, "| 39147 |", "| 30147 |");
    assert_eq!(running, ["3月 / 累计 is given as 30147; the pattern of the other 3 lines makes it 39147, a difference of -9000"]);
    assert_eq!(told(&table, "| 92218 |", "| 94218 |").len(), 1);
    let two_years =
        ["年月 | 本月 | 累计", "1 | 40 | 40", "2 | 35 | 75", "3 | 12 | 87", "1 | 51 | 51", "2 | 17 | 68", "3 | 33 | 101", "4 | 26 | 127"];
    assert_eq!(messages(&two_years), [""; 0]);
}

#[test]
fn shares_may_be_of_a_whole_that_no_word_names() {
    let table = [
        "Candidate | Votes | %",
        "A. Martin | 18204 | 43.7",
        "B. Osei | 14877 | 35.8",
        "C. Lund | 6120 | 14.7",
        "D. Roy | 2411 | 5.8",
        "Valid votes | 41612 | 100.0",
        "Rejected | 133 | ",
        "Turnout | 41745 | 61.4",
        "Registered electors | 67827 | ",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "18204", "16204").len(), 1);
}

#[test]
fn ranges_notes_and_groups_in_brackets_are_no_formulas() {
    let tables: [&[&str]; 6] = [
        &["项目 | 金额", "①工资 | 512", "②津贴 | 340", "③社保 | 117", "小计(①-③) | 969"],
        &["项目 | 金额", "(一)工资 | 512", "(二)津贴 | 340", "(三)社保 | 117", "合计(一)—(三) | 969"],
        &["Region | Number", "Uplands (1) | 512", "Lowlands (2) | 1,340", "Islands (1)-(2) | 88"],
        &["Illness | Cases", "Diabetes (A) | 120", "Asthma (B) | 90", "Both (A)+(B) | 14"],
        &["Item | A | B | Margin % (C=A-B)", "x | 512 | 412 | 19.5"],
        &["Class | Pupils", "(1) | 5120", "(2) | 2440", "(3) | 1204", "(4) | 980", "Primary (1)-(2) | 7560"],
    ];
    for table in tables {
        assert_eq!(messages(table), [""; 0], "{table:?}");
    }
}

#[test]
fn a_difference_may_be_stated_without_its_sign_or_not_below_nothing() {
    let tables: [&[&str]; 3] = [
        &["Item | Amount", "Revenue (1) | 512", "Costs (2) | (120)", "Profit (3=1-2) | 392"],
        &["项目 | 金额", "期初① | 512", "期末② | 540", "差额(③=①-②) | 28"],
        &[
            "项目 | 应缴 | 已缴 | 应补",
            "栏次 | 1 | 2 | 3=1-2",
            "甲 | 512 | 340 | 172",
            "乙 | 300 | 355 | 0",
            "丙 | 117 | 133 | 0",
            "丁 | 800 | 610 | 190",
        ],
    ];
    for table in tables {
        assert_eq!(messages(table), [""; 0], "{table:?}");
    }
}

#[test]
fn running_totals_that_are_rounded_revised_or_interrupted_are_let_be() {
    let tables: [&[&str]; 4] = [
        &[
            "Month | Sales | YTD",
            "Jan | 12.0 | 12.0",
            "Feb | 11.9 | 23.9",
            "Mar | 15.2 | 39.1",
            "Apr | 16.0 | 55.2",
            "May | 17.7 | 72.9",
            "Jun | 19.3 | 92.2",
        ],
        &[
            "Year | Increase | Population",
            "2001 | 4120 | 88120",
            "2002 | 4014 | 92134",
            "2003 | 4233 | 96367",
            "2004 | 3987 | 100354",
            "2006 | 3871 | 108342",
        ],
        &[
            "Month | Sales | YTD",
            "Jan | 12044 | 12044",
            "Feb | 11870 | 23914",
            "Mar | 15233 | 39147",
            "Apr | n/a | n/a",
            "May | 17711 | 72878",
            "Jun | 19340 | 92218",
        ],
        &["Day | Paid | Balance", "1 | 125 | 1125", "2 | 250 | 1375", "3 | 310 | 1685", "4 | 127 | 1797", "5 | 211 | 2008"],
    ];
    for table in tables {
        assert_eq!(messages(table), [""; 0], "{table:?}");
    }
}

#[test]
fn columns_of_shares_are_no_shares_of_each_other_and_some_of_a_part_is_no_share_of_the_whole() {
    let answers = ["Answer | 2021 (%) | 2022 (%)", "A | 21 | 24", "B | 65 | 62", "C | 10 | 10", "D | 4 | 4", "Total | 100 | 100"];
    assert_eq!(messages(&answers), [""; 0]);
    let votes = [
        "Candidate | Votes | %",
        "A. Martin | 18204 | 43.7",
        "of which postal | 2004 | 11.0",
        "B. Osei | 14877 | 35.8",
        "C. Lund | 6120 | 14.7",
        "D. Roy | 2411 | 5.8",
        "Valid votes | 41612 | 100.0",
    ];
    assert_eq!(messages(&votes), [""; 0]);
}

#[test]
fn a_first_row_of_figures_like_years_is_no_second_header() {
    let table = ["Parish | Pupils", "Ashby | 1987", "Barton | 2412", "Corley | 1655", "Denby | 3020", "Total | 9074"];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "Barton | 2412", "Barton | 2912").len(), 1);
    let levels =
        ["Parish | North | South", "Year | 2023 | 2022", "Ashby | 19 | 17", "Barton | 24 | 20", "Corley | 16 | 15", "Total | 59 | 52"];
    assert_eq!(messages(&levels), [""; 0]);
}

#[test]
fn a_column_called_year_behind_its_months_is_their_sum() {
    let table = [
        "Station | Jan | Feb | Mar | Year",
        "Ashby | 10.2 | 63.3 | 25.6 | 99.1",
        "Barton | 47.7 | 20.1 | 62.3 | 130.1",
        "Corley | 31.4 | 18.8 | 40.9 | 91.1",
        "Denby | 12.6 | 55.5 | 33.2 | 101.3",
    ];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "| 130.1", "| 150.1").len(), 1);
}

#[test]
fn columns_numbered_in_brackets_may_come_out_of_a_workbook_below_nothing() {
    let table = ["项目 | 甲 | 乙 | 丙", " | -1 | -2 | -3", "教育 | 12 | 13 | 14", "卫生 | 21 | 22 | 23", "合计 | 33 | 35 | 37"];
    assert_eq!(messages(&table), [""; 0]);
    assert_eq!(told(&table, "| 33 |", "| 43 |").len(), 1);
}
