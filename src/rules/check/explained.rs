//! A stated number that is not the table's, where the other numbers of its sentence say why: it holds what the table leaves out, it is the part
//! of one body, or the sum of what was told before.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::placeholder;
use crate::phrase::Phrase;
use crate::rules::bind::{Context, Operand};
use crate::rules::check::found::{Found, is_reading};
use crate::rules::check::names;
use crate::rules::check::period::tells_carried;
use crate::rules::check::scope::clause_start;
use crate::rules::check::tally::{Item, items};
use crate::rules::{Checked, Meaning, Verdict};

/// Numbers behind a claim that may say what it is made of.
const BEHIND: usize = 4;

/// Why a number that fits no cell may still be right, by the words and numbers behind it: `收到70件,其中撤回8件`, `不予公开9件(含不予处理3件)`.
pub(super) fn made_of_more(found: &Found<'_>, context: &Context<'_, '_>) -> Option<Phrase> {
    let Meaning::Readings(readings) = &found.claim.meaning else { return None };
    let text = &found.sentence.text;
    let told = told(found, context);
    let own = told.iter().position(|other| Some(other.id) == found.number)?;
    if are_spaced_digits(text, &told, own) {
        return Some(Phrase::new("数字之间有空格，读不准", "its digits are set apart by blanks, so it is not certain"));
    }
    let targets = targets(found, readings, context);
    let scope = &context.pack.scope;
    let stated = told.get(own)?.amount();
    let (mut left_out, mut bracketed) = (BigRational::zero(), BigRational::zero());
    for (n, other) in told.iter().enumerate().skip(own + 1).take(BEHIND) {
        let from = told.get(n - 1).map_or(0, |before| before.at.end);
        let words = text.get(from..other.at.start).unwrap_or("");
        // 其中8件经审查属于信访事项,不作为政府信息公开申请处理
        let clause = text.get(other.at.end..).unwrap_or("").split([';', ')', '。']).next().unwrap_or("");
        let clause = clause.split(|c| placeholder(c).is_some()).next().unwrap_or("");
        if scope.less.first_in(words).or_else(|| scope.less.first_in(clause)).is_some() {
            left_out += other.amount();
        }
        // 52件(含上年结转2件): the tables count those as well, so that they are no excess over both together.
        let counted = tells_carried(words) && readings.len() > 1;
        if n == own + 1 && words.contains('(') && scope.within.first_in(words).is_some() && !counted {
            bracketed = other.amount();
        }
        let explains = |part: &BigRational| !part.is_zero() && targets.contains(&(&stated - part));
        if explains(&left_out) || explains(&bracketed) {
            return Some(Phrase::new("句中说它还含有表中不计的数", "the sentence says that it holds what the table does not count"));
        }
    }
    None
}

/// Whether one number is printed as several: `6 2件`.
fn are_spaced_digits(text: &str, told: &[Item<'_>], own: usize) -> bool {
    let gap = |a: Option<&Item<'_>>, b: Option<&Item<'_>>| match (a, b) {
        (Some(a), Some(b)) => text.get(a.at.end..b.at.start).is_some_and(|words| !words.is_empty() && words.trim().is_empty()),
        _ => false,
    };
    gap(told.get(own), told.get(own + 1)) || own.checked_sub(1).is_some_and(|before| gap(told.get(before), told.get(own)))
}

/// Words before a number that adds up those before it.
const TOTALS: [&str; 7] = ["共", "合计", "总计", "小计", "两项", "三项", "以上"];

/// Takes back the failed readings of a paragraph that the others of their sentence explain.
pub(super) fn explain(readings: &[(&Found<'_>, usize)], out: &mut [Checked], context: &Context<'_, '_>) {
    let failed = |at: &usize| out.get(*at).is_some_and(|check| matches!(check.verdict, Verdict::Fail(_)));
    let whys: Vec<(usize, Phrase)> = readings
        .iter()
        .filter(|(_, at)| failed(at))
        .filter_map(|(found, at)| Some((*at, explained(found, readings, out, context)?)))
        .collect();
    for (at, why) in whys {
        if let Some(check) = out.get_mut(at) {
            check.verdict = Verdict::Undecided(why);
        }
    }
    if tables_of_the_office(readings, out, context) {
        let why = Phrase::new("表中可能只是本级的数", "the tables may be those of the office alone");
        let wide = |found: &Found<'_>| context.pack.scope.wide.first_in(&found.sentence.text).is_some();
        for (_, at) in readings.iter().filter(|(found, _)| wide(found)) {
            if let Some(check) = out.get_mut(*at).filter(|check| matches!(check.verdict, Verdict::Fail(_))) {
                check.verdict = Verdict::Undecided(why.clone());
            }
        }
    }
}

/// Whether a paragraph tells one thing twice, of a body of its own as the table has it and of all bodies with a larger number: `全省25936件;其中省政府
/// 办公厅62件`, the table having 62.
fn tables_of_the_office(readings: &[(&Found<'_>, usize)], out: &[Checked], context: &Context<'_, '_>) -> bool {
    let scope = &context.pack.scope;
    let amount = |found: &Found<'_>| found.number.and_then(|id| context.facts.number(id)).map(|number| number.quantity.amount());
    let fails = |at: usize| out.get(at).is_some_and(|check| matches!(check.verdict, Verdict::Fail(_)));
    let passes = |at: usize| out.get(at).is_some_and(|check| check.verdict == Verdict::Pass);
    let all = readings.iter().filter(|(found, at)| fails(*at) && scope.wide.first_in(clause(found)).is_some());
    all.into_iter().any(|(wide, _)| {
        let own = |other: &Found<'_>| {
            // 办理 is no 办.
            let words = &*clause(other).replace("办理", "").replace("办结", "").replace("办复", "");
            let named = scope.narrow.first_in(words).is_some() || scope.bodies.iter().any(|body| words.contains(body.as_str()));
            named && scope.wide.first_in(words).is_none() && amount(other) < amount(wide) && first_name(other) == first_name(wide)
        };
        readings.iter().any(|(other, at)| passes(*at) && own(other))
    })
}

fn explained(found: &Found<'_>, readings: &[(&Found<'_>, usize)], out: &[Checked], context: &Context<'_, '_>) -> Option<Phrase> {
    let Meaning::Readings(means) = &found.claim.meaning else { return None };
    let targets = targets(found, means, context);
    let told = told(found, context);
    let own = told.iter().position(|other| Some(other.id) == found.number)?;
    let stated = told.get(own)?.amount();
    let passes = |at: usize| out.get(at).is_some_and(|check| check.verdict == Verdict::Pass);
    let name = |found: &Found<'_>| first_name(found).map(str::to_owned);
    let beside = || readings.iter().filter(|(other, _)| std::ptr::eq(other.sentence, found.sentence) && other.number != found.number);
    let same = || beside().filter(|(other, _)| name(other) == name(found));
    let amount = |found: &Found<'_>| told.iter().find(|other| Some(other.id) == found.number).map(Item::amount);
    let text = &found.sentence.text;
    let scope = &context.pack.scope;
    // The words since the number of the same kind before it.
    let narrow = |found: &Found<'_>| {
        let before = readings.iter().filter(|(other, _)| std::ptr::eq(other.sentence, found.sentence) && name(other) == name(found));
        let start = before.map(|(other, _)| other.at.end).filter(|end| *end <= found.at.start).max().unwrap_or(0);
        scope.narrow.first_in(text.get(start..found.at.start).unwrap_or("")).is_some()
    };
    // 收到71件,其中实际受理62件; 本机关收到21件,全县收到62件.
    let is_said = same().filter(|(_, at)| passes(*at)).any(|(other, _)| {
        // 受理41件;网站…;政策…;办件总量40件,其中…: what stands some statements apart divides nothing.
        let near = |words: &&str| words.matches(';').count() < 2;
        let opens = |from: usize, to: usize| text.get(from..to).filter(near).is_some_and(|words| scope.within.first_in(words).is_some());
        let opened = opens(found.at.end, other.at.start);
        let Some(whole) = amount(other) else { return false };
        // 行政诉讼11件,其中2件行政诉讼尚未审结
        let within = opens(other.at.end, found.at.start);
        // 行政诉讼6件;全县行政诉讼45件
        let widened =
            other.at.end <= found.at.start && scope.wide.first_in(clause(found)).is_some() && scope.wide.first_in(clause(other)).is_none();
        opened && whole < stated || (narrow(found) && !narrow(other) || within) && stated < whole || widened && whole < stated
    });
    if is_said {
        return Some(Phrase::new("句中另一个数才是表中的数", "another number of the sentence is the table's"));
    }
    // 办公室收到21件,各乡镇收到14件,各部门收到27件, 62 in the table.
    let parts: BTreeSet<u32> = same().filter(|(_, at)| !passes(*at)).filter_map(|(other, _)| other.number).chain(found.number).collect();
    let sum = told.iter().filter(|other| parts.contains(&other.id)).fold(BigRational::zero(), |sum, other| sum + other.amount());
    if parts.len() > 1 && targets.contains(&sum) {
        return Some(Phrase::new("句中几个数相加才是表中的数", "it is the table's number together with others of the sentence"));
    }
    let passing: BTreeSet<u32> = beside().filter(|(_, at)| passes(*at)).filter_map(|(other, _)| other.number).collect();
    let is_subtotal = own.checked_sub(2).is_some_and(|first| {
        let sums = |first: usize| {
            let parts = told.get(first..own).unwrap_or(&[]);
            let sum = parts.iter().fold(BigRational::zero(), |sum, part| sum + part.amount());
            parts.iter().all(|part| passing.contains(&part.id)) && sum == stated && !sum.is_zero()
        };
        // A list of all outcomes makes the total whatever the table has there.
        sums(first) || first.checked_sub(1).is_some_and(sums)
    });
    let since = own.checked_sub(1).and_then(|before| told.get(before)).map_or(0, |before| before.at.end);
    let said = text.get(since..found.at.start).is_some_and(|words| TOTALS.iter().any(|word| words.contains(word)));
    if is_subtotal && said {
        return Some(Phrase::new("它是前面几个数之和", "it is the sum of the numbers before it"));
    }
    let known: BTreeSet<u32> = beside().filter_map(|(other, _)| other.number).collect();
    divided_otherwise(own, &told, &known, &targets)
}

/// Whether a list that makes its whole exactly divides what the table counts in one row: the number and a neighbour without a row of its own
/// make the cell. `办结63件:已主动公开9件,予以公开15件,…` of 24.
fn divided_otherwise(own: usize, told: &[Item<'_>], known: &BTreeSet<u32>, targets: &[BigRational]) -> Option<Phrase> {
    let stated = told.get(own)?.amount();
    let neighbours = [own.checked_sub(1), own.checked_add(1)].into_iter().flatten().filter_map(|at| told.get(at));
    let joined = neighbours.filter(|other| !known.contains(&other.id) && !other.amount().is_zero());
    let mut joined = joined.filter(|other| targets.contains(&(&stated + other.amount())));
    let adds_up = || {
        (0..own).any(|whole| {
            let mut sum = BigRational::zero();
            told.iter().enumerate().skip(whole + 1).any(|(at, part)| {
                sum += part.amount();
                at > own && told.get(whole).is_some_and(|whole| whole.amount() == sum)
            })
        })
    };
    (joined.next().is_some() && adds_up())
        .then(|| Phrase::new("与相邻一项合起来才是表中的数", "with the number beside it, it is the table's"))
}

/// The amounts that a claim's number may be.
fn targets(found: &Found<'_>, own: &[(String, crate::rules::Expr)], context: &Context<'_, '_>) -> Vec<BigRational> {
    let readings = names::readings(found, own, context);
    let operands = readings.iter().filter_map(|(_, expr)| context.operand(expr).ok()).filter(Operand::has_amount);
    operands.map(|operand| operand.sum(context.facts)).collect()
}

/// The exact counts of a claim's sentence.
fn told<'f>(found: &'f Found<'_>, context: &'f Context<'_, '_>) -> Vec<Item<'f>> {
    let mut told = items(found.sentence, context.facts);
    told.retain(|item| item.number.quantity.is_exact_count());
    told
}

/// The words of a reading's clause before its number.
fn clause<'f>(found: &'f Found<'_>) -> &'f str {
    let text = &found.sentence.text;
    text.get(clause_start(text, found.fit.range.start)..found.at.start).unwrap_or("")
}

/// What a reading is of: the first thing that it may mean.
pub(super) fn first_name<'f>(found: &'f Found<'_>) -> Option<&'f str> {
    match &found.claim.meaning {
        Meaning::Readings(readings) if is_reading(found) => readings.first().map(|(name, _)| name.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::rules::{RuleSet, Verdict, check};

    const TABLES: &str = "

## 三、收到和处理政府信息公开申请情况

|  |  | 自然人 | 商业企业 | 总计 |
|---|---|---|---|---|
| 一、本年新收政府信息公开申请数量 |  | 50 | 12 | 62 |
| 二、上年结转政府信息公开申请数量 |  | 3 | 1 | 4 |
| (一)予以公开 |  | 20 | 4 | 24 |
| (二)部分公开 |  | 6 | 1 | 7 |
| (三)不予公开 | 4.保护第三方合法权益 | 5 | 1 | 6 |
| (四)无法提供 | 1.本机关不掌握相关政府信息 | 14 | 4 | 18 |
| (五)不予处理 | 1.信访举报投诉类申请 | 3 | 0 | 3 |
| (六)其他处理 | 3.其他 | 3 | 2 | 5 |
| (七)总计 |  | 51 | 12 | 63 |
| 四、结转下年度继续办理 |  | 2 | 1 | 3 |

## 四、政府信息公开行政复议、行政诉讼情况

| 行政复议 | 行政复议 | 行政复议 | 行政复议 | 行政复议 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 | 行政诉讼 |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 未经复议直接起诉 | 未经复议直接起诉 | 未经复议直接起诉 | 未经复议直接起诉 | 复议后起诉 | 复议后起诉 | 复议后起诉 | 复议后起诉 | 复议后起诉 |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 3 | 1 | 1 | 1 | 6 | 2 | 0 | 1 | 0 | 3 | 1 | 0 | 0 | 1 | 2 |
";

    /// The rules that a sentence of a county's report breaks.
    fn broken(sentence: &str) -> Vec<String> {
        let text = format!("某县人民政府2023年政府信息公开工作年度报告\n\n{sentence}{TABLES}");
        let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let checked = check(&Facts::of(&document), &RuleSet::builtin().expect("the built-in rules are sound"));
        checked.into_iter().filter(|check| matches!(check.verdict, Verdict::Fail(_))).map(|check| check.rule).collect()
    }

    #[test]
    fn the_other_numbers_of_a_sentence_may_say_why_one_is_not_the_tables() {
        for right in [
            "本机关收到政府信息公开申请21件,办结20件,全县收到62件,办结63件。",
            "全县共收到政府信息公开申请71件,其中撤回9件、实际受理62件。",
            "收到政府信息公开申请71件(含撤回9件)。",
            "收到政府信息公开申请70件,其中8件经审查属于信访咨询事项,不作为政府信息公开申请处理。",
            "收到政府信息公开申请 6 2 件。",
            "县政府办公室共收到政府信息公开申请21件,各乡镇收到14件,县直各部门收到27件。",
            "政府信息公开申请办理中,不予公开、无法提供、不予处理和其他处理共32件。",
            "政府信息公开申请办理中,予以公开决定24件、部分公开7件,合计31件;不予公开、无法提供共24件。",
            "公开申请予以公开24件、部分公开7件、不予公开6件,合计37件,占58.7%。",
            "政府信息公开申请办结63件:告知已主动公开获取途径9件,予以公开15件,部分公开7件,不予公开6件,无法提供18件,不予处理3件,其他处理5件。",
            "政府信息公开申请不予公开9件(含不予处理3件)。",
            "上年结转申请4件,均已办结;本年新收62件,办结59件,结转3件。",
            "62件政府信息公开申请中,除3件结转外,其余均已办结。",
            // Results behind reviews are of reviews, though nothing says that they are about disclosure.
            "行政复议6件,其中结果维持3件;结果纠正1件;其他结果1件;尚未审结1件。行政诉讼5件,其中直接起诉3件;复议后起诉2件。",
        ] {
            assert_eq!(broken(right), Vec::<String>::new(), "{right}");
        }
        for (wrong, rule) in [
            ("全县收到政府信息公开申请71件,其中网上9件。", "received-count"),
            ("政府信息公开申请办理中,不予公开、无法提供共25件。", "outcome-count"),
            ("政府信息公开申请不予公开9件。", "refused-count"),
        ] {
            assert_eq!(broken(wrong), [rule], "{wrong}");
        }
    }

    #[test]
    fn several_years_parts_of_one_and_other_bodies_are_not_the_tables() {
        for right in [
            "2021年、2022年、2023年分别收到政府信息公开申请48件、55件、62件。",
            "2019年至2023年,全县分别收到政府信息公开申请30件、41件、48件、55件、62件。",
            "自2023年1月1日至2023年6月30日,全县收到政府信息公开申请28件;7月1日至12月31日收到34件。",
            "与2022年收到政府信息公开申请55件相比,2023年增加7件。",
            "本届政府任期内,共收到政府信息公开申请165件。",
            "收到申请最多的部门是县自然资源局,收到政府信息公开申请25件。",
            "我办收到政府信息公开申请21件,其中予以公开9件。",
            "县司法局共收到以各乡镇、部门为被申请人的政府信息公开行政复议申请9件。",
            "因政府信息公开被提起行政诉讼3件(直接起诉),复议后再诉讼2件。",
            "因政府信息公开引发的复议诉讼案件共11件,其中行政复议6件、行政诉讼5件。",
        ] {
            assert_eq!(broken(right), Vec::<String>::new(), "{right}");
        }
        assert_eq!(broken("自2023年1月1日至2023年12月31日,全县收到政府信息公开申请28件。"), ["received-count"]);
    }

    #[test]
    fn parts_of_a_few_cases_are_not_the_tables() {
        for right in [
            "收到政府信息公开申请62件,因案情复杂延期答复8件,其中予以公开5件、部分公开3件。",
            "收到政府信息公开申请62件,不予公开6件,其中自然人4件,占66.7%。",
            "收到政府信息公开申请62件,网络申请30件,其中自然人申请24件,占80%。",
            "收到政府信息公开申请62件,其中县自然资源局15件,予以公开8件、部分公开2件、不予公开3件。",
            "收到政府信息公开申请62件,在征地类申请中予以公开12件,不予公开4件,无法提供5件。",
            "收到政府信息公开申请62件,其中自然人网络申请25件、信函10件、当面5件。",
            "收到政府信息公开申请62件,12月收到网络申请3件、信函申请1件、当面申请1件。",
            "收到政府信息公开申请62件,其中网络申请增加8件、信函申请增加1件、当面申请增加1件。",
            "收到政府信息公开申请62件,其中征地信息类申请30件,自然人申请占比90%。",
            "收到政府信息公开申请62件,乡镇申请中自然人申请占95%。",
            "2022年度结转至2023年度办理的政府信息公开申请4件。",
            "办结上年结转政府信息公开申请4件,办结本年新收政府信息公开申请59件。",
            "政府信息公开行政诉讼5件,其中2件行政诉讼尚未审结。",
            "政府信息公开行政诉讼5件,其中直接起诉3件(维持2件、其他1件),复议后起诉2件;全县行政诉讼45件。",
        ] {
            assert_eq!(broken(right), Vec::<String>::new(), "{right}");
        }
        for (wrong, rule) in [
            ("收到政府信息公开申请62件,办结63件,其中予以公开25件、部分公开7件。", "outcome-count"),
            ("不予公开政府信息公开申请6件,其中保护第三方合法权益5件。", "reason-count"),
            ("收到政府信息公开申请62件,其中自然人申请41件。", "applicant-count"),
            ("收到政府信息公开申请62件,其中网络申请30件、信函申请20件、当面申请10件。", "channels-total"),
            ("2023年度结转至2024年度办理的政府信息公开申请4件。", "outcome-count"),
        ] {
            assert_eq!(broken(wrong), [rule], "{wrong}");
        }
    }

    #[test]
    fn a_statement_may_be_of_either_of_two_tables() {
        let office = TABLES.replace("| 50 | 12 | 62 |", "| 20 | 0 | 20 |").replace("| 3 | 1 | 4 |", "| 33 | 13 | 46 |");
        let office = office.replace("## 三、收到", "## 三、县政府办公室收到");
        assert_eq!(broken(&format!("全县收到政府信息公开申请62件。县政府办公室收到政府信息公开申请20件。{office}")), Vec::<String>::new());
    }
}
