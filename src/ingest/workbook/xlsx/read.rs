//! Values by calamine's streaming reader: a far cell or a huge merge costs nothing.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use crate::document::Cell;
use crate::ingest::package::{Bytes, Package};
use crate::ingest::workbook::assemble::Book;
use crate::ingest::workbook::content::{self, Look};
use crate::ingest::workbook::numfmt::{Formats, builtin};
use crate::ingest::workbook::refusal::{damaged, encrypted, refused};
use crate::ingest::workbook::sheet::{Loss, MOST_STRINGS, MOST_STYLES, Sheet};
use crate::ingest::workbook::xlsx::formulas::{Formulas, MOST_BAD_CELLS, formulas, is_fatal};
use crate::ingest::workbook::xlsx::layout::{self, Layout, layout};
use crate::ingest::workbook::xlsx::mend::{self, Mended, mend};
use crate::ingest::workbook::xlsx::parts::{self, Listed};
use crate::ingest::workbook::xlsx::runs::Texts;
use crate::problem::Problem;

/// Reads an .xlsx or .xlsm workbook.
///
/// # Errors
/// Encrypted, damaged beyond opening, or too large when unpacked.
pub(in crate::ingest::workbook) fn read(bytes: &Arc<[u8]>, book: &mut Book<'_>) -> Result<(), Problem> {
    let mut package = Package::open(bytes, book.limits).map_err(refused)?;
    book.look_at(&package);
    let main = package.main_part("xl/workbook.xml");
    package.check_narrow(&main).map_err(refused)?;
    package.check_shared_strings().map_err(refused)?;
    package.check_count("sharedstrings.xml", &["si"], MOST_STRINGS).map_err(refused)?;
    package.check_count("styles.xml", &["xf", "font", "fill", "border", "numFmt", "dxf"], MOST_STYLES).map_err(refused)?;
    if let Some(title) = package.title() {
        book.set_title(&title);
    }
    book.damaged_parts(&package.damaged);
    let mut sheets = parts::sheets(&mut package, &main);
    let room = usize::try_from(book.limits.expanded_bytes / 8).unwrap_or(usize::MAX);
    let (strings, styles) = parts::shared(&mut package, &main);
    let texts = Texts::of(&mut package, &strings, &styles, room);
    let bytes = known_sheets(bytes, &mut package, &main, &mut sheets, book);
    let mut workbook = open(&bytes)?;
    if workbook.sheets_metadata().is_empty() {
        return Err(damaged("workbook.xml"));
    }
    let epoch_1904 = workbook.has_1904_epoch();
    let mut looks = None;
    let mut mended: Option<Mended> = None;
    for (index, meta) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        let part = sheets.get(index).map_or("", |sheet| sheet.part.as_str());
        let layout = package.part(part).map(|p| layout(p, book.budget.cells(), &texts)).unwrap_or_default();
        if layout.mends && mended.is_none() {
            mended = mend(&bytes, &mut package, &sheets);
            workbook = mended.as_ref().map_or(Ok(workbook), |mended| open(&mended.bytes))?;
        }
        let mut sheet = Sheet { name: meta.name, hidden: meta.visible != SheetVisible::Visible, ..Sheet::default() };
        sheet.lost = mended.as_mut().and_then(|mended| mended.lost.remove(part)).unwrap_or_default();
        if (layout.mends && mended.is_none()) || read_sheet(&mut workbook, &mut sheet, &layout, &mut looks, epoch_1904, book).is_none() {
            book.unread_sheet(&sheet.name);
            continue;
        }
        if layout.damaged && !sheet.losses.contains(&Loss::Broken) {
            sheet.losses.push(Loss::Checksum);
        }
        if let Some(input) = Some(&sheet.bad).filter(|bad| !bad.is_empty()).and_then(|_| package.part(part)) {
            sheet.unread = layout::names(input, &sheet.bad);
        }
        sheet.pictures = parts::pictures(&mut package, part);
        for (at, words) in parts::text_boxes(&mut package, part) {
            sheet.boxes.add(at, &words);
        }
        (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) = (layout.merges, layout.hidden_rows, layout.hidden_columns);
        book.push(sheet);
    }
    Ok(())
}

/// The package without sheets that cannot be read, which are said; `sheets` keeps the others.
fn known_sheets(bytes: &Arc<[u8]>, package: &mut Package, main: &str, sheets: &mut Vec<Listed>, book: &mut Book<'_>) -> Arc<[u8]> {
    if sheets.iter().all(Listed::is_known) {
        return Arc::clone(bytes);
    }
    let Some(found) = mend::without_unknown(bytes, package, main, sheets) else { return Arc::clone(bytes) };
    for sheet in sheets.iter().filter(|sheet| !sheet.is_known() && !sheet.is_macro()) {
        book.unread_sheet(&sheet.name);
    }
    sheets.retain(Listed::is_known);
    found
}

/// Opens a workbook's package for its cells.
fn open(bytes: &Arc<[u8]>) -> Result<Xlsx<Bytes>, Problem> {
    Xlsx::new(Cursor::new(Arc::clone(bytes))).map_err(|e| match e {
        XlsxError::Password => encrypted(),
        XlsxError::XmlEof(part) => damaged(part),
        _ => damaged("xlsx"),
    })
}

fn looks_of(styles: &[Style]) -> Vec<Look> {
    let mut formats = Formats::default();
    styles.iter().map(|style| look(style, &mut formats)).collect()
}

fn look(style: &Style, formats: &mut Formats) -> Look {
    let format = style.number_format.as_ref();
    // Built-in codes are not written in the file; ours are the ones shared by all binary and XML formats.
    let fixed = format.and_then(|f| f.format_id).filter(|id| *id < 164).filter(|_| format.is_some_and(|f| is_builtin(&f.format_code)));
    let code = fixed.and_then(builtin).or(format.map(|f| f.format_code.as_str())).unwrap_or("General");
    let struck = style.font.as_ref().is_some_and(|font| font.strikethrough);
    Look { format: formats.get(code), struck, indent: style.alignment.as_ref().and_then(|a| a.indent).unwrap_or(0) }
}

/// Whether calamine filled in the code of a built-in identifier that depends on the reader's locale, or knows none.
fn is_builtin(code: &str) -> bool {
    matches!(code, "General" | "mm-dd-yy" | "m/d/yy h:mm" | "mmss.0")
}

/// Streams a sheet's cells; `None` where it would not open.
fn read_sheet(
    workbook: &mut Xlsx<Bytes>,
    sheet: &mut Sheet,
    layout: &Layout,
    looks: &mut Option<Vec<Look>>,
    epoch_1904: bool,
    book: &mut Book<'_>,
) -> Option<()> {
    let mut formulas = if layout.formulas { formulas(workbook, &sheet.name, book.limits) } else { Formulas::default() };
    let mut cells = workbook.worksheet_cells_reader(&sheet.name).ok()?;
    let looks = looks.get_or_insert_with(|| looks_of(cells.styles()));
    let plain = Look::default();
    let (mut ordinal, mut unstyled) = (0_usize, false);
    loop {
        ordinal += 1;
        match cells.next_cell_with_style_id() {
            Ok(None) => break,
            Ok(Some((cell, style))) => {
                let at = cell.get_position();
                let formula = formulas.text(at);
                let look = looks.get(style).unwrap_or(&plain);
                unstyled |= style > 0 && style >= looks.len();
                let Some(mut made) = content_of(at, cell.get_value(), look, epoch_1904, formula.is_some()) else { continue };
                made.formula = formula.map(String::into_boxed_str);
                if !sheet.struck.leave_out(&mut made, layout.rich.get(&at), look) {
                    continue;
                }
                if !book.budget.take(&made) {
                    sheet.losses.push(Loss::Limit);
                    break;
                }
                sheet.cells.push(made);
            }
            Err(error) => {
                if is_fatal(&error) || sheet.bad.len() > MOST_BAD_CELLS {
                    sheet.bad.clear();
                    sheet.losses.push(Loss::Broken);
                    break;
                }
                sheet.bad.push(ordinal);
            }
        }
    }
    if unstyled {
        sheet.losses.push(Loss::Styles);
    }
    Some(())
}

#[expect(
    clippy::cast_precision_loss,
    clippy::disallowed_types,
    reason = "a workbook's numbers are binary; whole ones come so from no xlsx"
)]
fn content_of((row, col): (u32, u32), value: &DataRef<'_>, look: &Look, epoch_1904: bool, formula: bool) -> Option<Cell> {
    Some(match value {
        DataRef::Empty if formula => content::no_value(row, col, look),
        DataRef::Empty => return None,
        DataRef::Int(value) => content::number(row, col, *value as f64, look, epoch_1904),
        DataRef::Float(value) => content::number(row, col, *value, look, epoch_1904),
        DataRef::DateTime(value) => content::number(row, col, value.as_f64(), look, epoch_1904),
        DataRef::String(value) => content::text(row, col, value, look),
        DataRef::SharedString(value) => content::text(row, col, value, look),
        DataRef::Bool(value) => content::boolean(row, col, *value, look),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => content::iso_date(row, col, value, look),
        DataRef::Error(value) => content::error(row, col, &value.to_string(), look),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Block, Document, Format, RemarkKind, Site, Text};
    use crate::ingest::Limits;
    use crate::ingest::workbook::read;
    use crate::ingest::workbook::samples::{lines, open, package, relations};
    use crate::problem::{Problem, ProblemKind};

    const STYLES: &str = r#"<styleSheet><fonts><font><b/></font><font><strike/></font></fonts><numFmts><numFmt numFmtId="164" formatCode="0!.0,&quot;万&quot;"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="0"><alignment indent="2"/></xf><xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>"#;

    fn bytes(sheet: &str, strings: &str) -> Arc<[u8]> {
        let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="统计表" r:id="a"/><sheet name="草稿" state="hidden" r:id="b"/></sheets></workbook>"#;
        package(&[
            ("_rels/.rels", relations(&[("w", "officeDocument", "xl/workbook.xml")]).as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[("a", "worksheet", "worksheets/sheet1.xml"), ("b", "worksheet", "/xl/worksheets/sheet2.xml")]).as_bytes(),
            ),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>").as_bytes()),
            ("xl/worksheets/sheet2.xml", b"<worksheet><sheetData><row r=\"1\"><c r=\"B1\"><v>7</v></c></row></sheetData></worksheet>"),
            ("docProps/core.xml", "<cp:coreProperties><dc:title>年报 &amp; 附表</dc:title></cp:coreProperties>".as_bytes()),
        ])
    }

    fn sheet(rows: &str) -> Result<Document, Problem> {
        let strings = "<sst uniqueCount=\"2\"><si><t>合计</t></si><si><r><t>3</t></r><r><t>8</t></r></si></sst>";
        open(bytes(rows, strings), Format::Xlsx)
    }

    #[test]
    fn styles_that_are_missing_are_said() {
        let said =
            |style: u8| sheet(&format!("<sheetData><row r='1'><c r='A1' s='{style}'><v>1</v></c></row></sheetData>")).unwrap().remarks;
        assert_eq!((said(4).len(), said(9).first().map(|r| r.kind)), (0, Some(RemarkKind::Unread)));
    }

    #[test]
    fn a_sheet_that_is_a_picture_is_said() {
        let picture = |cells: &str| {
            let bytes = package(&[
                ("_rels/.rels", relations(&[("w", "officeDocument", "xl/workbook.xml")]).as_bytes()),
                ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="a"/></sheets></workbook>"#),
                ("xl/_rels/workbook.xml.rels", relations(&[("a", "worksheet", "worksheets/sheet1.xml")]).as_bytes()),
                (
                    "xl/worksheets/sheet1.xml",
                    format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>").as_bytes(),
                ),
                ("xl/worksheets/_rels/sheet1.xml.rels", relations(&[("d", "drawing", "../drawings/drawing1.xml")]).as_bytes()),
                ("xl/drawings/_rels/drawing1.xml.rels", relations(&[("i", "image", "../media/image1.png")]).as_bytes()),
            ]);
            open(bytes, Format::Xlsx).unwrap().remarks.iter().map(|r| r.kind).collect::<Vec<_>>()
        };
        assert_eq!(picture("<c r=\"A1\"><v>1</v></c>"), [RemarkKind::Image]);
        let many: Vec<String> = ('A'..='H').map(|col| format!("<c r=\"{col}1\"><v>1</v></c>")).collect();
        assert_eq!(picture(&many.concat()), []);
    }

    #[test]
    fn numbers_in_text_boxes_are_said() {
        let anchor = |words: &str| {
            format!(
                "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>99</xdr:colOff><xdr:row>4</xdr:row></xdr:from><xdr:to><xdr:col>7</xdr:col>\
                 <xdr:row>8</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
            )
        };
        let drawing = format!("<xdr:wsDr>{}{}</xdr:wsDr>", anchor("说明"), anchor("共收到5件"));
        let bytes = package(&[
            ("_rels/.rels", relations(&[("w", "officeDocument", "xl/workbook.xml")]).as_bytes()),
            ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="a"/></sheets></workbook>"#),
            ("xl/_rels/workbook.xml.rels", relations(&[("a", "worksheet", "worksheets/sheet1.xml")]).as_bytes()),
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"),
            ("xl/worksheets/_rels/sheet1.xml.rels", relations(&[("d", "drawing", "../drawings/drawing1.xml")]).as_bytes()),
            ("xl/drawings/drawing1.xml", drawing.as_bytes()),
        ]);
        let said: Vec<String> = open(bytes, Format::Xlsx).unwrap().remarks.iter().map(|r| r.message.en.clone()).collect();
        assert_eq!(said, ["the text box at C5 of sheet \"a\" (`共收到5件`) was not read: put its words in a cell"]);
    }

    #[test]
    fn values_formats_formulas_and_hidden_lines() {
        let document = sheet(
            r#"<cols><col min="4" max="4" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>信访办理情况</t></is></c></row>
            <row r="2"><c r="A2" t="s" s="4"><v>0</v></c><c r="B2" s="1"><v>0.41639999999999999</v></c><c r="C2" s="2"><v>12345678</v></c><c r="D2"><v>5</v></c></row>
            <row r="3" hidden="1"><c r="A3" t="s"><v>1</v></c><c r="B3" s="3"><v>43831</v></c><c r="C3" t="b"><v>1</v></c></row>
            <row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B4"><f t="shared" si="0" ref="B4:C4">SUM(B2:B3)</f><v>38</v></c>
              <c r="C4"><f t="shared" si="0"/></c><c r="E4"/></row></sheetData>
            <mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A4:A1048576"/></mergeCells>"#,
        )
        .unwrap();
        assert_eq!(document.title.as_deref(), Some("年报 & 附表"));
        assert_eq!(
            lines(&document.tables[0]),
            [
                "A1 1x4 [信访办理情况] Text",
                "A2 [合计] Text",
                "B2 [41.64%] 0.4164",
                "C2 [1234.6万] 12345678",
                "D2 [5] 5 hidden",
                "A3 [38] Text hidden",
                "B3 [2020/1/1] Date hidden",
                "C3 [TRUE] Bool(true) hidden",
                "A4 [#DIV/0!] Error(\"#DIV/0!\") =1/0",
                "B4 [38] 38 =SUM(B2:B3)",
                "C4 [] NoValue =SUM(C2:C3)",
            ]
        );
        assert_eq!(document.tables[0].cells()[1].indent, 2);
        assert_eq!(document.tables[0].caption.as_ref().map(Text::as_str), Some("信访办理情况"));
        assert_eq!(document.blocks, [Block::Paragraph(0), Block::Table(0), Block::Table(1)]);
        assert_eq!(document.paragraphs[0].cell, Some((0, 0)));
        assert_eq!((document.tables[1].sheet.as_deref(), document.tables[1].hidden), (Some("草稿"), true));
        assert_eq!(lines(&document.tables[1]), ["B1 [7] 7 hidden"]);
        let sites: Vec<_> = document.remarks.iter().map(|r| (r.kind, r.site)).collect();
        let at = |cell| (RemarkKind::NoValue, Some(Site::Cell { table: 0, cell }));
        assert_eq!(sites, [at(8), at(10)]);
    }

    #[test]
    fn sentences_after_the_data_follow_the_table() {
        let document = sheet(
            r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>注：本表不含上年结转的申请，共计38件。</t></is></c></row></sheetData>"#,
        )
        .unwrap();
        assert_eq!(document.blocks, [Block::Table(0), Block::Paragraph(0), Block::Table(1)]);
        assert_eq!(document.paragraphs[0].cell, Some((0, 2)));
        assert_eq!(document.tables[0].caption, None);
    }

    #[test]
    fn struck_text_is_left_out_and_said() {
        let strings = "<sst><si><r><rPr><strike/></rPr><t>38</t></r><r><rPr><b/></rPr><t>44</t></r></si><si><r><rPr><strike/></rPr><t>9</t></r></si></sst>";
        let rows = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c t="s"><v>0</v></c><c r="D1" s="5"><v>7</v></c><c><v>1</v></c></row>
            <row><c t="inlineStr"><is><r><rPr><strike val="true"/></rPr><t>1</t></r><r><t>2</t></r></is></c><c r="B2" s="5"/></row></sheetData>"#;
        let document = open(bytes(rows, strings), Format::Xlsx).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [44] Text", "C1 [44] Text", "E1 [1] 1", "A2 [2] Text"]);
        let said: Vec<&str> = document.remarks.iter().map(|r| r.message.en.as_str()).collect();
        let word = |word, at| format!("`{word}` in {at} of sheet \"统计表\" is struck out and was left out");
        assert_eq!(said, [word(38, "A1"), word(9, "B1"), word(38, "C1"), word(7, "D1"), word(1, "A2")]);
    }

    #[test]
    fn marks_of_notes_are_no_digits() {
        let mark = "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>";
        let strings = format!("<sst><si><r><t>38</t></r>{mark}</si></sst>");
        let rows =
            format!("<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>20</t></r>{mark}</is></c></row></sheetData>");
        let document = open(bytes(&rows, &strings), Format::Xlsx).unwrap();
        assert_eq!((lines(&document.tables[0]), document.remarks.len()), (vec!["A1 [38¹] Text".to_owned(), "B1 [20¹] Text".to_owned()], 0));
    }

    #[test]
    fn a_run_that_is_not_struck_in_a_struck_cell_is_shown() {
        let strings = "<sst><si><r><t>9</t></r><r><rPr><b/></rPr><t>38</t></r></si></sst>";
        let document = open(bytes("<sheetData><row><c t=\"s\" s=\"5\"><v>0</v></c></row></sheetData>", strings), Format::Xlsx).unwrap();
        assert_eq!((lines(&document.tables[0]), document.remarks.len()), (vec!["A1 [38] Text".to_owned()], 1));
    }

    #[test]
    fn a_far_cell_costs_nothing_and_a_cell_beyond_is_said() {
        let far =
            sheet(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#)
                .unwrap();
        assert_eq!(lines(&far.tables[0]), ["A1 [1] 1", "XFD1048576 [2] 2"]);
        let beyond = sheet(
            r#"<dimension ref="A1:B99999999"/><sheetData><row r="231999999999940"><c r="A2"><v>7</v></c><c><v>8</v></c></row>
            <row r="3"><c r="A3"><v>1</v></c><c r="A99999999999"><v>2</v></c><c r="A1048577"><v>3</v></c><c r="C3"><v>4</v></c></row></sheetData>"#,
        )
        .unwrap();
        assert_eq!(lines(&beyond.tables[0]), ["A2 [7] 7", "A3 [1] 1", "C3 [4] 4"]);
        assert_eq!(lines(&beyond.tables[1]), ["B1 [7] 7 hidden"]);
        let said: Vec<_> = beyond.remarks.iter().map(|r| (r.kind, r.message.en.as_str())).collect();
        let words =
            "3 cells of sheet \"统计表\" stand where no sheet has a place (231999999999940, A99999999999, A1048577) and were left out";
        assert_eq!(said, [(RemarkKind::Unread, words)]);
    }

    #[test]
    fn a_bad_cell_loses_only_itself() {
        let document = sheet(
            r#"<sheetData><row r="7"><c t="s"><v>99</v></c><c r="B7"><v>2</v></c></row><row><c/><c t="s"><v>98</v></c></row></sheetData>"#,
        )
        .unwrap();
        assert_eq!(lines(&document.tables[0]), ["B7 [2] 2"]);
        assert_eq!(document.remarks[0].message.en, "2 cells of sheet \"统计表\" could not be read (A7, B8)");
    }

    #[test]
    fn values_in_pieces_and_additions_to_a_cell_are_read() {
        let rows = "<sheetData><row><c><v>1<!-- x -->2</v></c><c><v><![CDATA[34]]></v></c><c><v>&#53;6</v></c><c t='s'><v> 1 </v></c>\
            <c><v>7</v><extLst><ext uri='x'><y>8</y></ext></extLst></c><c t='str'><v>a&amp;b</v></c></row></sheetData>";
        let document = sheet(rows).unwrap();
        assert_eq!(lines(&document.tables[0]), ["A1 [12] 12", "B1 [34] 34", "C1 [56] 56", "D1 [38] Text", "E1 [7] 7", "F1 [a&b] Text"]);
        assert!(document.remarks.is_empty(), "{:?}", document.remarks);
    }

    #[test]
    fn parts_that_do_not_match_their_checksum_are_said() {
        let replaced = |from: &str, to: &str| {
            let sound = bytes("<sheetData><row><c><v>1111</v></c></row></sheetData>", "<sst><si><t>合计</t></si></sst>");
            let at = sound.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
            let mut bytes = sound.to_vec();
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
            let document = open(bytes.into(), Format::Xlsx).unwrap();
            document.remarks.iter().map(|r| (r.kind, r.message.en.clone())).collect::<Vec<_>>()
        };
        let said = |what: &str| vec![(RemarkKind::Truncated, format!("{what}: fetch the file again"))];
        assert_eq!(replaced("1111", "9111"), said("the data of sheet \"统计表\" do not match their checksum and values may be wrong"));
        let strings = "the part xl/sharedstrings.xml of the workbook does not match its checksum and words or values may be wrong";
        assert_eq!(replaced("合计", "总计"), said(strings));
        assert_eq!(replaced("1111", "1111"), []);
    }

    #[test]
    fn macro_sheets_keep_no_other_from_being_read() {
        let listed = r#"<workbook xmlns:r="r"><sheets><sheet name="宏" r:id="m"/><sheet name="表" r:id="a"/><sheet name="缺" r:id="z"/></sheets></workbook>"#;
        let kinds = relations(&[("a", "worksheet", "worksheets/sheet1.xml"), ("m", "xlMacrosheet", "macrosheets/sheet1.xml")]);
        let bytes = package(&[
            ("_rels/.rels", relations(&[("w", "officeDocument", "xl/workbook.xml")]).as_bytes()),
            ("xl/workbook.xml", listed.as_bytes()),
            ("xl/_rels/workbook.xml.rels", kinds.as_bytes()),
            ("xl/macrosheets/sheet1.xml", b"<macrosheet/>"),
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"),
        ]);
        let document = open(bytes, Format::Xlsx).unwrap();
        assert_eq!((document.tables[0].sheet.as_deref(), lines(&document.tables[0])), (Some("表"), vec!["A1 [7] 7".to_owned()]));
        let said: Vec<&str> = document.remarks.iter().map(|r| r.message.en.as_str()).collect();
        assert_eq!(said, ["sheet \"缺\" could not be read"]);
    }

    #[test]
    fn limits_and_lies_are_refused_or_said() {
        let plain = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row></sheetData>";
        let lie = open(bytes(plain, "<sst uniqueCount=\"4000000000\"></sst>"), Format::Xlsx);
        assert_eq!(lie.unwrap_err().kind, ProblemKind::Unreadable);
        let limits = Limits { expanded_bytes: 500, ..Limits::default() };
        assert_eq!(read("x", bytes(plain, "<sst/>"), Format::Xlsx, &limits).unwrap_err().kind, ProblemKind::TooLarge);
        let limits = Limits { cells: 1, ..Limits::default() };
        let cut = read("x", bytes(plain, "<sst/>"), Format::Xlsx, &limits).unwrap();
        assert_eq!(lines(&cut.tables[0]), ["A1 [1] 1"]);
        assert_eq!(cut.remarks[0].kind, RemarkKind::Unread);
        assert_eq!(open(Arc::from(&b"PK\x05\x06"[..]), Format::Xlsx).unwrap_err().kind, ProblemKind::Unreadable);
    }
}
