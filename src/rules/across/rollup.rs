//! Parents and their children: which reports are to be added up to which.

use std::collections::{BTreeMap, BTreeSet};

use crate::phrase::Phrase;
use crate::rules::across::body::body;
use crate::rules::across::series::{in_full, listed, named_bodies};
use crate::rules::across::{Body, Carried};

/// Reports that add up to another one's, as a user says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    /// Whose tables hold the sums.
    pub parent: Member,
    /// Whose tables are added up.
    pub children: Vec<Member>,
    /// The parent counts matters of its own too, which no child's report holds: its cells may be more than the sum.
    pub own: bool,
}

/// A body, or some files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// As written.
    pub written: String,
    /// What it stands for.
    pub what: Membership,
}

/// How a member's reports are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// By the body that their titles name; see [`body_name`].
    Body(String),
    /// By their paths.
    Files(BTreeSet<String>),
}

/// The body that some words name, as it is compared: 青溪县 for 青溪县人民政府. `None` where they name none that could be told from others.
#[must_use]
pub fn body_name(words: &str) -> Option<String> {
    body(words)
}

/// A parent's report and its children's of the same year, or why they cannot be added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The rollup's place among those given.
    pub rollup: usize,
    /// The parent's report, by its place in the list given.
    pub parent: usize,
    /// The children's, in the order of their paths.
    pub children: Result<Vec<usize>, Phrase>,
}

/// The families among some reports, by rollup, then the parent's path.
#[must_use]
pub fn families(rollups: &[Rollup], reports: &[&Carried]) -> Vec<Family> {
    let mut found = Vec::new();
    for (nth, rollup) in rollups.iter().enumerate() {
        for ((pack, year), parents) in by_year(&rollup.parent, reports) {
            let family = |parent: usize| {
                let children = match year {
                    Some(year) => children(rollup, (pack, year, parent), reports),
                    None => Err(Phrase::new("不知道它是哪一年的报告", "its year is not known")),
                };
                Family { rollup: nth, parent, children }
            };
            match stands(&parents, reports) {
                Ok(parent) => found.push(family(parent)),
                Err(why) => found.extend(parents.iter().map(|at| Family { rollup: nth, parent: *at, children: Err(why.clone()) })),
            }
        }
    }
    found
}

/// A member's reports by pack and year, in the order of their paths.
fn by_year(member: &Member, reports: &[&Carried]) -> BTreeMap<(usize, Option<u32>), Vec<usize>> {
    let names = named_bodies(reports);
    let is_member = |report: &Carried| match &member.what {
        Membership::Files(paths) => paths.contains(&*report.path),
        Membership::Body(name) => {
            let full = in_full(report, &names);
            [report.identity.body.as_ref(), full.as_ref()]
                .into_iter()
                .flatten()
                .any(|body| matches!(body, Body::Named(own) if **own == **name))
        }
    };
    let mut found: BTreeMap<(usize, Option<u32>), Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate().filter(|(_, report)| is_member(report)) {
        found.entry((report.pack, report.identity.year)).or_default().push(at);
    }
    for same in found.values_mut() {
        same.sort_by_key(|at| reports.get(*at).map(|report| &*report.path));
    }
    found
}

/// The children's reports of one year, each body once.
fn children(rollup: &Rollup, (pack, year, parent): (usize, u32, usize), reports: &[&Carried]) -> Result<Vec<usize>, Phrase> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for member in &rollup.children {
        let of_year = by_year(member, reports).remove(&(pack, Some(year))).unwrap_or_default();
        let mut bodies: BTreeMap<Option<&Body>, Vec<usize>> = BTreeMap::new();
        for at in of_year.into_iter().filter(|at| *at != parent) {
            bodies.entry(reports.get(at).and_then(|report| report.identity.body.as_ref())).or_default().push(at);
        }
        if bodies.is_empty() {
            let name = &member.written;
            return Err(Phrase::new(format!("缺少“{name}”{year} 年的报告"), format!("the report of `{name}` for {year} is missing")));
        }
        for same in bodies.values() {
            found.insert(stands(same, reports)?);
        }
    }
    let mut found: Vec<usize> = found.into_iter().collect();
    found.sort_by_key(|at| reports.get(*at).map(|report| &*report.path));
    Ok(found)
}

/// The one of several reports of a body and year that stands for all: they must give the same figures.
fn stands(same: &[usize], reports: &[&Carried]) -> Result<usize, Phrase> {
    let filled = |at: usize| reports.get(at).map_or(0, |report| report.filled());
    let fullest = same.iter().copied().reduce(|best, at| if filled(at) > filled(best) { at } else { best });
    let standing = fullest.and_then(|at| Some((at, *reports.get(at)?)));
    match standing {
        Some((at, report)) if same.iter().filter_map(|at| reports.get(*at)).all(|other| report.agrees(other)) => Ok(at),
        _ => {
            let paths = listed(same.iter().filter_map(|at| Some(&*reports.get(*at)?.path)));
            Err(Phrase::new(
                format!("{} 是同一年的报告，数字不同", paths.zh),
                format!("{} are reports on one year with different figures", paths.en),
            ))
        }
    }
}
