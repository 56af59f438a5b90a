//! Which body a report is of and which year it is about: by its titles and the period it says it covers, by its file's name only where it
//! names no body at all.

use crate::facts::{Facts, normalise};
use crate::phrase::Phrase;
use crate::rules::across::body::body;
use crate::rules::across::title::{Title, is_han, read, year_of};

/// How many paragraphs at the start may say what the report is.
const OPENING: usize = 60;
/// Characters of a line that can be a title.
const LINE: usize = 80;
/// Characters of a paragraph that are looked at.
const LONGEST: usize = 400;
/// Characters kept before the body's name, and places kept.
const BEFORE: (usize, usize) = (12, 8);

/// Whose report it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// The body's name, without 人民政府.
    Named(Box<str>),
    /// The body that compiled the report, where no title names one.
    Compiler(Box<str>),
    /// The file's path without its year, where the report itself names no body.
    File(Box<str>),
}

/// What a report says of itself. Anything it does not say for sure is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Whose report it is.
    pub body: Option<Body>,
    /// The year it is about.
    pub year: Option<u32>,
    /// Why the body or the year is absent.
    pub unsure: Option<Phrase>,
    /// The words right before the body's name wherever the opening names it: 淮安市 before 洪泽区.
    pub(super) before: Vec<Box<str>>,
}

/// Reads it; `family` are the names of the report's kind.
pub(super) fn identity(facts: &Facts<'_>, family: &[String]) -> Identity {
    let family: Vec<String> = family.iter().map(|name| normalise(name)).collect();
    let titles = titles(facts, &family);
    let opening = opening(facts);
    let (year, why_not) = match year(&opening, &titles) {
        Ok(year) => (Some(year), None),
        Err(why) => (None, Some(why)),
    };
    let (body, nameless) = match named(&opening, &titles, year) {
        Ok(body) => (Some(body), None),
        Err(why) => (year.and_then(|year| file(&facts.document.path, year)).map(|path| Body::File(path.into())), Some(why)),
    };
    let before = match &body {
        Some(Body::Named(name)) => before(&opening, name),
        _ => Vec::new(),
    };
    let unsure = why_not.or_else(|| nameless.filter(|_| body.is_none()));
    Identity { body, year, unsure, before }
}

/// The visible paragraphs at the start, normalised.
fn opening(facts: &Facts<'_>) -> Vec<String> {
    let visible = facts.document.paragraphs.iter().filter(|p| !p.hidden && !p.text.is_empty());
    visible.take(OPENING).map(|paragraph| normalise(clipped(paragraph.text.as_str()))).collect()
}

/// The start of a paragraph: what a report says of itself stands there.
fn clipped(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at])
}

/// The lines that name the report's kind: the page's title, then headings, then other short lines.
fn titles(facts: &Facts<'_>, family: &[String]) -> Vec<Title> {
    let document = facts.document;
    let mut found: Vec<Title> = document.title.as_deref().and_then(|text| read(text, 0, family)).into_iter().collect();
    let visible: Vec<_> = document.paragraphs.iter().filter(|p| !p.hidden && !p.text.is_empty()).take(OPENING).collect();
    for (nth, paragraph) in visible.iter().enumerate() {
        let text = paragraph.text.as_str();
        let rank = if paragraph.heading.is_some_and(|level| level < 3) { 1 } else { 2 };
        if text.len() > 8 * LINE || text.chars().filter(|c| !c.is_whitespace()).count() > LINE || text.contains('。') {
            continue;
        }
        let Some(mut title) = read(text, rank, family) else { continue };
        if title.body.is_none() {
            let above = nth.checked_sub(1).and_then(|n| visible.get(n)).map(|p| p.text.as_str());
            title.body = above.and_then(organ);
        }
        found.push(title);
    }
    found.sort_by_key(|title| title.rank);
    found
}

/// A line that is the name of a body and nothing else.
fn organ(line: &str) -> Option<String> {
    const ENDS: &str = "府局委办室厅院会部署处站心队所社镇乡道区县市州盟旗司校";
    let name = normalise(line);
    let fits = name.chars().count() <= 30 && name.chars().all(is_han) && name.ends_with(|c| ENDS.contains(c));
    if fits { body(&name) } else { None }
}

/// The year of the titles, if they agree with each other and with the period that the report says it covers.
fn year(opening: &[String], titles: &[Title]) -> Result<u32, Phrase> {
    let period = period(opening);
    let rank = titles.iter().find(|title| title.year.is_some()).map(|title| title.rank);
    let mut years: Vec<u32> = titles.iter().filter(|title| Some(title.rank) == rank).filter_map(|title| title.year).collect();
    years.sort_unstable();
    years.dedup();
    match (years[..].first().copied(), period) {
        (Some(_), Some(period)) if years.contains(&period) => Ok(period),
        (Some(year), Some(period)) => Err(Phrase::new(
            format!("标题写 {year} 年，统计期限却是 {period} 年"),
            format!("its title says {year}, the period it covers is {period}"),
        )),
        (Some(year), None) if years.len() == 1 => Ok(year),
        (Some(_), None) => Err(Phrase::new("开头写了几个年份", "its opening names several years")),
        (None, Some(period)) => Ok(period),
        (None, None) => opened(opening).ok_or_else(|| Phrase::new("标题里没有年份", "its title names no year")),
    }
}

/// 自2023年1月1日起至2023年12月31日止: the year of a period from New Year's day to the last of December.
pub(in crate::rules) fn period(opening: &[String]) -> Option<u32> {
    const REACH: usize = 16;
    let mut found = None;
    for text in opening {
        for (at, _) in text.match_indices("年1月1日") {
            let rest: String = text[at + "年1月1日".len()..].chars().take(REACH).collect();
            let Some(end) = rest.find("12月31日") else { continue };
            let Some(year) = year_of(&text[..at]) else { continue };
            let same = rest[..end].strip_suffix('年').is_none_or(|ended| year_of(ended) == Some(year));
            match found {
                _ if !same => return None,
                Some(other) if other != year => return None,
                _ => found = Some(year),
            }
        }
    }
    found
}

/// The year that paragraphs open with, where all of them open with the same: 2023年，我市……
fn opened(opening: &[String]) -> Option<u32> {
    let mut years: Vec<u32> = Vec::new();
    for text in opening {
        let long = text.chars().nth(LINE / 2).is_some();
        years.extend(text.find('年').filter(|at| *at == 4 && long).and_then(|at| year_of(&text[..at])));
    }
    let first = years.first().copied()?;
    years.iter().all(|year| *year == first).then_some(first)
}

/// The body that the titles of the year name; else the one that compiled the report.
fn named(opening: &[String], titles: &[Title], year: Option<u32>) -> Result<Body, Phrase> {
    let of_year = |title: &&Title| title.body.is_some() && (title.year.is_none() || title.year == year);
    let rank = titles.iter().find(of_year).map(|title| title.rank);
    let mut names: Vec<&String> = titles.iter().filter(of_year).filter(|t| Some(t.rank) == rank).filter_map(|t| t.body.as_ref()).collect();
    names.sort_unstable();
    names.dedup();
    match names[..] {
        [name] => Ok(Body::Named(name.as_str().into())),
        [] => compiled_by(opening)
            .map(|name| Body::Compiler(name.into()))
            .ok_or_else(|| Phrase::new("标题里没有单位名称", "its title names no body")),
        _ => Err(Phrase::new("开头写了几个单位", "its opening names several bodies")),
    }
}

/// 本报告由青溪县教育局根据……编制.
fn compiled_by(opening: &[String]) -> Option<String> {
    const ENDS: [&str; 5] = ["根据", "依照", "按照", "依据", "编制"];
    opening.iter().find_map(|text| {
        let at = ["本报告由", "本年度报告由", "本年报由"].iter().find_map(|lead| Some(text.find(lead)? + lead.len()))?;
        let rest = text.get(at..)?;
        let end = ENDS.iter().filter_map(|end| rest.find(end)).min()?;
        let name = rest.get(..end).filter(|name| name.chars().count() <= 30 && name.chars().all(is_han))?;
        body(name)
    })
}

/// The path without its suffix and the last place where it holds the year.
fn file(path: &str, year: u32) -> Option<String> {
    let digits = year.to_string();
    let at = path.rmatch_indices(&digits).map(|(at, _)| at).find(|&at| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(path[..at].chars().next_back()) && !digit(path[at + digits.len()..].chars().next())
    })?;
    let name = path.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    let end = path.rfind('.').filter(|dot| *dot > name && *dot >= at + digits.len()).unwrap_or(path.len());
    Some(format!("{}{{}}{}", &path[..at], &path[at + digits.len()..end]))
}

/// The words right before the name in the opening, each once.
fn before(opening: &[String], name: &str) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for text in opening {
        for (at, _) in text.match_indices(name) {
            let mut words: Vec<char> = text[..at].chars().rev().take_while(|c| is_han(*c)).take(BEFORE.0).collect();
            words.reverse();
            let words: Box<str> = words.into_iter().collect::<String>().into();
            if !words.is_empty() && !found.contains(&words) && found.len() < BEFORE.1 {
                found.push(words);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Body, Identity, identity};
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};

    fn of(path: &str, text: &str) -> Identity {
        let document = read(path, Arc::from(text.as_bytes()), &Limits::default()).expect("it is text");
        identity(&Facts::of(&document), &["政府信息公开工作年度报告".to_owned()])
    }

    fn said(path: &str, text: &str) -> (Option<Body>, Option<u32>) {
        let Identity { body, year, .. } = of(path, text);
        (body, year)
    }

    fn named(name: &str) -> Body {
        Body::Named(name.into())
    }

    #[test]
    fn the_line_above_may_name_the_body() {
        let text = "洪泽区人民政府\n\n2023 年政府信息公开工作年度报告\n\n本报告由淮安市洪泽区人民政府办公室编制。\n";
        let found = of("a.txt", text);
        assert_eq!((found.body, found.year), (Some(named("洪泽区")), Some(2023)));
        assert_eq!(found.before, ["本报告由淮安市".into()]);
    }

    #[test]
    fn the_pages_title_counts_before_lists_of_other_years() {
        let page = "<title>青溪县教育局2023年政府信息公开工作年度报告-青溪县</title>
            <p>青溪县教育局2022年政府信息公开工作年度报告<p>青溪县财政局2021年政府信息公开工作年度报告";
        assert_eq!(said("a.html", page), (Some(named("青溪县教育局")), Some(2023)));
    }

    #[test]
    fn the_period_decides_and_a_stale_title_is_unsure() {
        let list = "青溪县2023年政府信息公开工作年度报告\n\n青溪县2022年政府信息公开工作年度报告\n\n";
        assert_eq!(of("a.txt", list).year, None);
        let dated = |from: &str, to: &str| format!("统计期限自{from}年1月1日起至{to}12月31日止。\n");
        assert_eq!(of("a.txt", &format!("{list}{}", dated("2022", "2022年"))).year, Some(2022));
        assert_eq!(of("a.txt", &format!("{list}{}", dated("2021", "同年"))).year, None);
        let stale = of("a.txt", &format!("青溪县2023年政府信息公开工作年度报告\n\n{}", dated("2022", "")));
        assert_eq!(
            (stale.year, stale.unsure.map(|why| why.en)),
            (None, Some("its title says 2023, the period it covers is 2022".to_owned()))
        );
    }

    #[test]
    fn a_report_without_a_title_goes_by_its_compiler_then_by_its_file() {
        let opened = "一、总体情况\n\n2023年，我市认真贯彻落实条例，持续推进政务公开工作，各项任务圆满完成，现将有关情况报告如下。\n";
        assert_eq!(said("suqian-2023.txt", opened), (Some(Body::File("suqian-{}".into())), Some(2023)));
        assert_eq!(said("gir/2023/a-2024.b.txt", opened), (Some(Body::File("gir/{}/a-2024.b".into())), Some(2023)));
        assert_eq!(said("suqian.txt", opened), (None, Some(2023)));
        assert_eq!(said("a.txt", "没有年份。\n"), (None, None));
        let compiled = format!("{opened}\n本报告由青溪县教育局根据条例编制。\n");
        assert_eq!(said("a-2023.txt", &compiled), (Some(Body::Compiler("青溪县教育局".into())), Some(2023)));
    }
}
