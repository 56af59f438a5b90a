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
