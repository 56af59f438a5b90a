//! What of the county's report the rules guard, in every form it comes in.

use std::path::Path;
use std::sync::Arc;

use crossfoot::facts::Facts;
use crossfoot::findings::{Coverage, Share, location};
use crossfoot::ingest::{Limits, read};
use crossfoot::phrase::Lang;
use crossfoot::report::{Options, inspect};
use crossfoot::rules::{RuleSet, check};

const FORMS: [&str; 12] = [
    "clean.html",
    "cms.html",
    "office.docx",
    "plain.docx",
    "report.csv",
    "report.ods",
    "report.txt",
    "report.xls",
    "report.xlsx",
    "utf16.html",
    "word.html",
    "word.mht",
];

/// The two sentences on applications, reviews and lawsuits: all their numbers.
const STATED: [(&str, &[&str]); 2] = [
    ("county", &["38", "38", "38", "18", "18", "20", "20", "2", "1", "1"]),
    ("county-fixed", &["42", "42", "44", "2", "18", "18", "8", "8", "16", "2", "2", "2", "11"]),
];

#[test]
fn nine_cells_in_ten_and_every_count_on_applications_are_guarded() {
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    for (folder, stated) in STATED {
        for form in FORMS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder).join(form);
            let bytes = std::fs::read(&path).expect("a fixture");
            let document = read(form, Arc::from(bytes), &Limits::default()).expect("it can be read");
            let facts = Facts::of(&document);
            let coverage = Coverage::of(&facts, &check(&facts, &rules), &rules);
            let tables: Vec<Share> = coverage.tables.values().copied().filter(|share| share.numbers > 10).collect();
            let numbers: Vec<u32> = tables.iter().map(|share| share.numbers).collect();
            assert!(matches!(numbers[..], [22, 16 | 17, 15]), "{folder}/{form}: {numbers:?}");
            let of = |pick: fn(&Share) -> u32| tables.iter().map(pick).sum::<u32>();
            assert!(of(|s| s.guarded) * 10 >= of(|s| s.numbers) * 9, "{folder}/{form}: {tables:?}");
            let said = coverage.numbers.iter().filter(|covered| {
                let text = covered.number.prose.then(|| document.text(covered.number.spot.site)).flatten();
                text.is_some_and(|text| ["受理依申请公开", "申请行政复议"].iter().any(|words| text.as_str().contains(words)))
            });
            let said: Vec<_> = said.collect();
            let printed: Vec<&str> = said.iter().map(|covered| document.printed(&covered.number.spot)).collect();
            assert_eq!(printed, stated, "{folder}/{form}");
            for covered in said {
                assert!(!covered.guards.is_empty(), "{folder}/{form}: {:?} {:?}", location(&covered.number, &facts), covered.reasons);
            }
        }
    }
}

#[test]
fn the_json_gives_guards_and_reasons() {
    let page = "<h1>2019年政府信息公开工作年度报告</h1><p>共计5条,其中:甲2条,乙3条。另有 9 件。</p>";
    let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is HTML");
    let facts = Facts::of(&document);
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    let checked = check(&facts, &rules);
    let coverage = Coverage::of(&facts, &checked, &rules).tried(&facts, &checked, &rules);
    let mut out = Vec::new();
    let options = Options { lang: Lang::En, ..Options::default() };
    inspect::coverage(&facts, &coverage, inspect::Form::Json, &options, &mut out).expect("a Vec takes all bytes");
    let view: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    assert_eq!(view["text"], serde_json::json!({ "numbers": 4, "guarded": 3, "bounded": 0, "silent": 0 }));
    assert_eq!(view["numbers"][0]["guards"], serde_json::json!([{ "rule": "breakdown", "verdict": "pass", "kind": "equal" }]));
    assert_eq!((&view["numbers"][0]["told"], &view["numbers"][3]["told"]), (&true.into(), &serde_json::Value::Null));
    let why = serde_json::json!([{ "rule": null, "why": "no rule's wording says what it counts" }]);
    assert_eq!((&view["numbers"][3]["text"], &view["numbers"][3]["reasons"]), (&"9".into(), &why));
}

#[test]
fn a_number_that_only_agrees_is_said_to() {
    // The wording alone does not say what the share is of: it can confirm, and never accuse.
    let page = "<p>全年收到来信60件，办结50件，占83.3%。</p>";
    let document = read("a.html", Arc::from(page.as_bytes()), &Limits::default()).expect("it is HTML");
    let facts = Facts::of(&document);
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    let checked = check(&facts, &rules);
    let used = Coverage::of(&facts, &checked, &rules);
    let tried = used.clone().tried(&facts, &checked, &rules);
    assert_eq!(used.text, Share { numbers: 3, guarded: 3, bounded: 0, silent: 0 });
    assert_eq!(tried.text, Share { numbers: 3, guarded: 3, bounded: 0, silent: 3 });
}
