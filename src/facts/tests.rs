//! Whole documents to facts.

use crate::document::{Cell, Document, Format, Paragraph, Site, Table, Text};
use crate::facts::OrdinalStyle::{ArabicDot, ChineseComma, ChineseParen, Circled, DiYi, Part, Section, ShiIs};
use crate::facts::{CellValue, Facts, NotQuantity, Sentence, Unit, placeholder};

/// The text of a sentence, each number as the words that it is printed as.
pub(super) fn as_printed(document: &Document, sentence: &Sentence) -> String {
    let printed = |(at, c): (usize, char)| match placeholder(c) {
        Some(_) => document.printed(&sentence.spot(at..at + c.len_utf8())).to_owned(),
        None => c.to_string(),
    };
    sentence.text.char_indices().map(printed).collect()
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph { text: Text::unmapped(text), ..Paragraph::default() }
}

fn document(paragraphs: &[&str]) -> Document {
    let mut document = Document::new("a.html", Format::Html);
    for text in paragraphs {
        document.push_paragraph(paragraph(text));
    }
    document
}

/// A table of `(row, col, rows, cols, text)`.
fn spanned(cells: &[(u32, u32, u32, u32, &str)]) -> Table {
    let cells = cells
        .iter()
        .map(|&(row, col, row_span, col_span, text)| Cell { row_span, col_span, ..Cell::new(row, col, Text::unmapped(text)) })
        .collect();
    Table::new(cells, 100_000).unwrap()
}

/// A table without spans, one line a row, cells between `|`.
fn plain(text: &str) -> Table {
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(text.lines()) {
        for (col, text) in (0..).zip(line.split('|')) {
            cells.push(Cell::new(row, col, Text::unmapped(text.trim())));
        }
    }
    Table::new(cells, 100_000).unwrap()
}

fn with_table(table: Table) -> Document {
    let mut document = document(&["三、收到和处理政府信息公开申请情况"]);
    document.push_table(table);
    document
}

fn sentences(facts: &Facts<'_>) -> Vec<String> {
    let shown = |c: char| match placeholder(c) {
        Some(k) if c < crate::facts::PERCENT_FIRST => format!("<{k}>"),
        Some(k) => format!("<{k}%>"),
        None => c.to_string(),
    };
    facts.sentences.iter().map(|s| s.text.chars().map(shown).collect()).collect()
}

#[test]
fn quantities_become_placeholders_with_hedge_and_unit() {
    let document =
        document(&["2019年共收到申请 约３８件，占 12.5％。其中:办结20余件; 1.推进!", "Received 38 requests. Of these, 5 % were late."]);
    let facts = Facts::of(&document);
    assert_eq!(sentences(&facts), ["2019年共收到申请<0>,占<1%>。", "其中:办结<0>; 1.推进!", "Received <0>.", "Of these, <0%> were late."]);
    let first = &facts.sentences[0];
    assert_eq!(first.numbers, [0, 1]);
    let at = first.text.find('申').unwrap();
    assert_eq!(document.printed(&first.spot(at..first.text.len())), "申请 约３８件，占 12.5％。");
    let hole = first.text.char_indices().find(|(_, c)| placeholder(*c).is_some()).map(|(at, _)| at).unwrap();
    assert_eq!(document.printed(&first.spot(hole..hole + 4)), "约３８件");
    assert_eq!(document.printed(&facts.number(0).unwrap().spot), "３８");
    assert_eq!(document.printed(&facts.sentences[1].spot(0..6)), "其中");
    assert_eq!(document.printed(&facts.sentences[3].spot(0..8)), "Of these");
    assert_eq!(facts.skipped.iter().map(|s| s.why).collect::<Vec<_>>(), [NotQuantity::Year, NotQuantity::ListNumber]);
}

#[test]
fn hidden_paragraphs_say_nothing_and_cell_paragraphs_stand_in_their_cell() {
    let mut document = document(&[]);
    document.push_table(plain("说明 | 共38件。另有2件。"));
    document.push_paragraph(Paragraph { hidden: true, ..paragraph("共5件。") });
    document.push_paragraph(Paragraph { cell: Some((0, 1)), ..paragraph("共38件。另有2件。") });
    let facts = Facts::of(&document);
    assert_eq!(sentences(&facts), ["共<0>。", "另有<0>。"]);
    assert_eq!(facts.numbers.len(), 2);
    assert_eq!(facts.numbers[1].spot.site, Site::Cell { table: 0, cell: 1 });
    assert_eq!(document.printed(&facts.sentences[1].spot(0..3)), "另");
    assert!(facts.skipped.is_empty());
}

#[test]
fn headings_by_markup_and_by_numbering() {
    let mut document =
        document(&["一、总体情况", "(一)加强组织领导。强化组织领导,落实责任。", "(二) 依申请公开", "1.推进", "第一章 总则", "共有38件"]);
    document.push_paragraph(Paragraph { heading: Some(2), ..paragraph("三、 收到和处理") });
    let facts = Facts::of(&document);
    let found: Vec<_> = facts.headings.iter().map(|h| (h.paragraph, h.level, h.ordinal, h.text.as_str())).collect();
    assert_eq!(
        found,
        [
            (0, 1, Some(1), "总体情况"),
            (2, 2, Some(2), "依申请公开"),
            (3, 3, Some(1), "推进"),
            (4, 1, Some(1), "总则"),
            (6, 2, Some(3), "收到和处理")
        ]
    );
}

#[test]
fn markers_in_reading_order() {
    let document = document(&[
        "(三)围绕战略。1.推进大扶贫。一是印发《方案》;二是推广。四是建设1.5公里;4.推进",
        "第一,提高认识;第二,第三产业占比。第一批、第三方、一是一。2.5万件。①甲;②乙",
        "一、总体情况",
    ]);
    let facts = Facts::of(&document);
    let found: Vec<_> =
        facts.markers.iter().map(|m| (m.paragraph, m.style, m.ordinal, document.printed(&m.spot), m.at_paragraph_start)).collect();
    assert_eq!(
        found,
        [
            (0, ChineseParen, 3, "(三)", true),
            (0, ArabicDot, 1, "1.", false),
            (0, ShiIs, 1, "一是", false),
            (0, ShiIs, 2, "二是", false),
            (0, ShiIs, 4, "四是", false),
            (0, ArabicDot, 4, "4.", false),
            (1, DiYi, 1, "第一,", true),
            (1, Circled, 1, "①", false),
            (1, Circled, 2, "②", false),
            (2, ChineseComma, 1, "一、", true),
        ]
    );
}

#[test]
fn ordinals_of_laws_and_of_headings() {
    let document = document(&[
        "依据《条例》第二十条第(四)项,符合第二十条规定:(四)统计信息;第三十六条第三款。",
        "(四)项规定公开的信息",
        "(四)项目建设",
        "第一、二产业;第一款、第三款",
        "第二部分 收支",
        "第二节 人员",
    ]);
    let facts = Facts::of(&document);
    let found: Vec<_> = facts.markers.iter().map(|m| (m.paragraph, m.style, document.printed(&m.spot))).collect();
    assert_eq!(found, [(2, ChineseParen, "(四)"), (4, Part, "第二部分"), (5, Section, "第二节")]);
}

fn applications() -> Table {
    spanned(&[
        (0, 0, 3, 3, "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"),
        (0, 3, 1, 7, "申请人情况"),
        (1, 3, 2, 1, "自然人"),
        (1, 4, 1, 5, "法人或其他组织"),
        (1, 9, 2, 1, "总计"),
        (2, 4, 1, 1, "商业\n企业"),
        (2, 5, 1, 1, "科研机构"),
        (2, 6, 1, 1, "社会公益组织"),
        (2, 7, 1, 1, "法律服务机构"),
        (2, 8, 1, 1, "其他"),
        (3, 0, 1, 3, "一、本年新收政府信息公开申请数量"),
        (3, 3, 1, 1, "38"),
        (4, 0, 1, 3, "二、上年结转"),
        (4, 3, 1, 1, "2"),
        (5, 0, 4, 1, "三 、本年度办理结果"),
        (5, 1, 1, 2, "(一)予以公开"),
        (5, 3, 1, 1, "18"),
        (6, 1, 1, 2, "(二)部分公开"),
        (6, 3, 1, 1, "\u{a0}"),
        (7, 1, 2, 1, "(三)不予公开"),
        (7, 2, 1, 1, "1.属于国家秘密"),
        (8, 2, 1, 1, "4.保护第三方合法权益"),
        (8, 3, 1, 1, "8"),
        (8, 9, 1, 1, "8"),
        (9, 0, 1, 3, "四、结转下年度继续办理"),
        (9, 3, 1, 1, "0"),
    ])
}

#[test]
fn paths_through_all_levels() {
    let document = with_table(applications());
    let facts = Facts::of(&document);
    let (table, grid) = (&document.tables[0], &facts.tables[0]);
    assert_eq!((grid.header_rows(), grid.stub_cols()), (3, 3));
    assert_eq!(grid.col_path(4), ["申请人情况", "法人或其他组织", "商业企业"]);
    assert_eq!(grid.col_path(9), ["申请人情况", "总计"]);
    assert_eq!(grid.row_path(8), ["三、本年度办理结果", "(三)不予公开", "4.保护第三方合法权益"]);
    assert_eq!(grid.row_path(6), ["三、本年度办理结果", "(二)部分公开"]);
    assert_eq!(grid.row_path(9), ["四、结转下年度继续办理"]);
    assert_eq!(grid.caption(), Some("三、收到和处理政府信息公开申请情况"));
    let id = grid.number_at(table, 8, 3).unwrap();
    assert_eq!(document.printed(&facts.number(id).unwrap().spot), "8");
    assert_eq!(*grid.value(table.at(6, 3).unwrap()), CellValue::Blank);
    assert_eq!(facts.numbers.len(), 6);
}

#[test]
fn one_data_row_without_labels() {
    let mut cells = vec![
        (0, 0, 1, 2, "行政复议"),
        (0, 2, 1, 3, "行政诉讼"),
        (1, 0, 2, 1, "结果维持"),
        (1, 1, 2, 1, "总计"),
        (1, 2, 1, 3, "未经复议直接起诉"),
    ];
    cells.extend([(2, 2, 1, 1, "结果维持"), (2, 3, 1, 1, "结果纠正"), (2, 4, 1, 1, "总计")]);
    cells.extend([(3, 0, 1, 1, "0"), (3, 1, 1, 1, "2"), (3, 2, 1, 1, "0"), (3, 3, 1, 1, "10"), (3, 4, 1, 1, "10")]);
    let document = with_table(spanned(&cells));
    let grid = &Facts::of(&document).tables[0];
    assert_eq!((grid.header_rows(), grid.stub_cols()), (3, 0));
    assert_eq!(grid.col_path(3), ["行政诉讼", "未经复议直接起诉", "结果纠正"]);
    assert_eq!(grid.col_path(1), ["行政复议", "总计"]);
    assert!(grid.row_path(3).is_empty());
}

#[test]
fn sections_and_headers_half_way() {
    let table = spanned(&[
        (0, 0, 1, 4, "第二十条第(一)项"),
        (1, 0, 1, 1, "信息内容"),
        (1, 1, 1, 1, "本年制发件数"),
        (1, 2, 1, 1, "本年废止件数"),
        (1, 3, 1, 1, "现行有效件数"),
        (2, 0, 1, 1, "规章"),
        (2, 1, 1, 1, "0"),
        (2, 2, 1, 1, "0"),
        (2, 3, 1, 1, "0"),
        (3, 0, 1, 1, "行政规范性文件"),
        (3, 1, 1, 1, "12"),
        (3, 2, 1, 1, "1"),
        (3, 3, 1, 1, "32"),
        (4, 0, 1, 4, "第二十条第(五)项"),
        (5, 0, 1, 1, "信息内容"),
        (5, 1, 1, 3, "本年处理决定数量"),
        (6, 0, 1, 1, "行政许可"),
        (6, 1, 1, 3, "9191"),
        (7, 0, 1, 4, "第二十条第(八)项"),
        (8, 0, 1, 1, "信息内容"),
        (8, 1, 1, 3, "本年收费金额(单位:万元)"),
        (9, 0, 1, 1, "行政事业性收费"),
        (9, 1, 1, 3, "增58"),
    ]);
    let document = with_table(table);
    let facts = Facts::of(&document);
    let grid = &facts.tables[0];
    assert_eq!((grid.header_rows(), grid.stub_cols()), (2, 1));
    assert_eq!(grid.row_path(3), ["第二十条第(一)项", "行政规范性文件"]);
    assert_eq!(grid.col_path(1), ["本年制发件数"]);
    assert_eq!(grid.row_path(6), ["第二十条第(五)项", "行政许可"]);
    assert_eq!(grid.col_path_at(6, 1), ["本年处理决定数量"]);
    assert_eq!(grid.col_path_at(3, 3), ["现行有效件数"]);
    assert_eq!(grid.col_path_at(9, 2), ["本年收费金额(单位:万元)"]);
    assert_eq!(grid.row_path(9), ["第二十条第(八)项", "行政事业性收费"]);
}

#[test]
fn years_codes_titles_and_units_are_labels() {
    let document = with_table(plain(
        "表一 收支表 | | |\n | | | 单位:万元\n科目编码 | 项目 | 2022 | 2023\n201 | 一般公共服务 | 1,998.5 | 2001\n202 | 外交 | - | x\n 合计 | | 5 | (3)",
    ));
    let facts = Facts::of(&document);
    let (table, grid) = (&document.tables[0], &facts.tables[0]);
    assert_eq!((grid.header_rows(), grid.stub_cols()), (3, 2));
    assert_eq!(grid.col_path(3), ["2023"]);
    assert_eq!(grid.row_path(3), ["201", "一般公共服务"]);
    assert_eq!(grid.caption(), Some("表一收支表"));
    let kinds: Vec<CellValue> = [(2, 2), (3, 0), (4, 2), (4, 3)].iter().map(|&(r, c)| *grid.value(table.at(r, c).unwrap())).collect();
    assert_eq!(kinds, [CellValue::Text, CellValue::Text, CellValue::Dash, CellValue::Suppressed]);
    assert_eq!(facts.numbers.len(), 4);
}

#[test]
fn signs_in_cells_of_their_own_are_no_values() {
    let document = with_table(plain("Item | | 2023 | |\nCosts | $ | (12 | ) |\nShare | | 40.5 | % |\nTax | | (3.5 | )% |"));
    let facts = Facts::of(&document);
    let (table, grid) = (&document.tables[0], &facts.tables[0]);
    assert_eq!((grid.header_rows(), grid.stub_cols()), (1, 1));
    let at = |row| facts.number(grid.number_at(table, row, 2).unwrap()).unwrap().quantity.clone();
    assert_eq!((at(1).value.to_string(), at(1).unit), ("-12".to_owned(), Unit::None));
    assert_eq!((at(2).value.to_string(), at(2).unit), ("40.5".to_owned(), Unit::Percent));
    assert_eq!((at(3).value.to_string(), at(3).unit), ("-3.5".to_owned(), Unit::Percent));
    assert_eq!(*grid.value(table.at(1, 1).unwrap()), CellValue::Blank);
}

#[test]
fn two_panels_side_by_side() {
    let document = with_table(plain(
        "收入 | | 支出 |\n项目 | 决算数 | 项目 | 决算数\n一、拨款 | 12.50 | 一、一般公共服务 | 3.00\n二、其他 | 1.00 | 二、外交 | 10.50\n合计 | 13.50 | 合计 | 13.50",
    ));
    let facts = Facts::of(&document);
    let (table, grid) = (&document.tables[0], &facts.tables[0]);
    assert_eq!((grid.header_rows(), grid.stub_cols()), (2, 1));
    assert_eq!(grid.row_path_at(table, 3, 3), ["二、外交"]);
    assert_eq!(grid.row_path_at(table, 3, 1), ["二、其他"]);
    assert_eq!(facts.numbers.len(), 6);
}

#[test]
fn groups_with_a_colon_and_indentation_make_paths() {
    let mut cells = Vec::new();
    for (row, (label, indent, value)) in
        (0..).zip([("Item", 0, "2023"), ("Current assets:", 0, ""), ("Cash", 1, "12"), ("of which held", 2, "3"), ("Total", 1, "12")])
    {
        cells.push(Cell { indent, ..Cell::new(row, 0, Text::unmapped(label)) });
        cells.push(Cell::new(row, 1, Text::unmapped(value)));
    }
    let document = with_table(Table::new(cells, 100).unwrap());
    let grid = &Facts::of(&document).tables[0];
    assert_eq!((grid.header_rows(), grid.stub_cols()), (1, 1));
    assert_eq!(grid.row_path(3), ["Current assets:", "Cash", "of which held"]);
    assert_eq!(grid.row_path(4), ["Current assets:", "Total"]);
}

#[test]
fn a_note_in_a_number_cell_is_read_too() {
    let document = with_table(plain("名称 | 数量\n规章 | 22(其中修订16件)\n其他 | 1,23,4"));
    let facts = Facts::of(&document);
    let grid = &facts.tables[0];
    assert_eq!(facts.numbers.iter().map(|n| document.printed(&n.spot)).collect::<Vec<_>>(), ["22", "16"]);
    assert_eq!(*grid.value(5), CellValue::Error);
    assert_eq!(facts.skipped.last().unwrap().why, NotQuantity::Malformed);
}

#[test]
fn damaged_numbers_among_numbers_are_unreadable_and_words_are_words() {
    let read = |text: &str| {
        let document = with_table(plain(&format!("名称 | 甲 | 乙\n一 | 12 | 7\n二 | {text} | 8\n三 | 15 | 9")));
        let facts = Facts::of(&document);
        let skipped = facts.skipped.iter().find(|skipped| skipped.why == NotQuantity::Malformed);
        (*facts.tables[0].value(7), skipped.map(|skipped| document.printed(&skipped.spot).to_owned()))
    };
    for text in ["1O5", "l2", "1\u{fffd}5", "5?", "1,23,4", "12.3.4", "12..5", "１2，３4", "10³"] {
        assert_eq!(read(text), (CellValue::Error, Some(text.to_owned())), "{text}");
    }
    for text in ["3-5", "12:30", "2020-01-05", "见附件2", "Q1", "B2", "第3名"] {
        assert_eq!(read(text).0, CellValue::Text, "{text}");
    }
    for text in ["38¹", "38¹,²", "38(1)", "-5", "５"] {
        assert!(matches!(read(text), (CellValue::Number(_), None)), "{text}");
    }
}

#[test]
fn a_list_of_numbers_in_a_label_is_no_damaged_number() {
    let document = with_table(plain("名称 | 甲 | 乙\n一 | 12 | 7\n二,3 | 9 | 8\n1,2,3 | 15 | 9"));
    let facts = Facts::of(&document);
    assert!(facts.skipped.iter().all(|skipped| skipped.why != NotQuantity::Malformed), "{:?}", facts.skipped);
    assert_eq!(facts.numbers.len(), 6);
}

/// The numbers of one table of a column, as read.
fn column(cells: &[&str]) -> Vec<String> {
    let document = with_table(plain(&format!("Land | 2023\nA | {}", cells.join("\nB | "))));
    Facts::of(&document).numbers.iter().map(|n| n.quantity.value.to_string()).collect()
}

#[test]
fn decimal_commas_are_told_from_grouping_ones() {
    assert_eq!(column(&["1.510,5", "2.045,25", "312,0", "3.867"]), ["1510.5", "2045.25", "312.0", "3867"]);
    assert_eq!(column(&["1 620,5", "12,5", "0,7", "8,25"]), ["1620.5", "12.5", "0.7", "8.25"]);
    assert_eq!(column(&["1.510", "2.045", "312", "3.867"]), ["1510", "2045", "312", "3867"]);
    // One number that only a decimal point explains, or notes (1,2) beside grouped digits.
    assert_eq!(column(&["12,5", "0,7", "8,25", "1.5"]), ["1.5"]);
    assert_eq!(column(&["1,510", "2,045", "3,867", "4,001", "1,2", "2,3", "1,5"]), ["1510", "2045", "3867", "4001"]);
    assert_eq!(column(&["1.510", "2.045", "0.312", "3"]), ["1.510", "2.045", "0.312", "3"]);
    assert_eq!(column(&["1.510", "2.045", "3.867"]), ["1.510", "2.045", "3.867"]);
    assert_eq!(column(&["1.510", "2.045", "3.867", "12345", "12"]), ["1.510", "2.045", "3.867", "12345", "12"]);
}

#[test]
fn decimal_commas_of_the_tables_are_those_of_the_sentences() {
    let mut document = document(&["Die Ausgaben stiegen von 1.510,5 auf 1.620 Euro am 01.02.2023."]);
    document.push_table(plain("Land | 2023\nA | 12,5\nB | 0,7\nC | 8,25"));
    let facts = Facts::of(&document);
    let read: Vec<String> = facts.numbers.iter().map(|n| n.quantity.value.to_string()).collect();
    assert_eq!(read, ["1510.5", "1620", "12.5", "0.7", "8.25"]);
    assert_eq!(document.printed(&facts.numbers[0].spot), "1.510,5");
}

#[test]
fn apostrophes_group_digits() {
    assert_eq!(column(&["1'510", "2’045’118", "312.5"]), ["1510", "2045118", "312.5"]);
    let document = document(&["Von 1’510 Gesuchen wurden 1'402 bewilligt; '90 gab es 5'10."]);
    let read: Vec<String> = Facts::of(&document).numbers.iter().map(|n| n.quantity.value.to_string()).collect();
    assert_eq!(read[..2], ["1510", "1402"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn any_document_reads_without_panic(texts in proptest::collection::vec("(\\PC|[0-9.,%年一二件;。! ]|\\n){0,40}", 1..14), cols in 1_u32..5) {
        let mut document = document(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let cells = (0..).zip(&texts).map(|(at, text)| Cell { row_span: 1 + at % 2, col_span: 1 + at % 3, ..Cell::new(at / cols, at % cols, Text::unmapped(text.as_str())) });
        document.push_table(Table::new(cells.collect(), 10_000).unwrap());
        let facts = Facts::of(&document);
        for number in &facts.numbers {
            assert!(!document.printed(&number.spot).is_empty());
        }
        for sentence in &facts.sentences {
            assert_eq!(sentence.text.chars().filter_map(placeholder).collect::<Vec<_>>(), (0..sentence.numbers.len()).collect::<Vec<_>>());
            let mut marks = sentence.text.char_indices().filter(|(_, c)| placeholder(*c).is_some());
            for id in &sentence.numbers {
                let (at, _) = marks.next().unwrap();
                let spot = sentence.spot(at..at + 4);
                assert_eq!(spot.start..spot.end, facts.numbers[*id as usize].extent.clone());
            }
            for at in 0..sentence.text.len() {
                let spot = sentence.spot(at..at + 1);
                assert!(document.text(spot.site).unwrap().as_str().get(spot.range()).is_some());
            }
        }
    }
}

#[test]
fn bounds_below_a_marked_header_are_data() {
    let rows = |marked: bool| {
        let mut cells = vec![Cell { header: marked, col_span: 3, ..Cell::new(0, 0, Text::unmapped("Beds")) }];
        for (row, line) in (1..).zip(["Ash | <5 | <10", "Elm | 11 | 14", "Total | 15 | 22"]) {
            cells.extend((0..).zip(line.split('|')).map(|(col, text)| Cell::new(row, col, Text::unmapped(text.trim()))));
        }
        Facts::of(&with_table(Table::new(cells, 100).unwrap())).tables[0].header_rows()
    };
    assert_eq!([rows(true), rows(false)], [0, 2]);
}

#[test]
fn a_row_that_says_how_columns_are_made_numbers_them() {
    let facts = |row: &str| {
        let text = format!("项目|预算数|决算数|完成率|结余\n栏次|{row}\n教育|120|100|83.3|20\n卫生|200|180|90.0|20");
        let document = with_table(plain(&text));
        let facts = Facts::of(&document);
        (facts.tables[0].header_rows(), facts.tables[0].col_path(3).to_vec())
    };
    assert_eq!(facts("1|2|3=2/1*100%|4=1-2"), (2, vec!["完成率".to_owned()]));
    // (1), (2) typed into a workbook.
    assert_eq!(facts("-1|-2|-3|-4").0, 2);
    assert_eq!(facts("-1|-2|-4|-3").0, 1);
}
