//! Exit codes: the same for every format. A closed pipe changes none of them.

use crate::findings::{Outcome, Severity};
use crate::problem::ProblemKind;

/// Nothing at or above `--fail-on`.
pub const CLEAN: u8 = 0;
/// A finding at or above `--fail-on`.
pub const FINDINGS: u8 = 1;
/// Wrong usage, configuration or rule files, or an output that cannot be written; nothing else is promised.
pub const USAGE: u8 = 2;
/// Some input could not be read, and there is no finding at or above `--fail-on`.
pub const UNREAD: u8 = 3;
/// A bug of ours stopped the audit of at least one file; the others were audited.
pub const BUG: u8 = 70;

/// The code of a finished run; `fail_on` is `None` for never.
#[must_use]
pub fn of(outcome: &Outcome, fail_on: Option<Severity>) -> u8 {
    let problems = || outcome.reports.iter().filter_map(|r| r.problem.as_ref());
    if problems().any(|p| p.kind == ProblemKind::Internal) {
        BUG
    } else if fail_on.is_some_and(|least| outcome.findings().any(|f| f.severity >= least)) {
        FINDINGS
    } else if problems().next().is_some() {
        UNREAD
    } else {
        CLEAN
    }
}
