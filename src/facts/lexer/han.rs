//! Numbers in Chinese numerals: quantities only before a counter, everywhere else part of a word.

use crate::document::Decimal;
use crate::facts::lexer::arabic::joined;
use crate::facts::lexer::context::numbered;
use crate::facts::lexer::hedge;
use crate::facts::lexer::scan::{Lexer, Reading, Token};
use crate::facts::{Hedge, NotQuantity, Quantity, Unit, units};

/// Longest run of numerals that is read; a longer one is no number.
const LONGEST: usize = 16;

/// Words after 个 that make it a set phrase: 两个维护, 五个一.
const SET_PHRASES: &[&str] =
    &["维护", "确立", "意识", "自信", "全面", "至上", "务必", "结合", "一", "中心", "基本点", "文明", "代表", "清单", "必须", "善于"];

/// Phases that a project has at most.
const PHASES: i128 = 5;
/// Counters behind which 一 and 零 may be counts.
const COUNTED: [&str; 23] = [
    "件", "件次", "宗", "宗次", "起", "份", "例", "条", "项", "部", "篇", "个", "家", "场", "期", "人次", "次", "场次", "人", "名", "批",
    "册", "处",
];
/// What is held or printed in numbers of 期 and 次: in a sentence that names one, they are no phases.
const HELD: [&str; 10] = ["培训", "讲座", "讲堂", "授课", "课堂", "简报", "专刊", "会议", "演练", "研讨"];

/// Ways that things are held in, before their counts: 线上三期、线下一期.
const WAYS: [&str; 3] = ["线上", "线下", "网上"];

/// Reads the numerals at `at` and gives where to go on.
pub(super) fn read(lexer: &mut Lexer<'_>, at: usize) -> usize {
    let run = run_at(lexer.after(at));
    let end = at + run.len();
    if let Some(next) = fraction(lexer, at, end) {
        return next;
    }
    let before = lexer.before(at);
    let rest = lexer.after(end);
    if before.ends_with('第') {
        return lexer.skip(at..end, numbered(rest));
    }
    if rest.starts_with(['年', '月', '日']) {
        return date(lexer, at, end, run);
    }
    if let Some(tenths) = tenths(run, rest) {
        let quantity = Quantity { value: Decimal::new(tenths, 0), power: 1, unit: Unit::Percent, hedge: Hedge::About };
        return push(lexer, at, end + '成'.len_utf8(), end + '成'.len_utf8(), quantity);
    }
    let Some((unit, len)) = units::counter(rest.strip_prefix('余').unwrap_or(rest)) else { return end };
    if let Some(why) = unlikely(lexer, at, run, &unit, rest) {
        return if why == NotQuantity::Name { end } else { lexer.skip(at..end, why) };
    }
    let Some(value) = parse(run) else {
        return lexer.skip(at..end, NotQuantity::Indefinite);
    };
    let hedge = if rest.starts_with('余') { Hedge::AtLeast } else { Hedge::Exact };
    let extent = end + len + if hedge == Hedge::Exact { 0 } else { '余'.len_utf8() };
    push(lexer, at, end, extent, Quantity { value: Decimal::new(value, 0), power: 0, unit, hedge })
}

fn push(lexer: &mut Lexer<'_>, at: usize, spot_end: usize, extent_end: usize, mut quantity: Quantity) -> usize {
    let mut extent = at..extent_end;
    let before = lexer.text.get(lexer.floor()..at).unwrap_or("");
    if let Some((hedge, len)) = hedge::before(before) {
        quantity.hedge = joined(hedge, if quantity.hedge == Hedge::About { Hedge::Exact } else { quantity.hedge });
        extent.start -= len;
    }
    let rest = lexer.after(extent.end);
    if let Some((hedge, len)) = hedge::after(rest, &quantity.unit) {
        quantity.hedge = hedge;
        extent.end += len;
    }
    let end = extent.end;
    lexer.out.push(Token { spot: at..spot_end, extent, reading: Reading::Quantity(quantity) });
    end
}

/// Why numerals before a counter are no quantity; [`NotQuantity::Name`] for a set phrase that is not even number-like.
fn unlikely(lexer: &Lexer<'_>, at: usize, run: &str, unit: &Unit, rest: &str) -> Option<NotQuantity> {
    let before = lexer.before(at);
    let stated = closes(rest, unit);
    // 好几件, but 做好三项工作
    let many = before.ends_with('好') && !["做好", "抓好", "办好", "用好", "搞好", "落实好"].iter().any(|verb| before.ends_with(verb));
    // 上百件, but 线上三期
    let before = WAYS.iter().find_map(|way| before.strip_suffix(way)).unwrap_or(before);
    if many || before.ends_with(['几', '数', '上']) || (run.ends_with('零') && !(stated && run == "零")) {
        return Some(NotQuantity::Indefinite);
    }
    // 更新四个, but not 新四个
    let before = before.strip_suffix("更新").or_else(|| before.strip_suffix("创新")).unwrap_or(before);
    if before.ends_with(['“', '「', '《', '‘', '国', '新', '统', '唯', '逐', '进', '同', '单', '专', '万', '首', '之', '星'])
    {
        return Some(NotQuantity::Name);
    }
    match run {
        // 复议一件, is a count; 一件实事, 其中一件, 每人一件 are not.
        "一" if stated && !indefinite(lexer, at, unit) || announces(rest, unit) => {}
        "一" => return Some(NotQuantity::Indefinite),
        "零" if stated => {}
        "百" | "千" | "万" | "亿" | "二" | "零" => return Some(NotQuantity::Name),
        _ => {}
    }
    if run.starts_with(['百', '千', '万', '亿']) || (run.starts_with('零') && run != "零") {
        return Some(NotQuantity::Name);
    }
    let Unit::Count(word) = unit else { return None };
    let after = rest.get(word.len()..).unwrap_or("");
    if &**word == "项" && after.starts_with("规定") {
        return Some(NotQuantity::Name);
    }
    if &**word == "个" && SET_PHRASES.iter().any(|p| after.starts_with(p)) {
        return Some(NotQuantity::Name);
    }
    // 培训四十一期, and 规章两部, are counts; the phases of a project are few.
    let held = || {
        run == "两"
            || parse(run).is_some_and(|n| n > PHASES)
            || HELD.iter().any(|word| led_by(lexer, at, &['。', '!', '?', '\n']).contains(word))
    };
    if stated && (&**word == "部" || (&**word == "期" && held())) {
        return None;
    }
    // 三点, 二期工程, 四面, 三重: places, phases and figures of speech rather than counts.
    if "点期面重维里节位段步部本门道日级".contains(&**word)
        && !after.starts_with(['《', '“'])
        && !is_point_made(word, after, before.ends_with('有'))
        || (&**word == "小时" && run == "二十四")
    {
        return Some(NotQuantity::Name);
    }
    None
}

/// 三点不足, 两点建议, 问题有三点: points that are made, not of time or place. `led`: 有 stands before them.
fn is_point_made(counter: &str, after: &str, led: bool) -> bool {
    const MADE: [&str; 9] = ["不足", "问题", "建议", "意见", "困难", "措施", "要求", "做法", "差距"];
    counter == "点" && (MADE.iter().any(|word| after.starts_with(word)) || led && after.starts_with(':'))
}

/// Whether a counter opens a list that follows: `一个方面的问题:一是`, or what stands at the end of its paragraph.
fn announces(rest: &str, unit: &Unit) -> bool {
    const LONGEST: usize = 10;
    const OPENS: [&str; 5] = ["一是", "第一", "(一)", "1.", "\n"];
    // 建立一套机制:一是收集… is one of several parts.
    const NAMED: [&str; 7] = ["方面", "问题", "不足", "短板", "差距", "措施", "举措"];
    let Unit::Count(word) = unit else { return false };
    let after = rest.get(word.len()..).unwrap_or("");
    let Some((end, _)) = after.char_indices().take(LONGEST + 1).find(|(_, c)| *c == ':') else { return false };
    let (named, behind) = (after.get(..end).unwrap_or(""), after.get(end + 1..).unwrap_or(""));
    let alone = !named.contains([',', '、', ';', '。', '(']);
    let told = matches!(&**word, "条" | "点") && named.is_empty() || NAMED.iter().any(|name| named.contains(name)) || &**word == "方面";
    alone && told && (behind.is_empty() || OPENS.iter().any(|opens| behind.starts_with(opens)))
}

/// Whether 一 before a counter is one of any: 每月一次, 其中一件, 不漏一人.
fn indefinite(lexer: &Lexer<'_>, at: usize, unit: &Unit) -> bool {
    // 召开一次, may be one of several.
    const HOLDS: [&str; 7] = ["召开", "举办", "开展", "组织", "进行", "举行", "集中"];
    const BEFORE: [char; 22] = [
        '中', '每', '这', '那', '某', '任', '另', '同', '头', '人', '唯', '之', '漏', '落', '少', '再', '又', '上', '下', '有', '逐', '各',
    ];
    let clause = led_by(lexer, at, &['。', ';', '!', '?', '\n', ',', ':', '、']);
    let held = matches!(unit, Unit::Count(word) if word.ends_with('次')) && HOLDS.iter().any(|verb| lexer.before(at).ends_with(verb));
    // 分别有一项、五项; 部门的有一场、县区的四场
    let listed = ["分别有", "的有"].iter().any(|word| lexer.before(at).ends_with(word));
    // “答复一件、规范一类”: a motto.
    let quoted = led_by(lexer, at, &['。', '!', '?', '\n', '”']).contains('“');
    let by_way = WAYS.iter().any(|way| lexer.before(at).ends_with(way));
    (lexer.before(at).ends_with(BEFORE) && !listed && !by_way) || held || quoted || clause.contains('每')
}

/// The words before `at` back to one of the marks, as far as a sentence's opening is looked for.
fn led_by<'n>(lexer: &Lexer<'n>, at: usize, marks: &[char]) -> &'n str {
    const FARTHEST: usize = 100;
    let before = lexer.before(at);
    let from = before.char_indices().rev().take(FARTHEST).last().map_or(0, |(at, _)| at);
    let words = before.get(from..).unwrap_or("");
    words.rsplit(marks).next().unwrap_or("")
}

/// Whether a counter of cases or papers ends its clause: `复议一件,`. Parts of machines (零件) are not meant.
fn closes(rest: &str, unit: &Unit) -> bool {
    let Unit::Count(word) = unit else { return false };
    let after = rest.get(word.len()..).unwrap_or("");
    COUNTED.contains(&&**word)
        && (after.is_empty()
            || after.starts_with([',', '、', ';', '。', ')', '('])
            || ["组成", "构成", "为", "系", "属", "和", "及", "以及"].iter().any(|word| after.starts_with(word)))
}

/// 百分之五, 千分之三 as percentages; 三分之一 is skipped.
fn fraction(lexer: &mut Lexer<'_>, at: usize, end: usize) -> Option<usize> {
    let run = lexer.text.get(at..end)?;
    let rest = lexer.after(end).strip_prefix("分之")?;
    let from = end + "分之".len();
    let part = run_at(rest);
    if part.is_empty() {
        return None;
    }
    let to = from + part.len();
    let power = match run {
        "百" => 0,
        "千" => -1,
        _ => return Some(lexer.skip(at..to, NotQuantity::Ratio)),
    };
    let (whole, places) = decimal_places(lexer.after(to));
    let Some(value) = parse(part).and_then(|v| joined_places(v, &whole)) else {
        return Some(lexer.skip(at..to, NotQuantity::Malformed));
    };
    let to = to + places;
    let quantity = Quantity { value, power, unit: Unit::Percent, hedge: Hedge::Exact };
    Some(push(lexer, at, to, to, quantity))
}

/// The digits after 点 in 百分之八点五, and how many bytes they take.
fn decimal_places(rest: &str) -> (String, usize) {
    let Some(after) = rest.strip_prefix('点') else { return (String::new(), 0) };
    let run = run_at(after);
    let digits: Option<String> = run.chars().map(|c| digit(c).and_then(|d| char::from_digit(u32::from(d), 10))).collect();
    match digits {
        Some(digits) if !digits.is_empty() => (digits, '点'.len_utf8() + run.len()),
        _ => (String::new(), 0),
    }
}

fn joined_places(whole: i128, places: &str) -> Option<Decimal> {
    Decimal::parse(&if places.is_empty() { whole.to_string() } else { format!("{whole}.{places}") })
}

fn tenths(run: &str, rest: &str) -> Option<i128> {
    let after = rest.strip_prefix('成')?;
    let words = ['为', '立', '功', '员', '绩', '果', '本', '效', '都', '长', '分', '熟', '型', '品', '就', '片', '人', '套', '交', '文'];
    let mut chars = run.chars();
    let value = digit(chars.next()?).filter(|d| *d > 0)?;
    (chars.next().is_none() && run != "一" && run != "两" && !after.starts_with(words)).then_some(i128::from(value))
}

fn date(lexer: &mut Lexer<'_>, at: usize, end: usize, run: &str) -> usize {
    let rest = lexer.after(end);
    if rest.starts_with('年') && run.chars().count() < 4 {
        // 三年, 十四五: a length of time or a name.
        return end;
    }
    let mut to = end;
    for word in ['年', '月', '日'] {
        let rest = lexer.after(to);
        let part = if to == end { 0 } else { run_at(rest).len() };
        if lexer.after(to + part).starts_with(word) {
            to += part + word.len_utf8();
        }
    }
    let why = if rest.starts_with('年') && lexer.text.get(end + 3..to).is_none_or(str::is_empty) {
        NotQuantity::Year
    } else {
        NotQuantity::Date
    };
    lexer.skip(at..to, why)
}

/// The run of numerals at the start of `rest`, cut at the longest length read.
fn run_at(rest: &str) -> &str {
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| !is_numeral(*c) && *c != '○').map(|(at, _)| at);
    let end = end.unwrap_or_else(|| rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at));
    rest.get(..end).unwrap_or("")
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || multiplier(c).is_some()
}

/// Whether three bytes of UTF-8 are a numeral; asked of every Chinese character, so it decodes by hand.
pub(super) fn is_numeral_bytes(bytes: &[u8]) -> bool {
    let [a, b, c] = bytes else { return false };
    let code = (u32::from(a & 0x0F) << 12) | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F);
    matches!(
        code,
        0x4E00
            | 0x4E8C
            | 0x4E24
            | 0x4E09
            | 0x56DB
            | 0x4E94
            | 0x516D
            | 0x4E03
            | 0x516B
            | 0x4E5D
            | 0x5341
            | 0x5EFF
            | 0x767E
            | 0x5343
            | 0x4E07
            | 0x4EBF
            | 0x96F6
            | 0x3007
    )
}

fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn multiplier(c: char) -> Option<i128> {
    Some(match c {
        '十' => 10,
        '廿' => 20,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The value of Chinese numerals: 三十二, 一万二千, 二〇二四. `None` for 三五 (three to five) and anything out of order.
pub(in crate::facts) fn parse(run: &str) -> Option<i128> {
    let count = run.chars().count();
    if count == 0 || count > LONGEST {
        return None;
    }
    let digits: Option<Vec<u8>> = run.chars().map(digit).collect();
    if let Some(digits) = digits {
        let value = digits.iter().fold(0, |sum, d| sum * 10 + i128::from(*d));
        return (count == 1 || count >= 4 || digits.contains(&0)).then_some(value);
    }
    by_places(run)
}

fn by_places(run: &str) -> Option<i128> {
    let (mut total, mut section, mut pending): (i128, i128, Option<i128>) = (0, 0, None);
    let mut lowest = i128::MAX;
    let mut first = true;
    for c in run.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(i128::from(value));
        } else {
            let unit = multiplier(c)?;
            if unit >= 10_000 {
                section += pending.take().unwrap_or(0);
                let scaled = if section == 0 { total } else { section };
                if scaled == 0 || first {
                    return None;
                }
                total = if unit == 100_000_000 { (total + section) * unit } else { total + section * unit };
                section = 0;
                lowest = i128::MAX;
            } else {
                let place = if unit == 20 { 10 } else { unit };
                if place >= lowest {
                    return None;
                }
                lowest = place;
                let times = match pending.take() {
                    Some(0) | None if matches!(unit, 10 | 20) => 1,
                    Some(times) if times > 0 && unit != 20 => times,
                    _ => return None,
                };
                section += times * unit;
            }
        }
        first = false;
    }
    Some(total + section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numerals_by_bytes_are_the_numerals() {
        for c in '\u{3000}'..='\u{9FFF}' {
            assert_eq!(super::is_numeral_bytes(c.to_string().as_bytes()), super::is_numeral(c), "{c}");
        }
    }

    #[test]
    fn numerals() {
        for (run, value) in [
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十二", 32),
            ("一百二十", 120),
            ("一百零五", 105),
            ("一万二千", 12_000),
            ("二〇二四", 2024),
            ("二零一九", 2019),
            ("三千零五十", 3050),
            ("一亿二千万", 120_000_000),
            ("廿三", 23),
            ("一百一十一", 111),
        ] {
            assert_eq!(parse(run), Some(value), "{run}");
        }
        for run in ["三五", "七八", "百", "万", "十十", "一千万千", ""] {
            assert_eq!(parse(run), None, "{run}");
        }
    }
}
