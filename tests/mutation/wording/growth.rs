//! How a number moved against the year before.

use crate::mutation::class::Class;
use crate::mutation::number::percent;
use crate::mutation::paper::Line;
use crate::mutation::writer::Writer;

/// Names `old`, `gap` and `rate`, and the words of the direction; `None` when nothing moved.
pub(crate) fn name(w: &mut Writer, old: u64, new: u64, unit: &str) -> Option<()> {
    let gap = old.abs_diff(new);
    if gap == 0 || old == 0 {
        return None;
    }
    let up = new > old;
    // A change that rounds to nothing, or one that another rounding would print, proves nothing.
    if percent(gap, old, w.house.places) == 0 {
        return None;
    }
    w.things("old", old, unit, Class::LastYear);
    w.things("now", new, unit, Class::Growth);
    w.things("gap", gap, unit, Class::Difference);
    w.far("old");
    w.far("now");
    w.far("gap");
    w.share("rate", gap, old, &[], Class::Growth);
    w.far("rate");
    w.word("rose", if up { "(增长|增加|上升|提高)" } else { "(下降|减少|降低|回落)" });
    w.word("by", if up { "(增长率为|增幅|增幅为|增长|上升)" } else { "(降幅|降幅为|下降|减幅为)" });
    w.word("to", if up { "(增加到|增至|上升至|增加至|增长到)" } else { "(减少到|减至|下降至|降至|减少至)" });
    w.word("more", if up { "(增加|增加了|多)" } else { "(减少|减少了|少)" });
    Some(())
}

/// Behind the number of this year.
pub(crate) const BEHIND: &[&str] = &[
    "，(较|比){last}的{old}{rose}{rate}",
    "，(较|比|同)上年（{old}）{rose}{rate}",
    "，(比|较)上年{more}{gap}，{by}{rate}",
    "，(与|同){last}的{old}相比，{rose}{rate}",
    "，(比|较){last}的{old}{more}{gap}，{by}{rate}",
    "，同比{rose}{rate}（{last}为{old}）",
    "（{last}{old}），同比{rose}{rate}",
    "，{last}为{old}，同比{rose}{rate}",
    "，(较|比){last}（{old}）{more}{gap}，{by}{rate}",
    "，同比{more}{gap}，{by}{rate}（{last}为{old}）",
    "，比上年度{more}{gap}，{by}{rate}，{last}为{old}",
    "，(比|较){last}的{old}{more}{gap}",
];

/// Sentences of their own about something that moved; `{thing}` is its name.
const ALONE: &[&str] = &[
    "{thing}由{last}的{old}{to}{now}，{by}{rate}",
    "{thing}(从|由){old}{to}{now}，{by}{rate}",
    "{thing}{now}，(较|比){last}的{old}{rose}{rate}",
    "{thing}(达|为|共){now}，(较|比)上年{more}{gap}，{by}{rate}",
    "{last}{thing}{old}，今年{to}{now}，{by}{rate}",
    "{thing}由{old}{to}{now}，{more}{gap}，{by}{rate}",
];

const THINGS: &[(&str, &str, u64)] = &[
    ("申请材料", "项", 900),
    ("办事环节", "个", 400),
    ("门户网站访问量", "万次", 600),
    ("政务新媒体粉丝数", "万人", 90),
    ("网上可办事项", "项", 3000),
    ("发布信息数量", "条", 9000),
    ("政策解读材料", "篇", 200),
    ("留言办理量", "条", 1500),
    ("承诺办结时限", "个工作日", 3000),
    ("公开事项", "项", 1200),
];

/// A sentence about something other than applications, without its stop.
pub(crate) fn other(w: &mut Writer) -> Option<Line> {
    let (thing, unit, most) = *w.rng.pick(THINGS);
    let old = w.rng.range(most / 6, most);
    let new = w.rng.range(most / 6, most);
    w.word("thing", thing);
    name(w, old, new, unit)?;
    Some(w.one(ALONE))
}
