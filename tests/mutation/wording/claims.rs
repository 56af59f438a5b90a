//! Statements without a number: that none, all or only one kind happened. In a consistent report where the statement would be wrong, other words stand
//! in its place.

use crate::mutation::class::Class;
use crate::mutation::figures::{Figures, Kind};
use crate::mutation::paper::{Line, Role};
use crate::mutation::writer::Writer;

/// A statement, when it is wrong, what stands there instead, and the cells it speaks of.
struct Statement {
    wrong: bool,
    neutral: &'static [&'static str],
    claims: &'static [&'static str],
    about: Vec<Role>,
}

/// About applications, behind the sentence on outcomes.
pub(crate) fn applications(w: &mut Writer, f: &Figures) -> Line {
    let row = f.handled_row();
    let refused = f.outcome(Kind::Refused);
    let kinds: u64 = f.three[0][1..6].iter().sum();
    let statements = [
        Statement {
            wrong: f.carried_out() > 0,
            neutral: &["所有申请均按程序办理", "申请办理流程规范", "办理工作平稳有序"],
            claims: &[
                "所有政府信息公开申请均已办结",
                "政府信息公开申请全部办结",
                "无结转下年度继续办理的政府信息公开申请",
                "全部申请当年办结，没有结转下年度办理的情况",
            ],
            about: vec![Role::Three(row + 1, 6)],
        },
        Statement {
            wrong: f.new_in() > 0,
            neutral: &["依申请公开渠道保持畅通", "依申请公开工作稳步推进"],
            claims: &["全年未收到政府信息公开申请", "本年度没有收到依申请公开事项", "年内未受理政府信息公开申请"],
            about: vec![Role::Three(0, 6)],
        },
        Statement {
            wrong: refused > 0,
            neutral: &["答复内容于法有据", "答复文书制作规范"],
            claims: &["没有不予公开的政府信息公开申请", "未作出不予公开政府信息的决定", "政府信息公开申请无不予公开情形"],
            about: f.rows(Kind::Refused).map(|row| Role::Three(row, 6)).collect(),
        },
        Statement {
            wrong: kinds > 0 && f.three[0][0] > 0,
            neutral: &["申请人诉求得到及时回应", "与申请人沟通更加顺畅"],
            claims: &["政府信息公开申请均由自然人提出", "政府信息公开申请人全部为自然人"],
            about: (0..6).map(|kind| Role::Three(0, kind)).collect(),
        },
        Statement {
            wrong: f.carried_in() > 0,
            neutral: &["历年未办结事项得到清理", "登记台账进一步完善"],
            claims: &["无上年结转的政府信息公开申请", "没有上年度结转的政府信息公开申请"],
            about: vec![Role::Three(1, 6)],
        },
    ];
    pick(w, &statements)
}

/// About reviews and lawsuits, behind the sentence on them.
pub(crate) fn cases(w: &mut Writer, f: &Figures) -> Line {
    let four = &f.four;
    let statements = [
        Statement {
            wrong: four[4] > 0 && four[0] < four[4],
            neutral: &["复议答复工作依法进行", "积极配合复议机关审查"],
            claims: &["政府信息公开行政复议均维持", "政府信息公开行政复议结果均为维持", "政府信息公开行政复议案件全部维持"],
            about: (1..5).map(Role::Four).collect(),
        },
        Statement {
            wrong: four[4] > 0,
            neutral: &["依法做好行政复议应对", "复议案件办理质量稳步提升"],
            claims: &["未发生因政府信息公开引起的行政复议", "全年无因政府信息公开申请行政复议的情况", "没有政府信息公开行政复议案件"],
            about: vec![Role::Four(4)],
        },
        Statement {
            wrong: f.lawsuits() > 0,
            neutral: &["依法做好行政应诉工作", "负责人出庭应诉制度得到落实"],
            claims: &["未发生因政府信息公开引起的行政诉讼", "没有因政府信息公开提起行政诉讼的情况", "全年无政府信息公开行政诉讼案件"],
            about: vec![Role::Four(9), Role::Four(14)],
        },
        Statement {
            wrong: four[1] > 0,
            neutral: &["复议意见得到认真落实", "从个案中总结经验"],
            claims: &["政府信息公开行政复议无被纠正情形", "政府信息公开行政复议未发生被纠错案件"],
            about: vec![Role::Four(1)],
        },
        Statement {
            wrong: four[3] > 0,
            neutral: &["案件材料报送及时", "案卷归档齐全"],
            claims: &["政府信息公开行政复议案件均已审结", "政府信息公开行政复议全部审结"],
            about: vec![Role::Four(3)],
        },
    ];
    pick(w, &statements)
}

/// One statement that would be wrong, as a mark; or nothing.
fn pick(w: &mut Writer, statements: &[Statement]) -> Line {
    let open: Vec<&Statement> = statements.iter().filter(|s| s.wrong).collect();
    if open.is_empty() || w.rng.chance(40) {
        return Line::new();
    }
    let statement = *w.rng.pick(&open);
    let neutral = *w.rng.pick(statement.neutral);
    let mut line = w.say("。");
    let mark = w.words(Class::Claim, neutral, statement.claims, &statement.about);
    line.push(mark);
    line
}
