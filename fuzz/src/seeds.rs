//! Writes the corpus that each target starts from, out of our own fixtures and rules.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crossfoot_fuzz::{BETWEEN, DOCX, ODS, XLSX};

/// The targets that take a file as it is, and the suffixes of theirs.
const PLAIN: &[(&str, &[&str])] = &[
    ("html", &["html"]),
    ("text", &["txt", "md"]),
    ("csv", &["csv"]),
    ("xlsx_raw", &["xlsx", "ods", "docx"]),
    ("xls_raw", &["xls"]),
    ("mht", &["mht"]),
    ("audit", &["html", "txt", "csv", "xlsx", "ods", "docx", "xls", "mht"]),
];

/// Sentences and cells that hold every kind of number.
const NUMBERS: &[&str] = &[
    "2023年收到申请一千二百三十四件，同比增长12.5%，其中上年结转3件",
    "(1,234.50)",
    "−0.5％",
    "１２，３４５．６",
    "三点一四万元",
    "约2.3亿人次",
    "5.6‰",
    "3/4",
    "1-12月",
    "第3条",
    "2020/1/1",
    "１．５倍",
    "12.5个百分点",
    "廿三",
    "百分之五十",
    "8成",
    "不足1万",
    "$1.2m",
    "1 234 567,89",
    "1e400",
    "--",
    "…",
    "0x1F",
    "9999999999999999999999999999999999999999999",
    "壹佰贰拾叁万肆仟元整",
    "共38件，其中予以公开20件、部分公开8件、不予公开10件，分别占52.6%、21.1%、26.3%",
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let fixtures = files(&root.join("fixtures"));
    let mut corpus = Corpus(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    for path in &fixtures {
        let suffix = path.extension().and_then(|s| s.to_str()).unwrap_or_default();
        let bytes = fs::read(path).expect("a fixture can be read");
        for (target, suffixes) in PLAIN {
            if suffixes.contains(&suffix) {
                corpus.add(target, &bytes);
            }
        }
        match suffix {
            "xlsx" => corpus.add("xlsx", &parts(&bytes, XLSX)),
            "docx" => corpus.add("docx", &parts(&bytes, DOCX)),
            "ods" => {
                corpus.add("ods", &parts(&bytes, ODS));
                corpus.add("fods", &part(&bytes, "content.xml").unwrap_or_default());
            }
            "xls" => corpus.add("xls", &workbook(&bytes)),
            _ => {}
        }
    }
    written(&mut corpus);
    for text in NUMBERS {
        corpus.add("lexer", text.as_bytes());
    }
    for folder in fs::read_dir(root.join("rules")).expect("the rules").flatten().filter(|e| e.path().is_dir()) {
        let pack = fs::read(folder.path().join("pack.toml")).unwrap_or_default();
        for rule in files(&folder.path()) {
            corpus.add("rules", &[pack.clone(), BETWEEN.to_vec(), fs::read(&rule).expect("a rule can be read")].concat());
        }
    }
}

/// Small files written here, for what the fixtures have too large or not at all.
fn written(corpus: &mut Corpus) {
    let page = "<meta charset=utf-8><h1>一、概况</h1><p>收到 38 件，占 <b>12.5%</b><br>其中：<table><caption>表1 收支</caption><thead><tr><th rowspan=2>项目\
        <th colspan=2>金额（万元）<tr><th>本年<th>上年</thead><tbody><tr><td>甲<td>1,234.50<td style='display:none'>-3<tr><td>合计<td><s>5</s>6&nbsp;7<td>\
        <table><tr><td>8</table></table><pre>a 1\nb 2</pre><ul><li>x<li>y</ul><img src=a.png><svg><td>1</svg>";
    corpus.add("html", page.as_bytes());
    corpus.add("audit", page.as_bytes());
    let text = "# 标题\n\n收到 38 件。\n\n| 项目 | 数 |\n|---|---:|\n| 甲 | 1,234 |\n| 合计 | 1,234 |\n\n项目\t数\n甲\t3\n\n+---+---+\n| a | 1 |\n+---+---+\n";
    corpus.add("text", text.as_bytes());
    corpus.add("csv", "项目,数,\"说\"\"明\"\n甲,\"1,234\",\"a\nb\"\n合计,1234,\n".as_bytes());
    corpus.add("csv", "a;b\n1;2,5\n".as_bytes());
    let sheet = "<worksheet><dimension ref='A1:C3'/><cols><col min='2' max='2' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='s' s='1'><v>0</v></c>\
        <c r='B1' s='1'><f>A1*2</f><v>0.4164</v></c><c r='C1' t='str'><f t='shared' ref='C1:C3' si='0'>B1</f><v>x</v></c></row><row r='3'><c r='A3' t='inlineStr'><is><t>合计</t></is></c>\
        <c r='B3' t='e'><v>#DIV/0!</v></c><c r='C3' t='b'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells></worksheet>";
    let strings = "<sst count='1' uniqueCount='1'><si><r><t>项目</t></r><r><t>名</t></r></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0.00_);[Red]\\(0.0%\\);\"万\"@'/></numFmts><fonts><font><strike/></font></fonts>\
        <cellXfs><xf numFmtId='0'/><xf numFmtId='164' fontId='0'/></cellXfs></styleSheet>";
    let book = "<workbook><workbookPr date1904='1'/><sheets><sheet name='S' sheetId='1' state='hidden' r:id='r1'/></sheets></workbook>";
    let relations = |suffix: &str| {
        format!(
            "<Relationships><Relationship Id='r1' Type='http://x/relationships/worksheet' Target='worksheets/sheet1.{suffix}'/></Relationships>"
        )
    };
    let xml = relations("xml");
    let xlsx = [sheet, strings, styles, book, &xml, "<cp:coreProperties><dc:title>t</dc:title></cp:coreProperties>"].map(str::as_bytes);
    corpus.add("xlsx", &xlsx.join(BETWEEN));
    let bin = relations("bin");
    let xlsb: [&[u8]; 5] =
        [&binary_sheet(), &record(0x13, &[&[0][..], &wide("合计")].concat()), &binary_styles(), &binary_book(), bin.as_bytes()];
    corpus.add("xlsb", &xlsb.join(BETWEEN));
    let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>概况</w:t></w:r><w:ins><w:r>\
        <w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:footnoteReference w:id='2'/></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/>\
        <w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>1,234</w:t><w:tab/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>\
        <w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
    let notes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>注 3</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let docx = [
        document,
        "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style></w:styles>",
        numbering,
        notes,
        "",
        "",
        "wordprocessingml.document.main",
    ];
    corpus.add("docx", &docx.map(str::as_bytes).join(BETWEEN));
    let fods = "<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><table:table table:name='a'><table:table-row table:number-rows-repeated='2'>\
        <table:table-cell office:value-type='percentage' office:value='0.5' table:number-columns-spanned='2' table:formula='of:=1'><text:p>50<text:s text:c='2'/>%</text:p></table:table-cell>\
        <table:covered-table-cell/></table:table-row></table:table></office:body></office:document>";
    corpus.add("fods", fods.as_bytes());
    corpus.add("ods", &[fods.as_bytes(), b"application/vnd.oasis.opendocument.spreadsheet"].join(BETWEEN));
    let message = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"; type=\"text/html\"\n\n--b\nContent-Type: text/html; charset=\"utf-8\"\n\
        Content-Transfer-Encoding: quoted-printable\nContent-Location: file:///a.htm\n\n<table><tr><td>=E5=90=88=\n<td>3=3D</table>\n--b--\n";
    corpus.add("mht", message.as_bytes());
}

fn binary_sheet() -> Vec<u8> {
    [
        record(0x3C, &[numbers(&[3, 3, 0, 0]), vec![1, 0]].concat()),
        record(0, &[numbers(&[0, 0]), vec![0, 0, 0, 0]].concat()),
        record(7, &numbers(&[0, 0, 0])),
        record(5, &[numbers(&[1, 1]), 0.4164_f64.to_le_bytes().to_vec()].concat()),
        record(2, &numbers(&[3, 0, 38 << 2 | 2])),
        record(0, &[numbers(&[1, 0]), vec![0, 0, 0, 0x10]].concat()),
        record(11, &[numbers(&[0, 0]), vec![7]].concat()),
        record(0x92, &[]),
        record(0xB0, &numbers(&[0, 5, 0, 0])),
    ]
    .concat()
}

fn binary_styles() -> Vec<u8> {
    let xf = |format: u16| record(0x2F, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
    [record(0x2C, &[&[164, 0][..], &wide("0.00%")].concat()), record(0x269, &[2, 0, 0, 0]), xf(0), xf(164), record(0x26A, &[])].concat()
}

fn binary_book() -> Vec<u8> {
    record(0x9C, &[numbers(&[0, 1]), wide("r1"), wide("表")].concat())
}

/// A record of a binary workbook with less than 128 bytes ([MS-XLSB] 2.1.4).
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let kind = if kind < 0x80 { vec![kind.to_le_bytes()[0]] } else { vec![kind.to_le_bytes()[0] | 0x80, (kind >> 7).to_le_bytes()[0]] };
    [&kind[..], &[u8::try_from(content.len()).expect("a short record")], content].concat()
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [numbers(&[u32::try_from(units.len()).expect("a short text")]), units.iter().flat_map(|u| u.to_le_bytes()).collect()].concat()
}

/// The corpus of all targets, one folder each.
struct Corpus(PathBuf);

impl Corpus {
    fn add(&mut self, target: &str, bytes: &[u8]) {
        let folder = self.0.join(target);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let count = fs::read_dir(&folder).map_or(0, Iterator::count);
        fs::write(folder.join(format!("seed-{count:03}")), bytes).expect("the seed can be written");
    }
}

/// The named parts of a package, one after another.
fn parts(bytes: &[u8], names: &[&str]) -> Vec<u8> {
    names.iter().map(|name| part(bytes, name).unwrap_or_default()).collect::<Vec<_>>().join(BETWEEN)
}

fn part(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}

fn workbook(bytes: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).expect("a fixture is sound");
    file.open_stream("/Workbook").and_then(|mut stream| stream.read_to_end(&mut content)).expect("a fixture is sound");
    content
}

/// All files under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.path().is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}
