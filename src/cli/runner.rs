//! All sources audited in parallel; one file's panic never stops the others.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use rayon::prelude::*;

use crate::cli::pipeline::{Pipeline, Source, failed};
use crate::cli::progress::Progress;
use crate::findings::{Outcome, ReportOutcome};
use crate::problem::{Problem, ProblemKind};

/// Stack of a worker; the stages do not recurse on what a file holds, so the usual size would do.
pub(crate) const STACK: usize = 8 << 20;

/// Audits every source with `threads` workers (0: one per processor), those that take much memory one after another at the end. The outcome does
/// not depend on who finishes first.
///
/// # Errors
/// When the system gives no threads.
pub(crate) fn run(sources: &[Source], pipeline: &Pipeline<'_>, threads: usize, progress: &Progress) -> Result<Outcome, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| error.to_string())?;
    let several = pool.current_num_threads() > 1 && sources.len() > 1;
    let done = AtomicUsize::new(0);
    let count = || progress.report(done.fetch_add(1, Ordering::Relaxed) + 1);
    let alone = |source: &Source| guarded(source, || (pipeline.alone)(source)).unwrap_or_else(|bug| *bug);
    let beside = |source: &Source| {
        let report =
            if several { guarded(source, || (pipeline.beside)(source)).unwrap_or_else(|bug| Some(*bug)) } else { Some(alone(source)) };
        if report.is_some() {
            count();
        }
        report
    };
    let reports: Vec<Option<ReportOutcome>> = pool.install(|| sources.par_iter().map(beside).collect());
    drop(pool);
    let large = |source: &Source| {
        let report = in_a_heap_of_its_own(|| alone(source)).unwrap_or_else(|| alone(source));
        count();
        report
    };
    let whole = |(source, report): (&Source, Option<ReportOutcome>)| report.unwrap_or_else(|| large(source));
    let reports = sources.iter().zip(reports).map(whole).collect();
    progress.finish();
    Ok(Outcome::new(reports))
}

/// What an audit on a thread of its own gives; `None` where there is no thread to be had. What it gives is copied and given back for that thread to
/// free. So nothing is left among the memory that the audit used, and the allocator can return it to the system: otherwise the outcome, which was
/// made last, would keep it all, for each large report anew.
fn in_a_heap_of_its_own(audit: impl FnOnce() -> ReportOutcome + Send) -> Option<ReportOutcome> {
    let (give, take) = mpsc::channel();
    let (give_back, take_back) = mpsc::channel::<ReportOutcome>();
    thread::scope(|scope| {
        let work = move || {
            if give.send(audit()).is_ok() {
                drop(take_back.recv());
            }
        };
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        let made = take.recv().ok()?;
        let copy = made.clone();
        give_back.send(made).ok()?;
        Some(copy)
    })
}

/// What the audit gives; as an error, the outcome that says that it panicked.
fn guarded<T>(source: &Source, audit: impl FnOnce() -> T) -> Result<T, Box<ReportOutcome>> {
    // The stages share nothing that a panic could leave half changed.
    catch_unwind(AssertUnwindSafe(audit)).map_err(|payload| Box::new(failed(source.name(), bug(payload.as_ref()))))
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
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

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
        let pipeline = Pipeline { beside: &|source| (source.name().as_ref() != "large").then(|| fake(source)), alone: &fake };
        let outcome = run(&sources, &pipeline, 2, &Progress::new(names.len(), false, Lang::En)).expect("threads");
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
    #[test]
    fn large_reports_are_audited_one_at_a_time() {
        let running = AtomicUsize::new(0);
        let most_beside_large = AtomicUsize::new(0);
        let audit = |source: &Source, large: bool| {
            let now = running.fetch_add(1, Ordering::SeqCst) + 1;
            std::thread::sleep(Duration::from_millis(2));
            if large {
                most_beside_large.fetch_max(now.max(running.load(Ordering::SeqCst)), Ordering::SeqCst);
            }
            running.fetch_sub(1, Ordering::SeqCst);
            fake(source)
        };
        let is_large = |source: &Source| source.name().starts_with("large");
        let beside = |source: &Source| (!is_large(source)).then(|| audit(source, false));
        let alone = |source: &Source| audit(source, is_large(source));
        let names = ["large 1", "a", "large 2", "b", "large 3", "large bug", "c"];
        let sources: Vec<Source> = names.iter().map(|name| Source::File(name.into())).collect();
        let outcome = run(&sources, &Pipeline { beside: &beside, alone: &alone }, 4, &Progress::new(7, false, Lang::En)).expect("threads");
        assert_eq!((outcome.reports.len(), most_beside_large.load(Ordering::SeqCst)), (7, 1));
    }
}
