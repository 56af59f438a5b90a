//! Verdicts to findings: one type, a fixed order, fingerprints, and the excerpt a person is shown.

mod excerpt;
mod finding;
mod outcome;

pub use excerpt::{Excerpt, Mark, Passage, Slice, SliceCell, SliceRow};
pub use finding::{Confidence, Finding, Label, LabelRole, Location, RawSpan, Repair, Severity};
pub use outcome::{Outcome, ReportOutcome, VerdictCounts};
