//! Why a rule on several reports applied to them: whose report each was taken for, and by whose word they belong together.

use crate::cli::config::Settings;
use crate::cli::pipeline::{Audit, Source};
use crate::facts::Facts;
use crate::findings::{Finding, evidence_at};
use crate::phrase::Phrase;
use crate::rules::{Carried, Check, Evidence, check_carrying, families, linked_grounds};

/// What tied the finding's rule to its reports; nothing for a finding of one report.
pub(crate) fn grounds_of(finding: &Finding, sources: &[Source], audit: &Audit<'_>, settings: &Settings) -> Vec<Phrase> {
    let Some(rule) = audit.rules.rule(&finding.rule) else { return Vec::new() };
    if !matches!(rule.check, Check::Across(_) | Check::Rollup(_)) {
        return Vec::new();
    }
    let mut paths: Vec<&str> = Vec::new();
    for label in &finding.labels {
        if !paths.contains(&&*label.location.path) {
            paths.push(&label.location.path);
        }
    }
    let (mut grounds, mut carried) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(source) = sources.iter().find(|source| *source.name() == *path) else { continue };
        let Ok(document) = audit.read(source) else { continue };
        let facts = Facts::of(&document);
        let labels = finding.labels.iter().filter(|label| *label.location.path == *path);
        let used: Vec<Evidence> = labels.filter_map(|label| evidence_at(label, &facts)).collect();
        for words in linked_grounds(rule, audit.rules, &facts, &used) {
            // What is true of all reports, as how their tables were told, is said once.
            if !grounds.contains(&words) {
                grounds.push(words);
            }
        }
        carried.extend(check_carrying(&facts, audit.rules).1);
    }
    if let Check::Rollup(_) = rule.check {
        grounds.extend(family(finding, &carried, audit, settings));
    }
    grounds
}

/// By whose word the reports add up.
fn family(finding: &Finding, carried: &[Carried], audit: &Audit<'_>, settings: &Settings) -> Option<Phrase> {
    let reports: Vec<&Carried> = carried.iter().collect();
    let is_its = |family: &crate::rules::Family| reports.get(family.parent).is_some_and(|parent| parent.path == finding.path);
    let family = families(audit.rules.rollups(), &reports).into_iter().find(is_its)?;
    let setting = settings.rollups.get(family.rollup)?;
    let (origin, written) = (setting.origin.words(), setting.value.written());
    Some(Phrase::new(format!("上下级按 {}：{written}", origin.zh), format!("they are parent and children by {}: {written}", origin.en)))
}
