//! The reports drawn for the marked page, as many as it has room for. They are drawn when the run is over: only then are all findings known, and
//! with them which reports come first.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::pipeline::{Audit, Source};
use crate::facts::Facts;
use crate::findings::{Outcome, ReportOutcome, linked, linked_checks};
use crate::phrase::Lang;
use crate::report::{Options, Section, section};
use crate::rules::check;

/// Bytes of all reports drawn on one page.
const ROOM: usize = 64 << 20;
/// Reports drawn between two looks at the room that is left.
const BATCH: usize = 32;

/// Reads the reports again and draws them, those with findings first, then by path, until the next one does not fit.
pub(crate) fn draw(outcome: &Outcome, sources: &[Source], audit: &Audit<'_>, lang: Lang) -> Vec<Section> {
    let by_name: BTreeMap<Arc<str>, &Source> = sources.iter().map(|source| (source.name(), source)).collect();
    let options = Options { lang, ..Options::default() };
    let linked = linked(outcome);
    in_order(&outcome.reports, ROOM, |report| {
        let document = audit.read(by_name.get(&report.path)?).ok()?;
        // What cannot be drawn is listed without its text; the page says so.
        catch_unwind(AssertUnwindSafe(|| {
            let facts = Facts::of(&document);
            let mut checked = check(&facts, audit.rules);
            let own = checked.len();
            checked.extend(linked_checks(&facts, &linked));
            // Checks that were given up would show numbers as unguarded.
            (!document.deadline.is_over()).then(|| section(&facts, &checked, own, report, &options))
        }))
        .ok()
        .flatten()
    })
}

fn in_order(reports: &[ReportOutcome], room: usize, draw: impl Fn(&ReportOutcome) -> Option<Section> + Sync) -> Vec<Section> {
    let mut reports: Vec<&ReportOutcome> = reports.iter().filter(|report| report.problem.is_none()).collect();
    reports.sort_by_key(|report| (report.findings.is_empty(), Arc::clone(&report.path)));
    let (mut drawn, mut total) = (Vec::new(), 0_usize);
    for batch in reports.chunks(BATCH) {
        let sections: Vec<Option<Section>> = batch.par_iter().map(|report| draw(report)).collect();
        for section in sections.into_iter().flatten() {
            total = total.saturating_add(section.size());
            if total > room {
                return drawn;
            }
            drawn.push(section);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::document::{Document, Format};
    use crate::facts::Facts;
    use crate::findings::{Confidence, Finding, ReportOutcome, Severity};
    use crate::phrase::Phrase;
    use crate::report::{Options, Section, section};

    fn finding() -> Finding {
        Finding {
            rule: "r".into(),
            severity: Severity::Error,
            confidence: Confidence::High,
            path: "d".into(),
            message: Phrase::default(),
            help: Phrase::default(),
            derivation: Phrase::default(),
            labels: vec![],
            repairs: vec![],
            also: Vec::new(),
            fingerprint: String::new(),
            excerpts: vec![],
        }
    }

    fn drawn(report: &ReportOutcome) -> Section {
        let document = Document::new(&*report.path, Format::Text);
        section(&Facts::of(&document), &[], 0, report, &Options::default())
    }

    #[test]
    fn reports_with_findings_come_first_until_the_room_is_full() {
        let report =
            |path: &str, title: usize| ReportOutcome { path: path.into(), title: Some("x".repeat(title)), ..ReportOutcome::default() };
        let mut reports = [report("a", 0), report("b", 100_000), report("c", 0), report("d", 0)];
        let plain = drawn(&reports[0]).size();
        reports[3].findings.push(finding());
        let fit =
            |room: usize| in_order(&reports, room, |report| Some(drawn(report))).iter().map(|s| s.path.to_string()).collect::<Vec<_>>();
        assert_eq!(fit(usize::MAX), ["d", "a", "b", "c"]);
        assert_eq!(fit(plain * 20), ["d", "a"]);
        assert!(fit(0).is_empty());
    }
}
