//! Opening, headings, problems and plans: what stands around the numbers.

use crate::mutation::class::Class;
use crate::mutation::figures::Figures;
use crate::mutation::paper::{Change, Line, Mark};
use crate::mutation::writer::{Writer, plain};

const SECTIONS: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

/// The title.
pub(crate) fn title(w: &mut Writer, f: &Figures) -> Line {
    w.year("title_year", f.year, Some(Class::TitleYear));
    if w.house.series {
        // Reports are put in a row by the name and the year.
        return w.say("{name}{title_year}年政府信息公开工作年度报告");
    }
    w.one(&[
        "{name}{title_year}年政府信息公开工作年度报告",
        "{name}{title_year}年政府信息公开工作年度报告",
        "{name}{title_year}年政府信息公开工作年度报告",
        "{name}{title_year}年度政府信息公开工作年度报告",
        "{name}关于{title_year}年政府信息公开工作年度报告",
        "{title_year}年{name}政府信息公开工作年度报告",
        "{name}政府信息公开工作年度报告（{title_year}年）",
        "{name}政府信息公开工作年度报告（{title_year}年度）",
        "{name}{title_year}年政府信息公开年度报告",
        "{title_year}年政府信息公开工作年度报告",
    ])
}

/// The opening paragraphs: basis, announced sections, period, address.
pub(crate) fn opening(w: &mut Writer, f: &Figures) -> Vec<Line> {
    w.year("from_year", f.year, Some(Class::PeriodYear));
    w.year("to_year", f.year, Some(Class::PeriodYear));
    w.word("form_number", if f.form == 2019 { "〔2019〕60号" } else { "〔2021〕30号" });
    let mut basis = w.one(&[
        "(根据|按照|依据)《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）[和国办公开办函{form_number}文件](要求|规定)，(编制|制作|形成)本报告。",
        "现(向社会公布|公布|发布){name}{from_year}年政府信息公开工作年度报告。",
        "本报告由{name}按照《中华人民共和国政府信息公开条例》编制。",
    ]);
    basis.extend(announcement(w));
    let period = w.one(&[
        "(本报告所列数据|报告中所列数据|报告中数据)的统计期限(自|为){from_year}年1月1日(起|)至{to_year}年12月31日(止|)。",
        "(所列数据的统计时段|数据统计时限)为{from_year}年1月1日至{to_year}年12月31日。",
        "本报告统计数据时间从{from_year}年1月1日起，到{to_year}年12月31日止。",
        "",
    ]);
    let address = w.one(&[
        "如对本报告有疑问，请与{name}联系（地址：{place}人民路{=1-300}号，邮编：{=100000-899999}，电话：0{=310-899}-{=2000000-8999999}）。",
        "联系电话：0{=310-899}-{=2000000-8999999}，电子邮箱：zwgk{=10-99}@example.gov.cn。",
        "",
    ]);
    if w.rng.chance(40) {
        basis.extend(period);
        basis.extend(address);
        return vec![basis];
    }
    [basis, [period, address].concat()].into_iter().filter(|line| !line.is_empty()).collect()
}

/// How many sections the report says it has, or nothing.
fn announcement(w: &mut Writer) -> Line {
    const SHAPES: &[(&str, &str)] = &[
        ("本报告由{sections}(等|)", "个部分(组成|构成)。"),
        ("本报告(包括|包含|分为|主要包括){sections}(等|)", "个部分。"),
        ("全文(包括|共分|分为)", "个部分[，即{sections}]。"),
        ("报告共分", "部分，即{sections}。"),
        ("本报告(共|分|包括|共有)", "个部分。"),
        ("报告内容由{sections}", "部分(组成|构成)。"),
        ("本报告主要内容有{sections}等", "个方面。"),
        ("全文由", "个部分(组成|构成)，(分别为|依次为){sections}。"),
    ];
    if w.rng.chance(25) {
        return Line::new();
    }
    w.word("sections", SECTIONS.join("、"));
    let (before, behind) = *w.rng.pick(SHAPES);
    let mut line = w.say(before);
    let number = match w.rng.below(4) {
        0 => "6",
        _ => "六",
    };
    let wrong: &[&str] = if number == "6" { &["5", "7"] } else { &["五", "七"] };
    let mark = w.words(Class::Sections, number, wrong, &[]);
    line.push(mark);
    line.extend(w.say(behind));
    line
}

/// The heading of section `n`, 0-based.
pub(crate) fn section(w: &mut Writer, n: usize) -> Line {
    let words = match n {
        3 => {
            "(政府信息公开行政复议、行政诉讼情况|政府信息公开行政复议、行政诉讼情况|因政府信息公开工作被申请行政复议、提起行政诉讼情况|政府信息公开行政复议和行政诉讼情况)"
        }
        4 => "(存在的主要问题及改进情况|存在的主要问题和改进情况|存在的问题及改进措施)",
        n => SECTIONS[n],
    };
    let number = ["一", "二", "三", "四", "五", "六"][n];
    w.say(&format!("{number}、{words}"))
}

/// The headings of section one.
pub(crate) fn parts(w: &mut Writer) -> [Line; 5] {
    let style = w.rng.index(4);
    let names = [
        "主动公开情况",
        "(依申请公开情况|依申请公开办理情况|政府信息公开申请办理情况)",
        "政府信息管理情况",
        "(平台建设情况|政府信息公开平台建设)",
        "(监督保障情况|监督保障)",
    ];
    let numbers = ["一", "二", "三", "四", "五"];
    std::array::from_fn(|n| match style {
        0 => w.say(&format!("（{}）{}", numbers[n], names[n])),
        1 => w.say(&format!("{}.{}", n + 1, names[n])),
        2 => w.say(&format!("{}是{}", numbers[n], names[n])),
        _ => w.say(&format!("（{}）{}", n + 1, names[n])),
    })
}

const FAULTS: &[&str] = &[
    "公开意识有待增强",
    "内容质量参差不齐",
    "解读形式不够丰富",
    "队伍力量较为薄弱",
    "平台功能有待完善",
    "答复规范化程度不高",
    "基层公开标准执行不到位",
    "主动回应关切不够及时",
];
const PLANS: &[&str] = &[
    "加强学习培训，提升业务能力",
    "健全工作机制，压实各方责任",
    "丰富解读方式，增强公开实效",
    "规范办理流程，提高答复质量",
    "优化栏目设置，方便群众查询",
    "强化督促检查，推动任务落实",
    "拓宽公开渠道，扩大公众参与",
];

/// Lists of problems and plans, in paragraphs.
pub(crate) fn problems(w: &mut Writer) -> Vec<Line> {
    let leads = *w.rng.pick(&[
        ("（一）存在的问题。", "（二）改进措施。"),
        ("存在的主要问题：", "改进情况："),
        ("政府信息公开工作取得一定成效，但仍存在一些不足：", "针对上述问题，将采取以下措施："),
        ("主要问题有：", "下一步，"),
    ]);
    [(leads.0, FAULTS), (leads.1, PLANS)]
        .into_iter()
        .map(|(lead, items)| {
            let mut line = w.say(lead);
            line.extend(list(w, items));
            line
        })
        .collect()
}

/// A numbered list of two to five items.
pub(crate) fn list(w: &mut Writer, items: &[&str]) -> Line {
    let mut order: Vec<&str> = items.to_vec();
    w.rng.shuffle(&mut order);
    let style = w.rng.index(5);
    let identity = w.list();
    let count = w.rng.index(4) + 2;
    let mut line = Line::new();
    for (n, item) in order.iter().take(count).enumerate() {
        let text = w.punctuated(&ordinal(style, n));
        if n == 0 {
            line.push(plain(&text));
        } else {
            let change = Change::Ordinal { list: identity, next: w.punctuated(&ordinal(style, n + 1)) };
            let mark = w.mark(Mark { class: Some(Class::Ordinal), text, change, about: vec![], cell: false });
            line.push(mark);
        }
        line.extend(w.say(&format!("{item}。")));
    }
    line
}

fn ordinal(style: usize, n: usize) -> String {
    let number = ["一", "二", "三", "四", "五", "六", "七"][n];
    match style {
        0 | 1 => format!("{number}是"),
        2 => format!("{}.", n + 1),
        3 => format!("第{number}，"),
        _ => format!("（{}）", n + 1),
    }
}

/// Section six.
pub(crate) fn others(w: &mut Writer) -> Line {
    w.one(&[
        "无。",
        "无其他需要报告的事项。",
        "{this}年度未收取政府信息公开信息处理费。",
        "本年度没有其他需要报告的事项，按照规定收取信息处理费0元。",
        "按照要求，本年度落实政务公开工作要点情况已另行公布。",
    ])
}

/// The line under the report: name and date.
pub(crate) fn signature(w: &mut Writer, f: &Figures) -> Vec<Line> {
    if w.rng.chance(50) {
        return vec![];
    }
    let date = format!("{}年1月{}日", f.year + 1, w.rng.range(5, 28));
    vec![w.say("{name}"), vec![plain(&date)]]
}
