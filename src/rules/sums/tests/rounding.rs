use crate::rules::sums::tests::verdicts::{reasons, violations};

#[test]
fn years_in_whole_thousands_among_years_with_a_decimal() {
    let table = |last: &'static str| {
        let exact = ["2001 | 386.4 | 109.6 | 164.6 | 5.5 | 17.1 | 683.2", "2002 | 500.9 | 153.5 | 185.2 | 5.6 | 22.1 | 867.3"];
        let rounded = ["2003 | 399.7 | 148.0 | 142.8 | 5.1 | 23.3 | 718.8", "2004 | 425.4 | 140.5 | 206.1 | 5.0 | 19.9 | 796.8"];
        let whole = ["2005 | 742.0 | 220.0 | 212.0 | 6.0 | 31.0 | 1,212.0", last];
        [["Year | Rail | Road | River | Air | Other | Total"].as_slice(), &exact, &rounded, &whole].concat()
    };
    assert_eq!(violations(&table("2006 | 784.0 | 192.0 | 140.0 | 5.0 | 26.0 | 1,146.0")), []);
    let far = violations(&table("2006 | 784.0 | 192.0 | 140.0 | 5.0 | 26.0 | 1,247.0"));
    assert_eq!(far.len(), 1, "a gap that no rounding makes is told");
}

#[test]
fn rounding_is_no_fault() {
    let fives = [
        "Group | A | B | C",
        "One | 1,205 | 380 | 725",
        "Two | 415 | 95 | 240",
        "Three | 2,330 | 610 | 1,105",
        "Four | 85 | 35 | 65",
        "Total | 4,040 | 1,115 | 2,135",
    ];
    assert_eq!(violations(&fives), []);
    let mut cents: Vec<String> = vec!["Item | Amount | Before".to_owned()];
    cents.extend((1..=27).map(|n| format!("Item {n} | {n}.{:02} | {}.10", 10 + n, n + 3)));
    cents.push("Total | 384.49 | 461.70".to_owned());
    let rows: Vec<&str> = cents.iter().map(String::as_str).collect();
    assert_eq!(violations(&rows), []);
}

#[test]
fn whole_counts_are_exact_unless_the_table_rounds() {
    let table = |unit: &str, total: &str| {
        let rows = [
            format!("镇 | 甲{unit} | 乙{unit} | 丙{unit}"),
            "东镇 | 251 | 320 | 115".to_owned(),
            "西镇 | 30 | 421 | 572".to_owned(),
            "南镇 | 542 | 559 | 378".to_owned(),
            "北镇 | 229 | 975 | 959".to_owned(),
            format!("合计 | 1052 | {total} | 2024"),
        ];
        violations(&rows.iter().map(String::as_str).collect::<Vec<_>>()).len()
    };
    assert_eq!([table("(件)", "2275"), table("(件)", "2276"), table("(万元)", "2276"), table("", "2276")], [0, 1, 0, 0]);
}

#[test]
fn many_exact_columns_show_that_nothing_is_rounded() {
    let rows: Vec<[i64; 9]> =
        (0..12).map(|row| std::array::from_fn(|col| (row + 3) * 37 % 91 + i64::try_from(col).unwrap_or(0) * 13 + row * row)).collect();
    let table = |off: [i64; 9]| {
        let line = |label: &str, cells: [i64; 9]| format!("{label} | {}", cells.map(|n| n.to_string()).join(" | "));
        let mut lines = vec!["镇 | 甲 | 乙 | 丙 | 丁 | 戊 | 己 | 庚 | 辛 | 壬".to_owned()];
        lines.extend(rows.iter().map(|row| line("镇", *row)));
        lines.push(line("合计", std::array::from_fn(|col| rows.iter().map(|row| row[col]).sum::<i64>() + off[col])));
        violations(&lines.iter().map(String::as_str).collect::<Vec<_>>()).len()
    };
    assert_eq!(table([0; 9]), 0);
    assert_eq!(table([0, 0, 0, 0, 1, 0, 0, 0, 0]), 1);
    assert_eq!(table([0, 0, 0, 0, 1, 0, -1, 0, 0]), 0, "another line off by one shows rounding");
}

#[test]
fn figures_in_tens_are_off_by_no_more_than_rounding_to_tens_makes() {
    let table = |total: &str| {
        let rows = ["Dept | 2023", "A | 12450", "B | 6350", "C | 28750", "D | 19480", "E | 9870", "F | 15260"];
        rows.into_iter().map(str::to_owned).chain([format!("Total | {total}")]).collect::<Vec<_>>()
    };
    let found = |total: &str| {
        let rows = table(total);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        (violations(&rows).len(), reasons(&rows))
    };
    assert_eq!(found("92160"), (0, vec![]));
    // Six parts and their total, all rounded to tens, are hardly off by thirty.
    assert_eq!(found("92130"), (1, vec![]));
    let (told, why) = found("92140");
    assert!(told == 0 && why.iter().any(|why| why.contains("if they are rounded")), "{why:?}");
}

#[test]
fn one_column_in_hundreds_beside_an_exact_one_is_no_pass() {
    let table = [
        "Dept | 2022 | 2023",
        "A | 12400 | 12981",
        "B | 6500 | 6412",
        "C | 28700 | 29943",
        "D | 19400 | 20117",
        "E | 9800 | 10235",
        "F | 15200 | 15945",
        "Total | 91800 | 95633",
    ];
    assert_eq!(violations(&table), []);
    assert_eq!(reasons(&table).len(), 1, "{:?}", reasons(&table));
}

#[test]
fn small_figures_are_rounded_to_less_than_great_ones() {
    let table = |total: &str| {
        let rows = ["Province | Displaced", "A | 21,000", "B | 3,700", "C | 47,000", "D | 68,000", "E | 15,000", "F | 92,000", "G | 8,200"];
        let rows: Vec<String> = rows.into_iter().map(str::to_owned).chain([format!("Total | {total}")]).collect();
        violations(&rows.iter().map(String::as_str).collect::<Vec<_>>()).len()
    };
    assert_eq!(table("256,000"), 0, "the parts make 254,900");
    assert_eq!(table("294,000"), 1);
}

#[test]
fn a_total_is_rounded_more_coarsely_than_its_parts() {
    let table = |label: &str, first: &str, second: &str| {
        let rows = ["Mineral | 2021 | 2022", "A | 16,283 | 17,164", "B | 1,907 | 2,350", "C | 73,791 | 70,028", "D | 19,794 | 21,455"];
        let rows: Vec<String> = rows.into_iter().map(str::to_owned).chain([format!("{label} | {first} | {second}")]).collect();
        violations(&rows.iter().map(String::as_str).collect::<Vec<_>>()).len()
    };
    // They make 111,775 and 110,997.
    assert_eq!(table("World total", "112,000", "111,000"), 0);
    assert_eq!(table("World total", "111,800", "111,000"), 0);
    assert_eq!(table("World total", "111,800", "110,997"), 1, "the other total is exact");
    assert_eq!(table("World total (rounded)", "111,780", "110,997"), 0, "unless the label says so");
    assert_eq!(table("World total (rounded)", "112,800", "110,997"), 1, "more than rounding to hundreds makes");
}

#[test]
fn decimals_that_are_cut_off_add_up_to_less_than_their_total() {
    let rows =
        ["A | 48.2", "B | 23.5", "C | 57.1", "D | 69.7", "E | 74.1", "F | 53.0", "G | 29.6", "H | 40.2", "I | 38.5", "Total | 434.5"];
    let table = |unit: &str| {
        let rows: Vec<String> = [format!("Item | {unit}")].into_iter().chain(rows.map(str::to_owned)).collect();
        violations(&rows.iter().map(String::as_str).collect::<Vec<_>>()).len()
    };
    assert_eq!([table("Tonnes, truncated"), table("Tonnes")], [0, 1]);
}

#[test]
fn more_than_rounding_makes_in_all_likelihood_beside_exact_sums() {
    let table = |last: &str| {
        let rows =
            ["Pupil | Reading | Writing | Sums | Total", "A | 71 | 64 | 80 | 215", "B | 55 | 68 | 49 | 172", "C | 90 | 72 | 61 | 223"];
        let rows: Vec<&str> = rows.into_iter().chain([last]).collect();
        violations(&rows).len()
    };
    assert_eq!(table("D | 66 | 81 | 74 | 223"), 1, "they make 221");
    assert_eq!(table("D | 66 | 81 | 74 | 222"), 0, "one may be rounding");
}
