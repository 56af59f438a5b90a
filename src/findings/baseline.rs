//! The baseline: findings that were there before, by fingerprint and observed values. A changed value makes a finding new again.

use serde::{Deserialize, Serialize};

use crate::findings::{Finding, Outcome, Suppressed, SuppressedBy, Suppression};

/// The version of the file's layout.
const SCHEMA: u32 = 1;

/// A finding as the baseline remembers it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The report, relative to the baseline's folder, with `/`.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// The numbers and words it used, as printed.
    pub values: Vec<String>,
}

/// All of them. Invariant: sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: u32,
    findings: Vec<Known>,
}

impl Baseline {
    /// All findings of a run; `name` gives a report's path as the baseline writes it.
    #[must_use]
    pub fn of(outcome: &Outcome, name: &dyn Fn(&str) -> String) -> Self {
        Self::new(outcome.findings().map(|finding| known(finding, name)).collect())
    }

    fn new(mut findings: Vec<Known>) -> Self {
        findings.sort();
        Self { schema: SCHEMA, findings }
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Reads a baseline file.
    ///
    /// # Errors
    /// Words of the JSON reader, or that the layout is a newer one.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if read.schema == SCHEMA { Ok(Self::new(read.findings)) } else { Err(format!("schema {} is not {SCHEMA}", read.schema)) }
    }

    /// The file's text: a finding a line, so that changes read well in version control.
    #[must_use]
    pub fn written(&self) -> String {
        let line = |known: &Known| serde_json::to_string(known).unwrap_or_default();
        let lines: Vec<String> = self.findings.iter().map(line).collect();
        let body = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"schema\": {SCHEMA}, \"findings\": [{body}]}}\n")
    }

    /// Moves the findings it knows out of the reports' findings, each entry one finding; gives the entries that were of use and those of
    /// audited reports that were not. Entries of reports that were not audited, or of rules that are off, are in neither.
    pub fn apply(&self, outcome: &mut Outcome, place: &str, name: &dyn Fn(&str) -> String) -> (usize, Vec<Known>) {
        let mut left = self.findings.clone();
        for report in &mut outcome.reports {
            for finding in std::mem::take(&mut report.findings) {
                match left.binary_search(&known(&finding, name)) {
                    Ok(at) => {
                        left.remove(at);
                        let suppression =
                            Suppression { by: SuppressedBy::Baseline, place: place.to_owned(), reason: String::new(), until: None };
                        report.suppressed.push(Suppressed { finding, suppression });
                    }
                    Err(_) => report.findings.push(finding),
                }
            }
        }
        let used = self.findings.len() - left.len();
        let audited = |entry: &Known| outcome.reports.iter().any(|r| r.problem.is_none() && name(&r.path) == entry.path);
        left.retain(|entry| outcome.rule(&entry.rule).is_some() && audited(entry));
        (used, left)
    }

    /// The entries of reports that are no longer there, as `exists` tells of each path as written.
    #[must_use]
    pub fn missing(&self, exists: &dyn Fn(&str) -> bool) -> Vec<Known> {
        self.findings.iter().filter(|entry| !exists(&entry.path)).cloned().collect()
    }

    /// The same without `gone`.
    #[must_use]
    pub fn without(&self, gone: &[Known]) -> Self {
        let mut left = self.findings.clone();
        for entry in gone {
            if let Ok(at) = left.binary_search(entry) {
                left.remove(at);
            }
        }
        Self::new(left)
    }
}

fn known(finding: &Finding, name: &dyn Fn(&str) -> String) -> Known {
    Known {
        path: name(&finding.path),
        rule: finding.rule.clone(),
        fingerprint: finding.fingerprint.clone(),
        values: finding.labels.iter().map(|label| label.text.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::Baseline;
    use crate::findings::{Outcome, audit};
    use crate::ingest::{Limits, read};
    use crate::rules::RuleSet;

    fn outcome(text: &str) -> Outcome {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let document = read("a.html", text.as_bytes().into(), &Limits::default()).expect("it is read");
        Outcome::new(vec![audit(&document, &rules)]).with_rules(&rules)
    }

    #[test]
    fn a_known_finding_stands_until_a_value_changes() {
        let name = |path: &str| path.to_owned();
        let (old, moved) = ("<p>工作：一是学；三是做。</p>", "<p>新。<p>工作：一是学；三是做。</p>");
        let baseline = Baseline::of(&outcome(old), &name);
        let baseline = Baseline::read(&baseline.written()).expect("it reads what it writes");
        let after = |text: &str| {
            let mut outcome = outcome(text);
            let (used, gone) = baseline.apply(&mut outcome, "b.json", &name);
            (outcome.reports[0].findings.len(), used, gone.len(), baseline.without(&gone).len())
        };
        assert_eq!(after(old), (0, 1, 0, 1));
        assert_eq!(after(moved), (0, 1, 0, 1));
        assert_eq!(after("<p>工作：一是学；四是做。</p>"), (1, 0, 1, 0));
        assert_eq!(after("<p>工作：一是学；二是做。</p>"), (0, 0, 1, 0));
        assert!(Baseline::read("{}").is_err() && Baseline::read("{\"schema\": 2, \"findings\": []}").is_err());
    }
}
