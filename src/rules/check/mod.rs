//! The check kinds, and one pass of all of them over a document's facts.

mod breakdown;
mod claims;
mod equation;
mod formula;
mod gates;
mod reading;
mod run;
mod sequence;
mod sums;

pub(super) use gates::Gates;
pub use run::check;
