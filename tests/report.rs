//! What people and programs see, for findings built by hand.
#![cfg(feature = "cli")]

mod samples;

use crossfoot::findings::{Finding, Outcome};
use crossfoot::phrase::Lang;
use crossfoot::report::{Format, Options, render};
use unicode_width::UnicodeWidthChar;

fn shown(format: Format, outcome: &Outcome, options: &Options) -> String {
    let mut out = Vec::new();
    render(format, outcome, options, &mut out).expect("a Vec takes all bytes");
    String::from_utf8(out).expect("the report is UTF-8")
}

fn text(finding: Finding, lang: Lang) -> String {
    shown(Format::Text, &samples::outcome(vec![finding]), &Options { lang, quiet: true, ..Options::default() })
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn all() -> Vec<Finding> {
    let samples = [samples::column_sum, samples::row_sum, samples::sentence, samples::change_rate, samples::hostile, samples::wide];
    samples.iter().map(|sample| sample()).collect()
}

#[test]
fn a_column_of_seven_cells() {
    insta::assert_snapshot!("column_sum_zh", text(samples::column_sum(), Lang::Zh));
    insta::assert_snapshot!("column_sum_en", text(samples::column_sum(), Lang::En));
}

#[test]
fn a_row_of_six_cells() {
    insta::assert_snapshot!("row_sum_en", text(samples::row_sum(), Lang::En));
}

#[test]
fn a_sentence_against_a_cell() {
    insta::assert_snapshot!("sentence_zh", text(samples::sentence(), Lang::Zh));
    insta::assert_snapshot!("sentence_en", text(samples::sentence(), Lang::En));
}

#[test]
fn a_rate_of_change_in_a_long_sentence() {
    insta::assert_snapshot!("change_rate_zh", text(samples::change_rate(), Lang::Zh));
    insta::assert_snapshot!("change_rate_en", text(samples::change_rate(), Lang::En));
}

#[test]
fn text_that_would_move_the_cursor() {
    let shown = text(samples::hostile(), Lang::Zh);
    assert!(!shown.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{shown:?}");
    insta::assert_snapshot!("hostile", shown);
}

#[test]
fn two_hundred_columns() {
    insta::assert_snapshot!("wide", text(samples::wide(), Lang::Zh));
}

#[test]
fn a_file_that_could_not_be_read_and_the_summary() {
    for (lang, name) in [(Lang::Zh, "summary_zh"), (Lang::En, "summary_en")] {
        let mut reports = samples::outcome(vec![]).reports;
        reports.extend(samples::problem().reports);
        let outcome = Outcome::new(reports);
        insta::assert_snapshot!(name, shown(Format::Text, &outcome, &Options { lang, verbose: true, ..Options::default() }));
    }
    let quiet = shown(Format::Text, &samples::outcome(vec![]), &Options { quiet: true, ..Options::default() });
    assert_eq!(quiet, "");
}

#[test]
fn json_version_1() {
    let mut reports = samples::outcome(vec![samples::column_sum()]).reports;
    reports.extend(samples::problem().reports);
    let outcome = Outcome::new(reports);
    insta::assert_snapshot!("json", shown(Format::Json, &outcome, &Options::default()).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn json_escapes_what_a_terminal_acts_on_and_reads_back_the_same() {
    let finding = samples::hostile();
    let json = shown(Format::Json, &samples::outcome(vec![finding.clone()]), &Options::default());
    assert!(!json.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{json:?}");
    let value: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(value["findings"][0]["rule"], finding.rule);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for lang in [Lang::Zh, Lang::En] {
        for width in [40, 60, 80, 132] {
            let shown = shown(Format::Text, &samples::outcome(all()), &Options { lang, width, ..Options::default() });
            for line in shown.lines() {
                assert!(columns(line) <= width, "{} > {width}: {line}", columns(line));
            }
        }
    }
}

/// Under every underline stand the very words or figures of a label, in the same columns.
#[test]
fn underlines_stand_under_the_words_they_mean() {
    let expected = [&["38"][..], &["44"], &["41", "43"], &["1,234", "1,668", "25.2%"]];
    for (finding, expected) in all().into_iter().zip(expected) {
        let shown = text(finding, Lang::Zh);
        let mut found = Vec::new();
        for (above, below) in shown.lines().zip(shown.lines().skip(1)) {
            if below.chars().all(|c| " │─┬".contains(c)) && below.contains('┬') {
                found.extend(underlined(above, below));
            }
        }
        assert_eq!(found, expected, "{shown}");
    }
}

/// The texts of `above` in the columns that `below` underlines.
fn underlined(above: &str, below: &str) -> Vec<String> {
    let cells: Vec<char> =
        above.chars().flat_map(|c| std::iter::once(c).chain(std::iter::repeat_n('\0', c.width().unwrap_or(1).saturating_sub(1)))).collect();
    let mut found = vec![String::new()];
    for (at, c) in below.chars().enumerate() {
        match (c, cells.get(at)) {
            ('─' | '┬', Some('\0')) => {}
            ('─' | '┬', Some(c)) => found.last_mut().expect("never empty").push(*c),
            _ => found.push(String::new()),
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

#[test]
fn colour_changes_no_letter() {
    let outcome = samples::outcome(all());
    let plain = shown(Format::Text, &outcome, &Options::default());
    let colored = shown(Format::Text, &outcome, &Options { color: true, ..Options::default() });
    let mut stripped = String::new();
    let mut escaped = false;
    for c in colored.chars() {
        match (escaped, c) {
            (false, '\u{1b}') => escaped = true,
            (false, c) => stripped.push(c),
            (true, c) => escaped = c != 'm',
        }
    }
    assert!(colored.contains("\u{1b}["));
    assert_eq!(stripped, plain);
}
