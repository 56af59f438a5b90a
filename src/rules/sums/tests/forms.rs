//! Totals by forms and places that statements, budgets and lists of counts have.

use super::verdicts::violations;

/// The arithmetic of each violation.
pub(super) fn told(rows: &[&str]) -> Vec<String> {
    violations(rows).into_iter().map(|v| v.derivation.en).collect()
}

/// Nothing is told of the table as it is; of the table with `old` in a row replaced, one sum.
pub(super) fn told_of(table: &[&str], row: usize, old: &str, new: &str) -> String {
    assert_eq!(told(table), [""; 0]);
    let line = table[row].replace(old, new);
    let mut rows = table.to_vec();
    rows[row] = &line;
    let found = told(&rows);
    let [one] = &found[..] else { panic!("{found:#?}") };
    one.clone()
}

#[test]
fn a_row_without_a_label_below_a_heading_is_its_total() {
    let table = [
        " | 2022 | 2021 | 2020",
        "Current: | | | ",
        "Federal | 1,204 | 1,033 | 988",
        "State | 233 | 210 | 188",
        " | 1,437 | 1,243 | 1,176",
        "Deferred: | | | ",
        "Federal | (120) | 88 | (41)",
        "State | (18) | 12 | 7",
        "Foreign | 33 | (21) | 14",
        " | (105) | 79 | (20)",
        "Total provision | 1,332 | 1,322 | 1,156",
    ];
    assert_eq!(told_of(&table, 8, "33", "63"), "63 - 120 - 18 = (75), stated (105)");
}

#[test]
fn line_numbers_behind_the_names_are_no_names() {
    let table = [
        "项目 | 行次 | 决算数",
        "一、财政拨款收入 | 1 | 3124.56",
        "二、事业收入 | 2 | 211.40",
        "三、其他收入 | 3 | 45.18",
        "本年收入合计 | 4 | 3381.14",
    ];
    assert_eq!(told_of(&table, 2, "211.40", "271.40"), "3124.56 + 271.40 + 45.18 = 3441.14, stated 3381.14");
}

#[test]
fn sides_of_unlike_numbers_under_like_headers_are_two() {
    let table = [
        "项目 | 金额 | 项目 | 合计 | 一般公共预算 | 政府性基金",
        "一、一般公共预算拨款 | 5120.33 | 一、一般公共服务支出 | 1204.11 | 1204.11 | 0.00",
        "二、政府性基金拨款 | 802.40 | 二、公共安全支出 | 2033.72 | 2033.72 | 0.00",
        "三、国有资本经营拨款 | 60.00 | 三、城乡社区支出 | 2744.90 | 1882.50 | 862.40",
        "本年收入合计 | 5982.73 | 本年支出合计 | 5982.73 | 5120.33 | 862.40",
    ];
    assert_eq!(told_of(&table, 2, "802.40", "302.40"), "5120.33 + 302.40 + 60.00 = 5482.73, stated 5982.73");
}

#[test]
fn labels_that_repeat_on_the_right_make_no_side() {
    let table = [
        "Region | Men | Region | Women | Both",
        "North | 1,204 | North | 1,311 | 2,515",
        "South | 2,240 | South | 2,118 | 4,358",
        "East | 3,871 | East | 3,905 | 7,776",
        "West | 1,502 | West | 1,447 | 2,949",
        "Total | 8,817 | Total | 8,781 | 17,598",
    ];
    assert_eq!(told_of(&table, 3, "7,776", "7,176").lines().count(), 1);
}

#[test]
fn results_of_a_statement_in_one_column() {
    let table = [
        " | 2023",
        "Turnover | 53,109",
        "Cost of sales | (28,054)",
        "Gross profit | 25,055",
        "Distribution costs | (8,663)",
        "Administrative expenses | (11,829)",
        "Profit on ordinary activities before interest and taxation | 4,563",
    ];
    assert_eq!(told_of(&table, 3, "25,055", "25,755"), "53,109 - 28,054 = 25,055, stated 25,755");
}

#[test]
fn what_is_taken_away_once_named_goes_on() {
    let table = [
        "项目 | 本期金额 | 上期金额",
        "一、营业收入 | 88214.55 | 79104.20",
        "减：营业成本 | 51207.31 | 47720.18",
        "税金及附加 | 612.04 | 588.90",
        "销售费用 | 9120.77 | 8420.46",
        "加：其他收益 | 310.50 | 277.14",
        "投资收益（损失以“-”号填列） | 120.09 | -45.32",
        "二、营业利润（亏损以“-”号填列） | 27705.02 | 22606.48",
    ];
    assert_eq!(
        told_of(&table, 4, "9120.77", "9720.77"),
        "88214.55 - 51207.31 - 612.04 - 9720.77 + 310.50 + 120.09 = 27105.02, stated 27705.02"
    );
}

#[test]
fn what_was_there_what_came_and_what_went() {
    let table = [
        "Quarter | Opening caseload | Received | Closed | Closing caseload",
        "First | 412 | 1,204 | 1,177 | 439",
        "Second | 439 | 1,288 | 1,301 | 426",
        "Third | 426 | 1,011 | 940 | 497",
        "Fourth | 497 | 1,133 | 1,212 | 418",
    ];
    assert_eq!(told_of(&table, 2, "1,301", "1,701"), "439 + 1,288 - 1,701 = 26, stated 426");
}

#[test]
fn neighbours_in_a_series_that_happen_to_make_another_are_no_sum() {
    let table = [
        "Year | Cars | Vans | Buses | Lorries",
        "2001 | 102.6 | 43.10 | 32.08 | 114.6",
        "2002 | 108.5 | 39.95 | 26.33 | 108.5",
        "2003 | 114.4 | 40.30 | 26.83 | 102.4",
        "2004 | 96.7 | 42.75 | 31.58 | 108.5",
        "2005 | 102.4 | 42.35 | 32.18 | 114.4",
    ];
    assert_eq!(told(&table), [""; 0]);
}

#[test]
fn some_of_a_part_stands_aside() {
    let table = [
        "指标 | 2021年 | 2022年 | 增减（%）",
        "进出口总额（亿元） | 1323.6 | 1365.2 | 3.1",
        "出口额 | 812.4 | 866.9 | 6.7",
        "其中：机电产品 | 402.1 | 433.6 | 7.8",
        "高新技术产品 | 211.7 | 240.2 | 13.5",
        "进口额 | 511.2 | 498.3 | -2.5",
    ];
    assert_eq!(told_of(&table, 2, "866.9", "826.9"), "826.9 + 498.3 = 1325.2, stated 1365.2");
}

#[test]
fn a_row_called_year_is_the_total_of_its_months() {
    let table = [
        "Month | Rain | Sunshine | Wind",
        "October | 90.1 | 99.2 | 41.6",
        "November | 95.7 | 60.3 | 44.7",
        "December | 93.5 | 45.8 | 48.8",
        "Year | 279.3 | 205.3 | 135.1",
    ];
    assert_eq!(told_of(&table, 2, "60.3", "68.3"), "99.2 + 68.3 + 45.8 = 213.3, stated 205.3");
}

#[test]
fn a_tax_named_with_its_rate_is_an_amount() {
    let table = ["Item | Amount", "Survey | 1,237.51", "Drawings | 1,056.00", "Permits | 640.28", "Subtotal | 2,933.79"];
    let rows: Vec<&str> = table.into_iter().chain(["VAT 20 % | 586.76", "Total | 3,520.55"]).collect();
    assert_eq!(told_of(&rows, 5, "586.76", "536.76"), "2,933.79 + 536.76 = 3,470.55, stated 3,520.55");
}

#[test]
fn columns_in_turns_are_all_looked_at() {
    let row = |label: &str, posts: &str, amounts: [u32; 7]| -> String {
        let pairs: Vec<String> = amounts.iter().map(|amount| format!(" | {posts} | {amount}")).collect();
        format!("{label}{}", pairs.concat())
    };
    let own = [[5_012, 4_120, 6_233, 5_877, 4_904, 5_131, 6_012], [1_204, 988, 1_377, 1_502, 1_066, 1_211, 1_433]];
    let sums: [u32; 7] = std::array::from_fn(|n| own[0][n] + own[1][n]);
    let mut wrong = sums;
    wrong[3] += 3_000;
    let rows = |total| {
        let head = format!("Item{}", " | Posts | Amount".repeat(7));
        [head, row("Staff", "12", own[0]), row("Rent", "", own[1]), row("Costs", "12", total), row("Grants", "12", [9_101; 7])]
    };
    let text = |rows: &[String; 5]| -> Vec<String> { told(&rows.each_ref().map(String::as_str)) };
    assert_eq!(text(&rows(sums)), [""; 0]);
    assert_eq!(text(&rows(wrong)), ["5877 + 1502 = 7379, stated 10379"]);
}

#[test]
fn an_abbreviation_is_no_identifier() {
    let table = [
        "State | Post | Births | Deaths | Moved in",
        "All four | US | 2,011,343 | 812,404 | 420,118",
        "Alaska | AK | 86,062 | 25,068 | 12,201",
        "Idaho | ID | 192,011 | 88,714 | 81,377",
        "Ohio | OH | 1,350,412 | 601,377 | 201,300",
        "Utah | UT | 382,858 | 97,245 | 125,240",
    ];
    assert_eq!(told_of(&table, 3, "88,714", "38,714"), "25,068 + 38,714 + 601,377 + 97,245 = 762,404, stated 812,404");
}

const MEDALS: [&str; 13] = [
    "Nation | Gold | Silver | Bronze | Total",
    "Norway | 4 | 3 | 1 | 8",
    "Spain | 3 | 0 | 4 | 7",
    "Egypt | 2 | 1 | 0 | 3",
    "Iran | 1 | 2 | 1 | 4",
    "Cuba | 0 | 1 | 1 | 2",
    "Peru | 0 | 1 | 0 | 1",
    "Chile | 0 | 0 | 1 | 1",
    "Kenya | 1 | 3 | 2 | 6",
    "Italy | 2 | 1 | 3 | 6",
    "Japan | 5 | 2 | 1 | 8",
    "Ghana | 1 | 1 | 2 | 4",
    "Total | 19 | 15 | 16 | 50",
];

#[test]
fn counts_of_a_few_each_add_up_too() {
    assert_eq!(told_of(&MEDALS[..12], 7, "1 | 1", "1 | 9"), "0 + 0 + 1 = 1, stated 9");
}

#[test]
fn rows_of_one_part_say_nothing_of_rounding() {
    let rows: Vec<&str> =
        MEDALS[..12].iter().copied().chain(["Malta | 0 | 0 | 2 | 2", "Nepal | 0 | 1 | 0 | 1", "Tonga | 1 | 0 | 0 | 1"]).collect();
    assert_eq!(told_of(&rows, 8, "1 | 3 | 2", "1 | 3 | 9"), "1 + 3 + 9 = 13, stated 6");
}

#[test]
fn a_cell_that_puts_its_row_and_its_column_out_by_the_same_is_no_rounding() {
    assert_eq!(
        told_of(&MEDALS, 8, "1 | 3 | 2", "1 | 3 | 4"),
        "1 + 4 + 0 + 1 + 1 + 0 + 1 + 4 + 3 + 1 + 2 = 18, stated 16; 1 + 3 + 4 = 8, stated 6"
    );
}

#[test]
fn an_index_on_the_averages_is_not_the_average_of_the_indices() {
    let table = [
        "Store | 2021 | 2022 | Index (2021 = 100)",
        "Aston | 412 | 433 | 105.1",
        "Boyle | 388 | 402 | 103.6",
        "Crane | 501 | 533 | 106.4",
        "Dover | 299 | 281 | 94.0",
        "Ewell | 640 | 655 | 102.3",
        "Average | 448 | 460.8 | 102.9",
    ];
    assert_eq!(told(&table), [""; 0]);
}

#[test]
fn shares_printed_to_the_last_digit_of_a_machine_make_a_hundred() {
    let table = [
        "三次产业构成（%） | 2019年 | 2020年 | 2021年 | 2022年",
        "国内生产总值 | 100 | 100 | 100 | 100",
        "第一产业 | 9.62443529446 | 9.28318304901 | 8.98128111251 | 9.17318304901",
        "第二产业 | 46.1735275064 | 45.9621110912 | 44.4012110917 | 43.1021110912",
        "第三产业 | 44.2020371992 | 44.7547058598 | 46.6175077957 | 47.7247058598",
    ];
    assert_eq!(told_of(&table, 4, "44.2020371992", "24.2020371992").split(',').next_back(), Some(" stated 100"));
}

/// What an agency of industries rounds to hundreds.
const HUNDREDS: [&str; 6] = [
    "Industry | Q1 | Q2 | Q3 | Q4",
    "Mining | 24,400 | 25,100 | 26,000 | 25,900",
    "Manufacturing | 88,100 | 87,400 | 88,900 | 90,100",
    "Construction | 112,400 | 118,700 | 121,000 | 117,300",
    "Retail trade | 131,200 | 130,100 | 134,000 | 140,400",
    "All industries | 356,100 | 361,400 | 370,000 | 373,700",
];

#[test]
fn what_is_rounded_to_hundreds_in_short_columns_adds_up_to_hundreds() {
    assert_eq!(told_of(&HUNDREDS, 3, "118,700", "113,700").split(',').next_back(), Some("400"));
    assert_eq!(told_of(&HUNDREDS, 5, "356,100", "355,100").split(',').next_back(), Some("100"));
}

#[test]
fn dotted_codes_and_ranges_of_codes_are_those_of_their_members() {
    let dotted = [
        "Code | Function | 2021 | 2022",
        "07 | Health | 1,506.1 | 1,532.9",
        "07.3 | Hospital services | 1,204.9 | 1,288.3",
        "07.4 | Public health | 301.2 | 244.6",
        "09 | Education | 1,199.3 | 1,243.1",
        "09.1 | Primary | 611.0 | 640.2",
        "09.2 | Secondary | 588.3 | 602.9",
    ];
    assert_eq!(told_of(&dotted, 5, "640.2", "649.2"), "649.2 + 602.9 = 1,252.1, stated 1,243.1");
    let ranges = [
        "NAICS | Industry | Establishments | Receipts | Employees",
        "31-33 | Manufacturing | 193 | 981,244 | 5,500",
        "311 | Food | 41 | 201,877 | 1,204",
        "314 | Textiles | 6 | (D) | 77",
        "321 | Wood | 22 | 88,412 | 611",
        "323 | Printing | 37 | 51,207 | 498",
        "332 | Metal products | 58 | 311,090 | 2,207",
        "339 | Other | 29 | (D) | 903",
    ];
    assert_eq!(told_of(&ranges, 6, "2,207", "2,507"), "1,204 + 77 + 611 + 498 + 2,507 + 903 = 5,800, stated 5,500");
}

#[test]
fn decimals_filled_up_with_zeros_are_no_places() {
    let table = [
        "Year | Cars | Buses | Trucks | Vans | Others | Total",
        "1995 | 2,024.0 | 48.1 | 68.9 | 5.2 | 33.3 | 2,179.5",
        "1996 | 2,093.3 | 45.5 | 89.6 | 6.5 | 25.7 | 2,260.6",
        "1997 | 2,244.3 | 41.8 | 121.7 | 6.6 | 21.7 | 2,436.1",
        "1998 | 2,367.0 | 49.0 | 144.0 | 7.0 | 15.0 | 2,583.0",
    ];
    assert_eq!(told(&table), [""; 0]);
    assert_eq!(told_of(&table, 3, "121.7", "171.7").split(',').next_back(), Some("436.1"));
}

#[test]
fn where_nothing_is_rounded_the_value_offered_is_the_sum_itself() {
    let found = violations(&[" | Books | Films", "North branch | 120 | 40", "South branch | 80 | 15", "Total | 190 | 55"]);
    let offered: Vec<&str> = found.iter().flat_map(|v| &v.repairs).map(|repair| repair.value.as_str()).collect();
    assert!(offered.contains(&"200") && !offered.contains(&"199"), "{offered:?}");
}

#[test]
fn what_one_thing_comes_to_at_two_times() {
    let table = [
        "Year | Population at 1 January | Births | Deaths | Population at 31 December",
        "2020 | 48210 | 502 | 471 | 48241",
        "2021 | 48241 | 488 | 506 | 48223",
        "2022 | 48223 | 471 | 498 | 48196",
        "2023 | 48196 | 455 | 483 | 48168",
    ];
    assert_eq!(told(&table), [""; 0]);
    assert_eq!(told_of(&table, 4, "48168", "48468"), "48196 + 455 - 483 = 48168, stated 48468");
}
