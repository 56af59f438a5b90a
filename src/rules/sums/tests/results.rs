use super::verdicts::{told, violations};

#[test]
fn a_result_of_two_numbers_that_stand_apart_from_it() {
    let table = [
        "Item | 2003 | 2004 | 2005 | 2006 | 2007",
        "Total revenue | 1,500,065 | 1,612,694 | 1,663,808 | 1,770,770 | 1,901,307",
        "Operating revenue | 1,485,888 | 1,594,230 | 1,650,174 | 1,761,737 | 1,888,917",
        "Other revenue | 14,177 | 18,464 | 13,634 | 9,033 | 12,390",
        "Total expenses | 1,310,120 | 1,401,159 | 1,464,959 | 1,533,970 | 1,556,922",
        "Operating expenses | 1,277,031 | 1,366,472 | 1,426,520 | 1,491,448 | 1,520,422",
        "Other expenses | 33,089 | 34,687 | 38,439 | 42,522 | 36,500",
        "Operating surplus | 208,857 | 227,758 | 223,654 | 270,289 | 368,495",
    ];
    assert_eq!(
        told(&table, "368,495", "398,495"),
        ["Operating surplus / 2007 is given as 398,495; the pattern of the other 4 lines makes it 368,495, a difference of +30,000"]
    );
    let few = table.map(|row| row.splitn(4, " | ").take(3).collect::<Vec<_>>().join(" | "));
    let few: Vec<&str> = few.iter().map(String::as_str).collect();
    assert_eq!(told(&few, "227,758", "257,758"), [] as [&str; 0], "one year that agrees is chance");
}

#[test]
fn what_is_left_of_the_first_line_goes_on_to_the_result() {
    let table = [
        "Item | 1983 | 1984",
        "Sales | 799,988 | 752,365",
        "Excise tax | 112,953 | 102,327",
        "Net sales | 687,035 | 650,038",
        "Cost of goods sold | 543,552 | 531,610",
        "Overheads | 129,743 | 103,819",
        "Operating income | 13,740 | 14,609",
        "Other income | -6,270 | -11,857",
        "Profit before taxes | 7,470 | 2,752",
    ];
    assert_eq!(violations(&table), []);
    assert_eq!(told(&table, "543,552", "545,552").len(), 1);
    let groups = [
        "Size | All | White | Black | Other",
        "One person | 26.7 | 22.3 | 3.6 | 1.3",
        "Male | 11.2 | 9.2 | 1.6 | 0.7",
        "Female | 15.5 | 13.1 | 2.0 | 0.6",
        "Two persons | 34.7 | 30.1 | 3.4 | 1.9",
        "Three persons | 17.2 | 13.8 | 2.5 | 1.8",
        "Total | 78.6 | 66.2 | 9.5 | 5.0",
    ];
    assert_eq!(told(&groups, "66.2", "61.2").len(), 1, "the last of a group's members is no part of the total");
}

#[test]
fn what_one_year_left_is_what_the_next_ends_with() {
    let table = [
        "| Amount",
        "2016 net revenue | 2,438.4",
        "Price | 55.5",
        "Volume | 42.8",
        "Weather | (12.4)",
        "Other | 36.2",
        "2017 net revenue | 2,560.5",
    ];
    assert_eq!(violations(&table), []);
    assert_eq!(
        told(&table, "2,560.5", "7,560.5"),
        ["2017 net revenue / Amount is given as 7,560.5; its parts make 2,560.5, a difference of +5,000.0"]
    );
}
