//! All sources audited in parallel; one file's panic never stops the others.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::cli::pipeline::{Pipeline, Source, failed};
use crate::cli::progress::Progress;
use crate::findings::{Outcome, ReportOutcome};
use crate::problem::{Problem, ProblemKind};

/// Stack of a worker; the stages do not recurse on what a file holds, so the usual size would do.
pub(crate) const STACK: usize = 8 << 20;

/// Audits every source with `threads` workers (0: one per processor). The outcome does not depend on who finishes first.
///
/// # Errors
/// When the system gives no threads.
pub(crate) fn run(sources: &[Source], pipeline: &Pipeline<'_>, threads: usize, progress: &Progress) -> Result<Outcome, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| error.to_string())?;
    let done = AtomicUsize::new(0);
    let audit = |source: &Source| {
        let report = audit_one(source, pipeline);
        progress.report(done.fetch_add(1, Ordering::Relaxed) + 1);
        report
    };
    let reports = pool.install(|| sources.par_iter().map(audit).collect());
    progress.finish();
    Ok(Outcome::new(reports))
}

fn audit_one(source: &Source, pipeline: &Pipeline<'_>) -> ReportOutcome {
    // The stages share nothing that a panic could leave half changed.
    catch_unwind(AssertUnwindSafe(|| (pipeline.audit)(source))).unwrap_or_else(|payload| failed(source.name(), bug(payload.as_ref())))
}

/// The problem that stands for a panic.
pub(crate) fn bug(payload: &(dyn Any + Send)) -> Problem {
    let words =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words");
    Problem::new(
        ProblemKind::Internal,
        format!("crossfoot 自身出错，这份报告没有审核，请把文件和这句话反馈给我们：{words}"),
        format!("a bug in crossfoot: this report was not audited, please send us the file and these words: {words}"),
    )
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::cli::exit;
    use crate::cli::pipeline::{Pipeline, Source, failed};
    use crate::cli::progress::Progress;
    use crate::findings::{Confidence, Finding, ReportOutcome, Severity};
    use crate::phrase::{Lang, Phrase};
    use crate::problem::{Problem, ProblemKind};

    fn finding(severity: Severity) -> Finding {
        Finding {
            rule: "r".into(),
            severity,
            confidence: Confidence::High,
            path: "b".into(),
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

    fn fake(source: &Source) -> ReportOutcome {
        let path = source.name();
        match path.as_ref() {
            "error" => ReportOutcome { path, findings: vec![finding(Severity::Error)], ..ReportOutcome::default() },
            "warning" => ReportOutcome { path, findings: vec![finding(Severity::Warning)], ..ReportOutcome::default() },
            "unread" => failed(path, Problem::new(ProblemKind::Empty, "空", "empty")),
            "bug" => panic!("a stage fell over"),
            _ => ReportOutcome { path, ..ReportOutcome::default() },
        }
    }

    fn code(names: &[&str], fail_on: Option<Severity>) -> u8 {
        let sources: Vec<Source> = names.iter().map(|n| Source::File(n.into())).collect();
        let outcome = run(&sources, &Pipeline { audit: &fake }, 2, &Progress::new(names.len(), false, Lang::En)).expect("threads");
        let mut sorted = names.to_vec();
        sorted.sort_unstable();
        assert_eq!(outcome.reports.iter().map(|r| r.path.as_ref()).collect::<Vec<_>>(), sorted);
        exit::of(&outcome, fail_on)
    }

    #[test]
    fn the_exit_code_says_the_worst() {
        let error = Some(Severity::Error);
        assert_eq!(code(&["z", "a", "m"], error), exit::CLEAN);
        assert_eq!(code(&["warning"], error), exit::CLEAN);
        assert_eq!(code(&["warning"], Some(Severity::Warning)), exit::FINDINGS);
        assert_eq!(code(&["unread", "a"], error), exit::UNREAD);
        assert_eq!(code(&["unread", "error"], error), exit::FINDINGS);
        assert_eq!(code(&["unread", "error"], None), exit::UNREAD);
        assert_eq!(code(&["error"], None), exit::CLEAN);
        assert_eq!(code(&["error", "bug", "a"], error), exit::BUG);
    }
}
