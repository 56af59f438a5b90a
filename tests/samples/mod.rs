//! Findings built by hand, as the stages will fill them.
#![allow(dead_code, reason = "every test binary uses its own part")]

use crossfoot::document::{CellRef, Format};
use crossfoot::findings::{
    Confidence, Excerpt, Finding, Label, LabelRole, Location, Mark, Outcome, Passage, RawSpan, Repair, ReportOutcome, RuleNote, Said,
    Severity, Slice, SliceCell, SliceColumn, SliceRow, VerdictCounts,
};
use crossfoot::phrase::Phrase;
use crossfoot::problem::{Problem, ProblemKind};

pub(crate) fn label(part: &str, text: &str, cell: Option<&str>) -> Label {
    let role = LabelRole::Related;
    let location = Location {
        path: "2023年报.html".into(),
        span: Some(RawSpan { start: 18211, end: 18213 }),
        line: Some(120),
        column: Some(34),
        table: cell.map(|_| 2),
        cell: cell.map(str::to_owned),
        row: vec!["三、本年度办理结果".into(), "（七）总计".into()],
        col: vec!["申请人情况".into(), "自然人".into()],
        ..Location::default()
    };
    Label { role, part: part.into(), text: text.into(), location }
}

pub(crate) fn finding(
    rule: &str,
    message: Phrase,
    derivation: Phrase,
    help: Phrase,
    mut labels: Vec<Label>,
    excerpts: Vec<Excerpt>,
) -> Finding {
    labels[0].role = LabelRole::Primary;
    Finding {
        rule: rule.into(),
        severity: Severity::Error,
        confidence: Confidence::High,
        path: "2023年报.html".into(),
        message,
        help,
        derivation,
        labels,
        repairs: vec![],
        also: Vec::new(),
        fingerprint: "5f0c".into(),
        excerpts,
    }
}

/// A row of cells; `*` before the text marks the cell with the next label of `labels`.
pub(crate) fn row(number: u32, gap_before: bool, label: &str, cells: &[&str], mut labels: &[usize]) -> SliceRow {
    let cells = cells
        .iter()
        .map(|text| match (text.strip_prefix('*'), labels) {
            (Some(text), [first, rest @ ..]) => {
                labels = rest;
                SliceCell { text: text.into(), label: Some(*first) }
            }
            _ => SliceCell { text: (*text).into(), label: None },
        })
        .collect();
    SliceRow { number, gap_before, path: label.split(" / ").map(str::to_owned).collect(), cells }
}

pub(crate) fn columns(columns: &[(&str, &str)]) -> Vec<SliceColumn> {
    let column =
        |(letter, path): &(&str, &str)| SliceColumn { letter: (*letter).into(), path: path.split(" / ").map(str::to_owned).collect() };
    columns.iter().map(column).collect()
}

/// (a) a column of seven cells in a table of 26 by 10.
pub(crate) fn column_sum() -> Finding {
    let mut labels = vec![label("total", "38", Some("D25"))];
    labels.extend(
        ["18", "8", "10", "", "5", "1", "2"]
            .iter()
            .zip(["D8", "D9", "D10", "D11", "D18", "D21", "D24"])
            .map(|(t, c)| label("part", t, Some(c))),
    );
    let slice = Slice {
        origin: Phrase::same("2023年报.html:120:34 › 表2"),
        caption: None,
        columns: columns(&[("D", "自然人"), ("E", "法人或其他组织 / 商业企业"), ("F", "法人或其他组织 / 科研机构"), ("J", "总计")]),
        rows: vec![
            row(8, false, "三、本年度办理结果 / （一）予以公开", &["*18", "4", "0", "22"], &[1]),
            row(9, false, "三、本年度办理结果 / （二）部分公开（区分处理的，只计这一情形，不计其他情形）", &["*8", "0", "0", "8"], &[2]),
            row(10, false, "三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密", &["*10", "0", "0", "10"], &[3]),
            row(11, false, "三、本年度办理结果 / （三）不予公开 / 2.其他法律行政法规禁止公开", &["*", "0", "0", "0"], &[4]),
            row(18, true, "三、本年度办理结果 / （四）无法提供", &["*5", "1", "0", "6"], &[5]),
            row(21, true, "三、本年度办理结果 / （五）不予处理", &["*1", "0", "0", "1"], &[6]),
            row(24, true, "三、本年度办理结果 / （六）其他处理", &["*2", "0", "0", "2"], &[7]),
            row(25, false, "三、本年度办理结果 / （七）总计", &["*38", "5", "0", "49"], &[0]),
        ],
    };
    let mut finding = finding(
        "total-mismatch",
        Phrase::new("“（七）总计”写作 38，各项相加得 44（少 6）", "\"（七）总计\" is 38, its parts sum to 44 (6 too few)"),
        Phrase::new("18 + 8 + 10 + 空 + 5 + 1 + 2 = 44，原文 38", "18 + 8 + 10 + blank + 5 + 1 + 2 = 44, stated 38"),
        Phrase::new("先核对 D25；本行其他列与各自分项相符", "check D25 first; the other columns of its row agree with their parts"),
        labels,
        vec![Excerpt::Slice(slice)],
    );
    finding.repairs = vec![Repair {
        label: 0,
        value: "44".into(),
        why: Phrase::new("只改这一处即可使 2 项不符全部相符", "the only single change that settles all 2 failed checks"),
    }];
    finding
}

/// (b) a sentence against a cell.
pub(crate) fn sentence() -> Finding {
    let text =
        "2023年，我局共收到政府信息公开申请41件，其中自然人申请36件，法人或其他组织申请5件，均已在法定期限内办结，未发生行政复议和行政诉讼";
    let start = text.find("41").expect("it is there");
    let passage = Passage {
        origin: Phrase::same("2023年报.html:64:18"),
        text: text.into(),
        cut_before: true,
        cut_after: true,
        marks: vec![Mark { start, end: start + 2, label: 0 }],
    };
    let slice = Slice {
        origin: Phrase::same("2023年报.html:120:34 › 表2"),
        caption: None,
        columns: columns(&[("D", "自然人"), ("J", "总计")]),
        rows: vec![
            row(4, false, "一、本年新收政府信息公开申请数量", &["38", "*43"], &[1]),
            row(5, false, "二、上年结转政府信息公开申请数量", &["0", "0"], &[]),
        ],
    };
    finding(
        "received-mismatch",
        Phrase::new(
            "正文称收到申请 41 件，表中“本年新收”总计为 43",
            "the text says 41 requests were received, the table's \"本年新收\" totals 43",
        ),
        Phrase::new("正文 41 ≠ J4 43（差 2）", "text 41 ≠ J4 43 (gap 2)"),
        Phrase::new("核对正文与表格，以登记台账为准改正其一", "compare both with the register and correct the one that is wrong"),
        vec![label("claim", "41", None), label("whole", "43", Some("J4"))],
        vec![Excerpt::Passage(passage), Excerpt::Slice(slice)],
    )
}

/// (c) a rate of change within a sentence too long for the terminal.
pub(crate) fn change_rate() -> Finding {
    let text = "全年主动公开政府信息由上年度的1,234条增加到1,668条，其中通过政府网站公开政府信息1,002条，通过政务微博、微信公众号公开政府信息666条，同比增长25.2%，公众满意度明显提高";
    let mark = |word: &str, label| {
        let start = text.find(word).expect("it is there");
        Mark { start, end: start + word.len(), label }
    };
    let passage = Passage {
        origin: Phrase::same("2023年报.html:58:5"),
        text: text.into(),
        cut_before: false,
        cut_after: true,
        marks: vec![mark("1,234", 1), mark("1,668", 2), mark("25.2%", 0)],
    };
    let mut finding = finding(
        "change-rate",
        Phrase::new("由 1,234 到 1,668 增长 35.2%，原文写作 25.2%", "from 1,234 to 1,668 is a rise of 35.2 %, stated as 25.2 %"),
        Phrase::new(
            "(1,668 - 1,234) ÷ 1,234 = 35.17%，允许 25.15% 至 25.25%",
            "(1,668 - 1,234) / 1,234 = 35.17 %, allowed 25.15 % to 25.25 %",
        ),
        Phrase::new("核对三个数字；只改比率为 35.2% 即相符", "check the three numbers; a rate of 35.2 % alone would agree"),
        vec![label("rate", "25.2%", None), label("old", "1,234", None), label("new", "1,668", None)],
        vec![Excerpt::Passage(passage)],
    );
    finding.severity = Severity::Warning;
    finding.confidence = Confidence::Medium;
    finding
}

/// A row sum: several used cells on one line.
pub(crate) fn row_sum() -> Finding {
    let slice = Slice {
        origin: Phrase::same("台账.xlsx › 表三"),
        caption: None,
        columns: columns(&[
            ("D", "自然人"),
            ("E", "商业企业"),
            ("F", "科研机构"),
            ("G", "社会公益组织"),
            ("H", "法律服务机构"),
            ("I", "其他"),
            ("J", "总计"),
        ]),
        rows: vec![row(
            4,
            false,
            "一、本年新收政府信息公开申请数量",
            &["*38", "*4", "*0", "*0", "*1", "*0", "*44"],
            &[1, 2, 3, 4, 5, 6, 0],
        )],
    };
    let mut labels = vec![label("total", "44", Some("J4"))];
    labels.extend(["38", "4", "0", "0", "1", "0"].iter().zip("DEFGHI".chars()).map(|(t, c)| label("part", t, Some(&format!("{c}4")))));
    finding(
        "total-mismatch",
        Phrase::new("“总计”写作 44，各列相加得 43（多 1）", "\"总计\" is 44, its parts sum to 43 (1 too many)"),
        Phrase::new("38 + 4 + 0 + 0 + 1 + 0 = 43，原文 44", "38 + 4 + 0 + 0 + 1 + 0 = 43, stated 44"),
        Phrase::new("核对 J4", "check J4"),
        labels,
        vec![Excerpt::Slice(slice)],
    )
}

/// (e) text that would move the cursor, recolour or reverse the line.
pub(crate) fn hostile() -> Finding {
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}合计\u{202e}83\u{9b}31m\r\n";
    let slice = Slice {
        origin: Phrase::same(format!("{evil}.html:1:1")),
        caption: None,
        columns: columns(&[("D", evil), ("E", "b\tc")]),
        rows: vec![row(1, false, evil, &[&format!("*{evil}"), "2"], &[0])],
    };
    let passage = Passage {
        origin: Phrase::same("a"),
        text: format!("前{evil}后 38"),
        marks: vec![Mark { start: 3, end: 7, label: 0 }],
        ..Passage::default()
    };
    finding(
        evil,
        Phrase::new(evil, evil),
        Phrase::new(evil, evil),
        Phrase::new(evil, evil),
        vec![label("total", evil, None)],
        vec![Excerpt::Slice(slice), Excerpt::Passage(passage)],
    )
}

/// (f) two hundred columns, three used.
pub(crate) fn wide() -> Finding {
    let letter = |n: u32| CellRef::new(0, n).to_string().trim_end_matches('1').to_owned();
    let columns = (1..=200).map(|n| SliceColumn { letter: letter(n), path: vec![format!("第{n}月份累计发生额")] }).collect();
    let cells: Vec<String> = (1..=200).map(|n| if [1, 90, 200].contains(&n) { format!("*{n}00.25") } else { format!("{n}.00") }).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let slice = Slice {
        origin: Phrase::same("非常长的目录名/".repeat(9) + "宽表.xlsx › 明细"),
        caption: None,
        columns,
        rows: vec![row(1_048_576, false, "一个相当长的行标签，用来说明这一行到底是什么", &cells, &[1, 2, 0])],
    };
    finding(
        "total-mismatch",
        Phrase::new("合计不符", "the total is off"),
        Phrase::new("100.25 + 9000.25 = 9100.50，原文 20000.25", "100.25 + 9000.25 = 9100.50, stated 20000.25"),
        Phrase::new("核对", "check"),
        vec![
            label("total", "20000.25", Some("GS1048576")),
            label("part", "100.25", Some("B1048576")),
            label("part", "9000.25", Some("CM1048576")),
        ],
        vec![Excerpt::Slice(slice)],
    )
}

pub(crate) fn outcome(findings: Vec<Finding>) -> Outcome {
    let fail = u32::try_from(findings.len()).expect("few");
    Outcome::new(vec![ReportOutcome {
        path: "2023年报.html".into(),
        format: Some(Format::Html),
        encoding: Some("gb18030".into()),
        title: Some("2023年政府信息公开工作年度报告".into()),
        tables: 3,
        numbers: 214,
        guarded: 198,
        verdicts: VerdictCounts { pass: 61, fail, not_applicable: 4, undecided: 2 },
        problem: None,
        remarks: vec![Said::of(Phrase::new("第 3 段的“7次”没有可对照的数字", "\"7次\" in paragraph 3 has nothing to compare with"))],
        year_before: None,
        findings,
        ..ReportOutcome::default()
    }])
}

/// (d) a file that could not be read.
pub(crate) fn problem() -> Outcome {
    let problem = Problem::new(
        ProblemKind::Encrypted,
        "文件有密码，请先用电子表格软件去掉密码再试",
        "the file has a password: remove it in your spreadsheet program and try again",
    );
    Outcome::new(vec![ReportOutcome { path: "归档/2022.xlsx".into(), problem: Some(problem), ..ReportOutcome::default() }])
}

/// (g) a workbook's finding whose words are markup, formulas, commands and table syntax of every format.
pub(crate) fn scripted() -> Finding {
    let evil = "=1+1|<script>alert('1')</script>\"&amp;\n::error::x,%0A@all [a](http://www.b.c)";
    let at = |cell: &str| Location {
        path: "a:b,<c>/2023|\"年报\".xlsx".into(),
        sheet: Some("<表>|'三'".into()),
        table: Some(1),
        cell: Some(cell.into()),
        row: vec![evil.into()],
        ..Location::default()
    };
    let label =
        |part: &str, text: &str, cell: &str| Label { role: LabelRole::Related, part: part.into(), text: text.into(), location: at(cell) };
    let slice = Slice {
        origin: Phrase::same(evil),
        caption: Some(evil.into()),
        columns: columns(&[("D", evil)]),
        rows: vec![row(1, false, evil, &["*=38"], &[0]), row(2, false, evil, &["*44"], &[1])],
    };
    let words = || Phrase::new(evil, evil);
    let labels = vec![label("total", "=38", "D25"), label("part", "44", "D8")];
    let mut finding = finding("total-mismatch", words(), words(), words(), labels, vec![Excerpt::Slice(slice)]);
    finding.path = at("D25").path;
    finding.severity = Severity::Note;
    finding
}

/// A run with every sample that every format must show, one file that could not be read, and one without findings.
pub(crate) fn run() -> Outcome {
    let mut reports = outcome(vec![column_sum(), sentence(), change_rate(), hostile()]).reports;
    reports.extend(problem().reports);
    let scripted = scripted();
    let path = scripted.path.clone();
    reports.push(ReportOutcome { path, format: Some(Format::Xlsx), findings: vec![scripted], ..ReportOutcome::default() });
    let verdicts = VerdictCounts { pass: 7, ..VerdictCounts::default() };
    reports.push(ReportOutcome { path: "clean.txt".into(), format: Some(Format::Text), verdicts, ..ReportOutcome::default() });
    let rule = |id: &str, severity| RuleNote {
        id: id.into(),
        pack: "general".into(),
        severity,
        confidence: Confidence::High,
        title: Phrase::new("合计与各项之和不符", "total does not equal the sum of its parts"),
        why: Phrase::new("合计应等于各项之和", "a total should be the sum of its parts"),
        fix: Phrase::new("先核对“{total}”", "check `{total}` first"),
    };
    let mut run = Outcome::new(reports);
    run.rules = vec![rule("change-rate", Severity::Warning), rule("total-mismatch", Severity::Error)];
    run
}
