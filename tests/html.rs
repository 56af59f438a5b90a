//! The marked page: what it shows of a report, and that nothing of a report is alive in it.

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use crossfoot::document::{Cell, Document, Format as Kind, Table, Text};
use crossfoot::facts::Facts;
use crossfoot::findings::{Outcome, ReportOutcome, Tick, Ticks, outcome};
use crossfoot::ingest::{Limits, read};
use crossfoot::phrase::Lang;
use crossfoot::report::{Options, Section, page, section};
use crossfoot::rules::{RuleSet, check};
use scraper::{Html, Selector};

fn drawn(document: &Document, lang: Lang) -> (ReportOutcome, Section) {
    let facts = Facts::of(document);
    let checked = check(&facts, &RuleSet::builtin().expect("the built-in rules are sound"));
    let report = outcome(&facts, &checked);
    let section = section(&facts, &checked, checked.len(), &report, &Options { lang, ..Options::default() });
    (report, section)
}

fn whole(documents: &[Document], lang: Lang) -> String {
    let (reports, sections): (Vec<_>, Vec<_>) = documents.iter().map(|document| drawn(document, lang)).unzip();
    let run = Outcome::new(reports).with_rules(&RuleSet::builtin().expect("the built-in rules are sound"));
    let mut out = Vec::new();
    page(&run, &sections, &Options { lang, ..Options::default() }, &mut out).expect("a Vec takes all bytes");
    String::from_utf8(out).expect("UTF-8")
}

fn parsed(page: &str) -> Html {
    Html::parse_document(page)
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

fn texts(html: &Html, selector: &str) -> Vec<String> {
    html.select(&select(selector)).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

fn grid(rows: Vec<Cell>) -> Document {
    let mut document = Document::new("a.html", Kind::Html);
    let mut table = Table::new(rows, 2_000_000).expect("a small table");
    table.number = 1;
    document.push_table(table);
    document
}

fn cell(row: u32, col: u32, text: &str, rows: u32, cols: u32) -> Cell {
    Cell { row_span: rows, col_span: cols, ..Cell::new(row, col, Text::unmapped(text)) }
}

/// The table's rows as drawn, each cell with its spans.
fn rows(page: &str) -> Vec<String> {
    let html = parsed(page);
    let cells = select("td, th");
    let row = |row: scraper::ElementRef<'_>| {
        let shown: Vec<String> = row
            .select(&cells)
            .map(|cell| {
                let span = |name| cell.attr(name).map(|n| format!("/{n}")).unwrap_or_default();
                format!("{}{}{}", cell.text().collect::<String>(), span("colspan"), span("rowspan").replace('/', "\\"))
            })
            .collect();
        shown.join(" | ")
    };
    html.select(&select("tbody tr")).map(row).collect()
}

#[test]
fn every_number_of_the_county_report_has_its_mark() {
    for form in ["clean.html", "report.xlsx", "report.txt"] {
        let document = support::document(&format!("fixtures/county/{form}"));
        let facts = Facts::of(&document);
        let checked = check(&facts, &RuleSet::builtin().expect("the built-in rules are sound"));
        let report = outcome(&facts, &checked);
        let ticks = Ticks::of(&facts, &checked, checked.len(), &report);
        let html = parsed(&whole(std::slice::from_ref(&document), Lang::Zh));
        for (class, tick) in [("t", Tick::Tied), ("x", Tick::Crossed), ("v", Tick::Involved), ("g", Tick::Unchecked)] {
            let shown = html.select(&select(&format!("article b.{class}:not(.w)"))).count();
            assert_eq!(shown, ticks.count(tick), "{form} {class}");
        }
        let mut ids = BTreeSet::new();
        for mark in html.select(&select("article b[data-n]")) {
            let id: usize = mark.attr("data-n").and_then(|id| id.parse().ok()).expect("an id");
            assert!(ids.insert(id), "{form}: each mark once");
            if let Some(number) = facts.numbers.get(id) {
                assert_eq!(mark.text().collect::<String>(), document.printed(&number.spot), "{form}");
            }
        }
        assert!((0..facts.numbers.len()).all(|id| ids.contains(&id)), "{form}");
        assert_eq!(html.select(&select(".findings > li")).count(), report.findings.len(), "{form}");
        for link in html.select(&select(".findings a.go")) {
            let target = link.attr("href").expect("a link");
            assert_eq!(html.select(&select(target)).count(), 1, "{form}: {target}");
            assert!(target.contains('n'), "{form}: {target} is a place in the report");
        }
    }
}

#[test]
fn merged_cells_are_merged_and_gaps_are_shown() {
    let document = grid(vec![
        cell(0, 0, "a", 2, 2),
        cell(0, 2, "b", 1, 1),
        cell(1, 2, "c", 1, 1),
        cell(9, 0, "d", 1, 1),
        cell(9, 300, "e", 1, 1),
        cell(10, 0, "f", 1, 400),
    ]);
    let page = whole(&[document], Lang::En);
    assert_eq!(rows(&page), ["1 | a/2\\2 | b | ", "2 | c | ", "10 | d |  |  | e", "11 | f/4"]);
    assert_eq!(texts(&parsed(&page), "th[scope=col]"), ["A", "B", "C", "KO"]);
    assert_eq!(texts(&parsed(&page), "th.cut"), ["KO", "10"]);
}

#[test]
fn cells_that_overlap_do_not_shift_the_others() {
    let document =
        grid(vec![cell(0, 0, "a", 2, 1), cell(0, 1, "b", 1, 1), cell(1, 0, "c", 1, 2), cell(2, 0, "d", 1, 1), cell(2, 1, "e", 1, 1)]);
    let page = whole(&[document], Lang::En);
    for row in rows(&page) {
        let wide: usize =
            row.split(" | ").map(|cell| cell.split_once('/').map_or(1, |(_, n)| n.chars().next().map_or(1, |n| n as usize - 48))).sum();
        assert!(wide <= 3, "{row}");
    }
    assert_eq!(rows(&page).last().map(String::as_str), Some("3 | d | e"));
}

#[test]
fn a_huge_table_is_cut_and_says_so() {
    let mut cells: Vec<Cell> = (0..70_000).map(|row| cell(row, 0, "7", 1, 1)).collect();
    cells.push(cell(1_000_000, 0, "8", 1, 1));
    let page = whole(&[grid(cells)], Lang::En);
    assert!(page.len() < 12 << 20, "{}", page.len());
    assert!(page.contains("10001 more rows are not drawn"));
}

#[test]
fn a_report_without_room_keeps_its_findings() {
    let document = support::document("fixtures/county/clean.html");
    let (report, _) = drawn(&document, Lang::En);
    let run = Outcome::new(vec![report]);
    let mut out = Vec::new();
    page(&run, &[], &Options::default(), &mut out).expect("a Vec takes all bytes");
    let html = parsed(&String::from_utf8(out).expect("UTF-8"));
    assert_eq!(html.select(&select(".findings > li")).count(), run.findings().count());
    assert_eq!(texts(&html, "article"), ["the page is full, so the text of this report is not drawn: audit it alone"]);
}

/// Everything that could run, load or navigate, in markup and as text.
const HOSTILE: &str = r#"<!DOCTYPE html><html><head><title></title><script>alert('title')</script></title>
<meta http-equiv="refresh" content="0;url=http://evil.example/"><base href="http://evil.example/">
<link rel="stylesheet" href="http://evil.example/a.css"><style>@import url(http://evil.example/b.css); body{background:url(http://evil.example/c)}</style>
</head><body onload="alert(1)" style="background:url(javascript:alert(2))">
<script>alert(3)</script><svg onload="alert(4)"><script>alert(5)</script><text>17</text></svg>
<img src=x onerror="alert(6)"><iframe src="javascript:alert(7)"></iframe><object data="http://evil.example/d"></object>
<p><a href="javascript:alert(8)">共收到 12 件</a>，<b onmouseover="alert(9)">其中 5 件</b>。</p>
<p>&lt;script&gt;alert(10)&lt;/script&gt; &lt;/script&gt;&lt;!-- &lt;img src=x onerror=alert(11)&gt; "onclick='alert(12)' 13&#x202e;31</p>
<table><caption>&lt;/caption&gt;&lt;script&gt;alert(14)&lt;/script&gt;</caption>
<tr><th>&lt;/th&gt;&lt;svg onload=alert(15)&gt;</th><th>甲</th><th>乙</th><th>合计</th></tr>
<tr><th>"&gt;&lt;script&gt;alert(16)&lt;/script&gt;</th><td>1</td><td>2</td><td>3</td></tr>
<tr><th>'&gt;&lt;b onclick=alert(18)&gt;</th><td>4</td><td>5</td><td>9</td></tr>
<tr><th>&lt;/script&gt;合计</th><td>5</td><td>7</td><td>99</td></tr></table>
<p onclick="alert(19)">&lt;script&gt;要交的材料由1232项缩减到707项，缩减率为41.64%。&lt;/script&gt;</p></body></html>"#;

const TAGS: &str = "a article aside b body br button dd details div dl dt figcaption figure form h1 h2 h3 head header html i input label li main meta nav \
                    ol option output p script section select span style summary svg table tbody td th thead title tr ul";

const ATTRIBUTES: &str = "aria-hidden aria-label aria-pressed charset checked class colspan content data-a data-f data-k data-n data-q data-rule data-s \
                          data-sev data-t data-to hidden href http-equiv id lang name placeholder role rowspan scope title type value";

#[test]
fn nothing_of_a_hostile_report_is_alive() {
    let name = "\"><script>alert(0)</script>'.html";
    let document = read(name, Arc::from(HOSTILE.as_bytes()), &Limits::default()).expect("it is HTML");
    let other = support::document("fixtures/county/clean.html");
    for lang in [Lang::Zh, Lang::En] {
        let page = whole(&[document.clone(), other.clone()], lang);
        let html = parsed(&page);
        let (tags, attributes): (BTreeSet<&str>, BTreeSet<&str>) =
            (TAGS.split_whitespace().collect(), ATTRIBUTES.split_whitespace().collect());
        for element in html.select(&select("*")) {
            assert!(tags.contains(element.value().name()), "<{}>", element.value().name());
            for (attribute, value) in element.value().attrs() {
                assert!(attributes.contains(attribute), "{attribute}={value}");
                assert!(
                    attribute != "href" || (value.starts_with("#r") && value[1..].chars().all(|c| c.is_ascii_alphanumeric())),
                    "{value}"
                );
                let meta = attribute != "http-equiv" || value == "Content-Security-Policy";
                assert!(meta, "{value}");
            }
        }
        let scripts: Vec<_> = html.select(&select("script")).filter(|script| script.attr("type") != Some("application/json")).collect();
        assert_eq!(scripts.len(), 1, "our own");
        for data in html.select(&select("script[type='application/json']")) {
            let text: String = data.text().collect();
            assert!(!text.contains(['<', '>', '&']), "{text}");
            serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        }
        assert_eq!(html.select(&select("style")).count(), 1);
        assert_eq!(
            html.select(&select("svg")).map(|svg| (svg.attr("id"), svg.children().count())).collect::<Vec<_>>(),
            [(Some("wires"), 0)]
        );
        let policy = html.select(&select("meta[http-equiv]")).next().and_then(|meta| meta.attr("content")).expect("a policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        let text: String = texts(&html, "article").concat();
        for shown in ["<script>alert(10)</script>", "\"onclick='alert(12)'", "</caption><script>alert(14)</script>"] {
            assert!(text.contains(shown), "{shown} is shown as text\n{text}");
        }
        assert!(!page.contains('\u{202e}'));
        assert!(texts(&html, ".findings .msg").iter().any(|message| message.contains("42.61%")), "the wrong rate is found all the same");
    }
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let document = support::document("fixtures/county/report.xlsx");
    assert_eq!(whole(std::slice::from_ref(&document), Lang::Zh), whole(&[document], Lang::Zh));
}

#[cfg(feature = "cli")]
#[test]
fn findings_over_two_years_are_marked_in_both_reports() {
    let paths = ["fixtures/county-fixed/clean.html", "fixtures/series/broken/2020.txt"];
    let run = support::crossfoot(std::path::Path::new("."), &["check", paths[0], paths[1], "-o", "html=-", "--lang", "en"]).1;
    let html = parsed(&run);
    let links: Vec<&str> = html.select(&select(".findings a.go")).filter_map(|link| link.attr("href")).collect();
    assert_eq!(links.len(), 3);
    assert!(links.iter().all(|target| target.contains('n')), "every finding leads to a place in its report: {links:?}");
    // Each card names the number of last year's report, and leads to it.
    let others: Vec<String> = html.select(&select(".findings .used a")).map(|link| link.text().collect()).collect();
    assert_eq!(others.len(), 5, "{others:?}");
    assert!(others.contains(&"before 0 fixtures/county-fixed/clean.html table 2 D26".to_owned()), "{others:?}");
    // The numbers of 2020 that are wrong, and those of 2019 that they were held to.
    let marked = |class: &str| -> Vec<usize> {
        let report = select("section.report");
        let mark = select(&format!("article b.{class}"));
        html.select(&report).map(|report| report.select(&mark).count()).collect()
    };
    assert_eq!((marked("x"), marked("v")), (vec![0, 3], vec![5, 0]));
}
