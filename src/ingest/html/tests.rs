//! Whole pages: what paragraphs, cells and remarks they give.

use std::sync::Arc;

use crate::document::{Block, Checkpoint, Document, RemarkKind, Site, SourceText, Table};
use crate::ingest::Limits;
use crate::ingest::html::read;

/// A source of UTF-8 bytes.
pub(super) fn source_text(source: &str) -> SourceText {
    let start = Checkpoint { decoded: 0, raw: 0 };
    SourceText::new(Arc::from(source.as_bytes()), source.to_owned(), encoding_rs::UTF_8, vec![start])
}

pub(super) fn page(source: &str) -> Document {
    read("page.html", source_text(source), &Limits::default())
}

pub(super) fn paragraphs(source: &str) -> Vec<String> {
    page(source).paragraphs.iter().map(|p| p.text.as_str().to_owned()).collect()
}

/// A table as `A1=text` for each cell, spans as `B2:C3`.
fn cells(table: &Table) -> Vec<String> {
    let name = |c: &crate::document::Cell| {
        let end = crate::document::CellRef::new(c.row + c.row_span - 1, c.col + c.col_span - 1);
        if c.row_span * c.col_span == 1 { c.corner().to_string() } else { format!("{}:{end}", c.corner()) }
    };
    table.cells().iter().map(|c| format!("{}={}", name(c), c.text.as_str())).collect()
}

pub(super) fn only_table(source: &str) -> Vec<String> {
    let page = page(source);
    assert_eq!(page.tables.len(), 1, "{source}");
    cells(&page.tables[0])
}

#[test]
fn inline_elements_join_and_blocks_separate() {
    assert_eq!(paragraphs("<p><span>3</span><span>8</span> 件</p><div>a<br><br>b</div>c"), ["38 件", "a\nb", "c"]);
    assert_eq!(paragraphs("<p>  共\n收到 38\n件  a\n b\u{a0}\u{3000}</p><p>&nbsp;</p>"), ["共收到 38 件 a b"]);
    assert_eq!(paragraphs("<pre>a  b\n\n  c</pre>"), ["a  b\n  c"]);
    assert_eq!(paragraphs("<p>1\u{200b}2&shy;3\u{feff}4</p>"), ["1234"]);
}

#[test]
fn broken_lines_that_are_indented_or_numbered_are_paragraphs() {
    let page = "<div>一、总体情况<br>&nbsp;&nbsp;&nbsp;&nbsp;收到38件。<br />\n\u{3000}\u{3000}办结<b>38</b>件<br><b>&nbsp;&nbsp;二、主动公开</b><br>三、申请<br>又一行<br>3件</div>";
    let found: Vec<String> = paragraphs(page).iter().map(|p| p.trim().to_owned()).collect();
    assert_eq!(found, ["一、总体情况", "收到38件。", "办结38件", "二、主动公开", "三、申请\n又一行\n3件"]);
    // In a cell, and in text kept as written, a line stays one.
    assert_eq!(only_table("<table><tr><td>a<br>&nbsp;&nbsp;b<td>1<tr><td>c<td>2</table>")[0].lines().count(), 2);
}

#[test]
fn marks_of_letters_and_marks_in_front_are_raised() {
    let document = page(
        "<table><tr><td>38<sup>a</sup><td>3<sup>b,c</sup><td><sup>1</sup>38<td><sup>2</sup> 380<tr><td>25<sup>th</sup><td><sup>1</sup>/2<td><sup>38</sup><td><sup>a</sup>b",
    );
    assert_eq!(cells(&document.tables[0]), ["A1=38ᵃ", "B1=3ᵇ,ᶜ", "C1=¹38", "D1=² 380", "A2=25th", "B2=1/2", "C2=38", "D2=ab"]);
    let place = |cell: usize| document.tables[0].cells()[cell].text.span(0..document.tables[0].cells()[cell].text.len());
    let spans = [2, 3].map(|cell| place(cell).map(crate::document::Span::len));
    assert_eq!(spans, [Some(9), Some(11)]);
}

#[test]
fn pieces_that_no_one_sees_are_left_out() {
    let found = only_table(
        "<table><tr><td>3<span style='font-size:0'>9</span>8<td style='font-size:0'><b style='font-size:12px'>5</b>\
        <tr><td>7<font style='color:transparent'>1</font><td><i style='position:absolute;left:-9999px'>4</i>6</table>",
    );
    assert_eq!(found, ["A1=38", "B1=5", "A2=7", "B2=6"]);
}

#[test]
fn line_separators_formulas_and_glosses_join_no_number() {
    let found = only_table(
        "<table><tr><td>1&#x2028;234<td><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math><td><ruby>12<rt>34</rt></ruby><td><ruby>平<rp>(</rp><rt>ping</rt></ruby></table>",
    );
    assert_eq!(found, ["A1=1\n234", "B1=1\u{2002}2", "C1=12", "D1=平"]);
}

#[test]
fn digits_raised_by_a_style_are_marks_and_pieces_apart_no_number() {
    let found = only_table(
        "<table><tr><td>38<span style='vertical-align:super'>1</span><td>20<span style='vertical-align:super'><font><sup>2</sup></font></span>\
        <tr><td><span>5</span><span style='margin-left:20px'>6</span><td style='vertical-align:super'>7<span style='position:relative;top:-3pt'>1</span>\
        <tr><td><b style='float:left'>5</b>6<td><span style='display:table-cell'>5</span><span style='display:table-cell'>6</span></table>",
    );
    assert_eq!(found, ["A1=38¹", "B1=20²", "A2=5\u{2002}6", "B2=7¹", "A3=5\u{2002}6", "B3=5\u{2002}6"]);
    assert_eq!(paragraphs("<p>收到38<span style='vertical-align:super'>1</span>件"), ["收到38¹件"]);
}

#[test]
fn markup_that_never_ends_is_said_with_its_place() {
    let said = |source: &str| page(source).remarks.iter().map(|r| r.message.en.clone()).collect::<Vec<_>>();
    let table = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
    for (broken, inside) in [
        ("<p class=\"x>一</p>", "a tag (a quotation mark may be missing)"),
        ("<!-- 注 -- >", "a comment"),
        ("<script><!--<script></script>", "<script>"),
        ("<textarea>", "<textarea>"),
        ("<select><option>1", "<select>"),
        ("<title/>", "<title>"),
        ("<iframe>", "<iframe>"),
    ] {
        let want = format!(
            "the page breaks off inside {inside} that begins at 2:4, and what follows was not read: end it there, or fetch the page again"
        );
        assert_eq!(said(&format!("<html><body>\n<p>{broken}{table}</body></html>")), [want], "{broken}");
    }
    let sound = "<!-- a --><!--> <!--!><?x?><!x><script>1</script><textarea>2</textarea><select><option>3</select><title>x</title>";
    assert_eq!(said(&format!("<html><body>{sound}{table}<!-- end --></body></html>")), [""; 0]);
    assert_eq!(said(&format!("<html><body>{table}<!-- end --")), said(&format!("<html><body>{table}<!-- end ")));
}

#[test]
fn classes_of_the_page_s_own_sheet_hide_strike_out_and_raise() {
    let sheet = "<style>.h{display:none} .n{vertical-align:super} .s{text-decoration:line-through} .tab{display:none}</style>";
    let page = page(&format!(
        "{sheet}<table><tr><td>甲<td>3<b class=h>9</b>9<tr class='x h'><td>乙<td>5<tr><td>丙<td>38<span class=n>1</span><span class=s>7</span></table>\
        <div class=tab><p>第二页 8 件</div>"
    ));
    assert_eq!(cells(&page.tables[0]), ["A1=甲", "B1=39", "A2=乙", "B2=5", "A3=丙", "B3=38¹"]);
    assert_eq!(page.tables[0].cells().iter().map(|c| c.hidden).collect::<Vec<_>>(), [false, false, true, true, false, false]);
    assert_eq!(page.paragraphs.iter().map(|p| (p.hidden, p.text.as_str())).collect::<Vec<_>>(), [(false, "第二页 8 件")]);
}

#[test]
fn frames_and_numbers_in_fields_are_said() {
    let said = |source: &str| page(source).remarks.iter().map(|r| r.message.en.clone()).collect::<Vec<_>>();
    let frames = "the page holds frames (1, the first at 1:4) whose content was not read: check the pages in them by themselves";
    let table = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
    assert_eq!(said("<p><iframe src=a.html></iframe>"), [frames]);
    assert_eq!(said(&format!("<p><iframe src=film.html></iframe>{table}")), [""; 0]);
    for held in ["srcdoc='<p>38'", "src=cid:frame-1@x"] {
        assert_eq!(said(&format!("<p><iframe {held}></iframe>{table}")), [frames], "{held}");
    }
    let fields = "numbers in form fields were not read (2, the first at 1:7): write them as plain text";
    assert_eq!(
        said(
            "<p>共受理<input value=42>件<table><tr><td>甲<td><input type=number value='1'><tr><td>乙<td><input type=hidden value=1></table>"
        ),
        [fields]
    );
    assert_eq!(
        said("<style>.x::before{content:'9'} p:after{content:counter(a)}</style><style>td:before{content:'1'}</style><p class=x>1件"),
        ["digits that the page's style sheet draws were not read (3, the first by `.x::before`): write them in the text"]
    );
    assert_eq!(said("<form><input value=1><input type=submit value=2></form><p><input value=''>"), [""; 0]);
}

#[test]
fn of_two_displays_the_last_counts() {
    let page = page("<table><tr style='display:none;display:table-row'><td>甲<td>1<tr><td>乙<td style='display:none'>2</table>");
    assert_eq!(page.tables[0].cells().iter().map(|c| c.hidden).collect::<Vec<_>>(), [false, false, false, true]);
}

#[test]
fn raised_digits_do_not_continue_a_number() {
    assert_eq!(paragraphs("<p>12<sup>3</sup>件,1<sub>2</sub>3,m<sup>2</sup>,x<sub>38</sub>"), ["12³件,1\u{2002}2\u{2002}3,m2,x38"]);
}

#[test]
fn spans_cover_entities_and_split_runs() {
    let source = "<p>共<b>1,</b>2&#51;4<i>.5&nbsp;</i>件</p>";
    let page = page(source);
    let text = &page.paragraphs[0].text;
    assert_eq!(text.as_str(), "共1,234.5\u{a0}件");
    let span = text.span(3..10).expect("placed");
    assert_eq!(&source[span.start as usize..span.end as usize], "1,</b>2&#51;4<i>.5");
}

#[test]
fn foster_parented_text_keeps_its_place() {
    let source = "<table>7<tr>8<td>a<td>b<tr><td>c<td>d</table>";
    let page = page(source);
    assert_eq!(page.paragraphs[0].text.as_str(), "78");
    assert_eq!(page.paragraphs[0].text.span(1..2).map(|s| s.start), Some(12));
    assert_eq!(page.blocks, [Block::Paragraph(0), Block::Table(0)]);
}

#[test]
fn headings_titles_and_silent_elements() {
    let page =
        page("<title>a\n b</title><title>c</title><h2>一</h2><script>1</script><select><option>2</select><textarea>3</textarea><p>x");
    assert_eq!(page.title.as_deref(), Some("a b"));
    let found: Vec<_> = page.paragraphs.iter().map(|p| (p.heading, p.text.as_str())).collect();
    assert_eq!(found, [(Some(2), "一"), (None, "x")]);
}

#[test]
fn a_picture_where_a_table_is_announced_is_said() {
    let table = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
    let said = |source: &str| page(source).remarks.iter().map(|r| (r.kind, r.site)).collect::<Vec<_>>();
    let picture = "<p><img src=a.png width=600 height=400></p>";
    assert_eq!(said(&format!("{table}<p>收费情况如下：</p>{picture}")), [(RemarkKind::Image, Some(Site::Paragraph(0)))]);
    assert_eq!(said(&format!("{table}<h2>二、收支情况表</h2>{picture}")), [(RemarkKind::Image, Some(Site::Paragraph(0)))]);
    assert_eq!(said(&format!("{table}<p>会场照片</p>{picture}<p>情况如下：</p>{table}")), []);
}

#[test]
fn struck_text_is_left_out_and_said() {
    let source = "<p>收到<del>19</del>18件\n<s>共 38</s>，1<ins>2</ins><strike>3</strike>4份</p><p><s>x</s>\n\
        <table><tr><td>甲<td><del>19</del>18<tr><td>乙<td>1<span style='text-decoration:line-through'>9</span>8\
        <tr style='text-decoration-line:line-through'><td>丙<td>7<tr><td>丁<td><s style='text-decoration:none'>5</s></table>";
    let page = page(source);
    let found: Vec<_> = page.paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(found, ["收到18件，124份"]);
    assert_eq!(cells(&page.tables[0]), ["A1=甲", "B1=18", "A2=乙", "B2=18", "A3=", "B3=", "A4=丁", "B4=5"]);
    let said: Vec<_> = page.remarks.iter().map(|r| (r.kind, r.site, r.message.en.as_str())).collect();
    let cell = |cell| Some(Site::Cell { table: 0, cell });
    assert_eq!(
        said,
        [
            (RemarkKind::Struck, Some(Site::Paragraph(0)), "`19` at 1:11 is struck out and was left out"),
            (RemarkKind::Struck, Some(Site::Paragraph(0)), "`共 38` at 2:4 is struck out and was left out"),
            (RemarkKind::Struck, Some(Site::Paragraph(0)), "`3` at 2:34 is struck out and was left out"),
            (RemarkKind::Struck, None, "`x` at 2:56 is struck out and was left out"),
            (RemarkKind::Struck, cell(1), "`19` at 3:26 is struck out and was left out"),
            (RemarkKind::Struck, cell(3), "`9` at 3:93 is struck out and was left out"),
            (RemarkKind::Struck, cell(4), "`丙` at 3:152 is struck out and was left out"),
            (RemarkKind::Struck, cell(5), "`7` at 3:157 is struck out and was left out"),
        ]
    );
    let shown = page.tables[0].cells()[3].text.span(0..2).expect("placed");
    assert_eq!(&source[shown.start as usize..shown.end as usize], "1<span style='text-decoration:line-through'>9</span>8");
}

#[test]
fn a_struck_table_is_none_and_many_pieces_are_counted() {
    let page = page("<del><p>a 1</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table></del><p>b");
    assert_eq!((page.paragraphs.len(), page.tables.len()), (1, 0));
    let many = read("a", source_text(&"<p>a <s>1</s>".repeat(30)), &Limits::default());
    assert_eq!((many.remarks.len(), many.remarks[10].message.en.as_str()), (11, "20 more pieces of struck-out text were left out"));
}

#[test]
fn hidden_text_never_joins_what_is_shown() {
    let page = page(
        "<p>3<span style='display:none'>8</span>件</p><div hidden><p>9</div><table><tr><td>a<td>1<i style='mso-hide:all'>2</i><tr hidden><td>b<td>2</table>",
    );
    let found: Vec<_> = page.paragraphs.iter().map(|p| (p.hidden, p.text.as_str())).collect();
    assert_eq!(found, [(false, "3件"), (true, "8"), (true, "9")]);
    let found: Vec<_> = page.tables[0].cells().iter().map(|c| (c.hidden, c.text.as_str())).collect();
    assert_eq!(found, [(false, "a"), (false, "1"), (true, "b"), (true, "2")]);
}

#[test]
fn a_page_hidden_as_a_whole_is_shown() {
    assert!(!page("<body style='visibility:hidden'><p>1").paragraphs[0].hidden);
}

#[test]
fn spans_form_the_grid() {
    assert_eq!(
        only_table("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>"),
        ["A1:B2=a", "C1=b", "C2=c", "A3=d", "B3=e", "C3=f"]
    );
    // Two cells carried over the same row, and a cell between them.
    assert_eq!(
        only_table("<table><tr><td rowspan=2>a<td>b<td rowspan=2>c<tr><td>d<td>e</table>"),
        ["A1:A2=a", "B1=b", "C1:C2=c", "B2=d", "D2=e"]
    );
}

#[test]
fn row_spans_end_with_their_group() {
    assert_eq!(
        only_table("<table><thead><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td rowspan=9>d<td>e<tr><td>f<tbody><tr><td>g<td>h</table>"),
        ["A1:A2=a", "B1=b", "B2=c", "A3:A4=d", "B3=e", "B4=f", "A5=g", "B5=h"]
    );
}

#[test]
fn overlapping_cells_leave_the_position_to_the_first() {
    let page = page("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<tr><td>1<td>2</table>");
    let table = &page.tables[0];
    assert_eq!(table.at(1, 1).and_then(|c| table.cell(c)).map(|c| c.text.as_str()), Some("b"));
    assert_eq!(table.at(1, 0).and_then(|c| table.cell(c)).map(|c| c.text.as_str()), Some("c"));
}

#[test]
fn footers_stand_last_and_captions_apart() {
    let page = page("<table><caption>表 <b>1</b></caption><tfoot><tr><th>t<td>3</tfoot><tr><td>a<td>1<tr><td>b<td>2</table>");
    let table = &page.tables[0];
    assert_eq!(cells(table), ["A1=a", "B1=1", "A2=b", "B2=2", "A3=t", "B3=3"]);
    assert_eq!(table.caption.as_ref().map(crate::document::Text::as_str), Some("表 1"));
    assert!(table.cells()[4].header && !table.cells()[5].header);
    assert!(page.paragraphs.is_empty());
}

#[test]
fn spans_beyond_the_limit_are_said_and_their_text_kept() {
    let limits = Limits { cells: 7, ..Limits::default() };
    let page = read(
        "x",
        source_text("<table><tr><td rowspan=3>a<td>1<tr><td>2<tr><td>3</table><table><tr><td>b<td>4<tr><td>c<td>5</table>"),
        &limits,
    );
    assert_eq!(page.tables.len(), 1, "the first costs four and a half cells, the second does not fit");
    assert_eq!(page.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(), [RemarkKind::Unread]);
    assert_eq!(page.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["b", "4", "c", "5"]);
}

#[test]
fn layout_tables_flow() {
    let inner = "<table><tr><td>a<td>1<tr><td>合计<td>1</table>";
    let page = page(&format!("<table><tr><td>导航<td>首页<tr><td colspan=2><h1>报告</h1><p>正文</p>{inner}<p>后文</table>"));
    assert_eq!(page.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["导航", "首页", "报告", "正文", "后文"]);
    assert_eq!(page.tables.len(), 1);
    assert_eq!(page.blocks[4], Block::Table(0));
    assert_eq!(paragraphs("<table><tr><td>一段话<tr><td>另一段话</table>"), ["一段话", "另一段话"]);
    assert_eq!(paragraphs("<table role=presentation><tr><td>a<td>1<tr><td>b<td>2</table>"), ["a", "1", "b", "2"]);
}

#[test]
fn nested_data_tables_come_after_the_outer_one() {
    let inner = "<table><tr><td>x<td>7<tr><td>y<td>8</table>";
    let page = page(&format!(
        "<table><tr><td>a<td>1<td>2<tr><td>b<td>3<td>4<tr><td>c{inner}<td>5<td>6<tr><td>dddddddddddd<td>7<td><table><tr><td>8</table></table>"
    ));
    assert_eq!(page.tables.iter().map(|t| t.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(cells(&page.tables[1]), ["A1=x", "B1=7", "A2=y", "B2=8"]);
    let outer = cells(&page.tables[0]);
    assert_eq!((outer[6].as_str(), outer[11].as_str()), ("A3=c", "C4=8"));
    assert!(page.paragraphs.is_empty());
}

#[test]
fn word_exports() {
    let source = "<!--[if gte mso 9]><xml><o:p>9</o:p></xml><![endif]--><table class=MsoNormalTable><tr><td><p class=MsoNormal align=center><span lang=EN-US style='font-family:\
        宋体;mso-bidi-font-family:宋体'>商业<o:p></o:p></span></p><p>企业<o:p>&nbsp;</o:p></p><td><p><span>三</span><span>、本</span><font>年</font></p><tr><td>1<td><p>&nbsp;<o:p></o:p></table>";
    assert_eq!(only_table(source), ["A1=商业\n企业", "B1=三、本年", "A2=1", "B2="]);
}

#[test]
fn indentation_by_blanks_and_margins() {
    let page = page(
        "<table><tr><td>a<td>1<tr><td>&nbsp;&nbsp;b<td>2<tr><td style='padding-left:24px'>c<td>3<tr><td><p style='margin-left:12pt;text-indent:-12pt'>d</p><td>4</table>",
    );
    let levels: Vec<_> = page.tables[0].cells().iter().filter(|c| c.col == 0).map(|c| c.indent).collect();
    assert_eq!(levels, [0, 1, 2, 0]);
}

#[test]
fn pictures_and_cut_off_pages_are_remarked() {
    let left_open = |source: &str| page(source).remarks.iter().any(|r| r.kind == RemarkKind::Truncated);
    assert!(left_open("<html><body><p>收到 38 件") && left_open("<BODY><table><tr><td>1</table>"));
    assert!(!left_open("<html><body><p>1</body>") && !left_open("<p>1") && !left_open("<body><p>1</BODY></HTML>\n<script>x</script>"));
    let kinds = |source: &str| page(source).remarks.iter().map(|r| r.kind).collect::<Vec<_>>();
    assert_eq!(kinds("<p>x<p><img src=t.png>"), [RemarkKind::Image]);
    assert_eq!(kinds("<p>x<a href=/><img src=logo.png></a><img width=16 height=16>"), []);
    assert_eq!(kinds("<table><tr><td>a<td>1<tr><td>b<td><img width=600 height=300></table>"), [RemarkKind::Image]);
    assert_eq!(kinds("<table><tr><td>a<td>1<tr><td>b<td>2"), [RemarkKind::Truncated]);
    assert_eq!(kinds("<p>a</p><td colspan=\""), [RemarkKind::Truncated]);
    assert_eq!(kinds("<p>a < b</p>"), []);
    assert_eq!(kinds("<table><tr><td>a<td>1<tr><td>b<td>2</BODY></HTML>\n"), []);
}

#[test]
fn hostile_nesting_is_flattened_and_said() {
    let deep = format!("{}x{}<p>y", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let page = page(&deep);
    assert_eq!(page.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(page.remarks.iter().map(|r| r.kind).collect::<Vec<_>>(), [RemarkKind::Unread]);
    // Unclosed paragraphs do not nest, however many.
    assert!(self::page(&"<p>a".repeat(2000)).remarks.is_empty());
}

#[test]
fn odd_pages_do_no_harm() {
    for source in [
        "",
        " ",
        "\u{0}",
        "<",
        "<table>",
        "<table><tr>",
        "<table><tr><td>",
        "<table><caption>",
        "</html>",
        "<frameset><frame>",
        "<!DOCTYPE",
    ] {
        assert!(page(source).tables.is_empty(), "{source:?}");
    }
}

#[test]
fn a_selector_picks_a_part_and_its_places_stay_those_of_the_page() {
    let page = "<p>导航 12</p><div id=nav><p>访问 3119 次</p></div><div id=content><p>收到 38 件</p><table><tr><th>项<th>数<tr><td>甲<td>5</table></div><p>尾 9</p>";
    let document = super::read_part("a", source_text(page), &Limits::default(), "#content").expect("the selector picks the content");
    assert_eq!(document.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["收到 38 件"]);
    assert_eq!(document.tables.len(), 1);
    let text = &document.paragraphs[0].text;
    let span = text.span(0..text.len()).expect("it has a place");
    assert_eq!(&page[span.start as usize..span.end as usize], "收到 38 件");
    let refused =
        |selector: &str| super::read_part("a", source_text(page), &Limits::default(), selector).map(|_| ()).unwrap_err().message.en;
    assert!(refused("#none").contains("picks"));
    assert!(refused("[[").contains("no CSS selector"));
}

#[test]
fn what_is_visible_within_the_invisible_is_read() {
    let found = page(
        "<p style='visibility:hidden'>9 <b style='visibility:visible'>38</b> 7</p>\
        <table style='visibility:hidden'><tr><td>1<tr style='visibility:visible'><td>2<i style='visibility:hidden'>3</i>\
        <tr><td>4<b style='visibility:visible'>5</b></table><p style='display:none'><b style='visibility:visible'>6</b></p>",
    );
    let told: Vec<(&str, bool)> = found.paragraphs.iter().map(|p| (p.text.as_str(), p.hidden)).collect();
    assert_eq!(told, [("38", false), ("9 7", true), ("6", true)]);
    let cells: Vec<(&str, bool)> = found.tables[0].cells().iter().map(|c| (c.text.as_str(), c.hidden)).collect();
    assert_eq!(cells, [("1", true), ("2", false), ("5", false)]);
}

#[test]
fn rows_hidden_by_their_id_are_hidden() {
    let found = page("<style>#x{display:none}</style><table><tr><td>1<tr id=x><td>2<tr id=y><td>3</table>");
    let hidden: Vec<bool> = found.tables[0].cells().iter().map(|c| c.hidden).collect();
    assert_eq!(hidden, [false, true, false]);
}

#[test]
fn the_first_head_stands_on_top() {
    let found = only_table(
        "<table><tbody><tr><td>1<td>2<tfoot><tr><td>5<td>6</tfoot><thead><tr><th>a<th>b</thead><thead><tr><th>c<th>d</thead><tbody><tr><td>3<td>4</table>",
    );
    assert_eq!(found, ["A1=a", "B1=b", "A2=1", "B2=2", "A3=c", "B3=d", "A4=3", "B4=4", "A5=5", "B5=6"]);
}
