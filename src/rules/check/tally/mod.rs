//! What a sentence's own numbers make, whatever it speaks of: a total behind its list, a list in brackets, what is left over, shares.

mod items;
mod parallel;
mod rests;
mod run;
mod shares;
mod told;
mod totals;

pub(super) use items::{Item, items};
pub(super) use run::check;
