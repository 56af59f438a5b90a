//! What became of the applications.

use crate::mutation::class::Class;
use crate::mutation::figures::{Figures, Kind};
use crate::mutation::paper::{Line, Role};
use crate::mutation::writer::Writer;

const NAMES: [(&str, &str); 6] = [
    ("granted", "(予以公开|予以公开|予以公开|同意公开|同意公开|给予公开|准予公开|全部公开|全部予以公开)"),
    ("partly", "(部分公开|部分公开|予以部分公开|部分予以公开)"),
    ("refused", "(不予公开|不予公开|不同意公开|决定不予公开|依法不予公开|不予以公开)"),
    ("unavailable", "(无法提供|无法提供|无法提供政府信息|因客观原因无法提供)"),
    ("unprocessed", "(不予处理|不予处理|决定不予处理|依法不予处理)"),
    ("otherwise", "(其他处理|其他处理|作其他处理|其他方式处理)"),
];

/// The same for phrases that add a word to them.
const BARE: [(&str, &str); 6] = [
    ("granted", "(予以公开|同意公开)"),
    ("partly", "部分公开"),
    ("refused", "(不予公开|不同意公开)"),
    ("unavailable", "无法提供"),
    ("unprocessed", "不予处理"),
    ("otherwise", "其他处理"),
];

/// A list of outcomes in one of its shapes: `{k}` the name, `{n}` the number, `{s}` its share.
const ITEMS: &[(&str, &str)] = &[
    ("{k}{n}", "，"),
    ("{k}{n}", "、"),
    ("{k}{n}", "；"),
    ("{k}的{n}", "，"),
    ("{k}的有{n}", "，"),
    ("{k}类{n}", "、"),
    ("“{k}”{n}", "，"),
    ("{k}：{n}", "；"),
    ("{k}共{n}", "，"),
    ("作出{k}决定{n}", "，"),
    ("{k}答复{n}", "、"),
    ("{k}{n0}", "、"),
    ("{k}答复的{n}", "，"),
    ("决定{k}的{n}", "，"),
    ("{k}情形{n}", "，"),
    ("{k}事项{n}", "；"),
    ("属于{k}的{n}", "，"),
    ("{n}为{k}", "，"),
    ("{k}有{n}", "；"),
    ("{k}—{n}", "；"),
    ("{n}{k}", "，"),
    ("{n}{k}", "、"),
    ("{k}{n}，占{s}", "；"),
    ("{k}{n}（占{s}）", "，"),
    ("{k}的{n}，占比{s}", "；"),
    ("{k}{n}（{s}）", "、"),
    ("{k}{n}，占总数的{s}", "；"),
    ("{k}{n}，占办结总数的{s}", "；"),
];

const LEADS: &[&str] = &[
    "，其中",
    "。其中，",
    "。其中：",
    "，均已按时答复，其中",
    "，均在法定期限内答复。从结果看，",
    "。(办理结果为|从办理结果看|按办理结果分|答复情况如下|办理结果如下)：",
    "。(经审查|经依法审查)，",
    "。(从答复情况看|按答复类型分|就办理结果而言)，",
    "，(办结|答复|已办结|已答复|按期办结|共办结){handled}，其中",
    "。(办结|共办结|全年办结|已答复|共答复)(申请|){handled}，其中：",
    "，(办结|答复|均予答复的有){handled}。其中，",
];

/// The first of the leads that open a sentence of their own, or name their whole.
const NESTED: usize = 4;

const ENDS: &[&str] = &[
    "",
    "",
    "，结转(下年度|下一年度|下年|次年)继续办理{out}",
    "；结转(下年度|下一年度|次年)(办理|继续办理|)的{out}",
    "。(另有|尚有|还有){out}结转(下年度|下一年度)(继续办理|办理)",
    "，转入(下年度|下一年度)(办理|继续办理){out}",
    "，(尚在办理|正在办理|仍在办理)的{out}",
    "。(年底|年末|截至年底)(尚未办结|在办){out}，(依法|按规定|)结转下年度继续办理",
];

const SHORT: &[&str] = &[
    "，(办结|答复|已办结|已答复|按时办结|按期答复){handled}，结转(下年度|下一年度|次年)(继续办理|办理|){out}",
    "，(办结|答复)率100%",
    "，(办结|已办结|答复){handled}，(办结率|答复率)(为|达|){done}",
    "。(全年|年内|)(作出|共作出)(答复|政府信息公开答复){handled}，其中公开类答复{both}",
    "。(全年|本年度|年内)(共答复|共办结|答复|办结)(申请|政府信息公开申请|依申请公开申请|){handled}[，{out}结转下一年度办理]",
    "，予以公开(及|和|、|或)部分公开{both}，不予公开{refused}",
    "，(答复|办结){handled}（(含|包括)上年结转{in}），(另有|其余){out}结转下年度(办理|继续办理)",
    "。予以公开、部分公开、不予公开分别为{granted}、{partly}、{refused}",
    "。予以公开、部分公开、不予公开、无法提供、不予处理、其他处理(分别为|的分别有|分别是){granted}、{partly}、{refused}、{unavailable}、{unprocessed}、{otherwise}",
    "。(作出答复|作出答复决定|答复申请人)的{handled}中，予以公开{granted}，部分公开{partly}，不予公开{refused}",
    "，{handled}已(办结|答复)，{out}(结转下年度|结转下一年度办理|跨年办理)",
    "。(共办结|办结){handled}，其中(不予公开|不同意公开){refused}，(其余|其他){rest}(为|属|系)(予以公开、无法提供等情形|其他情形)",
    "。(全部|所有)申请均(按期|按时|依法)答复",
    "。在(作出答复|办结)的{handled}(申请|)中，予以公开{granted}，部分公开{partly}，(其余|余下){left}为(不予公开、无法提供等情形|其他情形)",
    "，予以公开{granted}，部分公开{partly}，不予公开{refused}，其余{left3}(为|系|属于)(无法提供、不予处理和其他处理情形|其他情形)",
    "，已办结{handled}，其余{out}按规定结转下年度办理",
    "，办结{handled}。(年末|年底)尚有{out}未办结，结转下一年度",
    "。办理结果为：予以公开{granted}、部分公开{partly}、不予公开{refused}、无法提供{unavailable}、不予处理{unprocessed}、其他处理{otherwise}，(共计|合计){handled}",
    "。(全年|年内)依法答复申请人{handled}，予以公开率为{open}",
    "，办结{handled}。未办结的{out}(将于|按规定)下年度继续办理",
    "",
];

const REASONS: [(Kind, usize, &str); 12] = [
    (Kind::Refused, 0, "(因属于国家秘密不予公开|不予公开中属于国家秘密的|涉及国家秘密不予公开)"),
    (Kind::Refused, 3, "(为保护第三方合法权益不予公开|因保护第三方合法权益不予公开)"),
    (Kind::Refused, 4, "(属于三类内部事务信息不予公开|因属内部事务信息不予公开)"),
    (Kind::Refused, 6, "(属于行政执法案卷不予公开|因属行政执法案卷信息不予公开)"),
    (Kind::Refused, 7, "(属于行政查询事项不予公开|因属行政查询事项不予公开)"),
    (Kind::Unavailable, 0, "(因本机关不掌握相关政府信息无法提供|本机关不掌握相关政府信息的)"),
    (Kind::Unavailable, 1, "(因没有现成信息需要另行制作无法提供|没有现成信息需另行制作的)"),
    (Kind::Unavailable, 2, "(补正后申请内容仍不明确的|因补正后申请内容仍不明确无法提供)"),
    (Kind::Unprocessed, 0, "(信访举报投诉类申请不予处理|因属信访举报投诉类申请不予处理)"),
    (Kind::Unprocessed, 1, "(重复申请不予处理|因重复申请不予处理)"),
    (Kind::Unprocessed, 2, "(要求提供公开出版物不予处理|因要求提供公开出版物不予处理)"),
    (Kind::Unprocessed, 3, "(无正当理由大量反复申请不予处理|因无正当理由大量反复申请不予处理)"),
];

/// What follows the sentence about intake, without the stop.
pub(crate) fn outcomes(w: &mut Writer, f: &Figures, told: bool) -> Line {
    let handled = f.handled();
    if handled == 0 {
        return Line::new();
    }
    let known = f.outcome(Kind::Refused);
    w.share("done", handled, f.new_in() + f.carried_in(), &[f.new_in()], Class::Share);
    w.count("rest", handled - known, None, &[]);
    let (granted, partly) = (f.outcome(Kind::Granted), f.outcome(Kind::Partly));
    let out = f.carried_out();
    for (name, left) in [("left", handled - granted - partly), ("left3", handled - granted - partly - known)] {
        w.count(name, left, Class::Left, &[left + out]);
    }
    let bases = [f.new_in(), f.new_in() + f.carried_in()];
    w.share("open", granted, handled, &bases, Class::Share);
    if w.rng.chance(35) {
        return w.one(SHORT);
    }
    // A second 其中 in one sentence would be of the first one's parts.
    let mut line = w.one(if told { &LEADS[NESTED..] } else { LEADS });
    let only_some = w.rng.chance(50);
    let (item, between) = *w.rng.pick(ITEMS);
    let mut first = true;
    let bare = ["决定", "答复", "类", "“", "情形", "事项", "属于"].iter().any(|word| item.contains(word));
    for (kind, (name, words)) in Kind::ALL.iter().zip(if bare { BARE } else { NAMES }) {
        let n = f.outcome(*kind);
        if only_some && n == 0 {
            continue;
        }
        w.share("s", n, handled, &[f.new_in(), f.new_in() + f.carried_in()], Class::Share);
        let template = item.replace("{k}", words).replace("{n}", &format!("{{{name}}}")).replace("{n0}", &format!("{{{name}:}}"));
        let template = if first { template } else { format!("{between}{template}") };
        line.extend(w.say(&template));
        first = false;
    }
    line.extend(w.one(ENDS));
    line
}

/// A sentence about single reasons, without the stop.
pub(crate) fn reasons(w: &mut Writer, f: &Figures) -> Option<Line> {
    let mut named: Vec<_> = REASONS.iter().filter(|(kind, at, _)| f.three[f.rows(*kind).start + at][6] > 0).collect();
    if named.is_empty() || w.rng.chance(60) {
        return None;
    }
    w.rng.shuffle(&mut named);
    let mut line = w.one(&["", "从具体情形看，", "其中，", "政府信息公开申请办理中，"]);
    for (n, (kind, at, words)) in named.iter().take(3).enumerate() {
        let row = f.rows(*kind).start + at;
        w.count("n", f.three[row][6], Class::Reason, &[]);
        w.about("n", &[Role::Three(row, 6)]);
        line.extend(w.say(&format!("{}{words}{{n}}", if n == 0 { "" } else { "，" })));
    }
    Some(line)
}
