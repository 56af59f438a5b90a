//! Sentences that tell of the report's own year under the number of another one near it: what only this report can tell, and nothing beside it that
//! would set two years next to each other.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::document::{Site, Spot};
use crate::facts::Sentence;
use crate::rules::bind::Context;
use crate::rules::check::period::is_compared;
use crate::rules::check::tally::years;

/// Words that set another year beside this one.
const BESIDE: [&str; 5] = ["今年", "本年度", "本年", "以来", "历年"];
/// Words that compare with the year before: 2021年…,同比增长5% may be told as what came before this year's.
const COMPARED: [&str; 6] = ["上年", "去年", "同比", "同期", "比上", "较上"];
/// What stands behind 年 where no whole year is told of: the end of one, a time from it on, a plan of its name, what it left over.
const PARTS: [&str; 15] = ["底", "末", "初", "起", "前", "度", "至", "第", "上半", "下半", "以", "结转", "转入", "未办", "遗留"];
/// What goes on about a whole year behind 年度.
const YEARLY: [&str; 11] = [",", "累计", "共", "我", "本", "全", "各", "主动", "政府信息公开工作", "政务公开工作", "信息公开工作"];
/// How the clause of such a year may begin.
const SUBJECTS: [&str; 8] = ["我", "本", "全", "现将", "现就", "行政许可", "行政处罚", "行政强制"];
/// Words before the last day of the year.
const UNTIL: [&str; 2] = ["截至", "截止"];
/// What is done by the last day of the year.
const DONE: [&str; 4] = ["已办结", "已答复", "已全部办结", "已全部答复"];
/// Words of what others found of a year, or of what else was looked at in it.
const OTHERS: [&str; 18] = [
    "评估", "显示", "排名", "审计", "通报", "抽查", "评查", "纳入", "三公", "考核", "检查", "下降", "上升", "评为", "获评", "荣获", "获得",
    "基础",
];
/// How a whole year is told from its first day to its last.
const PERIOD: [&str; 5] = ["1月1日至12月31日", "1月1日到12月31日", "1月1日-12月31日", "1月至12月", "1-12月"];
/// Characters of such a beginning.
const REACH: usize = 24;

/// How many years before the report's are taken for those of an earlier text.
pub(super) const BACK: u32 = 3;
/// Words of what is yet to come.
pub(super) const PLANS: [&str; 24] = [
    "重点做好",
    "重点抓好",
    "重点推进",
    "着重",
    "预计",
    "预期",
    "有望",
    "将",
    "拟",
    "计划",
    "力争",
    "下一步",
    "下步",
    "明年",
    "继续",
    "展望",
    "要",
    "需",
    "应",
    "着力",
    "努力",
    "争取",
    "打算",
    "进一步",
];
/// Words of what began in a year and lasts.
pub(super) const HISTORY: [&str; 16] =
    ["出台", "印发", "建立", "建成", "试点", "改革", "施行", "合并", "成立", "奠定", "此后", "沿用", "至今", "今年", "整合", "本年度"];

/// The years that a sentence's paragraph names.
fn named_beside(sentence: &Sentence, context: &Context<'_, '_>) -> BTreeSet<u32> {
    let paragraph = context.facts.document.paragraphs.get(sentence.paragraph as usize);
    let text: String = paragraph.map_or("", |paragraph| paragraph.text.as_str()).split_whitespace().collect();
    years(&text).map(|(year, _)| year).collect()
}

/// The places of years near `year` in sentences that say one of the words `own`, with the years.
pub(super) fn told_of(own: &[String], context: &Context<'_, '_>, year: u32) -> Vec<(Spot, u32)> {
    let next = year + 1;
    let near: Vec<(u32, String)> =
        (year.saturating_sub(BACK)..=next).filter(|other| *other != year).map(|other| (other, format!("{other}年"))).collect();
    let mut found = Vec::new();
    for paragraph in context.facts.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        // Asked for once a paragraph, and only where a sentence tells of a year.
        let named: OnceCell<BTreeSet<u32>> = OnceCell::new();
        let told = |sentence: &Sentence| {
            let says = |words: &[&str]| words.iter().any(|word| sentence.text.contains(word));
            let excused = |other: u32| other == next && says(&PLANS) || other + 1 != year && says(&HISTORY);
            let (spot, other, presents) = near.iter().find_map(|(other, stale)| {
                let (spot, presents) = place(sentence, stale, other + 1 == year, own)?;
                (presents || !excused(*other)).then_some((spot, *other, presents))
            })?;
            // 现将2022年度工作情况报告如下。统计期限为2023年1月1日至…: the year is that of the report by what is said of it.
            let beside = || named.get_or_init(|| named_beside(sentence, context));
            // 截至2022年12月31日,主动公开信息161条。截至2023年12月31日,公开文件6件: what no other sentence of the paragraph tells of.
            let tells_it = |next: &Sentence| own.iter().any(|word| sentence.text.contains(word) && next.text.contains(word));
            let retold = || paragraph.iter().any(|next| !std::ptr::eq(next, sentence) && tells_it(next));
            let opens = || other + 1 == year && opens_with(sentence, other) && !retold();
            if !presents && (beside().contains(&year) && !opens() || is_looked_back_on(sentence, context, year)) {
                return None;
            }
            // What only counts, 公开信息200条, and what only an account says; 2019年办理41件。2020年办理55件: one year of several.
            let counts = !sentence.numbers.is_empty() || sentence.text.contains("成效");
            (other + 1 == year || presents || counts && beside().iter().all(|named| *named == other)).then_some((spot, other))
        };
        found.extend(paragraph.iter().filter(|sentence| !sentence.is_rewritten()).filter_map(told));
    }
    found
}

/// Whether what stands before a sentence or behind it says that it tells of an earlier year: `上年情况。2022年,…`, `2022年,…。今年进一步增长`.
fn is_looked_back_on(sentence: &Sentence, context: &Context<'_, '_>, year: u32) -> bool {
    const BACK_ON: [&str; 11] = ["上年", "上一年", "去年", "往年", "历年", "回顾", "整改", "回头看", "对比", "近三年", "近两年"];
    const ON_FROM: [&str; 9] = ["今年", "本年", "与之", "相比", "在此基础上", "同样", "针对该", "针对上述", "对此"];
    const FURTHER: [&str; 13] =
        ["进一步", "新增", "新开", "增长", "增加", "相比", "也是", "同样", "持平", "改进", "再次", "再接再厉", "采取"];
    const SETTLED: [&str; 6] = ["等奖", "表彰", "全部整改", "沿用", "归档", "移交"];
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let next = context.facts.sentence_behind(sentence).map_or("", |next| next.text.as_str());
    let goes_on = ON_FROM.iter().any(|word| next.starts_with(word))
        || (next.starts_with(&format!("{year}年")) || next.starts_with(&format!("截至{year}年"))) && says(next, &FURTHER);
    let before = context.facts.sentences_before(sentence).last();
    let heading = context.facts.heading_above(sentence.paragraph).map_or("", |heading| heading.text.as_str());
    let opener = before.filter(|before| before.numbers.is_empty()).map_or(heading, |before| before.text.as_str());
    goes_on || says(opener, &BACK_ON) || says(&sentence.text, &SETTLED)
}

/// Whether a sentence opens with a year, or with the last day of it.
fn opens_with(sentence: &Sentence, year: u32) -> bool {
    let text = UNTIL.iter().find_map(|word| sentence.text.strip_prefix(word)).unwrap_or(&sentence.text);
    text.starts_with(&format!("{year}年"))
}

/// The place of a year, the `previous` one or another, in a sentence that tells of it, and whether the sentence presents the report.
fn place(sentence: &Sentence, stale: &str, previous: bool, own: &[String]) -> Option<(Spot, bool)> {
    let (before, behind) = sentence.text.split_once(stale)?;
    let clause = before.rsplit([',', ';', ':', '。', '、', ')', '.']).next().unwrap_or(before);
    // 县教育局对2023年政府信息公开工作进行了总结,形成本报告, but not 年初对2023年…进行了总结,部署全年任务
    let summed = clause.ends_with('对') && ["总结", "本报告"].iter().all(|word| behind.contains(word));
    let other = OTHERS.iter().any(|word| sentence.text.contains(word));
    let says_own = own.iter().any(|word| behind.contains(word.as_str()));
    // 截至2022年12月31日,已办结47件
    let done = || DONE.iter().any(|word| behind.contains(word)) || says_own && !other;
    let until = UNTIL.contains(&clause) && behind.starts_with("12月31日,") && done();
    // 在2022年的工作中,信息公开仍有不足
    let at_work = clause == "在" && behind.starts_with("的工作中")
        || clause == "针对" && behind.starts_with("工作中存在")
        || clause == "回顾" && behind.starts_with(',');
    let begins = clause.is_empty()
        || at_work
        || until
        || summed
        || (clause.chars().count() <= REACH && SUBJECTS.iter().any(|word| clause.starts_with(word)));
    // 2023年度,我局…, but not 2023年度报告
    let spoken = behind.strip_prefix('度').filter(|rest| YEARLY.iter().any(|word| rest.starts_with(word))).unwrap_or(behind);
    // 2021年1月1日至12月31日,共征收…: the whole of it, whatever it tells.
    let period = !other
        && PERIOD.iter().any(|words| spoken.strip_prefix(words).is_some_and(|rest| rest.starts_with([',', '期', '我', '本', '全', '共'])));
    let whole = until || period || !spoken.starts_with(|c: char| c.is_ascii_digit()) && !PARTS.iter().any(|word| spoken.starts_with(word));
    // 现将2022年度工作情况报告如下,数据起止时间为2023年1月1日…: what presents the report names it before the comma.
    let presents = summed || clause.starts_with("现将") || clause.starts_with("现就");
    let comma = behind.find(',').filter(|_| presents).map_or(sentence.text.len(), |at| sentence.text.len() - behind.len() + at);
    let years = sentence.text[..comma].split('年').filter(|part| part.ends_with(|c: char| c.is_ascii_digit())).count();
    let alone = years == 1 && !is_compared(before);
    // 2022年,网站访问量2679次,上年度为1850次: the year before the report's is compared with the one before it by what was left over.
    let compared = !(previous && before.is_empty()) && COMPARED.iter().any(|word| sentence.text.contains(word));
    let beside = compared || BESIDE.iter().any(|word| sentence.text.contains(word));
    let told = (until || period || says_own) && alone && !beside;
    // 2021年收到48件,较2021年增长4%; 2021年受理50宗(含2021年结转2宗): the year before the one that the sentence is of.
    let again = years > 1 && sentence.text.matches(stale).count() == years && !is_compared(before) && is_set_against(behind, stale);
    let spot = sentence.spot(before.len()..before.len() + stale.len());
    if !(begins && whole && (told || again)) {
        return None;
    }
    matches!(spot.site, Site::Paragraph(_)).then_some((spot, presents))
}

/// Whether the words compare with a year, or say that something was carried over from it, the whole of it.
fn is_set_against(words: &str, year: &str) -> bool {
    words.match_indices(year).any(|(at, _)| {
        let behind = words.get(at + year.len()..).unwrap_or("");
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        let part = behind.starts_with(|c: char| c.is_ascii_digit() || ['初', '底', '末', '以'].contains(&c)) || behind.starts_with("同期");
        let compared = is_compared(words.get(..at).unwrap_or("")) && !part;
        compared || behind.starts_with("结转") && !behind.contains("结转至") && !behind.contains("结转到")
    })
}
