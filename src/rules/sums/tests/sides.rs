use super::verdicts::{passes, violations};

const BUDGET: [&str; 8] = [
    "收入项目 | 预算数 | 支出项目 | 预算数",
    "一、财政拨款 | 1820.5 | 一、基本支出 | 1266.3",
    "二、基金拨款 | 300 | （一）人员经费 | 1088.1",
    "三、事业收入 | 145.2 | （二）公用经费 | 178.2",
    "四、其他收入 | 34.3 | 二、项目支出 | 1110.7",
    "本年收入合计 | 2300 | 本年支出合计 | 2377",
    "上年结转 | 127 | 结转下年 | 50",
    "收入总计 | 2427 | 支出总计 | 2427",
];

/// Message and arithmetic of the only violation, once `old` in a row is `new`.
fn told(row: usize, old: &str, new: &str) -> (String, String) {
    let line = BUDGET[row].replace(old, new);
    let mut rows = BUDGET;
    rows[row] = &line;
    let found = violations(&rows);
    let [one] = &found[..] else { panic!("{found:#?}") };
    (one.message.zh.clone(), one.derivation.zh.clone())
}

#[test]
fn each_side_has_its_own_labels_and_sums() {
    assert_eq!(passes(&BUDGET), 6);
    let own = |message: &str, sum: &str| (message.to_owned(), sum.to_owned());
    assert_eq!(
        told(7, "| 支出总计 | 2427", "| 支出总计 | 2472"),
        own("“支出总计 / 预算数”写为 2472，各项之和为 2427，相差 +45", "2377 + 50 = 2427；表中为 2472")
    );
    assert_eq!(told(6, "| 50", "| 500"), own("“支出总计 / 预算数”写为 2427，各项之和为 2877，相差 -450", "2377 + 500 = 2877；表中为 2427"));
    assert_eq!(
        told(3, "145.2", "154.2"),
        own("“本年收入合计 / 预算数”写为 2300，各项之和为 2309.0，相差 -9.0", "1820.5 + 300 + 154.2 + 34.3 = 2309.0；表中为 2300")
    );
}

#[test]
fn sub_items_by_their_ordinals_make_their_item() {
    let (message, sum) = told(2, "1088.1", "1080.1");
    assert_eq!(message, "“一、基本支出 / 预算数”写为 1266.3，各项之和为 1258.3，相差 +8.0");
    assert_eq!(sum, "1080.1 + 178.2 = 1258.3；表中为 1266.3");
}

#[test]
fn a_column_of_units_is_no_side() {
    let table = [
        "项目 | 上年 | 单位 | 本年",
        "人员经费 | 1204 | 万元 | 1310",
        "公用经费 | 386 | 万元 | 402",
        "项目支出 | 2150 | 万元 | 2377",
        "合计 | 3740 | 万元 | 4189",
    ];
    let found = violations(&table);
    assert_eq!(found.iter().map(|v| v.derivation.zh.as_str()).collect::<Vec<_>>(), ["1310 + 402 + 2377 = 4089；表中为 4189"]);
}

#[test]
fn two_sides_end_in_one_amount() {
    let mut rows = BUDGET;
    rows[6] = "上年结转 | 127 | 结转下年 | 60.5";
    rows[7] = "收入总计 | 2427 | 支出总计 | 2437.5";
    let found = violations(&rows);
    let [one] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(one.message.zh, "“支出总计 / 预算数”写为 2437.5，应与之相等的“收入总计”为 2427，相差 +10.5");
    assert_eq!(one.repairs.iter().map(|r| (r.label, r.value.as_str())).collect::<Vec<_>>(), [(0, "2427"), (1, "2437.5")]);
}

#[test]
fn a_worksheet_may_print_what_is_owed_with_a_minus() {
    let sheet = ["Item | Parent | Subsidiary", "Cash | 812 | 97", "Stock | 391 | 45", "Total assets | 1203 | 142", "Debt | -830 | -92"];
    let rows: Vec<&str> = sheet.into_iter().chain(["Equity | -373 | -50", "Total liabilities and equity | -1203 | -142"]).collect();
    assert!(violations(&rows).is_empty());
}
