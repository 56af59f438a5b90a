//! The text's counts of table 2.

use crate::mutation::class::Class;
use crate::mutation::figures::{Amount, Figures};
use crate::mutation::paper::{Line, Role};
use crate::mutation::writer::Writer;

const NAMED: [(&str, &str, usize, Class); 20] = [
    ("rules", "规章", 0, Class::Normative),
    ("rules_gone", "规章", 1, Class::Normative),
    ("rules_all", "规章", 2, Class::Normative),
    ("norms", "规范性文件", 0, Class::Normative),
    ("norms_gone", "规范性文件", 1, Class::Normative),
    ("norms_all", "规范性文件", 2, Class::Normative),
    ("licence", "许可", 0, Class::Licences),
    ("licence19", "许可", 2, Class::Licences),
    ("licence_items", "许可", 0, Class::Licences),
    ("services", "其他", 2, Class::Licences),
    ("penalty", "处罚", 0, Class::Penalties),
    ("penalty19", "处罚", 2, Class::Penalties),
    ("force", "强制", 0, Class::Penalties),
    ("force19", "强制", 2, Class::Penalties),
    ("fees", "收费", 0, Class::Fees),
    ("buys", "采购", 0, Class::Fees),
    ("bought", "采购", 1, Class::Fees),
    ("items", "收费", 0, Class::Fees),
    ("norms_made", "规范性文件", 0, Class::Normative),
    ("norms_public", "规范性文件", 1, Class::Normative),
];

const NEW: &[&str] = &[
    "{period}{who}(制发|制定发布|新制发|印发)行政规范性文件{norms}，废止{norms_gone}，现行有效{norms_all}",
    "{period}{who}(制发|发布)行政规范性文件{norms}",
    "{period}(本年|当年|)制发行政规范性文件{norms}、废止{norms_gone}，(截至年底|年末)现行有效行政规范性文件{norms_all}",
    "{period}制发规章{rules}、行政规范性文件{norms}",
    "(现行有效|目前现行有效)的行政规范性文件{norms_all}",
    "{period}{who}(作出|办理|共作出)行政许可(处理|)决定{licence}",
    "{period}{who}作出行政许可决定{licence}、行政处罚决定{penalty}、行政强制决定{force}",
    "{period}(办理|实施|作出)行政许可{licence}，(办理|实施|作出)行政处罚{penalty}，(办理|实施|作出)行政强制{force}",
    "行政许可处理决定{licence}；行政处罚处理决定{penalty}；行政强制处理决定{force}",
    "{period}行政处罚(处理|)决定(数量|共|){penalty}，行政强制(处理|)决定(数量|共|){force}",
    "{period}{who}(作出|公开)行政处罚决定{penalty}",
    "{period}(收取|征收)行政事业性收费{fees}",
    "{period}行政事业性收费(金额|收入|共计){fees}",
    "{period}作出行政强制{force}",
    "{period}{who}(共|)(做出|作出|下达)行政处罚决定{penalty}，(做出|作出|实施)行政强制{force}",
    "{period}(全年|)(共|)办理行政许可(事项|){licence:项}",
    "{period}实施行政处罚{penalty:起}、行政强制{force:起}",
    "{period}(出台|发布|制发)规章{rules:部}，(制发|出台)行政规范性文件{norms:份}",
    "(截至年底，|){who}现行有效(规章{rules_all}、|)行政规范性文件{norms_all}",
    "{period}废止行政规范性文件{norms_gone}",
    "{period}(共征收|共收取|征收)行政事业性收费{fees}",
    "截至{year}年底，现行有效规章{rules_all}、规范性文件{norms_all}",
    "清理行政规范性文件，废止{norms_gone}，保留现行有效{norms_all}",
    "{period}(公示|公布)行政许可决定{licence}、行政处罚决定{penalty}、行政强制决定{force}",
    "{period}公开行政许可处理决定{licence:项}、行政处罚处理决定{penalty:项}",
    "行政事业性收费总金额{fees}，行政许可处理决定{licence}",
];

const OLD: &[&str] = &[
    "{period}{who}(新制作|制发|新制定)规范性文件{norms_made}",
    "{period}新制作规范性文件{norms_made}，新公开{norms_public}，对外公开总数量{norms_all}",
    "{period}{who}(新公开|主动公开)规范性文件{norms_public}",
    "{period}{who}(作出|办理)行政许可(处理|)决定{licence19}",
    "{period}(作出|办理)行政许可{licence19}，行政处罚{penalty19}，行政强制{force19}",
    "行政许可处理决定{licence19}；行政处罚处理决定{penalty19}；行政强制处理决定{force19}",
    "{period}{who}(作出|公开)行政处罚决定{penalty19}、行政强制决定{force19}",
    "{period}(制发|出台)规章{rules:部}、规范性文件{norms_made:份}",
    "{period}(下达|作出)行政处罚{penalty19:起}",
    "{period}(办理|)其他对外管理服务事项{services}",
    "{period}(实施|完成|开展)政府集中采购{buys:项}，采购(总金额|金额|总额){bought}",
    "{period}政府集中采购项目{buys:个}，(总金额|采购总金额)(为|达|){bought}",
];

/// Sentences of table 2's numbers, without their stops.
pub(crate) fn matters(w: &mut Writer, f: &Figures) -> Vec<Line> {
    for (name, key, col, class) in NAMED {
        let Some((row, amount)) = f.matter(key, col) else { continue };
        match amount {
            Amount::Count(n) => w.things(name, n, "件", class),
            Amount::Money(n) => w.money(name, n, class),
            Amount::Change(_) => continue,
        }
        w.about(name, &[Role::Two(row, col)]);
    }
    let count = w.rng.below(3);
    (0..count).map(|_| w.one(if f.form_two == 2019 { OLD } else { NEW })).collect()
}
