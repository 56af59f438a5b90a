//! Many reports to pairs of the same body and consecutive years.

use std::collections::{BTreeMap, BTreeSet};

use crate::phrase::Phrase;
use crate::rules::across::{Body, Carried};

/// Two reports to be compared, by their places in the list given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consecutive {
    /// The one of the year before.
    pub before: usize,
    /// The later one.
    pub own: usize,
}

/// What reports have to do with each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The pairs, by the path of the later report.
    pub pairs: Vec<Consecutive>,
    /// What keeps a report from being compared, by its place in the list given, in the order of the paths.
    pub remarks: Vec<(usize, Phrase)>,
}

/// Reports of one body by year; several of one year stand by the order of their paths.
type Years = BTreeMap<u32, Vec<usize>>;

/// Groups reports by pack and body and pairs those of consecutive years. Where several claim the same year, they are compared only if they keep
/// the same figures, and then the one that keeps most, the first by path, stands for all. The result does not depend on the order of the list.
#[must_use]
pub fn series(reports: &[&Carried]) -> Series {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| by_path(reports, *a).cmp(&by_path(reports, *b)));
    let mut groups: BTreeMap<(usize, Body), Years> = BTreeMap::new();
    let mut found = Series::default();
    let names = named_bodies(reports);
    for &at in &order {
        let Some(report) = reports.get(at) else { continue };
        let body = report.identity.body.clone().map(|body| in_full(report, &names).unwrap_or(body));
        match (body, report.identity.year) {
            (Some(body), Some(year)) => groups.entry((report.pack, body)).or_default().entry(year).or_default().push(at),
            _ if alone(report, reports) => {}
            _ => found.remarks.extend(report.identity.unsure.as_ref().map(|why| (at, unknown(why)))),
        }
    }
    for years in groups.values() {
        for years in by_place(years, reports, &mut found.remarks) {
            pair(&years, reports, &mut found);
        }
    }
    found.pairs.sort_by(|a, b| by_path(reports, a.own).cmp(&by_path(reports, b.own)));
    found.remarks.sort_by(|a, b| by_path(reports, a.0).cmp(&by_path(reports, b.0)));
    found
}

fn by_path<'c>(reports: &[&'c Carried], at: usize) -> Option<(&'c str, usize)> {
    reports.get(at).map(|report| (&*report.path, at))
}

/// Whether no other report of the family was given.
fn alone(report: &Carried, reports: &[&Carried]) -> bool {
    reports.iter().filter(|other| other.pack == report.pack).nth(1).is_none()
}

fn unknown(why: &Phrase) -> Phrase {
    Phrase::new(format!("未与其他年度的报告核对：{}", why.zh), format!("not compared with reports of other years: {}", why.en))
}

/// The names that titles give, by pack.
pub(super) fn named_bodies<'c>(reports: &[&'c Carried]) -> BTreeSet<(usize, &'c str)> {
    reports.iter().filter_map(|report| Some((report.pack, name(report)?))).collect()
}

fn name(report: &Carried) -> Option<&str> {
    match &report.identity.body {
        Some(Body::Named(name)) => Some(name),
        _ => None,
    }
}

/// The name in full, where the report's own opening has it so and another report's title is that: 洪泽区 of 淮安市洪泽区.
pub(super) fn in_full(report: &Carried, names: &BTreeSet<(usize, &str)>) -> Option<Body> {
    let name = name(report)?;
    let leads = report.identity.before.iter().flat_map(|words| words.char_indices().map(|(at, _)| &words[at..]));
    let full = leads.map(|lead| format!("{lead}{name}")).filter(|full| names.contains(&(report.pack, full.as_str())));
    full.max_by_key(|full| (full.len(), full.clone())).map(|full| Body::Named(full.into()))
}

/// Reports of one name apart where their own words put the body in different places: 甲市城关区教育局 and 乙市城关区教育局. One that names no
/// place is then left out.
fn by_place(years: &Years, reports: &[&Carried], remarks: &mut Vec<(usize, Phrase)>) -> Vec<Years> {
    let place = |at: usize| reports.get(at).map(|report| places(report)).unwrap_or_default();
    let mut found: Vec<(Vec<&str>, Years)> = Vec::new();
    let mut nowhere: Vec<(u32, usize)> = Vec::new();
    for (year, at) in years.iter().flat_map(|(year, same)| same.iter().map(|at| (*year, *at))) {
        let own = place(at);
        if own.is_empty() {
            nowhere.push((year, at));
            continue;
        }
        let known = found.iter().position(|(names, _)| own.iter().any(|a| names.iter().any(|b| same_place(a, b))));
        let known = known.unwrap_or_else(|| {
            found.push(Default::default());
            found.len() - 1
        });
        if let Some((names, years)) = found.get_mut(known) {
            names.extend(own);
            years.entry(year).or_default().push(at);
        }
    }
    if found.len() <= 1 {
        return vec![years.clone()];
    }
    let why = Phrase::new(
        "未与其他年度的报告核对：同名的单位有几处，报告没有写明是哪一处的",
        "not compared with reports of other years: several bodies in different places have its name, and it does not say which it is",
    );
    remarks.extend(nowhere.into_iter().map(|(_, at)| (at, why.clone())));
    found.into_iter().map(|(_, years)| years).collect()
}

/// The words before the body's name that end with a place.
fn places(report: &Carried) -> Vec<&str> {
    const OWN: [char; 5] = ['本', '全', '我', '该', '各'];
    let is_place = |words: &&str| {
        let mut last = words.chars().rev();
        last.next().is_some_and(|c| "省市州盟县区旗".contains(c)) && last.next().is_some_and(|c| !OWN.contains(&c))
    };
    report.identity.before.iter().map(|words| &**words).filter(is_place).collect()
}

/// Whether two such words may end with one place's name: they share its last two characters.
fn same_place(a: &str, b: &str) -> bool {
    a.chars().rev().zip(b.chars().rev()).take(2).all(|(a, b)| a == b)
}

fn pair(years: &Years, reports: &[&Carried], found: &mut Series) {
    let mut standing: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    for (year, same) in years {
        let beside = [year.checked_sub(1), year.checked_add(1)].into_iter().flatten().any(|other| years.contains_key(&other));
        standing.insert(*year, stands_for(*year, same, beside, reports, &mut found.remarks));
    }
    for (year, own) in &standing {
        let before = year.checked_sub(1).and_then(|last| *standing.get(&last)?);
        if let (Some(before), Some(own)) = (before, *own) {
            found.pairs.push(Consecutive { before, own });
        }
    }
}

/// The report that stands for all of its year, by the order of the paths; `None` where they differ. Said on each of them; that they agree only
/// where there is a year `beside` to be compared with.
fn stands_for(year: u32, same: &[usize], beside: bool, reports: &[&Carried], remarks: &mut Vec<(usize, Phrase)>) -> Option<usize> {
    let filled = |at: &usize| reports.get(*at).map(|report| report.filled());
    // A format that shows more of the figures stands for one that shows less; of several the first by path.
    let fullest = same.iter().copied().reduce(|best, at| if filled(&at) > filled(&best) { at } else { best })?;
    let standing = reports.get(fullest)?;
    let agree = same.iter().filter_map(|at| reports.get(*at)).all(|other| standing.agrees(other));
    if same.len() > 1 && (beside || !agree) {
        for &at in same {
            let others = listed(same.iter().filter(|other| **other != at).filter_map(|other| Some(&*reports.get(*other)?.path)));
            let path = &standing.path;
            let said = if agree {
                Phrase::new(
                    format!("同一单位 {year} 年另有报告：{}，与各年核对的数相同，各年之间以 {path} 核对", others.zh),
                    format!(
                        "{year} is also reported, with the same figures where years are compared, by {}; {path} stands for all beside other years",
                        others.en
                    ),
                )
            } else {
                Phrase::new(
                    format!("未与其他年度的报告核对：同一单位 {year} 年另有报告：{}，数字不同", others.zh),
                    format!("not compared with reports of other years: {year} is also reported, with other figures, by {}", others.en),
                )
            };
            remarks.push((at, said));
        }
    }
    agree.then_some(fullest)
}

/// Files named in a remark; more are only counted.
const NAMED: usize = 3;

pub(super) fn listed<'p>(paths: impl Iterator<Item = &'p str>) -> Phrase {
    let all: Vec<&str> = paths.collect();
    let named = all.iter().take(NAMED).copied().collect::<Vec<_>>();
    match all.len().saturating_sub(NAMED) {
        0 => Phrase::new(named.join("、"), named.join(", ")),
        more => Phrase::new(format!("{} 等 {} 份", named.join("、"), all.len()), format!("{} and {more} more", named.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Consecutive, series};
    use crate::rules::across::carried::{Figure, Figures};
    use crate::rules::across::{Body, Carried, Identity};

    fn report(path: &str, body: &str, year: u32, before: &[&str]) -> Carried {
        let before = before.iter().map(|words| (*words).into()).collect();
        let identity = Identity { body: Some(Body::Named(body.into())), year: Some(year), unsure: None, before };
        Carried {
            pack: 0,
            path: path.into(),
            identity,
            relations: Vec::new(),
            readings: Vec::new(),
            stated: Vec::new(),
            prose: Vec::new(),
            cells: Vec::new(),
        }
    }

    fn pairs(reports: &[Carried]) -> Vec<(String, String)> {
        let name = |at: usize| reports[at].path.to_string();
        let all: Vec<&Carried> = reports.iter().collect();
        series(&all).pairs.iter().map(|Consecutive { before, own }| (name(*before), name(*own))).collect()
    }

    #[test]
    fn consecutive_years_of_one_body_pair_up_in_any_order() {
        let reports = [
            report("c", "乙县", 2022, &[]),
            report("b", "甲县", 2023, &[]),
            report("a", "甲县", 2022, &[]),
            report("d", "甲县", 2025, &[]),
            report("e", "甲县", 2024, &[]),
        ];
        let wanted: Vec<(String, String)> =
            [("a", "b"), ("e", "d"), ("b", "e")].iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(pairs(&reports), wanted);
        let mut turned = reports;
        turned.reverse();
        assert_eq!(pairs(&turned), wanted);
    }

    #[test]
    fn a_short_name_is_the_full_one_that_its_own_text_gives() {
        let full = report("b", "淮安市洪泽区", 2024, &[]);
        assert_eq!(pairs(&[report("a", "洪泽区", 2023, &["本报告由淮安市"]), full.clone()]).len(), 1);
        assert_eq!(pairs(&[report("a", "洪泽区", 2023, &["本报告由"]), full]).len(), 0);
    }

    #[test]
    fn bodies_of_one_name_in_two_cities_are_two() {
        let in_city = |path: &str, year: u32, city: &str| report(path, "城关区教育局", year, &[&format!("本报告由{city}")]);
        let reports =
            [in_city("a", 2022, "甲市"), in_city("b", 2023, "乙市"), in_city("c", 2023, "江苏省甲市"), in_city("d", 2022, "乙市")];
        assert_eq!(pairs(&reports), [("d".to_owned(), "b".to_owned()), ("a".to_owned(), "c".to_owned())]);
        let placeless = report("e", "城关区教育局", 2021, &["本市", "关于"]);
        assert_eq!(pairs(&[reports[0].clone(), placeless.clone()]).len(), 1);
        let all = [&reports[0], &reports[1], &placeless];
        let found = series(&all);
        assert_eq!((found.pairs.len(), found.remarks.len(), found.remarks[0].0), (0, 1, 2));
    }

    #[test]
    fn of_two_reports_on_one_year_neither_is_chosen_unless_they_say_the_same() {
        let mut reports = vec![report("a", "甲县", 2022, &[]), report("b", "甲县", 2022, &[]), report("c", "甲县", 2023, &[])];
        assert_eq!(pairs(&reports), [("a".to_owned(), "c".to_owned())]);
        let spot = crate::document::Spot::new(crate::document::Site::Paragraph(0), 0..1);
        let of = |n: i128| {
            let quantity = Some(crate::facts::Quantity::plain(crate::document::Decimal::new(n, 0)));
            Figure { sign: crate::rules::Sign::Plus, quantity, spot, number: None, printed: n.to_string().into() }
        };
        let (figure, other) = (of(3), of(4));
        reports[0].readings.push(Ok(Figures { cells: [figure].into(), unsure: None }));
        assert_eq!(pairs(&reports), [("a".to_owned(), "c".to_owned())]);
        reports[1].readings.push(Ok(Figures { cells: [other].into(), unsure: None }));
        assert!(pairs(&reports).is_empty());
        let all: Vec<&Carried> = reports.iter().collect();
        let remarks: Vec<(usize, String)> = series(&all).remarks.into_iter().map(|(at, said)| (at, said.en)).collect();
        assert_eq!(remarks.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(remarks[0].1, "not compared with reports of other years: 2022 is also reported, with other figures, by b");
    }
}
