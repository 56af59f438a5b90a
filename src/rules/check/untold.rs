//! What a report tells in loose words only: where nothing else in it tells the number of a row, a loose wording that misfits is most likely wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::bind::Context;
use crate::rules::check::explained::first_name;
use crate::rules::check::found::Found;
use crate::rules::check::whole::Known;
use crate::rules::check::witness::judged_alone;
use crate::rules::{Checked, Confidence, Severity, Verdict};

/// A loose reading that was set aside: what it means first, where its check stands, and what it would be if it were firm.
struct Loose {
    name: String,
    at: usize,
    failed: Checked,
}

/// The loose readings of a document that misfit, and what else it tells.
#[derive(Default)]
pub(super) struct Untold {
    loose: Vec<Loose>,
    /// What firm readings, or loose ones that fit, tell of.
    told: BTreeSet<String>,
    /// The numbers that they hold.
    decided: BTreeSet<u32>,
}

impl Untold {
    /// Takes in the readings of a paragraph with their checks.
    pub(super) fn add(&mut self, readings: &[(&Found<'_>, usize)], out: &[Checked], known: &Known, context: &Context<'_, '_>) {
        for (found, at) in readings {
            let (Some(checked), Some(name)) = (out.get(*at), first_name(found)) else { continue };
            match &checked.verdict {
                Verdict::Pass | Verdict::Fail(_) => {
                    self.told.insert(name.to_owned());
                    self.decided.extend(found.number);
                }
                _ => {
                    let failed = judged_alone(found, *at, (out, known), context);
                    self.loose.extend(failed.map(|failed| Loose { name: name.to_owned(), at: *at, failed }));
                }
            }
        }
    }

    /// The loose readings of what nothing else tells fail as a suspicion; of two, which of them is meant is not certain.
    pub(super) fn settle(self, out: &mut [Checked]) {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for loose in &self.loose {
            *times.entry(loose.name.clone()).or_default() += 1;
        }
        let number = |loose: &Loose| loose.failed.evidence.first().and_then(|used| used.number);
        for loose in self.loose {
            let is_free = number(&loose).is_some_and(|number| !self.decided.contains(&number));
            let is_only = times.get(&loose.name) == Some(&1);
            let Some(slot) = out.get_mut(loose.at).filter(|_| is_only && is_free && !self.told.contains(&loose.name)) else { continue };
            let mut failed = loose.failed;
            if let Verdict::Fail(violation) = &mut failed.verdict {
                violation.severity = violation.severity.min(Severity::Warning);
                violation.confidence = Confidence::Medium;
            }
            *slot = failed;
        }
    }
}
