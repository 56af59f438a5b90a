//! Verdicts to findings: one type, a fixed order, fingerprints, and the excerpt a person is shown.

mod audit;
mod baseline;
mod causes;
mod comment;
mod coverage;
mod day;
mod example;
mod excerpt;
mod finding;
mod fingerprint;
mod linked;
mod locate;
mod outcome;
mod passage;
mod probe;
mod said;
mod series;
mod slice;
mod suppress;
mod ticks;

pub use audit::{audit, outcome};
pub use baseline::{Baseline, Known};
pub use causes::join_causes;
pub use comment::Comment;
pub use coverage::{Coverage, Covered, Guard, Share};
pub use day::day;
pub use example::{Tried, marked_up, try_example, why_undecided};
pub use excerpt::{Excerpt, Mark, Passage, Slice, SliceCell, SliceColumn, SliceRow};
pub use finding::{Also, Finding, Label, LabelRole, Location, RawSpan};
pub use fingerprint::digest;
pub use linked::{linked, linked_checks};
pub use locate::{evidence_at, location};
pub use outcome::{Outcome, ReportOutcome, RuleNote, VerdictCounts};
pub use said::Said;
pub use series::{Comparison, Comparisons, Kept, audit_series, compare_years, join, linked_findings, roll_up};
pub use suppress::{Ignore, Suppressed, SuppressedBy, Suppression, suppress};
pub use ticks::{Tick, Ticks};

// The grades are declared by rules and carried by findings.
pub use crate::rules::{Confidence, Repair, Severity};
