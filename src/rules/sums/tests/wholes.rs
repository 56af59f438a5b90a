use super::forms::{told, told_of};
use super::verdicts::passes;

#[test]
fn a_total_of_small_counts_at_the_bottom() {
    let tests = [
        "Suite | Tests | Passed | Failed",
        "Nodes | 6 | 6 | 0",
        "Edges | 4 | 4 | 0",
        "Query | 5 | 5 | 0",
        "Stats | 5 | 5 | 0",
        "Total | 20 | 20 | 0",
    ];
    assert_eq!(told_of(&tests, 2, "| 4 | 4", "| 9 | 4"), "6 + 9 + 5 + 5 = 25, stated 20");
    assert_eq!(told_of(&tests, 2, "| 0", "| 2"), "0 + 2 + 0 + 0 = 2, stated 0");
    let owed = ["Owed | 2020 | 2019", "Trade | 0 | 5", "Group | 1 | 3", "Others | 1 | 1", "Total | 2 | 9"];
    assert_eq!(told_of(&owed, 1, "0", "8"), "8 + 1 + 1 = 10, stated 2");
    // What counts each thing once is no sum, whatever stands beside it.
    let distinct = ["Region | Projects | Distinct partners", "North | 2 | 4", "South | 1 | 5", "East | 3 | 5", "Total | 6 | 9"];
    assert_eq!(told(&distinct), [""; 0]);
}

#[test]
fn a_column_of_states_parts_no_columns() {
    let table = [
        "Group | Calls | State | Good | Bad",
        "Login | 1 | ❌ | 0 | 1",
        "Search | 3 | ❌ | 0 | 3",
        "Parse | 8 | ❌ | 0 | 8",
        "Detect | 2 | ❌ | 0 | 2",
        "Total | 14 | ❌ | 0 | 14",
    ];
    assert_eq!(told_of(&table, 5, "14 | ❌", "18 | ❌"), "1 + 3 + 8 + 2 = 14, stated 18");
}

#[test]
fn shares_that_make_a_hundred_show_the_whole() {
    let table = [
        "Producer | Mt | Share, %",
        "Aland | 572 | 13.2",
        "Bland | 567 | 13.1",
        "Cland | 533 | 12.3",
        "Dland | 221 | 5.1",
        "Others | 2,438 | 56.3",
        "World | 4,331 | 100.0",
    ];
    assert_eq!(told_of(&table, 6, "4,331", "4,391"), "572 + 567 + 533 + 221 + 2,438 = 4,331, stated 4,391");
}

#[test]
fn columns_that_count_up_and_what_closes_them() {
    let table =
        ["Team | Round 1 | Round 2 | Round 3 | Round 4 | Final", "Harbour | 20 | 32 | 31 | 25 | 108", "Hill | 28 | 40 | 36 | 19 | 123"];
    assert_eq!(told_of(&table, 1, "108", "408"), "20 + 32 + 31 + 25 = 108, stated 408");
    let places =
        ["Team | Round 1 | Round 2 | Round 3 | Round 4 | Place", "Harbour | 20 | 32 | 31 | 25 | 2", "Hill | 28 | 40 | 36 | 19 | 1"];
    assert_eq!(told(&places), [""; 0]);
}

#[test]
fn blocks_of_columns_divided_alike() {
    let header = [
        "Field | All | All | Public | Public | Private | Private | Church | Church",
        " | Boys | Girls | Boys | Girls | Boys | Girls | Boys | Girls",
    ];
    let table = [
        header[0],
        header[1],
        "Farming | 7,693 | 36,277 | 7,270 | 30,121 | 411 | 5,321 | 12 | 835",
        "Building | 491 | 9,090 | 471 | 6,366 | 20 | 2,649 | 0 | 75",
        "Nursing | 4,882 | 109,896 | 4,755 | 75,259 | 127 | 34,478 | 0 | 159",
        "Trade | 132,363 | 363,799 | 91,396 | 209,370 | 12,605 | 111,065 | 28,362 | 43,364",
        "Media | 6,034 | 90,650 | 5,732 | 64,549 | 118 | 25,077 | 184 | 1,024",
    ];
    assert_eq!(told_of(&table, 2, "36,277", "36,677"), "30,121 + 5,321 + 835 = 36,277, stated 36,677");
}

#[test]
fn what_one_label_denies_of_another_makes_the_one_above() {
    let table =
        [" | 2019 | 2014", "Entitled | 1,806 | 1,766", "Voters | 1,534 | 1,548", "Invalid votes | 15 | 13", "Valid votes | 1,519 | 1,535"];
    assert_eq!(told_of(&table, 4, "1,519", "1,589"), "15 + 1,589 = 1,604, stated 1,534");
    let apart = ["  | 2019", "Entitled | 1,806", "Invalid votes | 15", "Valid votes | 1,519", "Turnout | 1,534"];
    assert_eq!(told(&apart), [""; 0]);
    passes(&["Bill | Hours", "All | 48.25", "Paid hours | 31.75", "Unpaid hours | 16.50"]);
}

#[test]
fn the_last_of_a_column_that_all_others_make_but_for_a_digit() {
    let table =
        ["மாவட்டம் | வாக்குகள்", "கொழும்பு | 43,372", "கம்பஹா | 56,246", "களுத்துறை | 21,366", "கண்டி | 37,065", "காலி | 15,107", "மொத்தம் | 173,156"];
    assert_eq!(told_of(&table, 6, "173", "178"), "43,372 + 56,246 + 21,366 + 37,065 + 15,107 = 173,156, stated 178,156");
    let lists = [
        ["Town | People", "Elm | 43,372", "Ash | 56,246", "Oak | 21,366", "Fir | 37,065", "Yew | 15,107", "Box | 170,901"],
        ["Town | People", "Elm | 12", "Ash | 7", "Oak | 31", "Fir | 18", "Yew | 9", "Box | 78"],
    ];
    for list in lists {
        assert_eq!(told(&list), [""; 0]);
    }
}

#[test]
fn groups_listed_with_their_members_are_not_added_twice() {
    let groups =
        ["Area | Posts", "North | 11", "Kennet | 10", "Irwell | 1", "South | 9", "Humber | 5", "Derwent | 0", "Greta | 4", "Total | 20"];
    assert_eq!(told(&groups), [""; 0]);
    let items = [
        "项目 | 预算数 | 决算数",
        "合计 | 20 | 12",
        "1.出国（境）费 | 4 | 3",
        "2.车辆费 | 7 | 0",
        "（1）购置费 | 0 | 0",
        "（2）运行维护费 | 7 | 0",
        "3.接待费 | 9 | 9",
    ];
    assert_eq!(told(&items), [""; 0]);
}
