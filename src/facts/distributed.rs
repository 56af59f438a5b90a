//! Parallel lists: `A、B、C分别为1、2、3` and `A、B均为0` say what `A1、B2、C3` says.

use crate::facts::{Sentence, placeholder};

/// Words that may stand between 分别 or 均 and the first number.
const LINKS: [&str; 19] = [
    "为", "是", "有", "达", "共", "计", "收到", "办理", "受理", "发生", "作出", "提出", "提交", "申请", "发布", "公开", "开展", "举办", ":",
];

/// What may stand between the comma behind the labels and 分别: `A、B、C,数量分别为1、2、3`, `A、B、C,分别为1、2、3`.
const OF_THEM: [&str; 10] = ["数量", "件数", "人数", "其数量", "申请数量", "申请件数", "申请量", "收件数", "各类数量", ""];

/// What separates the items of a list.
const STOPS: [char; 5] = [',', ';', ':', '。', '('];

/// The most items of a list.
const MOST: usize = 12;

impl Sentence {
    /// The sentence with each number of its first parallel list behind its own label; `None` where it has no such list, or where the labels are
    /// not as many as the numbers.
    #[must_use]
    pub fn distributed(&self) -> Option<Self> {
        let text = self.text.as_str();
        let words = [("分别", false), ("依次", false), ("各", false), ("均", true), ("都", true)];
        words.iter().find_map(|(word, same)| {
            text.match_indices(word).find_map(|(at, _)| {
                let (numbers, end) = numbers(text, at + word.len(), *same)?;
                let (start, labels) = labels(text.get(..at)?, if *same { None } else { Some(numbers.len()) })?;
                let list: Vec<String> =
                    labels.iter().zip(numbers.iter().cycle()).map(|(label, number)| format!("{label}{number}")).collect();
                let rewritten = format!("{}{}{}", text.get(..start)?, list.join("、"), text.get(end..)?);
                Some(self.rewritten(rewritten, start..end))
            })
        })
    }
}

/// The numbers of the list that starts at `from`, and where it ends: one where all items have the `same`, else at least two.
fn numbers(text: &str, from: usize, same: bool) -> Option<(Vec<char>, usize)> {
    let mut rest = text.get(from..)?;
    while let Some(after) = LINKS.iter().find_map(|link| rest.strip_prefix(link)) {
        rest = after;
    }
    let mut found = Vec::new();
    loop {
        let number = rest.chars().next().filter(|c| placeholder(*c).is_some());
        let Some(number) = number else { break };
        found.push(number);
        rest = rest.get(number.len_utf8()..)?;
        let separator =
            ["、", ",", "和", "及", "与", "以及"].iter().filter_map(|s| rest.strip_prefix(s)).find(|after| starts_with_number(after));
        match separator {
            Some(after) if !same && found.len() < MOST => rest = after,
            _ => break,
        }
    }
    let enough = if same { found.len() == 1 } else { found.len() > 1 };
    enough.then(|| (found, text.len() - rest.len()))
}

fn starts_with_number(text: &str) -> bool {
    text.chars().next().is_some_and(|c| placeholder(c).is_some())
}

/// The labels at the end of `before`, as many as `wanted` (at least two where that is open), and where they start.
fn labels(before: &str, wanted: Option<usize>) -> Option<(usize, Vec<&str>)> {
    // 无法提供、不予处理两类分别为9件、5件: how many labels there are.
    let before = before.strip_suffix(|c: char| placeholder(c).is_some()).unwrap_or(before);
    let of_them = |word: &str| before.strip_suffix(word).and_then(|before| before.strip_suffix(','));
    // 涉及概况类信息、动态类信息等,数量分别为1763条、8879条: as many as there are numbers.
    let before = OF_THEM.into_iter().find_map(of_them).map_or(before, |before| before.strip_suffix('等').unwrap_or(before));
    let start = before.char_indices().rev().find(|(_, c)| STOPS.contains(c) || placeholder(*c).is_some());
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    let listed = before.get(start..)?;
    let by_mark: Vec<&str> = listed.split('、').collect();
    let by_word = || -> Vec<&str> {
        let last = by_mark.last().copied().unwrap_or("");
        let cut = ["以及", "和", "及", "与"].iter().find_map(|word| {
            // 自然人和法人及其他组织 are two: the second is one name.
            let parts = last.rmatch_indices(word).map(|(at, word)| last.split_at(at + word.len()));
            let parts = parts.map(|(head, tail)| (head.get(..head.len() - word.len()).unwrap_or(""), tail));
            parts.into_iter().find(|(head, tail)| !(head.ends_with("法人") && tail.starts_with("其他组织")))
        });
        let (head, tail) = cut.map_or((last, None), |(head, tail)| (head, Some(tail)));
        by_mark[..by_mark.len().saturating_sub(1)].iter().copied().chain([head]).chain(tail).collect()
    };
    let fits = |labels: &[&str]| match wanted {
        Some(wanted) => labels.len() == wanted,
        None => (2..=MOST).contains(&labels.len()),
    };
    let labels = if fits(&by_mark) && (wanted.is_some() || by_word().len() == by_mark.len()) { by_mark } else { by_word() };
    (fits(&labels) && labels.iter().all(|label| !label.trim().is_empty())).then_some((start, labels))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::facts::{Facts, placeholder};
    use crate::ingest::{Limits, read};

    /// The first sentence rewritten, each number as its digits; and the words it was made from.
    fn distributed(text: &str) -> Option<(String, String)> {
        let document = read("a.txt", Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        let facts = Facts::of(&document);
        let sentence = facts.sentences.first().expect("a sentence");
        let rewritten = sentence.distributed()?;
        let number = |c: char| placeholder(c).and_then(|n| facts.number(*rewritten.numbers.get(n)?));
        let shown = rewritten.text.chars().map(|c| number(c).map_or(c.to_string(), |n| document.printed(&n.spot).to_owned())).collect();
        Some((shown, document.printed(&rewritten.spot(0..3)).to_owned()))
    }

    #[test]
    fn each_number_goes_to_its_label() {
        let (text, list) = distributed("全年办结26件，予以公开、部分公开和不予公开分别为18件、0件、8件，均已答复。").expect("a list");
        assert_eq!(text, "全年办结26,予以公开18、部分公开0、不予公开8,均已答复。");
        assert_eq!(list, "予以公开、部分公开和不予公开分别为18件、0件、8件");
        let (text, _) = distributed("申请人有自然人、商业企业，数量分别为18件、8件。").expect("a list");
        assert_eq!(text, "申请人有自然人18、商业企业8。");
        assert_eq!(distributed("渠道为当面、信函，分别为38件、8件。").expect("a list").0, "渠道为当面38、信函8。");
        let (text, _) = distributed("自然人和法人和其他组织分别提出226件和51件。").expect("a list");
        assert_eq!(text, "自然人226、法人和其他组织51。");
        assert_eq!(distributed("网上申请、信函申请各为168条、25条。").expect("a list").0, "网上申请168、信函申请25。");
        assert_eq!(distributed("自然人与企业分别提出申请30件、18件。").expect("a list").0, "自然人30、企业18。");
        assert_eq!(distributed("涉及动态类、目录类等，数量分别为17条、96条。").expect("a list").0, "涉及动态类17、目录类96。");
        assert_eq!(distributed("行政复议、行政诉讼均为0件。").expect("a list").0, "行政复议0、行政诉讼0。");
    }

    #[test]
    fn lists_of_unequal_length_are_left_alone() {
        assert_eq!(distributed("予以公开、部分公开分别为18件、0件、8件。"), None);
        assert_eq!(distributed("均已答复38件。"), None);
        assert_eq!(distributed("全年收到38件，均为网上申请。"), None);
    }
}
