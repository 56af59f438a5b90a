//! Parents and children: a summary's cells against those of the reports it adds up.
#![cfg(feature = "cli")]
#![allow(clippy::panic, reason = "a test may stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The figures of one report: 新收, 予以公开, 不予公开/第三方, 结转下年 of two kinds of applicants, and 行政许可.
type Figures = ([u32; 2], [u32; 2], [u32; 2], [u32; 2], u32);

const OFFICE: Figures = ([5, 1], [3, 1], [1, 0], [1, 0], 0);
const SCHOOLS: Figures = ([8, 2], [8, 1], [0, 0], [0, 1], 12);
const TOWN: Figures = ([2, 0], [1, 0], [1, 0], [0, 0], 30);
const COUNTY: Figures = ([15, 3], [12, 2], [2, 0], [1, 1], 42);

fn report(body: &str, year: u32, figures: Figures) -> String {
    let row = |label: &str, [a, b]: [u32; 2]| format!("| {label} | {a} | {b} | {} |\n", a + b);
    let (new, granted, refused, over, licences) = figures;
    let handled = [granted[0] + refused[0], granted[1] + refused[1]];
    format!(
        "# {body}{year}年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 第二十条第（五）项 | |\n|---|---|\n| 信息内容 | 本年处理决定数量 |\n\
         | 行政许可 | {licences} |\n\n## 三、收到和处理政府信息公开申请情况\n\n|  | 自然人 | 商业企业 | 总计 |\n|---|---|---|---|\n{}{}{}{}{}{}",
        row("一、本年新收政府信息公开申请数量", new),
        row("二、上年结转政府信息公开申请数量", [0, 0]),
        row("（一）予以公开", granted),
        row("4.保护第三方合法权益", refused),
        row("（七）总计", handled),
        row("四、结转下年度继续办理", over),
    )
}

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, String)]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    for (file, text) in files {
        let file = path.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        fs::write(file, text).expect("written");
    }
    path
}

fn crossfoot(args: &[&str], folder: &Path) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).current_dir(folder).env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn audit(folder: &Path, more: &[&str]) -> Value {
    serde_json::from_str(&crossfoot(&[&["check", ".", "--format", "json"][..], more].concat(), folder).1).expect("JSON")
}

/// What each finding of the rule names: `county.md D7 11`.
fn named(audit: &Value) -> Vec<Vec<String>> {
    let findings = audit["findings"].as_array().expect("findings").iter().filter(|finding| finding["rule"] == "rollup-mismatch");
    let label = |label: &Value| {
        let at = &label["location"];
        let path = at["path"].as_str().expect("a path").trim_start_matches("./");
        format!("{path} {} {}", at["cell"].as_str().expect("a cell"), label["text"].as_str().expect("text"))
    };
    findings.map(|finding| finding["labels"].as_array().expect("labels").iter().map(label).collect()).collect()
}

fn remarks(audit: &Value, path: &str) -> Vec<String> {
    let reports = audit["reports"].as_array().expect("reports");
    let own = reports.iter().find(|report| report["path"].as_str().is_some_and(|own| own.ends_with(path))).expect("the report");
    let said =
        own["remarks"].as_array().expect("remarks").iter().map(|said| said["en"].as_str().or(said.as_str()).expect("words").to_owned());
    said.filter(|said| said.contains("rollup-mismatch")).collect()
}

const CONFIG: &str = "[rollup]\n\"青溪县人民政府\" = [\"青溪县政府办公室\", \"青溪县教育局\", \"towns/*.md\"]\n";

fn family(county: Figures) -> Vec<(&'static str, String)> {
    vec![
        ("crossfoot.toml", CONFIG.to_owned()),
        ("county.md", report("青溪县人民政府", 2022, county)),
        ("office.md", report("青溪县人民政府办公室", 2022, OFFICE)),
        ("schools.md", report("青溪县教育局", 2022, SCHOOLS)),
        ("towns/east.md", report("青溪县东乡镇人民政府", 2022, TOWN)),
        ("schools-2021.md", report("青溪县教育局", 2021, COUNTY)),
    ]
}

#[test]
fn a_sound_family_adds_up_and_each_cell_counts_as_checked() {
    let folder = folder("rollup-sound", &family(COUNTY));
    let (with, without) = (audit(&folder, &[]), audit(&folder, &["--no-config"]));
    assert_eq!((named(&with), remarks(&with, "county.md")), (vec![], vec![]));
    let guarded =
        |audit: &Value| audit["reports"].as_array().expect("reports").iter().map(|report| report["guarded"].as_u64()).sum::<Option<u64>>();
    assert!(guarded(&with) > guarded(&without), "the licences are checked by nothing else");
}

#[test]
fn one_cell_changed_is_named_with_the_same_cell_of_every_child() {
    let licences = folder("rollup-licences", &family((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 43)));
    assert_eq!(named(&audit(&licences, &[])), [["county.md B3 43", "office.md B3 0", "schools.md B3 12", "towns/east.md B3 30"]]);
    // The totals of the line and of the column differ by as much, and are not told again.
    let granted = folder("rollup-granted", &family((COUNTY.0, [13, 2], COUNTY.2, COUNTY.3, 42)));
    assert_eq!(named(&audit(&granted, &[])), [["county.md B4 13", "office.md B4 3", "schools.md B4 8", "towns/east.md B4 1"]]);
    let found = crossfoot(&["check", ".", "--only", "rollup-mismatch"], &granted).1.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(found.contains("`予以公开 × 申请人/自然人` is given as 13; the 3 reports below it make 12 (1 more)"), "{found}");
    assert!(found.contains("why: 3 + 8 + 1 = 12, stated 13"), "{found}");
    assert!(found.contains("schools.md"), "{found}");
}

#[test]
fn what_the_parent_handles_itself_may_come_on_top() {
    let own = CONFIG
        .replace("[\"青溪县政府办公室\", ", "{ children = [")
        .replace("]\n\"", "\u{1}")
        .replace(".md\"]", ".md\"], own = true }")
        .replace('\u{1}', "]\n\"");
    let with = |county: Figures, name: &str| {
        let mut files = family(county);
        files[0].1.clone_from(&own);
        folder(name, &files)
    };
    assert_eq!(named(&audit(&with(COUNTY, "rollup-own"), &[])), Vec::<Vec<String>>::new());
    let less = audit(&with((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 41), "rollup-own-less"), &[]);
    assert_eq!(named(&less), [["county.md B3 41", "schools.md B3 12", "towns/east.md B3 30"]]);
}

#[test]
fn a_missing_child_leaves_it_undecided_and_is_named() {
    let mut files = family((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 99));
    files.remove(3);
    let missing = audit(&folder("rollup-missing", &files), &[]);
    assert!(named(&missing).is_empty());
    assert_eq!(remarks(&missing, "county.md"), ["rollup-mismatch undecided: the report of `青溪县教育局` for 2022 is missing"]);
}

#[test]
fn a_child_without_the_table_leaves_it_undecided_and_is_named() {
    let mut files = family(COUNTY);
    files[3].1 = "# 青溪县教育局2022年政府信息公开工作年度报告\n\n表三见图片。\n".to_owned();
    let unread = audit(&folder("rollup-unread", &files), &[]);
    assert!(named(&unread).is_empty());
    let said = remarks(&unread, "county.md");
    assert!(said.iter().any(|said| said.contains("schools.md, no table like `applications`")), "{said:?}");
}

#[test]
fn two_reports_of_one_child_must_give_the_same_figures() {
    let mut files = family(COUNTY);
    files.push(("copies/schools.md", files[3].1.clone()));
    assert_eq!(remarks(&audit(&folder("rollup-copy", &files), &[]), "county.md"), Vec::<String>::new());
    files.last_mut().expect("the copy").1 = report("青溪县教育局", 2022, COUNTY);
    let said = remarks(&audit(&folder("rollup-draft", &files), &[]), "county.md");
    assert_eq!(said, ["rollup-mismatch undecided: copies/schools.md, schools.md are reports on one year with different figures"]);
}

#[test]
fn the_order_of_the_files_and_no_series_change_nothing() {
    let folder = folder("rollup-order", &family((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 43)));
    let paths = ["./towns/east.md", "./schools.md", "./office.md", "./county.md"];
    let args = [&["check", "--no-series", "--format", "json"][..], &paths].concat();
    let turned: Value = serde_json::from_str(&crossfoot(&args, &folder).1).expect("JSON");
    assert_eq!(named(&turned), named(&audit(&folder, &[])));
}

#[test]
fn a_finding_can_be_let_stand_and_its_rule_explained() {
    let mut files = family((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 43));
    files[0].1.push_str("[[ignore]]\nrule = \"rollup-mismatch\"\nrow = [\"行政许可\"]\nreason = \"one licence of the county itself\"\n");
    assert!(named(&audit(&folder("rollup-ignored", &files), &[])).is_empty());
    let (_, explained, _) = crossfoot(&["explain", "rollup-mismatch"], Path::new("."));
    assert!(explained.contains("[rollup] in crossfoot.toml"), "{explained}");
}

#[test]
fn a_finding_is_explained_with_the_reports_and_the_line_that_joins_them() {
    let folder = folder("rollup-explained", &family((COUNTY.0, COUNTY.1, COUNTY.2, COUNTY.3, 43)));
    let json = audit(&folder, &[]);
    fs::write(folder.join("run.json"), json.to_string()).expect("written");
    let finding = json["findings"].as_array().expect("findings").iter().find(|f| f["rule"] == "rollup-mismatch").expect("one");
    let fingerprint = finding["fingerprint"].as_str().expect("it has one");
    let (code, by_run, err) = crossfoot(&["explain", fingerprint, "run.json"], &folder);
    assert_eq!((code, err.as_str()), (0, ""), "{by_run}");
    // A line may end within a Chinese word.
    let unbroken = |text: &str| text.split_whitespace().collect::<String>();
    let out = unbroken(&by_run);
    for words in [
        "county.md was taken for the report of `青溪县` on 2022",
        "towns/east.md was taken for the report of `青溪县东乡镇` on 2022",
        "they are parent and children by crossfoot.toml:2: rollup.\"青溪县人民政府\" = [\"青溪县政府办公室\"",
    ] {
        assert!(out.contains(&unbroken(words)), "{words}\n{by_run}");
    }
    assert!(crossfoot(&["explain", "county.md:B3", "."], &folder).1.contains("crossfoot.toml:2"));
}

#[test]
fn every_fault_of_the_configuration_is_shown_where_it_is() {
    let text = "[rollup]\n\"青溪县人民政府\" = []\n\"县教育局\" = [\"a/*.md\"]\n\"清河市人民政府\" = { childern = [\"a.md\"] }\n\
                \"白水县人民政府\" = [\"白水县教育局\", \"白水县教育局\"]\n\"乌江市人民政府\" = 3\n";
    let folder = folder("rollup-faults", &[("crossfoot.toml", text.to_owned()), ("a.md", report("青溪县教育局", 2022, TOWN))]);
    let (code, _, said) = crossfoot(&["check", "a.md"], &folder);
    assert_eq!(code, 2);
    for wanted in [
        ("crossfoot.toml:2:1", "`青溪县人民政府` names no children"),
        ("crossfoot.toml:3:1", "`县教育局` does not name one body"),
        ("crossfoot.toml:4:15", "unknown key `childern` in [rollup]"),
        ("crossfoot.toml:5:24", "`白水县教育局` is named twice"),
        ("crossfoot.toml:6:13", "a list of children stands here"),
    ] {
        assert!(said.contains(wanted.0) && said.contains(wanted.1), "{wanted:?}\n{said}");
    }
    assert!(said.contains("did you mean `children`?"), "{said}");
}

#[test]
fn the_configuration_shows_its_rollups() {
    let folder = folder("rollup-shown", &family(COUNTY));
    let (_, shown, _) = crossfoot(&["config"], &folder);
    assert!(shown.contains("rollup.\"青溪县人民政府\" = [\"青溪县政府办公室\", \"青溪县教育局\", \"towns/*.md\"]"), "{shown}");
}
