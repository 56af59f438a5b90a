//! Paths of whole tables.

use std::sync::Arc;

use crate::facts::Facts;
use crate::ingest::{Limits, read};

#[test]
fn a_header_that_begins_anew_heads_what_follows_without_merged_cells() {
    let text = "| 第二十条第(一)项 | | | |\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 12 | 1 | 32 |\n\
        | 第二十条第(五)项 | | | |\n| 信息内容 | 本年处理决定数量 | | |\n| 行政许可 | 9191 | | |\n\
        | 第二十条第(六)项 | | | |\n| 信息内容 | 本年处理决定数量 | | |\n| 行政处罚 | 5 | | |\n";
    let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
    let facts = Facts::of(&document);
    let grid = &facts.tables[0];
    assert_eq!(grid.row_path(6), ["第二十条第(五)项", "行政许可"]);
    assert_eq!(grid.col_path_at(6, 1), ["本年处理决定数量"]);
    assert_eq!(grid.col_path_at(9, 1), ["本年处理决定数量"]);
    assert_eq!(grid.col_path_at(3, 3), ["现行有效件数"]);
}

#[test]
fn a_lone_label_above_a_row_that_is_no_header_heads_nothing() {
    let text = "| 姓名 | 笔试 | 面试 |\n| 甲组 | | |\n| 张 | 7 | 8 |\n| 李 | 5 | 6 |\n";
    let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
    assert_eq!(Facts::of(&document).tables[0].row_path(3), ["李"]);
}

#[test]
fn amounts_that_look_like_years_behind_labels_of_their_own_are_amounts() {
    let table = |second: &str| {
        format!(
            "| 收入项目 | 金额 | 支出项目 | 金额 |\n|---|---|---|---|\n| 税收 | 425 | 教育 | 1428 |\n| 转移收入 | {second} |\n| 合计 | 2384 | 合计 | 3379 |\n"
        )
    };
    let numbers =
        |text: String| Facts::of(&read("a.md", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text")).numbers.len();
    assert_eq!(numbers(table("1959 | 上解支出 | 1951")), 6);
    assert_eq!(numbers(table("2023 | 支出项目 | 2023")), 4, "a header that begins anew");
}

#[test]
fn a_row_of_amounts_is_no_header_where_no_header_would_have_such_years() {
    let table =
        |row: &str| format!("| 项目 | 概算 | 决算 |\n|---|---|---|\n| 打印机 | 4350 | 2980 |\n| {row} |\n| 办公桌 | 860 | 4520 |\n");
    let numbers =
        |text: String| Facts::of(&read("a.md", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text")).numbers.len();
    for row in ["扫描仪 | 2050 | 1990", "扫描仪 | 2000 | 2000"] {
        assert_eq!(numbers(table(row)), 6, "{row}");
    }
    for row in ["乙组 | 2022 | 2023", "年份 | 2050 | 1990"] {
        assert_eq!(numbers(table(row)), 4, "{row}");
    }
}
