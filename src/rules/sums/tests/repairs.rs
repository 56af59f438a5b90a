use super::verdicts::violations;

/// Message, arithmetic and repairs of the only violation.
fn only(rows: &[&str]) -> (String, String, Vec<String>) {
    let found = violations(rows);
    let [one] = &found[..] else { panic!("{found:#?}") };
    (one.message.en.clone(), one.derivation.en.clone(), one.repairs.iter().map(|r| r.value.clone()).collect())
}

const CHANGES: [&str; 8] = [
    "Service | 2023/24 | 2024/25 | Change",
    "Libraries | 1,250 | 1,310 | 60",
    "Museums | 2,100 | 2,045 | (55)",
    "Community total | 3,350 | 3,355 | 5",
    "Waste | 3,560 | 3,760 | 200",
    "Cleaning | 1,820 | 1,900 | 97",
    "Environment total | 5,380 | 5,660 | 280",
    "Gross | 8,730 | 9,015 | 285",
];

#[test]
fn the_row_of_a_part_joins_the_total_and_settles_on_one_value() {
    let (message, derivation, repairs) = only(&CHANGES);
    assert_eq!(message, "Cleaning / Change is given as 97; the other figures make it 80, a difference of +17");
    assert_eq!(derivation, "200 + 97 = 297, stated 280; 1,900 - 1,820 = 80, stated 97");
    assert_eq!(repairs, ["80"]);
}

#[test]
fn the_message_names_the_part_that_is_wrong() {
    let (message, derivation, repairs) = only(&[
        "Item | 2023 | 2022",
        "Grants | 211,400 | 190,200",
        "Donations | 198,700 | 207,800",
        "Total income | 410,100 | 398,000",
        "Shelter | 301,000 | 290,100",
        "Advice | 98,000 | 100,100",
        "Total expenditure | 399,000 | 390,200",
        "Net income | 11,100 | 8,700",
    ]);
    assert_eq!(message, "Net income / 2022 is given as 8,700; the other figures make it 7,800, a difference of +900");
    assert_eq!(derivation, "390,200 + 8,700 = 398,900, stated 398,000");
    assert_eq!(repairs, ["7800"]);
}

#[test]
fn the_total_is_always_offered() {
    let (_, _, repairs) = only(&[
        "Ward | Beds | Admissions",
        "Medicine | 64 | 2140",
        "Surgery | 52 | 2655",
        "Paediatrics | 30 | 1480",
        "Maternity | 28 | 1210",
        "Geriatrics | 22 | 515",
        "All wards total | 196 | 8100",
    ]);
    assert!(repairs.iter().any(|value| value == "8000"), "{repairs:?}");
}

#[test]
fn every_change_is_told_or_counted() {
    let mut table = vec!["Town | Votes".to_owned()];
    table.extend((1..=9).map(|n| format!("T{n} | {n}6{n}1")));
    table.push("Total | 45989".to_owned());
    let rows: Vec<&str> = table.iter().map(String::as_str).collect();
    let found = violations(&rows);
    let [one] = &found[..] else { panic!("{found:#?}") };
    let last = one.repairs.last().map(|r| r.why.en.as_str()).unwrap_or_default();
    assert!(one.repairs.len() == 5 && last.contains("more numbers"), "{one:#?}");
}

#[test]
fn a_total_below_nothing_is_computed_in_its_own_notation() {
    let found = violations(&["Item | 2023", "A | (1,204)", "B | (2,311)", "C | (2,070)", "Total | (5,515)"]);
    let [one] = &found[..] else { panic!("{found:#?}") };
    assert!(one.message.en.contains("its parts make (5,585)") && one.derivation.en.ends_with("= (5,585), stated (5,515)"), "{one:#?}");
}

#[test]
fn a_sum_of_one_part_is_no_sum() {
    let found = violations(&[
        "Item | 2021 | 2022 | 2023",
        "A | 81.20 | 93.40 | 120.11",
        "B | 30.15 | 27.30 | ",
        "Total | 111.35 | 120.70 | 130.11",
    ]);
    let [one] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(one.derivation.en, "120.11 ≠ 130.11");
}

#[test]
fn a_column_is_named_by_what_parts_it_from_its_namesakes() {
    let head = ["Dept | Budget | Budget | Budget | Actual | Actual | Actual", "Dept | Travel | Cars | Total | Travel | Cars | Total"];
    let rows = ["A | 12 | 31 | 43 | 14 | 29 | 43", "B | 15 | 22 | 37 | 11 | 25 | 36", "C | 18 | 40 | 58 | 19 | 38 | 97"];
    let table: Vec<&str> = head.into_iter().chain(rows).collect();
    let found = violations(&table);
    let [one] = &found[..] else { panic!("{found:#?}") };
    assert!(one.message.en.starts_with("C / Actual / Total is given as 97"), "{one:#?}");
}

#[test]
fn the_arithmetic_of_a_short_total_is_marked_like_its_parts() {
    let (message, derivation, _) =
        only(&["Item | 2023 | 2022", "Rent | 1,250 | 1,180", "Rebate | (310) | (285)", "Fees | 145 | 38", "Total | 985 | 933"]);
    assert!(message.contains("its parts make 1,085"), "{message}");
    assert_eq!(derivation, "1,250 - 310 + 145 = 1,085, stated 985");
}
