//! Differences, averages and rates in the columns beside their cells.

use super::verdicts::{messages, told, violations};

#[test]
fn differences_and_averages_follow_from_the_cells_beside_them() {
    let differences = ["项目 | 上年数 | 本年数 | 增减额", "税收 | 1204 | 1310 | 106", "非税 | 386 | 402 | 16", "债务 | 2150 | 2377 | 227"];
    assert_eq!(told(&differences, "227", "254"), ["债务 / 增减额 is given as 254; 2377 and 2150 make it 227"]);
    let means = ["校 | 1月 | 2月 | 3月 | 平均", "甲 | 10 | 20 | 30 | 20", "乙 | 12 | 15 | 18 | 15", "丙 | 40 | 44 | 48 | 44"];
    assert_eq!(told(&means, "| 20 | 30 | 20", "| 20 | 30 | 29").len(), 1);
    let rows = [
        "District | 2021 | 2022 | 2023",
        "North | 812 | 934 | 778",
        "South | 652 | 701 | 690",
        "East | 733 | 808 | 745",
        "Average | 732.3 | 814.3 | 737.7",
    ];
    assert_eq!(told(&rows, "737.7", "783.7"), ["Average / 2023 is given as 783.7; 778, 690 and 745 make it 737.7"]);
    let per_unit = [
        "学校 | 班级数 | 学生数 | 平均每班人数",
        "一中 | 24 | 1080 | 45.0",
        "二中 | 18 | 846 | 47.0",
        "三中 | 31 | 1333 | 43.0",
        "四中 | 12 | 480 | 40.0",
    ];
    assert_eq!(told(&per_unit, "43.0", "46.0"), ["三中 / 平均每班人数 is given as 46.0; 1333 and 31 make it 43.0"]);
}

#[test]
fn weighted_averages_and_rates_of_something_else_are_let_be() {
    let weighted = [
        "District | Staff | Price | Rent",
        "North | 812 | 9.34 | 77.8",
        "South | 652 | 7.01 | 69.0",
        "East | 733 | 8.08 | 74.5",
        "Average | 732.3 | 8.51 | 74.1",
    ];
    assert_eq!(messages(&weighted), [""; 0]);
    let stock = ["Item | 2022 | 2023 | Change", "Staff | 214 | 231 | up", "Sites | 91 | 98 | 7", "Vans | 55 | 61 | 9"];
    assert_eq!(messages(&stock), [""; 0], "one line that agrees is not enough");
}

#[test]
fn ratios_of_small_amounts_are_held_to_them_as_well() {
    let table = [
        "Item | 2022 | 2023 | 2023/2022 %",
        "Bread | 272 | 295 | 108.5",
        "Milk | 121 | 127 | 105.0",
        "Eggs | 258 | 302 | 117.1",
        "Butter | 245 | 220 | 89.8",
        "Sugar | 95 | 129 | 135.8",
    ];
    assert_eq!(told(&table, "105.0", "135.0"), ["Milk / 2023/2022 % is given as 135.0; 127 and 121 make it 105.0"]);
    assert_eq!(told(&table, "| 135.8", "| 125.8"), ["Sugar / 2023/2022 % is given as 125.8; 129 and 95 make it 135.8"]);
}

#[test]
fn the_amount_that_may_be_wrong_is_offered_beside_the_rate() {
    let table = [
        "项目 | 上年 | 本年 | 同比",
        "人员经费 | 1204 | 1310 | 8.8%",
        "公用经费 | 386 | 402 | 4.1%",
        "专项经费 | 2150 | 2877 | 10.6%",
        "培训经费 | 940 | 871 | -7.3%",
        "修缮经费 | 317 | 352 | 11.0%",
    ];
    let found = violations(&table);
    let [one] = &found[..] else { panic!("{found:#?}") };
    let offered: Vec<(usize, &str)> = one.repairs.iter().map(|r| (r.label, r.value.as_str())).collect();
    assert_eq!(offered, [(0, "33.8"), (1, "2377")]);
}

#[test]
fn a_mean_of_all_day_is_none_of_its_highest_and_lowest() {
    let weather = [
        "Station | High | Low | Mean",
        "North | 24 | 12 | 17.9",
        "South | 29 | 11 | 20.9",
        "East | 22 | 9 | 15.4",
        "West | 27 | 14 | 19.8",
        "Hill | 18 | 7 | 12.6",
        "Coast | 25 | 13 | 19.6",
    ];
    assert_eq!(violations(&weather), []);
    let months = ["Town | Jan | Feb | Mar | Mean", "A | 12 | 17 | 23 | 17.3", "B | 40 | 31 | 22 | 31.0", "C | 9 | 15 | 28 | 17.3"];
    assert_eq!(violations(&months), []);
    let wrong = months.map(|row| if row.starts_with('B') { "B | 40 | 31 | 22 | 32.0" } else { row });
    assert_eq!(
        violations(&[&wrong[..], &["D | 11 | 20 | 30 | 20.3"]].concat()).len(),
        1,
        "the other towns' means are of the printed figures"
    );
}

#[test]
fn deviations_and_standard_errors_do_not_add_up() {
    let scores = [
        "Group | N | Mean | SD",
        "A | 14 | 21 | 3",
        "B | 29 | 34 | 4",
        "C | 17 | 28 | 1",
        "D | 22 | 15 | 4",
        "E | 11 | 30 | 4",
        "Total | 93 | 26 | 8",
    ];
    let strata = [
        "Stratum | Estimate | SE | CV %",
        "A | 412 | 12 | 2.9",
        "B | 388 | 28 | 7.2",
        "C | 126 | 9 | 7.1",
        "D | 255 | 47 | 18.4",
        "Total | 1181 | 56 | 4.7",
    ];
    let regions = [
        "Region | SE | NE | NW | Total",
        "2021 | 412 | 380 | 251 | 1043",
        "2022 | 409 | 377 | 266 | 1052",
        "2023 | 433 | 391 | 270 | 1094",
    ];
    assert_eq!([violations(&scores), violations(&strata), violations(&regions)], [vec![], vec![], vec![]]);
    let wrong = regions.map(|row| if row.starts_with("2022") { "2022 | 409 | 377 | 266 | 1852" } else { row });
    assert_eq!(violations(&wrong).len(), 1, "south-east is a region");
}

#[test]
fn amounts_are_quantities_times_prices() {
    let table = [
        "Item | Qty | Unit price | Amount",
        "Valve | 32 | 59.48 | 1,903.36",
        "Hose | 54 | 7.09 | 382.86",
        "Bolt | 33 | 39.22 | 1,294.26",
        "Pipe | 53 | 77.80 | 4,123.40",
        "Plate | 52 | 36.24 | 1,884.48",
    ];
    assert_eq!(told(&table, "4,123.40", "4,132.40"), ["Pipe / Amount is given as 4,132.40; 53 and 77.80 make it 4,123.40"]);
    let summed = [&table[..], &["Total | | | 9,588.36"]].concat();
    let wrong: Vec<String> = summed.iter().map(|row| row.replace("| 53 |", "| 58 |")).collect();
    let found = violations(&wrong.iter().map(String::as_str).collect::<Vec<_>>());
    let repairs: Vec<&str> = found.iter().filter_map(|v| v.repairs.first()).map(|r| r.value.as_str()).collect();
    assert_eq!(repairs, ["53"], "the amounts make their total: {found:?}");
    let reduced = [
        "Item | Qty | Unit price | Discount | Amount",
        "Valve | 32 | 59.48 | - | 1,903.36",
        "Hose | 54 | 7.09 | - | 382.86",
        "Bolt | 33 | 39.22 | 10% | 1,164.83",
        "Pipe | 53 | 77.80 | - | 4,123.40",
        "Plate | 52 | 36.24 | - | 1,884.48",
    ];
    assert_eq!(messages(&reduced), [""; 0]);
    let few = ["Item | Qty | Unit price | Amount", "A | 32 | 59.48 | 1,903.36", "B | 54 | 7.09 | 382.86", "C | 33 | 39.22 | 1,249.26"];
    assert_eq!(messages(&few), [""; 0], "two rows show little");
}

#[test]
fn rows_of_mostly_percentages_hold_changes_of_their_amounts() {
    let table = [
        "项目 | 2023年 | 占比 | 2022年 | 占比 | 同比增减",
        "营业收入合计 | 2,345,678 | 100% | 2,101,234 | 100% | 11.63%",
        "化工 | 1,445,678 | 61.63% | 1,301,234 | 61.93% | 11.10%",
        "贸易 | 500,000 | 21.32% | 480,000 | 22.84% | 4.17%",
        "其他 | 400,000 | 17.05% | 320,000 | 15.23% | 25.00%",
    ];
    assert_eq!(told(&table, "11.10%", "17.10%"), ["化工 / 同比增减 is given as 17.10%; 1,445,678 and 1,301,234 make it 11.10"]);
}
