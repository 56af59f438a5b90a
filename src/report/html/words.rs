//! The fixed words of the page.

use serde_json::{Value, json};

use crate::phrase::Lang;
use crate::report::words::not_quantity;

/// The words in one language.
pub(super) struct Ui {
    pub(super) lang: Lang,
    pub(super) findings: &'static str,
    pub(super) none: &'static str,
    pub(super) unguarded: &'static str,
    pub(super) repair: &'static str,
    pub(super) sure: &'static str,
    pub(super) help: &'static str,
    pub(super) hidden: &'static str,
    pub(super) no_room: &'static str,
    pub(super) reports: &'static str,
    pub(super) legend: [(&'static str, &'static str, &'static str); 4],
    pub(super) keys: &'static str,
    pub(super) search: &'static str,
    pub(super) all_rules: &'static str,
    pub(super) rule: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    pub(super) close: &'static str,
    pub(super) back: &'static str,
    pub(super) why: &'static str,
    pub(super) guide: &'static str,
    /// What the page shows and how it is used, in pairs: what one sees or does, and what it means.
    pub(super) guides: [(&'static str, &'static str); 8],
}

const ZH: Ui = Ui {
    lang: Lang::Zh,
    findings: "不符之处",
    none: "未发现不符",
    unguarded: "没有一个数经过检查",
    repair: "可改",
    sure: "可信度",
    help: "建议",
    hidden: "隐藏的工作表",
    no_room: "页面已满，这份报告的正文没有画出；请单独审核它",
    reports: "报告",
    legend: [
        ("t", "已核", "至少一项检查相符"),
        ("x", "不符", "所指出的数"),
        ("v", "涉及", "参与了不符的算式"),
        ("g", "未核", "没有检查得出结论"),
    ],
    keys: "j k 下一处、上一处 · / 查找 · Esc 取消 · ? 说明",
    search: "查找不符之处",
    all_rules: "全部规则",
    rule: "规则",
    previous: "上一处",
    next: "下一处",
    close: "取消标示",
    back: "回到列表",
    why: "依据",
    guide: "怎样看这一页",
    guides: [
        ("12✓", "已核：至少有一项检查把它与别的数对上了。把鼠标移上去（或点一下），可以看到与哪些数相符"),
        ("12✗3", "不符：列表中第 3 处所指的数。点一下，同一算式的各数用线连起来，算式显示在页面下方"),
        ("12!", "涉及：参与了一道不平的算式，错的可能是它，也可能是别的数"),
        ("12·", "未核：没有检查得出结论。移上去可以看到原因。这不表示它是对的"),
        ("不带记号的数字", "文号、日期、电话、编号之类，不作数量"),
        ("依据、可改、建议", "“依据”是算式；“可改”是改动一个数就能消除不符的改法，有几种就列几种；“建议”是先核对什么"),
        ("键盘", "j k 下一处、上一处；Tab 在标出的数之间走，← → 走到相邻的数；Enter 显示；/ 查找；Esc 取消；? 打开或收起本说明"),
        ("页顶", "点记号可隐去这一类；按严重程度和规则筛选；页面不联网，可以存档、转发、打印"),
    ],
};

const EN: Ui = Ui {
    lang: Lang::En,
    findings: "findings",
    none: "nothing found",
    unguarded: "no number of it was checked",
    repair: "fix",
    sure: "confidence",
    help: "help",
    hidden: "hidden sheet",
    no_room: "the page is full, so the text of this report is not drawn: audit it alone",
    reports: "reports",
    legend: [
        ("t", "ticked", "at least one check agrees"),
        ("x", "crossed", "a finding is about it"),
        ("v", "involved", "used by a check that failed"),
        ("g", "unchecked", "no check came to a verdict"),
    ],
    keys: "j k next, previous · / search · Esc clear · ? help",
    search: "search findings",
    all_rules: "all rules",
    rule: "rule",
    previous: "previous",
    next: "next",
    close: "clear",
    back: "to the list",
    why: "why",
    guide: "how to read this page",
    guides: [
        ("12✓", "ticked: at least one check ties it to other numbers and agrees. Point at it, or tap it, to see to which"),
        (
            "12✗3",
            "crossed: what finding 3 of the list is about. Click it: lines join the numbers of the equation, and the arithmetic stands below",
        ),
        ("12!", "involved: used by an equation that fails; it may be the wrong one, or another is"),
        ("12·", "unchecked: no check came to a verdict. Point at it to see why. It may be right or wrong"),
        ("no sign", "document numbers, dates, telephones, list numbers and the like: no quantities"),
        ("why, fix, help", "the arithmetic; every single change that would settle it; and what to check first"),
        (
            "keys",
            "j k next, previous finding; Tab goes through what findings use, ← → to the number beside; Enter shows; / searches; Esc clears; ? opens and closes this",
        ),
        (
            "the top line",
            "click a sign to hide its kind; filter by severity and rule. The page needs no network: keep it, send it, print it",
        ),
    ],
};

/// Reasons that digits are no quantity, by the name JSON has.
const NOT: [&str; 18] = [
    "document-number",
    "contact",
    "date",
    "year",
    "time",
    "article",
    "ordinal",
    "list-number",
    "version",
    "name",
    "identifier",
    "link",
    "range",
    "ratio",
    "indefinite",
    "label",
    "ambiguous",
    "malformed",
];

impl Ui {
    pub(super) fn of(lang: Lang) -> Self {
        match lang {
            Lang::Zh => ZH,
            Lang::En => EN,
        }
    }

    fn zh(&self) -> bool {
        self.lang == Lang::Zh
    }

    pub(super) fn aside(&self, words: &str) -> String {
        match (words.is_empty(), self.zh()) {
            (true, _) => String::new(),
            (false, true) => format!("（{words}）"),
            (false, false) => format!(" ({words})"),
        }
    }

    /// A lead word with its colon; a full-width one brings its own blank.
    pub(super) fn lead(&self, word: &str) -> String {
        if self.zh() { format!("{word}：") } else { format!("{word}: ") }
    }

    pub(super) fn table(&self, number: u32) -> String {
        if self.zh() { format!("第 {number} 个表") } else { format!("table {number}") }
    }

    pub(super) fn rows_left(&self, rows: usize) -> String {
        if self.zh() { format!("另有 {rows} 行没有画出") } else { format!("{rows} more rows are not drawn") }
    }

    pub(super) fn blocks_left(&self, blocks: usize) -> String {
        if self.zh() {
            format!("报告太长，另有 {blocks} 段或表没有画出，其中没有不符之处")
        } else {
            format!("the report is long: {blocks} more paragraphs or tables, without findings, are not drawn")
        }
    }

    pub(super) fn hidden_left(&self, paragraphs: usize) -> String {
        if self.zh() {
            format!("另有 {paragraphs} 段在原文中是隐藏的")
        } else {
            format!("paragraphs hidden in the report: {paragraphs}")
        }
    }

    pub(super) fn findings_left(&self, findings: usize) -> String {
        if self.zh() { format!("另有 {findings} 处没有列出") } else { format!("{findings} more findings are not listed") }
    }

    pub(super) fn stood(&self, findings: usize) -> String {
        if self.zh() { format!("不计入的，共 {findings} 处") } else { format!("not counted: {findings}") }
    }

    pub(super) fn remarks(&self, remarks: usize) -> String {
        if self.zh() { format!("没有检查的，共 {remarks} 条") } else { format!("what was not checked: {remarks}") }
    }

    pub(super) fn numbers(&self, numbers: usize) -> String {
        if self.zh() { format!("{numbers} 个数：") } else { format!("{numbers} numbers: ") }
    }

    /// What stands between items of a list.
    pub(super) fn comma(&self) -> &'static str {
        if self.zh() { "，" } else { ", " }
    }

    /// What the script needs of them.
    pub(super) fn script(&self) -> Value {
        let not: serde_json::Map<String, Value> = NOT.iter().map(|why| ((*why).to_owned(), json!(not_quantity(why, self.lang)))).collect();
        if self.zh() {
            json!({
                "t": "相符", "x": "不符", "n": "不适用", "u": "未判定", "cell": "没有规则核对这一格，也没有发现它参与的合计", "sentence": "没有规则认得这句话说的这个数", "q": "不作数量：", "formula": "公式",
                "more": "等另外 # 个", "shown": "显示 # 处，共 @ 处", "colon": "：", "comma": "，", "text": "正文", "not": not,
            })
        } else {
            json!({
                "t": "agrees", "x": "disagrees", "n": "not applicable", "u": "undecided", "cell": "no rule checks this cell, and no sum over it was found", "sentence": "no rule knows what this sentence says of it",
                "q": "no quantity: ", "formula": "formula", "more": "and # more", "shown": "# of @ shown", "colon": ": ", "comma": ", ", "text": "text",
                "not": not,
            })
        }
    }
}
