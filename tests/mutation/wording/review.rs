//! Reviews and lawsuits.

use crate::mutation::figures::Figures;
use crate::mutation::paper::Line;
use crate::mutation::writer::Writer;

const BOTH: &[&str] = &[
    "因政府信息公开(申请|工作|答复|)(被申请|被提起|引发的|产生的)行政复议{reviews}，(被提起|被提起的|提起|发生)行政诉讼{lawsuits}",
    "{period}{who}(共发生|发生|产生)政府信息公开行政复议(案件|){reviews}、行政诉讼(案件|){lawsuits}",
    "(政府信息公开|涉政府信息公开|涉及政府信息公开的)行政复议(案件|){reviews}，行政诉讼(案件|){lawsuits}",
    "因政府信息公开引发的行政复议、行政诉讼分别为{reviews}、{lawsuits}",
    "政府信息公开类行政复议(共|总计|){reviews}，政府信息公开类行政诉讼(共|总计|){lawsuits}",
    "申请人因不服政府信息公开答复(申请|提起)行政复议{reviews}，提起行政诉讼{lawsuits}",
    "{period}因政府信息公开申请行政复议{reviews}，结果维持{upheld}，结果纠正{corrected}，其他结果{elsewise}，尚未审结{pending}；因政府信息公开提起行政诉讼{lawsuits}",
    "因政府信息公开被申请行政复议{reviews}（(其中|)维持{upheld}、纠正{corrected}、其他结果{elsewise}、尚未审结{pending}）；被提起行政诉讼{lawsuits}（未经复议直接起诉{direct}、复议后起诉{after}）",
    "{period}{who}办理政府信息公开行政复议案件{reviews}，其中结果维持{upheld}、结果纠正{corrected}、其他结果{elsewise}、尚未审结{pending}。政府信息公开行政诉讼案件{lawsuits}，其中结果维持{won}、结果纠正{lost}、其他结果{mixed}、尚未审结{open}",
    "因政府信息公开工作引起的行政复议和行政诉讼(案件|)(共|共计|合计){cases}，其中行政复议{reviews}，行政诉讼{lawsuits}",
    "(被申请|收到)政府信息公开行政复议{reviews}，其中(尚未审结|未审结){pending}；(被提起|应对)政府信息公开行政诉讼{lawsuits}，其中未经复议直接起诉{direct}，复议后起诉{after}",
    "{period}因政府信息公开被提起行政复议的{reviews}，被提起行政诉讼的{lawsuits}",
    "政府信息公开行政复议：{reviews}；政府信息公开行政诉讼：{lawsuits}",
    "(涉及|涉)政府信息公开的复议案件{reviews}，诉讼案件{lawsuits}",
    "{period}因政府信息公开申请引起{reviews:}{case}行政复议、{lawsuits:}{case}行政诉讼",
    "政府信息公开行政复议案件{reviews}，复议结果维持、纠正、其他、尚未审结的分别为{upheld}、{corrected}、{elsewise}、{pending}；政府信息公开行政诉讼{lawsuits}",
    "围绕政府信息公开引发的争议，全年发生行政复议{reviews}，其中结果维持{upheld}、结果纠正{corrected}；发生行政诉讼{lawsuits}",
    "政府信息公开领域行政复议案件{reviews}，行政诉讼案件{lawsuits}，(合计|共计){cases}",
    "涉及政府信息公开的行政复议案件{reviews}，行政诉讼案件{lawsuits}。复议案件中，维持{upheld}、纠正{corrected}",
    "因政府信息公开被提起行政复议{reviews}，结果维持{upheld}，被纠正{corrected}。提起行政诉讼{lawsuits}，结果维持{won}，结果纠正{lost}",
];

const MORE: &[&str] = &[
    "行政复议方面，因政府信息公开被申请复议{reviews}；行政诉讼方面，因政府信息公开被起诉{lawsuits}",
    "(全年|本年度)(涉|涉及)政府信息公开行政复议{reviews}、行政诉讼{lawsuits}",
    "{period}{who}共有{reviews}政府信息公开行政复议案件、{lawsuits}政府信息公开行政诉讼案件",
    "因政府信息公开引发行政争议{cases}，其中行政复议{reviews}、行政诉讼{lawsuits}",
    "因对政府信息公开答复不服申请行政复议的{reviews}，其中维持{upheld}、纠正{corrected}、其他{elsewise}、未审结{pending}",
    "{period}依申请公开引发的行政复议{reviews}、行政诉讼{lawsuits}",
    "政府信息公开行政复议总计{reviews}：结果维持{upheld}，结果纠正{corrected}，其他结果{elsewise}，尚未审结{pending}",
    "政府信息公开行政诉讼总计{lawsuits}：未经复议直接起诉{direct}，复议后起诉{after}",
];

const ONE: &[&str] = &[
    "{period}因政府信息公开(被申请|引发)行政复议{reviews}，已审结{closed}，尚未审结{pending}",
    "{period}{who}因政府信息公开工作被申请行政复议{reviews}，复议机关维持{upheld}，纠正{corrected}",
    "因政府信息公开申请行政复议{reviews}，被(依法|)纠错{corrected}",
    "{period}因政府信息公开提起行政诉讼{lawsuits}，其中(直接起诉|未经复议直接起诉){direct}、(经复议后起诉|复议后起诉){after}",
    "政府信息公开行政诉讼(案件|){lawsuits}，结果维持{won}，结果纠正{lost}，其他结果{mixed}，尚未审结{open}",
    "政府信息公开行政诉讼(案件|){lawsuits}，其中败诉{lost}",
    "政府信息公开行政复议案件{reviews}，复议机关维持{upheld}，纠正{corrected}，{pending}尚在审理",
    "政府信息公开行政复议(总数为|总计|共){reviews}",
];

const NONE: &[&str] = &[
    "{period}{who}(未发生|没有发生)因政府信息公开引起的行政复议(和|、|、提起)行政诉讼(案件|)",
    "{period}{who}(无|没有)政府信息公开行政复议、行政诉讼案件",
    "因政府信息公开申请行政复议{reviews}，提起行政诉讼{lawsuits}",
    "政府信息公开行政复议、行政诉讼均为{reviews}",
    "{period}{who}没有因政府信息公开(申请行政复议|被申请行政复议)、(提起行政诉讼|被提起行政诉讼)的情况",
    "{period}{who}(未收到|未发生)涉政府信息公开的复议、诉讼",
];

/// The sentence about reviews and lawsuits, without the stop.
pub(crate) fn review(w: &mut Writer, f: &Figures) -> Line {
    let case = w.house.case;
    w.word("case", case);
    match (f.four[4], f.lawsuits()) {
        (0, 0) => w.one(NONE),
        _ if w.rng.chance(30) => w.one(ONE),
        _ if w.rng.chance(35) => w.one(MORE),
        _ => w.one(BOTH),
    }
}
