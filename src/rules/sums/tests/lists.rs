//! Totals told by what the table shows of their parts: numbered lists, what goes on from a subtotal, points taken away.

use super::forms::{told, told_of};

#[test]
fn all_items_of_a_numbered_list_need_little_more_to_confirm_them() {
    let table = [
        "项目 | 预算数 | 决算数",
        "合计 | 82 | 52",
        "1.出国（境）费 | 17 | 8",
        "2.车辆费 | 48 | 27",
        "（1）购置费 | 8 | 1",
        "（2）运行维护费 | 40 | 26",
        "3.接待费 | 17 | 17",
    ];
    assert_eq!(told_of(&table, 1, "52", "70"), "8 + 27 + 17 = 52, stated 70");
    let plain = ["项目 | 预算数 | 决算数", "合计 | 82 | 70", "出国费 | 17 | 8", "车辆费 | 48 | 27", "接待费 | 17 | 17"];
    assert_eq!(told(&plain), [""; 0], "two digits of one line are too few for other lists");
}

#[test]
fn an_invoice_goes_on_from_its_subtotal() {
    let table = [
        "Item | Qty | Unit price | Amount",
        "Valve | 32 | 59.48 | 1,903.36",
        "Hose | 54 | 7.09 | 382.86",
        "Bolt | 33 | 39.22 | 1,294.26",
        "Subtotal | | | 3,580.48",
        "VAT 20% | | | 716.10",
        "Total due | | | 4,296.58",
    ];
    assert_eq!(told_of(&table, 6, "4,296.58", "4,297.48"), "3,580.48 + 716.10 = 4,296.58, stated 4,297.48");
    let paid = table.map(|row| if row.starts_with("Total") { "Total due | | | 2,864.38" } else { row });
    assert_eq!(told(&paid), [""; 0], "the second amount is taken away");
    let included = table.map(|row| if row.starts_with("Total") { "Total due | | | 3,580.48" } else { row });
    assert_eq!(told(&included), [""; 0], "the tax is in the subtotal");
}

#[test]
fn points_taken_away() {
    let table = [
        "单位 | 基础分 | 加分 | 扣分 | 总分",
        "甲县 | 82.0 | 0.2 | 0.8 | 81.4",
        "乙县 | 72.5 | 1.4 | 1.5 | 72.4",
        "丙县 | 74.4 | 2.8 | 0.2 | 77.0",
        "丁市 | 75.9 | 2.0 | 1.1 | 76.8",
        "戊县 | 85.8 | 3.0 | 2.0 | 86.8",
    ];
    assert_eq!(told_of(&table, 4, "76.8", "67.8"), "75.9 + 2.0 - 1.1 = 76.8, stated 67.8");
}

#[test]
fn high_medium_and_low_add_up() {
    let table = [
        "Category | High | Medium | Low | Score",
        "Data | 7 | 3 | 8 | 35",
        "People | 5 | 9 | 0 | 33",
        "Money | 8 | 2 | 4 | 32",
        "Legal | 4 | 8 | 6 | 34",
        "Total | 24 | 22 | 18 | 134",
    ];
    assert_eq!(told_of(&table, 5, "24", "34"), "7 + 5 + 8 + 4 = 24, stated 34");
}

#[test]
fn an_amount_with_decimals_beside_counts() {
    let table = ["Source | Groups | Area", "Between | 113 | 181.21", "Within | 264 | 93.71", "Total | 377 | 274.92"];
    assert_eq!(told_of(&table, 3, "274.92", "279.92"), "181.21 + 93.71 = 274.92, stated 279.92");
    let mean = ["Site | Visits | Depth", "A | 113 | 181.21", "B | 264 | 93.71", "Total | 377 | 119.94"];
    assert_eq!(told(&mean), [""; 0]);
}
