//! Sentences without what their numbers are set against: `发布9506条,比上年增加777条,网站1565条、其他方式7941条` divides 9506.

use std::ops::Range;

use crate::facts::{Sentence, placeholder};

/// Words that say that a number is set against another one, each enough by itself.
const AGAINST: [&str; 34] = [
    "同比",
    "环比",
    "相比",
    "相较",
    "上年度",
    "上一年度",
    "上一年",
    "上年",
    "去年",
    "前一年",
    "同期",
    "增长率",
    "增长",
    "增加",
    "上升",
    "提高",
    "提升",
    "下降",
    "减少",
    "回落",
    "降低",
    "净增",
    "净减",
    "增幅",
    "降幅",
    "涨幅",
    "增量",
    "减量",
    "多出",
    "少了",
    "增至",
    "降至",
    "持平",
    "翻番",
];

/// Words that may stand beside them.
const BESIDE: [&str; 31] = [
    "全年", "年度", "年末", "年间", "数量", "总量", "总数", "件数", "幅度", "有所", "略有", "明显", "大幅", "基本", "达到", "一", "年",
    "度", "数", "量", "比", "较", "与", "和", "而", "为", "达", "是", "的", "了", "约",
];

/// The most numbers of such a clause: what there was, by how much it has changed and at what rate.
const MOST: usize = 3;

/// The sentences of a paragraph without what they compare, each with the next one where that is what goes on: what they divide stands behind it.
pub(super) fn of(sentences: &[Sentence]) -> impl Iterator<Item = Sentence> + '_ {
    sentences.iter().enumerate().filter_map(|(at, sentence)| {
        let next = sentences.get(at + 1).filter(|next| next.paragraph == sentence.paragraph && counts(&next.text) > 1);
        without(sentence, next)
    })
}

/// A sentence without its comparisons; `None` where it has none with numbers behind.
fn without(sentence: &Sentence, next: Option<&Sentence>) -> Option<Sentence> {
    let text = sentence.text.as_str();
    let left_out = comparisons(text);
    let last = left_out.last()?;
    if next.is_none() && counts(text.get(last.end..).unwrap_or("")) == 0 {
        return None;
    }
    let (mut kept, mut from) = (Vec::new(), 0);
    for range in left_out {
        kept.push(from..range.start);
        from = range.end;
    }
    kept.push(from..text.len());
    let kept = kept.into_iter().filter(|range| !range.is_empty()).map(|range| (sentence, range));
    Sentence::of_parts(kept.chain(next.map(|next| (next, 0..next.text.len()))))
}

/// How many numbers words hold.
fn counts(words: &str) -> usize {
    words.chars().filter(|c| placeholder(*c).is_some()).count()
}

/// The clauses and brackets behind the first number that compare and say nothing else, each with the mark before it.
fn comparisons(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let Some(first) = text.find(|c| placeholder(c).is_some()) else { return found };
    let marks = |c: char| matches!(c, ',' | ';' | '。' | ':' | '(' | ')');
    let stops: Vec<(usize, char)> = text.char_indices().filter(|(at, c)| *at > first && marks(*c)).collect();
    for pair in stops.windows(2) {
        let [(start, opens), (end, closes)] = *pair else { continue };
        let words = text.get(start + opens.len_utf8()..end).unwrap_or("");
        let aside = opens == '(' && closes == ')';
        let clause = opens == ',' && matches!(closes, ',' | ';' | '。' | '(');
        if (aside || clause) && compares(words) {
            found.push(start..if aside { end + closes.len_utf8() } else { end });
        }
    }
    found
}

/// Whether words set the number before them against another one and say nothing else.
fn compares(words: &str) -> bool {
    let (mut left, mut against) = (words.trim(), false);
    while let Some(first) = left.chars().next() {
        let year = left.char_indices().position(|(_, c)| !c.is_ascii_digit()).filter(|digits| *digits == 4);
        let word = |known: &[&str]| known.iter().filter(|word| left.starts_with(**word)).map(|word| word.len()).max();
        let length = match (placeholder(first), year, word(&AGAINST), word(&BESIDE)) {
            (Some(_), ..) => first.len_utf8(),
            (_, Some(digits), ..) => {
                against = true;
                digits
            }
            (_, _, Some(length), _) => {
                against = true;
                length
            }
            (.., Some(length)) => length,
            _ if first == ' ' || first == '、' => first.len_utf8(),
            _ => return false,
        };
        left = left.get(length..).unwrap_or("");
    }
    against && (1..=MOST).contains(&counts(words))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Facts, placeholder};
    use crate::ingest::{Limits, read};

    /// What a paragraph reads as without its comparisons, each number as it is printed.
    fn read_as(text: &str) -> Vec<String> {
        let document = read("a.txt", text.as_bytes().to_vec().into(), &Limits::default()).unwrap();
        let facts = Facts::of(&document);
        let shown = |sentence: &crate::facts::Sentence| {
            let printed = |(at, c): (usize, char)| match placeholder(c) {
                Some(_) => document.printed(&sentence.spot(at..at + c.len_utf8())).to_owned(),
                None => c.to_string(),
            };
            sentence.text.char_indices().map(printed).collect()
        };
        super::of(&facts.sentences).map(|sentence| shown(&sentence)).collect()
    }

    #[test]
    fn what_a_number_is_set_against_is_left_out() {
        for (text, told) in [
            ("发布9506条，比2022年增加777条，增幅9%，网站1565条、其他方式7941条。", "发布9506条,网站1565条、其他方式7941条。"),
            ("公开71条（2021年70条），增长1.43%；从载体看，网站57条、其他14条。", "公开71条;从载体看,网站57条、其他14条。"),
            ("公开71条，同比增加1条(上年70条)。按渠道分，网站57条、其他14条。", "公开71条。按渠道分,网站57条、其他14条。"),
        ] {
            assert_eq!(read_as(text), [told], "{text}");
        }
    }

    #[test]
    fn what_says_something_else_and_what_nothing_follows_stays() {
        for text in [
            "收到48件，上年结转2件，办结47件。",
            "收到48件，同比增加5件。",
            "收到48件，网上申请增加3件，信函2件。",
            "比上年增加5件，网上3件，信函2件。",
            "收到48件，2023年计划办理3件，信函2件。",
        ] {
            assert_eq!(read_as(text), [] as [&str; 0], "{text}");
        }
    }
}
