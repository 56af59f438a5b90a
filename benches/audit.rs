//! The whole audit of a Word-export page, bytes to findings, against scraper's parse of the same bytes; and reading alone.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crossfoot::facts::Facts;
use crossfoot::findings::audit;
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::{Lexicon, RuleSet, sums};

/// About 150 KB as Word exports it: split runs, a style on every one, site chrome, a 28 by 10 table, prose.
fn word_export() -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>政府信息公开工作年度报告</title><style>p.MsoNormal{margin:0cm}</style></head><body>\n",
    );
    for item in 0..60 {
        let _ = writeln!(
            page,
            "<li class=\"nav-item\"><a href=\"/col/col{item}/index.html\" target=\"_blank\" title=\"栏目{item}\">栏目{item}</a></li>"
        );
    }
    for number in 0..60 {
        page.push_str("<p class=\"MsoNormal\" style=\"text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly\">");
        for part in ["2019年,全县共收到依申请公开", "38", "件,其中自然人", "&nbsp;18", "件,比上年增长"] {
            let _ = write!(
                page,
                "<span lang=\"EN-US\" style=\"font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体;color:black\">{part}</span>"
            );
        }
        let _ = writeln!(page, "<span>{number}.5%。<o:p></o:p></span></p>");
    }
    page.push_str(
        "<table class=\"MsoNormalTable\" border=\"1\" cellspacing=\"0\" style=\"border-collapse:collapse;mso-yfti-tbllook:1184\"><tbody>\n",
    );
    for row in 0..28 {
        page.push_str("<tr style=\"mso-yfti-irow:0;height:18.0pt\">");
        for col in 0..10 {
            let _ = write!(
                page,
                "<td width=\"66\" style=\"width:49.6pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt\"><p class=\"MsoNormal\" align=\"center\" style=\"text-align:center\">\
                 <span lang=\"EN-US\" style=\"font-size:10.5pt;font-family:宋体\">{}<o:p></o:p></span></p></td>",
                row * col
            );
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></body></html>");
    page
}

fn whole_audit(c: &mut Criterion) {
    let generated = word_export();
    let county = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/county/word.html")).expect("the fixture is there");
    let county = encoding_rs::GB18030.decode(&county).0.into_owned();
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    for (name, page) in [("generated", generated), ("county", county.replace("gb2312", "utf-8"))] {
        let bytes: Arc<[u8]> = Arc::from(page.as_bytes());
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function("audit", |b| {
            b.iter(|| read("page", Arc::clone(&bytes), &Limits::default()).map(|document| audit(&document, &rules)));
        });
        group.bench_function("read", |b| b.iter(|| read("page", Arc::clone(&bytes), &Limits::default())));
        group.bench_function("scraper", |b| b.iter(|| scraper::Html::parse_document(black_box(&page))));
        group.finish();
    }
}

/// A page with one table of `rows` × `cols` numbers, a total after every nine rows and at the end of every row.
fn totals(rows: u64, cols: u64) -> String {
    let mut page = String::from("<table><tr><th>Item</th>");
    for col in 0..cols {
        let _ = write!(page, "<th>c{col}</th>");
    }
    page.push_str("<th>Total</th></tr>\n");
    let mut sums: Vec<u64> = (0..=cols).map(|_| 0).collect();
    for row in 1..=rows {
        let own: Vec<u64> = (0..cols).map(|col| (row * 7_919 + col * 104_729) * 2_654_435_761 % 99_991).collect();
        let with_total: Vec<u64> = own.iter().copied().chain([own.iter().sum()]).collect();
        let (label, line) =
            if row % 10 == 0 { ("Total", std::mem::replace(&mut sums, (0..=cols).map(|_| 0).collect())) } else { ("Part", with_total) };
        if row % 10 != 0 {
            sums.iter_mut().zip(&line).for_each(|(sum, value)| *sum += value);
        }
        let _ = write!(page, "<tr><td>{label} {row} x</td>");
        for value in &line {
            let _ = write!(page, "<td>{value}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>");
    page
}

fn discovery(c: &mut Criterion) {
    let mut group = c.benchmark_group("sums");
    group.sample_size(10);
    for (rows, cols) in [(500, 50), (1000, 50), (2000, 50), (10_000, 20)] {
        let page = totals(rows, cols);
        let document = read("page", Arc::from(page.as_bytes()), &Limits::default()).expect("a page");
        let facts = Facts::of(&document);
        group.bench_function(format!("{rows}x{cols}"), |b| b.iter(|| sums(black_box(&facts), &[], Lexicon::builtin())));
    }
    group.finish();
}

criterion_group!(benches, whole_audit, discovery);
criterion_main!(benches);
