use super::forms::told;
use super::verdicts::passes;

#[test]
fn high_and_low_beside_other_degrees_are_parts() {
    let scales = [
        ["Level | Findings", "Critical | 16", "High | 97", "Medium | 23", "Low | 8", "Info | 5", "Total | 149"],
        ["Level | Findings", "Critical | 16", "HIGH | 97", "Major | 31", "Minor | 23", "Low | 8", "Total | 175"],
        ["Risk | Sites", "High | 41", "Elevated | 97", "Fair | 28", "Low | 23", "None | 8", "Total | 197"],
        ["Band | Households", "Highest | 32", "Second | 28", "Middle | 41", "Fourth | 24", "Lowest | 27", "Total | 152"],
    ];
    for scale in scales {
        passes(&scale);
        let mut wrong = scale;
        let total = scale[6].replace('1', "2");
        wrong[6] = &total;
        assert_eq!(told(&wrong).len(), 1, "{wrong:?}");
    }
}

#[test]
fn the_highest_and_the_lowest_month_are_no_parts() {
    let table = [
        "Month | Visits | Loans",
        "January | 1,204 | 388",
        "February | 980 | 412",
        "March | 1,377 | 290",
        "High | 1,377 | 412",
        "Low | 980 | 290",
        "Total | 3,561 | 1,090",
    ];
    passes(&table);
    let behind = ["Month | Visits", "January | 1,204", "February | 980", "March | 1,377", "Total | 3,561", "High | 1,377", "Low | 980"];
    passes(&behind);
}

#[test]
fn where_high_may_be_a_part_or_the_greatest_nothing_is_told() {
    for total in ["144", "184"] {
        let row = format!("Total | {total}");
        assert_eq!(told(&["Kind | Count", "Alpha | 16", "High | 97", "Gamma | 23", "Low | 8", &row]), [""; 0], "{total}");
    }
}

#[test]
fn a_line_without_one_of_the_parts_is_none_of_the_pattern() {
    let table = |blank: &str| {
        let rows = [
            "Item | 2016 plan | 2015 actual | Change",
            "Rates | 4,039 | 2,561 | 1,478",
            "Rents | 2,319 | 2,070 | 249",
            "Fees | 8,365 | 7,469 | 896",
            "Fines | 2,117 | 1,887 | 230",
            "Sales | 1,326 | 1,184 | 142",
            "Grants | 967 | 879 | 88",
        ];
        rows.map(str::to_owned).into_iter().chain([format!("Carried over | 1,155 | 1,195 | {blank}")]).collect::<Vec<_>>()
    };
    let told_of = |rows: Vec<String>| told(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(told_of(table("")), [""; 0]);
    assert_eq!(told_of(table("-43")).len(), 1);
}

#[test]
fn years_in_a_column_vouch_for_no_sum() {
    let table = [
        "Users | Year | Hurt | Killed",
        "All, total | 2000 | 6,576 | 187",
        " | 2001 | 6,003 | 171",
        "Drivers | 2000 | 3,242 | 76",
        " | 2001 | 2,939 | 85",
        "Riders | 2000 | 3,334 | 111",
        " | 2001 | 3,064 | 86",
    ];
    assert_eq!(told(&table), [""; 0]);
}

#[test]
fn a_column_of_zeros_is_no_part() {
    let table = [
        "Seats | Unopposed | Left | Right | Country | Others",
        "121 | 0 | 47 | 55 | 19 | 0",
        "121 | 3 | 52 | 52 | 17 | 0",
        "122 | 7 | 57 | 47 | 17 | 0",
        "122 | 10 | 47 | 57 | 18 | 0",
        "122 | 0 | 45 | 58 | 19 | 0",
        "123 | 0 | 60 | 45 | 16 | 2",
        "122 | 0 | 50 | 52 | 20 | 0",
        "124 | 0 | 41 | 61 | 22 | 0",
        "125 | 0 | 59 | 46 | 20 | 0",
        "127 | 0 | 67 | 40 | 20 | 0",
    ];
    assert_eq!(told(&table), [""; 0]);
}

#[test]
fn numbers_in_a_unit_of_their_own_add_up() {
    let power = ["Source | Power", "Coils | 50W", "Supply | 100W", "Plasma | 200W", "Total | 350W"];
    passes(&power);
    assert_eq!(told(&["Source | Power", "Coils | 50W", "Supply | 180W", "Plasma | 200W", "Total | 350W"]).len(), 1);
    let size = ["Part | Size", "Core | 38.06 GiB", "Text | 15.45 GiB", "Rest | 0.24 GiB", "Total | 63.75 GiB"];
    assert_eq!(told(&size).len(), 1);
    let mixed = ["Part | Size", "Core | 38.06 GiB", "Text | 15.45 GiB", "Rest | 512 MiB", "Total | 54.01 GiB"];
    assert_eq!(told(&mixed), [""; 0]);
}
