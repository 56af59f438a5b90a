//! What `inspect --stage document` shows.
#![cfg(feature = "cli")]

use crossfoot::document::{Cell, Decimal, Document, Format as Kind, Paragraph, Remark, RemarkKind, Stored, Table, Text};
use crossfoot::phrase::{Lang, Phrase};
use crossfoot::report::{Options, inspect};

fn document() -> Document {
    let mut document = Document::new("台账.xlsx", Kind::Xlsx);
    document.title = Some("2023年台账".into());
    document.push_paragraph(Paragraph { text: Text::unmapped("一、总体情况"), heading: Some(2), ..Paragraph::default() });
    let text = |row, col, text: &str| Cell::new(row, col, Text::unmapped(text));
    let cells = vec![
        Cell { col_span: 2, header: true, ..text(0, 0, "项目") },
        Cell { row_span: 2, header: true, ..text(0, 2, "金额（万元）") },
        text(1, 0, "一、本年新收政府信息公开申请数量合计数"),
        Cell { hidden: true, ..text(1, 1, "x\u{1b}[2J") },
        text(2, 0, "合计"),
        Cell { stored: Some(Stored::Number(Decimal::new(1_234_567, 4))), formula: Some("SUM(C1:C2)".into()), ..text(2, 2, "123.46") },
    ];
    let mut table = Table::new(cells, 1_000).expect("a small table");
    (table.number, table.sheet) = (1, Some("表三".into()));
    document.push_table(table);
    document.push_paragraph(Paragraph {
        text: Text::unmapped("注：单位为万元"), hidden: true, cell: Some((0, 4)), ..Paragraph::default()
    });
    document
        .remarks
        .push(Remark { kind: RemarkKind::Image, message: Phrase::new("第 2 张表是图片", "table 2 is a picture"), site: None });
    document
}

fn shown(form: inspect::Form, lang: Lang) -> String {
    let mut out = Vec::new();
    inspect::document(&document(), form, &Options { lang, ..Options::default() }, &mut out).expect("a Vec takes all bytes");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_document_as_text() {
    insta::assert_snapshot!("document_text", shown(inspect::Form::Text, Lang::En));
    insta::assert_snapshot!("document_text_zh", shown(inspect::Form::Text, Lang::Zh));
}

#[test]
fn a_document_as_json() {
    insta::assert_snapshot!("document_json", shown(inspect::Form::Json, Lang::En));
}
