//! Wholes and their parts, and shares, about other work than applications.

use crate::mutation::class::Class;
use crate::mutation::paper::Line;
use crate::mutation::writer::Writer;

/// What is counted, its measure word, and the names of parts that are the whole together.
const THINGS: &[(&str, &str, &[&str])] = &[
    ("发布政策解读", "篇", &["文字解读", "图片解读", "视频解读"]),
    ("公开扶贫信息", "条", &["政策文件", "项目实施", "资金使用", "帮扶措施"]),
    ("主动公开政府信息", "条", &["门户网站公开", "政务新媒体公开", "其他方式公开"]),
    ("召开新闻发布会", "场", &["政府举办", "部门举办"]),
    ("回应社会关切", "次", &["热点回应", "在线访谈", "意见征集"]),
    ("开展业务培训", "期", &["集中授课", "线上培训", "跟班学习"]),
    ("接待政策咨询", "人次", &["现场咨询", "电话咨询", "网络咨询"]),
    ("公开财政信息", "条", &["预算信息", "决算信息", "“三公”经费信息"]),
    ("办理建议提案", "件", &["人大代表建议", "政协委员提案"]),
    ("公开重点领域信息", "条", &["教育", "医疗卫生", "就业创业", "社会救助", "环境保护"]),
    ("更新公开事项", "项", &["新增", "修改", "取消"]),
    ("处理网民留言", "条", &["咨询类", "建议类", "投诉类"]),
    ("发放宣传资料", "份", &["手册", "折页"]),
    ("通过各类平台发布信息", "条", &["网站", "微信公众号", "新闻发布会及报刊"]),
    ("制作宣传材料", "件", &["图解", "短视频", "问答"]),
    ("设置公开查阅点", "个", &["图书馆", "档案馆", "政务服务大厅"]),
];

/// How the list opens, and what stands between its parts.
const OPENINGS: &[(&str, &str)] = &[
    ("，其中：", "，"),
    ("，其中", "、"),
    ("，其中", "，"),
    ("，分别为", "、"),
    ("，分别是", "，"),
    ("，包括", "、"),
    ("，(分为|具体包括)", "、"),
    ("（其中", "，"),
    ("。其中，", "；"),
    ("。其中：", "，"),
    ("，具体构成如下：", "；"),
    ("，包含", "、"),
];

/// The parts named first, then their numbers: 文字、图片、视频解读分别为20篇、25篇、15篇.
fn parallel(w: &mut Writer, thing: &str, unit: &str, names: &[&str]) -> Line {
    let parts: Vec<u64> = names.iter().map(|_| w.rng.range(3, 200)).collect();
    w.things("whole", parts.iter().sum(), unit, Class::Breakdown);
    let mut line = w.say(&format!("{{when}}{thing}(共|共计|){{whole}}，[其中]{}(分别为|分别是)", names.join("、")));
    for (n, part) in parts.iter().enumerate() {
        w.things("part", *part, unit, Class::Breakdown);
        line.extend(w.say(if n == 0 { "{part}" } else { "、{part}" }));
    }
    line
}

/// A whole with its parts, without the stop.
pub(crate) fn breakdown(w: &mut Writer) -> Line {
    let (thing, unit, names) = *w.rng.pick(THINGS);
    if w.rng.chance(12) {
        return parallel(w, thing, unit, names);
    }
    let (opening, between) = *w.rng.pick(OPENINGS);
    let shares = w.rng.chance(20) && !opening.contains('（');
    let weights: Vec<u64> = names.iter().map(|_| w.rng.range(2, 9)).collect();
    let size = w.rng.range(20, 900);
    let whole = size + names.len() as u64 * 2;
    let parts: Vec<u64> = w.rng.split(size, &weights).iter().map(|part| part + 2).collect();
    let all = *w.rng.pick(&["共", "共计", "合计", "总计", "", ""]);
    let is_whole = !all.is_empty() || !opening.contains("其中");
    let class = if is_whole { Class::Breakdown } else { Class::Subset };
    w.things("whole", whole, unit, class);
    let mut line = w.say(&format!("{{when}}{thing}{all}{{whole}}{opening}"));
    for (n, (name, part)) in names.iter().zip(&parts).enumerate() {
        w.things("part", *part, unit, class);
        w.share("share", *part, whole, &[], Class::Share);
        let behind = if shares { "，占{share}" } else { "" };
        let before = match (n, shares) {
            (0, _) => "",
            (_, true) => "；",
            _ => between,
        };
        line.extend(w.say(&format!("{before}{name}{{part}}{behind}")));
    }
    if opening.contains('（') {
        line.extend(w.say("）"));
    }
    line
}

const SHARES: &[&str] = &[
    "(目前|全{rank}|){thing}{whole}，其中{of}{part}，占{share}",
    "{thing}{whole}，其中{of}{part}，占比{share}",
    "{of}{part}，占{thing}总数{whole}的{share}",
    "{thing}(共|共计|){whole}，{of}{part}，{of}率{share}",
    "{thing}(共有|共){whole}，(其中|)实现{of}的{part}，占全部{thing}的{share}",
];
const PAIRS: &[(&str, &str, &str)] = &[
    ("政务服务事项", "网上可办", "项"),
    ("公开事项", "零跑动", "项"),
    ("抽查网站信息", "合格", "条"),
    ("基层公开标准目录", "完成编制", "项"),
    ("政务新媒体账号", "正常运行", "个"),
    ("行政权力事项", "全程网办", "项"),
];

/// A share of something, without the stop.
pub(crate) fn share(w: &mut Writer) -> Line {
    let (thing, of, unit) = *w.rng.pick(PAIRS);
    let whole = w.rng.range(30, 4000);
    let part = whole * w.rng.range(15, 96) / 100;
    w.word("thing", thing);
    w.word("of", of);
    w.things("whole", whole, unit, None);
    w.things("part", part, unit, None);
    w.share("share", part, whole, &[], Class::Share);
    w.one(SHARES)
}
