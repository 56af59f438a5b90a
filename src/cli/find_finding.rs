//! From a place or a fingerprint to the findings that are meant.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::bounds::Bounds;
use crate::cli::config::Loaded;
use crate::cli::inputs;
use crate::cli::linked;
use crate::cli::pipeline::{Audit, Pipeline, Source};
use crate::cli::progress::Progress;
use crate::cli::runner;
use crate::cli::series::Series;
use crate::cli::today::today;
use crate::facts::Facts;
use crate::findings::{self, Finding, Ignore, Location, Outcome, Suppression};
use crate::phrase::{Lang, Phrase};
use crate::rules::{check, grounds};

/// Digits of a fingerprint that are enough to name it.
const LEAST_DIGITS: usize = 6;
/// Findings listed where none is meant.
const MOST_LISTED: usize = 8;

/// What is looked for, and in which reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sought {
    what: What,
    reports: Vec<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// The first digits of a fingerprint.
    Fingerprint(String),
    /// What stands behind the file's name in a finding: `84:35`, `表三!D25`, `D25`.
    Place(String),
}

/// A finding, why it does not count where it does not, and what tied its rule to the report.
pub(crate) type Explained = (Finding, Option<Suppression>, Vec<Phrase>);

impl Sought {
    /// What the words mean, if not a rule: a fingerprint where reports are named with it, or a place that begins with a file's name.
    pub(crate) fn of(what: &str, reports: &[PathBuf]) -> Option<Self> {
        let is_hex = what.len() >= LEAST_DIGITS && what.len() <= 16 && what.bytes().all(|b| b.is_ascii_hexdigit());
        if is_hex && (!reports.is_empty() || what.bytes().any(|b| b.is_ascii_digit())) {
            return Some(Self { what: What::Fingerprint(what.to_ascii_lowercase()), reports: reports.to_vec() });
        }
        let ends =
            what.match_indices([':', '#']).map(|(at, mark)| (what.get(..at).unwrap_or(""), what.get(at + mark.len()..).unwrap_or("")));
        let (file, place) =
            ends.into_iter().find(|(file, _)| Path::new(file).is_file()).or(Path::new(what).is_file().then_some((what, "")))?;
        Some(Self { what: What::Place(place.to_owned()), reports: [&[PathBuf::from(file)], reports].concat() })
    }

    /// The reports to audit; where one is JSON of ours, those in which it has the finding.
    fn sources(&self) -> Result<Vec<PathBuf>, Phrase> {
        let mut found = Vec::new();
        for path in &self.reports {
            match (&self.what, written_by_us(path)) {
                (What::Fingerprint(digits), Some(json)) => found.extend(reports_in(&json, digits)),
                _ => found.push(path.clone()),
            }
        }
        if found.is_empty() {
            return Err(Phrase::new(
                "请写出报告，如 crossfoot explain 3f2a91c0 report.html；或写不符之处的位置：crossfoot explain report.html:84:35",
                "name the report too: crossfoot explain 3f2a91c0 report.html; or give the finding's place: crossfoot explain report.html:84:35",
            ));
        }
        Ok(found)
    }

    fn means(&self, finding: &Finding) -> bool {
        match &self.what {
            What::Fingerprint(digits) => finding.fingerprint.starts_with(digits.as_str()),
            What::Place(place) => {
                let first = self.reports.first().map(|path| path.to_string_lossy());
                let labels = finding.labels.iter().filter(|label| first.as_ref().is_some_and(|path| *path == *label.location.path));
                let mut places = labels.map(|label| &label.location);
                let place: String = place.split_whitespace().collect();
                place.is_empty() || places.any(|at| stands_at(at, &place))
            }
        }
    }
}

/// Whether a place is written like this: a line and column, a line alone, a cell with its sheet or table or alone.
fn stands_at(at: &Location, place: &str) -> bool {
    let mut ways = Vec::new();
    if let (Some(line), Some(column)) = (at.line, at.column) {
        ways.extend([format!("{line}:{column}"), format!("{line}")]);
    }
    if let Some(cell) = &at.cell {
        ways.push(cell.clone());
        ways.extend(at.sheet.as_ref().map(|sheet| format!("{}!{cell}", sheet.split_whitespace().collect::<String>())));
        ways.extend(at.table.map(|table| format!("{table}!{cell}")));
    }
    ways.iter().any(|way| way == place)
}

/// The JSON of a run, if the file is one.
fn written_by_us(path: &Path) -> Option<Value> {
    let bytes = fs::read(path).ok().filter(|bytes| bytes.first() == Some(&b'{'))?;
    let json: Value = serde_json::from_slice(&bytes).ok()?;
    (json["tool"]["name"] == "crossfoot").then_some(json)
}

/// The reports in which a run found it; all of the run where it compares several.
fn reports_in(json: &Value, digits: &str) -> Vec<PathBuf> {
    let counted = json["findings"].as_array().into_iter().flatten();
    let others = json["suppressed"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| if entry["finding"].is_object() { &entry["finding"] } else { entry });
    let is_meant = |finding: &&Value| finding["fingerprint"].as_str().is_some_and(|f| f.starts_with(digits));
    let its: Vec<&Value> = counted.chain(others).filter(is_meant).collect();
    let is_elsewhere = |finding: &Value| {
        let labels = finding["labels"].as_array().into_iter().flatten();
        labels.into_iter().any(|label| label["location"]["path"] != finding["path"])
    };
    let audited = json["reports"].as_array().into_iter().flatten().filter(|report| report["problem"].is_null());
    let all = its.iter().any(|finding| is_elsewhere(finding));
    let named: Vec<&Value> = if all { audited.collect() } else { its };
    let mut paths: Vec<PathBuf> = named.into_iter().filter_map(|of| of["path"].as_str()).map(PathBuf::from).collect();
    paths.dedup();
    paths
}

/// The files in which the finding is looked for.
///
/// # Errors
/// Words for the user: a fingerprint without a report.
pub(crate) fn sources(sought: &Sought, bounds: &Bounds) -> Result<Vec<Source>, Phrase> {
    Ok(inputs::find(&sought.sources()?, &mut std::io::empty(), "stdin", &bounds.start()).sources)
}

/// Audits the reports and gives the findings that are meant.
///
/// # Errors
/// Words for the user: a report that cannot be read, or no such finding, with those there are.
pub(crate) fn find(sought: &Sought, sources: &[Source], bounds: &Bounds, loaded: &Loaded) -> Result<Vec<Explained>, Phrase> {
    let series = (sources.len() > 1).then(|| Series::new(loaded.settings.series.value));
    let auditor = Audit { bounds, select: loaded.settings.select.value.as_deref(), rules: &loaded.rules, series: series.as_ref() };
    let beside = |source: &Source| auditor.run_ordinary(source);
    let alone = |source: &Source| auditor.run(source);
    let read = |source: &Source| auditor.read(source);
    let progress = Progress::new(sources.len(), false, loaded.lang());
    let outcome = runner::run(sources, &Pipeline { beside: &beside, alone: &alone }, 0, &progress).map_err(Phrase::same)?;
    let outcome = match &series {
        Some(series) => series.close(outcome, &loaded.rules, 0, &read),
        None => outcome,
    };
    let mut outcome = outcome.with_rules(&loaded.rules);
    let entries = &loaded.settings.ignore;
    let ignores: Vec<Ignore> = entries.iter().map(|entry| entry.ignore.clone()).collect();
    let covers = |nth: usize, path: &str| entries.get(nth).is_some_and(|entry| entry.covers(path));
    let known: Vec<&str> = loaded.known.iter().map(String::as_str).collect();
    // What is lapsed or unused is said by `check`.
    let _ = findings::suppress(&mut outcome, &ignores, &covers, &known, &today());
    if let Some(problem) = outcome.reports.iter().filter(|_| outcome.reports.len() == 1).find_map(|report| report.problem.as_ref()) {
        return Err(problem.message.clone());
    }
    let counted = outcome.findings().map(|finding| (finding, None));
    let others = outcome.reports.iter().flat_map(|report| &report.suppressed).map(|s| (&s.finding, Some(&s.suppression)));
    let meant = counted.chain(others).filter(|(finding, _)| sought.means(finding));
    let explained: Vec<Explained> = meant
        .map(|(finding, suppression)| {
            let source = sources.iter().find(|source| source.name() == finding.path);
            let alone = source.map(|source| grounds_of(finding, source, &auditor)).unwrap_or_default();
            let why = if alone.is_empty() { linked::grounds_of(finding, sources, &auditor, &loaded.settings) } else { alone };
            (finding.clone(), suppression.cloned(), why)
        })
        .collect();
    if explained.is_empty() { Err(none(&outcome)) } else { Ok(explained) }
}

/// The check that the finding was made from, carried out once more, says what tied it to the report; of one on several see [`linked`].
fn grounds_of(finding: &Finding, source: &Source, audit: &Audit<'_>) -> Vec<Phrase> {
    let (Ok(document), Some(rule)) = (audit.read(source), audit.rules.rule(&finding.rule)) else { return Vec::new() };
    let facts = Facts::of(&document);
    let its = |checked: &&crate::rules::Checked| {
        let made = findings::outcome(&facts, std::slice::from_ref(*checked));
        made.findings.first().is_some_and(|made| made.fingerprint == finding.fingerprint)
    };
    let checked: Vec<_> = check(&facts, audit.rules).into_iter().filter(|checked| checked.rule == finding.rule).collect();
    checked.iter().find(its).map(|checked| grounds(rule, audit.rules, &facts, checked)).unwrap_or_default()
}

/// No finding is meant: those there are.
fn none(outcome: &Outcome) -> Phrase {
    let line = |finding: &Finding| {
        let at = |lang| finding.labels.first().map(|label| crate::report::place_of(&label.location, lang)).unwrap_or_default();
        let (zh, en) = (at(Lang::Zh), at(Lang::En));
        (format!("\n{zh}  {}  {}", finding.rule, finding.message.zh), format!("\n{en}  {}  {}", finding.rule, finding.message.en))
    };
    let lines: Vec<(String, String)> = outcome.findings().take(MOST_LISTED).map(line).collect();
    let (zh, en): (String, String) = lines.into_iter().unzip();
    if zh.is_empty() {
        return Phrase::new("那里没有不符：报告中没有发现问题", "there is no such finding: the report has none");
    }
    Phrase::new(format!("没有这一处不符；报告中有：{zh}"), format!("there is no such finding; there are:{en}"))
}
