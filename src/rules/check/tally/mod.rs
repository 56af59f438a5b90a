//! What a sentence's own numbers make, whatever it speaks of: a total behind its list, a list in brackets, what is left over, shares.

mod amount;
mod bracketed;
mod case;
mod changes;
mod classes;
mod done;
mod items;
mod lists;
mod parallel;
mod portions;
mod rests;
mod run;
mod shares;
mod told;
mod topic;
mod totals;
mod wholes;

pub(super) use items::{Item, UNIT, holds, is_called, items, last_clause, names, years};
pub(super) use run::check;
