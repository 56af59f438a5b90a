use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::document::Deadline;
use crate::facts::Facts;
use crate::rules::Verdict;
use crate::rules::sums::judge::Read;
use crate::rules::sums::lone::lone;
use crate::rules::sums::select::select;
use crate::rules::sums::tests::verdicts::{checked, document, passes, reasons, violations};
use crate::rules::{Axis, Lexicon, sums};

#[test]
fn the_search_gives_up_once_the_time_is_over() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    let mut document = document(&["名称 | 甲 | 乙 | 丙", "一 | 412 | 308 | 220", "二 | 235 | 416 | 311", "合计 | 647 | 724 | 531"]);
    document.deadline = Deadline::after(Duration::ZERO, || Duration::from_secs(NOW.load(Ordering::Relaxed)));
    let facts = Facts::of(&document);
    let sides = Read::all(&facts, 0, Lexicon::builtin());
    let planes = sides[0].planes();
    let found =
        || planes.iter().map(|plane| (select(plane).len(), lone(plane, &[]).len())).fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
    assert!(found().0 > 0 && found().1 > 0, "{:?}", found());
    NOW.store(1, Ordering::Relaxed);
    assert_eq!(found(), (0, 0));
}

#[test]
fn words_and_damaged_numbers_among_parts_are_not_counted_as_nothing() {
    for part in ["1O5", "5?", "五", "3-5", "见附件", "1,23,4", "\u{fffd}"] {
        let rows = ["名称 | 甲 | 乙 | 合计", "一 | 12 | 8 | 20", &format!("二 | {part} | 6 | 11"), "三 | 1 | 2 | 3", "合计 | 18 | 16 | 34"];
        assert_eq!(violations(&rows), [], "{part}");
    }
}

#[test]
fn a_row_whose_only_number_is_not_told_leaves_its_total_open() {
    for part in ["about 12", "<5", "约12", "12余", "x", "1O5", "not counted", "见附件"] {
        let rows = ["Ward | Beds", "Elm | 11", &format!("Ash | {part}"), "Oak | 14", "Fir | 9", "Total | 46"];
        assert_eq!(violations(&rows), [], "{part}");
        let reasons = reasons(&rows);
        assert!(reasons.iter().any(|why| why.contains("withheld, hidden or unreadable")), "{part}: {reasons:?}");
        let among =
            ["Ward | Beds | Staff", "Elm | 11 | 3", &format!("Ash | {part} | {part}"), "Oak | 14 | 2", "Fir | 9 | 5", "Total | 46 | 19"];
        assert_eq!(violations(&among), [], "{part}");
    }
}

#[test]
fn withheld_figures_leave_a_total_undecided() {
    let table = ["Industry | 2022 | 2023", "Food | 1,240 | (D)", "Wood | 980 | 1,022", "Paper | 741 | 760", "Total | 2,961 | 3,204"];
    assert_eq!(violations(&table), []);
    assert!(checked(&table).iter().any(|c| matches!(c.verdict, Verdict::Undecided(_))));
}

#[test]
fn a_mark_for_what_is_not_available_is_nothing_where_the_rest_makes_the_total() {
    let table = |mark: &str, total: &str| {
        let row = format!("Cora | 871 | {mark} | 905 | {total}");
        let rest = ["Borea | 2,240 | 118 | 44 | 2,402", "Dora | 1,502 | 447 | 32 | 1,981", "Eria | 1,333 | 221 | 18 | 1,572"];
        ["Country | Coal | Oil | Gas | Total".to_owned(), row].into_iter().chain(rest.map(str::to_owned)).collect::<Vec<_>>()
    };
    for mark in [".", "..", "…", "……", "...", "N/A", "n.a.", "x"] {
        let (open, whole) = (table(mark, "2,076"), table(mark, "1,776"));
        let rows = |table: &[String]| passes(&table.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((rows(&open), rows(&whole)), (3, 4), "{mark}");
    }
}

#[test]
fn every_number_under_the_name_of_a_total_is_compared_or_left_with_a_reason() {
    let rows = [
        "Ward | Beds | Staff | Average stay | Meals | Rooms",
        "Elm | 1,204 | about 40 | 4.2 | 12400 | 13",
        "Ash | 980 | 31 | 3.9 | 9800 | 12",
        "Oak | 1,377 | 52 | 5.1 | 13800 | 9",
        "Fir | 1,106 | 47 | 4.4 | 11100 | 9",
        "Yew | 1,010 | 38 | 4.0 | 10500 | 8",
        "Total | 5,677 | 209 | 4.3 | 57700 | 51",
    ];
    let document = document(&rows);
    let found = sums(&Facts::of(&document), &[], Lexicon::builtin());
    let compared: Vec<u32> =
        found.found.iter().filter(|sum| sum.of == Axis::Row && sum.total == 6).flat_map(|sum| sum.lines.clone()).collect();
    let left: Vec<(Vec<u32>, String)> = found.untied.iter().map(|left| (left.lines.clone(), left.why.en.clone())).collect();
    for col in 1..=5 {
        assert!(compared.contains(&col) || left.iter().any(|(lines, _)| lines.contains(&col)), "column {col}: {compared:?} {left:?}");
    }
    for (col, why) in [(2, "withheld, hidden or unreadable"), (3, "nothing that is added up"), (4, "if they are rounded")] {
        assert!(left.iter().any(|(lines, reason)| lines[..] == [col] && reason.contains(why)), "column {col}: {left:?}");
    }
}

#[test]
fn answers_that_overlap_make_more_than_those_who_gave_them() {
    let table = |rows: &[&str]| violations(&[&["Reason | Answers | %"], rows].concat()).len();
    assert_eq!(table(&["Habit | 412 | 42.5", "Hours | 178 | 18.3", "Near | 323 | 33.3", "Choice | 358 | 36.9", "Total | 970 | 100.0"]), 0);
    let whole = ["Habit | 412 | 32.4", "Hours | 178 | 14.0", "Near | 323 | 25.4", "Choice | 358 | 28.2", "Total | 970 | 100.0"];
    assert_eq!(table(&whole), 1, "shares that make a hundred leave no answer counted twice");
}

#[test]
fn the_next_of_a_sequence_is_no_total_of_it() {
    let marks = ["Item | M1 | M2 | M3 | M4", "A | 4 | 2 | 9 | 20", "B | 9 | 3 | 8 | 20", "C | 2 | 7 | 2 | 12", "D | 7 | 8 | 5 | 20"];
    assert_eq!(violations(&marks), []);
    let growth = [
        "Country | Population (m) | Growth (%)",
        "A | 38.9 | 1.0",
        "B | 31.6 | 1.3",
        "C | 28.9 | 0.7",
        "D | 19.6 | -0.4",
        "E | 3.8 | -0.6",
        "F | 80.2 | 0.2",
    ];
    assert_eq!(violations(&growth), [], "changes are no shares of one");
}

#[test]
fn a_list_without_its_first_item_is_none() {
    let survey = [
        "County | Visits | Species | Observers | New species",
        "A | 22 | 18 | 1 | 3",
        "B | 56 | 31 | 8 | 1",
        "C | 7 | 12 | 11 | 1",
        "D | 4 | 14 | 7 | 0",
        "E | 37 | 7 | 11 | 3",
        "F | 51 | 21 | 8 | 1",
        "Total | 177 | 84 | 25 | 6",
    ];
    assert_eq!(violations(&survey), []);
}

#[test]
fn what_may_stand_on_several_lines_is_counted_once_in_its_total() {
    let table = |total: &str, counted: &str| {
        violations(&[
            &format!("Segment | Sales | {counted}"),
            "Paints | 41,204 | 42",
            "Coatings | 30,110 | 38",
            "Resins | 18,210 | 21",
            &format!("Total | 89,524 | {total}"),
        ])
        .len()
    };
    assert_eq!([table("101", "Countries"), table("58", "Countries"), table("58", "Orders")], [0, 0, 1]);
    assert_eq!(table("111", "Countries"), 1, "more than all of them is no count of what they share");
    assert_eq!(table("91", "Countries"), 1, "one digit explains the gap");
}

#[test]
fn a_note_says_of_a_line_what_else_its_numbers_include() {
    let with = |total: &str, note: &str| {
        let rows = ["Municipality | 2019 | 2020", "Ayr | 4,120 | 4,130", "Bute | 3,310 | 3,301", "Clyde | 2,210 | 2,218"];
        let end = [&format!("Total | {total} | 9,649"), note];
        violations(&[&rows[..], &end.each_ref().map(|row| &**row)[..]].concat()).len()
    };
    let (own, other) = ("2019 includes Dunoon, which left the county.", "2020 includes Dunoon, which left the county.");
    assert_eq!([with("10,052", own), with("10,052", other), with("9,640", own)], [0, 1, 0]);
    assert_eq!([with("9,228", own), with("9,740", own)], [1, 1], "less than the parts, and one digit");
}

#[test]
fn a_note_that_names_the_difference_explains_it() {
    let with = |total: &str, note: &str| {
        violations(&[
            "Unit | Beds | Wards",
            "North | 1,204 | 41",
            "South | 986 | 33",
            "East | 628 | 24",
            &format!("Total | {total} | 98"),
            note,
        ])
        .len()
    };
    let note = "The total of beds includes 600 in national units.";
    assert_eq!([with("3,418", note), with("3,318", note), with("2,818", note), with("3,418", "600 beds were closed.")], [0, 1, 0, 1]);
}

#[test]
fn some_of_a_total_leave_something_of_it() {
    let table = |last: &str, total: &str| {
        violations(&[
            "Item | 2015 | 2016 | 2017",
            &format!("Oil and products | 412 | 455 | {total}"),
            "of which crude oil | 300 | 321 | 340",
            &format!("of which products | 112 | 134 | {last}"),
            "Gas | 204 | 219 | 233",
        ])
        .len()
    };
    assert_eq!([table("140", "480"), table("140", "484"), table("149", "480")], [0, 0, 1]);
}

#[test]
fn a_part_that_stands_on_one_line_only_does_not_say_its_sign() {
    let table = |result: &str| {
        let mut rows = vec!["Item | 2014 | 2015 | 2016".to_owned(), "Income before taxes | 612 | 655 | 640".to_owned()];
        rows.extend(["Income taxes | 184 | 201 | 197".to_owned(), "Equity in earnings of affiliates | — | — | 12".to_owned()]);
        rows.push(format!("Net income | 428 | 454 | {result}"));
        violations(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(table("455"), []);
}
