//! Exact readings of numbers in both languages.

use crate::facts::lexer::{CellReading, Reading, lex, measured, read_cell};
use crate::facts::{Hedge, Normal, NotQuantity, Quantity, Unit};
use NotQuantity as Not;

/// `value×10^power unit hedge @spot in extent`, in the printed text.
fn shown(text: &str, normal: &Normal, quantity: &Quantity, spot: std::ops::Range<usize>, extent: std::ops::Range<usize>) -> String {
    let printed = |range: std::ops::Range<usize>| {
        let range = normal.source(range);
        text[range.start as usize..range.end as usize].to_owned()
    };
    let power = if quantity.power == 0 { String::new() } else { format!("e{}", quantity.power) };
    let unit = match &quantity.unit {
        Unit::None => "-".to_owned(),
        Unit::Count(word) => (**word).to_owned(),
        Unit::Money(word) => format!("money:{word}"),
        Unit::Percent => "%".to_owned(),
        Unit::PercentagePoint => "pp".to_owned(),
        Unit::Times => "times".to_owned(),
    };
    let hedge = match quantity.hedge {
        Hedge::Exact => "",
        Hedge::About => " about",
        Hedge::AtLeast => " min",
        Hedge::AtMost => " max",
    };
    format!("{}{power} {unit}{hedge} @{} in {}", quantity.value, printed(spot), printed(extent))
}

fn prose(text: &str) -> (Vec<String>, Vec<Not>) {
    let normal = Normal::of_paragraph(text);
    let (mut numbers, mut skipped) = (Vec::new(), Vec::new());
    for token in lex(&normal, 0) {
        match &token.reading {
            Reading::Quantity(quantity) => numbers.push(shown(text, &normal, quantity, token.spot.clone(), token.extent.clone())),
            Reading::Not(why) => skipped.push(*why),
        }
    }
    (numbers, skipped)
}

#[track_caller]
fn check_all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| prose(text).0 != *expected)
        .map(|(text, expected)| format!("{text}\n  want {expected:?}\n  got  {:?}", prose(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quantities_in_chinese() {
    check_all(&[
        ("受理依申请公开38件", &["38 件 @38 in 38件"]),
        ("图3张,表2份", &["3 张 @3 in 3张", "2 份 @2 in 2份"]),
        ("结转零件次、诉讼一件。", &["0 件次 @零 in 零件次", "1 件 @一 in 一件"]),
        ("培训四十一期,规章两部;", &["41 期 @四十一 in 四十一期", "2 部 @两 in 两部"]),
        ("共 3119 件", &["3119 件 @3119 in 3119 件"]),
        ("(法律法规规定的其他情形20件)", &["20 件 @20 in 20件"]),
        ("刊登文件类信息80余条", &["80 条 min @80 in 80余条"]),
        ("已安装1万余人次", &["1e4 人次 min @1 in 1万余人次"]),
        ("公开信息14万余条", &["14e4 条 min @14 in 14万余条"]),
        ("共计18万余条", &["18e4 条 min @18 in 18万余条"]),
        ("点击量3.2万次", &["3.2e4 次 @3.2 in 3.2万次"]),
        ("收到申请2019件", &["2019 件 @2019 in 2019件"]),
        ("2023年1-11月共收到1.2万件", &["1.2e4 件 @1.2 in 1.2万件"]),
        ("最近3年", &["3 年 @3 in 3年"]),
        ("(其中乡镇5个)集成套餐", &["5 个 @5 in 5个"]),
        ("其中:市级0件", &["0 件 @0 in 0件"]),
        ("占比为12.5%、13.6%和73.9%", &["12.5 % @12.5% in 12.5%", "13.6 % @13.6% in 13.6%", "73.9 % @73.9% in 73.9%"]),
        ("行政复议2起、行政诉讼1起", &["2 起 @2 in 2起", "1 起 @1 in 1起"]),
        ("办结率100％，同比提高3.2个百分点", &["100 % @100％ in 100％", "3.2 pp @3.2 in 3.2个百分点"]),
        ("年内审结3000多起", &["3000 起 min @3000 in 3000多起"]),
        ("10余万条", &["10e4 条 min @10 in 10余万条"]),
        ("经费减少至637", &["637 - @637 in 637"]),
        ("投资1.5亿元", &["1.5e8 money:元 @1.5 in 1.5亿元"]),
        ("完成投资25万元", &["25e4 money:元 @25 in 25万元"]),
        ("45503.48万元", &["45503.48e4 money:元 @45503.48 in 45503.48万元"]),
        ("缩减率为80.47%", &["80.47 % @80.47% in 80.47%"]),
        ("占４１．６４％", &["41.64 % @４１．６４％ in ４１．６４％"]),
        ("增长率3‰", &["3e-1 % @3‰ in 3‰"]),
        ("提高2.5个百分点", &["2.5 pp @2.5 in 2.5个百分点"]),
        ("同比增长-3.5%", &["-3.5 % @-3.5% in -3.5%"]),
        ("同比增长\u{2212}3.5%", &["-3.5 % @\u{2212}3.5% in \u{2212}3.5%"]),
        ("约38件", &["38 件 about @38 in 约38件"]),
        ("近80余条", &["80 条 about @80 in 近80余条"]),
        ("超过100人", &["100 人 min @100 in 超过100人"]),
        ("不足10个", &["10 个 max @10 in 不足10个"]),
        ("逾5000万元", &["5000e4 money:元 min @5000 in 逾5000万元"]),
        ("网上可办率80%以上", &["80 % min @80% in 80%以上"]),
        ("增长20%多", &["20 % min @20% in 20%多"]),
        ("增长20%左右", &["20 % about @20% in 20%左右"]),
        ("增长20％以上,", &["20 % min @20％ in 20％以上"]),
        ("增长20%余", &["20 % min @20% in 20%余"]),
        ("增长20多%", &["20 % min @20多% in 20多%"]),
        ("增长20%有余", &["20 % min @20% in 20%有余"]),
        ("增长20%出头", &["20 % min @20% in 20%出头"]),
        ("增长20%不到", &["20 % max @20% in 20%不到"]),
        ("提高3个百分点多", &["3 pp min @3 in 3个百分点多"]),
        ("占20%多数居民", &["20 % @20% in 20%"]),
        ("比100万元多20万元", &["100e4 money:元 @100 in 100万元", "20e4 money:元 @20 in 20万元"]),
        ("投资100万元有余", &["100e4 money:元 min @100 in 100万元有余"]),
        ("100+件", &["100 件 min @100 in 100+件"]),
        ("八成有余", &["8e1 % min @八成 in 八成有余"]),
        ("达20%以上述数据为准", &["20 % @20% in 20%"]),
        ("100人左右", &["100 人 about @100 in 100人左右"]),
        ("节约38万元", &["38e4 money:元 @38 in 38万元"]),
        ("增加58件", &["58 件 @58 in 58件"]),
        ("在20个工作日内", &["20 个工作日 @20 in 20个工作日"]),
        ("由3262个法定工作日缩减至637个工作日", &["3262 个法定工作日 @3262 in 3262个法定工作日", "637 个工作日 @637 in 637个工作日"]),
        ("申请材料由1232项缩减到707项", &["1232 项 @1232 in 1232项", "707 项 @707 in 707项"]),
        ("行政许可1,234件", &["1234 件 @1,234 in 1,234件"]),
        ("行政许可１，２３４件", &["1234 件 @１，２３４ in １，２３４件"]),
        ("分别为12，34，56件", &["12 - @12 in 12", "34 - @34 in 34", "56 件 @56 in 56件"]),
        ("28个部门270项政务服务事项", &["28 个 @28 in 28个", "270 项 @270 in 270项"]),
        ("翻了2倍", &["2 times @2 in 2倍"]),
        ("两条", &["2 条 @两 in 两条"]),
        ("三十二件", &["32 件 @三十二 in 三十二件"]),
        ("等六个部分", &["6 个 @六 in 六个"]),
        ("公开一万二千条", &["12000 条 @一万二千 in 一万二千条"]),
        ("八成", &["8e1 % about @八成 in 八成"]),
        ("近八成案件", &["8e1 % max @八成 in 近八成"]),
        ("九成以上", &["9e1 % min @九成 in 九成以上"]),
        ("占百分之五", &["5 % @百分之五 in 百分之五"]),
        ("在库111家企业", &["111 家 @111 in 111家"]),
        ("2.15个部门报送", &["15 个 @15 in 15个"]),
        ("平均2.5个", &["2.5 个 @2.5 in 2.5个"]),
        ("历时3年多", &["3 年 min @3 in 3年多"]),
        ("收到￥1,200", &["1200 money:元 @1,200 in ￥1,200"]),
        ("数量共计3173次,办结、公开答复3020条", &["3173 次 @3173 in 3173次", "3020 条 @3020 in 3020条"]),
        ("其中6+X及公共服务事项3227条,网上可办率91.11%", &["3227 条 @3227 in 3227条", "91.11 % @91.11% in 91.11%"]),
    ]);
}

#[test]
fn quantities_in_english() {
    check_all(&[
        ("received 38 requests", &["38 requests @38 in 38 requests"]),
        ("about 1,234 cases", &["1234 cases about @1,234 in about 1,234 cases"]),
        ("revenue of $3.2 billion", &["3.2e9 money:USD @3.2 in $3.2 billion"]),
        ("revenue of £5m in total", &["5e6 money:GBP @5 in £5m"]),
        ("USD 12.5 million", &["12.5e6 money:USD @12.5 in USD 12.5 million"]),
        ("rose 5 percent", &["5 % @5 in 5 percent"]),
        ("rose 5 per cent", &["5 % @5 in 5 per cent"]),
        ("rose 12.5 %", &["12.5 % @12.5 % in 12.5 %"]),
        ("fell 2.5 percentage points", &["2.5 pp @2.5 in 2.5 percentage points"]),
        ("more than 100 people", &["100 people min @100 in more than 100 people"]),
        ("at least 3 days", &["3 days min @3 in at least 3 days"]),
        ("up to 20 working days", &["20 working days max @20 in up to 20 working days"]),
        ("nearly 40", &["40 - max @40 in nearly 40"]),
        ("a change of -3", &["-3 - @-3 in -3"]),
        ("from 979 to 859", &["979 - @979 in 979", "859 - @859 in 859"]),
        ("from 2019 to 2020, 12 schools closed", &["12 schools @12 in 12 schools"]),
        (
            "$1.2 million in 2023 and $0.9 million in 2022",
            &["1.2e6 money:USD @1.2 in $1.2 million", "0.9e6 money:USD @0.9 in $0.9 million"],
        ),
        ("an increase of 12.3% (2022: 10.1%)", &["12.3 % @12.3% in 12.3%", "10.1 % @10.1% in 10.1%"]),
        ("34.9 % of 805", &["34.9 % @34.9 % in 34.9 %", "805 - @805 in 805"]),
        ("20% or more", &["20 % min @20% in 20% or more"]),
        ("20 percent or so", &["20 % about @20 in 20 percent or so"]),
        ("1 day", &["1 days @1 in 1 day"]),
        ("grew .5 percent", &["0.5 % @.5 in .5 percent"]),
        ("-$12", &["-12 money:USD @-$12 in -$12"]),
        ("approximately 3 times", &["3 times about @3 in approximately 3 times"]),
        ("There were 38. The next", &["38 - @38 in 38"]),
    ]);
}

#[test]
fn digits_that_are_no_quantities() {
    let cases: &[(&str, &[Not])] = &[
        ("国办公开办函〔2019〕60号", &[Not::DocumentNumber, Not::DocumentNumber]),
        ("国令[2019]60号", &[Not::DocumentNumber, Not::DocumentNumber]),
        ("国务院令第711号", &[Not::DocumentNumber]),
        ("Order No. 12 of the council", &[Not::DocumentNumber]),
        ("邮编:558100,电话:0854-3922580", &[Not::Contact, Not::Contact]),
        ("手机:13812345678", &[Not::Contact]),
        ("2019年", &[Not::Year]),
        ("2019年度", &[Not::Year]),
        ("2019年1月1日至2019年12月31日", &[Not::Date, Not::Date]),
        ("截至6月底", &[Not::Date]),
        ("1-12月", &[Not::Date]),
        ("2018—2019年", &[Not::Date]),
        ("(2019-2020年)", &[Not::Date]),
        ("2019-01-01", &[Not::Date]),
        ("2019/1/1", &[Not::Date]),
        ("2019.12.31", &[Not::Date]),
        ("每天8:30-17:00", &[Not::Time, Not::Time]),
        ("拨打12345热线", &[Not::Contact]),
        ("“12345”政务服务", &[Not::Contact]),
        ("“12345民声在线”", &[Not::Name]),
        ("黔南州政务110服务平台", &[Not::Contact]),
        ("第二十条第(一)项", &[Not::Article]),
        ("第5条", &[Not::Article]),
        ("第3次会议", &[Not::Ordinal]),
        ("第一批", &[Not::Ordinal]),
        ("1.推进大扶贫", &[Not::ListNumber]),
        ("正能量。2.推进", &[Not::ListNumber]),
        ("1、推进", &[Not::ListNumber]),
        ("(1)推进", &[Not::ListNumber]),
        ("1.2019年度公开", &[Not::ListNumber, Not::Year]),
        ("version v1.2.3", &[Not::Version]),
        ("“1+3+N”体系", &[Not::Name]),
        ("其中6+X", &[Not::Name]),
        ("7×24小时", &[Not::Name]),
        ("24小时自助", &[Not::Name]),
        ("5A级景区", &[Not::Identifier]),
        ("PM2.5浓度", &[Not::Identifier]),
        ("G20峰会与H7N9", &[Not::Identifier, Not::Identifier]),
        ("黔ICP备12345678号", &[Not::DocumentNumber]),
        ("http://www.sandu.gov.cn/202001/t20200122_44598338.html)", &[Not::Link]),
        ("mail a1@b2.cn", &[Not::Link]),
        ("10.0.0.1", &[Not::Link]),
        ("3-5个工作日", &[Not::Range]),
        ("3%-5%", &[Not::Range]),
        ("in 2019, fiscal 2023", &[Not::Year, Not::Year]),
        ("March 31, 2024", &[Not::Date]),
        ("31 March 2024", &[Not::Date, Not::Date]),
        ("In 2019 cases rose", &[Not::Year]),
        ("202020年", &[Not::Malformed]),
        ("1,23,4", &[Not::Malformed]),
        ("3,4,5", &[Not::ListNumber]),
        ("9,10,11,12", &[Not::ListNumber]),
        ("12..5", &[Not::Malformed]),
        ("共3.1.4项", &[Not::Malformed]),
        ("2019年13月", &[Not::Malformed]),
        ("Table 3 shows", &[Not::Name]),
        ("图3 答复类型分布", &[Not::Name]),
        ("(图1)个人申请", &[Not::Name]),
        ("表2：办理结果", &[Not::Name]),
        ("the 3rd quarter", &[Not::Ordinal]),
        ("Form 10-K", &[Not::Identifier]),
        ("a 12-month period", &[Not::Identifier]),
        ("办理一件实事", &[Not::Indefinite]),
        ("其中一件,", &[Not::Indefinite]),
        ("每人一份,", &[Not::Indefinite]),
        ("召开一次,", &[Not::Indefinite]),
        ("约有一个问题", &[Not::Indefinite]),
        ("几十件", &[Not::Indefinite]),
        ("共有1，234条", &[Not::Ambiguous]),
        ("三分之一", &[Not::Ratio]),
        ("二〇二四年十二月三十一日", &[Not::Date]),
        ("统一、唯一、一律、十九大、二十大、三公、一站式、进一步、五个一、三位一体、八项规定", &[]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| prose(text) != (Vec::new(), expected.to_vec()))
        .map(|(text, expected)| format!("{text}\n  want {expected:?}\n  got  {:?}", prose(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn cell(text: &str) -> String {
    let normal = Normal::of(text);
    match read_cell(&normal) {
        CellReading::Number { token, .. } => {
            let Reading::Quantity(quantity) = &token.reading else { return "?".to_owned() };
            shown(text, &normal, quantity, token.spot.clone(), token.extent.clone())
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn cells() {
    read_as(&[
        ("38", "38 - @38 in 38"),
        ("1,234.5", "1234.5 - @1,234.5 in 1,234.5"),
        ("1 234 567", "1234567 - @1 234 567 in 1 234 567"),
        ("1\u{2009}234", "1234 - @1\u{2009}234 in 1\u{2009}234"),
        ("１，２３４", "1234 - @１，２３４ in １，２３４"),
        ("1，234", "1234 - @1，234 in 1，234"),
        ("(215)", "-215 - @(215) in (215)"),
        ("$(3)", "-3 money:USD @(3) in $(3)"),
        ("(12.5%)", "-12.5 % @(12.5%) in (12.5%)"),
        ("(12.5)%", "-12.5 % @(12.5)% in (12.5)%"),
        ("(215", "-215 - @(215 in (215"),
        ("65.4%)", "-65.4 % @65.4%) in 65.4%)"),
        ("1)", "Text"),
        ("$ 12", "12 money:USD @12 in $ 12"),
        ("12 %", "12 % @12 % in 12 %"),
        ("增58", "58 - @增58 in 增58"),
        ("减215", "-215 - @减215 in 减215"),
        ("+1036", "1036 - @+1036 in +1036"),
        ("-2", "-2 - @-2 in -2"),
        ("–2", "-2 - @–2 in –2"),
        ("△3", "-3 - @△3 in △3"),
        ("251000元", "251000 money:元 @251000 in 251000元"),
        ("45503.48万元", "45503.48e4 money:元 @45503.48 in 45503.48万元"),
        ("22(其中修订16件)", "22 - @22 in 22"),
        ("12*", "12 - @12 in 12"),
        ("12[1]", "12 - @12 in 12"),
        ("12¹", "12 - @12 in 12"),
        ("38ᵃ", "38 - @38 in 38"),
        ("38ᶜ,ⁿ", "38 - @38 in 38"),
        ("¹38", "38 - @38 in ¹38"),
        ("ᵃ 380", "380 - @380 in ᵃ 380"),
        ("¹-38%", "-38 % @-38% in ¹-38%"),
        ("¹ 属于", "Text"),
        ("12 r", "12 - @12 in 12"),
        ("4,120a", "4120 - @4,120 in 4,120"),
        ("4,120 c", "4120 - @4,120 in 4,120"),
        ("1,234 1/", "1234 - @1,234 in 1,234"),
        ("(1,234) 2)", "-1234 - @(1,234) in (1,234)"),
        ("38 1/2", "Text"),
        ("3a", "Text"),
        ("101a", "Text"),
        ("38(a)", "38 - @38 in 38"),
        ("2023", "2023 - @2023 in 2023"),
        ("0.50", "0.50 - @0.50 in 0.50"),
        ("0", "0 - @0 in 0"),
        ("1.2E+05", "1.2e5 - @1.2E+05 in 1.2E+05"),
        ("约30", "30 - about @30 in 约30"),
        ("15个", "15 个 @15 in 15个"),
        ("2023年", "Text"),
        ("2023年12月", "Text"),
        ("1.属于国家秘密", "Text"),
        ("第二十条第(一)项", "Text"),
        ("2019-01-01", "Text"),
        ("12-15", "Text"),
        ("0012", "Text"),
        ("3-4岁", "Text"),
    ]);
}

#[test]
fn cells_without_a_number() {
    read_as(&[
        ("-", "Dash"),
        ("—", "Dash"),
        ("/", "Dash"),
        ("$ —", "Dash"),
        ("—%", "Dash"),
        ("x", "Suppressed"),
        ("(D)", "Suppressed"),
        ("***", "Suppressed"),
        (".", "Suppressed"),
        ("…", "Suppressed"),
        ("n/a", "Suppressed"),
        ("\u{a0}", "Blank"),
        ("$", "Spacer"),
        ("#DIV/0!", "Error"),
        ("####", "Error"),
        ("1,23,4", "Error"),
        ("3,4,5", "Text"),
        ("3,4,6", "Error"),
        ("12..5", "Error"),
        ("合计", "Text"),
        ("5个工作日内办结", "Text"),
    ]);
}

/// What cells are read as, all that differ at once.
fn read_as(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| cell(text) != *expected)
        .map(|(text, expected)| format!("{text}: want {expected}, got {}", cell(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn any_text_lexes_without_panic_and_in_order(text in "(\\PC|[0-9.,%年月一二十万个件第()-]){0,60}") {
        let normal = Normal::of_paragraph(&text);
        let mut end = 0;
        for token in lex(&normal, 0) {
            assert!(token.extent.start >= end, "{text:?}: {token:?}");
            assert!(token.extent.start <= token.spot.start && token.spot.end <= token.extent.end, "{text:?}: {token:?}");
            assert!(normal.string.get(token.extent.clone()).is_some() && normal.string.get(token.spot.clone()).is_some());
            let source = normal.source(token.spot.clone());
            assert!(text.get(source.start as usize..source.end as usize).is_some());
            end = token.extent.end;
        }
        let _ = read_cell(&Normal::of(&text));
    }

    #[test]
    fn the_words_at_a_spot_read_as_the_same_value(text in "[约近-]?[0-9]{1,3}(,[0-9]{3}){0,2}([.][0-9]{1,2})?[万亿]?(件|条|%| percent|)") {
        let normal = Normal::of(&text);
        for token in lex(&normal, 0) {
            let Reading::Quantity(quantity) = token.reading else { continue };
            let again = Normal::of(normal.string.get(token.spot).unwrap());
            let CellReading::Number { token, .. } = read_cell(&again) else { continue };
            let Reading::Quantity(read) = token.reading else { panic!("{text}") };
            assert_eq!(read.value, quantity.value);
        }
    }
}

#[test]
fn words_behind_a_number_that_may_be_its_unit() {
    let read = |text: &str| measured(&Normal::of(text)).map(|one| one.behind);
    for (text, behind) in
        [("50W", "W"), ("1 980 W", "W"), ("38.06 GiB", "GiB"), ("1 100 W RMS", "W RMS"), ("12 tCO2e", "tCO2e"), ("122,484 2", "2")]
    {
        assert_eq!(read(text).as_deref(), Some(behind), "{text}");
    }
    for text in [
        "3A",
        "1st",
        "12 May",
        "5 of 9",
        "10 am",
        "7 Main Street 4",
        "W",
        "12",
        "1,234",
        "2024-05-01",
        "about 5 W",
        "第3批",
        "5 items left over",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}
