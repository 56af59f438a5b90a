//! Sections copied from the report of the year before.
#![allow(clippy::panic, reason = "a test may stop")]

mod support;

use std::sync::Arc;

use crossfoot::document::Document;
use crossfoot::findings::{Finding, Outcome, audit_series};
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::{RuleSet, Severity};

/// Sentences of the kind such sections are made of, each on another matter.
const SENTENCES: [&str; 8] = [
    "{Y}年，全县各级行政机关围绕营商环境这条主线，把涉企政策按行业、按环节重新编目，企业找政策的时间明显缩短。",
    "县政府门户网站新开设“一件事”专栏，收录高频事项{N}个，办事指南全部标注法律依据和咨询电话。",
    "乡镇基层公开专区实行轮值管理，由包村干部每周更新一次低保、危房改造和惠农补贴的名单。",
    "对群众来信反映的目录缺项问题，逐条列出清单，明确责任股室和完成时限，并在月度例会上通报。",
    "依申请公开方面，建立法制机构与业务科室会商机制，疑难件一律先行研判，答复文书统一编号归档。",
    "政务新媒体清理停更账号{N}个，保留的账号全部接入内容监测，错别字和错链当天整改。",
    "不足之处在于，政策解读仍以文字为主，图表和实例偏少，老年人反映看起来费劲。",
    "下一步，将组织业务骨干到先进地区跟班学习，回来后轮流授课，并把学习成果写进年度考核。",
];

fn section(sentences: &[usize], year: u32, number: u32) -> String {
    let fill = |nth: &usize| {
        SENTENCES[*nth].replace("{Y}", &year.to_string()).replace("{N}", &(number + u32::try_from(*nth).expect("small")).to_string())
    };
    sentences.iter().map(fill).collect()
}

fn page(year: u32, text: &str) -> String {
    format!(
        "<meta charset=utf-8><title>青溪县人民政府{year}年政府信息公开工作年度报告</title>\n<p>一、总体情况</p>\n<p>{text}</p>\n\
         <p>五、存在的主要问题及改进情况</p><p>无。</p>\n<p>六、其他需要报告的事项</p><p>没有其他需要报告的事项。</p>"
    )
}

fn document(path: &str, text: &str) -> Document {
    read(path, Arc::from(text.as_bytes()), &Limits::default()).expect("it is readable")
}

fn audited(before: &str, own: &str) -> Outcome {
    audit_series(&[document("2022.html", before), document("2023.html", own)], &RuleSet::builtin().expect("sound"))
}

fn copies(outcome: &Outcome) -> Vec<&Finding> {
    outcome.findings().filter(|finding| finding.rule == "copied-section").collect()
}

#[test]
fn a_copied_section_is_named_in_both_files_with_the_years_left_in_it() {
    let all = [0, 1, 2, 3, 4, 5, 6, 7];
    let (before, own) = (page(2022, &section(&all, 2022, 10)), page(2023, &section(&all, 2022, 30)));
    let outcome = audited(&before, &own);
    let found = copies(&outcome);
    assert_eq!(found.len(), 1);
    let finding = found[0];
    assert_eq!((finding.severity, &*finding.path), (Severity::Note, "2023.html"));
    assert_eq!(finding.message.en, "100% of the words of `一、总体情况` stand in the report of 2022, where 2022 was left as it was");
    assert_eq!(finding.message.zh, "“一、总体情况”的文字有 100% 与2022年报告相同，其中“2022年”没有改");
    let parts: Vec<(&str, &str)> = finding.labels.iter().map(|label| (&*label.location.path, label.part.as_str())).collect();
    assert_eq!(parts, [("2023.html", "copied"), ("2023.html", "stale-year"), ("2022.html", "year-before")]);
    for label in &finding.labels {
        let file = if &*label.location.path == "2022.html" { &before } else { &own };
        let span = label.location.span.expect("a page has spans");
        assert_eq!(&file[span.start..span.end], label.text);
    }
    assert_eq!(finding.labels[1].text, "2022");
}

#[test]
fn numbers_spaces_and_signs_do_not_hide_a_copy() {
    let all = [0, 1, 2, 3, 4, 5, 6, 7];
    let own = section(&all, 2023, 77).replace('，', ", ").replace("全县", "全 县").replace("年度考核。", "年度考核!");
    let outcome = audited(&page(2022, &section(&all, 2022, 10)), &page(2023, &own));
    let found = copies(&outcome);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.en.ends_with("stand in the report of 2022"), "no year is stale: {}", found[0].message.en);
}

#[test]
fn a_section_of_which_half_is_new_is_none() {
    let outcome = audited(&page(2022, &section(&[0, 1, 2, 3], 2022, 10)), &page(2023, &section(&[2, 3, 4, 5, 6, 7], 2023, 10)));
    assert!(copies(&outcome).is_empty());
}

#[test]
fn a_month_a_version_and_what_lasts_are_no_stale_years() {
    let lasting = "按照2022年10月印发的方案，自2022年起逐年推进，2022年以来累计建成专区若干，依据2022年修订的目录执行。";
    let all = [0, 1, 2, 3, 4, 5, 6, 7];
    let (before, own) = (section(&all, 2022, 10) + lasting, section(&all, 2023, 10) + lasting);
    let outcome = audited(&page(2022, &before), &page(2023, &own));
    let parts: Vec<&str> = copies(&outcome)[0].labels.iter().map(|label| label.part.as_str()).collect();
    assert!(!parts.contains(&"stale-year"), "{parts:?}");
    // What was next year then is this year now.
    let plan = "2023年，将继续巩固上述成果，力争在全市评议中再进一位。";
    let (before, own) = (section(&all, 2022, 10) + plan, section(&all, 2023, 10) + plan);
    let outcome = audited(&page(2022, &before), &page(2023, &own));
    assert!(copies(&outcome)[0].message.zh.ends_with("其中“2023年”没有改"));
}

#[test]
fn prescribed_words_short_sections_and_lists_do_not_count() {
    let opening = "本报告由青溪县人民政府办公室根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自1月1日起至12月31日止，电子版可在门户网站下载，如有疑问请与办公室联系。".repeat(6);
    let links = "政策文件　政府公报　办事服务　互动交流　数据开放　走进青溪　".repeat(20);
    for text in [opening, links, section(&[0, 1, 2], 2022, 1)] {
        let outcome = audited(&page(2022, &text), &page(2023, &text));
        assert!(copies(&outcome).is_empty(), "{text}");
    }
}

#[test]
fn a_copied_section_stands_for_those_below_it_and_one_alone_for_itself() {
    let (first, second) = (section(&[0, 1, 2, 3, 4], 2022, 1), section(&[5, 6, 7], 2022, 1));
    let own_words = "今年的重点是把公共企事业单位纳入目录，水电气暖和公交的价格、线路、停供信息全部上网，学校、医院的收费标准同步更新，群众可按地段查询，月底由第三方逐项核验，发现一处通报一处，连续两次点名的约谈主要负责人，并抄送主管部门备查。".repeat(2);
    let both = |a: &str, b: &str| format!("（一）主动公开情况</p><p>{a}</p><p>（二）平台建设情况</p><p>{b}");
    let whole = audited(&page(2022, &both(&first, &second)), &page(2023, &both(&first, &second)));
    assert_eq!(copies(&whole).iter().map(|f| f.message.en.contains("一、总体情况")).collect::<Vec<_>>(), [true]);
    let part = audited(&page(2022, &both(&first, &second)), &page(2023, &both(&first, &own_words)));
    assert_eq!(copies(&part).iter().map(|f| f.message.en.contains("（一）主动公开情况")).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_section_beyond_what_is_kept_is_said_to_be_uncompared() {
    let long = (0..700).map(|n| section(&[0, 1, 2, 3], 2022, n)).collect::<Vec<_>>().join("</p><p>");
    let outcome = audited(&page(2022, &long), &page(2023, &long));
    assert!(copies(&outcome).is_empty());
    let said: Vec<&str> = outcome.reports[1].remarks.iter().map(|said| said.message.en.as_str()).collect();
    assert!(said.contains(&"copied-section undecided: `一、总体情况` is too long to be compared"), "{said:?}");
}
