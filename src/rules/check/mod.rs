//! The check kinds, and one pass of all of them over a document's facts.

mod another;
mod before;
mod breakdown;
mod claims;
mod counted;
mod dated;
mod derivation;
mod divisions;
mod elsewhere;
mod equation;
mod formula;
mod found;
mod gates;
mod grounds;
mod hold;
mod lead;
mod limit;
mod order;
mod parts;
mod reading;
mod run;
mod scope;
mod sequence;
mod shifted;
mod stated;
mod sums;
mod units;
mod whole;
mod witness;
mod years;

pub(super) use gates::Gates;
pub use grounds::{grounds, linked_grounds, meaning_words};
pub(crate) use run::check_adding;
pub use run::{check, check_carrying};
pub(super) use stated::stated;
