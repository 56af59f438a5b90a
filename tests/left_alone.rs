//! Plain tables that are right and were taken for wrong, each with what it shows, and wrong ones like them that are still told.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use crossfoot::findings::{Severity, audit};
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::RuleSet;

/// The cells that findings on a table name first; `name` says what kind of file it is.
fn told(name: &str, table: &str) -> Vec<String> {
    let bytes: Arc<[u8]> = table.as_bytes().into();
    let document = read(name, bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    let found = audit(&document, &rules).findings;
    let loud = found.into_iter().filter(|f| f.severity >= Severity::Warning);
    loud.map(|f| f.labels.first().and_then(|l| l.location.cell.clone()).unwrap_or_default()).collect()
}

/// Lines of cells as a CSV file.
fn csv(rows: &str) -> String {
    rows.replace(" / ", "\n") + "\n"
}

fn all_silent(tables: &[(&str, &str)]) {
    let loud: Vec<String> = tables
        .iter()
        .map(|(shows, rows)| (shows, told("table.csv", &csv(rows))))
        .filter(|(_, found)| !found.is_empty())
        .map(|(shows, found)| format!("{shows}: {found:?}"))
        .collect();
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

fn all_told(tables: &[(&str, &str)]) {
    let silent: Vec<&str> = tables.iter().filter(|(_, rows)| told("table.csv", &csv(rows)).is_empty()).map(|(shows, _)| *shows).collect();
    assert!(silent.is_empty(), "not told: {}", silent.join(", "));
}

#[test]
fn a_first_row_that_tells_nothing_is_data() {
    all_silent(&[
        ("one word", "Region,Cases / North,pending / South,2412 / East,1655 / West,3020 / Total,9907"),
        ("words in two columns", "Region,2021,2022 / North,withheld,withheld / South,2412,2310 / East,1655,1800 / Total,5567,6110"),
        ("marks", "Region,Cases / North,# / South,2412 / East,1655 / West,3020 / Total,9907"),
        ("a range", "Region,Cases / North,10-20 / South,2412 / East,1655 / West,3020 / Total,7102"),
        ("in Chinese", "地区,件数 / 甲县,若干 / 乙县,2412 / 丙县,1655 / 丁县,3020 / 合计,7090"),
    ]);
    all_told(&[
        (
            "units under the names",
            "Item,Sales,Costs / Unit,tonnes,tonnes / Oats,1204,980 / Rye,3860,3100 / Hay,2150,1880 / Total,7814,5960",
        ),
        ("units in one column", "Item,Sales / Unit,tonnes / Oats,1204 / Rye,3860 / Hay,2150 / Total,7814"),
    ]);
}

#[test]
fn two_sides_are_one_amount_only_where_the_table_says_so() {
    all_silent(&[
        ("a surplus stands below", "项目,预算,决算 / 收入总计,9000,9500 / 支出总计,8000,8300 / 收支结余,1000,1200"),
        ("two families", "指标,甲公司,乙公司 / 资产总计,12000,8000 / 收入总计,9000,7000 / 支出总计,8000,6500 / 利润总额,1000,500"),
        ("a label that goes on", "Item,2021,2022 / Total assets,12000,13000 / Total liabilities and equity ratio,2.1,2.3"),
        (
            "a part of others",
            "Item,2021,2022 / Total assets,12000,13100 / Minority interest,1000,1100 / Total liabilities and equity attributable to parent,11000,12000",
        ),
        ("losses", "Flow,PJ 2021,PJ 2022 / Total sources,1500,1650 / Losses,200,210 / Total uses,1300,1440"),
    ]);
    all_told(&[
        ("a law", "Item,2021 / Cash,1204 / Stock,8386 / Total assets,9590 / Debt,1640 / Equity,6950 / Total liabilities and equity,8590"),
        ("one of two columns", "项目,2021,2022 / 收入总计,9120,9530 / 支出总计,9120,9330"),
    ]);
}

#[test]
fn a_size_is_no_sum_of_its_neighbours() {
    all_silent(&[
        ("units", "Indicator,Amount / Cows (head),1204 / Wheat (t),300 / Land (ha),2210 / Total value (USD),98100"),
        ("a rest", "Country,Imports / Northland,1204 / Southland,310 / Westland,2210 / All other countries,4100"),
        ("a nation", "Hospital,Beds / Hill,1204 / Vale,1002 / Coast,903 / National total,101255"),
        ("the world", "国家,出口额 / 甲国,3204 / 乙国,2002 / 丙国,1542 / 全球总计,22284"),
        ("voters", "Party,Votes / Red,12040 / Blue,10000 / Green,9000 / Total electorate,45040"),
        ("several answers", "Language,Speakers / English,12040 / French,3100 / German,2050 / Total respondents,14002"),
    ]);
    all_told(&[
        ("a large gap", "Item,Amount / Rent,3860 / Staff,12045 / Travel,2150 / Total,23817"),
        ("a digit lost", "项目,金额 / 房租,3860 / 人员,12045 / 差旅,2150 / 合计,1805"),
        ("a digit wrong under a longer name", "Item,Amount / Rent,3860 / Staff,12045 / Travel,2150 / Total expenses,18955"),
    ]);
}

#[test]
fn what_is_no_amount_need_not_add_up() {
    all_silent(&[
        ("a quotient", "Ward,Pupils,Teachers,Load / A,506,12,42 / B,383,10,38 / C,162,27,6 / D,78,19,4 / E,602,30,20 / Total,1731,98,18"),
        ("a mean age", "Ward,Men,Women,Age / A,1204,1310,31 / B,402,411,27 / C,980,1020,42 / Total,2586,2741,31"),
        (
            "an index above all others",
            "Sector,Sales,Orders,Level / A,6744,1271,87 / B,5108,8375,101 / C,4662,5318,105 / D,8207,4639,110 / Total,24721,19603,117",
        ),
        ("a yield", "Crop,Output (t),Area (ha),t/ha / A,772.8,122.1,6.3 / B,865.9,134.1,6.5 / C,304.9,147.9,2.1 / Total,1943.6,404.1,4.8"),
        ("changes", "Crop,2021,2022,+/- / A,347,557,61 / B,558,564,1 / C,469,647,38 / Total,1374,1768,29"),
        ("in Chinese", "学校,学生,教师,师生比 / 一小,506,12,42 / 二小,383,10,38 / 三小,162,27,6 / 合计,1051,49,21"),
    ]);
    all_told(&[(
        "a slip beside columns that hold",
        "Ward,Men,Women,Votes / A,1204,1310,931 / B,402,411,527 / C,980,1020,742 / Total,2586,2741,2300",
    )]);
}

#[test]
fn figures_rounded_by_themselves_need_not_add_up() {
    all_silent(&[
        ("fifties", "Area,Claimants / A,1250 / B,2150 / C,1850 / D,3000 / Total,8300"),
        ("twenty-fives", "Area,Claimants / A,1275 / B,2125 / C,1850 / D,3025 / Total,8300"),
        ("five hundreds", "Area,Jobs / A,12500 / B,21500 / C,18500 / D,30000 / Total,83000"),
        ("hundreds of persons", "Area,Number of persons / A,1200 / B,2100 / C,1800 / D,2600 / Total,7800"),
        ("three digits", "Gas,t CO2 / A,12700 / B,3410 / C,988 / D,596 / Total,17700"),
    ]);
    all_told(&[
        ("a digit off the grain", "Area,Jobs / A,7200 / B,4600 / C,4110 / Total,15900"),
        ("too large a gap", "Area,Claimants / A,1250 / B,2150 / C,1850 / D,3050 / Total,8800"),
    ]);
}

#[test]
fn parts_of_parts_are_no_parts() {
    all_silent(&[
        (
            "lists of unlike length",
            "项目,金额 / 教育,12370 / 其中:人员,6500 / 卫生,9415 / 其中:人员,4100 / 公用,1900 / 专项,2600 / 其他,3100 / 合计,24885",
        ),
        (
            "two columns",
            "Item,2021,2022 / Schools,12370,13000 / of which: pay,6500,7000 / Health,9415,9500 / of which: pay,4100,4200 / drugs,1900,2000 / Other,3100,3200 / Total,24885,25700",
        ),
    ]);
    let row = |(name, amount): (&str, &str)| format!("<tr><td>{name}<td>{amount}</tr>");
    let rows = [("Education", "12370"), ("&nbsp;&nbsp;salaries", "8000"), ("&nbsp;&nbsp;other pay", "2500"), ("Health", "9415")];
    let more = [("&nbsp;&nbsp;salaries", "1500"), ("Other", "3100"), ("Total", "24885")];
    let body: String = rows.into_iter().chain(more).map(row).collect();
    let indented = told("page.html", &format!("<table><tr><th>Item<th>2022</tr>{body}</table>"));
    assert!(indented.is_empty(), "sub-items by indentation: {indented:?}");
    all_told(&[(
        "a total that no choice makes",
        "项目,金额,上年 / 教育,12370,12000 / 其中:人员,6500,6000 / 卫生,9415,9000 / 其他,3100,3000 / 合计,24985,24000",
    )]);
}

#[test]
fn estimates_and_what_is_withheld_are_not_added_up() {
    all_silent(&[
        ("a letter", "Area,Cases / A,1200e / B,2412 / C,1655 / D,3020 / Total,8299"),
        ("a bracket", "Area,Cases / A,1200 (e) / B,2412 / C,1655 / D,3020 / Total,8299"),
        ("provisional", "Area,Cases / A,1200 (provisional) / B,2412 / C,1655 / D,3020 / Total,8299"),
        ("in Chinese", "地区,件数 / 甲,1200(估) / 乙,2412 / 丙,1655(预计) / 丁,3020 / 合计,8299"),
        ("a lone dash", "Area,Cases / A,2046 / B,2412 / C,- / D,1655 / E,3020 / Total,11350"),
    ]);
}

#[test]
fn flows_that_are_not_all_there_and_amounts_that_stop_at_nothing() {
    all_silent(&[
        (
            "two ends of a year",
            "Region,A,B,C / Population at 1 January,3600,5900,4100 / Births,120,210,140 / Deaths,40,130,60 / Population at 31 December,3630,5980,4180",
        ),
        (
            "arrears",
            "Office,Due,Paid,Outstanding / A,500,460,40 / B,310,300,10 / C,420,380,40 / D,120,126,0 / E,322,312,10 / Total,1672,1578,100",
        ),
    ]);
}

#[test]
fn a_percent_sign_over_a_column_names_it() {
    all_told(&[("2022 and its shares", "Area,2022,% / A,2046,22.5 / B,2412,26.5 / C,1628,17.9 / D,3020,33.2 / Total,9306,100.0")]);
}

#[test]
fn what_few_or_small_figures_show_is_told() {
    all_told(&[
        (
            "a running total of six",
            "Day,Amount,Cumulative / a,1520,1520 / b,2440,3960 / c,2880,6840 / d,920,6760 / e,240,8000 / f,310,8310",
        ),
        (
            "a constant total of small numbers",
            "Team,W,D,L,P / A,12,5,3,20 / B,11,4,5,20 / C,8,7,5,20 / D,4,6,10,20 / E,2,6,12,25 / F,9,3,8,20 / G,7,7,6,20 / H,10,2,8,20 / I,5,9,6,20 / J,6,6,8,20",
        ),
        (
            "differences of rates",
            "Region,Rate 2024 (%),Rate 2023 (%),Difference (pp) / N,7.0,7.4,-0.4 / S,4.8,5.1,-0.3 / E,8.7,8.0,0.7 / W,4.4,4.9,-3.5 / X,6.4,6.1,0.3 / Y,5.9,6.6,-0.7",
        ),
        (
            "a share more than its last digit leaves open",
            "Area,Visitors,Share / A,3127,13.6% / B,5220,22.5% / C,4012,17.3% / D,6890,29.7% / E,3930,17.0% / Total,23179,100.0%",
        ),
    ]);
}

/// Groups whose members are listed too, all small: a run of groups and members comes close to the total in one column and far from it in another.
#[test]
fn a_total_of_groups_is_not_the_sum_of_some_of_them_and_of_members() {
    let above = "Area,2021,2022,2023 / Total,31,22,35 / Upper,10,6,17 / Ash,5,3,6 / Beck,2,2,4 / Coy,2,1,2 / Dale,1,0,5 / Lower,5,7,4 / \
                 Ely,4,5,3 / Fenn,1,2,1 / Outer,12,2,8 / Gale,4,0,4 / Hurst,4,2,3 / Ivel,4,0,1 / Inner,4,7,6 / Jarr,0,2,2 / Kite,4,5,4";
    let below = "Area,2020,2021 / Upper,21,16 / Ash,10,3 / Beck,2,9 / Coy,9,4 / Lower,21,18 / Dale,2,5 / Ely,9,4 / Fenn,0,9 / Gale,10,0 / \
                 Outer,5,16 / Hurst,4,9 / Ivel,1,6 / Jarr,0,1 / Total,47,50";
    all_silent(&[("the total on top", above), ("the total below", below)]);
}

#[test]
fn an_item_that_is_nothing_where_the_sum_holds_belongs_to_it_where_it_is_not() {
    all_silent(&[(
        "a third item in one year",
        "项目,2022年,2023年 / 合计,33,16 / 出国费用,16,6 / 车辆费用,10,10 / 购置,0,0 / 运行,10,10 / 接待费用,7,0",
    )]);
}

#[test]
fn one_row_that_fails_among_rows_that_hold_is_told_however_small_its_total() {
    all_told(&[(
        "medals",
        "Team,Gold,Silver,Bronze,Total / Ash,1,7,4,3 / Beck,4,3,9,16 / Coy,6,2,5,13 / Dale,3,8,1,12 / Ely,7,5,6,18 / Fenn,2,9,8,19 / \
         Gale,5,4,3,12 / Hurst,9,6,7,22",
    )]);
}

/// A table with a note behind it, as Markdown.
fn noted(rows: &str, note: &str) -> String {
    let mut lines: Vec<String> = rows.split(" / ").map(|row| format!("| {} |", row.replace(',', " | "))).collect();
    let columns = lines.first().map_or(0, |header| header.matches('|').count() - 1);
    lines.insert(1, format!("|{}", "---|".repeat(columns)));
    format!("{}\n\n{note}\n", lines.join("\n"))
}

#[test]
fn parts_that_share_what_they_count_make_more_than_their_total() {
    let barriers =
        "Barrier,Small firms,Large firms / 1. Cost,41,28 / 2. Skills,33,21 / 3. Regulation,26,23 / Total firms with a barrier,100,60";
    let members = "Sport,Members,Juniors / Football,512,204 / Tennis,188,61 / Athletics,97,35 / Total,797,280";
    let answers = "因素,城镇,农村 / 价格,83,41 / 质量,75,33 / 服务,34,26 / 受访人数合计,136,100";
    for (rows, note) in [
        (barriers, "Firms could name several barriers."),
        (members, "Some juniors belong to two sections and are counted once."),
        (answers, "注：可多选。"),
    ] {
        assert_eq!(told("table.md", &noted(rows, note)), [""; 0], "{note}");
    }
    for (rows, note) in [
        (members, "As of 1 May."),
        (answers, "注：数据截至5月。"),
        (members, "Amounts due in more than one year."),
        ("Sport,Members,Juniors / Football,512,204 / Tennis,188,61 / Total,700,295", "Some are counted once."),
    ] {
        assert_ne!(told("table.md", &noted(rows, note)), [""; 0], "{note}");
    }
    all_silent(&[
        (
            "few lines say that a named total shares nothing",
            "Barrier,Small,Large / 1. Cost,41,28 / 2. Skills,33,21 / 3. Rules,26,23 / Total firms with any,100,60",
        ),
        (
            "sub-items that overlap",
            "项目,2022,2023 / 一、从业人员,96,101 / (一)女性,41,44 / (二)硕士以上,12,15 / (三)高级职称,43,46 / 二、营业收入,5118,5402 / (一)主营,5000,5290",
        ),
    ]);
}

#[test]
fn shares_tell_that_a_list_is_not_whole() {
    all_silent(&[
        (
            "shares that come to less than a hundred",
            "Party,Votes,Share %,Seats / Red,381703,34.1,35 / Blue,211038,18.8,30 / Green,310508,27.7,33 / White,57093,5.1,32 / Gold,139009,12.4,2 / Total valid votes,1120818,100.0,132",
        ),
        (
            "shares that are right by the total and not by the sum",
            "Party,Votes,Share % / Red,255913,20.0 / Blue,144158,11.3 / Green,247726,19.4 / White,392991,30.7 / Gold,234740,18.4 / Total valid votes,1278956,100.0",
        ),
    ]);
    all_told(&[(
        "shares of the sum",
        "Party,Votes,Share % / Red,255913,20.1 / Blue,144158,11.3 / Green,247726,19.4 / White,392991,30.8 / Gold,234740,18.4 / Total valid votes,1975528,100.0",
    )]);
}

#[test]
fn what_was_not_done_enters_no_average() {
    all_silent(&[
        (
            "along rows",
            "Student,Test 1,Test 2,Test 3,Average / Ann,72,81,90,81.0 / Cat,88,92,79,86.3 / Don,51,63,0,57.0 / Eve,93,95,90,92.7",
        ),
        ("down columns", "月份,甲站,乙站,丙站 / 1月,32,41,57 / 2月,45,0,61 / 3月,28,37,49 / 4月,51,66,73 / 平均,39.0,48.0,60.0"),
    ]);
    all_told(&[
        (
            "a mean of some",
            "Student,Test 1,Test 2,Test 3,Average / Ann,72,81,90,81.0 / Cat,88,92,79,86.3 / Don,51,63,30,57.0 / Eve,93,95,90,92.7",
        ),
        (
            "no mean either way",
            "Student,Test 1,Test 2,Test 3,Average / Ann,72,81,90,81.0 / Cat,88,92,79,86.3 / Don,51,63,0,75.0 / Eve,93,95,90,92.7",
        ),
    ]);
}

#[test]
fn the_sum_may_have_another_part_than_was_found() {
    all_silent(&[
        (
            "the worst of several is dropped",
            "Sailor,Race 1,Race 2,Race 3,Race 4,Race 5,Net / Ahl,9,4,6,3,7,20 / Boe,8,2,5,1,6,14 / Cox,9,1,8,3,2,14 / Dahl,4,9,5,2,6,17",
        ),
        (
            "rounding seemed to explain it on another line",
            "Item,2023,2022 / Operating activities,1234,860 / Investing activities,328,1746 / Financing activities,1162,815 / Effect of exchange rates,5,2 / Net increase in cash,2729,3423",
        ),
        (
            "interest earned under what is taken away",
            "项目,本期,上期 / 一、营业收入,8812.34,7494.67 / 减：营业成本,2204.55,1026.35 / 税金,41.20,32.30 / 财务费用,12.11,-2.28 / 加：其他收益,6.02,4.14 / 二、营业利润,6560.50,6442.44",
        ),
        (
            "other parts make the total",
            "渠道,2022年,2023年 / 来信,569,496 / 来访,361,368 / 网上,569,627 / 电话,552,269 / 合计,2051,1760 / 其中：集体访批次,1,10 / 人次,1037,1751",
        ),
    ]);
}

#[test]
fn roundings_add_up_and_what_comes_in_sixes_is_not_rounded() {
    all_silent(&[(
        "a total that has the roundings of its rows",
        "Faculty,Professors,Lecturers,Support,Headcount / Arts,27,14,27,68 / Law,4,40,39,81 / Science,29,11,8,46 / Medicine,10,13,20,43 / Theology,8,39,15,62 / Total,78,117,109,300",
    )]);
    all_told(&[
        ("sixes", "Farm,Eggs / A,1344 / B,2052 / C,894 / D,1518 / E,2430 / Total,8244"),
        ("cents in sixes", "Kind,Cases,Value / A,14,226.80 / B,9,190.08 / C,22,409.20 / D,5,100.80 / E,17,418.20 / Total,67,1345.14"),
    ]);
}

#[test]
fn shares_of_a_whole_list_make_a_hundred() {
    all_told(&[
        ("whole ones", "Cause,Share / Speed,32% / Alcohol,25% / Weather,18% / Other,15% / Total,100%"),
        ("without a sign", "原因,占比(%) / 超速,32.4 / 酒驾,25.1 / 天气,18.2 / 其他,14.3 / 合计,100.0"),
        ("a digit too much", "Cause,Share / Speed,42% / Alcohol,25% / Weather,18% / Other,25% / Total,100%"),
        ("total first", "Cause,Share / Total,100% / Speed,32% / Alcohol,25% / Weather,18% / Other,15%"),
    ]);
    all_silent(&[
        ("no word that the list is whole", "Cause,Share / Speed,32% / Alcohol,25% / Weather,18% / Fog,15% / Total,100%"),
        ("several may be given", "Mode,Share / Bus,62% / Train,55% / Car,38% / Other,16% / Total,100%"),
        (
            "several, in the header",
            "Reason (more than one answer possible),% / Price,24.4 / Quality,13.1 / Parking,8.2 / Other,13.6 / All respondents,100.0",
        ),
        (
            "right by the counts",
            "Reason,Answers,% / Price,316,24.4 / Quality,170,13.1 / Parking,106,8.2 / Other,177,13.6 / All respondents,1297,100.0",
        ),
        ("several, and a gap like a slip", "Mode,Share / Bus,62% / Train,55% / Car,37% / Other,16% / Total,100%"),
        ("rounding", "Cause,Share / Speed,32% / Alcohol,25% / Weather,18% / Other,24% / Total,100%"),
        ("parts of a part", "Cause,Share / Speed,32% / of which towns,12% / Alcohol,25% / Weather,28% / Other,15% / Total,100%"),
    ]);
}

#[test]
fn a_total_below_one_of_its_parts_beside_counts_that_add_up() {
    all_told(&[("a digit lost", "Item,Units,Cost / A,14,226.80 / B,9,190.08 / C,22,409.20 / D,5,500.80 / Total,50,326.88")]);
    all_silent(&[("a mean", "Item,Units,Cost / A,14,226.80 / B,9,190.08 / C,22,409.20 / D,5,500.80 / Total,50,331.72")]);
}

#[test]
fn a_ledger_balance_goes_on_from_the_one_before() {
    let ledger = |fourth: &str| {
        format!(
            "日期,摘要,收入,支出,余额 / 1月1日,上年结转,,,4000.50 / 1月2日,付款,,120.25,3880.25 / 1月3日,拨款,900.00,,4780.25 / \
             1月4日,付款,,310.10,{fourth} / 1月5日,付款,,88.40,4381.75 / ,本月合计,900.00,518.75,4381.75 / 1月6日,拨款,120.00,,4501.75 / \
             1月7日,付款,,61.20,4440.55"
        )
    };
    assert_eq!(told("table.csv", &csv(&ledger("4470.15"))), [""; 0]);
    assert_eq!(told("table.csv", &csv(&ledger("4970.15"))), ["E5"]);
    let amount = ledger("4470.15").replace("61.20", "67.20");
    assert_eq!(told("table.csv", &csv(&amount)), ["E9"], "the balance that does not follow");
    all_silent(&[(
        "something else comes and goes",
        "Day,Births,Deaths,Population / 1,52,31,55728 / 2,64,29,55766 / 3,41,50,55756 / 4,77,45,55788 / 5,38,61,55766 / 6,59,33,55792 / 7,62,48,55805",
    )]);
    let debits_first = "Date,Paid,Received,Balance / 1 May,,,812.40 / 2 May,120.25,,692.15 / 3 May,61.30,,630.85 / 4 May,,310.00,940.85 / 5 May,88.40,,852.45 / 6 May,14.25,,838.20";
    assert_eq!(told("table.csv", &csv(debits_first)), [""; 0]);
    assert_ne!(told("table.csv", &csv(&debits_first.replace("852.45", "892.45"))), [""; 0]);
}

#[test]
fn a_share_of_another_row_follows_no_pattern() {
    all_silent(&[(
        "turnout of the electors among shares of the votes",
        "Candidate,Votes,% / Moreau,\"37,837\",27.1 / Singh,\"35,493\",25.5 / Okafor,\"34,638\",24.9 / Park,\"17,554\",12.6 / Lee,\"13,844\",9.9 / Total valid votes,\"139,366\",100.0 / Rejected ballots,293, / Turnout,\"139,659\",60.1 / Registered electors,\"232,276\",",
    )]);
    all_told(&[(
        "a share of none",
        "Candidate,Votes,% / Moreau,\"37,837\",27.1 / Singh,\"35,493\",25.5 / Okafor,\"34,638\",24.9 / Park,\"17,554\",16.2 / Lee,\"13,844\",9.9 / Total valid votes,\"139,366\",100.0 / Rejected ballots,293, / Turnout,\"139,659\",60.1 / Registered electors,\"232,276\",",
    )]);
}
