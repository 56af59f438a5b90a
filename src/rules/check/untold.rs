//! What a report tells in loose words only: where nothing else in it tells the number of a row, a loose wording that misfits is most likely wrong.

use std::collections::BTreeSet;

use crate::rules::bind::Context;
use crate::rules::check::explained::first_name;
use crate::rules::check::found::Found;
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
    told: BTreeSet<String>,
    fitting: BTreeSet<u32>,
}

impl Untold {
    /// Takes in the readings of a paragraph with their checks.
    pub(super) fn add(&mut self, readings: &[(&Found<'_>, usize)], out: &[Checked], context: &Context<'_, '_>) {
        for (found, at) in readings {
            let (Some(checked), Some(name)) = (out.get(*at), first_name(found)) else { continue };
            match &checked.verdict {
                Verdict::Pass | Verdict::Fail(_) => {
                    self.told.insert(name.to_owned());
                    self.fitting.extend(found.number);
                }
                _ => {
                    let failed = judged_alone(found, *at, out, context);
                    self.loose.extend(failed.map(|failed| Loose { name: name.to_owned(), at: *at, failed }));
                }
            }
        }
    }

    /// The loose readings of what nothing else tells fail as a suspicion; of two, which of them is meant is not certain.
    pub(super) fn settle(self, out: &mut [Checked]) {
        let is_only = |loose: &&Loose| self.loose.iter().filter(|other| other.name == loose.name).count() == 1;
        let number = |loose: &&Loose| loose.failed.evidence.first().and_then(|used| used.number);
        let is_free = |loose: &&Loose| number(loose).is_some_and(|number| !self.fitting.contains(&number));
        for loose in self.loose.iter().filter(is_only).filter(is_free).filter(|loose| !self.told.contains(&loose.name)) {
            let (Some(slot), mut failed) = (out.get_mut(loose.at), loose.failed.clone()) else { continue };
            if let Verdict::Fail(violation) = &mut failed.verdict {
                violation.severity = violation.severity.min(Severity::Warning);
                violation.confidence = Confidence::Medium;
            }
            *slot = failed;
        }
    }
}
