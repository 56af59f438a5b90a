//! How many applications came in, from whom and by which way.

use crate::mutation::class::Class;
use crate::mutation::figures::Figures;
use crate::mutation::paper::Line;
use crate::mutation::writer::Writer;

const NEW: &[&str] = &[
    "{period}{who}{got}{object}[{all}]{new}",
    "{period}{who}{got}{object}{new}",
    "{period}{who}{got}{object}(数量为|总数为|总量|总量为|数量|共){new}",
    "{period}{who}{got}{new}{noun}",
    "{period}{who}(收到|受理|接收)的{noun}(总量为|总数为|数量为|共计|合计|共有){new}",
    "{period}{who}{noun}(收到|受理|受理总量为|收件|总量为|数量为|申请量为|共){new}",
    "{period}{public}向{who}提出{noun}[{all}]{new}",
    "(依申请公开方面|依申请公开工作方面|在依申请公开方面|做好依申请公开工作)，{period}{who}{got}(申请|政府信息公开申请|信息公开申请){new}",
    "{period}{who}通过(网络、信函、当面等多种渠道|线上线下各渠道|各种途径|政府网站、信函等方式){got}{object}{new}",
    "{period}{who}(依申请公开收件|依申请公开受理量为|依申请公开申请量达|依申请公开数量){new}",
    "{period}{who}新收{noun}{new}，上年结转{in}",
    "{period}{who}新收{noun}{new}，(另有|加上|连同)上年(结转|度结转|转入)(申请|的|){in}，(共需办理|合计办理|应办理申请){sum}",
    "{period}上年结转{noun}{in}，(本年新收|新收|当年新收)(申请|){new}",
    "{period}{who}对{noun}(逐件登记|逐一登记)，(全年|)(共登记|共收到|收到)(申请|){new}",
    "{period}{who}(严格按照《条例》规定|按照规范流程|依法依规|认真)(受理|接收){object}{new}",
    "(据统计，|经统计，|){period}{who}{got}{noun}{new}",
    "{who}({year}年|{year}年度|全年|本年度){got}{object}{new}",
    "{period}{who}{noun}{new}，(均|已全部|全部)(登记在册|按程序受理|依法受理)",
    "{period}{who}(收到|受理)的{new}{noun}中，自然人申请{persons}，法人或其他组织申请{organisations}",
    "{period}{who}(新增|新受理|新登记){noun}{new}",
    "{period}以{name}为(受理|答复)机关的政府信息公开申请[共]{new}",
    "{period}共有{new}{noun}(提交至|递交到){name}",
    "{period}{who}{noun}总数{new}（不含上年结转的{in}）",
    "{period}申请人(向{who}|)申请公开政府信息{new}",
    "(依申请公开办理情况|申请办理情况|依申请公开情况)：{period}{who}{got}{noun}{new}",
    "{period}{who}(政府信息公开申请受理渠道畅通|不断畅通申请渠道)，(共收到|收到|受理){noun}{new}",
    "{period}{who}{got}{noun}{new}，加上{lastyear}结转的{in}，(应办理|应答复|需办理){sum}",
    "{period}(共|)新收到{noun}{new}，结转上年度申请{in}，(合计|共计){sum}",
    "{period}新增{noun}{new}，同时办理上年结转件{in}",
    "依申请公开方面，{period}{who}(收到|受理)(书面及网上|线上线下|网上和信函)申请(共|){new}",
    "{period}{who}收到(群众和企业|企业和群众)提交的{noun}{new}",
    "{period}{who}{got}{noun}{new}，另有{in}系上年度未办结件",
    "{period}{who}{noun}数量为{new}，(上一年度|上年度)结转{in}",
];

const SUM: &[&str] = &[
    "{period}{who}{took}{noun}{sum}（(含|包含|包括|其中)(上年|上年度|{lastyear})结转[申请|的申请]{in}）",
    "{period}{who}{took}{noun}{sum}，其中(本年|当年|本年度|年内)(新收|收到|受理){new}、(上年|上年度|{lastyear})结转{in}",
    "{period}{who}{took}{noun}{sum}，(包括|包含|由)(新收|本年新收){new}(和|及|、|以及)(上年|上年度)结转{in}",
    "{period}{who}{took}{sum}{noun}（新收{new}，结转{in}）",
    "{period}{who}(应办|在办|需办理)的{noun}(共|共计|合计){sum}，其中新收{new}，上年结转{in}",
    "{period}{who}{took}{noun}{sum}",
    "{period}{who}{took}{noun}{sum}，(其中|包括){lastyear}结转{in}",
    "{period}上年结转{in}，新收{new}，{who}(共|合计|总计)(需办理|办理){noun}{sum}",
    "{period}{who}{took}{object}{sum}",
];

const NONE: &[&str] = &[
    "{period}{who}(未收到|没有收到|未接到|未受理|无){noun}",
    "{period}{who}{got}{object}{new}",
    "{period}{who}{noun}(受理量|数量)为{new}",
    "{period}{who}(收到|受理){noun}{new}，(上年度无结转|无上年结转)",
];

const KINDS: &[&str] = &[
    "，其中(自然人|自然人申请|公民个人){persons}、(法人或其他组织|法人和其他组织|法人或者其他组织)(申请|){organisations}",
    "，其中(自然人提出|来自自然人的){persons}，(法人或其他组织提出|来自法人或其他组织的){organisations}",
    "。从申请人看，自然人{persons}，法人或其他组织{organisations}",
    "（自然人{persons}，法人或其他组织{organisations}）",
    "。按申请主体分，(自然人申请|自然人){persons}，(商业企业申请|商业企业){firms}",
    "，申请人为自然人的{persons}、为法人或其他组织的{organisations}",
    "，其中自然人{persons}、商业企业{firms}、科研机构{science}、社会公益组织{charities}、法律服务机构{lawyers}、其他{others}",
    "。申请人构成：自然人{persons}；商业企业{firms}；科研机构{science}；社会公益组织{charities}；法律服务机构{lawyers}；其他{others}",
    "，(自然人|公民)提交{persons}，(法人或其他组织|法人和其他组织)提交{organisations}",
    "，其中{persons}由自然人提出、{organisations}由法人或其他组织提出",
    "，其中公民个人{persons}、(企业及其他组织|法人及其他组织){organisations}",
    "。申请来源：自然人{persons}，法人和其他组织{organisations}",
];

const CHANNELS: &[&str] = &[
    "，其中(网上申请|网络申请|通过网络提出|网上提交){c1}、(信函申请|邮寄申请|通过信函提出|来信){c2}、(当面申请|现场申请|当面提交){c3}",
    "，(分别为|分别是)网络申请{c1}、信函申请{c2}、当面申请{c3}",
    "（其中网上{c1}，邮寄{c2}，现场{c3}）",
    "。(从申请方式看|从渠道看|按申请渠道分|就提交方式而言)，(网络|网上|互联网){c1}，(信函|邮寄){c2}，(当面|现场|窗口){c3}",
    "，包括(网络申请|网上申请){c1}、(信函申请|邮寄申请){c2}和(当面申请|现场申请){c3}",
    "。其中，网上申请{c1}，占{s1}；信函申请{c2}，占{s2}；当面申请{c3}，占{s3}",
    "，其中网络渠道{c1}（占{s1}）、信函渠道{c2}（占{s2}）、现场渠道{c3}（占{s3}）",
    "，网络、信函、当面申请分别为{c1}、{c2}、{c3}",
    "，(网上平台|政府网站)收到{c1}，邮政寄送{c2}，当面提交{c3}",
    "，其中当面申请{c3}、网上申请{c1}、信函申请{c2}",
    "（网络平台{c1}，邮寄信函{c2}，现场递交{c3}）",
    "。(按申请渠道分|从提交方式看)，在线申请{c1}，信函邮寄{c2}，当面提交{c3}",
    "，其中通过网站在线申请{c1}，通过邮政寄送{c2}，到现场申请{c3}",
];

const OFFICES: &[&str] = &[
    "，其中{rank}政府{o1}、(各部门|{rank}直部门){o2}、(各乡镇|各乡镇街道|各下级单位){o3}",
    "，其中{rank}本级{o1}，{rank}直部门{o2}，乡镇（街道）{o3}",
    "（{rank}政府办公室{o1}，各部门{o2}，乡镇{o3}）",
    "，分别为{rank}政府{o1}、部门{o2}、乡镇{o3}",
];

const TOPICS: &[&str] = &[
    "。申请内容主要涉及(征地拆迁|土地征收){#1-40}、(规划建设|项目审批){#1-40}等",
    "，内容(主要涉及|集中在)(征收补偿|房屋拆迁)、(社会保障|教育医疗)等方面",
    "",
    "",
];

/// The sentence about intake without its stop, and the number that the outcomes are of.
pub(crate) fn received(w: &mut Writer, f: &Figures, governs: bool) -> Line {
    if f.new_in() == 0 {
        return w.one(NONE);
    }
    let sum = w.rng.chance(30);
    let mut line = w.one(if sum { SUM } else { NEW });
    if sum || w.rng.chance(35) {
        return line;
    }
    let named = line.len();
    line.extend(tail(w, f, governs));
    if line.len() == named {
        line.extend(w.one(TOPICS));
    }
    line
}

fn tail(w: &mut Writer, f: &Figures, governs: bool) -> Line {
    let base = f.new_in();
    match w.rng.below(if governs { 8 } else { 6 }) {
        0 | 1 => w.one(KINDS),
        2..=5 if base >= 6 => {
            let parts = w.rng.split(base, &[6, 3, 2]);
            for (n, part) in parts.iter().enumerate() {
                w.count(&format!("c{}", n + 1), *part, Class::Channel, &[]);
                w.share(&format!("s{}", n + 1), *part, base, &[f.handled(), base + f.carried_in()], Class::Share);
            }
            w.one(CHANNELS)
        }
        6 | 7 if base >= 6 => {
            let parts = w.rng.split(base, &[2, 5, 3]);
            for (n, part) in parts.iter().enumerate() {
                w.count(&format!("o{}", n + 1), *part, Class::Office, &[]);
            }
            w.one(OFFICES)
        }
        _ => Line::new(),
    }
}
