//! Reports of one body and consecutive years, and of parents and children, compared once all are audited. Until then each keeps some figures and
//! words, not its document; where they disagree the documents are read again to show them.

use std::collections::BTreeMap;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::cli::pipeline::Source;
use crate::cli::runner::{STACK, bug};
use crate::document::Document;
use crate::findings::{Comparison, Comparisons, Finding, Kept, Outcome, ReportOutcome, compare_years, join, roll_up};
use crate::problem::Problem;
use crate::rules::RuleSet;

/// What the reports of a run keep. Shared by all threads.
pub(crate) struct Series {
    kept: Mutex<Vec<(Source, Kept)>>,
    /// Years are compared, not only parents with their children.
    years: bool,
}

/// Reads a source's document again.
type Read<'a> = dyn Fn(&Source) -> Result<Document, Problem> + Sync + 'a;

impl Series {
    /// To compare years, or only parents with their children.
    pub(crate) fn new(years: bool) -> Self {
        Self { kept: Mutex::default(), years }
    }

    /// Keeps what a source's report needs to be compared.
    pub(crate) fn keep(&self, source: &Source, kept: Kept) {
        if !kept.is_empty() {
            // What another thread pushed before it fell over is whole.
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).push((source.clone(), kept));
        }
    }

    /// The outcome with the comparisons in it. It does not depend on the order in which reports were kept.
    pub(crate) fn close(&self, mut outcome: Outcome, rules: &RuleSet, threads: usize, read: &Read<'_>) -> Outcome {
        let kept = mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        let (sources, mut kept) = in_order(&outcome.reports, kept);
        let years = if self.years { compare_years(&kept, rules) } else { Comparisons::default() };
        let comparisons = years.and(roll_up(&kept, rules));
        let find = |pair: &Comparison| find(pair, &sources, &outcome.reports, read);
        let found = match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
            Ok(pool) => pool.install(|| comparisons.pairs.par_iter().map(find).collect()),
            Err(_) => comparisons.pairs.iter().map(find).collect(),
        };
        join(&mut outcome.reports, &mut kept, comparisons, found);
        outcome
    }
}

/// What is kept in the order of the reports, one entry each; nothing for a report whose path another one has too.
fn in_order(reports: &[ReportOutcome], kept: Vec<(Source, Kept)>) -> (Vec<Option<Source>>, Vec<Kept>) {
    let mut by_path: BTreeMap<Arc<str>, Vec<(Source, Kept)>> = BTreeMap::new();
    for (source, kept) in kept {
        by_path.entry(source.name()).or_default().push((source, kept));
    }
    let one = |report: &ReportOutcome| match by_path.remove(&report.path) {
        Some(mut same) if same.len() == 1 => same.pop().map_or_else(Default::default, |(source, kept)| (Some(source), kept)),
        _ => (None, Kept::default()),
    };
    reports.iter().map(one).unzip()
}

/// The findings of a comparison, from its documents.
fn find(pair: &Comparison, sources: &[Option<Source>], reports: &[ReportOutcome], read: &Read<'_>) -> Result<Vec<Finding>, Problem> {
    if !pair.fails() {
        return Ok(Vec::new());
    }
    let mut documents: BTreeMap<usize, Document> = BTreeMap::new();
    for at in pair.reports() {
        if let Some(source) = sources.get(at).and_then(Option::as_ref) {
            documents.insert(at, read(source)?);
        }
    }
    catch_unwind(AssertUnwindSafe(|| pair.findings(&|at| documents.get(&at), reports))).unwrap_or_else(|payload| Err(bug(payload.as_ref())))
}
