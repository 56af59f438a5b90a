//! What a person sees in a terminal, for the county report as published.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Stdio};

use crossfoot::findings::{Outcome, audit};
use crossfoot::ingest::{Limits, read};
use crossfoot::phrase::Lang;
use crossfoot::report::{Format, Options, render};
use crossfoot::rules::RuleSet;
use unicode_width::UnicodeWidthChar;

fn crossfoot(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county")).args(args);
    let output = command.env_clear().env("LC_ALL", "C").stdin(Stdio::null()).output().expect("it starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[test]
fn the_county_report() {
    for (file, name) in [("clean.html", "html"), ("report.xlsx", "xlsx")] {
        for lang in ["zh", "en"] {
            let shown = crossfoot(&["check", file, "--lang", lang, "-v"]);
            let wide: Vec<&str> = shown.lines().filter(|line| columns(line) > 80).collect();
            assert!(wide.is_empty(), "{wide:#?}");
            insta::assert_snapshot!(format!("{name}_{lang}"), shown);
        }
    }
}

fn county() -> Outcome {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county/clean.html");
    let bytes = std::fs::read(file).expect("the fixture");
    let document = read("clean.html", bytes.into(), &Limits::default()).expect("a page");
    Outcome::new(vec![audit(&document, &RuleSet::builtin().expect("good rules"))])
}

fn shown(outcome: &Outcome, options: &Options) -> String {
    let mut shown = Vec::new();
    render(Format::Text, outcome, options, &mut shown).expect("a Vec takes all bytes");
    String::from_utf8(shown).expect("UTF-8")
}

/// In a narrow window, by the library: the command takes 80 columns where no terminal is.
#[test]
fn the_county_report_in_narrow_windows() {
    let outcome = county();
    for (width, name) in [(60, "narrow"), (40, "narrowest")] {
        for (lang, language) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let shown = shown(&outcome, &Options { lang, width, ..Options::default() });
            let wide: Vec<&str> = shown.lines().filter(|line| columns(line) > width).collect();
            assert!(wide.is_empty(), "{wide:#?}");
            insta::assert_snapshot!(format!("{name}_{language}"), shown);
        }
    }
}

/// Links change nothing that is seen, and lead from every excerpt to its file.
#[test]
fn places_are_links_where_the_terminal_follows_them() {
    let outcome = county();
    for width in [80, 40] {
        let plain = shown(&outcome, &Options { width, ..Options::default() });
        let linked = shown(&outcome, &Options { width, links: Some("/home/a b/报告".into()), ..Options::default() });
        let (open, close) = ("\u{1b}]8;;file:///home/a%20b/%E6%8A%A5%E5%91%8A/clean.html\u{1b}\\", "\u{1b}]8;;\u{1b}\\");
        let places = plain.lines().filter(|line| line.contains("╭─[") || line.contains("├─[")).count();
        assert_eq!((linked.matches(open).count(), linked.matches(close).count()), (places, places));
        assert_eq!(linked.replace(open, "").replace(close, ""), plain);
    }
}

/// A web page and a workbook that say the same get the same findings, but for where they stand and the title above a web table.
#[test]
fn the_same_report_in_two_formats() {
    let findings = |file: &str| {
        let shown = crossfoot(&["check", file, "--lang", "zh", "--quiet"]);
        let told = |line: &&str| !line.contains("─[") && !line.contains('│') && !line.trim().is_empty();
        shown.lines().filter(told).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(findings("clean.html"), findings("report.xlsx"));
}

#[test]
fn rules_explained() {
    for rule in ["outcomes-total", "change-rate", "skipped-ordinal"] {
        for lang in ["zh", "en"] {
            let shown = crossfoot(&["explain", rule, "--lang", lang]);
            let wide: Vec<&str> = shown.lines().filter(|line| columns(line) > 80).collect();
            assert!(wide.is_empty(), "{wide:#?}");
            insta::assert_snapshot!(format!("explain_{rule}_{lang}"), shown);
        }
    }
}

#[test]
fn stages_inspected() {
    for stage in ["document", "facts", "claims", "coverage"] {
        for lang in ["zh", "en"] {
            insta::assert_snapshot!(
                format!("inspect_{stage}_{lang}"),
                crossfoot(&["inspect", "clean.html", "--stage", stage, "--lang", lang])
            );
        }
    }
}
