//! Words that soften a number: 约 and about before it, 左右 and "or more" behind it.

use crate::facts::{Hedge, Unit};

/// Words before the digits, longest first.
const BEFORE: &[(&str, Hedge)] = &[
    ("不低于", Hedge::AtLeast),
    ("不少于", Hedge::AtLeast),
    ("不超过", Hedge::AtMost),
    ("不多于", Hedge::AtMost),
    ("不高于", Hedge::AtMost),
    ("超过", Hedge::AtLeast),
    ("多于", Hedge::AtLeast),
    ("高于", Hedge::AtLeast),
    ("突破", Hedge::AtLeast),
    ("至少", Hedge::AtLeast),
    ("不足", Hedge::AtMost),
    ("不到", Hedge::AtMost),
    ("少于", Hedge::AtMost),
    ("低于", Hedge::AtMost),
    ("至多", Hedge::AtMost),
    ("最多", Hedge::AtMost),
    ("将近", Hedge::AtMost),
    ("接近", Hedge::AtMost),
    ("大约", Hedge::About),
    ("约为", Hedge::About),
    ("约占", Hedge::About),
    ("约", Hedge::About),
    ("近", Hedge::AtMost),
    ("超", Hedge::AtLeast),
    ("逾", Hedge::AtLeast),
    ("≥", Hedge::AtLeast),
    ("≤", Hedge::AtMost),
    (">", Hedge::AtLeast),
    ("<", Hedge::AtMost),
    ("~", Hedge::About),
    ("≈", Hedge::About),
];

/// English words before the digits, longest first.
const ENGLISH_BEFORE: &[(&str, Hedge)] = &[
    ("no more than", Hedge::AtMost),
    ("not more than", Hedge::AtMost),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("more than", Hedge::AtLeast),
    ("greater than", Hedge::AtLeast),
    ("fewer than", Hedge::AtMost),
    ("less than", Hedge::AtMost),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("approximately", Hedge::About),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("some", Hedge::About),
    ("circa", Hedge::About),
    ("nearly", Hedge::AtMost),
    ("almost", Hedge::AtMost),
    ("over", Hedge::AtLeast),
    ("exceeding", Hedge::AtLeast),
    ("under", Hedge::AtMost),
    ("below", Hedge::AtMost),
    ("above", Hedge::AtLeast),
];

/// Characters before 约, 近 or 超 that make it part of another word: 节约, 最近.
const NOT_HEDGE: &str = "节合条签预公制违契集履邀特誓简缔隐大婉租毁失相附临靠邻亲最远新赶反高";

/// The hedge that `before` ends with, and its length.
pub(super) fn before(text: &str) -> Option<(Hedge, usize)> {
    let spaced = text.strip_suffix(' ').unwrap_or(text);
    let gap = text.len() - spaced.len();
    let last = *spaced.as_bytes().last()?;
    if last.is_ascii_alphabetic() {
        let found = ENGLISH_BEFORE.iter().find(|(word, _)| {
            let start = spaced.len().checked_sub(word.len());
            start.is_some_and(|start| {
                let whole = start == 0 || !spaced.as_bytes().get(start - 1).is_some_and(u8::is_ascii_alphanumeric);
                whole && spaced.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
            })
        });
        return found.map(|(word, hedge)| (*hedge, word.len() + gap));
    }
    let (word, hedge) = BEFORE.iter().find(|(word, _)| spaced.ends_with(word))?;
    let part_of_word = matches!(*word, "约" | "近" | "超") && spaced.strip_suffix(word)?.ends_with(|c| NOT_HEDGE.contains(c));
    (!part_of_word).then_some((*hedge, word.len() + gap))
}

/// Words behind the unit, longest first.
const AFTER: &[(&str, Hedge)] = &[
    ("及以上", Hedge::AtLeast),
    ("以上", Hedge::AtLeast),
    ("及以下", Hedge::AtMost),
    ("以下", Hedge::AtMost),
    ("以内", Hedge::AtMost),
    ("左右", Hedge::About),
    ("上下", Hedge::About),
    ("有余", Hedge::AtLeast),
    ("出头", Hedge::AtLeast),
    ("挂零", Hedge::AtLeast),
    ("余", Hedge::AtLeast),
    ("多", Hedge::AtLeast),
    ("+", Hedge::AtLeast),
    ("强", Hedge::AtLeast),
    ("弱", Hedge::AtMost),
    ("不到", Hedge::AtMost),
    (" or more", Hedge::AtLeast),
    (" or less", Hedge::AtMost),
    (" or so", Hedge::About),
];

/// Notes behind a number that is an estimate, in brackets or as the letter of a flag.
const NOTED: [&str; 26] = [
    "e",
    "est",
    "est.",
    "estimate",
    "estimated",
    "f",
    "forecast",
    "proj",
    "proj.",
    "projected",
    "projection",
    "prov",
    "prov.",
    "provisional",
    "approx",
    "approx.",
    "估",
    "估计",
    "估算",
    "估计数",
    "预计",
    "预估",
    "暂",
    "暂估",
    "暂定",
    "约",
];

/// Whether the note behind a number, the rest of its cell, says that it is an estimate.
pub(super) fn is_noted(note: &str) -> bool {
    let note = note.trim_matches(' ').to_ascii_lowercase();
    let inner = |open, close| note.strip_prefix(open).and_then(|note| note.strip_suffix(close));
    let word = inner('(', ')').or_else(|| inner('[', ']')).unwrap_or(&note);
    NOTED.contains(&word.trim_matches(' '))
}

/// The hedge that `rest`, the text behind a number with its `unit`, starts with, and its length.
pub(super) fn after(rest: &str, unit: &Unit) -> Option<(Hedge, usize)> {
    let (word, hedge) = AFTER.iter().find(|(word, _)| rest.starts_with(word))?;
    let next = rest.get(word.len()..)?;
    let means_so = match *word {
        "以上" => !next.starts_with('述'),
        "以下" => !next.starts_with("简称"),
        "有余" => !next.starts_with(['额', '地', '力', '款', '量']),
        "余" => !next.starts_with(['下', '额', '地', '力', '款', '量', '缺']),
        "多" => is_measured(unit) && !next.starts_with(GOES_ON_AFTER_MORE) && !next.starts_with(|c: char| c.is_ascii_digit()),
        "+" => *unit != Unit::None && !next.starts_with(|c: char| c.is_ascii_alphanumeric()),
        "强" | "弱" | "不到" => next.is_empty() || next.starts_with(STOPS),
        _ => true,
    };
    means_so.then_some((*hedge, word.len()))
}

/// Where a clause ends, as normalised.
const STOPS: [char; 9] = [',', '。', ';', ')', '、', '!', '?', '\n', '”'];

/// 20%多数, 比100万元多20万元, 3年多次, 占20%多为…: 多 that begins something else.
const GOES_ON_AFTER_MORE: [char; 25] = [
    '数', '于', '个', '种', '样', '项', '次', '家', '名', '人', '方', '为', '是', '出', '了', '达', '少', '用', '由', '属', '以', '在',
    '亏', '余', '云',
];

/// Whether a remainder of the unit can be meant: of a percentage, an amount, a time. 100件多 is hardly said, 比100件多20件 is.
fn is_measured(unit: &Unit) -> bool {
    match unit {
        Unit::Percent | Unit::PercentagePoint | Unit::Times | Unit::Money(_) => true,
        Unit::Count(word) => {
            matches!(&**word, "年" | "个月" | "小时" | "个小时" | "天" | "周" | "分钟" | "公里" | "千米" | "米" | "吨" | "亩")
        }
        Unit::None => false,
    }
}
