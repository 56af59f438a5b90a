//! A newcomer's way to a rule: drafted from a cell, tried, applied, with the real command.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::PathBuf;

use support::crossfoot;

const REPORT: &str = "# Library report 2023

## Loans by branch, 2023

| | Books | Films | Growth |
|---|---|---|---|
| North branch | 120 | 40 | 3.1% |
| South branch | 80 | 15 | 2.0% |
| Total | 190 | 55 | 2.7% |

## Staff, 2023

| | Full time | Part time | All |
|---|---|---|---|
| North branch | 12 | 4 | 16 |
| South branch | 8 | 1 | 9 |
";

/// A new folder with the report.
fn folder(name: &str) -> PathBuf {
    let path = support::folder("authoring", name);
    fs::write(path.join("report.md"), REPORT).expect("written");
    path
}

#[test]
fn a_rule_drafted_from_a_cell_passes_and_applies_at_once() {
    let dir = folder("first");
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/branches-total", "--from", "report.md#Loans!B4"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("new_from_cell", out);
    insta::assert_snapshot!("drafted_rule", fs::read_to_string(dir.join("mine/branches-total.toml")).expect("the rule"));
    insta::assert_snapshot!("drafted_pack", fs::read_to_string(dir.join("mine/pack.toml")).expect("the pack"));
    let (code, out, err) = crossfoot(&dir, &["rules", "test", "--rules", "mine"]);
    assert!(code == 0 && out.ends_with("2 examples, 0 wrong\n"), "{out}{err}");
    let (code, out, err) = crossfoot(&dir, &["check", "report.md", "--rules", "mine", "--format", "concise"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(
        out.starts_with("report.md:9:11: error[branches-total] in `Books` the parts make 200; `Total` is given as 190 (10 less)\n"),
        "{out}"
    );
    // Next year's report has the same table under another year, and one branch more words.
    let next = REPORT.replace("2023", "2024").replace("190", "210");
    fs::write(dir.join("next.md"), next).expect("written");
    let (_, out, _) = crossfoot(&dir, &["check", "next.md", "--rules", "mine", "--format", "concise"]);
    assert!(out.contains("error[branches-total] in `Books` the parts make 200; `Total` is given as 210 (10 more)"), "{out}");
}

#[test]
fn a_second_rule_joins_the_pack_and_keeps_what_stands_in_it() {
    let dir = folder("second");
    assert_eq!(crossfoot(&dir, &["rules", "new", "mine/branches-total", "--from", "report.md#Loans!B4"]).0, 0);
    let pack = dir.join("mine/pack.toml");
    let own = fs::read_to_string(&pack).expect("the pack").replace("loans-by-branch", "loans") + "# my own words\n";
    fs::write(&pack, &own).expect("written");
    let rule = dir.join("mine/branches-total.toml");
    fs::write(&rule, fs::read_to_string(&rule).expect("the rule").replace("loans-by-branch", "loans")).expect("written");
    // A table that the pack has is named as there; another is added behind what is there.
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/films", "--from", "report.md#1!C4"]);
    assert!(code == 0 && out.contains("each   column of loans\n"), "{out}{err}");
    assert_eq!(fs::read_to_string(&pack).expect("the pack"), own);
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/staff", "--from", "report.md#2!D3", "--lang", "zh"]);
    assert!(code == 0 && out.starts_with("已写出 mine/staff.toml，并在 mine/pack.toml 中加入 [table.staff]\n"), "{out}{err}");
    assert!(fs::read_to_string(&pack).expect("the pack").starts_with(&own));
    let (code, out, err) = crossfoot(&dir, &["rules", "test", "--rules", "mine"]);
    assert!(code == 0 && out.ends_with("6 examples, 0 wrong\n"), "{out}{err}");
}

#[test]
fn what_cannot_be_drafted_is_said_and_nothing_is_written() {
    let dir = folder("refused");
    for (from, words) in [
        (
            "report.md",
            "error: name a cell; write FILE#SHEET!D25, FILE#2!D25 (of table 2), FILE#CAPTION!D25, or words of the text: FILE#\"they lent 190 books\"\n  the tables there are:\n  #1!A1:D4  Loans by branch, 2023\n  #2!A1:D3  Staff, 2023\n",
        ),
        ("report.md#B3", "error: 2 tables have a number at B3: say which; "),
        ("report.md#Lones!B4", "error: there is no table `Lones`; "),
        ("report.md#2!B9", "error: B9 is blank; the table ends at D3\n"),
        ("report.md#1!A4", "error: A4 holds no number but `Total`\n"),
        ("report.md#1!Books", "error: `Books` names no cell; "),
        ("nothing.md#B4", "error: there is no file nothing.md; "),
        ("report.md#1!D2", "error: D2 is part of no sum, "),
    ] {
        let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/x", "--from", from]);
        assert_eq!((code, out.as_str()), (2, ""), "{from}: {err}");
        assert!(err.starts_with(words), "{from}: {err}");
    }
    for (name, words) in [
        ("disclosure/x", "error: there is a built-in pack disclosure"),
        ("mine/Total", "error: the rule's name `Total`"),
        ("mine/share", "error: there is a built-in rule general/share"),
    ] {
        let (code, _, err) = crossfoot(&dir, &["rules", "new", name, "--from", "report.md#1!B4"]);
        assert!(code == 2 && err.starts_with(words), "{err}");
    }
    assert!(!dir.join("mine").exists());
    assert_eq!(crossfoot(&dir, &["rules", "new", "mine/x", "--from", "report.md#1!B4"]).0, 0);
    let (code, _, err) = crossfoot(&dir, &["rules", "new", "mine/x", "--from", "report.md#1!C4"]);
    assert!(code == 2 && err.contains("mine/x.toml exists and is not overwritten"), "{err}");
}

#[test]
fn words_that_tell_nothing_before_their_number_are_asked_for_more() {
    let dir = folder("wordless");
    let page = "## Books\n\n| Branch | Lent |\n|---|---|\n| North | 700 |\n| South | 662 |\n| Total | 1362 |\n\nIn all, 1362 books (8 of them new) were lent.\n";
    fs::write(dir.join("lent.md"), page).expect("written");
    let (code, _, err) = crossfoot(&dir, &["rules", "new", "lib/lent", "--from", "lent.md#\"1362 books\""]);
    assert!(code == 2 && err.contains("no words before the number in `1362 books` tell what it is"), "{err}");
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "lib/lent", "--from", "lent.md#\"In all, 1362 books\""]);
    assert!(code == 0 && out.contains("says   In all, {n} books"), "{out}{err}");
}

#[test]
fn an_example_that_needs_its_neighbours_is_tried_with_them() {
    let dir = folder("alone");
    let (code, out, err) = crossfoot(&dir, &["rules", "test", "--only", "breakdown"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.lines().filter(|line| line.starts_with("ok ")).all(|line| line.contains("general/breakdown.toml")), "{out}");
    // So are those of a user's rules that `check` tries.
    fs::create_dir_all(dir.join("disclosure")).expect("a folder");
    fs::write(dir.join("disclosure/my-stale-year.toml"), support::text("rules/disclosure/stale-year.toml")).expect("written");
    for (only, code) in [("my-stale-year", 0), ("total-mismatch", 1)] {
        let (got, _, err) = crossfoot(&dir, &["check", "report.md", "--rules", "disclosure", "--only", only]);
        assert_eq!((got, err.as_str()), (code, ""), "{only}");
    }
}

#[test]
fn a_rule_drafted_from_a_sentence_ties_its_number_to_the_table() {
    let dir = folder("words");
    let report = REPORT.replace("190", "200").replace("## Loans", "In 2023 our branches lent 200 books to 57 readers.\n\n## Loans");
    fs::write(dir.join("report.md"), &report).expect("written");
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/books-lent", "--from", "report.md#\"lent 200 books\""]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("new_from_words", out);
    insta::assert_snapshot!("drafted_claim", fs::read_to_string(dir.join("mine/books-lent.toml")).expect("the rule"));
    let (code, out, err) = crossfoot(&dir, &["rules", "test", "--rules", "mine"]);
    assert!(code == 0 && out.ends_with("2 examples, 0 wrong\n"), "{out}{err}");
    // Next year the sentence is wrong; another rule joins the pack.
    let next = report.replace("2023", "2024").replace("lent 200 books", "lent 220 books");
    fs::write(dir.join("next.md"), next).expect("written");
    let (code, out, _) = crossfoot(&dir, &["check", "next.md", "--rules", "mine", "--format", "concise"]);
    assert!(code == 1 && out.contains("error[books-lent] the text says 220; the table gives `Total / Books` as 200"), "{out}");
    for (from, words) in [
        ("report.md#\"lent 20 books\"", "error: the text has no `lent 20 books`: quote it as printed, with the number\n"),
        ("report.md#\"our branches\"", "error: there is no number in `our branches`\n"),
        ("report.md#\"200 books to 57\"", "error: `200 books to 57` has 2 numbers: quote one, with the words around it\n"),
        ("report.md#\"57 readers\"", "error: no table has 57: quote a sentence that agrees with its table\n"),
    ] {
        let (code, out, err) = crossfoot(&dir, &["rules", "new", "mine/other", "--from", from]);
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", words), "{from}");
    }
    let chinese = "# 图书馆年报\n\n全年共借出图书200册，新增读者57人。\n\n## 各馆借阅量\n\n|  | 图书 | 影片 |\n|---|---|---|\n| 东馆 | 120 | 40 |\n| 西馆 | 80 | 15 |\n| 合计 | 200 | 55 |\n";
    fs::write(dir.join("zh.md"), chinese).expect("written");
    let (code, out, err) = crossfoot(&dir, &["rules", "new", "zh/books", "--from", "zh.md#“借出图书200册”", "--lang", "zh"]);
    assert!(code == 0 && out.contains("says    借出图书{n}册\n"), "{out}{err}");
}
