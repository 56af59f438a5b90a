//! Sentences without what their numbers are set against: `发布9506条,比上年增加777条,网站1565条、其他方式7941条` divides 9506.

use std::ops::Range;

use num_rational::BigRational;

use crate::facts::{Number, Sentence, placeholder};

/// Words that say that a number has changed, each enough by itself.
const CHANGED: [&str; 28] = [
    "同比",
    "环比",
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
    "上浮",
    "多",
    "少",
];

/// Words of the time that it is set against.
const EARLIER: [&str; 7] = ["上年度", "上一年度", "上一年", "上年", "去年", "前一年", "同期"];

/// Words that may stand beside either: of comparing and counting.
const BESIDE: [&str; 38] = [
    "本年度",
    "本年",
    "今年",
    "当年",
    "相比",
    "相较",
    "全年",
    "年度",
    "年末",
    "年间",
    "数量",
    "总量",
    "总数",
    "件数",
    "幅度",
    "有所",
    "略有",
    "明显",
    "大幅",
    "基本",
    "达到",
    "一",
    "年",
    "度",
    "数",
    "量",
    "比",
    "较",
    "与",
    "和",
    "而",
    "为",
    "达",
    "是",
    "的",
    "了",
    "率",
    "约",
];

/// How a sentence begins that goes on dividing what the one before tells.
const GOES_ON: [&str; 10] = ["其中", "按", "从", "就", "具体", "由", "以上", "上述", "各", "主动公开的"];

/// The most numbers of such a clause: what there was, by how much it has changed and at what rate.
const MOST: usize = 3;

/// The sentences of a paragraph without what they compare, each with the next one where that goes on dividing: what they divide stands behind it.
pub(super) fn of<'s>(sentences: &'s [Sentence], numbers: &'s [Number]) -> impl Iterator<Item = Sentence> + 's {
    sentences.iter().enumerate().filter_map(move |(at, sentence)| without(sentence, sentences.get(at + 1), numbers))
}

/// A sentence without its comparisons; `None` where it has none with numbers behind, or where those behind divide one that it compares with:
/// `发布500条,比上年增加60条,其中网站40条、其他20条`.
fn without(sentence: &Sentence, next: Option<&Sentence>, numbers: &[Number]) -> Option<Sentence> {
    let text = sentence.text.as_str();
    let left_out = comparisons(text);
    let last = left_out.last()?;
    let behind = text.get(last.end..).unwrap_or("");
    let goes_on = |next: &&Sentence| GOES_ON.iter().any(|word| next.text.starts_with(word)) && counts(&next.text) > 1;
    let next = next.filter(|next| next.paragraph == sentence.paragraph).filter(goes_on);
    if next.is_none() && counts(behind) == 0 {
        return None;
    }
    let amount = |id: u32| numbers.get(id as usize).map(|number| number.quantity.amount());
    let compared: Vec<BigRational> =
        left_out.iter().flat_map(|range| sentence.ids_in(text.get(range.clone()).unwrap_or(""))).filter_map(amount).collect();
    let listed = sentence.ids_in(behind).chain(next.into_iter().flat_map(|next| next.ids_in(&next.text))).take(LONGEST);
    let listed: Vec<BigRational> = listed.filter_map(amount).collect();
    if makes_one_of(&listed, &compared) {
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

/// The most numbers behind a comparison that are looked at.
const LONGEST: usize = 24;

/// Whether two or more of the first numbers make one of the others.
fn makes_one_of(listed: &[BigRational], compared: &[BigRational]) -> bool {
    let mut parts = listed.iter();
    let Some(mut sum) = parts.next().cloned() else { return false };
    parts.any(|part| {
        sum += part;
        compared.contains(&sum)
    })
}

/// How many numbers words hold.
fn counts(words: &str) -> usize {
    words.chars().filter(|c| placeholder(*c).is_some()).count()
}

/// The clauses and brackets behind the first number that compare and say nothing else, each with the mark before it. Those that stand by each other
/// compare together, 上年同期为238条,降幅为21.4%; behind last year's number alone it is not certain whose parts follow, and none is given.
fn comparisons(text: &str) -> Vec<Range<usize>> {
    let Some(first) = text.find(|c| placeholder(c).is_some()) else { return Vec::new() };
    let marks = |c: char| matches!(c, ',' | ';' | '。' | ':' | '(' | ')');
    let stops: Vec<(usize, char)> = text.char_indices().filter(|(at, c)| *at > first && marks(*c)).collect();
    let brackets: Vec<Range<usize>> = stops.iter().enumerate().filter_map(|(at, _)| aside(text, stops.get(at..)?)).collect();
    // In their order, so that the one around a mark is found at once.
    let around = |at: usize| brackets.get(brackets.partition_point(|bracket| bracket.end <= at)).filter(|bracket| bracket.start <= at);
    let clauses: Vec<Option<(Range<usize>, bool)>> = stops
        .windows(2)
        .filter_map(|pair| match pair.first().and_then(|(at, _)| Some((*at, around(*at)?))) {
            Some((at, bracket)) => (bracket.start == at).then(|| Some((bracket.clone(), true))),
            None => Some(clause(text, pair)),
        })
        .collect();
    let mut together = clauses.split(Option::is_none).filter(|clauses| !clauses.is_empty());
    if together.any(|clauses| !clauses.iter().flatten().any(|(_, changed)| *changed)) {
        return Vec::new();
    }
    clauses.into_iter().flatten().map(|(range, _)| range).collect()
}

/// The bracket that opens at the first of some marks, where all it says is a comparison, commas or not: what stands in brackets is told aside, so
/// that nothing behind is of it.
fn aside(text: &str, marks: &[(usize, char)]) -> Option<Range<usize>> {
    let (start, _) = *marks.first().filter(|(_, mark)| *mark == '(')?;
    let (end, _) = *marks.get(1..)?.iter().find(|(_, mark)| *mark != ',').filter(|(_, mark)| *mark == ')')?;
    compares(text.get(start + 1..end)?)?;
    Some(start..end + 1)
}

/// The clause between two marks with the first of them, where it compares; and whether a change is told.
fn clause(text: &str, marks: &[(usize, char)]) -> Option<(Range<usize>, bool)> {
    let [(start, ','), (end, ',' | ';' | '。' | '(')] = *marks else { return None };
    Some((start..end, compares(text.get(start + 1..end)?)?))
}

/// Whether words set the number before them against another one and say nothing else, and then whether they say that it has changed.
fn compares(words: &str) -> Option<bool> {
    let (mut left, mut against, mut changed) = (words.trim(), false, false);
    while let Some(first) = left.chars().next() {
        let year = left.char_indices().position(|(_, c)| !c.is_ascii_digit()).filter(|digits| *digits == 4);
        let word = |known: &[&str]| known.iter().filter(|word| left.starts_with(**word)).map(|word| word.len()).max();
        let length = match (placeholder(first), word(&CHANGED), year.or_else(|| word(&EARLIER)), word(&BESIDE)) {
            (Some(_), ..) => first.len_utf8(),
            (_, Some(length), ..) => {
                (against, changed) = (true, true);
                length
            }
            (_, _, Some(length), _) => {
                against = true;
                length
            }
            (.., Some(length)) => length,
            _ if matches!(first, ' ' | '、' | ',') => first.len_utf8(),
            _ => return None,
        };
        left = left.get(length..).unwrap_or("");
    }
    (against && (1..=MOST).contains(&counts(words))).then_some(changed)
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::facts::tests::as_printed;
    use crate::ingest::{Limits, read};

    /// What a paragraph reads as without its comparisons, each number as it is printed.
    fn read_as(text: &str) -> Vec<String> {
        let document = read("a.txt", text.as_bytes().to_vec().into(), &Limits::default()).unwrap();
        let facts = Facts::of(&document);
        super::of(&facts.sentences, &facts.numbers).map(|sentence| as_printed(&document, &sentence)).collect()
    }

    #[test]
    fn what_a_number_is_set_against_is_left_out() {
        for (text, told) in [
            ("发布9506条，比2022年增加777条，增幅9%，网站1565条、其他方式7941条。", "发布9506条,网站1565条、其他方式7941条。"),
            ("公开71条（2021年70条），增长1.43%；从载体看，网站57条、其他14条。", "公开71条;从载体看,网站57条、其他14条。"),
            ("来信468封（同比减少167封，下降26.30%），其中咨询205封、其他263封。", "来信468封,其中咨询205封、其他263封。"),
            ("公开70条，2020年50条，本年多20条、增长40%。其中，网站57条、其他13条。", "公开70条。其中,网站57条、其他13条。"),
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
            "发布500条，比上年增加60条，其中网站40条、公众号12条、其他8条。",
            "发布500条，上年440条，其中网站300条、公众号100条、其他40条。",
            "制发6件，上年8件，废止3件，现行有效27件。",
            "办理100件，同比增长25%。面复40件、提案20件。",
        ] {
            assert_eq!(read_as(text), [] as [&str; 0], "{text}");
        }
    }
}
