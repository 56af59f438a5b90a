//! Small documents, part by part, and what is read of them.

use std::io::{Cursor, Write};
use std::sync::Arc;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::document::{Block, Document, Format, RemarkKind, Site};
use crate::ingest::{Limits, read};
use crate::problem::{Problem, ProblemKind};

const HEAD: &str = r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body>"#;

fn package(parts: &[(&str, &str)]) -> Arc<[u8]> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner().into()
}

fn with_parts(body: &str, parts: &[(&str, &str)], limits: &Limits) -> Result<Document, Problem> {
    let main = format!("{HEAD}{body}</w:body></w:document>");
    let mut all = vec![("word/document.xml", main.as_str())];
    all.extend(parts);
    read("a.docx", package(&all), limits)
}

fn document(body: &str) -> Document {
    with_parts(body, &[], &Limits::default()).unwrap()
}

/// The blocks in order: paragraphs as their text (`#1` before a heading, `~` before hidden ones), tables as `A1 columns×rows text` of their cells.
fn shown(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| match *block {
            Block::Paragraph(n) => {
                let p = &document.paragraphs[n as usize];
                let mark = p.heading.map_or(String::new(), |level| format!("#{level} ")) + if p.hidden { "~" } else { "" };
                format!("{mark}{}", p.text.as_str())
            }
            Block::Table(n) => {
                let table = &document.tables[n as usize];
                assert_eq!(table.number, n + 1);
                let cells = table.cells().iter().map(|c| format!("{} {}x{} {}", c.corner(), c.col_span, c.row_span, c.text.as_str()));
                cells.collect::<Vec<_>>().join(" | ")
            }
        })
        .collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| p(text)).collect();
    format!("<w:tr><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"))
}

#[test]
fn runs_join_and_marks_are_characters() {
    let body = "<w:p><w:r><w:t>收</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">到 </w:t></w:r><w:hyperlink><w:r><w:t>3</w:t></w:r></w:hyperlink>\
        <w:smartTag><w:r><w:t>8</w:t></w:r></w:smartTag><w:r><w:t> 件 </w:t><w:br/><w:t>A&amp;B&#x26;C</w:t><w:tab/><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/><w:t>7</w:t></w:r></w:p>\
        <w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>同意</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>&#xF033;</w:t></w:r></w:p>\
        <w:p><w:r><w:t>面积12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>4</w:t></w:r></w:p>\
        <w:p><w:ruby><w:rt><w:r><w:t>ping</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>平</w:t></w:r></w:rubyBase></w:ruby></w:p>\
        <w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p><w:p/>";
    assert_eq!(shown(&document(body)), ["收到 38件\nA&B&C\t5\u{2011}67", "☑同意3", "面积12³\u{2002}4", "平", "1/2"]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>38</w:delText><w:t>0</w:t></w:r></w:del><w:ins><w:r><w:t>44</w:t></w:r></w:ins></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>后半</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let found = document(body);
    assert_eq!(shown(&found), ["共44", "#2 前半后半", "新处", "A1 1x1 1"]);
    assert_eq!(found.remarks[0].kind, RemarkKind::Unread);
    assert!(found.remarks[0].message.en.contains("tracked changes"), "{:?}", found.remarks);
}

#[test]
fn hidden_text_stands_apart() {
    let styles = "<w:styles><w:style w:styleId=\"h\" w:type=\"character\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let body = "<w:p><w:r><w:t>38</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>44</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>5</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"h\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>件</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let found = with_parts(body, &[("word/styles.xml", styles)], &Limits::default()).unwrap();
    assert_eq!(shown(&found), ["38件", "~445", "A1 1x1 1"]);
}

#[test]
fn struck_text_is_left_out_and_said() {
    let run = |props: &str, text: &str| format!("<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p><w:p>{}</w:p>",
        run("", "共"),
        run("<w:strike/>", "3"),
        run("<w:dstrike/><w:b/>", "8"),
        run("<w:strike w:val=\"0\"/>", "44"),
        run("<w:strike/><w:vanish/>", "x"),
        run("<w:strike/>", "19件")
    );
    let found = document(&body);
    assert_eq!(shown(&found), ["共44", "~x"]);
    let said: Vec<&str> = found.remarks.iter().map(|r| r.message.en.as_str()).collect();
    assert_eq!(said, ["`38` is struck out and was left out", "`19件` is struck out and was left out"]);
}

#[test]
fn a_paragraphs_style_strikes_and_one_of_characters_takes_it_away() {
    let styles = "<w:styles><w:style w:styleId=\"old\" w:type=\"paragraph\"><w:rPr><w:strike/></w:rPr></w:style>\
        <w:style w:styleId=\"gone\" w:type=\"character\"><w:rPr><w:strike/></w:rPr></w:style></w:styles>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"old\"/></w:pPr><w:r><w:t>收到38件</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"gone\"/></w:rPr><w:t>办结37件</w:t></w:r>\
        <w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>转5件</w:t></w:r></w:p>";
    let found = with_parts(body, &[("word/styles.xml", styles)], &Limits::default()).unwrap();
    assert_eq!(shown(&found), ["办结37件转5件"]);
    assert_eq!(found.remarks[0].message.en, "`收到38件` is struck out and was left out");
}

#[test]
fn characters_moved_up_are_marks() {
    let run = |props: &str, text: &str| format!("<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{}{}</w:p><w:p>{}{}</w:p>",
        run("", "12"),
        run("<w:position w:val=\"8\"/><w:vertAlign w:val=\"baseline\"/>", "2"),
        run("", "件"),
        run("", "3"),
        run("<w:position w:val=\"2\"/>", "8"),
        run("", "4"),
        run("<w:position w:val=\"-6\"/>", "5"),
    );
    assert_eq!(shown(&document(&body)), ["12²件", "38", "4\u{2002}5"]);
}

#[test]
fn fields_without_a_result_show_what_their_code_says_or_are_named() {
    let field = |code: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:t>同意</w:t></w:r>{}<w:r><w:t>件</w:t></w:r></w:p><w:p><w:r><w:t>共</w:t></w:r>{}<w:r><w:t>件</w:t></w:r></w:p>",
        field(" EQ \\o\\ac(○,5)"),
        field("XE \"词\""),
        field("=SUM(ABOVE) ")
    );
    let found = document(&body);
    assert_eq!(shown(&found), ["⑤同意件", "共件"]);
    let said: Vec<&str> = found.remarks.iter().map(|r| r.message.en.as_str()).collect();
    assert_eq!(said, ["the field `=SUM(ABOVE)` was never calculated and was not read: update the document's fields and save it"]);
}

#[test]
fn fields_show_their_results() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let inner = field("REF", "<w:r><w:t>3</w:t></w:r>");
    let outer = field("IF", &format!("<w:r><w:t>共</w:t></w:r>{inner}"));
    let body = format!(
        "<w:p>{outer}<w:r><w:t>件</w:t></w:r></w:p><w:p><w:fldSimple w:instr=\"DATE\"><w:r><w:t>2019年</w:t></w:r></w:fldSimple></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>lost code</w:t></w:r></w:p>{}",
        p("后文")
    );
    assert_eq!(shown(&document(&body)), ["共3件", "2019年", "后文"]);
}

#[test]
fn headings_lists_and_contents() {
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>2019年</w:t></w:r></w:p>";
    let heading = |text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>一、总体情况 1</w:t></w:r></w:p>{}{item}{item}{}<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        heading("总体情况"),
        heading("公开情况"),
        p("行政许可")
    );
    let found = with_parts(&body, &[("word/styles.xml", styles), ("word/numbering.xml", numbering)], &Limits::default()).unwrap();
    assert_eq!(shown(&found), ["#1 一、总体情况", "1. 2019年", "2. 2019年", "#1 二、公开情况", "A1 1x1 1. | B1 1x1 行政许可"]);
}

#[test]
fn text_boxes_are_told_once_and_after_their_paragraph() {
    let boxed = |text: &str| format!("<w:txbxContent>{}<w:tbl>{}</w:tbl></w:txbxContent>", p(text), row(&["甲", "1"]));
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Choice Requires=\"x\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>\
         <w:p><w:r><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></w:r></w:p>",
        boxed("框38"),
        boxed("二"),
        boxed("旧"),
        boxed("老框")
    );
    assert_eq!(shown(&document(&body)), ["前后", "框38", "A1 1x1 甲 | B1 1x1 1", "老框", "A1 1x1 甲 | B1 1x1 1"]);
}

#[test]
fn nested_tables_are_tables_of_their_own() {
    let inner = format!("<w:tbl>{}{}</w:tbl>", row(&["甲", "1"]), row(&["乙", "2"]));
    let outer = format!("<w:tbl>{}<w:tr><w:tc>{inner}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", row(&["项目", "数"]), p("丙"), p("3"));
    assert_eq!(shown(&document(&outer)), ["A1 1x1 项目 | B1 1x1 数 | A2 1x1 丙 | B2 1x1 3", "A1 1x1 甲 | B1 1x1 1 | A2 1x1 乙 | B2 1x1 2"]);
    let long = "全县各单位认真贯彻落实各项要求，".repeat(20);
    let frame = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("一、总体情况"), p(&long));
    let found = document(&frame);
    assert_eq!((found.tables.len(), found.paragraphs.len()), (1, 2), "a table that only frames the page is none");
    let sentence = document(&format!("<w:tbl>{}</w:tbl>", row(&["全年受理38件，办结44件。"])));
    assert_eq!(sentence.paragraphs[0].cell, Some((0, 0)), "a sentence in a box is read as one");
}

#[test]
fn notes_come_in_the_order_of_their_references() {
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"0\" w:type=\"separator\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"1\">{}<w:tbl>{}</w:tbl></w:footnote></w:footnotes>",
        p("线"),
        p("注二"),
        p("注一"),
        row(&["甲", "1"])
    );
    let body = "<w:p><w:r><w:t>12</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let found = with_parts(body, &[("word/footnotes.xml", &notes)], &Limits::default()).unwrap();
    assert_eq!(shown(&found), ["12\u{2002}3", "注一", "A1 1x1 甲 | B1 1x1 1", "注二"]);
}

#[test]
fn strict_files_and_other_prefixes() {
    let main = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:w=\"urn:other\"><x:body><x:p><w:t>no</w:t><x:r><x:t>38</x:t></x:r></x:p></x:body></x:document>";
    let relations = "<Relationships><Relationship Id=\"r\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/d/main.xml\"/></Relationships>";
    let types = "wordprocessingml.document.main+xml";
    let found = read("a", package(&[("[Content_Types].xml", types), ("_rels/.rels", relations), ("d/main.xml", main)]), &Limits::default());
    let found = found.unwrap();
    assert_eq!((shown(&found), found.format), (vec!["38".to_owned()], Format::Docx));
}

#[test]
fn limits_and_damage_are_said() {
    let kind = |body: &str, limits: &Limits| {
        let mut kinds: Vec<_> = with_parts(body, &[], limits)?.remarks.iter().map(|r| r.kind).collect();
        kinds.dedup();
        Ok::<_, Problem>(kinds)
    };
    let limits = Limits::default();
    assert_eq!(
        kind(&format!("{}<w:tbl>{}</w:tbl>", p("前文"), row(&["1"; 9])), &Limits { cells: 5, ..limits }),
        Ok(vec![RemarkKind::Unread])
    );
    assert_eq!(kind("<w:p><w:r><w:t>a</w:r></w:p>", &limits), Ok(vec![RemarkKind::Truncated]));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(400) + &p("38") + &"</w:tc></w:tr></w:tbl>".repeat(400);
    assert_eq!(kind(&deep, &limits), Ok(vec![RemarkKind::Unread]));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(40) + &p("38") + &"</w:tc></w:tr></w:tbl>".repeat(40);
    assert_eq!(kind(&deep, &limits), Ok(vec![RemarkKind::Unread]));
    assert!(shown(&document(&deep)).contains(&"A1 1x1 38".to_owned()), "the deepest tables are text");
    let nothing = with_parts(&format!("<w:tbl>{}</w:tbl>", row(&["1"; 9])), &[], &Limits { cells: 5, ..limits }).unwrap_err();
    assert!(nothing.message.en.starts_with("nothing could be read: "), "{nothing}");
    let problem = |main: &str| read("a", package(&[("word/document.xml", main)]), &limits).map_err(|p| p.kind).map(|_| ());
    assert_eq!(problem("<!DOCTYPE a [<!ENTITY b \"c\">]><w:document><w:body>&b;"), Err(ProblemKind::Unreadable));
    assert_eq!(problem("<w:document/>"), Err(ProblemKind::Unreadable));
    assert_eq!(problem(""), Err(ProblemKind::Unreadable));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_mixture_of_elements_gives_a_document(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>38</w:t>", "<w:t>", "<w:pPr>", "</w:pPr>",
        "<w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr>", "<w:trPr><w:gridBefore w:val=\"3\"/></w:trPr>", "<w:txbxContent>", "</w:txbxContent>",
        "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"end\"/>", "<w:rPr><w:vanish/></w:rPr>", "<w:del>", "</w:del>", "<w:footnote w:id=\"1\">",
        "<mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>", "</mc:AlternateContent>", "<m:den>", "</m:den>", "<w:rPr><w:del/></w:rPr>",
    ]), 0..60)) {
        let _ = with_parts(&parts.concat(), &[], &Limits::default());
    }
}

#[test]
fn a_picture_where_a_table_is_announced_is_remarked_at_those_words() {
    let table = format!("<w:tbl>{}</w:tbl>", row(&["a", "1"]));
    let drawing = |width: u32, shown: &str| {
        let extent = format!("<wp:extent cx=\"{width}\" cy=\"{width}\"/>");
        format!(
            "<w:p><w:r><w:drawing><wp:inline>{extent}<a:graphic><a:graphicData>{shown}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let picture = |width| drawing(width, "<pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic>");
    let large = picture(4_000_000);
    let at = |body: String| document(&body).remarks.iter().map(|r| (r.kind, r.site)).collect::<Vec<_>>();
    let said = [(RemarkKind::Image, Some(Site::Paragraph(0)))];
    assert_eq!(at(format!("{}{large}{table}", p("收费情况如下："))), said);
    assert_eq!(at(format!("{}{large}{large}{table}", p("各部门收支情况表"))), said);
    assert_eq!(at(format!("{}{}{table}", p("收费情况如下："), picture(400_000))), [], "an icon");
    assert_eq!(at(format!("{}{large}{table}", p("会议现场"))), [], "no table is announced");
    let text = drawing(4_000_000, "<wps:wsp><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></wps:wsp>");
    assert_eq!(at(format!("{}{text}{table}", p("收费情况如下："))), [], "a box of text");
    let chart = drawing(4_000_000, "<c:chart/>");
    assert_eq!(at(format!("{}{chart}{table}", p("收费情况如下："))), said);
    assert_eq!(at(large), [(RemarkKind::Image, None)]);
}
